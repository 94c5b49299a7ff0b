//! Hand-overs, their signatures and their scanned papers.

use crate::{
    carrying::EndedHandover,
    words::{Ended, Side, State},
};
use access::Scope;
use kernel::{AccountId, HandoverId, Moment, RowId, TenureId, UnitId};
use platform::{Problem, db::Tx};

#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Handover {
    pub id: HandoverId,
    pub unit_id: UnitId,
    pub tenure_id: TenureId,
    pub how: String,
    pub successor_name: String,
    pub successor_apart: String,
    pub successor_account: Option<AccountId>,
    pub decision: String,
    pub document: String,
    pub document_hash: String,
    pub drawn_at: Moment,
    pub state: String,
    pub prepared_at: Moment,
    pub done_at: Option<Moment>,
    pub withdrawn_why: String,
    pub revision: i64,
    /// The account of who leaves, as the office has it.
    pub leaver_account: Option<AccountId>,
    pub leaver_name: String,
    pub post: String,
}

impl Handover {
    pub fn state(&self) -> State {
        State::read(&self.state).unwrap_or(State::Withdrawn)
    }
    pub fn how(&self) -> Ended {
        Ended::read(&self.how).unwrap_or(Ended::Replaced)
    }
    /// On which side an account stands.
    pub fn side_of(&self, account: &AccountId) -> Option<Side> {
        if self.leaver_account.as_ref() == Some(account) {
            Some(Side::Leaver)
        } else if self.successor_account.as_ref() == Some(account) {
            Some(Side::Successor)
        } else {
            None
        }
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select h.id, h.unit_id, h.tenure_id, h.how, h.successor_name, h.successor_apart, h.successor_account,
             h.decision, h.document, h.document_hash, h.drawn_at, h.state, h.prepared_at, h.done_at,
             h.withdrawn_why, h.revision, t.account_id as leaver_account, t.full_name as leaver_name, t.post
             from officer_handover h join officer_tenure t on t.id = h.tenure_id ",
            $rest
        )
    };
}

pub async fn handovers(tx: &mut Tx, scope: &Scope) -> Result<Vec<Handover>, Problem> {
    let sql = select!("where h.unit_id = $1 order by h.prepared_at desc, h.id desc limit 200");
    Ok(sqlx::query_as(sql).bind(scope.unit()).fetch_all(&mut **tx).await?)
}

pub async fn handover(tx: &mut Tx, scope: &Scope, id: &HandoverId) -> Result<Handover, Problem> {
    let sql = select!("where h.unit_id = $1 and h.id = $2");
    Ok(sqlx::query_as(sql).bind(scope.unit()).bind(id).fetch_one(&mut **tx).await?)
}

/// A hand-over in which the account is one of the two sides; anyone else's is not there.
pub async fn of_party(
    tx: &mut Tx,
    account: &AccountId,
    id: &HandoverId,
) -> Result<Option<Handover>, Problem> {
    let sql = select!("where (t.account_id = $1 or h.successor_account = $1) and h.id = $2");
    Ok(sqlx::query_as(sql).bind(account).bind(id).fetch_optional(&mut **tx).await?)
}

/// Where a hand-over lies: what must be known before its scope can be asked, and nothing more.
pub async fn unit_of(tx: &mut Tx, id: &HandoverId) -> Result<UnitId, Problem> {
    let sql = "select unit_id from officer_handover where id = $1";
    Ok(sqlx::query_scalar(sql).bind(id).fetch_one(&mut **tx).await?)
}

/// Open hand-overs that wait for the account's signature.
pub async fn waiting_for(tx: &mut Tx, account: &AccountId) -> Result<Vec<Handover>, Problem> {
    let sql = select!(
        "where (t.account_id = $1 and h.state = 'prepared')
            or (h.successor_account = $1 and h.state = 'leaver_signed') order by h.prepared_at, h.id"
    );
    Ok(sqlx::query_as(sql).bind(account).fetch_all(&mut **tx).await?)
}

/// Signed papers of the units directly below that wait for the unit above.
pub async fn papers_below(tx: &mut Tx, scope: &Scope) -> Result<Vec<Handover>, Problem> {
    let sql = select!(
        "where h.state = 'paper_sent' and h.unit_id <> $1 and exists (
           select 1 from unit_ancestor above where above.unit_id = h.unit_id and above.ancestor_id = $1
           and above.since <= $2 and $2 < above.until) order by h.prepared_at, h.id limit 50"
    );
    let query = sqlx::query_as(sql).bind(scope.unit()).bind(scope.today());
    Ok(query.fetch_all(&mut **tx).await?)
}

