//! What a typed figure means, which period is meant, and who states what.

use crate::texts::Texts;
use axum::http::StatusCode;
use counts::{Definition, Kind};
use kernel::{
    Day, Lang, Period, UnitId,
    vietnamese::{date, number, text},
};
use number::{NotANumber, Qualifier, Written};
use platform::Say;

/// Every reason this module says no by itself.
#[derive(Debug, PartialEq, Eq)]
pub enum Refusal {
    NotAPeriod {
        typed: String,
    },
    NotADay {
        typed: String,
    },
    NoColumns,
    TooManyColumns,
    TooManyRows {
        rows: usize,
    },
    /// Two entries of one request, by their places in it, state the same figure.
    DeclaredTwice {
        first: usize,
        second: usize,
    },
    /// Somebody else has stated the figure since the page was opened.
    ChangedMeanwhile {
        now: String,
    },
    NoUnitColumn,
    NoIndicatorColumn {
        codes: String,
    },
    FileMissing,
    UnreadableFile {
        code: &'static str,
        words_vi: String,
        words_en: String,
    },
}

impl Say for Refusal {
    fn code(&self) -> String {
        match self {
            Refusal::NotAPeriod { .. } => "not_a_period",
            Refusal::NotADay { .. } => "not_a_day",
            Refusal::NoColumns => "no_columns",
            Refusal::TooManyColumns => "too_many_columns",
            Refusal::TooManyRows { .. } => "too_many_rows",
            Refusal::DeclaredTwice { .. } => "declared_twice",
            Refusal::ChangedMeanwhile { .. } => "stale_version",
            Refusal::NoUnitColumn => "no_unit_column",
            Refusal::NoIndicatorColumn { .. } => "no_indicator_column",
            Refusal::FileMissing => "file_missing",
            Refusal::UnreadableFile { code, .. } => code,
        }
        .to_owned()
    }
    fn say(&self, lang: Lang) -> String {
        let t = Texts(lang);
        match self {
            Refusal::NotAPeriod { typed } => t.not_a_period(typed),
            Refusal::NotADay { typed } => t.not_a_day(typed),
            Refusal::NoColumns => t.no_columns(),
            Refusal::TooManyColumns => t.too_many_columns(COLUMNS_MAX),
            Refusal::TooManyRows { rows } => t.too_many_rows(*rows, ROWS_MAX),
            Refusal::DeclaredTwice { first, second } => t.declared_twice(*first, *second),
            Refusal::ChangedMeanwhile { now } if now.is_empty() => t.taken_back_meanwhile(),
            Refusal::ChangedMeanwhile { now } => t.changed_meanwhile(now),
            Refusal::NoUnitColumn => t.no_unit_column(),
            Refusal::NoIndicatorColumn { codes } => t.no_indicator_column(codes),
            Refusal::FileMissing => t.file_missing(),
            Refusal::UnreadableFile { words_vi, words_en, .. } => {
                lang.choose(words_vi, words_en).clone()
            }
        }
    }
    fn status(&self) -> StatusCode {
        match self {
            Refusal::ChangedMeanwhile { .. } => StatusCode::CONFLICT,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }
}

/// A person chooses at most so many columns of a grid; more do not fit on a page.
pub const COLUMNS_MAX: usize = 6;
/// The largest province has fewer communes than this in any year; a page of more is a slip.
pub const ROWS_MAX: usize = 400;
pub const BASIS_LETTERS_MAX: usize = 400;

pub use counts::Stated;

/// The choices beside a figure: stored wording, or `words` for a source that gives no number.
pub const WORDS_ONLY: &str = "words";

/// Reads what was typed into the field of an indicator. An empty field states nothing.
/// `gần 60 tỷ đồng` and `60 tỷ` with “gần” chosen beside it are the same; words like `hàng chục
/// tỷ đồng` are kept as words. `measures` are all there are: a figure in another one is refused.
pub fn read_figure(
    definition: &Definition,
    typed: &str,
    choice: &str,
    measures: &[String],
    lang: Lang,
) -> Result<Option<Stated>, String> {
    let typed = text::normalise(typed);
    if typed.is_empty() {
        return Ok(None);
    }
    let words = |wording: String| Ok(Some(Stated { wording, ..Stated::default() }));
    if choice == WORDS_ONLY {
        return words(typed);
    }
    let t = Texts(lang);
    match number::understand(&typed) {
        Err(NotANumber::Vague(_)) => return words(typed),
        Ok(Written::Figure(figure))
            if figure.kind == number::Kind::Money && !definition.is_money() =>
        {
            return Err(t.money_in_count(&typed, definition.measure(lang)));
        }
        Ok(Written::Figure(figure)) => {
            let other = |measure: &&String| {
                text::same_words(measure, &figure.unit)
                    && !text::same_words(measure, &definition.measure_vi)
            };
            if let Some(other) = measures.iter().find(other) {
                return Err(t.other_measure(&typed, other, definition.measure(lang)));
            }
            let own = [&definition.measure_vi, &definition.measure_en];
            let known = own.iter().any(|measure| text::same_words(measure, &figure.unit));
            // After digits people write what they count, "155.232 hội viên"; words that begin with a
            // number may be a sentence about anything.
            if figure.in_words && !figure.unit.is_empty() && !known {
                return Err(t.unread_words(&typed, &figure.unit, definition.measure(lang)));
            }
        }
        _ => {}
    }
    let read =
        if definition.is_money() { number::money_read(&typed) } else { number::read(&typed) };
    let reading = read.map_err(|mistake| mistake.say(lang))?;
    let typed_word = reading.qualifier.map(|word| word.say(Lang::Vi).to_owned());
    let wording = typed_word.unwrap_or_else(|| qualifier(choice).to_owned());
    Ok(Some(Stated { quantity: Some(reading.value), wording, basis: String::new() }))
}

/// A word that makes a number approximate, or nothing.
pub fn qualifier(word: &str) -> &'static str {
    let said = |one: &Qualifier| one.say(Lang::Vi) == word;
    Qualifier::ALL.into_iter().find(said).map_or("", |one| one.say(Lang::Vi))
}

