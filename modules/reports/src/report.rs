//! A report as one value: everything that any of its papers shows.

use crate::{
    READ_REPORTS, forms,
    periods::{self, Below},
    rules::Refusal,
    store::{self, Front},
    template::{self, Form, Piece},
};
use access::{Look, Work};
use counts::{Amount, Figure, Kind, Missing};
use kernel::{Day, Lang, Period, UnitId};
use platform::{Problem, db::Tx};
use std::collections::{BTreeSet, HashMap};
use units::{Subtree, UnitBrief};

/// A unit's report for a period in the geography of a day.
#[derive(Debug)]
pub struct Report {
    pub lang: Lang,
    pub form: Form,
    pub unit: UnitBrief,
    /// The body above the unit, by name: what stands over it in the header.
    pub above: Option<UnitBrief>,
    pub period: Period,
    pub boundaries: Day,
    pub today: Day,
    pub lines: Vec<Line>,
    pub sections: Vec<SectionText>,
    pub front: Front,
    /// Communes that have reported nothing at all.
    pub silent: Vec<Missing>,
    /// Old communes that went to several new ones, so that their figures stand only higher up.
    pub undivided: Vec<UnitBrief>,
    /// What ratios would be on the census, beside the base that the unit declares.
    pub census: Vec<Census>,
    pub site: String,
}

/// One figure of a report beside the same period of the year before and its target.
#[derive(Debug, Clone)]
pub struct Line {
    pub figure: Figure,
    pub previous: Option<i64>,
    pub target: Option<i64>,
    /// What it came to in the comparable period, shares too.
    pub before: Option<Amount>,
    /// Why it has changed so much, as the unit says; empty where it has not, or nobody has said.
    pub reason: String,
    /// What the units below have said of the same figure.
    pub below: Vec<Below>,
    /// In a report made of those below: different people, counted in the books because reports cannot be added up.
    pub counted_anew: bool,
}

impl Line {
    /// The difference to the same period of the year before, where both are known.
    pub fn change(&self) -> Option<i64> {
        self.figure.value?.checked_sub(self.previous?)
    }
}

/// The words of a section: sentences around figures, then what people wrote.
#[derive(Debug)]
pub struct SectionText {
    pub id: String,
    pub heading: String,
    pub sentences: Vec<Vec<Piece>>,
    pub written: Vec<String>,
    pub narrative: bool,
    /// Places in `lines` of the section's table.
    pub lines: Vec<usize>,
}

/// A population figure of the reference data.
#[derive(Debug, Clone)]
pub struct Census {
    pub population: i64,
    pub basis: String,
}

/// Makes the report of a unit by a form, live: one grouped query per kind of figure.
///
/// # Errors
/// `unknown_form`; `other_period` for a period that the form is not made for.
pub async fn report(
    look: &mut Look,
    form: &str,
    unit: &UnitId,
    period: Period,
    boundaries: Day,
) -> Result<Report, Problem> {
    look.scope(READ_REPORTS, unit).await?;
    let form = forms::form_of(&mut look.tx, unit, form).await?;
    forms::rules::fits(&form, period)?;
    live(&mut Desk::of(look), &form, unit, period, boundaries, |_| {}).await
}

/// What a report is made at: a look at the books, or the middle of a work that freezes it.
pub(crate) struct Desk<'a> {
    pub tx: &'a mut Tx,
    pub lang: Lang,
    pub today: Day,
    pub origin: String,
}

