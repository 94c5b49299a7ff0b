//! The tree of units, and what the association opens in it, for programs.

use crate::{
    actions,
    pages::day_of,
    rules,
    sight::{self, Part},
    story::{self, Place, UnitStory},
};
use access::{
    Look, Work,
    asked::{self, Body, Query},
};
use axum::{
    Extension, Json,
    extract::Path,
    response::{IntoResponse, Response},
};
use kernel::{Day, Lang, UnitId};
use platform::{Problem, Route, module::Needs, operation::Answered};
use serde::{Deserialize, Serialize};
use succession::Registry;
use units::{Form, NewOwnUnit, Setting, UnitBrief};
use utoipa::{IntoParams, OpenApi, ToSchema};

pub fn routes() -> Vec<Route> {
    let edit = Needs::Permission(crate::EDIT_UNITS);
    vec![
        Route::get("/api/v1/units", Needs::SignIn, search),
        Route::get("/api/v1/units/{unit}", Needs::SignIn, one),
        Route::get("/api/v1/units/{unit}/children", Needs::SignIn, children),
        Route::post("/api/v1/units/{unit}/units", edit, open),
        Route::post("/api/v1/units/{unit}/rename", edit, rename),
        Route::post("/api/v1/units/{unit}/close", edit, close),
    ]
}

#[derive(OpenApi)]
#[openapi(paths(search, one, children, open, rename, close))]
struct Description;

pub fn describe() -> utoipa::openapi::OpenApi {
    Description::openapi()
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// A name, with or without marks, today's or a former one; or a code.
    q: String,
    /// Names and boundaries of this day; today's when left out.
    on: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct Listed {
    #[schema(value_type = String)]
    id: UnitId,
    code: String,
    level: &'static str,
    full_name: String,
    #[schema(value_type = String)]
    opened: Day,
    /// The first day on which it is no more; absent while it is.
    #[schema(value_type = Option<String>)]
    closed: Option<Day>,
}

impl Listed {
    fn of(unit: &UnitBrief, lang: Lang) -> Listed {
        let Place { id, code, level, full_name } = Place::of(unit, lang);
        let closed = Some(unit.closed).filter(|day| *day < Day::NEVER);
        Listed { id, code, level, full_name, opened: unit.opened, closed }
    }
}

#[derive(Serialize, ToSchema)]
struct Found {
    /// At most fifty, those alive on the day first.
    units: Vec<Listed>,
}

/// Finds units by name or code.
#[utoipa::path(get, path = "/api/v1/units", operation_id = "search_units", tag = "units", params(Wanted),
    responses((status = 200, body = Found), (status = 401)))]
async fn search(mut look: Look, Query(wanted): Query<Wanted>) -> Result<Json<Found>, Problem> {
    let on = day_of("on", wanted.on.as_deref(), &look)?;
    let found = sight::search(&mut look, &wanted.q, on).await?;
    Ok(Json(Found { units: found.iter().map(|unit| Listed::of(unit, look.lang)).collect() }))
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct OfDay {
    /// The boundaries of this day; today's when left out.
    on: Option<String>,
}

/// One unit with its past and what became of it: by its id, its code in the boundaries of a day, or `CODE@DAY`.
#[utoipa::path(get, path = "/api/v1/units/{unit}", operation_id = "get_unit", tag = "units",
    params(("unit" = String, Path, description = "An id, `03208` or `03208@2017-06-30`"), OfDay),
    responses((status = 200, body = UnitStory), (status = 401), (status = 404)))]
async fn one(
    mut look: Look,
    Path(name): Path<String>,
    Query(of): Query<OfDay>,
) -> Result<Json<UnitStory>, Problem> {
    let on = day_of("on", of.on.as_deref(), &look)?;
    let unit = sight::named(&mut look, &name, on).await?;
    let boundaries = story::day_asked(&name, on);
    let mut story = story::of_unit(&mut look.tx, &unit, boundaries, look.lang).await?;
    sight::keep_seen(&mut look, &mut story).await?;
    Ok(Json(story))
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Paged {
    /// The boundaries of this day; today's when left out.
    on: Option<String>,
    /// The `next` of the page before.
    after: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct Children {
    units: Vec<Listed>,
    total: usize,
    /// Hand this in as `after` to get the rest; absent at the end.
    next: Option<String>,
}

/// The units directly below, fifty at a time. Units of the association's own are told only within
/// the caller's subtree.
#[utoipa::path(get, path = "/api/v1/units/{unit}/children", operation_id = "list_child_units", tag = "units",
    params(("unit" = String, Path), Paged),
    responses((status = 200, body = Children), (status = 401), (status = 404)))]
