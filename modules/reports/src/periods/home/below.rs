//! Reports of the units below on a work list.

use super::{
    super::{
        calendar,
        consolidate::{boundaries_of, level_below},
        rules::State,
        store::{self, Filing},
    },
    About, some,
};
use kernel::{Day, UnitId};
use platform::{Problem, db::Tx, module::Task};
use std::collections::HashMap;
use units::{Subtree, UnitBrief};

/// The reports that a unit expects, by how far they have come.
struct Expected {
    due: Day,
    all: usize,
    is_wanted: bool,
    waiting: Vec<(UnitBrief, Filing)>,
    supplemented: Vec<(UnitBrief, Filing)>,
    unsent: Vec<UnitBrief>,
}

async fn expected(tx: &mut Tx, about: &About<'_>) -> Result<Option<Expected>, Problem> {
    let (today, form, period) = (about.asker.today, about.form(), about.period());
    let Some(level) = level_below(about.unit.level) else { return Ok(None) };
    let boundaries = boundaries_of(about.unit, period, today);
    let within = Subtree { unit: about.asker.unit.clone(), boundaries };
    let filings = store::filings_in(tx, &within, form, period).await?;
    let mut filings: HashMap<UnitId, Filing> =
        filings.into_iter().map(|one| (one.unit_id.clone(), one)).collect();
    let due = calendar::due_of(tx, &about.asker.unit, form, level, today).await?.on(period);
    let units = units::children_at_level(tx, &within, level).await?;
    let (waiting, supplemented, unsent) = (vec![], vec![], vec![]);
    let mut found = Expected {
        due,
        all: units.len(),
        is_wanted: about.report.is_wanted,
        waiting,
        supplemented,
        unsent,
    };
    for unit in units {
        let filing = filings.remove(&unit.id);
        let state = filing.as_ref().map_or(State::Draft, |filing| filing.state_on(today));
        match (state, filing) {
            (State::Submitted, Some(filing)) => found.waiting.push((unit, filing)),
            (state, Some(filing)) if state.is_supplemented() => {
                found.supplemented.push((unit, filing));
            }
            (State::Draft | State::Returned, _) => found.unsent.push(unit),
            _ => {}
        }
    }
    Ok(Some(found))
}

impl Expected {
    /// Before anybody has handed anything in, that nobody has says nothing.
    fn overdue(&self, today: Day) -> &[UnitBrief] {
        let is_over = self.is_wanted && self.due < today && self.unsent.len() < self.all;
        if is_over { &self.unsent } else { &[] }
    }
}

/// What whoever accepts has to do: reports and supplements to read, and whom to ask.
pub(super) async fn to_accept(tx: &mut Tx, about: &About<'_>) -> Result<Vec<Task>, Problem> {
    let Some(found) = expected(tx, about).await? else { return Ok(vec![]) };
    let (t, lang, said) = (about.t(), about.asker.lang, about.said());
    let (today, form) = (about.asker.today, about.form());
    let line = |due, sentence| Task { due, sentence, button: t.see_board(), link: about.board() };
    let mut tasks = vec![];
    if !found.waiting.is_empty() {
        let name = |(unit, filing): &(UnitBrief, Filing)| {
            let on = filing.first_submitted_on.map(Day::short).unwrap_or_default();
            format!("{} ({on})", unit.full_name(lang))
        };
        let names: Vec<String> = found.waiting.iter().map(name).collect();
        let sentence = t.task_waiting(names.len(), &said, &some(&names, lang));
        // They go into the unit's own report, so they are to be read before that is due.
        let level = about.unit.level;
        let own = match calendar::LEVELS.contains(&level) {
            true => Some(calendar::due_of(tx, &about.asker.unit, form, level, today).await?),
            false => None,
        };
        tasks.push(line(own.map(|due| due.on(about.period())), sentence));
    }
    if !found.supplemented.is_empty() {
        let mut names = vec![];
        for (unit, filing) in &found.supplemented {
            let Some(id) = &filing.pending_id else { continue };
            let made = store::snapshot(tx, id).await?;
            // Whoever made it does not accept it, and is not asked to.
            if made.made_by != about.asker.account {
                names.push(format!("{} ({})", unit.full_name(lang), made.made_at.day().short()));
            }
        }
        if !names.is_empty() {
            tasks.push(line(None, t.task_supplements(names.len(), &said, &some(&names, lang))));
        }
    }
    let overdue = found.overdue(today);
    if !overdue.is_empty() {
        let names: Vec<String> = overdue.iter().map(|unit| unit.full_name(lang)).collect();
        let sentence = t.task_unsent(names.len(), &said, &some(&names, lang));
        tasks.push(line(Some(found.due), sentence));
    }
    Ok(tasks)
}

/// What an auditor sees: how many are late, and how many wait for somebody.
pub(super) async fn to_watch(tx: &mut Tx, about: &About<'_>) -> Result<Option<Task>, Problem> {
    let Some(found) = expected(tx, about).await? else { return Ok(None) };
    let waiting = found.waiting.len() + found.supplemented.len();
    let overdue = found.overdue(about.asker.today).len();
    if overdue + waiting == 0 {
        return Ok(None);
    }
    let t = about.t();
    let sentence = t.task_watch(overdue, waiting, &about.said());
    Ok(Some(Task { due: Some(found.due), sentence, button: t.see_board(), link: about.board() }))
}
