//! Reading the book: all figures of a form at once, in the geography of a chosen day.

use crate::{
    book::Standing,
    indicator::{Definition, Kind, catalogue},
};
use kernel::{Day, Lang, Period, UnitId};
use platform::{Problem, db::Tx};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use units::{Subtree, UnitBrief};

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
    fn of(unit: &UnitBrief) -> Missing {
        Missing {
            code: unit.code.clone(),
            name: unit.full_name(Lang::Vi),
            name_en: unit.full_name(Lang::En),
            id: unit.id.clone(),
        }
    }
}

impl Figure {
    /// The share of the value that is declared, in hundredths of a percent; nothing without a value.
    pub fn declared_share(&self) -> Option<f64> {
        let value = self.value.filter(|value| *value != 0)?;
        Some((self.declared * 10_000 / value) as f64 / 10_000.0)
    }
}

/// What one grouped query brings for an indicator.
#[derive(Debug, Default, Clone, PartialEq, sqlx::FromRow)]
struct Sum {
    indicator: String,
    quantity: i64,
    declared: i64,
    wording: String,
}

const FROM_SUBTREE: &str = "from unit_ancestor above
    join count_row on count_row.unit_id = above.unit_id
    where above.ancestor_id = $1 and above.since <= $2 and $2 < above.until and day >= $3 and day < $4";

/// The balances of a subtree that have a row in a time, as far as first and last day can tell.
const FROM_BALANCES: &str = "from unit_ancestor above
    join count_balance balance on balance.unit_id = above.unit_id
    where above.ancestor_id = $1 and above.since <= $2 and $2 < above.until
    and balance.last_day >= $3 and balance.first_day < $4";

/// What a balance has from `$3` and before `$4`; nothing if it has no row there. Where a stock goes
/// on after the day, what came later is taken away: it is less than what came before.
const QUANTITY: &str = "case when $3 <= balance.first_day and balance.last_day < $4 then balance.quantity
    when $3 <= balance.first_day then balance.quantity - (select sum(later.quantity) from count_row later
      where later.unit_id = balance.unit_id and later.indicator = balance.indicator
      and later.standing = balance.standing and later.day >= $4)
    else (select sum(inside.quantity) from count_row inside
      where inside.unit_id = balance.unit_id and inside.indicator = balance.indicator
      and inside.standing = balance.standing and inside.day >= $3 and inside.day < $4) end";

const WORDING: &str =
    "case when balance.wording = '' or $3 <= balance.first_day and balance.last_day < $4
    then balance.wording else (select max(inside.wording) from count_row inside
      where inside.unit_id = balance.unit_id and inside.indicator = balance.indicator
      and inside.standing = balance.standing and inside.day >= $3 and inside.day < $4) end";

/// The figures of `wanted`, in that order: one grouped query for each kind, never one per line.
pub async fn figures(
    tx: &mut Tx,
    within: &Subtree,
    period: Period,
    wanted: &[&str],
) -> Result<Vec<Figure>, Problem> {
    let all = catalogue(tx).await?;
    let known: HashMap<&str, &Definition> =
        all.iter().map(|one| (one.code.as_str(), one)).collect();
    let sums = sums(tx, within, period, &known, wanted).await?;
    let expected = Expected::find(tx, within, period, &all).await?;
    let worded = worded(tx, within, period).await?;
    let bases = bases(tx, within, period).await?;
    let mut figures = vec![];
    for code in wanted {
        let Some(definition) = known.get(code) else {
            crate::indicator::definition(tx, code).await?;
            continue;
        };
        figures.push(one(definition, &known, &sums, &expected, &worded, &bases));
    }
    Ok(figures)
}

