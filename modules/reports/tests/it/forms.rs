//! Scenes in which a unit makes a form its own: copied, adapted, published, reported by, changed again, taken out of use.

use crate::{half, world};
use access::{Role, Work};
use axum::http::Method;
use counts::{Kind, NewDeclaration, NewIndicator, declare};
use kernel::{Lang, Period, RowId, UnitId};
use platform::Problem;
use reports::{
    forms::{
        self, Direction, Edit,
        actions::{self, NewForm},
    },
    periods::{self, Basis, Filed, Take},
};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use succession::{Change, Ended, Heir};
use testkit::{TODAY, World};
use units::{Level, Subtree};

/// The province's copy of the half-year form, as a draft.
async fn copied(world: &World, unit: &UnitId, role: Role, name: &str) -> String {
    let mut work = world.work_as(role, unit).await;
    let new = NewForm { from: "half-year".into(), name_vi: name.into(), ..NewForm::default() };
    let id = actions::copy(&mut work, unit, &new).await.unwrap();
    work.commit().await.unwrap();
    id
}

async fn revision(world: &World, unit: &UnitId, id: &str) -> i64 {
    let mut tx = world.site.db.begin().await.unwrap();
    let sql = "select revision from report_form where id = $1 and unit_id = $2";
    sqlx::query_scalar(sql).bind(id).bind(unit).fetch_one(&mut *tx).await.unwrap()
}

async fn edit(world: &World, id: &str, edit: Edit) {
    let revision = revision(world, &world.province, id).await;
    let mut work = world.as_minh().await;
    actions::save(&mut work, &world.province, id, revision, edit).await.unwrap();
    work.commit().await.unwrap();
}

async fn publish(world: &World, id: &str) -> i64 {
    let revision = revision(world, &world.province, id).await;
    let mut work = world.as_minh().await;
    let version = actions::publish(&mut work, &world.province, id, revision).await.unwrap();
    work.commit().await.unwrap();
    version
}

/// An indicator that only this province counts, with a figure of Hoa Sen.
async fn gifts(world: &World) {
    let mut work = world.as_minh().await;
    let new = NewIndicator {
        code: "tet_gifts".into(),
        label_vi: "Suất quà Tết khuyến học".into(),
        label_en: "New Year gifts".into(),
        measure_vi: "suất".into(),
        measure_en: "tet_gifts".into(),
        kind: Kind::Flow,
        parts: vec![],
        definition_vi: "Suất quà trao dịp Tết.".into(),
    };
    counts::add_indicator(&mut work, &world.province, new).await.unwrap();
    let figure = |indicator: &str, quantity| NewDeclaration {
        indicator: indicator.to_owned(),
        period: half(),
        quantity: Some(quantity),
        wording: String::new(),
        basis: String::new(),
    };
    declare(&mut work, &world.hoa_sen, &figure("tet_gifts", 120)).await.unwrap();
    declare(&mut work, &world.hoa_sen, &figure("classes", 7)).await.unwrap();
    declare(&mut work, &world.hoa_sen, &figure("families_registered", 50)).await.unwrap();
    work.commit().await.unwrap();
}

/// The province's form with a line and a sentence of its own and without the learning models.
async fn adapted(world: &World) -> String {
    gifts(world).await;
    let id = copied(world, &world.province, Role::ProvinceOfficer, "Báo cáo gửi Tỉnh ủy").await;
    edit(world, &id, Edit::RemoveSection { id: "models".into() }).await;
    edit(world, &id, Edit::AddLine { id: "fund".into(), indicator: "tet_gifts".into() }).await;
    edit(world, &id, fund_said("Đã trao {tet_gifts} suất quà Tết.")).await;
    id
}

fn fund_said(sentence: &str) -> Edit {
    Edit::Words {
        id: "fund".into(),
        headings: ["Quỹ và quà Tết".into(), "Funds and gifts".into()],
        narrative: true,
        sentences: vec![reports::Sentence {
            vi: vec![sentence.to_owned()],
            en: vec!["{tet_gifts} gifts were given.".to_owned()],
        }],
    }
}

fn filed(unit: &UnitId, form: &str) -> Filed {
    Filed { unit: unit.clone(), form: form.to_owned(), period: half() }
}

