//! Pairs that a search has found, and what was decided of them.

use crate::duplicates::rules::Reasons;
use access::Scope;
use kernel::{AccountId, Moment, PersonId};
use platform::{
    Problem,
    bulk::{self, written},
    db::Tx,
};
use std::collections::HashMap;

/// What is known of a pair.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Default,
    serde::Serialize,
    serde::Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum PairState {
    /// Cần xem
    #[default]
    Open,
    /// Không phải một người
    NotSame,
    /// Đã gộp
    Merged,
}

impl PairState {
    pub fn code(self) -> &'static str {
        match self {
            PairState::Open => "open",
            PairState::NotSame => "not_same",
            PairState::Merged => "merged",
        }
    }
    fn read(code: &str) -> PairState {
        match code {
            "not_same" => PairState::NotSame,
            "merged" => PairState::Merged,
            _ => PairState::Open,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct StoredPair {
    pub one_id: PersonId,
    pub other_id: PersonId,
    pub score: i64,
    pub reasons: String,
}

/// A pair as a search has it, the smaller id first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub one: PersonId,
    pub other: PersonId,
    pub score: i64,
    pub reasons: Reasons,
}

/// That both people are known in the scope and neither stands anywhere outside it: only then may
/// anybody decide about them here.
fn within(is_wide: bool) -> &'static str {
    if is_wide {
        "exists (select 1 from member_membership m join unit_ancestor above on above.unit_id = m.unit_id
           where m.person_id = d.one_id and above.ancestor_id = $1 and above.since <= $2 and $2 < above.until)
         and exists (select 1 from member_membership m join unit_ancestor above on above.unit_id = m.unit_id
           where m.person_id = d.other_id and above.ancestor_id = $1 and above.since <= $2 and $2 < above.until)
         and not exists (select 1 from member_membership m
           where m.person_id in (d.one_id, d.other_id) and m.left_on is null
           and not exists (select 1 from unit_ancestor above where above.unit_id = m.unit_id
             and above.ancestor_id = $1 and above.since <= $2 and $2 < above.until))"
    } else {
        "d.one_id in (select m.person_id from unit_ancestor above cross join member_membership m
           where m.unit_id = above.unit_id and above.ancestor_id = $1 and above.since <= $2 and $2 < above.until)
         and d.other_id in (select m.person_id from unit_ancestor above cross join member_membership m
           where m.unit_id = above.unit_id and above.ancestor_id = $1 and above.since <= $2 and $2 < above.until)
         and not exists (select 1 from member_membership m
           where m.person_id in (d.one_id, d.other_id) and m.left_on is null
           and not exists (select 1 from unit_ancestor above where above.unit_id = m.unit_id
             and above.ancestor_id = $1 and above.since <= $2 and $2 < above.until))"
    }
}

/// The place of a pair in the list: `00095.<one>-<other>`.
pub fn place_of(pair: &StoredPair) -> String {
    format!("{}.{}.{}", pair.score, pair.one_id, pair.other_id)
}

/// Pairs of a scope in one state, the strongest first, after a place that an earlier page gave.
pub async fn listed(
    tx: &mut Tx,
    scope: &Scope,
    state: PairState,
    after: Option<&str>,
    most: i64,
) -> Result<Vec<StoredPair>, Problem> {
    let mut parts = after.unwrap_or_default().splitn(3, '.');
    let score: i64 = parts.next().and_then(|score| score.parse().ok()).unwrap_or(i64::MAX);
    let (one, other) = (parts.next().unwrap_or("~"), parts.next().unwrap_or("~"));
    let sql = format!(
        "select d.one_id, d.other_id, d.score, d.reasons from member_duplicate d
         where d.state = $3 and (d.score, d.one_id, d.other_id) < ($4, $5, $6) and {}
         order by d.score desc, d.one_id desc, d.other_id desc limit $7",
        within(super::is_wide(tx, scope).await?)
    );
    let query = sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(scope.unit())
        .bind(scope.today())
        .bind(state.code())
        .bind(score)
        .bind(one.to_owned())
        .bind(other.to_owned())
        .bind(most);
    Ok(query.fetch_all(&mut **tx).await?)
}

/// How many pairs of a scope nobody has decided about, counted up to `most`.
pub async fn count_open(
    tx: &mut Tx,
    scope: &Scope,
    state: PairState,
    most: i64,
) -> Result<i64, Problem> {
    let sql = format!(
        "select count(*) from (select 1 as one from member_duplicate d
         where d.state = $3 and {} limit $4) as found",
        within(super::is_wide(tx, scope).await?)
    );
    let query = sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
        .bind(scope.unit())
        .bind(scope.today())
        .bind(state.code())
        .bind(most);
    Ok(query.fetch_one(&mut **tx).await?)
}

/// Every pair there is, with its state: a search holds what it found against them.
pub async fn known_pairs(
    tx: &mut Tx,
    _scope: &Scope,
) -> Result<HashMap<(PersonId, PersonId), (PairState, i64, String)>, Problem> {
    let sql = "select one_id, other_id, state, score, reasons from member_duplicate";
    type Row = (PersonId, PersonId, String, i64, String);
    let rows: Vec<Row> = sqlx::query_as(sql).fetch_all(&mut **tx).await?;
    let pair = |(one, other, state, score, reasons): Row| {
        ((one, other), (PairState::read(&state), score, reasons))
    };
    Ok(rows.into_iter().map(pair).collect())
}

