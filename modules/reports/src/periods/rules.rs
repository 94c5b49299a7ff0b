//! What may be done with a report, when, and by whom; and every reason why not.

use super::texts::Texts;
use crate::{ACCEPT_REPORTS, SUBMIT_REPORTS};
use access::Permission;
use axum::http::StatusCode;
use counts::{LOCK_PERIODS, REOPEN_PERIODS};
use kernel::{Day, Lang, Moment};
use platform::Say;

/// Where a report stands.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Đang soạn
    Draft,
    /// Đã nộp, chờ nhận
    Submitted,
    /// Bị trả lại
    Returned,
    /// Đã nhận
    Accepted,
    /// Đã khóa sổ
    Locked,
    /// Đang mở khóa
    Reopened,
}

impl State {
    pub const ALL: [State; 6] = [
        State::Draft,
        State::Submitted,
        State::Returned,
        State::Accepted,
        State::Locked,
        State::Reopened,
    ];
    pub fn code(self) -> &'static str {
        match self {
            State::Draft => "draft",
            State::Submitted => "submitted",
            State::Returned => "returned",
            State::Accepted => "accepted",
            State::Locked => "locked",
            State::Reopened => "reopened",
        }
    }
    pub fn read(code: &str) -> Option<State> {
        State::ALL.into_iter().find(|state| state.code() == code)
    }
    pub fn say(self, lang: Lang) -> String {
        let t = Texts(lang);
        match self {
            State::Draft => t.draft(),
            State::Submitted => t.submitted(),
            State::Returned => t.returned(),
            State::Accepted => t.accepted(),
            State::Locked => t.locked(),
            State::Reopened => t.reopened(),
        }
    }
    /// Every status has a shape beside its word.
    pub fn shape(self) -> &'static str {
        match self {
            State::Draft => "draft",
            State::Submitted => "waiting",
            State::Returned => "late",
            State::Accepted => "done",
            State::Locked => "closed",
            State::Reopened => "note",
        }
    }
    /// What a report is, whose opening may have ended: then it is locked as it was before.
    pub fn on(self, today: Day, open_until: Option<Day>) -> State {
        let was_open = open_until.is_some_and(|until| until <= today);
        match self {
            State::Reopened | State::Returned if was_open => State::Locked,
            state => state,
        }
    }
    /// Whether the unit above has something of this unit in hand.
    pub fn is_received(self) -> bool {
        !matches!(self, State::Draft | State::Returned)
    }
    pub fn is_accepted(self) -> bool {
        matches!(self, State::Accepted | State::Locked | State::Reopened)
    }
}

/// What somebody does with a report.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Deed {
    /// Nộp
    Submit,
    /// Nhận
    Accept,
    /// Trả lại
    Return,
    /// Khóa sổ
    Lock,
    /// Mở khóa
    Reopen,
    /// Lập bản bổ sung
    Supplement,
}

impl Deed {
    pub const ALL: [Deed; 6] =
        [Deed::Submit, Deed::Accept, Deed::Return, Deed::Lock, Deed::Reopen, Deed::Supplement];
    pub fn code(self) -> &'static str {
        match self {
            Deed::Submit => "submit",
            Deed::Accept => "accept",
            Deed::Return => "return",
            Deed::Lock => "lock",
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
            Deed::Reopen => t.reopen(),
            Deed::Supplement => t.supplement(),
        }
    }
    pub fn permission(self) -> Permission {
        match self {
            Deed::Submit | Deed::Supplement => SUBMIT_REPORTS,
            Deed::Accept | Deed::Return => ACCEPT_REPORTS,
            Deed::Lock => LOCK_PERIODS,
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
pub const STEPS: [Step; 10] = [
    step(State::Draft, Deed::Submit, State::Submitted, Who::Unit),
    step(State::Returned, Deed::Submit, State::Submitted, Who::Unit),
    step(State::Reopened, Deed::Submit, State::Submitted, Who::Unit),
    step(State::Submitted, Deed::Accept, State::Accepted, Who::Above),
    step(State::Submitted, Deed::Return, State::Returned, Who::Above),
    step(State::Accepted, Deed::Lock, State::Locked, Who::Unit),
    step(State::Reopened, Deed::Lock, State::Locked, Who::Unit),
    step(State::Locked, Deed::Reopen, State::Reopened, Who::Above),
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

/// Every reason why a report does not move.
#[derive(Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Not in this state; and who did the last step, and when.
    IllegalStep {
        deed: Deed,
        state: State,
        last: Option<(String, Deed, Moment)>,
    },
    /// Something else was submitted since the page was opened.
    SnapshotReplaced {
        by: String,
        at: Moment,
    },
    SamePerson,
    RemarkMissing,
    PeriodNotBegun {
        first: Day,
    },
    /// The book has moved on since what was accepted.
    FiguresMoved {
        count: usize,
        labels: String,
    },
    NothingToSupplement,
    NotAFigureOfTheForm {
        code: String,
    },
    NotADueDay,
}

impl Say for Refusal {
    fn code(&self) -> String {
        match self {
            Refusal::IllegalStep { .. } => "illegal_step",
            Refusal::SnapshotReplaced { .. } => "stale_version",
            Refusal::SamePerson => "same_person",
            Refusal::RemarkMissing => "remark_missing",
            Refusal::PeriodNotBegun { .. } => "period_not_begun",
            Refusal::FiguresMoved { .. } => "figures_moved",
            Refusal::NothingToSupplement => "nothing_to_supplement",
            Refusal::NotAFigureOfTheForm { .. } => "not_a_figure_of_the_form",
            Refusal::NotADueDay => "not_a_due_day",
        }
        .to_owned()
    }
    fn say(&self, lang: Lang) -> String {
        let t = Texts(lang);
        match self {
            Refusal::IllegalStep { deed, state, last } => {
                let no = t.illegal_step(&deed.say(lang), &state.say(lang));
                let who = last.as_ref().map(|(who, deed, at)| {
                    format!(" {}", t.last_step(who, &deed.say(lang), &at.short()))
                });
                let next: Vec<String> =
                    deeds_in(*state).map(|deed| format!("“{}”", deed.say(lang))).collect();
                format!("{no}{} {}", who.unwrap_or_default(), t.next_steps(&next.join(", ")))
            }
            Refusal::SnapshotReplaced { by, at } => t.snapshot_replaced(by, &at.short()),
            Refusal::SamePerson => t.same_person(),
            Refusal::RemarkMissing => t.remark_missing(),
            Refusal::PeriodNotBegun { first } => t.period_not_begun(&first.short()),
            Refusal::FiguresMoved { count, labels } => t.figures_moved(*count, labels),
            Refusal::NothingToSupplement => t.nothing_to_supplement(),
            Refusal::NotAFigureOfTheForm { code } => t.not_a_figure_of_the_form(code),
            Refusal::NotADueDay => t.not_a_due_day(),
        }
    }
    fn status(&self) -> StatusCode {
        match self {
            Refusal::IllegalStep { .. }
            | Refusal::SnapshotReplaced { .. }
            | Refusal::FiguresMoved { .. }
            | Refusal::PeriodNotBegun { .. } => StatusCode::CONFLICT,
            Refusal::SamePerson => StatusCode::FORBIDDEN,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
