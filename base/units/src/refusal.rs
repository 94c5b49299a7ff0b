//! Every reason the tree says no.

use crate::texts::Texts;
use axum::http::StatusCode;
use kernel::{Day, Lang};
use platform::Say;

/// A unit that may have been meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near {
    pub code: String,
    /// `xã Phì Nhừ`, in both languages.
    pub name_vi: String,
    pub name_en: String,
    /// A day on which the code names it.
    pub day: Day,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// No unit had this code on that day.
    UnknownCode {
        code: String,
        day: Day,
        near: Vec<Near>,
    },
    /// What follows the @ is no day.
    UnreadableDay {
        text: String,
    },
    /// Letters, digits and hyphens make a code.
    BadCode {
        suffix: String,
    },
    CodeTaken {
        code: String,
        holder: String,
    },
    ParentNotAlive {
        parent: String,
        day: Day,
    },
    NameEmpty,
    /// Only new official lists change an official unit.
    OfficialUnit {
        name: String,
    },
    NotAliveThatDay {
        name: String,
        day: Day,
    },
    ClosesBeforeItOpened {
        name: String,
        opened: Day,
    },
    AlreadyClosed {
        name: String,
        closed: Day,
    },
    HasOpenUnits {
        count: i64,
        first: String,
    },
    /// A unit would be above itself, now or in boundaries of before.
    AboveItself {
        name: String,
        parent: String,
    },
    AlreadyUnder {
        name: String,
        parent: String,
    },
    /// Something about the unit was already changed for that day or a later one.
    ChangedLater {
        name: String,
        day: Day,
    },
    /// What continues a unit has to be there on the day it ends.
    HeirNotThere {
        heir: String,
        day: Day,
    },
    /// It would continue itself, or another that ends on the same day.
    HeirEndsToo {
        heir: String,
    },
    /// Wholly to one unit, or in parts to several.
    WholeOrParts {
        name: String,
    },
    /// An official unit becomes only what the official lists say.
    NotSoInTheLists {
        name: String,
        heir: String,
        day: Day,
    },
    /// A place of the administrative tree has no form.
    HasNoForm {
        name: String,
    },
}

impl Say for Refusal {
    fn say(&self, lang: Lang) -> String {
        let texts = Texts(lang);
        match self {
            Refusal::UnknownCode { code, day, near } if near.is_empty() => {
                texts.unknown_code(code, &day.short())
            }
            Refusal::UnknownCode { code, day, near } => {
                texts.unknown_code_near(code, &day.short(), &those(lang, near))
            }
            Refusal::UnreadableDay { text } => texts.unreadable_day(text),
            Refusal::BadCode { suffix } => texts.bad_code(suffix),
            Refusal::CodeTaken { code, holder } => texts.code_taken(code, holder),
            Refusal::ParentNotAlive { parent, day } => texts.parent_not_alive(parent, &day.short()),
            Refusal::NameEmpty => texts.name_empty(),
            Refusal::OfficialUnit { name } => texts.official_unit(name),
            Refusal::NotAliveThatDay { name, day } => texts.not_alive_that_day(name, &day.short()),
            Refusal::ClosesBeforeItOpened { name, opened } => {
                texts.closes_before_it_opened(name, &opened.short())
            }
            Refusal::AlreadyClosed { name, closed } => texts.already_closed(name, &closed.short()),
            Refusal::HasOpenUnits { count, first } => texts.has_open_units(*count, first),
            Refusal::AboveItself { name, parent } => texts.above_itself(name, parent),
            Refusal::AlreadyUnder { name, parent } => texts.already_under(name, parent),
            Refusal::ChangedLater { name, day } => texts.changed_later(name, &day.short()),
            Refusal::HeirNotThere { heir, day } => texts.heir_not_there(heir, &day.short()),
            Refusal::HeirEndsToo { heir } => texts.heir_ends_too(heir),
            Refusal::WholeOrParts { name } => texts.whole_or_parts(name),
            Refusal::NotSoInTheLists { name, heir, day } => {
                texts.not_so_in_the_lists(name, heir, &day.short())
            }
            Refusal::HasNoForm { name } => texts.has_no_form(name),
        }
    }
    fn status(&self) -> StatusCode {
        match self {
            Refusal::UnknownCode { .. }
            | Refusal::UnreadableDay { .. }
            | Refusal::BadCode { .. }
            | Refusal::NameEmpty => StatusCode::UNPROCESSABLE_ENTITY,
            _ => StatusCode::CONFLICT,
        }
    }
}

/// `xã Phì Nhừ (03208@2025-06-30), …`
fn those(lang: Lang, near: &[Near]) -> String {
    let each = near.iter().map(|one| {
        let name = lang.choose(&one.name_vi, &one.name_en);
        format!("{name} ({}@{})", one.code, one.day)
    });
    each.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_code_is_answered_with_what_may_have_been_meant() {
        let near = Near {
            code: "03208".to_owned(),
            name_vi: "xã Phì Nhừ".to_owned(),
            name_en: "Phì Nhừ commune".to_owned(),
            day: Day::of(2025, 6, 30),
        };
        let refusal = Refusal::UnknownCode {
            code: "03208".to_owned(),
            day: Day::of(1899, 1, 1),
            near: vec![near],
        };
        assert!(refusal.say(Lang::Vi).contains("xã Phì Nhừ (03208@2025-06-30)"));
        assert!(refusal.say(Lang::En).contains("Phì Nhừ commune (03208@2025-06-30)"));
        assert_eq!(refusal.code(), "unknown_code");
    }
}
