//! What becomes of each row: a new member, a changed one, the same as before, or nothing yet.
//!
//! Values in, decisions out; the register, the units and the file are all in memory.

use crate::{
    duplicates::{Traits, likeness, mark},
    import::{
        places::{Found, Places},
        register::{Found as Listed, Known, Register, small},
        rules::{Belongs, Finding, Given, Reading, Weight},
        summary::field_name,
        texts::Texts,
    },
    rules::{Refusal as Refused, birth_stored, first_possible_day},
};
use kernel::{
    Day, Lang, UnitId,
    vietnamese::{date::WrittenDay, legacy::Encoding, text},
};
use platform::Say;
use std::{
    collections::{HashMap, HashSet},
    hash::{BuildHasher, Hash, RandomState},
};

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
        claimed: Links::default(),
        described: HashMap::new(),
        written: HashMap::new(),
        near: HashMap::new(),
        people: HashMap::new(),
        namesakes: Links::default(),
        prints: RandomState::new(),
    };
    let mut decisions = Vec::with_capacity(rows.len());
    for place in 0..rows.len() {
        let (above, rest) = rows.split_at_mut(place);
        decisions.push(desk.decide(above, &mut rest[0]));
    }
    decisions
}

/// One thing that only one row of a file may claim.
#[derive(PartialEq, Eq, Hash)]
enum Claim<'a> {
    NationalId(&'a str),
    Card(usize, &'a str),
}

/// Stands for a value by its hash, keyed anew for each file: a province's claims fit into a few megabytes. Among a
/// million values two share a print once in tens of millions of files.
type Print = u64;

/// For some places the row that each leads to: four bytes for each place up to the last.
#[derive(Default)]
struct Links(Vec<u32>);

impl Links {
    const NOWHERE: u32 = u32::MAX;

    fn set(&mut self, from: usize, row: u32) {
        if self.0.len() <= from {
            self.0.resize(from + 1, Links::NOWHERE);
        }
        self.0[from] = row;
    }

    fn get(&self, from: usize) -> Option<u32> {
        self.0.get(from).copied().filter(|row| *row != Links::NOWHERE)
    }
}

struct Desk<'a> {
    sheet_names: &'a [String],
    places: &'a Places,
    register: &'a Register,
    /// The day of joining of whoever the file gives none.
    default_joined: Day,
    t: Texts,
    lang: Lang,
    /// By member the row above that speaks of them.
    claimed: Links,
    /// The people whose own details a row above changes, and which row that is.
    described: HashMap<&'a str, usize>,
    /// The claims of rows above, and which row made them.
    written: HashMap<Print, u32>,
    /// What was answered to names that mean nothing.
    near: HashMap<String, String>,
    /// By unit, name and birth the last row above that says so; by row the one before it that did.
    people: HashMap<Print, u32>,
    namesakes: Links,
    prints: RandomState,
}

