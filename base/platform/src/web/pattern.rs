//! The values that the patterns of `macros.html` draw.

use kernel::Lang;

/// A number that says of what, of when and of where, and that opens to its sources.
#[derive(Debug, Clone, Default)]
pub struct Figure {
    pub label: String,
    /// As written: `155.232`, with the word of an approximate figure before it: `gần 5.000`.
    pub number: String,
    pub unit_of_measure: String,
    /// `6 tháng đầu năm 2017`
    pub period: String,
    /// `63 xã, theo địa giới năm 2017`
    pub geography: String,
    /// Against the same period of the year before, where there is one.
    pub change: Option<Change>,
    /// The share that units only declared, in whole percent; 0 when every one is in the register.
    pub declared_percent: u8,
    /// Where its sources are shown.
    pub sources: Option<String>,
}

/// How a figure moved, with the sign that a reader who sees no colour needs.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    Up(i64),
    Down(i64),
    Same,
}

impl Change {
    /// The difference of two counts: `1.100`, or a percentage when there is something to compare with.
    pub fn between(before: i64, now: i64) -> Change {
        let difference = i128::from(now) - i128::from(before);
        let size = i64::try_from(difference.abs()).unwrap_or(i64::MAX);
        match difference {
            0 => Change::Same,
            1.. => Change::Up(size),
            _ => Change::Down(size),
        }
    }
    /// `tăng 1.100 so với cùng kỳ`
    pub fn say(&self, lang: Lang) -> String {
        let words = super::Texts(lang);
        match self {
            Change::Up(by) => words.up_by(&lang.grouped(*by)),
            Change::Down(by) => words.down_by(&lang.grouped(*by)),
            Change::Same => words.unchanged(),
        }
    }
    pub fn shape(&self) -> &'static str {
        match self {
            Change::Up(_) => "up",
            Change::Down(_) => "down",
            Change::Same => "same",
        }
    }
}

/// One of several views of the same thing; each has its own address.
#[derive(Debug, Clone)]
pub struct Tab {
    pub label: String,
    pub href: String,
    pub current: bool,
}

impl Tab {
    pub fn new(label: impl Into<String>, href: impl Into<String>, current: bool) -> Tab {
        Tab { label: label.into(), href: href.into(), current }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_says_its_direction_in_words() {
        assert_eq!(Change::between(100, 1_200).say(Lang::Vi), "tăng 1.100 so với cùng kỳ");
        assert_eq!(
            Change::between(5, 2).say(Lang::En),
            "3 fewer than in the same period a year before"
        );
        assert_eq!(Change::between(7, 7), Change::Same);
        assert_eq!(Change::between(i64::MIN, i64::MAX).shape(), "up");
    }
}
