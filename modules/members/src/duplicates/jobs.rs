//! The search after the answer. It may be run twice: the second time finds what is there already.

use super::actions::{self, SEARCH};
use crate::EDIT;
use access::{Look, Work};
use kernel::UnitId;
use platform::{Problem, Site, jobs::Job, module::JobKind};

pub fn jobs() -> Vec<JobKind> {
    vec![JobKind::new(SEARCH, search)]
}

async fn search(site: Site, job: Job) -> Result<(), Problem> {
    let caller = access::caller_for_job(&site, &job.asked_by).await?;
    let unit: UnitId = job.about.parse().unwrap_or_else(|never| match never {});
    let ticket = site.board.ticket(&job.id);
    let mut look = Look::begin(&site, caller.clone(), job.lang).await?;
    let scope = look.scope(EDIT, &unit).await?;
    let searched = actions::search(&mut look, &scope, ticket).await?;
    drop(look);
    let mut work = Work::begin(&site, caller, job.lang).await?;
    let scope = work.scope(EDIT, &unit).await?;
    actions::keep(&mut work, &scope, searched).await?;
    work.commit().await
}
