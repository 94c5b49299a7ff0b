//! Levels that a unit has declared.
//!
//! - A level that stands on the last day ends, and stands at the heirs from the next day on: whole, or in
//!   parts by shares that somebody has stated. The parts add up to the level.
//! - Of a unit that goes on a level is divided by the share of the part, and what is left stands there anew.
//! - A level that nobody has shares for stays where it is, and counts for the unit above.

use crate::{
    book::{Count, settle_many},
    declaration::level_source,
    measure,
    rules::{self, Level},
    texts::Texts,
};
use access::{Scope, Work};
use kernel::{Day, DeclarationId, Source, UnitId};
use platform::{Problem, db::Tx, module::Answer};
use std::collections::{BTreeMap, BTreeSet};
use succession::{Change, Ended, Fate, Line, Named, Refusal, Weighed, Words};
use units::Subtree;

/// A level of a unit as it stands on the day of the change.
#[derive(Debug, Clone, sqlx::FromRow)]
struct Declared {
    indicator: String,
    day_from: Day,
    quantity: i64,
    wording: String,
    label_vi: String,
    label_en: String,
    register: String,
}

impl Declared {
    fn label(&self) -> Words {
        Words::new(self.label_vi.clone(), self.label_en.clone())
    }
}

/// Every level that a unit has ever stated, by indicator, the earliest first.
async fn declared_at(
    tx: &mut Tx,
    _scope: &Scope,
    unit: &UnitId,
) -> Result<BTreeMap<String, Vec<Declared>>, Problem> {
    let sql = "select indicator, day_from, quantity, wording, label_vi, label_en, register
               from count_declaration join count_indicator on count_indicator.code = indicator
               where unit_id = $1 and kind = 'stock' and quantity is not null order by indicator, day_from";
    let rows: Vec<Declared> = sqlx::query_as(sql).bind(unit).fetch_all(&mut **tx).await?;
    let mut all: BTreeMap<String, Vec<Declared>> = BTreeMap::new();
    for row in rows {
        all.entry(row.indicator.clone()).or_default().push(row);
    }
    Ok(all)
}

/// What becomes of one level.
enum Going<'c> {
    To(Vec<(&'c UnitId, i64)>),
    Stays(Why),
    Ends,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Why {
    NoHeir,
    NoShares,
    BesideRegister,
    PartBesideRegister,
}

/// What stands at one unit, where it goes, and what the unit keeps.
struct Moving<'c> {
    from: &'c UnitId,
    level: Declared,
    going: Going<'c>,
    keeps: i64,
}

/// All levels that stand on the day, and what nobody can decide but people.
async fn moving<'c>(
    tx: &mut Tx,
    scope: &Scope,
    change: &'c Change,
) -> Result<(Vec<Moving<'c>>, Vec<Named>), Problem> {
    let (mut all, mut named) = (vec![], vec![]);
    for ended in &change.ended {
        for (_, levels) in declared_at(tx, scope, &ended.unit).await? {
            let later = levels.iter().find(|level| change.day <= level.day_from);
            // Nothing is stated to stand after the end, which is just as it should be.
            if let Some(later) = later.filter(|level| level.quantity != 0) {
                let day = later.day_from.short();
                let say = |lang| {
                    let label = later.label().say(lang).to_owned();
                    Texts(lang).declared_after(&label, &day)
                };
                named.push(blocking(&ended.unit, Words::of(say)));
                continue;
            }
            let Some(level) = levels.last().filter(|level| level.quantity != 0) else { continue };
            let going = going(tx, change, ended, level).await?;
            if let Going::To(parts) = &going {
                for (heir, _) in parts {
                    refuse_stated_that_day(tx, scope, change, heir, level, &mut named).await?;
                }
            }
            all.push(Moving { from: &ended.unit, level: level.clone(), going, keeps: 0 });
        }
    }
    for parted in &change.parted {
        for (_, levels) in declared_at(tx, scope, &parted.unit).await? {
            let before = levels.iter().rev().find(|level| level.day_from < change.day);
            let Some(level) = before.filter(|level| level.quantity != 0) else { continue };
            let Some((parts, keeps)) = parted.divide(level.quantity) else { continue };
            // What is stated for that day or later counts the part or does not; only people know.
            if let Some(later) = levels.iter().find(|level| change.day <= level.day_from) {
                let day = later.day_from.short();
                let say = |lang| {
                    let label = later.label().say(lang).to_owned();
                    Texts(lang).declared_after_part(&label, &day)
                };
                named.push(blocking(&parted.unit, Words::of(say)));
                continue;
            }
            let mut beside = false;
            for (heir, _) in &parts {
                refuse_stated_that_day(tx, scope, change, heir, level, &mut named).await?;
                beside |= keeps_register(tx, change, heir, level).await?;
            }
            let (from, level) = (&parted.unit, level.clone());
            let going =
                if beside { Going::Stays(Why::PartBesideRegister) } else { Going::To(parts) };
            all.push(Moving { from, level, going, keeps });
        }
    }
    Ok((all, named))
}