async fn submitted(world: &World, unit: &UnitId, form: &str) -> String {
    let mut work = world.work_as(Role::CommuneOfficer, unit).await;
    let id = periods::submit(&mut work, &filed(unit, form), Basis::Book).await.unwrap();
    work.commit().await.unwrap();
    id.to_string()
}

#[tokio::test]
async fn a_form_made_ones_own_is_reported_by_and_what_was_submitted_says_what_it_said() {
    let world = world().await;
    let id = adapted(&world).await;
    let lan = world.sign_in("lan", Role::CommuneOfficer, &world.hoa_sen).await;
    let page = format!("/bao-cao/{id}?don-vi={}&ky=2025-H2", world.hoa_sen);
    assert_eq!(world.get(&lan, &page).await.0.as_u16(), 404, "a draft is nobody's form yet");
    assert_eq!(publish(&world, &id).await, 1);

    let (status, said) = world.get(&lan, &page).await;
    assert_eq!(status.as_u16(), 200, "{said}");
    assert!(said.contains("suất quà Tết") && said.contains("Quỹ và quà Tết"), "{said}");
    assert!(said.contains("Trung tâm học tập cộng đồng") && !said.contains("Các mô hình học tập"));
    let choosing = world.get(&lan, "/bao-cao").await.1;
    assert!(choosing.contains("Báo cáo gửi Tỉnh ủy"), "the communes below choose it too");

    let snapshot = submitted(&world, &world.hoa_sen, &id).await;
    edit(&world, &id, fund_said("Tặng quà Tết cho {tet_gifts} cháu.")).await;
    edit(&world, &id, Edit::RemoveSection { id: "centres".into() }).await;
    assert_eq!(publish(&world, &id).await, 2);

    let (_, old) = world.get(&lan, &format!("/bao-cao/ban-chup/{snapshot}")).await;
    assert!(old.contains("suất quà Tết") && old.contains("Trung tâm học tập cộng đồng"), "{old}");
    let compared = format!("/bao-cao/so-sanh?don-vi={}&mau={id}&ky=2025-H2", world.hoa_sen);
    assert!(world.get(&lan, &compared).await.1.contains("Sổ và bản nộp giống nhau"));
    let (_, new) = world.get(&lan, &page).await;
    assert!(
        new.contains("Tặng quà Tết cho") && !new.contains("Trung tâm học tập cộng đồng"),
        "{new}"
    );
    let form = format!("/bao-cao/mau/{id}?don-vi={}&phien-ban=1", world.hoa_sen);
    let (status, first) = world.get(&lan, &form).await;
    assert_eq!(status.as_u16(), 200);
    assert!(first.contains("suất quà Tết"), "the old version can still be opened");
    assert!(
        first.contains("Bỏ mục “Trung tâm học tập cộng đồng”"),
        "and the list says what changed"
    );
    world.end().await;
}

#[tokio::test]
async fn a_form_is_there_below_its_unit_and_nowhere_beside_and_the_nearer_of_one_code_is_offered() {
    let world = world().await;
    let theirs = copied(&world, &world.province, Role::ProvinceOfficer, "Báo cáo riêng").await;
    publish(&world, &theirs).await;
    let own = copied(&world, &world.hoa_sen, Role::CommuneOfficer, "Báo cáo riêng").await;
    assert_eq!(own, format!("bao-cao-rieng@{}", world.hoa_sen));
    let offered = async |unit: &UnitId| {
        let mut tx = world.site.db.begin().await.unwrap();
        let all = forms::offered(&mut tx, unit, TODAY).await.unwrap();
        all.iter()
            .map(|form| form.code.clone())
            .filter(|code| code.contains('@'))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        offered(&world.hoa_sen).await,
        std::slice::from_ref(&theirs),
        "a draft hides nothing"
    );
    let mut work = world.as_lan().await;
    actions::publish(&mut work, &world.hoa_sen, &own, 1).await.unwrap();
    work.commit().await.unwrap();
    assert_eq!(offered(&world.hoa_sen).await, std::slice::from_ref(&own));
    assert_eq!(offered(&world.phu_dong).await, std::slice::from_ref(&theirs));
    let mut tx = world.site.db.begin().await.unwrap();
    let found = forms::find(&mut tx, &world.truong_an, "bao-cao-rieng", TODAY).await.unwrap();
    assert_eq!(found.code, own, "the bare code means the nearest");
    assert!(forms::form_of(&mut tx, &world.phu_dong, &own).await.is_err());
    drop(tx);
    let binh = world.sign_in("binh", Role::CommuneOfficer, &world.phu_dong).await;
    for address in [
        format!("/bao-cao/mau/{own}?don-vi={}", world.phu_dong),
        format!("/bao-cao/mau/{own}/sua?don-vi={}", world.hoa_sen),
        format!("/bao-cao/mau/{theirs}/sua?don-vi={}", world.phu_dong),
    ] {
        assert_eq!(world.get(&binh, &address).await.0.as_u16(), 404, "{address}");
    }
    world.end().await;
}

