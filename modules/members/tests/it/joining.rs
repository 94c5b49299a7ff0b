//! Joining, belonging to several units, and what may not be.

use crate::{figure, member, person, world};
use access::Role;
use kernel::{Day, vietnamese::personal_number};
use members::{Belonging, Counting, NewMember, NewPerson};
use testkit::TODAY;

#[tokio::test]
async fn a_new_member_is_counted_all_the_way_up() {
    let world = world().await;
    let mut work = world.as_lan().await;
    members::join(&mut work, &world.truong_an, member("Lò Thị An")).await.unwrap();
    work.commit().await.unwrap();
    for unit in [&world.truong_an, &world.hoa_sen, &world.province] {
        assert_eq!(figure(&world, unit, "members").await, 1);
        assert_eq!(figure(&world, unit, "new_members").await, 1);
    }
    assert_eq!(figure(&world, &world.phu_dong, "members").await, 0);
    world.end().await;
}

#[tokio::test]
async fn nobody_joins_a_unit_twice_and_a_further_unit_does_not_count_again() {
    let world = world().await;
    let mut work = world.as_lan().await;
    let id = members::join(&mut work, &world.truong_an, member("Lò Thị An")).await.unwrap();
    let also = |counting| Belonging { joined_on: TODAY, card_number: None, counting };
    let twice =
        members::add_belonging(&mut work, &id, &world.truong_an, also(Counting::Also)).await;
    assert_eq!(twice.unwrap_err().code(), "already_here");
    let second = members::add_belonging(&mut work, &id, &world.hoa_sen, also(Counting::Home)).await;
    assert_eq!(second.unwrap_err().code(), "has_home");
    members::add_belonging(&mut work, &id, &world.hoa_sen, also(Counting::Also)).await.unwrap();
    work.commit().await.unwrap();
    assert_eq!(world.rows_of("member_person").await, 1);
    assert_eq!(figure(&world, &world.province, "members").await, 1);
    world.end().await;
}

#[tokio::test]
async fn cards_are_numbered_by_the_unit_and_no_number_is_given_twice() {
    let world = world().await;
    let mut work = world.as_lan().await;
    let with_card =
        |name: &str, card: &str| NewMember { card_number: Some(card.to_owned()), ..member(name) };
    members::join(&mut work, &world.truong_an, with_card("Vàng A Pó", "98001.truong-an-0002"))
        .await
        .unwrap();
    members::join(&mut work, &world.truong_an, member("Lò Thị An")).await.unwrap();
    let taken = with_card("Giàng A Lử", "98001.truong-an-0002");
    let taken = members::join(&mut work, &world.truong_an, taken).await;
    assert_eq!(taken.unwrap_err().code(), "card_taken");
    work.commit().await.unwrap();
    let token = world.sign_in("lan.hoasen", Role::CommuneOfficer, &world.hoa_sen).await;
    let (_, list) = world.get(&token, &format!("/don-vi/{}/hoi-vien", world.hoa_sen)).await;
    assert!(list.contains("98001.truong-an-0003"), "{list}");
    world.end().await;
}

fn with_number(name: &str, number: &str) -> NewMember {
    let national_id = Some(personal_number::read(number).unwrap());
    NewMember { person: NewPerson { national_id, ..person(name) }, ..member(name) }
}

#[tokio::test]
async fn a_number_taken_elsewhere_is_answered_without_a_word_about_whose_it_is() {
    let world = world().await;
    let number = "011085000123";
    let mut work = world.as_binh().await;
    members::join(&mut work, &world.phu_dong, with_number("Quàng Thị Bí Mật", number))
        .await
        .unwrap();
    work.commit().await.unwrap();

    let mut work = world.as_lan().await;
    let problem = members::join(&mut work, &world.truong_an, with_number("Lò Thị An", number))
        .await
        .unwrap_err();
    assert_eq!(problem.code(), "national_id_unusable");
    let said = problem.say(kernel::Lang::Vi);
    assert!(
        said.contains("Không dùng được số này, hãy hỏi Hội cấp trên") && !said.contains("Bí Mật"),
        "{said}"
    );
    drop(work);

    // Whoever may see both is told who it is.
    let mut work = world.as_minh().await;
    let problem = members::join(&mut work, &world.truong_an, with_number("Lò Thị An", number))
        .await
        .unwrap_err();
    assert_eq!(problem.code(), "national_id_here");
    assert!(problem.say(kernel::Lang::Vi).contains("Quàng Thị Bí Mật"));
    drop(work);
    assert_eq!(world.rows_of("member_person").await, 1);
    world.end().await;
}

