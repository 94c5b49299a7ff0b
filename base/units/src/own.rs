//! Units that the association opens itself: chi hội, tổ hội, ban khuyến học, partner organisations, sectors.
//!
//! Whether the caller may is for the caller to have checked.

use crate::{
    places, read,
    refusal::Refusal,
    search,
    unit::{Unit, UnitBrief},
    words::{Form, Level, Origin, Setting},
};
use kernel::{Day, Lang, UnitId, vietnamese};
use platform::{Problem, db::Tx};
use sqlx::Row;
use std::collections::BTreeSet;

/// A unit of the association about to be opened.
#[derive(Debug, Clone)]
pub struct NewOwnUnit {
    /// What stands behind the parent's code and a dot: `tham-mu-1`.
    pub code_suffix: String,
    /// In full: `Chi hội bản Thẩm Mú 1`.
    pub name: String,
    pub form: Form,
    pub setting: Setting,
    pub opened: Day,
    pub sector: Option<UnitId>,
}

/// An organisation or a sector that works with the association.
#[derive(Debug, Clone)]
pub struct NewPartner {
    pub code_suffix: String,
    pub name: String,
    /// [`Level::Organisation`] or [`Level::Sector`].
    pub level: Level,
    pub opened: Day,
    pub sector: Option<UnitId>,
}

/// A place that the official lists do not know: made-up worlds for tests and practice are built of these.
#[derive(Debug, Clone)]
pub struct NewPlace {
    /// The whole code.
    pub code: String,
    pub level: Level,
    pub name: String,
    /// `tỉnh`, `xã`.
    pub kind: String,
    pub opened: Day,
}

/// Opens a chapter, group or committee under a unit of any level.
pub async fn open_own(tx: &mut Tx, parent: &UnitId, new: NewOwnUnit) -> Result<UnitId, Problem> {
    let parent = read::unit(tx, parent).await?;
    let row = Opening {
        code: code_below(&parent, &new.code_suffix)?,
        level: Level::Chapter,
        origin: Origin::Own,
        name: new.name,
        kind: new.form.say(Lang::Vi).to_owned(),
        form: new.form.code(),
        setting: new.setting.code(),
        opened: new.opened,
        sector: new.sector,
    };
    store(tx, Some(&parent), row).await
}

/// Opens a partner organisation or a sector under a unit of any level.
pub async fn open_partner(
    tx: &mut Tx,
    parent: &UnitId,
    new: NewPartner,
) -> Result<UnitId, Problem> {
    let parent = read::unit(tx, parent).await?;
    let row = Opening {
        code: code_below(&parent, &new.code_suffix)?,
        level: if new.level == Level::Sector { Level::Sector } else { Level::Organisation },
        origin: Origin::Partner,
        name: new.name,
        kind: String::new(),
        form: "",
        setting: "",
        opened: new.opened,
        sector: new.sector,
    };
    store(tx, Some(&parent), row).await
}

/// Opens a place under another, or as a root of its own.
pub async fn add_place(
    tx: &mut Tx,
    parent: Option<&UnitId>,
    new: NewPlace,
) -> Result<UnitId, Problem> {
    let parent = match parent {
        Some(parent) => Some(read::unit(tx, parent).await?),
        None => None,
    };
    let row = Opening {
        code: new.code,
        level: new.level,
        origin: Origin::Own,
        name: new.name,
        kind: new.kind,
        form: "",
        setting: "",
        opened: new.opened,
        sector: None,
    };
    store(tx, parent.as_ref(), row).await
}

/// Gives an own unit another name from a day on. The names before and the later names stay.
pub async fn rename(
    tx: &mut Tx,
    id: &UnitId,
    name: &str,
    since: Day,
    decision: &str,
) -> Result<(), Problem> {
    let unit = own(tx, id).await?;
    let name = name_of(name)?;
    if !unit.is_alive(since) {
        return Err(Refusal::NotAliveThatDay { name: unit.name.clone(), day: since }.into());
    }
    let kind = read::name_on(tx, id, since).await?.kind;
    call(tx, id, since, (&name, &kind), decision).await
}

