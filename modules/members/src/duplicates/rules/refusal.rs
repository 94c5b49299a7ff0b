//! Every reason why two people are not made one, or not made two again.

use crate::duplicates::texts::Texts;
use axum::http::StatusCode;
use kernel::Lang;
use platform::Say;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    SamePerson,
    /// The two were merged, and one record is left.
    AlreadyMerged,
    /// The same words wherever the rest of the two people may be.
    NotWhollyHere,
    /// One has died by the register, and the other is a member still.
    OneHasDied,
    /// Both are counted, in different units, and nobody has said where they are from now on.
    HomeMissing,
    NoteTooLong {
        most: usize,
    },
    AlreadyUndone,
    /// The person who stayed has been merged again since.
    MergedAgain,
    /// What would be lost or cannot be told apart, by the codes of its fields.
    ChangedSince {
        what: Vec<&'static str>,
    },
    /// Somebody else has the number of the one who would come back.
    NationalIdInUse,
    CardInUse {
        number: String,
    },
    NotRunning,
    Stopped,
}

impl Say for Refusal {
    fn say(&self, lang: Lang) -> String {
        let t = Texts(lang);
        match self {
            Refusal::SamePerson => t.same_person(),
            Refusal::AlreadyMerged => t.already_merged(),
            Refusal::NotWhollyHere => t.not_wholly_here(),
            Refusal::OneHasDied => t.one_has_died(),
            Refusal::HomeMissing => t.home_missing(),
            Refusal::NoteTooLong { most } => t.note_too_long(*most),
            Refusal::AlreadyUndone => t.already_undone(),
            Refusal::MergedAgain => t.merged_again(),
            Refusal::ChangedSince { what } => {
                let what: Vec<String> = what.iter().map(|code| t.changed_what(code)).collect();
                t.changed_since(&what.join("; "))
            }
            Refusal::NationalIdInUse => t.national_id_in_use(),
            Refusal::CardInUse { number } => t.card_in_use(number),
            Refusal::NotRunning => t.not_running(),
            Refusal::Stopped => t.was_stopped(),
        }
    }
    fn status(&self) -> StatusCode {
        match self {
            Refusal::SamePerson | Refusal::HomeMissing | Refusal::NoteTooLong { .. } => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            _ => StatusCode::CONFLICT,
        }
    }
}
