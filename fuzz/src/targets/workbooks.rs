//! Whole files as an officer sends them: .csv, .xls, .xlsx, or something that only looks like one.

use super::{said, vocabulary::VOCABULARY};
use crate::{Target, corpus};
use rust_xlsxwriter::{Color, ExcelDateTime, Format as Look, Formula, Workbook, XlsxError};
use sheets::{
    Book, Format, Limits, Row, Unreadable, Value,
    mark::{self, Shade, SheetMarks},
    table::{self, Ditto, TableShape, Walk},
};
use std::{collections::BTreeMap, fs, ops::ControlFlow, path::Path, sync::LazyLock};
use tempfile::TempDir;

/// A hostile file may make the server hold so much, and no more.
pub(crate) const MEMORY: usize = 64 << 20;
/// What is kept of a failure is no larger.
pub(crate) const LONGEST: usize = 100_000;

pub(crate) const CSV: Target = Target {
    name: "csv",
    run: csv,
    words: &[
        "STT",
        "Họ và tên",
        "Năm sinh",
        "Nữ",
        "Kết quả",
        "Cần sửa",
        "Tổng cộng",
        ",",
        ";",
        "\t",
        "|",
        "\"",
        "\"\"",
        "\n",
        "\r",
        "\r\n",
        "sep=;\n",
        "\u{feff}",
        "=1+1",
        "(1)",
        "nt",
        "38215004711",
    ],
    seeds: csv_seeds,
    longest: 4_000,
    most_memory: MEMORY,
};

pub(crate) const XLS: Target = Target {
    name: "xls",
    run: any,
    words: &["\u{9}\u{8}", "Workbook", "\0\0"],
    seeds: Vec::new,
    longest: LONGEST,
    most_memory: MEMORY,
};

pub(crate) const XLSX: Target = Target {
    name: "xlsx",
    run: any,
    words: &["PK\u{3}\u{4}", "PK\u{1}\u{2}", "PK\u{5}\u{6}", "xl/workbook.xml", "../", "\0\0\0\0"],
    seeds: xlsx_seeds,
    longest: LONGEST,
    most_memory: MEMORY,
};

fn csv_seeds() -> Vec<Vec<u8>> {
    let list = "STT;Họ và tên;Năm sinh;SĐT\n1;Nguyễn Thị Bưởi;1950;0912345678\n2;\"Lê, \"\"Lan\"\"\";abc;\n;;;\nTổng cộng;2\n";
    let wide = |convert: fn(u16) -> [u8; 2]| {
        format!("\u{feff}{list}").encode_utf16().flat_map(convert).collect()
    };
    let old: &[u8] = b"Ho\xf2 va\xcc t\xean;Nguy\xea\xden Thi\xf2 B\xfd\xf5\xd2i;Tr\xe2\xccn V\xe3n \xd0\xfd\xf5\xf2m\n1;2;3\n";
    let mut seeds = corpus::texts(&[
        list,
        "sep=;\nHọ và tên;Nữ\nAn;x\n",
        "a,b\r1,2\r",
        "Title\n\n\na,b\n\"x\ny\",1\n,\nz,2\n",
        "Họ tên\tKết quả\tCần sửa\nLan\tĐã thêm\t\n",
    ]);
    seeds.extend([wide(u16::to_le_bytes), wide(u16::to_be_bytes), old.to_vec()]);
    seeds
}

fn xlsx_seeds() -> Vec<Vec<u8>> {
    officers_list().into_iter().collect()
}