impl<'a> Desk<'a> {
    pub fn of(look: &'a mut Look) -> Desk<'a> {
        let origin = look.site.settings.origin.clone();
        Desk { tx: &mut look.tx, lang: look.lang, today: look.today, origin }
    }
    pub fn at(work: &'a mut Work, lang: Lang) -> Desk<'a> {
        let origin = work.site.settings.origin.clone();
        Desk { tx: &mut work.tx, lang, today: work.today, origin }
    }
}

/// A report as the books have it now; `adjust` may put other figures into its lines, such as those that the units below
/// have handed in, before anything is said about them. That the reader may see it is for the caller to have asked.
pub(crate) async fn live(
    desk: &mut Desk<'_>,
    form: &Form,
    unit: &UnitId,
    period: Period,
    boundaries: Day,
    adjust: impl Fn(&mut Line),
) -> Result<Report, Problem> {
    let brief = units::brief(desk.tx, unit, boundaries).await?;
    if !brief.is_alive(boundaries) {
        let unit = brief.full_name(desk.lang);
        return Err(Refusal::UnitNotThere { unit, day: boundaries }.into());
    }
    let within = Subtree { unit: unit.clone(), boundaries };
    let mut lines = lines(desk.tx, &within, period, form).await?;
    lines.iter_mut().for_each(adjust);
    periods::put_reasons(desk.tx, &within, brief.level, (form.code.as_str(), period), &mut lines)
        .await?;
    let undivided = units::undivided(desk.tx, &within).await?;
    let above = units::path(desk.tx, unit, boundaries).await?.into_iter().rev().nth(1);
    let front = store::front(desk.tx, unit, &form.code, period).await?;
    let census = census(desk.tx, unit, desk.lang).await?;
    let mut report = Report {
        lang: desk.lang,
        form: form.clone(),
        silent: silent(&lines),
        unit: brief,
        above,
        period,
        boundaries,
        today: desk.today,
        lines,
        sections: vec![],
        front,
        undivided,
        census,
        site: desk.origin.clone(),
    };
    report.sections = sections(desk.tx, &report).await?;
    Ok(report)
}

/// The figures of a form as the books have them, before anything is said of them.
pub(crate) async fn lines(
    tx: &mut Tx,
    within: &Subtree,
    period: Period,
    form: &Form,
) -> Result<Vec<Line>, Problem> {
    let wanted = form.indicators();
    let now = counts::figures(tx, within, period, &wanted).await?;
    let before = form.kind.period_before(period);
    let before = counts::figures(tx, within, before, &wanted).await?;
    let targets = counts::targets(tx, &within.unit, period).await?;
    let line = |(figure, before): (Figure, Figure)| Line {
        previous: before.value.filter(|_| is_comparable(&figure, &before)),
        before: before.amount().filter(|_| is_comparable(&figure, &before)),
        reason: String::new(),
        below: vec![],
        counted_anew: false,
        target: targets.get(&figure.definition.code).copied(),
        figure,
    };
    Ok(now.into_iter().zip(before).map(line).collect())
}

/// Two periods are compared only when nobody who reports now was silent then: a sum over one
/// commune says nothing about a sum over a hundred.
fn is_comparable(now: &Figure, before: &Figure) -> bool {
    let silent: BTreeSet<&UnitId> = now.missing.iter().map(|unit| &unit.id).collect();
    before.missing.iter().all(|unit| silent.contains(&unit.id))
}

/// Who is missing from every figure that anybody has reported.
fn silent(lines: &[Line]) -> Vec<Missing> {
    let reported = lines.iter().filter(|line| {
        let definition = &line.figure.definition;
        line.figure.value.is_some()
            && definition.kind.is_posted()
            && definition.reported_by == "commune"
    });
    let mut missing = reported.map(|line| &line.figure.missing);
    let Some(first) = missing.next() else {
        return vec![];
    };
    let mut silent = first.clone();
    for one in missing {
        let ids: BTreeSet<&UnitId> = one.iter().map(|unit| &unit.id).collect();
        silent.retain(|unit| ids.contains(&unit.id));
    }
    silent
}

/// The census figures of the unit, or of the one unit it continues.
pub async fn census(tx: &mut Tx, unit: &UnitId, lang: Lang) -> Result<Vec<Census>, Problem> {
    let mut known = units::population(tx, unit).await?;
    let before = units::predecessors(tx, unit).await?;
    if let [only] = before.as_slice() {
        known.extend(units::population(tx, &only.unit.id).await?);
    }
    let census =
        |one: units::Population| Census { basis: one.said(lang), population: one.population };
    Ok(known.into_iter().map(census).collect())
}

async fn sections(tx: &mut Tx, report: &Report) -> Result<Vec<SectionText>, Problem> {
    let lang = report.lang;
    let mut written = store::texts(tx, &report.unit.id, &report.form.code, report.period).await?;
    let figures: HashMap<&str, &Figure> = report
        .lines
        .iter()
        .map(|line| (line.figure.definition.code.as_str(), &line.figure))
        .collect();
    let words = HashMap::from([
        ("place", report.unit.full_name(lang)),
        ("last_day", report.period.last().official(lang)),
        ("period", report.form.kind.say_period(report.period, lang)),
        ("span", report.form.kind.span(lang)),
        ("next", report.form.kind.next(lang)),
    ]);
    let section = |section: &template::Section| SectionText {
        id: section.id.clone(),
        heading: section.heading(lang, report.form.kind),
        sentences: section
            .sentences
            .iter()
            .filter_map(|sentence| sentence.say(lang, &figures, &words))
            .collect(),
        written: paragraphs(written.remove(&section.id).unwrap_or_default()),
        narrative: section.narrative,
        lines: section.lines.iter().filter_map(|code| report.place_of(code)).collect(),
    };
    Ok(report.form.sections.iter().map(section).collect())
}

fn paragraphs(text: String) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

impl Report {
    pub fn place_of(&self, indicator: &str) -> Option<usize> {
        self.lines.iter().position(|line| line.figure.definition.code == indicator)
    }

    /// Where a figure opens to its sources.
    pub fn sources_of(&self, indicator: &str) -> String {
        format!(
            "/giai-trinh/{indicator}?don-vi={}&ky={}&dia-gioi={}&ve={}",
            self.unit.id, self.period, self.boundaries, self.form.code
        )
    }

    /// What a ratio on declared population would be on the census.
    pub fn on_census(&self) -> Vec<(&Line, &Census)> {
        let shares = self.lines.iter().filter(|line| {
            line.figure.definition.kind == Kind::Ratio
                && line.figure.definition.parts.get(1).is_some_and(|base| base == "population")
                && line.figure.numerator.is_some()
        });
        shares.flat_map(|line| self.census.iter().map(move |census| (line, census))).collect()
    }
}