pub async fn open_of_tenure(
    tx: &mut Tx,
    scope: &Scope,
    tenure: &TenureId,
) -> Result<bool, Problem> {
    let sql = "select count(*) from officer_handover where unit_id = $1 and tenure_id = $2
               and state in ('prepared', 'leaver_signed', 'paper_sent')";
    let open: i64 =
        sqlx::query_scalar(sql).bind(scope.unit()).bind(tenure).fetch_one(&mut **tx).await?;
    Ok(0 < open)
}

pub struct NewRow<'a> {
    pub id: &'a HandoverId,
    pub tenure: &'a TenureId,
    pub how: Ended,
    pub successor_name: &'a str,
    pub successor_apart: &'a str,
    pub successor_account: Option<&'a AccountId>,
    pub decision: &'a str,
    pub document: &'a str,
    pub document_hash: &'a str,
    pub by: &'a AccountId,
    pub now: Moment,
}

pub async fn insert(tx: &mut Tx, scope: &Scope, new: NewRow<'_>) -> Result<(), Problem> {
    let sql = "insert into officer_handover
               (id, unit_id, tenure_id, how, successor_name, successor_apart, successor_account, decision, document,
                document_hash, drawn_at, state, prepared_by, prepared_at, withdrawn_why, revision)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'prepared', $12, $11, '', 1)";
    sqlx::query(sql)
        .bind(new.id)
        .bind(scope.unit())
        .bind(new.tenure)
        .bind(new.how.code())
        .bind(new.successor_name)
        .bind(new.successor_apart)
        .bind(new.successor_account)
        .bind(new.decision)
        .bind(new.document)
        .bind(new.document_hash)
        .bind(new.now)
        .bind(new.by)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Puts a document drawn anew in the place of the old one, with no signature left.
pub async fn replace_document(
    tx: &mut Tx,
    scope: &Scope,
    id: &HandoverId,
    (document, hash): (&str, &str),
    now: Moment,
) -> Result<(), Problem> {
    let sql = "update officer_handover set document = $3, document_hash = $4, drawn_at = $5, state = 'prepared',
               revision = revision + 1 where unit_id = $1 and id = $2";
    let query = sqlx::query(sql).bind(scope.unit()).bind(id).bind(document).bind(hash).bind(now);
    query.execute(&mut **tx).await?;
    for sql in [
        "update officer_signature set voided_at = $2 where handover_id = $1 and voided_at is null",
        "update officer_scan set voided_at = $2 where handover_id = $1 and voided_at is null",
    ] {
        sqlx::query(sql).bind(id).bind(now).execute(&mut **tx).await?;
    }
    Ok(())
}

/// Moves on from a state; nothing happens when somebody else was sooner.
pub async fn move_on(
    tx: &mut Tx,
    scope: &Scope,
    handover: &Handover,
    state: State,
) -> Result<(), Problem> {
    let sql = "update officer_handover set state = $3, revision = revision + 1
               where unit_id = $1 and id = $2 and revision = $4";
    let query = sqlx::query(sql).bind(scope.unit()).bind(&handover.id).bind(state.code());
    let moved = query.bind(handover.revision).execute(&mut **tx).await?.rows_affected();
    if moved == 0 { Err(Problem::Outdated) } else { Ok(()) }
}

pub async fn withdraw(
    tx: &mut Tx,
    scope: &Scope,
    id: &HandoverId,
    why: &str,
) -> Result<(), Problem> {
    let sql = "update officer_handover set state = 'withdrawn', withdrawn_why = $3, revision = revision + 1
               where unit_id = $1 and id = $2";
    sqlx::query(sql).bind(scope.unit()).bind(id).bind(why).execute(&mut **tx).await?;
    Ok(())
}

pub async fn finish(
    tx: &mut Tx,
    scope: &Scope,
    handover: &Handover,
    new_tenure: &TenureId,
    now: Moment,
) -> Result<(), Problem> {
    let sql = "update officer_handover set state = 'done', done_at = $3, new_tenure_id = $4, revision = revision + 1
               where unit_id = $1 and id = $2 and state <> 'done'";
    let query = sqlx::query(sql).bind(scope.unit()).bind(&handover.id).bind(now).bind(new_tenure);
    let done = query.execute(&mut **tx).await?.rows_affected();
    if done == 0 { Err(Problem::Outdated) } else { Ok(()) }
}

