//! What people do with a reorganisation: draw it up, propose it, agree, carry it out, take it back.

use crate::{
    APPROVE, EDIT, READ, Refusal, locks,
    plan::Plan,
    preview::{self, Foreseen, Preview},
    resolve,
    rules::{self, TreeDeed},
    states::{Deed, Part, State},
    store::{self, Approval, NewDraft, Outcome, Reorganisation},
};
use access::{Caller, Look, Scope, Work};
use kernel::{RowId, Source, UnitId};
use platform::{Permission, Problem};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use succession::{Change, Registry, Words};
use units::NewOwnUnit;

/// What is kept of a reorganisation that was carried out, so that it can be taken back.
#[derive(serde::Serialize, serde::Deserialize)]
pub struct Carried {
    pub change: Change,
    /// Own units that were changed in the tree.
    pub touched: Vec<UnitId>,
}

/// The indicator that changes by the units themselves.
const CHAPTERS: &str = "chapters";
const TRIES_OF_A_CODE: usize = 20;

pub fn source_of(id: &RowId) -> Source {
    Source::of("reorganisation", id)
}

/// Leave to weigh what lies beyond the caller's own units: both sides see the same numbers, and have to.
async fn as_program(look: &mut Look, unit: &UnitId) -> Result<Scope, Problem> {
    let caller = std::mem::replace(&mut look.caller, Caller::operator());
    let scope = look.scope(READ, unit).await;
    look.caller = caller;
    scope
}

async fn as_program_at_work(work: &mut Work, unit: &UnitId) -> Result<Scope, Problem> {
    let caller = std::mem::replace(&mut work.caller, Caller::operator());
    let scope = work.scope(READ, unit).await;
    work.caller = caller;
    scope
}

/// A reorganisation that touches a unit or something below it.
pub async fn seen(look: &mut Look, unit: &UnitId, id: &RowId) -> Result<Reorganisation, Problem> {
    let scope = look.scope(READ, unit).await?;
    store::one(&mut look.tx, &scope, id).await
}

/// The unit at which a reorganisation is made that touches this one.
pub async fn made_at(work: &mut Work, unit: &UnitId, id: &RowId) -> Result<UnitId, Problem> {
    let scope = work.scope(READ, unit).await?;
    Ok(store::one(&mut work.tx, &scope, id).await?.unit)
}

/// Which step of a plan, counted from one, the rules refuse; nothing where they refuse it as a whole.
pub async fn step_at_fault(
    work: &mut Work,
    unit: &UnitId,
    plan: &Plan,
) -> Result<Option<usize>, Problem> {
    let scope = work.scope(EDIT, unit).await?;
    let facts = resolve::facts(&mut work.tx, &scope, plan).await?;
    let keys = resolve::placeholders(&RowId::new(), plan);
    Ok(rules::step_at_fault(plan, &facts, &keys))
}

/// What it would do now; of one that was carried out, what it did.
pub async fn preview_of(
    look: &mut Look,
    registry: &Registry,
    found: &Reorganisation,
) -> Result<Preview, Problem> {
    if matches!(found.state, State::Applied | State::TakenBack) {
        return Ok(serde_json::from_str(&found.preview)?);
    }
    let scope = as_program(look, &found.unit).await?;
    let foreseen = preview::foresee(&mut look.tx, registry, &scope, &found.id, &found.plan).await?;
    Ok(foreseen.preview)
}

/// What a plan would do, before anything of it is kept.
pub async fn look_ahead(
    look: &mut Look,
    registry: &Registry,
    unit: &UnitId,
    plan: &Plan,
) -> Result<Preview, Problem> {
    let scope = look.scope(EDIT, unit).await?;
    let id = RowId::new();
    let foreseen = preview::foresee(&mut look.tx, registry, &scope, &id, plan).await?;
    Ok(foreseen.preview)
}

/// Keeps a plan as a draft at the unit above all that it touches.
pub async fn draft(
    work: &mut Work,
    registry: &Registry,
    unit: &UnitId,
    plan: Plan,
) -> Result<RowId, Problem> {
    let scope = work.scope(EDIT, unit).await?;
    let id = RowId::new();
    let Foreseen { resolved, .. } =
        preview::foresee(&mut work.tx, registry, &scope, &id, &plan).await?;
    let new = NewDraft { id: &id, plan: &plan, by: &work.caller.account.clone(), now: work.now };
    store::insert(&mut work.tx, &scope, new).await?;
    store::set_units(&mut work.tx, &scope, &id, &resolved.sides).await?;
    let details = serde_json::json!({ "day": plan.day, "steps": plan.steps.len() });
    work.record("units.reorganise_draft", Some(unit), &source_of(&id), details).await?;
    Ok(id)
}

