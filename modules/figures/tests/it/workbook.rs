//! The grid as a workbook.

use super::*;
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use platform::operation;

fn upload(token: &str, path: &str, file: &[u8]) -> Request<Body> {
    let mut body = b"--line\r\nContent-Disposition: form-data; name=\"tep\"; filename=\"so-lieu.xlsx\"\r\n\r\n".to_vec();
    body.extend(file);
    body.extend(b"\r\n--line--\r\n");
    Request::post(format!("{path}&op={}", operation::new_id()))
        .header(header::HOST, "localhost")
        .header(header::COOKIE, format!("khuyenhoc={token}"))
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=line")
        .body(Body::from(body))
        .unwrap()
}

#[tokio::test]
async fn a_downloaded_grid_reads_back_and_changes_nothing() {
    let world = world().await;
    let token = minh(&world).await;
    declare(
        &world,
        world.as_lan().await,
        &world.hoa_sen,
        says("family_fund", "2025-H2", 60_000_000_000),
    )
    .await
    .unwrap();
    let base = format!("/don-vi/{}/so-lieu", world.province);
    let (status, bytes) = world
        .bytes(&token, &format!("{base}/bang/tep?ky=2025-H2&chi-tieu=family_fund&chi-tieu=classes"))
        .await;
    assert_eq!(status, StatusCode::OK);
    let file = world.folder.path().join("back.xlsx");
    std::fs::write(&file, &bytes).unwrap();
    let summary = figures::import_grid(
        world.as_minh().await,
        &world.province,
        &file,
        period("2025-H2"),
        true,
    )
    .await
    .unwrap();
    assert_eq!((summary.changed, summary.unchanged, summary.errors.len()), (0, 1, 0));
    let (status, page) =
        world.send(upload(&token, &format!("{base}/nhap?ky=2025-H2"), &bytes)).await;
    let page = String::from_utf8(page).unwrap();
    assert_eq!(status, StatusCode::OK, "{page}");
    assert!(page.contains("0 số sẽ thay đổi, 1 số giữ nguyên"), "{page}");

    world.end().await;
}

#[tokio::test]
async fn a_file_is_shown_before_it_is_written_and_written_whole() {
    let world = world().await;
    let file = world.folder.path().join("so-lieu.csv");
    let text = "STT,Đơn vị,\"Lớp, chuyên đề đã mở\",Quỹ khuyến học gia đình (triệu đồng),Ghi nhớ\n1,Xã Hoa Sen,12,\"2.218\",x\n2,98002,7,gần 60 tỷ,\nTổng cộng,,19,,\n";
    std::fs::write(&file, text).unwrap();
    let import = |apply| {
        let file = file.clone();
        let world = &world;
        async move {
            figures::import_grid(
                world.as_minh().await,
                &world.province,
                &file,
                period("2025-H2"),
                apply,
            )
            .await
            .unwrap()
        }
    };
    let dry = import(false).await;
    assert_eq!((dry.rows, dry.changed, dry.applied), (2, 4, false), "{dry}");
    assert_eq!(dry.unknown_columns, ["Ghi nhớ"]);
    assert_eq!(world.rows_of("count_declaration").await, 0);
    assert!(import(true).await.applied);
    assert_eq!(
        figure(&world, &world.hoa_sen, "family_fund", "2025-H2").await.value,
        Some(2_218_000_000)
    );
    assert_eq!(figure(&world, &world.province, "classes", "2025-H2").await.value, Some(19));
    assert_eq!(import(true).await.changed, 0, "the same file again changes nothing");
    world.end().await;
}

#[tokio::test]
async fn a_file_with_a_wrong_cell_writes_nothing_and_names_the_cell() {
    let world = world().await;
    let file = world.folder.path().join("so-lieu.csv");
    std::fs::write(&file, "Đơn vị,classes\nXã Hoa Sen,12\nXã Hoa Mai,3\nXã Phù Đổng,-7\n").unwrap();
    let summary = figures::import_grid(
        world.as_minh().await,
        &world.province,
        &file,
        period("2025-H2"),
        true,
    )
    .await
    .unwrap();
    let cells: Vec<(&str, &str)> =
        summary.errors.iter().map(|error| (error.cell.as_str(), error.code.as_str())).collect();
    assert_eq!(cells, [("A3", "unit_unknown"), ("B4", "negative")]);
    assert!(!summary.applied);
    assert_eq!(world.rows_of("count_declaration").await, 0);
    world.end().await;
}
