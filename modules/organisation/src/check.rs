//! What `verify` asks of the chapters.

use crate::rules::CHAPTERS;
use kernel::{Day, UnitId};
use platform::{Problem, Site, module::Finding};
use units::Form;

/// I06: in the counts book each unit that has a chapter's form stands as one while it is open, and
/// nothing else stands there from the register.
///
/// A check holds two books against each other, so that it alone reads tables that are not this module's.
pub async fn chapters_are_booked(site: Site) -> Result<Finding, Problem> {
    let mut tx = site.db.begin().await?;
    let sql = "select unit.id, unit.code, unit.form, unit.opened, unit.closed,
                 cast(coalesce(sum(case when day <= $1 then quantity else 0 end), 0) as bigint),
                 cast(coalesce(sum(quantity), 0) as bigint)
               from unit
               left join count_row on count_row.unit_id = unit.id
                 and count_row.indicator = $2 and count_row.standing = 'register'
               where unit.form <> '' or count_row.id is not null
               group by unit.id, unit.code, unit.form, unit.opened, unit.closed order by unit.id";
    type Row = (UnitId, String, String, Day, Day, i64, i64);
    let today = site.today();
    let rows: Vec<Row> =
        sqlx::query_as(sql).bind(today).bind(CHAPTERS.code).fetch_all(&mut *tx).await?;
    let mut finding = Finding::default();
    for (id, code, form, opened, closed, now, for_ever) in rows {
        let counted = !form.is_empty() && form != Form::Association.code();
        let alive = counted && opened <= today && today < closed;
        let lasting = counted && closed == Day::NEVER;
        finding.rows_checked += 1;
        if (now, for_ever) != (i64::from(alive), i64::from(lasting)) {
            finding.bad.push(format!("{code} ({id}): {now} today, {for_ever} in the end"));
        }
    }
    Ok(finding)
}
