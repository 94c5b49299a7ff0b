//! The officer's own workbook: sent, checked, written, corrected and sent again.

use crate::{figure, import_files::*, world};
use access::{Caller, Look, Role};
use axum::http::StatusCode;
use kernel::{Day, Lang};
use members::import::{self, Options};
use platform::operation;
use serde_json::Value;
use std::path::{Path, PathBuf};
use testkit::World;

/// Sends a file to be checked and gives back the batch as it is after its job has run.
pub async fn check(world: &World, token: &str, file_name: &str, bytes: Vec<u8>) -> Value {
    let path = format!("/api/v1/units/{}/imports?file_name={file_name}", world.hoa_sen);
    let (status, queued) = send_file(world, token, &path, bytes).await;
    assert_eq!(status, StatusCode::ACCEPTED, "{queued}");
    world.run_jobs().await;
    batch(world, token, queued["batch"].as_str().unwrap()).await
}

pub async fn batch(world: &World, token: &str, id: &str) -> Value {
    let path = format!("/api/v1/units/{}/imports/{id}", world.hoa_sen);
    let (status, body) = world.get(token, &path).await;
    assert_eq!(status, StatusCode::OK, "{body}");
    serde_json::from_str(&body).unwrap()
}

pub async fn apply(world: &World, token: &str, checked: &Value) -> Value {
    let id = checked["batch"].as_str().unwrap();
    let path = format!("/api/v1/units/{}/imports/{id}/apply", world.hoa_sen);
    let nothing = serde_json::json!({});
    let (status, body) = world
        .send_json(axum::http::Method::POST, token, &path, &operation::new_id(), &nothing)
        .await;
    assert_eq!(status, StatusCode::ACCEPTED, "{body}");
    world.run_jobs().await;
    batch(world, token, id).await
}

pub fn counts_of(batch: &Value) -> [i64; 5] {
    ["rows", "created", "updated", "unchanged", "refused"].map(|name| batch[name].as_i64().unwrap())
}

pub fn errors_of(batch: &Value) -> Vec<(String, String)> {
    let errors = batch["errors"].as_array().unwrap().iter();
    let text = |error: &Value, name: &str| error[name].as_str().unwrap().to_owned();
    errors.map(|error| (text(error, "cell"), text(error, "code"))).collect()
}

pub async fn lan(world: &World) -> String {
    world.sign_in("lan.hoasen", Role::CommuneOfficer, &world.hoa_sen).await
}

