//! Makes a paper ready to be drawn: the same letters, the same square tables and the same links in every form.
//!
//! - Control characters break Word and Excel files and say nothing to a reader; they go.
//! - Characters that turn the direction of writing could make a figure read backwards; they go.
//! - A link leads to a page or an address, never to a script.

use crate::{
    Block, Cell, Column, Emphasis, Paper, Row, Run, Seal, Signature, Table, fitting,
    register::ListPaper,
};

/// Where a drawn paper is read.
#[derive(Clone, Copy)]
pub(crate) enum Place<'a> {
    /// On a page of the program: a link may begin with `/`.
    Page,
    /// In a file: a link that begins with `/` needs the address of the program before it.
    File { site: Option<&'a str> },
}

pub(crate) fn paper(paper: &Paper, place: Place) -> Paper {
    Paper {
        lang: paper.lang,
        issuer_above: text(&paper.issuer_above),
        issuer: text(&paper.issuer),
        number: text(&paper.number),
        place_and_day: text(&paper.place_and_day),
        kind: text(&paper.kind),
        subject: text(&paper.subject),
        standing: paper.standing.as_deref().map(text).filter(|standing| !standing.is_empty()),
        blocks: paper.blocks.iter().map(|piece| block(piece, place)).collect(),
        signature: signature(&paper.signature),
        recipients: texts(&paper.recipients),
        notes: texts(&paper.notes),
        site: paper.site.clone(),
        seal: paper
            .seal
            .as_ref()
            .map(|seal| Seal { address: text(&seal.address), words: texts(&seal.words) }),
    }
}

pub(crate) fn list(list: &ListPaper) -> ListPaper {
    let place = Place::File { site: None };
    let table =
        Table { caption: String::new(), columns: list.columns.clone(), rows: list.rows.clone() };
    let Table { columns, rows, .. } = square(&table, place, fitting::LYING_POINTS);
    ListPaper {
        lang: list.lang,
        issuer: text(&list.issuer),
        title: text(&list.title),
        subtitle: text(&list.subtitle),
        columns,
        rows,
        signatures: list.signatures.iter().map(signature).collect(),
    }
}

/// The letters that a reader sees. Line breaks and tabs become spaces: a paper breaks its own lines.
pub(crate) fn text(text: &str) -> String {
    let seen = |letter: char| match letter {
        '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => Some(' '),
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' => None,
        '\u{feff}' | '\u{fffe}' | '\u{ffff}' => None,
        letter if letter.is_control() => None,
        letter => Some(letter),
    };
    text.chars().filter_map(seen).collect()
}

fn texts(lines: &[String]) -> Vec<String> {
    lines.iter().map(|line| text(line)).filter(|line| !line.is_empty()).collect()
}

fn signature(signature: &Signature) -> Signature {
    Signature { office: texts(&signature.office), name: text(&signature.name) }
}

fn block(block: &Block, place: Place) -> Block {
    match block {
        Block::Heading { level, text: title } => {
            Block::Heading { level: (*level).clamp(1, 4), text: text(title) }
        }
        Block::Paragraph { runs: said } => Block::Paragraph { runs: runs(said, place) },
        Block::List { items } => {
            Block::List { items: items.iter().map(|item| runs(item, place)).collect() }
        }
        Block::Table(table) => Block::Table(square(table, place, fitting::UPRIGHT_POINTS)),
    }
}

fn runs(runs: &[Run], place: Place) -> Vec<Run> {
    let tidied = |run: &Run| Run {
        text: text(&run.text),
        link: run.link.as_deref().and_then(|address| link(address, place)),
        ..*run
    };
    runs.iter().map(tidied).filter(|run| !run.text.is_empty()).collect()
}

/// The table with as many cells in each row as there are columns. A cell too many gets a column
/// without a title, because a figure must not vanish.
fn square(table: &Table, place: Place, room_points: f64) -> Table {
    let cells_in = |row: &Row| match row.emphasis {
        Emphasis::Group => 1,
        Emphasis::Plain | Emphasis::Total => row.cells.len(),
    };
    let width = table.rows.iter().map(cells_in).max().unwrap_or(0).max(table.columns.len()).max(1);
    let mut columns: Vec<Column> = table.columns.iter().map(column).collect();
    columns.resize_with(width, || Column::words("", 1));
    let rows = table.rows.iter().map(|row| {
        let mut cells: Vec<Cell> = row.cells.iter().map(|shown| cell(shown, place)).collect();
        let wanted = if row.emphasis == Emphasis::Group { 1 } else { width };
        cells.resize_with(wanted, Cell::default);
        Row { cells, emphasis: row.emphasis }
    });
    let rows: Vec<Row> = rows.collect();
    fitting::fit(&mut columns, &rows, room_points);
    Table { caption: text(&table.caption), columns, rows }
}

fn column(column: &Column) -> Column {
    Column { title: text(&column.title), ..*column }
}

fn cell(cell: &Cell, place: Place) -> Cell {
    Cell {
        text: text(&cell.text),
        number: cell.number,
        link: cell.link.as_deref().and_then(|address| link(address, place)),
    }
}

/// The address if it leads somewhere harmless from where the paper is read.
fn link(address: &str, place: Place) -> Option<String> {
    let plain = !address.chars().any(|letter| letter.is_control() || letter.is_whitespace());
    let inside = address.starts_with('/') && !address.starts_with("//");
    let schemes = ["https://", "http://", "mailto:", "tel:"];
    let outside = schemes.iter().any(|scheme| address.starts_with(scheme));
    match place {
        _ if !plain => None,
        _ if outside => Some(address.to_owned()),
        Place::Page if inside || address.starts_with('#') => Some(address.to_owned()),
        Place::File { site: Some(site) } if inside => {
            Some(format!("{}{address}", site.trim_end_matches('/')))
        }
        Place::Page | Place::File { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_never_leads_to_a_script() {
        for address in
            ["javascript:alert(1)", "//evil.example", "data:text/html,x", "java\nscript:x", ""]
        {
            assert_eq!(link(address, Place::Page), None, "{address:?}");
        }
        assert_eq!(link("/so-lieu/1", Place::Page), Some("/so-lieu/1".into()));
    }

    #[test]
    fn a_file_leads_back_to_the_program_if_it_knows_where_that_is() {
        let site = Some("https://kh.example/");
        let at_home = link("/so-lieu/1", Place::File { site });
        assert_eq!(at_home, Some("https://kh.example/so-lieu/1".into()));
        assert_eq!(link("/so-lieu/1", Place::File { site: None }), None);
    }

    #[test]
    fn letters_nobody_sees_are_gone() {
        assert_eq!(text("Lò\u{0} Văn\u{202e} Ọt\n"), "Lò Văn Ọt ");
    }

    #[test]
    fn a_cell_too_many_gets_a_column_of_its_own() {
        let table = Table {
            columns: vec![Column::words("Xã", 3)],
            rows: vec![Row::plain([Cell::words("Phì Nhừ"), Cell::count(12)]), Row::plain([])],
            ..Table::default()
        };
        let squared = square(&table, Place::Page, fitting::UPRIGHT_POINTS);
        assert_eq!(squared.columns.len(), 2);
        assert!(squared.rows.iter().all(|row| row.cells.len() == 2));
    }
}
