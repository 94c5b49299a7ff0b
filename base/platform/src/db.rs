//! One database handle for SQLite and PostgreSQL.

use crate::{
    Problem, bulk, guard, memo::Memo, module::Step, storage::Storage, texts::Texts, told::Telling,
};
use kernel::Lang;
use sqlx::{
    Any, AnyConnection, AnyPool, Connection, Executor, SqlSafeStr, SqlStr,
    any::AnyPoolOptions,
    migrate::{MigrateError, Migration, MigrationType, Migrator},
};
use std::{
    collections::HashMap,
    fs::File,
    io::Read,
    ops::{Deref, DerefMut},
    path::PathBuf,
    sync::Arc,
    time::Duration,
};

/// All of it happens or nothing. There is no other way to commit than this one, so that no failure of the
/// disk passes unseen.
pub struct Tx {
    inner: sqlx::Transaction<'static, Any>,
    storage: Storage,
    dialect: Dialect,
    /// How many rows were put into each table at once.
    put: HashMap<String, usize>,
    aim: Aim,
    pub(crate) telling: Telling,
}

/// The revision of the data as a column, for a statement that every request makes anyway.
pub const REVISION: &str = "(select number from data_revision where name = 'all')";

/// What a transaction was begun for.
enum Aim {
    /// Its snapshot is of one revision of the data, asked for when something is to be remembered.
    Reading { memo: Memo, revision: Option<i64> },
    /// Its commit makes the next revision.
    Writing,
    /// Nothing that it writes is ever remembered by readers.
    WritingAside,
}

impl Tx {
    pub fn is_postgres(&self) -> bool {
        self.dialect == Dialect::Postgres
    }

    /// To be told after every bulk of rows. PostgreSQL's own housekeeping does not see them before the end, and a
    /// statement planned for the empty table reads all of it: for each of a province's rows, to hold a reference
    /// against it. So the planner is told when the first thousand are there, and again when they are many.
    pub(crate) async fn has_put(&mut self, table: &str, rows: usize) -> Result<(), Problem> {
        const WORTH_A_LOOK: [usize; 2] = [1_000, 20_000];
        if self.dialect == Dialect::Sqlite {
            return Ok(());
        }
        let put = self.put.entry(table.to_owned()).or_default();
        let before = *put;
        *put += rows;
        if WORTH_A_LOOK.iter().any(|size| before < *size && *size <= *put) {
            // Another transaction at it says the same, and neither waits for the other.
            let sql = format!("analyze (skip_locked) {table}");
            self.inner.execute(sqlx::AssertSqlSafe(sql).into_sql_str()).await?;
        }
        Ok(())
    }

    /// # Errors
    /// `StorageStopped` when the disk failed, `OutcomeUnknown` when the connection ended before the answer came.
    pub async fn commit(mut self) -> Result<(), Problem> {
        if matches!(self.aim, Aim::Writing) {
            // At the very end, so that on PostgreSQL writers wait here for no more than each other's commit.
            let sql =
                "update data_revision set number = number + 1 where name = 'all' returning number";
            let counted = sqlx::query_scalar(sql).fetch_one(&mut *self.inner).await;
            let number = counted.map_err(|error| self.storage.commit_failed(error))?;
            let told = self.put_told(number).await;
            told.map_err(|problem| self.storage.noticed(problem))?;
        }
        match self.inner.commit().await {
            Ok(()) => Ok(()),
            Err(error) => Err(self.storage.commit_failed(error)),
        }
    }

    pub async fn rollback(self) -> Result<(), Problem> {
        Ok(self.inner.rollback().await?)
    }

