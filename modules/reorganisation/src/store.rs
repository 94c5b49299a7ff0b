//! The tables of reorganisations. Their SQL is written here and nowhere else.

use crate::{
    plan::Plan,
    states::{Part, State},
};
use access::Scope;
use kernel::{AccountId, Day, Moment, RowId, UnitId};
use platform::{Problem, db::Tx};
use std::collections::BTreeSet;

/// A reorganisation as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reorganisation {
    pub id: RowId,
    /// The unit it is made at, above all it touches.
    pub unit: UnitId,
    pub day: Day,
    pub decision: String,
    pub plan: Plan,
    pub state: State,
    pub revision: i64,
    pub made_by: AccountId,
    pub made_at: Moment,
    pub applied_by: String,
    pub applied_at: Option<Moment>,
    pub taken_back_at: Option<Moment>,
    /// What it came to when it was carried out.
    pub preview: String,
    pub tree_before: String,
    pub tree_after: String,
    /// The change as the dispositions know it.
    pub carried: String,
    pub opened: Vec<UnitId>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: RowId,
    unit_id: UnitId,
    day: Day,
    decision: String,
    plan: String,
    state: String,
    revision: i64,
    made_by: AccountId,
    made_at: Moment,
    applied_by: String,
    applied_at: Option<Moment>,
    taken_back_at: Option<Moment>,
    preview: String,
    tree_before: String,
    tree_after: String,
    carried: String,
    opened: String,
}

impl Row {
    fn read(self) -> Result<Reorganisation, Problem> {
        let unknown = || Problem::Broken(format!("no state {}", self.state).into());
        Ok(Reorganisation {
            plan: serde_json::from_str(&self.plan)?,
            state: State::read(&self.state).ok_or_else(unknown)?,
            opened: match self.opened.as_str() {
                "" => vec![],
                list => serde_json::from_str(list)?,
            },
            id: self.id,
            unit: self.unit_id,
            day: self.day,
            decision: self.decision,
            revision: self.revision,
            made_by: self.made_by,
            made_at: self.made_at,
            applied_by: self.applied_by,
            applied_at: self.applied_at,
            taken_back_at: self.taken_back_at,
            preview: self.preview,
            tree_before: self.tree_before,
            tree_after: self.tree_after,
            carried: self.carried,
        })
    }
}

const COLUMNS: &str = "r.id, r.unit_id, r.day, r.decision, r.plan, r.state, r.revision, r.made_by, r.made_at,
    r.applied_by, r.applied_at, r.taken_back_at, r.preview, r.tree_before, r.tree_after, r.carried, r.opened";

/// It touches a unit of the scope's subtree.
const IN_SCOPE: &str = "exists (select 1 from reorganisation_unit touched
    join unit_ancestor above on above.unit_id = touched.unit_id
    where touched.reorganisation_id = r.id and above.ancestor_id = $1 and above.since <= $2 and $2 < above.until)";

pub async fn one(tx: &mut Tx, scope: &Scope, id: &RowId) -> Result<Reorganisation, Problem> {
    let sql = format!("select {COLUMNS} from reorganisation r where r.id = $3 and {IN_SCOPE}");
    let query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(scope.unit()).bind(scope.today());
    let row: Row = query.bind(id).fetch_one(&mut **tx).await?;
    row.read()
}

/// The reorganisations that touch the subtree, the newest first.
pub async fn all_in(tx: &mut Tx, scope: &Scope) -> Result<Vec<Reorganisation>, Problem> {
    let sql = format!(
        "select {COLUMNS} from reorganisation r where {IN_SCOPE} order by r.day desc, r.id desc limit 200"
    );
    let query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(scope.unit()).bind(scope.today());
    let rows: Vec<Row> = query.fetch_all(&mut **tx).await?;
    rows.into_iter().map(Row::read).collect()
}

/// A new draft.
pub struct NewDraft<'a> {
    pub id: &'a RowId,
    pub plan: &'a Plan,
    pub by: &'a AccountId,
    pub now: Moment,
}

