//! Tài khoản của tôi: one's own roles, password and devices.

use super::{RoleLine, Said, role_lines};
use crate::{Look, Work, accounts, store, texts::Texts};
use askama::Template;
use axum::{
    Form,
    extract::{Path, Query},
    response::{Html, IntoResponse, Response},
};
use kernel::SessionId;
use platform::{
    Problem,
    form::Mistakes,
    operation::{self, Answered},
    web::{self, Flash, Rail, Shell},
};

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

pub async fn mine(look: Look, Query(said): Query<Said>) -> Result<Html<String>, Problem> {
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
pub struct PasswordForm {
    old: String,
    new: String,
}

pub async fn change_password(
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

pub async fn end_session(
    mut work: Work,
    Path(session): Path<SessionId>,
) -> Result<Response, Problem> {
    accounts::end_session(&mut work, &session).await?;
    Ok(work.finish(Answered::seen_at("/tai-khoan?xong=phien")).await?.into_response())
}
