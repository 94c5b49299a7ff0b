//! Người: what the register holds of a person, read and checked.

use super::Refusal;
pub use kernel::vietnamese::name::{sign_of_no_name, sign_shown};
use kernel::{
    Day,
    vietnamese::{Sex, date::WrittenDay, name, personal_number::NationalId, phone::Phone, text},
};

/// A person as a form or a workbook describes them; everything but the name may be unknown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewPerson {
    pub full_name: String,
    pub sex: Option<Sex>,
    /// A day, a month or only a year.
    pub birth: Option<WrittenDay>,
    pub ethnicity: String,
    pub phone: Option<Phone>,
    pub national_id: Option<NationalId>,
    pub note: String,
}

/// A person on the way into the register, with the home that counts them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMember {
    pub person: NewPerson,
    /// Nothing: the unit's next number is given.
    pub card_number: Option<String>,
    pub joined_on: Day,
    pub reason: super::JoinReason,
}

/// As much of a person as the counts book breaks down by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonFacet {
    pub sex: Option<Sex>,
}

impl PersonFacet {
    /// `sex=female`, or nothing where the sex is not known.
    pub fn code(&self) -> String {
        self.sex.map(|sex| format!("sex={sex}")).unwrap_or_default()
    }
}

impl NewPerson {
    /// The place of the name in a list: by given name.
    pub fn name_key(&self) -> String {
        name::sort_key(&self.full_name)
    }
    /// The name as a search without marks looks at it.
    pub fn name_folded(&self) -> String {
        name::search_key(&self.full_name)
    }
    /// The name as it is compared: hòa and hoà are one.
    pub fn name_match(&self) -> String {
        text::match_key(&self.full_name)
    }
    pub fn facet(&self) -> PersonFacet {
        PersonFacet { sex: self.sex }
    }
    pub fn birth_year(&self) -> Option<i64> {
        self.birth.map(|birth| i64::from(birth.year()))
    }
}

/// A birth as its column has it: `1960-05-12`, `1960-05`, `1960` or nothing.
pub fn birth_stored(birth: Option<WrittenDay>) -> String {
    birth.map(|birth| birth.to_string()).unwrap_or_default()
}

/// Reads what [`birth_stored`] wrote.
pub fn birth_of(stored: &str) -> Option<WrittenDay> {
    stored.parse().ok()
}

/// The first day on which somebody born so may have joined anything.
pub fn first_possible_day(birth: WrittenDay) -> Day {
    match birth {
        WrittenDay::Day(day) => day,
        WrittenDay::Month { year, month } => Day::read(year, month, 1).unwrap_or(Day::BEGINNING),
        WrittenDay::Year(year) => Day::read(year, 1, 1).unwrap_or(Day::BEGINNING),
    }
}

/// Whether the description of a person can be true.
pub fn check_person(person: &NewPerson, today: Day) -> Result<(), Refusal> {
    if person.full_name.is_empty() || person.full_name.chars().count() > super::NAME_LETTERS_MAX {
        return Err(Refusal::NameUnusable);
    }
    if !person.full_name.chars().any(char::is_alphabetic) {
        return Err(Refusal::NameUnusable);
    }
    if let Some(sign) = sign_of_no_name(&person.full_name) {
        return Err(Refusal::NameInvalid { sign });
    }
    match person.birth.map(first_possible_day) {
        Some(born) if today < born => Err(Refusal::BornInFuture),
        Some(born) if born.year() < today.year() - OLDEST_YEARS => Err(Refusal::BornTooLongAgo {
            year: born.year(),
            first: today.year() - OLDEST_YEARS,
            last: today.year(),
        }),
        _ => Ok(()),
    }
}

/// The fields that hold more letters than they may, and how many they may.
pub fn too_long(person: &NewPerson) -> Vec<(&'static str, usize)> {
    let fields = [
        ("full_name", &person.full_name, super::NAME_LETTERS_MAX),
        ("ethnicity", &person.ethnicity, super::ETHNICITY_LETTERS_MAX),
        ("note", &person.note, super::NOTE_LETTERS_MAX),
    ];
    let over = |(_, text, most): &(_, &String, usize)| *most < text.chars().count();
    fields.into_iter().filter(over).map(|(field, _, most)| (field, most)).collect()
}

