//! Moving, ending and correcting a belonging, and adding another.

use super::{again, forms, note_refusal, person_url};
use crate::{
    EDIT,
    actions::{self, Belonging, Transfer},
    rules::{CARD_LETTERS_MAX, Counting, LeaveReason},
    store,
    texts::Texts,
};
use access::{Look, Work};
use askama::Template;
use axum::{
    Form,
    extract::Path,
    response::{Html, IntoResponse, Response},
};
use kernel::MembershipId;
use platform::{
    Problem,
    form::{Mistakes, Reader},
    operation::{self, Answered},
    web::{self, Rail, Shell},
};

/// Which of the four forms a page shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Move {
    Transfer,
    Leave,
    Correct,
    Belong,
}

impl Move {
    fn title(self, t: Texts, name: &str) -> String {
        match self {
            Move::Transfer => t.transfer_of(name),
            Move::Leave => t.leave_of(name),
            Move::Correct => t.correct_of(name),
            Move::Belong => t.add_belonging_of(name),
        }
    }
    fn day(self, t: Texts) -> String {
        match self {
            Move::Transfer => t.transfer_on(),
            Move::Leave => t.leave_on(),
            Move::Correct | Move::Belong => t.joined_on(),
        }
    }
}

/// All four forms have their fields among these.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub struct MoveForm {
    revision: i64,
    day: String,
    unit_code: String,
    reason: String,
    counting: String,
    card_number: String,
    note: String,
}

