//! Officers, sessions and hand-overs for programs.

use crate::{
    EDIT, READ, actions,
    document::{self, Difference, Document},
    handing::{self, NewHandover, Signing},
    meetings::{self, NewMeeting, NewResolution},
    rules::{NewTenure, NewTerm, Tenure, Term},
    store::{handovers as store, handovers::Handover, meetings as meeting_store, tenures, terms},
    words::{Began, Body as Committee, Ended, Outcome, Presence, Side, State},
};
use access::{
    Look, Work, WorkLater,
    asked::{self, Body},
};
use axum::{
    Json,
    extract::Path,
    response::{IntoResponse, Response},
};
use kernel::{AccountId, Day, HandoverId, Lang, MeetingId, Moment, TenureId, TermId, UnitId};
use platform::{
    Problem, Route,
    module::{HandoverSection, Needs},
    operation::Answered,
};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

pub fn routes() -> Vec<Route> {
    let (read, edit) = (Needs::Permission(READ), Needs::Permission(EDIT));
    vec![
        Route::get("/api/v1/units/{unit}/officers", read, officers),
        Route::post("/api/v1/units/{unit}/officers", edit, appoint),
        Route::post("/api/v1/units/{unit}/officers/{tenure}/end", edit, end_office),
        Route::post("/api/v1/units/{unit}/terms", edit, open_term),
        Route::put("/api/v1/units/{unit}/terms/{term}", edit, correct_term),
        Route::post("/api/v1/units/{unit}/terms/{term}/end", edit, end_term),
        Route::get("/api/v1/units/{unit}/sessions", read, sessions),
        Route::post("/api/v1/units/{unit}/sessions", edit, hold),
        Route::put("/api/v1/units/{unit}/sessions/{meeting}/attendance", edit, attend),
        Route::post("/api/v1/units/{unit}/sessions/{meeting}/resolutions", edit, resolve),
        Route::get("/api/v1/units/{unit}/handovers", read, handovers),
        Route::post("/api/v1/units/{unit}/handovers", edit, prepare),
        Route::get("/api/v1/handovers/{handover}", Needs::SignIn, handover),
        Route::post("/api/v1/handovers/{handover}/sign", Needs::SignIn, sign),
        Route::post("/api/v1/handovers/{handover}/redraw", Needs::SignIn, redraw),
        Route::post("/api/v1/handovers/{handover}/withdraw", Needs::SignIn, withdraw),
    ]
}

#[derive(OpenApi)]
#[openapi(paths(
    officers,
    appoint,
    end_office,
    open_term,
    correct_term,
    end_term,
    sessions,
    hold,
    attend,
    resolve,
    handovers,
    prepare,
    handover,
    sign,
    redraw,
    withdraw
))]
struct Description;

pub fn describe() -> utoipa::openapi::OpenApi {
    Description::openapi()
}

#[derive(Serialize, ToSchema)]
struct TermJson {
    #[schema(value_type = String)]
    id: TermId,
    /// `2014–2019`
    years: String,
    #[schema(value_type = String)]
    since: Day,
    /// The day of the next congress; absent while the term runs.
    #[schema(value_type = Option<String>)]
    until: Option<Day>,
    #[schema(value_type = String)]
    planned_until: Day,
    decision: String,
}

impl TermJson {
    fn of(term: &Term) -> TermJson {
        TermJson {
            id: term.id.clone(),
            years: term.years(),
            since: term.since,
            until: Some(term.until).filter(|day| *day < Day::NEVER),
            planned_until: term.planned_until,
            decision: term.decision.clone(),
        }
    }
}

#[derive(Serialize, ToSchema)]
struct OfficerJson {
    #[schema(value_type = String)]
    id: TenureId,
    #[schema(value_type = String)]
    term: TermId,
    /// `chu_tich` and the like.
    post: String,
    full_name: String,
    apart: String,
    began: Began,
    #[schema(value_type = String)]
    since: Day,
    /// The first day no longer in office; absent while it is held.
    #[schema(value_type = Option<String>)]
    until: Option<Day>,
    ended: Option<Ended>,
    /// Whether an account has the rights of the office.
    linked: bool,
}

impl OfficerJson {
    fn of(tenure: &Tenure) -> OfficerJson {
        OfficerJson {
            id: tenure.id.clone(),
            term: tenure.term.clone(),
            post: tenure.post.clone(),
            full_name: tenure.full_name.clone(),
            apart: tenure.apart.clone(),
            began: tenure.began,
            since: tenure.since,
            until: Some(tenure.until).filter(|day| *day < Day::NEVER),
            ended: tenure.ended,
            linked: tenure.account.is_some(),
        }
    }
}

