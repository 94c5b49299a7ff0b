//! Terms and who holds which office.

use super::Recorded;
use crate::{
    READ, actions,
    rules::{NewTenure, NewTerm, Tenure, Term},
    store::{tenures, terms},
    words::{Began, Ended},
};
use access::{
    Look, Work,
    asked::{self, Body},
};
use axum::{
    Json,
    extract::Path,
    response::{IntoResponse, Response},
};
use kernel::{Day, TenureId, TermId, UnitId};
use platform::{Problem, operation::Answered};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Serialize, ToSchema)]
pub struct TermJson {
    #[schema(value_type = String)]
    id: TermId,
    /// `2014–2019`
    years: String,
    #[schema(value_type = String)]
    since: Day,
    /// The day of the next congress; absent while the term runs.
    #[schema(value_type = Option<String>)]
    until: Option<Day>,
    #[schema(value_type = String)]
    planned_until: Day,
    decision: String,
}

impl TermJson {
    fn of(term: &Term) -> TermJson {
        TermJson {
            id: term.id.clone(),
            years: term.years(),
            since: term.since,
            until: Some(term.until).filter(|day| *day < Day::NEVER),
            planned_until: term.planned_until,
            decision: term.decision.clone(),
        }
    }
}

#[derive(Serialize, ToSchema)]
pub struct OfficerJson {
    #[schema(value_type = String)]
    id: TenureId,
    #[schema(value_type = String)]
    term: TermId,
    /// `chu_tich` and the like.
    post: String,
    full_name: String,
    apart: String,
    began: Began,
    #[schema(value_type = String)]
    since: Day,
    /// The first day no longer in office; absent while it is held.
    #[schema(value_type = Option<String>)]
    until: Option<Day>,
    ended: Option<Ended>,
    /// Whether an account has the rights of the office.
    linked: bool,
}

impl OfficerJson {
    fn of(tenure: &Tenure) -> OfficerJson {
        OfficerJson {
            id: tenure.id.clone(),
            term: tenure.term.clone(),
            post: tenure.post.clone(),
            full_name: tenure.full_name.clone(),
            apart: tenure.apart.clone(),
            began: tenure.began,
            since: tenure.since,
            until: Some(tenure.until).filter(|day| *day < Day::NEVER),
            ended: tenure.ended,
            linked: tenure.account.is_some(),
        }
    }
}

#[derive(Serialize, ToSchema)]
pub struct Officers {
    terms: Vec<TermJson>,
    /// All who ever held an office of the unit, by rank and day.
    officers: Vec<OfficerJson>,
}

/// Terms and officers of a unit, past and present.
#[utoipa::path(get, path = "/api/v1/units/{unit}/officers", operation_id = "list_officers", tag = "officers",
    params(("unit" = String, Path)), responses((status = 200, body = Officers)))]
pub async fn officers(mut look: Look, Path(unit): Path<UnitId>) -> Result<Json<Officers>, Problem> {
    let scope = look.scope(READ, &unit).await?;
    let terms = terms::terms(&mut look.tx, &scope).await?;
    let held = tenures::tenures(&mut look.tx, &scope).await?;
    Ok(Json(Officers {
        terms: terms.iter().map(TermJson::of).collect(),
        officers: held.iter().map(OfficerJson::of).collect(),
    }))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OfficerToRecord {
    post: String,
    full_name: String,
    /// Tells two people of one name apart.
    #[serde(default)]
    apart: String,
    /// The name by which the holder signs in; with it the rights of the office are given.
    #[serde(default)]
    username: String,
    began: Began,
    #[schema(value_type = String)]
    #[serde(deserialize_with = "asked::day")]
    since: Day,
    #[serde(default)]
    decision: String,
}

/// Records somebody in an office, in the term of its first day. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/api/v1/units/{unit}/officers", operation_id = "record_officer", tag = "officers",
    params(("unit" = String, Path)), request_body = OfficerToRecord,
    responses((status = 201, body = Recorded), (status = 409), (status = 422)))]
