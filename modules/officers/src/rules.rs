//! What may be: terms, offices, sessions, hand-overs; and every reason to say no.

mod refusal;

pub use refusal::Refusal;

use crate::{
    posts::Post,
    words::{Began, Ended, Outcome, Presence},
};
use kernel::{
    AccountId, Day, Lang, TenureId, TermId, UnitId,
    vietnamese::{name, text},
};
use units::UnitBrief;

pub const NAME_LETTERS_MAX: usize = 120;
/// A term is five years in every case seen; ten leave room for one that was prolonged.
const TERM_YEARS_MAX: i64 = 10;
/// How far ahead a day may lie.
const DAYS_AHEAD_MAX: i32 = 366;
/// A remark that takes something over undone says what and why, in more than a word.
pub const REMARK_LETTERS_MIN: usize = 10;

/// Nhiệm kỳ đại hội.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    pub id: TermId,
    pub unit: UnitId,
    pub first_year: i64,
    pub last_year: i64,
    /// The day of the congress.
    pub since: Day,
    /// The day of the next congress; never, while it runs.
    pub until: Day,
    /// When the next congress is due.
    pub planned_until: Day,
    pub decision: String,
    pub revision: i64,
}

impl Term {
    /// `2014–2019`
    pub fn years(&self) -> String {
        years_said(self.first_year, self.last_year)
    }
    pub fn runs_on(&self, day: Day) -> bool {
        self.since <= day && day < self.until
    }
}

pub fn years_said(first: i64, last: i64) -> String {
    format!("{first}–{last}")
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTerm {
    pub first_year: i64,
    pub last_year: i64,
    pub since: Day,
    /// The day of the next congress, where that has been.
    pub until: Option<Day>,
    pub decision: String,
}

/// One person in one office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tenure {
    pub id: TenureId,
    pub unit: UnitId,
    pub term: TermId,
    pub post: String,
    pub full_name: String,
    pub name_match: String,
    /// Tells two people of one name apart: `sinh 1962`.
    pub apart: String,
    pub account: Option<AccountId>,
    pub began: Began,
    pub since: Day,
    pub until: Day,
    pub ended: Option<Ended>,
    pub began_decision: String,
    pub ended_decision: String,
    pub revision: i64,
}

impl Tenure {
    pub fn stands_on(&self, day: Day) -> bool {
        self.since <= day && day < self.until
    }
    /// The name, and what tells this bearer from another.
    pub fn said(&self) -> String {
        named(&self.full_name, &self.apart)
    }
    /// The same for one person, whatever offices they hold.
    pub fn person(&self) -> (String, String) {
        (self.name_match.clone(), text::match_key(&self.apart))
    }
}

