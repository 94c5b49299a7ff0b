//! Signing in and out, one's own account, and the accounts of a subtree.

use crate::{
    Look, MANAGE_ACCOUNTS, Role, SIGNED_IN, Work, accounts,
    edge::{self, Preferences},
    rules::NewAccount,
    session::{self, Device},
    store::{self, GrantRow, Listed},
    texts::Texts,
};
use askama::Template;
use axum::{
    Form,
    extract::{ConnectInfo, FromRequestParts, Path, Query, State},
    http::{HeaderMap, StatusCode, header, request::Parts},
    response::{Html, IntoResponse, Redirect, Response},
};
use kernel::{AccountId, RowId, SessionId, UnitId};
use platform::{
    Problem, Route, Site,
    form::{Mistakes, Reader},
    module::Needs,
    operation::{self, Answered},
    web::{self, Flash, Rail, Shell},
};
use std::{convert::Infallible, net::SocketAddr};

pub fn routes() -> Vec<Route> {
    let manage = Needs::Permission(MANAGE_ACCOUNTS);
    vec![
        Route::get("/dang-nhap", Needs::Nobody, sign_in_form),
        Route::post("/dang-nhap", Needs::Nobody, sign_in),
        Route::post("/dang-xuat", Needs::Nobody, sign_out),
        Route::post("/ngon-ngu", Needs::Nobody, choose),
        Route::post("/hien-thi", Needs::Nobody, choose),
        Route::get("/tai-khoan", SIGNED_IN, mine),
        Route::post("/tai-khoan/mat-khau", SIGNED_IN, change_password),
        Route::post("/tai-khoan/phien/{session}/ket-thuc", SIGNED_IN, end_session),
        Route::get("/don-vi/{unit}/tai-khoan", manage, list),
        Route::get("/don-vi/{unit}/tai-khoan/them", manage, new_account),
        Route::post("/don-vi/{unit}/tai-khoan/them", manage, add_account),
        Route::get("/don-vi/{unit}/tai-khoan/{account}", manage, one),
        Route::post("/don-vi/{unit}/tai-khoan/{account}/vai-tro", manage, give_role),
        Route::post("/don-vi/{unit}/tai-khoan/{account}/thoi-vai-tro", manage, end_role),
        Route::post("/don-vi/{unit}/tai-khoan/{account}/tinh-trang", manage, set_state),
        Route::post("/don-vi/{unit}/tai-khoan/{account}/mat-khau", manage, reset_password),
    ]
}

// Đăng nhập

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage {
    shell: Shell,
    t: Texts,
    username: String,
    next: String,
    problem: String,
    hint: String,
}

#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct SignInForm {
    username: String,
    password: String,
    next: String,
}

/// What the reader has chosen, for pages before anybody is signed in.
impl<S: Sync> FromRequestParts<S> for Preferences {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Preferences, Infallible> {
        Ok(Preferences::of(parts))
    }
}

/// From where a request comes.
impl<S: Sync> FromRequestParts<S> for Device {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Device, Infallible> {
        let address = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let address =
            address.map_or_else(|| "-".to_owned(), |ConnectInfo(address)| address.ip().to_string());
        let agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        Ok(Device { address, agent: agent.unwrap_or_default().to_owned() })
    }
}

fn sign_in_page(
    site: &Site,
    preferences: &Preferences,
    form: SignInForm,
    problem: String,
) -> Result<Html<String>, Problem> {
    let t = Texts(preferences.lang);
    web::page(SignInPage {
        shell: preferences.shell(preferences.lang, t.sign_in()),
        t,
        username: form.username,
        next: edge::inside(&form.next),
        problem,
        hint: site.settings.sign_in_hint.clone(),
    })
}

async fn sign_in_form(
    State(site): State<Site>,
    preferences: Preferences,
    Query(form): Query<SignInForm>,
) -> Result<Html<String>, Problem> {
    sign_in_page(&site, &preferences, form, String::new())
}

async fn sign_in(
    State(site): State<Site>,
    preferences: Preferences,
    device: Device,
    Form(form): Form<SignInForm>,
) -> Result<Response, Problem> {
    match session::sign_in(&site, &form.username, &form.password, &device).await {
        Ok(token) => {
            let cookie = edge::session_cookie(&site, &token);
            Ok(([(header::SET_COOKIE, cookie)], Redirect::to(&edge::inside(&form.next)))
                .into_response())
        }
        Err(Problem::Broken(error)) => Err(Problem::Broken(error)),
        Err(problem) => {
            let words = problem.say(preferences.lang);
            let page = sign_in_page(&site, &preferences, form, words)?;
            let mut response = (problem.status(), page).into_response();
            if let Problem::TooMany { wait_seconds } = problem {
                response.headers_mut().insert(header::RETRY_AFTER, wait_seconds.into());
            }
            Ok(response)
        }
    }
}

