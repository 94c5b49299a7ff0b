use crate::{THREE_LEVELS, TODAY, TWO_LEVELS, world::World};
use kernel::{Day, Lang};
use platform::Problem;
use units::{Basis, Level, Subtree};

const MID_2017: Day = Day::of(2017, 6, 30);

#[tokio::test]
async fn the_province_had_130_communes_and_has_45() -> Result<(), Problem> {
    let world = World::of_provinces(&["11"]).await;
    let mut tx = world.tx().await;
    let province = units::find(&mut tx, "11", MID_2017).await?;
    for (day, communes) in
        [(MID_2017, 130), (Day::of(2020, 3, 1), 129), (THREE_LEVELS, 129), (TODAY, 45)]
    {
        let below = Subtree { unit: province.id.clone(), boundaries: day };
        assert_eq!(
            units::count_below(&mut tx, &below, Level::Commune).await?,
            communes,
            "on {day}"
        );
        assert_eq!(
            units::children_at_level(&mut tx, &below, Level::Commune).await?.len() as i64,
            communes
        );
    }
    world.end(tx).await;
    Ok(())
}

#[tokio::test]
async fn a_province_that_was_never_joined_is_one_unit_through_time() -> Result<(), Problem> {
    let world = World::of_provinces(&["11", "08"]).await;
    let mut tx = world.tx().await;
    let then = units::find(&mut tx, "11", MID_2017).await?;
    assert_eq!(then, units::find(&mut tx, "11", TODAY).await?);
    let then = units::find(&mut tx, "08", MID_2017).await?;
    let now = units::find(&mut tx, "08", TODAY).await?;
    assert_ne!(then.id, now.id, "Tuyên Quang was joined with Hà Giang");
    assert_eq!(units::successors(&mut tx, &then.id).await?[0].unit.id, now.id);
    world.end(tx).await;
    Ok(())
}

#[tokio::test]
async fn one_code_names_two_communes() -> Result<(), Problem> {
    let world = World::of_provinces(&["11"]).await;
    let mut tx = world.tx().await;
    let before = units::find(&mut tx, "03208", THREE_LEVELS).await?;
    let since = units::find(&mut tx, "03208", TODAY).await?;
    assert_eq!(before.full_name(Lang::Vi), "xã Phì Nhừ");
    assert_eq!(since.full_name(Lang::En), "Xa Dung commune");
    assert_eq!(since.association_name(Lang::Vi), "Hội Khuyến học xã Xa Dung");
    assert_eq!(units::find(&mut tx, "03208@2017-06-30", TODAY).await?, before);

    let old_xa_dung = units::find(&mut tx, "03373", MID_2017).await?;
    assert!(units::is_within(&mut tx, &old_xa_dung.id, &since.id, TWO_LEVELS).await?);
    assert!(!units::is_within(&mut tx, &old_xa_dung.id, &since.id, THREE_LEVELS).await?);
    assert!(units::is_within(&mut tx, &before.id, &since.id, TODAY).await?);
    let past = units::past(&mut tx, &since.id).await?;
    assert!(
        past.predecessors
            .iter()
            .any(|kin| kin.unit.id == old_xa_dung.id && kin.basis == Basis::Resolution)
    );
    assert_eq!(past.parents[0].parent.name, "Điện Biên");

    let way = units::path(&mut tx, &old_xa_dung.id, MID_2017).await?;
    let way: Vec<String> = way.iter().map(|unit| unit.full_name(Lang::Vi)).collect();
    assert_eq!(way, ["Việt Nam", "tỉnh Điện Biên", "huyện Điện Biên Đông", "xã Xa Dung"]);
    let way = units::path(&mut tx, &old_xa_dung.id, TODAY).await?;
    let way: Vec<String> = way.iter().map(|unit| unit.code.clone()).collect();
    assert_eq!(way, ["VN", "11", "03208", "03373"]);
    world.end(tx).await;
    Ok(())
}

