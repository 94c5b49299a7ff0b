//! Bản chụp: a report frozen as it was submitted.
//!
//! What is frozen holds everything a reader may ask of it later, its papers included, so that neither a changed name
//! nor a new version of the form can change what was handed in.

use super::{
    consolidate::{Consolidated, Part},
    unusual::Below,
};
use crate::{
    paper,
    report::{Line, Report},
};
use counts::{Base, Definition, Figure, Kind, Missing};
use kernel::{Day, Lang, Period, UnitId};
use papers::Paper;
use platform::{Problem, seal};
use std::collections::BTreeMap;

/// What the figures of a report were made of.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    serde::Serialize,
    serde::Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// Theo sổ số liệu: the counts book as it was.
    #[default]
    Book,
    /// Tổng hợp từ báo cáo cấp dưới: what the units below handed in, and the unit's own.
    Children,
}

impl Basis {
    pub fn read(code: &str) -> Basis {
        if code == "children" { Basis::Children } else { Basis::Book }
    }
}

/// A unit by name.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct Named {
    pub code: String,
    pub name_vi: String,
    pub name_en: String,
}

impl Named {
    pub fn of(unit: &units::UnitBrief) -> Named {
        Named {
            code: unit.code.clone(),
            name_vi: unit.full_name(Lang::Vi),
            name_en: unit.full_name(Lang::En),
        }
    }
    fn of_missing(unit: &Missing) -> Named {
        Named { code: unit.code.clone(), name_vi: unit.name.clone(), name_en: unit.name_en.clone() }
    }
    pub fn name(&self, lang: Lang) -> &str {
        lang.choose(&self.name_vi, &self.name_en)
    }
}

/// A figure as it was.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Frozen {
    pub indicator: String,
    pub label_vi: String,
    pub label_en: String,
    pub measure_vi: String,
    pub measure_en: String,
    pub kind: Kind,
    /// Of a ratio and a sum: what they are made of.
    pub parts: Vec<String>,
    pub value: Option<i64>,
    pub declared: i64,
    pub wording: String,
    pub worded: Option<String>,
    pub numerator: Option<i64>,
    pub denominator: Option<i64>,
    pub basis: String,
    pub previous: Option<i64>,
    pub target: Option<i64>,
    /// Codes of the units that said nothing.
    pub missing: Vec<String>,
    /// Why it has changed so much; what was frozen before anybody was asked has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// What the units below had said of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub below: Vec<Below>,
    /// Different people of a report made of those below: counted in the books, not added up.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub counted_anew: bool,
}

impl Frozen {
    fn of(line: &Line) -> Frozen {
        let figure = &line.figure;
        let definition = &figure.definition;
        Frozen {
            indicator: definition.code.clone(),
            label_vi: definition.label_vi.clone(),
            label_en: definition.label_en.clone(),
            measure_vi: definition.measure_vi.clone(),
            measure_en: definition.measure_en.clone(),
            kind: definition.kind,
            parts: definition.parts.clone(),
            value: figure.value,
            declared: figure.declared,
            wording: figure.wording.clone(),
            worded: figure.worded.clone(),
            numerator: figure.numerator,
            denominator: figure.denominator,
            basis: figure.base.as_ref().map(|base| base.basis.clone()).unwrap_or_default(),
            previous: line.previous,
            target: line.target,
            missing: figure.missing.iter().map(|unit| unit.code.clone()).collect(),
            reason: line.reason.clone(),
            below: line.below.clone(),
            counted_anew: line.counted_anew,
        }
    }
    pub fn label(&self, lang: Lang) -> &str {
        lang.choose(&self.label_vi, &self.label_en)
    }
    /// The figure again, as far as showing it needs.
    pub fn thawed(&self) -> Figure {
        let base = (!self.basis.is_empty()).then(|| Base {
            indicator: self.parts.get(1).cloned().unwrap_or_default(),
            basis: self.basis.clone(),
            day: None,
        });
        Figure {
            definition: Definition {
                code: self.indicator.clone(),
                label_vi: self.label_vi.clone(),
                label_en: self.label_en.clone(),
                measure_vi: self.measure_vi.clone(),
                measure_en: self.measure_en.clone(),
                kind: self.kind,
                parts: self.parts.clone(),
                register: String::new(),
                reported_by: String::new(),
                breakdowns: vec![],
                definition_vi: String::new(),
                definition_en: String::new(),
                owner: None,
                position: 0,
                retired_on: None,
            },
            value: self.value,
            declared: self.declared,
            wording: self.wording.clone(),
            worded: self.worded.clone(),
            numerator: self.numerator,
            denominator: self.denominator,
            base,
            missing: vec![],
        }
    }
}

