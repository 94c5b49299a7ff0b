//! Where a report stands.

use super::{super::texts::Texts, Deed, step_of};
use kernel::{Day, Lang};

/// Where a report stands.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Đang soạn
    Draft,
    /// Đã nộp, chờ nhận
    Submitted,
    /// Bị trả lại
    Returned,
    /// Đã nhận
    Accepted,
    /// Đã nhận, bản bổ sung chờ nhận
    Supplemented,
    /// Đã khóa sổ
    Locked,
    /// Đã khóa sổ, bản bổ sung chờ nhận
    LockedSupplemented,
    /// Đang mở khóa
    Reopened,
}

impl State {
    pub const ALL: [State; 8] = [
        State::Draft,
        State::Submitted,
        State::Returned,
        State::Accepted,
        State::Supplemented,
        State::Locked,
        State::LockedSupplemented,
        State::Reopened,
    ];
    /// Whether something waits for somebody's word.
    pub fn waits(self) -> bool {
        self == State::Submitted || self.is_supplemented()
    }
    pub fn code(self) -> &'static str {
        match self {
            State::Draft => "draft",
            State::Submitted => "submitted",
            State::Returned => "returned",
            State::Accepted => "accepted",
            State::Supplemented => "supplemented",
            State::Locked => "locked",
            State::LockedSupplemented => "locked_supplemented",
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
            State::Supplemented => t.supplemented(),
            State::Locked => t.locked(),
            State::LockedSupplemented => t.locked_supplemented(),
            State::Reopened => t.reopened(),
        }
    }
    /// Every status has a shape beside its word.
    pub fn shape(self) -> &'static str {
        match self {
            State::Draft => "draft",
            State::Submitted | State::Supplemented | State::LockedSupplemented => "waiting",
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
    /// The state beside a supplement that waits to be accepted; nothing where there can be none.
    pub fn with_supplement(self) -> Option<State> {
        match self {
            State::Accepted => Some(State::Supplemented),
            State::Locked => Some(State::LockedSupplemented),
            _ => None,
        }
    }
    /// The state of the report itself, whether or not a supplement waits beside it.
    pub fn without_supplement(self) -> State {
        match self {
            State::Supplemented => State::Accepted,
            State::LockedSupplemented => State::Locked,
            state => state,
        }
    }
    pub fn is_supplemented(self) -> bool {
        self.without_supplement() != self
    }
    /// Whether the unit above has something of this unit in hand.
    pub fn is_received(self) -> bool {
        !matches!(self, State::Draft | State::Returned)
    }
    pub fn is_accepted(self) -> bool {
        matches!(self.without_supplement(), State::Accepted | State::Locked | State::Reopened)
    }
    /// Whether the unit still writes what will be submitted next.
    pub fn is_in_hand(self) -> bool {
        step_of(self, Deed::Submit).is_some()
    }
}
