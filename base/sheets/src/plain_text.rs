//! Lists as plain text: .csv as Excel, Google and old Vietnamese programs write it.

use crate::{Cell, Limits, Row, Unreadable, Value, address};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1258};
use kernel::vietnamese::legacy::{Evidence, Font};
use std::ops::ControlFlow;
use unicode_normalization::UnicodeNormalization;

/// A list decoded to Unicode, and the sign between its columns.
pub(crate) struct PlainText {
    text: String,
    separator: u8,
    /// How many lines at the start say something to Excel and not to people: `sep=;`.
    skipped: u32,
}

const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

impl PlainText {
    pub(crate) fn decode(bytes: &[u8]) -> Result<PlainText, Unreadable> {
        let mut text = decode(bytes)?;
        if text.trim().is_empty() {
            return Err(Unreadable::NoData);
        }
        // One way to end a line, so that lines can be counted.
        text = text.replace("\r\n", "\n").replace('\r', "\n");
        text.push('\n');
        let first = text.lines().next().unwrap_or_default().trim();
        let named = first
            .strip_prefix("sep=")
            .and_then(|sign| sign.bytes().next())
            .filter(|sign| SEPARATORS.contains(sign));
        let separator = named.unwrap_or_else(|| guess_separator(&text));
        Ok(PlainText { text, separator, skipped: u32::from(named.is_some()) })
    }

    pub(crate) fn rows_expected(&self) -> u32 {
        u32::try_from(self.text.trim_end().lines().count()).unwrap_or(u32::MAX)
    }

    /// Rows keep the number that Excel shows: a blank line is a row, a line break inside quotes is not.
    pub(crate) fn read(
        &self,
        limits: &Limits,
        each: &mut dyn FnMut(Row) -> ControlFlow<()>,
    ) -> Result<(), Unreadable> {
        let mut reader = reader(&self.text, self.separator);
        let mut record = csv::StringRecord::new();
        let (mut row, mut line_after, mut count) = (0_u64, 1_u64, 0_u64);
        while reader.read_record(&mut record).map_err(|_| Unreadable::NotText)? {
            let breaks_inside =
                record.iter().flat_map(str::bytes).filter(|byte| *byte == b'\n').count() as u64;
            let line = reader.position().line().saturating_sub(1 + breaks_inside);
            // What lies between two records are blank lines.
            row += 1 + line.saturating_sub(line_after);
            line_after = reader.position().line();
            let number = u32::try_from(row).unwrap_or(u32::MAX);
            if number <= self.skipped {
                continue;
            }
            let cells = cells_of(&record, number, limits)?;
            if cells.is_empty() {
                continue;
            }
            if number > limits.rows {
                return Err(Unreadable::TooManyRows { row: number, most: limits.rows });
            }
            count += cells.len() as u64;
            if count > limits.cells {
                return Err(Unreadable::TooManyCells { most: limits.cells });
            }
            if each(Row { number, cells }).is_break() {
                break;
            }
        }
        Ok(())
    }
}

fn cells_of(
    record: &csv::StringRecord,
    row: u32,
    limits: &Limits,
) -> Result<Vec<Cell>, Unreadable> {
    let mut cells = Vec::new();
    for (column, text) in record.iter().enumerate() {
        let text = kernel::formula::original(text);
        let value = Value::of_text(text);
        if value.is_empty() {
            continue;
        }
        if column >= usize::from(limits.columns) {
            let address = address(u16::try_from(column).unwrap_or(16_383), row);
            return Err(Unreadable::TooManyColumns { address, most: limits.columns });
        }
        if text.chars().count() > limits.cell_letters {
            return Err(Unreadable::TextTooLong { most: limits.cell_letters });
        }
        cells.push(Cell { column: column as u16, value, formula: false, font: Font::Unknown });
    }
    Ok(cells)
}

fn reader(text: &str, separator: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .terminator(csv::Terminator::Any(b'\n'))
        .from_reader(text.as_bytes())
}

/// The sign that divides most of the first lines into the same number of columns.
fn guess_separator(text: &str) -> u8 {
    let evenness = |separator: u8| {
        let records = reader(text, separator).into_records().take(50).flatten();
        let widths: Vec<usize> =
            records.map(|record| record.len()).filter(|width| *width > 1).collect();
        let alike = |width: &usize| widths.iter().filter(|other| *other == width).count();
        widths.iter().map(|width| (alike(width), *width)).max().unwrap_or_default()
    };
    // Of equals, the first in the list: max_by_key would give the last.
    SEPARATORS.into_iter().rev().max_by_key(|separator| evenness(*separator)).unwrap_or(b',')
}

