//! Bước 1: the file is chosen, and what was sent before stands below.

use super::{encodings, read_encoding, steps};
use crate::{
    IMPORT,
    import::{
        actions::{self, Upload},
        earlier::{self, Earlier, Imports},
        headings::{self, VOCABULARY},
        pages::attachment,
        sample,
        store::State,
        texts::Texts,
    },
};
use access::{Look, Scope, WorkLater};
use askama::Template;
use axum::{
    extract::{Multipart, Path, Query},
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use kernel::{Lang, UnitId};
use platform::{
    Problem,
    arrival::{Arrived, Arriving},
    form::{Mistakes, Reader},
    operation::{self, Answered},
    web::{self, Rail, Shell, Tab},
};
use std::path::Path as FilePath;

const EARLIER_SHOWN: usize = 20;
/// Our form has three.
const FIELDS_MAX: usize = 20;

struct BatchLine {
    href: String,
    file: String,
    sent_at: String,
    sent_by: String,
    written: String,
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
    total: String,
    next: String,
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

fn line(unit: &UnitId, sent: Earlier, t: Texts) -> BatchLine {
    let (state, shape) = state_said(sent.state, t);
    BatchLine {
        href: format!("/don-vi/{unit}/nhap/{}", sent.batch),
        file: sent.file_name,
        sent_at: sent.sent_at.short(),
        sent_by: sent.sent_by,
        written: sent.written.map(|count| t.0.grouped(count)).unwrap_or_default(),
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

#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    sau: String,
}

pub async fn choose(
    mut look: Look,
    Path(unit): Path<UnitId>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Problem> {
    let t = Texts(look.lang);
    let scope = look.scope(IMPORT, &unit).await?;
    let name = units::full_name(&mut look.tx, &unit, look.today, look.lang).await?;
    let imports = earlier(&mut look, &scope, &asked.sau).await?;
    let shell = look.shell(t.title(&name)).await?.at(Rail::Registers);
    choose_page(shell, t, unit, imports, Sent::default(), Mistakes::default())
}

async fn earlier(look: &mut Look, scope: &Scope, place: &str) -> Result<Imports, Problem> {
    let after = Some(place).filter(|place| !place.is_empty());
    earlier::imports_of(&mut look.tx, scope, after, EARLIER_SHOWN, look.lang).await
}

fn choose_page(
    shell: Shell,
    t: Texts,
    unit: UnitId,
    earlier: Imports,
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
        batches: earlier.imports.into_iter().map(|sent| line(&unit, sent, t)).collect(),
        total: t.0.grouped(earlier.total),
        next: earlier.next.map(|place| next(&unit, &place)).unwrap_or_default(),
        unit,
        op: operation::new_id(),
    })
}

/// The page that follows begins at the list, not at the form again.
fn next(unit: &UnitId, place: &str) -> String {
    web::address(&format!("/don-vi/{unit}/nhap"), &[("sau", place)]) + "#truoc"
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
    while let Some(mut field) = form.next_field().await? {
        fields += 1;
        if fields > FIELDS_MAX {
            return Err(Problem::BadType);
        }
        match field.name().unwrap_or_default() {
            "file" => {
                sent.file_name = field.file_name().unwrap_or_default().to_owned();
                let mut file = Arriving::begin(data).await?;
                while let Some(piece) = field.chunk().await? {
                    file.take(&piece).await?;
                }
                sent.file = Some(file.end().await?);
            }
            "default_joined" => sent.default_joined = field.text().await?,
            "encoding" => sent.encoding = field.text().await?,
            _ => {}
        }
    }
    Ok(sent)
}

pub async fn send(
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
    let imports = earlier(&mut look, &scope, "").await?;
    let shell = look.shell(t.title(&name)).await?.at(Rail::Registers);
    let page = choose_page(shell, t, unit, imports, sent, mistakes)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

pub async fn sample_file(mut look: Look, Path(unit): Path<UnitId>) -> Result<Response, Problem> {
    look.scope(IMPORT, &unit).await?;
    let place = units::brief(&mut look.tx, &unit, look.today).await?;
    let workbook = sample::workbook(&place.code, &place.name)?;
    Ok(attachment("mau-danh-sach-hoi-vien.xlsx", workbook))
}