/// Finds one that the caller may do something with, and holds it until the work ends.
async fn held(
    work: &mut Work,
    permission: Permission,
    unit: &UnitId,
    id: &RowId,
    deed: Deed,
) -> Result<(Reorganisation, Scope), Problem> {
    let seen = work.scope(permission, unit).await?;
    work.hold("units/reorganise").await?;
    let found = store::one(&mut work.tx, &seen, id).await?;
    if found.state.after(deed).is_none() {
        return Err(Refusal::WrongStep { state: found.state, deed }.into());
    }
    let scope = as_program_at_work(work, &found.unit).await?;
    Ok((found, scope))
}

/// The same for whoever has drawn it up or may draw up others there.
pub async fn held_by_maker(
    work: &mut Work,
    unit: &UnitId,
    id: &RowId,
    deed: Deed,
) -> Result<(Reorganisation, Scope), Problem> {
    let (found, _) = held(work, EDIT, unit, id, deed).await?;
    let scope = work.scope(EDIT, &found.unit).await?;
    Ok((found, scope))
}

/// Writes a plan anew; whoever had agreed to it agrees to nothing any more.
pub async fn change(
    work: &mut Work,
    registry: &Registry,
    unit: &UnitId,
    id: &RowId,
    revision: i64,
    plan: Plan,
) -> Result<(), Problem> {
    let (mut found, scope) = held_by_maker(work, unit, id, Deed::Change).await?;
    if found.revision != revision {
        return Err(Refusal::StaleVersion.into());
    }
    let Foreseen { resolved, .. } =
        preview::foresee(&mut work.tx, registry, &scope, id, &plan).await?;
    found.plan = plan;
    found.state = State::Draft;
    store::set(&mut work.tx, &scope, &found, "").await?;
    store::forget_approvals(&mut work.tx, &scope, id).await?;
    store::set_units(&mut work.tx, &scope, id, &resolved.sides).await?;
    let details = serde_json::json!({ "day": found.plan.day, "steps": found.plan.steps.len() });
    work.record("units.reorganise_change", Some(&found.unit), &source_of(id), details).await
}

/// Lays it before both sides.
///
/// # Errors
/// `blocked` while something has to be decided first, `decision_missing`.
pub async fn propose(
    work: &mut Work,
    registry: &Registry,
    unit: &UnitId,
    id: &RowId,
) -> Result<String, Problem> {
    let (mut found, scope) = held_by_maker(work, unit, id, Deed::Propose).await?;
    if found.plan.decision.trim().is_empty() {
        return Err(Refusal::DecisionMissing.into());
    }
    let foreseen = preview::foresee(&mut work.tx, registry, &scope, id, &found.plan).await?;
    refuse_blocked(&foreseen.preview)?;
    let concerned: Vec<UnitId> = foreseen.resolved.concerned().into_iter().collect();
    locks::refuse_locked(work, &existing(&concerned, id, &found.plan), found.plan.day).await?;
    found.state = State::Proposed;
    store::set(&mut work.tx, &scope, &found, &foreseen.preview.hash).await?;
    store::set_units(&mut work.tx, &scope, id, &foreseen.resolved.sides).await?;
    let details = serde_json::json!({ "hash": foreseen.preview.hash });
    work.record("units.reorganise_propose", Some(&found.unit), &source_of(id), details).await?;
    Ok(foreseen.preview.hash)
}

fn refuse_blocked(preview: &Preview) -> Result<(), Refusal> {
    let count = preview.blocks().count();
    match preview.blocks().next() {
        Some(first) => {
            let said = |unit: &str, said: &str| format!("{unit}: {said}");
            let first = Words::new(
                said(&first.unit_name.vi, &first.said.vi),
                said(&first.unit_name.en, &first.said.en),
            );
            Err(Refusal::Blocked { count, first })
        }
        None if preview.is_empty() && preview.ending + preview.opening == 0 => Ok(()),
        None => Ok(()),
    }
}

