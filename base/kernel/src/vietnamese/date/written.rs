//! What somebody may write where a time is expected, from a minute to a term of office.

use super::{NotADate, WEEKDAYS, weekday_place};
use crate::{Day, Period, time::digits, vietnamese::text::normalise};
use std::ops::RangeInclusive;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    Day(Day),
    Moment {
        day: Day,
        hour: u8,
        minute: u8,
    },
    Month {
        year: i16,
        month: i8,
    },
    Year(i16),
    /// `31/5`: the year is known from around it.
    DayOfYear {
        day: i8,
        month: i8,
    },
    /// The year in which the school year begins.
    SchoolYear(i16),
    /// Giai đoạn: both years inside.
    Stage {
        first: i16,
        last: i16,
    },
    /// Nhiệm kỳ: a term of office.
    Term {
        first: i16,
        last: i16,
    },
    /// 6 tháng đầu năm is half 1.
    Half {
        year: i16,
        half: i8,
    },
    Quarter {
        year: i16,
        quarter: i8,
    },
}

impl Written {
    /// The days it covers; none where the year is not said.
    pub fn period(self) -> Option<Period> {
        match self {
            Written::Day(day) | Written::Moment { day, .. } => {
                Some(Period { from: day, until: day.next() })
            }
            Written::Month { year, month } => Period::months(year, month, 1),
            Written::Year(year) => Period::months(year, 1, 12),
            Written::DayOfYear { .. } => None,
            Written::SchoolYear(year) => Period::months(year, 9, 12),
            Written::Stage { first, last } | Written::Term { first, last } => Some(Period {
                from: Day::read(first, 1, 1)?,
                until: Day::read(last, 12, 31)?.next(),
            }),
            Written::Half { year, half } => Period::months(year, half * 6 - 5, 6),
            Written::Quarter { year, quarter } => Period::months(year, quarter * 3 - 2, 3),
        }
    }
}

/// Reads a day, month, year, moment, school year, stage, term, half year or quarter.
pub fn understand(text: &str) -> Result<Written, NotADate> {
    match at_first_sight(text.as_bytes()) {
        Some(written) => Ok(written),
        None => understand_slowly(text),
    }
}

/// `1961`, `05/07/1961` and the stored forms: nearly all of a register are written so.
fn at_first_sight(text: &[u8]) -> Option<Written> {
    let year_of = |text| digits(text).filter(|year| YEARS.contains(year));
    let small = |text| digits(text).and_then(|number| i8::try_from(number).ok());
    match text.len() {
        4 => year_of(text).map(Written::Year),
        7 if text[4] == b'-' => {
            let (year, month) = (year_of(&text[..4])?, small(&text[5..])?);
            (1..=12).contains(&month).then_some(Written::Month { year, month })
        }
        10 if text[2] == b'/' && text[5] == b'/' => {
            Day::read(year_of(&text[6..])?, small(&text[3..5])?, small(&text[..2])?)
                .map(Written::Day)
        }
        10 if text[4] == b'-' && text[7] == b'-' => {
            Day::read(year_of(&text[..4])?, small(&text[5..7])?, small(&text[8..])?)
                .map(Written::Day)
        }
        _ => None,
    }
}

fn understand_slowly(text: &str) -> Result<Written, NotADate> {
    let stored = normalise(text);
    if stored.is_empty() {
        return Err(NotADate::Empty);
    }
    let lower = stored.to_lowercase();
    let unreadable = || NotADate::Unreadable(stored.chars().take(40).collect());
    if let Some(years) = lower.strip_prefix("năm học ") {
        return school_year(years, unreadable);
    }
    for (name, is_term) in [("giai đoạn ", false), ("nhiệm kỳ ", true), ("nhiệm kì ", true)]
    {
        if let Some(years) = lower.strip_prefix(name) {
            let (first, last) = two_years(years).ok_or_else(unreadable)?;
            if last < first {
                return Err(NotADate::NotConsecutive { first, second: last });
            }
            return Ok(if is_term {
                Written::Term { first, last }
            } else {
                Written::Stage { first, last }
            });
        }
    }
    for (name, half) in [("6 tháng đầu năm ", 1), ("6 tháng cuối năm ", 2)] {
        if let Some(year) = lower.strip_prefix(name) {
            return Ok(Written::Half { year: four_digits(year).ok_or_else(unreadable)?, half });
        }
    }
    if let Some(rest) = lower.strip_prefix("quý ") {
        return quarter(rest).ok_or_else(unreadable);
    }
    day_with_surroundings(&lower, unreadable)
}

