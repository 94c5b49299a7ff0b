//! Sửa mẫu: the draft of a unit's own form, its sections, its name, and publishing it.

use super::{Asked, address};
use crate::{
    forms::{
        Direction, Edit, PeriodKind, actions, changes::changes, store::OwnForm, texts::Texts,
        version_of,
    },
    periods::name_of,
    template,
};
use access::{Look, Work, asked::Query};
use askama::Template;
use axum::{
    Form,
    extract::Path,
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use kernel::{RowId, UnitId, vietnamese::text};
use platform::{
    Mistake, Problem,
    form::Mistakes,
    operation::{self, Answered},
    web::{self, Flash, Rail, Shell},
};

struct SectionRow {
    id: String,
    heading: String,
    holds: String,
    link: String,
    op: String,
}

#[derive(serde::Deserialize, Default, Clone)]
#[serde(default)]
pub(super) struct Sent {
    revision: i64,
    name_vi: String,
    name_en: String,
    title_vi: String,
    title_en: String,
    kind: String,
    heading_vi: String,
    heading_en: String,
    /// What is done to a section, and to which.
    viec: String,
    muc: String,
}

#[derive(Template)]
#[template(path = "form_draft.html")]
struct DraftPage {
    shell: Shell,
    t: Texts,
    shape: &'static str,
    state: String,
    changed: String,
    copied: String,
    changes: Vec<String>,
    sections: Vec<SectionRow>,
    kinds: Vec<(String, String)>,
    may_change_kind: bool,
    kind: String,
    form: Sent,
    /// What each mistake of a section is about: the section's heading.
    labels: Vec<(String, String)>,
    mistakes: Mistakes,
    address: String,
    unit: String,
    preview: String,
    ops: [String; 3],
}

pub(super) async fn show_draft(
    mut look: Look,
    Path(form): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Problem> {
    page(&mut look, &form, &asked, None, Mistakes::default()).await
}

async fn page(
    look: &mut Look,
    form: &str,
    asked: &Asked,
    typed: Option<Sent>,
    mistakes: Mistakes,
) -> Result<Html<String>, Problem> {
    let (unit, t, lang) = (asked.shown(look).await?, Texts(look.lang), look.lang);
    let row = super::own(look, &unit, form).await?;
    let draft = row.draft()?;
    let changes = changed(look, &row, &draft).await?;
    let (shape, state) = match (row.version, changes.is_empty()) {
        (0, _) => ("draft", t.draft_unpublished()),
        (version, true) => ("done", t.version(version)),
        (version, false) => ("draft", t.draft_after(version)),
    };
    let section = |one: &template::Section| SectionRow {
        id: one.id.clone(),
        heading: one.heading(lang, draft.kind),
        holds: t.holds(one.lines.len(), one.sentences.len()),
        link: address(form, &format!("/muc/{}", one.id), &unit),
        op: operation::new_id(),
    };
    let sections: Vec<SectionRow> = draft.sections.iter().map(section).collect();
    let mistakes = Mistakes(mistakes.0.into_iter().map(of_its_section).collect());
    let label =
        |(place, row): (usize, &SectionRow)| (format!("sections.{place}"), row.heading.clone());
    let labels = sections.iter().enumerate().map(label).collect();
    let stored = Sent {
        name_vi: draft.name_vi.clone(),
        name_en: draft.name_en.clone(),
        title_vi: draft.title_vi.clone(),
        title_en: draft.title_en.clone(),
        kind: draft.kind.code().to_owned(),
        ..Sent::default()
    };
    let typed = typed.unwrap_or_else(|| stored.clone());
    let is_of_section = typed.name_vi.is_empty() && !typed.viec.is_empty();
    let (heading_vi, heading_en) = (typed.heading_vi.clone(), typed.heading_en.clone());
    let form_shown = if is_of_section { stored } else { typed };
    let who = name_of(&mut look.tx, &row.changed_by, lang).await?;
    let from = version_of(&mut look.tx, &row.copied_form, row.copied_version).await?;
    let flash = (asked.xong == "ghi").then(|| Flash::done(t.done_save()));
    let shell = look
        .shell(t.edit_of(draft.name(lang)))
        .await?
        .at(Rail::Reports)
        .crumbs(super::way_to(look, &unit).await?)
        .flash(flash);
    web::page(DraftPage {
        shell,
        t,
        shape,
        state,
        changed: t.changed_by(&who, &row.changed_at.short()),
        copied: t.copied_from(from.name(lang), row.copied_version),
        changes,
        sections,
        kinds: PeriodKind::ALL.map(|kind| (kind.code().to_owned(), kind.say(lang))).to_vec(),
        may_change_kind: row.version == 0,
        kind: draft.kind.say(lang),
        labels,
        form: Sent { revision: row.revision, heading_vi, heading_en, ..form_shown },
        mistakes,
        address: format!("/bao-cao/mau/{form}"),
        unit: unit.to_string(),
        preview: address(form, "/xem-thu", &unit),
        ops: [(); 3].map(|()| operation::new_id()),
    })
}

/// On this page a mistake inside a section stands beside the section.
fn of_its_section(mistake: Mistake) -> Mistake {
    let mut parts = mistake.field.splitn(3, '.');
    match (parts.next(), parts.next(), parts.next()) {
        (Some("sections"), Some(place), Some(_)) => {
            Mistake { field: format!("sections.{place}"), message: mistake.message }
        }
        _ => mistake,
    }
}

/// What publishing the draft would change.
async fn changed(
    look: &mut Look,
    row: &OwnForm,
    draft: &template::Template,
) -> Result<Vec<String>, Problem> {
    if row.version == 0 {
        return Ok(vec![]);
    }
    let labels = super::show::labels(look).await?;
    let before = version_of(&mut look.tx, &row.id, row.version).await?;
    Ok(changes(&before, draft, &labels, look.lang))
}

/// The page after a deed; a form with mistakes comes back with what was typed.
async fn seen(
    work: Work,
    done: Result<(), Problem>,
    (form, asked, typed): (&str, &Asked, Sent),
    next: String,
) -> Result<Response, Problem> {
    match done {
        Ok(()) => Ok(work.finish(Answered::seen_at(next)).await?.into_response()),
        Err(Problem::BadValue(mistakes)) => {
            let mut look = work.look_instead().await?;
            let page = page(&mut look, form, asked, Some(typed), Mistakes(mistakes)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(other) => Err(other),
    }
}

fn saved(form: &str, unit: &UnitId) -> String {
    format!("{}&xong=ghi", address(form, "/sua", unit))
}

pub(super) async fn save_head(
    mut work: Work,
    Path(form): Path<String>,
    Query(asked): Query<Asked>,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let unit = asked.unit()?;
    let plain = |typed: &String| text::normalise(typed);
    let edit = Edit::Head {
        names: [plain(&sent.name_vi), plain(&sent.name_en)],
        titles: [plain(&sent.title_vi), plain(&sent.title_en)],
        kind: PeriodKind::read(&sent.kind).unwrap_or(PeriodKind::HalfYear),
    };
    let done = actions::save(&mut work, &unit, &form, sent.revision, edit).await;
    let next = saved(&form, &unit);
    seen(work, done, (&form, &asked, sent), next).await
}

pub(super) async fn change_sections(
    mut work: Work,
    Path(form): Path<String>,
    Query(asked): Query<Asked>,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let unit = asked.unit()?;
    let id = sent.muc.clone();
    // An id of its own for ever: what people wrote in a section that was removed is not shown in another.
    let new = RowId::new().to_string();
    let mut next = saved(&form, &unit);
    let edit = match sent.viec.as_str() {
        "len" => Edit::MoveSection { id, to: Direction::Up },
        "xuong" => Edit::MoveSection { id, to: Direction::Down },
        "bo" => Edit::RemoveSection { id },
        _ => {
            next = address(&form, &format!("/muc/{new}"), &unit);
            let headings = super::both_languages(&sent.heading_vi, &sent.heading_en);
            Edit::AddSection { id: new, headings }
        }
    };
    let done = actions::save(&mut work, &unit, &form, sent.revision, edit).await;
    seen(work, done, (&form, &asked, sent), next).await
}

pub(super) async fn publish(
    mut work: Work,
    Path(form): Path<String>,
    Query(asked): Query<Asked>,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let unit = asked.unit()?;
    let done = actions::publish(&mut work, &unit, &form, sent.revision).await.map(|_| ());
    let next = format!("{}&xong=ban-hanh", address(&form, "", &unit));
    let stored = Sent { viec: "ban-hanh".to_owned(), ..Sent::default() };
    seen(work, done, (&form, &asked, stored), next).await
}

pub(super) async fn retire(
    mut work: Work,
    Path(form): Path<String>,
    Query(asked): Query<Asked>,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let unit = asked.unit()?;
    actions::retire(&mut work, &unit, &form, sent.revision).await?;
    let next = format!("/bao-cao/mau?don-vi={unit}&xong=ngung");
    Ok(work.finish(Answered::seen_at(next)).await?.into_response())
}
