//! The reform of 1 July 2025 as a reorganisation: the tree of official units has changed with the official lists, and
//! what hung on the units that ended goes the way of every other reorganisation.

use crate::{
    Refusal,
    plan::{Plan, ReformShare, Step},
};
use kernel::{Day, UnitId};
use platform::{Problem, db::Tx};
use std::collections::BTreeMap;
use units::{Level, Subtree};

/// Official units that ended on a day in what a province is today, with the heirs that the lists name: old
/// provinces, districts, communes.
pub async fn listed(
    tx: &mut Tx,
    province: &UnitId,
    day: Day,
) -> Result<Vec<(UnitId, Vec<UnitId>)>, Problem> {
    let before = units::predecessors(tx, province).await?;
    let mut old: Vec<UnitId> =
        before.into_iter().filter(|kin| kin.day == day).map(|kin| kin.unit.id).collect();
    let mut ended = old.clone();
    if old.is_empty() {
        old.push(province.clone());
    }
    for unit in old {
        let within = Subtree { unit, boundaries: day.before() };
        for level in [Level::District, Level::Commune] {
            let there = units::children_at_level(tx, &within, level).await?;
            ended.extend(there.into_iter().filter(|unit| unit.closed == day).map(|unit| unit.id));
        }
    }
    let mut listed = vec![];
    for id in ended {
        let heirs = units::successors(tx, &id).await?;
        let heirs = heirs.into_iter().filter(|kin| kin.day == day).map(|kin| kin.unit.id);
        listed.push((id, heirs.collect()));
    }
    Ok(listed)
}

/// The decision that the official lists name most often for a province.
async fn decision(tx: &mut Tx, province: &UnitId, day: Day) -> Result<String, Problem> {
    let within = Subtree { unit: province.clone(), boundaries: day };
    let mut named: BTreeMap<String, usize> = BTreeMap::new();
    for commune in units::children_at_level(tx, &within, Level::Commune).await? {
        for kin in units::predecessors(tx, &commune.id).await? {
            if kin.day == day && !kin.resolution.is_empty() {
                *named.entry(kin.resolution).or_default() += 1;
            }
        }
    }
    let most = named.into_iter().max_by_key(|(_, count)| *count);
    Ok(most.map(|(resolution, _)| format!("Nghị quyết {resolution}")).unwrap_or_default())
}

/// The plan that carries over what hung on the official units of a province that ended on the day.
///
/// # Errors
/// `no_reform_here` where no official unit ended.
pub async fn reform_plan(
    tx: &mut Tx,
    province: &UnitId,
    day: Day,
    shares: Vec<ReformShare>,
) -> Result<Plan, Problem> {
    if listed(tx, province, day).await?.is_empty() {
        let unit = units::brief(tx, province, day).await?;
        let unit = succession::Words::of(|lang| unit.full_name(lang));
        return Err(Refusal::NoReformHere { unit }.into());
    }
    Ok(Plan {
        day,
        decision: decision(tx, province, day).await?,
        steps: vec![Step::Reform { shares }],
        opens: vec![],
        placed: BTreeMap::new(),
        registers_hold: false,
    })
}
