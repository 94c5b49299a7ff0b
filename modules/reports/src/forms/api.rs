//! Forms for programs.

use super::{
    Edit, PeriodKind,
    actions::{self, NewForm},
    store,
};
use crate::{
    EDIT_FORMS, READ_REPORTS, forms,
    template::{Section, Sentence, Template},
};
use access::{
    Look, Work,
    asked::{Body, Query},
};
use axum::{
    Json,
    extract::Path,
    response::{IntoResponse, Response},
};
use kernel::{Day, Moment, UnitId};
use platform::{Problem, Route, module::Needs, operation::Answered};
use utoipa::OpenApi;

pub(crate) fn routes() -> Vec<Route> {
    let (read, edit) = (Needs::Permission(READ_REPORTS), Needs::Permission(EDIT_FORMS));
    vec![
        Route::get("/api/v1/units/{unit}/report-forms", read, list),
        Route::post("/api/v1/units/{unit}/report-forms", edit, copy),
        Route::get("/api/v1/units/{unit}/report-forms/{form}", read, show),
        Route::get("/api/v1/units/{unit}/report-forms/{form}/draft", edit, show_draft),
        Route::put("/api/v1/units/{unit}/report-forms/{form}/draft", edit, save_draft),
        Route::post("/api/v1/units/{unit}/report-forms/{form}/publish", edit, publish),
        Route::post("/api/v1/units/{unit}/report-forms/{form}/retire", edit, retire),
    ]
}

#[derive(OpenApi)]
#[openapi(paths(list, copy, show, show_draft, save_draft, publish, retire))]
struct Description;

pub(crate) fn describe() -> utoipa::openapi::OpenApi {
    Description::openapi()
}

/// A form that a unit reports by, or works on.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub struct FormLine {
    /// What every other address calls it.
    form: String,
    name_vi: String,
    name_en: String,
    kind: PeriodKind,
    /// The unit it belongs to; nothing for those shipped with the program.
    owner_id: Option<String>,
    /// What was published last; 0 before anything was.
    version: i64,
    /// Goes up with every change of the draft; nothing for those shipped.
    revision: Option<i64>,
    #[schema(value_type = Option<String>, format = "date")]
    retired_on: Option<Day>,
}

/// The forms that a unit reports by, and all of its own.
#[utoipa::path(get, path = "/api/v1/units/{unit}/report-forms", operation_id = "report_forms", tag = "reports",
    params(("unit" = String, Path)),
    responses((status = 200, body = Vec<FormLine>), (status = 404, description = "outside one's subtree")))]
async fn list(mut look: Look, Path(unit): Path<UnitId>) -> Result<Json<Vec<FormLine>>, Problem> {
    look.scope(READ_REPORTS, &unit).await?;
    let rows = store::at_or_above(&mut look.tx, &unit, look.today).await?;
    let mut lines = vec![];
    for form in forms::offered(&mut look.tx, &unit, look.today).await? {
        let row = rows.iter().find(|row| row.id == form.code);
        lines.push(line(&form, row));
    }
    for row in rows.iter().filter(|row| row.unit_id == unit) {
        if lines.iter().all(|line| line.form != row.id) {
            lines.push(line(&row.draft()?, Some(row)));
        }
    }
    Ok(Json(lines))
}

fn line(form: &Template, row: Option<&store::OwnForm>) -> FormLine {
    FormLine {
        form: form.code.clone(),
        name_vi: form.name_vi.clone(),
        name_en: form.name_en.clone(),
        kind: form.kind,
        owner_id: row.map(|row| row.unit_id.to_string()),
        version: row.map_or(form.version, |row| row.version),
        revision: row.map(|row| row.revision),
        retired_on: row.and_then(|row| row.retired_on),
    }
}

/// A form: what it is called, and its sections in order.
#[derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct FormJson {
    kind: PeriodKind,
    name_vi: String,
    name_en: String,
    /// `{period}` stands for the period.
    title_vi: String,
    title_en: String,
    sections: Vec<SectionJson>,
}

#[derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[schema(as = FormSectionJson)]
pub struct SectionJson {
    /// Of its own for ever: what people write in a section is kept under it.
    id: String,
    heading_vi: String,
    heading_en: String,
    /// Codes of the indicators in its table.
    #[serde(default)]
    lines: Vec<String>,
    /// Whether people write a text of their own here.
    #[serde(default)]
    narrative: bool,
    #[serde(default)]
    sentences: Vec<SentenceJson>,
}