#[tokio::test]
async fn two_people_do_not_overwrite_each_others_draft_and_a_same_version_is_not_published_twice() {
    let world = world().await;
    let id = copied(&world, &world.province, Role::ProvinceOfficer, "Báo cáo riêng").await;
    let up = || Edit::MoveSection { id: "fund".into(), to: Direction::Up };
    edit(&world, &id, up()).await;
    let mut work = world.as_minh().await;
    let late = actions::save(&mut work, &world.province, &id, 1, up()).await;
    assert!(matches!(late, Err(Problem::Outdated)), "{late:?}");
    let late = actions::publish(&mut work, &world.province, &id, 1).await;
    assert!(matches!(late, Err(Problem::Outdated)), "{late:?}");
    drop(work);
    publish(&world, &id).await;
    let mut work = world.as_minh().await;
    let again = actions::publish(&mut work, &world.province, &id, 2).await;
    assert!(matches!(again, Err(Problem::Refused(_))), "{again:?}");
    drop(work);
    world.end().await;
}

/// Hoa Sen hands in by version 1, Phù Đổng by version 2, which asks for the gifts.
#[tokio::test]
async fn what_units_hand_in_by_two_versions_is_added_where_both_ask_and_the_rest_is_named() {
    let world = world().await;
    gifts(&world).await;
    let id = copied(&world, &world.province, Role::ProvinceOfficer, "Báo cáo riêng").await;
    publish(&world, &id).await;
    submitted(&world, &world.hoa_sen, &id).await;
    edit(&world, &id, Edit::AddLine { id: "fund".into(), indicator: "tet_gifts".into() }).await;
    publish(&world, &id).await;
    let mut work = world.as_minh().await;
    for (indicator, quantity) in [("tet_gifts", 30), ("classes", 2)] {
        let new = NewDeclaration {
            indicator: indicator.to_owned(),
            period: half(),
            quantity: Some(quantity),
            wording: String::new(),
            basis: String::new(),
        };
        declare(&mut work, &world.phu_dong, &new).await.unwrap();
    }
    work.commit().await.unwrap();
    submitted(&world, &world.phu_dong, &id).await;

    let mut tx = world.site.db.begin().await.unwrap();
    let form = forms::form_of(&mut tx, &world.province, &id).await.unwrap();
    let within = Subtree { unit: world.province.clone(), boundaries: TODAY };
    let take = Take::Submitted;
    let all = periods::consolidate(&mut tx, &within, &form, half(), Level::Commune, take).await;
    let all = all.unwrap();
    assert_eq!(all.sums["classes"], (9, 9));
    assert_eq!(all.sums["tet_gifts"], (30, 30), "version 1 did not ask, so nothing of it is added");
    let of = |code: &str| all.parts.iter().find(|part| part.unit.code == code).unwrap();
    assert_eq!(
        (of("98001").form_version, of("98001").lacks.as_slice()),
        (1, &["tet_gifts".to_owned()][..])
    );
    assert_eq!((of("98002").form_version, of("98002").lacks.len()), (2, 0));
    drop(tx);
    let minh = world.sign_in("minh", Role::ProvinceOfficer, &world.province).await;
    let path = format!("/bao-cao/tong-hop?don-vi={}&mau={id}&ky=2025-H2&tinh=nop", world.province);
    let (_, page) = world.get(&minh, &path).await;
    assert!(page.contains("xã Hoa Sen nộp theo phiên bản 1"), "{page}");
    assert!(page.contains("Suất quà Tết khuyến học"));
    world.end().await;
}

