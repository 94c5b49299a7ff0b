//! Indicators, declarations and targets for programs.

use crate::{
    actions::{self, Entry},
    pages::{Fields, Place},
    rules::{self, Refusal, Stated},
};
use access::{
    Look, Work,
    asked::{self, Body, Query},
};
use axum::{
    Json,
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use counts::{DECLARE, Declaration, Definition, EDIT_INDICATORS, Kind, NewIndicator, READ_FIGURES};
use kernel::{Day, Lang, Period, UnitId};
use platform::{Mistake, Problem, Route, Say, db::Tx, module::Needs, operation::Answered};
use utoipa::OpenApi;

pub fn routes() -> Vec<Route> {
    let (read, declare) = (Needs::Permission(READ_FIGURES), Needs::Permission(DECLARE));
    vec![
        Route::get("/api/v1/indicators", Needs::SignIn, indicators),
        Route::post(
            "/api/v1/units/{unit}/indicators",
            Needs::Permission(EDIT_INDICATORS),
            add_indicator,
        ),
        Route::get("/api/v1/units/{unit}/declarations", read, declarations),
        Route::put("/api/v1/units/{unit}/declarations", declare, declare_many),
        Route::delete("/api/v1/units/{unit}/declarations", declare, retract),
        Route::put("/api/v1/units/{unit}/targets", declare, set_targets),
    ]
}

#[derive(OpenApi)]
#[openapi(
    paths(indicators, add_indicator, declarations, declare_many, retract, set_targets),
    components(schemas(IndicatorToAdd, Statement, Target))
)]
struct Description;

pub fn describe() -> utoipa::openapi::OpenApi {
    Description::openapi()
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct Indicators {
    #[schema(value_type = Vec<Object>)]
    indicators: Vec<Definition>,
}

/// Every indicator, in the order of a report.
#[utoipa::path(get, path = "/api/v1/indicators", operation_id = "list_indicators", tag = "figures", responses((status = 200, body = Indicators)))]
async fn indicators(mut look: Look) -> Result<Json<Indicators>, Problem> {
    Ok(Json(Indicators { indicators: counts::catalogue(&mut look.tx).await? }))
}

#[derive(serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct IndicatorToAdd {
    code: String,
    label_vi: String,
    #[serde(default)]
    label_en: String,
    measure_vi: String,
    #[serde(default)]
    measure_en: String,
    kind: Kind,
    #[serde(default)]
    parts: Vec<String>,
    #[serde(default)]
    definition_vi: String,
}

/// Adds an indicator of the unit's own. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/api/v1/units/{unit}/indicators", tag = "figures", params(("unit" = String, Path)),
    request_body = IndicatorToAdd,
    responses((status = 201, body = Object), (status = 404), (status = 409), (status = 422)))]
async fn add_indicator(
    mut work: Work,
    Path(unit): Path<UnitId>,
    Body(new): Body<IndicatorToAdd>,
) -> Result<Response, Problem> {
    let IndicatorToAdd {
        code,
        label_vi,
        label_en,
        measure_vi,
        measure_en,
        kind,
        parts,
        definition_vi,
    } = new;
    let body = serde_json::json!({ "code": code });
    let new = NewIndicator {
        code,
        label_vi,
        label_en,
        measure_vi,
        measure_en,
        kind,
        parts,
        definition_vi,
    };
    counts::add_indicator(&mut work, &unit, new).await?;
    Ok(work.finish(Answered::json(201, &body)?).await?.into_response())
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    #[serde(deserialize_with = "asked::period")]
    period: Period,
    /// `now` or a day; unless said, the geography of the period's last day.
    #[serde(default)]
    boundaries: String,
}

impl Asked {
    fn fields(&self) -> Fields {
        vec![
            ("ky".to_owned(), self.period.to_string()),
            ("ngay".to_owned(), self.boundaries.clone()),
        ]
    }
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct Declarations {
    #[schema(value_type = String)]
    unit: UnitId,
    #[schema(value_type = String)]
    period: Period,
    #[schema(value_type = String)]
    boundaries: Day,
    #[schema(value_type = Vec<Object>)]
    declarations: Vec<Named>,
}

#[derive(serde::Serialize)]
struct Named {
    #[serde(flatten)]
    declaration: Declaration,
    unit_code: String,
    unit_name: String,
}

/// What the unit and those below it have declared within the period.
#[utoipa::path(get, path = "/api/v1/units/{unit}/declarations", operation_id = "list_declarations", tag = "figures",
    params(("unit" = String, Path), ("period" = String, Query), ("boundaries" = Option<String>, Query)),
    responses((status = 200, body = Declarations), (status = 404), (status = 422)))]
