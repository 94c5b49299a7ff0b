//! Sessions of a unit's committees: who came, and what was resolved.

use crate::words::{Body, Outcome, Presence};
use access::Scope;
use kernel::{Day, MeetingId, Moment, RowId, TenureId, TermId};
use platform::{Problem, db::Tx};

#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Meeting {
    pub id: MeetingId,
    pub term_id: TermId,
    pub body: String,
    pub number: i64,
    pub held_on: Day,
    pub place: String,
    pub subject: String,
    pub agenda: String,
    pub chair: String,
    pub secretary: String,
    pub discussion: String,
    pub quorum_part: i64,
    pub quorum_whole: i64,
    pub revision: i64,
}

impl Meeting {
    pub fn body(&self) -> Body {
        Body::read(&self.body).unwrap_or(Body::Executive)
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, term_id, body, number, held_on, place, subject, agenda, chair, secretary, discussion,
             quorum_part, quorum_whole, revision from officer_meeting ",
            $rest
        )
    };
}

/// The unit's sessions, the latest first.
pub async fn meetings(tx: &mut Tx, scope: &Scope) -> Result<Vec<Meeting>, Problem> {
    let sql = select!("where unit_id = $1 order by held_on desc, body, number desc limit 500");
    Ok(sqlx::query_as(sql).bind(scope.unit()).fetch_all(&mut **tx).await?)
}

pub async fn meeting(tx: &mut Tx, scope: &Scope, id: &MeetingId) -> Result<Meeting, Problem> {
    let sql = select!("where unit_id = $1 and id = $2");
    Ok(sqlx::query_as(sql).bind(scope.unit()).bind(id).fetch_one(&mut **tx).await?)
}

/// Numbers and days of a committee's recorded sessions in a term, in order.
pub async fn numbers(
    tx: &mut Tx,
    scope: &Scope,
    term: &TermId,
    body: Body,
) -> Result<Vec<(i64, Day)>, Problem> {
    let sql = "select number, held_on from officer_meeting
               where unit_id = $1 and term_id = $2 and body = $3 order by number";
    let query = sqlx::query_as(sql).bind(scope.unit()).bind(term).bind(body.code());
    Ok(query.fetch_all(&mut **tx).await?)
}

/// The day of the last session in a term, of any committee.
pub async fn last_day(tx: &mut Tx, scope: &Scope, term: &TermId) -> Result<Option<Day>, Problem> {
    let sql = "select max(held_on) from officer_meeting where unit_id = $1 and term_id = $2";
    let day: Option<String> =
        sqlx::query_scalar(sql).bind(scope.unit()).bind(term).fetch_one(&mut **tx).await?;
    Ok(day.and_then(|day| day.parse().ok()))
}

/// The day of the first session in a term, of any committee.
pub async fn first_day(tx: &mut Tx, scope: &Scope, term: &TermId) -> Result<Option<Day>, Problem> {
    let sql = "select min(held_on) from officer_meeting where unit_id = $1 and term_id = $2";
    let day: Option<String> =
        sqlx::query_scalar(sql).bind(scope.unit()).bind(term).fetch_one(&mut **tx).await?;
    Ok(day.and_then(|day| day.parse().ok()))
}

pub async fn insert(
    tx: &mut Tx,
    scope: &Scope,
    meeting: &Meeting,
    now: Moment,
) -> Result<(), Problem> {
    let sql = "insert into officer_meeting
               (id, unit_id, term_id, body, number, held_on, place, subject, agenda, chair, secretary, discussion,
                quorum_part, quorum_whole, recorded_at, revision)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 1)";
    sqlx::query(sql)
        .bind(&meeting.id)
        .bind(scope.unit())
        .bind(&meeting.term_id)
        .bind(&meeting.body)
        .bind(meeting.number)
        .bind(meeting.held_on)
        .bind(&meeting.place)
        .bind(&meeting.subject)
        .bind(&meeting.agenda)
        .bind(&meeting.chair)
        .bind(&meeting.secretary)
        .bind(&meeting.discussion)
        .bind(meeting.quorum_part)
        .bind(meeting.quorum_whole)
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub async fn note_discussion(
    tx: &mut Tx,
    scope: &Scope,
    id: &MeetingId,
    discussion: &str,
    revision: i64,
) -> Result<(), Problem> {
    let sql = "update officer_meeting set discussion = $3, revision = revision + 1
               where unit_id = $1 and id = $2 and revision = $4";
    let query = sqlx::query(sql).bind(scope.unit()).bind(id).bind(discussion).bind(revision);
    let changed = query.execute(&mut **tx).await?.rows_affected();
    if changed == 0 { Err(Problem::Outdated) } else { Ok(()) }
}

pub async fn attendance(
    tx: &mut Tx,
    scope: &Scope,
    id: &MeetingId,
) -> Result<Vec<(TenureId, Presence)>, Problem> {
    let sql = "select a.tenure_id, a.presence from officer_attendance a
               join officer_meeting m on m.id = a.meeting_id where m.unit_id = $1 and m.id = $2";
    let rows: Vec<(TenureId, String)> =
        sqlx::query_as(sql).bind(scope.unit()).bind(id).fetch_all(&mut **tx).await?;
    let read = |(tenure, word): (TenureId, String)| Some((tenure, Presence::read(&word)?));
    Ok(rows.into_iter().filter_map(read).collect())
}

/// Writes down who came; the meeting is one of the scope's unit.
pub async fn write_attendance(
    tx: &mut Tx,
    _scope: &Scope,
    id: &MeetingId,
    noted: &[(TenureId, Presence)],
) -> Result<(), Problem> {
    sqlx::query("delete from officer_attendance where meeting_id = $1")
        .bind(id)
        .execute(&mut **tx)
        .await?;
    for (tenure, presence) in noted {
        let sql =
            "insert into officer_attendance (meeting_id, tenure_id, presence) values ($1, $2, $3)";
        let query = sqlx::query(sql).bind(id).bind(tenure).bind(presence.code());
        query.execute(&mut **tx).await?;
    }
    Ok(())
}

#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Resolution {
    pub number: i64,
    pub paper_number: String,
    pub body_text: String,
    pub votes_for: i64,
    pub votes_against: i64,
    pub votes_abstained: i64,
    pub outcome: String,
}

impl Resolution {
    pub fn outcome(&self) -> Outcome {
        Outcome::read(&self.outcome).unwrap_or(Outcome::Rejected)
    }
}

pub async fn resolutions(
    tx: &mut Tx,
    scope: &Scope,
    id: &MeetingId,
) -> Result<Vec<Resolution>, Problem> {
    let sql = "select r.number, r.paper_number, r.body_text, r.votes_for, r.votes_against, r.votes_abstained, r.outcome
               from officer_resolution r join officer_meeting m on m.id = r.meeting_id
               where m.unit_id = $1 and m.id = $2 order by r.number";
    Ok(sqlx::query_as(sql).bind(scope.unit()).bind(id).fetch_all(&mut **tx).await?)
}

pub async fn insert_resolution(
    tx: &mut Tx,
    _scope: &Scope,
    id: &MeetingId,
    new: &Resolution,
) -> Result<(), Problem> {
    let sql = "insert into officer_resolution
               (id, meeting_id, number, paper_number, body_text, votes_for, votes_against, votes_abstained, outcome)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    sqlx::query(sql)
        .bind(RowId::new())
        .bind(id)
        .bind(new.number)
        .bind(&new.paper_number)
        .bind(&new.body_text)
        .bind(new.votes_for)
        .bind(new.votes_against)
        .bind(new.votes_abstained)
        .bind(&new.outcome)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