#[tokio::test]
async fn a_form_out_of_use_begins_no_report_and_what_was_submitted_by_it_is_still_read() {
    let world = world().await;
    let id = copied(&world, &world.province, Role::ProvinceOfficer, "Báo cáo riêng").await;
    publish(&world, &id).await;
    let snapshot = submitted(&world, &world.hoa_sen, &id).await;
    let revision = revision(&world, &world.province, &id).await;
    let mut work = world.as_minh().await;
    actions::retire(&mut work, &world.province, &id, revision).await.unwrap();
    work.commit().await.unwrap();
    let mut work = world.as_binh().await;
    let filed = filed(&world.phu_dong, &id);
    let refused = periods::submit(&mut work, &filed, Basis::Book).await.unwrap_err();
    assert!(refused.say(Lang::Vi).contains("đã ngừng dùng"), "{}", refused.say(Lang::Vi));
    drop(work);
    let lan = world.sign_in("lan", Role::CommuneOfficer, &world.hoa_sen).await;
    let path = format!("/bao-cao/ban-chup/{snapshot}");
    assert_eq!(world.get(&lan, &path).await.0.as_u16(), 200);
    assert!(!world.get(&lan, "/bao-cao").await.1.contains("Báo cáo riêng"));
    let mut work: Work = world.as_minh().await;
    let edit = Edit::RemoveSection { id: "fund".into() };
    let late = actions::save(&mut work, &world.province, &id, revision + 1, edit).await;
    assert!(late.is_err(), "a form out of use is not changed");
    drop(work);
    world.end().await;
}

#[tokio::test]
async fn each_type_of_report_speaks_of_its_period_and_refuses_another_kind() {
    let world = world().await;
    let lan = world.sign_in("lan", Role::CommuneOfficer, &world.hoa_sen).await;
    let report = |form: &str, period: &str| {
        format!("/api/v1/units/{}/reports/{form}?period={period}", world.hoa_sen)
    };
    let title = async |form: &str, period: &str| {
        let (status, body) = world.get(&lan, &report(form, period)).await;
        assert_eq!(status.as_u16(), 200, "{body}");
        let json: Value = serde_json::from_str(&body).unwrap();
        json["title"].as_str().unwrap().to_owned()
    };
    assert!(title("half-year", "2025-H2").await.ends_with("6 tháng cuối năm 2025"));
    assert!(title("half-year", "2025-Q2").await.ends_with("quý 2 năm 2025"), "scripts rely on it");
    assert!(title("year", "2025").await.ends_with("năm 2025"));
    assert!(title("school-year", "SY2022").await.ends_with("năm học 2022–2023"));
    assert!(title("term", "2021-01-01/2025-12-31").await.ends_with("nhiệm kỳ 2021–2025"));
    for (form, period) in [("year", "2025-H2"), ("school-year", "2025")] {
        let (status, body) = world.get(&lan, &report(form, period)).await;
        assert_eq!(status.as_u16(), 422, "{body}");
        assert!(body.contains("other_period") && body.contains("dành cho kỳ"), "{body}");
        let page = format!("/bao-cao/{form}?don-vi={}&ky={period}", world.hoa_sen);
        assert_eq!(world.get(&lan, &page).await.0.as_u16(), 422);
    }
    for form in ["half-year", "year", "school-year", "term"] {
        for page in [
            format!("/bao-cao/{form}?don-vi={}", world.hoa_sen),
            format!("/bao-cao/ho-so?don-vi={}&mau={form}", world.hoa_sen),
            format!("/bao-cao/ky?don-vi={}&mau={form}", world.province),
            format!("/bao-cao/lich?don-vi={}&mau={form}", world.hoa_sen),
            format!("/bao-cao/mau/{form}?don-vi={}", world.hoa_sen),
        ] {
            let token = if page.contains("/ky?") {
                world.sign_in(&format!("minh-{form}"), Role::ProvinceOfficer, &world.province).await
            } else {
                lan.clone()
            };
            let (status, body) = world.get(&token, &page).await;
            assert_eq!(status.as_u16(), 200, "{page}: {body}");
        }
    }
    world.end().await;
}

