//! How the book is asked about a subtree and a time. `$1` is the unit, `$2` the day of the boundaries; the time is from
//! `$3` and before `$4`.

use kernel::Period;
use sqlx::{Any, FromRow, SqlSafeStr, any::AnyRow, query::QueryAs};
use units::Subtree;

pub const FROM_SUBTREE: &str = "from unit_ancestor above
    join count_row on count_row.unit_id = above.unit_id
    where above.ancestor_id = $1 and above.since <= $2 and $2 < above.until and day >= $3 and day < $4";

/// The balances of a subtree that have a row in a time, as far as first and last day can tell.
pub const FROM_BALANCES: &str = "from unit_ancestor above
    join count_balance balance on balance.unit_id = above.unit_id
    where above.ancestor_id = $1 and above.since <= $2 and $2 < above.until
    and balance.last_day >= $3 and balance.first_day < $4";

/// What a balance has from `$3` and before `$4`; nothing if it has no row there. Where a stock goes
/// on after the day, what came later is taken away: it is less than what came before.
pub const QUANTITY: &str = "case when $3 <= balance.first_day and balance.last_day < $4 then balance.quantity
    when $3 <= balance.first_day then balance.quantity - (select sum(later.quantity) from count_row later
      where later.unit_id = balance.unit_id and later.indicator = balance.indicator
      and later.standing = balance.standing and later.day >= $4)
    else (select sum(inside.quantity) from count_row inside
      where inside.unit_id = balance.unit_id and inside.indicator = balance.indicator
      and inside.standing = balance.standing and inside.day >= $3 and inside.day < $4) end";

/// The same of a balance that began before `$4` and may have ended before `$3`.
pub const FLOW: &str = "case when balance.last_day < $3 then null
    when $3 <= balance.first_day and balance.last_day < $4 then balance.quantity
    when $3 <= balance.first_day then balance.quantity - (select sum(later.quantity) from count_row later
      where later.unit_id = balance.unit_id and later.indicator = balance.indicator
      and later.standing = balance.standing and later.day >= $4)
    else (select sum(inside.quantity) from count_row inside
      where inside.unit_id = balance.unit_id and inside.indicator = balance.indicator
      and inside.standing = balance.standing and inside.day >= $3 and inside.day < $4) end";

/// What it had come to before `$4`.
pub const STOCK: &str = "case when balance.last_day < $4 then balance.quantity
    else balance.quantity - (select sum(later.quantity) from count_row later
      where later.unit_id = balance.unit_id and later.indicator = balance.indicator
      and later.standing = balance.standing and later.day >= $4) end";

pub const WORDING: &str =
    "case when balance.wording = '' or $3 <= balance.first_day and balance.last_day < $4
    then balance.wording else (select max(inside.wording) from count_row inside
      where inside.unit_id = balance.unit_id and inside.indicator = balance.indicator
      and inside.standing = balance.standing and inside.day >= $3 and inside.day < $4) end";

pub const STOCK_WORDING: &str = "case when balance.wording = '' or balance.last_day < $4
    then balance.wording else (select max(before.wording) from count_row before
      where before.unit_id = balance.unit_id and before.indicator = balance.indicator
      and before.standing = balance.standing and before.day < $4) end";

/// Asks with the four parameters that every text here has, and the words from `$5` on.
pub fn ask<T>(
    sql: impl SqlSafeStr,
    within: &Subtree,
    time: Period,
    words: &[&str],
) -> QueryAs<'static, Any, T, <Any as sqlx::Database>::Arguments>
where
    T: for<'r> FromRow<'r, AnyRow>,
{
    let asked = sqlx::query_as(sql)
        .bind(within.unit.clone())
        .bind(within.boundaries)
        .bind(time.from)
        .bind(time.until);
    words.iter().fold(asked, |asked, word| asked.bind((*word).to_owned()))
}
