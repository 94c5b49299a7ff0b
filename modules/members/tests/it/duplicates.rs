//! People who may be one: found while typing and by a search, merged, parted again, remembered.

use crate::{figure, member, person, world};
use access::Role;
use axum::http::Method;
use kernel::{
    Day, MembershipId, UnitId,
    vietnamese::{date::WrittenDay, personal_number, phone},
};
use members::{NewMember, NewPerson};
use platform::operation::new_id;
use serde_json::{Value, json};
use testkit::World;

pub fn born(name: &str, birth: &str) -> NewMember {
    let birth: WrittenDay = birth.parse().unwrap();
    NewMember { person: NewPerson { birth: Some(birth), ..person(name) }, ..member(name) }
}
fn reached_by(new: NewMember, number: &str) -> NewMember {
    let phone = Some(phone::read(number).unwrap());
    NewMember { person: NewPerson { phone, ..new.person }, ..new }
}
fn numbered(new: NewMember, number: &str) -> NewMember {
    let national_id = Some(personal_number::read(number).unwrap());
    NewMember { person: NewPerson { national_id, ..new.person }, ..new }
}

pub async fn join(world: &World, unit: &UnitId, new: NewMember) -> MembershipId {
    let mut work = world.as_minh().await;
    let id = members::join(&mut work, unit, new).await.unwrap();
    work.commit().await.unwrap();
    id
}

async fn person_of(world: &World, membership: &MembershipId) -> String {
    let mut tx = world.site.db.begin().await.unwrap();
    let sql = "select person_id from member_membership where id = $1";
    sqlx::query_scalar(sql).bind(membership).fetch_one(&mut *tx).await.unwrap()
}

/// The token of Bà Lan at Hoa Sen.
async fn lan(world: &World) -> String {
    world.sign_in("lan.hoasen", Role::CommuneOfficer, &world.hoa_sen).await
}
async fn minh(world: &World) -> String {
    world.sign_in("minh.mau", Role::ProvinceOfficer, &world.province).await
}

async fn ask(world: &World, token: &str, path: &str) -> (u16, Value) {
    let (status, body) = world.get(token, path).await;
    (status.as_u16(), serde_json::from_str(&body).unwrap_or_default())
}
async fn send(world: &World, token: &str, method: Method, path: &str, body: Value) -> (u16, Value) {
    let (status, body) = world.send_json(method, token, path, &new_id(), &body).await;
    (status.as_u16(), body)
}

/// Searches a unit and gives its pairs.
async fn searched(world: &World, token: &str, unit: &UnitId) -> Vec<Value> {
    let path = format!("/api/v1/units/{unit}/duplicates");
    let (status, body) = send(world, token, Method::POST, &path, json!({})).await;
    assert_eq!(status, 202, "{body}");
    world.run_jobs().await;
    let (status, body) = ask(world, token, &path).await;
    assert_eq!(status, 200, "{body}");
    body["pairs"].as_array().unwrap().clone()
}

/// The address of a pair of people, and what it shows.
async fn opened(
    world: &World,
    token: &str,
    unit: &UnitId,
    (one, other): (&MembershipId, &MembershipId),
) -> (String, u16, Value) {
    let (one, other) = (person_of(world, one).await, person_of(world, other).await);
    let path = format!("/api/v1/units/{unit}/duplicates/{one}/{other}");
    let (status, body) = ask(world, token, &path).await;
    (path, status, body)
}

#[tokio::test]
async fn who_is_typed_is_compared_with_ones_own_people_and_nobody_elses() {
    let world = world().await;
    join(&world, &world.truong_an, reached_by(born("Lò Thị Hoà", "1960-05-12"), "0912345678"))
        .await;
    join(&world, &world.phu_dong, numbered(born("Lò Thị Hoà", "1960-05-12"), "011160000123")).await;
    let token = lan(&world).await;
    let path = format!("/api/v1/units/{}/members/similar", world.truong_an);
    let asked = format!("{path}?name=L%C3%B2%20Th%E1%BB%8B%20H%C3%B2a&birth=12/05/1960");
    let (status, body) = ask(&world, &token, &asked).await;
    assert_eq!(status, 200, "{body}");
    let people = body["people"].as_array().unwrap();
    assert_eq!(people.len(), 1, "the other lives in another commune: {body}");
    assert_eq!(people[0]["class"], "certain");
    assert!(people[0]["why"].as_str().unwrap().contains("Hoà / Hòa"), "{body}");

    // A day and month exchanged, a telephone and a year, a letter mistyped on the same day.
    for question in [
        "name=lo%20thi%20hoa&birth=1960-12-05",
        "name=Lo%20Hoa&phone=0912345678&birth=1960",
        "name=Lo%20Thi%20Hoan&birth=12/05/1960",
    ] {
        let (_, body) = ask(&world, &token, &format!("{path}?{question}")).await;
        assert_eq!(body["people"].as_array().unwrap().len(), 1, "{question} {body}");
    }
    for question in ["", "name=Giang%20A%20Lu&birth=12/05/1960", "name=Lo%20Thi%20Hoa&birth=1971"] {
        let (_, body) = ask(&world, &token, &format!("{path}?{question}")).await;
        assert_eq!(body["people"], json!([]), "{question}");
    }
    world.end().await;
}

