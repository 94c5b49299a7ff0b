//! Merges: who stands for whom, both as they were, and where old links lead.

use crate::duplicates::rows::Walked;
use access::Scope;
use kernel::{AccountId, MembershipId, Moment, PersonId, RowId, UnitId};
use platform::{Problem, db::Tx};

#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Merge {
    pub id: RowId,
    pub survivor_id: PersonId,
    pub gone_id: PersonId,
    pub unit_id: UnitId,
    pub image_before: String,
    pub image_after: String,
    pub state: String,
    pub merged_by: AccountId,
    pub merged_at: Moment,
}

impl Merge {
    pub fn stands(&self) -> bool {
        self.state == "merged"
    }
}

const SELECTED: &str = "g.id, g.survivor_id, g.gone_id, g.unit_id, g.image_before, g.image_after,
     g.state, g.merged_by, g.merged_at";

pub async fn insert_merge(
    tx: &mut Tx,
    _scope: &Scope,
    merge: &Merge,
    pointers: &[(MembershipId, MembershipId)],
) -> Result<(), Problem> {
    let sql =
        "insert into member_merge (id, survivor_id, gone_id, unit_id, image_before, image_after,
                 state, merged_by, merged_at, undone_by)
               values ($1, $2, $3, $4, $5, $6, 'merged', $7, $8, '')";
    sqlx::query(sql)
        .bind(&merge.id)
        .bind(&merge.survivor_id)
        .bind(&merge.gone_id)
        .bind(&merge.unit_id)
        .bind(&merge.image_before)
        .bind(&merge.image_after)
        .bind(&merge.merged_by)
        .bind(merge.merged_at)
        .execute(&mut **tx)
        .await?;
    for (gone, now) in pointers {
        let sql = "insert into member_pointer (gone_id, now_id, merge_id) values ($1, $2, $3)";
        sqlx::query(sql).bind(gone).bind(now).bind(&merge.id).execute(&mut **tx).await?;
    }
    Ok(())
}

/// A merge that was decided in the scope.
pub async fn merge(tx: &mut Tx, scope: &Scope, id: &RowId) -> Result<Merge, Problem> {
    let sql = format!(
        "select {SELECTED} from member_merge g where g.id = $3 and exists (
           select 1 from unit_ancestor above where above.unit_id = g.unit_id
           and above.ancestor_id = $1 and above.since <= $2 and $2 < above.until)"
    );
    let query =
        sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(scope.unit()).bind(scope.today()).bind(id);
    Ok(query.fetch_one(&mut **tx).await?)
}

/// The merge of these two that stands and was decided in the scope, by its id. The one who stayed comes first.
pub async fn merge_of(
    tx: &mut Tx,
    scope: &Scope,
    survivor: &PersonId,
    gone: &PersonId,
) -> Result<Option<RowId>, Problem> {
    let sql = "select g.id from member_merge g
               where g.gone_id = $4 and g.survivor_id = $3 and g.state = 'merged' and exists (
                 select 1 from unit_ancestor above where above.unit_id = g.unit_id
                 and above.ancestor_id = $1 and above.since <= $2 and $2 < above.until)";
    let query = sqlx::query_scalar(sql).bind(scope.unit()).bind(scope.today());
    Ok(query.bind(survivor).bind(gone).fetch_optional(&mut **tx).await?)
}

/// The merges of a scope that stand, newest first, after one that an earlier page ended with.
pub async fn merges_in(
    tx: &mut Tx,
    scope: &Scope,
    after: Option<&str>,
    most: i64,
) -> Result<Vec<Merge>, Problem> {
    let sql = format!(
        "select {SELECTED} from unit_ancestor above cross join member_merge g
         where g.unit_id = above.unit_id and above.ancestor_id = $1
           and above.since <= $2 and $2 < above.until and g.state = 'merged' and g.id < $3
         order by g.id desc limit $4"
    );
    let query = sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(scope.unit())
        .bind(scope.today())
        .bind(after.unwrap_or("~").to_owned())
        .bind(most);
    Ok(query.fetch_all(&mut **tx).await?)
}

/// A merge that stands on a later one of the same people.
pub async fn later_merge(tx: &mut Tx, _scope: &Scope, merge: &Merge) -> Result<bool, Problem> {
    let sql = "select id from member_merge where state = 'merged' and id > $1
               and (survivor_id = $2 or gone_id = $2) limit 1";
    let query = sqlx::query_scalar(sql).bind(&merge.id).bind(&merge.survivor_id);
    let found: Option<String> = query.fetch_optional(&mut **tx).await?;
    Ok(found.is_some())
}

/// Marks a merge as taken back. What it kept of both is needed no more, so it is not kept.
pub async fn undo_merge(
    tx: &mut Tx,
    _scope: &Scope,
    id: &RowId,
    walked: &[Walked],
    by: &AccountId,
    now: Moment,
) -> Result<(), Problem> {
    let sql = "update member_merge set state = 'undone', undone_by = $2, undone_at = $3,
                 image_before = '', image_after = '', revisions = $4 where id = $1 and state = 'merged'";
    let revisions = serde_json::to_string(walked)?;
    let query = sqlx::query(sql).bind(id).bind(by).bind(now).bind(revisions);
    let done = query.execute(&mut **tx).await?;
    if done.rows_affected() != 1 {
        return Err(Problem::Outdated);
    }
    sqlx::query("delete from member_pointer where merge_id = $1")
        .bind(id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The belonging that stands for one that was merged away, after however many merges.
pub async fn pointed_to(tx: &mut Tx, gone: &MembershipId) -> Result<Option<MembershipId>, Problem> {
    const MERGES_MOST: usize = 50;
    let mut here = gone.clone();
    for _ in 0..MERGES_MOST {
        let sql = "select now_id from member_pointer where gone_id = $1";
        let next: Option<MembershipId> =
            sqlx::query_scalar(sql).bind(&here).fetch_optional(&mut **tx).await?;
        match next {
            Some(next) => here = next,
            None => break,
        }
    }
    Ok(Some(here).filter(|here| here != gone))
}

/// Who has a number now, wherever: whether it may be given back.
pub async fn number_holder(
    tx: &mut Tx,
    _scope: &Scope,
    index: &str,
) -> Result<Option<PersonId>, Problem> {
    let sql = "select id from member_person where national_id_index = $1";
    Ok(sqlx::query_scalar(sql).bind(index.to_owned()).fetch_optional(&mut **tx).await?)
}

/// Which belonging has a card of a unit now.
pub async fn card_holder(
    tx: &mut Tx,
    _scope: &Scope,
    unit: &UnitId,
    card: &str,
) -> Result<Vec<MembershipId>, Problem> {
    let sql = "select id from member_membership where card_number = $2 and unit_id = $1";
    let query = sqlx::query_scalar(sql).bind(unit).bind(card.to_owned());
    Ok(query.fetch_all(&mut **tx).await?)
}
