//! All tables as they are, for backup and restore: which there are, their rows in the order of their keys, and
//! rows put back.
//!
//! - A row reads the same on both databases, so its digest does too.
//! - Rows come in pages, so that a book of many millions of rows needs no more memory than a small one.

use crate::{
    Problem,
    bulk::{self, Value},
    db::{Db, Tx},
};
use sqlx::{AssertSqlSafe, Executor, Row, SqlSafeStr, any::AnyRow};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub name: String,
    pub columns: Vec<Column>,
    /// The columns of the primary key, in its order.
    pub key: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    pub is_number: bool,
}

/// The table in which the steps that were applied are kept.
const STEPS: &str = "_sqlx_migrations";
/// That one, the one that counts changes and the one that tells of them: every database has its own.
const OWN: [&str; 3] = [STEPS, "data_revision", "data_told"];

/// Every table with data of the association, by name.
///
/// # Errors
/// `Broken` for a table without a key or with a column that is neither text nor a whole number: our
/// migrations make none.
pub async fn all(db: &Db, tx: &mut Tx) -> Result<Vec<Table>, Problem> {
    let [names, columns, key] = if db.is_postgres() { POSTGRES } else { SQLITE };
    let mut names: Vec<String> = sqlx::query_scalar(names).fetch_all(&mut **tx).await?;
    names.retain(|name| !OWN.contains(&name.as_str()));
    let mut tables = vec![];
    for name in names {
        let found: Vec<(String, String)> =
            sqlx::query_as(columns).bind(&name).fetch_all(&mut **tx).await?;
        let columns = found.into_iter().map(|(column, kind)| match kind.to_lowercase().as_str() {
            "text" => Ok(Column { name: column, is_number: false }),
            "bigint" | "integer" => Ok(Column { name: column, is_number: true }),
            _ => Err(Problem::Broken(format!("{name}.{column} is {kind}").into())),
        });
        let columns = columns.collect::<Result<Vec<_>, _>>()?;
        let key: Vec<String> = sqlx::query_scalar(key).bind(&name).fetch_all(&mut **tx).await?;
        if key.is_empty() {
            return Err(Problem::Broken(format!("{name} has no primary key").into()));
        }
        tables.push(Table { name, columns, key });
    }
    Ok(tables)
}

/// The tables; the columns of one with their types; the columns of its key.
const SQLITE: [&str; 3] = [
    "select name from sqlite_master
     where type = 'table' and name not like 'sqlite!_%' escape '!' order by name",
    "select name, type from pragma_table_info($1) order by cid",
    "select name from pragma_table_info($1) where pk > 0 order by pk",
];
const POSTGRES: [&str; 3] = [
    "select table_name::text collate \"C\" from information_schema.tables
     where table_schema = current_schema() and table_type = 'BASE TABLE' order by 1",
    "select column_name::text, data_type::text from information_schema.columns
     where table_schema = current_schema() and table_name = $1 order by ordinal_position",
    "select part.column_name::text from information_schema.table_constraints whole
     join information_schema.key_column_usage part
       on part.constraint_name = whole.constraint_name and part.table_schema = whole.table_schema
      and part.table_name = whole.table_name
     where whole.constraint_type = 'PRIMARY KEY' and whole.table_schema = current_schema() and whole.table_name = $1
     order by part.ordinal_position",
];

/// The steps that were applied to this database, oldest first; none where it is empty.
pub async fn steps(db: &Db, tx: &mut Tx) -> Result<Vec<i64>, Problem> {
    let there = if db.is_postgres() {
        "select count(*) from information_schema.tables
         where table_schema = current_schema() and table_name = $1"
    } else {
        "select count(*) from sqlite_master where type = 'table' and name = $1"
    };
    let there: i64 = sqlx::query_scalar(there).bind(STEPS).fetch_one(&mut **tx).await?;
    if there == 0 {
        return Ok(vec![]);
    }
    let sql = "select version from _sqlx_migrations order by version";
    Ok(sqlx::query_scalar(sql).fetch_all(&mut **tx).await?)
}

