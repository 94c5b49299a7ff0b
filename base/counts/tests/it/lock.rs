//! Scenes of locked periods: what comes later stands after the lock, and what is stated for them is refused.

use crate::{CLASSES, stated, value, world, year};
use access::{Caller, Grant, Role, Work};
use counts::{
    Count, DECLARE, LOCK_PERIODS, NewOpening, REOPEN_PERIODS, declare, lock_on, lock_period,
    reopen_period, settle, settle_new,
};
use kernel::{AccountId, Day, Lang, Period, Source, UnitId};
use platform::Problem;
use testkit::World;

fn half(text: &str) -> Period {
    text.parse().unwrap()
}

async fn lock(world: &World, unit: &UnitId, period: &str) {
    let mut work = world.as_minh().await;
    let scope = work.scope(LOCK_PERIODS, unit).await.unwrap();
    lock_period(&mut work, &scope, half(period), "Báo cáo đã được nhận.").await.unwrap();
    work.commit().await.unwrap();
}

async fn say(world: &World, source: &Source, counts: &[Count]) {
    let mut work = world.as_lan().await;
    settle(&mut work, source, counts).await.unwrap();
    work.commit().await.unwrap();
}

/// What a source has in the book: booked on, about, quantity.
async fn booked(world: &World, source: &Source) -> Vec<(String, Option<String>, i64)> {
    let mut tx = world.site.db.begin().await.unwrap();
    sqlx::query_as("select day, about, quantity from count_row where source = $1 order by id")
        .bind(source)
        .fetch_all(&mut *tx)
        .await
        .unwrap()
}

async fn account(world: &World, unit: &UnitId, name: &str) -> AccountId {
    let mut tx = world.site.db.begin().await.unwrap();
    let holders = access::holders(&mut tx, DECLARE, unit, testkit::TODAY).await.unwrap();
    holders.into_iter().find(|holder| holder.full_name == name).unwrap().account
}

async fn work_of(world: &World, account: &AccountId, role: Role, unit: &UnitId) -> Work {
    let (since, until) = (Day::of(2020, 1, 1), Day::NEVER);
    let grants = vec![Grant { role, unit: unit.clone(), since, until }];
    let caller = Caller::new(account.clone(), String::new(), None, grants);
    Work::begin(&world.site, caller, Lang::Vi).await.unwrap()
}

const H1: &str = "2025-H1";

#[tokio::test]
async fn what_is_learned_after_the_lock_stands_on_the_first_open_day_and_says_what_it_is_about() {
    let world = world().await;
    lock(&world, &world.province, H1).await;
    let source = Source::of("test.class", &1);
    let one = Count::one(CLASSES, &world.truong_an, Day::of(2025, 3, 2));
    for _ in 0..2 {
        say(&world, &source, std::slice::from_ref(&one)).await;
    }
    let late = ("2025-07-01".to_owned(), Some("2025-03-02".to_owned()), 1);
    assert_eq!(booked(&world, &source).await, [late], "said twice, written once");
    assert_eq!(value(&world, &world.province, "classes", half(H1)).await, None);
    assert_eq!(value(&world, &world.province, "classes", half("2025-H2")).await, Some(1));
    assert_eq!(value(&world, &world.province, "classes", year()).await, Some(1));
    world.end().await;
}

#[tokio::test]
async fn taking_back_a_row_of_a_locked_period_leaves_the_period_as_it_was() {
    let world = world().await;
    let source = Source::of("test.class", &1);
    let one = Count::one(CLASSES, &world.truong_an, Day::of(2025, 3, 2));
    say(&world, &source, &[Count { quantity: 4, ..one.clone() }]).await;
    lock(&world, &world.hoa_sen, H1).await;

    say(&world, &source, &[Count { quantity: 3, ..one }]).await;
    assert_eq!(value(&world, &world.hoa_sen, "classes", half(H1)).await, Some(4));
    assert_eq!(value(&world, &world.hoa_sen, "classes", half("2025-H2")).await, Some(-1));
    say(&world, &source, &[]).await;
    assert_eq!(value(&world, &world.hoa_sen, "classes", half(H1)).await, Some(4));
    assert_eq!(value(&world, &world.hoa_sen, "classes", year()).await, Some(0));
    let rows = booked(&world, &source).await;
    assert_eq!(
        rows.len(),
        4,
        "the first, what takes it back, the new one, and what takes that back"
    );
    assert!(rows[1..].iter().all(|(_, about, _)| about.as_deref() == Some("2025-03-02")));
    world.end().await;
}

