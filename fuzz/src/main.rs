//! The short run: replays every kept input, then mutates them for a while, with a seed that is printed.
//!
//! The input under way always stands in a file, so that one which ends the process is known too.

use clap::Parser;
use fuzz::{
    PROGRAM, Target, corpus,
    judge::{self, Cost},
    mutate::{Dice, mutated},
};
use std::{
    fs::{self, File},
    io::{self, Write},
    os::unix::fs::FileExt,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::mpsc::{self, RecvTimeoutError},
    thread,
    time::{Duration, Instant},
};

/// Replays the kept corpus and mutates it.
#[derive(Parser)]
struct Arguments {
    /// How long to mutate, over all targets together.
    #[arg(long, default_value_t = 40)]
    seconds: u64,
    /// Takes up an earlier run: the number that it printed.
    #[arg(long)]
    seed: Option<u64>,
    /// Where the input under way and those that failed are written.
    #[arg(long, default_value = ".")]
    out: PathBuf,
    /// Only writes the targets' first inputs into this folder.
    #[arg(long)]
    plant: Option<PathBuf>,
    /// Only runs this file, for the one target named.
    #[arg(long)]
    file: Option<PathBuf>,
    /// Only names the targets, with a star after those that need the whole program.
    #[arg(long)]
    list: bool,
    /// The targets; all, if none is named.
    targets: Vec<String>,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> io::Result<bool> {
    judge::keep_panics_silent();
    let targets = chosen(&arguments.targets)?;
    if arguments.list {
        for target in targets {
            let whole = PROGRAM.iter().any(|one| one.name == target.name);
            println!("{}{}", target.name, if whole { "*" } else { "" });
        }
        return Ok(true);
    }
    if let Some(folder) = &arguments.plant {
        for target in &targets {
            let count = corpus::plant(target, &folder.join(target.name))?;
            println!("{}: {count} inputs", target.name);
        }
        return Ok(true);
    }
    if let Some(file) = &arguments.file {
        let input = fs::read(file)?;
        let mut fine = true;
        for target in &targets {
            match judge::run(target, &input) {
                Ok(cost) => println!("{}: holds, {}", target.name, said(cost)),
                Err(why) => {
                    println!("{}: {why}", target.name);
                    fine = false;
                }
            }
        }
        return Ok(fine);
    }
    let seed = arguments.seed.unwrap_or_else(|| u64::from(std::process::id()) << 20 | entropy());
    println!("Seed {seed}; the same again: --seed {seed}");
    let each = Duration::from_secs(arguments.seconds)
        / u32::try_from(targets.len()).unwrap_or(u32::MAX).max(1);
    fs::create_dir_all(&arguments.out)?;
    let (mut fine, mut total) = (true, 0);
    for target in targets {
        let count = watched(target, Plan { seed, each, out: arguments.out.clone() })?;
        total += count.unwrap_or(0);
        fine &= count.is_some();
    }
    println!("{total} executions");
    Ok(fine)
}

fn chosen(names: &[String]) -> io::Result<Vec<&'static Target>> {
    if names.is_empty() {
        return Ok(fuzz::targets().collect());
    }
    let unknown = |name: &String| {
        let known: Vec<&str> = fuzz::targets().map(|target| target.name).collect();
        io::Error::other(format!("No target {name}. There are: {}", known.join(", ")))
    };
    names.iter().map(|name| fuzz::target(name).ok_or_else(|| unknown(name))).collect()
}

/// Differs from run to run; nothing more is asked of it.
fn entropy() -> u64 {
    let here = Box::new(0_u8);
    let address = &raw const *here as u64;
    address.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 44
}

#[derive(Clone)]
struct Plan {
    seed: u64,
    each: Duration,
    out: PathBuf,
}

/// What the one who runs the inputs tells the one who watches the time.
enum Sign {
    Alive,
    Ended(io::Result<Option<usize>>),
}

/// Runs a target on a thread of its own; gives the count of executions, or nothing where one failed.
fn watched(target: &'static Target, plan: Plan) -> io::Result<Option<usize>> {
    let (tell, told) = mpsc::channel();
    let last = under_way(target, &plan.out);
    let worker = move || {
        let ended = tried(target, &plan, &|| drop(tell.send(Sign::Alive)));
        drop(tell.send(Sign::Ended(ended)));
    };
    // The program's own threads have as much stack.
    thread::Builder::new().stack_size(2 << 20).spawn(worker)?;
    loop {
        // Twice the limit: a slow input is found by its own clock, a hanging one by this.
        match told.recv_timeout(judge::LONGEST * 2) {
            Ok(Sign::Alive) => {}
            Ok(Sign::Ended(count)) => {
                fs::remove_file(&last).ok();
                return count;
            }
            Err(RecvTimeoutError::Timeout) => {
                println!("{}: hangs on {}", target.name, last.display());
                return Ok(None);
            }
            Err(RecvTimeoutError::Disconnected) => return Ok(None),
        }
    }
}

fn under_way(target: &Target, out: &Path) -> PathBuf {
    out.join(format!("{}.under-way", target.name))
}

fn tried(target: &Target, plan: &Plan, alive: &dyn Fn()) -> io::Result<Option<usize>> {
    let known = corpus::of(target)?;
    let file = File::create(under_way(target, &plan.out))?;
    let (mut worst, mut count, began) = (Cost::default(), 0, Instant::now());
    let mut try_one = |input: &[u8], from: &str| -> io::Result<bool> {
        file.set_len(input.len() as u64)?;
        file.write_all_at(input, 0)?;
        alive();
        count += 1;
        match judge::run(target, input) {
            Ok(cost) => {
                worst.time = worst.time.max(cost.time);
                worst.memory = worst.memory.max(cost.memory);
                Ok(true)
            }
            Err(why) => {
                let kept = plan.out.join(format!("{}.failed", target.name));
                fs::write(&kept, input)?;
                println!(
                    "{}: fails ({from}): {why}\n  the input is in {}",
                    target.name,
                    kept.display()
                );
                Ok(false)
            }
        }
    };
    for one in &known {
        if !try_one(&one.bytes, &one.name)? {
            return Ok(None);
        }
    }
    let mut dice = Dice::of(plan.seed);
    let mut pool: Vec<Vec<u8>> = known.iter().map(|one| one.bytes.clone()).collect();
    pool.push(vec![]);
    while began.elapsed() < plan.each {
        let (one, other) = (dice.below(pool.len()), dice.below(pool.len()));
        let input = mutated(&mut dice, &pool[one], &pool[other], target.words, target.longest);
        if !try_one(&input, "mutated")? {
            return Ok(None);
        }
        // Now and then a mutation is mutated further.
        if dice.below(50) == 0 {
            let place = dice.below(1000);
            if pool.len() < known.len() + 500 {
                pool.push(input);
            } else if let Some(old) = pool.get_mut(known.len() + place % 500) {
                *old = input;
            }
        }
    }
    let took = began.elapsed();
    let rate = count as f64 / took.as_secs_f64();
    println!(
        "{}: {} known, {count} executions, {rate:.0} a second, {}",
        target.name,
        known.len(),
        said(worst)
    );
    io::stdout().flush()?;
    Ok(Some(count))
}

fn said(cost: Cost) -> String {
    format!("at most {} ms and {} kB", cost.time.as_millis(), cost.memory >> 10)
}