async fn children(
    mut look: Look,
    Path(name): Path<String>,
    Query(paged): Query<Paged>,
) -> Result<Json<Children>, Problem> {
    let on = day_of("on", paged.on.as_deref(), &look)?;
    let after = asked::place(paged.after.as_deref(), look.lang)
        .map_err(|message| Problem::mistake("after", message))?;
    let unit = sight::named(&mut look, &name, on).await?;
    let all = sight::children(&mut look, &unit.id, story::day_asked(&name, on)).await?;
    let Part { units, total, next } = sight::part_of(all, after);
    let units = units.iter().map(|unit| Listed::of(unit, look.lang)).collect();
    Ok(Json(Children { units, total, next }))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct UnitToOpen {
    /// In full: `Chi hội bản Thẩm Mú 1`.
    name: String,
    /// `chi_hoi`, `phan_hoi`, `to_hoi`, `ban_khuyen_hoc` or `hoi`.
    #[schema(value_type = String)]
    form: Form,
    /// `hamlet`, `agency`, `school`, `clan`, `enterprise`, `armed_forces`, `religious` or `other`.
    #[schema(value_type = String)]
    setting: Setting,
    #[schema(value_type = String)]
    #[serde(deserialize_with = "asked::day")]
    opened: Day,
    /// What stands behind the parent's code and a dot; made from the name when left out.
    code: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct Opened {
    #[schema(value_type = String)]
    id: UnitId,
    code: String,
}

/// Opens a chapter, group or committee under a unit. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/api/v1/units/{unit}/units", operation_id = "open_unit", tag = "units",
    params(("unit" = String, Path)), request_body = UnitToOpen,
    responses((status = 201, body = Opened), (status = 403), (status = 404), (status = 409), (status = 422)))]
async fn open(
    mut work: Work,
    Path(parent): Path<UnitId>,
    Body(new): Body<UnitToOpen>,
) -> Result<Response, Problem> {
    let code_suffix = new.code.unwrap_or_else(|| rules::code_from(&new.name));
    let UnitToOpen { name, form, setting, opened, .. } = new;
    let new = NewOwnUnit { code_suffix, name, form, setting, opened, sector: None };
    let id = actions::open_own(&mut work, &parent, new).await?;
    let code = units::unit(&mut work.tx, &id).await?.code.clone();
    Ok(work.finish(Answered::json(201, &Opened { id, code })?).await?.into_response())
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NameToGive {
    name: String,
    #[schema(value_type = String)]
    #[serde(deserialize_with = "asked::day")]
    since: Day,
    #[serde(default)]
    decision: String,
}

/// Gives a unit of the association's own another name from a day on. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/api/v1/units/{unit}/rename", operation_id = "rename_unit", tag = "units",
    params(("unit" = String, Path)), request_body = NameToGive,
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 422)))]
async fn rename(
    mut work: Work,
    Path(unit): Path<UnitId>,
    Body(new): Body<NameToGive>,
) -> Result<Response, Problem> {
    actions::rename(&mut work, &unit, &new.name, new.since, &new.decision).await?;
    Ok(work.finish(done()).await?.into_response())
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Closing {
    /// The first day on which the unit is no more.
    #[schema(value_type = String)]
    #[serde(deserialize_with = "asked::day")]
    on: Day,
    #[serde(default)]
    decision: String,
}

/// Ends a unit of the association's own that holds nothing any more; others are dissolved by a reorganisation. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/api/v1/units/{unit}/close", operation_id = "close_unit", tag = "units",
    params(("unit" = String, Path)), request_body = Closing,
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 422)))]
async fn close(
    mut work: Work,
    Extension(registry): Extension<Registry>,
    Path(unit): Path<UnitId>,
    Body(closing): Body<Closing>,
) -> Result<Response, Problem> {
    actions::close(&mut work, &registry, &unit, closing.on, &closing.decision).await?;
    Ok(work.finish(done()).await?.into_response())
}

fn done() -> Answered {
    Answered { status: 204, location: String::new(), body: String::new() }
}
