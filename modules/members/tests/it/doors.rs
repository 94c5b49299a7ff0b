//! The same through pages and the API, as a browser and a program come.

use crate::{member, world};
use access::Role;
use axum::http::{Method, StatusCode};
use kernel::MembershipId;
use serde_json::json;

#[tokio::test]
async fn a_member_is_written_down_with_a_form_and_a_likeness_is_asked_about() {
    let world = world().await;
    let token = world.sign_in("lan.hoasen", Role::CommuneOfficer, &world.hoa_sen).await;
    let form = format!("/don-vi/{}/hoi-vien/them", world.truong_an);
    let (status, page) = world.get(&token, &form).await;
    assert_eq!(status, 200, "{page}");
    assert!(page.contains("name=\"full_name\"") && page.contains("không bắt buộc"));

    let (status, page) =
        world.post(&token, &form, "full_name=&joined_on=31/02/2026&phone=0912345678").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("value=\"0912345678\""), "what was typed is kept");

    let typed = "full_name=L%C3%B2+V%C4%83n+%E1%BB%8Ct&birth=1958&sex=male&joined_on=05/07/2017&reason=joined";
    let (status, _) = world.post(&token, &form, typed).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let (status, page) = world.post(&token, &form, typed).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(
        page.contains("Có thể đã có trong sổ (1)") && page.contains("Vẫn ghi là người khác"),
        "{page}"
    );
    let (status, _) = world.post(&token, &form, &format!("{typed}&confirmed=1")).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert_eq!(world.rows_of("member_person").await, 2);

    let (status, page) = world.get(&token, &format!("/don-vi/{}/hoi-vien", world.hoa_sen)).await;
    assert_eq!(status, 200);
    assert!(page.contains("Lò Văn Ọt") && page.contains("2 hội viên đang sinh hoạt"), "{page}");
    let (status, page) = world.get(&token, "/so-bo").await;
    assert_eq!(status, 200);
    assert!(page.contains("Hội viên") && page.contains("Nhập từ Excel"), "{page}");
    world.end().await;
}

#[tokio::test]
async fn every_page_of_a_person_opens_and_reading_leaves_a_row_in_the_audit_book() {
    let world = world().await;
    let token = world.sign_in("lan.hoasen", Role::CommuneOfficer, &world.hoa_sen).await;
    let mut work = world.as_lan().await;
    let mut new = member("Lò Văn Ọt");
    new.person.national_id =
        Some(kernel::vietnamese::personal_number::read("011085000123").unwrap());
    let id = members::join(&mut work, &world.truong_an, new).await.unwrap();
    work.commit().await.unwrap();
    let before = world.rows_of("audit_row").await;
    let (status, page) = world.get(&token, &format!("/hoi-vien/{id}")).await;
    assert_eq!(status, 200, "{page}");
    assert!(page.contains("Lò Văn Ọt") && page.contains("0123") && !page.contains("011085000123"));
    assert_eq!(world.rows_of("audit_row").await, before + 1);
    for form in ["sua", "dinh-chinh", "chuyen", "thoi", "them-don-vi", "xem-so"] {
        let (status, page) = world.get(&token, &format!("/hoi-vien/{id}/{form}")).await;
        assert_eq!(status, 200, "{form}: {page}");
        assert!(!page.contains("011085000123"), "{form}");
    }
    let (status, page) = world.post(&token, &format!("/hoi-vien/{id}/xem-so"), "reason=").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
    let (status, page) =
        world.post(&token, &format!("/hoi-vien/{id}/xem-so"), "reason=check_card").await;
    assert_eq!(status, 200);
    assert!(page.contains("011085000123"));
    let answers = world.site.db.begin().await.unwrap();
    drop(answers);

    let leave = format!("/hoi-vien/{id}/thoi");
    let (status, page) = world.post(&token, &leave, "revision=1&day=01/01/2020&reason=left").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
    assert!(page.contains("02/03/2025"), "it says when the member joined: {page}");
    let (status, _) =
        world.post(&token, &leave, "revision=1&day=01/03/2026&reason=left&note=").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let (_, page) = world.get(&token, &format!("/hoi-vien/{id}")).await;
    assert!(page.contains("Hoàn tác việc kết thúc"), "{page}");
    let (status, _) = world.post(&token, &format!("/hoi-vien/{id}/hoan-tac"), "revision=2").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    world.end().await;
}

