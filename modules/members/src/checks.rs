//! What `verify` asks of the register of members.

use crate::{
    actions::source,
    indicators::{self, MEMBERS},
    rules::{Counting, JoinReason, LeaveReason, Membership, PersonFacet},
};
use counts::Count;
use kernel::{Day, MembershipId, PersonId, UnitId, vietnamese::text};
use platform::{Problem, Site, bulk, db::Tx, module::Finding};
use std::collections::BTreeMap;

/// I06: in each unit the book counts as many members as the register has at home there.
pub async fn the_book_and_the_register_agree(site: Site) -> Result<Finding, Problem> {
    let mut tx = site.db.begin().await?;
    let register: Vec<(String, i64)> = sqlx::query_as(
        "select unit_id, count(*) from member_membership where counting = 'home' and left_on is null
         group by unit_id",
    )
    .fetch_all(&mut *tx)
    .await?;
    let book = counts::register_level(&mut tx, MEMBERS.code).await?;
    let mut both: BTreeMap<String, (i64, i64)> = BTreeMap::new();
    for (unit, quantity) in register {
        both.entry(unit).or_default().0 = quantity;
    }
    for (unit, quantity) in book {
        both.entry(unit.to_string()).or_default().1 = quantity;
    }
    let rows_checked = i64::try_from(both.len()).unwrap_or(i64::MAX);
    let differ = both.into_iter().filter(|(_, (register, book))| register != book);
    Ok(Finding { rows_checked, bad: differ.map(|(unit, _)| format!("unit/{unit}")).collect() })
}
