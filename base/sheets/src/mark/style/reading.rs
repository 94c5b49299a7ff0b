//! Reads the styles part once, to know what is there before anything is added.

use super::{
    CellStyle, Styles, attributes_of,
    fill::{Fill, FillRead},
    prefix_of,
};
use crate::{Unreadable, xlsx::package::Package};
use quick_xml::{
    Writer,
    events::{BytesStart, Event},
};

pub(super) fn read(package: &mut Package, part: &str) -> Result<Styles, Unreadable> {
    let mut reading =
        Reading { styles: Styles::absent(), path: Vec::new(), fill: None, style: None, lists: 0 };
    let mut xml = package.part(part)?;
    loop {
        match xml.next()? {
            Event::Eof => return Ok(reading.done()),
            event => reading.take(event)?,
        }
    }
}

struct Reading {
    styles: Styles,
    /// The names of the tags around the current one.
    path: Vec<Vec<u8>>,
    fill: Option<FillRead>,
    /// A cell style whose end has not come yet, and what stands inside it.
    style: Option<(CellStyle, Writer<Vec<u8>>)>,
    /// How many of the three lists we add to are there.
    lists: usize,
}

impl Reading {
    fn take(&mut self, event: Event) -> Result<(), Unreadable> {
        match &event {
            Event::Start(tag) => {
                let name = tag.local_name().as_ref().to_vec();
                let inside_style = self.style.is_some();
                self.open(tag);
                self.path.push(name);
                if inside_style {
                    self.keep(event)?;
                }
                Ok(())
            }
            Event::Empty(tag) => {
                let inside_style = self.style.is_some();
                self.open(tag);
                if inside_style { self.keep(event) } else { self.close(tag.local_name().as_ref()) }
            }
            Event::End(tag) => {
                let name = tag.local_name().as_ref().to_vec();
                self.path.pop();
                let ends_style = self.parent() == b"cellXfs" && name == b"xf";
                if self.style.is_some() && !ends_style {
                    self.keep(event)
                } else {
                    self.close(&name)
                }
            }
            _ => self.keep(event),
        }
    }

    fn parent(&self) -> &[u8] {
        self.path.last().map(Vec::as_slice).unwrap_or_default()
    }

    fn open(&mut self, tag: &BytesStart) {
        let parent = self.path.last().map(Vec::as_slice).unwrap_or_default();
        match (parent, tag.local_name().as_ref()) {
            (b"", _) => self.styles.prefix = prefix_of(tag),
            (b"styleSheet", b"fonts" | b"fills" | b"cellXfs") => self.lists += 1,
            (b"fonts", b"font") => self.styles.fonts_before += 1,
            (b"fills", b"fill") => self.fill = Some(FillRead::default()),
            (b"cellXfs", b"xf") => {
                let style = CellStyle { attributes: attributes_of(tag), inside: Vec::new() };
                self.style = Some((style, Writer::new(Vec::new())));
            }
            (_, name) => {
                if let Some(fill) = &mut self.fill {
                    fill.take(name, tag);
                }
            }
        }
    }

    fn close(&mut self, name: &[u8]) -> Result<(), Unreadable> {
        match (self.parent(), name) {
            (b"fills", b"fill") => {
                let fill = self.fill.take().map_or(Fill::Other, FillRead::done);
                self.styles.fills.push(fill);
            }
            (b"cellXfs", b"xf") => {
                if let Some((mut style, inside)) = self.style.take() {
                    style.inside = inside.into_inner();
                    self.styles.learn(style)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn keep(&mut self, event: Event) -> Result<(), Unreadable> {
        if let Some((_, inside)) = &mut self.style {
            inside.write_event(event)?;
        }
        Ok(())
    }

    fn done(mut self) -> Styles {
        let styles = &mut self.styles;
        (styles.styles_before, styles.fills_before) = (styles.styles.len(), styles.fills.len());
        let nothing_empty =
            !styles.styles.is_empty() && !styles.fills.is_empty() && styles.fonts_before > 0;
        styles.usable = self.lists == 3 && nothing_empty;
        self.styles
    }
}