    /// What an earlier snapshot of the same data kept under this name. A transaction that writes remembers nothing.
    pub async fn recall<T: Send + Sync + 'static>(
        &mut self,
        name: &str,
    ) -> Result<Option<Arc<T>>, Problem> {
        let Some(revision) = self.revision().await? else { return Ok(None) };
        let Aim::Reading { memo, .. } = &self.aim else { return Ok(None) };
        Ok(memo.recall(revision, name))
    }

    /// The revision of the data in this snapshot; nothing for a transaction that writes.
    pub(crate) async fn revision(&mut self) -> Result<Option<i64>, Problem> {
        let Aim::Reading { revision, .. } = &mut self.aim else { return Ok(None) };
        if revision.is_none() {
            let sql = "select number from data_revision where name = $1";
            let found = sqlx::query_scalar(sql).bind("all").fetch_one(&mut *self.inner).await?;
            *revision = Some(found);
        }
        Ok(*revision)
    }

    /// What a snapshot of this or of an earlier revision kept under this name to be carried on, with that revision.
    pub async fn recall_earlier<T: Send + Sync + 'static>(
        &mut self,
        name: &str,
    ) -> Result<Option<(i64, Arc<T>)>, Problem> {
        let Some(now) = self.revision().await? else { return Ok(None) };
        let Aim::Reading { memo, .. } = &self.aim else { return Ok(None) };
        Ok(memo.recall_earlier(now, name))
    }

    /// Keeps what was worked out from this snapshot, for later ones to carry on by what was told since. Its name and
    /// `bytes` are as for [`Tx::keep`].
    pub fn keep_on<T: Send + Sync + 'static>(&self, name: String, bytes: usize, value: Arc<T>) {
        if let Aim::Reading { memo, revision: Some(revision) } = &self.aim {
            memo.keep_on(*revision, name, bytes, value);
        }
    }

    /// Tells what `REVISION` said in this snapshot, so that it need not be asked again.
    pub fn is_of_revision(&mut self, found: i64) {
        if let Aim::Reading { revision, .. } = &mut self.aim {
            *revision = Some(found);
        }
    }

    /// Keeps what was worked out from this snapshot alone, for others of the same data. The name must say all that it
    /// depends on besides the data, such as a unit and a day, and say what was typed in quotes (`{id:?}`), so that two
    /// questions never have one name; `bytes` is its rough size.
    pub fn keep<T: Send + Sync + 'static>(&self, name: String, bytes: usize, value: T) -> Arc<T> {
        let value = Arc::new(value);
        // Without a revision nobody has asked whether it is remembered.
        if let Aim::Reading { memo, revision: Some(revision) } = &self.aim {
            memo.keep(*revision, name, bytes, value.clone());
        }
        value
    }
}

impl Deref for Tx {
    type Target = AnyConnection;
    fn deref(&self) -> &AnyConnection {
        &self.inner
    }
}
impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut AnyConnection {
        &mut self.inner
    }
}

/// The oldest SQLite that does not lose committed rows when two connections write ahead at once.
const SQLITE_FLOOR: &str = "3.51.3";
/// How long a program that starts waits for another that is bringing the database up to its version.
const MIGRATION_WAIT_MAX: Duration = Duration::from_secs(300);

#[derive(Clone)]
pub struct Db {
    /// On SQLite the one connection that writes; on PostgreSQL the pool of all.
    writers: AnyPool,
    readers: AnyPool,
    dialect: Dialect,
    storage: Storage,
    memo: Memo,
}

/// The few things the two databases do differently are told apart here and nowhere else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dialect {
    Sqlite,
    Postgres,
}

impl Dialect {
    fn of(url: &str) -> Dialect {
        if url.starts_with("postgres") { Dialect::Postgres } else { Dialect::Sqlite }
    }

    /// Migrations are written once. SQLite calls a BIGINT an INTEGER, and checks types only in
    /// tables declared strict; PostgreSQL compares text byte by byte only where it is told to.
    fn translate(self, sql: &'static str) -> SqlStr {
        let sql = match self {
            Dialect::Postgres => {
                let lines = sql.lines().map(|line| match guard::guarded(line) {
                    Some(table) => guard::postgres(table),
                    None => bytewise_text(line),
                });
                lines.collect::<Vec<_>>().join("\n")
            }
            Dialect::Sqlite => {
                let strict = sql.replace(" bigint", " integer").replace("\n);", "\n) strict;");
                let tables = sql.lines().filter_map(|line| Some((line, guard::guarded(line)?)));
                tables.fold(strict, |sql, (line, table)| sql.replace(line, &guard::sqlite(table)))
            }
        };
        sqlx::AssertSqlSafe(sql).into_sql_str()
    }

    /// What each new connection is told before it is used.
    fn greeting(self) -> &'static str {
        match self {
            // FULL, because NORMAL loses committed work when the power goes.
            Dialect::Sqlite => {
                "pragma busy_timeout = 10000;
                 pragma journal_mode = wal;
                 pragma synchronous = full;
                 pragma mmap_size = 0;
                 pragma foreign_keys = on;
                 pragma trusted_schema = off;
                 pragma temp_store = memory;
                 pragma cache_size = -8000"
            }
            Dialect::Postgres => "set time zone 'UTC'; set synchronous_commit = on",
        }
    }
}

