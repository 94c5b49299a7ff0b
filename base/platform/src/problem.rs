//! Why something was not carried out.

use crate::{storage::Failure, texts::Texts};
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use kernel::Lang;
use std::{fmt, io::ErrorKind, sync::Arc};

/// Why a request was not carried out. One type for the whole program, because whoever
/// receives it only ever does one of these few things about it.
#[derive(Debug)]
pub enum Problem {
    /// Nothing here, or nothing the caller may know of.
    NotFound,
    /// The caller may see this but not do that.
    NotAllowed,
    /// Nobody is signed in, or no longer.
    SignInNeeded,
    /// A business rule said no; nothing was changed.
    Refused(Box<dyn Say>),
    /// Values that cannot be read, each with its field.
    BadValue(Vec<Mistake>),
    /// Someone else changed the record since this page was opened.
    Outdated,
    /// Too often; try again after so many seconds.
    TooMany { wait_seconds: u32 },
    /// More bytes than we take.
    TooLarge,
    /// Not a kind of content we read.
    BadType,
    /// The database is busy with someone else's work.
    Busy,
    /// The disk failed, and for what reason; nothing is written until the program is started anew.
    StorageStopped(String),
    /// There is no room on the disk; nothing was done.
    DiskFull,
    /// The database server does not answer; nothing was done.
    Unreachable,
    /// The connection ended between the commit and its answer: done or not, nobody can say yet.
    OutcomeUnknown,
    /// Our fault: logged in full, shown as an apology.
    Broken(Box<dyn std::error::Error + Send + Sync>),
}

/// One value that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Mistake {
    pub field: String,
    pub message: String,
}

/// A refusal that can explain itself: what happened, why, and the next step.
pub trait Say: fmt::Debug + Send + Sync {
    /// What programs read, such as `not_enough_money`: the variant's name unless said otherwise.
    fn code(&self) -> String {
        snake_case(variant_name(&format!("{self:?}")))
    }
    fn say(&self, lang: Lang) -> String;
    /// A conflict with how things stand is 409; a value that cannot be is 422.
    fn status(&self) -> StatusCode {
        StatusCode::CONFLICT
    }
}

impl<R: Say + 'static> From<R> for Problem {
    fn from(refusal: R) -> Problem {
        Problem::Refused(Box::new(refusal))
    }
}

/// A refusal of the platform itself, or of the command line, where a whole enum would hold one word.
struct Spoken<F> {
    code: &'static str,
    words: F,
}
impl<F> fmt::Debug for Spoken<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)
    }
}
impl<F: Fn(Lang) -> String + Send + Sync> Say for Spoken<F> {
    fn code(&self) -> String {
        self.code.to_owned()
    }
    fn say(&self, lang: Lang) -> String {
        (self.words)(lang)
    }
}

impl Problem {
    pub fn refused(
        code: &'static str,
        words: impl Fn(Lang) -> String + Send + Sync + 'static,
    ) -> Problem {
        Problem::Refused(Box::new(Spoken { code, words }))
    }

    pub fn mistake(field: &str, message: impl Into<String>) -> Problem {
        Problem::BadValue(vec![Mistake { field: field.to_owned(), message: message.into() }])
    }

