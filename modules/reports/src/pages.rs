//! Reports in the browser: choose, read, write around, download, and open a figure.

mod choose;
mod edit;
mod explain;
mod report;

use crate::{
    EDIT_REPORTS, READ_REPORTS,
    forms::{self, PeriodKind},
    report::{self as reports, Report},
    rules,
};
use access::Look;
use counts::READ_FIGURES;
use kernel::{Day, Period, RowId, UnitId};
use platform::{Problem, Route, module::Needs};

pub fn routes() -> Vec<Route> {
    let (read, edit) = (Needs::Permission(READ_REPORTS), Needs::Permission(EDIT_REPORTS));
    vec![
        Route::get("/bao-cao", Needs::SignIn, choose::choose),
        Route::get("/bao-cao/chon", Needs::SignIn, choose::chosen),
        Route::get("/bao-cao/{form}", read, report::show_report),
        Route::get("/bao-cao/{form}/tep", read, report::download),
        Route::get("/bao-cao/{form}/sua", edit, edit::edit_form),
        Route::post("/bao-cao/{form}/sua", edit, edit::edit_report),
        Route::get("/giai-trinh/{indicator}", Needs::Permission(READ_FIGURES), explain::explain),
    ]
}

/// What a report's address says.
#[derive(serde::Deserialize, Default, Clone)]
#[serde(default)]
struct Asked {
    #[serde(rename = "don-vi")]
    unit: Option<UnitId>,
    ky: String,
    #[serde(rename = "dia-gioi")]
    dia_gioi: String,
    dang: String,
    xong: String,
    sau: Option<RowId>,
    /// From where a figure was opened, so that the way back leads there.
    ve: String,
    tai: Option<UnitId>,
}

/// The unit that an address names, or the one that the reader stands in.
pub(crate) async fn unit_of(look: &mut Look, named: Option<&UnitId>) -> Result<UnitId, Problem> {
    match named {
        Some(unit) => Ok(unit.clone()),
        None => look.unit().await,
    }
}

impl Asked {
    async fn unit(&self, look: &mut Look) -> Result<UnitId, Problem> {
        unit_of(look, self.unit.as_ref()).await
    }
    /// The period that was asked for, or the one of a kind that ended last.
    fn period(&self, kind: PeriodKind, today: Day) -> Result<Period, Problem> {
        match kind.likely(today).filter(|_| self.ky.is_empty()) {
            Some(likely) => Ok(likely),
            None => Ok(rules::period(&self.ky)?),
        }
    }
    /// The report that is asked for.
    async fn report(&self, look: &mut Look, form: &str) -> Result<Report, Problem> {
        let unit = self.unit(look).await?;
        look.scope(READ_REPORTS, &unit).await?;
        let kind = forms::form_of(&mut look.tx, &unit, form).await?.kind;
        let (period, boundaries) = (self.period(kind, look.today)?, self.boundaries(look.today)?);
        reports::report(look, form, &unit, period, boundaries).await
    }
    fn boundaries(&self, today: Day) -> Result<Day, Problem> {
        Ok(rules::boundaries(&self.dia_gioi, today)?)
    }
}

fn address(unit: &UnitId, period: Period, boundaries: &str) -> String {
    format!("don-vi={unit}&ky={period}&dia-gioi={boundaries}")
}

/// The units above, from the nation down, each with its page.
pub(crate) async fn crumbs(
    look: &mut Look,
    unit: &UnitId,
    on: Day,
) -> Result<Vec<(String, String)>, Problem> {
    let path = units::path(&mut look.tx, unit, on).await?;
    let lang = look.lang;
    let link = |unit: units::UnitBrief| (unit.full_name(lang), format!("/don-vi/{}", unit.id));
    Ok(path.into_iter().map(link).collect())
}
