//! Many rows at once, in the caller's transaction.

use crate::{Problem, db::Tx};
use sqlx::{AssertSqlSafe, SqlSafeStr};

/// A value on its way into a column; every column is text or a whole number.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Text(String),
    Number(i64),
    NoText,
    NoNumber,
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_owned())
    }
}
impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::Text(text)
    }
}
impl From<Option<String>> for Value {
    fn from(text: Option<String>) -> Value {
        text.map_or(Value::NoText, Value::Text)
    }
}
impl From<i64> for Value {
    fn from(number: i64) -> Value {
        Value::Number(number)
    }
}
impl From<Option<i64>> for Value {
    fn from(number: Option<i64>) -> Value {
        number.map_or(Value::NoNumber, Value::Number)
    }
}

/// Stores a value by the way it is written: ids, days, moments.
pub fn written(value: &impl std::fmt::Display) -> Value {
    Value::Text(value.to_string())
}

/// Values in one statement. More take longer to prepare than they save.
const VALUES_MAX: usize = 2_000;
const ROWS_MAX: usize = 200;

/// Puts rows into a table, many to a statement. `table` and `columns` are written in the program,
/// never typed by people.
pub async fn insert(
    tx: &mut Tx,
    table: &'static str,
    columns: &[&'static str],
    rows: Vec<Vec<Value>>,
) -> Result<(), Problem> {
    let most = ROWS_MAX.min(VALUES_MAX / columns.len().max(1)).max(1);
    let marks = Marks::of(tx);
    let full = statement(table, columns, most, marks);
    let mut rows = rows.into_iter();
    loop {
        let chunk: Vec<Vec<Value>> = rows.by_ref().take(most).collect();
        if chunk.is_empty() {
            return Ok(());
        }
        let is_full = chunk.len() == most;
        let sql =
            if is_full { full.clone() } else { statement(table, columns, chunk.len(), marks) };
        let mut query = sqlx::query(AssertSqlSafe(sql).into_sql_str()).persistent(is_full);
        for value in chunk.into_iter().flatten() {
            query = match value {
                Value::Text(text) => query.bind(text),
                Value::Number(number) => query.bind(number),
                Value::NoText => query.bind(None::<String>),
                Value::NoNumber => query.bind(None::<i64>),
            };
        }
        query.execute(&mut **tx).await?;
    }
}

/// How the places of values are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Marks {
    /// `?`: SQLite looks for a named place among all names, which takes longer the more there are.
    Bare,
    /// `$1`, as PostgreSQL wants it.
    Numbered,
}

impl Marks {
    fn of(tx: &Tx) -> Marks {
        if tx.backend_name() == "SQLite" { Marks::Bare } else { Marks::Numbered }
    }
}

fn statement(table: &str, columns: &[&str], rows: usize, marks: Marks) -> String {
    let mut sql = format!("insert into {table} ({}) values ", columns.join(", "));
    let mut place = 0;
    for row in 0..rows {
        sql += if row == 0 { "(" } else { ", (" };
        for column in 0..columns.len() {
            place += 1;
            sql += if column == 0 { "" } else { ", " };
            match marks {
                Marks::Bare => sql.push('?'),
                Marks::Numbered => sql += &format!("${place}"),
            }
        }
        sql.push(')');
    }
    sql
}

/// `$from, $from+1, …` for a list of a known length inside `in (…)`.
pub fn parameters(from: usize, count: usize) -> String {
    (from..from + count).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_share_one_statement() {
        assert_eq!(
            statement("t", &["a", "b"], 2, Marks::Numbered),
            "insert into t (a, b) values ($1, $2), ($3, $4)"
        );
        assert_eq!(
            statement("t", &["a", "b"], 2, Marks::Bare),
            "insert into t (a, b) values (?, ?), (?, ?)"
        );
        assert_eq!(parameters(3, 2), "$3, $4");
    }
}
