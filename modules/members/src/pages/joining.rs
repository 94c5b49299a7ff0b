//! Writing down a person, and correcting what is known of one.

use super::{again, crumbs, forms::PersonForm, note_refusal, person_url};
use crate::{
    EDIT,
    actions::{self, PersonChange},
    duplicates::{self, Similar, Typed},
    rules, store,
    texts::Texts,
};
use access::{Look, Work};
use askama::Template;
use axum::{
    Form,
    extract::Path,
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use kernel::{MembershipId, UnitId};
use platform::{
    Problem,
    form::Mistakes,
    operation::{self, Answered},
    web::{self, Rail, Shell},
};

/// Somebody in the register who may be the one in the form.
struct Same {
    membership: MembershipId,
    full_name: String,
    born: String,
    unit: String,
    why: String,
}

#[derive(Template)]
#[template(path = "person_form.html")]
struct PersonFormPage {
    shell: Shell,
    t: Texts,
    form: PersonForm,
    /// A new member, not a correction.
    joins: bool,
    national_id_hint: String,
    /// The unit has declared a total, so that the form asks whether to replace it.
    declared: bool,
    same: Vec<Same>,
    /// Where a browser asks who is alike while somebody types; nothing in a correction.
    similar: String,
    mistakes: Mistakes,
    labels: Vec<(&'static str, String)>,
    sexes: Vec<(&'static str, String)>,
    reasons: Vec<(&'static str, String)>,
    op: String,
}

impl PersonFormPage {
    fn new(
        shell: Shell,
        t: Texts,
        form: PersonForm,
        joins: bool,
        mistakes: Mistakes,
    ) -> PersonFormPage {
        PersonFormPage {
            shell: shell.at(Rail::Registers),
            t,
            form,
            joins,
            national_id_hint: t.national_id_hint(),
            declared: false,
            same: vec![],
            similar: String::new(),
            mistakes,
            labels: vec![
                ("full_name", t.full_name()),
                ("birth", t.birth()),
                ("sex", t.sex()),
                ("ethnicity", t.ethnicity()),
                ("phone", t.phone()),
                ("national_id", t.national_id()),
                ("note", t.note()),
                ("joined_on", t.joined_on()),
                ("card_number", t.card_number()),
                ("replace_declared", t.members()),
            ],
            sexes: vec![("female", t.female()), ("male", t.male()), ("", t.sex_unknown())],
            reasons: vec![("joined", t.how_joined_new()), ("registered", t.how_joined_before())],
            op: operation::new_id(),
        }
    }
}

pub async fn form(mut look: Look, Path(unit): Path<UnitId>) -> Result<Html<String>, Problem> {
    let t = Texts(look.lang);
    look.scope(EDIT, &unit).await?;
    let crumbs = crumbs(&mut look, &unit).await?;
    let shell = look.shell(t.add_member()).await?.crumbs(crumbs);
    let form = PersonForm {
        joined_on: look.today.short(),
        reason: "joined".to_owned(),
        ..PersonForm::default()
    };
    let page = PersonFormPage::new(shell, t, form, true, Mistakes::default());
    web::page(PersonFormPage { similar: similar_at(&unit), ..page })
}

fn similar_at(unit: &UnitId) -> String {
    format!("/api/v1/units/{unit}/members/similar")
}

pub async fn join(
    mut work: Work,
    Path(unit): Path<UnitId>,
    Form(form): Form<PersonForm>,
) -> Result<Response, Problem> {
    let t = Texts(work.lang);
    work.scope(EDIT, &unit).await?;
    let mut mistakes = Mistakes::default();
    let Some(member) = form.member(work.lang, &mut mistakes) else {
        let shell = work.shell(t.add_member()).await?;
        let page = PersonFormPage::new(shell, t, form, true, mistakes);
        return Ok(again(web::page(PersonFormPage { similar: similar_at(&unit), ..page })?));
    };
    let card = member.card_number.clone().unwrap_or_default();
    let typed = Typed { unit: &unit, person: &member.person, card_number: &card };
    let found = duplicates::similar(&mut work, &typed).await?;
    if form.confirmed.is_empty() && !found.people.is_empty() {
        let same = shown(&mut work, found, &member.person.full_name).await?;
        let shell = work.shell(t.add_member()).await?;
        let declared = !form.replace_declared.is_empty();
        let page = PersonFormPage::new(shell, t, form, true, mistakes);
        let page =
            web::page(PersonFormPage { same, declared, similar: similar_at(&unit), ..page })?;
        return Ok((StatusCode::CONFLICT, page).into_response());
    }
    if !form.replace_declared.is_empty() {
        actions::replace_declared_total(&mut work, &unit).await?;
    }
    match actions::join(&mut work, &unit, member).await {
        Ok(id) => {
            // Whoever was shown and is recorded all the same is somebody else; no search asks again.
            duplicates::remember_not_same(&mut work, &unit, &id, &found).await?;
            Ok(work.finish(Answered::seen_at(person_url(&id, "ghi"))).await?.into_response())
        }
        Err(problem) => {
            let declared = problem.code() == "declared_total_stands";
            let status = note_refusal(&mut mistakes, problem, "joined_on", work.lang)?;
            let shell = work.shell(t.add_member()).await?;
            let page = PersonFormPage::new(shell, t, form, true, mistakes);
            Ok((
                status,
                web::page(PersonFormPage { declared, similar: similar_at(&unit), ..page })?,
            )
                .into_response())
        }
    }
}

async fn shown(work: &mut Work, found: Similar, typed: &str) -> Result<Vec<Same>, Problem> {
    let t = duplicates::Texts(work.lang);
    let ids: Vec<UnitId> = found.people.iter().map(|one| one.unit.clone()).collect();
    let names = units::briefs(&mut work.tx, &ids, work.today).await?;
    let same = |one: duplicates::Alike| Same {
        born: rules::birth_of(&one.birth).map(|birth| birth.short()).unwrap_or_default(),
        unit: names.get(&one.unit).map(|unit| unit.full_name(work.lang)).unwrap_or_default(),
        why: t.why_alike(one.likeness.reasons, &one.full_name, typed),
        membership: one.membership,
        full_name: one.full_name,
    };
    Ok(found.people.into_iter().map(same).collect())
}

pub async fn edit_form(
    mut look: Look,
    Path(id): Path<MembershipId>,
) -> Result<Html<String>, Problem> {
    let t = Texts(look.lang);
    let scope = super::scope_of(&mut look, EDIT, &id).await?;
    let membership = store::membership(&mut look.tx, &scope, &id).await?;
    let person = store::person(&mut look.tx, &scope, &membership.person).await?;
    let shell = look.shell(t.edit_of(&person.full_name)).await?;
    edit_page(shell, t, PersonForm::of(&person), &person.national_id_masked, Mistakes::default())
}

fn edit_page(
    shell: Shell,
    t: Texts,
    form: PersonForm,
    masked: &str,
    mistakes: Mistakes,
) -> Result<Html<String>, Problem> {
    let page = PersonFormPage::new(shell, t, form, false, mistakes);
    let hint =
        if masked.is_empty() { t.national_id_hint() } else { t.national_id_keep_hint(masked) };
    web::page(PersonFormPage { national_id_hint: hint, ..page })
}

pub async fn edit(
    mut work: Work,
    Path(id): Path<MembershipId>,
    Form(form): Form<PersonForm>,
) -> Result<Response, Problem> {
    let t = Texts(work.lang);
    let opened = actions::open(&mut work, &id).await?;
    let stored = store::person(&mut work.tx, &opened.scope, &opened.membership.person).await?;
    let mut mistakes = Mistakes::default();
    let Some(person) = form.person(work.lang, &mut mistakes) else {
        let shell = work.shell(t.edit_of(&stored.full_name)).await?;
        return Ok(again(edit_page(shell, t, form, &stored.national_id_masked, mistakes)?));
    };
    let change = PersonChange { revision: form.revision, person };
    match actions::edit_person(&mut work, &id, change).await {
        Ok(_) => Ok(work.finish(Answered::seen_at(person_url(&id, "sua"))).await?.into_response()),
        Err(problem) => {
            let status = note_refusal(&mut mistakes, problem, "birth", work.lang)?;
            let shell = work.shell(t.edit_of(&stored.full_name)).await?;
            Ok((status, edit_page(shell, t, form, &stored.national_id_masked, mistakes)?)
                .into_response())
        }
    }
}
