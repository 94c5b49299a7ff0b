//! Made-up people. Each is what the seed and the place in the list say, and nothing is remembered.
//!
//! National ids, telephones and cards are counted off in an order that looks like chance but meets
//! every number once, so nobody has another's without anybody having to look.

use super::{
    chance::{About, Chance, scatter},
    names::{Order, PEOPLES, People},
    places::Chapter,
};
use kernel::{
    Day,
    vietnamese::{Sex, date::WrittenDay},
};

/// The people of the province who could ever be asked for.
pub const MEMBERS_MAX: u64 = 25_000_000;
/// No list is younger: who joined later would not have joined yet for an earlier clock.
const LAST_YEAR: u64 = 2025;
const BIRTH_YEARS: [(u64, (u64, u64)); 6] = [
    (8, (1940, 1949)),
    (24, (1950, 1959)),
    (26, (1960, 1969)),
    (20, (1970, 1979)),
    (14, (1980, 1989)),
    (8, (1990, 2005)),
];
/// Nobody in these lists joined before this age.
const AGE_MIN: u64 = 16;

/// So many serial numbers are in one province, sex and year of birth.
const SERIALS: u64 = 1_000_000;
/// Where births were registered; a list's own province stands first in its million.
const BIRTHPLACES: [&str; 63] = [
    "011", "038", "040", "001", "031", "034", "036", "037", "042", "044", "046", "048", "049",
    "051", "052", "054", "056", "058", "060", "062", "064", "066", "067", "068", "070", "072",
    "074", "075", "077", "079", "080", "082", "083", "084", "086", "087", "089", "091", "092",
    "093", "094", "095", "096", "002", "004", "006", "008", "010", "012", "014", "015", "017",
    "019", "020", "022", "024", "025", "026", "027", "030", "033", "035", "045",
];
const MILLIONS: u64 = MEMBERS_MAX / SERIALS;

/// How mobile numbers begin today; there is room for ten million behind each.
const MOBILE: [&str; 28] = [
    "032", "033", "034", "035", "036", "037", "038", "039", "086", "096", "097", "098", "081",
    "082", "083", "084", "085", "088", "091", "094", "070", "076", "077", "078", "079", "089",
    "090", "093",
];
const BEHIND: u64 = 10_000_000;

// Steps that share no divisor with the number of numbers meet each of them once.
const SERIAL_STEP: u64 = 387_459;
const PHONE_STEP: u64 = 173_205_083;

const NOTES: [(u64, &str); 8] = [
    (86, ""),
    (4, "Giáo viên nghỉ hưu"),
    (3, "Cựu chiến binh"),
    (2, "Gia đình học tập"),
    (2, "Hội viên danh dự"),
    (1, "Chuyển đến từ xã bên"),
    (1, "Cựu giáo chức"),
    (1, "Ủng hộ quỹ hằng năm"),
];

pub struct Person {
    pub name: String,
    pub sex: Sex,
    pub birth: WrittenDay,
    pub ethnicity: &'static str,
    /// Always known here; the list may leave it out.
    pub national_id: String,
    pub shows_national_id: bool,
    pub phone: String,
    pub shows_phone: bool,
    pub joined: WrittenDay,
    pub card: String,
    pub note: &'static str,
}

/// The person at a place of the list, counted from 0 through the whole province; `in_chapter` is
/// the place among the chapter's own.
pub fn person(seed: u64, index: u64, chapter: &Chapter, in_chapter: u64) -> Person {
    let mut chance = Chance::of(seed, About::Person, index);
    let people = chance.weighted(PEOPLES);
    let sex = if chance.percent(52) { Sex::Female } else { Sex::Male };
    let name = name(&mut chance, people, sex);
    let (first, last) = *chance.weighted(&BIRTH_YEARS);
    let birth_year = chance.between(first, last);
    let birth = written(&mut chance, birth_year, [70, 8]);
    let national_id = national_id(&mut chance, seed, index, sex, birth_year);
    let begins = year_of(chapter.opened).max(birth_year + AGE_MIN);
    let joined_year = chance.between(begins, LAST_YEAR);
    let joined = written(&mut chance, joined_year, [60, 10]);
    let note = match in_chapter {
        0 => "Chi hội trưởng",
        1 => "Chi hội phó",
        _ => chance.weighted(&NOTES),
    };
    Person {
        name,
        sex,
        birth,
        ethnicity: people.name,
        national_id,
        shows_national_id: chance.percent(94),
        phone: phone(seed, index),
        shows_phone: chance.percent(82),
        joined,
        card: format!("{:08}", index + 1),
        note,
    }
}

fn year_of(day: Day) -> u64 {
    u64::try_from(day.year()).unwrap_or(0)
}

fn name(chance: &mut Chance, people: &People, sex: Sex) -> String {
    let own = if sex == Sex::Male { &people.men } else { &people.women };
    let family = chance.weighted(people.families);
    let middle = chance.weighted(own.middle);
    let given = chance.pick(own.given);
    // H’Hen is one word.
    let called = match *middle {
        "" => (*given).to_owned(),
        joined if joined.ends_with('’') => format!("{joined}{given}"),
        middle => format!("{middle} {given}"),
    };
    match people.order {
        Order::FamilyFirst => format!("{family} {called}"),
        Order::FamilyLast => format!("{called} {family}"),
    }
}

