//! `import members`, `import undo` and `import figures`.

use super::{Done, read_boundaries, read_period};
use crate::{
    arguments::{Import, Place, Where},
    folder,
    texts::Texts,
};
use access::{Caller, Look, Work};
use kernel::{BatchId, Day, Lang, UnitId};
use members::import::{Options, Summary, Undone, apply_file, check_file, undo_batch};
use platform::{Problem, Site};
use std::{
    convert::Infallible,
    path::{Path, PathBuf},
};

pub async fn run(place: &Place, command: Import, lang: Lang) -> Result<Done, Problem> {
    let site = folder::open_ready(place).await?;
    match command {
        Import::Members { file, place, apply, marked, json } => {
            let summary = members_of(&site, &file, &place, apply, marked, lang).await?;
            match json {
                true => say!("{}", serde_json::to_string_pretty(&summary)?),
                false => print_summary(&summary, apply, lang),
            }
        }
        Import::Undo { batch, json } => {
            let work = Work::begin(&site, Caller::operator(), lang).await?;
            let batch: BatchId = batch.parse().unwrap_or_else(|never: Infallible| match never {});
            let undone = undo_batch(work, &batch).await?;
            match json {
                true => say!("{}", serde_json::to_string_pretty(&undone)?),
                false => print_undone(&undone, lang),
            }
        }
        Import::Figures { file, place, period, apply, json } => {
            let period = read_period(&period)?;
            let mut work = Work::begin(&site, Caller::operator(), lang).await?;
            let unit = unit_at(&mut work, &place).await?;
            let summary = figures::import_grid(work, &unit, &file, period, apply).await?;
            match json {
                true => say!("{}", serde_json::to_string_pretty(&summary)?),
                false => say!("{summary}"),
            }
            if apply && !summary.applied {
                return Ok(Done::Refused);
            }
        }
    }
    Ok(Done::Well)
}

async fn unit_at(work: &mut Work, place: &Where) -> Result<UnitId, Problem> {
    let boundaries: Day = read_boundaries(&place.boundaries, work.today)?;
    Ok(units::find(&mut work.tx, &place.unit, boundaries).await?.id.clone())
}

async fn members_of(
    site: &Site,
    file: &Path,
    place: &Where,
    apply: bool,
    marked: Option<PathBuf>,
    lang: Lang,
) -> Result<Summary, Problem> {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let options = Options { default_joined: None, marked };
    if apply {
        let mut work = Work::begin(site, Caller::operator(), lang).await?;
        let unit = unit_at(&mut work, place).await?;
        return apply_file(work, &unit, file, &name, &options).await;
    }
    let mut look = Look::begin(site, Caller::operator(), lang).await?;
    let boundaries = read_boundaries(&place.boundaries, look.today)?;
    let unit = units::find(&mut look.tx, &place.unit, boundaries).await?.id.clone();
    check_file(&mut look, &unit, file, &name, &options).await
}

fn print_summary(summary: &Summary, applied: bool, lang: Lang) {
    let t = Texts(lang);
    let Summary { rows, created, updated, unchanged, refused, possible_duplicates, .. } = summary;
    say!(
        "{}",
        t.import_rows(*rows, *created, *updated, *unchanged, *refused, *possible_duplicates)
    );
    for said in &summary.errors {
        say!("  {}!{}  {}", said.sheet, said.cell, said.message);
    }
    for said in &summary.warnings {
        say!("  {}!{}  ({})", said.sheet, said.cell, said.message);
    }
    for column in &summary.unknown_columns {
        say!("  {}", t.import_unknown_column(&column.sheet, &column.cell, &column.heading));
    }
    say!("{}", if applied { t.import_applied() } else { t.import_checked() });
    if let Some(batch) = &summary.batch {
        say!("{}", t.import_may_be_undone(batch.as_str()));
    }
}

fn print_undone(undone: &Undone, lang: Lang) {
    let t = Texts(lang);
    let Undone { removed, restored, kept, kept_rows, .. } = undone;
    say!("{}", t.import_undone(*removed, *restored, *kept));
    for row in kept_rows {
        let at = match (&row.sheet, row.row) {
            (Some(sheet), Some(number)) => format!("{sheet}!{number}  "),
            _ => String::new(),
        };
        say!("  {at}{}: {}", row.name, row.reason);
    }
}
