//! Two people become one, field by field, and two again.
//!
//! - The one recorded first stays; the other's belongings become theirs, with their ids, so that
//!   cards and links go on working.
//! - Two standing belongings to one unit become one. Afterwards there is one home at most, on every
//!   day of the past too: a home that overlaps the chosen one counts nowhere any more.
//! - What came after a merge is never thrown away by taking it back.

use super::Refusal;
use crate::{
    duplicates::rows::{BelongingRow, Both, PersonRow, Record},
    rules::{self, Counting, LeaveReason, NOTE_LETTERS_MAX},
};
use kernel::{Day, MembershipId, PersonId, UnitId};

/// Whose value is taken: of the person recorded first, who stays, or of the other.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Default,
    serde::Serialize,
    serde::Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    #[default]
    One,
    Other,
    /// Of a note: both, one below the other. Of anything else as `one`.
    Both,
}

/// What becomes of a home that is no longer the home.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Default,
    serde::Serialize,
    serde::Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Others {
    /// It stands beside the home and counts nothing.
    #[default]
    Also,
    /// It ends today.
    End,
}

/// The unit where the one person is counted; nothing where only one is possible.
pub type Home = Option<UnitId>;

/// What whoever merges has chosen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choices {
    pub full_name: Side,
    pub birth: Side,
    pub sex: Side,
    pub ethnicity: Side,
    pub phone: Side,
    pub national_id: Side,
    pub note: Side,
    pub home: Home,
    pub others: Others,
    /// Of two belongings to one unit.
    pub card_number: Side,
    /// Of two belongings to one unit; the earlier day where nothing is chosen.
    pub joined_on: Option<Side>,
}

/// The one person that two become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// Of the number the columns of the side chosen, sealed for that side's row still.
    pub person: PersonRow,
    pub national_id_from: Side,
    pub belongings: Vec<BelongingRow>,
    /// Which belonging went, and which stands for it.
    pub pointers: Vec<(MembershipId, MembershipId)>,
}

/// Makes two people one, as chosen.
///
/// # Errors
/// See [`Refusal`]; `joined_before_birth` where the birth chosen does not go with a belonging.
pub fn merge(
    both: &Both,
    choices: &Choices,
    end_note: &str,
    today: Day,
) -> Result<Merged, MergeRefused> {
    let Both { survivor, gone } = both;
    if survivor.person.id == gone.person.id {
        return Err(Refusal::SamePerson.into());
    }
    if has_died(survivor) && stands(gone) || has_died(gone) && stands(survivor) {
        return Err(Refusal::OneHasDied.into());
    }
    let person = merged_person(&survivor.person, &gone.person, choices)?;
    let (mut belongings, pointers) = joined_belongings(both, choices, &person.id);
    choose_home(&mut belongings, choices, end_note, today)?;
    count_no_day_twice(&mut belongings);
    for one in &mut belongings {
        one.name_key = person.name_key.clone();
        rules::may_change_days(&one.membership(), one.joined_on, person.born(), today)?;
        let before = survivor.belongings.iter().chain(&gone.belongings).find(|it| it.id == one.id);
        if before.is_some_and(|before| before != one) {
            one.revision += 1;
        }
    }
    Ok(Merged { person, national_id_from: choices.national_id, belongings, pointers })
}

/// A refusal of ours, or of the register's own rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MergeRefused {
    Ours(Refusal),
    Register(rules::Refusal),
}
impl From<Refusal> for MergeRefused {
    fn from(refusal: Refusal) -> MergeRefused {
        MergeRefused::Ours(refusal)
    }
}
impl From<rules::Refusal> for MergeRefused {
    fn from(refusal: rules::Refusal) -> MergeRefused {
        MergeRefused::Register(refusal)
    }
}
impl From<MergeRefused> for platform::Problem {
    fn from(refused: MergeRefused) -> platform::Problem {
        match refused {
            MergeRefused::Ours(refusal) => refusal.into(),
            MergeRefused::Register(refusal) => refusal.into(),
        }
    }
}

fn stands(record: &Record) -> bool {
    record.belongings.iter().any(BelongingRow::stands)
}
fn has_died(record: &Record) -> bool {
    record.belongings.iter().any(|one| one.leave_reason == LeaveReason::Died.code())
}

