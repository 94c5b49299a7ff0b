//! Every reason why a report does not move.

use super::{super::texts::Texts, Deed, State, deeds_in};
use axum::http::StatusCode;
use kernel::{Day, Lang, Moment};
use platform::Say;

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
    /// Who may instead, or what to do where there is nobody.
    SamePerson {
        next: String,
    },
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
    /// Figures that have changed a lot and of which nobody has said why.
    ReasonsMissing {
        labels: String,
        page: String,
    },
    /// The figure has not changed so much that a reason would be shown.
    NothingToExplain {
        label: String,
    },
    ReasonTooLong {
        most: usize,
    },
    /// What was handed in keeps its reasons.
    ReasonsHandedIn {
        state: State,
    },
    NotAReasonOfBelow,
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
            Refusal::SamePerson { .. } => "same_person",
            Refusal::RemarkMissing => "remark_missing",
            Refusal::PeriodNotBegun { .. } => "period_not_begun",
            Refusal::FiguresMoved { .. } => "figures_moved",
            Refusal::NothingToSupplement => "nothing_to_supplement",
            Refusal::ReasonsMissing { .. } => "reasons_missing",
            Refusal::NothingToExplain { .. } => "nothing_to_explain",
            Refusal::ReasonTooLong { .. } => "reason_too_long",
            Refusal::ReasonsHandedIn { .. } => "reasons_handed_in",
            Refusal::NotAReasonOfBelow => "not_a_reason_of_below",
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
            Refusal::SamePerson { next } => t.same_person(next),
            Refusal::RemarkMissing => t.remark_missing(),
            Refusal::PeriodNotBegun { first } => t.period_not_begun(&first.short()),
            Refusal::FiguresMoved { count, labels } => t.figures_moved(*count, labels),
            Refusal::NothingToSupplement => t.nothing_to_supplement(),
            Refusal::ReasonsMissing { labels, page } => t.reasons_missing(labels, page),
            Refusal::NothingToExplain { label } => t.nothing_to_explain(label),
            Refusal::ReasonTooLong { most } => t.reason_too_long(*most),
            Refusal::ReasonsHandedIn { state } => t.reasons_handed_in(&state.say(lang)),
            Refusal::NotAReasonOfBelow => t.not_a_reason_of_below(),
            Refusal::NotAFigureOfTheForm { code } => t.not_a_figure_of_the_form(code),
            Refusal::NotADueDay => t.not_a_due_day(),
        }
    }
    fn status(&self) -> StatusCode {
        match self {
            Refusal::IllegalStep { .. }
            | Refusal::SnapshotReplaced { .. }
            | Refusal::FiguresMoved { .. }
            | Refusal::ReasonsMissing { .. }
            | Refusal::ReasonsHandedIn { .. }
            | Refusal::PeriodNotBegun { .. } => StatusCode::CONFLICT,
            Refusal::SamePerson { .. } => StatusCode::FORBIDDEN,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }
}
