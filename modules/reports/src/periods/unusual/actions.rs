//! Saying why figures have changed, and taking over what units below have said.

use super::{
    super::{
        actions::Filed,
        consolidate::{self, Take, boundaries_of, level_below},
        home::report_link,
        rules::{Refusal, State},
        snapshot::reasons,
        store as filings,
    },
    Unusual, put_reasons,
    rules::sentence,
    store::{self, Reason},
    unexplained,
};
use crate::{
    EDIT_REPORTS, READ_REPORTS, forms,
    report::{self, Desk, Line, Report},
};
use access::{Look, Scope, Work};
use kernel::RowId;
use platform::Problem;
use units::Subtree;

/// What is to be said of a figure, over what was read there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewReason {
    pub indicator: String,
    pub says: Says,
    pub revision: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Says {
    /// A sentence of one's own; an empty one takes back what was said.
    Own(String),
    /// What a unit below has said of it, in the report that this snapshot holds.
    Takes(RowId),
}

/// The figures of a report that have changed a lot, with what is said of them.
pub async fn unusual_of(look: &mut Look, filed: &Filed) -> Result<Vec<Unusual>, Problem> {
    look.scope(READ_REPORTS, &filed.unit).await?;
    found(&mut Desk::of(look), filed).await
}

/// Of a unit that may add its report up from those below, whatever is unusual either way.
pub async fn found(desk: &mut Desk<'_>, filed: &Filed) -> Result<Vec<Unusual>, Problem> {
    let form = forms::form_of(desk.tx, &filed.unit, &filed.form).await?;
    forms::rules::fits(&form, filed.period)?;
    let unit = units::brief(desk.tx, &filed.unit, desk.today).await?;
    let boundaries = boundaries_of(&unit, filed.period, desk.today);
    let written = store::reasons(desk.tx, &filed.unit, &filed.form, filed.period).await?;
    let (period, lang) = (filed.period, desk.lang);
    let within = Subtree { unit: filed.unit.clone(), boundaries };
    let book = report::lines(desk.tx, &within, period, &form).await?;
    let mut lines: Vec<Line> = book.iter().filter(|line| line.is_unusual()).cloned().collect();
    if let Some(level) = level_below(unit.level) {
        let take = Take::Accepted;
        let all = consolidate::consolidate(desk.tx, &within, &form, period, level, take).await?;
        let code_of = |line: &Line| line.figure.definition.code.clone();
        for mut line in book {
            all.put_into(&mut line);
            if line.is_unusual() && !lines.iter().any(|known| code_of(known) == code_of(&line)) {
                lines.push(line);
            }
        }
    }
    put_reasons(desk.tx, &within, unit.level, (filed.form.as_str(), period), &mut lines).await?;
    Ok(lines.iter().map(|line| Unusual::of(line, lang, &written)).collect())
}

/// Whoever submits has said why each figure has changed so much.
///
/// # Errors
/// `reasons_missing`, with the figures and where their reasons are written.
pub fn refuse_unexplained(report: &Report, filed: &Filed) -> Result<(), Problem> {
    let named = |line: &Line| {
        let definition = &line.figure.definition;
        format!("“{}” ({})", definition.label(report.lang), definition.code)
    };
    let labels: Vec<String> = unexplained(report).map(named).collect();
    if labels.is_empty() {
        return Ok(());
    }
    let page =
        format!("{}{}#ly-do", report.site, report_link(&filed.unit, &filed.form, filed.period));
    Err(Refusal::ReasonsMissing { labels: labels.join(", "), page }.into())
}