#[tokio::test]
async fn a_number_of_another_commune_is_answered_in_neutral_words_and_nothing_else() {
    let world = world().await;
    join(&world, &world.phu_dong, numbered(born("Quàng Thị Bí Mật", "1960"), "011160000123")).await;
    let (lan, minh) = (lan(&world).await, minh(&world).await);
    let path = format!("/api/v1/units/{}/members/similar", world.truong_an);
    let (_, taken) = ask(&world, &lan, &format!("{path}?national_id=011160000123")).await;
    assert_eq!(taken["national_id"], "unusable");
    assert_eq!(taken["people"], json!([]));
    assert!(
        taken["message"].as_str().unwrap().contains("Không dùng được số này, hãy hỏi Hội cấp trên")
    );
    let (_, free) = ask(&world, &lan, &format!("{path}?national_id=011160000124")).await;
    assert_eq!((&free["national_id"], &free["message"]), (&json!("free"), &json!("")));
    // Whoever may see both is told who it is.
    let (_, here) = ask(&world, &minh, &format!("{path}?national_id=011160000123")).await;
    assert_eq!(here["national_id"], "here");
    assert_eq!(here["people"][0]["full_name"], "Quàng Thị Bí Mật");
    world.end().await;
}

#[tokio::test]
async fn a_search_keeps_what_it_finds_once_and_remembers_who_is_not_the_same() {
    let world = world().await;
    let an = join(&world, &world.truong_an, born("Lò Thị An", "1960-05-12")).await;
    let other = join(&world, &world.hoa_sen, born("Lò Thị Ân", "1960-05-12")).await;
    join(&world, &world.truong_an, born("Giàng A Lử", "1971-02-03")).await;
    join(&world, &world.phu_dong, born("Lò Thị An", "1960-05-12")).await;
    let token = lan(&world).await;
    for _ in 0..2 {
        let pairs = searched(&world, &token, &world.hoa_sen).await;
        assert_eq!(pairs.len(), 1, "of Phù Đổng's people nothing shows: {pairs:?}");
        assert_eq!(pairs[0]["reasons"], json!(["other_marks", "same_birth"]));
    }
    assert_eq!(world.rows_of("member_duplicate").await, 1);
    let (status, page) =
        world.get(&token, &format!("/don-vi/{}/co-the-trung", world.hoa_sen)).await;
    assert_eq!(status, 200);
    assert!(page.contains("Lò Thị Ân") && page.contains("tên khác dấu: An / Ân"), "{page}");

    let (path, status, _) = opened(&world, &token, &world.hoa_sen, (&an, &other)).await;
    assert_eq!(status, 200);
    let not_same = json!({ "state": "not_same" });
    let (status, body) = send(&world, &token, Method::PUT, &path, not_same).await;
    assert_eq!(status, 200, "{body}");
    assert!(searched(&world, &token, &world.hoa_sen).await.is_empty(), "nobody asks again");
    let (status, _) = send(&world, &token, Method::PUT, &path, json!({ "state": "open" })).await;
    assert_eq!(status, 200);
    assert_eq!(searched(&world, &token, &world.hoa_sen).await.len(), 1);

    // The province sees three who are alike across its communes.
    let minh = minh(&world).await;
    assert_eq!(searched(&world, &minh, &world.province).await.len(), 3);
    // A name corrected: the pair is none any more.
    let mut work = world.as_lan().await;
    let change = members::PersonChange {
        revision: 1,
        person: born("Vàng Thị Mỷ", "1971-01-01").person,
    };
    members::edit_person(&mut work, &other, change).await.unwrap();
    work.commit().await.unwrap();
    assert!(searched(&world, &token, &world.hoa_sen).await.is_empty());
    world.end().await;
}

