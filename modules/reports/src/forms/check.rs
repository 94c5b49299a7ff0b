//! What `verify` asks of forms.

use super::{rules, shipped, store};
use kernel::Lang;
use platform::{
    Problem, Site, guard,
    module::{Check, Finding},
};
use std::collections::BTreeSet;

pub(crate) fn checks() -> Vec<Check> {
    vec![
        Check::new("I08-forms", every_version_reads_and_asks_for_what_is_there),
        Check::new("I08-forms-named", every_report_names_a_version_that_is_there),
        guard::check("I08-forms-kept", "report_form_version"),
    ]
}

/// I08: each version of a unit's own form reads, is called what its row says, and names indicators that exist.
async fn every_version_reads_and_asks_for_what_is_there(site: Site) -> Result<Finding, Problem> {
    let mut tx = site.db.begin().await?;
    let mut finding = Finding::default();
    let indicators = counts::catalogue(&mut tx).await?;
    let known = super::actions::known_in(&indicators);
    for (id, version, content) in store::all_versions(&mut tx).await? {
        finding.rows_checked += 1;
        let fine = super::read(&content).is_ok_and(|form| {
            form.code == id
                && form.version == version
                && rules::mistakes(&form, &known, Lang::Vi).is_empty()
        });
        if !fine {
            finding.bad.push(format!("report_form_version/{id}.{version}"));
        }
    }
    for id in store::astray(&mut tx).await? {
        finding.bad.push(format!("report_form/{id}"));
    }
    Ok(finding)
}

/// I08: what a report was submitted by is there: a form of the program, or a version that its unit has published.
async fn every_report_names_a_version_that_is_there(site: Site) -> Result<Finding, Problem> {
    let mut tx = site.db.begin().await?;
    let mut finding = Finding::default();
    let published = store::all_versions(&mut tx).await?.into_iter();
    let published: BTreeSet<(String, i64)> =
        published.map(|(id, version, _)| (id, version)).collect();
    for (form, version, snapshot) in store::named_by_snapshots(&mut tx).await? {
        finding.rows_checked += 1;
        let is_shipped = shipped::version(&form, version).is_some();
        if !is_shipped && !published.contains(&(form, version)) {
            finding.bad.push(format!("report_snapshot/{snapshot}"));
        }
    }
    Ok(finding)
}
