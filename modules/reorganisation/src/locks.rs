//! Closed periods that a reorganisation would reach into.

use crate::Refusal;
use kernel::{Day, UnitId};
use platform::{Problem, db::Tx};

/// Refuses to change what stands in a closed period. Periods are not closed yet; this is the one place that will ask.
pub async fn refuse_locked(_tx: &mut Tx, units: &[UnitId], day: Day) -> Result<(), Problem> {
    match locked(units, day) {
        Some(refusal) => Err(refusal.into()),
        None => Ok(()),
    }
}

/// Refuses to take back what a period closed since has counted.
pub async fn refuse_closed_since(_tx: &mut Tx, units: &[UnitId], day: Day) -> Result<(), Problem> {
    match locked(units, day) {
        Some(refusal) => Err(refusal.into()),
        None => Ok(()),
    }
}

fn locked(_units: &[UnitId], _day: Day) -> Option<Refusal> {
    None
}