pub async fn insert(tx: &mut Tx, scope: &Scope, new: NewDraft<'_>) -> Result<(), Problem> {
    let sql = "insert into reorganisation (id, unit_id, day, decision, plan, state, revision, made_by, made_at,
                 content_hash, applied_by, taken_back_by, preview, totals, carried, tree_before, tree_after, opened)
               values ($1, $2, $3, $4, $5, 'draft', 1, $6, $7, '', '', '', '', '', '', '', '', '')";
    sqlx::query(sql)
        .bind(new.id)
        .bind(scope.unit())
        .bind(new.plan.day)
        .bind(&new.plan.decision)
        .bind(serde_json::to_string(new.plan)?)
        .bind(new.by)
        .bind(new.now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Writes the plan and the state anew, if nobody else has since `revision` was read.
pub async fn set(
    tx: &mut Tx,
    scope: &Scope,
    changed: &Reorganisation,
    hash: &str,
) -> Result<(), Problem> {
    let sql = "update reorganisation set day = $4, decision = $5, plan = $6, state = $7, content_hash = $8,
                 revision = revision + 1
               where id = $1 and unit_id = $2 and revision = $3";
    let done = sqlx::query(sql)
        .bind(&changed.id)
        .bind(scope.unit())
        .bind(changed.revision)
        .bind(changed.plan.day)
        .bind(&changed.plan.decision)
        .bind(serde_json::to_string(&changed.plan)?)
        .bind(changed.state.code())
        .bind(hash)
        .execute(&mut **tx)
        .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Problem::Outdated) }
}

/// What came of carrying it out.
pub struct Outcome<'a> {
    pub preview: String,
    pub totals: String,
    pub carried: String,
    pub tree_before: String,
    pub tree_after: String,
    pub opened: &'a [UnitId],
    pub by: &'a AccountId,
    pub now: Moment,
}

pub async fn set_applied(
    tx: &mut Tx,
    scope: &Scope,
    id: &RowId,
    revision: i64,
    outcome: Outcome<'_>,
) -> Result<(), Problem> {
    let sql = "update reorganisation set state = 'applied', applied_by = $4, applied_at = $5, preview = $6,
                 totals = $7, tree_before = $8, tree_after = $9, opened = $10, carried = $11, revision = revision + 1
               where id = $1 and unit_id = $2 and revision = $3";
    let done = sqlx::query(sql)
        .bind(id)
        .bind(scope.unit())
        .bind(revision)
        .bind(outcome.by)
        .bind(outcome.now)
        .bind(outcome.preview)
        .bind(outcome.totals)
        .bind(outcome.tree_before)
        .bind(outcome.tree_after)
        .bind(serde_json::to_string(outcome.opened)?)
        .bind(outcome.carried)
        .execute(&mut **tx)
        .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Problem::Outdated) }
}

pub async fn set_taken_back(
    tx: &mut Tx,
    scope: &Scope,
    changed: &Reorganisation,
    (by, now): (&AccountId, Moment),
) -> Result<(), Problem> {
    let sql =
        "update reorganisation set state = 'taken_back', taken_back_by = $4, taken_back_at = $5,
                 revision = revision + 1
               where id = $1 and unit_id = $2 and revision = $3";
    let done = sqlx::query(sql)
        .bind(&changed.id)
        .bind(scope.unit())
        .bind(changed.revision)
        .bind(by)
        .bind(now)
        .execute(&mut **tx)
        .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Problem::Outdated) }
}

// Các đơn vị liên quan

/// Who is concerned, said anew. A unit that is still to be opened is not among them.
pub async fn set_units(
    tx: &mut Tx,
    scope: &Scope,
    id: &RowId,
    sides: &BTreeSet<(Part, UnitId)>,
) -> Result<(), Problem> {
    sqlx::query("delete from reorganisation_unit where reorganisation_id = $1")
        .bind(id)
        .execute(&mut **tx)
        .await?;
    let at = ("at", scope.unit());
    let parts = sides.iter().map(|(part, unit)| (part.code(), unit)).chain([at]);
    for (part, unit) in parts {
        let sql = "insert into reorganisation_unit (reorganisation_id, unit_id, part) values ($1, $2, $3)";
        sqlx::query(sql).bind(id).bind(unit).bind(part).execute(&mut **tx).await?;
    }
    Ok(())
}

/// Whether a later one that still stands touches a unit that this one touched.
pub async fn later_one(
    tx: &mut Tx,
    _scope: &Scope,
    done: &Reorganisation,
) -> Result<Option<String>, Problem> {
    let sql = "select later.decision from reorganisation later
               join reorganisation_unit theirs on theirs.reorganisation_id = later.id and theirs.part <> 'at'
               join reorganisation_unit ours on ours.unit_id = theirs.unit_id and ours.part <> 'at'
               where ours.reorganisation_id = $1 and later.id <> $1 and later.state = 'applied'
                 and (later.applied_at > $2 or later.applied_at = $2 and later.id > $1) and later.day >= $3
               order by later.applied_at desc limit 1";
    let query = sqlx::query_scalar(sql).bind(&done.id).bind(done.applied_at).bind(done.day);
    Ok(query.fetch_optional(&mut **tx).await?)
}

