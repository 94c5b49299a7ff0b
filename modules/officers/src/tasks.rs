//! What the home page asks: a term that ends, an office nobody holds, a paper that waits for a signature.

use crate::{
    EDIT,
    store::{
        handovers::{self, Handover},
        posts, tenures, terms,
    },
    texts::Texts,
};
use access::{Look, Scope};
use kernel::Day;
use platform::{
    Problem, Site,
    module::{Asker, Task},
};
use units::Level;

/// So many days before a term is due to end, the congress has to be prepared.
const DAYS_BEFORE: i32 = 90;

pub async fn what_is_due(site: Site, asker: Asker) -> Result<Vec<Task>, Problem> {
    let caller = access::caller_for_job(&site, &asker.account).await?;
    let mut look = Look::begin(&site, caller, asker.lang).await?;
    let t = Texts(asker.lang);
    let mut tasks = vec![];
    for handover in handovers::waiting_for(&mut look.tx, &asker.account).await? {
        tasks.push(to_sign(&mut look, &handover, t).await?);
    }
    if !asker.permissions.contains(&EDIT) {
        return Ok(tasks);
    }
    let scope = match look.scope(EDIT, &asker.unit).await {
        Ok(scope) => scope,
        Err(Problem::NotFound | Problem::NotAllowed) => return Ok(tasks),
        Err(other) => return Err(other),
    };
    for handover in handovers::papers_below(&mut look.tx, &scope).await? {
        let above = crate::handing::above_of(&mut look.tx, &handover.unit_id, look.today).await?;
        if above == asker.unit {
            tasks.push(to_confirm(&mut look, &handover, t).await?);
        }
    }
    tasks.extend(of_term(&mut look, &scope, &asker, t).await?);
    Ok(tasks)
}

async fn to_sign(look: &mut Look, handover: &Handover, t: Texts) -> Result<Task, Problem> {
    let unit = units::full_name(&mut look.tx, &handover.unit_id, look.today, look.lang).await?;
    let post = posts::post(&mut look.tx, &handover.post).await?;
    Ok(Task {
        due: None,
        sentence: t.task_sign(post.label(look.lang), &unit),
        button: t.task_sign_button(),
        link: format!("/ban-giao/{}", handover.id),
    })
}

async fn to_confirm(look: &mut Look, handover: &Handover, t: Texts) -> Result<Task, Problem> {
    let unit = units::full_name(&mut look.tx, &handover.unit_id, look.today, look.lang).await?;
    Ok(Task {
        due: None,
        sentence: t.task_confirm(&unit),
        button: t.task_confirm_button(),
        link: format!("/ban-giao/{}", handover.id),
    })
}

/// What the unit's own term asks for. A unit that keeps no terms here is not asked for one.
async fn of_term(
    look: &mut Look,
    scope: &Scope,
    asker: &Asker,
    t: Texts,
) -> Result<Vec<Task>, Problem> {
    let all = terms::terms(&mut look.tx, scope).await?;
    let link = format!("/don-vi/{}/can-bo", asker.unit);
    let mut tasks = vec![];
    let Some(term) = all.iter().find(|term| term.runs_on(asker.today)) else {
        return Ok(tasks);
    };
    if term.until == Day::NEVER && term.planned_until < asker.today.plus_days(DAYS_BEFORE) {
        let unit = units::full_name(&mut look.tx, scope.unit(), asker.today, asker.lang).await?;
        tasks.push(Task {
            due: Some(term.planned_until),
            sentence: t.task_term(&unit, &term.years()),
            button: t.task_term_button(),
            link: link.clone(),
        });
    }
    let level = units::unit(&mut look.tx, scope.unit()).await?.level;
    let head = if Level::Commune < level { "chi_hoi_truong" } else { "chu_tich" };
    let held = tenures::tenures(&mut look.tx, scope).await?;
    let empty = !held.iter().any(|tenure| tenure.post == head && tenure.stands_on(asker.today));
    if empty && let Ok(post) = posts::post(&mut look.tx, head).await {
        let unit = units::full_name(&mut look.tx, scope.unit(), asker.today, asker.lang).await?;
        tasks.push(Task {
            due: None,
            sentence: t.task_empty(&unit, post.label(asker.lang)),
            button: t.task_empty_button(),
            link,
        });
    }
    Ok(tasks)
}
