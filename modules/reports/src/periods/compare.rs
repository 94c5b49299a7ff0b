//! Sổ và bản nộp: what a frozen report says beside what the book says now.

use super::snapshot::{Content, Frozen};
use crate::{report::Report, show};
use counts::{Figure, Kind};

/// A figure in the two.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    pub indicator: String,
    pub label: String,
    pub measure: String,
    pub submitted: String,
    pub live: String,
    /// Live less submitted, where both are whole numbers: `+3`.
    pub difference: Option<String>,
    pub differs: bool,
}

/// Every figure of the form, in its order.
pub fn compared(content: &Content, live: &Report) -> Vec<Pair> {
    content.figures.iter().map(|frozen| pair(frozen, live)).collect()
}

fn pair(frozen: &Frozen, live: &Report) -> Pair {
    let lang = live.lang;
    let now = live.place_of(&frozen.indicator).map(|place| &live.lines[place].figure);
    let then = frozen.thawed();
    let shown = |figure: Option<&Figure>| {
        figure.and_then(|figure| show::in_cell(figure, lang)).unwrap_or_default()
    };
    let numbers = |figure: Option<&Figure>| {
        figure.map(|figure| match figure.definition.kind {
            Kind::Ratio => (None, figure.numerator, figure.denominator),
            _ => (figure.value, None, None),
        })
    };
    let difference = match (frozen.kind, now.and_then(|figure| figure.value), frozen.value) {
        (Kind::Ratio, ..) => None,
        (_, Some(now), Some(then)) => now.checked_sub(then),
        _ => None,
    };
    Pair {
        indicator: frozen.indicator.clone(),
        label: frozen.label(lang).to_owned(),
        measure: lang.choose(&frozen.measure_vi, &frozen.measure_en).clone(),
        submitted: shown(Some(&then)),
        live: shown(now),
        differs: numbers(now) != numbers(Some(&then)),
        difference: difference.map(|more| {
            let sign = if more > 0 { "+" } else { "" };
            format!("{sign}{}", lang.grouped(more))
        }),
    }
}

/// The labels of the figures that differ: the first few, and how many there are.
pub fn moved(pairs: &[Pair]) -> Option<(usize, String)> {
    const NAMED_MAX: usize = 5;
    let differ: Vec<&str> =
        pairs.iter().filter(|pair| pair.differs).map(|pair| pair.label.as_str()).collect();
    let named = differ.iter().take(NAMED_MAX).map(|label| format!("“{label}”"));
    (!differ.is_empty()).then(|| (differ.len(), named.collect::<Vec<_>>().join(", ")))
}
