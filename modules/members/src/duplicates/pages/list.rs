//! The pairs of a unit: to look at, not one person, merged.

use crate::{
    EDIT, READ,
    duplicates::{
        actions::{self, SEARCH},
        rows::Both,
        rules::{Likeness, Reasons},
        store::{self, Merge, Named, PairState, StoredPair},
        texts::Texts,
    },
    pages::{crumbs, units_below},
    rules::birth_of,
};
use access::{Look, Scope, Work};
use askama::Template;
use axum::{
    extract::{Path, Query},
    response::{Html, IntoResponse, Response},
};
use kernel::{PersonId, UnitId};
use platform::{
    Problem, jobs, operation,
    operation::Answered,
    web::{self, Flash, Rail, Shell, Tab},
};
use std::{collections::HashMap, sync::Arc};

const ROWS: usize = 50;
const ROWS_AND_ONE: i64 = 51;
/// Beyond it a list says "over": counting on is not worth the wait.
const COUNTED_MOST: i64 = 1_000;

#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    /// `not_same`, `merged`, or nothing for those to look at.
    xem: String,
    /// A unit below, by id.
    don_vi: String,
    sau: String,
    xong: String,
    gop: String,
}

struct Line {
    href: String,
    one: Someone,
    other: Someone,
    class: String,
    shape: &'static str,
    why: String,
}

/// A person of a pair.
struct Someone {
    full_name: String,
    born: String,
    unit: String,
}

struct MergedLine {
    href: String,
    full_name: String,
    other: String,
    merged_on: String,
}

#[derive(Template)]
#[template(path = "duplicates.html")]
struct ListPage {
    shell: Shell,
    t: Texts,
    unit: UnitId,
    chosen: String,
    below: Arc<Vec<(String, String)>>,
    tabs: Vec<Tab>,
    xem: String,
    lines: Vec<Line>,
    merged: Vec<MergedLine>,
    may_edit: bool,
    /// People read and people there are, while a search is at work.
    running: Option<(i64, i64)>,
    last: String,
    total: String,
    next: String,
    ops: [String; 2],
}

impl ListPage {
    fn is_running(&self) -> bool {
        self.running.is_some()
    }
    fn progress(&self) -> (i64, i64) {
        self.running.unwrap_or_default()
    }
    fn is_merged(&self) -> bool {
        self.xem == "merged"
    }
    fn shown(&self) -> usize {
        self.lines.len() + self.merged.len()
    }
    fn nothing(&self) -> (String, String) {
        match self.xem.as_str() {
            "merged" => (self.t.none_merged(), self.t.none_merged_why()),
            "not_same" => (self.t.none_not_same(), self.t.none_not_same_why()),
            _ => (self.t.none_open(), self.t.none_open_why()),
        }
    }
}

