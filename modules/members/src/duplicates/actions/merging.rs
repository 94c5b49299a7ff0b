//! Making two people one, making one two again, and remembering that two are two.

use crate::{
    EDIT,
    actions::{person_source, refuse_beside_declared, settle, source},
    duplicates::{
        rows::{BelongingRow, Both, Record},
        rules::{self, Choices, Refusal, Side},
        store::{self, Merge, PairState},
        texts::Texts,
    },
    rules::Refusal as RegisterRefusal,
    store::NATIONAL_ID,
};
use access::{Look, Scope, Work};
use kernel::{Lang, PersonId, RowId, UnitId};
use platform::Problem;

/// Opens two people for deciding about both; nobody else changes either until the work ends.
///
/// # Errors
/// `already_merged`, and `not_wholly_here` where one of them also belongs where the caller does not decide.
pub async fn open_pair(
    work: &mut Work,
    unit: &UnitId,
    one: &PersonId,
    other: &PersonId,
) -> Result<(Scope, Both), Problem> {
    let scope = work.scope(EDIT, unit).await?;
    let (first, second) = in_order(one, other)?;
    for id in [first, second] {
        work.hold(&format!("members/person/{id}")).await?;
    }
    let both = both_of(&mut work.tx, &scope, first, second).await?;
    Ok((scope, both))
}

/// The same for a look.
pub async fn pair_seen(
    look: &mut Look,
    unit: &UnitId,
    one: &PersonId,
    other: &PersonId,
) -> Result<(Scope, Both), Problem> {
    let scope = look.scope(EDIT, unit).await?;
    let (first, second) = in_order(one, other)?;
    let both = both_of(&mut look.tx, &scope, first, second).await?;
    Ok((scope, both))
}

/// The one recorded first stays: ids sort by age.
fn in_order<'p>(
    one: &'p PersonId,
    other: &'p PersonId,
) -> Result<(&'p PersonId, &'p PersonId), Refusal> {
    match one.cmp(other) {
        std::cmp::Ordering::Less => Ok((one, other)),
        std::cmp::Ordering::Equal => Err(Refusal::SamePerson),
        std::cmp::Ordering::Greater => Ok((other, one)),
    }
}

async fn both_of(
    tx: &mut platform::db::Tx,
    scope: &Scope,
    first: &PersonId,
    second: &PersonId,
) -> Result<Both, Problem> {
    if store::merge_of(tx, scope, first, second).await?.is_some() {
        return Err(Refusal::AlreadyMerged.into());
    }
    let survivor = store::record(tx, scope, first).await?;
    let gone = store::record(tx, scope, second).await?;
    for id in [first, second] {
        if !store::is_wholly_within(tx, scope, id).await? {
            return Err(Refusal::NotWhollyHere.into());
        }
    }
    Ok(Both { survivor, gone })
}

/// Makes two people one. `stamp` is that of the pair the choices were made from.
///
/// # Errors
/// See [`Refusal`]; `Outdated` when either has been changed since.
pub async fn merge(
    work: &mut Work,
    unit: &UnitId,
    (one, other): (&PersonId, &PersonId),
    stamp: &str,
    choices: &Choices,
) -> Result<RowId, Problem> {
    let (scope, both) = open_pair(work, unit, one, other).await?;
    if both.stamp() != stamp {
        return Err(Problem::Outdated);
    }
    let end_note = Texts(work.lang).end_note();
    let mut merged = rules::merge(&both, choices, &end_note, work.today)?;
    merged.person.changed_at = work.now.to_string();
    if merged.national_id_from == Side::Other
        && let Some(sealed) = &both.gone.person.national_id_sealed
    {
        // A number is sealed for its row: it is opened from the one and sealed for the other.
        let (from, to) = (both.gone.person.id.as_str(), merged.person.id.as_str());
        let sealer = &work.site.sealer;
        let digits = sealer.open(NATIONAL_ID, from, sealed)?;
        merged.person.national_id_sealed = Some(sealer.seal(NATIONAL_ID, to, &digits));
    }
    let after = Record { person: merged.person, belongings: merged.belongings };
    store::write_merged(&mut work.tx, &scope, &both, &after).await?;
    for (gone, _) in &merged.pointers {
        counts::settle(work, &source(gone), &[]).await?;
    }
    settle_all(work, &after).await?;
    let (survivor, gone) = (after.person.id.clone(), both.gone.person.id.clone());
    let kept = Merge {
        id: RowId::new(),
        survivor_id: survivor.clone(),
        gone_id: gone.clone(),
        unit_id: unit.clone(),
        image_before: serde_json::to_string(&both)?,
        image_after: serde_json::to_string(&after)?,
        state: "merged".to_owned(),
        merged_by: work.caller.account.clone(),
        merged_at: work.now,
    };
    store::insert_merge(&mut work.tx, &scope, &kept, &merged.pointers).await?;
    let (by, now) = (kept.merged_by, work.now);
    store::carry_decisions(&mut work.tx, &scope, &gone, &survivor, &by, now).await?;
    remember(work, &scope, &survivor, &gone, PairState::Merged).await?;
    let details = serde_json::json!({ "gone": gone, "merge": kept.id });
    work.record("members.merge", Some(unit), &person_source(&survivor), details).await?;
    Ok(kept.id)
}

