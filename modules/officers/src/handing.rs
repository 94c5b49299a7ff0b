//! Bàn giao: what people do to hand an office over.
//!
//! A hand-over is prepared, signed by who leaves, then by who follows; with the last signature the office and its rights
//! move. Instead of both signatures a signed paper may be sent in, which the unit above confirms; and the unit above
//! signs for whoever fell ill or died. What was signed is one document: where the books have moved on, nobody signs
//! before it is drawn anew.

use crate::{
    EDIT,
    actions::{hold, refuse_after_end, source_of},
    document::{self, Document, Drawn, Parties},
    rules::{self, Refusal, Tenure},
    store::{
        handovers::{self, Handover, NewRow, Scan, Signature},
        posts, tenures, terms,
    },
    words::{Began, Ended, Side, State},
};
use access::{HandedRights, Look, Scope, Work, WorkLater};
use base64::{Engine, engine::general_purpose::STANDARD};
use kernel::{AccountId, Day, HandoverId, RowId, Source, TenureId, UnitId, vietnamese::text};
use platform::{Problem, seal};
use serde_json::json;

/// A scan of some pages is smaller; a photograph of each page as the telephone took it is not.
pub const SCAN_BYTES_MAX: usize = 8 << 20;

#[derive(Debug, Clone)]
pub struct NewHandover {
    pub tenure: TenureId,
    pub how: Ended,
    pub successor_name: String,
    pub successor_apart: String,
    /// The name by which the successor signs in; nothing where they have no account.
    pub successor_username: String,
    pub decision: String,
}

fn source(handover: &HandoverId) -> Source {
    Source::of("officers.handover", handover)
}

/// Lập bàn giao: draws the document and waits for signatures. `drawn` was asked of the modules just before.
///
/// # Errors
/// `not_in_office`, `began_today`, `handover_open`, `same_person`, `account_unknown`.
pub async fn prepare(
    work: &mut Work,
    unit: &UnitId,
    new: NewHandover,
    drawn: Drawn,
) -> Result<HandoverId, Problem> {
    let scope = work.scope(EDIT, unit).await?;
    hold(work, unit).await?;
    let tenure = tenures::tenure(&mut work.tx, &scope, &new.tenure).await?;
    may_hand_over(&tenure, work.today)?;
    if handovers::open_of_tenure(&mut work.tx, &scope, &tenure.id).await? {
        return Err(Refusal::HandoverOpen { name: tenure.said() }.into());
    }
    let name = text::normalise(&new.successor_name);
    rules::check_name(&name)?;
    let apart = text::normalise(&new.successor_apart);
    let account = match new.successor_username.trim() {
        "" => None,
        username => Some(access::account_for_office(&mut work.tx, &scope, username).await?.0),
    };
    rules::two_people(&tenure, (&name, &apart), account.as_ref())?;
    let decision = text::normalise(&new.decision);
    let document =
        document_of(work, &scope, &tenure, (&name, &apart), (new.how, &decision), drawn).await?;
    let (text, hash) = document.written()?;
    let (id, by) = (HandoverId::new(), work.caller.account.clone());
    let row = NewRow {
        id: &id,
        tenure: &tenure.id,
        how: new.how,
        successor_name: &name,
        successor_apart: &apart,
        successor_account: account.as_ref(),
        decision: &decision,
        document: &text,
        document_hash: &hash,
        by: &by,
        now: work.now,
    };
    handovers::insert(&mut work.tx, &scope, row).await?;
    let details = json!({ "tenure": tenure.id, "how": new.how.code(), "document": hash });
    work.record("officers.prepare_handover", Some(unit), &source(&id), details).await?;
    Ok(id)
}

fn may_hand_over(tenure: &Tenure, today: Day) -> Result<(), Refusal> {
    if !tenure.stands_on(today) {
        return Err(Refusal::NotInOffice { name: tenure.said() });
    }
    if tenure.since == today {
        return Err(Refusal::BeganToday { name: tenure.said() });
    }
    Ok(())
}

