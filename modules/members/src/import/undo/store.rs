//! What a batch wrote, and what has become of it: read at once, and taken out at once.

use super::plan::{Changed, Created, Now, Removal, Turn};
use crate::{duplicates, rules::LeaveReason, store::OldValues};
use access::Scope;
use kernel::{BatchId, MembershipId, PersonId, UnitId};
use platform::{
    Problem,
    bulk::{self, Value, written},
    db::Tx,
};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    convert::Infallible,
};

/// The units that lie below the scope's today, also those that have ended.
pub async fn units_in_reach(tx: &mut Tx, scope: &Scope) -> Result<HashSet<UnitId>, Problem> {
    let sql =
        "select unit_id from unit_ancestor where ancestor_id = $1 and since <= $2 and $2 < until";
    let ids: Vec<UnitId> =
        sqlx::query_scalar(sql).bind(scope.unit()).bind(scope.today()).fetch_all(&mut **tx).await?;
    Ok(ids.into_iter().collect())
}

#[derive(sqlx::FromRow)]
struct NowRow {
    full_name: String,
    unit_id: UnitId,
    birth: String,
    leave_reason: String,
    person_revision: i64,
    membership_revision: i64,
    others: i64,
    others_standing: i64,
}

impl From<NowRow> for Now {
    fn from(row: NowRow) -> Now {
        Now {
            name: row.full_name,
            unit: row.unit_id,
            birth: row.birth,
            ended: LeaveReason::read(&row.leave_reason),
            person_revision: row.person_revision,
            membership_revision: row.membership_revision,
            others: row.others,
            others_standing: row.others_standing,
        }
    }
}

/// The columns of a [`NowRow`], of tables `member_membership as m` and `member_person as p`.
const NOW: &str = "p.full_name, m.unit_id, p.birth, m.leave_reason, p.revision as person_revision,
     m.revision as membership_revision,
     (select count(*) from member_membership o where o.person_id = m.person_id and o.id <> m.id) as others,
     (select count(*) from member_membership o where o.person_id = m.person_id and o.id <> m.id
        and o.left_on is null) as others_standing";

/// Those whom a batch wrote down, a page at a time, in the order in which it wrote them. The batch was
/// asked for under the scope, and whom the scope no longer reaches is for the plan to leave alone.
pub async fn created_after(
    tx: &mut Tx,
    _scope: &Scope,
    batch: &BatchId,
    after: &str,
    most: i64,
) -> Result<Vec<Created>, Problem> {
    #[derive(sqlx::FromRow)]
    struct Row {
        membership_id: MembershipId,
        person_id: PersonId,
        came_together: i64,
        #[sqlx(flatten)]
        now: NowRow,
    }
    let sql = format!(
        "select m.id as membership_id, m.person_id,
           cast(case when p.recorded_at = m.recorded_at then 1 else 0 end as bigint) as came_together, {NOW}
         from member_membership m join member_person p on p.id = m.person_id
         where m.batch_id = $1 and m.id > $2 order by m.id limit $3"
    );
    let query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(batch).bind(after).bind(most);
    let rows: Vec<Row> = query.fetch_all(&mut **tx).await?;
    Ok(rows
        .into_iter()
        .map(|row| Created {
            membership: row.membership_id,
            person: row.person_id,
            at: None,
            came_together: row.came_together == 1,
            now: row.now.into(),
        })
        .collect())
}

