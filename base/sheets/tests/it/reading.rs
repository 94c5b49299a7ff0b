use crate::fixture::{
    folder, officers_workbook, open, rows_of, seen_by_calamine, sheet_of, workbook_of,
};
use kernel::Day;
use rust_xlsxwriter::{Format, Formula, Workbook};
use sheets::{Format as Kind, Limits, Unreadable, Value};
use std::fs;

#[test]
fn an_officers_workbook_is_read_as_she_sees_it() {
    let folder = folder();
    let path = folder.path().join("a.xlsx");
    officers_workbook(&path);
    let mut book = open(&path);
    assert_eq!(
        (book.format(), book.sheet_names()),
        (Kind::Xlsx, vec!["Hội viên".to_owned(), "Thu chi".to_owned()])
    );

    let rows = rows_of(&mut book, 0);
    let row = |number| rows.iter().find(|row| row.number == number).unwrap();
    assert_eq!(row(7).value(2), &Value::Day(Day::of(1950, 3, 1)), "a serial with a date format");
    assert_eq!(row(8).value(3), &Value::Number(1948.0), "a birth year");
    assert_eq!(row(9).value(2), &Value::Text("15/8/1961".into()));
    assert_eq!(
        row(7).value(4).shown(),
        "38050004711",
        "a number that lost its zero is shown in digits"
    );
    assert!(row(7).cell(0).unwrap().formula && !row(7).cell(1).unwrap().formula);
    assert_eq!(row(7).value(0), &Value::Number(1.0), "the value the officer saw");
    assert!(!rows.iter().any(|row| row.number == 12), "empty rows are not handed over");
}

#[test]
fn another_reader_sees_the_same_cells() {
    let folder = folder();
    let path = folder.path().join("a.xlsx");
    officers_workbook(&path);
    let mut book = open(&path);
    for (sheet, name) in ["Hội viên", "Thu chi"].iter().enumerate() {
        let theirs: Vec<(u32, u32)> = seen_by_calamine(&path, name)
            .iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(place, _)| *place)
            .collect();
        let rows = rows_of(&mut book, sheet);
        let ours: Vec<(u32, u32)> = rows
            .iter()
            .flat_map(|row| row.cells.iter().map(|cell| (row.number - 1, u32::from(cell.column))))
            .collect();
        assert_eq!(ours, theirs);
    }
}

#[test]
fn days_count_from_1904_where_the_workbook_says_so() {
    let folder = folder();
    let path = folder.path().join("a.xlsx");
    let main = r#"<x:workbook xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><x:workbookPr date1904="1"/><x:sheets><x:sheet name="A" sheetId="1" r:id="r1"/></x:sheets></x:workbook>"#;
    let kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relations = format!(
        r#"<Relationships><Relationship Id="r1" Type="{kinds}/worksheet" Target="/xl/s.xml"/><Relationship Id="r2" Type="{kinds}/styles" Target="styles.xml"/></Relationships>"#
    );
    let styles = r#"<styleSheet><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;
    let sheet = r#"<x:worksheet xmlns:x="a"><x:sheetData><x:row r="3"><x:c r="B3" s="1"><x:v>43830</x:v></x:c></x:row></x:sheetData></x:worksheet>"#;
    crate::fixture::zip_of(
        &path,
        &[
            ("xl/workbook.xml", main.as_bytes()),
            ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
            ("xl/styles.xml", styles.as_bytes()),
            ("xl/s.xml", sheet.as_bytes()),
        ],
    );
    let rows = rows_of(&mut open(&path), 0);
    assert_eq!(rows[0].value(1), &Value::Day(Day::of(2024, 1, 1)));
}

