//! What cannot be is refused on the page and by the API alike, with the reason and what to do next.

use crate::world::*;
use access::Role;
use axum::http::Method;
use kernel::{Day, RowId, UnitId};
use platform::Problem;
use serde_json::{Value, json};
use testkit::World;

async fn send(world: &World, token: &str, path: &str, body: &Value) -> (u16, Value) {
    let operation = RowId::new().to_string();
    let (status, said) = world.send_json(Method::POST, token, path, &operation, body).await;
    (status.as_u16(), said)
}

/// A plan through the API; the code and the words of what came of it.
async fn drafted(world: &World, token: &str, body: Value) -> (u16, String, String) {
    let path = format!("/api/v1/units/{}/reorganisations", world.hoa_sen);
    let (status, said) = send(world, token, &path, &body).await;
    let text = |name: &str| said[name].as_str().unwrap_or_default().to_owned();
    let words = if text("detail").is_empty() { text("id") } else { text("detail") };
    (status, text("code"), words)
}

struct Chapters {
    an: UnitId,
    binh: UnitId,
    /// Below An.
    group: UnitId,
    /// Opened on the day after the plans.
    late: UnitId,
}

async fn chapters(world: &World) -> Chapters {
    let an = world.truong_an.clone();
    let binh = chapter(world, &world.hoa_sen, "binh").await;
    let group = chapter(world, &an, "to-1").await;
    let mut work = operator(world).await;
    let new = units::NewOwnUnit {
        code_suffix: "muon".to_owned(),
        name: "Chi hội mở muộn".to_owned(),
        form: units::Form::Chapter,
        setting: units::Setting::Hamlet,
        opened: DAY.next(),
        sector: None,
    };
    let late = organisation::open_own(&mut work, &world.hoa_sen, new).await.unwrap();
    work.commit().await.unwrap();
    Chapters { an, binh, group, late }
}

