//! Who is already in the register, held in memory while a file is compared with it.

use crate::rules::birth_of;
use kernel::{
    Day, MembershipId, PersonId, UnitId,
    vietnamese::{Sex, date::WrittenDay},
};
use platform::Problem;
use std::{
    collections::HashSet,
    hash::{DefaultHasher, Hash, Hasher},
};

/// One belonging of one person, as far as a file can speak of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known<'r> {
    membership: &'r str,
    pub person: &'r str,
    pub unit: &'r UnitId,
    pub card: &'r str,
    pub joined_on: Day,
    pub left_on: Option<Day>,
    pub full_name: &'r str,
    /// The name as it is compared: hòa and hoà are one.
    pub name_match: &'r str,
    pub sex: Option<Sex>,
    pub birth: Option<WrittenDay>,
    pub ethnicity: &'r str,
    pub phone: &'r str,
    pub national_id_index: Option<&'r str>,
    pub note: &'r str,
    pub person_revision: i64,
    pub membership_revision: i64,
}

impl Known<'_> {
    pub fn membership(&self) -> MembershipId {
        let Ok(id) = self.membership.parse();
        id
    }
    pub fn person(&self) -> PersonId {
        let Ok(id) = self.person.parse();
        id
    }
    pub fn stands(&self) -> bool {
        self.left_on.is_none()
    }
}

/// The members of one unit as the database hands them over: a line for each, of the fields of a
/// [`Known`] in [`Roll::COLUMNS`]. A province is read in a fraction of the time that single values take,
/// and kept without a text of its own for each value.
#[derive(Debug)]
pub struct Roll {
    pub unit: UnitId,
    pub lines: String,
}

impl Roll {
    /// Between the fields of a line. The signs stand in no stored text: they are no letters.
    pub const BETWEEN_FIELDS: &str = "\u{1f}";
    pub const BETWEEN_LINES: &str = "\u{1e}";
    /// Of tables `member_membership as m` and `member_person as p`.
    pub const COLUMNS: &str = "m.id, m.person_id, m.card_number, m.joined_on, coalesce(m.left_on, ''), p.full_name,
        p.name_match, p.sex, p.birth, p.ethnicity, p.phone, coalesce(p.national_id_index, ''), p.note,
        p.revision, m.revision";

    fn known<'r>(&'r self, line: &'r str) -> Option<Known<'r>> {
        let mut rest = Some(line);
        // The fields are short: to look at each byte is quicker than to search for the sign.
        let mut next = || {
            let line = rest?;
            let field = line.bytes().take_while(|byte| *byte != 0x1f).count();
            rest = line.get(field + 1..);
            line.get(..field)
        };
        let known = Known {
            membership: next()?,
            person: next()?,
            unit: &self.unit,
            card: next()?,
            joined_on: next()?.parse().ok()?,
            left_on: match next()? {
                "" => None,
                day => Some(day.parse().ok()?),
            },
            full_name: next()?,
            name_match: next()?,
            sex: next()?.parse().ok(),
            birth: birth_of(next()?),
            ethnicity: next()?,
            phone: next()?,
            national_id_index: Some(next()?).filter(|index| !index.is_empty()),
            note: next()?,
            person_revision: next()?.parse().ok()?,
            membership_revision: next()?.parse().ok()?,
        };
        rest.is_none().then_some(known)
    }
}

/// Where the line of a member stands.
#[derive(Debug, Clone, Copy)]
struct Line {
    roll: u32,
    start: u32,
    end: u32,
}

/// The members of a subtree, found by what a list says of them.
#[derive(Default)]
pub struct Register {
    rolls: Vec<Roll>,
    /// In the order of the belongings' ids.
    lines: Vec<Line>,
    by_card: Index,
    by_national_id: Index,
    by_name: Index,
    by_phone: Index,
    /// National ids of the file that belong to people outside the subtree: their indexes, and nothing else.
    pub elsewhere: HashSet<String>,
}

/// Places by the hash of a text, cut to four bytes: a fraction of the memory of the texts themselves. Whoever
/// looks compares the text again.
#[derive(Default)]
struct Index(Vec<(u32, u32)>);

impl Index {
    fn add(&mut self, text: &str, place: usize) {
        if !text.is_empty() {
            self.0.push((hash(text), small(place)));
        }
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

fn hash(text: &str) -> u32 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    (hasher.finish() >> 32) as u32
}

/// A place among rows, lines or the bytes of one unit's lines, in four bytes instead of eight.
///
/// # Panics
/// Beyond `u32::MAX`, which no list and no unit reaches.
pub(super) fn small(place: usize) -> u32 {
    u32::try_from(place).expect("no list and no unit is as large")
}

impl Register {
    /// # Errors
    /// When a line has other fields than it must.
    pub fn of(rolls: Vec<Roll>) -> Result<Register, Problem> {
        let mut lines = vec![];
        for (place, roll) in (0..).zip(&rolls) {
            let mut start = 0;
            for line in roll.lines.split('\u{1e}') {
                let end = start + small(line.len());
                lines.push(Line { roll: place, start, end });
                start = end + 1;
            }
        }
        let mut register = Register { rolls, lines, ..Register::default() };
        let Register { rolls, lines, .. } = &mut register;
        lines.sort_by_key(|line| text_of(rolls, *line));
        register.find_ones_way()?;
        Ok(register)
    }

