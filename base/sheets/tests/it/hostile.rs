//! Files made to harm. None may cost much time or memory, and each gets a human reason.

use crate::fixture::{folder, sheet_of, workbook_of, zip_of};
use sheets::{Limits, Unreadable};
use std::{fs, ops::ControlFlow, path::Path};

fn refusal(path: &Path) -> Option<Unreadable> {
    let mut book = match sheets::open(path, "a.xlsx", &Limits::default()) {
        Ok(book) => book,
        Err(reason) => return Some(reason),
    };
    book.read(0, &mut |_| ControlFlow::Continue(())).err()
}

fn of_sheet(rows: &str) -> Option<Unreadable> {
    let folder = folder();
    let path = folder.path().join("a.xlsx");
    workbook_of(&path, &sheet_of(rows), &[]);
    refusal(&path)
}

#[test]
fn a_cell_at_the_far_corner_is_named() {
    let far = r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#;
    let reason = of_sheet(far).unwrap();
    assert_eq!(reason, Unreadable::TooManyColumns { address: "XFD1048576".into(), most: 256 });
    let low = r#"<row r="1048576"><c r="A1048576"><v>1</v></c></row>"#;
    assert_eq!(of_sheet(low), None, "Excel's last row is a row");
    let below = r#"<row r="1048577"><c r="A1048577"><v>1</v></c></row>"#;
    let too_many = Unreadable::TooManyRows { row: 1_048_577, most: 1_048_576 };
    assert_eq!(of_sheet(below), Some(too_many));
    let styled_only = r#"<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="1"/></row><row r="1048576"><c r="A1048576"/></row>"#;
    assert_eq!(of_sheet(styled_only), None, "empty cells far away are common and harmless");
}

#[test]
fn rows_and_cells_that_contradict_themselves_are_damage() {
    for rows in [
        r#"<row r="2"/><row r="1"/>"#,
        r#"<row r="1"><c r="A2"><v>1</v></c></row>"#,
        r#"<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>"#,
        r#"<row r="1"><c r="ZZZZ1"><v>1</v></c></row>"#,
        r#"<row r="1"><c r="A1" t="s"><v>7</v></c></row>"#,
        r#"<row r="1"><c r="A1"><v>NaN</v></c></row>"#,
        r#"<row r="1"><c r="A1"><v>1</v></row>"#,
        r#"<row r="99999999999"/>"#,
    ] {
        assert!(matches!(of_sheet(rows), Some(Unreadable::Damaged(_))), "{rows}");
    }
}