async fn sign_out(State(site): State<Site>, parts: Parts) -> Result<Response, Problem> {
    let caller = parts.extensions.get::<crate::Caller>();
    if let Some((account, session)) =
        caller.and_then(|caller| Some((&caller.account, caller.session.as_ref()?)))
    {
        let mut tx = site.db.begin_writing().await?;
        store::end_session(&mut tx, account, session, site.now()).await?;
        tx.commit().await?;
    }
    let cookie = edge::session_cookie(&site, "");
    let clear = ("clear-site-data", "\"cache\", \"storage\"".to_owned());
    let headers = [(header::SET_COOKIE.as_str(), cookie), clear];
    Ok((headers, Redirect::to("/dang-nhap")).into_response())
}

/// A reader's choice of language, text size, paper or unit, kept in a cookie for a year.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Choice {
    lang: Option<String>,
    size: Option<String>,
    theme: Option<String>,
    unit: Option<String>,
    next: String,
}

async fn choose(State(site): State<Site>, Form(choice): Form<Choice>) -> Response {
    let mut headers = HeaderMap::new();
    let secure = if site.is_https() { "; Secure" } else { "" };
    let chosen = [
        ("lang", &choice.lang),
        ("size", &choice.size),
        ("theme", &choice.theme),
        ("unit", &choice.unit),
    ];
    for (name, value) in chosen {
        let Some(value) = value else { continue };
        let plain = value.len() <= 40 && value.chars().all(|letter| letter.is_ascii_alphanumeric());
        let cookie = format!("{name}={value}; Path=/; Max-Age=31536000; SameSite=Lax{secure}");
        if let (true, Ok(cookie)) = (plain, cookie.parse()) {
            headers.append(header::SET_COOKIE, cookie);
        }
    }
    (headers, Redirect::to(&edge::inside(&choice.next))).into_response()
}

// Tài khoản của tôi

#[derive(serde::Deserialize, Default)]
#[serde(default)]
struct Said {
    xong: String,
}

struct RoleLine {
    grant: RowId,
    role: String,
    unit: String,
    since: String,
}

struct SessionLine {
    id: SessionId,
    device: String,
    since: String,
    seen: String,
    is_this: bool,
}

#[derive(Template)]
#[template(path = "my_account.html")]
struct MinePage {
    shell: Shell,
    t: Texts,
    roles: Vec<RoleLine>,
    sessions: Vec<SessionLine>,
    mistakes: Mistakes,
    op: String,
}

async fn role_lines(
    tx: &mut platform::db::Tx,
    grants: Vec<GrantRow>,
    today: kernel::Day,
    t: Texts,
) -> Result<Vec<RoleLine>, Problem> {
    let mut lines = vec![];
    for row in grants {
        let grant = row.id.clone();
        let Some(held) = row.into_grant().filter(|held| held.stands_on(today)) else { continue };
        lines.push(RoleLine {
            grant,
            role: t.role_name(held.role),
            unit: units::full_name(tx, &held.unit, today, t.0).await?,
            since: held.since.short(),
        });
    }
    Ok(lines)
}

async fn mine(look: Look, Query(said): Query<Said>) -> Result<Html<String>, Problem> {
    let t = Texts(look.lang);
    let flash = match said.xong.as_str() {
        "mat-khau" => Some(Flash::done(t.password_changed())),
        "phien" => Some(Flash::done(t.session_ended())),
        _ => None,
    };
    mine_page(look, flash, Mistakes::default()).await
}

async fn mine_page(
    mut look: Look,
    flash: Option<Flash>,
    mistakes: Mistakes,
) -> Result<Html<String>, Problem> {
    let t = Texts(look.lang);
    let shell = look.shell(t.my_account()).await?.at(Rail::More).flash(flash);
    let grants = store::grants_of(&mut look.tx, &look.caller.account).await?;
    let roles = role_lines(&mut look.tx, grants, look.today, t).await?;
    let sessions = session_lines(&mut look).await?;
    web::page(MinePage { shell, t, roles, sessions, mistakes, op: operation::new_id() })
}

async fn session_lines(look: &mut Look) -> Result<Vec<SessionLine>, Problem> {
    let account = look.caller.account.clone();
    let sessions = store::sessions_of(&mut look.tx, &account).await?;
    let line = |session: store::Session| SessionLine {
        is_this: look.caller.session.as_ref() == Some(&session.id),
        id: session.id,
        device: session.device,
        since: session.started_at.short(),
        seen: session.last_seen_at.short(),
    };
    Ok(sessions.into_iter().map(line).collect())
}

