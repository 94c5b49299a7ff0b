//! Tổng hợp: a unit's figures from the snapshots of those below and its own part.
//!
//! Different people are not added up: somebody helped in two communes stands in the reports of both and is one person
//! in the province. Such a figure is counted anew in the books of all units below, and says so; what nobody's books
//! hold is left out, and said so too.

use super::{
    other_versions::{self, Lacking},
    rules::State,
    snapshot::{Named, numbers},
    store,
};
use crate::{report::Line, template::Form};
use counts::{Kind, Missing};
use kernel::{Day, Period, UnitId};
use platform::{Problem, db::Tx};
use std::collections::HashMap;
use units::{Level, Subtree, UnitBrief};

/// Which reports are added up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Take {
    /// Those that were accepted.
    #[default]
    Accepted,
    /// Where none was, also what has been submitted: said so beside it.
    Submitted,
}

/// The report of one unit below, as it went in.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct Part {
    #[schema(value_type = String)]
    pub unit_id: UnitId,
    pub unit: Named,
    /// Its snapshot, and the hash of that.
    pub snapshot: String,
    pub hash: String,
    pub state: State,
    /// The version of the form that it was made by; 0 in what was frozen before versions were told apart.
    #[serde(default)]
    pub form_version: i64,
    /// Indicators of the form that this version did not ask for.
    #[serde(default)]
    pub lacks: Vec<String>,
}

/// What all reports below come to, with the unit's own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Consolidated {
    /// By indicator: the sum, and what of it is only declared.
    pub sums: HashMap<String, (i64, i64)>,
    pub parts: Vec<Part>,
    pub absent: Vec<Named>,
    /// The figures of different people, which no sum of reports can say.
    pub people: Vec<People>,
    /// The same units, as a figure names who is missing; nothing where its own list is to stay.
    missing: Option<Vec<Missing>>,
    /// By indicator: the units whose version of the form did not ask for it.
    unasked: HashMap<String, Vec<Missing>>,
}

/// A figure of different people, as the books of all units below have it: reports cannot be added up for it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct People {
    pub indicator: String,
    pub label_vi: String,
    pub label_en: String,
    /// Nothing where no register below counts them: then it is left out, whatever the reports say.
    pub value: Option<i64>,
}

/// The level whose units hand in reports to one of this level; a commune's chapters hand in none.
pub fn level_below(level: Level) -> Option<Level> {
    match level {
        Level::Nation => Some(Level::Province),
        Level::Province | Level::District => Some(Level::Commune),
        Level::Commune | Level::Sector | Level::Organisation | Level::Chapter => None,
    }
}

/// Adds up the reports of all units of a level: one query for their numbers, one for the unit's own.
pub async fn consolidate(
    tx: &mut Tx,
    within: &Subtree,
    form: &Form,
    period: Period,
    level: Level,
    take: Take,
) -> Result<Consolidated, Problem> {
    let expected = units::children_at_level(tx, within, level).await?;
    let handed_in = store::handed_in(tx, within, &form.code, period, take).await?;
    let lacking = other_versions::lacking(tx, form, &handed_in).await?;
    let own = counts::own_sums(tx, within, period, level).await?;
    let mut all = add_up(&expected, &handed_in, &lacking, own);
    for people in people(tx, within, period).await? {
        all.count_anew(people);
    }
    Ok(all)
}

/// The figures of different people in the books of the whole subtree, each person once.
async fn people(tx: &mut Tx, within: &Subtree, period: Period) -> Result<Vec<People>, Problem> {
    let catalogue = counts::catalogue(tx).await?;
    let distinct = catalogue.iter().filter(|one| one.kind == Kind::Distinct);
    let codes: Vec<&str> = distinct.map(|one| one.code.as_str()).collect();
    if codes.is_empty() {
        return Ok(vec![]);
    }
    let figures = counts::figures(tx, within, period, &codes).await?;
    let people = |figure: counts::Figure| People {
        indicator: figure.definition.code,
        label_vi: figure.definition.label_vi,
        label_en: figure.definition.label_en,
        value: figure.value,
    };
    Ok(figures.into_iter().map(people).collect())
}

fn add_up(
    expected: &[UnitBrief],
    handed_in: &[store::HandedIn],
    lacking: &Lacking,
    own: HashMap<String, (i64, i64)>,
) -> Consolidated {
    let by_unit: HashMap<&UnitId, &store::HandedIn> =
        handed_in.iter().map(|one| (&one.unit_id, one)).collect();
    let absent = expected.iter().filter(|unit| !by_unit.contains_key(&unit.id)).map(missing);
    let mut all =
        Consolidated { sums: own, missing: Some(absent.collect()), ..Consolidated::default() };
    let mut sums: HashMap<&str, (i64, i64)> = HashMap::new();
    for unit in expected {
        let Some(one) = by_unit.get(&unit.id) else {
            all.absent.push(Named::of(unit));
            continue;
        };
        for (code, value, declared) in numbers(&one.figures) {
            let sum = sums.entry(code).or_default();
            sum.0 += value;
            sum.1 += declared;
        }
        let lacks = lacking.get(&one.form_version).cloned().unwrap_or_default();
        for code in &lacks {
            all.unasked.entry(code.clone()).or_default().push(missing(unit));
        }
        all.parts.push(Part {
            unit_id: unit.id.clone(),
            unit: Named::of(unit),
            snapshot: one.snapshot_id.to_string(),
            hash: one.hash.clone(),
            state: State::read(&one.state).unwrap_or(State::Draft),
            form_version: one.form_version,
            lacks,
        });
    }
    for (code, (value, declared)) in sums {
        let sum = all.sums.entry(code.to_owned()).or_default();
        sum.0 += value;
        sum.1 += declared;
    }
    all
}