#[tokio::test]
async fn a_number_is_stored_sealed_and_seen_only_with_a_reason_that_is_kept() {
    let world = world().await;
    let mut work = world.as_lan().await;
    let id = members::join(&mut work, &world.truong_an, with_number("Lò Thị An", "011085000123"))
        .await
        .unwrap();
    let sealed: (String, String) =
        sqlx::query_as("select national_id_sealed, national_id_masked from member_person")
            .fetch_one(&mut *work.tx)
            .await
            .unwrap();
    assert!(!sealed.0.contains("0110850") && sealed.1 == "0110••••0123", "{sealed:?}");
    let without = members::reveal_national_id(&mut work, &id, "").await;
    assert_eq!(without.unwrap_err().code(), "reason_missing");
    let shown = members::reveal_national_id(&mut work, &id, "check_card").await.unwrap();
    assert_eq!(shown.as_deref(), Some("011085000123"));
    let kept: Vec<String> = sqlx::query_scalar(
        "select details from audit_row where action = 'members.read_national_id'",
    )
    .fetch_all(&mut *work.tx)
    .await
    .unwrap();
    assert_eq!(kept, [r#"{"reason":"check_card"}"#]);
    work.commit().await.unwrap();

    let mut work = world.work_as(Role::ChapterSecretary, &world.truong_an).await;
    let refused = members::reveal_national_id(&mut work, &id, "check_card").await;
    assert_eq!(refused.unwrap_err().code(), "not_allowed");
    drop(work);
    world.end().await;
}

#[tokio::test]
async fn the_register_does_not_begin_beside_a_declared_total() {
    let world = world().await;
    let mut work = world.as_lan().await;
    let declared = counts::NewDeclaration {
        indicator: "members".to_owned(),
        period: kernel::Period { from: Day::of(2025, 12, 31), until: Day::of(2026, 1, 1) },
        quantity: Some(1_204),
        wording: String::new(),
        basis: String::new(),
    };
    counts::declare(&mut work, &world.hoa_sen, &declared).await.unwrap();
    let problem =
        members::join(&mut work, &world.truong_an, member("Lò Thị An")).await.unwrap_err();
    assert_eq!(problem.code(), "declared_total_stands");
    let said = problem.say(kernel::Lang::Vi);
    assert!(said.contains("xã Hoa Sen") && said.contains("1.204"), "{said}");

    members::replace_declared_total(&mut work, &world.truong_an).await.unwrap();
    members::join(
        &mut work,
        &world.truong_an,
        NewMember { joined_on: TODAY, ..member("Lò Thị An") },
    )
    .await
    .unwrap();
    work.commit().await.unwrap();
    assert_eq!(figure(&world, &world.hoa_sen, "members").await, 1);
    world.end().await;
}

#[tokio::test]
async fn a_chapter_is_held_back_by_its_communes_total_too() {
    let world = world().await;
    let mut work = world.as_lan().await;
    let declared = counts::NewDeclaration {
        indicator: "members".to_owned(),
        period: kernel::Period { from: TODAY, until: TODAY.next() },
        quantity: Some(7),
        wording: String::new(),
        basis: String::new(),
    };
    counts::declare(&mut work, &world.hoa_sen, &declared).await.unwrap();
    work.commit().await.unwrap();
    let mut work = world.work_as(Role::ChapterHead, &world.truong_an).await;
    let problem =
        members::join(&mut work, &world.truong_an, member("Lò Thị An")).await.unwrap_err();
    assert_eq!(problem.code(), "declared_total_stands");
    let replaced = members::replace_declared_total(&mut work, &world.truong_an).await;
    assert_eq!(
        replaced.unwrap_err().code(),
        "not_found",
        "the commune's figures are the commune's"
    );
    drop(work);
    world.end().await;
}
