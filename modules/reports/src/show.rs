//! How a figure is written.

use crate::texts::Texts;
use counts::{Amount, Figure, Kind};
use kernel::{
    Lang,
    vietnamese::{Sex, number},
};

/// A percentage, to the given number of decimals.
pub fn percent(numerator: i64, denominator: i64, decimals: u8, lang: Lang) -> String {
    let text = number::percent(numerator, denominator, decimals);
    match lang {
        Lang::Vi => text,
        Lang::En => text.replace(',', "."),
    }
}

/// Money as sentences say it: `2.218 triệu đồng`, `60 tỷ đồng`.
fn money(value: i64, lang: Lang) -> String {
    match lang {
        Lang::Vi => number::millions(value),
        Lang::En => {
            let (scale, word) = match value {
                _ if value != 0 && value % 1_000_000_000 == 0 => (1_000_000_000, " billion"),
                _ if value != 0 && value % 1_000_000 == 0 => (1_000_000, " million"),
                _ => (1, ""),
            };
            format!("{}{word} đồng", lang.grouped(value / scale))
        }
    }
}

/// `nữ`, `chi hội, trường học`: what a facet says, in words; nothing known is said as such.
pub fn facet(facet: &str, lang: Lang) -> String {
    let words = facet.split_whitespace().map(|part| {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        let known = match name {
            "sex" => value.parse::<Sex>().ok().map(|sex| sex.say(lang).to_owned()),
            "form" => value.parse::<units::Form>().ok().map(|form| form.say(lang).to_owned()),
            "setting" => {
                value.parse::<units::Setting>().ok().map(|place| place.say(lang).to_owned())
            }
            _ => None,
        };
        known.unwrap_or_else(|| part.to_owned())
    });
    let words: Vec<String> = words.collect();
    if words.is_empty() { Texts(lang).not_broken_down() } else { words.join(", ") }
}

/// The word in front of an approximate figure, with the space after it.
pub fn wording(wording: &str, lang: Lang) -> String {
    let word = match (lang, wording) {
        (_, "") => return String::new(),
        (Lang::Vi, word) => word,
        (Lang::En, "gần") => "nearly",
        (Lang::En, "trên" | "hơn") => "over",
        (Lang::En, "ít nhất") => "at least",
        (Lang::En, _) => "about",
    };
    format!("{word} ")
}

/// The number alone, as a table's cell has it; nothing where nobody has reported.
pub fn in_cell(figure: &Figure, lang: Lang) -> Option<String> {
    match (figure.definition.kind, figure.value) {
        (Kind::Ratio, _) => {
            let (numerator, denominator) =
                (figure.numerator?, figure.denominator.filter(|base| *base != 0)?);
            Some(percent(numerator, denominator, decimals(numerator, denominator), lang))
        }
        (_, Some(value)) => {
            Some(format!("{}{}", wording(&figure.wording, lang), lang.grouped(value)))
        }
        (_, None) => figure.worded.clone(),
    }
}

/// What a figure comes to, as a table's cell has it.
pub fn amount(amount: Amount, lang: Lang) -> String {
    match amount {
        Amount::Number(number) => lang.grouped(number),
        Amount::Share { part, base } => percent(part, base, decimals(part, base), lang),
    }
}

/// The figure as a sentence says it; a sentence does not speak of nothing. A ratio may be said as `floor` ("trên 28%") or `parts` ("122/130").
pub fn in_sentence(figure: &Figure, manner: &str, lang: Lang) -> Option<String> {
    if figure.definition.kind == Kind::Ratio {
        let (numerator, denominator) =
            (figure.numerator?, figure.denominator.filter(|base| *base > 0)?);
        return Some(match manner {
            "parts" => format!("{}/{}", lang.grouped(numerator), lang.grouped(denominator)),
            "floor" => floored(numerator, denominator, lang),
            _ => percent(numerator, denominator, decimals(numerator, denominator), lang),
        });
    }
    let Some(value) = figure.value else {
        return figure.worded.clone();
    };
    if value == 0 {
        return None;
    }
    let number =
        if figure.definition.is_money() { money(value, lang) } else { lang.grouped(value) };
    Some(format!("{}{number}", wording(&figure.wording, lang)))
}

/// `100%` needs no decimals, `28,34%` does.
fn decimals(numerator: i64, denominator: i64) -> u8 {
    if i128::from(numerator) * 100 % i128::from(denominator) == 0 { 0 } else { 2 }
}

/// `trên 28%` for anything above 28 and below 29; `28%` for exactly that.
fn floored(numerator: i64, denominator: i64, lang: Lang) -> String {
    let hundredfold = i128::from(numerator) * 100;
    let whole = hundredfold / i128::from(denominator);
    let above = hundredfold % i128::from(denominator) != 0;
    format!("{}{whole}%", if above { wording("trên", lang) } else { String::new() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_facet_is_said_in_words() {
        assert_eq!(facet("sex=female", Lang::Vi), "nữ");
        assert_eq!(facet("form=chi_hoi setting=school", Lang::Vi), "chi hội, trường học");
        assert_eq!(facet("", Lang::En), "not broken down");
        assert_eq!(facet("age=60", Lang::Vi), "age=60");
    }

    #[test]
    fn a_share_between_two_percents_is_over_the_lower() {
        assert_eq!(floored(155_232, 547_800, Lang::Vi), "trên 28%");
        assert_eq!(floored(155_232, 547_800, Lang::En), "over 28%");
        assert_eq!(floored(28, 100, Lang::Vi), "28%");
    }

    #[test]
    fn money_is_said_in_millions_and_billions() {
        assert_eq!(money(2_218_000_000, Lang::Vi), "2.218 triệu đồng");
        assert_eq!(money(2_218_000_000, Lang::En), "2,218 million đồng");
        assert_eq!(money(60_000_000_000, Lang::En), "60 billion đồng");
    }
}
