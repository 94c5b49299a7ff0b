//! Mẫu báo cáo: a report's form, as data.

use crate::{rules::Refusal, show};
use counts::Figure;
use kernel::Lang;
use std::{collections::HashMap, sync::OnceLock};

/// A report's form: its title, and its sections in order.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    pub code: String,
    /// Goes up with every change; a report that was submitted names the one it was made with.
    pub version: i64,
    title_vi: String,
    title_en: String,
    #[serde(rename = "section")]
    pub sections: Vec<Section>,
}

#[derive(Debug, Clone, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    pub id: String,
    heading_vi: String,
    heading_en: String,
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
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sentence {
    vi: Vec<String>,
    en: Vec<String>,
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

/// The form with this code.
///
/// # Errors
/// `unknown_form`.
pub fn form_of(code: &str) -> Result<&'static Template, Refusal> {
    match code {
        "half-year" => Ok(half_year()),
        _ => Err(Refusal::UnknownForm { code: code.to_owned() }),
    }
}

/// The half-year form shipped with the program.
pub fn half_year() -> &'static Template {
    static FORM: OnceLock<Template> = OnceLock::new();
    FORM.get_or_init(|| {
        toml::from_str(include_str!("../data/half-year.toml"))
            .expect("the shipped form can be read")
    })
}

impl Template {
    pub fn title(&self, lang: Lang, period: &str) -> String {
        lang.choose(&self.title_vi, &self.title_en).replace("{period}", period)
    }
    /// Every indicator the form asks for, in its order, each once.
    pub fn indicators(&self) -> Vec<&str> {
        let mut codes: Vec<&str> = vec![];
        for code in self.sections.iter().flat_map(|section| &section.lines) {
            if !codes.contains(&code.as_str()) {
                codes.push(code);
            }
        }
        codes
    }
}

impl Section {
    pub fn heading(&self, lang: Lang) -> &str {
        lang.choose(&self.heading_vi, &self.heading_en)
    }
}

impl Sentence {
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
        let mut letters = text.chars();
        if let Some(letter) = letters.next() {
            *text = letter.to_uppercase().chain(letters).collect();
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_form_reads_and_names_each_indicator_once() {
        let form = half_year();
        let codes = form.indicators();
        assert!(codes.contains(&"members") && codes.contains(&"reward_money"));
        assert!(form.title(Lang::Vi, "6 tháng đầu năm 2017").ends_with("6 tháng đầu năm 2017"));
        for sentence in form.sections.iter().flat_map(|section| &section.sentences) {
            assert_eq!(sentence.vi.len(), sentence.en.len(), "{:?}", sentence.vi);
        }
    }

    #[test]
    fn a_sentence_without_its_figures_is_not_said() {
        let sentence = Sentence { vi: vec!["Có {members} hội viên.".into()], en: vec![] };
        assert_eq!(sentence.say(Lang::Vi, &HashMap::new(), &HashMap::new()), None);
    }
}
