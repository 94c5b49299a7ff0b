//! The cell styles of a workbook, and the ones we add.
//!
//! A marked cell keeps its font, border, number format and alignment: its style is cloned with our fill.
//! The fill it had is remembered in the background colour, which a plain fill does not show.

mod fill;
mod reading;

use super::Shade;
use crate::{
    Unreadable,
    xlsx::{package::Package, xml::Xml},
};
use fill::Fill;
use quick_xml::{
    Writer,
    events::{BytesEnd, BytesStart, Event},
};
use std::{
    collections::HashMap,
    io::{Read, Write},
};

/// Excel allows 65,490 cell styles.
const MOST: usize = 65_490;

type Attributes = Vec<(Vec<u8>, Vec<u8>)>;

/// A cell style: its attributes, and what stands inside it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct CellStyle {
    attributes: Attributes,
    inside: Vec<u8>,
}

/// What a cell of our own columns is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Role {
    Heading,
    Text,
}

pub(super) struct Styles {
    /// A workbook without proper styles gets its texts but no colours.
    usable: bool,
    prefix: String,
    styles: Vec<CellStyle>,
    known: HashMap<CellStyle, usize>,
    styles_before: usize,
    fills: Vec<Fill>,
    fills_before: usize,
    fonts_before: usize,
    own_fonts: bool,
}

impl Styles {
    pub(super) fn absent() -> Styles {
        Styles {
            usable: false,
            prefix: String::new(),
            styles: Vec::new(),
            known: HashMap::new(),
            styles_before: 0,
            fills: Vec::new(),
            fills_before: 0,
            fonts_before: 0,
            own_fonts: false,
        }
    }

    pub(super) fn read(package: &mut Package, part: &str) -> Result<Styles, Unreadable> {
        reading::read(package, part)
    }

    fn learn(&mut self, style: CellStyle) -> Result<(), Unreadable> {
        if self.styles.len() > MOST + 100 {
            return Err(Unreadable::Swollen);
        }
        self.known.entry(sorted(&style)).or_insert(self.styles.len());
        self.styles.push(style);
        Ok(())
    }

    /// The style without a mark of ours: what it was before, as far as can be known.
    pub(super) fn unmarked(&mut self, style: usize) -> usize {
        let Some(Fill::Ours(_, remembered)) = self.fill_of(style).cloned() else { return style };
        let fill = match remembered {
            Some(colour) => self.fill(Fill::Plain(colour)),
            None => 0,
        };
        self.with_fill(style, fill)
    }

    /// The style with our colour.
    pub(super) fn shaded(&mut self, style: usize, shade: Shade) -> usize {
        let style = self.unmarked(style);
        let remembered = match self.fill_of(style) {
            Some(Fill::Plain(colour)) => Some(colour.clone()),
            _ => None,
        };
        let fill = self.fill(Fill::Ours(shade, remembered));
        self.with_fill(style, fill)
    }

