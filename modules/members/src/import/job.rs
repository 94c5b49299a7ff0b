//! What happens after the answer: checking a file, writing it, and taking it back.
//!
//! Each may be run twice. A check writes nothing but its result; an application is one transaction,
//! and so is an undoing, and neither is done again to a batch to which it was done.

use crate::{
    IMPORT,
    import::{
        Refusal,
        actions::{self, APPLY, CHECK},
        examine, folder,
        store::{self, Batch, State},
        summary::Tense,
        undo::{self, UNDO},
    },
};
use access::{Caller, Look, Work};
use kernel::BatchId;
use platform::{
    Problem, Site,
    jobs::{Job, Ticket},
    module::JobKind,
    seal,
};
use std::sync::Arc;

pub fn jobs() -> Vec<JobKind> {
    vec![JobKind::new(CHECK, check), JobKind::new(APPLY, apply), JobKind::new(UNDO, take_back)]
}

async fn check(site: Site, job: Job) -> Result<(), Problem> {
    let outcome = check_batch(&site, &job).await;
    settle(&site, &job, outcome, State::Failed, State::Stopped).await
}

async fn apply(site: Site, job: Job) -> Result<(), Problem> {
    let outcome = apply_batch(&site, &job).await;
    // What could not be written stays checked: once the reason is gone, the same button writes it.
    settle(&site, &job, outcome, State::Checked, State::Stopped).await
}

async fn take_back(site: Site, job: Job) -> Result<(), Problem> {
    let outcome = take_back_batch(&site, &job).await;
    settle(&site, &job, outcome, State::Applied, State::Applied).await
}

/// The batch of a job, as the one who asked for it sees it now.
async fn batch_of(site: &Site, job: &Job) -> Result<(Caller, Batch), Problem> {
    let caller = access::caller_for_job(site, &job.asked_by).await?;
    let mut look = Look::begin(site, caller.clone(), job.lang).await?;
    let unit = store::unit_of(&mut look.tx, &id_of(job)).await?;
    let scope = look.scope(IMPORT, &unit).await?;
    Ok((caller, store::batch(&mut look.tx, &scope, &id_of(job)).await?))
}

fn id_of(job: &Job) -> BatchId {
    match job.about.parse() {
        Ok(id) => id,
        Err(never) => match never {},
    }
}

fn go_on(ticket: &Arc<Ticket>) -> Result<(), Refusal> {
    if ticket.is_stopped() { Err(Refusal::Stopped) } else { Ok(()) }
}

async fn check_batch(site: &Site, job: &Job) -> Result<(), Problem> {
    let ticket = site.board.ticket(&job.id);
    let (caller, batch) = batch_of(site, job).await?;
    if !matches!(batch.state, State::Queued | State::Reading) {
        return Ok(());
    }
    go_on(&ticket)?;
    save(site, &caller, job, |batch| batch.state = State::Reading).await?;
    let wanted = actions::to_read(site, &batch, ticket.clone(), job.lang);
    let file = examine::read_file(&wanted).await?;

    let mut look = Look::begin(site, caller.clone(), job.lang).await?;
    let scope = look.scope(IMPORT, &batch.unit_id).await?;
    let mut examined =
        examine::compare(&mut look.tx, &scope, file, batch.default_joined, job.lang).await?;
    drop(look);
    go_on(&ticket)?;
    examined.summary.batch = Some(batch.id.clone());
    let out = site.settings.folder.join(&batch.marked_path);
    let examined = examined.write_marked(&wanted, Tense::WillBe, &out).await?;
    go_on(&ticket)?;

    let mut work = Work::begin(site, caller.clone(), job.lang).await?;
    let obstacle = examined.obstacle(&mut work).await?.unwrap_or_default();
    drop(work);
    let summary = serde_json::to_string(&examined.summary)?;
    save(site, &caller, job, move |batch| {
        batch.state = State::Checked;
        batch.summary = summary;
        batch.problem = obstacle;
    })
    .await
}

