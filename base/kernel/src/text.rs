//! Words in two languages.

use std::{fmt, str::FromStr};

/// The languages the program speaks, both in full.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    #[default]
    Vi,
    En,
}

impl Lang {
    /// As the `lang` attribute of a page and a stored setting have it.
    pub fn code(self) -> &'static str {
        match self {
            Lang::Vi => "vi",
            Lang::En => "en",
        }
    }
    /// The Vietnamese or the English of two texts.
    pub fn choose<T>(self, vi: T, en: T) -> T {
        match self {
            Lang::Vi => vi,
            Lang::En => en,
        }
    }
    /// A whole number as the language writes it: `155.232`, `155,232`.
    pub fn grouped(self, value: i64) -> String {
        let dotted = crate::vietnamese::number::grouped(value);
        self.choose(dotted.clone(), dotted.replace('.', ","))
    }
}
impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
impl FromStr for Lang {
    type Err = std::convert::Infallible;
    /// Anything that is not English is Vietnamese.
    fn from_str(text: &str) -> Result<Lang, Self::Err> {
        Ok(if text.starts_with("en") { Lang::En } else { Lang::Vi })
    }
}
crate::column::text_column!(Lang);

/// A text as it begins a sentence or stands alone: with a capital letter.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Declares a module's words. A text missing in one language does not compile.
#[macro_export]
macro_rules! texts {
    ($($name:ident($($value:ident: $type:ty),* $(,)?) { vi: $vi:literal, en: $en:literal $(,)? })*) => {
        /// This module's words in one language.
        #[derive(Clone, Copy)]
        pub struct Texts(pub $crate::Lang);

        #[allow(dead_code, clippy::too_many_arguments, reason = "templates use words that code does not, and sentences hold what they hold")]
        impl Texts { $(
            pub fn $name(self, $($value: $type),*) -> String {
                match self.0 {
                    $crate::Lang::Vi => format!($vi),
                    $crate::Lang::En => format!($en),
                }
            }
        )* }
    };
}
