use crate::fixture::{
    VOCABULARY, converted, folder, officers_workbook, open, part, rows_of, seen_by_calamine,
    sheet_of, workbook_of, zip_of,
};
use proptest::prelude::*;
use sheets::{
    Row, Value,
    mark::{self, Shade, SheetMarks},
    table,
};
use std::{collections::BTreeMap, fs, path::Path};

fn marks_for(path: &Path) -> SheetMarks {
    SheetMarks::of(&table::find_in(&mut open(path), VOCABULARY).unwrap().found[0])
}

fn first_round(path: &Path, out: &Path) {
    officers_workbook(path);
    let mut marks = marks_for(path);
    marks.shade(10, 3, Shade::Wrong);
    marks.shade(9, 5, Shade::Doubtful);
    marks.shade(8, 1, Shade::Doubtful);
    marks.shade(8, 1, Shade::Wrong);
    for row in 7..=9 {
        marks.say(row, "Sẽ thêm mới", "");
    }
    marks.say(10, "Chưa nhập", "Thiếu ngày sinh: hãy ghi vào ô D10, ví dụ 15/8/1961 hoặc 1961.");
    mark::write(open(path), &[marks], out).unwrap();
}

/// The fill of a cell, as `rgb` of its style.
fn fill_of(path: &Path, cell: &str) -> Option<String> {
    let sheet = part(path, "xl/worksheets/sheet1.xml");
    let tag = sheet.split(&format!("r=\"{cell}\"")).nth(1)?.split('>').next()?;
    let style: usize = tag.split("s=\"").nth(1)?.split('"').next()?.parse().ok()?;
    let styles = part(path, "xl/styles.xml");
    let formats = styles.split("<cellXfs").nth(1)?.split("</cellXfs>").next()?;
    let xf = formats.split("<xf ").nth(style + 1)?;
    let fill: usize = xf.split("fillId=\"").nth(1)?.split('"').next()?.parse().ok()?;
    let fills = styles.split("<fills").nth(1)?.split("</fills>").next()?;
    let fill = fills.split("<fill>").nth(fill + 1)?;
    Some(fill.split("fgColor rgb=\"").nth(1)?.split('"').next()?.to_owned())
}

fn values(rows: &[Row]) -> BTreeMap<(u32, u16), Value> {
    rows.iter()
        .flat_map(|row| {
            row.cells.iter().map(|cell| ((row.number, cell.column), cell.value.clone()))
        })
        .collect()
}

#[test]
fn the_workbook_comes_back_with_everything_it_had_and_our_marks() {
    let folder = folder();
    let (path, out) = (folder.path().join("a.xlsx"), folder.path().join("b.xlsx"));
    first_round(&path, &out);
    let (before, after) = (rows_of(&mut open(&path), 0), rows_of(&mut open(&out), 0));
    let after = values(&after);
    for (place, value) in values(&before) {
        assert_eq!(after.get(&place), Some(&value), "{place:?}");
    }
    assert_eq!(after[&(4, 8)], Value::Text("Kết quả".into()));
    assert_eq!(after[&(4, 9)], Value::Text("Cần sửa".into()));
    assert_eq!(after[&(10, 8)], Value::Text("Chưa nhập".into()));
    assert_eq!(
        fill_of(&out, "D10").as_deref(),
        Some("FFFFF176"),
        "an empty cell that needs a value"
    );
    assert_eq!(fill_of(&out, "B8").as_deref(), Some("FFFFF176"), "wrong outweighs doubtful");
    assert_eq!(fill_of(&out, "F9").as_deref(), Some("FFFFD8A6"));
    assert_eq!(fill_of(&out, "F8").as_deref(), Some("FFC6E0B4"), "her own colours stay");
    let sheet = part(&out, "xl/worksheets/sheet1.xml");
    for kept in [
        "<f>ROW()-6</f>",
        "<f>COUNTA(B7:B10)</f>",
        "<mergeCell ref=\"C4:D4\"/>",
        "width=\"28.7109375\"",
    ] {
        assert!(sheet.contains(kept), "{kept}");
    }
    for name in [
        "xl/worksheets/sheet2.xml",
        "xl/workbook.xml",
        "xl/sharedStrings.xml",
        "[Content_Types].xml",
    ] {
        assert_eq!(part(&path, name), part(&out, name), "{name} is copied as it is");
    }
}

