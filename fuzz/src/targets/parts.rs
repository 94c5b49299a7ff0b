//! An officer's workbook, unpacked, its parts edited, and packed again: what byte flips in a zip never reach.

use super::workbooks::{self, officers_list};
use crate::Target;
use arbitrary::{Result, Unstructured};
use std::{
    io::{Cursor, Read, Write},
    sync::LazyLock,
};
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

pub(crate) const TARGET: Target = Target {
    name: "parts",
    run: parts,
    words: &[],
    seeds,
    longest: 400,
    most_memory: workbooks::MEMORY,
};

type Part = (String, Vec<u8>);

/// Pieces of the formats, whole and broken.
const PIECES: &[&str] = &[
    "<row r=\"7\">",
    "</row>",
    "<c r=\"B7\" t=\"inlineStr\"><is><t>Lan</t></is></c>",
    "<c r=\"C7\" t=\"s\"><v>0</v></c>",
    "<c><v>1</v></c>",
    "<c r=\"XFD1048576\"><v>1</v></c>",
    "<f>A1</f>",
    "<v></v>",
    "<v/>",
    "t=\"d\"",
    "t=\"e\"",
    "t=\"b\"",
    "s=\"1\"",
    "s=\"4294967295\"",
    "<sheetData>",
    "</sheetData>",
    "<sheetData/>",
    "<cols><col min=\"1\" max=\"16384\" style=\"1\"/></cols>",
    "<mergeCell ref=\"A1:XFD1048576\"/>",
    "<si><t>x</t></si>",
    "<rPh sb=\"0\" eb=\"1\"><t>x</t></rPh>",
    "<![CDATA[<a>]]>",
    "<!-- -->",
    "<?x y?>",
    "<!DOCTYPE a>",
    "&amp;",
    "&#0;",
    "&#x110000;",
    "&lt",
    "_x000D_",
    "_xD800_",
    "<x:c>",
    "xmlns:x=\"y\"",
    "<sheet name=\"B\" sheetId=\"9\" r:id=\"rId1\"/>",
    "state=\"hidden\"",
    "date1904=\"1\"",
    "Target=\"/xl/worksheets/sheet2.xml\"",
    "TargetMode=\"External\"",
    "<xf fillId=\"99\"/>",
    "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFFFF176\"/></patternFill></fill>",
    "<numFmt numFmtId=\"164\" formatCode=\"00000\"/>",
    "formatCode=\"d\"",
    "Kết quả",
    "Cần sửa",
    "\"",
    "<",
    ">",
    "/>",
];
const NUMBERS: &[&str] = &[
    "0",
    "1",
    "-1",
    "2",
    "60",
    "256",
    "16384",
    "16385",
    "65535",
    "65536",
    "1048576",
    "1048577",
    "4294967295",
    "1e308",
    "-0",
    "9999999999999999999",
    "NaN",
    "2958466",
];

/// The officer's list, and a workbook as other programs write it: prefixes, no places, texts within cells.
static BASES: LazyLock<[Vec<Part>; 2]> = LazyLock::new(|| {
    let list = officers_list().expect("the list can be made");
    [unpacked(&list), by_another_program()]
});

fn unpacked(zip: &[u8]) -> Vec<Part> {
    let mut archive = ZipArchive::new(Cursor::new(zip)).expect("our own workbook is a zip");
    let mut parts = vec![];
    for place in 0..archive.len() {
        let mut file = archive.by_index(place).expect("its parts are there");
        let mut bytes = vec![];
        file.read_to_end(&mut bytes).expect("its parts can be unpacked");
        // The colours of a theme are read by nobody here.
        if !file.name().contains("theme") {
            parts.push((file.name().to_owned(), bytes));
        }
    }
    parts
}