#[tokio::test]
async fn whoever_is_recorded_although_somebody_was_shown_is_somebody_else() {
    let world = world().await;
    join(&world, &world.truong_an, born("Lò Thị An", "1960-05-12")).await;
    let token = lan(&world).await;
    let path = format!("/don-vi/{}/hoi-vien/them", world.truong_an);
    let form = "full_name=L%C3%B2+Th%E1%BB%8B+An&birth=12%2F05%2F1960&joined_on=01%2F03%2F2025&reason=joined";
    let (status, page) = world.post(&token, &path, form).await;
    assert_eq!(status, 409);
    assert!(page.contains("cùng họ tên, cùng ngày sinh, cùng đơn vị"), "{page}");
    let (status, _) = world.post(&token, &path, &format!("{form}&confirmed=1")).await;
    assert_eq!(status, 303);
    assert_eq!(world.rows_of("member_person").await, 2);
    assert!(searched(&world, &token, &world.hoa_sen).await.is_empty());
    world.end().await;
}

#[tokio::test]
async fn two_members_of_one_unit_become_one_and_old_links_lead_to_them() {
    let world = world().await;
    let earlier = NewMember { joined_on: Day::of(2025, 1, 5), ..born("Lò Thị Hòa", "1960") };
    let late = reached_by(born("Lò Thị Hoà", "1960-05-12"), "0912345678");
    let one = join(&world, &world.truong_an, numbered(late, "011160000123")).await;
    let other = join(&world, &world.truong_an, numbered(earlier, "011160000124")).await;
    assert_eq!(figure(&world, &world.hoa_sen, "members").await, 2);
    let token = lan(&world).await;
    let (path, status, shown) = opened(&world, &token, &world.hoa_sen, (&one, &other)).await;
    assert_eq!((status, &shown["one"]["full_name"]), (200, &json!("Lò Thị Hoà")));
    assert_eq!(shown["other"]["national_id_masked"], "0111••••0124");

    let stale = json!({ "stamp": "x" });
    let (_, body) = send(&world, &token, Method::POST, &format!("{path}/merge"), stale).await;
    assert_eq!(body["code"], "stale_version");
    let chosen = json!({ "stamp": shown["stamp"], "full_name": "other", "national_id": "other", "card_number": "other" });
    let (status, merged) =
        send(&world, &token, Method::POST, &format!("{path}/merge"), chosen).await;
    assert_eq!(status, 201, "{merged}");
    assert_eq!(figure(&world, &world.hoa_sen, "members").await, 1);
    assert_eq!(figure(&world, &world.hoa_sen, "new_members").await, 1);
    assert_eq!(world.rows_of("member_person").await, 1);
    world.verify().await;

    let (_, now) = ask(&world, &token, &format!("/api/v1/members/{other}")).await;
    assert_eq!(now["id"], json!(one), "an old id is answered by the one that stands for it");
    assert_eq!(now["joined_on"], "2025-01-05", "the earlier day was offered");
    assert_eq!(now["card_number"], "98001.truong-an-0002");
    let person = &now["person"];
    assert_eq!(
        (&person["full_name"], &person["birth"], &person["phone"], &person["national_id_masked"]),
        (
            &json!("Lò Thị Hòa"),
            &json!("1960-05-12"),
            &json!("+84912345678"),
            &json!("0111••••0124")
        )
    );
    let (status, _) = world.get(&token, &format!("/hoi-vien/{other}")).await;
    assert_eq!(status, 303, "a card's code leads on");
    let binh = world.sign_in("binh.phudong", Role::CommuneOfficer, &world.phu_dong).await;
    let (status, _) = world.get(&binh, &format!("/hoi-vien/{other}")).await;
    assert_eq!(status, 404, "to anybody else it is as if it had never been");
    // The number was sealed anew for its row.
    let mut work = world.as_lan().await;
    let digits = members::reveal_national_id(&mut work, &one, "check_card").await.unwrap();
    assert_eq!(digits.as_deref(), Some("011160000124"));
    work.commit().await.unwrap();

    let undo = format!(
        "/api/v1/units/{}/merges/{}/undo",
        world.hoa_sen,
        merged["merge"].as_str().unwrap()
    );
    let (status, body) = send(&world, &token, Method::POST, &undo, json!({})).await;
    assert_eq!(status, 200, "{body}");
    assert_eq!(figure(&world, &world.hoa_sen, "members").await, 2);
    let mut work = world.as_lan().await;
    for (membership, number) in [(&one, "011160000123"), (&other, "011160000124")] {
        let digits =
            members::reveal_national_id(&mut work, membership, "check_card").await.unwrap();
        assert_eq!(digits.as_deref(), Some(number));
    }
    work.commit().await.unwrap();
    let (_, body) = send(&world, &token, Method::POST, &undo, json!({})).await;
    assert_eq!(body["code"], "already_undone");
    world.end().await;
}

