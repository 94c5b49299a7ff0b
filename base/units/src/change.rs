//! What may happen to units of the association's own through the years: they are joined, divided,
//! moved and change their form. Nothing of what was before is lost: a unit that ends points to what
//! continues it, and counts there from that day on.
//!
//! Whether the caller may is for the caller to have checked.

use crate::{
    own, places, read,
    refusal::Refusal,
    unit::{NameSpan, Unit},
    words::{Basis, Form, Origin, Part, Setting},
};
use kernel::{Day, Lang, UnitId};
use platform::{Problem, db::Tx};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Kế tục: a unit that ends, and one that continues it or a part of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Succession {
    pub old: UnitId,
    pub new: UnitId,
    pub part: Part,
}

/// Ends units on a day and says what continues each. Whatever hangs under a unit that goes wholly into
/// another follows it; what is open under one that is divided has to have been moved before.
///
/// Of official units it only makes sure that the official lists say the same.
///
/// # Errors
/// See [`Refusal`]; nothing has changed then.
pub async fn succeed(
    tx: &mut Tx,
    successions: &[Succession],
    day: Day,
    decision: &str,
) -> Result<(), Problem> {
    let ending: BTreeSet<&UnitId> = successions.iter().map(|one| &one.old).collect();
    for one in successions {
        refuse_heir(tx, one, &ending, day).await?;
    }
    let mut ended = vec![];
    for old in ending {
        let heirs: Vec<&Succession> = successions.iter().filter(|one| one.old == *old).collect();
        let unit = read::unit(tx, old).await?;
        refuse_unclear(&unit, &heirs)?;
        if unit.origin == Origin::Official {
            refuse_unlisted(tx, &unit, &heirs, day).await?;
            continue;
        }
        refuse_ended(&unit, day)?;
        if heirs[0].part == Part::Part {
            own::refuse_open_units(tx, old, day).await?;
        }
        own::end(tx, old, day, decision).await?;
        for heir in heirs {
            write_succession(tx, heir, day, decision).await?;
        }
        ended.push(old.clone());
    }
    let touched = places::touched(tx, ended).await?;
    places::settle(tx, touched).await
}

/// Notes that a unit was made, on its first day, of a part of another which goes on.
pub async fn split_off(
    tx: &mut Tx,
    from: &UnitId,
    new: &UnitId,
    decision: &str,
) -> Result<(), Problem> {
    let unit = own::own(tx, from).await?;
    let opened = own::own(tx, new).await?.opened;
    if from == new || !unit.is_alive(opened) {
        return Err(Refusal::NotAliveThatDay { name: said(&unit), day: opened }.into());
    }
    let part = Succession { old: from.clone(), new: new.clone(), part: Part::Part };
    write_succession(tx, &part, opened, decision).await?;
    let touched = places::touched(tx, [new.clone()]).await?;
    places::settle(tx, touched).await
}

/// Puts a unit under another from a day on. In the boundaries before that day it stays where it was.
pub async fn move_under(
    tx: &mut Tx,
    id: &UnitId,
    parent: &UnitId,
    day: Day,
    decision: &str,
) -> Result<(), Problem> {
    let unit = own::own(tx, id).await?;
    let above = read::unit(tx, parent).await?;
    if !unit.is_alive(day) || day == unit.opened {
        return Err(Refusal::NotAliveThatDay { name: said(&unit), day }.into());
    }
    if !above.is_alive(day) {
        return Err(Refusal::ParentNotAlive { parent: said(&above), day }.into());
    }
    refuse_above_itself(tx, &unit, &above).await?;
    refuse_changed_later(tx, "select max(since) from unit_founder where unit_id = $1", &unit, day)
        .await?;
    if direct_parent(tx, id, day).await?.as_ref() == Some(parent) {
        return Err(Refusal::AlreadyUnder { name: said(&unit), parent: said(&above) }.into());
    }
    let sql =
        "insert into unit_founder (unit_id, since, founder_id, decision) values ($1, $2, $3, $4)";
    let query = sqlx::query(sql).bind(id).bind(day).bind(parent).bind(decision.trim());
    query.execute(&mut **tx).await?;
    let touched = places::touched(tx, [id.clone()]).await?;
    places::settle(tx, touched).await
}

