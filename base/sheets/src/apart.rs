//! Phòng đọc riêng: a file is taken apart by a process of its own, so that whatever it does, it does there.
//!
//! - The process is this same program, started for one file: little memory, little time, no other file, no network.
//! - What it says is read with bounds, as little trusted as the file.
//! - It ends with the book, with its time, when somebody asks it to stop, or when whoever asked is gone.

mod child;
mod confine;
mod places;
mod reader;
mod wire;

pub use child::read_apart;
pub use reader::READ_WORKBOOK;

use crate::{Area, Format, Limits, Row, Unreadable, mark::SheetMarks, workshop::Leash};
use reader::Reader;
use std::{
    fs,
    ops::ControlFlow,
    path::{Path, PathBuf},
};
use wire::{Answer, Ask, MarksPart, Opening, SheetHead};

/// A book that another process has open.
pub(crate) struct Apart {
    program: PathBuf,
    opening: Opening,
    leash: Leash,
    reader: Option<Reader>,
    format: Format,
    sheets: Vec<SheetHead>,
}

/// Marks go over in pieces of so many.
const MARKS_AT_ONCE: usize = 500;

impl Apart {
    pub(crate) fn open(
        program: &Path,
        path: &Path,
        file_name: &str,
        limits: &Limits,
        leash: Leash,
    ) -> Result<Apart, Unreadable> {
        let opening = Opening {
            path: fs::canonicalize(path)?,
            file_name: file_name.to_owned(),
            limits: limits.clone(),
            cpu_seconds: leash.cpu_seconds,
            out: None,
        };
        let (reader, format, sheets) = start(program, &opening, &leash)?;
        let reader = Some(reader);
        Ok(Apart { program: program.to_owned(), opening, leash, reader, format, sheets })
    }

    pub(crate) fn format(&self) -> Format {
        self.format
    }
    pub(crate) fn sheet_names(&self) -> Vec<String> {
        self.sheets.iter().map(|sheet| sheet.name.clone()).collect()
    }
    pub(crate) fn is_hidden(&self, sheet: usize) -> bool {
        self.sheets.get(sheet).is_some_and(|sheet| sheet.hidden)
    }

    pub(crate) fn look_through(&mut self) -> Result<(), Unreadable> {
        match self.ask(&Ask::LookThrough)? {
            Answer::Done => Ok(()),
            other => Err(self.give_up(other)),
        }
    }

    pub(crate) fn rows_expected(&mut self, sheet: usize) -> u32 {
        match self.ask(&Ask::RowsExpected { sheet }) {
            Ok(Answer::Expected(rows)) => rows,
            _ => 0,
        }
    }

    /// Of a sheet that the process which runs has read to its end.
    pub(crate) fn merged(&mut self, sheet: usize) -> Result<Vec<Area>, Unreadable> {
        match self.ask(&Ask::Merged { sheet })? {
            Answer::Merged(areas) => Ok(areas),
            other => Err(self.give_up(other)),
        }
    }

    /// Rows up to number `up_to`. When `each` has seen enough before, the process is ended: it would
    /// go on talking, and the next question starts another.
    pub(crate) fn read(
        &mut self,
        sheet: usize,
        up_to: u32,
        each: &mut dyn FnMut(Row) -> ControlFlow<()>,
    ) -> Result<(), Unreadable> {
        let limits = self.opening.limits.clone();
        let mut sane = Sane { limits: &limits, last: 0, cells: 0 };
        let mut answer = self.ask(&Ask::Read { sheet, up_to })?;
        loop {
            match answer {
                Answer::Rows(rows) => {
                    for row in rows {
                        sane.look_at(&row)?;
                        if each(row).is_break() {
                            self.reader = None;
                            return Ok(());
                        }
                    }
                }
                Answer::Done => return Ok(()),
                other => return Err(self.give_up(other)),
            }
            answer = self.hear()?;
        }
    }

