//! The pages about duplicates: the list of pairs, two people side by side, what a merge would make
//! of them, and what was merged.

mod compare;
mod list;
mod merged;

use crate::{EDIT, READ};
use platform::{Route, module::Needs};

pub fn routes() -> Vec<Route> {
    let (read, edit) = (Needs::Permission(READ), Needs::Permission(EDIT));
    vec![
        Route::get("/don-vi/{unit}/co-the-trung", read, list::list),
        Route::post("/don-vi/{unit}/co-the-trung", edit, list::search),
        Route::post("/don-vi/{unit}/co-the-trung/dung", edit, list::stop),
        Route::get("/don-vi/{unit}/gop/{one}/{other}", edit, compare::compare),
        Route::post("/don-vi/{unit}/gop/{one}/{other}", edit, compare::merge),
        Route::get("/don-vi/{unit}/gop/{one}/{other}/xem-truoc", edit, compare::preview),
        Route::post("/don-vi/{unit}/gop/{one}/{other}/khac-nguoi", edit, compare::not_same),
        Route::post("/don-vi/{unit}/gop/{one}/{other}/xem-lai", edit, compare::look_again),
        Route::get("/don-vi/{unit}/da-gop/{merge}", edit, merged::page),
        Route::post("/don-vi/{unit}/da-gop/{merge}/tach", edit, merged::unmerge),
    ]
}
