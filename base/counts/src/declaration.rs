//! Khai báo: totals that a unit states without keeping the register behind them.

use crate::{
    DECLARE, READ_FIGURES,
    book::{Count, settle},
    indicator::{Definition, Kind, definition},
    lock, measure,
    rules::{self, Level, Refusal},
};
use access::{Look, Scope, Work};
use kernel::{Day, DeclarationId, Period, Source, UnitId};
use platform::{Problem, db::Tx};
use std::collections::HashMap;
use units::Subtree;

/// A declaration as it stands.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow, serde::Serialize)]
pub struct Declaration {
    pub id: DeclarationId,
    pub unit_id: UnitId,
    pub indicator: String,
    pub day_from: Day,
    pub day_until: Day,
    pub quantity: Option<i64>,
    pub wording: String,
    pub basis: String,
    pub revision: i64,
}

/// What a unit states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDeclaration {
    pub indicator: String,
    pub period: Period,
    pub quantity: Option<i64>,
    /// `gần`, `trên` … before the number; or the source's words where it gives no number.
    pub wording: String,
    /// Where the number comes from and what it means.
    pub basis: String,
}

const COLUMNS: &str =
    "id, unit_id, indicator, day_from, day_until, quantity, wording, basis, revision";

/// States a total for a unit's own part, or states it anew. The same statement again changes nothing.
///
/// # Errors
/// `kept_by_register` where the unit keeps a register of the same thing; see `Refusal`.
pub async fn declare(
    work: &mut Work,
    unit: &UnitId,
    new: &NewDeclaration,
) -> Result<DeclarationId, Problem> {
    let scope = work.scope(DECLARE, unit).await?;
    let definition = definition(&mut work.tx, &new.indicator).await?;
    let new = &at_level(&definition, new);
    rules::may_declare(&definition, new.quantity, &new.wording, new.period.last(), work.today)?;
    let place = units::unit(&mut work.tx, unit).await?;
    if !(place.opened <= new.period.last() && new.period.last() < place.closed) {
        let unit = units::full_name(&mut work.tx, unit, place.opened, work.lang).await?;
        return Err(Refusal::UnitNotThere { unit, day: new.period.last() }.into());
    }
    refuse_beside_register(work, unit, &definition, new.period).await?;

    work.hold(&format!("counts/declared/{unit}/{}", new.indicator)).await?;
    let before = standing(&mut work.tx, &scope, &new.indicator, new.period).await?;
    let same = |old: &Declaration| {
        (old.quantity, &old.wording, &old.basis) == (new.quantity, &new.wording, &new.basis)
    };
    if let Some(old) = before.as_ref().filter(|old| same(old)) {
        return Ok(old.id.clone());
    }
    refuse_locked_figure(work, &scope, &definition, new).await?;
    let id = before.as_ref().map_or_else(DeclarationId::new, |old| old.id.clone());
    store(work, &scope, &id, new).await?;
    post(work, &scope, &definition, &id, new).await?;
    let details = serde_json::json!({
        "indicator": new.indicator, "period": new.period, "before": before.and_then(|old| old.quantity), "now": new.quantity,
    });
    work.record("counts.declare", Some(unit), &Source::of("counts.declaration", &id), details)
        .await?;
    Ok(id)
}

/// Takes a declaration back: the book then says what it said before it.
pub async fn retract(
    work: &mut Work,
    unit: &UnitId,
    indicator: &str,
    period: Period,
) -> Result<(), Problem> {
    let scope = work.scope(DECLARE, unit).await?;
    let definition = definition(&mut work.tx, indicator).await?;
    let blank = NewDeclaration {
        indicator: indicator.to_owned(),
        period,
        quantity: None,
        wording: String::new(),
        basis: String::new(),
    };
    let gone = at_level(&definition, &blank);
    work.hold(&format!("counts/declared/{unit}/{indicator}")).await?;
    let found =
        standing(&mut work.tx, &scope, indicator, gone.period).await?.ok_or(Problem::NotFound)?;
    refuse_locked_figure(work, &scope, &definition, &gone).await?;
    sqlx::query("delete from count_declaration where id = $1 and unit_id = $2")
        .bind(&found.id)
        .bind(scope.unit())
        .execute(&mut *work.tx)
        .await?;
    post(work, &scope, &definition, &found.id, &gone).await?;
    let details =
        serde_json::json!({ "indicator": indicator, "period": period, "before": found.quantity });
    work.record("counts.retract", Some(unit), &Source::of("counts.declaration", &found.id), details)
        .await
}

/// A stock is stated as on the last day of the period, whatever the period.
fn at_level(definition: &Definition, new: &NewDeclaration) -> NewDeclaration {
    let mut new = new.clone();
    if definition.kind == Kind::Stock {
        new.period = Period { from: new.period.last(), until: new.period.until };
    }
    new
}