/// A list as a commune officer keeps it: a title, a header of two rows, people, formulas, a total, a second sheet.
pub(crate) fn officers_list() -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let head = Look::new().set_bold().set_background_color(Color::RGB(0x00DD_EBF7));
    let (day, zeros) =
        (Look::new().set_num_format("dd/mm/yyyy"), Look::new().set_num_format("000000000000"));
    let sheet = workbook.add_worksheet();
    sheet.set_name("Hội viên")?;
    sheet.set_column_width(1, 28)?;
    sheet.merge_range(0, 0, 0, 5, "DANH SÁCH HỘI VIÊN NĂM 2024", &head)?;
    for (column, heading) in [(0, "TT"), (1, "Họ tên hội viên"), (4, "Số CCCD"), (5, "Ghi chú")]
    {
        sheet.merge_range(2, column, 3, column, heading, &head)?;
    }
    sheet.merge_range(2, 2, 2, 3, "Ngày sinh", &head)?;
    sheet.write_with_format(3, 2, "Nam", &head)?.write_with_format(3, 3, "Nữ", &head)?;
    for column in 0..6 {
        sheet.write(4, column, format!("({})", column + 1))?;
    }
    for (row, name) in (5..).zip(["NGUYỄN VĂN AN", "TRẦN THỊ BƯỞI", "LÊ VĂN CÔNG"]) {
        sheet.write_formula(row, 0, Formula::new("ROW()-5").set_result((row - 4).to_string()))?;
        sheet.write(row, 1, name)?;
        sheet.write_datetime_with_format(row, 2, ExcelDateTime::from_ymd(1950, 3, 1)?, &day)?;
        sheet.write_with_format(row, 4, 38_050_004_711.0, &zeros)?;
        sheet.write(row, 5, if row == 5 { "Thôn Đông" } else { "nt" })?;
    }
    sheet.write(8, 1, "Tổng cộng")?.write_formula(
        8,
        4,
        Formula::new("COUNTA(B6:B8)").set_result("3"),
    )?;
    sheet.write(10, 4, "Người lập biểu")?;
    let other = workbook.add_worksheet();
    other.set_name("Thu chi")?.set_hidden(true);
    other.write(0, 1, 2_500_000)?.write(1, 0, true)?;
    workbook.save_to_buffer()
}

/// Files of this run lie here: in memory where the machine offers that.
pub(crate) static FOLDER: LazyLock<TempDir> = LazyLock::new(|| {
    let in_memory = Path::new("/dev/shm");
    let made =
        if in_memory.is_dir() { tempfile::tempdir_in(in_memory) } else { tempfile::tempdir() };
    made.expect("a folder for the files under test can be made")
});

fn csv(input: &[u8]) {
    file(input, "Thôn Đông.csv");
}

fn any(input: &[u8]) {
    file(input, "Danh sách.xlsx");
}

/// Everything that the program does with a file that somebody sends.
pub(crate) fn file(bytes: &[u8], name: &str) {
    let path = FOLDER.path().join("sent");
    fs::write(&path, bytes).expect("the folder can be written");
    let limits = Limits::default();
    match sheets::open(&path, name, &limits) {
        Ok(book) => read_and_marked(book, &limits, false),
        Err(reason) => refused(&reason),
    }
}

/// A reason is a code and a sentence, never our own disk's fault.
pub(crate) fn refused(reason: &Unreadable) {
    assert!(!matches!(reason, Unreadable::Disk(_)), "{reason:?}");
    assert!(!reason.code().is_empty());
    said(|lang| reason.say(lang));
}

/// Reads every sheet, looks for its table, marks it, and reads the marked copy. Of a workbook that holds together,
/// the copy can always be made.
pub(crate) fn read_and_marked(mut book: Book, limits: &Limits, holds_together: bool) {
    let names = book.sheet_names();
    assert!(!names.is_empty() && names.len() <= limits.sheets);
    let mut sheets = vec![];
    for sheet in 0..names.len() {
        let _ = (book.is_hidden(sheet), book.rows_expected(sheet));
        match rows(&mut book, sheet, limits) {
            Ok(rows) => sheets.push(rows),
            Err(reason) => refused(&reason),
        }
    }
    assert_eq!(rows(&mut book, names.len(), limits), Err(Unreadable::NoSuchSheet));
    let found = match table::find_in(&mut book, VOCABULARY) {
        Ok(tables) => tables.found,
        Err(reason) => return refused(&reason),
    };
    for shape in &found {
        assert_eq!(names[shape.sheet], shape.sheet_name);
        if let Some(rows) = sheets.get(shape.sheet).filter(|_| sheets.len() == names.len()) {
            walked(shape, rows);
        }
    }
    if sheets.len() == names.len() {
        marked(book, &sheets, found.first(), holds_together);
    }
}

/// The rows of a sheet, in order and inside the limits.
pub(crate) fn rows(book: &mut Book, sheet: usize, limits: &Limits) -> Result<Vec<Row>, Unreadable> {
    let mut rows: Vec<Row> = vec![];
    book.read(sheet, &mut |row| {
        rows.push(row);
        ControlFlow::Continue(())
    })?;
    // A marked copy has two columns more.
    let columns = limits.columns + 2;
    for row in &rows {
        assert!(!row.cells.is_empty() && (1..=limits.rows).contains(&row.number), "{row:?}");
        assert!(row.cells.is_sorted_by(|left, right| left.column < right.column), "{row:?}");
        for cell in &row.cells {
            assert!(!cell.value.is_empty() && cell.column < columns, "{cell:?}");
            assert!(cell.value.shown().chars().count() <= limits.cell_letters.max(400), "{cell:?}");
            assert_eq!(row.value(cell.column), &cell.value);
        }
    }
    assert!(rows.is_sorted_by(|above, below| above.number < below.number), "rows out of order");
    assert!(rows.iter().map(|row| row.cells.len() as u64).sum::<u64>() <= limits.cells);
    let first = book.first_rows(sheet, 3)?;
    assert!(
        rows.iter().take_while(|row| row.number <= 3).eq(&first),
        "the first rows differ when read again"
    );
    Ok(rows)
}

