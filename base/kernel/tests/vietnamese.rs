//! Every row of the published test vectors in `tests/vectors`.

use kernel::vietnamese::{
    date::{self, Written as WrittenTime},
    legacy::{self, Encoding, Font, Verdict},
    name,
    number::{self, Decimal, Kind, NotANumber, Written},
    personal_number, phone,
    sex::Sex,
    sort,
    tax_code::{self, TaxCode},
    text,
    vietqr::{self, NotAVietQr, Transfer},
};
use kernel::{Day, Dong, Lang};

/// The rows of one file, in its order.
fn rows(file: &str) -> Vec<csv::StringRecord> {
    let rows = few_rows(file);
    assert!(rows.len() > 7, "{file} has its rows");
    rows
}

fn few_rows(file: &str) -> Vec<csv::StringRecord> {
    let path = format!("{}/tests/vectors/{file}.csv", env!("CARGO_MANIFEST_DIR"));
    csv::Reader::from_path(path).unwrap().records().map(Result::unwrap).collect()
}

/// One column of a file, by the rank in its first.
fn ranked(file: &str, column: usize) -> Vec<String> {
    let mut rows = rows(file);
    rows.sort_by_key(|row| row[0].parse::<u32>().unwrap());
    rows.iter().map(|row| row[column].to_owned()).collect()
}

fn assert_ascending(texts: &[String], key: impl Fn(&str) -> String) {
    for pair in texts.windows(2) {
        assert!(key(&pair[0]) < key(&pair[1]), "{} stands before {}", pair[0], pair[1]);
    }
}

fn from_hexadecimal(codes: &str) -> String {
    codes
        .split(' ')
        .map(|code| char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap())
        .collect()
}

#[test]
fn text_is_stored_in_one_form() {
    for row in rows("normalize") {
        assert_eq!(
            text::normalise(&from_hexadecimal(&row[0])),
            from_hexadecimal(&row[2]),
            "{}",
            &row[3]
        );
    }
}

#[test]
fn words_match_wherever_the_tone_sits() {
    for row in rows("tone_placement") {
        let (a, b, key) = (&row[0], &row[1], &row[2]);
        let same_key = text::match_key(a) == text::match_key(b);
        let same_loose_key = text::loose_key(a) == text::loose_key(b);
        let expected = match &row[3] {
            "same" => (true, true),
            "i-y only" => (false, true),
            "different" => (false, false),
            other => panic!("no relation is called {other}"),
        };
        assert_eq!((same_key, same_loose_key), expected, "{a} and {b}");
        assert_eq!(text::same_words(a, b), expected.0, "{a} and {b}");
        assert!(key.is_empty() || text::match_key(a) == key, "{a}: {}", text::match_key(a));
    }
}

#[test]
fn search_folds_marks_and_capitals() {
    for row in rows("fold") {
        let input = row[0].replace("\\u00A0", "\u{A0}");
        assert_eq!(text::fold(&input), &row[1], "{input}");
    }
}

#[test]
fn letters_stand_in_the_order_of_the_alphabet() {
    let letters = ranked("collation_letters", 1);
    assert_eq!(letters.len(), 186);
    assert_ascending(&letters, sort::letters_key);
    assert_ascending(&letters, sort::key);
}

#[test]
fn words_stand_in_the_order_of_the_dictionary() {
    let words = ranked("collation_words", 1);
    assert_eq!(words.len(), 113);
    assert_ascending(&words, sort::letters_key);
    let is_numbered = |word: &String| word.contains(|letter: char| letter.is_ascii_digit());
    let unnumbered: Vec<String> = words.into_iter().filter(|word| !is_numbered(word)).collect();
    assert_ascending(&unnumbered, sort::key);
}

#[test]
fn people_stand_by_given_name_family_and_middle_name() {
    let names = ranked("collation_names", 1);
    assert_eq!(names.len(), 45);
    assert_ascending(&names, name::sort_key);
    for row in rows("collation_names") {
        assert_eq!(
            (name::given(&row[1]), name::family(&row[1]), name::middle(&row[1])),
            (&row[2], &row[3], &row[4])
        );
    }
}

