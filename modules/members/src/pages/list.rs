//! The list of a unit's members.

use super::{Said, crumbs, home::members_counted};
use crate::{
    EDIT, READ,
    rules::{self, Counting},
    store::{self, Filter, ListedMember, State},
    texts::Texts,
};
use access::{Look, Scope};
use askama::Template;
use axum::{
    extract::{Path, Query},
    response::Html,
};
use kernel::{Day, MembershipId, UnitId, vietnamese::date};
use platform::{
    Problem,
    web::{self, Rail, Shell},
};
use std::sync::Arc;

const ROWS: i64 = 50;
/// Beyond it a list says "more than": counting a whole province for one line is not worth the wait.
const COUNTED_MOST: i64 = 10_000;

/// What the address of a list says.
#[derive(Default, Clone, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    pub q: String,
    /// A unit below, by id.
    pub don_vi: String,
    pub gioi: String,
    pub tinh_trang: String,
    pub cach_tinh: String,
    /// The day of the list; today where none is named.
    pub ngay: String,
    pub sau: String,
}

impl Asked {
    pub fn filter(&self) -> Filter {
        Filter {
            search: self.q.clone(),
            sex: self.gioi.parse().ok(),
            state: match self.tinh_trang.as_str() {
                "left" => State::Left,
                "any" => State::Any,
                _ => State::Current,
            },
            counting: Counting::read(&self.cach_tinh),
            on: self.day(),
        }
    }

    /// The day that the address names; a slip of the pen is today.
    pub fn day(&self) -> Option<Day> {
        date::read_day(&self.ngay).ok()
    }

    /// The unit asked about: the one of the address, or one below it.
    pub async fn scope(&self, look: &mut Look, unit: &UnitId) -> Result<Scope, Problem> {
        let scope = look.scope(READ, unit).await?;
        let below: UnitId = self.don_vi.parse().unwrap_or_else(|never| match never {});
        if self.don_vi.is_empty()
            || !units::is_within(&mut look.tx, &below, unit, look.today).await?
        {
            return Ok(scope);
        }
        look.scope(READ, &below).await
    }

    /// The same question as an address, from `sau` on.
    fn address(&self, path: &str, sau: &str) -> String {
        let pairs = [
            ("q", self.q.as_str()),
            ("don_vi", &self.don_vi),
            ("gioi", &self.gioi),
            ("tinh_trang", &self.tinh_trang),
            ("cach_tinh", &self.cach_tinh),
            ("ngay", &self.ngay),
            ("sau", sau),
        ];
        web::address(path, &pairs)
    }

    fn is_filtered(&self) -> bool {
        let plain = Asked { sau: self.sau.clone(), ..Asked::default() };
        self.address("", "") != plain.address("", "")
    }
}

/// What the list shows of the register and the tree, as it stands on the page: to write it again would be a fifth
/// of what an answer costs.
struct Drawn {
    /// The [`Rows`] as HTML.
    rows: String,
    shown: usize,
    /// Where the next page begins.
    next: Option<String>,
    /// The [`UnitsBelow`] as HTML.
    below: String,
}

#[derive(Template)]
#[template(path = "list_rows.html")]
struct Rows {
    t: Texts,
    lines: Vec<Line>,
}

/// The units to narrow the list to, as choices.
#[derive(Template)]
#[template(path = "list_units.html")]
struct UnitsBelow<'a> {
    units: &'a [(String, String)],
    chosen: &'a str,
}

struct Line {
    membership: MembershipId,
    full_name: String,
    born: String,
    unit: String,
    card_number: String,
    joined: String,
    /// Why the person is not simply a member here, or nothing.
    remark: String,
    left: bool,
}

#[derive(Template)]
#[template(path = "list.html")]
struct ListPage {
    shell: Shell,
    t: Texts,
    unit: UnitId,
    asked: Asked,
    is_filtered: bool,
    may_edit: bool,
    counted: Option<i64>,
    drawn: Arc<Drawn>,
    total: String,
    next: String,
    printed: String,
    workbook: String,
    text: String,
    cards: String,
    sexes: Vec<(String, String)>,
    states: Vec<(String, String)>,
    countings: Vec<(String, String)>,
}

impl ListPage {
    /// The one thing to do about an empty list, for whoever may.
    fn first_step(&self) -> String {
        if self.may_edit { self.t.add_member() } else { String::new() }
    }
    fn counted_said(&self) -> String {
        self.counted
            .map(|count| self.t.members_counted(&self.t.0.grouped(count)))
            .unwrap_or_default()
    }
}

