//! One unit states its figures.

use super::*;
use axum::http::{Method, StatusCode};
use platform::operation;
use serde_json::json;

#[tokio::test]
async fn a_declared_figure_counts_all_the_way_up_and_is_marked_as_declared() {
    let world = world().await;
    declare(&world, world.as_lan().await, &world.hoa_sen, says("pupils_rewarded", "2025-H2", 120))
        .await
        .unwrap();
    for unit in [&world.hoa_sen, &world.province] {
        let found = figure(&world, unit, "pupils_rewarded", "2025-H2").await;
        assert_eq!((found.value, found.declared), (Some(120), 120));
    }
    assert_eq!(figure(&world, &world.phu_dong, "pupils_rewarded", "2025-H2").await.value, None);
    world.end().await;
}

#[tokio::test]
async fn stating_a_figure_anew_takes_back_the_row_it_corrects() {
    let world = world().await;
    for quantity in [120, 120, 125] {
        declare(&world, world.as_lan().await, &world.hoa_sen, says("classes", "2025-H2", quantity))
            .await
            .unwrap();
    }
    assert_eq!(world.rows_of("count_row").await, 3, "one row, one that takes it back, one anew");
    assert_eq!(figure(&world, &world.province, "classes", "2025-H2").await.value, Some(125));
    world.end().await;
}

#[tokio::test]
async fn a_stock_stands_at_the_level_last_stated() {
    let world = world().await;
    for (when, quantity) in [("2024", 50), ("2025", 40), ("2024-H1", 45)] {
        declare(
            &world,
            world.as_lan().await,
            &world.hoa_sen,
            says("families_registered", when, quantity),
        )
        .await
        .unwrap();
    }
    for (when, level) in [("2024-H1", 45), ("2024", 50), ("2025-H1", 50), ("2025", 40)] {
        let found = figure(&world, &world.province, "families_registered", when).await;
        assert_eq!(found.value, Some(level), "{when}");
    }
    world.end().await;
}

#[tokio::test]
async fn a_ratio_keeps_its_numerator_and_its_denominator() {
    let world = world().await;
    declare(&world, world.as_lan().await, &world.hoa_sen, says("schools", "2025-H2", 8))
        .await
        .unwrap();
    declare(
        &world,
        world.as_lan().await,
        &world.hoa_sen,
        says("schools_with_association", "2025-H2", 7),
    )
    .await
    .unwrap();
    let share = figure(&world, &world.province, "schools_share", "2025-H2").await;
    assert_eq!((share.value, share.numerator, share.denominator), (None, Some(7), Some(8)));
    let refused =
        declare(&world, world.as_lan().await, &world.hoa_sen, says("schools_share", "2025-H2", 1))
            .await;
    assert_eq!(refused.unwrap_err().code(), "not_declarable");
    world.end().await;
}

#[tokio::test]
async fn nothing_is_declared_beside_a_register() {
    let world = world().await;
    let mut work = world.as_lan().await;
    let source = kernel::Source::of("test.member", &"1");
    let members = counts::Indicator { code: "members" };
    let row = counts::Count::one(members, &world.truong_an, kernel::Day::of(2025, 5, 1));
    counts::settle(&mut work, &source, &[row]).await.unwrap();
    work.commit().await.unwrap();

    let refused =
        declare(&world, world.as_lan().await, &world.hoa_sen, says("members", "2025-H2", 90)).await;
    assert_eq!(refused.unwrap_err().code(), "kept_by_register");
    let token = lan(&world).await;
    let path = format!("/don-vi/{}/so-lieu?ky=2025-H2", world.hoa_sen);
    let (status, page) = world.get(&token, &path).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("đã có sổ, đang là 1 người") && !page.contains("name=\"v.members\""));
    let (status, page) =
        world.post(&token, &path, &form(&[("v.members", "90"), ("o.members", "")])).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "a field that is not asked for is not read: {page}");
    assert_eq!(figure(&world, &world.hoa_sen, "members", "2025-H2").await.value, Some(1));
    world.end().await;
}

#[tokio::test]
async fn the_page_saves_what_was_changed_and_keeps_the_word_of_an_approximate_figure() {
    let world = world().await;
    let token = lan(&world).await;
    let path = format!("/don-vi/{}/so-lieu?ky=2025-H2", world.hoa_sen);
    let fields = [
        ("v.family_fund", "gần 60 tỷ đồng"),
        ("o.family_fund", ""),
        ("v.reward_money", "2.218 triệu"),
        ("w.reward_money", "hơn"),
        ("o.reward_money", ""),
        ("v.classes", ""),
        ("o.classes", ""),
    ];
    let (status, _) = world.post(&token, &path, &form(&fields)).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let fund = figure(&world, &world.province, "family_fund", "2025-H2").await;
    assert_eq!((fund.value, fund.wording.as_str()), (Some(60_000_000_000), "gần"));
    let money = figure(&world, &world.province, "reward_money", "2025-H2").await;
    assert_eq!((money.value, money.wording.as_str()), (Some(2_218_000_000), "hơn"));

    let (_, page) = world.get(&token, &format!("{path}&xong=2")).await;
    assert!(page.contains("Đã ghi 2 số") && page.contains("60.000.000.000"));
    let emptied = [("v.family_fund", ""), ("o.family_fund", "gần 60.000.000.000|")];
    let (status, _) = world.post(&token, &path, &form(&emptied)).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert_eq!(
        figure(&world, &world.province, "family_fund", "2025-H2").await.value.unwrap_or(0),
        0
    );
    world.end().await;
}

