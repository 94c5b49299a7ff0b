//! Báo cáo: reports as questions to the counts book, in words and tables, in the official layout.
//!
//! - A report is one value, drawn as a page, JSON, Excel, Word and PDF; it leans on no module, only on the book.
//! - Every figure opens to its formula, the units in it, those missing, and its rows.
//! - What people write around the figures is theirs; the figures are the book's.

mod api;
mod carrying;
mod commands;
mod front;
mod json;
mod pages;
mod paper;
mod report;
mod rules;
mod show;
mod store;
mod template;
mod texts;

pub use carrying::dispositions;
pub use commands::{Format, write_explanation, write_report};
pub use front::{NewFront, write_front, write_text};
pub use report::{Report, half_year};
pub use rules::{boundaries, last_half_year, period};
pub use show::percent;
pub use template::Template;

use access::Permission;
use platform::{
    Module,
    module::{Step, TaskSource},
};

pub const READ_REPORTS: Permission = Permission("reports.read");
pub const EDIT_REPORTS: Permission = Permission("reports.edit");

pub fn module() -> Module {
    Module {
        name: "reports",
        migrations: &[Step {
            version: 202611210980,
            name: "reports",
            sql: include_str!("../migrations/20261121098000_reports.sql"),
        }],
        routes: pages::routes().into_iter().chain(api::routes()).collect(),
        openapi: Some(api::describe()),
        tasks: vec![TaskSource::new(pages::tasks)],
        ..Module::default()
    }
}
