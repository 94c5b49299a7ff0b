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
}

impl Asked {
    fn unit(&self) -> Result<UnitId, Problem> {
        self.unit.clone().ok_or(Problem::NotFound)
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
        let unit = self.unit()?;
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
