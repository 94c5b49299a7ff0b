//! Nothing that hangs on a unit is forgotten when the unit ends: the database itself is asked what does.

use access::{Caller, Work};
use kernel::Lang;
use khuyenhoc::{home, modules};
use platform::tables;
use std::collections::{BTreeMap, BTreeSet};
use testkit::World;

async fn world() -> World {
    let world = World::with(vec![
        members::module(),
        organisation::module(modules::dispositions()),
        figures::module(),
        officers::module(),
        reports::module(),
        reorganisation::module(modules::dispositions()),
        home::module(),
    ])
    .await;
    let mut tx = world.site.db.begin_writing().await.unwrap();
    figures::seed(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    let mut work = Work::begin(&world.site, Caller::operator(), Lang::Vi).await.unwrap();
    organisation::book(&mut work, &world.truong_an).await.unwrap();
    work.commit().await.unwrap();
    world
}

#[tokio::test]
async fn every_column_that_refers_to_a_unit_has_its_disposition_and_only_one() {
    let world = world().await;
    let mut tx = world.site.db.begin().await.unwrap();
    let ruled = tables::references_to(&world.site.db, &mut tx, "unit").await.unwrap();
    let mut hanging: BTreeSet<(String, String)> = ruled.into_iter().collect();
    assert!(hanging.contains(&("access_grant".to_owned(), "unit_id".to_owned())));
    for table in tables::all(&world.site.db, &mut tx).await.unwrap() {
        for column in table.columns.iter().filter(|column| column.name.ends_with("unit_id")) {
            hanging.insert((table.name.clone(), column.name.clone()));
        }
    }
    drop(tx);
    let mut placed: BTreeMap<(String, String), Vec<&str>> = BTreeMap::new();
    for one in modules::dispositions() {
        for (table, column) in one.columns {
            let key = ((*table).to_owned(), (*column).to_owned());
            placed.entry(key).or_default().push(one.object);
        }
    }
    let forgotten: Vec<_> = hanging.iter().filter(|column| !placed.contains_key(*column)).collect();
    assert!(forgotten.is_empty(), "nobody says what becomes of {forgotten:#?}");
    let gone: Vec<_> = placed.keys().filter(|column| !hanging.contains(*column)).collect();
    assert!(gone.is_empty(), "dispositions of columns that are not there: {gone:#?}");
    let twice: Vec<_> = placed.iter().filter(|(_, objects)| 1 < objects.len()).collect();
    assert!(twice.is_empty(), "more than one disposition: {twice:#?}");
    world.end().await;
}

#[test]
fn every_disposition_says_in_both_languages_what_it_is_and_can_take_back_what_it_carries() {
    let all = modules::dispositions();
    let names: BTreeSet<&str> = all.iter().map(|one| one.object).collect();
    assert_eq!(names.len(), all.len(), "a name stands twice");
    for one in all {
        assert!(!one.vi.is_empty() && !one.en.is_empty() && !one.ways.is_empty(), "{}", one.object);
        assert_eq!(one.carry.is_some(), one.take_back.is_some(), "{}", one.object);
        assert!(one.carry.is_none() || one.weigh.is_some(), "{} carries unseen", one.object);
    }
}
