//! One sheet of an Excel file, written from the top down so that it never needs more memory than a row.
//!
//! Words are written as words: a name that begins with `=` is a name, not a formula.

use crate::{Align, Broken, Column, Emphasis, Row, Signature, fitting, number_format};
use rust_xlsxwriter::{
    ColNum, DocProperties, Format, FormatAlign, FormatBorder, RowNum, Url, Workbook, Worksheet,
};
use std::{collections::HashMap, ops::RangeInclusive};

const FONT: &str = "Times New Roman";
const A4: u8 = 9;
/// The letters of the standard size that fit across the printed page.
const LETTERS_PORTRAIT: f64 = 84.0;
const LETTERS_LANDSCAPE: f64 = 132.0;
/// How many letters of the standard size are as wide as the 12-point em of the tables.
const LETTERS_PER_EM: f64 = 2.3;
/// The height of a line of 12-point letters with their marks.
const LINE_POINTS: f64 = 16.5;
/// Excel takes no more links on one sheet.
const LINKS_MAX: usize = 65_000;

/// How a line of words looks.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Look {
    Plain,
    Heading,
    Title,
    Centred,
    CentredBold,
    CentredItalic,
    Small,
    SmallBoldItalic,
}

pub(crate) fn properties(title: &str, company: &str) -> DocProperties {
    DocProperties::new().set_title(title).set_company(company)
}

/// A sheet and the row that is written next.
pub(crate) struct Page<'a> {
    sheet: &'a mut Worksheet,
    row: RowNum,
    widths: Vec<f64>,
    links: usize,
    cell_formats: HashMap<(Align, Emphasis, String), Format>,
}