/// Those whom a batch changed, with what stood there before.
pub async fn changed_by(
    tx: &mut Tx,
    _scope: &Scope,
    batch: &BatchId,
) -> Result<Vec<Changed>, Problem> {
    #[derive(sqlx::FromRow)]
    struct Row {
        membership_id: MembershipId,
        person_id: PersonId,
        sheet: String,
        row_number: i64,
        old_values: String,
        person_left: Option<i64>,
        membership_left: Option<i64>,
    }
    #[derive(sqlx::FromRow)]
    struct Standing {
        membership_id: MembershipId,
        #[sqlx(flatten)]
        now: NowRow,
    }
    let sql = "select membership_id, person_id, sheet, row_number, old_values,
                 person_revision as person_left, membership_revision as membership_left
               from member_batch_change where batch_id = $1 and person_revision_undone is null
                 and membership_revision_undone is null order by sheet, row_number";
    let rows: Vec<Row> = sqlx::query_as(sql).bind(batch).fetch_all(&mut **tx).await?;
    let sql = format!(
        "select m.id as membership_id, {NOW} from member_batch_change c
         join member_membership m on m.id = c.membership_id
         join member_person p on p.id = m.person_id and p.id = c.person_id
         where c.batch_id = $1"
    );
    let standing: Vec<Standing> =
        sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(batch).fetch_all(&mut **tx).await?;
    let mut standing: HashMap<MembershipId, Now> =
        standing.into_iter().map(|row| (row.membership_id, row.now.into())).collect();
    let mut changed = vec![];
    for row in rows {
        let old: OldValues = serde_json::from_str(&row.old_values)?;
        changed.push(Changed {
            now: standing.remove(&row.membership_id),
            membership: row.membership_id,
            person: row.person_id,
            at: (row.sheet, u32::try_from(row.row_number).unwrap_or(0)),
            old,
            person_left: row.person_left,
            membership_left: row.membership_left,
        });
    }
    Ok(changed)
}

fn never<T>(read: Result<T, Infallible>) -> T {
    read.unwrap_or_else(|never| match never {})
}

/// What imports and merges have done to some people, and whether it was taken back.
pub async fn turns_of(
    tx: &mut Tx,
    people: &[PersonId],
) -> Result<HashMap<PersonId, Vec<Turn>>, Problem> {
    #[derive(sqlx::FromRow)]
    struct Row {
        batch_id: BatchId,
        person_id: PersonId,
        membership_id: MembershipId,
        person_revision: Option<i64>,
        membership_revision: Option<i64>,
        person_revision_undone: Option<i64>,
        membership_revision_undone: Option<i64>,
    }
    let mut turns: HashMap<PersonId, Vec<Turn>> = HashMap::new();
    for (person, (record, before, after)) in duplicates::walked_of(tx, people).await? {
        let (left, undone) = (Some(before + 1), Some(after));
        let is_person = record == person.as_str();
        let of = |is_it: bool, revision: Option<i64>| revision.filter(|_| is_it);
        turns.entry(person).or_default().push(Turn {
            batch: never(String::new().parse()),
            membership: never(record.parse()),
            person_left: of(is_person, left),
            membership_left: of(!is_person, left),
            person_undone: of(is_person, undone),
            membership_undone: of(!is_person, undone),
        });
    }
    for chunk in people.chunks(bulk::IDS_AT_ONCE) {
        let sql = format!(
            "select batch_id, person_id, membership_id, person_revision, membership_revision,
               person_revision_undone, membership_revision_undone
             from member_batch_change where person_id in ({})",
            bulk::parameters(1, chunk.len())
        );
        let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql));
        for person in chunk {
            query = query.bind(person);
        }
        let rows: Vec<Row> = query.fetch_all(&mut **tx).await?;
        for row in rows {
            turns.entry(row.person_id).or_default().push(Turn {
                batch: row.batch_id,
                membership: row.membership_id,
                person_left: row.person_revision,
                membership_left: row.membership_revision,
                person_undone: row.person_revision_undone,
                membership_undone: row.membership_revision_undone,
            });
        }
    }
    Ok(turns)
}

/// The units in which a batch has changed somebody's card.
pub async fn units_of_cards(
    tx: &mut Tx,
    _scope: &Scope,
    batch: &BatchId,
) -> Result<Vec<UnitId>, Problem> {
    let sql = "select distinct m.unit_id from member_batch_change c
               join member_membership m on m.id = c.membership_id
               where c.batch_id = $1 and c.old_values like '%\"card_number\"%' order by m.unit_id";
    Ok(sqlx::query_scalar(sql).bind(batch).fetch_all(&mut **tx).await?)
}

