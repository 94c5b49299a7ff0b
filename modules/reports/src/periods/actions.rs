//! What people do with a report: each deed asks who, then the table, then its own rules.

mod judges;
mod standing;
mod supplement;

pub use standing::{Currency, Done, Standing, state_of};
pub use supplement::{Corrected, supplement};

pub(crate) use judges::{judges_of, judges_said, receiver_of};

use super::{
    compare,
    consolidate::{self, Consolidated, Take, boundaries_of},
    rules::{Deed, Refusal, State, step_of},
    snapshot::{Basis, Content},
    store::{self, Filing, NewStep},
    unusual,
};
use crate::{
    READ_REPORTS, forms,
    report::{self, Desk, Line, Report},
    template::Form,
};
use access::{Scope, Work};
use counts::NewOpening;
use kernel::{AccountId, Lang, Period, RowId, Source, UnitId, vietnamese::text};
use platform::{Problem, db::Tx};
use units::Subtree;

/// Which report is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filed {
    pub unit: UnitId,
    pub form: String,
    pub period: Period,
}

impl Filed {
    pub fn source(&self) -> Source {
        Source::of("reports.filing", &format!("{}.{}.{}", self.unit, self.form, self.period))
    }
    pub(super) fn held_name(&self) -> String {
        format!("reports/{}/{}/{}", self.unit, self.form, self.period)
    }
}

/// A report in hand, held so that nobody else moves it, and the step that is about to be taken.
struct Held {
    scope: Scope,
    form: Form,
    filing: Filing,
    from: State,
    to: State,
    /// The snapshot that the step is about.
    about: Option<RowId>,
}

impl Held {
    /// Puts a new supplement before the unit above; until it is accepted the report says what it said.
    fn wait_for(&mut self, supplement: RowId) {
        self.filing.pending_id = Some(supplement.clone());
        self.about = Some(supplement);
    }
}

/// Looks whether this person may do this now.
async fn take(work: &mut Work, filed: &Filed, deed: Deed) -> Result<Held, Problem> {
    let scope = allowed(work, filed, deed).await?;
    work.hold(&filed.held_name()).await?;
    let form = forms::form_of(&mut work.tx, &filed.unit, &filed.form).await?;
    forms::rules::fits(&form, filed.period)?;
    let filing = store::begun(&mut work.tx, &scope, &filed.form, filed.period).await?;
    let from = filing.state_on(work.today);
    let form = match deed {
        Deed::Submit => forms::actions::usable(work, &filed.unit, form).await?,
        _ => {
            let (tx, made_by) = (&mut work.tx, filing.snapshot_id.as_ref());
            forms::form_of_report(tx, &filed.unit, &filed.form, made_by).await?
        }
    };
    match step_of(from, deed) {
        Some(step) => {
            let about = filing.judged_id().cloned();
            Ok(Held { scope, form, filing, from, to: step.to, about })
        }
        None => Err(illegal(work, &filing, deed, from).await?),
    }
}

/// The right to a deed, over the unit or over the unit that its reports go to.
async fn allowed(work: &mut Work, filed: &Filed, deed: Deed) -> Result<Scope, Problem> {
    let scope = work.scope(READ_REPORTS, &filed.unit).await?;
    let unit = match deed.is_above() {
        true => {
            let made_by = match deed {
                Deed::Accept | Deed::Return => {
                    judges::maker_of_waiting(&mut work.tx, filed).await?
                }
                _ => None,
            };
            receiver_of(&mut work.tx, &filed.unit, work.today, made_by.as_ref()).await?
        }
        false => filed.unit.clone(),
    };
    match work.scope(deed.permission(), &unit).await {
        Ok(_) => Ok(scope),
        // Whoever may read the report knows that there is a unit above; they only may not act for it.
        Err(Problem::NotFound) => Err(Problem::NotAllowed),
        Err(other) => Err(other),
    }
}

async fn illegal(
    work: &mut Work,
    filing: &Filing,
    deed: Deed,
    state: State,
) -> Result<Problem, Problem> {
    let last = match store::steps_of(&mut work.tx, &filing.id).await?.into_iter().next() {
        Some(step) => {
            let who = name_of(&mut work.tx, &step.done_by, work.lang).await?;
            Some((who, step.deed(), step.done_at))
        }
        None => None,
    };
    Ok(Refusal::IllegalStep { deed, state, last }.into())
}

pub(crate) async fn name_of(
    tx: &mut Tx,
    account: &AccountId,
    lang: Lang,
) -> Result<String, Problem> {
    let known = access::account_name(tx, account).await?;
    Ok(known.unwrap_or_else(|| super::texts::Texts(lang).operator()))
}