#[derive(Serialize, ToSchema)]
struct Officers {
    terms: Vec<TermJson>,
    /// All who ever held an office of the unit, by rank and day.
    officers: Vec<OfficerJson>,
}

/// Terms and officers of a unit, past and present.
#[utoipa::path(get, path = "/api/v1/units/{unit}/officers", operation_id = "list_officers", tag = "officers",
    params(("unit" = String, Path)), responses((status = 200, body = Officers)))]
async fn officers(mut look: Look, Path(unit): Path<UnitId>) -> Result<Json<Officers>, Problem> {
    let scope = look.scope(READ, &unit).await?;
    let terms = terms::terms(&mut look.tx, &scope).await?;
    let held = tenures::tenures(&mut look.tx, &scope).await?;
    Ok(Json(Officers {
        terms: terms.iter().map(TermJson::of).collect(),
        officers: held.iter().map(OfficerJson::of).collect(),
    }))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct OfficerToRecord {
    post: String,
    full_name: String,
    /// Tells two people of one name apart.
    #[serde(default)]
    apart: String,
    /// The name by which the holder signs in; with it the rights of the office are given.
    #[serde(default)]
    username: String,
    began: Began,
    #[schema(value_type = String)]
    #[serde(deserialize_with = "asked::day")]
    since: Day,
    #[serde(default)]
    decision: String,
}

#[derive(Serialize, ToSchema)]
#[schema(as = RecordedOfficer)]
struct Recorded {
    id: String,
}

/// Records somebody in an office, in the term of its first day. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/api/v1/units/{unit}/officers", operation_id = "record_officer", tag = "officers",
    params(("unit" = String, Path)), request_body = OfficerToRecord,
    responses((status = 201, body = Recorded), (status = 409), (status = 422)))]
async fn appoint(
    mut work: Work,
    Path(unit): Path<UnitId>,
    Body(new): Body<OfficerToRecord>,
) -> Result<Response, Problem> {
    let OfficerToRecord { post, full_name, apart, username, began, since, decision } = new;
    let new = NewTenure { post, full_name, apart, username, began, since, until: None, decision };
    let id = actions::appoint(&mut work, &unit, new).await?.to_string();
    Ok(work.finish(Answered::json(201, &Recorded { id })?).await?.into_response())
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct OfficeToEnd {
    /// The first day no longer in office.
    #[schema(value_type = String)]
    #[serde(deserialize_with = "asked::day")]
    on: Day,
    how: Ended,
    #[serde(default)]
    decision: String,
}

/// Ends an office on a day, and its rights with it. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/api/v1/units/{unit}/officers/{tenure}/end", operation_id = "end_office",
    tag = "officers", params(("unit" = String, Path), ("tenure" = String, Path)), request_body = OfficeToEnd,
    responses((status = 204), (status = 409), (status = 422)))]
async fn end_office(
    mut work: Work,
    Path((unit, tenure)): Path<(UnitId, TenureId)>,
    Body(end): Body<OfficeToEnd>,
) -> Result<Response, Problem> {
    actions::end_office(&mut work, &unit, &tenure, (end.on, end.how, &end.decision)).await?;
    Ok(work.finish(nothing_more()).await?.into_response())
}

fn nothing_more() -> Answered {
    Answered { status: 204, location: String::new(), body: String::new() }
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TermToOpen {
    first_year: i64,
    last_year: i64,
    /// The day of the congress.
    #[schema(value_type = String)]
    #[serde(deserialize_with = "asked::day")]
    since: Day,
    #[serde(default)]
    decision: String,
}

/// Opens a term. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/api/v1/units/{unit}/terms", operation_id = "open_term", tag = "officers",
    params(("unit" = String, Path)), request_body = TermToOpen,
    responses((status = 201, body = Recorded), (status = 409), (status = 422)))]
