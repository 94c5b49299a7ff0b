//! Every reason why the module says no.

use crate::texts::Texts;
use axum::http::StatusCode;
use kernel::{Day, Lang};
use platform::Say;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    NameUnusable,
    NameInvalid {
        sign: String,
    },
    TooFarAhead {
        day: Day,
    },
    YearsUnusable {
        years: String,
    },
    EndsBeforeItBegins {
        since: Day,
    },
    TermsOverlap {
        years: String,
        since: Day,
        until: Option<Day>,
    },
    TermEnded {
        years: String,
        on: Day,
    },
    BeganLater {
        name: String,
        since: Day,
    },
    MetLater {
        day: Day,
    },
    /// Of a congress that is moved: who was in office before its new day.
    BeganBefore {
        name: String,
        since: Day,
    },
    MetBefore {
        day: Day,
    },
    /// People are in office by a congress that would not have met yet.
    CongressAhead {
        day: Day,
    },
    /// The end of the unit is recorded, and nothing goes on at it after that day.
    UnitEnds {
        unit: String,
        unit_en: String,
        on: Day,
    },
    NoTerm,
    OutsideTerm {
        years: String,
        since: Day,
        until: Option<Day>,
    },
    UnknownPost {
        typed: String,
    },
    PostRetired {
        post: String,
    },
    AlreadyInOffice {
        name: String,
        since: Day,
    },
    OfficeHeld {
        post: String,
        post_en: String,
        name: String,
        since: Day,
        until: Option<Day>,
    },
    OfficeEnded {
        name: String,
        on: Day,
    },
    OfficeUsed {
        name: String,
    },
    CodeUnusable,
    CodeTaken {
        code: String,
    },
    QuorumUnusable,
    NumberLeavesGap {
        expected: i64,
    },
    MeetingOutOfOrder {
        number: i64,
        day: Day,
    },
    MeetingAhead {
        day: Day,
    },
    NobodyInCommittee {
        body: String,
    },
    NotOfCommittee {
        name: String,
    },
    AttendanceMissing,
    AttendanceFixed,
    NoQuorum {
        present: i64,
        members: i64,
        needed: i64,
    },
    TooManyVotes {
        votes: i64,
        present: i64,
    },
    SamePerson,
    NotInOffice {
        name: String,
    },
    BeganToday {
        name: String,
    },
    HandoverOpen {
        name: String,
    },
    HandoverClosed,
    NotYourTurn,
    LeaverSignsFirst,
    AlreadySigned,
    Unfinished {
        what: Vec<String>,
    },
    /// The books have changed since the document was drawn, or the page shows an older one.
    StaleDocument {
        changes: usize,
    },
    WhyMissing,
    NotForYourself,
    ScanTooLarge {
        most_mebibytes: usize,
    },
    ScanUnreadable,
    NoPaper,
    UnknownFormat {
        typed: String,
    },
}

impl Say for Refusal {
    fn code(&self) -> String {
        match self {
            Refusal::StaleDocument { .. } => "stale_version".to_owned(),
            other => {
                let debug = format!("{other:?}");
                let name = debug.split(|letter: char| !letter.is_alphanumeric()).next();
                snake(name.unwrap_or_default())
            }
        }
    }

