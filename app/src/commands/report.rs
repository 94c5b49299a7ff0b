//! `report` and `explain`.

use super::{read_boundaries, read_period};
use crate::{
    arguments::{Explain, MadeReport, OwnReport, Place, Report},
    folder,
    texts::Texts,
};
use access::{Caller, Look};
use kernel::Lang;
use platform::Problem;
use reports::Format;
use std::io::Write;

pub async fn run(place: &Place, command: Report, lang: Lang) -> Result<(), Problem> {
    match command {
        Report::HalfYear(asked) => made(place, "half-year", asked, lang).await,
        Report::Year(asked) => made(place, "year", asked, lang).await,
        Report::SchoolYear(asked) => made(place, "school-year", asked, lang).await,
        Report::Term(asked) => made(place, "term", asked, lang).await,
        Report::Own(typed) => {
            let own = OwnReport::read(&typed);
            made(place, &own.form, own.made, lang).await
        }
        _ => super::filing::run(place, command, lang).await,
    }
}

/// Makes a report by a form; a unit's own may be named by its code alone.
async fn made(place: &Place, form: &str, asked: MadeReport, lang: Lang) -> Result<(), Problem> {
    let MadeReport { place: asked, period, format, output } = asked;
    let (period, format) = (read_period(&period)?, Format::read(&format)?);
    let site = folder::open_existing(place).await?;
    let mut look = Look::begin(&site, Caller::operator(), lang).await?;
    let boundaries = read_boundaries(&asked.boundaries, look.today)?;
    let unit = units::find(&mut look.tx, &asked.unit, boundaries).await?.id.clone();
    // A unit pinned to another day is shown as the tree was that day.
    let boundaries = match asked.unit.split_once('@') {
        Some((_, day)) if asked.boundaries == "now" => read_boundaries(day.trim(), look.today)?,
        _ => boundaries,
    };
    let today = look.today;
    let form = reports::forms::find(&mut look.tx, &unit, form, today).await?;
    let report = reports::report(&mut look, &form.code, &unit, period, boundaries).await?;
    let bytes = reports::write_report(report, format).await?;
    match output {
        Some(file) => std::fs::write(&file, bytes).map_err(|error| {
            let (place, reason) = (file.display().to_string(), error.to_string());
            Problem::refused("file_not_written", move |lang| {
                Texts(lang).file_not_written(&place, &reason)
            })
        })?,
        None => {
            let end: &[u8] = if format == Format::Json { b"\n" } else { b"" };
            let mut out = std::io::stdout().lock();
            if out.write_all(&bytes).and_then(|()| out.write_all(end)).is_err() {
                super::nobody_listens();
            }
        }
    }
    Ok(())
}

pub async fn explain(place: &Place, asked: Explain, lang: Lang) -> Result<(), Problem> {
    let period = read_period(&asked.period)?;
    let site = folder::open_existing(place).await?;
    let mut look = Look::begin(&site, Caller::operator(), lang).await?;
    let boundaries = read_boundaries(&asked.place.boundaries, look.today)?;
    let unit = units::find(&mut look.tx, &asked.place.unit, boundaries).await?.id.clone();
    let explained =
        counts::explain(&mut look, &unit, boundaries, &asked.indicator, period, None).await?;
    if asked.format == "json" {
        say!("{}", String::from_utf8_lossy(&reports::write_explanation(explained, lang)?));
        return Ok(());
    }
    let figure = &explained.figure;
    say!("{} ({})", figure.definition.label(lang), figure.definition.measure(lang));
    say!("  = {}", explained.formula);
    match (figure.value, figure.numerator, figure.denominator) {
        (Some(value), ..) => say!("  = {value}"),
        (None, Some(numerator), Some(denominator)) => say!("  = {numerator} / {denominator}"),
        _ => say!("  = –"),
    }
    for one in &explained.included {
        say!("  + {:<14} {:<40} {}", one.code, one.name, one.quantity);
    }
    for unit in &figure.missing {
        say!("  ? {:<14} {}", unit.code, unit.name);
    }
    Ok(())
}