const COLUMNS: [&str; 8] =
    ["one_id", "other_id", "score", "reasons", "state", "found_at", "decided_by", "decided_at"];

/// Adds the new pairs, takes out those that are none any more, and mends the points of the rest.
pub async fn replace_pairs(
    tx: &mut Tx,
    _scope: &Scope,
    new: &[&Found],
    mended: &[&Found],
    gone: &[(PersonId, PersonId)],
    now: Moment,
) -> Result<(), Problem> {
    let row = |pair: &&Found| {
        vec![
            written(&pair.one),
            written(&pair.other),
            pair.score.into(),
            pair.reasons.stored().into(),
            PairState::Open.code().into(),
            written(&now),
            "".into(),
            None::<String>.into(),
        ]
    };
    bulk::insert(tx, "member_duplicate", &COLUMNS, new.iter().map(row).collect()).await?;
    for pair in mended {
        let sql = "update member_duplicate set score = $3, reasons = $4 where one_id = $1 and other_id = $2";
        let query = sqlx::query(sql).bind(&pair.one).bind(&pair.other);
        query.bind(pair.score).bind(pair.reasons.stored()).execute(&mut **tx).await?;
    }
    for (one, other) in gone {
        let sql =
            "delete from member_duplicate where one_id = $1 and other_id = $2 and state = 'open'";
        sqlx::query(sql).bind(one).bind(other).execute(&mut **tx).await?;
    }
    Ok(())
}

/// Open pairs with somebody who is in the register no more.
pub async fn forget_gone(tx: &mut Tx, _scope: &Scope) -> Result<(), Problem> {
    let sql = "delete from member_duplicate where state = 'open' and (
                 not exists (select 1 from member_person p where p.id = member_duplicate.one_id)
                 or not exists (select 1 from member_person p where p.id = member_duplicate.other_id))";
    sqlx::query(sql).execute(&mut **tx).await?;
    Ok(())
}

/// What was decided of a pair; nothing where no search has found it.
pub async fn pair_state(
    tx: &mut Tx,
    _scope: &Scope,
    one: &PersonId,
    other: &PersonId,
) -> Result<Option<(PairState, i64, String)>, Problem> {
    let (one, other) = in_order(one, other);
    let sql =
        "select state, score, reasons from member_duplicate where one_id = $1 and other_id = $2";
    let row: Option<(String, i64, String)> =
        sqlx::query_as(sql).bind(one).bind(other).fetch_optional(&mut **tx).await?;
    Ok(row.map(|(state, score, reasons)| (PairState::read(&state), score, reasons)))
}

fn in_order<'p>(one: &'p PersonId, other: &'p PersonId) -> (&'p PersonId, &'p PersonId) {
    if one < other { (one, other) } else { (other, one) }
}

/// Writes down what somebody has decided of a pair, found before or not.
#[expect(clippy::too_many_arguments, reason = "a decision is all of this")]
pub async fn decide(
    tx: &mut Tx,
    _scope: &Scope,
    one: &PersonId,
    other: &PersonId,
    state: PairState,
    by: &AccountId,
    likeness: (i64, String),
    now: Moment,
) -> Result<(), Problem> {
    let (one, other) = in_order(one, other);
    let sql = "insert into member_duplicate
                 (one_id, other_id, score, reasons, state, found_at, decided_by, decided_at)
               values ($1, $2, $3, $4, $5, $7, $6, $7)
               on conflict (one_id, other_id) do update set state = excluded.state,
                 decided_by = excluded.decided_by, decided_at = excluded.decided_at";
    let query = sqlx::query(sql).bind(one).bind(other).bind(likeness.0).bind(likeness.1);
    query.bind(state.code()).bind(by).bind(now).execute(&mut **tx).await?;
    Ok(())
}

/// Remembers of somebody just written down that they are none of those they look like.
pub async fn remember_not_same(
    tx: &mut Tx,
    scope: &Scope,
    person: &PersonId,
    others: &[(PersonId, i64, String)],
    by: &AccountId,
    now: Moment,
) -> Result<(), Problem> {
    for (other, score, reasons) in others.iter().filter(|(other, ..)| other != person) {
        let likeness = (*score, reasons.clone());
        decide(tx, scope, person, other, PairState::NotSame, by, likeness, now).await?;
    }
    Ok(())
}

/// Whoever was not the one who goes is not the one who stays either.
pub async fn carry_decisions(
    tx: &mut Tx,
    scope: &Scope,
    gone: &PersonId,
    survivor: &PersonId,
    by: &AccountId,
    now: Moment,
) -> Result<(), Problem> {
    let sql = "select one_id, other_id, score, reasons from member_duplicate
               where state = 'not_same' and (one_id = $1 or other_id = $1)";
    let rows: Vec<StoredPair> = sqlx::query_as(sql).bind(gone).fetch_all(&mut **tx).await?;
    let others: Vec<(PersonId, i64, String)> = rows
        .into_iter()
        .map(|pair| {
            let other = if pair.one_id == *gone { pair.other_id } else { pair.one_id };
            (other, pair.score, pair.reasons)
        })
        .collect();
    remember_not_same(tx, scope, survivor, &others, by, now).await
}
