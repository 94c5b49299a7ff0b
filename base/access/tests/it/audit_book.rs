//! Scenes of somebody who works in the database by hand, behind the program's back.

use crate::{somewhere, world};
use access::{Role, sign_in};
use platform::module::Check;
use testkit::{PASSWORD, World};

/// Takes the guard of a table away, as whoever owns the database can.
async fn unguard(world: &World, trigger: &str, table: &str) {
    let on = if world.site.db.is_postgres() { format!(" on {table}") } else { String::new() };
    by_hand(world, &[&format!("drop trigger {trigger}{on}")]).await.unwrap();
}

/// What somebody types at the database, all of it or nothing.
async fn by_hand(world: &World, statements: &[&str]) -> Result<(), sqlx::Error> {
    let mut tx = world.site.db.begin_writing().await.unwrap();
    for sql in statements {
        sqlx::query(sqlx::AssertSqlSafe(*sql)).execute(&mut *tx).await?;
    }
    tx.commit().await.unwrap();
    Ok(())
}

async fn what_is_wrong(world: &World, checks: Vec<Check>) -> Vec<String> {
    let mut bad = vec![];
    for check in checks {
        bad.extend((check.run)(world.site.clone()).await.unwrap().bad);
    }
    bad
}

async fn signs_in(world: &World) {
    sign_in(&world.site, "lan", PASSWORD, &somewhere()).await.unwrap();
}

/// Bà Lan has an account and has signed in three times: four deeds stand in the book.
async fn a_world_with_four_deeds() -> World {
    let world = world().await;
    world.sign_in("lan", Role::CommuneOfficer, &world.hoa_sen).await;
    signs_in(&world).await;
    signs_in(&world).await;
    assert_eq!(world.rows_of("audit_row").await, 4);
    world.verify().await;
    world
}

#[tokio::test]
async fn the_database_itself_refuses_to_change_or_forget_a_row_of_a_book() {
    let world = a_world_with_four_deeds().await;
    let indicator = "insert into count_indicator (code, label_vi, label_en, measure_vi, measure_en,
          kind, parts, register, reported_by, breakdowns, definition_vi, definition_en, position)
        values ('thu', '', '', '', '', 'flow', '', '', 'commune', '', '', '', 1)";
    let counted = format!(
        "insert into count_row (id, unit_id, day, indicator, facet, subject, quantity, standing,
           wording, source, recorded_at, recorded_by)
         values ('1', '{}', '2026-01-01', 'thu', '', '', 1, 'declared', '', '', '', '')",
        world.hoa_sen
    );
    let answered = "insert into operation values ('1', 'lan', '', 200, '', '', '')";
    for (before, change) in [
        (vec![], "update audit_row set account = 'ai đó' where seq = 2"),
        (vec![], "delete from audit_row where seq = 4"),
        (vec![indicator, &counted], "update count_row set quantity = 2"),
        (vec![indicator, &counted], "delete from count_row"),
        (vec![answered], "update operation set status = 404"),
        (vec![answered], "delete from operation"),
    ] {
        let refused = by_hand(&world, &[before.as_slice(), &[change]].concat()).await;
        let why = refused.expect_err(change).to_string();
        assert!(why.contains("only ever added"), "{change}: {why}");
        if world.site.db.is_postgres() {
            let table = change.split(' ').find(|word| word.contains('_')).unwrap_or("operation");
            by_hand(&world, &[&format!("truncate {table}")]).await.expect_err("truncated");
        }
    }
    assert_eq!(world.rows_of("audit_row").await, 4);
    world.end().await;
}

#[tokio::test]
async fn a_guard_that_was_taken_away_is_missed() {
    let world = a_world_with_four_deeds().await;
    for table in ["audit_row", "operation"] {
        unguard(&world, &format!("{table}_kept"), table).await;
    }
    let all = [audit::module(), platform::module::module()];
    let checks = all.into_iter().flat_map(|module| module.checks).collect();
    let missed = ["audit_row", "operation"].map(|it| format!("trigger/{it}_kept"));
    assert_eq!(what_is_wrong(&world, checks).await, missed);
}

#[tokio::test]
async fn a_changed_row_of_the_audit_book_is_found() {
    let world = a_world_with_four_deeds().await;
    let trigger =
        if world.site.db.is_postgres() { "audit_row_kept" } else { "audit_row_unchanged" };
    unguard(&world, trigger, "audit_row").await;
    by_hand(&world, &["update audit_row set action = 'access.nothing' where seq = 1"])
        .await
        .unwrap();
    let wrong = what_is_wrong(&world, audit::module().checks).await;
    assert_eq!(wrong[0], "audit_row/1", "{wrong:?}");
}

#[tokio::test]
async fn an_end_cut_off_the_audit_book_shows_and_writing_on_does_not_heal_it() {
    let world = a_world_with_four_deeds().await;
    unguard(&world, "audit_row_kept", "audit_row").await;
    by_hand(&world, &["delete from audit_row where seq >= 3"]).await.unwrap();
    let chain = || vec![audit::module().checks.remove(0)];
    let wrong = what_is_wrong(&world, chain()).await;
    assert_eq!(wrong, ["audit_row ends at 2, and was sealed at 4"]);
    signs_in(&world).await;
    assert_eq!(what_is_wrong(&world, chain()).await, ["audit_row/5"], "the gap stays");
}

#[tokio::test]
async fn an_end_that_was_moved_by_hand_is_not_under_our_seal_and_never_is_again() {
    let world = a_world_with_four_deeds().await;
    unguard(&world, "audit_row_kept", "audit_row").await;
    let moved = "update audit_head set seq = 2,
                 hash = (select hash from audit_row where seq = 2)";
    by_hand(&world, &["delete from audit_row where seq >= 3", moved]).await.unwrap();
    let chain = || vec![audit::module().checks.remove(0)];
    assert_eq!(what_is_wrong(&world, chain()).await, ["audit_head is not under our seal"]);
    signs_in(&world).await;
    assert_eq!(what_is_wrong(&world, chain()).await, ["audit_head is not under our seal"]);
    by_hand(&world, &["delete from audit_head"]).await.unwrap();
    assert_eq!(what_is_wrong(&world, chain()).await, ["audit_head is missing"]);
    signs_in(&world).await;
    assert_eq!(what_is_wrong(&world, chain()).await, ["audit_head is not under our seal"]);
}
