//! Scenes of signing in, of roles and their reach, and of writes that are asked twice.

mod audit_book;

use access::{Caller, Device, NewAccount, Role, Work, add_account, sign_in, suspend};
use kernel::{Lang, UnitId};
use platform::Problem;
use testkit::{PASSWORD, World};

fn somewhere() -> Device {
    Device { address: "127.0.0.9".to_owned(), agent: "test".to_owned() }
}

async fn world() -> World {
    World::with(vec![]).await
}

fn new(username: &str, role: Role, unit: &UnitId) -> NewAccount {
    NewAccount {
        username: username.to_owned(),
        full_name: "Vàng Thị Mỷ".to_owned(),
        password: PASSWORD.to_owned(),
        role,
        unit: unit.clone(),
    }
}

#[tokio::test]
async fn the_sixth_wrong_password_in_a_minute_waits_and_the_minute_passes() {
    let world = world().await;
    world.sign_in("lan", Role::CommuneOfficer, &world.hoa_sen).await;
    for _ in 0..5 {
        let refused =
            sign_in(&world.site, "lan", "sai rồi nhé bạn", &somewhere()).await.unwrap_err();
        assert_eq!(refused.code(), "wrong_name_or_password");
    }
    let waits = sign_in(&world.site, "LAN", PASSWORD, &somewhere()).await.unwrap_err();
    assert_eq!(waits.status().as_u16(), 429, "even the right password waits now");
    world.site.clock.pass(61);
    assert!(sign_in(&world.site, "Lan", PASSWORD, &somewhere()).await.is_ok());
    world.end().await;
}

#[tokio::test]
async fn an_unknown_name_is_answered_like_a_wrong_password() {
    let world = world().await;
    let unknown =
        sign_in(&world.site, "khong-co", "mật khẩu nào đó", &somewhere()).await.unwrap_err();
    world.sign_in("lan", Role::CommuneOfficer, &world.hoa_sen).await;
    let wrong = sign_in(&world.site, "lan", "mật khẩu nào đó", &somewhere()).await.unwrap_err();
    assert_eq!((unknown.code(), unknown.say(Lang::Vi)), (wrong.code(), wrong.say(Lang::Vi)));
    world.end().await;
}

#[tokio::test]
async fn a_session_ends_when_it_is_idle_ended_or_its_account_suspended() {
    let world = world().await;
    let token = world.sign_in("lan", Role::CommuneOfficer, &world.hoa_sen).await;
    assert_eq!(world.get(&token, "/tai-khoan").await.0.as_u16(), 200);
    world.site.clock.pass(3_601);
    assert_eq!(world.get(&token, "/api/v1/me").await.0.as_u16(), 401, "idle for an hour");

    let token = sign_in(&world.site, "lan", PASSWORD, &somewhere()).await.unwrap();
    let admin = world.sign_in("quantri", Role::Administrator, &world.province).await;
    let (_, page) = world.get(&admin, &format!("/api/v1/units/{}/accounts", world.hoa_sen)).await;
    let listed: serde_json::Value = serde_json::from_str(&page).unwrap();
    let lan = listed["accounts"][0]["id"].as_str().unwrap().parse().unwrap();
    let mut work = world.work_as(Role::Administrator, &world.province).await;
    suspend(&mut work, &world.hoa_sen, &lan, true).await.unwrap();
    work.commit().await.unwrap();
    assert_eq!(world.get(&token, "/api/v1/me").await.0.as_u16(), 401, "suspended");
    assert!(sign_in(&world.site, "lan", PASSWORD, &somewhere()).await.is_err());

    let (status, _) = world.post(&admin, "/dang-xuat", "").await;
    assert_eq!(status.as_u16(), 303);
    assert_eq!(world.get(&admin, "/api/v1/me").await.0.as_u16(), 401, "signed out");
    world.end().await;
}

#[tokio::test]
async fn nobody_gives_a_role_that_may_do_more_than_their_own() {
    let world = world().await;
    let mut work = Work::begin(&world.site, Caller::operator(), Lang::Vi).await.unwrap();
    add_account(&mut work, new("quantri", Role::Administrator, &world.hoa_sen)).await.unwrap();
    let taken =
        add_account(&mut work, new("QUANTRI", Role::Member, &world.hoa_sen)).await.unwrap_err();
    assert_eq!(taken.code(), "username_taken");
    drop(work);
    // The province office may not manage accounts at all; an administrator of Hoa Sen not those of Phù Đổng.
    let mut work = world.as_minh().await;
    let refused =
        add_account(&mut work, new("moi", Role::Member, &world.hoa_sen)).await.unwrap_err();
    assert_eq!(refused.status().as_u16(), 403);
    drop(work);
    let mut work = world.work_as(Role::Administrator, &world.hoa_sen).await;
    let refused =
        add_account(&mut work, new("moi", Role::Member, &world.phu_dong)).await.unwrap_err();
    assert!(matches!(refused, Problem::NotFound));
    drop(work);
    world.end().await;
}