/// Everything that is frozen. Its fields are written in this order, so the same content is the same text.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Content {
    pub form: String,
    pub form_version: i64,
    pub unit_id: UnitId,
    pub unit: Named,
    pub period: Period,
    pub boundaries: Day,
    pub turn: i64,
    /// 0 is the report itself; its supplements are numbered from 1.
    pub supplement: i64,
    /// Why there is a supplement.
    pub remark: String,
    pub basis: Basis,
    pub figures: Vec<Frozen>,
    /// What people wrote, by section.
    pub texts: BTreeMap<String, Vec<String>>,
    pub number: String,
    pub place: String,
    pub signed_on: Option<Day>,
    pub office: String,
    pub signer: String,
    pub recipients: String,
    /// Who said nothing at all.
    pub silent: Vec<Named>,
    pub undivided: Vec<Named>,
    /// Of a report made of those below: which of their snapshots, and who had none.
    pub parts: Vec<Part>,
    pub absent: Vec<Named>,
    pub paper_vi: Paper,
    pub paper_en: Paper,
}

/// Which of a unit's snapshots of a period one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub turn: i64,
    pub supplement: i64,
}

impl Content {
    /// Freezes a report, made in both languages.
    pub fn of(
        vi: &Report,
        en: &Report,
        place: Place,
        remark: &str,
        made_of: Option<&Consolidated>,
    ) -> Content {
        let written =
            |section: &crate::report::SectionText| (section.id.clone(), section.written.clone());
        let sections = vi.sections.iter().filter(|section| !section.written.is_empty());
        let plain = |report: &Report| Paper { standing: None, site: None, ..paper::of(report) };
        Content {
            form: vi.form.code.clone(),
            form_version: vi.form.version,
            unit_id: vi.unit.id.clone(),
            unit: Named::of(&vi.unit),
            period: vi.period,
            boundaries: vi.boundaries,
            turn: place.turn,
            supplement: place.supplement,
            remark: remark.to_owned(),
            basis: if made_of.is_some() { Basis::Children } else { Basis::Book },
            figures: vi.lines.iter().map(Frozen::of).collect(),
            texts: sections.map(written).collect(),
            number: vi.front.number.clone(),
            place: vi.front.place.clone(),
            signed_on: vi.front.signed_on,
            office: vi.front.office.clone(),
            signer: vi.front.signer.clone(),
            recipients: vi.front.recipients.clone(),
            silent: vi.silent.iter().map(Named::of_missing).collect(),
            undivided: vi.undivided.iter().map(Named::of).collect(),
            parts: made_of.map(|all| all.parts.clone()).unwrap_or_default(),
            absent: made_of.map(|all| all.absent.clone()).unwrap_or_default(),
            paper_vi: plain(vi),
            paper_en: plain(en),
        }
    }

    pub fn read(text: &str) -> Result<Content, Problem> {
        Ok(serde_json::from_str(text)?)
    }

    /// The content as text, and the hash of it.
    pub fn frozen(&self) -> Result<(String, String), Problem> {
        let text = serde_json::to_string(self)?;
        let hash = seal::hash(text.as_bytes());
        Ok((text, hash))
    }

