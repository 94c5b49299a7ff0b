//! What may be counted and declared.

use crate::{
    book::Count,
    indicator::{Definition, Kind, NewIndicator},
    texts::Texts,
};
use axum::http::StatusCode;
use kernel::{Day, Lang, UnitId, vietnamese::text};
use platform::Say;

/// Every reason why the counts book says no.
#[derive(Debug, PartialEq, Eq)]
pub enum Refusal {
    UnknownIndicator { code: String, near: Vec<String> },
    IndicatorExists { code: String },
    CodeUnusable,
    PartsUnknown { code: String },
    MeasuresDiffer { first: String, other: String },
    RatioNeedsTwo,
    NotDeclarable { label: String },
    KeptByRegister { label: String, unit: String },
    NothingStated,
    Negative,
    TooLarge,
    PeriodInFuture { last: Day },
    UnitNotThere { unit: String, day: Day },
    WordingTooLong,
    PeriodLocked(Box<LockedPeriod>),
    AlreadyLocked(Box<LockedPeriod>),
    PeriodNotOver { last: Day },
    NotLocked,
    AlreadyOpen { person: String, last: Day },
    OpeningWithoutReason,
    OpeningTooLong { most: i32 },
    PersonCannotWrite,
}

/// What a refusal says about a lock: who, since when, why, until when, and who can open it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockedPeriod {
    pub unit: String,
    pub period: String,
    pub by: String,
    pub since: Day,
    pub why: String,
    /// For whom it is open at the moment, and up to which day.
    pub opening: Option<(String, Day)>,
    pub openers: String,
}

impl LockedPeriod {
    fn say(&self, lang: Lang) -> String {
        let t = Texts(lang);
        let who = t.locked_by(&self.period, &self.unit, &self.by, &self.since.short(), &self.why);
        let until = match &self.opening {
            Some((person, last)) => t.open_only_for(person, &last.short()),
            None if self.openers.is_empty() => t.nobody_opens(),
            None => t.locked_until_opened(&self.openers),
        };
        format!("{who} {until}")
    }
}

