//! Rows as PostgreSQL takes them fastest short of `COPY`: one parameter for each column, holding the column's values
//! of all rows as a list, and `unnest` to make rows of them again.
//!
//! The statement is the same for any number of rows, so it is prepared once.

use super::{Value, bound, said_by_all, update_from};
use crate::{Problem, db::Tx};
use std::fmt::Write;

/// Rows in one statement.
const ROWS_MAX: usize = 5_000;

/// What [`super::put`] does.
pub(super) async fn put(
    tx: &mut Tx,
    table: &str,
    columns: &[&str],
    rows: Vec<Vec<Value>>,
    otherwise: &str,
) -> Result<(), Problem> {
    let names = columns.join(", ");
    for some in rows.chunks(ROWS_MAX) {
        let (places, values) = selected(some, columns.len());
        let sql = format!("insert into {table} ({names}) select {places}{otherwise}");
        bound(sql, values.into_iter())?.execute(&mut **tx).await?;
        tx.has_put(table, some.len()).await?;
    }
    Ok(())
}

/// `unnest(cast($1 as text[])), cast($2 as bigint)`, and the values: lists, and one value alone where all rows say
/// the same. Lists that are selected side by side are never put down as a table in between, as those of a `from` are.
fn selected(rows: &[Vec<Value>], width: usize) -> (String, Vec<Value>) {
    let place = |(column, common): (usize, Option<Value>)| match common {
        Some(value) => (format!("cast(${} as {})", column + 1, kind(value.is_number())), value),
        None => {
            let list = List::of(rows, column);
            (format!("unnest(cast(${} as {}[]))", column + 1, list.kind()), list.into())
        }
    };
    let said = said_by_all(rows, width).into_iter();
    let (places, values): (Vec<String>, Vec<Value>) = said.enumerate().map(place).unzip();
    (places.join(", "), values)
}

/// What [`super::update`] does.
pub(super) async fn update(
    tx: &mut Tx,
    table: &str,
    keys: &[&str],
    columns: &[&str],
    rows: Vec<Vec<Value>>,
) -> Result<u64, Problem> {
    let width = keys.len() + columns.len();
    let names: Vec<String> = (1..=width).map(|place| format!("column{place}")).collect();
    let mut written = 0;
    for some in rows.chunks(ROWS_MAX) {
        let lists = Lists::of(some, width);
        let changed = format!("{} as changed ({})", lists.table(), names.join(", "));
        let sql = update_from(table, keys, columns, &changed);
        let query = bound(sql, lists.into_values())?;
        written += query.execute(&mut **tx).await?.rows_affected();
    }
    Ok(written)
}

/// Deletes the rows whose column at the end of `beginning` is one of the ids.
pub(super) async fn delete_where(
    tx: &mut Tx,
    beginning: &str,
    ids: &[Value],
    revision: Option<i64>,
) -> Result<u64, Problem> {
    let mut sql = format!("{beginning} = any(cast($1 as text[]))");
    if revision.is_some() {
        sql += " and revision = $2";
    }
    let mut gone = 0;
    for some in ids.chunks(ROWS_MAX) {
        let values = [Some(Value::Text(list(some))), revision.map(Value::Number)];
        let query = bound(sql.clone(), values.into_iter().flatten())?;
        gone += query.execute(&mut **tx).await?.rows_affected();
    }
    Ok(gone)
}

/// Values as one list, to be read by `cast($1 as text[])`.
pub(super) fn list(values: &[Value]) -> String {
    let mut list = List::default();
    values.iter().for_each(|value| list.push(value));
    list.ended()
}

/// The values of some rows, column by column.
struct Lists {
    columns: Vec<List>,
}

/// `"Lò Thị Hoà",NULL,"…"` or `1,NULL,3`.
#[derive(Default)]
struct List {
    text: String,
    is_number: bool,
}

impl List {
    /// What the rows say in one column, which is of numbers when its values are.
    fn of(rows: &[Vec<Value>], column: usize) -> List {
        let mut list = List::default();
        rows.iter().filter_map(|row| row.get(column)).for_each(|value| list.push(value));
        list
    }

    fn push(&mut self, value: &Value) {
        if !self.text.is_empty() {
            self.text.push(',');
        }
        self.is_number |= value.is_number();
        match value {
            Value::Text(text) => quote(&mut self.text, text),
            Value::Number(number) => {
                write!(self.text, "{number}").expect("writing to a text never fails");
            }
            Value::NoText | Value::NoNumber => self.text.push_str("NULL"),
        }
    }

    fn kind(&self) -> &'static str {
        kind(self.is_number)
    }

    fn ended(self) -> String {
        format!("{{{}}}", self.text)
    }
}

impl From<List> for Value {
    fn from(list: List) -> Value {
        Value::Text(list.ended())
    }
}

fn kind(is_number: bool) -> &'static str {
    if is_number { "bigint" } else { "text" }
}

/// Within quotes only the quote and the backslash mean something.
fn quote(list: &mut String, text: &str) {
    list.push('"');
    let mut rest = text;
    while let Some(place) = rest.find(['"', '\\']) {
        let (before, from) = rest.split_at(place);
        list.push_str(before);
        list.push('\\');
        list.push_str(&from[..1]);
        rest = &from[1..];
    }
    list.push_str(rest);
    list.push('"');
}

impl Lists {
    /// Turns rows on their side.
    fn of(rows: &[Vec<Value>], width: usize) -> Lists {
        Lists { columns: (0..width).map(|column| List::of(rows, column)).collect() }
    }

    /// `unnest(cast($1 as text[]), cast($2 as bigint[]))`: a table with these columns.
    fn table(&self) -> String {
        let list = |(place, list): (usize, &List)| format!("cast(${place} as {}[])", list.kind());
        let lists: Vec<String> = (1..).zip(&self.columns).map(list).collect();
        format!("unnest({})", lists.join(", "))
    }

    fn into_values(self) -> impl Iterator<Item = Value> {
        self.columns.into_iter().map(Value::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_all_rows_say_travels_once() {
        let rows = vec![
            vec!["a".into(), "x".into(), Value::NoNumber],
            vec!["b".into(), "x".into(), Value::NoNumber],
        ];
        let (places, values) = selected(&rows, 3);
        assert_eq!(places, "unnest(cast($1 as text[])), cast($2 as text), cast($3 as bigint)");
        assert_eq!(values, [r#"{"a","b"}"#.into(), "x".into(), Value::NoNumber]);
    }

    #[test]
    fn each_column_travels_as_one_list() {
        let rows = vec![
            vec!["Lò \"Hoà\" \\ {a,b}".into(), Value::Number(-3)],
            vec![Value::NoText, Value::NoNumber],
            vec!["null".into(), Value::Number(7)],
        ];
        let lists = Lists::of(&rows, 2);
        assert_eq!(lists.table(), "unnest(cast($1 as text[]), cast($2 as bigint[]))");
        let found: Vec<Value> = lists.into_values().collect();
        assert_eq!(
            found,
            [r#"{"Lò \"Hoà\" \\ {a,b}",NULL,"null"}"#.into(), Value::from("{-3,NULL,7}")]
        );
    }
}
