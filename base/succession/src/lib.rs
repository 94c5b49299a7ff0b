//! Kế tục: what becomes of everything that hangs on a unit when the unit ends.
//!
//! - Every kind of object that points to a unit has its disposition, and a test walks the database for one that has none.
//! - What goes to an heir goes on the day of the change, whole; what stays is history.
//! - Nothing is guessed: what no rule places is named, and either blocks the change or stays where it counts for the unit above.
//! - Whatever a disposition carries, it can take back; it refuses, with names, where somebody has touched it since.

mod base;
mod change;
mod disposition;
mod refusal;
mod texts;

pub use base::dispositions;
pub use change::{Change, Ended, Heir, Parted};
pub use disposition::{
    Carry, Disposition, Fate, Line, ListRecords, Named, Record, Records, Registry, TakeBack, Way,
    Weigh, Weighed, Words,
};
pub use refusal::Refusal;