/// Below a commune everything is in the register or nothing is; a declared total beside the rows
/// would count them twice.
async fn refuse_beside_register(
    work: &mut Work,
    unit: &UnitId,
    definition: &Definition,
    period: Period,
) -> Result<(), Problem> {
    let level = units::unit(&mut work.tx, unit).await?.level;
    if definition.register.is_empty()
        || !matches!(level, units::Level::Commune | units::Level::Chapter)
    {
        return Ok(());
    }
    let within = Subtree { unit: unit.clone(), boundaries: period.last() };
    if measure::has_rows(&mut work.tx, &within, &definition.code, period.until).await? {
        let unit = units::full_name(&mut work.tx, unit, period.last(), work.lang).await?;
        let label = definition.label(work.lang).to_owned();
        return Err(Refusal::KeptByRegister { label, unit }.into());
    }
    Ok(())
}

/// A locked figure stays as it was stated. A level of a stock stands until the next one, so that one of an earlier
/// day is refused too where it would move what a later lock keeps.
async fn refuse_locked_figure(
    work: &mut Work,
    scope: &Scope,
    definition: &Definition,
    new: &NewDeclaration,
) -> Result<(), Problem> {
    // Whoever locks this unit, or one above it, waits until this work ends, or has come before.
    let above = units::path(&mut work.tx, scope.unit(), new.period.last()).await?;
    let names: Vec<String> = above.iter().map(|unit| lock::held_name(&unit.id)).collect();
    work.site.db.clone().share(&mut work.tx, &names).await?;
    let day = new.period.last();
    lock::refuse_locked(work, scope.unit(), day).await?;
    if definition.kind != Kind::Stock {
        return Ok(());
    }
    let before = levels_of(&mut work.tx, scope, &definition.code).await?;
    let mut after: Vec<Level> =
        before.iter().filter(|level| level.day != new.period.from).cloned().collect();
    after.extend(new.quantity.map(|quantity| Level {
        day: new.period.from,
        quantity,
        wording: String::new(),
    }));
    for kept in lock::locks_after(&mut work.tx, scope.unit(), day).await? {
        let last = kept.period.last();
        let moves = rules::level_on(&before, last) != rules::level_on(&after, last);
        if moves && kept.holds_for(&work.caller.account, work.today) {
            return Err(lock::refusal(work, &kept).await?);
        }
    }
    Ok(())
}

async fn store(
    work: &mut Work,
    scope: &Scope,
    id: &DeclarationId,
    new: &NewDeclaration,
) -> Result<(), Problem> {
    let sql = "insert into count_declaration
        (id, unit_id, indicator, day_from, day_until, quantity, wording, basis, revision, declared_at, declared_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $10)
        on conflict (id) do update set quantity = excluded.quantity, wording = excluded.wording,
         basis = excluded.basis, revision = count_declaration.revision + 1,
         declared_at = excluded.declared_at, declared_by = excluded.declared_by";
    sqlx::query(sql)
        .bind(id)
        .bind(scope.unit())
        .bind(&new.indicator)
        .bind(new.period.from)
        .bind(new.period.until)
        .bind(new.quantity)
        .bind(&new.wording)
        .bind(&new.basis)
        .bind(work.now)
        .bind(&work.caller.account)
        .execute(&mut *work.tx)
        .await?;
    Ok(())
}

/// Makes the book agree: a flow has one row of its own, a stock the steps between its levels.
async fn post(
    work: &mut Work,
    scope: &Scope,
    definition: &Definition,
    id: &DeclarationId,
    new: &NewDeclaration,
) -> Result<(), Problem> {
    if definition.kind == Kind::Stock {
        let levels = levels_of(&mut work.tx, scope, &definition.code).await?;
        let counts = rules::steps(&definition.code, scope.unit(), &levels);
        return settle(work, &level_source(scope.unit(), &definition.code), &counts).await;
    }
    let counts = new.quantity.map(|quantity| {
        let count = Count::of(&definition.code, scope.unit(), new.period.last(), quantity);
        count.declared(rules::qualifier(&new.wording))
    });
    settle(work, &Source::of("counts.declaration", id), counts.as_slice()).await
}

/// The source of all steps of one declared stock.
pub(crate) fn level_source(unit: &UnitId, indicator: &str) -> Source {
    Source::of("counts.level", &format!("{unit}.{indicator}"))
}

pub(crate) async fn levels_of(
    tx: &mut Tx,
    scope: &Scope,
    indicator: &str,
) -> Result<Vec<Level>, Problem> {
    let sql = "select day_from, quantity, wording from count_declaration
               where unit_id = $1 and indicator = $2 and quantity is not null order by day_from";
    let rows: Vec<(Day, i64, String)> =
        sqlx::query_as(sql).bind(scope.unit()).bind(indicator).fetch_all(&mut **tx).await?;
    Ok(rows.into_iter().map(|(day, quantity, wording)| Level { day, quantity, wording }).collect())
}

