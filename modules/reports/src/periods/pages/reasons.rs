//! Lý do tăng, giảm on a report's page: what is asked, what was said, and what units below have said.

use super::{
    super::{
        snapshot::{Content, Frozen},
        texts::Texts,
        unusual::{self, NewReason, REASON_LETTERS_MAX, Says, Unusual, sentence},
    },
    Asked, file,
};
use crate::show;
use access::{Work, asked::Query};
use axum::{
    Form,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use counts::{UNUSUAL_FLOOR, UNUSUAL_PERCENT};
use kernel::Lang;
use platform::{Problem, Say, form::Mistakes, operation::Answered, web};
use std::collections::{BTreeMap, HashMap};

/// Fields of sentences are called `cau-…`, their revisions `lan-…`.
const SENTENCE: &str = "cau-";
const REVISION: &str = "lan-";

/// What a page that comes back says besides: what was typed, and what is wrong with it.
#[derive(Default)]
pub(super) struct Back {
    pub mistakes: Mistakes,
    pub typed: HashMap<String, String>,
}

/// A sentence of a unit below, and the button that takes it over.
pub(super) struct BelowLine {
    pub unit: String,
    pub link: String,
    pub reason: String,
    pub takes: String,
}

/// A figure that has changed a lot.
pub(super) struct ReasonLine {
    pub name: String,
    pub label: String,
    /// `140, cùng kỳ 40`
    pub change: String,
    pub sentence: String,
    pub mistake: String,
    pub revision_name: String,
    pub revision: i64,
    pub below: Vec<BelowLine>,
}

/// What asks for the sentences, and how few letters they have.
pub(super) fn what(t: Texts) -> String {
    t.reasons_what(UNUSUAL_PERCENT, UNUSUAL_FLOOR, REASON_LETTERS_MAX)
}

/// The lines of the form.
pub(super) fn asked_lines(t: Texts, unusual: &[Unusual], back: &Back) -> Vec<ReasonLine> {
    let line = |one: &Unusual| {
        let name = format!("{SENTENCE}{}", one.indicator);
        ReasonLine {
            label: one.label.clone(),
            change: t.changed_from(&one.now, &one.before),
            sentence: back.typed.get(&name).unwrap_or(&one.reason).clone(),
            mistake: back.mistakes.about(&name).to_owned(),
            revision_name: format!("{REVISION}{}", one.indicator),
            revision: one.revision,
            below: below(t.0, &one.indicator, &one.below),
            name,
        }
    };
    unusual.iter().map(line).collect()
}

/// The lines of what was handed in.
pub(super) fn said_lines(t: Texts, content: &Content) -> Vec<ReasonLine> {
    let line = |one: &Frozen| {
        let now = show::in_cell(&one.thawed(), t.0).unwrap_or_default();
        let before = one.previous.map(|before| t.0.grouped(before));
        ReasonLine {
            name: String::new(),
            label: one.label(t.0).to_owned(),
            change: before.map_or(now.clone(), |before| t.changed_from(&now, &before)),
            sentence: one.reason.clone(),
            mistake: String::new(),
            revision_name: String::new(),
            revision: 0,
            below: below(t.0, &one.indicator, &one.below),
        }
    };
    let said = content.figures.iter().filter(|one| !one.reason.is_empty());
    said.map(line).collect()
}

fn below(lang: Lang, indicator: &str, all: &[unusual::Below]) -> Vec<BelowLine> {
    let line = |one: &unusual::Below| BelowLine {
        unit: one.unit.name(lang).to_owned(),
        link: format!("/bao-cao/ban-chup/{}", one.snapshot),
        reason: one.reason.clone(),
        takes: format!("{indicator}:{}", one.snapshot),
    };
    all.iter().map(line).collect()
}

/// Which sentences a report still wants, each beside its field.
pub(super) fn wanted(t: Texts, unusual: &[Unusual]) -> Mistakes {
    let mut mistakes = Mistakes::default();
    for one in unusual.iter().filter(|one| one.reason.is_empty()) {
        mistakes.note(&format!("{SENTENCE}{}", one.indicator), t.reason_wanted(&one.label));
    }
    mistakes
}

/// Keeps the sentences that were typed, and the one that was taken over from a unit below.
pub(super) async fn write(
    mut work: Work,
    Query(asked): Query<Asked>,
    Form(sent): Form<BTreeMap<String, String>>,
) -> Result<Response, Problem> {
    let filed = asked.filed(work.today)?;
    let taken = sent.get("lay").and_then(|taken| taken.split_once(':'));
    let (mut news, mut back) = (vec![], Back::default());
    for (name, typed) in &sent {
        let Some(indicator) = name.strip_prefix(SENTENCE) else { continue };
        let says = match taken {
            Some((code, snapshot)) if code == indicator => {
                Says::Takes(snapshot.parse().unwrap_or_else(|never| match never {}))
            }
            _ => {
                let read = sentence(typed).map_err(|refusal| refusal.say(work.lang));
                let Some(read) = back.mistakes.check(name, read) else { continue };
                Says::Own(read)
            }
        };
        let revision = sent.get(&format!("{REVISION}{indicator}"));
        let revision = revision.and_then(|typed| typed.parse().ok()).unwrap_or_default();
        news.push(NewReason { indicator: indicator.to_owned(), says, revision });
    }
    if !back.mistakes.is_empty() {
        back.typed = sent.into_iter().collect();
        let page = file::page(work.look_instead().await?, &asked, back).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, web::page(page)?).into_response());
    }
    unusual::write_reasons(&mut work, &filed, &news).await?;
    let next = format!("/bao-cao/ho-so?{}&xong=ly-do#ly-do", filed.address());
    Ok(work.finish(Answered::seen_at(next)).await?.into_response())
}