fn blocking(unit: &UnitId, said: Words) -> Named {
    Named { unit: unit.clone(), said, blocks: true, record: None }
}

async fn going<'c>(
    tx: &mut Tx,
    change: &'c Change,
    ended: &'c Ended,
    level: &Declared,
) -> Result<Going<'c>, Problem> {
    if ended.heirs.is_empty() {
        return Ok(Going::Stays(Why::NoHeir));
    }
    for heir in &ended.heirs {
        if keeps_register(tx, change, &heir.unit, level).await? {
            let held = change.registers_hold;
            return Ok(if held { Going::Ends } else { Going::Stays(Why::BesideRegister) });
        }
    }
    Ok(ended.divide(level.quantity).map_or(Going::Stays(Why::NoShares), Going::To))
}

/// Whether an heir counts the same out of a register of its own.
async fn keeps_register(
    tx: &mut Tx,
    change: &Change,
    heir: &UnitId,
    level: &Declared,
) -> Result<bool, Problem> {
    if level.register.is_empty() {
        return Ok(false);
    }
    let within = Subtree { unit: heir.clone(), boundaries: change.day };
    measure::has_rows(tx, &within, &level.indicator, Day::NEVER).await
}

/// What an heir has stated for the very day says how many it has with those who come; who is right only people know.
async fn refuse_stated_that_day(
    tx: &mut Tx,
    scope: &Scope,
    change: &Change,
    heir: &UnitId,
    level: &Declared,
    named: &mut Vec<Named>,
) -> Result<(), Problem> {
    let stated = declared_at(tx, scope, heir).await?.remove(&level.indicator).unwrap_or_default();
    let Some(same) = stated.iter().find(|one| one.day_from == change.day) else { return Ok(()) };
    let say = |lang: kernel::Lang| {
        let label = level.label().say(lang).to_owned();
        Texts(lang).stated_that_day(&label, &lang.grouped(same.quantity), &change.day.short())
    };
    let said = blocking(heir, Words::of(say));
    if !named.contains(&said) {
        named.push(said);
    }
    Ok(())
}

pub fn weigh<'a>(tx: &'a mut Tx, scope: &'a Scope, change: &'a Change) -> Answer<'a, Weighed> {
    Box::pin(async move {
        let (all, named) = moving(tx, scope, change).await?;
        let mut weighed = Weighed { lines: vec![], named };
        for Moving { from, level, going, keeps } in &all {
            let (what, from) = (level.label(), (*from).clone());
            let line = |to: Option<&UnitId>, quantity, fate| Line {
                from: from.clone(),
                to: to.cloned(),
                what: what.clone(),
                code: level.indicator.clone(),
                quantity,
                fate,
            };
            match going {
                Going::To(parts) => {
                    let parts = parts.iter().filter(|(_, part)| *part != 0);
                    let lines = parts.map(|(heir, part)| line(Some(*heir), *part, Fate::Carried));
                    weighed.lines.extend(lines);
                    if *keeps != 0 {
                        weighed.lines.push(line(Some(&from), *keeps, Fate::Carried));
                    }
                }
                Going::Ends => weighed.lines.push(line(None, level.quantity, Fate::Ends)),
                Going::Stays(why) => {
                    weighed.lines.push(line(None, level.quantity, Fate::Stays));
                    let said = Words::of(|lang| {
                        let (t, label) = (Texts(lang), what.say(lang).to_owned());
                        let quantity = lang.grouped(level.quantity);
                        match why {
                            Why::NoHeir => t.level_without_heir(&label, &quantity),
                            Why::NoShares => t.level_without_shares(&label, &quantity),
                            Why::BesideRegister => t.level_beside_register(&label, &quantity),
                            Why::PartBesideRegister => t.part_beside_register(&label, &quantity),
                        }
                    });
                    let unit = from.clone();
                    weighed.named.push(Named { unit, said, blocks: false, record: None });
                }
            }
        }
        Ok(weighed)
    })
}

