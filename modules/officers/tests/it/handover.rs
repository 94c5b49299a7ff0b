//! Handing an office over in one sitting.

use crate::world::{
    DAY_SECONDS, may_write, officer, refused, sign_in, with_chair, with_unsent_report, world,
    world_with,
};
use access::Role;
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use kernel::{Day, HandoverId, TenureId};
use officers::{Ended, NewHandover, draw, prepare};
use platform::{Problem, operation};
use serde_json::{Value, json};
use testkit::{PASSWORD, TODAY, World};

fn to_binh(tenure: &TenureId) -> NewHandover {
    NewHandover {
        tenure: tenure.clone(),
        how: Ended::Resigned,
        successor_name: "Lò Văn Bình".to_owned(),
        successor_apart: String::new(),
        successor_username: "binh".to_owned(),
        decision: "15/QĐ-HKH".to_owned(),
    }
}

/// Bà Lan's office prepared to be handed to Ông Bình, who has an account and no rights yet.
async fn prepared(world: &World) -> (HandoverId, String, String) {
    let chair = with_chair(world).await;
    world.sign_in("binh", Role::Member, &world.hoa_sen).await;
    let drawn = draw(&world.site, &world.hoa_sen, TODAY).await.unwrap();
    let mut work = world.as_lan().await;
    let id = prepare(&mut work, &world.hoa_sen, to_binh(&chair), drawn).await.unwrap();
    work.commit().await.unwrap();
    (id, sign_in(world, "lan").await, sign_in(world, "binh").await)
}

async fn read(world: &World, token: &str, id: &HandoverId) -> Value {
    let (status, body) = world.get(token, &format!("/api/v1/handovers/{id}")).await;
    assert_eq!(status.as_u16(), 200, "{body}");
    serde_json::from_str(&body).unwrap()
}

async fn sign(world: &World, token: &str, id: &HandoverId, more: Value) -> (StatusCode, Value) {
    let seen = read(world, token, id).await;
    let mut body =
        json!({ "password": PASSWORD, "document_hash": seen["handover"]["document_hash"] });
    for (name, value) in more.as_object().unwrap() {
        body[name] = value.clone();
    }
    let path = format!("/api/v1/handovers/{id}/sign");
    world.send_json(Method::POST, token, &path, &operation::new_id(), &body).await
}

fn code(answer: &(StatusCode, Value)) -> (u16, &str) {
    (answer.0.as_u16(), answer.1["code"].as_str().unwrap_or_default())
}

/// Somebody comes into an office, so that the books say something else than the document.
async fn appoint_another(world: &World, name: &str) {
    let mut work = world.as_lan().await;
    let one = officer("uy_vien_ban_chap_hanh", name, Day::of(2022, 1, 1), "");
    officers::appoint(&mut work, &world.hoa_sen, one).await.unwrap();
    work.commit().await.unwrap();
}

