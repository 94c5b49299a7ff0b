//! What looks like a formula leaves as text and comes back as it was.

use crate::{
    readers::part_of,
    samples::{half_year, list},
};
use papers::{Block, Cell, Column, Number, Row, Table, register, register::ListPaper};
use sheets::{Limits, Value};
use std::{fs, ops::ControlFlow, path::Path, process::Command};

const PAYLOADS: [&str; 16] = [
    "=HYPERLINK(\"http://127.0.0.1:1/\",\"An\")",
    "=1+1",
    "+1",
    "-1",
    "@SUM(1+1)",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
    "\u{200b}=1+1",
    " =1+1",
    "'=1+1",
    "\"; =cmd|'/c calc'!A0",
    "=cmd|'/c calc'!A0",
    "An, \"Bình\"; Chi",
    "'Ô",
];

/// Letters that no paper shows are gone before anything is written; what stands behind them is not.
const TIDIED: [(&str, &str); 5] = [
    ("\t=1+1", " =1+1"),
    ("\r=1+1", " =1+1"),
    ("\n=1+1", " =1+1"),
    ("\0=1+1", "=1+1"),
    ("\u{feff}=1+1", "=1+1"),
];

fn payloads() -> impl Iterator<Item = (&'static str, &'static str)> {
    PAYLOADS.into_iter().map(|text| (text, text)).chain(TIDIED)
}

fn hostile_list() -> ListPaper {
    let row = |(text, _): (&str, &str)| {
        Row::plain([Cell::words(text), Cell::number(Number { value: -2_500_000, decimals: 0 })])
    };
    ListPaper {
        columns: vec![Column::words("Họ và tên", 5), Column::figures("Số tiền", 3)],
        rows: payloads().map(row).collect(),
        ..list()
    }
}

/// The column, counted from 0, of every row of a file, as our own import reads it.
fn read_back(path: &Path, column: u16) -> Vec<Value> {
    let mut book = sheets::open(path, "a", &Limits::default()).unwrap();
    let mut values = vec![];
    book.read(0, &mut |row| {
        assert!(row.cells.iter().all(|cell| !cell.formula), "{row:?}");
        values.push(row.value(column).clone());
        ControlFlow::Continue(())
    })
    .unwrap();
    values
}

#[test]
fn a_list_as_text_runs_nothing_and_comes_back_equal() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    let bytes = register::csv(&hostile_list()).unwrap();
    fs::write(&path, &bytes).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    for line in text.trim_start_matches('\u{feff}').lines().filter(|line| !line.starts_with('"')) {
        assert!(!line.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']), "{line}");
    }
    assert!(text.contains(",-2500000\r\n"), "an amount stays a number: {text}");
    let names = read_back(&path, 0);
    let expected: Vec<Value> = payloads().map(|(_, shown)| Value::Text(shown.into())).collect();
    assert_eq!(names[1..], expected);
    assert_eq!(read_back(&path, 1)[1], Value::Text("-2500000".into()));
}

#[test]
fn an_excel_file_holds_text_and_no_formula() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.xlsx");
    let cell = |(text, _): (&str, &str)| Row::plain([Cell::words(text)]);
    let table = Table {
        caption: "=1+1".to_owned(),
        columns: vec![Column::words("=1+1", 1)],
        rows: payloads().map(cell).collect(),
    };
    let mut report = half_year();
    report.blocks.push(Block::Table(table));
    for file in [register::xlsx(&hostile_list()).unwrap(), papers::xlsx(&report).unwrap()] {
        let sheet = part_of(&file, "xl/worksheets/sheet1.xml");
        assert!(!sheet.contains("<f>") && !sheet.contains("<f "), "a formula was written");
        fs::write(&path, file).unwrap();
        let column = |place| read_back(&path, place);
        let all: Vec<Value> = [column(0), column(1)].concat();
        for (_, shown) in payloads() {
            assert!(all.contains(&Value::Text(shown.into())), "{shown:?} is not there");
        }
    }
}

#[test]
fn another_office_program_sees_no_formula_in_the_text() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    fs::write(&path, register::csv(&hostile_list()).unwrap()).unwrap();
    let home = format!("-env:UserInstallation=file://{}", folder.path().join("home").display());
    let run = Command::new("soffice")
        .args([&home, "--headless", "--infilter=CSV:44,34,76,1,,1033,false,true"])
        .args(["--convert-to", "xlsx", "--outdir"])
        .args([folder.path(), &path])
        .output()
        .expect("this test needs LibreOffice: install the package libreoffice-calc");
    let converted = fs::read(folder.path().join("a.xlsx"));
    let converted =
        converted.unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&run.stderr)));
    let sheet = part_of(&converted, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<v>-2500000</v>"), "amounts are numbers: {sheet}");
    assert!(!sheet.contains("<f>") && !sheet.contains("<f "), "{sheet}");
}
