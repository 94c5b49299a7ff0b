//! Sessions of a committee, who came and what was resolved.

use super::Recorded;
use crate::{
    READ,
    meetings::{self, NewMeeting, NewResolution},
    store::meetings as store,
    words::{Body as Committee, Outcome, Presence},
};
use access::{
    Look, Work,
    asked::{self, Body},
};
use axum::{
    Json,
    extract::Path,
    response::{IntoResponse, Response},
};
use kernel::{Day, MeetingId, TenureId, TermId, UnitId};
use platform::{Problem, operation::Answered};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Serialize, ToSchema)]
pub struct SessionJson {
    #[schema(value_type = String)]
    id: MeetingId,
    #[schema(value_type = String)]
    term: TermId,
    body: Committee,
    number: i64,
    #[schema(value_type = String)]
    held_on: Day,
    place: String,
    subject: String,
}

#[derive(Serialize, ToSchema)]
pub struct Sessions {
    sessions: Vec<SessionJson>,
}

/// Numbered sessions of a unit's committees, the latest first.
#[utoipa::path(get, path = "/api/v1/units/{unit}/sessions", operation_id = "list_sessions", tag = "officers",
    params(("unit" = String, Path)), responses((status = 200, body = Sessions)))]
pub async fn sessions(mut look: Look, Path(unit): Path<UnitId>) -> Result<Json<Sessions>, Problem> {
    let scope = look.scope(READ, &unit).await?;
    let held = store::meetings(&mut look.tx, &scope).await?;
    let sessions = held
        .into_iter()
        .map(|meeting| SessionJson {
            body: meeting.body(),
            id: meeting.id,
            term: meeting.term_id,
            number: meeting.number,
            held_on: meeting.held_on,
            place: meeting.place,
            subject: meeting.subject,
        })
        .collect();
    Ok(Json(Sessions { sessions }))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SessionToRecord {
    body: Committee,
    /// The next one's when left out; the first that is recorded says its own.
    number: Option<i64>,
    #[schema(value_type = String)]
    #[serde(deserialize_with = "asked::day")]
    held_on: Day,
    #[serde(default)]
    place: String,
    #[serde(default)]
    subject: String,
    #[serde(default)]
    agenda: String,
    #[serde(default)]
    chair: String,
    #[serde(default)]
    secretary: String,
}

/// Records a session of a committee. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/api/v1/units/{unit}/sessions", operation_id = "record_session", tag = "officers",
    params(("unit" = String, Path)), request_body = SessionToRecord,
    responses((status = 201, body = Recorded), (status = 409), (status = 422)))]
pub async fn hold(
    mut work: Work,
    Path(unit): Path<UnitId>,
    Body(new): Body<SessionToRecord>,
) -> Result<Response, Problem> {
    let SessionToRecord { body, number, held_on, place, subject, agenda, chair, secretary } = new;
    let new = NewMeeting { body, number, held_on, place, subject, agenda, chair, secretary };
    let id = meetings::hold_meeting(&mut work, &unit, new).await?.to_string();
    Ok(work.finish(Answered::json(201, &Recorded { id })?).await?.into_response())
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Attended {
    /// The id of an officer of the committee.
    #[schema(value_type = String)]
    officer: TenureId,
    presence: Presence,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AttendanceToNote {
    attended: Vec<Attended>,
}

/// Notes who came to a session, until something has been resolved. Needs an `Idempotency-Key`.
#[utoipa::path(put, path = "/api/v1/units/{unit}/sessions/{meeting}/attendance", operation_id = "note_attendance",
    tag = "officers", params(("unit" = String, Path), ("meeting" = String, Path)), request_body = AttendanceToNote,
    responses((status = 204), (status = 409), (status = 422)))]
pub async fn attend(
    mut work: Work,
    Path((unit, meeting)): Path<(UnitId, MeetingId)>,
    Body(new): Body<AttendanceToNote>,
) -> Result<Response, Problem> {
    let noted: Vec<_> = new.attended.into_iter().map(|one| (one.officer, one.presence)).collect();
    meetings::note_attendance(&mut work, &unit, &meeting, &noted).await?;
    Ok(work.finish(Answered::done()).await?.into_response())
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResolutionToRecord {
    text: String,
    #[serde(default)]
    paper_number: String,
    votes_for: i64,
    #[serde(default)]
    votes_against: i64,
    #[serde(default)]
    votes_abstained: i64,
}

#[derive(Serialize, ToSchema)]
pub struct Resolved {
    outcome: Outcome,
}

/// Records a resolution with its votes. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/api/v1/units/{unit}/sessions/{meeting}/resolutions", operation_id = "record_resolution",
    tag = "officers", params(("unit" = String, Path), ("meeting" = String, Path)), request_body = ResolutionToRecord,
    responses((status = 201, body = Resolved), (status = 409), (status = 422)))]
pub async fn resolve(
    mut work: Work,
    Path((unit, meeting)): Path<(UnitId, MeetingId)>,
    Body(new): Body<ResolutionToRecord>,
) -> Result<Response, Problem> {
    let votes = (new.votes_for, new.votes_against, new.votes_abstained);
    let new = NewResolution { text: new.text, paper_number: new.paper_number, votes };
    let outcome = meetings::resolve(&mut work, &unit, &meeting, new).await?;
    Ok(work.finish(Answered::json(201, &Resolved { outcome })?).await?.into_response())
}
