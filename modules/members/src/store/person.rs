//! People, one row each; the national id sealed.

use super::NATIONAL_ID;
use crate::rules::{self, NewPerson, PersonFacet, Refusal};
use access::Scope;
use kernel::{
    Moment, PersonId,
    vietnamese::{Sex, date::WrittenDay, phone},
};
use platform::{
    Problem,
    bulk::{Value, written},
    db::Tx,
    seal::Sealer,
};

/// A person as the register has them; of the national id only the mask.
#[derive(Debug, Clone)]
pub struct StoredPerson {
    pub id: PersonId,
    pub full_name: String,
    pub sex: Option<Sex>,
    pub birth: Option<WrittenDay>,
    pub ethnicity: String,
    pub phone: Option<phone::Phone>,
    pub national_id_masked: String,
    pub note: String,
    pub revision: i64,
}

impl StoredPerson {
    pub fn facet(&self) -> PersonFacet {
        PersonFacet { sex: self.sex }
    }
}

#[derive(sqlx::FromRow)]
pub(super) struct PersonRow {
    pub(super) id: PersonId,
    full_name: String,
    sex: String,
    birth: String,
    ethnicity: String,
    phone: String,
    pub(super) national_id_masked: String,
    note: String,
    revision: i64,
}

impl From<PersonRow> for StoredPerson {
    fn from(row: PersonRow) -> StoredPerson {
        StoredPerson {
            id: row.id,
            full_name: row.full_name,
            sex: row.sex.parse().ok(),
            birth: rules::birth_of(&row.birth),
            ethnicity: row.ethnicity,
            phone: phone::read(&row.phone).ok(),
            national_id_masked: row.national_id_masked,
            note: row.note,
            revision: row.revision,
        }
    }
}

/// A person who has or had a belonging in the scope; anyone else is not there.
pub async fn person(tx: &mut Tx, scope: &Scope, id: &PersonId) -> Result<StoredPerson, Problem> {
    let sql = "select p.id, p.full_name, p.sex, p.birth, p.ethnicity, p.phone, p.national_id_masked, p.note,
                 p.revision
               from member_person p where p.id = $3 and exists (
                 select 1 from member_membership m join unit_ancestor above on above.unit_id = m.unit_id
                 where m.person_id = p.id
                 and above.ancestor_id = $1 and above.since <= $2 and $2 < above.until)";
    let query = sqlx::query_as(sql).bind(scope.unit()).bind(scope.today()).bind(id);
    let row: PersonRow = query.fetch_one(&mut **tx).await?;
    Ok(row.into())
}

/// The sealed number, for whoever has given a reason.
pub async fn sealed_national_id(
    tx: &mut Tx,
    scope: &Scope,
    id: &PersonId,
) -> Result<Option<String>, Problem> {
    let sql = "select p.national_id_sealed from member_person p where p.id = $3 and exists (
                 select 1 from member_membership m join unit_ancestor above on above.unit_id = m.unit_id
                 where m.person_id = p.id
                 and above.ancestor_id = $1 and above.since <= $2 and $2 < above.until)";
    let query = sqlx::query_scalar(sql).bind(scope.unit()).bind(scope.today()).bind(id);
    Ok(query.fetch_one(&mut **tx).await?)
}

pub const COLUMNS: [&str; 17] = [
    "id",
    "full_name",
    "name_key",
    "name_folded",
    "name_match",
    "sex",
    "birth",
    "birth_year",
    "ethnicity",
    "phone",
    "national_id_sealed",
    "national_id_index",
    "national_id_masked",
    "note",
    "revision",
    "recorded_at",
    "changed_at",
];

/// The columns of a new person, in the order of `COLUMNS`.
pub(super) fn row(
    sealer: &Sealer,
    id: &PersonId,
    person: &NewPerson,
    name_key: &str,
    now: Moment,
) -> Vec<Value> {
    let number = person.national_id.as_ref();
    let sealed = number.map(|number| sealer.seal(NATIONAL_ID, id.as_str(), number.digits()));
    let index = number.map(|number| sealer.blind_index(NATIONAL_ID, number.digits()));
    vec![
        written(id),
        person.full_name.as_str().into(),
        name_key.into(),
        person.name_folded().into(),
        person.name_match().into(),
        person.sex.map(|sex| sex.to_string()).unwrap_or_default().into(),
        rules::birth_stored(person.birth).into(),
        person.birth_year().into(),
        person.ethnicity.as_str().into(),
        person.phone.as_ref().map(ToString::to_string).unwrap_or_default().into(),
        sealed.into(),
        index.into(),
        number.map(|number| number.masked()).unwrap_or_default().into(),
        person.note.as_str().into(),
        1_i64.into(),
        written(&now),
        written(&now),
    ]
}

/// Writes a new person. The scope is that of the unit whose list they enter.
pub async fn insert_person(
    tx: &mut Tx,
    scope: &Scope,
    sealer: &Sealer,
    id: &PersonId,
    person: &NewPerson,
    now: Moment,
) -> Result<(), Problem> {
    super::insert_people(tx, scope, sealer, &[(id.clone(), person.clone())], now).await?;
    Ok(())
}

/// Writes a person anew, if nobody else has since `revision`. Without a national id in `person`
/// the stored one stays.
pub async fn change_person(
    tx: &mut Tx,
    scope: &Scope,
    sealer: &Sealer,
    id: &PersonId,
    revision: i64,
    person: &NewPerson,
    now: Moment,
) -> Result<(), Problem> {
    let sql = "update member_person set full_name = $4, name_key = $5, name_folded = $6, name_match = $7,
                 sex = $8, birth = $9, birth_year = $10, ethnicity = $11, phone = $12, note = $13,
                 revision = revision + 1, changed_at = $14
               where id = $3 and revision = $15 and exists (
                 select 1 from member_membership m join unit_ancestor above on above.unit_id = m.unit_id
                 where m.person_id = member_person.id
                 and above.ancestor_id = $1 and above.since <= $2 and $2 < above.until)";
    let done = sqlx::query(sql)
        .bind(scope.unit())
        .bind(scope.today())
        .bind(id)
        .bind(&person.full_name)
        .bind(person.name_key())
        .bind(person.name_folded())
        .bind(person.name_match())
        .bind(person.sex.map(|sex| sex.to_string()).unwrap_or_default())
        .bind(rules::birth_stored(person.birth))
        .bind(person.birth_year())
        .bind(&person.ethnicity)
        .bind(person.phone.as_ref().map(ToString::to_string).unwrap_or_default())
        .bind(&person.note)
        .bind(now)
        .bind(revision)
        .execute(&mut **tx)
        .await?;
    if done.rows_affected() != 1 {
        return Err(Problem::Outdated);
    }
    // Lists are in the order of the belonging's copy of the name.
    sqlx::query("update member_membership set name_key = $2 where person_id = $1")
        .bind(id)
        .bind(person.name_key())
        .execute(&mut **tx)
        .await?;
    let Some(number) = &person.national_id else { return Ok(()) };
    let sql = "update member_person set national_id_sealed = $2, national_id_index = $3,
                 national_id_masked = $4 where id = $1";
    sqlx::query(sql)
        .bind(id)
        .bind(sealer.seal(NATIONAL_ID, id.as_str(), number.digits()))
        .bind(sealer.blind_index(NATIONAL_ID, number.digits()))
        .bind(number.masked())
        .execute(&mut **tx)
        .await
        .map_err(|error| Refusal::of_taken_number(error.into()))?;
    Ok(())
}
