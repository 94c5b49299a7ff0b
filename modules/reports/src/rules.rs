//! What a report's front may say, and why a report is not made.

use crate::texts::Texts;
use axum::http::StatusCode;
use kernel::{Day, Lang, vietnamese::date};
use platform::Say;

/// Every reason why reports say no.
#[derive(Debug, PartialEq, Eq)]
pub enum Refusal {
    UnknownSection { section: String },
    NotAPeriod { typed: String },
    NotADay { typed: String },
    UnitNotThere { unit: String, day: Day },
    TextTooLong { most: usize },
    UnknownFormat { typed: String },
}

impl Say for Refusal {
    fn say(&self, lang: Lang) -> String {
        let t = Texts(lang);
        match self {
            Refusal::UnknownSection { section } => t.unknown_section(section),
            Refusal::NotAPeriod { typed } => t.not_a_period(typed),
            Refusal::NotADay { typed } => t.not_a_day(typed),
            Refusal::UnitNotThere { unit, day } => t.unit_not_there(unit, &day.short()),
            Refusal::TextTooLong { most } => t.text_too_long(*most),
            Refusal::UnknownFormat { typed } => t.unknown_format(typed),
        }
    }
    fn status(&self) -> StatusCode {
        match self {
            Refusal::UnknownSection { .. } => StatusCode::NOT_FOUND,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }
}

pub const TEXT_LETTERS_MAX: usize = 20_000;

/// The half-year that ended last: what a report is most likely wanted for.
pub fn last_half_year(today: Day) -> String {
    match today.month() {
        1..=6 => format!("{}-H2", today.year() - 1),
        _ => format!("{}-H1", today.year()),
    }
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
    fn in_july_the_first_half_has_just_ended() {
        assert_eq!(last_half_year(Day::of(2026, 7, 1)), "2026-H1");
        assert_eq!(last_half_year(Day::of(2026, 6, 30)), "2025-H2");
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