/// A day of the year as lists have it: whole in so many of a hundred, with its month in so many
/// more, and else the year alone.
fn written(chance: &mut Chance, year: u64, [whole, month_too]: [u64; 2]) -> WrittenDay {
    let known = chance.below(100);
    let small = |number: u64| i8::try_from(number).unwrap_or(1);
    let (month, day) = (small(chance.between(1, 12)), small(chance.between(1, 28)));
    let year = i16::try_from(year).unwrap_or(2000);
    if known < whole {
        return Day::read(year, month, day).map_or(WrittenDay::Year(year), WrittenDay::Day);
    }
    if known < whole + month_too {
        return WrittenDay::Month { year, month };
    }
    WrittenDay::Year(year)
}

/// Twelve digits that agree with sex and year of birth. Each million of people is born in provinces
/// of its own, and within a million every serial number is given once.
fn national_id(chance: &mut Chance, seed: u64, index: u64, sex: Sex, birth_year: u64) -> String {
    let (million, within) = (index / SERIALS % MILLIONS, index % SERIALS);
    let births: Vec<&str> = BIRTHPLACES
        .iter()
        .skip(usize::try_from(million).unwrap_or(0))
        .step_by(usize::try_from(MILLIONS).unwrap_or(1))
        .copied()
        .collect();
    let birthplace = if chance.percent(80) { births[0] } else { *chance.pick(&births) };
    let century = (birth_year - 1900) / 100 * 2 + u64::from(sex == Sex::Female);
    let serial = (within * SERIAL_STEP + scatter(seed) % SERIALS) % SERIALS;
    format!("{birthplace}{century}{:02}{serial:06}", birth_year % 100)
}

fn phone(seed: u64, index: u64) -> String {
    let all = BEHIND * MOBILE.len() as u64;
    let number = (index * PHONE_STEP + scatter(seed ^ About::Number as u64) % all) % all;
    let begins = MOBILE[usize::try_from(number / BEHIND).unwrap_or(0)];
    format!("{begins}{:07}", number % BEHIND)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::places::Province;
    use kernel::vietnamese::{personal_number, phone, text};
    use std::collections::HashSet;

    fn some_people(seed: u64, from: u64, count: u64) -> Vec<Person> {
        let chapter = Province::of(seed, 40).commune(0).chapters.remove(0);
        (from..from + count).map(|index| person(seed, index, &chapter, index)).collect()
    }

    #[test]
    fn everybody_has_a_number_that_fits_and_that_nobody_else_has() {
        let (mut numbers, mut phones) = (HashSet::new(), HashSet::new());
        let ends = [0, 990_000, 24_980_000];
        let mut count = 0;
        for person in ends.into_iter().flat_map(|from| some_people(5, from, 20_000)) {
            let number = personal_number::read_cccd(&person.national_id).unwrap();
            assert_eq!(number.agrees_with(Some(person.sex), Some(person.birth.year())), Ok(()));
            assert!(number.findings().is_empty(), "{}", person.national_id);
            assert_eq!(phone::read(&person.phone).unwrap().kind(), phone::Kind::Mobile);
            numbers.insert(person.national_id);
            phones.insert(person.phone);
            count += 1;
        }
        assert_eq!((numbers.len(), phones.len()), (count, count));
    }

    #[test]
    fn the_steps_through_the_numbers_miss_none() {
        let common = |mut one: u64, mut other: u64| {
            while other != 0 {
                (one, other) = (other, one % other);
            }
            one
        };
        assert_eq!(common(SERIAL_STEP, SERIALS), 1);
        assert_eq!(common(PHONE_STEP, BEHIND * MOBILE.len() as u64), 1);
        assert!(MEMBERS_MAX <= BEHIND * MOBILE.len() as u64);
        assert_eq!(MEMBERS_MAX % SERIALS, 0);
    }

    #[test]
    fn names_are_written_as_the_register_keeps_them_and_namesakes_happen() {
        let people = some_people(9, 0, 5_000);
        let names: HashSet<&str> = people.iter().map(|person| person.name.as_str()).collect();
        assert!(names.len() < people.len() - 100, "{}", names.len());
        for person in &people {
            assert_eq!(text::normalise(&person.name), person.name);
            assert!(person.joined.year() >= person.birth.year() + 16, "{}", person.name);
        }
        for ethnicity in ["Kinh", "Mông", "Ê Đê", "Chăm"] {
            assert!(people.iter().any(|person| person.ethnicity == ethnicity), "{ethnicity}");
        }
    }

    #[test]
    fn a_person_is_the_same_again_and_another_seed_has_others() {
        let names = |seed| -> Vec<String> {
            some_people(seed, 70, 30).into_iter().map(|person| person.name).collect()
        };
        assert_eq!(names(3), names(3));
        assert_ne!(names(3), names(4));
    }
}
