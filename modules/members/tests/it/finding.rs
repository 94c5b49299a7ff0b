//! Lists and searches.

use crate::{member, world};
use access::Role;
use kernel::{
    Day, UnitId,
    vietnamese::{personal_number, phone},
};
use members::{LeaveReason, NewMember, NewPerson, Transfer};
use testkit::{TODAY, World};

async fn names(world: &World, token: &str, question: &str) -> Vec<String> {
    let path = format!("/api/v1/units/{}/members?{question}", world.hoa_sen);
    let (status, body) = world.get(token, &path).await;
    assert_eq!(status, 200, "{body}");
    let body: serde_json::Value = serde_json::from_str(&body).unwrap();
    let members = body["members"].as_array().unwrap();
    members.iter().map(|one| one["full_name"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn the_list_goes_by_given_name_and_is_searched_without_marks() {
    let world = world().await;
    let mut work = world.as_lan().await;
    for name in [
        "Đặng Văn Khuê",
        "Nguyễn Văn Ba",
        "Bùi Thuỷ",
        "Đỗ Ánh",
        "Lê Thủy",
        "Vàng A Khua",
        "Hồ Lan Anh",
    ] {
        members::join(&mut work, &world.truong_an, member(name)).await.unwrap();
    }
    let numbered = NewMember {
        person: NewPerson {
            phone: Some(phone::read("0912345678").unwrap()),
            national_id: Some(personal_number::read("011085000123").unwrap()),
            ..crate::person("Quàng Thị Yến")
        },
        ..member("")
    };
    members::join(&mut work, &world.truong_an, numbered).await.unwrap();
    work.commit().await.unwrap();
    let token = world.sign_in("lan.hoasen", Role::CommuneOfficer, &world.hoa_sen).await;

    let all = [
        "Hồ Lan Anh",
        "Đỗ Ánh",
        "Nguyễn Văn Ba",
        "Vàng A Khua",
        "Đặng Văn Khuê",
        "Bùi Thuỷ",
        "Lê Thủy",
        "Quàng Thị Yến",
    ];
    assert_eq!(names(&world, &token, "").await, all);
    assert_eq!(names(&world, &token, "q=dang%20khue").await, ["Đặng Văn Khuê"]);
    assert_eq!(names(&world, &token, "q=an").await, ["Hồ Lan Anh", "Đỗ Ánh"]);
    assert_eq!(names(&world, &token, "q=0912%20345%20678").await, ["Quàng Thị Yến"]);
    assert_eq!(names(&world, &token, "q=011085000123").await, ["Quàng Thị Yến"]);
    assert_eq!(names(&world, &token, "q=0110850001").await, Vec::<String>::new());
    assert_eq!(names(&world, &token, "q=%25").await, Vec::<String>::new());

    // Page by page it is the same list.
    let (mut after, mut walked) = (String::new(), vec![]);
    loop {
        let path = format!("/api/v1/units/{}/members?limit=3&after={after}", world.province);
        let minh = world
            .sign_in(&format!("minh{}", walked.len()), Role::ProvinceOfficer, &world.province)
            .await;
        let (_, body) = world.get(&minh, &path).await;
        let body: serde_json::Value = serde_json::from_str(&body).unwrap();
        let page = body["members"].as_array().unwrap();
        walked.extend(page.iter().map(|one| one["full_name"].as_str().unwrap().to_owned()));
        match body["next"].as_str() {
            Some(next) => after = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(walked, all);
    world.end().await;
}

#[tokio::test]
async fn the_list_of_a_day_holds_who_belonged_on_it() {
    let world = world().await;
    let mut work = world.as_lan().await;
    let early = NewMember { joined_on: Day::of(2020, 1, 1), ..member("Lò Văn Sớm") };
    let early = members::join(&mut work, &world.truong_an, early).await.unwrap();
    members::join(&mut work, &world.truong_an, member("Lò Văn Sau")).await.unwrap();
    members::leave(&mut work, &early, 1, Day::of(2024, 6, 1), LeaveReason::Left, "").await.unwrap();
    work.commit().await.unwrap();
    let token = world.sign_in("lan.hoasen", Role::CommuneOfficer, &world.hoa_sen).await;
    assert_eq!(names(&world, &token, "").await, ["Lò Văn Sau"]);
    assert_eq!(names(&world, &token, "on=2024-05-31").await, ["Lò Văn Sớm"]);
    assert_eq!(names(&world, &token, "on=01%2F06%2F2024").await, Vec::<String>::new());
    assert_eq!(names(&world, &token, "on=2024-06-01&state=left").await, ["Lò Văn Sớm"]);
    let page = format!("/don-vi/{}/hoi-vien?ngay=31%2F05%2F2024", world.hoa_sen);
    let (_, page) = world.get(&token, &page).await;
    assert!(page.contains("Lò Văn Sớm") && page.contains("Danh sách ngày 31/05/2024."));
    world.end().await;
}

/// What the page of a list says of how many there are, and whom it shows.
async fn shown(world: &World, token: &str, unit: &UnitId, name: &str) -> (String, bool) {
    let (status, page) = world.get(token, &format!("/don-vi/{unit}/hoi-vien")).await;
    assert_eq!(status, 200);
    let said = page.split_once(" hội viên đang sinh hoạt.").map(|(before, _)| before);
    let count = said.and_then(|before| before.rsplit('>').next()).unwrap_or("nobody");
    // Everybody here counts, so as many rows are below as people are said to be there.
    let all_shown = format!("Đã xem hết {count} dòng");
    assert!(matches!(count, "nobody" | "0") || page.contains(&all_shown), "{all_shown}");
    (count.to_owned(), page.contains(name))
}

#[tokio::test]
async fn the_number_over_a_list_follows_every_joining_moving_and_leaving_at_once() {
    let world = world().await;
    let minh = world.sign_in("minh", Role::ProvinceOfficer, &world.province).await;
    let binh = world.sign_in("binh", Role::CommuneOfficer, &world.phu_dong).await;
    let seen = async |unit: &UnitId, token: &str| shown(&world, token, unit, "Lò Thị An").await;
    let (province, next_door) = (&world.province, &world.phu_dong);
    assert_eq!(seen(province, &minh).await, ("nobody".to_owned(), false));
    assert_eq!(seen(next_door, &binh).await, ("nobody".to_owned(), false));

    let mut work = world.as_lan().await;
    let id = members::join(&mut work, &world.truong_an, member("Lò Thị An")).await.unwrap();
    let other = members::join(&mut work, &world.truong_an, member("Vàng A Tủa")).await.unwrap();
    work.commit().await.unwrap();
    for _ in 0..2 {
        assert_eq!(seen(province, &minh).await, ("2".to_owned(), true));
        assert!(!seen(next_door, &binh).await.1, "next door sees nothing of it");
    }
    let hidden = world.get(&binh, &format!("/don-vi/{}/hoi-vien", world.hoa_sen)).await;
    assert_eq!(hidden.0, 404, "what Minh was shown is nobody else's");

    let mut work = world.as_minh().await;
    let transfer = Transfer { to: world.phu_dong.clone(), on: TODAY, note: String::new() };
    members::transfer(&mut work, &id, 1, transfer).await.unwrap();
    work.commit().await.unwrap();
    assert_eq!(seen(next_door, &binh).await, ("1".to_owned(), true));
    assert_eq!(seen(&world.hoa_sen, &minh).await, ("1".to_owned(), false));
    assert_eq!(seen(province, &minh).await, ("2".to_owned(), true));

    let mut work = world.as_minh().await;
    members::leave(&mut work, &other, 1, TODAY, LeaveReason::Left, "").await.unwrap();
    work.commit().await.unwrap();
    assert_eq!(seen(&world.hoa_sen, &minh).await, ("0".to_owned(), false));
    assert_eq!(seen(province, &minh).await, ("1".to_owned(), true));
    world.end().await;
}
