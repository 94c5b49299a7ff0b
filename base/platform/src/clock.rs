//! What time it is: the system's clock, or one that a test has set.

use kernel::{Day, Moment};
use std::sync::{Arc, Mutex, PoisonError};

#[derive(Clone, Debug)]
pub enum Clock {
    System,
    Set(Arc<Mutex<Moment>>),
}

impl Clock {
    /// A clock that stands at noon of a day in Vietnam.
    pub fn at(day: Day) -> Clock {
        let noon = format!("{day}T05:00:00Z").parse().unwrap_or(Moment::of_seconds(0));
        Clock::Set(Arc::new(Mutex::new(noon)))
    }
    pub fn now(&self) -> Moment {
        match self {
            Clock::System => Moment::of(jiff::Timestamp::now()),
            Clock::Set(moment) => *moment.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }
    /// Lets time pass on a clock that was set; the system's clock passes by itself.
    pub fn pass(&self, seconds: i64) {
        if let Clock::Set(moment) = self {
            let mut moment = moment.lock().unwrap_or_else(PoisonError::into_inner);
            *moment = moment.plus_seconds(seconds);
        }
    }
}
