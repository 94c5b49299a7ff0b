//! Vietnamese alphabetical order, as text that both databases sort alike.
//!
//! A key is the collation key written six bits to a letter: plain byte order of keys is the order of the alphabet.

use super::text::{in_one_tone_style, normalise};
use icu_collator::{
    Collator, CollatorBorrowed, CollatorPreferences, options::CollatorOptions,
    preferences::CollationNumericOrdering,
};
use icu_locale::locale;
use std::{cmp::Ordering, sync::LazyLock};

/// Changes whenever keys made before no longer fit keys made now; stored keys are then made anew.
pub const VERSION: &str = "icu-2.4-vi-2";

static LETTERS: LazyLock<CollatorBorrowed<'static>> =
    LazyLock::new(|| collator(CollationNumericOrdering::False));
static NUMBERED: LazyLock<CollatorBorrowed<'static>> =
    LazyLock::new(|| collator(CollationNumericOrdering::True));

fn collator(numeric: CollationNumericOrdering) -> CollatorBorrowed<'static> {
    let mut preferences = CollatorPreferences::from(locale!("vi"));
    preferences.numeric_ordering = Some(numeric);
    Collator::try_new(preferences, CollatorOptions::default())
        .expect("the Vietnamese order is compiled in")
}

/// The order of names of units and things, with numbers by value: Tổ 2 before Tổ 10.
pub fn key(text: &str) -> String {
    written(&bytes(&NUMBERED, &in_one_tone_style(&normalise(text))))
}

/// The order letter by letter, digits too: Tổ 10 before Tổ 9.
pub fn letters_key(text: &str) -> String {
    written(&letters_bytes(text))
}

/// The order that [`letters_key`] writes down.
pub fn compare_letters(a: &str, b: &str) -> Ordering {
    LETTERS.compare(a, b)
}

/// Text as it is: whoever wants one tone style has put it in before.
pub(super) fn letters_bytes(text: &str) -> Vec<u8> {
    bytes(&LETTERS, text)
}

fn bytes(collator: &CollatorBorrowed<'static>, text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let Ok(()) = collator.write_sort_key_to(text, &mut bytes);
    bytes
}

/// In the order of their bytes, so that what is written sorts as the bytes did.
const LETTERS_OF_KEYS: &[u8; 64] =
    b"-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

/// Three bytes to four letters; the bits that the last letter lacks are zero.
pub(super) fn written(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 4 / 3 + 1);
    for three in bytes.chunks(3) {
        let byte = |place: usize| u32::from(three.get(place).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        let letters = (0..=three.len()).map(|place| bits >> (18 - 6 * place) & 63);
        text.extend(letters.map(|six| char::from(LETTERS_OF_KEYS[six as usize])));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn group_2_comes_before_group_10() {
        assert!(key("Tổ 2") < key("Tổ 10"));
        assert!(letters_key("Tổ 10") < letters_key("Tổ 2"));
    }

    #[test]
    fn both_ways_to_set_a_tone_have_one_place() {
        assert_eq!(key("Hoà Phú"), key("Hòa Phú"));
    }

    proptest! {
        #[test]
        fn keys_are_in_the_order_of_the_alphabet(a in "[a-zA-ZăâđêôơưàẢắỵ \\-0-9]{0,12}", b in "[a-zA-ZăâđêôơưàẢắỵ \\-0-9]{0,12}") {
            prop_assert_eq!(letters_key(&a).cmp(&letters_key(&b)), compare_letters(&a, &b));
        }
        #[test]
        fn keys_of_any_text_at_all_are_in_the_collators_order(a in "\\PC{0,10}", b in "\\PC{0,10}") {
            prop_assert_eq!(letters_key(&a).cmp(&letters_key(&b)), compare_letters(&a, &b));
        }
    }
}
