//! Reads the rows of a file. Heavy work: it runs beside the requests, and a person may stop it.

use crate::import::{
    Refusal,
    decide::FileRow,
    encoding::FileEncoding,
    headings::{self as key, OF_ONES_OWN, REPEATABLE, VOCABULARY},
    rules::{self, Finding},
    typed::{Survey, Typed},
};
use kernel::{Day, Lang};
use platform::{jobs::Ticket, seal::Sealer};
use sheets::{
    Book, Format, Leash, Limits, Row, Workshop,
    table::{self, Ditto, Kind, NoTable, TableShape, Walk},
};
use std::{ops::ControlFlow, path::PathBuf, sync::Arc};

/// What is to be read, and how.
#[derive(Clone)]
pub struct ToRead {
    pub path: PathBuf,
    pub file_name: String,
    pub encoding: FileEncoding,
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
    /// How each table was typed.
    pub typed: Vec<Typed>,
    pub encoding: FileEncoding,
    pub format: Format,
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
    let mut progress = Progress { ticket: &wanted.ticket, expected, done: 0 };
    progress.tell();
    let (rows, typed) = (vec![], vec![]);
    let (encoding, format) = (wanted.encoding, book.format());
    let mut file = File { tables, rows, typed, encoding, format, other_sheets };
    for table in 0..file.tables.len() {
        let shape = file.tables[table].clone();
        let mut typed = Typed::begin(&shape, wanted.encoding);
        let mut reading = Table::new(wanted, &shape, table, typed);
        let before = (file.rows.len(), progress.done);
        if read_table(&mut book, &mut reading, &mut file.rows, &mut progress)? {
            typed = reading.typed;
            typed.judge(&shape, &survey(&mut book, &shape, &typed, &wanted.ticket)?);
            file.rows.truncate(before.0);
            progress.done = before.1;
            reading = Table::new(wanted, &shape, table, typed);
            read_table(&mut book, &mut reading, &mut file.rows, &mut progress)?;
        }
        file.typed.push(reading.typed);
    }
    progress.end();
    if file.rows.is_empty() {
        Err(Refusal::NoPeople { sheet: first_sheet(&file) })
    } else {
        Ok(file)
    }
}

/// Rows done of those expected, told to whoever waits.
struct Progress<'a> {
    ticket: &'a Ticket,
    expected: u32,
    done: u32,
}

impl Progress<'_> {
    fn tell(&self) {
        self.ticket.report(self.done.into(), self.expected.max(self.done).into());
    }
    fn end(&self) {
        self.ticket.report(self.done.into(), self.done.into());
    }
    /// One row more; whether a person wants to stop is asked now and then.
    fn step(&mut self) -> Result<(), Refusal> {
        self.done += 1;
        if !self.done.is_multiple_of(ROWS_BETWEEN_LOOKS) {
            return Ok(());
        }
        self.tell();
        if self.ticket.is_stopped() { Err(Refusal::Stopped) } else { Ok(()) }
    }
}

/// Reads the rows of a table to its end, or to the first that calls for a judgement of its letters;
/// says whether one did.
fn read_table(
    book: &mut Book,
    reading: &mut Table,
    rows: &mut Vec<FileRow>,
    progress: &mut Progress,
) -> Result<bool, Refusal> {
    let (mut outcome, mut must_judge) = (Ok(()), false);
    book.read(reading.shape.sheet, &mut |row| {
        outcome = progress.step();
        must_judge = reading.must_judge(&row);
        if must_judge || outcome.is_err() {
            return ControlFlow::Break(());
        }
        rows.extend(reading.row(row));
        ControlFlow::Continue(())
    })?;
    outcome.map(|()| must_judge)
}

/// Looks at the letters of a whole sheet.
fn survey(
    book: &mut Book,
    shape: &TableShape,
    typed: &Typed,
    ticket: &Ticket,
) -> Result<Survey, Refusal> {
    let mut survey = Survey::default();
    let mut stopped = false;
    book.read(shape.sheet, &mut |row| {
        stopped = row.number.is_multiple_of(ROWS_BETWEEN_LOOKS) && ticket.is_stopped();
        survey.add(shape, typed, &row);
        if stopped { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    if stopped { Err(Refusal::Stopped) } else { Ok(survey) }
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
    /// Columns in which every mark stays and is reported.
    of_ones_own: Ditto,
    section: String,
    typed: Typed,
}

impl<'a> Table<'a> {
    fn new(wanted: &'a ToRead, shape: &'a TableShape, place: usize, typed: Typed) -> Table<'a> {
        Table {
            wanted,
            shape,
            place,
            walk: Walk::new(shape),
            ditto: ditto_in(shape, &REPEATABLE),
            of_ones_own: ditto_in(shape, &OF_ONES_OWN),
            section: String::new(),
            typed,
        }
    }

    fn must_judge(&self, row: &Row) -> bool {
        row.number > self.shape.last_header_row() && self.typed.must_judge(row)
    }

    fn row(&mut self, mut row: Row) -> Option<FileRow> {
        let changed = self.typed.convert(&mut row);
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
        let doubtful = self.typed.doubtful(&row, &changed);
        let converted = changed.iter().filter(|change| self.typed.is_kept(change.column));
        let converted = converted.map(|change| (change.column, change.encoding)).collect();
        self.typed.count(self.shape, &row, changed, &doubtful);
        let mut filled = self.ditto.fill(&mut row);
        filled.extend(self.of_ones_own.marks(&row));
        let mut reading = rules::read_row(
            self.shape,
            &row,
            &self.section,
            &filled,
            self.wanted.today,
            self.wanted.lang,
        );
        for column in doubtful {
            let message = self.typed.doubt_said(column, self.wanted.lang);
            reading.refuse(Finding::wrong(column, "text_encoding_doubtful", message));
        }
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
            converted,
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
            encoding: FileEncoding::Auto,
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
    fn one_old_name_far_down_turns_the_whole_column_and_every_row_is_read_once() {
        let folder = tempfile::tempdir().unwrap();
        let mut list = "Họ và tên,Năm sinh\n".to_owned();
        list.push_str(&"Lo Thi An,1961\n".repeat(500));
        list.push_str("NguyÔn ThÞ Hµ,1950\nTrÇn V¨n §øc,1951\n");
        let wanted = wanted(folder.path(), &list);
        let file = read(&wanted).unwrap();
        assert_eq!(file.rows.len(), 502);
        let numbers: Vec<u32> = file.rows.iter().map(|row| row.number).collect();
        assert_eq!(numbers, (2..504).collect::<Vec<u32>>());
        let last = file.rows[501].reading.given.as_ref().map(|given| given.name.as_str());
        assert_eq!(last, Some("Trần Văn Đức"));
        assert_eq!(wanted.ticket.progress(), (503, 503), "each row is counted once");
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
