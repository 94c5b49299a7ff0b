//! Who read what: looking at a person leaves a row in the audit book, as changing one does.

use access::Look;
use kernel::{Source, UnitId};
use platform::Problem;

/// Ends a look and writes in the audit book what was read. The operator's own looks are not kept.
pub async fn note_reading(
    look: Look,
    action: &str,
    unit: &UnitId,
    object: &Source,
    details: serde_json::Value,
) -> Result<(), Problem> {
    let (site, caller, now) = (look.site.clone(), look.caller.clone(), look.now);
    // The look's connection goes back before another is asked for.
    drop(look);
    if caller.is_operator() {
        return Ok(());
    }
    let mut tx = site.db.begin_writing().await?;
    let deed = audit::Deed { account: &caller.account, action, unit: Some(unit), object, details };
    audit::record(&site, &mut tx, &deed, now).await?;
    tx.commit().await?;
    Ok(())
}
