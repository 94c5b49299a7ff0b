//! A workbook made of the input, in any of the ways programs write one: what was put in is what is read, and what the
//! marked copy says too.

use super::{
    parts::packed,
    workbooks::{self, FOLDER, read_and_marked, values},
};
use crate::Target;
use arbitrary::{Result, Unstructured};
use kernel::Day;
use sheets::{Limits, Value};
use std::{collections::BTreeMap, fs};

pub(crate) const TARGET: Target = Target {
    name: "marking",
    run: marking,
    words: &[
        "Họ và tên",
        "STT",
        "Năm sinh",
        "Kết quả",
        "Cần sửa",
        "_x000D_",
        "&<>\"",
        "\u{1}",
        "\u{10ffff}",
    ],
    seeds,
    longest: 1_000,
    most_memory: workbooks::MEMORY,
};

fn seeds() -> Vec<Vec<u8>> {
    let noise = |seed: u32| {
        (0..200_u32)
            .map(|place| (seed.wrapping_add(place).wrapping_mul(2_654_435_761) >> 21) as u8)
            .collect()
    };
    (0..60).map(|seed: u32| noise(seed * 1_000)).collect()
}

/// How a program that is not ours writes its workbooks.
struct Manner {
    prefix: &'static str,
    places: bool,
    shared: bool,
    styles: bool,
    from_1904: bool,
}

struct Made {
    manner: Manner,
    sheet: String,
    shared: Vec<String>,
    expected: BTreeMap<(u32, u16), Value>,
}

fn marking(input: &[u8]) {
    let Ok(made) = made(&mut Unstructured::new(input)) else { return };
    let path = FOLDER.path().join("made.xlsx");
    fs::write(&path, packed(&made.parts())).expect("the folder can be written");
    let limits = Limits::default();
    let mut book = sheets::open(&path, "made.xlsx", &limits).expect("what we made opens");
    let rows = workbooks::rows(&mut book, 0, &limits).expect("what we made can be read");
    assert_eq!(values(&rows), made.expected, "{}", made.sheet);
    read_and_marked(book, &limits, true);
}

fn made(bytes: &mut Unstructured) -> Result<Made> {
    let manner = Manner {
        prefix: if bytes.arbitrary()? { "x:" } else { "" },
        places: bytes.arbitrary()?,
        shared: bytes.arbitrary()?,
        styles: bytes.arbitrary()?,
        from_1904: bytes.arbitrary()?,
    };
    let mut made = Made { manner, sheet: String::new(), shared: vec![], expected: BTreeMap::new() };
    let mut row = 0;
    for _ in 0..bytes.int_in_range(1..=12)? {
        row += if made.manner.places { bytes.int_in_range(1..=3)? } else { 1 };
        made.row(bytes, row)?;
    }
    Ok(made)
}

impl Made {
    fn row(&mut self, bytes: &mut Unstructured, row: u32) -> Result<()> {
        let (x, place) = (
            self.manner.prefix,
            if self.manner.places { format!(" r=\"{row}\"") } else { String::new() },
        );
        self.sheet += &format!("<{x}row{place}>");
        let mut column = 0;
        for _ in 0..bytes.int_in_range(0..=8)? {
            column += if self.manner.places { bytes.int_in_range(0..=2)? } else { 0 };
            self.cell(bytes, row, column)?;
            column += 1;
        }
        self.sheet += &format!("</{x}row>");
        Ok(())
    }

    fn cell(&mut self, bytes: &mut Unstructured, row: u32, column: u16) -> Result<()> {
        let x = self.manner.prefix;
        let place = if self.manner.places {
            format!(" r=\"{}\"", sheets::address(column, row))
        } else {
            String::new()
        };
        let (attributes, inside, value) = match bytes.int_in_range(0..=8)? {
            0 => (String::new(), String::new(), Value::Empty),
            1..=3 => {
                let text = text(bytes)?;
                let (attributes, inside) = self.written(&text);
                (
                    attributes,
                    inside,
                    if text.trim().is_empty() { Value::Empty } else { Value::Text(text.into()) },
                )
            }
            4 => {
                let number = f64::from(bytes.arbitrary::<i32>()?) / 8.0;
                (String::new(), format!("<{x}v>{number}</{x}v>"), Value::Number(number))
            }
            5 => {
                let number: u32 = bytes.int_in_range(61..=60_000)?;
                let value = if self.manner.styles {
                    self.day(number)
                } else {
                    Value::Number(f64::from(number))
                };
                (" s=\"1\"".to_owned(), format!("<{x}v>{number}</{x}v>"), value)
            }
            6 => {
                let truth: bool = bytes.arbitrary()?;
                (
                    " t=\"b\"".to_owned(),
                    format!("<{x}v>{}</{x}v>", u8::from(truth)),
                    Value::Truth(truth),
                )
            }
            7 => (
                " t=\"e\"".to_owned(),
                format!("<{x}f>A1</{x}f><{x}v>#N/A</{x}v>"),
                Value::Error("#N/A".to_owned()),
            ),
            _ => (String::new(), format!("<{x}f>A1</{x}f>"), Value::NotCalculated),
        };
        self.sheet += &match inside.as_str() {
            "" => format!("<{x}c{place}{attributes}/>"),
            _ => format!("<{x}c{place}{attributes}>{inside}</{x}c>"),
        };
        if !value.is_empty() {
            self.expected.insert((row, column), value);
        }
        Ok(())
    }

