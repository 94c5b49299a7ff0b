//! Boards in the browser and on the wall.

mod bridge;
mod show;

use crate::files::Format;
use access::Look;
use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use kernel::{Day, UnitId};
use papers::register::ListPaper;
use platform::{Problem, Route, module::Needs};

pub fn routes() -> Vec<Route> {
    let read = Needs::Permission(counts::READ_FIGURES);
    vec![
        Route::get("/bang", read, show::show_board),
        Route::get("/bang/man-hinh", read, show::show_screen),
        Route::get("/bang/tep", read, show::download),
        Route::get("/don-vi/{unit}/tang-giam", read, bridge::show),
        Route::get("/don-vi/{unit}/tang-giam/tep", read, bridge::download),
    ]
}

/// The units above, from the nation down, each with its page.
async fn crumbs(look: &mut Look, unit: &UnitId, on: Day) -> Result<Vec<(String, String)>, Problem> {
    let path = units::path(&mut look.tx, unit, on).await?;
    let lang = look.lang;
    let link = |unit: units::UnitBrief| (unit.full_name(lang), format!("/don-vi/{}", unit.id));
    Ok(path.into_iter().map(link).collect())
}

/// A list as a file to keep. Setting pages takes a while, so it happens beside the requests.
async fn sent(list: ListPaper, format: Format, name: &str) -> Result<Response, Problem> {
    let written = tokio::task::spawn_blocking(move || format.write(&list));
    let bytes = written.await?.map_err(|broken| Problem::Broken(Box::new(broken)))?;
    let name = format!("{name}.{}", format.extension()).replace('/', "_");
    let headers = [
        (header::CONTENT_TYPE, format.content_type().to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, bytes).into_response())
}
