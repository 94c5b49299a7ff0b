//! Sums that are carried on: what was added up from the book once, and what the book has been told since.
//!
//! Rows are only ever added, so a sum of yesterday is the sum of today without the rows of today. Where the tree has
//! changed since, or more was written than is worth telling, everything is added up anew.

use crate::book::Count;
use kernel::{Day, UnitId};
use platform::{Problem, bulk, db::Tx};
use std::{collections::BTreeSet, sync::Arc};
use units::{Level, Subtree};

/// What this book tells, and what changes the meaning of its sums.
const BOOK: &str = "counts";
pub(crate) const CATALOGUE: &str = "counts.catalogue";

/// A row that was written since, and a unit of the asked level that it counts below.
pub(crate) struct Written {
    pub indicator: String,
    pub is_register: bool,
    pub day: Day,
    pub quantity: i64,
    pub wording: String,
    /// Nothing where the unit hangs under none of that level.
    pub below: Option<UnitId>,
}

/// Where a unit counts at a level on the day `$2`. A unit that was founded under one which is no more counts under that
/// one and under what it became: only the latter is its place.
pub(crate) const PLACE: &str = "unit_ancestor place on place.unit_id = above.unit_id
    and place.since <= $2 and $2 < place.until
    and not exists (select 1 from unit_ancestor later where later.unit_id = place.ancestor_id
      and later.ancestor_level = place.ancestor_level and later.ancestor_id <> place.ancestor_id
      and later.since <= $2 and $2 < later.until)";

/// A row as a line: unit, indicator, standing, day, quantity, wording.
type Line = (UnitId, String, String, Day, i64, String);

/// Tells the readers what a transaction adds, each on the day it is booked.
pub(crate) fn tell<'c>(tx: &mut Tx, rows: impl Iterator<Item = (&'c Count, &'c Day)>) {
    let line = |(count, day): (&Count, &Day)| {
        let Count { unit_id, indicator, standing, quantity, wording, .. } = count;
        // Text, a day and a number always have a line.
        serde_json::to_string(&(unit_id, indicator, standing, day, quantity, wording))
            .unwrap_or_default()
    };
    tx.tell(BOOK, rows.map(line));
}

/// What is known under a name, by way of what was known before. `take_in` adds a row, or says that it cannot.
pub(crate) async fn carried_on<T: Clone + Send + Sync + 'static>(
    tx: &mut Tx,
    name: String,
    within: &Subtree,
    level: Level,
    afresh: impl AsyncFnOnce(&mut Tx) -> Result<T, Problem>,
    take_in: impl Fn(&mut T, &Written) -> bool,
    bytes: impl Fn(&T) -> usize,
) -> Result<Arc<T>, Problem> {
    if let Some((earlier, known)) = tx.recall_earlier::<T>(&name).await?
        && let Some(written) = written_since(tx, within, level, earlier).await?
    {
        if written.is_empty() {
            tx.keep_on(name, bytes(&known), Arc::clone(&known));
            return Ok(known);
        }
        let mut value = known.as_ref().clone();
        if written.iter().all(|row| take_in(&mut value, row)) {
            let value = Arc::new(value);
            tx.keep_on(name, bytes(&value), Arc::clone(&value));
            return Ok(value);
        }
    }
    let value = Arc::new(afresh(tx).await?);
    tx.keep_on(name, bytes(&value), Arc::clone(&value));
    Ok(value)
}

/// The rows of a subtree that were written after a revision; nothing where they are not all known or the tree they
/// hang in has changed. A board asks the same for each of its periods, and hears it once.
async fn written_since(
    tx: &mut Tx,
    within: &Subtree,
    level: Level,
    earlier: i64,
) -> Result<Option<Arc<Vec<Written>>>, Problem> {
    const BYTES_OF_ONE: usize = 200;
    let name = format!("written {within:?} {level:?} {earlier}");
    if let Some(kept) = tx.recall::<Vec<Written>>(&name).await? {
        return Ok(Some(kept));
    }
    for subject in [units::TREE, CATALOGUE] {
        if tx.told_since(subject, earlier).await?.is_none_or(|told| !told.is_empty()) {
            return Ok(None);
        }
    }
    let Some(told) = tx.told_since(BOOK, earlier).await? else { return Ok(None) };
    let lines: Vec<Line> =
        told.iter().map(|line| serde_json::from_str(line)).collect::<Result<_, _>>()?;
    let told_of: BTreeSet<&UnitId> = lines.iter().map(|(unit, ..)| unit).collect();
    let places = places(tx, within, level, told_of.into_iter().collect()).await?;
    let written = lines.iter().flat_map(|(unit, indicator, standing, day, quantity, wording)| {
        let here = places.iter().filter(move |(placed, _)| placed == unit);
        here.map(move |(_, below)| Written {
            indicator: indicator.clone(),
            is_register: standing == crate::Standing::Register.code(),
            day: *day,
            quantity: *quantity,
            wording: wording.clone(),
            below: below.clone(),
        })
    });
    let written: Vec<Written> = written.collect();
    Ok(Some(tx.keep(name, written.len() * BYTES_OF_ONE, written)))
}

/// Of some units those in a subtree, each with the units of a level that it hangs under there.
async fn places(
    tx: &mut Tx,
    within: &Subtree,
    level: Level,
    told_of: Vec<&UnitId>,
) -> Result<Vec<(UnitId, Option<UnitId>)>, Problem> {
    let mut places = vec![];
    for some in told_of.chunks(bulk::IDS_AT_ONCE) {
        let sql = format!(
            "select above.unit_id, place.ancestor_id from unit_ancestor above
             left join {PLACE} and place.ancestor_level = $3
             where above.ancestor_id = $1 and above.since <= $2 and $2 < above.until and above.unit_id in ({})",
            bulk::parameters(4, some.len())
        );
        let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(&within.unit)
            .bind(within.boundaries)
            .bind(level.code());
        for unit in some {
            query = query.bind(*unit);
        }
        let found: Vec<(UnitId, Option<UnitId>)> = query.fetch_all(&mut **tx).await?;
        places.extend(found);
    }
    Ok(places)
}
