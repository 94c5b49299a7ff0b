//! Ban chấp hành: the officers of a unit, term by term, and the forms that bring them in and out.

use super::{Choices, crumbs, mistakes_of};
use crate::{
    EDIT, READ, actions,
    posts::Post,
    rules::{NewTenure, NewTerm, Tenure, Term},
    store::{posts, tenures, terms},
    texts::Texts,
    words::{Began, Ended},
};
use access::{Look, Work};
use askama::Template;
use axum::{
    Form,
    extract::{Path, Query},
    response::{Html, IntoResponse, Response},
};
use kernel::{Day, Lang, TermId, UnitId};
use platform::{
    Problem,
    form::{Mistakes, Reader},
    operation::{self, Answered},
    web::{self, Flash, Rail, Shell, Tab},
};

pub const TEXT_LETTERS_MAX: usize = 200;

#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    #[serde(rename = "nhiem-ky")]
    term: String,
    xong: String,
}

pub struct Line {
    pub url: String,
    pub name: String,
    pub post: String,
    pub bodies: String,
    pub days: String,
    pub how: String,
    pub linked: bool,
}

impl Line {
    pub fn of(tenure: &Tenure, all: &[Post], t: Texts) -> Line {
        let post = all.iter().find(|post| post.code == tenure.post);
        let bodies = post.iter().flat_map(|post| &post.bodies).map(|body| body.say(t.0));
        Line {
            url: format!("/don-vi/{}/can-bo/{}", tenure.unit, tenure.id),
            name: tenure.said(),
            post: post.map_or(tenure.post.clone(), |post| post.label(t.0).to_owned()),
            bodies: bodies.collect::<Vec<_>>().join(", "),
            days: days_said(tenure, t),
            how: tenure.ended.map(|how| how.say(t.0)).unwrap_or_default(),
            linked: tenure.account.is_some(),
        }
    }
}

fn days_said(tenure: &Tenure, t: Texts) -> String {
    if tenure.until == Day::NEVER {
        t.since_day(&tenure.since.short())
    } else {
        t.since_until(&tenure.since.short(), &tenure.until.before().short())
    }
}

#[derive(Template)]
#[template(path = "officers.html")]
struct OfficersPage {
    shell: Shell,
    t: Texts,
    unit: UnitId,
    tabs: Vec<Tab>,
    term: Option<TermFacts>,
    now: Vec<Line>,
    before: Vec<Line>,
    may_edit: bool,
    /// What was typed to end the term, and what is wrong with it.
    ending: DayForm,
    labels: Vec<(&'static str, String)>,
    mistakes: Mistakes,
    op: String,
}

struct TermFacts {
    id: TermId,
    years: String,
    since: String,
    until: String,
    planned: String,
    decision: String,
    runs: bool,
}

impl TermFacts {
    fn of(term: &Term) -> TermFacts {
        let ended = Some(term.until).filter(|day| *day < Day::NEVER);
        TermFacts {
            id: term.id.clone(),
            years: term.years(),
            since: term.since.short(),
            until: ended.map(|day| day.before().short()).unwrap_or_default(),
            planned: term.planned_until.short(),
            decision: term.decision.clone(),
            runs: ended.is_none(),
        }
    }
}

pub async fn page(
    look: Look,
    Path(unit): Path<UnitId>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Problem> {
    let t = Texts(look.lang);
    let flash = match asked.xong.as_str() {
        "mo" => Some(Flash::done(t.term_opened())),
        "sua" => Some(Flash::done(t.term_corrected())),
        "ket-thuc" => Some(Flash::done(t.term_closed())),
        "them" => Some(Flash::done(t.appointed_flash())),
        "rut" => Some(Flash::done(t.entry_withdrawn())),
        _ => None,
    };
    show(look, unit, &asked.term, flash, DayForm::default(), Mistakes::default()).await
}

async fn show(
    mut look: Look,
    unit: UnitId,
    asked: &str,
    flash: Option<Flash>,
    ending: DayForm,
    mistakes: Mistakes,
) -> Result<Html<String>, Problem> {
    let t = Texts(look.lang);
    let scope = look.scope(READ, &unit).await?;
    let all = terms::terms(&mut look.tx, &scope).await?;
    let asked_for = all.iter().find(|term| term.id.as_str() == asked);
    let running = all.iter().find(|term| term.runs_on(look.today));
    let shown = asked_for.or(running).or(all.last()).cloned();
    let offices = posts::posts(&mut look.tx).await?;
    let held = tenures::tenures(&mut look.tx, &scope).await?;
    let of_term = |tenure: &&Tenure| shown.as_ref().is_some_and(|term| tenure.term == term.id);
    // Of a term that is over, its last day shows who led the unit to its end.
    let day = match &shown {
        Some(term) if term.until <= look.today => term.until.before(),
        _ => look.today,
    };
    let line = |tenure: &Tenure| Line::of(tenure, &offices, t);
    let (now, before): (Vec<&Tenure>, Vec<&Tenure>) =
        held.iter().filter(of_term).partition(|tenure| day < tenure.until);
    let tab = |term: &Term| Tab {
        label: t.term_of(&term.years()),
        href: format!("/don-vi/{unit}/can-bo?nhiem-ky={}", term.id),
        current: shown.as_ref().is_some_and(|one| one.id == term.id),
    };
    let name = units::full_name(&mut look.tx, &unit, look.today, look.lang).await?;
    let may_edit = look.may(EDIT, &unit).await?;
    let crumbs = crumbs(&mut look, &unit).await?;
    let shell = look.shell(t.officers_of(&name)).await?.at(Rail::Registers).flash(flash);
    web::page(OfficersPage {
        shell: shell.crumbs(crumbs),
        t,
        tabs: all.iter().rev().map(tab).collect(),
        term: shown.as_ref().map(TermFacts::of),
        now: now.into_iter().map(line).collect(),
        before: before.into_iter().map(line).collect(),
        may_edit,
        ending,
        labels: vec![("on", t.next_congress_on())],
        mistakes,
        op: operation::new_id(),
        unit,
    })
}

// Nhiệm kỳ

#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct TermForm {
    years: String,
    since: String,
    until: String,
    decision: String,
    revision: i64,
}

impl TermForm {
    fn of(term: &Term) -> TermForm {
        TermForm {
            years: term.years(),
            since: term.since.short(),
            until: String::new(),
            decision: term.decision.clone(),
            revision: term.revision,
        }
    }