async fn settle_all(work: &mut Work, record: &Record) -> Result<(), Problem> {
    let facet = record.person.facet();
    for one in &record.belongings {
        settle(work, &one.membership(), &facet).await?;
    }
    Ok(())
}

async fn remember(
    work: &mut Work,
    scope: &Scope,
    one: &PersonId,
    other: &PersonId,
    state: PairState,
) -> Result<(), Problem> {
    let known = store::pair_state(&mut work.tx, scope, one, other).await?;
    let likeness = known.map(|(_, score, reasons)| (score, reasons)).unwrap_or_default();
    let (by, now) = (work.caller.account.clone(), work.now);
    store::decide(&mut work.tx, scope, one, other, state, &by, likeness, now).await
}

/// Remembers that two are not one person, or that they shall be looked at again.
pub async fn decide(
    work: &mut Work,
    unit: &UnitId,
    (one, other): (&PersonId, &PersonId),
    state: PairState,
) -> Result<(), Problem> {
    let (scope, both) = open_pair(work, unit, one, other).await?;
    let (one, other) = (both.survivor.person.id, both.gone.person.id);
    remember(work, &scope, &one, &other, state).await?;
    let action = match state {
        PairState::NotSame => "members.not_same",
        PairState::Open | PairState::Merged => "members.look_again",
    };
    let details = serde_json::json!({ "other": other });
    work.record(action, Some(unit), &person_source(&one), details).await
}

/// A merge with what it has made and what has become of that since.
pub struct OpenedMerge {
    pub merge: Merge,
    pub before: Both,
    pub after: Record,
    /// Nothing where the one who stayed has been merged away since, or has gone elsewhere.
    pub now: Option<Record>,
}

/// The merge that made one of these two, for whoever decides where it was decided.
pub async fn merge_seen(
    look: &mut Look,
    unit: &UnitId,
    one: &PersonId,
    other: &PersonId,
) -> Result<OpenedMerge, Problem> {
    let scope = look.scope(EDIT, unit).await?;
    let (first, second) = in_order(one, other)?;
    let merge = store::merge_of(&mut look.tx, &scope, first, second).await?;
    opened_merge(&mut look.tx, &scope, &merge.ok_or(Problem::NotFound)?).await
}

/// Opens a merge that stands.
pub async fn opened_merge(
    tx: &mut platform::db::Tx,
    scope: &Scope,
    id: &RowId,
) -> Result<OpenedMerge, Problem> {
    let merge = store::merge(tx, scope, id).await?;
    if !merge.stands() {
        return Err(Refusal::AlreadyUndone.into());
    }
    let before = serde_json::from_str(&merge.image_before)?;
    let after = serde_json::from_str(&merge.image_after)?;
    let now = match store::record(tx, scope, &merge.survivor_id).await {
        Ok(record) => Some(record),
        Err(Problem::NotFound) => None,
        Err(other) => return Err(other),
    };
    Ok(OpenedMerge { merge, before, after, now })
}

