//! A part of a chapter becomes a chapter of its own, and the chapter goes on.

use crate::{scenes::opening, world::*};
use access::Role;
use kernel::{Day, RowId, UnitId};
use platform::Problem;
use reorganisation::{Plan, Portion, Step, Target};
use testkit::{TODAY, World};

/// Trường An with two groups below it, five members of its own and 90 declared families.
async fn chapter_with_groups() -> (World, [UnitId; 2], Vec<kernel::MembershipId>) {
    let world = world().await;
    let an = world.truong_an.clone();
    let groups = [chapter(&world, &an, "to-1").await, chapter(&world, &an, "to-2").await];
    let mut members = vec![];
    for (number, last) in ["Anh", "Bảo", "Cường", "Dũng", "Em"].into_iter().enumerate() {
        let name = format!("Nguyễn Văn {last}");
        members.push(join(&world, &an, &name, &format!("A{number}")).await);
    }
    join(&world, &groups[0], "Lò Thị Một", "").await;
    declare(&world, &an, "families_registered", 90, Day::of(2025, 12, 31)).await;
    (world, groups, members)
}

/// One new chapter beside Trường An gets a group, two people by name, and a third of what is declared.
fn away(world: &World, group: &UnitId, people: &[kernel::MembershipId]) -> Plan {
    let new = Target::new_unit("moi");
    let mut plan = plan(vec![Step::SplitOff {
        unit: world.truong_an.clone(),
        parts: vec![Portion {
            to: new.clone(),
            units: vec![group.clone()],
            share: "1/3".parse().ok(),
            basis: "30 trong 90 hộ".to_owned(),
        }],
    }]);
    plan.opens = vec![opening("moi", &world.hoa_sen)];
    for one in people {
        plan.placed.insert(format!("members.membership/{one}"), new.clone());
    }
    plan
}

async fn new_chapter(world: &World) -> UnitId {
    let mut tx = world.site.db.begin().await.unwrap();
    units::find(&mut tx, "98001.moi-moi", TODAY).await.unwrap().id.clone()
}