/// Makes a chapter a group, or a hamlet's a school's, from a day on.
pub async fn change_form(
    tx: &mut Tx,
    id: &UnitId,
    form: Form,
    setting: Setting,
    day: Day,
    decision: &str,
) -> Result<(), Problem> {
    let unit = own::own(tx, id).await?;
    if unit.form.is_none() {
        return Err(Refusal::HasNoForm { name: said(&unit) }.into());
    }
    if !unit.is_alive(day) || day == unit.opened {
        return Err(Refusal::NotAliveThatDay { name: said(&unit), day }.into());
    }
    refuse_changed_later(tx, "select max(since) from unit_form where unit_id = $1", &unit, day)
        .await?;
    let sql = "insert into unit_form (unit_id, since, form, setting, decision) values ($1, $2, $3, $4, $5)";
    sqlx::query(sql)
        .bind(id)
        .bind(day)
        .bind(form.code())
        .bind(setting.code())
        .bind(decision.trim())
        .execute(&mut **tx)
        .await?;
    let sql = "update unit set form = $1, setting = $2 where id = $3";
    let query = sqlx::query(sql).bind(form.code()).bind(setting.code()).bind(id);
    query.execute(&mut **tx).await?;
    let name = read::name_on(tx, id, day).await?.name;
    own::call(tx, id, day, (&name, form.say(Lang::Vi)), decision).await
}

/// A form and setting of a unit, and the day they began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, sqlx::FromRow)]
pub struct FormSpan {
    pub since: Day,
    #[sqlx(try_from = "String")]
    pub form: Form,
    #[sqlx(try_from = "String")]
    pub setting: Setting,
    pub decision: String,
}

/// What forms a unit has had, the first one first; places of the administrative tree have none.
pub async fn forms(tx: &mut Tx, id: &UnitId) -> Result<Vec<FormSpan>, Problem> {
    let sql =
        "select since, form, setting, decision from unit_form where unit_id = $1 order by since";
    Ok(sqlx::query_as(sql).bind(id).fetch_all(&mut **tx).await?)
}

/// The lowest unit above that is there on a day.
pub async fn direct_parent(tx: &mut Tx, id: &UnitId, day: Day) -> Result<Option<UnitId>, Problem> {
    let sql = "select parent_id from unit_parent where unit_id = $1 and since <= $2 and $2 < until";
    Ok(sqlx::query_scalar(sql).bind(id).bind(day).fetch_optional(&mut **tx).await?)
}

fn said(unit: &Unit) -> String {
    unit.full_name(Lang::Vi)
}

async fn refuse_heir(
    tx: &mut Tx,
    one: &Succession,
    ending: &BTreeSet<&UnitId>,
    day: Day,
) -> Result<(), Problem> {
    let heir = read::unit(tx, &one.new).await?;
    if ending.contains(&one.new) {
        return Err(Refusal::HeirEndsToo { heir: said(&heir) }.into());
    }
    if !heir.is_alive(day) {
        return Err(Refusal::HeirNotThere { heir: said(&heir), day }.into());
    }
    let old = read::unit(tx, &one.old).await?;
    refuse_above_itself(tx, &old, &heir).await
}

/// One whole, or several parts.
fn refuse_unclear(unit: &Unit, heirs: &[&Succession]) -> Result<(), Refusal> {
    let is_clear = match heirs {
        [only] => only.part == Part::Whole,
        several => {
            let different: BTreeSet<&UnitId> = several.iter().map(|one| &one.new).collect();
            different.len() == several.len() && several.iter().all(|one| one.part == Part::Part)
        }
    };
    if is_clear { Ok(()) } else { Err(Refusal::WholeOrParts { name: said(unit) }) }
}

