//! Runs one input and says what became of it.

use crate::{MEMORY, Target};
use std::{
    panic::{self, AssertUnwindSafe},
    sync::Mutex,
    time::{Duration, Instant},
};

/// Nobody waits longer for one file.
pub const LONGEST: Duration = Duration::from_secs(5);

/// What the last panic said, whether it was caught inside the target or not.
static SAID: Mutex<String> = Mutex::new(String::new());

/// What one input cost.
#[derive(Debug, Clone, Copy, Default)]
pub struct Cost {
    pub time: Duration,
    pub memory: usize,
}

/// Keeps panics silent until [`run`] tells them: a reader may catch those of a library it cannot trust.
pub fn keep_panics_silent() {
    panic::set_hook(Box::new(|info| {
        if let Ok(mut said) = SAID.lock() {
            *said = info.to_string();
        }
    }));
}

/// Runs the target on one input.
///
/// # Errors
/// What does not hold of it, in words.
pub fn run(target: &Target, input: &[u8]) -> Result<Cost, String> {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let began = Instant::now();
    let ended = panic::catch_unwind(AssertUnwindSafe(|| (target.run)(input)));
    let memory = MEMORY.peak_usage().saturating_sub(before);
    let cost = Cost { time: began.elapsed(), memory };
    if ended.is_err() {
        return Err(SAID.lock().map_or_else(|_| "a panic".to_owned(), |said| said.clone()));
    }
    if cost.memory > target.most_memory {
        return Err(format!("held {} MB, more than {}", memory >> 20, target.most_memory >> 20));
    }
    if cost.time > LONGEST {
        return Err(format!("took {} s", cost.time.as_secs()));
    }
    Ok(cost)
}