#[tokio::test]
async fn the_officers_workbook_goes_round() {
    let world = world().await;
    let token = lan(&world).await;

    let checked = check(&world, &token, "so.xlsx", officers_workbook()).await;
    assert_eq!(
        (&checked["state"], &checked["problem"]),
        (&"checked".into(), &"".into()),
        "{checked}"
    );
    assert_eq!(counts_of(&checked), [7, 2, 0, 0, 5], "{checked}");
    let expected = [
        ("C9", "date_invalid"),
        ("B10", "duplicate_in_file"),
        ("F11", "cell_error"),
        ("B12", "name_too_long"),
        ("G13", "unit_unknown"),
    ];
    assert_eq!(
        errors_of(&checked),
        expected.map(|(cell, code)| (cell.to_owned(), code.to_owned()))
    );
    assert_eq!(checked["unknown_columns"][0]["heading"], "Nhóm máu");
    let repaired =
        checked["warnings"].as_array().unwrap().iter().map(|said| said["code"].as_str().unwrap());
    assert_eq!(repaired.collect::<Vec<_>>(), ["national_id_repaired", "phone_repaired"]);
    assert!(!checked.to_string().contains("38050004711"), "a national id is never repeated whole");
    assert_eq!(world.rows_of("member_person").await, 0, "a check writes nobody");

    let applied = apply(&world, &token, &checked).await;
    assert_eq!(
        (&applied["state"], counts_of(&applied)),
        (&"applied".into(), [7, 2, 0, 0, 5]),
        "{applied}"
    );
    assert_eq!(world.rows_of("member_membership").await, 2);
    assert_eq!(figure(&world, &world.truong_an, "members").await, 2);

    let marked = marked_of(&world, &token, &applied).await;
    assert_eq!(marked.sheets, ["Hội viên", "Thu chi"], "her sheets in her order");
    assert_eq!(marked.text("B7"), "NGUYỄN VĂN AN", "her cells as they were");
    assert_eq!(marked.text("J4"), "Kết quả");
    assert_eq!(marked.text("K4"), "Cần sửa");
    assert_eq!(marked.text("J7"), "Đã thêm mới");
    assert_eq!(marked.text("J9"), "Chưa ghi");
    assert!(marked.text("K9").starts_with("C9 "), "{}", marked.text("K9"));
    assert!(marked.text("K10").contains("hàng 8"), "{}", marked.text("K10"));

    let again = check(&world, &token, "so.xlsx", officers_workbook()).await;
    assert_eq!(counts_of(&again), [7, 0, 0, 2, 5], "the same file again changes nothing: {again}");
    let path = format!(
        "/api/v1/units/{}/imports/{}/apply",
        world.hoa_sen,
        again["batch"].as_str().unwrap()
    );
    let nothing = serde_json::json!({});
    let (status, refused) = world
        .send_json(axum::http::Method::POST, &token, &path, &operation::new_id(), &nothing)
        .await;
    assert_eq!((status, &refused["code"]), (StatusCode::CONFLICT, &"nothing_to_write".into()));

    let back = check(&world, &token, "danh-dau.xlsx", marked.bytes).await;
    assert_eq!(
        counts_of(&back),
        [7, 0, 0, 2, 5],
        "her marked workbook is read like her own: {back}"
    );

    let corrected = check(&world, &token, "sua.xlsx", corrected_rows()).await;
    assert_eq!(
        counts_of(&corrected),
        [2, 2, 0, 0, 0],
        "only the corrected rows came back: {corrected}"
    );
    apply(&world, &token, &corrected).await;
    assert_eq!(figure(&world, &world.hoa_sen, "members").await, 4);
    world.end().await;
}

#[tokio::test]
async fn a_later_list_changes_what_it_says_and_erases_nothing() {
    let world = world().await;
    let token = lan(&world).await;
    let first = plain_list(&[
        ["Lò Thị An", "1961", "0912345678", "Trường An", "tổ trưởng"],
        ["Vàng A Pó", "05/07/1958", "", "Trường An", ""],
    ]);
    let checked = check(&world, &token, "a.xlsx", first).await;
    apply(&world, &token, &checked).await;

    let later = plain_list(&[
        ["LÒ THỊ AN", "12/03/1961", "", "Trường An", ""],
        ["Vàng A Pó", "1958", "0987654321", "98001.truong-an", ""],
    ]);
    let checked = check(&world, &token, "b.xlsx", later.clone()).await;
    assert_eq!(counts_of(&checked), [2, 0, 2, 0, 0], "{checked}");
    let applied = apply(&world, &token, &checked).await;
    assert_eq!(applied["state"], "applied", "{applied}");
    let marked = marked_of(&world, &token, &applied).await;
    assert_eq!(marked.text("F2"), "Đã cập nhật: ngày sinh");
    assert_eq!(marked.text("F3"), "Đã cập nhật: điện thoại");
    let again = check(&world, &token, "b.xlsx", later).await;
    assert_eq!(counts_of(&again), [2, 0, 0, 2, 0], "{again}");
    assert_eq!(figure(&world, &world.hoa_sen, "members").await, 2);
    world.end().await;
}

/// The belonging of whoever is called so.
async fn belonging_of(world: &World, name: &str) -> String {
    let mut tx = world.site.db.begin().await.unwrap();
    let sql = "select m.id from member_membership m join member_person p on p.id = m.person_id
               where p.full_name = $1";
    sqlx::query_scalar(sql).bind(name).fetch_one(&mut *tx).await.unwrap()
}

