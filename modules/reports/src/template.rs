//! Mẫu báo cáo: a report's form, as data.

use crate::{forms::PeriodKind, show, texts::Texts};
use counts::Figure;
use kernel::{Day, Lang, Period};
use std::{collections::HashMap, sync::Arc};

/// A form as it is handed around: read once, shared by everybody.
pub type Form = Arc<Template>;

/// A report's form: its name, its title, and its sections in order.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// What addresses, tables and programs call it; a unit's own is called `code@unit`.
    pub code: String,
    /// Goes up with every change; a report that was submitted names the one it was made with.
    pub version: i64,
    /// The kind of period it is made for.
    pub kind: PeriodKind,
    /// Whether it is made for other periods too, when somebody asks.
    #[serde(default)]
    pub lenient: bool,
    pub name_vi: String,
    pub name_en: String,
    pub title_vi: String,
    pub title_en: String,
    #[serde(rename = "section")]
    pub sections: Vec<Section>,
}

#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    pub id: String,
    pub heading_vi: String,
    pub heading_en: String,
    /// Indicators of the section's table, by code.
    #[serde(default)]
    pub lines: Vec<String>,
    /// Whether people write a text of their own here.
    #[serde(default)]
    pub narrative: bool,
    #[serde(default, rename = "sentence")]
    pub sentences: Vec<Sentence>,
}

/// One sentence, in several ways: the first whose figures are all known is said.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sentence {
    pub vi: Vec<String>,
    pub en: Vec<String>,
}

/// A stretch of a sentence: words, or a figure that opens to its sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    Words(String),
    Figure { indicator: String, text: String },
}

impl Piece {
    pub fn text(&self) -> &str {
        match self {
            Piece::Words(text) | Piece::Figure { text, .. } => text,
        }
    }
}

impl Template {
    pub fn name(&self, lang: Lang) -> &str {
        lang.choose(&self.name_vi, &self.name_en)
    }
    /// The report's title for a period: `{period}` stands for it, in the words of the form's kind.
    pub fn title(&self, lang: Lang, period: Period) -> String {
        let period = self.kind.say_period(period, lang);
        lang.choose(&self.title_vi, &self.title_en).replace("{period}", &period)
    }
    /// The report on a period in words, as lists of several have it: of a unit's own form its name stands beside.
    pub fn said(&self, period: Period, lang: Lang) -> String {
        let period = self.kind.say_period(period, lang);
        match self.code.contains('@') {
            true => Texts(lang).by_form(&period, self.name(lang)),
            false => period,
        }
    }
    /// The periods that a report is most likely wanted for, the newest first.
    pub fn likely_periods(&self, today: Day) -> Vec<Period> {
        let mut likely = self.kind.likely_periods(today);
        if self.lenient {
            likely.extend(PeriodKind::Year.likely_periods(today));
        }
        likely
    }
    /// Whether another says the same under another number.
    pub fn is_like(&self, other: &Template) -> bool {
        *other == Template { version: other.version, ..self.clone() }
    }
    /// Every indicator the form asks for, each once: those of its tables in their order, then those that only a
    /// sentence names.
    pub fn indicators(&self) -> Vec<&str> {
        let lines = self.sections.iter().flat_map(|section| &section.lines).map(String::as_str);
        let said = self.sections.iter().flat_map(|section| &section.sentences);
        let said = said.flat_map(Sentence::indicators);
        let mut codes: Vec<&str> = vec![];
        for code in lines.chain(said) {
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
        codes
    }
}

impl Section {
    /// The heading; `{next}` in it stands for the period that follows.
    pub fn heading(&self, lang: Lang, kind: PeriodKind) -> String {
        lang.choose(&self.heading_vi, &self.heading_en).replace("{next}", &kind.next(lang))
    }
}

/// What a sentence may name beside indicators.
pub const WORDS: [&str; 5] = ["place", "last_day", "period", "span", "next"];

impl Sentence {
    /// The indicators named in any way of saying it.
    pub fn indicators(&self) -> impl Iterator<Item = &str> {
        let named = self.vi.iter().chain(&self.en).flat_map(|way| placeholders(way));
        named.map(|(name, _)| name).filter(|name| !WORDS.contains(name))
    }
    /// Says the sentence with these figures; nothing when no way of saying it has all it needs.
    pub fn say(
        &self,
        lang: Lang,
        figures: &HashMap<&str, &Figure>,
        words: &HashMap<&str, String>,
    ) -> Option<Vec<Piece>> {
        lang.choose(&self.vi, &self.en).iter().find_map(|way| fill(way, lang, figures, words))
    }
}

/// What stands between braces: the name, and the manner after a bar.
pub fn placeholders(way: &str) -> impl Iterator<Item = (&str, &str)> {
    way.split('{').skip(1).filter_map(|after| {
        let (inside, _) = after.split_once('}')?;
        Some(inside.split_once('|').unwrap_or((inside, "")))
    })
}

fn fill(
    way: &str,
    lang: Lang,
    figures: &HashMap<&str, &Figure>,
    words: &HashMap<&str, String>,
) -> Option<Vec<Piece>> {
    let mut pieces = vec![];
    let mut rest = way;
    while let Some((before, after)) = rest.split_once('{') {
        let (placeholder, after) = after.split_once('}')?;
        let (name, manner) = placeholder.split_once('|').unwrap_or((placeholder, ""));
        pieces.push(Piece::Words(before.to_owned()));
        pieces.push(match words.get(name) {
            Some(words) => Piece::Words(words.clone()),
            None => {
                let text = show::in_sentence(figures.get(name)?, manner, lang)?;
                Piece::Figure { indicator: name.to_owned(), text }
            }
        });
        rest = after;
    }
    pieces.push(Piece::Words(rest.to_owned()));
    Some(sentence_case(pieces))
}

/// A sentence that begins with a figure or a word begins with a capital letter.
fn sentence_case(mut pieces: Vec<Piece>) -> Vec<Piece> {
    let first = pieces.iter_mut().find_map(|piece| match piece {
        Piece::Words(text) | Piece::Figure { text, .. } if !text.is_empty() => Some(text),
        _ => None,
    });
    if let Some(text) = first {
        *text = kernel::capitalised(text);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_without_its_figures_is_not_said() {
        let sentence = Sentence { vi: vec!["Có {members} hội viên.".into()], en: vec![] };
        assert_eq!(sentence.say(Lang::Vi, &HashMap::new(), &HashMap::new()), None);
    }
}
