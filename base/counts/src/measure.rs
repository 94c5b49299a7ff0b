//! Reading the book: all figures of a form at once, in the geography of a chosen day.

use crate::{
    book::Standing,
    carried::{PLACE, Written, carried_on},
    indicator::{Definition, Kind, catalogue},
};
use kernel::{Day, Lang, Period, UnitId};
use platform::{Problem, db::Tx};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};
use units::{Level, Subtree, UnitBrief};

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
    /// Roughly how much memory it takes.
    fn bytes(&self) -> usize {
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

/// The same of a balance that began before `$4` and may have ended before `$3`.
const FLOW: &str = "case when balance.last_day < $3 then null
    when $3 <= balance.first_day and balance.last_day < $4 then balance.quantity
    when $3 <= balance.first_day then balance.quantity - (select sum(later.quantity) from count_row later
      where later.unit_id = balance.unit_id and later.indicator = balance.indicator
      and later.standing = balance.standing and later.day >= $4)
    else (select sum(inside.quantity) from count_row inside
      where inside.unit_id = balance.unit_id and inside.indicator = balance.indicator
      and inside.standing = balance.standing and inside.day >= $3 and inside.day < $4) end";

/// What it had come to before `$4`.
const STOCK: &str = "case when balance.last_day < $4 then balance.quantity
    else balance.quantity - (select sum(later.quantity) from count_row later
      where later.unit_id = balance.unit_id and later.indicator = balance.indicator
      and later.standing = balance.standing and later.day >= $4) end";

const WORDING: &str =
    "case when balance.wording = '' or $3 <= balance.first_day and balance.last_day < $4
    then balance.wording else (select max(inside.wording) from count_row inside
      where inside.unit_id = balance.unit_id and inside.indicator = balance.indicator
      and inside.standing = balance.standing and inside.day >= $3 and inside.day < $4) end";

const STOCK_WORDING: &str = "case when balance.wording = '' or balance.last_day < $4
    then balance.wording else (select max(before.wording) from count_row before
      where before.unit_id = balance.unit_id and before.indicator = balance.indicator
      and before.standing = balance.standing and before.day < $4) end";

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

/// What the registers hold of a stock on a day, without what is only declared; nothing where none is kept.
///
/// # Errors
/// `unknown_indicator`
pub async fn kept_by_registers(
    tx: &mut Tx,
    within: &Subtree,
    on: Day,
    code: &str,
) -> Result<Option<i64>, Problem> {
    let afresh = async |tx: &mut Tx| -> Result<Option<i64>, Problem> {
        let sql = format!(
            "select cast(sum({QUANTITY}) as bigint) {FROM_BALANCES}
             and balance.indicator = $5 and balance.standing = 'register'"
        );
        let query = sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
            .bind(&within.unit)
            .bind(within.boundaries)
            .bind(Day::BEGINNING)
            .bind(on.next())
            .bind(code);
        Ok(query.fetch_one(&mut **tx).await?)
    };
    let add = |sum: &mut Option<i64>, row: &Written| {
        if row.is_register && row.indicator == code && row.day <= on {
            *sum = Some(sum.unwrap_or(0) + row.quantity);
        }
        true
    };
    let name = format!("registers {within:?} {on} {code:?}");
    // Every unit hangs under the nation once.
    let sum = carried_on(tx, name, within, Level::Nation, afresh, add, |_| 0).await?;
    if sum.is_some() {
        return Ok(*sum);
    }
    // Whether a register without a row is kept at all is for the figure to say.
    let figures = figures(tx, within, Period { from: on, until: on.next() }, &[code]).await?;
    Ok(figures.first().and_then(|figure| Some(figure.value? - figure.declared)))
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

/// What the units below a commune, or higher up, hold of an indicator in one standing.
#[derive(Debug, sqlx::FromRow)]
struct Held {
    indicator: String,
    standing: String,
    commune: Option<UnitId>,
    /// Nothing where there is no row in the period.
    quantity: Option<i64>,
    wording: Option<String>,
}

/// What a subtree holds of each indicator in a period, and who has said so.
#[derive(Debug, Clone, Default)]
struct Holding {
    sums: HashMap<String, Sum>,
    /// For each indicator, the communes below which it has rows.
    reported: HashMap<String, BTreeSet<UnitId>>,
    /// For each register, the communes that keep it.
    kept: HashMap<String, BTreeSet<UnitId>>,
}

impl Holding {
    fn take_in(&mut self, held: Held, known: &HashMap<&str, &Definition>) {
        let Held { indicator, standing, commune, quantity, wording } = held;
        let Some(definition) = known.get(indicator.as_str()) else { return };
        // One row of a register, of whatever time before, is enough to know that it is kept.
        let is_register = standing == Standing::Register.code();
        if let Some(commune) = commune.as_ref().filter(|_| is_register)
            && !definition.register.is_empty()
        {
            let kept = self.kept.entry(definition.register.clone()).or_default();
            kept.insert(commune.clone());
        }
        let Some(quantity) = quantity else { return };
        if definition.kind != Kind::Distinct {
            let sum = self.sums.entry(indicator.clone()).or_default();
            sum.quantity += quantity;
            sum.declared += if is_register { 0 } else { quantity };
            sum.wording = std::mem::take(&mut sum.wording).max(wording.unwrap_or_default());
        }
        if let Some(commune) = commune {
            self.reported.entry(indicator).or_default().insert(commune);
        }
    }

    /// Roughly how much memory it takes.
    fn bytes(&self) -> usize {
        const ONE_OF_A_SET: usize = 100;
        const ONE_SUM: usize = 250;
        let sets = self.reported.values().chain(self.kept.values());
        self.sums.len() * ONE_SUM + sets.map(BTreeSet::len).sum::<usize>() * ONE_OF_A_SET
    }
}

/// What balances say of a subtree and a period.
async fn held_in(
    tx: &mut Tx,
    within: &Subtree,
    period: Period,
    all: &[Definition],
) -> Result<Arc<Holding>, Problem> {
    let known: HashMap<&str, &Definition> =
        all.iter().map(|one| (one.code.as_str(), one)).collect();
    let afresh = async |tx: &mut Tx| {
        let mut holding = Holding::default();
        for one in held(tx, within, period, all).await? {
            holding.take_in(one, &known);
        }
        Ok(holding)
    };
    let add = |holding: &mut Holding, row: &Written| {
        let is_stock = known.get(row.indicator.as_str()).is_some_and(|one| one.kind == Kind::Stock);
        if row.day < period.until {
            let counts = is_stock || period.from <= row.day;
            let standing = if row.is_register { Standing::Register } else { Standing::Declared };
            let held = Held {
                indicator: row.indicator.clone(),
                standing: standing.code().to_owned(),
                commune: row.below.clone(),
                quantity: counts.then_some(row.quantity),
                wording: counts.then(|| row.wording.clone()),
            };
            holding.take_in(held, &known);
        }
        true
    };
    let name = format!("held {within:?} {period:?}");
    carried_on(tx, name, within, Level::Commune, afresh, add, Holding::bytes).await
}

/// Everything that balances say of a subtree and a period, in one look at each of them. Of a stock that is all that has
/// flowed in since the beginning.
async fn held(
    tx: &mut Tx,
    within: &Subtree,
    period: Period,
    all: &[Definition],
) -> Result<Vec<Held>, Problem> {
    let stocks: Vec<&str> =
        all.iter().filter(|one| one.kind == Kind::Stock).map(|one| one.code.as_str()).collect();
    // An indicator that is none stands for an empty list.
    let stocks = if stocks.is_empty() { vec![""] } else { stocks };
    let sql = format!(
        "with held as materialized (select balance.indicator, balance.standing, place.ancestor_id as commune,
           case when balance.indicator in ({}) then {STOCK} else {FLOW} end as quantity,
           case when balance.indicator in ({0}) then {STOCK_WORDING} else {WORDING} end as wording
         from unit_ancestor above
         left join {PLACE} and place.ancestor_level = 'commune'
         join count_balance balance on balance.unit_id = above.unit_id
         where above.ancestor_id = $1 and above.since <= $2 and $2 < above.until and balance.first_day < $4)
         select indicator, standing, commune, cast(sum(quantity) as bigint) as quantity,
           max(case when quantity is null then null else wording end) as wording
         from held group by indicator, standing, commune",
        platform::bulk::parameters(5, stocks.len())
    );
    let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(&within.unit)
        .bind(within.boundaries)
        .bind(period.from)
        .bind(period.until);
    for code in stocks {
        query = query.bind(code);
    }
    Ok(query.fetch_all(&mut **tx).await?)
}

/// How many different people each indicator of that kind touched.
async fn distinct(
    tx: &mut Tx,
    within: &Subtree,
    period: Period,
    known: &HashMap<&str, &Definition>,
    wanted: &[&str],
) -> Result<Arc<HashMap<String, Sum>>, Problem> {
    let mut codes = BTreeSet::new();
    for definition in wanted.iter().filter_map(|code| known.get(code)) {
        codes.insert(definition.code.as_str());
        codes.extend(definition.parts.iter().map(String::as_str));
    }
    codes.retain(|code| known.get(code).is_some_and(|one| one.kind == Kind::Distinct));
    if codes.is_empty() {
        return Ok(Arc::default());
    }
    let afresh = async |tx: &mut Tx| -> Result<HashMap<String, Sum>, Problem> {
        let sql = format!(
            "select indicator, count(*) as quantity, cast(0 as bigint) as declared, '' as wording from
             (select indicator, subject {FROM_SUBTREE} and indicator in ({})
              group by indicator, subject having sum(quantity) > 0) as subjects group by indicator",
            platform::bulk::parameters(5, codes.len())
        );
        let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(&within.unit)
            .bind(within.boundaries)
            .bind(period.from)
            .bind(period.until);
        for code in &codes {
            query = query.bind(*code);
        }
        let rows: Vec<Sum> = query.fetch_all(&mut **tx).await?;
        Ok(rows.into_iter().map(|sum| (sum.indicator.clone(), sum)).collect())
    };
    // Whether somebody is one more, only all rows about that person tell.
    let concerns_none = |_: &mut HashMap<String, Sum>, row: &Written| {
        !(codes.contains(row.indicator.as_str()) && period.contains(row.day))
    };
    let name = format!("distinct {within:?} {period:?} {codes:?}");
    let bytes = |sums: &HashMap<String, Sum>| sums.len() * 250;
    carried_on(tx, name, within, Level::Nation, afresh, concerns_none, bytes).await
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

/// Figures for which the unit's own source has only words. Words do not add up, so they are shown
/// for the unit that said them or the one of its level that took its place.
async fn worded(
    tx: &mut Tx,
    within: &Subtree,
    period: Period,
) -> Result<HashMap<String, String>, Problem> {
    // Few declarations are in words, so they are asked for their unit; the planners would ask every unit.
    let sql = "with said as materialized (select id, unit_id, indicator, wording from count_declaration
          where quantity is null and day_from >= $3 and day_until <= $4)
        select indicator, wording from said cross join unit_ancestor above cross join unit_ancestor speaker
        where above.unit_id = said.unit_id and above.ancestor_id = $1 and above.since <= $2 and $2 < above.until
        and speaker.unit_id = above.unit_id and speaker.ancestor_id = above.unit_id
        and speaker.since <= $2 and $2 < speaker.until and speaker.ancestor_level = above.ancestor_level
        order by indicator, said.id";
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
    let sql = "with stated as materialized (select unit_id, indicator, basis, day_until from count_declaration
          where basis <> '' and day_until <= $3)
        select indicator, basis, day_until from stated cross join unit_ancestor above
        where above.unit_id = stated.unit_id and above.ancestor_id = $1 and above.since <= $2 and $2 < above.until
        order by day_until";
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

/// Quantities by the units of a level below, for a ranking or a chart: `(unit, quantity)`.
pub async fn by_child(
    tx: &mut Tx,
    within: &Subtree,
    period: Period,
    definition: &Definition,
    level: Level,
) -> Result<Arc<BTreeMap<UnitId, i64>>, Problem> {
    let from = if definition.kind == Kind::Stock { Day::BEGINNING } else { period.from };
    let counted = Period { from, until: period.until };
    let afresh = async |tx: &mut Tx| -> Result<BTreeMap<UnitId, i64>, Problem> {
        let sql = format!(
            "select place.ancestor_id, cast(sum(above.quantity) as bigint)
             from (select balance.unit_id, {QUANTITY} as quantity {FROM_BALANCES} and balance.indicator = $5) as above
             join {PLACE} and place.ancestor_level = $6
             where above.quantity is not null group by place.ancestor_id"
        );
        let query = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(&within.unit)
            .bind(within.boundaries)
            .bind(from)
            .bind(period.until)
            .bind(&definition.code)
            .bind(level.code());
        let rows: Vec<(UnitId, i64)> = query.fetch_all(&mut **tx).await?;
        Ok(rows.into_iter().collect())
    };
    let add = |sums: &mut BTreeMap<UnitId, i64>, row: &Written| {
        if row.indicator == definition.code
            && counted.contains(row.day)
            && let Some(unit) = row.below.clone()
        {
            *sums.entry(unit).or_default() += row.quantity;
        }
        true
    };
    let name = format!("by child {within:?} {counted:?} {:?} {level:?}", definition.code);
    let bytes = |sums: &BTreeMap<UnitId, i64>| sums.len() * 100;
    carried_on(tx, name, within, level, afresh, add, bytes).await
}
