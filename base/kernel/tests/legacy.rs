//! Old encodings over all that is known: no name of a place is taken for old text, and every list of
//! names that was typed in one comes back as it was meant.

use kernel::vietnamese::legacy::{self, Company, Encoding, Evidence, Font, Verdict};
use proptest::prelude::*;
use std::{collections::HashMap, sync::LazyLock};
use unicode_normalization::UnicodeNormalization;

/// From a letter to what was typed for it.
struct Table {
    tcvn3: HashMap<char, String>,
    vni: HashMap<char, String>,
}

fn signs(codes: &str) -> String {
    let byte = |code: &str| char::from(u8::from_str_radix(code, 16).unwrap());
    codes.split(' ').map(byte).collect()
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let path = format!("{}/tests/vectors/legacy_encodings.csv", env!("CARGO_MANIFEST_DIR"));
    let mut table = Table { tcvn3: HashMap::new(), vni: HashMap::new() };
    for row in csv::Reader::from_path(path).unwrap().records().map(Result::unwrap) {
        let letter = |column: usize| row[column].chars().next().unwrap();
        table.tcvn3.insert(letter(0), signs(&row[2]));
        // Capitals without a sign of their own are small letters.
        table.tcvn3.insert(letter(5), signs(row[7].trim_end_matches(" H")));
        table.vni.insert(letter(0), signs(&row[3]));
        table.vni.insert(letter(5), signs(&row[8]));
    }
    table
});

/// The text as the old program kept it and Windows shows it.
fn typed(text: &str, encoding: Encoding) -> String {
    let table = match encoding {
        Encoding::Tcvn3 => &TABLE.tcvn3,
        Encoding::Vni => &TABLE.vni,
    };
    let sign = |letter: char| table.get(&letter).cloned().unwrap_or_else(|| letter.to_string());
    text.nfc().map(sign).collect()
}

fn column<'a>(texts: impl IntoIterator<Item = &'a str>, font: Font) -> Evidence {
    let mut evidence = Evidence::default();
    for text in texts {
        evidence.add(text, font);
    }
    evidence
}

const BOTH: [Encoding; 2] = [Encoding::Tcvn3, Encoding::Vni];

const SYLLABLES: [&str; 48] = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Vũ",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
    "Lò",
    "Vàng",
    "Giàng",
    "Quàng",
    "Cà",
    "Tòng",
    "Thị",
    "Văn",
    "Hữu",
    "Đức",
    "Ngọc",
    "Thuỳ",
    "Quốc",
    "Xuân",
    "Bích",
    "Minh",
    "Hà",
    "Hạnh",
    "Hương",
    "Tuyết",
    "Hùng",
    "Dũng",
    "Sơn",
    "Thuỷ",
    "Hoà",
    "Phượng",
    "Kiên",
    "Bưởi",
    "Yến",
    "Ánh",
    "Ổn",
    "Nữ",
    "Chính",
    "Thọ",
];

#[test]
fn no_name_of_a_unit_is_taken_for_old_text() {
    let folder = format!("{}/../units/data", env!("CARGO_MANIFEST_DIR"));
    let mut names = 0;
    for file in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if file.path().extension().is_none_or(|extension| extension != "csv") {
            continue;
        }
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(file.path()).unwrap();
        let mut columns: Vec<Evidence> = vec![];
        for row in reader.records().map(Result::unwrap) {
            columns.resize(columns.len().max(row.len()), Evidence::default());
            for (text, column) in row.iter().zip(&mut columns) {
                assert!(!legacy::is_suspicious(text, Font::Unknown), "{text}");
                assert_eq!(legacy::detect(text, Font::Unknown), Verdict::Unicode, "{text}");
                let shouted = text.to_uppercase();
                assert!(!legacy::is_suspicious(&shouted, Font::Unknown), "{shouted}");
                column.add(text, Font::Unknown);
                names += 1;
            }
        }
        assert!(legacy::settle(&columns).iter().all(|verdict| *verdict == Verdict::Unicode));
    }
    assert!(names > 50_000, "{names}");
}

