//! The values of an .xls or .csv in a new .xlsx, marked in the same way.

use super::{Outcome, RESULT, Shade, SheetMarks, TO_FIX, survey};
use crate::{Book, Row, Unreadable, Value};
use kernel::Day;
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};
use std::{collections::BTreeMap, ops::ControlFlow, path::Path};

pub(super) fn write(mut book: Book, marks: &[SheetMarks], out: &Path) -> Result<(), Unreadable> {
    let mut workbook = Workbook::new();
    // Rows wait beside the workbook: the folder for temporary files may be out of reach.
    let beside = out.parent().filter(|folder| !folder.as_os_str().is_empty());
    workbook.set_tempdir(beside.unwrap_or(Path::new("."))).map_err(of_writer)?;
    for (sheet, name) in book.sheet_names().iter().enumerate() {
        let marks = marks.iter().find(|marks| marks.sheet == sheet);
        let mut copy = Copy { marks, result_column: None, replaces: false, missing: Vec::new() };
        let mut widths: BTreeMap<u16, usize> = BTreeMap::new();
        if let Some(marks) = marks {
            let own = survey::own_columns(&mut book, marks)?;
            copy.replaces = own.is_some();
            copy.missing = copy.rows();
            copy.result_column = own;
        }
        let mut free = 0;
        book.read(sheet, &mut |row| {
            free = free.max(row.cells.last().map_or(0, |cell| cell.column + 1));
            for cell in row.cells.iter().filter(|_| row.number <= 500) {
                let width = widths.entry(cell.column).or_default();
                *width = (*width).max(cell.value.shown().chars().count());
            }
            ControlFlow::Continue(())
        })?;
        if marks.is_some() {
            copy.result_column = copy.result_column.or(Some(free));
        }
        let worksheet = workbook.add_worksheet_with_constant_memory().map_err(of_writer)?;
        worksheet.set_name(name).map_err(of_writer)?;
        for (column, letters) in widths {
            // Titles above the table are long and may run over; a column need not hold them.
            worksheet
                .set_column_width(column, letters.clamp(6, 32) as f64 + 2.0)
                .map_err(of_writer)?;
        }
        copy.set_widths(worksheet).map_err(of_writer)?;
        let mut failed = None;
        book.read(sheet, &mut |row| match copy.write_up_to(worksheet, row) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failed = Some(of_writer(error));
                ControlFlow::Break(())
            }
        })?;
        if let Some(failed) = failed {
            return Err(failed);
        }
        copy.write_missing(worksheet, u32::MAX).map_err(of_writer)?;
    }
    workbook.save(out).map_err(of_writer)
}

fn of_writer(error: XlsxError) -> Unreadable {
    Unreadable::Disk(error.to_string())
}

struct Copy<'marks> {
    marks: Option<&'marks SheetMarks>,
    result_column: Option<u16>,
    replaces: bool,
    /// Rows with a mark that the file does not hold.
    missing: Vec<u32>,
}

