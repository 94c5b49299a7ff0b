//! Text typed before Unicode: TCVN3 (`.VnTime`, `.VnArial`) and VNI (`VNI-Times`), seen and read.
//!
//! - Such text arrives as the letters that Windows makes of its bytes: `NguyÔn`, `Nguyeãn`.
//! - What is Unicode already is left alone, whatever its font is called; so is every other language.
//! - What may be read in two ways is not read: a person is asked.

mod evidence;
mod letters;
mod syllable;

pub use evidence::{Evidence, Verdict, detect, is_suspicious, settle};
pub use letters::letter_by_letter;

use unicode_normalization::UnicodeNormalization;

/// How letters were kept before Unicode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Encoding {
    /// One byte for a letter; most capitals are small letters shown by a font of capitals.
    Tcvn3,
    /// A plain letter and a mark after it.
    Vni,
}

impl Encoding {
    /// Stable: programs read it.
    pub fn code(self) -> &'static str {
        match self {
            Encoding::Tcvn3 => "tcvn3",
            Encoding::Vni => "vni",
        }
    }
    /// As people call it.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Tcvn3 => "TCVN3",
            Encoding::Vni => "VNI",
        }
    }
    /// A font that shows it, for papers that keep the letters as they came.
    pub fn usual_font(self) -> &'static str {
        match self {
            Encoding::Tcvn3 => ".VnTime",
            Encoding::Vni => "VNI-Times",
        }
    }
}

/// What the name of a font says of the letters under it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Font {
    /// Nothing: any other font, or none known.
    #[default]
    Unknown,
    Tcvn3,
    /// `.VnTimeH`: shows small letters as capitals.
    Tcvn3Capitals,
    Vni,
}

impl Font {
    pub fn named(name: &str) -> Font {
        let name = name.trim();
        let starts = |start: &str| {
            name.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
        };
        if starts(".vn") {
            if name.ends_with('H') { Font::Tcvn3Capitals } else { Font::Tcvn3 }
        } else if starts("vni-") || starts("vni ") {
            Font::Vni
        } else {
            Font::Unknown
        }
    }
    pub fn encoding(self) -> Option<Encoding> {
        match self {
            Font::Unknown => None,
            Font::Tcvn3 | Font::Tcvn3Capitals => Some(Encoding::Tcvn3),
            Font::Vni => Some(Encoding::Vni),
        }
    }
}

/// Reads the text as it looked under its font. Signs that the encoding does not have stay as they are.
pub fn decode(text: &str, encoding: Encoding, font: Font) -> String {
    let (plain, _) = letter_by_letter(text, encoding);
    let cased = match (encoding, font) {
        (Encoding::Tcvn3, Font::Tcvn3Capitals) => plain.to_uppercase(),
        (Encoding::Tcvn3, _) => with_capitals(&plain),
        (Encoding::Vni, _) => plain,
    };
    cased.nfc().collect()
}

/// In what company a text stands that is to be converted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Company {
    /// A person has said how the file was typed: only what cannot be so stays as it is.
    Told,
    /// Nothing in its column must be Unicode.
    Old,
    /// Unicode stands in its column too.
    Mixed,
}

/// A text of a column that was kept in `encoding`, read; nothing, where it has to stay as it is.
pub fn convert(text: &str, encoding: Encoding, font: Font, company: Company) -> Option<String> {
    let encoding = font.encoding().unwrap_or(encoding);
    let converts = match evidence::script(text) {
        evidence::Script::Unicode => false,
        evidence::Script::Ascii => font == Font::Tcvn3Capitals,
        evidence::Script::OneByte => evidence::converts(text, encoding, font, company),
    };
    converts.then(|| decode(text, encoding, font)).filter(|read| read != text)
}

