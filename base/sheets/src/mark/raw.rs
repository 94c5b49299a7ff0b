//! The cells of a row as they stand in the file, to be written back unchanged unless they are marked.

use super::style::with_attribute;
use crate::{
    Unreadable, address,
    cell::read_address,
    xlsx::xml::{Xml, raw_attribute},
};
use quick_xml::{
    Writer,
    events::{BytesStart, Event},
};
use std::io::Read;

pub(super) const MOST_IN_A_ROW: usize = 16_384;

/// A cell as it stands in the file: its tag, and everything inside it.
pub(super) struct RawCell {
    pub(super) column: u16,
    pub(super) tag: BytesStart<'static>,
    pub(super) inside: Vec<u8>,
}

/// The cells of a row up to its end, and whatever else it holds.
pub(super) fn read_cells(
    xml: &mut Xml<impl Read>,
    row: u32,
) -> Result<(Vec<RawCell>, Vec<u8>), Unreadable> {
    let mut cells: Vec<RawCell> = Vec::new();
    let mut rest = Writer::new(Vec::new());
    let mut open: Option<(u16, BytesStart<'static>, Writer<Vec<u8>>)> = None;
    let mut next_column = 0;
    let mut depth = 0;
    loop {
        let event = xml.next()?;
        match &event {
            Event::Start(tag) if depth == 0 && tag.local_name().as_ref() == b"c" => {
                let (column, tag) = placed(tag, row, next_column)?;
                next_column = column.saturating_add(1);
                open = Some((column, tag, Writer::new(Vec::new())));
                depth += 1;
                continue;
            }
            Event::Empty(tag) if depth == 0 && tag.local_name().as_ref() == b"c" => {
                let (column, tag) = placed(tag, row, next_column)?;
                next_column = column.saturating_add(1);
                cells.push(RawCell { column, tag, inside: Vec::new() });
                continue;
            }
            Event::End(_) if depth == 0 => {
                cells.sort_by_key(|cell| cell.column);
                return Ok((cells, rest.into_inner()));
            }
            Event::End(_) if depth == 1 && open.is_some() => {
                if let Some((column, tag, inside)) = open.take() {
                    cells.push(RawCell { column, tag, inside: inside.into_inner() });
                }
                depth -= 1;
                continue;
            }
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            Event::Eof => return Err(Unreadable::damaged("XML that ends too soon")),
            _ => {}
        }
        if cells.len() > MOST_IN_A_ROW {
            return Err(Unreadable::damaged("two cells at one place"));
        }
        match &mut open {
            Some((_, _, inside)) => inside.write_event(event)?,
            None => rest.write_event(event)?,
        }
    }
}

/// The cell's column, and its tag with its place written out.
fn placed(
    tag: &BytesStart,
    row: u32,
    next_column: u16,
) -> Result<(u16, BytesStart<'static>), Unreadable> {
    let Some(name) = raw_attribute(tag, "r") else {
        return Ok((next_column, with_attribute(tag, "r", &address(next_column, row))));
    };
    match read_address(name) {
        Some((column, of_row)) if of_row == row => Ok((column, tag.to_owned())),
        _ => Err(Unreadable::damaged("a cell outside its row")),
    }
}