    fn parse(&self, lang: Lang) -> Result<NewTerm, Mistakes> {
        let (read, t) = (Reader(lang), Texts(lang));
        let mut mistakes = Mistakes::default();
        let years = mistakes.check("years", read_years(&self.years).ok_or(t.years_needed()));
        let since = mistakes.check("since", read.day(&self.since));
        let until = mistakes.check("until", read.optional_day(&self.until));
        let decision = mistakes.check("decision", read.optional(&self.decision, TEXT_LETTERS_MAX));
        match (years, since, until, decision) {
            (Some((first_year, last_year)), Some(since), Some(until), Some(decision)) => {
                let decision = decision.unwrap_or_default();
                Ok(NewTerm { first_year, last_year, since, until, decision })
            }
            _ => Err(mistakes),
        }
    }
}

/// `2014–2019`, with whatever stands between the years.
pub fn read_years(typed: &str) -> Option<(i64, i64)> {
    let mut numbers = typed
        .split(|letter: char| !letter.is_ascii_digit())
        .filter(|part| part.len() == 4)
        .filter_map(|part| part.parse().ok());
    let years = (numbers.next()?, numbers.next()?);
    numbers.next().is_none().then_some(years)
}

fn field_of_term(code: &str) -> &'static str {
    match code {
        "years_unusable" => "years",
        "ends_before_it_begins" => "until",
        _ => "since",
    }
}

/// A term that is corrected has no other day to be typed than that of its congress.
fn field_of_correction(code: &str) -> &'static str {
    match field_of_term(code) {
        "until" => "since",
        field => field,
    }
}

