//! Opening a figure down to the rows it is made of.

use crate::{
    READ_FIGURES,
    indicator::{Definition, Kind, definition},
    measure::{self, Figure},
    texts::Texts,
};
use access::{Look, Scope};
use kernel::{Day, Lang, Moment, Period, RowId, UnitId};
use platform::{Problem, db::Tx};
use std::collections::BTreeMap;
use units::Subtree;

/// A figure, how it came about, and one page of its rows.
#[derive(Debug)]
pub struct Explanation {
    pub figure: Figure,
    pub formula: String,
    /// Units below which there are rows, with what they add.
    pub included: Vec<Included>,
    /// The same figure by what its rows say of themselves, such as `sex=female`.
    pub breakdown: Vec<Part>,
    pub rows: Vec<SourceRow>,
    /// Where the next page begins, when there is one.
    pub next: Option<RowId>,
    pub rows_total: i64,
}

/// What one unit adds to a figure.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Included {
    pub unit_id: UnitId,
    pub code: String,
    pub name: String,
    pub quantity: i64,
}

/// What one group of a breakdown adds to a figure; no words for the rows that say nothing.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow, serde::Serialize)]
pub struct Part {
    pub facet: String,
    pub quantity: i64,
}

/// A row of the book behind a figure.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow, serde::Serialize)]
pub struct SourceRow {
    pub id: RowId,
    pub indicator: String,
    pub unit_id: UnitId,
    #[sqlx(default)]
    pub unit_code: String,
    #[sqlx(default)]
    pub unit_name: String,
    pub day: Day,
    /// The day it is about, where that day was locked when it was learned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<Day>,
    pub quantity: i64,
    pub standing: String,
    pub wording: String,
    pub source: String,
    pub corrects: Option<RowId>,
    pub recorded_at: Moment,
}

const ROWS_A_PAGE: i64 = 100;

/// Explains an indicator for a subtree and a period: formula, units included and missing, and the
/// source rows after `after`.
pub async fn explain(
    look: &mut Look,
    unit: &UnitId,
    boundaries: Day,
    code: &str,
    period: Period,
    after: Option<&RowId>,
) -> Result<Explanation, Problem> {
    let scope = look.scope(READ_FIGURES, unit).await?;
    let within = Subtree { unit: unit.clone(), boundaries };
    let definition = definition(&mut look.tx, code).await?;
    let figure = measure::figures(&mut look.tx, &within, period, &[code]).await?.remove(0);
    let codes =
        if definition.kind.is_posted() { vec![code.to_owned()] } else { definition.parts.clone() };
    let formula = formula(look, &definition, period).await?;
    let included = included(&mut look.tx, &scope, &within, period, &codes, look.lang).await?;
    let breakdown = match definition.kind.is_posted() {
        true => breakdown(&mut look.tx, &scope, &within, period, &codes).await?,
        false => vec![],
    };
    let (mut rows, rows_total) = rows(&mut look.tx, &scope, &within, period, &codes, after).await?;
    name_units(look, &mut rows, period).await?;
    let full = i64::try_from(rows.len()).unwrap_or(0) == ROWS_A_PAGE;
    let next = rows.last().filter(|_| full).map(|row| row.id.clone());
    Ok(Explanation { figure, formula, included, breakdown, rows, next, rows_total })
}

/// Fills in the codes and names of the units, as they were at the period's end.
async fn name_units(
    look: &mut Look,
    rows: &mut [SourceRow],
    period: Period,
) -> Result<(), Problem> {
    let ids: Vec<UnitId> = rows.iter().map(|row| row.unit_id.clone()).collect();
    let names = units::briefs(&mut look.tx, &ids, period.last()).await?;
    for row in rows {
        if let Some(unit) = names.get(&row.unit_id) {
            row.unit_code = unit.code.clone();
            row.unit_name = unit.full_name(look.lang);
        }
    }
    Ok(())
}

async fn formula(
    look: &mut Look,
    definition: &Definition,
    period: Period,
) -> Result<String, Problem> {
    let t = Texts(look.lang);
    let (from, last) = (period.from.short(), period.last().short());
    Ok(match definition.kind {
        Kind::Flow => t.flow_formula(&from, &last),
        Kind::Stock => t.stock_formula(&last),
        Kind::Distinct => t.distinct_formula(&from, &last),
        Kind::Ratio | Kind::Sum => {
            let mut labels = vec![];
            for part in &definition.parts {
                labels.push(
                    crate::indicator::definition(&mut look.tx, part)
                        .await?
                        .label(look.lang)
                        .to_owned(),
                );
            }
            match (definition.kind, labels.as_slice()) {
                (Kind::Ratio, [numerator, denominator]) => t.ratio_formula(numerator, denominator),
                _ => labels.join(" + "),
            }
        }
    })
}

