//! One reorganisation: what it does to everything, who has agreed, and the next step.

use crate::{
    APPROVE, EDIT, actions,
    pages::list,
    preview::{Preview, PreviewLine},
    states::{Deed, Part, State},
    store::{self, Reorganisation},
    taking_back,
    texts::Texts,
};
use access::{Look, Work};
use askama::Template;
use axum::{
    Extension, Form,
    extract::{Path, Query},
    response::{Html, IntoResponse, Response},
};
use kernel::{RowId, UnitId};
use platform::{
    Problem,
    operation::{self, Answered},
    web::{self, Flash, Rail, Shell},
};
use succession::Registry;

/// So many lines of an object are shown before the rest is only counted.
const LINES_SHOWN: usize = 60;

#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    xong: String,
}

struct Object {
    said: String,
    totals: Vec<(String, String, String, String)>,
    equal: bool,
    lines: Vec<(String, String, String, String)>,
    more: String,
}

struct Side {
    part: String,
    unit: String,
    agreed: String,
    shape: &'static str,
}

struct NamedLine {
    unit: String,
    said: String,
    blocks: bool,
}

#[derive(Template)]
#[template(path = "reorganisation.html")]
struct OnePage {
    shell: Shell,
    t: Texts,
    what: String,
    day: String,
    decision: String,
    state: String,
    shape: &'static str,
    done_on: String,
    units: String,
    objects: Vec<Object>,
    named: Vec<NamedLine>,
    refused: String,
    sides: Vec<Side>,
    here: String,
    hash: String,
    may_change: bool,
    may_propose: bool,
    may_apply: bool,
    may_withdraw: bool,
    may_take_back: bool,
    approvals: Vec<(&'static str, String)>,
    op: String,
}

pub async fn page(
    mut look: Look,
    Extension(registry): Extension<Registry>,
    Path((unit, id)): Path<(UnitId, RowId)>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Problem> {
    let t = Texts(look.lang);
    let found = actions::seen(&mut look, &unit, &id).await?;
    // Units go on living while a plan waits, so it may have come to say what can no longer be done.
    let (preview, refused) = match actions::preview_of(&mut look, &registry, &found).await {
        Ok(preview) => (preview, String::new()),
        Err(Problem::Refused(refusal)) => (Preview::default(), refusal.say(look.lang)),
        Err(other) => return Err(other),
    };
    let flash = match asked.xong.as_str() {
        "giu" => Some(Flash::done(t.was_kept())),
        "trinh" => Some(Flash::done(t.was_proposed())),
        "duyet" => Some(Flash::done(t.was_approved())),
        "thuc-hien" => Some(Flash::done(t.was_applied())),
        "rut" => Some(Flash::done(t.was_withdrawn())),
        "thu-hoi" => Some(Flash::done(t.was_taken_back())),
        _ => None,
    };
    let crumbs = super::crumbs(&mut look, &unit).await?;
    let sides = sides(&mut look, &found, &preview).await?;
    let edits = look.may(EDIT, &found.unit).await?;
    let may = |deed: Deed| edits && found.state.after(deed).is_some();
    let fine = refused.is_empty() && preview.blocks().next().is_none();
    let approves = fine
        && found.state == State::Proposed
        && found.made_by != look.caller.account
        && look.may(APPROVE, &unit).await?;
    let parts = Part::ALL.into_iter().filter(|part| {
        approves && sides.iter().any(|side| side.part == t.side(*part) && side.shape != "done")
    });
    let shell = look.shell(t.plan_of(&found.day.short())).await?;
    web::page(OnePage {
        what: list::said(&found.plan, t),
        day: found.day.short(),
        decision: found.decision.clone(),
        state: t.state(found.state),
        shape: list::shape(found.state),
        done_on: found.applied_at.map(|at| t.done_on(&at.day().short())).unwrap_or_default(),
        units: t.counts_of_units(
            &look.lang.grouped(i64::try_from(preview.ending).unwrap_or(0)),
            &look.lang.grouped(i64::try_from(preview.opening).unwrap_or(0)),
        ),
        objects: objects(&preview, t),
        named: preview
            .named
            .iter()
            .map(|one| NamedLine {
                unit: one.unit_name.say(look.lang).to_owned(),
                said: one.said.say(look.lang).to_owned(),
                blocks: one.blocks,
            })
            .collect(),
        here: format!("/don-vi/{unit}/sap-xep/{id}"),
        may_change: may(Deed::Change),
        may_propose: may(Deed::Propose) && fine,
        may_apply: may(Deed::Apply)
            && fine
            && found.day <= look.today
            && sides.iter().all(|side| side.shape == "done"),
        may_withdraw: may(Deed::Withdraw),
        may_take_back: may(Deed::TakeBack),
        approvals: parts.map(|part| (part.code(), t.approve(part))).collect(),
        sides,
        hash: preview.hash.clone(),
        refused,
        op: operation::new_id(),
        t,
        shell: shell.at(Rail::Registers).crumbs(crumbs).flash(flash),
    })
}

fn objects(preview: &Preview, t: Texts) -> Vec<Object> {
    let lang = t.0;
    let shown = |object: &crate::PreviewObject| {
        let totals = object.totals.iter().map(|one| {
            let number = |value: i64| lang.grouped(value);
            let what = one.what.say(lang).to_owned();
            (what, number(one.before), number(one.after), number(one.ends))
        });
        Object {
            said: object.said.say(lang).to_owned(),
            totals: totals.collect(),
            equal: object.totals.iter().all(|one| one.ends == 0),
            lines: object.lines.iter().take(LINES_SHOWN).map(|one| line(one, t)).collect(),
            more: match object.lines.len().saturating_sub(LINES_SHOWN) {
                0 => String::new(),
                rest => t.and_more(rest),
            },
        }
    };
    preview.objects.iter().map(shown).collect()
}

fn line(one: &PreviewLine, t: Texts) -> (String, String, String, String) {
    let lang = t.0;
    let to = match one.to {
        Some(ref to) if *to == one.from => t.remains(),
        Some(_) => one.to_name.say(lang).to_owned(),
        None => t.fate(one.fate),
    };
    let from = one.from_name.say(lang).to_owned();
    (from, to, one.what.say(lang).to_owned(), lang.grouped(one.quantity))
}

async fn sides(
    look: &mut Look,
    found: &Reorganisation,
    preview: &Preview,
) -> Result<Vec<Side>, Problem> {
    let (t, lang) = (Texts(look.lang), look.lang);
    let parts = store::sides(&mut look.tx, &found.id).await?;
    let given = store::approvals_of(&mut look.tx, &found.id).await?;
    let mut sides = vec![];
    for (part, unit) in parts {
        let name = units::brief(&mut look.tx, &unit, found.day.before()).await?.full_name(lang);
        let yes = given.iter().find(|one| one.unit_id == unit && one.part == part.code());
        let over = matches!(found.state, State::Applied | State::TakenBack);
        let (agreed, shape) = match yes {
            None => (t.not_agreed(), "waiting"),
            Some(one) if !over && one.content_hash != preview.hash => (t.agreed_to_other(), "late"),
            Some(one) => {
                let who = access::account_name(&mut look.tx, &one.approved_by).await?;
                let who = who.unwrap_or_default();
                (t.agreed_by(&who, &one.approved_at.day().short()), "done")
            }
        };
        sides.push(Side { part: t.side(part), unit: name, agreed, shape });
    }
    Ok(sides)
}

/// What a button sends: what was seen, and for which side.
#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct Pressed {
    hash: String,
    part: String,
}

async fn seen(work: Work, unit: &UnitId, id: &RowId, done: &str) -> Result<Response, Problem> {
    let next = format!("/don-vi/{unit}/sap-xep/{id}?xong={done}");
    Ok(work.finish(Answered::seen_at(next)).await?.into_response())
}

pub async fn propose(
    mut work: Work,
    Extension(registry): Extension<Registry>,
    Path((unit, id)): Path<(UnitId, RowId)>,
) -> Result<Response, Problem> {
    actions::propose(&mut work, &registry, &unit, &id).await?;
    seen(work, &unit, &id, "trinh").await
}

pub async fn approve(
    mut work: Work,
    Extension(registry): Extension<Registry>,
    Path((unit, id)): Path<(UnitId, RowId)>,
    Form(pressed): Form<Pressed>,
) -> Result<Response, Problem> {
    let part = Part::read(&pressed.part).unwrap_or(Part::Changes);
    actions::approve(&mut work, &registry, &unit, &id, part, &pressed.hash).await?;
    seen(work, &unit, &id, "duyet").await
}

pub async fn apply(
    mut work: Work,
    Extension(registry): Extension<Registry>,
    Path((unit, id)): Path<(UnitId, RowId)>,
    Form(pressed): Form<Pressed>,
) -> Result<Response, Problem> {
    actions::apply(&mut work, &registry, &unit, &id, &pressed.hash).await?;
    seen(work, &unit, &id, "thuc-hien").await
}

pub async fn withdraw(
    mut work: Work,
    Path((unit, id)): Path<(UnitId, RowId)>,
) -> Result<Response, Problem> {
    actions::withdraw(&mut work, &unit, &id).await?;
    seen(work, &unit, &id, "rut").await
}

pub async fn take_back(
    mut work: Work,
    Extension(registry): Extension<Registry>,
    Path((unit, id)): Path<(UnitId, RowId)>,
) -> Result<Response, Problem> {
    taking_back::take_back(&mut work, &registry, &unit, &id).await?;
    seen(work, &unit, &id, "thu-hoi").await
}