/// Writes under what name and kind a unit goes from a day on, up to the next change.
pub(crate) async fn call(
    tx: &mut Tx,
    id: &UnitId,
    since: Day,
    (name, kind): (&str, &str),
    decision: &str,
) -> Result<(), Problem> {
    let then = read::name_on(tx, id, since).await?;
    let cut = "update unit_name set until = $1 where unit_id = $2 and since = $3";
    let replace = "delete from unit_name where unit_id = $1 and since = $2";
    if then.since == since {
        sqlx::query(replace).bind(id).bind(since).execute(&mut **tx).await?;
    } else {
        sqlx::query(cut).bind(since).bind(id).bind(then.since).execute(&mut **tx).await?;
    }
    let insert = "insert into unit_name (unit_id, since, until, name, kind, resolution) values ($1, $2, $3, $4, $5, $6)";
    sqlx::query(insert)
        .bind(id)
        .bind(since)
        .bind(then.until)
        .bind(name)
        .bind(kind)
        .bind(decision.trim())
        .execute(&mut **tx)
        .await?;
    make_findable(tx, id).await
}

/// Ends an own unit that nothing continues; `on` is the first day on which it is no more.
pub async fn close(tx: &mut Tx, id: &UnitId, on: Day, decision: &str) -> Result<(), Problem> {
    let unit = own(tx, id).await?;
    let name = unit.name.clone();
    if unit.closed < Day::NEVER {
        return Err(Refusal::AlreadyClosed { name, closed: unit.closed }.into());
    }
    if on <= unit.opened {
        return Err(Refusal::ClosesBeforeItOpened { name, opened: unit.opened }.into());
    }
    refuse_open_units(tx, id, on).await?;
    end(tx, id, on, decision).await?;
    let touched = places::touched(tx, [id.clone()]).await?;
    places::settle(tx, touched).await
}

/// Writes that a unit is no more; its place in the tree is for the caller to settle.
pub(crate) async fn end(tx: &mut Tx, id: &UnitId, on: Day, decision: &str) -> Result<(), Problem> {
    let sql = "update unit set closed = $1, note = $2 where id = $3";
    sqlx::query(sql).bind(on).bind(decision.trim()).bind(id).execute(&mut **tx).await?;
    for sql in [
        "delete from unit_name where unit_id = $1 and since >= $2",
        "update unit_name set until = $2 where unit_id = $1 and until > $2",
        "delete from unit_founder where unit_id = $1 and since >= $2",
        "delete from unit_form where unit_id = $1 and since >= $2",
    ] {
        sqlx::query(sql).bind(id).bind(on).execute(&mut **tx).await?;
    }
    Ok(())
}

/// What is open below would hang nowhere.
pub(crate) async fn refuse_open_units(tx: &mut Tx, id: &UnitId, on: Day) -> Result<(), Problem> {
    let sql = "select u.id from unit_parent p join unit u on u.id = p.unit_id
               where p.parent_id = $1 and p.until > $2 and u.closed > $2 order by u.sort_key, u.id";
    let open: Vec<UnitId> = sqlx::query_scalar(sql).bind(id).bind(on).fetch_all(&mut **tx).await?;
    let Some(first) = open.first() else { return Ok(()) };
    let first = read::brief(tx, first, on).await?.name;
    let count = i64::try_from(open.len()).unwrap_or(i64::MAX);
    Err(Refusal::HasOpenUnits { count, first }.into())
}

/// The unit, if it is one that people may change.
pub(crate) async fn own(tx: &mut Tx, id: &UnitId) -> Result<Unit, Problem> {
    let unit = read::unit(tx, id).await?;
    if unit.origin == Origin::Official {
        return Err(Refusal::OfficialUnit { name: unit.full_name(Lang::Vi) }.into());
    }
    Ok(unit)
}

fn name_of(text: &str) -> Result<String, Refusal> {
    let name = vietnamese::text::normalise(text);
    if name.is_empty() { Err(Refusal::NameEmpty) } else { Ok(name) }
}

