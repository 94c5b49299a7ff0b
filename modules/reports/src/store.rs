//! The reports' own tables. Their SQL is written here and nowhere else.

use access::Scope;
use kernel::{AccountId, Day, Moment, Period, UnitId};
use platform::{Problem, db::Tx};
use std::collections::HashMap;

/// Thể thức of one report, as far as somebody has filled it in.
#[derive(Debug, Clone, Default, PartialEq, Eq, sqlx::FromRow, serde::Serialize)]
pub struct Front {
    pub number: String,
    pub place: String,
    pub signed_on: Option<Day>,
    /// One line each.
    pub office: String,
    pub signer: String,
    /// One line each.
    pub recipients: String,
    pub revision: i64,
}

pub async fn front(
    tx: &mut Tx,
    unit: &UnitId,
    form: &str,
    period: Period,
) -> Result<Front, Problem> {
    let sql =
        "select number, place, signed_on, office, signer, recipients, revision from report_front
               where unit_id = $1 and form = $2 and period = $3";
    let query = sqlx::query_as(sql).bind(unit).bind(form).bind(period.to_string());
    Ok(query.fetch_optional(&mut **tx).await?.unwrap_or_default())
}

/// What people wrote, by section.
pub async fn texts(
    tx: &mut Tx,
    unit: &UnitId,
    form: &str,
    period: Period,
) -> Result<HashMap<String, String>, Problem> {
    let sql =
        "select section, body from report_text where unit_id = $1 and form = $2 and period = $3";
    let query = sqlx::query_as(sql).bind(unit).bind(form).bind(period.to_string());
    let rows: Vec<(String, String)> = query.fetch_all(&mut **tx).await?;
    Ok(rows.into_iter().collect())
}

/// Stores the front if it is still at `front.revision`; says how many rows that was.
pub async fn set_front(
    tx: &mut Tx,
    scope: &Scope,
    form: &str,
    period: Period,
    front: &Front,
    by: (&AccountId, Moment),
) -> Result<u64, Problem> {
    let sql = "insert into report_front
        (unit_id, form, period, number, place, signed_on, office, signer, recipients, revision, changed_at, changed_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10, $11)
        on conflict (unit_id, form, period) do update set number = excluded.number, place = excluded.place,
         signed_on = excluded.signed_on, office = excluded.office, signer = excluded.signer,
         recipients = excluded.recipients, revision = report_front.revision + 1,
         changed_at = excluded.changed_at, changed_by = excluded.changed_by
        where report_front.revision = $12";
    let query = sqlx::query(sql)
        .bind(scope.unit())
        .bind(form)
        .bind(period.to_string())
        .bind(&front.number)
        .bind(&front.place)
        .bind(front.signed_on)
        .bind(&front.office)
        .bind(&front.signer)
        .bind(&front.recipients)
        .bind(by.1)
        .bind(by.0)
        .bind(front.revision);
    Ok(query.execute(&mut **tx).await?.rows_affected())
}

pub async fn set_text(
    tx: &mut Tx,
    scope: &Scope,
    form: &str,
    period: Period,
    (section, body): (&str, &str),
    by: (&AccountId, Moment),
) -> Result<(), Problem> {
    let sql = "insert into report_text (unit_id, form, period, section, body, revision, changed_at, changed_by)
        values ($1, $2, $3, $4, $5, 1, $6, $7)
        on conflict (unit_id, form, period, section) do update set body = excluded.body,
         revision = report_text.revision + 1, changed_at = excluded.changed_at, changed_by = excluded.changed_by";
    sqlx::query(sql)
        .bind(scope.unit())
        .bind(form)
        .bind(period.to_string())
        .bind(section)
        .bind(body)
        .bind(by.1)
        .bind(by.0)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
