//! What `verify` asks of reports on their way.

use super::{
    rules::{Deed, State, step_of},
    snapshot::Content,
};
use platform::{
    Problem, Site, guard,
    module::{Check, Finding},
    seal,
};

pub(crate) fn checks() -> Vec<Check> {
    vec![
        Check::new("I08-snapshots", snapshots_are_as_they_were_frozen),
        Check::new("I08-steps", every_step_stands_in_the_table),
        guard::check("I08-snapshots-kept", "report_snapshot"),
        guard::check("I08-steps-kept", "report_step"),
    ]
}

const PAGE: i64 = 200;

/// I08: what was submitted has the hash it was given, and its numbers are those of its content.
async fn snapshots_are_as_they_were_frozen(site: Site) -> Result<Finding, Problem> {
    let mut tx = site.db.begin().await?;
    let (mut finding, mut after) = (Finding::default(), String::new());
    loop {
        let sql = "select id, content, figures, hash from report_snapshot where id > $1 order by id limit $2";
        let rows: Vec<(String, String, String, String)> =
            sqlx::query_as(sql).bind(&after).bind(PAGE).fetch_all(&mut *tx).await?;
        let Some(last) = rows.last() else { return Ok(finding) };
        after = last.0.clone();
        for (id, content, figures, hash) in rows {
            finding.rows_checked += 1;
            let is_whole = seal::hash(content.as_bytes()) == hash
                && Content::read(&content).is_ok_and(|content| content.compact() == figures);
            if !is_whole {
                finding.bad.push(format!("report_snapshot/{id}"));
            }
        }
    }
}

/// I08: no report has moved but by a step of the table, and each stands where its last step left it.
async fn every_step_stands_in_the_table(site: Site) -> Result<Finding, Problem> {
    let mut tx = site.db.begin().await?;
    let steps = "select step.id, step.deed, step.from_state, step.to_state from report_step step";
    let rows: Vec<(String, String, String, String)> =
        sqlx::query_as(steps).fetch_all(&mut *tx).await?;
    let mut finding = Finding::default();
    for (id, deed, from, to) in rows {
        finding.rows_checked += 1;
        let known = State::read(&from).zip(Deed::read(&deed));
        let step = known.and_then(|(from, deed)| step_of(from, deed));
        if step.is_none_or(|step| step.to.code() != to) {
            finding.bad.push(format!("report_step/{id}"));
        }
    }
    let astray = "select filing.id from report_filing filing
        left join report_step last on last.filing_id = filing.id and not exists (
          select 1 from report_step newer where newer.filing_id = filing.id and last.id < newer.id)
        where coalesce(last.to_state, 'draft') <> filing.state";
    let astray: Vec<String> = sqlx::query_scalar(astray).fetch_all(&mut *tx).await?;
    finding.bad.extend(astray.into_iter().map(|id| format!("report_filing/{id}")));
    let unlocked = "select filing.id from report_filing filing
        where filing.state = 'locked' and not exists (select 1 from count_lock kept
          where kept.unit_id = filing.unit_id)";
    let unlocked: Vec<String> = sqlx::query_scalar(unlocked).fetch_all(&mut *tx).await?;
    finding.bad.extend(unlocked.into_iter().map(|id| format!("report_filing/{id}")));
    Ok(finding)
}