/// Writes the step down: the filing, its history, the audit book.
async fn done(
    work: &mut Work,
    filed: &Filed,
    held: Held,
    deed: Deed,
    remark: &str,
) -> Result<State, Problem> {
    let filing = held.filing.with_state(held.to);
    store::keep(&mut work.tx, &held.scope, &filing).await?;
    let (by, at) = (work.caller.account.clone(), work.now);
    let snapshot = held.about.as_ref();
    let (from, to) = (held.from, held.to);
    let step = NewStep { filing: &filing.id, deed, from, to, snapshot, remark, at, by: &by };
    store::add_step(&mut work.tx, &held.scope, step).await?;
    let details = serde_json::json!({
        "form": filed.form, "period": filed.period, "from": from.code(), "to": to.code(), "snapshot": snapshot,
    });
    work.record(&format!("reports.{}", deed.code()), Some(&filed.unit), &filed.source(), details)
        .await?;
    Ok(to)
}

/// Nộp: freezes the report as it is now and hands it in.
///
/// # Errors
/// `illegal_step`; `period_not_begun` for one that lies ahead; `reasons_missing` names the figures that have changed a
/// lot and of which the unit has not said why.
pub async fn submit(work: &mut Work, filed: &Filed, basis: Basis) -> Result<RowId, Problem> {
    let mut held = take(work, filed, Deed::Submit).await?;
    if work.today < filed.period.from {
        return Err(Refusal::PeriodNotBegun { first: filed.period.from }.into());
    }
    // Nobody writes below until it is frozen, so that its figures agree with each other.
    counts::hold_still(work, &filed.unit).await?;
    let place = store::next_place(&mut work.tx, &held.filing.id, false).await?;
    let (vi, en, made_of) = both(work, filed, &held.form, basis).await?;
    unusual::refuse_unexplained(work.lang.choose(&vi, &en), filed)?;
    let content = Content::of(&vi, &en, place, "", made_of.as_ref());
    let by = work.caller.account.clone();
    let now = work.now;
    let (id, _) =
        store::freeze(&mut work.tx, &held.scope, &held.filing.id, &content, (&by, now)).await?;
    held.filing.snapshot_id = Some(id.clone());
    held.about = Some(id.clone());
    held.filing.first_submitted_on = held.filing.first_submitted_on.or(Some(work.today));
    done(work, filed, held, Deed::Submit, "").await?;
    Ok(id)
}

/// The report as it is now, in both languages.
async fn both(
    work: &mut Work,
    filed: &Filed,
    form: &Form,
    basis: Basis,
) -> Result<(Report, Report, Option<Consolidated>), Problem> {
    let unit = units::unit(&mut work.tx, &filed.unit).await?;
    let boundaries = boundaries_of(&unit, filed.period, work.today);
    let made_of = match (basis, consolidate::level_below(unit.level)) {
        (Basis::Children, Some(level)) => {
            let within = Subtree { unit: filed.unit.clone(), boundaries };
            let take = Take::Accepted;
            let (tx, period) = (&mut work.tx, filed.period);
            Some(consolidate::consolidate(tx, &within, form, period, level, take).await?)
        }
        _ => None,
    };
    let mut reports = vec![];
    for lang in [Lang::Vi, Lang::En] {
        let mut desk = Desk::at(work, lang);
        let adjust = |line: &mut Line| {
            if let Some(made_of) = &made_of {
                made_of.put_into(line);
            }
        };
        let (unit, period) = (&filed.unit, filed.period);
        reports.push(report::live(&mut desk, form, unit, period, boundaries, adjust).await?);
    }
    let (en, vi) = (reports.pop(), reports.pop());
    let (Some(vi), Some(en)) = (vi, en) else { return Err(Problem::NotFound) };
    Ok((vi, en, made_of))
}

/// Whoever gives their word has seen what was submitted last, the report or its supplement, and it is not their own.
async fn judge(
    work: &mut Work,
    filed: &Filed,
    held: &Held,
    seen_hash: &str,
) -> Result<(), Problem> {
    let id = held.filing.judged_id().ok_or(Problem::NotFound)?;
    let snapshot = store::snapshot(&mut work.tx, id).await?;
    if snapshot.hash != seen_hash.trim() {
        let by = name_of(&mut work.tx, &snapshot.made_by, work.lang).await?;
        return Err(Refusal::SnapshotReplaced { by, at: snapshot.made_at }.into());
    }
    if snapshot.made_by == work.caller.account {
        let (tx, today, lang) = (&mut work.tx, work.today, work.lang);
        let judges = judges_of(tx, &filed.unit, today, &snapshot.made_by).await?;
        let next = judges_said(tx, filed, &judges, (today, lang)).await?;
        return Err(Refusal::SamePerson { next }.into());
    }
    Ok(())
}

