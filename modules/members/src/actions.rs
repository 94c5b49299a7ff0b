//! What people do with the register: write members down, move them, end and correct belongings.

mod bulk;
mod declared;
mod numbers;
mod person;
mod rewrite;

pub use bulk::register_many;
pub(crate) use bulk::{BulkChange, Joining, Place, change_many};
pub(crate) use declared::refuse_beside_declared;
pub use declared::replace_declared_total;
pub(crate) use numbers::{card_for, reach, refuse_taken_number};
pub use person::{PersonChange, edit_person, reveal_national_id};
pub(crate) use rewrite::{Known, Rewrite, known, rewrite};

use crate::{
    EDIT, indicators,
    rules::{self, Counting, JoinReason, LeaveReason, Membership, NewMember, PersonFacet, Refusal},
    store,
};
use access::{Scope, Work};
use kernel::{Day, MembershipId, PersonId, Source, UnitId};
use platform::Problem;

/// The source of all counts of one belonging.
pub(crate) fn source(membership: &MembershipId) -> Source {
    Source::of("members.membership", membership)
}

/// The record that a person's deeds in the audit book are about.
pub(crate) fn person_source(person: &PersonId) -> Source {
    Source::of("members.person", person)
}

/// Makes the counts book say what the belonging says.
pub(crate) async fn settle(
    work: &mut Work,
    membership: &Membership,
    facet: &PersonFacet,
) -> Result<(), Problem> {
    let opened = units::unit(&mut work.tx, &membership.unit).await?.opened;
    let holding = indicators::of_membership(membership, facet, opened);
    counts::settle(work, &source(&membership.id), &holding).await
}

/// Writes down a new person and the home that counts them.
///
/// # Errors
/// See [`Refusal`]; `declared_total_stands` where the unit or its commune has declared its total.
pub async fn join(work: &mut Work, unit: &UnitId, new: NewMember) -> Result<MembershipId, Problem> {
    let scope = work.scope(EDIT, unit).await?;
    let place = units::unit(&mut work.tx, unit).await?;
    rules::may_join(&place, &new, work.today)?;
    if let Some(number) = &new.person.national_id {
        refuse_taken_number(work, number, None).await?;
    }
    refuse_beside_declared(work, unit).await?;
    let card_number = card_for(work, &scope, &place, new.card_number.as_deref()).await?;
    let person = PersonId::new();
    let membership = Membership {
        id: MembershipId::new(),
        person: person.clone(),
        unit: unit.clone(),
        counting: Counting::Home,
        card_number,
        joined_on: new.joined_on,
        join_reason: new.reason,
        end: None,
        leave_note: String::new(),
        revision: 1,
    };
    let sealer = work.site.sealer.clone();
    store::insert_person(&mut work.tx, &scope, &sealer, &person, &new.person, work.now).await?;
    write_new(work, &scope, &membership, &new.person.name_key(), &new.person.facet()).await?;
    let details = serde_json::json!({ "person": person, "reason": new.reason });
    work.record("members.join", Some(unit), &source(&membership.id), details).await?;
    Ok(membership.id)
}

async fn write_new(
    work: &mut Work,
    scope: &Scope,
    membership: &Membership,
    name_key: &str,
    facet: &PersonFacet,
) -> Result<(), Problem> {
    store::insert_membership(&mut work.tx, scope, membership, name_key, None, work.now).await?;
    settle(work, membership, facet).await
}

/// One more unit for somebody the register knows.
#[derive(Debug, Clone)]
pub struct Belonging {
    pub joined_on: Day,
    pub card_number: Option<String>,
    /// Home only for somebody who has none: whoever left and comes back.
    pub counting: Counting,
}

/// Lets the person of a belonging belong to one more unit.
pub async fn add_belonging(
    work: &mut Work,
    known_by: &MembershipId,
    unit: &UnitId,
    new: Belonging,
) -> Result<MembershipId, Problem> {
    let known = open(work, known_by).await?;
    let scope = work.scope(EDIT, unit).await?;
    let person = store::person(&mut work.tx, &known.scope, &known.membership.person).await?;
    let place = units::unit(&mut work.tx, unit).await?;
    rules::may_belong(&known.all, &place, new.counting, new.joined_on, person.birth, work.today)?;
    if new.counting == Counting::Home {
        refuse_beside_declared(work, unit).await?;
    }
    let card_number = card_for(work, &scope, &place, new.card_number.as_deref()).await?;
    let membership = Membership {
        id: MembershipId::new(),
        person: person.id.clone(),
        unit: unit.clone(),
        counting: new.counting,
        card_number,
        joined_on: new.joined_on,
        join_reason: JoinReason::Joined,
        end: None,
        leave_note: String::new(),
        revision: 1,
    };
    let name_key = kernel::vietnamese::name::sort_key(&person.full_name);
    write_new(work, &scope, &membership, &name_key, &person.facet()).await?;
    let details = serde_json::json!({ "person": person.id, "counting": new.counting });
    work.record("members.add_belonging", Some(unit), &source(&membership.id), details).await?;
    Ok(membership.id)
}