/// A sentence in several ways: the first whose figures are all known is said.
#[derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct SentenceJson {
    vi: Vec<String>,
    en: Vec<String>,
}

impl FormJson {
    fn of(form: &Template) -> FormJson {
        let sentence = |one: &Sentence| SentenceJson { vi: one.vi.clone(), en: one.en.clone() };
        let section = |one: &Section| SectionJson {
            id: one.id.clone(),
            heading_vi: one.heading_vi.clone(),
            heading_en: one.heading_en.clone(),
            lines: one.lines.clone(),
            narrative: one.narrative,
            sentences: one.sentences.iter().map(sentence).collect(),
        };
        FormJson {
            kind: form.kind,
            name_vi: form.name_vi.clone(),
            name_en: form.name_en.clone(),
            title_vi: form.title_vi.clone(),
            title_en: form.title_en.clone(),
            sections: form.sections.iter().map(section).collect(),
        }
    }
    /// The form that was sent; its name and number are the draft's own.
    fn read(self) -> Template {
        let sentence = |one: SentenceJson| Sentence { vi: one.vi, en: one.en };
        let section = |one: SectionJson| Section {
            id: one.id,
            heading_vi: one.heading_vi,
            heading_en: one.heading_en,
            lines: one.lines,
            narrative: one.narrative,
            sentences: one.sentences.into_iter().map(sentence).collect(),
        };
        Template {
            code: String::new(),
            version: 0,
            kind: self.kind,
            lenient: false,
            name_vi: self.name_vi,
            name_en: self.name_en,
            title_vi: self.title_vi,
            title_en: self.title_en,
            sections: self.sections.into_iter().map(section).collect(),
        }
    }
}

/// One version of a form, and which versions there are.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub struct VersionedJson {
    form: String,
    version: i64,
    content: FormJson,
    versions: Vec<VersionJson>,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
pub struct VersionJson {
    version: i64,
    #[schema(value_type = String, format = "date-time")]
    published_at: Moment,
}

#[derive(serde::Deserialize)]
struct Asked {
    version: Option<i64>,
}

/// One version of a form, the newest unless another is asked for.
#[utoipa::path(get, path = "/api/v1/units/{unit}/report-forms/{form}", operation_id = "report_form", tag = "reports",
    params(("unit" = String, Path), ("form" = String, Path), ("version" = Option<i64>, Query)),
    responses((status = 200, body = VersionedJson), (status = 404, description = "outside one's subtree, or no such form or version")))]
async fn show(
    mut look: Look,
    Path((unit, name)): Path<(UnitId, String)>,
    Query(asked): Query<Asked>,
) -> Result<Json<VersionedJson>, Problem> {
    look.scope(READ_REPORTS, &unit).await?;
    let mut form = forms::form_of(&mut look.tx, &unit, &name).await?;
    if let Some(version) = asked.version {
        form = forms::version_of(&mut look.tx, &name, version).await?;
    }
    let rows = store::versions(&mut look.tx, &name).await?;
    let version = |row: &store::VersionRow| VersionJson {
        version: row.version,
        published_at: row.published_at,
    };
    Ok(Json(VersionedJson {
        form: form.code.clone(),
        version: form.version,
        content: FormJson::of(&form),
        versions: rows.iter().map(version).collect(),
    }))
}

/// A draft, and the revision that goes back with its next change.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub struct DraftJson {
    form: String,
    revision: i64,
    content: FormJson,
}

async fn draft(look: &mut Look, unit: &UnitId, form: &str) -> Result<DraftJson, Problem> {
    let scope = look.scope(EDIT_FORMS, unit).await?;
    let row = store::own(&mut look.tx, &scope, form).await?;
    let content = FormJson::of(&row.draft()?);
    Ok(DraftJson { form: row.id, revision: row.revision, content })
}

/// The draft of a unit's own form.
#[utoipa::path(get, path = "/api/v1/units/{unit}/report-forms/{form}/draft", operation_id = "report_form_draft", tag = "reports",
    params(("unit" = String, Path), ("form" = String, Path)),
    responses((status = 200, body = DraftJson), (status = 404, description = "outside one's subtree, or not that unit's form")))]
async fn show_draft(
    mut look: Look,
    Path((unit, form)): Path<(UnitId, String)>,
) -> Result<Json<DraftJson>, Problem> {
    Ok(Json(draft(&mut look, &unit, &form).await?))
}