#[tokio::test]
async fn a_write_asked_twice_happens_once_and_is_answered_twice() {
    let world = world().await;
    let admin = world.sign_in("quantri", Role::Administrator, &world.province).await;
    let path = format!("/api/v1/units/{}/accounts", world.hoa_sen);
    let body = serde_json::json!({
        "username": "lan.hoasen", "full_name": "Bà Lan", "password": PASSWORD, "role": "commune_officer",
    });
    let post = axum::http::Method::POST;
    let first = world.send_json(post.clone(), &admin, &path, "thao-tac-0001", &body).await;
    let again = world.send_json(post.clone(), &admin, &path, "thao-tac-0001", &body).await;
    assert_eq!(first.0.as_u16(), 201, "{}", first.1);
    assert_eq!(first, again);
    let mut other = body.clone();
    other["full_name"] = "Bà Hoa".into();
    let reused = world.send_json(post.clone(), &admin, &path, "thao-tac-0001", &other).await;
    assert_eq!((reused.0.as_u16(), reused.1["code"].as_str()), (409, Some("idempotency_mismatch")));
    other["admin"] = true.into();
    let unknown = world.send_json(post.clone(), &admin, &path, "thao-tac-0002", &other).await;
    assert_eq!(
        (unknown.0.as_u16(), unknown.1["code"].as_str()),
        (422, Some("unknown_field")),
        "{}",
        unknown.1
    );
    let without = world.send_json(post, &admin, &path, "", &body).await;
    assert_eq!(without.1["code"], "operation_missing");
    world.end().await;
}

#[tokio::test]
async fn a_visitor_is_sent_to_sign_in_and_comes_back_where_she_was() {
    let world = world().await;
    let request =
        axum::http::Request::get("/tai-khoan?a=1").body(axum::body::Body::empty()).unwrap();
    let (status, _) = world.send(request).await;
    assert_eq!(status.as_u16(), 303);
    let (status, page) = world.get("", "/dang-nhap?next=//evil.example").await;
    assert_eq!(status.as_u16(), 200);
    assert!(page.contains("name=\"next\" value=\"/\""));
    world.end().await;
}

/// Every commune has its accounts: a province's list goes on after its first page, and a name is found on any of them.
#[tokio::test]
async fn every_account_is_on_one_page_of_the_list_and_is_found_by_its_name() {
    const ALL: usize = 104;
    let world = world().await;
    let admin = world.sign_in("quantri", Role::Administrator, &world.province).await;
    let mut work = Work::begin(&world.site, Caller::operator(), Lang::Vi).await.unwrap();
    for number in 2..ALL {
        let unit = if number % 2 == 0 { &world.hoa_sen } else { &world.phu_dong };
        let username = format!("can.bo-{number:03}");
        add_account(&mut work, new(&username, Role::Member, unit)).await.unwrap();
    }
    let mut tua = new("tua", Role::Member, &world.phu_dong);
    tua.full_name = "Giàng A Tủa".to_owned();
    add_account(&mut work, tua).await.unwrap();
    work.commit().await.unwrap();

    let list = format!("/api/v1/units/{}/accounts", world.province);
    let read = async |asked: &str| -> serde_json::Value {
        let (status, said) = world.get(&admin, &format!("{list}{asked}")).await;
        assert_eq!(status.as_u16(), 200, "{said}");
        serde_json::from_str(&said).unwrap()
    };
    let names = |said: &serde_json::Value| -> Vec<String> {
        let accounts = said["accounts"].as_array().unwrap();
        accounts.iter().map(|one| one["username"].as_str().unwrap().to_owned()).collect()
    };
    let first = read("").await;
    assert_eq!(first["total"], ALL);
    let second = read(&format!("?after={}", first["next"].as_str().unwrap())).await;
    assert!(second["next"].is_null());
    let all = [names(&first), names(&second)].concat();
    assert_eq!(all.len(), ALL);
    assert!(all.is_sorted(), "{all:?}");
    assert!(all.contains(&"tua".to_owned()));

    for asked in ["?q=tua", "?q=giang%20tua", "?q=T%E1%BB%A7a"] {
        assert_eq!(names(&read(asked).await), ["tua"], "{asked}");
    }
    let my = read("?q=my").await;
    assert_eq!(my["total"], ALL - 2, "everybody else is called Mỷ");
    let rest = read(&format!("?q=my&after={}", my["next"].as_str().unwrap())).await;
    assert_eq!(names(&my).len() + names(&rest).len(), ALL - 2);
    let (status, _) = world.get(&admin, &format!("{list}?after=khong")).await;
    assert_eq!(status.as_u16(), 422);

    let page = format!("/don-vi/{}/tai-khoan", world.province);
    let (_, shown) = world.get(&admin, &page).await;
    assert!(shown.contains("sau=canbo051.") && !shown.contains("Giàng A Tủa"), "{shown}");
    let (_, shown) = world.get(&admin, &format!("{page}?q=tua")).await;
    assert!(shown.contains("Giàng A Tủa") && !shown.contains("sau="), "{shown}");
    // Whoever manages one commune neither sees nor finds the accounts of another.
    let local = world.sign_in("hoasen", Role::Administrator, &world.hoa_sen).await;
    let (_, shown) = world.get(&local, &format!("/don-vi/{}/tai-khoan?q=tua", world.hoa_sen)).await;
    assert!(!shown.contains("Giàng A Tủa") && shown.contains("Không tìm thấy"), "{shown}");
    world.end().await;
}
