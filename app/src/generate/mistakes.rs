//! Mistakes as officers make them, sown where their place is known.
//!
//! One row has one mistake at most, and each kind comes as often as the others.

use super::{
    chance::{About, Chance},
    list::{Cells, column},
    people::Person,
};
use kernel::vietnamese::Sex;

pub const ERRORS_MAX: u64 = 1_000;
/// One row in ten at most, so that a small list is still a list.
const ROWS_TO_AN_ERROR: u64 = 10;
/// A warning for so many errors: few enough not to be taken for false alarms by whoever counts them so.
const ERRORS_TO_A_WARNING: u64 = 125;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mistake {
    NameMissing,
    NameInvalid,
    NameTooLong,
    BirthInvalid,
    BirthImplausible,
    SexUnknown,
    EthnicityTooLong,
    NationalIdInvalid,
    PhoneInvalid,
    PhoneAsAbove,
    UnitCodeUnknown,
    UnitNameUnknown,
    JoinedInvalid,
    JoinedInFuture,
    JoinedBeforeBirth,
    CardTooLong,
    NoteTooLong,
    /// The row above pasted twice.
    PersonTwice,
    // The four that only deserve a second look.
    NationalIdLostZero,
    NationalIdOfOtherSex,
    NationalIdOfOtherYear,
    PhoneLostZero,
}

const WRONG: [Mistake; 18] = [
    Mistake::NameMissing,
    Mistake::NameInvalid,
    Mistake::NameTooLong,
    Mistake::BirthInvalid,
    Mistake::BirthImplausible,
    Mistake::SexUnknown,
    Mistake::EthnicityTooLong,
    Mistake::NationalIdInvalid,
    Mistake::PhoneInvalid,
    Mistake::PhoneAsAbove,
    Mistake::UnitCodeUnknown,
    Mistake::UnitNameUnknown,
    Mistake::JoinedInvalid,
    Mistake::JoinedInFuture,
    Mistake::JoinedBeforeBirth,
    Mistake::CardTooLong,
    Mistake::NoteTooLong,
    Mistake::PersonTwice,
];
const DOUBTFUL: [Mistake; 4] = [
    Mistake::NationalIdLostZero,
    Mistake::NationalIdOfOtherSex,
    Mistake::NationalIdOfOtherYear,
    Mistake::PhoneLostZero,
];

/// A mistake to be made in the row of a person.
#[derive(Debug, Clone, Copy)]
pub struct Sown {
    pub index: u64,
    pub mistake: Mistake,
}

/// Where mistakes are made in a list of so many rows, from the top down: one in each of as many
/// equal stretches, so that they lie everywhere.
pub fn sow(seed: u64, rows: u64) -> Vec<Sown> {
    let errors = ERRORS_MAX.min(rows / ROWS_TO_AN_ERROR);
    let warnings = errors / ERRORS_TO_A_WARNING;
    let all = errors + warnings;
    let mut chance = Chance::of(seed, About::Mistake, u64::MAX);
    let (mut wrong, mut doubtful) = (WRONG.iter().cycle(), DOUBTFUL.iter().cycle());
    let sown = (0..all).map(|place| {
        let (first, end) = (place * rows / all, (place + 1) * rows / all);
        let is_warning =
            warnings > 0 && place % (all / warnings) == 0 && place / (all / warnings) < warnings;
        let kinds = if is_warning { &mut doubtful } else { &mut wrong };
        let mistake = kinds.next().copied().unwrap_or(Mistake::NameMissing);
        // The first row of a stretch is left alone: it is the row above that may be pasted twice.
        Sown { index: chance.between((first + 1).min(end - 1), end - 1), mistake }
    });
    sown.collect()
}

impl Mistake {
    pub fn is_error(self) -> bool {
        WRONG.contains(&self)
    }

