//! Where requests come in and answers go out: who is asking, in which language, and how a
//! problem looks to a person or a program.

use crate::{
    look::Opened,
    session::{self, Device},
    texts::Texts,
};
use axum::{
    Json,
    body::to_bytes,
    extract::{ConnectInfo, FromRequestParts, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::{Html, IntoResponse, Redirect, Response},
};
use kernel::{Lang, UnitId};
use platform::{
    Mistake, Problem, Say, Site,
    web::{self, SECURITY_POLICY, Shell, TextSize, Theme},
};
use std::{convert::Infallible, net::SocketAddr, sync::Arc};
use tower_http::csrf::ProtectionError;

/// What a reader has chosen, kept in cookies.
#[derive(Debug, Clone, Default)]
pub struct Preferences {
    pub lang: Lang,
    pub size: TextSize,
    pub theme: Theme,
    pub unit: Option<UnitId>,
    pub path: String,
}

impl Preferences {
    pub fn of(parts: &Parts) -> Preferences {
        parts.extensions.get::<Preferences>().cloned().unwrap_or_default()
    }

    fn read(headers: &HeaderMap, path: &str, is_api: bool) -> Preferences {
        let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        let lang = match cookie(headers, "lang") {
            Some(lang) => lang,
            // A program says its language with each request; a browser's setting is not a choice.
            None if is_api => accepted.unwrap_or("vi").to_owned(),
            None => "vi".to_owned(),
        };
        Preferences {
            lang: lang.parse().unwrap_or_default(),
            size: cookie(headers, "size").unwrap_or_default().parse().unwrap_or_default(),
            theme: cookie(headers, "theme").unwrap_or_default().parse().unwrap_or_default(),
            unit: cookie(headers, "unit").and_then(|unit| unit.parse().ok()),
            path: path.to_owned(),
        }
    }

    /// The frame of a page for somebody with these choices, signed in or not.
    pub fn shell(&self, lang: Lang, title: impl Into<String>) -> Shell {
        Shell::titled(lang, title).shown_as(self.size, self.theme).path(self.path.clone())
    }
}

/// What the reader has chosen, for pages before anybody is signed in.
impl<S: Sync> FromRequestParts<S> for Preferences {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Preferences, Infallible> {
        Ok(Preferences::of(parts))
    }
}

/// From where a request comes.
impl<S: Sync> FromRequestParts<S> for Device {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Device, Infallible> {
        let address = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let address =
            address.map_or_else(|| "-".to_owned(), |ConnectInfo(address)| address.ip().to_string());
        let agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        Ok(Device { address, agent: agent.unwrap_or_default().to_owned() })
    }
}

pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let all = headers.get_all(header::COOKIE);
    let texts = all.iter().filter_map(|value| value.to_str().ok());
    let mut pairs =
        texts.flat_map(|text| text.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(found, _)| *found == name).map(|(_, value)| value.to_owned())
}

/// The name and attributes of the session's cookie: bound to the host where the site has https.
pub fn session_cookie(site: &Site, token: &str) -> String {
    let lasting = if token.is_empty() { "; Max-Age=0" } else { "" };
    let secure = if site.is_https() { "; Secure" } else { "" };
    format!(
        "{}={token}; Path=/; HttpOnly; SameSite=Lax{secure}{lasting}",
        session_cookie_name(site)
    )
}

fn session_cookie_name(site: &Site) -> &'static str {
    if site.is_https() { "__Host-khuyenhoc" } else { "khuyenhoc" }
}

/// Finds out who is asking: a session's cookie, or its token as a bearer.
pub async fn sessions(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let headers = request.headers();
    let bearer = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok()?.strip_prefix("Bearer ").map(str::to_owned));
    let token = bearer.or_else(|| cookie(headers, session_cookie_name(&site)));
    if let Some(token) = token {
        match session::caller_of(&site, &token).await {
            Ok(Some((caller, open))) => {
                // A write opens its own transaction, and must not hold a place among the readers as well.
                let reads = matches!(*request.method(), Method::GET | Method::HEAD);
                if let Some(tx) = open.filter(|_| reads) {
                    request.extensions_mut().insert(Opened::holding(tx));
                }
                request.extensions_mut().insert(caller);
            }
            Ok(None) => {}
            Err(problem) => return problem.into_response(),
        }
    }
    next.run(request).await
}

/// The outermost layer: reads the reader's choices, shows a problem as a page or as
/// problem+json, and adds the headers that every answer has.
pub async fn frame(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let uri = request.uri();
    let path = uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
    let is_api = uri.path().starts_with("/api/");
    let is_asset = uri.path().starts_with("/assets/");
    let asks_page = request.method() == "GET";
    let preferences = Preferences::read(request.headers(), &path, is_api);
    request.extensions_mut().insert(preferences.clone());

    let mut response = next.run(request).await;
    if let Some(problem) = response.extensions().get::<Arc<Problem>>().cloned() {
        site.db.storage().notice(&problem);
        let kept = response.headers().get(header::RETRY_AFTER).cloned();
        response = if is_api {
            as_json(&problem, preferences.lang, &path)
        } else if matches!(*problem, Problem::SignInNeeded) && asks_page {
            Redirect::to(&web::address("/dang-nhap", &[("next", &path)])).into_response()
        } else {
            as_page(&problem, &preferences)
        };
        if let Some(kept) = kept {
            response.headers_mut().insert(header::RETRY_AFTER, kept);
        }
    } else if is_bare(&response) && !is_asset {
        // What axum itself refuses (no such address, a body that does not fit) speaks like the rest.
        let problem = problem_of(response).await;
        response = if is_api {
            as_json(&problem, preferences.lang, &path)
        } else {
            as_page(&problem, &preferences)
        };
    }
    add_headers(&site, &mut response, is_asset);
    response
}

