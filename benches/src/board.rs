//! A board of a province beside the bare sum by commune that is its least work.

use crate::{
    bench::{Bench, Outcome, one_more_member, site_of},
    measure::own_cpu,
    table::Line,
};
use access::{Caller, Look};
use boards::{Amount, Asked};
use kernel::{Day, Lang, Period, UnitId};
use platform::{Problem, Site};
use std::time::Instant;

const TIMES: u32 = 10;
const INDICATOR: &str = "members";

/// A board looks at the period, the one before, and six years of trend; the bare sum once at the communes.
const SUMS_OF_A_BOARD: f64 = 8.0;

pub fn lines(bench: &Bench) -> Outcome<Vec<Line>> {
    let data = bench.copy_of(&bench.registered(bench.members)?, "boards")?;
    let members = bench.members;
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    let said = |problem: Problem| problem.to_string();
    runtime.block_on(async {
        let site = site_of(&data).await.map_err(said)?;
        let today = site.today();
        let mut tx = site.db.begin().await.map_err(said)?;
        let unit = units::find(&mut tx, "GEN", today).await.map_err(said)?.id.clone();
        let commune = units::find(&mut tx, "GEN.0002", today).await.map_err(said)?.id.clone();
        drop(tx);
        let period: Period = "2026-H1".parse().map_err(|_| "a period")?;
        let asked = Asked {
            unit,
            indicator: INDICATOR.to_owned(),
            period,
            boundaries: today,
            from: None,
            until: None,
        };
        let (mut wall, mut cpu, mut bare, mut anew) = (vec![], 0.0, 0.0, 0.0);
        for turn in 0..=TIMES {
            one_more_member(&site, &commune, period.from).await.map_err(said)?;
            let (began, before) = (Instant::now(), own_cpu());
            let drawn = board(&site, &asked).await.map_err(said)?;
            let (took, between) = (began.elapsed(), own_cpu());
            let summed = bare_sum(&site, &asked.unit, today, period).await?;
            if drawn != summed {
                return Err(format!("{drawn} on the board, {summed} in the book").into());
            }
            // The first turn fills the caches, and what is carried on is added up in it.
            if turn == 0 {
                anew = took.as_secs_f64() * 1e3;
            } else {
                wall.push(took.as_secs_f64() * 1e3);
                cpu += between - before;
                bare += own_cpu() - between;
            }
        }
        site.db.close().await;
        wall.sort_by(f64::total_cmp);
        let each = 1e3 / f64::from(TIMES);
        eprintln!("the board for the first time since the start: {anew:.0} ms");
        Ok(vec![
            Line::at_most(
                &format!("board of {INDICATOR} by commune, province of {members}, first after somebody joined, median on the wall"),
                wall[wall.len() / 2],
                20.0,
                "ms",
            ),
            Line::ratio(
                &format!("board of {INDICATOR} by commune, province of {members} (limit: the bare sum by commune of one period), CPU"),
                cpu * each,
                bare * each,
                "ms",
                1.5 * SUMS_OF_A_BOARD,
            ),
        ])
    })
}

/// Reads the board; what its rows come to.
async fn board(site: &Site, asked: &Asked) -> Result<i64, Problem> {
    let mut look = Look::begin(site, Caller::operator(), Lang::Vi).await?;
    let board = boards::read(&mut look, asked).await?;
    Ok(board.rows.iter().filter_map(|row| row.amount).map(Amount::height).sum())
}

/// The same by hand: every row of the indicator up to the end of the period, by commune.
async fn bare_sum(site: &Site, unit: &UnitId, on: Day, period: Period) -> Outcome<i64> {
    let mut tx = site.db.begin().await.map_err(|problem| problem.to_string())?;
    let sql = "select child.ancestor_id, cast(sum(quantity) as bigint) from unit_ancestor above
        join count_row on count_row.unit_id = above.unit_id
        join unit_ancestor child on child.unit_id = count_row.unit_id and child.ancestor_level = 'commune'
          and child.since <= $2 and $2 < child.until
        where above.ancestor_id = $1 and above.since <= $2 and $2 < above.until
        and indicator = $3 and day < $4 group by child.ancestor_id";
    let rows: Vec<(String, i64)> = sqlx::query_as(sql)
        .bind(unit)
        .bind(on)
        .bind(INDICATOR)
        .bind(period.until)
        .fetch_all(&mut *tx)
        .await?;
    Ok(rows.into_iter().map(|(_, sum)| sum).sum())
}
