//! One door to the three formats.

use crate::{
    Area, Limits, Row, Unreadable,
    apart::Apart,
    file_kind::{self, Found},
    plain_text::PlainText,
    xls::OldWorkbook,
    xlsx::Xlsx,
};
use std::{
    fs::{self, File},
    io::Read,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

/// How the file was written, whatever its name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Format {
    Xlsx,
    Xls,
    Csv,
}

impl Format {
    /// Whether the marked copy is her own file with new marks, and not its values in a new workbook.
    pub fn keeps_everything(self) -> bool {
        self == Format::Xlsx
    }
}

/// An officer's file, opened and known to be readable in kind.
pub struct Book {
    inside: Inside,
    sheet_of_text: String,
    limits: Limits,
    path: PathBuf,
}

enum Inside {
    Xlsx(Xlsx),
    Xls(OldWorkbook),
    Csv(PlainText),
    /// Read by another process.
    Apart(Apart),
}

/// Opens the file at `path`, which the officer calls `file_name`.
pub fn open(path: &Path, file_name: &str, limits: &Limits) -> Result<Book, Unreadable> {
    let bytes = fs::metadata(path)?.len();
    if bytes > limits.file_bytes {
        return Err(Unreadable::FileTooLarge { bytes, most: limits.file_bytes });
    }
    let mut start = Vec::new();
    File::open(path)?.take(file_kind::START_BYTES).read_to_end(&mut start)?;
    let inside = match file_kind::look(&start)? {
        Found::Zip => Inside::Xlsx(Xlsx::open(path, limits)?),
        Found::OldOffice => {
            file_kind::check_old_office(&fs::read(path)?)?;
            Inside::Xls(OldWorkbook::open(path, limits)?)
        }
        Found::Other => Inside::Csv(PlainText::decode(&fs::read(path)?)?),
    };
    let book = Book {
        inside,
        sheet_of_text: sheet_name_of(file_name),
        limits: limits.clone(),
        path: path.to_owned(),
    };
    if book.sheet_names().is_empty() { Err(Unreadable::NoData) } else { Ok(book) }
}

impl Book {
    pub fn format(&self) -> Format {
        match &self.inside {
            Inside::Xlsx(_) => Format::Xlsx,
            Inside::Xls(_) => Format::Xls,
            Inside::Csv(_) => Format::Csv,
            Inside::Apart(apart) => apart.format(),
        }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// In the order of the tabs. A text file has one sheet, named like the file.
    pub fn sheet_names(&self) -> Vec<String> {
        match &self.inside {
            Inside::Xlsx(book) => {
                book.workbook.sheets.iter().map(|sheet| sheet.name.clone()).collect()
            }
            Inside::Xls(book) => book.sheets.iter().map(|sheet| sheet.name.clone()).collect(),
            Inside::Csv(_) => vec![self.sheet_of_text.clone()],
            Inside::Apart(apart) => apart.sheet_names(),
        }
    }

    /// Whether the officer does not see the sheet when she opens the file.
    pub fn is_hidden(&self, sheet: usize) -> bool {
        match &self.inside {
            Inside::Xlsx(book) => book.workbook.sheets.get(sheet).is_some_and(|sheet| sheet.hidden),
            Inside::Xls(book) => book.sheets.get(sheet).is_some_and(|sheet| sheet.hidden),
            Inside::Csv(_) => false,
            Inside::Apart(apart) => apart.is_hidden(sheet),
        }
    }

    /// Hands over the rows that hold something, from top to bottom, until `each` has seen enough.
    /// An error may come after rows have been handed over; they are worth nothing then.
    pub fn read(
        &mut self,
        sheet: usize,
        each: &mut dyn FnMut(Row) -> ControlFlow<()>,
    ) -> Result<(), Unreadable> {
        match &mut self.inside {
            Inside::Xlsx(book) => book.read(sheet, &self.limits, each),
            Inside::Xls(book) => book.read(sheet, &self.limits, each),
            Inside::Csv(_) if sheet > 0 => Err(Unreadable::NoSuchSheet),
            Inside::Csv(list) => list.read(&self.limits, each),
            Inside::Apart(apart) => apart.read(sheet, u32::MAX, each),
        }
    }

    /// The merged areas of a sheet that has been read to its end. A text has none.
    pub fn merged(&mut self, sheet: usize) -> Result<Vec<Area>, Unreadable> {
        match &mut self.inside {
            Inside::Xlsx(book) => Ok(book.merged(sheet)),
            Inside::Xls(book) => {
                Ok(book.sheets.get(sheet).map(|sheet| sheet.merged.clone()).unwrap_or_default())
            }
            Inside::Csv(_) => Ok(vec![]),
            Inside::Apart(apart) => apart.merged(sheet),
        }
    }

    /// About how many rows a sheet will give, known before they are read: as its own head says, or by
    /// its size. For progress only.
    pub fn rows_expected(&mut self, sheet: usize) -> u32 {
        match &mut self.inside {
            Inside::Xlsx(book) => book.rows_expected(sheet),
            Inside::Xls(book) => book.rows_expected(sheet),
            Inside::Csv(list) => list.rows_expected(),
            Inside::Apart(apart) => apart.rows_expected(sheet),
        }
    }

    /// The rows that hold something among the first `rows` of a sheet.
    pub fn first_rows(&mut self, sheet: usize, rows: u32) -> Result<Vec<Row>, Unreadable> {
        let mut first = Vec::new();
        if let Inside::Apart(apart) = &mut self.inside {
            apart.read(sheet, rows, &mut |row| {
                first.push(row);
                ControlFlow::Continue(())
            })?;
            return Ok(first);
        }
        self.read(sheet, &mut |row| {
            if row.number > rows {
                return ControlFlow::Break(());
            }
            first.push(row);
            ControlFlow::Continue(())
        })?;
        Ok(first)
    }

    /// Runs through the whole file without keeping any of it: what is too large or broken further down
    /// is told now. Text and old workbooks have been looked through when they are open.
    pub fn look_through(&mut self) -> Result<(), Unreadable> {
        match &mut self.inside {
            Inside::Xlsx(book) => book.look_through(&self.limits),
            Inside::Xls(_) | Inside::Csv(_) => Ok(()),
            Inside::Apart(apart) => apart.look_through(),
        }
    }

    pub(crate) fn apart(apart: Apart, path: &Path) -> Book {
        let limits = Limits::default();
        let (sheet_of_text, path) = (String::new(), path.to_owned());
        Book { inside: Inside::Apart(apart), sheet_of_text, limits, path }
    }

    /// The other process that has the book open, if it is one.
    pub(crate) fn apart_mut(&mut self) -> Option<&mut Apart> {
        match &mut self.inside {
            Inside::Apart(apart) => Some(apart),
            _ => None,
        }
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.limits
    }

    pub(crate) fn xlsx(&mut self) -> Option<&mut Xlsx> {
        match &mut self.inside {
            Inside::Xlsx(book) => Some(book),
            _ => None,
        }
    }
}

/// A sheet's name is at most 31 letters, without the signs Excel forbids.
fn sheet_name_of(file_name: &str) -> String {
    let name = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let plain: String = stem
        .chars()
        .filter(|letter| !letter.is_control() && !"[]:*?/\\'".contains(*letter))
        .take(31)
        .collect();
    let plain = plain.trim().to_owned();
    if plain.is_empty() { "Danh sách".to_owned() } else { plain }
}