#[tokio::test]
async fn what_was_done_by_hand_between_two_sendings_of_one_list_is_seen() {
    let world = world().await;
    let token = lan(&world).await;
    let list = plain_list(&[
        ["Lò Thị An", "12/03/1961", "0912345678", "Trường An", "tổ trưởng"],
        ["Vàng A Pó", "05/07/1958", "", "Trường An", ""],
        ["Hờ Thị Mỷ", "1970", "0912345679", "", "a | b; c\td"],
    ]);
    let checked = check(&world, &token, "a.xlsx", list.clone()).await;
    apply(&world, &token, &checked).await;
    let again = check(&world, &token, "a.xlsx", list.clone()).await;
    assert_eq!(counts_of(&again), [3, 0, 0, 3, 0], "{again}");

    let an = format!("/api/v1/members/{}", belonging_of(&world, "Lò Thị An").await);
    let person = serde_json::json!({ "full_name": "Lò Thị An", "sex": "female", "birth": "1961-03-12",
        "phone": "0987 654 321", "note": "tổ trưởng" });
    let change = serde_json::json!({ "revision": 1, "person": person });
    let put = axum::http::Method::PUT;
    let (status, body) = world.send_json(put, &token, &an, "change-01", &change).await;
    assert_eq!(status, StatusCode::OK, "{body}");
    let left = format!("/api/v1/members/{}/leave", belonging_of(&world, "Vàng A Pó").await);
    let leave = serde_json::json!({ "revision": 1, "on": "2026-03-02", "reason": "left" });
    let post = axum::http::Method::POST;
    let (status, body) = world.send_json(post, &token, &left, "leave-001", &leave).await;
    assert_eq!(status, StatusCode::OK, "{body}");

    let again = check(&world, &token, "a.xlsx", list).await;
    assert_eq!(counts_of(&again), [3, 0, 1, 1, 1], "{again}");
    assert_eq!(errors_of(&again), [("A3".to_owned(), "member_left".to_owned())]);
    let applied = apply(&world, &token, &again).await;
    let marked = marked_of(&world, &token, &applied).await;
    assert_eq!(marked.text("F2"), "Đã cập nhật: điện thoại");
    let (_, shown) = world.get(&token, &an).await;
    let shown: Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(shown["person"]["sex"], "female", "what the list does not say stays: {shown}");
    world.end().await;
}

#[tokio::test]
async fn of_a_member_who_moved_within_reach_the_unit_of_today_is_named() {
    let world = world().await;
    let token = world.sign_in("minh.mau", Role::ProvinceOfficer, &world.province).await;
    let mut work = world.as_minh().await;
    let new = crate::duplicates::born("Lò Thị An", "1961");
    let id = members::join(&mut work, &world.truong_an, new).await.unwrap();
    let to = world.phu_dong.clone();
    let moved = members::Transfer { to, on: testkit::TODAY, note: String::new() };
    members::transfer(&mut work, &id, 1, moved).await.unwrap();
    work.commit().await.unwrap();
    let list = plain_list(&[["Lò Thị An", "1961", "", "Trường An", ""]]);

    // The commune does not reach where she is now, the province does.
    let checked = check(&world, &lan(&world).await, "a.xlsx", list.clone()).await;
    assert_eq!(errors_of(&checked), [("A2".to_owned(), "member_left".to_owned())]);
    assert!(!checked.to_string().contains("Phù Đổng"), "{checked}");
    let path = format!("/api/v1/units/{}/imports", world.province);
    let (_, queued) = send_file(&world, &token, &format!("{path}?file_name=b.xlsx"), list).await;
    world.run_jobs().await;
    let batch = queued["batch"].as_str().unwrap();
    let (_, body) = world.get(&token, &format!("{path}/{batch}")).await;
    let checked: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(errors_of(&checked), [("A2".to_owned(), "member_of_other_unit".to_owned())]);
    assert!(body.contains("Phù Đổng"), "{body}");
    world.end().await;
}

#[tokio::test]
async fn a_list_longer_than_a_statement_is_written_whole_and_known_again() {
    const PEOPLE: i32 = 450;
    let world = world().await;
    let token = lan(&world).await;
    let births: Vec<String> =
        (0..PEOPLE).map(|people| Day::of(1950, 1, 1).plus_days(people).short()).collect();
    let chapter = |place: usize| if place.is_multiple_of(3) { "" } else { "Trường An" };
    let people: Vec<[&str; 5]> = (0..)
        .zip(&births)
        .map(|(place, birth)| ["Lò Thị An", birth.as_str(), "", chapter(place), ""])
        .collect();
    let list = plain_list(&people);
    let checked = check(&world, &token, "a.xlsx", list.clone()).await;
    let applied = apply(&world, &token, &checked).await;
    assert_eq!(counts_of(&applied), [450, 450, 0, 0, 0], "{applied}");
    assert_eq!(world.rows_of("member_person").await, 450);
    assert_eq!(figure(&world, &world.truong_an, "members").await, 300);
    assert_eq!(figure(&world, &world.hoa_sen, "members").await, 450);
    let again = check(&world, &token, "a.xlsx", list).await;
    assert_eq!(counts_of(&again), [450, 0, 0, 450, 0], "{again}");
    world.end().await;
}

