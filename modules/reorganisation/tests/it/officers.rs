//! Who leads a unit that ends leads it no longer, and the heir chooses its own.

use crate::world::*;
use access::Role;
use kernel::{Day, TenureId, UnitId};
use officers::{Began, NewTenure, NewTerm};
use platform::Problem;
use testkit::{TODAY, World};

const CONGRESS: Day = Day::of(2021, 6, 12);

fn head(full_name: &str, since: Day, username: &str) -> NewTenure {
    NewTenure {
        post: "chi_hoi_truong".to_owned(),
        full_name: full_name.to_owned(),
        apart: String::new(),
        username: username.to_owned(),
        began: Began::Elected,
        since,
        until: None,
        decision: String::new(),
    }
}

/// Trường An with its term and its head, whose account has the rights of a head.
async fn with_head(world: &World) -> TenureId {
    world.sign_in("truong", Role::Member, &world.truong_an).await;
    let mut work = operator(world).await;
    let term = NewTerm {
        first_year: 2021,
        last_year: 2026,
        since: CONGRESS,
        until: None,
        decision: String::new(),
    };
    officers::open_term(&mut work, &world.truong_an, term).await.unwrap();
    let new = head("Vàng Thị Lan", CONGRESS, "truong");
    let id = officers::appoint(&mut work, &world.truong_an, new).await.unwrap();
    work.commit().await.unwrap();
    id
}

async fn may_write(world: &World, unit: &UnitId) -> u16 {
    let device = access::Device { address: "127.0.0.1".to_owned(), agent: "test".to_owned() };
    let token = access::sign_in(&world.site, "truong", testkit::PASSWORD, &device).await.unwrap();
    world.get(&token, &format!("/don-vi/{unit}/hoi-vien/them")).await.0.as_u16()
}

/// What verify finds to hang on units that are over.
async fn hanging(world: &World) -> Vec<String> {
    let checks = reorganisation::module(vec![]).checks;
    let check = checks.into_iter().find(|one| one.id == "I06-ended").unwrap();
    (check.run)(world.site.clone()).await.unwrap().bad
}

async fn day_of_end(world: &World, table: &'static str) -> (String, i64) {
    let mut tx = world.site.db.begin().await.unwrap();
    let sql = match table {
        "officer_term" => "select until, revision from officer_term",
        _ => "select until, revision from officer_tenure",
    };
    sqlx::query_as(sql).fetch_one(&mut *tx).await.unwrap()
}

