//! What people do about duplicates: look who is alike, search a whole unit, decide, merge and
//! take a merge back.

mod merging;
mod searching;
mod typing;

pub use merging::{decide, merge, merge_seen, opened_merge, pair_seen, unmerge};
pub use searching::{Group, InGroup, SEARCH, ask_to_search, find, keep, search, stop_search};
pub use typing::{NumberStanding, Similar, Typed, remember_not_same, similar, similar_seen};
