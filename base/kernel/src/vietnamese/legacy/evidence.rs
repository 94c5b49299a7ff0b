//! What the words of a text, or of a whole column, say of how they were typed.

use super::{Company, Encoding, Font, letter_by_letter, syllable::is_syllable};

/// How a text or a column was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// As it stands: Unicode, plain letters, or another language.
    Unicode,
    Tcvn3,
    Vni,
    /// Some words call for conversion, and nobody can be sure which; the nearest, if one is nearer.
    Doubtful {
        nearest: Option<Encoding>,
    },
}

impl Verdict {
    /// The encoding to convert from.
    pub fn encoding(self) -> Option<Encoding> {
        match self {
            Verdict::Tcvn3 => Some(Encoding::Tcvn3),
            Verdict::Vni => Some(Encoding::Vni),
            Verdict::Unicode | Verdict::Doubtful { .. } => None,
        }
    }
    fn of(encoding: Encoding) -> Verdict {
        match encoding {
            Encoding::Tcvn3 => Verdict::Tcvn3,
            Encoding::Vni => Verdict::Vni,
        }
    }
}

/// How one text under one font was typed. A column knows more than a text: see [`Evidence`].
pub fn detect(text: &str, font: Font) -> Verdict {
    let mut evidence = Evidence::default();
    evidence.add(text, font);
    evidence.verdict()
}

/// Whether a text, as it stands, is hardly what the officer saw. Plain and Unicode texts cost nothing.
pub fn is_suspicious(text: &str, font: Font) -> bool {
    // Most words are ours, and under a font that says nothing no more has to be known of them.
    let is_plainly_ours = |word: &str| font.encoding().is_none() && is_ours(word);
    script(text) == Script::OneByte
        && words(text).any(|word| !is_plainly_ours(word) && Reading::of(word).is_suspicious(font))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    Ascii,
    /// At least one letter that no byte could hold.
    Unicode,
    /// Only letters that Windows makes of single bytes: old Vietnamese, French, or Unicode that got by with them.
    OneByte,
}

pub(super) fn script(text: &str) -> Script {
    if text.is_ascii() {
        return Script::Ascii;
    }
    let beyond = |letter: char| {
        letter > '\u{ff}' && (letter.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&letter))
    };
    if text.chars().any(beyond) { Script::Unicode } else { Script::OneByte }
}

/// Words with a sign above ASCII, punctuation and digits cut off. One sign alone (`½`, `°`) is no word.
fn words(text: &str) -> impl Iterator<Item = &str> {
    all_words(text).filter(|word| !word.is_ascii() && word.chars().nth(1).is_some())
}

fn all_words(text: &str) -> impl Iterator<Item = &str> {
    let divides = |sign: char| {
        (sign.is_ascii() && !sign.is_ascii_alphabetic())
            || sign == '\u{a0}'
            || (sign > '\u{ff}'
                && !sign.is_alphabetic()
                && !matches!(sign, '\u{2212}' | '\u{2219}'))
    };
    text.split(divides).filter(|word| !word.is_empty())
}

/// As what a word would be Vietnamese.
#[derive(Clone, Copy)]
struct Reading {
    raw: bool,
    tcvn3: bool,
    vni: bool,
    /// It holds a sign, or a capital, that no Vietnamese word has there: `§iÖn`, `NguyÔn`.
    is_strange: bool,
}

impl Reading {
    fn of(word: &str) -> Reading {
        let read = |encoding| {
            let (read, all_known) = letter_by_letter(word, encoding);
            all_known && is_syllable(&read)
        };
        Reading {
            raw: is_ours(word),
            tcvn3: read(Encoding::Tcvn3),
            vni: read(Encoding::Vni),
            is_strange: is_strange(word),
        }
    }
    fn is(self, encoding: Encoding) -> bool {
        match encoding {
            Encoding::Tcvn3 => self.tcvn3,
            Encoding::Vni => self.vni,
        }
    }
    fn is_suspicious(self, font: Font) -> bool {
        match font.encoding() {
            Some(encoding) => !self.raw || self.is(encoding),
            // Ea Yông would be a word of TCVN3 too; VNI shows in its pairs of vowels.
            None => !self.raw && (self.vni || (self.tcvn3 && self.is_strange)),
        }
    }
}

fn is_strange(word: &str) -> bool {
    !is_in_one_case(word) || word.chars().any(is_no_letter_of_ours)
}

/// Whether a word, as it stands, is a syllable of ours.
fn is_ours(word: &str) -> bool {
    !is_strange(word) && is_syllable(word)
}

/// A sign between A0 and FF that Vietnamese in Unicode does not use.
fn is_no_letter_of_ours(sign: char) -> bool {
    const OURS: &str = "àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ";
    !sign.is_ascii() && !OURS.contains(sign)
}

