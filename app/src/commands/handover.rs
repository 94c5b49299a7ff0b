//! `handover`: what a hand-over of a unit would say today. Nothing is prepared and nothing signed.

use crate::{arguments::Place, folder, texts::Texts};
use access::{Caller, Look};
use kernel::Lang;
use officers::Format;
use platform::Problem;
use std::path::PathBuf;

pub async fn run(
    place: &Place,
    unit: &str,
    output: Option<PathBuf>,
    lang: Lang,
) -> Result<(), Problem> {
    let site = folder::open_existing(place).await?;
    let mut look = Look::begin(&site, Caller::operator(), lang).await?;
    let unit = ::units::find(&mut look.tx, unit, look.today).await?.id.clone();
    let document = officers::draw_for_unit(look, &unit).await?;
    let Some(file) = output else {
        for section in document.drawn.of(lang) {
            say!("{}", section.heading);
            for line in &section.lines {
                say!("  {}: {}", line.label, line.value);
            }
        }
        for why in document.drawn.undone(lang) {
            say!("! {why}");
        }
        return Ok(());
    };
    let extension = file.extension().and_then(|end| end.to_str()).unwrap_or_default();
    let format = Format::read(&extension.to_lowercase())?;
    let bytes = officers::look_ahead(&document, format, lang, &site.settings.origin).await?;
    std::fs::write(&file, bytes).map_err(|error| {
        let (place, reason) = (file.display().to_string(), error.to_string());
        Problem::refused("file_not_written", move |lang| {
            Texts(lang).file_not_written(&place, &reason)
        })
    })
}
