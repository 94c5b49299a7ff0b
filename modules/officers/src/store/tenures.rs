//! Who held which office of a unit, and when.

use crate::{
    carrying::EndedOffice,
    rules::Tenure,
    words::{Began, Ended},
};
use access::Scope;
use kernel::{
    AccountId, Day, Moment, TenureId, TermId, UnitId,
    vietnamese::{name, text},
};
use platform::{Problem, db::Tx};

#[derive(sqlx::FromRow)]
struct Row {
    id: TenureId,
    unit_id: UnitId,
    term_id: TermId,
    post: String,
    full_name: String,
    name_match: String,
    apart: String,
    account_id: Option<AccountId>,
    began: String,
    since: Day,
    until: Day,
    ended: String,
    began_decision: String,
    ended_decision: String,
    revision: i64,
}

impl From<Row> for Tenure {
    fn from(row: Row) -> Tenure {
        Tenure {
            id: row.id,
            unit: row.unit_id,
            term: row.term_id,
            post: row.post,
            full_name: row.full_name,
            name_match: row.name_match,
            apart: row.apart,
            account: row.account_id,
            began: Began::read(&row.began).unwrap_or(Began::Appointed),
            since: row.since,
            until: row.until,
            ended: Ended::read(&row.ended),
            began_decision: row.began_decision,
            ended_decision: row.ended_decision,
            revision: row.revision,
        }
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select t.id, t.unit_id, t.term_id, t.post, t.full_name, t.name_match, t.apart, t.account_id,
             t.began, t.since, t.until, t.ended, t.began_decision, t.ended_decision, t.revision
             from officer_tenure t join officer_post p on p.code = t.post ",
            $rest
        )
    };
}

/// All who ever held an office of the unit, by rank and day; entries by mistake are left out.
pub async fn tenures(tx: &mut Tx, scope: &Scope) -> Result<Vec<Tenure>, Problem> {
    let sql = select!(
        "where t.unit_id = $1 and t.withdrawn_at is null order by p.position, t.since, t.name_key, t.id"
    );
    let rows: Vec<Row> = sqlx::query_as(sql).bind(scope.unit()).fetch_all(&mut **tx).await?;
    Ok(rows.into_iter().map(Tenure::from).collect())
}

pub async fn tenure(tx: &mut Tx, scope: &Scope, id: &TenureId) -> Result<Tenure, Problem> {
    let sql = select!("where t.unit_id = $1 and t.id = $2 and t.withdrawn_at is null");
    let row: Row = sqlx::query_as(sql).bind(scope.unit()).bind(id).fetch_one(&mut **tx).await?;
    Ok(row.into())
}

pub async fn insert(
    tx: &mut Tx,
    scope: &Scope,
    new: &Tenure,
    follows: Option<&TenureId>,
    now: Moment,
) -> Result<(), Problem> {
    let sql = "insert into officer_tenure
               (id, unit_id, term_id, post, full_name, name_key, name_match, apart, account_id, began, since,
                until, ended, began_decision, ended_decision, follows, withdrawn_why, recorded_at, revision)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, '', $17, 1)";
    sqlx::query(sql)
        .bind(&new.id)
        .bind(scope.unit())
        .bind(&new.term)
        .bind(&new.post)
        .bind(&new.full_name)
        .bind(name::sort_key(&new.full_name))
        .bind(text::match_key(&new.full_name))
        .bind(&new.apart)
        .bind(new.account.as_ref())
        .bind(new.began.code())
        .bind(new.since)
        .bind(new.until)
        .bind(new.ended.map_or("", Ended::code))
        .bind(&new.began_decision)
        .bind(&new.ended_decision)
        .bind(follows)
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub async fn end(
    tx: &mut Tx,
    scope: &Scope,
    id: &TenureId,
    (on, how, decision): (Day, Ended, &str),
) -> Result<(), Problem> {
    let sql = "update officer_tenure set until = $3, ended = $4, ended_decision = $5, revision = revision + 1
               where unit_id = $1 and id = $2";
    sqlx::query(sql)
        .bind(scope.unit())
        .bind(id)
        .bind(on)
        .bind(how.code())
        .bind(decision)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub async fn link(
    tx: &mut Tx,
    scope: &Scope,
    id: &TenureId,
    account: Option<&AccountId>,
) -> Result<(), Problem> {
    let sql = "update officer_tenure set account_id = $3, revision = revision + 1 where unit_id = $1 and id = $2";
    sqlx::query(sql).bind(scope.unit()).bind(id).bind(account).execute(&mut **tx).await?;
    Ok(())
}

pub async fn withdraw(
    tx: &mut Tx,
    scope: &Scope,
    id: &TenureId,
    why: &str,
    now: Moment,
) -> Result<(), Problem> {
    let sql =
        "update officer_tenure set withdrawn_at = $3, withdrawn_why = $4, revision = revision + 1
               where unit_id = $1 and id = $2";
    sqlx::query(sql).bind(scope.unit()).bind(id).bind(now).bind(why).execute(&mut **tx).await?;
    Ok(())
}

/// Whether somebody was noted at a session in this office, or hands it over.
pub async fn is_used(tx: &mut Tx, scope: &Scope, id: &TenureId) -> Result<bool, Problem> {
    let sql = "select (select count(*) from officer_attendance where tenure_id = t.id)
                 + (select count(*) from officer_handover h where h.tenure_id = t.id or h.new_tenure_id = t.id)
               from officer_tenure t where t.unit_id = $1 and t.id = $2";
    let used: i64 =
        sqlx::query_scalar(sql).bind(scope.unit()).bind(id).fetch_one(&mut **tx).await?;
    Ok(0 < used)
}

/// Gives an office back to its holder as it was before the unit ended; says no where it has been changed since.
pub async fn restore(tx: &mut Tx, scope: &Scope, was: &EndedOffice) -> Result<bool, Problem> {
    let sql = "update officer_tenure set until = $4, ended = $5, ended_decision = $6, revision = revision + 1
               where unit_id = $1 and id = $2 and revision = $3 and withdrawn_at is null";
    let query = sqlx::query(sql).bind(scope.unit()).bind(&was.id).bind(was.revision);
    let query = query.bind(was.until).bind(&was.ended).bind(&was.decision);
    Ok(query.execute(&mut **tx).await?.rows_affected() == 1)
}

/// Moves the days of an office along with those of its term.
pub async fn set_days(
    tx: &mut Tx,
    scope: &Scope,
    id: &TenureId,
    (since, until): (Day, Day),
) -> Result<(), Problem> {
    let sql = "update officer_tenure set since = $3, until = $4, revision = revision + 1
               where unit_id = $1 and id = $2";
    sqlx::query(sql).bind(scope.unit()).bind(id).bind(since).bind(until).execute(&mut **tx).await?;
    Ok(())
}
