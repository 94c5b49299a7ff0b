//! Một lần bàn giao: the one page where a hand-over is read and signed.

use crate::{
    EDIT, READ,
    document::{self, Difference, Document},
    handing,
    pages::Said,
    paper::{self, Format, Signed},
    store::handovers::{self as store, Handover},
    texts::Texts,
    words::{Ended, Side, State},
};
use access::Look;
use askama::Template;
use axum::{
    extract::{Path, Query},
    response::Html,
};
use kernel::{HandoverId, Lang};
use platform::{
    Problem,
    form::Mistakes,
    operation,
    web::{self, Flash, Rail, Shell},
};

/// What the reader may do about it now.
#[derive(Default)]
struct Turn {
    sign: bool,
    waits_for_other: bool,
    instead: bool,
    confirm: bool,
    send_paper: bool,
    redraw: bool,
    withdraw: bool,
}

struct SignatureLine {
    side: String,
    said: String,
    instead: String,
    remark: String,
}

#[derive(Template)]
#[template(path = "handover.html")]
struct HandoverPage {
    shell: Shell,
    t: Texts,
    id: HandoverId,
    unit_url: String,
    hash: String,
    state: String,
    shape: &'static str,
    withdrawn_why: String,
    side: String,
    turn: Turn,
    undone: Vec<String>,
    differences: Vec<Difference>,
    consequences: Vec<String>,
    signatures: Vec<SignatureLine>,
    scan: Option<String>,
    paper: String,
    formats: Vec<(&'static str, String)>,
    mistakes: Mistakes,
    labels: Vec<(&'static str, String)>,
    remark: String,
    op: String,
}

pub async fn one(
    look: Look,
    Path(id): Path<HandoverId>,
    Query(said): Query<Said>,
) -> Result<Html<String>, Problem> {
    let t = Texts(look.lang);
    let flash = match said.xong.as_str() {
        "lap" => Some(Flash::done(t.handover_prepared())),
        "ky" => Some(Flash::done(t.handover_signed())),
        "xong" => Some(Flash::done(t.handover_done())),
        "giay" => Some(Flash::done(t.paper_was_sent())),
        "lap-lai" => Some(Flash::done(t.handover_redrawn())),
        "thoi" => Some(Flash::done(t.handover_withdrawn())),
        _ => None,
    };
    page(look, &id, flash, Mistakes::default(), String::new()).await
}

pub async fn page(
    mut look: Look,
    id: &HandoverId,
    flash: Option<Flash>,
    mistakes: Mistakes,
    remark: String,
) -> Result<Html<String>, Problem> {
    let (t, lang) = (Texts(look.lang), look.lang);
    let (scope, handover) = handing::readable(&mut look, id).await?;
    let state = handover.state();
    let side = handover.side_of(&look.caller.account);
    let edits = side.is_some() || look.may(EDIT, scope.unit()).await?;
    let above = handing::may_from_above(&mut look, &handover).await?;
    let signatures = store::signatures(&mut look.tx, &handover).await?;
    let scan = store::scan(&mut look.tx, &handover).await?;
    let title = t.handover_of(&handover.leaver_name, &handover.successor_name);
    let shell = look.shell(title).await?.at(Rail::Registers).flash(flash);
    let may_read_unit = look.may(READ, scope.unit()).await?;
    let (site, today) = (look.site.clone(), look.today);
    drop(look);

    let document = Document::read(&handover.document)?;
    let differences = match state.is_open() {
        true => document.differences(&document::draw(&site, scope.unit(), today).await?, lang),
        false => vec![],
    };
    let signed = Signed {
        hash: &handover.document_hash,
        signatures: &signatures,
        scan: scan.as_ref(),
        done_at: handover.done_at,
        is_look_ahead: false,
    };
    let drawn = paper::of_handover(&document, &signed, lang, &site.settings.origin);
    let fresh = differences.is_empty();
    let turn = Turn {
        sign: fresh
            && matches!(
                (side, state),
                (Some(Side::Leaver), State::Prepared)
                    | (Some(Side::Successor), State::LeaverSigned)
            ),
        waits_for_other: matches!(
            (side, state),
            (Some(Side::Successor), State::Prepared) | (Some(Side::Leaver), State::LeaverSigned)
        ),
        instead: fresh && above && state == State::Prepared,
        confirm: fresh && above && state == State::PaperSent,
        send_paper: fresh && edits && state == State::Prepared,
        redraw: edits && state.is_open() && (!fresh || state != State::Prepared),
        withdraw: edits && state.is_open(),
    };
    let consequences = vec![
        t.will_move(document.office.in_lang(lang), &handover.successor_name),
        t.will_read(&handover.leaver_name),
        t.will_freeze(),
    ];
    let signature_line = |one: &store::Signature| SignatureLine {
        side: one.side().map(|side| side.say(lang)).unwrap_or_default(),
        said: t.paper_signed_at(&one.full_name, &one.signed_at.short()),
        instead: match one.instead_why.as_str() {
            "" => String::new(),
            why => t.paper_instead(&one.full_name, why),
        },
        remark: one.remark.clone(),
    };
    web::page(HandoverPage {
        shell,
        t,
        unit_url: match may_read_unit {
            true => format!("/don-vi/{}/ban-giao", handover.unit_id),
            false => String::new(),
        },
        hash: handover.document_hash.clone(),
        state: state.say(lang),
        shape: state.shape(),
        withdrawn_why: withdrawn_said(&handover, lang),
        side: side.map(|side| side.say(lang)).unwrap_or_default(),
        undone: if state.is_open() { document.drawn.undone(lang) } else { vec![] },
        differences,
        consequences,
        signatures: signatures.iter().map(signature_line).collect(),
        scan: scan.as_ref().map(|scan| t.paper_sent_at(&scan.file_name, &scan.sent_at.short())),
        paper: papers::html(&drawn),
        formats: Format::ALL.map(|format| (format.extension(), t.download(format.name()))).to_vec(),
        turn,
        mistakes,
        labels: vec![
            ("password", t.your_password()),
            ("remark", t.remark()),
            ("why", t.why()),
            ("file", t.signed_paper()),
        ],
        remark,
        op: operation::new_id(),
        id: handover.id,
    })
}

fn withdrawn_said(handover: &Handover, lang: Lang) -> String {
    match handover.withdrawn_why.as_str() {
        why if why == Ended::UnitEnded.code() => Ended::UnitEnded.say(lang),
        why => why.to_owned(),
    }
}
