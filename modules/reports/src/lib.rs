//! Báo cáo: reports as questions to the counts book, in words and tables, in the official layout.
//!
//! - A report is one value, drawn as a page, JSON, Excel, Word and PDF; it leans on no module, only on the book.
//! - Every figure opens to its formula, the units in it, those missing, and its rows.
//! - What people write around the figures is theirs; the figures are the book's.

mod api;
mod carrying;
mod commands;
pub mod forms;
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
pub use report::{Report, report};
pub use rules::{boundaries, period};
pub use show::percent;
pub use template::{Form, Section, Sentence, Template};

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
pub const EDIT_FORMS: Permission = Permission("reports.forms");

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
                version: 202611292330,
                name: "report_forms",
                sql: include_str!("../migrations/20261129233000_forms.sql"),
            },
            Step {
                version: 202611292345,
                name: "report_reasons",
                sql: include_str!("../migrations/20261129234500_reasons.sql"),
            },
        ],
        routes: [
            pages::routes(),
            periods::page_routes(),
            forms::page_routes(),
            api::routes(),
            periods::api_routes(),
            forms::api_routes(),
        ]
        .into_iter()
        .flatten()
        .collect(),
        openapi: Some({
            let mut all = api::describe();
            all.merge(periods::describe());
            all.merge(forms::describe());
            all
        }),
        checks: [periods::checks(), forms::checks()].into_iter().flatten().collect(),
        tasks: vec![TaskSource::new(periods::tasks)],
        handover: vec![HandoverSource::new(periods::handover)],
        ..Module::default()
    }
}
