//! What an import changed, and how it was before: kept so that the import can be taken back.

use super::SealedNumber;
use kernel::{BatchId, Day, MembershipId, PersonId};
use platform::{
    Problem,
    bulk::{self, Value, written},
    db::Tx,
};

/// The values that a row of a file replaced, as their columns had them; what it left alone is absent.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct OldValues {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub full_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sex: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ethnicity: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Sealed as it was: the seal fits this person and no other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub national_id: Option<SealedNumber>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub joined_on: Option<Day>,
}

/// One row of a file that changed somebody the register knew.
#[derive(Debug, Clone)]
pub struct Change {
    pub membership: MembershipId,
    pub person: PersonId,
    pub sheet: String,
    pub row: u32,
    pub old: OldValues,
    /// The revisions that the import left; nothing where it did not write that record.
    pub person_revision: Option<i64>,
    pub membership_revision: Option<i64>,
}

pub async fn insert_changes(
    tx: &mut Tx,
    batch: &BatchId,
    changes: &[Change],
) -> Result<(), Problem> {
    const COLUMNS: [&str; 8] = [
        "batch_id",
        "membership_id",
        "person_id",
        "sheet",
        "row_number",
        "old_values",
        "person_revision",
        "membership_revision",
    ];
    let mut rows: Vec<Vec<Value>> = vec![];
    for change in changes {
        rows.push(vec![
            written(batch),
            written(&change.membership),
            written(&change.person),
            change.sheet.as_str().into(),
            i64::from(change.row).into(),
            serde_json::to_string(&change.old)?.into(),
            change.person_revision.into(),
            change.membership_revision.into(),
        ]);
    }
    bulk::insert(tx, "member_batch_change", &COLUMNS, rows).await
}
