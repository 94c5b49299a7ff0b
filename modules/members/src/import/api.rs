//! The same for programs: send a workbook, look at the batch, have it written, fetch it marked.

use crate::{
    IMPORT,
    import::{
        actions::{self, Upload},
        earlier::{self, Earlier, Imports},
        encoding::FileEncoding,
        pages::{self, Sent},
        store::{self, Batch, State},
        summary::{Said, Summary, UnknownColumn},
        typed::{Conversion, ConvertedColumn, Doubt, DoubtfulColumn, Why},
        undo::{self, Kept, Undone},
    },
};
use access::{
    Look, Work, WorkLater,
    asked::{self, Body, Query},
};
use axum::{
    Json,
    extract::{FromRequest, Multipart, Path, Request},
    http::header,
    response::{IntoResponse, Response},
};
use http_body_util::BodyExt;
use kernel::{BatchId, Moment, UnitId};
use platform::{
    Problem, Route, arrival::Arriving, form::Reader, module::Needs, operation::Answered,
};
use std::path::Path as FilePath;
use utoipa::OpenApi;

pub fn routes() -> Vec<Route> {
    let import = Needs::Permission(IMPORT);
    vec![
        pages::large(Route::post("/api/v1/units/{unit}/imports", import, send)),
        Route::get("/api/v1/units/{unit}/imports", import, list),
        Route::get("/api/v1/units/{unit}/imports/{batch}", import, one),
        Route::post("/api/v1/units/{unit}/imports/{batch}/apply", import, apply),
        Route::post("/api/v1/units/{unit}/imports/{batch}/encoding", import, answer_encoding),
        Route::get("/api/v1/units/{unit}/imports/{batch}/marked", import, marked),
        Route::get("/api/v1/units/{unit}/imports/{batch}/undo", import, foresee_undo),
        Route::post("/api/v1/units/{unit}/imports/{batch}/undo", import, undo_import),
    ]
}

#[derive(OpenApi)]
#[openapi(
    paths(send, list, one, apply, answer_encoding, marked, foresee_undo, undo_import),
    components(schemas(
        BatchNow,
        Imports,
        Earlier,
        Summary,
        Said,
        UnknownColumn,
        State,
        FileEncoding,
        ConvertedColumn,
        Conversion,
        Why,
        DoubtfulColumn,
        Doubt,
        EncodingAnswer,
        Undone,
        Kept
    ))
)]
struct Description;

pub fn describe() -> utoipa::openapi::OpenApi {
    Description::openapi()
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct Queued {
    #[schema(value_type = String)]
    batch: BatchId,
    state: State,
}

/// A batch as it stands.
#[derive(serde::Serialize, utoipa::ToSchema)]
struct BatchNow {
    state: State,
    file_name: String,
    #[schema(value_type = String)]
    sent_at: Moment,
    #[schema(value_type = Option<String>)]
    finished_at: Option<Moment>,
    /// Rows done and rows there are, while a job is at work.
    done: i64,
    total: i64,
    /// Why the batch failed, or what stands in the way of writing it.
    problem: String,
    #[serde(flatten)]
    summary: Summary,
}

#[derive(serde::Deserialize, Default)]
#[serde(default)]
struct Named {
    file_name: String,
    default_joined: String,
    encoding: String,
}

/// A workbook of .xlsx, .xls or .csv, byte by byte.
#[derive(utoipa::ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "only described")]
struct Workbook(Vec<u8>);

/// A workbook as a form sends it.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "only described")]
struct WorkbookForm {
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// For rows that do not say when the member joined.
    default_joined: Option<String>,
    /// How its text was typed; `auto` if nothing is said.
    encoding: Option<FileEncoding>,
}

/// Sends a workbook to be checked: a form with the field `file`, or the file itself as the body
/// with its name in the query. Nothing is written. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/api/v1/units/{unit}/imports", operation_id = "send_workbook", tag = "members",
    params(("unit" = String, Path), ("file_name" = Option<String>, Query), ("default_joined" = Option<String>, Query), ("encoding" = Option<FileEncoding>, Query)),
    request_body(content((WorkbookForm = "multipart/form-data"), (Workbook = "application/octet-stream"))),
    responses((status = 202, body = Queued), (status = 404), (status = 413), (status = 415), (status = 422)))]
