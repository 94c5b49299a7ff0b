//! Tỷ lệ chia: exact shares, and whole numbers divided by them so that the parts add up again.

use std::{fmt, str::FromStr};

/// A part of a whole: `1/3`, `40/100`. Never rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Share {
    part: i64,
    of: i64,
}

impl Share {
    pub const WHOLE: Share = Share { part: 1, of: 1 };

    /// Nothing where it is not between nothing and the whole.
    pub fn new(part: i64, of: i64) -> Option<Share> {
        let fits = 0 < of && of <= SHARE_MAX && (0..=of).contains(&part);
        fits.then(|| {
            let common = greatest_common(part, of);
            Share { part: part / common, of: of / common }
        })
    }

    pub fn part(self) -> i64 {
        self.part
    }
    pub fn of(self) -> i64 {
        self.of
    }
}

/// So large that a share may be stated by people, and so small that products of them fit.
const SHARE_MAX: i64 = 1_000_000_000;

fn greatest_common(a: i64, b: i64) -> i64 {
    if b == 0 { a.max(1) } else { greatest_common(b, a % b) }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.part, self.of)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” không phải là một tỷ lệ")]
pub struct NotAShare(pub String);

impl FromStr for Share {
    type Err = NotAShare;

    /// `1/3`, `40%`, `12,5%`, `1`.
    fn from_str(text: &str) -> Result<Share, NotAShare> {
        let no = || NotAShare(text.to_owned());
        let typed: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
        let share = match (typed.split_once('/'), typed.strip_suffix('%')) {
            (Some((part, of)), _) => {
                let (part, of) = (whole(part).ok_or_else(no)?, whole(of).ok_or_else(no)?);
                Share::new(part, of)
            }
            (None, Some(percent)) => {
                percent_of(percent).and_then(|(part, of)| Share::new(part, of))
            }
            (None, None) => match typed.as_str() {
                "1" => Some(Share::WHOLE),
                "0" => Share::new(0, 1),
                _ => None,
            },
        };
        share.ok_or_else(no)
    }
}

fn whole(digits: &str) -> Option<i64> {
    let fits = (1..=10).contains(&digits.len()) && digits.bytes().all(|one| one.is_ascii_digit());
    if fits { digits.parse().ok() } else { None }
}

/// `12,5` is 125 of 1000.
fn percent_of(text: &str) -> Option<(i64, i64)> {
    let (before, after) = text.split_once([',', '.']).unwrap_or((text, ""));
    let after = if after.is_empty() {
        0
    } else {
        whole(after)? * 10_i64.pow(6_u32.checked_sub(u32::try_from(after.len()).ok()?)?)
    };
    Some((whole(before)?.checked_mul(1_000_000)?.checked_add(after)?, 100_000_000))
}

impl serde::Serialize for Share {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
impl<'de> serde::Deserialize<'de> for Share {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Share, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// Whether shares make up exactly one whole.
pub fn is_whole(shares: &[Share]) -> bool {
    let mut sum = (0_i128, 1_i128);
    for share in shares {
        let (part, of) = (i128::from(share.part), i128::from(share.of));
        sum = (sum.0 * of + part * sum.1, sum.1 * of);
        let common = greatest_common_wide(sum.0, sum.1);
        sum = (sum.0 / common, sum.1 / common);
        // More than a whole never becomes one again, and the numbers stay small.
        if sum.1 < sum.0 {
            return false;
        }
    }
    sum == (1, 1)
}

/// What is left of a whole when some shares have been taken; nothing where nothing would be.
pub fn rest(shares: &[Share]) -> Option<Share> {
    let mut left = (1_i128, 1_i128);
    for share in shares {
        let (part, of) = (i128::from(share.part), i128::from(share.of));
        left = (left.0 * of - part * left.1, left.1 * of);
        let common = greatest_common_wide(left.0.abs(), left.1);
        left = (left.0 / common, left.1 / common);
        if left.0 <= 0 {
            return None;
        }
    }
    Share::new(i64::try_from(left.0).ok()?, i64::try_from(left.1).ok()?)
}

fn greatest_common_wide(a: i128, b: i128) -> i128 {
    if b == 0 { a.max(1) } else { greatest_common_wide(b, a % b) }
}

/// Divides a whole number: each share gets what it comes to, rounded down, and those with the largest
/// remainders one more, the earlier first, until nothing is left. The parts always add up to the whole.
///
/// Nothing where the shares do not make up one whole, or the whole is less than nothing.
pub fn divide(whole: i64, shares: &[Share]) -> Option<Vec<i64>> {
    if whole < 0 || !is_whole(shares) {
        return None;
    }
    let mut parts = vec![];
    let mut remainders = vec![];
    for (place, share) in shares.iter().enumerate() {
        let (product, of) = (i128::from(whole) * i128::from(share.part), i128::from(share.of));
        parts.push(i64::try_from(product / of).ok()?);
        remainders.push((product % of, of, place));
    }
    let left = usize::try_from(whole - parts.iter().sum::<i64>()).ok()?;
    // a/b > c/d where a·d > c·b.
    remainders.sort_by(|a, b| (b.0 * a.1).cmp(&(a.0 * b.1)).then(a.2.cmp(&b.2)));
    for (_, _, place) in remainders.iter().take(left) {
        parts[*place] += 1;
    }
    Some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shares(texts: &[&str]) -> Vec<Share> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    #[test]
    fn a_share_is_read_as_people_write_it() {
        for (text, shown) in
            [("1/3", "1/3"), ("40%", "2/5"), ("12,5 %", "1/8"), ("120/300", "2/5"), ("1", "1/1")]
        {
            assert_eq!(text.parse::<Share>().unwrap().to_string(), shown);
        }
        for text in
            ["", "4/3", "140%", "1/0", "-1/3", "một nửa", "0.5", "99999999999/3", "1.1234567%"]
        {
            assert!(text.parse::<Share>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_largest_remainders_get_what_is_left() {
        assert_eq!(divide(100, &shares(&["1/3", "1/3", "1/3"])), Some(vec![34, 33, 33]));
        assert_eq!(divide(10, &shares(&["25%", "35%", "40%"])), Some(vec![3, 3, 4]));
        assert_eq!(divide(1, &shares(&["1/100", "99/100"])), Some(vec![0, 1]));
        assert_eq!(divide(0, &shares(&["1/2", "1/2"])), Some(vec![0, 0]));
    }

    #[test]
    fn shares_that_are_no_whole_divide_nothing() {
        assert_eq!(divide(100, &shares(&["1/3", "1/3"])), None);
        assert_eq!(divide(100, &shares(&["2/3", "2/3"])), None);
        assert_eq!(divide(-1, &shares(&["1"])), None);
        assert_eq!(divide(5, &[]), None);
    }

    #[test]
    fn what_is_left_of_a_whole_is_never_nothing() {
        assert_eq!(rest(&shares(&["1/3", "1/6"])), "1/2".parse().ok());
        assert_eq!(rest(&shares(&["1/3", "2/3"])), None);
        assert_eq!(rest(&shares(&["1/2", "2/3"])), None);
        assert_eq!(rest(&[]), Some(Share::WHOLE));
    }

    #[test]
    fn the_parts_always_add_up() {
        for whole in [1, 2, 7, 155_232, 60_000_000_000] {
            for split in [&["1/7", "6/7"][..], &["1/3", "1/6", "1/2"], &["17/1000", "983/1000"]] {
                let parts = divide(whole, &shares(split)).unwrap();
                assert_eq!(parts.iter().sum::<i64>(), whole, "{split:?}");
            }
        }
    }
}
