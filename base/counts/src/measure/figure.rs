//! A figure, with all that a reader may ask of it.

use crate::indicator::Definition;
use kernel::{Day, Lang, UnitId};
use units::UnitBrief;

/// One figure of a subtree and a period, with all that a reader may ask of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    pub definition: Definition,
    /// Nothing where nobody has reported: nothing is not zero.
    pub value: Option<i64>,
    /// Of `value`, what is only declared.
    pub declared: i64,
    /// The word of an approximate figure: `gần`, `trên` …
    pub wording: String,
    /// What the source says instead of a number: `hàng chục tỷ đồng`.
    pub worded: Option<String>,
    pub numerator: Option<i64>,
    pub denominator: Option<i64>,
    /// What the denominator of a ratio is and when it was taken.
    pub base: Option<Base>,
    pub missing: Vec<Missing>,
}

/// What a ratio divides by.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Base {
    pub indicator: String,
    pub basis: String,
    pub day: Option<Day>,
}

/// A unit that is expected to report and has not.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Missing {
    pub code: String,
    pub name: String,
    #[serde(skip)]
    pub name_en: String,
    #[serde(skip)]
    pub id: UnitId,
}

impl Missing {
    pub(super) fn of(unit: &UnitBrief) -> Missing {
        Missing {
            code: unit.code.clone(),
            name: unit.full_name(Lang::Vi),
            name_en: unit.full_name(Lang::En),
            id: unit.id.clone(),
        }
    }
}

impl Figure {
    /// Roughly how much memory it takes.
    pub(super) fn bytes(&self) -> usize {
        const WORDS: usize = 2_000;
        const ONE_MISSING: usize = 250;
        WORDS + self.missing.len() * ONE_MISSING
    }

    /// The share of the value that is declared, in hundredths of a percent; nothing without a value.
    pub fn declared_share(&self) -> Option<f64> {
        let value = self.value.filter(|value| *value != 0)?;
        Some((self.declared * 10_000 / value) as f64 / 10_000.0)
    }
}
