//! Moving, leaving, dying, and putting mistakes right.

use crate::{figure, member, person, world};
use kernel::{Day, vietnamese::Sex};
use members::{LeaveReason, NewPerson, PersonChange, Transfer};
use testkit::TODAY;

#[tokio::test]
async fn a_transfer_keeps_one_person_counted_once() {
    let world = world().await;
    let mut work = world.as_minh().await;
    let id = members::join(&mut work, &world.truong_an, member("Lò Thị An")).await.unwrap();
    let transfer = Transfer { to: world.phu_dong.clone(), on: TODAY, note: String::new() };
    let arrived = members::transfer(&mut work, &id, 1, transfer.clone()).await.unwrap();
    assert_ne!(arrived, id);
    let again = members::transfer(&mut work, &id, 2, transfer).await;
    assert_eq!(again.unwrap_err().code(), "already_left");
    work.commit().await.unwrap();
    assert_eq!(world.rows_of("member_person").await, 1);
    assert_eq!(figure(&world, &world.hoa_sen, "members").await, 0);
    assert_eq!(figure(&world, &world.phu_dong, "members").await, 1);
    assert_eq!(figure(&world, &world.province, "members").await, 1);
    assert_eq!(figure(&world, &world.province, "new_members").await, 1);
    assert_eq!(figure(&world, &world.hoa_sen, "members_moved_out").await, 1);
    assert_eq!(figure(&world, &world.phu_dong, "members_moved_in").await, 1);
    world.end().await;
}

#[tokio::test]
async fn nobody_moves_a_member_into_a_unit_out_of_reach() {
    let world = world().await;
    let mut work = world.as_lan().await;
    let id = members::join(&mut work, &world.truong_an, member("Lò Thị An")).await.unwrap();
    let transfer = Transfer { to: world.phu_dong.clone(), on: TODAY, note: String::new() };
    let refused = members::transfer(&mut work, &id, 1, transfer).await;
    assert_eq!(refused.unwrap_err().code(), "not_found");
    drop(work);
    world.end().await;
}

#[tokio::test]
async fn a_death_ends_every_belonging_and_can_be_taken_back() {
    let world = world().await;
    let mut work = world.as_lan().await;
    let id = members::join(&mut work, &world.truong_an, member("Lò Thị An")).await.unwrap();
    let also = members::Belonging {
        joined_on: Day::of(2025, 5, 1),
        card_number: None,
        counting: members::Counting::Also,
    };
    let second = members::add_belonging(&mut work, &id, &world.hoa_sen, also).await.unwrap();
    members::leave(&mut work, &id, 1, TODAY, LeaveReason::Died, "").await.unwrap();
    let again = members::leave(&mut work, &second, 2, TODAY, LeaveReason::Left, "").await;
    assert_eq!(again.unwrap_err().code(), "already_left");
    work.commit().await.unwrap();
    assert_eq!(figure(&world, &world.hoa_sen, "members").await, 0);
    assert_eq!(figure(&world, &world.hoa_sen, "members_died").await, 1);
    world.verify().await;

    let mut work = world.as_lan().await;
    members::undo_leave(&mut work, &id, 2).await.unwrap();
    let twice = members::undo_leave(&mut work, &second, 3).await;
    assert_eq!(twice.unwrap_err().code(), "still_member", "all came back together");
    work.commit().await.unwrap();
    assert_eq!(figure(&world, &world.hoa_sen, "members").await, 1);
    assert_eq!(figure(&world, &world.hoa_sen, "members_died").await, 0);
    world.end().await;
}

#[tokio::test]
async fn two_people_who_edit_at_once_do_not_overwrite_each_other() {
    let world = world().await;
    let mut work = world.as_lan().await;
    let id = members::join(&mut work, &world.truong_an, member("Lò Thị An")).await.unwrap();
    let change = |name: &str, revision| PersonChange {
        revision,
        person: NewPerson { sex: Some(Sex::Female), ..person(name) },
    };
    members::edit_person(&mut work, &id, change("Lò Thị Ân", 1)).await.unwrap();
    let stale = members::edit_person(&mut work, &id, change("Lò Thị Ấn", 1)).await.unwrap_err();
    assert_eq!((stale.code().as_str(), stale.status().as_u16()), ("stale_version", 409));
    work.commit().await.unwrap();
    // The sex is part of what is counted, so the counts were written anew with it.
    world.verify().await;
    world.end().await;
}

#[tokio::test]
async fn the_day_of_joining_is_put_right_and_the_counts_move_with_it() {
    let world = world().await;
    let mut work = world.as_lan().await;
    let id = members::join(&mut work, &world.truong_an, member("Lò Thị An")).await.unwrap();
    members::correct_membership(&mut work, &id, 1, Day::of(2019, 1, 1), "HS-7").await.unwrap();
    work.commit().await.unwrap();
    assert_eq!(figure(&world, &world.hoa_sen, "members").await, 1);
    assert_eq!(figure(&world, &world.hoa_sen, "new_members").await, 0);
    world.end().await;
}
