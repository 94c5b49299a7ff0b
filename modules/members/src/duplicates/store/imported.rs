//! What has become of people whom an import wrote down, by merges: asked when the import is taken back.

use crate::duplicates::rows::{Both, Walked};
use kernel::{BatchId, MembershipId, PersonId, UnitId};
use platform::{Problem, bulk, db::Tx};
use std::collections::HashSet;

/// A belonging of a batch that another stands for now.
#[derive(Debug, Clone)]
pub struct MergedAway {
    pub gone: MembershipId,
    pub now: MembershipId,
    pub person: PersonId,
    pub name: String,
    pub unit: UnitId,
}

/// The belongings of a batch that were merged away, by their ids. The batch was asked for under a scope.
pub async fn merged_away(tx: &mut Tx, batch: &BatchId) -> Result<Vec<MergedAway>, Problem> {
    #[derive(sqlx::FromRow)]
    struct Row {
        gone_id: MembershipId,
        now_id: MembershipId,
        survivor_id: PersonId,
        image_before: String,
    }
    let sql = "select t.gone_id, t.now_id, g.survivor_id, g.image_before
               from member_pointer t join member_merge g on g.id = t.merge_id
               where g.state = 'merged' and g.image_before like $1 order by t.gone_id";
    let of_batch = format!("%\"batch_id\":\"{batch}\"%");
    let rows: Vec<Row> = sqlx::query_as(sql).bind(of_batch).fetch_all(&mut **tx).await?;
    let mut away = vec![];
    for row in rows {
        let before: Both = serde_json::from_str(&row.image_before)?;
        for record in [before.survivor, before.gone] {
            let ours = |id: &str| id == batch.as_str();
            let found = record.belongings.iter().find(|one| one.id == row.gone_id);
            let Some(one) = found.filter(|one| ours(&one.batch_id)) else { continue };
            away.push(MergedAway {
                gone: row.gone_id.clone(),
                now: row.now_id.clone(),
                person: row.survivor_id.clone(),
                name: record.person.full_name.clone(),
                unit: one.unit_id.clone(),
            });
        }
    }
    Ok(away)
}

/// Which of these people stand for somebody else since a merge.
pub async fn survivors_among(
    tx: &mut Tx,
    people: &[PersonId],
) -> Result<HashSet<PersonId>, Problem> {
    let mut survivors = HashSet::new();
    for chunk in people.chunks(bulk::IDS_AT_ONCE) {
        let sql = format!(
            "select survivor_id from member_merge where state = 'merged' and survivor_id in ({})",
            bulk::parameters(1, chunk.len())
        );
        let mut query = sqlx::query_scalar(sqlx::AssertSqlSafe(sql));
        for person in chunk {
            query = query.bind(person);
        }
        let found: Vec<PersonId> = query.fetch_all(&mut **tx).await?;
        survivors.extend(found);
    }
    Ok(survivors)
}

/// What merges that were taken back have left of these people as it was, with whose it is.
pub async fn walked_of(
    tx: &mut Tx,
    people: &[PersonId],
) -> Result<Vec<(PersonId, Walked)>, Problem> {
    let wanted: HashSet<&PersonId> = people.iter().collect();
    let mut walked = vec![];
    for chunk in people.chunks(bulk::IDS_AT_ONCE) {
        let these = bulk::parameters(1, chunk.len());
        let sql = format!(
            "select survivor_id, gone_id, revisions from member_merge
             where state = 'undone' and revisions <> ''
               and (survivor_id in ({these}) or gone_id in ({these}))"
        );
        let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql));
        for person in chunk {
            query = query.bind(person);
        }
        let rows: Vec<(PersonId, PersonId, String)> = query.fetch_all(&mut **tx).await?;
        for (survivor, gone, revisions) in rows {
            let records: Vec<Walked> = serde_json::from_str(&revisions)?;
            for person in [survivor, gone].into_iter().filter(|person| wanted.contains(person)) {
                walked.extend(records.iter().map(|record| (person.clone(), record.clone())));
            }
        }
    }
    Ok(walked)
}
