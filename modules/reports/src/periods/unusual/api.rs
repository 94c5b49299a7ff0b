//! Reasons for programs.

use super::{NewReason, Says, Unusual, unusual_of, write_reasons};
use crate::{EDIT_REPORTS, READ_REPORTS, periods::Filed};
use access::{
    Look, Work,
    asked::{self, Body, Query},
};
use axum::{
    Json,
    extract::Path,
    response::{IntoResponse, Response},
};
use kernel::{Period, RowId, UnitId};
use platform::{Problem, Route, module::Needs, operation::Answered};
use utoipa::OpenApi;

const PATH: &str = "/api/v1/units/{unit}/reports/{form}/reasons";

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get(PATH, Needs::Permission(READ_REPORTS), show),
        Route::post(PATH, Needs::Permission(EDIT_REPORTS), write),
    ]
}

#[derive(OpenApi)]
#[openapi(paths(show, write))]
struct Description;

pub(crate) fn describe() -> utoipa::openapi::OpenApi {
    Description::openapi()
}

#[derive(serde::Deserialize)]
struct Asked {
    #[serde(deserialize_with = "asked::period")]
    period: Period,
}

/// The figures that have changed a lot against the comparable period.
#[derive(serde::Serialize, utoipa::ToSchema)]
struct UnusualJson {
    figures: Vec<Unusual>,
}

/// What has changed by more than 30 %, why, and what the units below have said of it.
#[utoipa::path(get, path = "/api/v1/units/{unit}/reports/{form}/reasons", operation_id = "report_reasons", tag = "reports",
    params(("unit" = String, Path), ("form" = String, Path), ("period" = String, Query)),
    responses((status = 200, body = UnusualJson), (status = 404, description = "outside one's subtree, or no such form")))]
async fn show(
    mut look: Look,
    Path((unit, form)): Path<(UnitId, String)>,
    Query(asked): Query<Asked>,
) -> Result<Json<UnusualJson>, Problem> {
    let filed = Filed { unit, form, period: asked.period };
    Ok(Json(UnusualJson { figures: unusual_of(&mut look, &filed).await? }))
}

#[derive(serde::Deserialize, Default, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
struct ReasonsAsked {
    reasons: Vec<ReasonAsked>,
}

/// One sentence of at most 300 letters, or the snapshot of a unit below whose sentence is taken over.
#[derive(serde::Deserialize, serde::Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct ReasonAsked {
    indicator: String,
    #[serde(default)]
    sentence: String,
    #[schema(value_type = Option<String>)]
    snapshot: Option<RowId>,
    /// The revision that was read; 0 where there was none.
    #[serde(default)]
    revision: i64,
}

/// Says why figures have changed. An empty sentence takes back what was said.
#[utoipa::path(post, path = "/api/v1/units/{unit}/reports/{form}/reasons", operation_id = "write_report_reasons", tag = "reports",
    params(("unit" = String, Path), ("form" = String, Path), ("period" = String, Query), ("idempotency-key" = String, Header)),
    request_body = ReasonsAsked,
    responses((status = 200, description = "written"), (status = 409, description = "reasons_handed_in, stale_version, period_locked"),
              (status = 422, description = "reason_too_long, nothing_to_explain, not_a_figure_of_the_form, not_a_reason_of_below")))]
async fn write(
    mut work: Work,
    Path((unit, form)): Path<(UnitId, String)>,
    Query(asked): Query<Asked>,
    Body(sent): Body<ReasonsAsked>,
) -> Result<Response, Problem> {
    let filed = Filed { unit, form, period: asked.period };
    let new = |one: ReasonAsked| NewReason {
        says: one.snapshot.map_or(Says::Own(one.sentence), Says::Takes),
        indicator: one.indicator,
        revision: one.revision,
    };
    let news: Vec<NewReason> = sent.reasons.into_iter().map(new).collect();
    write_reasons(&mut work, &filed, &news).await?;
    let said = serde_json::json!({ "written": news.len() });
    Ok(work.finish(Answered::json(200, &said)?).await?.into_response())
}
