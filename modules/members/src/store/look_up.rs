//! Finding who may be the same person, and which numbers are taken.

use super::NATIONAL_ID;
use access::Scope;
use kernel::{PersonId, UnitId, vietnamese::personal_number::NationalId};
use platform::{Problem, bulk, db::Tx, seal::Sealer};
use std::collections::{HashMap, HashSet};

/// Whom a national id belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub person: PersonId,
    pub full_name: String,
    pub revision: i64,
}

const IN_A_STATEMENT: usize = 500;

/// Whose the national ids are, by their digits, wherever those people are. Whether the caller may
/// hear of it is for `reach` to find out: an answer about somebody out of reach is always neutral.
pub async fn find_by_national_ids(
    tx: &mut Tx,
    sealer: &Sealer,
    numbers: &[NationalId],
) -> Result<HashMap<String, Found>, Problem> {
    let mut found = HashMap::new();
    for chunk in numbers.chunks(IN_A_STATEMENT) {
        let digits_of: HashMap<String, &str> = chunk
            .iter()
            .map(|number| (sealer.blind_index(NATIONAL_ID, number.digits()), number.digits()))
            .collect();
        let places = bulk::parameters(1, digits_of.len());
        let sql = format!(
            "select national_id_index, id, full_name, revision from member_person where national_id_index in ({places})"
        );
        let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql));
        for index in digits_of.keys() {
            query = query.bind(index.clone());
        }
        let rows: Vec<(String, PersonId, String, i64)> = query.fetch_all(&mut **tx).await?;
        for (index, person, full_name, revision) in rows {
            if let Some(digits) = digits_of.get(&index) {
                found.insert((*digits).to_owned(), Found { person, full_name, revision });
            }
        }
    }
    Ok(found)
}

/// The card numbers in use in a unit.
pub async fn cards_taken(
    tx: &mut Tx,
    _scope: &Scope,
    unit: &UnitId,
) -> Result<HashSet<String>, Problem> {
    let sql = "select card_number from member_membership where unit_id = $1 and card_number <> ''";
    let rows: Vec<String> = sqlx::query_scalar(sql).bind(unit).fetch_all(&mut **tx).await?;
    Ok(rows.into_iter().collect())
}

/// Of each of many units the card numbers in use, and how many belongings it ever had.
pub async fn cards_of(
    tx: &mut Tx,
    _scope: &Scope,
    units: &[UnitId],
) -> Result<HashMap<UnitId, (HashSet<String>, i64)>, Problem> {
    let mut cards: HashMap<UnitId, (HashSet<String>, i64)> = HashMap::new();
    for units in units.chunks(bulk::IDS_AT_ONCE) {
        let places = bulk::parameters(1, units.len());
        let sql = format!(
            "select unit_id, card_number from member_membership where unit_id in ({places})"
        );
        let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql));
        for unit in units {
            query = query.bind(unit);
        }
        let rows: Vec<(UnitId, String)> = query.fetch_all(&mut **tx).await?;
        for (unit, card) in rows {
            let (taken, belongings) = cards.entry(unit).or_default();
            *belongings += 1;
            if !card.is_empty() {
                taken.insert(card);
            }
        }
    }
    Ok(cards)
}

/// The running number after all belongings that a unit ever had.
pub async fn next_running_number(
    tx: &mut Tx,
    _scope: &Scope,
    unit: &UnitId,
) -> Result<i64, Problem> {
    let sql = "select count(*) from member_membership where unit_id = $1";
    let count: i64 = sqlx::query_scalar(sql).bind(unit).fetch_one(&mut **tx).await?;
    Ok(count + 1)
}
