//! Tables, whose cells show exactly what they are given.

use kernel::vietnamese::number;
use serde::{Deserialize, Serialize};

/// A table with a heading row that is repeated on every page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Empty if the table needs none.
    pub caption: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    pub title: String,
    pub align: Align,
    /// How much of the width this column takes, beside the shares of the others.
    pub width_share: u16,
}

impl Column {
    /// A column of words.
    pub fn words(title: impl Into<String>, width_share: u16) -> Column {
        Column { title: title.into(), align: Align::Left, width_share }
    }
    /// A column of figures.
    pub fn figures(title: impl Into<String>, width_share: u16) -> Column {
        Column { title: title.into(), align: Align::Right, width_share }
    }
    /// A column of short marks: row numbers, days, units of measure.
    pub fn marks(title: impl Into<String>, width_share: u16) -> Column {
        Column { title: title.into(), align: Align::Center, width_share }
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    #[default]
    Left,
    Center,
    Right,
}

impl Align {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Align::Left => "left",
            Align::Center => "center",
            Align::Right => "right",
        }
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    pub cells: Vec<Cell>,
    pub emphasis: Emphasis,
}

impl Row {
    pub fn plain(cells: impl IntoIterator<Item = Cell>) -> Row {
        Row { cells: cells.into_iter().collect(), emphasis: Emphasis::Plain }
    }
    pub fn total(cells: impl IntoIterator<Item = Cell>) -> Row {
        Row { emphasis: Emphasis::Total, ..Row::plain(cells) }
    }
    /// A title inside the table, across its whole width.
    pub fn group(title: impl Into<String>) -> Row {
        Row { emphasis: Emphasis::Group, ..Row::plain([Cell::words(title)]) }
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Emphasis {
    #[default]
    Plain,
    /// A title for the rows that follow; its first cell takes the whole width.
    Group,
    /// The sum of what stands above.
    Total,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Exactly what is shown, in every form.
    pub text: String,
    /// The number the text writes, if it writes one: Excel then holds a number that looks like the text.
    pub number: Option<Number>,
    pub link: Option<String>,
}

impl Cell {
    pub fn words(text: impl Into<String>) -> Cell {
        Cell { text: text.into(), ..Cell::default() }
    }
    /// A whole number, grouped: `155.232`.
    pub fn count(value: i64) -> Cell {
        Cell::number(Number { value, decimals: 0 })
    }
    pub fn number(number: Number) -> Cell {
        Cell { text: number.written(), number: Some(number), link: None }
    }
    /// A number with words around it: `trên 28%`, `2.218 triệu đồng`.
    pub fn figure(text: impl Into<String>, number: Number) -> Cell {
        Cell { text: text.into(), number: Some(number), link: None }
    }
    pub fn linked(self, link: impl Into<String>) -> Cell {
        Cell { link: Some(link.into()), ..self }
    }
}

/// `value` in units of the last decimal: 28,15 is 2815 with two decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Number {
    pub value: i64,
    pub decimals: u8,
}

impl Number {
    /// The Vietnamese way: dots between thousands, a comma before the decimals.
    pub fn written(self) -> String {
        let digits = self.value.unsigned_abs().to_string();
        let decimals = usize::from(self.decimals);
        let digits = format!("{digits:0>width$}", width = decimals + 1);
        let (whole, fraction) = digits.split_at(digits.len() - decimals);
        // A part of an i64's digits, unsigned, may be one more than i64 holds only for i64::MIN itself.
        let whole = whole.parse().map_or_else(|_| whole.to_owned(), number::grouped);
        let sign = if self.value < 0 { "-" } else { "" };
        if decimals == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole},{fraction}") }
    }
    /// As programs write it: no dots between thousands, a dot before the decimals.
    pub fn unformatted(self) -> String {
        self.written().replace('.', "").replace(',', ".")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_with_dots_and_a_comma() {
        let written = |value, decimals| Number { value, decimals }.written();
        assert_eq!(written(155_232, 0), "155.232");
        assert_eq!(written(2815, 2), "28,15");
        assert_eq!(written(5, 2), "0,05");
        assert_eq!(written(-1_234_567, 1), "-123.456,7");
        assert_eq!(written(0, 1), "0,0");
        assert_eq!(Number { value: -1_234_567, decimals: 1 }.unformatted(), "-123456.7");
    }
}
