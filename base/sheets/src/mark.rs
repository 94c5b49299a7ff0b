//! Gives the workbook back: wrong cells coloured, two columns at the end that say what happened and what to correct.
//!
//! - An .xlsx stays the officer's own file: sheets, order, styles, widths, merged cells, formulas and pictures.
//! - An .xls or .csv cannot carry marks safely; its values come back in a new .xlsx.
//! - A second round replaces the marks of the first.

mod columns;
mod copy;
mod raw;
mod sheet;
mod style;
mod survey;
mod zipped;

use crate::{Book, Format, Unreadable, table::TableShape};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fs, path::Path};

/// The headings of our two columns, by which we know them again.
pub const RESULT: &str = "Kết quả";
pub const TO_FIX: &str = "Cần sửa";

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Shade {
    /// Yellow: has to be corrected.
    Wrong,
    /// Light orange: worth a second look.
    Doubtful,
}

impl Shade {
    /// Colours that no palette offers, so that a cell of ours is known again.
    pub(crate) fn colour(self) -> u32 {
        match self {
            Shade::Wrong => 0xFF_F1_76,
            Shade::Doubtful => 0xFF_D8_A6,
        }
    }
    pub(crate) const ALL: [Shade; 2] = [Shade::Wrong, Shade::Doubtful];
}

/// What our two columns say in one row.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    pub result: String,
    pub to_fix: String,
}

/// Everything to mark in one sheet.
#[derive(Debug, Clone, Default)]
pub struct SheetMarks {
    pub sheet: usize,
    pub header_rows: Vec<u32>,
    /// By row and column, as Excel counts rows and from 0 as we count columns.
    pub cells: BTreeMap<(u32, u16), Shade>,
    pub outcomes: BTreeMap<u32, Outcome>,
    /// Columns typed before Unicode, with a font that shows them: for a copy, which has none of her fonts.
    pub old_fonts: BTreeMap<u16, &'static str>,
}

impl SheetMarks {
    pub fn of(shape: &TableShape) -> SheetMarks {
        SheetMarks {
            sheet: shape.sheet,
            header_rows: shape.header_rows.clone(),
            ..SheetMarks::default()
        }
    }
    pub fn shade(&mut self, row: u32, column: u16, shade: Shade) {
        let shades = self.cells.entry((row, column)).or_insert(shade);
        // Wrong outweighs doubtful.
        *shades = (*shades).min(shade);
    }
    pub fn say(&mut self, row: u32, result: impl Into<String>, to_fix: impl Into<String>) {
        let outcome = Outcome { result: plain(&result.into()), to_fix: plain(&to_fix.into()) };
        self.outcomes.insert(row, outcome);
    }
    fn header_row(&self) -> u32 {
        self.header_rows.first().copied().unwrap_or(1)
    }
    /// The font of a text in our copy of her list. Headings are typed like the columns under them.
    fn old_font(&self, row: u32, column: u16, text: &str) -> Option<&'static str> {
        if text.is_ascii() {
            return None;
        }
        let above = self.header_rows.last().is_some_and(|last| row <= *last);
        let any = || self.old_fonts.values().next().filter(|_| above);
        self.old_fonts.get(&column).or_else(any).copied()
    }
    fn shades_of(&self, row: u32) -> impl Iterator<Item = (u16, Shade)> {
        self.cells.range((row, 0)..=(row, u16::MAX)).map(|((_, column), shade)| (*column, *shade))
    }
}

/// Writes the marked workbook, always an .xlsx, to `out`. Nothing is left there if it fails.
pub fn write(mut book: Book, marks: &[SheetMarks], out: &Path) -> Result<(), Unreadable> {
    if let Some(apart) = book.apart_mut() {
        return apart.write_marked(marks, out);
    }
    let written = match book.format() {
        Format::Xlsx => zipped::write(book, marks, out),
        Format::Xls | Format::Csv => copy::write(book, marks, out),
    };
    if written.is_err() {
        // What was begun is of no use; the reason for the failure matters more than this one.
        let _ = fs::remove_file(out);
    }
    written
}

/// Text as a cell may hold it: no control characters, no longer than Excel allows.
fn plain(text: &str) -> String {
    let fits = |letter: &char| !letter.is_control() || *letter == '\n';
    let fits_xml = |letter: &char| !matches!(letter, '\u{fffe}' | '\u{ffff}');
    text.chars().filter(fits).filter(fits_xml).take(10_000).collect()
}
