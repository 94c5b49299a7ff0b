//! The tables of reports on their way. Their SQL is written here and nowhere else.

use super::{
    consolidate::Take,
    rules::{Deed, State},
    snapshot::{Content, Place},
};
use access::Scope;
use kernel::{AccountId, Day, Moment, Period, RowId, UnitId};
use platform::{Problem, db::Tx};
use units::Subtree;

/// The report of a unit for a period, as far as it has come.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Filing {
    pub id: RowId,
    pub unit_id: UnitId,
    state: String,
    pub snapshot_id: Option<RowId>,
    pub standing_id: Option<RowId>,
    /// A supplement that nobody has accepted yet.
    pub pending_id: Option<RowId>,
    pub open_until: Option<Day>,
    pub first_submitted_on: Option<Day>,
}

impl Filing {
    pub fn state_on(&self, today: Day) -> State {
        let state = State::read(&self.state).unwrap_or(State::Draft).on(today, self.open_until);
        match self.pending_id {
            Some(_) => state.with_supplement().unwrap_or(state),
            None => state,
        }
    }
    /// The row keeps the state of the report itself; that a supplement waits, `pending_id` says.
    pub fn with_state(self, state: State) -> Filing {
        Filing { state: state.without_supplement().code().to_owned(), ..self }
    }
    /// What waits for a word of the unit above.
    pub fn judged_id(&self) -> Option<&RowId> {
        self.pending_id.as_ref().or(self.snapshot_id.as_ref())
    }
}

pub async fn filing(
    tx: &mut Tx,
    unit: &UnitId,
    form: &str,
    period: Period,
) -> Result<Option<Filing>, Problem> {
    let sql = "select id, unit_id, state, snapshot_id, standing_id, pending_id, open_until, first_submitted_on
               from report_filing where unit_id = $1 and form = $2 and period = $3";
    let query = sqlx::query_as(sql).bind(unit).bind(form).bind(period.to_string());
    Ok(query.fetch_optional(&mut **tx).await?)
}

/// The filing of a unit, begun now if there is none.
pub async fn begun(
    tx: &mut Tx,
    scope: &Scope,
    form: &str,
    period: Period,
) -> Result<Filing, Problem> {
    if let Some(filing) = filing(tx, scope.unit(), form, period).await? {
        return Ok(filing);
    }
    let new = Filing {
        id: RowId::new(),
        unit_id: scope.unit().clone(),
        state: State::Draft.code().to_owned(),
        snapshot_id: None,
        standing_id: None,
        pending_id: None,
        open_until: None,
        first_submitted_on: None,
    };
    let sql =
        "insert into report_filing (id, unit_id, form, period, state) values ($1, $2, $3, $4, $5)";
    sqlx::query(sql)
        .bind(&new.id)
        .bind(scope.unit())
        .bind(form)
        .bind(period.to_string())
        .bind(&new.state)
        .execute(&mut **tx)
        .await?;
    Ok(new)
}

pub async fn keep(tx: &mut Tx, _scope: &Scope, filing: &Filing) -> Result<(), Problem> {
    let sql =
        "update report_filing set state = $2, snapshot_id = $3, standing_id = $4, open_until = $5,
               first_submitted_on = $6, pending_id = $7 where id = $1";
    sqlx::query(sql)
        .bind(&filing.id)
        .bind(&filing.state)
        .bind(&filing.snapshot_id)
        .bind(&filing.standing_id)
        .bind(filing.open_until)
        .bind(filing.first_submitted_on)
        .bind(&filing.pending_id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// One thing somebody did with a report.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct StepRow {
    deed: String,
    pub snapshot_id: Option<RowId>,
    pub remark: String,
    pub done_at: Moment,
    pub done_by: AccountId,
}

impl StepRow {
    pub fn deed(&self) -> Deed {
        Deed::read(&self.deed).unwrap_or(Deed::Submit)
    }
}

pub struct NewStep<'a> {
    pub filing: &'a RowId,
    pub deed: Deed,
    pub from: State,
    pub to: State,
    pub snapshot: Option<&'a RowId>,
    pub remark: &'a str,
    pub at: Moment,
    pub by: &'a AccountId,
}

