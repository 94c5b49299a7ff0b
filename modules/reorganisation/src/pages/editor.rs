//! Drawing a plan up and changing it: each step has its fields, steps are added and taken out, and nothing needs a
//! script. What is not the page's to decide is asked of the same actions as from the API.

mod fields;
mod lists;
mod offered;
mod read;
mod show;
mod write;

use crate::{EDIT, actions, plan::Plan, reform, texts::Texts};
use access::{Look, Work};
use axum::{
    Extension, Form as Sent,
    extract::{Path, Query},
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use fields::Fields;
use kernel::{RowId, UnitId};
use platform::{
    Problem, Say,
    form::Mistakes,
    operation::Answered,
    web::{Rail, Shell},
};
use show::Shown;
use succession::Registry;

pub async fn page(
    mut look: Look,
    Extension(registry): Extension<Registry>,
    Path(unit): Path<UnitId>,
    Query(asked): Query<Vec<(String, String)>>,
) -> Result<Html<String>, Problem> {
    look.scope(EDIT, &unit).await?;
    let asked = Fields::of(asked);
    let mut fields = Fields::default();
    if let Some(deed) = show::DEEDS.into_iter().find(|deed| *deed == asked.get("viec")) {
        fields.add_step(deed);
        fields.set("1-unit", asked.get("chon"));
    }
    let title = Texts(look.lang).new_plan();
    let shell = shell_of(&mut look, &unit, title).await?;
    let choices = offered::choices(&mut look, &registry, &unit, &fields).await?;
    let shown = Shown {
        fields: &fields,
        choices: &choices,
        mistakes: Mistakes::default(),
        action: format!("/don-vi/{unit}/sap-xep/them"),
        at: &unit,
        today: look.today,
    };
    show::page(shell, shown)
}

async fn shell_of(look: &mut Look, unit: &UnitId, title: String) -> Result<Shell, Problem> {
    let crumbs = super::crumbs(look, unit).await?;
    Ok(look.shell(title).await?.at(Rail::Registers).crumbs(crumbs))
}

pub async fn keep(
    mut work: Work,
    Extension(registry): Extension<Registry>,
    Path(unit): Path<UnitId>,
    Sent(pairs): Sent<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    work.scope(EDIT, &unit).await?;
    let sent = Sending { at: unit.clone(), made_at: unit, id: None };
    sent.answer(work, &registry, Fields::of(pairs)).await
}

pub async fn editing(
    mut look: Look,
    Extension(registry): Extension<Registry>,
    Path((unit, id)): Path<(UnitId, RowId)>,
) -> Result<Html<String>, Problem> {
    look.scope(EDIT, &unit).await?;
    let found = actions::seen(&mut look, &unit, &id).await?;
    look.scope(EDIT, &found.unit).await?;
    let title = Texts(look.lang).change_plan();
    let shell = shell_of(&mut look, &unit, title).await?;
    let mut fields = write::of_plan(&found.plan, found.revision);
    let choices = offered::choices(&mut look, &registry, &found.unit, &fields).await?;
    write::write_placed(&mut fields, &found.plan, &choices);
    let shown = Shown {
        fields: &fields,
        choices: &choices,
        mistakes: Mistakes::default(),
        action: format!("/don-vi/{unit}/sap-xep/{id}/sua"),
        at: &found.unit,
        today: look.today,
    };
    show::page(shell, shown)
}

pub async fn change(
    mut work: Work,
    Extension(registry): Extension<Registry>,
    Path((unit, id)): Path<(UnitId, RowId)>,
    Sent(pairs): Sent<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    work.scope(EDIT, &unit).await?;
    let made_at = actions::made_at(&mut work, &unit, &id).await?;
    work.scope(EDIT, &made_at).await?;
    let sent = Sending { at: unit, made_at, id: Some(id) };
    sent.answer(work, &registry, Fields::of(pairs)).await
}

/// A page of a plan that was sent: the unit it was opened at, the one the plan is made at, and the draft there is.
struct Sending {
    at: UnitId,
    made_at: UnitId,
    id: Option<RowId>,
}

impl Sending {
    /// Keeps the plan, or shows the page again: with a step more or less, or with what is wrong.
    async fn answer(
        self,
        mut work: Work,
        registry: &Registry,
        mut fields: Fields,
    ) -> Result<Response, Problem> {
        if change_fields(&mut fields) {
            let choices = offered::choices(&mut work, registry, &self.made_at, &fields).await?;
            let html = self.show(&mut work, &fields, &choices, Mistakes::default()).await?;
            return Ok(html.into_response());
        }
        let choices = offered::choices(&mut work, registry, &self.made_at, &fields).await?;
        let t = Texts(work.lang);
        let kept = match read::plan_of(&fields, &choices, &self.made_at, t) {
            Ok(plan) => self.keep(&mut work, registry, &fields, plan).await,
            Err(mistakes) => Err(Problem::BadValue(mistakes.0)),
        };
        let (status, mistakes) = match kept {
            Ok(id) => {
                let next = format!("/don-vi/{}/sap-xep/{id}?xong=giu", self.at);
                return Ok(work.finish(Answered::seen_at(next)).await?.into_response());
            }
            Err(Problem::BadValue(list)) => (StatusCode::UNPROCESSABLE_ENTITY, Mistakes(list)),
            Err(Problem::Refused(refusal)) => {
                self.beside_field(&mut work, &fields, &choices, refusal.as_ref()).await?
            }
            Err(other) => return Err(other),
        };
        let html = self.show(&mut work, &fields, &choices, mistakes).await?;
        Ok((status, html).into_response())
    }

    async fn keep(
        &self,
        work: &mut Work,
        registry: &Registry,
        fields: &Fields,
        mut plan: Plan,
    ) -> Result<RowId, Problem> {
        // The lists name the resolution of the province where nobody has typed one.
        if plan.is_reform() && plan.decision.is_empty() {
            let listed = reform::reform_plan(&mut work.tx, &self.made_at, plan.day, vec![]).await?;
            plan.decision = listed.decision;
        }
        match &self.id {
            None => actions::draft(work, registry, &self.made_at, plan).await,
            Some(id) => {
                let revision = fields.get("revision").parse().unwrap_or(0);
                actions::change(work, registry, &self.made_at, id, revision, plan).await?;
                Ok(id.clone())
            }
        }
    }

    /// What the rules refuse, beside the field of the step that they refuse.
    async fn beside_field(
        &self,
        work: &mut Work,
        fields: &Fields,
        choices: &offered::Choices,
        refusal: &dyn Say,
    ) -> Result<(StatusCode, Mistakes), Problem> {
        let t = Texts(work.lang);
        let step = match read::plan_of(fields, choices, &self.made_at, t) {
            Ok(plan) => actions::step_at_fault(work, &self.made_at, &plan).await?,
            Err(_) => None,
        };
        let mut mistakes = Mistakes::default();
        mistakes.note(&field_of(&refusal.code(), step, fields), refusal.say(work.lang));
        Ok((refusal.status(), mistakes))
    }

    async fn show(
        &self,
        work: &mut Work,
        fields: &Fields,
        choices: &offered::Choices,
        mistakes: Mistakes,
    ) -> Result<Html<String>, Problem> {
        let t = Texts(work.lang);
        let (title, page) = match &self.id {
            Some(id) => (t.change_plan(), format!("{id}/sua")),
            None => (t.new_plan(), "them".to_owned()),
        };
        let shell = work.shell(title).await?.at(Rail::Registers);
        let action = format!("/don-vi/{}/sap-xep/{page}", self.at);
        let (at, today) = (&self.made_at, work.today);
        show::page(shell, Shown { fields, choices, mistakes, action, at, today })
    }
}

/// A step more, a step less, a part more, or only another look: nothing of it is kept yet.
fn change_fields(fields: &mut Fields) -> bool {
    let pressed = fields.get("do").to_owned();
    let number = |front: &str| pressed.strip_prefix(front).and_then(|rest| rest.parse().ok());
    if let Some(step) = number("remove-") {
        fields.remove_step(step);
    } else if let Some(step) = number("part-") {
        fields.add_part(step);
    } else if pressed == "add" && fields.is_set("add-viec") {
        let deed = fields.get("add-viec").to_owned();
        fields.add_step(&deed);
        fields.set("add-viec", "");
    } else if pressed != "show" && pressed != "add" {
        return false;
    }
    true
}

/// The field that a refusal speaks of.
fn field_of(code: &str, step: Option<usize>, fields: &Fields) -> String {
    match (code, step) {
        ("too_far_ahead" | "stale_version", _) => return "day".to_owned(),
        ("decision_missing", _) => return "decision".to_owned(),
        _ => {}
    }
    let Some(step) = step else { return "day".to_owned() };
    let deed = fields.get(&fields::of_step(step, "viec"));
    let field = match (deed, code) {
        ("split" | "split_off", "shares_not_whole" | "nothing_would_stay") => "share-1",
        ("split" | "split_off", "heir_not_there" | "heir_ends_too" | "heirs_too_few") => "to-1",
        ("merge" | "dissolve", "heir_not_there" | "heir_ends_too" | "above_itself") => "to",
        ("move", "above_itself" | "heir_not_there" | "heir_ends_too") => "under",
        ("rename", "nothing_changes") => "name",
        ("abolish" | "form", "no_such_form" | "nothing_changes") => "form",
        ("merge" | "abolish" | "reform", _) => "viec",
        (_, "official_unit" | "already_ended" | "not_there_yet" | "subunits_without_place") => {
            "unit"
        }
        _ => "viec",
    };
    fields::of_step(step, field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_stands_beside_the_field_of_the_step_it_speaks_of() {
        let mut fields = Fields::default();
        for deed in ["merge", "move", "split"] {
            fields.add_step(deed);
        }
        assert_eq!(field_of("above_itself", Some(2), &fields), "2-under");
        assert_eq!(field_of("shares_not_whole", Some(3), &fields), "3-share-1");
        assert_eq!(field_of("named_twice", Some(1), &fields), "1-viec");
        assert_eq!(field_of("decision_missing", None, &fields), "decision");
        assert_eq!(field_of("too_far_ahead", Some(1), &fields), "day");
    }

    #[test]
    fn buttons_that_only_change_the_page_keep_nothing() {
        let mut fields = Fields::default();
        fields.add_step("merge");
        fields.set("do", "add");
        fields.set("add-viec", "move");
        assert!(change_fields(&mut fields) && fields.steps() == 2);
        fields.set("do", "remove-1");
        assert!(change_fields(&mut fields) && fields.get("1-viec") == "move");
        fields.set("do", "keep");
        assert!(!change_fields(&mut fields));
    }
}
