//! What the book already holds beside a field that somebody is about to fill in.

use access::Scope;
use kernel::{Day, Period, UnitId};
use platform::{Problem, bulk, db::Tx};
use std::collections::{HashMap, HashSet};

/// What stands for a unit and an indicator.
pub type ByCell<T> = HashMap<(UnitId, String), T>;

/// What somebody states: a number, its wording or words alone, and where it comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stated {
    pub quantity: Option<i64>,
    pub wording: String,
    pub basis: String,
}

#[derive(sqlx::FromRow)]
struct DeclaredRow {
    unit_id: UnitId,
    indicator: String,
    quantity: Option<i64>,
    wording: String,
    basis: String,
}

/// The declarations of exactly this period in the subtree; a stock's on its last day.
pub async fn declared(
    tx: &mut Tx,
    scope: &Scope,
    boundaries: Day,
    period: Period,
) -> Result<ByCell<Stated>, Problem> {
    let sql = "select unit_id, indicator, quantity, wording, basis from count_declaration
        join count_indicator on count_indicator.code = count_declaration.indicator
        where exists (select 1 from unit_ancestor above where above.unit_id = count_declaration.unit_id
         and above.ancestor_id = $1 and above.since <= $2 and $2 < above.until)
        and day_until = $4 and (day_from = $3 or (kind = 'stock' and day_from = $5))";
    let rows: Vec<DeclaredRow> = sqlx::query_as(sql)
        .bind(scope.unit())
        .bind(boundaries)
        .bind(period.from)
        .bind(period.until)
        .bind(period.last())
        .fetch_all(&mut **tx)
        .await?;
    let stated = |row: DeclaredRow| {
        let stated = Stated { quantity: row.quantity, wording: row.wording, basis: row.basis };
        ((row.unit_id, row.indicator), stated)
    };
    Ok(rows.into_iter().map(stated).collect())
}

/// What is already counted for a unit besides what it declares for this period itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Elsewhere {
    /// From a register, its own or one below it.
    pub register: i64,
    /// Whether a register has any row of it at all.
    pub kept: i64,
    /// Declared by units below it.
    pub below: i64,
}

const SUMS: &str =
    "cast(sum(case when standing = 'register' then quantity else 0 end) as bigint) as register,
    cast(max(case when standing = 'register' then 1 else 0 end) as bigint) as kept";

/// What registers and the units below hold, of every indicator, for the unit itself.
pub async fn elsewhere(
    tx: &mut Tx,
    scope: &Scope,
    boundaries: Day,
    period: Period,
) -> Result<HashMap<String, Elsewhere>, Problem> {
    let sql = format!(
        "select indicator, {SUMS},
         cast(sum(case when standing = 'declared' and count_row.unit_id <> $1 then quantity else 0 end) as bigint) as below
         from unit_ancestor above join count_row on count_row.unit_id = above.unit_id
         join count_indicator on count_indicator.code = count_row.indicator
         where above.ancestor_id = $1 and above.since <= $2 and $2 < above.until
         and day < $4 and (day >= $3 or kind = 'stock') group by indicator"
    );
    #[derive(sqlx::FromRow)]
    struct Row {
        indicator: String,
        #[sqlx(flatten)]
        sums: Elsewhere,
    }
    let rows: Vec<Row> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(scope.unit())
        .bind(boundaries)
        .bind(period.from)
        .bind(period.until)
        .fetch_all(&mut **tx)
        .await?;
    Ok(rows.into_iter().map(|row| (row.indicator, row.sums)).collect())
}