fn merged_person(
    one: &PersonRow,
    other: &PersonRow,
    choices: &Choices,
) -> Result<PersonRow, Refusal> {
    let mut person = one.clone();
    person.revision += 1;
    for (field, side) in [
        (Field::FullName, choices.full_name),
        (Field::Birth, choices.birth),
        (Field::Sex, choices.sex),
        (Field::Ethnicity, choices.ethnicity),
        (Field::Phone, choices.phone),
        (Field::NationalId, choices.national_id),
        (Field::Note, choices.note),
    ] {
        if side == Side::Other {
            field.copy(other, &mut person);
        }
    }
    if choices.note == Side::Both {
        let notes = [one.note.as_str(), other.note.as_str()];
        let notes: Vec<&str> = notes.into_iter().filter(|note| !note.is_empty()).collect();
        person.note = notes.join("\n");
        if NOTE_LETTERS_MAX < person.note.chars().count() {
            return Err(Refusal::NoteTooLong { most: NOTE_LETTERS_MAX });
        }
    }
    Ok(person)
}

/// What is known of a person, as a merge chooses and compares it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    FullName,
    Birth,
    Sex,
    Ethnicity,
    Phone,
    NationalId,
    Note,
}

impl Field {
    const ALL: [Field; 7] = [
        Field::FullName,
        Field::Birth,
        Field::Sex,
        Field::Ethnicity,
        Field::Phone,
        Field::NationalId,
        Field::Note,
    ];
    fn code(self) -> &'static str {
        match self {
            Field::FullName => "full_name",
            Field::Birth => "birth",
            Field::Sex => "sex",
            Field::Ethnicity => "ethnicity",
            Field::Phone => "phone",
            Field::NationalId => "national_id",
            Field::Note => "note",
        }
    }
    fn copy(self, from: &PersonRow, to: &mut PersonRow) {
        match self {
            Field::FullName => {
                to.full_name.clone_from(&from.full_name);
                to.name_key.clone_from(&from.name_key);
                to.name_folded.clone_from(&from.name_folded);
                to.name_match.clone_from(&from.name_match);
            }
            Field::Birth => {
                to.birth.clone_from(&from.birth);
                to.birth_year = from.birth_year;
            }
            Field::Sex => to.sex.clone_from(&from.sex),
            Field::Ethnicity => to.ethnicity.clone_from(&from.ethnicity),
            Field::Phone => to.phone.clone_from(&from.phone),
            Field::NationalId => {
                to.national_id_sealed.clone_from(&from.national_id_sealed);
                to.national_id_index.clone_from(&from.national_id_index);
                to.national_id_masked.clone_from(&from.national_id_masked);
            }
            Field::Note => to.note.clone_from(&from.note),
        }
    }
    fn is_same(self, one: &PersonRow, other: &PersonRow) -> bool {
        match self {
            Field::FullName => one.full_name == other.full_name,
            Field::Birth => one.birth == other.birth,
            Field::Sex => one.sex == other.sex,
            Field::Ethnicity => one.ethnicity == other.ethnicity,
            Field::Phone => one.phone == other.phone,
            // Sealing one number twice gives two texts; the index tells whether it is one number.
            Field::NationalId => one.national_id_index == other.national_id_index,
            Field::Note => one.note == other.note,
        }
    }
}

/// All belongings of both under one person, two standing ones of one unit joined.
fn joined_belongings(
    both: &Both,
    choices: &Choices,
    person: &PersonId,
) -> (Vec<BelongingRow>, Vec<(MembershipId, MembershipId)>) {
    let mut kept = both.survivor.belongings.clone();
    let mut pointers = vec![];
    for other in &both.gone.belongings {
        let same = |one: &&mut BelongingRow| {
            one.stands() && other.stands() && one.unit_id == other.unit_id
        };
        match kept.iter_mut().find(same) {
            Some(one) => {
                join_into(one, other, choices);
                pointers.push((other.id.clone(), one.id.clone()));
            }
            None => kept.push(BelongingRow { person_id: person.clone(), ..other.clone() }),
        }
    }
    (kept, pointers)
}