#[tokio::test]
async fn a_number_of_somebody_elsewhere_is_refused_without_saying_whose() {
    let world = world().await;
    let number = "038061000123";
    let mut work = world.as_binh().await;
    let national_id = Some(kernel::vietnamese::personal_number::read(number).unwrap());
    let person = members::NewPerson { national_id, ..crate::person("Đào Văn Khác") };
    let new = members::NewMember { person, ..crate::member("Đào Văn Khác") };
    members::join(&mut work, &world.phu_dong, new).await.unwrap();
    work.commit().await.unwrap();

    let token = lan(&world).await;
    let checked = check(
        &world,
        &token,
        "a.csv",
        format!("Họ và tên,Năm sinh,Số CCCD\nLò Thị An,1961,{number}\n").into(),
    )
    .await;
    assert_eq!(
        errors_of(&checked),
        [("C2".to_owned(), "national_id_other_person".to_owned())],
        "{checked}"
    );
    let said = checked.to_string();
    assert!(
        !said.contains("Khác") && !said.contains("Phù Đổng") && !said.contains(number),
        "{said}"
    );
    world.end().await;
}

#[tokio::test]
async fn a_batch_of_one_commune_is_not_there_for_another() {
    let world = world().await;
    let token = lan(&world).await;
    let checked = check(&world, &token, "so.xlsx", officers_workbook()).await;
    let id = checked["batch"].as_str().unwrap();
    let binh = world.sign_in("binh.phudong", Role::CommuneOfficer, &world.phu_dong).await;
    for unit in [&world.hoa_sen, &world.phu_dong] {
        for path in [
            format!("/don-vi/{unit}/nhap/{id}"),
            format!("/don-vi/{unit}/nhap/{id}/danh-dau.xlsx"),
            format!("/api/v1/units/{unit}/imports/{id}"),
            format!("/api/v1/units/{unit}/imports/{id}/marked"),
        ] {
            assert_eq!(world.get(&binh, &path).await.0, StatusCode::NOT_FOUND, "{path}");
        }
        for act in ["ghi", "dung"] {
            let (status, _) =
                world.post(&binh, &format!("/don-vi/{unit}/nhap/{id}/{act}"), "").await;
            assert_eq!(status, StatusCode::NOT_FOUND, "{act}");
        }
    }
    let auditor = world.sign_in("hoa.kiemtra", Role::Auditor, &world.hoa_sen).await;
    let (status, _) = world.get(&auditor, &format!("/don-vi/{}/nhap", world.hoa_sen)).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    assert_eq!(world.rows_of("member_person").await, 0);
    world.end().await;
}

