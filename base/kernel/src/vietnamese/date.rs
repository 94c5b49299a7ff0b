//! Days, months and years the way people write them: the day first, the year last and in full.

mod refusal;
mod written;

pub use refusal::NotADate;
pub use written::{Written, understand};

use crate::{Day, Lang, Period, column::text_column};
use std::{fmt, str::FromStr};

/// What a register holds of a date: often only the year of birth is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WrittenDay {
    Day(Day),
    Month { year: i16, month: i8 },
    Year(i16),
}

impl WrittenDay {
    pub fn year(self) -> i16 {
        match self {
            WrittenDay::Day(day) => day.year(),
            WrittenDay::Month { year, .. } | WrittenDay::Year(year) => year,
        }
    }
    /// The day, if it was written in full.
    pub fn day(self) -> Option<Day> {
        match self {
            WrittenDay::Day(day) => Some(day),
            WrittenDay::Month { .. } | WrittenDay::Year(_) => None,
        }
    }
    /// The days it may have been.
    pub fn period(self) -> Option<Period> {
        match self {
            WrittenDay::Day(day) => Written::Day(day),
            WrittenDay::Month { year, month } => Written::Month { year, month },
            WrittenDay::Year(year) => Written::Year(year),
        }
        .period()
    }
    /// `10/07/2017`, `07/2017` or `2017`: no more than is known.
    pub fn short(self) -> String {
        match self {
            WrittenDay::Day(day) => day.short(),
            WrittenDay::Month { year, month } => format!("{month:02}/{year}"),
            WrittenDay::Year(year) => year.to_string(),
        }
    }
}

impl fmt::Display for WrittenDay {
    /// The stored form: `2017-07-10`, `2017-07` or `2017`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WrittenDay::Day(day) => write!(f, "{day}"),
            WrittenDay::Month { year, month } => write!(f, "{year}-{month:02}"),
            WrittenDay::Year(year) => write!(f, "{year}"),
        }
    }
}
impl FromStr for WrittenDay {
    type Err = NotADate;
    /// Reads the stored form, and whatever people write.
    fn from_str(text: &str) -> Result<WrittenDay, NotADate> {
        read(text)
    }
}
impl serde::Serialize for WrittenDay {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
impl<'de> serde::Deserialize<'de> for WrittenDay {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}
text_column!(WrittenDay);

/// Reads a day, or the month or year that is known of it. A time of day beside it is left out.
pub fn read(text: &str) -> Result<WrittenDay, NotADate> {
    match understand(text)? {
        Written::Day(day) | Written::Moment { day, .. } => Ok(WrittenDay::Day(day)),
        Written::Month { year, month } => Ok(WrittenDay::Month { year, month }),
        Written::Year(year) => Ok(WrittenDay::Year(year)),
        Written::DayOfYear { day, month } => Err(NotADate::YearMissing { day, month }),
        _ => Err(NotADate::NotADay(text.trim().to_owned())),
    }
}

/// Reads a day written in full.
pub fn read_day(text: &str) -> Result<Day, NotADate> {
    read(text)?.day().ok_or_else(|| NotADate::DayMissing(text.trim().to_owned()))
}

/// Reads `2022-2023`, with or without “năm học” before it: September 2022 to August 2023.
pub fn school_year(text: &str) -> Result<Period, NotADate> {
    let text = text.trim();
    let named = if text.to_lowercase().starts_with("năm") {
        text.to_owned()
    } else {
        format!("năm học {text}")
    };
    match understand(&named)? {
        Written::SchoolYear(year) => {
            Period::months(year, 9, 12).ok_or(NotADate::YearOutOfRange(year.into()))
        }
        _ => Err(NotADate::NotASchoolYear(text.to_owned())),
    }
}

/// The year in which the school year of this day's results began: a summer belongs to the year that ended.
pub fn school_year_of_results(day: Day) -> i16 {
    if day.month() >= 9 { day.year() } else { day.year() - 1 }
}

/// The year in which the school year of plans made on this day begins: a summer belongs to the year to come.
pub fn school_year_of_plans(day: Day) -> i16 {
    if day.month() >= 6 { day.year() } else { day.year() - 1 }
}

/// The line above a letter: `Điện Biên, ngày 10 tháng 7 năm 2017`.
pub fn official_line(place: &str, day: Day) -> String {
    format!("{place}, {}", day.official(Lang::Vi))
}

const WEEKDAYS: [(&str, &str); 7] = [
    ("Thứ Hai", "Monday"),
    ("Thứ Ba", "Tuesday"),
    ("Thứ Tư", "Wednesday"),
    ("Thứ Năm", "Thursday"),
    ("Thứ Sáu", "Friday"),
    ("Thứ Bảy", "Saturday"),
    ("Chủ Nhật", "Sunday"),
];

/// `Thứ Hai`, `Monday`.
pub fn weekday(day: Day, lang: Lang) -> &'static str {
    let (vi, en) = WEEKDAYS[weekday_place(day)];
    lang.choose(vi, en)
}

