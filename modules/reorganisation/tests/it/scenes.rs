use crate::world::*;
use access::Role;
use kernel::{Day, RowId, Share, UnitId};
use platform::Problem;
use reorganisation::{Opening, Part, Portion, Step, Target};
use testkit::{TODAY, World};
use units::{Form, Setting};

/// Two chapters of Hoa Sen beside Trường An, with members in each.
async fn three_chapters() -> (World, UnitId, UnitId, UnitId) {
    let world = world().await;
    let (an, binh) = (world.truong_an.clone(), chapter(&world, &world.hoa_sen, "binh").await);
    let cat = chapter(&world, &world.hoa_sen, "cat").await;
    for last in ["Anh", "Bảo", "Cường", "Dũng", "Em"] {
        join(&world, &an, &format!("Nguyễn Văn An {last}"), "").await;
    }
    for (number, last) in ["Anh", "Bích", "Chi"].into_iter().enumerate() {
        join(&world, &binh, &format!("Trần Thị Bình {last}"), &format!("B{number}")).await;
    }
    join(&world, &cat, "Lê Cát", "B0").await;
    (world, an, binh, cat)
}

#[tokio::test]
async fn two_chapters_become_one_and_nobody_is_new_or_lost() -> Result<(), Problem> {
    let (world, an, binh, cat) = three_chapters().await;
    let (_, preview) =
        carry_out(&world, &world.hoa_sen, plan(vec![merge(&[&an, &binh], &cat)])).await?;

    let members = &preview.objects[0].totals[0];
    assert_eq!((members.before, members.after, members.ends), (8, 8, 0));
    assert_eq!(figure(&world, &cat, "members").await, 9);
    assert_eq!(figure(&world, &world.hoa_sen, "members").await, 9);
    assert_eq!(figure(&world, &cat, "members_merged").await, 0, "they were under it all along");
    assert_eq!(figure(&world, &world.hoa_sen, "members_merged").await, 0);
    let own = figure_on(&world, &cat, "members_merged", DAY.before()).await;
    assert_eq!(own, 8, "in the boundaries of before they came over");
    assert_eq!(figure_on(&world, &an, "members_merged", DAY.before()).await, -5);
    for code in ["new_members", "members_moved_in", "members_moved_out", "members_left"] {
        assert_eq!(figure(&world, &world.hoa_sen, code).await, 0, "{code}");
    }
    assert_eq!(figure(&world, &world.hoa_sen, "chapters").await, 1);
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn a_card_keeps_its_number_unless_the_heir_has_given_it_away() -> Result<(), Problem> {
    let (world, _, binh, cat) = three_chapters().await;
    carry_out(&world, &world.hoa_sen, plan(vec![merge(&[&binh], &cat)])).await?;
    let mut tx = world.site.db.begin().await?;
    let sql = "select card_number from member_membership where unit_id = $1 and left_on is null order by name_key";
    let cards: Vec<String> = sqlx::query_scalar(sql).bind(&cat).fetch_all(&mut *tx).await?;
    drop(tx);
    assert_eq!(cards.len(), 4);
    assert!(cards.contains(&"B1".to_owned()) && cards.contains(&"B2".to_owned()));
    assert_eq!(cards.iter().filter(|card| *card == "B0").count(), 1, "{cards:?}");
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn everything_is_as_before_when_it_is_taken_back() -> Result<(), Problem> {
    let (world, an, binh, cat) = three_chapters().await;
    let group = chapter(&world, &an, "to-1").await;
    declare(&world, &an, "families_registered", 40, Day::of(2025, 12, 31)).await;
    let role = world.sign_in("truong", Role::ChapterHead, &an).await;
    let at = world.hoa_sen.clone();
    let (id, _) = carry_out(&world, &at, plan(vec![merge(&[&an, &binh], &cat)])).await?;
    assert_eq!(figure(&world, &cat, "families_registered").await, 40);
    let page = format!("/don-vi/{cat}/hoi-vien");
    assert_eq!(world.get(&role, &page).await.0, 200, "the head of An now heads Cát");
    let mut tx = world.site.db.begin().await?;
    assert!(units::is_within(&mut tx, &group, &cat, TODAY).await?);
    drop(tx);

    take_back(&world, &at, &id).await?;
    assert_eq!(figure(&world, &an, "members").await, 5);
    assert_eq!(figure(&world, &binh, "members").await, 3);
    assert_eq!(figure(&world, &cat, "members").await, 1);
    assert_eq!(figure(&world, &an, "families_registered").await, 40);
    assert_eq!(figure(&world, &cat, "families_registered").await, 0);
    assert_eq!(figure(&world, &at, "chapters").await, 4);
    assert_eq!(world.get(&role, &page).await.0, 404);
    assert_eq!(world.get(&role, &format!("/don-vi/{an}/hoi-vien")).await.0, 200);
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn what_somebody_has_touched_since_is_not_taken_back() -> Result<(), Problem> {
    let (world, an, _, cat) = three_chapters().await;
    let at = world.hoa_sen.clone();
    let (id, _) = carry_out(&world, &at, plan(vec![merge(&[&an], &cat)])).await?;
    let mut tx = world.site.db.begin().await?;
    let sql = "select id from member_membership where unit_id = $1 and join_reason = 'reorganised' order by id limit 1";
    let one: kernel::MembershipId = sqlx::query_scalar(sql).bind(&cat).fetch_one(&mut *tx).await?;
    drop(tx);
    let mut work = operator(&world).await;
    members::leave(&mut work, &one, 1, TODAY, members::LeaveReason::Left, "").await?;
    work.commit().await?;
    let refused = take_back(&world, &at, &id).await.unwrap_err();
    assert_eq!(refused.code(), "touched_since");
    assert!(refused.to_string().contains("Nguyễn Văn An"), "{refused}");
    assert_eq!(figure(&world, &cat, "members").await, 5, "nothing was half taken back");
    world.end().await;
    Ok(())
}

fn portion(to: Target, units: Vec<UnitId>, share: Option<Share>) -> Portion {
    Portion { to, units, share, basis: "số hộ năm 2025".to_owned() }
}

pub fn opening(key: &str, parent: &UnitId) -> Opening {
    Opening {
        key: key.to_owned(),
        parent: parent.clone(),
        name: format!("Chi hội mới {key}"),
        form: Form::Chapter,
        setting: Setting::Hamlet,
        code: None,
    }
}

#[tokio::test]
async fn a_chapter_is_divided_by_lists_and_its_declared_figures_by_shares() -> Result<(), Problem> {
    let world = world().await;
    let (an, at) = (world.truong_an.clone(), world.hoa_sen.clone());
    let (one, two) = (chapter(&world, &an, "to-1").await, chapter(&world, &an, "to-2").await);
    let first = join(&world, &an, "Đặng Nhất", "01").await;
    join(&world, &an, "Đặng Nhì", "02").await;
    join(&world, &two, "Đặng Ba", "03").await;
    declare(&world, &an, "families_registered", 101, Day::of(2025, 6, 30)).await;
    let (a, b) = (Target::new_unit("a"), Target::new_unit("b"));
    let mut plan = plan(vec![Step::Split {
        unit: an.clone(),
        heirs: vec![
            portion(a.clone(), vec![one], Some("1/2".parse().unwrap())),
            portion(b.clone(), vec![two], Some("1/2".parse().unwrap())),
        ],
        rest: None,
    }]);
    plan.opens = vec![opening("a", &at), opening("b", &at)];
    let refused = carry_out(&world, &at, plan.clone()).await.unwrap_err();
    assert_eq!(
        refused.code(),
        "blocked",
        "two members of the unit itself have no place: {refused}"
    );

    plan.placed.insert(format!("members.membership/{first}"), a);
    let Step::Split { rest, .. } = &mut plan.steps[0] else { unreachable!() };
    *rest = Some(b);
    let (_, preview) = carry_out(&world, &at, plan).await?;
    let families = preview.objects.iter().find(|one| one.object == "counts.level").unwrap();
    let parts: Vec<i64> = families.lines.iter().map(|line| line.quantity).collect();
    assert_eq!(parts, [51, 50]);
    let mut tx = world.site.db.begin().await?;
    let a = units::find(&mut tx, "98001.moi-a", TODAY).await?.id.clone();
    let b = units::find(&mut tx, "98001.moi-b", TODAY).await?.id.clone();
    drop(tx);
    assert_eq!(figure(&world, &a, "members").await, 1);
    assert_eq!(figure(&world, &b, "members").await, 2);
    assert_eq!(figure(&world, &a, "families_registered").await, 51);
    assert_eq!(figure(&world, &at, "families_registered").await, 101);
    assert_eq!(
        figure(&world, &at, "chapters").await,
        4,
        "two new, two groups, the divided one gone"
    );
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn what_has_no_share_is_named_and_counts_for_the_unit_above() -> Result<(), Problem> {
    let (world, an, binh, cat) = three_chapters().await;
    let at = world.hoa_sen.clone();
    declare(&world, &an, "families_registered", 40, Day::of(2025, 12, 31)).await;
    let step = Step::Split {
        unit: an.clone(),
        heirs: vec![
            Portion { basis: String::new(), ..portion(Target::unit(&binh), vec![], None) },
            Portion { basis: String::new(), ..portion(Target::unit(&cat), vec![], None) },
        ],
        rest: Some(Target::unit(&cat)),
    };
    let (_, preview) = carry_out(&world, &at, plan(vec![step])).await?;
    assert!(preview.named.iter().any(|one| one.said.vi.contains("40") && !one.blocks));
    assert_eq!(figure(&world, &binh, "families_registered").await, 0);
    assert_eq!(figure(&world, &cat, "families_registered").await, 0);
    assert_eq!(figure(&world, &at, "families_registered").await, 40);
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn nobody_approves_alone() -> Result<(), Problem> {
    let (world, an, _, cat) = three_chapters().await;
    let (at, registry, people) = (world.hoa_sen.clone(), registry(), people(&world));
    let mut work = work_of(&world, &people.maker).await;
    let id =
        reorganisation::draft(&mut work, &registry, &at, plan(vec![merge(&[&an], &cat)])).await?;
    let early = reorganisation::apply(&mut work, &registry, &at, &id, "").await.unwrap_err();
    assert_eq!(early.code(), "wrong_step");
    let hash = reorganisation::propose(&mut work, &registry, &at, &id).await?;
    work.commit().await?;

    let mut work = work_of(&world, &people.maker).await;
    let own = reorganisation::approve(&mut work, &registry, &at, &id, Part::Ends, &hash).await;
    assert_eq!(own.unwrap_err().code(), "same_person");
    let none = reorganisation::apply(&mut work, &registry, &at, &id, &hash).await.unwrap_err();
    assert_eq!(none.code(), "approval_missing");
    drop(work);

    let mut work = work_of(&world, &people.giver).await;
    reorganisation::approve(&mut work, &registry, &at, &id, Part::Ends, &hash).await?;
    let both = reorganisation::approve(&mut work, &registry, &at, &id, Part::Receives, &hash).await;
    assert_eq!(both.unwrap_err().code(), "same_person");
    work.commit().await?;
    let stranger = person(14, Role::Approver, &world.phu_dong);
    let mut work = work_of(&world, &stranger).await;
    let far = reorganisation::approve(&mut work, &registry, &at, &id, Part::Receives, &hash).await;
    assert_eq!(far.unwrap_err().code(), "not_found");
    drop(work);
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn an_approval_holds_for_what_was_seen_and_for_nothing_else() -> Result<(), Problem> {
    let (world, an, binh, cat) = three_chapters().await;
    let (at, registry, people) = (world.hoa_sen.clone(), registry(), people(&world));
    let mut work = work_of(&world, &people.maker).await;
    let id =
        reorganisation::draft(&mut work, &registry, &at, plan(vec![merge(&[&an], &cat)])).await?;
    let hash = reorganisation::propose(&mut work, &registry, &at, &id).await?;
    work.commit().await?;
    let mut work = work_of(&world, &people.giver).await;
    reorganisation::approve(&mut work, &registry, &at, &id, Part::Ends, &hash).await?;
    work.commit().await?;

    join(&world, &an, "Nguyễn Văn An Giang", "").await;
    let mut work = work_of(&world, &people.receiver).await;
    let stale =
        reorganisation::approve(&mut work, &registry, &at, &id, Part::Receives, &hash).await;
    assert_eq!(stale.unwrap_err().code(), "stale_version", "there is one member more");
    drop(work);

    let mut work = work_of(&world, &people.maker).await;
    let wider = plan(vec![merge(&[&an, &binh], &cat)]);
    let outdated = reorganisation::change(&mut work, &registry, &at, &id, 1, wider.clone()).await;
    assert_eq!(outdated.unwrap_err().code(), "stale_version", "it was proposed since");
    reorganisation::change(&mut work, &registry, &at, &id, 2, wider).await?;
    let again = reorganisation::propose(&mut work, &registry, &at, &id).await?;
    work.commit().await?;
    assert_ne!(again, hash);
    let mut work = work_of(&world, &people.receiver).await;
    reorganisation::approve(&mut work, &registry, &at, &id, Part::Receives, &again).await?;
    work.commit().await?;
    let mut work = work_of(&world, &people.maker).await;
    let missing = reorganisation::apply(&mut work, &registry, &at, &id, &again).await.unwrap_err();
    assert_eq!(
        missing.code(),
        "approval_missing",
        "who agreed to the first plan agreed to no other"
    );
    drop(work);
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn of_two_at_once_one_carries_it_out_and_the_other_is_told() -> Result<(), Problem> {
    let (world, an, _, cat) = three_chapters().await;
    let (at, registry, people) = (world.hoa_sen.clone(), registry(), people(&world));
    let mut work = work_of(&world, &people.maker).await;
    let id =
        reorganisation::draft(&mut work, &registry, &at, plan(vec![merge(&[&an], &cat)])).await?;
    let hash = reorganisation::propose(&mut work, &registry, &at, &id).await?;
    work.commit().await?;
    for (who, part) in [(&people.giver, Part::Ends), (&people.receiver, Part::Receives)] {
        let mut work = work_of(&world, who).await;
        reorganisation::approve(&mut work, &registry, &at, &id, part, &hash).await?;
        work.commit().await?;
    }
    let go = async || -> Result<(), Problem> {
        let mut work = work_of(&world, &people.maker).await;
        reorganisation::apply(&mut work, &registry, &at, &id, &hash).await?;
        work.commit().await
    };
    let (one, other) = tokio::join!(go(), go());
    let told = one.and(other).unwrap_err();
    assert_eq!(told.code(), "wrong_step");
    assert_eq!(figure(&world, &cat, "members").await, 6);
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn a_chapter_goes_under_another_commune_with_all_it_has() -> Result<(), Problem> {
    let (world, an, ..) = three_chapters().await;
    let step = Step::Move { unit: an.clone(), under: Target::unit(&world.phu_dong) };
    let (id, _) = carry_out(&world, &world.province, plan(vec![step])).await?;
    assert_eq!(figure(&world, &world.phu_dong, "members").await, 5);
    assert_eq!(figure(&world, &world.hoa_sen, "members").await, 4);
    let before = figure_on(&world, &world.hoa_sen, "members", DAY.before()).await;
    assert_eq!(before, 9, "in the boundaries of before it still lies there");
    take_back(&world, &world.province, &id).await?;
    assert_eq!(figure(&world, &world.hoa_sen, "members").await, 9);
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn a_whole_level_goes_and_its_people_come_under_the_next() -> Result<(), Problem> {
    let world = world().await;
    let (an, at) = (world.truong_an.clone(), world.hoa_sen.clone());
    let mut work = operator(&world).await;
    let group = units::NewOwnUnit {
        code_suffix: "to-9".to_owned(),
        name: "Tổ hội 9".to_owned(),
        form: Form::Group,
        setting: Setting::Hamlet,
        opened: Day::of(2012, 1, 1),
        sector: None,
    };
    let group = organisation::open_own(&mut work, &an, group).await?;
    work.commit().await?;
    join(&world, &group, "Phan Chín", "").await;
    let step = Step::AbolishForm { under: at.clone(), form: Form::Group };
    carry_out(&world, &at, plan(vec![step])).await?;
    assert_eq!(figure(&world, &an, "members").await, 1);
    assert_eq!(figure(&world, &at, "chapters").await, 1);
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn an_heir_that_has_declared_its_members_receives_none_from_a_register() -> Result<(), Problem>
{
    let world = world().await;
    let (an, at) = (world.truong_an.clone(), world.hoa_sen.clone());
    let dau = chapter(&world, &at, "dau").await;
    join(&world, &an, "Võ Một", "").await;
    declare(&world, &dau, "members", 30, Day::of(2025, 12, 31)).await;
    let refused = carry_out(&world, &at, plan(vec![merge(&[&an], &dau)])).await.unwrap_err();
    assert_eq!(refused.code(), "blocked");
    assert!(refused.to_string().contains("30"), "{refused}");
    // The other way round the declared number stays where it is, and is named.
    let (_, preview) = carry_out(&world, &at, plan(vec![merge(&[&dau], &an)])).await?;
    assert!(preview.named.iter().any(|one| one.said.vi.contains("30")));
    assert_eq!(figure(&world, &an, "members").await, 31);
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn a_plan_that_has_not_come_to_its_day_waits() -> Result<(), Problem> {
    let (world, an, _, cat) = three_chapters().await;
    let mut later = plan(vec![merge(&[&an], &cat)]);
    later.day = TODAY.plus_days(30);
    let refused = carry_out(&world, &world.hoa_sen, later).await.unwrap_err();
    assert_eq!(refused.code(), "not_yet");
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn a_new_chapter_that_is_taken_back_leaves_nothing_standing() -> Result<(), Problem> {
    let (world, an, binh, _) = three_chapters().await;
    let at = world.hoa_sen.clone();
    let into = Target::new_unit("moi");
    let mut plan = plan(vec![Step::Merge { units: vec![an.clone(), binh.clone()], into }]);
    plan.opens = vec![opening("moi", &at)];
    let (id, _) = carry_out(&world, &at, plan.clone()).await?;
    let mut tx = world.site.db.begin().await?;
    let new = units::find(&mut tx, "98001.moi-moi", TODAY).await?.id.clone();
    drop(tx);
    assert_eq!(figure(&world, &new, "members").await, 8);
    take_back(&world, &at, &id).await?;
    assert_eq!(figure(&world, &an, "members").await, 5);
    assert_eq!(figure(&world, &new, "members").await, 0);
    assert_eq!(figure(&world, &at, "chapters").await, 3);
    // The same may be done again, under a code that nobody has had.
    carry_out(&world, &at, plan).await?;
    assert_eq!(figure(&world, &at, "members").await, 9);
    assert_eq!(figure(&world, &at, "chapters").await, 2);
    world.end().await;
    Ok(())
}

async fn lock_up_to_the_day(world: &World) -> Result<(), Problem> {
    let mut work = operator(world).await;
    let scope = work.scope(counts::LOCK_PERIODS, &world.hoa_sen).await?;
    let period = kernel::Period { from: Day::of(2026, 2, 1), until: DAY.next() };
    counts::lock_period(&mut work, &scope, period, "đã nộp báo cáo").await?;
    work.commit().await
}

#[tokio::test]
async fn a_closed_period_is_not_reached_into() -> Result<(), Problem> {
    let (world, an, _, cat) = three_chapters().await;
    lock_up_to_the_day(&world).await?;
    let refused = carry_out(&world, &world.hoa_sen, plan(vec![merge(&[&an], &cat)])).await;
    assert_eq!(refused.unwrap_err().code(), "period_locked");
    let mut later = plan(vec![merge(&[&an], &cat)]);
    later.day = TODAY;
    carry_out(&world, &world.hoa_sen, later).await?;
    assert_eq!(figure(&world, &cat, "members").await, 6);
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn what_a_period_closed_since_has_counted_is_not_taken_back() -> Result<(), Problem> {
    let (world, an, _, cat) = three_chapters().await;
    let at = world.hoa_sen.clone();
    let (id, _) = carry_out(&world, &at, plan(vec![merge(&[&an], &cat)])).await?;
    lock_up_to_the_day(&world).await?;
    let refused = take_back(&world, &at, &id).await.unwrap_err();
    assert_eq!(refused.code(), "period_locked");
    assert_eq!(figure(&world, &cat, "members").await, 6);
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn both_sides_do_it_on_pages() -> Result<(), Problem> {
    let (world, an, _, cat) = three_chapters().await;
    let at = world.hoa_sen.clone();
    let maker = world.sign_in("lan", Role::CommuneOfficer, &at).await;
    let giver = world.sign_in("truong-an", Role::ChapterHead, &an).await;
    let receiver = world.sign_in("truong-cat", Role::ChapterHead, &cat).await;
    let form = format!(
        "do=keep&1-viec=merge&day=01/03/2026&decision=So%2012&1-units-{an}=1&1-units-{cat}=1&1-to={cat}"
    );
    let (status, body) = world.post(&maker, &format!("/don-vi/{at}/sap-xep/them"), &form).await;
    assert_eq!(status, 303, "{body}");
    let mut look = work_of(&world, &people(&world).maker).await;
    let sql = "select id from reorganisation";
    let id: RowId = sqlx::query_scalar(sql).fetch_one(&mut *look.tx).await?;
    drop(look);
    let here = |unit: &UnitId, end: &str| format!("/don-vi/{unit}/sap-xep/{id}{end}");
    assert_eq!(world.post(&maker, &here(&at, "/trinh"), "").await.0, 303);
    let (_, page) = world.get(&giver, &here(&an, "")).await;
    let hash = page.split("name=\"hash\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    for (who, unit, part) in [(&giver, &an, "ends"), (&receiver, &cat, "receives")] {
        let (status, body) =
            world.post(who, &here(unit, "/duyet"), &format!("part={part}&hash={hash}")).await;
        assert_eq!(status, 303, "{body}");
    }
    let (status, body) =
        world.post(&giver, &here(&an, "/thuc-hien"), &format!("hash={hash}")).await;
    assert_eq!(status, 403, "a chapter does not reorganise itself: {body}");
    let (status, body) =
        world.post(&maker, &here(&at, "/thuc-hien"), &format!("hash={hash}")).await;
    assert_eq!(status, 303, "{body}");
    assert_eq!(figure(&world, &cat, "members").await, 6);
    let (status, list) = world.get(&maker, &format!("/don-vi/{at}/sap-xep")).await;
    assert!(status == 200 && list.contains("đã thực hiện"), "{list}");
    world.end().await;
    Ok(())
}
