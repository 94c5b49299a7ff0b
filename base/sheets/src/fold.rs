//! Headings and marks are compared without case and punctuation, with or without tones.

pub(crate) use kernel::vietnamese::text::fold;

use unicode_normalization::UnicodeNormalization;

/// Lower case and single blanks, the tones kept: `Tổng  CỘNG:` → `tổng cộng`.
pub(crate) fn lower(text: &str) -> String {
    let lower = text.nfc().collect::<String>().to_lowercase();
    let words =
        lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}
