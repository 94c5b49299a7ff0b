//! The tables of units' own forms. Their SQL is written here and nowhere else.

use crate::template::Template;
use access::Scope;
use kernel::{AccountId, Day, Moment, RowId, UnitId};
use platform::{Problem, db::Tx};

/// A unit's own form, without its versions.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct OwnForm {
    pub id: String,
    pub unit_id: UnitId,
    pub code: String,
    pub copied_form: String,
    pub copied_version: i64,
    draft: String,
    pub revision: i64,
    /// What was published last; 0 before anything was.
    pub version: i64,
    pub retired_on: Option<Day>,
    pub changed_at: Moment,
    pub changed_by: AccountId,
}

impl OwnForm {
    pub fn draft(&self) -> Result<Template, Problem> {
        Ok(serde_json::from_str(&self.draft)?)
    }
    pub fn is_retired(&self, today: Day) -> bool {
        self.retired_on.is_some_and(|on| on <= today)
    }
}

/// A version as it was published.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct VersionRow {
    pub version: i64,
    content: String,
    pub published_at: Moment,
    pub published_by: AccountId,
}

impl VersionRow {
    pub fn form(&self) -> Result<Template, Problem> {
        Ok(serde_json::from_str(&self.content)?)
    }
}

/// The newest version of a form, for a unit that is or was at or below the one it belongs to, or above it: whoever takes
/// a report has to read it.
pub async fn latest(tx: &mut Tx, unit: &UnitId, name: &str) -> Result<Option<String>, Problem> {
    let sql = "select known.content from report_form form
               join report_form_version known on known.form_id = form.id and known.version = form.version
               where form.id = $1 and exists (select 1 from unit_ancestor above
                 where above.unit_id = $2 and above.ancestor_id = form.unit_id
                 or above.unit_id = form.unit_id and above.ancestor_id = $2)";
    Ok(sqlx::query_scalar(sql).bind(name).bind(unit).fetch_optional(&mut **tx).await?)
}

/// Whose a form is.
pub async fn owner(tx: &mut Tx, name: &str) -> Result<Option<UnitId>, Problem> {
    let sql = "select unit_id from report_form where id = $1";
    Ok(sqlx::query_scalar(sql).bind(name).fetch_optional(&mut **tx).await?)
}

/// A version of a form, for reading what was made by it.
pub async fn content(tx: &mut Tx, name: &str, version: i64) -> Result<Option<String>, Problem> {
    let sql = "select content from report_form_version where form_id = $1 and version = $2";
    Ok(sqlx::query_scalar(sql).bind(name).bind(version).fetch_optional(&mut **tx).await?)
}

pub async fn version_of_snapshot(tx: &mut Tx, id: &RowId) -> Result<i64, Problem> {
    let sql = "select form_version from report_snapshot where id = $1";
    Ok(sqlx::query_scalar(sql).bind(id).fetch_one(&mut **tx).await?)
}

/// The forms of a unit and of all units above it on a day, the nearest first.
pub async fn at_or_above(tx: &mut Tx, unit: &UnitId, on: Day) -> Result<Vec<OwnForm>, Problem> {
    let sql = "select form.id, form.unit_id, form.code, form.copied_form, form.copied_version, form.draft, form.revision,
               form.version, form.retired_on, form.changed_at, form.changed_by
               from unit_ancestor above join report_form form on form.unit_id = above.ancestor_id
               where above.unit_id = $1 and above.since <= $2 and $2 < above.until order by form.id";
    let mut rows: Vec<OwnForm> =
        sqlx::query_as(sql).bind(unit).bind(on).fetch_all(&mut **tx).await?;
    if rows.len() < 2 {
        return Ok(rows);
    }
    let path = units::path(tx, unit, on).await?;
    let depth = |row: &OwnForm| path.iter().position(|above| above.id == row.unit_id);
    rows.sort_by_key(|row| std::cmp::Reverse(depth(row)));
    Ok(rows)
}

/// One form of a unit's own.
///
/// # Errors
/// `NotFound` where it is not that unit's.
pub async fn own(tx: &mut Tx, scope: &Scope, id: &str) -> Result<OwnForm, Problem> {
    let sql = "select id, unit_id, code, copied_form, copied_version, draft, revision, version, retired_on,
               changed_at, changed_by from report_form where id = $1 and unit_id = $2";
    let found = sqlx::query_as(sql).bind(id).bind(scope.unit()).fetch_optional(&mut **tx).await?;
    found.ok_or(Problem::NotFound)
}

pub async fn is_taken(tx: &mut Tx, id: &str, unit: &UnitId, code: &str) -> Result<bool, Problem> {
    let sql = "select id from report_form where id = $1 or unit_id = $2 and code = $3";
    let found: Option<String> =
        sqlx::query_scalar(sql).bind(id).bind(unit).bind(code).fetch_optional(&mut **tx).await?;
    Ok(found.is_some())
}

/// What was published of a form, the newest first.
pub async fn versions(tx: &mut Tx, id: &str) -> Result<Vec<VersionRow>, Problem> {
    let sql = "select version, content, published_at, published_by from report_form_version
               where form_id = $1 order by version desc";
    Ok(sqlx::query_as(sql).bind(id).fetch_all(&mut **tx).await?)
}

pub async fn create(
    tx: &mut Tx,
    scope: &Scope,
    draft: &Template,
    (copied_form, copied_version): (&str, i64),
    (by, at): (&AccountId, Moment),
) -> Result<(), Problem> {
    let sql = "insert into report_form (id, unit_id, code, copied_form, copied_version, draft, revision, version,
               changed_at, changed_by) values ($1, $2, $3, $4, $5, $6, 1, 0, $7, $8)";
    sqlx::query(sql)
        .bind(&draft.code)
        .bind(scope.unit())
        .bind(super::code_of(&draft.code))
        .bind(copied_form)
        .bind(copied_version)
        .bind(serde_json::to_string(draft)?)
        .bind(at)
        .bind(by)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Stores the draft if it is still at `revision`; says how many rows that was.