    fn say(&self, lang: Lang) -> String {
        let t = Texts(lang);
        let span = |since: &Day, until: &Option<Day>| match until {
            Some(until) => t.since_until(&since.short(), &until.before().short()),
            None => t.since_day(&since.short()),
        };
        match self {
            Refusal::NameUnusable => t.name_unusable(),
            Refusal::NameInvalid { sign } => t.name_invalid(sign),
            Refusal::TooFarAhead { day } => t.too_far_ahead(&day.short()),
            Refusal::YearsUnusable { years } => t.years_unusable(years),
            Refusal::EndsBeforeItBegins { since } => t.ends_before_it_begins(&since.short()),
            Refusal::TermsOverlap { years, since, until } => {
                t.terms_overlap(years, &span(since, until))
            }
            Refusal::TermEnded { years, on } => t.term_ended_on(years, &on.short()),
            Refusal::BeganLater { name, since } => t.began_later(name, &since.short()),
            Refusal::MetLater { day } => t.met_later(&day.short()),
            Refusal::BeganBefore { name, since } => t.began_before(name, &since.short()),
            Refusal::MetBefore { day } => t.met_before(&day.short()),
            Refusal::CongressAhead { day } => t.congress_ahead(&day.short()),
            Refusal::UnitEnds { unit, unit_en, on } => {
                t.unit_ends(lang.choose(unit, unit_en), &on.short())
            }
            Refusal::NoTerm => t.no_term(),
            Refusal::OutsideTerm { years, since, until } => {
                t.outside_term(years, &span(since, until))
            }
            Refusal::UnknownPost { typed } => t.unknown_post(typed),
            Refusal::PostRetired { post } => t.post_retired(post),
            Refusal::AlreadyInOffice { name, since } => t.already_in_office(name, &since.short()),
            Refusal::OfficeHeld { post, post_en, name, since, until } => {
                t.office_held(lang.choose(post, post_en), name, &span(since, until))
            }
            Refusal::OfficeEnded { name, on } => t.office_ended(name, &on.short()),
            Refusal::OfficeUsed { name } => t.office_used(name),
            Refusal::CodeUnusable => t.code_unusable(),
            Refusal::CodeTaken { code } => t.code_taken(code),
            Refusal::QuorumUnusable => t.quorum_unusable(),
            Refusal::NumberLeavesGap { expected } => t.number_leaves_gap(*expected),
            Refusal::MeetingOutOfOrder { number, day } => {
                t.meeting_out_of_order(*number, &day.short())
            }
            Refusal::MeetingAhead { day } => t.meeting_ahead(&day.short()),
            Refusal::NobodyInCommittee { body } => t.nobody_in_committee(body),
            Refusal::NotOfCommittee { name } => t.not_of_committee(name),
            Refusal::AttendanceMissing => t.attendance_missing(),
            Refusal::AttendanceFixed => t.attendance_fixed(),
            Refusal::NoQuorum { present, members, needed } => {
                t.no_quorum(*present, *members, *needed)
            }
            Refusal::TooManyVotes { votes, present } => t.too_many_votes(*votes, *present),
            Refusal::SamePerson => t.same_person(),
            Refusal::NotInOffice { name } => t.not_in_office(name),
            Refusal::BeganToday { name } => t.began_today(name),
            Refusal::HandoverOpen { name } => t.handover_open(name),
            Refusal::HandoverClosed => t.handover_closed(),
            Refusal::NotYourTurn => t.not_your_turn(),
            Refusal::LeaverSignsFirst => t.leaver_signs_first(),
            Refusal::AlreadySigned => t.already_signed(),
            Refusal::Unfinished { what } => t.unfinished(&what.join(" ")),
            Refusal::StaleDocument { changes: 0 } => t.older_page(),
            Refusal::StaleDocument { changes } => t.stale_document(*changes),
            Refusal::WhyMissing => t.why_missing(),
            Refusal::NotForYourself => t.not_for_yourself(),
            Refusal::ScanTooLarge { most_mebibytes } => t.scan_too_large(*most_mebibytes),
            Refusal::ScanUnreadable => t.scan_unreadable(),
            Refusal::NoPaper => t.no_paper(),
            Refusal::UnknownFormat { typed } => t.unknown_format(typed),
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Refusal::NotForYourself | Refusal::NotYourTurn => StatusCode::FORBIDDEN,
            Refusal::NameUnusable
            | Refusal::NameInvalid { .. }
            | Refusal::YearsUnusable { .. }
            | Refusal::EndsBeforeItBegins { .. }
            | Refusal::TooFarAhead { .. }
            | Refusal::UnknownPost { .. }
            | Refusal::CodeUnusable
            | Refusal::QuorumUnusable
            | Refusal::TooManyVotes { .. }
            | Refusal::WhyMissing
            | Refusal::ScanUnreadable
            | Refusal::UnknownFormat { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Refusal::ScanTooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            _ => StatusCode::CONFLICT,
        }
    }
}

fn snake(name: &str) -> String {
    let mut snake = String::new();
    for (place, letter) in name.chars().enumerate() {
        if letter.is_uppercase() && 0 < place {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}
