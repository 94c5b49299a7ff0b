//! People and belongings read and written some hundred at a time: what an import changes, and what
//! its undoing puts back.

use super::{COLUMNS, MembershipRow, NATIONAL_ID, person::PersonRow, person::StoredPerson};
use crate::rules::{self, Membership, NewPerson, Refusal};
use access::Scope;
use kernel::{MembershipId, Moment, PersonId};
use platform::{
    Problem,
    bulk::{self, Value, written},
    db::Tx,
    seal::Sealer,
};
use std::collections::{BTreeSet, HashMap};

/// A national id as its columns hold it: sealed, to be found by its index, and masked.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SealedNumber {
    pub sealed: Option<String>,
    pub index: Option<String>,
    pub masked: String,
}

/// People by id, each with the national id as it is kept. Who has no belonging in the scope is not there.
pub async fn people(
    tx: &mut Tx,
    scope: &Scope,
    ids: &[PersonId],
) -> Result<HashMap<PersonId, (StoredPerson, SealedNumber)>, Problem> {
    #[derive(sqlx::FromRow)]
    struct Row {
        #[sqlx(flatten)]
        person: PersonRow,
        national_id_sealed: Option<String>,
        national_id_index: Option<String>,
    }
    let mut found = HashMap::new();
    for chunk in ids.chunks(bulk::IDS_AT_ONCE) {
        let sql = format!(
            "select p.id, p.full_name, p.sex, p.birth, p.ethnicity, p.phone, p.national_id_masked, p.note,
               p.revision, p.national_id_sealed, p.national_id_index
             from member_person p where p.id in ({}) and exists (
               select 1 from member_membership m join unit_ancestor above on above.unit_id = m.unit_id
               where m.person_id = p.id
               and above.ancestor_id = $1 and above.since <= $2 and $2 < above.until)",
            bulk::parameters(3, chunk.len())
        );
        let mut query =
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(scope.unit()).bind(scope.today());
        for id in chunk {
            query = query.bind(id);
        }
        let rows: Vec<Row> = query.fetch_all(&mut **tx).await?;
        found.extend(rows.into_iter().map(|row| {
            let number = SealedNumber {
                sealed: row.national_id_sealed,
                index: row.national_id_index,
                masked: row.person.national_id_masked.clone(),
            };
            (row.person.id.clone(), (StoredPerson::from(row.person), number))
        }));
    }
    Ok(found)
}

/// Every belonging of some people, wherever: for deciding, never for showing.
pub async fn all_of_people(
    tx: &mut Tx,
    people: &[PersonId],
) -> Result<HashMap<PersonId, Vec<Membership>>, Problem> {
    let mut found: HashMap<PersonId, Vec<Membership>> = HashMap::new();
    for chunk in people.chunks(bulk::IDS_AT_ONCE) {
        let sql = format!(
            "select {COLUMNS} from member_membership m where m.person_id in ({}) order by m.joined_on, m.id",
            bulk::parameters(1, chunk.len())
        );
        let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql));
        for id in chunk {
            query = query.bind(id);
        }
        let rows: Vec<MembershipRow> = query.fetch_all(&mut **tx).await?;
        for one in rows.into_iter().map(Membership::from) {
            found.entry(one.person.clone()).or_default().push(one);
        }
    }
    Ok(found)
}

