//! Who is already in the register, held in memory while a file is compared with it.

use crate::rules::birth_of;
use kernel::{
    Day, MembershipId, PersonId, UnitId,
    vietnamese::{Sex, date::WrittenDay, text},
};
use std::{
    collections::HashSet,
    hash::{DefaultHasher, Hash, Hasher},
};

/// One belonging of one person, as far as a file can speak of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    pub membership: MembershipId,
    pub person: PersonId,
    pub unit: UnitId,
    pub card: String,
    pub joined_on: Day,
    pub left_on: Option<Day>,
    pub full_name: String,
    pub sex: Option<Sex>,
    pub birth: Option<WrittenDay>,
    pub ethnicity: String,
    pub phone: String,
    pub national_id_index: Option<String>,
    pub note: String,
    pub person_revision: i64,
    pub membership_revision: i64,
}

impl Known {
    pub fn stands(&self) -> bool {
        self.left_on.is_none()
    }
    /// The name as it is compared: hòa and hoà are one.
    pub fn name_match(&self) -> String {
        text::match_key(&self.full_name)
    }
}

/// The columns of a [`Known`], of tables `member_membership as m` and `member_person as p`.
#[derive(sqlx::FromRow)]
pub struct KnownRow {
    membership_id: MembershipId,
    person_id: PersonId,
    unit_id: UnitId,
    card_number: String,
    joined_on: Day,
    left_on: Option<Day>,
    full_name: String,
    sex: String,
    birth: String,
    ethnicity: String,
    phone: String,
    national_id_index: Option<String>,
    note: String,
    person_revision: i64,
    membership_revision: i64,
}

impl KnownRow {
    pub fn membership(&self) -> &MembershipId {
        &self.membership_id
    }
}

impl From<KnownRow> for Known {
    fn from(row: KnownRow) -> Known {
        Known {
            membership: row.membership_id,
            person: row.person_id,
            unit: row.unit_id,
            card: row.card_number,
            joined_on: row.joined_on,
            left_on: row.left_on,
            full_name: row.full_name,
            sex: row.sex.parse().ok(),
            birth: birth_of(&row.birth),
            ethnicity: row.ethnicity,
            phone: row.phone,
            national_id_index: row.national_id_index,
            note: row.note,
            person_revision: row.person_revision,
            membership_revision: row.membership_revision,
        }
    }
}

/// The members of a subtree, found by what a list says of them.
#[derive(Default)]
pub struct Register {
    pub members: Vec<Known>,
    by_card: Index,
    by_national_id: Index,
    by_name: Index,
    by_phone: Index,
    /// National ids of the file that belong to people outside the subtree: their indexes, and nothing else.
    pub elsewhere: HashSet<String>,
}

/// Places by the hash of a text: a fraction of the memory of the texts themselves. Whoever looks
/// compares the text again.
#[derive(Default)]
struct Index(Vec<(u64, u32)>);

impl Index {
    fn of<T: AsRef<str>>(texts: impl Iterator<Item = (usize, T)>) -> Index {
        let mut pairs: Vec<(u64, u32)> = texts
            .filter(|(_, text)| !text.as_ref().is_empty())
            .map(|(place, text)| (hash(text.as_ref()), u32::try_from(place).unwrap_or(u32::MAX)))
            .collect();
        pairs.sort_unstable();
        Index(pairs)
    }

    fn places(&self, text: &str) -> impl Iterator<Item = usize> + '_ {
        let wanted = hash(text);
        let first = self.0.partition_point(|(hash, _)| *hash < wanted);
        self.0[first..]
            .iter()
            .take_while(move |(hash, _)| *hash == wanted)
            .map(|(_, place)| *place as usize)
    }
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

impl Register {
    pub fn of(members: Vec<Known>) -> Register {
        let index = |text: fn(&Known) -> &str| Index::of(members.iter().map(text).enumerate());
        let by_card = index(|member| &member.card);
        let by_national_id =
            index(|member| member.national_id_index.as_deref().unwrap_or_default());
        let by_phone = index(|member| &member.phone);
        let by_name = Index::of(members.iter().map(Known::name_match).enumerate());
        Register { members, by_card, by_national_id, by_name, by_phone, elsewhere: HashSet::new() }
    }

    pub fn with_card<'a>(
        &'a self,
        unit: &'a UnitId,
        card: &'a str,
    ) -> impl Iterator<Item = usize> + 'a {
        let same = move |place: &usize| {
            self.members[*place].card == card && self.members[*place].unit == *unit
        };
        self.by_card.places(card).filter(same)
    }
    pub fn with_national_id<'a>(&'a self, index: &'a str) -> impl Iterator<Item = usize> + 'a {
        let same =
            move |place: &usize| self.members[*place].national_id_index.as_deref() == Some(index);
        self.by_national_id.places(index).filter(same)
    }
    pub fn named<'a>(&'a self, name_match: &'a str) -> impl Iterator<Item = usize> + 'a {
        self.by_name
            .places(name_match)
            .filter(move |place| self.members[*place].name_match() == name_match)
    }
    pub fn with_phone<'a>(&'a self, phone: &'a str) -> impl Iterator<Item = usize> + 'a {
        self.by_phone.places(phone).filter(move |place| self.members[*place].phone == phone)
    }
}