/// Whom a row speaks of.
enum Match<'r> {
    Nobody,
    Member(Listed<'r>),
    No { column: u16, code: &'static str, message: String },
}

impl<'a> Desk<'a> {
    fn decide(&mut self, above: &[FileRow], row: &mut FileRow) -> Decision {
        let Some(given) = row.reading.given.take() else { return Decision::Refuse };
        let decision = self.decide_given(above, row, &given);
        row.reading.given = Some(given);
        match decision {
            Ok(decision) => decision,
            Err((column, code, message)) => {
                row.reading.findings.push(Finding { column, code, weight: Weight::Wrong, message });
                row.reading.given = None;
                Decision::Refuse
            }
        }
    }

    fn decide_given(
        &mut self,
        rows_above: &[FileRow],
        row: &mut FileRow,
        given: &Given,
    ) -> Result<Decision, (u16, &'static str, String)> {
        let (unit, is_named) = self.unit_of(row, given)?;
        let claims = claims_of(row, given, unit)
            .map(|claim| claim.map(|(claim, column)| (self.prints.hash_one(&claim), column)));
        for (claim, column) in claims.iter().flatten() {
            if let Some(above) = self.written.get(claim) {
                return Err((
                    *column,
                    "duplicate_in_file",
                    self.t.duplicate_in_file(&self.said(row, &rows_above[*above as usize])),
                ));
            }
        }
        let name = text::match_key(&given.name);
        let person = self.prints.hash_one((unit, &name, birth_stored(given.birth)));
        let last = self.people.get(&person).copied();
        let namesakes = std::iter::successors(last, |place| self.namesakes.get(*place as usize));
        let mut namesakes = namesakes.map(|place| &rows_above[place as usize]);
        if let Some(above) = namesakes.find(|above| is_one_with(above, row, given)) {
            let message = self.t.duplicate_in_file(&self.said(row, above));
            return Err((row.name_column, "duplicate_in_file", message));
        }
        if row
            .national_id_index
            .as_ref()
            .is_some_and(|index| self.register.elsewhere.contains(index))
        {
            return Err((
                row.national_id_column,
                "national_id_other_person",
                Refused::NationalIdUnusable.say(self.lang),
            ));
        }
        let decision = match self.match_of(row, given, &name, unit, is_named) {
            Match::No { column, code, message } => return Err((column, code, message)),
            Match::Member(member) => self.compare(rows_above, row, given, member)?,
            Match::Nobody => self.create(row, given, &name, unit)?,
        };
        let place = small(rows_above.len());
        self.written.extend(claims.into_iter().flatten().map(|(claim, _)| (claim, place)));
        if let Some(before) = self.people.insert(person, place) {
            self.namesakes.set(rows_above.len(), before);
        }
        Ok(decision)
    }

    /// The unit of a row, and whether the row itself names it.
    fn unit_of(
        &mut self,
        row: &mut FileRow,
        given: &Given,
    ) -> Result<(usize, bool), (u16, &'static str, String)> {
        let here = |desk: &Self| desk.places.unit(desk.places.here()).full_name(desk.lang);
        match &given.belongs {
            Belongs::Here => Ok((self.places.here(), false)),
            Belongs::Code { column, code } => match self.places.with_code(code) {
                Some(unit) => Ok((unit, true)),
                None => Err((
                    *column,
                    "unit_unknown",
                    self.t.unit_code_unknown(&short(code), &here(self)),
                )),
            },
            Belongs::Name { column, name } => match self.places.named(name) {
                Found::One(unit) => Ok((unit, true)),
                Found::Several => {
                    Err((*column, "unit_ambiguous", self.t.unit_ambiguous(&short(name))))
                }
                Found::Nothing => {
                    let unknown = self.t.unit_name_unknown(&short(name), &here(self));
                    Err((*column, "unit_unknown", unknown + &self.near(name)))
                }
            },
            Belongs::Perhaps { column, name } => {
                if let Found::One(unit) = self.places.named(name) {
                    return Ok((unit, true));
                }
                let message = self.t.unit_not_found(&short(name), &here(self)) + &self.near(name);
                row.reading.findings.push(Finding {
                    column: *column,
                    code: "unit_not_found",
                    weight: Weight::Doubtful,
                    message,
                });
                Ok((self.places.here(), false))
            }
        }
    }

    /// ` Tên gần giống: “Thẩm Mú 1”, “Thẩm Mú 2”.`, or nothing. A list of nothing but unknown names
    /// is another unit's; the first of them are answered.
    fn near(&mut self, name: &str) -> String {
        const ANSWERED: usize = 300;
        if let Some(known) = self.near.get(name) {
            return known.clone();
        }
        if self.near.len() >= ANSWERED {
            return String::new();
        }
        let near = self.places.near(name).into_iter().map(|near| format!("“{near}”"));
        let names = near.collect::<Vec<_>>().join(", ");
        let said = match names.is_empty() {
            true => String::new(),
            false => format!(" {}", self.t.near_names(&names)),
        };
        self.near.insert(name.to_owned(), said.clone());
        said
    }

    fn match_of(
        &self,
        row: &FileRow,
        given: &Given,
        name: &str,
        unit: usize,
        is_named: bool,
    ) -> Match<'a> {
        let unit = &self.places.unit(unit).id;
        if !given.card.is_empty()
            && let Some(member) =
                self.register.with_card(unit, &given.card).max_by_key(|(_, known)| known.stands())
        {
            if is_somebody_else(&member.1, given, name) {
                let message = self.t.card_of_another(&given.card);
                return Match::No {
                    column: row.card_column,
                    code: "card_number_other_person",
                    message,
                };
            }
            return self.standing(row, member);
        }
        if let Some(index) = &row.national_id_index {
            let of_number: Vec<Listed> = self.register.with_national_id(index).collect();
            if !of_number.is_empty() {
                return self.match_by_national_id(row, given, name, &of_number, unit, is_named);
            }
        }
        self.match_by_name(row, given, name, unit)
    }

    fn match_by_national_id(
        &self,
        row: &FileRow,
        given: &Given,
        name: &str,
        of_number: &[Listed<'a>],
        unit: &UnitId,
        is_named: bool,
    ) -> Match<'a> {
        let mut standing = of_number.iter().copied().filter(|(_, known)| known.stands());
        let here = standing.clone().find(|(_, known)| known.unit == unit);
        let best = here.or_else(|| standing.next()).unwrap_or(of_number[0]);
        if is_somebody_else(&best.1, given, name) {
            let message = self.t.national_id_of_another();
            return Match::No {
                column: row.national_id_column,
                code: "national_id_other_person",
                message,
            };
        }
        if best.1.stands() && is_named && here.is_none() {
            let message = self.t.member_of_other_unit(&self.unit_name(best.1.unit));
            return Match::No { column: row.name_column, code: "member_of_other_unit", message };
        }
        self.standing(row, best)
    }

    /// Same name and birth in the same unit. Where only one of the two knows the whole day, the year decides.
    fn match_by_name(&self, row: &FileRow, given: &Given, name: &str, unit: &UnitId) -> Match<'a> {
        let here: Vec<Listed> = self
            .register
            .named(name)
            .filter(|(_, known)| known.unit == unit && !has_other_number(known, row, given))
            .collect();
        let best_of = |wanted: fn(Option<WrittenDay>, Option<WrittenDay>) -> bool,
                       stands: bool|
         -> Vec<Listed> {
            let fits =
                |(_, known): &&Listed| known.stands() == stands && wanted(known.birth, given.birth);
            here.iter().filter(fits).copied().collect()
        };
        let exact = best_of(|known, said| known == said, true);
        let near: Vec<Listed> = best_of(may_be_one_day, true)
            .into_iter()
            .filter(|(place, _)| self.claimed.get(*place).is_none())
            .collect();
        match (exact.as_slice(), near.as_slice()) {
            ([one], _) | ([], [one]) => return Match::Member(*one),
            ([], []) => {}
            (several, others) => {
                let by_phone = several.iter().chain(others).find(|(_, known)| {
                    given.phone.as_ref().is_some_and(|phone| phone.is_stored_as(known.phone))
                });
                if let Some(one) = by_phone {
                    return Match::Member(*one);
                }
                let message = self.t.member_ambiguous(several.len().max(others.len()));
                return Match::No { column: row.name_column, code: "member_ambiguous", message };
            }
        }
        match best_of(|known, said| known == said && said.is_some(), false).first() {
            Some(left) => self.standing(row, *left),
            None => Match::Nobody,
        }
    }

    /// A member who has left is not taken in again by a list.
    fn standing(&self, row: &FileRow, member: Listed<'a>) -> Match<'a> {
        match member.1.left_on {
            None => Match::Member(member),
            Some(day) => {
                let message = self.t.member_left(&day.short());
                Match::No { column: row.name_column, code: "member_left", message }
            }
        }
    }

    fn compare(
        &mut self,
        above: &[FileRow],
        row: &FileRow,
        given: &Given,
        (member, known): Listed<'a>,
    ) -> Result<Decision, (u16, &'static str, String)> {
        if let Some(claimed) = self.claimed.get(member) {
            return Err((
                row.name_column,
                "duplicate_in_file",
                self.t.duplicate_in_file(&self.said(row, &above[claimed as usize])),
            ));
        }
        if !given.card.is_empty() && given.card != known.card {
            let taken =
                self.register.with_card(known.unit, &given.card).any(|other| other.0 != member);
            if taken {
                return Err((
                    row.card_column,
                    "card_number_other_person",
                    self.t.card_of_another(&given.card),
                ));
            }
        }
        let joined = given.joined.map_or(known.joined_on, first_possible_day);
        if given.birth.is_some_and(|birth| joined < first_possible_day(birth)) {
            return Err((
                row.birth_column,
                "joined_before_birth",
                self.t.born_after(&joined.short()),
            ));
        }
        let mut fields = differences(&known, row, given);
        match self.described.get(known.person).and_then(|place| above.get(*place)) {
            Some(first) => {
                self.refuse_another_story(&known, first, row, given)?;
                fields.retain(|field| field.is_of_belonging());
            }
            None if fields.iter().any(|field| !field.is_of_belonging()) => {
                self.described.insert(known.person, above.len());
            }
            None => {}
        }
        self.claimed.set(member, small(above.len()));
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
    ) -> Result<(), (u16, &'static str, String)> {
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
        let above = self.said(row, first);
        Err((
            column,
            "person_said_twice",
            self.t.person_said_twice(&above, &field_name(field, self.t)),
        ))
    }

    fn create(
        &self,
        row: &mut FileRow,
        given: &Given,
        name: &str,
        unit: usize,
    ) -> Result<Decision, (u16, &'static str, String)> {
        let joined = joined_on(given, self.default_joined);
        if given.birth.is_some_and(|birth| joined < first_possible_day(birth)) {
            return Err((
                row.birth_column,
                "joined_before_birth",
                self.t.born_after(&joined.short()),
            ));
        }
        let found = self.possible_duplicate(given, name);
        let possible_duplicate = found.is_some();
        if let Some(known) = found {
            let birth = known.birth.map(WrittenDay::short).unwrap_or_default();
            let unit = self.unit_name(known.unit);
            let message = self.t.possible_duplicate(known.full_name, &birth, &unit);
            row.reading.findings.push(Finding {
                column: row.name_column,
                code: "possible_duplicate",
                weight: Weight::Doubtful,
                message,
            });
        }
        Ok(Decision::Create { unit, possible_duplicate })
    }

    /// The same name and year of birth, or the same telephone and one of the two. Families share a
    /// telephone, so the telephone alone says nothing.
    fn possible_duplicate(&self, given: &Given, name: &str) -> Option<Known<'a>> {
        let year = given.birth.map(WrittenDay::year);
        let same_year =
            |(_, known): &Listed| year.is_some() && known.birth.map(WrittenDay::year) == year;
        let phone = given.phone.as_ref().map(ToString::to_string).unwrap_or_default();
        let sharing = self
            .register
            .with_phone(&phone)
            .filter(|found| same_year(found) || found.1.name_match == name);
        let sharing = sharing.filter(|_| !phone.is_empty());
        const LOOKED_AT: usize = 3;
        let named = self.register.named(name).filter(same_year).take(LOOKED_AT);
        let maybe: Vec<Listed> = named.chain(sharing.take(LOOKED_AT)).collect();
        if maybe.len() < 2 {
            return maybe.first().map(|(_, known)| *known);
        }
        // Of several the likeliest is named, by the likeness that every search for duplicates uses.
        let traits = |name: &str, birth, sex, phone: &str, card: &str| Traits {
            birth,
            sex,
            phone: mark(phone),
            card: mark(card),
            ..Traits::named(name)
        };
        let said = traits(&given.name, given.birth, given.sex, &phone, &given.card);
        let alike = |(place, known): &Listed| {
            let known = traits(known.full_name, known.birth, known.sex, known.phone, known.card);
            (likeness(&known, &said).score, std::cmp::Reverse(*place))
        };
        maybe.into_iter().max_by_key(alike).map(|(_, known)| known)
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

fn claims_of<'a>(row: &'a FileRow, given: &'a Given, unit: usize) -> [Option<(Claim<'a>, u16)>; 2] {
    let number = row.national_id_index.as_deref();
    let card = Some(given.card.as_str()).filter(|card| !card.is_empty());
    [
        number.map(|index| (Claim::NationalId(index), row.national_id_column)),
        card.map(|card| (Claim::Card(unit, card), row.card_column)),
    ]
}

