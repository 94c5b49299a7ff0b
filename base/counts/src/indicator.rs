//! Chỉ tiêu: what can be counted. Indicators are data, so a province adds its own.

use crate::{
    EDIT_INDICATORS, carried,
    rules::{self, Refusal},
};
use access::Work;
use kernel::{Day, Lang, Source, UnitId};
use platform::{Problem, db::Tx};

/// An indicator that a module posts to, named in its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Indicator {
    pub code: &'static str,
}

/// How an indicator's rows become a figure.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Phát sinh trong kỳ: what happened within the period.
    Flow,
    /// Có đến cuối kỳ: what stands at its end.
    Stock,
    /// Số người khác nhau: how many different people it touched.
    Distinct,
    /// Tỷ lệ: two figures, divided only when shown.
    Ratio,
    /// Tổng: a sum of figures of one measure.
    Sum,
}

impl Kind {
    pub fn code(self) -> &'static str {
        match self {
            Kind::Flow => "flow",
            Kind::Stock => "stock",
            Kind::Distinct => "distinct",
            Kind::Ratio => "ratio",
            Kind::Sum => "sum",
        }
    }
    pub fn read(text: &str) -> Option<Kind> {
        [Kind::Flow, Kind::Stock, Kind::Distinct, Kind::Ratio, Kind::Sum]
            .into_iter()
            .find(|kind| kind.code() == text)
    }
    /// Whether rows of the book carry it; a ratio and a sum are made of others.
    pub fn is_posted(self) -> bool {
        matches!(self, Kind::Flow | Kind::Stock | Kind::Distinct)
    }
}

/// An indicator with all that is known about it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Definition {
    pub code: String,
    pub label_vi: String,
    pub label_en: String,
    /// Đơn vị tính: người, gia đình, lượt, suất, phần, đồng …
    pub measure_vi: String,
    pub measure_en: String,
    pub kind: Kind,
    /// The numerator and the denominator of a ratio, or the parts of a sum.
    pub parts: Vec<String>,
    /// The register that posts it, or nothing when it is only declared.
    pub register: String,
    /// The level that is expected to report it.
    pub reported_by: String,
    pub breakdowns: Vec<String>,
    pub definition_vi: String,
    pub definition_en: String,
    /// The unit that added it; nothing for those shipped with the program.
    pub owner: Option<UnitId>,
    pub position: i64,
    pub retired_on: Option<Day>,
}