#[tokio::test]
async fn both_sign_and_the_rights_move_at_that_minute() -> Result<(), Problem> {
    let world = world().await;
    let (id, lan, binh) = prepared(&world).await;
    assert_eq!(code(&sign(&world, &binh, &id, json!({})).await), (409, "leaver_signs_first"));
    let guessed = json!({ "password": "không phải đâu nhé" });
    assert_eq!(code(&sign(&world, &lan, &id, guessed).await), (422, "password_not_right"));
    let older = json!({ "document_hash": "0".repeat(64) });
    assert_eq!(code(&sign(&world, &lan, &id, older).await), (409, "stale_version"));

    let signed = sign(&world, &lan, &id, json!({})).await;
    assert_eq!((signed.0.as_u16(), signed.1["state"].as_str()), (200, Some("leaver_signed")));
    assert_eq!(code(&sign(&world, &lan, &id, json!({})).await), (409, "already_signed"));
    assert_eq!(
        (may_write(&world, &lan).await.as_u16(), may_write(&world, &binh).await.as_u16()),
        (200, 403)
    );
    let signed = sign(&world, &binh, &id, json!({})).await;
    assert_eq!(
        (signed.0.as_u16(), signed.1["state"].as_str()),
        (200, Some("done")),
        "{}",
        signed.1
    );
    assert_eq!(
        (may_write(&world, &lan).await.as_u16(), may_write(&world, &binh).await.as_u16()),
        (403, 200)
    );
    assert_eq!(code(&sign(&world, &binh, &id, json!({})).await), (409, "handover_closed"));

    let (_, body) = world.get(&binh, &format!("/api/v1/units/{}/officers", world.hoa_sen)).await;
    let listed: Value = serde_json::from_str(&body).unwrap();
    let said: Vec<_> = listed["officers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            (one["full_name"].as_str().unwrap(), one["until"].as_str(), one["ended"].as_str())
        })
        .collect();
    assert_eq!(
        said,
        [("Vàng Thị Lan", Some("2026-03-02"), Some("resigned")), ("Lò Văn Bình", None, None)]
    );
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn whoever_handed_over_reads_for_thirty_days_and_then_nothing() -> Result<(), Problem> {
    let world = world().await;
    let (id, lan, binh) = prepared(&world).await;
    sign(&world, &lan, &id, json!({})).await;
    sign(&world, &binh, &id, json!({})).await;
    let register = format!("/don-vi/{}/hoi-vien", world.hoa_sen);
    assert_eq!(world.get(&lan, &register).await.0.as_u16(), 200, "she still reads");
    let joining = world.post(&lan, &format!("{register}/them"), "full_name=Ai").await;
    assert_eq!(joining.0.as_u16(), 403, "and writes nothing");
    world.site.clock.pass(29 * DAY_SECONDS);
    let lan = sign_in(&world, "lan").await;
    assert_eq!(world.get(&lan, &register).await.0.as_u16(), 200, "on the thirtieth day");
    world.site.clock.pass(DAY_SECONDS);
    let lan = sign_in(&world, "lan").await;
    assert_eq!(world.get(&lan, &register).await.0.as_u16(), 404, "and then it is not there");
    // Her own paper stays hers to read.
    let (status, page) = world.get(&lan, &format!("/ban-giao/{id}")).await;
    assert_eq!(status.as_u16(), 200);
    assert!(page.contains("Đã bàn giao xong"));
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn a_document_the_books_have_left_behind_is_not_signed() -> Result<(), Problem> {
    let world = world().await;
    let (id, lan, binh) = prepared(&world).await;
    assert_eq!(sign(&world, &lan, &id, json!({})).await.0.as_u16(), 200);
    appoint_another(&world, "Giàng A Dơ").await;
    let shown = read(&world, &binh, &id).await;
    let changed = &shown["differences"][0];
    assert_eq!(
        (changed["before"].as_str(), changed["now"].as_str()),
        (Some("1"), Some("2")),
        "{shown}"
    );
    let stale = sign(&world, &binh, &id, json!({})).await;
    assert_eq!(code(&stale), (409, "stale_version"));
    assert!(stale.1["detail"].as_str().unwrap().contains("thay đổi 1 chỗ"), "{}", stale.1);
    assert_eq!(may_write(&world, &lan).await.as_u16(), 200, "nothing has moved");

    let path = format!("/api/v1/handovers/{id}/redraw");
    let redrawn =
        world.send_json(Method::POST, &binh, &path, &operation::new_id(), &json!({})).await;
    assert_eq!(redrawn.0.as_u16(), 204, "{}", redrawn.1);
    assert_eq!(code(&sign(&world, &binh, &id, json!({})).await), (409, "leaver_signs_first"));
    assert_eq!(sign(&world, &lan, &id, json!({})).await.0.as_u16(), 200);
    assert_eq!(sign(&world, &binh, &id, json!({})).await.1["state"], "done");
    assert_eq!(
        world.rows_of("officer_signature").await,
        3,
        "the signature that was voided is kept"
    );
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn what_is_undone_is_taken_over_only_when_both_say_so_in_writing() -> Result<(), Problem> {
    let world = world_with(vec![with_unsent_report()]).await;
    let (id, lan, binh) = prepared(&world).await;
    let unfinished = sign(&world, &lan, &id, json!({})).await;
    assert_eq!(code(&unfinished), (409, "unfinished"));
    assert!(unfinished.1["detail"].as_str().unwrap().contains("hãy nộp trước"), "{}", unfinished.1);
    // The page says the same beside the remark that would make up for it.
    let hash = read(&world, &lan, &id).await["handover"]["document_hash"].clone();
    let form = format!("password={}&hash={}", PASSWORD.replace(' ', "+"), hash.as_str().unwrap());
    let (status, page) = world.post(&lan, &format!("/ban-giao/{id}/ky"), &form).await;
    assert_eq!(status.as_u16(), 409, "{page}");
    assert!(page.contains("id=\"remark-mistake\"") && page.contains("hãy nộp trước"), "{page}");
    let remark = json!({ "remark": "Giao cả báo cáo chưa nộp." });
    assert_eq!(sign(&world, &lan, &id, remark).await.0.as_u16(), 200);
    assert_eq!(code(&sign(&world, &binh, &id, json!({})).await), (409, "unfinished"));
    let remark = json!({ "remark": "Nhận, sẽ nộp trước ngày 15/3." });
    assert_eq!(sign(&world, &binh, &id, remark).await.1["state"], "done");
    let (_, paper) = world.get(&binh, &format!("/ban-giao/{id}/bien-ban?dang=html")).await;
    assert!(
        paper.contains("Giao cả báo cáo chưa nộp.") && paper.contains("sẽ nộp trước ngày 15/3"),
        "{paper}"
    );
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn one_person_does_not_hand_over_to_herself_and_one_office_only_once_at_a_time()
-> Result<(), Problem> {
    let world = world().await;
    let chair = with_chair(&world).await;
    world.sign_in("binh", Role::Member, &world.hoa_sen).await;
    let drawn = draw(&world.site, &world.hoa_sen, TODAY).await?;
    let mut work = world.as_lan().await;
    for (name, username) in [("Vàng Thị Lan", ""), ("Lò Văn Bình", "lan")] {
        let new = NewHandover {
            successor_name: name.to_owned(),
            successor_username: username.to_owned(),
            ..to_binh(&chair)
        };
        let same = prepare(&mut work, &world.hoa_sen, new, drawn.clone()).await.unwrap_err();
        assert_eq!(refused(same).0, "same_person");
    }
    prepare(&mut work, &world.hoa_sen, to_binh(&chair), drawn.clone()).await?;
    let twice = prepare(&mut work, &world.hoa_sen, to_binh(&chair), drawn).await.unwrap_err();
    assert_eq!(refused(twice).0, "handover_open");
    let ended =
        officers::end_office(&mut work, &world.hoa_sen, &chair, (TODAY, Ended::Died, "")).await;
    assert_eq!(refused(ended.unwrap_err()).0, "handover_open");
    work.commit().await?;
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn the_unit_above_signs_for_whoever_cannot_and_says_why() -> Result<(), Problem> {
    let world = world().await;
    // An account opened after the document was drawn would be one more thing that changed.
    let deputy = world.sign_in("can-bo-xa", Role::CommuneOfficer, &world.hoa_sen).await;
    let (id, lan, binh) = prepared(&world).await;
    let minh = world.sign_in("minh", Role::ProvinceOfficer, &world.province).await;
    let why = json!({ "instead_why": "Bà Lan nằm viện từ ngày 1/3." });
    assert_eq!(
        sign(&world, &deputy, &id, why.clone()).await.0.as_u16(),
        403,
        "not the unit itself"
    );
    assert_eq!(code(&sign(&world, &minh, &id, json!({})).await), (403, "not_your_turn"));
    assert_eq!(sign(&world, &lan, &id, why.clone()).await.0.as_u16(), 403, "nor one of the sides");
    let signed = sign(&world, &minh, &id, why).await;
    assert_eq!(
        (signed.0.as_u16(), signed.1["state"].as_str()),
        (200, Some("leaver_signed")),
        "{}",
        signed.1
    );
    assert_eq!(sign(&world, &binh, &id, json!({})).await.1["state"], "done");
    let shown = read(&world, &binh, &id).await;
    assert_eq!(shown["signatures"][0]["instead_why"], "Bà Lan nằm viện từ ngày 1/3.");
    world.end().await;
    Ok(())
}

async fn send_paper(
    world: &World,
    token: &str,
    id: &HandoverId,
    content: &[u8],
    hash: &str,
) -> StatusCode {
    let mut body = format!(
        "--tách\r\nContent-Disposition: form-data; name=\"hash\"\r\n\r\n{hash}\r\n--tách\r\nContent-Disposition: \
         form-data; name=\"file\"; filename=\"giay.pdf\"\r\nContent-Type: application/pdf\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(content);
    body.extend_from_slice("\r\n--tách--\r\n".as_bytes());
    let body = String::from_utf8(body).unwrap().replace("tách", "tach");
    let request = Request::builder()
        .method(Method::POST)
        .uri(format!("/ban-giao/{id}/ban-giay?op={}", operation::new_id()))
        .header(header::HOST, "localhost")
        .header(header::COOKIE, format!("khuyenhoc={token}"))
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=tach")
        .body(Body::from(body))
        .unwrap();
    world.send(request).await.0
}

#[tokio::test]
async fn a_signed_paper_counts_once_the_unit_above_has_confirmed_it() -> Result<(), Problem> {
    let world = world().await;
    let (id, lan, binh) = prepared(&world).await;
    let minh = world.sign_in("minh", Role::ProvinceOfficer, &world.province).await;
    let hash =
        read(&world, &lan, &id).await["handover"]["document_hash"].as_str().unwrap().to_owned();
    assert_eq!(send_paper(&world, &lan, &id, b"<script>", &hash).await.as_u16(), 422, "not a scan");
    assert_eq!(send_paper(&world, &lan, &id, b"%PDF-1.7 giay", &hash).await.as_u16(), 303);
    let confirm = format!("/ban-giao/{id}/xac-nhan");
    let form = format!("password={}", PASSWORD.replace(' ', "+"));
    assert_eq!(world.post(&lan, &confirm, &form).await.0.as_u16(), 403, "not by a side");
    assert_eq!(may_write(&world, &binh).await.as_u16(), 403, "nothing has moved yet");
    let (status, bytes) = world.bytes(&minh, &format!("/ban-giao/{id}/ban-giay")).await;
    assert_eq!((status.as_u16(), bytes.as_slice()), (200, &b"%PDF-1.7 giay"[..]));
    assert_eq!(world.post(&minh, &confirm, &form).await.0.as_u16(), 303);
    assert_eq!(
        (may_write(&world, &lan).await.as_u16(), may_write(&world, &binh).await.as_u16()),
        (403, 200)
    );
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn a_stranger_does_not_even_learn_that_there_is_a_hand_over() -> Result<(), Problem> {
    let world = world().await;
    let (id, lan, _) = prepared(&world).await;
    let stranger = world.sign_in("xa-ben", Role::CommuneOfficer, &world.phu_dong).await;
    let form = format!("hash=0&password={}", PASSWORD.replace(' ', "+"));
    for path in ["", "/bien-ban", "/ban-giay"] {
        let (status, _) = world.get(&stranger, &format!("/ban-giao/{id}{path}")).await;
        assert_eq!(status.as_u16(), 404, "{path}");
    }
    for path in ["ky", "ky-thay", "lap-lai", "thoi", "xac-nhan"] {
        let (status, _) = world.post(&stranger, &format!("/ban-giao/{id}/{path}"), &form).await;
        assert_eq!(status.as_u16(), 404, "{path}");
    }
    // Withdrawn, it is closed for good, and another can be prepared.
    assert_eq!(
        world.post(&lan, &format!("/ban-giao/{id}/thoi"), "why=%C4%91%E1%BB%95i").await.0.as_u16(),
        303
    );
    assert_eq!(code(&sign(&world, &lan, &id, json!({})).await), (409, "handover_closed"));
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn a_changed_document_is_found() -> Result<(), Problem> {
    let world = world().await;
    let (id, lan, binh) = prepared(&world).await;
    sign(&world, &lan, &id, json!({})).await;
    sign(&world, &binh, &id, json!({})).await;
    world.verify().await;
    let mut tx = world.site.db.begin_writing().await?;
    let sql = "update officer_handover set document = replace(document, 'Lan', 'Lam')";
    sqlx::query(sql).execute(&mut *tx).await?;
    tx.commit().await?;
    let check = officers::module().checks.into_iter().find(|one| one.id == "handed-over").unwrap();
    let found = (check.run)(world.site.clone()).await?;
    assert_eq!(found.bad, [format!("officer_handover/{id}")]);
    Ok(())
}

#[tokio::test]
async fn an_office_without_an_account_is_handed_over_too() -> Result<(), Problem> {
    let world = world().await;
    with_chair(&world).await;
    let mut work = world.as_lan().await;
    let treasurer = officer("thu_quy", "Sùng A Chứ", Day::of(2022, 1, 1), "");
    let tenure = officers::appoint(&mut work, &world.hoa_sen, treasurer).await?;
    work.commit().await?;
    let drawn = draw(&world.site, &world.hoa_sen, TODAY).await?;
    let mut work = world.as_lan().await;
    let new = NewHandover { successor_username: String::new(), ..to_binh(&tenure) };
    let id = prepare(&mut work, &world.hoa_sen, new, drawn).await?;
    work.commit().await?;
    let lan = sign_in(&world, "lan").await;
    let minh = world.sign_in("minh", Role::ProvinceOfficer, &world.province).await;
    let hash =
        read(&world, &lan, &id).await["handover"]["document_hash"].as_str().unwrap().to_owned();
    assert_eq!(send_paper(&world, &lan, &id, b"%PDF-1.7 giay", &hash).await.as_u16(), 303);
    let form = format!("password={}", PASSWORD.replace(' ', "+"));
    assert_eq!(world.post(&minh, &format!("/ban-giao/{id}/xac-nhan"), &form).await.0.as_u16(), 303);
    assert_eq!(read(&world, &lan, &id).await["handover"]["state"], "done");
    world.end().await;
    Ok(())
}
