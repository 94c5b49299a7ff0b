//! Số liệu khai báo: the indicators everybody counts by, and the totals that units state themselves.
//!
//! - Indicators are data: those of the half-year report are shipped, a province adds its own.
//! - A figure is stated by the unit it belongs to; a grid writes for many units, each its own.
//! - What a grid or a workbook says is carried out whole or not at all, and only what was changed.
//! - What somebody else has changed meanwhile is never written over.
//! - A total beside a register is refused by the counts book; this module only says so early.

mod actions;
mod api;
mod handover;
mod import;
mod pages;
mod rules;
mod shipped;
mod tasks;
mod texts;

pub use actions::{Entry, Failure, save};
pub use import::{CellError, GridSummary, import_grid};
pub use rules::{Stated, read_figure, shown};
pub use shipped::{seed, shipped};

use platform::{
    Module,
    module::{HandoverSource, TaskSource},
};

pub fn module() -> Module {
    Module {
        name: "figures",
        routes: pages::routes().into_iter().chain(api::routes()).collect(),
        openapi: Some(api::describe()),
        tasks: vec![TaskSource::new(tasks::undeclared)],
        handover: vec![HandoverSource::new(handover::section)],
        ..Module::default()
    }
}
