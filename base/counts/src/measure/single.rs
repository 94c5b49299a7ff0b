//! Questions about one indicator or a few, without the form around them.

use super::{
    ask::{FROM_BALANCES, FROM_SUBTREE, QUANTITY, ask},
    figures,
};
use crate::{
    carried::{PLACE, Written, carried_on},
    indicator::{Definition, Kind},
};
use kernel::{Day, Period, UnitId};
use platform::{Problem, db::Tx};
use sqlx::AssertSqlSafe;
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};
use units::{Level, Subtree};

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
        let time = Period { from: Day::BEGINNING, until: on.next() };
        let (sum,) = ask(AssertSqlSafe(sql), within, time, &[code]).fetch_one(&mut **tx).await?;
        Ok(sum)
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
        let words = [definition.code.as_str(), level.code()];
        let rows: Vec<(UnitId, i64)> =
            ask(AssertSqlSafe(sql), within, counted, &words).fetch_all(&mut **tx).await?;
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
    let time = Period { from: Day::BEGINNING, until };
    let found: Option<(i64,)> =
        ask(AssertSqlSafe(sql), within, time, &[indicator]).fetch_optional(&mut **tx).await?;
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
    let found: Vec<(String,)> =
        ask(AssertSqlSafe(sql), within, period, codes).fetch_all(&mut **tx).await?;
    Ok(found.into_iter().map(|(indicator,)| indicator).collect())
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
    let found: Vec<(String, i64)> =
        ask(AssertSqlSafe(sql), within, period, codes).fetch_all(&mut **tx).await?;
    Ok(found.into_iter().collect())
}