#[derive(serde::Deserialize, utoipa::ToSchema)]
struct CopyBody {
    /// The form to copy, by name.
    from: String,
    /// Which version of it; the newest if nobody says.
    version: Option<i64>,
    /// The short code; made of the name if nobody says.
    code: Option<String>,
    name_vi: String,
    #[serde(default)]
    name_en: String,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct CopiedJson {
    form: String,
    revision: i64,
}

/// Copies a form as the unit's own draft.
#[utoipa::path(post, path = "/api/v1/units/{unit}/report-forms", operation_id = "copy_report_form", tag = "reports",
    params(("unit" = String, Path)), request_body = CopyBody,
    responses((status = 201, body = CopiedJson), (status = 404, description = "outside one's subtree, or no such form"), (status = 422, description = "a code that is taken or cannot be one")))]
async fn copy(
    mut work: Work,
    Path(unit): Path<UnitId>,
    Body(sent): Body<CopyBody>,
) -> Result<Response, Problem> {
    let new = NewForm {
        from: sent.from,
        version: sent.version,
        code: sent.code,
        name_vi: sent.name_vi,
        name_en: sent.name_en,
    };
    let form = actions::copy(&mut work, &unit, &new).await?;
    let answer = Answered::json(201, &CopiedJson { form, revision: 1 })?;
    Ok(work.finish(answer).await?.into_response())
}

#[derive(serde::Deserialize, utoipa::ToSchema)]
struct DraftBody {
    /// The revision that was read; another one means that somebody has changed it since.
    revision: i64,
    content: FormJson,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct RevisionJson {
    form: String,
    revision: i64,
}

/// Replaces the draft; every mistake is named with its field.
#[utoipa::path(put, path = "/api/v1/units/{unit}/report-forms/{form}/draft", operation_id = "save_report_form_draft", tag = "reports",
    params(("unit" = String, Path), ("form" = String, Path)), request_body = DraftBody,
    responses((status = 200, body = RevisionJson), (status = 409, description = "somebody has changed it since"), (status = 422, description = "mistakes, by field")))]
async fn save_draft(
    mut work: Work,
    Path((unit, form)): Path<(UnitId, String)>,
    Body(sent): Body<DraftBody>,
) -> Result<Response, Problem> {
    let edit = Edit::Whole(Box::new(sent.content.read()));
    actions::save(&mut work, &unit, &form, sent.revision, edit).await?;
    let answer = Answered::json(200, &RevisionJson { form, revision: sent.revision + 1 })?;
    Ok(work.finish(answer).await?.into_response())
}

#[derive(serde::Deserialize, utoipa::ToSchema)]
struct RevisionBody {
    revision: i64,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct PublishedJson {
    form: String,
    version: i64,
}

/// The draft becomes the next version; what was submitted keeps its own.
#[utoipa::path(post, path = "/api/v1/units/{unit}/report-forms/{form}/publish", operation_id = "publish_report_form", tag = "reports",
    params(("unit" = String, Path), ("form" = String, Path)), request_body = RevisionBody,
    responses((status = 200, body = PublishedJson), (status = 409, description = "somebody has changed it since"), (status = 422, description = "mistakes, or nothing is different")))]
async fn publish(
    mut work: Work,
    Path((unit, form)): Path<(UnitId, String)>,
    Body(sent): Body<RevisionBody>,
) -> Result<Response, Problem> {
    let version = actions::publish(&mut work, &unit, &form, sent.revision).await?;
    let answer = Answered::json(200, &PublishedJson { form, version })?;
    Ok(work.finish(answer).await?.into_response())
}

/// No report is begun by the form from today on.
#[utoipa::path(post, path = "/api/v1/units/{unit}/report-forms/{form}/retire", operation_id = "retire_report_form", tag = "reports",
    params(("unit" = String, Path), ("form" = String, Path)), request_body = RevisionBody,
    responses((status = 200, body = RevisionJson), (status = 409, description = "somebody has changed it since"), (status = 422, description = "it is out of use already")))]
async fn retire(
    mut work: Work,
    Path((unit, form)): Path<(UnitId, String)>,
    Body(sent): Body<RevisionBody>,
) -> Result<Response, Problem> {
    actions::retire(&mut work, &unit, &form, sent.revision).await?;
    let answer = Answered::json(200, &RevisionJson { form, revision: sent.revision + 1 })?;
    Ok(work.finish(answer).await?.into_response())
}