/// Two people of one name and birth are told apart by their numbers; where no birth is known,
/// by their telephones too.
fn is_one_with(above: &FileRow, row: &FileRow, given: &Given) -> bool {
    fn differ<T: PartialEq + ?Sized>(one: Option<&T>, other: Option<&T>) -> bool {
        one.zip(other).is_some_and(|(one, other)| one != other)
    }
    let Some(other) = &above.reading.given else { return false };
    fn card(given: &Given) -> Option<&str> {
        Some(given.card.as_str()).filter(|card| !card.is_empty())
    }
    let other_number = differ(above.national_id_index.as_deref(), row.national_id_index.as_deref());
    let other_card = differ(card(other), card(given));
    let other_phone = other.birth.is_none() && differ(other.phone.as_ref(), given.phone.as_ref());
    !(other_number || other_card || other_phone)
}

/// The day from which somebody new is counted.
pub fn joined_on(given: &Given, default: Day) -> Day {
    given.joined.map_or(default, first_possible_day)
}

/// Neither the name nor the birth agrees, so the number is probably mistyped.
fn is_somebody_else(known: &Known, given: &Given, name: &str) -> bool {
    let same_name = known.name_match == name;
    let same_birth =
        known.birth.is_some() && given.birth.is_some() && may_be_one_day(known.birth, given.birth);
    !same_name && !same_birth
}

