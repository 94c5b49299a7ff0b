//! Hand-overs between two officers.

use super::Recorded;
use crate::{
    EDIT, READ,
    document::{self, Difference, Document},
    handing::{self, NewHandover, Signing},
    store::{handovers as store, handovers::Handover},
    words::{Ended, Side, State},
};
use access::{Look, Work, WorkLater, asked::Body};
use axum::{
    Json,
    extract::Path,
    response::{IntoResponse, Response},
};
use kernel::{AccountId, HandoverId, Lang, Moment, TenureId, UnitId};
use platform::{Problem, module::HandoverSection, operation::Answered};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Serialize, ToSchema)]
pub struct HandoverJson {
    #[schema(value_type = String)]
    id: HandoverId,
    state: State,
    post: String,
    leaver: String,
    successor: String,
    how: Ended,
    /// SHA-256 of the document; whoever signs sends it back.
    document_hash: String,
    #[schema(value_type = String)]
    drawn_at: Moment,
    #[schema(value_type = Option<String>)]
    done_at: Option<Moment>,
}

impl HandoverJson {
    fn of(one: &Handover) -> HandoverJson {
        HandoverJson {
            id: one.id.clone(),
            state: one.state(),
            post: one.post.clone(),
            leaver: one.leaver_name.clone(),
            successor: one.successor_name.clone(),
            how: one.how(),
            document_hash: one.document_hash.clone(),
            drawn_at: one.drawn_at,
            done_at: one.done_at,
        }
    }
}

#[derive(Serialize, ToSchema)]
pub struct Handovers {
    handovers: Vec<HandoverJson>,
}

/// Hand-overs of a unit's offices, the latest first.
#[utoipa::path(get, path = "/api/v1/units/{unit}/handovers", operation_id = "list_handovers", tag = "officers",
    params(("unit" = String, Path)), responses((status = 200, body = Handovers)))]
pub async fn handovers(
    mut look: Look,
    Path(unit): Path<UnitId>,
) -> Result<Json<Handovers>, Problem> {
    let scope = look.scope(READ, &unit).await?;
    let found = store::handovers(&mut look.tx, &scope).await?;
    Ok(Json(Handovers { handovers: found.iter().map(HandoverJson::of).collect() }))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HandoverToPrepare {
    /// The id of the officer who leaves.
    #[schema(value_type = String)]
    officer: TenureId,
    how: Ended,
    successor_name: String,
    #[serde(default)]
    successor_apart: String,
    #[serde(default)]
    successor_username: String,
    #[serde(default)]
    decision: String,
}

/// Draws the document of a hand-over. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/api/v1/units/{unit}/handovers", operation_id = "prepare_handover", tag = "officers",
    params(("unit" = String, Path)), request_body = HandoverToPrepare,
    responses((status = 201, body = Recorded), (status = 409), (status = 422)))]
pub async fn prepare(
    mut later: WorkLater,
    Path(unit): Path<UnitId>,
    Body(new): Body<HandoverToPrepare>,
) -> Result<Response, Problem> {
    let mut look = later.look().await?;
    look.scope(EDIT, &unit).await?;
    let (site, today) = (look.site.clone(), look.today);
    drop(look);
    let drawn = document::draw(&site, &unit, today).await?;
    let mut work = match later.begin().await? {
        Ok(work) => work,
        Err(answered) => return Ok(answered.into_response()),
    };
    let new = NewHandover {
        tenure: new.officer,
        how: new.how,
        successor_name: new.successor_name,
        successor_apart: new.successor_apart,
        successor_username: new.successor_username,
        decision: new.decision,
    };
    let id = handing::prepare(&mut work, &unit, new, drawn).await?.to_string();
    Ok(work.finish(Answered::json(201, &Recorded { id })?).await?.into_response())
}

#[derive(Serialize, ToSchema)]
pub struct SignatureJson {
    side: Option<Side>,
    #[schema(value_type = String)]
    account: AccountId,
    full_name: String,
    #[schema(value_type = String)]
    signed_at: Moment,
    document_hash: String,
    /// Why the unit above signed for the leaver; empty otherwise.
    instead_why: String,
    remark: String,
}

#[derive(Serialize, ToSchema)]
pub struct HandoverInFull {
    handover: HandoverJson,
    /// What the document says, in the language asked for.
    #[schema(value_type = Vec<Object>)]
    sections: Vec<HandoverSection>,
    /// What must be taken over undone, if it is.
    undone: Vec<String>,
    signatures: Vec<SignatureJson>,
    /// What the books say otherwise now; while there is anything, nobody can sign.
    differences: Vec<Difference>,
}

