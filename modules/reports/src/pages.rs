//! Reports in the browser: choose, read, write around, download, and open a figure.

use crate::{
    EDIT_REPORTS, READ_REPORTS,
    commands::{self, Format},
    front::{self, NewFront},
    paper, report,
    rules::{self, Refusal},
    show, store,
    texts::Texts,
};
use access::{Look, Work};
use askama::Template;
use axum::{
    Form,
    extract::{Path, Query},
    http::{StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
};
use counts::{Kind, READ_FIGURES};
use kernel::{Day, Period, RowId, Source, UnitId};
use platform::{
    Problem, Route, Site,
    form::{Mistakes, Reader},
    module::{Answer, Asker, Needs, Task},
    operation::{self, Answered},
    web::{
        self, Flash, Rail, Shell,
        chart::{Chart, Drawing},
    },
};
use std::{collections::HashMap, convert::Infallible};

pub fn routes() -> Vec<Route> {
    let (read, edit) = (Needs::Permission(READ_REPORTS), Needs::Permission(EDIT_REPORTS));
    vec![
        Route::get("/bao-cao", Needs::SignIn, choose),
        Route::get("/bao-cao/chon", Needs::SignIn, chosen),
        Route::get("/bao-cao/half-year", read, show_report),
        Route::get("/bao-cao/half-year/tep", read, download),
        Route::get("/bao-cao/half-year/sua", edit, edit_form),
        Route::post("/bao-cao/half-year/sua", edit, edit_report),
        Route::get("/giai-trinh/{indicator}", Needs::Permission(READ_FIGURES), explain),
    ]
}

/// What a report's address says.
#[derive(serde::Deserialize, Default, Clone)]
#[serde(default)]
struct Asked {
    #[serde(rename = "don-vi")]
    unit: Option<UnitId>,
    ky: String,
    #[serde(rename = "dia-gioi")]
    dia_gioi: String,
    dang: String,
    xong: String,
    sau: Option<RowId>,
}

impl Asked {
    fn unit(&self) -> Result<UnitId, Problem> {
        self.unit.clone().ok_or(Problem::NotFound)
    }
    fn period(&self, today: Day) -> Result<Period, Problem> {
        let typed = if self.ky.is_empty() { rules::last_half_year(today) } else { self.ky.clone() };
        Ok(rules::period(&typed)?)
    }
    fn boundaries(&self, today: Day) -> Result<Day, Problem> {
        Ok(rules::boundaries(&self.dia_gioi, today)?)
    }
}

fn address(unit: &UnitId, period: Period, boundaries: &str) -> String {
    format!("don-vi={unit}&ky={period}&dia-gioi={boundaries}")
}

// Chọn báo cáo

#[derive(Template)]
#[template(path = "choose.html")]
struct ChoosePage {
    shell: Shell,
    t: Texts,
    own: String,
    likely: Vec<(String, String)>,
    candidates: Vec<(String, String)>,
    unit_code: String,
    period: String,
    boundaries: String,
    problem: String,
}

#[derive(serde::Deserialize, Default)]
#[serde(default)]
struct Chosen {
    ma: String,
    ky: String,
    #[serde(rename = "dia-gioi")]
    dia_gioi: String,
}

async fn choose(mut look: Look) -> Result<Html<String>, Problem> {
    let unit = look.unit().await?;
    let ma = units::unit(&mut look.tx, &unit).await?.code.clone();
    let ky = rules::last_half_year(look.today);
    let chosen = Chosen { ma, ky, ..Chosen::default() };
    choose_page(&mut look, chosen, String::new(), vec![]).await
}

/// The page to choose on: the likely periods of one's own unit in words, and fields for any other.
async fn choose_page(
    look: &mut Look,
    chosen: Chosen,
    problem: String,
    candidates: Vec<(String, String)>,
) -> Result<Html<String>, Problem> {
    let (t, unit) = (Texts(look.lang), look.unit().await?);
    let own = units::full_name(&mut look.tx, &unit, look.today, look.lang).await?;
    let link = |period: &Period| format!("/bao-cao/half-year?{}", address(&unit, *period, "now"));
    let likely = rules::likely_periods(look.today);
    web::page(ChoosePage {
        shell: look.shell(t.reports()).await?.at(Rail::Reports),
        t,
        own: t.reports_of(&own),
        likely: likely.iter().map(|period| (period.say(t.0), link(period))).collect(),
        unit_code: chosen.ma,
        period: chosen.ky,
        boundaries: chosen.dia_gioi,
        problem,
        candidates,
    })
}

async fn chosen(mut look: Look, Query(chosen): Query<Chosen>) -> Result<Response, Problem> {
    match read_choice(&mut look, &chosen).await {
        Ok(Choice::Report(next)) => Ok(Redirect::to(&next).into_response()),
        Ok(Choice::Several(candidates)) => {
            let problem = Texts(look.lang).which_unit(&chosen.ma);
            Ok(choose_page(&mut look, chosen, problem, candidates).await?.into_response())
        }
        Err(problem @ (Problem::Refused(_) | Problem::BadValue(_))) => {
            let words = problem.say(look.lang);
            let page = choose_page(&mut look, chosen, words, vec![]).await?;
            Ok((problem.status(), page).into_response())
        }
        Err(other) => Err(other),
    }
}

/// What was typed means one report, or one of several units of that name.
enum Choice {
    Report(String),
    Several(Vec<(String, String)>),
}

async fn read_choice(look: &mut Look, chosen: &Chosen) -> Result<Choice, Problem> {
    const SHOWN_MAX: i64 = 12;
    let period = rules::period(&chosen.ky)?;
    let boundaries = rules::boundaries(&chosen.dia_gioi, look.today)?;
    let geography =
        if chosen.dia_gioi.trim().is_empty() { "now".to_owned() } else { boundaries.to_string() };
    let report =
        |unit: &UnitId| format!("/bao-cao/half-year?{}", address(unit, period, &geography));
    let is_code =
        chosen.ma.starts_with(|letter: char| letter.is_ascii_digit()) || chosen.ma.trim() == "VN";
    if is_code {
        let unit = units::find(&mut look.tx, &chosen.ma, boundaries).await?;
        return Ok(Choice::Report(report(&unit.id)));
    }
    let found = units::search(&mut look.tx, &chosen.ma, boundaries, None, SHOWN_MAX).await?;
    let mut candidates = vec![];
    for unit in found.into_iter().filter(|unit| unit.is_alive(boundaries)) {
        // Only what this reader may report on; the others would be dead ends.
        if look.may(READ_REPORTS, &unit.id).await? {
            candidates
                .push((format!("{} ({})", unit.full_name(look.lang), unit.code), report(&unit.id)));
        }
    }
    match candidates.as_slice() {
        [] => {
            let unit = chosen.ma.clone();
            Err(Refusal::NoUnitOfThatName { unit }.into())
        }
        [(_, only)] => Ok(Choice::Report(only.clone())),
        _ => Ok(Choice::Several(candidates)),
    }
}

// Báo cáo

#[derive(Template)]
#[template(path = "report.html")]
struct ReportPage {
    shell: Shell,
    t: Texts,
    paper: String,
    address: String,
    formats: Vec<(&'static str, String)>,
    may_edit: bool,
    other_geography: Option<(String, String)>,
}

async fn show_report(mut look: Look, Query(asked): Query<Asked>) -> Result<Html<String>, Problem> {
    let (unit, t) = (asked.unit()?, Texts(look.lang));
    let (period, boundaries) = (asked.period(look.today)?, asked.boundaries(look.today)?);
    let may_edit = look.may(EDIT_REPORTS, &unit).await?;
    let report = report::half_year(&mut look, &unit, period, boundaries).await?;
    let name = report.unit.full_name(look.lang);
    let geography =
        if boundaries == look.today { "now".to_owned() } else { boundaries.to_string() };
    let other_geography = other_geography(&mut look, &unit, period, boundaries).await?;
    let flash = (asked.xong == "ghi").then(|| Flash::done(t.saved()));
    let mut shell = look
        .shell(t.half_year_of(&name, &period.say(look.lang)))
        .await?
        .at(Rail::Reports)
        .crumbs(crumbs(&mut look, &unit, boundaries).await?)
        .flash(flash);
    if boundaries != look.today {
        shell = shell.standing(t.boundaries_note(&boundaries.short()));
    }
    web::page(ReportPage {
        shell,
        t,
        paper: papers::html(&paper::of(&report)),
        address: address(&unit, period, &geography),
        formats: Format::PAPERS
            .map(|format| (format.extension(), t.download(format.name())))
            .to_vec(),
        may_edit,
        other_geography,
    })
}

/// The same period seen the other way: as the tree was then, or as it is now.
async fn other_geography(
    look: &mut Look,
    unit: &UnitId,
    period: Period,
    boundaries: Day,
) -> Result<Option<(String, String)>, Problem> {
    let t = Texts(look.lang);
    let then = period.last().min(look.today);
    let (day, words) = match boundaries == look.today {
        true if then != look.today => (then, t.see_then(&then.short())),
        true => return Ok(None),
        false => (look.today, t.see_now()),
    };
    // The same place may be another unit on the other day: its successor, or where it came from.
    let there = units::brief(&mut look.tx, unit, day).await?;
    let other = if there.is_alive(day) {
        Some(unit.clone())
    } else {
        let kin = match there.opened > day {
            true => units::predecessors(&mut look.tx, unit).await?,
            false => units::successors(&mut look.tx, unit).await?,
        };
        // Several predecessors are not one place; the largest would be a guess.
        (kin.len() == 1).then(|| kin[0].unit.id.clone())
    };
    let geography = if day == look.today { "now".to_owned() } else { day.to_string() };
    Ok(other
        .map(|unit| (format!("/bao-cao/half-year?{}", address(&unit, period, &geography)), words)))
}

async fn crumbs(look: &mut Look, unit: &UnitId, on: Day) -> Result<Vec<(String, String)>, Problem> {
    let path = units::path(&mut look.tx, unit, on).await?;
    let lang = look.lang;
    let link = |unit: units::UnitBrief| (unit.full_name(lang), format!("/don-vi/{}", unit.id));
    Ok(path.into_iter().map(link).collect())
}

async fn download(mut look: Look, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let (unit, format) = (asked.unit()?, Format::read(&asked.dang)?);
    let (period, boundaries) = (asked.period(look.today)?, asked.boundaries(look.today)?);
    let report = report::half_year(&mut look, &unit, period, boundaries).await?;
    let name = format!("bao-cao-{}-{period}.{}", report.unit.code, format.extension());
    drop(look);
    let bytes = commands::write_report(report, format).await?;
    let headers = [
        (header::CONTENT_TYPE, format.content_type().to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{}\"", name.replace('/', "_")),
        ),
    ];
    Ok((headers, bytes).into_response())
}

// Lời văn và thể thức

#[derive(Template)]
#[template(path = "edit.html")]
struct EditPage {
    shell: Shell,
    t: Texts,
    form: EditForm,
    sections: Vec<(String, String, String)>,
    mistakes: Mistakes,
    address: String,
    op: String,
}

#[derive(serde::Deserialize, Default, Clone)]
#[serde(default)]
struct EditForm {
    number: String,
    place: String,
    signed_on: String,
    office: String,
    signer: String,
    recipients: String,
    revision: i64,
    #[serde(flatten)]
    written: HashMap<String, String>,
}

/// Fields of the sections are called `text-…`.
const TEXT_FIELD: &str = "text-";

async fn edit_form(mut look: Look, Query(asked): Query<Asked>) -> Result<Html<String>, Problem> {
    let (unit, t) = (asked.unit()?, Texts(look.lang));
    let (period, boundaries) = (asked.period(look.today)?, asked.boundaries(look.today)?);
    look.scope(EDIT_REPORTS, &unit).await?;
    let report = report::half_year(&mut look, &unit, period, boundaries).await?;
    let front = &report.front;
    let form = EditForm {
        number: front.number.clone(),
        place: front.place.clone(),
        signed_on: front.signed_on.map(Day::short).unwrap_or_default(),
        office: front.office.clone(),
        signer: front.signer.clone(),
        recipients: front.recipients.clone(),
        revision: front.revision,
        written: HashMap::new(),
    };
    let narrative = report.sections.iter().filter(|section| section.narrative);
    let sections = narrative.map(|section| {
        let label = t.written_text(&section.heading);
        (format!("{TEXT_FIELD}{}", section.id), label, section.written.join("\n"))
    });
    let geography =
        if boundaries == look.today { "now".to_owned() } else { boundaries.to_string() };
    let sections = sections.collect();
    let shell = look.shell(t.edit_words()).await?.at(Rail::Reports);
    let address = address(&unit, period, &geography);
    web::page(EditPage {
        shell,
        t,
        form,
        sections,
        mistakes: Mistakes::default(),
        address,
        op: operation::new_id(),
    })
}

async fn edit_report(
    mut work: Work,
    Query(asked): Query<Asked>,
    Form(form): Form<EditForm>,
) -> Result<Response, Problem> {
    let (unit, t) = (asked.unit()?, Texts(work.lang));
    work.scope(EDIT_REPORTS, &unit).await?;
    let period = asked.period(work.today)?;
    let address =
        address(&unit, period, if asked.dia_gioi.is_empty() { "now" } else { &asked.dia_gioi });
    let mut mistakes = Mistakes::default();
    let signed_on = mistakes.check("signed_on", Reader(work.lang).optional_day(&form.signed_on));
    let Some(signed_on) = signed_on else {
        let names = form.written.iter().filter(|(name, _)| name.starts_with(TEXT_FIELD));
        let sections = names
            .map(|(name, body)| (name.clone(), section_label(name, t), body.clone()))
            .collect();
        let shell = work.shell(t.edit_words()).await?.at(Rail::Reports);
        let page =
            EditPage { shell, t, form, sections, mistakes, address, op: operation::new_id() };
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, web::page(page)?).into_response());
    };
    let new = NewFront {
        number: form.number,
        place: form.place,
        signed_on,
        office: form.office,
        signer: form.signer,
        recipients: form.recipients,
        revision: form.revision,
    };
    front::write_front(&mut work, &unit, period, new).await?;
    for (name, body) in &form.written {
        if let Some(section) = name.strip_prefix(TEXT_FIELD) {
            front::write_text(&mut work, &unit, period, section, body).await?;
        }
    }
    let next = format!("/bao-cao/half-year?{address}&xong=ghi");
    Ok(work.finish(Answered::seen_at(next)).await?.into_response())
}

