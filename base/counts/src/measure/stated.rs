//! What declarations say beside their numbers: words in place of a number, and what the base of a ratio is.

use super::ask::ask;
use kernel::{Day, Period};
use platform::{Problem, db::Tx};
use std::collections::HashMap;
use units::Subtree;

/// Figures for which the unit's own source has only words. Words do not add up, so they are shown
/// for the unit that said them or the one of its level that took its place.
pub async fn worded(
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
    let rows: Vec<(String, String)> = ask(sql, within, period, &[]).fetch_all(&mut **tx).await?;
    Ok(rows.into_iter().collect())
}

/// The definition and day of each base that was declared, the newest that the period reaches.
pub async fn bases(
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