impl Definition {
    pub fn label(&self, lang: Lang) -> &str {
        lang.choose(&self.label_vi, &self.label_en)
    }
    pub fn measure(&self, lang: Lang) -> &str {
        lang.choose(&self.measure_vi, &self.measure_en)
    }
    pub fn definition(&self, lang: Lang) -> &str {
        lang.choose(&self.definition_vi, &self.definition_en)
    }
    pub fn is_money(&self) -> bool {
        self.measure_vi == "đồng"
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    code: String,
    label_vi: String,
    label_en: String,
    measure_vi: String,
    measure_en: String,
    kind: String,
    parts: String,
    register: String,
    reported_by: String,
    breakdowns: String,
    definition_vi: String,
    definition_en: String,
    owner_id: Option<UnitId>,
    position: i64,
    retired_on: Option<Day>,
}

impl From<Row> for Definition {
    fn from(row: Row) -> Definition {
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect();
        Definition {
            parts: words(&row.parts),
            breakdowns: words(&row.breakdowns),
            kind: Kind::read(&row.kind).unwrap_or(Kind::Flow),
            code: row.code,
            label_vi: row.label_vi,
            label_en: row.label_en,
            measure_vi: row.measure_vi,
            measure_en: row.measure_en,
            register: row.register,
            reported_by: row.reported_by,
            definition_vi: row.definition_vi,
            definition_en: row.definition_en,
            owner: row.owner_id,
            position: row.position,
            retired_on: row.retired_on,
        }
    }
}

const COLUMNS: &str =
    "code, label_vi, label_en, measure_vi, measure_en, kind, parts, register, reported_by,
     breakdowns, definition_vi, definition_en, owner_id, position, retired_on";

/// Every indicator, in the order of a report. Definitions are public within the program: they
/// name no person and no figure.
pub async fn catalogue(tx: &mut Tx) -> Result<Vec<Definition>, Problem> {
    const NAME: &str = "catalogue";
    const BYTES_OF_ONE: usize = 1_000;
    if let Some(kept) = tx.recall::<Vec<Definition>>(NAME).await? {
        return Ok(kept.as_ref().clone());
    }
    let sql = format!("select {COLUMNS} from count_indicator order by position, code");
    let rows: Vec<Row> = sqlx::query_as(sqlx::AssertSqlSafe(sql)).fetch_all(&mut **tx).await?;
    let all: Vec<Definition> = rows.into_iter().map(Definition::from).collect();
    Ok(tx.keep(NAME.to_owned(), all.len() * BYTES_OF_ONE, all).as_ref().clone())
}

/// One indicator.
///
/// # Errors
/// `unknown_indicator`, with the codes that look like it.
pub async fn definition(tx: &mut Tx, code: &str) -> Result<Definition, Problem> {
    let all = catalogue(tx).await?;
    match all.iter().find(|definition| definition.code == code) {
        Some(found) => Ok(found.clone()),
        None => {
            let near = all.iter().map(|definition| definition.code.clone());
            let near = near.filter(|other| rules::looks_like(other, code)).take(5).collect();
            Err(Refusal::UnknownIndicator { code: code.to_owned(), near }.into())
        }
    }
}

/// Puts the indicators shipped with the program into the book, or brings their words up to date.
pub async fn seed(tx: &mut Tx, shipped: &[Definition]) -> Result<(), Problem> {
    tx.tell_all_changed(carried::CATALOGUE);
    let sql = "insert into count_indicator
        (code, label_vi, label_en, measure_vi, measure_en, kind, parts, register, reported_by, breakdowns,
         definition_vi, definition_en, position)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        on conflict (code) do update set label_vi = excluded.label_vi, label_en = excluded.label_en,
         measure_vi = excluded.measure_vi, measure_en = excluded.measure_en, parts = excluded.parts,
         register = excluded.register, reported_by = excluded.reported_by, breakdowns = excluded.breakdowns,
         definition_vi = excluded.definition_vi, definition_en = excluded.definition_en,
         position = excluded.position";
    for one in shipped {
        sqlx::query(sql)
            .bind(&one.code)
            .bind(&one.label_vi)
            .bind(&one.label_en)
            .bind(&one.measure_vi)
            .bind(&one.measure_en)
            .bind(one.kind.code())
            .bind(one.parts.join(" "))
            .bind(&one.register)
            .bind(&one.reported_by)
            .bind(one.breakdowns.join(" "))
            .bind(&one.definition_vi)
            .bind(&one.definition_en)
            .bind(one.position)
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

/// An indicator that a province wants to count from now on.
#[derive(Debug, Clone)]
pub struct NewIndicator {
    pub code: String,
    pub label_vi: String,
    pub label_en: String,
    pub measure_vi: String,
    pub measure_en: String,
    pub kind: Kind,
    pub parts: Vec<String>,
    pub definition_vi: String,
}

/// Adds an indicator of a unit's own.
///
/// # Errors
/// `indicator_exists`, `code_unusable`, `parts_unknown`, and `measures_differ` for a sum of
/// unlike things.
pub async fn add_indicator(
    work: &mut Work,
    owner: &UnitId,
    new: NewIndicator,
) -> Result<(), Problem> {
    let scope = work.scope(EDIT_INDICATORS, owner).await?;
    let all = catalogue(&mut work.tx).await?;
    rules::may_add(&all, &new)?;
    let label_en = if new.label_en.is_empty() { &new.label_vi } else { &new.label_en };
    let measure_en = if new.measure_en.is_empty() { &new.measure_vi } else { &new.measure_en };
    let sql = "insert into count_indicator
        (code, label_vi, label_en, measure_vi, measure_en, kind, parts, register, reported_by, breakdowns,
         definition_vi, definition_en, owner_id, position)
        values ($1, $2, $3, $4, $5, $6, $7, '', 'commune', '', $8, $8, $9, 9000)";
    sqlx::query(sql)
        .bind(&new.code)
        .bind(&new.label_vi)
        .bind(label_en)
        .bind(&new.measure_vi)
        .bind(measure_en)
        .bind(new.kind.code())
        .bind(new.parts.join(" "))
        .bind(&new.definition_vi)
        .bind(scope.unit())
        .execute(&mut *work.tx)
        .await?;
    let source = Source::of("counts.indicator", &new.code);
    work.record(
        "counts.add_indicator",
        Some(owner),
        &source,
        serde_json::json!({ "code": new.code }),
    )
    .await
}

/// Stops asking for an indicator from a day on; what was counted stays.
pub async fn retire(work: &mut Work, owner: &UnitId, code: &str, on: Day) -> Result<(), Problem> {
    let scope = work.scope(EDIT_INDICATORS, owner).await?;
    let sql = "update count_indicator set retired_on = $3 where code = $1 and owner_id = $2";
    let done =
        sqlx::query(sql).bind(code).bind(scope.unit()).bind(on).execute(&mut *work.tx).await?;
    if done.rows_affected() == 0 {
        return Err(Problem::NotFound);
    }
    let source = Source::of("counts.indicator", &code);
    work.record("counts.retire_indicator", Some(owner), &source, serde_json::json!({ "on": on }))
        .await
}
