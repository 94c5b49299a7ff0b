//! Sessions and accounts for programs.

use crate::{
    Look, MANAGE_ACCOUNTS, Role, Work, accounts,
    asked::{self, Body, Query},
    edge::ProblemJson,
    listing::{self, Listed, Listing},
    rules::NewAccount,
    session::{self, Device},
};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use kernel::{AccountId, UnitId};
use platform::{Problem, Route, Site, module::Needs, operation::Answered};
use utoipa::OpenApi;

pub fn routes() -> Vec<Route> {
    let manage = Needs::Permission(MANAGE_ACCOUNTS);
    vec![
        Route::post("/api/v1/session", Needs::Nobody, sign_in),
        Route::delete("/api/v1/session", Needs::SignIn, sign_out),
        Route::get("/api/v1/me", Needs::SignIn, me),
        Route::get("/api/v1/units/{unit}/accounts", manage, list),
        Route::post("/api/v1/units/{unit}/accounts", manage, add),
    ]
}

#[derive(OpenApi)]
#[openapi(paths(sign_in, sign_out, me, list, add), components(schemas(ProblemJson)))]
struct Description;

pub fn describe() -> utoipa::openapi::OpenApi {
    Description::openapi()
}

#[derive(serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct Credentials {
    username: String,
    password: String,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct Token {
    /// Send it as `Authorization: Bearer …`.
    token: String,
}

/// Signs in and gives a token.
#[utoipa::path(post, path = "/api/v1/session", tag = "access", request_body = Credentials,
    responses((status = 200, body = Token), (status = 401, body = ProblemJson), (status = 429, body = ProblemJson)))]
async fn sign_in(
    State(site): State<Site>,
    device: Device,
    Body(credentials): Body<Credentials>,
) -> Result<Json<Token>, Problem> {
    let token =
        session::sign_in(&site, &credentials.username, &credentials.password, &device).await?;
    Ok(Json(Token { token }))
}

/// Ends the session of the token. Asked again it changes nothing more, so it needs no `Idempotency-Key`.
#[utoipa::path(delete, path = "/api/v1/session", tag = "access", responses((status = 204)))]
async fn sign_out(look: Look) -> Result<StatusCode, Problem> {
    let Look { site, tx, caller, lang, .. } = look;
    drop(tx);
    let mut work = Work::begin(&site, caller, lang).await?;
    if let Some(session) = work.caller.session.clone() {
        accounts::end_session(&mut work, &session).await?;
    }
    work.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct Me {
    full_name: String,
    roles: Vec<Held>,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct Held {
    role: Role,
    #[schema(value_type = String)]
    unit: UnitId,
    unit_code: String,
}

/// Who is signed in, and which roles stand today.
#[utoipa::path(get, path = "/api/v1/me", operation_id = "who_am_i", tag = "access", responses((status = 200, body = Me)))]
async fn me(mut look: Look) -> Result<Json<Me>, Problem> {
    let mut roles = vec![];
    for grant in look.caller.grants.clone().into_iter().filter(|grant| grant.stands_on(look.today))
    {
        let unit_code = units::unit(&mut look.tx, &grant.unit).await?.code.clone();
        roles.push(Held { role: grant.role, unit: grant.unit, unit_code });
    }
    Ok(Json(Me { full_name: look.caller.full_name, roles }))
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct Accounts {
    #[schema(value_type = Vec<Object>)]
    accounts: Vec<Listed>,
    /// How many there are in all.
    total: i64,
    /// Send it as `after` for those that follow; nothing at the end.
    next: Option<String>,
}

const ON_A_PAGE: usize = 100;

#[derive(Default, serde::Deserialize, utoipa::IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct AccountsAsked {
    /// A username in part, or words of a name as they begin.
    q: String,
    /// The `next` of an earlier answer.
    after: String,
}

/// Accounts with a role in the unit's subtree, by username, a hundred at a time.
#[utoipa::path(get, path = "/api/v1/units/{unit}/accounts", operation_id = "list_accounts", tag = "access",
    params(("unit" = String, Path), AccountsAsked),
    responses((status = 200, body = Accounts), (status = 404, body = ProblemJson), (status = 422, body = ProblemJson)))]
async fn list(
    mut look: Look,
    Path(unit): Path<UnitId>,
    Query(asked): Query<AccountsAsked>,
) -> Result<Json<Accounts>, Problem> {
    let scope = look.scope(MANAGE_ACCOUNTS, &unit).await?;
    let after = asked::place(Some(&asked.after), look.lang)
        .map_err(|why| Problem::mistake("after", why))?;
    let found = listing::accounts_in(&mut look.tx, &scope, &asked.q, after, ON_A_PAGE).await?;
    let Listing { accounts, total, next } = found;
    Ok(Json(Accounts { accounts, total, next }))
}

#[derive(serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct AccountToOpen {
    username: String,
    full_name: String,
    password: String,
    role: Role,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
#[schema(as = OpenedAccount)]
struct Opened {
    #[schema(value_type = String)]
    id: AccountId,
}

/// Opens an account with one role at the unit. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/api/v1/units/{unit}/accounts", operation_id = "open_account", tag = "access", params(("unit" = String, Path)),
    request_body = AccountToOpen,
    responses((status = 201, body = Opened), (status = 409, body = ProblemJson), (status = 422, body = ProblemJson)))]
async fn add(
    mut work: Work,
    Path(unit): Path<UnitId>,
    Body(new): Body<AccountToOpen>,
) -> Result<Response, Problem> {
    let AccountToOpen { username, full_name, password, role } = new;
    let id =
        accounts::add_account(&mut work, NewAccount { username, full_name, password, role, unit })
            .await?;
    Ok(work.finish(Answered::json(201, &Opened { id })?).await?.into_response())
}