/// Says yes for every unit of one side that the caller may speak for, to exactly what was shown.
///
/// # Errors
/// `same_person` for whoever drew it up or has agreed for the other side; `stale_version`.
pub async fn approve(
    work: &mut Work,
    registry: &Registry,
    unit: &UnitId,
    id: &RowId,
    part: Part,
    hash: &str,
) -> Result<usize, Problem> {
    let (found, scope) = held(work, APPROVE, unit, id, Deed::Approve).await?;
    let operator = work.caller.is_operator() && found.plan.is_reform();
    if found.made_by == work.caller.account && !operator {
        return Err(Refusal::SamePerson.into());
    }
    let given = store::approvals(&mut work.tx, &scope, id).await?;
    let agreed_opposite = given.iter().any(|one| {
        let other = Part::read(&one.part).is_some_and(|other| part.is_other_side_of(other));
        other && one.approved_by == work.caller.account
    });
    if agreed_opposite && !operator {
        return Err(Refusal::SamePerson.into());
    }
    let foreseen = preview::foresee(&mut work.tx, registry, &scope, id, &found.plan).await?;
    if foreseen.preview.hash != hash {
        return Err(Refusal::StaleVersion.into());
    }
    refuse_blocked(&foreseen.preview)?;
    let mut agreed = 0;
    for (side, speaks_for) in foreseen.resolved.sides.iter().filter(|(side, _)| *side == part) {
        let stands = |one: &Approval| {
            (one.unit_id == *speaks_for, one.part == side.code(), one.content_hash == hash)
                == (true, true, true)
        };
        if given.iter().any(stands) {
            continue;
        }
        match work.scope(APPROVE, speaks_for).await {
            Ok(_) => {}
            Err(Problem::NotFound | Problem::NotAllowed) => continue,
            Err(other) => return Err(other),
        }
        let approval = Approval {
            unit_id: speaks_for.clone(),
            part: side.code().to_owned(),
            content_hash: hash.to_owned(),
            approved_by: work.caller.account.clone(),
            approved_at: work.now,
        };
        store::insert_approval(&mut work.tx, &scope, id, &approval).await?;
        let details = serde_json::json!({ "part": side.code(), "hash": hash });
        work.record("units.reorganise_approve", Some(speaks_for), &source_of(id), details).await?;
        agreed += 1;
    }
    if agreed == 0 {
        return Err(Refusal::NothingToApprove.into());
    }
    Ok(agreed)
}

/// Gives it up before it was carried out.
pub async fn withdraw(work: &mut Work, unit: &UnitId, id: &RowId) -> Result<(), Problem> {
    let (mut found, scope) = held_by_maker(work, unit, id, Deed::Withdraw).await?;
    found.state = State::Withdrawn;
    store::set(&mut work.tx, &scope, &found, "").await?;
    work.record(
        "units.reorganise_withdraw",
        Some(&found.unit),
        &source_of(id),
        serde_json::json!({}),
    )
    .await
}

/// Carries it out: the tree, and everything that hangs on it, on one day, or nothing.
///
/// # Errors
/// `approval_missing`, `stale_version`, `not_yet`; what the tree or a disposition refuses.
pub async fn apply(
    work: &mut Work,
    registry: &Registry,
    unit: &UnitId,
    id: &RowId,
    hash: &str,
) -> Result<Preview, Problem> {
    let (found, scope) = held_by_maker(work, unit, id, Deed::Apply).await?;
    let plan = &found.plan;
    if work.today < plan.day {
        return Err(Refusal::NotYet { day: plan.day }.into());
    }
    let Foreseen { resolved, preview } =
        preview::foresee(&mut work.tx, registry, &scope, id, plan).await?;
    if preview.hash != hash {
        return Err(Refusal::StaleVersion.into());
    }
    refuse_blocked(&preview)?;
    refuse_unapproved(work, &scope, &found, &resolved.sides, &preview.hash).await?;
    let concerned: Vec<UnitId> = resolved.concerned().into_iter().collect();
    locks::refuse_locked(work, &existing(&concerned, id, plan), plan.day).await?;

    let before = counts::stock_totals(&mut work.tx, &scope, work.today).await?;
    let tree_before = units::tree_image(&mut work.tx, &resolved.touched()).await?;
    let keys = open_units(work, plan).await?;
    let opened: Vec<UnitId> = keys.values().cloned().collect();
    let facts = resolve::facts(&mut work.tx, &scope, plan).await?;
    let resolved = rules::resolve(plan, &facts, &keys)?;
    for deed in &resolved.deeds {
        change_tree(work, plan, deed).await?;
    }
    let image_of: Vec<UnitId> = resolved.touched().into_iter().chain(opened.clone()).collect();
    let tree_after = units::tree_image(&mut work.tx, &image_of).await?;

    let change = resolve::change_of(id, &found.unit, plan, &resolved, &keys);
    let effects = registry.carry(work, &scope, &change).await?;
    store::insert_effects(&mut work.tx, &scope, id, &effects).await?;
    for own in resolved.touched() {
        organisation::book(work, &own).await?;
    }
    let after = counts::stock_totals(&mut work.tx, &scope, work.today).await?;
    let totals = kept(before, after, |code| preview.ends_of(code))?;
    let outcome = Outcome {
        preview: serde_json::to_string(&preview)?,
        totals: serde_json::to_string(&totals)?,
        carried: serde_json::to_string(&Carried { change, touched: resolved.touched() })?,
        tree_before: serde_json::to_string(&tree_before)?,
        tree_after: serde_json::to_string(&tree_after)?,
        opened: &opened,
        by: &work.caller.account.clone(),
        now: work.now,
    };
    store::set_applied(&mut work.tx, &scope, id, found.revision, outcome).await?;
    let details = serde_json::json!({
        "on": plan.day, "decision": plan.decision, "ended": resolved.ended.len(), "opened": opened.len(),
    });
    work.record("units.reorganise", Some(&found.unit), &source_of(id), details).await?;
    Ok(preview)
}

