//! Các lần nhập trước: what was sent to a unit, newest first, some at a time.

use crate::import::{
    senders,
    store::{self, BatchLine, State},
    texts::Texts,
};
use access::Scope;
use kernel::{BatchId, Lang, Moment};
use platform::{Problem, db::Tx};

/// A file that was sent, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Earlier {
    #[schema(value_type = String)]
    pub batch: BatchId,
    pub file_name: String,
    pub state: State,
    #[schema(value_type = String)]
    pub sent_at: Moment,
    /// The name of whoever sent it.
    pub sent_by: String,
    /// Members whom it added or changed; nothing where it was not written.
    pub written: Option<i64>,
}

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Imports {
    pub imports: Vec<Earlier>,
    /// How many there are on all pages.
    pub total: i64,
    /// Send it as `after` for those that follow; nothing at the end.
    pub next: Option<String>,
}

/// The imports of exactly this unit, after the place where an earlier page ended.
pub async fn imports_of(
    tx: &mut Tx,
    scope: &Scope,
    after: Option<&str>,
    most: usize,
    lang: Lang,
) -> Result<Imports, Problem> {
    let after = after.and_then(|place| place.rsplit_once('.')).map(|(_, id)| id);
    let one_more = i64::try_from(most).unwrap_or(i64::MAX).saturating_add(1);
    let mut lines = store::batches_after(tx, scope, after, one_more).await?;
    let more = most < lines.len();
    lines.truncate(most);
    let next = lines.last().filter(|_| more).map(place_of);
    let names =
        senders::names_of(tx, lines.iter().map(|line| &line.started_by), Texts(lang)).await?;
    let earlier = |line: BatchLine| Earlier {
        written: written(&line),
        sent_by: names.get(&line.started_by).cloned().unwrap_or_default(),
        batch: line.id,
        file_name: line.file_name,
        state: line.state,
        sent_at: line.started_at,
    };
    let imports = lines.into_iter().map(earlier).collect();
    Ok(Imports { imports, total: store::count_batches(tx, scope).await?, next })
}

/// The day on which it was sent, and its id, which alone says where the next page begins.
fn place_of(line: &BatchLine) -> String {
    format!("{}.{}", line.started_at.day(), line.id)
}

fn written(line: &BatchLine) -> Option<i64> {
    /// Of a summary, which may name ten thousand cells, what the list shows.
    #[derive(Default, serde::Deserialize)]
    struct Written {
        created: i64,
        updated: i64,
    }
    let is_written = matches!(line.state, State::Applied | State::Undoing | State::Undone);
    is_written.then(|| {
        let said = serde_json::from_str::<Written>(&line.summary).unwrap_or_default();
        said.created + said.updated
    })
}