#[tokio::test]
async fn a_neighbour_is_not_locked_and_a_lock_above_covers_all_below() {
    let world = world().await;
    lock(&world, &world.hoa_sen, H1).await;
    let spring = Day::of(2025, 3, 2);
    let mut work = world.as_minh().await;
    let one = |unit| vec![Count::one(CLASSES, unit, spring)];
    let many = [
        (Source::of("test.class", &1), one(&world.phu_dong)),
        (Source::of("test.class", &2), one(&world.truong_an)),
    ];
    settle_new(&mut work, &many).await.unwrap();
    for (unit, locked) in [(&world.phu_dong, false), (&world.truong_an, true)] {
        let found = lock_on(&mut work.tx, unit, spring).await.unwrap();
        assert_eq!(found.is_some(), locked);
    }
    work.commit().await.unwrap();
    assert_eq!(value(&world, &world.province, "classes", half(H1)).await, Some(1));
    world.end().await;
}

#[tokio::test]
async fn a_member_of_years_ago_does_not_move_a_locked_total_and_is_new_where_he_is_one_more() {
    let world = world().await;
    lock(&world, &world.hoa_sen, H1).await;
    let joined = Day::of(2019, 5, 1);
    let source = Source::of("members.membership", &1);
    let of = |code| Count::of(code, &world.truong_an, joined, 1);
    say(&world, &source, &[of("members"), of("classes")]).await;
    let days: Vec<String> = booked(&world, &source).await.into_iter().map(|row| row.0).collect();
    assert_eq!(days, ["2025-07-01", "2025-07-01"]);
    assert_eq!(value(&world, &world.hoa_sen, "members", half(H1)).await, None);
    assert_eq!(value(&world, &world.hoa_sen, "members", half("2025-H2")).await, Some(1));
    world.end().await;
}

fn code(problem: &Problem) -> String {
    problem.code()
}

#[tokio::test]
async fn nothing_is_stated_or_aimed_at_for_a_locked_period_and_the_refusal_says_who_can_open() {
    let world = world().await;
    world.sign_in("ong-minh", Role::ProvinceOfficer, &world.province).await;
    let mut work = world.as_lan().await;
    declare(&mut work, &world.hoa_sen, &stated("classes", half(H1), 5)).await.unwrap();
    declare(&mut work, &world.hoa_sen, &stated("population", half(H1), 900)).await.unwrap();
    work.commit().await.unwrap();
    lock(&world, &world.province, H1).await;

    let mut work = world.as_lan().await;
    let anew = declare(&mut work, &world.hoa_sen, &stated("classes", half(H1), 6)).await;
    let refused = anew.unwrap_err();
    assert_eq!((code(&refused).as_str(), refused.status().as_u16()), ("period_locked", 409));
    let words = refused.say(Lang::Vi);
    for part in
        ["6 tháng đầu năm 2025", "tỉnh Mẫu", "02/03/2026", "được nhận", "ong-minh", "bổ sung"]
    {
        assert!(words.contains(part), "“{part}” is missing from: {words}");
    }
    let same = declare(&mut work, &world.hoa_sen, &stated("classes", half(H1), 5)).await;
    assert!(same.is_ok(), "the same again changes nothing");
    let gone = counts::retract(&mut work, &world.hoa_sen, "classes", half(H1)).await;
    assert_eq!(code(&gone.unwrap_err()), "period_locked");
    let aim = counts::set_target(&mut work, &world.hoa_sen, "classes", half(H1), 9, "").await;
    assert_eq!(code(&aim.unwrap_err()), "period_locked");
    let earlier = stated("population", half("2024-H2"), 800);
    assert!(declare(&mut work, &world.hoa_sen, &earlier).await.is_ok(), "the locked level stands");
    drop(work);

    let mut work = world.as_binh().await;
    let first =
        declare(&mut work, &world.phu_dong, &stated("population", half("2024-H2"), 1)).await;
    assert_eq!(code(&first.unwrap_err()), "period_locked", "it would stand in the locked period");
    drop(work);
    world.end().await;
}