async fn document_of(
    work: &mut Work,
    scope: &Scope,
    tenure: &Tenure,
    (name, apart): (&str, &str),
    (how, decision): (Ended, &str),
    drawn: Drawn,
) -> Result<Document, Problem> {
    let post = posts::post(&mut work.tx, &tenure.post).await?;
    let (leaver, successor) = (document::party(tenure), rules::named(name, apart));
    let parties = Parties {
        post: &post,
        leaver: &leaver,
        since: Some(tenure.since),
        how: Some(how),
        successor: &successor,
        decision,
    };
    document::of_parties(&mut work.tx, scope.unit(), work.today, parties, drawn).await
}

/// Lập lại văn bản: what was drawn before is replaced, and whoever had signed it signs again.
///
/// # Errors
/// `handover_closed`, `not_in_office`.
pub async fn redraw(work: &mut Work, id: &HandoverId, drawn: Drawn) -> Result<(), Problem> {
    let (scope, handover) = open_one(work, id).await?;
    let tenure = tenures::tenure(&mut work.tx, &scope, &handover.tenure_id).await?;
    may_hand_over(&tenure, work.today)?;
    let successor = (handover.successor_name.as_str(), handover.successor_apart.as_str());
    let why = (handover.how(), handover.decision.as_str());
    let document = document_of(work, &scope, &tenure, successor, why, drawn).await?;
    let (text, hash) = document.written()?;
    handovers::replace_document(&mut work.tx, &scope, id, (&text, &hash), work.now).await?;
    let details = json!({ "document": hash });
    work.record("officers.redraw_handover", Some(scope.unit()), &source(id), details).await
}

/// Thôi bàn giao, with the reason; nothing of it has moved.
///
/// # Errors
/// `handover_closed`, `why_missing`.
pub async fn withdraw_handover(work: &mut Work, id: &HandoverId, why: &str) -> Result<(), Problem> {
    let (scope, _) = open_one(work, id).await?;
    let why = text::normalise(why);
    if why.is_empty() {
        return Err(Refusal::WhyMissing.into());
    }
    handovers::withdraw(&mut work.tx, &scope, id, &why).await?;
    work.record("officers.withdraw_handover", Some(scope.unit()), &source(id), json!({})).await
}

/// An open hand-over that the caller may edit: a role over the unit, or one of the two sides.
async fn open_one(work: &mut Work, id: &HandoverId) -> Result<(Scope, Handover), Problem> {
    let account = work.caller.account.clone();
    let scope = match handovers::of_party(&mut work.tx, &account, id).await? {
        Some(own) => access::by_hand_over(work, &own.unit_id),
        None => {
            let unit = handovers::unit_of(&mut work.tx, id).await?;
            work.scope(EDIT, &unit).await?
        }
    };
    hold(work, &scope.unit().clone()).await?;
    let handover = handovers::handover(&mut work.tx, &scope, id).await?;
    if !handover.state().is_open() {
        return Err(Refusal::HandoverClosed.into());
    }
    Ok((scope, handover))
}

/// What somebody signs: the document they saw, and what they state about it.
#[derive(Debug, Clone)]
pub struct Signing {
    pub seen_hash: String,
    pub remark: String,
}

/// Ký: by one of the two sides. Whoever calls has asked for the password again. `drawn` is what the books say now; with
/// the successor's signature everything moves.
///
/// # Errors
/// `leaver_signs_first`, `already_signed`, `unfinished`, and `stale_version` where the page or the books have moved on.
pub async fn sign(
    work: &mut Work,
    id: &HandoverId,
    signing: Signing,
    drawn: &Drawn,
) -> Result<State, Problem> {
    let account = work.caller.account.clone();
    let party = handovers::of_party(&mut work.tx, &account, id).await?;
    let side = party.as_ref().and_then(|own| own.side_of(&account));
    let (Some(party), Some(side)) = (party, side) else {
        // Whoever may read it is told that it is not theirs to sign.
        let unit = handovers::unit_of(&mut work.tx, id).await?;
        work.scope(crate::READ, &unit).await?;
        return Err(Refusal::NotYourTurn.into());
    };
    let scope = access::by_hand_over(work, &party.unit_id);
    hold(work, &party.unit_id).await?;
    let handover = handovers::handover(&mut work.tx, &scope, id).await?;
    match (side, handover.state()) {
        (_, State::Done | State::Withdrawn) => return Err(Refusal::HandoverClosed.into()),
        (Side::Leaver, State::LeaverSigned) | (_, State::PaperSent) => {
            return Err(Refusal::AlreadySigned.into());
        }
        (Side::Successor, State::Prepared) => return Err(Refusal::LeaverSignsFirst.into()),
        (Side::Leaver, State::Prepared) | (Side::Successor, State::LeaverSigned) => {}
    }
    put_signature(work, &scope, &handover, (side, ""), signing, drawn).await
}