/// A stated figure as its field shows it; what is shown reads back as the same.
pub fn shown(stated: &Stated) -> String {
    match (stated.quantity, qualifier(&stated.wording)) {
        (None, _) => stated.wording.clone(),
        (Some(quantity), "") => number::grouped(quantity),
        (Some(quantity), word) => format!("{word} {}", number::grouped(quantity)),
    }
}

pub fn this_half_year(today: Day) -> Period {
    half(today.year(), if today.month() <= 6 { 1 } else { 7 })
}

pub fn year_of(today: Day) -> Period {
    Period::months(today.year(), 1, 12).expect("every year of the calendar has twelve months")
}

fn half(year: i16, first: i8) -> Period {
    Period::months(year, first, 6).expect("every year of the calendar has two halves")
}

/// `2017-H1`, or as people write it: `6 tháng đầu năm 2017`, `quý 2 năm 2017`.
pub fn read_period(typed: &str, today: Day) -> Result<Period, Refusal> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(Period::last_half_year(today));
    }
    let in_words = || date::understand(typed).ok().and_then(|written| written.period());
    typed
        .parse()
        .ok()
        .or_else(in_words)
        .ok_or_else(|| Refusal::NotAPeriod { typed: typed.to_owned() })
}

/// The geography asked for; unless said, that of the period's last day, because a figure is stated
/// by the units that were there then.
pub fn read_boundaries(typed: &str, period: Period, today: Day) -> Result<Day, Refusal> {
    match typed.trim() {
        "" => Ok(period.last().min(today)),
        "now" => Ok(today),
        day => date::read_day(day).map_err(|_| Refusal::NotADay { typed: day.to_owned() }),
    }
}

/// The level whose units stand in the rows of a unit's grid.
pub fn rows_below(level: units::Level) -> Option<units::Level> {
    use units::Level::{Chapter, Commune, District, Nation, Province};
    match level {
        Nation => Some(Province),
        Province | District => Some(Commune),
        Commune => Some(Chapter),
        _ => None,
    }
}

/// Whether an indicator is asked of units of a level by `owners`, the units above and itself.
pub fn is_asked(
    definition: &Definition,
    level: units::Level,
    owners: &[UnitId],
    last: Day,
) -> bool {
    let posted = definition.kind.is_posted() && definition.kind != Kind::Distinct;
    let in_use = definition.retired_on.is_none_or(|retired| last < retired);
    let theirs = definition.owner.as_ref().is_none_or(|owner| owners.contains(owner));
    let expected = definition.reported_by != "province" || level <= units::Level::Province;
    posted && in_use && theirs && expected
}

