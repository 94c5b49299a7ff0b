//! What `verify` asks of the audit book: every row follows from the one before, to the end that was sealed.

use crate::{BEGINNING, COLUMNS, Row, head};
use platform::{Problem, Site, db::Tx, module::Finding};

/// I10: each hash follows from the row and the one before, without gaps, and the last is the one under the seal.
pub async fn the_chain_is_whole(site: Site) -> Result<Finding, Problem> {
    const PAGE: i64 = 2_000;
    let mut tx = site.db.begin().await?;
    let sql = format!("select {COLUMNS} from audit_row where seq > $1 order by seq limit $2");
    let (mut finding, mut previous, mut seq) = (Finding::default(), BEGINNING.to_owned(), 0);
    loop {
        let query = sqlx::query_as(sqlx::AssertSqlSafe(sql.clone())).bind(seq).bind(PAGE);
        let rows: Vec<Row> = query.fetch_all(&mut *tx).await?;
        if rows.is_empty() {
            finding.bad.extend(wrong_end(&site, &mut tx, seq, &previous).await?);
            return Ok(finding);
        }
        for row in rows {
            if row.seq != seq + 1 || row.hash != row.expected_hash(&previous) {
                finding.bad.push(format!("audit_row/{}", row.seq));
            }
            finding.rows_checked += 1;
            (seq, previous) = (row.seq, row.hash);
        }
    }
}

/// What is wrong with the end of a book whose last row is `seq` with this hash.
async fn wrong_end(
    site: &Site,
    tx: &mut Tx,
    seq: i64,
    hash: &str,
) -> Result<Option<String>, Problem> {
    let Some(kept) = head::kept(tx).await? else {
        return Ok((seq > 0).then(|| "audit_head is missing".to_owned()));
    };
    if !kept.is_ours(&site.sealer) {
        return Ok(Some("audit_head is not under our seal".to_owned()));
    }
    if (kept.end.seq, kept.end.hash.as_str()) != (seq, hash) {
        let sealed = kept.end.seq;
        return Ok(Some(format!("audit_row ends at {seq}, and was sealed at {sealed}")));
    }
    Ok(None)
}
