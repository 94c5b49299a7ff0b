//! Roles that go along when the unit they are held at ends.
//!
//! Whether they may go, and where to, has been decided by whoever changes the unit and by both sides.

use crate::{Scope, Work};
use kernel::{AccountId, Day, RowId, Source, UnitId};
use platform::{Problem, db::Tx};

/// A role that somebody holds at a unit.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct HeldGrant {
    pub id: RowId,
    pub account: AccountId,
    pub full_name: String,
    pub role: String,
    pub unit: UnitId,
    pub since: Day,
    pub until: Day,
}

/// What was done to a role: enough to make it as it was.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct MovedGrant {
    pub grant: RowId,
    pub account: AccountId,
    pub full_name: String,
    pub role: String,
    pub unit: UnitId,
    pub until_before: Day,
    pub ended_on: Day,
    /// The role that stands for it since; nothing where none was needed.
    pub now: Option<RowId>,
    pub heir: Option<UnitId>,
}

/// Who gave a role: somebody by themselves, or an office, with which it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GivenBy {
    People,
    Office,
}

impl GivenBy {
    fn code(self) -> &'static str {
        match self {
            GivenBy::People => "people",
            GivenBy::Office => "office",
        }
    }
}

/// The roles at a unit that stand on a day or later.
pub async fn grants_at(
    tx: &mut Tx,
    scope: &Scope,
    unit: &UnitId,
    day: Day,
    given_by: GivenBy,
) -> Result<Vec<HeldGrant>, Problem> {
    let sql =
        "select held.id, held.account_id as account, full_name, role, held.unit_id as unit, since, until
         from access_grant held join access_account on access_account.id = held.account_id
         where held.unit_id = $3 and held.until > $4 and held.since < held.until
           and case when held.office is null then 'people' else 'office' end = $5
           and exists (select 1 from unit_ancestor above where above.unit_id = held.unit_id
             and above.ancestor_id = $1 and above.since <= $2 and $2 < above.until)
         order by full_name, held.id";
    let query = sqlx::query_as(sql).bind(scope.unit()).bind(scope.today());
    let query = query.bind(unit).bind(day).bind(given_by.code());
    Ok(query.fetch_all(&mut **tx).await?)
}

/// Ends a role on a day and, where there is an heir, gives the same role there from that day on.
pub async fn move_grant(
    work: &mut Work,
    scope: &Scope,
    grant: &HeldGrant,
    heir: Option<&UnitId>,
    day: Day,
) -> Result<MovedGrant, Problem> {
    // A role that begins later than the unit ends leaves no day behind.
    let ended_on = day.max(grant.since);
    set_until(work, scope, &grant.id, grant.until, ended_on).await?;
    let source = Source::of("access.account", &grant.account);
    let details = serde_json::json!({ "grant": grant.id, "on": ended_on });
    work.record("access.revoke", Some(&grant.unit), &source, details).await?;
    let mut now = None;
    if let Some(heir) = heir
        && !holds(&mut work.tx, &grant.account, &grant.role, heir, ended_on).await?
    {
        now = Some(give(work, grant, heir, ended_on).await?);
    }
    Ok(MovedGrant {
        grant: grant.id.clone(),
        account: grant.account.clone(),
        full_name: grant.full_name.clone(),
        role: grant.role.clone(),
        unit: grant.unit.clone(),
        until_before: grant.until,
        ended_on,
        now,
        heir: heir.cloned(),
    })
}

/// Makes a role as it was before it was moved; says no where it has been changed since.
pub async fn move_grant_back(
    work: &mut Work,
    scope: &Scope,
    moved: &MovedGrant,
) -> Result<bool, Problem> {
    if let Some(now) = &moved.now {
        let sql = "update access_grant set until = since where id = $1 and until = $2";
        let done =
            sqlx::query(sql).bind(now).bind(moved.until_before).execute(&mut *work.tx).await?;
        if done.rows_affected() != 1 {
            return Ok(false);
        }
        let source = Source::of("access.account", &moved.account);
        let details = serde_json::json!({ "grant": now });
        work.record("access.revoke", moved.heir.as_ref(), &source, details).await?;
    }
    if set_until(work, scope, &moved.grant, moved.ended_on, moved.until_before).await? != 1 {
        return Ok(false);
    }
    let source = Source::of("access.account", &moved.account);
    let details = serde_json::json!({ "role": moved.role, "grant": moved.grant });
    work.record("access.restore", Some(&moved.unit), &source, details).await?;
    Ok(true)
}

async fn set_until(
    work: &mut Work,
    scope: &Scope,
    grant: &RowId,
    from: Day,
    until: Day,
) -> Result<u64, Problem> {
    let sql = "update access_grant set until = $5 where id = $3 and until = $4 and exists (
                 select 1 from unit_ancestor above where above.unit_id = access_grant.unit_id
                 and above.ancestor_id = $1 and above.since <= $2 and $2 < above.until)";
    let query = sqlx::query(sql).bind(scope.unit()).bind(scope.today()).bind(grant);
    let done = query.bind(from).bind(until).execute(&mut *work.tx).await?;
    Ok(done.rows_affected())
}

async fn holds(
    tx: &mut Tx,
    account: &AccountId,
    role: &str,
    unit: &UnitId,
    day: Day,
) -> Result<bool, Problem> {
    let sql = "select count(*) from access_grant
               where account_id = $1 and role = $2 and unit_id = $3 and since <= $4 and $4 < until";
    let query = sqlx::query_scalar(sql).bind(account).bind(role).bind(unit).bind(day);
    let found: i64 = query.fetch_one(&mut **tx).await?;
    Ok(0 < found)
}

async fn give(
    work: &mut Work,
    grant: &HeldGrant,
    heir: &UnitId,
    since: Day,
) -> Result<RowId, Problem> {
    let id = RowId::new();
    let sql = "insert into access_grant (id, account_id, role, unit_id, since, until, granted_by)
               values ($1, $2, $3, $4, $5, $6, $7)";
    sqlx::query(sql)
        .bind(&id)
        .bind(&grant.account)
        .bind(&grant.role)
        .bind(heir)
        .bind(since)
        .bind(grant.until)
        .bind(&work.caller.account)
        .execute(&mut *work.tx)
        .await?;
    let source = Source::of("access.account", &grant.account);
    let details = serde_json::json!({ "role": grant.role });
    work.record("access.grant", Some(heir), &source, details).await?;
    Ok(id)
}