/// Writes people anew, each against the revision it was read with; nobody, if one of them was changed
/// since or lies outside the scope. Without a national id in the new description the stored one stays.
pub async fn change_people(
    tx: &mut Tx,
    scope: &Scope,
    sealer: &Sealer,
    changes: &[(PersonId, i64, NewPerson)],
    now: Moment,
) -> Result<(), Problem> {
    const COLUMNS: [&str; 12] = [
        "full_name",
        "name_key",
        "name_folded",
        "name_match",
        "sex",
        "birth",
        "birth_year",
        "ethnicity",
        "phone",
        "note",
        "revision",
        "changed_at",
    ];
    let ids: Vec<PersonId> = changes.iter().map(|(id, ..)| id.clone()).collect();
    refuse_out_of_scope(tx, scope, "person_id", &ids).await?;
    let row = |(id, revision, person): &(PersonId, i64, NewPerson)| -> Vec<Value> {
        vec![
            written(id),
            (*revision).into(),
            person.full_name.as_str().into(),
            person.name_key().into(),
            person.name_folded().into(),
            person.name_match().into(),
            person.sex.map(|sex| sex.to_string()).unwrap_or_default().into(),
            rules::birth_stored(person.birth).into(),
            person.birth_year().into(),
            person.ethnicity.as_str().into(),
            person.phone.as_ref().map(ToString::to_string).unwrap_or_default().into(),
            person.note.as_str().into(),
            (revision + 1).into(),
            written(&now),
        ]
    };
    let rows = changes.iter().map(row).collect();
    let done = bulk::update(tx, "member_person", &["id", "revision"], &COLUMNS, rows).await?;
    all_or_outdated(done, changes.len())?;
    // Lists are in the order of the belonging's copy of the name.
    let keys =
        |(id, _, person): &(PersonId, i64, NewPerson)| vec![written(id), person.name_key().into()];
    let keys = changes.iter().map(keys).collect();
    bulk::update(tx, "member_membership", &["person_id"], &["name_key"], keys).await?;
    let number = |(id, _, person): &(PersonId, i64, NewPerson)| {
        let number = person.national_id.as_ref()?;
        let kept = SealedNumber {
            sealed: Some(sealer.seal(NATIONAL_ID, id.as_str(), number.digits())),
            index: Some(sealer.blind_index(NATIONAL_ID, number.digits())),
            masked: number.masked(),
        };
        Some((id.clone(), kept))
    };
    write_numbers(tx, &changes.iter().filter_map(number).collect::<Vec<_>>()).await
}

/// Puts national ids into their columns, as they are kept; whose they are was decided before.
pub async fn write_numbers(
    tx: &mut Tx,
    numbers: &[(PersonId, SealedNumber)],
) -> Result<(), Problem> {
    let row = |(id, number): &(PersonId, SealedNumber)| -> Vec<Value> {
        vec![
            written(id),
            number.sealed.clone().into(),
            number.index.clone().into(),
            number.masked.as_str().into(),
        ]
    };
    let columns = ["national_id_sealed", "national_id_index", "national_id_masked"];
    let rows = numbers.iter().map(row).collect();
    let done = bulk::update(tx, "member_person", &["id"], &columns, rows).await;
    all_or_outdated(done.map_err(Refusal::of_taken_number)?, numbers.len())
}

/// Writes belongings anew, each against the revision it was read with.
pub async fn change_memberships(
    tx: &mut Tx,
    scope: &Scope,
    changed: &[Membership],
) -> Result<(), Problem> {
    let ids: Vec<MembershipId> = changed.iter().map(|one| one.id.clone()).collect();
    refuse_out_of_scope(tx, scope, "id", &ids).await?;
    let row = |one: &Membership| -> Vec<Value> {
        vec![
            written(&one.id),
            one.revision.into(),
            one.card_number.as_str().into(),
            written(&one.joined_on),
            (one.revision + 1).into(),
        ]
    };
    let columns = ["card_number", "joined_on", "revision"];
    let rows = changed.iter().map(row).collect();
    let done = bulk::update(tx, "member_membership", &["id", "revision"], &columns, rows).await?;
    all_or_outdated(done, changed.len())
}

fn all_or_outdated(done: u64, asked: usize) -> Result<(), Problem> {
    if usize::try_from(done).is_ok_and(|done| done == asked) {
        Ok(())
    } else {
        Err(Problem::Outdated)
    }
}

/// Refuses to write where one of the records has no belonging in the scope.
async fn refuse_out_of_scope<I>(
    tx: &mut Tx,
    scope: &Scope,
    column: &'static str,
    ids: &[I],
) -> Result<(), Problem>
where
    I: Ord + ToString,
{
    let ids: BTreeSet<&I> = ids.iter().collect();
    let ids: Vec<String> = ids.into_iter().map(ToString::to_string).collect();
    for chunk in ids.chunks(bulk::IDS_AT_ONCE) {
        let sql = format!(
            "select count(distinct m.{column}) from member_membership m where m.{column} in ({}) and exists (
               select 1 from unit_ancestor above where above.unit_id = m.unit_id
               and above.ancestor_id = $1 and above.since <= $2 and $2 < above.until)",
            bulk::parameters(3, chunk.len())
        );
        let mut query =
            sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).bind(scope.unit()).bind(scope.today());
        for id in chunk {
            query = query.bind(id);
        }
        let found: i64 = query.fetch_one(&mut **tx).await?;
        if usize::try_from(found).unwrap_or(0) != chunk.len() {
            return Err(Problem::NotFound);
        }
    }
    Ok(())
}
