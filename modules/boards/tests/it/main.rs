//! Scenes at a board: everybody below is there, nobody silent is zero, and the rows add up.

use access::Role;
use boards::{Amount, Asked, Board};
use counts::{NewDeclaration, declare};
use kernel::{Day, Period, UnitId};
use members::{JoinReason, LeaveReason, NewMember, NewPerson};
use platform::Problem;
use testkit::{TODAY, World};

fn half() -> Period {
    "2025-H2".parse().expect("a period")
}

async fn world() -> World {
    let modules = vec![members::module(), figures::module(), reports::module(), boards::module()];
    let world = World::with(modules).await;
    let mut tx = world.site.db.begin_writing().await.unwrap();
    figures::seed(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    world
}

async fn state(world: &World, unit: &UnitId, indicator: &str, period: Period, quantity: i64) {
    let mut work = world.as_minh().await;
    let new = NewDeclaration {
        indicator: indicator.to_owned(),
        period,
        quantity: Some(quantity),
        wording: String::new(),
        basis: String::new(),
    };
    declare(&mut work, unit, &new).await.unwrap();
    work.commit().await.unwrap();
}

fn asked(unit: &UnitId, indicator: &str) -> Asked {
    Asked {
        unit: unit.clone(),
        indicator: indicator.to_owned(),
        period: half(),
        boundaries: TODAY,
        from: None,
        until: None,
    }
}

async fn board(world: &World, asked: &Asked) -> Result<Board, Problem> {
    let mut look = world.look_as(Role::ProvinceOfficer, &world.province).await;
    boards::read(&mut look, asked).await
}

fn row<'b>(board: &'b Board, unit: &UnitId) -> &'b boards::Row {
    board.rows.iter().find(|row| row.unit.id == *unit).expect("the unit is on the board")
}

