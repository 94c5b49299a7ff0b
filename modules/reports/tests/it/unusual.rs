//! Scenes of figures that have changed a lot: a sentence is asked for, frozen, rolled up and taken over.

use crate::{
    half,
    periods::{Scene, code, scene},
    state_in,
};
use access::Role;
use axum::http::Method;
use kernel::{Lang, UnitId};
use reports::{
    Format,
    periods::{self, Basis, Filed, NewReason, Says, State},
    report, write_report,
};
use serde_json::{Value, json};
use testkit::TODAY;

const WHY: &str = "Mở thêm 24 lớp ở các bản xa";

/// Hoa Sen with twice as many classes as a year before, and as many learning centres.
async fn doubled() -> Scene {
    let scene = scene().await;
    let (world, before) = (&scene.world, half().year_before());
    for (unit, classes) in [(&world.hoa_sen, (24, 48)), (&world.phu_dong, (40, 41))] {
        state_in(world, unit, before, ("classes", classes.0), "").await;
        state_in(world, unit, half(), ("classes", classes.1), "").await;
        state_in(world, unit, before, ("centres", 12), "").await;
        state_in(world, unit, half(), ("centres", 12), "").await;
    }
    scene
}

fn says(sentence: &str, revision: i64) -> [NewReason; 1] {
    let indicator = "classes".to_owned();
    [NewReason { indicator, says: Says::Own(sentence.to_owned()), revision }]
}

async fn explain(scene: &Scene, filed: &Filed, who: &str, sentence: &str) {
    let mut work = scene.work(who).await;
    periods::write_reasons(&mut work, filed, &says(sentence, 0)).await.unwrap();
    work.commit().await.unwrap();
}

async fn classes_of(scene: &Scene, snapshot: &str) -> Value {
    let path = format!("/api/v1/report-snapshots/{snapshot}");
    let (_, body) = scene.world.get(scene.token("minh"), &path).await;
    let snapshot: Value = serde_json::from_str(&body).unwrap();
    let figures = snapshot["figures"].as_array().unwrap();
    figures.iter().find(|one| one["indicator"] == "classes").unwrap().clone()
}

#[tokio::test]
async fn a_figure_that_doubled_is_not_submitted_without_a_sentence() {
    let scene = doubled().await;
    let mut work = scene.work("lan").await;
    let refused = periods::submit(&mut work, &scene.filed, Basis::Book).await.unwrap_err();
    drop(work);
    assert_eq!(code(&refused), "reasons_missing");
    let words = refused.say(Lang::Vi);
    assert!(words.contains("(classes)") && !words.contains("(centres)"), "{words}");
    assert!(words.contains("#ly-do"), "it says where: {words}");

    let address = |what: &str| {
        format!("/bao-cao/ho-so{what}?don-vi={}&ky={}", scene.filed.unit, scene.filed.period)
    };
    let (status, page) = scene.world.post(scene.token("lan"), &address("/nop"), "").await;
    assert_eq!(status.as_u16(), 409);
    assert!(
        page.contains("href=\"#cau-classes\"") && page.contains("id=\"cau-classes\""),
        "{page}"
    );
    assert!(page.contains("48, cùng kỳ 24"), "the figure stands beside the field");
    let typed = "cau-classes=M%E1%BB%9F%20th%C3%AAm&lan-classes=0";
    let (status, page) = scene.world.post(scene.token("lan"), &address("/ly-do"), typed).await;
    assert_eq!(status.as_u16(), 303, "{page}");
    let (status, page) = scene.world.post(scene.token("lan"), &address("/nop"), "").await;
    assert_eq!(status.as_u16(), 303, "{page}");
    let (_, page) = scene.world.get(scene.token("minh"), &address("")).await;
    assert!(page.contains("Mở thêm."), "whoever accepts reads the sentence: {page}");
    scene.world.end().await;
}

