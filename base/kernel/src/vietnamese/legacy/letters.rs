//! The tables: which letter stands behind which sign.

use super::Encoding;
use unicode_normalization::char::compose;

/// The text letter by letter, and whether every sign above ASCII had a letter.
///
/// Capitals that only a font could show are small letters here.
pub fn letter_by_letter(text: &str, encoding: Encoding) -> (String, bool) {
    match encoding {
        Encoding::Tcvn3 => tcvn3(text),
        Encoding::Vni => vni(text),
    }
}

/// TCVN 5712:1993 from A0 to FF; a dot where it has no letter.
const TCVN3: [&str; 6] = [
    ".ĂÂÊÔƠƯĐăâêôơưđ.",
    ".....àảãáạ.ằẳẵắ.",
    "......ặầẩẫấậè.ẻẽ",
    "éẹềểễếệìỉ...ĩíịò",
    ".ỏõóọồổỗốộờởỡớợù",
    ".ủũúụừửữứựỳỷỹýỵ.",
];

fn tcvn3(text: &str) -> (String, bool) {
    let mut all_known = true;
    let read = text.chars().map(|sign| {
        let byte = match sign {
            // What other programs make of the soft hyphen and the middle dot.
            '\u{2212}' => 0xad,
            '\u{2219}' => 0xb7,
            sign => u32::from(sign),
        };
        let letter = || {
            let place = byte.checked_sub(0xa0)? as usize;
            TCVN3.get(place / 16)?.chars().nth(place % 16).filter(|letter| *letter != '.')
        };
        if sign.is_ascii() {
            return sign;
        }
        letter().unwrap_or_else(|| {
            all_known = all_known && !may_be_letter(sign);
            sign
        })
    });
    (read.collect(), all_known)
}

/// Dashes, quotes and no-break spaces belong to no alphabet.
fn may_be_letter(sign: char) -> bool {
    ('\u{a1}'..='\u{ff}').contains(&sign)
}

fn vni(text: &str) -> (String, bool) {
    let mut read = String::with_capacity(text.len());
    let mut all_known = true;
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        let small = small(sign);
        let Some(base) = vni_alone(small) else {
            all_known = all_known && !may_be_letter(sign);
            read.push(sign);
            continue;
        };
        let marked = signs.peek().and_then(|mark| vni_marked(base, self::small(*mark)));
        if marked.is_some() {
            signs.next();
        }
        let letter = marked.unwrap_or(base);
        if small == sign {
            read.push(letter);
        } else {
            read.extend(letter.to_uppercase());
        }
    }
    (read, all_known)
}

fn small(sign: char) -> char {
    sign.to_lowercase().next().unwrap_or(sign)
}

/// A sign that is a letter by itself.
fn vni_alone(sign: char) -> Option<char> {
    Some(match sign {
        'ô' => 'ơ',
        'ö' => 'ư',
        'ñ' => 'đ',
        'æ' => 'ỉ',
        'ó' => 'ĩ',
        'ò' => 'ị',
        'î' => 'ỵ',
        'ì' | 'í' => sign,
        sign if sign.is_ascii() => sign,
        _ => return None,
    })
}

const GRAVE: char = '\u{300}';
const ACUTE: char = '\u{301}';
const HOOK: char = '\u{309}';
const TILDE: char = '\u{303}';
const DOT: char = '\u{323}';
const CIRCUMFLEX: char = '\u{302}';
const BREVE: char = '\u{306}';

/// A letter with the mark that stands after it.
fn vni_marked(base: char, mark: char) -> Option<char> {
    let (shape, tone) = match mark {
        'ø' => (None, Some(GRAVE)),
        'ù' => (None, Some(ACUTE)),
        'û' => (None, Some(HOOK)),
        'õ' => (None, Some(TILDE)),
        'ï' => (None, Some(DOT)),
        'â' => (Some(CIRCUMFLEX), None),
        'à' => (Some(CIRCUMFLEX), Some(GRAVE)),
        'á' => (Some(CIRCUMFLEX), Some(ACUTE)),
        'å' => (Some(CIRCUMFLEX), Some(HOOK)),
        'ã' => (Some(CIRCUMFLEX), Some(TILDE)),
        'ä' => (Some(CIRCUMFLEX), Some(DOT)),
        'ê' => (Some(BREVE), None),
        'è' => (Some(BREVE), Some(GRAVE)),
        'é' => (Some(BREVE), Some(ACUTE)),
        'ú' => (Some(BREVE), Some(HOOK)),
        'ü' => (Some(BREVE), Some(TILDE)),
        'ë' => (Some(BREVE), Some(DOT)),
        _ => return None,
    };
    let may_stand = match (shape, base) {
        (Some(BREVE), base) => base == 'a',
        (Some(_), base) => matches!(base, 'a' | 'e' | 'o'),
        (None, 'i') => matches!(tone, Some(GRAVE | ACUTE)),
        (None, base) => matches!(base, 'a' | 'e' | 'o' | 'u' | 'y' | 'ơ' | 'ư'),
    };
    if !may_stand {
        return None;
    }
    // The dot below composes first: ậ is ạ with a circumflex.
    let marks = if tone == Some(DOT) { [tone, shape] } else { [shape, tone] };
    marks.into_iter().flatten().try_fold(base, compose)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_ways_to_type_the_same_letter_are_read() {
        let read = |text| letter_by_letter(text, Encoding::Vni);
        assert_eq!(read("kyï iø iù"), ("kỵ ì í".into(), true));
        assert_eq!(read("NGUYEãN"), ("NGUYỄN".into(), true));
        let tcvn3 = |text| letter_by_letter(text, Encoding::Tcvn3);
        assert_eq!(tcvn3("H\u{2212}ng x\u{2219}"), ("Hưng xã".into(), true));
    }

    #[test]
    fn what_the_encoding_does_not_have_stays_and_is_told() {
        assert_eq!(letter_by_letter("Hà", Encoding::Tcvn3), ("Hà".into(), false));
        assert_eq!(letter_by_letter("Cèng", Encoding::Vni), ("Cèng".into(), false));
        assert_eq!(
            letter_by_letter("“Hµ” –\u{a0}1", Encoding::Tcvn3),
            ("“Hà” –\u{a0}1".into(), true)
        );
    }
}
