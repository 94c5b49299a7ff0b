//! Sắp xếp đơn vị: units joined, divided, moved, renamed, changed in kind and dissolved, with all that hangs on them.
//!
//! - One reorganisation is one day, one decision and one transaction: all of it happens or nothing.
//! - Nobody carries it out alone: whoever ends and whoever receives agree, by different people, neither of them
//!   the one who drew it up, and to exactly the numbers they were shown.
//! - Everything that hangs on a unit goes by its disposition (`succession`); what cannot be divided is named.
//! - It can be taken back until the first period closed after it, as long as nobody has touched what came over.
//! - Official units change with the official lists alone; what hung on them goes through the same steps.

mod actions;
mod api;
mod carrying;
mod checks;
mod locks;
mod pages;
mod plan;
mod preview;
mod reform;
mod refusal;
mod resolve;
mod rules;
mod states;
mod store;
mod taking_back;
mod tasks;
mod texts;

pub use actions::{apply, approve, change, draft, look_ahead, preview_of, propose, seen, withdraw};
pub use carrying::dispositions;
pub use plan::{Opening, Plan, Portion, ReformShare, Step, Target};
pub use preview::{Preview, PreviewLine, PreviewObject};
pub use reform::reform_plan;
pub use refusal::Refusal;
pub use states::{Deed, Part, State};
pub use store::Reorganisation;
pub use taking_back::take_back;

use axum::Extension;
use platform::{
    Module, Permission, Route,
    module::{Check, Step as Migration, TaskSource},
};
use succession::{Disposition, Registry};

pub const READ: Permission = Permission("units.read");
pub const EDIT: Permission = Permission("units.edit");
pub const APPROVE: Permission = Permission("units.approve");

/// The module, knowing what becomes of every kind of object of the program.
pub fn module(dispositions: Vec<Disposition>) -> Module {
    let registry = Registry::new(dispositions);
    let with_registry =
        |route: Route| Route { handler: route.handler.layer(Extension(registry.clone())), ..route };
    Module {
        name: "reorganisation",
        migrations: &[Migration {
            version: 202611220151,
            name: "reorganisation",
            sql: include_str!("../migrations/20261122015100_reorganisation.sql"),
        }],
        routes: pages::routes().into_iter().chain(api::routes()).map(with_registry).collect(),
        openapi: Some(api::describe()),
        checks: vec![
            Check::new("I06-reorganised", checks::totals_were_kept),
            Check::new("I06-ended", checks::nothing_alive_hangs_on_an_ended_unit),
        ],
        tasks: vec![TaskSource::new(tasks::waiting)],
        ..Module::default()
    }
}
