//! Lời văn và thể thức: what people write around the figures.

use super::{Asked, address};
use crate::{
    EDIT_REPORTS, forms,
    front::{self, NewFront},
    texts::Texts,
};
use access::{Look, Work};
use askama::Template;
use axum::{
    Form,
    extract::{Path, Query},
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use kernel::Day;
use platform::{
    Problem,
    form::{Mistakes, Reader},
    operation::{self, Answered},
    web::{self, Rail, Shell},
};
use std::collections::HashMap;

#[derive(Template)]
#[template(path = "edit.html")]
struct EditPage {
    shell: Shell,
    t: Texts,
    form_name: String,
    form: EditForm,
    sections: Vec<(String, String, String)>,
    mistakes: Mistakes,
    address: String,
    op: String,
}

#[derive(serde::Deserialize, Default, Clone)]
#[serde(default)]
pub(super) struct EditForm {
    number: String,
    place: String,
    signed_on: String,
    office: String,
    signer: String,
    recipients: String,
    revision: i64,
    #[serde(flatten)]
    written: HashMap<String, String>,
}

/// Fields of the sections are called `text-…`.
const TEXT_FIELD: &str = "text-";

pub(super) async fn edit_form(
    mut look: Look,
    Path(form_name): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Problem> {
    let (unit, t) = (asked.unit(&mut look).await?, Texts(look.lang));
    look.scope(EDIT_REPORTS, &unit).await?;
    let report = asked.report(&mut look, &form_name).await?;
    let (period, boundaries) = (report.period, report.boundaries);
    let front = &report.front;
    let form = EditForm {
        number: front.number.clone(),
        place: front.place.clone(),
        signed_on: front.signed_on.map(Day::short).unwrap_or_default(),
        office: front.office.clone(),
        signer: front.signer.clone(),
        recipients: front.recipients.clone(),
        revision: front.revision,
        written: HashMap::new(),
    };
    let narrative = report.sections.iter().filter(|section| section.narrative);
    let sections = narrative.map(|section| {
        let label = t.written_text(&section.heading);
        (format!("{TEXT_FIELD}{}", section.id), label, section.written.join("\n"))
    });
    let geography =
        if boundaries == look.today { "now".to_owned() } else { boundaries.to_string() };
    let sections = sections.collect();
    let shell = look.shell(t.edit_words()).await?.at(Rail::Reports);
    let address = address(&unit, period, &geography);
    web::page(EditPage {
        shell,
        t,
        form_name,
        form,
        sections,
        mistakes: Mistakes::default(),
        address,
        op: operation::new_id(),
    })
}

pub(super) async fn edit_report(
    mut work: Work,
    Path(form_name): Path<String>,
    Query(asked): Query<Asked>,
    Form(form): Form<EditForm>,
) -> Result<Response, Problem> {
    let (unit, t) = (asked.unit.clone().ok_or(Problem::NotFound)?, Texts(work.lang));
    work.scope(EDIT_REPORTS, &unit).await?;
    let by = forms::form_of(&mut work.tx, &unit, &form_name).await?;
    let period = asked.period(by.kind, work.today)?;
    let address =
        address(&unit, period, if asked.dia_gioi.is_empty() { "now" } else { &asked.dia_gioi });
    let mut mistakes = Mistakes::default();
    let signed_on = mistakes.check("signed_on", Reader(work.lang).optional_day(&form.signed_on));
    let Some(signed_on) = signed_on else {
        let names = form.written.iter().filter(|(name, _)| name.starts_with(TEXT_FIELD));
        let sections = names
            .map(|(name, body)| (name.clone(), section_label(&by, name, t), body.clone()))
            .collect();
        let shell = work.shell(t.edit_words()).await?.at(Rail::Reports);
        let op = operation::new_id();
        let page = EditPage { shell, t, form_name, form, sections, mistakes, address, op };
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, web::page(page)?).into_response());
    };
    let new = NewFront {
        number: form.number,
        place: form.place,
        signed_on,
        office: form.office,
        signer: form.signer,
        recipients: form.recipients,
        revision: form.revision,
    };
    front::write_front(&mut work, &by.code, &unit, period, new).await?;
    for (name, body) in &form.written {
        if let Some(section) = name.strip_prefix(TEXT_FIELD) {
            front::write_text(&mut work, &by.code, &unit, period, section, body).await?;
        }
    }
    let next = format!("/bao-cao/{form_name}?{address}&xong=ghi");
    Ok(work.finish(Answered::seen_at(next)).await?.into_response())
}

/// The label of a section's field, by the field's name.
fn section_label(by: &crate::Template, field: &str, t: Texts) -> String {
    let id = field.strip_prefix(TEXT_FIELD).unwrap_or(field);
    let section = by.sections.iter().find(|section| section.id == id);
    t.written_text(&section.map(|section| section.heading(t.0, by.kind)).unwrap_or_default())
}