#[derive(serde::Deserialize, Default)]
#[serde(default)]
struct PasswordForm {
    old: String,
    new: String,
}

async fn change_password(
    mut work: Work,
    Form(form): Form<PasswordForm>,
) -> Result<Response, Problem> {
    match accounts::change_password(&mut work, form.old, form.new).await {
        Ok(()) => {
            Ok(work.finish(Answered::seen_at("/tai-khoan?xong=mat-khau")).await?.into_response())
        }
        Err(Problem::Refused(refusal)) => {
            let field = if refusal.code() == "old_password_wrong" { "old" } else { "new" };
            let mut mistakes = Mistakes::default();
            mistakes.note(field, refusal.say(work.lang));
            let page = mine_page(work.look_instead().await?, None, mistakes).await?;
            Ok((refusal.status(), page).into_response())
        }
        Err(other) => Err(other),
    }
}

async fn end_session(mut work: Work, Path(session): Path<SessionId>) -> Result<Response, Problem> {
    accounts::end_session(&mut work, &session).await?;
    Ok(work.finish(Answered::seen_at("/tai-khoan?xong=phien")).await?.into_response())
}

// Tài khoản của đơn vị

struct AccountLine {
    id: AccountId,
    username: String,
    full_name: String,
    role: String,
    unit: String,
    active: bool,
}

#[derive(Template)]
#[template(path = "accounts.html")]
struct AccountsPage {
    shell: Shell,
    t: Texts,
    unit: UnitId,
    accounts: Vec<AccountLine>,
}

async fn list(
    mut look: Look,
    Path(unit): Path<UnitId>,
    Query(said): Query<Said>,
) -> Result<Html<String>, Problem> {
    let t = Texts(look.lang);
    let scope = look.scope(MANAGE_ACCOUNTS, &unit).await?;
    let listed = store::accounts_in(&mut look.tx, &scope).await?;
    let mut accounts = vec![];
    for Listed { id, username, full_name, state, role, unit_id } in listed {
        let role = role.parse::<Role>().map(|role| t.role_name(role)).unwrap_or(role);
        let unit = units::full_name(&mut look.tx, &unit_id, look.today, look.lang).await?;
        accounts.push(AccountLine {
            id,
            username,
            full_name,
            role,
            unit,
            active: state == "active",
        });
    }
    let name = units::full_name(&mut look.tx, &unit, look.today, look.lang).await?;
    let flash = (said.xong == "mo").then(|| Flash::done(t.account_added()));
    let shell = look.shell(t.accounts_of(&name)).await?.at(Rail::More).flash(flash);
    web::page(AccountsPage { shell, t, unit, accounts })
}

#[derive(serde::Deserialize, Default, Clone)]
#[serde(default)]
struct AccountForm {
    full_name: String,
    username: String,
    password: String,
    role: String,
    unit_code: String,
}

#[derive(Template)]
#[template(path = "account_form.html")]
struct AccountFormPage {
    shell: Shell,
    t: Texts,
    form: AccountForm,
    roles: Vec<(String, String)>,
    mistakes: Mistakes,
    op: String,
}

fn roles(t: Texts) -> Vec<(String, String)> {
    Role::ALL.into_iter().map(|role| (role.code().to_owned(), t.role_name(role))).collect()
}

fn form_page(
    shell: Shell,
    t: Texts,
    form: AccountForm,
    mistakes: Mistakes,
) -> Result<Html<String>, Problem> {
    web::page(AccountFormPage {
        shell,
        t,
        form,
        roles: roles(t),
        mistakes,
        op: operation::new_id(),
    })
}

async fn new_account(mut look: Look, Path(unit): Path<UnitId>) -> Result<Html<String>, Problem> {
    let t = Texts(look.lang);
    look.scope(MANAGE_ACCOUNTS, &unit).await?;
    let unit_code = units::unit(&mut look.tx, &unit).await?.code.clone();
    let shell = look.shell(t.add_account()).await?.at(Rail::More);
    form_page(shell, t, AccountForm { unit_code, ..AccountForm::default() }, Mistakes::default())
}

