use crate::world::world;
use access::Role;
use axum::http::StatusCode;
use kernel::UnitId;
use platform::Problem;

#[tokio::test]
async fn a_neighbour_sees_the_public_commune_and_nothing_of_its_chapters() -> Result<(), Problem> {
    let world = world().await;
    let binh = world.sign_in("binh", Role::CommuneOfficer, &world.phu_dong).await;
    let (hoa_sen, truong_an) = (&world.hoa_sen, &world.truong_an);
    let (status, page) = world.get(&binh, &format!("/don-vi/{hoa_sen}")).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("<h1>xã Hoa Sen</h1>"));
    assert!(!page.contains("Trường An") && !page.contains("figure-number"));
    assert!(!page.contains("/hoi-vien") && !page.contains("/hien-thi\"><input"));

    let nobody = UnitId::new();
    for hidden in [truong_an, &nobody] {
        for path in [
            format!("/don-vi/{hidden}"),
            format!("/don-vi?tai={hidden}"),
            format!("/don-vi/{hidden}/them"),
        ] {
            assert_eq!(world.get(&binh, &path).await.0, StatusCode::NOT_FOUND, "{path}");
        }
    }
    let answer = async |name: &str| {
        let (status, body) = world.get(&binh, &format!("/api/v1/units/{name}")).await;
        (status, body.replace(name, "…"))
    };
    let unknown = answer(nobody.as_str()).await;
    assert_eq!(unknown.0, StatusCode::NOT_FOUND);
    assert_eq!(answer(truong_an.as_str()).await, unknown);
    assert_eq!(answer("98001.truong-an").await, unknown);
    assert_eq!(answer("truong-an").await, unknown);
    let children = world.get(&binh, &format!("/api/v1/units/{hoa_sen}/children")).await;
    assert_eq!(children, (StatusCode::OK, r#"{"units":[],"total":0,"next":null}"#.to_owned()));
    let found = world.get(&binh, "/api/v1/units?q=truong+an").await;
    assert_eq!(found, (StatusCode::OK, r#"{"units":[]}"#.to_owned()));
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn an_officer_sees_her_commune_its_numbers_and_what_she_may_do() -> Result<(), Problem> {
    let world = world().await;
    let lan = world.sign_in("lan", Role::CommuneOfficer, &world.hoa_sen).await;
    let (_, page) = world.get(&lan, &format!("/don-vi/{}", world.hoa_sen)).await;
    for there in [
        "Trường An",
        "<b>1</b> tổ chức",
        "/giai-trinh/chapters?don-vi=",
        "Danh sách hội viên",
        "Nhập hội viên từ tệp Excel",
        "Mở đơn vị mới",
        "Hội Khuyến học xã Hoa Sen",
        "tỉnh Mẫu",
    ] {
        assert!(page.contains(there), "{there} in {page}");
    }
    assert!(!page.contains("Đổi tên") && !page.contains("Nhật ký"));
    let (_, page) = world.get(&lan, &format!("/don-vi/{}", world.truong_an)).await;
    assert!(page.contains("chi hội (thôn, bản, khu phố)") && page.contains("Đổi tên"));
    let (_, page) = world.get(&lan, "/don-vi").await;
    assert!(page.contains("Đơn vị của tôi") && page.contains("Trường An"));
    let (_, page) = world.get(&lan, "/don-vi?q=truong%20an").await;
    assert!(page.contains("98001.truong-an"));
    let (status, page) = world.get(&lan, "/them").await;
    assert_eq!(status, StatusCode::OK);
    assert!(
        page.contains("/chi-tieu") && page.contains("/tai-khoan") && !page.contains("/nhat-ky")
    );
    let (status, _) = world.get(&lan, "/don-vi?ngay=hom-qua").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn a_chapter_head_reads_and_changes_nothing() -> Result<(), Problem> {
    let world = world().await;
    let head = world.sign_in("truong.an", Role::ChapterHead, &world.truong_an).await;
    let (_, page) = world.get(&head, &format!("/don-vi/{}", world.truong_an)).await;
    assert!(page.contains("Danh sách hội viên") && !page.contains("Đổi tên"));
    let (_, page) = world.get(&head, &format!("/don-vi/{}", world.hoa_sen)).await;
    assert!(page.contains("Trường An"), "her own unit shows below the commune");
    assert!(!page.contains("figure-number"));
    let path = format!("/don-vi/{}/ket-thuc", world.truong_an);
    assert_eq!(world.get(&head, &path).await.0, StatusCode::FORBIDDEN);
    assert_eq!(world.get("", "/api/v1/units?q=a").await.0, StatusCode::UNAUTHORIZED);
    world.end().await;
    Ok(())
}