#[tokio::test]
async fn a_year_report_goes_the_same_way_as_a_half_year_report() {
    let world = world().await;
    let period: Period = "2025".parse().unwrap();
    let filed = Filed { unit: world.hoa_sen.clone(), form: "year".into(), period };
    let mut work = world.as_lan().await;
    periods::submit(&mut work, &filed, Basis::Book).await.unwrap();
    work.commit().await.unwrap();
    let mut look = world.look_as(Role::ProvinceOfficer, &world.province).await;
    let standing = periods::state_of(&mut look, &filed).await.unwrap();
    let hash = standing.submitted().unwrap().hash.clone();
    drop(look);
    let mut work = world.as_minh().await;
    periods::accept(&mut work, &filed, &hash).await.unwrap();
    periods::lock(&mut work, &filed, false).await.unwrap();
    work.commit().await.unwrap();
    let mut look = world.look_as(Role::ProvinceOfficer, &world.province).await;
    let standing = periods::state_of(&mut look, &filed).await.unwrap();
    assert_eq!(standing.state, periods::State::Locked);
    drop(look);
    world.end().await;
}

#[tokio::test]
async fn a_school_year_is_asked_for_once_somebody_has_set_when_it_is_due() {
    let world = world().await;
    let asked = async || {
        let mut tx = world.site.db.begin().await.unwrap();
        let all = periods::unsent(&mut tx, &world.hoa_sen, kernel::Day::of(2026, 9, 10)).await;
        all.unwrap().into_iter().map(|one| one.form).collect::<Vec<_>>()
    };
    assert_eq!(asked().await, ["half-year"]);
    let minh = world.sign_in("minh", Role::ProvinceOfficer, &world.province).await;
    let path = format!("/bao-cao/lich?don-vi={}&mau=school-year", world.province);
    assert!(world.get(&minh, &path).await.1.contains("theo lệ thường"), "the shipped day says so");
    let (status, said) = world.post(&minh, &path, "level=commune&day=20&months=1&basis=").await;
    assert_eq!(status.as_u16(), 303, "{said}");
    assert_eq!(asked().await, ["half-year", "school-year"]);
    world.end().await;
}

#[tokio::test]
async fn programs_copy_change_publish_and_retire_a_form_and_are_told_each_mistake_by_its_field() {
    let world = world().await;
    let minh = world.sign_in("minh", Role::ProvinceOfficer, &world.province).await;
    let base = format!("/api/v1/units/{}/report-forms", world.province);
    let send = async |method: Method, path: String, body: Value| {
        let operation = platform::operation::new_id();
        let (status, said) = world.send_json(method, &minh, &path, &operation, &body).await;
        (status.as_u16(), said)
    };
    let copy = json!({ "from": "term", "code": "nhiem-ky", "name_vi": "Nhiệm kỳ của tỉnh" });
    let (status, made) = send(Method::POST, base.clone(), copy.clone()).await;
    assert_eq!(status, 201, "{made}");
    let form = made["form"].as_str().unwrap().to_owned();
    assert_eq!(send(Method::POST, base.clone(), copy).await.0, 422, "the code is taken");
    let (_, draft) = world.get(&minh, &format!("{base}/{form}/draft")).await;
    let mut draft: Value = serde_json::from_str(&draft).unwrap();
    draft["content"]["sections"][1]["sentences"][0]["vi"][0] = json!("Có {nobody} hội viên");
    draft["content"]["sections"][2]["lines"][0] = json!("nothing");
    let put = json!({ "revision": 1, "content": draft["content"] });
    let (status, said) = send(Method::PUT, format!("{base}/{form}/draft"), put).await;
    assert_eq!(status, 422, "{said}");
    let said = said.to_string();
    assert!(
        said.contains("sections.1.sentences.0.vi") && said.contains("sections.2.lines.nothing"),
        "{said}"
    );
    let (status, said) =
        send(Method::POST, format!("{base}/{form}/publish"), json!({ "revision": 1 })).await;
    assert_eq!((status, &said["version"]), (200, &json!(1)), "{said}");
    let (_, listed) = world.get(&minh, &base).await;
    assert!(listed.contains(&form), "{listed}");
    let (_, shown) = world.get(&minh, &format!("{base}/{form}?version=1")).await;
    assert!(shown.contains("\"kind\":\"term\""), "{shown}");
    let (status, said) =
        send(Method::POST, format!("{base}/{form}/retire"), json!({ "revision": 1 })).await;
    assert_eq!(status, 200, "{said}");
    world.end().await;
}

