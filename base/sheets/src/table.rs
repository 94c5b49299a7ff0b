//! Finds the table in an officer's sheet: her headings, wherever they stand and however she words them.

mod ditto;
mod header;
mod typed;
mod walk;

pub use ditto::{Ditto, Filled};
pub use walk::{Kind, Walk, names_a_group};

use crate::{Area, Book, Row, Unreadable, address, mark, texts::Texts};
use kernel::{Lang, vietnamese::legacy::Evidence};

/// The header stands within the first rows of a sheet.
pub const HEADER_WITHIN: u32 = 30;

/// One column that the caller looks for.
#[derive(Debug, Clone, Copy)]
pub struct Heading {
    pub key: &'static str,
    /// Every wording known for it, the usual one first: it is the one shown to people.
    pub names: &'static [&'static str],
    pub required: bool,
}

/// The column's part of a heading that spans several: `Ngày sinh` over `Nam` and `Nữ`, or over `Ngày`, `Tháng`, `Năm`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Branch {
    Man,
    Woman,
    Day,
    Month,
    Year,
}

/// A column the caller knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub key: &'static str,
    pub column: u16,
    /// As the officer wrote it; over two rows `Ngày sinh / Nam`.
    pub heading: String,
    pub branch: Option<Branch>,
    /// The last column that the heading stands over: itself, unless `Họ và tên` stands over two.
    pub up_to: u16,
}

/// A column the caller does not know, or has already seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stray {
    pub column: u16,
    pub heading: String,
    /// Where the heading stands: `G5`.
    pub address: String,
    /// The key it repeats, if it repeats one.
    pub repeats: Option<&'static str>,
}

/// Where the table is and what its columns mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableShape {
    pub sheet: usize,
    pub sheet_name: String,
    /// One row, or two when headings are merged.
    pub header_rows: Vec<u32>,
    pub columns: Vec<Column>,
    pub strays: Vec<Stray>,
    /// The first of the two columns that an earlier round of ours added.
    pub own_columns: Option<u16>,
    /// What the headings say of how the sheet was typed.
    pub typed: Evidence,
    /// The folded headings, to know a header that is printed again on each page.
    header_texts: Vec<Vec<(u16, String)>>,
    required: Vec<&'static str>,
}

impl TableShape {
    /// The column of a key; the first one, if it has branches.
    pub fn column(&self, key: &str) -> Option<u16> {
        self.columns_of(key).next().map(|column| column.column)
    }
    pub fn columns_of<'shape>(
        &'shape self,
        key: &'shape str,
    ) -> impl Iterator<Item = &'shape Column> {
        self.columns.iter().filter(move |column| column.key == key)
    }
    pub fn key_of(&self, column: u16) -> Option<&Column> {
        self.columns.iter().find(|known| known.column == column)
    }
    pub fn unknown(&self) -> impl Iterator<Item = &Stray> {
        self.strays.iter().filter(|stray| stray.repeats.is_none())
    }
    pub fn duplicates(&self) -> impl Iterator<Item = &Stray> {
        self.strays.iter().filter(|stray| stray.repeats.is_some())
    }
    pub fn is_own(&self, column: u16) -> bool {
        self.own_columns.is_some_and(|own| column == own || column == own + 1)
    }
    /// Whether nothing stands over a column, and it is none of ours.
    pub fn has_no_heading(&self, column: u16) -> bool {
        let known = self.columns.iter().any(|known| (known.column..=known.up_to).contains(&column));
        !known && !self.is_own(column) && self.strays.iter().all(|stray| stray.column != column)
    }
    /// Columns without a heading of their own belong to the one that is merged over them.
    pub fn widen(&mut self, areas: &[Area]) {
        const COLUMNS_MOST: u16 = 4;
        for area in areas {
            let (first, last) = area.columns;
            let over = |row: &u32| (area.rows.0..=area.rows.1).contains(row);
            let place = self.columns.iter().position(|column| column.column == first);
            let Some(place) = place.filter(|_| self.header_rows.iter().any(over)) else { continue };
            let is_free = last.saturating_sub(first) < COLUMNS_MOST
                && (first..=last).skip(1).all(|column| self.has_no_heading(column));
            if is_free {
                self.columns[place].up_to = self.columns[place].up_to.max(last);
            }
        }
    }
    pub fn last_header_row(&self) -> u32 {
        self.header_rows.last().copied().unwrap_or(0)
    }
    fn is_required(&self, column: u16) -> bool {
        self.key_of(column).is_some_and(|column| self.required.contains(&column.key))
    }
}

/// Why a sheet has no table for the caller.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.say(Lang::En))]
pub enum NoTable {
    /// The sheet holds nothing in its first rows.
    Empty,
    NoHeader,
    /// There would be a table, but the officer does not see the sheet when she opens the file.
    Hidden,
    /// There is a header, but not every column that must be there.
    Missing {
        row: u32,
        names: Vec<String>,
    },
}

impl NoTable {
    pub fn code(&self) -> &'static str {
        match self {
            NoTable::Empty => "sheet_empty",
            NoTable::NoHeader => "no_header",
            NoTable::Hidden => "sheet_hidden",
            NoTable::Missing { .. } => "missing_columns",
        }
    }
    pub fn say(&self, lang: Lang) -> String {
        let t = Texts(lang);
        match self {
            NoTable::Empty | NoTable::NoHeader => t.no_header(HEADER_WITHIN as usize),
            NoTable::Hidden => t.sheet_hidden(),
            NoTable::Missing { row, names } => t.missing_columns(*row, &names.join(", ")),
        }
    }
}

/// What a whole workbook offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tables {
    pub found: Vec<TableShape>,
    /// Sheets without a table, and why; empty and hidden ones among them.
    pub others: Vec<(usize, NoTable)>,
}

/// Finds the table in the first rows of a sheet.
pub fn find(rows: &[Row], vocabulary: &[Heading]) -> Result<TableShape, NoTable> {
    header::find(rows, vocabulary)
}

/// Looks for the table in every sheet that the officer can see.
pub fn find_in(book: &mut Book, vocabulary: &[Heading]) -> Result<Tables, Unreadable> {
    let mut tables = Tables { found: Vec::new(), others: Vec::new() };
    for (sheet, name) in book.sheet_names().into_iter().enumerate() {
        let rows = book.first_rows(sheet, HEADER_WITHIN + 2)?;
        match typed::find_as_typed(&rows, vocabulary) {
            Ok(shape) if !book.is_hidden(sheet) => {
                tables.found.push(TableShape { sheet, sheet_name: name, ..shape })
            }
            Ok(_) => tables.others.push((sheet, NoTable::Hidden)),
            Err(reason) => tables.others.push((sheet, reason)),
        }
    }
    let nothing = tables.found.is_empty()
        && tables.others.iter().all(|(_, reason)| *reason == NoTable::Empty);
    if nothing { Err(Unreadable::NoData) } else { Ok(tables) }
}

/// Our two columns, if this header row has them side by side. One alone may be the officer's own.
pub(crate) fn own_columns(header: &Row) -> Option<u16> {
    let is = |column: u16, name: &str| {
        header.texts().any(|(at, text)| at == column && text.trim() == name)
    };
    header
        .texts()
        .map(|(column, _)| column)
        .find(|column| is(*column, mark::RESULT) && is(column.saturating_add(1), mark::TO_FIX))
}

fn stray(column: u16, row: u32, heading: &str, repeats: Option<&'static str>) -> Stray {
    Stray { column, heading: heading.to_owned(), address: address(column, row), repeats }
}
