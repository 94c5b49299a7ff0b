//! Digits with their separators and scales: `1.250,75`, `1 000 000`, `2.218 triệu`, `1tr5`.

use super::{Decimal, NotANumber, shown::grouped};

/// A number under way: exact, with what it is multiplied by.
#[derive(Clone, Copy)]
pub(super) struct Amount {
    pub units: i128,
    pub places: u32,
}

impl Amount {
    pub fn times(self, scale: i128) -> Option<Amount> {
        Some(Amount { units: self.units.checked_mul(scale)?, ..self })
    }
    pub fn plus(self, other: Amount) -> Option<Amount> {
        let places = self.places.max(other.places);
        let at =
            |amount: Amount| amount.units.checked_mul(10_i128.checked_pow(places - amount.places)?);
        Some(Amount { units: at(self)?.checked_add(at(other)?)?, places })
    }
    pub fn decimal(self) -> Option<Decimal> {
        let (mut units, mut places) = (self.units, self.places);
        while places > 0 && units % 10 == 0 {
            (units, places) = (units / 10, places - 1);
        }
        Some(Decimal::of(i64::try_from(units).ok()?, u8::try_from(places).ok()?))
    }
}

/// A word that multiplies: nghìn, triệu, tỷ, and their short forms.
#[derive(Clone, Copy)]
pub(super) struct Scale {
    pub by: i128,
}

impl Scale {
    pub fn taken_off(text: &str) -> (Scale, &str) {
        let (mut by, mut rest) = (1_i128, text);
        for _ in 0..3 {
            let Some((scale, after)) = Scale::one(rest.trim_start()) else { break };
            (by, rest) = (by.saturating_mul(scale), after);
        }
        (Scale { by }, rest)
    }
    fn one(text: &str) -> Option<(i128, &str)> {
        let names = ["trăm", "nghìn", "ngàn", "triệu", "tỷ", "tỉ", "tr", "k"];
        let values = [100, 1000, 1000, 1_000_000, 1_000_000_000, 1_000_000_000, 1_000_000, 1000];
        names.iter().zip(values).find_map(|(name, value)| {
            let after = text.strip_prefix(name)?;
            let whole_word =
                !after.starts_with(char::is_alphabetic) || (name.len() < 3 && money_letter(after));
            whole_word.then_some((value, after))
        })
    }
    /// What may follow a scale: `rưỡi` is half of it, glued digits are its decimals (1tr5, 1tr25).
    pub fn tail(self, text: &str) -> (Amount, &str) {
        let nothing = Amount { units: 0, places: 0 };
        if self.by == 1 {
            return (nothing, text);
        }
        if let Some(after) = text.trim_start().strip_prefix("rưỡi") {
            return (Amount { units: self.by / 2, places: 0 }, after);
        }
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (decimals, after) = text.split_at(digits);
        match decimals.parse::<i128>() {
            Ok(units) if digits <= 3 && !after.starts_with(['.', ',']) => {
                let tail = Amount { units: units * self.by, places: digits as u32 };
                (tail, after)
            }
            _ => (nothing, text),
        }
    }
}

/// 500kđ, 2trđ.
fn money_letter(text: &str) -> bool {
    text.strip_prefix('đ').is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
}

/// Digits with their separators.
pub(super) struct Number {
    pub amount: Amount,
    pub english_commas: bool,
}

