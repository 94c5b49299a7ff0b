//! Which cell styles make a number look like a day, and which show letters from before Unicode.

use super::{
    package::Package,
    xml::{attribute, number_attribute},
};
use crate::{
    Limits, Unreadable,
    dates::{Look, look_of_builtin, look_of_code},
};
use kernel::vietnamese::legacy::Font;
use quick_xml::events::Event;
use std::collections::HashMap;

/// By the number of a cell style: how numbers look, and what its font says of letters.
#[derive(Debug, Default)]
pub(crate) struct Looks(Vec<(Look, Font)>);

impl Looks {
    pub(crate) fn read(
        package: &mut Package,
        part: &str,
        limits: &Limits,
    ) -> Result<Looks, Unreadable> {
        let mut formats: HashMap<u32, Look> = HashMap::new();
        let mut looks = Vec::new();
        let mut fonts: Vec<Font> = Vec::new();
        let (mut among_cell_styles, mut among_fonts) = (false, false);
        let mut xml = package.part(part)?;
        loop {
            match xml.next()? {
                Event::Eof => return Ok(Looks(looks)),
                Event::End(tag) if tag.local_name().as_ref() == b"cellXfs" => {
                    among_cell_styles = false
                }
                Event::End(tag) if tag.local_name().as_ref() == b"fonts" => among_fonts = false,
                Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                    b"cellXfs" => among_cell_styles = true,
                    b"fonts" => among_fonts = true,
                    b"font" if among_fonts => fonts.push(Font::Unknown),
                    b"name" if among_fonts => {
                        if let (Some(font), Some(name)) = (fonts.last_mut(), attribute(&tag, "val"))
                        {
                            *font = Font::named(&name);
                        }
                    }
                    b"numFmt" => {
                        let code = attribute(&tag, "formatCode").unwrap_or_default();
                        if let Some(number) = number_attribute(&tag, "numFmtId") {
                            formats.insert(number, look_of_code(&code));
                        }
                    }
                    b"xf" if among_cell_styles => {
                        let number = number_attribute(&tag, "numFmtId").unwrap_or(0);
                        let look = formats.get(&number).copied();
                        let font = number_attribute(&tag, "fontId")
                            .and_then(|place: usize| fonts.get(place).copied());
                        looks.push((
                            look.unwrap_or_else(|| look_of_builtin(number)),
                            font.unwrap_or_default(),
                        ));
                    }
                    _ => {}
                },
                _ => {}
            }
            if [looks.len(), formats.len(), fonts.len()]
                .iter()
                .any(|count| *count > limits.cell_styles)
            {
                return Err(Unreadable::Swollen);
            }
        }
    }

    pub(crate) fn of(&self, style: usize) -> Look {
        self.0.get(style).map_or(Look::Plain, |(look, _)| *look)
    }

    pub(crate) fn font_of(&self, style: usize) -> Font {
        self.0.get(style).map_or(Font::Unknown, |(_, font)| *font)
    }
}
