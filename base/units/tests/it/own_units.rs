use crate::{THREE_LEVELS, TODAY, TWO_LEVELS, world::World};
use kernel::{Day, Lang, UnitId};
use platform::{Problem, db::Tx};
use units::{Form, Level, NewOwnUnit, NewPartner, NewPlace, Setting, Subtree};

fn chapter(suffix: &str, name: &str, opened: Day) -> NewOwnUnit {
    NewOwnUnit {
        code_suffix: suffix.to_owned(),
        name: name.to_owned(),
        form: Form::Chapter,
        setting: Setting::Hamlet,
        opened,
        sector: None,
    }
}

async fn phi_nhu(tx: &mut Tx) -> Result<UnitId, Problem> {
    Ok(units::find(tx, "03208", THREE_LEVELS).await?.id.clone())
}

#[tokio::test]
async fn a_chapter_follows_its_commune_into_the_merger() -> Result<(), Problem> {
    let world = World::of_provinces(&["11"]).await;
    let mut tx = world.tx().await;
    let phi_nhu = phi_nhu(&mut tx).await?;
    let opened = Day::of(2018, 3, 26);
    let tham_mu =
        units::open_own(&mut tx, &phi_nhu, chapter("tham-mu-1", "Chi hội bản Thẩm Mú 1", opened))
            .await?;

    let found = units::find(&mut tx, "03208.tham-mu-1", TODAY).await?;
    assert_eq!(
        (&found.id, found.form, found.setting),
        (&tham_mu, Some(Form::Chapter), Some(Setting::Hamlet))
    );
    let xa_dung = units::find(&mut tx, "03208", TODAY).await?;
    assert!(units::is_within(&mut tx, &tham_mu, &xa_dung.id, TODAY).await?);
    let page = units::children(&mut tx, &xa_dung.id, TODAY, None, 10).await?;
    assert_eq!(page.units.len(), 1, "today it is a direct child of Xa Dung");
    assert_eq!(units::children(&mut tx, &phi_nhu, TODAY, None, 10).await?.units.len(), 0);
    assert_eq!(units::children(&mut tx, &phi_nhu, THREE_LEVELS, None, 10).await?.units.len(), 1);
    let way = units::path(&mut tx, &tham_mu, TODAY).await?;
    let way: Vec<&str> = way.iter().map(|unit| unit.code.as_str()).collect();
    assert_eq!(way, ["VN", "11", "03208", "03208.tham-mu-1"]);
    let group = NewOwnUnit { form: Form::Group, ..chapter("to-1", "Tổ hội số 1", TODAY) };
    let group = units::open_own(&mut tx, &tham_mu, group).await?;
    assert_eq!(units::path(&mut tx, &group, TODAY).await?.len(), 5);
    assert_eq!(units::verify(&mut tx).await?.bad, Vec::<String>::new());
    world.end(tx).await;
    Ok(())
}

#[tokio::test]
async fn own_units_find_their_place_again_when_more_of_the_country_is_loaded() -> Result<(), Problem>
{
    let world = World::of_provinces(&["11"]).await;
    let mut tx = world.tx().await;
    let phi_nhu = phi_nhu(&mut tx).await?;
    let first = chapter("tham-mu-1", "Chi hội bản Thẩm Mú 1", Day::of(2018, 3, 26));
    let tham_mu = units::open_own(&mut tx, &phi_nhu, first).await?;
    assert!(units::load_province(&mut tx, "12").await?.changed);
    let country = Subtree { unit: units::nation(), boundaries: TODAY };
    assert_eq!(units::count_below(&mut tx, &country, Level::Province).await?, 2);
    let xa_dung = units::find(&mut tx, "03208", TODAY).await?;
    assert!(units::is_within(&mut tx, &tham_mu, &xa_dung.id, TODAY).await?);
    assert_eq!(units::verify(&mut tx).await?.bad, Vec::<String>::new());
    world.end(tx).await;
    Ok(())
}

#[tokio::test]
async fn what_cannot_be_is_refused_by_name() -> Result<(), Problem> {
    let world = World::of_provinces(&["11"]).await;
    let mut tx = world.tx().await;
    let phi_nhu = phi_nhu(&mut tx).await?;
    let opened = Day::of(2018, 3, 26);
    let good = || chapter("tham-mu-1", "Chi hội bản Thẩm Mú 1", opened);
    let tham_mu = units::open_own(&mut tx, &phi_nhu, good()).await?;

    let mut refusals = Vec::new();
    refusals.push(units::open_own(&mut tx, &phi_nhu, good()).await.unwrap_err());
    refusals.push(
        units::open_own(&mut tx, &phi_nhu, chapter("b", "Bản B", TWO_LEVELS)).await.unwrap_err(),
    );
    refusals.push(
        units::open_own(&mut tx, &phi_nhu, chapter("Bản B", "Bản B", opened)).await.unwrap_err(),
    );
    refusals
        .push(units::open_own(&mut tx, &phi_nhu, chapter("b", "  ", opened)).await.unwrap_err());
    refusals.push(units::close(&mut tx, &tham_mu, opened, "").await.unwrap_err());
    refusals.push(units::close(&mut tx, &phi_nhu, TODAY, "").await.unwrap_err());
    refusals.push(
        units::rename(&mut tx, &tham_mu, "Sớm quá", Day::of(2018, 3, 25), "").await.unwrap_err(),
    );
    units::open_own(&mut tx, &tham_mu, chapter("to-1", "Tổ hội số 1", TODAY)).await?;
    refusals.push(units::close(&mut tx, &tham_mu, TODAY.next(), "").await.unwrap_err());
    let codes: Vec<String> = refusals.iter().map(Problem::code).collect();
    assert_eq!(
        codes,
        [
            "code_taken",
            "parent_not_alive",
            "bad_code",
            "name_empty",
            "closes_before_it_opened",
            "official_unit",
            "not_alive_that_day",
            "has_open_units"
        ]
    );
    assert!(
        refusals[1].say(Lang::Vi).starts_with("xã Phì Nhừ không hoạt động vào ngày 01/07/2025")
    );
    assert!(refusals[7].say(Lang::En).contains("1 in all, Tổ hội số 1 among them"));
    world.end(tx).await;
    Ok(())
}