#[tokio::test]
async fn every_earlier_import_is_found_page_after_page_with_who_sent_it_and_what_it_wrote() {
    let world = world().await;
    let token = lan(&world).await;
    let list = plain_list(&[["Lò Thị An", "1961", "", "Trường An", ""]]);
    let first = apply(&world, &token, &check(&world, &token, "dau.xlsx", list.clone()).await).await;
    let api = format!("/api/v1/units/{}/imports", world.hoa_sen);
    const MORE: usize = 21;
    for number in 0..MORE {
        let path = format!("{api}?file_name=sau-{number}.xlsx");
        let (status, _) = send_file(&world, &token, &path, list.clone()).await;
        assert_eq!(status, StatusCode::ACCEPTED);
    }
    world.run_jobs().await;

    let home = format!("/don-vi/{}/nhap", world.hoa_sen);
    let its_page = format!("{home}/{}", first["batch"].as_str().unwrap());
    let (_, page) = world.get(&token, &home).await;
    assert!(page.contains("sau-20.xlsx") && !page.contains(&its_page), "{page}");
    let (_, rest) = page.split_once(&format!("{home}?sau=")).expect("it goes on");
    let place = rest.split(['"', '#']).next().unwrap();
    let (status, page) = world.get(&token, &format!("{home}?sau={place}")).await;
    assert_eq!(status, StatusCode::OK, "{page}");
    assert!(page.contains(&its_page) && page.contains("sau-0.xlsx"), "{page}");
    assert!(!page.contains("sau-20.xlsx") && page.contains("lan.hoasen"), "{page}");

    let (_, body) = world.get(&token, &api).await;
    let all: Value = serde_json::from_str(&body).unwrap();
    let imports = all["imports"].as_array().unwrap();
    assert_eq!((imports.len(), all["total"].as_i64()), (MORE + 1, Some(22)), "{body}");
    assert_eq!((&imports[0]["written"], &all["next"]), (&Value::Null, &Value::Null), "{body}");
    let oldest = imports.last().unwrap();
    assert_eq!((&oldest["batch"], &oldest["written"]), (&first["batch"], &1.into()), "{body}");
    assert_eq!((&oldest["sent_by"], &oldest["state"]), (&"lan.hoasen".into(), &"applied".into()));
    let (_, body) = world.get(&token, &format!("{api}?after={place}")).await;
    assert_eq!(body.matches("file_name").count(), 2, "{body}");
    let (status, _) = world.get(&token, &format!("{api}?after=nowhere")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let binh = world.sign_in("binh.phudong", Role::CommuneOfficer, &world.phu_dong).await;
    assert_eq!(world.get(&binh, &api).await.0, StatusCode::NOT_FOUND);
    world.end().await;
}

#[tokio::test]
async fn the_wizard_shows_progress_stops_and_writes_nothing_then() {
    let world = world().await;
    let token = lan(&world).await;
    let home = format!("/don-vi/{}/nhap", world.hoa_sen);
    let (status, page) = world.get(&token, &home).await;
    assert_eq!(status, StatusCode::OK, "{page}");
    assert!(
        page.contains("Họ và tên") && page.contains("enctype=\"multipart/form-data\""),
        "{page}"
    );
    let (status, sample) = world.bytes(&token, &format!("{home}/mau.xlsx")).await;
    assert!(status == StatusCode::OK && sample.starts_with(b"PK"));

    assert_eq!(send_form(&world, &token, &home, "Sổ.xlsx", &sample).await.0, StatusCode::SEE_OTHER);
    let (_, page) = world.get(&token, &home).await;
    let batch = page
        .split(&format!("{home}/"))
        .filter_map(|rest| rest.get(..26))
        .find(|id| id.chars().all(char::is_alphanumeric));
    let batch = format!("{home}/{}", batch.expect("the batch is listed"));
    let (_, page) = world.get(&token, &batch).await;
    assert!(page.contains("data-poll") && page.contains("Dừng lại"), "{page}");
    assert_eq!(
        world.post(&token, &format!("{batch}/ghi"), "").await.0,
        StatusCode::CONFLICT,
        "not yet checked"
    );
    assert_eq!(world.post(&token, &format!("{batch}/dung"), "").await.0, StatusCode::SEE_OTHER);
    world.run_jobs().await;
    let (_, page) = world.get(&token, &batch).await;
    assert!(page.contains("Đã dừng") && !page.contains("data-poll"), "{page}");
    assert_eq!(world.post(&token, &format!("{batch}/dung"), "").await.0, StatusCode::CONFLICT);

    let (status, page) =
        send_form(&world, &token, &home, "anh.xlsx", b"%PDF-1.7 not a workbook").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("PDF"), "{page}");
    assert_eq!(world.rows_of("member_person").await, 0);
    world.end().await;
}