fn join_into(one: &mut BelongingRow, other: &BelongingRow, choices: &Choices) {
    let earlier = if other.joined_on < one.joined_on { Side::Other } else { Side::One };
    if choices.joined_on.unwrap_or(earlier) == Side::Other {
        one.joined_on = other.joined_on;
        one.join_reason.clone_from(&other.join_reason);
    }
    if choices.card_number == Side::Other {
        one.card_number.clone_from(&other.card_number);
    }
    if other.is_home() {
        one.counting.clone_from(&other.counting);
    }
}

fn choose_home(
    belongings: &mut [BelongingRow],
    choices: &Choices,
    end_note: &str,
    today: Day,
) -> Result<(), Refusal> {
    let is_home = |one: &&mut BelongingRow| one.stands() && one.is_home();
    if belongings.iter_mut().filter(is_home).count() < 2 {
        return Ok(());
    }
    let home = choices.home.clone().ok_or(Refusal::HomeMissing)?;
    if belongings.iter_mut().filter(is_home).all(|one| one.unit_id != home) {
        return Err(Refusal::HomeMissing);
    }
    for other in belongings.iter_mut().filter(is_home).filter(|one| one.unit_id != home) {
        other.counting = Counting::Also.code().to_owned();
        if choices.others == Others::End {
            other.left_on = Some(today);
            other.leave_reason = LeaveReason::Removed.code().to_owned();
            other.leave_note = end_note.to_owned();
        }
    }
    Ok(())
}

/// The home of today goes before those of the past, and a later one before an earlier.
fn count_no_day_twice(belongings: &mut [BelongingRow]) {
    let mut order: Vec<usize> = (0..belongings.len()).collect();
    order.sort_by_key(|place| {
        let one = &belongings[*place];
        (!one.stands(), std::cmp::Reverse(one.joined_on), one.id.clone())
    });
    let mut counted: Vec<(Day, Day)> = vec![];
    for place in order {
        let one = &mut belongings[place];
        if !one.is_home() {
            continue;
        }
        let (from, until) = (one.joined_on, one.left_on.unwrap_or(Day::NEVER));
        if counted.iter().any(|(since, end)| from < *end && *since < until) {
            one.counting = Counting::Also.code().to_owned();
        } else {
            counted.push((from, until));
        }
    }
}

/// Makes two of one again: the people as they were, with what has been corrected since where that
/// is the survivor's own.
///
/// # Errors
/// `changed_since`, with each thing that stands in the way.
pub fn unmerge(before: &Both, after: &Record, now: &Record) -> Result<Both, Refusal> {
    let mut what = vec![];
    let mut restored = before.clone();
    let (left, right) = (&mut restored.survivor, &mut restored.gone);
    for field in Field::ALL {
        if field.is_same(&now.person, &after.person) {
            continue;
        }
        // The merge had left the survivor's own value here, so the correction is theirs alone.
        if field.is_same(&after.person, &before.survivor.person) {
            field.copy(&now.person, &mut left.person);
        } else {
            what.push(field.code());
        }
    }
    if plain(&now.belongings) != plain(&after.belongings) {
        what.push("belongings");
    }
    if !what.is_empty() {
        return Err(Refusal::ChangedSince { what });
    }
    left.person.revision = now.person.revision + 1;
    right.person.revision += 1;
    for record in [left, right] {
        for one in &mut record.belongings {
            let since = now.belongings.iter().find(|since| since.id == one.id);
            one.revision = since.map_or(one.revision, |since| since.revision) + 1;
            one.name_key.clone_from(&record.person.name_key);
        }
    }
    Ok(restored)
}

/// Belongings by id, without what changes when only the name is corrected.
fn plain(belongings: &[BelongingRow]) -> Vec<BelongingRow> {
    let bare =
        |one: &BelongingRow| BelongingRow { revision: 0, name_key: String::new(), ..one.clone() };
    let mut plain: Vec<BelongingRow> = belongings.iter().map(bare).collect();
    plain.sort_by(|one, other| one.id.cmp(&other.id));
    plain
}
