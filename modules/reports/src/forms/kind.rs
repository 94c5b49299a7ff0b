//! Loại kỳ: the kinds of period that forms are made for, and how each is spoken of.

use super::texts::Texts;
use kernel::{Day, Lang, Period};

/// A kind of period.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum PeriodKind {
    /// Tháng
    Month,
    /// Quý
    Quarter,
    /// 6 tháng
    HalfYear,
    /// Năm
    Year,
    /// Năm học: from 1 September to 31 August
    SchoolYear,
    /// Nhiệm kỳ, hoặc khoảng thời gian bất kỳ
    Term,
}

/// A term of office, where nobody has said how long it is.
const YEARS_OF_A_TERM: i16 = 5;

/// For so many days after its last one a period has just ended: the report on it is asked for.
const JUST_ENDED_DAYS: i32 = 184;

impl PeriodKind {
    pub const ALL: [PeriodKind; 6] = [
        PeriodKind::Month,
        PeriodKind::Quarter,
        PeriodKind::HalfYear,
        PeriodKind::Year,
        PeriodKind::SchoolYear,
        PeriodKind::Term,
    ];
    pub fn code(self) -> &'static str {
        match self {
            PeriodKind::Month => "month",
            PeriodKind::Quarter => "quarter",
            PeriodKind::HalfYear => "half-year",
            PeriodKind::Year => "year",
            PeriodKind::SchoolYear => "school-year",
            PeriodKind::Term => "term",
        }
    }
    pub fn read(code: &str) -> Option<PeriodKind> {
        PeriodKind::ALL.into_iter().find(|kind| kind.code() == code)
    }
    /// As a list of kinds says it, with an example.
    pub fn say(self, lang: Lang) -> String {
        let t = Texts(lang);
        match self {
            PeriodKind::Month => t.kind_month(),
            PeriodKind::Quarter => t.kind_quarter(),
            PeriodKind::HalfYear => t.kind_half_year(),
            PeriodKind::Year => t.kind_year(),
            PeriodKind::SchoolYear => t.kind_school_year(),
            PeriodKind::Term => t.kind_term(),
        }
    }
    /// "trong năm học": how a sentence speaks of the time between the first day and the last.
    pub fn span(self, lang: Lang) -> String {
        let t = Texts(lang);
        match self {
            PeriodKind::Month => t.span_month(),
            PeriodKind::Quarter => t.span_quarter(),
            PeriodKind::HalfYear => t.span_period(),
            PeriodKind::Year => t.span_year(),
            PeriodKind::SchoolYear => t.span_school_year(),
            PeriodKind::Term => t.span_term(),
        }
    }
    /// "năm học tới": what follows.
    pub fn next(self, lang: Lang) -> String {
        let t = Texts(lang);
        match self {
            PeriodKind::Month => t.next_month(),
            PeriodKind::Quarter => t.next_quarter(),
            PeriodKind::HalfYear => t.next_period(),
            PeriodKind::Year => t.next_year(),
            PeriodKind::SchoolYear => t.next_school_year(),
            PeriodKind::Term => t.next_term(),
        }
    }
    /// The period in the words of its kind: several whole years are a term.
    pub fn say_period(self, period: Period, lang: Lang) -> String {
        match (self, whole_years(period)) {
            (PeriodKind::Term, Some(years)) if years > 1 => {
                let first = period.from.year();
                Texts(lang).term_of(first, first + years - 1)
            }
            _ => period.say(lang),
        }
    }
    /// Whether a period is of this kind. A term may be any range.
    pub fn is_of(self, period: Period) -> bool {
        let name = period.to_string();
        let part = name.split_once('-').map(|(_, part)| part);
        let is_day = name.contains('/');
        match self {
            PeriodKind::Term => true,
            PeriodKind::SchoolYear => name.starts_with("SY"),
            PeriodKind::Year => part.is_none() && !name.starts_with("SY"),
            PeriodKind::HalfYear => !is_day && part.is_some_and(|part| part.starts_with('H')),
            PeriodKind::Quarter => !is_day && part.is_some_and(|part| part.starts_with('Q')),
            PeriodKind::Month => !is_day && part.is_some_and(|part| part.parse::<i8>().is_ok()),
        }
    }
    /// What the figures are held against: the same days a year before; of a term, the equally long time before it.
    pub fn period_before(self, period: Period) -> Period {
        match self {
            PeriodKind::Term => equally_long_before(period),
            _ => period.year_before(),
        }
    }
    /// What the column of the time before is called.
    pub fn before_label(self, period: Period, lang: Lang) -> String {
        let t = Texts(lang);
        match self {
            PeriodKind::Month | PeriodKind::Quarter | PeriodKind::HalfYear => {
                t.same_period_before()
            }
            PeriodKind::Year => t.year_before(),
            PeriodKind::SchoolYear => t.school_year_before(),
            PeriodKind::Term => t.time_before(&self.say_period(self.period_before(period), lang)),
        }
    }
    /// The period that ended last. A term ends when a congress says so, not by the calendar.
    pub fn last_ended(self, today: Day) -> Option<Period> {
        let (year, month) = (today.year(), today.month());
        match self {
            PeriodKind::Month if month == 1 => Period::months(year - 1, 12, 1),
            PeriodKind::Month => Period::months(year, month - 1, 1),
            PeriodKind::Quarter if month <= 3 => Period::months(year - 1, 10, 3),
            PeriodKind::Quarter => Period::months(year, (month - 1) / 3 * 3 - 2, 3),
            PeriodKind::HalfYear => Some(Period::last_half_year(today)),
            PeriodKind::Year => Period::months(year - 1, 1, 12),
            PeriodKind::SchoolYear if month < 9 => Period::months(year - 2, 9, 12),
            PeriodKind::SchoolYear => Period::months(year - 1, 9, 12),
            PeriodKind::Term => None,
        }
    }
    /// The period that has just ended, whose report is asked for now.
    pub fn just_ended(self, today: Day) -> Option<Period> {
        let ended = self.last_ended(today)?;
        (today <= ended.last().plus_days(JUST_ENDED_DAYS)).then_some(ended)
    }
    /// What a report is most likely wanted for when nobody says: the period that ended last, or the five calendar
    /// years before this one.
    pub fn likely(self, today: Day) -> Option<Period> {
        let first = today.year() - YEARS_OF_A_TERM;
        self.last_ended(today).or_else(|| years(first, YEARS_OF_A_TERM))
    }
    /// The same and those before it, the newest first.
    pub fn likely_periods(self, today: Day) -> Vec<Period> {
        let many = match self {
            PeriodKind::Month | PeriodKind::HalfYear => 6,
            PeriodKind::Quarter => 4,
            PeriodKind::Year | PeriodKind::SchoolYear => 3,
            PeriodKind::Term => 1,
        };
        std::iter::successors(self.likely(today), |one| self.last_ended(one.from))
            .take(many)
            .collect()
    }
}

