//! People whom an import wrote down, merged with others since: what taking the import back does with them.

use crate::{
    duplicates::{born, join},
    figure,
    import::lan,
    undo::{ask, foreseen, imported, totals, undone},
    world,
};
use axum::http::{Method, StatusCode};
use kernel::MembershipId;
use platform::operation::new_id;
use serde_json::{Value, json};
use testkit::World;

const TWO: &str = "Họ và tên,Ngày sinh,Chi hội
Giàng Thị Cúc,01/02/1971,Trường An
Lò Thị An,12/05/1960,Trường An
";

async fn belonging_of(world: &World, name: &str, batch: &Value) -> MembershipId {
    let mut tx = world.site.db.begin().await.unwrap();
    let sql = "select m.id from member_membership m join member_person p on p.id = m.person_id
               where p.full_name = $1 and m.batch_id = $2";
    let query = sqlx::query_scalar(sql).bind(name).bind(batch["batch"].as_str().unwrap());
    query.fetch_one(&mut *tx).await.unwrap()
}

async fn person_of(world: &World, membership: &MembershipId) -> String {
    let mut tx = world.site.db.begin().await.unwrap();
    let sql = "select person_id from member_membership where id = $1";
    sqlx::query_scalar(sql).bind(membership).fetch_one(&mut *tx).await.unwrap()
}

/// Merges two of Trường An and gives back where the merge is taken back.
async fn merged(world: &World, token: &str, one: &MembershipId, other: &MembershipId) -> String {
    let (one, other) = (person_of(world, one).await, person_of(world, other).await);
    let path = format!("/api/v1/units/{}/duplicates/{one}/{other}", world.hoa_sen);
    let (_, shown) = world.get(token, &path).await;
    let shown: Value = serde_json::from_str(&shown).unwrap();
    let chosen = json!({ "stamp": shown["stamp"], "birth": "one" });
    let path = format!("{path}/merge");
    let (status, merge) = world.send_json(Method::POST, token, &path, &new_id(), &chosen).await;
    assert_eq!(status, StatusCode::CREATED, "{merge}");
    format!("/api/v1/units/{}/merges/{}/undo", world.hoa_sen, merge["merge"].as_str().unwrap())
}

async fn parted(world: &World, token: &str, merge: &str) {
    let (status, said) = world.send_json(Method::POST, token, merge, &new_id(), &json!({})).await;
    assert_eq!(status, StatusCode::OK, "{said}");
}

fn kept_one(undone: &Value) -> (&str, &str, Option<i64>) {
    let row = &undone["kept_rows"][0];
    (row["name"].as_str().unwrap(), row["reason_code"].as_str().unwrap(), row["row"].as_i64())
}

#[tokio::test]
async fn whoever_was_merged_into_somebody_known_is_kept_and_told_until_the_merge_is_taken_back() {
    let world = world().await;
    let token = lan(&world).await;
    let known = join(&world, &world.truong_an, born("Lò Thị Án", "1960-05-12")).await;
    let batch = imported(&world, &token, TWO).await;
    let new = belonging_of(&world, "Lò Thị An", &batch).await;
    let merge = merged(&world, &token, &known, &new).await;

    let done = undone(&world, &token, &batch).await;
    assert_eq!(totals(&done), [1, 0, 1], "{done}");
    assert_eq!(kept_one(&done), ("Lò Thị An", "merged", Some(3)));
    let said = done["kept_rows"][0]["reason"].as_str().unwrap();
    assert!(said.contains("gộp") && said.contains("lan.hoasen"), "{said}");
    assert_eq!(figure(&world, &world.truong_an, "members").await, 1);

    parted(&world, &token, &merge).await;
    assert_eq!(figure(&world, &world.truong_an, "members").await, 2);
    let (status, answer) = ask(&world, &token, &batch).await;
    assert_eq!(status, StatusCode::ACCEPTED, "the rest is taken back: {answer}");
    world.run_jobs().await;
    let done = foreseen(&world, &token, &batch).await;
    assert_eq!(totals(&done), [2, 0, 0], "both times together: {done}");
    assert_eq!(figure(&world, &world.truong_an, "members").await, 1);
    let (status, refused) = ask(&world, &token, &batch).await;
    assert_eq!((status, &refused["code"]), (StatusCode::CONFLICT, &"batch_already_undone".into()));
    world.end().await;
}

#[tokio::test]
async fn whoever_stands_for_a_later_record_is_kept_too() {
    let world = world().await;
    let token = lan(&world).await;
    let batch = imported(&world, &token, TWO).await;
    let new = belonging_of(&world, "Lò Thị An", &batch).await;
    let later = join(&world, &world.truong_an, born("Lò Thị Án", "1960-05-12")).await;
    let merge = merged(&world, &token, &new, &later).await;
    let foresight = foreseen(&world, &token, &batch).await;
    assert_eq!(totals(&foresight), [1, 0, 1], "{foresight}");
    assert_eq!(kept_one(&foresight), ("Lò Thị An", "merged", Some(3)));

    parted(&world, &token, &merge).await;
    let done = undone(&world, &token, &batch).await;
    assert_eq!(totals(&done), [2, 0, 0], "after parting nobody has touched them: {done}");
    assert_eq!(figure(&world, &world.truong_an, "members").await, 1);
    world.end().await;
}

#[tokio::test]
async fn two_of_one_import_merged_with_each_other_stay_as_one() {
    let world = world().await;
    let token = lan(&world).await;
    let three = format!("{TWO}Lò Thị Ân,12/05/1960,Trường An\n");
    let batch = imported(&world, &token, &three).await;
    let one = belonging_of(&world, "Lò Thị An", &batch).await;
    let other = belonging_of(&world, "Lò Thị Ân", &batch).await;
    let merge = merged(&world, &token, &one, &other).await;
    let foresight = foreseen(&world, &token, &batch).await;
    assert_eq!(totals(&foresight), [1, 0, 2], "{foresight}");
    parted(&world, &token, &merge).await;
    assert_eq!(totals(&undone(&world, &token, &batch).await), [3, 0, 0]);
    assert_eq!(world.rows_of("member_person").await, 0);
    world.end().await;
}

#[tokio::test]
async fn whoever_was_corrected_while_merged_is_kept_after_the_parting() {
    let world = world().await;
    let token = lan(&world).await;
    let batch = imported(&world, &token, TWO).await;
    let new = belonging_of(&world, "Lò Thị An", &batch).await;
    let later = join(&world, &world.truong_an, born("Lò Thị Án", "1960-05-12")).await;
    let merge = merged(&world, &token, &new, &later).await;
    let mut work = world.as_lan().await;
    let person = members::NewPerson {
        note: "Trưởng ban".to_owned(),
        ..born("Lò Thị An", "1960-05-12").person
    };
    let change = members::PersonChange { revision: 2, person };
    members::edit_person(&mut work, &new, change).await.unwrap();
    work.commit().await.unwrap();
    parted(&world, &token, &merge).await;
    let done = undone(&world, &token, &batch).await;
    assert_eq!(totals(&done), [1, 0, 1], "{done}");
    assert_eq!(kept_one(&done).1, "changed");
    world.end().await;
}
