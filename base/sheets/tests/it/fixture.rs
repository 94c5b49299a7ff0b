//! Workbooks made on the spot.

use rust_xlsxwriter::{Color, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook};
use sheets::{Book, Limits, Row, table::Heading};
use std::{
    fs::{self, File},
    io::{Read, Write},
    ops::ControlFlow,
    path::{Path, PathBuf},
    process::Command,
};
use tempfile::TempDir;
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

pub fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

pub fn open(path: &Path) -> Book {
    sheets::open(path, "Danh sách.xlsx", &Limits::default()).unwrap()
}

pub fn rows_of(book: &mut Book, sheet: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    book.read(sheet, &mut |row| {
        rows.push(row);
        ControlFlow::Continue(())
    })
    .unwrap();
    rows
}

/// What the members module asks for, more or less.
pub const VOCABULARY: &[Heading] = &[
    Heading { key: "number", names: &["STT", "TT", "Số thứ tự"], required: false },
    Heading {
        key: "name",
        names: &["Họ và tên", "Họ tên", "Họ tên hội viên", "Họ và tên hội viên"],
        required: true,
    },
    Heading {
        key: "birth",
        names: &["Ngày sinh", "Năm sinh", "Ngày tháng năm sinh"],
        required: false,
    },
    Heading { key: "sex", names: &["Giới tính", "Giới"], required: false },
    Heading {
        key: "citizen_number",
        names: &["Số CCCD", "CCCD", "CMND", "Căn cước"],
        required: false,
    },
    Heading {
        key: "phone", names: &["Điện thoại", "SĐT", "Số điện thoại"], required: false
    },
    Heading {
        key: "address",
        names: &["Địa chỉ", "Nơi ở", "Chỗ ở hiện nay", "Thôn"],
        required: false,
    },
    Heading { key: "note", names: &["Ghi chú"], required: false },
];

/// A list as a commune officer keeps it: titles, a merged header of two rows, people, formulas, a total,
/// notes and signatures, and a second sheet that is nobody's business.
pub fn officers_workbook(path: &Path) {
    let mut workbook = Workbook::new();
    let title = Format::new().set_bold().set_font_size(14).set_align(FormatAlign::Center);
    let head = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_background_color(Color::RGB(0xDDEBF7));
    let cell = Format::new()
        .set_border(FormatBorder::Thin)
        .set_font_name("Times New Roman")
        .set_font_size(12);
    let day = Format::new().set_border(FormatBorder::Thin).set_num_format("dd/mm/yyyy");
    let green =
        Format::new().set_border(FormatBorder::Thin).set_background_color(Color::RGB(0xC6E0B4));
    let sheet = workbook.add_worksheet();
    sheet.set_name("Hội viên").unwrap();
    sheet.set_column_width(1, 28).unwrap();
    sheet.set_column_width(5, 16).unwrap();
    sheet.merge_range(0, 0, 0, 7, "HỘI KHUYẾN HỌC XÃ HOA SEN", &title).unwrap();
    sheet.merge_range(1, 0, 1, 7, "DANH SÁCH HỌ TÊN HỘI VIÊN NĂM 2024", &title).unwrap();
    for (column, text) in [
        (0, "TT"),
        (1, "Họ tên hội viên\n(in hoa)"),
        (4, "Số CCCD/CMND"),
        (5, "SĐT liên hệ"),
        (6, "Thôn"),
        (7, "Ghi chú"),
    ] {
        sheet.merge_range(3, column, 4, column, text, &head).unwrap();
    }
    sheet.merge_range(3, 2, 3, 3, "Ngày sinh", &head).unwrap();
    sheet.write_with_format(4, 2, "Nam", &head).unwrap();
    sheet.write_with_format(4, 3, "Nữ", &head).unwrap();
    for column in 0..8 {
        sheet.write_with_format(5, column, format!("({})", column + 1), &cell).unwrap();
    }
    let born = |year, month, day| ExcelDateTime::from_ymd(year, month, day).unwrap();
    let people = ["NGUYỄN VĂN AN", "TRẦN THỊ BƯỞI", "LÊ VĂN CÔNG", "PHẠM THỊ DUNG"];
    for (place, name) in people.iter().enumerate() {
        let row = 6 + place as u32;
        sheet
            .write_formula_with_format(
                row,
                0,
                Formula::new("ROW()-6").set_result((place + 1).to_string()),
                &cell,
            )
            .unwrap();
        sheet.write_with_format(row, 1, *name, &cell).unwrap();
        let column = if name.contains("THỊ") { 3 } else { 2 };
        match place {
            0 => sheet.write_datetime_with_format(row, column, born(1950, 3, 1), &day).unwrap(),
            1 => sheet.write_with_format(row, column, 1948, &cell).unwrap(),
            2 => sheet.write_with_format(row, column, "15/8/1961", &cell).unwrap(),
            _ => sheet.write_blank(row, column, &cell).unwrap(),
        };
        sheet.write_with_format(row, 4, 38_050_004_711.0 + place as f64, &cell).unwrap();
        sheet.write_with_format(row, 5, 912_345_670.0 + place as f64, &green).unwrap();
        sheet
            .write_with_format(row, 6, if place == 0 { "Thôn Đông" } else { "nt" }, &cell)
            .unwrap();
    }
    sheet.write(10, 1, "Tổng cộng").unwrap();
    sheet.write_formula(10, 4, Formula::new("COUNTA(B7:B10)").set_result("4")).unwrap();
    sheet.write(12, 0, "Ghi chú: danh sách lập theo sổ của chi hội").unwrap();
    sheet.write(13, 5, "Hoa Sen, ngày 5 tháng 3 năm 2024").unwrap();
    sheet.write(14, 1, "Người lập biểu").unwrap();
    sheet.write(14, 5, "TM. BAN CHẤP HÀNH").unwrap();
    sheet.write(18, 1, "Vũ Thị Lan").unwrap();
    sheet.write(18, 5, "Đỗ Văn Hoà").unwrap();

    let other = workbook.add_worksheet();
    other.set_name("Thu chi").unwrap();
    other.write(0, 0, "Khoản thu").unwrap();
    other.write(0, 1, 2_500_000).unwrap();
    other.write_formula(1, 1, Formula::new("B1*2").set_result("5000000")).unwrap();
    workbook.save(path).unwrap();
}