pub async fn list(
    mut look: Look,
    Path(unit): Path<UnitId>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Problem> {
    let t = Texts(look.lang);
    let scope = scope_asked(&mut look, &unit, &asked.don_vi).await?;
    let here = format!("/don-vi/{unit}/co-the-trung");
    let state = match asked.xem.as_str() {
        "not_same" => PairState::NotSame,
        "merged" => PairState::Merged,
        _ => PairState::Open,
    };
    let after = Some(asked.sau.as_str()).filter(|place| !place.is_empty());
    let (mut lines, mut merged, mut place) = (vec![], vec![], None);
    if state == PairState::Merged {
        let rows = store::merges_in(&mut look.tx, &scope, after, ROWS_AND_ONE).await?;
        place = place_after(&rows, |merge| merge.id.to_string());
        merged = merged_lines(&unit, &rows)?;
    } else {
        let rows = store::listed(&mut look.tx, &scope, state, after, ROWS_AND_ONE).await?;
        place = place_after(&rows, store::place_of).or(place);
        lines = pair_lines(&mut look, &scope, &unit, &rows, t).await?;
    }
    let total =
        said_total(&mut look, &scope, state, place.is_none(), lines.len() + merged.len(), t)
            .await?;
    let (running, last) = search_said(&mut look, &unit, t).await?;
    let name = units::full_name(&mut look.tx, &unit, look.today, look.lang).await?;
    let crumbs = crumbs(&mut look, &unit).await?;
    let may_edit = look.may(EDIT, &unit).await?;
    let below = units_below(&mut look, &unit).await?;
    let shell = look
        .shell(t.title(&name))
        .await?
        .at(Rail::Registers)
        .crumbs(crumbs)
        .flash(flash(&asked, &unit, t));
    let tab = |label: String, xem: &str| Tab {
        label,
        href: if xem.is_empty() { here.clone() } else { format!("{here}?xem={xem}") },
        current: xem == if state == PairState::Open { "" } else { state.code() },
    };
    web::page(ListPage {
        tabs: vec![
            tab(t.tab_open(), ""),
            tab(t.tab_not_same(), "not_same"),
            tab(t.tab_merged(), "merged"),
        ],
        next: place.map(|place| address(&here, &asked, &place)).unwrap_or_default(),
        xem: if state == PairState::Open { String::new() } else { state.code().to_owned() },
        chosen: asked.don_vi,
        ops: [operation::new_id(), operation::new_id()],
        shell,
        t,
        unit,
        below,
        lines,
        merged,
        may_edit,
        running,
        last,
        total,
    })
}

/// The unit of the address, or one below it that the list is narrowed to.
async fn scope_asked(look: &mut Look, unit: &UnitId, below: &str) -> Result<Scope, Problem> {
    let scope = look.scope(READ, unit).await?;
    let below: UnitId = below.parse().unwrap_or_else(|never| match never {});
    if below.as_str().is_empty()
        || !units::is_within(&mut look.tx, &below, unit, look.today).await?
    {
        return Ok(scope);
    }
    look.scope(READ, &below).await
}

fn address(here: &str, asked: &Asked, place: &str) -> String {
    let mut pairs = vec![];
    for (name, value) in [("xem", asked.xem.as_str()), ("don_vi", &asked.don_vi), ("sau", place)] {
        let plain =
            value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte));
        if !value.is_empty() && plain {
            pairs.push(format!("{name}={value}"));
        }
    }
    format!("{here}?{}", pairs.join("&"))
}

/// The place of the last row that is shown, where there is another after it.
fn place_after<T>(rows: &[T], place: impl Fn(&T) -> String) -> Option<String> {
    rows.get(ROWS - 1).filter(|_| ROWS < rows.len()).map(place)
}

async fn said_total(
    look: &mut Look,
    scope: &Scope,
    state: PairState,
    is_all: bool,
    shown: usize,
    t: Texts,
) -> Result<String, Problem> {
    if is_all || state == PairState::Merged {
        return Ok(t.0.grouped(i64::try_from(shown).unwrap_or(0)));
    }
    let count = store::count_open(&mut look.tx, scope, state, COUNTED_MOST + 1).await?;
    Ok(if COUNTED_MOST < count { t.over(&t.0.grouped(COUNTED_MOST)) } else { t.0.grouped(count) })
}

async fn pair_lines(
    look: &mut Look,
    scope: &Scope,
    unit: &UnitId,
    rows: &[StoredPair],
    t: Texts,
) -> Result<Vec<Line>, Problem> {
    let shown = &rows[..rows.len().min(ROWS)];
    let ids: Vec<PersonId> =
        shown.iter().flat_map(|pair| [pair.one_id.clone(), pair.other_id.clone()]).collect();
    let named = store::named(&mut look.tx, scope, &ids).await?;
    let homes: Vec<UnitId> = named.values().map(|named| named.unit_id.clone()).collect();
    let homes = units::briefs(&mut look.tx, &homes, look.today).await?;
    let someone = |named: &Named| Someone {
        full_name: named.full_name.clone(),
        born: birth_of(&named.birth).map(|birth| birth.short()).unwrap_or_default(),
        unit: homes.get(&named.unit_id).map(|unit| unit.full_name(look.lang)).unwrap_or_default(),
    };
    Ok(shown.iter().filter_map(|pair| line(pair, &named, unit, &someone, t)).collect())
}

