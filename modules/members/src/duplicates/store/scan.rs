//! Everybody of a scope, page by page, for comparing them all.

use crate::{
    duplicates::rules::{Traits, mark},
    rules::birth_of,
    store::NATIONAL_ID,
};
use access::Scope;
use kernel::PersonId;
use platform::{Problem, bulk, db::Tx, seal::Sealer};
use std::collections::HashMap;

/// A page of people in the order of their ids.
pub struct Scanned {
    pub people: Vec<(PersonId, Traits)>,
    /// After whom the next page begins; nothing at the end.
    pub next: Option<PersonId>,
}

#[derive(sqlx::FromRow)]
struct Row {
    person_id: PersonId,
    full_name: String,
    name_folded: String,
    name_match: String,
    sex: String,
    birth: String,
    phone: String,
    national_id_index: Option<String>,
    unit_id: String,
    card_number: String,
    stands: i64,
    is_home: i64,
}

const SELECTED: &str =
    "m.person_id, p.full_name, p.name_folded, p.name_match, p.sex, p.birth, p.phone,
     p.national_id_index, m.unit_id, m.card_number,
     cast(case when m.left_on is null then 1 else 0 end as bigint) as stands,
     cast(case when m.counting = 'home' then 1 else 0 end as bigint) as is_home";

/// A province's people are read in the order of their ids and each asked whether they lie within;
/// a commune's are gathered from its units.
fn from_scope(is_wide: bool) -> &'static str {
    if is_wide {
        "from member_membership m cross join member_person p
         where p.id = m.person_id and exists (select 1 from unit_ancestor above
           where above.unit_id = m.unit_id and above.ancestor_id = $1
           and above.since <= $2 and $2 < above.until)"
    } else {
        "from unit_ancestor above cross join member_membership m cross join member_person p
         where above.ancestor_id = $1 and above.since <= $2 and $2 < above.until
           and m.unit_id = above.unit_id and p.id = m.person_id"
    }
}

/// How many belongings there are to read, for showing how far a search has come.
pub async fn count_people(tx: &mut Tx, scope: &Scope) -> Result<i64, Problem> {
    let sql = "select count(*) from unit_ancestor above cross join member_membership m
               where above.ancestor_id = $1 and above.since <= $2 and $2 < above.until
                 and m.unit_id = above.unit_id";
    let query = sqlx::query_scalar(sql).bind(scope.unit()).bind(scope.today());
    Ok(query.fetch_one(&mut **tx).await?)
}

/// The people after one, about `most` belongings' worth of them, each as one set of traits.
pub async fn people_after(
    tx: &mut Tx,
    scope: &Scope,
    after: Option<&PersonId>,
    most: i64,
) -> Result<Scanned, Problem> {
    let from = from_scope(super::is_wide(tx, scope).await?);
    let sql =
        format!("select {SELECTED} {from} and m.person_id > $3 order by m.person_id limit $4");
    let mut rows: Vec<Row> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(scope.unit())
        .bind(scope.today())
        .bind(after.map(PersonId::to_string).unwrap_or_default())
        .bind(most)
        .fetch_all(&mut **tx)
        .await?;
    let is_full = usize::try_from(most).unwrap_or(usize::MAX) <= rows.len();
    if is_full
        && let Some(last) = rows.last().map(|row| row.person_id.clone())
        && rows.first().is_some_and(|first| first.person_id != last)
    {
        // The last person's belongings may go on on the next page: they are read there, whole.
        rows.retain(|row| row.person_id != last);
    }
    let next = rows.last().filter(|_| is_full).map(|row| row.person_id.clone());
    let by_person = rows.chunk_by(|one, other| one.person_id == other.person_id);
    let people = by_person.map(|rows| (rows[0].person_id.clone(), traits(rows))).collect();
    Ok(Scanned { people, next })
}

/// One person by their belongings: where they are counted, or stand, or once were.
fn traits(rows: &[Row]) -> Traits {
    let row = rows.iter().max_by_key(|row| (row.stands, row.is_home)).unwrap_or(&rows[0]);
    Traits {
        folded: row.name_folded.as_str().into(),
        spelling: mark(&row.full_name.to_lowercase()),
        matched: mark(&row.name_match),
        birth: birth_of(&row.birth),
        sex: row.sex.parse().ok(),
        phone: mark(&row.phone),
        card: mark(&row.card_number),
        national_id: row.national_id_index.as_deref().map(mark).unwrap_or_default(),
        unit: mark(&row.unit_id),
    }
}

const IN_A_STATEMENT: usize = 200;

/// The digits of the people who have a number. They are compared and never leave the search.
pub async fn sealed_numbers(
    tx: &mut Tx,
    _scope: &Scope,
    sealer: &Sealer,
    people: &[PersonId],
) -> Result<HashMap<PersonId, String>, Problem> {
    let mut numbers = HashMap::new();
    for chunk in people.chunks(IN_A_STATEMENT) {
        let places = bulk::parameters(1, chunk.len());
        let sql = format!(
            "select id, national_id_sealed from member_person
             where id in ({places}) and national_id_sealed is not null"
        );
        let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql));
        for id in chunk {
            query = query.bind(id);
        }
        let rows: Vec<(PersonId, String)> = query.fetch_all(&mut **tx).await?;
        for (id, sealed) in rows {
            let digits = sealer.open(NATIONAL_ID, id.as_str(), &sealed)?;
            numbers.insert(id, digits);
        }
    }
    Ok(numbers)
}
