//! The grid as a workbook: downloaded, filled in elsewhere, and brought back.

use super::{
    Fields, Place, crumbs,
    grid::{self, Grid, Proposal, cell_name},
    note_failures, scope_to_declare,
};
use crate::{
    actions, import,
    rules::{Refusal, shown},
    texts::Texts,
};
use access::{Look, WorkLater};
use askama::Template;
use axum::{
    extract::{Multipart, Path, Query},
    http::{StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use counts::DECLARE;
use kernel::UnitId;
use papers::{Cell, Column, Number, Row, Signature, register::ListPaper};
use platform::{
    Problem, Site,
    arrival::{Arrived, Arriving},
    form::Mistakes,
    operation,
    web::{self, Rail, Shell},
};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The grid for the period with what stands now, ready to be filled in and brought back.
pub async fn template(
    mut look: Look,
    Path(unit): Path<UnitId>,
    Query(asked): Query<Fields>,
) -> Result<Response, Problem> {
    let t = Texts(look.lang);
    let scope = look.scope(DECLARE, &unit).await?;
    let grid = Grid::read(&mut look.tx, &scope, &asked, look.lang).await?;
    if grid.columns.is_empty() {
        return Err(Refusal::NoColumns.into());
    }
    let name = format!(
        "so-lieu-{}-{}.xlsx",
        grid.place.unit.code,
        grid.place.period.to_string().replace('/', "_")
    );
    let paper = paper(&grid, t);
    let bytes = tokio::task::spawn_blocking(move || papers::register::xlsx(&paper)).await?;
    let bytes = bytes.map_err(|broken| Problem::Broken(Box::new(broken)))?;
    let headers = [
        (header::CONTENT_TYPE, XLSX.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, bytes).into_response())
}

fn paper(grid: &Grid, t: Texts) -> ListPaper {
    let figures = grid
        .columns
        .iter()
        .map(|one| Column::figures(format!("{} ({})", one.label(t.0), one.measure(t.0)), 4));
    let columns = [Column::words(t.unit_code_column(), 3), Column::words(t.unit_column(), 6)];
    let row = |unit: &units::UnitBrief| {
        let figures = grid.columns.iter().map(|one| {
            let stated = grid.standing(&unit.id, &one.code);
            match stated.and_then(|stated| stated.quantity.filter(|_| stated.wording.is_empty())) {
                Some(value) => Cell::number(Number { value, decimals: 0 }),
                None if grid.is_kept(unit, one) => Cell::words(grid.kept_number(unit, one)),
                None => Cell::words(stated.map(shown).unwrap_or_default()),
            }
        });
        Row::plain(
            [Cell::words(&unit.code), Cell::words(unit.full_name(t.0))].into_iter().chain(figures),
        )
    };
    ListPaper {
        lang: t.0,
        issuer: grid.place.unit.association_name(t.0),
        title: t.grid_title(),
        subtitle: t
            .period_and_geography(&grid.place.period.say(t.0), &grid.place.boundaries.short()),
        columns: columns.into_iter().chain(figures).collect(),
        rows: grid.rows.iter().map(row).collect(),
        signatures: vec![Signature { office: vec![t.prepared_by()], name: String::new() }],
    }
}

#[derive(Template)]
#[template(path = "upload.html")]
struct UploadPage {
    shell: Shell,
    t: Texts,
    said: String,
    action: String,
    grid: String,
    mistakes: Mistakes,
}

fn upload_page(
    shell: Shell,
    place: &Place,
    mistakes: Mistakes,
    t: Texts,
) -> Result<Html<String>, Problem> {
    let base = format!("/don-vi/{}/so-lieu", place.id());
    let query = place.query();
    web::page(UploadPage {
        shell: shell.at(Rail::Registers),
        t,
        said: t.period_and_geography(&place.period.say(t.0), &place.boundaries.short()),
        // A form with a file carries its operation in its address.
        action: format!("{base}/nhap?{query}&op={}", operation::new_id()),
        grid: format!("{base}/bang?{query}"),
        mistakes,
    })
}

pub async fn choose(
    mut look: Look,
    Path(unit): Path<UnitId>,
    Query(asked): Query<Fields>,
) -> Result<Html<String>, Problem> {
    let t = Texts(look.lang);
    let scope = look.scope(DECLARE, &unit).await?;
    let place = Place::read(&mut look.tx, &scope, &asked, look.lang).await?;
    let crumbs = crumbs(&mut look, &unit, "so-lieu/bang").await?;
    let shell = look.shell(t.upload_of(&place.name)).await?.crumbs(crumbs);
    upload_page(shell, &place, Mistakes::default(), t)
}

/// Shows what the workbook would change, as a grid filled in with it. Nothing is written: the work
/// is given up, and the grid's own button saves.
pub async fn preview(
    mut later: WorkLater,
    Path(unit): Path<UnitId>,
    Query(asked): Query<Fields>,
    upload: Multipart,
) -> Result<Response, Problem> {
    let mut look = later.look().await?;
    look.scope(DECLARE, &unit).await?;
    drop(look);
    let raw = match received(later.site(), upload).await {
        Ok((file, name)) => import::take_apart(later.site(), file.path(), &name).await,
        Err(problem) => Err(problem),
    };
    let mut work = match later.begin().await? {
        Ok(work) => work,
        Err(answered) => return Ok(answered.into_response()),
    };
    let (t, today, lang) = (Texts(work.lang), work.today, work.lang);
    let scope = scope_to_declare(&mut work, &unit).await?;
    let place = Place::read(&mut work.tx, &scope, &asked, lang).await?;
    let shell = work.shell(t.upload_of(&place.name)).await?;
    let read = match raw {
        Ok(raw) => import::read(&mut work.tx, &scope, place, raw, lang).await,
        Err(problem) => Err(problem),
    };
    let (grid, reading) = match read {
        Ok(read) => read,
        Err(Problem::Refused(refusal)) => {
            let mut mistakes = Mistakes::default();
            mistakes.note("tep", refusal.say(lang));
            let place = Place::read(&mut work.tx, &scope, &asked, lang).await?;
            let page = upload_page(shell, &place, mistakes, t)?;
            return Ok((refusal.status(), page).into_response());
        }
        Err(other) => return Err(other),
    };
    let mut mistakes = Mistakes::default();
    for (field, error) in &reading.errors {
        mistakes.note(field, format!("{}: {}", error.cell, error.message));
    }
    for heading in &reading.unknown_columns {
        mistakes.note("", t.column_unknown(heading));
    }
    let entries = reading.changes(&grid);
    let failures = actions::save(&mut work, &entries).await?;
    note_failures(&mut mistakes, failures, lang);

    let mut typed: Fields = vec![];
    for cell in &reading.cells {
        let (unit, code) = (&cell.entry.unit, &cell.entry.indicator);
        typed.push((cell_name("v", unit, code), cell.typed.clone()));
        typed.push((cell_name("o", unit, code), grid.opened_with(unit, code)));
    }
    let unchanged = reading.cells.len() - entries.len();
    let announced = format!(
        "{} {}",
        t.workbook_says(reading.rows, entries.len(), unchanged),
        t.workbook_not_yet()
    );
    let status =
        if mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = grid::page(shell, &grid, Some(&Proposal { typed, announced }), mistakes, t, today)?;
    Ok((status, page).into_response())
}

/// Puts the uploaded file where it can be read row by row; it vanishes with the request.
async fn received(site: &Site, mut upload: Multipart) -> Result<(Arrived, String), Problem> {
    while let Some(mut part) = upload.next_field().await? {
        if part.name() != Some("tep") {
            continue;
        }
        let name = part.file_name().unwrap_or_default().to_owned();
        let mut file = Arriving::begin(&site.settings.folder).await?;
        while let Some(piece) = part.chunk().await? {
            file.take(&piece).await?;
        }
        let file = file.end().await?;
        if file.bytes == 0 {
            break;
        }
        return Ok((file, name));
    }
    Err(Refusal::FileMissing.into())
}
