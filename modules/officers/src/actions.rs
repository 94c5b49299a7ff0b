//! What people do with terms and offices.

use crate::{
    EDIT,
    posts::Post,
    rules::{self, NewTenure, NewTerm, Refusal, Tenure},
    store::{handovers, meetings, posts, tenures, terms},
    words::Ended,
};
use access::{Scope, Work};
use kernel::{Day, Source, TenureId, TermId, UnitId, vietnamese::text};
use platform::Problem;
use serde_json::json;

pub fn source_of(tenure: &TenureId) -> Source {
    Source::of("officers.tenure", tenure)
}

pub fn source_of_term(term: &TermId) -> Source {
    Source::of("officers.term", term)
}

/// Nobody else changes the officers of a unit until the work ends.
pub async fn hold(work: &mut Work, unit: &UnitId) -> Result<(), Problem> {
    work.hold(&format!("officers/{unit}")).await
}

/// Nothing goes on for longer than the unit.
pub async fn refuse_after_end(work: &mut Work, unit: &UnitId, until: Day) -> Result<(), Problem> {
    let unit = units::unit(&mut work.tx, unit).await?;
    rules::goes_on_until(&unit, until)?;
    Ok(())
}

/// Mở nhiệm kỳ.
///
/// # Errors
/// `terms_overlap`, `unit_ends` and unusable years.
pub async fn open_term(work: &mut Work, unit: &UnitId, new: NewTerm) -> Result<TermId, Problem> {
    let scope = work.scope(EDIT, unit).await?;
    hold(work, unit).await?;
    let others = terms::terms(&mut work.tx, &scope).await?;
    let planned_until = rules::open_term(&new, &others, work.today)?;
    refuse_after_end(work, unit, new.until.unwrap_or(Day::NEVER)).await?;
    let id = TermId::new();
    terms::insert(&mut work.tx, &scope, &id, &new, planned_until, work.now).await?;
    let years = rules::years_said(new.first_year, new.last_year);
    let details = json!({ "years": years, "since": new.since, "until": new.until });
    work.record("officers.open_term", Some(unit), &source_of_term(&id), details).await?;
    Ok(id)
}

/// Kết thúc nhiệm kỳ on the day of the next congress: whoever still holds an office leaves it that day, with its rights.
///
/// # Errors
/// `began_later` and `met_later` for what happened after that day.
pub async fn end_term(
    work: &mut Work,
    unit: &UnitId,
    term: &TermId,
    on: Day,
) -> Result<(), Problem> {
    let scope = work.scope(EDIT, unit).await?;
    hold(work, unit).await?;
    let term = terms::term(&mut work.tx, &scope, term).await?;
    let held = tenures::tenures(&mut work.tx, &scope).await?;
    let of_term: Vec<Tenure> = held.into_iter().filter(|tenure| tenure.term == term.id).collect();
    let last = meetings::last_day(&mut work.tx, &scope, &term.id).await?;
    rules::end_term(&term, on, &of_term, last, work.today)?;
    for tenure in of_term.iter().filter(|tenure| on < tenure.until) {
        end(work, &scope, tenure, (on, Ended::TermEnded, "")).await?;
    }
    terms::end(&mut work.tx, &scope, &term.id, on).await?;
    work.record("officers.end_term", Some(unit), &source_of_term(&term.id), json!({ "on": on }))
        .await
}