pub async fn appoint(
    mut work: Work,
    Path(unit): Path<UnitId>,
    Body(new): Body<OfficerToRecord>,
) -> Result<Response, Problem> {
    let OfficerToRecord { post, full_name, apart, username, began, since, decision } = new;
    let new = NewTenure { post, full_name, apart, username, began, since, until: None, decision };
    let id = actions::appoint(&mut work, &unit, new).await?.to_string();
    Ok(work.finish(Answered::json(201, &Recorded { id })?).await?.into_response())
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OfficeToEnd {
    /// The first day no longer in office.
    #[schema(value_type = String)]
    #[serde(deserialize_with = "asked::day")]
    on: Day,
    how: Ended,
    #[serde(default)]
    decision: String,
}

/// Ends an office on a day, and its rights with it. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/api/v1/units/{unit}/officers/{tenure}/end", operation_id = "end_office",
    tag = "officers", params(("unit" = String, Path), ("tenure" = String, Path)), request_body = OfficeToEnd,
    responses((status = 204), (status = 409), (status = 422)))]
pub async fn end_office(
    mut work: Work,
    Path((unit, tenure)): Path<(UnitId, TenureId)>,
    Body(end): Body<OfficeToEnd>,
) -> Result<Response, Problem> {
    actions::end_office(&mut work, &unit, &tenure, (end.on, end.how, &end.decision)).await?;
    Ok(work.finish(Answered::done()).await?.into_response())
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TermToOpen {
    first_year: i64,
    last_year: i64,
    /// The day of the congress.
    #[schema(value_type = String)]
    #[serde(deserialize_with = "asked::day")]
    since: Day,
    #[serde(default)]
    decision: String,
}

/// Opens a term. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/api/v1/units/{unit}/terms", operation_id = "open_term", tag = "officers",
    params(("unit" = String, Path)), request_body = TermToOpen,
    responses((status = 201, body = Recorded), (status = 409), (status = 422)))]
pub async fn open_term(
    mut work: Work,
    Path(unit): Path<UnitId>,
    Body(new): Body<TermToOpen>,
) -> Result<Response, Problem> {
    let TermToOpen { first_year, last_year, since, decision } = new;
    let new = NewTerm { first_year, last_year, since, until: None, decision };
    let id = actions::open_term(&mut work, &unit, new).await?.to_string();
    Ok(work.finish(Answered::json(201, &Recorded { id })?).await?.into_response())
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TermToCorrect {
    first_year: i64,
    last_year: i64,
    /// The day on which the congress met.
    #[schema(value_type = String)]
    #[serde(deserialize_with = "asked::day")]
    since: Day,
    #[serde(default)]
    decision: String,
    revision: i64,
}

/// Corrects a term; who was elected by its congress moves along, and the end of the term before. Needs an `Idempotency-Key`.
#[utoipa::path(put, path = "/api/v1/units/{unit}/terms/{term}", operation_id = "correct_term", tag = "officers",
    params(("unit" = String, Path), ("term" = String, Path)), request_body = TermToCorrect,
    responses((status = 204), (status = 404), (status = 409), (status = 422)))]
pub async fn correct_term(
    mut work: Work,
    Path((unit, term)): Path<(UnitId, TermId)>,
    Body(asked): Body<TermToCorrect>,
) -> Result<Response, Problem> {
    let TermToCorrect { first_year, last_year, since, decision, revision } = asked;
    let new = NewTerm { first_year, last_year, since, until: None, decision };
    actions::correct_term(&mut work, &unit, &term, (new, revision)).await?;
    Ok(work.finish(Answered::done()).await?.into_response())
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TermToEnd {
    /// The day of the next congress.
    #[schema(value_type = String)]
    #[serde(deserialize_with = "asked::day")]
    on: Day,
}

/// Ends the running term on the day of the next congress. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/api/v1/units/{unit}/terms/{term}/end", operation_id = "end_term", tag = "officers",
    params(("unit" = String, Path), ("term" = String, Path)), request_body = TermToEnd,
    responses((status = 204), (status = 409), (status = 422)))]
pub async fn end_term(
    mut work: Work,
    Path((unit, term)): Path<(UnitId, TermId)>,
    Body(end): Body<TermToEnd>,
) -> Result<Response, Problem> {
    actions::end_term(&mut work, &unit, &term, end.on).await?;
    Ok(work.finish(Answered::done()).await?.into_response())
}
