//! Người và hội viên: people, and the units they belong to.
//!
//! - A person is one row, whatever number of units they belong to; one belonging at most is the
//!   home that counts (`home`), the others stand beside it (`also`), so nobody is counted twice.
//! - A belonging is never erased: it ends on a day, for a reason, and the next one begins. Only an
//!   import that is taken back takes out whom it wrote down, if nobody has touched them since.
//! - The counts book always says exactly what a belonging says: each change settles it anew.
//! - A national id is sealed in its row and found only by its blind index; pages show it masked,
//!   and whoever sees the whole number leaves a reason in the audit book.
//! - Of a person outside the caller's units nothing shows, not even that the number is taken there.

mod actions;
mod api;
mod carrying;
mod checks;
pub mod duplicates;
mod handover;
pub mod import;
mod indicators;
mod pages;
mod reading;
mod rules;
mod store;
mod texts;

pub use actions::{
    Belonging, PersonChange, Transfer, add_belonging, correct_membership, edit_person, join, leave,
    register_many, replace_declared_total, reveal_national_id, transfer, undo_leave,
};
pub use carrying::dispositions;
pub use indicators::{
    MEMBERS, MEMBERS_DIED, MEMBERS_LEFT, MEMBERS_MERGED, MEMBERS_MOVED_IN, MEMBERS_MOVED_OUT,
    NEW_MEMBERS, of_membership,
};
pub use rules::{
    Counting, JoinReason, LeaveReason, Membership, NewMember, NewPerson, PersonFacet, Refusal,
};

use platform::{
    Module, Permission,
    module::{Check, HandoverSource, Step, TaskSource},
};

pub const READ: Permission = Permission("members.read");
pub const EDIT: Permission = Permission("members.edit");
pub const IMPORT: Permission = Permission("members.import");
pub const REVEAL: Permission = Permission("members.reveal");

pub fn module() -> Module {
    let mut openapi = api::describe();
    openapi.merge(import::describe());
    openapi.merge(duplicates::describe());
    Module {
        name: "members",
        migrations: &[
            Step {
                version: 202611210950,
                name: "members",
                sql: include_str!("../migrations/20261121095000_members.sql"),
            },
            Step {
                version: 202611211737,
                name: "members_import_undo",
                sql: include_str!("../migrations/20261121173700_import_undo.sql"),
            },
            Step {
                version: 202611211813,
                name: "file_encoding",
                sql: include_str!("../migrations/20261121181300_file_encoding.sql"),
            },
            Step {
                version: 202611211929,
                name: "duplicates",
                sql: include_str!("../migrations/20261121192900_duplicates.sql"),
            },
            Step {
                version: 202611220114,
                name: "merge_walked",
                sql: include_str!("../migrations/20261122011423_merge_walked.sql"),
            },
            Step {
                version: 202611220139,
                name: "members_reorganised",
                sql: include_str!("../migrations/20261122013900_reorganised.sql"),
            },
        ],
        routes: pages::routes()
            .into_iter()
            .chain(api::routes())
            .chain(import::routes())
            .chain(duplicates::routes())
            .collect(),
        jobs: import::jobs().into_iter().chain(duplicates::jobs()).collect(),
        openapi: Some(openapi),
        checks: vec![
            Check::new("I06-members", checks::the_book_and_the_register_agree),
            Check::new("I05-members", checks::each_membership_has_exactly_its_counts),
            Check::new("I20-members", checks::texts_are_clean),
            Check::new("I06-home", checks::nobody_has_two_homes),
            Check::new("I05-merged", checks::merged_people_are_somebody),
        ],
        tasks: vec![TaskSource::new(duplicates::open_pairs)],
        handover: vec![HandoverSource::new(handover::section)],
    }
}