/// Who has to agree, those who end first. Whoever asks has found the reorganisation under a scope.
pub async fn sides(tx: &mut Tx, id: &RowId) -> Result<Vec<(Part, UnitId)>, Problem> {
    let sql = "select part, unit_id from reorganisation_unit
               where reorganisation_id = $1 and part <> 'at' order by part, unit_id";
    let rows: Vec<(String, UnitId)> = sqlx::query_as(sql).bind(id).fetch_all(&mut **tx).await?;
    Ok(rows.into_iter().filter_map(|(part, unit)| Some((Part::read(&part)?, unit))).collect())
}

// Chấp thuận

/// Who agreed for a unit, and to what.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Approval {
    pub unit_id: UnitId,
    pub part: String,
    pub content_hash: String,
    pub approved_by: AccountId,
    pub approved_at: Moment,
}

/// The same for a page, whose reader has found the reorganisation under a scope.
pub async fn approvals_of(tx: &mut Tx, id: &RowId) -> Result<Vec<Approval>, Problem> {
    let sql =
        "select unit_id, part, content_hash, approved_by, approved_at from reorganisation_approval
               where reorganisation_id = $1 order by part, unit_id";
    Ok(sqlx::query_as(sql).bind(id).fetch_all(&mut **tx).await?)
}

pub async fn approvals(tx: &mut Tx, _scope: &Scope, id: &RowId) -> Result<Vec<Approval>, Problem> {
    approvals_of(tx, id).await
}

pub async fn insert_approval(
    tx: &mut Tx,
    _scope: &Scope,
    id: &RowId,
    new: &Approval,
) -> Result<(), Problem> {
    let sql = "insert into reorganisation_approval (reorganisation_id, unit_id, part, content_hash, approved_by, approved_at)
               values ($1, $2, $3, $4, $5, $6)
               on conflict (reorganisation_id, unit_id, part) do update set content_hash = excluded.content_hash,
                approved_by = excluded.approved_by, approved_at = excluded.approved_at";
    sqlx::query(sql)
        .bind(id)
        .bind(&new.unit_id)
        .bind(&new.part)
        .bind(&new.content_hash)
        .bind(&new.approved_by)
        .bind(new.approved_at)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Nobody has agreed to what has been changed.
pub async fn forget_approvals(tx: &mut Tx, _scope: &Scope, id: &RowId) -> Result<(), Problem> {
    sqlx::query("delete from reorganisation_approval where reorganisation_id = $1")
        .bind(id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

// Những gì đã chuyển

pub async fn insert_effects(
    tx: &mut Tx,
    _scope: &Scope,
    id: &RowId,
    effects: &[(&'static str, serde_json::Value)],
) -> Result<(), Problem> {
    for (object, effect) in effects {
        let sql = "insert into reorganisation_effect (reorganisation_id, object, effect) values ($1, $2, $3)";
        sqlx::query(sql).bind(id).bind(*object).bind(effect.to_string()).execute(&mut **tx).await?;
    }
    Ok(())
}

pub async fn effects(
    tx: &mut Tx,
    _scope: &Scope,
    id: &RowId,
) -> Result<Vec<(String, serde_json::Value)>, Problem> {
    let sql = "select object, effect from reorganisation_effect where reorganisation_id = $1";
    let rows: Vec<(String, String)> = sqlx::query_as(sql).bind(id).fetch_all(&mut **tx).await?;
    rows.into_iter().map(|(object, effect)| Ok((object, serde_json::from_str(&effect)?))).collect()
}

/// How many proposals wait for a yes of one of the scope's units, leaving out those of one's own.
pub async fn waiting_in(
    tx: &mut Tx,
    unit: &UnitId,
    today: Day,
    account: &AccountId,
) -> Result<Vec<(RowId, String, Day)>, Problem> {
    let sql = "select r.id, r.decision, r.day from reorganisation r
               where r.state = 'proposed' and r.made_by <> $3 and exists (
                 select 1 from reorganisation_unit touched
                 join unit_ancestor above on above.unit_id = touched.unit_id
                 left join reorganisation_approval given on given.reorganisation_id = r.id
                   and given.unit_id = touched.unit_id and given.part = touched.part
                 where touched.reorganisation_id = r.id and touched.part <> 'at' and given.unit_id is null
                   and above.ancestor_id = $1 and above.since <= $2 and $2 < above.until)
               order by r.day, r.id limit 20";
    let query = sqlx::query_as(sql).bind(unit).bind(today).bind(account);
    Ok(query.fetch_all(&mut **tx).await?)
}
