//! The officer's workbook on its way back.

use crate::import::{
    Refusal,
    examine::Examined,
    read::{self, ToRead},
    summary::{self, Tense},
};
use platform::kept;
use std::path::Path;

/// Writes the marked workbook beside its place and moves it there, so that nobody ever gets half of one.
pub fn write(
    wanted: &ToRead,
    examined: &Examined,
    tense: Tense,
    out: &Path,
) -> Result<(), Refusal> {
    let marks = summary::marks(&examined.file, &examined.decisions, tense, wanted.lang);
    let book = read::open(wanted)?;
    let part = out.with_extension("part");
    sheets::mark::write(book, &marks, &part)?;
    kept::moved(&part, out).map_err(|error| Refusal::from(sheets::Unreadable::from(error)))
}