pub async fn list(
    mut look: Look,
    Path(unit): Path<UnitId>,
    Query(asked): Query<Asked>,
    Query(said): Query<Said>,
) -> Result<Html<String>, Problem> {
    let t = Texts(look.lang);
    let scope = asked.scope(&mut look, &unit).await?;
    let filter = asked.filter();
    let drawn = drawn(&mut look, &unit, &scope, &filter, &asked.sau).await?;
    let here = format!("/don-vi/{unit}/hoi-vien");
    let next = drawn.next.as_ref().map(|next| asked.address(&here, next)).unwrap_or_default();
    let counted = members_counted(&mut look, scope.unit()).await?;
    let total = match counted {
        Some(counted) if filter.is_everyone_counted() => look.lang.grouped(counted),
        _ => said_total(&mut look, &scope, &filter, t).await?,
    };
    let name = units::full_name(&mut look.tx, &unit, look.today, look.lang).await?;
    let crumbs = crumbs(&mut look, &unit).await?;
    let may_edit = look.may(EDIT, &unit).await?;
    let flash = said.flash(t);
    let mut shell =
        look.shell(t.members_of(&name)).await?.at(Rail::Registers).crumbs(crumbs).flash(flash);
    if let Some(day) = asked.day() {
        shell = shell.standing(t.list_of_day(&day.short()));
    }
    web::page(ListPage {
        shell,
        t,
        is_filtered: asked.is_filtered(),
        may_edit,
        counted,
        drawn,
        total,
        next,
        printed: asked.address(&format!("{here}.pdf"), ""),
        workbook: asked.address(&format!("{here}.xlsx"), ""),
        text: asked.address(&format!("{here}.csv"), ""),
        cards: asked.address(&format!("/don-vi/{unit}/the-hoi-vien.pdf"), &asked.sau),
        sexes: choices([("", t.all_units()), ("female", t.female()), ("male", t.male())]),
        states: choices([
            ("", t.state_current()),
            ("left", t.state_left()),
            ("any", t.state_any()),
        ]),
        countings: choices([
            ("", t.counting_any()),
            ("home", t.counting_home()),
            ("also", t.counting_also()),
        ]),
        unit,
        asked,
    })
}

/// A page of the list. Pages that people open again and again are kept, never what somebody searched for.
async fn drawn(
    look: &mut Look,
    unit: &UnitId,
    scope: &Scope,
    filter: &Filter,
    after: &str,
) -> Result<Arc<Drawn>, Problem> {
    let kept_as = format!("list {unit:?} {scope:?} {filter:?} {after:?} {:?}", look.lang);
    let is_kept = filter.search.is_empty();
    if is_kept && let Some(kept) = look.tx.recall::<Drawn>(&kept_as).await? {
        return Ok(kept);
    }
    let sealer = look.site.sealer.clone();
    let place = Some(after).filter(|place| !place.is_empty());
    let mut rows = store::members_in(&mut look.tx, scope, &sealer, filter, place, ROWS + 1).await?;
    let most = usize::try_from(ROWS).unwrap_or(0);
    let more = most < rows.len();
    rows.truncate(most);
    let next = rows.last().filter(|_| more).map(ListedMember::place);
    let rows = Rows { t: Texts(look.lang), lines: lines(look, rows).await? };
    let units = units_below(look, unit).await?;
    let below = UnitsBelow { units: &units, chosen: scope.unit().as_str() };
    let drawn =
        Drawn { rows: rows.render()?, shown: rows.lines.len(), next, below: below.render()? };
    let bytes = drawn.rows.len() + drawn.below.len();
    Ok(match is_kept {
        true => look.tx.keep(kept_as, bytes, drawn),
        false => Arc::new(drawn),
    })
}

fn choices<const MANY: usize>(pairs: [(&str, String); MANY]) -> Vec<(String, String)> {
    pairs.into_iter().map(|(value, name)| (value.to_owned(), name)).collect()
}

async fn said_total(
    look: &mut Look,
    scope: &Scope,
    filter: &Filter,
    t: Texts,
) -> Result<String, Problem> {
    let sealer = look.site.sealer.clone();
    let count = store::count_in(&mut look.tx, scope, &sealer, filter, COUNTED_MOST + 1).await?;
    Ok(if COUNTED_MOST < count { t.over(&t.0.grouped(COUNTED_MOST)) } else { t.0.grouped(count) })
}

/// The units directly below, to narrow the list to one of them.
pub async fn units_below(
    look: &mut Look,
    unit: &UnitId,
) -> Result<Arc<Vec<(String, String)>>, Problem> {
    const MOST: i64 = 300;
    const BYTES_OF_ONE: usize = 150;
    let kept_as = format!("list.below {unit:?} {} {:?}", look.today, look.lang);
    if let Some(kept) = look.tx.recall::<Vec<(String, String)>>(&kept_as).await? {
        return Ok(kept);
    }
    let t = Texts(look.lang);
    let page = units::children(&mut look.tx, unit, look.today, None, MOST).await?;
    let below = page.units.iter().map(|unit| (unit.id.to_string(), unit.full_name(look.lang)));
    let below: Vec<_> = [(String::new(), t.all_units())].into_iter().chain(below).collect();
    Ok(look.tx.keep(kept_as, below.len() * BYTES_OF_ONE, below))
}

async fn lines(look: &mut Look, rows: Vec<ListedMember>) -> Result<Vec<Line>, Problem> {
    let t = Texts(look.lang);
    let ids: Vec<UnitId> = rows.iter().map(|row| row.unit_id.clone()).collect();
    let names = units::briefs(&mut look.tx, &ids, look.today).await?;
    let line = |row: ListedMember| {
        let remark = match row.left_on {
            Some(day) => format!("{} {}", t.leave_word(&row.leave_reason), day.short()),
            None if row.counting == Counting::Also.code() => t.counting_also(),
            None => String::new(),
        };
        Line {
            born: rules::birth_of(&row.birth)
                .map(|birth| birth.year().to_string())
                .unwrap_or_default(),
            unit: names.get(&row.unit_id).map(|unit| unit.full_name(look.lang)).unwrap_or_default(),
            membership: row.membership,
            full_name: row.full_name,
            card_number: row.card_number,
            joined: row.joined_on.short(),
            left: row.left_on.is_some(),
            remark,
        }
    };
    Ok(rows.into_iter().map(line).collect())
}
