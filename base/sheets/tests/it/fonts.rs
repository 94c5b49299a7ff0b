//! Fonts from before Unicode, and the headings under them.

use crate::fixture::{VOCABULARY, converted, folder, open, rows_of};
use kernel::vietnamese::legacy::{Font, Verdict};
use rust_xlsxwriter::{Format, Workbook};
use sheets::{Limits, table};

#[test]
fn each_text_carries_what_its_font_says_of_it() {
    let folder = folder();
    let path = folder.path().join("a.xlsx");
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let font = |name: &str| Format::new().set_font_name(name);
    let fonts = [".VnTime", ".VnTimeH", "VNI-Times", "Times New Roman", "Calibri"];
    for (column, name) in (0..).zip(fonts) {
        sheet.write_with_format(0, column, "NguyÔn", &font(name)).unwrap();
    }
    sheet.write(0, 5, "NguyÔn").unwrap();
    // One cell whose letters have fonts of their own.
    let (old, new) = (font(".VnArial"), font("Arial"));
    let pieces = [(&new, "1. "), (&old, "NguyÔn")];
    sheet.write_rich_string_with_format(0, 6, &pieces, &font("Arial")).unwrap();
    let pieces = [(&new, "Nguyễn "), (&new, "An")];
    sheet.write_rich_string_with_format(0, 7, &pieces, &font(".VnTime")).unwrap();
    workbook.save(&path).unwrap();

    let row = rows_of(&mut open(&path), 0).remove(0);
    let found: Vec<Font> = row.cells.iter().map(|cell| cell.font).collect();
    use Font::{Tcvn3, Tcvn3Capitals, Unknown, Vni};
    assert_eq!(found, [Tcvn3, Tcvn3Capitals, Vni, Unknown, Unknown, Unknown, Tcvn3, Unknown]);
    assert_eq!(row.text(6), "1. NguyÔn");
}

#[test]
fn headings_typed_before_unicode_are_found_and_shown_in_unicode() {
    for (headings, verdict) in [
        (["STT", "Hä vµ tªn", "N¨m sinh", "Giíi tÝnh", "Ghi chó"], Verdict::Tcvn3),
        (["STT", "Hoï vaø teân", "Naêm sinh", "Giôùi tính", "Ghi chuù"], Verdict::Vni),
        (["STT", "Họ và tên", "Năm sinh", "Giới tính", "Ghi chú"], Verdict::Unicode),
    ] {
        let folder = folder();
        let path = folder.path().join("a.xlsx");
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.write_row(1, 0, headings).unwrap();
        sheet.write_row(2, 0, ["1", "An", "1950", "Nam", ""]).unwrap();
        workbook.save(&path).unwrap();
        let shape = table::find_in(&mut open(&path), VOCABULARY).unwrap().found.remove(0);
        let read: Vec<&str> = shape.columns.iter().map(|column| column.heading.as_str()).collect();
        assert_eq!(read, ["STT", "Họ và tên", "Năm sinh", "Giới tính", "Ghi chú"]);
        assert_eq!(shape.typed.verdict(), verdict);
    }
}

#[test]
fn an_old_xls_tells_its_fonts_too() {
    let folder = folder();
    let path = folder.path().join("a.xlsx");
    let mut workbook = Workbook::new();
    let font = |name: &str| Format::new().set_font_name(name);
    let fonts = [".VnTime", ".VnTimeH", "VNI-Times", "Times New Roman", "Calibri", "VNI-Helve"];
    workbook.add_worksheet().write(0, 0, "NguyÔn").unwrap();
    // More fonts than four before them, since none has that number in an .xls.
    let sheet = workbook.add_worksheet();
    for (row, size) in (0..).zip(10..16) {
        for (column, name) in (0..).zip(fonts) {
            sheet
                .write_with_format(row, column, "NguyÔn", &font(name).set_font_size(size))
                .unwrap();
        }
    }
    workbook.save(&path).unwrap();
    let old = converted(&path, "xls", folder.path());
    let mut book = sheets::open(&old, "a.xls", &Limits::default()).unwrap();
    assert_eq!(rows_of(&mut book, 0)[0].cells[0].font, Font::Unknown);
    use Font::{Tcvn3, Tcvn3Capitals, Unknown, Vni};
    for row in rows_of(&mut book, 1) {
        let found: Vec<Font> = row.cells.iter().map(|cell| cell.font).collect();
        assert_eq!(found, [Tcvn3, Tcvn3Capitals, Vni, Unknown, Unknown, Vni], "row {}", row.number);
    }
}