#[tokio::test]
async fn a_renamed_and_closed_chapter_keeps_its_past() -> Result<(), Problem> {
    let world = World::of_provinces(&["11"]).await;
    let mut tx = world.tx().await;
    let phi_nhu = phi_nhu(&mut tx).await?;
    let opened = Day::of(2018, 3, 26);
    let unit = units::open_own(&mut tx, &phi_nhu, chapter("b", "Chi hội bản Bê", opened)).await?;
    let renamed = Day::of(2020, 1, 1);
    units::rename(&mut tx, &unit, "Chi hội bản Cê", renamed, "05/QĐ-HKH").await?;
    units::close(&mut tx, &unit, TODAY, "09/QĐ-HKH").await?;

    assert_eq!(units::name_on(&mut tx, &unit, renamed.before()).await?.name, "Chi hội bản Bê");
    let last = units::name_on(&mut tx, &unit, TODAY).await?;
    assert_eq!(
        (last.name.as_str(), last.resolution.as_str(), last.until),
        ("Chi hội bản Cê", "05/QĐ-HKH", TODAY)
    );
    assert_eq!(units::search(&mut tx, "ban be", TODAY, None, 5).await?[0].id, unit);
    let refused = units::close(&mut tx, &unit, TODAY, "").await.unwrap_err();
    assert_eq!(refused.code(), "already_closed");
    assert_eq!(units::verify(&mut tx).await?.bad, Vec::<String>::new());
    // The code is free again.
    let xa_dung = units::find(&mut tx, "03208", TODAY).await?.id.clone();
    units::open_own(&mut tx, &xa_dung, chapter("b", "Chi hội bản Đê", TODAY)).await?;
    assert_eq!(units::find(&mut tx, "03208.b", TODAY).await?.name, "Chi hội bản Đê");
    assert_eq!(units::find(&mut tx, "03208.b", THREE_LEVELS).await?.name, "Chi hội bản Cê");
    world.end(tx).await;
    Ok(())
}

#[tokio::test]
async fn partners_hang_at_every_level_and_lists_come_page_by_page() -> Result<(), Problem> {
    let world = World::of_provinces(&["11"]).await;
    let mut tx = world.tx().await;
    let province = units::find(&mut tx, "11", TODAY).await?.id.clone();
    for number in [10, 2, 1] {
        let new = NewPartner {
            code_suffix: format!("doi-tac-{number}"),
            name: format!("Đối tác {number}"),
            level: Level::Organisation,
            opened: Day::of(2023, 1, 1),
            sector: None,
        };
        units::open_partner(&mut tx, &province, new).await?;
    }
    let (mut names, mut after) = (Vec::new(), None);
    loop {
        let page = units::children(&mut tx, &province, TODAY, after.as_deref(), 20).await?;
        names.extend(page.units.into_iter().map(|unit| unit.name));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(names.len(), 45 + 3);
    let partners: Vec<&String> = names.iter().filter(|name| name.starts_with("Đối tác")).collect();
    assert_eq!(partners, ["Đối tác 1", "Đối tác 2", "Đối tác 10"]);
    world.end(tx).await;
    Ok(())
}

#[tokio::test]
async fn a_made_up_province_has_a_root_of_its_own() -> Result<(), Problem> {
    let world = World::empty().await;
    let mut tx = world.tx().await;
    let place = |code: &str, level, name: &str, kind: &str| NewPlace {
        code: code.to_owned(),
        level,
        name: name.to_owned(),
        kind: kind.to_owned(),
        opened: Day::of(2010, 1, 1),
    };
    let province =
        units::add_place(&mut tx, None, place("GEN", Level::Province, "Mẫu", "tỉnh")).await?;
    let commune = units::add_place(
        &mut tx,
        Some(&province),
        place("GEN001", Level::Commune, "Hoa Sen", "xã"),
    )
    .await?;
    units::open_own(
        &mut tx,
        &commune,
        chapter("truong-an", "Chi hội Trường An", Day::of(2014, 1, 1)),
    )
    .await?;
    let below = Subtree { unit: province, boundaries: TODAY };
    assert_eq!(units::count_below(&mut tx, &below, Level::Chapter).await?, 1);
    assert_eq!(units::verify(&mut tx).await?.bad, Vec::<String>::new());
    world.end(tx).await;
    Ok(())
}

#[tokio::test]
async fn the_check_finds_what_was_broken() -> Result<(), Problem> {
    let world = World::of_provinces(&["11"]).await;
    let mut tx = world.tx().await;
    let phi_nhu = phi_nhu(&mut tx).await?;
    let sql = "delete from unit_ancestor where unit_id = $1 and ancestor_level = 'nation'";
    sqlx::query(sql).bind(&phi_nhu).execute(&mut *tx).await?;
    let bad = units::verify(&mut tx).await?.bad;
    assert!(bad.iter().any(|row| row.contains("missing under VN")), "{bad:?}");
    assert!(bad.iter().any(|row| row.contains("not exactly once under the nation")), "{bad:?}");
    world.end(tx).await;
    Ok(())
}
