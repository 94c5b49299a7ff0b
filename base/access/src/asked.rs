//! Reading what a program asks: a value that does not fit is named with its field, in the caller's language.

use crate::{edge::Preferences, texts::Texts};
use axum::{
    Json,
    extract::{FromRequest, FromRequestParts, Request, rejection::JsonRejection},
    http::{StatusCode, request::Parts},
    response::{IntoResponse, Response},
};
use kernel::{Day, Lang, Period};
use platform::{Mistake, Problem, Say, form::Reader};
use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, Error as _, value},
};
use std::error::Error;

/// The query of an address.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Query<T>, Response> {
        let lang = Preferences::of(parts).lang;
        let read = axum::extract::Query::try_from_uri(&parts.uri);
        read.map(|axum::extract::Query(asked)| Query(asked)).map_err(|refused| {
            match unfit::<value::Error>(&refused) {
                Some(unfit) => unfit.problem(lang).into_response(),
                None => refused.into_response(),
            }
        })
    }
}

/// A body of JSON.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Body<T>, Response> {
        let lang = request.extensions().get::<Preferences>().map(|reader| reader.lang);
        match Json::from_request(request, state).await {
            Ok(Json(asked)) => Ok(Body(asked)),
            Err(refused @ JsonRejection::JsonDataError(_)) => {
                Err(match unfit::<serde_json::Error>(&refused) {
                    Some(unfit) => unfit.problem(lang.unwrap_or_default()).into_response(),
                    None => refused.into_response(),
                })
            }
            Err(refused) => Err(refused.into_response()),
        }
    }
}

/// One value out of a list that is read piece by piece; `place` stands before the names of its fields.
///
/// # Errors
/// The first field that does not fit.
pub fn value<T: DeserializeOwned>(
    sent: serde_json::Value,
    place: &str,
    lang: Lang,
) -> Result<T, Mistake> {
    serde_path_to_error::deserialize(sent).map_err(|error| {
        let Mistake { field, message } = Unfit::of(&error).mistake(lang);
        let field = if field.is_empty() { place.to_owned() } else { format!("{place}.{field}") };
        Mistake { field, message }
    })
}

/// Reads a day as programs or people write it, `2017-02-28` or `28/02/2017`.
///
/// # Errors
/// A text that is no day of the calendar.
pub fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
    let typed = String::deserialize(deserializer)?;
    let why = |lang| Reader(lang).day(&typed).err().unwrap_or_default();
    Reader(Lang::Vi).day(&typed).map_err(|_| D::Error::custom(in_both(why)))
}

/// Reads a period such as `2017-H1`.
///
/// # Errors
/// A text that is no period.
pub fn period<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Period, D::Error> {
    let typed = String::deserialize(deserializer)?;
    let why = |lang| Texts(lang).not_a_period(&typed);
    typed.parse().map_err(|_| D::Error::custom(in_both(why)))
}

/// Where a page of a list begins: the `next` of the page before, a sort key and an id.
///
/// # Errors
/// A text that no page has given.
pub fn place(typed: Option<&str>, lang: Lang) -> Result<Option<&str>, String> {
    const ID_LETTERS: usize = 26;
    let is_place = |typed: &str| {
        typed.rsplit_once('.').is_some_and(|(key, id)| {
            key.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.'))
                && id.len() == ID_LETTERS
                && id.bytes().all(|letter| letter.is_ascii_alphanumeric())
        })
    };
    match typed.filter(|typed| !typed.is_empty()) {
        Some(typed) if !is_place(typed) => Err(Texts(lang).not_a_place()),
        place => Ok(place),
    }
}

/// Stands between the Vietnamese and the English words of one error: who reads a field does not
/// know yet who asks.
const BETWEEN: char = '\u{1f}';

fn in_both(say: impl Fn(Lang) -> String) -> String {
    format!("{}{BETWEEN}{}", say(Lang::Vi), say(Lang::En))
}