#[tokio::test]
async fn what_sources_misspell_is_found() -> Result<(), Problem> {
    let world = World::of_provinces(&["11"]).await;
    let mut tx = world.tx().await;
    let found = units::search(&mut tx, "Sa Dung", TODAY, None, 10).await?;
    assert_eq!((found[0].code.as_str(), found[0].name.as_str()), ("03208", "Xa Dung"));
    let found = units::search(&mut tx, "hội khuyến học xã xa dung", MID_2017, None, 10).await?;
    assert_eq!(found[0].code, "03373", "alive on the asked day first");
    let found = units::search(&mut tx, "dien bien", THREE_LEVELS, None, 10).await?;
    let levels: Vec<Level> = found.iter().map(|unit| unit.level).collect();
    assert_eq!(levels[..3], [Level::Province, Level::District, Level::District]);
    let old = units::find(&mut tx, "101", THREE_LEVELS).await?;
    let found = units::search(&mut tx, "xa", THREE_LEVELS, Some(&old.id), 100).await?;
    assert_eq!(found.iter().filter(|unit| unit.is_alive(THREE_LEVELS)).count(), 13);
    assert_eq!(units::search(&mut tx, "_%", TODAY, None, 10).await?, vec![]);
    world.end(tx).await;
    Ok(())
}

#[tokio::test]
async fn an_unknown_code_is_refused_with_the_next_step() -> Result<(), Problem> {
    let world = World::of_provinces(&["11"]).await;
    let mut tx = world.tx().await;
    let refused = units::find(&mut tx, "99999", MID_2017).await.unwrap_err();
    assert_eq!(refused.code(), "unknown_code");
    assert!(refused.say(Lang::Vi).starts_with("Không có đơn vị mã 99999 vào ngày 30/06/2017."));
    let refused = units::find(&mut tx, "03373", TODAY).await.unwrap_err();
    assert!(
        refused.say(Lang::Vi).contains("xã Xa Dung (03373@2025-06-30)"),
        "{}",
        refused.say(Lang::Vi)
    );
    let refused = units::find(&mut tx, "3208", TODAY).await.unwrap_err();
    assert!(
        refused.say(Lang::En).contains("Xa Dung commune (03208@2026-11-21)"),
        "{}",
        refused.say(Lang::En)
    );
    let refused = units::find(&mut tx, "03208@2017", TODAY).await.unwrap_err();
    assert_eq!(refused.code(), "unreadable_day");
    world.end(tx).await;
    Ok(())
}

#[tokio::test]
async fn kinds_and_names_change_on_their_day() -> Result<(), Problem> {
    let world = World::of_provinces(&["75", "46"]).await;
    let mut tx = world.tx().await;
    let dong_nai = units::find(&mut tx, "75", TODAY).await?;
    let said = |day| (dong_nai.id.clone(), day);
    let (id, day) = said(Day::of(2026, 4, 29));
    assert_eq!(units::full_name(&mut tx, &id, day, Lang::Vi).await?, "tỉnh Đồng Nai");
    assert_eq!(units::full_name(&mut tx, &id, day.next(), Lang::Vi).await?, "thành phố Đồng Nai");
    assert_eq!(units::name_on(&mut tx, &id, day.next()).await?.resolution, "30/2026/QH16");

    let hue = units::find(&mut tx, "46", TODAY).await?;
    assert_eq!(
        units::full_name(&mut tx, &hue.id, MID_2017, Lang::Vi).await?,
        "tỉnh Thừa Thiên Huế"
    );
    assert_eq!(units::full_name(&mut tx, &hue.id, TODAY, Lang::En).await?, "Huế city");
    assert!(!units::population(&mut tx, &hue.id).await?.is_empty());
    world.end(tx).await;
    Ok(())
}

#[tokio::test]
async fn a_commune_that_was_split_is_named_and_not_guessed() -> Result<(), Problem> {
    let world = World::of_provinces(&["11"]).await;
    let mut tx = world.tx().await;
    let province = units::find(&mut tx, "11", TODAY).await?;
    let now = Subtree { unit: province.id.clone(), boundaries: TODAY };
    let undivided = units::undivided(&mut tx, &now).await?;
    assert!(!undivided.is_empty());
    for unit in &undivided {
        assert!(1 < units::successors(&mut tx, &unit.id).await?.len());
        let way = units::path(&mut tx, &unit.id, TODAY).await?;
        assert_eq!(way.len(), 3, "{} hangs only under nation and province", unit.code);
    }
    let then = Subtree { boundaries: MID_2017, ..now };
    assert_eq!(units::undivided(&mut tx, &then).await?, vec![]);
    world.end(tx).await;
    Ok(())
}
