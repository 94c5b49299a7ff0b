//! What people do with a file: send it, stop it, have it written; and the same for the command line.

use crate::{
    IMPORT,
    import::{
        FileEncoding, Refusal,
        examine::{self, Examined},
        folder::{self, Looked},
        paths,
        read::ToRead,
        store::{self, Batch, State},
        summary::{Summary, Tense},
        undo,
    },
};
use access::{Look, Scope, Work};
use kernel::{BatchId, Day, Lang, RowId, Source, UnitId};
use platform::{
    Problem, Site,
    arrival::{Arrived, Arriving},
    jobs::{self, Ticket},
};
use sheets::Workshop;
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};
use tokio::io::AsyncReadExt;

pub const CHECK: &str = "members.check_batch";
pub const APPLY: &str = "members.apply_batch";

/// A file as it came in, looked at.
pub struct Upload {
    pub file_name: String,
    pub file: Looked,
    /// The day of joining of whoever the file gives none; today, if nothing is said.
    pub default_joined: Option<Day>,
    pub encoding: FileEncoding,
}

fn source(batch: &BatchId) -> Source {
    Source::of("members.batch", batch)
}

/// Looks at a file before any transaction begins. One that is no workbook, holds no member list or
/// is made to harm is refused here, while the officer is still looking.
pub async fn look_at(
    site: &Site,
    file: Option<Arrived>,
    file_name: &str,
) -> Result<Looked, Problem> {
    let file = file.filter(|file| file.bytes > 0).ok_or(Refusal::NoFile)?;
    folder::look(site, file, &folder::clean_name(file_name)).await
}

/// Keeps a file and queues its check.
pub async fn receive(work: &mut Work, unit: &UnitId, upload: Upload) -> Result<BatchId, Problem> {
    let scope = work.scope(IMPORT, unit).await?;
    let Upload { file_name, file, default_joined, encoding } = upload;
    if default_joined.is_some_and(|day| work.today < day) {
        return Err(
            crate::rules::Refusal::InFuture { day: default_joined.unwrap_or(work.today) }.into()
        );
    }
    let file_hash = file.hash().to_owned();
    let file_name = folder::clean_name(&file_name);
    let kept = file.keep(&work.site.settings.folder).await?;
    let batch = Batch {
        default_joined: default_joined.unwrap_or(work.today),
        encoding,
        ..new_batch(work, &scope, &file_name, kept, file_hash)
    };
    store::insert_batch(&mut work.tx, &scope, &batch).await?;
    work.later(CHECK, &batch.id).await?;
    work.record("members.import_sent", Some(unit), &source(&batch.id), serde_json::json!({}))
        .await?;
    Ok(batch.id)
}

fn new_batch(
    work: &Work,
    scope: &Scope,
    file_name: &str,
    file_path: String,
    file_hash: String,
) -> Batch {
    Batch {
        id: BatchId::new(),
        unit_id: scope.unit().clone(),
        file_name: file_name.to_owned(),
        marked_path: folder::marked_path(&file_path),
        file_path,
        file_hash,
        default_joined: work.today,
        encoding: FileEncoding::Auto,
        state: State::Queued,
        summary: String::new(),
        problem: String::new(),
        started_by: work.caller.account.clone(),
        started_at: work.now,
        finished_at: None,
        revision: 1,
        undo_summary: String::new(),
        created_rows: String::new(),
    }
}

/// Asks that a checked batch be written.
pub async fn ask_to_apply(work: &mut Work, unit: &UnitId, id: &BatchId) -> Result<(), Problem> {
    let scope = work.scope(IMPORT, unit).await?;
    work.hold(&format!("members/batch/{id}")).await?;
    let mut batch = store::batch(&mut work.tx, &scope, id).await?;
    may_apply(&batch)?;
    batch.state = State::Applying;
    batch.problem = String::new();
    store::change_batch(&mut work.tx, &scope, &batch).await?;
    work.later(APPLY, id).await?;
    Ok(())
}

fn may_apply(batch: &Batch) -> Result<(), Refusal> {
    match batch.state {
        State::Queued | State::Reading => Err(Refusal::NotYetChecked),
        State::Applying | State::Applied => Err(Refusal::AlreadyApplied),
        State::Undoing => Err(Refusal::BeingUndone),
        State::Undone => Err(Refusal::AlreadyUndone),
        State::Stopped | State::Failed => Err(Refusal::NothingToApply),
        State::Checked if summary_of(batch).written() == 0 => Err(Refusal::NothingToWrite),
        State::Checked => Ok(()),
    }
}