#[tokio::test]
async fn the_sample_and_the_older_formats_are_read_and_the_preview_says_what_the_button_does() {
    let world = world().await;
    let token = lan(&world).await;
    let home = format!("/don-vi/{}/nhap", world.hoa_sen);
    let (_, sample) = world.bytes(&token, &format!("{home}/mau.xlsx")).await;
    let checked = check(&world, &token, "mau.xlsx", sample).await;
    assert_eq!(counts_of(&checked), [2, 2, 0, 0, 0], "{checked}");
    let (_, page) =
        world.get(&token, &format!("{home}/{}", checked["batch"].as_str().unwrap())).await;
    assert!(
        page.contains("Ghi 2 hội viên vào sổ") && page.contains("Thêm 2 hội viên mới"),
        "{page}"
    );

    let csv = "\u{feff}DANH SÁCH;;;\nTT;Họ tên;Năm sinh;Giới tính\n1;Lò Thị An;1961;Nữ\n2;Vàng A Pó;1958;nam\n3;Hà Văn Bé;195;nam\n";
    let checked = check(&world, &token, "danh-sach.csv", csv.into()).await;
    assert_eq!(counts_of(&checked), [3, 2, 0, 0, 1], "{checked}");
    let applied = apply(&world, &token, &checked).await;
    assert_eq!(marked_of(&world, &token, &applied).await.text("B3"), "Lò Thị An");

    if let Some(xls) = as_xls(&plain_list(&[
        ["Lò Thị An", "1961", "", "", ""],
        ["Hoàng Thị Cúc", "05/07/1970", "", "Trường An", ""],
    ])) {
        let checked = check(&world, &token, "cu.xls", xls).await;
        assert_eq!(counts_of(&checked), [2, 1, 0, 1, 0], "{checked}");
    }
    world.end().await;
}

#[tokio::test]
async fn a_file_that_is_no_member_list_is_refused_at_once_with_its_reason() {
    let world = world().await;
    let token = lan(&world).await;
    let path = format!("/api/v1/units/{}/imports?file_name=a.xlsx", world.hoa_sen);
    for (bytes, code) in [
        (b"%PDF-1.7".to_vec(), "file_of_another_kind"),
        (vec![], "file_missing"),
        ("STT,Ngày sinh,Điện thoại\n1,1961,0912345678\n".into(), "no_name_column"),
        ("Khoản thu,Số tiền\nÔng An,200000\n".into(), "no_member_table"),
    ] {
        let (status, answer) = send_file(&world, &token, &path, bytes).await;
        assert_eq!(answer["code"], code, "{answer}");
        assert!(status.is_client_error());
    }
    assert_eq!(world.rows_of("member_batch").await, 0);
    world.end().await;
}

#[tokio::test]
async fn the_command_line_looks_without_writing_and_writes_in_one_work() {
    let world = world().await;
    let path = world.folder.path().join("so.xlsx");
    std::fs::write(&path, officers_workbook()).unwrap();
    let out = world.folder.path().join("marked.xlsx");
    let options = Options {
        marked: Some(out.clone()),
        default_joined: Some(Day::of(2020, 1, 1)),
        ..Options::default()
    };

    let mut look = Look::begin(&world.site, Caller::operator(), Lang::Vi).await.unwrap();
    let seen =
        import::check_file(&mut look, &world.hoa_sen, &path, "so.xlsx", &options).await.unwrap();
    drop(look);
    assert_eq!((seen.batch.clone(), seen.created, seen.refused), (None, 2, 5));
    assert!(out.exists());
    assert_eq!(
        world.rows_of("member_batch").await + world.rows_of("audit_row").await,
        0,
        "a look writes nothing"
    );

    let options = Options { marked: Some(out.with_file_name("written.xlsx")), ..options };
    let work = access::Work::begin(&world.site, Caller::operator(), Lang::Vi).await.unwrap();
    let done = import::apply_file(work, &world.hoa_sen, &path, "so.xlsx", &options).await.unwrap();
    assert_eq!((done.created, done.refused), (2, 5));
    assert!(done.batch.is_some());
    assert_eq!(world.rows_of("member_membership").await, 2);
    world.end().await;
}

#[tokio::test]
async fn an_unknown_chapter_is_answered_with_the_names_that_come_near() {
    let world = world().await;
    let token = lan(&world).await;
    let list = plain_list(&[["Lò Thị An", "1961", "", "Chi hội Trường Anh", ""]]);
    let checked = check(&world, &token, "a.xlsx", list).await;
    let said = checked["errors"][0]["message"].as_str().unwrap();
    assert!(said.contains("“Trường An”"), "{said}");
    world.end().await;
}