#[tokio::test]
async fn of_two_homes_one_is_chosen_and_the_other_counts_no_more() {
    for (others, left) in [("also", false), ("end", true)] {
        let world = world().await;
        let one = join(&world, &world.truong_an, born("Lò Thị An", "1960-05-12")).await;
        let other = join(&world, &world.hoa_sen, born("Lò Thị An", "1960-05-12")).await;
        let token = lan(&world).await;
        let (path, _, shown) = opened(&world, &token, &world.hoa_sen, (&one, &other)).await;
        let path = format!("{path}/merge");
        let without = json!({ "stamp": shown["stamp"] });
        let (status, body) = send(&world, &token, Method::POST, &path, without).await;
        assert_eq!((status, &body["code"]), (422, &json!("home_missing")));
        let chosen = json!({ "stamp": shown["stamp"], "home": world.truong_an, "others": others });
        let (status, body) = send(&world, &token, Method::POST, &path, chosen).await;
        assert_eq!(status, 201, "{body}");
        assert_eq!(figure(&world, &world.truong_an, "members").await, 1);
        assert_eq!(figure(&world, &world.hoa_sen, "members").await, 1);
        let (_, now) = ask(&world, &token, &format!("/api/v1/members/{other}")).await;
        assert_eq!((&now["counting"], now["left_on"].is_null()), (&json!("also"), !left), "{now}");
        world.end().await;
    }
}

#[tokio::test]
async fn nobody_decides_about_people_who_also_belong_elsewhere() {
    let world = world().await;
    let one = join(&world, &world.truong_an, born("Lò Thị An", "1960-05-12")).await;
    let other = join(&world, &world.truong_an, born("Lò Thị An", "1960-05-12")).await;
    let mut work = world.as_minh().await;
    let also = members::Belonging {
        joined_on: testkit::TODAY,
        card_number: None,
        counting: members::Counting::Also,
    };
    members::add_belonging(&mut work, &other, &world.phu_dong, also).await.unwrap();
    work.commit().await.unwrap();
    let (lan, minh) = (lan(&world).await, minh(&world).await);
    let (_, status, body) = opened(&world, &lan, &world.hoa_sen, (&one, &other)).await;
    assert_eq!((status, &body["code"]), (409, &json!("not_wholly_here")));
    assert!(searched(&world, &lan, &world.hoa_sen).await.is_empty(), "nor is it offered");
    let (_, status, _) = opened(&world, &minh, &world.province, (&one, &other)).await;
    assert_eq!(status, 200);
    let far = join(&world, &world.phu_dong, born("Lò Thị An", "1960-05-12")).await;
    let (_, status, _) = opened(&world, &lan, &world.hoa_sen, (&one, &far)).await;
    assert_eq!(status, 404, "of somebody of another commune nothing shows");
    let (_, status, body) = opened(&world, &lan, &world.hoa_sen, (&one, &one)).await;
    assert_eq!((status, &body["code"]), (422, &json!("same_person")));
    world.end().await;
}

#[tokio::test]
async fn the_dead_are_not_merged_with_the_living() {
    let world = world().await;
    let one = join(&world, &world.truong_an, born("Lò Thị An", "1960-05-12")).await;
    let other = join(&world, &world.hoa_sen, born("Lò Thị An", "1960-05-12")).await;
    let mut work = world.as_lan().await;
    let died = members::LeaveReason::Died;
    members::leave(&mut work, &one, 1, testkit::TODAY, died, "").await.unwrap();
    work.commit().await.unwrap();
    let token = lan(&world).await;
    let (path, _, shown) = opened(&world, &token, &world.hoa_sen, (&one, &other)).await;
    let chosen = json!({ "stamp": shown["stamp"] });
    let (status, body) = send(&world, &token, Method::POST, &format!("{path}/merge"), chosen).await;
    assert_eq!((status, &body["code"]), (409, &json!("one_has_died")));
    world.end().await;
}

