//! Officers, sessions and hand-overs for programs.

mod handovers;
mod offices;
mod sessions;

use crate::{EDIT, READ};
use platform::{Route, module::Needs};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

pub fn routes() -> Vec<Route> {
    let (read, edit) = (Needs::Permission(READ), Needs::Permission(EDIT));
    vec![
        Route::get("/api/v1/units/{unit}/officers", read, offices::officers),
        Route::post("/api/v1/units/{unit}/officers", edit, offices::appoint),
        Route::post("/api/v1/units/{unit}/officers/{tenure}/end", edit, offices::end_office),
        Route::post("/api/v1/units/{unit}/terms", edit, offices::open_term),
        Route::put("/api/v1/units/{unit}/terms/{term}", edit, offices::correct_term),
        Route::post("/api/v1/units/{unit}/terms/{term}/end", edit, offices::end_term),
        Route::get("/api/v1/units/{unit}/sessions", read, sessions::sessions),
        Route::post("/api/v1/units/{unit}/sessions", edit, sessions::hold),
        Route::put("/api/v1/units/{unit}/sessions/{meeting}/attendance", edit, sessions::attend),
        Route::post("/api/v1/units/{unit}/sessions/{meeting}/resolutions", edit, sessions::resolve),
        Route::get("/api/v1/units/{unit}/handovers", read, handovers::handovers),
        Route::post("/api/v1/units/{unit}/handovers", edit, handovers::prepare),
        Route::get("/api/v1/handovers/{handover}", Needs::SignIn, handovers::handover),
        Route::post("/api/v1/handovers/{handover}/sign", Needs::SignIn, handovers::sign),
        Route::post("/api/v1/handovers/{handover}/redraw", Needs::SignIn, handovers::redraw),
        Route::post("/api/v1/handovers/{handover}/withdraw", Needs::SignIn, handovers::withdraw),
    ]
}

#[derive(OpenApi)]
#[openapi(paths(
    offices::officers,
    offices::appoint,
    offices::end_office,
    offices::open_term,
    offices::correct_term,
    offices::end_term,
    sessions::sessions,
    sessions::hold,
    sessions::attend,
    sessions::resolve,
    handovers::handovers,
    handovers::prepare,
    handovers::handover,
    handovers::sign,
    handovers::redraw,
    handovers::withdraw
))]
struct Description;

pub fn describe() -> utoipa::openapi::OpenApi {
    Description::openapi()
}

#[derive(Serialize, ToSchema)]
#[schema(as = RecordedOfficer)]
struct Recorded {
    id: String,
}