    /// Has the marked workbook written in a folder of its own beside `out`, and moves it there whole.
    pub(crate) fn write_marked(
        &mut self,
        marks: &[SheetMarks],
        out: &Path,
    ) -> Result<(), Unreadable> {
        // One process at a time: the one that reads has nothing more to do.
        self.reader = None;
        let beside = out.parent().filter(|folder| !folder.as_os_str().is_empty());
        let room = tempfile::Builder::new()
            .prefix(".marking-")
            .tempdir_in(beside.unwrap_or(Path::new(".")))?;
        self.opening.out = Some(fs::canonicalize(room.path())?);
        for marks in marks {
            self.tell(&Ask::Marks(MarksPart::Sheet {
                sheet: marks.sheet,
                header_rows: marks.header_rows.clone(),
            }))?;
            let mut cells = marks.cells.iter().map(|(place, shade)| (*place, *shade)).peekable();
            while cells.peek().is_some() {
                let some = cells.by_ref().take(MARKS_AT_ONCE).collect();
                self.tell(&Ask::Marks(MarksPart::Cells(some)))?;
            }
            let mut rows = marks.outcomes.iter().map(|(row, said)| (*row, said.clone())).peekable();
            while rows.peek().is_some() {
                let some = rows.by_ref().take(MARKS_AT_ONCE).collect();
                self.tell(&Ask::Marks(MarksPart::Outcomes(some)))?;
            }
        }
        match self.ask(&Ask::Write)? {
            Answer::Done => Ok(fs::rename(room.path().join(wire::MARKED), out)?),
            other => Err(self.give_up(other)),
        }
    }

    fn reader(&mut self) -> Result<&mut Reader, Unreadable> {
        if self.reader.is_none() {
            let (reader, ..) = start(&self.program, &self.opening, &self.leash)?;
            self.reader = Some(reader);
        }
        self.reader.as_mut().ok_or(Unreadable::damaged("the reading process is gone"))
    }

    fn tell(&mut self, ask: &Ask) -> Result<(), Unreadable> {
        self.reader()?.tell(ask)
    }
    fn ask(&mut self, ask: &Ask) -> Result<Answer, Unreadable> {
        let reader = self.reader()?;
        reader.tell(ask)?;
        reader.hear()
    }
    fn hear(&mut self) -> Result<Answer, Unreadable> {
        self.reader()?.hear()
    }

    /// After a refusal, or an answer to another question, nothing more is asked of this process.
    fn give_up(&mut self, answer: Answer) -> Unreadable {
        self.reader = None;
        match answer {
            Answer::Refused(reason) => reason,
            _ => Unreadable::damaged("the reading process answered something else"),
        }
    }
}

fn start(
    program: &Path,
    opening: &Opening,
    leash: &Leash,
) -> Result<(Reader, Format, Vec<SheetHead>), Unreadable> {
    let mut reader = Reader::start(program, leash)?;
    reader.tell(&Ask::Open(opening.clone()))?;
    match reader.hear()? {
        Answer::Opened { format, sheets } if sheets.len() <= opening.limits.sheets => {
            Ok((reader, format, sheets))
        }
        Answer::Refused(reason) => Err(reason),
        _ => Err(Unreadable::damaged("the reading process answered something else")),
    }
}

/// What every row must keep to, whoever says it.
struct Sane<'limits> {
    limits: &'limits Limits,
    last: u32,
    cells: u64,
}

impl Sane<'_> {
    fn look_at(&mut self, row: &Row) -> Result<(), Unreadable> {
        self.cells += row.cells.len() as u64;
        let in_order = row.cells.is_sorted_by(|left, right| left.column < right.column);
        let bounded = row.number <= self.limits.rows && self.cells <= self.limits.cells;
        if self.last < row.number && in_order && bounded {
            self.last = row.number;
            Ok(())
        } else {
            Err(Unreadable::damaged("rows that contradict themselves"))
        }
    }
}
