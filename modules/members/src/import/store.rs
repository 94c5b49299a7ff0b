//! The table of batches, and what is read of the register at once.

use crate::import::{FileEncoding, register::Roll};
use access::Scope;
use kernel::{AccountId, BatchId, Day, Moment, UnitId};
use platform::{Problem, bulk, db::Tx};
use std::collections::HashSet;
use units::UnitBrief;

/// How far a batch is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum State {
    Queued,
    Reading,
    Checked,
    Applying,
    Applied,
    /// Being taken back, or about to be.
    Undoing,
    Undone,
    Stopped,
    Failed,
}

impl State {
    pub fn code(self) -> &'static str {
        match self {
            State::Queued => "queued",
            State::Reading => "reading",
            State::Checked => "checked",
            State::Applying => "applying",
            State::Applied => "applied",
            State::Undoing => "undoing",
            State::Undone => "undone",
            State::Stopped => "stopped",
            State::Failed => "failed",
        }
    }
    /// Whether a job is at work on it, or about to be.
    pub fn is_running(self) -> bool {
        matches!(self, State::Queued | State::Reading | State::Applying | State::Undoing)
    }
    /// As the two columns have it: taking back is told beside what was written.
    fn stored(self) -> (&'static str, &'static str) {
        match self {
            State::Undoing => (State::Applied.code(), "asked"),
            State::Undone => (State::Applied.code(), "done"),
            other => (other.code(), ""),
        }
    }
}

impl TryFrom<String> for State {
    type Error = String;
    fn try_from(word: String) -> Result<State, String> {
        use State::{
            Applied, Applying, Checked, Failed, Queued, Reading, Stopped, Undoing, Undone,
        };
        let all = [Queued, Reading, Checked, Applying, Applied, Undoing, Undone, Stopped, Failed];
        all.into_iter().find(|state| state.code() == word).ok_or(word)
    }
}

/// One workbook on its way into the register.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Batch {
    pub id: BatchId,
    pub unit_id: UnitId,
    pub file_name: String,
    /// Below the data folder, so that the folder may move.
    pub file_path: String,
    pub file_hash: String,
    pub default_joined: Day,
    /// How the file was typed, if a person has said it.
    #[sqlx(try_from = "String")]
    pub encoding: FileEncoding,
    #[sqlx(try_from = "String")]
    pub state: State,
    /// A [`crate::import::Summary`] as JSON, or nothing yet.
    pub summary: String,
    pub problem: String,
    pub marked_path: String,
    pub started_by: AccountId,
    pub started_at: Moment,
    pub finished_at: Option<Moment>,
    pub revision: i64,
    /// A [`crate::import::Undone`] as JSON, once the batch has been taken back.
    pub undo_summary: String,
    /// The rows that became new members, as JSON, once they are written.
    pub created_rows: String,
}

const COLUMNS: &str =
    "id, unit_id, file_name, file_path, file_hash, default_joined, encoding, summary, problem,
     case undo_state when 'asked' then 'undoing' when 'done' then 'undone' else state end as state,
     marked_path, started_by, started_at, finished_at, revision, undo_summary, created_rows";

pub async fn insert_batch(tx: &mut Tx, scope: &Scope, batch: &Batch) -> Result<(), Problem> {
    let sql = "insert into member_batch (id, unit_id, file_name, file_path, file_hash, default_joined, state,
                 summary, problem, marked_path, started_by, started_at, finished_at, revision, encoding)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    sqlx::query(sql)
        .bind(&batch.id)
        .bind(scope.unit())
        .bind(&batch.file_name)
        .bind(&batch.file_path)
        .bind(&batch.file_hash)
        .bind(batch.default_joined)
        .bind(batch.state.code())
        .bind(&batch.summary)
        .bind(&batch.problem)
        .bind(&batch.marked_path)
        .bind(&batch.started_by)
        .bind(batch.started_at)
        .bind(batch.finished_at)
        .bind(batch.revision)
        .bind(batch.encoding.code())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// A batch of exactly this unit; of any other it does not exist.
pub async fn batch(tx: &mut Tx, scope: &Scope, id: &BatchId) -> Result<Batch, Problem> {
    let sql = format!("select {COLUMNS} from member_batch where id = $1 and unit_id = $2");
    let query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id).bind(scope.unit());
    Ok(query.fetch_one(&mut **tx).await?)
}

/// Where a batch belongs: what must be known before its scope can be asked, and nothing more.
pub async fn unit_of(tx: &mut Tx, id: &BatchId) -> Result<UnitId, Problem> {
    let sql = "select unit_id from member_batch where id = $1";
    Ok(sqlx::query_scalar(sql).bind(id).fetch_one(&mut **tx).await?)
}

/// A batch as a list shows it, without the rows it made.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct BatchLine {
    pub id: BatchId,
    pub file_name: String,
    #[sqlx(try_from = "String")]
    pub state: State,
    pub summary: String,
    pub started_by: AccountId,
    pub started_at: Moment,
}