async fn open_term(
    mut work: Work,
    Path(unit): Path<UnitId>,
    Body(new): Body<TermToOpen>,
) -> Result<Response, Problem> {
    let TermToOpen { first_year, last_year, since, decision } = new;
    let new = NewTerm { first_year, last_year, since, until: None, decision };
    let id = actions::open_term(&mut work, &unit, new).await?.to_string();
    Ok(work.finish(Answered::json(201, &Recorded { id })?).await?.into_response())
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TermToCorrect {
    first_year: i64,
    last_year: i64,
    /// The day on which the congress met.
    #[schema(value_type = String)]
    #[serde(deserialize_with = "asked::day")]
    since: Day,
    #[serde(default)]
    decision: String,
    revision: i64,
}

/// Corrects a term; who was elected by its congress moves along, and the end of the term before. Needs an `Idempotency-Key`.
#[utoipa::path(put, path = "/api/v1/units/{unit}/terms/{term}", operation_id = "correct_term", tag = "officers",
    params(("unit" = String, Path), ("term" = String, Path)), request_body = TermToCorrect,
    responses((status = 204), (status = 404), (status = 409), (status = 422)))]
async fn correct_term(
    mut work: Work,
    Path((unit, term)): Path<(UnitId, TermId)>,
    Body(asked): Body<TermToCorrect>,
) -> Result<Response, Problem> {
    let TermToCorrect { first_year, last_year, since, decision, revision } = asked;
    let new = NewTerm { first_year, last_year, since, until: None, decision };
    actions::correct_term(&mut work, &unit, &term, (new, revision)).await?;
    Ok(work.finish(nothing_more()).await?.into_response())
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TermToEnd {
    /// The day of the next congress.
    #[schema(value_type = String)]
    #[serde(deserialize_with = "asked::day")]
    on: Day,
}

/// Ends the running term on the day of the next congress. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/api/v1/units/{unit}/terms/{term}/end", operation_id = "end_term", tag = "officers",
    params(("unit" = String, Path), ("term" = String, Path)), request_body = TermToEnd,
    responses((status = 204), (status = 409), (status = 422)))]
async fn end_term(
    mut work: Work,
    Path((unit, term)): Path<(UnitId, TermId)>,
    Body(end): Body<TermToEnd>,
) -> Result<Response, Problem> {
    actions::end_term(&mut work, &unit, &term, end.on).await?;
    Ok(work.finish(nothing_more()).await?.into_response())
}

#[derive(Serialize, ToSchema)]
struct SessionJson {
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
struct Sessions {
    sessions: Vec<SessionJson>,
}

/// Numbered sessions of a unit's committees, the latest first.
#[utoipa::path(get, path = "/api/v1/units/{unit}/sessions", operation_id = "list_sessions", tag = "officers",
    params(("unit" = String, Path)), responses((status = 200, body = Sessions)))]
async fn sessions(mut look: Look, Path(unit): Path<UnitId>) -> Result<Json<Sessions>, Problem> {
    let scope = look.scope(READ, &unit).await?;
    let held = meeting_store::meetings(&mut look.tx, &scope).await?;
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
struct SessionToRecord {
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
async fn hold(
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
struct Attended {
    /// The id of an officer of the committee.
    #[schema(value_type = String)]
    officer: TenureId,
    presence: Presence,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AttendanceToNote {
    attended: Vec<Attended>,
}

/// Notes who came to a session, until something has been resolved. Needs an `Idempotency-Key`.
#[utoipa::path(put, path = "/api/v1/units/{unit}/sessions/{meeting}/attendance", operation_id = "note_attendance",
    tag = "officers", params(("unit" = String, Path), ("meeting" = String, Path)), request_body = AttendanceToNote,
    responses((status = 204), (status = 409), (status = 422)))]
async fn attend(
    mut work: Work,
    Path((unit, meeting)): Path<(UnitId, MeetingId)>,
    Body(new): Body<AttendanceToNote>,
) -> Result<Response, Problem> {
    let noted: Vec<_> = new.attended.into_iter().map(|one| (one.officer, one.presence)).collect();
    meetings::note_attendance(&mut work, &unit, &meeting, &noted).await?;
    Ok(work.finish(nothing_more()).await?.into_response())
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ResolutionToRecord {
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
struct Resolved {
    outcome: Outcome,
}

/// Records a resolution with its votes. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/api/v1/units/{unit}/sessions/{meeting}/resolutions", operation_id = "record_resolution",
    tag = "officers", params(("unit" = String, Path), ("meeting" = String, Path)), request_body = ResolutionToRecord,
    responses((status = 201, body = Resolved), (status = 409), (status = 422)))]
async fn resolve(
    mut work: Work,
    Path((unit, meeting)): Path<(UnitId, MeetingId)>,
    Body(new): Body<ResolutionToRecord>,
) -> Result<Response, Problem> {
    let votes = (new.votes_for, new.votes_against, new.votes_abstained);
    let new = NewResolution { text: new.text, paper_number: new.paper_number, votes };
    let outcome = meetings::resolve(&mut work, &unit, &meeting, new).await?;
    Ok(work.finish(Answered::json(201, &Resolved { outcome })?).await?.into_response())
}

#[derive(Serialize, ToSchema)]
struct HandoverJson {
    #[schema(value_type = String)]
    id: HandoverId,
    state: State,
    post: String,
    leaver: String,
    successor: String,
    how: Ended,
    /// SHA-256 of the document; whoever signs sends it back.
    document_hash: String,
    #[schema(value_type = String)]
    drawn_at: Moment,
    #[schema(value_type = Option<String>)]
    done_at: Option<Moment>,
}

impl HandoverJson {
    fn of(one: &Handover) -> HandoverJson {
        HandoverJson {
            id: one.id.clone(),
            state: one.state(),
            post: one.post.clone(),
            leaver: one.leaver_name.clone(),
            successor: one.successor_name.clone(),
            how: one.how(),
            document_hash: one.document_hash.clone(),
            drawn_at: one.drawn_at,
            done_at: one.done_at,
        }
    }
}

#[derive(Serialize, ToSchema)]
struct Handovers {
    handovers: Vec<HandoverJson>,
}

/// Hand-overs of a unit's offices, the latest first.
#[utoipa::path(get, path = "/api/v1/units/{unit}/handovers", operation_id = "list_handovers", tag = "officers",
    params(("unit" = String, Path)), responses((status = 200, body = Handovers)))]