    /// The numbers alone: `members 155232 155000`, a line for each figure that rows of the book carry or a ratio is
    /// made of.
    pub fn compact(&self) -> String {
        let mut lines: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
        for figure in &self.figures {
            let [numerator, denominator] = [figure.parts.first(), figure.parts.get(1)];
            if figure.kind == Kind::Ratio {
                for (code, value) in
                    [(numerator, figure.numerator), (denominator, figure.denominator)]
                {
                    if let (Some(code), Some(value)) = (code, value) {
                        lines.entry(code).or_insert((value, 0));
                    }
                }
            }
        }
        for figure in self.figures.iter().filter(|figure| figure.kind != Kind::Ratio) {
            if let Some(value) = figure.value {
                lines.insert(&figure.indicator, (value, figure.declared));
            }
        }
        let line = |(code, (value, declared))| format!("{code} {value} {declared}");
        lines.into_iter().map(line).collect::<Vec<_>>().join("\n")
    }

    /// The reasons alone, each one line: `classes Mở thêm 9 lớp.`
    pub fn compact_reasons(&self) -> String {
        let said = self.figures.iter().filter(|figure| !figure.reason.is_empty());
        let line = |figure: &Frozen| format!("{} {}", figure.indicator, figure.reason);
        said.map(line).collect::<Vec<_>>().join("\n")
    }

    pub fn paper(&self, lang: Lang) -> &Paper {
        lang.choose(&self.paper_vi, &self.paper_en)
    }
}

/// Reads what `compact` wrote.
pub fn numbers(compact: &str) -> impl Iterator<Item = (&str, i64, i64)> {
    compact.lines().filter_map(|line| {
        let mut words = line.split(' ');
        let code = words.next()?;
        Some((code, words.next()?.parse().ok()?, words.next()?.parse().ok()?))
    })
}

/// Reads what `compact_reasons` wrote.
pub fn reasons(compact: &str) -> impl Iterator<Item = (&str, &str)> {
    compact.lines().filter_map(|line| line.split_once(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_were_written() {
        let read: Vec<_> = numbers("members 155232 155000\nclasses -3 0").collect();
        assert_eq!(read, [("members", 155_232, 155_000), ("classes", -3, 0)]);
        let read: Vec<_> = reasons("classes Mở thêm 9 lớp.\nmembers Kết nạp cả họ.").collect();
        assert_eq!(read, [("classes", "Mở thêm 9 lớp."), ("members", "Kết nạp cả họ.")]);
    }

    #[test]
    fn what_was_frozen_before_reasons_were_asked_for_keeps_its_hash() {
        let text = r#"{"form":"half-year","form_version":1,"unit_id":"01JDXK00000000000000000000","unit":{"code":"03208","name_vi":"xã Xa Dung","name_en":"Xa Dung commune"},"period":"2026-H1","boundaries":"2026-06-30","turn":1,"supplement":0,"remark":"","basis":"book","figures":[{"indicator":"classes","label_vi":"Lớp","label_en":"Classes","measure_vi":"lớp","measure_en":"classes","kind":"flow","parts":[],"value":12,"declared":12,"wording":"","worded":null,"numerator":null,"denominator":null,"basis":"","previous":3,"target":null,"missing":[]}],"texts":{},"number":"","place":"","signed_on":null,"office":"","signer":"","recipients":"","silent":[],"undivided":[],"parts":[],"absent":[],"paper_vi":PAPER,"paper_en":PAPER}"#;
        let paper = serde_json::to_string(&Paper::default()).unwrap();
        let text = text.replace("PAPER", &paper);
        let content = Content::read(&text).unwrap();
        assert_eq!(content.frozen().unwrap(), (text.clone(), seal::hash(text.as_bytes())));
        assert_eq!(content.compact_reasons(), "");
    }
}
