//! Giới tính, as registers and identity numbers have it.

use super::text::fold;
use crate::{Lang, column::text_column};
use std::{fmt, str::FromStr};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sex {
    /// Nam.
    Male,
    /// Nữ.
    Female,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.say(Lang::Vi))]
pub struct NotASex(pub String);

impl NotASex {
    pub fn say(&self, lang: Lang) -> String {
        lang.choose(
            format!("“{}” không phải là giới tính. Hãy viết “nam” hoặc “nữ”.", self.0),
            format!("“{}” is not a sex. Write “nam” (male) or “nữ” (female).", self.0),
        )
    }
}

impl Sex {
    pub fn say(self, lang: Lang) -> &'static str {
        match self {
            Sex::Male => lang.choose("nam", "male"),
            Sex::Female => lang.choose("nữ", "female"),
        }
    }
    pub fn other(self) -> Sex {
        match self {
            Sex::Male => Sex::Female,
            Sex::Female => Sex::Male,
        }
    }
    /// Reads a workbook whose column is headed by one sex and ticked: an x under “Nữ” is a woman, an empty cell a man.
    pub fn ticked(heading: Sex, mark: &str) -> Result<Sex, NotASex> {
        match mark.trim().to_lowercase().as_str() {
            "" | "0" | "-" => Ok(heading.other()),
            "x" | "×" | "✓" | "✔" | "v" | "1" | "+" | "có" => Ok(heading),
            written => written.parse(),
        }
    }
}

impl fmt::Display for Sex {
    /// The stored word, also in programs' answers.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.say(Lang::En))
    }
}
impl FromStr for Sex {
    type Err = NotASex;
    /// Reads what is stored and what people write.
    fn from_str(text: &str) -> Result<Sex, NotASex> {
        match fold(text).as_str() {
            "nam" | "male" | "m" | "trai" | "be trai" | "nam gioi" => Ok(Sex::Male),
            "nu" | "female" | "f" | "gai" | "be gai" | "nu gioi" => Ok(Sex::Female),
            _ => Err(NotASex(text.to_owned())),
        }
    }
}
text_column!(Sex);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sex_is_read_as_people_write_it() {
        for text in ["Nữ", "NU", "nữ giới", "female", " F ", "gái"] {
            assert_eq!(text.parse(), Ok(Sex::Female), "{text}");
        }
        for text in ["Nam", "nam.", "male", "M", "trai"] {
            assert_eq!(text.parse(), Ok(Sex::Male), "{text}");
        }
        assert!("khác".parse::<Sex>().is_err() && "".parse::<Sex>().is_err());
    }

    #[test]
    fn a_tick_under_a_heading_says_the_sex() {
        assert_eq!(Sex::ticked(Sex::Female, "X"), Ok(Sex::Female));
        assert_eq!(Sex::ticked(Sex::Female, " "), Ok(Sex::Male));
        assert_eq!(Sex::ticked(Sex::Male, "nữ"), Ok(Sex::Female));
        assert!(Sex::ticked(Sex::Female, "?").is_err());
    }
}
