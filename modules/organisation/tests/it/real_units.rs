use crate::world::world;
use access::Role;
use axum::http::StatusCode;
use kernel::{Day, Lang};
use platform::Problem;
use testkit::{TODAY, World};

/// The small world beside the real province of Điện Biên.
async fn dien_bien() -> World {
    let world = world().await;
    let mut tx = world.site.db.begin_writing().await.unwrap();
    // The made-up nation makes room for the real one.
    let sql = "update unit set code = 'MAU' where level = 'nation'";
    sqlx::query(sql).execute(&mut *tx).await.unwrap();
    units::load_provinces(&mut tx, &["11"]).await.unwrap();
    tx.commit().await.unwrap();
    world
}

#[tokio::test]
async fn a_code_and_a_day_name_a_commune_and_tell_its_past() -> Result<(), Problem> {
    let world = dien_bien().await;
    let binh = world.sign_in("binh", Role::CommuneOfficer, &world.phu_dong).await;
    let get = async |path: &str| {
        let (status, body) = world.get(&binh, path).await;
        assert_eq!(status, StatusCode::OK, "{path}: {body}");
        serde_json::from_str::<serde_json::Value>(&body).unwrap()
    };
    let found = get("/api/v1/units?q=Sa%20Dung").await;
    assert_eq!(
        (&found["units"][0]["code"], &found["units"][0]["full_name"]),
        (&"03208".into(), &"xã Xa Dung".into())
    );
    let now = get("/api/v1/units/03208").await;
    assert_eq!(now["full_name"], "xã Xa Dung");
    assert!(
        now["predecessors"].as_array().unwrap().iter().any(|kin| kin["unit"]["code"] == "03373")
    );
    for then in ["/api/v1/units/03208@2017-06-30", "/api/v1/units/03208?on=2017-06-30"] {
        let then = get(then).await;
        assert_eq!(then["full_name"], "xã Phì Nhừ");
        assert_eq!(then["successors"][0]["unit"]["code"], "03208");
        assert_eq!(then["above"][2]["full_name"], "huyện Điện Biên Đông");
    }
    let children = get("/api/v1/units/11/children?on=2017-06-30").await;
    assert_eq!(children["total"], 10, "districts then");
    let (status, body) = world.get(&binh, "/api/v1/units/3208").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(body.contains("xã Xa Dung (03208@2026-03-02)"), "{body}");
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn the_page_of_a_commune_that_is_no_more_points_to_its_successor() -> Result<(), Problem> {
    let world = dien_bien().await;
    let binh = world.sign_in("binh", Role::CommuneOfficer, &world.phu_dong).await;
    let mut tx = world.site.db.begin().await?;
    let then = Day::of(2017, 6, 30);
    let phi_nhu = units::find(&mut tx, "03208", then).await?;
    let province = units::find(&mut tx, "11", TODAY).await?;
    drop(tx);
    let (_, page) = world.get(&binh, &format!("/don-vi/{}?ngay=2017-06-30", phi_nhu.id)).await;
    for there in [
        "<h1>xã Phì Nhừ</h1>",
        "Theo địa giới ngày 30/06/2017",
        "huyện Điện Biên Đông",
        "Đã kết thúc, không còn từ ngày 01/07/2025",
        "Đơn vị kế tục",
        "xã Xa Dung",
    ] {
        assert!(page.contains(there), "{there} in {page}");
    }
    let (_, page) = world.get(&binh, &format!("/don-vi?tai={}&ngay=2017-06-30", province.id)).await;
    assert!(
        page.contains("huyện Điện Biên Đông") && page.contains("&#38;ngay=2017-06-30"),
        "{page}"
    );
    let (_, page) = world.get(&binh, &format!("/don-vi/{}", province.id)).await;
    assert!(page.contains("Số liệu cũ của các đơn vị này chỉ tính ở cấp tỉnh"));
    assert!(page.contains("Xem cả 45 đơn vị trực thuộc"));
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn the_command_line_tells_a_units_story() -> Result<(), Problem> {
    let world = dien_bien().await;
    let mut tx = world.site.db.begin().await?;
    let told = async |tx: &mut platform::db::Tx, code: &str, lang| {
        organisation::describe_unit(tx, code, TODAY, lang).await.map(|story| story.to_string())
    };
    insta::assert_snapshot!("phi_nhu", told(&mut tx, "03208@2017-06-30", Lang::Vi).await?);
    insta::assert_snapshot!("xa_dung", told(&mut tx, "03208", Lang::En).await?);
    let unknown = told(&mut tx, "99999", Lang::Vi).await.unwrap_err();
    assert_eq!(unknown.code(), "unknown_code");
    drop(tx);
    world.end().await;
    Ok(())
}
