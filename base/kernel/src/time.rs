//! Days, moments and periods. Business days are days in Vietnam.

use crate::{Lang, column::text_column};
use jiff::{Timestamp, ToSpan, Unit, civil::Date, tz};
use std::{fmt, str::FromStr};

/// A calendar day in Vietnam, stored and ordered as `2026-03-01`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

#[derive(Debug, PartialEq, thiserror::Error)]
#[error("\u{201c}{0}\u{201d} không phải là ngày hợp lệ")]
pub struct NotADay(pub String);

impl Day {
    /// Before anything in the books.
    pub const BEGINNING: Day = Day(jiff::civil::date(1900, 1, 1));
    /// After anything in the books: the end of what has not ended.
    pub const NEVER: Day = Day(jiff::civil::date(9999, 12, 31));

    /// A day known to exist.
    ///
    /// # Panics
    /// If there is no such day: for days written in the program, not for days that people type.
    pub const fn of(year: i16, month: i8, day: i8) -> Day {
        Day(jiff::civil::date(year, month, day))
    }
    /// The day a person wrote, if the calendar has it.
    pub fn read(year: i16, month: i8, day: i8) -> Option<Day> {
        Date::new(year, month, day).ok().map(Day)
    }
    pub fn year(self) -> i16 {
        self.0.year()
    }
    pub fn month(self) -> i8 {
        self.0.month()
    }
    pub fn day(self) -> i8 {
        self.0.day()
    }
    pub fn next(self) -> Day {
        self.0.tomorrow().map_or(Day::NEVER, Day)
    }
    pub fn before(self) -> Day {
        self.0.yesterday().map_or(Day::BEGINNING, Day)
    }
    pub fn plus_days(self, days: i32) -> Day {
        self.0.checked_add(days.days()).map_or(Day::NEVER, Day)
    }
    /// How many days it is until another; fewer than none when that came before.
    pub fn days_until(self, later: Day) -> i32 {
        self.0.until(later.0).map_or(0, |span| span.get_days())
    }
    /// `05/7/2017`: as tables and running text have it.
    pub fn short(self) -> String {
        format!("{:02}/{:02}/{}", self.day(), self.month(), self.year())
    }
    /// `ngày 10 tháng 7 năm 2017`, with a zero before days under 10 and months 1 and 2
    /// (Nghị định 30/2020/NĐ-CP, Phụ lục I); in English `10 July 2017`.
    pub fn official(self, lang: Lang) -> String {
        let month =
            if self.month() < 3 { format!("0{}", self.month()) } else { self.month().to_string() };
        match lang {
            Lang::Vi => format!("ngày {:02} tháng {month} năm {}", self.day(), self.year()),
            Lang::En => self.0.strftime("%-d %B %Y").to_string(),
        }
    }
    fn same_day_a_year_before(self) -> Day {
        self.0.checked_sub(1.year()).map_or(Day::BEGINNING, Day)
    }
}

impl FromStr for Day {
    type Err = NotADay;
    /// Reads `2026-03-01`, the stored form.
    fn from_str(text: &str) -> Result<Day, NotADay> {
        let read = || {
            let [year @ .., b'-', month_1, month_2, b'-', day_1, day_2] = text.as_bytes() else {
                return None;
            };
            let year = digits(year).filter(|_| year.len() == 4)?;
            let small = |two| digits(two).and_then(|number| i8::try_from(number).ok());
            Day::read(year, small(&[*month_1, *month_2])?, small(&[*day_1, *day_2])?)
        };
        read().ok_or_else(|| NotADay(text.to_owned()))
    }
}

/// Up to four digits and nothing else.
pub(crate) fn digits(text: &[u8]) -> Option<i16> {
    if text.is_empty() || text.len() > 4 {
        return None;
    }
    text.iter().try_fold(0, |number, digit| {
        digit.is_ascii_digit().then(|| number * 10 + i16::from(digit - b'0'))
    })
}
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}
impl serde::Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
impl<'de> serde::Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}
text_column!(Day);

/// A moment, stored in UTC as RFC 3339 to the microsecond, always of one length so that text order is time order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(Timestamp);