pub fn named(full_name: &str, apart: &str) -> String {
    if apart.is_empty() { full_name.to_owned() } else { format!("{full_name} ({apart})") }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTenure {
    pub post: String,
    pub full_name: String,
    pub apart: String,
    /// The name by which the holder signs in; nothing where the office gives nobody rights here.
    pub username: String,
    pub began: Began,
    pub since: Day,
    /// In what has passed: up to when, and how it ended.
    pub until: Option<(Day, Ended)>,
    pub decision: String,
}

/// Whether a text can be the name of a person.
pub fn check_name(full_name: &str) -> Result<(), Refusal> {
    let letters = full_name.chars().count();
    if letters == 0 || NAME_LETTERS_MAX < letters || !full_name.chars().any(char::is_alphabetic) {
        return Err(Refusal::NameUnusable);
    }
    match name::sign_of_no_name(full_name) {
        Some(sign) => Err(Refusal::NameInvalid { sign: name::sign_shown(sign) }),
        None => Ok(()),
    }
}

pub fn not_too_far(day: Day, today: Day) -> Result<(), Refusal> {
    if today.plus_days(DAYS_AHEAD_MAX) < day { Err(Refusal::TooFarAhead { day }) } else { Ok(()) }
}

/// Whether something may stand at a unit until a day, given when the unit ends.
pub fn goes_on_until(unit: &UnitBrief, until: Day) -> Result<(), Refusal> {
    if until <= unit.closed {
        return Ok(());
    }
    let (vi, en) = (unit.full_name(Lang::Vi), unit.full_name(Lang::En));
    Err(Refusal::UnitEnds { unit: vi, unit_en: en, on: unit.closed })
}

/// Whether a unit may have a new term beside those it has; and when the next congress is due.
pub fn open_term(new: &NewTerm, others: &[Term], today: Day) -> Result<Day, Refusal> {
    let years = new.last_year - new.first_year;
    if !(1..=TERM_YEARS_MAX).contains(&years) || i64::from(new.since.year()) < new.first_year - 1 {
        return Err(Refusal::YearsUnusable { years: years_said(new.first_year, new.last_year) });
    }
    if new.last_year < i64::from(new.since.year()) {
        return Err(Refusal::YearsUnusable { years: years_said(new.first_year, new.last_year) });
    }
    not_too_far(new.since, today)?;
    let until = new.until.unwrap_or(Day::NEVER);
    if until <= new.since {
        return Err(Refusal::EndsBeforeItBegins { since: new.since });
    }
    let other = others.iter().find(|other| new.since < other.until && other.since < until);
    if let Some(other) = other {
        return Err(Refusal::TermsOverlap {
            years: other.years(),
            since: other.since,
            until: Some(other.until).filter(|day| *day < Day::NEVER),
        });
    }
    // The congress of five years later falls on about the same day of the year.
    let year = i16::try_from(new.last_year).unwrap_or(i16::MAX);
    let due = Day::read(year, new.since.month(), new.since.day());
    Ok(due.or_else(|| Day::read(year, new.since.month(), 28)).unwrap_or(until))
}

/// Whether a running term may end on a day, given what happened in it.
pub fn end_term(
    term: &Term,
    on: Day,
    tenures: &[Tenure],
    last_meeting: Option<Day>,
    today: Day,
) -> Result<(), Refusal> {
    if term.until < Day::NEVER {
        return Err(Refusal::TermEnded { years: term.years(), on: term.until });
    }
    if on <= term.since {
        return Err(Refusal::EndsBeforeItBegins { since: term.since });
    }
    not_too_far(on, today)?;
    if let Some(later) = tenures.iter().find(|tenure| on <= tenure.since) {
        return Err(Refusal::BeganLater { name: later.said(), since: later.since });
    }
    match last_meeting.filter(|day| on <= *day) {
        Some(day) => Err(Refusal::MetLater { day }),
        None => Ok(()),
    }
}

/// A term whose congress was on another day than was written, and what moves along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Corrected {
    pub term: Term,
    /// The term before, where it ended on the day of the congress.
    pub before: Option<Term>,
    /// Offices of both terms with other days than they had.
    pub moved: Vec<Tenure>,
}

/// What was recorded of a term, so that its days are corrected with everything that hangs on them.
pub struct Recorded<'a> {
    /// All terms of the unit.
    pub terms: &'a [Term],
    /// All who held an office of it.
    pub tenures: &'a [Tenure],
    /// The first session in the term.
    pub first_met: Option<Day>,
    /// The last session in the term before.
    pub last_met_before: Option<Day>,
}

