//! The texts that all sheets of a workbook share.

use super::{
    package::Package,
    xml::{attribute, push_reference, push_text, unescape_excel},
};
use crate::{Limits, Unreadable};
use kernel::vietnamese::legacy::Font;
use quick_xml::events::{BytesStart, Event};

/// All texts in one piece of memory, and where each ends. The file's own count of them is never believed.
#[derive(Debug, Default)]
pub(crate) struct Strings {
    letters: String,
    ends: Vec<u32>,
    /// Of the few texts that name fonts of their own: which text, in order, and the font.
    fonts: Vec<(u32, Font)>,
}

impl Strings {
    pub(crate) const NONE: &'static Strings =
        &Strings { letters: String::new(), ends: Vec::new(), fonts: Vec::new() };

    pub(crate) fn read(
        package: &mut Package,
        part: &str,
        limits: &Limits,
    ) -> Result<Strings, Unreadable> {
        let mut strings = Strings::default();
        let mut xml = package.part(part)?;
        let mut text = Rich::default();
        loop {
            match xml.next()? {
                Event::Eof => return Ok(strings),
                Event::Start(tag) if tag.local_name().as_ref() == b"si" => text = Rich::default(),
                Event::Empty(tag) if tag.local_name().as_ref() == b"si" => {
                    strings.push("", limits)?
                }
                Event::End(tag) if tag.local_name().as_ref() == b"si" => {
                    let whole = unescape_excel(&text.letters);
                    if let Some(font) = text.font {
                        strings.fonts.push((strings.ends.len() as u32, font));
                    }
                    strings.push(&whole, limits)?;
                }
                event => text.take(&event, limits)?,
            }
        }
    }

    pub(crate) fn get(&self, place: usize) -> Option<&str> {
        let end = *self.ends.get(place)? as usize;
        let start = if place == 0 { 0 } else { *self.ends.get(place - 1)? as usize };
        self.letters.get(start..end)
    }

    pub(crate) fn have_fonts(&self) -> bool {
        !self.fonts.is_empty()
    }

    /// The font that a text names itself; the cell's own holds where it names none.
    pub(crate) fn font_of(&self, place: usize) -> Option<Font> {
        let place = u32::try_from(place).ok()?;
        let found = self.fonts.binary_search_by_key(&place, |(text, _)| *text).ok()?;
        self.fonts.get(found).map(|(_, font)| *font)
    }

    fn push(&mut self, text: &str, limits: &Limits) -> Result<(), Unreadable> {
        let bytes = self.letters.len() + text.len() + 4 * self.ends.len() + 8 * self.fonts.len();
        if bytes > limits.shared_text_bytes || bytes > u32::MAX as usize {
            return Err(Unreadable::TextTooLong { most: limits.cell_letters });
        }
        self.letters.push_str(text);
        self.ends.push(self.letters.len() as u32);
        Ok(())
    }
}

/// A text that may be in several pieces of different looks; the reading aid for East Asian letters is left out.
#[derive(Debug, Default)]
pub(crate) struct Rich {
    pub(crate) letters: String,
    /// The font of its pieces: one from before Unicode if any has one, since the rest is plain letters then.
    pub(crate) font: Option<Font>,
    inside_text: bool,
    inside_aid: bool,
}

impl Rich {
    /// An empty one, in the memory of one that is done with.
    pub(crate) fn again(self) -> Rich {
        let mut letters = self.letters;
        letters.clear();
        Rich { letters, ..Rich::default() }
    }

    pub(crate) fn take(&mut self, event: &Event, limits: &Limits) -> Result<(), Unreadable> {
        match event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                b"t" => self.inside_text = true,
                b"rPh" => self.inside_aid = true,
                b"rFont" => self.name_font(tag),
                _ => {}
            },
            Event::Empty(tag) if tag.local_name().as_ref() == b"rFont" => self.name_font(tag),
            Event::End(tag) => match tag.local_name().as_ref() {
                b"t" => self.inside_text = false,
                b"rPh" => self.inside_aid = false,
                _ => {}
            },
            Event::Text(text) if self.is_wanted() => push_text(&mut self.letters, text)?,
            Event::CData(text) if self.is_wanted() => {
                let letters =
                    text.decode().map_err(|_| Unreadable::damaged("letters that are not UTF-8"))?;
                self.letters.push_str(&letters);
            }
            Event::GeneralRef(reference) if self.is_wanted() => {
                push_reference(&mut self.letters, reference)?
            }
            _ => {}
        }
        // Counted in bytes first, which is cheap; letters take up to four.
        let long = self.letters.len() > limits.cell_letters
            && self.letters.chars().count() > limits.cell_letters;
        if long { Err(Unreadable::TextTooLong { most: limits.cell_letters }) } else { Ok(()) }
    }

    fn name_font(&mut self, tag: &BytesStart) {
        let named = attribute(tag, "val").map(|name| Font::named(&name)).unwrap_or_default();
        if self.font.unwrap_or_default() == Font::Unknown {
            self.font = Some(named);
        }
    }

    fn is_wanted(&self) -> bool {
        self.inside_text && !self.inside_aid
    }
}
