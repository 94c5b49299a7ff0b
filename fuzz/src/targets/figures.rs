//! Numbers, money and shares.

use super::{TEXT_LONGEST, TEXT_MEMORY, said, text};
use crate::{Target, corpus};
use kernel::{
    Dong,
    vietnamese::number::{
        self, Written, grouped, millions, money_read, percent, read, receipt_words, understand,
        words,
    },
};

pub(crate) const TARGET: Target = Target {
    name: "money",
    run: money,
    words: &[
        "triệu",
        "tỷ",
        "nghìn",
        "trăm",
        "mươi",
        "mười",
        "lăm",
        "mốt",
        "linh",
        "rưỡi",
        "tr",
        "k",
        "đ",
        "đồng",
        "%",
        " phần trăm",
        "gần ",
        "hơn ",
        "khoảng ",
        "ít nhất ",
        "âm ",
        "không ",
        "một ",
        "năm ",
        ".000",
        ",5",
        ".",
        ",",
        " ",
        "/",
        "(",
        ")",
        "-",
        "+",
        " hội viên",
        "/suất",
        "000",
    ],
    seeds,
    longest: TEXT_LONGEST,
    most_memory: TEXT_MEMORY,
};

fn seeds() -> Vec<Vec<u8>> {
    let vectors = [("numbers_parse", 1), ("money_words", 2), ("numbers_format", 2)];
    vectors.iter().flat_map(|(file, columns)| corpus::vectors(file, *columns)).collect()
}

fn money(input: &[u8]) {
    written(&text(input));
    if let Some((eight, rest)) = input.split_first_chunk::<8>() {
        let number = i64::from_le_bytes(*eight);
        shown(number);
        let size = rest.first().copied().unwrap_or_default();
        shown(number >> (size & 63));
        assert!(percent(number, i64::from(size), size).ends_with(['%', '–']));
        assert!(percent(i64::from(size), number, size).ends_with(['%', '–']));
        let sum = Dong(number).plus(Dong(i64::from(size)));
        assert_eq!(sum.map(|sum| sum.0), number.checked_add(i64::from(size)));
    }
}

/// Every way of showing a number reads back as that number.
fn shown(number: i64) {
    let value = |reading: Result<number::Reading, _>| reading.map(|reading| reading.value);
    assert_eq!(value(read(&grouped(number))), Ok(number), "{}", grouped(number));
    assert_eq!(value(money_read(&Dong(number).to_string())), Ok(number), "{}", Dong(number));
    assert_eq!(value(money_read(&millions(number))), Ok(number), "{}", millions(number));
    assert_eq!(value(read(&words(number))), Ok(number), "{}", words(number));
    assert_eq!(value(money_read(&receipt_words(number))), Ok(number), "{}", receipt_words(number));
}

/// What is read can be shown and read again; what is refused is refused in words.
fn written(text: &str) {
    match understand(text) {
        Ok(Written::Figure(figure)) => {
            let shown = figure.value.to_string();
            let again = understand(&shown);
            let same = matches!(&again, Ok(Written::Figure(again)) if again.value == figure.value);
            assert!(same, "{text:?} is {shown}, which reads as {again:?}");
        }
        Ok(Written::Ratio { part, whole }) => {
            let again = understand(&format!("{}/{}", grouped(part), grouped(whole)));
            assert_eq!(again, Ok(Written::Ratio { part, whole }), "{text:?}");
        }
        Ok(Written::Code(code)) => assert_eq!(understand(&code), Ok(Written::Code(code.clone()))),
        Err(refusal) => said(|lang| refusal.say(lang)),
    }
    for reading in [read(text), money_read(text)] {
        match reading {
            Ok(reading) => shown(reading.value),
            Err(refusal) => said(|lang| refusal.say(lang)),
        }
    }
    if let Ok((share, _)) = number::percent_read(text) {
        assert_eq!(
            number::percent_read(&format!("{share}%")).map(|(again, _)| again),
            Ok(share),
            "{text:?}"
        );
    }
}
