//! What people look at all day: the half-year report, a unit's page, the list of members.

use crate::{
    bench::{Bench, Outcome, one_more_member, site_of},
    measure::{self, memory, own_cpu},
    server::{Nginx, Server},
    table::Line,
};
use std::path::Path;

const PERIOD: &str = "2026-H1";
/// The system counts processor time in hundredths of a second, and so many pages take about a hundred of those.
const TIMES_PAGE: u32 = 4_000;
/// Each answer of nginx takes some microseconds, so many are needed.
const TIMES_NGINX: u32 = 20_000;

pub fn lines(bench: &Bench, large: u32) -> Outcome<Vec<Line>> {
    let data = bench.registered(bench.members)?;
    let members = bench.members;
    let mut lines = figures(&bench.copy_of(&data, "figures")?, members)?;
    let data = bench.copy_of(&data, "read")?;
    let server = Server::start(bench, &data)?;
    let province = id_of(bench, &data, "GEN")?;
    let report = format!("/api/v1/units/{province}/reports/half-year?period={PERIOD}");
    let (cpu, wall) = server.cost_of(&report, 40)?;
    lines.push(Line::at_most(
        &format!("half-year report of the province over HTTP, {members} members, median on the wall (CPU {cpu:.1} ms)"),
        wall,
        50.0,
        "ms",
    ));
    let list = format!("/don-vi/{province}/hoi-vien");
    let (listing, _) = server.cost_of(&list, TIMES_PAGE)?;
    let rss = memory(server.pid(), "VmRSS");
    let nginx = Nginx::start(&bench.scratch.join("nginx"))?;
    let file = nginx.cost_of_file(TIMES_NGINX)?;
    lines.push(Line::ratio(
        "signed-in list of 50 members with their total (limit: nginx, a file of 10 kB), server CPU an answer",
        listing,
        file,
        "ms",
        15.0,
    ));
    lines.push(Line::at_most("memory of the server after those lists", rss, 140.0, "MiB"));
    lines.push(Line::at_most(
        "half-year report of the province, first after somebody joined, median on the wall",
        server.first_after_joins(&report, &id_of(bench, &data, "GEN.0002")?, 10)?,
        50.0,
        "ms",
    ));
    let commune = format!("/don-vi/{}", id_of(bench, &data, "GEN.0002")?);
    let (here, _) = server.cost_of(&commune, TIMES_PAGE)?;
    drop(server);
    let data = bench.registered(large)?;
    let server = Server::start(bench, &data)?;
    let commune = format!("/don-vi/{}", id_of(bench, &data, "GEN.0002")?);
    let (there, _) = server.cost_of(&commune, TIMES_PAGE)?;
    lines.push(Line::at_most(
        &format!("a commune's page at {members} members, server CPU"),
        here,
        1.0,
        "ms",
    ));
    lines.push(Line::at_most(
        &format!("a commune's page at {large} members, server CPU"),
        there,
        1.0,
        "ms",
    ));
    lines.push(Line::ratio(
        &format!("the same page at {large} and at {members}"),
        there,
        here,
        "ms",
        1.2,
    ));
    Ok(lines)
}

fn id_of(bench: &Bench, data: &Path, code: &str) -> Outcome<String> {
    let (_, said) = measure::run(&mut bench.command(&["unit", "show", code, "--json"], data))?;
    let unit: serde_json::Value = serde_json::from_str(&said)?;
    Ok(unit["id"].as_str().ok_or("a unit has an id")?.to_owned())
}

/// Figures beside the bare sum of their rows over the covering index: the first time after the data have changed, and
/// when they are asked for again.
fn figures(data: &Path, members: u32) -> Outcome<Vec<Line>> {
    const TIMES: u32 = 10;
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    runtime.block_on(async {
        let said = |problem: platform::Problem| problem.to_string();
        let site = site_of(data).await.map_err(said)?;
        let db = &site.db;
        let today = kernel::Day::of(2026, 11, 21);
        let mut tx = db.begin().await.map_err(said)?;
        let unit = units::find(&mut tx, "GEN", today).await.map_err(said)?.id.clone();
        let commune = units::find(&mut tx, "GEN.0002", today).await.map_err(said)?.id.clone();
        drop(tx);
        let within = units::Subtree { unit: unit.clone(), boundaries: today };
        let period: kernel::Period = PERIOD.parse().map_err(|_| "a period")?;
        let mut lines = vec![];
        for (code, from) in [("members", kernel::Day::BEGINNING), ("new_members", period.from)] {
            let (mut first, mut again, mut bare, mut anew) = (0.0, 0.0, 0.0, 0.0);
            for turn in 0..=TIMES {
                one_more_member(&site, &commune, period.from).await.map_err(said)?;
                let mut tx = db.begin().await.map_err(said)?;
                let before = own_cpu();
                let found = counts::figures(&mut tx, &within, period, &[code]).await.map_err(said)?;
                let then = own_cpu();
                counts::figures(&mut tx, &within, period, &[code]).await.map_err(said)?;
                let between = own_cpu();
                let sum: Option<i64> = sqlx::query_scalar(
                    "select sum(quantity) from unit_ancestor above join count_row on count_row.unit_id = above.unit_id
                     where above.ancestor_id = $1 and above.since <= $2 and $2 < above.until
                     and indicator = $5 and day >= $3 and day < $4",
                )
                .bind(&unit)
                .bind(today)
                .bind(from)
                .bind(period.until)
                .bind(code)
                .fetch_one(&mut *tx)
                .await?;
                if found[0].value.unwrap_or(0) != sum.unwrap_or(0) {
                    return Err(format!("{code}: {:?} is not {sum:?}", found[0].value).into());
                }
                // The first turn fills the caches, and what is carried on is added up in it.
                if turn == 0 {
                    anew = then - before;
                } else {
                    first += then - before;
                    again += between - then;
                    bare += own_cpu() - between;
                }
            }
            let each = 1e3 / f64::from(TIMES);
            eprintln!("the figure {code} for the first time since the start: {:.0} ms", anew * 1e3);
            for (when, ours) in [("first after somebody joined", first), ("asked again", again)] {
                let what = format!(
                    "the figure {code} of a province of {members}, {when} (limit: the bare sum over a covering index), CPU"
                );
                lines.push(Line::ratio(&what, ours * each, bare * each, "ms", 1.5));
            }
        }
        db.close().await;
        Ok(lines)
    })
}
