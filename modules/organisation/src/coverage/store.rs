//! The table of places. Its SQL is written here and nowhere else.

use super::rules::Place;
use access::Scope;
use kernel::{Day, Moment, RowId, UnitId, vietnamese};
use platform::{
    Problem,
    bulk::{self, Value, written},
    db::Tx,
};
use units::Setting;

const COLUMNS: &str =
    "place.id, place.unit_id, place.setting, place.name, place.since, place.until,
    place.covered_by, place.covered_from, place.revision";

const BELOW: &str = "from organisation_place place
    join unit_ancestor above on above.unit_id = place.unit_id
    where above.ancestor_id = $1 and above.since <= $2 and $2 < above.until";

/// A place of the scope's subtree.
pub async fn place(tx: &mut Tx, scope: &Scope, id: &RowId) -> Result<Place, Problem> {
    let sql = format!("select {COLUMNS} {BELOW} and place.id = $3");
    let query = sqlx::query_as(sqlx::AssertSqlSafe(sql));
    Ok(query.bind(scope.unit()).bind(scope.today()).bind(id).fetch_one(&mut **tx).await?)
}

/// In which unit a place lies, so that the caller can be asked for leave.
pub async fn unit_of(tx: &mut Tx, id: &RowId) -> Result<UnitId, Problem> {
    let sql = "select unit_id from organisation_place where id = $1";
    Ok(sqlx::query_scalar(sql).bind(id).fetch_one(&mut **tx).await?)
}

/// The most rows that a page shows.
pub const ROWS_MAX: i64 = 1_000;

/// The places there are on a day, the uncovered first.
pub async fn places(
    tx: &mut Tx,
    scope: &Scope,
    setting: Option<Setting>,
    day: Day,
) -> Result<Vec<Place>, Problem> {
    let sql = format!(
        "select {COLUMNS} {BELOW} and place.since <= $3 and $3 < place.until and (place.setting = $4 or $4 = '')
         order by case when place.covered_by is null then 0 else 1 end, place.sort_key, place.id limit $5"
    );
    let query = sqlx::query_as(sqlx::AssertSqlSafe(sql));
    Ok(query
        .bind(scope.unit())
        .bind(scope.today())
        .bind(day)
        .bind(setting.map_or("", Setting::code))
        .bind(ROWS_MAX)
        .fetch_all(&mut **tx)
        .await?)
}

/// How many places of a kind there are in a unit, and how many of them are covered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    pub unit_id: UnitId,
    pub setting: Setting,
    pub places: i64,
    pub covered: i64,
}

/// Places of one kind for which the same unit stands.
#[derive(sqlx::FromRow)]
struct Heap {
    unit_id: UnitId,
    #[sqlx(try_from = "String")]
    setting: Setting,
    /// Nothing where none stands for them, or not yet.
    covered_by: Option<UnitId>,
    places: i64,
}

/// The tallies of all units below that have a list, on a day.
pub async fn tallies(tx: &mut Tx, scope: &Scope, day: Day) -> Result<Vec<Tally>, Problem> {
    let sql = format!(
        "select place.unit_id, place.setting,
           case when place.covered_from <= $3 then place.covered_by end as covered_by, count(*) as places
         {BELOW} and place.since <= $3 and $3 < place.until group by 1, 2, 3 order by 1, 2"
    );
    let query = sqlx::query_as(sqlx::AssertSqlSafe(sql));
    let heaps: Vec<Heap> =
        query.bind(scope.unit()).bind(scope.today()).bind(day).fetch_all(&mut **tx).await?;
    let covers: Vec<UnitId> = heaps.iter().filter_map(|heap| heap.covered_by.clone()).collect();
    let covers = units::briefs(tx, &covers, day).await?;
    let mut tallies: Vec<Tally> = vec![];
    for heap in heaps {
        let cover = heap.covered_by.as_ref().and_then(|unit| covers.get(unit));
        let covered = if cover.is_some_and(|unit| unit.is_alive(day)) { heap.places } else { 0 };
        match tallies.last_mut() {
            Some(last) if (&last.unit_id, last.setting) == (&heap.unit_id, heap.setting) => {
                last.places += heap.places;
                last.covered += covered;
            }
            _ => tallies.push(Tally {
                unit_id: heap.unit_id,
                setting: heap.setting,
                places: heap.places,
                covered,
            }),
        }
    }
    Ok(tallies)
}

/// The folded names of the places of a kind that a unit's list already has.
pub async fn known_names(
    tx: &mut Tx,
    scope: &Scope,
    setting: Setting,
    day: Day,
) -> Result<Vec<String>, Problem> {
    let sql = "select name_folded from organisation_place
               where unit_id = $1 and setting = $2 and $3 < until";
    let query = sqlx::query_scalar(sql).bind(scope.unit()).bind(setting.code()).bind(day);
    Ok(query.fetch_all(&mut **tx).await?)
}

pub async fn insert(
    tx: &mut Tx,
    scope: &Scope,
    places: &[Place],
    now: Moment,
) -> Result<(), Problem> {
    let columns = [
        "id",
        "unit_id",
        "setting",
        "name",
        "name_folded",
        "sort_key",
        "since",
        "until",
        "revision",
        "recorded_at",
    ];
    let row = |place: &Place| -> Vec<Value> {
        vec![
            written(&place.id),
            written(scope.unit()),
            written(&place.setting),
            place.name.as_str().into(),
            vietnamese::text::fold(&place.name).into(),
            vietnamese::sort::key(&place.name).into(),
            written(&place.since),
            written(&place.until),
            place.revision.into(),
            written(&now),
        ]
    };
    bulk::insert(tx, "organisation_place", &columns, places.iter().map(row).collect()).await
}

/// Writes a place anew if it is still at the revision it was read at.
pub async fn update(tx: &mut Tx, scope: &Scope, place: &Place) -> Result<(), Problem> {
    let sql = "update organisation_place set until = $1, covered_by = $2, covered_from = $3, revision = revision + 1
               where id = $4 and revision = $5 and exists (select 1 from unit_ancestor above
                 where above.unit_id = organisation_place.unit_id and above.ancestor_id = $6
                 and above.since <= $7 and $7 < above.until)";
    let written = sqlx::query(sql)
        .bind(place.until)
        .bind(place.covered_by.clone())
        .bind(place.covered_from)
        .bind(&place.id)
        .bind(place.revision)
        .bind(scope.unit())
        .bind(scope.today())
        .execute(&mut **tx)
        .await?
        .rows_affected();
    if written == 1 { Ok(()) } else { Err(Problem::Outdated) }
}

/// The places that a unit stands for; asked by the deeds of that unit itself.
pub async fn covered_by(tx: &mut Tx, unit: &UnitId) -> Result<Vec<Place>, Problem> {
    let sql = format!(
        "select {COLUMNS} from organisation_place place where place.covered_by = $1 order by place.id"
    );
    let query = sqlx::query_as(sqlx::AssertSqlSafe(sql));
    Ok(query.bind(unit).fetch_all(&mut **tx).await?)
}