/// The label of a section's field, by the field's name.
fn section_label(field: &str, t: Texts) -> String {
    let id = field.strip_prefix(TEXT_FIELD).unwrap_or(field);
    let sections = &crate::template::half_year().sections;
    let heading = sections.iter().find(|section| section.id == id);
    t.written_text(heading.map(|section| section.heading(t.0)).unwrap_or_default())
}

// Giải trình

struct RowLine {
    day: String,
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
    back: String,
}

async fn explain(
    mut look: Look,
    Path(indicator): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Problem> {
    let (unit, t, lang) = (asked.unit()?, Texts(look.lang), look.lang);
    let (period, boundaries) = (asked.period(look.today)?, asked.boundaries(look.today)?);
    let explanation =
        counts::explain(&mut look, &unit, boundaries, &indicator, period, asked.sau.as_ref())
            .await?;
    let brief = units::brief(&mut look.tx, &unit, boundaries).await?;
    let figure = &explanation.figure;
    let label = figure.definition.label(lang).to_owned();
    let geography =
        if boundaries == look.today { "now".to_owned() } else { boundaries.to_string() };
    let here = address(&unit, period, &geography);

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
    let next =
        explanation.next.as_ref().map(|next| format!("/giai-trinh/{indicator}?{here}&sau={next}"));
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
        back: format!("/bao-cao/half-year?{here}"),
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
    let known = report::census(look, unit).await?;
    let line = |census: report::Census| {
        let share = show::percent(numerator, census.population, 2, lang);
        t.census_note(label, &census.basis, &lang.grouped(census.population), &share)
    };
    Ok(known.into_iter().map(line).collect())
}

/// The home page's lines: the report that is due, and who is still missing from it.
pub fn tasks(site: Site, asker: Asker) -> Answer<'static, Vec<Task>> {
    Box::pin(async move {
        if !asker.permissions.contains(&EDIT_REPORTS) {
            return Ok(vec![]);
        }
        let t = Texts(asker.lang);
        let period: Period = match rules::last_half_year(asker.today).parse() {
            Ok(period) => period,
            Err(_) => return Ok(vec![]),
        };
        let mut tx = site.db.begin().await?;
        let form = &crate::template::half_year().code;
        // A report that has been signed asks for nothing more.
        if store::front(&mut tx, &asker.unit, form, period).await?.signed_on.is_some() {
            return Ok(vec![]);
        }
        let unit = units::full_name(&mut tx, &asker.unit, asker.today, asker.lang).await?;
        Ok(vec![Task {
            due: Some(period.until.plus_days(4)),
            sentence: t.task_report(&unit, &period.say(asker.lang)),
            button: t.open_report(),
            link: format!("/bao-cao/half-year?{}", address(&asker.unit, period, "now")),
        }])
    })
}
