//! What a row says otherwise than the register. What it does not say stays.

use super::FileRow;
use crate::{
    import::{register::Known, rules::Given},
    rules::first_possible_day,
};
use kernel::vietnamese::{date::WrittenDay, text};

/// What a changed row changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Name,
    Birth,
    Sex,
    Ethnicity,
    NationalId,
    Phone,
    Card,
    Joined,
    Note,
}

impl Field {
    /// Whether it is of the one belonging that a row speaks of, and not of the person.
    pub fn is_of_belonging(self) -> bool {
        matches!(self, Field::Card | Field::Joined)
    }
}

/// Whether two writings may mean one day: equal, or one of them less exact, or not known.
pub fn may_be_one_day(one: Option<WrittenDay>, other: Option<WrittenDay>) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return true };
    match (one, other) {
        (WrittenDay::Day(one), WrittenDay::Day(other)) => one == other,
        (WrittenDay::Year(_), _) | (_, WrittenDay::Year(_)) => one.year() == other.year(),
        _ => {
            let month = |written| {
                let day = first_possible_day(written);
                (day.year(), day.month())
            };
            month(one) == month(other)
        }
    }
}

fn is_more_exact(said: WrittenDay, known: WrittenDay) -> bool {
    let exactness = |written| match written {
        WrittenDay::Year(_) => 0,
        WrittenDay::Month { .. } => 1,
        WrittenDay::Day(_) => 2,
    };
    exactness(known) < exactness(said)
}

fn birth_is_new(known: Option<WrittenDay>, said: Option<WrittenDay>) -> bool {
    match (known, said) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(known), Some(said)) => {
            !may_be_one_day(Some(known), Some(said)) || is_more_exact(said, known)
        }
    }
}

pub fn differences(known: &Known, row: &FileRow, given: &Given) -> Vec<Field> {
    let other_text = |known: &str, said: &str| {
        !said.is_empty() && known != said && text::match_key(known) != text::match_key(said)
    };
    let joined = given.joined.is_some_and(|joined| {
        !may_be_one_day(Some(WrittenDay::Day(known.joined_on)), Some(joined))
    });
    // A tick that is missing corrects nobody.
    let is_said = given.sex.is_some() && (known.sex.is_none() || !given.sex_by_silence);
    let sex = is_said && known.sex != given.sex;
    let checks = [
        (Field::Name, other_text(known.full_name, &given.name)),
        (Field::Birth, birth_is_new(known.birth, given.birth)),
        (Field::Sex, sex),
        (Field::Ethnicity, other_text(known.ethnicity, &given.ethnicity)),
        (
            Field::NationalId,
            row.national_id_index.is_some()
                && known.national_id_index != row.national_id_index.as_deref(),
        ),
        (Field::Phone, given.phone.as_ref().is_some_and(|phone| !phone.is_stored_as(known.phone))),
        (Field::Card, !given.card.is_empty() && known.card != given.card),
        (Field::Joined, joined),
        (Field::Note, !given.note.is_empty() && known.note != given.note),
    ];
    checks.into_iter().filter(|(_, differs)| *differs).map(|(field, _)| field).collect()
}

/// The person as a row leaves them; `phone` is the row's, as it is stored.
pub fn as_said<'k>(
    known: &Known<'k>,
    row: &'k FileRow,
    given: &'k Given,
    phone: &'k str,
) -> Known<'k> {
    let mut then = *known;
    for field in differences(known, row, given) {
        match field {
            Field::Name => then.full_name = &given.name,
            Field::Birth => then.birth = given.birth,
            Field::Sex => then.sex = given.sex,
            Field::Ethnicity => then.ethnicity = &given.ethnicity,
            Field::NationalId => then.national_id_index = row.national_id_index.as_deref(),
            Field::Phone => then.phone = phone,
            Field::Note => then.note = &given.note,
            Field::Card | Field::Joined => {}
        }
    }
    then
}