#[tokio::test]
async fn a_part_goes_with_its_people_and_the_chapter_goes_on() -> Result<(), Problem> {
    let (world, groups, members) = chapter_with_groups().await;
    let (an, at) = (world.truong_an.clone(), world.hoa_sen.clone());
    let (_, preview) = carry_out(&world, &at, away(&world, &groups[0], &members[..2])).await?;
    for object in &preview.objects {
        for total in &object.totals {
            assert_eq!((total.before, total.ends), (total.after, 0), "{total:?}");
        }
    }
    assert_eq!((preview.ending, preview.opening), (0, 1));
    let new = new_chapter(&world).await;
    assert_eq!(figure(&world, &new, "members").await, 3, "two by name, one in the group");
    assert_eq!(figure(&world, &an, "members").await, 3);
    assert_eq!(figure(&world, &new, "families_registered").await, 30);
    assert_eq!(figure(&world, &an, "families_registered").await, 60);
    assert_eq!(figure(&world, &at, "families_registered").await, 90);
    assert_eq!(figure(&world, &at, "members").await, 6);
    assert_eq!(figure(&world, &at, "members_merged").await, 0);
    assert_eq!(figure(&world, &at, "chapters").await, 4);
    let before = figure_on(&world, &an, "families_registered", DAY.before()).await;
    assert_eq!(before, 90, "in the boundaries of before, the part is a part of Trường An");
    let mut tx = world.site.db.begin().await?;
    let from = units::predecessors(&mut tx, &new).await?;
    assert!(from.iter().any(|kin| kin.unit.id == an), "it says what it was made of");
    drop(tx);
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn everything_goes_back_to_the_chapter_when_it_is_taken_back() -> Result<(), Problem> {
    let (world, groups, members) = chapter_with_groups().await;
    let (an, at) = (world.truong_an.clone(), world.hoa_sen.clone());
    let (id, _) = carry_out(&world, &at, away(&world, &groups[0], &members[..2])).await?;
    let new = new_chapter(&world).await;
    take_back(&world, &at, &id).await?;
    assert_eq!(figure(&world, &an, "members").await, 6);
    assert_eq!(figure(&world, &an, "families_registered").await, 90);
    assert_eq!(figure(&world, &new, "members").await, 0);
    assert_eq!(figure(&world, &at, "chapters").await, 3);
    // Who had left by somebody else's hand is not brought back, and the same can be done again.
    carry_out(&world, &at, away(&world, &groups[0], &members[..2])).await?;
    assert_eq!(figure(&world, &an, "members").await, 3);
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn two_parts_leave_on_one_day_by_two_decisions_and_each_is_taken_back_alone()
-> Result<(), Problem> {
    let (world, groups, members) = chapter_with_groups().await;
    let (an, at) = (world.truong_an.clone(), world.hoa_sen.clone());
    let one = Plan { day: DAY, ..away(&world, &groups[0], &members[..1]) };
    let (first, _) = carry_out(&world, &at, one).await?;
    let mut other = away(&world, &groups[1], &members[1..3]);
    let Step::SplitOff { parts, .. } = &mut other.steps[0] else { unreachable!() };
    parts[0].share = None;
    let (second, _) = carry_out(&world, &at, other).await?;
    assert_eq!(figure(&world, &an, "members").await, 2);
    let early = take_back(&world, &at, &first).await.unwrap_err();
    assert_eq!(early.code(), "later_reorganisation");
    take_back(&world, &at, &second).await?;
    assert_eq!(figure(&world, &an, "members").await, 4, "only those of the second came back");
    take_back(&world, &at, &first).await?;
    assert_eq!(figure(&world, &an, "members").await, 6);
    assert_eq!(figure(&world, &an, "families_registered").await, 90);
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn a_list_with_somebody_who_is_not_there_blocks_and_says_so() -> Result<(), Problem> {
    let (world, groups, members) = chapter_with_groups().await;
    let elsewhere = chapter(&world, &world.hoa_sen, "khac").await;
    let stranger = join(&world, &elsewhere, "Quàng Văn Lạ", "").await;
    let plan = away(&world, &groups[0], &[members[0].clone(), stranger]);
    let refused = carry_out(&world, &world.hoa_sen, plan).await.unwrap_err();
    assert_eq!(refused.code(), "blocked");
    assert!(refused.to_string().contains("không (còn) là hội viên"), "{refused}");
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn what_is_declared_for_the_day_itself_has_to_be_cleared_up_first() -> Result<(), Problem> {
    let (world, groups, members) = chapter_with_groups().await;
    declare(&world, &world.truong_an, "families_registered", 60, DAY).await;
    let plan = away(&world, &groups[0], &members[..1]);
    let refused = carry_out(&world, &world.hoa_sen, plan).await.unwrap_err();
    assert_eq!(refused.code(), "blocked");
    assert!(refused.to_string().contains("01/03/2026"), "{refused}");
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn a_part_is_split_off_on_a_page_with_a_pasted_list() -> Result<(), Problem> {
    let (world, groups, _) = chapter_with_groups().await;
    let (an, at) = (world.truong_an.clone(), world.hoa_sen.clone());
    let maker = world.sign_in("lan", Role::CommuneOfficer, &at).await;
    let (status, page) =
        world.get(&maker, &format!("/don-vi/{at}/sap-xep/them?viec=split_off&chon={an}")).await;
    assert!(status == 200 && page.contains("Nguyễn Văn Cường"), "people are offered by name");
    assert!(page.contains(&format!("1-sub-{}", groups[1])), "and so are the groups");
    let form = |list: &str| {
        format!(
            "do=keep&day=01/03/2026&decision=So%2012&1-viec=split_off&1-unit={an}&1-parts=1\
             &1-name-1=Chi%20h%E1%BB%99i%20m%E1%BB%9Bi&1-share-1=1/3&1-basis-1=h%E1%BB%99\
             &1-sub-{}=1&1-list-1={list}",
            groups[0]
        )
    };
    let there = format!("/don-vi/{at}/sap-xep/them");
    let (status, body) = world.post(&maker, &there, &form("A0%0AGi%C3%A0ng%20A%20Chu")).await;
    assert_eq!(status, 422, "{body}");
    assert!(body.contains("Dòng 2") && body.contains("id=\"1-list-1-mistake\""), "{body}");
    let (status, body) = world.post(&maker, &there, &form("A0%0AA3")).await;
    assert_eq!(status, 303, "{body}");

    let mut tx = world.site.db.begin().await?;
    let id: RowId = sqlx::query_scalar("select id from reorganisation").fetch_one(&mut *tx).await?;
    let kept: String =
        sqlx::query_scalar("select plan from reorganisation").fetch_one(&mut *tx).await?;
    drop(tx);
    let kept: Plan = serde_json::from_str(&kept)?;
    assert_eq!(kept.placed.len(), 2);
    // The page of the draft says the same again, and what it says is the same plan.
    let (status, page) = world.get(&maker, &format!("/don-vi/{at}/sap-xep/{id}/sua")).await;
    assert_eq!(status, 200, "{page}");
    let (status, body) =
        world.post(&maker, &format!("/don-vi/{at}/sap-xep/{id}/sua"), &sent_again(&page)).await;
    assert_eq!(status, 303, "{body}");
    let mut tx = world.site.db.begin().await?;
    let again: String =
        sqlx::query_scalar("select plan from reorganisation").fetch_one(&mut *tx).await?;
    drop(tx);
    assert_eq!(serde_json::from_str::<Plan>(&again)?, kept);
    world.end().await;
    Ok(())
}

/// A part of Trường An goes to a chapter that has members and declared families of its own.
fn to_a_neighbour(
    world: &World,
    there: &UnitId,
    group: &UnitId,
    people: &[kernel::MembershipId],
) -> Plan {
    let mut plan = away(world, group, people);
    let Step::SplitOff { parts, .. } = &mut plan.steps[0] else { unreachable!() };
    parts[0].to = Target::unit(there);
    plan.opens.clear();
    for to in plan.placed.values_mut() {
        *to = Target::unit(there);
    }
    plan
}

#[tokio::test]
async fn a_part_goes_to_a_chapter_there_is_and_comes_back_when_it_is_taken_back()
-> Result<(), Problem> {
    let (world, groups, members) = chapter_with_groups().await;
    let (an, at) = (world.truong_an.clone(), world.hoa_sen.clone());
    let khac = chapter(&world, &at, "khac").await;
    join(&world, &khac, "Quàng Văn Sẵn", "").await;
    declare(&world, &khac, "families_registered", 12, Day::of(2025, 12, 31)).await;
    let plan = to_a_neighbour(&world, &khac, &groups[0], &members[..2]);
    let (id, preview) = carry_out(&world, &at, plan).await?;
    for object in &preview.objects {
        for total in &object.totals {
            assert_eq!((total.before, total.ends), (total.after, 0), "{total:?}");
        }
    }
    assert_eq!((preview.ending, preview.opening), (0, 0));
    let figures = async || {
        let mut found = vec![];
        for unit in [&an, &khac, &at] {
            let members = figure(&world, unit, "members").await;
            found.push((members, figure(&world, unit, "families_registered").await));
        }
        found
    };
    assert_eq!(figures().await, [(3, 60), (4, 42), (7, 102)]);
    assert_eq!(figure(&world, &at, "chapters").await, 4, "none was opened and none is gone");
    take_back(&world, &at, &id).await?;
    assert_eq!(figures().await, [(6, 90), (1, 12), (7, 102)]);
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn who_receives_a_part_agrees_to_it_and_has_said_nothing_of_that_day() -> Result<(), Problem>
{
    let (world, groups, members) = chapter_with_groups().await;
    let at = world.hoa_sen.clone();
    let khac = chapter(&world, &at, "khac").await;
    let plan = to_a_neighbour(&world, &khac, &groups[0], &members[..1]);
    let people = people(&world);
    let mut work = work_of(&world, &people.maker).await;
    let id = reorganisation::draft(&mut work, &registry(), &at, plan.clone()).await?;
    let hash = reorganisation::propose(&mut work, &registry(), &at, &id).await?;
    let (part, giver) = (reorganisation::Part::Ends, &people.giver);
    work.commit().await?;
    let mut work = work_of(&world, giver).await;
    reorganisation::approve(&mut work, &registry(), &at, &id, part, &hash).await?;
    work.commit().await?;
    let mut work = work_of(&world, &people.maker).await;
    let refused = reorganisation::apply(&mut work, &registry(), &at, &id, &hash).await.unwrap_err();
    assert_eq!(refused.code(), "approval_missing");
    drop(work);
    declare(&world, &khac, "families_registered", 12, DAY).await;
    let refused = carry_out(&world, &at, plan).await.unwrap_err();
    assert_eq!(refused.code(), "blocked");
    world.end().await;
    Ok(())
}
