//! Numbers the way the reader writes them: dots between thousands, a comma before decimals, words for large amounts.

mod decimal;
mod digits;
mod qualifier;
mod refusal;
mod shown;
mod words;
mod written;

pub use decimal::Decimal;
pub use qualifier::{NotAQualifier, Qualifier};
pub use refusal::NotANumber;
pub use shown::{grouped, millions, percent};
pub use words::{receipt_words, words};
pub use written::{Figure, Kind, Written, understand};

/// A whole number as somebody wrote it, with what was said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// With its scale applied: `2.218 triệu đồng` is 2 218 000 000.
    pub value: i64,
    /// `gần`, `hơn` and the like: kept, because the figure is not exact.
    pub qualifier: Option<Qualifier>,
    /// What was counted, in small letters: `hội viên`. Empty for money and bare numbers.
    pub unit: String,
    /// Thousands were grouped with commas, as English does: clear, but worth a second look.
    pub english_commas: bool,
}

/// Whether a workbook has shortened a long row of digits to a power of ten, as `1,105E+10`. The digits it left out
/// are lost: writing this without its letter gives another number.
pub fn is_shortened(text: &str) -> bool {
    let digits =
        |part: &str| !part.is_empty() && part.bytes().all(|letter| letter.is_ascii_digit());
    let Some((first, power)) = text.trim().split_once(['E', 'e']) else { return false };
    let (whole, decimals) = first.split_once([',', '.']).unwrap_or((first, "0"));
    let power = power.strip_prefix(['+', '-']).unwrap_or(power);
    digits(whole) && digits(decimals) && digits(power) && power.len() <= 2
}

/// Whether something stands where a number is asked for and no number does: `-`, `không có`, `x`, `0`.
pub fn is_placeholder(text: &str) -> bool {
    !text.trim().is_empty() && !text.chars().any(|letter| letter.is_numeric() && letter != '0')
}

/// Reads a whole number: a count or an amount of money.
pub fn read(text: &str) -> Result<Reading, NotANumber> {
    let figure = only_figure(text)?;
    match figure.kind {
        Kind::Percent => Err(NotANumber::Percentage(text.to_owned())),
        Kind::Count | Kind::Money => whole(figure, text),
    }
}

/// Reads an amount in đồng. `5.000`, `5.000 đ`, `500k`, `1,5 tỷ` are amounts; `5.000 cuốn vở` is none.
pub fn money_read(text: &str) -> Result<Reading, NotANumber> {
    let figure = only_figure(text)?;
    match figure.kind {
        Kind::Percent => Err(NotANumber::Percentage(text.to_owned())),
        Kind::Count if !figure.unit.is_empty() => Err(NotANumber::NotMoney(figure.unit)),
        Kind::Count | Kind::Money => whole(figure, text),
    }
}

/// Reads `28%`, `12,5 %` or `28` as so many hundredths.
pub fn percent_read(text: &str) -> Result<(Decimal, Option<Qualifier>), NotANumber> {
    let figure = only_figure(text)?;
    let bare = figure.kind == Kind::Count && figure.unit.is_empty();
    if figure.kind == Kind::Percent || bare {
        return Ok((figure.value, figure.qualifier));
    }
    Err(NotANumber::NotAPercentage(text.to_owned()))
}

fn only_figure(text: &str) -> Result<Figure, NotANumber> {
    match understand(text)? {
        Written::Figure(figure) => Ok(figure),
        Written::Ratio { .. } => Err(NotANumber::Ratio(text.to_owned())),
        Written::Code(code) => Err(NotANumber::Code(code)),
    }
}