/// Sửa nhiệm kỳ: its years, its decision, the day of its congress. Who came into office by that congress moves along, and
/// so does the end of the term before.
///
/// # Errors
/// `began_before`, `met_before`, `terms_overlap` and others for what the new day would contradict; `stale_version`.
pub async fn correct_term(
    work: &mut Work,
    unit: &UnitId,
    term: &TermId,
    (new, revision): (NewTerm, i64),
) -> Result<(), Problem> {
    let scope = work.scope(EDIT, unit).await?;
    hold(work, unit).await?;
    let term = terms::term(&mut work.tx, &scope, term).await?;
    if term.revision != revision {
        return Err(Problem::Outdated);
    }
    let all = terms::terms(&mut work.tx, &scope).await?;
    let held = tenures::tenures(&mut work.tx, &scope).await?;
    let before = all.iter().find(|one| one.until == term.since);
    let last_met_before = match before {
        Some(before) => meetings::last_day(&mut work.tx, &scope, &before.id).await?,
        None => None,
    };
    let first_met = meetings::first_day(&mut work.tx, &scope, &term.id).await?;
    let recorded = rules::Recorded { terms: &all, tenures: &held, first_met, last_met_before };
    let corrected = rules::correct_term(&term, &new, &recorded, work.today)?;
    terms::correct(&mut work.tx, &scope, &corrected.term).await?;
    if let Some(before) = &corrected.before {
        terms::correct(&mut work.tx, &scope, before).await?;
    }
    for tenure in &corrected.moved {
        let days = (tenure.since, tenure.until);
        tenures::set_days(&mut work.tx, &scope, &tenure.id, days).await?;
    }
    let details = json!({
        "years": corrected.term.years(), "was": term.since, "since": corrected.term.since,
        "offices": corrected.moved.len(),
    });
    work.record("officers.correct_term", Some(unit), &source_of_term(&term.id), details).await
}

/// Ghi một người giữ một chức vụ, in the term that runs on the day it begins. An account that is named receives the
/// rights of the office while it is held.
///
/// # Errors
/// `office_held`, `already_in_office`, `unit_ends`, `outside_term`, `role_above_yours`, and names that are none.
pub async fn appoint(work: &mut Work, unit: &UnitId, new: NewTenure) -> Result<TenureId, Problem> {
    let scope = work.scope(EDIT, unit).await?;
    hold(work, unit).await?;
    let new = NewTenure { full_name: text::normalise(&new.full_name), ..new };
    let post = post_to_give(work, &new.post).await?;
    let all = terms::terms(&mut work.tx, &scope).await?;
    let term = all.iter().find(|term| term.runs_on(new.since)).or(all.last());
    let term = term.ok_or(Refusal::NoTerm)?.clone();
    let others = tenures::tenures(&mut work.tx, &scope).await?;
    let (until, ended) = rules::appoint(&new, &post, &term, &others, work.today)?;
    refuse_after_end(work, unit, until).await?;
    let account = match new.username.trim() {
        "" => None,
        username => Some(access::account_for_office(&mut work.tx, &scope, username).await?.0),
    };
    let tenure = Tenure {
        id: TenureId::new(),
        unit: unit.clone(),
        term: term.id,
        post: post.code.clone(),
        name_match: text::match_key(&new.full_name),
        full_name: new.full_name,
        apart: text::normalise(&new.apart),
        account,
        began: new.began,
        since: new.since,
        until,
        ended,
        began_decision: text::normalise(&new.decision),
        ended_decision: String::new(),
        revision: 1,
    };
    tenures::insert(&mut work.tx, &scope, &tenure, None, work.now).await?;
    let details = json!({ "post": post.code, "since": tenure.since, "until": until });
    let source = source_of(&tenure.id);
    work.record("officers.appoint", Some(unit), &source, details).await?;
    give_rights(work, &scope, &post, &tenure).await?;
    Ok(tenure.id)
}

async fn post_to_give(work: &mut Work, code: &str) -> Result<Post, Problem> {
    let found = posts::post(&mut work.tx, code).await;
    let post = found.map_err(|problem| match problem {
        Problem::NotFound => Refusal::UnknownPost { typed: code.to_owned() }.into(),
        other => other,
    })?;
    if post.retired_on.is_some() {
        return Err(Refusal::PostRetired { post: post.label(work.lang).to_owned() }.into());
    }
    Ok(post)
}

/// Gives the holder's account the rights of the office, if it has both, for what is left of it.
async fn give_rights(
    work: &mut Work,
    scope: &Scope,
    post: &Post,
    tenure: &Tenure,
) -> Result<(), Problem> {
    let Some(account) = tenure.account.as_ref().filter(|_| work.today < tenure.until) else {
        return Ok(());
    };
    let level = units::unit(&mut work.tx, scope.unit()).await?.level;
    let Some(role) = post.carries.role(level) else { return Ok(()) };
    let span = (tenure.since, tenure.until);
    access::grant_for_office(work, scope, &source_of(&tenure.id), account, role, span).await
}