/// Who has these card numbers, in whatever unit.
pub async fn holders_of_cards(
    tx: &mut Tx,
    numbers: &[&String],
) -> Result<HashMap<String, Vec<(MembershipId, UnitId)>>, Problem> {
    let mut holders: HashMap<String, Vec<(MembershipId, UnitId)>> = HashMap::new();
    for chunk in numbers.chunks(bulk::IDS_AT_ONCE) {
        let sql = format!(
            "select id, unit_id, card_number from member_membership where card_number in ({})",
            bulk::parameters(1, chunk.len())
        );
        let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql));
        for number in chunk {
            query = query.bind(*number);
        }
        let rows: Vec<(MembershipId, UnitId, String)> = query.fetch_all(&mut **tx).await?;
        for (membership, unit, number) in rows {
            holders.entry(number).or_default().push((membership, unit));
        }
    }
    Ok(holders)
}

/// Whose these national ids are, by their indexes.
pub async fn holders_of_numbers(
    tx: &mut Tx,
    indexes: &[&String],
) -> Result<HashMap<String, PersonId>, Problem> {
    let mut holders = HashMap::new();
    for chunk in indexes.chunks(bulk::IDS_AT_ONCE) {
        let sql = format!(
            "select national_id_index, id from member_person where national_id_index in ({})",
            bulk::parameters(1, chunk.len())
        );
        let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql));
        for index in chunk {
            query = query.bind(*index);
        }
        let rows: Vec<(String, PersonId)> = query.fetch_all(&mut **tx).await?;
        holders.extend(rows);
    }
    Ok(holders)
}

/// Takes people and their one belonging out of the register, each at the revision it was decided by;
/// nobody, if one of them was changed since. The plan has seen that they lie in the scope.
pub async fn remove(tx: &mut Tx, _scope: &Scope, gone: &[Removal]) -> Result<(), Problem> {
    let people = gone.iter().map(|one| one.person.to_string());
    // What imports that were taken back had changed of them.
    bulk::delete(tx, "member_batch_change", "person_id", people).await?;
    let belongings = gone.iter().map(|one| (one.membership_revision, one.membership.to_string()));
    delete_at(tx, "member_membership", belongings).await?;
    let people = gone.iter().map(|one| (one.person_revision, one.person.to_string()));
    delete_at(tx, "member_person", people).await
}

async fn delete_at(
    tx: &mut Tx,
    table: &'static str,
    records: impl Iterator<Item = (i64, String)>,
) -> Result<(), Problem> {
    let mut at: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    for (revision, id) in records {
        at.entry(revision).or_default().push(id);
    }
    for (revision, ids) in at {
        let asked = ids.len();
        let gone = bulk::delete_at_revision(tx, table, ids, revision).await?;
        if usize::try_from(gone).unwrap_or(0) != asked {
            return Err(Problem::Outdated);
        }
    }
    Ok(())
}

/// Notes at which revisions the changes of a batch were taken back, and forgets what they had replaced.
pub async fn mark_undone(
    tx: &mut Tx,
    _scope: &Scope,
    batch: &BatchId,
    undone: &[(&MembershipId, Option<i64>, Option<i64>)],
) -> Result<(), Problem> {
    let row =
        |(membership, person_revision, revision): &(&MembershipId, Option<i64>, Option<i64>)| {
            vec![
                written(batch),
                written(*membership),
                Value::from(*person_revision),
                Value::from(*revision),
                "{}".into(),
            ]
        };
    let columns = ["person_revision_undone", "membership_revision_undone", "old_values"];
    let rows = undone.iter().map(row).collect();
    bulk::update(tx, "member_batch_change", &["batch_id", "membership_id"], &columns, rows).await?;
    Ok(())
}
