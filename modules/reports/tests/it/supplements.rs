//! Scenes of a supplement: made by one, accepted by another, and until then the report says what it said.

use crate::{
    periods::{Scene, code, scene},
    state as declared,
};
use kernel::Lang;
use reports::periods::{self, Corrected, Deed, State};
use serde_json::{Value, json};

async fn locked_with(classes: i64) -> Scene {
    let scene = scene().await;
    declared(&scene.world, &scene.world.hoa_sen, "classes", classes, "").await;
    scene.bring_to(State::Locked).await;
    scene
}

/// What the unit's report says of its classes now.
async fn classes_of_report(scene: &Scene) -> Value {
    let id = scene.state().await["standing"]["id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/report-snapshots/{id}");
    let (_, body) = scene.world.get(scene.token("minh"), &path).await;
    let snapshot: Value = serde_json::from_str(&body).unwrap();
    let figures = snapshot["figures"].as_array().unwrap();
    figures.iter().find(|one| one["indicator"] == "classes").unwrap()["value"].clone()
}

#[tokio::test]
async fn a_supplement_counts_only_when_a_second_person_has_accepted_it() {
    let scene = locked_with(3).await;
    scene.supplement(4).await;
    assert_eq!(scene.state().await["state"], "locked_supplemented");
    assert_eq!(classes_of_report(&scene).await, 3, "nobody has accepted it yet");
    let hash = scene.hash().await;
    let (status, said) = scene.ask(Deed::Accept, &hash).await;
    assert_eq!((status, &said["state"]), (200, &json!("locked")), "{said}");
    assert_eq!(classes_of_report(&scene).await, 4);
    scene.world.end().await;
}

#[tokio::test]
async fn a_supplement_that_is_returned_with_a_remark_leaves_the_report_as_it_was() {
    let scene = locked_with(3).await;
    scene.supplement(4).await;
    let pending = scene.state().await["pending"]["id"].as_str().unwrap().to_owned();
    let hash = scene.hash().await;
    let (status, said) = scene.ask(Deed::Return, &hash).await;
    assert_eq!((status, &said["state"]), (200, &json!("locked")), "{said}");
    assert_eq!(classes_of_report(&scene).await, 3);
    let state = scene.state().await;
    assert_eq!(
        (&state["pending"], &state["history"][0]["remark"]),
        (&Value::Null, &json!("Sửa lại"))
    );
    assert_eq!(state["history"][0]["snapshot"], pending.as_str());

    let (_, page) =
        scene.world.get(scene.token("lan"), &format!("/bao-cao/ban-chup/{pending}")).await;
    assert!(page.contains("đã bị trả lại"), "the returned one says so");
    let standing = state["standing"]["id"].as_str().unwrap();
    let (_, page) =
        scene.world.get(scene.token("lan"), &format!("/bao-cao/ban-chup/{standing}")).await;
    assert!(page.contains("bản mới nhất"), "and the report is still the latest");

    scene.supplement(5).await;
    let state = scene.state().await;
    assert_eq!(state["pending"]["supplement"], 2, "a number is given once");
    scene.world.end().await;
}

#[tokio::test]
async fn whoever_made_a_supplement_does_not_accept_it_nor_one_that_they_have_not_seen() {
    let scene = locked_with(3).await;
    let report = scene.hash().await;
    let mut work = scene.work("minh").await;
    let corrected = [Corrected { indicator: "classes".to_owned(), quantity: 4 }];
    periods::supplement(&mut work, &scene.filed, "Sót 1 lớp", &corrected).await.unwrap();
    work.commit().await.unwrap();
    let hash = scene.hash().await;
    for (who, seen, refused) in [("minh", &hash, "same_person"), ("hanh", &report, "stale_version")]
    {
        let mut work = scene.work(who).await;
        let problem = periods::accept(&mut work, &scene.filed, seen).await.unwrap_err();
        assert_eq!(code(&problem), refused, "{}", problem.say(Lang::Vi));
    }
    let mut work = scene.work("hanh").await;
    periods::accept(&mut work, &scene.filed, &hash).await.unwrap();
    work.commit().await.unwrap();
    scene.world.end().await;
}

#[tokio::test]
async fn where_nobody_above_keeps_reports_somebody_else_of_the_unit_accepts_the_supplement() {
    let scene = locked_with(3).await;
    let mut tx = scene.world.site.db.begin_writing().await.unwrap();
    let above = "update access_grant set until = $1 where role in ('province_officer', 'approver')";
    sqlx::query(above).bind(testkit::TODAY).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    scene.supplement(4).await;
    let look_hash = scene.work("lan").await;
    let hash = periods::state_of(&mut look_hash.look_instead().await.unwrap(), &scene.filed)
        .await
        .unwrap()
        .pending()
        .unwrap()
        .hash
        .clone();
    let mut work = scene.work("lan").await;
    let own = periods::accept(&mut work, &scene.filed, &hash).await.unwrap_err();
    assert_eq!(code(&own), "same_person");
    drop(work);
    let mut work = scene.work("anh").await;
    periods::accept(&mut work, &scene.filed, &hash).await.unwrap();
    work.commit().await.unwrap();
    scene.world.end().await;
}

