//! A number with decimals, held exactly.

use super::shown::{grouped, with_dots};
use std::fmt;

/// `units` divided by ten as often as `places` says, in its shortest form: 12,50 is 125 and 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decimal {
    units: i64,
    places: u8,
}

impl Decimal {
    pub fn of(mut units: i64, mut places: u8) -> Decimal {
        while places > 0 && units % 10 == 0 {
            units /= 10;
            places -= 1;
        }
        Decimal { units, places }
    }
    pub fn units(self) -> i64 {
        self.units
    }
    pub fn places(self) -> u8 {
        self.places
    }
    /// The number, if it has no decimals.
    pub fn whole(self) -> Option<i64> {
        (self.places == 0).then_some(self.units)
    }
}

impl fmt::Display for Decimal {
    /// The Vietnamese way: `1.234.567,5`. Three decimals would look like thousands to a reader, and to us, so
    /// they get a fourth: `12,3450`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = usize::from(self.places);
        if places == 0 {
            return f.write_str(&grouped(self.units));
        }
        let digits = format!("{:0>width$}", self.units.unsigned_abs(), width = places + 1);
        let (whole, decimals) = digits.split_at(digits.len() - places);
        let like_thousands = places == 3 && whole.len() <= 3 && whole != "0";
        let fourth = if like_thousands { "0" } else { "" };
        let whole = with_dots(whole);
        let sign = if self.units < 0 { "-" } else { "" };
        write!(f, "{sign}{whole},{decimals}{fourth}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_never_taken_for_thousands() {
        assert_eq!(Decimal::of(12_345, 3).to_string(), "12,3450");
        assert_eq!(Decimal::of(-12_345, 3).to_string(), "-12,3450");
        assert_eq!(Decimal::of(345, 3).to_string(), "0,345");
        assert_eq!(Decimal::of(1_234_567, 3).to_string(), "1.234,567");
    }
}
