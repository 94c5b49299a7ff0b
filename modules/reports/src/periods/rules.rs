//! What may be done with a report, when, and by whom; and every reason why not.

mod refusal;
mod state;

pub use refusal::Refusal;
pub use state::State;

use super::texts::Texts;
use crate::{ACCEPT_REPORTS, SUBMIT_REPORTS};
use access::Permission;
use counts::{LOCK_PERIODS, REOPEN_PERIODS};
use kernel::Lang;

/// What somebody does with a report.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// Nộp
    Submit,
    /// Nhận
    Accept,
    /// Trả lại
    Return,
    /// Khóa sổ
    Lock,
    /// Khóa sổ kèm bản bổ sung: what has moved in the books since goes into a supplement
    LockWithSupplement,
    /// Mở khóa
    Reopen,
    /// Lập bản bổ sung
    Supplement,
}

impl Deed {
    pub const ALL: [Deed; 7] = [
        Deed::Submit,
        Deed::Accept,
        Deed::Return,
        Deed::Lock,
        Deed::LockWithSupplement,
        Deed::Reopen,
        Deed::Supplement,
    ];
    pub fn code(self) -> &'static str {
        match self {
            Deed::Submit => "submit",
            Deed::Accept => "accept",
            Deed::Return => "return",
            Deed::Lock => "lock",
            Deed::LockWithSupplement => "lock_with_supplement",
            Deed::Reopen => "reopen",
            Deed::Supplement => "supplement",
        }
    }
    pub fn read(code: &str) -> Option<Deed> {
        Deed::ALL.into_iter().find(|deed| deed.code() == code)
    }
    /// As a button says it.
    pub fn say(self, lang: Lang) -> String {
        let t = Texts(lang);
        match self {
            Deed::Submit => t.submit(),
            Deed::Accept => t.accept(),
            Deed::Return => t.give_back(),
            Deed::Lock => t.lock(),
            Deed::LockWithSupplement => t.lock_with_supplement(),
            Deed::Reopen => t.reopen(),
            Deed::Supplement => t.supplement(),
        }
    }
    /// Whether it is for the unit that the reports go to.
    pub fn is_above(self) -> bool {
        STEPS.iter().any(|one| one.deed == self && one.who == Who::Above)
    }
    pub fn permission(self) -> Permission {
        match self {
            Deed::Submit | Deed::Supplement => SUBMIT_REPORTS,
            Deed::Accept | Deed::Return => ACCEPT_REPORTS,
            Deed::Lock | Deed::LockWithSupplement => LOCK_PERIODS,
            Deed::Reopen => REOPEN_PERIODS,
        }
    }
}

/// Whose step it is: of those who may do so for the unit, or for the unit that its reports go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    Unit,
    Above,
}

/// One line of the table of what may be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    pub from: State,
    pub deed: Deed,
    pub to: State,
    pub who: Who,
}

const fn step(from: State, deed: Deed, to: State, who: Who) -> Step {
    Step { from, deed, to, who }
}

/// All that may be done with a report. What does not stand here is refused.
pub const STEPS: [Step; 16] = [
    step(State::Draft, Deed::Submit, State::Submitted, Who::Unit),
    step(State::Returned, Deed::Submit, State::Submitted, Who::Unit),
    step(State::Reopened, Deed::Submit, State::Submitted, Who::Unit),
    step(State::Submitted, Deed::Accept, State::Accepted, Who::Above),
    step(State::Submitted, Deed::Return, State::Returned, Who::Above),
    step(State::Accepted, Deed::Lock, State::Locked, Who::Unit),
    step(State::Reopened, Deed::Lock, State::Locked, Who::Unit),
    step(State::Accepted, Deed::LockWithSupplement, State::LockedSupplemented, Who::Unit),
    step(State::Reopened, Deed::LockWithSupplement, State::LockedSupplemented, Who::Unit),
    step(State::Locked, Deed::Reopen, State::Reopened, Who::Above),
    step(State::Accepted, Deed::Supplement, State::Supplemented, Who::Unit),
    step(State::Locked, Deed::Supplement, State::LockedSupplemented, Who::Unit),
    step(State::Supplemented, Deed::Accept, State::Accepted, Who::Above),
    step(State::Supplemented, Deed::Return, State::Accepted, Who::Above),
    step(State::LockedSupplemented, Deed::Accept, State::Locked, Who::Above),
    step(State::LockedSupplemented, Deed::Return, State::Locked, Who::Above),
];

/// Steps that were taken while a supplement stood as soon as it was made. They stay in the history of those reports.
pub const FORMER_STEPS: [Step; 2] = [
    step(State::Accepted, Deed::Supplement, State::Accepted, Who::Unit),
    step(State::Locked, Deed::Supplement, State::Locked, Who::Unit),
];

/// The step that a deed is in a state, if it may be done then.
pub fn step_of(from: State, deed: Deed) -> Option<Step> {
    STEPS.into_iter().find(|step| step.from == from && step.deed == deed)
}

/// What may be done in a state, in the order of the table.
pub fn deeds_in(state: State) -> impl Iterator<Item = Deed> {
    STEPS.into_iter().filter(move |step| step.from == state).map(|step| step.deed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::{Day, Moment};
    use platform::Say;

    #[test]
    fn every_state_can_be_left_and_every_deed_is_one_line_for_a_state() {
        for state in State::ALL {
            assert!(deeds_in(state).count() > 0, "{state:?} is a dead end");
            for deed in Deed::ALL {
                let lines = STEPS.iter().filter(|one| one.from == state && one.deed == deed);
                assert!(lines.count() <= 1, "{state:?} {deed:?} stands twice");
            }
        }
    }

    #[test]
    fn what_was_made_is_accepted_or_returned_by_the_unit_above_and_a_supplement_leaves_the_report_where_it_was()
     {
        for step in STEPS.iter().filter(|one| matches!(one.deed, Deed::Accept | Deed::Return)) {
            assert_eq!(step.who, Who::Above, "{step:?}");
            if step.from.is_supplemented() {
                assert_eq!(step.to, step.from.without_supplement(), "{step:?}");
            }
        }
        for step in STEPS.iter().filter(|one| one.deed == Deed::Supplement) {
            assert_eq!(Some(step.to), step.from.with_supplement(), "{step:?}");
        }
    }

    #[test]
    fn an_opening_that_is_over_leaves_the_report_locked() {
        let (today, tomorrow) = (Day::of(2026, 3, 2), Day::of(2026, 3, 3));
        assert_eq!(State::Reopened.on(today, Some(tomorrow)), State::Reopened);
        assert_eq!(State::Reopened.on(tomorrow, Some(tomorrow)), State::Locked);
        assert_eq!(State::Returned.on(tomorrow, Some(tomorrow)), State::Locked);
        assert_eq!(State::Submitted.on(tomorrow, Some(tomorrow)), State::Submitted);
        assert_eq!(State::Returned.on(today, None), State::Returned);
    }

    #[test]
    fn a_refused_step_says_where_the_report_stands_who_moved_it_and_what_is_next() {
        let at: Moment = "2026-03-02T02:00:00Z".parse().unwrap();
        let last = Some(("Bà Hoa".to_owned(), Deed::Accept, at));
        let refused = Refusal::IllegalStep { deed: Deed::Accept, state: State::Accepted, last };
        let words = refused.say(Lang::Vi);
        for part in ["Đã nhận", "Bà Hoa", "09:00 02/03/2026", "Khóa sổ", "bổ sung"] {
            assert!(words.contains(part), "“{part}” is missing from: {words}");
        }
    }
}
