//! Money.

use crate::{column::bigint_column, vietnamese::number};
use std::fmt;

/// An amount of Vietnamese đồng. The đồng has no smaller unit, so a whole number is exact.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
)]
pub struct Dong(pub i64);

bigint_column!(Dong);

impl Dong {
    pub const ZERO: Dong = Dong(0);

    /// The sum, unless it is more than 64 bits hold: then there is no sum rather than a wrong one.
    pub fn plus(self, other: Dong) -> Option<Dong> {
        self.0.checked_add(other.0).map(Dong)
    }
}

impl fmt::Display for Dong {
    /// Groups thousands the Vietnamese way: `1.250.000 đ`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} đ", number::grouped(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_thousands_with_dots() {
        assert_eq!(Dong(1_250_000).to_string(), "1.250.000 đ");
        assert_eq!(Dong(-999).to_string(), "-999 đ");
        assert_eq!(Dong(0).to_string(), "0 đ");
    }

    #[test]
    fn a_sum_that_does_not_fit_is_no_sum() {
        assert_eq!(Dong(i64::MAX).plus(Dong(1)), None);
    }
}