/// `name text not null` becomes `name text collate "C" not null`.
fn bytewise_text(line: &str) -> String {
    let mut words = line.split_whitespace();
    let column = words.next().is_some() && matches!(words.next(), Some("text" | "text,"));
    if column { line.replacen(" text", " text collate \"C\"", 1) } else { line.to_owned() }
}

impl Db {
    /// Opens `sqlite:///folder/file` or `postgres://…`.
    ///
    /// # Errors
    /// A refusal that names the place when it cannot be opened, or when SQLite is too old to trust.
    pub async fn open(url: &str) -> Result<Self, Problem> {
        sqlx::any::install_default_drivers();
        let dialect = Dialect::of(url);
        refuse_other_files(dialect, url)?;
        let (writers, readers) = match dialect {
            Dialect::Sqlite => (connect(dialect, url, 1).await?, connect(dialect, url, 4).await?),
            Dialect::Postgres => {
                let pool = connect(dialect, url, 12).await?;
                (pool.clone(), pool)
            }
        };
        let (storage, memo) = (Storage::default(), Memo::default());
        let db = Db { writers, readers, dialect, storage, memo };
        db.refuse_old_sqlite().await?;
        Ok(db)
    }

    async fn refuse_old_sqlite(&self) -> Result<(), Problem> {
        if self.dialect == Dialect::Postgres {
            return Ok(());
        }
        let found: String =
            sqlx::query_scalar("select sqlite_version()").fetch_one(&self.writers).await?;
        let number = |version: &str| -> Vec<u32> {
            version.split('.').map(|part| part.parse().unwrap_or(0)).collect()
        };
        if number(&found) < number(SQLITE_FLOOR) {
            return Err(Problem::refused("sqlite_too_old", move |lang| {
                Texts(lang).sqlite_too_old(&found, SQLITE_FLOOR)
            }));
        }
        Ok(())
    }

    pub fn is_postgres(&self) -> bool {
        self.dialect == Dialect::Postgres
    }

    /// Keeps word of a stopped storage in `folder`, so that the next start looks before it writes.
    pub fn marking(mut self, folder: PathBuf) -> Db {
        self.storage = Storage::marking(folder);
        self
    }

    pub fn storage(&self) -> &Storage {
        &self.storage
    }

    /// A transaction for reading: one snapshot of all tables.
    pub async fn begin(&self) -> Result<Tx, Problem> {
        let inner = match self.dialect {
            Dialect::Sqlite => self.readers.begin().await?,
            Dialect::Postgres => {
                self.readers.begin_with("begin isolation level repeatable read read only").await?
            }
        };
        let aim = Aim::Reading { memo: self.memo.clone(), revision: None };
        Ok(self.tx(inner, aim))
    }

    /// A transaction for writing. SQLite lets one writer in at a time, from its first statement.
    ///
    /// # Errors
    /// `StorageStopped` since the disk failed, until the program is started anew.
    pub async fn begin_writing(&self) -> Result<Tx, Problem> {
        self.begin_with_aim(Aim::Writing).await
    }

    /// The same for what nobody who reads ever keeps, such as when a session was last seen: it makes no new revision.
    pub async fn begin_writing_aside(&self) -> Result<Tx, Problem> {
        self.begin_with_aim(Aim::WritingAside).await
    }

    async fn begin_with_aim(&self, aim: Aim) -> Result<Tx, Problem> {
        self.storage.must_stand()?;
        let begun = match self.dialect {
            Dialect::Sqlite => self.writers.begin_with("begin immediate").await,
            Dialect::Postgres => self.writers.begin().await,
        };
        let inner = begun.map_err(|error| self.storage.noticed(error.into()))?;
        // Whoever waited in line while the disk failed does not write after all.
        self.storage.must_stand()?;
        Ok(self.tx(inner, aim))
    }

    fn tx(&self, inner: sqlx::Transaction<'static, Any>, aim: Aim) -> Tx {
        let (storage, dialect) = (self.storage.clone(), self.dialect);
        Tx { inner, storage, dialect, put: HashMap::new(), aim, telling: Telling::new() }
    }

    /// What is wrong with the database's file; nothing, most days. `thorough` holds every index against its table
    /// as well. PostgreSQL looks after its own files.
    pub async fn damage(&self, thorough: bool) -> Result<Vec<String>, Problem> {
        if self.dialect == Dialect::Postgres {
            return Ok(vec![]);
        }
        let sql = if thorough { "pragma integrity_check(50)" } else { "pragma quick_check(50)" };
        let mut tx = self.begin().await?;
        let found: Result<Vec<String>, _> = sqlx::query_scalar(sql).fetch_all(&mut *tx).await;
        match found {
            Ok(lines) => Ok(lines.into_iter().filter(|line| line != "ok").collect()),
            // A file too broken to be looked at.
            Err(error) => match self.storage.noticed(error.into()) {
                Problem::StorageStopped(reason) => Ok(vec![reason]),
                other => Err(other),
            },
        }
    }

