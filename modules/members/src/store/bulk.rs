//! Many people and belongings at once: an import writes as many rows as a province has members.

use super::person;
use crate::rules::{Membership, NewPerson, Refusal};
use access::Scope;
use kernel::{BatchId, Moment, PersonId};
use platform::{
    Problem,
    bulk::{self, Value, written},
    db::Tx,
    seal::Sealer,
};

/// Every column of a belonging.
pub const COLUMNS: [&str; 14] = [
    "id",
    "person_id",
    "unit_id",
    "counting",
    "card_number",
    "joined_on",
    "join_reason",
    "left_on",
    "leave_reason",
    "leave_note",
    "name_key",
    "batch_id",
    "revision",
    "recorded_at",
];

/// Writes new people and answers with their places in a list. The scope is that under which their
/// belongings are written next.
pub async fn insert_people(
    tx: &mut Tx,
    _scope: &Scope,
    sealer: &Sealer,
    people: &[(PersonId, NewPerson)],
    now: Moment,
) -> Result<Vec<String>, Problem> {
    let name_keys: Vec<String> = people.iter().map(|(_, new)| new.name_key()).collect();
    let row = |((id, new), name_key): (&(PersonId, NewPerson), &String)| {
        person::row(sealer, id, new, name_key, now)
    };
    let rows = people.iter().zip(&name_keys).map(row).collect();
    bulk::insert(tx, "member_person", &person::COLUMNS, rows)
        .await
        .map_err(Refusal::of_taken_number)?;
    Ok(name_keys)
}

/// Writes new belongings, each with the person's place in a list. Whether their units lie in the
/// scope is for the caller to have found out.
pub async fn insert_memberships(
    tx: &mut Tx,
    _scope: &Scope,
    memberships: &[(Membership, String)],
    batch: Option<&BatchId>,
    now: Moment,
) -> Result<(), Problem> {
    let batch = batch.map(BatchId::to_string).unwrap_or_default();
    let row = |(one, name_key): &(Membership, String)| -> Vec<Value> {
        vec![
            written(&one.id),
            written(&one.person),
            written(&one.unit),
            one.counting.code().into(),
            one.card_number.as_str().into(),
            written(&one.joined_on),
            one.join_reason.code().into(),
            one.end.map(|(day, _)| day.to_string()).into(),
            one.end.map_or("", |(_, reason)| reason.code()).into(),
            one.leave_note.as_str().into(),
            name_key.as_str().into(),
            batch.as_str().into(),
            one.revision.into(),
            written(&now),
        ]
    };
    bulk::insert(tx, "member_membership", &COLUMNS, memberships.iter().map(row).collect()).await
}
