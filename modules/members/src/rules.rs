//! Decisions about belonging, and every reason why the register says no.

mod membership;
mod person;
mod refusal;

pub use membership::{
    Counting, JoinReason, LeaveReason, Membership, made_card_number, may_belong, may_change_days,
    may_join, may_leave, may_return, may_transfer,
};
pub use person::{
    NewMember, NewPerson, OLDEST_YEARS, PersonFacet, birth_of, birth_stored, check_person,
    first_possible_day, sign_of_no_name, sign_shown, too_long,
};
pub use refusal::Refusal;

pub const NAME_LETTERS_MAX: usize = 120;
pub const NOTE_LETTERS_MAX: usize = 500;
pub const CARD_LETTERS_MAX: usize = 40;
pub const ETHNICITY_LETTERS_MAX: usize = 40;