/// Nhận: takes what was submitted, the report or its supplement, as what the unit's report says.
///
/// # Errors
/// `illegal_step`, which says who was first; `stale_version` when something else was submitted since; `same_person`.
pub async fn accept(work: &mut Work, filed: &Filed, seen_hash: &str) -> Result<State, Problem> {
    let mut held = take(work, filed, Deed::Accept).await?;
    judge(work, filed, &held, seen_hash).await?;
    held.filing.standing_id = held.filing.judged_id().cloned();
    held.filing.pending_id = None;
    done(work, filed, held, Deed::Accept, "").await
}

/// Trả lại: hands it back with what is to be put right. A supplement that is handed back leaves the report as it was.
pub async fn return_with_remark(
    work: &mut Work,
    filed: &Filed,
    seen_hash: &str,
    remark: &str,
) -> Result<State, Problem> {
    let mut held = take(work, filed, Deed::Return).await?;
    let remark = said(remark)?;
    judge(work, filed, &held, seen_hash).await?;
    held.filing.pending_id = None;
    done(work, filed, held, Deed::Return, &remark).await
}

fn said(remark: &str) -> Result<String, Problem> {
    const LETTERS_MAX: usize = 2_000;
    let remark = text::normalise_lines(remark);
    match remark.chars().count() {
        0 => Err(Refusal::RemarkMissing.into()),
        1..=LETTERS_MAX => Ok(remark),
        _ => Err(crate::rules::Refusal::TextTooLong { most: LETTERS_MAX }.into()),
    }
}

/// Khóa sổ: from here on nobody writes into the period. Where the book has moved since the report was accepted, the
/// difference becomes a supplement, if whoever locks says so; somebody else accepts it.
///
/// # Errors
/// `figures_moved` names them; `period_not_over` before the last day has passed.
pub async fn lock(
    work: &mut Work,
    filed: &Filed,
    with_differences: bool,
) -> Result<State, Problem> {
    let mut held = take(work, filed, Deed::Lock).await?;
    counts::hold_still(work, &filed.unit).await?;
    let why = super::texts::Texts(work.lang).lock_reason();
    let standing = held.filing.standing_id.clone().ok_or(Problem::NotFound)?;
    let content = store::content(&mut work.tx, &held.scope, &standing).await?;
    let (vi, en, made_of) = both(work, filed, &held.form, content.basis).await?;
    let live = work.lang.choose(&vi, &en);
    let report = supplement::report_of_turn(work, &held, &content).await?;
    let agrees = compare::moved(&compare::compared(&report, live)).is_none();
    let moved = compare::moved(&compare::compared(&content, live)).filter(|_| !agrees);
    let mut deed = Deed::Lock;
    if let Some((count, labels)) = moved {
        let step = step_of(held.from, Deed::LockWithSupplement).filter(|_| with_differences);
        let Some(step) = step else {
            return Err(Refusal::FiguresMoved { count, labels }.into());
        };
        (deed, held.to) = (step.deed, step.to);
        let place = store::next_place(&mut work.tx, &held.filing.id, true).await?;
        let new = Content::of(&vi, &en, place, &why, made_of.as_ref());
        let (by, now) = (work.caller.account.clone(), work.now);
        let (id, _) =
            store::freeze(&mut work.tx, &held.scope, &held.filing.id, &new, (&by, now)).await?;
        held.wait_for(id);
    }
    // Another report over the same days may have locked them already.
    let locked = counts::lock_of(&mut work.tx, &filed.unit, filed.period).await?;
    if locked.is_none_or(|lock| lock.opening_on(work.today).is_some()) {
        counts::lock_period(work, &held.scope, filed.period, &why).await?;
    }
    held.filing.open_until = None;
    done(work, filed, held, deed, "").await
}

/// Mở khóa cho một người, có hạn.
pub async fn reopen(work: &mut Work, filed: &Filed, new: &NewOpening) -> Result<State, Problem> {
    let mut held = take(work, filed, Deed::Reopen).await?;
    counts::reopen_period(work, &held.scope, filed.period, new).await?;
    held.filing.open_until = Some(new.last.next());
    let reason = text::normalise(&new.reason);
    done(work, filed, held, Deed::Reopen, &reason).await
}
