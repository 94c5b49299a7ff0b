//! One form to store, one key to compare, one folding to search.
//!
//! From exact to loose: the stored form, [`match_key`], [`loose_key`], [`fold`]. A search ranks its finds in this order.
//! The keys are never shown, and never take the place of what a person wrote.

use super::letter;
use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The form in which one line of text is stored: NFC, without invisible characters, with single spaces.
pub fn normalise(text: &str) -> String {
    normalised(text).into_owned()
}

/// The same; a text in its stored form is handed back as it is.
pub fn normalised(text: &str) -> Cow<'_, str> {
    if is_plain(text) { text.into() } else { normalise_any(text).into() }
}

/// Whether a text is in its stored form already and holds nothing but letters whose keys are known.
fn is_plain(text: &str) -> bool {
    let mut before = ' ';
    for now in text.chars() {
        if (now == ' ' && before == ' ') || letter::known(now).is_none() {
            return false;
        }
        before = now;
    }
    text.is_empty() || before != ' '
}

fn normalise_any(text: &str) -> String {
    let visible: String = text.chars().filter_map(repaired).nfc().collect();
    let words: Vec<&str> = visible.split(' ').filter(|word| !word.is_empty()).collect();
    curly_apostrophes(&words.join(" "))
}

/// The stored form of a text of several lines: each line normalised, line breaks kept, no empty ends.
pub fn normalise_lines(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(normalise).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

/// What a character becomes on the way in: eth is a mistyped Đ, every space is a space, invisible characters vanish.
pub(super) fn repaired(letter: char) -> Option<char> {
    match letter {
        'Ð' => Some('Đ'),
        'ð' => Some('đ'),
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' => None,
        '\u{AD}' | '\u{61C}' | '\u{FEFF}' => None,
        space if space.is_whitespace() => Some(' '),
        control if control.is_control() => None,
        other => Some(other),
    }
}

/// Apostrophes inside names (Cư M’gar, H’Hen Niê) have one form, whichever key was pressed.
fn curly_apostrophes(text: &str) -> String {
    let is_letter =
        |letter: Option<&char>| letter.is_some_and(|it| *it != '\u{2BC}' && it.is_alphabetic());
    let letters: Vec<char> = text.chars().collect();
    let curled = letters.iter().enumerate().map(|(place, letter)| {
        let inside = is_letter(place.checked_sub(1).and_then(|before| letters.get(before)))
            && is_letter(letters.get(place + 1));
        if inside && matches!(letter, '\'' | '\u{2BC}') { '’' } else { *letter }
    });
    curled.collect()
}

/// Letters of other scripts that look like ours. They differ in storage and agree in every key.
pub(super) fn look_alike(letter: char) -> char {
    match letter {
        'Ɖ' | 'ɖ' => 'đ',
        'А' | 'а' => 'a',
        'В' => 'b',
        'С' | 'с' => 'c',
        'Е' | 'е' => 'e',
        'Н' => 'h',
        'І' | 'і' => 'i',
        'К' => 'k',
        'М' => 'm',
        'О' | 'о' => 'o',
        'Р' | 'р' => 'p',
        'Т' => 't',
        'Х' | 'х' => 'x',
        'У' | 'у' => 'y',
        other => other,
    }
}

/// The letters of a search without marks or capitals: `Hội Khuyến học` is found by `hoi khuyen hoc`.
pub fn fold(text: &str) -> String {
    if is_plain(text) { fold_plain(text) } else { fold_any(text) }
}

fn fold_plain(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut between = false;
    for letter in text.chars() {
        match letter::known(letter).and_then(|letter| letter.bare) {
            Some(bare) => {
                if between && !folded.is_empty() {
                    folded.push(' ');
                }
                between = false;
                folded.push(bare);
            }
            None => between = true,
        }
    }
    folded
}

fn fold_any(text: &str) -> String {
    let bare: Vec<char> =
        normalise(text).nfd().filter(|letter| !is_combining_mark(*letter)).collect();
    let plain: String = bare
        .into_iter()
        .nfc()
        .flat_map(|letter| look_alike(letter).to_lowercase())
        .map(plain_d)
        .collect();
    let words = plain
        .split(|letter: char| !letter.is_alphanumeric() || letter == '\u{2BC}')
        .filter(|word| !word.is_empty());
    words.collect::<Vec<&str>>().join(" ")
}

pub(super) fn plain_d(letter: char) -> char {
    if letter == 'đ' { 'd' } else { letter }
}

/// A word with its tone taken out of it, so that it does not matter on which vowel the tone was set.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Toneless {
    letters: String,
    tone: Option<char>,
}

