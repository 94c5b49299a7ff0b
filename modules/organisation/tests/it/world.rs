//! The small world, with the indicators that a unit's page shows and Trường An in the counts book.

use counts::{Definition, Kind};
use kernel::{Day, UnitId};
use platform::Problem;
use testkit::World;
use units::{Form, NewOwnUnit, Setting};

/// What the floors below know to hang on units; terms and members come in the scenes of whoever knows them.
pub fn registry() -> succession::Registry {
    succession::Registry::new(succession::dispositions())
}

pub async fn world() -> World {
    let world = World::with(vec![organisation::module(succession::dispositions())]).await;
    let mut work = world.as_minh().await;
    let shipped = [
        stock("members", "Hội viên", "người", "members"),
        stock("chapters", "Chi hội, ban khuyến học", "tổ chức", "organisation"),
        stock("places", "Nơi cần có tổ chức hội", "nơi", "organisation"),
        stock("places_covered", "Nơi đã có tổ chức hội", "nơi", "organisation"),
    ];
    counts::seed(&mut work.tx, &shipped).await.unwrap();
    organisation::book(&mut work, &world.truong_an).await.unwrap();
    work.commit().await.unwrap();
    world
}

fn stock(code: &str, label: &str, measure: &str, register: &str) -> Definition {
    Definition {
        code: code.to_owned(),
        label_vi: label.to_owned(),
        label_en: label.to_owned(),
        measure_vi: measure.to_owned(),
        measure_en: measure.to_owned(),
        kind: Kind::Stock,
        parts: vec![],
        register: register.to_owned(),
        reported_by: "commune".to_owned(),
        breakdowns: vec![],
        definition_vi: String::new(),
        definition_en: String::new(),
        owner: None,
        position: 0,
        retired_on: None,
    }
}

/// Ban khuyến học of a school, opened in 2020.
pub fn school_committee() -> NewOwnUnit {
    NewOwnUnit {
        code_suffix: "thcs".to_owned(),
        name: "Ban Khuyến học Trường THCS".to_owned(),
        form: Form::Committee,
        setting: Setting::School,
        opened: Day::of(2020, 9, 5),
        sector: None,
    }
}

/// The stock of an indicator at the end of a day.
pub async fn stock_of(
    world: &World,
    code: &str,
    unit: &UnitId,
    day: Day,
) -> Result<Option<i64>, Problem> {
    let mut tx = world.site.db.begin().await?;
    let period = kernel::Period { from: day, until: day.next() };
    let figures = counts::figures(&mut tx, &world.below(unit), period, &[code]).await?;
    Ok(figures[0].value)
}