/// Makes two people of one again, as they were before the merge.
///
/// # Errors
/// See [`Refusal`]; `changed_since` names what has been changed that cannot be told apart.
pub async fn unmerge(work: &mut Work, unit: &UnitId, id: &RowId) -> Result<(), Problem> {
    let scope = work.scope(EDIT, unit).await?;
    let survivor = store::merge(&mut work.tx, &scope, id).await?.survivor_id;
    work.hold(&format!("members/person/{survivor}")).await?;
    let opened = opened_merge(&mut work.tx, &scope, id).await?;
    if store::later_merge(&mut work.tx, &scope, &opened.merge).await? {
        return Err(Refusal::MergedAgain.into());
    }
    let now = opened.now.ok_or(Problem::NotFound)?;
    if !store::is_wholly_within(&mut work.tx, &scope, &survivor).await? {
        return Err(Refusal::NotWhollyHere.into());
    }
    let mut restored = rules::unmerge(&opened.before, &opened.after, &now)?;
    let walked = restored.as_in(&opened.before);
    for person in [&mut restored.survivor.person, &mut restored.gone.person] {
        person.changed_at = work.now.to_string();
    }
    refuse_numbers_in_use(work, &scope, &restored).await?;
    refuse_cards_in_use(work, &scope, &restored).await?;
    refuse_lost_places(work, &restored).await?;
    store::write_restored(&mut work.tx, &scope, &now, &restored).await?;
    settle_all(work, &restored.survivor).await?;
    settle_all(work, &restored.gone).await?;
    let (by, moment) = (work.caller.account.clone(), work.now);
    store::undo_merge(&mut work.tx, &scope, id, &walked, &by, moment).await?;
    let gone = restored.gone.person.id;
    remember(work, &scope, &survivor, &gone, PairState::Open).await?;
    let details = serde_json::json!({ "back": gone, "merge": id });
    work.record("members.unmerge", Some(unit), &person_source(&survivor), details).await
}

/// Somebody else may have been given a number that a merge had set free.
async fn refuse_numbers_in_use(
    work: &mut Work,
    scope: &Scope,
    restored: &Both,
) -> Result<(), Problem> {
    let (one, other) = (&restored.survivor.person, &restored.gone.person);
    let numbers = [&one.national_id_index, &other.national_id_index];
    if numbers[0].is_some() && numbers[0] == numbers[1] {
        return Err(Refusal::ChangedSince { what: vec!["national_id"] }.into());
    }
    for index in numbers.into_iter().flatten() {
        work.hold(&format!("members/national_id/{index}")).await?;
        let holder = store::number_holder(&mut work.tx, scope, index).await?;
        if holder.is_some_and(|holder| holder != one.id) {
            return Err(Refusal::NationalIdInUse.into());
        }
    }
    Ok(())
}

async fn refuse_cards_in_use(
    work: &mut Work,
    scope: &Scope,
    restored: &Both,
) -> Result<(), Problem> {
    let all: Vec<&BelongingRow> =
        restored.survivor.belongings.iter().chain(&restored.gone.belongings).collect();
    for one in all.iter().filter(|one| !one.card_number.is_empty()) {
        work.hold(&format!("members/cards/{}", one.unit_id)).await?;
        let holders =
            store::card_holder(&mut work.tx, scope, &one.unit_id, &one.card_number).await?;
        if holders.iter().any(|holder| all.iter().all(|ours| ours.id != *holder)) {
            return Err(Refusal::CardInUse { number: one.card_number.clone() }.into());
        }
    }
    Ok(())
}

/// A unit may have closed since, or declared a total because nobody was counted there any more.
async fn refuse_lost_places(work: &mut Work, restored: &Both) -> Result<(), Problem> {
    let all = restored.survivor.belongings.iter().chain(&restored.gone.belongings);
    for one in all.filter(|one| one.stands()) {
        let place = units::unit(&mut work.tx, &one.unit_id).await?;
        if !place.is_alive(work.today) {
            let (vi, en) = (place.full_name(Lang::Vi), place.full_name(Lang::En));
            return Err(RegisterRefusal::UnitNotThere { vi, en, day: work.today }.into());
        }
        if one.is_home() {
            refuse_beside_declared(work, &one.unit_id).await?;
        }
    }
    Ok(())
}
