//! Reads the rows of a file. Heavy work: it runs beside the requests, and a person may stop it.

use crate::import::{
    Refusal,
    decide::FileRow,
    headings::{self as key, OF_ONES_OWN, REPEATABLE, VOCABULARY},
    rules,
};
use kernel::{Day, Lang};
use platform::{jobs::Ticket, seal::Sealer};
use sheets::{
    Book, Leash, Limits, Row, Workshop,
    table::{self, Ditto, Kind, NoTable, TableShape, Walk},
};
use std::{ops::ControlFlow, path::PathBuf, sync::Arc};

/// What is to be read, and how.
#[derive(Clone)]
pub struct ToRead {
    pub path: PathBuf,
    pub file_name: String,
    pub today: Day,
    pub lang: Lang,
    pub sealer: Sealer,
    pub ticket: Arc<Ticket>,
    /// Where the file is taken apart.
    pub workshop: Workshop,
}

/// A file that was read: its tables and the people in them.
pub struct File {
    pub tables: Vec<TableShape>,
    pub rows: Vec<FileRow>,
    /// Sheets that hold no member list; they come back as they were.
    pub other_sheets: Vec<String>,
}

/// How often progress is told and a request to stop is looked for.
const ROWS_BETWEEN_LOOKS: u32 = 100;

pub fn open(wanted: &ToRead) -> Result<Book, Refusal> {
    let ticket = wanted.ticket.clone();
    let leash = Leash::long().until(move || ticket.is_stopped());
    Ok(wanted.workshop.open(&wanted.path, &wanted.file_name, &Limits::default(), leash)?)
}

/// Whether the file can be read at all and holds a member list; told at once, before any job.
pub fn find_tables(book: &mut Book) -> Result<(Vec<TableShape>, Vec<String>), Refusal> {
    let found = table::find_in(book, VOCABULARY)?;
    let names = book.sheet_names();
    let others = found.others.iter().filter(|(sheet, _)| !book.is_hidden(*sheet));
    if found.found.is_empty() {
        return Err(no_table(
            others.clone().map(|(sheet, reason)| (names[*sheet].clone(), reason)),
        ));
    }
    let others = others
        .filter(|(_, reason)| *reason != NoTable::Empty)
        .map(|(sheet, _)| names[*sheet].clone())
        .collect();
    Ok((found.found, others))
}

/// The sheet that came nearest says what is missing.
fn no_table<'a>(reasons: impl Iterator<Item = (String, &'a NoTable)>) -> Refusal {
    let mut first = None;
    for (sheet, reason) in reasons {
        match reason {
            NoTable::Missing { row, .. } => return Refusal::NoNameColumn { sheet, row: *row },
            NoTable::NoHeader => first = first.or(Some(sheet)),
            NoTable::Empty | NoTable::Hidden => {}
        }
    }
    match first {
        Some(sheet) => Refusal::NoMemberTable { sheet },
        None => Refusal::NothingInside,
    }
}

