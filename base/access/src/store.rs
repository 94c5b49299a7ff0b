//! The tables of accounts, roles and sessions. Their SQL is written here and nowhere else.

use crate::{Role, Scope, caller::Grant};
use kernel::{AccountId, Day, Lang, Moment, RowId, SessionId, Source, UnitId};
use platform::{
    Problem,
    db::{REVISION, Tx},
};

#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Account {
    pub id: AccountId,
    pub username: String,
    pub full_name: String,
    pub password_hash: String,
    pub state: String,
}

const ACCOUNT: &str = "select id, username, full_name, password_hash, state from access_account";

pub async fn account_by_key(tx: &mut Tx, key: &str) -> Result<Option<Account>, Problem> {
    let sql = format!("{ACCOUNT} where username_key = $1");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(key).fetch_optional(&mut **tx).await?)
}

/// One's own account; another's only through `account_in`.
pub async fn account(tx: &mut Tx, id: &AccountId) -> Result<Account, Problem> {
    let sql = format!("{ACCOUNT} where id = $1");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id).fetch_one(&mut **tx).await?)
}

#[derive(Debug, Clone, sqlx::FromRow)]
pub struct GrantRow {
    pub id: RowId,
    pub role: String,
    pub unit_id: UnitId,
    pub since: Day,
    pub until: Day,
}

impl GrantRow {
    /// A role that this version does not know gives no rights.
    pub fn into_grant(self) -> Option<Grant> {
        let role: Role = self.role.parse().ok()?;
        Some(Grant { role, unit: self.unit_id, since: self.since, until: self.until })
    }
}

pub async fn grants_of(tx: &mut Tx, account: &AccountId) -> Result<Vec<GrantRow>, Problem> {
    let sql = "select id, role, unit_id, since, until from access_grant where account_id = $1 order by id";
    Ok(sqlx::query_as(sql).bind(account).fetch_all(&mut **tx).await?)
}

/// A role that reaches a unit.
#[derive(Debug, sqlx::FromRow)]
pub struct Reaching {
    pub account_id: AccountId,
    pub full_name: String,
    pub role: String,
    pub unit_id: UnitId,
}

/// The roles of active accounts that reach a unit, by name: held there or anywhere above.
pub async fn roles_reaching(tx: &mut Tx, unit: &UnitId, on: Day) -> Result<Vec<Reaching>, Problem> {
    let sql = "select account.id as account_id, full_name, role, held.unit_id
               from unit_ancestor above
               join access_grant held on held.unit_id = above.ancestor_id
               join access_account account on account.id = held.account_id and account.state = 'active'
               where above.unit_id = $1 and above.since <= $2 and $2 < above.until
               and held.since <= $2 and $2 < held.until
               order by full_name, account.id, held.id";
    Ok(sqlx::query_as(sql).bind(unit).bind(on).fetch_all(&mut **tx).await?)
}

/// An account that holds a role in the scope's subtree; anyone else's is not there.
pub async fn account_in(tx: &mut Tx, scope: &Scope, id: &AccountId) -> Result<Account, Problem> {
    let sql = "select account.id, username, full_name, password_hash, state
               from access_account account where account.id = $3 and exists (
                 select 1 from access_grant held
                 join unit_ancestor above on above.unit_id = held.unit_id and above.since <= $2 and $2 < above.until
                 where held.account_id = account.id and above.ancestor_id = $1)";
    let query = sqlx::query_as(sql).bind(scope.unit()).bind(scope.today()).bind(id);
    Ok(query.fetch_one(&mut **tx).await?)
}

pub struct AccountRow<'a> {
    pub id: &'a AccountId,
    pub username: &'a str,
    pub username_key: &'a str,
    pub full_name: &'a str,
    pub password_hash: &'a str,
    pub lang: Lang,
    pub now: Moment,
}