#[tokio::test]
async fn all_mistakes_of_the_page_come_back_at_once_with_what_was_typed() {
    let world = world().await;
    let token = lan(&world).await;
    let path = format!("/don-vi/{}/so-lieu?ky=2025-H2", world.hoa_sen);
    let fields = [
        ("v.classes", "12"),
        ("o.classes", ""),
        ("v.families_registered", "60 tỷ"),
        ("o.families_registered", ""),
        ("v.pupils_rewarded", "38,980"),
        ("o.pupils_rewarded", ""),
    ];
    let (status, page) = world.post(&token, &path, &form(&fields)).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.contains("38,980")
            && page.contains("value=\"60 tỷ\"")
            && page.contains("value=\"12\"")
    );
    assert_eq!(page.matches("<p class=\"mistake\"").count(), 2);
    assert_eq!(world.rows_of("count_declaration").await, 0);
    world.end().await;
}

#[tokio::test]
async fn what_somebody_else_has_changed_is_not_written_over() {
    let world = world().await;
    let token = lan(&world).await;
    declare(&world, world.as_lan().await, &world.hoa_sen, says("classes", "2025-H2", 5))
        .await
        .unwrap();
    let path = format!("/don-vi/{}/so-lieu?ky=2025-H2", world.hoa_sen);
    let (status, page) =
        world.post(&token, &path, &form(&[("v.classes", "9"), ("o.classes", "4|")])).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Người khác vừa sửa số này, nay là 5"));
    assert_eq!(figure(&world, &world.hoa_sen, "classes", "2025-H2").await.value, Some(5));
    world.end().await;
}

#[tokio::test]
async fn the_neighbour_commune_does_not_exist_for_her() {
    let world = world().await;
    let token = lan(&world).await;
    let unit = &world.phu_dong;
    for page in ["so-lieu", "so-lieu/bang", "so-lieu/nhap", "chi-tieu-phan-dau"] {
        assert_eq!(
            world.get(&token, &format!("/don-vi/{unit}/{page}")).await.0,
            StatusCode::NOT_FOUND,
            "{page}"
        );
    }
    let own = format!("/don-vi/{}/chi-tieu/them", world.hoa_sen);
    assert_eq!(
        world.get(&token, &own).await.0,
        StatusCode::FORBIDDEN,
        "the province adds indicators"
    );
    let path = format!("/api/v1/units/{}/declarations", world.hoa_sen);
    let body =
        json!([{ "indicator": "classes", "period": "2025-H2", "quantity": 3, "unit": unit }]);
    let (status, _) =
        world.send_json(Method::PUT, &token, &path, &operation::new_id(), &body).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    world.end().await;
}

#[tokio::test]
async fn a_program_declares_many_figures_or_none() {
    let world = world().await;
    let token = minh(&world).await;
    let path = format!("/api/v1/units/{}/declarations", world.province);
    let good =
        json!({ "indicator": "classes", "period": "2025-H2", "quantity": 3, "unit": "98001" });
    let bad =
        json!({ "indicator": "classes", "period": "2025-H2", "quantity": -3, "unit": "98002" });
    let (status, answer) = world
        .send_json(Method::PUT, &token, &path, &operation::new_id(), &json!([good, bad]))
        .await;
    assert_eq!(
        (status, answer["code"].as_str()),
        (StatusCode::UNPROCESSABLE_ENTITY, Some("negative"))
    );
    assert_eq!(world.rows_of("count_row").await, 0);

    let words = json!({ "indicator": "contributions_value", "period": "2025-H2", "wording": "hàng chục tỷ đồng" });
    let (status, answer) = world
        .send_json(Method::PUT, &token, &path, &operation::new_id(), &json!([good, words]))
        .await;
    assert_eq!((status, answer["declared"].as_i64()), (StatusCode::OK, Some(2)));
    let (status, list) = world.get(&token, &format!("{path}?period=2025-H2&boundaries=now")).await;
    let list: serde_json::Value = serde_json::from_str(&list).unwrap();
    assert_eq!((status, list["declarations"].as_array().map(Vec::len)), (StatusCode::OK, Some(2)));
    let worded = figure(&world, &world.province, "contributions_value", "2025-H2").await;
    assert_eq!(worded.worded.as_deref(), Some("hàng chục tỷ đồng"));

    let unknown = json!({ "indicator": "classes", "period": "2025-H2", "quantity": 3, "sum": 1 });
    let (status, _) =
        world.send_json(Method::PUT, &token, &path, &operation::new_id(), &unknown).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let gone = format!("{path}?indicator=contributions_value&period=2025-H2");
    let (status, _) =
        world.send_json(Method::DELETE, &token, &gone, &operation::new_id(), &json!(null)).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    world.end().await;
}