/// Whether two people of one name and year have different national ids. With the whole day of birth
/// the same, it is one person whose number was corrected.
fn has_other_number(known: &Known, row: &FileRow, given: &Given) -> bool {
    let other = known.national_id_index.is_some()
        && row.national_id_index.is_some()
        && known.national_id_index != row.national_id_index.as_deref();
    let same_day = known.birth.and_then(WrittenDay::day).is_some() && known.birth == given.birth;
    other && !same_day
}

/// Whether two writings may mean one day: equal, or one of them less exact, or not known.
fn may_be_one_day(one: Option<WrittenDay>, other: Option<WrittenDay>) -> bool {
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

/// What the row says otherwise than the register. What it does not say stays.
fn differences(known: &Known, row: &FileRow, given: &Given) -> Vec<Field> {
    let other_text = |known: &str, said: &str| {
        !said.is_empty() && known != said && text::match_key(known) != text::match_key(said)
    };
    let joined = given.joined.is_some_and(|joined| {
        !may_be_one_day(Some(WrittenDay::Day(known.joined_on)), Some(joined))
    });
    let checks = [
        (Field::Name, other_text(known.full_name, &given.name)),
        (Field::Birth, birth_is_new(known.birth, given.birth)),
        (Field::Sex, given.sex.is_some() && known.sex != given.sex),
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
fn as_said<'k>(known: &Known<'k>, row: &'k FileRow, given: &'k Given, phone: &'k str) -> Known<'k> {
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

/// A long text typed into a narrow cell is not repeated whole.
fn short(typed: &str) -> String {
    typed.chars().take(60).collect()
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
