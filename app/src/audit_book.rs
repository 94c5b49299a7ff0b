//! Nhật ký as people read it: who did what, when, and to what, in words.
//!
//! The book itself names records by id and knows no module; only the program knows them all, so the page stands here.

mod deeds;
mod words;

use access::{Look, Permission};
use askama::Template;
use audit::Row;
use axum::{
    extract::{Path, Query},
    response::Html,
};
use deeds::Telling;
use kernel::{AccountId, UnitId};
use platform::{
    Problem, Route,
    module::Needs,
    web::{self, Rail, Shell},
};
use std::collections::HashMap;
use words::Texts;

const READ_AUDIT: Permission = Permission("audit.read");
const ROWS: usize = 50;

pub fn routes() -> Vec<Route> {
    vec![Route::get("/don-vi/{unit}/nhat-ky", Needs::Permission(READ_AUDIT), page)]
}

struct Line {
    moment: String,
    who: String,
    /// Where it was done, and that unit's page.
    place: String,
    place_link: String,
    deed: String,
    object: String,
    object_link: String,
    /// Pairs of a word and its value.
    details: Vec<(String, String)>,
    raw: String,
}

#[derive(Template)]
#[template(path = "audit_book.html")]
struct AuditPage {
    shell: Shell,
    t: Texts,
    lines: Vec<Line>,
    next: String,
}

#[derive(serde::Deserialize)]
struct Before {
    truoc: Option<i64>,
}

async fn page(
    mut look: Look,
    Path(unit): Path<UnitId>,
    Query(before): Query<Before>,
) -> Result<Html<String>, Problem> {
    let t = Texts(look.lang);
    let scope = look.scope(READ_AUDIT, &unit).await?;
    let (before, most) = (before.truoc.unwrap_or(i64::MAX), ROWS as i64 + 1);
    let mut rows =
        audit::in_subtree(&mut look.tx, scope.unit(), scope.today(), before, most).await?;
    let more = ROWS < rows.len();
    rows.truncate(ROWS);
    let next = match rows.last() {
        Some(last) if more => format!("/don-vi/{unit}/nhat-ky?truoc={}", last.seq),
        _ => String::new(),
    };
    let names = names(&mut look, &rows).await?;
    let lines = rows.into_iter().map(|row| line(row, &names, t)).collect();
    let name = units::full_name(&mut look.tx, &unit, look.today, look.lang).await?;
    let shell = look.shell(t.audit_book_of(&name)).await?.at(Rail::More);
    web::page(AuditPage { shell, t, lines, next })
}

/// Everything the rows of one page speak of by id, asked for once.
async fn names(look: &mut Look, rows: &[Row]) -> Result<deeds::Names, Problem> {
    let mut units = HashMap::new();
    let mut accounts = HashMap::new();
    for row in rows {
        for id in deeds::units_of(row) {
            if !units.contains_key(&id)
                && let Ok(unit) = id.parse::<UnitId>()
                && let Ok(name) = units::full_name(&mut look.tx, &unit, look.today, look.lang).await
            {
                units.insert(id, name);
            }
        }
        for id in deeds::accounts_of(row) {
            if !accounts.contains_key(&id)
                && let Ok(account) = id.parse::<AccountId>()
            {
                let name = access::account_name(&mut look.tx, &account).await?;
                accounts.insert(id, name);
            }
        }
    }
    let lang = look.lang;
    let catalogue = counts::catalogue(&mut look.tx).await?;
    let indicators =
        catalogue.iter().map(|one| (one.code.clone(), one.label(lang).to_owned())).collect();
    Ok(deeds::Names { units, accounts, indicators })
}

fn line(row: Row, names: &deeds::Names, t: Texts) -> Line {
    let told = Telling { row: &row, names, t };
    let (object, object_link) = told.object();
    let (deed, details) = (told.deed(), told.details());
    let place = names.units.get(&row.unit_id).cloned().unwrap_or_default();
    let who = names.accounts.get(row.account.as_str()).cloned().flatten();
    Line {
        moment: row.recorded_at.short(),
        who: who.unwrap_or_else(|| t.operator()),
        place_link: format!("/don-vi/{}", row.unit_id),
        place,
        deed,
        object,
        object_link,
        details,
        raw: format!("{}: {} · {} · {}", row.seq, row.action, row.object, row.details),
    }
}