    fn find_ones_way(&mut self) -> Result<(), Problem> {
        let [mut card, mut national_id, mut name, mut phone] = <[Index; 4]>::default();
        for (place, line) in self.lines.iter().enumerate() {
            let roll = &self.rolls[line.roll as usize];
            let known = roll.known(text_of(&self.rolls, *line)).ok_or_else(|| {
                Problem::Broken(format!("a member of {} cannot be read", roll.unit).into())
            })?;
            card.add(known.card, place);
            national_id.add(known.national_id_index.unwrap_or_default(), place);
            name.add(known.name_match, place);
            phone.add(known.phone, place);
        }
        for index in [&mut card, &mut national_id, &mut name, &mut phone] {
            index.0.sort_unstable();
            index.0.shrink_to_fit();
        }
        (self.by_card, self.by_national_id) = (card, national_id);
        (self.by_name, self.by_phone) = (name, phone);
        Ok(())
    }

    /// Who stands at a place.
    ///
    /// # Panics
    /// At a place that this register has not given out.
    pub fn member(&self, place: usize) -> Known<'_> {
        let line = self.lines[place];
        let known = self.rolls[line.roll as usize].known(text_of(&self.rolls, line));
        known.expect("each line was read when the register was made")
    }

    pub fn with_card<'r>(&'r self, unit: &UnitId, card: &str) -> impl Iterator<Item = Found<'r>> {
        self.found(self.by_card.places(card))
            .filter(move |(_, known)| known.card == card && known.unit == unit)
    }
    pub fn with_national_id<'r>(&'r self, index: &str) -> impl Iterator<Item = Found<'r>> {
        self.found(self.by_national_id.places(index))
            .filter(move |(_, known)| known.national_id_index == Some(index))
    }
    pub fn named<'r>(&'r self, name_match: &str) -> impl Iterator<Item = Found<'r>> {
        self.found(self.by_name.places(name_match))
            .filter(move |(_, known)| known.name_match == name_match)
    }
    pub fn with_phone<'r>(&'r self, phone: &str) -> impl Iterator<Item = Found<'r>> {
        self.found(self.by_phone.places(phone)).filter(move |(_, known)| known.phone == phone)
    }

    fn found<'a>(
        &'a self,
        places: impl Iterator<Item = usize> + 'a,
    ) -> impl Iterator<Item = Found<'a>> {
        places.map(|place| (place, self.member(place)))
    }
}

/// A member's place in the register, and what stands there.
pub type Found<'r> = (usize, Known<'r>);

fn text_of(rolls: &[Roll], line: Line) -> &str {
    &rolls[line.roll as usize].lines[line.start as usize..line.end as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(id: &str, card: &str, left_on: &str, name: &str) -> String {
        let fields = [
            id,
            "p",
            card,
            "2020-01-05",
            left_on,
            name,
            "an",
            "female",
            "1961-03",
            "Thái",
            "",
            "",
            "một | hai",
            "3",
            "2",
        ];
        fields.join(Roll::BETWEEN_FIELDS)
    }

    fn roll(unit: u128, lines: &[String]) -> Roll {
        Roll { unit: UnitId::of_bits(unit), lines: lines.join(Roll::BETWEEN_LINES) }
    }

    #[test]
    fn members_of_all_units_are_found_and_stand_in_the_order_of_their_belongings() {
        let here = roll(1, &[line("b", "07", "", "An"), line("d", "08", "2025-06-30", "Ân")]);
        let there = roll(2, &[line("a", "07", "", "Ấn"), line("c", "", "", "Ẩn")]);
        let register = Register::of(vec![here, there]).unwrap();

        let names: Vec<&str> = register.named("an").map(|(_, known)| known.full_name).collect();
        assert_eq!(names, ["Ấn", "An", "Ẩn", "Ân"]);
        let unit = UnitId::of_bits(1);
        let of_card: Vec<usize> = register.with_card(&unit, "07").map(|(place, _)| place).collect();
        assert_eq!(of_card, [1], "a card is its unit's");
        let left = register.member(3);
        assert_eq!((left.left_on, left.stands()), (Some(Day::of(2025, 6, 30)), false));
        assert_eq!((left.note, left.national_id_index), ("một | hai", None));
        assert_eq!((left.birth, left.person_revision), (birth_of("1961-03"), 3));
        assert_eq!(register.with_phone("").count() + register.with_national_id("").count(), 0);
    }

    #[test]
    fn a_line_with_a_field_too_many_or_too_few_is_not_guessed_at() {
        let [more, fewer] = [line("a", "\u{1f}07", "", "An"), "a\u{1f}p".to_owned()];
        for bad in [more, fewer] {
            assert!(Register::of(vec![roll(1, &[line("b", "", "", "An"), bad])]).is_err());
        }
    }
}
