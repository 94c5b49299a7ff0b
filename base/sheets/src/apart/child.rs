//! The reading process itself: opens one file, answers about it, and ends.

use super::{
    confine,
    wire::{self, Answer, Ask, MARKED, MarksPart, Opening, ROW_BYTES, SheetHead},
};
use crate::{
    Book, Row, Unreadable, Value, book,
    mark::{self, SheetMarks},
};
use std::{
    io::{self, BufWriter, Read, Write},
    ops::ControlFlow,
    process::ExitCode,
};

/// Rows are sent when their texts have grown to this.
const BATCH_BYTES: usize = 48 << 10;

/// What the program does when it is started as a reading process: questions come in on its input,
/// answers go out on its output, and when the input ends, so does it.
pub fn read_apart() -> ExitCode {
    let output = BufWriter::with_capacity(64 << 10, io::stdout().lock());
    match answer_all(io::stdin().lock(), output) {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever asked is gone, or the process could not be confined: there is nobody to tell.
        Err(_) => ExitCode::FAILURE,
    }
}

fn answer_all(mut asks: impl Read, mut answers: impl Write) -> io::Result<()> {
    confine::in_memory()?;
    let mut buffer = Vec::new();
    let Some(Ask::Open(opening)) = wire::receive(&mut asks, &mut buffer)? else {
        return Err(io::ErrorKind::InvalidData.into());
    };
    confine::to_one_file(&opening)?;
    let mut book = match book::open(&opening.path, &opening.file_name, &opening.limits) {
        Ok(book) => book,
        Err(reason) => {
            wire::send(&mut answers, &Answer::Refused(reason))?;
            return answers.flush();
        }
    };
    let names = book.sheet_names().into_iter().enumerate();
    let sheets = names.map(|(place, name)| SheetHead { name, hidden: book.is_hidden(place) });
    let opened = Answer::Opened { format: book.format(), sheets: sheets.collect() };
    wire::send(&mut answers, &opened)?;
    answers.flush()?;

    let mut marks: Vec<SheetMarks> = Vec::new();
    while let Some(ask) = wire::receive(&mut asks, &mut buffer)? {
        let answer = match ask {
            Ask::Open(_) => return Err(io::ErrorKind::InvalidData.into()),
            Ask::Marks(part) => {
                take(&mut marks, part);
                continue;
            }
            Ask::LookThrough => book.look_through().map(|()| Answer::Done),
            Ask::RowsExpected { sheet } => Ok(Answer::Expected(book.rows_expected(sheet))),
            Ask::Merged { sheet } => book.merged(sheet).map(Answer::Merged),
            Ask::Read { sheet, up_to } => tell_rows(&mut book, sheet, up_to, &mut answers)?,
            Ask::Write => {
                let written = write(book, &marks, &opening);
                wire::send(&mut answers, &written.map_or_else(Answer::Refused, |()| Answer::Done))?;
                return answers.flush();
            }
        };
        wire::send(&mut answers, &answer.unwrap_or_else(Answer::Refused))?;
        answers.flush()?;
    }
    Ok(())
}

/// Sends the rows of a sheet; the inner result is what the file says, the outer whether anybody listens.
fn tell_rows(
    book: &mut Book,
    sheet: usize,
    up_to: u32,
    answers: &mut impl Write,
) -> io::Result<Result<Answer, Unreadable>> {
    let most = book.limits().cell_letters;
    let (mut batch, mut bytes) = (Vec::new(), 0);
    let (mut unheard, mut too_long) = (None, false);
    let read = book.read(sheet, &mut |row| {
        if row.number > up_to {
            return ControlFlow::Break(());
        }
        let of_row = bytes_of(&row);
        too_long = of_row > ROW_BYTES;
        if too_long {
            return ControlFlow::Break(());
        }
        bytes += of_row;
        batch.push(row);
        if bytes < BATCH_BYTES {
            return ControlFlow::Continue(());
        }
        bytes = 0;
        match wire::send(answers, &Answer::Rows(std::mem::take(&mut batch))) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                unheard = Some(error);
                ControlFlow::Break(())
            }
        }
    });
    if let Some(error) = unheard {
        return Err(error);
    }
    if read.is_ok() && !batch.is_empty() {
        wire::send(answers, &Answer::Rows(batch))?;
    }
    Ok(match read {
        Ok(()) if too_long => Err(Unreadable::TextTooLong { most }),
        read => read.map(|()| Answer::Done),
    })
}

fn bytes_of(row: &Row) -> usize {
    let of_value = |value: &Value| match value {
        Value::Text(text) => text.len(),
        Value::Error(text) => text.len(),
        _ => 0,
    };
    16 + row.cells.iter().map(|cell| 16 + of_value(&cell.value)).sum::<usize>()
}

fn take(marks: &mut Vec<SheetMarks>, part: MarksPart) {
    match (part, marks.last_mut()) {
        (MarksPart::Sheet { sheet, header_rows }, _) => {
            marks.push(SheetMarks { sheet, header_rows, ..SheetMarks::default() })
        }
        (MarksPart::Cells(cells), Some(last)) => last.cells.extend(cells),
        (MarksPart::Outcomes(rows), Some(last)) => last.outcomes.extend(rows),
        // Marks of no sheet mark nothing.
        (_, None) => {}
    }
}

fn write(book: Book, marks: &[SheetMarks], opening: &Opening) -> Result<(), Unreadable> {
    let folder = opening.out.as_ref();
    let folder = folder.ok_or_else(|| Unreadable::Disk("no folder to write in".to_owned()))?;
    mark::write(book, marks, &folder.join(MARKED))
}