    /// Holds `name` until the transaction ends, so that look-then-write is safe.
    pub async fn hold(&self, tx: &mut Tx, name: &str) -> Result<(), Problem> {
        match self.dialect {
            // The one writer already holds everything.
            Dialect::Sqlite => {}
            Dialect::Postgres => {
                sqlx::query(
                    "select 1 from (select pg_advisory_xact_lock(hashtextextended($1, 0))) as held",
                )
                .bind(name)
                .execute(&mut **tx)
                .await?;
            }
        }
        Ok(())
    }

    /// Many may share what these names stand for; whoever wants to hold one of them waits for all of them.
    pub async fn share(&self, tx: &mut Tx, names: &[String]) -> Result<(), Problem> {
        if self.dialect == Dialect::Postgres && !names.is_empty() {
            let places: Vec<String> =
                (1..=names.len()).map(|place| format!("(${place})")).collect();
            let sql = format!(
                "select 1 from (select pg_advisory_xact_lock_shared(hashtextextended(name, 0))
                 from (values {}) as asked (name)) as held",
                places.join(", ")
            );
            let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
            for name in names {
                query = query.bind(name);
            }
            query.execute(&mut **tx).await?;
        }
        Ok(())
    }

    /// Holds many names at once. Whoever holds several names of a kind gives them in their order, so that no two
    /// wait for each other.
    pub async fn hold_all(&self, tx: &mut Tx, names: &[String]) -> Result<(), Problem> {
        if self.dialect == Dialect::Postgres {
            let sql = "select 1 from (select pg_advisory_xact_lock(hashtextextended(name, 0))
                       from unnest(cast($1 as text[])) as names (name)) as held";
            sqlx::query(sql).bind(bulk::list(names)).execute(&mut **tx).await?;
        }
        Ok(())
    }

    /// Takes the oldest waiting row of the job table, so that no two workers take the same.
    pub(crate) fn claim_sql(&self) -> &'static str {
        match self.dialect {
            Dialect::Sqlite => {
                "update job set state = 'running', started_at = $1, worker = $2 where id =
                 (select id from job where state = 'queued' order by id limit 1) returning id"
            }
            Dialect::Postgres => {
                "update job set state = 'running', started_at = $1, worker = $2 where id =
                 (select id from job where state = 'queued' order by id limit 1 for update skip locked) returning id"
            }
        }
    }

    /// Tells the planner about the tables after a large load.
    pub async fn analyze(&self) -> Result<(), Problem> {
        self.writers.execute("analyze").await?;
        Ok(())
    }

    /// For tests and set-up on a PostgreSQL server: a new database, empty or a copy of `template`.
    pub async fn create_database(&self, name: &str, template: Option<&str>) -> Result<(), Problem> {
        let template = template.map(|name| format!(" template {name}")).unwrap_or_default();
        let sql = format!("create database {name}{template}");
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&self.writers).await?;
        Ok(())
    }

    pub async fn drop_database(&self, name: &str) -> Result<(), Problem> {
        let sql = format!("drop database if exists {name} with (force)");
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&self.writers).await?;
        Ok(())
    }

    pub async fn close(&self) {
        self.readers.close().await;
        self.writers.close().await;
    }

    /// Applies the steps that every module brings, oldest first, all of them or none; a second run changes nothing.
    /// Two programs that start at once do it one after the other.
    ///
    /// # Errors
    /// A refusal when the database has steps that this program does not know, or when another program
    /// has been at it for too long.
    pub async fn migrate(&self, steps: Vec<&'static Step>) -> Result<(), Problem> {
        let mut tx = self.begin_migrating().await?;
        self.migrate_in(&mut tx, steps).await?;
        tx.commit().await
    }

    /// The same as part of something larger, in a transaction of `begin_migrating`.
    pub async fn migrate_in(&self, tx: &mut Tx, steps: Vec<&'static Step>) -> Result<(), Problem> {
        let migrations = steps
            .into_iter()
            .map(|step| {
                let sql = self.dialect.translate(step.sql);
                Migration::new(step.version, step.name.into(), MigrationType::Simple, sql, false)
            })
            .collect();
        let mut migrator = Migrator::with_migrations(migrations);
        // The lock is that of the transaction around all steps, which ends with it, whatever happens.
        match migrator.set_locking(false).run(&mut **tx).await {
            Ok(()) => Ok(()),
            Err(MigrateError::VersionMissing(_) | MigrateError::VersionTooNew(..)) => {
                Err(Problem::refused("database_newer", |lang| Texts(lang).database_newer()))
            }
            Err(MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _)) => {
                Err(self.storage.noticed(error.into()))
            }
            Err(error) => Err(Problem::Broken(Box::new(error))),
        }
    }

    /// The writing transaction in which nobody else migrates. It makes no revision, for the steps of an old backup know
    /// of none; whoever opens the database afterwards does.
    pub async fn begin_migrating(&self) -> Result<Tx, Problem> {
        let first_come = async {
            loop {
                match self.begin_writing_aside().await {
                    Err(Problem::Busy) => {}
                    begun => {
                        let mut tx = begun?;
                        self.hold(&mut tx, "migrate").await?;
                        return Ok(tx);
                    }
                }
            }
        };
        tokio::time::timeout(MIGRATION_WAIT_MAX, first_come).await.unwrap_or_else(|_| {
            Err(Problem::refused("migrating_elsewhere", |lang| Texts(lang).migrating_elsewhere()))
        })
    }
}