#[tokio::test]
async fn a_reason_is_frozen_with_the_report_and_stands_in_every_paper() {
    let scene = doubled().await;
    explain(&scene, &scene.filed, "lan", WHY).await;
    let mut papers = vec![];
    for format in [Format::Json, Format::Html] {
        let unit = &scene.world.hoa_sen;
        let mut look = scene.world.look_as(Role::CommuneOfficer, unit).await;
        let made = report(&mut look, "half-year", unit, half(), TODAY).await.unwrap();
        papers.push(String::from_utf8(write_report(made, format).await.unwrap()).unwrap());
    }
    assert!(
        papers.iter().all(|paper| paper.contains("Mở thêm 24 lớp ở các bản xa.")),
        "{papers:?}"
    );

    scene.submit().await;
    let id = scene.state().await["submitted"]["id"].as_str().unwrap().to_owned();
    assert_eq!(classes_of(&scene, &id).await["reason"], "Mở thêm 24 lớp ở các bản xa.");
    let mut work = scene.work("lan").await;
    let late = periods::write_reasons(&mut work, &scene.filed, &says("Khác", 1)).await.unwrap_err();
    assert_eq!(code(&late), "reasons_handed_in");
    drop(work);
    scene.give_back().await;
    let mut work = scene.work("lan").await;
    periods::write_reasons(&mut work, &scene.filed, &says("Vì mở lớp ban đêm", 1)).await.unwrap();
    work.commit().await.unwrap();
    assert_eq!(classes_of(&scene, &id).await["reason"], "Mở thêm 24 lớp ở các bản xa.");
    scene.world.end().await;
}

#[tokio::test]
async fn what_the_communes_said_rolls_up_and_the_province_takes_a_sentence_over() {
    let scene = doubled().await;
    let province = Filed { unit: scene.world.province.clone(), ..scene.filed.clone() };
    state_in(&scene.world, &scene.world.hoa_sen, half(), ("classes", 90), "").await;
    explain(&scene, &scene.filed, "lan", WHY).await;
    scene.submit().await;
    scene.accept().await;

    let path = format!("/api/v1/units/{}/reports/half-year/reasons?period=2025-H2", province.unit);
    let (_, body) = scene.world.get(scene.token("minh"), &path).await;
    let said: Value = serde_json::from_str(&body).unwrap();
    let classes = &said["figures"][0];
    assert_eq!((&classes["indicator"], &classes["reason"]), (&json!("classes"), &json!("")));
    assert_eq!(classes["below"][0]["unit"]["code"], "98001");
    assert_eq!(classes["below"][0]["reason"], "Mở thêm 24 lớp ở các bản xa.");
    let snapshot = classes["below"][0]["snapshot"].as_str().unwrap();
    for page in ["ho-so", "tong-hop", "half-year"] {
        let path = format!("/bao-cao/{page}?don-vi={}&ky=2025-H2", province.unit);
        let (_, page) = scene.world.get(scene.token("minh"), &path).await;
        assert!(page.contains(&format!("/bao-cao/ban-chup/{snapshot}")), "{path}: {page}");
        assert!(page.contains("Mở thêm 24 lớp ở các bản xa."), "{path}");
    }

    let address = format!("/bao-cao/ho-so/ly-do?don-vi={}&ky=2025-H2", province.unit);
    let pressed = format!("cau-classes=&lan-classes=0&lay=classes:{snapshot}");
    let (status, page) = scene.world.post(scene.token("minh"), &address, &pressed).await;
    assert_eq!(status.as_u16(), 303, "{page}");
    let mut work = scene.work("minh").await;
    let id = periods::submit(&mut work, &province, Basis::Book).await.unwrap();
    work.commit().await.unwrap();
    let classes = classes_of(&scene, id.as_str()).await;
    assert_eq!(classes["reason"], "Mở thêm 24 lớp ở các bản xa.");
    assert_eq!(classes["reasons_below"][0]["unit"]["code"], "98001");
    scene.world.end().await;
}

