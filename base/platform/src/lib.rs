//! What every module stands on: the database, the web shell, forms, jobs, sealed fields and the
//! registration contract.
//!
//! - All of a piece of work happens, or nothing of it.
//! - What the two databases do differently is told apart in `db` and nowhere else.
//! - A refusal says what happened, why, and the next step, in the reader's language.

pub mod arrival;
pub mod bulk;
pub mod clock;
pub mod db;
pub mod form;
pub mod guard;
pub mod jobs;
pub mod kept;
mod memo;
pub mod module;
pub mod operation;
mod problem;
pub mod seal;
mod site;
pub mod storage;
pub mod tables;
mod texts;
mod told;
pub mod web;

pub use module::{Module, Permission, Route};
pub use problem::{Mistake, Problem, Say};
pub use site::{Settings, Site};