impl Copy<'_> {
    /// Rows that need a mark, from the last to the first.
    fn rows(&self) -> Vec<u32> {
        let Some(marks) = self.marks else { return Vec::new() };
        let mut rows: Vec<u32> = marks.outcomes.keys().copied().collect();
        rows.extend(marks.cells.keys().map(|(row, _)| *row));
        rows.push(marks.header_row());
        rows.sort_unstable_by(|left, right| right.cmp(left));
        rows.dedup();
        rows
    }

    fn set_widths(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        if let Some(column) = self.result_column {
            sheet.set_column_width(column, 22)?;
            sheet.set_column_width(column + 1, 60)?;
        }
        Ok(())
    }

    fn write_up_to(&mut self, sheet: &mut Worksheet, row: Row) -> Result<(), XlsxError> {
        self.write_missing(sheet, row.number)?;
        self.missing.pop_if(|number| *number == row.number);
        self.write_row(sheet, &row)
    }

    fn write_missing(&mut self, sheet: &mut Worksheet, before: u32) -> Result<(), XlsxError> {
        while let Some(number) = self.missing.pop_if(|number| *number < before) {
            self.write_row(sheet, &Row { number, cells: Vec::new() })?;
        }
        Ok(())
    }

    fn write_row(&self, sheet: &mut Worksheet, row: &Row) -> Result<(), XlsxError> {
        let shades: BTreeMap<u16, Shade> =
            self.marks.map(|marks| marks.shades_of(row.number).collect()).unwrap_or_default();
        let header = self.marks.is_some_and(|marks| marks.header_rows.contains(&row.number));
        let own = |column: u16| {
            let below = self.marks.is_some_and(|marks| row.number >= marks.header_row());
            let ours =
                self.result_column.is_some_and(|result| column == result || column == result + 1);
            self.replaces && below && ours
        };
        for cell in row.cells.iter().filter(|cell| !own(cell.column)) {
            let mut format = format(shades.get(&cell.column).copied(), header);
            if let Value::Text(text) = &cell.value
                && let Some(font) =
                    self.marks.and_then(|marks| marks.old_font(row.number, cell.column, text))
            {
                format = format.set_font_name(font);
            }
            write_value(sheet, row.number - 1, cell.column, &cell.value, format)?;
        }
        for (column, shade) in
            shades.iter().filter(|(column, _)| row.value(**column).is_empty() && !own(**column))
        {
            sheet.write_blank(row.number - 1, *column, &format(Some(*shade), header))?;
        }
        self.write_own(sheet, row.number)
    }

    fn write_own(&self, sheet: &mut Worksheet, row: u32) -> Result<(), XlsxError> {
        let (Some(marks), Some(column)) = (self.marks, self.result_column) else { return Ok(()) };
        let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let (texts, format) = match marks.outcomes.get(&row) {
            _ if row == marks.header_row() => ([RESULT, TO_FIX], format(None, true)),
            Some(Outcome { result, to_fix }) => ([result.as_str(), to_fix.as_str()], wrapped),
            None => return Ok(()),
        };
        for (column, text) in [(column, texts[0]), (column + 1, texts[1])] {
            if !text.is_empty() {
                sheet.write_string_with_format(row - 1, column, text, &format)?;
            }
        }
        Ok(())
    }
}

fn format(shade: Option<Shade>, header: bool) -> Format {
    let format = match shade {
        Some(shade) => Format::new().set_background_color(shade.colour()),
        None => Format::new(),
    };
    if header { format.set_bold().set_text_wrap() } else { format }
}

fn write_value(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    value: &Value,
    format: Format,
) -> Result<(), XlsxError> {
    match value {
        Value::Empty | Value::NotCalculated => sheet.write_blank(row, column, &format)?,
        Value::Text(_) | Value::Error(_) => {
            sheet.write_string_with_format(row, column, value.shown(), &format)?
        }
        Value::Truth(truth) => sheet.write_boolean_with_format(row, column, *truth, &format)?,
        Value::Day(day) => write_day(sheet, row, column, *day, format)?,
        Value::Number(number) => {
            // From twelve digits on, Excel would show 3.82E+11.
            let long = number.abs() >= 1e10 && number.fract() == 0.0;
            let format = if long { format.set_num_format("0") } else { format };
            sheet.write_number_with_format(row, column, *number, &format)?
        }
    };
    Ok(())
}

fn write_day(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    day: Day,
    format: Format,
) -> Result<&mut Worksheet, XlsxError> {
    let format = format.set_num_format("dd/mm/yyyy");
    match ExcelDateTime::from_ymd(day.year() as u16, day.month() as u8, day.day() as u8) {
        Ok(date) => sheet.write_datetime_with_format(row, column, &date, &format),
        Err(_) => sheet.write_string_with_format(row, column, day.short(), &format),
    }
}
