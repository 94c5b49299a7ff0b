//! Chép và sửa: a form of the unit's own begins as a copy of another.

use super::{Asked, address};
use crate::{
    EDIT_FORMS,
    forms::{
        self,
        actions::{self, NewForm},
        texts::Texts,
    },
};
use access::{Look, Work, asked::Query};
use askama::Template;
use axum::{
    Form,
    extract::Path,
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use platform::{
    Problem,
    form::Mistakes,
    operation::{self, Answered},
    web::{self, Rail, Shell},
};

#[derive(serde::Deserialize, Default, Clone)]
#[serde(default)]
pub(super) struct Sent {
    name_vi: String,
    name_en: String,
}

#[derive(Template)]
#[template(path = "form_copy.html")]
struct CopyPage {
    shell: Shell,
    t: Texts,
    what: String,
    action: String,
    form: Sent,
    mistakes: Mistakes,
    op: String,
}

pub(super) async fn copy_form(
    mut look: Look,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Problem> {
    page(&mut look, &name, &asked, Sent::default(), Mistakes::default()).await
}

async fn page(
    look: &mut Look,
    name: &str,
    asked: &Asked,
    form: Sent,
    mistakes: Mistakes,
) -> Result<Html<String>, Problem> {
    let (unit, t, lang) = (asked.shown(look).await?, Texts(look.lang), look.lang);
    look.scope(EDIT_FORMS, &unit).await?;
    let from = forms::form_of(&mut look.tx, &unit, name).await?;
    let owner = units::full_name(&mut look.tx, &unit, look.today, lang).await?;
    let shell = look
        .shell(t.copy_of(from.name(lang)))
        .await?
        .at(Rail::Reports)
        .crumbs(super::way_to(look, &unit).await?);
    web::page(CopyPage {
        shell,
        t,
        what: t.copy_what(from.name(lang), &owner),
        action: address(name, "/chep", &unit),
        form,
        mistakes,
        op: operation::new_id(),
    })
}

pub(super) async fn copy(
    mut work: Work,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let unit = asked.unit()?;
    let new = NewForm {
        from: name.clone(),
        name_vi: sent.name_vi.clone(),
        name_en: sent.name_en.clone(),
        ..NewForm::default()
    };
    match actions::copy(&mut work, &unit, &new).await {
        Ok(id) => {
            let next = address(&id, "/sua", &unit);
            Ok(work.finish(Answered::seen_at(next)).await?.into_response())
        }
        Err(Problem::BadValue(mistakes)) => {
            let mut look = work.look_instead().await?;
            let page = page(&mut look, &name, &asked, sent, Mistakes(mistakes)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(other) => Err(other),
    }
}