impl Moment {
    /// Seconds since 1970, for what the caller's clock said.
    pub fn of_seconds(seconds: i64) -> Moment {
        Moment(Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH))
    }
    /// What a clock that asks the system shows; the kernel itself never asks.
    pub fn of(timestamp: Timestamp) -> Moment {
        Moment(timestamp.round(Unit::Microsecond).unwrap_or(timestamp))
    }
    pub fn seconds(self) -> i64 {
        self.0.as_second()
    }
    pub fn plus_seconds(self, seconds: i64) -> Moment {
        self.0.checked_add(seconds.seconds()).map_or(self, Moment)
    }
    fn in_vietnam(self) -> jiff::Zoned {
        self.0.to_zoned(tz::TimeZone::fixed(tz::offset(7)))
    }
    /// The business day in Vietnam.
    pub fn day(self) -> Day {
        Day(self.in_vietnam().date())
    }
    /// `20:14 05/07/2017`, Vietnamese time.
    pub fn short(self) -> String {
        self.in_vietnam().strftime("%H:%M %d/%m/%Y").to_string()
    }
}
impl FromStr for Moment {
    type Err = jiff::Error;
    fn from_str(text: &str) -> Result<Moment, jiff::Error> {
        text.parse().map(Moment)
    }
}
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.6}", self.0)
    }
}
impl serde::Serialize for Moment {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
text_column!(Moment);

/// The days from `from` up to, but not including, `until`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    pub from: Day,
    pub until: Day,
}

#[derive(Debug, PartialEq, thiserror::Error)]
#[error(
    "“{0}” không phải là kỳ: viết 2017, 2017-H1, 2017-Q2, 2017-06, SY2022 hoặc 2017-01-01/2022-12-31"
)]
pub struct NotAPeriod(pub String);

impl Period {
    pub fn months(year: i16, first: i8, count: i8) -> Option<Period> {
        let from = Date::new(year, first, 1).ok()?;
        let until = from.checked_add(i32::from(count).months()).ok()?;
        Some(Period { from: Day(from), until: Day(until) })
    }
    /// The half-year that ended last: what is being reported on that day.
    pub fn last_half_year(today: Day) -> Period {
        let (year, first) = match today.month() {
            1..=6 => (today.year() - 1, 7),
            _ => (today.year(), 1),
        };
        Period::months(year, first, 6).expect("every year of the calendar has two halves")
    }
    pub fn contains(self, day: Day) -> bool {
        self.from <= day && day < self.until
    }
    /// The last day inside.
    pub fn last(self) -> Day {
        self.until.before()
    }
    /// The same days a year before: what "so với cùng kỳ" compares with.
    pub fn year_before(self) -> Period {
        Period {
            from: self.from.same_day_a_year_before(),
            until: self.until.same_day_a_year_before(),
        }
    }
    /// `6 tháng đầu năm 2017`, as a report's title says it.
    pub fn say(self, lang: Lang) -> String {
        let year = self.from.year();
        let first_day = self.from.day() == 1 && self.until.day() == 1;
        let months = (i32::from(self.until.year()) - i32::from(year)) * 12
            + i32::from(self.until.month())
            - i32::from(self.from.month());
        match (first_day, months, self.from.month()) {
            (true, 12, 1) => lang.choose(format!("năm {year}"), format!("{year}")),
            (true, 12, 9) => lang.choose(
                format!("năm học {year}–{}", year + 1),
                format!("school year {year}–{}", year + 1),
            ),
            (true, 6, 1) => {
                lang.choose(format!("6 tháng đầu năm {year}"), format!("the first half of {year}"))
            }
            (true, 6, 7) => lang
                .choose(format!("6 tháng cuối năm {year}"), format!("the second half of {year}")),
            (true, 3, month @ (1 | 4 | 7 | 10)) => {
                let quarter = (month + 2) / 3;
                lang.choose(
                    format!("quý {quarter} năm {year}"),
                    format!("quarter {quarter} of {year}"),
                )
            }
            (true, 1, month) => {
                lang.choose(format!("tháng {month} năm {year}"), format!("month {month} of {year}"))
            }
            _ => lang.choose(
                format!("từ {} đến {}", self.from.short(), self.last().short()),
                format!("from {} to {}", self.from.short(), self.last().short()),
            ),
        }
    }
}

