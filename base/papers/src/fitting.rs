//! Gives each column of a table the room its longest word needs, so that no figure is drawn over its
//! neighbour or broken in two.

use crate::{Cell, Column, Emphasis, Row};

/// The width of the text on an upright page: 160 mm.
pub(crate) const UPRIGHT_POINTS: f64 = 453.5;
/// The width of the text on a page that lies: 262 mm.
pub(crate) const LYING_POINTS: f64 = 742.7;

/// The sizes of letters a table may be set in, best first.
const SIZES_POINTS: [f64; 7] = [12.0, 11.0, 10.0, 9.0, 8.0, 7.0, 6.0];
/// What a cell's edges take, left and right together.
const EDGES_POINTS: f64 = 9.0;
/// Longer texts with a number in them may be broken at a space.
const UNBROKEN_LETTERS_MAX: usize = 24;

/// The largest letters in which the longest words of all columns stand side by side.
pub(crate) fn size_points(columns: &[Column], rows: &[Row], room_points: f64) -> f64 {
    let needs = needs_em(columns, rows);
    let edges = EDGES_POINTS * columns.len() as f64;
    let fits = |size: &&f64| needs.iter().sum::<f64>() * **size + edges <= room_points;
    *SIZES_POINTS.iter().find(fits).unwrap_or(&SIZES_POINTS[SIZES_POINTS.len() - 1])
}

/// Turns the shares into thousandths of the room, raised where a word would not fit; the others give
/// from what they do not need.
pub(crate) fn fit(columns: &mut [Column], rows: &[Row], room_points: f64) {
    let size = size_points(columns, rows, room_points);
    let needs = needs_em(columns, rows);
    let needs: Vec<f64> = needs.iter().map(|need| need * size + EDGES_POINTS).collect();
    let shares: f64 = columns.iter().map(|column| f64::from(column.width_share.max(1))).sum();
    let wished =
        columns.iter().map(|column| f64::from(column.width_share.max(1)) / shares * room_points);
    let given: Vec<f64> = wished.zip(&needs).map(|(wish, need)| wish.max(*need)).collect();
    let spare: Vec<f64> = given.iter().zip(&needs).map(|(given, need)| given - need).collect();
    let too_much = given.iter().sum::<f64>() - room_points;
    let part = (too_much / spare.iter().sum::<f64>().max(1.0)).clamp(0.0, 1.0);
    for (column, (given, spare)) in columns.iter_mut().zip(given.iter().zip(&spare)) {
        let thousandths = (given - spare * part) / room_points * 1_000.0;
        column.width_share = thousandths.round().clamp(1.0, 60_000.0) as u16;
    }
}

/// The width of the longest word of each column, in ems.
pub(crate) fn needs_em(columns: &[Column], rows: &[Row]) -> Vec<f64> {
    // Titles are bold, and so are totals.
    let mut needs: Vec<f64> =
        columns.iter().map(|column| longest_word_em(&column.title) * 1.06).collect();
    for row in rows.iter().filter(|row| row.emphasis != Emphasis::Group) {
        let bold = if row.emphasis == Emphasis::Total { 1.06 } else { 1.0 };
        for (need, cell) in needs.iter_mut().zip(&row.cells) {
            *need = need.max(cell_em(cell) * bold);
        }
    }
    needs
}

fn cell_em(cell: &Cell) -> f64 {
    let short = cell.text.chars().count() <= UNBROKEN_LETTERS_MAX;
    if cell.number.is_some() && short { word_em(&cell.text) } else { longest_word_em(&cell.text) }
}

fn longest_word_em(text: &str) -> f64 {
    text.split_whitespace().map(word_em).fold(0.0, f64::max)
}

/// The width of a word in Times New Roman, near enough.
fn word_em(word: &str) -> f64 {
    let letter_em = |letter: char| match letter {
        '0'..='9' => 0.5,
        '.' | ',' | ' ' | '\'' | 'i' | 'j' | 'l' | 't' | '/' => 0.28,
        'm' | 'w' | '%' => 0.83,
        letter if letter.is_uppercase() => 0.72,
        _ => 0.5,
    };
    word.chars().map(letter_em).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wide() -> (Vec<Column>, Vec<Row>) {
        let columns = (0..11)
            .map(|place| Column::figures(format!("Cột {place}"), if place == 0 { 9 } else { 1 }));
        let row = Row::plain((0..11).map(|_| Cell::count(155_232)));
        (columns.collect(), vec![row])
    }

    #[test]
    fn every_figure_of_a_wide_table_has_its_room() {
        let (mut columns, rows) = wide();
        fit(&mut columns, &rows, UPRIGHT_POINTS);
        let size = size_points(&columns, &rows, UPRIGHT_POINTS);
        let need = word_em("155.232") * size + EDGES_POINTS;
        for column in &columns {
            assert!(f64::from(column.width_share) * UPRIGHT_POINTS / 1_000.0 >= need - 0.5);
        }
        let all: u16 = columns.iter().map(|column| column.width_share).sum();
        assert!((990..=1_010).contains(&all), "{all}");
    }

    #[test]
    fn a_small_table_keeps_the_shares_it_asked_for() {
        let mut columns = vec![Column::words("Xã", 3), Column::figures("Hội viên", 1)];
        fit(&mut columns, &[], UPRIGHT_POINTS);
        assert_eq!(columns.iter().map(|column| column.width_share).collect::<Vec<_>>(), [750, 250]);
        assert_eq!(size_points(&columns, &[], UPRIGHT_POINTS), 12.0);
    }
}