fn decode(bytes: &[u8]) -> Result<String, Unreadable> {
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => strictly(encoding, bytes.get(mark..).unwrap_or_default())?,
        None => match wide_encoding(bytes) {
            Some(encoding) => strictly(encoding, bytes)?,
            None if bytes.contains(&0) => return Err(Unreadable::NotText),
            None => match std::str::from_utf8(bytes) {
                Ok(text) => text.to_owned(),
                Err(_) => return one_byte_letters(bytes),
            },
        },
    };
    check_letters(&text)?;
    Ok(text)
}

fn strictly(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, Unreadable> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
    let text = text.map(|text| text.into_owned());
    // A file cut in the middle of a letter, or one wrong byte in a hundred thousand, is still a list.
    let lenient = || encoding.decode_without_bom_handling(bytes).0.into_owned();
    let known = [UTF_8, UTF_16LE, UTF_16BE].contains(&encoding);
    text.or_else(|| known.then(lenient)).ok_or(Unreadable::NotText)
}

/// UTF-16 without a mark shows in the zeros that every second byte of plain letters is.
fn wide_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(4096)];
    let zeros = |odd: usize| start.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = start.len() / 5;
    match (even > many, odd > many) {
        (false, true) if even == 0 => Some(UTF_16LE),
        (true, false) if odd == 0 => Some(UTF_16BE),
        _ => None,
    }
}

/// TCVN3 or VNI, if the words say so clearly: handed over as Windows shows its bytes, to be converted
/// where a person can see it. Else the old Vietnamese code page, if its tone marks follow vowels.
/// Whatever else it may be, its letters cannot be known: guessing would write wrong names into a register.
fn one_byte_letters(bytes: &[u8]) -> Result<String, Unreadable> {
    let (shown, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    let mut evidence = Evidence::default();
    shown.lines().for_each(|line| evidence.add(line, Font::Unknown));
    if evidence.verdict().encoding().is_some() && !is_mostly_utf8(bytes) {
        check_letters(&shown)?;
        return Ok(shown.into_owned());
    }
    let (vietnamese, _) = WINDOWS_1258.decode_without_bom_handling(bytes);
    let is_tone =
        |letter: char| matches!(letter, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}');
    let is_vowel = |letter: char| "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY".contains(letter);
    let (mut right, mut wrong) = (0, 0);
    let mut before = ' ';
    for letter in vietnamese.chars() {
        match is_tone(letter) {
            true if is_vowel(before) => right += 1,
            true => wrong += 1,
            false => {}
        }
        before = letter;
    }
    let vietnamese: String = vietnamese.nfc().collect();
    check_letters(&vietnamese)?;
    if right > 2 && right > wrong * 10 && !is_mostly_utf8(bytes) {
        Ok(vietnamese)
    } else {
        Err(Unreadable::WrongEncoding)
    }
}

/// UTF-8 with a few strange bytes, as when two lists were joined: more of its letters hold together than not.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let broken = text.chars().filter(|letter| *letter == '\u{fffd}').count();
    let whole = text.chars().filter(|letter| !letter.is_ascii()).count() - broken;
    whole > broken
}

