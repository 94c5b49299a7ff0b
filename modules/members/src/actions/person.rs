//! The person behind the belongings: correcting what is known, and seeing the whole national id.

use super::{open_with, person_source, refuse_taken_number, settle};
use crate::{
    EDIT, REVEAL,
    rules::{self, NewPerson, Refusal},
    store::{self, StoredPerson},
};
use access::Work;
use kernel::{MembershipId, PersonId};
use platform::Problem;

/// What is now known of a person. A national id left out stays as it was.
#[derive(Debug, Clone)]
pub struct PersonChange {
    pub revision: i64,
    pub person: NewPerson,
}

/// Writes anew what is known of the person of a belonging.
///
/// # Errors
/// `Outdated` when somebody else has changed the person since `revision`.
pub async fn edit_person(
    work: &mut Work,
    membership: &MembershipId,
    change: PersonChange,
) -> Result<PersonId, Problem> {
    let opened = open_with(work, membership, EDIT).await?;
    opened.refuse_gone()?;
    let id = opened.membership.person.clone();
    let before = store::person(&mut work.tx, &opened.scope, &id).await?;
    if before.revision != change.revision {
        return Err(Problem::Outdated);
    }
    rules::check_person(&change.person, work.today)?;
    for one in &opened.all {
        rules::may_change_days(one, one.joined_on, change.person.birth, work.today)?;
    }
    if let Some(number) = &change.person.national_id {
        refuse_taken_number(work, number, Some(&id)).await?;
    }
    let (sealer, now, scope) = (work.site.sealer.clone(), work.now, &opened.scope);
    store::change_person(&mut work.tx, scope, &sealer, &id, change.revision, &change.person, now)
        .await?;
    for one in &opened.all {
        settle(work, one, &change.person.facet()).await?;
    }
    let details = serde_json::json!({ "fields": changed_fields(&before, &change.person) });
    work.record("members.edit", Some(&opened.membership.unit), &person_source(&id), details)
        .await?;
    Ok(id)
}

/// The names of the fields that differ, for the audit book.
pub(super) fn changed_fields(before: &StoredPerson, now: &NewPerson) -> Vec<&'static str> {
    let differs = [
        ("full_name", before.full_name != now.full_name),
        ("sex", before.sex != now.sex),
        ("birth", before.birth != now.birth),
        ("ethnicity", before.ethnicity != now.ethnicity),
        ("phone", before.phone != now.phone),
        ("national_id", now.national_id.is_some()),
        ("note", before.note != now.note),
    ];
    differs.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
}

/// Why somebody may need to see a whole national id; words of the caller's own might name a person
/// in the audit book.
pub const REVEAL_REASONS: [&str; 4] = ["check_card", "write_paper", "correct", "asked_by_member"];

/// The whole national id of the person of a belonging; that it was seen, and why, is recorded.
pub async fn reveal_national_id(
    work: &mut Work,
    membership: &MembershipId,
    reason: &str,
) -> Result<Option<String>, Problem> {
    let opened = open_with(work, membership, REVEAL).await?;
    opened.refuse_gone()?;
    let reason = REVEAL_REASONS.into_iter().find(|known| *known == reason);
    let reason = reason.ok_or(Refusal::ReasonMissing)?;
    let id = opened.membership.person;
    let sealed = store::sealed_national_id(&mut work.tx, &opened.scope, &id).await?;
    let number = match sealed {
        None => None,
        Some(sealed) => Some(work.site.sealer.open(store::NATIONAL_ID, id.as_str(), &sealed)?),
    };
    let details = serde_json::json!({ "reason": reason });
    let unit = Some(&opened.membership.unit);
    work.record("members.read_national_id", unit, &person_source(&id), details).await?;
    Ok(number)
}