/// Says how the file of a batch was typed, and has it checked again with that answer.
pub async fn answer_encoding(
    work: &mut Work,
    unit: &UnitId,
    id: &BatchId,
    encoding: FileEncoding,
) -> Result<(), Problem> {
    let scope = work.scope(IMPORT, unit).await?;
    work.hold(&format!("members/batch/{id}")).await?;
    let mut batch = store::batch(&mut work.tx, &scope, id).await?;
    match batch.state {
        State::Queued | State::Reading => return Err(Refusal::NotYetChecked.into()),
        State::Applying | State::Applied => return Err(Refusal::AlreadyApplied.into()),
        State::Undoing => return Err(Refusal::BeingUndone.into()),
        State::Undone => return Err(Refusal::AlreadyUndone.into()),
        State::Checked | State::Stopped | State::Failed => {}
    }
    batch.encoding = encoding;
    batch.state = State::Queued;
    batch.problem = String::new();
    batch.finished_at = None;
    store::change_batch(&mut work.tx, &scope, &batch).await?;
    work.later(CHECK, id).await?;
    let details = serde_json::json!({ "encoding": encoding });
    work.record("members.import_encoding", Some(unit), &source(id), details).await
}

/// Asks a running check or application to stop. It stops before anything is written, or not at all.
pub async fn stop(work: &mut Work, unit: &UnitId, id: &BatchId) -> Result<(), Problem> {
    let scope = work.scope(IMPORT, unit).await?;
    let batch = store::batch(&mut work.tx, &scope, id).await?;
    match job_of(&mut work.tx, &batch).await?.filter(|job| !job.is_over()) {
        Some(job) => work.site.board.ticket(&job.id).stop(),
        None => return Err(Refusal::NotRunning.into()),
    }
    work.record("members.import_stop", Some(unit), &source(id), serde_json::json!({})).await
}

/// The job that is at work on a batch.
pub async fn job_of(
    tx: &mut platform::db::Tx,
    batch: &Batch,
) -> Result<Option<jobs::Job>, Problem> {
    if !batch.state.is_running() {
        return Ok(None);
    }
    let name = match batch.state {
        State::Applying => APPLY,
        State::Undoing => undo::UNDO,
        _ => CHECK,
    };
    jobs::about(tx, name, batch.id.as_str()).await
}

/// Rows done and rows there are, of a batch at work.
pub async fn progress(look: &mut Look, batch: &Batch) -> Result<(i64, i64), Problem> {
    let job: Option<RowId> =
        job_of(&mut look.tx, batch).await?.filter(|job| !job.is_over()).map(|job| job.id);
    Ok(job.map_or((0, 0), |job| look.site.board.ticket(&job).progress()))
}

pub fn summary_of(batch: &Batch) -> Summary {
    serde_json::from_str(&batch.summary).unwrap_or_default()
}

/// Whether the officer's workbook was marked: by a check always, by a command if it was asked for.
pub fn has_marked(batch: &Batch) -> bool {
    use State::{Applied, Applying, Checked, Undoing, Undone};
    matches!(batch.state, Checked | Applying | Applied | Undoing | Undone)
        && !batch.marked_path.is_empty()
}

/// The marked workbook of a batch.
pub async fn marked(
    look: &mut Look,
    unit: &UnitId,
    id: &BatchId,
) -> Result<(String, Vec<u8>), Problem> {
    let scope = look.scope(IMPORT, unit).await?;
    let batch = store::batch(&mut look.tx, &scope, id).await?;
    if !has_marked(&batch) {
        return Err(Refusal::NoMarkedFile.into());
    }
    let path = look.site.settings.folder.join(&batch.marked_path);
    let bytes = tokio::fs::read(path).await.map_err(|_| Refusal::NoMarkedFile)?;
    Ok((folder::marked_name(&batch.file_name), bytes))
}

/// What has to be known to read a stored batch.
pub fn to_read(site: &Site, batch: &Batch, ticket: Arc<Ticket>, lang: Lang) -> ToRead {
    ToRead {
        path: site.settings.folder.join(&batch.file_path),
        file_name: batch.file_name.clone(),
        encoding: batch.encoding,
        today: site.today(),
        lang,
        sealer: site.sealer.clone(),
        ticket,
        workshop: Workshop::of(site.settings.reader.as_deref()),
    }
}

/// What the command line says besides the file.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The day of joining of whoever the file gives none; today, if nothing is said.
    pub default_joined: Option<Day>,
    /// Where the marked workbook goes, if it is wanted.
    pub marked: Option<PathBuf>,
    pub encoding: FileEncoding,
}

fn from_disk(
    site: &Site,
    path: &Path,
    file_name: &str,
    encoding: FileEncoding,
    lang: Lang,
) -> ToRead {
    ToRead {
        path: path.to_owned(),
        file_name: folder::clean_name(file_name),
        encoding,
        today: site.today(),
        lang,
        sealer: site.sealer.clone(),
        ticket: Arc::default(),
        workshop: Workshop::of(site.settings.reader.as_deref()),
    }
}

