//! Terms, offices, and the rights that follow them.

use crate::world::{
    CONGRESS, DAY_SECONDS, may_write, officer, refused, sign_in, term, with_chair, world,
};
use access::Role;
use kernel::{Day, Lang};
use officers::{Ended, appoint, end_office, end_term, link_account, open_term, withdraw_office};
use platform::{Problem, module::Finding};
use testkit::{TODAY, World};

async fn found(world: &World, check: &str) -> Finding {
    let checks = officers::module().checks;
    let check = checks.into_iter().find(|one| one.id == check).unwrap();
    (check.run)(world.site.clone()).await.unwrap()
}

#[tokio::test]
async fn rights_begin_with_the_office_and_end_with_it_from_the_next_request() -> Result<(), Problem>
{
    let world = world().await;
    let chair = with_chair(&world).await;
    world.sign_in("binh", Role::Member, &world.hoa_sen).await;
    let mut work = world.as_minh().await;
    // From tomorrow on Ông Bình is deputy.
    let deputy = officer("pho_chu_tich", "Lò Văn Bình", TODAY.next(), "binh");
    appoint(&mut work, &world.hoa_sen, deputy).await?;
    work.commit().await?;
    let (lan, binh) = (sign_in(&world, "lan").await, sign_in(&world, "binh").await);
    assert_eq!(may_write(&world, &lan).await.as_u16(), 200);
    assert_eq!(may_write(&world, &binh).await.as_u16(), 403, "not before his day");

    let mut work = world.as_minh().await;
    end_office(&mut work, &world.hoa_sen, &chair, (TODAY, Ended::Resigned, "")).await?;
    work.commit().await?;
    assert_eq!(
        may_write(&world, &lan).await.as_u16(),
        403,
        "in the session she was signed in with"
    );
    world.site.clock.pass(DAY_SECONDS);
    let binh = sign_in(&world, "binh").await;
    assert_eq!(may_write(&world, &binh).await.as_u16(), 200);
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn the_end_of_a_term_ends_every_office_of_it_with_its_rights() -> Result<(), Problem> {
    let world = world().await;
    with_chair(&world).await;
    let lan = sign_in(&world, "lan").await;
    let mut work = world.as_minh().await;
    let next = Day::of(2026, 2, 20);
    let overlapping = open_term(&mut work, &world.hoa_sen, term(next)).await.unwrap_err();
    let (code, said) = refused(overlapping);
    assert_eq!(code, "terms_overlap");
    assert!(said.contains("nhiệm kỳ 2021–2026 đã có từ 12/06/2021"), "{said}");
    drop(work);

    let mut work = world.as_minh().await;
    let term_id =
        officers_of(&world, &lan).await["terms"][0]["id"].as_str().unwrap().parse().unwrap();
    end_term(&mut work, &world.hoa_sen, &term_id, next).await?;
    open_term(&mut work, &world.hoa_sen, term(next)).await?;
    work.commit().await?;
    assert_eq!(may_write(&world, &lan).await.as_u16(), 403);
    let admin = world.sign_in("kiem-tra", Role::Auditor, &world.province).await;
    let listed = officers_of(&world, &admin).await;
    assert_eq!(listed["terms"].as_array().unwrap().len(), 2);
    let chair = &listed["officers"][0];
    assert_eq!(
        (chair["ended"].as_str(), chair["until"].as_str()),
        (Some("term_ended"), Some("2026-02-20"))
    );
    world.end().await;
    Ok(())
}

async fn officers_of(world: &World, token: &str) -> serde_json::Value {
    let (_, body) = world.get(token, &format!("/api/v1/units/{}/officers", world.hoa_sen)).await;
    serde_json::from_str(&body).unwrap()
}

#[tokio::test]
async fn a_second_chair_is_refused_by_name_and_what_to_do() -> Result<(), Problem> {
    let world = world().await;
    with_chair(&world).await;
    let mut work = world.as_minh().await;
    let second = officer("chu_tich", "Lò Văn Bình", TODAY, "");
    let (code, said) = refused(appoint(&mut work, &world.hoa_sen, second).await.unwrap_err());
    assert_eq!(code, "office_held");
    assert!(said.contains("Vàng Thị Lan đang giữ") && said.contains("bàn giao"), "{said}");
    drop(work);
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn nobody_gives_by_an_office_what_they_may_not_do_themselves() -> Result<(), Problem> {
    let world = world().await;
    with_chair(&world).await;
    world.sign_in("hoa", Role::Member, &world.hoa_sen).await;
    // The head of inspection reads the audit book, which the commune's officer may not.
    let mut work = world.as_lan().await;
    let head = officer("truong_ban_kiem_tra", "Quàng Thị Hoa", TODAY, "hoa");
    let (code, _) = refused(appoint(&mut work, &world.hoa_sen, head).await.unwrap_err());
    assert_eq!(code, "role_above_yours");
    drop(work);
    // A neighbour's account is not there, and a neighbour's unit neither.
    world.sign_in("xa-ben", Role::Member, &world.phu_dong).await;
    let mut work = world.as_lan().await;
    let head = officer("pho_chu_tich", "Quàng Thị Hoa", TODAY, "xa-ben");
    let (code, _) = refused(appoint(&mut work, &world.hoa_sen, head).await.unwrap_err());
    assert_eq!(code, "account_unknown");
    drop(work);
    let mut work = world.as_binh().await;
    let refused_there = open_term(&mut work, &world.hoa_sen, term(CONGRESS)).await.unwrap_err();
    assert!(matches!(refused_there, Problem::NotFound));
    drop(work);
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn another_account_takes_the_rights_and_an_entry_by_mistake_gives_them_back()
-> Result<(), Problem> {
    let world = world().await;
    let chair = with_chair(&world).await;
    world.sign_in("lan.moi", Role::Member, &world.hoa_sen).await;
    let old = sign_in(&world, "lan").await;
    let mut work = world.as_minh().await;
    link_account(&mut work, &world.hoa_sen, &chair, "lan.moi").await?;
    work.commit().await?;
    let new = sign_in(&world, "lan.moi").await;
    assert_eq!(
        (may_write(&world, &old).await.as_u16(), may_write(&world, &new).await.as_u16()),
        (403, 200)
    );

    let mut work = world.as_minh().await;
    let (code, _) =
        refused(withdraw_office(&mut work, &world.hoa_sen, &chair, " ").await.unwrap_err());
    assert_eq!(code, "why_missing");
    withdraw_office(&mut work, &world.hoa_sen, &chair, "ghi nhầm người").await?;
    work.commit().await?;
    assert_eq!(may_write(&world, &new).await.as_u16(), 403);
    assert_eq!(world.rows_of("officer_tenure").await, 1, "what was withdrawn is kept");
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn verify_finds_overlapping_terms_two_chairs_and_rights_that_outlive_their_office()
-> Result<(), Problem> {
    let world = world().await;
    with_chair(&world).await;
    for check in ["terms", "one-chair", "office-rights", "session-numbers", "handed-over"] {
        assert_eq!(found(&world, check).await.bad, Vec::<String>::new(), "{check}");
    }
    let mut tx = world.site.db.begin_writing().await?;
    for sql in [
        "insert into officer_term (id, unit_id, first_year, last_year, since, until, planned_until, decision, recorded_at, revision)
         select 'twin', unit_id, 2022, 2027, '2022-01-01', until, planned_until, '', recorded_at, 1 from officer_term",
        "insert into officer_tenure (id, unit_id, term_id, post, full_name, name_key, name_match, apart, began, since, until,
           ended, began_decision, ended_decision, withdrawn_why, recorded_at, revision)
         select 'second', unit_id, term_id, post, 'Hai', 'hai', 'hai', '', began, '2024-01-01', until, '', '', '', '', recorded_at, 1
         from officer_tenure",
    ] {
        sqlx::query(sql).execute(&mut *tx).await?;
    }
    tx.commit().await?;
    assert_eq!(found(&world, "terms").await.bad.len(), 2);
    assert_eq!(found(&world, "one-chair").await.bad.len(), 2);
    let mut tx = world.site.db.begin_writing().await?;
    let sql =
        "update officer_tenure set until = '2026-01-01', ended = 'resigned' where id <> 'second'";
    sqlx::query(sql).execute(&mut *tx).await?;
    tx.commit().await?;
    assert_eq!(found(&world, "office-rights").await.bad.len(), 1, "her rights go on");
    Ok(())
}

#[tokio::test]
async fn the_home_page_asks_for_a_chair_and_a_congress() -> Result<(), Problem> {
    let world = world().await;
    let mut work = world.as_minh().await;
    // The term of 2021 is due to end on 12 June 2026, in a hundred days and two.
    open_term(&mut work, &world.hoa_sen, term(CONGRESS)).await?;
    work.commit().await?;
    let ask = async |day: Day| {
        let source = officers::module().tasks.remove(0);
        let account = access::Caller::operator().account;
        let asker = platform::module::Asker {
            account,
            unit: world.hoa_sen.clone(),
            permissions: vec![officers::EDIT],
            today: day,
            lang: Lang::Vi,
        };
        (source.run)(world.site.clone(), asker).await.unwrap()
    };
    let said: Vec<String> = ask(TODAY).await.into_iter().map(|task| task.sentence).collect();
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].contains("chưa có ai giữ chức vụ Chủ tịch"), "{said:?}");
    let later = ask(Day::of(2026, 4, 1)).await;
    assert!(later.iter().any(|task| task.due == Some(Day::of(2026, 6, 12))), "{later:?}");
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn overlapping_terms_are_refused_on_the_page_beside_the_day_and_by_the_api()
-> Result<(), Problem> {
    let world = world().await;
    with_chair(&world).await;
    let minh = world.sign_in("minh", Role::ProvinceOfficer, &world.province).await;
    let page = format!("/don-vi/{}/nhiem-ky/mo", world.hoa_sen);
    let (status, body) = world.post(&minh, &page, "years=2025-2030&since=20/02/2026").await;
    assert_eq!(status, 409, "{body}");
    assert!(
        body.contains("id=\"since-mistake\"") && body.contains("Hãy kết thúc nhiệm kỳ"),
        "{body}"
    );
    let asked = serde_json::json!({ "first_year": 2025, "last_year": 2030, "since": "2026-02-20" });
    let path = format!("/api/v1/units/{}/terms", world.hoa_sen);
    let operation = kernel::RowId::new().to_string();
    let (status, said) =
        world.send_json(axum::http::Method::POST, &minh, &path, &operation, &asked).await;
    assert_eq!((status.as_u16(), said["code"].as_str()), (409, Some("terms_overlap")), "{said}");
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn the_day_of_a_congress_is_corrected_with_those_it_elected() -> Result<(), Problem> {
    let world = world().await;
    with_chair(&world).await;
    let minh = world.sign_in("minh", Role::ProvinceOfficer, &world.province).await;
    let listed = officers_of(&world, &minh).await;
    let term = listed["terms"][0]["id"].as_str().unwrap().to_owned();
    let page = format!("/don-vi/{}/nhiem-ky/{term}/sua", world.hoa_sen);
    let (status, shown) = world.get(&minh, &page).await;
    assert!(status == 200 && shown.contains("value=\"12/06/2021\""), "{shown}");
    let ahead = "years=2021-2026&since=12/06/2026&revision=1";
    let (status, body) = world.post(&minh, &page, ahead).await;
    assert_eq!(status, 409, "{body}");
    assert!(body.contains("id=\"since-mistake\""), "{body}");
    let right = "years=2021-2026&since=21/06/2021&revision=1&decision=So%204";
    let (status, body) = world.post(&minh, &page, right).await;
    assert_eq!(status, 303, "{body}");
    let listed = officers_of(&world, &minh).await;
    assert_eq!(listed["terms"][0]["since"], "2021-06-21");
    assert_eq!(listed["officers"][0]["since"], "2021-06-21", "she was elected by that congress");
    let (status, body) = world.post(&minh, &page, right).await;
    assert_eq!(status, 409, "somebody has corrected it meanwhile: {body}");
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn what_an_office_refuses_stands_beside_its_field_with_what_was_typed() -> Result<(), Problem>
{
    let world = world().await;
    let chair = with_chair(&world).await;
    let minh = world.sign_in("minh", Role::ProvinceOfficer, &world.province).await;
    let page = format!("/don-vi/{}/can-bo/{chair}", world.hoa_sen);
    let ask =
        async |deed: &str, form: &str| world.post(&minh, &format!("{page}/{deed}"), form).await;

    let (status, body) = ask("thoi", "on=12/06/2021&how=moved&decision=QD%207").await;
    assert_eq!(status, 422, "she took office on that day: {body}");
    assert!(body.contains("id=\"on-mistake\"") && body.contains("value=\"12/06/2021\""), "{body}");
    assert!(body.contains("value=\"QD 7\""), "{body}");
    assert!(body.contains("<option value=\"moved\" selected>"), "{body}");

    let (status, body) = ask("thoi", "on=31/02/2026").await;
    assert_eq!(status, 422, "{body}");
    assert!(body.contains("id=\"on-mistake\"") && body.contains("id=\"how-mistake\""), "{body}");

    let (status, body) = ask("tai-khoan", "username=khong.co").await;
    assert!(body.contains("id=\"username-mistake\""), "{status} {body}");
    assert!(body.contains("value=\"khong.co\""), "{body}");

    let (status, body) = ask("rut", "why=%20").await;
    assert_eq!(status, 422, "{body}");
    assert!(body.contains("id=\"why-mistake\""), "{body}");

    let term = officers_of(&world, &minh).await["terms"][0]["id"].as_str().unwrap().to_owned();
    let ending = format!("/don-vi/{}/nhiem-ky/{term}/ket-thuc", world.hoa_sen);
    let (status, body) = world.post(&minh, &ending, "on=01/06/2021").await;
    assert_eq!(status, 422, "{body}");
    assert!(body.contains("id=\"on-mistake\"") && body.contains("value=\"01/06/2021\""), "{body}");

    assert_eq!(may_write(&world, &sign_in(&world, "lan").await).await, 200, "nothing has ended");
    // Whoever is next door learns nothing by asking.
    let binh = world.sign_in("binh", Role::CommuneOfficer, &world.phu_dong).await;
    let (status, _) = world.post(&binh, &format!("{page}/thoi"), "on=31/02/2026").await;
    assert_eq!(status, 404);
    let (status, _) = world.post(&binh, &format!("{page}/tai-khoan"), "username=lan").await;
    assert_eq!(status, 404);
    world.end().await;
    Ok(())
}
