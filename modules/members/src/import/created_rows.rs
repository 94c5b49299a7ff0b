//! Which rows of a file became new members, in few words: whole stretches of a sheet.
//!
//! New members are written in the order of the file and their ids sort by age, so the place of a
//! member among those of its batch leads back to the row. Nothing is stored with each of them.

/// Stretches of rows that follow each other.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct CreatedRows(Vec<Stretch>);

#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
struct Stretch {
    sheet: String,
    first: u32,
    last: u32,
}

impl CreatedRows {
    pub fn push(&mut self, sheet: &str, row: u32) {
        match self.0.last_mut() {
            Some(stretch) if stretch.sheet == sheet && stretch.last + 1 == row => {
                stretch.last = row
            }
            _ => self.0.push(Stretch { sheet: sheet.to_owned(), first: row, last: row }),
        }
    }

    /// The sheet and row of the member at a place, counted from nought.
    pub fn at(&self, place: usize) -> Option<(&str, u32)> {
        let mut left = u32::try_from(place).ok()?;
        for stretch in &self.0 {
            let rows = stretch.last - stretch.first + 1;
            if left < rows {
                return Some((&stretch.sheet, stretch.first + left));
            }
            left -= rows;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_leads_back_to_its_row() {
        let mut rows = CreatedRows::default();
        let all = [("A", 2), ("A", 3), ("A", 7), ("B", 8), ("B", 9)];
        for (sheet, row) in all {
            rows.push(sheet, row);
        }
        assert_eq!(rows.0.len(), 3);
        let found: Vec<_> = (0..).map_while(|place| rows.at(place)).collect();
        assert_eq!(found, all);
    }
}
