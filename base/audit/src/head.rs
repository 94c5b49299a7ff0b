//! Đầu sổ: how far the audit book goes, kept beside it and sealed with the installation's key.
//!
//! - Rows that are added go on from here, not from the last row that is there: when the end of the book has been cut
//!   off, the next deed leaves a gap for ever instead of healing it.
//! - A seal that is broken is never mended by writing on: it stays broken and `verify` goes on telling so.
//! - Whoever holds an old database with its head may put both back together. That shows only against a head that was
//!   written down elsewhere: in a backup, on paper, in the data folder.

use crate::BEGINNING;
use kernel::Moment;
use platform::{Problem, Site, db::Tx, seal::Sealer};

/// How far the book goes, as people write it down: they compare it later.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Head {
    pub rows: i64,
    /// Of the last row; it stands for all before it.
    pub hash: String,
}

/// The row after which the next one comes.
#[derive(Debug)]
pub(crate) struct End {
    pub seq: i64,
    pub recorded_at: Moment,
    pub hash: String,
    /// Whether everything so far has stood under our seal.
    sealed: bool,
}

impl End {
    fn seal(&self, sealer: &Sealer) -> String {
        let said = format!("{} {} {}", self.seq, self.recorded_at, self.hash);
        sealer.fingerprint("audit_head", said.as_bytes())
    }
}

/// What stands beside the book.
pub(crate) struct Kept {
    pub end: End,
    seal: String,
}

impl Kept {
    pub fn is_ours(&self, sealer: &Sealer) -> bool {
        self.seal == self.end.seal(sealer)
    }
}

pub(crate) async fn kept(tx: &mut Tx) -> Result<Option<Kept>, Problem> {
    let sql = "select seq, recorded_at, hash, seal from audit_head";
    let row: Option<(i64, Moment, String, String)> =
        sqlx::query_as(sql).fetch_optional(&mut **tx).await?;
    Ok(row.map(|(seq, recorded_at, hash, seal)| Kept {
        end: End { seq, recorded_at, hash, sealed: true },
        seal,
    }))
}

/// Where the next deed is written down.
pub(crate) async fn end(tx: &mut Tx, sealer: &Sealer, now: Moment) -> Result<End, Problem> {
    match kept(tx).await? {
        Some(kept) => Ok(End { sealed: kept.is_ours(sealer), ..kept.end }),
        None => last_row(tx, now).await,
    }
}

/// The end of a book beside which nothing is kept: sealed only as long as nothing stands in it.
async fn last_row(tx: &mut Tx, now: Moment) -> Result<End, Problem> {
    let sql = "select seq, recorded_at, hash from audit_row order by seq desc limit 1";
    let last: Option<(i64, Moment, String)> = sqlx::query_as(sql).fetch_optional(&mut **tx).await?;
    Ok(match last {
        Some((seq, recorded_at, hash)) => End { seq, recorded_at, hash, sealed: false },
        None => End { seq: 0, recorded_at: now, hash: BEGINNING.to_owned(), sealed: true },
    })
}

pub(crate) async fn keep(tx: &mut Tx, sealer: &Sealer, end: &End) -> Result<(), Problem> {
    let sql = "insert into audit_head (id, seq, recorded_at, hash, seal) values (1, $1, $2, $3, $4)
               on conflict (id) do update set seq = excluded.seq, recorded_at = excluded.recorded_at,
               hash = excluded.hash, seal = excluded.seal";
    let seal = if end.sealed { end.seal(sealer) } else { "broken".to_owned() };
    let query = sqlx::query(sql).bind(end.seq).bind(end.recorded_at).bind(&end.hash).bind(seal);
    query.execute(&mut **tx).await?;
    Ok(())
}

/// Seals the book as it stands, once: in the transaction that makes place for the seal.
pub async fn seal_as_it_is(site: &Site, tx: &mut Tx) -> Result<(), Problem> {
    let end = last_row(tx, site.now()).await?;
    if end.seq > 0 {
        keep(tx, &site.sealer, &End { sealed: true, ..end }).await?;
    }
    Ok(())
}

/// How far the book goes now, by its rows.
pub async fn head(tx: &mut Tx) -> Result<Head, Problem> {
    let sql = "select seq, hash from audit_row order by seq desc limit 1";
    let last: Option<(i64, String)> = sqlx::query_as(sql).fetch_optional(&mut **tx).await?;
    let (rows, hash) = last.unwrap_or_default();
    Ok(Head { rows, hash })
}

/// The row at which the book had this hash, or one that begins so; none when it never did, or has been put back.
pub async fn find(tx: &mut Tx, hash: &str) -> Result<Option<i64>, Problem> {
    let sql = "select seq from audit_row where substr(hash, 1, length($1)) = $1";
    Ok(sqlx::query_scalar(sql).bind(hash).fetch_optional(&mut **tx).await?)
}

pub async fn hash_of_row(tx: &mut Tx, seq: i64) -> Result<Option<String>, Problem> {
    let sql = "select hash from audit_row where seq = $1";
    Ok(sqlx::query_scalar(sql).bind(seq).fetch_optional(&mut **tx).await?)
}
