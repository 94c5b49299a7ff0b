//! Reads what a plan is about: the units it names, as they are on its day.

use crate::{
    Refusal,
    plan::{Plan, Step},
    reform,
    rules::{self, Fact, Facts, Resolved, Today},
};
use access::Scope;
use kernel::{Lang, RowId, UnitId};
use platform::{Problem, db::Tx, seal};
use std::collections::{BTreeSet, HashMap};
use succession::{Change, Words};
use units::Origin;

/// So many units are read below one; none has more directly below it.
const BELOW_MAX: i64 = 2_000;

/// Everything a plan depends on. A unit outside the one it is made at is not there.
pub async fn facts(tx: &mut Tx, scope: &Scope, plan: &Plan) -> Result<Facts, Problem> {
    let mut facts = Facts { today: Today(scope.today()), ..Facts::default() };
    for id in named(plan) {
        if !units::is_within(tx, &id, scope.unit(), scope.today()).await? {
            return Err(Problem::NotFound);
        }
        read(tx, &mut facts, plan, &id).await?;
    }
    for step in &plan.steps {
        match step {
            Step::AbolishForm { under, .. } => read_below(tx, &mut facts, plan, under).await?,
            Step::Reform { .. } => {
                facts.listed = reform::listed(tx, scope.unit(), plan.day).await?;
                if facts.listed.is_empty() {
                    let unit = name(tx, scope.unit(), plan).await?;
                    return Err(Refusal::NoReformHere { unit }.into());
                }
            }
            _ => {}
        }
    }
    Ok(facts)
}

/// Every unit that the plan names by its id.
fn named(plan: &Plan) -> BTreeSet<UnitId> {
    let mut all: BTreeSet<UnitId> = BTreeSet::new();
    for step in &plan.steps {
        match step {
            Step::Merge { units, .. } => all.extend(units.iter().cloned()),
            Step::Split { unit, heirs, .. } | Step::SplitOff { unit, parts: heirs } => {
                all.insert(unit.clone());
                all.extend(heirs.iter().flat_map(|heir| heir.units.iter().cloned()));
            }
            Step::Move { unit, .. }
            | Step::Rename { unit, .. }
            | Step::ChangeForm { unit, .. }
            | Step::Dissolve { unit, .. }
            | Step::AbolishForm { under: unit, .. } => drop(all.insert(unit.clone())),
            Step::Reform { .. } => {}
        }
    }
    all.extend(plan.opens.iter().map(|opening| opening.parent.clone()));
    for target in rules::targets(plan).into_iter().filter(|target| target.key().is_none()) {
        all.insert(target.0.parse().unwrap_or_else(|never| match never {}));
    }
    all
}

async fn read(tx: &mut Tx, facts: &mut Facts, plan: &Plan, id: &UnitId) -> Result<(), Problem> {
    if facts.units.contains_key(id) {
        return Ok(());
    }
    let unit = units::unit(tx, id).await?;
    let above = units::path(tx, id, plan.day).await?;
    let below = units::children(tx, id, plan.day, None, BELOW_MAX).await?.units;
    let fact = Fact {
        name: Words::of(|lang| unit.full_name(lang)),
        plain_name: unit.name.clone(),
        opened: unit.opened,
        closed: unit.closed,
        official: unit.origin == Origin::Official,
        form: unit.form,
        setting: unit.setting,
        above: above.into_iter().map(|unit| unit.id).filter(|above| above != id).collect(),
        below: below.into_iter().map(|unit| unit.id).collect(),
    };
    facts.units.insert(id.clone(), fact);
    Ok(())
}

async fn read_below(
    tx: &mut Tx,
    facts: &mut Facts,
    plan: &Plan,
    under: &UnitId,
) -> Result<(), Problem> {
    let mut open = vec![under.clone()];
    while let Some(id) = open.pop() {
        read(tx, facts, plan, &id).await?;
        open.extend(facts.units.get(&id).map(|fact| fact.below.clone()).unwrap_or_default());
    }
    Ok(())
}

async fn name(tx: &mut Tx, id: &UnitId, plan: &Plan) -> Result<Words, Problem> {
    let unit = units::brief(tx, id, plan.day).await?;
    Ok(Words::of(|lang| unit.full_name(lang)))
}

/// The id under which a unit that is still to be opened is spoken of. It is no unit's.
pub fn placeholder(id: &RowId, key: &str) -> UnitId {
    let hash = seal::hash(format!("{id}/{key}").as_bytes());
    UnitId::of_bits(u128::from_str_radix(&hash[..32], 16).unwrap_or_default())
}

/// Stand-ins for every unit that a plan opens.
pub fn placeholders(id: &RowId, plan: &Plan) -> HashMap<String, UnitId> {
    let stand_in = |key: &String| (key.clone(), placeholder(id, key));
    plan.opens.iter().map(|opening| stand_in(&opening.key)).collect()
}

/// The change that a resolved plan is to everything that hangs on units.
pub fn change_of(
    id: &RowId,
    above: &UnitId,
    plan: &Plan,
    resolved: &Resolved,
    keys: &HashMap<String, UnitId>,
) -> Change {
    let place = |target: &crate::plan::Target| -> UnitId {
        let known = target.key().and_then(|key| keys.get(key).cloned());
        known.unwrap_or_else(|| target.0.parse().unwrap_or_else(|never| match never {}))
    };
    Change {
        id: id.clone(),
        day: plan.day,
        decision: plan.decision.clone(),
        above: above.clone(),
        ended: resolved.ended.clone(),
        parted: resolved.parted.clone(),
        placed: plan.placed.iter().map(|(record, to)| (record.clone(), place(to))).collect(),
        registers_hold: plan.registers_hold,
    }
}

/// Names of all units that a preview speaks of, in both languages, those still to be opened too.
pub async fn names(
    tx: &mut Tx,
    ids: &BTreeSet<UnitId>,
    plan: &Plan,
    keys: &HashMap<String, UnitId>,
) -> Result<HashMap<UnitId, Words>, Problem> {
    let wanted: Vec<UnitId> = ids.iter().cloned().collect();
    let found = units::briefs(tx, &wanted, plan.day.before()).await?;
    let said = |unit: &units::UnitBrief| Words::of(|lang: Lang| unit.full_name(lang));
    let mut names: HashMap<UnitId, Words> =
        found.iter().map(|(id, unit)| (id.clone(), said(unit))).collect();
    for opening in &plan.opens {
        if let Some(id) = keys.get(&opening.key) {
            names.insert(id.clone(), Words::new(opening.name.clone(), opening.name.clone()));
        }
    }
    Ok(names)
}
