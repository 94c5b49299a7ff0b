use crate::fixture::{VOCABULARY, converted, folder, officers_workbook, open, rows_of};
use sheets::{
    Format, Limits, Value,
    mark::{self, Shade, SheetMarks},
    table,
};
use std::fs;

#[test]
fn an_old_xls_is_read_and_comes_back_as_a_marked_xlsx() {
    let folder = folder();
    let path = folder.path().join("a.xlsx");
    officers_workbook(&path);
    let old = converted(&path, "xls", folder.path());
    let mut book = sheets::open(&old, "a.xls", &Limits::default()).unwrap();
    assert_eq!(book.format(), Format::Xls);
    let (new_rows, old_rows) = (rows_of(&mut open(&path), 0), rows_of(&mut book, 0));
    let values = |rows: &[sheets::Row]| -> Vec<_> {
        rows.iter()
            .flat_map(|row| {
                row.cells.iter().map(|cell| (row.number, cell.column, cell.value.clone()))
            })
            .collect()
    };
    assert_eq!(values(&old_rows), values(&new_rows), "the two formats say the same");
    let total = old_rows.iter().find(|row| row.number == 11).unwrap();
    assert!(total.cell(4).unwrap().formula && !total.cell(1).unwrap().formula);

    let tables = table::find_in(&mut book, VOCABULARY).unwrap();
    let mut marks = SheetMarks::of(&tables.found[0]);
    marks.shade(10, 3, Shade::Wrong);
    marks.say(10, "Chưa nhập", "Thiếu ngày sinh (ô D10)");
    let out = folder.path().join("marked.xlsx");
    mark::write(book, &[marks], &out).unwrap();
    let mut back = open(&out);
    assert_eq!(back.sheet_names(), ["Hội viên", "Thu chi"]);
    let rows = rows_of(&mut back, 0);
    for old in &old_rows {
        let row = rows.iter().find(|row| row.number == old.number).unwrap();
        for cell in &old.cells {
            assert_eq!(row.value(cell.column), &cell.value);
        }
    }
    let last = rows.iter().find(|row| row.number == 10).unwrap();
    assert_eq!(
        (last.text(8), last.text(9)),
        ("Chưa nhập".into(), "Thiếu ngày sinh (ô D10)".into())
    );
}

#[test]
fn a_csv_comes_back_as_a_marked_xlsx_and_can_be_marked_again() {
    let folder = folder();
    let path = folder.path().join("a.csv");
    fs::write(&path, "\u{feff}STT;Họ và tên;Năm sinh;SĐT\n1;=HYPERLINK(\"x\");1950;0912345678\n2;Lê Thị Lan;abc;\n").unwrap();
    let mut book = sheets::open(&path, "Thôn Đông.csv", &Limits::default()).unwrap();
    assert_eq!((book.format(), book.sheet_names()), (Format::Csv, vec!["Thôn Đông".to_owned()]));
    let shape = table::find_in(&mut book, VOCABULARY).unwrap().found.remove(0);
    let mut marks = SheetMarks::of(&shape);
    marks.shade(3, 2, Shade::Wrong);
    marks.shade(3, 3, Shade::Doubtful);
    marks.say(2, "Đã nhập", "");
    marks.say(3, "Chưa nhập", "=1+1 là năm sinh?");
    let out = folder.path().join("marked.xlsx");
    mark::write(book, &[marks], &out).unwrap();

    let mut back = open(&out);
    let rows = rows_of(&mut back, 0);
    assert_eq!(rows[1].value(1), &Value::Text("=HYPERLINK(\"x\")".into()));
    assert_eq!(rows[1].value(3), &Value::Text("0912345678".into()), "the zero stays");
    assert!(rows.iter().flat_map(|row| &row.cells).all(|cell| !cell.formula));
    let again = table::find_in(&mut back, VOCABULARY).unwrap().found.remove(0);
    assert_eq!(again.own_columns, Some(4));
    assert!(again.unknown().next().is_none(), "our own columns are nobody's mistake");
}
