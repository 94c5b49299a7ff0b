//! One officer of a unit: the office as it is held, and the forms that end it, link it with an account, or withdraw it.

use super::{
    Choices, Said, crumbs, mistakes_of,
    officers::{Line, TEXT_LETTERS_MAX, ended_choices},
};
use crate::{
    EDIT, READ, actions,
    store::{posts, tenures, terms},
    texts::Texts,
    words::Ended,
};
use access::{Look, Work};
use askama::Template;
use axum::{
    Form,
    extract::{Path, Query},
    response::{Html, IntoResponse, Response},
};
use kernel::{Day, Lang, TenureId, UnitId};
use platform::{
    Problem,
    form::{Mistakes, Reader},
    operation::{self, Answered},
    web::{self, Flash, Rail, Shell},
};

#[derive(Template)]
#[template(path = "tenure.html")]
struct TenurePage {
    shell: Shell,
    t: Texts,
    unit: UnitId,
    id: TenureId,
    line: Line,
    term: String,
    began: String,
    began_decision: String,
    ended_decision: String,
    carries: String,
    account: String,
    stands: bool,
    may_edit: bool,
    ended: Choices,
    ending: EndForm,
    linking: LinkForm,
    withdrawing: WhyForm,
    labels: Vec<(&'static str, String)>,
    mistakes: Mistakes,
    op: String,
}

/// What somebody typed into one of the forms of an office, and what is wrong with it.
#[derive(Default)]
struct Typed {
    ending: Option<EndForm>,
    linking: LinkForm,
    withdrawing: WhyForm,
    mistakes: Mistakes,
}

pub async fn one(
    look: Look,
    Path((unit, id)): Path<(UnitId, TenureId)>,
    Query(said): Query<Said>,
) -> Result<Html<String>, Problem> {
    let flash = (!said.xong.is_empty()).then(|| Flash::done(Texts(look.lang).changed()));
    show(look, unit, id, flash, Typed::default()).await
}

async fn show(
    mut look: Look,
    unit: UnitId,
    id: TenureId,
    flash: Option<Flash>,
    typed: Typed,
) -> Result<Html<String>, Problem> {
    let (t, lang) = (Texts(look.lang), look.lang);
    let scope = look.scope(READ, &unit).await?;
    let tenure = tenures::tenure(&mut look.tx, &scope, &id).await?;
    let all = posts::posts(&mut look.tx).await?;
    let term = terms::term(&mut look.tx, &scope, &tenure.term).await?;
    let level = units::unit(&mut look.tx, &unit).await?.level;
    let post = all.iter().find(|post| post.code == tenure.post);
    let role = post.and_then(|post| post.carries.role(level));
    let account = match &tenure.account {
        Some(account) => access::account_name(&mut look.tx, account).await?.unwrap_or_default(),
        None => String::new(),
    };
    let crumbs = crumbs(&mut look, &unit).await?;
    let may_edit = look.may(EDIT, &unit).await?;
    let shell = look.shell(tenure.said()).await?.at(Rail::Registers).flash(flash).crumbs(crumbs);
    let Typed { ending, linking, withdrawing, mistakes } = typed;
    web::page(TenurePage {
        shell,
        t,
        line: Line::of(&tenure, &all, t),
        term: term.years(),
        began: tenure.began.say(lang),
        began_decision: tenure.began_decision.clone(),
        ended_decision: tenure.ended_decision.clone(),
        carries: role
            .map_or_else(|| t.carries_nothing(), |role| access::Role::said(role.code(), lang)),
        account,
        stands: look.today < tenure.until,
        may_edit,
        ended: ended_choices(lang),
        ending: ending.unwrap_or_else(|| EndForm { on: look.today.short(), ..EndForm::default() }),
        linking,
        withdrawing,
        labels: vec![
            ("on", t.end_office_on()),
            ("how", t.how_it_ended()),
            ("decision", t.decision()),
            ("username", t.username()),
            ("why", t.why()),
        ],
        mistakes,
        op: operation::new_id(),
        unit,
        id,
    })
}

/// The office changed, or the page again with what was typed and why nothing was recorded, beside a field.
async fn answered(
    work: Work,
    (unit, id): (UnitId, TenureId),
    done: Result<(), Problem>,
    field_of: fn(&str) -> &'static str,
    typed: Typed,
) -> Result<Response, Problem> {
    let problem = match done {
        Ok(()) => {
            let next = format!("/don-vi/{unit}/can-bo/{id}?xong=ghi");
            return Ok(work.finish(Answered::seen_at(next)).await?.into_response());
        }
        Err(problem) => problem,
    };
    let (status, mistakes) = mistakes_of(problem, field_of, work.lang)?;
    let look = work.look_instead().await?;
    let html = show(look, unit, id, None, Typed { mistakes, ..typed }).await?;
    Ok((status, html).into_response())
}

#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct EndForm {
    on: String,
    how: String,
    decision: String,
}

impl EndForm {
    fn parse(&self, lang: Lang) -> Result<(Day, Ended, String), Mistakes> {
        let read = Reader(lang);
        let mut mistakes = Mistakes::default();
        let on = mistakes.check("on", read.day(&self.on));
        let how = Ended::SAID.into_iter().find(|how| how.code() == self.how);
        let how = mistakes.check("how", how.ok_or(Texts(lang).choose_ended()));
        let decision = mistakes.check("decision", read.optional(&self.decision, TEXT_LETTERS_MAX));
        match (on, how, decision) {
            (Some(on), Some(how), Some(decision)) => Ok((on, how, decision.unwrap_or_default())),
            _ => Err(mistakes),
        }
    }
}

pub async fn end(
    mut work: Work,
    Path((unit, id)): Path<(UnitId, TenureId)>,
    Form(form): Form<EndForm>,
) -> Result<Response, Problem> {
    work.scope(EDIT, &unit).await?;
    let ended = match form.parse(work.lang) {
        Ok((on, how, decision)) => {
            actions::end_office(&mut work, &unit, &id, (on, how, &decision)).await
        }
        Err(mistakes) => Err(Problem::BadValue(mistakes.0)),
    };
    let typed = Typed { ending: Some(form), ..Typed::default() };
    answered(work, (unit, id), ended, |_| "on", typed).await
}

#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct LinkForm {
    username: String,
}

pub async fn link(
    mut work: Work,
    Path((unit, id)): Path<(UnitId, TenureId)>,
    Form(form): Form<LinkForm>,
) -> Result<Response, Problem> {
    let linked = actions::link_account(&mut work, &unit, &id, &form.username).await;
    let typed = Typed { linking: form, ..Typed::default() };
    answered(work, (unit, id), linked, |_| "username", typed).await
}

#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct WhyForm {
    why: String,
}

pub async fn withdraw(
    mut work: Work,
    Path((unit, id)): Path<(UnitId, TenureId)>,
    Form(form): Form<WhyForm>,
) -> Result<Response, Problem> {
    work.scope(EDIT, &unit).await?;
    let withdrawn = match Reader(work.lang).optional(&form.why, TEXT_LETTERS_MAX) {
        Ok(why) => {
            let why = why.unwrap_or_default();
            actions::withdraw_office(&mut work, &unit, &id, &why).await
        }
        Err(why) => Err(Problem::mistake("why", why)),
    };
    if withdrawn.is_ok() {
        let next = format!("/don-vi/{unit}/can-bo?xong=rut");
        return Ok(work.finish(Answered::seen_at(next)).await?.into_response());
    }
    let typed = Typed { withdrawing: form, ..Typed::default() };
    answered(work, (unit, id), withdrawn, |_| "why", typed).await
}
