//! The accounts of a unit: who has which role, until when.

use super::{RoleLine, Said, role_lines};
use crate::{
    Look, MANAGE_ACCOUNTS, Role, Work, accounts,
    listing::{self, Listed},
    rules::NewAccount,
    store,
    texts::Texts,
};
use askama::Template;
use axum::{
    Form,
    extract::{Path, Query},
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use kernel::{AccountId, RowId, UnitId};
use platform::{
    Problem,
    form::{Mistakes, Reader},
    operation::{self, Answered},
    web::{self, Flash, Rail, Shell},
};

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
    search: String,
    accounts: Vec<AccountLine>,
    total: String,
    next: String,
}

const ON_A_PAGE: usize = 50;

#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    q: String,
    sau: String,
}

pub async fn list(
    mut look: Look,
    Path(unit): Path<UnitId>,
    Query(asked): Query<Asked>,
    Query(said): Query<Said>,
) -> Result<Html<String>, Problem> {
    let t = Texts(look.lang);
    let scope = look.scope(MANAGE_ACCOUNTS, &unit).await?;
    let after = Some(asked.sau.as_str()).filter(|place| !place.is_empty());
    let found = listing::accounts_in(&mut look.tx, &scope, &asked.q, after, ON_A_PAGE).await?;
    let held_at: Vec<UnitId> = found.accounts.iter().map(|one| one.unit_id.clone()).collect();
    let units = units::briefs(&mut look.tx, &held_at, look.today).await?;
    let line = |one: Listed| AccountLine {
        role: Role::said_as_held(&one.role, one.office.is_some(), look.lang),
        unit: units.get(&one.unit_id).map(|unit| unit.full_name(look.lang)).unwrap_or_default(),
        active: one.state == "active",
        id: one.id,
        username: one.username,
        full_name: one.full_name,
    };
    let accounts = found.accounts.into_iter().map(line).collect();
    let next = found.next.map(|place| {
        web::address(&format!("/don-vi/{unit}/tai-khoan"), &[("q", &asked.q), ("sau", &place)])
    });
    let name = units::full_name(&mut look.tx, &unit, look.today, look.lang).await?;
    let flash = (said.xong == "mo").then(|| Flash::done(t.account_added()));
    let total = look.lang.grouped(found.total);
    let shell = look.shell(t.accounts_of(&name)).await?.at(Rail::More).flash(flash);
    let next = next.unwrap_or_default();
    web::page(AccountsPage { shell, t, unit, search: asked.q, accounts, total, next })
}

#[derive(serde::Deserialize, Default, Clone)]
#[serde(default)]
pub struct AccountForm {
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

pub async fn new_account(
    mut look: Look,
    Path(unit): Path<UnitId>,
) -> Result<Html<String>, Problem> {
    let t = Texts(look.lang);
    look.scope(MANAGE_ACCOUNTS, &unit).await?;
    let unit_code = units::unit(&mut look.tx, &unit).await?.code.clone();
    let shell = look.shell(t.add_account()).await?.at(Rail::More);
    form_page(shell, t, AccountForm { unit_code, ..AccountForm::default() }, Mistakes::default())
}

pub async fn add_account(
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

pub async fn one(
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
pub struct RoleForm {
    role: Role,
    unit_code: String,
}

pub async fn give_role(
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
pub struct EndRoleForm {
    grant: RowId,
}

pub async fn end_role(
    mut work: Work,
    Path((unit, account)): Path<(UnitId, AccountId)>,
    Form(form): Form<EndRoleForm>,
) -> Result<Response, Problem> {
    accounts::revoke(&mut work, &account, &form.grant).await?;
    let next = format!("/don-vi/{unit}/tai-khoan");
    Ok(work.finish(Answered::seen_at(next)).await?.into_response())
}

#[derive(serde::Deserialize)]
pub struct StateForm {
    state: String,
}

pub async fn set_state(
    mut work: Work,
    Path((unit, account)): Path<(UnitId, AccountId)>,
    Form(form): Form<StateForm>,
) -> Result<Response, Problem> {
    accounts::suspend(&mut work, &unit, &account, form.state == "suspended").await?;
    back(work, &unit, &account).await
}

#[derive(serde::Deserialize)]
pub struct NewPasswordForm {
    new: String,
}

pub async fn reset_password(
    mut work: Work,
    Path((unit, account)): Path<(UnitId, AccountId)>,
    Form(form): Form<NewPasswordForm>,
) -> Result<Response, Problem> {
    accounts::reset_password(&mut work, &unit, &account, form.new).await?;
    back(work, &unit, &account).await
}