fn school_year(years: &str, unreadable: impl Fn() -> NotADate) -> Result<Written, NotADate> {
    let (first, second) = two_years(years).ok_or_else(unreadable)?;
    if second != first + 1 {
        return Err(NotADate::NotConsecutive { first, second });
    }
    Ok(Written::SchoolYear(first))
}

/// `2021- 2030`, `2023 – 2030`.
fn two_years(text: &str) -> Option<(i16, i16)> {
    let (first, second) = text.split_once(['-', '–', '—'])?;
    Some((four_digits(first.trim())?, four_digits(second.trim())?))
}

/// Others are mistyped.
const YEARS: RangeInclusive<i16> = 1900..=2199;

fn four_digits(text: &str) -> Option<i16> {
    let plain = text.len() == 4 && text.bytes().all(|letter| letter.is_ascii_digit());
    text.parse().ok().filter(|year| plain && YEARS.contains(year))
}

/// `i/2024`, `1 năm 2024`.
fn quarter(rest: &str) -> Option<Written> {
    let (number, year) = rest.split_once('/').or_else(|| rest.split_once(" năm "))?;
    let quarter = match number.trim() {
        "i" | "1" => 1,
        "ii" | "2" => 2,
        "iii" | "3" => 3,
        "iv" | "4" => 4,
        _ => return None,
    };
    Some(Written::Quarter { year: four_digits(year.trim())?, quarter })
}

/// A day may stand beside its weekday and its time, in any order.
fn day_with_surroundings(
    lower: &str,
    unreadable: impl Fn() -> NotADate,
) -> Result<Written, NotADate> {
    let (said_weekday, rest) = weekday_taken_off(lower);
    let (time, rest) = time_taken_out(rest).ok_or_else(&unreadable)?;
    let date = rest.trim_matches([' ', ',', '-', '–', '.']).trim_start_matches("ngày ");
    let written = plain_date(date, &unreadable)?;
    let Written::Day(day) = written else {
        return if time.is_none() && said_weekday.is_none() {
            Ok(written)
        } else {
            Err(unreadable())
        };
    };
    let real = weekday_place(day);
    if let Some(said) = said_weekday.filter(|said| *said != real) {
        return Err(NotADate::OtherWeekday { written: WEEKDAYS[said].0, real: WEEKDAYS[real].0 });
    }
    Ok(time.map_or(written, |(hour, minute)| Written::Moment { day, hour, minute }))
}

fn weekday_taken_off(text: &str) -> (Option<usize>, &str) {
    for (place, (name, _)) in WEEKDAYS.iter().enumerate() {
        if let Some(rest) = text.strip_prefix(name.to_lowercase().as_str()) {
            return (Some(place), rest.trim_start_matches([' ', ',', '-', '–']));
        }
    }
    (None, text)
}

/// The time of day and the text without it; nothing if the time is none of the clock's.
type TimeAndRest = (Option<(u8, u8)>, String);

fn time_taken_out(text: &str) -> Option<TimeAndRest> {
    // 2017-07-10t05:49 is two words written as one.
    let text = match text.split_once('t') {
        Some((date, time))
            if date.ends_with(|last: char| last.is_ascii_digit()) && time.contains(':') =>
        {
            format!("{date} {time}")
        }
        _ => text.to_owned(),
    };
    let Some(word) = text.split([' ', ',']).find(|word| word.contains(':')) else {
        return Some((None, text));
    };
    let parts: Vec<&str> = word.split(':').collect();
    let (hour, minute, second) = match parts[..] {
        [hour, minute] => (hour, minute, "00"),
        [hour, minute, second] => (hour, minute, second),
        _ => return None,
    };
    let part = |text: &str, below: u8| {
        let digits =
            (1..=2).contains(&text.len()) && text.bytes().all(|letter| letter.is_ascii_digit());
        text.parse::<u8>().ok().filter(|value| digits && *value < below)
    };
    part(second.split('.').next().unwrap_or_default(), 60)?;
    let time = (part(hour, 24)?, part(minute, 60)?);
    Some((Some(time), text.replacen(word, "", 1)))
}