/// A move to another unit.
#[derive(Debug, Clone)]
pub struct Transfer {
    pub to: UnitId,
    pub on: Day,
    pub note: String,
}

/// Moves a belonging to another unit: one ends and another begins on the same day, and the card's
/// number goes along where the new unit has not given it to somebody else.
pub async fn transfer(
    work: &mut Work,
    membership: &MembershipId,
    revision: i64,
    transfer: Transfer,
) -> Result<MembershipId, Problem> {
    let mut from = open(work, membership).await?;
    from.refuse_outdated(revision)?;
    let to_scope = work.scope(EDIT, &transfer.to).await?;
    let place = units::unit(&mut work.tx, &transfer.to).await?;
    rules::may_transfer(&from.membership, &from.all, &place, transfer.on, work.today)?;
    if from.membership.counting == Counting::Home {
        refuse_beside_declared(work, &transfer.to).await?;
    }
    let person = store::person(&mut work.tx, &from.scope, &from.membership.person).await?;
    let taken = store::cards_taken(&mut work.tx, &to_scope, &transfer.to).await?;
    let kept = Some(from.membership.card_number.as_str()).filter(|number| !taken.contains(*number));
    let card_number = card_for(work, &to_scope, &place, kept).await?;

    from.membership.end = Some((transfer.on, LeaveReason::Transferred));
    from.membership.leave_note = transfer.note;
    store::change_membership(&mut work.tx, &from.scope, &from.membership).await?;
    settle(work, &from.membership, &person.facet()).await?;

    let arrived = Membership {
        id: MembershipId::new(),
        unit: transfer.to.clone(),
        card_number,
        joined_on: transfer.on,
        join_reason: JoinReason::Transferred,
        end: None,
        leave_note: String::new(),
        revision: 1,
        ..from.membership.clone()
    };
    let name_key = kernel::vietnamese::name::sort_key(&person.full_name);
    write_new(work, &to_scope, &arrived, &name_key, &person.facet()).await?;
    let details = serde_json::json!({ "from": from.membership.unit, "to": transfer.to, "on": transfer.on, "now": arrived.id });
    let object = source(&from.membership.id);
    work.record("members.transfer", Some(&from.membership.unit), &object, details).await?;
    let details = serde_json::json!({ "from": from.membership.unit, "on": transfer.on, "before": from.membership.id });
    work.record("members.arrive", Some(&transfer.to), &source(&arrived.id), details).await?;
    Ok(arrived.id)
}

/// Ends a belonging. Whoever dies ends all of them.
pub async fn leave(
    work: &mut Work,
    membership: &MembershipId,
    revision: i64,
    on: Day,
    reason: LeaveReason,
    note: &str,
) -> Result<(), Problem> {
    let opened = open(work, membership).await?;
    opened.refuse_outdated(revision)?;
    rules::may_leave(&opened.membership, on, work.today)?;
    let person = store::person(&mut work.tx, &opened.scope, &opened.membership.person).await?;
    let ends = |one: &&Membership| {
        one.id == opened.membership.id || reason == LeaveReason::Died && one.is_current()
    };
    for ended in opened.all.iter().filter(ends) {
        rules::may_leave(ended, on, work.today)?;
        // The dead are ended everywhere, also where the caller could not have gone.
        let scope = as_program(work, &ended.unit).await?;
        let ended =
            Membership { end: Some((on, reason)), leave_note: note.to_owned(), ..ended.clone() };
        store::change_membership(&mut work.tx, &scope, &ended).await?;
        settle(work, &ended, &person.facet()).await?;
        let details = serde_json::json!({ "reason": reason, "on": on });
        work.record("members.leave", Some(&ended.unit), &source(&ended.id), details).await?;
    }
    Ok(())
}