async fn handovers(mut look: Look, Path(unit): Path<UnitId>) -> Result<Json<Handovers>, Problem> {
    let scope = look.scope(READ, &unit).await?;
    let found = store::handovers(&mut look.tx, &scope).await?;
    Ok(Json(Handovers { handovers: found.iter().map(HandoverJson::of).collect() }))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct HandoverToPrepare {
    /// The id of the officer who leaves.
    #[schema(value_type = String)]
    officer: TenureId,
    how: Ended,
    successor_name: String,
    #[serde(default)]
    successor_apart: String,
    #[serde(default)]
    successor_username: String,
    #[serde(default)]
    decision: String,
}

/// Draws the document of a hand-over. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/api/v1/units/{unit}/handovers", operation_id = "prepare_handover", tag = "officers",
    params(("unit" = String, Path)), request_body = HandoverToPrepare,
    responses((status = 201, body = Recorded), (status = 409), (status = 422)))]
async fn prepare(
    mut later: WorkLater,
    Path(unit): Path<UnitId>,
    Body(new): Body<HandoverToPrepare>,
) -> Result<Response, Problem> {
    let mut look = later.look().await?;
    look.scope(EDIT, &unit).await?;
    let (site, today) = (look.site.clone(), look.today);
    drop(look);
    let drawn = document::draw(&site, &unit, today).await?;
    let mut work = match later.begin().await? {
        Ok(work) => work,
        Err(answered) => return Ok(answered.into_response()),
    };
    let new = NewHandover {
        tenure: new.officer,
        how: new.how,
        successor_name: new.successor_name,
        successor_apart: new.successor_apart,
        successor_username: new.successor_username,
        decision: new.decision,
    };
    let id = handing::prepare(&mut work, &unit, new, drawn).await?.to_string();
    Ok(work.finish(Answered::json(201, &Recorded { id })?).await?.into_response())
}

#[derive(Serialize, ToSchema)]
struct SignatureJson {
    side: Option<Side>,
    #[schema(value_type = String)]
    account: AccountId,
    full_name: String,
    #[schema(value_type = String)]
    signed_at: Moment,
    document_hash: String,
    /// Why the unit above signed for the leaver; empty otherwise.
    instead_why: String,
    remark: String,
}

#[derive(Serialize, ToSchema)]
struct HandoverInFull {
    handover: HandoverJson,
    /// What the document says, in the language asked for.
    #[schema(value_type = Vec<Object>)]
    sections: Vec<HandoverSection>,
    /// What must be taken over undone, if it is.
    undone: Vec<String>,
    signatures: Vec<SignatureJson>,
    /// What the books say otherwise now; while there is anything, nobody can sign.
    differences: Vec<Difference>,
}

/// One hand-over: for its two sides, and for who may read the officers of the unit.
#[utoipa::path(get, path = "/api/v1/handovers/{handover}", operation_id = "get_handover", tag = "officers",
    params(("handover" = String, Path)), responses((status = 200, body = HandoverInFull)))]
