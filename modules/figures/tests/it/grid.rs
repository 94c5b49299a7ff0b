//! Many units side by side.

use super::*;
use axum::http::StatusCode;

fn cell(front: &str, unit: &UnitId, code: &str) -> String {
    format!("{front}.{unit}.{code}")
}

#[tokio::test]
async fn a_grid_saves_only_what_was_changed() {
    let world = world().await;
    declare(&world, world.as_lan().await, &world.hoa_sen, says("classes", "2025-H2", 5))
        .await
        .unwrap();
    let token = minh(&world).await;
    let path = format!(
        "/don-vi/{}/so-lieu/bang?ky=2025-H2&chi-tieu=classes&chi-tieu=learner_turns",
        world.province
    );
    let (status, page) = world.get(&token, &path).await;
    assert_eq!(status, StatusCode::OK);
    assert!(
        page.contains("data-grid") && page.contains("xã Hoa Sen") && page.contains("xã Phù Đổng")
    );
    let names = [
        (cell("v", &world.hoa_sen, "classes"), "5"),
        (cell("o", &world.hoa_sen, "classes"), "5|"),
        (cell("v", &world.phu_dong, "classes"), "7"),
        (cell("o", &world.phu_dong, "classes"), ""),
        (cell("v", &world.phu_dong, "learner_turns"), "gần 69.710 lượt"),
        (cell("o", &world.phu_dong, "learner_turns"), ""),
    ];
    let fields: Vec<(&str, &str)> =
        names.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    let (status, _) = world.post(&token, &path, &form(&fields)).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert_eq!(world.rows_of("count_row").await, 3);
    assert_eq!(figure(&world, &world.province, "classes", "2025-H2").await.value, Some(12));
    let (_, page) = world.get(&token, &path).await;
    assert!(page.contains("<td class=\"number\">12</td>"), "the total of a column");
    world.end().await;
}

#[tokio::test]
async fn a_grid_that_is_partly_wrong_changes_nothing_and_names_the_row() {
    let world = world().await;
    let token = minh(&world).await;
    let path = format!("/don-vi/{}/so-lieu/bang?ky=2025-H2&chi-tieu=classes", world.province);
    for wrong in ["1,5", "-3"] {
        let names = [
            (cell("v", &world.hoa_sen, "classes"), "5"),
            (cell("o", &world.hoa_sen, "classes"), ""),
            (cell("v", &world.phu_dong, "classes"), wrong),
            (cell("o", &world.phu_dong, "classes"), ""),
        ];
        let fields: Vec<(&str, &str)> =
            names.iter().map(|(name, value)| (name.as_str(), *value)).collect();
        let (status, page) = world.post(&token, &path, &form(&fields)).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            page.contains("xã Phù Đổng, Lớp, chuyên đề đã mở:") && page.contains("value=\"5\"")
        );
        assert_eq!(world.rows_of("count_row").await, 0);
        assert_eq!(world.rows_of("count_declaration").await, 0);
    }
    world.end().await;
}

#[tokio::test]
async fn a_grid_holds_at_most_six_columns() {
    let world = world().await;
    let token = minh(&world).await;
    let columns =
        ["classes", "centres", "schools", "gifts", "scholarships", "fund_raised", "members_left"];
    let columns: String = columns.iter().map(|code| format!("&chi-tieu={code}")).collect();
    let path = format!("/don-vi/{}/so-lieu/bang?ky=2025-H2{columns}", world.province);
    assert_eq!(world.get(&token, &path).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    world.end().await;
}
