//! Reading the book: all figures of a form at once, in the geography of a chosen day.

mod ask;
mod distinct;
mod figure;
mod holding;
mod single;
mod stated;

pub use figure::{Base, Figure, Missing};
pub use single::{by_child, has_rows, kept_by_registers, reported, written_late};

use crate::indicator::{Definition, Kind, catalogue};
use distinct::distinct;
use holding::{Holding, held_in};
use kernel::{Day, Period, UnitId};
use platform::{Problem, db::Tx};
use stated::{bases, worded};
use std::collections::{BTreeSet, HashMap};
use units::{Level, Subtree};

/// What one grouped query brings for an indicator.
#[derive(Debug, Default, Clone, PartialEq, sqlx::FromRow)]
pub struct Sum {
    pub indicator: String,
    pub quantity: i64,
    pub declared: i64,
    pub wording: String,
}

/// The figures of `wanted`, in that order: one grouped query for all of them, never one per line. They are kept while
/// the data stand as they were.
pub async fn figures(
    tx: &mut Tx,
    within: &Subtree,
    period: Period,
    wanted: &[&str],
) -> Result<Vec<Figure>, Problem> {
    let name = format!("figures {within:?} {period:?} {wanted:?}");
    if let Some(kept) = tx.recall::<Vec<Figure>>(&name).await? {
        return Ok(kept.as_ref().clone());
    }
    let found = find_figures(tx, within, period, wanted).await?;
    let bytes = found.iter().map(Figure::bytes).sum();
    Ok(tx.keep(name, bytes, found).as_ref().clone())
}

async fn find_figures(
    tx: &mut Tx,
    within: &Subtree,
    period: Period,
    wanted: &[&str],
) -> Result<Vec<Figure>, Problem> {
    let all = catalogue(tx).await?;
    let known: HashMap<&str, &Definition> =
        all.iter().map(|one| (one.code.as_str(), one)).collect();
    for code in wanted {
        if !known.contains_key(code) {
            crate::indicator::definition(tx, code).await?;
        }
    }
    let communes = units::children_at_level(tx, within, Level::Commune).await?;
    let communes = communes.iter().map(Missing::of).collect();
    let held = held_in(tx, within, period, &all).await?;
    let distinct = distinct(tx, within, period, &known, wanted).await?;
    let expected = Expected { communes, held: &held };
    let worded = worded(tx, within, period).await?;
    let bases = bases(tx, within, period).await?;
    let definitions = wanted.iter().filter_map(|code| known.get(code));
    Ok(definitions
        .map(|one_of| one(one_of, &known, &distinct, &expected, &worded, &bases))
        .collect())
}

fn one(
    definition: &Definition,
    known: &HashMap<&str, &Definition>,
    distinct: &HashMap<String, Sum>,
    expected: &Expected<'_>,
    worded: &HashMap<String, String>,
    bases: &HashMap<String, (String, Day)>,
) -> Figure {
    let blank = Figure {
        definition: definition.clone(),
        value: None,
        declared: 0,
        wording: String::new(),
        worded: worded.get(&definition.code).cloned(),
        numerator: None,
        denominator: None,
        base: None,
        missing: expected.missing(definition),
    };
    let sum_of = |code: &str| {
        let is_distinct = known.get(code).is_some_and(|one| one.kind == Kind::Distinct);
        let sums = if is_distinct { distinct } else { &expected.held.sums };
        sums.get(code).cloned()
    };
    match definition.kind {
        Kind::Ratio => {
            let part =
                |place: usize| definition.parts.get(place).map(String::as_str).unwrap_or_default();
            let (numerator, denominator) = (sum_of(part(0)), sum_of(part(1)));
            let base = known.get(part(1)).map(|base| {
                let stated = bases.get(&base.code);
                Base {
                    indicator: base.code.clone(),
                    basis: stated
                        .map_or_else(|| base.definition_vi.clone(), |(basis, _)| basis.clone()),
                    day: stated.map(|(_, until)| until.before()),
                }
            });
            Figure {
                wording: numerator.as_ref().map(|sum| sum.wording.clone()).unwrap_or_default(),
                missing: known.get(part(0)).map(|part| expected.missing(part)).unwrap_or_default(),
                numerator: numerator.map(|sum| sum.quantity),
                denominator: denominator.map(|sum| sum.quantity),
                base,
                ..blank
            }
        }
        Kind::Sum => {
            let parts: Vec<Sum> = definition.parts.iter().filter_map(|code| sum_of(code)).collect();
            Figure {
                value: (!parts.is_empty()).then(|| parts.iter().map(|sum| sum.quantity).sum()),
                declared: parts.iter().map(|sum| sum.declared).sum(),
                ..blank
            }
        }
        _ => match sum_of(&definition.code) {
            Some(sum) => Figure {
                value: Some(sum.quantity),
                declared: sum.declared,
                wording: sum.wording,
                ..blank
            },
            // A register that is kept and has nothing to count has counted zero.
            None if expected.keeps(&definition.register) => Figure { value: Some(0), ..blank },
            None => blank,
        },
    }
}

/// Who is expected to report, and who has.
struct Expected<'h> {
    communes: BTreeSet<Missing>,
    held: &'h Holding,
}

impl Expected<'_> {
    fn keeps(&self, register: &str) -> bool {
        !register.is_empty() && self.held.kept.contains_key(register)
    }

    /// The communes that are expected and silent, by code. A figure that only the province
    /// reports is missing nowhere below it.
    fn missing(&self, definition: &Definition) -> Vec<Missing> {
        if definition.reported_by != "commune" || !definition.kind.is_posted() {
            return vec![];
        }
        let reported = self.held.reported.get(&definition.code);
        let kept = self.held.kept.get(&definition.register);
        let has = |unit: &UnitId| {
            reported.is_some_and(|units| units.contains(unit))
                || kept.is_some_and(|units| units.contains(unit))
        };
        self.communes.iter().filter(|commune| !has(&commune.id)).cloned().collect()
    }
}
