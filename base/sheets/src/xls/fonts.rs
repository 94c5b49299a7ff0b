//! Which fonts from before Unicode the texts of an .xls stand in. The library that reads the cells leaves that out,
//! so the few records about it are read here: the fonts, the cell styles, and the style of each text.
//!
//! What cannot be followed is left out: then the words alone tell how a text was typed.

use cfb::CompoundFile;
use kernel::vietnamese::legacy::Font;
use std::{
    collections::HashMap,
    io::{Read, Seek},
};

/// By the place of the sheet in the file, row and column counted from nought: the texts in such a font.
pub(super) type Fonts = HashMap<(usize, u32, u32), Font>;

const BEGIN: u16 = 0x0809;
const END: u16 = 0x000a;
const FONT: u16 = 0x0031;
const STYLE: u16 = 0x00e0;
const SHEET: u16 = 0x0085;
/// A text in the list of texts, in the cell itself, in the cell with pieces, and of a formula.
const TEXTS: [u16; 4] = [0x00fd, 0x0204, 0x00d6, 0x0006];
/// What a book of Excel 97 to 2003 says of itself; older ones name their fonts in other letters.
const VERSION: u16 = 0x0600;

/// The fonts of a book of at most so many bytes; none where it does not hold together.
pub(super) fn of_book(file: impl Read + Seek, bytes_most: u64, texts_most: u64) -> Fonts {
    let Some(stream) = stream_of(file, bytes_most) else { return Fonts::new() };
    let Some(styles) = Styles::of(&stream) else { return Fonts::new() };
    let mut fonts = Fonts::new();
    if styles.fonts.iter().all(|font| *font == Font::Unknown) {
        return fonts;
    }
    for (sheet, begins) in styles.sheets.iter().enumerate() {
        for (kind, body) in records(stream.get(*begins..).unwrap_or_default()) {
            if !TEXTS.contains(&kind) {
                continue;
            }
            let word = |at| word(body, at).map(u32::from);
            let (Some(row), Some(column), Some(style)) = (word(0), word(2), word(4)) else {
                continue;
            };
            let font = styles.font_of(style as usize);
            if font != Font::Unknown {
                fonts.insert((sheet, row, column), font);
            }
            if fonts.len() as u64 > texts_most {
                return Fonts::new();
            }
        }
    }
    fonts
}

fn stream_of(file: impl Read + Seek, bytes_most: u64) -> Option<Vec<u8>> {
    let mut container = CompoundFile::open(file).ok()?;
    let mut bytes = vec![];
    let stream = container.open_stream("/Workbook").ok()?;
    stream.take(bytes_most).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

fn word(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

/// The records of one part of the stream, from its beginning to its end; charts that lie within are passed over.
fn records(mut rest: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut depth = 0_usize;
    std::iter::from_fn(move || {
        loop {
            let (kind, length) = (word(rest, 0)?, usize::from(word(rest, 2)?));
            let body = rest.get(4..4 + length)?;
            rest = &rest[4 + length..];
            match kind {
                BEGIN => depth += 1,
                END if depth <= 1 => return None,
                END => depth -= 1,
                _ => {}
            }
            if depth == 1 {
                return Some((kind, body));
            }
            if depth == 0 {
                return None;
            }
        }
    })
}

/// What the first part of the stream says for the whole book.
struct Styles {
    fonts: Vec<Font>,
    /// By the number of a style, the number of its font.
    styles: Vec<usize>,
    /// Where in the stream each sheet begins.
    sheets: Vec<usize>,
}

impl Styles {
    fn of(stream: &[u8]) -> Option<Styles> {
        let mut found = Styles { fonts: vec![], styles: vec![], sheets: vec![] };
        for (kind, body) in records(stream) {
            match kind {
                BEGIN if word(body, 0) != Some(VERSION) => return None,
                FONT => {
                    found.fonts.push(name_of(body).map_or(Font::Unknown, |it| Font::named(&it)))
                }
                STYLE => found.styles.push(word(body, 0)?.into()),
                SHEET => {
                    let begins = u32::from_le_bytes(body.get(..4)?.try_into().ok()?);
                    found.sheets.push(usize::try_from(begins).ok()?);
                }
                _ => {}
            }
        }
        Some(found)
    }

    /// Nobody has font number four: the fifth in the file is number five.
    fn font_of(&self, style: usize) -> Font {
        let number = self.styles.get(style).copied().unwrap_or_default();
        let place = if number > 4 { number - 1 } else { number };
        self.fonts.get(place).copied().unwrap_or_default()
    }
}

/// The name at the end of a font's record: its length, whether its letters have two bytes, and the letters.
fn name_of(body: &[u8]) -> Option<String> {
    let (length, wide) = (usize::from(*body.get(14)?), body.get(15)? & 1 == 1);
    let letters = body.get(16..)?;
    if wide {
        let pairs = letters.get(..2 * length)?.chunks_exact(2);
        let units: Vec<u16> = pairs.map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
        return Some(String::from_utf16_lossy(&units));
    }
    Some(letters.get(..length)?.iter().map(|byte| char::from(*byte)).collect())
}
