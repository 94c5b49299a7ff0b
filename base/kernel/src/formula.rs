//! Texts that a spreadsheet program would take for a formula when it opens a list as plain text.
//!
//! Whoever writes such a list puts a `'` before them, and whoever reads it takes the `'` off again;
//! a text that came with a `'` of its own gets another, so that none is lost.

use std::borrow::Cow;

/// The text as it may stand in a .csv: `'=1+1` for `=1+1`.
pub fn harmless(text: &str) -> Cow<'_, str> {
    if is_like_one(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text that `harmless` was given.
pub fn original(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| is_like_one(rest)).unwrap_or(text)
}

/// Signs that begin a formula, also in full width, as East Asian keyboards type them; behind
/// letters that nobody sees, and behind a `'` of the text's own.
fn is_like_one(text: &str) -> bool {
    let unseen = |letter: char| {
        matches!(letter, ' ' | '\'' | '\u{a0}' | '\u{ad}' | '\u{180e}' | '\u{feff}')
            || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
            || matches!(letter, '\u{2060}'..='\u{2069}')
    };
    let first = text.trim_start_matches(unseen).chars().next();
    first.is_some_and(|sign| "=+-@＝＋－＠\t\r\n\0".contains(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_a_formula_is_made_harmless_and_comes_back() {
        for text in [
            "=HYPERLINK(\"http://x\")",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\n=1",
            "\0=1",
            "＝1",
            "＋1",
            "－1",
            "＠A",
            "\u{200b}=1",
            "\u{feff}=1",
            " =1",
            "'=1",
            "''=1",
        ] {
            let written = harmless(text);
            assert!(written.starts_with('\''), "{text:?}");
            assert_eq!(original(&written), text);
        }
    }

    #[test]
    fn names_and_marks_stay_as_they_are() {
        for text in ["Nguyễn Văn An", "", "'", "'Ô", "0912 345 678", "H'Hen Niê", "a=b", "\"; =cmd"]
        {
            assert_eq!(harmless(text), text);
            assert_eq!(original(text), text);
        }
    }
}
