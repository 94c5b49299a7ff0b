//! Text from before Unicode, and whether it is.

use super::{TEXT_LONGEST, TEXT_MEMORY, text};
use crate::{Target, corpus};
use kernel::vietnamese::legacy::{self, Company, Encoding, Evidence, Font};
use unicode_normalization::UnicodeNormalization;

pub(crate) const TARGET: Target = Target {
    name: "legacy",
    run: old_text,
    words: &[
        "NguyÔn ",
        "ViÖt",
        "Sôn",
        "N÷",
        "h÷u ",
        "Tieáng ",
        "Vieät ",
        "VIÖT",
        "§",
        "®",
        "µ",
        "\u{a0}",
        "½",
        ".VnTimeH",
        "VNI-Times",
        "\n",
    ],
    seeds,
    longest: TEXT_LONGEST,
    most_memory: TEXT_MEMORY,
};

/// The bytes that the vectors have in hexadecimal, as Windows shows them.
fn seeds() -> Vec<Vec<u8>> {
    let shown = |hexadecimal: Vec<u8>| {
        let pairs = hexadecimal
            .chunks(2)
            .filter_map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok());
        pairs.map(char::from).collect::<String>().into_bytes()
    };
    let columns = corpus::vectors("legacy_phrases", 4);
    let old = columns.iter().filter(|text| text.is_ascii() && text.len() > 3).cloned().map(shown);
    old.chain(columns.iter().filter(|text| !text.is_ascii()).cloned()).collect()
}

fn old_text(input: &[u8]) {
    let text = text(input);
    let fonts = [Font::Unknown, Font::Tcvn3, Font::Tcvn3Capitals, Font::Vni, Font::named(&text)];
    for font in fonts {
        let verdict = legacy::detect(&text, font);
        assert_eq!(legacy::detect(&text, font), verdict);
        if legacy::is_suspicious(&text, font) {
            assert!(!text.is_ascii(), "{text:?}");
        }
        for encoding in [Encoding::Tcvn3, Encoding::Vni] {
            let read = legacy::decode(&text, encoding, font);
            assert!(read.chars().eq(read.nfc()), "{text:?} is read as {read:?}, which is not NFC");
            assert!(read.len() <= text.len() * 4 + 8, "{text:?} grows");
            for company in [Company::Told, Company::Old, Company::Mixed] {
                let Some(converted) = legacy::convert(&text, encoding, font, company) else {
                    continue;
                };
                assert_ne!(converted, text, "a conversion that changes nothing");
                assert!(
                    !text.is_ascii() || font == Font::Tcvn3Capitals,
                    "plain letters are converted: {text:?}"
                );
            }
        }
    }
    // A column of its lines, and the sheet of two such columns.
    let mut column = Evidence::default();
    text.lines().for_each(|line| column.add(line, Font::Unknown));
    let verdicts = legacy::settle(&[column, column, Evidence::default()]);
    assert_eq!(verdicts.len(), 3);
    assert_eq!(verdicts[0], verdicts[1], "{text:?}");
}
