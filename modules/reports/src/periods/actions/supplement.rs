//! Bản bổ sung: what was learned after a report was accepted, under a number of its own.

use super::{
    super::{
        consolidate::Consolidated,
        rules::{Deed, Refusal},
        snapshot::Content,
        store,
    },
    Filed, Held, done, said, take,
};
use crate::report::{self, Desk, Line, Report};
use access::Work;
use counts::Kind;
use kernel::{Lang, RowId};
use platform::Problem;
use units::Subtree;

/// A number that a supplement puts right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Corrected {
    pub indicator: String,
    pub quantity: i64,
}

/// Lập bản bổ sung: the figures of the report with what was learned since, and numbers put right, under a number of
/// its own. The report itself stays as it was, and says what it said until somebody else has accepted the supplement.
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
    held.wait_for(id.clone());
    done(work, filed, held, Deed::Supplement, &remark).await?;
    Ok(id)
}

/// The report that a supplement belongs to; of the report, itself.
pub(super) async fn report_of_turn(
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
    let (Some(mut vi), Some(mut en)) = (vi, en) else { return Err(Problem::NotFound) };
    for line in vi.lines.iter_mut().chain(&mut en.lines) {
        keep_the_reason(line, before);
    }
    Ok((vi, en))
}

/// What a supplement does not speak of stays as the report had it.
fn keep_the_rest(line: &mut Line, before: &Content) {
    let code = &line.figure.definition.code;
    let Some(frozen) = before.figures.iter().find(|one| one.indicator == *code) else { return };
    line.previous = frozen.previous;
    line.target = frozen.target;
    line.counted_anew = frozen.counted_anew;
    line.figure.worded = frozen.worded.clone();
    if line.figure.value == frozen.value {
        line.figure.declared = frozen.declared;
        line.figure.wording = frozen.wording.clone();
    }
    line.figure.missing.retain(|unit| frozen.missing.contains(&unit.code));
}

/// The reasons are those that were handed in with the report; why there is a supplement, its remark says.
fn keep_the_reason(line: &mut Line, before: &Content) {
    let code = &line.figure.definition.code;
    let frozen = before.figures.iter().find(|one| one.indicator == *code);
    line.reason = frozen.map(|one| one.reason.clone()).unwrap_or_default();
    line.below = frozen.map(|one| one.below.clone()).unwrap_or_default();
}
