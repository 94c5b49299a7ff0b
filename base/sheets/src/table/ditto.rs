//! `nt`, `như trên`, `"`: the cell stands for the one above it.

use super::walk::is_ditto;
use crate::{Area, Cell, Row, Value};
use kernel::vietnamese::legacy::Font;
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
    /// By column what stood in it last, and in which row that was.
    above: HashMap<u16, (u32, Value)>,
    /// By column the rows that were merged downwards, from the top of the sheet.
    merged: HashMap<u16, Vec<(u32, u32)>>,
}

impl Ditto {
    /// Not every column may be repeated: a person's number stands for one person.
    pub fn in_columns(columns: impl IntoIterator<Item = u16>) -> Ditto {
        Ditto { columns: columns.into_iter().collect(), ..Ditto::default() }
    }

    /// The same where cells were merged downwards: the value in the first counts for every row of the area.
    pub fn merged(mut self, areas: &[Area]) -> Ditto {
        let downwards = areas.iter().filter(|area| area.rows.0 < area.rows.1);
        for area in downwards.filter(|area| self.columns.contains(&area.columns.0)) {
            self.merged.entry(area.columns.0).or_default().push(area.rows);
        }
        self.merged.values_mut().for_each(|areas| areas.sort_unstable());
        self
    }

    pub fn has_merged(&self) -> bool {
        !self.merged.is_empty()
    }

    /// What stands in the first cell of the merged area that a cell is part of.
    fn of_area(&self, column: u16, row: u32) -> Option<&Value> {
        let areas = self.merged.get(&column)?;
        let last = areas.partition_point(|(first, _)| *first <= row).checked_sub(1)?;
        let (first, end) = areas[last];
        let (stood, value) = self.above.get(&column)?;
        (row <= end && first <= *stood).then_some(value)
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
        self.fill_merged(row);
        for cell in row.cells.iter_mut().filter(|cell| self.columns.contains(&cell.column)) {
            if !is_ditto(&cell.value) {
                match self.above.get_mut(&cell.column) {
                    Some((number, value)) if *value == cell.value => *number = row.number,
                    _ => {
                        self.above.insert(cell.column, (row.number, cell.value.clone()));
                    }
                }
                continue;
            }
            let above = self.above.get(&cell.column).map(|(_, value)| value);
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

    fn fill_merged(&self, row: &mut Row) {
        for column in self.merged.keys() {
            if let Err(place) = row.cells.binary_search_by_key(column, |cell| cell.column)
                && let Some(value) = self.of_area(*column, row.number)
            {
                let value = value.clone();
                let cell = Cell { column: *column, value, formula: false, font: Font::Unknown };
                row.cells.insert(place, cell);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn a_merged_cell_counts_for_each_of_its_rows_and_for_no_other() {
        let area = |rows| Area { rows, columns: (3, 3) };
        let mut ditto = Ditto::in_columns([3]).merged(&[area((6, 7)), area((2, 4))]);
        let empty = |number| Row { number, cells: vec![] };
        let mut said = |mut row: Row| {
            assert!(ditto.fill(&mut row).is_empty());
            row.text(3).into_owned()
        };
        let texts = [
            said(row(2, "Thôn Đông")),
            said(empty(3)),
            said(empty(4)),
            said(empty(5)),
            said(row(7, "Thôn Đoài")),
            said(empty(8)),
        ];
        assert_eq!(texts, ["Thôn Đông", "Thôn Đông", "Thôn Đông", "", "Thôn Đoài", ""]);
        let mut nothing_above = Ditto::in_columns([3]).merged(&[area((2, 4))]);
        nothing_above.fill(&mut row(1, "Thôn Đông"));
        let mut second = empty(3);
        nothing_above.fill(&mut second);
        assert_eq!(second.text(3), "", "what stands above the area is not in it");
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