/// `1250.75`, as the vectors write decimals.
fn decimal(text: &str) -> Decimal {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    Decimal::of(format!("{whole}{decimals}").parse().unwrap(), decimals.len() as u8)
}

#[test]
fn numbers_are_read_or_refused_as_written() {
    for row in rows("numbers_parse") {
        let (input, kind, value, unit, note) = (&row[0], &row[1], &row[2], &row[3], &row[4]);
        let read = number::understand(input);
        match (kind, read) {
            ("number" | "money" | "percent" | "words", Ok(Written::Figure(figure))) => {
                assert_eq!(figure.value, decimal(value), "{input}");
                let expected = match kind {
                    "number" => Kind::Count,
                    "percent" => Kind::Percent,
                    _ => Kind::Money,
                };
                assert_eq!(figure.kind, expected, "{input}");
                assert_eq!(figure.in_words, kind == "words", "{input}");
                assert!(kind != "number" || figure.unit == unit, "{input} counts {}", figure.unit);
                let qualifier = note.strip_prefix("qualifier=").unwrap_or_default();
                assert_eq!(
                    figure.qualifier.map_or("", |it| it.say(Lang::Vi)),
                    qualifier,
                    "{input}"
                );
                assert_eq!(figure.english_commas, note.contains("flag"), "{input}");
            }
            ("ratio", Ok(Written::Ratio { part, whole })) => {
                assert_eq!(format!("{part}/{whole}"), value)
            }
            ("code", Ok(Written::Code(code))) => assert_eq!(code, value),
            ("vague", Err(NotANumber::Vague(_)))
            | ("ambiguous", Err(NotANumber::Ambiguous { .. }))
            | ("invalid", Err(NotANumber::WrongGroups { .. }))
            | ("empty", Err(NotANumber::Empty)) => {}
            (kind, read) => panic!("{input} is {kind}, not {read:?}"),
        }
    }
}

#[test]
fn numbers_are_shown_with_dots_and_a_comma() {
    for row in rows("numbers_format") {
        assert_eq!(decimal(&row[0]).to_string(), &row[1]);
        if let Ok(whole) = row[0].parse() {
            assert_eq!(number::grouped(whole), &row[1]);
        }
    }
}

#[test]
fn money_is_said_in_words_and_read_from_them() {
    let rows = rows("money_words");
    assert_eq!(rows.len(), 136);
    for row in rows {
        let amount: i64 = row[0].parse().unwrap();
        assert_eq!(number::words(amount), &row[1]);
        assert_eq!(number::receipt_words(amount), &row[3]);
        for words in [&row[1], &row[2], &row[3]] {
            assert_eq!(
                number::money_read(words).map(|reading| reading.value),
                Ok(amount),
                "{words}"
            );
        }
    }
}

#[test]
fn dates_are_written_as_official_papers_want() {
    for row in rows("dates") {
        let day: Day = row[0].parse().unwrap();
        assert_eq!(date::official_line(&row[1], day), &row[2]);
        assert_eq!(day.short(), &row[3]);
        assert_eq!(date::weekday(day, Lang::Vi), &row[4]);
    }
}

/// A time in the words of the vectors.
fn written_time(text: &str) -> String {
    match date::understand(text) {
        Err(_) => "invalid".to_owned(),
        Ok(WrittenTime::Day(day)) => day.to_string(),
        Ok(WrittenTime::Moment { day, hour, minute }) => format!("{day}T{hour:02}:{minute:02}"),
        Ok(WrittenTime::DayOfYear { day, month }) => format!("partial:--{month:02}-{day:02}"),
        Ok(WrittenTime::SchoolYear(year)) => format!("school-year:{year}"),
        Ok(WrittenTime::Stage { first, last }) => format!("range:{first}/{last}"),
        Ok(WrittenTime::Term { first, last }) => format!("term:{first}/{last}"),
        Ok(WrittenTime::Half { year, half }) => format!("half:{year}-H{half}"),
        Ok(WrittenTime::Quarter { year, quarter }) => format!("quarter:{year}-Q{quarter}"),
        Ok(other) => format!("{other:?}"),
    }
}

#[test]
fn dates_are_read_as_people_write_them() {
    for row in rows("dates_parse") {
        assert_eq!(written_time(&row[0]), &row[1], "{}", &row[0]);
    }
}

