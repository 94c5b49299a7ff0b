//! What a report's front may say, and why a report is not made.

use crate::texts::Texts;
use axum::http::StatusCode;
use kernel::{Day, Lang, Period, vietnamese::date};
use platform::Say;

/// Every reason why reports say no.
#[derive(Debug, PartialEq, Eq)]
pub enum Refusal {
    UnknownSection { section: String },
    NotAPeriod { typed: String },
    NotADay { typed: String },
    UnitNotThere { unit: String, day: Day },
    NoUnitOfThatName { unit: String },
    TextTooLong { most: usize },
    UnknownFormat { typed: String },
    UnknownForm { code: String },
}

impl Say for Refusal {
    fn say(&self, lang: Lang) -> String {
        let t = Texts(lang);
        match self {
            Refusal::UnknownSection { section } => t.unknown_section(section),
            Refusal::NotAPeriod { typed } => t.not_a_period(typed),
            Refusal::NotADay { typed } => t.not_a_day(typed),
            Refusal::UnitNotThere { unit, day } => t.unit_not_there(unit, &day.short()),
            Refusal::NoUnitOfThatName { unit } => t.no_unit_of_that_name(unit),
            Refusal::TextTooLong { most } => t.text_too_long(*most),
            Refusal::UnknownFormat { typed } => t.unknown_format(typed),
            Refusal::UnknownForm { code } => t.unknown_form(code),
        }
    }
    fn status(&self) -> StatusCode {
        match self {
            Refusal::UnknownSection { .. } | Refusal::UnknownForm { .. } => StatusCode::NOT_FOUND,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }
}

pub const TEXT_LETTERS_MAX: usize = 20_000;

/// A period the way addresses, the command line or people write it: `2017-H1`, "6 tháng đầu năm 2017".
pub fn period(typed: &str) -> Result<Period, Refusal> {
    let typed = typed.trim();
    let in_words = || date::understand(typed).ok().and_then(|written| written.period());
    typed
        .parse()
        .ok()
        .or_else(in_words)
        .ok_or_else(|| Refusal::NotAPeriod { typed: typed.to_owned() })
}

/// `now`, nothing, or a day the way addresses or people write it.
pub fn boundaries(typed: &str, today: Day) -> Result<Day, Refusal> {
    match typed.trim() {
        "" | "now" => Ok(today),
        day => date::read_day(day).map_err(|_| Refusal::NotADay { typed: day.to_owned() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_may_be_said_in_words() {
        let half: Period = "2017-H1".parse().unwrap();
        assert_eq!(period("6 tháng đầu năm 2017"), Ok(half));
        assert_eq!(period(" 2017-H1 "), Ok(half));
        assert!(period("dạo này").is_err());
    }

    #[test]
    fn the_geography_is_todays_unless_a_day_is_named() {
        let today = Day::of(2026, 11, 21);
        assert_eq!(boundaries("now", today), Ok(today));
        assert_eq!(boundaries("2017-06-30", today), Ok(Day::of(2017, 6, 30)));
        assert_eq!(boundaries("30/06/2017", today), Ok(Day::of(2017, 6, 30)));
        assert!(boundaries("31/06/2017", today).is_err());
    }
}