#[tokio::test]
async fn a_sentence_is_taken_over_only_from_a_report_below_and_about_the_same_figure() {
    let scene = doubled().await;
    state_in(&scene.world, &scene.world.phu_dong, half(), ("classes", 90), "").await;
    explain(&scene, &scene.filed, "lan", WHY).await;
    scene.submit().await;
    let id: kernel::RowId =
        scene.state().await["submitted"]["id"].as_str().unwrap().parse().unwrap();
    let takes = |indicator: &str| {
        let (indicator, says) = (indicator.to_owned(), Says::Takes(id.clone()));
        [NewReason { indicator, says, revision: 0 }]
    };
    let province = Filed { unit: scene.world.province.clone(), ..scene.filed.clone() };
    for (filed, indicator) in [(&province, "centres"), (&scene.filed, "classes")] {
        let mut work = scene.work("minh").await;
        let refused =
            periods::write_reasons(&mut work, filed, &takes(indicator)).await.unwrap_err();
        assert_eq!(code(&refused), "not_a_reason_of_below", "{indicator}");
    }
    let binh = scene.world.sign_in("binh", Role::CommuneOfficer, &scene.world.phu_dong).await;
    let path =
        format!("/api/v1/units/{}/reports/half-year/reasons?period=2025-H2", scene.world.phu_dong);
    let body = json!({ "reasons": [{ "indicator": "classes", "snapshot": id.as_str() }] });
    let operation = platform::operation::new_id();
    let (status, said) = scene.world.send_json(Method::POST, &binh, &path, &operation, &body).await;
    assert_eq!(status.as_u16(), 404, "another commune's report is not there for him: {said}");
    scene.world.end().await;
}

#[tokio::test]
async fn a_reason_is_one_sentence_about_an_unusual_figure_over_the_one_that_was_read() {
    let scene = doubled().await;
    let write = async |indicator: &str, sentence: &str, revision: i64| {
        let mut work = scene.work("lan").await;
        let says = Says::Own(sentence.to_owned());
        let new = [NewReason { indicator: indicator.to_owned(), says, revision }];
        let done = periods::write_reasons(&mut work, &scene.filed, &new).await;
        match done {
            Ok(()) => work.commit().await.map(|()| String::new()),
            Err(problem) => Ok(code(&problem)),
        }
        .unwrap()
    };
    assert_eq!(write("centres", "Không đổi", 0).await, "nothing_to_explain");
    assert_eq!(write("khong_co", "Gì", 0).await, "not_a_figure_of_the_form");
    assert_eq!(write("classes", &"a".repeat(301), 0).await, "reason_too_long");
    assert_eq!(write("classes", WHY, 0).await, "");
    assert_eq!(write("classes", "Người khác viết", 0).await, "stale_version");
    assert_eq!(write("classes", "", 1).await, "", "what was said can be taken back");
    let mut work = scene.work("lan").await;
    let refused = periods::submit(&mut work, &scene.filed, Basis::Book).await.unwrap_err();
    assert_eq!(code(&refused), "reasons_missing");
    drop(work);

    let address = format!("/bao-cao/ho-so/ly-do?don-vi={}&ky=2025-H2", scene.filed.unit);
    let long = format!("cau-classes={}&lan-classes=2", "a".repeat(301));
    let (status, page) = scene.world.post(scene.token("lan"), &address, &long).await;
    assert_eq!(status.as_u16(), 422);
    assert!(page.contains(&"a".repeat(301)), "what was typed is kept");
    scene.world.end().await;
}

#[tokio::test]
async fn a_supplement_keeps_the_reasons_of_its_report() {
    let scene = doubled().await;
    explain(&scene, &scene.filed, "lan", WHY).await;
    scene.bring_to(State::Accepted).await;
    scene.supplement(49).await;
    let id = scene.state().await["pending"]["id"].as_str().unwrap().to_owned();
    let classes = classes_of(&scene, &id).await;
    assert_eq!(
        (&classes["value"], &classes["reason"]),
        (&json!(49), &json!("Mở thêm 24 lớp ở các bản xa."))
    );
    scene.world.end().await;
}

#[tokio::test]
async fn another_communes_reasons_are_not_there_for_an_officer() {
    let scene = doubled().await;
    let binh = scene.world.sign_in("binh", Role::CommuneOfficer, &scene.world.phu_dong).await;
    for unit in [&scene.world.hoa_sen, &UnitId::new()] {
        let path = format!("/api/v1/units/{unit}/reports/half-year/reasons?period=2025-H2");
        let (status, _) = scene.world.get(&binh, &path).await;
        assert_eq!(status.as_u16(), 404);
        let body = json!({ "reasons": [{ "indicator": "classes", "sentence": "Vì" }] });
        let operation = platform::operation::new_id();
        let (status, _) =
            scene.world.send_json(Method::POST, &binh, &path, &operation, &body).await;
        assert_eq!(status.as_u16(), 404);
    }
    scene.world.end().await;
}
