//! What may be on a list of places, and what then stands in the counts book.

use crate::texts::Texts;
use axum::http::StatusCode;
use counts::{Count, Indicator};
use kernel::{Day, Lang, RowId, UnitId, vietnamese::text};
use platform::Say;
use std::collections::BTreeSet;
use units::Setting;

/// Nơi cần có tổ chức Hội.
pub const PLACES: Indicator = Indicator { code: "places" };
/// Nơi đã có tổ chức Hội.
pub const PLACES_COVERED: Indicator = Indicator { code: "places_covered" };

/// A place that should have a chapter or a committee.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Place {
    pub id: RowId,
    /// The commune, or whatever unit answers for it.
    pub unit_id: UnitId,
    #[sqlx(try_from = "String")]
    pub setting: Setting,
    pub name: String,
    pub since: Day,
    /// The first day on which it is no more.
    pub until: Day,
    pub covered_by: Option<UnitId>,
    pub covered_from: Option<Day>,
    pub revision: i64,
}

/// Every reason why a list of places says no.
#[derive(Debug, PartialEq, Eq)]
pub enum Refusal {
    NoNames,
    TooManyNames { most: usize },
    NameTooLong { name: String },
    TakesEffectTooEarly { name: String, day: Day },
    PlaceEnded { name: String, day: Day },
    NotAChapter { unit: String },
    ChapterEnded { unit: String, day: Day },
    OutsideTheUnit { unit: String },
}

impl Say for Refusal {
    fn say(&self, lang: Lang) -> String {
        let t = Texts(lang);
        match self {
            Refusal::NoNames => t.no_names(),
            Refusal::TooManyNames { most } => t.too_many_names(*most),
            Refusal::NameTooLong { name } => t.name_too_long(name),
            Refusal::TakesEffectTooEarly { name, day } => t.place_too_early(name, &day.short()),
            Refusal::PlaceEnded { name, day } => t.place_ended(name, &day.short()),
            Refusal::NotAChapter { unit } => t.not_a_chapter(unit),
            Refusal::ChapterEnded { unit, day } => t.chapter_ended(unit, &day.short()),
            Refusal::OutsideTheUnit { unit } => t.outside_the_unit(unit),
        }
    }
    fn status(&self) -> StatusCode {
        match self {
            Refusal::NoNames | Refusal::TooManyNames { .. } | Refusal::NameTooLong { .. } => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            _ => StatusCode::CONFLICT,
        }
    }
}

pub const NAMES_MAX: usize = 500;
const NAME_LETTERS_MAX: usize = 200;

/// The names of a pasted list, one a line, each once; numbers and signs that lists begin their lines with go.
pub fn names(typed: &str) -> Result<Vec<String>, Refusal> {
    let mut seen = BTreeSet::new();
    let mut names = vec![];
    for line in typed.lines() {
        let name = text::normalise(without_mark(line));
        if name.is_empty() {
            continue;
        }
        if NAME_LETTERS_MAX < name.chars().count() {
            return Err(Refusal::NameTooLong { name });
        }
        if seen.insert(text::fold(&name)) {
            names.push(name);
        }
    }
    match names.len() {
        0 => Err(Refusal::NoNames),
        many if NAMES_MAX < many => Err(Refusal::TooManyNames { most: NAMES_MAX }),
        _ => Ok(names),
    }
}

/// `12. Bản Hoa Sen`, `- Bản Hoa Sen` and `• Bản Hoa Sen` are Bản Hoa Sen; `3 Tháng 2` stays.
fn without_mark(line: &str) -> &str {
    let line = line.trim();
    let bare = line.trim_start_matches(['-', '•', '*', '+', '–']).trim_start();
    let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
    match bare[digits..].strip_prefix(['.', ')', '/']) {
        Some(rest) if 0 < digits => rest.trim_start(),
        _ => bare,
    }
}

/// A unit that may stand for a place, and the days it is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cover {
    pub opened: Day,
    pub closed: Day,
}

/// What holds of a place: it is there from its first day until its last, and covered while its unit is there.
pub fn counts_of(place: &Place, cover: Option<Cover>) -> Vec<Count> {
    let facet = format!("setting={}", place.setting);
    let mut counts = vec![];
    let mut stretch = |indicator: Indicator, from: Day, until: Day| {
        if until <= from {
            return;
        }
        counts.push(Count::one(indicator, &place.unit_id, from).with_facet(&facet));
        if until < Day::NEVER {
            counts.push(Count::one_less(indicator, &place.unit_id, until).with_facet(&facet));
        }
    };
    stretch(PLACES, place.since, place.until);
    if let (Some(cover), Some(from)) = (cover, place.covered_from) {
        let from = from.max(place.since).max(cover.opened);
        stretch(PLACES_COVERED, from, place.until.min(cover.closed));
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place() -> Place {
        Place {
            id: RowId::new(),
            unit_id: UnitId::new(),
            setting: Setting::School,
            name: "Trường THCS Hoa Sen".to_owned(),
            since: Day::of(2020, 9, 1),
            until: Day::NEVER,
            covered_by: Some(UnitId::new()),
            covered_from: Some(Day::of(2021, 1, 1)),
            revision: 1,
        }
    }

    #[test]
    fn a_pasted_list_is_read_line_by_line_and_each_name_once() {
        let typed = "1. Bản Hoa Sen\n- Bản  Tre Xanh\n\n  2) bản hoa sen\n3/2\n• Tổ 4\n3 Tháng 2";
        assert_eq!(
            names(typed),
            Ok(["Bản Hoa Sen", "Bản Tre Xanh", "2", "Tổ 4", "3 Tháng 2"]
                .map(str::to_owned)
                .to_vec())
        );
        assert_eq!(names(" \n\t"), Err(Refusal::NoNames));
        assert!(names(&"a".repeat(201)).is_err());
    }

    #[test]
    fn a_place_is_covered_while_its_unit_is_there() {
        let whole = Cover { opened: Day::BEGINNING, closed: Day::NEVER };
        let said = |cover| -> Vec<(String, i64, Day)> {
            let counts = counts_of(&place(), cover);
            counts.into_iter().map(|one| (one.indicator, one.quantity, one.day)).collect()
        };
        let there = ("places".to_owned(), 1, Day::of(2020, 9, 1));
        let covered = ("places_covered".to_owned(), 1, Day::of(2021, 1, 1));
        assert_eq!(said(None), std::slice::from_ref(&there));
        assert_eq!(said(Some(whole)), [there.clone(), covered.clone()]);
        let ended = Cover { closed: Day::of(2026, 3, 1), ..whole };
        let no_more = ("places_covered".to_owned(), -1, Day::of(2026, 3, 1));
        assert_eq!(said(Some(ended)), [there.clone(), covered, no_more]);
        let before = Cover { closed: Day::of(2020, 1, 1), ..whole };
        assert_eq!(said(Some(before)), [there], "a unit that ended before covers nothing");
    }
}