/// A strange letter in a thousand is a slip; more of them are another kind of file, or another encoding.
fn check_letters(text: &str) -> Result<(), Unreadable> {
    let control = |letter: &char| {
        letter.is_control() && !matches!(letter, '\t' | '\r' | '\n' | '\u{c}' | '\u{80}'..='\u{9f}')
    };
    let letters = text.chars().count();
    let many = |strange: usize| strange * 1_000 > letters;
    if many(text.chars().filter(control).count()) {
        Err(Unreadable::NotText)
    } else if many(text.chars().filter(|letter| *letter == '\u{fffd}').count()) {
        Err(Unreadable::WrongEncoding)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(bytes: &[u8]) -> Vec<(u32, Vec<String>)> {
        let mut rows = Vec::new();
        let list = PlainText::decode(bytes).unwrap();
        list.read(&Limits::default(), &mut |row| {
            let shown = row.cells.iter().map(|cell| cell.value.shown().into_owned());
            rows.push((row.number, shown.collect()));
            ControlFlow::Continue(())
        })
        .unwrap();
        rows
    }

    const LIST: &str = "Họ và tên;Năm sinh\nNguyễn Thị Bưởi;1950\nTrần Văn Đượm;1948\n";

    #[test]
    fn a_list_reads_the_same_in_every_encoding() {
        let expected = rows(LIST.as_bytes());
        assert_eq!(expected[1], (2, vec!["Nguyễn Thị Bưởi".into(), "1950".into()]));
        let marked = ["\u{feff}", LIST].concat();
        let wide = |convert: fn(u16) -> [u8; 2], text: &str| {
            text.encode_utf16().flat_map(convert).collect::<Vec<u8>>()
        };
        assert_eq!(rows(marked.as_bytes()), expected);
        assert_eq!(rows(&wide(u16::to_le_bytes, &marked)), expected);
        assert_eq!(rows(&wide(u16::to_be_bytes, &marked)), expected);
        assert_eq!(rows(&wide(u16::to_le_bytes, LIST)), expected);
    }

    #[test]
    fn the_old_vietnamese_code_page_is_recognised_by_its_tone_marks() {
        // Decomposed as the code page wants it: base letter, then tone.
        let bytes = b"Ho\xf2 va\xcc t\xean;Nguy\xea\xden Thi\xf2 B\xfd\xf5\xd2i;Tr\xe2\xccn V\xe3n \xd0\xfd\xf5\xf2m\n1;2;3\n";
        let read = rows(bytes);
        assert_eq!(read[0].1, ["Họ và tên", "Nguyễn Thị Bưởi", "Trần Văn Đượm"]);
    }

    /// The letters of each byte, as the tables of TCVN3 and VNI have them.
    const OLD: [&[u8]; 2] = [
        b"STT;H\xe4 v\xb5 t\xaan;D\xa9n t\xe9c\n1;Nguy\xd4n Th\xde B\xad\xebi;M\xad\xeang\n",
        b"STT;Ho\xef va\xf8 te\xe2n;Da\xe2n to\xe4c\n1;Nguye\xe3n Th\xf2 B\xf6\xf4\xfbi;M\xf6\xf4\xf8ng\n",
    ];

    #[test]
    fn text_from_before_unicode_is_handed_over_as_windows_shows_it() {
        assert_eq!(rows(OLD[0])[1].1, ["1", "NguyÔn ThÞ B\u{ad}ëi", "M\u{ad}êng"]);
        assert_eq!(rows(OLD[1])[1].1, ["1", "Nguyeãn Thò Böôûi", "Möôøng"]);
    }

    #[test]
    fn separators_are_seen_and_quotes_are_honoured() {
        assert_eq!(rows(b"a,b\n\"1,5\",2\n")[1].1, ["1,5", "2"]);
        assert_eq!(rows(b"a\tb\n1\t2\n")[1].1, ["1", "2"]);
        assert_eq!(rows(b"sep=;\na;b\n1;2\n")[0], (2, vec!["a".into(), "b".into()]));
        assert_eq!(rows("Ông A; Bà B,1\nÔng C,2\nÔng D,3\n".as_bytes())[1].1, ["Ông C", "2"]);
    }

    #[test]
    fn rows_carry_the_numbers_that_excel_shows() {
        let read = rows(b"Title\n\n\na,b\n\"x\ny\",1\n,\nz,2\n");
        let numbers: Vec<u32> = read.iter().map(|(number, _)| *number).collect();
        assert_eq!(numbers, [1, 4, 5, 7]);
        assert_eq!(rows(b"a,b\r1,2\r").len(), 2, "lines that end as on an old Macintosh");
        assert_eq!(
            rows(b"a,b\r\n\r\n1,2").last().unwrap().0,
            3,
            "blank lines between Windows lines"
        );
    }

    #[test]
    fn a_list_whose_letters_cannot_all_be_known_is_refused_for_its_encoding() {
        let stray = [LIST.as_bytes(), b"Nguy\xean V\xe3n A;1950\n"].concat();
        let stray_and_marked = [b"\xef\xbb\xbf", stray.as_slice()].concat();
        let apart = LIST.nfd().collect::<String>();
        let stray_and_apart = [apart.as_bytes(), b"Tr\xe2n;1950\n"].concat();
        let western = b"Ho va ten;Nam sinh\nNguy\xeb\xbdn;1950\n".to_vec();
        for bytes in [stray, stray_and_marked, stray_and_apart, western] {
            let refused = PlainText::decode(&bytes).err().map(|reason| reason.code());
            assert_eq!(refused, Some("file_wrong_encoding"), "{}", bytes.escape_ascii());
        }
    }

    #[test]
    fn what_is_not_text_is_refused() {
        assert_eq!(PlainText::decode(b"abc\0\0\0\x01\x02").err(), Some(Unreadable::NotText));
        let noise: Vec<u8> =
            (0..5_000_u32).map(|seed| (seed.wrapping_mul(2_654_435_761) >> 13) as u8 | 1).collect();
        assert_eq!(PlainText::decode(&noise).err(), Some(Unreadable::NotText));
        assert_eq!(PlainText::decode(b" \r\n\r\n ").err(), Some(Unreadable::NoData));
    }
}
