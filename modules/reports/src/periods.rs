//! Kỳ báo cáo: a report on its way from draft to lock.
//!
//! - What may be done with a report stands in one table, `rules::STEPS`; page, API and command line all ask it.
//! - What is submitted is frozen with its hash and never changes again; corrections are numbered supplements.
//! - Whoever accepts has seen what was submitted: the hash comes with the word. Nobody accepts what they submitted,
//!   and a supplement is no exception: until somebody else has accepted it, the report says what it said.
//! - A figure that has changed a lot is submitted with one sentence of why; the sentences roll up.
//! - A report made of those below names who is missing; nobody missing is ever counted as zero.

mod actions;
mod api;
mod board;
mod calendar;
mod check;
mod compare;
mod consolidate;
mod home;
mod other_versions;
mod pages;
mod rules;
mod snapshot;
mod store;
mod texts;
mod unusual;

pub(crate) use actions::name_of;
pub use actions::{
    Corrected, Currency, Done, Filed, Standing, accept, lock, reopen, return_with_remark, state_of,
    submit, supplement,
};
pub use api::{StateJson, said as state_json};
pub use board::{Board, BoardRow, board};
pub use consolidate::{Consolidated, Part, Take, consolidate};
pub use home::{Unsent, handover, unsent};
pub use rules::{Deed, STEPS, State, Step};
pub use snapshot::Basis;
pub use unusual::{Below, NewReason, Says, Unusual, reasons_below, unusual_of, write_reasons};

pub(crate) use api::{describe, routes as api_routes};
pub(crate) use check::checks;
pub(crate) use home::tasks;
pub(crate) use pages::routes as page_routes;
pub(crate) use unusual::{put_reasons, reason_blocks};
