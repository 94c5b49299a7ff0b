//! What was made, for whoever measures with it: how many people and units, and which cells are wrong.

use super::workbook::SHEET;

#[derive(serde::Serialize)]
pub struct Truth {
    pub members: u64,
    /// The province, its communes and its chapters.
    pub units: u64,
    pub seed: u64,
    /// The workbooks that together hold everybody, in order.
    pub workbooks: Vec<Part>,
    /// In `members-errors.xlsx`: each leaves its row out of the register.
    pub errors: Vec<Seeded>,
    /// There too: the row is taken, but a person should look again.
    pub warnings: Vec<Seeded>,
}

#[derive(serde::Serialize)]
pub struct Part {
    pub file: String,
    pub members: u64,
}

/// One cell that was made wrong, and what the import calls it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Seeded {
    pub sheet: &'static str,
    pub cell: String,
    pub code: &'static str,
}

impl Seeded {
    pub fn at(row: u32, column: usize, code: &'static str) -> Seeded {
        let column = u16::try_from(column).unwrap_or(0);
        Seeded { sheet: SHEET, cell: sheets::address(column, row), code }
    }
}
