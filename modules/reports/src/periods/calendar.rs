//! Lịch báo cáo: until when whose report is due.
//!
//! The days shipped with the program are customary ones that no document was found for; they say so, and a province
//! sets its own, which then hold for all below it.

use super::{rules::Refusal, store, texts::Texts};
use crate::{
    EDIT_CALENDAR,
    forms::{self, PeriodKind},
};
use access::Work;
use kernel::{Day, Lang, Period, Source, UnitId, vietnamese::text};
use platform::{Problem, db::Tx};
use units::Level;

/// When reports of a level are due: a day of a month, so many months after the period's last one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    pub months: i64,
    pub day: i64,
    /// The letter that says so; empty where nobody has found one.
    pub basis: String,
    /// Who set it; nothing for what is shipped.
    pub set_by: Option<UnitId>,
}

/// The levels that hand in reports, from below.
pub const LEVELS: [Level; 2] = [Level::Commune, Level::Province];

/// What is customary [unverified]: communes by the 5th of the month after the period, provinces by the 15th.
/// Of a school year communes by 15 September and provinces by the 30th; of a term the month after it.
fn shipped(kind: PeriodKind, level: Level) -> Due {
    let day = match (kind, level) {
        (PeriodKind::SchoolYear | PeriodKind::Term, Level::Province) => 30,
        (PeriodKind::SchoolYear | PeriodKind::Term, _) | (_, Level::Province) => 15,
        _ => 5,
    };
    Due { months: 1, day, basis: String::new(), set_by: None }
}

impl Due {
    /// The day itself. A month that has no such day ends earlier.
    pub fn on(&self, period: Period) -> Day {
        let last = period.last();
        let months = i64::from(last.year()) * 12 + i64::from(last.month()) - 1 + self.months;
        let year = i16::try_from(months.div_euclid(12)).unwrap_or(9998);
        let month = i8::try_from(months.rem_euclid(12) + 1).unwrap_or(12);
        let day = i8::try_from(self.day).unwrap_or(28);
        let found = (0..4).find_map(|back| Day::read(year, month, day - back));
        found.unwrap_or(last)
    }
    pub fn say(&self, lang: Lang) -> String {
        Texts(lang).due_rule(self.day, self.months)
    }
}

/// What holds for units of a level under a unit: what the nearest unit above has set, or what is shipped.
pub async fn due_of(
    tx: &mut Tx,
    unit: &UnitId,
    form: &str,
    level: Level,
    today: Day,
) -> Result<Due, Problem> {
    let set = store::dues(tx, unit, form, today).await?;
    let Some(due) = set.into_iter().find(|due| due.level == level.code()) else {
        let kind = forms::form_of(tx, unit, form).await?.kind;
        return Ok(shipped(kind, level));
    };
    Ok(Due { months: due.months, day: due.day, basis: due.basis, set_by: Some(due.unit_id) })
}

/// Sets when the reports of a level are due to a unit.
///
/// # Errors
/// `not_a_due_day` for a day that no month has, or more than half a year away.
pub async fn set_due(
    work: &mut Work,
    unit: &UnitId,
    form: &str,
    level: Level,
    due: &Due,
) -> Result<(), Problem> {
    let scope = work.scope(EDIT_CALENDAR, unit).await?;
    forms::form_of(&mut work.tx, unit, form).await?;
    if !LEVELS.contains(&level) || !(1..=31).contains(&due.day) || !(0..=6).contains(&due.months) {
        return Err(Refusal::NotADueDay.into());
    }
    let basis = text::normalise(&due.basis);
    let by = work.caller.account.clone();
    let rule = (level.code(), due.months, due.day);
    store::set_due(&mut work.tx, &scope, form, rule, &basis, (&by, work.now)).await?;
    let details = serde_json::json!({
        "form": form, "level": level.code(), "months": due.months, "day": due.day,
    });
    let source = Source::of("reports.due", &format!("{unit}.{form}.{}", level.code()));
    work.record("reports.set_due", Some(unit), &source, details).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_due_in_the_month_after_its_period_or_on_that_months_last_day() {
        let due = |months, day| Due { months, day, basis: String::new(), set_by: None };
        let on = |due: Due, period: &str| due.on(period.parse().unwrap());
        assert_eq!(on(due(1, 5), "2017-H1"), Day::of(2017, 7, 5));
        assert_eq!(on(due(1, 5), "2017-H2"), Day::of(2018, 1, 5));
        assert_eq!(on(due(0, 5), "2017-H1"), Day::of(2017, 6, 5));
        assert_eq!(on(due(2, 31), "2017"), Day::of(2018, 2, 28));
        assert_eq!(on(due(1, 15), "SY2022"), Day::of(2023, 9, 15));
    }
}
