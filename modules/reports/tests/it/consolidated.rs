//! A scene of different people in a report made of those below: nobody counts twice.

use crate::{half, world};
use counts::{Count, Definition, Kind, settle};
use kernel::{Day, RowId, Source, UnitId};
use reports::periods::{Take, consolidate};
use testkit::World;
use units::Level;

fn pupils_helped() -> Definition {
    Definition {
        code: "pupils_helped".to_owned(),
        label_vi: "Học sinh được giúp".to_owned(),
        label_en: "Pupils helped".to_owned(),
        measure_vi: "người".to_owned(),
        measure_en: "people".to_owned(),
        kind: Kind::Distinct,
        parts: vec![],
        register: "pupils".to_owned(),
        reported_by: "commune".to_owned(),
        breakdowns: vec![],
        definition_vi: String::new(),
        definition_en: String::new(),
        owner: None,
        position: 900,
        retired_on: None,
    }
}

/// A commune whose report, accepted, says so many.
async fn handed_in(world: &World, unit: &UnitId, pupils: i64) {
    let (filing, snapshot) = (RowId::new(), RowId::new());
    let mut tx = world.site.db.begin_writing().await.unwrap();
    let sql = "insert into report_filing (id, unit_id, form, period, state, standing_id)
               values ($1, $2, 'half-year', $3, 'accepted', $4)";
    let query = sqlx::query(sql).bind(&filing).bind(unit).bind(half().to_string()).bind(&snapshot);
    query.execute(&mut *tx).await.unwrap();
    let sql = "insert into report_snapshot (id, filing_id, unit_id, form, form_version, period, boundaries, turn,
               supplement, content, figures, hash, made_at, made_by)
               values ($1, $2, $3, 'half-year', 1, $4, $5, 1, 0, '{}', $6, '', $5, '')";
    let query = sqlx::query(sql)
        .bind(&snapshot)
        .bind(&filing)
        .bind(unit)
        .bind(half().to_string())
        .bind(half().last())
        .bind(format!("classes 5 5\npupils_helped {pupils} 0"));
    query.execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

async fn helped(world: &World, unit: &UnitId, pupil: &str) {
    let mut work = world.as_minh().await;
    let count = Count {
        subject: pupil.to_owned(),
        ..Count::of("pupils_helped", unit, Day::of(2025, 9, 5), 1)
    };
    let source = Source::of("test.help", &format!("{unit}.{pupil}"));
    settle(&mut work, &source, &[count]).await.unwrap();
    work.commit().await.unwrap();
}

#[tokio::test]
async fn a_pupil_helped_in_two_communes_is_one_pupil_of_the_province() {
    let world = world().await;
    let mut tx = world.site.db.begin_writing().await.unwrap();
    counts::seed(&mut tx, &[pupils_helped()]).await.unwrap();
    tx.commit().await.unwrap();
    let helps = [(&world.hoa_sen, "an"), (&world.hoa_sen, "binh"), (&world.phu_dong, "an")];
    for (unit, pupil) in helps {
        helped(&world, unit, pupil).await;
    }
    handed_in(&world, &world.hoa_sen, 2).await;
    handed_in(&world, &world.phu_dong, 1).await;
    let mut tx = world.site.db.begin().await.unwrap();
    let below = world.below(&world.province);
    let form = reports::forms::shipped::form("half-year").unwrap();
    let all = consolidate(&mut tx, &below, form, half(), Level::Commune, Take::Accepted);
    let all = all.await.unwrap();
    assert_eq!(all.sums["classes"], (10, 10), "classes are added up");
    assert_eq!(all.sums["pupils_helped"], (2, 0), "people are not: An is in both reports");
    assert_eq!(all.people[0].label_vi, "Học sinh được giúp", "and it is said of which figure");
}

#[tokio::test]
async fn people_whom_no_books_hold_are_left_out_by_name() {
    let world = world().await;
    let mut tx = world.site.db.begin_writing().await.unwrap();
    counts::seed(&mut tx, &[pupils_helped()]).await.unwrap();
    tx.commit().await.unwrap();
    handed_in(&world, &world.hoa_sen, 2).await;
    handed_in(&world, &world.phu_dong, 1).await;
    let mut tx = world.site.db.begin().await.unwrap();
    let below = world.below(&world.province);
    let form = reports::forms::shipped::form("half-year").unwrap();
    let all = consolidate(&mut tx, &below, form, half(), Level::Commune, Take::Accepted);
    let all = all.await.unwrap();
    assert!(!all.sums.contains_key("pupils_helped"));
    assert_eq!(
        all.left_out().map(|one| one.indicator.as_str()).collect::<Vec<_>>(),
        ["pupils_helped"]
    );
}