async fn declarations(
    mut look: Look,
    Path(unit): Path<UnitId>,
    Query(asked): Query<Asked>,
) -> Result<Json<Declarations>, Problem> {
    let scope = look.scope(READ_FIGURES, &unit).await?;
    rules::read_boundaries(&asked.boundaries, asked.period, look.today)
        .map_err(|refusal| Problem::mistake("boundaries", refusal.say(look.lang)))?;
    let place = Place::read(&mut look.tx, &scope, &asked.fields(), look.lang).await?;
    let (period, boundaries) = (place.period, place.boundaries);
    let found = counts::declarations_of(&mut look, &unit, boundaries, period).await?;
    let ids: Vec<UnitId> = found.iter().map(|one| one.unit_id.clone()).collect();
    let units = units::briefs(&mut look.tx, &ids, boundaries).await?;
    let named = |declaration: Declaration| {
        let unit = units.get(&declaration.unit_id);
        Named {
            unit_code: unit.map(|unit| unit.code.clone()).unwrap_or_default(),
            unit_name: unit.map(|unit| unit.full_name(look.lang)).unwrap_or_default(),
            declaration,
        }
    };
    let declarations = found.into_iter().map(named).collect();
    Ok(Json(Declarations { unit, period, boundaries, declarations }))
}

/// One figure that a unit states.
#[derive(serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct Statement {
    indicator: String,
    #[schema(value_type = String)]
    #[serde(deserialize_with = "asked::period")]
    period: Period,
    /// Absent where the source gives only words.
    quantity: Option<i64>,
    /// `gần`, `trên`, `hơn`, `khoảng`, `ít nhất`; or the source's own words.
    #[serde(default)]
    wording: String,
    /// Where the number comes from.
    #[serde(default)]
    basis: String,
    /// A unit below, by id or by code in the geography of the period's last day; unless said, the unit of the address.
    unit: Option<String>,
}

/// One object or a list of them.
fn one_or_many<T: serde::de::DeserializeOwned>(
    body: serde_json::Value,
    lang: Lang,
) -> Result<Vec<T>, Problem> {
    let list = match body {
        serde_json::Value::Array(list) => list,
        one => vec![one],
    };
    let mut read = vec![];
    let mut mistakes = vec![];
    for (place, one) in list.into_iter().enumerate() {
        match asked::value(one, &format!("[{place}]"), lang) {
            Ok(one) => read.push(one),
            Err(mistake) => mistakes.push(mistake),
        }
    }
    if mistakes.is_empty() { Ok(read) } else { Err(Problem::BadValue(mistakes)) }
}

/// Of two statements about one thing nobody can know which was meant.
fn only_once<K: PartialEq>(keys: &[K]) -> Result<(), Refusal> {
    for (second, key) in keys.iter().enumerate() {
        if let Some(first) = keys[..second].iter().position(|earlier| earlier == key) {
            return Err(Refusal::DeclaredTwice { first, second });
        }
    }
    Ok(())
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct Declared {
    declared: usize,
}

/// States one figure or many, all or none. The same statement again changes nothing.
/// Needs an `Idempotency-Key`.
#[utoipa::path(put, path = "/api/v1/units/{unit}/declarations", operation_id = "declare", tag = "figures", params(("unit" = String, Path)),
    request_body = Vec<Statement>,
    responses((status = 200, body = Declared), (status = 404), (status = 409), (status = 422)))]