/// The same for each unit of a level in the subtree, for some indicators.
pub async fn elsewhere_by_row(
    tx: &mut Tx,
    scope: &Scope,
    boundaries: Day,
    period: Period,
    level: units::Level,
    indicators: &[&str],
) -> Result<ByCell<Elsewhere>, Problem> {
    if indicators.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "select child.ancestor_id as unit_id, indicator, {SUMS},
         cast(sum(case when standing = 'declared' and count_row.unit_id <> child.ancestor_id then quantity else 0 end) as bigint) as below
         from unit_ancestor above join count_row on count_row.unit_id = above.unit_id
         join count_indicator on count_indicator.code = count_row.indicator
         join unit_ancestor child on child.unit_id = count_row.unit_id and child.ancestor_level = $5
          and child.since <= $2 and $2 < child.until
         where above.ancestor_id = $1 and above.since <= $2 and $2 < above.until
         and day < $4 and (day >= $3 or kind = 'stock') and indicator in ({})
         group by child.ancestor_id, indicator",
        bulk::parameters(6, indicators.len())
    );
    #[derive(sqlx::FromRow)]
    struct Row {
        unit_id: UnitId,
        indicator: String,
        #[sqlx(flatten)]
        sums: Elsewhere,
    }
    let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(scope.unit())
        .bind(boundaries)
        .bind(period.from)
        .bind(period.until)
        .bind(level.code());
    for indicator in indicators {
        query = query.bind(*indicator);
    }
    let rows: Vec<Row> = query.fetch_all(&mut **tx).await?;
    Ok(rows.into_iter().map(|row| ((row.unit_id, row.indicator), row.sums)).collect())
}

/// What counts under a unit and under no unit of a level below it: a province's own part of its report.
pub async fn own_sums(
    tx: &mut Tx,
    within: &units::Subtree,
    period: Period,
    level: units::Level,
) -> Result<HashMap<String, (i64, i64)>, Problem> {
    let sql = "select indicator, cast(sum(quantity) as bigint),
         cast(sum(case when standing = 'declared' then quantity else 0 end) as bigint)
         from unit_ancestor above join count_row on count_row.unit_id = above.unit_id
         join count_indicator on count_indicator.code = count_row.indicator
         where above.ancestor_id = $1 and above.since <= $2 and $2 < above.until
         and not exists (select 1 from unit_ancestor child where child.unit_id = above.unit_id
          and child.ancestor_level = $5 and child.since <= $2 and $2 < child.until)
         and day < $4 and (day >= $3 or kind = 'stock') group by indicator";
    let rows: Vec<(String, i64, i64)> = sqlx::query_as(sql)
        .bind(&within.unit)
        .bind(within.boundaries)
        .bind(period.from)
        .bind(period.until)
        .bind(level.code())
        .fetch_all(&mut **tx)
        .await?;
    Ok(rows.into_iter().map(|(code, value, declared)| (code, (value, declared))).collect())
}

/// How many units of a level have said nothing in the period: no declared row below them, and no
/// declaration in words.
pub async fn silent_units(
    tx: &mut Tx,
    unit: &UnitId,
    boundaries: Day,
    period: Period,
    level: units::Level,
) -> Result<i64, Problem> {
    let sql = "select child.ancestor_id from unit_ancestor above
         join count_row on count_row.unit_id = above.unit_id and standing = 'declared'
         join unit_ancestor child on child.unit_id = above.unit_id and child.ancestor_level = $5
          and child.since <= $2 and $2 < child.until
         where above.ancestor_id = $1 and above.since <= $2 and $2 < above.until and day >= $3 and day < $4
        union
        select child.ancestor_id from unit_ancestor above
         join count_declaration on count_declaration.unit_id = above.unit_id
         join unit_ancestor child on child.unit_id = above.unit_id and child.ancestor_level = $5
          and child.since <= $2 and $2 < child.until
         where above.ancestor_id = $1 and above.since <= $2 and $2 < above.until
          and day_from >= $3 and day_until <= $4";
    let spoken: Vec<UnitId> = sqlx::query_scalar(sql)
        .bind(unit)
        .bind(boundaries)
        .bind(period.from)
        .bind(period.until)
        .bind(level.code())
        .fetch_all(&mut **tx)
        .await?;
    let spoken: HashSet<UnitId> = spoken.into_iter().collect();
    let within = units::Subtree { unit: unit.clone(), boundaries };
    let all = units::children_at_level(tx, &within, level).await?;
    let silent = all.iter().filter(|unit| !spoken.contains(&unit.id)).count();
    Ok(i64::try_from(silent).unwrap_or(i64::MAX))
}