fn one(
    definition: &Definition,
    known: &HashMap<&str, &Definition>,
    sums: &HashMap<String, Sum>,
    expected: &Expected,
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
    let sum_of = |code: &str| sums.get(code).cloned();
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

async fn sums(
    tx: &mut Tx,
    within: &Subtree,
    period: Period,
    known: &HashMap<&str, &Definition>,
    wanted: &[&str],
) -> Result<HashMap<String, Sum>, Problem> {
    let mut posted = BTreeSet::new();
    for code in wanted {
        if let Some(definition) = known.get(code) {
            posted.insert(definition.code.as_str());
            posted.extend(definition.parts.iter().map(String::as_str));
        }
    }
    let of_kind = |kind| -> Vec<&str> {
        let kind_of = |code: &&str| known.get(*code).is_some_and(|one| one.kind == kind);
        posted.iter().copied().filter(kind_of).collect()
    };
    let mut sums = HashMap::new();
    // A stock is everything that has flowed in since the beginning.
    for (kind, from) in
        [(Kind::Flow, period.from), (Kind::Stock, Day::BEGINNING), (Kind::Distinct, period.from)]
    {
        let codes = of_kind(kind);
        if codes.is_empty() {
            continue;
        }
        let places = platform::bulk::parameters(5, codes.len());
        let sql = match kind {
            Kind::Distinct => format!(
                "select indicator, count(*) as quantity, cast(0 as bigint) as declared, '' as wording from
                 (select indicator, subject {FROM_SUBTREE} and indicator in ({places})
                  group by indicator, subject having sum(quantity) > 0) as subjects group by indicator"
            ),
            _ => format!(
                "select indicator, cast(sum(quantity) as bigint) as quantity,
                 cast(sum(case when standing = 'declared' then quantity else 0 end) as bigint) as declared,
                 max(wording) as wording
                 from (select balance.indicator, balance.standing, {QUANTITY} as quantity, {WORDING} as wording
                       {FROM_BALANCES} and balance.indicator in ({places})) as found
                 where quantity is not null group by indicator"
            ),
        };
        let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(&within.unit)
            .bind(within.boundaries)
            .bind(from)
            .bind(period.until);
        for code in codes {
            query = query.bind(code);
        }
        let rows: Vec<Sum> = query.fetch_all(&mut **tx).await?;
        sums.extend(rows.into_iter().map(|sum| (sum.indicator.clone(), sum)));
    }
    Ok(sums)
}

/// Who is expected to report, and who has.
struct Expected {
    communes: BTreeSet<Missing>,
    /// For each indicator, the communes below which it has rows.
    reported: HashMap<String, BTreeSet<UnitId>>,
    /// For each register, the communes that keep it.
    kept: HashMap<String, BTreeSet<UnitId>>,
}

impl Expected {
    async fn find(
        tx: &mut Tx,
        within: &Subtree,
        period: Period,
        all: &[Definition],
    ) -> Result<Expected, Problem> {
        let communes = units::children_at_level(tx, within, units::Level::Commune).await?;
        let communes = communes.iter().map(Missing::of).collect();
        // A balance that reaches over both ends of the period is asked whether it has a row inside.
        let sql = "select balance.indicator, commune.ancestor_id, max(balance.standing),
              cast(max(case when balance.last_day < $3 then 0
                  when balance.last_day < $4 or $3 <= balance.first_day then 1
                  when exists (select 1 from count_row inside where inside.unit_id = balance.unit_id
                    and inside.indicator = balance.indicator and inside.day >= $3 and inside.day < $4) then 1
                  else 0 end) as bigint)
            from unit_ancestor above join count_balance balance on balance.unit_id = above.unit_id
            join unit_ancestor commune on commune.unit_id = balance.unit_id
              and commune.ancestor_level = 'commune' and commune.since <= $2 and $2 < commune.until
            where above.ancestor_id = $1 and above.since <= $2 and $2 < above.until and balance.first_day < $4
            group by balance.indicator, commune.ancestor_id";
        let rows: Vec<(String, UnitId, String, i64)> = sqlx::query_as(sql)
            .bind(&within.unit)
            .bind(within.boundaries)
            .bind(period.from)
            .bind(period.until)
            .fetch_all(&mut **tx)
            .await?;
        let known: HashMap<&str, &Definition> =
            all.iter().map(|one| (one.code.as_str(), one)).collect();
        let mut expected = Expected { communes, reported: HashMap::new(), kept: HashMap::new() };
        for (indicator, commune, standing, inside) in rows {
            let Some(definition) = known.get(indicator.as_str()) else { continue };
            // "register" sorts after "declared": one row of a register is enough to know that it is kept.
            if !definition.register.is_empty() && standing == Standing::Register.code() {
                expected
                    .kept
                    .entry(definition.register.clone())
                    .or_default()
                    .insert(commune.clone());
            }
            if definition.kind == Kind::Stock || inside == 1 {
                expected.reported.entry(indicator).or_default().insert(commune);
            }
        }
        Ok(expected)
    }

    fn keeps(&self, register: &str) -> bool {
        !register.is_empty() && self.kept.contains_key(register)
    }

    /// The communes that are expected and silent, by code. A figure that only the province
    /// reports is missing nowhere below it.
    fn missing(&self, definition: &Definition) -> Vec<Missing> {
        if definition.reported_by != "commune" || !definition.kind.is_posted() {
            return vec![];
        }
        let reported = self.reported.get(&definition.code);
        let kept = self.kept.get(&definition.register);
        let has = |unit: &UnitId| {
            reported.is_some_and(|units| units.contains(unit))
                || kept.is_some_and(|units| units.contains(unit))
        };
        self.communes.iter().filter(|commune| !has(&commune.id)).cloned().collect()
    }
}

/// Figures for which the unit's own source has only words. Words do not add up, so they are shown
/// for the unit that said them or the one of its level that took its place.
async fn worded(
    tx: &mut Tx,
    within: &Subtree,
    period: Period,
) -> Result<HashMap<String, String>, Problem> {
    let sql = "select indicator, wording from count_declaration
        join unit_ancestor above on above.unit_id = count_declaration.unit_id
        join unit_ancestor speaker on speaker.unit_id = above.unit_id and speaker.ancestor_id = above.unit_id
         and speaker.since <= $2 and $2 < speaker.until and speaker.ancestor_level = above.ancestor_level
        where above.ancestor_id = $1 and above.since <= $2 and $2 < above.until
        and quantity is null and day_from >= $3 and day_until <= $4 order by indicator, count_declaration.id";
    let rows: Vec<(String, String)> = sqlx::query_as(sql)
        .bind(&within.unit)
        .bind(within.boundaries)
        .bind(period.from)
        .bind(period.until)
        .fetch_all(&mut **tx)
        .await?;
    Ok(rows.into_iter().collect())
}

/// The definition and day of each base that was declared, the newest that the period reaches.
async fn bases(
    tx: &mut Tx,
    within: &Subtree,
    period: Period,
) -> Result<HashMap<String, (String, Day)>, Problem> {
    let sql = "select indicator, basis, day_until from count_declaration
               join unit_ancestor above on above.unit_id = count_declaration.unit_id
               where above.ancestor_id = $1 and above.since <= $2 and $2 < above.until
               and basis <> '' and day_until <= $3 order by day_until";
    let rows: Vec<(String, String, Day)> = sqlx::query_as(sql)
        .bind(&within.unit)
        .bind(within.boundaries)
        .bind(period.until)
        .fetch_all(&mut **tx)
        .await?;
    Ok(rows.into_iter().map(|(indicator, basis, until)| (indicator, (basis, until))).collect())
}

/// Whether a register has rows of an indicator anywhere below a unit, up to a day.
pub async fn has_rows(
    tx: &mut Tx,
    within: &Subtree,
    indicator: &str,
    until: Day,
) -> Result<bool, Problem> {
    let sql = format!(
        "select 1 {FROM_BALANCES} and balance.indicator = $5 and balance.standing = 'register' limit 1"
    );
    let found: Option<i64> = sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
        .bind(&within.unit)
        .bind(within.boundaries)
        .bind(Day::BEGINNING)
        .bind(until)
        .bind(indicator)
        .fetch_optional(&mut **tx)
        .await?;
    Ok(found.is_some())
}

/// Which of these indicators anybody below a unit has rows of in a time; a stock counts from the beginning.
pub async fn reported(
    tx: &mut Tx,
    within: &Subtree,
    period: Period,
    codes: &[&str],
) -> Result<BTreeSet<String>, Problem> {
    if codes.is_empty() {
        return Ok(BTreeSet::new());
    }
    let sql = format!(
        "select distinct balance.indicator {FROM_BALANCES} and balance.indicator in ({})",
        platform::bulk::parameters(5, codes.len())
    );
    let mut query = sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
        .bind(&within.unit)
        .bind(within.boundaries)
        .bind(period.from)
        .bind(period.until);
    for code in codes {
        query = query.bind(*code);
    }
    let found: Vec<String> = query.fetch_all(&mut **tx).await?;
    Ok(found.into_iter().collect())
}

/// What of these indicators stands in a period because the day it is about was locked. Few units have any,
/// so that units without a lock are not asked.
pub async fn written_late(
    tx: &mut Tx,
    within: &Subtree,
    period: Period,
    codes: &[&str],
) -> Result<HashMap<String, i64>, Problem> {
    let locked: i64 =
        sqlx::query_scalar("select count(*) from count_lock").fetch_one(&mut **tx).await?;
    if locked == 0 || codes.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "select indicator, cast(sum(quantity) as bigint) {FROM_SUBTREE} and about is not null
         and indicator in ({}) group by indicator",
        platform::bulk::parameters(5, codes.len())
    );
    let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(&within.unit)
        .bind(within.boundaries)
        .bind(period.from)
        .bind(period.until);
    for code in codes {
        query = query.bind(*code);
    }
    let found: Vec<(String, i64)> = query.fetch_all(&mut **tx).await?;
    Ok(found.into_iter().collect())
}

/// Quantities by the units one level below, for a ranking or a chart: `(unit, quantity)`.
pub async fn by_child(
    tx: &mut Tx,
    within: &Subtree,
    period: Period,
    definition: &Definition,
    level: &str,
) -> Result<BTreeMap<UnitId, i64>, Problem> {
    let from = if definition.kind == Kind::Stock { Day::BEGINNING } else { period.from };
    let sql = format!(
        "select child.ancestor_id, cast(sum(found.quantity) as bigint)
         from (select balance.unit_id, {QUANTITY} as quantity {FROM_BALANCES} and balance.indicator = $5) as found
         join unit_ancestor child on child.unit_id = found.unit_id
           and child.ancestor_level = $6 and child.since <= $2 and $2 < child.until
         where found.quantity is not null group by child.ancestor_id"
    );
    let rows: Vec<(UnitId, i64)> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(&within.unit)
        .bind(within.boundaries)
        .bind(from)
        .bind(period.until)
        .bind(&definition.code)
        .bind(level)
        .fetch_all(&mut **tx)
        .await?;
    Ok(rows.into_iter().collect())
}
