//! Periods in the browser: the board of a unit, a report's own page, its snapshots, and the calendar.

mod board;
mod calendar;
mod compare;
mod deeds;
mod file;
mod reasons;
mod snapshot;

use super::actions::Filed;
use crate::{
    ACCEPT_REPORTS, EDIT_CALENDAR, EDIT_REPORTS, READ_REPORTS, SUBMIT_REPORTS,
    forms::{self, PeriodKind},
    pages::{crumbs, unit_of},
    rules,
};
use access::Look;
use counts::{LOCK_PERIODS, REOPEN_PERIODS};
use kernel::{Day, Period, UnitId};
use platform::{Problem, Route, module::Needs};

pub(crate) fn routes() -> Vec<Route> {
    let needs = Needs::Permission;
    vec![
        Route::get("/bao-cao/ky", needs(READ_REPORTS), board::show_board),
        Route::get("/bao-cao/tong-hop", needs(READ_REPORTS), board::show_consolidated),
        Route::get("/bao-cao/ho-so", needs(READ_REPORTS), file::show_file),
        Route::post("/bao-cao/ho-so/nop", needs(SUBMIT_REPORTS), deeds::submit),
        Route::post("/bao-cao/ho-so/nhan", needs(ACCEPT_REPORTS), deeds::accept),
        Route::post("/bao-cao/ho-so/tra-lai", needs(ACCEPT_REPORTS), deeds::give_back),
        Route::post("/bao-cao/ho-so/khoa", needs(LOCK_PERIODS), deeds::lock),
        Route::post("/bao-cao/ho-so/mo-khoa", needs(REOPEN_PERIODS), deeds::reopen),
        Route::post("/bao-cao/ho-so/bo-sung", needs(SUBMIT_REPORTS), deeds::supplement),
        Route::post("/bao-cao/ho-so/ly-do", needs(EDIT_REPORTS), reasons::write),
        Route::get("/bao-cao/so-sanh", needs(READ_REPORTS), compare::show_compared),
        Route::get("/bao-cao/ban-chup/{snapshot}", needs(READ_REPORTS), snapshot::show_snapshot),
        Route::get("/bao-cao/ban-chup/{snapshot}/tep", needs(READ_REPORTS), snapshot::download),
        Route::get("/bao-cao/lich", needs(READ_REPORTS), calendar::show_calendar),
        Route::post("/bao-cao/lich", needs(EDIT_CALENDAR), calendar::set_due),
    ]
}

/// What an address says: which unit, which form, which period.
#[derive(serde::Deserialize, Default, Clone)]
#[serde(default)]
struct Asked {
    #[serde(rename = "don-vi")]
    unit: Option<UnitId>,
    mau: String,
    ky: String,
    xong: String,
    dang: String,
    /// `nop`: also what was submitted and not yet accepted.
    tinh: String,
}

impl Asked {
    /// The report that a page shows: at the reader's own unit where the address names none, and for the period of its form
    /// that ended last.
    async fn shown(&self, look: &mut Look) -> Result<Filed, Problem> {
        let unit = unit_of(look, self.unit.as_ref()).await?;
        let kind = forms::form_of(&mut look.tx, &unit, &self.form()).await?.kind;
        let period = match kind.likely(look.today).filter(|_| self.ky.is_empty()) {
            Some(likely) => likely,
            None => rules::period(&self.ky)?,
        };
        Ok(Filed { unit, form: self.form(), period })
    }
    /// The report that something is done with: a deed says of which unit.
    fn filed(&self, today: Day) -> Result<Filed, Problem> {
        let unit = self.unit.clone().ok_or(Problem::NotFound)?;
        Ok(Filed { unit, form: self.form(), period: self.period(today)? })
    }
    /// The period that was asked for, or the one that ended last.
    fn period(&self, today: Day) -> Result<Period, Problem> {
        let kind =
            forms::shipped::form(&self.form()).map_or(PeriodKind::HalfYear, |form| form.kind);
        match kind.likely(today).filter(|_| self.ky.is_empty()) {
            Some(likely) => Ok(likely),
            None => Ok(rules::period(&self.ky)?),
        }
    }
    fn form(&self) -> String {
        let form = if self.mau.is_empty() { forms::shipped::HALF_YEAR } else { &self.mau };
        form.to_owned()
    }
}

impl Filed {
    /// What every address of this report says about it.
    fn address(&self) -> String {
        format!("don-vi={}&mau={}&ky={}", self.unit, self.form, self.period)
    }
}

/// The units above, as they are today.
async fn way_to(look: &mut Look, unit: &UnitId) -> Result<Vec<(String, String)>, Problem> {
    let today = look.today;
    crumbs(look, unit, today).await
}
