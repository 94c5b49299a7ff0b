//! The tree of units for people to walk through, and the page of everything else.

mod forms;
mod unit;

use crate::{
    EDIT_UNITS, READ_UNITS,
    sight::{self, Part},
    texts::Texts,
};
use access::Look;
use askama::Template;
use axum::{extract::Query, response::Html};
use kernel::{Day, UnitId};
use platform::{
    Problem, Route,
    form::Reader,
    module::{Needs, Permission},
    web::{self, Rail, Shell},
};
use units::UnitBrief;

pub fn routes() -> Vec<Route> {
    let edit = Needs::Permission(EDIT_UNITS);
    vec![
        Route::get("/don-vi", Needs::SignIn, list),
        Route::get("/them", Needs::SignIn, more),
        Route::get("/don-vi/{unit}", Needs::SignIn, unit::page),
        Route::get("/don-vi/{unit}/them", edit, forms::opening),
        Route::post("/don-vi/{unit}/them", edit, forms::open),
        Route::get("/don-vi/{unit}/doi-ten", edit, forms::renaming),
        Route::post("/don-vi/{unit}/doi-ten", edit, forms::rename),
        Route::get("/don-vi/{unit}/ket-thuc", edit, forms::closing),
        Route::post("/don-vi/{unit}/ket-thuc", edit, forms::close),
    ]
}

/// The day in whose boundaries the reader wants to look: today unless the address says another.
pub fn day_of(field: &str, typed: Option<&str>, look: &Look) -> Result<Day, Problem> {
    let day = Reader(look.lang).optional_day(typed.unwrap_or_default());
    Ok(day.map_err(|message| Problem::mistake(field, message))?.unwrap_or(look.today))
}

/// A unit as a line of a list.
pub struct Line {
    pub id: UnitId,
    pub name: String,
    pub code: String,
    pub level: &'static str,
    /// Empty for a unit that was always there.
    pub since: String,
    pub ended: bool,
    pub url: String,
    pub below_url: String,
}

impl Line {
    pub fn of(unit: &UnitBrief, look: &Look, on: Day) -> Line {
        let known = unit.opened > Day::BEGINNING;
        Line {
            id: unit.id.clone(),
            name: unit.full_name(look.lang),
            code: unit.code.clone(),
            level: unit.level.say(look.lang),
            since: if known { unit.opened.short() } else { String::new() },
            ended: unit.closed <= on,
            url: with_day(format!("/don-vi/{}", unit.id), '?', look, on),
            below_url: with_day(format!("/don-vi?tai={}", unit.id), '&', look, on),
        }
    }
}

/// The address keeps the day that the reader has chosen.
pub fn with_day(address: String, before: char, look: &Look, on: Day) -> String {
    if on == look.today { address } else { format!("{address}{before}ngay={on}") }
}

/// What the top line says when the boundaries are not today's.
pub fn in_boundaries(shell: Shell, look: &Look, on: Day) -> Shell {
    if on == look.today {
        shell
    } else {
        shell.standing(Texts(look.lang).boundaries_of(&on.short()))
    }
}

#[derive(serde::Deserialize, Default)]
#[serde(default)]
struct Wanted {
    q: String,
    tai: Option<UnitId>,
    ngay: String,
    sau: Option<String>,
}

#[derive(Template)]
#[template(path = "units.html")]
struct UnitsPage {
    shell: Shell,
    t: Texts,
    q: String,
    found: Vec<Line>,
    mine: Vec<Line>,
    parent: Option<Line>,
    may_open: bool,
    /// Whether the reader may choose this unit to stand in, and does not stand there yet.
    may_stand: bool,
    below: Vec<Line>,
    total: String,
    next: String,
    day: String,
}

