//! Khóa sổ: days into which a unit and all below it write nothing more.
//!
//! - A lock covers the subtree that the unit had on the day of the fact.
//! - What a register learns later about a locked day stands on the first open day after it, marked with the day it is
//!   about (`late`); what is stated, aimed at or written for it is refused and belongs into a numbered supplement.
//! - A lock is opened for one person, for a reason, until a day; then it holds again by itself.

use crate::{
    DECLARE, REOPEN_PERIODS,
    rules::{LockedPeriod, Refusal},
};
use access::{Scope, Work};
use kernel::{AccountId, Day, Moment, Period, RowId, Source, UnitId, vietnamese::text};
use platform::{Problem, db::Tx};

/// A lock, and for whom it is open at the moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lock {
    pub id: RowId,
    pub unit: UnitId,
    pub period: Period,
    /// Since when it holds, who locked it, and why.
    pub since: Moment,
    pub by: AccountId,
    pub why: String,
    /// The opening that was given last and not taken back; it may be over by itself.
    pub opening: Option<Opening>,
}

/// A lock opened for one person until a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    pub person: AccountId,
    /// The first day on which the lock holds again.
    pub until: Day,
    pub reason: String,
    pub by: AccountId,
    pub since: Moment,
}

impl Lock {
    /// The opening that lasts today, if there is one.
    pub fn opening_on(&self, today: Day) -> Option<&Opening> {
        self.opening.as_ref().filter(|opening| today < opening.until)
    }
    /// Whether the lock keeps this person from writing today.
    pub fn holds_for(&self, person: &AccountId, today: Day) -> bool {
        self.opening_on(today).is_none_or(|opening| opening.person != *person)
    }
}

/// How an opening is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOpening {
    /// Who will put things right.
    pub person: AccountId,
    /// The last day on which that person may write.
    pub last: Day,
    pub reason: String,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: RowId,
    unit_id: UnitId,
    day_from: Day,
    day_until: Day,
    reason: String,
    locked_at: Moment,
    locked_by: AccountId,
    person: Option<AccountId>,
    opened_until: Option<Day>,
    opened_why: Option<String>,
    opened_at: Option<Moment>,
    opened_by: Option<AccountId>,
}

impl Row {
    fn into_lock(self) -> Lock {
        let opening = (|| {
            Some(Opening {
                person: self.person?,
                until: self.opened_until?,
                reason: self.opened_why?,
                by: self.opened_by?,
                since: self.opened_at?,
            })
        })();
        Lock {
            id: self.id,
            unit: self.unit_id,
            period: Period { from: self.day_from, until: self.day_until },
            since: self.locked_at,
            by: self.locked_by,
            why: self.reason,
            opening,
        }
    }
}

/// A lock beside the opening of it that was given last and not taken back.
macro_rules! locks {
    ($rest:literal) => {
        concat!(
            "select kept.id, kept.unit_id, kept.day_from, kept.day_until, kept.reason, kept.locked_at, kept.locked_by,
             opening.person, opening.day_until as opened_until, opening.reason as opened_why, opening.opened_at,
             opening.opened_by
             from count_lock kept left join count_opening opening on opening.lock_id = kept.id
              and opening.closing is null and not exists (select 1 from count_opening newer
               where newer.lock_id = kept.id and newer.closing is null and opening.id < newer.id) ",
            $rest
        )
    };
}

/// The lock over a unit's day, its own or the highest above it in the boundaries of that day. One that is open for
/// somebody at the moment is told too: ask it whether it `holds_for` a person.
pub async fn lock_on(tx: &mut Tx, unit: &UnitId, day: Day) -> Result<Option<Lock>, Problem> {
    Ok(locks_on(tx, unit, day).await?.into_iter().next())
}

/// All locks over a unit's day, the widest unit first.
pub async fn locks_on(tx: &mut Tx, unit: &UnitId, day: Day) -> Result<Vec<Lock>, Problem> {
    let sql = locks!(
        "join unit_ancestor above on above.ancestor_id = kept.unit_id
           and above.since <= $2 and $2 < above.until
         where above.unit_id = $1 and kept.day_from <= $2 and $2 < kept.day_until
         order by case above.ancestor_level when 'nation' then 0 when 'province' then 1 when 'district' then 2
          when 'commune' then 3 else 4 end, kept.day_until desc, kept.id"
    );
    let rows: Vec<Row> = sqlx::query_as(sql).bind(unit).bind(day).fetch_all(&mut **tx).await?;
    Ok(rows.into_iter().map(Row::into_lock).collect())
}

