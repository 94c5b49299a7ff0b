//! What there is to do about reports: the home page's lines.

use super::{
    calendar,
    consolidate::{boundaries_of, level_below},
    rules::State,
    store,
    texts::Texts,
};
use crate::{
    ACCEPT_REPORTS, EDIT_REPORTS, SUBMIT_REPORTS,
    forms::{self, AskedAbout},
    texts::Texts as Shared,
};
use kernel::{Day, Lang, Period, UnitId};
use platform::{
    Problem, Site,
    db::Tx,
    module::{Answer, Asker, HandoverLine, HandoverSection, Task},
};
use std::collections::HashMap;
use units::Subtree;

/// A report is asked for on the home page for so long before it is due.
const REMINDED_DAYS: i32 = 45;

/// One's own report: due, overdue or handed back; and those of the units below: to accept, overdue.
pub fn tasks(site: Site, asker: Asker) -> Answer<'static, Vec<Task>> {
    Box::pin(async move {
        let mut tx = site.db.begin().await?;
        let mut tasks = vec![];
        let may = |permission| asker.permissions.contains(&permission);
        for report in forms::asked_about(&mut tx, &asker.unit, asker.today).await? {
            if may(EDIT_REPORTS) || may(SUBMIT_REPORTS) {
                tasks.extend(own(&mut tx, &asker, &report).await?);
            }
            if may(ACCEPT_REPORTS) {
                tasks.extend(below(&mut tx, &asker, &report).await?);
            }
        }
        Ok(tasks)
    })
}

pub(super) fn report_link(unit: &UnitId, form: &str, period: Period) -> String {
    format!("/bao-cao/ho-so?don-vi={unit}&mau={form}&ky={period}")
}
pub(super) fn board_link(unit: &UnitId, form: &str, period: Period) -> String {
    format!("/bao-cao/ky?don-vi={unit}&mau={form}&ky={period}")
}

async fn own(
    tx: &mut Tx,
    asker: &Asker,
    AskedAbout { form: by, period, is_wanted }: &AskedAbout,
) -> Result<Option<Task>, Problem> {
    let (t, lang, form, period) = (Texts(asker.lang), asker.lang, by.code.as_str(), *period);
    let unit = units::unit(tx, &asker.unit).await?;
    if !calendar::LEVELS.contains(&unit.level) {
        return Ok(None);
    }
    let filing = store::filing(tx, &asker.unit, form, period).await?;
    let state = filing.as_ref().map_or(State::Draft, |filing| filing.state_on(asker.today));
    let due = calendar::due_of(tx, &asker.unit, form, unit.level, asker.today).await?.on(period);
    let name = unit.full_name(lang);
    let said = by.said(period, lang);
    // A report that was signed before there was anything to submit to asks for nothing more.
    let signed = crate::store::front(tx, &asker.unit, form, period).await?.signed_on.is_some();
    let sentence = match state {
        State::Draft if signed || !is_wanted => return Ok(None),
        State::Draft if due < asker.today => t.task_overdue(&said, &name),
        State::Draft if asker.today.plus_days(REMINDED_DAYS) < due => return Ok(None),
        State::Draft => t.task_due(&said, &name),
        State::Returned => t.task_returned(&said, &name),
        State::Reopened => t.task_reopened(&said, &name),
        State::Submitted | State::Accepted | State::Locked => return Ok(None),
    };
    let due = match (&filing, state) {
        (Some(filing), State::Reopened) => filing.open_until.map(Day::before),
        _ => Some(due),
    };
    let link = report_link(&asker.unit, form, period);
    Ok(Some(Task { due, sentence, button: Shared(lang).open_report(), link }))
}