fn years(first: i16, many: i16) -> Option<Period> {
    let from = Period::months(first, 1, 12)?.from;
    let until = Period::months(first + many - 1, 1, 12)?.until;
    Some(Period { from, until })
}

/// How many whole calendar years a period is, where it is.
fn whole_years(period: Period) -> Option<i16> {
    let begins = |day: Day| day.month() == 1 && day.day() == 1;
    (begins(period.from) && begins(period.until)).then(|| period.until.year() - period.from.year())
}

/// As many months before, where the period is of whole months; otherwise as many days.
fn equally_long_before(period: Period) -> Period {
    let months = |day: Day| i32::from(day.year()) * 12 + i32::from(day.month()) - 1;
    let first = |month: i32| {
        let year = i16::try_from(month.div_euclid(12)).ok()?;
        Day::read(year, i8::try_from(month.rem_euclid(12) + 1).ok()?, 1)
    };
    let whole = period.from.day() == 1 && period.until.day() == 1;
    let long = months(period.until) - months(period.from);
    let from = whole.then(|| first(months(period.from) - long)).flatten();
    let from = from.unwrap_or_else(|| period.from.plus_days(-days_of(period)));
    Period { from, until: period.from }
}

fn days_of(period: Period) -> i32 {
    period.from.days_until(period.until)
}

#[cfg(test)]
mod tests {
    use super::*;
    use PeriodKind::{HalfYear, Month, Quarter, SchoolYear, Term, Year};

