//! Kỳ họp: what people do with the sessions of a committee.

use crate::{
    EDIT,
    actions::hold,
    posts::Post,
    rules::{self, Attendance, Refusal, Tenure},
    store::{
        meetings::{self as store, Meeting, Resolution},
        posts, tenures, terms,
    },
    words::{Body, Outcome, Presence},
};
use access::{Scope, Work};
use kernel::{Day, MeetingId, Source, TenureId, UnitId, vietnamese::text};
use platform::{Problem, db::Tx};
use serde_json::json;

#[derive(Debug, Clone)]
pub struct NewMeeting {
    pub body: Body,
    /// The next one's, unless it is the first that is recorded.
    pub number: Option<i64>,
    pub held_on: Day,
    pub place: String,
    pub subject: String,
    pub agenda: String,
    pub chair: String,
    pub secretary: String,
}

#[derive(Debug, Clone)]
pub struct NewResolution {
    pub text: String,
    /// `12/NQ-HKH`, or nothing.
    pub paper_number: String,
    pub votes: (i64, i64, i64),
}

fn source(meeting: &MeetingId) -> Source {
    Source::of("officers.meeting", meeting)
}

/// Ghi một kỳ họp of a committee, in the term of its day.
///
/// # Errors
/// `number_leaves_gap`, `meeting_out_of_order`, `nobody_in_committee`, `meeting_ahead`.
pub async fn hold_meeting(
    work: &mut Work,
    unit: &UnitId,
    new: NewMeeting,
) -> Result<MeetingId, Problem> {
    let scope = work.scope(EDIT, unit).await?;
    hold(work, unit).await?;
    rules::not_too_far(new.held_on, work.today)?;
    let all = terms::terms(&mut work.tx, &scope).await?;
    let term = all.iter().find(|term| term.runs_on(new.held_on)).ok_or(Refusal::NoTerm)?;
    let recorded = store::numbers(&mut work.tx, &scope, &term.id, new.body).await?;
    let number = rules::number_of_meeting(new.number, new.held_on, &recorded)?;
    if committee(&mut work.tx, &scope, new.body, new.held_on).await?.is_empty() {
        return Err(Refusal::NobodyInCommittee { body: new.body.say(work.lang) }.into());
    }
    let (quorum_part, quorum_whole) = posts::quorum(&mut work.tx, new.body).await?;
    let meeting = Meeting {
        id: MeetingId::new(),
        term_id: term.id.clone(),
        body: new.body.code().to_owned(),
        number,
        held_on: new.held_on,
        place: text::normalise(&new.place),
        subject: text::normalise(&new.subject),
        agenda: text::normalise_lines(&new.agenda),
        chair: text::normalise(&new.chair),
        secretary: text::normalise(&new.secretary),
        discussion: String::new(),
        quorum_part,
        quorum_whole,
        revision: 1,
    };
    store::insert(&mut work.tx, &scope, &meeting, work.now).await?;
    let details = json!({ "body": new.body.code(), "number": number, "held_on": new.held_on });
    work.record("officers.hold_meeting", Some(unit), &source(&meeting.id), details).await?;
    Ok(meeting.id)
}

/// Who belonged to a committee on a day: each person once, in their highest office.
///
/// # Errors
/// Only those of the database.
pub async fn committee(
    tx: &mut Tx,
    scope: &Scope,
    body: Body,
    on: Day,
) -> Result<Vec<(Tenure, Post)>, Problem> {
    let all = posts::posts(tx).await?;
    let mut members: Vec<(Tenure, Post)> = vec![];
    for tenure in tenures::tenures(tx, scope).await? {
        let Some(post) = all.iter().find(|post| post.code == tenure.post && post.is_of(body))
        else {
            continue;
        };
        let known = members.iter().any(|(member, _)| member.person() == tenure.person());
        if tenure.stands_on(on) && !known {
            members.push((tenure, post.clone()));
        }
    }
    Ok(members)
}

