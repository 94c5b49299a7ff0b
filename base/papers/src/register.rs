//! Danh sách in ra giấy: a list on landscape paper, with row numbers and room for signatures.

use crate::{
    Broken, Column, Emphasis, Number, Row, Signature, fitting,
    press::{self, Template},
    sheet,
    texts::Texts,
    tidy,
};
use kernel::Lang;
use rust_xlsxwriter::Workbook;
use serde::Serialize;

static LIST: Template = Template::new(include_str!("register/list.typ"));

/// A list to be printed and signed: members of a chapter, pupils who received a gift.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ListPaper {
    pub lang: Lang,
    /// Who keeps the list.
    pub issuer: String,
    pub title: String,
    /// The day, the place, how many: `Chi hội Trường An, ngày 02 tháng 3 năm 2026, 48 hội viên`.
    pub subtitle: String,
    /// Without the row number, which is added.
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    /// Who signs below, from left to right. A name may be left empty.
    pub signatures: Vec<Signature>,
}

/// The list on landscape A4, its heading row on every page.
pub fn pdf(list: &ListPaper) -> Result<Vec<u8>, Broken> {
    let t = Texts(list.lang);
    let words = Words { page: t.page(), signed: t.signed() };
    let list = tidy::list(&numbered(list));
    let points = fitting::size_points(&list.columns, &list.rows, fitting::LYING_POINTS);
    press::print(&LIST, &Sheets { list, words, points })
}

/// The list as an Excel file, for as many rows as Excel takes.
pub fn xlsx(list: &ListPaper) -> Result<Vec<u8>, Broken> {
    let list = tidy::list(&numbered(list));
    let t = Texts(list.lang);
    let mut workbook = Workbook::new();
    workbook.set_properties(&sheet::properties(&list.title, &list.issuer));
    let mut page =
        sheet::Page::landscape(&mut workbook, &t.sheet_of_list(), &[(&list.columns, &list.rows)])?;
    page.line(&list.issuer, sheet::Look::Small)?;
    page.line(&list.title, sheet::Look::Title)?;
    page.line(&list.subtitle, sheet::Look::Centred)?;
    page.gap()?;
    page.repeat_next_row()?;
    page.table_rows(&list.columns, &list.rows)?;
    page.gap()?;
    page.signatures(&list.signatures)?;
    page.number_pages(&t.page())?;
    page.end()?;
    Ok(workbook.save_to_buffer()?)
}

/// The list as plain text for other programs: headings and rows, without titles and signatures.
/// It opens in Excel with its letters right and runs nothing; our own import reads it back as it was.
pub fn csv(list: &ListPaper) -> Result<Vec<u8>, Broken> {
    let list = tidy::list(list);
    // The mark at the start tells Excel that the letters are UTF-8.
    let mut text = "\u{feff}".as_bytes().to_vec();
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(&mut text);
    writer.write_record(list.columns.iter().map(|column| plain(&column.title, None)))?;
    for row in list.rows.iter().filter(|row| row.emphasis == Emphasis::Plain) {
        writer.write_record(row.cells.iter().map(|cell| plain(&cell.text, cell.number)))?;
    }
    writer.flush()?;
    drop(writer);
    Ok(text)
}

/// A number that stands alone is a number, its minus no formula; all else is words.
fn plain(text: &str, number: Option<Number>) -> String {
    match number.filter(|number| number.written() == text) {
        Some(number) => number.unformatted(),
        None => kernel::formula::harmless(text).into_owned(),
    }
}

#[derive(Serialize)]
struct Sheets {
    list: ListPaper,
    words: Words,
    /// The size of the table's letters.
    points: f64,
}

#[derive(Serialize)]
struct Words {
    page: String,
    signed: String,
}

/// The list with the number of each row before it. Titles and totals are not counted.
fn numbered(list: &ListPaper) -> ListPaper {
    let title = Texts(list.lang).row_number();
    let share_of_all: u32 = list.columns.iter().map(|column| u32::from(column.width_share)).sum();
    let narrow = u16::try_from(share_of_all / 18).unwrap_or(u16::MAX).max(1);
    let columns = [Column::marks(title, narrow)].into_iter().chain(list.columns.iter().cloned());
    let mut counted = 0;
    let rows = list.rows.iter().map(|row| {
        let number = match row.emphasis {
            Emphasis::Group => return row.clone(),
            Emphasis::Total => crate::Cell::default(),
            Emphasis::Plain => {
                counted += 1;
                crate::Cell::count(counted)
            }
        };
        let cells = [number].into_iter().chain(row.cells.iter().cloned()).collect();
        Row { cells, emphasis: row.emphasis }
    });
    ListPaper { rows: rows.collect(), columns: columns.collect(), ..list.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Cell;

    #[test]
    fn titles_and_totals_are_not_counted_as_rows() {
        let name = |name: &str| Row::plain([Cell::words(name)]);
        let rows = vec![
            Row::group("Xã Phì Nhừ"),
            name("Lò Văn Ọt"),
            name("Ksor Hơ Blơ"),
            Row::total([Cell::words("Cộng")]),
        ];
        let list =
            ListPaper {
                columns: vec![Column::words("Họ và tên", 5)], rows, ..Default::default()
            };
        let first: Vec<_> =
            numbered(&list).rows.iter().map(|row| row.cells[0].text.clone()).collect();
        assert_eq!(first, ["Xã Phì Nhừ", "1", "2", ""]);
    }
}