fn whole(figure: Figure, text: &str) -> Result<Reading, NotANumber> {
    let Some(value) = figure.value.whole() else {
        return Err(NotANumber::NotWhole(text.to_owned()));
    };
    let Figure { qualifier, unit, english_commas, .. } = figure;
    Ok(Reading { value, qualifier, unit, english_commas })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;
    use proptest::prelude::*;

    fn value(text: &str) -> i64 {
        read(text).unwrap_or_else(|refusal| panic!("{text}: {refusal}")).value
    }

    #[test]
    fn amounts_of_the_articles_are_read_with_their_scale_and_qualifier() {
        let reading = money_read("gần 60 tỷ đồng").unwrap();
        assert_eq!((reading.value, reading.qualifier), (60_000_000_000, Some(Qualifier::Gan)));
        assert_eq!(value("ít nhất 1.207 giáo viên"), 1207);
        assert_eq!(value("2.218 tr.đ"), 2_218_000_000);
        assert_eq!(value("2 triệu rưỡi"), 2_500_000);
        assert_eq!(value("2 nghìn tỷ"), 2_000_000_000_000);
        assert_eq!(value("hai triệu rưỡi đồng"), 2_500_000);
    }

    #[test]
    fn comrades_are_counted_and_not_spent() {
        assert_eq!(read("12 đồng chí").unwrap().unit, "đồng chí");
        assert_eq!(money_read("12 đồng chí"), Err(NotANumber::NotMoney("đồng chí".to_owned())));
        assert_eq!(money_read("500.000 đồng/suất").unwrap().value, 500_000);
    }

    #[test]
    fn what_may_mean_two_things_is_refused_with_both_ways_to_write_it() {
        let said = read("38,980").unwrap_err().say(Lang::Vi);
        assert!(said.contains("38.980") && said.contains("38,98"), "{said}");
        assert!(matches!(read("1.5"), Err(NotANumber::WrongGroups { .. })));
        assert!(matches!(read("1,250.75"), Err(NotANumber::WrongGroups { .. })));
        assert!(read("1,250.75").unwrap_err().say(Lang::Vi).contains("1.250,75"));
        assert!(matches!(read("1,5"), Err(NotANumber::NotWhole(_))));
        assert!(matches!(read("1 tỷ 200"), Err(NotANumber::Unreadable(_))));
        assert!(matches!(read("122/130"), Err(NotANumber::Ratio(_))));
        assert!(matches!(read("007"), Err(NotANumber::Code(_))));
    }

    #[test]
    fn nothing_but_plain_digits_and_words_is_a_number() {
        for text in [
            "1e3",
            "0x10",
            "１０００",
            "١٠٠٠",
            "--5",
            "(5",
            "+-3",
            ".",
            ",",
            "1..000",
            "5 000 00",
            "%",
            "đồng",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
        assert_eq!(read("9223372036854775807").unwrap().value, i64::MAX);
        assert!(matches!(read("9223372036854775808"), Err(NotANumber::TooLarge(_))));
        assert!(matches!(read("10.000.000.000 tỷ"), Err(NotANumber::TooLarge(_))));
        assert!(read(&"một ".repeat(5000)).is_err());
    }

    proptest! {
        #[test]
        fn a_grouped_number_reads_back(number in proptest::num::i64::ANY) {
            prop_assert_eq!(read(&grouped(number)).map(|reading| reading.value), Ok(number));
        }
        #[test]
        fn a_number_in_words_reads_back(number in proptest::num::i64::ANY, shift in 0_u32..60) {
            let number = number >> shift;
            prop_assert_eq!(read(&words(number)).map(|reading| reading.value), Ok(number));
            prop_assert_eq!(money_read(&receipt_words(number)).map(|reading| reading.value), Ok(number));
        }
        #[test]
        fn an_amount_in_millions_reads_back(thousands in -100_000_000_000_i64..100_000_000_000, zeros in 0_u32..5) {
            let amount = thousands * 10_i64.pow(zeros);
            prop_assert_eq!(money_read(&millions(amount)).map(|reading| reading.value), Ok(amount));
        }
        #[test]
        fn any_text_at_all_is_read_or_refused(text in "\\PC{0,20}|[0-9., trktỷệu%()/đ-]{0,15}") {
            if let Err(refusal) = read(&text) {
                prop_assert!(!refusal.say(Lang::Vi).is_empty() && !refusal.say(Lang::En).is_empty());
            }
        }
    }
}
