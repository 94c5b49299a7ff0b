//! The wizard: choose a file, see what would happen, write it.

use crate::{
    IMPORT,
    import::{
        actions::{self, Upload},
        encoding::{FileEncoding, NotAnEncoding},
        headings::{self, VOCABULARY},
        sample,
        store::{self, Batch, State},
        summary::{Said, Summary, UnknownColumn},
        texts::Texts,
        typed::{ConvertedColumn, DoubtfulColumn, Why},
        undo::{self, KeptTable, Undone},
    },
};
use access::{Look, Work, WorkLater};
use askama::Template;
use axum::{
    Form,
    extract::{DefaultBodyLimit, Multipart, Path},
    http::{StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use kernel::{BatchId, Lang, UnitId};
use platform::{
    Problem, Route,
    arrival::{Arrived, Arriving},
    form::{Mistakes, Reader},
    module::Needs,
    operation::{self, Answered},
    web::{self, Flash, Rail, Shell, Tab},
};
use std::path::Path as FilePath;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const EARLIER_SHOWN: i64 = 20;
const SAID_SHOWN: usize = 50;
/// Our form has three.
const FIELDS_MAX: usize = 20;

pub fn routes() -> Vec<Route> {
    let import = Needs::Permission(IMPORT);
    vec![
        Route::get("/don-vi/{unit}/nhap", import, choose),
        large(Route::post("/don-vi/{unit}/nhap", import, send)),
        Route::get("/don-vi/{unit}/nhap/mau.xlsx", import, sample_file),
        Route::get("/don-vi/{unit}/nhap/{batch}", import, one),
        Route::post("/don-vi/{unit}/nhap/{batch}/ghi", import, apply),
        Route::post("/don-vi/{unit}/nhap/{batch}/dung", import, stop),
        Route::post("/don-vi/{unit}/nhap/{batch}/bang-ma", import, answer_encoding),
        Route::get("/don-vi/{unit}/nhap/{batch}/danh-dau.xlsx", import, marked),
        Route::get("/don-vi/{unit}/nhap/{batch}/hoan-tac", import, undo::preview),
        Route::post("/don-vi/{unit}/nhap/{batch}/hoan-tac", import, undo::start),
        Route::get("/don-vi/{unit}/nhap/{batch}/giu-lai.xlsx", import, undo::kept_list),
    ]
}

/// A workbook is larger than other forms may be.
pub fn large(mut route: Route) -> Route {
    route.handler = route.handler.layer(DefaultBodyLimit::max(operation::BODY_BYTES_MAX));
    route
}

fn steps(t: Texts, unit: &UnitId, batch: Option<(&BatchId, State)>) -> Vec<Tab> {
    let here = match batch {
        None => 1,
        Some((_, State::Applying | State::Applied | State::Undoing | State::Undone)) => 3,
        Some(_) => 2,
    };
    let first = format!("/don-vi/{unit}/nhap");
    let later = batch.map_or(first.clone(), |(batch, _)| format!("{first}/{batch}"));
    vec![
        Tab::new(t.step_choose(), first, here == 1),
        Tab::new(t.step_check(), later.clone(), here == 2),
        Tab::new(t.step_write(), later, here == 3),
    ]
}

// Bước 1: chọn tệp

struct BatchLine {
    href: String,
    file: String,
    sent_at: String,
    state: String,
    shape: &'static str,
}

#[derive(Template)]
#[template(path = "import_choose.html")]
struct ChoosePage {
    shell: Shell,
    t: Texts,
    steps: Vec<Tab>,
    unit: UnitId,
    mistakes: Mistakes,
    default_joined: String,
    encoding: String,
    encodings: Vec<(&'static str, String)>,
    columns: Vec<(&'static str, String)>,
    batches: Vec<BatchLine>,
    op: String,
}

fn state_said(state: State, t: Texts) -> (String, &'static str) {
    match state {
        State::Queued => (t.state_queued(), "waiting"),
        State::Reading => (t.state_reading(), "waiting"),
        State::Checked => (t.state_checked(), "draft"),
        State::Applying => (t.state_applying(), "waiting"),
        State::Applied => (t.state_applied(), "done"),
        State::Undoing => (t.state_undoing(), "waiting"),
        State::Undone => (t.state_undone(), "closed"),
        State::Stopped => (t.state_stopped(), "closed"),
        State::Failed => (t.state_failed(), "late"),
    }
}

fn line(unit: &UnitId, batch: Batch, t: Texts) -> BatchLine {
    let (state, shape) = state_said(batch.state, t);
    BatchLine {
        href: format!("/don-vi/{unit}/nhap/{}", batch.id),
        file: batch.file_name,
        sent_at: batch.started_at.short(),
        state,
        shape,
    }
}

/// The columns that are kept, and a few of their other names.
fn columns() -> Vec<(&'static str, String)> {
    let kept = VOCABULARY.iter().filter(|heading| heading.key != headings::OTHER);
    kept.map(|heading| {
        (
            headings::shown(heading.key),
            heading.names.iter().skip(1).take(5).copied().collect::<Vec<_>>().join(", "),
        )
    })
    .collect()
}

/// The answers to how a file was typed.
fn encodings(t: Texts) -> Vec<(&'static str, String)> {
    let word = |answer: FileEncoding| match answer {
        FileEncoding::Auto => t.encoding_auto(),
        FileEncoding::Unicode => t.encoding_unicode(),
        FileEncoding::Tcvn3 => t.encoding_tcvn3(),
        FileEncoding::Vni => t.encoding_vni(),
    };
    FileEncoding::ALL.map(|answer| (answer.code(), word(answer))).to_vec()
}

/// Reads an answer; the mistake says which there are.
pub fn read_encoding(typed: &str, lang: Lang) -> Result<FileEncoding, String> {
    typed.parse().map_err(|NotAnEncoding| Texts(lang).encoding_unknown())
}

async fn choose(mut look: Look, Path(unit): Path<UnitId>) -> Result<Html<String>, Problem> {
    let t = Texts(look.lang);
    let scope = look.scope(IMPORT, &unit).await?;
    let name = units::full_name(&mut look.tx, &unit, look.today, look.lang).await?;
    let batches = store::batches_of(&mut look.tx, &scope, EARLIER_SHOWN).await?;
    let shell = look.shell(t.title(&name)).await?.at(Rail::Registers);
    choose_page(shell, t, unit, batches, Sent::default(), Mistakes::default())
}

fn choose_page(
    shell: Shell,
    t: Texts,
    unit: UnitId,
    batches: Vec<Batch>,
    typed: Sent,
    mistakes: Mistakes,
) -> Result<Html<String>, Problem> {
    web::page(ChoosePage {
        shell,
        t,
        steps: steps(t, &unit, None),
        mistakes,
        default_joined: typed.default_joined,
        encoding: read_encoding(&typed.encoding, t.0).unwrap_or_default().code().to_owned(),
        encodings: encodings(t),
        columns: columns(),
        batches: batches.into_iter().map(|batch| line(&unit, batch, t)).collect(),
        unit,
        op: operation::new_id(),
    })
}

/// What the browser sent: the file, its name, and the answers as they were typed.
#[derive(Default)]
pub struct Sent {
    pub file_name: String,
    pub file: Option<Arrived>,
    pub default_joined: String,
    pub encoding: String,
}

/// Reads the form; the file goes to the data folder as it comes.
pub async fn read_form(data: &FilePath, mut form: Multipart) -> Result<Sent, Problem> {
    let mut sent = Sent::default();
    let mut fields = 0;
    while let Some(mut field) = form.next_field().await.map_err(unreadable_form)? {
        fields += 1;
        if fields > FIELDS_MAX {
            return Err(Problem::BadType);
        }
        match field.name().unwrap_or_default() {
            "file" => {
                sent.file_name = field.file_name().unwrap_or_default().to_owned();
                let mut file = Arriving::begin(data).await?;
                while let Some(piece) = field.chunk().await.map_err(unreadable_form)? {
                    file.take(&piece).await?;
                }
                sent.file = Some(file.end().await?);
            }
            "default_joined" => {
                sent.default_joined = field.text().await.map_err(unreadable_form)?
            }
            "encoding" => sent.encoding = field.text().await.map_err(unreadable_form)?,
            _ => {}
        }
    }
    Ok(sent)
}

fn unreadable_form(error: axum::extract::multipart::MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Problem::TooLarge
    } else {
        Problem::BadType
    }
}

async fn send(
    mut later: WorkLater,
    Path(unit): Path<UnitId>,
    form: Multipart,
) -> Result<Response, Problem> {
    let mut look = later.look().await?;
    look.scope(IMPORT, &unit).await?;
    let lang = look.lang;
    drop(look);
    let site = later.site().clone();
    let mut sent = read_form(&site.settings.folder, form).await?;
    let mut mistakes = Mistakes::default();
    let joined = mistakes.check("default_joined", Reader(lang).optional_day(&sent.default_joined));
    let encoding = mistakes.check("encoding", read_encoding(&sent.encoding, lang));
    let looked_at = match joined.zip(encoding) {
        None => None,
        Some((default_joined, encoding)) => {
            let looked = actions::look_at(&site, sent.file.take(), &sent.file_name).await;
            let file = unless_refused(looked, &mut mistakes, lang)?;
            file.map(|file| (file, default_joined, encoding))
        }
    };
    let Some((file, default_joined, encoding)) = looked_at else {
        let look = later.look().await?;
        return came_back(look, unit, sent, mistakes).await;
    };
    let mut work = match later.begin().await? {
        Ok(work) => work,
        Err(answered) => return Ok(answered.into_response()),
    };
    let file_name = sent.file_name.clone();
    let upload = Upload { file_name, file, default_joined, encoding };
    let received = actions::receive(&mut work, &unit, upload).await;
    match unless_refused(received, &mut mistakes, lang)? {
        Some(batch) => {
            let next = format!("/don-vi/{unit}/nhap/{batch}");
            Ok(work.finish(Answered::seen_at(next)).await?.into_response())
        }
        None => came_back(work.look_instead().await?, unit, sent, mistakes).await,
    }
}

/// A refusal is noted beside the field it speaks of.
fn unless_refused<T>(
    outcome: Result<T, Problem>,
    mistakes: &mut Mistakes,
    lang: Lang,
) -> Result<Option<T>, Problem> {
    match outcome {
        Err(Problem::Refused(refusal)) => {
            let field = if refusal.code() == "in_future" { "default_joined" } else { "file" };
            mistakes.note(field, refusal.say(lang));
            Ok(None)
        }
        other => other.map(Some),
    }
}

/// The first page again, with what is to be put right.
async fn came_back(
    mut look: Look,
    unit: UnitId,
    sent: Sent,
    mistakes: Mistakes,
) -> Result<Response, Problem> {
    let t = Texts(look.lang);
    let scope = look.scope(IMPORT, &unit).await?;
    let name = units::full_name(&mut look.tx, &unit, look.today, look.lang).await?;
    let batches = store::batches_of(&mut look.tx, &scope, EARLIER_SHOWN).await?;
    let shell = look.shell(t.title(&name)).await?.at(Rail::Registers);
    let page = choose_page(shell, t, unit, batches, sent, mistakes)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

async fn sample_file(mut look: Look, Path(unit): Path<UnitId>) -> Result<Response, Problem> {
    look.scope(IMPORT, &unit).await?;
    let place = units::brief(&mut look.tx, &unit, look.today).await?;
    let workbook = sample::workbook(&place.code, &place.name)?;
    Ok(attachment("mau-danh-sach-hoi-vien.xlsx", workbook))
}

// Bước 2 và 3: kết quả kiểm tra, ghi vào sổ

#[derive(Template)]
#[template(path = "import_batch.html")]
struct BatchPage {
    shell: Shell,
    t: Texts,
    steps: Vec<Tab>,
    unit: UnitId,
    /// The wizard's first page.
    home: String,
    batch: BatchId,
    state: State,
    working: String,
    stop_hint: String,
    done: i64,
    total: i64,
    problem: String,
    counts: Vec<(String, String)>,
    errors: Vec<Said>,
    errors_more: String,
    warnings: Vec<Said>,
    warnings_more: String,
    unknown_columns: Vec<UnknownColumn>,
    other_sheets: Vec<String>,
    converted: Vec<ConvertedColumn>,
    doubtful: Vec<DoubtfulColumn>,
    encoding: &'static str,
    encodings: Vec<(&'static str, String)>,
    has_marked: bool,
    may_undo: bool,
    consequences: Vec<String>,
    write_label: String,
    nothing_why: String,
    /// Once it was taken back: what was, and who was kept.
    undone: Vec<(String, String)>,
    kept: KeptTable,
    ops: [String; 3],
}

async fn one(
    mut look: Look,
    Path((unit, id)): Path<(UnitId, BatchId)>,
) -> Result<Html<String>, Problem> {
    let t = Texts(look.lang);
    let scope = look.scope(IMPORT, &unit).await?;
    let batch = store::batch(&mut look.tx, &scope, &id).await?;
    let (done, total) = actions::progress(&mut look, &batch).await?;
    let unit_name = units::full_name(&mut look.tx, &unit, look.today, look.lang).await?;
    let summary = actions::summary_of(&batch);
    let undone = undo::undone_of(&batch);
    let here = format!("/don-vi/{unit}/nhap/{id}");
    let shell = look
        .shell(t.batch_title(&batch.file_name))
        .await?
        .at(Rail::Registers)
        .flash(flash(&batch, &summary, t));
    web::page(BatchPage {
        steps: steps(t, &unit, Some((&id, batch.state))),
        working: working(batch.state, t),
        stop_hint: match batch.state {
            State::Undoing => t.undo_stop_hint(),
            _ => t.stop_hint(),
        },
        done,
        total: total.max(1),
        problem: if batch.state == State::Checked { String::new() } else { batch.problem.clone() },
        counts: counts(&summary, t),
        errors_more: more(summary.errors.len(), t),
        warnings_more: more(summary.warnings.len(), t),
        errors: summary.errors.iter().take(SAID_SHOWN).cloned().collect(),
        warnings: summary.warnings.iter().take(SAID_SHOWN).cloned().collect(),
        may_undo: undo::may_undo(&batch).is_ok(),
        has_marked: actions::has_marked(&batch) && !batch.state.is_running(),
        undone: undone.as_ref().map(|undone| undone_counts(undone, t)).unwrap_or_default(),
        kept: undone.map(|undone| KeptTable::of(&undone, &here, t)).unwrap_or_default(),
        consequences: consequences(&summary, &unit_name, t),
        write_label: t.write(&t.0.grouped(summary.written())),
        nothing_why: if summary.refused == summary.rows {
            t.all_refused_why()
        } else {
            t.nothing_new_why()
        },
        unknown_columns: summary.unknown_columns,
        other_sheets: summary.other_sheets,
        converted: summary.converted_columns,
        doubtful: summary.doubtful_columns,
        encoding: batch.encoding.code(),
        encodings: encodings(t),
        ops: [operation::new_id(), operation::new_id(), operation::new_id()],
        home: format!("/don-vi/{unit}/nhap"),
        state: batch.state,
        batch: id,
        shell,
        t,
        unit,
    })
}

fn working(state: State, t: Texts) -> String {
    match state {
        State::Applying => t.writing_now(),
        State::Undoing => t.undoing_now(),
        _ => t.reading_now(),
    }
}

fn undone_counts(undone: &Undone, t: Texts) -> Vec<(String, String)> {
    vec![
        (t.undo_removed(), t.0.grouped(undone.removed)),
        (t.undo_restored(), t.0.grouped(undone.restored)),
        (t.undo_kept(), t.0.grouped(undone.kept)),
    ]
}

/// Said where the page shows only the first cells.
fn more(all: usize, t: Texts) -> String {
    if SAID_SHOWN < all { t.first_of(SAID_SHOWN, all) } else { String::new() }
}

impl BatchPage {
    fn is_running(&self) -> bool {
        self.state.is_running()
    }
    fn is_checked(&self) -> bool {
        self.state == State::Checked
    }
    fn is_applied(&self) -> bool {
        self.state == State::Applied
    }
    fn is_undone(&self) -> bool {
        self.state == State::Undone
    }
    fn is_stopped(&self) -> bool {
        self.state == State::Stopped
    }
    /// Whether there is a question of letters, or an answer that may be taken back.
    fn asks_encoding(&self) -> bool {
        let was_answered = self.encoding != FileEncoding::Auto.code();
        self.is_checked()
            && (was_answered || !self.converted.is_empty() || !self.doubtful.is_empty())
    }
    fn said_of(&self, column: &ConvertedColumn) -> String {
        let name = column.encoding.name();
        let cells = self.t.0.grouped(column.cells);
        match column.why {
            Why::Font => self.t.converted_by_font(name, &cells),
            Why::Words => self.t.converted_by_words(name, &cells),
            Why::Told => self.t.converted_as_told(name, &cells),
        }
    }
    fn may_write(&self) -> bool {
        self.is_checked() && !self.consequences.is_empty()
    }
}

fn flash(batch: &Batch, summary: &Summary, t: Texts) -> Option<Flash> {
    match batch.state {
        State::Applied if !batch.problem.is_empty() => {
            Some(Flash::warning(t.not_undone_because(&batch.problem)))
        }
        State::Undone => undo::undone_of(batch).map(|undone| {
            let [gone, back, kept] =
                [undone.removed, undone.restored, undone.kept].map(|count| t.0.grouped(count));
            let said = t.undone_said(&gone, &back, &kept);
            if undone.kept > 0 { Flash::warning(said) } else { Flash::done(said) }
        }),
        State::Applied if summary.refused > 0 => Some(Flash::warning(
            t.written_said(&t.0.grouped(summary.written()), &t.0.grouped(summary.refused)),
        )),
        State::Applied => {
            Some(Flash::done(t.written_said(&t.0.grouped(summary.written()), &t.0.grouped(0))))
        }
        State::Checked if !batch.problem.is_empty() => {
            Some(Flash::warning(t.not_written_because(&batch.problem)))
        }
        _ => None,
    }
}

fn counts(summary: &Summary, t: Texts) -> Vec<(String, String)> {
    vec![
        (t.rows_read(), t.0.grouped(summary.rows)),
        (t.new_members(), t.0.grouped(summary.created)),
        (t.changed_members(), t.0.grouped(summary.updated)),
        (t.same_members(), t.0.grouped(summary.unchanged)),
        (t.refused_rows(), t.0.grouped(summary.refused)),
        (t.possible_duplicates(), t.0.grouped(summary.possible_duplicates)),
    ]
}

/// What the button does, in sentences; nothing, if there is nothing to do.
fn consequences(summary: &Summary, unit: &str, t: Texts) -> Vec<String> {
    let mut lines = vec![];
    if summary.created > 0 {
        lines.push(t.will_create(&t.0.grouped(summary.created), unit));
        lines.push(t.will_count());
    }
    if summary.updated > 0 {
        lines.push(t.will_update(&t.0.grouped(summary.updated)));
    }
    if summary.refused > 0 && !lines.is_empty() {
        lines.push(t.will_leave(&t.0.grouped(summary.refused)));
    }
    lines
}

async fn apply(
    mut work: Work,
    Path((unit, batch)): Path<(UnitId, BatchId)>,
) -> Result<Response, Problem> {
    actions::ask_to_apply(&mut work, &unit, &batch).await?;
    let next = format!("/don-vi/{unit}/nhap/{batch}");
    Ok(work.finish(Answered::seen_at(next)).await?.into_response())
}

async fn stop(
    mut work: Work,
    Path((unit, batch)): Path<(UnitId, BatchId)>,
) -> Result<Response, Problem> {
    actions::stop(&mut work, &unit, &batch).await?;
    let next = format!("/don-vi/{unit}/nhap/{batch}");
    Ok(work.finish(Answered::seen_at(next)).await?.into_response())
}

#[derive(serde::Deserialize, Default)]
#[serde(default)]
struct Answer {
    encoding: String,
}

async fn answer_encoding(
    mut work: Work,
    Path((unit, batch)): Path<(UnitId, BatchId)>,
    Form(answer): Form<Answer>,
) -> Result<Response, Problem> {
    let encoding = read_encoding(&answer.encoding, work.lang)
        .map_err(|message| Problem::mistake("encoding", message))?;
    actions::answer_encoding(&mut work, &unit, &batch, encoding).await?;
    let next = format!("/don-vi/{unit}/nhap/{batch}");
    Ok(work.finish(Answered::seen_at(next)).await?.into_response())
}

async fn marked(
    mut look: Look,
    Path((unit, batch)): Path<(UnitId, BatchId)>,
) -> Result<Response, Problem> {
    let (name, workbook) = actions::marked(&mut look, &unit, &batch).await?;
    Ok(attachment(&name, workbook))
}

/// A file to be saved under a name that may hold any letter.
pub fn attachment(name: &str, bytes: Vec<u8>) -> Response {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    let encoded: String = name
        .bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect();
    let disposition =
        format!("attachment; filename=\"danh-sach.xlsx\"; filename*=UTF-8''{encoded}");
    ([(header::CONTENT_TYPE, XLSX.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes)
        .into_response()
}