async fn list(mut look: Look, Query(wanted): Query<Wanted>) -> Result<Html<String>, Problem> {
    let t = Texts(look.lang);
    let on = day_of("ngay", Some(&wanted.ngay), &look)?;
    let mut page = UnitsPage {
        shell: Shell::default(),
        t,
        q: wanted.q.trim().to_owned(),
        found: vec![],
        mine: vec![],
        parent: None,
        may_open: false,
        may_stand: false,
        below: vec![],
        total: String::new(),
        next: String::new(),
        day: if on == look.today { String::new() } else { on.short() },
    };
    let mut title = t.units();
    if page.q.is_empty() {
        let standing = look.unit().await.ok();
        page.mine = my_units(&mut look).await?;
        if let Some(unit) = wanted.tai.or(standing) {
            title = fill_below(&mut look, &mut page, &unit, on, wanted.sau.as_deref()).await?;
        }
    } else {
        let found = sight::search(&mut look, &page.q, on).await?;
        page.found = found.iter().map(|unit| Line::of(unit, &look, on)).collect();
    }
    let shell = look.shell(title).await?.at(Rail::Registers);
    page.shell = in_boundaries(shell, &look, on);
    web::page(page)
}

/// The units where the reader holds a role, each once.
async fn my_units(look: &mut Look) -> Result<Vec<Line>, Problem> {
    let mut mine: Vec<Line> = vec![];
    for grant in look.caller.grants.clone().iter().filter(|grant| grant.stands_on(look.today)) {
        let unit = units::brief(&mut look.tx, &grant.unit, look.today).await?;
        if mine.iter().all(|line| line.id != unit.id) {
            mine.push(Line::of(&unit, look, look.today));
        }
    }
    Ok(mine)
}

/// Puts what lies below a unit on the page, and says what the page is then called.
async fn fill_below(
    look: &mut Look,
    page: &mut UnitsPage,
    unit: &UnitId,
    on: Day,
    after: Option<&str>,
) -> Result<String, Problem> {
    let t = Texts(look.lang);
    sight::unit(look, unit).await?;
    let parent = units::brief(&mut look.tx, unit, on).await?;
    let all = sight::children(look, unit, on).await?;
    let Part { units, total, next } = sight::part_of(all, after);
    let line = Line::of(&parent, look, on);
    page.below = units.iter().map(|unit| Line::of(unit, look, on)).collect();
    page.total = look.lang.grouped(i64::try_from(total).unwrap_or(i64::MAX));
    page.next = next.map(|next| format!("{}&sau={next}", line.below_url)).unwrap_or_default();
    page.may_open = look.may(EDIT_UNITS, unit).await? && parent.is_alive(look.today);
    page.may_stand =
        look.may(READ_UNITS, unit).await? && look.unit().await.ok().as_ref() != Some(unit);
    let title = t.below(&line.name);
    page.parent = Some(line);
    Ok(title)
}

struct Entry {
    label: String,
    why: String,
    href: String,
}

#[derive(Template)]
#[template(path = "more.html")]
struct MorePage {
    shell: Shell,
    entries: Vec<Entry>,
}

/// Everything that is no daily work.
async fn more(mut look: Look) -> Result<Html<String>, Problem> {
    let t = Texts(look.lang);
    let mut entries = vec![];
    let mut add = |label, why, href: &str| {
        entries.push(Entry { label, why, href: href.to_owned() });
    };
    add(t.units(), t.units_why(), "/don-vi");
    if let Ok(unit) = look.unit().await {
        let name = units::full_name(&mut look.tx, &unit, look.today, look.lang).await?;
        if look.may(Permission("figures.read"), &unit).await? {
            add(t.indicators(), t.indicators_why(), "/chi-tieu");
        }
        if look.may(Permission("officers.read"), &unit).await? {
            let why = t.officers_why(&name);
            add(t.executive_committee(), why, &format!("/don-vi/{unit}/can-bo"));
        }
        if look.may(access::MANAGE_ACCOUNTS, &unit).await? {
            add(t.accounts(), t.accounts_why(&name), &format!("/don-vi/{unit}/tai-khoan"));
        }
        if look.may(Permission("audit.read"), &unit).await? {
            add(t.audit_book(), t.audit_why(&name), &format!("/don-vi/{unit}/nhat-ky"));
        }
    }
    add(t.posts(), t.posts_why(), "/chuc-vu");
    add(t.my_account(), t.my_account_why(), "/tai-khoan");
    add(t.for_programs(), t.for_programs_why(), "/api/v1/openapi.json");
    let shell = look.shell(t.more()).await?.at(Rail::More);
    web::page(MorePage { shell, entries })
}
