//! What each Vietnamese letter becomes in the keys of [`super::text`], looked up instead of worked out.
//!
//! Nearly every name of a register consists of these letters alone, and a province has a hundred and fifty
//! thousand names. Whatever holds another character goes the long way, which the table is made from.

use super::text::{look_alike, plain_d, repaired, tone_letter};
use std::sync::LazyLock;
use unicode_normalization::{
    IsNormalized, UnicodeNormalization,
    char::{canonical_combining_class, is_combining_mark},
    is_nfc_quick,
};

/// A letter, digit or sign that stands in stored text as it is, and what the keys make of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Letter {
    /// Small, without any mark; none for a sign that only separates words.
    pub bare: Option<char>,
    /// Small, as a word is compared.
    pub small: char,
    /// Small and without its tone; the other marks stay.
    pub toneless: char,
    /// The letter by which Telex writes the tone.
    pub tone: Option<char>,
    pub is_alphabetic: bool,
}

/// The last of the Vietnamese letters, ỹ, stands a little before it.
const END: u32 = 0x1F00;

static LETTERS: LazyLock<Vec<Option<Letter>>> =
    LazyLock::new(|| (0..END).map(|code| char::from_u32(code).and_then(worked_out)).collect());

/// The letter, or nothing if text that holds it must go the long way.
pub(super) fn known(letter: char) -> Option<&'static Letter> {
    LETTERS.get(letter as usize)?.as_ref()
}

fn worked_out(letter: char) -> Option<Letter> {
    let is_latin = matches!(letter, ' '..='~' | '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}');
    // An apostrophe is curled or not by what stands beside it.
    let stands_alone = is_latin
        && letter != '\''
        && repaired(letter) == Some(letter)
        && canonical_combining_class(letter) == 0
        && is_nfc_quick(std::iter::once(letter)) == IsNormalized::Yes;
    if !stands_alone {
        return None;
    }
    let small = only(look_alike(letter).to_lowercase())?;
    let marks: Vec<char> = small.nfd().collect();
    let tones: Vec<char> = marks.iter().filter_map(|mark| tone_letter(*mark)).collect();
    let without = |dropped: fn(char) -> bool| -> Option<char> {
        let kept: Vec<char> = marks.iter().copied().filter(|mark| !dropped(*mark)).collect();
        only(kept.into_iter().nfc())
    };
    let bare = without(is_combining_mark)?;
    Some(Letter {
        bare: Some(plain_d(only(look_alike(bare).to_lowercase())?))
            .filter(|bare| bare.is_alphanumeric()),
        small,
        toneless: without(|mark| tone_letter(mark).is_some())?,
        tone: match tones[..] {
            [] => None,
            [tone] => Some(tone),
            _ => return None,
        },
        is_alphabetic: letter.is_alphabetic(),
    })
}

fn only(mut letters: impl Iterator<Item = char>) -> Option<char> {
    letters.next().filter(|_| letters.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_taken_apart() {
        let letter = known('Ề').unwrap();
        assert_eq!(
            (letter.bare, letter.small, letter.toneless, letter.tone),
            (Some('e'), 'ề', 'ê', Some('f'))
        );
        assert_eq!(known('Đ').unwrap().bare, Some('d'));
        assert_eq!(known('-').unwrap().bare, None);
        assert_eq!(
            (known('Ð'), known('\''), known('\u{301}'), known('А')),
            (None, None, None, None)
        );
    }
}