/// TCVN3 without its font: `VIệT NAM` was typed in capitals. One capital alone says nothing (`Lê`, `Võ`)
/// unless the words around it are all capitals.
fn with_capitals(text: &str) -> String {
    let ascii = |word: &str| word.bytes().filter(u8::is_ascii_alphabetic).count();
    let is_capital = |word: &str| !word.bytes().any(|byte| byte.is_ascii_lowercase());
    let is_letter = |letter: char| letter.is_alphabetic();
    let shouted =
        is_capital(text) && text.split(|letter| !is_letter(letter)).any(|word| ascii(word) > 1);
    let mut cased = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|letter| is_letter(letter) != is_letter(first)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        if is_capital(word) && (ascii(word) > 1 || (shouted && !word.is_empty())) {
            cased.push_str(&word.to_uppercase());
        } else {
            cased.push_str(word);
        }
        rest = after;
    }
    cased
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_are_known_by_their_names() {
        for (name, font) in [
            (".VnTime", Font::Tcvn3),
            (".VnTimeH", Font::Tcvn3Capitals),
            (" .vnarial", Font::Tcvn3),
            (".VnArial NarrowH", Font::Tcvn3Capitals),
            ("VNI-Times", Font::Vni),
            ("vni-helve", Font::Vni),
            ("Times New Roman", Font::Unknown),
            ("VNtimes new roman", Font::Unknown),
            (".V", Font::Unknown),
            ("Ệ", Font::Unknown),
            ("", Font::Unknown),
        ] {
            assert_eq!(Font::named(name), font, "{name}");
        }
    }

    #[test]
    fn capitals_come_from_the_font_or_from_the_words_around() {
        let read = |text, font| decode(text, Encoding::Tcvn3, font);
        assert_eq!(read("NguyÔn V¨n An", Font::Tcvn3Capitals), "NGUYỄN VĂN AN");
        assert_eq!(read("NguyÔn V¨n An", Font::Tcvn3), "Nguyễn Văn An");
        assert_eq!(read("NGUYÔN V¨N AN", Font::Unknown), "NGUYỄN VĂN AN");
        assert_eq!(read("X· §µ", Font::Unknown), "Xã Đà");
        assert_eq!(read("Lª Vâ §ç ThÞ Hå", Font::Unknown), "Lê Võ Đỗ Thị Hồ");
        assert_eq!(read("Lª HOA, §ç AN", Font::Unknown), "LÊ HOA, ĐỖ AN");
    }

    #[test]
    fn one_unicode_name_in_an_old_list_stays_as_it_is() {
        let of = |text| convert(text, Encoding::Tcvn3, Font::Unknown, Company::Old);
        assert_eq!(of("NguyÔn ThÞ Hµ").as_deref(), Some("Nguyễn Thị Hà"));
        assert_eq!(of("Nguyễn Thị Hà"), None);
        assert_eq!(of("Lê Hà"), None, "as TCVN3 it would be no name");
        assert_eq!(of("Lo Van An"), None);
        assert_eq!(of("H'Hen Niª").as_deref(), Some("H'Hen Niê"));
        let mixed = |text| convert(text, Encoding::Tcvn3, Font::Unknown, Company::Mixed);
        assert_eq!(mixed("H'Hen Niê"), None, "a word in neither, and no sign is strange");
        assert_eq!(mixed("H'Hen Niª").as_deref(), Some("H'Hen Niê"));
        assert_eq!(
            convert("Lo Van An", Encoding::Tcvn3, Font::Tcvn3Capitals, Company::Old).as_deref(),
            Some("LO VAN AN")
        );
        let vni = |text, company| convert(text, Encoding::Vni, Font::Unknown, company);
        assert_eq!(vni("Kon Dông", Company::Old).as_deref(), Some("Kon Dơng"));
        assert_eq!(vni("Kon Dông", Company::Mixed), None, "Dông is a word, Dơng is none");
        assert_eq!(vni("Kon Dông", Company::Told).as_deref(), Some("Kon Dơng"));
        assert_eq!(vni("Nguyễn", Company::Told), None);
        assert_eq!(vni("Sôn", Company::Mixed).as_deref(), Some("Sơn"));
    }
}