async fn declare_many(
    mut work: Work,
    Path(unit): Path<UnitId>,
    Body(body): Body<serde_json::Value>,
) -> Result<Response, Problem> {
    work.scope(DECLARE, &unit).await?;
    let statements: Vec<Statement> = one_or_many(body, work.lang)?;
    let mut entries = vec![];
    for (place, statement) in statements.into_iter().enumerate() {
        let of = match &statement.unit {
            None => unit.clone(),
            Some(written) => {
                below(&mut work.tx, &unit, written, statement.period.last(), work.today).await?
            }
        };
        let Statement { indicator, period, quantity, wording, basis, .. } = statement;
        let stated = Some(Stated { quantity, wording, basis });
        entries.push(Entry { field: format!("[{place}]"), unit: of, indicator, period, stated });
    }
    let cells: Vec<_> =
        entries.iter().map(|entry| (&entry.unit, &entry.indicator, entry.period)).collect();
    only_once(&cells)?;
    let mut failures = actions::save(&mut work, &entries).await?;
    if failures.len() == 1 {
        return Err(failures.remove(0).problem);
    }
    if !failures.is_empty() {
        let lang = work.lang;
        let mistake = |failure: actions::Failure| Mistake {
            message: failure.problem.say(lang),
            field: failure.field,
        };
        return Err(Problem::BadValue(failures.into_iter().map(mistake).collect()));
    }
    Ok(work
        .finish(Answered::json(200, &Declared { declared: entries.len() })?)
        .await?
        .into_response())
}

/// A unit of the subtree by id or code. One outside it is as unknown as one that never was.
async fn below(
    tx: &mut Tx,
    unit: &UnitId,
    written: &str,
    boundaries: Day,
    today: Day,
) -> Result<UnitId, Problem> {
    let id: UnitId = match written.parse() {
        Ok(id) => id,
        Err(never) => match never {},
    };
    let found = match units::unit(tx, &id).await {
        Ok(unit) => unit.id.clone(),
        Err(Problem::NotFound) => units::find(tx, written, boundaries).await?.id.clone(),
        Err(other) => return Err(other),
    };
    if units::is_within(tx, &found, unit, today).await? {
        Ok(found)
    } else {
        Err(Problem::NotFound)
    }
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct ToRetract {
    indicator: String,
    #[serde(deserialize_with = "asked::period")]
    period: Period,
}

/// Takes back one declaration of the unit itself. Needs an `Idempotency-Key`.
#[utoipa::path(delete, path = "/api/v1/units/{unit}/declarations", operation_id = "retract", tag = "figures",
    params(("unit" = String, Path), ("indicator" = String, Query), ("period" = String, Query)),
    responses((status = 204), (status = 404)))]
async fn retract(
    mut work: Work,
    Path(unit): Path<UnitId>,
    Query(which): Query<ToRetract>,
) -> Result<Response, Problem> {
    counts::retract(&mut work, &unit, &which.indicator, which.period).await?;
    let none = Answered {
        status: StatusCode::NO_CONTENT.as_u16(),
        location: String::new(),
        body: String::new(),
    };
    Ok(work.finish(none).await?.into_response())
}

/// What a unit means to reach.
#[derive(serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct Target {
    indicator: String,
    #[schema(value_type = String)]
    #[serde(deserialize_with = "asked::period")]
    period: Period,
    quantity: i64,
    /// The decision or resolution that says so.
    #[serde(default)]
    decision: String,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct TargetsSet {
    targets: usize,
}

/// Sets one target or many, all or none. Needs an `Idempotency-Key`.
#[utoipa::path(put, path = "/api/v1/units/{unit}/targets", tag = "figures", params(("unit" = String, Path)),
    request_body = Vec<Target>,
    responses((status = 200, body = TargetsSet), (status = 404), (status = 422)))]
async fn set_targets(
    mut work: Work,
    Path(unit): Path<UnitId>,
    Body(body): Body<serde_json::Value>,
) -> Result<Response, Problem> {
    work.scope(DECLARE, &unit).await?;
    let targets: Vec<Target> = one_or_many(body, work.lang)?;
    only_once(&targets.iter().map(|one| (&one.indicator, one.period)).collect::<Vec<_>>())?;
    for Target { indicator, period, quantity, decision } in &targets {
        counts::set_target(&mut work, &unit, indicator, *period, *quantity, decision).await?;
    }
    Ok(work
        .finish(Answered::json(200, &TargetsSet { targets: targets.len() })?)
        .await?
        .into_response())
}
