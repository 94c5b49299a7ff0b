//! Việc chạy nền: work put off until after the answer.
//!
//! - A job exists exactly if the change it follows was committed.
//! - Two workers never take the same job; one that a dead process left behind is taken again.
//! - Progress is shown while it runs, and a person may stop it.

use crate::{Problem, Site, db::Tx, module::JobKind};
use kernel::{AccountId, Lang, Moment, RowId};
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
    time::Duration,
};
use tokio::sync::Notify;

/// A job as it was queued.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Job {
    pub id: RowId,
    pub name: String,
    pub about: String,
    pub asked_by: AccountId,
    pub lang: Lang,
    pub state: String,
    pub message: String,
    pub queued_at: Moment,
    pub started_at: Option<Moment>,
    pub finished_at: Option<Moment>,
}

impl Job {
    pub fn is_over(&self) -> bool {
        !matches!(self.state.as_str(), "queued" | "running")
    }
}

/// How far a running job is, and whether someone asked it to stop.
#[derive(Debug, Default)]
pub struct Ticket {
    done: AtomicI64,
    total: AtomicI64,
    stop: AtomicBool,
}

impl Ticket {
    pub fn report(&self, done: i64, total: i64) {
        self.done.store(done, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
    }
    pub fn progress(&self) -> (i64, i64) {
        (self.done.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed))
    }
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }
    pub fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// The tickets of the jobs that run in this process, and the bell that wakes the worker.
#[derive(Clone, Default)]
pub struct Board {
    tickets: Arc<Mutex<HashMap<RowId, Arc<Ticket>>>>,
    bell: Arc<Notify>,
}

impl Board {
    pub fn ticket(&self, job: &RowId) -> Arc<Ticket> {
        let mut tickets = self.tickets.lock().unwrap_or_else(PoisonError::into_inner);
        tickets.entry(job.clone()).or_default().clone()
    }
    fn forget(&self, job: &RowId) {
        self.tickets.lock().unwrap_or_else(PoisonError::into_inner).remove(job);
    }
    /// Wakes the worker after a commit that queued something.
    pub fn ring(&self) {
        self.bell.notify_one();
    }
}

/// Puts a job on the queue in the same transaction as the change it follows.
pub async fn later(
    tx: &mut Tx,
    name: &str,
    about: &str,
    asked_by: &AccountId,
    lang: Lang,
    now: Moment,
) -> Result<RowId, Problem> {
    let id = RowId::new();
    let sql = "insert into job (id, name, about, asked_by, lang, state, message, worker, queued_at)
               values ($1, $2, $3, $4, $5, 'queued', '', '', $6)";
    sqlx::query(sql)
        .bind(&id)
        .bind(name)
        .bind(about)
        .bind(asked_by)
        .bind(lang)
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(id)
}

const COLUMNS: &str =
    "id, name, about, asked_by, lang, state, message, queued_at, started_at, finished_at";

pub async fn job(tx: &mut Tx, id: &RowId) -> Result<Job, Problem> {
    let sql = format!("select {COLUMNS} from job where id = $1");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id).fetch_one(&mut **tx).await?)
}

/// The newest job of a kind about a record.
pub async fn about(tx: &mut Tx, name: &str, about: &str) -> Result<Option<Job>, Problem> {
    let sql = format!(
        "select {COLUMNS} from job where name = $1 and about = $2 order by id desc limit 1"
    );
    let query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(name).bind(about);
    Ok(query.fetch_optional(&mut **tx).await?)
}

/// No job takes this long; one that seems to was left behind by a server that is gone for good.
const ABANDONED_SECONDS: i64 = 6 * 3_600;

/// Jobs that this server left running when it died go back to the queue, and those of servers that
/// never came back; what another server is doing is left to it. Called before any worker starts.
pub async fn recover(site: &Site) -> Result<(), Problem> {
    let mut tx = site.db.begin_writing().await?;
    let sql = "update job set state = 'queued', started_at = null, worker = ''
               where state = 'running' and (worker = $1 or started_at < $2)";
    sqlx::query(sql)
        .bind(&site.settings.worker)
        .bind(site.now().plus_seconds(-ABANDONED_SECONDS))
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Takes jobs one after another until the process ends.
pub async fn work(site: Site, kinds: Vec<JobKind>) {
    loop {
        match run_next(&site, &kinds).await {
            Ok(true) => {}
            Ok(false) => {
                let bell = site.board.bell.notified();
                let _rung = tokio::time::timeout(Duration::from_secs(5), bell).await;
            }
            // What stopped it is in the log already, and only a new start helps.
            Err(Problem::StorageStopped(_)) => return,
            Err(problem) => {
                tracing::error!(%problem, "the job queue cannot be read");
                tokio::time::sleep(Duration::from_secs(2)).await;
            }
        }
    }
}

/// Runs the oldest waiting job; says whether there was one.
pub async fn run_next(site: &Site, kinds: &[JobKind]) -> Result<bool, Problem> {
    let mut tx = site.db.begin_writing().await?;
    let taken: Option<RowId> = sqlx::query_scalar(site.db.claim_sql())
        .bind(site.now())
        .bind(&site.settings.worker)
        .fetch_optional(&mut *tx)
        .await?;
    let Some(id) = taken else {
        return Ok(false);
    };
    let job = job(&mut tx, &id).await?;
    tx.commit().await?;

    let outcome = match kinds.iter().find(|kind| kind.name == job.name) {
        // A job that panics fails alone; the worker goes on.
        Some(kind) => tokio::spawn((kind.run)(site.clone(), job.clone()))
            .await
            .unwrap_or_else(|panic| Err(Problem::from(panic))),
        None => Err(Problem::NotFound),
    };
    let stopped = site.board.ticket(&id).is_stopped();
    let (state, message) = match outcome {
        Ok(()) => ("done", String::new()),
        Err(_) if stopped => ("stopped", String::new()),
        Err(problem) => {
            site.db.storage().notice(&problem);
            tracing::warn!(job = %job.name, about = %job.about, %problem, "a job failed");
            ("failed", problem.say(job.lang))
        }
    };
    let mut tx = site.db.begin_writing().await?;
    sqlx::query("update job set state = $2, message = $3, finished_at = $4 where id = $1")
        .bind(&id)
        .bind(state)
        .bind(message)
        .bind(site.now())
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    site.board.forget(&id);
    Ok(true)
}

/// How many jobs nobody has taken yet.
pub async fn waiting(site: &Site) -> Result<i64, Problem> {
    let mut tx = site.db.begin().await?;
    let sql = "select count(*) from job where state = 'queued'";
    Ok(sqlx::query_scalar(sql).fetch_one(&mut *tx).await?)
}
