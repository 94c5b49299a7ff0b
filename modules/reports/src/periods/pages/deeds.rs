//! What the forms of a report's page do.

use super::{
    super::{
        actions::{self, Corrected, Filed},
        rules::Deed,
        snapshot::Basis,
    },
    Asked, file,
};
use access::{Work, asked::Query};
use axum::{
    Form,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use counts::NewOpening;
use kernel::AccountId;
use platform::{
    Problem,
    form::{Mistakes, Reader},
    operation::Answered,
    web,
};
use std::collections::HashMap;

/// Whatever the forms send.
#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub(super) struct Sent {
    hash: String,
    basis: String,
    remark: String,
    person: String,
    last: String,
    differences: String,
    #[serde(flatten)]
    others: HashMap<String, String>,
}

async fn seen(work: Work, filed: &Filed, deed: Deed) -> Result<Response, Problem> {
    let next = format!("/bao-cao/ho-so?{}&xong={}", filed.address(), deed.code());
    Ok(work.finish(Answered::seen_at(next)).await?.into_response())
}

pub(super) async fn submit(
    mut work: Work,
    Query(asked): Query<Asked>,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let filed = asked.filed(work.today)?;
    match actions::submit(&mut work, &filed, Basis::read(&sent.basis)).await {
        Err(problem) if problem.code() == "reasons_missing" => {
            let page = file::page_that_wants_reasons(work.look_instead().await?, &asked).await?;
            Ok((StatusCode::CONFLICT, web::page(page)?).into_response())
        }
        done => {
            done?;
            seen(work, &filed, Deed::Submit).await
        }
    }
}

pub(super) async fn accept(
    mut work: Work,
    Query(asked): Query<Asked>,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let filed = asked.filed(work.today)?;
    actions::accept(&mut work, &filed, &sent.hash).await?;
    seen(work, &filed, Deed::Accept).await
}

pub(super) async fn give_back(
    mut work: Work,
    Query(asked): Query<Asked>,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let filed = asked.filed(work.today)?;
    actions::return_with_remark(&mut work, &filed, &sent.hash, &sent.remark).await?;
    seen(work, &filed, Deed::Return).await
}

pub(super) async fn lock(
    mut work: Work,
    Query(asked): Query<Asked>,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let filed = asked.filed(work.today)?;
    actions::lock(&mut work, &filed, !sent.differences.is_empty()).await?;
    seen(work, &filed, Deed::Lock).await
}

pub(super) async fn reopen(
    mut work: Work,
    Query(asked): Query<Asked>,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let filed = asked.filed(work.today)?;
    let new = opening(&sent, &work)?;
    actions::reopen(&mut work, &filed, &new).await?;
    seen(work, &filed, Deed::Reopen).await
}

fn opening(sent: &Sent, work: &Work) -> Result<NewOpening, Problem> {
    let mut mistakes = Mistakes::default();
    let read = Reader(work.lang);
    let person = mistakes.check("person", read.required(&sent.person, 60));
    let last = mistakes.check("last", read.day(&sent.last));
    match (person, last) {
        (Some(person), Some(last)) => {
            let person: AccountId = person.parse().unwrap_or_else(|never| match never {});
            Ok(NewOpening { person, last, reason: sent.remark.clone() })
        }
        _ => Err(Problem::BadValue(mistakes.0)),
    }
}

pub(super) async fn supplement(
    mut work: Work,
    Query(asked): Query<Asked>,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let filed = asked.filed(work.today)?;
    let mut mistakes = Mistakes::default();
    let mut corrected = vec![];
    for (field, typed) in sent.others.iter().filter(|(_, typed)| !typed.trim().is_empty()) {
        let Some(indicator) = field.strip_prefix("so-") else { continue };
        let quantity = mistakes.check(field, Reader(work.lang).count(typed));
        corrected.extend(
            quantity.map(|quantity| Corrected { indicator: indicator.to_owned(), quantity }),
        );
    }
    if !mistakes.is_empty() {
        return Err(Problem::BadValue(mistakes.0));
    }
    actions::supplement(&mut work, &filed, &sent.remark, &corrected).await?;
    seen(work, &filed, Deed::Supplement).await
}