#[tokio::test]
async fn an_office_and_its_rights_end_with_the_unit_and_are_named_before() -> Result<(), Problem> {
    let world = world().await;
    with_head(&world).await;
    let (an, at) = (world.truong_an.clone(), world.hoa_sen.clone());
    let cat = chapter(&world, &at, "cat").await;
    assert_eq!(may_write(&world, &an).await, 200);
    let (id, preview) = carry_out(&world, &at, plan(vec![merge(&[&an], &cat)])).await?;
    let said: Vec<&str> = preview.named.iter().map(|one| one.said.vi.as_str()).collect();
    assert!(said.iter().any(|one| one.contains("Vàng Thị Lan, Chi hội trưởng")), "{said:?}");
    assert!(said.iter().any(|one| one.contains("thôi quyền")), "{said:?}");
    let offices = preview.objects.iter().find(|one| one.object == "officers.term").unwrap();
    assert!(offices.totals.iter().all(|one| (one.before, one.ends) == (1, 1)), "{offices:?}");
    assert_eq!(may_write(&world, &an).await, 403, "the rights of the office are over");
    assert_ne!(may_write(&world, &cat).await, 200, "and nobody is carried into the heir's board");
    assert_eq!(day_of_end(&world, "officer_term").await.0, DAY.to_string());
    assert_eq!(day_of_end(&world, "officer_tenure").await.0, DAY.to_string());

    take_back(&world, &at, &id).await?;
    assert_eq!(may_write(&world, &an).await, 200, "taken back with everything else");
    assert_eq!(day_of_end(&world, "officer_term").await.0, Day::NEVER.to_string());
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn an_office_that_began_after_the_end_blocks_and_says_what_to_do() -> Result<(), Problem> {
    let world = world().await;
    with_head(&world).await;
    let (an, at) = (world.truong_an.clone(), world.hoa_sen.clone());
    let cat = chapter(&world, &at, "cat").await;
    let mut work = operator(&world).await;
    let deputy = NewTenure { post: "chi_hoi_pho".to_owned(), ..head("Lò Văn Bình", TODAY, "") };
    officers::appoint(&mut work, &an, deputy).await?;
    work.commit().await?;
    let refused = carry_out(&world, &at, plan(vec![merge(&[&an], &cat)])).await.unwrap_err();
    assert_eq!(refused.code(), "blocked");
    assert!(refused.to_string().contains("Lò Văn Bình"), "{refused}");
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn an_office_somebody_has_changed_since_is_not_taken_back() -> Result<(), Problem> {
    let world = world().await;
    with_head(&world).await;
    let (an, at) = (world.truong_an.clone(), world.hoa_sen.clone());
    let cat = chapter(&world, &at, "cat").await;
    let (id, _) = carry_out(&world, &at, plan(vec![merge(&[&an], &cat)])).await?;
    let mut tx = world.site.db.begin_writing().await?;
    let sql = "update officer_tenure set revision = revision + 1";
    sqlx::query(sql).execute(&mut *tx).await?;
    tx.commit().await?;
    let refused = take_back(&world, &at, &id).await.unwrap_err();
    assert_eq!(refused.code(), "touched_since");
    assert!(refused.to_string().contains("Vàng Thị Lan"), "{refused}");
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn a_unit_that_goes_on_without_a_part_keeps_its_officers() -> Result<(), Problem> {
    let world = world().await;
    with_head(&world).await;
    let (an, at) = (world.truong_an.clone(), world.hoa_sen.clone());
    let group = chapter(&world, &an, "to-1").await;
    let step = reorganisation::Step::SplitOff {
        unit: an.clone(),
        parts: vec![reorganisation::Portion {
            to: reorganisation::Target::new_unit("moi"),
            units: vec![group],
            share: None,
            basis: String::new(),
        }],
    };
    let mut plan = plan(vec![step]);
    plan.opens = vec![crate::scenes::opening("moi", &at)];
    carry_out(&world, &at, plan).await?;
    assert_eq!(may_write(&world, &an).await, 200);
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn a_unit_with_an_office_is_not_closed_by_itself_and_a_plan_ends_both() -> Result<(), Problem>
{
    let world = world().await;
    with_head(&world).await;
    let an = world.truong_an.clone();
    let lan = world.sign_in("lan", Role::CommuneOfficer, &world.hoa_sen).await;
    let page = format!("/don-vi/{an}/ket-thuc");
    let (_, shown) = world.get(&lan, &page).await;
    let plan_page = format!("/don-vi/{}/sap-xep/them?viec=dissolve&#38;chon={an}", world.hoa_sen);
    assert!(shown.contains(&plan_page), "{shown}");
    let (status, body) = world.post(&lan, &page, "on=02/03/2026&decision=QD%209").await;
    assert_eq!(status, 409, "{body}");
    assert!(body.contains("id=\"on-mistake\"") && body.contains("value=\"QD 9\""), "{body}");
    assert!(body.contains("Chức vụ") && body.contains("(1)"), "{body}");
    let asked = serde_json::json!({ "on": "2026-03-02" });
    let path = format!("/api/v1/units/{an}/close");
    let operation = kernel::RowId::new().to_string();
    let (status, said) =
        world.send_json(axum::http::Method::POST, &lan, &path, &operation, &asked).await;
    assert_eq!((status.as_u16(), said["code"].as_str()), (409, Some("still_holds")), "{said}");
    let found = hanging(&world).await;
    assert_eq!(found, Vec::<String>::new());

    carry_out(
        &world,
        &world.hoa_sen,
        plan(vec![reorganisation::Step::Dissolve { unit: an.clone(), to: None }]),
    )
    .await?;
    assert_eq!(day_of_end(&world, "officer_tenure").await.0, DAY.to_string());
    assert_eq!(day_of_end(&world, "officer_term").await.0, DAY.to_string());
    assert_eq!(hanging(&world).await, Vec::<String>::new());
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn nobody_comes_into_office_at_a_unit_whose_end_is_recorded() -> Result<(), Problem> {
    let world = world().await;
    let an = world.truong_an.clone();
    let mut work = operator(&world).await;
    organisation::close(&mut work, &registry(), &an, TODAY.next(), "").await?;
    work.commit().await?;
    let mut work = operator(&world).await;
    let term = NewTerm {
        first_year: 2021,
        last_year: 2026,
        since: CONGRESS,
        until: None,
        decision: String::new(),
    };
    let refused = officers::open_term(&mut work, &an, term.clone()).await.unwrap_err();
    assert_eq!(refused.code(), "unit_ends");
    let ended = NewTerm { until: Some(TODAY.next()), ..term };
    officers::open_term(&mut work, &an, ended).await?;
    let refused = officers::appoint(&mut work, &an, head("Vàng Thị Lan", CONGRESS, "")).await;
    assert_eq!(refused.err().map(|one| one.code()), None, "the term ends with the unit");
    work.commit().await?;
    world.end().await;
    Ok(())
}
