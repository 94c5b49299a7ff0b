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
pub mod periods;
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
pub use template::{Template, form_of};

use access::Permission;
use platform::{
    Module,
    module::{HandoverSource, Step, TaskSource},
};

pub const READ_REPORTS: Permission = Permission("reports.read");
pub const EDIT_REPORTS: Permission = Permission("reports.edit");
pub const SUBMIT_REPORTS: Permission = Permission("reports.submit");
pub const ACCEPT_REPORTS: Permission = Permission("reports.accept");
pub const EDIT_CALENDAR: Permission = Permission("reports.calendar");

pub fn module() -> Module {
    Module {
        name: "reports",
        migrations: &[
            Step {
                version: 202611210980,
                name: "reports",
                sql: include_str!("../migrations/20261121098000_reports.sql"),
            },
            Step {
                version: 202611220129,
                name: "report_periods",
                sql: include_str!("../migrations/20261122012900_periods.sql"),
            },
            Step {
                version: 202611292345,
                name: "report_reasons",
                sql: include_str!("../migrations/20261129234500_reasons.sql"),
            },
        ],
        routes: [pages::routes(), periods::page_routes(), api::routes(), periods::api_routes()]
            .into_iter()
            .flatten()
            .collect(),
        openapi: Some({
            let mut all = api::describe();
            all.merge(periods::describe());
            all
        }),
        checks: periods::checks(),
        tasks: vec![TaskSource::new(periods::tasks)],
        handover: vec![HandoverSource::new(periods::handover)],
        ..Module::default()
    }
}
