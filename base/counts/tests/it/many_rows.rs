//! Rows that go in by the thousand, on either database: `platform::bulk` over a table with words and numbers.

use super::world;
use platform::{
    Problem,
    bulk::{self, Value},
};

const COLUMNS: [&str; 11] = [
    "id",
    "unit_id",
    "indicator",
    "day_from",
    "day_until",
    "quantity",
    "wording",
    "basis",
    "revision",
    "declared_at",
    "declared_by",
];

/// What a list of values could be misread by.
const WORDINGS: [&str; 9] = [
    "",
    "NULL",
    "null",
    "{a,b}",
    "nói: \"gần\"",
    "D:\\sổ\\2025\\",
    "một, hai",
    " hai đầu ",
    "dòng\nmới",
];

#[tokio::test]
async fn thousands_of_rows_are_written_changed_and_taken_out_as_they_were_said()
-> Result<(), Problem> {
    const ROWS: usize = 6_001;
    let world = world().await;
    let mut tx = world.site.db.begin_writing().await?;
    let wording = |row: usize| WORDINGS[row % WORDINGS.len()];
    let quantity = |row: usize| if row.is_multiple_of(3) { None } else { Some(row as i64 - 7) };
    let row = |row: usize| -> Vec<Value> {
        vec![
            format!("{row:05}").into(),
            world.truong_an.to_string().into(),
            "members".into(),
            format!("day {row}").into(),
            "2026-01-01".into(),
            quantity(row).into(),
            wording(row).into(),
            "".into(),
            1.into(),
            "2026-01-01T00:00:00Z".into(),
            "lan".into(),
        ]
    };
    bulk::insert(&mut tx, "count_declaration", &COLUMNS, (0..ROWS).map(row).collect()).await?;
    let change = |row: usize| -> Vec<Value> {
        let known = if row.is_multiple_of(2) { 1 } else { 8 };
        vec![format!("{row:05}").into(), known.into(), wording(row + 1).into(), Value::NoNumber]
    };
    let changes = (0..ROWS).map(change).collect();
    let keys = ["id", "revision"];
    let columns = ["wording", "quantity"];
    let changed = bulk::update(&mut tx, "count_declaration", &keys, &columns, changes).await?;
    assert_eq!(changed, 3_001, "every second row was read with another revision");

    let sql = "select id, quantity, wording from count_declaration order by id";
    let found: Vec<(String, Option<i64>, String)> = sqlx::query_as(sql).fetch_all(&mut *tx).await?;
    assert_eq!(found.len(), ROWS);
    for (place, (id, said, words)) in found.iter().enumerate() {
        let (of_number, of_words) = match place.is_multiple_of(2) {
            true => (None, wording(place + 1)),
            false => (quantity(place), wording(place)),
        };
        assert_eq!((id, *said, words.as_str()), (&format!("{place:05}"), of_number, of_words));
    }
    let ids = (0..ROWS + 5).map(|row| format!("{row:05}"));
    let none = bulk::delete_at_revision(&mut tx, "count_declaration", ids.clone(), 2).await?;
    let all = bulk::delete(&mut tx, "count_declaration", "id", ids).await?;
    assert_eq!((none, all), (0, 6_001));
    tx.rollback().await?;
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn a_row_that_is_there_already_is_added_to() -> Result<(), Problem> {
    let world = world().await;
    let mut tx = world.site.db.begin_writing().await?;
    let columns =
        ["unit_id", "indicator", "standing", "quantity", "first_day", "last_day", "wording"];
    let row = |quantity: i64| -> Vec<Value> {
        let unit = world.truong_an.to_string();
        let words: [Value; 2] = ["2026-01-01".into(), "2026-01-02".into()];
        let [first, last] = words;
        vec![
            unit.into(),
            "members".into(),
            "register".into(),
            quantity.into(),
            first,
            last,
            "".into(),
        ]
    };
    const ADDED: &str = " on conflict (unit_id, indicator, standing) do update set
        quantity = count_balance.quantity + excluded.quantity";
    for quantity in [40, 2] {
        let rows = vec![row(quantity)];
        bulk::insert_or(&mut tx, "count_balance", &columns, rows, ADDED).await?;
    }
    let found: i64 =
        sqlx::query_scalar("select quantity from count_balance").fetch_one(&mut *tx).await?;
    assert_eq!(found, 42);
    tx.rollback().await?;
    world.end().await;
    Ok(())
}
