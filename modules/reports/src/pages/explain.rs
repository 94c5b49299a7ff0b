//! Giải trình: a figure opened to its formula, its units and its rows.

use super::{Asked, address, crumbs};
use crate::{
    forms::{self, PeriodKind},
    report, show,
    texts::Texts,
};
use access::Look;
use askama::Template;
use axum::{
    extract::{Path, Query},
    response::Html,
};
use counts::Kind;
use kernel::{Period, Source, UnitId};
use platform::{
    Problem,
    web::{
        self, Rail, Shell,
        chart::{Chart, Drawing},
    },
};
use std::convert::Infallible;

struct RowLine {
    day: String,
    /// The day a late row is about, in words.
    about: String,
    unit: String,
    unit_link: String,
    quantity: String,
    kind: String,
    source: String,
    /// The page of the record, where it has one.
    source_link: String,
    record: String,
    corrects: bool,
}

#[derive(Template)]
#[template(path = "explain.html")]
struct ExplainPage {
    shell: Shell,
    t: Texts,
    figure: web::Figure,
    definition: String,
    formula: String,
    parts: Option<(String, String, String)>,
    census: Vec<String>,
    chart: Option<Drawing>,
    breakdown: Vec<(String, String)>,
    included: Vec<(String, String, String)>,
    missing: Vec<String>,
    rows: Vec<RowLine>,
    rows_total: String,
    next: String,
    back_label: String,
    back: String,
}

/// A figure that was opened somewhere.
struct Back<'a> {
    unit: &'a UnitId,
    period: Period,
    geography: &'a str,
    indicator: &'a str,
}

impl Back<'_> {
    /// The way back: the page the reader came from, as the address names it, and else the half-year report. The address
    /// only ever chooses among pages of ours.
    async fn lead(&self, look: &mut Look, asked: &Asked) -> Result<(String, String), Problem> {
        let (t, unit) = (Texts(look.lang), self.unit);
        let when = format!("ky={}&dia-gioi={}", self.period, self.geography);
        Ok(match asked.ve.as_str() {
            "bang" => {
                let at = asked.tai.as_ref().unwrap_or(unit);
                let link = format!("/bang?don-vi={at}&{when}&chi-tieu={}", self.indicator);
                (t.back_to_board(), link)
            }
            "tang-giam" => (t.back_to_board(), format!("/don-vi/{unit}/tang-giam?{when}")),
            "don-vi" => (t.back_to_unit(), format!("/don-vi/{unit}")),
            form => {
                let form = self.form(look, form).await?;
                let link =
                    format!("/bao-cao/{form}?{}", address(unit, self.period, self.geography));
                (t.back_to_report(), link)
            }
        })
    }

    /// The form of that name, where the unit has it and it reports on such a period.
    async fn form(&self, look: &mut Look, name: &str) -> Result<String, Problem> {
        match forms::form_of(&mut look.tx, self.unit, name).await {
            Ok(form) if forms::rules::fits(&form, self.period).is_ok() => Ok(form.code.clone()),
            Ok(_) | Err(Problem::Refused(_)) => Ok(forms::shipped::HALF_YEAR.to_owned()),
            Err(other) => Err(other),
        }
    }
}

impl Asked {
    /// What of the address says where the reader came from.
    fn way(&self) -> String {
        let at = self.tai.as_ref().map(|unit| format!("&tai={unit}")).unwrap_or_default();
        if self.ve.is_empty() { at } else { format!("&ve={}{at}", self.ve) }
    }
}