/// The batches of exactly this unit, newest first, after one that an earlier page ended with.
pub async fn batches_after(
    tx: &mut Tx,
    scope: &Scope,
    after: Option<&str>,
    most: i64,
) -> Result<Vec<BatchLine>, Problem> {
    let sql = "select id, file_name, summary, started_by, started_at,
                 case undo_state when 'asked' then 'undoing' when 'done' then 'undone' else state end as state
               from member_batch where unit_id = $1 and id < $2 order by id desc limit $3";
    let query = sqlx::query_as(sql).bind(scope.unit()).bind(after.unwrap_or("~").to_owned());
    Ok(query.bind(most).fetch_all(&mut **tx).await?)
}

pub async fn count_batches(tx: &mut Tx, scope: &Scope) -> Result<i64, Problem> {
    let sql = "select count(*) from member_batch where unit_id = $1";
    Ok(sqlx::query_scalar(sql).bind(scope.unit()).fetch_one(&mut **tx).await?)
}

/// Writes a batch anew, if nobody else has since it was read.
pub async fn change_batch(tx: &mut Tx, scope: &Scope, batch: &Batch) -> Result<(), Problem> {
    let sql = "update member_batch set state = $3, summary = $4, problem = $5, marked_path = $6, finished_at = $7,
                 undo_state = $9, undo_summary = $10, created_rows = $11, encoding = $12, revision = revision + 1
               where id = $1 and unit_id = $2 and revision = $8";
    let (state, undo_state) = batch.state.stored();
    let done = sqlx::query(sql)
        .bind(&batch.id)
        .bind(scope.unit())
        .bind(state)
        .bind(&batch.summary)
        .bind(&batch.problem)
        .bind(&batch.marked_path)
        .bind(batch.finished_at)
        .bind(batch.revision)
        .bind(undo_state)
        .bind(&batch.undo_summary)
        .bind(&batch.created_rows)
        .bind(batch.encoding.code())
        .execute(&mut **tx)
        .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Problem::Outdated) }
}

/// Whether some other batch, of whatever unit, is being written or taken back. Which one stays unsaid.
pub async fn is_another_at_work(
    tx: &mut Tx,
    _scope: &Scope,
    id: &BatchId,
) -> Result<bool, Problem> {
    let sql = "select id from member_batch where id <> $1 and (state = 'applying' or undo_state = 'asked') limit 1";
    let found: Option<String> = sqlx::query_scalar(sql).bind(id).fetch_optional(&mut **tx).await?;
    Ok(found.is_some())
}

/// The units of the scope that are there today.
pub async fn units_in(tx: &mut Tx, scope: &Scope) -> Result<Vec<UnitBrief>, Problem> {
    let sql =
        "select unit_id from unit_ancestor where ancestor_id = $1 and since <= $2 and $2 < until";
    let ids: Vec<UnitId> =
        sqlx::query_scalar(sql).bind(scope.unit()).bind(scope.today()).fetch_all(&mut **tx).await?;
    let found = units::briefs(tx, &ids, scope.today()).await?;
    let mut alive: Vec<UnitBrief> =
        found.into_values().filter(|unit| unit.is_alive(scope.today())).collect();
    alive.sort_by(|one, other| one.id.cmp(&other.id));
    Ok(alive)
}

/// Every belonging of the scope, standing or ended, unit by unit.
pub async fn members_in(tx: &mut Tx, scope: &Scope) -> Result<Vec<Roll>, Problem> {
    let sql = format!(
        "select m.unit_id, string_agg(concat_ws($3, {}), $4)
         from member_membership m join member_person p on p.id = m.person_id
         where m.unit_id in (select unit_id from unit_ancestor
           where ancestor_id = $1 and since <= $2 and $2 < until)
         group by m.unit_id",
        Roll::COLUMNS
    );
    let query = sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(scope.unit())
        .bind(scope.today())
        .bind(Roll::BETWEEN_FIELDS)
        .bind(Roll::BETWEEN_LINES);
    let rolls: Vec<(UnitId, String)> = query.fetch_all(&mut **tx).await?;
    Ok(rolls.into_iter().map(|(unit, lines)| Roll { unit, lines }).collect())
}

/// Which of these national ids somebody has, by their indexes. Who and where stays unsaid.
pub async fn taken_national_ids(
    tx: &mut Tx,
    indexes: &[String],
) -> Result<HashSet<String>, Problem> {
    const INDEXES_AT_ONCE: usize = 500;
    let mut taken = HashSet::new();
    for chunk in indexes.chunks(INDEXES_AT_ONCE) {
        let places = bulk::parameters(1, chunk.len());
        let sql = format!(
            "select national_id_index from member_person where national_id_index in ({places})"
        );
        let mut query = sqlx::query_scalar(sqlx::AssertSqlSafe(sql));
        for index in chunk {
            query = query.bind(index);
        }
        let found: Vec<String> = query.fetch_all(&mut **tx).await?;
        taken.extend(found);
    }
    Ok(taken)
}
