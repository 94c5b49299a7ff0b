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
    Area, Book, Format, Leash, Limits, Row, Workshop,
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
    /// Rows that were taken for something else than a person; the first of each table.
    pub left_out: Vec<LeftOut>,
}

/// A row that was not taken for a person, so that people see when it was one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    pub table: usize,
    pub row: u32,
    pub said: String,
    pub why: Why,
}

#[derive(
    Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Why {
    /// It says to which chapter the rows below belong.
    Title,
    /// Signatures and notes.
    Note,
}

/// A list has one title for each chapter, and some signatures.
const LEFT_OUT_MOST: usize = 200;
const LEFT_OUT_LETTERS: usize = 100;

/// How often progress is told and a request to stop is looked for.
const ROWS_BETWEEN_LOOKS: u32 = 100;

pub fn open(wanted: &ToRead) -> Result<Book, Refusal> {
    let ticket = wanted.ticket.clone();
    let leash = Leash::long().until(move || ticket.is_stopped());
    Ok(wanted.workshop.open(&wanted.path, &wanted.file_name, &Limits::default(), leash)?)
}

/// Whether the file can be read at all and holds a member list; told at once, before any job.
pub fn find_tables(book: &mut Book) -> Result<(Vec<TableShape>, Vec<String>), Refusal> {
    let mut found = table::find_in(book, VOCABULARY)?;
    for shape in &mut found.found {
        key::read_together(shape);
        refuse_two_names(shape)?;
    }
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

fn refuse_two_names(shape: &TableShape) -> Result<(), Refusal> {
    let second = shape.duplicates().filter(|stray| stray.repeats == Some(key::NAME));
    let cells: Vec<&str> = second.map(|stray| stray.address.as_str()).collect();
    if cells.is_empty() {
        return Ok(());
    }
    Err(Refusal::TwoNameColumns { sheet: shape.sheet_name.clone(), cells: cells.join(", ") })
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
    let left_out = vec![];
    let mut file = File { tables, rows, typed, encoding, format, other_sheets, left_out };
    for table in 0..file.tables.len() {
        read_whole_table(wanted, &mut book, &mut file, table, &mut progress)?;
    }
    progress.end();
    if file.rows.is_empty() {
        Err(Refusal::NoPeople { sheet: first_sheet(&file) })
    } else {
        Ok(file)
    }
}

/// Reads a table, and again from its top once it is known that its letters are old or that cells of it are merged:
/// both show only further down.
fn read_whole_table(
    wanted: &ToRead,
    book: &mut Book,
    file: &mut File,
    table: usize,
    progress: &mut Progress,
) -> Result<(), Refusal> {
    let before = (file.rows.len(), progress.done);
    let mut shape = file.tables[table].clone();
    let mut typed = Typed::begin(&shape, wanted.encoding);
    let mut merged = vec![];
    loop {
        let mut reading = Table::new(wanted, &shape, table, typed.clone(), &merged);
        let must_judge = read_table(book, &mut reading, &mut file.rows, progress)?;
        let Table { typed: read_as, mut left_out, .. } = reading;
        if must_judge {
            typed = read_as;
            typed.judge(&shape, &survey(book, &shape, &typed, &wanted.ticket)?);
        } else if merged.is_empty()
            && let Some(areas) = merged_areas(book, &mut shape)?
        {
            merged = areas;
            typed = Typed::begin(&shape, wanted.encoding);
        } else {
            file.typed.push(read_as);
            file.left_out.append(&mut left_out);
            break;
        }
        file.rows.truncate(before.0);
        progress.done = before.1;
    }
    forget_silence(&mut file.rows[before.0..]);
    file.tables[table] = shape;
    Ok(())
}

/// The merged areas of a table that has been read, where one says something: a chapter for several rows, or a name in
/// two columns.
fn merged_areas(book: &mut Book, shape: &mut TableShape) -> Result<Option<Vec<Area>>, Refusal> {
    let areas = book.merged(shape.sheet)?;
    let before = shape.columns.clone();
    shape.widen(&areas);
    let matters = shape.columns != before || ditto_in(shape, &REPEATABLE, &areas).has_merged();
    Ok(matters.then_some(areas))
}

/// A column of ticks in which nobody is ticked says nothing of anybody.
fn forget_silence(rows: &mut [FileRow]) {
    let givens = || rows.iter().filter_map(|row| row.reading.given.as_ref());
    if !givens().any(|given| given.sex_by_silence)
        || givens().any(|given| given.sex.is_some() && !given.sex_by_silence)
    {
        return;
    }
    for row in rows {
        if let Some(given) = &mut row.reading.given {
            (given.sex, given.sex_by_silence) = (None, false);
            row.reading.findings.retain(|finding| finding.code != "national_id_other_sex");
        }
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
    /// Rows below the header that are nobody, although a name may stand in them.
    left_out: Vec<LeftOut>,
    ditto: Ditto,
    /// Columns in which every mark stays and is reported.
    of_ones_own: Ditto,
    section: String,
    typed: Typed,
}

impl<'a> Table<'a> {
    fn new(
        wanted: &'a ToRead,
        shape: &'a TableShape,
        place: usize,
        typed: Typed,
        merged: &[Area],
    ) -> Table<'a> {
        Table {
            wanted,
            shape,
            place,
            walk: Walk::new(shape),
            left_out: vec![],
            ditto: ditto_in(shape, &REPEATABLE, merged),
            of_ones_own: ditto_in(shape, &OF_ONES_OWN, &[]),
            section: String::new(),
            typed,
        }
    }

    fn leave_out(&mut self, row: &Row, said: String, why: Why) {
        if self.left_out.len() < LEFT_OUT_MOST {
            let said = said.chars().take(LEFT_OUT_LETTERS).collect();
            self.left_out.push(LeftOut { table: self.place, row: row.number, said, why });
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
                self.leave_out(&row, title.clone(), Why::Title);
                self.section = title;
                return None;
            }
            Kind::Note => {
                let name = self.shape.column(key::NAME).map(|column| row.text(column));
                if let Some(name) = name.filter(|name| !name.is_empty()) {
                    self.leave_out(&row, name.into_owned(), Why::Note);
                }
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

fn ditto_in(shape: &TableShape, keys: &[&str], merged: &[Area]) -> Ditto {
    let columns = shape.columns.iter().filter(|column| keys.contains(&column.key));
    Ditto::in_columns(columns.map(|column| column.column)).merged(merged)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::vietnamese::Sex;

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
    fn a_column_of_ticks_without_a_tick_says_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let sexes = |list: &str| -> Vec<Option<Sex>> {
            let file = read(&wanted(folder.path(), list)).unwrap();
            let sex = |row: &FileRow| row.reading.given.as_ref().and_then(|given| given.sex);
            file.rows.iter().map(sex).collect()
        };
        let list = "Họ và tên,Năm sinh,Nữ\nLò Thị An,1961,\nLò Văn Ba,1962,\n";
        assert_eq!(sexes(list), [None, None]);
        let list = "Họ và tên,Năm sinh,Nữ\nLò Thị An,1961,x\nLò Văn Ba,1962,\n";
        assert_eq!(sexes(list), [Some(Sex::Female), Some(Sex::Male)]);
    }

    #[test]
    fn rows_that_are_nobody_are_told_with_what_stands_in_them() {
        let folder = tempfile::tempdir().unwrap();
        let list = "Họ và tên,Năm sinh,SĐT,Ghi chú\nChi hội Hồ Búa,,,\nLò Thị An,1961,,\n\
            Người lập,,,Chủ tịch\nLò Thị Ba,,,\n";
        let file = read(&wanted(folder.path(), list)).unwrap();
        let said: Vec<_> =
            file.left_out.iter().map(|one| (one.row, one.said.as_str(), one.why)).collect();
        assert_eq!(
            said,
            [
                (2, "Chi hội Hồ Búa", Why::Title),
                (4, "Người lập", Why::Note),
                (5, "Lò Thị Ba", Why::Note)
            ]
        );
        let twice = "Họ và tên,Năm sinh,Họ và tên,Năm sinh\nLò Thị An,1961,Lò Văn Ba,1962\n";
        let refused = read(&wanted(folder.path(), twice)).err().unwrap();
        assert!(matches!(&refused, Refusal::TwoNameColumns { cells, .. } if cells == "C1"));
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
