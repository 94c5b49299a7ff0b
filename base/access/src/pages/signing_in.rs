//! Signing in and out, and choosing how pages look before that.

use crate::{
    Caller,
    edge::{self, Preferences},
    session::{self, Device},
    store,
    texts::Texts,
};
use askama::Template;
use axum::{
    Form,
    extract::{Query, State},
    http::{HeaderMap, header, request::Parts},
    response::{Html, IntoResponse, Redirect, Response},
};
use platform::{
    Problem, Site,
    web::{self, Shell},
};

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage {
    shell: Shell,
    t: Texts,
    username: String,
    next: String,
    problem: String,
    hint: String,
}

#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct SignInForm {
    username: String,
    password: String,
    next: String,
}

fn sign_in_page(
    site: &Site,
    preferences: &Preferences,
    form: SignInForm,
    problem: String,
) -> Result<Html<String>, Problem> {
    let t = Texts(preferences.lang);
    web::page(SignInPage {
        shell: preferences.shell(preferences.lang, t.sign_in()),
        t,
        username: form.username,
        next: edge::inside(&form.next),
        problem,
        hint: site.settings.sign_in_hint.clone(),
    })
}

pub async fn sign_in_form(
    State(site): State<Site>,
    preferences: Preferences,
    Query(form): Query<SignInForm>,
) -> Result<Html<String>, Problem> {
    sign_in_page(&site, &preferences, form, String::new())
}

pub async fn sign_in(
    State(site): State<Site>,
    preferences: Preferences,
    device: Device,
    Form(form): Form<SignInForm>,
) -> Result<Response, Problem> {
    match session::sign_in(&site, &form.username, &form.password, &device).await {
        Ok(token) => {
            let cookie = edge::session_cookie(&site, &token);
            Ok(([(header::SET_COOKIE, cookie)], Redirect::to(&edge::inside(&form.next)))
                .into_response())
        }
        Err(Problem::Broken(error)) => Err(Problem::Broken(error)),
        Err(problem) => {
            let words = problem.say(preferences.lang);
            let page = sign_in_page(&site, &preferences, form, words)?;
            let mut response = (problem.status(), page).into_response();
            if let Problem::TooMany { wait_seconds } = problem {
                response.headers_mut().insert(header::RETRY_AFTER, wait_seconds.into());
            }
            Ok(response)
        }
    }
}

pub async fn sign_out(State(site): State<Site>, parts: Parts) -> Result<Response, Problem> {
    let caller = parts.extensions.get::<Caller>();
    if let Some((account, session)) =
        caller.and_then(|caller| Some((&caller.account, caller.session.as_ref()?)))
    {
        let mut tx = site.db.begin_writing().await?;
        store::end_session(&mut tx, account, session, site.now()).await?;
        tx.commit().await?;
    }
    let cookie = edge::session_cookie(&site, "");
    let clear = ("clear-site-data", "\"cache\", \"storage\"".to_owned());
    let headers = [(header::SET_COOKIE.as_str(), cookie), clear];
    Ok((headers, Redirect::to("/dang-nhap")).into_response())
}

/// A reader's choice of language, text size, paper or unit, kept in a cookie for a year.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct Choice {
    lang: Option<String>,
    size: Option<String>,
    theme: Option<String>,
    unit: Option<String>,
    next: String,
}

pub async fn choose(State(site): State<Site>, Form(choice): Form<Choice>) -> Response {
    let mut headers = HeaderMap::new();
    let secure = if site.is_https() { "; Secure" } else { "" };
    let chosen = [
        ("lang", &choice.lang),
        ("size", &choice.size),
        ("theme", &choice.theme),
        ("unit", &choice.unit),
    ];
    for (name, value) in chosen {
        let Some(value) = value else { continue };
        let plain = value.len() <= 40 && value.chars().all(|letter| letter.is_ascii_alphanumeric());
        let cookie = format!("{name}={value}; Path=/; Max-Age=31536000; SameSite=Lax{secure}");
        if let (true, Ok(cookie)) = (plain, cookie.parse()) {
            headers.append(header::SET_COOKIE, cookie);
        }
    }
    (headers, Redirect::to(&edge::inside(&choice.next))).into_response()
}