impl Toneless {
    fn of(word: &str) -> Toneless {
        let decomposed: Vec<char> = word.nfd().collect();
        let tones: Vec<char> =
            decomposed.iter().filter_map(|letter| tone_letter(*letter)).collect();
        // Two tones in one word: no Vietnamese syllable, so nothing is known about it.
        let [tone] = tones[..] else {
            return Toneless { letters: word.nfc().collect(), tone: None };
        };
        let rest = decomposed.into_iter().filter(|letter| tone_letter(*letter).is_none());
        Toneless { letters: rest.nfc().collect(), tone: Some(tone) }
    }
    /// Writes i for y where both spellings of one syllable are in use: quí and quý, mĩ and mỹ.
    fn with_i_for_y(mut self) -> Toneless {
        if let Some(onset) = self.letters.strip_suffix('y')
            && matches!(onset, "h" | "k" | "l" | "m" | "s" | "t" | "v" | "qu")
        {
            self.letters = format!("{onset}i");
        }
        self
    }
    fn key(&self) -> String {
        self.letters.chars().chain(self.tone).collect()
    }
}

/// The letter by which the Telex keyboard writes a tone mark.
pub(super) fn tone_letter(mark: char) -> Option<char> {
    match mark {
        '\u{300}' => Some('f'),
        '\u{301}' => Some('s'),
        '\u{309}' => Some('r'),
        '\u{303}' => Some('x'),
        '\u{323}' => Some('j'),
        _ => None,
    }
}

/// The words of a text, and what stands between them as it is.
fn pieces(text: &str) -> Vec<Toneless> {
    let lower: String =
        normalise(text).chars().map(look_alike).flat_map(char::to_lowercase).collect();
    let in_word = |letter: char| letter.is_alphabetic() || is_combining_mark(letter);
    let mut pieces = Vec::new();
    let mut rest = lower.as_str();
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|letter| in_word(letter) != in_word(first)).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        pieces.push(Toneless::of(piece));
        rest = after;
    }
    pieces
}

/// The key under which hòa and hoà are one word: `hoaf`. No two Vietnamese words share a key.
pub fn match_key(text: &str) -> String {
    if is_plain(text) { match_key_plain(text) } else { match_key_any(text) }
}

fn match_key_plain(text: &str) -> String {
    let mut key = String::with_capacity(text.len() + 4);
    let letters = text.chars().filter_map(letter::known).collect::<Vec<_>>();
    for word in letters.chunk_by(|one, next| one.is_alphabetic == next.is_alphabetic) {
        let mut tones = word.iter().filter_map(|letter| letter.tone);
        match (tones.next(), tones.next()) {
            (Some(tone), None) => {
                key.extend(word.iter().map(|letter| letter.toneless));
                key.push(tone);
            }
            _ => key.extend(word.iter().map(|letter| letter.small)),
        }
    }
    key
}

fn match_key_any(text: &str) -> String {
    pieces(text).iter().map(Toneless::key).collect()
}

/// A weaker key, which also takes quí and quý for one word: good for search and hints, never for overwriting.
pub fn loose_key(text: &str) -> String {
    pieces(text).into_iter().map(|piece| piece.with_i_for_y().key()).collect()
}

/// Whether two texts are the same words, wherever the tone marks sit and whatever the case.
pub fn same_words(a: &str, b: &str) -> bool {
    pieces(a) == pieces(b)
}

/// The text with tones where most registers set them: hòa, khỏe, thủy. For keys of order; never to overwrite.
pub(crate) fn in_one_tone_style(text: &str) -> String {
    let in_word = |letter: char| letter.is_alphabetic();
    let mut styled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|letter| in_word(letter) != in_word(first)).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        styled.push_str(&tone_on_first_vowel(piece).unwrap_or_else(|| piece.to_owned()));
        rest = after;
    }
    styled
}