impl<'a> Page<'a> {
    pub fn portrait(
        workbook: &'a mut Workbook,
        name: &str,
        tables: &[(&[Column], &[Row])],
    ) -> Result<Page<'a>, Broken> {
        let page = Page::new(workbook, name, widths(tables, LETTERS_PORTRAIT))?;
        // Left 30 mm, right 20 mm, top and bottom 20 mm, as on the printed paper; in inches.
        page.sheet.set_margins(1.18, 0.79, 0.79, 0.79, 0.39, 0.39);
        Ok(page)
    }

    pub fn landscape(
        workbook: &'a mut Workbook,
        name: &str,
        tables: &[(&[Column], &[Row])],
    ) -> Result<Page<'a>, Broken> {
        let page = Page::new(workbook, name, widths(tables, LETTERS_LANDSCAPE))?;
        page.sheet.set_landscape().set_margins(0.79, 0.59, 0.59, 0.69, 0.39, 0.39);
        Ok(page)
    }

    fn new(workbook: &'a mut Workbook, name: &str, widths: Vec<f64>) -> Result<Page<'a>, Broken> {
        let sheet = workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(name)?.set_paper_size(A4).set_print_fit_to_pages(1, 0);
        sheet.set_screen_gridlines(false);
        for (column, width) in (0..).zip(&widths) {
            sheet.set_column_width(column, *width)?;
        }
        Ok(Page { sheet, row: 0, widths, links: 0, cell_formats: HashMap::new() })
    }

    /// `Trang 2/5` at the foot of each printed page.
    pub fn number_pages(&mut self, word: &str) -> Result<(), Broken> {
        self.sheet.set_footer(format!("&C&\"{FONT}\"&11{} &P/&N", word.replace('&', "&&")));
        Ok(())
    }

    /// A row of nothing.
    pub fn gap(&mut self) -> Result<(), Broken> {
        self.row += 1;
        Ok(())
    }

    /// The next row is printed again at the top of every page.
    pub fn repeat_next_row(&mut self) -> Result<(), Broken> {
        self.sheet.set_repeat_rows(self.row, self.row)?;
        Ok(())
    }

    /// Words across the whole width; none, no row.
    pub fn line(&mut self, words: &str, look: Look) -> Result<(), Broken> {
        self.linked_line(words, look, None)
    }

    pub fn linked_line(
        &mut self,
        words: &str,
        look: Look,
        link: Option<&str>,
    ) -> Result<(), Broken> {
        if words.is_empty() {
            return Ok(());
        }
        self.spread(0..=self.last_column(), words, look)?;
        let lines = lines_in(words, self.widths.iter().sum(), look);
        // LibreOffice shows only the first line of words with a link; the whole sentence matters more.
        if let Some(address) = link.filter(|_| lines <= 1.0) {
            self.link(0, address, words, &format_of(look))?;
        }
        self.heighten(lines)
    }

    /// Words on the left and words on the right of one row.
    pub fn halves(&mut self, left: (&str, Look), right: (&str, Look)) -> Result<(), Broken> {
        if left.0.is_empty() && right.0.is_empty() {
            return Ok(());
        }
        let middle = self.middle();
        self.spread(0..=middle, left.0, left.1)?;
        self.spread(middle + 1..=self.last_column(), right.0, right.1)?;
        let (left_width, right_width) = self.widths.split_at(usize::from(middle) + 1);
        let left_lines = lines_in(left.0, left_width.iter().sum(), left.1);
        self.heighten(left_lines.max(lines_in(right.0, right_width.iter().sum(), right.1)))
    }

    /// A table: its heading row and its rows.
    pub fn table_rows(&mut self, columns: &[Column], rows: &[Row]) -> Result<(), Broken> {
        let heading = grid(Format::new()).set_bold().set_align(FormatAlign::Center);
        let heading = heading.set_align(FormatAlign::VerticalCenter);
        let mut lines: f64 = 1.0;
        for (place, column) in (0..).zip(columns) {
            self.sheet.write_string_with_format(self.row, place, &column.title, &heading)?;
            let width = self.widths[usize::from(place)];
            lines = lines.max(lines_in(&column.title, width, Look::Heading));
        }
        self.heighten(lines)?;
        for row in rows {
            self.table_row(columns, row)?;
        }
        Ok(())
    }

    fn table_row(&mut self, columns: &[Column], row: &Row) -> Result<(), Broken> {
        if row.emphasis == Emphasis::Group && columns.len() > 1 {
            let format = self.cell_format(Align::Left, row.emphasis, "").set_bold();
            let words = row.cells.first().map_or("", |cell| cell.text.as_str());
            let last = ColNum::try_from(columns.len() - 1).unwrap_or(ColNum::MAX);
            self.sheet.merge_range(self.row, 0, self.row, last, words, &format)?;
            let width = self.widths.iter().take(columns.len()).sum();
            return self.heighten(lines_in(words, width, Look::CentredBold));
        }
        let mut lines: f64 = 1.0;
        for ((place, column), cell) in (0..).zip(columns).zip(&row.cells) {
            let number = cell.number.and_then(|number| number_format::shown(&cell.text, number));
            let shape = number.as_ref().map_or("", |number| number.format.as_str());
            let format = self.cell_format(column.align, row.emphasis, shape);
            self.sheet.write_string_with_format(self.row, place, &cell.text, &format)?;
            if let Some(address) = &cell.link {
                self.link(place, address, &cell.text, &format)?;
            }
            // A number written over linked words keeps the link.
            if let Some(number) = &number {
                self.sheet.write_number_with_format(self.row, place, number.value, &format)?;
            }
            lines = lines.max(lines_in(&cell.text, self.widths[usize::from(place)], Look::Plain));
        }
        self.heighten(lines)
    }

    /// Who signs, side by side, with room for the hand.
    pub fn signatures(&mut self, signatures: &[Signature]) -> Result<(), Broken> {
        let rooms = self.rooms(signatures.len());
        let lines = signatures.iter().map(|signature| signature.office.len()).max().unwrap_or(0);
        for line in 0..lines {
            self.signed_row(signatures, &rooms, |signature| {
                signature.office.get(line).map_or("", String::as_str)
            })?;
        }
        self.row += 4;
        self.signed_row(signatures, &rooms, |signature| &signature.name)
    }

    fn signed_row<'s>(
        &mut self,
        signatures: &'s [Signature],
        rooms: &[RangeInclusive<ColNum>],
        said: impl Fn(&'s Signature) -> &'s str,
    ) -> Result<(), Broken> {
        for (signature, room) in signatures.iter().zip(rooms) {
            self.spread(room.clone(), said(signature), Look::CentredBold)?;
        }
        self.row += 1;
        Ok(())
    }

    /// The columns divided among so many signers, as evenly as whole columns allow.
    fn rooms(&self, signers: usize) -> Vec<RangeInclusive<ColNum>> {
        let columns = self.widths.len();
        let bound =
            |place: usize| ColNum::try_from(place * columns / signers).unwrap_or(ColNum::MAX);
        let room =
            |place: usize| bound(place)..=bound(place + 1).saturating_sub(1).max(bound(place));
        (0..signers).map(room).collect()
    }

    /// A link on words that are already written. An address that Excel would refuse leaves them plain.
    fn link(
        &mut self,
        column: ColNum,
        address: &str,
        words: &str,
        format: &Format,
    ) -> Result<(), Broken> {
        let known =
            ["http://", "https://", "mailto:"].iter().any(|scheme| address.starts_with(scheme));
        if known && address.len() < 2_000 && !words.is_empty() && self.links < LINKS_MAX {
            let url = Url::new(address).set_text(words);
            self.sheet.write_url_with_format(self.row, column, url, format)?;
            self.links += 1;
        }
        Ok(())
    }

    fn spread(
        &mut self,
        room: RangeInclusive<ColNum>,
        words: &str,
        look: Look,
    ) -> Result<(), Broken> {
        let format = format_of(look);
        let (first, last) = (*room.start(), *room.end());
        if first == last {
            self.sheet.write_string_with_format(self.row, first, words, &format)?;
        } else {
            self.sheet.merge_range(self.row, first, self.row, last, words, &format)?;
        }
        Ok(())
    }

    /// Ends the sheet with an empty row of no height of its own. The library writes the last row of a
    /// sheet twice where that row has a height, and Excel takes such a file for a damaged one.
    pub fn end(&mut self) -> Result<(), Broken> {
        self.sheet.write_string(self.row, 0, " ")?;
        self.row += 1;
        Ok(())
    }

    /// Ends the row, so high that all its lines are seen. Excel does this itself only for cells that stand alone.
    fn heighten(&mut self, lines: f64) -> Result<(), Broken> {
        self.sheet.set_row_height(self.row, (lines * LINE_POINTS).min(400.0))?;
        self.row += 1;
        Ok(())
    }

    fn last_column(&self) -> ColNum {
        ColNum::try_from(self.widths.len() - 1).unwrap_or(ColNum::MAX)
    }

    /// The last column of the left half: the one that ends nearest to two fifths of the width.
    fn middle(&self) -> ColNum {
        let all: f64 = self.widths.iter().sum();
        let mut reached = 0.0;
        let ends = self.widths.iter().map(|width| {
            reached += width;
            (reached - all * 0.42).abs()
        });
        let ends: Vec<f64> = ends.take(self.widths.len() - 1).collect();
        let nearest = (0..).zip(&ends).min_by(|one, other| one.1.total_cmp(other.1));
        nearest.map_or(0, |(place, _)| place)
    }

    fn cell_format(&mut self, align: Align, emphasis: Emphasis, shape: &str) -> Format {
        let key = (align, emphasis, shape.to_owned());
        self.cell_formats.entry(key).or_insert_with(|| table_format(align, emphasis, shape)).clone()
    }
}