pub async fn keep_draft(
    tx: &mut Tx,
    scope: &Scope,
    draft: &Template,
    revision: i64,
    (by, at): (&AccountId, Moment),
) -> Result<u64, Problem> {
    let sql = "update report_form set draft = $3, revision = revision + 1, changed_at = $4, changed_by = $5
               where id = $1 and unit_id = $2 and revision = $6";
    let query = sqlx::query(sql)
        .bind(&draft.code)
        .bind(scope.unit())
        .bind(serde_json::to_string(draft)?)
        .bind(at)
        .bind(by)
        .bind(revision);
    Ok(query.execute(&mut **tx).await?.rows_affected())
}

pub async fn add_version(
    tx: &mut Tx,
    _scope: &Scope,
    form: &Template,
    (by, at): (&AccountId, Moment),
) -> Result<(), Problem> {
    let sql =
        "insert into report_form_version (form_id, version, content, published_at, published_by)
               values ($1, $2, $3, $4, $5)";
    sqlx::query(sql)
        .bind(&form.code)
        .bind(form.version)
        .bind(serde_json::to_string(form)?)
        .bind(at)
        .bind(by)
        .execute(&mut **tx)
        .await?;
    sqlx::query("update report_form set version = $2 where id = $1")
        .bind(&form.code)
        .bind(form.version)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// From which day on a form is offered no more.
pub async fn retire(
    tx: &mut Tx,
    scope: &Scope,
    id: &str,
    revision: i64,
    on: Option<Day>,
) -> Result<u64, Problem> {
    let sql = "update report_form set retired_on = $3, revision = revision + 1
               where id = $1 and unit_id = $2 and revision = $4";
    let query = sqlx::query(sql).bind(id).bind(scope.unit()).bind(on).bind(revision);
    Ok(query.execute(&mut **tx).await?.rows_affected())
}

/// The forms for which a unit or one above it has set when they are due.
pub async fn with_due_day(tx: &mut Tx, unit: &UnitId, on: Day) -> Result<Vec<String>, Problem> {
    let sql = "select distinct due.form from unit_ancestor above
               join report_due due on due.unit_id = above.ancestor_id
               where above.unit_id = $1 and above.since <= $2 and $2 < above.until";
    Ok(sqlx::query_scalar(sql).bind(unit).bind(on).fetch_all(&mut **tx).await?)
}

/// The reports, by form and period, of a unit or any below it that wait for somebody: handed in and not yet accepted,
/// or handed back. Those of units further down are for others to look at; which ones is decided where they are shown.
pub async fn on_their_way(
    tx: &mut Tx,
    unit: &UnitId,
    on: Day,
) -> Result<Vec<(String, String)>, Problem> {
    let sql = "select distinct filing.form, filing.period from report_filing filing
               join unit_ancestor above on above.unit_id = filing.unit_id and above.ancestor_id = $1
                 and above.since <= $2 and $2 < above.until
               where filing.state = 'submitted' or filing.pending_id is not null
                or filing.state in ('returned', 'reopened') and filing.unit_id = $1
               order by filing.period desc, filing.form limit 20";
    Ok(sqlx::query_as(sql).bind(unit).bind(on).fetch_all(&mut **tx).await?)
}

/// All forms of a unit, for carrying them: the unit has ended, and the change has been allowed above it.
pub async fn of_unit(tx: &mut Tx, _scope: &Scope, unit: &UnitId) -> Result<Vec<OwnForm>, Problem> {
    let sql = "select id, unit_id, code, copied_form, copied_version, draft, revision, version, retired_on,
               changed_at, changed_by from report_form where unit_id = $1 order by id";
    Ok(sqlx::query_as(sql).bind(unit).fetch_all(&mut **tx).await?)
}

/// Gives a form to another unit; its name stays.
pub async fn give(
    tx: &mut Tx,
    id: &str,
    (from, to): (&UnitId, &UnitId),
    code: &str,
) -> Result<u64, Problem> {
    let sql = "update report_form set unit_id = $3, code = $4 where id = $1 and unit_id = $2";
    let query = sqlx::query(sql).bind(id).bind(from).bind(to).bind(code);
    Ok(query.execute(&mut **tx).await?.rows_affected())
}

/// Every version of every form, for `verify`.
pub async fn all_versions(tx: &mut Tx) -> Result<Vec<(String, i64, String)>, Problem> {
    let sql = "select form_id, version, content from report_form_version order by form_id, version";
    Ok(sqlx::query_as(sql).fetch_all(&mut **tx).await?)
}

/// Forms whose last version is not the one that their row names, for `verify`.
pub async fn astray(tx: &mut Tx) -> Result<Vec<String>, Problem> {
    let sql = "select form.id from report_form form where form.version <> coalesce(
               (select max(known.version) from report_form_version known where known.form_id = form.id), 0)";
    Ok(sqlx::query_scalar(sql).fetch_all(&mut **tx).await?)
}

/// Which form and version reports were submitted by, with one snapshot of each, for `verify`.
pub async fn named_by_snapshots(tx: &mut Tx) -> Result<Vec<(String, i64, String)>, Problem> {
    let sql = "select form, form_version, min(id) from report_snapshot group by form, form_version";
    Ok(sqlx::query_as(sql).fetch_all(&mut **tx).await?)
}