#[test]
fn personal_numbers_say_place_year_and_sex() {
    for row in rows("cccd") {
        let (number, result) = (&row[0], &row[1]);
        let Ok(id) = personal_number::read_cccd(number) else {
            assert_eq!(result, "invalid", "{number}");
            continue;
        };
        let expected = if id.findings().is_empty() { "valid" } else { "unverified" };
        assert_eq!(result, expected, "{number}");
        assert_eq!(id.birthplace_code(), Some(&row[2]), "{number}");
        assert_eq!(id.birthplace().unwrap_or_default(), &row[3], "{number}");
        assert_eq!(id.birth_year(), row[4].parse().ok(), "{number}");
        assert_eq!(id.sex().map(|sex: Sex| sex.say(Lang::Vi)), Some(&row[5]), "{number}");
    }
}

#[test]
fn old_card_numbers_have_nine_digits() {
    for row in rows("cmnd") {
        let result = if personal_number::read_cmnd(&row[0]).is_ok() { "valid" } else { "invalid" };
        assert_eq!(result, &row[1], "{}", &row[0]);
    }
}

#[test]
fn tax_codes_have_a_check_digit() {
    for row in rows("mst") {
        let result = match tax_code::read(&row[0]) {
            Ok(TaxCode::Person(_)) => "personal",
            Ok(_) => "valid",
            Err(_) => "invalid",
        };
        assert_eq!(result, &row[1], "{}", &row[0]);
    }
}

#[test]
fn telephone_numbers_are_stored_in_the_international_form() {
    for row in rows("phone") {
        let Ok(phone) = phone::read(&row[0]) else {
            assert_eq!(&row[1], "invalid", "{}", &row[0]);
            continue;
        };
        let kind = match phone.kind() {
            phone::Kind::Mobile => "mobile",
            phone::Kind::Landline => "landline",
        };
        assert_eq!(
            (kind, phone.national(), phone.e164().as_str()),
            (&row[1], &row[2], &row[3]),
            "{}",
            &row[0]
        );
    }
}

#[test]
fn every_old_mobile_prefix_has_its_new_one() {
    for row in rows("phone_migration") {
        let phone = phone::read(&format!("{}1234567", &row[0])).unwrap();
        assert_eq!(phone.national(), format!("{}1234567", &row[1]));
    }
}

fn bytes_of(codes: &str) -> String {
    let pairs: Vec<char> = codes.chars().filter(|sign| *sign != ' ').collect();
    // What Windows makes of single bytes; neither encoding uses those from 80 to 9F.
    pairs
        .chunks(2)
        .map(|pair| {
            let code: String = pair.iter().collect();
            char::from(u8::from_str_radix(&code, 16).unwrap())
        })
        .collect()
}

#[test]
fn every_letter_of_the_old_encodings_is_read() {
    let rows = rows("legacy_encodings");
    assert_eq!(rows.len(), 67);
    for row in rows {
        let (small, capital) = (&row[0], &row[5]);
        let plain = |bytes: &str, encoding| legacy::letter_by_letter(&bytes_of(bytes), encoding);
        let known = |letter: &str| (letter.to_owned(), true);
        assert_eq!(plain(&row[2], Encoding::Tcvn3), known(small));
        assert_eq!(plain(&row[3], Encoding::Vni), known(small), "{small}");
        assert_eq!(plain(&row[8], Encoding::Vni), known(capital), "{capital}");
        for (column, letter) in [(4, small), (9, capital)] {
            assert_eq!(legacy::decode(&row[column], Encoding::Vni, Font::Vni), letter);
        }
        let (bytes, font) = match row[7].strip_suffix(" H") {
            Some(bytes) => (bytes, Font::Tcvn3Capitals),
            None => (&row[7], Font::Tcvn3),
        };
        assert_eq!(legacy::decode(&bytes_of(bytes), Encoding::Tcvn3, font), capital);
    }
}