/// Links the office with an account, another one, or none: the rights of the one before end today.
///
/// # Errors
/// `account_unknown`, `role_above_yours`, `office_ended`.
pub async fn link_account(
    work: &mut Work,
    unit: &UnitId,
    tenure: &TenureId,
    username: &str,
) -> Result<(), Problem> {
    let scope = work.scope(EDIT, unit).await?;
    hold(work, unit).await?;
    let tenure = tenures::tenure(&mut work.tx, &scope, tenure).await?;
    if tenure.until <= work.today {
        return Err(Refusal::OfficeEnded { name: tenure.said(), on: tenure.until }.into());
    }
    if handovers::open_of_tenure(&mut work.tx, &scope, &tenure.id).await? {
        return Err(Refusal::HandoverOpen { name: tenure.said() }.into());
    }
    let account = match username.trim() {
        "" => None,
        username => Some(access::account_for_office(&mut work.tx, &scope, username).await?.0),
    };
    let source = source_of(&tenure.id);
    access::end_office(work, &scope, &source, work.today).await?;
    tenures::link(&mut work.tx, &scope, &tenure.id, account.as_ref()).await?;
    let details = json!({ "account": account });
    work.record("officers.link_account", Some(unit), &source, details).await?;
    let post = posts::post(&mut work.tx, &tenure.post).await?;
    give_rights(work, &scope, &post, &Tenure { account, ..tenure }).await
}

/// Thôi chức vụ: the office ends for its holder on a day, and its rights with it.
///
/// # Errors
/// `office_ended`, `ends_before_it_begins`; `handover_open` while it is being handed over.
pub async fn end_office(
    work: &mut Work,
    unit: &UnitId,
    tenure: &TenureId,
    (on, how, decision): (Day, Ended, &str),
) -> Result<(), Problem> {
    let scope = work.scope(EDIT, unit).await?;
    hold(work, unit).await?;
    let tenure = tenures::tenure(&mut work.tx, &scope, tenure).await?;
    rules::end_office(&tenure, on, work.today)?;
    if handovers::open_of_tenure(&mut work.tx, &scope, &tenure.id).await? {
        return Err(Refusal::HandoverOpen { name: tenure.said() }.into());
    }
    end(work, &scope, &tenure, (on, how, &text::normalise(decision))).await
}

/// Ends an office that may end.
pub async fn end(
    work: &mut Work,
    scope: &Scope,
    tenure: &Tenure,
    (on, how, decision): (Day, Ended, &str),
) -> Result<(), Problem> {
    let source = source_of(&tenure.id);
    tenures::end(&mut work.tx, scope, &tenure.id, (on, how, decision)).await?;
    access::end_office(work, scope, &source, on).await?;
    let details = json!({ "on": on, "how": how.code() });
    work.record("officers.end_office", Some(scope.unit()), &source, details).await
}

/// Rút một mục ghi nhầm: it counts no more and stays to be read, with the reason.
///
/// # Errors
/// `office_used` once somebody sat in a session in it or handed it over; `why_missing`.
pub async fn withdraw_office(
    work: &mut Work,
    unit: &UnitId,
    tenure: &TenureId,
    why: &str,
) -> Result<(), Problem> {
    let scope = work.scope(EDIT, unit).await?;
    hold(work, unit).await?;
    let why = text::normalise(why);
    if why.is_empty() {
        return Err(Refusal::WhyMissing.into());
    }
    let tenure = tenures::tenure(&mut work.tx, &scope, tenure).await?;
    if tenures::is_used(&mut work.tx, &scope, &tenure.id).await? {
        return Err(Refusal::OfficeUsed { name: tenure.said() }.into());
    }
    let source = source_of(&tenure.id);
    tenures::withdraw(&mut work.tx, &scope, &tenure.id, &why, work.now).await?;
    access::end_office(work, &scope, &source, work.today).await?;
    work.record("officers.withdraw_office", Some(unit), &source, json!({})).await
}
