//! The .xls format of Excel 97 to 2003. It can only be read at once, so its file must be smaller.
//! The library does not tell fonts; those from before Unicode are read beside it.

mod fonts;

use crate::{Area, Cell, Limits, Row, Unreadable, Value, address};
use calamine::{Data, Dimensions, Range, Reader, SheetType, SheetVisible, Xls, XlsError};
use fonts::Fonts;
use kernel::{Day, vietnamese::legacy::Font};
use std::{
    collections::{HashMap, HashSet},
    fs::File,
    io::{BufReader, Seek},
    ops::ControlFlow,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
};

/// Merged areas in one sheet; a list has a few hundred.
const MERGED: usize = 10_000;

pub(crate) struct OldWorkbook {
    pub(crate) sheets: Vec<OldSheet>,
}

pub(crate) struct OldSheet {
    pub(crate) name: String,
    pub(crate) hidden: bool,
    cells: Range<Data>,
    /// Of texts in fonts from before Unicode.
    fonts: HashMap<(u32, u32), Font>,
    formulas: HashSet<(u32, u32)>,
    pub(crate) merged: Vec<Area>,
}

impl OldWorkbook {
    pub(crate) fn open(path: &Path, limits: &Limits) -> Result<OldWorkbook, Unreadable> {
        let bytes = std::fs::metadata(path)?.len();
        if bytes > limits.xls_bytes {
            return Err(Unreadable::FileTooLarge { bytes, most: limits.xls_bytes });
        }
        let mut file = BufReader::new(File::open(path)?);
        // The library may panic over a broken file of this old format; nothing of it is kept then.
        let read = catch_unwind(AssertUnwindSafe(|| {
            let fonts = fonts::of_book(&mut file, limits.xls_bytes, limits.cells);
            file.rewind()?;
            read(file, fonts, limits)
        }));
        read.unwrap_or(Err(Unreadable::OldWorkbookDamaged))
    }

    pub(crate) fn rows_expected(&self, sheet: usize) -> u32 {
        let height = self.sheets.get(sheet).map_or(0, |sheet| sheet.cells.height());
        u32::try_from(height).unwrap_or(u32::MAX)
    }

    pub(crate) fn read(
        &self,
        sheet: usize,
        limits: &Limits,
        each: &mut dyn FnMut(Row) -> ControlFlow<()>,
    ) -> Result<(), Unreadable> {
        let sheet = self.sheets.get(sheet).ok_or(Unreadable::NoSuchSheet)?;
        let (first_row, first_column) = sheet.cells.start().unwrap_or_default();
        let mut count = 0;
        for (place, values) in sheet.cells.rows().enumerate() {
            let number = first_row + place as u32 + 1;
            let mut cells = Vec::new();
            for (place, value) in values.iter().enumerate() {
                let column = first_column as u16 + place as u16;
                let formula = sheet.formulas.contains(&(number - 1, u32::from(column)));
                let value = value_of(value);
                let font = sheet.fonts.get(&(number - 1, u32::from(column)));
                if !value.is_empty() {
                    let font = font.copied().unwrap_or_default();
                    cells.push(Cell { column, value, formula, font });
                }
            }
            let Some(last) = cells.last() else { continue };
            if number > limits.rows {
                return Err(Unreadable::TooManyRows { row: number, most: limits.rows });
            }
            if last.column >= limits.columns {
                let address = address(last.column, number);
                return Err(Unreadable::TooManyColumns { address, most: limits.columns });
            }
            count += cells.len() as u64;
            if count > limits.cells {
                return Err(Unreadable::TooManyCells { most: limits.cells });
            }
            if each(Row { number, cells }).is_break() {
                break;
            }
        }
        Ok(())
    }
}

fn read(
    file: BufReader<File>,
    mut fonts: Fonts,
    limits: &Limits,
) -> Result<OldWorkbook, Unreadable> {
    let mut book = Xls::new(file).map_err(|error| match error {
        XlsError::Password => Unreadable::PasswordProtected,
        _ => Unreadable::OldWorkbookDamaged,
    })?;
    let listed: Vec<calamine::Sheet> = book.sheets_metadata().to_vec();
    if listed.len() > limits.sheets {
        return Err(Unreadable::TooManySheets { most: limits.sheets });
    }
    let mut sheets = Vec::new();
    let listed = listed.into_iter().enumerate();
    for (place, sheet) in listed.filter(|(_, sheet)| sheet.typ == SheetType::WorkSheet) {
        let damaged = |_| Unreadable::OldWorkbookDamaged;
        let formulas = book.worksheet_formula(&sheet.name).map_err(damaged)?;
        let (row, column) = formulas.start().unwrap_or_default();
        let formulas =
            formulas.used_cells().map(|(r, c, _)| (row + r as u32, column + c as u32)).collect();
        let cells = book.worksheet_range(&sheet.name).map_err(damaged)?;
        let merged = book.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default();
        let merged = merged.into_iter().filter_map(area_of).take(MERGED).collect();
        let hidden = sheet.visible != SheetVisible::Visible;
        let here = fonts.extract_if(|(at, ..), _| *at == place);
        let fonts = here.map(|((_, row, column), font)| ((row, column), font)).collect();
        sheets.push(OldSheet { name: sheet.name, hidden, cells, fonts, formulas, merged });
    }
    Ok(OldWorkbook { sheets })
}

fn area_of(merged: Dimensions) -> Option<Area> {
    let Dimensions { start: (top, left), end: (bottom, right) } = merged;
    let columns = (u16::try_from(left).ok()?, u16::try_from(right).ok()?);
    Some(Area { rows: (top.checked_add(1)?, bottom.checked_add(1)?), columns })
}

fn value_of(data: &Data) -> Value {
    match data {
        Data::Empty => Value::Empty,
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
            Value::of_text(text)
        }
        Data::Int(number) => Value::Number(*number as f64),
        Data::Float(number) => Value::Number(*number),
        Data::Bool(truth) => Value::Truth(*truth),
        Data::Error(error) => Value::Error(error.to_string()),
        Data::DateTime(time) => {
            let (year, month, day, ..) = time.to_ymd_hms_milli();
            let day = Day::read(year as i16, month as i8, day as i8)
                .filter(|_| time.is_datetime() && time.as_f64() >= 1.0);
            day.map_or(Value::Number(time.as_f64()), Value::Day)
        }
    }
}