#[tokio::test]
async fn to_the_neighbour_commune_a_member_does_not_exist() {
    let world = world().await;
    let mut work = world.as_lan().await;
    let id = members::join(&mut work, &world.truong_an, member("Lò Văn Ọt")).await.unwrap();
    work.commit().await.unwrap();
    let binh = world.sign_in("binh.phudong", Role::CommuneOfficer, &world.phu_dong).await;
    let nobody = MembershipId::new();
    let same = |body: String, id: &MembershipId| body.replace(id.as_str(), "ID");
    for path in ["", "/sua", "/chuyen", "/xem-so", "/the.pdf"] {
        let (status, hidden) = world.get(&binh, &format!("/hoi-vien/{id}{path}")).await;
        let (random_status, random) = world.get(&binh, &format!("/hoi-vien/{nobody}{path}")).await;
        assert_eq!(
            (status, random_status),
            (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND),
            "{path}"
        );
        assert_eq!(same(hidden, &id), same(random, &nobody), "{path}");
    }
    let (status, hidden) = world.get(&binh, &format!("/api/v1/members/{id}")).await;
    let (_, random) = world.get(&binh, &format!("/api/v1/members/{nobody}")).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert_eq!(same(hidden, &id), same(random, &nobody));
    let (status, _) = world.get(&binh, &format!("/don-vi/{}/hoi-vien", world.truong_an)).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let approver = world.sign_in("duyet.hoasen", Role::Approver, &world.hoa_sen).await;
    let (status, _) =
        world.get(&approver, &format!("/don-vi/{}/hoi-vien/them", world.truong_an)).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    world.end().await;
}

#[tokio::test]
async fn programs_join_change_transfer_and_end() {
    let world = world().await;
    let token = world.sign_in("minh.mau", Role::ProvinceOfficer, &world.province).await;
    let path = format!("/api/v1/units/{}/members", world.truong_an);
    let new = json!({ "person": { "full_name": "Lò Văn Ọt", "birth": "1958", "phone": "0912 345 678" }, "joined_on": "2017-07-05" });
    let (status, body) = world.send_json(Method::POST, &token, &path, "join-0001", &new).await;
    assert_eq!(status, 201, "{body}");
    let id = body["id"].as_str().unwrap().to_owned();
    let (_, again) = world.send_json(Method::POST, &token, &path, "join-0001", &new).await;
    assert_eq!(again["id"], body["id"], "asked again, answered again");
    assert_eq!(world.rows_of("member_person").await, 1);
    let unknown = json!({ "person": { "full_name": "An", "age": 3 }, "joined_on": "2017-07-05" });
    let (status, _) = world.send_json(Method::POST, &token, &path, "join-0002", &unknown).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);

    let one = format!("/api/v1/members/{id}");
    let change = json!({ "revision": 1, "person": { "full_name": "Lò Văn Ọt", "birth": "1959" } });
    let (status, body) = world.send_json(Method::PUT, &token, &one, "change-01", &change).await;
    assert_eq!(status, 200, "{body}");
    let (status, body) = world.send_json(Method::PUT, &token, &one, "change-02", &change).await;
    assert_eq!((status.as_u16(), body["code"].as_str()), (409, Some("stale_version")));

    let (_, shown) = world.get(&token, &one).await;
    let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(
        (shown["person"]["birth"].as_str(), shown["person"]["revision"].as_i64()),
        (Some("1959"), Some(2))
    );

    let transfer = json!({ "revision": 1, "to": world.phu_dong, "on": "2026-03-01" });
    let (status, body) = world
        .send_json(Method::POST, &token, &format!("{one}/transfer"), "transfer-1", &transfer)
        .await;
    assert_eq!(status, 201, "{body}");
    let now = body["id"].as_str().unwrap();
    let leave = json!({ "revision": 1, "on": "2026-03-02", "reason": "died" });
    let path = format!("/api/v1/members/{now}/leave");
    let (status, body) = world.send_json(Method::POST, &token, &path, "leave-001", &leave).await;
    assert_eq!(status, 200, "{body}");
    world.end().await;
}