/// A level about to be written on the day of the change.
struct Written {
    id: DeclarationId,
    unit: UnitId,
    indicator: String,
    quantity: i64,
    wording: String,
    basis: String,
}

/// What an heir gets of one indicator.
#[derive(Default)]
struct Given {
    quantity: i64,
    wording: String,
    origins: Vec<String>,
}

pub fn carry<'a>(
    work: &'a mut Work,
    scope: &'a Scope,
    change: &'a Change,
) -> Answer<'a, serde_json::Value> {
    Box::pin(async move {
        let (all, _) = moving(&mut work.tx, scope, change).await?;
        let (mut written, mut given) = (vec![], BTreeMap::<(UnitId, String), Given>::new());
        for Moving { from, level, going, keeps } in &all {
            if let Going::Stays(_) = going {
                continue;
            }
            let origin = units::brief(&mut work.tx, from, change.day.before()).await?;
            let origin = origin.full_name(kernel::Lang::Vi);
            if let Going::To(parts) = going {
                for (heir, part) in parts.iter().filter(|(_, part)| *part != 0) {
                    let heir = given.entry(((*heir).clone(), level.indicator.clone())).or_default();
                    heir.quantity += part;
                    if heir.wording.is_empty() {
                        heir.wording = rules::qualifier(&level.wording).to_owned();
                    }
                    let part = kernel::Lang::Vi.grouped(*part);
                    heir.origins.push(format!("{origin} {part}"));
                }
            }
            let t = Texts(kernel::Lang::Vi);
            let goes_on = change.parted.iter().any(|parted| parted.unit == **from);
            written.push(Written {
                id: DeclarationId::new(),
                unit: (*from).clone(),
                indicator: level.indicator.clone(),
                quantity: *keeps,
                wording: match keeps {
                    0 => String::new(),
                    _ => rules::qualifier(&level.wording).to_owned(),
                },
                basis: match goes_on {
                    true => t.basis_of_the_part(&change.decision),
                    false => t.basis_of_the_end(&change.decision),
                },
            });
        }
        for ((heir, indicator), given) in given {
            let stated = declared_at(&mut work.tx, scope, &heir).await?.remove(&indicator);
            let stated = stated.unwrap_or_default();
            let before = stated.iter().rev().find(|level| level.day_from < change.day);
            let own = before.map_or(0, |level| level.quantity);
            let wording = before.map(|level| rules::qualifier(&level.wording).to_owned());
            let basis = Texts(kernel::Lang::Vi)
                .basis_of_the_heir(&given.origins.join("; "), &change.decision);
            written.push(Written {
                id: DeclarationId::new(),
                unit: heir,
                indicator,
                quantity: own + given.quantity,
                wording: wording.filter(|wording| !wording.is_empty()).unwrap_or(given.wording),
                basis,
            });
        }
        write(work, change, &written).await?;
        let cells = written.iter().map(|one| (one.unit.clone(), one.indicator.clone())).collect();
        settle(work, scope, cells).await?;
        Ok(serde_json::json!({ "written": written.len() }))
    })
}

