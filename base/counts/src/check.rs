//! What must hold of the book at all times.

use crate::{book::Count, declaration::level_source, rules};
use kernel::{Day, DeclarationId, Source, UnitId};
use platform::{Problem, Site, module::Finding};
use std::collections::{BTreeMap, BTreeSet};

/// I05: every declaration stands in the book exactly once, as its steps or its one row, and
/// every declared row has its declaration.
pub async fn declarations_are_booked(site: Site) -> Result<Finding, Problem> {
    let mut tx = site.db.begin().await?;
    let sql = "select count_declaration.id, unit_id, indicator, day_until, quantity, wording, kind, day_from
               from count_declaration join count_indicator on count_indicator.code = indicator
               where quantity is not null order by unit_id, indicator, day_from";
    type Row = (DeclarationId, UnitId, String, Day, i64, String, String, Day);
    let declared: Vec<Row> = sqlx::query_as(sql).fetch_all(&mut *tx).await?;
    let mut expected: BTreeMap<Source, Vec<Count>> = BTreeMap::new();
    let mut levels: BTreeMap<(UnitId, String), Vec<rules::Level>> = BTreeMap::new();
    for (id, unit, indicator, until, quantity, wording, kind, from) in declared {
        if kind == "stock" {
            let level = rules::Level { day: from, quantity, wording };
            levels.entry((unit, indicator)).or_default().push(level);
        } else {
            let count = Count::of(&indicator, &unit, until.before(), quantity);
            let count = count.declared(rules::qualifier(&wording));
            expected.insert(Source::of("counts.declaration", &id), vec![count]);
        }
    }
    for ((unit, indicator), levels) in levels {
        let counts = rules::steps(&indicator, &unit, &levels);
        expected.insert(level_source(&unit, &indicator), counts);
    }

    #[derive(sqlx::FromRow)]
    struct Row2 {
        source: Source,
        #[sqlx(flatten)]
        count: Count,
    }
    let sql = "select source, indicator, unit_id, day, facet, subject, quantity, standing, wording from count_row
               where standing = 'declared' and corrects is null
               and not exists (select 1 from count_row later where later.corrects = count_row.id) order by source";
    let rows: Vec<Row2> = sqlx::query_as(sql).fetch_all(&mut *tx).await?;
    let mut found: BTreeMap<Source, Vec<Count>> = BTreeMap::new();
    for row in rows {
        found.entry(row.source).or_default().push(row.count);
    }
    let mut finding = Finding::default();
    for (source, counts) in &mut expected {
        let mut booked = found.remove(source).unwrap_or_default();
        let order = |count: &Count| (count.day, count.quantity);
        booked.sort_by_key(order);
        counts.sort_by_key(order);
        finding.rows_checked += 1;
        if booked != *counts {
            finding.bad.push(source.to_string());
        }
    }
    finding.bad.extend(found.into_keys().map(|source| source.to_string()));
    Ok(finding)
}

/// I05: a correction takes back exactly the row it points to.
pub async fn corrections_cancel(site: Site) -> Result<Finding, Problem> {
    let mut tx = site.db.begin().await?;
    let rows_checked =
        sqlx::query_scalar("select count(*) from count_row where corrects is not null")
            .fetch_one(&mut *tx)
            .await?;
    let sql = "select later.id from count_row later left join count_row first on first.id = later.corrects
               where later.corrects is not null and (first.id is null
                or first.quantity <> -later.quantity or first.indicator <> later.indicator
                or first.unit_id <> later.unit_id or coalesce(first.about, first.day) <> coalesce(later.about, later.day) or first.source <> later.source
                or first.facet <> later.facet or first.subject <> later.subject)";
    let bad: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut *tx).await?;
    Ok(Finding { rows_checked, bad: bad.into_iter().map(|id| format!("count_row/{id}")).collect() })
}

/// I08: nothing is counted for a unit before it was there, so that what was reported of a time is
/// not changed by units that came later.
pub async fn rows_lie_in_the_life_of_their_unit(site: Site) -> Result<Finding, Problem> {
    let mut tx = site.db.begin().await?;
    let rows_checked =
        sqlx::query_scalar("select count(*) from count_row").fetch_one(&mut *tx).await?;
    let sql = "select count_row.id from count_row join unit on unit.id = count_row.unit_id
               where count_row.day < unit.opened limit 1000";
    let bad: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut *tx).await?;
    Ok(Finding { rows_checked, bad: bad.into_iter().map(|id| format!("count_row/{id}")).collect() })
}

