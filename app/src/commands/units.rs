//! `unit show` and `unit search`.

use super::{read_boundaries, reorganise};
use crate::{
    arguments::{Place, Unit},
    folder,
    texts::Texts,
};
use kernel::Lang;
use platform::Problem;

pub async fn run(place: &Place, command: Unit, lang: Lang) -> Result<(), Problem> {
    let site = folder::open_ready(place).await?;
    if let Unit::Reorganise { reform, unit, share, registers_hold, apply, json } = command {
        let asked = reorganise::Asked { reform, unit, share, registers_hold, apply, json };
        return reorganise::run(&site, asked, lang).await;
    }
    let mut tx = site.db.begin().await?;
    match command {
        // It has its own transaction.
        Unit::Reorganise { .. } => {}
        Unit::Show { code, json } => {
            let story = organisation::describe_unit(&mut tx, &code, site.today(), lang).await?;
            match json {
                true => say!("{}", serde_json::to_string_pretty(&story)?),
                false => say!("{story}"),
            }
        }
        Unit::Search { text, on } => {
            let on = read_boundaries(on.as_deref().unwrap_or("now"), site.today())?;
            let found = units::search(&mut tx, &text, on, None, 50).await?;
            if found.is_empty() {
                return Err(Problem::refused("nothing_found", move |lang| {
                    Texts(lang).nothing_found(&text)
                }));
            }
            for unit in found {
                let day = if unit.is_alive(on) { on } else { unit.closed.before() };
                let way = units::path(&mut tx, &unit.id, day).await?;
                let above: Vec<String> = way
                    .iter()
                    .rev()
                    .filter(|place| place.id != unit.id && place.level != units::Level::Nation)
                    .map(|place| place.full_name(lang))
                    .collect();
                let ended =
                    if unit.is_alive(on) { String::new() } else { Texts(lang).until(&day.short()) };
                say!("{:<22} {}{}  {}", unit.code, unit.full_name(lang), ended, above.join(", "));
            }
        }
    }
    Ok(())
}