#[derive(Template)]
#[template(path = "term_form.html")]
struct TermPage {
    shell: Shell,
    t: Texts,
    form: TermForm,
    labels: Vec<(&'static str, String)>,
    /// A term that is there already is corrected.
    corrects: bool,
    mistakes: Mistakes,
    op: String,
}

fn term_page(
    shell: Shell,
    form: TermForm,
    corrects: bool,
    mistakes: Mistakes,
) -> Result<Html<String>, Problem> {
    let t = Texts(shell.lang);
    let labels = vec![
        ("years", t.term_years()),
        ("since", t.congress_on()),
        ("until", t.next_congress_on()),
        ("decision", t.decision()),
    ];
    web::page(TermPage { shell, t, form, labels, corrects, mistakes, op: operation::new_id() })
}

pub async fn opening_term(
    mut look: Look,
    Path(unit): Path<UnitId>,
) -> Result<Html<String>, Problem> {
    look.scope(EDIT, &unit).await?;
    let shell = look.shell(Texts(look.lang).open_term()).await?.at(Rail::Registers);
    term_page(shell, TermForm::default(), false, Mistakes::default())
}

pub async fn open_term(
    mut work: Work,
    Path(unit): Path<UnitId>,
    Form(form): Form<TermForm>,
) -> Result<Response, Problem> {
    work.scope(EDIT, &unit).await?;
    let opened = match form.parse(work.lang) {
        Ok(new) => actions::open_term(&mut work, &unit, new).await,
        Err(mistakes) => Err(Problem::BadValue(mistakes.0)),
    };
    match opened {
        Ok(term) => {
            let next = format!("/don-vi/{unit}/can-bo?nhiem-ky={term}&xong=mo");
            Ok(work.finish(Answered::seen_at(next)).await?.into_response())
        }
        Err(problem) => {
            let (status, mistakes) = mistakes_of(problem, field_of_term, work.lang)?;
            let shell = work.shell(Texts(work.lang).open_term()).await?.at(Rail::Registers);
            Ok((status, term_page(shell, form, false, mistakes)?).into_response())
        }
    }
}

pub async fn correcting_term(
    mut look: Look,
    Path((unit, term)): Path<(UnitId, TermId)>,
) -> Result<Html<String>, Problem> {
    let scope = look.scope(EDIT, &unit).await?;
    let term = terms::term(&mut look.tx, &scope, &term).await?;
    let shell = look.shell(Texts(look.lang).correct_term()).await?.at(Rail::Registers);
    term_page(shell, TermForm::of(&term), true, Mistakes::default())
}

pub async fn correct_term(
    mut work: Work,
    Path((unit, term)): Path<(UnitId, TermId)>,
    Form(form): Form<TermForm>,
) -> Result<Response, Problem> {
    work.scope(EDIT, &unit).await?;
    let corrected = match form.parse(work.lang) {
        Ok(new) => actions::correct_term(&mut work, &unit, &term, (new, form.revision)).await,
        Err(mistakes) => Err(Problem::BadValue(mistakes.0)),
    };
    match corrected {
        Ok(()) => {
            let next = format!("/don-vi/{unit}/can-bo?nhiem-ky={term}&xong=sua");
            Ok(work.finish(Answered::seen_at(next)).await?.into_response())
        }
        Err(problem) => {
            let (status, mistakes) = mistakes_of(problem, field_of_correction, work.lang)?;
            let shell = work.shell(Texts(work.lang).correct_term()).await?.at(Rail::Registers);
            Ok((status, term_page(shell, form, true, mistakes)?).into_response())
        }
    }
}

#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct DayForm {
    on: String,
}

pub async fn end_term(
    mut work: Work,
    Path((unit, term)): Path<(UnitId, TermId)>,
    Form(form): Form<DayForm>,
) -> Result<Response, Problem> {
    work.scope(EDIT, &unit).await?;
    let ended = match Reader(work.lang).day(&form.on) {
        Ok(on) => actions::end_term(&mut work, &unit, &term, on).await,
        Err(why) => Err(Problem::mistake("on", why)),
    };
    match ended {
        Ok(()) => {
            let next = format!("/don-vi/{unit}/can-bo?nhiem-ky={term}&xong=ket-thuc");
            Ok(work.finish(Answered::seen_at(next)).await?.into_response())
        }
        Err(problem) => {
            let (status, mistakes) = mistakes_of(problem, |_| "on", work.lang)?;
            let look = work.look_instead().await?;
            let html = show(look, unit, term.as_str(), None, form, mistakes).await?;
            Ok((status, html).into_response())
        }
    }
}

// Người giữ chức vụ

#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct TenureForm {
    full_name: String,
    apart: String,
    post: String,
    began: String,
    since: String,
    until: String,
    ended: String,
    decision: String,
    username: String,
}

