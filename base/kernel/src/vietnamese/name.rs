//! Names of people: one field, read from its end.
//!
//! Names are never split for good, nor given capitals: in Ê Đê and Gia Rai names the last word is the family's,
//! and nobody but the bearer knows (H’Hen Niê, Y Moan Ênuôl, Giàng A Pào).

use super::{sort, text};
use unicode_normalization::char::is_combining_mark;

/// The name people are called and sorted by: the last word.
pub fn given(full_name: &str) -> &str {
    full_name.split_whitespace().next_back().unwrap_or_default()
}

/// The first word, unless it is the only one.
pub fn family(full_name: &str) -> &str {
    let mut words = full_name.split_whitespace();
    words.next().filter(|_| words.next().is_some()).unwrap_or_default()
}

/// What stands between family and given name.
pub fn middle(full_name: &str) -> &str {
    let after_family = full_name.trim().strip_prefix(family(full_name)).unwrap_or_default();
    after_family.strip_suffix(given(full_name)).unwrap_or_default().trim()
}

/// The place of a name in a list: given name, family name, middle names; of two that differ only in where the
/// tone is set, the older spelling first, as in a dictionary.
///
/// An unusual name may be sorted by another text: hand that in instead of the name.
pub fn sort_key(full_name: &str) -> String {
    let stored = text::normalise(full_name);
    let styled = text::in_one_tone_style(&stored);
    let names = [given(&styled), family(&styled), middle(&styled)];
    // Nearly every name is written so; it stands behind whatever is not, with one byte instead of a whole key.
    let spelling = if styled == stored { vec![u8::MAX] } else { sort::letters_bytes(&stored) };
    let names = names.iter().map(|name| sort::letters_bytes(name));
    let keys: Vec<Vec<u8>> = names.chain([spelling]).collect();
    // Collation keys hold no zero, so a shorter field comes before a longer one that begins like it.
    sort::written(&keys.join(&0))
}

/// What a search for the name looks at: `dang thi thuy`.
pub fn search_key(full_name: &str) -> String {
    text::fold(full_name)
}

/// The first sign that no name holds. A hyphen parts two names; before one it begins a formula.
pub fn sign_of_no_name(name: &str) -> Option<char> {
    let first = name.chars().next().filter(|sign| is_hyphen(*sign));
    first.or_else(|| name.chars().find(|sign| !may_be_in_a_name(*sign)))
}

/// The sign in a message; one that cannot be seen is called by its number.
pub fn sign_shown(sign: char) -> String {
    let unseen = sign.is_control() || sign.is_whitespace();
    if unseen { format!("U+{:04X}", u32::from(sign)) } else { sign.to_string() }
}

fn may_be_in_a_name(sign: char) -> bool {
    let letter = sign.is_alphabetic() && !is_dressed_up(sign);
    letter
        || is_combining_mark(sign)
        || is_hyphen(sign)
        || matches!(sign, ' ' | '\'' | '’' | 'ʼ' | '.' | ',' | '(' | ')')
}

fn is_hyphen(sign: char) -> bool {
    matches!(sign, '-' | '\u{2010}' | '\u{2011}')
}

/// Full-width, circled and mathematical forms look like letters and are found under none of them.
fn is_dressed_up(letter: char) -> bool {
    matches!(letter, '\u{2100}'..='\u{218f}' | '\u{24b6}'..='\u{24e9}' | '\u{ff00}'..='\u{ffef}'
        | '\u{1d400}'..='\u{1d7ff}' | '\u{1f100}'..='\u{1f1ff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_single_name_is_a_given_name() {
        assert_eq!((given("An"), family("An"), middle("An")), ("An", "", ""));
        assert_eq!((given(""), family(" "), middle("")), ("", "", ""));
        assert_eq!(middle("An An"), "");
        assert_eq!(middle(" Tôn  Nữ Thị  Ninh "), "Nữ Thị");
    }

    #[test]
    fn people_who_set_the_tone_differently_stand_together() {
        let list = ["Bùi Thuỷ", "Đỗ Thủy", "Lê Thuỷ"];
        assert!(list.map(sort_key).is_sorted());
        assert!(sort_key("Lê Thuỷ") < sort_key("Lê Thủy"));
        assert!(sort_key("Lê Thủy") < sort_key("Lê Thúy"));
    }

    proptest! {
        #[test]
        fn keys_are_in_the_order_of_given_family_and_middle_name(
            a in "[A-CĐa-câđơ]{1,3}( [a-câđơ]{1,2}){0,3}", b in "[A-CĐa-câđơ]{1,3}( [a-câđơ]{1,2}){0,3}",
        ) {
            let expected = sort::compare_letters(given(&a), given(&b))
                .then(sort::compare_letters(family(&a), family(&b)))
                .then(sort::compare_letters(middle(&a), middle(&b)));
            prop_assert_eq!(sort_key(&a).cmp(&sort_key(&b)), expected);
        }
    }
}
