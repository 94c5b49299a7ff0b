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

/// Both databases take thousands of parameters in a statement, but SQLite finds each `$n` by name:
/// measured, short statements prepared once are the faster ones.
const PARAMETERS_MAX: usize = 160;
const ROWS_MAX: usize = 40;

/// Puts rows into a table, a few dozen to a statement. `table` and `columns` are written in
/// the program, never typed by people.
pub async fn insert(
    tx: &mut Tx,
    table: &'static str,
    columns: &[&'static str],
    rows: Vec<Vec<Value>>,
) -> Result<(), Problem> {
    let most = ROWS_MAX.min(PARAMETERS_MAX / columns.len().max(1)).max(1);
    let full = statement(table, columns, most);
    for chunk in rows.chunks(most) {
        let sql =
            if chunk.len() == most { full.clone() } else { statement(table, columns, chunk.len()) };
        let mut query =
            sqlx::query(AssertSqlSafe(sql).into_sql_str()).persistent(chunk.len() == most);
        for value in chunk.iter().flatten() {
            query = match value {
                Value::Text(text) => query.bind(text.clone()),
                Value::Number(number) => query.bind(*number),
                Value::NoText => query.bind(None::<String>),
                Value::NoNumber => query.bind(None::<i64>),
            };
        }
        query.execute(&mut **tx).await?;
    }
    Ok(())
}

fn statement(table: &str, columns: &[&str], rows: usize) -> String {
    let mut sql = format!("insert into {table} ({}) values ", columns.join(", "));
    let mut parameter = 0;
    for row in 0..rows {
        sql += if row == 0 { "(" } else { ", (" };
        for place in 0..columns.len() {
            parameter += 1;
            sql += &format!("{}${parameter}", if place == 0 { "" } else { ", " });
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
            statement("t", &["a", "b"], 2),
            "insert into t (a, b) values ($1, $2), ($3, $4)"
        );
        assert_eq!(parameters(3, 2), "$3, $4");
    }
}