/// Ký thay bên giao: the unit above signs for whoever fell ill or died, and says why.
///
/// # Errors
/// `why_missing`; `not_for_yourself` for one of the two sides; what `sign` refuses.
pub async fn sign_instead(
    work: &mut Work,
    id: &HandoverId,
    why: &str,
    signing: Signing,
    drawn: &Drawn,
) -> Result<State, Problem> {
    let (scope, handover) = from_above(work, id).await?;
    let why = text::normalise(why);
    if why.is_empty() {
        return Err(Refusal::WhyMissing.into());
    }
    match handover.state() {
        State::Prepared => {}
        State::LeaverSigned | State::PaperSent => return Err(Refusal::AlreadySigned.into()),
        State::Done | State::Withdrawn => return Err(Refusal::HandoverClosed.into()),
    }
    put_signature(work, &scope, &handover, (Side::Leaver, &why), signing, drawn).await
}

/// A hand-over seen from the unit above it, by somebody who is no side of it. Above the nation there is nobody, so there
/// another of the nation's own.
async fn from_above(work: &mut Work, id: &HandoverId) -> Result<(Scope, Handover), Problem> {
    let unit = handovers::unit_of(&mut work.tx, id).await?;
    let scope = work.scope(EDIT, &unit).await?;
    let above = above(work, &unit).await?;
    work.scope(EDIT, &above).await.map_err(|_| Problem::NotAllowed)?;
    hold(work, &unit).await?;
    let handover = handovers::handover(&mut work.tx, &scope, id).await?;
    if handover.side_of(&work.caller.account).is_some() {
        return Err(Refusal::NotForYourself.into());
    }
    Ok((scope, handover))
}

async fn above(work: &mut Work, unit: &UnitId) -> Result<UnitId, Problem> {
    above_of(&mut work.tx, unit, work.today).await
}

/// The unit directly above; the nation is its own.
pub async fn above_of(
    tx: &mut platform::db::Tx,
    unit: &UnitId,
    today: Day,
) -> Result<UnitId, Problem> {
    let path = units::path(tx, unit, today).await?;
    let above = path.into_iter().rev().find(|one| one.id != *unit);
    Ok(above.map_or_else(|| unit.clone(), |above| above.id))
}

/// Whether the reader may act for the unit above.
///
/// # Errors
/// Only those of the database.
pub async fn may_from_above(look: &mut Look, handover: &Handover) -> Result<bool, Problem> {
    let above = above_of(&mut look.tx, &handover.unit_id, look.today).await?;
    let is_side = handover.side_of(&look.caller.account).is_some();
    Ok(!is_side && look.may(EDIT, &above).await?)
}

async fn put_signature(
    work: &mut Work,
    scope: &Scope,
    handover: &Handover,
    (side, instead_why): (Side, &str),
    signing: Signing,
    drawn: &Drawn,
) -> Result<State, Problem> {
    let document = stands(handover, Some(&signing.seen_hash), drawn, work.lang)?;
    let remark = text::normalise(&signing.remark);
    rules::undone_is_said(&document.drawn.undone(work.lang), &remark)?;
    let signature = Signature {
        side: side.code().to_owned(),
        account_id: work.caller.account.clone(),
        full_name: work.caller.full_name.clone(),
        signed_at: work.now,
        document_hash: handover.document_hash.clone(),
        instead_why: instead_why.to_owned(),
        remark,
    };
    handovers::insert_signature(&mut work.tx, handover, &signature).await?;
    let details = json!({
        "side": side.code(),
        "instead": !instead_why.is_empty(),
        "remark": !signature.remark.is_empty(),
        "document": handover.document_hash,
    });
    work.record("officers.sign_handover", Some(scope.unit()), &source(&handover.id), details)
        .await?;
    match side {
        Side::Leaver => {
            handovers::move_on(&mut work.tx, scope, handover, State::LeaverSigned).await?;
            Ok(State::LeaverSigned)
        }
        Side::Successor => {
            carry_out(work, scope, handover).await?;
            Ok(State::Done)
        }
    }
}