/// Without the stand-ins of units that are still to be opened.
fn existing(units: &[UnitId], id: &RowId, plan: &Plan) -> Vec<UnitId> {
    let stand_ins = resolve::placeholders(id, plan);
    let is_there = |unit: &&UnitId| !stand_ins.values().any(|stand_in| stand_in == *unit);
    units.iter().filter(is_there).cloned().collect()
}

/// Every side has agreed, to exactly this.
async fn refuse_unapproved(
    work: &mut Work,
    scope: &Scope,
    found: &Reorganisation,
    sides: &BTreeSet<(Part, UnitId)>,
    hash: &str,
) -> Result<(), Problem> {
    let given = store::approvals(&mut work.tx, scope, &found.id).await?;
    if given.iter().any(|one| one.content_hash != hash) {
        return Err(Refusal::StaleVersion.into());
    }
    let agreed = |part: &Part, unit: &UnitId| {
        given.iter().any(|one| one.unit_id == *unit && one.part == part.code())
    };
    let missing: Vec<UnitId> = sides
        .iter()
        .filter(|(part, unit)| !agreed(part, unit))
        .map(|(_, unit)| unit.clone())
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let mut names = vec![];
    for unit in missing.iter().take(5) {
        let unit = units::brief(&mut work.tx, unit, found.plan.day.before()).await?;
        names.push(Words::of(|lang| unit.full_name(lang)));
    }
    Err(Refusal::ApprovalMissing { units: rules::joined(&names) }.into())
}

/// Opens what the plan opens, by its keys. A code that somebody had before gets a number behind it.
async fn open_units(work: &mut Work, plan: &Plan) -> Result<HashMap<String, UnitId>, Problem> {
    let mut keys = HashMap::new();
    for opening in &plan.opens {
        let named = opening.code.clone().filter(|code| !code.is_empty());
        let suffix = named.unwrap_or_else(|| organisation::code_from(&opening.name));
        let mut opened = Err(Problem::NotFound);
        for attempt in 1..=TRIES_OF_A_CODE {
            let new = NewOwnUnit {
                code_suffix: if attempt == 1 {
                    suffix.clone()
                } else {
                    format!("{suffix}-{attempt}")
                },
                name: opening.name.clone(),
                form: opening.form,
                setting: opening.setting,
                opened: plan.day,
                sector: None,
            };
            opened = organisation::open_own(work, &opening.parent, new).await;
            let taken =
                matches!(&opened, Err(Problem::Refused(refusal)) if refusal.code() == "code_taken");
            if !taken {
                break;
            }
        }
        keys.insert(opening.key.clone(), opened?);
    }
    Ok(keys)
}

async fn change_tree(work: &mut Work, plan: &Plan, deed: &TreeDeed) -> Result<(), Problem> {
    let (day, decision, tx) = (plan.day, plan.decision.as_str(), &mut work.tx);
    match deed {
        TreeDeed::Move { unit, under } => units::move_under(tx, unit, under, day, decision).await,
        TreeDeed::Rename { unit, name } => units::rename(tx, unit, name, day, decision).await,
        TreeDeed::Form { unit, form, setting } => {
            units::change_form(tx, unit, *form, *setting, day, decision).await
        }
        TreeDeed::SplitOff { from, new } => units::split_off(tx, from, new, decision).await,
        TreeDeed::Succeed(successions) => units::succeed(tx, successions, day, decision).await,
        TreeDeed::Close { unit } => units::close(tx, unit, day, decision).await,
    }
}

/// The stocks before and afterwards; each is what it was, less what was shown to end.
pub fn kept(
    before: BTreeMap<String, i64>,
    after: BTreeMap<String, i64>,
    ends: impl Fn(&str) -> i64,
) -> Result<BTreeMap<String, [i64; 3]>, Refusal> {
    let codes: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let mut totals = BTreeMap::new();
    for code in codes {
        let of = |all: &BTreeMap<String, i64>| all.get(code).copied().unwrap_or(0);
        let (before, after, ends) = (of(&before), of(&after), ends(code));
        if before - ends != after && code != CHAPTERS {
            return Err(Refusal::TotalsDiffer { label: code.clone(), before, after });
        }
        totals.insert(code.clone(), [before, after, ends]);
    }
    Ok(totals)
}