/// The code that an indicator's name suggests: `Sách tặng thư viện` gives `sach_tang_thu_vien`.
pub fn code_from(label: &str) -> String {
    let folded = text::fold(label);
    let words: Vec<&str> = folded
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.join("_").chars().take(40).collect::<String>().trim_end_matches('_').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn definition(code: &str) -> Definition {
        crate::shipped().into_iter().find(|one| one.code == code).expect("the indicator is shipped")
    }
    fn read(code: &str, typed: &str, choice: &str) -> Result<Option<Stated>, String> {
        let measures: Vec<String> =
            crate::shipped().into_iter().map(|one| one.measure_vi).collect();
        read_figure(&definition(code), typed, choice, &measures, Lang::Vi)
    }
    fn number(quantity: i64, wording: &str) -> Result<Option<Stated>, String> {
        Ok(Some(Stated {
            quantity: Some(quantity),
            wording: wording.to_owned(),
            basis: String::new(),
        }))
    }

    #[test]
    fn the_figures_of_the_articles_are_read_as_they_were_printed() {
        assert_eq!(read("reward_money", "2.218 triệu đồng", ""), number(2_218_000_000, ""));
        assert_eq!(read("family_fund", "gần 60 tỷ đồng", ""), number(60_000_000_000, "gần"));
        assert_eq!(read("family_fund", "60 tỷ", "gần"), number(60_000_000_000, "gần"));
        assert_eq!(read("support_money", "hơn 10 tỷ đồng", ""), number(10_000_000_000, "hơn"));
        assert_eq!(read("pupils_supported_turns", "gần 15.000 lượt", ""), number(15_000, "gần"));
        assert_eq!(read("members", "155.232 hội viên", ""), number(155_232, ""));
    }

    #[test]
    fn a_source_without_a_number_is_kept_in_its_words() {
        let words = "hàng chục tỷ đồng";
        let kept = Ok(Some(Stated { wording: words.to_owned(), ..Stated::default() }));
        assert_eq!(read("contributions_value", words, ""), kept);
        assert_eq!(read("contributions_value", words, WORDS_ONLY), kept);
        assert_eq!(read("members", "  ", "gần"), Ok(None));
    }

    #[test]
    fn a_figure_in_another_measure_is_refused() {
        assert!(read("pupils_supported_turns", "15.000 suất", "").is_err());
        assert!(read("families_registered", "60 tỷ đồng", "").is_err());
        assert!(read("reward_money", "1.207 giáo viên", "").is_err());
        assert!(read("members", "38,980", "").is_err());
    }

    #[test]
    fn what_a_field_shows_reads_back_as_the_same() {
        for (quantity, wording) in
            [(0, ""), (155_232, ""), (60_000_000_000, "gần"), (14, "ít nhất")]
        {
            let stated = Stated {
                quantity: Some(quantity),
                wording: wording.to_owned(),
                basis: String::new(),
            };
            assert_eq!(read("family_fund", &shown(&stated), ""), Ok(Some(stated)));
        }
    }

    #[test]
    fn a_period_is_said_in_words_or_in_short() {
        let today = Day::of(2026, 3, 2);
        for typed in ["2017-H1", "6 tháng đầu năm 2017"] {
            assert_eq!(
                read_period(typed, today).map(|period| period.to_string()),
                Ok("2017-H1".to_owned())
            );
        }
        assert_eq!(
            read_period("", today).map(|period| period.to_string()),
            Ok("2025-H2".to_owned())
        );
        assert!(read_period("hôm kia", today).is_err());
        assert_eq!(this_half_year(Day::of(2026, 6, 30)).to_string(), "2026-H1");
    }

    #[test]
    fn a_code_is_suggested_by_the_name() {
        assert_eq!(code_from("Sách tặng: thư viện Đồng Tâm"), "sach_tang_thu_vien_dong_tam");
        assert!(code_from(&"rất dài ".repeat(20)).len() <= 40);
    }

    #[test]
    fn what_the_province_reports_is_not_asked_of_a_commune() {
        let population = definition("population");
        let last = Day::of(2017, 6, 30);
        assert!(is_asked(&population, units::Level::Province, &[], last));
        assert!(!is_asked(&population, units::Level::Commune, &[], last));
        assert!(!is_asked(&definition("members_share"), units::Level::Province, &[], last));
        let own = Definition { owner: Some(UnitId::of_bits(1)), ..definition("gifts") };
        assert!(!is_asked(&own, units::Level::Commune, &[UnitId::of_bits(2)], last));
        let retired = Definition { retired_on: Some(last), ..definition("gifts") };
        assert!(!is_asked(&retired, units::Level::Commune, &[], last));
    }
}