    /// The style of a cell in our columns, with the border of its neighbour and a font that has every letter:
    /// her own may be one of the old fonts that show Unicode as rubbish.
    pub(super) fn own(&mut self, role: Role, neighbour: usize) -> Option<usize> {
        if !self.usable {
            return None;
        }
        self.own_fonts = true;
        let neighbour = self.unmarked(neighbour);
        let of_neighbour = |name: &[u8]| {
            let style = self.styles.get(neighbour)?;
            style.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone())
        };
        let zero = || b"0".to_vec();
        let border = of_neighbour(b"borderId").unwrap_or_else(zero);
        let fill = match role {
            Role::Heading => of_neighbour(b"fillId").unwrap_or_else(zero),
            Role::Text => zero(),
        };
        let font = self.fonts_before + usize::from(role == Role::Heading);
        let attributes: Attributes = [
            ("numFmtId", zero()),
            ("fontId", font.to_string().into_bytes()),
            ("fillId", fill),
            ("borderId", border),
            ("xfId", zero()),
            ("applyFont", b"1".to_vec()),
            ("applyFill", b"1".to_vec()),
            ("applyBorder", b"1".to_vec()),
            ("applyAlignment", b"1".to_vec()),
        ]
        .map(|(name, value)| (name.as_bytes().to_vec(), value))
        .into();
        let (across, down) = match role {
            Role::Heading => ("center", "center"),
            Role::Text => ("left", "top"),
        };
        let alignment = format!(
            "<{}alignment horizontal=\"{across}\" vertical=\"{down}\" wrapText=\"1\"/>",
            self.prefix
        );
        let style = CellStyle { attributes, inside: alignment.into_bytes() };
        Some(self.style(style).unwrap_or(0))
    }

    fn fill_of(&self, style: usize) -> Option<&Fill> {
        let attributes = &self.styles.get(style).filter(|_| self.usable)?.attributes;
        let number = attributes.iter().find(|(name, _)| name == b"fillId")?;
        self.fills.get(std::str::from_utf8(&number.1).ok()?.parse::<usize>().ok()?)
    }

    fn with_fill(&mut self, style: usize, fill: usize) -> usize {
        let Some(mut new) = self.styles.get(style).filter(|_| self.usable).cloned() else {
            return style;
        };
        for (name, value) in [("fillId", fill.to_string()), ("applyFill", "1".to_owned())] {
            new.attributes.retain(|(old, _)| old != name.as_bytes());
            new.attributes.push((name.as_bytes().to_vec(), value.into_bytes()));
        }
        self.style(new).unwrap_or(style)
    }

    /// The number of a style, new if need be; nothing when the workbook has no room for more.
    fn style(&mut self, style: CellStyle) -> Option<usize> {
        let key = sorted(&style);
        if let Some(number) = self.known.get(&key) {
            return Some(*number);
        }
        if self.styles.len() >= MOST {
            return None;
        }
        self.known.insert(key, self.styles.len());
        self.styles.push(style);
        Some(self.styles.len() - 1)
    }

    fn fill(&mut self, fill: Fill) -> usize {
        let found = self.fills.iter().position(|known| *known == fill);
        found.unwrap_or_else(|| {
            self.fills.push(fill);
            self.fills.len() - 1
        })
    }

    /// Writes the styles part again with what has been added since it was read.
    pub(super) fn rewrite(
        &self,
        mut xml: Xml<impl Read>,
        out: &mut impl Write,
    ) -> Result<(), Unreadable> {
        let mut writer = Writer::new(out);
        let fonts = self.fonts();
        let fills: String =
            self.fills[self.fills_before..].iter().map(|fill| fill.written(&self.prefix)).collect();
        let added = |list: &[u8]| match list {
            _ if !self.usable => None,
            b"fonts" => {
                Some((self.fonts_before + 2 * usize::from(self.own_fonts), fonts.as_bytes()))
            }
            b"fills" => Some((self.fills.len(), fills.as_bytes())),
            b"cellXfs" => Some((self.styles.len(), &b""[..])),
            _ => None,
        };
        let mut depth = 0;
        loop {
            match xml.next()? {
                Event::Eof => return Ok(()),
                Event::Start(tag) => {
                    depth += 1;
                    let list = added(tag.local_name().as_ref()).filter(|_| depth == 2);
                    let tag = match list {
                        Some((count, _)) => with_attribute(&tag, "count", &count.to_string()),
                        None => tag,
                    };
                    writer.write_event(Event::Start(tag))?;
                }
                Event::End(tag) => {
                    if let Some((_, new)) = added(tag.local_name().as_ref()).filter(|_| depth == 2)
                    {
                        writer.get_mut().write_all(new)?;
                        if tag.local_name().as_ref() == b"cellXfs" {
                            self.write_new_styles(&mut writer)?;
                        }
                    }
                    depth -= 1;
                    writer.write_event(Event::End(tag))?;
                }
                event => writer.write_event(event)?,
            }
        }
    }

    fn write_new_styles(&self, writer: &mut Writer<impl Write>) -> Result<(), Unreadable> {
        let name = format!("{}xf", self.prefix);
        for style in &self.styles[self.styles_before..] {
            let mut tag = BytesStart::new(name.as_str());
            for (name, value) in &style.attributes {
                tag.push_attribute((name.as_slice(), value.as_slice()));
            }
            writer.write_event(Event::Start(tag))?;
            writer.get_mut().write_all(&style.inside)?;
            writer.write_event(Event::End(BytesEnd::new(name.as_str())))?;
        }
        Ok(())
    }

    fn fonts(&self) -> String {
        if !self.own_fonts {
            return String::new();
        }
        let x = &self.prefix;
        let plain =
            format!("<{x}sz val=\"11\"/><{x}name val=\"Times New Roman\"/><{x}family val=\"1\"/>");
        format!("<{x}font>{plain}</{x}font><{x}font><{x}b/>{plain}</{x}font>")
    }
}

/// The same style whatever the order of its attributes.
fn sorted(style: &CellStyle) -> CellStyle {
    let mut sorted = style.clone();
    sorted.attributes.sort();
    sorted
}

pub(super) fn attributes_of(tag: &BytesStart) -> Attributes {
    let mut attributes = tag.attributes();
    let pairs = attributes.with_checks(false).flatten();
    pairs.map(|attribute| (attribute.key.as_ref().to_vec(), attribute.value.to_vec())).collect()
}

/// The tag with one attribute set, the others and their order kept.
pub(super) fn with_attribute(tag: &BytesStart, name: &str, value: &str) -> BytesStart<'static> {
    let mut new = BytesStart::new(String::from_utf8_lossy(tag.name().as_ref()).into_owned());
    let mut set = false;
    for (key, old) in attributes_of(tag) {
        if key == name.as_bytes() {
            set = true;
            new.push_attribute((name, value));
        } else {
            new.push_attribute((key.as_slice(), old.as_slice()));
        }
    }
    if !set {
        new.push_attribute((name, value));
    }
    new
}

pub(super) fn without_attribute(tag: &BytesStart, name: &str) -> BytesStart<'static> {
    let mut new = BytesStart::new(String::from_utf8_lossy(tag.name().as_ref()).into_owned());
    for (key, value) in attributes_of(tag).into_iter().filter(|(key, _)| key != name.as_bytes()) {
        new.push_attribute((key.as_slice(), value.as_slice()));
    }
    new
}

/// `x:` if the file writes `<x:worksheet>`, else nothing.
pub(super) fn prefix_of(tag: &BytesStart) -> String {
    tag.name()
        .prefix()
        .map_or_else(String::new, |prefix| format!("{}:", String::from_utf8_lossy(prefix.as_ref())))
}
