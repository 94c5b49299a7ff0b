//! Stored text, keys of comparison and search, names and their order.

use super::{TEXT_LONGEST, TEXT_MEMORY, text};
use crate::{Target, corpus};
use kernel::vietnamese::{
    name, sort,
    text::{fold, loose_key, match_key, normalise, normalise_lines, same_words},
};
use unicode_normalization::UnicodeNormalization;

const WORDS: &[&str] = &[
    "Nguyễn ",
    "Thị ",
    "Hoà",
    "Hòa",
    "quý",
    "thuỷ",
    "H’Hen Niê",
    "M'gar",
    "oa\u{301}",
    "e\u{302}\u{301}",
    "\u{301}",
    "\u{323}\u{302}",
    "\u{2bc}",
    "'",
    "Ð",
    "ð",
    "Ɖ",
    " ",
    "\n",
    "İ",
    "ß",
    "Σ",
    "ﬀ",
    "가",
    "ᄀ",
    "ᅡ",
    "\u{345}",
];

pub(crate) const TEXTS: Target = Target {
    name: "text",
    run: stored,
    words: WORDS,
    seeds: text_seeds,
    longest: TEXT_LONGEST,
    most_memory: TEXT_MEMORY,
};

pub(crate) const NAMES: Target = Target {
    name: "name",
    run: names,
    words: WORDS,
    seeds: name_seeds,
    longest: 200,
    most_memory: TEXT_MEMORY,
};

fn text_seeds() -> Vec<Vec<u8>> {
    let mut seeds = corpus::vectors("fold", 2);
    seeds.extend(corpus::vectors("tone_placement", 2));
    for codes in corpus::vectors("normalize", 2) {
        let codes = String::from_utf8_lossy(&codes).into_owned();
        let letters = codes
            .split(' ')
            .filter_map(|code| u32::from_str_radix(code, 16).ok().and_then(char::from_u32));
        seeds.push(letters.collect::<String>().into_bytes());
    }
    seeds
}

fn name_seeds() -> Vec<Vec<u8>> {
    let names: Vec<Vec<u8>> =
        corpus::vectors("collation_names", 2).into_iter().skip(1).step_by(2).collect();
    let pairs =
        names.windows(2).map(|pair| [pair[0].as_slice(), b"\n", pair[1].as_slice()].concat());
    pairs.chain([b"To 2\nTo 10".to_vec()]).collect()
}

fn stored(input: &[u8]) {
    let text = text(input);
    let once = normalise(&text);
    assert_eq!(normalise(&once), once, "normalising {text:?} twice");
    assert!(once.chars().eq(once.nfc()), "{once:?} is not NFC");
    let clean = |letter: char| {
        !letter.is_control() && !matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
    };
    assert!(once.chars().all(clean), "{once:?} holds what nobody sees");
    assert!(!once.contains("  ") && once.trim() == once, "{once:?}");
    let lines = normalise_lines(&text);
    assert_eq!(normalise_lines(&lines), lines, "normalising lines of {text:?} twice");

    let (composed, apart): (String, String) = (text.nfc().collect(), text.nfd().collect());
    for key in [normalise, fold, match_key, loose_key] {
        assert_eq!(key(&composed), key(&apart), "{text:?} composed and apart");
        assert_eq!(key(&once), key(&text), "{text:?} stored and as typed");
    }
    let folded = fold(&text);
    assert_eq!(fold(&folded), folded, "folding {text:?} twice");
    assert!(same_words(&composed, &apart), "{text:?} is not itself");
}

fn names(input: &[u8]) {
    let text = text(input);
    let (one, other) = text.split_once('\n').unwrap_or((&text, ""));
    for name in [one, other] {
        let parts = [name::family(name), name::middle(name), name::given(name)];
        let said: String = parts.concat().split_whitespace().collect();
        let whole: String = name.split_whitespace().collect();
        assert_eq!(said, whole, "{name:?} is {parts:?}");
        let (composed, apart): (String, String) = (name.nfc().collect(), name.nfd().collect());
        assert_eq!(name::sort_key(&composed), name::sort_key(&apart), "{name:?}");
        assert_eq!(sort::key(&composed), sort::key(&apart), "{name:?}");
        assert_eq!(name::search_key(&composed), name::search_key(&apart), "{name:?}");
    }
    assert_eq!(
        sort::letters_key(one).cmp(&sort::letters_key(other)),
        sort::compare_letters(one, other),
        "{one:?} {other:?}"
    );
    if name::sort_key(one) == name::sort_key(other) {
        assert_eq!(
            sort::letters_key(&normalise(one)),
            sort::letters_key(&normalise(other)),
            "{one:?} {other:?}"
        );
    }
}
