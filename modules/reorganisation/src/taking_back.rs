//! Thu hồi: a reorganisation that was carried out is made as if it had not been, where nobody has gone on from there.

use crate::{
    Refusal,
    actions::{Carried, held_by_maker, kept, source_of},
    locks,
    preview::Preview,
    rules,
    states::Deed,
    store::{self, Reorganisation},
};
use access::{Scope, Work};
use kernel::{Day, RowId, UnitId};
use platform::Problem;
use std::collections::BTreeMap;
use succession::{Change, Ended, Registry, Words};

/// Makes everything as it was before it was carried out.
///
/// # Errors
/// `touched_since`, `tree_touched`, `later_reorganisation`: somebody has gone on from there.
pub async fn take_back(
    work: &mut Work,
    registry: &Registry,
    unit: &UnitId,
    id: &RowId,
) -> Result<(), Problem> {
    let (found, scope) = held_by_maker(work, unit, id, Deed::TakeBack).await?;
    if let Some(decision) = store::later_one(&mut work.tx, &scope, &found).await? {
        return Err(Refusal::LaterReorganisation { decision }.into());
    }
    let Carried { change, touched } = serde_json::from_str(&found.carried)?;
    let tree_before: units::TreeImage = serde_json::from_str(&found.tree_before)?;
    let tree_after: units::TreeImage = serde_json::from_str(&found.tree_after)?;
    refuse_changed_tree(work, &found, &touched, &tree_after).await?;
    let heirs = change.ended.iter().flat_map(|one| one.heirs.iter().map(|heir| heir.unit.clone()));
    let ended = change.ended.iter().map(|one| one.unit.clone());
    let parted = change.parted.iter().map(|one| one.unit.clone());
    let parts = change.parted.iter().flat_map(|one| one.parts.iter().map(|part| part.unit.clone()));
    let parted = parted.chain(parts.filter(|unit| !found.opened.contains(unit)));
    let concerned: Vec<UnitId> = heirs.chain(ended).chain(parted).chain(touched.clone()).collect();
    locks::refuse_locked(work, &concerned, found.day).await?;

    let before = counts::stock_totals(&mut work.tx, &scope, work.today).await?;
    let effects = store::effects(&mut work.tx, &scope, id).await?;
    registry.take_back(work, &scope, &change, &effects).await?;
    units::put_back(&mut work.tx, &tree_before, &[]).await?;
    refuse_used(work, registry, &scope, &found, &change).await?;
    for opened in found.opened.iter().rev() {
        // What was opened has stood in the books; it ends the day after, and stands for nothing.
        units::close(&mut work.tx, opened, found.day.next(), &found.decision).await?;
    }
    for own in touched.iter().chain(&found.opened) {
        organisation::book(work, own).await?;
    }
    let after = counts::stock_totals(&mut work.tx, &scope, work.today).await?;
    let preview: Preview = serde_json::from_str(&found.preview)?;
    kept(before, after, |code| -preview.ends_of(code))?;
    let by = (work.caller.account.clone(), work.now);
    store::set_taken_back(&mut work.tx, &scope, &found, (&by.0, by.1)).await?;
    let details = serde_json::json!({ "on": found.day, "decision": found.decision });
    work.record("units.reorganise_back", Some(&found.unit), &source_of(id), details).await
}

/// A unit that was opened has nothing any more but what came to it; whatever else hangs on it would be lost.
async fn refuse_used(
    work: &mut Work,
    registry: &Registry,
    scope: &Scope,
    found: &Reorganisation,
    change: &Change,
) -> Result<(), Problem> {
    let ends_alone = |unit: &UnitId| Ended { unit: unit.clone(), heirs: vec![], rest: None };
    let ended: Vec<Ended> = found.opened.iter().map(ends_alone).collect();
    let ending = Change {
        id: found.id.clone(),
        day: found.day.next(),
        ended,
        parted: vec![],
        placed: BTreeMap::new(),
        ..change.clone()
    };
    let weighed = registry.weigh(&mut work.tx, scope, &ending).await?;
    let left = weighed.into_iter().flat_map(|(_, one)| {
        let lines = one.lines.into_iter().map(|line| (line.from, line.what));
        lines.chain(one.named.into_iter().map(|named| (named.unit, named.said)))
    });
    let mut hanging: Option<(UnitId, Option<Words>)> =
        left.map(|(unit, what)| (unit, Some(what))).next();
    for opened in &found.opened {
        let below = units::children(&mut work.tx, opened, work.today, None, 1).await?;
        if !below.units.is_empty() {
            hanging.get_or_insert((opened.clone(), None));
        }
    }
    let Some((unit, what)) = hanging else { return Ok(()) };
    let unit = units::brief(&mut work.tx, &unit, work.today).await?;
    let unit = Words::of(|lang| unit.full_name(lang));
    Err(Refusal::OpenedIsUsed { unit, what }.into())
}

async fn refuse_changed_tree(
    work: &mut Work,
    found: &Reorganisation,
    touched: &[UnitId],
    after: &units::TreeImage,
) -> Result<(), Problem> {
    let ids: Vec<UnitId> = touched.iter().chain(&found.opened).cloned().collect();
    let now = units::tree_image(&mut work.tx, &ids).await?;
    if now == *after {
        return Ok(());
    }
    let mut names = vec![];
    for id in ids.iter().take(5) {
        let unit = units::brief(&mut work.tx, id, Day::NEVER).await?;
        names.push(Words::of(|lang| unit.full_name(lang)));
    }
    Err(Refusal::TreeTouched { units: rules::joined(&names) }.into())
}
