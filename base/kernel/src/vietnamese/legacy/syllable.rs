//! Whether a word can be Vietnamese: an onset, a rhyme, and one tone where spelling puts it.

use std::{collections::HashSet, sync::LazyLock};
use unicode_normalization::UnicodeNormalization;

/// The longest syllable is `nghiêng`.
const LETTERS_MAX: usize = 7;

const ONSETS: [&str; 29] = [
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh",
    "nh", "p", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x", "q",
];

/// Every rhyme without its tone.
const RHYMES: &str = "
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu
    i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oc oe oem oen oeo oet oi om on ong ooc oong op ot
    oăc oăm oăn oăng oăp oăt
    ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uc ui um un ung up ut uy uya uych uyn uynh uyp uyt uyu uyên uyêt
    uân uâng uât uây uê uêch uên uênh uêt uêu uôc uôi uôm uôn uông uôt uơ
    ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
    y yêm yên yêng yêt yêu";

static KNOWN: LazyLock<HashSet<&str>> = LazyLock::new(|| RHYMES.split_whitespace().collect());

/// Whether the word can be a Vietnamese syllable, in whatever case.
pub(super) fn is_syllable(word: &str) -> bool {
    let Some(word) = Word::of(word) else { return false };
    let letters: String = word.letters.iter().collect();
    ONSETS.iter().any(|onset| {
        letters
            .strip_prefix(onset)
            .is_some_and(|rhyme| may_follow(onset, rhyme) && word.tone_fits(onset, rhyme))
    })
}

fn may_follow(onset: &str, rhyme: &str) -> bool {
    match onset {
        // Yê opens a word.
        "" => KNOWN.contains(rhyme),
        "q" => rhyme.starts_with('u') && KNOWN.contains(rhyme),
        _ => !rhyme.starts_with("yê") && KNOWN.contains(rhyme),
    }
}

/// The letters of a word with their shapes, and its tone with the letter that carries it.
struct Word {
    letters: Vec<char>,
    tone: Option<(usize, char)>,
}

impl Word {
    fn of(word: &str) -> Option<Word> {
        let mut letters: Vec<char> = Vec::with_capacity(LETTERS_MAX);
        let mut tone = None;
        for sign in word.chars().flat_map(char::to_lowercase) {
            if letters.len() == LETTERS_MAX {
                return None;
            }
            if sign.is_ascii_alphabetic() {
                letters.push(sign);
                continue;
            }
            let mut found = None;
            let shape: String = [sign]
                .into_iter()
                .nfd()
                .filter(|part| {
                    let is_tone =
                        matches!(part, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}');
                    if is_tone {
                        found = Some(*part);
                    }
                    !is_tone
                })
                .collect();
            let shape = shape.nfc().next().filter(|shape| is_letter(*shape))?;
            match (found, tone) {
                (Some(_), Some(_)) => return None,
                (Some(mark), None) => tone = Some((letters.len(), mark)),
                (None, _) => {}
            }
            letters.push(shape);
        }
        Some(Word { letters, tone })
    }

    fn tone_fits(&self, onset: &str, rhyme: &str) -> bool {
        let stopped = rhyme.ends_with(['c', 'p', 't']) || rhyme.ends_with("ch");
        let Some((place, mark)) = self.tone else { return !stopped };
        if stopped && !matches!(mark, '\u{301}' | '\u{323}') {
            return false;
        }
        let before = onset.chars().count();
        let rhyme: Vec<char> = rhyme.chars().collect();
        place.checked_sub(before).is_some_and(|place| carries_tone(&rhyme, place))
    }
}

fn is_letter(letter: char) -> bool {
    letter.is_ascii_alphabetic() || matches!(letter, 'ă' | 'â' | 'đ' | 'ê' | 'ô' | 'ơ' | 'ư')
}

/// Whether spelling sets the tone on this letter of the rhyme; oa, oe and uy leave a choice.
fn carries_tone(rhyme: &[char], place: usize) -> bool {
    let is_vowel =
        |letter: &char| matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y') || is_shaped(*letter);
    let vowels = rhyme.iter().take_while(|letter| is_vowel(letter)).count();
    if let Some(shaped) = rhyme.iter().rposition(|letter| is_shaped(*letter) && *letter != 'ư') {
        return place == shaped;
    }
    if let Some(horned) = rhyme.iter().position(|letter| *letter == 'ư') {
        return place == horned;
    }
    let closed = vowels < rhyme.len();
    match vowels {
        2 if closed => place == 1,
        2 if matches!(rhyme, ['o', 'a' | 'e'] | ['u', 'y']) => place < 2,
        3 => place == 1,
        _ => place == 0 && vowels > 0,
    }
}

fn is_shaped(letter: char) -> bool {
    matches!(letter, 'ă' | 'â' | 'ê' | 'ô' | 'ơ' | 'ư')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_language_are_known_whichever_way_the_tone_is_set() {
        for word in "Nguyễn Thị Hoà Hòa Thuỷ Thủy Quý gì giêng giếng Nghiêng khuỷu Trần Đỗ ở Ất uyển quốc Quỳnh \
                     Huỳnh hội KHUYẾN HỌC Điện thuở quở khoẻ khỏe rượu người ngoằn ngoèo xoong yêu Yến tuyết Giuộc quyển \
                     ngoại mười mía mùa của thủa chuyện ưu"
            .split_whitespace()
        {
            assert!(is_syllable(word), "{word}");
        }
    }

    #[test]
    fn other_words_are_not() {
        for word in "Niê Ênuôl Ksor Kpă café année où NguyÔn Nguyeãn §iÖn Thaùi Quaù tôt hạch̃ hãt mậ̀ thàoo Wơ jút aù eõ"
            .split_whitespace()
        {
            assert!(!is_syllable(word), "{word}");
        }
    }
}
