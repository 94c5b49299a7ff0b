//! Lý do tăng, giảm: figures that have changed a lot are submitted with one sentence of why.
//!
//! - What has changed a lot, `counts::Amount` says: more than 30 % against the comparable period, a share by its
//!   percentage, and no handful of things below ten.
//! - A reason is frozen with the report and kept beside its snapshot in short, so that a unit above reads what all
//!   units below have said of a figure in one query, and takes a sentence over as its own.

mod actions;
mod api;
mod paper;
mod rules;
mod store;

pub(super) use actions::found;
pub use actions::{NewReason, Says, refuse_unexplained, unusual_of, write_reasons};
pub(super) use api::{describe, routes};
pub(crate) use paper::reason_blocks;
pub(super) use rules::{REASON_LETTERS_MAX, sentence};

use self::store::Reason;
use super::{
    consolidate::level_below,
    snapshot::{Named, reasons},
};
use crate::{
    READ_REPORTS,
    report::{Line, Report},
    show,
};
use access::Look;
use counts::Amount;
use kernel::{Lang, Period, UnitId};
use platform::{Problem, db::Tx};
use std::collections::HashMap;
use units::{Level, Subtree};

/// What a unit below has said of a figure, in the report that it handed in.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct Below {
    pub unit: Named,
    pub snapshot: String,
    pub reason: String,
}

/// A figure that has changed a lot, and what is said of it.
#[derive(Debug, Clone, PartialEq, serde::Serialize, utoipa::ToSchema)]
pub struct Unusual {
    pub indicator: String,
    pub label: String,
    /// As tables show them.
    pub now: String,
    pub before: String,
    /// The unit's own sentence; empty where it has said none.
    pub reason: String,
    /// Goes with the next sentence: the number of the one that was read.
    pub revision: i64,
    pub below: Vec<Below>,
}

impl Unusual {
    fn of(line: &Line, lang: Lang, written: &HashMap<String, Reason>) -> Unusual {
        let definition = &line.figure.definition;
        Unusual {
            indicator: definition.code.clone(),
            label: definition.label(lang).to_owned(),
            now: show::in_cell(&line.figure, lang).unwrap_or_default(),
            before: line.before.map(|before| show::amount(before, lang)).unwrap_or_default(),
            reason: line.reason.clone(),
            revision: written.get(&definition.code).map_or(0, |reason| reason.revision),
            below: line.below.clone(),
        }
    }
}

impl Line {
    /// Whether it has changed so much against the comparable period that a reason is asked for.
    pub fn is_unusual(&self) -> bool {
        let both = self.figure.amount().zip(self.before);
        both.is_some_and(|(now, before): (Amount, Amount)| now.is_unusual_after(before))
    }
}

/// Puts beside each line that has changed a lot what the unit and those below have said of it.
pub(crate) async fn put_reasons(
    tx: &mut Tx,
    within: &Subtree,
    level: Level,
    (form, period): (&str, Period),
    lines: &mut [Line],
) -> Result<(), Problem> {
    if !lines.iter().any(Line::is_unusual) {
        return Ok(());
    }
    let mut written = store::reasons(tx, &within.unit, form, period).await?;
    let below = below(tx, within, level, period).await?;
    for line in lines.iter_mut().filter(|line| line.is_unusual()) {
        let code = &line.figure.definition.code;
        line.reason = written.remove(code).map(|reason| reason.body).unwrap_or_default();
        let of_form = below.iter().filter(|one| one.form == form && one.indicator == *code);
        line.below = of_form.map(|one| one.below.clone()).collect();
    }
    Ok(())
}

/// A sentence of a unit below, and which figure of which of its reports it is about.
struct Said {
    form: String,
    indicator: String,
    unit: UnitId,
    below: Below,
}

/// All that the units one level below have said in the reports of a period, in the order of their codes.
async fn below(
    tx: &mut Tx,
    within: &Subtree,
    level: Level,
    period: Period,
) -> Result<Vec<Said>, Problem> {
    let Some(level) = level_below(level) else { return Ok(vec![]) };
    let rows = store::reasons_handed_in(tx, within, period).await?;
    if rows.is_empty() {
        return Ok(vec![]);
    }
    let mut units = units::children_at_level(tx, within, level).await?;
    units.sort_by(|one, other| one.code.cmp(&other.code));
    let mut all = vec![];
    for unit in units {
        for row in rows.iter().filter(|row| row.unit_id == unit.id) {
            all.extend(reasons(&row.reasons).map(|(indicator, reason)| Said {
                form: row.form.clone(),
                indicator: indicator.to_owned(),
                unit: unit.id.clone(),
                below: Below {
                    unit: Named::of(&unit),
                    snapshot: row.snapshot_id.to_string(),
                    reason: reason.to_owned(),
                },
            }));
        }
    }
    Ok(all)
}

/// What the units one level below have said of a figure in whatever report of the period, by unit.
pub async fn reasons_below(
    look: &mut Look,
    within: &Subtree,
    period: Period,
    indicator: &str,
) -> Result<HashMap<UnitId, Below>, Problem> {
    look.scope(READ_REPORTS, &within.unit).await?;
    let level = units::brief(&mut look.tx, &within.unit, within.boundaries).await?.level;
    let all = below(&mut look.tx, within, level, period).await?;
    let of_it = all.into_iter().filter(|said| said.indicator == indicator);
    Ok(of_it.map(|said| (said.unit, said.below)).collect())
}

/// The lines of a report that have changed a lot and of which the unit has said nothing.
pub(crate) fn unexplained(report: &Report) -> impl Iterator<Item = &Line> {
    report.lines.iter().filter(|line| line.is_unusual() && line.reason.is_empty())
}
