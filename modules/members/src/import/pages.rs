//! The wizard: choose a file, see what would happen, write it.

mod batch;
mod choosing;

pub use choosing::{Sent, read_form};

use crate::{
    IMPORT,
    import::{
        encoding::{FileEncoding, NotAnEncoding},
        store::State,
        texts::Texts,
        undo,
    },
};
use axum::{
    extract::DefaultBodyLimit,
    http::header,
    response::{IntoResponse, Response},
};
use kernel::{BatchId, Lang, UnitId};
use platform::{Route, module::Needs, operation, web::Tab};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub fn routes() -> Vec<Route> {
    let import = Needs::Permission(IMPORT);
    vec![
        Route::get("/don-vi/{unit}/nhap", import, choosing::choose),
        large(Route::post("/don-vi/{unit}/nhap", import, choosing::send)),
        Route::get("/don-vi/{unit}/nhap/mau.xlsx", import, choosing::sample_file),
        Route::get("/don-vi/{unit}/nhap/{batch}", import, batch::one),
        Route::post("/don-vi/{unit}/nhap/{batch}/ghi", import, batch::apply),
        Route::post("/don-vi/{unit}/nhap/{batch}/dung", import, batch::stop),
        Route::post("/don-vi/{unit}/nhap/{batch}/bang-ma", import, batch::answer_encoding),
        Route::get("/don-vi/{unit}/nhap/{batch}/danh-dau.xlsx", import, batch::marked),
        Route::get("/don-vi/{unit}/nhap/{batch}/hoan-tac", import, undo::preview),
        Route::post("/don-vi/{unit}/nhap/{batch}/hoan-tac", import, undo::start),
        Route::get("/don-vi/{unit}/nhap/{batch}/giu-lai.xlsx", import, undo::kept_list),
    ]
}

/// A workbook is larger than other forms may be.
pub fn large(mut route: Route) -> Route {
    route.handler = route.handler.layer(DefaultBodyLimit::max(operation::BODY_BYTES_MAX));
    route
}

fn steps(t: Texts, unit: &UnitId, batch: Option<(&BatchId, State)>) -> Vec<Tab> {
    let here = match batch {
        None => 1,
        Some((_, State::Applying | State::Applied | State::Undoing | State::Undone)) => 3,
        Some(_) => 2,
    };
    let first = format!("/don-vi/{unit}/nhap");
    let later = batch.map_or(first.clone(), |(batch, _)| format!("{first}/{batch}"));
    vec![
        Tab::new(t.step_choose(), first, here == 1),
        Tab::new(t.step_check(), later.clone(), here == 2),
        Tab::new(t.step_write(), later, here == 3),
    ]
}

fn encodings(t: Texts) -> Vec<(&'static str, String)> {
    let word = |answer: FileEncoding| match answer {
        FileEncoding::Auto => t.encoding_auto(),
        FileEncoding::Unicode => t.encoding_unicode(),
        FileEncoding::Tcvn3 => t.encoding_tcvn3(),
        FileEncoding::Vni => t.encoding_vni(),
    };
    FileEncoding::ALL.map(|answer| (answer.code(), word(answer))).to_vec()
}

pub fn read_encoding(typed: &str, lang: Lang) -> Result<FileEncoding, String> {
    typed.parse().map_err(|NotAnEncoding| Texts(lang).encoding_unknown())
}

/// A file to be saved under a name that may hold any letter.
pub fn attachment(name: &str, bytes: Vec<u8>) -> Response {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    let encoded: String = name
        .bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect();
    let disposition =
        format!("attachment; filename=\"danh-sach.xlsx\"; filename*=UTF-8''{encoded}");
    ([(header::CONTENT_TYPE, XLSX.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes)
        .into_response()
}
