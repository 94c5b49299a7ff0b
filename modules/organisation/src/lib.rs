//! Tổ chức Hội: the tree of units as people see it, and what the association opens in it.
//!
//! - The official tree is public reference data for whoever is signed in; chi hội and other units
//!   of the association's own, and every number, are shown only within the caller's subtree.
//! - Outside it a unit of the association's own is answered like an id that never was.
//! - Each chi hội, tổ hội and ban khuyến học stands in the counts book from its first day to its last.
//! - A unit is closed only when nothing hangs on it any more; others are dissolved by a plan that says what becomes of it.
//! - A register never begins beside a declared number of the same thing.

mod actions;
mod api;
mod carrying;
mod check;
pub mod coverage;
mod handover;
mod pages;
mod rules;
mod sight;
mod story;
mod texts;

pub use actions::{book, close, open_many, open_own, open_partner, rename};
pub use carrying::dispositions;
pub use rules::{CHAPTERS, Refusal, code_from};
pub use story::{UnitStory, describe_unit};

use access::Permission;
use axum::Extension;
use platform::{
    Module, Route,
    module::{Check, HandoverSource, Step},
};
use succession::{Disposition, Registry};

pub const READ_UNITS: Permission = Permission("units.read");
pub const EDIT_UNITS: Permission = Permission("units.edit");

/// The module, knowing what becomes of every kind of object of the program when its unit ends.
pub fn module(dispositions: Vec<Disposition>) -> Module {
    let registry = Registry::new(dispositions);
    let with_registry =
        |route: Route| Route { handler: route.handler.layer(Extension(registry.clone())), ..route };
    let mut openapi = api::describe();
    openapi.merge(coverage::describe());
    Module {
        name: "organisation",
        migrations: &[Step {
            version: 202611220143,
            name: "places",
            sql: include_str!("../migrations/20261122014300_places.sql"),
        }],
        routes: pages::routes()
            .into_iter()
            .chain(api::routes())
            .chain(coverage::routes())
            .chain(coverage::api_routes())
            .map(with_registry)
            .collect(),
        checks: vec![Check::new("I06-chapters", check::chapters_are_booked)],
        openapi: Some(openapi),
        handover: vec![HandoverSource::new(handover::section)],
        ..Module::default()
    }
}