#[tokio::test]
async fn communes_are_ranked_and_the_silent_are_named_and_not_zero() -> Result<(), Problem> {
    let world = world().await;
    state(&world, &world.hoa_sen, "classes", half(), 40).await;
    let board = board(&world, &asked(&world.province, "classes")).await?;
    let lotus = row(&board, &world.hoa_sen);
    assert_eq!((lotus.amount, lotus.rank), (Some(Amount::Number(40)), Some(1)));
    let silent = row(&board, &world.phu_dong);
    assert_eq!((silent.amount, silent.rank, silent.step), (None, None, 0));
    assert!(board.silent().iter().any(|row| row.unit.id == world.phu_dong));
    assert_eq!(board.ranking()[0].unit.id, world.hoa_sen);
    assert_eq!(board.total, Some(Amount::Number(40)));
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn what_the_province_itself_said_is_a_line_of_its_own() -> Result<(), Problem> {
    let world = world().await;
    state(&world, &world.hoa_sen, "classes", half(), 40).await;
    state(&world, &world.phu_dong, "classes", half(), 2).await;
    state(&world, &world.province, "classes", half(), 8).await;
    let board = board(&world, &asked(&world.province, "classes")).await?;
    assert_eq!(board.total, Some(Amount::Number(50)));
    assert_eq!(board.elsewhere, 8, "rows and rest come to the total");
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn a_share_is_compared_by_its_parts_and_drawn_over_the_years() -> Result<(), Problem> {
    let world = world().await;
    for (unit, active, all) in [(&world.hoa_sen, 1, 2), (&world.phu_dong, 3, 4)] {
        state(&world, unit, "centres_active", half(), active).await;
        state(&world, unit, "centres", half(), all).await;
    }
    let board = board(&world, &asked(&world.province, "centres_active_share")).await?;
    assert_eq!(row(&board, &world.phu_dong).rank, Some(1));
    assert_eq!(board.total, Some(Amount::Share { part: 4, base: 6 }));
    assert_eq!(board.say(board.total.expect("there is a total")), "66,67%");
    assert_eq!(board.elsewhere, 0, "shares do not add up, so nothing is left over");
    let (last, amount) = board.trend.last().expect("six years");
    assert_eq!((*last, amount.is_some(), board.trend.len()), (half(), true, 6));
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn a_third_more_than_last_year_is_unusual() -> Result<(), Problem> {
    let world = world().await;
    let before = half().year_before();
    for (unit, then, now) in [(&world.hoa_sen, 100, 140), (&world.phu_dong, 100, 120)] {
        state(&world, unit, "classes", before, then).await;
        state(&world, unit, "classes", half(), now).await;
    }
    let board = board(&world, &asked(&world.province, "classes")).await?;
    assert!(row(&board, &world.hoa_sen).unusual);
    assert!(!row(&board, &world.phu_dong).unusual);
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn an_unusual_unit_shows_the_sentence_of_its_report_once_that_is_submitted()
-> Result<(), Problem> {
    use reports::periods::{Basis, Filed, NewReason, Says, submit, write_reasons};
    let world = world().await;
    let before = half().year_before();
    for (unit, then, now) in [(&world.hoa_sen, 100, 140), (&world.phu_dong, 100, 200)] {
        state(&world, unit, "classes", before, then).await;
        state(&world, unit, "classes", half(), now).await;
    }
    let filed = Filed { unit: world.hoa_sen.clone(), form: "half-year".to_owned(), period: half() };
    let mut work = world.as_lan().await;
    let says = Says::Own("Mở lớp ban đêm".to_owned());
    let new = NewReason { indicator: "classes".to_owned(), says, revision: 0 };
    write_reasons(&mut work, &filed, &[new]).await?;
    work.commit().await?;
    let asked = asked(&world.province, "classes");
    assert!(row(&board(&world, &asked).await?, &world.hoa_sen).reason.is_none(), "a draft is hers");

    let mut work = world.as_lan().await;
    let snapshot = submit(&mut work, &filed, Basis::Book).await?;
    work.commit().await?;
    let read = board(&world, &asked).await?;
    let said = row(&read, &world.hoa_sen).reason.as_ref().expect("a sentence");
    assert_eq!(
        (said.reason.as_str(), said.snapshot.as_str()),
        ("Mở lớp ban đêm.", snapshot.as_str())
    );
    assert!(row(&read, &world.phu_dong).unusual && row(&read, &world.phu_dong).reason.is_none());
    let token = world.sign_in("bang", Role::ProvinceOfficer, &world.province).await;
    let here = format!("don-vi={}&ky=2025-H2&chi-tieu=classes", world.province);
    for page in ["/bang?", "/bang/man-hinh?", "/bang/tep?dang=csv&"] {
        let (_, shown) = world.get(&token, &format!("{page}{here}")).await;
        assert!(shown.contains("Mở lớp ban đêm."), "{page}: {shown}");
    }
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn how_many_units_lie_between_two_numbers_is_counted() -> Result<(), Problem> {
    let world = world().await;
    state(&world, &world.hoa_sen, "classes", half(), 40).await;
    state(&world, &world.phu_dong, "classes", half(), 12).await;
    let mut asked = asked(&world.province, "classes");
    (asked.from, asked.until) = (Some(12), Some(39));
    let board = board(&world, &asked).await?;
    let chosen: Vec<_> = board.chosen().into_iter().map(|row| row.unit.id.clone()).collect();
    assert_eq!(chosen, std::slice::from_ref(&world.phu_dong));
    let units: usize = board.distribution().iter().map(|class| class.units).sum();
    assert_eq!(units, 2, "each unit that has a figure is in one class");
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn a_board_is_refused_where_there_is_nothing_to_compare_and_hidden_from_strangers()
-> Result<(), Problem> {
    let world = world().await;
    let nothing = board(&world, &asked(&world.truong_an, "classes")).await.unwrap_err();
    assert_eq!(nothing.code(), "nothing_below");
    let unknown = board(&world, &asked(&world.province, "khong_co")).await.unwrap_err();
    assert_eq!(unknown.code(), "unknown_indicator");
    let mut look = world.look_as(Role::CommuneOfficer, &world.phu_dong).await;
    let foreign = boards::read(&mut look, &asked(&world.hoa_sen, "classes")).await.unwrap_err();
    assert_eq!(foreign.status().as_u16(), 404);
    drop(look);
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn page_and_files_show_the_same_rows() -> Result<(), Problem> {
    let world = world().await;
    state(&world, &world.hoa_sen, "classes", half(), 1_234).await;
    let token = world.sign_in("bang", Role::ProvinceOfficer, &world.province).await;
    let here = format!("don-vi={}&ky=2025-H2&chi-tieu=classes", world.province);
    let (status, page) = world.get(&token, &format!("/bang?{here}&tu=1.200&den=1.300")).await;
    assert_eq!(status.as_u16(), 200);
    assert!(page.contains("1.234") && page.contains("Phù Đổng"), "{page}");
    assert!(page.contains("1 trên 2 đơn vị nằm trong khoảng này."), "{page}");
    let (status, csv) = world.get(&token, &format!("/bang/tep?{here}&dang=csv")).await;
    assert_eq!(status.as_u16(), 200);
    assert!(csv.contains("xã Hoa Sen,1234"), "{csv}");
    let (status, _) = world.get(&token, &format!("/bang/tep?{here}&dang=exe")).await;
    assert_eq!(status.as_u16(), 422);
    let (status, _) = world.get(&token, &format!("/bang?{here}&tu=nhieu")).await;
    assert_eq!(status.as_u16(), 422);
    let (status, wall) = world.get(&token, &format!("/bang/man-hinh?{here}")).await;
    assert_eq!(status.as_u16(), 200);
    assert!(wall.contains("1.234"));
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn from_the_members_there_were_to_those_there_are_each_step_adds_up() -> Result<(), Problem> {
    let world = world().await;
    let before = Day::of(2025, 3, 1);
    let mut ids = vec![];
    let later = Day::of(2025, 8, 1);
    let people = [("Ban", before), ("Mỷ", before), ("Sua", before), ("Dợ", later)];
    for (name, joined_on) in people {
        let mut work = world.as_lan().await;
        let person = NewPerson { full_name: format!("Vàng Thị {name}"), ..NewPerson::default() };
        let new = NewMember { person, card_number: None, joined_on, reason: JoinReason::Joined };
        ids.push(members::join(&mut work, &world.truong_an, new).await?);
        work.commit().await?;
    }
    let mut work = world.as_lan().await;
    members::leave(&mut work, &ids[0], 1, Day::of(2025, 9, 1), LeaveReason::Died, "").await?;
    work.commit().await?;
    let mut look = world.look_as(Role::ProvinceOfficer, &world.province).await;
    let bridge = boards::read_bridge(&mut look, &world.province, half(), TODAY).await?;
    assert_eq!((bridge.opening, bridge.closing), (3, 3));
    let adds = |code: &str| {
        let is_it = |step: &&boards::Step| step.indicator.as_deref() == Some(code);
        bridge.steps.iter().find(is_it).map(|step| step.adds)
    };
    assert_eq!((adds("new_members"), adds("members_died")), (Some(1), Some(-1)));
    let sum: i64 = bridge.steps.iter().map(|step| step.adds).sum();
    assert_eq!(bridge.opening + sum, bridge.closing);
    assert!(!bridge.steps.iter().any(|step| step.label == "Phần chưa rõ nguồn"));
    drop(look);
    world.end().await;
    Ok(())
}