/// Parts to put into a zip by hand.
pub fn zip_of(path: &Path, parts: &[(&str, &[u8])]) {
    let mut writer = ZipWriter::new(File::create(path).unwrap());
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap();
}

/// The smallest workbook with this sheet, and further parts.
pub fn workbook_of(path: &Path, sheet: &str, more: &[(&str, &[u8])]) {
    let main = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
    let kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relations = format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{kinds}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{kinds}/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#
    );
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("xl/workbook.xml", main.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ];
    parts.extend_from_slice(more);
    zip_of(path, &parts);
}

pub fn sheet_of(rows: &str) -> String {
    format!(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#
    )
}

/// One part of a zip, as text.
pub fn part(path: &Path, name: &str) -> String {
    let mut archive = ZipArchive::new(File::open(path).unwrap()).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// What an independent reader sees, cell by cell.
pub fn seen_by_calamine(path: &Path, sheet: &str) -> Vec<((u32, u32), String)> {
    use calamine::Reader;
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(path).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    let (row, column) = range.start().unwrap_or_default();
    range
        .used_cells()
        .map(|(r, c, value)| ((row + r as u32, column + c as u32), value.to_string()))
        .collect()
}

/// Lets LibreOffice open the file and save it in another format.
pub fn converted(path: &Path, to: &str, folder: &Path) -> PathBuf {
    let home = tempfile::tempdir().unwrap();
    let profile = format!("-env:UserInstallation=file://{}", home.path().display());
    let out = folder.join(format!("converted-{to}"));
    fs::create_dir_all(&out).unwrap();
    let run = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", to, "--outdir"])
        .arg(&out)
        .arg(path)
        .output()
        .expect("this test needs LibreOffice: install the package libreoffice-calc");
    let made = out.join(path.file_stem().unwrap()).with_extension(to);
    assert!(made.exists(), "LibreOffice did not convert: {}", String::from_utf8_lossy(&run.stderr));
    made
}
