//! People and belongings as their tables have them, every column: what a merge keeps of both, so
//! that taking it back restores them exactly. A number stays sealed, in here as in its table.

use crate::rules::{Counting, JoinReason, LeaveReason, Membership, PersonFacet, birth_of};
use kernel::{Day, MembershipId, PersonId, UnitId, vietnamese::date::WrittenDay};
use platform::{
    bulk::{Value, written},
    seal,
};

#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow, serde::Serialize, serde::Deserialize)]
pub struct PersonRow {
    pub id: PersonId,
    pub full_name: String,
    pub name_key: String,
    pub name_folded: String,
    pub name_match: String,
    pub sex: String,
    pub birth: String,
    pub birth_year: Option<i64>,
    pub ethnicity: String,
    pub phone: String,
    pub national_id_sealed: Option<String>,
    pub national_id_index: Option<String>,
    pub national_id_masked: String,
    pub note: String,
    pub revision: i64,
    pub recorded_at: String,
    pub changed_at: String,
}

impl PersonRow {
    pub fn facet(&self) -> PersonFacet {
        PersonFacet { sex: self.sex.parse().ok() }
    }
    pub fn born(&self) -> Option<WrittenDay> {
        birth_of(&self.birth)
    }
    /// In the order of the table's columns.
    pub fn values(&self) -> Vec<Value> {
        vec![
            written(&self.id),
            self.full_name.as_str().into(),
            self.name_key.as_str().into(),
            self.name_folded.as_str().into(),
            self.name_match.as_str().into(),
            self.sex.as_str().into(),
            self.birth.as_str().into(),
            self.birth_year.into(),
            self.ethnicity.as_str().into(),
            self.phone.as_str().into(),
            self.national_id_sealed.clone().into(),
            self.national_id_index.clone().into(),
            self.national_id_masked.as_str().into(),
            self.note.as_str().into(),
            self.revision.into(),
            self.recorded_at.as_str().into(),
            self.changed_at.as_str().into(),
        ]
    }
}

#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow, serde::Serialize, serde::Deserialize)]
pub struct BelongingRow {
    pub id: MembershipId,
    pub person_id: PersonId,
    pub unit_id: UnitId,
    pub counting: String,
    pub card_number: String,
    pub joined_on: Day,
    pub join_reason: String,
    pub left_on: Option<Day>,
    pub leave_reason: String,
    pub leave_note: String,
    pub name_key: String,
    pub batch_id: String,
    pub revision: i64,
    pub recorded_at: String,
}

impl BelongingRow {
    pub fn stands(&self) -> bool {
        self.left_on.is_none()
    }
    pub fn is_home(&self) -> bool {
        self.counting == Counting::Home.code()
    }
    /// In the order of the table's columns.
    pub fn values(&self) -> Vec<Value> {
        vec![
            written(&self.id),
            written(&self.person_id),
            written(&self.unit_id),
            self.counting.as_str().into(),
            self.card_number.as_str().into(),
            written(&self.joined_on),
            self.join_reason.as_str().into(),
            self.left_on.map(|day| day.to_string()).into(),
            self.leave_reason.as_str().into(),
            self.leave_note.as_str().into(),
            self.name_key.as_str().into(),
            self.batch_id.as_str().into(),
            self.revision.into(),
            self.recorded_at.as_str().into(),
        ]
    }
    pub fn membership(&self) -> Membership {
        let reason = LeaveReason::read(&self.leave_reason).unwrap_or(LeaveReason::Left);
        Membership {
            id: self.id.clone(),
            person: self.person_id.clone(),
            unit: self.unit_id.clone(),
            counting: Counting::read(&self.counting).unwrap_or(Counting::Also),
            card_number: self.card_number.clone(),
            joined_on: self.joined_on,
            join_reason: JoinReason::read(&self.join_reason).unwrap_or(JoinReason::Registered),
            end: self.left_on.map(|day| (day, reason)),
            leave_note: self.leave_note.clone(),
            revision: self.revision,
        }
    }
}

/// A person with all belongings there ever were, by the day of joining.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Record {
    pub person: PersonRow,
    pub belongings: Vec<BelongingRow>,
}

/// A record that a merge and its taking back have left as it was: its id, and the revisions before and since.
pub type Walked = (String, i64, i64);

/// Both people of a merge.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Both {
    pub survivor: Record,
    pub gone: Record,
}

impl Both {
    /// The records that stand here as they stood in `before`, people and belongings.
    pub fn as_in(&self, before: &Both) -> Vec<Walked> {
        let mut walked = vec![];
        for (now, then) in [(&self.survivor, &before.survivor), (&self.gone, &before.gone)] {
            let person = PersonRow { revision: then.person.revision, ..now.person.clone() };
            if person == then.person {
                let id = person.id.to_string();
                walked.push((id, then.person.revision, now.person.revision));
            }
            for (one, then) in now.belongings.iter().zip(&then.belongings) {
                let bare = BelongingRow {
                    revision: then.revision,
                    name_key: then.name_key.clone(),
                    ..one.clone()
                };
                if bare == *then {
                    walked.push((one.id.to_string(), then.revision, one.revision));
                }
            }
        }
        walked
    }

    /// The same as long as neither person nor any belonging has been changed: what a form sends back.
    pub fn stamp(&self) -> String {
        let mut parts = vec![];
        for record in [&self.survivor, &self.gone] {
            parts.push(format!("{}.{}", record.person.id, record.person.revision));
            parts
                .extend(record.belongings.iter().map(|one| format!("{}.{}", one.id, one.revision)));
        }
        seal::hash(parts.join(" ").as_bytes()).chars().take(20).collect()
    }
}
