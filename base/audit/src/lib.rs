//! Nhật ký, the audit book: who did or read what, when, and to which record.
//!
//! - Rows are only ever added, in the transaction of the deed itself.
//! - Each row's hash covers the row before it, so a changed or missing row shows.
//! - How far the book goes is kept beside it under the installation's seal, so that an end cut off shows, too; what is
//!   written afterwards goes on from there and closes no gap.
//! - A row names records by id, never a person by name or number, so that erasing a person
//!   never touches the book.

mod check;
mod head;

pub use head::{Head, find, hash_of_row, head, seal_as_it_is};

use kernel::{AccountId, Moment, Source, UnitId};
use platform::{
    Module, Problem, Site,
    bulk::{self, written},
    db::Tx,
    guard,
    module::{Check, Step},
    seal,
};

pub fn module() -> Module {
    Module {
        name: "audit",
        migrations: &[
            Step {
                version: 202611210920,
                name: "audit",
                sql: include_str!("../migrations/20261121092000_audit.sql"),
            },
            Step {
                version: SEALED_SINCE,
                name: "audit_head",
                sql: include_str!("../migrations/20261122004713_head.sql"),
            },
        ],
        checks: vec![
            Check::new("I10", check::the_chain_is_whole),
            guard::check("I10-kept", "audit_row"),
        ],
        ..Module::default()
    }
}

/// The step since which the end of the book is sealed.
pub const SEALED_SINCE: i64 = 202611220047;

/// A deed to be recorded.
#[derive(Debug, Clone)]
pub struct Deed<'a> {
    pub account: &'a AccountId,
    /// Such as `members.edit` or `members.read_national_id`.
    pub action: &'a str,
    pub unit: Option<&'a UnitId>,
    pub object: &'a Source,
    /// What changed, as JSON; ids and field names, no personal data.
    pub details: serde_json::Value,
}

/// A row as it stands in the book.
#[derive(Debug, Clone, sqlx::FromRow, serde::Serialize)]
pub struct Row {
    pub seq: i64,
    pub recorded_at: Moment,
    pub account: AccountId,
    pub action: String,
    pub unit_id: String,
    pub object: String,
    pub details: String,
    pub hash: String,
}

impl Row {
    /// The hash that this row must have after `previous`.
    fn expected_hash(&self, previous: &str) -> String {
        let fields = serde_json::json!([
            previous,
            self.seq,
            self.recorded_at,
            self.account,
            self.action,
            self.unit_id,
            self.object,
            self.details
        ]);
        seal::hash(fields.to_string().as_bytes())
    }
}

const COLUMNS: &str = "seq, recorded_at, account, action, unit_id, object, details, hash";
/// What the first row follows.
const BEGINNING: &str = "khuyến học";

/// Adds a row at the end of the chain.
pub async fn record(site: &Site, tx: &mut Tx, deed: &Deed<'_>, now: Moment) -> Result<(), Problem> {
    record_many(site, tx, std::slice::from_ref(deed), now).await
}

/// Adds rows at the end of the chain, one for each deed, in their order.
pub async fn record_many(
    site: &Site,
    tx: &mut Tx,
    deeds: &[Deed<'_>],
    now: Moment,
) -> Result<(), Problem> {
    const INSERTED: [&str; 8] =
        ["seq", "recorded_at", "account", "action", "unit_id", "object", "details", "hash"];
    site.db.hold(tx, "audit").await?;
    let mut end = head::end(tx, &site.sealer, now).await?;
    // The book's time never runs backwards, whatever the clock does.
    end.recorded_at = end.recorded_at.max(now);
    let mut rows = vec![];
    for deed in deeds {
        let mut row = Row {
            seq: end.seq + 1,
            recorded_at: end.recorded_at,
            account: deed.account.clone(),
            action: deed.action.to_owned(),
            unit_id: deed.unit.map(UnitId::to_string).unwrap_or_default(),
            object: deed.object.to_string(),
            details: deed.details.to_string(),
            hash: String::new(),
        };
        row.hash = row.expected_hash(&end.hash);
        (end.seq, end.hash) = (row.seq, row.hash.clone());
        rows.push(vec![
            row.seq.into(),
            written(&row.recorded_at),
            written(&row.account),
            row.action.into(),
            row.unit_id.into(),
            row.object.into(),
            row.details.into(),
            row.hash.into(),
        ]);
    }
    bulk::insert(tx, "audit_row", &INSERTED, rows).await?;
    head::keep(tx, &site.sealer, &end).await
}

/// The newest deed about each of many records, leaving out those that only looked.
pub async fn newest_about(
    tx: &mut Tx,
    objects: &[Source],
    looking: &[&'static str],
) -> Result<Vec<Row>, Problem> {
    let mut rows = vec![];
    for chunk in objects.chunks(bulk::IDS_AT_ONCE - looking.len()) {
        let sql = format!(
            "select {COLUMNS} from audit_row where seq in (
               select max(seq) from audit_row where object in ({}) and action not in ({}) group by object)",
            bulk::parameters(1, chunk.len()),
            bulk::parameters(1 + chunk.len(), looking.len())
        );
        let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql));
        for object in chunk {
            query = query.bind(object);
        }
        for action in looking {
            query = query.bind(*action);
        }
        let found: Vec<Row> = query.fetch_all(&mut **tx).await?;
        rows.extend(found);
    }
    Ok(rows)
}

/// Whether nobody has done anything yet: the data are as they were made.
pub async fn is_empty(tx: &mut Tx) -> Result<bool, Problem> {
    let first: Option<i64> =
        sqlx::query_scalar("select seq from audit_row limit 1").fetch_optional(&mut **tx).await?;
    Ok(first.is_none())
}

/// What was done to one record, newest first.
pub async fn about(tx: &mut Tx, object: &Source, most: i64) -> Result<Vec<Row>, Problem> {
    let sql =
        format!("select {COLUMNS} from audit_row where object = $1 order by seq desc limit $2");
    let query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(object).bind(most);
    Ok(query.fetch_all(&mut **tx).await?)
}

/// Deeds about the units of a subtree in the geography of one day, newest first, before row `before`.
pub async fn in_subtree(
    tx: &mut Tx,
    unit: &UnitId,
    on: kernel::Day,
    before: i64,
    most: i64,
) -> Result<Vec<Row>, Problem> {
    let sql = format!(
        "select {COLUMNS} from audit_row where seq < $1 and exists (
           select 1 from unit_ancestor above where above.unit_id = audit_row.unit_id
           and above.ancestor_id = $3 and above.since <= $4 and $4 < above.until)
         order by seq desc limit $2"
    );
    let query =
        sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(before).bind(most).bind(unit).bind(on);
    Ok(query.fetch_all(&mut **tx).await?)
}
