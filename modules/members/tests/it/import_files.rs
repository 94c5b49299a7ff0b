//! Workbooks made on the spot, and how they are sent.

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use platform::operation;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use serde_json::Value;
use std::{fs, ops::ControlFlow, process::Command};
use testkit::World;

/// A list as a commune officer keeps it: titles, a merged header of two rows, years only, dates as
/// text, numbers that lost their zeros, `nt`, and five rows that cannot be right.
pub fn officers_workbook() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let bold = Format::new().set_bold();
    let sheet = workbook.add_worksheet().set_name("Hội viên").unwrap();
    sheet.merge_range(0, 0, 0, 8, "HỘI KHUYẾN HỌC XÃ HOA SEN", &bold).unwrap();
    sheet.merge_range(1, 0, 1, 8, "DANH SÁCH HỘI VIÊN NĂM 2025", &bold).unwrap();
    let single = [
        (0, "TT"),
        (1, "Họ và tên hội viên"),
        (4, "Số CCCD/CMND"),
        (5, "SĐT"),
        (6, "Chi hội"),
        (7, "Ghi chú"),
        (8, "Nhóm máu"),
    ];
    for (column, text) in single {
        sheet.merge_range(3, column, 4, column, text, &bold).unwrap();
    }
    sheet.merge_range(3, 2, 3, 3, "Ngày sinh", &bold).unwrap();
    sheet.write(4, 2, "Nam").unwrap();
    sheet.write(4, 3, "Nữ").unwrap();
    for column in 0..9 {
        sheet.write(5, column, format!("({})", column + 1)).unwrap();
    }
    let long = "Nguyễn ".repeat(20);
    let names = [
        "NGUYỄN VĂN AN",
        "Trần Thị Bưởi",
        "Lê Văn Công",
        "Trần Thị Bưởi",
        "Phạm Văn Dũng",
        long.trim(),
        "Vũ Thị Hoa",
    ];
    for (row, name) in (6..).zip(names) {
        sheet.write(row, 0, row - 5).unwrap();
        sheet.write(row, 1, name).unwrap();
        sheet.write(row, 6, if row == 6 { "Chi hội Trường An" } else { "nt" }).unwrap();
        sheet.write(row, 8, "O").unwrap();
    }
    sheet.write(6, 2, 1950).unwrap();
    sheet.write(6, 4, 38_050_004_711.0).unwrap();
    sheet.write(6, 5, 912_345_670.0).unwrap();
    sheet.write(7, 3, "15/8/1961").unwrap();
    sheet.write(8, 2, "31/02/1955").unwrap();
    sheet.write(9, 3, "15/8/1961").unwrap();
    sheet.write(10, 2, 1962).unwrap();
    sheet.write_formula(10, 5, Formula::new("1/0").set_result("#DIV/0!")).unwrap();
    sheet.write(11, 2, 1963).unwrap();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    sheet
        .write_datetime_with_format(12, 3, ExcelDateTime::from_ymd(1971, 5, 19).unwrap(), &day)
        .unwrap();
    sheet.write(12, 6, "Chi hội Sao Hỏa").unwrap();
    sheet.write(13, 1, "Tổng cộng").unwrap();
    sheet.write(15, 6, "Hoa Sen, ngày 5 tháng 3 năm 2025").unwrap();
    sheet.write(16, 1, "Người lập biểu").unwrap();
    let other = workbook.add_worksheet().set_name("Thu chi").unwrap();
    other.write(0, 0, "Khoản thu").unwrap();
    other.write(0, 1, 2_500_000).unwrap();
    workbook.save_to_buffer().unwrap()
}

/// Two of the wrong rows, put right, alone in a new file.
pub fn corrected_rows() -> Vec<u8> {
    plain_list(&[
        ["Lê Văn Công", "28/02/1955", "", "Trường An", ""],
        ["Vũ Thị Hoa", "19/05/1971", "", "98001.truong-an", ""],
    ])
}

/// Họ và tên, Ngày sinh, Điện thoại, Chi hội, Ghi chú.
pub fn plain_list(people: &[[&str; 5]]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_row(0, 0, ["Họ và tên", "Ngày sinh", "Điện thoại", "Chi hội", "Ghi chú"]).unwrap();
    for (row, person) in (1..).zip(people) {
        for (column, text) in (0..).zip(person).filter(|(_, text)| !text.is_empty()) {
            sheet.write(row, column, *text).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// The same list as an old Excel saves it; nothing where no office program is installed.
pub fn as_xls(xlsx: &[u8]) -> Option<Vec<u8>> {
    let folder = testkit::TempDir::new().unwrap();
    fs::write(folder.path().join("a.xlsx"), xlsx).unwrap();
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.path().display());
    let status = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "xls", "--outdir"])
        .args([folder.path(), &folder.path().join("a.xlsx")])
        .output();
    status.ok()?;
    fs::read(folder.path().join("a.xls")).ok()
}

