//! One person, as one of their belongings shows them.

use super::{Said, crumbs};
use crate::{
    EDIT, READ, REVEAL, actions,
    reading::note_reading,
    rules::{Counting, Membership},
    store::{self, StoredPerson},
    texts::Texts,
};
use access::Look;
use askama::Template;
use audit::Row;
use axum::{
    extract::{Path, Query},
    response::{IntoResponse, Redirect, Response},
};
use kernel::MembershipId;
use platform::{
    Problem, operation,
    web::{self, Rail, Shell},
};

/// One belonging, as far as the reader may know of it.
struct BelongingLine {
    unit: String,
    /// Nothing for a unit out of the reader's reach.
    href: String,
    counting: String,
    since: String,
    until: String,
    current: bool,
}

struct Deed {
    moment: String,
    what: String,
    by_you: bool,
}

#[derive(Template)]
#[template(path = "person.html")]
struct PersonPage {
    shell: Shell,
    t: Texts,
    membership: Membership,
    sex: String,
    born: String,
    ethnicity: String,
    phone: String,
    national_id_masked: String,
    national_id_ending: String,
    note: String,
    belongings: Vec<BelongingLine>,
    history: Vec<Deed>,
    may_edit: bool,
    may_reveal: bool,
    may_undo: bool,
    op: String,
}

pub async fn page(
    mut look: Look,
    Path(id): Path<MembershipId>,
    Query(said): Query<Said>,
) -> Result<Response, Problem> {
    let t = Texts(look.lang);
    let scope = match super::scope_of(&mut look, READ, &id).await {
        Err(Problem::NotFound) => {
            let now = super::moved_to(&mut look, &id).await?;
            return Ok(Redirect::to(&format!("/hoi-vien/{now}")).into_response());
        }
        scope => scope?,
    };
    let membership = store::membership(&mut look.tx, &scope, &id).await?;
    let person = store::person(&mut look.tx, &scope, &membership.person).await?;
    let all = store::all_of_person(&mut look.tx, &person.id).await?;
    // A unit that a person has left keeps what it wrote; what is known now is their present unit's.
    let speaks = membership.is_current() || !all.iter().any(Membership::is_current);
    let may_edit = look.may(EDIT, &membership.unit).await? && speaks;
    let may_reveal = look.may(REVEAL, &membership.unit).await? && speaks;
    let may_undo = may_edit && crate::rules::may_return(&membership, &all).is_ok();
    let belongings = belongings(&mut look, &all, t).await?;
    let history = history(&mut look, &person, &all, t).await?;
    let crumbs = crumbs(&mut look, &membership.unit).await?;
    let shell = look
        .shell(&person.full_name)
        .await?
        .at(Rail::Registers)
        .crumbs(crumbs)
        .flash(said.flash(t));
    let unit = membership.unit.clone();
    let page = web::page(PersonPage {
        shell,
        t,
        membership,
        sex: person.sex.map(|sex| sex.say(look.lang).to_owned()).unwrap_or_default(),
        born: person.birth.map(|birth| birth.short()).unwrap_or_default(),
        ethnicity: person.ethnicity.clone(),
        phone: person.phone.as_ref().map(|phone| phone.shown()).unwrap_or_default(),
        national_id_ending: ending(&person.national_id_masked),
        national_id_masked: person.national_id_masked.clone(),
        note: person.note.clone(),
        belongings,
        history,
        may_edit,
        may_reveal,
        may_undo,
        op: operation::new_id(),
    })?;
    let object = actions::person_source(&person.id);
    note_reading(look, "members.read", &unit, &object, serde_json::json!({ "by": id })).await?;
    Ok(page.into_response())
}

async fn belongings(
    look: &mut Look,
    all: &[Membership],
    t: Texts,
) -> Result<Vec<BelongingLine>, Problem> {
    let mut lines = vec![];
    for one in all.iter().rev() {
        let reached = look.may(READ, &one.unit).await?;
        // Where else somebody belongs is for the units concerned to know.
        if !reached && one.end.is_some() {
            continue;
        }
        let unit = if reached {
            units::full_name(&mut look.tx, &one.unit, look.today, look.lang).await?
        } else {
            t.another_unit()
        };
        lines.push(BelongingLine {
            unit,
            href: if reached { format!("/hoi-vien/{}", one.id) } else { String::new() },
            counting: match one.counting {
                Counting::Home => t.counting_home(),
                Counting::Also => t.counting_also(),
            },
            since: if reached { one.joined_on.short() } else { String::new() },
            until: match one.end {
                Some((day, reason)) => {
                    format!("{} ({})", day.short(), t.leave_word(reason.code()).to_lowercase())
                }
                None => t.present(),
            },
            current: one.is_current(),
        });
    }
    Ok(lines)
}

/// What was done about the person and the belongings within reach, newest first.
async fn history(
    look: &mut Look,
    person: &StoredPerson,
    all: &[Membership],
    t: Texts,
) -> Result<Vec<Deed>, Problem> {
    const SHOWN: usize = 20;
    const MOST: i64 = 200;
    let mut rows: Vec<Row> =
        audit::about(&mut look.tx, &actions::person_source(&person.id), MOST).await?;
    for one in all {
        if look.may(READ, &one.unit).await? {
            rows.extend(audit::about(&mut look.tx, &actions::source(&one.id), MOST).await?);
        }
    }
    // Each look at the page is in the audit book; here they would hide what was changed.
    rows.retain(|row| row.action != "members.read");
    rows.sort_by_key(|row| std::cmp::Reverse(row.seq));
    rows.truncate(SHOWN);
    let deed = |row: Row| Deed {
        moment: row.recorded_at.short(),
        what: t.deed(&row.action),
        by_you: row.account == look.caller.account,
    };
    Ok(rows.into_iter().map(deed).collect())
}

/// What a mask shows after its dots.
fn ending(masked: &str) -> String {
    masked.rsplit('•').next().unwrap_or_default().to_owned()
}
