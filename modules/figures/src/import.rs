//! Bảng Excel của số liệu: a workbook with a unit in each row and an indicator in each column.

use crate::{
    actions::{self, Entry, Touched},
    pages::{Place, grid::Grid, measures},
    rules::Refusal,
    texts::Texts,
};
use access::{Scope, Work};
use counts::{DECLARE, Definition};
use kernel::{Lang, Period, UnitId, vietnamese::text};
use platform::{Problem, Site, db::Tx};
use sheets::{
    Leash, Limits, Unreadable, Value, Workshop, address,
    table::{self, Heading, Walk},
};
use std::{collections::HashMap, fmt, ops::ControlFlow, path::Path};
use units::UnitBrief;

/// What a workbook did, or would do.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct GridSummary {
    pub unit: UnitId,
    pub period: Period,
    /// Rows with a unit and at least one figure.
    pub rows: usize,
    pub changed: usize,
    pub unchanged: usize,
    pub errors: Vec<CellError>,
    /// Headings that no indicator has.
    pub unknown_columns: Vec<String>,
    /// Whether it has been written. With an error nothing is.
    pub applied: bool,
    #[serde(skip)]
    pub lang: Lang,
}

/// One cell that was not taken.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct CellError {
    /// `C14`
    pub cell: String,
    pub code: String,
    pub message: String,
}

impl fmt::Display for GridSummary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let t = Texts(self.lang);
        writeln!(f, "{}", t.workbook_says(self.rows, self.changed, self.unchanged))?;
        for heading in &self.unknown_columns {
            writeln!(f, "{}", t.column_unknown(heading))?;
        }
        for error in &self.errors {
            writeln!(f, "{}: {}", error.cell, error.message)?;
        }
        let end = match (self.applied, self.errors.is_empty()) {
            (true, _) => t.workbook_applied(),
            (false, true) => t.workbook_not_applied(),
            (false, false) => t.workbook_refused(),
        };
        f.write_str(&end)
    }
}

/// Reads a workbook of figures and, with `apply`, writes what it says: all of it, or nothing when
/// any cell is wrong. Without `apply` nothing is ever written.
pub async fn import_grid(
    mut work: Work,
    unit: &UnitId,
    path: &Path,
    period: Period,
    apply: bool,
) -> Result<GridSummary, Problem> {
    let scope = work.scope(DECLARE, unit).await?;
    let asked = vec![("ky".to_owned(), period.to_string())];
    let place = Place::read(&mut work.tx, &scope, &asked, work.lang).await?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let lang = work.lang;
    let raw = take_apart(&work.site, path, &name).await?;
    let (grid, reading) = read(&mut work.tx, &scope, place, raw, lang).await?;
    let mut errors: Vec<CellError> =
        reading.errors.iter().map(|(_, error)| error.clone()).collect();
    let entries = reading.changes(&grid);
    let changed = entries.len();
    for failure in actions::save(&mut work, &entries).await? {
        errors.push(CellError {
            cell: reading.address_of(&failure.field),
            code: failure.problem.code(),
            message: failure.problem.say(lang),
        });
    }
    let applied = apply && errors.is_empty();
    if applied {
        work.commit().await?;
    }
    Ok(GridSummary {
        unit: unit.clone(),
        period,
        rows: reading.rows,
        changed,
        unchanged: reading.cells.len() - changed,
        errors,
        unknown_columns: reading.unknown_columns,
        applied,
        lang,
    })
}

/// A workbook understood against a grid.
pub(crate) struct Reading {
    pub rows: usize,
    pub cells: Vec<ReadCell>,
    /// Beside the field it speaks of, where there is one.
    pub errors: Vec<(String, CellError)>,
    pub unknown_columns: Vec<String>,
}

pub(crate) struct ReadCell {
    pub entry: Entry,
    pub typed: String,
    pub address: String,
}

