//! Comparing units: steps and classes.

use crate::texts::Texts;
use axum::http::StatusCode;
use kernel::Lang;
use platform::Say;
use units::Level;

/// Every reason why a board says no.
#[derive(Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A chapter has nothing below it to compare.
    NothingBelow {
        unit: String,
    },
    /// How many different people there are cannot be divided among units.
    NotByUnit {
        label: String,
    },
    NotANumber {
        typed: String,
    },
    UnknownFormat {
        typed: String,
    },
}

impl Say for Refusal {
    fn say(&self, lang: Lang) -> String {
        let t = Texts(lang);
        match self {
            Refusal::NothingBelow { unit } => t.nothing_below(unit),
            Refusal::NotByUnit { label } => t.not_by_unit(label),
            Refusal::NotANumber { typed } => t.not_a_number(typed),
            Refusal::UnknownFormat { typed } => t.unknown_format(typed),
        }
    }
    fn status(&self) -> StatusCode {
        StatusCode::UNPROCESSABLE_ENTITY
    }
}

/// The level that a unit is compared by.
pub fn level_below(level: Level) -> Option<Level> {
    match level {
        Level::Nation => Some(Level::Province),
        Level::Province | Level::District => Some(Level::Commune),
        Level::Commune => Some(Level::Chapter),
        _ => None,
    }
}

/// How many steps of colour tiles have.
pub const STEPS: usize = 5;

/// The step of each height, 1 to [`STEPS`]: as many units in each as can be, equal ones in the same.
pub fn steps(heights: &[i64]) -> Vec<usize> {
    let mut sorted = heights.to_vec();
    sorted.sort_unstable();
    let step = |height: &i64| {
        let below = sorted.partition_point(|other| other < height);
        1 + below * STEPS / sorted.len().max(1)
    };
    heights.iter().map(step).collect()
}

/// Heights from `from` up to and not including `until`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Class {
    pub from: i64,
    pub until: i64,
    pub units: usize,
}

const CLASSES_MAX: i64 = 8;

/// How the heights lie, in classes whose bounds are round numbers.
pub fn distribution(heights: &[i64]) -> Vec<Class> {
    let (Some(&least), Some(&most)) = (heights.iter().min(), heights.iter().max()) else {
        return vec![];
    };
    let width = round_up((most.saturating_sub(least) / CLASSES_MAX).max(1));
    let mut from = least.div_euclid(width) * width;
    let mut classes = vec![];
    while from <= most {
        let until = from.saturating_add(width);
        let units = heights.iter().filter(|height| from <= **height && **height < until).count();
        classes.push(Class { from, until, units });
        if until == i64::MAX {
            break;
        }
        from = until;
    }
    classes
}

/// The next of 1, 2, 5, 10, 20, 50 …
fn round_up(number: i64) -> i64 {
    let mut ten = 1_i64;
    loop {
        for digit in [1, 2, 5] {
            let round = ten.saturating_mul(digit);
            if number <= round {
                return round;
            }
        }
        ten = ten.saturating_mul(10);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_units_have_the_same_colour_and_each_step_its_fifth() {
        assert_eq!(steps(&[10, 20, 30, 40, 50]), [1, 2, 3, 4, 5]);
        assert_eq!(steps(&[7, 7, 7]), [1, 1, 1]);
        assert_eq!(steps(&[]), Vec::<usize>::new());
    }

    #[test]
    fn classes_begin_and_end_at_round_numbers_and_leave_nobody_out() {
        let heights = [0, 3, 97, 250, 251, 999];
        let classes = distribution(&heights);
        assert_eq!(classes[0], Class { from: 0, until: 200, units: 3 });
        assert_eq!(classes.iter().map(|class| class.units).sum::<usize>(), heights.len());
        assert!(classes.len() <= 9);
        assert_eq!(distribution(&[5]), [Class { from: 5, until: 6, units: 1 }]);
        assert_eq!(distribution(&[]), []);
        assert_eq!(distribution(&[-3, 4]).iter().map(|class| class.units).sum::<usize>(), 2);
    }
}