/// A value that does not fit: where it stands, and what the reading library says of it.
struct Unfit {
    path: String,
    said: String,
}

/// What the library found, under what the web framework made of it.
fn unfit<E: Error + 'static>(refused: &(dyn Error + 'static)) -> Option<Unfit> {
    let found = refused.downcast_ref::<serde_path_to_error::Error<E>>();
    found.map(Unfit::of).or_else(|| unfit::<E>(refused.source()?))
}

impl Unfit {
    fn of<E: Error>(error: &serde_path_to_error::Error<E>) -> Unfit {
        let said = error.inner().to_string();
        let said = said.rsplit_once(" at line ").map_or(said.as_str(), |(said, _)| said).to_owned();
        let path = error.path().to_string();
        Unfit { path: if path == "." { String::new() } else { path }, said }
    }

    /// The name in the library's words `{begin} `name``.
    fn named(&self, begin: &str) -> Option<&str> {
        self.said.strip_prefix(begin)?.split('`').nth(1)
    }

    fn problem(&self, lang: Lang) -> Problem {
        match self.named("unknown field") {
            Some(field) => UnknownField { field: field.to_owned() }.into(),
            None => Problem::BadValue(vec![self.mistake(lang)]),
        }
    }

    fn mistake(&self, lang: Lang) -> Mistake {
        let (t, mut field) = (Texts(lang), self.path.clone());
        let message = if let Some((vi, en)) = self.said.split_once(BETWEEN) {
            lang.choose(vi, en).to_owned()
        } else if let Some(name) = self.named("missing field") {
            let place = if field.is_empty() { String::new() } else { format!("{field}.") };
            field = format!("{place}{name}");
            t.field_missing()
        } else if let Some(name) = self.named("unknown field") {
            t.unknown_field(name)
        } else if self.said.starts_with("unknown variant") {
            t.value_not_listed(
                &self.said.split('`').skip(3).step_by(2).collect::<Vec<_>>().join(", "),
            )
        } else if ["invalid digit", "expected i", "expected u", "number too"]
            .iter()
            .any(|sign| self.said.contains(sign))
        {
            t.not_whole()
        } else {
            t.value_unreadable()
        };
        Mistake { field, message }
    }
}

/// A field that the address does not have: a misspelt name must not be passed over in silence.
#[derive(Debug)]
struct UnknownField {
    field: String,
}

impl Say for UnknownField {
    fn say(&self, lang: Lang) -> String {
        Texts(lang).unknown_field(&self.field)
    }
    fn status(&self) -> StatusCode {
        StatusCode::UNPROCESSABLE_ENTITY
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only read into")]
    struct Sent {
        #[serde(deserialize_with = "day")]
        on: Day,
        #[serde(default)]
        many: i64,
    }

    fn mistake(sent: serde_json::Value) -> (String, String) {
        let Mistake { field, message } = value::<Sent>(sent, "[2]", Lang::En).unwrap_err();
        (field, message)
    }

    #[test]
    fn a_day_is_read_as_programs_and_as_people_write_it() {
        for on in ["2017-02-28", "28/02/2017"] {
            let sent: Sent = value(serde_json::json!({ "on": on }), "", Lang::Vi).unwrap();
            assert_eq!(sent.on, Day::of(2017, 2, 28));
        }
    }

    #[test]
    fn what_does_not_fit_is_named_with_its_field() {
        let t = Texts(Lang::En);
        let (field, message) = mistake(serde_json::json!({ "on": "31/02/2017" }));
        assert_eq!((field.as_str(), message.contains(BETWEEN)), ("[2].on", false), "{message}");
        assert_eq!(mistake(serde_json::json!({})), ("[2].on".to_owned(), t.field_missing()));
        let many = serde_json::json!({ "on": "2017-02-28", "many": "x" });
        assert_eq!(mistake(many), ("[2].many".to_owned(), t.not_whole()));
    }
}