/// What the command line answers for these paths.
async fn refused(world: &World, path: &Path, marked: Option<PathBuf>) -> (String, String) {
    let options = Options { marked, ..Options::default() };
    let mut look = Look::begin(&world.site, Caller::operator(), Lang::Vi).await.unwrap();
    let seen = import::check_file(&mut look, &world.hoa_sen, path, "so.xlsx", &options).await;
    drop(look);
    let work = access::Work::begin(&world.site, Caller::operator(), Lang::Vi).await.unwrap();
    let done = import::apply_file(work, &world.hoa_sen, path, "so.xlsx", &options).await;
    let (seen, done) = (seen.unwrap_err(), done.unwrap_err());
    assert_eq!(seen.code(), done.code());
    (seen.code(), seen.say(Lang::Vi))
}

#[tokio::test]
async fn the_command_line_names_a_path_that_it_cannot_use_and_spoils_nothing() {
    let world = world().await;
    let folder = world.folder.path();
    let list = folder.join("so.xlsx");
    let hers = officers_workbook();
    std::fs::write(&list, &hers).unwrap();
    let missing = folder.join("nosuch.xlsx");
    let round = folder.join("imports").join("..").join("so.xlsx");
    std::fs::create_dir_all(folder.join("imports")).unwrap();
    let nowhere = folder.join("khong-co").join("a.xlsx");
    let kept = folder.join("tra-loi.xlsx");
    std::fs::write(&kept, "the answer of yesterday").unwrap();
    for (path, marked, code, named) in [
        (&missing, None, "file_not_found", &missing),
        (&folder.to_owned(), None, "file_is_folder", &folder.to_owned()),
        (&list, Some(list.clone()), "marked_over_input", &list),
        (&list, Some(round.clone()), "marked_over_input", &round),
        (&list, Some(nowhere.clone()), "marked_not_writable", &nowhere),
        (&list, Some(folder.to_owned()), "marked_is_folder", &folder.to_owned()),
        (&list, Some(kept.clone()), "marked_exists", &kept),
    ] {
        let (found, said) = refused(&world, path, marked).await;
        assert_eq!(found, code, "{said}");
        assert!(said.contains(&named.display().to_string()), "{said}");
    }
    assert_eq!(std::fs::read(&list).unwrap(), hers, "her file is as it was");
    assert_eq!(std::fs::read(&kept).unwrap(), b"the answer of yesterday");
    assert_eq!(world.rows_of("member_batch").await, 0);
    world.end().await;
}

/// Ông An belongs to Trường An and also to the commune's own office: two belongings, one person.
async fn an_with_two_belongings(world: &World) {
    let mut work = world.as_lan().await;
    let an = members::join(&mut work, &world.truong_an, crate::member("Lò Văn An")).await.unwrap();
    let also = members::Belonging {
        joined_on: Day::of(2025, 3, 2),
        card_number: None,
        counting: members::Counting::Also,
    };
    members::add_belonging(&mut work, &an, &world.hoa_sen, also).await.unwrap();
    work.commit().await.unwrap();
}

#[tokio::test]
async fn one_person_in_two_rows_that_say_the_same_is_written_once() {
    let world = world().await;
    an_with_two_belongings(&world).await;
    let token = lan(&world).await;
    let file = plain_list(&[
        ["Lò Văn An", "", "0912345670", "Trường An", "Trưởng họ"],
        ["Lò Văn An", "", "0912345670", "98001", "Trưởng họ"],
    ]);
    let checked = check(&world, &token, "hai-hang.xlsx", file).await;
    assert_eq!(counts_of(&checked), [2, 0, 1, 1, 0], "{checked}");
    let applied = apply(&world, &token, &checked).await;
    assert_eq!((&applied["state"], &applied["problem"]), (&"applied".into(), &"".into()));
    world.end().await;
}

