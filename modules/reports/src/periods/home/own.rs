//! A unit's own report on its work list.

use super::{
    super::{
        actions::{Filed, receiver_of},
        calendar,
        rules::{Deed, State},
        store::{self, Filing},
        unusual,
    },
    About, REMINDED_DAYS,
};
use crate::{report::Desk, texts::Texts as Shared};
use kernel::{Day, UnitId};
use platform::{Problem, db::Tx, module::Task};
use units::Level;

/// The report as far as it has come; nothing where there is none to send.
struct Own {
    filing: Option<Filing>,
    state: State,
    due: Day,
}

/// A report that was signed before there was anything to submit to asks for nothing more, and one that is due later
/// than anybody is reminded of asks for nothing yet.
async fn asked_for(
    tx: &mut Tx,
    about: &About<'_>,
    unit: &UnitId,
    level: Level,
) -> Result<Option<Own>, Problem> {
    if !calendar::LEVELS.contains(&level) {
        return Ok(None);
    }
    let (form, period, today) = (about.form(), about.period(), about.asker.today);
    let filing = store::filing(tx, unit, form, period).await?;
    let state = filing.as_ref().map_or(State::Draft, |filing| filing.state_on(today));
    let due = calendar::due_of(tx, unit, form, level, today).await?.on(period);
    let is_draft = state == State::Draft;
    let signed = is_draft && crate::store::front(tx, unit, form, period).await?.signed_on.is_some();
    let is_early = is_draft && today.plus_days(REMINDED_DAYS) < due;
    let is_idle = is_draft && !about.report.is_wanted;
    Ok((!signed && !is_early && !is_idle).then_some(Own { filing, state, due }))
}

/// What whoever writes and submits the report has to do.
pub(super) async fn to_send(tx: &mut Tx, about: &About<'_>) -> Result<Vec<Task>, Problem> {
    let own = asked_for(tx, about, &about.asker.unit, about.unit.level).await?;
    let Some(own) = own else { return Ok(vec![]) };
    let (t, said, name) = (about.t(), about.said(), about.name());
    let sentence = match own.state {
        State::Draft if own.due < about.asker.today => t.task_overdue(&said, &name),
        State::Draft => t.task_due(&said, &name),
        State::Returned => t.task_returned(&said, &name),
        State::Reopened => t.task_reopened(&said, &name),
        State::Accepted | State::Locked => return supplement_returned(tx, about, &own).await,
        State::Submitted | State::Supplemented | State::LockedSupplemented => return Ok(vec![]),
    };
    let open_until = own.filing.as_ref().and_then(|filing| filing.open_until);
    let due = match own.state {
        State::Reopened => open_until.map(Day::before),
        _ => Some(own.due),
    };
    let (button, link) = (Shared(about.asker.lang).open_report(), about.link());
    let mut tasks = vec![Task { due, sentence, button, link }];
    let wanted = reasons_wanted(tx, about).await?;
    if wanted > 0 {
        let (button, link) = (t.write_reasons(), format!("{}#ly-do", about.link()));
        tasks.push(Task { due, sentence: t.task_reasons(wanted, &said, &name), button, link });
    }
    Ok(tasks)
}

/// How many figures have changed a lot without anybody having said why.
async fn reasons_wanted(tx: &mut Tx, about: &About<'_>) -> Result<usize, Problem> {
    let (unit, form) = (about.asker.unit.clone(), about.form().to_owned());
    let filed = Filed { unit, form, period: about.period() };
    let (lang, today) = (about.asker.lang, about.asker.today);
    let mut desk = Desk { tx, lang, today, origin: String::new() };
    let unusual = unusual::found(&mut desk, &filed).await?;
    Ok(unusual.iter().filter(|one| one.reason.is_empty()).count())
}

/// A supplement that came back, while nothing has been done since.
async fn supplement_returned(
    tx: &mut Tx,
    about: &About<'_>,
    own: &Own,
) -> Result<Vec<Task>, Problem> {
    let Some(filing) = &own.filing else { return Ok(vec![]) };
    let last = store::steps_of(tx, &filing.id).await?.into_iter().next();
    let Some(last) = last.filter(|step| step.deed() == Deed::Return) else { return Ok(vec![]) };
    Ok(vec![Task {
        due: None,
        sentence: about.t().task_supplement_returned(
            &about.said(),
            &about.name(),
            &last.done_at.day().short(),
        ),
        button: Shared(about.asker.lang).open_report(),
        link: about.link(),
    }])
}

/// Where nobody above keeps reports here, somebody else of the unit accepts: whoever did not make what waits.
pub(super) async fn to_accept(tx: &mut Tx, about: &About<'_>) -> Result<Option<Task>, Problem> {
    let (unit, today) = (&about.asker.unit, about.asker.today);
    let Some(filing) = store::filing(tx, unit, about.form(), about.period()).await? else {
        return Ok(None);
    };
    let (t, said, name) = (about.t(), about.said(), about.name());
    let sentence = match filing.state_on(today) {
        State::Submitted => t.task_own_waiting(&said, &name),
        state if state.is_supplemented() => t.task_own_supplement(&said, &name),
        _ => return Ok(None),
    };
    let Some(waiting) = filing.judged_id() else { return Ok(None) };
    let made_by = store::snapshot(tx, waiting).await?.made_by;
    if made_by == about.asker.account
        || receiver_of(tx, unit, today, Some(&made_by)).await? != *unit
    {
        return Ok(None);
    }
    let due = calendar::due_of(tx, unit, about.form(), about.unit.level, today).await?;
    let (due, button) = (Some(due.on(about.period())), Shared(about.asker.lang).open_report());
    Ok(Some(Task { due, sentence, button, link: about.link() }))
}

/// A chapter sends no report: its head looks through its figures before the commune sends them.
pub(super) async fn to_look_through(
    tx: &mut Tx,
    about: &About<'_>,
) -> Result<Option<Task>, Problem> {
    let (unit, today) = (&about.asker.unit, about.asker.today);
    let above = units::path(tx, unit, today).await?;
    let Some(commune) = above.into_iter().rev().find(|one| one.level == Level::Commune) else {
        return Ok(None);
    };
    let own = asked_for(tx, about, &commune.id, commune.level).await?;
    let Some(own) = own.filter(|own| own.state.is_in_hand()) else { return Ok(None) };
    Ok(Some(Task {
        due: Some(own.due),
        sentence: about.t().task_chapter(&about.said(), &commune.full_name(about.asker.lang)),
        button: about.t().see_chapter(),
        link: format!("/bao-cao/{}?don-vi={unit}&ky={}", about.form(), about.period()),
    }))
}
