//! Where a reorganisation stands, and what may be done to it there.

/// Where it stands.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Bản thảo
    Draft,
    /// Đã trình, chờ chấp thuận
    Proposed,
    /// Đã thực hiện
    Applied,
    /// Đã thu hồi
    TakenBack,
    /// Đã rút
    Withdrawn,
}

/// What somebody does to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// Sửa
    Change,
    /// Trình
    Propose,
    /// Chấp thuận
    Approve,
    /// Thực hiện
    Apply,
    /// Rút
    Withdraw,
    /// Thu hồi
    TakeBack,
}

/// Every step there is; what is not here is refused in page, API and command line alike.
pub const STEPS: [(State, Deed, State); 8] = [
    (State::Draft, Deed::Change, State::Draft),
    (State::Draft, Deed::Propose, State::Proposed),
    (State::Draft, Deed::Withdraw, State::Withdrawn),
    (State::Proposed, Deed::Change, State::Draft),
    (State::Proposed, Deed::Approve, State::Proposed),
    (State::Proposed, Deed::Apply, State::Applied),
    (State::Proposed, Deed::Withdraw, State::Withdrawn),
    (State::Applied, Deed::TakeBack, State::TakenBack),
];

impl State {
    pub const ALL: [State; 5] =
        [State::Draft, State::Proposed, State::Applied, State::TakenBack, State::Withdrawn];

    pub fn code(self) -> &'static str {
        match self {
            State::Draft => "draft",
            State::Proposed => "proposed",
            State::Applied => "applied",
            State::TakenBack => "taken_back",
            State::Withdrawn => "withdrawn",
        }
    }

    pub fn read(word: &str) -> Option<State> {
        State::ALL.into_iter().find(|state| state.code() == word)
    }

    /// Where a deed leads; nothing where it may not be done.
    pub fn after(self, deed: Deed) -> Option<State> {
        let step = STEPS.iter().find(|(from, by, _)| (*from, *by) == (self, deed));
        step.map(|(_, _, to)| *to)
    }
}

/// What a unit is to a reorganisation.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Bên giao: it ends, or goes on without what it gives
    Ends,
    /// Bên nhận
    Receives,
    /// Bên thay đổi
    Changes,
}

impl Part {
    pub const ALL: [Part; 3] = [Part::Ends, Part::Receives, Part::Changes];

    pub fn code(self) -> &'static str {
        match self {
            Part::Ends => "ends",
            Part::Receives => "receives",
            Part::Changes => "changes",
        }
    }

    pub fn read(word: &str) -> Option<Part> {
        Part::ALL.into_iter().find(|part| part.code() == word)
    }

    /// Giving and receiving are agreed to by different people.
    pub fn is_other_side_of(self, other: Part) -> bool {
        (self == Part::Ends) != (other == Part::Ends)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_carried_out_can_only_be_taken_back_and_what_is_over_stays_over() {
        let deeds = [
            Deed::Change,
            Deed::Propose,
            Deed::Approve,
            Deed::Apply,
            Deed::Withdraw,
            Deed::TakeBack,
        ];
        let allowed =
            |state: State| deeds.into_iter().filter(move |deed| state.after(*deed).is_some());
        assert_eq!(allowed(State::Applied).collect::<Vec<_>>(), [Deed::TakeBack]);
        assert_eq!(allowed(State::TakenBack).count(), 0);
        assert_eq!(allowed(State::Withdrawn).count(), 0);
        assert_eq!(State::Draft.after(Deed::Apply), None, "nobody has agreed to a draft");
        for state in State::ALL {
            assert_eq!(State::read(state.code()), Some(state));
        }
    }

    #[test]
    fn a_changed_proposal_is_a_draft_again() {
        assert_eq!(State::Proposed.after(Deed::Change), Some(State::Draft));
    }
}