impl FromStr for Period {
    type Err = NotAPeriod;
    fn from_str(text: &str) -> Result<Period, NotAPeriod> {
        read_period(text.trim()).ok_or_else(|| NotAPeriod(text.to_owned()))
    }
}

fn read_period(text: &str) -> Option<Period> {
    if let Some((from, last)) = text.split_once('/') {
        let (from, last): (Day, Day) = (from.parse().ok()?, last.parse().ok()?);
        // There is no day after NEVER for a period to end before.
        let holds_a_day = from <= last && last < Day::NEVER;
        return holds_a_day.then(|| Period { from, until: last.next() });
    }
    if let Some(year) = text.strip_prefix("SY") {
        return Period::months(year_of(year)?, 9, 12);
    }
    let Some((year, part)) = text.split_once('-') else {
        return Period::months(year_of(text)?, 1, 12);
    };
    let year = year_of(year)?;
    match part {
        "H1" => Period::months(year, 1, 6),
        "H2" => Period::months(year, 7, 6),
        "Q1" => Period::months(year, 1, 3),
        "Q2" => Period::months(year, 4, 3),
        "Q3" => Period::months(year, 7, 3),
        "Q4" => Period::months(year, 10, 3),
        month if month.len() == 2 => Period::months(year, month.parse().ok()?, 1),
        _ => None,
    }
}

fn year_of(text: &str) -> Option<i16> {
    let plain = text.len() == 4 && text.bytes().all(|letter| letter.is_ascii_digit());
    text.parse().ok().filter(|year| plain && (1900..9999).contains(year))
}

impl fmt::Display for Period {
    /// The shortest form that reads back: `2017-H1`, `SY2022`, `2017-01-01/2017-03-15`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year = self.from.year();
        let mut names = vec![format!("{year}"), format!("SY{year}")];
        names.extend(["H1", "H2", "Q1", "Q2", "Q3", "Q4"].map(|part| format!("{year}-{part}")));
        names.push(format!("{year}-{:02}", self.from.month()));
        let name = names.into_iter().find(|name| read_period(name) == Some(*self));
        f.write_str(&name.unwrap_or_else(|| format!("{}/{}", self.from, self.last())))
    }
}
impl serde::Serialize for Period {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
impl<'de> serde::Deserialize<'de> for Period {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_july_the_first_half_has_just_ended() {
        let ended = |today| Period::last_half_year(today).to_string();
        assert_eq!(ended(Day::of(2026, 7, 1)), "2026-H1");
        assert_eq!(ended(Day::of(2026, 6, 30)), "2025-H2");
    }

    #[test]
    fn every_way_of_writing_a_period_reads_back_as_itself() {
        for text in
            ["2017", "2017-H1", "2017-H2", "2017-Q2", "2017-06", "SY2022", "2017-01-01/2022-12-31"]
        {
            assert_eq!(text.parse::<Period>().unwrap().to_string(), text);
        }
        for wrong in [
            "",
            "17",
            "2017-H3",
            "2017-13",
            "2017-6",
            "2017-02-30/2017-03-01",
            "2018-01-01/2017-01-01",
            "9999-12-31/9999-12-31",
        ] {
            assert!(wrong.parse::<Period>().is_err(), "{wrong} is no period");
        }
    }

    #[test]
    fn a_half_year_holds_its_last_day_and_not_the_next() {
        let half: Period = "2017-H1".parse().unwrap();
        assert!(half.contains(Day::of(2017, 6, 30)) && !half.contains(Day::of(2017, 7, 1)));
        assert_eq!(half.year_before().to_string(), "2016-H1");
        assert_eq!("SY2022".parse::<Period>().unwrap().last(), Day::of(2023, 8, 31));
    }

    #[test]
    fn an_event_before_midnight_in_vietnam_belongs_to_that_day() {
        let evening: Moment = "2017-06-30T16:59:59Z".parse().unwrap();
        assert_eq!(evening.day(), Day::of(2017, 6, 30));
        assert_eq!(evening.plus_seconds(1).day(), Day::of(2017, 7, 1));
        assert_eq!(evening.to_string(), "2017-06-30T16:59:59.000000Z");
    }
}
