//! Closed periods that a reorganisation would reach into.

use access::Work;
use kernel::{Day, UnitId};
use platform::Problem;

/// Refuses what would change a closed period of one of these units: a change on a day that a lock keeps or that lies
/// before it, and the taking back of one that a period closed since has counted.
///
/// # Errors
/// `period_locked`: who locked it, why, until when, and who can open it.
pub async fn refuse_locked(work: &mut Work, units: &[UnitId], day: Day) -> Result<(), Problem> {
    counts::refuse_locked_from(work, units, day).await
}
