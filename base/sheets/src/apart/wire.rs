//! What the two processes say to each other: a length, then a message.

use crate::{
    Area, Format, Limits, Row, Unreadable,
    mark::{Outcome, Shade},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::{
    io::{self, Read, Write},
    path::PathBuf,
};

/// No message is longer. The longest honest one is a few rows.
pub(super) const MESSAGE_BYTES: usize = 8 << 20;
/// A row that would need more is no row of a list.
pub(super) const ROW_BYTES: usize = 4 << 20;
/// The name of the marked workbook in the folder made for it.
pub(super) const MARKED: &str = "marked.xlsx";

#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Ask {
    /// The first message, and only the first.
    Open(Opening),
    LookThrough,
    Read {
        sheet: usize,
        up_to: u32,
    },
    RowsExpected {
        sheet: usize,
    },
    Merged {
        sheet: usize,
    },
    Marks(MarksPart),
    Write,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Opening {
    pub path: PathBuf,
    pub file_name: String,
    pub limits: Limits,
    pub cpu_seconds: u64,
    /// An empty folder for the marked workbook, when one is wanted.
    pub out: Option<PathBuf>,
}

/// Marks come in pieces; cells and outcomes belong to the sheet named before them.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum MarksPart {
    Sheet { sheet: usize, header_rows: Vec<u32> },
    Cells(Vec<((u32, u16), Shade)>),
    Outcomes(Vec<(u32, Outcome)>),
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Answer {
    Opened {
        format: Format,
        sheets: Vec<SheetHead>,
    },
    /// Some rows; more may follow, until `Done`.
    Rows(Vec<Row>),
    Expected(u32),
    Merged(Vec<Area>),
    Done,
    Refused(Unreadable),
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct SheetHead {
    pub name: String,
    pub hidden: bool,
}

fn malformed(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error)
}

pub(super) fn send(out: &mut impl Write, message: &impl Serialize) -> io::Result<()> {
    let bytes = postcard::to_stdvec(message).map_err(malformed)?;
    if bytes.len() > MESSAGE_BYTES {
        return Err(malformed("a message that is too long"));
    }
    out.write_all(&(bytes.len() as u32).to_le_bytes())?;
    out.write_all(&bytes)
}

/// The next message; none, when the other side has ended.
pub(super) fn receive<T: DeserializeOwned>(
    input: &mut impl Read,
    buffer: &mut Vec<u8>,
) -> io::Result<Option<T>> {
    let mut length = [0; 4];
    match input.read_exact(&mut length) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        read => read?,
    }
    let length = u32::from_le_bytes(length) as usize;
    if length > MESSAGE_BYTES {
        return Err(malformed("a message that is too long"));
    }
    buffer.resize(length, 0);
    input.read_exact(buffer)?;
    postcard::from_bytes(buffer).map(Some).map_err(malformed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_longer_than_allowed_is_neither_believed_nor_waited_for() {
        let mut buffer = Vec::new();
        let endless = u32::MAX.to_le_bytes();
        assert!(receive::<Ask>(&mut endless.as_slice(), &mut buffer).is_err());
        assert!(buffer.capacity() < 1024, "nothing is set aside for it");
        // A list that promises four billion rows in five bytes.
        let promise = [&[6, 0, 0, 0][..], &[1, 0xff, 0xff, 0xff, 0xff, 0x0f]].concat();
        assert!(receive::<Answer>(&mut promise.as_slice(), &mut buffer).is_err());
    }

    #[test]
    fn what_is_said_is_what_is_heard() {
        let mut pipe = Vec::new();
        send(&mut pipe, &Answer::Refused(Unreadable::damaged("a part is missing"))).unwrap();
        let heard: Option<Answer> = receive(&mut pipe.as_slice(), &mut Vec::new()).unwrap();
        assert!(matches!(heard, Some(Answer::Refused(reason)) if reason.code() == "file_damaged"));
        assert!(receive::<Answer>(&mut [].as_slice(), &mut Vec::new()).unwrap().is_none());
    }
}
