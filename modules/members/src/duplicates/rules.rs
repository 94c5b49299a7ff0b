//! Decisions about people who may be one: how alike two are, whom to compare, and how two become one.

mod blocks;
mod likeness;
mod merging;
mod refusal;

pub use blocks::{Pair, pairs};
pub use likeness::{
    ASKED_WHILE_TYPING, Class, KEPT_IN_BULK, Likeness, Reason, Reasons, Traits,
    differ_by_one_digit, likeness, mark,
};
pub use merging::{Choices, Merged, Others, Side, merge, unmerge};
pub use refusal::Refusal;
