//! The table of reasons. Its SQL is written here and nowhere else.

use access::Scope;
use kernel::{AccountId, Moment, Period, RowId, UnitId};
use platform::{Problem, db::Tx};
use std::collections::HashMap;
use units::Subtree;

/// A unit's own sentence about a figure.
#[derive(Debug, Clone, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Reason {
    pub body: String,
    pub revision: i64,
}

/// What a unit has written, by indicator.
pub async fn reasons(
    tx: &mut Tx,
    unit: &UnitId,
    form: &str,
    period: Period,
) -> Result<HashMap<String, Reason>, Problem> {
    #[derive(sqlx::FromRow)]
    struct Row {
        indicator: String,
        #[sqlx(flatten)]
        reason: Reason,
    }
    let sql = "select indicator, body, revision from report_reason
               where unit_id = $1 and form = $2 and period = $3";
    let query = sqlx::query_as(sql).bind(unit).bind(form).bind(period.to_string());
    let rows: Vec<Row> = query.fetch_all(&mut **tx).await?;
    Ok(rows.into_iter().map(|row| (row.indicator, row.reason)).collect())
}

/// Stores the sentence if the one before is still at `reason.revision`; says how many rows that was.
pub async fn set_reason(
    tx: &mut Tx,
    scope: &Scope,
    (form, period): (&str, Period),
    indicator: &str,
    reason: &Reason,
    (by, at): (&AccountId, Moment),
) -> Result<u64, Problem> {
    let sql = "insert into report_reason
         (unit_id, form, period, indicator, body, revision, changed_at, changed_by)
        values ($1, $2, $3, $4, $5, 1, $6, $7)
        on conflict (unit_id, form, period, indicator) do update set body = excluded.body,
         revision = report_reason.revision + 1, changed_at = excluded.changed_at, changed_by = excluded.changed_by
        where report_reason.revision = $8";
    let query = sqlx::query(sql)
        .bind(scope.unit())
        .bind(form)
        .bind(period.to_string())
        .bind(indicator)
        .bind(&reason.body)
        .bind(at)
        .bind(by)
        .bind(reason.revision);
    Ok(query.execute(&mut **tx).await?.rows_affected())
}

/// The reasons that a unit has handed in with one of its reports, a line for each figure.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct HandedIn {
    pub unit_id: UnitId,
    pub form: String,
    pub snapshot_id: RowId,
    pub reasons: String,
}

/// The reasons of all units of a subtree for a period: of what each has accepted, or submitted since.
pub async fn reasons_handed_in(
    tx: &mut Tx,
    within: &Subtree,
    period: Period,
) -> Result<Vec<HandedIn>, Problem> {
    let sql = "select filing.unit_id, filing.form, frozen.id as snapshot_id, frozen.reasons
        from report_filing filing
        join report_snapshot frozen on frozen.reasons <> '' and frozen.id =
          case when filing.state = 'submitted' then filing.snapshot_id else filing.standing_id end
        join unit_ancestor above on above.unit_id = filing.unit_id and above.ancestor_id = $1
          and above.since <= $2 and $2 < above.until
        where filing.period = $3 order by filing.form, filing.unit_id";
    let query =
        sqlx::query_as(sql).bind(&within.unit).bind(within.boundaries).bind(period.to_string());
    Ok(query.fetch_all(&mut **tx).await?)
}

/// The reasons that one snapshot holds.
pub async fn reasons_of_snapshot(
    tx: &mut Tx,
    _scope: &Scope,
    id: &RowId,
) -> Result<String, Problem> {
    let sql = "select reasons from report_snapshot where id = $1";
    Ok(sqlx::query_scalar(sql).bind(id).fetch_one(&mut **tx).await?)
}
