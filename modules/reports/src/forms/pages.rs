//! Mẫu báo cáo in the browser: the list, a form with its versions, copying one, the editor, and the preview.

mod copy;
mod draft;
mod list;
mod preview;
mod section;
mod show;

use super::store::{self, OwnForm};
use crate::{
    EDIT_FORMS, READ_REPORTS,
    pages::{crumbs, unit_of},
};
use access::Look;
use kernel::{UnitId, vietnamese::text};
use platform::{Problem, Route, module::Needs};

pub(crate) fn routes() -> Vec<Route> {
    let (read, edit) = (Needs::Permission(READ_REPORTS), Needs::Permission(EDIT_FORMS));
    vec![
        Route::get("/bao-cao/mau", read, list::show_list),
        Route::get("/bao-cao/mau/{form}", read, show::show_form),
        Route::get("/bao-cao/mau/{form}/chep", edit, copy::copy_form),
        Route::post("/bao-cao/mau/{form}/chep", edit, copy::copy),
        Route::get("/bao-cao/mau/{form}/sua", edit, draft::show_draft),
        Route::post("/bao-cao/mau/{form}/sua", edit, draft::save_head),
        Route::post("/bao-cao/mau/{form}/muc", edit, draft::change_sections),
        Route::get("/bao-cao/mau/{form}/muc/{section}", edit, section::show_section),
        Route::post("/bao-cao/mau/{form}/muc/{section}", edit, section::save_words),
        Route::post("/bao-cao/mau/{form}/muc/{section}/chi-tieu", edit, section::change_lines),
        Route::get("/bao-cao/mau/{form}/xem-thu", edit, preview::show_preview),
        Route::post("/bao-cao/mau/{form}/ban-hanh", edit, draft::publish),
        Route::post("/bao-cao/mau/{form}/ngung", edit, draft::retire),
    ]
}

/// What an address says beside the form: whose it is or who reads it, and what of it.
#[derive(serde::Deserialize, Default, Clone)]
#[serde(default)]
struct Asked {
    #[serde(rename = "don-vi")]
    unit: Option<UnitId>,
    #[serde(rename = "phien-ban")]
    version: Option<i64>,
    ky: String,
    q: String,
    xong: String,
}

impl Asked {
    /// Where a page stands: at the reader's own unit, if the address names none.
    async fn shown(&self, look: &mut Look) -> Result<UnitId, Problem> {
        unit_of(look, self.unit.as_ref()).await
    }
    /// Where something is done.
    fn unit(&self) -> Result<UnitId, Problem> {
        self.unit.clone().ok_or(Problem::NotFound)
    }
}

/// A form of the unit's own, for whoever may change it.
async fn own(look: &mut Look, unit: &UnitId, form: &str) -> Result<OwnForm, Problem> {
    let scope = look.scope(EDIT_FORMS, unit).await?;
    store::own(&mut look.tx, &scope, form).await
}

/// `/bao-cao/mau/…/sua?don-vi=…`
fn address(form: &str, part: &str, unit: &UnitId) -> String {
    format!("/bao-cao/mau/{form}{part}?don-vi={unit}")
}

/// The units above, as they are today.
async fn way_to(look: &mut Look, unit: &UnitId) -> Result<Vec<(String, String)>, Problem> {
    let today = look.today;
    crumbs(look, unit, today).await
}

/// What was typed in two languages; the Vietnamese stands for the English where that is empty.
fn both_languages(vi: &str, en: &str) -> [String; 2] {
    let (vi, en) = (text::normalise(vi), text::normalise(en));
    let en = if en.is_empty() { vi.clone() } else { en };
    [vi, en]
}