/// Moves the tone of an open syllable in oa, oe or uy to its first vowel; none if there is nothing to move.
fn tone_on_first_vowel(word: &str) -> Option<String> {
    let last = word.chars().next_back()?;
    let before_last = word[..word.len() - last.len_utf8()].chars().next_back()?;
    // Decided for nearly every word, before anything is taken apart.
    if !matches!(before_last, 'o' | 'O' | 'u' | 'U') || last.is_ascii() {
        return None;
    }
    let onset = &word[..word.len() - last.len_utf8() - before_last.len_utf8()];
    let mut decomposed = last.nfd();
    let (vowel, mark) = (decomposed.next()?, decomposed.next()?);
    let open = matches!(
        (before_last.to_ascii_lowercase(), vowel.to_ascii_lowercase()),
        ('o', 'a' | 'e') | ('u', 'y')
    );
    let toned_before = onset.nfd().any(|letter| tone_letter(letter).is_some());
    // The u of quý belongs to the consonant and carries no tone.
    if !open
        || toned_before
        || onset.ends_with(['q', 'Q'])
        || tone_letter(mark).is_none()
        || decomposed.next().is_some()
    {
        return None;
    }
    Some([onset.to_owned(), [before_last, mark, vowel].into_iter().nfc().collect()].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn controls_direction_marks_and_odd_spaces_do_not_reach_the_books() {
        assert_eq!(normalise(" Lò\u{0}\tVăn\u{202E}\u{3000} An\n"), "Lò Văn An");
        assert_eq!(normalise_lines("\n Một \r\n\r\n hai\u{200B} \n"), "Một\n\nhai");
    }

    #[test]
    fn an_apostrophe_inside_a_name_has_one_form() {
        assert_eq!(normalise("Cư M'gar"), "Cư M’gar");
        assert_eq!(normalise("H\u{2BC}Hen Niê"), "H’Hen Niê");
        assert_eq!(normalise("'trích'"), "'trích'");
        assert_eq!(fold("H\u{2BC}Hen Niê"), "h hen nie");
    }

    #[test]
    fn letters_that_only_look_alike_agree_in_the_keys_and_differ_in_storage() {
        assert!(same_words("Ɖiện Biên", "Điện Biên"));
        assert_eq!(fold("H\u{43E}à"), fold("Hoà"));
        assert_ne!(normalise("H\u{43E}à"), normalise("Hoà"));
    }

    #[test]
    fn a_foreign_word_is_not_taken_for_a_vietnamese_word_with_a_tone() {
        assert_eq!(match_key("Tar"), match_key("tả"));
        assert!(!same_words("Tar", "tả"));
    }

    #[test]
    fn one_tone_style_moves_only_the_tone_of_open_syllables() {
        assert_eq!(
            in_one_tone_style("Bích Thuỷ, HOÀ, uỷ, quý, hoàn, tuế, ủuỷ"),
            "Bích Thủy, HÒA, ủy, quý, hoàn, tuế, ủuỷ"
        );
    }

    proptest! {
        #[test]
        fn the_short_way_and_the_long_way_lead_to_the_same_keys(
            text in "[ -~\u{C0}-\u{24F}\u{1E00}-\u{1EFF}\u{430}\u{300}\u{323}]{0,30}|[a-zA-ZđĐàảãáạềễọớữỷỹ -]{0,30}",
        ) {
            prop_assert_eq!(normalise(&text), normalise_any(&text));
            prop_assert_eq!(fold(&text), fold_any(&text));
            prop_assert_eq!(match_key(&text), match_key_any(&text));
        }
        #[test]
        fn normalising_twice_changes_nothing_more(text in "\\PC{0,40}|[a-zA-ZđĐÐ'\u{2BC}\u{300}-\u{323} ]{0,30}") {
            let once = normalise(&text);
            prop_assert_eq!(normalise(&once), once);
        }
        #[test]
        fn folding_ignores_tone_case_and_spaces(words in "[a-zA-ZđĐêơư ]{0,30}", mark in "[\u{300}\u{301}\u{303}\u{309}\u{323}]") {
            let marked = words.replace('a', &format!("a{mark}"));
            prop_assert_eq!(fold(&marked), fold(&words));
            prop_assert_eq!(fold(&marked.to_uppercase()), fold(&words));
            prop_assert_eq!(fold(&fold(&marked)), fold(&marked));
        }
        #[test]
        fn tone_style_never_changes_the_words(text in "[a-zA-ZàáảãạòóỏõọùúủũụỳýỷỹỵêÊ ]{0,30}") {
            prop_assert_eq!(match_key(&in_one_tone_style(&text)), match_key(&text));
        }
    }
}
