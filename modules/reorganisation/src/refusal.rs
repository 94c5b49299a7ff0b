//! Every reason why a reorganisation says no.

use crate::{
    states::{Deed, State},
    texts::Texts,
};
use axum::http::StatusCode;
use kernel::{Day, Lang};
use platform::Say;
use succession::Words;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The plan does nothing, or nothing that is not so already.
    NothingChanges,
    DecisionMissing,
    TooFarAhead {
        day: Day,
    },
    /// It takes effect on a day that has not come.
    NotYet {
        day: Day,
    },
    /// Only the official lists change it.
    OfficialUnit {
        unit: Words,
    },
    AlreadyEnded {
        unit: Words,
        closed: Day,
    },
    NotThereYet {
        unit: Words,
        opened: Day,
    },
    NamedTwice {
        unit: Words,
    },
    HeirEndsToo {
        unit: Words,
    },
    HeirNotThere {
        unit: Words,
        day: Day,
    },
    /// A key that no opening of the plan has, or two have.
    UnknownKey {
        key: String,
    },
    /// A unit that the plan would open and nothing goes to.
    OpensForNothing {
        name: String,
    },
    AboveItself {
        unit: Words,
    },
    HeirsTooFew {
        unit: Words,
    },
    /// Nothing would go to a unit that is split off.
    PartIsEmpty {
        unit: Words,
    },
    /// A unit that goes on keeps something of its figures.
    NothingWouldStay {
        unit: Words,
    },
    SubunitsWithoutPlace {
        unit: Words,
        count: usize,
        names: Words,
    },
    SubunitElsewhere {
        unit: Words,
        sub: Words,
    },
    SharesNotWhole {
        unit: Words,
    },
    ShareWithoutBasis,
    DissolvedWithUnits {
        unit: Words,
        count: usize,
    },
    NoSuchForm,
    /// No official unit of this place ended on that day.
    NoReformHere {
        unit: Words,
    },
    ReformAlone,
    /// What is to be done is not done to a reorganisation that stands so.
    WrongStep {
        state: State,
        deed: Deed,
    },
    /// Something has to be decided first.
    Blocked {
        count: usize,
        first: Words,
    },
    /// The plan, or the books it was weighed against, changed since the page was opened.
    StaleVersion,
    SamePerson,
    NothingToApprove,
    ApprovalMissing {
        units: Words,
    },
    /// Totals would not be kept: nothing is done.
    TotalsDiffer {
        label: String,
        before: i64,
        after: i64,
    },
    LaterReorganisation {
        decision: String,
    },
    TreeTouched {
        units: Words,
    },
    /// A unit that was opened holds more than what came to it: things of this kind, or units below it.
    OpenedIsUsed {
        unit: Words,
        what: Option<Words>,
    },
}

impl Say for Refusal {
    fn say(&self, lang: Lang) -> String {
        let t = Texts(lang);
        match self {
            Refusal::NothingChanges => t.nothing_changes(),
            Refusal::DecisionMissing => t.decision_missing(),
            Refusal::TooFarAhead { day } => t.too_far_ahead(&day.short()),
            Refusal::NotYet { day } => t.not_yet(&day.short()),
            Refusal::OfficialUnit { unit } => t.official_unit(unit.say(lang)),
            Refusal::AlreadyEnded { unit, closed } => {
                t.already_ended(unit.say(lang), &closed.short())
            }
            Refusal::NotThereYet { unit, opened } => {
                t.not_there_yet(unit.say(lang), &opened.short())
            }
            Refusal::NamedTwice { unit } => t.named_twice(unit.say(lang)),
            Refusal::HeirEndsToo { unit } => t.heir_ends_too(unit.say(lang)),
            Refusal::HeirNotThere { unit, day } => t.heir_not_there(unit.say(lang), &day.short()),
            Refusal::UnknownKey { key } => t.unknown_key(key),
            Refusal::OpensForNothing { name } => t.opens_for_nothing(name),
            Refusal::AboveItself { unit } => t.above_itself(unit.say(lang)),
            Refusal::HeirsTooFew { unit } => t.heirs_too_few(unit.say(lang)),
            Refusal::PartIsEmpty { unit } => t.part_is_empty(unit.say(lang)),
            Refusal::NothingWouldStay { unit } => t.nothing_would_stay(unit.say(lang)),
            Refusal::SubunitsWithoutPlace { unit, count, names } => {
                t.subunits_without_place(unit.say(lang), *count, names.say(lang))
            }
            Refusal::SubunitElsewhere { unit, sub } => {
                t.subunit_elsewhere(unit.say(lang), sub.say(lang))
            }
            Refusal::SharesNotWhole { unit } => t.shares_not_whole(unit.say(lang)),
            Refusal::ShareWithoutBasis => t.share_without_basis(),
            Refusal::DissolvedWithUnits { unit, count } => {
                t.dissolved_with_units(unit.say(lang), *count)
            }
            Refusal::NoSuchForm => t.no_such_form(),
            Refusal::NoReformHere { unit } => t.no_reform_here(unit.say(lang)),
            Refusal::ReformAlone => t.reform_alone(),
            Refusal::WrongStep { state, deed } => t.wrong_step(&t.state(*state), &t.deed(*deed)),
            Refusal::Blocked { count, first } => t.blocked(*count, first.say(lang)),
            Refusal::StaleVersion => t.stale_version(),
            Refusal::SamePerson => t.same_person(),
            Refusal::NothingToApprove => t.nothing_to_approve(),
            Refusal::ApprovalMissing { units } => t.approval_missing(units.say(lang)),
            Refusal::TotalsDiffer { label, before, after } => {
                t.totals_differ(label, &lang.grouped(*before), &lang.grouped(*after))
            }
            Refusal::LaterReorganisation { decision } => t.later_reorganisation(decision),
            Refusal::OpenedIsUsed { unit, what } => match what {
                Some(what) => t.opened_is_used(unit.say(lang), what.say(lang)),
                None => t.opened_has_units(unit.say(lang)),
            },
            Refusal::TreeTouched { units } => t.tree_touched(units.say(lang)),
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Refusal::SamePerson => StatusCode::FORBIDDEN,
            Refusal::DecisionMissing
            | Refusal::TooFarAhead { .. }
            | Refusal::UnknownKey { .. }
            | Refusal::OpensForNothing { .. }
            | Refusal::HeirsTooFew { .. }
            | Refusal::PartIsEmpty { .. }
            | Refusal::NothingWouldStay { .. }
            | Refusal::SharesNotWhole { .. }
            | Refusal::ShareWithoutBasis
            | Refusal::ReformAlone
            | Refusal::NoSuchForm => StatusCode::UNPROCESSABLE_ENTITY,
            _ => StatusCode::CONFLICT,
        }
    }
}