/// Merges two people of Hoa Sen as chosen, and gives the address that takes it back.
async fn merged(
    world: &World,
    token: &str,
    pair: (&MembershipId, &MembershipId),
    mut chosen: Value,
) -> String {
    let (path, _, shown) = opened(world, token, &world.hoa_sen, pair).await;
    chosen["stamp"] = shown["stamp"].clone();
    let (status, body) = send(world, token, Method::POST, &format!("{path}/merge"), chosen).await;
    assert_eq!(status, 201, "{body}");
    format!("/api/v1/units/{}/merges/{}/undo", world.hoa_sen, body["merge"].as_str().unwrap())
}

#[tokio::test]
async fn what_came_after_a_merge_is_kept_or_named_but_never_lost() {
    let world = world().await;
    let token = lan(&world).await;
    let pair = |name: &'static str| {
        let world = &world;
        async move {
            let one = join(world, &world.truong_an, born(name, "1960-05-12")).await;
            let other = reached_by(born(name, "1960-05-12"), "0912345678");
            (one, join(world, &world.truong_an, other).await)
        }
    };
    let edit = |membership: MembershipId, change: NewPerson| {
        let (world, token) = (&world, &token);
        async move {
            let (_, now) = ask(world, token, &format!("/api/v1/members/{membership}")).await;
            let revision = now["person"]["revision"].as_i64().unwrap();
            let mut work = world.as_lan().await;
            let change = members::PersonChange { revision, person: change };
            members::edit_person(&mut work, &membership, change).await.unwrap();
            work.commit().await.unwrap();
        }
    };
    // The survivor's own name corrected: kept, and the other comes back as they were.
    let (one, other) = pair("Lò Thị An").await;
    let undo = merged(&world, &token, (&one, &other), json!({})).await;
    edit(one.clone(), born("Lò Thị Ân", "1960-05-12").person).await;
    assert_eq!(send(&world, &token, Method::POST, &undo, json!({})).await.0, 200);
    let (_, left) = ask(&world, &token, &format!("/api/v1/members/{one}")).await;
    let (_, right) = ask(&world, &token, &format!("/api/v1/members/{other}")).await;
    assert_eq!(left["person"]["full_name"], "Lò Thị Ân");
    assert_eq!(right["person"]["full_name"], "Lò Thị An");

    // A telephone that came from the other, corrected since: whose is it now?
    let (one, other) = pair("Vàng A Pó").await;
    let undo = merged(&world, &token, (&one, &other), json!({ "phone": "other" })).await;
    let corrected = reached_by(born("Vàng A Pó", "1960-05-12"), "0987654321").person;
    edit(one.clone(), corrected).await;
    let (status, body) = send(&world, &token, Method::POST, &undo, json!({})).await;
    assert_eq!((status, &body["code"]), (409, &json!("changed_since")));
    assert!(body["detail"].to_string().contains("Số điện thoại"), "{body}");

    // A belonging moved since.
    let (one, other) = pair("Giàng A Lử").await;
    let undo = merged(&world, &token, (&one, &other), json!({})).await;
    let mut work = world.as_lan().await;
    let left = members::LeaveReason::Left;
    let revision = 1;
    members::leave(&mut work, &one, revision, testkit::TODAY, left, "").await.unwrap();
    work.commit().await.unwrap();
    let (status, body) = send(&world, &token, Method::POST, &undo, json!({})).await;
    assert_eq!((status, &body["code"]), (409, &json!("changed_since")));

    // A later merge goes first.
    let (one, other) = pair("Thào A Dế").await;
    let third = join(&world, &world.truong_an, born("Thào A Dế", "1960-05-12")).await;
    let first = merged(&world, &token, (&one, &other), json!({})).await;
    let second = merged(&world, &token, (&one, &third), json!({})).await;
    let (_, body) = send(&world, &token, Method::POST, &first, json!({})).await;
    assert_eq!(body["code"], "merged_again");
    world.verify().await;
    assert_eq!(send(&world, &token, Method::POST, &second, json!({})).await.0, 200);
    assert_eq!(send(&world, &token, Method::POST, &first, json!({})).await.0, 200);
    world.end().await;
}

