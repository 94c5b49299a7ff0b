//! Bảng theo dõi: one figure of all units below, as tiles, a ranking, a distribution and a trend.
//!
//! - A board is one value, drawn as a page, a screen for the meeting room, CSV, Excel and JSON: a
//!   picture and the table beside it cannot disagree.
//! - Whoever has said nothing is named; nothing is drawn as zero.
//! - The bridge of members goes from what was to what is, and shows what it cannot explain.
//! - What stands at the unit itself, or cannot be divided among those below, is a line of its own,
//!   so that the rows add up to the total.

mod api;
mod board;
mod bridge;
mod files;
mod pages;
mod rules;
mod texts;

pub use board::{Asked, Board, Row, read};
pub use bridge::{Bridge, Step, read as read_bridge};
pub use counts::Amount;
pub use rules::Refusal;

use platform::Module;

pub fn module() -> Module {
    Module {
        name: "boards",
        routes: pages::routes().into_iter().chain(api::routes()).collect(),
        openapi: Some(api::describe()),
        ..Module::default()
    }
}