    /// Makes the mistake; says in which column it is found, and what it is called.
    pub fn make(
        self,
        cells: &mut Cells,
        person: &Person,
        above: &Cells,
        chance: &mut Chance,
    ) -> (usize, &'static str) {
        let (place, text, code) = match self {
            Mistake::NameMissing => (column::NAME, String::new(), "name_missing"),
            Mistake::NameInvalid => {
                (column::NAME, wrong_name(&person.name, chance), "name_invalid")
            }
            Mistake::NameTooLong => {
                let name =
                    format!("{} (tức {})", person.name, vec![person.name.as_str(); 20].join(", "));
                (column::NAME, name, "name_too_long")
            }
            Mistake::BirthInvalid => {
                (column::BIRTH, wrong_day(person.birth.year(), chance), "date_invalid")
            }
            Mistake::BirthImplausible => {
                let born = format!("05/07/{}", chance.between(1840, 1895));
                (column::BIRTH, born, "year_implausible")
            }
            Mistake::SexUnknown => {
                let sex = chance.pick(&["?", "x", "ông", "nưc", "chưa rõ"]);
                (column::SEX, (*sex).to_owned(), "sex_unknown")
            }
            Mistake::EthnicityTooLong => {
                let said =
                    format!("{} (theo giấy khai sinh, xem lại hồ sơ gốc tại xã)", person.ethnicity);
                (column::ETHNICITY, said, "text_too_long")
            }
            Mistake::NationalIdInvalid => (
                column::NATIONAL_ID,
                wrong_number(&person.national_id, chance),
                "national_id_invalid",
            ),
            Mistake::PhoneInvalid => {
                (column::PHONE, wrong_phone(&person.phone, chance), "phone_invalid")
            }
            Mistake::PhoneAsAbove => (column::PHONE, "nt".to_owned(), "ditto_not_here"),
            Mistake::UnitCodeUnknown => {
                let code = &cells[column::UNIT_CODE];
                // Chapters are counted from 001.
                let wrong = format!("{}000", &code[..code.len() - 3]);
                (column::UNIT_CODE, wrong, "unit_unknown")
            }
            Mistake::UnitNameUnknown => {
                cells[column::UNIT_CODE].clear();
                (column::UNIT, "Chi hội Sao Hỏa".to_owned(), "unit_unknown")
            }
            Mistake::JoinedInvalid => {
                (column::JOINED, wrong_day(person.joined.year(), chance), "date_invalid")
            }
            Mistake::JoinedInFuture => {
                let joined = format!("15/08/{}", chance.between(2090, 2099));
                (column::JOINED, joined, "date_in_future")
            }
            Mistake::JoinedBeforeBirth => {
                let joined = format!("02/09/{}", person.birth.year() - 10);
                (column::JOINED, joined, "joined_before_birth")
            }
            Mistake::CardTooLong => {
                let card = format!("{} cấp lại lần 2, thẻ cũ mất năm 2019", cells[column::CARD]);
                (column::CARD, card, "text_too_long")
            }
            Mistake::NoteTooLong => {
                let note = "Có nhiều đóng góp cho phong trào khuyến học của thôn. ".repeat(9);
                (column::NOTE, note, "text_too_long")
            }
            Mistake::PersonTwice => {
                let number = std::mem::take(&mut cells[0]);
                cells.clone_from(above);
                cells[0] = number;
                let known_by_number = !cells[column::NATIONAL_ID].is_empty();
                let place = if known_by_number { column::NATIONAL_ID } else { column::CARD };
                (place, cells[place].clone(), "duplicate_in_file")
            }
            Mistake::NationalIdLostZero => {
                let number = person.national_id.trim_start_matches('0').to_owned();
                (column::NATIONAL_ID, number, "national_id_repaired")
            }
            Mistake::NationalIdOfOtherSex => {
                let step = if person.sex == Sex::Female { -1 } else { 1 };
                let number = with_digits(&person.national_id, 3..4, |digit| digit + step);
                (column::NATIONAL_ID, number, "national_id_other_sex")
            }
            Mistake::NationalIdOfOtherYear => {
                let number = with_digits(&person.national_id, 4..6, |year| (year + 7) % 100);
                (column::NATIONAL_ID, number, "national_id_other_birth_year")
            }
            Mistake::PhoneLostZero => {
                (column::PHONE, person.phone[1..].to_owned(), "phone_repaired")
            }
        };
        cells[place] = text;
        (place, code)
    }
}

fn wrong_name(name: &str, chance: &mut Chance) -> String {
    match chance.below(3) {
        0 => format!("{name} 2"),
        1 => format!("{name}?"),
        _ => name.replacen(' ', "_", 1),
    }
}

fn wrong_day(year: i16, chance: &mut Chance) -> String {
    match chance.below(5) {
        0 => format!("31/02/{year}"),
        1 => format!("15/13/{year}"),
        2 => format!("31/04/{year}"),
        3 => format!("05/07/{:02}", year % 100),
        _ => "chưa rõ".to_owned(),
    }
}

fn wrong_number(number: &str, chance: &mut Chance) -> String {
    match chance.below(4) {
        // Where the last digit is forgotten, nobody can guess it.
        0 => number[..11].to_owned(),
        1 => format!("{number}0"),
        2 => format!("O{}", &number[1..]),
        _ => format!("099{}", &number[3..]),
    }
}

fn wrong_phone(phone: &str, chance: &mut Chance) -> String {
    match chance.below(4) {
        0 => phone[..9].to_owned(),
        1 => format!("{phone}1"),
        2 => format!("{} / {}", phone, phone),
        _ => format!("04{}", &phone[2..]),
    }
}

fn with_digits(number: &str, range: std::ops::Range<usize>, change: impl Fn(i64) -> i64) -> String {
    let width = range.len();
    let digits: i64 = number[range.clone()].parse().unwrap_or(0);
    format!("{}{:0width$}{}", &number[..range.start], change(digits), &number[range.end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_has_its_number_of_mistakes_and_no_two_in_one_row() {
        for (rows, errors, warnings) in [
            (1, 0, 0),
            (9, 0, 0),
            (10, 1, 0),
            (3_000, 300, 2),
            (10_000, 1_000, 8),
            (250_000, 1_000, 8),
        ] {
            let sown = sow(4, rows);
            let wrong = sown.iter().filter(|one| one.mistake.is_error()).count();
            assert_eq!((wrong, sown.len() - wrong), (errors, warnings), "{rows}");
            assert!(sown.windows(2).all(|pair| pair[0].index < pair[1].index), "{rows}");
            assert!(sown.iter().all(|one| 0 < one.index && one.index < rows), "{rows}");
        }
    }

    #[test]
    fn the_row_above_a_pasted_one_is_as_it_was() {
        for seed in 0..50 {
            let sown = sow(seed, 10_000);
            for pair in sown.windows(2).filter(|pair| pair[1].mistake == Mistake::PersonTwice) {
                assert!(pair[0].index + 1 < pair[1].index, "{pair:?}");
            }
        }
    }
}