/// Checks a file without keeping anything of it: what the command line does unless told to apply.
pub async fn check_file(
    look: &mut Look,
    unit: &UnitId,
    path: &Path,
    file_name: &str,
    options: &Options,
) -> Result<Summary, Problem> {
    let scope = look.scope(IMPORT, unit).await?;
    paths::check(path, options.marked.as_deref()).await?;
    let wanted = from_disk(&look.site, path, file_name, options.encoding, look.lang);
    let file = examine::read_file(&wanted).await?;
    let joined = options.default_joined.unwrap_or(look.today);
    let mut examined = examine::compare(&mut look.tx, &scope, file, joined, look.lang).await?;
    if let Some(out) = &options.marked {
        examined = examined.write_marked(&wanted, Tense::WillBe, out).await?;
    }
    Ok(examined.summary)
}

async fn copy_of(site: &Site, path: &Path) -> Result<Arrived, Problem> {
    let mut file = tokio::fs::File::open(path).await?;
    let mut copy = Arriving::begin(&site.settings.folder).await?;
    let mut piece = vec![0; 64 * 1024];
    loop {
        match file.read(&mut piece).await? {
            0 => return copy.end().await,
            read => copy.take(&piece[..read]).await?,
        }
    }
}

/// Writes the rows of a file that are right, and commits.
pub async fn apply_file(
    mut work: Work,
    unit: &UnitId,
    path: &Path,
    file_name: &str,
    options: &Options,
) -> Result<Summary, Problem> {
    let scope = work.scope(IMPORT, unit).await?;
    paths::check(path, options.marked.as_deref()).await?;
    // What is read, marked and kept is one copy, whatever becomes of the file meanwhile.
    let copy = copy_of(&work.site, path).await?;
    let mut wanted = from_disk(&work.site, copy.path(), file_name, options.encoding, work.lang);
    let file = examine::read_file(&wanted).await?;
    let folder = work.site.settings.folder.clone();
    let kept = Looked::read(copy, file.format);
    let file_hash = kept.hash().to_owned();
    let kept = kept.keep(&folder).await?;
    wanted.path = folder.join(&kept);
    let batch = Batch {
        default_joined: options.default_joined.unwrap_or(work.today),
        encoding: options.encoding,
        state: State::Applying,
        ..new_batch(&work, &scope, &wanted.file_name, kept, file_hash)
    };
    let done = apply_kept(work, &scope, batch.clone(), file, &wanted, options).await;
    if done.is_err() {
        // Nothing was written, so no copy stays that no batch leads to.
        folder::discard(&folder, &[&batch.file_path, &batch.marked_path]).await;
    }
    done
}

async fn apply_kept(
    mut work: Work,
    scope: &Scope,
    mut batch: Batch,
    file: crate::import::read::File,
    wanted: &ToRead,
    options: &Options,
) -> Result<Summary, Problem> {
    // Whoever gives a command asks for the marked workbook or does not want it.
    if options.marked.is_none() {
        batch.marked_path = String::new();
    }
    store::insert_batch(&mut work.tx, scope, &batch).await?;
    let mut examined = write_in(&mut work, scope, &mut batch, file, &wanted.ticket).await?;
    store::change_batch(&mut work.tx, scope, &batch).await?;
    if let Some(out) = &options.marked {
        let stored_marks = work.site.settings.folder.join(&batch.marked_path);
        examined = examined.write_marked(wanted, Tense::WasDone, &stored_marks).await?;
        paths::put_marked(&stored_marks, out).await?;
    }
    work.commit().await?;
    Ok(examined.summary)
}

/// Compares a file with the register as the work sees it and writes what is right; the batch then
/// says what was done.
pub async fn write_in(
    work: &mut Work,
    scope: &Scope,
    batch: &mut Batch,
    file: crate::import::read::File,
    ticket: &Ticket,
) -> Result<Examined, Problem> {
    // Two lists of one province are written one after the other: each must see what the other wrote.
    work.hold("members/import").await?;
    let mut examined =
        examine::compare(&mut work.tx, scope, file, batch.default_joined, work.lang).await?;
    examined.write(work, scope, &batch.id, ticket).await?;
    examined.summary.batch = Some(batch.id.clone());
    batch.state = State::Applied;
    batch.problem = String::new();
    batch.summary = serde_json::to_string(&examined.summary)?;
    batch.created_rows = serde_json::to_string(&examined.created_rows())?;
    batch.finished_at = Some(work.now);
    let Summary { created, updated, unchanged, refused, .. } = examined.summary;
    let details = serde_json::json!({
        "created": created, "updated": updated, "unchanged": unchanged, "refused": refused, "file": batch.file_hash,
    });
    work.record("members.import", Some(scope.unit()), &source(&batch.id), details).await?;
    Ok(examined)
}