impl TenureForm {
    fn parse(&self, lang: Lang) -> Result<NewTenure, Mistakes> {
        let (read, t) = (Reader(lang), Texts(lang));
        let mut mistakes = Mistakes::default();
        let full_name = mistakes
            .check("full_name", read.required(&self.full_name, crate::rules::NAME_LETTERS_MAX));
        let apart = mistakes.check("apart", read.optional(&self.apart, 60));
        let post =
            mistakes.check("post", read.required(&self.post, 60).map_err(|_| t.choose_post()));
        let began = mistakes.check("began", Began::read(&self.began).ok_or(t.choose_began()));
        let since = mistakes.check("since", read.day(&self.since));
        let until = mistakes.check("until", read.optional_day(&self.until));
        let ended = Ended::read(&self.ended).unwrap_or(Ended::TermEnded);
        let decision = mistakes.check("decision", read.optional(&self.decision, TEXT_LETTERS_MAX));
        match (full_name, apart, post, began, since, until, decision) {
            (
                Some(full_name),
                Some(apart),
                Some(post),
                Some(began),
                Some(since),
                Some(until),
                Some(decision),
            ) => Ok(NewTenure {
                post,
                full_name,
                apart: apart.unwrap_or_default(),
                username: self.username.trim().to_owned(),
                began,
                since,
                until: until.map(|day| (day, ended)),
                decision: decision.unwrap_or_default(),
            }),
            _ => Err(mistakes),
        }
    }
}

fn field_of_tenure(code: &str) -> &'static str {
    match code {
        "name_unusable" | "name_invalid" | "already_in_office" => "full_name",
        "account_unknown" | "role_above_yours" => "username",
        "unknown_post" | "post_retired" | "office_held" => "post",
        "ends_before_it_begins" => "until",
        _ => "since",
    }
}

#[derive(Template)]
#[template(path = "tenure_form.html")]
struct TenureFormPage {
    shell: Shell,
    t: Texts,
    form: TenureForm,
    posts: Choices,
    began: Choices,
    ended: Choices,
    labels: Vec<(&'static str, String)>,
    mistakes: Mistakes,
    op: String,
}

fn tenure_form_page(
    shell: Shell,
    all: &[Post],
    form: TenureForm,
    mistakes: Mistakes,
) -> Result<Html<String>, Problem> {
    let (t, lang) = (Texts(shell.lang), shell.lang);
    let offered = all.iter().filter(|post| post.retired_on.is_none());
    let labels = vec![
        ("full_name", t.full_name()),
        ("apart", t.apart()),
        ("post", t.post()),
        ("began", t.began()),
        ("since", t.office_since()),
        ("until", t.office_until()),
        ("decision", t.decision()),
        ("username", t.username()),
    ];
    web::page(TenureFormPage {
        t,
        form,
        posts: offered.map(|post| (post.code.clone(), post.label(lang).to_owned())).collect(),
        began: Began::ALL.iter().map(|one| (one.code().to_owned(), one.say(lang))).collect(),
        ended: ended_choices(lang),
        labels,
        mistakes,
        op: operation::new_id(),
        shell,
    })
}

pub fn ended_choices(lang: Lang) -> Choices {
    Ended::SAID.iter().map(|one| (one.code().to_owned(), one.say(lang))).collect()
}

pub async fn appointing(mut look: Look, Path(unit): Path<UnitId>) -> Result<Html<String>, Problem> {
    look.scope(EDIT, &unit).await?;
    let all = posts::posts(&mut look.tx).await?;
    let shell = look.shell(Texts(look.lang).appoint()).await?.at(Rail::Registers);
    let form = TenureForm { since: look.today.short(), ..TenureForm::default() };
    tenure_form_page(shell, &all, form, Mistakes::default())
}

pub async fn appoint(
    mut work: Work,
    Path(unit): Path<UnitId>,
    Form(form): Form<TenureForm>,
) -> Result<Response, Problem> {
    work.scope(EDIT, &unit).await?;
    let appointed = match form.parse(work.lang) {
        Ok(new) => actions::appoint(&mut work, &unit, new).await,
        Err(mistakes) => Err(Problem::BadValue(mistakes.0)),
    };
    match appointed {
        Ok(_) => {
            let next = format!("/don-vi/{unit}/can-bo?xong=them");
            Ok(work.finish(Answered::seen_at(next)).await?.into_response())
        }
        Err(problem) => {
            let (status, mistakes) = mistakes_of(problem, field_of_tenure, work.lang)?;
            let mut look = work.look_instead().await?;
            let all = posts::posts(&mut look.tx).await?;
            let shell = look.shell(Texts(look.lang).appoint()).await?.at(Rail::Registers);
            Ok((status, tenure_form_page(shell, &all, form, mistakes)?).into_response())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::read_years;

    #[test]
    fn the_years_of_a_term_are_read_as_people_write_them() {
        for typed in ["2014–2019", "2014-2019", " 2014 - 2019 ", "nhiệm kỳ 2014 đến 2019"]
        {
            assert_eq!(read_years(typed), Some((2014, 2019)), "{typed}");
        }
        for typed in ["", "2014", "14-19", "2014-2019-2024"] {
            assert_eq!(read_years(typed), None, "{typed}");
        }
    }
}