/// What becomes of a term when its years or the day of its congress are corrected.
pub fn correct_term(
    term: &Term,
    new: &NewTerm,
    recorded: &Recorded<'_>,
    today: Day,
) -> Result<Corrected, Refusal> {
    let (old_day, day) = (term.since, new.since);
    let before = recorded.terms.iter().find(|one| one.until == old_day && one.since < day);
    let before = before.map(|one| Term { until: day, ..one.clone() });
    let others = recorded.terms.iter().filter(|one| one.id != term.id);
    let as_moved = |one: &Term| match &before {
        Some(before) if before.id == one.id => before.clone(),
        _ => one.clone(),
    };
    let others: Vec<Term> = others.map(as_moved).collect();
    let until = Some(term.until).filter(|until| *until < Day::NEVER);
    let planned_until = open_term(&NewTerm { until, ..new.clone() }, &others, today)?;
    let mut moved = vec![];
    for tenure in recorded.tenures {
        if tenure.term == term.id {
            moved.extend(with_congress(tenure, old_day, day, today)?);
        } else if before.as_ref().is_some_and(|before| before.id == tenure.term) {
            moved.extend(with_end(tenure, old_day, day)?);
        }
    }
    if let Some(met) = recorded.first_met.filter(|met| *met < day) {
        return Err(Refusal::MetBefore { day: met });
    }
    if let Some(met) = recorded.last_met_before.filter(|met| before.is_some() && day <= *met) {
        return Err(Refusal::MetLater { day: met });
    }
    let term = Term {
        first_year: new.first_year,
        last_year: new.last_year,
        since: day,
        planned_until,
        decision: new.decision.clone(),
        ..term.clone()
    };
    Ok(Corrected { term, before, moved })
}

/// Who came into office on the day of the congress did so on its right day.
fn with_congress(
    tenure: &Tenure,
    old_day: Day,
    day: Day,
    today: Day,
) -> Result<Option<Tenure>, Refusal> {
    if today < day {
        return Err(Refusal::CongressAhead { day });
    }
    if tenure.since != old_day {
        let (name, since) = (tenure.said(), tenure.since);
        return if since < day { Err(Refusal::BeganBefore { name, since }) } else { Ok(None) };
    }
    if tenure.until <= day {
        return Err(Refusal::EndsBeforeItBegins { since: day });
    }
    Ok(Some(Tenure { since: day, ..tenure.clone() }))
}

/// Whoever held an office up to the congress held it up to its right day.
fn with_end(tenure: &Tenure, old_day: Day, day: Day) -> Result<Option<Tenure>, Refusal> {
    if day <= tenure.since {
        return Err(Refusal::BeganLater { name: tenure.said(), since: tenure.since });
    }
    let to_the_end = tenure.until == old_day && tenure.ended == Some(Ended::TermEnded);
    let moves = to_the_end || day < tenure.until;
    Ok(moves.then(|| Tenure { until: day, ..tenure.clone() }))
}

/// Whether somebody may come into an office; up to when, and how it ends in a term that is over.
pub fn appoint(
    new: &NewTenure,
    post: &Post,
    term: &Term,
    others: &[Tenure],
    today: Day,
) -> Result<(Day, Option<Ended>), Refusal> {
    check_name(&new.full_name)?;
    not_too_far(new.since, today)?;
    if !term.runs_on(new.since) {
        return Err(Refusal::OutsideTerm {
            years: term.years(),
            since: term.since,
            until: Some(term.until).filter(|day| *day < Day::NEVER),
        });
    }
    let (until, ended) = match new.until {
        Some((until, _)) if until <= new.since => {
            return Err(Refusal::EndsBeforeItBegins { since: new.since });
        }
        Some((until, ended)) if until <= term.until => (until, Some(ended)),
        // Nobody's office outlives the term.
        _ if term.until < Day::NEVER => (term.until, Some(Ended::TermEnded)),
        Some((until, ended)) => (until, Some(ended)),
        None => (Day::NEVER, None),
    };
    let person = (text::match_key(&new.full_name), text::match_key(&new.apart));
    let beside =
        |other: &&Tenure| other.post == post.code && new.since < other.until && other.since < until;
    for other in others.iter().filter(beside) {
        if other.person() == person {
            return Err(Refusal::AlreadyInOffice { name: other.said(), since: other.since });
        }
        if post.single {
            return Err(Refusal::OfficeHeld {
                post: post.label_vi.clone(),
                post_en: post.label_en.clone(),
                name: other.said(),
                since: other.since,
                until: Some(other.until).filter(|day| *day < Day::NEVER),
            });
        }
    }
    Ok((until, ended))
}

