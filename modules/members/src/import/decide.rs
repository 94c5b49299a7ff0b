//! What becomes of each row: a new member, a changed one, the same as before, or nothing yet.
//!
//! Values in, decisions out; the register, the units and the file are all in memory. A row is asked where it belongs
//! (`unit`), whether a row above has said the same (`above`), whom it speaks of (`whom`) and what it changes
//! (`differences`).

mod above;
mod differences;
mod unit;
mod whom;

pub use differences::Field;

use crate::{
    import::{
        places::{Found, Places},
        register::{Found as Listed, Known, Register},
        rules::{Finding, Given, Reading},
        summary::field_name,
        texts::Texts,
    },
    rules::{Refusal as Refused, first_possible_day},
};
use above::Above;
use differences::{as_said, differences};
use kernel::{
    Day, Lang, UnitId,
    vietnamese::{date::WrittenDay, legacy::Encoding, text},
};
use platform::Say;
use std::collections::{HashMap, HashSet};

/// A row of the file, where it stands and what it says.
#[derive(Debug, Clone)]
pub struct FileRow {
    /// Which of the file's tables.
    pub table: usize,
    /// As Excel counts rows.
    pub number: u32,
    /// Where the name stands: a finding about the whole row is shown there.
    pub name_column: u16,
    pub national_id_column: u16,
    pub card_column: u16,
    pub birth_column: u16,
    pub national_id_index: Option<String>,
    /// Cells that were converted to Unicode, and from what.
    pub converted: Vec<(u16, Encoding)>,
    pub reading: Reading,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    Create {
        unit: usize,
        possible_duplicate: bool,
    },
    /// The place of the member in the register, and what is new.
    Change {
        member: usize,
        fields: Vec<Field>,
    },
    Keep,
    Refuse,
}

/// Decides row by row, from the top of the file down.
pub fn decide(
    rows: &mut [FileRow],
    sheet_names: &[String],
    places: &Places,
    register: &Register,
    default_joined: Day,
    lang: Lang,
) -> Vec<Decision> {
    let t = Texts(lang);
    let mut desk = Desk {
        sheet_names,
        places,
        register,
        default_joined,
        t,
        lang,
        above: Above::default(),
        near: HashMap::new(),
    };
    let mut decisions = Vec::with_capacity(rows.len());
    for place in 0..rows.len() {
        let (above, rest) = rows.split_at_mut(place);
        decisions.push(desk.decide(above, &mut rest[0]));
    }
    decisions
}

struct Desk<'a> {
    sheet_names: &'a [String],
    places: &'a Places,
    register: &'a Register,
    /// The day of joining of whoever the file gives none.
    default_joined: Day,
    t: Texts,
    lang: Lang,
    above: Above<'a>,
    /// What was answered to names that mean nothing.
    near: HashMap<String, String>,
}

impl<'a> Desk<'a> {
    fn decide(&mut self, above: &[FileRow], row: &mut FileRow) -> Decision {
        let Some(given) = row.reading.given.take() else { return Decision::Refuse };
        let decision = self.decide_given(above, row, &given);
        row.reading.given = Some(given);
        match decision {
            Ok(decision) => decision,
            Err(finding) => {
                row.reading.findings.push(finding);
                row.reading.given = None;
                Decision::Refuse
            }
        }
    }

    /// `rows` are those above.
    fn decide_given(
        &mut self,
        rows: &[FileRow],
        row: &mut FileRow,
        given: &Given,
    ) -> Result<Decision, Finding> {
        self.refuse_name_of_unit(row, given)?;
        let (unit, is_named) = self.unit_of(row, given)?;
        let name = text::match_key(&given.name);
        let said = self.above.prints(row, given, &name, unit);
        if let Some((claimed, column)) = self.above.with_claim_of(&said) {
            return Err(self.twice(row, column, &rows[claimed]));
        }
        let namesake = (self.above.namesakes_of(&said).map(|place| &rows[place]))
            .find(|above| is_one_with(above, row, given));
        if let Some(one) = namesake {
            return Err(self.twice(row, row.name_column, one));
        }
        self.refuse_number_from_elsewhere(row)?;
        let decision = match self.member_of(row, given, &name, unit, is_named)? {
            Some(member) => self.compare(rows, row, given, member)?,
            None => self.create(row, given, &name, unit)?,
        };
        self.above.add(rows.len(), said);
        Ok(decision)
    }

    fn compare(
        &mut self,
        rows: &[FileRow],
        row: &FileRow,
        given: &Given,
        (member, known): Listed<'a>,
    ) -> Result<Decision, Finding> {
        if let Some(claimed) = self.above.of_member(member) {
            return Err(self.twice(row, row.name_column, &rows[claimed]));
        }
        if let Some(card) = given.card_number().filter(|card| *card != known.card)
            && self.register.with_card(known.unit, card).any(|other| other.0 != member)
        {
            let message = self.t.card_of_another(card);
            return Err(Finding::wrong(row.card_column, "card_number_other_person", message));
        }
        self.refuse_joining_before_birth(row, given, joined_on(given, known.joined_on))?;
        let mut fields = differences(&known, row, given);
        match self.above.describing(known.person) {
            Some(first) => {
                self.refuse_another_story(&known, &rows[first], row, given)?;
                fields.retain(|field| field.is_of_belonging());
            }
            None if fields.iter().any(|field| !field.is_of_belonging()) => {
                self.above.add_described(known.person, rows.len());
            }
            None => {}
        }
        self.above.add_member(member, rows.len());
        Ok(if fields.is_empty() { Decision::Keep } else { Decision::Change { member, fields } })
    }