#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Signature {
    pub side: String,
    pub account_id: AccountId,
    pub full_name: String,
    pub signed_at: Moment,
    pub document_hash: String,
    /// Why somebody of the unit above signed for the leaver; empty otherwise.
    pub instead_why: String,
    pub remark: String,
}

impl Signature {
    pub fn side(&self) -> Option<Side> {
        Side::read(&self.side)
    }
}

/// The signatures that stand.
pub async fn signatures(tx: &mut Tx, handover: &Handover) -> Result<Vec<Signature>, Problem> {
    let sql = "select side, account_id, full_name, signed_at, document_hash, instead_why, remark
               from officer_signature where handover_id = $1 and voided_at is null order by signed_at, id";
    Ok(sqlx::query_as(sql).bind(&handover.id).fetch_all(&mut **tx).await?)
}

pub async fn insert_signature(
    tx: &mut Tx,
    handover: &Handover,
    new: &Signature,
) -> Result<(), Problem> {
    let sql = "insert into officer_signature
               (id, handover_id, side, account_id, full_name, signed_at, document_hash, instead_why, remark)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    sqlx::query(sql)
        .bind(RowId::new())
        .bind(&handover.id)
        .bind(&new.side)
        .bind(&new.account_id)
        .bind(&new.full_name)
        .bind(new.signed_at)
        .bind(&new.document_hash)
        .bind(&new.instead_why)
        .bind(&new.remark)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// A scanned paper without its bytes.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Scan {
    pub id: RowId,
    pub file_name: String,
    pub media_type: String,
    pub content_hash: String,
    pub document_hash: String,
    pub remark: String,
    pub sent_by: AccountId,
    pub sent_at: Moment,
}

/// The scanned paper that stands, if one was sent in.
pub async fn scan(tx: &mut Tx, handover: &Handover) -> Result<Option<Scan>, Problem> {
    let sql = "select id, file_name, media_type, content_hash, document_hash, remark, sent_by, sent_at
               from officer_scan where handover_id = $1 and voided_at is null order by id desc limit 1";
    Ok(sqlx::query_as(sql).bind(&handover.id).fetch_optional(&mut **tx).await?)
}

pub async fn scan_content(
    tx: &mut Tx,
    handover: &Handover,
    scan: &RowId,
) -> Result<String, Problem> {
    let sql = "select content from officer_scan where handover_id = $1 and id = $2";
    Ok(sqlx::query_scalar(sql).bind(&handover.id).bind(scan).fetch_one(&mut **tx).await?)
}

pub async fn insert_scan(
    tx: &mut Tx,
    handover: &Handover,
    new: &Scan,
    content: &str,
) -> Result<(), Problem> {
    let sql = "insert into officer_scan
               (id, handover_id, file_name, media_type, content, content_hash, document_hash, remark, sent_by, sent_at)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    sqlx::query(sql)
        .bind(&new.id)
        .bind(&handover.id)
        .bind(&new.file_name)
        .bind(&new.media_type)
        .bind(content)
        .bind(&new.content_hash)
        .bind(&new.document_hash)
        .bind(&new.remark)
        .bind(&new.sent_by)
        .bind(new.sent_at)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub async fn confirm_scan(
    tx: &mut Tx,
    scan: &RowId,
    by: &AccountId,
    now: Moment,
) -> Result<(), Problem> {
    let sql = "update officer_scan set confirmed_by = $2, confirmed_at = $3 where id = $1";
    sqlx::query(sql).bind(scan).bind(by).bind(now).execute(&mut **tx).await?;
    Ok(())
}

/// Goes on with a hand-over that was withdrawn with its unit; says no where it has been changed since.
pub async fn restore(tx: &mut Tx, scope: &Scope, was: &EndedHandover) -> Result<bool, Problem> {
    let sql = "update officer_handover set state = $4, withdrawn_why = '', revision = revision + 1
               where unit_id = $1 and id = $2 and revision = $3 and state = 'withdrawn'";
    let query = sqlx::query(sql).bind(scope.unit()).bind(&was.id).bind(was.revision);
    Ok(query.bind(was.state.code()).execute(&mut **tx).await?.rows_affected() == 1)
}
