//! A member list as a workbook, written row by row: nothing of it is held but the row at hand.

use super::list::{COLUMNS, Cells};
use members::import::OURS;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};
use std::path::Path;

/// As many as one import takes with room to spare; more people go into further workbooks.
pub const ROWS_MAX: u64 = 250_000;
pub const SHEET: &str = "Danh sách";
/// The first row with a person, as Excel counts: a title stands above the headings.
pub const FIRST_ROW: u32 = 6;

const WIDTHS: [f64; COLUMNS] =
    [7.0, 26.0, 12.0, 9.0, 10.0, 15.0, 14.0, 14.0, 30.0, 13.0, 11.0, 24.0];

pub struct List<'a> {
    workbook: &'a mut Workbook,
    row: u32,
}

impl List<'_> {
    pub fn add(&mut self, cells: &Cells) -> Result<(), XlsxError> {
        let sheet = self.workbook.worksheet_from_index(0)?;
        for (column, text) in (0_u16..).zip(cells) {
            match text.parse::<u32>() {
                Ok(number) if column == 0 => {
                    sheet.write_number(self.row, column, number)?;
                }
                _ if text.is_empty() => {}
                _ => {
                    sheet.write_string(self.row, column, text)?;
                }
            }
        }
        self.row += 1;
        Ok(())
    }
}

/// Writes a workbook whose rows `fill` adds. The same rows give the same bytes on any day.
pub fn write<E: From<XlsxError>>(
    path: &Path,
    title: &[String],
    fill: impl FnOnce(&mut List) -> Result<(), E>,
) -> Result<(), E> {
    let mut workbook = Workbook::new();
    // What is not yet in the file stands beside it, where there is room for the file.
    if let Some(folder) = path.parent() {
        workbook.set_tempdir(folder)?;
    }
    let made = ExcelDateTime::from_ymd(2026, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    head(&mut workbook, title)?;
    fill(&mut List { workbook: &mut workbook, row: FIRST_ROW - 1 })?;
    workbook.save(path)?;
    Ok(())
}

fn head(workbook: &mut Workbook, title: &[String]) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let sheet = workbook.add_worksheet_with_constant_memory();
    let sheet = sheet?.set_name(SHEET)?;
    for (column, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(FIRST_ROW - 1, 2)?;
    for (row, line) in (0..).zip(title) {
        sheet.write_string_with_format(row, 0, line, &bold)?;
    }
    for (column, heading) in (0..).zip(OURS) {
        sheet.write_string_with_format(FIRST_ROW - 2, column, heading, &bold)?;
    }
    Ok(())
}
