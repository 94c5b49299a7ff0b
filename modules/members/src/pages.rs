//! The pages of the register: lists, a person, and one form for each thing that is done to them.

mod forms;
mod home;
mod joining;
mod list;
mod moves;
mod papers;
mod person;
mod reveal;

pub(crate) use list::units_below;

use crate::{EDIT, READ, REVEAL, duplicates, store, texts::Texts};
use access::{Look, Scope};
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use kernel::{MembershipId, UnitId};
use platform::{Problem, Route, form::Mistakes, module::Needs};

pub fn routes() -> Vec<Route> {
    let (read, edit) = (Needs::Permission(READ), Needs::Permission(EDIT));
    let reveal = Needs::Permission(REVEAL);
    vec![
        Route::get("/so-bo", Needs::SignIn, home::registers),
        Route::get("/don-vi/{unit}/hoi-vien", read, list::list),
        Route::get("/don-vi/{unit}/hoi-vien/them", edit, joining::form),
        Route::post("/don-vi/{unit}/hoi-vien/them", edit, joining::join),
        Route::get("/don-vi/{unit}/hoi-vien.xlsx", read, papers::workbook),
        Route::get("/don-vi/{unit}/hoi-vien.csv", read, papers::text),
        Route::get("/don-vi/{unit}/hoi-vien.pdf", read, papers::printed),
        Route::get("/don-vi/{unit}/the-hoi-vien.pdf", read, papers::cards),
        Route::get("/hoi-vien/{membership}", read, person::page),
        Route::get("/hoi-vien/{membership}/the.pdf", read, papers::card),
        Route::get("/hoi-vien/{membership}/sua", edit, joining::edit_form),
        Route::post("/hoi-vien/{membership}/sua", edit, joining::edit),
        Route::get("/hoi-vien/{membership}/dinh-chinh", edit, moves::correct_form),
        Route::post("/hoi-vien/{membership}/dinh-chinh", edit, moves::correct),
        Route::get("/hoi-vien/{membership}/chuyen", edit, moves::transfer_form),
        Route::post("/hoi-vien/{membership}/chuyen", edit, moves::transfer),
        Route::get("/hoi-vien/{membership}/thoi", edit, moves::leave_form),
        Route::post("/hoi-vien/{membership}/thoi", edit, moves::leave),
        Route::post("/hoi-vien/{membership}/hoan-tac", edit, moves::undo_leave),
        Route::get("/hoi-vien/{membership}/them-don-vi", edit, moves::belonging_form),
        Route::post("/hoi-vien/{membership}/them-don-vi", edit, moves::add_belonging),
        Route::get("/hoi-vien/{membership}/xem-so", reveal, reveal::form),
        Route::post("/hoi-vien/{membership}/xem-so", reveal, reveal::show),
    ]
}

/// What was just done, said on the page one comes back to.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Said {
    xong: String,
}

impl Said {
    fn flash(&self, t: Texts) -> Option<platform::web::Flash> {
        let text = match self.xong.as_str() {
            "ghi" => t.done_joined(),
            "sua" => t.done_edited(),
            "chuyen" => t.done_transferred(),
            "thoi" => t.done_left(),
            "hoan-tac" => t.done_returned(),
            "them" => t.done_added(),
            _ => return None,
        };
        Some(platform::web::Flash::done(text))
    }
}

fn person_url(membership: &MembershipId, done: &str) -> String {
    format!("/hoi-vien/{membership}?xong={done}")
}

/// A form that comes back: what was typed is kept, and each mistake stands beside its field.
fn again(page: Html<String>) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}

/// Puts a refusal beside the field that it speaks of; what is not a refusal goes on.
fn note_refusal(
    mistakes: &mut Mistakes,
    problem: Problem,
    day_field: &str,
    lang: kernel::Lang,
) -> Result<StatusCode, Problem> {
    let Problem::Refused(refusal) = problem else { return Err(problem) };
    let field = match refusal.code().as_str() {
        "name_unusable" | "name_invalid" => "full_name",
        "born_in_future" | "born_too_long_ago" => "birth",
        "in_future"
        | "joined_before_birth"
        | "left_before_joined"
        | "unit_not_there"
        | "still_elsewhere"
        | "already_left" => day_field,
        "card_taken" => "card_number",
        "national_id_here" | "national_id_unusable" => "national_id",
        "declared_total_stands" => "replace_declared",
        "reason_missing" => "reason",
        "has_home" => "counting",
        _ => "unit_code",
    };
    mistakes.note(field, refusal.say(lang));
    Ok(refusal.status())
}

/// The units above one and it itself, as far as the reader may go.
pub(crate) async fn crumbs(
    look: &mut Look,
    unit: &UnitId,
) -> Result<Vec<(String, String)>, Problem> {
    let mut crumbs = vec![];
    for place in units::path(&mut look.tx, unit, look.today).await? {
        if look.may(READ, &place.id).await? {
            crumbs.push((place.full_name(look.lang), format!("/don-vi/{}/hoi-vien", place.id)));
        }
    }
    Ok(crumbs)
}

/// Where a belonging that was merged away is now, for whoever may see it there: cards and old links
/// lead on. To anybody else it is as if it had never been.
pub(crate) async fn moved_to(
    look: &mut Look,
    gone: &MembershipId,
) -> Result<MembershipId, Problem> {
    let now = duplicates::pointed_to(&mut look.tx, gone).await?.ok_or(Problem::NotFound)?;
    scope_of(look, READ, &now).await?;
    Ok(now)
}

/// The scope in which a belonging lies, for a reader who may `permission` there.
async fn scope_of(
    look: &mut Look,
    permission: platform::Permission,
    membership: &MembershipId,
) -> Result<Scope, Problem> {
    let unit = store::unit_of(&mut look.tx, membership).await?;
    look.scope(permission, &unit).await
}