async fn below(
    tx: &mut Tx,
    asker: &Asker,
    AskedAbout { form: by, period, is_wanted }: &AskedAbout,
) -> Result<Vec<Task>, Problem> {
    let (t, lang, form, period) = (Texts(asker.lang), asker.lang, by.code.as_str(), *period);
    let unit = units::unit(tx, &asker.unit).await?;
    let Some(level) = level_below(unit.level) else { return Ok(vec![]) };
    let boundaries = boundaries_of(&unit, period, asker.today);
    let within = Subtree { unit: asker.unit.clone(), boundaries };
    let filings = store::filings_in(tx, &within, form, period).await?;
    let states: HashMap<&UnitId, State> =
        filings.iter().map(|one| (&one.unit_id, one.state_on(asker.today))).collect();
    let due = calendar::due_of(tx, &asker.unit, form, level, asker.today).await?.on(period);
    let expected = units::children_at_level(tx, &within, level).await?;
    let (mut waiting, mut unsent) = (vec![], vec![]);
    for unit in &expected {
        match states.get(&unit.id).copied().unwrap_or(State::Draft) {
            State::Submitted => waiting.push(unit.full_name(lang)),
            State::Draft | State::Returned => unsent.push(unit.full_name(lang)),
            _ => {}
        }
    }
    let link = board_link(&asker.unit, form, period);
    let said = by.said(period, lang);
    let mut tasks = vec![];
    if !waiting.is_empty() {
        let sentence = t.task_waiting(waiting.len(), &said, &some(&waiting, lang));
        let button = t.see_board();
        tasks.push(Task { due: None, sentence, button, link: link.clone() });
    }
    // Before anybody has handed anything in, that nobody has says nothing.
    if *is_wanted && !unsent.is_empty() && due < asker.today && unsent.len() < expected.len() {
        let sentence = t.task_unsent(unsent.len(), &said, &some(&unsent, lang));
        tasks.push(Task { due: Some(due), sentence, button: t.see_board(), link });
    }
    Ok(tasks)
}

/// A report that its unit still has to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsent {
    pub form: String,
    pub period: Period,
    pub state: State,
    /// Its page.
    pub link: String,
}

/// What a unit has not sent: the report of the period that ended last, and what came back to it. Whoever leaves an
/// office there leaves this behind.
pub async fn unsent(tx: &mut Tx, unit: &UnitId, today: Day) -> Result<Vec<Unsent>, Problem> {
    let level = units::unit(tx, unit).await?.level;
    let mut found: Vec<(String, Period, State)> = vec![];
    for (form, period, filing) in store::come_back(tx, unit).await? {
        let state = filing.state_on(today);
        if let (Ok(period), State::Returned | State::Reopened) = (period.parse(), state) {
            found.push((form, period, state));
        }
    }
    let wanted = match calendar::LEVELS.contains(&level) {
        true => forms::wanted(tx, unit, today).await?,
        false => vec![],
    };
    for (form, period) in wanted {
        let filing = store::filing(tx, unit, &form.code, period).await?;
        let state = filing.map_or(State::Draft, |filing| filing.state_on(today));
        if state == State::Draft {
            found.push((form.code.clone(), period, state));
        }
    }
    let unsent = |(form, period, state): (String, Period, State)| Unsent {
        link: report_link(unit, &form, period),
        form,
        period,
        state,
    };
    Ok(found.into_iter().map(unsent).collect())
}

/// What a hand-over says of reports: each that its unit still has to send, which holds the hand-over up.
pub async fn handover(site: Site, asker: Asker) -> Result<Vec<HandoverSection>, Problem> {
    let t = Texts(asker.lang);
    let mut tx = site.db.begin().await?;
    let mut lines = vec![];
    for one in unsent(&mut tx, &asker.unit, asker.today).await? {
        let form = forms::form_of(&mut tx, &asker.unit, &one.form).await?;
        let said = form.said(one.period, asker.lang);
        let line = HandoverLine::new(t.unsent_report(&said), one.state.say(asker.lang));
        lines.push(line.linked(one.link).blocking(t.unsent_blocks(&said)));
    }
    let unsent = HandoverSection { heading: t.unsent_reports(), lines };
    let drafts = forms::handover(&mut tx, &asker).await?;
    Ok([unsent, drafts].into_iter().filter(|section| !section.lines.is_empty()).collect())
}

/// The first few names, and how many more there are.
fn some(names: &[String], lang: Lang) -> String {
    const NAMED_MAX: usize = 3;
    let shown = names.iter().take(NAMED_MAX).cloned().collect::<Vec<_>>().join(", ");
    match names.len().checked_sub(NAMED_MAX) {
        Some(more) if more > 0 => Shared(lang).and_others(&shown, more),
        _ => shown,
    }
}
