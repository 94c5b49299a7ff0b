//! What there is to do about reports: the home page's lines, for whoever has a hand in them.

mod below;
mod left_unsent;
mod own;

pub use left_unsent::{Unsent, handover, unsent};

use super::texts::Texts;
use crate::{
    ACCEPT_REPORTS, EDIT_REPORTS, READ_REPORTS, SUBMIT_REPORTS,
    forms::{self, AskedAbout},
    texts::Texts as Shared,
};
use counts::DECLARE;
use kernel::{Lang, Period, UnitId};
use platform::{
    Permission, Site,
    module::{Answer, Asker, Task},
};
use units::Level;

/// A report is asked for on the home page for so long before it is due.
const REMINDED_DAYS: i32 = 45;

/// Who watches the books and writes none of them.
const READ_AUDIT: Permission = Permission("audit.read");

/// One's own report: due, overdue, handed back, still without a reason. Those of the units below: to accept, overdue.
/// A chapter's head is told when the commune reports, and an auditor what is late.
pub fn tasks(site: Site, asker: Asker) -> Answer<'static, Vec<Task>> {
    Box::pin(async move {
        let mut tx = site.db.begin().await?;
        let unit = units::unit(&mut tx, &asker.unit).await?;
        let mut tasks = vec![];
        let may = |permission| asker.permissions.contains(&permission);
        for report in forms::asked_about(&mut tx, &asker.unit, asker.today).await? {
            let about = About { asker: &asker, unit: &unit, report: &report };
            if may(EDIT_REPORTS) || may(SUBMIT_REPORTS) {
                tasks.extend(own::to_send(&mut tx, &about).await?);
            }
            if may(ACCEPT_REPORTS) {
                tasks.extend(own::to_accept(&mut tx, &about).await?);
                tasks.extend(below::to_accept(&mut tx, &about).await?);
            } else if may(READ_REPORTS) && may(READ_AUDIT) {
                tasks.extend(below::to_watch(&mut tx, &about).await?);
            }
            if unit.level == Level::Chapter && may(DECLARE) {
                tasks.extend(own::to_look_through(&mut tx, &about).await?);
            }
        }
        Ok(tasks)
    })
}

/// Whose work list is made, and about which reports.
struct About<'a> {
    asker: &'a Asker,
    unit: &'a units::UnitBrief,
    report: &'a AskedAbout,
}

impl About<'_> {
    fn form(&self) -> &str {
        &self.report.form.code
    }
    fn period(&self) -> Period {
        self.report.period
    }
    fn t(&self) -> Texts {
        Texts(self.asker.lang)
    }
    fn said(&self) -> String {
        self.report.form.said(self.period(), self.asker.lang)
    }
    fn name(&self) -> String {
        self.unit.full_name(self.asker.lang)
    }
    fn link(&self) -> String {
        report_link(&self.asker.unit, self.form(), self.period())
    }
    fn board(&self) -> String {
        board_link(&self.asker.unit, self.form(), self.period())
    }
}

pub(super) fn report_link(unit: &UnitId, form: &str, period: Period) -> String {
    format!("/bao-cao/ho-so?don-vi={unit}&mau={form}&ky={period}")
}
pub(super) fn board_link(unit: &UnitId, form: &str, period: Period) -> String {
    format!("/bao-cao/ky?don-vi={unit}&mau={form}&ky={period}")
}

/// The first few names, and how many more there are.
fn some(names: &[String], lang: Lang) -> String {
    const NAMED_MAX: usize = 3;
    let shown = names.iter().take(NAMED_MAX).cloned().collect::<Vec<_>>().join(", ");
    match names.len().checked_sub(NAMED_MAX) {
        Some(more) if more > 0 => Shared(lang).and_others(&shown, more),
        _ => shown,
    }
}