/// Reads every row of every table.
pub fn read(wanted: &ToRead) -> Result<File, Refusal> {
    let mut book = open(wanted)?;
    let (tables, other_sheets) = find_tables(&mut book)?;
    let expected = tables.iter().map(|table| book.rows_expected(table.sheet)).sum::<u32>();
    let told = |done: u32| wanted.ticket.report(done.into(), expected.max(done).into());
    told(0);
    let mut file = File { tables, rows: vec![], other_sheets };
    let mut done = 0_u32;
    for table in 0..file.tables.len() {
        let shape = file.tables[table].clone();
        let mut reading = Table::new(wanted, &shape, table);
        let mut stopped = false;
        book.read(shape.sheet, &mut |row| {
            done += 1;
            if done.is_multiple_of(ROWS_BETWEEN_LOOKS) {
                told(done);
                stopped = wanted.ticket.is_stopped();
            }
            file.rows.extend(reading.row(row));
            if stopped { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
        if stopped {
            return Err(Refusal::Stopped);
        }
    }
    wanted.ticket.report(done.into(), done.into());
    if file.rows.is_empty() {
        Err(Refusal::NoPeople { sheet: first_sheet(&file) })
    } else {
        Ok(file)
    }
}

fn first_sheet(file: &File) -> String {
    file.tables.first().map(|table| table.sheet_name.clone()).unwrap_or_default()
}

/// One table on its way through the rows.
struct Table<'a> {
    wanted: &'a ToRead,
    shape: &'a TableShape,
    place: usize,
    walk: Walk<'a>,
    ditto: Ditto,
    section: String,
}

impl<'a> Table<'a> {
    fn new(wanted: &'a ToRead, shape: &'a TableShape, place: usize) -> Table<'a> {
        Table {
            wanted,
            shape,
            place,
            walk: Walk::new(shape),
            ditto: ditto_in(shape, &REPEATABLE),
            section: String::new(),
        }
    }

    fn row(&mut self, mut row: Row) -> Option<FileRow> {
        match self.walk.look(&row) {
            Kind::Data => {}
            Kind::Section(title) => {
                self.section = title;
                return None;
            }
            _ => return None,
        }
        if rules::is_blank(self.shape, &row) {
            return None;
        }
        let mut filled = self.ditto.fill(&mut row);
        // It has seen nothing above, so every mark stays and is reported.
        filled.extend(ditto_in(self.shape, &OF_ONES_OWN).fill(&mut row));
        let reading = rules::read_row(
            self.shape,
            &row,
            &self.section,
            &filled,
            self.wanted.today,
            self.wanted.lang,
        );
        let number = reading.given.as_ref().and_then(|given| given.national_id.as_ref());
        let national_id_index = number.map(|number| {
            self.wanted.sealer.blind_index(crate::store::NATIONAL_ID, number.digits())
        });
        let name_column = self.shape.column(key::NAME).unwrap_or(0);
        Some(FileRow {
            table: self.place,
            number: row.number,
            name_column,
            national_id_column: self.shape.column(key::NATIONAL_ID).unwrap_or(name_column),
            birth_column: self
                .shape
                .column(key::BIRTH)
                .or_else(|| self.shape.column(key::BIRTH_YEAR))
                .unwrap_or(name_column),
            card_column: self.shape.column(key::CARD).unwrap_or(name_column),
            national_id_index,
            reading,
        })
    }
}

fn ditto_in(shape: &TableShape, keys: &[&str]) -> Ditto {
    let columns = shape.columns.iter().filter(|column| keys.contains(&column.key));
    Ditto::in_columns(columns.map(|column| column.column))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(folder: &std::path::Path, text: &str) -> ToRead {
        let path = folder.join("a.csv");
        std::fs::write(&path, text).unwrap();
        ToRead {
            path,
            file_name: "a.csv".to_owned(),
            today: Day::of(2026, 3, 2),
            lang: Lang::Vi,
            sealer: Sealer::with_key([7; 32]),
            ticket: Arc::default(),
            workshop: Workshop::Here,
        }
    }

    #[test]
    fn the_rows_still_to_come_are_told_while_the_first_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let list = format!("Họ và tên,Năm sinh\n{}", "Lò Thị An,1961\n".repeat(4_000));
        let wanted = wanted(folder.path(), &list);
        wanted.ticket.stop();
        assert_eq!(read(&wanted).err(), Some(Refusal::Stopped));
        let (done, total) = wanted.ticket.progress();
        assert!(done < 1_000 && (4_000..4_010).contains(&total), "{done} of {total}");
    }

    #[test]
    fn as_above_in_a_column_of_ones_own_is_told_so() {
        let folder = tempfile::tempdir().unwrap();
        let list = "Họ và tên,Năm sinh,Điện thoại\nLò Thị An,1961,0912345678\nLò Thị Ba,nt,//\n";
        let file = read(&wanted(folder.path(), list)).unwrap();
        let found = &file.rows[1].reading.findings;
        let codes: Vec<&str> = found.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, ["ditto_not_here", "ditto_not_here"]);
        assert!(found[0].message.contains("“nt”"), "{}", found[0].message);
    }
}
