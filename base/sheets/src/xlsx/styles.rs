//! Which cell styles make a number look like a day.

use super::{
    package::Package,
    xml::{attribute, number_attribute},
};
use crate::{
    Limits, Unreadable,
    dates::{Look, look_of_builtin, look_of_code},
};
use quick_xml::events::Event;
use std::collections::HashMap;

#[derive(Debug, Default)]
pub(crate) struct Looks(Vec<Look>);

impl Looks {
    pub(crate) fn read(
        package: &mut Package,
        part: &str,
        limits: &Limits,
    ) -> Result<Looks, Unreadable> {
        let mut formats: HashMap<u32, Look> = HashMap::new();
        let mut looks = Vec::new();
        let mut among_cell_styles = false;
        let mut xml = package.part(part)?;
        loop {
            match xml.next()? {
                Event::Eof => return Ok(Looks(looks)),
                Event::End(tag) if tag.local_name().as_ref() == b"cellXfs" => {
                    among_cell_styles = false
                }
                Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                    b"cellXfs" => among_cell_styles = true,
                    b"numFmt" => {
                        let code = attribute(&tag, "formatCode").unwrap_or_default();
                        if let Some(number) = number_attribute(&tag, "numFmtId") {
                            formats.insert(number, look_of_code(&code));
                        }
                    }
                    b"xf" if among_cell_styles => {
                        let number = number_attribute(&tag, "numFmtId").unwrap_or(0);
                        looks.push(
                            formats
                                .get(&number)
                                .copied()
                                .unwrap_or_else(|| look_of_builtin(number)),
                        );
                    }
                    _ => {}
                },
                _ => {}
            }
            if looks.len() > limits.cell_styles || formats.len() > limits.cell_styles {
                return Err(Unreadable::Swollen);
            }
        }
    }

    pub(crate) fn of(&self, style: usize) -> Look {
        self.0.get(style).copied().unwrap_or(Look::Plain)
    }
}