fn line(
    pair: &StoredPair,
    named: &HashMap<PersonId, Named>,
    unit: &UnitId,
    someone: &impl Fn(&Named) -> Someone,
    t: Texts,
) -> Option<Line> {
    let (one, other) = (named.get(&pair.one_id)?, named.get(&pair.other_id)?);
    let class = Likeness::class_of(pair.score);
    Some(Line {
        href: format!("/don-vi/{unit}/gop/{}/{}", pair.one_id, pair.other_id),
        why: t.why_alike(Reasons::read(&pair.reasons), &one.full_name, &other.full_name),
        one: someone(one),
        other: someone(other),
        class: t.class(class),
        shape: if class == crate::duplicates::Class::Possible { "note" } else { "late" },
    })
}

fn merged_lines(unit: &UnitId, rows: &[Merge]) -> Result<Vec<MergedLine>, Problem> {
    let mut lines = vec![];
    for merge in rows.iter().take(ROWS) {
        let before: Both = serde_json::from_str(&merge.image_before)?;
        lines.push(MergedLine {
            href: format!("/don-vi/{unit}/da-gop/{}", merge.id),
            full_name: before.survivor.person.full_name,
            other: before.gone.person.full_name,
            merged_on: merge.merged_at.short(),
        });
    }
    Ok(lines)
}

/// How far the search at work is, and what there is to say of the last one.
async fn search_said(
    look: &mut Look,
    unit: &UnitId,
    t: Texts,
) -> Result<(Option<(i64, i64)>, String), Problem> {
    let Some(job) = jobs::about(&mut look.tx, SEARCH, unit.as_str()).await? else {
        return Ok((None, t.never_searched()));
    };
    if !job.is_over() {
        return Ok((Some(look.site.board.ticket(&job.id).progress()), String::new()));
    }
    let ended = job.finished_at.unwrap_or(job.queued_at).short();
    Ok((
        None,
        match job.state.as_str() {
            "failed" => t.search_failed(&job.message),
            "stopped" => t.was_stopped(),
            _ => t.last_search(&ended),
        },
    ))
}

fn flash(asked: &Asked, unit: &UnitId, t: Texts) -> Option<Flash> {
    let text = match asked.xong.as_str() {
        "gop" => {
            let plain = asked.gop.bytes().all(|letter| letter.is_ascii_alphanumeric());
            let flash = Flash::done(t.done_merged());
            return Some(match plain && !asked.gop.is_empty() {
                true => flash.undo(format!(
                    "/don-vi/{unit}/da-gop/{}/tach?op={}",
                    asked.gop,
                    operation::new_id()
                )),
                false => flash,
            });
        }
        "tach" => t.done_unmerged(),
        "khac" => t.done_not_same(),
        "lai" => t.done_look_again(),
        "tim" => t.done_searching(),
        _ => return None,
    };
    Some(Flash::done(text))
}

pub async fn search(mut work: Work, Path(unit): Path<UnitId>) -> Result<Response, Problem> {
    actions::ask_to_search(&mut work, &unit).await?;
    let seen = Answered::seen_at(format!("/don-vi/{unit}/co-the-trung?xong=tim"));
    Ok(work.finish(seen).await?.into_response())
}

pub async fn stop(mut work: Work, Path(unit): Path<UnitId>) -> Result<Response, Problem> {
    actions::stop_search(&mut work, &unit).await?;
    let seen = Answered::seen_at(format!("/don-vi/{unit}/co-the-trung"));
    Ok(work.finish(seen).await?.into_response())
}
