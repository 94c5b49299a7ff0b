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
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Tally {
    pub unit_id: UnitId,
    #[sqlx(try_from = "String")]
    pub setting: Setting,
    pub places: i64,
    pub covered: i64,
}

/// The tallies of all units below that have a list, on a day.
pub async fn tallies(tx: &mut Tx, scope: &Scope, day: Day) -> Result<Vec<Tally>, Problem> {
    let sql = format!(
        "select place.unit_id, place.setting, count(*) as places,
           cast(sum(case when unit.id is not null and place.covered_from <= $3
             and unit.opened <= $3 and $3 < unit.closed then 1 else 0 end) as bigint) as covered
         {} and place.since <= $3 and $3 < place.until group by place.unit_id, place.setting
         order by place.unit_id, place.setting",
        BELOW.replace("where above", "left join unit on unit.id = place.covered_by where above")
    );
    let query = sqlx::query_as(sqlx::AssertSqlSafe(sql));
    Ok(query.bind(scope.unit()).bind(scope.today()).bind(day).fetch_all(&mut **tx).await?)
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