/// Beyond this age a year of birth is a slip of the finger.
pub const OLDEST_YEARS: i16 = 125;

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Lang;
    use platform::Say;

    const TODAY: Day = Day::of(2026, 3, 2);

    fn person(full_name: &str, birth: Option<WrittenDay>) -> NewPerson {
        NewPerson { full_name: full_name.to_owned(), birth, ..NewPerson::default() }
    }

    #[test]
    fn a_birth_reads_back_as_it_was_written() {
        for birth in [
            None,
            Some(WrittenDay::Year(1952)),
            Some(WrittenDay::Month { year: 1952, month: 3 }),
            Some(WrittenDay::Day(Day::of(1952, 3, 9))),
        ] {
            assert_eq!(birth_of(&birth_stored(birth)), birth);
        }
    }

    #[test]
    fn only_the_name_must_be_known() {
        assert_eq!(check_person(&person("Y Moan Ênuôl", None), TODAY), Ok(()));
        assert_eq!(check_person(&person("", None), TODAY), Err(Refusal::NameUnusable));
        assert_eq!(check_person(&person("123", None), TODAY), Err(Refusal::NameUnusable));
    }

    #[test]
    fn a_name_holds_letters_of_any_script_and_few_signs_and_the_wrong_sign_is_named() {
        for name in [
            "H’Hen Niê",
            "H'Hen Niê",
            "HʼHen Niê",
            "Y Moan Ênuôl",
            "Nguyễn Thị Lan (Bé)",
            "Trần-Lê, J. An",
            "ꪁꪱꪣ",
            "ສົມຊາຍ",
            "คำ",
            "Lê\u{30c}",
        ] {
            assert_eq!(check_person(&person(name, None), TODAY), Ok(()), "{name}");
        }
        for (name, sign) in [
            ("=HYPERLINK", "="),
            ("+An", "+"),
            ("@An", "@"),
            ("-An", "-"),
            ("An2", "2"),
            ("<b>An", "<"),
            ("An {x}", "{"),
            ("An \"x\"", "\""),
            ("An#", "#"),
            ("An/Bình", "/"),
            ("An\\Bình", "\\"),
            ("Ａn", "Ａ"),
            ("An１", "１"),
            ("𝐀n", "𝐀"),
            ("An\u{fffd}", "\u{fffd}"),
            ("An\u{7}", "U+0007"),
        ] {
            let refusal = check_person(&person(name, None), TODAY).unwrap_err();
            assert_eq!(refusal.code(), "name_invalid", "{name}");
            for lang in [Lang::Vi, Lang::En] {
                let said = refusal.say(lang);
                assert!(said.contains(&format!("“{sign}”")), "{said}");
            }
        }
    }

    #[test]
    fn a_birth_too_long_ago_is_told_the_years_that_can_be() {
        let refusal = check_person(&person("An", Some(WrittenDay::Year(1850))), TODAY).unwrap_err();
        assert!(refusal.say(Lang::Vi).contains("từ 1901 đến 2026"), "{}", refusal.say(Lang::Vi));
    }

    #[test]
    fn nobody_is_born_tomorrow_or_before_living_memory() {
        let born = |birth| check_person(&person("An", Some(birth)), TODAY);
        assert_eq!(born(WrittenDay::Day(TODAY)), Ok(()));
        assert_eq!(born(WrittenDay::Day(TODAY.next())), Err(Refusal::BornInFuture));
        assert_eq!(born(WrittenDay::Year(1901)), Ok(()));
        assert_eq!(
            born(WrittenDay::Year(1900)),
            Err(Refusal::BornTooLongAgo { year: 1900, first: 1901, last: 2026 })
        );
    }

    #[test]
    fn the_breakdown_is_by_sex_where_it_is_known() {
        assert_eq!(PersonFacet { sex: Some(Sex::Female) }.code(), "sex=female");
        assert_eq!(PersonFacet { sex: None }.code(), "");
    }
}
