//! What a reason looks like.

use super::super::rules::Refusal;
use kernel::vietnamese::text;

/// One sentence, its full stop included.
pub const REASON_LETTERS_MAX: usize = 300;

/// One line that ends like a sentence; nothing where somebody takes their sentence back.
///
/// # Errors
/// `reason_too_long`
pub fn sentence(typed: &str) -> Result<String, Refusal> {
    let mut sentence = text::normalise(typed);
    let is_finished = sentence.trim_end_matches(['"', '”', ')']).ends_with(['.', '!', '?', '…']);
    if !sentence.is_empty() && !is_finished {
        sentence.push('.');
    }
    match sentence.chars().count() {
        0..=REASON_LETTERS_MAX => Ok(sentence),
        _ => Err(Refusal::ReasonTooLong { most: REASON_LETTERS_MAX }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_one_line_and_ends_like_a_sentence() {
        for (typed, kept) in [
            ("  Mở thêm\n9 lớp ở bản xa ", "Mở thêm 9 lớp ở bản xa."),
            ("Mở thêm 9 lớp.", "Mở thêm 9 lớp."),
            ("Vì sao tăng?", "Vì sao tăng?"),
            ("Theo công văn “Mỗi xã một lớp.”", "Theo công văn “Mỗi xã một lớp.”"),
            (" \n ", ""),
        ] {
            assert_eq!(sentence(typed).as_deref(), Ok(kept), "{typed:?}");
        }
    }

    #[test]
    fn a_reason_has_at_most_three_hundred_letters_with_its_full_stop() {
        let most = REASON_LETTERS_MAX;
        assert!(sentence(&"ữ".repeat(most - 1)).is_ok());
        assert_eq!(sentence(&"ữ".repeat(most)), Err(Refusal::ReasonTooLong { most }));
        assert!(sentence(&format!("{}.", "ữ".repeat(most - 1))).is_ok());
    }
}