impl Say for Refusal {
    fn say(&self, lang: Lang) -> String {
        let t = Texts(lang);
        match self {
            Refusal::UnknownIndicator { code, near } if near.is_empty() => {
                t.no_such_indicator(code)
            }
            Refusal::UnknownIndicator { code, near } => t.unknown_indicator(code, &near.join(", ")),
            Refusal::IndicatorExists { code } => t.indicator_exists(code),
            Refusal::CodeUnusable => t.code_unusable(),
            Refusal::PartsUnknown { code } => t.parts_unknown(code),
            Refusal::MeasuresDiffer { first, other } => t.measures_differ(first, other),
            Refusal::RatioNeedsTwo => t.ratio_needs_two(),
            Refusal::NotDeclarable { label } => t.not_declarable(label),
            Refusal::KeptByRegister { label, unit } => t.kept_by_register(label, unit),
            Refusal::NothingStated => t.nothing_stated(),
            Refusal::Negative => t.negative(),
            Refusal::TooLarge => t.too_large(),
            Refusal::PeriodInFuture { last } => t.period_in_future(&last.short()),
            Refusal::UnitNotThere { unit, day } => t.unit_not_there(unit, &day.short()),
            Refusal::WordingTooLong => t.wording_too_long(),
            Refusal::PeriodLocked(locked) => {
                format!("{} {}", locked.say(lang), t.supplement_instead())
            }
            Refusal::AlreadyLocked(locked) => locked.say(lang),
            Refusal::PeriodNotOver { last } => t.period_not_over(&last.short()),
            Refusal::NotLocked => t.not_locked(),
            Refusal::AlreadyOpen { person, last } => t.already_open(person, &last.short()),
            Refusal::OpeningWithoutReason => t.opening_without_reason(),
            Refusal::OpeningTooLong { most } => t.opening_too_long(*most),
            Refusal::PersonCannotWrite => t.person_cannot_write(),
        }
    }
    fn status(&self) -> StatusCode {
        match self {
            Refusal::IndicatorExists { .. }
            | Refusal::KeptByRegister { .. }
            | Refusal::PeriodLocked(_)
            | Refusal::AlreadyLocked(_)
            | Refusal::PeriodNotOver { .. }
            | Refusal::NotLocked
            | Refusal::AlreadyOpen { .. } => StatusCode::CONFLICT,
            Refusal::UnknownIndicator { .. } => StatusCode::NOT_FOUND,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }
}

/// The largest number of anything: beyond it a figure is a slip of the finger.
pub const QUANTITY_MAX: i64 = 1_000_000_000_000_000;
pub const WORDING_LETTERS_MAX: usize = 60;

/// Whether two codes share a beginning or one holds the other.
pub fn looks_like(known: &str, asked: &str) -> bool {
    let start = |text: &str| text.chars().take(4).collect::<String>();
    known.contains(asked) || asked.contains(known) || start(known) == start(asked)
}

pub fn may_add(all: &[Definition], new: &NewIndicator) -> Result<(), Refusal> {
    let fine =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
    if !(3..=40).contains(&new.code.len()) || !new.code.chars().all(fine) {
        return Err(Refusal::CodeUnusable);
    }
    if all.iter().any(|one| one.code == new.code) {
        return Err(Refusal::IndicatorExists { code: new.code.clone() });
    }
    if new.kind == Kind::Ratio && new.parts.len() != 2
        || new.kind == Kind::Sum && new.parts.len() < 2
    {
        return Err(Refusal::RatioNeedsTwo);
    }
    let mut measures = vec![];
    for code in &new.parts {
        let part = all.iter().find(|one| one.code == *code && one.kind.is_posted());
        let part = part.ok_or_else(|| Refusal::PartsUnknown { code: code.clone() })?;
        measures.push(part.measure_vi.clone());
    }
    match measures.iter().find(|measure| **measure != measures[0]) {
        Some(other) if new.kind == Kind::Sum => {
            Err(Refusal::MeasuresDiffer { first: measures[0].clone(), other: other.clone() })
        }
        _ => Ok(()),
    }
}

/// What may be declared, before it is known what the unit keeps.
pub fn may_declare(
    definition: &Definition,
    quantity: Option<i64>,
    wording: &str,
    last: Day,
    today: Day,
) -> Result<(), Refusal> {
    if !definition.kind.is_posted() || definition.kind == Kind::Distinct {
        return Err(Refusal::NotDeclarable { label: definition.label_vi.clone() });
    }
    match quantity {
        None if wording.is_empty() => return Err(Refusal::NothingStated),
        Some(quantity) if quantity < 0 => return Err(Refusal::Negative),
        Some(quantity) if quantity > QUANTITY_MAX => return Err(Refusal::TooLarge),
        _ => {}
    }
    if wording.chars().count() > WORDING_LETTERS_MAX {
        return Err(Refusal::WordingTooLong);
    }
    if last > today && definition.kind == Kind::Stock {
        return Err(Refusal::PeriodInFuture { last });
    }
    Ok(())
}

/// The words in front of a published number are qualifiers; any other wording stands alone.
pub fn qualifier(wording: &str) -> &str {
    let known = ["gần", "trên", "hơn", "khoảng", "ít nhất"];
    known.into_iter().find(|word| text::normalise(wording) == *word).unwrap_or_default()
}

/// One level that a unit states on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    pub day: Day,
    pub quantity: i64,
    pub wording: String,
}

/// The level that stands on a day, whatever the order; nothing before the first.
pub fn level_on(levels: &[Level], day: Day) -> Option<i64> {
    let stated = levels.iter().filter(|level| level.day <= day);
    stated.max_by_key(|level| level.day).map(|level| level.quantity)
}