/// The document, if it is the one that was seen and the books still say the same.
fn stands(
    handover: &Handover,
    seen_hash: Option<&str>,
    drawn: &Drawn,
    lang: kernel::Lang,
) -> Result<Document, Problem> {
    if seen_hash.is_some_and(|seen| seen != handover.document_hash) {
        return Err(Refusal::StaleDocument { changes: 0 }.into());
    }
    let document = Document::read(&handover.document)?;
    let changes = document.differences(drawn, lang).len();
    if 0 < changes {
        return Err(Refusal::StaleDocument { changes }.into());
    }
    Ok(document)
}

/// Moves the office and its rights: in the transaction of the last signature, all of it or nothing.
async fn carry_out(work: &mut Work, scope: &Scope, handover: &Handover) -> Result<(), Problem> {
    let (today, unit) = (work.today, scope.unit().clone());
    let leaving = tenures::tenure(&mut work.tx, scope, &handover.tenure_id).await?;
    may_hand_over(&leaving, today)?;
    let all = terms::terms(&mut work.tx, scope).await?;
    let term = all.iter().find(|term| term.runs_on(today)).ok_or(Refusal::NoTerm)?;
    let following = Tenure {
        id: TenureId::new(),
        unit: unit.clone(),
        term: term.id.clone(),
        post: leaving.post.clone(),
        full_name: handover.successor_name.clone(),
        name_match: text::match_key(&handover.successor_name),
        apart: handover.successor_apart.clone(),
        account: handover.successor_account.clone(),
        began: if leaving.term == term.id { Began::CoOpted } else { Began::Elected },
        since: today,
        until: Day::NEVER,
        ended: None,
        began_decision: handover.decision.clone(),
        ended_decision: String::new(),
        revision: 1,
    };
    let already = |other: &&Tenure| {
        other.post == following.post
            && other.stands_on(today)
            && other.person() == following.person()
    };
    let held = tenures::tenures(&mut work.tx, scope).await?;
    if let Some(other) = held.iter().find(already) {
        let (name, since) = (other.said(), other.since);
        return Err(Refusal::AlreadyInOffice { name, since }.into());
    }
    let (from, to) = (source_of(&leaving.id), source_of(&following.id));
    let end = (today, handover.how(), handover.decision.as_str());
    tenures::end(&mut work.tx, scope, &leaving.id, end).await?;
    refuse_after_end(work, &unit, following.until).await?;
    tenures::insert(&mut work.tx, scope, &following, Some(&leaving.id), work.now).await?;
    let handed = HandedRights {
        from: &from,
        to: &to,
        leaver: leaving.account.as_ref(),
        successor: following.account.as_ref(),
    };
    let roles = access::hand_over_rights(work, scope, handed).await?;
    handovers::finish(&mut work.tx, scope, handover, &following.id, work.now).await?;
    let roles: Vec<&str> = roles.iter().map(|role| role.code()).collect();
    let details = json!({
        "from": leaving.id,
        "to": following.id,
        "roles": roles,
        "document": handover.document_hash,
    });
    work.record("officers.hand_over", Some(&unit), &source(&handover.id), details).await
}

/// A scanned paper on its way in.
#[derive(Debug, Clone)]
pub struct NewScan {
    pub file_name: String,
    pub content: Vec<u8>,
    pub seen_hash: String,
    pub remark: String,
}

/// What a scan may be, by how its bytes begin: the name of a file says nothing.
fn media_type(content: &[u8]) -> Result<&'static str, Refusal> {
    let begins = |signs: &[u8]| content.starts_with(signs);
    if begins(b"%PDF-") {
        Ok("application/pdf")
    } else if begins(b"\x89PNG\r\n\x1a\n") {
        Ok("image/png")
    } else if begins(b"\xff\xd8\xff") {
        Ok("image/jpeg")
    } else {
        Err(Refusal::ScanUnreadable)
    }
}

