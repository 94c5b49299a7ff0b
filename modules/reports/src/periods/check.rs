//! What `verify` asks of reports on their way.

use super::{
    rules::{Deed, FORMER_STEPS, STEPS, State},
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
        Check::new("I08-two", nobody_accepted_their_own),
        guard::check("I08-snapshots-kept", "report_snapshot"),
        guard::check("I08-steps-kept", "report_step"),
    ]
}

const PAGE: i64 = 200;

/// I08: what was submitted has the hash it was given, and its numbers and reasons are those of its content.
async fn snapshots_are_as_they_were_frozen(site: Site) -> Result<Finding, Problem> {
    let mut tx = site.db.begin().await?;
    let (mut finding, mut after) = (Finding::default(), String::new());
    loop {
        let sql = "select id, content, figures, reasons, hash from report_snapshot
                   where id > $1 order by id limit $2";
        let rows: Vec<(String, String, String, String, String)> =
            sqlx::query_as(sql).bind(&after).bind(PAGE).fetch_all(&mut *tx).await?;
        let Some(last) = rows.last() else { return Ok(finding) };
        after = last.0.clone();
        for (id, content, figures, reasons, hash) in rows {
            finding.rows_checked += 1;
            let is_whole = seal::hash(content.as_bytes()) == hash
                && Content::read(&content).is_ok_and(|content| {
                    content.compact() == figures && content.compact_reasons() == reasons
                });
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
        let known = State::read(&from).zip(Deed::read(&deed)).zip(State::read(&to));
        let stands = known.is_some_and(|((from, deed), to)| {
            let mut all = STEPS.iter().chain(&FORMER_STEPS);
            all.any(|step| (step.from, step.deed, step.to) == (from, deed, to))
        });
        if !stands {
            finding.bad.push(format!("report_step/{id}"));
        }
    }
    let astray = "select filing.id from report_filing filing
        left join report_step last on last.filing_id = filing.id and not exists (
          select 1 from report_step newer where newer.filing_id = filing.id and last.id < newer.id)
        where coalesce(last.to_state, 'draft') <> case when filing.pending_id is null then filing.state
          when filing.state = 'locked' then 'locked_supplemented' else 'supplemented' end";
    let astray: Vec<String> = sqlx::query_scalar(astray).fetch_all(&mut *tx).await?;
    finding.bad.extend(astray.into_iter().map(|id| format!("report_filing/{id}")));
    let unlocked = "select filing.id from report_filing filing
        where filing.state = 'locked' and not exists (select 1 from count_lock kept
          where kept.unit_id = filing.unit_id)";
    let unlocked: Vec<String> = sqlx::query_scalar(unlocked).fetch_all(&mut *tx).await?;
    finding.bad.extend(unlocked.into_iter().map(|id| format!("report_filing/{id}")));
    Ok(finding)
}

/// I08: whoever accepted a report or a supplement had not made it, and a supplement that stands was accepted, unless
/// it was made when supplements stood at once: then the step that made it led to no waiting.
async fn nobody_accepted_their_own(site: Site) -> Result<Finding, Problem> {
    let mut tx = site.db.begin().await?;
    let accepted = "select step.id, made.made_by, step.done_by from report_step step
        join report_snapshot made on made.id = step.snapshot_id where step.deed = 'accept'";
    let rows: Vec<(String, String, String)> = sqlx::query_as(accepted).fetch_all(&mut *tx).await?;
    let mut finding = Finding::default();
    for (id, made_by, accepted_by) in rows {
        finding.rows_checked += 1;
        if made_by == accepted_by {
            finding.bad.push(format!("report_step/{id}"));
        }
    }
    let alone = "select filing.id from report_filing filing
        join report_snapshot standing on standing.id = filing.standing_id and standing.supplement > 0
        where not exists (select 1 from report_step step where step.filing_id = filing.id
          and step.deed = 'accept' and step.snapshot_id = standing.id)
        and not exists (select 1 from report_step step where step.filing_id = filing.id
          and step.deed in ('supplement', 'lock') and step.to_state in ('accepted', 'locked')
          and step.done_at = standing.made_at and step.done_by = standing.made_by)";
    let alone: Vec<String> = sqlx::query_scalar(alone).fetch_all(&mut *tx).await?;
    finding.bad.extend(alone.into_iter().map(|id| format!("report_filing/{id}")));
    let waiting = "select filing.id from report_filing filing
        left join report_snapshot pending on pending.id = filing.pending_id and pending.filing_id = filing.id
          and pending.supplement > 0
        where filing.pending_id is not null and (pending.id is null or filing.state not in ('accepted', 'locked'))";
    let waiting: Vec<String> = sqlx::query_scalar(waiting).fetch_all(&mut *tx).await?;
    finding.bad.extend(waiting.into_iter().map(|id| format!("report_filing/{id}")));
    Ok(finding)
}