/// A declared stock is stated as a level on certain days; the book holds the steps between them,
/// so that the sum up to any day is the level last stated.
pub fn steps(indicator: &str, unit: &UnitId, levels: &[Level]) -> Vec<Count> {
    let mut before = 0;
    levels
        .iter()
        .map(|level| {
            let step = level.quantity - before;
            before = level.quantity;
            Count::of(indicator, unit, level.day, step).declared(qualifier(&level.wording))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn definition(code: &str, measure: &str, kind: Kind) -> Definition {
        Definition {
            code: code.to_owned(),
            label_vi: code.to_owned(),
            label_en: code.to_owned(),
            measure_vi: measure.to_owned(),
            measure_en: measure.to_owned(),
            kind,
            parts: vec![],
            register: String::new(),
            reported_by: "commune".to_owned(),
            breakdowns: vec![],
            definition_vi: String::new(),
            definition_en: String::new(),
            owner: None,
            position: 0,
            retired_on: None,
        }
    }

    fn new(kind: Kind, parts: &[&str]) -> NewIndicator {
        NewIndicator {
            code: "own_total".to_owned(),
            label_vi: "Tổng".to_owned(),
            label_en: String::new(),
            measure_vi: "lượt".to_owned(),
            measure_en: String::new(),
            kind,
            parts: parts.iter().map(|part| (*part).to_owned()).collect(),
            definition_vi: String::new(),
        }
    }

    #[test]
    fn turns_and_awards_are_never_added_together() {
        let all =
            [definition("turns", "lượt", Kind::Flow), definition("awards", "suất", Kind::Flow)];
        let refused = may_add(&all, &new(Kind::Sum, &["turns", "awards"]));
        let (first, other) = ("lượt".to_owned(), "suất".to_owned());
        assert_eq!(refused, Err(Refusal::MeasuresDiffer { first, other }));
        assert_eq!(may_add(&all, &new(Kind::Ratio, &["turns", "awards"])), Ok(()));
    }

    #[test]
    fn an_indicator_is_made_of_known_parts_and_has_a_code_of_its_own() {
        let all = [definition("turns", "lượt", Kind::Flow)];
        assert_eq!(may_add(&all, &new(Kind::Ratio, &["turns"])), Err(Refusal::RatioNeedsTwo));
        let unknown = may_add(&all, &new(Kind::Sum, &["turns", "gone"]));
        assert_eq!(unknown, Err(Refusal::PartsUnknown { code: "gone".to_owned() }));
        let taken = NewIndicator { code: "turns".to_owned(), ..new(Kind::Flow, &[]) };
        assert_eq!(
            may_add(&all, &taken),
            Err(Refusal::IndicatorExists { code: "turns".to_owned() })
        );
    }

    #[test]
    fn a_declared_stock_sums_to_the_level_last_stated() {
        let unit = UnitId::new();
        let level =
            |year, quantity| Level { day: Day::of(year, 6, 30), quantity, wording: String::new() };
        let counts = steps(
            "members",
            &unit,
            &[level(2016, 150_000), level(2017, 155_232), level(2018, 155_000)],
        );
        let sum_to = |day| {
            counts.iter().filter(|count| count.day <= day).map(|count| count.quantity).sum::<i64>()
        };
        assert_eq!(sum_to(Day::of(2016, 12, 31)), 150_000);
        assert_eq!(sum_to(Day::of(2017, 6, 30)), 155_232);
        assert_eq!(sum_to(Day::of(2020, 1, 1)), 155_000);
    }

    #[test]
    fn a_declaration_states_a_number_or_words_and_never_less_than_nothing() {
        let families = definition("families", "gia đình", Kind::Stock);
        let (last, today) = (Day::of(2017, 6, 30), Day::of(2017, 7, 10));
        assert_eq!(may_declare(&families, None, "", last, today), Err(Refusal::NothingStated));
        assert_eq!(may_declare(&families, None, "hàng chục tỷ đồng", last, today), Ok(()));
        assert_eq!(may_declare(&families, Some(-1), "", last, today), Err(Refusal::Negative));
        assert_eq!(may_declare(&families, Some(0), "", last, today), Ok(()));
        let tomorrow = Refusal::PeriodInFuture { last: Day::of(2017, 7, 11) };
        assert_eq!(may_declare(&families, Some(1), "", Day::of(2017, 7, 11), today), Err(tomorrow));
    }
}
