//! Scenes in which somebody reads, completes and opens a report.

mod consolidated;
mod forms;
mod pages;
mod periods;
mod supplements;
mod unusual;
mod work_lists;

use access::Role;
use counts::{NewDeclaration, declare};
use kernel::{Lang, Period, UnitId};
use platform::Problem;
use reports::{Format, report, write_report};
use testkit::{TODAY, World};

fn half() -> Period {
    "2025-H2".parse().expect("a period")
}

async fn world() -> World {
    let world = World::with(vec![figures::module(), reports::module()]).await;
    let mut tx = world.site.db.begin_writing().await.unwrap();
    figures::seed(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    world
}

async fn state(world: &World, unit: &UnitId, indicator: &str, quantity: i64, wording: &str) {
    state_in(world, unit, half(), (indicator, quantity), wording).await;
}

async fn state_in(
    world: &World,
    unit: &UnitId,
    period: Period,
    (indicator, quantity): (&str, i64),
    wording: &str,
) {
    let mut work = world.as_minh().await;
    let new = NewDeclaration {
        indicator: indicator.to_owned(),
        period,
        quantity: Some(quantity),
        wording: wording.to_owned(),
        basis: String::new(),
    };
    declare(&mut work, unit, &new).await.unwrap();
    work.commit().await.unwrap();
}

#[tokio::test]
async fn every_form_of_a_report_shows_the_same_figures() -> Result<(), Problem> {
    let world = world().await;
    state(&world, &world.hoa_sen, "families_registered", 1_203, "").await;
    state(&world, &world.phu_dong, "families_registered", 30, "").await;
    state(&world, &world.hoa_sen, "family_fund", 60_000_000_000, "gần").await;

    let mut papers = vec![];
    for format in [Format::Json, Format::Html, Format::Xlsx, Format::Docx, Format::Pdf] {
        let mut look = world.look_as(Role::ProvinceOfficer, &world.province).await;
        let report = report(&mut look, "half-year", &world.province, half(), TODAY).await?;
        papers.push(write_report(report, format).await?);
    }
    let json: serde_json::Value = serde_json::from_slice(&papers[0])?;
    let figure = |code: &str| {
        let all = json["figures"].as_array().cloned().unwrap_or_default();
        all.into_iter().find(|figure| figure["indicator"] == code).unwrap_or_default()
    };
    assert_eq!(figure("families_registered")["value"], 1_233);
    assert_eq!(figure("families_registered")["declared_share"], 1.0);
    assert_eq!(figure("family_fund")["text"], "gần 60 tỷ đồng");
    assert_eq!(figure("family_fund")["missing_units"][0]["name"], "xã Phù Đổng");
    assert_eq!(figure("members")["value"], serde_json::Value::Null, "nobody reported: not zero");
    let html = String::from_utf8_lossy(&papers[1]).into_owned();
    assert!(html.contains("1.233") && html.contains("gần 60 tỷ đồng"));
    assert!(
        papers[2].starts_with(b"PK")
            && papers[3].starts_with(b"PK")
            && papers[4].starts_with(b"%PDF")
    );
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn a_period_is_compared_only_with_one_in_which_the_same_units_reported() -> Result<(), Problem>
{
    let world = world().await;
    let mut work = world.as_minh().await;
    for (unit, period, quantity) in [
        (&world.hoa_sen, "2024-H2", 10),
        (&world.hoa_sen, "2025-H2", 14),
        (&world.phu_dong, "2025-H2", 100),
    ] {
        let new = NewDeclaration {
            indicator: "learner_turns".to_owned(),
            period: period.parse().expect("a period"),
            quantity: Some(quantity),
            wording: String::new(),
            basis: String::new(),
        };
        declare(&mut work, unit, &new).await?;
    }
    work.commit().await?;
    let mut look = world.look_as(Role::ProvinceOfficer, &world.province).await;
    let province = report(&mut look, "half-year", &world.province, half(), TODAY).await?;
    let line = &province.lines[province.place_of("learner_turns").unwrap()];
    assert_eq!(
        (line.figure.value, line.previous),
        (Some(114), None),
        "Phù Đổng was silent a year before"
    );
    let commune = report(&mut look, "half-year", &world.hoa_sen, half(), TODAY).await?;
    let line = &commune.lines[commune.place_of("learner_turns").unwrap()];
    assert_eq!((line.previous, line.change()), (Some(10), Some(4)));
    drop(look);
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn another_communes_report_does_not_exist_for_an_officer() {
    let world = world().await;
    let token = world.sign_in("binh", Role::CommuneOfficer, &world.phu_dong).await;
    let other = format!("/api/v1/units/{}/reports/half-year?period=2025-H2", world.hoa_sen);
    let never = format!("/api/v1/units/{}/reports/half-year?period=2025-H2", UnitId::new());
    let (status, body) = world.get(&token, &other).await;
    let (status_never, body_never) = world.get(&token, &never).await;
    assert_eq!((status.as_u16(), status_never.as_u16()), (404, 404));
    assert_eq!(body.replace(world.hoa_sen.as_str(), ""), {
        let value: serde_json::Value = serde_json::from_str(&body_never).unwrap();
        body_never.replace(value["instance"].as_str().unwrap().split('/').nth(4).unwrap(), "")
    });
    let own = format!("/bao-cao/half-year?don-vi={}&ky=2025-H2", world.phu_dong);
    let (status, page) = world.get(&token, &own).await;
    assert_eq!(status.as_u16(), 200, "{page}");
    let (status, problem) = world
        .get(&token, &format!("/bao-cao/half-year?don-vi={}&ky=2025-13", world.phu_dong))
        .await;
    assert_eq!(status.as_u16(), 422);
    assert!(problem.contains("không phải là kỳ báo cáo"));
    world.end().await;
}

#[tokio::test]
async fn words_written_into_a_report_stay_and_a_stale_page_does_not_overwrite_them() {
    let world = world().await;
    let token = world.sign_in("lan", Role::CommuneOfficer, &world.hoa_sen).await;
    let address = format!("/bao-cao/half-year/sua?don-vi={}&ky=2025-H2", world.hoa_sen);
    let form = "revision=0&number=12%2FBC-HKH&text-plan=M%E1%BB%9F%20th%C3%AAm%20l%E1%BB%9Bp";
    let (status, page) = world.post(&token, &address, form).await;
    assert_eq!(status.as_u16(), 303, "{page}");
    let (status, _) = world.post(&token, &address, form).await;
    assert_eq!(status.as_u16(), 409, "the page was opened before the first change");
    let (_, page) =
        world.get(&token, &format!("/bao-cao/half-year?don-vi={}&ky=2025-H2", world.hoa_sen)).await;
    assert!(page.contains("Mở thêm lớp") && page.contains("12/BC-HKH"));
    let (status, _) = world.post(&token, &address, "revision=1&signed_on=31%2F02%2F2026").await;
    assert_eq!(status.as_u16(), 422);
    world.end().await;
}

#[tokio::test]
async fn a_figure_opens_to_its_units_and_rows() -> Result<(), Problem> {
    let world = world().await;
    state(&world, &world.hoa_sen, "clans_registered", 7, "trên").await;
    let mut look = world.look_as(Role::ProvinceOfficer, &world.province).await;
    let explained =
        counts::explain(&mut look, &world.province, TODAY, "clans_registered", half(), None)
            .await?;
    assert_eq!(explained.figure.value, Some(7));
    assert_eq!(explained.included[0].name, "xã Hoa Sen");
    assert_eq!(explained.rows[0].wording, "trên");
    assert_eq!(explained.rows_total, 1);
    let json = reports::write_explanation(explained, Lang::Vi)?;
    let json: serde_json::Value = serde_json::from_slice(&json)?;
    assert_eq!(json["units_missing"][0]["code"], "98002");
    drop(look);
    world.end().await;
    Ok(())
}
