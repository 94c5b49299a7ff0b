//! Coverage for programs.

use super::{
    rules::Place,
    store::{self, Tally},
};
use crate::READ_UNITS;
use access::Look;
use axum::{Json, extract::Path};
use kernel::{RowId, UnitId};
use platform::{Problem, Route, module::Needs};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

pub fn routes() -> Vec<Route> {
    vec![Route::get("/api/v1/units/{unit}/coverage", Needs::Permission(READ_UNITS), show)]
}

#[derive(OpenApi)]
#[openapi(paths(show))]
struct Description;

pub fn describe() -> utoipa::openapi::OpenApi {
    Description::openapi()
}

#[derive(Serialize, ToSchema)]
struct CoverageJson {
    tallies: Vec<TallyJson>,
    /// The places, the uncovered first; at most a thousand.
    places: Vec<PlaceJson>,
}

#[derive(Serialize, ToSchema)]
struct TallyJson {
    #[schema(value_type = String)]
    unit: UnitId,
    /// `hamlet`, `school`, `agency`, `enterprise`, `clan` …
    setting: &'static str,
    places: i64,
    covered: i64,
}

#[derive(Serialize, ToSchema)]
struct PlaceJson {
    #[schema(value_type = String)]
    id: RowId,
    #[schema(value_type = String)]
    unit: UnitId,
    setting: &'static str,
    name: String,
    since: String,
    /// The unit of the association's own that stands for it; absent where none does.
    #[schema(value_type = Option<String>)]
    covered_by: Option<UnitId>,
    covered_from: Option<String>,
}

/// The places that should have a chapter or a committee, and which have one, today.
#[utoipa::path(get, path = "/api/v1/units/{unit}/coverage", operation_id = "show_coverage", tag = "organisation",
    params(("unit" = String, Path)),
    responses((status = 200, body = CoverageJson), (status = 404, description = "outside one's subtree")))]
async fn show(mut look: Look, Path(unit): Path<UnitId>) -> Result<Json<CoverageJson>, Problem> {
    let scope = look.scope(READ_UNITS, &unit).await?;
    let today = look.today;
    let tallies = store::tallies(&mut look.tx, &scope, today).await?;
    let places = store::places(&mut look.tx, &scope, None, today).await?;
    let tally = |one: Tally| TallyJson {
        unit: one.unit_id,
        setting: one.setting.code(),
        places: one.places,
        covered: one.covered,
    };
    let place = |one: Place| PlaceJson {
        id: one.id,
        unit: one.unit_id,
        setting: one.setting.code(),
        name: one.name,
        since: one.since.to_string(),
        covered_by: one.covered_by,
        covered_from: one.covered_from.map(|day| day.to_string()),
    };
    Ok(Json(CoverageJson {
        tallies: tallies.into_iter().map(tally).collect(),
        places: places.into_iter().map(place).collect(),
    }))
}