#[test]
fn the_marked_workbook_opens_in_other_programs() {
    let folder = folder();
    let (path, out) = (folder.path().join("a.xlsx"), folder.path().join("b.xlsx"));
    first_round(&path, &out);
    let seen = seen_by_calamine(&out, "Hội viên");
    assert!(seen.contains(&((9, 8), "Chưa nhập".into())));
    let again = converted(&out, "xlsx", folder.path());
    let rows = rows_of(&mut open(&again), 0);
    assert_eq!(values(&rows), values(&rows_of(&mut open(&out), 0)));
    assert!(converted(&out, "pdf", folder.path()).exists());
    if let Ok(keep) = std::env::var("KEEP_MARKED_WORKBOOK") {
        fs::copy(&out, keep).unwrap();
    }
}

#[test]
fn a_second_round_replaces_the_first() {
    let folder = folder();
    let (path, first, second) =
        (folder.path().join("a.xlsx"), folder.path().join("b.xlsx"), folder.path().join("c.xlsx"));
    first_round(&path, &first);
    let mut marks = marks_for(&first);
    marks.shade(7, 4, Shade::Wrong);
    marks.say(7, "Chưa nhập", "Số CCCD phải có 12 chữ số.");
    mark::write(open(&first), &[marks], &second).unwrap();
    let after = values(&rows_of(&mut open(&second), 0));
    assert_eq!(after[&(4, 8)], Value::Text("Kết quả".into()));
    assert_eq!(after.get(&(4, 10)), None, "no second pair of columns");
    assert_eq!(after.get(&(10, 9)), None, "what was said last time is gone");
    assert_eq!(fill_of(&second, "E7").as_deref(), Some("FFFFF176"));
    assert_eq!(fill_of(&second, "D10"), None, "right now, so no longer yellow");
    assert_eq!(
        fill_of(&second, "F9").as_deref(),
        Some("FFC6E0B4"),
        "her green comes back from under our orange"
    );
}

#[test]
fn a_second_round_after_libreoffice_still_knows_our_marks() {
    let folder = folder();
    let (path, first, second) =
        (folder.path().join("a.xlsx"), folder.path().join("b.xlsx"), folder.path().join("c.xlsx"));
    first_round(&path, &first);
    let saved = converted(&first, "xlsx", folder.path());
    assert_eq!(fill_of(&saved, "B8").as_deref(), Some("FFFFF176"), "LibreOffice kept the colour");
    let marks = marks_for(&saved);
    assert_eq!(marks.header_rows, [4, 5]);
    mark::write(open(&saved), &[marks], &second).unwrap();
    assert_eq!(fill_of(&second, "B8"), None);
    assert_eq!(values(&rows_of(&mut open(&second), 0)).get(&(10, 8)), None);
}

#[test]
fn rounds_do_not_pile_up_styles() {
    let folder = folder();
    let (path, first, second) =
        (folder.path().join("a.xlsx"), folder.path().join("b.xlsx"), folder.path().join("c.xlsx"));
    first_round(&path, &first);
    let count = |path: &Path| {
        part(path, "xl/styles.xml")
            .split("<cellXfs")
            .nth(1)
            .unwrap()
            .split("</cellXfs>")
            .next()
            .unwrap()
            .matches("<xf ")
            .count()
    };
    let mut marks = marks_for(&first);
    marks.shade(10, 3, Shade::Wrong);
    marks.shade(9, 5, Shade::Doubtful);
    mark::write(open(&first), &[marks], &second).unwrap();
    assert!(count(&second) <= count(&first) + 4, "{} then {}", count(&first), count(&second));
}

#[test]
fn what_we_write_is_text_whatever_it_looks_like() {
    let folder = folder();
    let (path, out) = (folder.path().join("a.xlsx"), folder.path().join("b.xlsx"));
    officers_workbook(&path);
    let mut marks = marks_for(&path);
    for (row, text) in
        (7..).zip(["=1+1", "+84", "-x", "@SUM(A1)", "a\u{0}\u{7}b<&>\"_x0041_", " \t=cmd"])
    {
        marks.say(row, text, text);
    }
    let formulas = part(&path, "xl/worksheets/sheet1.xml").matches("<f>").count();
    mark::write(open(&path), &[marks], &out).unwrap();
    assert_eq!(part(&out, "xl/worksheets/sheet1.xml").matches("<f>").count(), formulas);
    let after = values(&rows_of(&mut open(&out), 0));
    assert_eq!(after[&(7, 9)], Value::Text("=1+1".into()));
    assert_eq!(after[&(11, 9)], Value::Text("ab<&>\"_x0041_".into()));
}