async fn write(work: &mut Work, change: &Change, written: &[Written]) -> Result<(), Problem> {
    let sql = "insert into count_declaration
        (id, unit_id, indicator, day_from, day_until, quantity, wording, basis, revision, declared_at, declared_by, carried_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $10, $11)";
    for one in written {
        sqlx::query(sql)
            .bind(&one.id)
            .bind(&one.unit)
            .bind(&one.indicator)
            .bind(change.day)
            .bind(change.day.next())
            .bind(one.quantity)
            .bind(&one.wording)
            .bind(&one.basis)
            .bind(work.now)
            .bind(&work.caller.account)
            .bind(&change.id)
            .execute(&mut *work.tx)
            .await?;
    }
    let mut deeds: BTreeMap<&UnitId, Vec<(Source, serde_json::Value)>> = BTreeMap::new();
    for one in written {
        let details = serde_json::json!({
            "indicator": one.indicator, "now": one.quantity, "carried_by": change.id,
        });
        let object = Source::of("counts.declaration", &one.id);
        deeds.entry(&one.unit).or_default().push((object, details));
    }
    for (unit, done) in deeds {
        work.record_many("counts.carry", Some(unit), &done).await?;
    }
    Ok(())
}

/// Makes the steps of some levels agree with what is declared.
async fn settle(
    work: &mut Work,
    scope: &Scope,
    cells: BTreeSet<(UnitId, String)>,
) -> Result<(), Problem> {
    let mut holding: Vec<(Source, Vec<Count>)> = vec![];
    for (unit, indicator) in cells {
        let levels = declared_at(&mut work.tx, scope, &unit).await?.remove(&indicator);
        let levels: Vec<Level> = levels
            .unwrap_or_default()
            .into_iter()
            .map(|one| Level { day: one.day_from, quantity: one.quantity, wording: one.wording })
            .collect();
        let counts = rules::steps(&indicator, &unit, &levels);
        holding.push((level_source(&unit, &indicator), counts));
    }
    settle_many(work, &holding).await
}

#[derive(sqlx::FromRow)]
struct CarriedRow {
    id: DeclarationId,
    unit_id: UnitId,
    indicator: String,
    revision: i64,
    label_vi: String,
    label_en: String,
}

pub fn take_back<'a>(
    work: &'a mut Work,
    scope: &'a Scope,
    change: &'a Change,
    effect: &'a serde_json::Value,
) -> Answer<'a, ()> {
    Box::pin(async move {
        let sql = "select id, unit_id, indicator, revision, label_vi, label_en
                   from count_declaration join count_indicator on count_indicator.code = indicator
                   where carried_by = $1 order by unit_id, indicator";
        let rows: Vec<CarriedRow> =
            sqlx::query_as(sql).bind(&change.id).fetch_all(&mut *work.tx).await?;
        let touched: Vec<&CarriedRow> = rows.iter().filter(|row| row.revision != 1).collect();
        let missing = effect["written"].as_u64() != Some(rows.len() as u64);
        if !touched.is_empty() || missing {
            let mut names = vec![];
            for row in &touched {
                let unit = units::brief(&mut work.tx, &row.unit_id, change.day).await?;
                let label = work.lang.choose(&row.label_vi, &row.label_en);
                names.push(format!("{} – {label}", unit.full_name(work.lang)));
            }
            let count = i64::try_from(touched.len().max(1)).unwrap_or(i64::MAX);
            let Words { vi, en } = Words::of(|lang| Texts(lang).declared_levels());
            return Err(Refusal::TouchedSince { vi, en, count, names }.into());
        }
        let sql = "delete from count_declaration where carried_by = $1";
        sqlx::query(sql).bind(&change.id).execute(&mut *work.tx).await?;
        for row in &rows {
            let object = Source::of("counts.declaration", &row.id);
            let details =
                serde_json::json!({ "indicator": row.indicator, "carried_by": change.id });
            work.record("counts.retract", Some(&row.unit_id), &object, details).await?;
        }
        let cells = rows.into_iter().map(|row| (row.unit_id, row.indicator)).collect();
        settle(work, scope, cells).await
    })
}
