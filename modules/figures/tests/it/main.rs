//! Scenes of declaring figures, through the door.

mod grid;
mod one_unit;
mod workbook;

use access::{Role, Work};
use counts::NewDeclaration;
use kernel::{Period, UnitId};
use platform::Problem;
use testkit::World;

/// The small world with the shipped indicators.
async fn world() -> World {
    let world = World::with(vec![figures::module()]).await;
    let mut tx = world.site.db.begin_writing().await.unwrap();
    figures::seed(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    world
}

fn period(text: &str) -> Period {
    text.parse().unwrap()
}

fn says(indicator: &str, when: &str, quantity: i64) -> NewDeclaration {
    NewDeclaration {
        indicator: indicator.to_owned(),
        period: period(when),
        quantity: Some(quantity),
        wording: String::new(),
        basis: String::new(),
    }
}

/// What the book says of an indicator below a unit.
async fn figure(world: &World, unit: &UnitId, indicator: &str, when: &str) -> counts::Figure {
    let mut tx = world.site.db.begin().await.unwrap();
    let within = world.below(unit);
    counts::figures(&mut tx, &within, period(when), &[indicator]).await.unwrap().remove(0)
}

async fn declare(
    world: &World,
    work: Work,
    unit: &UnitId,
    new: NewDeclaration,
) -> Result<(), Problem> {
    let mut work = work;
    counts::declare(&mut work, unit, &new).await?;
    work.commit().await?;
    world.verify().await;
    Ok(())
}

async fn lan(world: &World) -> String {
    world.sign_in("lan", Role::CommuneOfficer, &world.hoa_sen).await
}
async fn minh(world: &World) -> String {
    world.sign_in("minh", Role::ProvinceOfficer, &world.province).await
}

fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    text.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
fn form(fields: &[(&str, &str)]) -> String {
    fields
        .iter()
        .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
        .collect::<Vec<_>>()
        .join("&")
}