/// Gửi bản giấy đã ký: both sides signed by hand; the unit above confirms it.
///
/// # Errors
/// `scan_too_large`, `scan_unreadable`, `already_signed`, `unfinished`, `stale_version`.
pub async fn send_paper(
    work: &mut Work,
    id: &HandoverId,
    scan: NewScan,
    drawn: &Drawn,
) -> Result<(), Problem> {
    let (scope, handover) = open_one(work, id).await?;
    if handover.state() != State::Prepared {
        return Err(Refusal::AlreadySigned.into());
    }
    if SCAN_BYTES_MAX < scan.content.len() {
        return Err(Refusal::ScanTooLarge { most_mebibytes: SCAN_BYTES_MAX >> 20 }.into());
    }
    let media_type = media_type(&scan.content)?;
    let document = stands(&handover, Some(&scan.seen_hash), drawn, work.lang)?;
    let remark = text::normalise(&scan.remark);
    rules::undone_is_said(&document.drawn.undone(work.lang), &remark)?;
    let row = Scan {
        id: RowId::new(),
        file_name: text::normalise(&scan.file_name).chars().take(120).collect(),
        media_type: media_type.to_owned(),
        content_hash: seal::hash(&scan.content),
        document_hash: handover.document_hash.clone(),
        remark,
        sent_by: work.caller.account.clone(),
        sent_at: work.now,
    };
    let content = STANDARD.encode(&scan.content);
    handovers::insert_scan(&mut work.tx, &handover, &row, &content).await?;
    handovers::move_on(&mut work.tx, &scope, &handover, State::PaperSent).await?;
    let details = json!({ "paper": row.content_hash, "document": handover.document_hash });
    work.record("officers.send_paper", Some(scope.unit()), &source(id), details).await
}

/// Xác nhận bản giấy: by the unit above, and with it everything moves.
///
/// # Errors
/// `no_paper`, `not_for_yourself`, `stale_version`.
pub async fn confirm_paper(
    work: &mut Work,
    id: &HandoverId,
    drawn: &Drawn,
) -> Result<State, Problem> {
    let (scope, handover) = from_above(work, id).await?;
    if !handover.state().is_open() {
        return Err(Refusal::HandoverClosed.into());
    }
    let scan = match handover.state() {
        State::PaperSent => handovers::scan(&mut work.tx, &handover).await?,
        _ => None,
    };
    let scan = scan.ok_or(Refusal::NoPaper)?;
    stands(&handover, None, drawn, work.lang)?;
    let by: AccountId = work.caller.account.clone();
    handovers::confirm_scan(&mut work.tx, &scan.id, &by, work.now).await?;
    let details = json!({ "paper": scan.content_hash, "document": handover.document_hash });
    work.record("officers.confirm_paper", Some(scope.unit()), &source(id), details).await?;
    carry_out(work, &scope, &handover).await?;
    Ok(State::Done)
}

/// The bytes of a paper that was sent in.
///
/// # Errors
/// `not_found` where there is none.
pub async fn scan_bytes(look: &mut Look, handover: &Handover) -> Result<(Scan, Vec<u8>), Problem> {
    let scan = handovers::scan(&mut look.tx, handover).await?.ok_or(Problem::NotFound)?;
    let content = handovers::scan_content(&mut look.tx, handover, &scan.id).await?;
    let bytes = STANDARD.decode(content).map_err(|error| Problem::Broken(Box::new(error)))?;
    Ok((scan, bytes))
}

/// A hand-over that the reader may see: one of its two sides, or who may read the officers of the unit.
///
/// # Errors
/// `not_found` for everybody else.
pub async fn readable(look: &mut Look, id: &HandoverId) -> Result<(Scope, Handover), Problem> {
    let account = look.caller.account.clone();
    if let Some(own) = handovers::of_party(&mut look.tx, &account, id).await? {
        let scope = access::by_hand_over_seen(look, &own.unit_id);
        return Ok((scope, own));
    }
    let unit = handovers::unit_of(&mut look.tx, id).await?;
    let scope = look.scope(crate::READ, &unit).await?;
    let handover = handovers::handover(&mut look.tx, &scope, id).await?;
    Ok((scope, handover))
}

/// What the books say now about the unit of a hand-over that the caller may read. It is asked before the transaction
/// begins, because every module answers for itself.
///
/// # Errors
/// `not_found` for whoever may not read it.
pub async fn drawn_now(later: &mut WorkLater, id: &HandoverId) -> Result<Drawn, Problem> {
    let mut look = later.look().await?;
    let (_, handover) = readable(&mut look, id).await?;
    let (site, today) = (look.site.clone(), look.today);
    drop(look);
    document::draw(&site, &handover.unit_id, today).await
}
