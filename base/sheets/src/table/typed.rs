//! Headings typed before Unicode: found as the officer reads them.

use super::{Heading, NoTable, TableShape, find};
use crate::{Row, Value};
use kernel::vietnamese::legacy::{self, Company, Encoding, Evidence};

/// The table of the rows as they stand, or as they read in an old encoding if that knows more columns.
pub(super) fn find_as_typed(rows: &[Row], vocabulary: &[Heading]) -> Result<TableShape, NoTable> {
    let mut best = find(rows, vocabulary);
    if rows.iter().any(is_suspicious) {
        for encoding in [Encoding::Tcvn3, Encoding::Vni] {
            let read: Vec<Row> = rows.iter().map(|row| read_as(row, encoding)).collect();
            let found = find(&read, vocabulary);
            if worth(&found) > worth(&best) {
                best = found;
            }
        }
    }
    let mut shape = best?;
    let mut typed = Evidence::default();
    for row in rows.iter().filter(|row| shape.header_rows.contains(&row.number)) {
        for cell in row.cells.iter().filter(|cell| !shape.is_own(cell.column)) {
            if let Value::Text(text) = &cell.value {
                typed.add(text, cell.font);
            }
        }
    }
    shape.typed = typed;
    Ok(shape)
}

/// A header, or at least part of one.
fn worth(found: &Result<TableShape, NoTable>) -> (u8, usize) {
    match found {
        Ok(shape) => (2, shape.columns.len()),
        Err(NoTable::Missing { .. }) => (1, 0),
        Err(_) => (0, 0),
    }
}

fn is_suspicious(row: &Row) -> bool {
    row.cells.iter().any(|cell| match &cell.value {
        Value::Text(text) => legacy::is_suspicious(text, cell.font),
        _ => false,
    })
}

fn read_as(row: &Row, encoding: Encoding) -> Row {
    let mut row = row.clone();
    for cell in &mut row.cells {
        if let Value::Text(text) = &cell.value
            && let Some(read) = legacy::convert(text, encoding, cell.font, Company::Mixed)
        {
            cell.value = Value::Text(read.into());
        }
    }
    row
}