#[tokio::test]
async fn the_editor_puts_each_mistake_beside_its_field_and_keeps_what_was_typed() {
    let world = world().await;
    let id = copied(&world, &world.province, Role::ProvinceOfficer, "Báo cáo riêng").await;
    let minh = world.sign_in("minh", Role::ProvinceOfficer, &world.province).await;
    let at = |part: &str| format!("/bao-cao/mau/{id}{part}?don-vi={}", world.province);
    for part in ["/sua", "/muc/fund", "/xem-thu", "/chep"] {
        let expected = if part == "/chep" { 404 } else { 200 };
        let (status, body) = world.get(&minh, &at(part)).await;
        assert_eq!(status.as_u16(), expected, "{part}: {body}");
    }
    let typed = "revision=1&heading_vi=Qu%E1%BB%B9&heading_en=Fund&sentences.0.vi=C%C3%B3+%7Bnobody%7D&sentences.0.en=One.%0ATwo.";
    let (status, page) = world.post(&minh, &at("/muc/fund"), typed).await;
    assert_eq!(status.as_u16(), 422);
    assert!(
        page.contains("id=\"sentences.0.vi-mistake\"")
            && page.contains("id=\"sentences.0.en-mistake\""),
        "{page}"
    );
    assert!(page.contains("Có {nobody}"), "what was typed is still there");
    let (_, found) = world.get(&minh, &format!("{}&q=gia+dinh", at("/muc/plan"))).await;
    assert!(found.contains("families_registered"), "a search without marks finds an indicator");
    let line = "revision=1&viec=them&chi_tieu=families_registered";
    let (status, _) = world.post(&minh, &at("/muc/plan/chi-tieu"), line).await;
    assert_eq!(status.as_u16(), 303);
    let (status, page) = world
        .post(
            &minh,
            &at("/sua"),
            "revision=2&name_vi=&name_en=X&title_vi=A+%7Bperiod&title_en=B&kind=year",
        )
        .await;
    assert_eq!(status.as_u16(), 422);
    assert!(
        page.contains("id=\"name_vi-mistake\"") && page.contains("id=\"title_vi-mistake\""),
        "{page}"
    );
    let lan = world.sign_in("lan", Role::CommuneOfficer, &world.hoa_sen).await;
    let (status, _) = world.post(&lan, &at("/sua"), "revision=2&name_vi=X").await;
    assert_eq!(status.as_u16(), 404, "another unit's draft is not there for her");
    world.end().await;
}

#[tokio::test]
async fn what_a_commune_hands_in_by_a_form_of_its_own_reaches_the_province() {
    let world = world().await;
    let id = copied(&world, &world.hoa_sen, Role::CommuneOfficer, "Báo cáo riêng").await;
    let mut work = world.as_lan().await;
    actions::publish(&mut work, &world.hoa_sen, &id, 1).await.unwrap();
    work.commit().await.unwrap();
    submitted(&world, &world.hoa_sen, &id).await;
    let source = reports::module().tasks.remove(0);
    let asker = platform::module::Asker {
        account: kernel::AccountId::new(),
        unit: world.province.clone(),
        permissions: Role::ProvinceOfficer
            .permissions()
            .iter()
            .map(|one| platform::Permission(one))
            .collect(),
        today: TODAY,
        lang: Lang::Vi,
    };
    let tasks = (source.run)(world.site.clone(), asker).await.unwrap();
    let waiting = tasks.iter().find(|task| task.sentence.contains("chờ nhận: xã Hoa Sen")).unwrap();
    assert!(waiting.sentence.contains("theo mẫu “Báo cáo riêng”"), "{}", waiting.sentence);
    let minh = world.sign_in("minh", Role::ProvinceOfficer, &world.province).await;
    for page in [
        waiting.link.clone(),
        format!("/bao-cao/ho-so?don-vi={}&mau={id}&ky=2025-H2", world.hoa_sen),
        format!("/bao-cao/mau/{id}?don-vi={}", world.province),
    ] {
        let (status, body) = world.get(&minh, &page).await;
        assert_eq!(status.as_u16(), 200, "{page}: {body}");
        assert!(
            !page.contains("/mau/") || body.contains("xã Hoa Sen"),
            "it says whose it is: {body}"
        );
    }
    let mut work = world.as_minh().await;
    let own = periods::submit(&mut work, &filed(&world.province, &id), Basis::Book).await;
    assert!(own.is_err(), "the province does not report by a commune's form");
    drop(work);
    world.end().await;
}