/// A refusal without words of ours: no content at all, or plain text.
fn is_bare(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    response.status().is_client_error() && kind.is_none_or(|kind| kind.starts_with("text/plain"))
}

async fn problem_of(response: Response) -> Problem {
    const LETTERS_MAX: usize = 4_096;
    if response.extensions().get::<ProtectionError>().is_some() {
        return FromElsewhere.into();
    }
    match response.status() {
        StatusCode::NOT_FOUND => Problem::NotFound,
        StatusCode::FORBIDDEN => Problem::NotAllowed,
        StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Problem::BadType,
        status => {
            let body = to_bytes(response.into_body(), LETTERS_MAX).await.unwrap_or_default();
            let detail = String::from_utf8_lossy(&body).into_owned();
            Unfit { status, detail }.into()
        }
    }
}

/// A write that another site sent through the reader's browser.
#[derive(Debug)]
struct FromElsewhere;

impl Say for FromElsewhere {
    fn code(&self) -> String {
        "cross_site".to_owned()
    }
    fn say(&self, lang: Lang) -> String {
        Texts(lang).from_elsewhere()
    }
    fn status(&self) -> StatusCode {
        StatusCode::FORBIDDEN
    }
}

/// A request whose shape is not the one of its address.
#[derive(Debug)]
struct Unfit {
    status: StatusCode,
    detail: String,
}

impl Say for Unfit {
    fn code(&self) -> String {
        let code = match self.status {
            StatusCode::METHOD_NOT_ALLOWED => "method_not_allowed",
            StatusCode::REQUEST_TIMEOUT => "request_timeout",
            _ if self.detail.contains("unknown field") => "unknown_field",
            _ => "bad_request",
        };
        code.to_owned()
    }
    fn say(&self, lang: Lang) -> String {
        Texts(lang).unfit_request(&self.detail)
    }
    fn status(&self) -> StatusCode {
        self.status
    }
}

fn as_page(problem: &Problem, preferences: &Preferences) -> Response {
    let shell = preferences.shell(preferences.lang, "");
    let (status, code) = (problem.status(), problem.code());
    let page = web::problem_page(shell, status.as_u16(), &code, &problem.say(preferences.lang));
    (status, Html(page)).into_response()
}

/// A problem as programs read it (RFC 9457).
#[derive(serde::Serialize, utoipa::ToSchema)]
pub struct ProblemJson {
    /// `about:blank`: the code says what it is.
    r#type: &'static str,
    title: String,
    status: u16,
    /// Stable name of the problem, such as `stale_version`.
    code: String,
    /// What happened, why, and the next step, in the language asked for.
    detail: String,
    instance: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<MistakeJson>)]
    errors: Vec<Mistake>,
}

/// One value that cannot be read.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes the platform's own type")]
pub struct MistakeJson {
    /// `joined_on`, `person.birth`, or `[2].period` in a list.
    field: String,
    /// What is wrong with it, in the language asked for.
    message: String,
}

fn as_json(problem: &Problem, lang: Lang, path: &str) -> Response {
    let status = problem.status();
    let errors = match problem {
        Problem::BadValue(mistakes) => mistakes.clone(),
        _ => vec![],
    };
    let body = ProblemJson {
        r#type: "about:blank",
        title: status.canonical_reason().unwrap_or_default().to_owned(),
        status: status.as_u16(),
        code: problem.code(),
        detail: problem.say(lang),
        instance: path.split('?').next().unwrap_or_default().to_owned(),
        errors,
    };
    let mut response = (status, Json(body)).into_response();
    let kind = HeaderValue::from_static("application/problem+json");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

fn add_headers(site: &Site, response: &mut Response, is_asset: bool) {
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(header::CONTENT_SECURITY_POLICY, SECURITY_POLICY);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::X_FRAME_OPTIONS, "DENY");
    set(header::REFERRER_POLICY, "same-origin");
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    if !is_asset {
        set(header::CACHE_CONTROL, "no-store");
    }
    if site.is_https() {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
}

/// Where to go next: only inside this site, whatever was typed.
pub fn inside(next: &str) -> String {
    let safe = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains('\\')
        && !next.chars().any(char::is_control);
    if safe { next.to_owned() } else { "/".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_signing_in_one_stays_on_this_site() {
        assert_eq!(inside("/so-bo?trang=2"), "/so-bo?trang=2");
        for elsewhere in
            ["//evil.example", "/\\evil", "https:evil", "javascript:1", "", "/a\r\nSet-Cookie: b"]
        {
            assert_eq!(inside(elsewhere), "/", "{elsewhere}");
        }
    }

    #[test]
    fn a_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("a=1; lang=en; b=2"));
        assert_eq!(cookie(&headers, "lang"), Some("en".to_owned()));
        assert_eq!(cookie(&headers, "ang"), None);
    }
}