/// The width of each column in letters: the table with the most columns divides the page, and a column
/// is widened where a figure of another table needs more, since Excel shows `###` for a figure without
/// room. There are always two columns, because the head of a paper has two halves.
fn widths(tables: &[(&[Column], &[Row])], letters: f64) -> Vec<f64> {
    let widest = tables.iter().max_by_key(|(columns, _)| columns.len());
    let shares = widest.iter().flat_map(|(columns, _)| columns.iter());
    let shares: Vec<f64> = shares.map(|column| f64::from(column.width_share)).collect();
    let shares = if shares.len() < 2 { vec![2.0, 3.0] } else { shares };
    let all: f64 = shares.iter().sum();
    let mut widths: Vec<f64> = shares.iter().map(|share| share / all * letters).collect();
    for (columns, rows) in tables {
        for (width, need) in widths.iter_mut().zip(fitting::needs_em(columns, rows)) {
            *width = width.max(need * LETTERS_PER_EM + 1.5);
        }
    }
    widths
}

/// How many lines the words need in so wide a room, estimated a little too high.
fn lines_in(words: &str, width: f64, look: Look) -> f64 {
    let letter = match look {
        Look::Title | Look::CentredBold => 1.15,
        Look::Heading => 1.05,
        Look::Small | Look::SmallBoldItalic => 0.85,
        _ => 0.95,
    };
    (words.chars().count() as f64 * letter / width.max(1.0)).ceil().max(1.0)
}

fn format_of(look: Look) -> Format {
    let plain = Format::new().set_font_name(FONT).set_font_size(12).set_text_wrap();
    let plain = plain.set_align(FormatAlign::Top);
    let centred = plain.clone().set_align(FormatAlign::Center);
    match look {
        Look::Plain => plain,
        Look::Heading => plain.set_bold(),
        Look::Title => centred.set_bold().set_font_size(14),
        Look::Centred => centred,
        Look::CentredBold => centred.set_bold(),
        Look::CentredItalic => centred.set_italic(),
        Look::Small => plain.set_font_size(11),
        Look::SmallBoldItalic => plain.set_font_size(11).set_bold().set_italic(),
    }
}

fn grid(format: Format) -> Format {
    let format = format.set_font_name(FONT).set_font_size(12).set_text_wrap();
    format.set_border(FormatBorder::Thin).set_align(FormatAlign::Top)
}

fn table_format(align: Align, emphasis: Emphasis, shape: &str) -> Format {
    let format = grid(Format::new()).set_align(match align {
        Align::Left => FormatAlign::Left,
        Align::Center => FormatAlign::Center,
        Align::Right => FormatAlign::Right,
    });
    let format = if shape.is_empty() { format } else { format.set_num_format(shape) };
    match emphasis {
        Emphasis::Plain => format,
        Emphasis::Group => format.set_bold().set_background_color(0xf0_f0_f0),
        Emphasis::Total => format.set_bold(),
    }
}