/// Every table and column that refers to a table by a rule of the database.
pub async fn references_to(
    db: &Db,
    tx: &mut Tx,
    target: &str,
) -> Result<Vec<(String, String)>, Problem> {
    if db.is_postgres() {
        let sql = "select part.table_name::text, part.column_name::text
                   from information_schema.referential_constraints rule
                   join information_schema.key_column_usage part
                     on part.constraint_name = rule.constraint_name and part.constraint_schema = rule.constraint_schema
                   join information_schema.table_constraints other
                     on other.constraint_name = rule.unique_constraint_name
                    and other.constraint_schema = rule.unique_constraint_schema
                   where other.table_schema = current_schema() and other.table_name = $1 order by 1, 2";
        return Ok(sqlx::query_as(sql).bind(target).fetch_all(&mut **tx).await?);
    }
    let sql = "select s.name, f.\"from\" from sqlite_master s, pragma_foreign_key_list(s.name) f
               where s.type = 'table' and f.\"table\" = $1 order by 1, 2";
    Ok(sqlx::query_as(sql).bind(target).fetch_all(&mut **tx).await?)
}

impl Table {
    /// The next rows after the one whose key is `after`, in the order of the key.
    pub async fn page(
        &self,
        tx: &mut Tx,
        after: Option<&[Value]>,
        most: i64,
    ) -> Result<Vec<Vec<Value>>, Problem> {
        let key = self.key.join(", ");
        let beyond = match after {
            None => String::new(),
            Some(_) => format!("where ({key}) > ({})", bulk::parameters(2, self.key.len())),
        };
        let sql = format!(
            "select {} from {} {beyond} order by {key} limit $1",
            self.column_names().join(", "),
            self.name
        );
        let mut query = sqlx::query(AssertSqlSafe(sql).into_sql_str()).bind(most);
        for value in after.unwrap_or_default() {
            query = match value {
                Value::Number(number) => query.bind(*number),
                Value::Text(text) => query.bind(text.clone()),
                Value::NoText | Value::NoNumber => query.bind(None::<String>),
            };
        }
        let rows = query.fetch_all(&mut **tx).await?;
        rows.iter().map(|row| self.values_of(row)).collect()
    }

    /// What identifies a row that `page` gave.
    pub fn key_of(&self, row: &[Value]) -> Vec<Value> {
        let place = |name: &String| self.columns.iter().position(|column| column.name == *name);
        self.key.iter().filter_map(place).filter_map(|place| row.get(place).cloned()).collect()
    }

    pub fn column_names(&self) -> Vec<&str> {
        self.columns.iter().map(|column| column.name.as_str()).collect()
    }

    fn values_of(&self, row: &AnyRow) -> Result<Vec<Value>, Problem> {
        let each = self.columns.iter().enumerate().map(|(place, column)| {
            Ok(match column.is_number {
                true => Value::from(row.try_get::<Option<i64>, _>(place)?),
                false => Value::from(row.try_get::<Option<String>, _>(place)?),
            })
        });
        each.collect()
    }

    /// Puts rows back. The table's name and columns are those that the database itself told.
    pub async fn load(&self, tx: &mut Tx, rows: Vec<Vec<Value>>) -> Result<(), Problem> {
        bulk::put(tx, &self.name, &self.column_names(), rows, "").await
    }

    pub async fn empty(&self, tx: &mut Tx) -> Result<(), Problem> {
        let sql = format!("delete from {}", self.name);
        tx.execute(AssertSqlSafe(sql).into_sql_str()).await?;
        Ok(())
    }
}

/// Rules between tables that have been put aside while rows come in any order.
#[must_use = "they must be put back"]
pub struct PutAside {
    /// How each is made again.
    made_by: Vec<String>,
}

/// Lets rows come before those they point to, until `put_back`.
pub async fn put_aside_references(db: &Db, tx: &mut Tx) -> Result<PutAside, Problem> {
    if !db.is_postgres() {
        // SQLite holds them against each other when the transaction ends.
        tx.execute("pragma defer_foreign_keys = on").await?;
        return Ok(PutAside { made_by: vec![] });
    }
    let sql = "select conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
               from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace";
    let found: Vec<(String, String, String)> = sqlx::query_as(sql).fetch_all(&mut **tx).await?;
    let mut made_by = vec![];
    for (table, name, definition) in found {
        let drop = format!("alter table {table} drop constraint {name}");
        tx.execute(AssertSqlSafe(drop).into_sql_str()).await?;
        made_by.push(format!("alter table {table} add constraint {name} {definition}"));
    }
    Ok(PutAside { made_by })
}

impl PutAside {
    /// # Errors
    /// When a row points to one that is not there.
    pub async fn put_back(self, tx: &mut Tx) -> Result<(), Problem> {
        for sql in self.made_by {
            tx.execute(AssertSqlSafe(sql).into_sql_str()).await?;
        }
        Ok(())
    }
}
