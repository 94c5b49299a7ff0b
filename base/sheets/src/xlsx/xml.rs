//! XML as a stream whose every piece is bounded.

use crate::Unreadable;
use quick_xml::{
    Reader,
    events::{BytesRef, BytesStart, BytesText, Event},
};
use std::{
    borrow::Cow,
    io::{self, BufRead, BufReader, Read},
};

/// One tag or one text may not be longer: a cell holds 32,767 letters, each at most six bytes when escaped.
const PIECE_BYTES: usize = 1 << 20;
const DEPTH: usize = 64;

pub(crate) struct Xml<R: Read> {
    reader: Reader<Pieces<BufReader<R>>>,
    piece: Vec<u8>,
    depth: usize,
}

impl<R: Read> Xml<R> {
    pub(crate) fn new(input: R) -> Xml<R> {
        let pieces = Pieces { inner: BufReader::with_capacity(64 << 10, input), left: PIECE_BYTES };
        let mut reader = Reader::from_reader(pieces);
        reader.config_mut().allow_dangling_amp = true;
        Xml { reader, piece: Vec::new(), depth: 0 }
    }

    pub(crate) fn next(&mut self) -> Result<Event<'_>, Unreadable> {
        self.piece.clear();
        self.reader.get_mut().left = PIECE_BYTES;
        let event =
            self.reader.read_event_into(&mut self.piece).map_err(|error| of_error(&error))?;
        match &event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            // A workbook has no reason to declare entities of its own.
            Event::DocType(_) => return Err(Unreadable::DeclaresEntities),
            Event::Eof if self.depth > 0 => {
                return Err(Unreadable::damaged("XML that ends too soon"));
            }
            _ => {}
        }
        if self.depth > DEPTH {
            return Err(Unreadable::damaged("XML nested too deeply"));
        }
        Ok(event)
    }
}

fn of_error(error: &quick_xml::Error) -> Unreadable {
    match error {
        quick_xml::Error::Io(inner) if inner.kind() == io::ErrorKind::FileTooLarge => {
            Unreadable::Swollen
        }
        quick_xml::Error::Io(_) => Unreadable::damaged("a part cannot be unpacked"),
        _ => Unreadable::damaged("XML that is not well formed"),
    }
}

/// Refuses to hand over more than `left` bytes before it is asked again for a new piece.
struct Pieces<B> {
    inner: B,
    left: usize,
}
impl<B: BufRead> Read for Pieces<B> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let taken = available.len().min(into.len());
        into[..taken].copy_from_slice(&available[..taken]);
        self.consume(taken);
        Ok(taken)
    }
}
impl<B: BufRead> BufRead for Pieces<B> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Err(io::Error::new(
                io::ErrorKind::FileTooLarge,
                "one piece of XML is too long",
            ));
        }
        let buffer = self.inner.fill_buf()?;
        Ok(&buffer[..buffer.len().min(self.left)])
    }
    fn consume(&mut self, amount: usize) {
        self.left = self.left.saturating_sub(amount);
        self.inner.consume(amount);
    }
}

/// The value of an attribute, entities resolved.
pub(crate) fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    raw_attribute(tag, name).map(|raw| {
        let text = String::from_utf8_lossy(raw);
        quick_xml::escape::unescape(&text)
            .map_or_else(|_| text.to_string(), |plain| plain.into_owned())
    })
}

/// The value of an attribute as it stands in the file.
pub(crate) fn raw_attribute<'tag>(tag: &'tag BytesStart, name: &str) -> Option<&'tag [u8]> {
    let [value] = raw_attributes(tag, [name.as_bytes()]);
    value
}

/// Several at once, of tags that come by the million.
pub(crate) fn raw_attributes<'tag, const N: usize>(
    tag: &'tag BytesStart,
    names: [&[u8]; N],
) -> [Option<&'tag [u8]>; N] {
    let mut found = [None; N];
    for attribute in tag.attributes().with_checks(false).flatten() {
        let place = names.iter().position(|name| *name == attribute.key.as_ref());
        if let (Some(place), Cow::Borrowed(value)) = (place, attribute.value) {
            found[place].get_or_insert(value);
        }
    }
    found
}

pub(crate) fn number_attribute<N: std::str::FromStr>(tag: &BytesStart, name: &str) -> Option<N> {
    number_in(raw_attribute(tag, name)?)
}

pub(crate) fn number_in<N: std::str::FromStr>(value: &[u8]) -> Option<N> {
    std::str::from_utf8(value).ok()?.trim().parse().ok()
}

pub(crate) fn push_text(into: &mut String, text: &BytesText) -> Result<(), Unreadable> {
    into.push_str(&text.decode().map_err(|_| Unreadable::damaged("letters that are not UTF-8"))?);
    Ok(())
}

/// `&amp;`, `&#7897;`: what stands for one letter. Anything else is left as it was written.
pub(crate) fn push_reference(into: &mut String, reference: &BytesRef) -> Result<(), Unreadable> {
    if let Ok(Some(letter)) = reference.resolve_char_ref() {
        into.push(letter);
        return Ok(());
    }
    let name = reference.decode().map_err(|_| Unreadable::damaged("letters that are not UTF-8"))?;
    match quick_xml::escape::resolve_predefined_entity(&name) {
        Some(letter) => into.push_str(letter),
        None => into.push_str(&format!("&{name};")),
    }
    Ok(())
}

/// Excel writes letters that XML forbids as `_x000D_`.
pub(crate) fn unescape_excel(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return text.into();
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(place) = rest.find("_x") {
        plain.push_str(&rest[..place]);
        rest = &rest[place..];
        match escaped_letter(rest) {
            Some(letter) => {
                plain.push(letter);
                rest = &rest[7..];
            }
            None => {
                plain.push_str("_x");
                rest = &rest[2..];
            }
        }
    }
    plain.push_str(rest);
    plain.into()
}

fn escaped_letter(text: &str) -> Option<char> {
    let digits = text.get(2..6).filter(|_| text.as_bytes().get(6) == Some(&b'_'))?;
    let plain = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    u32::from_str_radix(digits, 16).ok().filter(|_| plain).and_then(char::from_u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_endless_text_is_refused_before_it_fills_the_memory() {
        let endless = io::repeat(b'a').take(1 << 30);
        let mut xml = Xml::new(b"<a>".chain(endless));
        assert!(matches!(xml.next(), Ok(Event::Start(_))));
        assert_eq!(xml.next().err(), Some(Unreadable::Swollen));
    }

    #[test]
    fn xml_that_declares_entities_or_breaks_off_is_refused() {
        let mut with_entities = Xml::new(&b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"[..]);
        assert!(with_entities.next().is_err());
        let mut broken_off = Xml::new(&b"<a><b>"[..]);
        assert!((0..4).any(|_| broken_off.next().is_err()));
    }

    #[test]
    fn letters_that_xml_forbids_come_back() {
        assert_eq!(unescape_excel("một_x000D_\nhai"), "một\r\nhai");
        assert_eq!(unescape_excel("_x005F_x000D_"), "_x000D_");
        assert_eq!(unescape_excel("a_xyz_b_x12"), "a_xyz_b_x12");
    }
}