/// Whether an office may end on a day.
pub fn end_office(tenure: &Tenure, on: Day, today: Day) -> Result<(), Refusal> {
    if tenure.until <= on {
        return Err(Refusal::OfficeEnded { name: tenure.said(), on: tenure.until });
    }
    if on <= tenure.since {
        return Err(Refusal::EndsBeforeItBegins { since: tenure.since });
    }
    not_too_far(on, today)
}

/// The number of a session of a committee, between those that are recorded. The first that is recorded says its own:
/// those before it were held before there was a program.
pub fn number_of_meeting(
    asked: Option<i64>,
    held_on: Day,
    recorded: &[(i64, Day)],
) -> Result<i64, Refusal> {
    let (Some(first), Some(last)) = (recorded.first(), recorded.last()) else {
        return match asked.unwrap_or(1) {
            number if 0 < number => Ok(number),
            _ => Err(Refusal::NumberLeavesGap { expected: 1 }),
        };
    };
    let before_first = asked == Some(first.0 - 1) && 1 < first.0 && held_on <= first.1;
    if before_first {
        return Ok(first.0 - 1);
    }
    let expected = last.0 + 1;
    if asked.is_some_and(|number| number != expected) {
        return Err(Refusal::NumberLeavesGap { expected });
    }
    if held_on < last.1 {
        return Err(Refusal::MeetingOutOfOrder { number: last.0, day: last.1 });
    }
    Ok(expected)
}

/// How many of a committee must be there so that it may decide.
pub fn needed(members: i64, part: i64, whole: i64) -> i64 {
    let whole = whole.max(1);
    (members * part + whole - 1) / whole
}

/// Who was there of those who belong to the committee.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Attendance {
    pub members: i64,
    pub present: i64,
    pub excused: i64,
    pub absent: i64,
}

impl Attendance {
    pub fn of(noted: impl IntoIterator<Item = Option<Presence>>) -> Attendance {
        let mut attendance = Attendance::default();
        for presence in noted {
            attendance.members += 1;
            match presence {
                Some(Presence::Present) => attendance.present += 1,
                Some(Presence::Excused) => attendance.excused += 1,
                Some(Presence::Absent) => attendance.absent += 1,
                None => {}
            }
        }
        attendance
    }
    pub fn is_noted(&self) -> bool {
        0 < self.present + self.excused + self.absent
    }
}

/// Whether the votes can be so, and what came of them: passed by more than half of those present.
pub fn vote(
    attendance: Attendance,
    (part, whole): (i64, i64),
    (votes_for, against, abstained): (i64, i64, i64),
) -> Result<Outcome, Refusal> {
    if !attendance.is_noted() {
        return Err(Refusal::AttendanceMissing);
    }
    let needed = needed(attendance.members, part, whole);
    if attendance.present < needed {
        return Err(Refusal::NoQuorum {
            present: attendance.present,
            members: attendance.members,
            needed,
        });
    }
    let votes = votes_for + against + abstained;
    if [votes_for, against, abstained].iter().any(|count| *count < 0) || attendance.present < votes
    {
        return Err(Refusal::TooManyVotes { votes, present: attendance.present });
    }
    Ok(if attendance.present < votes_for * 2 { Outcome::Passed } else { Outcome::Rejected })
}

/// Whether two sides of a hand-over are two people.
pub fn two_people(
    leaver: &Tenure,
    successor: (&str, &str),
    successor_account: Option<&AccountId>,
) -> Result<(), Refusal> {
    let same_name = leaver.person() == (text::match_key(successor.0), text::match_key(successor.1));
    let same_account = leaver.account.is_some() && leaver.account.as_ref() == successor_account;
    if same_name || same_account { Err(Refusal::SamePerson) } else { Ok(()) }
}

/// Whether a side may sign with something undone: only who says in writing that it is so.
pub fn undone_is_said(undone: &[String], remark: &str) -> Result<(), Refusal> {
    if undone.is_empty() || REMARK_LETTERS_MIN <= remark.trim().chars().count() {
        return Ok(());
    }
    Err(Refusal::Unfinished { what: undone.to_vec() })
}

#[cfg(test)]
mod tests;