#[test]
fn a_sheet_with_prefixes_no_places_and_wide_columns_is_marked_too() {
    let folder = folder();
    let (path, out) = (folder.path().join("a.xlsx"), folder.path().join("b.xlsx"));
    let main = r#"<x:workbook xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><x:sheets><x:sheet name="A" sheetId="1" r:id="r1"/></x:sheets></x:workbook>"#;
    let kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relations = format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{kinds}/worksheet" Target="/xl/s.xml"/></Relationships>"#
    );
    let text = |text: &str| format!("<x:c t=\"inlineStr\"><x:is><x:t>{text}</x:t></x:is></x:c>");
    let sheet = format!(
        r#"<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:dimension ref="A1:B9"/><x:cols><x:col min="1" max="16384" width="9"/></x:cols><x:sheetData><x:row>{}{}</x:row><x:row>{}{}</x:row></x:sheetData></x:worksheet>"#,
        text("STT"),
        text("Họ và tên"),
        text("1"),
        text("Lê Lan")
    );
    zip_of(
        &path,
        &[
            ("xl/workbook.xml", main.as_bytes()),
            ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
            ("xl/s.xml", sheet.as_bytes()),
        ],
    );
    let mut marks = marks_for(&path);
    marks.say(2, "Đã nhập", "");
    marks.say(4, "Dòng trống", "Dòng này không có trong tệp");
    mark::write(open(&path), &[marks], &out).unwrap();
    let written = part(&out, "xl/s.xml");
    assert!(
        written.contains(r#"<x:col min="3" max="3" width="22" customWidth="1"/>"#),
        "{written}"
    );
    assert!(written.contains(r#"<x:dimension ref="A1:D9"/>"#));
    let after = values(&rows_of(&mut open(&out), 0));
    assert_eq!(after[&(2, 2)], Value::Text("Đã nhập".into()));
    assert_eq!(after[&(4, 3)], Value::Text("Dòng này không có trong tệp".into()));
    assert_eq!(after[&(2, 1)], Value::Text("Lê Lan".into()));
}

#[test]
fn a_failed_marking_leaves_no_half_file() {
    let folder = folder();
    let (path, out) = (folder.path().join("a.xlsx"), folder.path().join("b.xlsx"));
    officers_workbook(&path);
    let marks = SheetMarks { sheet: 9, ..SheetMarks::default() };
    assert!(mark::write(open(&path), &[marks], &out).is_err());
    assert!(!out.exists());
}

fn any_cell() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[A-Za-zàộễưđ =+@-]{1,12}"
            .prop_map(|text| format!("<is><t xml:space=\"preserve\">{text}</t></is>")),
        (-1e12..1e12_f64).prop_map(|number| format!("<v>{number}</v>")),
        (0..100_000_u32).prop_map(|number| format!("<f>A{}+1</f><v>{number}</v>", number + 1)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn marking_never_loses_a_value(
        cells in proptest::collection::btree_map((1..40_u32, 0..12_u16), any_cell(), 1..80),
        shades in proptest::collection::vec((1..45_u32, 0..14_u16, any::<bool>()), 0..30),
        said in proptest::collection::btree_map(1..45_u32, "[^\u{0}]{0,20}", 0..20),
        header in 1..5_u32,
    ) {
        let folder = folder();
        let (path, out) = (folder.path().join("a.xlsx"), folder.path().join("b.xlsx"));
        let mut rows: BTreeMap<u32, String> = BTreeMap::new();
        for ((row, column), inside) in &cells {
            let kind = if inside.starts_with("<is>") { " t=\"inlineStr\"" } else { "" };
            let cell = format!("<c r=\"{}\"{kind}>{inside}</c>", sheets::address(*column, *row));
            rows.entry(*row).or_default().push_str(&cell);
        }
        let rows: String = rows.iter().map(|(row, cells)| format!("<row r=\"{row}\" spans=\"1:12\">{cells}</row>")).collect();
        workbook_of(&path, &sheet_of(&rows), &[]);
        let mut marks = SheetMarks { sheet: 0, header_rows: vec![header], ..SheetMarks::default() };
        for (row, column, wrong) in shades {
            marks.shade(row, column, if wrong { Shade::Wrong } else { Shade::Doubtful });
        }
        for (row, text) in said {
            marks.say(row, text.clone(), text);
        }
        mark::write(open(&path), std::slice::from_ref(&marks), &out).unwrap();
        let (before, after) = (values(&rows_of(&mut open(&path), 0)), values(&rows_of(&mut open(&out), 0)));
        for (place, value) in &before {
            prop_assert_eq!(after.get(place), Some(value));
        }
        let twice = folder.path().join("c.xlsx");
        mark::write(open(&out), &[marks], &twice).unwrap();
        prop_assert_eq!(values(&rows_of(&mut open(&twice), 0)), after, "a second time changes nothing");
    }
}