fn refuse_ended(unit: &Unit, day: Day) -> Result<(), Refusal> {
    let name = said(unit);
    if unit.closed < Day::NEVER {
        return Err(Refusal::AlreadyClosed { name, closed: unit.closed });
    }
    if day <= unit.opened {
        return Err(Refusal::ClosesBeforeItOpened { name, opened: unit.opened });
    }
    Ok(())
}

async fn refuse_unlisted(
    tx: &mut Tx,
    unit: &Unit,
    heirs: &[&Succession],
    day: Day,
) -> Result<(), Problem> {
    let listed = read::successors(tx, &unit.id).await?;
    for heir in heirs {
        let is_listed =
            |kin: &read::Kin| kin.unit.id == heir.new && kin.day == day && kin.part == heir.part;
        if !listed.iter().any(is_listed) {
            let heir = said(&read::unit(tx, &heir.new).await?);
            return Err(Refusal::NotSoInTheLists { name: said(unit), heir, day }.into());
        }
    }
    Ok(())
}

/// Whatever once counted below a unit is never put above it: in the boundaries of some day the two
/// would be above each other.
async fn refuse_above_itself(tx: &mut Tx, unit: &Unit, above: &Unit) -> Result<(), Problem> {
    let sql = "select count(*) from unit_ancestor where unit_id = $1 and ancestor_id = $2";
    let held: i64 =
        sqlx::query_scalar(sql).bind(&above.id).bind(&unit.id).fetch_one(&mut **tx).await?;
    if held == 0 {
        return Ok(());
    }
    Err(Refusal::AboveItself { name: said(unit), parent: said(above) }.into())
}

async fn refuse_changed_later(
    tx: &mut Tx,
    last: &'static str,
    unit: &Unit,
    day: Day,
) -> Result<(), Problem> {
    let last: Option<Day> = sqlx::query_scalar(last).bind(&unit.id).fetch_one(&mut **tx).await?;
    match last {
        Some(last) if day <= last && unit.opened < last => {
            Err(Refusal::ChangedLater { name: said(unit), day: last }.into())
        }
        _ => Ok(()),
    }
}

async fn write_succession(
    tx: &mut Tx,
    one: &Succession,
    day: Day,
    decision: &str,
) -> Result<(), Problem> {
    let sql = "insert into unit_succession (old_id, new_id, part, day, basis, resolution)
               values ($1, $2, $3, $4, $5, $6)";
    sqlx::query(sql)
        .bind(&one.old)
        .bind(&one.new)
        .bind(one.part.code())
        .bind(day)
        .bind(Basis::Resolution.code())
        .bind(decision.trim())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Units as the tree has them at one time, so that what is done to them can be taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TreeImage {
    units: Vec<UnitImage>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct UnitImage {
    id: UnitId,
    closed: Day,
    note: String,
    names: Vec<NameSpan>,
    founders: Vec<FounderSpan>,
    forms: Vec<FormSpan>,
    heirs: Vec<HeirRow>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, sqlx::FromRow)]
struct FounderSpan {
    since: Day,
    founder_id: UnitId,
    decision: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, sqlx::FromRow)]
struct HeirRow {
    new_id: UnitId,
    #[sqlx(try_from = "String")]
    part: Part,
    day: Day,
    resolution: String,
}

/// What the tree now says of some own units; official ones are left out, since nothing here changes them.
pub async fn tree_image(tx: &mut Tx, ids: &[UnitId]) -> Result<TreeImage, Problem> {
    let mut units = vec![];
    for id in ids {
        let unit = read::unit(tx, id).await?;
        if unit.origin == Origin::Official {
            continue;
        }
        let founders = "select since, founder_id, decision from unit_founder where unit_id = $1 order by since";
        let heirs = "select new_id, part, day, resolution from unit_succession where old_id = $1 order by new_id";
        units.push(UnitImage {
            id: id.clone(),
            closed: unit.closed,
            note: unit.note.clone(),
            names: read::names(tx, id).await?,
            founders: sqlx::query_as(founders).bind(id).fetch_all(&mut **tx).await?,
            forms: forms(tx, id).await?,
            heirs: sqlx::query_as(heirs).bind(id).fetch_all(&mut **tx).await?,
        });
    }
    Ok(TreeImage { units })
}

