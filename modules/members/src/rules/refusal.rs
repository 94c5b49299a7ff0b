//! Every reason why the register of members says no.

use crate::texts::Texts;
use axum::http::StatusCode;
use kernel::{Day, Lang};
use platform::{Problem, Say};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    NameUnusable,
    /// A sign that no name holds.
    NameInvalid {
        sign: char,
    },
    BornInFuture,
    /// And the years in which somebody living may have been born.
    BornTooLongAgo {
        year: i16,
        first: i16,
        last: i16,
    },
    InFuture {
        day: Day,
    },
    JoinedBeforeBirth,
    LeftBeforeJoined {
        joined: Day,
    },
    UnitNotThere {
        vi: String,
        en: String,
        day: Day,
    },
    AlreadyHere,
    HasHome,
    StillElsewhere {
        until: Day,
    },
    HasDied,
    AlreadyLeft {
        day: Day,
    },
    StillMember,
    WasTransferred,
    NotCurrent,
    CardTaken {
        number: String,
    },
    /// The number belongs to somebody in the caller's units.
    NationalIdHere {
        name: String,
    },
    /// The same words whatever is the matter, so that they tell nothing of other units.
    NationalIdUnusable,
    /// Somebody wrote the same number down in the same moment.
    NationalIdJustTaken,
    /// A total of members was declared; rows beside it would count them twice.
    DeclaredTotalStands {
        vi: String,
        en: String,
        quantity: i64,
    },
    ReasonMissing,
    TooManyRows {
        most: i64,
    },
}

impl Refusal {
    /// A number that nobody had when we looked and somebody has now that we write. An import cannot
    /// hold each of its numbers while it works, so this is told apart afterwards.
    pub(crate) fn of_taken_number(problem: Problem) -> Problem {
        if problem.is_taken() { Refusal::NationalIdJustTaken.into() } else { problem }
    }
}

impl Say for Refusal {
    fn say(&self, lang: Lang) -> String {
        let t = Texts(lang);
        match self {
            Refusal::NameUnusable => t.name_unusable(),
            Refusal::NameInvalid { sign } => t.name_invalid(&super::sign_shown(*sign)),
            Refusal::BornInFuture => t.born_in_future(),
            Refusal::BornTooLongAgo { year, first, last } => {
                t.born_too_long_ago(*year, *first, *last)
            }
            Refusal::InFuture { day } => t.in_future(&day.short()),
            Refusal::JoinedBeforeBirth => t.joined_before_birth(),
            Refusal::LeftBeforeJoined { joined } => t.left_before_joined(&joined.short()),
            Refusal::UnitNotThere { vi, en, day } => {
                t.unit_not_there(lang.choose(vi, en), &day.short())
            }
            Refusal::AlreadyHere => t.already_here(),
            Refusal::HasHome => t.has_home(),
            Refusal::StillElsewhere { until } => t.still_elsewhere(&until.short()),
            Refusal::HasDied => t.has_died(),
            Refusal::AlreadyLeft { day } => t.already_left(&day.short()),
            Refusal::StillMember => t.still_member(),
            Refusal::WasTransferred => t.was_transferred(),
            Refusal::NotCurrent => t.not_current(),
            Refusal::CardTaken { number } => t.card_taken(number),
            Refusal::NationalIdHere { name } => t.national_id_here(name),
            Refusal::NationalIdUnusable => t.national_id_unusable(),
            Refusal::NationalIdJustTaken => t.national_id_just_taken(),
            Refusal::DeclaredTotalStands { vi, en, quantity } => {
                t.declared_total_stands(lang.choose(vi, en), &lang.grouped(*quantity))
            }
            Refusal::ReasonMissing => t.reason_missing(),
            Refusal::TooManyRows { most } => t.too_many_rows(&lang.grouped(*most)),
        }
    }
    fn status(&self) -> StatusCode {
        match self {
            Refusal::NameUnusable
            | Refusal::NameInvalid { .. }
            | Refusal::BornInFuture
            | Refusal::BornTooLongAgo { .. }
            | Refusal::InFuture { .. }
            | Refusal::JoinedBeforeBirth
            | Refusal::LeftBeforeJoined { .. }
            | Refusal::UnitNotThere { .. }
            | Refusal::ReasonMissing
            | Refusal::TooManyRows { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            _ => StatusCode::CONFLICT,
        }
    }
}
