//! Có thể trùng: people of the register who may be one person.
//!
//! - Only people who share a key are compared, and never too many of them: the work grows with the
//!   number of people, not with its square.
//! - Nothing is merged by itself. A person looks at two records, chooses field by field and may take
//!   it back; that two are not one is remembered.
//! - Two become one only for whoever decides about both wholly. Of anyone out of reach nothing shows.
//! - After a merge nobody is counted twice, on any day; taken back, everything is as it was.

mod actions;
mod api;
mod jobs;
mod pages;
mod rows;
mod rules;
mod store;
mod tasks;
mod texts;

pub use actions::{Group, InGroup, find, merge, unmerge};
pub use api::describe;
pub use jobs::jobs;
pub use rules::{Choices, Class, Others, Reason, Refusal, Side};
pub use tasks::open_pairs;

pub(crate) use actions::{Similar, Typed, remember_not_same, similar};
pub(crate) use rules::{Traits, likeness, mark};
pub(crate) use store::{Alike, MergedAway, merged_away, pointed_to, survivors_among, walked_of};
pub(crate) use texts::Texts;

use platform::Route;

pub fn routes() -> Vec<Route> {
    pages::routes().into_iter().chain(api::routes()).collect()
}
