//! Consolidation: the reports of all communes of the country, added up.

use crate::{
    bench::{Bench, Outcome},
    measure::{self, own_cpu},
    table::Line,
};
use kernel::{Day, Period, RowId, UnitId};
use platform::bulk::{self, Value, written};
use reports::periods::{Take, consolidate};
use units::{Level, Subtree};

const FORM: &str = "half-year";
const FIGURES: usize = 200;
const TIMES: u32 = 10;

pub fn lines(bench: &Bench) -> Outcome<Vec<Line>> {
    let data = bench.scratch.join("country");
    measure::run(&mut bench.command(&["init"], &data))?;
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    let database = format!("sqlite://{}", data.join("khuyenhoc.sqlite").display());
    let said = |problem: platform::Problem| problem.to_string();
    runtime.block_on(async {
        let db = platform::db::Db::open(&database).await.map_err(said)?;
        let (today, period): (Day, Period) =
            (Day::of(2026, 11, 22), "2026-H1".parse().map_err(|_| "a period")?);
        let within = Subtree { unit: units::nation(), boundaries: period.last() };
        let mut tx = db.begin().await.map_err(said)?;
        let communes =
            units::children_at_level(&mut tx, &within, Level::Commune).await.map_err(said)?;
        drop(tx);
        let ids: Vec<UnitId> = communes.into_iter().map(|unit| unit.id).collect();
        hand_in(&db, &ids, period, today).await?;
        let mut tx = db.begin().await.map_err(said)?;
        let mut spent = 0.0;
        let mut found = 0;
        let form = reports::forms::shipped::form(FORM).ok_or("the form is shipped")?;
        for turn in 0..=TIMES {
            let before = own_cpu();
            let (level, take) = (Level::Commune, Take::Accepted);
            let all =
                consolidate(&mut tx, &within, form, period, level, take).await.map_err(said)?;
            // The first turn fills the caches.
            if turn > 0 {
                spent += own_cpu() - before;
            }
            found = all.parts.len();
            let expected = i64::try_from(ids.len()).unwrap_or(0);
            if all.sums.get("indicator_000").map(|sum| sum.0) != Some(expected) {
                return Err("the sum is not the number of communes".into());
            }
        }
        Ok(vec![Line::at_most(
            &format!("consolidation of {found} snapshots of {FIGURES} figures, CPU"),
            spent * 1e3 / f64::from(TIMES),
            200.0,
            "ms",
        )])
    })
}

/// An accepted report for each unit, with so many figures.
async fn hand_in(
    db: &platform::db::Db,
    units: &[UnitId],
    period: Period,
    today: Day,
) -> Outcome<()> {
    const FILING: [&str; 6] = ["id", "unit_id", "form", "period", "state", "standing_id"];
    const SNAPSHOT: [&str; 14] = [
        "id",
        "filing_id",
        "unit_id",
        "form",
        "form_version",
        "period",
        "boundaries",
        "turn",
        "supplement",
        "content",
        "figures",
        "hash",
        "made_at",
        "made_by",
    ];
    let figures: Vec<String> =
        (0..FIGURES).map(|place| format!("indicator_{place:03} {} 0", 1 + place * 7_919)).collect();
    let figures = figures.join("\n");
    let (mut filings, mut snapshots) = (vec![], vec![]);
    for unit in units {
        let (filing, snapshot) = (RowId::new(), RowId::new());
        filings.push(vec![
            written(&filing),
            written(unit),
            FORM.into(),
            written(&period),
            "accepted".into(),
            written(&snapshot),
        ]);
        let row: Vec<Value> = vec![
            written(&snapshot),
            written(&filing),
            written(unit),
            FORM.into(),
            1.into(),
            written(&period),
            written(&today),
            1.into(),
            0.into(),
            "{}".into(),
            figures.as_str().into(),
            "".into(),
            written(&today),
            "".into(),
        ];
        snapshots.push(row);
    }
    let said = |problem: platform::Problem| problem.to_string();
    let mut tx = db.begin_writing().await.map_err(said)?;
    bulk::insert(&mut tx, "report_filing", &FILING, filings).await.map_err(said)?;
    bulk::insert(&mut tx, "report_snapshot", &SNAPSHOT, snapshots).await.map_err(said)?;
    tx.commit().await.map_err(said)?;
    Ok(())
}
