//! Xem thử: the draft with the unit's real figures, before anybody else sees it.

use super::{Asked, address};
use crate::{
    READ_REPORTS,
    forms::texts::Texts,
    paper,
    report::{self, Desk},
    rules,
};
use access::{Look, asked::Query};
use askama::Template;
use axum::{extract::Path, response::Html};
use papers::Paper;
use platform::{
    Problem,
    web::{self, Rail, Shell},
};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "form_preview.html")]
struct PreviewPage {
    shell: Shell,
    t: Texts,
    paper: String,
    action: String,
    unit: String,
    period: String,
    back: String,
}

pub(super) async fn show_preview(
    mut look: Look,
    Path(form): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Problem> {
    let (unit, t) = (asked.shown(&mut look).await?, Texts(look.lang));
    let row = super::own(&mut look, &unit, &form).await?;
    look.scope(READ_REPORTS, &unit).await?;
    let (draft, today) = (Arc::new(row.draft()?), look.today);
    let period = match draft.kind.likely(today).filter(|_| asked.ky.trim().is_empty()) {
        Some(likely) => likely,
        None => rules::period(&asked.ky)?,
    };
    crate::forms::rules::fits(&draft, period)?;
    let report =
        report::live(&mut Desk::of(&mut look), &draft, &unit, period, today, |_| {}).await?;
    let paper = Paper { standing: Some(t.preview_note()), ..paper::of(&report) };
    let shell = look
        .shell(t.preview_of(draft.name(look.lang)))
        .await?
        .at(Rail::Reports)
        .crumbs(super::way_to(&mut look, &unit).await?);
    web::page(PreviewPage {
        shell,
        t,
        paper: papers::html(&paper),
        action: format!("/bao-cao/mau/{form}/xem-thu"),
        unit: unit.to_string(),
        period: period.to_string(),
        back: address(&form, "/sua", &unit),
    })
}