fn missing(unit: &UnitBrief) -> Missing {
    Missing {
        code: unit.code.clone(),
        name: unit.full_name(kernel::Lang::Vi),
        name_en: unit.full_name(kernel::Lang::En),
        id: unit.id.clone(),
    }
}

impl Consolidated {
    /// Sums that were not added up from reports: what a supplement says.
    pub(crate) fn of_sums(sums: HashMap<String, (i64, i64)>) -> Consolidated {
        Consolidated { sums, ..Consolidated::default() }
    }

    /// Puts the number of different people in the place of a sum that would count some of them twice.
    fn count_anew(&mut self, people: People) {
        let added_up = self.sums.remove(&people.indicator);
        if let Some(value) = people.value {
            self.sums.insert(people.indicator.clone(), (value, 0));
        }
        if added_up.is_some() || people.value.is_some() {
            self.people.push(people);
        }
    }

    /// Those that are left out: reports below have numbers of them that cannot be added, and no books do.
    pub fn left_out(&self) -> impl Iterator<Item = &People> {
        self.people.iter().filter(|people| people.value.is_none())
    }

    /// The figure as the reports below have it. A ratio is divided anew; percentages are never added.
    pub(crate) fn put_into(&self, line: &mut Line) {
        let is_of_people = |code: &String| self.people.iter().any(|one| one.indicator == *code);
        let definition = &line.figure.definition;
        line.counted_anew =
            is_of_people(&definition.code) || definition.parts.iter().any(is_of_people);
        let figure = &mut line.figure;
        let sum_of = |code: &String| self.sums.get(code).copied();
        match figure.definition.kind {
            Kind::Ratio => {
                let part = |place: usize| figure.definition.parts.get(place).and_then(sum_of);
                let (numerator, denominator) = (part(0), part(1));
                figure.numerator = numerator.map(|sum| sum.0);
                figure.denominator = denominator.map(|sum| sum.0);
            }
            Kind::Sum => {
                let parts: Vec<(i64, i64)> =
                    figure.definition.parts.iter().filter_map(sum_of).collect();
                let sum = match parts.is_empty() {
                    true => sum_of(&figure.definition.code),
                    false => Some((
                        parts.iter().map(|part| part.0).sum(),
                        parts.iter().map(|part| part.1).sum(),
                    )),
                };
                figure.value = sum.map(|sum| sum.0);
                figure.declared = sum.map_or(0, |sum| sum.1);
            }
            Kind::Flow | Kind::Stock | Kind::Distinct => {
                let sum = sum_of(&figure.definition.code);
                figure.value = sum.map(|sum| sum.0);
                figure.declared = sum.map_or(0, |sum| sum.1);
            }
        }
        figure.wording = String::new();
        if let Some(missing) = &self.missing {
            let is_expected = figure.definition.reported_by == "commune";
            figure.missing = if is_expected { missing.clone() } else { vec![] };
            figure
                .missing
                .extend(self.unasked.get(&figure.definition.code).into_iter().flatten().cloned());
        }
    }
}

/// The day in whose boundaries a report of a period is made: its last one, or today where that is still to come.
pub fn boundaries_of(unit: &UnitBrief, period: Period, today: Day) -> Day {
    let last = period.last().min(today);
    if unit.is_alive(last) { last } else { today }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(value: Option<i64>) -> People {
        let label = "Học sinh được giúp".to_owned();
        let indicator = "pupils".to_owned();
        People { indicator, label_vi: label.clone(), label_en: label, value }
    }

    #[test]
    fn people_are_counted_anew_and_never_added() {
        let sums = HashMap::from([("pupils".to_owned(), (7, 0)), ("classes".to_owned(), (5, 5))]);
        let mut all = Consolidated::of_sums(sums);
        all.count_anew(people(Some(6)));
        assert_eq!(all.sums["pupils"], (6, 0), "one of them is in two communes");
        assert_eq!(all.sums["classes"], (5, 5));
        assert_eq!(all.left_out().count(), 0);
    }

    #[test]
    fn people_that_no_books_count_are_left_out_by_name_and_are_not_zero() {
        let mut all = Consolidated::of_sums(HashMap::from([("pupils".to_owned(), (7, 0))]));
        all.count_anew(people(None));
        assert!(!all.sums.contains_key("pupils"));
        assert_eq!(
            all.left_out().map(|one| one.indicator.as_str()).collect::<Vec<_>>(),
            ["pupils"]
        );
        let mut none = Consolidated::default();
        none.count_anew(people(None));
        assert_eq!(none.people, [], "of what nobody has reported nothing is said");
    }
}
