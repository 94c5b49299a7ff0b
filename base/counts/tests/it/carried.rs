//! A sum that is carried on from what was known is the sum of all rows, whatever was written in between.

use super::{definition, world};
use counts::{Count, Kind, by_child, figures, kept_by_registers, settle};
use kernel::{Day, Period, PersonId, Source};
use platform::{Problem, db::Tx};
use testkit::World;
use units::{Level, Subtree};

const CODES: [&str; 5] = ["classes", "pupils", "members", "population", "share"];
const ROUNDS: u64 = 70;

/// A number that looks like chance and is the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
    fn one_of<T: Clone>(&mut self, all: &[T]) -> T {
        all[usize::try_from(self.below(all.len() as u64)).unwrap()].clone()
    }
}

/// Everything that is carried on, as a transaction sees it.
async fn seen(tx: &mut Tx, within: &Subtree, period: Period) -> Result<String, Problem> {
    let all = figures(tx, within, period, &CODES).await?;
    let kept = kept_by_registers(tx, within, period.last(), "members").await?;
    let mut said = format!("{within:?} {period:?} {kept:?} {all:#?}");
    for (code, kind) in [("classes", Kind::Flow), ("members", Kind::Stock)] {
        let below =
            by_child(tx, within, period, &definition(code, "", kind, &[]), Level::Commune).await?;
        said += &format!("{code} {below:#?}");
    }
    Ok(said)
}

/// The same twice: as a reader is told, who carries on, and as a writer finds it, who looks at everything.
async fn nobody_sees_another_book(world: &World, round: u64) -> Result<(), Problem> {
    for unit in [&world.province, &world.hoa_sen] {
        for period in
            [Period::months(2024, 1, 12), Period::months(2025, 1, 6), Period::months(2026, 1, 6)]
        {
            let (within, period) = (world.below(unit), period.unwrap());
            let carried = seen(&mut world.site.db.begin().await?, &within, period).await?;
            let mut afresh = world.site.db.begin_writing().await?;
            assert_eq!(carried, seen(&mut afresh, &within, period).await?, "round {round}");
            afresh.rollback().await?;
        }
    }
    Ok(())
}

fn some_count(world: &World, chance: &mut Chance) -> Count {
    let unit = chance.one_of(&[&world.truong_an, &world.hoa_sen, &world.phu_dong]);
    let day = Day::of(chance.one_of(&[2024, 2025, 2026]), chance.one_of(&[1, 5, 6, 7, 12]), 9);
    let code = chance.one_of(&["classes", "pupils", "members", "population"]);
    let quantity = i64::try_from(chance.below(9)).unwrap() - 2;
    let count = Count::of(code, unit, day, quantity);
    match code {
        "pupils" => {
            Count { quantity: 1, ..count }.about(&PersonId::of_bits(chance.below(4).into()))
        }
        "population" => {
            Count { wording: chance.one_of(&["", "gần", "trên"]).to_owned(), ..count }
        }
        _ => count,
    }
}

#[tokio::test]
async fn a_figure_that_is_carried_on_is_the_sum_of_all_rows() -> Result<(), Problem> {
    let world = world().await;
    let mut chance = Chance(2026);
    let mut moves = 0;
    nobody_sees_another_book(&world, 0).await?;
    for round in 1..=ROUNDS {
        let mut work = world.as_lan().await;
        let source = Source::of("test.record", &chance.below(12));
        match chance.below(12) {
            // Trường An goes to the other commune, and all its rows with it.
            0 => {
                let to = if moves % 2 == 0 { &world.phu_dong } else { &world.hoa_sen };
                moves += 1;
                let day = Day::of(2025, 1, moves);
                units::move_under(&mut work.tx, &world.truong_an, to, day, "").await?;
            }
            // More at once than is worth telling.
            1 => {
                let many: Vec<Count> = (0..400).map(|_| some_count(&world, &mut chance)).collect();
                settle(&mut work, &source, &many).await?;
            }
            // What is taken back was never told.
            2 => {
                settle(&mut work, &source, &[some_count(&world, &mut chance)]).await?;
                drop(work);
                nobody_sees_another_book(&world, round).await?;
                continue;
            }
            holding => {
                let holds: Vec<Count> =
                    (0..holding % 4).map(|_| some_count(&world, &mut chance)).collect();
                settle(&mut work, &source, &holds).await?;
            }
        }
        work.commit().await?;
        // Several changes pass before somebody looks again.
        if chance.below(3) > 0 {
            nobody_sees_another_book(&world, round).await?;
        }
    }
    nobody_sees_another_book(&world, ROUNDS).await?;
    world.end().await;
    Ok(())
}
