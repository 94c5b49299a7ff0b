//! How Excel shows a number exactly as its text writes it.

use crate::Number;

/// Whole numbers beyond this are no longer exact in Excel's 64-bit floating point.
const EXACT_MAX: u64 = 1 << 53;
/// Excel refuses longer formats.
const FORMAT_LETTERS_MAX: usize = 200;

/// A number for Excel and the format that makes it look like its text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Shown {
    pub value: f64,
    pub format: String,
}

/// The number behind the text, if Excel can hold it and show it as the very same text.
///
/// The text may say more than the number (`trên 28%`) and may write it in thousands, millions or
/// billions (`2.218 triệu đồng`). A text that says something else (`gần 15.000` for 14.873) stays text:
/// what is shown is never changed for the sake of a number.
pub(crate) fn shown(text: &str, number: Number) -> Option<Shown> {
    if number.value.unsigned_abs() > EXACT_MAX {
        return None;
    }
    (0..=3).find_map(|thousands| {
        let unit = 1_000_i64.pow(thousands);
        let exact = number.value % unit == 0;
        let scaled = Number { value: number.value / unit, ..number };
        let (before, after) = if exact { around(text, &scaled.written())? } else { return None };
        // Excel writes the sign before everything else, so nothing may stand before a negative number.
        let fits = number.value >= 0 || before.is_empty();
        let format = format_of(before, after, number.decimals, thousands)?;
        let value = number.value as f64 / 10_f64.powi(i32::from(number.decimals));
        fits.then_some(Shown { value, format })
    })
}

/// What stands before and after the written number, which must not be part of a longer one.
fn around<'a>(text: &'a str, written: &str) -> Option<(&'a str, &'a str)> {
    let (before, after) = text.split_once(written)?;
    let of_a_number = |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | ',' | '-');
    let mut next = after.chars();
    let goes_on = match next.next() {
        Some('.' | ',') => next.next().is_some_and(|letter| letter.is_ascii_digit()),
        Some(letter) => letter.is_ascii_digit(),
        None => false,
    };
    (!before.ends_with(of_a_number) && !goes_on).then_some((before, after))
}

/// `[$-42A]` asks for Vietnamese separators where the program honours it; Excel takes those of its user.
fn format_of(before: &str, after: &str, decimals: u8, thousands: u32) -> Option<String> {
    let fraction =
        if decimals == 0 { String::new() } else { format!(".{}", "0".repeat(decimals.into())) };
    let scale = ",".repeat(thousands as usize);
    let format = format!("[$-42A]{}#,##0{fraction}{scale}{}", quoted(before)?, quoted(after)?);
    (format.chars().count() <= FORMAT_LETTERS_MAX).then_some(format)
}

fn quoted(words: &str) -> Option<String> {
    match words {
        "" => Some(String::new()),
        words if words.contains(['"', '\\']) => None,
        words => Some(format!("\"{words}\"")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn format(text: &str, value: i64, decimals: u8) -> Option<String> {
        shown(text, Number { value, decimals }).map(|shown| shown.format)
    }

    #[test]
    fn words_around_a_number_stay_around_it() {
        assert_eq!(format("155.232", 155_232, 0).as_deref(), Some("[$-42A]#,##0"));
        assert_eq!(format("28,15%", 2815, 2).as_deref(), Some("[$-42A]#,##0.00\"%\""));
        assert_eq!(format("trên 28%", 28, 0).as_deref(), Some("[$-42A]\"trên \"#,##0\"%\""));
        let million = format("2.218 triệu đồng", 2_218_000_000, 0);
        assert_eq!(million.as_deref(), Some("[$-42A]#,##0,,\" triệu đồng\""));
    }

    #[test]
    fn a_text_that_writes_another_number_stays_text() {
        assert_eq!(format("gần 15.000", 14_873, 0), None);
        assert_eq!(format("1.155.232", 155_232, 0), None);
        assert_eq!(format("155.232,5", 155_232, 0), None);
        assert_eq!(format("chưa nộp", 0, 0), None);
        assert_eq!(format("âm -5", -5, 0), None);
        assert_eq!(format("9.223.372.036.854.775.807", i64::MAX, 0), None);
    }

    #[test]
    fn a_sentence_may_end_after_the_number() {
        assert_eq!(format("Cộng 12.", 12, 0).as_deref(), Some("[$-42A]\"Cộng \"#,##0\".\""));
    }
}