/// The locks over a unit that end after a day, in the boundaries of their last days, the earliest first.
pub(crate) async fn locks_after(
    tx: &mut Tx,
    unit: &UnitId,
    day: Day,
) -> Result<Vec<Lock>, Problem> {
    let sql = locks!(
        "join unit_ancestor above on above.ancestor_id = kept.unit_id
           and above.since < kept.day_until and kept.day_until <= above.until
         where above.unit_id = $1 and kept.day_until > $2 order by kept.day_until, kept.id"
    );
    let rows: Vec<Row> = sqlx::query_as(sql).bind(unit).bind(day).fetch_all(&mut **tx).await?;
    Ok(rows.into_iter().map(Row::into_lock).collect())
}

/// The lock of exactly this unit and period.
pub async fn lock_of(tx: &mut Tx, unit: &UnitId, period: Period) -> Result<Option<Lock>, Problem> {
    let sql = locks!("where kept.unit_id = $1 and kept.day_from = $2 and kept.day_until = $3");
    let query = sqlx::query_as(sql).bind(unit).bind(period.from).bind(period.until);
    let row: Option<Row> = query.fetch_optional(&mut **tx).await?;
    Ok(row.map(Row::into_lock))
}

/// What everybody who writes for a unit shares, and whoever locks it holds.
pub(crate) fn held_name(unit: &UnitId) -> String {
    format!("counts/lock/{unit}")
}

/// From here to the end of the work nobody else writes for a unit or below it, so that what is read now agrees.
pub async fn hold_still(work: &mut Work, unit: &UnitId) -> Result<(), Problem> {
    work.hold(&held_name(unit)).await
}

/// Locks a period of a unit; one that was opened is closed again.
///
/// # Errors
/// `period_not_over` before its last day has passed, `already_locked` where it is.
pub async fn lock_period(
    work: &mut Work,
    scope: &Scope,
    period: Period,
    why: &str,
) -> Result<(), Problem> {
    if work.today <= period.last() {
        return Err(Refusal::PeriodNotOver { last: period.last() }.into());
    }
    // Whoever is writing for a unit below finishes first; whoever comes after finds the lock.
    work.hold(&held_name(scope.unit())).await?;
    let now = work.site.now();
    let id = match lock_of(&mut work.tx, scope.unit(), period).await? {
        None => insert(work, scope, period, why, now).await?,
        Some(lock) if lock.opening_on(work.today).is_some() => {
            end_opening(work, &lock.id).await?;
            lock.id
        }
        Some(lock) => {
            let locked = said(work, &lock).await?;
            return Err(Refusal::AlreadyLocked(Box::new(locked)).into());
        }
    };
    let details = serde_json::json!({ "period": period, "reason": why });
    let source = Source::of("counts.lock", &id);
    work.record("counts.lock", Some(scope.unit()), &source, details).await
}

async fn insert(
    work: &mut Work,
    scope: &Scope,
    period: Period,
    why: &str,
    now: Moment,
) -> Result<RowId, Problem> {
    let id = RowId::new();
    let sql =
        "insert into count_lock (id, unit_id, day_from, day_until, reason, locked_at, locked_by)
               values ($1, $2, $3, $4, $5, $6, $7)";
    sqlx::query(sql)
        .bind(&id)
        .bind(scope.unit())
        .bind(period.from)
        .bind(period.until)
        .bind(why.trim())
        .bind(now)
        .bind(&work.caller.account)
        .execute(&mut *work.tx)
        .await?;
    Ok(id)
}

/// No opening lasts longer: who needs more asks again.
pub const OPENING_DAYS_MAX: i32 = 60;

