//! The words that make a figure approximate.

use crate::{Lang, column::text_column, vietnamese::text::fold};
use std::{fmt, str::FromStr};

/// What was said before a figure. It stays with the figure wherever the figure is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Qualifier {
    /// Gần: the true figure is a little less.
    Gan,
    /// Hơn: the true figure is a little more.
    Hon,
    /// Trên: the true figure is more.
    Tren,
    /// Khoảng: more or less.
    Khoang,
    /// Ít nhất: not less.
    ItNhat,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” không phải là từ chỉ mức: gần, hơn, trên, khoảng, ít nhất")]
pub struct NotAQualifier(pub String);

impl Qualifier {
    pub const ALL: [Qualifier; 5] =
        [Qualifier::Gan, Qualifier::Hon, Qualifier::Tren, Qualifier::Khoang, Qualifier::ItNhat];

    pub fn say(self, lang: Lang) -> &'static str {
        match self {
            Qualifier::Gan => lang.choose("gần", "nearly"),
            Qualifier::Hon => lang.choose("hơn", "more than"),
            Qualifier::Tren => lang.choose("trên", "over"),
            Qualifier::Khoang => lang.choose("khoảng", "about"),
            Qualifier::ItNhat => lang.choose("ít nhất", "at least"),
        }
    }
    /// The stored code.
    pub fn code(self) -> &'static str {
        match self {
            Qualifier::Gan => "gan",
            Qualifier::Hon => "hon",
            Qualifier::Tren => "tren",
            Qualifier::Khoang => "khoang",
            Qualifier::ItNhat => "it_nhat",
        }
    }
    /// Takes the qualifier off the front of a text in small letters.
    pub(super) fn taken_off(text: &str) -> (Option<Qualifier>, &str) {
        for qualifier in Qualifier::ALL {
            if let Some(rest) =
                text.strip_prefix(qualifier.say(Lang::Vi)).filter(|rest| rest.starts_with(' '))
            {
                return (Some(qualifier), rest.trim_start());
            }
        }
        (None, text)
    }
}

impl fmt::Display for Qualifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
impl FromStr for Qualifier {
    type Err = NotAQualifier;
    /// Reads the stored code, and the word itself.
    fn from_str(text: &str) -> Result<Qualifier, NotAQualifier> {
        let code = fold(text).replace(' ', "_");
        Qualifier::ALL
            .into_iter()
            .find(|qualifier| qualifier.code() == code)
            .ok_or_else(|| NotAQualifier(text.to_owned()))
    }
}
text_column!(Qualifier);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_qualifier_reads_back_from_its_code_and_its_word() {
        for qualifier in Qualifier::ALL {
            assert_eq!(qualifier.to_string().parse(), Ok(qualifier));
            assert_eq!(qualifier.say(Lang::Vi).parse(), Ok(qualifier));
        }
        assert!("chừng".parse::<Qualifier>().is_err());
    }
}