/// Ghi điểm danh: who came of those who belonged to the committee on the day.
///
/// # Errors
/// `attendance_fixed` once something was resolved; `not_of_committee`.
pub async fn note_attendance(
    work: &mut Work,
    unit: &UnitId,
    id: &MeetingId,
    noted: &[(TenureId, Presence)],
) -> Result<(), Problem> {
    let scope = work.scope(EDIT, unit).await?;
    hold(work, unit).await?;
    let meeting = store::meeting(&mut work.tx, &scope, id).await?;
    if work.today < meeting.held_on {
        return Err(Refusal::MeetingAhead { day: meeting.held_on }.into());
    }
    if !store::resolutions(&mut work.tx, &scope, id).await?.is_empty() {
        return Err(Refusal::AttendanceFixed.into());
    }
    let members = committee(&mut work.tx, &scope, meeting.body(), meeting.held_on).await?;
    for (tenure, _) in noted {
        if !members.iter().any(|(member, _)| member.id == *tenure) {
            return Err(Refusal::NotOfCommittee { name: tenure.to_string() }.into());
        }
    }
    store::write_attendance(&mut work.tx, &scope, id, noted).await?;
    let details = json!({ "noted": noted.len() });
    work.record("officers.note_attendance", Some(unit), &source(id), details).await
}

/// Who belonged to the committee on the day of a session, whether they came, and the sum of it.
///
/// # Errors
/// Only those of the database.
pub async fn roll(
    tx: &mut Tx,
    scope: &Scope,
    meeting: &Meeting,
) -> Result<(Vec<(Tenure, Post, Option<Presence>)>, Attendance), Problem> {
    let noted = store::attendance(tx, scope, &meeting.id).await?;
    let mut lines = vec![];
    for (tenure, post) in committee(tx, scope, meeting.body(), meeting.held_on).await? {
        let found = noted.iter().find(|(id, _)| *id == tenure.id).map(|(_, presence)| *presence);
        lines.push((tenure, post, found));
    }
    let sum = Attendance::of(lines.iter().map(|(_, _, presence)| *presence));
    Ok((lines, sum))
}

/// Ghi diễn biến: what was said, in a paragraph or more.
///
/// # Errors
/// `stale_version` where somebody else wrote meanwhile.
pub async fn note_discussion(
    work: &mut Work,
    unit: &UnitId,
    id: &MeetingId,
    (discussion, revision): (&str, i64),
) -> Result<(), Problem> {
    let scope = work.scope(EDIT, unit).await?;
    let discussion = text::normalise_lines(discussion);
    store::note_discussion(&mut work.tx, &scope, id, &discussion, revision).await?;
    work.record("officers.note_discussion", Some(unit), &source(id), json!({})).await
}

/// Ghi nghị quyết with its votes; the next number of the session.
///
/// # Errors
/// `no_quorum`, `attendance_missing`, `too_many_votes`.
pub async fn resolve(
    work: &mut Work,
    unit: &UnitId,
    id: &MeetingId,
    new: NewResolution,
) -> Result<Outcome, Problem> {
    let scope = work.scope(EDIT, unit).await?;
    hold(work, unit).await?;
    let meeting = store::meeting(&mut work.tx, &scope, id).await?;
    let (_, attendance) = roll(&mut work.tx, &scope, &meeting).await?;
    let quorum = (meeting.quorum_part, meeting.quorum_whole);
    let outcome = rules::vote(attendance, quorum, new.votes)?;
    let earlier = store::resolutions(&mut work.tx, &scope, id).await?;
    let (votes_for, votes_against, votes_abstained) = new.votes;
    let resolution = Resolution {
        number: earlier.last().map_or(1, |last| last.number + 1),
        paper_number: text::normalise(&new.paper_number),
        body_text: text::normalise_lines(&new.text),
        votes_for,
        votes_against,
        votes_abstained,
        outcome: outcome.code().to_owned(),
    };
    store::insert_resolution(&mut work.tx, &scope, id, &resolution).await?;
    let details = json!({ "number": resolution.number, "outcome": outcome.code() });
    work.record("officers.resolve", Some(unit), &source(id), details).await?;
    Ok(outcome)
}