    fn period(text: &str) -> Period {
        text.parse().unwrap()
    }

    #[test]
    fn each_period_is_of_the_kind_that_people_call_it_and_any_may_be_a_term() {
        let known = [
            ("2017-06", Month),
            ("2017-Q2", Quarter),
            ("2017-H1", HalfYear),
            ("2017", Year),
            ("SY2022", SchoolYear),
        ];
        for (text, kind) in known {
            let fitting = PeriodKind::ALL.into_iter().filter(|one| one.is_of(period(text)));
            assert_eq!(fitting.collect::<Vec<_>>(), [kind, Term], "{text}");
        }
        for other in ["2021-01-01/2025-12-31", "2017-02-01/2017-03-15"] {
            let fitting = PeriodKind::ALL.into_iter().filter(|one| one.is_of(period(other)));
            assert_eq!(fitting.collect::<Vec<_>>(), [Term], "{other}");
        }
    }

    #[test]
    fn a_year_is_held_against_the_year_before_and_a_term_against_as_long_a_time_before() {
        let before = |kind: PeriodKind, text| kind.period_before(period(text)).to_string();
        assert_eq!(before(HalfYear, "2017-H1"), "2016-H1");
        assert_eq!(before(Year, "2017"), "2016");
        assert_eq!(before(SchoolYear, "SY2022"), "SY2021");
        assert_eq!(before(Term, "2021-01-01/2025-12-31"), "2016-01-01/2020-12-31");
        assert_eq!(before(Term, "2021-07-01/2026-06-30"), "2016-07-01/2021-06-30");
        assert_eq!(before(Term, "2021-03-02/2021-03-11"), "2021-02-20/2021-03-01");
    }

    #[test]
    fn a_school_year_ends_with_august() {
        let last = |day| SchoolYear.last_ended(day).unwrap().to_string();
        assert_eq!(last(Day::of(2023, 8, 31)), "SY2021");
        assert_eq!(last(Day::of(2023, 9, 1)), "SY2022");
        assert_eq!(period("SY2022").last(), Day::of(2023, 8, 31));
    }

    #[test]
    fn on_the_first_day_of_a_year_everything_of_the_old_one_has_ended() {
        let last = |kind: PeriodKind| kind.last_ended(Day::of(2026, 1, 1)).unwrap().to_string();
        assert_eq!(last(Month), "2025-12");
        assert_eq!(last(Quarter), "2025-Q4");
        assert_eq!(last(HalfYear), "2025-H2");
        assert_eq!(last(Year), "2025");
        assert_eq!(Quarter.last_ended(Day::of(2026, 7, 1)), Some(period("2026-Q2")));
        assert_eq!(Term.last_ended(Day::of(2026, 1, 1)), None);
    }

    #[test]
    fn a_year_is_asked_about_until_its_first_half_year_has_passed() {
        assert_eq!(Year.just_ended(Day::of(2026, 7, 3)), Some(period("2025")));
        assert_eq!(Year.just_ended(Day::of(2026, 7, 4)), None);
        assert_eq!(HalfYear.just_ended(Day::of(2026, 12, 31)), Some(period("2026-H1")));
    }

    #[test]
    fn the_likely_periods_of_a_kind_go_back_one_by_one() {
        let likely = |kind: PeriodKind| {
            let all = kind.likely_periods(Day::of(2026, 11, 21)).into_iter();
            all.map(|one| one.to_string()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(likely(HalfYear), "2026-H1 2025-H2 2025-H1 2024-H2 2024-H1 2023-H2");
        assert_eq!(likely(SchoolYear), "SY2025 SY2024 SY2023");
        assert_eq!(likely(Term), "2021-01-01/2025-12-31");
    }

    #[test]
    fn several_whole_years_are_called_a_term() {
        let five = period("2021-01-01/2025-12-31");
        assert_eq!(Term.say_period(five, Lang::Vi), "nhiệm kỳ 2021–2025");
        assert_eq!(Term.say_period(period("2017"), Lang::Vi), "năm 2017");
        assert_eq!(Year.say_period(period("2017"), Lang::En), "2017");
    }
}