/// Rows of these indicators in the subtree; a stock's from the beginning, a flow's from the period.
fn condition(codes: &[String], first_parameter: usize) -> String {
    let places = platform::bulk::parameters(first_parameter, codes.len());
    format!(
        "from unit_ancestor above
         join count_row on count_row.unit_id = above.unit_id
         join count_indicator on count_indicator.code = count_row.indicator
         where above.ancestor_id = $1 and above.since <= $2 and $2 < above.until
         and day < $4 and (day >= $3 or count_indicator.kind = 'stock') and indicator in ({places})"
    )
}

async fn included(
    tx: &mut Tx,
    _scope: &Scope,
    within: &Subtree,
    period: Period,
    codes: &[String],
    lang: Lang,
) -> Result<Vec<Included>, Problem> {
    let sql = format!(
        "select count_row.unit_id, cast(sum(quantity) as bigint) {} group by count_row.unit_id",
        condition(codes, 5)
    );
    let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(&within.unit)
        .bind(within.boundaries)
        .bind(period.from)
        .bind(period.until);
    for code in codes {
        query = query.bind(code);
    }
    let sums: Vec<(UnitId, i64)> = query.fetch_all(&mut **tx).await?;
    let sums = by_commune(tx, within, sums).await?;
    let ids: Vec<UnitId> = sums.keys().cloned().collect();
    let names = units::briefs(tx, &ids, within.boundaries).await?;
    let mut included: Vec<Included> = sums
        .into_iter()
        .filter_map(|(unit_id, quantity)| {
            let unit = names.get(&unit_id)?;
            Some(Included {
                code: unit.code.clone(),
                name: unit.full_name(lang),
                unit_id,
                quantity,
            })
        })
        .collect();
    included.sort_by(|one, other| (&one.code, &one.unit_id).cmp(&(&other.code, &other.unit_id)));
    Ok(included)
}

/// Above the communes a figure is made of communes, those of the geography that was asked for; in a
/// commune of its chapters. What hangs higher, because its old commune was divided, stands for itself.
async fn by_commune(
    tx: &mut Tx,
    within: &Subtree,
    sums: Vec<(UnitId, i64)>,
) -> Result<BTreeMap<UnitId, i64>, Problem> {
    let level = units::unit(tx, &within.unit).await?.level;
    if level >= units::Level::Commune {
        return Ok(sums.into_iter().collect());
    }
    let ids: Vec<UnitId> = sums.iter().map(|(unit, _)| unit.clone()).collect();
    let communes = units::communes_of(tx, &ids, within.boundaries).await?;
    let mut grouped = BTreeMap::new();
    for (unit, quantity) in sums {
        let place = communes.get(&unit).cloned().unwrap_or(unit);
        *grouped.entry(place).or_insert(0) += quantity;
    }
    Ok(grouped)
}

/// By facet; nothing where no row of the figure has one.
async fn breakdown(
    tx: &mut Tx,
    _scope: &Scope,
    within: &Subtree,
    period: Period,
    codes: &[String],
) -> Result<Vec<Part>, Problem> {
    let sql = format!(
        "select facet, cast(sum(quantity) as bigint) as quantity {} group by facet order by facet",
        condition(codes, 5)
    );
    let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(&within.unit)
        .bind(within.boundaries)
        .bind(period.from)
        .bind(period.until);
    for code in codes {
        query = query.bind(code);
    }
    let parts: Vec<Part> = query.fetch_all(&mut **tx).await?;
    let broken_down = parts.iter().any(|part| !part.facet.is_empty());
    Ok(if broken_down { parts } else { vec![] })
}

async fn rows(
    tx: &mut Tx,
    _scope: &Scope,
    within: &Subtree,
    period: Period,
    codes: &[String],
    after: Option<&RowId>,
) -> Result<(Vec<SourceRow>, i64), Problem> {
    let sql = format!(
        "select count_row.id, indicator, count_row.unit_id, day, about, quantity, standing, wording, source,
         corrects, recorded_at {} and count_row.id > $5 order by count_row.id limit $6",
        condition(codes, 7)
    );
    let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(&within.unit)
        .bind(within.boundaries)
        .bind(period.from)
        .bind(period.until)
        .bind(after.map(RowId::to_string).unwrap_or_default())
        .bind(ROWS_A_PAGE);
    for code in codes {
        query = query.bind(code);
    }
    let rows = query.fetch_all(&mut **tx).await?;
    let sql = format!("select count(*) {}", condition(codes, 5));
    let mut query = sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
        .bind(&within.unit)
        .bind(within.boundaries)
        .bind(period.from)
        .bind(period.until);
    for code in codes {
        query = query.bind(code);
    }
    Ok((rows, query.fetch_one(&mut **tx).await?))
}
