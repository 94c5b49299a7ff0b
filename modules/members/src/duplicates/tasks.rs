//! What the home page says of pairs that nobody has looked at.

use super::{
    store::{self, PairState},
    texts::Texts,
};
use crate::EDIT;
use access::Look;
use platform::{
    Problem, Site,
    module::{Asker, Task},
};

/// Beyond it the sentence says "over": counting on is not worth the wait.
const COUNTED_MOST: i64 = 200;

/// One line, for those who may decide, while there are pairs to look at.
pub async fn open_pairs(site: Site, asker: Asker) -> Result<Vec<Task>, Problem> {
    if !asker.permissions.contains(&EDIT) {
        return Ok(vec![]);
    }
    let caller = access::caller_for_job(&site, &asker.account).await?;
    let mut look = Look::begin(&site, caller, asker.lang).await?;
    let scope = match look.scope(EDIT, &asker.unit).await {
        Ok(scope) => scope,
        Err(Problem::NotFound | Problem::NotAllowed) => return Ok(vec![]),
        Err(other) => return Err(other),
    };
    let count = store::count_open(&mut look.tx, &scope, PairState::Open, COUNTED_MOST + 1).await?;
    if count == 0 {
        return Ok(vec![]);
    }
    let t = Texts(asker.lang);
    let said = match COUNTED_MOST < count {
        true => t.over(&asker.lang.grouped(COUNTED_MOST)),
        false => asker.lang.grouped(count),
    };
    Ok(vec![Task {
        due: None,
        sentence: kernel::capitalised(&t.task(&said)),
        button: t.task_button(),
        link: format!("/don-vi/{}/co-the-trung", asker.unit),
    }])
}