/// Says in one sentence each why figures have changed.
///
/// # Errors
/// `reasons_handed_in` when the report is no longer the unit's to change; `nothing_to_explain`; `reason_too_long`;
/// `not_a_reason_of_below`; `Outdated` when somebody else has said something since.
pub async fn write_reasons(
    work: &mut Work,
    filed: &Filed,
    news: &[NewReason],
) -> Result<(), Problem> {
    let scope = work.scope(EDIT_REPORTS, &filed.unit).await?;
    let form = forms::form_of(&mut work.tx, &filed.unit, &filed.form).await?;
    forms::rules::fits(&form, filed.period)?;
    work.hold(&filed.held_name()).await?;
    let (tx, period) = (&mut work.tx, filed.period);
    let mut written = store::reasons(tx, &filed.unit, &filed.form, period).await?;
    let mut changed = vec![];
    for new in news {
        if !form.indicators().contains(&new.indicator.as_str()) {
            return Err(Refusal::NotAFigureOfTheForm { code: new.indicator.clone() }.into());
        }
        let body = match &new.says {
            Says::Own(typed) => sentence(typed)?,
            Says::Takes(snapshot) => said_below(work, filed, &new.indicator, snapshot).await?,
        };
        if written.remove(&new.indicator).unwrap_or_default().body != body {
            changed.push((new, body));
        }
    }
    if changed.is_empty() {
        return Ok(());
    }
    refuse_handed_in(work, filed).await?;
    counts::refuse_locked(work, &filed.unit, period.last()).await?;
    let said = changed.iter().filter(|(_, body)| !body.is_empty());
    let said: Vec<&str> = said.map(|(new, _)| new.indicator.as_str()).collect();
    refuse_usual(work, filed, &said).await?;
    for (new, body) in changed {
        keep(work, &scope, filed, new, body).await?;
    }
    Ok(())
}

async fn keep(
    work: &mut Work,
    scope: &Scope,
    filed: &Filed,
    new: &NewReason,
    body: String,
) -> Result<(), Problem> {
    let by = work.caller.account.clone();
    let reason = Reason { body, revision: new.revision };
    let (which, who) = ((filed.form.as_str(), filed.period), (&by, work.now));
    let stored =
        store::set_reason(&mut work.tx, scope, which, &new.indicator, &reason, who).await?;
    if stored == 0 {
        return Err(Problem::Outdated);
    }
    let taken_from = match &new.says {
        Says::Own(_) => None,
        Says::Takes(snapshot) => Some(snapshot),
    };
    let details = serde_json::json!({
        "form": filed.form, "period": filed.period, "indicator": new.indicator, "taken_from": taken_from,
    });
    work.record("reports.write_reason", Some(&filed.unit), &filed.source(), details).await
}

/// The sentence that a unit below has handed in about a figure.
async fn said_below(
    work: &mut Work,
    filed: &Filed,
    indicator: &str,
    snapshot: &RowId,
) -> Result<String, Problem> {
    let row = filings::snapshot(&mut work.tx, snapshot).await?;
    let scope = work.scope(READ_REPORTS, &row.unit_id).await?;
    let today = work.today;
    let is_below = row.unit_id != filed.unit
        && row.form == filed.form
        && row.period()? == filed.period
        && units::is_within(&mut work.tx, &row.unit_id, &filed.unit, today).await?;
    let said = store::reasons_of_snapshot(&mut work.tx, &scope, snapshot).await?;
    let said = reasons(&said).find(|(code, _)| *code == indicator).filter(|_| is_below);
    Ok(said.ok_or(Refusal::NotAReasonOfBelow)?.1.to_owned())
}

/// What was handed in has its reasons; they change when it comes back.
async fn refuse_handed_in(work: &mut Work, filed: &Filed) -> Result<(), Problem> {
    let filing = filings::filing(&mut work.tx, &filed.unit, &filed.form, filed.period).await?;
    let state = filing.map_or(State::Draft, |filing| filing.state_on(work.today));
    if state.is_in_hand() { Ok(()) } else { Err(Refusal::ReasonsHandedIn { state }.into()) }
}

/// A reason stands beside a figure that has changed a lot, and beside no other.
async fn refuse_usual(work: &mut Work, filed: &Filed, said: &[&str]) -> Result<(), Problem> {
    if said.is_empty() {
        return Ok(());
    }
    let lang = work.lang;
    let unusual = found(&mut Desk::at(work, lang), filed).await?;
    let usual = said.iter().find(|code| !unusual.iter().any(|one| one.indicator == **code));
    let Some(code) = usual else { return Ok(()) };
    let definition = counts::definition(&mut work.tx, code).await?;
    Err(Refusal::NothingToExplain { label: definition.label(lang).to_owned() }.into())
}
