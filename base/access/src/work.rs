//! The unit of work: one thing done by one person.

use crate::{
    caller::Caller,
    edge::Preferences,
    look::{self, Look, Scope},
};
use audit::Deed;
use axum::{
    extract::FromRequestParts,
    http::request::Parts,
    response::{IntoResponse, Response},
};
use kernel::{Day, Lang, Moment, RowId, Source, UnitId};
use platform::{
    Permission, Problem, Site,
    db::Tx,
    jobs,
    operation::{self, Answered, Operation},
    web::Shell,
};
use std::time::Duration;

/// One thing done by one person: it knows who, when, in which language and under which
/// operation id; and either all of it happens or nothing.
pub struct Work {
    pub site: Site,
    pub tx: Tx,
    pub caller: Caller,
    pub today: Day,
    pub now: Moment,
    pub lang: Lang,
    operation: Operation,
    queued: bool,
    preferences: Preferences,
}

impl Work {
    /// Work that no request asked for: the command line, a job, a test. It has an operation id of its own.
    pub async fn begin(site: &Site, caller: Caller, lang: Lang) -> Result<Work, Problem> {
        let operation = Operation { id: operation::new_id(), body_hash: String::new() };
        Work::under(site, caller, operation, Preferences { lang, ..Preferences::default() }).await
    }

    async fn under(
        site: &Site,
        caller: Caller,
        operation: Operation,
        preferences: Preferences,
    ) -> Result<Work, Problem> {
        let tx = site.db.begin_writing().await?;
        let (now, lang) = (site.now(), preferences.lang);
        let site = site.clone();
        Ok(Work {
            site,
            tx,
            caller,
            today: now.day(),
            now,
            lang,
            operation,
            queued: false,
            preferences,
        })
    }

    /// Finds out whether the caller holds `permission` over `unit`.
    ///
    /// # Errors
    /// `NotFound` outside the caller's subtree, `NotAllowed` inside it without the permission.
    pub async fn scope(&mut self, permission: Permission, unit: &UnitId) -> Result<Scope, Problem> {
        look::scope_of(&mut self.tx, &self.caller, permission, unit, self.today).await
    }

    /// Nobody else changes what `name` stands for until this work ends.
    pub async fn hold(&mut self, name: &str) -> Result<(), Problem> {
        let db = self.site.db.clone();
        db.hold(&mut self.tx, name).await
    }

    /// Holds many names at once, given in their order.
    pub async fn hold_all(&mut self, names: &[String]) -> Result<(), Problem> {
        let db = self.site.db.clone();
        db.hold_all(&mut self.tx, names).await
    }

    /// Writes in the audit book what is being done. Ids and names of fields only: no personal data.
    pub async fn record(
        &mut self,
        action: &str,
        unit: Option<&UnitId>,
        object: &Source,
        details: serde_json::Value,
    ) -> Result<(), Problem> {
        let deed = Deed { account: &self.caller.account, action, unit, object, details };
        audit::record(&self.site, &mut self.tx, &deed, self.now).await
    }

    /// The same deed done to many records at once, a row for each.
    pub async fn record_many(
        &mut self,
        action: &str,
        unit: Option<&UnitId>,
        done: &[(Source, serde_json::Value)],
    ) -> Result<(), Problem> {
        let account = &self.caller.account;
        let deeds: Vec<Deed> = done
            .iter()
            .map(|(object, details)| Deed {
                account,
                action,
                unit,
                object,
                details: details.clone(),
            })
            .collect();
        audit::record_many(&self.site, &mut self.tx, &deeds, self.now).await
    }

    /// Queues `job` about a record; it will run only if this work is committed.
    pub async fn later(
        &mut self,
        job: &str,
        about: &impl std::fmt::Display,
    ) -> Result<RowId, Problem> {
        self.queued = true;
        let about = about.to_string();
        jobs::later(&mut self.tx, job, &about, &self.caller.account, self.lang, self.now).await
    }

    /// Keeps the answer under the operation id, so that the same request asked again gets it
    /// again, and commits.
    pub async fn finish(mut self, answer: Answered) -> Result<Answered, Problem> {
        operation::keep(&mut self.tx, &self.caller.account, &self.operation, &answer, self.now)
            .await?;
        let (site, caller, operation) =
            (self.site.clone(), self.caller.clone(), self.operation.clone());
        match self.commit().await {
            Ok(()) => Ok(answer),
            Err(Problem::OutcomeUnknown) => read_back(&site, &caller, &operation).await,
            Err(other) => Err(other),
        }
    }

    /// Lets the work go, with nothing of it done, and looks instead: for the page that comes back.
    pub async fn look_instead(self) -> Result<Look, Problem> {
        drop(self.tx);
        Look::with(&self.site, self.caller, self.lang, self.preferences).await
    }

