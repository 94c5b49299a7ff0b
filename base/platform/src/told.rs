//! What a commit tells those who carry on what they had worked out, instead of working it out anew.
//!
//! - A writer tells under a subject what it adds, line by line. The lines are written by its commit, under the number
//!   of the revision that it makes, so that nobody sees the one without the other.
//! - A reader that worked something out at an earlier revision asks what was told since, and either hears all of it or
//!   that it was too much or too long ago. Then it works everything out anew.

use crate::{
    Problem,
    bulk::{self, Value},
    db::Tx,
};
use std::collections::BTreeMap;

/// More lines than this are no shorter way than to look at everything.
const LINES_MAX: usize = 300;
/// What was told so many commits ago is forgotten.
const COMMITS_KEPT: i64 = 400;

/// By subject the lines of a transaction; nothing instead of too many.
pub(crate) type Telling = BTreeMap<&'static str, Option<Vec<String>>>;

impl Tx {
    /// Tells what this transaction adds to `subject`. A transaction that makes no revision must not add to it.
    pub fn tell(&mut self, subject: &'static str, lines: impl Iterator<Item = String>) {
        let told = self.telling.entry(subject).or_insert_with(|| Some(vec![]));
        let Some(known) = told else { return };
        known.extend(lines.take(LINES_MAX + 1));
        if known.len() > LINES_MAX {
            *told = None;
        }
    }

    /// Tells that `subject` is no more what it was, in a way that nobody can carry on.
    pub fn tell_all_changed(&mut self, subject: &'static str) {
        self.telling.insert(subject, None);
    }

    /// Every line that was told of `subject` after `earlier` and up to the revision of this snapshot; nothing where
    /// they are not all known.
    pub async fn told_since(
        &mut self,
        subject: &str,
        earlier: i64,
    ) -> Result<Option<Vec<String>>, Problem> {
        let Some(now) = self.revision().await? else { return Ok(None) };
        if earlier == now {
            return Ok(Some(vec![]));
        }
        if !(now - COMMITS_KEPT..now).contains(&earlier) {
            return Ok(None);
        }
        let sql = "select line from data_told where subject = $1 and number > $2 and number <= $3
                   order by number, place limit $4";
        let most = i64::try_from(LINES_MAX).unwrap_or(i64::MAX) + 1;
        let query = sqlx::query_scalar(sql).bind(subject).bind(earlier).bind(now).bind(most);
        let lines: Vec<Option<String>> = query.fetch_all(&mut **self).await?;
        Ok(if lines.len() > LINES_MAX { None } else { lines.into_iter().collect() })
    }

    /// Writes what was told, under the number of the revision that the commit makes.
    pub(crate) async fn put_told(&mut self, number: i64) -> Result<(), Problem> {
        for (subject, lines) in std::mem::take(&mut self.telling) {
            let lines: Vec<Option<String>> =
                lines.map_or_else(|| vec![None], |lines| lines.into_iter().map(Some).collect());
            let row = |(place, line): (i64, Option<String>)| -> Vec<Value> {
                vec![subject.into(), number.into(), place.into(), line.into()]
            };
            let rows = (0..).zip(lines).map(row).collect();
            bulk::insert(self, "data_told", &["subject", "number", "place", "line"], rows).await?;
            let sql = "delete from data_told where subject = $1 and number < $2";
            let query = sqlx::query(sql).bind(subject).bind(number - COMMITS_KEPT);
            query.execute(&mut **self).await?;
        }
        Ok(())
    }
}
