//! The pages of reorganisations: what there is, one of them with all it does, and the forms that draw a plan up.

mod editor;
mod list;
mod one;

use crate::{APPROVE, EDIT, READ};
use access::Look;
use kernel::{Lang, UnitId};
use platform::{Problem, Route, module::Needs};

pub fn routes() -> Vec<Route> {
    let (read, edit) = (Needs::Permission(READ), Needs::Permission(EDIT));
    vec![
        Route::get("/don-vi/{unit}/sap-xep", read, list::page),
        Route::get("/don-vi/{unit}/sap-xep/them", edit, editor::page),
        Route::post("/don-vi/{unit}/sap-xep/them", edit, editor::keep),
        Route::get("/don-vi/{unit}/sap-xep/{id}", read, one::page),
        Route::get("/don-vi/{unit}/sap-xep/{id}/sua", edit, editor::editing),
        Route::post("/don-vi/{unit}/sap-xep/{id}/sua", edit, editor::change),
        Route::post("/don-vi/{unit}/sap-xep/{id}/trinh", edit, one::propose),
        Route::post("/don-vi/{unit}/sap-xep/{id}/duyet", Needs::Permission(APPROVE), one::approve),
        Route::post("/don-vi/{unit}/sap-xep/{id}/thuc-hien", edit, one::apply),
        Route::post("/don-vi/{unit}/sap-xep/{id}/rut", edit, one::withdraw),
        Route::post("/don-vi/{unit}/sap-xep/{id}/thu-hoi", edit, one::take_back),
    ]
}

/// The way to a unit, for the top of its pages.
async fn crumbs(look: &mut Look, unit: &UnitId) -> Result<Vec<(String, String)>, Problem> {
    let way = units::path(&mut look.tx, unit, look.today).await?;
    let crumb = |place: &units::UnitBrief, lang: Lang| {
        (place.full_name(lang), format!("/don-vi/{}", place.id))
    };
    Ok(way.iter().map(|place| crumb(place, look.lang)).collect())
}