async fn handover(
    mut look: Look,
    Path(id): Path<HandoverId>,
) -> Result<Json<HandoverInFull>, Problem> {
    let (_, found) = handing::readable(&mut look, &id).await?;
    let signatures = store::signatures(&mut look.tx, &found).await?;
    let (site, today, lang): (_, _, Lang) = (look.site.clone(), look.today, look.lang);
    drop(look);
    let document = Document::read(&found.document)?;
    let differences = match found.state().is_open() {
        true => document.differences(&document::draw(&site, &found.unit_id, today).await?, lang),
        false => vec![],
    };
    let signature = |one: store::Signature| SignatureJson {
        side: one.side(),
        account: one.account_id,
        full_name: one.full_name,
        signed_at: one.signed_at,
        document_hash: one.document_hash,
        instead_why: one.instead_why,
        remark: one.remark,
    };
    Ok(Json(HandoverInFull {
        handover: HandoverJson::of(&found),
        sections: document.drawn.of(lang).to_vec(),
        undone: document.drawn.undone(lang),
        signatures: signatures.into_iter().map(signature).collect(),
        differences,
    }))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ToSign {
    /// The caller's own password, typed again.
    password: String,
    /// The hash of the document that was read.
    document_hash: String,
    #[serde(default)]
    remark: String,
    /// For the unit above only: why it signs for the leaver.
    #[serde(default)]
    instead_why: String,
}

#[derive(Serialize, ToSchema)]
struct SignedJson {
    state: State,
}

/// Signs a hand-over; with the successor's signature the office and its rights move. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/api/v1/handovers/{handover}/sign", operation_id = "sign_handover", tag = "officers",
    params(("handover" = String, Path)), request_body = ToSign,
    responses((status = 200, body = SignedJson), (status = 403), (status = 409), (status = 422), (status = 429)))]
async fn sign(
    mut later: WorkLater,
    Path(id): Path<HandoverId>,
    Body(to_sign): Body<ToSign>,
) -> Result<Response, Problem> {
    let mut look = later.look().await?;
    let (_, found) = handing::readable(&mut look, &id).await?;
    let (site, caller, today) = (look.site.clone(), look.caller.clone(), look.today);
    drop(look);
    access::prove(&site, &caller, &to_sign.password).await?;
    let drawn = document::draw(&site, &found.unit_id, today).await?;
    let mut work = match later.begin().await? {
        Ok(work) => work,
        Err(answered) => return Ok(answered.into_response()),
    };
    let signing = Signing { seen_hash: to_sign.document_hash, remark: to_sign.remark };
    let state = match to_sign.instead_why.as_str() {
        "" => handing::sign(&mut work, &id, signing, &drawn).await?,
        why => handing::sign_instead(&mut work, &id, why, signing, &drawn).await?,
    };
    Ok(work.finish(Answered::json(200, &SignedJson { state })?).await?.into_response())
}

/// Draws the document anew from the books as they are now; earlier signatures count no more. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/api/v1/handovers/{handover}/redraw", operation_id = "redraw_handover", tag = "officers",
    params(("handover" = String, Path)), responses((status = 204), (status = 409)))]
async fn redraw(mut later: WorkLater, Path(id): Path<HandoverId>) -> Result<Response, Problem> {
    let mut look = later.look().await?;
    let (_, found) = handing::readable(&mut look, &id).await?;
    let (site, today) = (look.site.clone(), look.today);
    drop(look);
    let drawn = document::draw(&site, &found.unit_id, today).await?;
    let mut work = match later.begin().await? {
        Ok(work) => work,
        Err(answered) => return Ok(answered.into_response()),
    };
    handing::redraw(&mut work, &id, drawn).await?;
    Ok(work.finish(nothing_more()).await?.into_response())
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ToWithdraw {
    why: String,
}

/// Withdraws an open hand-over; nothing of it has moved. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/api/v1/handovers/{handover}/withdraw", operation_id = "withdraw_handover",
    tag = "officers", params(("handover" = String, Path)), request_body = ToWithdraw,
    responses((status = 204), (status = 409), (status = 422)))]
async fn withdraw(
    mut work: Work,
    Path(id): Path<HandoverId>,
    Body(to_withdraw): Body<ToWithdraw>,
) -> Result<Response, Problem> {
    handing::withdraw_handover(&mut work, &id, &to_withdraw.why).await?;
    Ok(work.finish(nothing_more()).await?.into_response())
}