/// Hoa Sen ends and Phù Đổng continues it; both have a form of the same code.
#[tokio::test]
async fn a_form_goes_to_the_heir_of_its_unit_under_its_old_name_and_comes_back() {
    let world = world().await;
    let mut names = vec![];
    for unit in [&world.hoa_sen, &world.phu_dong] {
        let id = copied(&world, unit, Role::CommuneOfficer, "Báo cáo riêng").await;
        let mut work = world.work_as(Role::CommuneOfficer, unit).await;
        actions::publish(&mut work, unit, &id, 1).await.unwrap();
        work.commit().await.unwrap();
        names.push(id);
    }
    let change = Change {
        id: RowId::new(),
        day: TODAY,
        decision: "12/QĐ-HKH".to_owned(),
        above: world.province.clone(),
        ended: vec![Ended {
            unit: world.hoa_sen.clone(),
            heirs: vec![Heir { unit: world.phu_dong.clone(), share: None }],
            rest: None,
        }],
        parted: vec![],
        placed: BTreeMap::new(),
        registers_hold: false,
    };
    let all = reports::dispositions();
    let own = all.into_iter().find(|one| one.object == "reports.form").unwrap();
    let mut work = world.work_as(Role::Administrator, &world.province).await;
    let scope = work.scope(reports::READ_REPORTS, &world.province).await.unwrap();
    let weighed = (own.weigh.unwrap())(&mut work.tx, &scope, &change).await.unwrap();
    assert_eq!(weighed.lines.len(), 1);
    assert_eq!(weighed.lines[0].to.as_ref(), Some(&world.phu_dong));
    let effect = (own.carry.unwrap())(&mut work, &scope, &change).await.unwrap();
    work.commit().await.unwrap();
    let offered = async || {
        let mut tx = world.site.db.begin().await.unwrap();
        let all = forms::offered(&mut tx, &world.phu_dong, TODAY).await.unwrap();
        all.iter()
            .map(|form| form.code.clone())
            .filter(|code| code.contains('@'))
            .collect::<Vec<_>>()
    };
    assert_eq!(offered().await, names, "both, each by the name it always had");
    let mut work = world.work_as(Role::Administrator, &world.province).await;
    let scope = work.scope(reports::READ_REPORTS, &world.province).await.unwrap();
    (own.take_back.unwrap())(&mut work, &scope, &change, &effect).await.unwrap();
    work.commit().await.unwrap();
    assert_eq!(offered().await, names[1..]);
    world.end().await;
}

#[tokio::test]
async fn the_checks_find_a_version_that_asks_for_nothing_known_and_a_report_without_its_version() {
    let world = world().await;
    let id = copied(&world, &world.province, Role::ProvinceOfficer, "Báo cáo riêng").await;
    publish(&world, &id).await;
    submitted(&world, &world.hoa_sen, &id).await;
    let found = async |check: &str| {
        let all = reports::module().checks.into_iter();
        let check = all.into_iter().find(|one| one.id == check).unwrap();
        (check.run)(world.site.clone()).await.unwrap().bad.len()
    };
    assert_eq!((found("I08-forms").await, found("I08-forms-named").await), (0, 0));
    let change = async |sql: &'static str| {
        let mut tx = world.site.db.begin_writing().await.unwrap();
        sqlx::query(sql).execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
    };
    // Whoever owns the database can take the guard away.
    change(match world.site.db.is_postgres() {
        true => "drop trigger report_form_version_kept on report_form_version",
        false => "drop trigger report_form_version_unchanged",
    })
    .await;
    change(
        "update report_form_version set content = replace(content, '\"members\"', '\"memberz\"')",
    )
    .await;
    assert_eq!(found("I08-forms").await, 1);
    change("update report_form_version set version = 7").await;
    assert_eq!(found("I08-forms-named").await, 1);
}
