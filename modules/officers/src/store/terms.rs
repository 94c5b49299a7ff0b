//! Terms of a unit.

use crate::{
    carrying::EndedTerm,
    rules::{NewTerm, Term},
};
use access::Scope;
use kernel::{Day, Moment, TermId, UnitId};
use platform::{Problem, db::Tx};

#[derive(sqlx::FromRow)]
struct Row {
    id: TermId,
    unit_id: UnitId,
    first_year: i64,
    last_year: i64,
    since: Day,
    until: Day,
    planned_until: Day,
    decision: String,
    revision: i64,
}

impl From<Row> for Term {
    fn from(row: Row) -> Term {
        Term {
            id: row.id,
            unit: row.unit_id,
            first_year: row.first_year,
            last_year: row.last_year,
            since: row.since,
            until: row.until,
            planned_until: row.planned_until,
            decision: row.decision,
            revision: row.revision,
        }
    }
}

/// The unit's terms, oldest first.
pub async fn terms(tx: &mut Tx, scope: &Scope) -> Result<Vec<Term>, Problem> {
    let sql =
        "select id, unit_id, first_year, last_year, since, until, planned_until, decision, revision
               from officer_term where unit_id = $1 order by since, id";
    let rows: Vec<Row> = sqlx::query_as(sql).bind(scope.unit()).fetch_all(&mut **tx).await?;
    Ok(rows.into_iter().map(Term::from).collect())
}

pub async fn term(tx: &mut Tx, scope: &Scope, id: &TermId) -> Result<Term, Problem> {
    let sql =
        "select id, unit_id, first_year, last_year, since, until, planned_until, decision, revision
               from officer_term where unit_id = $1 and id = $2";
    let row: Row = sqlx::query_as(sql).bind(scope.unit()).bind(id).fetch_one(&mut **tx).await?;
    Ok(row.into())
}

pub async fn insert(
    tx: &mut Tx,
    scope: &Scope,
    id: &TermId,
    new: &NewTerm,
    planned_until: Day,
    now: Moment,
) -> Result<(), Problem> {
    let sql = "insert into officer_term
               (id, unit_id, first_year, last_year, since, until, planned_until, decision, recorded_at, revision)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)";
    sqlx::query(sql)
        .bind(id)
        .bind(scope.unit())
        .bind(new.first_year)
        .bind(new.last_year)
        .bind(new.since)
        .bind(new.until.unwrap_or(Day::NEVER))
        .bind(planned_until)
        .bind(&new.decision)
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub async fn end(tx: &mut Tx, scope: &Scope, id: &TermId, on: Day) -> Result<(), Problem> {
    let sql = "update officer_term set until = $3, revision = revision + 1 where unit_id = $1 and id = $2";
    sqlx::query(sql).bind(scope.unit()).bind(id).bind(on).execute(&mut **tx).await?;
    Ok(())
}

/// Lets a term run as it did before its unit ended; says no where it has been changed since.
pub async fn restore(tx: &mut Tx, scope: &Scope, was: &EndedTerm) -> Result<bool, Problem> {
    let sql = "update officer_term set until = $4, revision = revision + 1
               where unit_id = $1 and id = $2 and revision = $3";
    let query = sqlx::query(sql).bind(scope.unit()).bind(&was.id).bind(was.revision);
    Ok(query.bind(was.until).execute(&mut **tx).await?.rows_affected() == 1)
}

/// Corrects what was written of a term, if nobody else has since it was read.
pub async fn correct(tx: &mut Tx, scope: &Scope, term: &Term) -> Result<(), Problem> {
    let sql = "update officer_term set first_year = $4, last_year = $5, since = $6, until = $7, planned_until = $8,
                 decision = $9, revision = revision + 1
               where unit_id = $1 and id = $2 and revision = $3";
    let done = sqlx::query(sql)
        .bind(scope.unit())
        .bind(&term.id)
        .bind(term.revision)
        .bind(term.first_year)
        .bind(term.last_year)
        .bind(term.since)
        .bind(term.until)
        .bind(term.planned_until)
        .bind(&term.decision)
        .execute(&mut **tx)
        .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Problem::Outdated) }
}