/// The week begins on Monday, place 0.
fn weekday_place(day: Day) -> usize {
    let monday_first =
        jiff::civil::date(day.year(), day.month(), day.day()).weekday().to_monday_zero_offset();
    usize::from(monday_first.unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_day_is_read_however_its_parts_are_parted() {
        for text in [
            "5/7/2017",
            "05-07-2017",
            "05.7.2017",
            "5 / 7 / 2017",
            "2017-07-05",
            "ngày 5 tháng 7 năm 2017",
            "2017-07-05T00:00:00",
            "05/07/2017 0:00",
        ] {
            assert_eq!(read(text), Ok(WrittenDay::Day(Day::of(2017, 7, 5))), "{text}");
        }
    }

    #[test]
    fn of_some_people_only_the_year_or_month_of_birth_is_known() {
        assert_eq!(read("1952"), Ok(WrittenDay::Year(1952)));
        assert_eq!(read("năm 1952"), Ok(WrittenDay::Year(1952)));
        assert_eq!(read("5/1952").map(WrittenDay::short), Ok("05/1952".to_owned()));
        assert_eq!(read("tháng 5 năm 1952"), Ok(WrittenDay::Month { year: 1952, month: 5 }));
        for stored in ["1952", "1952-05", "1952-05-07"] {
            assert_eq!(
                stored.parse::<WrittenDay>().map(|written| written.to_string()),
                Ok(stored.to_owned())
            );
        }
        assert!(matches!(read_day("1952"), Err(NotADate::DayMissing(_))));
    }

    #[test]
    fn a_year_of_two_digits_is_asked_about() {
        let refusal = read("05/07/52").unwrap_err();
        assert!(refusal.say(Lang::Vi).contains("05/07/1952"), "{refusal}");
        assert!(refusal.say(Lang::Vi).contains("05/07/2052"), "{refusal}");
    }

    #[test]
    fn a_day_that_does_not_exist_is_refused_with_the_reason() {
        assert_eq!(
            read("31/02/2023"),
            Err(NotADate::NoSuchDay { day: 31, month: 2, year: Some(2023), last: 28 })
        );
        assert!(read("31/02/2023").unwrap_err().to_string().contains("28 ngày"));
        assert_eq!(read("29/02/2024"), Ok(WrittenDay::Day(Day::of(2024, 2, 29))));
        assert!(read("07/25/2017").unwrap_err().say(Lang::Vi).contains("25/07/2017"));
        assert!(matches!(read("13/13/2023"), Err(NotADate::NoSuchMonth { .. })));
        assert!(matches!(read("00/01/2023"), Err(NotADate::NoSuchDay { .. })));
        assert!(matches!(read("01/01/0985"), Err(NotADate::YearOutOfRange(985))));
        assert!(matches!(read("32/1"), Err(NotADate::NoSuchDay { .. })));
    }

    #[test]
    fn a_weekday_that_is_not_the_days_own_is_noticed() {
        assert!(read("Thứ Hai, 10/07/2017").is_ok());
        assert!(matches!(read("Thứ Ba, 10/07/2017"), Err(NotADate::OtherWeekday { .. })));
    }

    #[test]
    fn a_school_year_is_two_years_in_a_row() {
        assert_eq!(
            school_year("2022 – 2023").map(|year| year.to_string()),
            Ok("SY2022".to_owned())
        );
        assert_eq!(
            school_year("Năm học 2022-2023").map(|year| year.to_string()),
            Ok("SY2022".to_owned())
        );
        assert!(matches!(school_year("2022-2024"), Err(NotADate::NotConsecutive { .. })));
        assert!(
            school_year("2022").is_err()
                && school_year("").is_err()
                && school_year("năm 2022").is_err()
        );
        assert_eq!(school_year_of_results(Day::of(2023, 8, 31)), 2022);
        assert_eq!(school_year_of_plans(Day::of(2023, 6, 1)), 2023);
        assert_eq!(school_year_of_plans(Day::of(2023, 5, 31)), 2022);
    }

    proptest! {
        #[test]
        fn every_day_reads_back(year in 1900_i16..2199, month in 1_i8..=12, day in 1_i8..=28) {
            let day = Day::of(year, month, day);
            prop_assert_eq!(read(&day.short()), Ok(WrittenDay::Day(day)));
            prop_assert_eq!(read(&day.official(Lang::Vi)), Ok(WrittenDay::Day(day)));
            prop_assert_eq!(read(&format!("{} {}", weekday(day, Lang::Vi), day)), Ok(WrittenDay::Day(day)));
        }
        #[test]
        fn any_text_at_all_is_read_or_refused(text in "\\PC{0,20}|[0-9./: -]{0,12}|(quý |năm học |thứ )[0-9IVhait/ -]{0,10}") {
            if let Err(refusal) = read(&text) {
                prop_assert!(!refusal.say(Lang::Vi).is_empty() && !refusal.say(Lang::En).is_empty());
            }
        }
    }
}