pub async fn add_step(tx: &mut Tx, _scope: &Scope, step: NewStep<'_>) -> Result<(), Problem> {
    let sql = "insert into report_step
               (id, filing_id, deed, from_state, to_state, snapshot_id, remark, done_at, done_by)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    sqlx::query(sql)
        .bind(RowId::new())
        .bind(step.filing)
        .bind(step.deed.code())
        .bind(step.from.code())
        .bind(step.to.code())
        .bind(step.snapshot)
        .bind(step.remark)
        .bind(step.at)
        .bind(step.by)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// What was done with a report, the latest first.
pub async fn steps_of(tx: &mut Tx, filing: &RowId) -> Result<Vec<StepRow>, Problem> {
    let sql = "select deed, snapshot_id, remark, done_at, done_by from report_step
               where filing_id = $1 order by id desc limit 100";
    Ok(sqlx::query_as(sql).bind(filing).fetch_all(&mut **tx).await?)
}

/// A snapshot without its content.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct SnapshotRow {
    pub id: RowId,
    pub filing_id: RowId,
    pub unit_id: UnitId,
    pub form: String,
    period: String,
    pub turn: i64,
    pub supplement: i64,
    pub hash: String,
    pub made_at: Moment,
    pub made_by: AccountId,
}

impl SnapshotRow {
    pub fn period(&self) -> Result<Period, Problem> {
        self.period.parse().map_err(|error| Problem::Broken(Box::new(error)))
    }
}

pub async fn snapshot(tx: &mut Tx, id: &RowId) -> Result<SnapshotRow, Problem> {
    let sql =
        "select id, filing_id, unit_id, form, period, turn, supplement, hash, made_at, made_by
               from report_snapshot where id = $1";
    Ok(sqlx::query_as(sql).bind(id).fetch_one(&mut **tx).await?)
}

pub async fn snapshots_of(tx: &mut Tx, filing: &RowId) -> Result<Vec<SnapshotRow>, Problem> {
    let sql =
        "select id, filing_id, unit_id, form, period, turn, supplement, hash, made_at, made_by
               from report_snapshot where filing_id = $1 order by id desc";
    Ok(sqlx::query_as(sql).bind(filing).fetch_all(&mut **tx).await?)
}

/// What was frozen. Whoever calls has asked whether the reader may see the unit's reports.
pub async fn content(tx: &mut Tx, _scope: &Scope, id: &RowId) -> Result<Content, Problem> {
    let text: String = sqlx::query_scalar("select content from report_snapshot where id = $1")
        .bind(id)
        .fetch_one(&mut **tx)
        .await?;
    Content::read(&text)
}

/// Where the next snapshot of a filing stands: another turn, or a supplement to the last.
pub async fn next_place(
    tx: &mut Tx,
    filing: &RowId,
    is_supplement: bool,
) -> Result<Place, Problem> {
    let sql = "select turn, supplement from report_snapshot where filing_id = $1
               order by turn desc, supplement desc limit 1";
    let last: Option<(i64, i64)> =
        sqlx::query_as(sql).bind(filing).fetch_optional(&mut **tx).await?;
    let (turn, supplement) = last.unwrap_or_default();
    Ok(match is_supplement {
        true => Place { turn, supplement: supplement + 1 },
        false => Place { turn: turn + 1, supplement: 0 },
    })
}

/// Freezes the content; says which snapshot that is.
pub async fn freeze(
    tx: &mut Tx,
    scope: &Scope,
    filing: &RowId,
    content: &Content,
    (by, at): (&AccountId, Moment),
) -> Result<(RowId, String), Problem> {
    let (id, (text, hash)) = (RowId::new(), content.frozen()?);
    let sql = "insert into report_snapshot (id, filing_id, unit_id, form, form_version, period, boundaries, turn,
               supplement, content, figures, reasons, hash, made_at, made_by)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    sqlx::query(sql)
        .bind(&id)
        .bind(filing)
        .bind(scope.unit())
        .bind(&content.form)
        .bind(content.form_version)
        .bind(content.period.to_string())
        .bind(content.boundaries)
        .bind(content.turn)
        .bind(content.supplement)
        .bind(text)
        .bind(content.compact())
        .bind(content.compact_reasons())
        .bind(&hash)
        .bind(at)
        .bind(by)
        .execute(&mut **tx)
        .await?;
    Ok((id, hash))
}

/// The numbers that a unit has handed in.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct HandedIn {
    pub unit_id: UnitId,
    pub state: String,
    pub snapshot_id: RowId,
    pub form_version: i64,
    pub hash: String,
    pub figures: String,
}

