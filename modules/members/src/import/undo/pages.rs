//! What taking back would do, the button that does it, and the list of who was kept.

use super::{Kept, Undone, ask_to_undo, foresee, foresee_next, may_undo};
use crate::{
    IMPORT,
    import::{pages::attachment, store, texts::Texts},
};
use access::{Look, Work};
use askama::Template;
use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{BatchId, UnitId};
use platform::{
    Problem,
    operation::{self, Answered},
    web::{self, Rail, Shell},
};
use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// More are in the file to download.
pub const KEPT_SHOWN: usize = 200;

#[derive(Template)]
#[template(path = "import_undo.html")]
struct UndoPage {
    shell: Shell,
    t: Texts,
    /// The batch's page.
    home: String,
    consequences: Vec<String>,
    nothing_why: String,
    label: String,
    kept: KeptTable,
    op: String,
}

/// Who is kept, as both pages show it.
#[derive(Default)]
pub struct KeptTable {
    pub rows: Vec<KeptLine>,
    pub more: String,
    /// Where the whole list is; nothing where nobody is kept.
    pub href: String,
}

pub struct KeptLine {
    pub name: String,
    pub href: String,
    pub row: String,
    pub reason: String,
}

impl KeptTable {
    pub fn of(undone: &Undone, home: &str, t: Texts) -> KeptTable {
        let line = |kept: &Kept| KeptLine {
            name: kept.name.clone(),
            href: kept.membership.as_ref().map(|id| format!("/hoi-vien/{id}")).unwrap_or_default(),
            row: row_said(kept, t),
            reason: kept.reason.clone(),
        };
        let shown = undone.kept_rows.len().min(KEPT_SHOWN);
        let all = usize::try_from(undone.kept).unwrap_or(shown);
        KeptTable {
            rows: undone.kept_rows[..shown].iter().map(line).collect(),
            more: match shown < all {
                true => t.kept_first_of(shown, &t.0.grouped(undone.kept)),
                false => String::new(),
            },
            href: match undone.kept_rows.is_empty() {
                true => String::new(),
                false => format!("{home}/giu-lai.xlsx"),
            },
        }
    }
}

fn row_said(kept: &Kept, t: Texts) -> String {
    match (&kept.sheet, kept.row) {
        (Some(sheet), Some(row)) => t.row_of_sheet(row, sheet),
        _ => String::new(),
    }
}

pub async fn preview(
    mut look: Look,
    Path((unit, id)): Path<(UnitId, BatchId)>,
) -> Result<Response, Problem> {
    let t = Texts(look.lang);
    let scope = look.scope(IMPORT, &unit).await?;
    let batch = store::batch(&mut look.tx, &scope, &id).await?;
    let home = format!("/don-vi/{unit}/nhap/{id}");
    if may_undo(&batch).is_err() {
        return Ok(Redirect::to(&home).into_response());
    }
    let undone = foresee_next(&mut look, &scope, &batch).await?;
    let shell = look.shell(t.undo_title(&batch.file_name)).await?.at(Rail::Registers);
    let page = web::page(UndoPage {
        shell,
        t,
        consequences: consequences(&undone, t),
        nothing_why: match undone.kept {
            0 => t.undo_wrote_nothing(),
            _ => t.undo_nothing_why(),
        },
        label: t.undo_do(&t.0.grouped(undone.removed + undone.restored)),
        kept: KeptTable::of(&undone, &home, t),
        home,
        op: operation::new_id(),
    })?;
    Ok(page.into_response())
}

/// What the button does; nothing, if there is nothing to do.
fn consequences(undone: &Undone, t: Texts) -> Vec<String> {
    let mut lines = vec![];
    if undone.removed > 0 {
        lines.push(t.undo_removes(&t.0.grouped(undone.removed)));
    }
    if undone.restored > 0 {
        lines.push(t.undo_restores(&t.0.grouped(undone.restored)));
    }
    if lines.is_empty() {
        return lines;
    }
    if undone.kept > 0 {
        lines.push(t.undo_keeps(&t.0.grouped(undone.kept)));
    }
    lines.push(t.undo_again());
    lines
}

pub async fn start(
    mut work: Work,
    Path((unit, batch)): Path<(UnitId, BatchId)>,
) -> Result<Response, Problem> {
    ask_to_undo(&mut work, &unit, &batch).await?;
    let next = format!("/don-vi/{unit}/nhap/{batch}");
    Ok(work.finish(Answered::seen_at(next)).await?.into_response())
}

/// Who would be kept or was, as a workbook.
pub async fn kept_list(
    mut look: Look,
    Path((unit, id)): Path<(UnitId, BatchId)>,
) -> Result<Response, Problem> {
    let undone = foresee(&mut look, &unit, &id).await?;
    let t = Texts(look.lang);
    let bytes = tokio::task::spawn_blocking(move || workbook(&undone, t)).await?;
    let bytes = bytes.map_err(|error| Problem::Broken(Box::new(error)))?;
    Ok(attachment("duoc-giu-lai.xlsx", bytes))
}

fn workbook(undone: &Undone, t: Texts) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let (bold, wrapped) = (Format::new().set_bold(), Format::new().set_text_wrap());
    let sheet = workbook.add_worksheet();
    for (column, width) in (0..).zip([30, 30, 90]) {
        sheet.set_column_width(column, width)?;
    }
    for (column, heading) in (0..).zip([t.kept_name(), t.kept_row(), t.kept_why()]) {
        sheet.write_string_with_format(0, column, heading, &bold)?;
    }
    for (row, kept) in (1..).zip(&undone.kept_rows) {
        sheet.write_string(row, 0, &kept.name)?;
        sheet.write_string(row, 1, row_said(kept, t))?;
        sheet.write_string_with_format(row, 2, &kept.reason, &wrapped)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    workbook.save_to_buffer()
}
