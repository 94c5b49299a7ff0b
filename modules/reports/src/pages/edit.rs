//! Lời văn và thể thức: what people write around the figures.

use super::{Asked, address};
use crate::{
    EDIT_REPORTS,
    front::{self, NewFront},
    report,
    texts::Texts,
};
use access::{Look, Work};
use askama::Template;
use axum::{
    Form,
    extract::Query,
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
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Problem> {
    let (unit, t) = (asked.unit()?, Texts(look.lang));
    let (period, boundaries) = (asked.period(look.today)?, asked.boundaries(look.today)?);
    look.scope(EDIT_REPORTS, &unit).await?;
    let report = report::half_year(&mut look, &unit, period, boundaries).await?;
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
        form,
        sections,
        mistakes: Mistakes::default(),
        address,
        op: operation::new_id(),
    })
}

pub(super) async fn edit_report(
    mut work: Work,
    Query(asked): Query<Asked>,
    Form(form): Form<EditForm>,
) -> Result<Response, Problem> {
    let (unit, t) = (asked.unit()?, Texts(work.lang));
    work.scope(EDIT_REPORTS, &unit).await?;
    let period = asked.period(work.today)?;
    let address =
        address(&unit, period, if asked.dia_gioi.is_empty() { "now" } else { &asked.dia_gioi });
    let mut mistakes = Mistakes::default();
    let signed_on = mistakes.check("signed_on", Reader(work.lang).optional_day(&form.signed_on));
    let Some(signed_on) = signed_on else {
        let names = form.written.iter().filter(|(name, _)| name.starts_with(TEXT_FIELD));
        let sections = names
            .map(|(name, body)| (name.clone(), section_label(name, t), body.clone()))
            .collect();
        let shell = work.shell(t.edit_words()).await?.at(Rail::Reports);
        let page =
            EditPage { shell, t, form, sections, mistakes, address, op: operation::new_id() };
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
    front::write_front(&mut work, &unit, period, new).await?;
    for (name, body) in &form.written {
        if let Some(section) = name.strip_prefix(TEXT_FIELD) {
            front::write_text(&mut work, &unit, period, section, body).await?;
        }
    }
    let next = format!("/bao-cao/half-year?{address}&xong=ghi");
    Ok(work.finish(Answered::seen_at(next)).await?.into_response())
}

/// The label of a section's field, by the field's name.
fn section_label(field: &str, t: Texts) -> String {
    let id = field.strip_prefix(TEXT_FIELD).unwrap_or(field);
    let sections = &crate::template::half_year().sections;
    let heading = sections.iter().find(|section| section.id == id);
    t.written_text(heading.map(|section| section.heading(t.0)).unwrap_or_default())
}