#[test]
fn formulas_without_a_result_and_with_an_error_are_told_apart() {
    let folder = folder();
    let path = folder.path().join("a.xlsx");
    let cells = concat!(
        r#"<row r="1"><c r="A1"><f>B1+1</f></c><c r="B1"><f>C1</f><v/></c><c r="C1" t="str"><f>""</f><v></v></c>"#,
        r#"<c r="D1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="E1" t="str"><f>"a"&amp;"b"</f><v>a&amp;b &#7897;</v></c>"#,
        r#"<c r="F1" t="b"><v>1</v></c><c r="G1" t="d"><v>2024-01-31T00:00:00</v></c><c t="inlineStr"><is><r><t>Hội </t></r><r><t>viên</t></r><rPh sb="0" eb="1"><t>aid</t></rPh></is></c></row>"#,
    );
    workbook_of(&path, &sheet_of(cells), &[]);
    let row = &rows_of(&mut open(&path), 0)[0];
    let expected = [
        (0, Value::NotCalculated, true),
        (1, Value::NotCalculated, true),
        (3, Value::Error("#DIV/0!".into()), true),
        (4, Value::Text("a&b ộ".into()), true),
        (5, Value::Truth(true), false),
        (6, Value::Day(Day::of(2024, 1, 31)), false),
        (7, Value::Text("Hội viên".into()), false),
    ];
    let found: Vec<_> =
        row.cells.iter().map(|cell| (cell.column, cell.value.clone(), cell.formula)).collect();
    assert_eq!(found, expected);
}

#[test]
fn zeros_that_a_format_shows_are_part_of_what_the_officer_sees() {
    let folder = folder();
    let path = folder.path().join("a.xlsx");
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet
        .write_with_format(0, 0, 38_050_004_711_u64, &Format::new().set_num_format("000000000000"))
        .unwrap();
    sheet.write_formula(1, 0, Formula::new("A1").set_result("7")).unwrap();
    workbook.save(&path).unwrap();
    assert_eq!(rows_of(&mut open(&path), 0)[0].value(0), &Value::Text("038050004711".into()));
}

#[test]
fn each_kind_of_file_is_refused_for_what_it_is() {
    let folder = folder();
    let path = folder.path().join("Danh sách.xls");
    let refusal = |bytes: &[u8]| {
        fs::write(&path, bytes).unwrap();
        sheets::open(&path, "Danh sách.xls", &Limits::default()).err().map(|reason| reason.code())
    };
    assert_eq!(refusal(b""), Some("file_empty"));
    assert_eq!(
        refusal(b"<html><table><tr><td>1</td></tr></table></html>"),
        Some("file_of_another_kind")
    );
    assert_eq!(refusal(b"%PDF-1.4 ..."), Some("file_of_another_kind"));
    assert_eq!(refusal(b"PK\x03\x04 broken"), Some("file_damaged"));
    assert_eq!(refusal(&[1, 0, 2, 0, 0, 0, 9]), Some("file_not_text"));
    assert_eq!(refusal(b"a;b\n1;2\n"), None, "a list in text form is welcome under any name");
    let small = Limits { file_bytes: 3, ..Limits::default() };
    let reason = sheets::open(&path, "a.csv", &small).err();
    assert_eq!(reason, Some(Unreadable::FileTooLarge { bytes: 8, most: 3 }));
}

#[test]
fn letters_presentations_and_macros_are_not_workbooks() {
    let folder = folder();
    let path = folder.path().join("a.xlsx");
    for (part, code) in [
        ("word/document.xml", "file_of_another_kind"),
        ("ppt/presentation.xml", "file_of_another_kind"),
        ("anh/mot.png", "file_of_another_kind"),
        ("xl/workbook.bin", "file_of_another_kind"),
        ("xl/vbaProject.bin", "file_has_macros"),
    ] {
        crate::fixture::zip_of(&path, &[(part, b"x")]);
        let reason = sheets::open(&path, "a.xlsx", &Limits::default()).err().unwrap();
        assert_eq!(reason.code(), code, "{part}");
    }
}

#[test]
fn how_many_rows_to_expect_is_known_before_they_are_read() {
    let folder = folder();
    let path = folder.path().join("a.xlsx");
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for row in 0..2_000 {
        sheet.write(row, 0, "Lò Thị An").unwrap();
    }
    workbook.save(&path).unwrap();
    assert_eq!(open(&path).rows_expected(0), 2_000);
    assert_eq!(open(&path).rows_expected(7), 0, "no such sheet");
    let path = folder.path().join("a.csv");
    std::fs::write(&path, "Lò Thị An,1961\n".repeat(300)).unwrap();
    assert_eq!(open(&path).rows_expected(0), 300);
}
