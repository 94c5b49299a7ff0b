//! Looking for people who stand twice in the register.

use crate::{
    bench::{Bench, Outcome},
    measure,
    table::Line,
};

pub fn lines(bench: &Bench, large: u32) -> Outcome<Vec<Line>> {
    let one = |members: u32| -> Outcome<f64> {
        let data = bench.copy_of(&bench.registered(members)?, "duplicates")?;
        let mut command = bench.command(&["duplicates", "--unit", "GEN", "--json"], &data);
        let (cost, _) = measure::run(&mut command)?;
        eprintln!("duplicates of {members}: {:.1} s CPU, {:.0} MiB", cost.cpu, cost.peak_mib);
        Ok(cost.cpu)
    };
    let (small, much) = (one(bench.members)?, one(large)?);
    let each = |seconds: f64, members: u32| seconds * 1e6 / f64::from(members);
    Ok(vec![
        Line::at_most(
            &format!("possible duplicates among {}, CPU", bench.members),
            small,
            10.0,
            "s",
        ),
        Line::ratio(
            &format!("the same for each person among {large} (limit: among {})", bench.members),
            each(much, large),
            each(small, bench.members),
            "µs",
            1.5,
        ),
    ])
}