#[tokio::test]
async fn circles_two_parents_and_heirs_that_are_not_there_are_refused_in_both()
-> Result<(), Problem> {
    let world = world().await;
    let Chapters { an, binh, group, late } = chapters(&world).await;
    let lan = world.sign_in("lan", Role::CommuneOfficer, &world.hoa_sen).await;
    let plan = |steps: Value| json!({ "day": DAY, "decision": "Số 12", "steps": steps });
    let circle = json!([{ "deed": "move", "unit": an, "under": group }]);
    let each_other = json!([
        { "deed": "move", "unit": an, "under": binh },
        { "deed": "move", "unit": binh, "under": an },
    ]);
    let two_parents = json!([
        { "deed": "move", "unit": group, "under": binh },
        { "deed": "move", "unit": group, "under": world.hoa_sen },
    ]);
    let too_late = json!([{ "deed": "merge", "units": [an], "into": late }]);
    for (steps, code, advice) in [
        (circle, "above_itself", "Hãy chọn cấp trên khác"),
        (each_other, "above_itself", "Hãy chọn cấp trên khác"),
        (two_parents, "named_twice", "Hãy giữ lại một việc"),
        (too_late, "heir_not_there", "Hãy chọn đơn vị nhận khác hoặc ngày khác"),
    ] {
        let (status, found, words) = drafted(&world, &lan, plan(steps)).await;
        assert_eq!((status, found.as_str()), (409, code), "{words}");
        assert!(words.contains(advice), "{words}");
    }
    let there = format!("/don-vi/{}/sap-xep/them", world.hoa_sen);
    let head = "do=keep&day=01/03/2026&decision=So";
    for (form, field, advice) in [
        (format!("1-viec=move&1-unit={an}&1-under={group}"), "1-under", "Hãy chọn cấp trên khác"),
        (
            format!(
                "1-viec=move&1-unit={group}&1-under={binh}&2-viec=move&2-unit={group}&2-under={an}"
            ),
            "2-viec",
            "",
        ),
        (format!("1-viec=merge&1-units-{an}=1&1-to={late}"), "1-to", "ngày khác"),
    ] {
        let (status, page) = world.post(&lan, &there, &format!("{head}&{form}")).await;
        assert_eq!(status, 409, "{page}");
        assert!(page.contains(&format!("id=\"{field}-mistake\"")), "{field}: {page}");
        assert!(page.contains(advice), "{page}");
    }
    assert_eq!(world.rows_of("reorganisation").await, 0, "nothing of it was kept");
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn a_locked_period_and_a_page_that_is_older_than_the_books_are_refused_in_both()
-> Result<(), Problem> {
    let world = world().await;
    let Chapters { an, binh, .. } = chapters(&world).await;
    join(&world, &an, "Nguyễn Văn Anh", "").await;
    let lan = world.sign_in("lan", Role::CommuneOfficer, &world.hoa_sen).await;
    let head = world.sign_in("truong-an", Role::ChapterHead, &an).await;
    let steps = json!([{ "deed": "merge", "units": [an], "into": binh }]);
    let plan = json!({ "day": DAY, "decision": "Số 12", "steps": steps });
    let (status, _, id) = drafted(&world, &lan, plan).await;
    assert_eq!(status, 201);
    let api = |unit: &UnitId, end: &str| format!("/api/v1/units/{unit}/reorganisations/{id}/{end}");
    let page = |unit: &UnitId, end: &str| format!("/don-vi/{unit}/sap-xep/{id}/{end}");

    let (status, said) = send(&world, &lan, &api(&world.hoa_sen, "propose"), &json!({})).await;
    assert_eq!(status, 200, "{said}");
    let seen = said["hash"].as_str().unwrap().to_owned();
    // Somebody joins after the page was opened.
    join(&world, &an, "Nguyễn Văn Bảo", "").await;
    let yes = json!({ "part": "ends", "hash": seen });
    let (status, said) = send(&world, &head, &api(&an, "approve"), &yes).await;
    assert_eq!((status, said["code"].as_str()), (409, Some("stale_version")), "{said}");
    assert!(said["detail"].as_str().unwrap().contains("Hãy tải lại trang"), "{said}");
    let (status, body) =
        world.post(&head, &page(&an, "duyet"), &format!("part=ends&hash={seen}")).await;
    assert_eq!(status, 409, "{body}");
    assert!(body.contains("Hãy tải lại trang"), "{body}");

    let mut work = operator(&world).await;
    let scope = work.scope(counts::LOCK_PERIODS, &world.hoa_sen).await?;
    let period = kernel::Period { from: Day::of(2026, 1, 1), until: DAY.next() };
    counts::lock_period(&mut work, &scope, period, "đã nộp báo cáo").await?;
    work.commit().await?;
    // What was proposed before is not carried out either.
    let carry = json!({ "hash": seen });
    let (status, said) = send(&world, &lan, &api(&world.hoa_sen, "apply"), &carry).await;
    assert_eq!(status, 409, "{said}");
    let again = json!({ "day": DAY, "decision": "Số 13",
        "steps": [{ "deed": "merge", "units": [an], "into": binh }] });
    let (_, _, other) = drafted(&world, &lan, again).await;
    let path = format!("/api/v1/units/{}/reorganisations/{other}/propose", world.hoa_sen);
    let (status, said) = send(&world, &lan, &path, &json!({})).await;
    assert_eq!((status, said["code"].as_str()), (409, Some("period_locked")), "{said}");
    let path = format!("/don-vi/{}/sap-xep/{other}/trinh", world.hoa_sen);
    let (status, body) = world.post(&lan, &path, "").await;
    assert_eq!(status, 409, "{body}");
    assert!(body.contains("khóa"), "{body}");
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn of_two_officers_who_approve_at_once_each_counts_once() -> Result<(), Problem> {
    let world = world().await;
    let Chapters { an, binh, .. } = chapters(&world).await;
    let lan = world.sign_in("lan", Role::CommuneOfficer, &world.hoa_sen).await;
    let one = world.sign_in("mot", Role::Approver, &an).await;
    let two = world.sign_in("hai", Role::Approver, &an).await;
    let steps = json!([{ "deed": "merge", "units": [an], "into": binh }]);
    let plan = json!({ "day": DAY, "decision": "Số 12", "steps": steps });
    let (_, _, id) = drafted(&world, &lan, plan).await;
    let path =
        |unit: &UnitId, end: &str| format!("/api/v1/units/{unit}/reorganisations/{id}/{end}");
    let (_, said) = send(&world, &lan, &path(&world.hoa_sen, "propose"), &json!({})).await;
    let yes = json!({ "part": "ends", "hash": said["hash"] });
    let there = path(&an, "approve");
    let (first, second) =
        tokio::join!(send(&world, &one, &there, &yes), send(&world, &two, &there, &yes));
    let (done, told): (Vec<_>, Vec<_>) =
        [first, second].into_iter().partition(|(status, _)| *status == 204);
    assert_eq!((done.len(), told.len()), (1, 1), "{told:?}");
    assert_eq!(told[0].1["code"], "nothing_to_approve", "{told:?}");
    assert_eq!(world.rows_of("reorganisation_approval").await, 1);
    world.end().await;
    Ok(())
}
