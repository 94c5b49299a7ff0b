//! What a backup says about itself: each table and file with its digest.

use super::KEY_FILE;
use kernel::Moment;
use platform::{Problem, bulk::Value, db::Tx, seal, tables::Table};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The number of the format; another one is another program's.
pub const FORMAT: u32 = 1;
/// The server's own name says nothing about the association's data.
const NOT_CONTENT: [&str; 2] = [KEY_FILE, "server.id"];
const ROWS_AT_ONCE: i64 = 2_000;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    pub format: u32,
    pub program: String,
    pub made_at: String,
    /// The migrations that the tables stand at.
    pub steps: Vec<i64>,
    pub tables: Vec<TableEntry>,
    pub files: Vec<FileEntry>,
    /// How far the audit book went; absent where it was empty, and in backups of earlier programs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audit: Option<audit::Head>,
    /// Equal for equal content, whichever database it was in and whenever it was made.
    pub content_digest: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableEntry {
    pub name: String,
    pub columns: Vec<String>,
    pub rows: i64,
    /// SHA-256 of its lines, in the order of the key.
    pub digest: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    pub path: String,
    pub bytes: u64,
    pub digest: String,
}

impl Manifest {
    pub fn of(
        steps: Vec<i64>,
        tables: Vec<TableEntry>,
        files: Vec<FileEntry>,
        audit: audit::Head,
        now: Moment,
    ) -> Manifest {
        let mut manifest = Manifest {
            format: FORMAT,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            made_at: now.to_string(),
            steps,
            tables,
            files,
            audit: Some(audit).filter(|head| head.rows > 0),
            content_digest: String::new(),
        };
        manifest.content_digest = manifest.digest_of_content();
        manifest
    }

    pub fn digest_of_content(&self) -> String {
        let files: Vec<&FileEntry> =
            self.files.iter().filter(|file| !NOT_CONTENT.contains(&file.path.as_str())).collect();
        let content = serde_json::json!([self.steps, self.tables, files]);
        seal::hash(content.to_string().as_bytes())
    }

    pub fn has_key(&self) -> bool {
        self.files.iter().any(|file| file.path == KEY_FILE)
    }

    pub fn rows(&self) -> i64 {
        self.tables.iter().map(|table| table.rows).sum()
    }
}

/// A table on its way past, line by line.
#[derive(Default)]
pub struct Tally {
    rows: i64,
    digest: Sha256,
}

impl Tally {
    /// Takes whole lines.
    pub fn take(&mut self, lines: &[u8]) {
        self.rows += lines.iter().map(|byte| i64::from(*byte == b'\n')).sum::<i64>();
        self.digest.update(lines);
    }

    pub fn entry(self, name: &str, columns: Vec<String>) -> TableEntry {
        let bytes = self.digest.finalize();
        let digest = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        TableEntry { name: name.to_owned(), columns, rows: self.rows, digest }
    }
}

/// The rows of a table, some thousand at a time, as lines.
pub struct Lines<'a> {
    table: &'a Table,
    after: Option<Vec<Value>>,
    ended: bool,
}

impl Lines<'_> {
    pub fn of(table: &Table) -> Lines<'_> {
        Lines { table, after: None, ended: false }
    }

    pub async fn next(&mut self, tx: &mut Tx) -> Result<Option<Vec<u8>>, Problem> {
        if self.ended {
            return Ok(None);
        }
        let rows = self.table.page(tx, self.after.as_deref(), ROWS_AT_ONCE).await?;
        self.ended = (rows.len() as i64) < ROWS_AT_ONCE;
        let Some(last) = rows.last() else { return Ok(None) };
        self.after = Some(self.table.key_of(last));
        let mut lines = vec![];
        for row in &rows {
            write_row(&mut lines, row)?;
        }
        Ok(Some(lines))
    }
}

/// What a table holds, without keeping it.
pub async fn look_at(tx: &mut Tx, table: &Table) -> Result<TableEntry, Problem> {
    let (mut tally, mut lines) = (Tally::default(), Lines::of(table));
    while let Some(some) = lines.next(tx).await? {
        tally.take(&some);
    }
    Ok(tally.entry(&table.name, table.columns.iter().map(|column| column.name.clone()).collect()))
}

fn write_row(into: &mut Vec<u8>, row: &[Value]) -> Result<(), Problem> {
    for (place, value) in row.iter().enumerate() {
        into.push(if place == 0 { b'[' } else { b',' });
        match value {
            Value::Text(text) => serde_json::to_writer(&mut *into, text)?,
            Value::Number(number) => serde_json::to_writer(&mut *into, number)?,
            Value::NoText | Value::NoNumber => into.extend_from_slice(b"null"),
        }
    }
    into.extend_from_slice(b"]\n");
    Ok(())
}

/// A row as it stood in the table.
///
/// # Errors
/// When the line does not fit the table's columns.
pub fn read_row(table: &Table, line: &[u8]) -> Result<Vec<Value>, Problem> {
    let cells: Vec<serde_json::Value> = serde_json::from_slice(line)?;
    let unfit = || Problem::Broken(format!("a row does not fit {}", table.name).into());
    if cells.len() != table.columns.len() {
        return Err(unfit());
    }
    let pairs = cells.into_iter().zip(&table.columns);
    let values = pairs.map(|(cell, column)| match cell {
        serde_json::Value::Null if column.is_number => Ok(Value::NoNumber),
        serde_json::Value::Null => Ok(Value::NoText),
        serde_json::Value::String(text) if !column.is_number => Ok(Value::Text(text)),
        serde_json::Value::Number(number) if column.is_number => {
            number.as_i64().map(Value::Number).ok_or_else(unfit)
        }
        _ => Err(unfit()),
    });
    values.collect()
}
