//! Scenes of the counts book: what holds, what is corrected, what is declared, and in which geography.

mod carried;
mod lock;
mod many_rows;

use access::Role;
use counts::{
    Count, Definition, Indicator, Kind, NewDeclaration, NewIndicator, declare, figures, settle,
};
use kernel::{Day, Period, PersonId, Source, UnitId};
use platform::Problem;
use testkit::World;

const CLASSES: Indicator = Indicator { code: "classes" };
const PUPILS: Indicator = Indicator { code: "pupils" };

fn definition(code: &str, measure: &str, kind: Kind, parts: &[&str]) -> Definition {
    Definition {
        code: code.to_owned(),
        label_vi: code.to_owned(),
        label_en: code.to_owned(),
        measure_vi: measure.to_owned(),
        measure_en: measure.to_owned(),
        kind,
        parts: parts.iter().map(|part| (*part).to_owned()).collect(),
        register: if code == "members" { "members".to_owned() } else { String::new() },
        reported_by: if code == "population" {
            "province".to_owned()
        } else {
            "commune".to_owned()
        },
        breakdowns: vec![],
        definition_vi: String::new(),
        definition_en: String::new(),
        owner: None,
        position: 1,
        retired_on: None,
    }
}

async fn world() -> World {
    let world = World::with(vec![]).await;
    let mut tx = world.site.db.begin_writing().await.unwrap();
    let shipped = [
        definition("classes", "lớp", Kind::Flow, &[]),
        definition("pupils", "người", Kind::Distinct, &[]),
        definition("members", "người", Kind::Stock, &[]),
        definition("population", "người", Kind::Stock, &[]),
        definition("share", "%", Kind::Ratio, &["members", "population"]),
    ];
    counts::seed(&mut tx, &shipped).await.unwrap();
    tx.commit().await.unwrap();
    world
}

fn year() -> Period {
    Period::months(2025, 1, 12).unwrap()
}

async fn value(world: &World, unit: &UnitId, code: &str, period: Period) -> Option<i64> {
    let mut tx = world.site.db.begin().await.unwrap();
    figures(&mut tx, &world.below(unit), period, &[code]).await.unwrap().remove(0).value
}

fn stated(indicator: &str, period: Period, quantity: i64) -> NewDeclaration {
    NewDeclaration {
        indicator: indicator.to_owned(),
        period,
        quantity: Some(quantity),
        wording: String::new(),
        basis: String::new(),
    }
}