/// Small, capital, or a capital and then small: nobody types a capital inside a word, and the old
/// encodings are full of them (`ThÊt`).
fn is_in_one_case(word: &str) -> bool {
    let mut letters = word.chars().filter(|letter| letter.is_alphabetic());
    let first_is_small = letters.next().is_some_and(char::is_lowercase);
    let (mut small, mut capital) = (false, false);
    for letter in letters {
        small |= letter.is_lowercase();
        capital |= letter.is_uppercase();
    }
    !capital || (!small && !first_is_small)
}

/// Whether a text of an old column was typed like the column: one of its words calls for conversion, or
/// none speaks against it.
pub(super) fn converts(text: &str, encoding: Encoding, font: Font, company: Company) -> bool {
    if company == Company::Told {
        return true;
    }
    let believed = font.encoding() == Some(encoding) && company == Company::Old;
    let refuses = |word: &str| {
        let reading = Reading::of(word);
        let (_, all_known) = letter_by_letter(word, encoding);
        let may_be_ours = reading.raw || (!reading.is_strange && !believed);
        may_be_ours
            && match company {
                // Kon Dông among old names is Dơng, though that is no word either.
                Company::Old => !all_known,
                Company::Mixed | Company::Told => !reading.is(encoding),
            }
    };
    let calls = |word: &str| {
        let reading = Reading::of(word);
        !reading.raw && (reading.is_strange || reading.is(encoding))
    };
    words(text).any(calls) || !words(text).any(refuses)
}

/// What many texts say together, so that one odd cell decides nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Texts with a letter that only Unicode has.
    unicode: u32,
    /// Texts with letters above ASCII that single bytes could have been.
    one_byte: u32,
    /// Those of them that call for conversion.
    suspicious: u32,
    under_tcvn3: u32,
    under_vni: u32,
    /// Of the one-byte texts: words, words with a sign above ASCII, and as what these are Vietnamese.
    words: u32,
    marked: u32,
    raw: u32,
    tcvn3: u32,
    vni: u32,
}

impl Evidence {
    pub fn add(&mut self, text: &str, font: Font) {
        match script(text) {
            Script::Ascii => return,
            Script::Unicode => {
                self.unicode += 1;
                return;
            }
            Script::OneByte => self.one_byte += 1,
        }
        self.under_tcvn3 += u32::from(font.encoding() == Some(Encoding::Tcvn3));
        self.under_vni += u32::from(font.encoding() == Some(Encoding::Vni));
        self.words += all_words(text).count() as u32;
        let mut suspicious = false;
        for reading in words(text).map(Reading::of) {
            self.marked += 1;
            self.raw += u32::from(reading.raw);
            self.tcvn3 += u32::from(reading.tcvn3);
            self.vni += u32::from(reading.vni);
            suspicious |= reading.is_suspicious(font);
        }
        self.suspicious += u32::from(suspicious);
    }

    /// The encoding that the fonts of nearly all these texts name.
    pub fn font_says(&self) -> Option<Encoding> {
        let nearly_all = |under: u32| under > 0 && under * 5 >= self.one_byte * 4;
        if nearly_all(self.under_tcvn3) {
            Some(Encoding::Tcvn3)
        } else if nearly_all(self.under_vni) {
            Some(Encoding::Vni)
        } else {
            None
        }
    }

    pub fn verdict(&self) -> Verdict {
        if self.suspicious == 0 {
            return Verdict::Unicode;
        }
        match self.font_says() {
            Some(encoding) => self.under_font(encoding),
            None => self.by_words(),
        }
    }

    /// A font is believed unless the words contradict it: Unicode is typed under old fonts too.
    fn under_font(&self, encoding: Encoding) -> Verdict {
        let converted = self.words_of(encoding);
        if self.raw == self.marked && converted < self.marked {
            Verdict::Unicode
        } else if self.unicode <= self.suspicious
            && converted >= self.raw
            && converted * 2 >= self.marked
        {
            Verdict::of(encoding)
        } else {
            Verdict::Doubtful { nearest: Some(encoding) }
        }
    }

    /// Four words in five are Vietnamese once converted; a fifth more than as they stand, or in the other
    /// encoding; more than one word; and Unicode is not what most of the column is in.
    fn by_words(&self) -> Verdict {
        let (best, other, encoding) = if self.tcvn3 >= self.vni {
            (self.tcvn3, self.vni, Encoding::Tcvn3)
        } else {
            (self.vni, self.tcvn3, Encoding::Vni)
        };
        let is_vietnamese = best * 5 >= self.marked * 4 && self.marked * 5 >= self.words;
        let clearer_than = |count: u32| best >= count && (best - count) * 5 >= self.marked;
        if is_vietnamese
            && best > 1
            && clearer_than(self.raw)
            && clearer_than(other)
            && self.unicode <= self.suspicious * 4
        {
            return Verdict::of(encoding);
        }
        Verdict::Doubtful { nearest: (best > other).then_some(encoding) }
    }

    fn words_of(&self, encoding: Encoding) -> u32 {
        match encoding {
            Encoding::Tcvn3 => self.tcvn3,
            Encoding::Vni => self.vni,
        }
    }