/// A file that is no SQLite database is told at once and by name.
fn refuse_other_files(dialect: Dialect, url: &str) -> Result<(), Problem> {
    const BEGINNING: &[u8] = b"SQLite format 3\0";
    let path = url.strip_prefix("sqlite://").map(|path| path.split('?').next().unwrap_or(path));
    let (Dialect::Sqlite, Some(path)) = (dialect, path) else { return Ok(()) };
    let mut found = Vec::new();
    if let Ok(file) = File::open(path) {
        file.take(BEGINNING.len() as u64).read_to_end(&mut found)?;
    }
    if found.is_empty() || found == BEGINNING {
        return Ok(());
    }
    let place = path.to_owned();
    Err(Problem::refused("not_a_database", move |lang| Texts(lang).not_a_database(&place)))
}

/// Of SQLite's one writer: a list of a province goes into many indexes at once, and pages that do not fit into the
/// cache are written to the log again and again. Memory is taken only as far as it is needed.
const CACHE_OF_THE_WRITER: &str = "pragma cache_size = -64000";

async fn connect(dialect: Dialect, url: &str, most: u32) -> Result<AnyPool, Problem> {
    let place = without_password(url);
    AnyPoolOptions::new()
        .max_connections(most)
        // A connection to a file does not go away while nobody looks.
        .test_before_acquire(dialect == Dialect::Postgres)
        .acquire_timeout(Duration::from_secs(30))
        .after_connect(move |connection, _| {
            Box::pin(async move {
                connection.execute(dialect.greeting()).await?;
                if most == 1 {
                    connection.execute(CACHE_OF_THE_WRITER).await?;
                }
                Ok(())
            })
        })
        .after_release(move |connection, _| {
            Box::pin(async move {
                if dialect == Dialect::Postgres {
                    return Ok(true);
                }
                // When its disk fails or is full SQLite takes a transaction back by itself, and the library keeps
                // waiting for its end: such a connection could never begin another.
                connection.ping().await?;
                Ok(!connection.is_in_transaction())
            })
        })
        .connect(url)
        .await
        .map_err(|error| {
            let reason = error.to_string();
            Problem::refused("database_not_opened", move |lang: Lang| {
                Texts(lang).database_not_opened(&place, &reason)
            })
        })
}

/// The address as it may be shown and logged.
fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return url.to_owned();
    };
    match rest.rsplit_once('@') {
        Some((_, place)) => format!("{scheme}://…@{place}"),
        None => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_columns_compare_bytewise_on_postgres() {
        assert_eq!(
            bytewise_text("    id  text primary key,"),
            "    id  text collate \"C\" primary key,"
        );
        assert_eq!(bytewise_text("    until text,"), "    until text collate \"C\",");
        assert_eq!(bytewise_text("    amount bigint,"), "    amount bigint,");
        assert_eq!(bytewise_text("-- a text"), "-- a text");
    }

    #[test]
    fn a_password_is_never_shown() {
        assert_eq!(without_password("postgres://an:secret@db/x"), "postgres://…@db/x");
    }
}
