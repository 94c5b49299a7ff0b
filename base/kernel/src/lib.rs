//! The words every other crate speaks: money, days, periods, identities, languages, and Vietnamese text.
//!
//! Nothing here reads a clock, a file, a database or a request.

mod column;
pub mod formula;
mod id;
mod money;
pub mod share;
mod source;
mod text;
mod time;
pub mod vietnamese;

pub use id::{
    AccountId, BatchId, DeclarationId, HandoverId, MeetingId, MembershipId, PersonId, RowId,
    SessionId, TenureId, TermId, UnitId,
};
pub use money::Dong;
pub use share::Share;
pub use source::Source;
pub use text::{Lang, capitalised};
pub use time::{Day, Moment, NotADay, NotAPeriod, Period};
