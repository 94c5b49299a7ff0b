//! The pages: indicators, the figures of one unit, the grid of many, its workbook, and targets.

mod catalogue;
mod chooser;
mod declare;
pub(crate) mod grid;
mod targets;
mod workbook;

use crate::{actions::Failure, rules};
use access::{Look, Scope, Work};
use axum::{extract::DefaultBodyLimit, routing::MethodRouter};
use counts::{DECLARE, Definition, EDIT_INDICATORS};
use kernel::{Day, Lang, Period, UnitId};
use platform::{Problem, Route, Site, db::Tx, form::Mistakes, module::Needs};

/// A workbook of figures is small; what is larger is another file.
const UPLOAD_BYTES_MAX: usize = 12 * 1024 * 1024;

pub fn routes() -> Vec<Route> {
    let (declare, edit) = (Needs::Permission(DECLARE), Needs::Permission(EDIT_INDICATORS));
    let mut routes = vec![
        Route::get("/chi-tieu", Needs::SignIn, catalogue::list),
        Route::get("/don-vi/{unit}/chi-tieu/them", edit, catalogue::new_indicator),
        Route::post("/don-vi/{unit}/chi-tieu/them", edit, catalogue::add),
        Route::post("/don-vi/{unit}/chi-tieu/{code}/thoi", edit, catalogue::retire),
        Route::get("/don-vi/{unit}/so-lieu", declare, declare::show),
        Route::post("/don-vi/{unit}/so-lieu", declare, declare::save),
        Route::get("/don-vi/{unit}/so-lieu/bang", declare, grid::show),
        Route::post("/don-vi/{unit}/so-lieu/bang", declare, grid::save),
        Route::get("/don-vi/{unit}/so-lieu/bang/tep", declare, workbook::template),
        Route::get("/don-vi/{unit}/so-lieu/nhap", declare, workbook::choose),
        Route::post("/don-vi/{unit}/so-lieu/nhap", declare, workbook::preview),
        Route::get("/don-vi/{unit}/chi-tieu-phan-dau", declare, targets::show),
        Route::post("/don-vi/{unit}/chi-tieu-phan-dau", declare, targets::save),
    ];
    for route in &mut routes {
        if route.path.ends_with("/nhap") {
            let handler: MethodRouter<Site> = std::mem::take(&mut route.handler);
            route.handler = handler.layer(DefaultBodyLimit::max(UPLOAD_BYTES_MAX));
        }
    }
    routes
}

/// The fields of a form or an address, in order; a name may come several times.
pub(crate) type Fields = Vec<(String, String)>;

fn field<'f>(fields: &'f Fields, name: &str) -> &'f str {
    fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
}

fn all<'f>(fields: &'f Fields, name: &'f str) -> impl Iterator<Item = &'f str> {
    fields.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
}

/// Which unit, which days, in which geography.
pub(crate) struct Place {
    pub unit: units::Unit,
    pub name: String,
    pub period: Period,
    pub boundaries: Day,
    /// The geography as it was typed: an address keeps it only when somebody chose one.
    pub typed_boundaries: String,
}

impl Place {
    pub(crate) async fn read(
        tx: &mut Tx,
        scope: &Scope,
        fields: &Fields,
        lang: Lang,
    ) -> Result<Place, Problem> {
        let today = scope.today();
        let period = rules::read_period(field(fields, "ky"), today)?;
        let typed_boundaries = field(fields, "ngay").trim().to_owned();
        let boundaries = rules::read_boundaries(&typed_boundaries, period, today)?;
        let unit = units::unit(tx, scope.unit()).await?;
        let name = units::full_name(tx, scope.unit(), boundaries, lang).await?;
        Ok(Place { unit, name, period, boundaries, typed_boundaries })
    }

    fn id(&self) -> &UnitId {
        &self.unit.id
    }

    /// `ky=2017-H1`, with the geography where one was chosen.
    fn query(&self) -> String {
        if self.typed_boundaries.is_empty() {
            return format!("ky={}", self.period);
        }
        format!("ky={}&ngay={}", self.period, self.boundaries)
    }

    fn subtree(&self) -> units::Subtree {
        units::Subtree { unit: self.unit.id.clone(), boundaries: self.boundaries }
    }
}

/// The indicators that a unit of this level is asked for, in the order of a report.
pub(crate) async fn asked_of(
    tx: &mut Tx,
    scope: &Scope,
    level: units::Level,
    last: Day,
) -> Result<Vec<Definition>, Problem> {
    let above = units::path(tx, scope.unit(), scope.today()).await?;
    let owners: Vec<UnitId> = above.into_iter().map(|unit| unit.id).collect();
    let catalogue = counts::catalogue(tx).await?;
    Ok(catalogue.into_iter().filter(|one| rules::is_asked(one, level, &owners, last)).collect())
}

/// Every measure there is, to notice a figure that counts something else.
pub(crate) fn measures(definitions: &[Definition]) -> Vec<String> {
    let mut measures: Vec<String> = definitions.iter().map(|one| one.measure_vi.clone()).collect();
    measures.sort();
    measures.dedup();
    measures
}

fn note_failures(mistakes: &mut Mistakes, failures: Vec<Failure>, lang: Lang) {
    for failure in failures {
        let message = match &failure.problem {
            Problem::BadValue(each) => {
                each.iter().map(|one| one.message.clone()).collect::<Vec<_>>().join(" ")
            }
            other => other.say(lang),
        };
        mistakes.note(&failure.field, message);
    }
}

/// Names above a unit with the addresses of the same page there, for the crumbs; only those the
/// caller may go to.
async fn crumbs(
    look: &mut Look,
    unit: &UnitId,
    page: &str,
) -> Result<Vec<(String, String)>, Problem> {
    let above = units::path(&mut look.tx, unit, look.today).await?;
    let mut crumbs = vec![];
    for one in above.into_iter().filter(|one| one.id != *unit) {
        if look.may(DECLARE, &one.id).await? {
            crumbs.push((one.full_name(look.lang), format!("/don-vi/{}/{page}", one.id)));
        }
    }
    Ok(crumbs)
}

/// The number of figures that were changed, carried from a save to the page after it.
fn saved(fields: &Fields) -> Option<usize> {
    field(fields, "xong").parse().ok()
}

/// Leave to declare, for a handler that writes.
async fn scope_to_declare(work: &mut Work, unit: &UnitId) -> Result<Scope, Problem> {
    work.scope(DECLARE, unit).await
}