async fn apply_batch(site: &Site, job: &Job) -> Result<(), Problem> {
    let ticket = site.board.ticket(&job.id);
    let (caller, batch) = batch_of(site, job).await?;
    if batch.state != State::Applying {
        return Ok(());
    }
    go_on(&ticket)?;
    let wanted = actions::to_read(site, &batch, ticket.clone(), job.lang);
    refuse_changed(&wanted.path, &batch.file_hash).await?;
    let file = examine::read_file(&wanted).await?;

    let mut work = Work::begin(site, caller, job.lang).await?;
    let scope = work.scope(IMPORT, &batch.unit_id).await?;
    work.hold(&format!("members/batch/{}", batch.id)).await?;
    let mut batch = store::batch(&mut work.tx, &scope, &batch.id).await?;
    if batch.state != State::Applying {
        return Ok(());
    }
    let examined = actions::write_in(&mut work, &scope, &mut batch, file, &ticket).await?;
    store::change_batch(&mut work.tx, &scope, &batch).await?;
    go_on(&ticket)?;
    work.commit().await?;

    let out = site.settings.folder.join(&batch.marked_path);
    if let Err(problem) = examined.write_marked(&wanted, Tense::WasDone, &out).await {
        // The members are written; the workbook of the check is still there to download.
        tracing::warn!(%problem, "the marked workbook could not be written anew");
    }
    Ok(())
}

async fn take_back_batch(site: &Site, job: &Job) -> Result<(), Problem> {
    let ticket = site.board.ticket(&job.id);
    let (caller, batch) = batch_of(site, job).await?;
    if batch.state != State::Undoing {
        return Ok(());
    }
    go_on(&ticket)?;
    let mut work = Work::begin(site, caller, job.lang).await?;
    let scope = work.scope(IMPORT, &batch.unit_id).await?;
    work.hold(&format!("members/batch/{}", batch.id)).await?;
    let mut batch = store::batch(&mut work.tx, &scope, &batch.id).await?;
    if batch.state != State::Undoing {
        return Ok(());
    }
    undo::take_back(&mut work, &scope, &mut batch, &ticket).await?;
    store::change_batch(&mut work.tx, &scope, &batch).await?;
    go_on(&ticket)?;
    work.commit().await
}

async fn refuse_changed(path: &std::path::Path, hash: &str) -> Result<(), Problem> {
    let path = path.to_owned();
    let found = tokio::task::spawn_blocking(move || seal::hash_of_file(&path)).await?;
    if found.map_err(|_| Refusal::FileChanged)? == hash {
        Ok(())
    } else {
        Err(Refusal::FileChanged.into())
    }
}

/// Changes a batch in a short work of its own.
async fn save(
    site: &Site,
    caller: &Caller,
    job: &Job,
    change: impl FnOnce(&mut Batch),
) -> Result<(), Problem> {
    let mut work = Work::begin(site, caller.clone(), job.lang).await?;
    let unit = store::unit_of(&mut work.tx, &id_of(job)).await?;
    let scope = work.scope(IMPORT, &unit).await?;
    let mut batch = store::batch(&mut work.tx, &scope, &id_of(job)).await?;
    change(&mut batch);
    // One that was not taken back is written as it was.
    if !batch.state.is_running() && batch.state != State::Applied {
        batch.finished_at = Some(work.now);
    }
    store::change_batch(&mut work.tx, &scope, &batch).await?;
    work.commit().await
}

/// A job that stopped or failed leaves its batch saying so, whatever became of the account meanwhile.
async fn settle(
    site: &Site,
    job: &Job,
    outcome: Result<(), Problem>,
    failed: State,
    when_stopped: State,
) -> Result<(), Problem> {
    let Err(problem) = outcome else { return Ok(()) };
    let stopped = site.board.ticket(&job.id).is_stopped();
    let said = if stopped { String::new() } else { problem.say(job.lang) };
    let state = if stopped { when_stopped } else { failed };
    let mut of_no_use = None;
    save(site, &Caller::operator(), job, |batch| {
        if batch.state.is_running() {
            // Somebody who was kept stays kept, and what was taken back before stays so.
            let was_undone = state == State::Applied && !batch.undo_summary.is_empty();
            batch.state = if was_undone { State::Undone } else { state };
            batch.problem = said;
            // Nothing will come of it any more.
            let over = matches!(state, State::Failed | State::Stopped);
            of_no_use = over.then(|| batch.file_path.clone());
        }
    })
    .await?;
    if let Some(path) = of_no_use {
        folder::discard(&site.settings.folder, &[&path]).await;
    }
    // A refusal is an answer, not a failure of ours.
    if stopped || problem.is_ours() { Err(problem) } else { Ok(()) }
}
