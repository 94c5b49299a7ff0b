//! Dòng ghi muộn: on which day a row is booked whose own day is locked.
//!
//! A locked figure never moves. A flow that is learned later stands on the first open day after the lock. A stock is
//! everything up to a day, so a row of an earlier day would move every locked stock after it: it stands after the
//! last of them. What one record says of one day moves together, so that a person who joined is counted as new on the
//! day on which there is one member more.

use crate::{
    book::{Entry, Standing},
    lock,
};
use access::Work;
use kernel::{Day, Period, UnitId};
use platform::{
    Problem,
    bulk::{self, IDS_AT_ONCE},
};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use units::Subtree;

/// A lock as it concerns one unit: in the boundaries of which days the unit was under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cover {
    locked: Period,
    under: Period,
}

impl Cover {
    fn keeps(&self, day: Day, is_stock: bool) -> bool {
        let on_the_day = self.locked.contains(day) && self.under.contains(day);
        let from_then_on =
            is_stock && day < self.locked.until && self.under.contains(self.locked.last());
        on_the_day || from_then_on
    }
}

/// The first day, the row's own or a later one, that nobody has locked.
pub(crate) fn open_day(day: Day, covers: &[Cover], is_stock: bool) -> Day {
    let mut day = day;
    while let Some(until) = covers
        .iter()
        .filter(|cover| cover.keeps(day, is_stock))
        .map(|cover| cover.locked.until)
        .max()
    {
        day = until;
    }
    day
}

