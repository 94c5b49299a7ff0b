//! Scenes about where a page stands and where it leads back to.

use crate::{half, state, world};
use access::Role;
use testkit::World;

#[tokio::test]
async fn a_page_that_names_no_unit_stands_at_the_readers_own() {
    let world = world().await;
    state(&world, &world.hoa_sen, "classes", 3, "").await;
    let token = world.sign_in("lan", Role::CommuneOfficer, &world.hoa_sen).await;
    for page in [
        "/bao-cao",
        "/bao-cao/ky",
        "/bao-cao/tong-hop",
        "/bao-cao/ho-so",
        "/bao-cao/lich",
        "/bao-cao/mau",
        "/bao-cao/mau/half-year",
        "/bao-cao/mau/half-year/chep",
        "/bao-cao/half-year",
        "/bao-cao/half-year/sua",
        "/giai-trinh/classes",
    ] {
        let (status, body) = world.get(&token, page).await;
        assert_eq!(status, 200, "{page}: {body}");
        assert!(body.contains(world.hoa_sen.as_str()), "{page}: {body}");
    }
    // Who stands elsewhere is not shown somebody else's by leaving the unit out.
    let binh = world.sign_in("binh", Role::CommuneOfficer, &world.phu_dong).await;
    let (_, body) = world.get(&binh, "/bao-cao/ky").await;
    assert!(!body.contains(world.hoa_sen.as_str()), "{body}");
    world.end().await;
}

/// The button at the end of the page of a figure.
async fn way_back(world: &World, token: &str, more: &str) -> String {
    let address = format!("/giai-trinh/classes?don-vi={}&ky=2025-H2{more}", world.hoa_sen);
    let (status, body) = world.get(token, &address).await;
    assert_eq!(status, 200, "{body}");
    let actions = body.rsplit("<p class=\"actions\">").next().unwrap();
    let href = actions.split("href=\"").nth(1).unwrap().split('"').next().unwrap();
    href.replace("&#38;", "&")
}

#[tokio::test]
async fn the_page_of_a_figure_leads_back_to_where_it_was_opened_and_nowhere_else() {
    let world = world().await;
    state(&world, &world.hoa_sen, "classes", 3, "").await;
    let token = world.sign_in("minh", Role::ProvinceOfficer, &world.province).await;
    let report = format!("/bao-cao/year?don-vi={}&ky=2025", world.hoa_sen);
    let (_, page) = world.get(&token, &report).await;
    let opened = page.split("href=\"").find(|part| part.starts_with("/giai-trinh/classes"));
    let opened =
        opened.unwrap().split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
    let (_, figure) = world.get(&token, &opened).await;
    let back = format!("href=\"/bao-cao/year?don-vi={}", world.hoa_sen);
    assert!(figure.contains(&back), "{opened} {figure}");

    let unit = &world.hoa_sen;
    let half_year = format!("/bao-cao/half-year?don-vi={unit}&ky={}&dia-gioi=now", half());
    assert_eq!(way_back(&world, &token, "").await, half_year);
    assert_eq!(way_back(&world, &token, "&ve=don-vi").await, format!("/don-vi/{unit}"));
    let above = format!("&ve=bang&tai={}", world.province);
    let board = format!("/bang?don-vi={}&ky=2025-H2&dia-gioi=now&chi-tieu=classes", world.province);
    assert_eq!(way_back(&world, &token, &above).await, board);
    for elsewhere in ["https://example.org", "//example.org", "../dang-xuat", "year", "khong-co"] {
        let back = way_back(&world, &token, &format!("&ve={elsewhere}")).await;
        assert_eq!(back, half_year, "{elsewhere} is no form that reports on a half-year");
    }
    world.end().await;
}

#[tokio::test]
async fn a_unit_offers_every_kind_of_report_to_whoever_may_read_them() {
    let world = world().await;
    let minh = world.sign_in("minh", Role::ProvinceOfficer, &world.province).await;
    let page = format!("/bao-cao?don-vi={}", world.hoa_sen);
    let (status, body) = world.get(&minh, &page).await;
    assert_eq!(status, 200, "{body}");
    for form in ["half-year", "year", "school-year"] {
        let link = format!("/bao-cao/{form}?don-vi={}", world.hoa_sen);
        assert!(body.contains(&link), "{form}: {body}");
    }
    let binh = world.sign_in("binh", Role::CommuneOfficer, &world.phu_dong).await;
    assert_eq!(world.get(&binh, &page).await.0, 404);
    world.end().await;
}

#[tokio::test]
async fn a_version_that_no_form_has_is_refused_and_not_read_by_another() {
    let world = world().await;
    let lan = world.sign_in("lan", Role::CommuneOfficer, &world.hoa_sen).await;
    let page = format!("/bao-cao/mau/half-year?don-vi={}&phien-ban=", world.hoa_sen);
    assert_eq!(world.get(&lan, &format!("{page}1")).await.0, 200);
    let (status, body) = world.get(&lan, &format!("{page}7")).await;
    assert_eq!(status, 404, "{body}");
    assert!(body.contains("không có phiên bản 7"), "{body}");
    let asked = format!("/api/v1/units/{}/report-forms/half-year?version=7", world.hoa_sen);
    let (status, body) = world.get(&lan, &asked).await;
    assert!(status == 404 && body.contains("unknown_version"), "{status} {body}");
    world.end().await;
}
