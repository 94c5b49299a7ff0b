//! Scenes of the register of members, through its door, in the small world.

mod doors;
mod duplicate_speed;
mod duplicates;
mod finding;
mod import;
mod import_files;
mod joining;
mod merge_model;
mod moving;
mod old_fonts;
mod undo;
mod undo_merged;
mod undo_orders;

use counts::{Definition, Kind};
use kernel::{Day, Period, UnitId};
use members::{JoinReason, NewMember, NewPerson};
use testkit::{TODAY, World};

/// The small world with a register of members and its figures.
async fn world() -> World {
    let world = World::with(vec![members::module()]).await;
    let mut tx = world.site.db.begin_writing().await.unwrap();
    let flows = [
        "new_members",
        "members_left",
        "members_died",
        "members_moved_in",
        "members_moved_out",
        "members_merged",
    ];
    let mut shipped: Vec<Definition> =
        flows.iter().map(|code| definition(code, Kind::Flow)).collect();
    shipped.push(definition("members", Kind::Stock));
    counts::seed(&mut tx, &shipped).await.unwrap();
    tx.commit().await.unwrap();
    world
}

fn definition(code: &str, kind: Kind) -> Definition {
    Definition {
        code: code.to_owned(),
        label_vi: code.to_owned(),
        label_en: code.to_owned(),
        measure_vi: "người".to_owned(),
        measure_en: "people".to_owned(),
        kind,
        parts: vec![],
        register: "members".to_owned(),
        reported_by: "commune".to_owned(),
        breakdowns: vec![],
        definition_vi: String::new(),
        definition_en: String::new(),
        owner: None,
        position: 1,
        retired_on: None,
    }
}

fn person(full_name: &str) -> NewPerson {
    NewPerson { full_name: full_name.to_owned(), ..NewPerson::default() }
}

/// Somebody who joined a year before today.
fn member(full_name: &str) -> NewMember {
    NewMember {
        person: person(full_name),
        card_number: None,
        joined_on: Day::of(2025, 3, 2),
        reason: JoinReason::Joined,
    }
}

/// One figure of a unit and all below it, of the two years up to today.
async fn figure(world: &World, unit: &UnitId, code: &str) -> i64 {
    let mut tx = world.site.db.begin().await.unwrap();
    let period = Period { from: Day::of(2025, 1, 1), until: TODAY.next() };
    let figures = counts::figures(&mut tx, &world.below(unit), period, &[code]).await.unwrap();
    figures[0].value.unwrap_or(0)
}
