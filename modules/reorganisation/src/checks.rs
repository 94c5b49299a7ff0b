//! What must hold of every reorganisation that was carried out. A check reads other modules' tables by itself.

use platform::{Problem, Site, module::Finding};
use std::collections::{BTreeMap, BTreeSet};

/// I06: what stood before stood afterwards, less what both sides were shown to end.
pub async fn totals_were_kept(site: Site) -> Result<Finding, Problem> {
    let mut tx = site.db.begin().await?;
    let sql = "select id, totals from reorganisation where state in ('applied', 'taken_back') order by id";
    let rows: Vec<(String, String)> = sqlx::query_as(sql).fetch_all(&mut *tx).await?;
    let mut finding = Finding::default();
    for (id, totals) in rows {
        finding.rows_checked += 1;
        let totals: BTreeMap<String, [i64; 3]> = serde_json::from_str(&totals)?;
        for (code, [before, after, ends]) in totals {
            if before - ends != after && code != "chapters" {
                finding
                    .bad
                    .push(format!("reorganisation/{id}: {code} {before} − {ends} → {after}"));
            }
        }
    }
    Ok(finding)
}

/// I06: on a unit that ended by a reorganisation, or was closed by itself, no member stands, no role, no office, no term, and no indicator of its
/// own.
pub async fn nothing_alive_hangs_on_an_ended_unit(site: Site) -> Result<Finding, Problem> {
    let mut tx = site.db.begin().await?;
    // The world of a test has not every module's tables.
    let tables = platform::tables::all(&site.db, &mut tx).await?;
    let has = |name: &str| tables.iter().any(|table| table.name == name);
    // What ended stands in what was carried; of the official reform nobody else names it.
    let sql = "select carried from reorganisation where state = 'applied' order by id";
    let carried: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut *tx).await?;
    let mut ended = BTreeSet::new();
    for one in carried {
        let carried: serde_json::Value = serde_json::from_str(&one)?;
        let units = carried["change"]["ended"].as_array().cloned().unwrap_or_default();
        ended.extend(units.iter().filter_map(|one| Some(one["unit"].as_str()?.to_owned())));
    }
    let sql = "select id from unit where level not in ('nation', 'province', 'district', 'commune') and closed <= $1";
    let closed: Vec<String> =
        sqlx::query_scalar(sql).bind(site.today()).fetch_all(&mut *tx).await?;
    ended.extend(closed);
    let mut finding = Finding::default();
    for unit in ended {
        finding.rows_checked += 1;
        let mut alive: Vec<(&str, i64)> = vec![];
        let sql =
            "select count(*) from access_grant where unit_id = $1 and until > $2 and since < until";
        let query = sqlx::query_scalar(sql).bind(&unit).bind(site.today());
        alive.push(("access.grant", query.fetch_one(&mut *tx).await?));
        let sql = "select count(*) from count_indicator where owner_id = $1 and retired_on is null";
        alive.push((
            "counts.indicator",
            sqlx::query_scalar(sql).bind(&unit).fetch_one(&mut *tx).await?,
        ));
        if has("member_membership") {
            let sql =
                "select count(*) from member_membership where unit_id = $1 and left_on is null";
            let query = sqlx::query_scalar(sql).bind(&unit);
            alive.push(("members.membership", query.fetch_one(&mut *tx).await?));
        }
        if has("officer_tenure") {
            let sql = "select count(*) from officer_tenure where unit_id = $1 and until > $2 and withdrawn_at is null";
            let query = sqlx::query_scalar(sql).bind(&unit).bind(site.today());
            alive.push(("officers.tenure", query.fetch_one(&mut *tx).await?));
            let sql = "select count(*) from officer_term where unit_id = $1 and until > $2";
            let query = sqlx::query_scalar(sql).bind(&unit).bind(site.today());
            alive.push(("officers.term", query.fetch_one(&mut *tx).await?));
        }
        let hanging = alive.into_iter().filter(|(_, count)| 0 < *count);
        finding.bad.extend(hanging.map(|(what, count)| format!("unit/{unit}: {count} {what}")));
    }
    Ok(finding)
}