    /// In what company a text of this column stands.
    pub fn company(&self) -> Company {
        if self.unicode == 0 { Company::Old } else { Company::Mixed }
    }

    /// Whether every marked word can be of this encoding, and nothing here must be Unicode.
    fn can_be(&self, encoding: Encoding) -> bool {
        self.unicode == 0
            && self.marked > 0
            && self.words_of(encoding) == self.marked
            && self.font_says().is_none_or(|said| said == encoding)
    }
}

/// The verdicts of the columns of one sheet, the first being its headings. A short column follows the
/// others where they are sure and of one mind: three cells of `N÷` are `Nữ` beside names in TCVN3.
pub fn settle(columns: &[Evidence]) -> Vec<Verdict> {
    let mut verdicts: Vec<Verdict> = columns.iter().map(Evidence::verdict).collect();
    let sure: Vec<Encoding> = verdicts.iter().filter_map(|verdict| verdict.encoding()).collect();
    let Some(encoding) =
        sure.first().copied().filter(|first| sure.iter().all(|other| other == first))
    else {
        return verdicts;
    };
    let some_unicode = columns.iter().any(|column| column.unicode > 0);
    for (column, verdict) in columns.iter().zip(&mut verdicts) {
        let follows = match verdict {
            Verdict::Doubtful { .. } => column.can_be(encoding),
            // Sôn as it stands, or Sơn: with nothing in Unicode around, it is what its neighbours are.
            Verdict::Unicode => !some_unicode && column.can_be(encoding),
            Verdict::Tcvn3 | Verdict::Vni => false,
        };
        if follows {
            *verdict = Verdict::of(encoding);
        }
    }
    verdicts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(texts: &[&str]) -> Evidence {
        let mut evidence = Evidence::default();
        for text in texts {
            evidence.add(text, Font::Unknown);
        }
        evidence
    }

    #[test]
    fn a_column_is_judged_whole_and_one_odd_cell_decides_nothing() {
        let legacy = ["NguyÔn ThÞ Hµ", "TrÇn V¨n Hïng", "Lª An", "Niª K'Bra", "Ho Van An"];
        assert_eq!(column(&legacy).verdict(), Verdict::Tcvn3);
        let mut unicode = vec!["Nguyễn Thị Hà"; 40];
        assert_eq!(column(&unicode).verdict(), Verdict::Unicode);
        unicode.push("TrÇn V¨n Hïng");
        let odd = Verdict::Doubtful { nearest: Some(Encoding::Tcvn3) };
        assert_eq!(column(&unicode).verdict(), odd);
        assert!(is_suspicious("TrÇn V¨n Hïng", Font::Unknown));
    }

    #[test]
    fn names_of_other_peoples_and_other_languages_are_left_alone() {
        for text in [
            "H'Hen Niê",
            "Y Moan Ênuôl",
            "Siu Blê",
            "Café Hélène",
            "Müller",
            "São Paulo",
            "José",
            "30 °C",
            "½",
            "m²",
        ] {
            assert_eq!(detect(text, Font::Unknown), Verdict::Unicode, "{text}");
        }
        for name in ["Lê Hoà", "Hoàng", "Hà", "Mông", "Thái", "Lào", "LÊ HOÀNG"] {
            assert!(!is_suspicious(name, Font::Unknown), "{name}");
        }
    }

    #[test]
    fn a_font_is_believed_where_words_leave_a_choice_and_not_against_them() {
        assert_eq!(detect("L¹i", Font::Tcvn3), Verdict::Tcvn3);
        assert_eq!(detect("Sôn", Font::Vni), Verdict::Vni);
        assert_eq!(detect("Sôn", Font::Unknown), Verdict::Unicode);
        assert_eq!(detect("Lào", Font::Tcvn3), Verdict::Unicode, "TCVN3 has no such word");
        assert_eq!(detect("Nguyễn", Font::Tcvn3), Verdict::Unicode);
    }

    #[test]
    fn one_word_alone_is_asked_about_and_follows_its_neighbours() {
        let doubtful = Verdict::Doubtful { nearest: Some(Encoding::Tcvn3) };
        assert_eq!(detect("N÷", Font::Unknown), doubtful);
        let (names, women) = (column(&["NguyÔn ThÞ Hµ", "TrÇn V¨n Hïng"]), column(&["N÷", "Nam"]));
        assert_eq!(settle(&[names, women]), [Verdict::Tcvn3, Verdict::Tcvn3]);
        let vni = column(&["Nguyeãn Thò Haø", "Traàn Vaên Huøng"]);
        assert_eq!(settle(&[names, vni, women])[2], doubtful, "two encodings in one sheet");
        let places = column(&["Sôn La"]);
        assert_eq!(settle(&[vni, places]), [Verdict::Vni, Verdict::Vni]);
        assert_eq!(settle(&[vni, places, column(&["Thị trấn"])])[1], Verdict::Unicode);
    }
}
