//! How many files are taken apart at once: each may take its whole memory, the machine has only one.

use crate::Unreadable;
use std::{
    sync::{Condvar, Mutex, PoisonError},
    time::Duration,
};

const AT_ONCE: usize = 3;
const WAIT: Duration = Duration::from_secs(60);

static TAKEN: Mutex<usize> = Mutex::new(0);
static FREED: Condvar = Condvar::new();

/// Leave to have one process; it goes back when dropped.
pub(super) struct Place;

impl Place {
    pub(super) fn wait_for_one() -> Result<Place, Unreadable> {
        let taken = TAKEN.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = FREED.wait_timeout_while(taken, WAIT, |taken| *taken >= AT_ONCE);
        let (mut taken, late) = waited.unwrap_or_else(PoisonError::into_inner);
        if late.timed_out() {
            return Err(Unreadable::Busy);
        }
        *taken += 1;
        Ok(Place)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        *TAKEN.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        FREED.notify_one();
    }
}