async fn standing(
    tx: &mut Tx,
    scope: &Scope,
    indicator: &str,
    period: Period,
) -> Result<Option<Declaration>, Problem> {
    let sql = format!(
        "select {COLUMNS} from count_declaration
         where unit_id = $1 and indicator = $2 and day_from = $3 and day_until = $4"
    );
    let query = sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(scope.unit())
        .bind(indicator)
        .bind(period.from)
        .bind(period.until);
    Ok(query.fetch_optional(&mut **tx).await?)
}

/// The declarations of a unit and everything below it that lie within a period; a stock's on its last day.
pub async fn declarations_of(
    look: &mut Look,
    unit: &UnitId,
    boundaries: Day,
    period: Period,
) -> Result<Vec<Declaration>, Problem> {
    let scope = look.scope(READ_FIGURES, unit).await?;
    let sql = format!(
        "select {COLUMNS} from count_declaration where exists (
           select 1 from unit_ancestor above where above.unit_id = count_declaration.unit_id
           and above.ancestor_id = $1 and above.since <= $2 and $2 < above.until)
         and day_from >= $3 and day_until <= $4 order by unit_id, indicator, id"
    );
    let query = sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(scope.unit())
        .bind(boundaries)
        .bind(period.from)
        .bind(period.until);
    Ok(query.fetch_all(&mut *look.tx).await?)
}

/// The level of a declared stock that stands for a unit itself on a day: what a register that
/// begins there would count twice. It asks for no scope, because whoever begins a register in a
/// chapter must not count beside what the commune above has stated.
pub async fn declared_stock(
    tx: &mut Tx,
    unit: &UnitId,
    indicator: &str,
    day: Day,
) -> Result<Option<i64>, Problem> {
    let sql = "select quantity from count_declaration where unit_id = $1 and indicator = $2
               and quantity is not null and day_from <= $3 order by day_from desc limit 1";
    let query = sqlx::query_scalar(sql).bind(unit).bind(indicator).bind(day);
    let level: Option<i64> = query.fetch_optional(&mut **tx).await?;
    Ok(level.filter(|level| *level != 0))
}

/// Whether any unit at all may have declared a stock that stands on a day. Most often none has, and then not
/// every unit of a long list has to be asked.
pub async fn is_stock_declared(tx: &mut Tx, indicator: &str, day: Day) -> Result<bool, Problem> {
    let sql = "select id from count_declaration where indicator = $1 and quantity <> 0
               and day_from <= $2 limit 1";
    let query = sqlx::query_scalar(sql).bind(indicator).bind(day);
    let found: Option<String> = query.fetch_optional(&mut **tx).await?;
    Ok(found.is_some())
}

/// Sets what a unit means to reach in a period, with the decision that says so.
pub async fn set_target(
    work: &mut Work,
    unit: &UnitId,
    indicator: &str,
    period: Period,
    quantity: i64,
    decision: &str,
) -> Result<(), Problem> {
    let scope = work.scope(DECLARE, unit).await?;
    definition(&mut work.tx, indicator).await?;
    if quantity < 0 {
        return Err(Refusal::Negative.into());
    }
    lock::refuse_locked(work, unit, period.last()).await?;
    let sql =
        "insert into count_target (unit_id, indicator, day_from, day_until, quantity, decision)
               values ($1, $2, $3, $4, $5, $6)
               on conflict (unit_id, indicator, day_from, day_until)
               do update set quantity = excluded.quantity, decision = excluded.decision";
    sqlx::query(sql)
        .bind(scope.unit())
        .bind(indicator)
        .bind(period.from)
        .bind(period.until)
        .bind(quantity)
        .bind(decision)
        .execute(&mut *work.tx)
        .await?;
    let source = Source::of("counts.target", &format!("{unit}.{indicator}"));
    let details = serde_json::json!({ "period": period, "quantity": quantity });
    work.record("counts.set_target", Some(unit), &source, details).await
}

/// The targets of a unit for exactly this period, by indicator.
pub async fn targets(
    tx: &mut Tx,
    unit: &UnitId,
    period: Period,
) -> Result<HashMap<String, i64>, Problem> {
    let sql = "select indicator, quantity from count_target
               where unit_id = $1 and day_from = $2 and day_until = $3";
    let query = sqlx::query_as(sql).bind(unit).bind(period.from).bind(period.until);
    let rows: Vec<(String, i64)> = query.fetch_all(&mut **tx).await?;
    Ok(rows.into_iter().collect())
}
