//! Whole rows of people and belongings, read and written for a merge.

use crate::{
    duplicates::rows::{BelongingRow, Both, PersonRow, Record},
    store::{self, MEMBERSHIP_COLUMNS, PERSON_COLUMNS},
};
use access::Scope;
use kernel::{MembershipId, PersonId, UnitId};
use platform::{
    Problem,
    bulk::{self, Value},
    db::Tx,
};

/// A person known in the scope, with every belonging wherever it is; anyone else is not there.
pub async fn record(tx: &mut Tx, scope: &Scope, id: &PersonId) -> Result<Record, Problem> {
    if !store::is_known_in(tx, scope, id).await? {
        return Err(Problem::NotFound);
    }
    let sql = format!("select {} from member_person where id = $1", PERSON_COLUMNS.join(", "));
    let person: PersonRow =
        sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id).fetch_one(&mut **tx).await?;
    let sql = format!(
        "select {} from member_membership where person_id = $1 order by joined_on, id",
        MEMBERSHIP_COLUMNS.join(", ")
    );
    let belongings: Vec<BelongingRow> =
        sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id).fetch_all(&mut **tx).await?;
    Ok(Record { person, belongings })
}

/// Whether a person has no standing belonging outside the scope.
pub async fn is_wholly_within(tx: &mut Tx, scope: &Scope, id: &PersonId) -> Result<bool, Problem> {
    let sql = "select m.id from member_membership m where m.person_id = $3 and m.left_on is null
               and not exists (select 1 from unit_ancestor above where above.unit_id = m.unit_id
                 and above.ancestor_id = $1 and above.since <= $2 and $2 < above.until) limit 1";
    let query = sqlx::query_scalar(sql).bind(scope.unit()).bind(scope.today()).bind(id);
    let elsewhere: Option<String> = query.fetch_optional(&mut **tx).await?;
    Ok(elsewhere.is_none())
}

/// Writes the one person that two have become. Both were found wholly within the scope.
pub async fn write_merged(
    tx: &mut Tx,
    _scope: &Scope,
    before: &Both,
    after: &Record,
) -> Result<(), Problem> {
    let all = before.survivor.belongings.iter().chain(&before.gone.belongings);
    for one in all.clone().filter(|one| after.belongings.iter().all(|kept| kept.id != one.id)) {
        delete(tx, "delete from member_membership where id = $1", one.id.as_str()).await?;
    }
    for one in &after.belongings {
        if all.clone().any(|before| before == one) {
            continue;
        }
        update_belonging(tx, one).await?;
    }
    // A number is nobody's for a moment, so that it may go from one to the other.
    delete(tx, "delete from member_person where id = $1", before.gone.person.id.as_str()).await?;
    update_person(tx, &after.person).await
}

/// Writes two people where one was.
pub async fn write_restored(
    tx: &mut Tx,
    _scope: &Scope,
    now: &Record,
    restored: &Both,
) -> Result<(), Problem> {
    update_person(tx, &restored.survivor.person).await?;
    bulk::insert(tx, "member_person", &PERSON_COLUMNS, vec![restored.gone.person.values()]).await?;
    let mut back = vec![];
    for one in restored.survivor.belongings.iter().chain(&restored.gone.belongings) {
        if now.belongings.iter().any(|since| since.id == one.id) {
            update_belonging(tx, one).await?;
        } else {
            back.push(one.values());
        }
    }
    bulk::insert(tx, "member_membership", &MEMBERSHIP_COLUMNS, back).await
}

async fn delete(tx: &mut Tx, sql: &'static str, id: &str) -> Result<(), Problem> {
    sqlx::query(sql).bind(id).execute(&mut **tx).await?;
    Ok(())
}

async fn update_person(tx: &mut Tx, person: &PersonRow) -> Result<(), Problem> {
    update(tx, "member_person", &PERSON_COLUMNS, person.values()).await
}

async fn update_belonging(tx: &mut Tx, belonging: &BelongingRow) -> Result<(), Problem> {
    update(tx, "member_membership", &MEMBERSHIP_COLUMNS, belonging.values()).await
}

/// Writes every column of the row whose id is the first of the values.
async fn update(
    tx: &mut Tx,
    table: &'static str,
    columns: &[&'static str],
    values: Vec<Value>,
) -> Result<(), Problem> {
    let set: Vec<String> = columns
        .iter()
        .enumerate()
        .skip(1)
        .map(|(place, name)| format!("{name} = ${}", place + 1))
        .collect();
    let sql = format!("update {table} set {} where {} = $1", set.join(", "), columns[0]);
    let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
    for value in values {
        query = match value {
            Value::Text(text) => query.bind(text),
            Value::Number(number) => query.bind(number),
            Value::NoText => query.bind(None::<String>),
            Value::NoNumber => query.bind(None::<i64>),
        };
    }
    if query.execute(&mut **tx).await?.rows_affected() == 1 {
        Ok(())
    } else {
        Err(Problem::Outdated)
    }
}

/// Somebody as a list names them: by a belonging in the scope, one that stands before others.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Named {
    pub person: PersonId,
    pub full_name: String,
    pub birth: String,
    pub membership: MembershipId,
    pub unit_id: UnitId,
}

const IN_A_STATEMENT: usize = 200;

/// The people of a list, each once.
pub async fn named(
    tx: &mut Tx,
    scope: &Scope,
    people: &[PersonId],
) -> Result<std::collections::HashMap<PersonId, Named>, Problem> {
    let mut found = std::collections::HashMap::new();
    for chunk in people.chunks(IN_A_STATEMENT) {
        let places = bulk::parameters(3, chunk.len());
        let sql = format!(
            "select p.id as person, p.full_name, p.birth, m.id as membership, m.unit_id
             from member_person p join member_membership m on m.person_id = p.id
             where p.id in ({places}) and exists (
               select 1 from unit_ancestor above where above.unit_id = m.unit_id
               and above.ancestor_id = $1 and above.since <= $2 and $2 < above.until)
             order by case when m.left_on is null then 0 else 1 end, m.counting desc, m.id"
        );
        let mut query =
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(scope.unit()).bind(scope.today());
        for id in chunk {
            query = query.bind(id);
        }
        let rows: Vec<Named> = query.fetch_all(&mut **tx).await?;
        for row in rows {
            found.entry(row.person.clone()).or_insert(row);
        }
    }
    Ok(found)
}