    /// Commits. The commit runs to its end even when whoever waits for it goes away, so that
    /// nobody is told "no" about something that did happen.
    pub async fn commit(self) -> Result<(), Problem> {
        let (tx, site, queued) = (self.tx, self.site, self.queued);
        tokio::spawn(async move { tx.commit().await }).await??;
        if queued {
            site.board.ring();
        }
        Ok(())
    }

    /// The frame of a page for this reader: a form that comes back with its mistakes.
    pub async fn shell(&mut self, title: impl Into<String>) -> Result<Shell, Problem> {
        look::shell_for(
            &mut self.tx,
            &self.caller,
            &self.preferences,
            self.lang,
            self.today,
            title.into(),
        )
        .await
    }
}

/// How often the outcome of a commit is asked for after the connection was lost, and the wait between.
const READ_BACK: (u32, Duration) = (10, Duration::from_millis(500));

/// Whether a commit whose answer was lost was carried out: its operation is in the book, or it is not. The hold
/// waits for the lost transaction, which may still be ending on the other side.
async fn read_back(
    site: &Site,
    caller: &Caller,
    operation: &Operation,
) -> Result<Answered, Problem> {
    for _ in 0..READ_BACK.0 {
        tokio::time::sleep(READ_BACK.1).await;
        let asked = async {
            let mut tx = site.db.begin_writing().await?;
            site.db.hold(&mut tx, &held_name(caller, operation)).await?;
            operation::answered(&mut tx, &caller.account, operation).await
        };
        match asked.await {
            Ok(Some(answered)) => return Ok(answered),
            Ok(None) => return Err(Problem::Unreachable),
            Err(problem) => tracing::warn!(%problem, "the outcome of a commit is still unknown"),
        }
    }
    Err(Problem::OutcomeUnknown)
}

fn held_name(caller: &Caller, operation: &Operation) -> String {
    format!("operation/{}/{}", caller.account, operation.id)
}

/// A handler asks for `Work` and gets it opened for the signed-in caller and the request's
/// operation. A request asked before is answered as before, without running the handler.
impl FromRequestParts<Site> for Work {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Work, Response> {
        open(parts, site).await.map_err(|no| match no {
            No::Problem(problem) => problem.into_response(),
            No::Answered(answered) => answered.into_response(),
        })
    }
}

/// Work that will begin later: who asks is known, and may be asked for leave, but no transaction
/// waits for what has to be done before, such as reading a file.
pub struct WorkLater {
    parts: Parts,
    site: Site,
}

impl WorkLater {
    pub fn site(&self) -> &Site {
        &self.site
    }

    pub async fn look(&mut self) -> Result<Look, Problem> {
        let caller = self.parts.extensions.get::<Caller>().cloned().ok_or(Problem::SignInNeeded)?;
        let preferences = Preferences::of(&self.parts);
        Look::with(&self.site, caller, preferences.lang, preferences).await
    }

    /// The work; or, when the same was asked before, what was answered then.
    pub async fn begin(mut self) -> Result<Result<Work, Answered>, Problem> {
        match open(&mut self.parts, &self.site).await {
            Ok(work) => Ok(Ok(work)),
            Err(No::Answered(answered)) => Ok(Err(answered)),
            Err(No::Problem(problem)) => Err(problem),
        }
    }
}

impl FromRequestParts<Site> for WorkLater {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<WorkLater, Problem> {
        if parts.extensions.get::<Caller>().is_none() {
            return Err(Problem::SignInNeeded);
        }
        if parts.extensions.get::<Operation>().is_none() {
            return Err(operation::missing());
        }
        Ok(WorkLater { parts: parts.clone(), site: site.clone() })
    }
}

enum No {
    Problem(Problem),
    Answered(Answered),
}
impl From<Problem> for No {
    fn from(problem: Problem) -> No {
        No::Problem(problem)
    }
}

async fn open(parts: &mut Parts, site: &Site) -> Result<Work, No> {
    let caller = parts.extensions.get::<Caller>().cloned().ok_or(Problem::SignInNeeded)?;
    let operation = parts.extensions.get::<Operation>().cloned().ok_or_else(operation::missing)?;
    let preferences = Preferences::of(parts);
    let mut work = Work::under(site, caller, operation, preferences).await?;
    // Two copies of one request wait here for each other.
    let name = held_name(&work.caller, &work.operation);
    work.hold(&name).await?;
    let answered = operation::answered(&mut work.tx, &work.caller.account, &work.operation).await?;
    match answered {
        Some(answered) => Err(No::Answered(answered)),
        None => Ok(work),
    }
}