/// Opens a locked period for one person until a day. The caller's `scope` is that of the unit whose period it is.
///
/// # Errors
/// `not_locked`, `period_locked` where a unit above keeps it locked, `already_open`, and what `NewOpening` lacks.
pub async fn reopen_period(
    work: &mut Work,
    scope: &Scope,
    period: Period,
    new: &NewOpening,
) -> Result<(), Problem> {
    let reason = text::normalise(&new.reason);
    if reason.is_empty() {
        return Err(Refusal::OpeningWithoutReason.into());
    }
    if new.last < work.today || new.last > work.today.plus_days(OPENING_DAYS_MAX) {
        return Err(Refusal::OpeningTooLong { most: OPENING_DAYS_MAX }.into());
    }
    work.hold(&held_name(scope.unit())).await?;
    let lock = lock_of(&mut work.tx, scope.unit(), period).await?.ok_or(Refusal::NotLocked)?;
    if let Some(opening) = lock.opening_on(work.today) {
        let person = name_of(work, &opening.person).await?;
        return Err(Refusal::AlreadyOpen { person, last: opening.until.before() }.into());
    }
    for above in locks_on(&mut work.tx, scope.unit(), period.last()).await? {
        if above.unit != *scope.unit() && above.holds_for(&new.person, work.today) {
            return Err(refusal(work, &above).await?);
        }
    }
    let writers = access::holders(&mut work.tx, DECLARE, scope.unit(), work.today).await?;
    if writers.iter().all(|writer| writer.account != new.person) {
        return Err(Refusal::PersonCannotWrite.into());
    }
    let now = work.site.now();
    end_opening(work, &lock.id).await?;
    let sql =
        "insert into count_opening (id, lock_id, person, day_until, reason, opened_at, opened_by)
               values ($1, $2, $3, $4, $5, $6, $7)";
    sqlx::query(sql)
        .bind(RowId::new())
        .bind(&lock.id)
        .bind(&new.person)
        .bind(new.last.next())
        .bind(&reason)
        .bind(now)
        .bind(&work.caller.account)
        .execute(&mut *work.tx)
        .await?;
    let details = serde_json::json!({
        "period": period, "person": new.person, "last": new.last, "reason": reason,
    });
    let source = Source::of("counts.lock", &lock.id);
    work.record("counts.reopen", Some(scope.unit()), &source, details).await
}

/// Ends what is open of a lock, also what was over by itself.
async fn end_opening(work: &mut Work, lock: &RowId) -> Result<(), Problem> {
    let sql = "update count_opening set closing = $2 where lock_id = $1 and closing is null";
    sqlx::query(sql).bind(lock).bind(RowId::new()).execute(&mut *work.tx).await?;
    Ok(())
}

/// Refuses what may not be changed any more about a unit's day.
///
/// # Errors
/// `period_locked`, which says who locked it, why, until when and who can open it.
pub async fn refuse_locked(work: &mut Work, unit: &UnitId, day: Day) -> Result<(), Problem> {
    for lock in locks_on(&mut work.tx, unit, day).await? {
        if lock.holds_for(&work.caller.account, work.today) {
            return Err(refusal(work, &lock).await?);
        }
    }
    Ok(())
}

/// Refuses what happened to units on a day, or is undone from it on, where it would change what a lock keeps: that of the
/// day itself, or of any later day, because a stock of later days stands on all days before. Locks cover a unit in the
/// boundaries of their last day.
///
/// # Errors
/// `period_locked` for the earliest lock that holds for the caller.
pub async fn refuse_locked_from(
    work: &mut Work,
    units: &[UnitId],
    day: Day,
) -> Result<(), Problem> {
    let mut all: Vec<Lock> = vec![];
    for unit in units {
        all.extend(locks_after(&mut work.tx, unit, day).await?);
    }
    all.retain(|lock| lock.holds_for(&work.caller.account, work.today));
    match all.into_iter().min_by_key(|lock| lock.period.until) {
        Some(lock) => Err(refusal(work, &lock).await?),
        None => Ok(()),
    }
}

pub(crate) async fn refusal(work: &mut Work, lock: &Lock) -> Result<Problem, Problem> {
    Ok(Refusal::PeriodLocked(Box::new(said(work, lock).await?)).into())
}

async fn said(work: &mut Work, lock: &Lock) -> Result<LockedPeriod, Problem> {
    let opening = match lock.opening_on(work.today) {
        Some(opening) => Some((name_of(work, &opening.person).await?, opening.until.before())),
        None => None,
    };
    let openers = access::holders(&mut work.tx, REOPEN_PERIODS, &lock.unit, work.today).await?;
    let mut names: Vec<String> = openers.into_iter().map(|holder| holder.full_name).collect();
    names.dedup();
    names.truncate(NAMES_MAX);
    Ok(LockedPeriod {
        unit: units::full_name(&mut work.tx, &lock.unit, lock.period.last(), work.lang).await?,
        period: lock.period.say(work.lang),
        by: name_of(work, &lock.by).await?,
        since: lock.since.day(),
        why: lock.why.clone(),
        opening,
        openers: names.join(", "),
    })
}

const NAMES_MAX: usize = 3;

async fn name_of(work: &mut Work, account: &AccountId) -> Result<String, Problem> {
    let known = access::account_name(&mut work.tx, account).await?;
    Ok(known.unwrap_or_else(|| crate::texts::Texts(work.lang).operator()))
}
