//! Seeing a whole national id: with a reason, once, and never without a trace.

use super::again;
use crate::{REVEAL, actions, store, texts::Texts};
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
    form::Mistakes,
    operation,
    web::{self, Rail, Shell},
};

#[derive(Template)]
#[template(path = "reveal.html")]
struct RevealPage {
    shell: Shell,
    t: Texts,
    membership: MembershipId,
    /// The number, after a reason was given.
    number: Option<String>,
    /// Whether there is a number at all.
    stored: bool,
    reasons: Vec<(&'static str, String)>,
    mistakes: Mistakes,
    op: String,
}

impl RevealPage {
    fn new(shell: Shell, t: Texts, membership: MembershipId, stored: bool) -> RevealPage {
        RevealPage {
            shell: shell.at(Rail::Registers),
            t,
            membership,
            number: None,
            stored,
            reasons: vec![
                ("check_card", t.reveal_check_card()),
                ("write_paper", t.reveal_write_paper()),
                ("correct", t.reveal_correct()),
                ("asked_by_member", t.reveal_asked()),
            ],
            mistakes: Mistakes::default(),
            op: operation::new_id(),
        }
    }
}

#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct Reason {
    reason: String,
}

pub async fn form(mut look: Look, Path(id): Path<MembershipId>) -> Result<Html<String>, Problem> {
    let t = Texts(look.lang);
    let scope = super::scope_of(&mut look, REVEAL, &id).await?;
    let membership = store::membership(&mut look.tx, &scope, &id).await?;
    let person = store::person(&mut look.tx, &scope, &membership.person).await?;
    let shell = look.shell(t.reveal_of(&person.full_name)).await?;
    web::page(RevealPage::new(shell, t, id, !person.national_id_masked.is_empty()))
}

/// Shows the number. The answer is not kept under the operation's id, so the number is stored
/// nowhere; the same request asked again leaves another row in the audit book.
pub async fn show(
    mut work: Work,
    Path(id): Path<MembershipId>,
    Form(form): Form<Reason>,
) -> Result<Response, Problem> {
    let t = Texts(work.lang);
    let opened = actions::open_with(&mut work, &id, REVEAL).await?;
    let person = store::person(&mut work.tx, &opened.scope, &opened.membership.person).await?;
    let shell = work.shell(t.reveal_of(&person.full_name)).await?;
    let page = RevealPage::new(shell, t, id.clone(), !person.national_id_masked.is_empty());
    match actions::reveal_national_id(&mut work, &id, &form.reason).await {
        Ok(number) => {
            work.commit().await?;
            Ok(web::page(RevealPage { number, ..page })?.into_response())
        }
        Err(Problem::Refused(refusal)) => {
            let mut mistakes = Mistakes::default();
            mistakes.note("reason", refusal.say(work.lang));
            Ok(again(web::page(RevealPage { mistakes, ..page })?))
        }
        Err(other) => Err(other),
    }
}
