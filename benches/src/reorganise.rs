//! The communes of a province joined into a third as many, with everybody in them.

use crate::{
    bench::{Bench, Outcome, site_of},
    import::{sqlite, without_references},
    measure::own_cpu,
    table::Line,
};
use access::{Caller, Grant, Role, Work};
use kernel::{AccountId, Day, Lang, UnitId};
use platform::{Problem, Site};
use reorganisation::{Part, Plan, Step, Target};
use std::{collections::BTreeMap, path::Path, time::Instant};
use succession::Registry;

/// So many communes are left of a province's.
const LEFT: usize = 45;

pub fn lines(bench: &Bench) -> Outcome<Vec<Line>> {
    let members = bench.members;
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let mut lines = vec![];
    for (name, homes) in
        [("reorganised-chapters", Homes::Chapters), ("reorganised-communes", Homes::Communes)]
    {
        let data = bench.copy_of(&bench.registered(members)?, name)?;
        let said = |problem: Problem| problem.to_string();
        let (seconds, cpu, communes) = runtime.block_on(async {
            let site = site_of(&data).await.map_err(said)?;
            if homes == Homes::Communes {
                bring_to_communes(&site).await.map_err(said)?;
            }
            let outcome = joined(&site).await.map_err(said);
            site.db.close().await;
            outcome
        })?;
        eprintln!("{communes} communes into {LEFT}, {name}: {seconds:.2} s, {cpu:.2} s CPU");
        lines.push(match homes {
            Homes::Chapters => Line::at_most(
                &format!("{communes} communes into {LEFT} with {members} members in their chapters, on the wall"),
                seconds,
                5.0,
                "s",
            ),
            Homes::Communes => Line::ratio(
                &format!(
                    "the same with all members at the communes themselves, {seconds:.1} s on the wall \
                     (limit: copying the rows that are new), CPU"
                ),
                cpu,
                copied_bare(bench, &data)?,
                "s",
                2.0,
            ),
        });
    }
    Ok(lines)
}

/// Where everybody belongs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Homes {
    /// As it is: a chapter goes along with everybody in it.
    Chapters,
    Communes,
}

/// Copies the belongings and rows of the book that the change has made into an empty database with the same indexes:
/// what their writing costs at least, in seconds of the processor.
fn copied_bare(bench: &Bench, data: &Path) -> Outcome<f64> {
    let source = data.join("khuyenhoc.sqlite");
    let new = [
        ("member_membership", "join_reason = 'reorganised'"),
        ("count_row", "source like 'members.membership/%' and indicator = 'members_merged'"),
        (
            "count_row",
            "source like 'members.membership/%' and indicator = 'members' and day = (select max(day) from full.count_row where indicator = 'members_merged')",
        ),
    ];
    let schema =
        sqlite(&source, &[".schema member_membership", ".schema count_row"].map(str::to_owned))?.1;
    let mut commands =
        vec!["pragma journal_mode = wal;".to_owned(), "pragma synchronous = full;".to_owned()];
    commands.push(schema.lines().map(without_references).collect::<Vec<_>>().join("\n"));
    commands.push(format!("attach '{}' as full; begin;", source.display()));
    for (table, which) in new {
        commands
            .push(format!("insert into main.{table} select * from full.{table} where {which};"));
    }
    commands.push("commit;".to_owned());
    let target = bench.scratch.join("bare-change.sqlite");
    let _ = std::fs::remove_file(&target);
    Ok(sqlite(&target, &commands)?.0.cpu)
}

/// The harder case: everybody belongs to the commune itself, so that everybody has to go.
async fn bring_to_communes(site: &Site) -> Result<(), Problem> {
    let mut tx = site.db.begin_writing().await?;
    for sql in [
        // The book is made anew for the measurement, as it would be had they joined there.
        "drop trigger count_row_unchanged",
        "update member_membership set unit_id = (select parent_id from unit_parent p
           where p.unit_id = member_membership.unit_id and p.until = '9999-12-31')",
        "update count_row set unit_id = (select parent_id from unit_parent p
           where p.unit_id = count_row.unit_id and p.until = '9999-12-31') where source like 'members.membership/%'",
        "delete from count_balance",
        "insert into count_balance (unit_id, indicator, standing, quantity, first_day, last_day, wording)
           select unit_id, indicator, standing, sum(quantity), min(day), max(day), max(wording)
           from count_row group by unit_id, indicator, standing",
    ] {
        sqlx::query(sql).execute(&mut *tx).await?;
    }
    tx.commit().await
}

fn somebody(bits: u128, role: Role, unit: &UnitId) -> Caller {
    let grant = Grant { role, unit: unit.clone(), since: Day::of(2020, 1, 1), until: Day::NEVER };
    Caller::new(AccountId::of_bits(bits), format!("{bits}"), None, vec![grant])
}

/// Plans, proposes, approves by both sides, and measures the carrying out.
async fn joined(site: &Site) -> Result<(f64, f64, usize), Problem> {
    let registry = Registry::new(khuyenhoc::modules::dispositions());
    let today = site.today();
    let mut tx = site.db.begin().await?;
    let province = units::find(&mut tx, "GEN", today).await?.id.clone();
    let communes = units::children(&mut tx, &province, today, None, 5_000).await?.units;
    drop(tx);
    let steps = (0..LEFT).map(|heir| {
        let ending = communes.iter().skip(heir + LEFT).step_by(LEFT);
        Step::Merge {
            units: ending.map(|unit| unit.id.clone()).collect(),
            into: Target::unit(&communes[heir].id),
        }
    });
    let plan = Plan {
        day: today,
        decision: "Nghị quyết thử".to_owned(),
        steps: steps.collect(),
        opens: vec![],
        placed: BTreeMap::new(),
        registers_hold: false,
    };
    let maker = somebody(1, Role::Administrator, &province);
    let work = async |caller: &Caller| Work::begin(site, caller.clone(), Lang::Vi).await;
    let mut draft = work(&maker).await?;
    let id = reorganisation::draft(&mut draft, &registry, &province, plan).await?;
    let hash = reorganisation::propose(&mut draft, &registry, &province, &id).await?;
    draft.commit().await?;
    for (bits, part) in [(2, Part::Ends), (3, Part::Receives)] {
        let mut agreed = work(&somebody(bits, Role::Approver, &province)).await?;
        reorganisation::approve(&mut agreed, &registry, &province, &id, part, &hash).await?;
        agreed.commit().await?;
    }
    let (began, before) = (Instant::now(), own_cpu());
    let mut done = work(&maker).await?;
    reorganisation::apply(&mut done, &registry, &province, &id, &hash).await?;
    done.commit().await?;
    Ok((began.elapsed().as_secs_f64(), own_cpu() - before, communes.len()))
}
