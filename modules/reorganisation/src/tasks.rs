//! What the home page asks both sides to look at.

use crate::{APPROVE, store, texts::Texts};
use platform::{
    Problem, Site,
    module::{Asker, Task},
};

/// A line for each proposal that waits for a yes of one of the asker's units.
pub async fn waiting(site: Site, asker: Asker) -> Result<Vec<Task>, Problem> {
    if !asker.permissions.contains(&APPROVE) {
        return Ok(vec![]);
    }
    let t = Texts(asker.lang);
    let mut tx = site.db.begin().await?;
    let waiting = store::waiting_in(&mut tx, &asker.unit, asker.today, &asker.account).await?;
    let line = |(id, decision, day): (kernel::RowId, String, kernel::Day)| Task {
        due: Some(day),
        sentence: t.task_approve(&decision, &day.short()),
        button: t.task_button(),
        link: format!("/don-vi/{}/sap-xep/{id}", asker.unit),
    };
    Ok(waiting.into_iter().map(line).collect())
}