impl Reading {
    /// What would change: a cell that says what stands is left alone.
    pub(crate) fn changes(&self, grid: &Grid) -> Vec<Entry> {
        let opened: Vec<String> = self
            .cells
            .iter()
            .map(|cell| grid.opened_with(&cell.entry.unit, &cell.entry.indicator))
            .collect();
        let touched = self.cells.iter().zip(&opened);
        let touched = touched
            .map(|(cell, opened)| Touched { entry: cell.entry.clone(), opened_with: opened });
        actions::changed(touched.collect(), &grid.declared).0
    }

    fn address_of(&self, field: &str) -> String {
        let cell = self.cells.iter().find(|cell| cell.entry.field == field);
        cell.map(|cell| cell.address.clone()).unwrap_or_default()
    }
}

/// Takes a workbook apart. It takes a while: no transaction should wait for it.
pub(crate) async fn take_apart(site: &Site, path: &Path, file_name: &str) -> Result<Raw, Problem> {
    let workshop = Workshop::of(site.settings.reader.as_deref());
    let (path, file_name) = (path.to_owned(), file_name.to_owned());
    tokio::task::spawn_blocking(move || read_sheet(&workshop, &path, &file_name)).await?
}

/// Reads a workbook against the rows of a unit's grid.
pub(crate) async fn read(
    tx: &mut Tx,
    scope: &Scope,
    place: Place,
    raw: Raw,
    lang: Lang,
) -> Result<(Grid, Reading), Problem> {
    let grid = Grid::at(tx, scope, place).await?;
    let mut columns: Vec<(u16, Column)> = vec![];
    let mut unknown_columns = vec![];
    for (column, heading) in &raw.headings {
        match column_of(heading, &grid.asked) {
            Some(found) if columns.iter().all(|(_, other)| other.code != found.code) => {
                columns.push((*column, found))
            }
            _ if is_number_of_row(heading) => {}
            _ => unknown_columns.push(heading.clone()),
        }
    }
    if columns.is_empty() {
        let codes =
            grid.asked.iter().take(3).map(|one| one.label(lang)).collect::<Vec<_>>().join("; ");
        return Err(Refusal::NoIndicatorColumn { codes }.into());
    }
    let codes: Vec<String> = columns.iter().map(|(_, column)| column.code.clone()).collect();
    let grid = grid.with_columns(tx, scope, &codes).await?;
    let mut reading = Reading { rows: 0, cells: vec![], errors: vec![], unknown_columns };
    understand(&raw, &columns, &grid, &mut reading, lang);
    Ok((grid, reading))
}

fn understand(
    raw: &Raw,
    columns: &[(u16, Column)],
    grid: &Grid,
    reading: &mut Reading,
    lang: Lang,
) {
    let t = Texts(lang);
    let measures = measures(&grid.asked);
    let mut seen: HashMap<&UnitId, u32> = HashMap::new();
    for row in &raw.rows {
        let filled = columns.iter().any(|(column, _)| row.cells.contains_key(column));
        if !filled {
            continue;
        }
        let error = |column: u16, code: &str, message: String| CellError {
            cell: address(column, row.number),
            code: code.to_owned(),
            message,
        };
        let unit = match unit_of(&row.unit, &grid.rows) {
            Found::One(unit) => unit,
            Found::None => {
                let message = t.row_unit_unknown(&row.unit);
                reading
                    .errors
                    .push((String::new(), error(raw.unit_column, "unit_unknown", message)));
                continue;
            }
            Found::Several => {
                let message = t.row_unit_ambiguous(&row.unit);
                reading
                    .errors
                    .push((String::new(), error(raw.unit_column, "unit_ambiguous", message)));
                continue;
            }
        };
        if let Some(first) = seen.insert(&unit.id, row.number) {
            let message = t.row_unit_twice(&row.unit, first);
            reading.errors.push((String::new(), error(raw.unit_column, "unit_twice", message)));
            continue;
        }
        reading.rows += 1;
        for (column, heading) in columns {
            let Some(value) = row.cells.get(column) else { continue };
            let Some(definition) = grid.columns.iter().find(|one| one.code == heading.code) else {
                continue;
            };
            let typed = heading.typed(value);
            if grid.is_kept(unit, definition) && typed == grid.kept_number(unit, definition) {
                continue;
            }
            let field = crate::pages::grid::cell_name("v", &unit.id, &definition.code);
            if matches!(value, Value::NotCalculated) {
                reading.errors.push((field, error(*column, "not_calculated", t.not_calculated())));
                continue;
            }
            match grid.entry(&unit.id, definition, &typed, &measures, lang) {
                Ok(entry) if entry.stated.is_none() => {}
                Ok(entry) => {
                    let address = address(*column, row.number);
                    reading.cells.push(ReadCell { entry, typed, address });
                }
                Err(message) => {
                    reading.errors.push((field, error(*column, "unreadable_figure", message)))
                }
            }
        }
    }
}