    fn day(&self, serial: u32) -> Value {
        let first = if self.manner.from_1904 { Day::of(1904, 1, 1) } else { Day::of(1899, 12, 30) };
        Value::Day(first.plus_days(i32::try_from(serial).unwrap_or_default()))
    }

    fn written(&mut self, text: &str) -> (String, String) {
        let (x, escaped) = (self.manner.prefix, escaped(text));
        if self.manner.shared {
            self.shared.push(escaped);
            return (" t=\"s\"".to_owned(), format!("<{x}v>{}</{x}v>", self.shared.len() - 1));
        }
        (
            " t=\"inlineStr\"".to_owned(),
            format!("<{x}is><{x}t xml:space=\"preserve\">{escaped}</{x}t></{x}is>"),
        )
    }

    fn parts(&self) -> Vec<(String, Vec<u8>)> {
        let x = self.manner.prefix;
        let kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        let names =
            if x.is_empty() { format!("xmlns=\"{main}\"") } else { format!("xmlns:x=\"{main}\"") };
        let dates = if self.manner.from_1904 {
            format!("<{x}workbookPr date1904=\"1\"/>")
        } else {
            String::new()
        };
        let shared: String = self
            .shared
            .iter()
            .map(|text| format!("<{x}si><{x}t xml:space=\"preserve\">{text}</{x}t></{x}si>"))
            .collect();
        let mut parts = vec![
            (
                "xl/workbook.xml",
                format!(
                    "<{x}workbook {names} xmlns:r=\"{kinds}\">{dates}<{x}sheets><{x}sheet name=\"A\" sheetId=\"1\" r:id=\"r1\"/></{x}sheets></{x}workbook>"
                ),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                format!(
                    "<Relationships><Relationship Id=\"r1\" Type=\"{kinds}/worksheet\" Target=\"s.xml\"/><Relationship Id=\"r2\" Type=\"{kinds}/styles\" Target=\"styles.xml\"/><Relationship Id=\"r3\" Type=\"{kinds}/sharedStrings\" Target=\"t.xml\"/></Relationships>"
                ),
            ),
            (
                "xl/s.xml",
                format!(
                    "<{x}worksheet {names}><{x}sheetData>{}</{x}sheetData></{x}worksheet>",
                    self.sheet
                ),
            ),
            ("xl/t.xml", format!("<{x}sst {names}>{shared}</{x}sst>")),
        ];
        if self.manner.styles {
            parts.push(("xl/styles.xml", format!("<{x}styleSheet {names}><{x}fonts count=\"1\"><{x}font/></{x}fonts><{x}fills count=\"1\"><{x}fill><{x}patternFill patternType=\"none\"/></{x}fill></{x}fills><{x}cellXfs count=\"2\"><{x}xf numFmtId=\"0\"/><{x}xf numFmtId=\"14\"/></{x}cellXfs></{x}styleSheet>")));
        }
        parts.into_iter().map(|(name, text)| (name.to_owned(), text.into_bytes())).collect()
    }
}

/// Headings often, anything else now and then.
fn text(bytes: &mut Unstructured) -> Result<String> {
    let words = [
        "Họ và tên",
        "STT",
        "Năm sinh",
        "Nữ",
        "Kết quả",
        "Cần sửa",
        "Lê Lan",
        "Tổng cộng",
        "nt",
        "(1)",
        "Thôn Đông",
    ];
    if bytes.ratio(2, 3)? {
        return Ok((*bytes.choose(&words)?).to_owned());
    }
    let length = bytes.int_in_range(0..=12)?;
    let letters = (0..length).map(|_| bytes.arbitrary::<char>());
    // Signs without room may stand alone, and then the cell looks empty.
    let text = letters.collect::<Result<String>>()?;
    Ok(format!("a{text}"))
}

/// As Excel writes it: what XML forbids or changes has a spelling of its own.
fn escaped(text: &str) -> String {
    let mut written = String::new();
    let safe = text.replace("_x", "_x005F_x");
    for letter in safe.chars() {
        match letter {
            '&' => written += "&amp;",
            '<' => written += "&lt;",
            '>' => written += "&gt;",
            '\n' | '\t' => written.push(letter),
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => {
                written += &format!("_x{:04X}_", u32::from(letter))
            }
            _ => written.push(letter),
        }
    }
    written
}