/// One hand-over: for its two sides, and for who may read the officers of the unit.
#[utoipa::path(get, path = "/api/v1/handovers/{handover}", operation_id = "get_handover", tag = "officers",
    params(("handover" = String, Path)), responses((status = 200, body = HandoverInFull)))]
pub async fn handover(
    mut look: Look,
    Path(id): Path<HandoverId>,
) -> Result<Json<HandoverInFull>, Problem> {
    let (_, found) = handing::readable(&mut look, &id).await?;
    let signatures = store::signatures(&mut look.tx, &found).await?;
    let (site, today, lang): (_, _, Lang) = (look.site.clone(), look.today, look.lang);
    drop(look);
    let document = Document::read(&found.document)?;
    let differences = match found.state().is_open() {
        true => document.differences(&document::draw(&site, &found.unit_id, today).await?, lang),
        false => vec![],
    };
    let signature = |one: store::Signature| SignatureJson {
        side: one.side(),
        account: one.account_id,
        full_name: one.full_name,
        signed_at: one.signed_at,
        document_hash: one.document_hash,
        instead_why: one.instead_why,
        remark: one.remark,
    };
    Ok(Json(HandoverInFull {
        handover: HandoverJson::of(&found),
        sections: document.drawn.of(lang).to_vec(),
        undone: document.drawn.undone(lang),
        signatures: signatures.into_iter().map(signature).collect(),
        differences,
    }))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ToSign {
    /// The caller's own password, typed again.
    password: String,
    /// The hash of the document that was read.
    document_hash: String,
    #[serde(default)]
    remark: String,
    /// For the unit above only: why it signs for the leaver.
    #[serde(default)]
    instead_why: String,
}

#[derive(Serialize, ToSchema)]
pub struct SignedJson {
    state: State,
}

/// Signs a hand-over; with the successor's signature the office and its rights move. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/api/v1/handovers/{handover}/sign", operation_id = "sign_handover", tag = "officers",
    params(("handover" = String, Path)), request_body = ToSign,
    responses((status = 200, body = SignedJson), (status = 403), (status = 409), (status = 422), (status = 429)))]
pub async fn sign(
    mut later: WorkLater,
    Path(id): Path<HandoverId>,
    Body(to_sign): Body<ToSign>,
) -> Result<Response, Problem> {
    let mut look = later.look().await?;
    let (_, found) = handing::readable(&mut look, &id).await?;
    let (site, caller, today) = (look.site.clone(), look.caller.clone(), look.today);
    drop(look);
    access::prove(&site, &caller, &to_sign.password).await?;
    let drawn = document::draw(&site, &found.unit_id, today).await?;
    let mut work = match later.begin().await? {
        Ok(work) => work,
        Err(answered) => return Ok(answered.into_response()),
    };
    let signing = Signing { seen_hash: to_sign.document_hash, remark: to_sign.remark };
    let state = match to_sign.instead_why.as_str() {
        "" => handing::sign(&mut work, &id, signing, &drawn).await?,
        why => handing::sign_instead(&mut work, &id, why, signing, &drawn).await?,
    };
    Ok(work.finish(Answered::json(200, &SignedJson { state })?).await?.into_response())
}

/// Draws the document anew from the books as they are now; earlier signatures count no more. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/api/v1/handovers/{handover}/redraw", operation_id = "redraw_handover", tag = "officers",
    params(("handover" = String, Path)), responses((status = 204), (status = 409)))]
pub async fn redraw(mut later: WorkLater, Path(id): Path<HandoverId>) -> Result<Response, Problem> {
    let drawn = handing::drawn_now(&mut later, &id).await?;
    let mut work = match later.begin().await? {
        Ok(work) => work,
        Err(answered) => return Ok(answered.into_response()),
    };
    handing::redraw(&mut work, &id, drawn).await?;
    Ok(work.finish(Answered::done()).await?.into_response())
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ToWithdraw {
    why: String,
}

/// Withdraws an open hand-over; nothing of it has moved. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/api/v1/handovers/{handover}/withdraw", operation_id = "withdraw_handover",
    tag = "officers", params(("handover" = String, Path)), request_body = ToWithdraw,
    responses((status = 204), (status = 409), (status = 422)))]
pub async fn withdraw(
    mut work: Work,
    Path(id): Path<HandoverId>,
    Body(to_withdraw): Body<ToWithdraw>,
) -> Result<Response, Problem> {
    handing::withdraw_handover(&mut work, &id, &to_withdraw.why).await?;
    Ok(work.finish(Answered::done()).await?.into_response())
}
