//! Reorganisations for programs.

use crate::{
    APPROVE, EDIT, READ, actions,
    plan::Plan,
    preview::Preview,
    states::{Part, State},
    store::{self, Reorganisation},
    taking_back,
};
use access::{Look, Work, asked::Body};
use axum::{
    Extension, Json,
    extract::Path,
    response::{IntoResponse, Response},
};
use kernel::{Day, Moment, RowId, UnitId};
use platform::{Problem, Route, module::Needs, operation::Answered};
use serde::{Deserialize, Serialize};
use succession::Registry;
use utoipa::{OpenApi, ToSchema};

pub fn routes() -> Vec<Route> {
    let (read, edit) = (Needs::Permission(READ), Needs::Permission(EDIT));
    let approve = Needs::Permission(APPROVE);
    vec![
        Route::get("/api/v1/units/{unit}/reorganisations", read, list),
        Route::post("/api/v1/units/{unit}/reorganisations", edit, draft),
        Route::get("/api/v1/units/{unit}/reorganisations/{id}", read, one),
        Route::put("/api/v1/units/{unit}/reorganisations/{id}", edit, change),
        Route::post("/api/v1/units/{unit}/reorganisations/{id}/propose", edit, propose),
        Route::post("/api/v1/units/{unit}/reorganisations/{id}/approve", approve, agree),
        Route::post("/api/v1/units/{unit}/reorganisations/{id}/apply", edit, apply),
        Route::post("/api/v1/units/{unit}/reorganisations/{id}/withdraw", edit, withdraw),
        Route::post("/api/v1/units/{unit}/reorganisations/{id}/take-back", edit, take_back),
    ]
}

#[derive(OpenApi)]
#[openapi(paths(list, draft, one, change, propose, agree, apply, withdraw, take_back))]
struct Description;

pub fn describe() -> utoipa::openapi::OpenApi {
    Description::openapi()
}

#[derive(Serialize, ToSchema)]
struct Listed {
    #[schema(value_type = String)]
    id: RowId,
    /// The unit it is made at.
    #[schema(value_type = String)]
    unit: UnitId,
    #[schema(value_type = String)]
    day: Day,
    decision: String,
    state: State,
    revision: i64,
    #[schema(value_type = Option<String>)]
    applied_at: Option<Moment>,
}

impl Listed {
    fn of(found: &Reorganisation) -> Listed {
        Listed {
            id: found.id.clone(),
            unit: found.unit.clone(),
            day: found.day,
            decision: found.decision.clone(),
            state: found.state,
            revision: found.revision,
            applied_at: found.applied_at,
        }
    }
}

#[derive(Serialize, ToSchema)]
struct Reorganisations {
    reorganisations: Vec<Listed>,
}

/// The reorganisations that touch a unit or something below it, the newest first.
#[utoipa::path(get, path = "/api/v1/units/{unit}/reorganisations", operation_id = "list_reorganisations", tag = "units",
    params(("unit" = String, Path)),
    responses((status = 200, body = Reorganisations), (status = 401), (status = 403), (status = 404)))]
async fn list(mut look: Look, Path(unit): Path<UnitId>) -> Result<Json<Reorganisations>, Problem> {
    let scope = look.scope(READ, &unit).await?;
    let found = store::all_in(&mut look.tx, &scope).await?;
    Ok(Json(Reorganisations { reorganisations: found.iter().map(Listed::of).collect() }))
}

#[derive(Serialize, ToSchema)]
struct Drafted {
    #[schema(value_type = String)]
    id: RowId,
}

/// Keeps a plan as a draft at the unit above all that it touches. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/api/v1/units/{unit}/reorganisations", operation_id = "draft_reorganisation", tag = "units",
    params(("unit" = String, Path)), request_body = Plan,
    responses((status = 201, body = Drafted), (status = 403), (status = 404), (status = 409), (status = 422)))]
async fn draft(
    mut work: Work,
    Extension(registry): Extension<Registry>,
    Path(unit): Path<UnitId>,
    Body(plan): Body<Plan>,
) -> Result<Response, Problem> {
    let id = actions::draft(&mut work, &registry, &unit, plan).await?;
    Ok(work.finish(Answered::json(201, &Drafted { id })?).await?.into_response())
}

#[derive(Serialize, ToSchema)]
struct Whole {
    #[serde(flatten)]
    head: Listed,
    plan: Plan,
    /// What it would do now; of one that was carried out, what it did.
    preview: Preview,
}

/// One reorganisation with its plan and what it does.
#[utoipa::path(get, path = "/api/v1/units/{unit}/reorganisations/{id}", operation_id = "get_reorganisation", tag = "units",
    params(("unit" = String, Path), ("id" = String, Path)),
    responses((status = 200, body = Whole), (status = 401), (status = 403), (status = 404), (status = 409)))]
