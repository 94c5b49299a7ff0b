//! Bảng khai báo: the figures of all units below one, side by side.

use super::{
    Fields, Place, asked_of, chooser::Chooser, crumbs, measures, note_failures, saved,
    scope_to_declare,
};
use crate::{
    actions::{self, Entry, Touched, fingerprint},
    rules::{self, COLUMNS_MAX, ROWS_MAX, Refusal, Stated, shown},
    texts::Texts,
};
use access::{Look, Scope, Work};
use askama::Template;
use axum::{
    Form,
    extract::{Path, Query},
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use counts::{ByCell, DECLARE, Definition, Elsewhere};
use kernel::{Day, Lang, UnitId};
use platform::{
    Problem,
    db::Tx,
    form::Mistakes,
    operation::{self, Answered},
    web::{self, Flash, Rail, Shell},
};
use std::collections::HashMap;
use units::UnitBrief;

/// The grid as it stands.
pub(crate) struct Grid {
    pub place: Place,
    pub rows: Vec<UnitBrief>,
    /// What may stand in the columns.
    pub asked: Vec<Definition>,
    pub columns: Vec<Definition>,
    pub declared: ByCell<Stated>,
    pub elsewhere: ByCell<Elsewhere>,
}

impl Grid {
    pub(crate) async fn read(
        tx: &mut Tx,
        scope: &Scope,
        asked: &Fields,
        lang: Lang,
    ) -> Result<Grid, Problem> {
        let place = Place::read(tx, scope, asked, lang).await?;
        Grid::at(tx, scope, place).await?.with_columns(tx, scope, &chosen(asked)).await
    }

    /// The rows, before columns have been chosen.
    pub(crate) async fn at(tx: &mut Tx, scope: &Scope, place: Place) -> Result<Grid, Problem> {
        let mut grid = Grid {
            rows: vec![],
            asked: vec![],
            columns: vec![],
            declared: HashMap::new(),
            elsewhere: HashMap::new(),
            place,
        };
        let Some(level) = rules::rows_below(grid.place.unit.level) else { return Ok(grid) };
        grid.rows = units::children_at_level(tx, &grid.place.subtree(), level).await?;
        if grid.rows.len() > ROWS_MAX {
            return Err(Refusal::TooManyRows { rows: grid.rows.len() }.into());
        }
        grid.asked = asked_of(tx, scope, level, grid.place.period.last()).await?;
        grid.declared =
            counts::declared(tx, scope, grid.place.boundaries, grid.place.period).await?;
        Ok(grid)
    }

    pub(crate) async fn with_columns(
        mut self,
        tx: &mut Tx,
        scope: &Scope,
        codes: &[String],
    ) -> Result<Grid, Problem> {
        self.columns = self.asked.iter().filter(|one| codes.contains(&one.code)).cloned().collect();
        if let Some(level) = rules::rows_below(self.place.unit.level) {
            let codes: Vec<&str> = self.columns.iter().map(|one| one.code.as_str()).collect();
            let (boundaries, period) = (self.place.boundaries, self.place.period);
            self.elsewhere =
                counts::elsewhere_by_row(tx, scope, boundaries, period, level, &codes).await?;
        }
        Ok(self)
    }

    pub(crate) fn standing(&self, unit: &UnitId, code: &str) -> Option<&Stated> {
        self.declared.get(&(unit.clone(), code.to_owned()))
    }

    fn elsewhere(&self, unit: &UnitId, code: &str) -> Elsewhere {
        self.elsewhere.get(&(unit.clone(), code.to_owned())).copied().unwrap_or_default()
    }

    /// Whether the unit keeps a register of the same thing, so that nothing is declared.
    pub(crate) fn is_kept(&self, unit: &UnitBrief, definition: &Definition) -> bool {
        let own = matches!(unit.level, units::Level::Commune | units::Level::Chapter);
        own && !definition.register.is_empty()
            && self.elsewhere(&unit.id, &definition.code).kept > 0
    }

    /// What a cell's text is to stand for; its basis stays what it was.
    pub(crate) fn entry(
        &self,
        unit: &UnitId,
        definition: &Definition,
        typed: &str,
        measures: &[String],
        lang: Lang,
    ) -> Result<Entry, String> {
        let stated = rules::read_figure(definition, typed, "", measures, lang)?;
        let basis =
            self.standing(unit, &definition.code).map(|now| now.basis.clone()).unwrap_or_default();
        Ok(Entry {
            field: cell_name("v", unit, &definition.code),
            unit: unit.clone(),
            indicator: definition.code.clone(),
            period: self.place.period,
            stated: stated.map(|stated| Stated { basis, ..stated }),
        })
    }

    pub(crate) fn opened_with(&self, unit: &UnitId, code: &str) -> String {
        self.standing(unit, code).map(fingerprint).unwrap_or_default()
    }

    fn parse(&self, fields: &Fields, mistakes: &mut Mistakes, lang: Lang) -> Vec<Entry> {
        let measures = measures(&self.asked);
        let typed: HashMap<&str, &str> =
            fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let mut entries = vec![];
        for unit in &self.rows {
            for definition in self.columns.iter().filter(|one| !self.is_kept(unit, one)) {
                let name = cell_name("v", &unit.id, &definition.code);
                let Some(typed) = typed.get(name.as_str()) else { continue };
                match self.entry(&unit.id, definition, typed, &measures, lang) {
                    Ok(entry) => entries.push(entry),
                    Err(message) => mistakes.note(&name, message),
                }
            }
        }
        entries
    }

    /// `Xã Hoa Sen, Hội viên` for each cell, so that a list of mistakes names the row.
    fn labels(&self, lang: Lang) -> Vec<(String, String)> {
        let mut labels = vec![];
        for unit in &self.rows {
            for one in &self.columns {
                let label = format!("{}, {}", unit.full_name(lang), one.label(lang));
                labels.push((cell_name("v", &unit.id, &one.code), label));
            }
        }
        labels
    }

    fn column_query(&self) -> String {
        self.columns.iter().map(|one| format!("&chi-tieu={}", one.code)).collect()
    }

    fn total(&self, code: &str) -> i64 {
        let of_row = |unit: &UnitBrief| {
            let declared =
                self.standing(&unit.id, code).and_then(|stated| stated.quantity).unwrap_or(0);
            let sums = self.elsewhere(&unit.id, code);
            declared.saturating_add(sums.register).saturating_add(sums.below)
        };
        self.rows.iter().map(of_row).fold(0, i64::saturating_add)
    }
}

pub(crate) fn chosen(asked: &Fields) -> Vec<String> {
    super::all(asked, "chi-tieu").map(str::to_owned).collect()
}

pub(crate) fn cell_name(front: &str, unit: &UnitId, code: &str) -> String {
    format!("{front}.{unit}.{code}")
}

struct CellView {
    name: String,
    opened_name: String,
    opened_with: String,
    label: String,
    value: String,
    /// The register's number, where nothing is declared.
    kept: String,
    hint: String,
    mistake: String,
}

struct RowView {
    code: String,
    name: String,
    link: String,
    cells: Vec<CellView>,
}

struct ColumnView {
    label: String,
    measure: String,
    total: String,
}

#[derive(Template)]
#[template(path = "grid.html")]
struct GridPage {
    shell: Shell,
    t: Texts,
    chooser: Chooser,
    /// Code, label, whether it is a column now.
    choices: Vec<(String, String, bool)>,
    action: String,
    query_kept: Vec<(String, String)>,
    file: String,
    upload: String,
    columns: Vec<ColumnView>,
    rows: Vec<RowView>,
    labels: Vec<(String, String)>,
    mistakes: Mistakes,
    /// What a workbook would do, said before it is done.
    announced: String,
    op: String,
}

/// What a workbook says of some cells, for a page that shows it before it is written.
pub(crate) struct Proposal {
    pub typed: Fields,
    pub announced: String,
}

pub(crate) fn page(
    shell: Shell,
    grid: &Grid,
    proposal: Option<&Proposal>,
    mistakes: Mistakes,
    t: Texts,
    today: Day,
) -> Result<Html<String>, Problem> {
    let base = format!("/don-vi/{}/so-lieu", grid.place.id());
    let (query, columns) = (grid.place.query(), grid.column_query());
    let typed: Option<HashMap<&str, &str>> = proposal.map(|proposal| {
        proposal.typed.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
    });
    let kept: Vec<(String, String)> =
        grid.columns.iter().map(|one| ("chi-tieu".to_owned(), one.code.clone())).collect();
    let is_column = |one: &Definition| grid.columns.iter().any(|column| column.code == one.code);
    let choice = |one: &Definition| {
        (one.code.clone(), format!("{} ({})", one.label(t.0), one.measure(t.0)), is_column(one))
    };
    let column = |one: &Definition| ColumnView {
        label: one.label(t.0).to_owned(),
        measure: one.measure(t.0).to_owned(),
        total: t.0.grouped(grid.total(&one.code)),
    };
    let mut query_kept = vec![("ky".to_owned(), grid.place.period.to_string())];
    if !grid.place.typed_boundaries.is_empty() {
        query_kept.push(("ngay".to_owned(), grid.place.boundaries.to_string()));
    }
    web::page(GridPage {
        shell: shell.at(Rail::Registers),
        t,
        chooser: Chooser::of(&grid.place, &format!("{base}/bang"), kept, today, t.0),
        choices: grid.asked.iter().map(choice).collect(),
        action: format!("{base}/bang?{query}{columns}"),
        query_kept,
        file: format!("{base}/bang/tep?{query}{columns}"),
        upload: format!("{base}/nhap?{query}"),
        columns: grid.columns.iter().map(column).collect(),
        rows: grid.rows.iter().map(|unit| row(grid, unit, typed.as_ref(), &mistakes, t)).collect(),
        labels: grid.labels(t.0),
        mistakes,
        announced: proposal.map(|proposal| proposal.announced.clone()).unwrap_or_default(),
        op: operation::new_id(),
    })
}

fn row(
    grid: &Grid,
    unit: &UnitBrief,
    typed: Option<&HashMap<&str, &str>>,
    mistakes: &Mistakes,
    t: Texts,
) -> RowView {
    let cell = |definition: &Definition| {
        let code = &definition.code;
        let (name, opened_name) = (cell_name("v", &unit.id, code), cell_name("o", &unit.id, code));
        let sums = grid.elsewhere(&unit.id, code);
        let kept = if grid.is_kept(unit, definition) {
            t.in_register(&t.0.grouped(sums.register))
        } else {
            String::new()
        };
        let standing = grid.standing(&unit.id, code).map(shown).unwrap_or_default();
        let now = |name: &str, stored: String| {
            typed.and_then(|typed| typed.get(name)).map_or(stored, |typed| (*typed).to_owned())
        };
        let below = sums.below.saturating_add(sums.register);
        CellView {
            label: format!("{}, {}", unit.full_name(t.0), definition.label(t.0)),
            value: now(&name, standing),
            opened_with: now(&opened_name, grid.opened_with(&unit.id, code)),
            kept,
            hint: if below == 0 { String::new() } else { t.below_already(&t.0.grouped(below)) },
            mistake: mistakes.about(&name).to_owned(),
            name,
            opened_name,
        }
    };
    RowView {
        code: unit.code.clone(),
        name: unit.full_name(t.0),
        link: format!("/don-vi/{}/so-lieu?{}", unit.id, grid.place.query()),
        cells: grid.columns.iter().map(cell).collect(),
    }
}

pub async fn show(
    mut look: Look,
    Path(unit): Path<UnitId>,
    Query(asked): Query<Fields>,
) -> Result<Html<String>, Problem> {
    let t = Texts(look.lang);
    let scope = look.scope(DECLARE, &unit).await?;
    if chosen(&asked).len() > COLUMNS_MAX {
        return Err(Refusal::TooManyColumns.into());
    }
    let grid = Grid::read(&mut look.tx, &scope, &asked, look.lang).await?;
    let flash = saved(&asked).map(|changed| Flash::done(t.saved(changed)));
    let crumbs = crumbs(&mut look, &unit, "so-lieu/bang").await?;
    let shell = look.shell(t.grid_of(&grid.place.name)).await?.crumbs(crumbs).flash(flash);
    page(shell, &grid, None, Mistakes::default(), t, look.today)
}

pub async fn save(
    mut work: Work,
    Path(unit): Path<UnitId>,
    Query(asked): Query<Fields>,
    Form(fields): Form<Fields>,
) -> Result<Response, Problem> {
    let (t, today) = (Texts(work.lang), work.today);
    let scope = scope_to_declare(&mut work, &unit).await?;
    let grid = Grid::read(&mut work.tx, &scope, &asked, work.lang).await?;
    if grid.columns.is_empty() {
        return Err(Refusal::NoColumns.into());
    }
    let shell = work.shell(t.grid_of(&grid.place.name)).await?;
    let mut mistakes = Mistakes::default();
    let entries = grid.parse(&fields, &mut mistakes, work.lang);
    let opened: HashMap<&str, &str> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let touched = entries.into_iter().map(|entry| {
        let name = cell_name("o", &entry.unit, &entry.indicator);
        Touched { opened_with: opened.get(name.as_str()).copied().unwrap_or_default(), entry }
    });
    let (entries, failures) = actions::changed(touched.collect(), &grid.declared);
    note_failures(&mut mistakes, failures, work.lang);
    let failures = actions::save(&mut work, &entries).await?;
    note_failures(&mut mistakes, failures, work.lang);
    if !mistakes.is_empty() {
        let proposal = Proposal { typed: fields, announced: String::new() };
        let page = page(shell, &grid, Some(&proposal), mistakes, t, today)?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    // What a workbook brought may be wider than a page: then the page shows its first columns.
    let shown: String = grid
        .columns
        .iter()
        .take(COLUMNS_MAX)
        .map(|one| format!("&chi-tieu={}", one.code))
        .collect();
    let next =
        format!("/don-vi/{unit}/so-lieu/bang?{}{shown}&xong={}", grid.place.query(), entries.len());
    Ok(work.finish(Answered::seen_at(next)).await?.into_response())
}
