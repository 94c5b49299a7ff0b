//! `nt`, `như trên`, `"`: the cell stands for the one above it.

use super::walk::is_ditto;
use crate::{Row, Value};
use std::collections::HashMap;

/// One cell that was filled from above.
#[derive(Debug, Clone, PartialEq)]
pub struct Filled {
    pub column: u16,
    /// What the officer wrote: `nt`.
    pub mark: String,
    /// Whether there was anything above to stand for.
    pub found: bool,
}

/// Remembers what stood above, for the columns where a ditto mark is allowed.
#[derive(Debug, Clone, Default)]
pub struct Ditto {
    columns: Vec<u16>,
    above: HashMap<u16, Value>,
}

impl Ditto {
    /// Not every column may be repeated: a person's number stands for one person.
    pub fn in_columns(columns: impl IntoIterator<Item = u16>) -> Ditto {
        Ditto { columns: columns.into_iter().collect(), above: HashMap::new() }
    }

    /// The marks of a row where nothing may stand for the cell above. They stay as they are.
    pub fn marks(&self, row: &Row) -> Vec<Filled> {
        let marks = row
            .cells
            .iter()
            .filter(|cell| self.columns.contains(&cell.column) && is_ditto(&cell.value));
        marks
            .map(|cell| Filled {
                column: cell.column,
                mark: cell.value.shown().into_owned(),
                found: false,
            })
            .collect()
    }

    /// Puts the values from above in place of the marks and says which cells that were.
    /// A mark with nothing above it stays as it is. Hand over data rows only, each once, in order.
    pub fn fill(&mut self, row: &mut Row) -> Vec<Filled> {
        let mut filled = Vec::new();
        for cell in row.cells.iter_mut().filter(|cell| self.columns.contains(&cell.column)) {
            if !is_ditto(&cell.value) {
                if self.above.get(&cell.column) != Some(&cell.value) {
                    self.above.insert(cell.column, cell.value.clone());
                }
                continue;
            }
            let above = self.above.get(&cell.column);
            filled.push(Filled {
                column: cell.column,
                mark: cell.value.shown().into_owned(),
                found: above.is_some(),
            });
            if let Some(above) = above {
                cell.value = above.clone();
            }
        }
        // "As above" under an empty cell would mean empty, not the last cell that was filled.
        for column in self.columns.iter().filter(|column| row.value(**column).is_empty()) {
            self.above.remove(column);
        }
        filled
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Cell;
    use kernel::vietnamese::legacy::Font;

    fn row(number: u32, text: &str) -> Row {
        let value = Value::of_text(text);
        Row { number, cells: vec![Cell { column: 3, value, formula: false, font: Font::Unknown }] }
    }

    #[test]
    fn every_mark_stands_for_the_cell_above() {
        for mark in [
            "nt",
            "NT",
            "-nt-",
            "n.t",
            "Như trên",
            "nhu tren",
            "\"",
            " ” ",
            "-\"-",
            "''",
            "//",
            "〃",
        ] {
            let mut ditto = Ditto::in_columns([3]);
            ditto.fill(&mut row(1, "Thôn Đông"));
            let mut marked = row(2, mark);
            let filled = ditto.fill(&mut marked);
            assert_eq!(marked.text(3), "Thôn Đông", "{mark}");
            assert_eq!(
                filled,
                [Filled {
                    column: 3,
                    mark: Value::of_text(mark).shown().into_owned(),
                    found: true
                }]
            );
            assert!(ditto.fill(&mut row(3, mark))[0].found, "a mark under a mark");
        }
    }

    #[test]
    fn a_mark_with_nothing_above_stays_and_is_reported() {
        let mut first = row(1, "nt");
        assert!(!Ditto::in_columns([3]).fill(&mut first)[0].found);
        assert_eq!(first.text(3), "nt");
    }

    #[test]
    fn words_that_only_look_like_marks_are_left_alone() {
        for text in ["NTT", "Nguyễn Thị Nhu", "Như", "-", "/"] {
            let mut ditto = Ditto::in_columns([3]);
            ditto.fill(&mut row(1, "Thôn Đông"));
            let mut plain = row(2, text);
            assert!(ditto.fill(&mut plain).is_empty(), "{text}");
        }
        assert!(Ditto::in_columns([4]).fill(&mut row(1, "nt")).is_empty(), "not in this column");
    }
}