#[tokio::test]
async fn the_check_finds_a_supplement_that_nobody_else_accepted() {
    let scene = locked_with(3).await;
    scene.supplement(4).await;
    let check = || async {
        let check = reports::module().checks.into_iter().find(|one| one.id == "I08-two").unwrap();
        (check.run)(scene.world.site.clone()).await.unwrap().bad
    };
    assert_eq!(check().await, Vec::<String>::new());
    let mut tx = scene.world.site.db.begin_writing().await.unwrap();
    let forced = "update report_filing set standing_id = pending_id, pending_id = null";
    sqlx::query(forced).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(check().await.len(), 1, "it stands, and nobody has accepted it");
}

/// Takes their roles from people.
async fn without(scene: &Scene, roles: &str) {
    let mut tx = scene.world.site.db.begin_writing().await.unwrap();
    let sql = format!("update access_grant set until = $1 where role in ({roles})");
    let query = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(testkit::TODAY);
    query.execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

fn page_of(scene: &Scene) -> String {
    format!("/bao-cao/ho-so?don-vi={}&ky={}", scene.world.hoa_sen, scene.filed.period)
}

#[tokio::test]
async fn who_may_accept_what_waits_is_named_with_their_office() {
    let scene = locked_with(3).await;
    scene.supplement(4).await;
    let (_, page) = scene.world.get(scene.token("lan"), &page_of(&scene)).await;
    assert!(page.contains("minh (Văn phòng Hội cấp tỉnh, tỉnh Mẫu)"), "{page}");
    assert!(page.contains("hanh ("), "{page}");
    let named = scene.state().await["may_accept"].clone();
    let names: Vec<&str> =
        named.as_array().unwrap().iter().map(|one| one["full_name"].as_str().unwrap()).collect();
    assert_eq!(names, ["hanh", "minh"]);
    scene.world.end().await;
}

#[tokio::test]
async fn what_the_only_officer_above_has_made_is_accepted_by_the_unit_itself() {
    let scene = locked_with(3).await;
    let mut work = scene.work("minh").await;
    let corrected = [Corrected { indicator: "classes".to_owned(), quantity: 4 }];
    periods::supplement(&mut work, &scene.filed, "Sót 1 lớp", &corrected).await.unwrap();
    work.commit().await.unwrap();
    without(&scene, "'approver'").await;
    let hash = scene.hash().await;
    let mut work = scene.work("minh").await;
    let own = periods::accept(&mut work, &scene.filed, &hash).await.unwrap_err();
    assert_eq!(code(&own), "same_person");
    assert!(
        own.say(Lang::Vi).contains("lan (Cán bộ Hội cấp xã, xã Hoa Sen)"),
        "{}",
        own.say(Lang::Vi)
    );
    drop(work);
    let (_, page) = scene.world.get(scene.token("lan"), &page_of(&scene)).await;
    assert!(page.contains("/bao-cao/ho-so/nhan?"), "she is offered to accept it: {page}");
    let mut work = scene.work("lan").await;
    periods::accept(&mut work, &scene.filed, &hash).await.unwrap();
    work.commit().await.unwrap();
    assert_eq!(scene.state().await["state"], "locked");
    scene.world.end().await;
}

#[tokio::test]
async fn where_one_person_keeps_everything_the_page_says_how_a_second_comes_to_be() {
    let scene = locked_with(3).await;
    scene.supplement(4).await;
    without(&scene, "'province_officer', 'approver'").await;
    let mut tx = scene.world.site.db.begin_writing().await.unwrap();
    let only = "update access_grant set until = $1 where account_id in
                (select id from access_account where full_name = 'anh')";
    sqlx::query(only).bind(testkit::TODAY).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    let (_, page) = scene.world.get(scene.token("lan"), &page_of(&scene)).await;
    assert!(page.contains("Ngoài người đã lập, chưa ai ở xã Hoa Sen"), "{page}");
    assert!(!page.contains("/bao-cao/ho-so/nhan?"), "nobody is offered what they may not do");
    // One who is given the role above can do it, and is named.
    let hoa = scene.world.sign_in("hoa", access::Role::Approver, &scene.world.province).await;
    let (_, page) = scene.world.get(&hoa, &page_of(&scene)).await;
    assert!(page.contains("hoa (") && page.contains("/bao-cao/ho-so/nhan?"), "{page}");
    scene.world.end().await;
}