#[tokio::test]
async fn one_person_in_two_rows_that_disagree_holds_up_the_second_row_alone() {
    let world = world().await;
    an_with_two_belongings(&world).await;
    let token = lan(&world).await;
    let file = plain_list(&[
        ["Lò Văn An", "", "0912345670", "Trường An", ""],
        ["Lò Văn An", "", "0912345671", "98001", ""],
        ["Vàng Thị Bưởi", "", "0912345672", "Trường An", ""],
    ]);
    let checked = check(&world, &token, "hai-hang.xlsx", file).await;
    assert_eq!(counts_of(&checked), [3, 1, 1, 0, 1], "{checked}");
    assert_eq!(errors_of(&checked), [("A3".to_owned(), "person_said_twice".to_owned())]);
    let said = checked["errors"][0]["message"].as_str().unwrap();
    assert!(said.contains("hàng 2") && said.contains("điện thoại"), "{said}");
    let applied = apply(&world, &token, &checked).await;
    assert_eq!(counts_of(&applied), [3, 1, 1, 0, 1], "the others are written: {applied}");
    assert_eq!((&applied["state"], &applied["problem"]), (&"applied".into(), &"".into()));
    world.end().await;
}

#[tokio::test]
async fn what_is_merged_over_several_people_is_said_of_each_and_the_preview_shows_them() {
    let world = world().await;
    let token = lan(&world).await;
    let files = [Some(merged_list()), as_xls(&merged_list())];
    for (number, bytes) in files.into_iter().flatten().enumerate() {
        let name = if number == 0 { "gop.xlsx" } else { "gop.xls" };
        let checked = check(&world, &token, name, bytes).await;
        assert_eq!(counts_of(&checked), [4, 4, 0, 0, 0], "{checked}");
        let people: Vec<String> = checked["first_people"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| {
                let [name, birth, sex, unit] = ["full_name", "birth", "sex", "unit"]
                    .map(|what| one[what].as_str().unwrap_or_default());
                format!("{name} {birth} {sex} {unit}")
            })
            .collect();
        assert_eq!(
            people,
            [
                "Lò Văn Anh 1951 male Trường An",
                "Lò Thị Bình 1952 female Trường An",
                "Lò Thị Cúc 1953 female Trường An",
                "Lò Văn Đông 1954 male xã Hoa Sen",
            ],
            "{name}"
        );
        assert_eq!(checked["new_by_unit"][1]["people"], 3, "{checked}");
        let columns = checked["columns"].as_array().unwrap();
        assert!(columns.iter().any(|column| column["column"] == "B–C"), "{checked}");
        let id = checked["batch"].as_str().unwrap();
        let page = format!("/don-vi/{}/nhap/{id}", world.hoa_sen);
        let (_, shown) = world.get(&token, &page).await;
        assert!(
            shown.contains("Lò Thị Cúc") && shown.contains("Hội viên mới theo đơn vị"),
            "{shown}"
        );
    }
    world.end().await;
}

#[tokio::test]
async fn a_tick_that_is_missing_makes_no_man_of_a_woman_in_the_register() {
    let world = world().await;
    let token = lan(&world).await;
    let first = "Họ và tên,Năm sinh,Nữ\nVừ Thị Mai,1950,x\nLò Văn Hòa,1951,\n";
    let checked = check(&world, &token, "a.csv", first.into()).await;
    apply(&world, &token, &checked).await;
    let unticked = "Họ và tên,Năm sinh,Nữ\nVừ Thị Mai,1950,\nLò Thị Sua,1952,x\n";
    let checked = check(&world, &token, "b.csv", unticked.into()).await;
    assert_eq!(counts_of(&checked), [2, 1, 0, 1, 0], "{checked}");
    world.end().await;
}

#[tokio::test]
async fn the_name_of_a_chapter_alone_in_a_row_is_asked_about() {
    let world = world().await;
    let token = lan(&world).await;
    let list = "TT,Họ và tên,Năm sinh\n1,Chi hội: Trường An,\n2,Lò Thị Sua,1952\n3,Trường An,\n";
    let checked = check(&world, &token, "c.csv", list.into()).await;
    assert_eq!(counts_of(&checked), [2, 1, 0, 0, 1], "{checked}");
    assert_eq!(errors_of(&checked), [("B4".to_owned(), "name_is_a_unit".to_owned())]);
    assert_eq!(checked["first_people"][0]["unit"], "Trường An");
    assert_eq!(checked["left_out"][0]["said"], "Chi hội: Trường An");
    world.end().await;
}
