//! The targets, by what they read.

pub(crate) mod figures;
#[cfg(feature = "program")]
pub(crate) mod forms;
pub(crate) mod legacy;
pub(crate) mod marking;
pub(crate) mod numbers;
pub(crate) mod parts;
#[cfg(feature = "program")]
pub(crate) mod requests;
#[cfg(feature = "program")]
pub(crate) mod templates;
pub(crate) mod texts;
pub(crate) mod times;
pub(crate) mod vietqr;
pub(crate) mod vocabulary;
pub(crate) mod workbooks;

use kernel::Lang;
use std::borrow::Cow;

/// Most readers of text hold no more than a few copies of it.
pub(crate) const TEXT_MEMORY: usize = 4 << 20;
pub(crate) const TEXT_LONGEST: usize = 600;

/// The input as a browser or a workbook would hand it over: always Unicode.
pub(crate) fn text(input: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(input)
}

/// A refusal is said in both languages.
pub(crate) fn said(say: impl Fn(Lang) -> String) {
    for lang in [Lang::Vi, Lang::En] {
        assert!(!say(lang).trim().is_empty(), "a refusal without words in {lang}");
    }
}