impl Number {
    pub fn taken_off<'a>(text: &'a str, stored: &str) -> Result<(Number, &'a str), NotANumber> {
        let end =
            text.find(|letter: char| !letter.is_ascii_digit() && letter != '.' && letter != ',');
        let (digits, rest) = text.split_at(end.unwrap_or(text.len()));
        if digits.len() <= 3 && !digits.contains(['.', ',']) {
            let (digits, rest) = with_groups_after_spaces(text, digits.len());
            return Ok((Number::plain(&digits, stored)?, rest));
        }
        Ok((Number::of(digits, stored)?, rest))
    }

    fn plain(digits: &str, stored: &str) -> Result<Number, NotANumber> {
        Number::with_places(digits, 0, stored)
    }

    fn with_places(digits: &str, places: usize, stored: &str) -> Result<Number, NotANumber> {
        if digits.is_empty() || !digits.bytes().all(|letter| letter.is_ascii_digit()) {
            return Err(NotANumber::Unreadable(stored.to_owned()));
        }
        // 30 digits leave room to multiply by any scale.
        let too_long = digits.len() > 30;
        let units = digits.parse().ok().filter(|_| !too_long);
        let units = units.ok_or_else(|| NotANumber::TooLarge(stored.to_owned()))?;
        Ok(Number { amount: Amount { units, places: places as u32 }, english_commas: false })
    }

    fn of(written: &str, stored: &str) -> Result<Number, NotANumber> {
        let wrong = |instead| NotANumber::WrongGroups { written: stored.to_owned(), instead };
        let commas = written.matches(',').count();
        let dots = written.matches('.').count();
        match (dots, commas) {
            (0, 0) => Number::plain(written, stored),
            (_, 0) if evenly_grouped(written, '.') => {
                Number::plain(&written.replace('.', ""), stored)
            }
            (1, 0) => Err(wrong(
                Some(written.replace('.', ","))
                    .filter(|it| !it.starts_with(',') && !it.ends_with(',')),
            )),
            (_, 1) => {
                let (whole, decimals) = written.split_once(',').unwrap_or((written, ""));
                if decimals.contains('.') {
                    return Err(wrong(as_vietnamese(written)));
                }
                if dots > 0 && !evenly_grouped(whole, '.') {
                    return Err(wrong(None));
                }
                let plain = whole.replace('.', "");
                if dots == 0 && decimals.len() == 3 && plain.len() <= 3 && plain != "0" {
                    return Err(ambiguous(written, whole, decimals));
                }
                if plain.is_empty() || decimals.is_empty() {
                    return Err(NotANumber::Unreadable(stored.to_owned()));
                }
                Number::with_places(&format!("{plain}{decimals}"), decimals.len(), stored)
            }
            (0, _) if evenly_grouped(written, ',') => {
                let number = Number::plain(&written.replace(',', ""), stored)?;
                Ok(Number { english_commas: true, ..number })
            }
            _ => Err(wrong(None)),
        }
    }
}

/// `1,250.75` as it is written here: `1.250,75`.
fn as_vietnamese(english: &str) -> Option<String> {
    let (whole, decimals) = english.split_once('.')?;
    let clear = evenly_grouped(whole, ',') && !decimals.is_empty() && !decimals.contains('.');
    clear.then(|| format!("{},{decimals}", whole.replace(',', ".")))
}

fn ambiguous(written: &str, whole: &str, decimals: &str) -> NotANumber {
    let thousands: i64 = format!("{whole}{decimals}").parse().unwrap_or_default();
    let shortest = decimals.trim_end_matches('0');
    let as_decimal =
        if shortest.is_empty() { whole.to_owned() } else { format!("{whole},{shortest}") };
    NotANumber::Ambiguous {
        written: written.to_owned(),
        as_thousands: grouped(thousands),
        as_decimal,
    }
}

/// One to three digits, then groups of exactly three; a number in groups does not begin with a zero.
fn evenly_grouped(written: &str, separator: char) -> bool {
    let mut groups = written.split(separator);
    let first = groups.next().unwrap_or_default();
    (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && groups.all(|group| group.len() == 3)
}

/// `1 000 000`: spaces between groups. The digits without them, and what follows.
fn with_groups_after_spaces(text: &str, first: usize) -> (String, &str) {
    let mut digits = text[..first].to_owned();
    let mut rest = &text[first..];
    while let Some(group) = rest.strip_prefix(' ') {
        let length = group.bytes().take_while(u8::is_ascii_digit).count();
        if length != 3 || group[3..].starts_with(['.', ',']) || text.starts_with('0') {
            break;
        }
        digits.push_str(&group[..3]);
        rest = &group[3..];
    }
    (digits, rest)
}
