//! Random lives of a commune's chapters, held against a small model that knows only who is where and what is locked.
//!
//! People join; chapters are joined, divided, moved, split and put back as they were; the commune's report is handed in,
//! accepted, locked and opened again; and the program is stopped and started in between. After each step the books say
//! what the model says, what the model forbids is refused, and every check of `verify` holds.
//!
//! `KHUYENHOC_MODEL_SEEDS=200` tells more stories, `KHUYENHOC_MODEL_SEED=17` one of them again.

mod model;
mod scene;
mod story;

/// As many steps as carry a story from the locked half-year well into the next.
const STEPS: usize = 22;
const SEEDS: u64 = 4;

fn seeds() -> Vec<u64> {
    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse().ok());
    match (number("KHUYENHOC_MODEL_SEED"), number("KHUYENHOC_MODEL_SEEDS")) {
        (Some(one), _) => vec![one],
        (None, count) => (1..=count.unwrap_or(SEEDS)).collect(),
    }
}

#[tokio::test]
async fn whatever_happens_the_books_say_what_the_model_says() {
    for seed in seeds() {
        println!("seed {seed}");
        let told = story::tell(seed, STEPS).await;
        println!("{}", told.join("\n"));
    }
}
