//! What `verify` asks of terms, offices, sessions and hand-overs.

use platform::{Problem, Site, module::Finding, seal};

/// Two terms of one unit never run on the same day, and each ends after it began.
pub async fn terms_do_not_overlap(site: Site) -> Result<Finding, Problem> {
    let mut tx = site.db.begin().await?;
    let rows_checked =
        sqlx::query_scalar("select count(*) from officer_term").fetch_one(&mut *tx).await?;
    let sql = "select a.id from officer_term a where a.until <= a.since or exists (
                 select 1 from officer_term b where b.unit_id = a.unit_id and b.id <> a.id
                 and a.since < b.until and b.since < a.until) order by a.id";
    let bad: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut *tx).await?;
    Ok(found(rows_checked, "officer_term", bad))
}

/// An office that is one person's has one holder at a time, and no office lies outside its term.
pub async fn single_offices_have_one_holder(site: Site) -> Result<Finding, Problem> {
    let mut tx = site.db.begin().await?;
    let rows_checked =
        sqlx::query_scalar("select count(*) from officer_tenure").fetch_one(&mut *tx).await?;
    let sql = "select a.id from officer_tenure a
               join officer_post post on post.code = a.post join officer_term term on term.id = a.term_id
               where a.withdrawn_at is null and (
                 a.until <= a.since or a.since < term.since or term.until < a.until or term.unit_id <> a.unit_id
                 or post.single = 'single' and exists (
                   select 1 from officer_tenure b where b.unit_id = a.unit_id and b.post = a.post and b.id <> a.id
                   and b.withdrawn_at is null and a.since < b.until and b.since < a.until)) order by a.id";
    let bad: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut *tx).await?;
    Ok(found(rows_checked, "officer_tenure", bad))
}

/// Rights that an office gave lie within it and are its holder's. An office that ended in what had passed when it was
/// written down left its rights until that day, and no longer; one whose first day was corrected to a later one that
/// has passed leaves them as they were given.
pub async fn rights_end_with_their_office(site: Site) -> Result<Finding, Problem> {
    let mut tx = site.db.begin().await?;
    let today = site.today();
    let sql = "select count(*) from access_grant where office is not null";
    let rows_checked = sqlx::query_scalar(sql).fetch_one(&mut *tx).await?;
    let sql = "select held.id from access_grant held
               left join officer_tenure tenure on held.office = 'officers.tenure/' || tenure.id
               where held.office is not null and (tenure.id is null or held.unit_id <> tenure.unit_id
                 or $1 < tenure.since and held.since < tenure.since
                 or $1 < held.until and (tenure.until < held.until or tenure.withdrawn_at is not null
                   or tenure.account_id is null or tenure.account_id <> held.account_id)) order by held.id";
    let bad: Vec<String> = sqlx::query_scalar(sql).bind(today).fetch_all(&mut *tx).await?;
    Ok(found(rows_checked, "access_grant", bad))
}

/// The recorded sessions of a committee in a term are numbered one after the other, in the order of their days.
pub async fn sessions_are_numbered_without_gaps(site: Site) -> Result<Finding, Problem> {
    let mut tx = site.db.begin().await?;
    let rows_checked =
        sqlx::query_scalar("select count(*) from officer_meeting").fetch_one(&mut *tx).await?;
    let sql = "select a.id from officer_meeting a where
                 a.number > (select min(b.number) from officer_meeting b where b.term_id = a.term_id and b.body = a.body)
                 and not exists (select 1 from officer_meeting b where b.term_id = a.term_id and b.body = a.body
                   and b.number = a.number - 1 and b.held_on <= a.held_on) order by a.id";
    let bad: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut *tx).await?;
    Ok(found(rows_checked, "officer_meeting", bad))
}

/// A document is the one its hash says, both signatures of what is done are under it, and the office has moved.
pub async fn signed_documents_are_unchanged(site: Site) -> Result<Finding, Problem> {
    let mut tx = site.db.begin().await?;
    let rows: Vec<(String, String, String)> =
        sqlx::query_as("select id, document, document_hash from officer_handover order by id")
            .fetch_all(&mut *tx)
            .await?;
    let mut bad: Vec<String> = rows
        .iter()
        .filter(|(_, document, hash)| seal::hash(document.as_bytes()) != *hash)
        .map(|(id, ..)| id.clone())
        .collect();
    let sql = "select handover.id from officer_handover handover
               join officer_tenure leaving on leaving.id = handover.tenure_id
               where handover.state = 'done' and (
                 handover.new_tenure_id is null or leaving.ended = ''
                 or (select count(*) from officer_signature one where one.handover_id = handover.id
                       and one.voided_at is null and one.document_hash = handover.document_hash) <> 2
                   and not exists (select 1 from officer_scan scan where scan.handover_id = handover.id
                       and scan.voided_at is null and scan.confirmed_at is not null
                       and scan.document_hash = handover.document_hash)) order by handover.id";
    let unsigned: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut *tx).await?;
    bad.extend(unsigned);
    Ok(found(i64::try_from(rows.len()).unwrap_or(i64::MAX), "officer_handover", bad))
}

fn found(rows_checked: i64, table: &str, bad: Vec<String>) -> Finding {
    Finding { rows_checked, bad: bad.into_iter().map(|id| format!("{table}/{id}")).collect() }
}