fn walked(shape: &TableShape, rows: &[Row]) {
    assert!(shape.column("name").is_some(), "a table without its required column");
    let mut walk = Walk::new(shape);
    let mut ditto = Ditto::in_columns(shape.columns.iter().map(|column| column.column));
    for row in rows {
        let kind = walk.look(row);
        assert!(!shape.header_rows.contains(&row.number) || kind == table::Kind::Header, "{row:?}");
        let mut filled = row.clone();
        ditto.fill(&mut filled);
        assert_eq!(filled.cells.len(), row.cells.len(), "{row:?}");
    }
}

/// By row and column.
type Values = BTreeMap<(u32, u16), Value>;

pub(crate) fn values(rows: &[Row]) -> Values {
    let cells = rows.iter().flat_map(|row| {
        row.cells.iter().map(|cell| ((row.number, cell.column), cell.value.clone()))
    });
    cells.collect()
}

/// A readable workbook can be marked, and its copy says what it said, beside what we say.
fn marked(book: Book, sheets: &[Vec<Row>], shape: Option<&TableShape>, holds_together: bool) {
    let limits = &Limits::default();
    let format = book.format();
    let mut marks = shape.map_or_else(
        || SheetMarks { header_rows: vec![1], ..SheetMarks::default() },
        SheetMarks::of,
    );
    let rows = &sheets[marks.sheet];
    let below = marks.header_rows.last().copied().unwrap_or(1);
    for row in rows.iter().filter(|row| row.number > below).take(5) {
        marks.shade(row.number, row.cells[0].column, Shade::Wrong);
        marks.shade(row.number, 3, Shade::Doubtful);
        marks.say(row.number, "Chưa nhập", "=1+1 <ô A_x0041_>");
    }
    let own = own_columns(rows, &marks.header_rows);
    let out = FOLDER.path().join("marked.xlsx");
    if let Err(reason) = mark::write(book, std::slice::from_ref(&marks), &out) {
        // Reading stops where the rows end, so what is broken behind them, or in a part that nobody reads, shows now.
        assert!(!holds_together, "a workbook that holds together cannot be marked: {reason:?}");
        assert!(!out.exists(), "half a copy is left");
        return refused(&reason);
    }
    let mut again = sheets::open(&out, "marked.xlsx", limits).expect("a marked copy opens");
    assert_eq!(again.format(), Format::Xlsx);
    for (sheet, before) in sheets.iter().enumerate() {
        let after = self::rows(&mut again, sheet, limits).expect("a marked copy can be read");
        let after = values(&after);
        let marks = Some(&marks).filter(|marks| marks.sheet == sheet);
        for ((row, column), value) in values(before) {
            let ours = marks.is_some() && own.is_some_and(|own| column == own || column == own + 1);
            if ours || kept_elsewhere(format, &value) {
                continue;
            }
            assert_eq!(
                after.get(&(row, column)),
                Some(&value),
                "row {row}, column {column} of sheet {sheet}"
            );
        }
        for (row, outcome) in marks.iter().flat_map(|marks| &marks.outcomes) {
            let said = |text: &str| {
                after.iter().any(|((at, _), value)| at == row && value.shown() == text)
            };
            assert!(
                said(&outcome.result) && said(&outcome.to_fix),
                "row {row} does not say its outcome"
            );
        }
    }
}

/// Our two columns of an earlier round, which marking replaces.
fn own_columns(rows: &[Row], header_rows: &[u32]) -> Option<u16> {
    let header = rows.iter().find(|row| header_rows.contains(&row.number))?;
    let is = |column: u16, name: &str| header.text(column).trim() == name;
    let columns = header.cells.iter().map(|cell| cell.column);
    columns.into_iter().find(|column| is(*column, mark::RESULT) && is(*column + 1, mark::TO_FIX))
}

/// What a copy in a new workbook cannot hold as it was.
fn kept_elsewhere(format: Format, value: &Value) -> bool {
    let copied = !format.keeps_everything();
    copied && matches!(value, Value::NotCalculated | Value::Error(_))
}