pub(super) async fn explain(
    mut look: Look,
    Path(indicator): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Problem> {
    let (unit, t, lang) = (asked.unit(&mut look).await?, Texts(look.lang), look.lang);
    let (period, boundaries) =
        (asked.period(PeriodKind::HalfYear, look.today)?, asked.boundaries(look.today)?);
    let explanation =
        counts::explain(&mut look, &unit, boundaries, &indicator, period, asked.sau.as_ref())
            .await?;
    let brief = units::brief(&mut look.tx, &unit, boundaries).await?;
    let figure = &explanation.figure;
    let label = figure.definition.label(lang).to_owned();
    let geography =
        if boundaries == look.today { "now".to_owned() } else { boundaries.to_string() };
    let here = address(&unit, period, &geography);
    let back = Back { unit: &unit, period, geography: &geography, indicator: &indicator };
    let (back_label, back) = back.lead(&mut look, &asked).await?;
    let way = asked.way();

    let parts = figure.numerator.zip(figure.denominator).map(|(numerator, denominator)| {
        let basis = figure.base.as_ref().map(|base| base.basis.clone()).unwrap_or_default();
        (lang.grouped(numerator), lang.grouped(denominator), basis)
    });
    let census = match (figure.definition.kind, figure.numerator) {
        (Kind::Ratio, Some(numerator))
            if figure.definition.parts.iter().any(|part| part == "population") =>
        {
            census_lines(&mut look, &unit, &label, numerator).await?
        }
        _ => vec![],
    };
    let included: Vec<(String, String, String)> = explanation
        .included
        .iter()
        .map(|one| {
            (one.name.clone(), format!("/don-vi/{}", one.unit_id), lang.grouped(one.quantity))
        })
        .collect();
    let chart = chart(&explanation, &label, t, lang);
    let shown = web::Figure {
        label: label.clone(),
        number: show::in_cell(figure, lang).unwrap_or_else(|| t.no_figure()),
        unit_of_measure: figure.definition.measure(lang).to_owned(),
        period: period.say(lang),
        geography: format!(
            "{} – {}",
            brief.full_name(lang),
            t.boundaries_note(&boundaries.short())
        ),
        change: None,
        declared_percent: declared_percent(figure),
        sources: None,
    };
    let rows: Vec<RowLine> = explanation.rows.iter().map(|row| row_line(row, period, t)).collect();
    let next = explanation
        .next
        .as_ref()
        .map(|next| format!("/giai-trinh/{indicator}?{here}{way}&sau={next}"));
    let shell = look
        .shell(t.explain_title(&label))
        .await?
        .at(Rail::Reports)
        .crumbs(crumbs(&mut look, &unit, boundaries).await?);
    web::page(ExplainPage {
        shell,
        t,
        definition: figure.definition.definition(lang).to_owned(),
        formula: explanation.formula.clone(),
        parts,
        census,
        chart,
        breakdown: breakdown(&explanation, lang),
        included,
        missing: figure
            .missing
            .iter()
            .map(|unit| lang.choose(&unit.name, &unit.name_en).clone())
            .collect(),
        rows,
        rows_total: lang.grouped(explanation.rows_total),
        next: next.unwrap_or_default(),
        back_label,
        back,
        figure: shown,
    })
}

fn declared_percent(figure: &counts::Figure) -> u8 {
    match figure.value {
        Some(value) if value > 0 => {
            u8::try_from(figure.declared.saturating_mul(100) / value).unwrap_or(100)
        }
        _ => 0,
    }
}

fn row_line(row: &counts::SourceRow, period: Period, t: Texts) -> RowLine {
    let kind = if row.standing == "declared" { t.declared() } else { t.from_register() };
    let wording = show::wording(&row.wording, t.0);
    let (source, source_link) = source_said(row, period, t);
    RowLine {
        day: row.day.short(),
        about: row.about.map(|day| t.about_day(&day.short())).unwrap_or_default(),
        unit: row.unit_name.clone(),
        unit_link: format!("/don-vi/{}", row.unit_id),
        quantity: format!("{wording}{}", t.0.grouped(row.quantity)),
        kind,
        source,
        source_link,
        record: row.source.clone(),
        corrects: row.corrects.is_some(),
    }
}

/// The record a row comes from, in words, and where it can be seen.
fn source_said(row: &counts::SourceRow, period: Period, t: Texts) -> (String, String) {
    let source: Source = row.source.parse().unwrap_or_else(|never: Infallible| match never {});
    match source.kind() {
        "members.membership" => (t.source_member(), format!("/hoi-vien/{}", source.record())),
        "organisation.unit" => (t.source_unit(&row.unit_name), format!("/don-vi/{}", row.unit_id)),
        "counts.level" | "counts.declaration" => {
            let link = format!("/don-vi/{}/so-lieu?ky={period}", row.unit_id);
            (t.source_declared(&row.unit_name), link)
        }
        _ => (row.source.clone(), String::new()),
    }
}

/// What each group adds, where the rows of the figure say so.
fn breakdown(explanation: &counts::Explanation, lang: kernel::Lang) -> Vec<(String, String)> {
    let said = |part: &counts::Part| (show::facet(&part.facet, lang), lang.grouped(part.quantity));
    explanation.breakdown.iter().map(said).collect()
}

/// The units that add most; a picture of a hundred bars says nothing.
fn chart(
    explanation: &counts::Explanation,
    label: &str,
    t: Texts,
    lang: kernel::Lang,
) -> Option<Drawing> {
    const BARS_MAX: usize = 12;
    if !explanation.figure.definition.kind.is_posted() || explanation.included.len() < 2 {
        return None;
    }
    let mut bars: Vec<(String, i64)> =
        explanation.included.iter().map(|one| (one.name.clone(), one.quantity)).collect();
    bars.sort_by_key(|(_, quantity)| std::cmp::Reverse(*quantity));
    bars.truncate(BARS_MAX);
    let measure = explanation.figure.definition.measure(lang);
    Some(Chart::new(lang, t.chart_title(label), measure).bars(&bars))
}

async fn census_lines(
    look: &mut Look,
    unit: &UnitId,
    label: &str,
    numerator: i64,
) -> Result<Vec<String>, Problem> {
    let (t, lang) = (Texts(look.lang), look.lang);
    let known = report::census(&mut look.tx, unit, lang).await?;
    let line = |census: report::Census| {
        let share = show::percent(numerator, census.population, 2, lang);
        t.census_note(label, &census.basis, &lang.grouped(census.population), &share)
    };
    Ok(known.into_iter().map(line).collect())
}
