//! Files made to harm, made on the spot: none is kept, each is a few lines that say what is wrong with it.

use std::io::{Cursor, Write};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// What ought to become of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Refused at once, with this status.
    Refused(u16),
    /// Taken in, and read to its end like any list.
    Read,
    /// Taken in, and found to be too much when it is read.
    FailedLater,
}

pub struct Bomb {
    pub name: &'static str,
    pub file_name: &'static str,
    pub fate: Fate,
    pub bytes: Vec<u8>,
}

const HEAD: &str = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>Họ và tên</t></is></c><c r="B1" t="inlineStr"><is><t>Năm sinh</t></is></c></row>"#;
const AN: &str = r#"<row r="2"><c r="A2" t="inlineStr"><is><t>Nguyễn Văn An</t></is></c><c r="B2"><v>1950</v></c></row>"#;
const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn sheet(rows: &str) -> String {
    format!("<worksheet><sheetData>{HEAD}{AN}{rows}</sheetData></worksheet>")
}

fn main_part(sheets: &str) -> String {
    format!(r#"<workbook xmlns:r="{KINDS}"><sheets>{sheets}</sheets></workbook>"#)
}

/// A workbook whose first sheet is written by `write_sheet`, with further parts.
fn workbook(write_sheet: impl FnOnce(&mut dyn Write), more: &[(&str, &[u8])]) -> Vec<u8> {
    let relations = format!(
        r#"<Relationships><Relationship Id="rId1" Type="{KINDS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{KINDS}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="{KINDS}/styles" Target="styles.xml"/><Relationship Id="rId9" Type="{KINDS}/externalLink" Target="http://127.0.0.1:1/x.xlsx" TargetMode="External"/></Relationships>"#
    );
    let main = main_part(r#"<sheet name="A" sheetId="1" r:id="rId1"/>"#);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(1));
    let parts: [(&str, &[u8]); 2] = [
        ("xl/workbook.xml", main.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
    ];
    for (name, bytes) in parts.iter().chain(more) {
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.start_file("xl/worksheets/sheet1.xml", options).unwrap();
    write_sheet(&mut zip);
    zip.finish().unwrap().into_inner()
}

fn of_rows(rows: &str) -> Vec<u8> {
    workbook(|out| out.write_all(sheet(rows).as_bytes()).unwrap(), &[])
}

fn zip_of(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A sheet that begins as a list and goes on with `piece`, so many times.
fn repeated(piece: &[u8], times: usize) -> Vec<u8> {
    workbook(
        |out| {
            let whole = sheet("");
            let (begin, end) = whole.split_once("</sheetData>").unwrap();
            out.write_all(begin.as_bytes()).unwrap();
            (0..times).for_each(|_| out.write_all(piece).unwrap());
            write!(out, "</sheetData>{end}").unwrap();
        },
        &[],
    )
}

fn two_million_rows() -> Vec<u8> {
    workbook(
        |out| {
            let whole = sheet("");
            let (begin, end) = whole.split_once("</sheetData>").unwrap();
            out.write_all(begin.as_bytes()).unwrap();
            for row in 3..2_000_000 {
                write!(out, r#"<row r="{row}"><c r="A{row}"><v>1</v></c></row>"#).unwrap();
            }
            write!(out, "</sheetData>{end}").unwrap();
        },
        &[],
    )
}

/// Half a gigabyte of letters that do not pack a thousandfold, in one cell.
fn endless_cell() -> Vec<u8> {
    let mut seed = 1_u32;
    let mut letters = Vec::with_capacity(1 << 20);
    while letters.len() < 1 << 20 {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let letter = b'a' + (seed >> 28) as u8;
        letters.extend_from_slice(&[letter; 200]);
    }
    workbook(
        |out| {
            let whole = sheet(r#"<row r="3"><c r="A3" t="inlineStr"><is><t>|</t></is></c></row>"#);
            let (begin, end) = whole.split_once('|').unwrap();
            out.write_all(begin.as_bytes()).unwrap();
            (0..512).for_each(|_| out.write_all(&letters).unwrap());
            out.write_all(end.as_bytes()).unwrap();
        },
        &[],
    )
}

/// Places in a zip where `sign` stands.
fn places(bytes: &[u8], sign: &[u8]) -> Vec<usize> {
    let windows = bytes.windows(sign.len()).enumerate();
    windows.filter(|(_, window)| *window == sign).map(|(place, _)| place).collect()
}

fn overlapping() -> Vec<u8> {
    let mut bytes = workbook(
        |out| out.write_all(sheet("").as_bytes()).unwrap(),
        &[("xl/one.xml", b"one"), ("xl/two.xml", b"two")],
    );
    let entries = places(&bytes, b"PK\x01\x02");
    let first: [u8; 4] = bytes[entries[2] + 42..entries[2] + 46].try_into().unwrap();
    bytes[entries[3] + 42..entries[3] + 46].copy_from_slice(&first);
    bytes
}

/// The directory says that the sheet has a hundred bytes.
fn lying_sizes() -> Vec<u8> {
    let mut bytes = of_rows(&"<row/>".repeat(5_000));
    let entry = *places(&bytes, b"PK\x01\x02").last().unwrap();
    bytes[entry + 24..entry + 28].copy_from_slice(&100_u32.to_le_bytes());
    bytes
}

fn encrypted_entry() -> Vec<u8> {
    let mut bytes = of_rows("");
    for entry in places(&bytes, b"PK\x01\x02") {
        bytes[entry + 8] |= 1;
    }
    for entry in places(&bytes, b"PK\x03\x04") {
        bytes[entry + 6] |= 1;
    }
    bytes
}

fn with_document_type(entity: &str) -> Vec<u8> {
    let declared = format!("<!DOCTYPE worksheet [<!ENTITY x SYSTEM \"{entity}\">]>");
    let row = r#"<row r="3"><c r="A3" t="inlineStr"><is><t>&x;</t></is></c></row>"#;
    workbook(|out| write!(out, "{declared}{}", sheet(row)).unwrap(), &[])
}

/// The container of old Office with one directory entry, and counts that promise the world.
fn old_container(entry: &str, counts: u32) -> Vec<u8> {
    let mut bytes = vec![0_u8; 512 + 512 * 4];
    bytes[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    bytes[24..32].copy_from_slice(&[0x3e, 0, 3, 0, 0xfe, 0xff, 9, 0]);
    bytes[32..34].copy_from_slice(&[6, 0]);
    let mut word = |at: usize, value: u32| bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
    word(44, counts); // sectors of the table
    word(48, 1); // first sector of the directory
    word(56, 4096);
    word(60, 0);
    word(64, counts); // sectors of the small table
    word(68, 0);
    word(72, counts); // sectors of the table's table
    for place in 0..109 {
        word(76 + 4 * place, if counts > 1 { 0 } else { u32::MAX });
    }
    word(76, 0);
    word(512, 0xffff_fffd);
    word(516, 0xffff_fffe);
    let wide: Vec<u8> = entry.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let at = 1024;
    bytes[at..at + wide.len()].copy_from_slice(&wide);
    bytes[at + 64] = wide.len() as u8 + 2;
    bytes[at + 66] = 2;
    bytes[at + 116..at + 124].copy_from_slice(&u64::from(counts).to_le_bytes());
    bytes
}

fn wide(text: &str) -> Vec<u8> {
    [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
}

/// The files that are wanted, `address` being one where somebody listens for a call that must not come.
pub fn made(address: &str, wanted: impl Fn(&str) -> bool) -> Vec<Bomb> {
    use Fate::{FailedLater, Read, Refused};
    let list = "Họ và tên,Năm sinh\nNguyễn Văn An,1950\n";
    let merged = r#"<mergeCells>"#.to_owned() + &r#"<mergeCell ref="A1:A1"/>"#.repeat(1_000_000);
    let formats =
        format!("<styleSheet><cellXfs>{}</cellXfs></styleSheet>", "<xf/>".repeat(1_000_000));
    let attributes: String = (0..60_000).map(|number| format!(" a{number}=\"1\"")).collect();
    let sheets = main_part(&r#"<sheet name="A" sheetId="1" r:id="rId1"/>"#.repeat(10_000));
    let relations = format!(
        r#"<Relationships><Relationship Id="rId1" Type="{KINDS}/worksheet" Target="s.xml"/></Relationships>"#
    );
    let names: Vec<String> =
        (0..10_000).map(|part| format!("xl/worksheets/sheet{part}.xml")).collect();
    let parts: Vec<(&str, &[u8])> =
        names.iter().map(|name| (name.as_str(), &b"<a/>"[..])).collect();
    let inner = zip_of(&[("bomb.xml", &[b'0'; 1 << 20])]);
    let polyglot = [b"%PDF-1.7\n%\n".as_slice(), &of_rows("")].concat();
    let mut whole = of_rows("");
    whole.truncate(whole.len() / 2);
    let picture = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xc0\0\x11\x08\xea\x60\xea\x60\x03";
    let script = b"%PDF-1.4\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n%%EOF";
    let page = "<html><body><table><tr><td>Họ và tên</td></tr></table></body></html>";
    let first = |bytes: &[u8]| bytes.to_vec();
    let bomb = |name, file_name, fate, make: &dyn Fn() -> Vec<u8>| {
        wanted(name).then(|| Bomb { name, file_name, fate, bytes: make() })
    };
    vec![
        bomb("a cell at XFD1048576", "a.xlsx", Refused(422), &|| {
            of_rows(r#"<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#)
        }),
        bomb("a far cell behind a list", "a.xlsx", FailedLater, &|| {
            let list: String = (3..60)
                .map(|row| format!(r#"<row r="{row}"><c r="A{row}"><v>1</v></c></row>"#))
                .collect();
            let far = r#"<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#;
            of_rows(&(list + far))
        }),
        bomb("a promise of four billion texts", "a.xlsx", Read, &|| {
            workbook(
                |out| out.write_all(sheet("").as_bytes()).unwrap(),
                &[(
                    "xl/sharedStrings.xml",
                    br#"<sst uniqueCount="4000000000"><si><t>a</t></si></sst>"#,
                )],
            )
        }),
        bomb("512 MB in one cell", "a.xlsx", Refused(422), &|| endless_cell()),
        bomb("two million rows", "a.xlsx", Refused(422), &|| two_million_rows()),
        bomb("ten thousand parts", "a.xlsx", Refused(422), &|| zip_of(&parts)),
        bomb("ten thousand sheets", "a.xlsx", Refused(422), &|| {
            zip_of(&[
                ("xl/workbook.xml", sheets.as_bytes()),
                ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
                ("xl/s.xml", b"<a/>"),
            ])
        }),
        bomb("a million merged areas", "a.xlsx", Refused(422), &|| {
            workbook(
                |out| {
                    out.write_all(
                        sheet("")
                            .replace("</worksheet>", &format!("{merged}</mergeCells></worksheet>"))
                            .as_bytes(),
                    )
                    .unwrap()
                },
                &[],
            )
        }),
        bomb("a million formats", "a.xlsx", Refused(422), &|| {
            workbook(
                |out| out.write_all(sheet("").as_bytes()).unwrap(),
                &[("xl/styles.xml", formats.as_bytes())],
            )
        }),
        bomb("zips in a zip", "a.xlsx", Refused(415), &|| {
            zip_of(&[("1.zip", &inner), ("2.zip", &inner)])
        }),
        bomb("parts that overlap", "a.xlsx", Refused(422), &|| overlapping()),
        bomb("sizes that lie", "a.xlsx", Refused(422), &|| lying_sizes()),
        bomb("a gigabyte in a few kilobytes", "a.xlsx", Refused(422), &|| {
            repeated(&[b' '; 1 << 20], 700)
        }),
        bomb("sixty thousand attributes", "a.xlsx", Read, &|| {
            of_rows(&format!(r#"<row r="3"{attributes}><c r="A3"/></row>"#))
        }),
        bomb("an .xls that promises two billion sectors", "a.xls", Refused(422), &|| {
            old_container("Workbook", 0x7fff_ffff)
        }),
        bomb("an .xls that promises a few too many", "a.xls", Refused(422), &|| {
            old_container("Workbook", 20)
        }),
        bomb("a document type that reads a file", "a.xlsx", Refused(422), &|| {
            with_document_type("file:///etc/passwd")
        }),
        bomb("a document type that calls a server", "a.xlsx", Refused(422), &|| {
            with_document_type(&format!("http://{address}/x"))
        }),
        bomb("a link to another workbook", "a.xlsx", Read, &|| {
            workbook(
                |out| out.write_all(sheet("").as_bytes()).unwrap(),
                &[("xl/externalLinks/externalLink1.xml", b"<externalLink/>")],
            )
        }),
        bomb("macros", "a.xlsm", Refused(422), &|| {
            workbook(
                |out| out.write_all(sheet("").as_bytes()).unwrap(),
                &[("xl/vbaProject.bin", b"Attribute VB_Name")],
            )
        }),
        bomb("a password", "a.xlsx", Refused(422), &|| old_container("EncryptedPackage", 1)),
        bomb("an encrypted part", "a.xlsx", Refused(422), &|| encrypted_entry()),
        bomb("a text called a workbook", "a.xlsx", Read, &|| first(list.as_bytes())),
        bomb("a workbook called a text", "a.csv", Read, &|| of_rows("")),
        bomb("a web page called a workbook", "a.xls", Refused(415), &|| first(page.as_bytes())),
        bomb("a PDF that is also a workbook", "a.xlsx", Refused(415), &|| polyglot.clone()),
        bomb("a picture of 60,000 by 60,000", "a.xlsx", Refused(415), &|| first(picture)),
        bomb("a PDF with a script", "a.pdf", Refused(415), &|| first(script)),
        bomb("an OpenDocument", "a.ods", Refused(415), &|| {
            zip_of(&[
                ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
                ("content.xml", b"<a/>"),
            ])
        }),
        bomb("a letter", "a.docx", Refused(415), &|| zip_of(&[("word/document.xml", b"<a/>")])),
        bomb("a workbook cut in half", "a.xlsx", Refused(422), &|| whole.clone()),
        bomb("a text in UTF-16", "a.csv", Read, &|| wide(list)),
        bomb("a text with zeros in it", "a.csv", Refused(422), &|| {
            first(b"Ho va ten,Nam sinh\nA\0\0\0B,1950\n\0")
        }),
        bomb("a text without its last line end", "a.csv", Read, &|| {
            first(list.trim_end().as_bytes())
        }),
        bomb("a text that is not UTF-8", "a.csv", Refused(422), &|| {
            [list.as_bytes(), b"Tr\xe2n,1950\nL\xea,1951\n"].concat()
        }),
        bomb("nothing", "a.xlsx", Refused(422), &|| vec![]),
        bomb("forty-one megabytes", "a.xlsx", Refused(413), &|| vec![b'x'; 41 << 20]),
        bomb("forty megabytes of zeros", "a.xlsx", Refused(422), &|| vec![0; 40 << 20]),
    ]
    .into_iter()
    .flatten()
    .collect()
}
