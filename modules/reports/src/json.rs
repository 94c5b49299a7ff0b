//! A report and an explanation as programs read them.

use crate::{
    periods::Below,
    report::{Line, Report},
    show,
};
use counts::{Base, Explanation, Included, Kind, Missing, Part, SourceRow};
use kernel::{Day, Lang, Period};

#[derive(serde::Serialize, utoipa::ToSchema)]
pub struct ReportJson {
    /// The form it was made by, and which version of that.
    form: String,
    form_version: i64,
    title: String,
    /// The unit's code in the geography of `boundaries`.
    unit: String,
    unit_id: String,
    unit_name: String,
    #[schema(value_type = String, example = "2017-H1")]
    period: Period,
    #[schema(value_type = String, format = "date")]
    boundaries: Day,
    /// `live`: the figures still follow the book.
    status: &'static str,
    figures: Vec<FigureJson>,
    /// The sentences around the figures, section by section.
    sections: Vec<SectionJson>,
    /// Communes that have reported nothing.
    #[schema(value_type = Vec<Object>)]
    silent_units: Vec<Missing>,
    /// Old units that went to several new ones and count only higher up.
    undivided_units: Vec<UnitJson>,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
pub struct UnitJson {
    code: String,
    name: String,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
pub struct SectionJson {
    heading: String,
    sentences: Vec<String>,
}

/// One figure. A ratio's value is in percent; its two parts and their base stand beside it.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub struct FigureJson {
    indicator: String,
    label: String,
    unit_of_measure: String,
    kind: Kind,
    #[schema(value_type = Option<f64>)]
    value: serde_json::Value,
    /// As the report writes it, with the word of an approximate figure: `gần 2.800`.
    text: Option<String>,
    /// `gần`, `trên`, `hơn` … of a figure published as approximate.
    #[serde(skip_serializing_if = "String::is_empty")]
    wording: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    numerator: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    denominator: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    base: Option<Base>,
    #[serde(skip_serializing_if = "Option::is_none")]
    previous: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    change: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<i64>,
    /// Changed by more than 30 % against the comparable period: a reason is asked for.
    unusual: bool,
    /// Why, as the unit says.
    #[serde(skip_serializing_if = "String::is_empty")]
    reason: String,
    /// What the units below have said of it in the reports they handed in.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    reasons_below: Vec<Below>,
    /// The part of the value that is only declared, from 0 to 1.
    declared_share: Option<f64>,
    #[schema(value_type = Vec<Object>)]
    missing_units: Vec<Missing>,
}

fn percent_value(numerator: Option<i64>, denominator: Option<i64>) -> serde_json::Value {
    match (numerator, denominator) {
        (Some(numerator), Some(denominator)) if denominator != 0 => {
            // Hundredths of a percent, rounded half up in whole numbers.
            let hundredths = (i128::from(numerator) * 20_000 / i128::from(denominator) + 1) / 2;
            serde_json::json!(hundredths as f64 / 100.0)
        }
        _ => serde_json::Value::Null,
    }
}

impl FigureJson {
    fn of(line: &Line, lang: Lang) -> FigureJson {
        let figure = &line.figure;
        let is_ratio = figure.definition.kind == Kind::Ratio;
        let value = match is_ratio {
            true => percent_value(figure.numerator, figure.denominator),
            false => serde_json::json!(figure.value),
        };
        let manner = if figure.base.as_ref().is_some_and(|base| base.indicator == "population") {
            "floor"
        } else {
            ""
        };
        FigureJson {
            indicator: figure.definition.code.clone(),
            label: figure.definition.label(lang).to_owned(),
            unit_of_measure: figure.definition.measure(lang).to_owned(),
            kind: figure.definition.kind,
            value,
            text: show::in_sentence(figure, manner, lang),
            wording: figure.wording.clone(),
            numerator: figure.numerator,
            denominator: figure.denominator,
            base: figure.base.clone(),
            previous: line.previous,
            change: line.change(),
            target: line.target,
            unusual: line.is_unusual(),
            reason: line.reason.clone(),
            reasons_below: line.below.clone(),
            declared_share: figure.declared_share(),
            missing_units: figure.missing.clone(),
        }
    }
}

pub fn of_report(report: &Report) -> ReportJson {
    let section = |section: &crate::report::SectionText| SectionJson {
        heading: section.heading.clone(),
        sentences: section
            .sentences
            .iter()
            .map(|sentence| sentence.iter().map(|piece| piece.text()).collect())
            .chain(section.written.iter().cloned())
            .collect(),
    };
    let unit = |unit: &units::UnitBrief| UnitJson {
        code: unit.code.clone(),
        name: unit.full_name(report.lang),
    };
    ReportJson {
        form: report.form.code.clone(),
        form_version: report.form.version,
        title: report.form.title(report.lang, report.period),
        unit: report.unit.code.clone(),
        unit_id: report.unit.id.to_string(),
        unit_name: report.unit.full_name(report.lang),
        period: report.period,
        boundaries: report.boundaries,
        status: "live",
        figures: report.lines.iter().map(|line| FigureJson::of(line, report.lang)).collect(),
        sections: report.sections.iter().map(section).collect(),
        silent_units: report.silent.clone(),
        undivided_units: report.undivided.iter().map(unit).collect(),
    }
}

#[derive(serde::Serialize, utoipa::ToSchema)]
pub struct ExplanationJson {
    indicator: String,
    label: String,
    #[schema(value_type = Option<f64>)]
    value: serde_json::Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    numerator: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    denominator: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    base: Option<Base>,
    formula: String,
    #[schema(value_type = Vec<Object>)]
    units_included: Vec<Included>,
    #[schema(value_type = Vec<Object>)]
    units_missing: Vec<Missing>,
    /// The same figure by sex, form of chapter and the like, where rows say so.
    #[schema(value_type = Vec<Object>)]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    breakdown: Vec<Part>,
    /// Rows of the book, a page of them.
    #[schema(value_type = Vec<Object>)]
    sources: Vec<SourceRow>,
    sources_total: i64,
    /// Hand it in as `after` for the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

pub fn of_explanation(explanation: Explanation, lang: Lang) -> ExplanationJson {
    let figure = explanation.figure;
    let value = match figure.definition.kind {
        Kind::Ratio => percent_value(figure.numerator, figure.denominator),
        _ => serde_json::json!(figure.value),
    };
    ExplanationJson {
        indicator: figure.definition.code.clone(),
        label: figure.definition.label(lang).to_owned(),
        value,
        numerator: figure.numerator,
        denominator: figure.denominator,
        base: figure.base,
        formula: explanation.formula,
        units_included: explanation.included,
        units_missing: figure.missing,
        breakdown: explanation.breakdown,
        sources: explanation.rows,
        sources_total: explanation.rows_total,
        next: explanation.next.map(|next| next.to_string()),
    }
}