    pub fn status(&self) -> StatusCode {
        match self {
            Problem::NotFound => StatusCode::NOT_FOUND,
            Problem::NotAllowed => StatusCode::FORBIDDEN,
            Problem::SignInNeeded => StatusCode::UNAUTHORIZED,
            Problem::Refused(refusal) => refusal.status(),
            Problem::Outdated => StatusCode::CONFLICT,
            Problem::BadValue(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Problem::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Problem::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Problem::BadType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Problem::Busy
            | Problem::StorageStopped(_)
            | Problem::Unreachable
            | Problem::OutcomeUnknown => StatusCode::SERVICE_UNAVAILABLE,
            Problem::DiskFull => StatusCode::INSUFFICIENT_STORAGE,
            Problem::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Whether what was to be unique had just been taken by somebody else's work.
    pub fn is_taken(&self) -> bool {
        let Problem::Broken(error) = self else { return false };
        let error = error.downcast_ref::<sqlx::Error>().and_then(sqlx::Error::as_database_error);
        error.is_some_and(|error| error.is_unique_violation())
    }

    /// Whether the fault lies with us or our machine and not with what was asked: the same may well succeed later.
    pub fn is_ours(&self) -> bool {
        matches!(
            self,
            Problem::Busy
                | Problem::StorageStopped(_)
                | Problem::DiskFull
                | Problem::Unreachable
                | Problem::OutcomeUnknown
                | Problem::Broken(_)
        )
    }

    /// After how long it is worth trying again.
    fn retry_seconds(&self) -> Option<u32> {
        match self {
            Problem::TooMany { wait_seconds } => Some(*wait_seconds),
            Problem::Busy | Problem::Unreachable | Problem::OutcomeUnknown => Some(2),
            Problem::DiskFull | Problem::StorageStopped(_) => Some(300),
            _ => None,
        }
    }

    /// What a program reads.
    pub fn code(&self) -> String {
        match self {
            Problem::Refused(refusal) => refusal.code(),
            Problem::Outdated => "stale_version".to_owned(),
            other => snake_case(variant_name(&format!("{other:?}"))),
        }
    }

    /// What a person reads: what happened, why, and what to do.
    pub fn say(&self, lang: Lang) -> String {
        let texts = Texts(lang);
        match self {
            Problem::Refused(refusal) => refusal.say(lang),
            Problem::NotFound => texts.not_found(),
            Problem::NotAllowed => texts.not_allowed(),
            Problem::SignInNeeded => texts.sign_in_needed(),
            Problem::Outdated => texts.outdated(),
            Problem::BadValue(mistakes) => {
                let each = mistakes
                    .iter()
                    .map(|mistake| format!("{}: {}", mistake.field, mistake.message));
                each.collect::<Vec<_>>().join(" ")
            }
            Problem::TooMany { wait_seconds } => texts.too_many(*wait_seconds),
            Problem::TooLarge => texts.too_large(),
            Problem::BadType => texts.bad_type(),
            Problem::Busy => texts.busy(),
            Problem::StorageStopped(reason) => texts.storage_stopped(reason),
            Problem::DiskFull => texts.disk_full(),
            Problem::Unreachable => texts.unreachable(),
            Problem::OutcomeUnknown => texts.outcome_unknown(),
            Problem::Broken(_) => texts.broken(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::Broken(error) => write!(f, "{error}"),
            other => f.write_str(&other.say(Lang::Vi)),
        }
    }
}

fn variant_name(debug: &str) -> &str {
    debug.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default()
}

fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for (place, letter) in name.chars().enumerate() {
        if letter.is_uppercase() && 0 < place {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}

impl From<sqlx::Error> for Problem {
    fn from(error: sqlx::Error) -> Self {
        if matches!(error, sqlx::Error::RowNotFound) {
            return Problem::NotFound;
        }
        match Failure::of(&error) {
            Failure::Disk => Problem::StorageStopped(error.to_string()),
            Failure::Full => Problem::DiskFull,
            Failure::Gone => Problem::Unreachable,
            Failure::Busy => Problem::Busy,
            Failure::ReadOnly => Problem::refused("read_only", |lang| Texts(lang).read_only()),
            Failure::Other => Problem::Broken(Box::new(error)),
        }
    }
}
impl From<askama::Error> for Problem {
    fn from(error: askama::Error) -> Self {
        Problem::Broken(Box::new(error))
    }
}
impl From<std::io::Error> for Problem {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Problem::DiskFull,
            _ => Problem::Broken(Box::new(error)),
        }
    }
}
impl From<serde_json::Error> for Problem {
    fn from(error: serde_json::Error) -> Self {
        Problem::Broken(Box::new(error))
    }
}
/// A form with a file in it, which is read piece by piece.
impl From<axum::extract::multipart::MultipartError> for Problem {
    fn from(error: axum::extract::multipart::MultipartError) -> Self {
        match error.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge,
            _ => Problem::BadType,
        }
    }
}
impl From<tokio::task::JoinError> for Problem {
    fn from(error: tokio::task::JoinError) -> Self {
        Problem::Broken(Box::new(error))
    }
}

impl IntoResponse for Problem {
    /// Carries itself to the edge, where the site shows it as a page and the API as problem+json.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        if let Some(seconds) = self.retry_seconds() {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if let Problem::Broken(error) = &self {
            tracing::error!(error = %error, detail = ?error, "a request failed");
        }
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    enum Refusal {
        MonthClosed(#[expect(dead_code, reason = "shown by Debug only")] u8),
    }
    impl Say for Refusal {
        fn say(&self, _: Lang) -> String {
            "Tháng đã khóa.".to_owned()
        }
    }

    #[test]
    fn a_refusal_is_known_to_programs_by_the_name_of_its_variant() {
        let problem = Problem::from(Refusal::MonthClosed(3));
        assert_eq!((problem.code().as_str(), problem.status().as_u16()), ("month_closed", 409));
        assert_eq!(Problem::SignInNeeded.code(), "sign_in_needed");
    }
}
