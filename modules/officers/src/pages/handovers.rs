//! Bàn giao: the hand-overs of a unit.

mod one;
mod paper;
mod preparing;
mod signing;

pub use one::one;
pub use paper::{large, paper, scanned, send_paper};
pub use preparing::{prepare, preparing};
pub use signing::{confirm, redraw, sign, sign_instead, withdraw};

use super::crumbs;
use crate::{
    EDIT, READ,
    store::{
        handovers::{self as store, Handover},
        posts,
    },
    texts::Texts,
};
use access::{Look, Work};
use askama::Template;
use axum::{
    extract::Path,
    response::{Html, IntoResponse, Response},
};
use kernel::{HandoverId, UnitId};
use platform::{
    Problem,
    operation::Answered,
    web::{self, Rail, Shell},
};

const LINE_LETTERS_MAX: usize = 200;
struct Line {
    url: String,
    post: String,
    leaver: String,
    successor: String,
    day: String,
    state: String,
    shape: &'static str,
}

#[derive(Template)]
#[template(path = "handovers.html")]
struct HandoversPage {
    shell: Shell,
    t: Texts,
    unit: UnitId,
    lines: Vec<Line>,
    may_edit: bool,
}

pub async fn list(mut look: Look, Path(unit): Path<UnitId>) -> Result<Html<String>, Problem> {
    let (t, lang) = (Texts(look.lang), look.lang);
    let scope = look.scope(READ, &unit).await?;
    let all = posts::posts(&mut look.tx).await?;
    let found = store::handovers(&mut look.tx, &scope).await?;
    let line = |one: Handover| Line {
        url: format!("/ban-giao/{}", one.id),
        post: all
            .iter()
            .find(|post| post.code == one.post)
            .map(|post| post.label(lang).to_owned())
            .unwrap_or_default(),
        day: one.done_at.unwrap_or(one.prepared_at).day().short(),
        state: one.state().say(lang),
        shape: one.state().shape(),
        leaver: one.leaver_name,
        successor: one.successor_name,
    };
    let lines = found.into_iter().map(line).collect();
    let name = units::full_name(&mut look.tx, &unit, look.today, lang).await?;
    let may_edit = look.may(EDIT, &unit).await?;
    let crumbs = crumbs(&mut look, &unit).await?;
    let shell = look.shell(t.handovers_of(&name)).await?.at(Rail::Registers).crumbs(crumbs);
    web::page(HandoversPage { shell, t, unit, lines, may_edit })
}

/// The page of the hand-over, which says what was done.
async fn seen(work: Work, id: &HandoverId, done: &str) -> Result<Response, Problem> {
    let next = format!("/ban-giao/{id}?xong={done}");
    Ok(work.finish(Answered::seen_at(next)).await?.into_response())
}
