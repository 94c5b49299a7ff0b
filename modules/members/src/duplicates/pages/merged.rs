//! A merge that stands, and the way back.

use crate::{
    EDIT,
    duplicates::{actions, rows::Record, texts::Texts},
    pages::crumbs,
};
use access::{Look, Work};
use askama::Template;
use axum::{
    extract::Path,
    response::{Html, IntoResponse, Response},
};
use kernel::{RowId, UnitId, vietnamese::date::WrittenDay};
use platform::{
    Problem, operation,
    operation::Answered,
    web::{self, Rail, Shell},
};

#[derive(Template)]
#[template(path = "duplicates_merge.html")]
struct MergePage {
    shell: Shell,
    t: Texts,
    back: String,
    action: String,
    merged: String,
    /// Name and birth of each.
    people: Vec<(String, String)>,
    /// The belonging by which the one person is opened.
    href: String,
    consequences: Vec<String>,
    op: String,
}

pub async fn page(
    mut look: Look,
    Path((unit, merge)): Path<(UnitId, RowId)>,
) -> Result<Html<String>, Problem> {
    let t = Texts(look.lang);
    let scope = look.scope(EDIT, &unit).await?;
    let opened = actions::opened_merge(&mut look.tx, &scope, &merge).await?;
    let crumbs = crumbs(&mut look, &unit).await?;
    let survivor = &opened.before.survivor.person;
    let shell = look.shell(t.merge_of(&survivor.full_name)).await?;
    let back = format!("/don-vi/{unit}/co-the-trung?xem=merged");
    let belonging = opened.now.as_ref().and_then(|now| now.belongings.last());
    web::page(MergePage {
        shell: shell.at(Rail::Registers).crumbs(crumbs),
        action: format!("/don-vi/{unit}/da-gop/{merge}/tach"),
        back,
        merged: t.merge_was(&opened.merge.merged_at.short()),
        people: [&opened.before.survivor, &opened.before.gone].map(named).into(),
        href: belonging.map(|one| format!("/hoi-vien/{}", one.id)).unwrap_or_default(),
        consequences: vec![t.unmerge_both(), t.unmerge_edits()],
        op: operation::new_id(),
        t,
    })
}

fn named(record: &Record) -> (String, String) {
    let born = record.person.born().map(WrittenDay::short).unwrap_or_default();
    (record.person.full_name.clone(), born)
}

pub async fn unmerge(
    mut work: Work,
    Path((unit, merge)): Path<(UnitId, RowId)>,
) -> Result<Response, Problem> {
    actions::unmerge(&mut work, &unit, &merge).await?;
    let seen = Answered::seen_at(format!("/don-vi/{unit}/co-the-trung?xong=tach"));
    Ok(work.finish(seen).await?.into_response())
}