#[tokio::test]
async fn a_province_adds_an_indicator_of_its_own_and_communes_are_asked_for_it() {
    let world = world().await;
    let (minh, lan) = (minh(&world).await, lan(&world).await);
    let path = format!("/don-vi/{}/chi-tieu/them", world.province);
    let unlike = [
        ("label_vi", "Suất và lượt"),
        ("kind", "sum"),
        ("measure_vi", "lượt"),
        ("part1", "scholarships"),
        ("part2", "learner_turns"),
        ("definition_vi", "Cộng lại"),
    ];
    let (status, page) = world.post(&minh, &path, &form(&unlike)).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("hai đơn vị tính khác nhau") && page.contains("value=\"Suất và lượt\""));
    let books = [
        ("label_vi", "Sách tặng"),
        ("kind", "flow"),
        ("measure_vi", "quyển"),
        ("definition_vi", "Sách tặng thư viện."),
    ];
    assert_eq!(world.post(&minh, &path, &form(&books)).await.0, StatusCode::SEE_OTHER);
    let (_, list) = world.get(&minh, "/chi-tieu").await;
    assert!(list.contains("sach_tang") && list.contains("Riêng của tỉnh Mẫu"));
    let field = "name=\"v.sach_tang\"";
    let declare = format!("/don-vi/{}/so-lieu?ky=2025-H2", world.hoa_sen);
    assert!(world.get(&lan, &declare).await.1.contains(field));
    let retire = format!("/don-vi/{}/chi-tieu/sach_tang/thoi", world.province);
    assert_eq!(world.post(&minh, &retire, "").await.0, StatusCode::SEE_OTHER);
    let (_, page) = world.get(&lan, &format!("/don-vi/{}/so-lieu?ky=2026-H1", world.hoa_sen)).await;
    assert!(!page.contains(field), "a retired indicator is not asked for after its day");
    world.end().await;
}

#[tokio::test]
async fn targets_are_set_with_their_decision() {
    let world = world().await;
    let token = lan(&world).await;
    let path = format!("/don-vi/{}/chi-tieu-phan-dau?ky=2026", world.hoa_sen);
    let fields = [("v.members", "500"), ("decision", "Nghị quyết 05"), ("v.classes", "")];
    assert_eq!(world.post(&token, &path, &form(&fields)).await.0, StatusCode::SEE_OTHER);
    let (_, page) = world.get(&token, &path).await;
    assert!(page.contains("value=\"500\""));
    let (status, _) = world.post(&token, &path, &form(&[("v.members", "")])).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    world.end().await;
}

#[tokio::test]
async fn the_home_page_asks_for_what_is_missing_and_no_more() {
    let world = world().await;
    let module = figures::module();
    let ask = |unit: &UnitId, may: bool| {
        let asker = platform::module::Asker {
            account: kernel::AccountId::new(),
            unit: unit.clone(),
            permissions: if may { vec![counts::DECLARE] } else { vec![] },
            today: testkit::TODAY,
            lang: kernel::Lang::Vi,
        };
        (module.tasks[0].run)(world.site.clone(), asker)
    };
    let tasks = ask(&world.province, true).await.unwrap();
    assert_eq!(tasks[0].sentence, "Chưa khai báo số liệu 6 tháng cuối năm 2025 cho 2 đơn vị.");
    assert!(ask(&world.province, false).await.unwrap().is_empty());
    declare(&world, world.as_lan().await, &world.hoa_sen, says("classes", "2025-H2", 0))
        .await
        .unwrap();
    assert!(ask(&world.hoa_sen, true).await.unwrap().is_empty());
    assert!(ask(&world.province, true).await.unwrap()[0].sentence.contains("cho 1 đơn vị"));
    world.end().await;
}

#[tokio::test]
async fn the_same_figure_twice_in_one_request_is_not_taken_at_all() {
    let world = world().await;
    let token = lan(&world).await;
    let says = |period: &str, quantity: i64| json!({ "indicator": "members", "period": period, "quantity": quantity });
    let send = async |path: &str, body: serde_json::Value| {
        let path = format!("/api/v1/units/{}/{path}", world.hoa_sen);
        let (status, said) =
            world.send_json(Method::PUT, &token, &path, &operation::new_id(), &body).await;
        (status.as_u16(), said)
    };
    for path in ["declarations", "targets"] {
        let twice = json!([says("2025-H1", 5), says("2025-H2", 5), says("2025-H1", 6)]);
        let (status, said) = send(path, twice).await;
        assert_eq!((status, &said["code"]), (422, &json!("declared_twice")), "{said}");
        let (status, said) = send(path, json!([says("2025-H9", 5)])).await;
        assert_eq!((status, &said["errors"][0]["field"]), (422, &json!("[0].period")), "{said}");
    }
    assert_eq!(world.rows_of("count_declaration").await, 0);
    let (status, said) =
        send("declarations", json!([says("2025-H1", 5), says("2025-H2", 5)])).await;
    assert_eq!(status, 200, "{said}");
    world.end().await;
}
