//! What people do with a report: each deed asks who, then the table, then its own rules.

use super::{
    compare,
    consolidate::{self, Consolidated, Take, boundaries_of},
    rules::{Deed, Refusal, State, Who, deeds_in, step_of},
    snapshot::{Basis, Content},
    store::{self, Filing, NewStep},
};
use crate::{
    ACCEPT_REPORTS, READ_REPORTS, forms,
    report::{self, Desk, Line, Report},
    template::Form,
};
use access::{Look, Permission, Scope, Work};
use counts::{Kind, NewOpening};
use kernel::{AccountId, Day, Lang, Moment, Period, RowId, Source, UnitId, vietnamese::text};
use platform::{Problem, db::Tx};
use units::{Subtree, UnitBrief};

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
    fn held_name(&self) -> String {
        format!("reports/{}/{}/{}", self.unit, self.form, self.period)
    }
}

/// A number that a supplement puts right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Corrected {
    pub indicator: String,
    pub quantity: i64,
}

/// A report in hand, held so that nobody else moves it, and the step that is about to be taken.
struct Held {
    scope: Scope,
    form: Form,
    filing: Filing,
    from: State,
    to: State,
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
        Some(step) => Ok(Held { scope, form, filing, from, to: step.to }),
        None => Err(illegal(work, &filing, deed, from).await?),
    }
}

/// The right to a deed, over the unit or over the unit that its reports go to.
async fn allowed(work: &mut Work, filed: &Filed, deed: Deed) -> Result<Scope, Problem> {
    let scope = work.scope(READ_REPORTS, &filed.unit).await?;
    let is_above = super::rules::STEPS.iter().any(|one| one.deed == deed && one.who == Who::Above);
    let unit = match is_above {
        true => receiver_of(&mut work.tx, &filed.unit, work.today).await?,
        false => filed.unit.clone(),
    };
    match work.scope(deed.permission(), &unit).await {
        Ok(_) => Ok(scope),
        // Whoever may read the report knows that there is a unit above; they only may not act for it.
        Err(Problem::NotFound) => Err(Problem::NotAllowed),
        Err(other) => Err(other),
    }
}

/// To whom a unit's reports go: the next unit above in which anybody may accept them; where nobody above keeps its
/// reports here, somebody else of the unit itself.
pub(crate) async fn receiver_of(tx: &mut Tx, unit: &UnitId, today: Day) -> Result<UnitId, Problem> {
    let above = units::path(tx, unit, today).await?.into_iter().rev().find(|one| one.id != *unit);
    let Some(above) = above else { return Ok(unit.clone()) };
    let holders = access::holders(tx, ACCEPT_REPORTS, &above.id, today).await?;
    Ok(if holders.is_empty() { unit.clone() } else { above.id })
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
) -> Result<(), Problem> {
    let filing = held.filing.with_state(held.to);
    store::keep(&mut work.tx, &held.scope, &filing).await?;
    let (by, at) = (work.caller.account.clone(), work.now);
    let snapshot = filing.snapshot_id.as_ref();
    let (from, to) = (held.from, held.to);
    let step = NewStep { filing: &filing.id, deed, from, to, snapshot, remark, at, by: &by };
    store::add_step(&mut work.tx, &held.scope, step).await?;
    let details = serde_json::json!({
        "form": filed.form, "period": filed.period, "from": from.code(), "to": to.code(), "snapshot": snapshot,
    });
    work.record(&format!("reports.{}", deed.code()), Some(&filed.unit), &filed.source(), details)
        .await
}

