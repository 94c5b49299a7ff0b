//! Cán bộ Hội: who leads a unit, in which term, what its committees decide, and how an office is handed over.
//!
//! - Terms of one unit never overlap; an office that is one person's has one holder at a time.
//! - An office ends on a day, for a reason, and is never erased; an entry by mistake is withdrawn and stays to be read.
//! - Rights that an office gives begin and end with it.
//! - Sessions are numbered without gaps within committee and term; who was not enough decided nothing.
//! - A hand-over is signed on one document, frozen by its SHA-256; rights move in the transaction of the last signature.

mod actions;
mod api;
mod carrying;
mod check;
mod document;
mod handing;
mod meetings;
mod pages;
mod paper;
mod posts;
mod rules;
mod store;
mod tasks;
mod texts;
mod words;

pub use actions::{
    appoint, correct_term, end_office, end_term, link_account, open_term, withdraw_office,
};
pub use carrying::dispositions;
pub use document::{Difference, Document, Drawn, draw, draw_for_unit};
pub use handing::{
    NewHandover, NewScan, Signing, confirm_paper, prepare, redraw, send_paper, sign, sign_instead,
    withdraw_handover,
};
pub use meetings::{
    NewMeeting, NewResolution, hold_meeting, note_attendance, note_discussion, resolve,
};
pub use paper::{Format, look_ahead};
pub use posts::{Carries, NewPost, Post, change_post, change_quorum, seed};
pub use rules::{NewTenure, NewTerm, Refusal, Tenure, Term};
pub use words::{Began, Body, Ended, Outcome, Presence, Side, State};

use platform::{
    Module, Permission,
    module::{Check, HandoverSource, Step, TaskSource},
};

pub const READ: Permission = Permission("officers.read");
pub const EDIT: Permission = Permission("officers.edit");

pub fn module() -> Module {
    Module {
        name: "officers",
        migrations: &[Step {
            version: 202611220347,
            name: "officers",
            sql: include_str!("../migrations/20261122034700_officers.sql"),
        }],
        routes: pages::routes().into_iter().chain(api::routes()).collect(),
        openapi: Some(api::describe()),
        checks: vec![
            Check::new("terms", check::terms_do_not_overlap),
            Check::new("one-chair", check::single_offices_have_one_holder),
            Check::new("office-rights", check::rights_end_with_their_office),
            Check::new("session-numbers", check::sessions_are_numbered_without_gaps),
            Check::new("handed-over", check::signed_documents_are_unchanged),
        ],
        tasks: vec![TaskSource::new(tasks::what_is_due)],
        handover: vec![HandoverSource::new(document::own_section)],
        ..Module::default()
    }
}
