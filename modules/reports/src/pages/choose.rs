//! Choosing what to report on.

use super::{Asked, address, crumbs};
use crate::{
    READ_REPORTS, forms,
    rules::{self, Refusal},
    template::Form,
    texts::Texts,
};
use access::Look;
use askama::Template;
use axum::{
    extract::Query,
    response::{Html, IntoResponse, Redirect, Response},
};
use kernel::{Period, UnitId};
use platform::{
    Problem,
    web::{self, Rail, Shell},
};

#[derive(Template)]
#[template(path = "choose.html")]
struct ChoosePage {
    shell: Shell,
    t: Texts,
    own: String,
    types: Vec<ReportType>,
    forms: String,
    names: Vec<(String, String)>,
    form: String,
    candidates: Vec<(String, String)>,
    unit_code: String,
    period: String,
    boundaries: String,
    problem: String,
    boards: String,
}

/// A form with the periods that its report is most likely wanted for.
struct ReportType {
    name: String,
    likely: Vec<(String, String)>,
    board: String,
}

#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub(super) struct Chosen {
    mau: String,
    ma: String,
    ky: String,
    #[serde(rename = "dia-gioi")]
    dia_gioi: String,
}

/// Whose reports: those of the unit that the address names, or of the reader's own.
pub(super) async fn choose(
    mut look: Look,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Problem> {
    let unit = asked.unit(&mut look).await?;
    if asked.unit.is_some() {
        look.scope(READ_REPORTS, &unit).await?;
    }
    let ma = units::unit(&mut look.tx, &unit).await?.code.clone();
    let ky = Period::last_half_year(look.today).to_string();
    let chosen = Chosen { ma, ky, ..Chosen::default() };
    choose_page(&mut look, &unit, chosen, Answer::default()).await
}

/// What became of a choice that led to no report yet.
#[derive(Default)]
struct Answer {
    problem: String,
    candidates: Vec<(String, String)>,
}

/// The page to choose on: the likely periods of one unit in words, and fields for any other.
async fn choose_page(
    look: &mut Look,
    unit: &UnitId,
    chosen: Chosen,
    answer: Answer,
) -> Result<Html<String>, Problem> {
    let (t, lang, today) = (Texts(look.lang), look.lang, look.today);
    let own = units::full_name(&mut look.tx, unit, today, lang).await?;
    let offered = forms::offered(&mut look.tx, unit, today).await?;
    let way = crumbs(look, unit, today).await?;
    let link = |form: &Form, period: &Period| {
        let link = format!("/bao-cao/{}?{}", form.code, address(unit, *period, "now"));
        (kernel::capitalised(&form.kind.say_period(*period, lang)), link)
    };
    let report_type = |form: &Form| ReportType {
        name: form.name(lang).to_owned(),
        likely: form.likely_periods(today).iter().map(|period| link(form, period)).collect(),
        board: format!("/bao-cao/ky?don-vi={unit}&mau={}", form.code)
            + &form.kind.likely(today).map(|period| format!("&ky={period}")).unwrap_or_default(),
    };
    web::page(ChoosePage {
        shell: look.shell(t.reports()).await?.at(Rail::Reports).crumbs(way),
        t,
        own: t.reports_of(&own),
        types: offered.iter().map(report_type).collect(),
        forms: format!("/bao-cao/mau?don-vi={unit}"),
        names: offered.iter().map(|form| (form.code.clone(), form.name(lang).to_owned())).collect(),
        form: if chosen.mau.is_empty() { forms::shipped::HALF_YEAR.to_owned() } else { chosen.mau },
        unit_code: chosen.ma,
        period: chosen.ky,
        boundaries: chosen.dia_gioi,
        problem: answer.problem,
        candidates: answer.candidates,
        boards: format!("/bang?don-vi={unit}"),
    })
}

pub(super) async fn chosen(
    mut look: Look,
    Query(chosen): Query<Chosen>,
) -> Result<Response, Problem> {
    match read_choice(&mut look, &chosen).await {
        Ok(Choice::Report(next)) => Ok(Redirect::to(&next).into_response()),
        Ok(Choice::Several(candidates)) => {
            let problem = Texts(look.lang).which_unit(&chosen.ma);
            let (unit, answer) = (look.unit().await?, Answer { problem, candidates });
            Ok(choose_page(&mut look, &unit, chosen, answer).await?.into_response())
        }
        Err(problem @ (Problem::Refused(_) | Problem::BadValue(_))) => {
            let answer = Answer { problem: problem.say(look.lang), ..Answer::default() };
            let unit = look.unit().await?;
            let page = choose_page(&mut look, &unit, chosen, answer).await?;
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
    let form = if chosen.mau.is_empty() { forms::shipped::HALF_YEAR } else { chosen.mau.trim() };
    if let Some(form) = forms::shipped::form(form) {
        forms::rules::fits(form, period)?;
    }
    let report = |unit: &UnitId| format!("/bao-cao/{form}?{}", address(unit, period, &geography));
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