async fn send(
    mut later: WorkLater,
    Path(unit): Path<UnitId>,
    Query(named): Query<Named>,
    request: Request,
) -> Result<Response, Problem> {
    let mut look = later.look().await?;
    look.scope(IMPORT, &unit).await?;
    let lang = look.lang;
    drop(look);
    let site = later.site().clone();
    let sent = read_sent(&site.settings.folder, named, request).await?;
    let joined = Reader(lang).optional_day(&sent.default_joined);
    let default_joined = joined.map_err(|message| Problem::mistake("default_joined", message))?;
    let encoding = pages::read_encoding(&sent.encoding, lang)
        .map_err(|message| Problem::mistake("encoding", message))?;
    let file = actions::look_at(&site, sent.file, &sent.file_name).await?;
    let mut work = match later.begin().await? {
        Ok(work) => work,
        Err(answered) => return Ok(answered.into_response()),
    };
    let upload = Upload { file_name: sent.file_name, file, default_joined, encoding };
    let batch = actions::receive(&mut work, &unit, upload).await?;
    let answer = Answered::json(202, &Queued { batch, state: State::Queued })?;
    Ok(work.finish(answer).await?.into_response())
}

async fn read_sent(data: &FilePath, named: Named, request: Request) -> Result<Sent, Problem> {
    let kind = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .unwrap_or_default();
    if !kind.starts_with("multipart/form-data") {
        let mut file = Arriving::begin(data).await?;
        let mut body = request.into_body();
        while let Some(frame) = body.frame().await {
            // Its size was bounded when the operation was read.
            if let Ok(piece) = frame.map_err(|_| Problem::TooLarge)?.into_data() {
                file.take(&piece).await?;
            }
        }
        let Named { file_name, default_joined, encoding } = named;
        return Ok(Sent { file_name, file: Some(file.end().await?), default_joined, encoding });
    }
    let form = Multipart::from_request(request, &()).await.map_err(|_| Problem::BadType)?;
    let sent = pages::read_form(data, form).await?;
    let default_joined =
        if sent.default_joined.is_empty() { named.default_joined } else { sent.default_joined };
    let encoding = if sent.encoding.is_empty() { named.encoding } else { sent.encoding };
    Ok(Sent { default_joined, encoding, ..sent })
}

#[derive(Default, serde::Deserialize, utoipa::IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ListAsked {
    /// The `next` of an earlier answer.
    after: String,
}

const ON_A_PAGE: usize = 100;

/// The workbooks that were sent to exactly this unit, newest first, a hundred at a time.
#[utoipa::path(get, path = "/api/v1/units/{unit}/imports", operation_id = "list_imports", tag = "members",
    params(("unit" = String, Path), ListAsked),
    responses((status = 200, body = Imports), (status = 404), (status = 422)))]
async fn list(
    mut look: Look,
    Path(unit): Path<UnitId>,
    Query(wanted): Query<ListAsked>,
) -> Result<Json<Imports>, Problem> {
    let scope = look.scope(IMPORT, &unit).await?;
    let after = asked::place(Some(&wanted.after), look.lang)
        .map_err(|why| Problem::mistake("after", why))?;
    let found = earlier::imports_of(&mut look.tx, &scope, after, ON_A_PAGE, look.lang).await?;
    Ok(Json(found))
}

/// How far a batch is, and what the check found or the application did.
#[utoipa::path(get, path = "/api/v1/units/{unit}/imports/{batch}", operation_id = "get_import", tag = "members",
    params(("unit" = String, Path), ("batch" = String, Path)),
    responses((status = 200, body = BatchNow), (status = 404)))]
