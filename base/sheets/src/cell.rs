//! Rows, cells, and what they hold.

use ecow::EcoString;
use kernel::{Day, vietnamese::legacy::Font};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// What a cell shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Value {
    Empty,
    /// Most are so short that they stand in the cell itself.
    Text(EcoString),
    Number(f64),
    Day(Day),
    Truth(bool),
    /// `#N/A`, `#REF!` and the like, as Excel shows them.
    Error(String),
    /// A formula whose result was never saved in the file: nobody knows what the officer saw.
    NotCalculated,
}

impl Value {
    /// Text with something in it; blanks alone are nothing.
    pub(crate) fn of_text(text: &str) -> Value {
        let nothing = text.chars().all(|letter| letter.is_whitespace() || is_invisible(letter));
        if nothing { Value::Empty } else { Value::Text(text.into()) }
    }
    pub fn is_empty(&self) -> bool {
        *self == Value::Empty
    }
    /// The number, if it is whole and small enough to be exact.
    pub fn whole(&self) -> Option<i64> {
        const EXACT: f64 = 9_007_199_254_740_992.0;
        match self {
            Value::Number(number) if number.fract() == 0.0 && number.abs() < EXACT => {
                Some(*number as i64)
            }
            _ => None,
        }
    }
    /// The value in words, as a person would copy it from the screen: `38215004711`, never `3.82E+10`.
    pub fn shown(&self) -> Cow<'_, str> {
        match self {
            Value::Empty | Value::NotCalculated => "".into(),
            Value::Text(text) => text.as_str().into(),
            Value::Error(text) => text.into(),
            Value::Number(number) => {
                self.whole().map_or_else(|| number.to_string(), |whole| whole.to_string()).into()
            }
            Value::Day(day) => day.short().into(),
            Value::Truth(truth) => if *truth { "TRUE" } else { "FALSE" }.into(),
        }
    }
}

/// Signs that take no room: a cell that holds only these looks empty to the officer.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

/// A cell with something in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// Counted from 0: column A.
    pub column: u16,
    pub value: Value,
    /// The value was computed by a formula, so a correction of this cell has to be made elsewhere.
    pub formula: bool,
    /// What the font says of the letters. Only an .xlsx tells it.
    pub font: Font,
}

/// A row with something in it, its cells from left to right.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// As Excel shows it, counted from 1.
    pub number: u32,
    pub cells: Vec<Cell>,
}

impl Row {
    pub fn cell(&self, column: u16) -> Option<&Cell> {
        self.cells
            .binary_search_by_key(&column, |cell| cell.column)
            .ok()
            .map(|place| &self.cells[place])
    }
    pub fn value(&self, column: u16) -> &Value {
        self.cell(column).map_or(&Value::Empty, |cell| &cell.value)
    }
    pub fn text(&self, column: u16) -> Cow<'_, str> {
        self.value(column).shown()
    }
    pub(crate) fn texts(&self) -> impl Iterator<Item = (u16, &str)> {
        self.cells.iter().filter_map(|cell| match &cell.value {
            Value::Text(text) => Some((cell.column, text.as_str())),
            _ => None,
        })
    }
}

/// Cells that were merged into one: what stands in the first counts for all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area {
    /// The first and the last, as Excel counts rows.
    pub rows: (u32, u32),
    /// The first and the last, counted from 0.
    pub columns: (u16, u16),
}

impl Area {
    /// Reads `B2:B4`.
    pub(crate) fn read(named: &[u8]) -> Option<Area> {
        let mut ends = named.splitn(2, |sign| *sign == b':').map(read_address);
        let ((left, top), (right, bottom)) = (ends.next()??, ends.next()??);
        (left <= right && top <= bottom)
            .then_some(Area { rows: (top, bottom), columns: (left, right) })
    }
}

/// `C14`: the cell as Excel names it, the column counted from 0 and the row from 1.
pub fn address(column: u16, row: u32) -> String {
    format!("{}{row}", column_letters(column))
}

/// `A`, `Z`, `AA`: the column as Excel names it, counted from 0.
pub fn column_letters(column: u16) -> String {
    let mut letters = Vec::new();
    let mut left = u32::from(column) + 1;
    while left > 0 {
        left -= 1;
        letters.push(char::from(b'A' + (left % 26) as u8));
        left /= 26;
    }
    letters.iter().rev().collect()
}

/// Reads `C14` back as column 2, row 14.
pub(crate) fn read_address(address: &[u8]) -> Option<(u16, u32)> {
    let mut column: u32 = 0;
    let mut row: u32 = 0;
    for &sign in address {
        match sign {
            b'A'..=b'Z' if row == 0 => column = column * 26 + u32::from(sign - b'A') + 1,
            b'0'..=b'9' if column > 0 => {
                row = row.checked_mul(10)?.checked_add(u32::from(sign - b'0'))?
            }
            b'$' => {}
            _ => return None,
        }
        if column > 16_384 {
            return None;
        }
    }
    (column > 0 && (1..=1_048_576).contains(&row)).then(|| (column as u16 - 1, row))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_those_of_excel_and_read_back() {
        for (column, row, name) in
            [(0, 1, "A1"), (2, 14, "C14"), (26, 9, "AA9"), (16_383, 1_048_576, "XFD1048576")]
        {
            assert_eq!(address(column, row), name);
            assert_eq!(read_address(name.as_bytes()), Some((column, row)));
        }
        for wrong in ["", "A", "7", "A0", "XFE1", "A1048577", "A99999999999", "1A", "A1B"] {
            assert_eq!(read_address(wrong.as_bytes()), None, "{wrong}");
        }
    }

    #[test]
    fn a_citizen_number_that_became_a_number_is_shown_in_digits() {
        assert_eq!(Value::Number(38_215_004_711.0).shown(), "38215004711");
        assert_eq!(Value::Number(912_345_678.0).whole(), Some(912_345_678));
        assert_eq!(Value::Number(1.5).whole(), None);
        assert_eq!(Value::Number(1e300).whole(), None);
    }
}