/// I08: what a lock keeps is as it was when it was locked. No row of a register was written later, while the lock was
/// not open, into its days or, where it is part of a stock, before its end; and what is declared of a stock still
/// comes to the same. Ids are made in the order of time.
pub async fn nothing_was_written_into_a_locked_period(site: Site) -> Result<Finding, Problem> {
    let mut tx = site.db.begin().await?;
    let rows_checked =
        sqlx::query_scalar("select count(*) from count_lock").fetch_one(&mut *tx).await?;
    let flows = "select later.id from count_lock kept
        join unit_ancestor above on above.ancestor_id = kept.unit_id
        join count_row later on later.unit_id = above.unit_id and above.since <= later.day and later.day < above.until
        where kept.day_from <= later.day and later.day < kept.day_until and later.id > kept.id
        and not exists (select 1 from count_indicator where code = later.indicator and kind = 'stock')
        and not exists (select 1 from count_opening opening where opening.lock_id = kept.id
          and opening.id < later.id and (opening.closing is null or later.id < opening.closing)
          and opening.person = later.recorded_by)
        order by later.id limit 1000";
    let mut bad: Vec<String> = sqlx::query_scalar(flows).fetch_all(&mut *tx).await?;
    let stocks = "select max(later.id) from count_lock kept
        join unit_ancestor above on above.ancestor_id = kept.unit_id
          and above.since < kept.day_until and kept.day_until <= above.until
        join count_row later on later.unit_id = above.unit_id
        join count_indicator stock on stock.code = later.indicator and stock.kind = 'stock'
        where later.day < kept.day_until and later.id > kept.id
        and not exists (select 1 from count_opening opening where opening.lock_id = kept.id
          and opening.id < later.id and (opening.closing is null or later.id < opening.closing)
          and opening.person = later.recorded_by)
        group by kept.id, later.unit_id, later.indicator, later.standing
        having later.standing = 'register' or sum(later.quantity) <> 0";
    let moved: Vec<String> = sqlx::query_scalar(stocks).fetch_all(&mut *tx).await?;
    bad.extend(moved);
    Ok(Finding { rows_checked, bad: bad.into_iter().map(|id| format!("count_row/{id}")).collect() })
}

/// I06: every row is counted once under the nation, before the reform of 2025 and after it, so
/// totals are equal in both geographies.
pub async fn totals_agree_in_every_geography(site: Site) -> Result<Finding, Problem> {
    let mut tx = site.db.begin().await?;
    let rows_checked =
        sqlx::query_scalar("select count(*) from count_row").fetch_one(&mut *tx).await?;
    let mut finding = Finding { rows_checked, bad: vec![] };
    for boundaries in [Day::of(2017, 6, 30), Day::of(2025, 6, 30), site.today()] {
        let sql = "select count_row.id from count_row where (select count(*) from unit_ancestor above
                   where above.unit_id = count_row.unit_id and above.ancestor_level = 'nation' and above.since <= $1 and $1 < above.until) <> 1 limit 100";
        let bad: Vec<String> = sqlx::query_scalar(sql).bind(boundaries).fetch_all(&mut *tx).await?;
        finding.bad.extend(bad.into_iter().map(|id| format!("count_row/{id}@{boundaries}")));
    }
    Ok(finding)
}

/// I06: each balance is the sum of its rows, and no rows are without one.
pub async fn balances_are_the_sums_of_their_rows(site: Site) -> Result<Finding, Problem> {
    type Row = (String, String, String, i64, Day, Day, String);
    let mut tx = site.db.begin().await?;
    let sql = "select unit_id, indicator, standing, cast(sum(quantity) as bigint), min(day), max(day), max(wording)
               from count_row group by unit_id, indicator, standing order by unit_id, indicator, standing";
    let added_up: Vec<Row> = sqlx::query_as(sql).fetch_all(&mut *tx).await?;
    let sql = "select unit_id, indicator, standing, quantity, first_day, last_day, wording
               from count_balance order by unit_id, indicator, standing";
    let kept: Vec<Row> = sqlx::query_as(sql).fetch_all(&mut *tx).await?;
    let rows_checked = i64::try_from(kept.len()).unwrap_or(i64::MAX);
    let (added_up, kept): (BTreeSet<Row>, BTreeSet<Row>) =
        (added_up.into_iter().collect(), kept.into_iter().collect());
    let differ = added_up.symmetric_difference(&kept);
    let named = differ.map(|(unit, indicator, ..)| format!("count_balance/{unit}/{indicator}"));
    Ok(Finding { rows_checked, bad: named.collect::<BTreeSet<_>>().into_iter().collect() })
}
