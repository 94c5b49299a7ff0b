//! What is done on the page of a hand-over: signing, drawing anew, withdrawing.

use super::{LINE_LETTERS_MAX, one::page, seen};
use crate::{
    document,
    handing::{self, Signing},
    pages::mistakes_of,
    words::State,
};
use access::{Look, Work, WorkLater};
use axum::{
    Form,
    extract::Path,
    response::{IntoResponse, Response},
};
use kernel::HandoverId;
use platform::{Problem, form::Reader};

const REMARK_LETTERS_MAX: usize = 2_000;

#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct SigningForm {
    hash: String,
    remark: String,
    password: String,
    why: String,
}

fn field_of_signing(code: &str) -> &'static str {
    match code {
        "password_not_right" => "password",
        "why_missing" => "why",
        "scan_too_large" | "scan_unreadable" => "file",
        _ => "remark",
    }
}

/// What the signer typed, and what the books say now, asked before the transaction begins.
struct Ready {
    signing: Signing,
    drawn: document::Drawn,
}

/// Asks for the password, then for the books.
async fn make_ready(
    later: &mut WorkLater,
    id: &HandoverId,
    form: &SigningForm,
) -> Result<Ready, Problem> {
    let mut look = later.look().await?;
    let (_, handover) = handing::readable(&mut look, id).await?;
    let (site, caller, today) = (look.site.clone(), look.caller.clone(), look.today);
    let remark = Reader(look.lang).optional(&form.remark, REMARK_LETTERS_MAX);
    let remark = remark.map_err(|why| Problem::mistake("remark", why))?;
    drop(look);
    access::prove(&site, &caller, &form.password).await?;
    let drawn = document::draw(&site, &handover.unit_id, today).await?;
    let signing = Signing { seen_hash: form.hash.clone(), remark: remark.unwrap_or_default() };
    Ok(Ready { signing, drawn })
}

/// The page again, with what was refused beside its field and the remark that was typed.
pub async fn came_back(
    look: Look,
    id: &HandoverId,
    problem: Problem,
    remark: String,
) -> Result<Response, Problem> {
    let (status, mistakes) = mistakes_of(problem, field_of_signing, look.lang)?;
    Ok((status, page(look, id, None, mistakes, remark).await?).into_response())
}

/// What somebody confirms with their password.
enum Deed {
    Sign,
    SignInstead,
    ConfirmPaper,
}

pub async fn sign(
    later: WorkLater,
    Path(id): Path<HandoverId>,
    Form(form): Form<SigningForm>,
) -> Result<Response, Problem> {
    carry_out(Deed::Sign, later, &id, form).await
}

pub async fn sign_instead(
    later: WorkLater,
    Path(id): Path<HandoverId>,
    Form(form): Form<SigningForm>,
) -> Result<Response, Problem> {
    carry_out(Deed::SignInstead, later, &id, form).await
}

pub async fn confirm(
    later: WorkLater,
    Path(id): Path<HandoverId>,
    Form(form): Form<SigningForm>,
) -> Result<Response, Problem> {
    carry_out(Deed::ConfirmPaper, later, &id, form).await
}

async fn carry_out(
    deed: Deed,
    mut later: WorkLater,
    id: &HandoverId,
    form: SigningForm,
) -> Result<Response, Problem> {
    let Ready { signing, drawn } = match make_ready(&mut later, id, &form).await {
        Ok(ready) => ready,
        Err(problem) => return came_back(later.look().await?, id, problem, form.remark).await,
    };
    let mut work = match later.begin().await? {
        Ok(work) => work,
        Err(answered) => return Ok(answered.into_response()),
    };
    let state = match deed {
        Deed::Sign => handing::sign(&mut work, id, signing, &drawn).await,
        Deed::SignInstead => handing::sign_instead(&mut work, id, &form.why, signing, &drawn).await,
        Deed::ConfirmPaper => handing::confirm_paper(&mut work, id, &drawn).await,
    };
    match state {
        Ok(State::Done) => seen(work, id, "xong").await,
        Ok(_) => seen(work, id, "ky").await,
        Err(problem) => came_back(work.look_instead().await?, id, problem, form.remark).await,
    }
}

pub async fn redraw(mut later: WorkLater, Path(id): Path<HandoverId>) -> Result<Response, Problem> {
    let drawn = handing::drawn_now(&mut later, &id).await?;
    let mut work = match later.begin().await? {
        Ok(work) => work,
        Err(answered) => return Ok(answered.into_response()),
    };
    handing::redraw(&mut work, &id, drawn).await?;
    seen(work, &id, "lap-lai").await
}

pub async fn withdraw(
    mut work: Work,
    Path(id): Path<HandoverId>,
    Form(form): Form<SigningForm>,
) -> Result<Response, Problem> {
    let why = Reader(work.lang).optional(&form.why, LINE_LETTERS_MAX);
    let why = why.map_err(|why| Problem::mistake("why", why))?.unwrap_or_default();
    match handing::withdraw_handover(&mut work, &id, &why).await {
        Ok(()) => seen(work, &id, "thoi").await,
        Err(problem @ Problem::Refused(_)) => {
            came_back(work.look_instead().await?, &id, problem, String::new()).await
        }
        Err(other) => Err(other),
    }
}