fn to(token: &str, path: &str) -> axum::http::request::Builder {
    Request::builder()
        .method(Method::POST)
        .uri(path)
        .header(header::HOST, "localhost")
        .header(header::COOKIE, format!("khuyenhoc={token}"))
}

/// The file itself as the body, as a program sends it.
pub async fn send_file(
    world: &World,
    token: &str,
    path: &str,
    bytes: Vec<u8>,
) -> (StatusCode, Value) {
    let request = to(token, path)
        .header("idempotency-key", operation::new_id())
        .header(header::CONTENT_TYPE, "application/octet-stream")
        .body(Body::from(bytes))
        .unwrap();
    let (status, answer) = world.send(request).await;
    (status, serde_json::from_slice(&answer).unwrap_or_default())
}

/// As a browser sends the form of the wizard.
pub async fn send_form(
    world: &World,
    token: &str,
    path: &str,
    file_name: &str,
    bytes: &[u8],
) -> (StatusCode, String) {
    let mut body = b"--line\r\ncontent-disposition: form-data; name=\"default_joined\"\r\n\r\n01/01/2020\r\n--line\r\n".to_vec();
    body.extend(format!("content-disposition: form-data; name=\"file\"; filename=\"{file_name}\"\r\ncontent-type: application/octet-stream\r\n\r\n").bytes());
    body.extend(bytes);
    body.extend(b"\r\n--line--\r\n");
    let request = to(token, &format!("{path}?op={}", operation::new_id()))
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=line")
        .body(Body::from(body))
        .unwrap();
    let (status, answer) = world.send(request).await;
    (status, String::from_utf8_lossy(&answer).into_owned())
}

/// A marked workbook as its reader sees it.
pub struct Marked {
    pub bytes: Vec<u8>,
    pub sheets: Vec<String>,
    cells: Vec<(String, String)>,
}

impl Marked {
    pub fn text(&self, cell: &str) -> String {
        let found = self.cells.iter().find(|(address, _)| address == cell);
        found.map(|(_, text)| text.clone()).unwrap_or_default()
    }
}

pub async fn marked_of(world: &World, token: &str, batch: &Value) -> Marked {
    let id = batch["batch"].as_str().unwrap();
    let (status, bytes) =
        world.bytes(token, &format!("/api/v1/units/{}/imports/{id}/marked", world.hoa_sen)).await;
    assert_eq!(status, StatusCode::OK);
    let path = world.folder.path().join("seen.xlsx");
    fs::write(&path, &bytes).unwrap();
    let mut book = sheets::open(&path, "seen.xlsx", &sheets::Limits::default()).unwrap();
    let mut cells = vec![];
    book.read(0, &mut |row| {
        let shown = row.cells.iter().map(|cell| {
            (sheets::address(cell.column, row.number), cell.value.shown().into_owned())
        });
        cells.extend(shown);
        ControlFlow::Continue(())
    })
    .unwrap();
    Marked { bytes, sheets: book.sheet_names(), cells }
}

/// A list whose chapter, sex and day of joining are each merged over the people they are said of, and whose names stand
/// in two columns under one heading.
pub fn merged_list() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let plain = Format::new();
    let sheet = workbook.add_worksheet();
    sheet.write(0, 0, "TT").unwrap();
    sheet.merge_range(0, 1, 0, 2, "Họ và tên", &plain).unwrap();
    for (column, heading) in [(3, "Năm sinh"), (4, "Giới tính"), (5, "Chi hội"), (6, "Năm vào hội")]
    {
        sheet.write(0, column, heading).unwrap();
    }
    let people = [("Lò Văn", "Anh"), ("Lò Thị", "Bình"), ("Lò Thị", "Cúc"), ("Lò Văn", "Đông")];
    for (row, (family, given)) in (1..).zip(people) {
        sheet.write(row, 0, row).unwrap();
        sheet.write(row, 1, family).unwrap();
        sheet.write(row, 2, given).unwrap();
        sheet.write(row, 3, 1950 + row).unwrap();
    }
    sheet.write(1, 4, "nam").unwrap();
    sheet.merge_range(2, 4, 3, 4, "nữ", &plain).unwrap();
    sheet.write(4, 4, "nam").unwrap();
    sheet.merge_range(1, 5, 3, 5, "Trường An", &plain).unwrap();
    sheet.merge_range(1, 6, 4, 6, "2010", &plain).unwrap();
    workbook.save_to_buffer().unwrap()
}
