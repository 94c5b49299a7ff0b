//! Vòng tròn Excel: a member list comes in as officers keep it, and goes back to them marked.
//!
//! - Nothing is written before a person has seen what would be.
//! - What is written is written in one transaction; rows with mistakes are left out and come back.
//! - The same file again changes nothing, and an empty cell never erases what is known.
//! - What was written can be taken back: whoever nobody has touched since is as before the import,
//!   and the list of who was kept says why.
//! - Of a person outside the unit nothing shows, not even that a number is theirs.

mod actions;
mod api;
mod created_rows;
mod decide;
mod earlier;
mod encoding;
mod examine;
mod folder;
mod headings;
mod job;
mod mark_file;
mod pages;
mod paths;
mod places;
mod read;
mod refusal;
mod register;
mod rules;
mod sample;
mod senders;
mod store;
mod summary;
mod texts;
mod typed;
mod undo;

pub use actions::{Options, apply_file, check_file};
pub use api::describe;
pub use encoding::FileEncoding;
pub use headings::OURS;
pub use job::jobs;
pub use paths::Fault;
pub use refusal::Refusal;
pub use store::State;
pub use summary::{Said, Summary, UnknownColumn};
pub use typed::{Conversion, ConvertedColumn, Doubt, DoubtfulColumn, Why};
pub use undo::{Kept, Undone, undo_batch};

use platform::Route;

pub fn routes() -> Vec<Route> {
    pages::routes().into_iter().chain(api::routes()).collect()
}