#[tokio::test]
async fn cards_and_lists_come_out_as_files() {
    let world = world().await;
    let mut work = world.as_lan().await;
    let mut new = member("Lò Văn Ọt");
    new.card_number = Some("HS-0007".to_owned());
    let id = members::join(&mut work, &world.truong_an, new).await.unwrap();
    work.commit().await.unwrap();
    let token = world.sign_in("lan.hoasen", Role::CommuneOfficer, &world.hoa_sen).await;
    let (status, card) = world.bytes(&token, &format!("/hoi-vien/{id}/the.pdf")).await;
    assert_eq!(status, 200);
    let text = text_of_pdf(&world, &card);
    assert!(
        text.contains("Lò Văn Ọt") && text.contains("HS-0007") && text.contains("HOA SEN"),
        "{text}"
    );
    for path in ["hoi-vien.pdf", "the-hoi-vien.pdf"] {
        let (status, list) =
            world.bytes(&token, &format!("/don-vi/{}/{path}", world.hoa_sen)).await;
        assert_eq!(status, 200, "{path}");
        assert!(text_of_pdf(&world, &list).contains("Lò Văn Ọt"), "{path}");
    }
    let (status, workbook) =
        world.bytes(&token, &format!("/don-vi/{}/hoi-vien.xlsx", world.hoa_sen)).await;
    assert_eq!(status, 200);
    assert!(workbook.starts_with(b"PK"));
    let (status, text) =
        world.bytes(&token, &format!("/don-vi/{}/hoi-vien.csv", world.hoa_sen)).await;
    assert_eq!(status, 200);
    let text = String::from_utf8(text).unwrap();
    assert!(text.starts_with("\u{feff}Họ và tên,") && text.contains("\r\nLò Văn Ọt,"), "{text}");
    let mut tx = world.site.db.begin().await.unwrap();
    let prints: i64 =
        sqlx::query_scalar("select count(*) from audit_row where action = 'members.print'")
            .fetch_one(&mut *tx)
            .await
            .unwrap();
    assert_eq!(prints, 5);
    drop(tx);
    world.end().await;
}

#[tokio::test]
async fn a_question_that_cannot_be_read_is_refused_with_its_field() {
    let world = world().await;
    let token = world.sign_in("lan.hoasen", Role::CommuneOfficer, &world.hoa_sen).await;
    let path = format!("/api/v1/units/{}/members", world.truong_an);
    for (query, field) in [
        ("limit=0", "limit"),
        ("limit=-1", "limit"),
        ("limit=1000000000", "limit"),
        ("limit=1e9", "limit"),
        ("sex=cat", "sex"),
        ("counting=cat", "counting"),
        ("state=zz", "state"),
        ("after=zz", "after"),
    ] {
        let (status, body) = world.get(&token, &format!("{path}?{query}")).await;
        let body: serde_json::Value = serde_json::from_str(&body).unwrap();
        let said = (body["code"].as_str(), body["errors"][0]["field"].as_str());
        assert_eq!(
            (status.as_u16(), said),
            (422, (Some("bad_value"), Some(field))),
            "{query} {body}"
        );
    }
    let (status, body) = world.get(&token, &format!("{path}?limit=100&sex=&state=any")).await;
    assert_eq!(status, 200, "{body}");

    let joined = |on: &str| json!({ "person": { "full_name": "Lò Văn Ọt" }, "joined_on": on });
    let (status, body) =
        world.send_json(Method::POST, &token, &path, "join-0001", &joined("31/02/2017")).await;
    assert_eq!(
        (status.as_u16(), &body["errors"][0]["field"]),
        (422, &json!("joined_on")),
        "{body}"
    );
    let message = body["errors"][0]["message"].as_str().unwrap();
    assert!(message.contains("28") && !message.contains("line 1"), "it says why: {message}");
    assert_eq!(world.rows_of("member_person").await, 0);
    let (status, body) =
        world.send_json(Method::POST, &token, &path, "join-0002", &joined("28/02/2017")).await;
    assert_eq!(status, 201, "{body}");
    world.end().await;
}

/// The text of a PDF as poppler reads it.
fn text_of_pdf(world: &testkit::World, pdf: &[u8]) -> String {
    let path = world.folder.path().join("paper.pdf");
    std::fs::write(&path, pdf).unwrap();
    let out = std::process::Command::new("pdftotext").arg("-layout").arg(&path).arg("-").output();
    String::from_utf8(out.expect("poppler-utils is installed").stdout).unwrap()
}
