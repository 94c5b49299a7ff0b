//! Fills: hers, ours, and hers remembered under ours.

use super::{Attributes, Shade, attributes_of};
use crate::xlsx::xml::raw_attribute;
use quick_xml::events::BytesStart;

/// The colour of a plain fill, as attributes of `fgColor`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Fill {
    Other,
    Plain(Attributes),
    Ours(Shade, Option<Attributes>),
}

impl Fill {
    /// The fill as XML, `x` being the prefix of the file's tags.
    pub(super) fn written(&self, x: &str) -> String {
        let automatic = || "indexed=\"64\"".to_owned();
        let (front, back) = match self {
            Fill::Other => {
                return format!("<{x}fill><{x}patternFill patternType=\"none\"/></{x}fill>");
            }
            Fill::Plain(colour) => (written(colour), automatic()),
            Fill::Ours(shade, remembered) => (
                format!("rgb=\"FF{:06X}\"", shade.colour()),
                remembered.as_ref().map_or_else(automatic, |colour| written(&remember(colour))),
            ),
        };
        format!(
            "<{x}fill><{x}patternFill patternType=\"solid\"><{x}fgColor {front}/><{x}bgColor {back}/></{x}patternFill></{x}fill>"
        )
    }
}

/// A fill whose end has not come yet.
#[derive(Default)]
pub(super) struct FillRead {
    is_plain: bool,
    front: Attributes,
    back: Attributes,
}

impl FillRead {
    pub(super) fn take(&mut self, name: &[u8], tag: &BytesStart) {
        match name {
            b"patternFill" => self.is_plain = raw_attribute(tag, "patternType") == Some(b"solid"),
            b"fgColor" => self.front = attributes_of(tag),
            b"bgColor" => self.back = attributes_of(tag),
            _ => {}
        }
    }

    pub(super) fn done(self) -> Fill {
        if !self.is_plain || self.front.is_empty() {
            return Fill::Other;
        }
        let shade = Shade::ALL.into_iter().find(|shade| is_colour(&self.front, shade.colour()));
        match shade {
            Some(shade) => Fill::Ours(shade, recall(&self.back)),
            None => Fill::Plain(self.front),
        }
    }
}

fn is_colour(attributes: &Attributes, colour: u32) -> bool {
    let wanted = format!("{colour:06X}");
    let rgb = attributes.iter().find(|(name, _)| name == b"rgb");
    rgb.is_some_and(|(_, value)| {
        value.len() >= 6 && value[value.len() - 6..].eq_ignore_ascii_case(wanted.as_bytes())
    })
}

/// A remembered colour is told from one that another program put there by its first byte, which nobody shows.
fn remember(colour: &Attributes) -> Attributes {
    let with_sign = |(name, value): &(Vec<u8>, Vec<u8>)| match value.len() {
        6.. if name == b"rgb" => (name.clone(), [b"FE", &value[value.len() - 6..]].concat()),
        _ => (name.clone(), value.clone()),
    };
    colour.iter().map(with_sign).collect()
}

fn recall(back: &Attributes) -> Option<Attributes> {
    let rgb = back.iter().find(|(name, _)| name == b"rgb");
    if let Some((_, value)) = rgb {
        let ours = value.len() == 8 && value[..2].eq_ignore_ascii_case(b"FE");
        return ours.then(|| vec![(b"rgb".to_vec(), [b"FF", &value[2..]].concat())]);
    }
    let automatic = |value: &[u8]| value == b"64" || value == b"65";
    let named = back
        .iter()
        .any(|(name, value)| name == b"theme" || (name == b"indexed" && !automatic(value)));
    named.then(|| back.clone())
}

fn written(attributes: &Attributes) -> String {
    let pair = |(name, value): &(Vec<u8>, Vec<u8>)| {
        format!("{}=\"{}\"", String::from_utf8_lossy(name), String::from_utf8_lossy(value))
    };
    attributes.iter().map(pair).collect::<Vec<_>>().join(" ")
}
