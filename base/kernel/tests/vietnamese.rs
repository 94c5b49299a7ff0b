//! Every row of the published test vectors in `tests/vectors`.

use kernel::vietnamese::{
    date::{self, Written as WrittenTime},
    name,
    number::{self, Decimal, Kind, NotANumber, Written},
    personal_number, phone,
    sex::Sex,
    sort,
    tax_code::{self, TaxCode},
    text,
};
use kernel::{Day, Lang};

/// The rows of one file, in its order.
fn rows(file: &str) -> Vec<csv::StringRecord> {
    let path = format!("{}/tests/vectors/{file}.csv", env!("CARGO_MANIFEST_DIR"));
    let rows: Vec<_> =
        csv::Reader::from_path(path).unwrap().records().map(Result::unwrap).collect();
    assert!(rows.len() > 7, "{file} has its rows");
    rows
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