async fn one(
    mut look: Look,
    Extension(registry): Extension<Registry>,
    Path((unit, id)): Path<(UnitId, RowId)>,
) -> Result<Json<Whole>, Problem> {
    let found = actions::seen(&mut look, &unit, &id).await?;
    let preview = actions::preview_of(&mut look, &registry, &found).await?;
    Ok(Json(Whole { head: Listed::of(&found), plan: found.plan, preview }))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Changed {
    revision: i64,
    plan: Plan,
}

/// Writes the plan anew; approvals of what it was before are void. Needs an `Idempotency-Key`.
#[utoipa::path(put, path = "/api/v1/units/{unit}/reorganisations/{id}", operation_id = "change_reorganisation", tag = "units",
    params(("unit" = String, Path), ("id" = String, Path)), request_body = Changed,
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 422)))]
async fn change(
    mut work: Work,
    Extension(registry): Extension<Registry>,
    Path((unit, id)): Path<(UnitId, RowId)>,
    Body(asked): Body<Changed>,
) -> Result<Response, Problem> {
    actions::change(&mut work, &registry, &unit, &id, asked.revision, asked.plan).await?;
    done(work).await
}

/// What an approval, or the carrying out, is bound to.
#[derive(Serialize, ToSchema)]
struct Bound {
    hash: String,
}

/// Lays it before both sides. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/api/v1/units/{unit}/reorganisations/{id}/propose", operation_id = "propose_reorganisation", tag = "units",
    params(("unit" = String, Path), ("id" = String, Path)),
    responses((status = 200, body = Bound), (status = 403), (status = 404), (status = 409), (status = 422)))]
async fn propose(
    mut work: Work,
    Extension(registry): Extension<Registry>,
    Path((unit, id)): Path<(UnitId, RowId)>,
) -> Result<Response, Problem> {
    let hash = actions::propose(&mut work, &registry, &unit, &id).await?;
    Ok(work.finish(Answered::json(200, &Bound { hash })?).await?.into_response())
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Agreement {
    part: Part,
    /// The `hash` of the preview that was looked at.
    hash: String,
}

/// Says yes for one side, to exactly what the preview with this hash shows. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/api/v1/units/{unit}/reorganisations/{id}/approve", operation_id = "approve_reorganisation", tag = "units",
    params(("unit" = String, Path), ("id" = String, Path)), request_body = Agreement,
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 422)))]
async fn agree(
    mut work: Work,
    Extension(registry): Extension<Registry>,
    Path((unit, id)): Path<(UnitId, RowId)>,
    Body(asked): Body<Agreement>,
) -> Result<Response, Problem> {
    actions::approve(&mut work, &registry, &unit, &id, asked.part, &asked.hash).await?;
    done(work).await
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ToApply {
    /// The `hash` of the preview that both sides agreed to.
    hash: String,
}

/// Carries it out, all of it or nothing. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/api/v1/units/{unit}/reorganisations/{id}/apply", operation_id = "apply_reorganisation", tag = "units",
    params(("unit" = String, Path), ("id" = String, Path)), request_body = ToApply,
    responses((status = 200, body = Preview), (status = 403), (status = 404), (status = 409), (status = 422)))]
async fn apply(
    mut work: Work,
    Extension(registry): Extension<Registry>,
    Path((unit, id)): Path<(UnitId, RowId)>,
    Body(asked): Body<ToApply>,
) -> Result<Response, Problem> {
    let preview = actions::apply(&mut work, &registry, &unit, &id, &asked.hash).await?;
    Ok(work.finish(Answered::json(200, &preview)?).await?.into_response())
}

/// Gives up a plan that was not carried out. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/api/v1/units/{unit}/reorganisations/{id}/withdraw", operation_id = "withdraw_reorganisation", tag = "units",
    params(("unit" = String, Path), ("id" = String, Path)),
    responses((status = 204), (status = 403), (status = 404), (status = 409)))]
async fn withdraw(
    mut work: Work,
    Path((unit, id)): Path<(UnitId, RowId)>,
) -> Result<Response, Problem> {
    actions::withdraw(&mut work, &unit, &id).await?;
    done(work).await
}

/// Makes everything as it was, where nobody has touched it since. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/api/v1/units/{unit}/reorganisations/{id}/take-back", operation_id = "take_reorganisation_back", tag = "units",
    params(("unit" = String, Path), ("id" = String, Path)),
    responses((status = 204), (status = 403), (status = 404), (status = 409)))]
async fn take_back(
    mut work: Work,
    Extension(registry): Extension<Registry>,
    Path((unit, id)): Path<(UnitId, RowId)>,
) -> Result<Response, Problem> {
    taking_back::take_back(&mut work, &registry, &unit, &id).await?;
    done(work).await
}

async fn done(work: Work) -> Result<Response, Problem> {
    let answer = Answered { status: 204, location: String::new(), body: String::new() };
    Ok(work.finish(answer).await?.into_response())
}
