use crate::world::{registry, school_committee, stock_of, world};
use access::Role;
use axum::http::{Method, StatusCode};
use counts::{Count, Indicator, NewDeclaration};
use kernel::{Day, Lang, Source};
use platform::Problem;
use serde_json::json;
use testkit::TODAY;
use units::NewOwnUnit;

#[tokio::test]
async fn an_opened_committee_counts_upwards_until_it_is_closed() -> Result<(), Problem> {
    let world = world().await;
    let mut work = world.as_lan().await;
    let id = organisation::open_own(&mut work, &world.hoa_sen, school_committee()).await?;
    work.commit().await?;
    let opened = Day::of(2020, 9, 5);
    for unit in [&world.hoa_sen, &world.province] {
        assert_eq!(stock_of(&world, "chapters", unit, opened.before()).await?, Some(1));
        assert_eq!(stock_of(&world, "chapters", unit, opened).await?, Some(2));
    }
    assert_eq!(stock_of(&world, "chapters", &world.phu_dong, TODAY).await?, None);
    world.verify().await;

    let mut work = world.as_lan().await;
    organisation::close(&mut work, &registry(), &id, TODAY, "09/QĐ-HKH").await?;
    work.commit().await?;
    assert_eq!(stock_of(&world, "chapters", &world.province, TODAY.before()).await?, Some(2));
    assert_eq!(stock_of(&world, "chapters", &world.province, TODAY).await?, Some(1));
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn a_code_that_is_taken_is_refused_and_nothing_changes() -> Result<(), Problem> {
    let world = world().await;
    let (units, rows) = (world.rows_of("unit").await, world.rows_of("count_row").await);
    let mut work = world.as_lan().await;
    let twin = NewOwnUnit { code_suffix: "truong-an".to_owned(), ..school_committee() };
    let refused = organisation::open_own(&mut work, &world.hoa_sen, twin).await.unwrap_err();
    assert_eq!(refused.code(), "code_taken");
    drop(work);
    assert_eq!(world.rows_of("unit").await, units);
    assert_eq!(world.rows_of("count_row").await, rows);
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn nobody_changes_the_units_of_a_neighbour_or_the_official_tree() -> Result<(), Problem> {
    let world = world().await;
    let mut work = world.as_binh().await;
    let refused = organisation::open_own(&mut work, &world.hoa_sen, school_committee()).await;
    assert_eq!(refused.unwrap_err().code(), "not_found");
    let refused = organisation::close(&mut work, &registry(), &world.truong_an, TODAY, "").await;
    assert_eq!(refused.unwrap_err().code(), "not_found");
    let refused = organisation::rename(&mut work, &world.phu_dong, "Khác", TODAY, "").await;
    assert_eq!(refused.unwrap_err().code(), "official_unit");
    drop(work);
    let mut work = world.work_as(Role::ChapterHead, &world.truong_an).await;
    let refused = organisation::rename(&mut work, &world.truong_an, "Khác", TODAY, "").await;
    assert_eq!(refused.unwrap_err().code(), "not_allowed");
    drop(work);
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn a_register_never_begins_beside_a_declared_number() -> Result<(), Problem> {
    let world = world().await;
    let declared = |quantity, period: &str| NewDeclaration {
        indicator: "chapters".to_owned(),
        period: period.parse().unwrap(),
        quantity: Some(quantity),
        wording: String::new(),
        basis: String::new(),
    };
    let mut work = world.as_binh().await;
    counts::declare(&mut work, &world.phu_dong, &declared(12, "2025")).await?;
    work.commit().await?;

    let mut work = world.as_binh().await;
    let new = || NewOwnUnit { opened: TODAY, ..school_committee() };
    let refused = organisation::open_own(&mut work, &world.phu_dong, new()).await.unwrap_err();
    assert_eq!(refused.code(), "declared_beside");
    let said = refused.say(Lang::Vi);
    assert!(said.contains("xã Phù Đổng đang khai báo 12 chi hội"), "{said}");
    assert!(said.contains("khai báo 0 từ ngày 02/03/2026"), "{said}");
    // An earlier committee would be counted twice since the declaration.
    let refused = organisation::open_own(&mut work, &world.phu_dong, school_committee()).await;
    assert_eq!(refused.unwrap_err().code(), "declared_beside");
    drop(work);

    let mut work = world.as_binh().await;
    let on_the_day = "2026-03-02/2026-03-02";
    counts::declare(&mut work, &world.phu_dong, &declared(0, on_the_day)).await?;
    organisation::open_own(&mut work, &world.phu_dong, new()).await?;
    work.commit().await?;
    assert_eq!(stock_of(&world, "chapters", &world.phu_dong, TODAY.before()).await?, Some(12));
    assert_eq!(stock_of(&world, "chapters", &world.phu_dong, TODAY).await?, Some(1));
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn a_chapter_with_members_is_not_closed() -> Result<(), Problem> {
    let world = world().await;
    let mut work = world.as_lan().await;
    let source = Source::of("test.member", &1);
    let member = Count::one(Indicator { code: "members" }, &world.truong_an, Day::of(2024, 1, 1));
    counts::settle(&mut work, &source, &[member]).await?;
    let refused =
        organisation::close(&mut work, &registry(), &world.truong_an, TODAY, "").await.unwrap_err();
    assert_eq!(refused.code(), "has_members");
    assert!(refused.say(Lang::Vi).contains("còn 1 hội viên"));
    counts::settle(&mut work, &source, &[]).await?;
    organisation::close(&mut work, &registry(), &world.truong_an, TODAY, "").await?;
    work.commit().await?;
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn many_units_are_opened_at_once_and_come_page_by_page() -> Result<(), Problem> {
    let world = world().await;
    let mut work = world.as_lan().await;
    let groups = (1..=60).map(|number| NewOwnUnit {
        code_suffix: format!("to-{number}"),
        name: format!("Tổ hội số {number}"),
        form: units::Form::Group,
        setting: units::Setting::Hamlet,
        opened: Day::of(2024, 1, 1),
        sector: None,
    });
    let ids = organisation::open_many(&mut work, &world.hoa_sen, groups.collect()).await?;
    work.commit().await?;
    assert_eq!(ids.len(), 60);
    assert_eq!(stock_of(&world, "chapters", &world.province, TODAY).await?, Some(61));

    let lan = world.sign_in("lan", Role::CommuneOfficer, &world.hoa_sen).await;
    let path = format!("/api/v1/units/{}/children", world.hoa_sen);
    let (_, first) = world.get(&lan, &path).await;
    let first: serde_json::Value = serde_json::from_str(&first)?;
    assert_eq!((first["units"].as_array().unwrap().len(), &first["total"]), (50, &json!(61)));
    assert_eq!(first["units"][0]["full_name"], "Tổ hội số 1");
    let next = first["next"].as_str().unwrap();
    let (_, second) = world.get(&lan, &format!("{path}?after={next}")).await;
    let second: serde_json::Value = serde_json::from_str(&second)?;
    assert_eq!(second["units"].as_array().unwrap().len(), 11);
    assert_eq!(second["units"][0]["full_name"], "Tổ hội số 51");
    assert!(second["next"].is_null());
    let (_, page) = world.get(&lan, &format!("/don-vi?tai={}", world.hoa_sen)).await;
    assert!(page.contains("Đang xem 50 trong 61 dòng"));
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn the_check_finds_a_unit_that_is_not_in_the_book() -> Result<(), Problem> {
    let world = world().await;
    let mut tx = world.site.db.begin_writing().await?;
    let id = units::open_own(&mut tx, &world.hoa_sen, school_committee()).await?;
    tx.commit().await?;
    let checks = organisation::module(vec![]).checks;
    let found = (checks[0].run)(world.site.clone()).await?;
    assert_eq!(found.bad, [format!("98001.thcs ({id}): 0 today, 0 in the end")]);

    let mut work = world.as_lan().await;
    organisation::book(&mut work, &id).await?;
    work.commit().await?;
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn a_form_comes_back_with_its_mistakes_and_then_opens_the_unit() -> Result<(), Problem> {
    let world = world().await;
    let lan = world.sign_in("lan", Role::CommuneOfficer, &world.hoa_sen).await;
    let path = format!("/don-vi/{}/them", world.hoa_sen);
    let (status, page) = world.get(&lan, &path).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("Mở đơn vị mới thuộc xã Hoa Sen"));
    let (status, page) =
        world.post(&lan, &path, "name=T%E1%BB%95+h%E1%BB%99i+7&opened=31/02/2026").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Tổ hội 7") && page.contains("31/02/2026"));
    assert!(page.contains("Hãy chọn hình thức của đơn vị."));

    let whole = "name=T%E1%BB%95+h%E1%BB%99i+Hoa+Mai&form=to_hoi&setting=hamlet&opened=01/02/2026";
    let (status, _) = world.post(&lan, &path, whole).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let (status, page) = world.post(&lan, &path, whole).await;
    assert_eq!(status, StatusCode::CONFLICT, "the suggested code is taken now");
    assert!(page.contains("98001.hoa-mai"));
    let partner = "name=%C4%90o%C3%A0n+x%C3%A3&form=organisation&opened=01/02/2026";
    assert_eq!(world.post(&lan, &path, partner).await.0, StatusCode::SEE_OTHER);
    assert_eq!(stock_of(&world, "chapters", &world.hoa_sen, TODAY).await?, Some(2));
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn a_unit_is_renamed_and_closed_on_its_pages() -> Result<(), Problem> {
    let world = world().await;
    let lan = world.sign_in("lan", Role::CommuneOfficer, &world.hoa_sen).await;
    let unit = format!("/don-vi/{}", world.truong_an);
    for form in ["doi-ten", "ket-thuc"] {
        assert_eq!(world.get(&lan, &format!("{unit}/{form}")).await.0, StatusCode::OK);
    }
    let (status, page) = world.post(&lan, &format!("{unit}/doi-ten"), "name=&since=1").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("mistakes"));
    let named = "name=Tr%C6%B0%E1%BB%9Dng+B%C3%ACnh&since=01/01/2026&decision=05";
    assert_eq!(world.post(&lan, &format!("{unit}/doi-ten"), named).await.0, StatusCode::SEE_OTHER);
    let (_, page) = world.get(&lan, &unit).await;
    assert!(page.contains("<h1>Trường Bình</h1>"));
    assert!(page.contains("Trường An, từ 01/01/2010 đến hết 31/12/2025"));
    let (status, page) = world.post(&lan, &format!("{unit}/ket-thuc"), "on=01/01/2009").await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(page.contains("01/01/2009"), "what was typed is kept");
    let ended = world.post(&lan, &format!("{unit}/ket-thuc"), "on=02/03/2026").await;
    assert_eq!(ended.0, StatusCode::SEE_OTHER);
    let (_, page) = world.get(&lan, &unit).await;
    assert!(page.contains("Đã kết thúc, không còn từ ngày 02/03/2026"));
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn programs_open_rename_and_close_each_once() -> Result<(), Problem> {
    let world = world().await;
    let lan = world.sign_in("lan", Role::CommuneOfficer, &world.hoa_sen).await;
    let path = format!("/api/v1/units/{}/units", world.hoa_sen);
    let new = json!({ "name": "Chi hội bản Thẩm Mú 1", "form": "chi_hoi", "setting": "hamlet", "opened": "2026-02-01" });
    let (status, opened) = world.send_json(Method::POST, &lan, &path, "opening-1", &new).await;
    assert_eq!((status, &opened["code"]), (StatusCode::CREATED, &json!("98001.tham-mu-1")));
    let again = world.send_json(Method::POST, &lan, &path, "opening-1", &new).await;
    assert_eq!(again, (status, opened.clone()));
    let (status, problem) = world.send_json(Method::POST, &lan, &path, "opening-2", &new).await;
    assert_eq!((status, &problem["code"]), (StatusCode::CONFLICT, &json!("code_taken")));
    let far =
        json!({ "name": "Xa", "form": "chi_hoi", "setting": "hamlet", "opened": "2062-02-01" });
    let (status, problem) = world.send_json(Method::POST, &lan, &path, "opening-3", &far).await;
    assert_eq!((status.as_u16(), &problem["code"]), (422, &json!("too_far_ahead")));
    let odd = json!({ "name": "Xa", "form": "chi_hoi", "setting": "hamlet", "opened": "2026-02-01", "x": 1 });
    assert!(
        world.send_json(Method::POST, &lan, &path, "opening-4", &odd).await.0.is_client_error()
    );

    let unit = format!("/api/v1/units/{}", opened["id"].as_str().unwrap());
    let name = json!({ "name": "Chi hội bản Thẩm Mú", "since": "2026-02-15" });
    let path = format!("{unit}/rename");
    let renamed = world.send_json(Method::POST, &lan, &path, "rename-1", &name).await;
    assert_eq!(renamed.0, StatusCode::NO_CONTENT);
    let end = json!({ "on": "2026-03-01" });
    let path = format!("{unit}/close");
    let closed = world.send_json(Method::POST, &lan, &path, "closing-1", &end).await;
    assert_eq!(closed.0, StatusCode::NO_CONTENT);
    let (_, story) = world.get(&lan, &unit).await;
    let story: serde_json::Value = serde_json::from_str(&story)?;
    assert_eq!(story["full_name"], "Chi hội bản Thẩm Mú");
    assert_eq!(story["names"].as_array().unwrap().len(), 2);
    assert_eq!(story["closed"], "2026-03-01");
    world.end().await;
    Ok(())
}