pub async fn insert_account(
    tx: &mut Tx,
    _scope: &Scope,
    row: AccountRow<'_>,
) -> Result<(), Problem> {
    let sql = "insert into access_account
               (id, username, username_key, full_name, password_hash, lang, state, created_at, password_changed_at, revision)
               values ($1, $2, $3, $4, $5, $6, 'active', $7, $7, 1)";
    sqlx::query(sql)
        .bind(row.id)
        .bind(row.username)
        .bind(row.username_key)
        .bind(row.full_name)
        .bind(row.password_hash)
        .bind(row.lang)
        .bind(row.now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// A role on its way to an account.
pub struct NewGrant<'a> {
    pub account: &'a AccountId,
    pub role: Role,
    pub since: Day,
    pub until: Day,
    pub by: &'a AccountId,
    /// The office that gives it; nothing where somebody gave it by hand.
    pub office: Option<&'a Source>,
}

pub async fn insert_grant(tx: &mut Tx, scope: &Scope, new: NewGrant<'_>) -> Result<(), Problem> {
    let sql =
        "insert into access_grant (id, account_id, role, unit_id, since, until, granted_by, office)
               values ($1, $2, $3, $4, $5, $6, $7, $8)";
    sqlx::query(sql)
        .bind(RowId::new())
        .bind(new.account)
        .bind(new.role.code())
        .bind(scope.unit())
        .bind(new.since)
        .bind(new.until)
        .bind(new.by)
        .bind(new.office.map(Source::as_str))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The roles that an office gives at the scope's unit and that have not ended by `day`.
pub async fn grants_of_office(
    tx: &mut Tx,
    scope: &Scope,
    office: &Source,
    day: Day,
) -> Result<Vec<GrantRow>, Problem> {
    let sql = "select id, role, unit_id, since, until from access_grant
               where office = $1 and unit_id = $2 and until > $3 order by id";
    let query = sqlx::query_as(sql).bind(office.as_str()).bind(scope.unit()).bind(day);
    Ok(query.fetch_all(&mut **tx).await?)
}

/// Ends the roles of an office from `day` on.
pub async fn end_grants_of_office(
    tx: &mut Tx,
    scope: &Scope,
    office: &Source,
    day: Day,
) -> Result<u64, Problem> {
    let sql =
        "update access_grant set until = $3 where office = $1 and unit_id = $2 and until > $3";
    let query = sqlx::query(sql).bind(office.as_str()).bind(scope.unit()).bind(day);
    Ok(query.execute(&mut **tx).await?.rows_affected())
}

/// The roles somebody gave the account by hand at the scope's unit or below it, that stand today.
pub async fn end_grants_by_hand(
    tx: &mut Tx,
    scope: &Scope,
    account: &AccountId,
) -> Result<u64, Problem> {
    let sql = "update access_grant set until = $3
               where account_id = $2 and office is null and until > $3 and exists (
                 select 1 from unit_ancestor above where above.unit_id = access_grant.unit_id
                 and above.ancestor_id = $1 and above.since <= $3 and $3 < above.until)";
    let query = sqlx::query(sql).bind(scope.unit()).bind(account).bind(scope.today());
    Ok(query.execute(&mut **tx).await?.rows_affected())
}

/// An account by its name that holds or held a role in the scope's subtree; anyone else's is not there.
pub async fn account_known_in(
    tx: &mut Tx,
    scope: &Scope,
    username_key: &str,
) -> Result<Option<Account>, Problem> {
    let sql = "select account.id, username, full_name, password_hash, state
               from access_account account where account.username_key = $3 and exists (
                 select 1 from access_grant held
                 join unit_ancestor above on above.unit_id = held.unit_id and above.since <= $2 and $2 < above.until
                 where held.account_id = account.id and above.ancestor_id = $1)";
    let query = sqlx::query_as(sql).bind(scope.unit()).bind(scope.today()).bind(username_key);
    Ok(query.fetch_optional(&mut **tx).await?)
}

/// Who holds a role at exactly the scope's unit today, with the office that gives it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct HeldHere {
    pub username: String,
    pub full_name: String,
    pub role: String,
    pub since: Day,
    pub office: Option<String>,
}

pub async fn held_here(tx: &mut Tx, scope: &Scope) -> Result<Vec<HeldHere>, Problem> {
    let sql = "select username, full_name, role, held.since, held.office
               from access_grant held join access_account account on account.id = held.account_id
               where held.unit_id = $1 and held.since <= $2 and $2 < held.until
               order by username, held.id limit 500";
    Ok(sqlx::query_as(sql).bind(scope.unit()).bind(scope.today()).fetch_all(&mut **tx).await?)
}

/// How many accounts hold a role below the scope's unit today.
pub async fn count_held_below(tx: &mut Tx, scope: &Scope) -> Result<i64, Problem> {
    let sql = "select count(distinct held.account_id) from access_grant held
               join unit_ancestor above on above.unit_id = held.unit_id and above.since <= $2 and $2 < above.until
               where above.ancestor_id = $1 and held.unit_id <> $1 and held.since <= $2 and $2 < held.until";
    Ok(sqlx::query_scalar(sql).bind(scope.unit()).bind(scope.today()).fetch_one(&mut **tx).await?)
}

/// Ends a role from `today` on; a role begun today leaves no day behind.
pub async fn end_grant(
    tx: &mut Tx,
    scope: &Scope,
    grant: &RowId,
    today: Day,
) -> Result<u64, Problem> {
    let sql = "update access_grant set until = $3 where id = $1 and unit_id = $2 and until > $3";
    let query = sqlx::query(sql).bind(grant).bind(scope.unit()).bind(today);
    Ok(query.execute(&mut **tx).await?.rows_affected())
}

/// The unit where a grant is held, before it is known whether the caller may know of it.
pub async fn unit_of_grant(
    tx: &mut Tx,
    account: &AccountId,
    grant: &RowId,
) -> Result<UnitId, Problem> {
    let sql = "select unit_id from access_grant where id = $1 and account_id = $2";
    Ok(sqlx::query_scalar(sql).bind(grant).bind(account).fetch_one(&mut **tx).await?)
}

pub async fn set_state(
    tx: &mut Tx,
    _scope: &Scope,
    id: &AccountId,
    state: &str,
) -> Result<(), Problem> {
    sqlx::query("update access_account set state = $2, revision = revision + 1 where id = $1")
        .bind(id)
        .bind(state)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub async fn set_password(
    tx: &mut Tx,
    id: &AccountId,
    hash: &str,
    now: Moment,
) -> Result<(), Problem> {
    let sql = "update access_account set password_hash = $2, password_changed_at = $3, revision = revision + 1
               where id = $1";
    sqlx::query(sql).bind(id).bind(hash).bind(now).execute(&mut **tx).await?;
    Ok(())
}

// Phiên đăng nhập

#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Session {
    pub id: SessionId,
    pub device: String,
    pub started_at: Moment,
    pub last_seen_at: Moment,
}

pub async fn insert_session(
    tx: &mut Tx,
    session: &SessionId,
    account: &AccountId,
    token_hash: &str,
    device: &str,
    now: Moment,
) -> Result<(), Problem> {
    let sql =
        "insert into access_session (id, account_id, token_hash, device, started_at, last_seen_at)
               values ($1, $2, $3, $4, $5, $5)";
    sqlx::query(sql)
        .bind(session)
        .bind(account)
        .bind(token_hash)
        .bind(device)
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// A session that has not ended, its account, and one of the roles the account holds, if it holds any.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Holding {
    pub session_id: SessionId,
    pub started_at: Moment,
    pub last_seen_at: Moment,
    pub account_id: AccountId,
    pub full_name: String,
    pub state: String,
    role: Option<String>,
    unit_id: Option<UnitId>,
    since: Option<Day>,
    until: Option<Day>,
    revision: i64,
}

impl Holding {
    /// A role that this version does not know gives no rights.
    pub fn into_grant(self) -> Option<Grant> {
        let role: Role = self.role?.parse().ok()?;
        Some(Grant { role, unit: self.unit_id?, since: self.since?, until: self.until? })
    }
}

/// Everything about a token in one statement, since every request asks: a row for each role.
pub async fn holding(tx: &mut Tx, token_hash: &str) -> Result<Vec<Holding>, Problem> {
    let sql = format!(
        "select session.id as session_id, session.started_at, session.last_seen_at,
           account.id as account_id, account.full_name, account.state,
           held.role, held.unit_id, held.since, held.until, {REVISION} as revision
         from access_session session join access_account account on account.id = session.account_id
         left join access_grant held on held.account_id = account.id
         where session.token_hash = $1 and session.ended_at is null order by held.id"
    );
    let query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(token_hash);
    let found: Vec<Holding> = query.fetch_all(&mut **tx).await?;
    if let Some(first) = found.first() {
        tx.is_of_revision(first.revision);
    }
    Ok(found)
}

pub async fn sessions_of(tx: &mut Tx, account: &AccountId) -> Result<Vec<Session>, Problem> {
    let sql = "select id, device, started_at, last_seen_at from access_session
               where account_id = $1 and ended_at is null order by last_seen_at desc";
    Ok(sqlx::query_as(sql).bind(account).fetch_all(&mut **tx).await?)
}

pub async fn touch_session(tx: &mut Tx, session: &SessionId, now: Moment) -> Result<(), Problem> {
    sqlx::query("update access_session set last_seen_at = $2 where id = $1")
        .bind(session)
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Ends one of the account's own sessions; another's is not there.
pub async fn end_session(
    tx: &mut Tx,
    account: &AccountId,
    session: &SessionId,
    now: Moment,
) -> Result<(), Problem> {
    let sql = "update access_session set ended_at = $3 where id = $1 and account_id = $2 and ended_at is null";
    let ended = sqlx::query(sql).bind(session).bind(account).bind(now).execute(&mut **tx).await?;
    if ended.rows_affected() == 0 { Err(Problem::NotFound) } else { Ok(()) }
}

/// Ends all sessions of an account but the one that is kept.
pub async fn end_sessions_but(
    tx: &mut Tx,
    account: &AccountId,
    kept: Option<&SessionId>,
    now: Moment,
) -> Result<(), Problem> {
    let sql = "update access_session set ended_at = $3
               where account_id = $1 and ended_at is null and id <> $2";
    let kept = kept.map(SessionId::to_string).unwrap_or_default();
    sqlx::query(sql).bind(account).bind(kept).bind(now).execute(&mut **tx).await?;
    Ok(())
}

// Failed sign-ins

pub async fn attempts_since(tx: &mut Tx, key: &str, since: Moment) -> Result<i64, Problem> {
    let sql = "select count(*) from access_attempt where key = $1 and at > $2";
    Ok(sqlx::query_scalar(sql).bind(key).bind(since).fetch_one(&mut **tx).await?)
}

pub async fn insert_attempt(tx: &mut Tx, key: &str, now: Moment) -> Result<(), Problem> {
    sqlx::query("insert into access_attempt (id, key, at) values ($1, $2, $3)")
        .bind(RowId::new())
        .bind(key)
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// What is older than the window counts no more.
pub async fn forget_attempts(tx: &mut Tx, key: &str, before: Moment) -> Result<(), Problem> {
    sqlx::query("delete from access_attempt where at <= $2 or key = $1")
        .bind(key)
        .bind(before)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub async fn usernames(tx: &mut Tx) -> Result<Vec<String>, Problem> {
    Ok(sqlx::query_scalar("select username from access_account order by username")
        .fetch_all(&mut **tx)
        .await?)
}
