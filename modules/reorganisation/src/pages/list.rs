//! The reorganisations of a unit.

use crate::{
    EDIT, READ,
    plan::{Plan, Step},
    states::State,
    store,
    texts::Texts,
};
use access::Look;
use askama::Template;
use axum::{extract::Path, response::Html};
use kernel::UnitId;
use platform::{
    Problem,
    web::{self, Rail, Shell},
};
use units::{Level, TWO_LEVELS_SINCE};

struct Line {
    href: String,
    what: String,
    day: String,
    decision: String,
    state: String,
    shape: &'static str,
}

#[derive(Template)]
#[template(path = "reorganisations.html")]
struct ListPage {
    shell: Shell,
    t: Texts,
    lines: Vec<Line>,
    may_edit: bool,
    new_url: String,
    reform_url: String,
}

pub async fn page(mut look: Look, Path(unit): Path<UnitId>) -> Result<Html<String>, Problem> {
    let scope = look.scope(READ, &unit).await?;
    let t = Texts(look.lang);
    let found = store::all_in(&mut look.tx, &scope).await?;
    let place = units::unit(&mut look.tx, &unit).await?;
    let lines = found.iter().map(|one| Line {
        href: format!("/don-vi/{unit}/sap-xep/{}", one.id),
        what: said(&one.plan, t),
        day: one.day.short(),
        decision: one.decision.clone(),
        state: t.state(one.state),
        shape: shape(one.state),
    });
    let crumbs = super::crumbs(&mut look, &unit).await?;
    let title = t.reorganisations_of(&place.full_name(look.lang));
    let new_url = format!("/don-vi/{unit}/sap-xep/them");
    let is_reformed = place.level == Level::Province && place.is_alive(TWO_LEVELS_SINCE);
    web::page(ListPage {
        t,
        lines: lines.collect(),
        may_edit: look.may(EDIT, &unit).await? && place.is_alive(look.today),
        reform_url: if is_reformed { format!("{new_url}?viec=reform") } else { String::new() },
        new_url,
        shell: look.shell(title).await?.at(Rail::Registers).crumbs(crumbs),
    })
}

pub fn shape(state: State) -> &'static str {
    match state {
        State::Draft => "draft",
        State::Proposed => "waiting",
        State::Applied => "done",
        State::TakenBack | State::Withdrawn => "closed",
    }
}

/// What a plan does, in a word.
pub fn said(plan: &Plan, t: Texts) -> String {
    match &plan.steps[..] {
        [only] => match only {
            Step::Merge { .. } => t.deed_merge(),
            Step::Split { .. } => t.deed_split(),
            Step::SplitOff { .. } => t.deed_split_off(),
            Step::Move { .. } => t.deed_move(),
            Step::Rename { .. } => t.deed_rename(),
            Step::ChangeForm { .. } => t.deed_form(),
            Step::Dissolve { .. } => t.deed_dissolve(),
            Step::AbolishForm { .. } => t.deed_abolish(),
            Step::Reform { .. } => t.deed_reform(),
        },
        several => t.deed_several(several.len()),
    }
}
