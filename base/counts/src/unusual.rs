//! Khác thường: which changes ask for a sentence.

use crate::{indicator::Kind, measure::Figure};
use std::cmp::Ordering;

/// What a unit comes to: so many, or so many of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    Number(i64),
    Share { part: i64, base: i64 },
}

/// A share is drawn and asked for in hundredths of a percent.
const SHARE_SCALE: i128 = 10_000;

/// A change beyond this many percent asks for a sentence.
pub const UNUSUAL_PERCENT: i64 = 30;

/// Numbers below this one, both then and now, ask for nothing: from 2 classes to 3 is half as many again and no news.
/// A share asks for nothing where both its numerators are as small.
pub const UNUSUAL_FLOOR: i64 = 10;

impl Amount {
    /// How high it is drawn: the number, or hundredths of a percent.
    pub fn height(self) -> i64 {
        match self {
            Amount::Number(number) => number,
            Amount::Share { part, base } => {
                let exact = i128::from(part) * SHARE_SCALE;
                i64::try_from(exact / i128::from(base.max(1))).unwrap_or(i64::MAX)
            }
        }
    }

    /// Shares are compared exactly, not as they are rounded.
    pub fn order(self, other: Amount) -> Ordering {
        match (self, other) {
            (Amount::Share { part, base }, Amount::Share { part: other, base: of }) => {
                let (left, right) =
                    (i128::from(part) * i128::from(of), i128::from(other) * i128::from(base));
                left.cmp(&right)
            }
            _ => self.height().cmp(&other.height()),
        }
    }

    /// Whether this has gone up or down by more than [`UNUSUAL_PERCENT`] of what it was `before`. A share is judged by
    /// its percentage, whatever its two numbers have done.
    pub fn is_unusual_after(self, before: Amount) -> bool {
        if self.count().max(before.count()) < UNUSUAL_FLOOR {
            return false;
        }
        let (now, then) = self.over_one_base(before);
        let change = now.saturating_sub(then).saturating_abs();
        change.saturating_mul(100)
            > then.saturating_abs().saturating_mul(i128::from(UNUSUAL_PERCENT))
    }

    /// How many there are: what the floor is asked of.
    fn count(self) -> i64 {
        match self {
            Amount::Number(number) | Amount::Share { part: number, .. } => number.saturating_abs(),
        }
    }

    /// Both as whole numbers that compare as the two do.
    fn over_one_base(self, before: Amount) -> (i128, i128) {
        match (self, before) {
            (Amount::Share { part, base }, Amount::Share { part: other, base: of }) => {
                (i128::from(part) * i128::from(of), i128::from(other) * i128::from(base))
            }
            _ => (i128::from(self.height()), i128::from(before.height())),
        }
    }
}

impl Figure {
    /// What it comes to; nothing where nobody has reported, or there is nothing to divide by.
    pub fn amount(&self) -> Option<Amount> {
        match self.definition.kind {
            Kind::Ratio => {
                let base = self.denominator.filter(|base| *base > 0)?;
                Some(Amount::Share { part: self.numerator?, base })
            }
            _ => self.value.map(Amount::Number),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(now: i64, before: i64) -> bool {
        Amount::Number(now).is_unusual_after(Amount::Number(before))
    }
    fn share(now: (i64, i64), before: (i64, i64)) -> bool {
        let share = |(part, base)| Amount::Share { part, base };
        share(now).is_unusual_after(share(before))
    }

    #[test]
    fn a_change_of_more_than_thirty_percent_is_unusual_and_exactly_thirty_is_not() {
        for (now, before, is_unusual) in [
            (130, 100, false),
            (131, 100, true),
            (70, 100, false),
            (69, 100, true),
            (0, 100, true),
            (40, 0, true),
            (0, 0, false),
            (-20, 20, true),
            (i64::MAX, i64::MIN, true),
        ] {
            assert_eq!(number(now, before), is_unusual, "{before} → {now}");
        }
    }

    #[test]
    fn of_a_handful_nobody_asks_why() {
        assert!(!number(9, 3) && !number(3, 9) && !number(5, 0));
        assert!(number(10, 3) && number(3, 10), "one of the two is no handful");
        assert!(!share((2, 2), (1, 2)), "one centre more of two");
    }

    #[test]
    fn a_share_is_judged_by_its_percentage() {
        assert!(!share((200, 1_000), (100, 500)), "twice as many of twice as many");
        assert!(share((150, 1_000), (100, 1_000)), "10% → 15%");
        assert!(!share((130, 1_000), (100, 1_000)), "10% → 13% is thirty percent exactly");
        assert!(share((130_001, 1_000_000), (100_000, 1_000_000)), "and not as it is rounded");
    }

    #[test]
    fn shares_are_compared_exactly() {
        let share = |part, base| Amount::Share { part, base };
        assert_eq!(share(1, 3).order(share(3_333_333, 10_000_000)), Ordering::Greater);
        assert_eq!(share(2, 4).order(share(1, 2)), Ordering::Equal);
        assert_eq!(share(155_232, 547_800).height(), 2_833);
        assert_eq!(share(1, 0).height(), 10_000);
    }
}