#[tokio::test]
async fn a_lock_is_opened_for_one_person_until_a_day_and_holds_again_by_itself() {
    let mut world = world().await;
    for (name, unit) in [("ba-lan", &world.hoa_sen), ("ong-an", &world.hoa_sen)] {
        world.sign_in(name, Role::CommuneOfficer, unit).await;
    }
    let lan = account(&world, &world.hoa_sen, "ba-lan").await;
    let an = account(&world, &world.hoa_sen, "ong-an").await;
    lock(&world, &world.hoa_sen, H1).await;
    let new =
        |reason: &str, last| NewOpening { person: lan.clone(), last, reason: reason.to_owned() };
    let in_a_week = testkit::TODAY.plus_days(7);
    let mut work = world.as_minh().await;
    let scope = work.scope(REOPEN_PERIODS, &world.hoa_sen).await.unwrap();
    let h1 = half(H1);
    for (opening, expected) in [
        (new(" ", in_a_week), "opening_without_reason"),
        (new("Sót 2 lớp", testkit::TODAY.before()), "opening_too_long"),
        (new("Sót 2 lớp", testkit::TODAY.plus_days(90)), "opening_too_long"),
        (
            NewOpening { person: AccountId::new(), ..new("Sót 2 lớp", in_a_week) },
            "person_cannot_write",
        ),
    ] {
        let refused = reopen_period(&mut work, &scope, h1, &opening).await.unwrap_err();
        assert_eq!(code(&refused), expected);
    }
    reopen_period(&mut work, &scope, h1, &new("Sót 2 lớp", in_a_week)).await.unwrap();
    work.commit().await.unwrap();

    for (who, number, allowed) in [(&lan, 2, true), (&an, 3, false)] {
        let mut work = work_of(&world, who, Role::CommuneOfficer, &world.hoa_sen).await;
        let tried = declare(&mut work, &world.hoa_sen, &stated("classes", h1, number)).await;
        assert_eq!(tried.is_ok(), allowed);
        if let Err(refused) = tried {
            assert!(refused.say(Lang::Vi).contains("mở riêng cho ba-lan đến hết ngày 09/03/2026"));
        }
        if allowed {
            work.commit().await.unwrap();
        }
    }
    assert_eq!(value(&world, &world.hoa_sen, "classes", h1).await, Some(2));

    world.site.clock = platform::clock::Clock::at(in_a_week.next());
    let mut work = work_of(&world, &lan, Role::CommuneOfficer, &world.hoa_sen).await;
    let tried = declare(&mut work, &world.hoa_sen, &stated("classes", h1, 4)).await;
    assert_eq!(code(&tried.unwrap_err()), "period_locked");
    drop(work);
    world.end().await;
}

#[tokio::test]
async fn a_period_that_a_unit_above_keeps_locked_is_not_opened_below() {
    let world = world().await;
    world.sign_in("ba-lan", Role::CommuneOfficer, &world.hoa_sen).await;
    let lan = account(&world, &world.hoa_sen, "ba-lan").await;
    lock(&world, &world.hoa_sen, H1).await;
    lock(&world, &world.province, H1).await;
    let mut work = world.as_minh().await;
    let scope = work.scope(REOPEN_PERIODS, &world.hoa_sen).await.unwrap();
    let new = NewOpening { person: lan, last: testkit::TODAY, reason: "Sót".to_owned() };
    let refused = reopen_period(&mut work, &scope, half(H1), &new).await.unwrap_err();
    assert_eq!(code(&refused), "period_locked");
    assert!(refused.say(Lang::Vi).contains("tỉnh Mẫu"));
    let again = lock_period(&mut work, &scope, half(H1), "").await.unwrap_err();
    assert_eq!(code(&again), "already_locked");
    let open = lock_period(&mut work, &scope, half("2026-H1"), "").await.unwrap_err();
    assert_eq!(code(&open), "period_not_over");
    drop(work);
    world.end().await;
}

#[tokio::test]
async fn the_check_finds_a_row_that_was_slipped_into_a_locked_period() {
    for (code, day) in [("classes", "2025-03-02"), ("members", "2019-03-02")] {
        let world = world().await;
        lock(&world, &world.hoa_sen, H1).await;
        let mut work = world.as_lan().await;
        let one = Count::of(code, &world.truong_an, Day::of(2025, 9, 1), 1);
        settle(&mut work, &Source::of("test.row", &1), &[one]).await.unwrap();
        // Whoever owns the database can take the guard away.
        let guard = match world.site.db.is_postgres() {
            true => "drop trigger count_row_kept on count_row",
            false => "drop trigger count_row_unchanged",
        };
        sqlx::query(guard).execute(&mut *work.tx).await.unwrap();
        sqlx::query("update count_row set day = $1")
            .bind(day)
            .execute(&mut *work.tx)
            .await
            .unwrap();
        work.commit().await.unwrap();
        let check =
            counts::module().checks.into_iter().find(|check| check.id == "I08-lock").unwrap();
        let found = (check.run)(world.site.clone()).await.unwrap();
        assert_eq!(found.bad.len(), 1, "{code}");
    }
}

#[tokio::test]
async fn of_different_people_only_those_are_late_whom_the_period_had_not_counted() {
    let world = world().await;
    let helped = |unit: &UnitId, pupil: &str| Count {
        subject: pupil.to_owned(),
        ..Count::of("pupils", unit, Day::of(2025, 3, 2), 1)
    };
    say(&world, &Source::of("test.help", &1), &[helped(&world.truong_an, "an")]).await;
    lock(&world, &world.province, H1).await;
    say(&world, &Source::of("test.help", &2), &[helped(&world.truong_an, "an")]).await;
    say(&world, &Source::of("test.help", &3), &[helped(&world.hoa_sen, "binh")]).await;
    let mut tx = world.site.db.begin().await.unwrap();
    let late = counts::late_sums(&mut tx, &world.below(&world.province), half(H1)).await.unwrap();
    assert_eq!(late.get("pupils"), Some(&1), "An was counted in time");
    let here = counts::late_sums(&mut tx, &world.below(&world.truong_an), half(H1)).await.unwrap();
    assert_eq!(here.get("pupils"), None);
    drop(tx);
    world.end().await;
}