#[derive(Template)]
#[template(path = "move_form.html")]
struct MovePage {
    shell: Shell,
    t: Texts,
    what: Move,
    form: MoveForm,
    mistakes: Mistakes,
    labels: Vec<(&'static str, String)>,
    reasons: Vec<(&'static str, String)>,
    countings: Vec<(&'static str, String)>,
    op: String,
}

impl MovePage {
    fn is(&self, what: &str) -> bool {
        what == match self.what {
            Move::Transfer => "transfer",
            Move::Leave => "leave",
            Move::Correct => "correct",
            Move::Belong => "belong",
        }
    }
    fn day_label(&self) -> String {
        self.what.day(self.t)
    }
    fn unit_label(&self) -> String {
        if self.what == Move::Transfer { self.t.transfer_to() } else { self.t.belonging_unit() }
    }
}

fn page(
    shell: Shell,
    t: Texts,
    what: Move,
    form: MoveForm,
    mistakes: Mistakes,
) -> Result<Html<String>, Problem> {
    web::page(MovePage {
        shell: shell.at(Rail::Registers),
        t,
        what,
        form,
        mistakes,
        labels: vec![
            ("day", what.day(t)),
            ("unit_code", t.unit()),
            ("reason", t.leave_reason()),
            ("counting", t.belonging_counts()),
            ("card_number", t.card_number()),
            ("note", t.note()),
        ],
        reasons: vec![
            ("left", t.reason_left()),
            ("died", t.reason_died()),
            ("removed", t.reason_removed()),
        ],
        countings: vec![("also", t.belonging_also()), ("home", t.belonging_home())],
        op: operation::new_id(),
    })
}

async fn first_page(
    mut look: Look,
    id: &MembershipId,
    what: Move,
) -> Result<Html<String>, Problem> {
    let t = Texts(look.lang);
    let scope = super::scope_of(&mut look, EDIT, id).await?;
    let membership = store::membership(&mut look.tx, &scope, id).await?;
    let person = store::person(&mut look.tx, &scope, &membership.person).await?;
    let mut form = MoveForm {
        revision: membership.revision,
        day: look.today.short(),
        counting: "also".to_owned(),
        ..MoveForm::default()
    };
    if what == Move::Correct {
        form.day = membership.joined_on.short();
        form.card_number = membership.card_number;
    }
    let shell = look.shell(what.title(t, &person.full_name)).await?;
    page(shell, t, what, form, Mistakes::default())
}

/// The form again, with its mistakes.
async fn page_again(
    work: &mut Work,
    id: &MembershipId,
    what: Move,
    form: MoveForm,
    mistakes: Mistakes,
) -> Result<Html<String>, Problem> {
    let t = Texts(work.lang);
    let opened = actions::open(work, id).await?;
    let person = store::person(&mut work.tx, &opened.scope, &opened.membership.person).await?;
    let shell = work.shell(what.title(t, &person.full_name)).await?;
    page(shell, t, what, form, mistakes)
}

async fn refused(
    mut work: Work,
    id: &MembershipId,
    what: Move,
    form: MoveForm,
    problem: Problem,
) -> Result<Response, Problem> {
    let mut mistakes = Mistakes::default();
    let status = note_refusal(&mut mistakes, problem, "day", work.lang)?;
    Ok((status, page_again(&mut work, id, what, form, mistakes).await?).into_response())
}

async fn done(work: Work, id: &MembershipId, what: &str) -> Result<Response, Problem> {
    Ok(work.finish(Answered::seen_at(person_url(id, what))).await?.into_response())
}

pub async fn transfer_form(
    look: Look,
    Path(id): Path<MembershipId>,
) -> Result<Html<String>, Problem> {
    first_page(look, &id, Move::Transfer).await
}

pub async fn transfer(
    mut work: Work,
    Path(id): Path<MembershipId>,
    Form(form): Form<MoveForm>,
) -> Result<Response, Problem> {
    actions::open(&mut work, &id).await?;
    let (read, mut mistakes) = (Reader(work.lang), Mistakes::default());
    let on = mistakes.check("day", read.day(&form.day));
    let note = mistakes.check("note", forms::note(&form.note, read));
    let to = forms::unit_with_code(&mut work, &form.unit_code).await?;
    let to = mistakes.check("unit_code", to);
    let (Some(on), Some(note), Some(to)) = (on, note, to) else {
        return Ok(again(page_again(&mut work, &id, Move::Transfer, form, mistakes).await?));
    };
    match actions::transfer(&mut work, &id, form.revision, Transfer { to, on, note }).await {
        Ok(arrived) => done(work, &arrived, "chuyen").await,
        Err(problem) => refused(work, &id, Move::Transfer, form, problem).await,
    }
}

pub async fn leave_form(look: Look, Path(id): Path<MembershipId>) -> Result<Html<String>, Problem> {
    first_page(look, &id, Move::Leave).await
}

pub async fn leave(
    mut work: Work,
    Path(id): Path<MembershipId>,
    Form(form): Form<MoveForm>,
) -> Result<Response, Problem> {
    actions::open(&mut work, &id).await?;
    let (read, mut mistakes) = (Reader(work.lang), Mistakes::default());
    let on = mistakes.check("day", read.day(&form.day));
    let note = mistakes.check("note", forms::note(&form.note, read));
    let reason = LeaveReason::read(&form.reason)
        .filter(|reason| !matches!(reason, LeaveReason::Transferred | LeaveReason::Reorganised));
    let reason = mistakes.check("reason", reason.ok_or_else(|| Texts(work.lang).choose_reason()));
    let (Some(on), Some(note), Some(reason)) = (on, note, reason) else {
        return Ok(again(page_again(&mut work, &id, Move::Leave, form, mistakes).await?));
    };
    match actions::leave(&mut work, &id, form.revision, on, reason, &note).await {
        Ok(()) => done(work, &id, "thoi").await,
        Err(problem) => refused(work, &id, Move::Leave, form, problem).await,
    }
}

pub async fn undo_leave(
    mut work: Work,
    Path(id): Path<MembershipId>,
    Form(form): Form<MoveForm>,
) -> Result<Response, Problem> {
    actions::undo_leave(&mut work, &id, form.revision).await?;
    done(work, &id, "hoan-tac").await
}

pub async fn correct_form(
    look: Look,
    Path(id): Path<MembershipId>,
) -> Result<Html<String>, Problem> {
    first_page(look, &id, Move::Correct).await
}

pub async fn correct(
    mut work: Work,
    Path(id): Path<MembershipId>,
    Form(form): Form<MoveForm>,
) -> Result<Response, Problem> {
    actions::open(&mut work, &id).await?;
    let (read, mut mistakes) = (Reader(work.lang), Mistakes::default());
    let joined_on = mistakes.check("day", read.day(&form.day));
    let card_number =
        mistakes.check("card_number", read.required(&form.card_number, CARD_LETTERS_MAX));
    let (Some(joined_on), Some(card_number)) = (joined_on, card_number) else {
        return Ok(again(page_again(&mut work, &id, Move::Correct, form, mistakes).await?));
    };
    match actions::correct_membership(&mut work, &id, form.revision, joined_on, &card_number).await
    {
        Ok(()) => done(work, &id, "sua").await,
        Err(problem) => refused(work, &id, Move::Correct, form, problem).await,
    }
}

pub async fn belonging_form(
    look: Look,
    Path(id): Path<MembershipId>,
) -> Result<Html<String>, Problem> {
    first_page(look, &id, Move::Belong).await
}

pub async fn add_belonging(
    mut work: Work,
    Path(id): Path<MembershipId>,
    Form(form): Form<MoveForm>,
) -> Result<Response, Problem> {
    actions::open(&mut work, &id).await?;
    let (read, mut mistakes) = (Reader(work.lang), Mistakes::default());
    let joined_on = mistakes.check("day", read.day(&form.day));
    let card_number =
        mistakes.check("card_number", read.optional(&form.card_number, CARD_LETTERS_MAX));
    let unit = forms::unit_with_code(&mut work, &form.unit_code).await?;
    let unit = mistakes.check("unit_code", unit);
    let counting = Counting::read(&form.counting).unwrap_or(Counting::Also);
    let (Some(joined_on), Some(card_number), Some(unit)) = (joined_on, card_number, unit) else {
        return Ok(again(page_again(&mut work, &id, Move::Belong, form, mistakes).await?));
    };
    let new = Belonging { joined_on, card_number, counting };
    match actions::add_belonging(&mut work, &id, &unit, new).await {
        Ok(added) => done(work, &added, "them").await,
        Err(problem) => refused(work, &id, Move::Belong, form, problem).await,
    }
}