#[tokio::test]
async fn what_holds_is_counted_all_the_way_up_and_a_correction_leaves_both_rows()
-> Result<(), Problem> {
    let world = world().await;
    let source = Source::of("test.class", &1);
    let spring = Day::of(2025, 3, 2);
    let mut work = world.as_lan().await;
    let one = Count::one(CLASSES, &world.truong_an, spring);
    settle(&mut work, &source, std::slice::from_ref(&one)).await?;
    settle(&mut work, &source, std::slice::from_ref(&one)).await?;
    work.commit().await?;
    for unit in [&world.truong_an, &world.hoa_sen, &world.province] {
        assert_eq!(value(&world, unit, "classes", year()).await, Some(1));
    }
    assert_eq!(world.rows_of("count_row").await, 1, "said twice, written once");
    assert_eq!(
        value(&world, &world.phu_dong, "classes", year()).await,
        None,
        "nobody reported: not zero"
    );

    let mut work = world.as_lan().await;
    settle(&mut work, &source, &[Count { quantity: 3, ..one }]).await?;
    work.commit().await?;
    assert_eq!(value(&world, &world.hoa_sen, "classes", year()).await, Some(3));
    assert_eq!(
        world.rows_of("count_row").await,
        3,
        "the first, what takes it back, and the new one"
    );
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn every_snapshot_has_the_figures_of_its_own_moment_whatever_others_have_asked()
-> Result<(), Problem> {
    let world = world().await;
    let classes = async |tx: &mut platform::db::Tx| {
        let found = figures(tx, &world.below(&world.hoa_sen), year(), &["classes"]).await;
        found.map(|mut found| found.remove(0).value)
    };
    let source = Source::of("test.class", &1);
    let one = Count::one(CLASSES, &world.truong_an, Day::of(2025, 3, 2));
    let mut before = world.site.db.begin().await?;
    assert_eq!(classes(&mut before).await?, None);
    let mut work = world.as_lan().await;
    settle(&mut work, &source, std::slice::from_ref(&one)).await?;
    assert_eq!(classes(&mut work.tx).await?, Some(1), "who writes sees what is not yet said");
    let mut meanwhile = world.site.db.begin().await?;
    assert_eq!(classes(&mut meanwhile).await?, None, "nobody else does");
    work.commit().await?;
    let mut after = world.site.db.begin().await?;
    assert_eq!(classes(&mut after).await?, Some(1));
    assert_eq!(classes(&mut before).await?, None, "a look that began earlier stays as it was");
    assert_eq!(classes(&mut meanwhile).await?, None);
    let mut later = world.site.db.begin().await?;
    assert_eq!(classes(&mut later).await?, Some(1), "and takes nothing from those that follow");
    drop((before, meanwhile, after, later));

    let mut work = world.as_lan().await;
    settle(&mut work, &source, &[Count { quantity: 5, ..one }]).await?;
    drop(work);
    assert_eq!(value(&world, &world.hoa_sen, "classes", year()).await, Some(1), "taken back");
    world.end().await;
    Ok(())
}

/// The rows added up one by one, as a careful person would with the book in front of them.
fn by_hand(rows: &[(usize, &str, Day, i64)], code: &str, period: Period) -> Option<i64> {
    let from = if code == "members" { Day::BEGINNING } else { period.from };
    let inside = rows
        .iter()
        .filter(|(_, indicator, day, _)| *indicator == code && from <= *day && *day < period.until);
    let quantities: Vec<i64> = inside.map(|(.., quantity)| *quantity).collect();
    (!quantities.is_empty()).then(|| quantities.iter().sum())
}

#[tokio::test]
async fn a_look_back_at_any_time_is_what_the_rows_of_that_time_come_to() -> Result<(), Problem> {
    let world = world().await;
    let units = [&world.truong_an, &world.hoa_sen, &world.phu_dong];
    // Days and quantities as they come, the same at every run.
    let mut seed = 20_u32;
    let mut next = |most: u32| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 16) % most
    };
    let mut rows = vec![];
    for number in 0..60 {
        let code = if next(2) == 0 { "members" } else { "classes" };
        let day = Day::of(2023 + next(4) as i16, 1 + next(12) as i8, 1 + next(28) as i8);
        let row = (next(3) as usize, code, day, 1 + i64::from(next(5)));
        let mut work = world.as_minh().await;
        let count = Count::of(code, units[row.0], day, row.3);
        settle(&mut work, &Source::of("test.row", &number), &[count]).await?;
        work.commit().await?;
        rows.push(row);
    }
    for period in
        ["2022", "2023-H1", "2024", "2024-Q2", "2025-03", "SY2024", "2023-01-01/2026-12-31", "2027"]
    {
        let period: Period = period.parse().unwrap();
        for code in ["members", "classes"] {
            let found = value(&world, &world.province, code, period).await;
            assert_eq!(found, by_hand(&rows, code, period), "{code} {period:?}");
        }
    }
    world.verify().await;
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn one_pupil_helped_by_two_units_is_one_pupil_in_the_province() -> Result<(), Problem> {
    let world = world().await;
    let mai = PersonId::new();
    let mut work = world.as_minh().await;
    for (place, unit) in [&world.truong_an, &world.phu_dong].into_iter().enumerate() {
        let count = Count::one(PUPILS, unit, Day::of(2025, 5, 5)).about(&mai);
        settle(&mut work, &Source::of("test.help", &place), &[count]).await?;
    }
    work.commit().await?;
    assert_eq!(value(&world, &world.province, "pupils", year()).await, Some(1));
    assert_eq!(value(&world, &world.phu_dong, "pupils", year()).await, Some(1));
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn a_declared_stock_stands_until_it_is_stated_anew_and_keeps_its_parts() -> Result<(), Problem>
{
    let world = world().await;
    let halves: [Period; 2] = ["2025-H1".parse().unwrap(), "2025-H2".parse().unwrap()];
    let mut work = world.as_lan().await;
    declare(&mut work, &world.hoa_sen, &stated("members", halves[1], 130)).await?;
    declare(&mut work, &world.hoa_sen, &stated("members", halves[0], 100)).await?;
    work.commit().await?;
    let mut work = world.as_minh().await;
    declare(&mut work, &world.province, &stated("population", halves[1], 500)).await?;
    work.commit().await?;
    assert_eq!(value(&world, &world.hoa_sen, "members", halves[0]).await, Some(100));
    assert_eq!(value(&world, &world.hoa_sen, "members", halves[1]).await, Some(130));
    assert_eq!(
        value(&world, &world.hoa_sen, "members", "2026-01".parse().unwrap()).await,
        Some(130)
    );
    let mut tx = world.site.db.begin().await?;
    let share = figures(&mut tx, &world.everywhere(), halves[1], &["share"]).await?.remove(0);
    assert_eq!((share.numerator, share.denominator, share.value), (Some(130), Some(500), None));
    assert_eq!(share.missing.iter().map(|unit| unit.code.as_str()).collect::<Vec<_>>(), ["98002"]);
    drop(tx);
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn a_unit_that_keeps_a_register_does_not_declare_the_same_beside_it() -> Result<(), Problem> {
    let world = world().await;
    let mut work = world.as_lan().await;
    let member = Count::of("members", &world.truong_an, Day::of(2025, 3, 2), 1);
    settle(&mut work, &Source::of("members.membership", &1), &[member]).await?;
    let refused =
        declare(&mut work, &world.hoa_sen, &stated("members", year(), 900)).await.unwrap_err();
    assert_eq!(refused.code(), "kept_by_register");
    drop(work);
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn a_declaration_stays_within_the_callers_units() -> Result<(), Problem> {
    let world = world().await;
    let mut work = world.as_binh().await;
    let other =
        declare(&mut work, &world.hoa_sen, &stated("classes", year(), 5)).await.unwrap_err();
    assert!(matches!(other, Problem::NotFound), "the neighbour commune does not exist for him");
    drop(work);
    let mut work = world.work_as(Role::Auditor, &world.province).await;
    let reads =
        declare(&mut work, &world.hoa_sen, &stated("classes", year(), 5)).await.unwrap_err();
    assert!(matches!(reads, Problem::NotAllowed));
    drop(work);
    assert_eq!(world.rows_of("count_declaration").await, 0);
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn a_province_counts_something_of_its_own_without_a_programmer() -> Result<(), Problem> {
    let world = world().await;
    let mut work = world.as_minh().await;
    let new = NewIndicator {
        code: "tu_sach".to_owned(),
        label_vi: "Tủ sách dòng họ".to_owned(),
        label_en: String::new(),
        measure_vi: "tủ".to_owned(),
        measure_en: String::new(),
        kind: Kind::Flow,
        parts: vec![],
        definition_vi: String::new(),
    };
    counts::add_indicator(&mut work, &world.province, new).await?;
    declare(&mut work, &world.hoa_sen, &stated("tu_sach", year(), 4)).await?;
    work.commit().await?;
    assert_eq!(value(&world, &world.province, "tu_sach", year()).await, Some(4));
    world.end().await;
    Ok(())
}