enum Found<'a> {
    One(&'a UnitBrief),
    None,
    Several,
}

/// A unit by its code, with or without its leading zeros, or by its name with or without its kind.
fn unit_of<'a>(written: &str, rows: &'a [UnitBrief]) -> Found<'a> {
    let written = written.trim();
    let digits = written.trim_start_matches('0');
    let code = |unit: &&UnitBrief| {
        unit.code == written || (!digits.is_empty() && unit.code.trim_start_matches('0') == digits)
    };
    let full = |unit: &&UnitBrief| {
        [Lang::Vi, Lang::En].iter().any(|lang| {
            text::same_words(&unit.full_name(*lang), written)
                || text::same_words(&unit.association_name(*lang), written)
        })
    };
    let short = |unit: &&UnitBrief| text::same_words(&unit.name, written);
    let tries: [&dyn Fn(&&UnitBrief) -> bool; 3] = [&code, &full, &short];
    for fits in tries {
        let mut found = rows.iter().filter(|unit| fits(unit));
        match (found.next(), found.next()) {
            (Some(unit), None) => return Found::One(unit),
            (Some(_), Some(_)) => return Found::Several,
            _ => {}
        }
    }
    Found::None
}

/// A column of the workbook that is an indicator.
#[derive(Debug, PartialEq, Eq)]
struct Column {
    code: String,
    /// `triệu` where the heading says that all its figures are in millions.
    scale: &'static str,
}

impl Column {
    /// The cell as a person would have typed it.
    fn typed(&self, value: &Value) -> String {
        let shown = match value {
            Value::Number(number) if value.whole().is_none() => {
                number.to_string().replace('.', ",").into()
            }
            other => other.shown(),
        };
        let shown = text::normalise(&shown);
        let bare = !shown.is_empty() && !shown.chars().any(char::is_alphabetic);
        if bare && !self.scale.is_empty() { format!("{shown} {}", self.scale) } else { shown }
    }
}

fn column_of(heading: &str, asked: &[Definition]) -> Option<Column> {
    let heading = heading.trim();
    let (plain, bracket) = match heading.rsplit_once('(') {
        Some((plain, bracket)) => (plain.trim(), bracket.trim_end_matches([')', ' '])),
        None => (heading, ""),
    };
    let named = |one: &&Definition| {
        [heading, plain].iter().any(|name| {
            one.code == *name
                || text::same_words(&one.label_vi, name)
                || text::same_words(&one.label_en, name)
        })
    };
    let found = asked.iter().find(named)?;
    let bracket = bracket.to_lowercase();
    let scales = [
        ("triệu", "triệu"),
        ("nghìn", "nghìn"),
        ("ngàn", "nghìn"),
        ("1.000", "nghìn"),
        ("tỷ", "tỷ"),
        ("tỉ", "tỷ"),
    ];
    let scale = scales.iter().find(|(word, _)| found.is_money() && bracket.contains(word));
    Some(Column { code: found.code.clone(), scale: scale.map_or("", |(_, scale)| scale) })
}

fn is_number_of_row(heading: &str) -> bool {
    matches!(
        text::fold(heading).as_str(),
        "stt" | "tt" | "so tt" | "so thu tu" | "no." | "no" | "#"
    )
}