async fn add_account(
    mut work: Work,
    Path(unit): Path<UnitId>,
    Form(form): Form<AccountForm>,
) -> Result<Response, Problem> {
    work.scope(MANAGE_ACCOUNTS, &unit).await?;
    let (read, t) = (Reader(work.lang), Texts(work.lang));
    let mut mistakes = Mistakes::default();
    let full_name = mistakes.check("full_name", read.required(&form.full_name, 100));
    let role = mistakes.check("role", form.role.parse::<Role>().map_err(|_| t.choose_role()));
    let found = units::find(&mut work.tx, &form.unit_code, work.today).await;
    let at = mistakes.check("unit_code", found.map_err(|problem| problem.say(work.lang)));
    let (Some(full_name), Some(role), Some(at)) = (full_name, role, at) else {
        let shell = work.shell(t.add_account()).await?.at(Rail::More);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, form_page(shell, t, form, mistakes)?)
            .into_response());
    };
    let new = NewAccount {
        username: form.username.trim().to_owned(),
        full_name,
        password: form.password.clone(),
        role,
        unit: at.id.clone(),
    };
    match accounts::add_account(&mut work, new).await {
        Ok(_) => {
            let next = format!("/don-vi/{unit}/tai-khoan?xong=mo");
            Ok(work.finish(Answered::seen_at(next)).await?.into_response())
        }
        Err(Problem::Refused(refusal)) => {
            let field =
                if refusal.code().starts_with("username") { "username" } else { "password" };
            let field = if refusal.code() == "role_above_yours" { "role" } else { field };
            mistakes.note(field, refusal.say(work.lang));
            let shell = work.shell(t.add_account()).await?.at(Rail::More);
            Ok((refusal.status(), form_page(shell, t, form, mistakes)?).into_response())
        }
        Err(other) => Err(other),
    }
}

#[derive(Template)]
#[template(path = "account.html")]
struct AccountPage {
    shell: Shell,
    t: Texts,
    unit: UnitId,
    unit_code: String,
    account: AccountId,
    username: String,
    active: bool,
    held: Vec<RoleLine>,
    roles: Vec<(String, String)>,
    op: String,
}

async fn one(
    mut look: Look,
    Path((unit, account)): Path<(UnitId, AccountId)>,
    Query(said): Query<Said>,
) -> Result<Html<String>, Problem> {
    let t = Texts(look.lang);
    let scope = look.scope(MANAGE_ACCOUNTS, &unit).await?;
    let found = store::account_in(&mut look.tx, &scope, &account).await?;
    let grants = store::grants_of(&mut look.tx, &account).await?;
    let held = role_lines(&mut look.tx, grants, look.today, t).await?;
    let unit_code = units::unit(&mut look.tx, &unit).await?.code.clone();
    let flash = (said.xong == "ghi").then(|| Flash::done(t.changed()));
    let shell = look.shell(&found.full_name).await?.at(Rail::More).flash(flash);
    web::page(AccountPage {
        shell,
        t,
        unit,
        unit_code,
        account,
        username: found.username,
        active: found.state == "active",
        held,
        roles: roles(t),
        op: operation::new_id(),
    })
}

async fn back(work: Work, unit: &UnitId, account: &AccountId) -> Result<Response, Problem> {
    let next = format!("/don-vi/{unit}/tai-khoan/{account}?xong=ghi");
    Ok(work.finish(Answered::seen_at(next)).await?.into_response())
}

#[derive(serde::Deserialize)]
struct RoleForm {
    role: Role,
    unit_code: String,
}

async fn give_role(
    mut work: Work,
    Path((unit, account)): Path<(UnitId, AccountId)>,
    Form(form): Form<RoleForm>,
) -> Result<Response, Problem> {
    work.scope(MANAGE_ACCOUNTS, &unit).await?;
    let at = units::find(&mut work.tx, &form.unit_code, work.today).await?;
    accounts::grant(&mut work, &unit, &account, form.role, &at.id).await?;
    back(work, &unit, &account).await
}

#[derive(serde::Deserialize)]
struct EndRoleForm {
    grant: RowId,
}

async fn end_role(
    mut work: Work,
    Path((unit, account)): Path<(UnitId, AccountId)>,
    Form(form): Form<EndRoleForm>,
) -> Result<Response, Problem> {
    accounts::revoke(&mut work, &account, &form.grant).await?;
    let next = format!("/don-vi/{unit}/tai-khoan");
    Ok(work.finish(Answered::seen_at(next)).await?.into_response())
}

#[derive(serde::Deserialize)]
struct StateForm {
    state: String,
}

async fn set_state(
    mut work: Work,
    Path((unit, account)): Path<(UnitId, AccountId)>,
    Form(form): Form<StateForm>,
) -> Result<Response, Problem> {
    accounts::suspend(&mut work, &unit, &account, form.state == "suspended").await?;
    back(work, &unit, &account).await
}

#[derive(serde::Deserialize)]
struct NewPasswordForm {
    new: String,
}

async fn reset_password(
    mut work: Work,
    Path((unit, account)): Path<(UnitId, AccountId)>,
    Form(form): Form<NewPasswordForm>,
) -> Result<Response, Problem> {
    accounts::reset_password(&mut work, &unit, &account, form.new).await?;
    back(work, &unit, &account).await
}
