//! Tables in Word.

use super::{linked, parts::repeated, sized, styles::halves};
use crate::{Align, Cell, Emphasis, Row, Table, fitting};
use docx_rs::{
    AlignmentType, LineSpacing, Paragraph, Shading, ShdType, Table as WordTable, TableCell,
    TableCellMargins, TableLayoutType, TableRow, VAlignType, WidthType,
};

/// The table so many millimetres wide, its columns by their shares.
pub(super) fn drawn(table: &Table, width_mm: u32) -> WordTable {
    let widths = widths(table, halves(width_mm));
    let points = fitting::size_points(&table.columns, &table.rows, fitting::UPRIGHT_POINTS) as f32;
    let heading = repeated(heading(table, &widths, points));
    let rows = table.rows.iter().map(|line| row(table, line, &widths, points));
    WordTable::new([heading].into_iter().chain(rows).collect())
        .set_grid(widths.clone())
        .width(widths.iter().sum(), WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .margins(TableCellMargins::new().margin(40, 70, 40, 70))
}

fn heading(table: &Table, widths: &[usize], points: f32) -> TableRow {
    let titles = table.columns.iter().map(|column| {
        let title = Look { align: Align::Center, bold: true, points };
        cell(&Cell::words(&column.title), title).vertical_align(VAlignType::Center)
    });
    TableRow::new(wide(titles, widths)).cant_split()
}

fn row(table: &Table, row: &Row, widths: &[usize], points: f32) -> TableRow {
    let bold = row.emphasis != Emphasis::Plain;
    if row.emphasis == Emphasis::Group {
        let title = row.cells.iter().take(1).map(|shown| {
            let shade = Shading::new().shd_type(ShdType::Clear).color("auto").fill("F0F0F0");
            let title = cell(shown, Look { align: Align::Left, bold, points });
            title.shading(shade).grid_span(widths.len())
        });
        return TableRow::new(wide(title, &[widths.iter().sum()])).cant_split();
    }
    let cells = row.cells.iter().zip(&table.columns);
    let cells =
        cells.map(|(shown, column)| cell(shown, Look { align: column.align, bold, points }));
    TableRow::new(wide(cells, widths)).cant_split()
}

/// How the words of a cell look.
struct Look {
    align: Align,
    bold: bool,
    points: f32,
}

fn wide(cells: impl Iterator<Item = TableCell>, widths: &[usize]) -> Vec<TableCell> {
    cells.zip(widths).map(|(cell, width)| cell.width(*width, WidthType::Dxa)).collect()
}

fn cell(cell: &Cell, look: Look) -> TableCell {
    let words = sized(&cell.text, look.points);
    let words = if look.bold { words.bold() } else { words };
    let paragraph = Paragraph::new().line_spacing(LineSpacing::new().before(0).after(0)).align(
        match look.align {
            Align::Left => AlignmentType::Left,
            Align::Center => AlignmentType::Center,
            Align::Right => AlignmentType::Right,
        },
    );
    TableCell::new().add_paragraph(linked(paragraph, words, cell.link.as_deref()))
}

/// The width divided by the shares; the last column takes what rounding leaves.
fn widths(table: &Table, width: usize) -> Vec<usize> {
    let shares: usize = table.columns.iter().map(|column| usize::from(column.width_share)).sum();
    let mut widths: Vec<usize> = table
        .columns
        .iter()
        .map(|column| width * usize::from(column.width_share) / shares.max(1))
        .collect();
    let given: usize = widths.iter().sum();
    if let Some(last) = widths.last_mut() {
        *last += width - given;
    }
    widths
}
