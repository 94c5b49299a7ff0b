//! How many different people were touched: sums that do not add up from unit to unit.

use super::{
    Sum,
    ask::{FROM_SUBTREE, ask},
};
use crate::{
    carried::{Written, carried_on},
    indicator::{Definition, Kind},
};
use kernel::Period;
use platform::{Problem, db::Tx};
use sqlx::AssertSqlSafe;
use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};
use units::{Level, Subtree};

/// How many different people each indicator of that kind touched.
pub async fn distinct(
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
    let listed: Vec<&str> = codes.iter().copied().collect();
    let afresh = async |tx: &mut Tx| -> Result<HashMap<String, Sum>, Problem> {
        let sql = format!(
            "select indicator, count(*) as quantity, cast(0 as bigint) as declared, '' as wording from
             (select indicator, subject {FROM_SUBTREE} and indicator in ({})
              group by indicator, subject having sum(quantity) > 0) as subjects group by indicator",
            platform::bulk::parameters(5, listed.len())
        );
        let rows: Vec<Sum> =
            ask(AssertSqlSafe(sql), within, period, &listed).fetch_all(&mut **tx).await?;
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
