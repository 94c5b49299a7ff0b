//! Who may do what, where; and the unit of work that every action receives.
//!
//! - A role is held at a unit and reaches its subtree, in today's geography, while it lasts.
//! - Outside one's subtree nothing exists: the answer is the one for an id that never was.
//! - `Scope` is made by a look at the roles and by nothing else, and every store function asks for one.
//! - A password is kept as an argon2id hash, a session's token as a SHA-256; neither can be read back.

mod accounts;
mod api;
pub mod asked;
mod caller;
mod checks;
mod edge;
mod holders;
mod listing;
mod look;
mod office;
mod pages;
mod password;
mod role;
mod rules;
mod session;
mod store;
mod succession;
mod texts;
mod work;

pub use accounts::{
    account_name, account_names, add_account, change_password, grant, revoke, suspend,
};
pub use caller::{Caller, Grant};
pub use edge::{frame, sessions};
pub use holders::{Holder, account_named, caller_named, holders};
pub use look::{Look, Scope};
pub use office::{
    HandedRights, READING_DAYS, account_for_office, by_hand_over, by_hand_over_seen, end_office,
    grant_for_office, hand_over_rights,
};
pub use role::Role;
pub use rules::{NewAccount, Refusal};
pub use session::{Device, caller_for_job, prove, sign_in};
pub use succession::{GivenBy, HeldGrant, MovedGrant, grants_at, move_grant, move_grant_back};
pub use work::{Work, WorkLater};

pub use platform::Permission;

use platform::{
    Module,
    module::{Check, HandoverSource, Needs, Step},
};

pub const MANAGE_ACCOUNTS: Permission = Permission("accounts.manage");

pub fn module() -> Module {
    Module {
        name: "access",
        migrations: &[
            Step {
                version: 202611210930,
                name: "access",
                sql: include_str!("../migrations/20261121093000_access.sql"),
            },
            Step {
                version: 202611220419,
                name: "access_office",
                sql: include_str!("../migrations/20261122041900_office.sql"),
            },
        ],
        routes: pages::routes().into_iter().chain(api::routes()).collect(),
        openapi: Some(api::describe()),
        checks: vec![Check::new("I10-roles", checks::roles_were_given)],
        handover: vec![HandoverSource::new(office::handover)],
        ..Module::default()
    }
}

/// What a route of this crate needs when any signed-in person may come about themselves.
const SIGNED_IN: Needs = Needs::SignIn;