#[test]
fn every_name_of_a_unit_comes_back_from_the_old_encodings() {
    let path = format!("{}/../units/data/legacy_communes.csv", env!("CARGO_MANIFEST_DIR"));
    let mut reader = csv::Reader::from_path(path).unwrap();
    let at = reader.headers().unwrap().iter().position(|name| name == "name").unwrap();
    let names: Vec<String> = reader.records().map(|row| row.unwrap()[at].nfc().collect()).collect();
    for encoding in BOTH {
        let old: Vec<String> = names.iter().map(|name| typed(name, encoding)).collect();
        let verdict = column(old.iter().map(String::as_str), Font::Unknown).verdict();
        assert_eq!(verdict.encoding(), Some(encoding), "{verdict:?}");
        let mut wrong = vec![];
        for (name, old) in names.iter().zip(&old) {
            let read = legacy::convert(old, encoding, Font::Unknown, Company::Old);
            let read = read.unwrap_or_else(|| old.clone());
            if read.to_lowercase() != name.to_lowercase() {
                wrong.push((name, old, read));
            }
        }
        assert!(wrong.is_empty(), "{wrong:?}");
    }
}

fn name() -> impl Strategy<Value = String> {
    let syllables = prop::collection::vec(prop::sample::select(&SYLLABLES[..]), 1..5);
    syllables.prop_map(|syllables| syllables.join(" "))
}

proptest! {
    #[test]
    fn a_list_typed_in_an_old_encoding_is_seen_and_comes_back(
        names in prop::collection::vec(name(), 12..30), vni: bool, capitals: bool,
    ) {
        let encoding = if vni { Encoding::Vni } else { Encoding::Tcvn3 };
        let shown = |name: &String| if capitals { name.to_uppercase() } else { name.clone() };
        let names: Vec<String> = names.iter().map(shown).collect();
        let old: Vec<String> = names.iter().map(|name| typed(name, encoding)).collect();
        let verdict = column(old.iter().map(String::as_str), Font::Unknown).verdict();
        prop_assert_eq!(verdict.encoding(), Some(encoding), "{:?}", old);
        for (name, old) in names.iter().zip(&old) {
            let read = legacy::convert(old, encoding, Font::Unknown, Company::Old).unwrap_or_else(|| old.clone());
            // TCVN3 keeps few capitals itself: Ánh is typed ¸nh, unless its font shows capitals.
            prop_assert_eq!(read.to_lowercase(), name.to_lowercase(), "{}", old);
            let lost = encoding == Encoding::Tcvn3 && (capitals || name.contains(['Á', 'Ổ']));
            prop_assert!(lost || read == *name, "{} is {}", read, name);
        }
    }
    #[test]
    fn a_single_name_is_never_read_in_the_wrong_encoding(name in name(), vni: bool) {
        let encoding = if vni { Encoding::Vni } else { Encoding::Tcvn3 };
        let verdict = legacy::detect(&typed(&name, encoding), Font::Unknown);
        prop_assert!(verdict.encoding().is_none_or(|found| found == encoding), "{name}: {verdict:?}");
    }
    #[test]
    fn a_list_in_unicode_is_left_alone_whatever_font_it_carries(
        names in prop::collection::vec(name(), 12..30), apart: bool,
    ) {
        let form = |name: &String| if apart { name.nfd().collect() } else { name.clone() };
        let names: Vec<String> = names.iter().map(form).collect();
        for font in [Font::Unknown, Font::Tcvn3, Font::Vni] {
            let verdict = column(names.iter().map(String::as_str), font).verdict();
            prop_assert_eq!(verdict.encoding(), None, "{:?} {:?}", font, names);
        }
        for name in &names {
            prop_assert!(!legacy::is_suspicious(name, Font::Unknown), "{}", name);
        }
    }
    #[test]
    fn plain_letters_are_never_touched(text in "[ -~]{0,40}", vni: bool) {
        let (encoding, font) = if vni { (Encoding::Vni, Font::Vni) } else { (Encoding::Tcvn3, Font::Tcvn3) };
        prop_assert_eq!(legacy::detect(&text, font), Verdict::Unicode);
        prop_assert_eq!(legacy::convert(&text, encoding, font, Company::Old), None);
        prop_assert_eq!(legacy::convert(&text, encoding, font, Company::Told), None);
    }
    #[test]
    fn any_text_at_all_is_judged_and_read_without_harm(text in "\\PC{0,40}|[\u{a0}-\u{ff}a-z ]{0,40}") {
        for font in [Font::Unknown, Font::Tcvn3, Font::Tcvn3Capitals, Font::Vni] {
            let _ = legacy::detect(&text, font);
            for encoding in BOTH {
                let read = legacy::convert(&text, encoding, font, Company::Told).unwrap_or_default();
                prop_assert!(read.nfc().eq(read.chars()));
            }
        }
    }
}
