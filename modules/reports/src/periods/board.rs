//! Bảng theo dõi nộp báo cáo: who was expected, who has handed in, who in time, and who was accepted.

use super::{
    calendar::{self, Due},
    consolidate::{boundaries_of, level_below},
    rules::State,
    store,
};
use crate::{READ_REPORTS, forms};
use access::Look;
use kernel::{Day, Period, UnitId};
use platform::Problem;
use std::collections::HashMap;
use units::{Subtree, UnitBrief};

/// A unit's reports of one form and period, seen from above.
#[derive(Debug, Clone)]
pub struct Board {
    pub unit: UnitBrief,
    pub due: Due,
    pub due_on: Day,
    pub rows: Vec<BoardRow>,
}

/// How far one unit has come.
#[derive(Debug, Clone)]
pub struct BoardRow {
    pub unit: UnitBrief,
    pub state: State,
    pub submitted_on: Option<Day>,
    pub is_late: bool,
}

/// How many; each is one of those before it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Tally {
    pub expected: usize,
    pub received: usize,
    /// First handed in by the day it was due.
    pub on_time: usize,
    pub accepted: usize,
}

impl Board {
    pub fn tally(&self) -> Tally {
        let many = |is: &dyn Fn(&BoardRow) -> bool| self.rows.iter().filter(|row| is(row)).count();
        Tally {
            expected: self.rows.len(),
            received: many(&|row| row.state.is_received()),
            on_time: many(&|row| row.state.is_received() && !row.is_late),
            accepted: many(&|row| row.state.is_accepted()),
        }
    }
    pub fn waiting(&self) -> impl Iterator<Item = &BoardRow> {
        self.rows.iter().filter(|row| row.state == State::Submitted)
    }
    pub fn unsent(&self) -> impl Iterator<Item = &BoardRow> {
        self.rows.iter().filter(|row| !row.state.is_received())
    }
}

/// The reports that a unit expects from those below it.
pub async fn board(
    look: &mut Look,
    unit: &UnitId,
    form: &str,
    period: Period,
) -> Result<Board, Problem> {
    look.scope(READ_REPORTS, unit).await?;
    let known = forms::form_of(&mut look.tx, unit, form).await?;
    forms::rules::fits(&known, period)?;
    let today = look.today;
    let unit = units::brief(&mut look.tx, unit, today).await?;
    let level = level_below(unit.level);
    let shown = level.unwrap_or(unit.level);
    let due = calendar::due_of(&mut look.tx, &unit.id, form, shown, today).await?;
    let due_on = due.on(period);
    let mut rows = vec![];
    if let Some(level) = level {
        let boundaries = boundaries_of(&unit, period, today);
        let within = Subtree { unit: unit.id.clone(), boundaries };
        let filings = store::filings_in(&mut look.tx, &within, form, period).await?;
        let filings: HashMap<&UnitId, &store::Filing> =
            filings.iter().map(|filing| (&filing.unit_id, filing)).collect();
        for unit in units::children_at_level(&mut look.tx, &within, level).await? {
            let filing = filings.get(&unit.id);
            let submitted_on = filing.and_then(|filing| filing.first_submitted_on);
            rows.push(BoardRow {
                state: filing.map_or(State::Draft, |filing| filing.state_on(today)),
                is_late: submitted_on.unwrap_or(today) > due_on,
                submitted_on,
                unit,
            });
        }
    }
    Ok(Board { unit, due, due_on, rows })
}