/// What the file holds, before anybody knows which units and indicators are meant.
pub(crate) struct Raw {
    unit_column: u16,
    headings: Vec<(u16, String)>,
    rows: Vec<RawRow>,
}

struct RawRow {
    number: u32,
    unit: String,
    cells: HashMap<u16, Value>,
}

/// The column that names the units; every other column is looked up among the indicators.
const UNIT_COLUMN: [Heading; 1] = [Heading {
    key: "unit",
    names: &[
        "Mã đơn vị",
        "Mã xã",
        "Đơn vị",
        "Tên đơn vị",
        "Xã, phường",
        "Xã phường",
        "Xã",
        "Chi hội",
        "Unit code",
        "Unit",
    ],
    required: true,
}];

fn read_sheet(workshop: &Workshop, path: &Path, file_name: &str) -> Result<Raw, Problem> {
    let mut book =
        workshop.open(path, file_name, &Limits::default(), Leash::short()).map_err(unreadable)?;
    let tables = table::find_in(&mut book, &UNIT_COLUMN).map_err(unreadable)?;
    let shape = tables.found.first().ok_or(Refusal::NoUnitColumn)?;
    let unit_column = shape.column("unit").ok_or(Refusal::NoUnitColumn)?;
    let headings = shape.unknown().map(|stray| (stray.column, stray.heading.clone())).collect();
    let mut walk = Walk::new(shape);
    let mut rows = vec![];
    let mut each = |row: sheets::Row| {
        if walk.look(&row) == table::Kind::Data {
            let cells = row.cells.iter().filter(|cell| !cell.value.is_empty());
            rows.push(RawRow {
                number: row.number,
                unit: row.text(unit_column).into_owned(),
                cells: cells.map(|cell| (cell.column, cell.value.clone())).collect(),
            });
        }
        // A grid has a few hundred rows; a larger file is another one.
        if rows.len() > crate::rules::ROWS_MAX {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    book.read(shape.sheet, &mut each).map_err(unreadable)?;
    if rows.len() > crate::rules::ROWS_MAX {
        return Err(Refusal::TooManyRows { rows: rows.len() }.into());
    }
    Ok(Raw { unit_column, headings, rows })
}

fn unreadable(error: Unreadable) -> Problem {
    let (words_vi, words_en) = (error.say(Lang::Vi), error.say(Lang::En));
    Refusal::UnreadableFile { code: error.code(), words_vi, words_en }.into()
}

impl Grid {
    /// The register's number as a workbook has it: such a cell asks for nothing.
    pub(crate) fn kept_number(&self, unit: &UnitBrief, definition: &Definition) -> String {
        let sums = self.elsewhere.get(&(unit.id.clone(), definition.code.clone()));
        sums.map(|sums| sums.register.to_string()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_is_an_indicator_by_its_name_or_code_with_or_without_its_measure() {
        let asked = crate::shipped();
        let code =
            |heading: &str| column_of(heading, &asked).map(|column| (column.code, column.scale));
        assert_eq!(code("Hội viên"), Some(("members".to_owned(), "")));
        assert_eq!(code("Hội viên (người)"), Some(("members".to_owned(), "")));
        assert_eq!(code("members"), Some(("members".to_owned(), "")));
        assert_eq!(
            code("Quỹ khuyến học gia đình (triệu đồng)"),
            Some(("family_fund".to_owned(), "triệu"))
        );
        assert_eq!(
            code("Families registered (learning family)").map(|found| found.0),
            Some("families_registered".to_owned())
        );
        assert_eq!(code("Ghi chú"), None);
    }

    #[test]
    fn figures_under_a_heading_in_millions_are_millions() {
        let column = Column { code: "family_fund".to_owned(), scale: "triệu" };
        assert_eq!(column.typed(&Value::Number(2218.0)), "2218 triệu");
        assert_eq!(column.typed(&Value::Number(2.5)), "2,5 triệu");
        assert_eq!(column.typed(&Value::Text("gần 60 tỷ".into())), "gần 60 tỷ");
        assert_eq!(column.typed(&Value::Empty), "");
    }
}
