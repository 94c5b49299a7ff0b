//! Mẫu báo cáo: the forms that reports are made by, those shipped with the program and those of units.
//!
//! - A form is data. A report, its papers, its deeds and its calendar know it by its name alone.
//! - A published version never changes; a report that was submitted is read by the version it was submitted under.
//! - A unit's form is there for the unit and everybody below it; of two with the same code the nearer one is offered.
//! - A name is for ever: `code@unit that made it`, whoever the form belongs to later.

pub mod actions;
mod api;
mod carrying;
mod changes;
mod check;
mod edit;
mod in_use;
mod kind;
mod pages;
pub mod rules;
pub mod shipped;
pub(crate) mod store;
mod texts;

pub use edit::{Direction, Edit};
pub use kind::PeriodKind;

pub(crate) use api::{describe, routes as api_routes};
pub(crate) use carrying::dispositions;
pub(crate) use check::checks;
pub(crate) use in_use::{AskedAbout, asked_about, handover, wanted};
pub(crate) use pages::routes as page_routes;

use crate::{
    rules::Refusal,
    template::{Form, Template},
};
use kernel::{Day, RowId, UnitId};
use platform::{Problem, db::Tx};
use std::sync::Arc;

/// The form of this name as it was published last, if the unit is or ever was at or below the one it belongs to, or above
/// it, where reports by it arrive.
///
/// # Errors
/// `unknown_form`.
pub async fn form_of(tx: &mut Tx, unit: &UnitId, name: &str) -> Result<Form, Problem> {
    if let Some(form) = shipped::form(name) {
        return Ok(form.clone());
    }
    match store::latest(tx, unit, name).await? {
        Some(content) => read(&content),
        None => Err(Refusal::UnknownForm { code: name.to_owned() }.into()),
    }
}

/// One version of a form, whoever may use it now: what a snapshot names. The reader has been asked about the snapshot.
///
/// # Errors
/// `unknown_version`: another version would say something else than what was handed in.
pub async fn version_of(tx: &mut Tx, name: &str, version: i64) -> Result<Form, Problem> {
    if let Some(form) = shipped::version(name, version) {
        return Ok(form.clone());
    }
    match store::content(tx, name, version).await? {
        Some(content) => read(&content),
        None => {
            let code = code_of(name).to_owned();
            Err(rules::Refusal::UnknownVersion { code, version }.into())
        }
    }
}

/// The form that a report was submitted by; one that was not is made by the newest version.
pub(crate) async fn form_of_report(
    tx: &mut Tx,
    unit: &UnitId,
    name: &str,
    snapshot: Option<&RowId>,
) -> Result<Form, Problem> {
    match snapshot {
        Some(id) => {
            let version = store::version_of_snapshot(tx, id).await?;
            version_of(tx, name, version).await
        }
        None => form_of(tx, unit, name).await,
    }
}

/// The forms that a unit may make reports by today: the shipped ones, then those of units from its own upwards, each
/// code once.
pub async fn offered(tx: &mut Tx, unit: &UnitId, today: Day) -> Result<Vec<Form>, Problem> {
    let mut all = shipped::all().to_vec();
    let mut codes: Vec<String> = vec![];
    for row in store::at_or_above(tx, unit, today).await? {
        let is_shadowed = codes.contains(&row.code);
        if is_shadowed || row.version == 0 || row.is_retired(today) {
            continue;
        }
        codes.push(row.code.clone());
        all.push(version_of(tx, &row.id, row.version).await?);
    }
    Ok(all)
}

/// A form by its name, or by the bare code that people type: then it is the nearest one of that code.
///
/// # Errors
/// `unknown_form`.
pub async fn find(tx: &mut Tx, unit: &UnitId, typed: &str, today: Day) -> Result<Form, Problem> {
    if typed.contains('@') || shipped::form(typed).is_some() {
        return form_of(tx, unit, typed).await;
    }
    let all = offered(tx, unit, today).await?;
    let found = all.into_iter().find(|form| code_of(&form.code) == typed);
    Ok(found.ok_or_else(|| Refusal::UnknownForm { code: typed.to_owned() })?)
}

/// The short code in a form's name.
pub fn code_of(name: &str) -> &str {
    name.split_once('@').map_or(name, |(code, _)| code)
}

/// A form as it is stored.
pub(crate) fn read(content: &str) -> Result<Form, Problem> {
    Ok(Arc::new(serde_json::from_str::<Template>(content)?))
}