#[test]
fn a_promise_of_four_billion_texts_costs_nothing() {
    let folder = folder();
    let path = folder.path().join("a.xlsx");
    let strings = br#"<sst count="4000000000" uniqueCount="4000000000"><si><t>mot</t></si></sst>"#;
    workbook_of(
        &path,
        &sheet_of(r#"<row r="1"><c r="A1" t="s"><v>0</v></c></row>"#),
        &[("xl/sharedStrings.xml", strings)],
    );
    assert_eq!(refusal(&path), None);
}

#[test]
fn one_cell_of_a_hundred_megabytes_is_refused() {
    let long = "a".repeat(2 << 20);
    let rows = format!(r#"<row r="1"><c r="A1" t="inlineStr"><is><t>{long}</t></is></c></row>"#);
    assert!(matches!(of_sheet(&rows), Some(Unreadable::Swollen)));
    let letters = "ơ".repeat(32_768);
    let rows = format!(r#"<row r="1"><c r="A1" t="inlineStr"><is><t>{letters}</t></is></c></row>"#);
    assert!(matches!(of_sheet(&rows), Some(Unreadable::TextTooLong { .. })));
    // The same in pieces: bounded as well.
    let pieces = "<r><t>abcdefghij</t></r>".repeat(4_000);
    let rows = format!(r#"<row r="1"><c r="A1" t="inlineStr"><is>{pieces}</is></c></row>"#);
    assert!(matches!(of_sheet(&rows), Some(Unreadable::TextTooLong { .. })));
    let packed = "0".repeat(100 << 20);
    assert!(matches!(of_sheet(&packed), Some(Unreadable::Swollen)));
}

#[test]
fn thousands_of_sheets_are_refused() {
    let folder = folder();
    let path = folder.path().join("a.xlsx");
    let many: Vec<String> =
        (0..10_000).map(|sheet| format!("xl/worksheets/sheet{sheet}.xml")).collect();
    let parts: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b"<a/>"[..])).collect();
    zip_of(&path, &parts);
    assert_eq!(refusal(&path), Some(Unreadable::Swollen));

    let sheets = r#"<sheet name="A" r:id="rId1"/>"#.repeat(10_000);
    let main = format!("<workbook><sheets>{sheets}</sheets></workbook>");
    let relations = br#"<Relationships><Relationship Id="rId1" Type="a/worksheet" Target="s.xml"/></Relationships>"#;
    zip_of(
        &path,
        &[
            ("xl/workbook.xml", main.as_bytes()),
            ("xl/_rels/workbook.xml.rels", relations),
            ("xl/s.xml", b"<a/>"),
        ],
    );
    assert_eq!(refusal(&path), Some(Unreadable::TooManySheets { most: 200 }));
}

#[test]
fn a_part_longer_than_the_zip_says_is_refused() {
    let folder = folder();
    let path = folder.path().join("a.xlsx");
    let rows: String = (1..5_000)
        .map(|row| format!(r#"<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>"#))
        .collect();
    let sheet = sheet_of(&rows);
    workbook_of(&path, &sheet, &[]);
    let mut bytes = fs::read(&path).unwrap();
    let size = (sheet.len() as u32).to_le_bytes();
    let places: Vec<usize> = bytes
        .windows(4)
        .enumerate()
        .filter(|(_, four)| *four == size)
        .map(|(place, _)| place)
        .collect();
    for place in places {
        bytes[place..place + 4].copy_from_slice(&100_u32.to_le_bytes());
    }
    fs::write(&path, bytes).unwrap();
    assert!(matches!(refusal(&path), Some(Unreadable::Swollen | Unreadable::Damaged(_))));
}

#[test]
fn overlapping_parts_are_refused() {
    let folder = folder();
    let path = folder.path().join("a.xlsx");
    workbook_of(&path, &sheet_of(""), &[("xl/one.xml", b"one"), ("xl/two.xml", b"two")]);
    let mut bytes = fs::read(&path).unwrap();
    // Both entries of the directory point at the first local part.
    let entries: Vec<usize> = bytes
        .windows(4)
        .enumerate()
        .filter(|(_, four)| *four == b"PK\x01\x02")
        .map(|(place, _)| place)
        .collect();
    let first: [u8; 4] = bytes[entries[3] + 42..entries[3] + 46].try_into().unwrap();
    bytes[entries[4] + 42..entries[4] + 46].copy_from_slice(&first);
    fs::write(&path, bytes).unwrap();
    assert_eq!(refusal(&path), Some(Unreadable::Swollen));
}

#[test]
fn parts_with_names_that_no_office_program_writes_are_refused() {
    let folder = folder();
    let path = folder.path().join("a.xlsx");
    for name in ["xl/../../etc/passwd", "xl/a\u{0}b", &format!("xl/{}", "a".repeat(400))] {
        workbook_of(&path, &sheet_of(""), &[(name, b"x")]);
        assert!(matches!(refusal(&path), Some(Unreadable::Damaged(_))), "{name:?}");
    }
    // Two parts of one name: the later one is renamed in the bytes, where the writer would not allow it.
    workbook_of(&path, &sheet_of(""), &[("xl/one.xml", b"one"), ("xl/two.xml", b"two")]);
    let mut bytes = fs::read(&path).unwrap();
    let places: Vec<usize> = bytes
        .windows(10)
        .enumerate()
        .filter(|(_, window)| *window == b"xl/two.xml")
        .map(|(place, _)| place)
        .collect();
    for place in places {
        bytes[place..place + 10].copy_from_slice(b"xl/one.xml");
    }
    fs::write(&path, bytes).unwrap();
    assert!(matches!(refusal(&path), Some(Unreadable::Damaged(_))));
    workbook_of(&path, &sheet_of(""), &[("xl/macrosheets/sheet1.xml", b"<a/>")]);
    assert_eq!(refusal(&path), Some(Unreadable::HasMacros));
}

#[test]
fn what_is_too_much_further_down_shows_when_a_file_is_looked_through() {
    let folder = folder();
    let path = folder.path().join("a.xlsx");
    let looked = |sheet: &str, more: &[(&str, &[u8])]| {
        workbook_of(&path, sheet, more);
        let mut book =
            sheets::open(&path, "a.xlsx", &Limits { rows: 500, cells: 500, ..Limits::default() })?;
        book.look_through()
    };
    let rows = |count: u32| sheet_of(&"<x:row><x:c/></x:row>".repeat(count as usize));
    assert_eq!(looked(&rows(500), &[]), Ok(()));
    assert_eq!(looked(&rows(501), &[]), Err(Unreadable::TooManyRows { row: 501, most: 500 }));
    let cells = sheet_of(&format!("<row>{}</row>", "<c/>".repeat(2_001)));
    assert_eq!(looked(&cells, &[]), Err(Unreadable::TooManyCells { most: 500 }));
    let merged =
        format!("{}<mergeCells>{}</mergeCells>", sheet_of(""), "<mergeCell/>".repeat(200_001));
    assert_eq!(looked(&merged, &[]), Err(Unreadable::Swollen));
    let long = format!("<sst><si><t>{}</t></si></sst>", "ab1".repeat(1 << 20));
    assert_eq!(
        looked(&rows(1), &[("xl/sharedStrings.xml", long.as_bytes())]),
        Err(Unreadable::Swollen)
    );
}

#[test]
fn entities_deep_nesting_and_crowded_tags_are_refused_or_harmless() {
    let folder = folder();
    let path = folder.path().join("a.xlsx");
    let bomb = format!(
        "<!DOCTYPE a [<!ENTITY b \"c\">]>{}",
        sheet_of(r#"<row r="1"><c r="A1"><v>&b;</v></c></row>"#)
    );
    workbook_of(&path, &bomb, &[]);
    assert_eq!(refusal(&path), Some(Unreadable::DeclaresEntities));
    let deep = "<a>".repeat(100_000);
    assert!(matches!(of_sheet(&deep), Some(Unreadable::Damaged(_))));
    let attributes: String = (0..60_000).map(|number| format!(" a{number}=\"1\"")).collect();
    assert_eq!(of_sheet(&format!(r#"<row r="1"{attributes}><c r="A1"><v>1</v></c></row>"#)), None);
}

#[test]
fn a_file_cut_anywhere_is_refused_and_never_panics() {
    let folder = folder();
    let path = folder.path().join("a.xlsx");
    crate::fixture::officers_workbook(&path);
    let whole = fs::read(&path).unwrap();
    let cut = folder.path().join("cut.xlsx");
    for length in (1..whole.len()).step_by(97) {
        fs::write(&cut, &whole[..length]).unwrap();
        let _ = refusal(&cut);
        let mut spoiled = whole.clone();
        spoiled[length] ^= 0x55;
        fs::write(&cut, &spoiled).unwrap();
        let _ = refusal(&cut);
    }
}

#[test]
fn an_old_xls_that_was_cut_off_is_told_from_one_to_save_anew() {
    let folder = folder();
    let (path, cut) = (folder.path().join("a.xlsx"), folder.path().join("cut.xls"));
    crate::fixture::officers_workbook(&path);
    let old = std::fs::read(crate::fixture::converted(&path, "xls", folder.path())).unwrap();
    for part in 2..10 {
        std::fs::write(&cut, &old[..old.len() * part / 10]).unwrap();
        let Err(refused) = sheets::open(&cut, "cut.xls", &sheets::Limits::default()) else {
            continue;
        };
        let said = refused.say(kernel::Lang::Vi);
        assert!(said.contains(".xlsx"), "{part}: {said}");
    }
    std::fs::write(&cut, &old[..old.len() * 7 / 10]).unwrap();
    let refused = sheets::open(&cut, "cut.xls", &sheets::Limits::default()).map(drop).unwrap_err();
    assert_eq!(refused.code(), "old_workbook_damaged");
}