/// Takes back an end that was written down by mistake.
pub async fn undo_leave(
    work: &mut Work,
    membership: &MembershipId,
    revision: i64,
) -> Result<(), Problem> {
    let opened = open(work, membership).await?;
    opened.refuse_outdated(revision)?;
    rules::may_return(&opened.membership, &opened.all)?;
    let person = store::person(&mut work.tx, &opened.scope, &opened.membership.person).await?;
    // A death ended all belongings, so they all come back.
    let died = matches!(opened.membership.end, Some((_, LeaveReason::Died)));
    let returns = |one: &&Membership| {
        one.id == opened.membership.id || died && one.end == opened.membership.end
    };
    for ended in opened.all.iter().filter(returns) {
        let scope = as_program(work, &ended.unit).await?;
        let back = Membership { end: None, leave_note: String::new(), ..ended.clone() };
        store::change_membership(&mut work.tx, &scope, &back).await?;
        settle(work, &back, &person.facet()).await?;
        let details = serde_json::json!({});
        work.record("members.undo_leave", Some(&back.unit), &source(&back.id), details).await?;
    }
    Ok(())
}

/// Puts right the day of joining and the card's number.
pub async fn correct_membership(
    work: &mut Work,
    membership: &MembershipId,
    revision: i64,
    joined_on: Day,
    card_number: &str,
) -> Result<(), Problem> {
    let opened = open(work, membership).await?;
    opened.refuse_outdated(revision)?;
    let person = store::person(&mut work.tx, &opened.scope, &opened.membership.person).await?;
    rules::may_change_days(&opened.membership, joined_on, person.birth, work.today)?;
    let place = units::unit(&mut work.tx, &opened.membership.unit).await?;
    let card_number = if card_number == opened.membership.card_number {
        card_number.to_owned()
    } else {
        card_for(work, &opened.scope, &place, Some(card_number)).await?
    };
    let right = Membership { joined_on, card_number, ..opened.membership.clone() };
    store::change_membership(&mut work.tx, &opened.scope, &right).await?;
    settle(work, &right, &person.facet()).await?;
    let mut fields = vec![];
    if right.joined_on != opened.membership.joined_on {
        fields.push("joined_on");
    }
    if right.card_number != opened.membership.card_number {
        fields.push("card_number");
    }
    let details = serde_json::json!({ "fields": fields });
    work.record("members.correct", Some(&right.unit), &source(&right.id), details).await
}

/// A belonging opened for changing, and all others of its person for deciding.
pub(crate) struct Opened {
    pub scope: Scope,
    pub membership: Membership,
    pub all: Vec<Membership>,
}

impl Opened {
    fn refuse_outdated(&self, revision: i64) -> Result<(), Problem> {
        if self.membership.revision == revision { Ok(()) } else { Err(Problem::Outdated) }
    }

    /// Whether this unit still speaks for the person: it has them, or nobody else has.
    pub(crate) fn refuse_gone(&self) -> Result<(), Refusal> {
        let has_others = self.all.iter().any(Membership::is_current);
        if self.membership.is_current() || !has_others { Ok(()) } else { Err(Refusal::NotCurrent) }
    }
}

/// Opens a belonging for whoever may edit there; nobody else changes the person until the work ends.
pub(crate) async fn open(work: &mut Work, membership: &MembershipId) -> Result<Opened, Problem> {
    open_with(work, membership, EDIT).await
}

pub(crate) async fn open_with(
    work: &mut Work,
    membership: &MembershipId,
    permission: platform::Permission,
) -> Result<Opened, Problem> {
    let unit = store::unit_of(&mut work.tx, membership).await?;
    let scope = work.scope(permission, &unit).await?;
    let person = store::membership(&mut work.tx, &scope, membership).await?.person;
    work.hold(&format!("members/person/{person}")).await?;
    let membership = store::membership(&mut work.tx, &scope, membership).await?;
    let all = store::all_of_person(&mut work.tx, &person).await?;
    Ok(Opened { scope, membership, all })
}

/// Leave for the program itself to look or write where the caller may not, in a deed that reaches
/// further than the caller does. What it finds there is not shown.
async fn as_program(work: &mut Work, unit: &UnitId) -> Result<Scope, Problem> {
    let caller = std::mem::replace(&mut work.caller, access::Caller::operator());
    let scope = work.scope(EDIT, unit).await;
    work.caller = caller;
    scope
}
