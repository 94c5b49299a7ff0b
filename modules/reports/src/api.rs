//! Reports and explanations for programs.

use crate::{
    READ_REPORTS,
    json::{self, ExplanationJson, ReportJson},
    report, rules,
};
use access::{
    Look,
    asked::{self, Query},
};
use axum::{Json, extract::Path};
use counts::READ_FIGURES;
use kernel::{Day, Period, RowId, UnitId};
use platform::{Problem, Route, Say, module::Needs};
use utoipa::OpenApi;

pub fn routes() -> Vec<Route> {
    vec![
        Route::get(
            "/api/v1/units/{unit}/reports/{form}",
            Needs::Permission(READ_REPORTS),
            show_report,
        ),
        Route::get(
            "/api/v1/units/{unit}/figures/{indicator}",
            Needs::Permission(READ_FIGURES),
            explain,
        ),
    ]
}

#[derive(OpenApi)]
#[openapi(paths(show_report, explain))]
struct Description;

pub fn describe() -> utoipa::openapi::OpenApi {
    Description::openapi()
}

#[derive(serde::Deserialize)]
struct Asked {
    #[serde(deserialize_with = "asked::period")]
    period: Period,
    #[serde(default)]
    boundaries: String,
    after: Option<RowId>,
}

impl Asked {
    fn boundaries(&self, look: &Look) -> Result<Day, Problem> {
        rules::boundaries(&self.boundaries, look.today)
            .map_err(|refusal| Problem::mistake("boundaries", refusal.say(look.lang)))
    }
}

/// The report of a unit by a form, live.
#[utoipa::path(get, path = "/api/v1/units/{unit}/reports/{form}", operation_id = "unit_report", tag = "reports",
    params(("unit" = String, Path),
           ("form" = String, Path, description = "half-year, year, school-year, term, or the name of a unit's own form"),
           ("period" = String, Query, description = "2017-H1, 2017, SY2022 …"),
           ("boundaries" = Option<String>, Query, description = "a day, or now")),
    responses((status = 200, body = ReportJson), (status = 404, description = "outside one's subtree"), (status = 422, description = "no such period or day, or not one that the form is for")))]
async fn show_report(
    mut look: Look,
    Path((unit, form)): Path<(UnitId, String)>,
    Query(asked): Query<Asked>,
) -> Result<Json<ReportJson>, Problem> {
    let (period, boundaries) = (asked.period, asked.boundaries(&look)?);
    let report = report::report(&mut look, &form, &unit, period, boundaries).await?;
    Ok(Json(json::of_report(&report)))
}

/// One figure opened to its formula, its units and its rows.
#[utoipa::path(get, path = "/api/v1/units/{unit}/figures/{indicator}", operation_id = "explain_figure", tag = "reports",
    params(("unit" = String, Path), ("indicator" = String, Path), ("period" = String, Query),
           ("boundaries" = Option<String>, Query), ("after" = Option<String>, Query)),
    responses((status = 200, body = ExplanationJson), (status = 404, description = "outside one's subtree, or no such indicator")))]
async fn explain(
    mut look: Look,
    Path((unit, indicator)): Path<(UnitId, String)>,
    Query(asked): Query<Asked>,
) -> Result<Json<ExplanationJson>, Problem> {
    let (period, boundaries) = (asked.period, asked.boundaries(&look)?);
    let explanation =
        counts::explain(&mut look, &unit, boundaries, &indicator, period, asked.after.as_ref())
            .await?;
    Ok(Json(json::of_explanation(explanation, look.lang)))
}