/// The Back button and a second tab lead to what remains; nobody else learns of it.
async fn the_pair_says_that_it_was_merged(world: &World, token: &str, here: &str) {
    for page in [here.to_owned(), format!("{here}/xem-truoc?stamp=old")] {
        let (status, said) = world.get(token, &page).await;
        assert_eq!(status, 200, "{said}");
        assert!(said.contains("Còn một hồ sơ: Lò Thị Hòa."), "{said}");
        let (_, rest) = said.split_once("href=\"/hoi-vien/").expect("a link to what remains");
        let (status, _) = world.get(token, &format!("/hoi-vien/{}", &rest[..26])).await;
        assert_eq!(status, 200);
    }
    for act in ["", "/khac-nguoi"] {
        let (status, said) = world.post(token, &format!("{here}{act}"), "").await;
        assert_eq!(status, 409, "{said}");
        assert!(said.contains("đã được gộp"), "{said}");
    }
    let (_, one) = here.split_once("/gop/").unwrap();
    let (one, other) = one.split_once('/').unwrap();
    let elsewhere = here.replace(world.hoa_sen.as_str(), world.phu_dong.as_str());
    let binh = world.sign_in("binh.phudong", Role::CommuneOfficer, &world.phu_dong).await;
    let unknown = here.replace(other, &other.chars().rev().collect::<String>());
    for (token, path) in [(token, &unknown), (&*binh, &elsewhere), (&*binh, &here.to_owned())] {
        assert_eq!(world.get(token, path).await.0, 404, "{path} {one}");
    }
}

#[tokio::test]
async fn the_pages_lead_from_the_list_to_a_merge_and_back() {
    let world = world().await;
    let one = join(&world, &world.truong_an, born("Lò Thị Hoà", "1960-05-12")).await;
    let other = join(&world, &world.hoa_sen, born("Lò Thị Hòa", "1960-05-12")).await;
    let token = lan(&world).await;
    searched(&world, &token, &world.hoa_sen).await;
    let (_, list) = world.get(&token, &format!("/don-vi/{}/co-the-trung", world.hoa_sen)).await;
    let (one, other) = (person_of(&world, &one).await, person_of(&world, &other).await);
    let here = format!("/don-vi/{}/gop/{one}/{other}", world.hoa_sen);
    assert!(list.contains(&here), "{list}");
    let (status, page) = world.get(&token, &here).await;
    assert_eq!(status, 200);
    assert!(page.contains("Tính hội viên ở đơn vị nào"), "{page}");
    let stamp = page.split("name=\"stamp\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let (status, page) = world.get(&token, &format!("{here}/xem-truoc?stamp={stamp}")).await;
    assert_eq!(status, 422, "a home must be chosen");
    assert!(page.contains("Hãy chọn một đơn vị để tính hội viên"), "{page}");
    let choice = format!("stamp={stamp}&home={}&full_name=other", world.truong_an);
    let (status, page) = world.get(&token, &format!("{here}/xem-truoc?{choice}")).await;
    assert_eq!(status, 200);
    assert!(
        page.contains("Còn một hồ sơ: Lò Thị Hòa.") && page.contains("tham gia thêm"),
        "{page}"
    );
    let (status, _) = world.post(&token, &here, &choice).await;
    assert_eq!(status, 303);
    the_pair_says_that_it_was_merged(&world, &token, &here).await;
    let merged = format!("/don-vi/{}/co-the-trung?xem=merged", world.hoa_sen);
    let (_, list) = world.get(&token, &merged).await;
    let (_, rest) = list.split_once("/da-gop/").expect("the merge is in the list");
    let back = format!("/don-vi/{}/da-gop/{}", world.hoa_sen, &rest[..26]);
    let (status, _) = world.get(&token, &back).await;
    assert_eq!(status, 200);
    let (status, _) = world.post(&token, &format!("{back}/tach"), "").await;
    assert_eq!(status, 303);
    assert_eq!(world.rows_of("member_person").await, 2);
    let (status, _) = world.post(&token, &format!("{here}/khac-nguoi"), "").await;
    assert_eq!(status, 303);
    let kept = format!("/don-vi/{}/co-the-trung?xem=not_same", world.hoa_sen);
    assert!(world.get(&token, &kept).await.1.contains(&here));
    world.end().await;
}