/// The numbers of all units of a subtree for a period, in one query. Sums are made by whoever calls: a database would
/// read some hundred thousand rows for what is two hundred short lines for each unit.
pub async fn handed_in(
    tx: &mut Tx,
    within: &Subtree,
    form: &str,
    period: Period,
    take: Take,
) -> Result<Vec<HandedIn>, Problem> {
    let sql = match take {
        Take::Accepted => {
            "select filing.unit_id, filing.state, frozen.id as snapshot_id, frozen.form_version, frozen.hash, frozen.figures
             from report_filing filing join report_snapshot frozen on frozen.id = filing.standing_id
             join unit_ancestor above on above.unit_id = filing.unit_id and above.ancestor_id = $1
               and above.since <= $2 and $2 < above.until
             where filing.form = $3 and filing.period = $4"
        }
        Take::Submitted => {
            "select filing.unit_id, filing.state, frozen.id as snapshot_id, frozen.form_version, frozen.hash, frozen.figures
             from report_filing filing
             join report_snapshot frozen on frozen.id = coalesce(filing.standing_id,
               case when filing.state = 'submitted' then filing.snapshot_id end)
             join unit_ancestor above on above.unit_id = filing.unit_id and above.ancestor_id = $1
               and above.since <= $2 and $2 < above.until
             where filing.form = $3 and filing.period = $4"
        }
    };
    let query = sqlx::query_as(sql)
        .bind(&within.unit)
        .bind(within.boundaries)
        .bind(form)
        .bind(period.to_string());
    Ok(query.fetch_all(&mut **tx).await?)
}

/// The filings of a subtree for a period, its own unit's among them.
pub async fn filings_in(
    tx: &mut Tx,
    within: &Subtree,
    form: &str,
    period: Period,
) -> Result<Vec<Filing>, Problem> {
    let sql = "select filing.id, filing.unit_id, state, snapshot_id, standing_id, pending_id, open_until, first_submitted_on
               from report_filing filing
               join unit_ancestor above on above.unit_id = filing.unit_id and above.ancestor_id = $1
                 and above.since <= $2 and $2 < above.until
               where filing.form = $3 and filing.period = $4";
    let query = sqlx::query_as(sql)
        .bind(&within.unit)
        .bind(within.boundaries)
        .bind(form)
        .bind(period.to_string());
    Ok(query.fetch_all(&mut **tx).await?)
}

/// The reports of a unit that are in its own hands though they have been on their way: form, period, and where they stand.
pub async fn come_back(
    tx: &mut Tx,
    unit: &UnitId,
) -> Result<Vec<(String, String, Filing)>, Problem> {
    #[derive(sqlx::FromRow)]
    struct Row {
        form: String,
        period: String,
        #[sqlx(flatten)]
        filing: Filing,
    }
    let sql = "select form, period, id, unit_id, state, snapshot_id, standing_id, pending_id, open_until, first_submitted_on
               from report_filing where unit_id = $1 and state in ('returned', 'reopened') order by period, form";
    let rows: Vec<Row> = sqlx::query_as(sql).bind(unit).fetch_all(&mut **tx).await?;
    Ok(rows.into_iter().map(|row| (row.form, row.period, row.filing)).collect())
}

/// A due day as a unit has set it for a level below it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct DueRow {
    pub unit_id: UnitId,
    pub level: String,
    pub months: i64,
    pub day: i64,
    pub basis: String,
}

/// The due days that a unit and those above it have set for a form, the nearest first.
pub async fn dues(tx: &mut Tx, unit: &UnitId, form: &str, on: Day) -> Result<Vec<DueRow>, Problem> {
    let sql = "select due.unit_id, due.level, due.months, due.day, due.basis
               from unit_ancestor above join report_due due on due.unit_id = above.ancestor_id
               where above.unit_id = $1 and above.since <= $2 and $2 < above.until and due.form = $3
               order by case above.ancestor_level when 'commune' then 0 when 'district' then 1
                when 'province' then 2 else 3 end, due.level";
    Ok(sqlx::query_as(sql).bind(unit).bind(on).bind(form).fetch_all(&mut **tx).await?)
}

pub async fn set_due(
    tx: &mut Tx,
    scope: &Scope,
    form: &str,
    (level, months, day): (&str, i64, i64),
    basis: &str,
    (by, at): (&AccountId, Moment),
) -> Result<(), Problem> {
    let sql = "insert into report_due (unit_id, form, level, months, day, basis, changed_at, changed_by)
               values ($1, $2, $3, $4, $5, $6, $7, $8)
               on conflict (unit_id, form, level) do update set months = excluded.months, day = excluded.day,
                basis = excluded.basis, changed_at = excluded.changed_at, changed_by = excluded.changed_by";
    sqlx::query(sql)
        .bind(scope.unit())
        .bind(form)
        .bind(level)
        .bind(months)
        .bind(day)
        .bind(basis)
        .bind(at)
        .bind(by)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