/// Nộp: freezes the report as it is now and hands it in.
///
/// # Errors
/// `illegal_step`; `period_not_begun` for one that lies ahead.
pub async fn submit(work: &mut Work, filed: &Filed, basis: Basis) -> Result<RowId, Problem> {
    let mut held = take(work, filed, Deed::Submit).await?;
    if work.today < filed.period.from {
        return Err(Refusal::PeriodNotBegun { first: filed.period.from }.into());
    }
    // Nobody writes below until it is frozen, so that its figures agree with each other.
    counts::hold_still(work, &filed.unit).await?;
    let place = store::next_place(&mut work.tx, &held.filing.id, false).await?;
    let (vi, en, made_of) = both(work, filed, &held.form, basis).await?;
    let content = Content::of(&vi, &en, place, "", made_of.as_ref());
    let by = work.caller.account.clone();
    let now = work.now;
    let (id, _) =
        store::freeze(&mut work.tx, &held.scope, &held.filing.id, &content, (&by, now)).await?;
    held.filing.snapshot_id = Some(id.clone());
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

/// Whoever gives their word has seen what was submitted last, and it is not their own.
async fn judge(work: &mut Work, held: &Held, seen_hash: &str) -> Result<(), Problem> {
    let id = held.filing.snapshot_id.as_ref().ok_or(Problem::NotFound)?;
    let snapshot = store::snapshot(&mut work.tx, id).await?;
    if snapshot.hash != seen_hash.trim() {
        let by = name_of(&mut work.tx, &snapshot.made_by, work.lang).await?;
        return Err(Refusal::SnapshotReplaced { by, at: snapshot.made_at }.into());
    }
    if snapshot.made_by == work.caller.account {
        return Err(Refusal::SamePerson.into());
    }
    Ok(())
}

/// Nhận: takes what was submitted as the unit's report.
///
/// # Errors
/// `illegal_step`, which says who was first; `stale_version` when something else was submitted since; `same_person`.
pub async fn accept(work: &mut Work, filed: &Filed, seen_hash: &str) -> Result<(), Problem> {
    let mut held = take(work, filed, Deed::Accept).await?;
    judge(work, &held, seen_hash).await?;
    held.filing.standing_id = held.filing.snapshot_id.clone();
    done(work, filed, held, Deed::Accept, "").await
}

/// Trả lại: hands it back with what is to be put right.
pub async fn return_with_remark(
    work: &mut Work,
    filed: &Filed,
    seen_hash: &str,
    remark: &str,
) -> Result<(), Problem> {
    let held = take(work, filed, Deed::Return).await?;
    let remark = said(remark)?;
    judge(work, &held, seen_hash).await?;
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
/// difference becomes a supplement, if whoever locks says so.
///
/// # Errors
/// `figures_moved` names them; `period_not_over` before the last day has passed.
pub async fn lock(work: &mut Work, filed: &Filed, with_differences: bool) -> Result<(), Problem> {
    let mut held = take(work, filed, Deed::Lock).await?;
    counts::hold_still(work, &filed.unit).await?;
    let why = super::texts::Texts(work.lang).lock_reason();
    let standing = held.filing.standing_id.clone().ok_or(Problem::NotFound)?;
    let content = store::content(&mut work.tx, &held.scope, &standing).await?;
    let (vi, en, made_of) = both(work, filed, &held.form, content.basis).await?;
    let live = work.lang.choose(&vi, &en);
    let report = report_of_turn(work, &held, &content).await?;
    let agrees = compare::moved(&compare::compared(&report, live)).is_none();
    let moved = compare::moved(&compare::compared(&content, live)).filter(|_| !agrees);
    if let Some((count, labels)) = moved {
        if !with_differences {
            return Err(Refusal::FiguresMoved { count, labels }.into());
        }
        let place = store::next_place(&mut work.tx, &held.filing.id, true).await?;
        let new = Content::of(&vi, &en, place, &why, made_of.as_ref());
        let (by, now) = (work.caller.account.clone(), work.now);
        let (id, _) =
            store::freeze(&mut work.tx, &held.scope, &held.filing.id, &new, (&by, now)).await?;
        held.filing.standing_id = Some(id);
    }
    // Another report over the same days may have locked them already.
    let locked = counts::lock_of(&mut work.tx, &filed.unit, filed.period).await?;
    if locked.is_none_or(|lock| lock.opening_on(work.today).is_some()) {
        counts::lock_period(work, &held.scope, filed.period, &why).await?;
    }
    held.filing.open_until = None;
    done(work, filed, held, Deed::Lock, "").await
}

/// Mở khóa cho một người, có hạn.
pub async fn reopen(work: &mut Work, filed: &Filed, new: &NewOpening) -> Result<(), Problem> {
    let mut held = take(work, filed, Deed::Reopen).await?;
    counts::reopen_period(work, &held.scope, filed.period, new).await?;
    held.filing.open_until = Some(new.last.next());
    let reason = text::normalise(&new.reason);
    done(work, filed, held, Deed::Reopen, &reason).await
}

/// Lập bản bổ sung: the figures of the report with what was learned since, and numbers put right, under a number of
/// its own. The report itself stays as it was.
///
/// # Errors
/// `nothing_to_supplement` where nothing would be different.
pub async fn supplement(
    work: &mut Work,
    filed: &Filed,
    remark: &str,
    corrected: &[Corrected],
) -> Result<RowId, Problem> {
    let mut held = take(work, filed, Deed::Supplement).await?;
    let remark = said(remark)?;
    let standing = held.filing.standing_id.clone().ok_or(Problem::NotFound)?;
    let before = store::content(&mut work.tx, &held.scope, &standing).await?;
    let (vi, en) = supplemented(work, filed, &held, &before, corrected).await?;
    let place = store::next_place(&mut work.tx, &held.filing.id, true).await?;
    let mut content = Content::of(&vi, &en, place, &remark, None);
    content.basis = before.basis;
    content.parts = before.parts.clone();
    content.absent = before.absent.clone();
    if numbers_of(&content).eq(numbers_of(&before)) {
        return Err(Refusal::NothingToSupplement.into());
    }
    let (by, now) = (work.caller.account.clone(), work.now);
    let (id, _) =
        store::freeze(&mut work.tx, &held.scope, &held.filing.id, &content, (&by, now)).await?;
    held.filing.standing_id = Some(id.clone());
    done(work, filed, held, Deed::Supplement, &remark).await?;
    Ok(id)
}

/// The report that a supplement belongs to; of the report, itself.
async fn report_of_turn(
    work: &mut Work,
    held: &Held,
    content: &Content,
) -> Result<Content, Problem> {
    let all = store::snapshots_of(&mut work.tx, &held.filing.id).await?;
    let first = all.into_iter().find(|one| one.turn == content.turn && one.supplement == 0);
    match first.filter(|_| content.supplement > 0) {
        Some(row) => store::content(&mut work.tx, &held.scope, &row.id).await,
        None => Ok(content.clone()),
    }
}

fn numbers_of(content: &Content) -> impl Iterator<Item = [Option<i64>; 3]> {
    content.figures.iter().map(|one| [one.value, one.numerator, one.denominator])
}

/// The report as it stands, with late facts added and numbers put right; ratios and sums follow.
async fn supplemented(
    work: &mut Work,
    filed: &Filed,
    held: &Held,
    before: &Content,
    corrected: &[Corrected],
) -> Result<(Report, Report), Problem> {
    let within = Subtree { unit: filed.unit.clone(), boundaries: before.boundaries };
    // What an earlier supplement has already said is not said twice: late facts are added to the report itself.
    let base = report_of_turn(work, held, before).await?;
    let late = counts::late_sums(&mut work.tx, &within, filed.period).await?;
    let mut sums = std::collections::HashMap::new();
    for frozen in base.figures.iter().filter(|one| one.kind.is_posted()) {
        let stood = before.figures.iter().find(|one| one.indicator == frozen.indicator);
        let value = match late.get(&frozen.indicator) {
            Some(more) => Some(frozen.value.unwrap_or(0) + more),
            None => stood.and_then(|one| one.value),
        };
        if let Some(value) = value {
            sums.insert(frozen.indicator.clone(), (value, frozen.declared));
        }
    }
    // What a ratio is made of may have no line of its own.
    for frozen in before.figures.iter().filter(|one| one.kind == Kind::Ratio) {
        let known = [frozen.numerator, frozen.denominator];
        for (code, value) in frozen.parts.iter().zip(known) {
            if let Some(value) = value {
                sums.entry(code.clone()).or_insert((value, 0));
            }
        }
    }
    for one in corrected {
        let known = before.figures.iter().any(|frozen| {
            frozen.indicator == one.indicator && matches!(frozen.kind, Kind::Flow | Kind::Stock)
        });
        if !known {
            return Err(Refusal::NotAFigureOfTheForm { code: one.indicator.clone() }.into());
        }
        sums.insert(one.indicator.clone(), (one.quantity, one.quantity));
    }
    let corrections = Consolidated::of_sums(sums);
    let mut reports = vec![];
    for lang in [Lang::Vi, Lang::En] {
        let mut desk = Desk::at(work, lang);
        let (unit, period) = (&filed.unit, filed.period);
        let adjust = |line: &mut Line| {
            corrections.put_into(line);
            keep_the_rest(line, before);
        };
        let boundaries = before.boundaries;
        reports.push(report::live(&mut desk, &held.form, unit, period, boundaries, adjust).await?);
    }
    let (en, vi) = (reports.pop(), reports.pop());
    let (Some(vi), Some(en)) = (vi, en) else { return Err(Problem::NotFound) };
    Ok((vi, en))
}

/// What a supplement does not speak of stays as the report had it.
fn keep_the_rest(line: &mut Line, before: &Content) {
    let code = &line.figure.definition.code;
    let Some(frozen) = before.figures.iter().find(|one| one.indicator == *code) else { return };
    line.previous = frozen.previous;
    line.target = frozen.target;
    line.figure.worded = frozen.worded.clone();
    if line.figure.value == frozen.value {
        line.figure.declared = frozen.declared;
        line.figure.wording = frozen.wording.clone();
    }
    line.figure.missing.retain(|unit| frozen.missing.contains(&unit.code));
}

/// Where a report stands, for showing.
#[derive(Debug, Clone)]
pub struct Standing {
    pub unit: UnitBrief,
    /// The form as it is now; what was submitted names its own version.
    pub form: Form,
    pub state: State,
    pub filing: Option<Filing>,
    /// What this reader may do now.
    pub deeds: Vec<Deed>,
    pub steps: Vec<Done>,
    pub snapshots: Vec<store::SnapshotRow>,
    /// To whom it goes.
    pub receiver: String,
}

/// A step with the name of whoever took it.
#[derive(Debug, Clone)]
pub struct Done {
    pub deed: Deed,
    pub who: String,
    pub at: Moment,
    pub remark: String,
    pub snapshot: Option<RowId>,
}

/// Where a report stands, who did what, and what this reader may do next.
pub async fn state_of(look: &mut Look, filed: &Filed) -> Result<Standing, Problem> {
    look.scope(READ_REPORTS, &filed.unit).await?;
    let form = forms::form_of(&mut look.tx, &filed.unit, &filed.form).await?;
    forms::rules::fits(&form, filed.period)?;
    let unit = units::brief(&mut look.tx, &filed.unit, look.today).await?;
    let filing = store::filing(&mut look.tx, &filed.unit, &filed.form, filed.period).await?;
    let state = filing.as_ref().map_or(State::Draft, |filing| filing.state_on(look.today));
    let (mut steps, mut snapshots) = (vec![], vec![]);
    if let Some(filing) = &filing {
        for step in store::steps_of(&mut look.tx, &filing.id).await? {
            steps.push(Done {
                deed: step.deed(),
                who: name_of(&mut look.tx, &step.done_by, look.lang).await?,
                at: step.done_at,
                remark: step.remark.clone(),
                snapshot: step.snapshot_id.clone(),
            });
        }
        snapshots = store::snapshots_of(&mut look.tx, &filing.id).await?;
    }
    let receiver = receiver_of(&mut look.tx, &filed.unit, look.today).await?;
    let mut deeds = vec![];
    for deed in deeds_in(state) {
        if may(look, filed, &receiver, deed.permission(), deed).await? {
            deeds.push(deed);
        }
    }
    let receiver = units::full_name(&mut look.tx, &receiver, look.today, look.lang).await?;
    Ok(Standing { unit, form, state, filing, deeds, steps, snapshots, receiver })
}

async fn may(
    look: &mut Look,
    filed: &Filed,
    receiver: &UnitId,
    permission: Permission,
    deed: Deed,
) -> Result<bool, Problem> {
    let is_above = super::rules::STEPS.iter().any(|one| one.deed == deed && one.who == Who::Above);
    look.may(permission, if is_above { receiver } else { &filed.unit }).await
}

impl Standing {
    /// The snapshot that was submitted last.
    pub fn submitted(&self) -> Option<&store::SnapshotRow> {
        let id = self.filing.as_ref()?.snapshot_id.as_ref()?;
        self.snapshots.iter().find(|one| one.id == *id)
    }
    /// What the unit's report says: accepted, with its supplements.
    pub fn standing(&self) -> Option<&store::SnapshotRow> {
        let id = self.filing.as_ref()?.standing_id.as_ref()?;
        self.snapshots.iter().find(|one| one.id == *id)
    }
    /// The last remark with which it was handed back, while it is.
    pub fn remark(&self) -> Option<&Done> {
        (self.state == State::Returned)
            .then(|| self.steps.iter().find(|step| step.deed == Deed::Return))
            .flatten()
    }
}
