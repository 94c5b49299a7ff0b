//! What somebody may write where a figure is expected.

use super::{
    Decimal, NotANumber, Qualifier,
    digits::{Amount, Number, Scale},
    words,
};
use crate::vietnamese::text::normalise;

/// The longest text taken for a figure; nobody writes a longer one.
const LETTERS_MAX: usize = 300;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Written {
    Figure(Figure),
    /// `122/130`: a part and its whole.
    Ratio {
        part: i64,
        whole: i64,
    },
    /// `007`: leading zeros make it an identifier, which stays text.
    Code(String),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    pub value: Decimal,
    pub kind: Kind,
    pub qualifier: Option<Qualifier>,
    /// What was counted, in small letters; empty for money, percentages and bare numbers.
    pub unit: String,
    pub in_words: bool,
    pub english_commas: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Count,
    /// In đồng.
    Money,
    Percent,
}

/// Reads counts, money, percentages, ratios and codes, in digits or in words.
pub fn understand(text: &str) -> Result<Written, NotANumber> {
    let stored = normalise(text);
    if stored.is_empty() {
        return Err(NotANumber::Empty);
    }
    if stored.chars().count() > LETTERS_MAX {
        return Err(NotANumber::Unreadable(stored.chars().take(40).chain(['…']).collect()));
    }
    let lower = stored.to_lowercase();
    if is_vague(&lower) {
        return Err(NotANumber::Vague(stored));
    }
    if is_code(&lower) {
        return Ok(Written::Code(stored));
    }
    if let Some(ratio) = ratio(&lower) {
        return Ok(ratio);
    }
    let (qualifier, rest) = Qualifier::taken_off(&lower);
    let (negative, rest) = sign_taken_off(rest);
    let figure = match rest.chars().next() {
        Some(first) if first.is_ascii_digit() => in_digits(rest, &stored)?,
        _ => in_words(rest, &stored)?,
    };
    let sign = if negative { -1 } else { 1 };
    let value = figure.amount.times(sign).and_then(Amount::decimal);
    let value = value.ok_or_else(|| NotANumber::TooLarge(stored.clone()))?;
    let Found { kind, unit, in_words, english_commas, .. } = figure;
    Ok(Written::Figure(Figure { value, kind, qualifier, unit, in_words, english_commas }))
}

fn is_vague(text: &str) -> bool {
    ["hàng ", "vài ", "mấy ", "nhiều ", "một số ", "một vài "]
        .iter()
        .any(|word| text.starts_with(word))
}

fn is_code(text: &str) -> bool {
    text.len() > 1 && text.starts_with('0') && text.bytes().all(|letter| letter.is_ascii_digit())
}

/// `122/130`, also with what is counted after it.
fn ratio(text: &str) -> Option<Written> {
    let (part, whole) = text.split_once('/')?;
    let count = |text: &str| -> Option<(i64, bool)> {
        let (number, rest) = Number::taken_off(text.trim(), text).ok()?;
        let units =
            i64::try_from(number.amount.units).ok().filter(|_| number.amount.places == 0)?;
        Some((units, rest.trim().is_empty() || rest.starts_with(' ') && !has_digit(rest)))
    };
    let (part, alone) =
        count(part).filter(|_| part.trim().ends_with(|last: char| last.is_ascii_digit()))?;
    let (whole, clean) = count(whole)?;
    (alone && clean).then_some(Written::Ratio { part, whole })
}

fn has_digit(text: &str) -> bool {
    text.chars().any(char::is_numeric)
}

/// Accountants write a negative amount in brackets.
fn sign_taken_off(text: &str) -> (bool, &str) {
    if let Some(inside) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        return (true, inside.trim());
    }
    for sign in ["-", "−", "âm "] {
        if let Some(rest) = text.strip_prefix(sign) {
            return (true, rest.trim_start());
        }
    }
    (false, text.strip_prefix('+').map_or(text, str::trim_start))
}

