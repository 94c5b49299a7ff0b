//! Runs through the unpacked parts without keeping anything: what is too large, too long or broken
//! shows while the officer is still there, not when half of it has been read.

use super::package::Package;
use crate::{Limits, Unreadable};
use std::io::{BufRead, BufReader, ErrorKind, Read};

/// From one tag to the next: a tag and the text after it.
const PIECE_BYTES: u64 = 2 << 20;
/// Merged areas in one sheet; a list has a few hundred.
pub(super) const MERGED: u32 = 200_000;
/// Cells with nothing in them may be many: a formatted column down to the last row.
const EMPTY_FOR_EACH_FULL: u64 = 4;

pub(super) fn sheet(package: &mut Package, part: &str, limits: &Limits) -> Result<(), Unreadable> {
    let (mut rows, mut cells, mut merged) = (0_u32, 0_u64, 0_u32);
    tags(package, part, &mut |name| {
        match name {
            b"row" => rows = rows.saturating_add(1),
            b"c" => cells += 1,
            b"mergeCell" => merged += 1,
            _ => return Ok(()),
        }
        if rows > limits.rows {
            return Err(Unreadable::TooManyRows { row: rows, most: limits.rows });
        }
        if cells > limits.cells * EMPTY_FOR_EACH_FULL {
            return Err(Unreadable::TooManyCells { most: limits.cells });
        }
        if merged > MERGED { Err(Unreadable::Swollen) } else { Ok(()) }
    })
}

pub(super) fn other(package: &mut Package, part: &str) -> Result<(), Unreadable> {
    tags(package, part, &mut |_| Ok(()))
}

/// Hands over the name of each tag that begins.
fn tags(
    package: &mut Package,
    part: &str,
    each: &mut dyn FnMut(&[u8]) -> Result<(), Unreadable>,
) -> Result<(), Unreadable> {
    let mut bytes = BufReader::with_capacity(64 << 10, package.bytes(part)?);
    let mut piece = Vec::new();
    loop {
        piece.clear();
        let read = (&mut bytes).take(PIECE_BYTES).read_until(b'<', &mut piece);
        let read = read.map_err(|error| match error.kind() {
            ErrorKind::FileTooLarge => Unreadable::Swollen,
            _ => Unreadable::damaged("a part cannot be unpacked"),
        })?;
        if read as u64 == PIECE_BYTES {
            return Err(Unreadable::Swollen);
        }
        if read == 0 {
            return Ok(());
        }
        each(name_of(&piece))?;
    }
}

/// `c` of `c r="A1"><v>`, `row` of `x:row>`.
fn name_of(piece: &[u8]) -> &[u8] {
    let ends = |byte: &u8| matches!(byte, b' ' | b'>' | b'/' | b'\n' | b'\r' | b'\t');
    let head = &piece[..piece.len().min(40)];
    let name = &head[..head.iter().position(ends).unwrap_or(head.len())];
    let local = name.iter().position(|byte| *byte == b':').map_or(0, |colon| colon + 1);
    &name[local..]
}