async fn one(
    mut look: Look,
    Path((unit, id)): Path<(UnitId, BatchId)>,
) -> Result<Json<BatchNow>, Problem> {
    let scope = look.scope(IMPORT, &unit).await?;
    let batch = store::batch(&mut look.tx, &scope, &id).await?;
    let (done, total) = actions::progress(&mut look, &batch).await?;
    let mut summary = actions::summary_of(&batch);
    summary.batch = Some(id);
    let Batch { state, file_name, started_at, finished_at, problem, .. } = batch;
    Ok(Json(BatchNow {
        state,
        file_name,
        sent_at: started_at,
        finished_at,
        done,
        total,
        problem,
        summary,
    }))
}

/// Has a checked batch written. Rows with errors are left out. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/api/v1/units/{unit}/imports/{batch}/apply", operation_id = "apply_import", tag = "members",
    params(("unit" = String, Path), ("batch" = String, Path)),
    responses((status = 202, body = Queued), (status = 404), (status = 409)))]
async fn apply(
    mut work: Work,
    Path((unit, batch)): Path<(UnitId, BatchId)>,
) -> Result<Response, Problem> {
    actions::ask_to_apply(&mut work, &unit, &batch).await?;
    let answer = Answered::json(202, &Queued { batch, state: State::Applying })?;
    Ok(work.finish(answer).await?.into_response())
}

/// How a file was typed.
#[derive(serde::Deserialize, utoipa::ToSchema)]
struct EncodingAnswer {
    encoding: FileEncoding,
}

/// Says how the text of a sent workbook was typed, and has it checked again. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/api/v1/units/{unit}/imports/{batch}/encoding", operation_id = "answer_import_encoding", tag = "members",
    params(("unit" = String, Path), ("batch" = String, Path)), request_body = EncodingAnswer,
    responses((status = 202, body = Queued), (status = 404), (status = 409), (status = 422)))]
async fn answer_encoding(
    mut work: Work,
    Path((unit, batch)): Path<(UnitId, BatchId)>,
    Body(answer): Body<EncodingAnswer>,
) -> Result<Response, Problem> {
    actions::answer_encoding(&mut work, &unit, &batch, answer.encoding).await?;
    let answer = Answered::json(202, &Queued { batch, state: State::Queued })?;
    Ok(work.finish(answer).await?.into_response())
}

/// What taking a written batch back would do now; of a batch that was taken back, what was done.
#[utoipa::path(get, path = "/api/v1/units/{unit}/imports/{batch}/undo", operation_id = "foresee_undo_import", tag = "members",
    params(("unit" = String, Path), ("batch" = String, Path)),
    responses((status = 200, body = Undone), (status = 404), (status = 409)))]
async fn foresee_undo(
    mut look: Look,
    Path((unit, batch)): Path<(UnitId, BatchId)>,
) -> Result<Json<Undone>, Problem> {
    Ok(Json(undo::foresee(&mut look, &unit, &batch).await?))
}

/// Has a written batch taken back: its new members leave the register and what it changed is as
/// before, except where somebody has touched them since. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/api/v1/units/{unit}/imports/{batch}/undo", operation_id = "undo_import", tag = "members",
    params(("unit" = String, Path), ("batch" = String, Path)),
    responses((status = 202, body = Queued), (status = 404), (status = 409)))]
async fn undo_import(
    mut work: Work,
    Path((unit, batch)): Path<(UnitId, BatchId)>,
) -> Result<Response, Problem> {
    undo::ask_to_undo(&mut work, &unit, &batch).await?;
    let answer = Answered::json(202, &Queued { batch, state: State::Undoing })?;
    Ok(work.finish(answer).await?.into_response())
}

/// The workbook that was sent, with its marks.
#[utoipa::path(get, path = "/api/v1/units/{unit}/imports/{batch}/marked", operation_id = "get_marked_workbook", tag = "members",
    params(("unit" = String, Path), ("batch" = String, Path)),
    responses((status = 200, body = Workbook, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), (status = 404), (status = 409)))]
async fn marked(
    mut look: Look,
    Path((unit, batch)): Path<(UnitId, BatchId)>,
) -> Result<Response, Problem> {
    let (name, workbook) = actions::marked(&mut look, &unit, &batch).await?;
    Ok(pages::attachment(&name, workbook))
}