    /// Somebody with two belongings may stand in two rows. What the first says of the person is written once; the
    /// second says the same or nothing, or it is not known which of the two is right.
    fn refuse_another_story(
        &self,
        known: &Known,
        first: &FileRow,
        row: &FileRow,
        given: &Given,
    ) -> Result<(), Finding> {
        let Some(said) = &first.reading.given else { return Ok(()) };
        let phone = said.phone.as_ref().map(ToString::to_string).unwrap_or_default();
        let then = as_said(known, first, said, &phone);
        let other = differences(&then, row, given);
        let Some(field) = other.into_iter().find(|field| !field.is_of_belonging()) else {
            return Ok(());
        };
        let column = match field {
            Field::Birth => row.birth_column,
            Field::NationalId => row.national_id_column,
            _ => row.name_column,
        };
        let message = self.t.person_said_twice(&self.said(row, first), &field_name(field, self.t));
        Err(Finding::wrong(column, "person_said_twice", message))
    }

    fn create(
        &self,
        row: &mut FileRow,
        given: &Given,
        name: &str,
        unit: usize,
    ) -> Result<Decision, Finding> {
        self.refuse_joining_before_birth(row, given, joined_on(given, self.default_joined))?;
        let found = self.possible_duplicate(given, name);
        if let Some(known) = found {
            let birth = known.birth.map(WrittenDay::short).unwrap_or_default();
            let message =
                self.t.possible_duplicate(known.full_name, &birth, &self.unit_name(known.unit));
            let finding = Finding::doubtful(row.name_column, "possible_duplicate", message);
            row.reading.findings.push(finding);
        }
        Ok(Decision::Create { unit, possible_duplicate: found.is_some() })
    }

    /// A row with nothing but the name of a chapter is the title over its members.
    fn refuse_name_of_unit(&self, row: &FileRow, given: &Given) -> Result<(), Finding> {
        if given.says_more_than_a_name() || !matches!(self.places.named(&given.name), Found::One(_))
        {
            return Ok(());
        }
        let message = self.t.name_is_a_unit(&given.name);
        Err(Finding::wrong(row.name_column, "name_is_a_unit", message))
    }

    fn refuse_joining_before_birth(
        &self,
        row: &FileRow,
        given: &Given,
        joined: Day,
    ) -> Result<(), Finding> {
        if given.birth.is_none_or(|birth| joined >= first_possible_day(birth)) {
            return Ok(());
        }
        let message = self.t.born_after(&joined.short());
        Err(Finding::wrong(row.birth_column, "joined_before_birth", message))
    }

    /// Somebody whom the reader may not see has the number.
    fn refuse_number_from_elsewhere(&self, row: &FileRow) -> Result<(), Finding> {
        let number = row.national_id_index.as_ref();
        if !number.is_some_and(|number| self.register.elsewhere.contains(number)) {
            return Ok(());
        }
        let message = Refused::NationalIdUnusable.say(self.lang);
        Err(Finding::wrong(row.national_id_column, "national_id_other_person", message))
    }

    fn twice(&self, row: &FileRow, column: u16, above: &FileRow) -> Finding {
        let message = self.t.duplicate_in_file(&self.said(row, above));
        Finding::wrong(column, "duplicate_in_file", message)
    }

    fn unit_name(&self, unit: &UnitId) -> String {
        let place = self.places.place_of(unit);
        place.map_or_else(
            || self.t.another_unit(),
            |place| self.places.unit(place).full_name(self.lang),
        )
    }

    /// `hàng 12`, with the sheet where it is another one.
    fn said(&self, row: &FileRow, above: &FileRow) -> String {
        match self.sheet_names.get(above.table) {
            Some(sheet) if above.table != row.table => self.t.row_of_sheet(above.number, sheet),
            _ => self.t.row(above.number),
        }
    }
}

/// Two people of one name and birth are told apart by their numbers; where no birth is known,
/// by their telephones too.
fn is_one_with(above: &FileRow, row: &FileRow, given: &Given) -> bool {
    fn differ<T: PartialEq + ?Sized>(one: Option<&T>, other: Option<&T>) -> bool {
        one.zip(other).is_some_and(|(one, other)| one != other)
    }
    let Some(other) = &above.reading.given else { return false };
    let other_number = differ(above.national_id_index.as_deref(), row.national_id_index.as_deref());
    let other_card = differ(other.card_number(), given.card_number());
    let other_phone = other.birth.is_none() && differ(other.phone.as_ref(), given.phone.as_ref());
    !(other_number || other_card || other_phone)
}

/// The day from which somebody new is counted.
pub fn joined_on(given: &Given, default: Day) -> Day {
    given.joined.map_or(default, first_possible_day)
}

/// The national ids of the file that nobody in the subtree has: they may belong to somebody elsewhere.
pub fn unknown_national_ids(rows: &[FileRow], register: &Register) -> Vec<String> {
    let unknown = rows
        .iter()
        .filter(|row| row.reading.given.is_some())
        .filter_map(|row| row.national_id_index.as_ref())
        .filter(|index| register.with_national_id(index).next().is_none());
    let distinct: HashSet<&String> = unknown.collect();
    distinct.into_iter().cloned().collect()
}