#[test]
fn phrases_of_the_old_encodings_are_read_whole() {
    for row in rows("legacy_phrases") {
        let (unicode, tcvn3, vni) = (&row[0], bytes_of(&row[1]), bytes_of(&row[3]));
        let font = if &row[2] == "H" { Font::Tcvn3Capitals } else { Font::Tcvn3 };
        let read = legacy::decode(&tcvn3, Encoding::Tcvn3, font);
        // One phrase is in both fonts, which no single name of a font can tell.
        let shown = if font == Font::Tcvn3 { unicode.to_owned() } else { unicode.to_uppercase() };
        assert_eq!(read, shown);
        assert_eq!(legacy::decode(&vni, Encoding::Vni, Font::Vni), unicode);
        assert_eq!(legacy::detect(&tcvn3, font), Verdict::Tcvn3, "{unicode}");
        assert_eq!(legacy::detect(&vni, Font::Vni), Verdict::Vni, "{unicode}");
        assert_eq!(legacy::detect(unicode, Font::Unknown), Verdict::Unicode, "{unicode}");
        if unicode.to_uppercase() == unicode {
            assert_eq!(legacy::decode(&tcvn3, Encoding::Tcvn3, Font::Unknown), unicode);
        }
    }
}

#[test]
fn the_encoding_shows_in_the_words() {
    for row in rows("detect") {
        let hex = &row[0];
        let bytes: Vec<u8> = (0..hex.len() / 2)
            .map(|place| u8::from_str_radix(&hex[place * 2..place * 2 + 2], 16).unwrap())
            .collect();
        let surface = String::from_utf8(bytes).unwrap();
        let verdict = legacy::detect(&surface, Font::Unknown);
        let read = match &row[1] {
            "tcvn3" => {
                assert_eq!(verdict, Verdict::Tcvn3, "{surface}");
                legacy::letter_by_letter(&surface, Encoding::Tcvn3).0
            }
            "vni" => {
                assert_eq!(verdict, Verdict::Vni, "{surface}");
                legacy::letter_by_letter(&surface, Encoding::Vni).0
            }
            "unicode" | "ascii" => {
                assert_eq!(verdict, Verdict::Unicode, "{surface}");
                text::normalise(&surface)
            }
            "latin" => {
                assert_eq!(verdict, Verdict::Unicode, "{surface}");
                String::new()
            }
            other => panic!("no encoding is called {other}"),
        };
        // Some plain texts have their meaning beside them, for people.
        assert!(read == row[2] || &row[1] == "ascii", "{read} is {}", &row[2]);
    }
}

#[test]
fn transfers_are_written_byte_for_byte_and_read_back() {
    for row in rows("vietqr") {
        let transfer = match &row[2] {
            "QRIBFTTA" => Transfer::to_account(&row[0], &row[1]),
            "QRIBFTTC" => Transfer::to_card(&row[0], &row[1]),
            other => panic!("no service is called {other}"),
        };
        let mut transfer = transfer.unwrap().for_purpose(&row[4]).unwrap();
        if !row[3].is_empty() {
            transfer = transfer.of_amount(Dong(row[3].parse().unwrap())).unwrap();
        }
        assert_eq!(transfer.payload(), &row[5]);
        assert_eq!(vietqr::read(&row[5]), Ok(transfer));
    }
}

#[test]
fn transfers_that_were_changed_or_cut_are_refused() {
    let rows = few_rows("vietqr_invalid");
    assert_eq!(rows.len(), 5);
    for row in rows {
        let expected = match &row[1] {
            "crc" | "crc (currency edited)" => NotAVietQr::WrongChecksum,
            "truncated" | "no crc" => NotAVietQr::Broken,
            "empty" => NotAVietQr::Empty,
            other => panic!("no fault is called {other}"),
        };
        assert_eq!(vietqr::read(&row[0]), Err(expected), "{}", &row[0]);
    }
}

#[test]
fn every_file_of_vectors_has_a_test() {
    let folder = format!("{}/tests/vectors", env!("CARGO_MANIFEST_DIR"));
    let this = include_str!("vietnamese.rs");
    let mut files = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let file = file.unwrap().file_name().into_string().unwrap();
        let name = file.strip_suffix(".csv").expect("only vectors stand here");
        let read = ["rows", "ranked", "few_rows"]
            .iter()
            .any(|reader| this.contains(&format!("{reader}(\"{name}\"")));
        assert!(read, "no test reads {file}");
        files += 1;
    }
    assert_eq!(files, 21, "all the published files are here");
}