/// Makes the tree say of units what it said before, and takes out of it units that were opened since.
/// Whatever was written on those has to be gone.
pub async fn put_back(tx: &mut Tx, image: &TreeImage, opened: &[UnitId]) -> Result<(), Problem> {
    tx.tell_all_changed(crate::TREE);
    let changed = image.units.iter().map(|unit| unit.id.clone()).chain(opened.iter().cloned());
    let mut touched = places::touched(tx, changed).await?;
    for id in opened {
        own::own(tx, id).await?;
        for sql in [
            "delete from unit_succession where new_id = $1 or old_id = $1",
            "delete from unit_founder where unit_id = $1 or founder_id = $1",
            "delete from unit_ancestor where unit_id = $1 or ancestor_id = $1",
            "delete from unit_parent where unit_id = $1 or parent_id = $1",
            "delete from unit_form where unit_id = $1",
            "delete from unit_name where unit_id = $1",
            "delete from unit_alias where unit_id = $1",
        ] {
            sqlx::query(sql).bind(id).execute(&mut **tx).await?;
        }
        touched.remove(id);
    }
    for unit in &image.units {
        unit.put_back(tx).await?;
    }
    for id in opened {
        sqlx::query("delete from unit where id = $1").bind(id).execute(&mut **tx).await?;
    }
    places::settle(tx, touched).await
}

impl UnitImage {
    async fn put_back(&self, tx: &mut Tx) -> Result<(), Problem> {
        for sql in [
            "delete from unit_name where unit_id = $1",
            "delete from unit_founder where unit_id = $1",
            "delete from unit_form where unit_id = $1",
            "delete from unit_succession where old_id = $1",
        ] {
            sqlx::query(sql).bind(&self.id).execute(&mut **tx).await?;
        }
        for one in &self.names {
            let sql = "insert into unit_name (unit_id, since, until, name, kind, resolution) values ($1, $2, $3, $4, $5, $6)";
            let query = sqlx::query(sql).bind(&self.id).bind(one.since).bind(one.until);
            let query = query.bind(&one.name).bind(&one.kind).bind(&one.resolution);
            query.execute(&mut **tx).await?;
        }
        for one in &self.founders {
            let sql = "insert into unit_founder (unit_id, since, founder_id, decision) values ($1, $2, $3, $4)";
            let query = sqlx::query(sql).bind(&self.id).bind(one.since);
            query.bind(&one.founder_id).bind(&one.decision).execute(&mut **tx).await?;
        }
        for one in &self.forms {
            let sql = "insert into unit_form (unit_id, since, form, setting, decision) values ($1, $2, $3, $4, $5)";
            let query = sqlx::query(sql).bind(&self.id).bind(one.since).bind(one.form.code());
            query.bind(one.setting.code()).bind(&one.decision).execute(&mut **tx).await?;
        }
        for one in &self.heirs {
            let (old, new) = (self.id.clone(), one.new_id.clone());
            let again = Succession { old, new, part: one.part };
            write_succession(tx, &again, one.day, &one.resolution).await?;
        }
        let form = self.forms.last();
        let sql = "update unit set closed = $1, note = $2, form = $3, setting = $4 where id = $5";
        sqlx::query(sql)
            .bind(self.closed)
            .bind(&self.note)
            .bind(form.map_or("", |span| span.form.code()))
            .bind(form.map_or("", |span| span.setting.code()))
            .bind(&self.id)
            .execute(&mut **tx)
            .await?;
        own::make_findable(tx, &self.id).await
    }
}
