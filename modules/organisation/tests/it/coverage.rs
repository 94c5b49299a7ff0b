//! Scenes about which places have a chapter and which do not.

use crate::world;
use access::Role;
use kernel::{Day, Period, RowId, UnitId};
use organisation::coverage;
use platform::Problem;
use testkit::{TODAY, World};
use units::{Form, NewOwnUnit, Setting};

const SINCE: Day = Day::of(2024, 9, 1);

async fn add(world: &World, setting: Setting, names: &str) -> Result<usize, Problem> {
    let mut work = world.work_as(Role::CommuneOfficer, &world.hoa_sen).await;
    let added = coverage::add(&mut work, &world.hoa_sen, setting, names, SINCE).await?;
    work.commit().await?;
    Ok(added.added)
}

async fn place_named(world: &World, name: &str) -> RowId {
    let mut tx = world.site.db.begin().await.unwrap();
    let sql = "select id from organisation_place where name = $1";
    sqlx::query_scalar(sql).bind(name).fetch_one(&mut *tx).await.unwrap()
}

async fn open_chapter(world: &World, suffix: &str) -> Result<UnitId, Problem> {
    let mut work = world.work_as(Role::CommuneOfficer, &world.hoa_sen).await;
    let new = NewOwnUnit {
        code_suffix: suffix.to_owned(),
        name: format!("Ban khuyến học {suffix}"),
        form: Form::Committee,
        setting: Setting::School,
        opened: SINCE,
        sector: None,
    };
    let id = organisation::open_own(&mut work, &world.hoa_sen, new).await?;
    work.commit().await?;
    Ok(id)
}

async fn figures(world: &World, until: Day) -> Result<(Option<i64>, Option<i64>), Problem> {
    let mut tx = world.site.db.begin().await?;
    let within = world.below(&world.hoa_sen);
    let period = Period { from: Day::BEGINNING, until };
    let codes = ["places", "places_covered"];
    let found = counts::figures(&mut tx, &within, period, &codes).await?;
    Ok((found[0].value, found[1].value))
}

#[tokio::test]
async fn a_school_is_covered_from_the_day_its_committee_stands_for_it_until_that_ends()
-> Result<(), Problem> {
    let world = world::world().await;
    let names = "1. Trường THCS Hoa Sen\n2. Trường Tiểu học Hoa Sen";
    assert_eq!(add(&world, Setting::School, names).await?, 2);
    assert_eq!(add(&world, Setting::School, "trường thcs hoa sen\nTrường Mầm non").await?, 1);
    let school = place_named(&world, "Trường THCS Hoa Sen").await;
    let committee = open_chapter(&world, "thcs").await?;
    let from = Day::of(2025, 1, 1);
    let mut work = world.work_as(Role::CommuneOfficer, &world.hoa_sen).await;
    coverage::cover(&mut work, &school, 1, Some(&committee), from).await?;
    work.commit().await?;
    assert_eq!(figures(&world, from).await?, (Some(3), Some(0)));
    assert_eq!(figures(&world, from.next()).await?, (Some(3), Some(1)));

    let closed = Day::of(2026, 1, 1);
    let mut work = world.work_as(Role::CommuneOfficer, &world.hoa_sen).await;
    organisation::close(&mut work, &world::registry(), &committee, closed, "").await?;
    work.commit().await?;
    assert_eq!(figures(&world, closed).await?, (Some(3), Some(1)));
    assert_eq!(figures(&world, closed.next()).await?, (Some(3), Some(0)));
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn a_place_that_is_no_more_counts_no_longer() -> Result<(), Problem> {
    let world = world::world().await;
    add(&world, Setting::Hamlet, "Bản Tre Xanh").await?;
    let hamlet = place_named(&world, "Bản Tre Xanh").await;
    let on = Day::of(2025, 6, 1);
    let mut work = world.work_as(Role::CommuneOfficer, &world.hoa_sen).await;
    coverage::end(&mut work, &hamlet, 1, on).await?;
    work.commit().await?;
    assert_eq!(figures(&world, TODAY).await?, (Some(0), Some(0)));
    let mut work = world.work_as(Role::CommuneOfficer, &world.hoa_sen).await;
    let again = coverage::end(&mut work, &hamlet, 2, on).await.unwrap_err();
    assert_eq!(again.code(), "place_ended");
    drop(work);
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn what_does_not_fit_is_refused_by_name() -> Result<(), Problem> {
    let world = world::world().await;
    add(&world, Setting::Hamlet, "Bản Tre Xanh").await?;
    let hamlet = place_named(&world, "Bản Tre Xanh").await;
    let mut codes = vec![];
    for (chapter, from) in [
        (&world.hoa_sen, TODAY),
        (&world.phu_dong, TODAY),
        (&world.truong_an, SINCE.before()),
        (&world.truong_an, Day::of(2062, 1, 1)),
    ] {
        let mut work = world.work_as(Role::CommuneOfficer, &world.hoa_sen).await;
        let refused = coverage::cover(&mut work, &hamlet, 1, Some(chapter), from).await;
        codes.push(refused.unwrap_err().code());
    }
    assert_eq!(codes, ["not_a_chapter", "not_found", "takes_effect_too_early", "too_far_ahead"]);
    let mut work = world.work_as(Role::CommuneOfficer, &world.phu_dong).await;
    let stranger = coverage::end(&mut work, &hamlet, 1, TODAY).await.unwrap_err();
    assert_eq!(stranger.status().as_u16(), 404);
    drop(work);
    let mut work = world.work_as(Role::CommuneOfficer, &world.hoa_sen).await;
    let stale = coverage::cover(&mut work, &hamlet, 7, None, TODAY).await.unwrap_err();
    assert_eq!(stale.status().as_u16(), 409);
    drop(work);
    assert!(add(&world, Setting::Hamlet, " \n ").await.is_err());
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn commune_and_province_see_what_is_missing() -> Result<(), Problem> {
    let world = world::world().await;
    add(&world, Setting::Hamlet, "Bản Tre Xanh\nBản Hoa Ban").await?;
    let token = world.sign_in("phu", Role::ProvinceOfficer, &world.province).await;
    let (status, page) = world.get(&token, &format!("/don-vi/{}/do-phu", world.hoa_sen)).await;
    assert_eq!(status.as_u16(), 200);
    assert!(page.contains("0 trên 2 nơi") && page.contains("Bản Hoa Ban"), "{page}");
    let (status, page) = world.get(&token, &format!("/don-vi/{}/do-phu", world.province)).await;
    assert_eq!(status.as_u16(), 200);
    assert!(page.contains("chưa lập danh sách"), "Phù Đổng has no list: {page}");
    let hamlet = place_named(&world, "Bản Tre Xanh").await;
    let (status, page) = world.get(&token, &format!("/noi-phu/{hamlet}")).await;
    assert_eq!(status.as_u16(), 200);
    assert!(page.contains("Bản Tre Xanh"), "{page}");
    let form = format!("op=x1&chapter={}&from=01/01/2025&revision=1", world.truong_an);
    let (status, _) = world.post(&token, &format!("/noi-phu/{hamlet}"), &form).await;
    assert_eq!(status.as_u16(), 303);
    let (_, page) = world.get(&token, &format!("/don-vi/{}/do-phu", world.hoa_sen)).await;
    assert!(page.contains("1 trên 2 nơi"), "{page}");
    world.end().await;
    Ok(())
}
