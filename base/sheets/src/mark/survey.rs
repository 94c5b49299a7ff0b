//! Where our two columns go: where they already are, or after everything the sheet holds.

use super::SheetMarks;
use crate::{
    Book, Unreadable,
    cell::read_address,
    table,
    xlsx::{package::Package, xml::raw_attribute},
};
use quick_xml::events::Event;
use std::ops::ControlFlow;

const LAST_COLUMN: u16 = 16_383;

/// Our columns from an earlier round.
pub(super) fn own_columns(book: &mut Book, marks: &SheetMarks) -> Result<Option<u16>, Unreadable> {
    let last = marks.header_rows.last().copied().unwrap_or(1);
    let mut own = None;
    book.read(marks.sheet, &mut |row| {
        if row.number > last {
            return ControlFlow::Break(());
        }
        if marks.header_rows.contains(&row.number) {
            own = own.or(table::own_columns(&row));
        }
        ControlFlow::Continue(())
    })?;
    Ok(own)
}

/// The first column right of all content, and of merged cells in and below the table,
/// which would hide what stands under them.
pub(super) fn first_free_column(
    package: &mut Package,
    part: &str,
    header_row: u32,
) -> Result<u16, Unreadable> {
    let mut xml = package.part(part)?;
    let (mut free, mut row, mut column, mut next_column) = (0_u16, 0_u32, 0_u16, 0_u16);
    loop {
        match xml.next()? {
            Event::Eof => break,
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                b"row" => (row, next_column) = (row + 1, 0),
                b"c" => {
                    let named =
                        raw_attribute(&tag, "r").and_then(read_address).map(|(column, _)| column);
                    column = named.unwrap_or(next_column);
                    next_column = column.saturating_add(1);
                }
                b"v" | b"f" | b"is" if row > 0 => free = free.max(column.saturating_add(1)),
                b"mergeCell" => {
                    let area = raw_attribute(&tag, "ref").unwrap_or_default();
                    let end = area.rsplit(|sign| *sign == b':').next().and_then(read_address);
                    if let Some((column, row)) = end
                        && row >= header_row
                    {
                        free = free.max(column.saturating_add(1));
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }
    if free >= LAST_COLUMN {
        let address = crate::address(LAST_COLUMN, header_row);
        return Err(Unreadable::TooManyColumns { address, most: LAST_COLUMN - 1 });
    }
    Ok(free)
}
