//! What `verify` asks of accounts and roles.

use platform::{Problem, Site, module::Finding};

/// I10: no account and no role without the deed that gave it. A role changed behind the program's
/// back has no row of the audit book that names it.
pub async fn roles_were_given(site: Site) -> Result<Finding, Problem> {
    let mut tx = site.db.begin().await?;
    let rows_checked =
        sqlx::query_scalar("select count(*) from access_grant").fetch_one(&mut *tx).await?;
    let sql = "select held.id from access_grant held where not exists (
                 select 1 from audit_row deed where deed.object = 'access.account/' || held.account_id
                 and deed.action in ('access.add_account', 'access.grant') and deed.unit_id = held.unit_id
                 and deed.account = held.granted_by
                 and deed.details like '%\"role\":\"' || held.role || '\"%')";
    let bad: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut *tx).await?;
    Ok(Finding {
        rows_checked,
        bad: bad.into_iter().map(|id| format!("access_grant/{id}")).collect(),
    })
}