fn by_another_program() -> Vec<Part> {
    let kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let text = |text: &str| {
        format!("<x:c t=\"inlineStr\"><x:is><x:r><x:t>{text}</x:t></x:r></x:is></x:c>")
    };
    let sheet = format!(
        "<x:worksheet xmlns:x=\"{main}\"><x:dimension ref=\"A1:B3\"/><x:cols><x:col min=\"1\" max=\"3\" width=\"9\" style=\"1\"/></x:cols><x:sheetData><x:row>{}{}</x:row><x:row>{}{}<x:c s=\"1\"><x:v>45292</x:v></x:c></x:row><x:row r=\"9\" s=\"1\" customFormat=\"1\"><x:c r=\"C9\" t=\"str\"><x:f>B2</x:f><x:v>Lan</x:v></x:c></x:row></x:sheetData></x:worksheet>",
        text("STT"),
        text("Họ và tên"),
        text("1"),
        text("Lê Lan")
    );
    let styles = format!(
        "<x:styleSheet xmlns:x=\"{main}\"><x:fonts count=\"1\"><x:font/></x:fonts><x:fills count=\"2\"><x:fill><x:patternFill patternType=\"none\"/></x:fill><x:fill><x:patternFill patternType=\"gray125\"/></x:fill></x:fills><x:borders count=\"1\"><x:border/></x:borders><x:cellXfs count=\"2\"><x:xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/><x:xf numFmtId=\"14\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></x:cellXfs></x:styleSheet>"
    );
    let workbook = format!(
        "<x:workbook xmlns:x=\"{main}\" xmlns:r=\"{kinds}\"><x:sheets><x:sheet name=\"A\" sheetId=\"1\" r:id=\"r1\"/></x:sheets></x:workbook>"
    );
    let relations = format!(
        "<Relationships><Relationship Id=\"r1\" Type=\"{kinds}/worksheet\" Target=\"/xl/s.xml\"/><Relationship Id=\"r2\" Type=\"{kinds}/styles\" Target=\"styles.xml\"/></Relationships>"
    );
    [
        ("xl/workbook.xml", workbook),
        ("xl/_rels/workbook.xml.rels", relations),
        ("xl/s.xml", sheet),
        ("xl/styles.xml", styles),
    ]
    .map(|(name, text)| (name.to_owned(), text.into_bytes()))
    .into()
}

/// No edit at all, and some of each kind.
fn seeds() -> Vec<Vec<u8>> {
    let edits = |base: u8| {
        (0..40_u8).map(move |seed| {
            (0..24_u8)
                .map(|place| {
                    base ^ seed.wrapping_mul(37).wrapping_add(place.wrapping_mul(seed | 1))
                })
                .collect()
        })
    };
    [vec![], vec![0], vec![1]].into_iter().chain(edits(0)).chain(edits(0x5a)).collect()
}

fn parts(input: &[u8]) {
    let mut bytes = Unstructured::new(input);
    let parts = edited(&mut bytes).unwrap_or_default();
    workbooks::file(&packed(&parts), "Danh sách.xlsx");
}

fn edited(bytes: &mut Unstructured) -> Result<Vec<Part>> {
    let mut parts = bytes.choose(&*BASES)?.clone();
    while !bytes.is_empty() && !parts.is_empty() {
        edit(bytes, &mut parts)?;
    }
    Ok(parts)
}

fn edit(bytes: &mut Unstructured, parts: &mut Vec<Part>) -> Result<()> {
    let part = bytes.choose_index(parts.len())?;
    let other = bytes.choose_index(parts.len())?;
    let piece = *bytes.choose(PIECES)?;
    let number = *bytes.choose(NUMBERS)?;
    let kind = bytes.int_in_range(0..=15)?;
    let text = &mut parts[part].1;
    let place = bytes.int_in_range(0..=text.len().min(0xffff))?;
    match kind {
        // An element: what stands between two tags, or a tag.
        0..=2 => {
            let from = next(text, place, b'<');
            let until = next(text, (from + 1).min(text.len()), b'<');
            if kind == 0 {
                text.drain(from..until);
            } else {
                let element = text[from..until].to_vec();
                let into = if kind == 1 {
                    until
                } else {
                    next(text, bytes.int_in_range(0..=text.len().min(0xffff))?, b'<')
                };
                text.splice(into..into, element);
            }
        }
        3..=5 => {
            let into = next(text, place, b'<');
            text.splice(into..into, piece.bytes());
        }
        6 | 7 => {
            // Inside a tag, as an attribute.
            let into = next(text, place, b'>');
            text.splice(into..into, format!(" {piece}").bytes());
        }
        8..=11 => {
            let first = text[place..]
                .iter()
                .position(u8::is_ascii_digit)
                .map_or(text.len(), |digit| place + digit);
            let until = text[first..]
                .iter()
                .position(|sign| !sign.is_ascii_digit())
                .map_or(text.len(), |end| first + end);
            text.splice(first..until, number.bytes());
        }
        12 => {
            let until = (place + bytes.int_in_range(0..=40)?).min(text.len());
            text.drain(place..until);
        }
        13 => {
            let sign: u8 = bytes.arbitrary()?;
            text.insert(place, sign);
        }
        14 => parts[part].1 = parts[other].1.clone(),
        _ => {
            parts.remove(part);
        }
    }
    Ok(())
}

/// Where the sign next stands, or the end.
fn next(text: &[u8], place: usize, sign: u8) -> usize {
    text[place..].iter().position(|found| *found == sign).map_or(text.len(), |after| place + after)
}

pub(crate) fn packed(parts: &[Part]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(vec![]));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in parts {
        // Two parts of one name cannot be written; the first stays.
        if writer.start_file(name.as_str(), options).is_ok() {
            writer.write_all(bytes).expect("memory can be written");
        }
    }
    writer.finish().expect("memory can be written").into_inner()
}
