//! Why something that was carried over is not taken back.

use crate::{Words, texts::Texts};
use kernel::Lang;
use platform::{Problem, Say};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Somebody has worked with what was carried over; some of it by name.
    TouchedSince { vi: String, en: String, count: i64, names: Vec<String> },
}

/// So many are named before the rest is only counted.
pub const NAMED_MAX: usize = 10;

impl Refusal {
    /// Nothing is refused where nobody has touched anything that was carried over.
    pub fn of_touched(what: Words, names: Vec<String>) -> Result<(), Problem> {
        if names.is_empty() {
            return Ok(());
        }
        let count = i64::try_from(names.len()).unwrap_or(i64::MAX);
        let Words { vi, en } = what;
        Err(Refusal::TouchedSince { vi, en, count, names }.into())
    }
}

impl Say for Refusal {
    fn say(&self, lang: Lang) -> String {
        let Refusal::TouchedSince { vi, en, count, names } = self;
        let names: Vec<&str> = names.iter().take(NAMED_MAX).map(String::as_str).collect();
        let names = names.join(", ");
        Texts(lang).touched_since(lang.choose(vi, en), &lang.grouped(*count), &names)
    }
}