struct Found {
    amount: Amount,
    kind: Kind,
    unit: String,
    in_words: bool,
    english_commas: bool,
}

fn in_words(text: &str, stored: &str) -> Result<Found, NotANumber> {
    let unreadable = || NotANumber::Unreadable(stored.to_owned());
    let all: Vec<&str> = text.split(' ').collect();
    let (units, length) = words::read_words(&all).ok_or_else(unreadable)?;
    let scaled =
        all[..length].iter().any(|word| words::scale(word).is_some_and(|scale| scale > 1000));
    let rest = all[length..].join(" ");
    let (kind, unit) = kind_of(&rest, scaled).ok_or_else(unreadable)?;
    // "không rõ", "không có số liệu": the word for nought is also the word for not.
    if units == 0 && kind == Kind::Count && !rest.is_empty() {
        return Err(unreadable());
    }
    Ok(Found {
        amount: Amount { units, places: 0 },
        kind,
        unit,
        in_words: true,
        english_commas: false,
    })
}

fn in_digits(text: &str, stored: &str) -> Result<Found, NotANumber> {
    let unreadable = || NotANumber::Unreadable(stored.to_owned());
    let too_large = || NotANumber::TooLarge(stored.to_owned());
    let mut total = Amount { units: 0, places: 0 };
    let (mut rest, mut lowest, mut english_commas) = (text, i128::MAX, false);
    let mut scaled = false;
    loop {
        let (number, after) = Number::taken_off(rest, stored)?;
        english_commas |= number.english_commas;
        let (scale, after) = Scale::taken_off(after);
        // 1 tỷ 200 triệu: each scale smaller than the one before, and none left out.
        if scale.by >= lowest || (scaled && scale.by == 1) {
            return Err(unreadable());
        }
        total = number
            .amount
            .times(scale.by)
            .and_then(|term| total.plus(term))
            .ok_or_else(too_large)?;
        (lowest, scaled) = (scale.by, scaled || scale.by > 1);
        let (tail, after) = scale.tail(after);
        total = total.plus(tail).ok_or_else(too_large)?;
        rest = after;
        let more = rest.trim_start();
        if scale.by == 1 || !more.starts_with(|first: char| first.is_ascii_digit()) {
            break;
        }
        // 2tr5x: digits glued to letters that say nothing.
        if more.len() == rest.len() && tail.units > 0 {
            return Err(unreadable());
        }
        rest = more;
    }
    let (kind, unit) = kind_of(rest.trim(), scaled).ok_or_else(unreadable)?;
    // Letters glued to digits are a unit only where that is a habit: 5.000đ, 28%.
    let glued = rest.starts_with(char::is_alphabetic) && !scaled && kind == Kind::Count;
    if glued {
        return Err(unreadable());
    }
    Ok(Found { amount: total, kind, unit, in_words: false, english_commas })
}

/// What the words after a number say it counts. A bare scale (0,5 triệu) means money.
fn kind_of(rest: &str, scaled: bool) -> Option<(Kind, String)> {
    let money = ["đồng", "đ", "vnđ", "vnd", "₫", "đồng việt nam", "việt nam đồng", ".đ", ".đồng"];
    let percent = rest.strip_prefix('%').or_else(|| rest.strip_prefix("phần trăm"));
    if let Some(of) = percent.filter(|of| of.is_empty() || of.starts_with(' ')) {
        return (!has_digit(of)).then_some((Kind::Percent, String::new()));
    }
    let before_slash = rest.split('/').next().unwrap_or_default().trim();
    if money.contains(&before_slash) || (rest.is_empty() && scaled) {
        return (!has_digit(rest)).then_some((Kind::Money, String::new()));
    }
    let readable = rest.is_empty() || (rest.starts_with(char::is_alphabetic) && !has_digit(rest));
    readable.then(|| (Kind::Count, rest.to_owned()))
}