/// The day on which each entry is booked. One query for all units, and mostly none beyond the first.
pub(crate) async fn days(work: &mut Work, entries: &[Entry<'_>]) -> Result<Vec<Day>, Problem> {
    let own = || entries.iter().map(|entry| entry.on).collect();
    let kept = |entry: &&Entry| entry.count.standing == Standing::Register.code();
    let Some(first) = entries.iter().filter(kept).map(|entry| entry.on).min() else {
        return Ok(own());
    };
    let units: BTreeSet<&UnitId> =
        entries.iter().filter(kept).map(|entry| &entry.count.unit_id).collect();
    share(work, &units).await?;
    let covers = covers(work, &units, first).await?;
    if covers.is_empty() {
        return Ok(own());
    }
    let stocks: Vec<String> =
        sqlx::query_scalar("select code from count_indicator where kind = 'stock'")
            .fetch_all(&mut *work.tx)
            .await?;
    let stocks: HashSet<&str> = stocks.iter().map(String::as_str).collect();
    let mut together: HashMap<(&str, &UnitId, Day), bool> = HashMap::new();
    for entry in entries.iter().filter(kept) {
        let is_stock = stocks.contains(entry.count.indicator.as_str());
        *together.entry(entry.moves_with()).or_default() |= is_stock;
    }
    let day = |entry: &Entry| match covers.get(&entry.count.unit_id) {
        Some(covers) if kept(&entry) => {
            open_day(entry.on, covers, together.get(&entry.moves_with()) == Some(&true))
        }
        _ => entry.on,
    };
    Ok(entries.iter().map(day).collect())
}

/// Nobody locks these units or one above them until this work ends.
async fn share(work: &mut Work, units: &BTreeSet<&UnitId>) -> Result<(), Problem> {
    if !work.site.db.is_postgres() {
        return Ok(());
    }
    let mut above: BTreeSet<UnitId> = BTreeSet::new();
    let units: Vec<&UnitId> = units.iter().copied().collect();
    for some in units.chunks(IDS_AT_ONCE) {
        let sql = format!(
            "select distinct ancestor_id from unit_ancestor where unit_id in ({})",
            bulk::parameters(1, some.len())
        );
        let mut query = sqlx::query_scalar(sqlx::AssertSqlSafe(sql));
        for unit in some {
            query = query.bind(*unit);
        }
        let found: Vec<UnitId> = query.fetch_all(&mut *work.tx).await?;
        above.extend(found);
    }
    let names: Vec<String> = above.iter().map(lock::held_name).collect();
    let db = work.site.db.clone();
    for some in names.chunks(IDS_AT_ONCE) {
        db.share(&mut work.tx, some).await?;
    }
    Ok(())
}

/// What is locked for these units from a day on, and not open for whoever works.
async fn covers(
    work: &mut Work,
    units: &BTreeSet<&UnitId>,
    from: Day,
) -> Result<BTreeMap<UnitId, Vec<Cover>>, Problem> {
    let mut covers: BTreeMap<UnitId, Vec<Cover>> = BTreeMap::new();
    let any: Option<i64> =
        sqlx::query_scalar("select 1 from count_lock where day_until > $1 limit 1")
            .bind(from)
            .fetch_optional(&mut *work.tx)
            .await?;
    if any.is_none() {
        return Ok(covers);
    }
    let units: Vec<&UnitId> = units.iter().copied().collect();
    for some in units.chunks(IDS_AT_ONCE) {
        let sql = format!(
            "select above.unit_id, kept.day_from, kept.day_until, above.since, above.until
             from unit_ancestor above join count_lock kept on kept.unit_id = above.ancestor_id
             where kept.day_until > $1 and above.since < kept.day_until and kept.day_from < above.until
             and not exists (select 1 from count_opening opening where opening.lock_id = kept.id
              and opening.closing is null and opening.person = $2 and $3 < opening.day_until)
             and above.unit_id in ({})",
            bulk::parameters(4, some.len())
        );
        let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(from)
            .bind(&work.caller.account)
            .bind(work.today);
        for unit in some {
            query = query.bind(*unit);
        }
        let rows: Vec<(UnitId, Day, Day, Day, Day)> = query.fetch_all(&mut *work.tx).await?;
        for (unit, from, until, under_from, under_until) in rows {
            let cover = Cover {
                locked: Period { from, until },
                under: Period { from: under_from, until: under_until },
            };
            covers.entry(unit).or_default().push(cover);
        }
    }
    Ok(covers)
}

/// What a period would have counted besides, had all that is known today been known when it was locked: by indicator,
/// from the late rows about it. Whom the period has counted already does not count again among different people.
pub async fn late_sums(
    tx: &mut platform::db::Tx,
    within: &Subtree,
    period: Period,
) -> Result<BTreeMap<String, i64>, Problem> {
    let sql = "select indicator, cast(sum(quantity) as bigint)
        from unit_ancestor above join count_row on count_row.unit_id = above.unit_id
        join count_indicator on count_indicator.code = count_row.indicator
        where above.ancestor_id = $1 and above.since <= $2 and $2 < above.until
        and about is not null and about < $4 and day >= $4 and (about >= $3 or kind = 'stock')
        and kind <> 'distinct' group by indicator
        union all
        select indicator, cast(sum(case when known > 0 then 1 else 0 end)
          - sum(case when booked > 0 then 1 else 0 end) as bigint)
        from (select indicator, subject, sum(quantity) as known,
           sum(case when day >= $3 and day < $4 then quantity else 0 end) as booked
          from unit_ancestor above join count_row on count_row.unit_id = above.unit_id
          join count_indicator on count_indicator.code = count_row.indicator
          where above.ancestor_id = $1 and above.since <= $2 and $2 < above.until and kind = 'distinct'
          and (day >= $3 and day < $4 or about >= $3 and about < $4)
          group by indicator, subject) as people group by indicator";
    let rows: Vec<(String, i64)> = sqlx::query_as(sql)
        .bind(&within.unit)
        .bind(within.boundaries)
        .bind(period.from)
        .bind(period.until)
        .fetch_all(&mut **tx)
        .await?;
    Ok(rows.into_iter().filter(|(_, quantity)| *quantity != 0).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn locked(period: &str) -> Cover {
        let under = Period { from: Day::BEGINNING, until: Day::NEVER };
        Cover { locked: period.parse().unwrap(), under }
    }

    #[test]
    fn a_fact_of_an_open_day_stays_on_its_day() {
        let covers = [locked("2025-H1")];
        for is_stock in [false, true] {
            let july = Day::of(2025, 7, 1);
            assert_eq!(open_day(july, &covers, is_stock), july);
        }
        assert_eq!(open_day(Day::of(2024, 12, 31), &covers, false), Day::of(2024, 12, 31));
    }

    #[test]
    fn a_fact_of_a_locked_day_goes_on_the_first_open_day_after_it() {
        let covers = [locked("2025-H1"), locked("2025-H2"), locked("2026-Q2")];
        assert_eq!(open_day(Day::of(2025, 6, 30), &covers, false), Day::of(2026, 1, 1));
        assert_eq!(open_day(Day::of(2026, 6, 30), &covers, false), Day::of(2026, 7, 1));
    }

    #[test]
    fn a_stock_goes_behind_every_lock_that_it_would_move() {
        let covers = [locked("2025-H1"), locked("2026-Q2")];
        assert_eq!(open_day(Day::of(2024, 5, 1), &covers, true), Day::of(2026, 7, 1));
        assert_eq!(open_day(Day::of(2025, 9, 1), &covers, true), Day::of(2026, 7, 1));
    }

    #[test]
    fn a_unit_is_locked_by_the_province_it_was_in_on_that_day() {
        let under = Period { from: Day::of(2025, 7, 1), until: Day::NEVER };
        let of_the_new_province = [Cover { under, ..locked("2025") }];
        let (march, august) = (Day::of(2025, 3, 1), Day::of(2025, 8, 1));
        assert_eq!(open_day(march, &of_the_new_province, false), march);
        assert_eq!(open_day(august, &of_the_new_province, false), Day::of(2026, 1, 1));
    }
}
