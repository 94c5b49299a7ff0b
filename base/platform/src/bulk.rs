//! Many rows at once, in the caller's transaction: into SQLite as long lists of values, into PostgreSQL as lists,
//! one for each column.

mod lists;

use crate::{Problem, db::Tx};
use sqlx::{Arguments as _, AssertSqlSafe, SqlSafeStr};

/// A value on its way into a column; every column is text or a whole number.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Text(String),
    Number(i64),
    NoText,
    NoNumber,
}

impl Value {
    fn is_number(&self) -> bool {
        matches!(self, Value::Number(_) | Value::NoNumber)
    }
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
/// How many ids a statement may list in `in (…)`.
pub const IDS_AT_ONCE: usize = 160;

/// Puts rows into a table, many to a statement. `table` and `columns` are written in the program,
/// never typed by people.
pub async fn insert(
    tx: &mut Tx,
    table: &'static str,
    columns: &[&'static str],
    rows: Vec<Vec<Value>>,
) -> Result<(), Problem> {
    put(tx, table, columns, rows, "").await
}

/// The same, with what is to be done where a row is already there: `on conflict (…) do update set …`.
/// No two of the rows may be the same.
pub async fn insert_or(
    tx: &mut Tx,
    table: &'static str,
    columns: &[&'static str],
    rows: Vec<Vec<Value>>,
    otherwise: &'static str,
) -> Result<(), Problem> {
    put(tx, table, columns, rows, otherwise).await
}

/// [`insert_or`] for names that the database itself has told.
pub(crate) async fn put(
    tx: &mut Tx,
    table: &str,
    columns: &[&str],
    rows: Vec<Vec<Value>>,
    otherwise: &str,
) -> Result<(), Problem> {
    if tx.is_postgres() {
        return lists::put(tx, table, columns, rows, otherwise).await;
    }
    if rows.len() > ROWS_MAX {
        return put_many(tx, table, columns, rows, otherwise).await;
    }
    let (marks, most) = (Marks::of(tx), rows_at_once(columns.len()));
    let full = statement(table, columns, most, marks) + otherwise;
    for (is_full, some) in pieces(rows, most) {
        let sql = match is_full {
            true => full.clone(),
            false => statement(table, columns, some.len(), marks) + otherwise,
        };
        let query = bound(sql, some.into_iter().flatten())?.persistent(is_full);
        query.execute(&mut **tx).await?;
    }
    Ok(())
}

/// The same for the thousands of an import into SQLite. A column in which all of them say the same goes to
/// the database once with each statement: handing over a value takes as long as writing it.
async fn put_many(
    tx: &mut Tx,
    table: &str,
    columns: &[&str],
    rows: Vec<Vec<Value>>,
    otherwise: &str,
) -> Result<(), Problem> {
    let (common, rows) = common_taken_out(columns.len(), rows);
    let most = rows_at_once(common.iter().filter(|value| value.is_none()).count());
    let common_values: Vec<Value> = common.iter().flatten().cloned().collect();
    for (is_full, some) in pieces(rows, most) {
        let sql = statement_with(table, columns, &common, some.len()) + otherwise;
        let values = common_values.iter().cloned().chain(some.into_iter().flatten());
        bound(sql, values)?.persistent(is_full).execute(&mut **tx).await?;
    }
    Ok(())
}

/// By column what all rows say, where they all say one thing. The first column tells rows apart and is not asked.
fn said_by_all(rows: &[Vec<Value>], width: usize) -> Vec<Option<Value>> {
    let said = |column: usize| {
        let (first, rest) = rows.split_first()?;
        let same = column > 0 && rest.iter().all(|row| row[column] == first[column]);
        same.then(|| first[column].clone())
    };
    (0..width).map(said).collect()
}

/// [`said_by_all`], and the rows without it.
fn common_taken_out(
    width: usize,
    mut rows: Vec<Vec<Value>>,
) -> (Vec<Option<Value>>, Vec<Vec<Value>>) {
    let common = said_by_all(&rows, width);
    for row in &mut rows {
        let mut places = common.iter();
        row.retain(|_| places.next().is_some_and(Option::is_none));
    }
    (common, rows)
}

fn statement_with(table: &str, columns: &[&str], common: &[Option<Value>], rows: usize) -> String {
    let mut own = 0;
    let mut place = |value: &Option<Value>| {
        if value.is_some() {
            return "?".to_owned();
        }
        own += 1;
        format!("column{own}")
    };
    let places: Vec<String> = common.iter().map(&mut place).collect();
    let (insert, tuples) = (Marks::Bare.insert(), tuples(own, rows, Marks::Bare));
    // Without the last words what follows about a conflict would be read as a condition of a join.
    format!(
        "{insert} into {table} ({}) select {} from (values {tuples}) where true",
        columns.join(", "),
        places.join(", ")
    )
}

fn rows_at_once(width: usize) -> usize {
    ROWS_MAX.min(VALUES_MAX / width.max(1)).max(1)
}

/// Rows by the statement, and whether it is one of full length, which is worth preparing once.
fn pieces(rows: Vec<Vec<Value>>, most: usize) -> impl Iterator<Item = (bool, Vec<Vec<Value>>)> {
    let mut rows = rows.into_iter();
    std::iter::from_fn(move || {
        let some: Vec<Vec<Value>> = rows.by_ref().take(most).collect();
        (!some.is_empty()).then_some((some.len() == most, some))
    })
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

    /// So that a statement can be taken back alone, SQLite copies every page of every index that it touches.
    /// A transaction in which a row could not be written is given up whole, and PostgreSQL sees to that itself.
    fn insert(self) -> &'static str {
        match self {
            Marks::Bare => "insert or fail",
            Marks::Numbered => "insert",
        }
    }
}

fn statement(table: &str, columns: &[&str], rows: usize, marks: Marks) -> String {
    let tuples = tuples(columns.len(), rows, marks);
    let insert = marks.insert();
    format!("{insert} into {table} ({}) values {tuples}", columns.join(", "))
}

/// `($1, $2), ($3, $4)`, or the same with bare marks.
fn tuples(columns: usize, rows: usize, marks: Marks) -> String {
    let mut sql = String::new();
    for row in 0..rows {
        sql += if row == 0 { "(" } else { ", (" };
        match marks {
            Marks::Bare => sql += &vec!["?"; columns].join(", "),
            Marks::Numbered => sql += &parameters(row * columns + 1, columns),
        }
        sql.push(')');
    }
    sql
}

/// Writes rows of a table anew, many to a statement. Each row begins with the values of
/// `keys`, which say what it was when it was read, and goes on with those of `columns`. Says how many
/// rows were found and written.
pub async fn update(
    tx: &mut Tx,
    table: &'static str,
    keys: &[&'static str],
    columns: &[&'static str],
    rows: Vec<Vec<Value>>,
) -> Result<u64, Problem> {
    if tx.is_postgres() {
        return lists::update(tx, table, keys, columns, rows).await;
    }
    let marks = Marks::of(tx);
    let mut written = 0;
    for (is_full, some) in pieces(rows, rows_at_once(keys.len() + columns.len())) {
        let sql = update_statement(table, keys, columns, some.len(), marks);
        let query = bound(sql, some.into_iter().flatten())?.persistent(is_full);
        written += query.execute(&mut **tx).await?.rows_affected();
    }
    Ok(written)
}

/// Both databases call the columns of a list of values `column1`, `column2` and so on.
fn update_statement(
    table: &str,
    keys: &[&str],
    columns: &[&str],
    rows: usize,
    marks: Marks,
) -> String {
    let tuples = tuples(keys.len() + columns.len(), rows, marks);
    update_from(table, keys, columns, &format!("(values {tuples}) as changed"))
}

/// `changed` has the values of the keys and then those of the columns, called `column1`, `column2` and so on.
fn update_from(table: &str, keys: &[&str], columns: &[&str], changed: &str) -> String {
    let of = |(place, name): (usize, &&str)| format!("{name} = changed.column{place}");
    let set: Vec<String> = (keys.len() + 1..).zip(columns).map(of).collect();
    let same: Vec<String> = (1..).zip(keys).map(|pair| format!("{table}.{}", of(pair))).collect();
    format!("update {table} set {} from {changed} where {}", set.join(", "), same.join(" and "))
}

/// Takes the rows with these ids out of a table; says how many there were.
pub async fn delete(
    tx: &mut Tx,
    table: &'static str,
    key: &'static str,
    ids: impl IntoIterator<Item = String>,
) -> Result<u64, Problem> {
    delete_where(tx, format!("delete from {table} where {key}"), ids, None).await
}

/// The same for rows that still have the revision they were read with; the others stay.
pub async fn delete_at_revision(
    tx: &mut Tx,
    table: &'static str,
    ids: impl IntoIterator<Item = String>,
    revision: i64,
) -> Result<u64, Problem> {
    delete_where(tx, format!("delete from {table} where id"), ids, Some(revision)).await
}

async fn delete_where(
    tx: &mut Tx,
    beginning: String,
    ids: impl IntoIterator<Item = String>,
    revision: Option<i64>,
) -> Result<u64, Problem> {
    let ids: Vec<Value> = ids.into_iter().map(Value::Text).collect();
    if tx.is_postgres() {
        return lists::delete_where(tx, &beginning, &ids, revision).await;
    }
    let mut gone = 0;
    for chunk in ids.chunks(IDS_AT_ONCE) {
        let mut sql = format!("{beginning} in ({})", parameters(1, chunk.len()));
        if revision.is_some() {
            sql += &format!(" and revision = ${}", chunk.len() + 1);
        }
        let full = chunk.len() == IDS_AT_ONCE;
        let revision = revision.map(Value::Number);
        let query = bound(sql, chunk.iter().cloned().chain(revision))?.persistent(full);
        gone += query.execute(&mut **tx).await?.rows_affected();
    }
    Ok(gone)
}

/// Texts as PostgreSQL reads them where it is told `cast($1 as text[])`.
pub(crate) fn list(texts: &[String]) -> String {
    let texts: Vec<Value> = texts.iter().map(|text| Value::from(text.as_str())).collect();
    lists::list(&texts)
}

type Arguments = <sqlx::Any as sqlx::Database>::Arguments;
type Query = sqlx::query::Query<'static, sqlx::Any, Arguments>;

/// A statement with its values. They are put together first: a query that grows by one value after another is
/// moved each time, which for a province is gigabytes.
fn bound(sql: String, values: impl Iterator<Item = Value>) -> Result<Query, Problem> {
    let mut arguments = Arguments::default();
    for value in values {
        match value {
            Value::Text(text) => arguments.add(text),
            Value::Number(number) => arguments.add(number),
            Value::NoText => arguments.add(None::<String>),
            Value::NoNumber => arguments.add(None::<i64>),
        }
        .map_err(Problem::Broken)?;
    }
    Ok(sqlx::query_with(AssertSqlSafe(sql).into_sql_str(), arguments))
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
            "insert or fail into t (a, b) values (?, ?), (?, ?)"
        );
        let (common, rows) = common_taken_out(
            3,
            vec![vec!["a".into(), 1.into(), "x".into()], vec!["a".into(), 1.into(), "y".into()]],
        );
        assert_eq!(common, [None, Some(Value::Number(1)), None]);
        assert_eq!(rows, [[Value::from("a"), "x".into()], ["a".into(), "y".into()]]);
        assert_eq!(
            statement_with("t", &["a", "b", "c"], &common, 2),
            "insert or fail into t (a, b, c) select column1, ?, column2 \
             from (values (?, ?), (?, ?)) where true"
        );
        assert_eq!(parameters(3, 2), "$3, $4");
        assert_eq!(
            update_statement("t", &["id", "revision"], &["a"], 2, Marks::Numbered),
            "update t set a = changed.column3 from (values ($1, $2, $3), ($4, $5, $6)) as changed \
             where t.id = changed.column1 and t.revision = changed.column2"
        );
    }
}
