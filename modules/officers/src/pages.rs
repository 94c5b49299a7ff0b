//! Pages: officers and terms, sessions, hand-overs, positions.

mod handovers;
mod meetings;
mod officers;
mod posts;
mod tenure;

use crate::{EDIT, READ, paper::Format, texts::Texts};
use access::Look;
use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use kernel::{Lang, UnitId};
use platform::{Problem, Route, form::Mistakes, module::Needs};

pub fn routes() -> Vec<Route> {
    let (read, edit) = (Needs::Permission(READ), Needs::Permission(EDIT));
    vec![
        Route::get("/don-vi/{unit}/can-bo", read, officers::page),
        Route::get("/don-vi/{unit}/can-bo/them", edit, officers::appointing),
        Route::post("/don-vi/{unit}/can-bo/them", edit, officers::appoint),
        Route::get("/don-vi/{unit}/can-bo/{tenure}", read, tenure::one),
        Route::post("/don-vi/{unit}/can-bo/{tenure}/thoi", edit, tenure::end),
        Route::post("/don-vi/{unit}/can-bo/{tenure}/tai-khoan", edit, tenure::link),
        Route::post("/don-vi/{unit}/can-bo/{tenure}/rut", edit, tenure::withdraw),
        Route::get("/don-vi/{unit}/nhiem-ky/mo", edit, officers::opening_term),
        Route::post("/don-vi/{unit}/nhiem-ky/mo", edit, officers::open_term),
        Route::get("/don-vi/{unit}/nhiem-ky/{term}/sua", edit, officers::correcting_term),
        Route::post("/don-vi/{unit}/nhiem-ky/{term}/sua", edit, officers::correct_term),
        Route::post("/don-vi/{unit}/nhiem-ky/{term}/ket-thuc", edit, officers::end_term),
        Route::get("/don-vi/{unit}/ky-hop", read, meetings::list),
        Route::get("/don-vi/{unit}/ky-hop/them", edit, meetings::adding),
        Route::post("/don-vi/{unit}/ky-hop/them", edit, meetings::add),
        Route::get("/don-vi/{unit}/ky-hop/{meeting}", read, meetings::one),
        Route::post("/don-vi/{unit}/ky-hop/{meeting}/diem-danh", edit, meetings::attend),
        Route::post("/don-vi/{unit}/ky-hop/{meeting}/dien-bien", edit, meetings::discuss),
        Route::post("/don-vi/{unit}/ky-hop/{meeting}/nghi-quyet", edit, meetings::resolve),
        Route::get("/don-vi/{unit}/ky-hop/{meeting}/bien-ban", read, meetings::minutes),
        Route::get("/don-vi/{unit}/ban-giao", read, handovers::list),
        Route::get("/don-vi/{unit}/ban-giao/them", edit, handovers::preparing),
        Route::post("/don-vi/{unit}/ban-giao/them", edit, handovers::prepare),
        // Who follows may hold no role yet, so these ask which side the reader is on.
        Route::get("/ban-giao/{handover}", Needs::SignIn, handovers::one),
        Route::post("/ban-giao/{handover}/ky", Needs::SignIn, handovers::sign),
        Route::post("/ban-giao/{handover}/ky-thay", Needs::SignIn, handovers::sign_instead),
        Route::post("/ban-giao/{handover}/lap-lai", Needs::SignIn, handovers::redraw),
        Route::post("/ban-giao/{handover}/thoi", Needs::SignIn, handovers::withdraw),
        handovers::large(Route::post(
            "/ban-giao/{handover}/ban-giay",
            Needs::SignIn,
            handovers::send_paper,
        )),
        Route::get("/ban-giao/{handover}/ban-giay", Needs::SignIn, handovers::scanned),
        Route::post("/ban-giao/{handover}/xac-nhan", Needs::SignIn, handovers::confirm),
        Route::get("/ban-giao/{handover}/bien-ban", Needs::SignIn, handovers::paper),
        Route::get("/chuc-vu", Needs::SignIn, posts::list),
        Route::get("/chuc-vu/them", Needs::SignIn, posts::adding),
        Route::post("/chuc-vu/them", Needs::SignIn, posts::add),
        Route::get("/chuc-vu/{post}/sua", Needs::SignIn, posts::changing),
        Route::post("/chuc-vu/{post}/sua", Needs::SignIn, posts::change),
        Route::post("/chuc-vu/ban/{body}", Needs::SignIn, posts::change_quorum),
    ]
}

/// What has just been done, said once on the next page.
#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct Said {
    pub xong: String,
}

/// Which file somebody wants.
#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct Wanted {
    pub dang: String,
}

fn file(format: Format, name: &str, bytes: Vec<u8>) -> Response {
    let shown = if format == Format::Html { "inline" } else { "attachment" };
    let disposition = format!("{shown}; filename=\"{name}.{}\"", format.extension());
    let headers = [
        (header::CONTENT_TYPE, format.content_type().to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    (headers, bytes).into_response()
}

/// The units above, highest first, for the top of a page, and the unit's own page last.
async fn crumbs(look: &mut Look, unit: &UnitId) -> Result<Vec<(String, String)>, Problem> {
    let path = units::path(&mut look.tx, unit, look.today).await?;
    let crumb = |one: units::UnitBrief| (one.full_name(look.lang), format!("/don-vi/{}", one.id));
    Ok(path.into_iter().map(crumb).collect())
}

/// A refusal goes back to its form, beside the field it speaks of; everything else goes on.
fn mistakes_of(
    problem: Problem,
    field_of: fn(&str) -> &'static str,
    lang: Lang,
) -> Result<(StatusCode, Mistakes), Problem> {
    match problem {
        Problem::BadValue(mistakes) => Ok((StatusCode::UNPROCESSABLE_ENTITY, Mistakes(mistakes))),
        Problem::Refused(refusal) => {
            let mut mistakes = Mistakes::default();
            mistakes.note(field_of(&refusal.code()), refusal.say(lang));
            Ok((refusal.status(), mistakes))
        }
        other => Err(other),
    }
}

/// Choices of a form: value and words.
type Choices = Vec<(String, String)>;

fn body_choices(t: Texts) -> Choices {
    let choice = |body: &crate::Body| (body.code().to_owned(), body.say(t.0));
    crate::Body::ALL.iter().map(choice).collect()
}