fn code_below(parent: &Unit, suffix: &str) -> Result<String, Refusal> {
    let suffix = suffix.trim();
    let plain =
        |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == b'-';
    if suffix.is_empty() || 40 < suffix.len() || !suffix.bytes().all(plain) {
        return Err(Refusal::BadCode { suffix: suffix.to_owned() });
    }
    Ok(format!("{}.{suffix}", parent.code))
}

/// A unit about to be stored, with its first name.
struct Opening {
    code: String,
    level: Level,
    origin: Origin,
    name: String,
    kind: String,
    form: &'static str,
    setting: &'static str,
    opened: Day,
    sector: Option<UnitId>,
}

async fn store(tx: &mut Tx, parent: Option<&Unit>, row: Opening) -> Result<UnitId, Problem> {
    let name = name_of(&row.name)?;
    if let Some(parent) = parent.filter(|parent| !parent.is_alive(row.opened)) {
        return Err(Refusal::ParentNotAlive {
            parent: parent.full_name(Lang::Vi),
            day: row.opened,
        }
        .into());
    }
    refuse_taken(tx, &row.code, row.opened).await?;
    let id = UnitId::new();
    let sql = "insert into unit (id, code, level, opened, closed, origin, form, setting, sector_id, sort_key, folded, note)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', '', '')";
    sqlx::query(sql)
        .bind(&id)
        .bind(&row.code)
        .bind(row.level.code())
        .bind(row.opened)
        .bind(Day::NEVER)
        .bind(row.origin.code())
        .bind(row.form)
        .bind(row.setting)
        .bind(row.sector)
        .execute(&mut **tx)
        .await?;
    let sql = "insert into unit_name (unit_id, since, until, name, kind, resolution) values ($1, $2, $3, $4, $5, '')";
    let query =
        sqlx::query(sql).bind(&id).bind(row.opened).bind(Day::NEVER).bind(&name).bind(&row.kind);
    query.execute(&mut **tx).await?;
    make_findable(tx, &id).await?;
    if let Some(parent) = parent {
        let sql = "insert into unit_founder (unit_id, since, founder_id, decision) values ($1, $2, $3, '')";
        let query = sqlx::query(sql).bind(&id).bind(row.opened).bind(&parent.id);
        query.execute(&mut **tx).await?;
    }
    if !row.form.is_empty() {
        let sql = "insert into unit_form (unit_id, since, form, setting, decision) values ($1, $2, $3, $4, '')";
        let query = sqlx::query(sql).bind(&id).bind(row.opened).bind(row.form).bind(row.setting);
        query.execute(&mut **tx).await?;
    }
    places::settle(tx, BTreeSet::from([id.clone()])).await?;
    Ok(id)
}

/// A code may be given again once its bearer is no more.
async fn refuse_taken(tx: &mut Tx, code: &str, opened: Day) -> Result<(), Problem> {
    let sql = "select id from unit where code = $1 and (closed > $2 or opened = $2) order by opened limit 1";
    let holder: Option<UnitId> =
        sqlx::query_scalar(sql).bind(code).bind(opened).fetch_optional(&mut **tx).await?;
    let Some(holder) = holder else { return Ok(()) };
    let holder: UnitBrief = read::brief(tx, &holder, opened).await?;
    Err(Refusal::CodeTaken { code: code.to_owned(), holder: holder.full_name(Lang::Vi) }.into())
}

/// Writes the place in lists and the text of searches anew from the names.
pub(crate) async fn make_findable(tx: &mut Tx, id: &UnitId) -> Result<(), Problem> {
    let sql = "select kind, name from unit_name where unit_id = $1 order by since";
    let rows = sqlx::query(sql).bind(id).fetch_all(&mut **tx).await?;
    let mut names: Vec<(String, String)> = Vec::new();
    for row in &rows {
        names.push((row.try_get("kind")?, row.try_get("name")?));
    }
    let sort_key = names.last().map(|(_, name)| vietnamese::sort::key(name)).unwrap_or_default();
    let folded = search::folded(
        names.iter().map(|(kind, name)| (kind.as_str(), name.as_str())),
        std::iter::empty(),
    );
    let sql = "update unit set sort_key = $1, folded = $2 where id = $3";
    sqlx::query(sql).bind(sort_key).bind(folded).bind(id).execute(&mut **tx).await?;
    Ok(())
}
