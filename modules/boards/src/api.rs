//! Boards for programs.

use crate::{
    board::{self, Asked, Board, Row},
    bridge,
};
use access::{
    Look,
    asked::{self, Query},
};
use axum::{Json, extract::Path};
use kernel::{Period, UnitId};
use platform::{Problem, Route, Say, module::Needs};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

pub fn routes() -> Vec<Route> {
    let read = Needs::Permission(counts::READ_FIGURES);
    vec![
        Route::get("/api/v1/units/{unit}/boards/{indicator}", read, show),
        Route::get("/api/v1/units/{unit}/member-bridge", read, show_bridge),
    ]
}

#[derive(OpenApi)]
#[openapi(paths(show, show_bridge))]
struct Description;

pub fn describe() -> utoipa::openapi::OpenApi {
    Description::openapi()
}

#[derive(serde::Deserialize)]
struct Wanted {
    #[serde(deserialize_with = "asked::period")]
    period: Period,
    #[serde(default)]
    boundaries: String,
    from: Option<i64>,
    until: Option<i64>,
}

#[derive(Serialize, ToSchema)]
struct BoardJson {
    #[schema(value_type = String)]
    unit: UnitId,
    indicator: String,
    label: String,
    unit_of_measure: String,
    period: String,
    boundaries: String,
    /// `commune`, `province` or `chapter`.
    level: &'static str,
    total: Option<AmountJson>,
    /// What stands at the unit itself or cannot be divided among those below.
    elsewhere: i64,
    rows: Vec<RowJson>,
    distribution: Vec<ClassJson>,
    trend: Vec<PointJson>,
    /// How many rows lie between `from` and `until`; absent unless asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    between: Option<usize>,
}

/// A number, or a share of two numbers.
#[derive(Serialize, ToSchema)]
struct AmountJson {
    /// The number, or hundredths of a percent.
    height: i64,
    said: String,
}

#[derive(Serialize, ToSchema)]
struct RowJson {
    #[schema(value_type = String)]
    unit: UnitId,
    code: String,
    name: String,
    rank: Option<usize>,
    /// Absent where nobody has reported: that is not zero.
    amount: Option<AmountJson>,
    previous: Option<AmountJson>,
    /// Changed by more than 30 % against the same period a year before; not where both numbers are below 10.
    unusual: bool,
    /// Why, as the unit said in the report it submitted, and which snapshot that is.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<ReasonJson>,
}

#[derive(Serialize, ToSchema)]
struct ReasonJson {
    sentence: String,
    snapshot: String,
}

#[derive(Serialize, ToSchema)]
struct ClassJson {
    from: i64,
    until: i64,
    units: usize,
}

#[derive(Serialize, ToSchema)]
struct PointJson {
    period: String,
    amount: Option<AmountJson>,
}

/// One figure of all units below a unit, ranked, with its distribution and trend.
#[utoipa::path(get, path = "/api/v1/units/{unit}/boards/{indicator}", operation_id = "show_board", tag = "boards",
    params(("unit" = String, Path), ("indicator" = String, Path), ("period" = String, Query),
           ("boundaries" = Option<String>, Query, description = "a day, or now"),
           ("from" = Option<i64>, Query, description = "lowest height: a number, or hundredths of a percent"),
           ("until" = Option<i64>, Query, description = "highest height")),
    responses((status = 200, body = BoardJson), (status = 404, description = "outside one's subtree, or no such indicator"),
              (status = 422, description = "nothing to compare, or no such period or day")))]
async fn show(
    mut look: Look,
    Path((unit, indicator)): Path<(UnitId, String)>,
    Query(wanted): Query<Wanted>,
) -> Result<Json<BoardJson>, Problem> {
    let boundaries = reports::boundaries(&wanted.boundaries, look.today)
        .map_err(|refusal| Problem::mistake("boundaries", refusal.say(look.lang)))?;
    let Wanted { period, from, until, .. } = wanted;
    let asked = Asked { unit, indicator, period, boundaries, from, until };
    let board = board::read(&mut look, &asked).await?;
    Ok(Json(of_board(&board)))
}

fn of_board(board: &Board) -> BoardJson {
    let amount =
        |amount: crate::Amount| AmountJson { height: amount.height(), said: board.say(amount) };
    let row = |row: &Row| RowJson {
        unit: row.unit.id.clone(),
        code: row.unit.code.clone(),
        name: row.unit.full_name(board.lang),
        rank: row.rank,
        amount: row.amount.map(amount),
        previous: row.before.map(amount),
        unusual: row.unusual,
        reason: row.reason.as_ref().map(|said| ReasonJson {
            sentence: said.reason.clone(),
            snapshot: said.snapshot.clone(),
        }),
    };
    BoardJson {
        unit: board.unit.id.clone(),
        indicator: board.definition.code.clone(),
        label: board.definition.label(board.lang).to_owned(),
        unit_of_measure: board.definition.measure(board.lang).to_owned(),
        period: board.period.to_string(),
        boundaries: board.boundaries.to_string(),
        level: board.level.code(),
        total: board.total.map(amount),
        elsewhere: board.elsewhere,
        rows: board.ranking().into_iter().map(row).collect(),
        distribution: board
            .distribution()
            .into_iter()
            .map(|class| ClassJson { from: class.from, until: class.until, units: class.units })
            .collect(),
        trend: board
            .trend
            .iter()
            .map(|(period, of)| PointJson { period: period.to_string(), amount: of.map(amount) })
            .collect(),
        between: board.between.map(|_| board.chosen().len()),
    }
}

#[derive(serde::Deserialize)]
struct BridgeWanted {
    #[serde(deserialize_with = "asked::period")]
    period: Period,
    #[serde(default)]
    boundaries: String,
}

#[derive(Serialize, ToSchema)]
struct BridgeJson {
    #[schema(value_type = String)]
    unit: UnitId,
    period: String,
    boundaries: String,
    opening: i64,
    steps: Vec<StepJson>,
    closing: i64,
}

#[derive(Serialize, ToSchema)]
struct StepJson {
    label: String,
    /// Below zero where it takes away.
    adds: i64,
    /// The indicator that explains it.
    indicator: Option<String>,
}

/// From the members at the beginning of a period to those at its end: the steps add up.
#[utoipa::path(get, path = "/api/v1/units/{unit}/member-bridge", operation_id = "member_bridge", tag = "boards",
    params(("unit" = String, Path), ("period" = String, Query),
           ("boundaries" = Option<String>, Query, description = "a day, or now")),
    responses((status = 200, body = BridgeJson), (status = 404, description = "outside one's subtree")))]
async fn show_bridge(
    mut look: Look,
    Path(unit): Path<UnitId>,
    Query(wanted): Query<BridgeWanted>,
) -> Result<Json<BridgeJson>, Problem> {
    let boundaries = reports::boundaries(&wanted.boundaries, look.today)
        .map_err(|refusal| Problem::mistake("boundaries", refusal.say(look.lang)))?;
    let bridge = bridge::read(&mut look, &unit, wanted.period, boundaries).await?;
    Ok(Json(BridgeJson {
        unit,
        period: bridge.period.to_string(),
        boundaries: bridge.boundaries.to_string(),
        opening: bridge.opening,
        steps: bridge
            .steps
            .into_iter()
            .map(|step| StepJson { label: step.label, adds: step.adds, indicator: step.indicator })
            .collect(),
        closing: bridge.closing,
    }))
}
