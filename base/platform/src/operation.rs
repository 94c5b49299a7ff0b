//! Mã thao tác: the id that a browser or program gives to a write, so that a repeated request acts once.
//!
//! - The id is made by whoever asks, before asking; an id is never used for two contents.
//! - What was answered is kept for ever, with a keyed hash of what was asked.

mod content;

use crate::{Problem, Site, db::Tx, texts::Texts};
use axum::{
    extract::{Request, State},
    http::{HeaderName, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use content::Content;
use kernel::{AccountId, Moment};
use std::time::Duration;

pub const BODY_BYTES_MAX: usize = 40 * 1024 * 1024 + 64 * 1024;
/// A body may take this long, and longer by a second for every so many bytes that have come: a workbook over a weak
/// line takes minutes, and a byte a second holds no place.
const BODY_GRACE: Duration = Duration::from_secs(20);
const BYTES_A_SECOND_MIN: usize = 2 * 1024;
const BODY_TIME_MAX: Duration = Duration::from_secs(600);
const ID_LETTERS_MAX: usize = 80;
static HEADER: HeaderName = HeaderName::from_static("idempotency-key");

/// Which operation a request carries, and what it asks.
#[derive(Debug, Clone)]
pub struct Operation {
    pub id: String,
    pub body_hash: String,
}

/// What the operation was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    pub status: u16,
    /// Where a page goes next, or nothing.
    pub location: String,
    /// What the API said, as JSON, or nothing.
    pub body: String,
}

impl Answered {
    pub fn seen_at(location: impl Into<String>) -> Answered {
        Answered { status: 303, location: location.into(), body: String::new() }
    }
    pub fn json(status: u16, body: &impl serde::Serialize) -> Result<Answered, Problem> {
        Ok(Answered { status, location: String::new(), body: serde_json::to_string(body)? })
    }
    /// It is done, and there is nothing to tell.
    pub fn done() -> Answered {
        Answered { status: 204, location: String::new(), body: String::new() }
    }
}

impl IntoResponse for Answered {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::OK);
        if !self.location.is_empty() {
            return (status, [(header::LOCATION, self.location)]).into_response();
        }
        if self.body.is_empty() {
            return status.into_response();
        }
        (status, [(header::CONTENT_TYPE, "application/json")], self.body).into_response()
    }
}

/// Reads the operation of each write before its handler runs. The body is read once, up to a
/// limit, large ones to the disk, and passed on; what is kept of it is a fingerprint under our key, because a plain hash of
/// a form with a password in it could be guessed at leisure.
pub async fn read(State(site): State<Site>, request: Request, next: Next) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    // The address is part of what is asked: the same body sent elsewhere is another request.
    let mut print = site.sealer.fingerprint_of_pieces("operation");
    print.take(format!("{} {}\n", parts.method, parts.uri.path()).as_bytes());
    let content = match Content::read(body, &site.settings.folder, &mut print).await {
        Ok(content) => content,
        Err(refused) => return refused,
    };
    let id = parts
        .headers
        .get(&HEADER)
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned)
        .or_else(|| field_of(parts.uri.query().unwrap_or_default()))
        .or_else(|| std::str::from_utf8(content.held()).ok().and_then(field_of));
    if let Some(id) = id.filter(|id| (8..=ID_LETTERS_MAX).contains(&id.len())) {
        parts.extensions.insert(Operation { id, body_hash: print.end() });
    }
    next.run(Request::from_parts(parts, content.into_body())).await
}

/// How long a body may take of which so many bytes have come.
fn time_for(bytes: usize) -> Duration {
    let earned = Duration::from_secs((bytes / BYTES_A_SECOND_MIN) as u64);
    (BODY_GRACE + earned).min(BODY_TIME_MAX)
}

/// The field `op` of a form.
fn field_of(form: &str) -> Option<String> {
    form.split('&').find_map(|pair| pair.strip_prefix("op=")).map(str::to_owned)
}

/// What this operation was answered before, if it was.
///
/// # Errors
/// `operation_reused` when the same id comes with another content.
pub async fn answered(
    tx: &mut Tx,
    account: &AccountId,
    operation: &Operation,
) -> Result<Option<Answered>, Problem> {
    let sql =
        "select body_hash, status, location, body from operation where account = $1 and id = $2";
    let row: Option<(String, i64, String, String)> =
        sqlx::query_as(sql).bind(account).bind(&operation.id).fetch_optional(&mut **tx).await?;
    match row {
        None => Ok(None),
        Some((body_hash, ..)) if body_hash != operation.body_hash => {
            Err(Problem::refused("idempotency_mismatch", |lang| Texts(lang).operation_reused()))
        }
        Some((_, status, location, body)) => {
            Ok(Some(Answered { status: u16::try_from(status).unwrap_or(200), location, body }))
        }
    }
}

pub async fn keep(
    tx: &mut Tx,
    account: &AccountId,
    operation: &Operation,
    answer: &Answered,
    now: Moment,
) -> Result<(), Problem> {
    let sql = "insert into operation (id, account, body_hash, status, location, body, recorded_at)
               values ($1, $2, $3, $4, $5, $6, $7)";
    sqlx::query(sql)
        .bind(&operation.id)
        .bind(account)
        .bind(&operation.body_hash)
        .bind(i64::from(answer.status))
        .bind(&answer.location)
        .bind(&answer.body)
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub fn missing() -> Problem {
    Problem::refused("operation_missing", |lang| Texts(lang).operation_missing())
}

/// A new id for a form that is about to be shown.
pub fn new_id() -> String {
    kernel::RowId::new().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workbook_over_a_weak_line_has_time_and_a_trickle_has_not() {
        assert_eq!(time_for(20), BODY_GRACE);
        assert_eq!(time_for(200 * 1024), Duration::from_secs(120));
        assert_eq!(time_for(BODY_BYTES_MAX), BODY_TIME_MAX);
    }

    #[test]
    fn the_operation_is_found_among_a_forms_fields() {
        assert_eq!(field_of("name=An&op=01abc"), Some("01abc".to_owned()));
        assert_eq!(field_of("shop=1"), None);
    }
}