/// A date in digits, or in digits and the words tháng and năm.
fn plain_date(text: &str, unreadable: &impl Fn() -> NotADate) -> Result<Written, NotADate> {
    let digits = text.replace(" tháng ", "/").replace(" năm ", "/");
    let digits = digits.trim_start_matches("tháng ").trim_start_matches("năm ");
    let separator = digits.chars().find(|letter| matches!(letter, '/' | '-' | '.')).unwrap_or('/');
    let parts: Vec<&str> = digits.split(separator).map(str::trim).collect();
    let is_number = |part: &&str| {
        (1..=4).contains(&part.len()) && part.bytes().all(|letter| letter.is_ascii_digit())
    };
    if !parts.iter().all(is_number) {
        return Err(unreadable());
    }
    let number = |part: &str| part.parse::<u32>().map_err(|_| unreadable());
    match parts[..] {
        [year] if year.len() == 4 => Ok(Written::Year(year_of(year)?)),
        [month, year] | [year, month] if year.len() == 4 && month.len() <= 2 => {
            let (year, month) = (year_of(year)?, number(month)?);
            Ok(Written::Month { year, month: month_of(month, None)? })
        }
        [day, month] if day.len() <= 2 && month.len() <= 2 => {
            day_of_year(number(day)?, number(month)?)
        }
        [year, month, day] if year.len() == 4 && month.len() <= 2 && day.len() <= 2 => {
            full_day(number(day)?, number(month)?, year_of(year)?).map(Written::Day)
        }
        [day, month, year] if day.len() <= 2 && month.len() <= 2 && year.len() == 4 => {
            full_day(number(day)?, number(month)?, year_of(year)?).map(Written::Day)
        }
        [day, month, year] if day.len() <= 2 && month.len() <= 2 && year.len() == 2 => {
            let front = format!("{day}{separator}{month}{separator}");
            let year = year.parse().map_err(|_| unreadable())?;
            Err(NotADate::TwoDigitYear { written: text.to_owned(), front, year })
        }
        _ => Err(unreadable()),
    }
}

fn year_of(text: &str) -> Result<i16, NotADate> {
    four_digits(text).ok_or_else(|| NotADate::YearOutOfRange(text.parse().unwrap_or_default()))
}

fn month_of(month: u32, turned: Option<String>) -> Result<i8, NotADate> {
    let real = i8::try_from(month).ok().filter(|month| (1..=12).contains(month));
    real.ok_or(NotADate::NoSuchMonth { month, turned })
}

fn full_day(day: u32, month: u32, year: i16) -> Result<Day, NotADate> {
    let turned =
        (day <= 12 && day > 0 && month <= 31).then(|| format!("{month:02}/{day:02}/{year}"));
    let month = month_of(month, turned)?;
    let found = i8::try_from(day).ok().and_then(|day| Day::read(year, month, day));
    found.ok_or_else(|| NotADate::NoSuchDay {
        day,
        month,
        year: Some(year),
        last: last_day(year, month),
    })
}

/// Any year will do, so 29 February will.
fn day_of_year(day: u32, month: u32) -> Result<Written, NotADate> {
    let month = month_of(month, None)?;
    let found = i8::try_from(day).ok().filter(|day| Day::read(2024, month, *day).is_some());
    let day = found.ok_or_else(|| NotADate::NoSuchDay {
        day,
        month,
        year: None,
        last: last_day(2024, month),
    })?;
    Ok(Written::DayOfYear { day, month })
}

fn last_day(year: i16, month: i8) -> i8 {
    Period::months(year, month, 1).map_or(31, |period| period.last().day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_at_first_sight_is_what_the_long_way_reads() {
        let mut read = 0;
        for year in ["1899", "1900", "1961", "2024", "2199", "2200"] {
            for month in ["00", "01", "02", "12", "13", "0a", "+1"] {
                for day in ["00", "01", "28", "29", "31", "32", "-1"] {
                    for text in [
                        format!("{day}/{month}/{year}"),
                        format!("{year}-{month}-{day}"),
                        format!("{year}-{month}"),
                        year.to_owned(),
                    ] {
                        let Some(written) = at_first_sight(text.as_bytes()) else { continue };
                        assert_eq!(Ok(written), understand_slowly(&text), "{text}");
                        read += 1;
                    }
                }
            }
        }
        assert!(read > 100, "{read}");
    }
}
