//! Bàn giao: preparing a hand-over, and the one page where it is read, signed and done.

use super::{Choices, Said, Wanted, crumbs, file, mistakes_of};
use crate::{
    EDIT, READ,
    document::{self, Difference, Document},
    handing::{self, NewHandover, NewScan, SCAN_BYTES_MAX, Signing},
    paper::{self, Format, Signed},
    rules::Refusal,
    store::{
        handovers::{self as store, Handover},
        posts, tenures,
    },
    texts::Texts,
    words::{Ended, Side, State},
};
use access::{Look, Work, WorkLater};
use askama::Template;
use axum::{
    Form,
    extract::{DefaultBodyLimit, Multipart, Path, Query},
    http::{StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use kernel::{HandoverId, Lang, UnitId};
use platform::{
    Problem, Route,
    form::{Mistakes, Reader},
    operation::{self, Answered},
    web::{self, Flash, Rail, Shell},
};

const LINE_LETTERS_MAX: usize = 200;
const REMARK_LETTERS_MAX: usize = 2_000;

/// A scanned paper is larger than other forms may be.
pub fn large(mut route: Route) -> Route {
    route.handler = route.handler.layer(DefaultBodyLimit::max(SCAN_BYTES_MAX + (1 << 20)));
    route
}

struct Line {
    url: String,
    post: String,
    leaver: String,
    successor: String,
    day: String,
    state: String,
    shape: &'static str,
}

#[derive(Template)]
#[template(path = "handovers.html")]
struct HandoversPage {
    shell: Shell,
    t: Texts,
    unit: UnitId,
    lines: Vec<Line>,
    may_edit: bool,
}

pub async fn list(mut look: Look, Path(unit): Path<UnitId>) -> Result<Html<String>, Problem> {
    let (t, lang) = (Texts(look.lang), look.lang);
    let scope = look.scope(READ, &unit).await?;
    let all = posts::posts(&mut look.tx).await?;
    let found = store::handovers(&mut look.tx, &scope).await?;
    let line = |one: Handover| Line {
        url: format!("/ban-giao/{}", one.id),
        post: all
            .iter()
            .find(|post| post.code == one.post)
            .map(|post| post.label(lang).to_owned())
            .unwrap_or_default(),
        day: one.done_at.unwrap_or(one.prepared_at).day().short(),
        state: one.state().say(lang),
        shape: one.state().shape(),
        leaver: one.leaver_name,
        successor: one.successor_name,
    };
    let lines = found.into_iter().map(line).collect();
    let name = units::full_name(&mut look.tx, &unit, look.today, lang).await?;
    let may_edit = look.may(EDIT, &unit).await?;
    let crumbs = crumbs(&mut look, &unit).await?;
    let shell = look.shell(t.handovers_of(&name)).await?.at(Rail::Registers).crumbs(crumbs);
    web::page(HandoversPage { shell, t, unit, lines, may_edit })
}

// Lập bàn giao

#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    #[serde(rename = "chuc-vu")]
    tenure: String,
}

#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct PreparingForm {
    tenure: String,
    how: String,
    successor_name: String,
    successor_apart: String,
    successor_username: String,
    decision: String,
}

impl PreparingForm {
    fn parse(&self, lang: Lang) -> Result<NewHandover, Mistakes> {
        let (read, t) = (Reader(lang), Texts(lang));
        let mut mistakes = Mistakes::default();
        let tenure = mistakes
            .check("tenure", read.required(&self.tenure, 40).map_err(|_| t.choose_office()));
        let how = Ended::SAID.into_iter().find(|how| how.code() == self.how);
        let how = mistakes.check("how", how.ok_or(t.choose_ended()));
        let name = mistakes.check(
            "successor_name",
            read.required(&self.successor_name, crate::rules::NAME_LETTERS_MAX),
        );
        let apart = mistakes.check("successor_apart", read.optional(&self.successor_apart, 60));
        let decision = mistakes.check("decision", read.optional(&self.decision, LINE_LETTERS_MAX));
        match (tenure.and_then(|id| id.parse().ok()), how, name, apart, decision) {
            (Some(tenure), Some(how), Some(name), Some(apart), Some(decision)) => Ok(NewHandover {
                tenure,
                how,
                successor_name: name,
                successor_apart: apart.unwrap_or_default(),
                successor_username: self.successor_username.trim().to_owned(),
                decision: decision.unwrap_or_default(),
            }),
            _ => Err(mistakes),
        }
    }
}

fn field_of(code: &str) -> &'static str {
    match code {
        "name_unusable" | "name_invalid" | "same_person" => "successor_name",
        "account_unknown" => "successor_username",
        _ => "tenure",
    }
}

#[derive(Template)]
#[template(path = "handover_form.html")]
struct PreparingPage {
    shell: Shell,
    t: Texts,
    form: PreparingForm,
    offices: Choices,
    how: Choices,
    labels: Vec<(&'static str, String)>,
    mistakes: Mistakes,
    op: String,
}

async fn preparing_page(
    look: &mut Look,
    unit: &UnitId,
    form: PreparingForm,
    mistakes: Mistakes,
) -> Result<Html<String>, Problem> {
    let (t, lang) = (Texts(look.lang), look.lang);
    let scope = look.scope(EDIT, unit).await?;
    let all = posts::posts(&mut look.tx).await?;
    let held = tenures::tenures(&mut look.tx, &scope).await?;
    let standing = held.iter().filter(|tenure| tenure.stands_on(look.today));
    let offices = standing
        .map(|tenure| {
            let post = all.iter().find(|post| post.code == tenure.post);
            let post = post.map_or(tenure.post.as_str(), |post| post.label(lang));
            (tenure.id.to_string(), format!("{post}: {}", tenure.said()))
        })
        .collect();
    let labels = vec![
        ("tenure", t.office_to_hand_over()),
        ("how", t.why_handed_over()),
        ("successor_name", t.successor_name()),
        ("successor_apart", t.apart()),
        ("successor_username", t.successor_username()),
        ("decision", t.decision()),
    ];
    let shell = look.shell(t.prepare_handover()).await?.at(Rail::Registers);
    web::page(PreparingPage {
        shell,
        t,
        form,
        offices,
        how: super::officers::ended_choices(lang),
        labels,
        mistakes,
        op: operation::new_id(),
    })
}

pub async fn preparing(
    mut look: Look,
    Path(unit): Path<UnitId>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Problem> {
    let form = PreparingForm { tenure: asked.tenure, ..PreparingForm::default() };
    preparing_page(&mut look, &unit, form, Mistakes::default()).await
}

pub async fn prepare(
    mut later: WorkLater,
    Path(unit): Path<UnitId>,
    Form(form): Form<PreparingForm>,
) -> Result<Response, Problem> {
    let mut look = later.look().await?;
    look.scope(EDIT, &unit).await?;
    let (lang, today, site) = (look.lang, look.today, look.site.clone());
    drop(look);
    let new = match form.parse(lang) {
        Ok(new) => new,
        Err(mistakes) => {
            let mut look = later.look().await?;
            let page = preparing_page(&mut look, &unit, form, mistakes).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    let drawn = document::draw(&site, &unit, today).await?;
    let mut work = match later.begin().await? {
        Ok(work) => work,
        Err(answered) => return Ok(answered.into_response()),
    };
    match handing::prepare(&mut work, &unit, new, drawn).await {
        Ok(id) => seen(work, &id, "lap").await,
        Err(problem) => {
            let (status, mistakes) = mistakes_of(problem, field_of, lang)?;
            let mut look = work.look_instead().await?;
            let page = preparing_page(&mut look, &unit, form, mistakes).await?;
            Ok((status, page).into_response())
        }
    }
}

async fn seen(work: Work, id: &HandoverId, done: &str) -> Result<Response, Problem> {
    let next = format!("/ban-giao/{id}?xong={done}");
    Ok(work.finish(Answered::seen_at(next)).await?.into_response())
}

// Một lần bàn giao

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

async fn page(
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

#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct SigningForm {
    hash: String,
    remark: String,
    password: String,
    why: String,
}

fn field_of_signing(code: &str) -> &'static str {
    match code {
        "password_not_right" => "password",
        "why_missing" => "why",
        "scan_too_large" | "scan_unreadable" => "file",
        _ => "remark",
    }
}

/// What the signer typed, and what the books say now, asked before the transaction begins.
struct Ready {
    signing: Signing,
    drawn: document::Drawn,
}

/// Asks for the password, then for the books.
async fn make_ready(
    later: &mut WorkLater,
    id: &HandoverId,
    form: &SigningForm,
) -> Result<Ready, Problem> {
    let mut look = later.look().await?;
    let (_, handover) = handing::readable(&mut look, id).await?;
    let (site, caller, today) = (look.site.clone(), look.caller.clone(), look.today);
    let remark = Reader(look.lang).optional(&form.remark, REMARK_LETTERS_MAX);
    let remark = remark.map_err(|why| Problem::mistake("remark", why))?;
    drop(look);
    access::prove(&site, &caller, &form.password).await?;
    let drawn = document::draw(&site, &handover.unit_id, today).await?;
    let signing = Signing { seen_hash: form.hash.clone(), remark: remark.unwrap_or_default() };
    Ok(Ready { signing, drawn })
}

/// The page again, with what was refused beside its field and the remark that was typed.
async fn came_back(
    look: Look,
    id: &HandoverId,
    problem: Problem,
    remark: String,
) -> Result<Response, Problem> {
    let (status, mistakes) = mistakes_of(problem, field_of_signing, look.lang)?;
    Ok((status, page(look, id, None, mistakes, remark).await?).into_response())
}

pub async fn sign(
    mut later: WorkLater,
    Path(id): Path<HandoverId>,
    Form(form): Form<SigningForm>,
) -> Result<Response, Problem> {
    let ready = match make_ready(&mut later, &id, &form).await {
        Ok(ready) => ready,
        Err(problem) => return came_back(later.look().await?, &id, problem, form.remark).await,
    };
    let mut work = match later.begin().await? {
        Ok(work) => work,
        Err(answered) => return Ok(answered.into_response()),
    };
    match handing::sign(&mut work, &id, ready.signing, &ready.drawn).await {
        Ok(State::Done) => seen(work, &id, "xong").await,
        Ok(_) => seen(work, &id, "ky").await,
        Err(problem) => came_back(work.look_instead().await?, &id, problem, form.remark).await,
    }
}

pub async fn sign_instead(
    mut later: WorkLater,
    Path(id): Path<HandoverId>,
    Form(form): Form<SigningForm>,
) -> Result<Response, Problem> {
    let ready = match make_ready(&mut later, &id, &form).await {
        Ok(ready) => ready,
        Err(problem) => return came_back(later.look().await?, &id, problem, form.remark).await,
    };
    let mut work = match later.begin().await? {
        Ok(work) => work,
        Err(answered) => return Ok(answered.into_response()),
    };
    match handing::sign_instead(&mut work, &id, &form.why, ready.signing, &ready.drawn).await {
        Ok(_) => seen(work, &id, "ky").await,
        Err(problem) => came_back(work.look_instead().await?, &id, problem, form.remark).await,
    }
}

pub async fn confirm(
    mut later: WorkLater,
    Path(id): Path<HandoverId>,
    Form(form): Form<SigningForm>,
) -> Result<Response, Problem> {
    let ready = match make_ready(&mut later, &id, &form).await {
        Ok(ready) => ready,
        Err(problem) => return came_back(later.look().await?, &id, problem, form.remark).await,
    };
    let mut work = match later.begin().await? {
        Ok(work) => work,
        Err(answered) => return Ok(answered.into_response()),
    };
    match handing::confirm_paper(&mut work, &id, &ready.drawn).await {
        Ok(()) => seen(work, &id, "xong").await,
        Err(problem) => came_back(work.look_instead().await?, &id, problem, form.remark).await,
    }
}

pub async fn redraw(mut later: WorkLater, Path(id): Path<HandoverId>) -> Result<Response, Problem> {
    let mut look = later.look().await?;
    let (_, handover) = handing::readable(&mut look, &id).await?;
    let (site, today) = (look.site.clone(), look.today);
    drop(look);
    let drawn = document::draw(&site, &handover.unit_id, today).await?;
    let mut work = match later.begin().await? {
        Ok(work) => work,
        Err(answered) => return Ok(answered.into_response()),
    };
    handing::redraw(&mut work, &id, drawn).await?;
    seen(work, &id, "lap-lai").await
}

pub async fn withdraw(
    mut work: Work,
    Path(id): Path<HandoverId>,
    Form(form): Form<SigningForm>,
) -> Result<Response, Problem> {
    let why = Reader(work.lang).optional(&form.why, LINE_LETTERS_MAX);
    let why = why.map_err(|why| Problem::mistake("why", why))?.unwrap_or_default();
    match handing::withdraw_handover(&mut work, &id, &why).await {
        Ok(()) => seen(work, &id, "thoi").await,
        Err(problem @ Problem::Refused(_)) => {
            came_back(work.look_instead().await?, &id, problem, String::new()).await
        }
        Err(other) => Err(other),
    }
}

// Bản giấy

/// Our form has four fields.
const FIELDS_MAX: usize = 10;

async fn read_scan(mut form: Multipart) -> Result<NewScan, Problem> {
    let mut scan = NewScan {
        file_name: String::new(),
        content: vec![],
        seen_hash: String::new(),
        remark: String::new(),
    };
    let mut fields = 0;
    while let Some(mut field) = form.next_field().await.map_err(unreadable_form)? {
        fields += 1;
        if FIELDS_MAX < fields {
            return Err(Problem::BadType);
        }
        match field.name().unwrap_or_default() {
            "file" => {
                scan.file_name = field.file_name().unwrap_or_default().to_owned();
                while let Some(piece) = field.chunk().await.map_err(unreadable_form)? {
                    if SCAN_BYTES_MAX < scan.content.len() + piece.len() {
                        return Err(
                            Refusal::ScanTooLarge { most_mebibytes: SCAN_BYTES_MAX >> 20 }.into()
                        );
                    }
                    scan.content.extend_from_slice(&piece);
                }
            }
            "hash" => scan.seen_hash = field.text().await.map_err(unreadable_form)?,
            "remark" => scan.remark = field.text().await.map_err(unreadable_form)?,
            _ => {}
        }
    }
    Ok(scan)
}

fn unreadable_form(error: axum::extract::multipart::MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Problem::TooLarge
    } else {
        Problem::BadType
    }
}

pub async fn send_paper(
    mut later: WorkLater,
    Path(id): Path<HandoverId>,
    form: Multipart,
) -> Result<Response, Problem> {
    let mut look = later.look().await?;
    let (_, handover) = handing::readable(&mut look, &id).await?;
    let (site, today) = (look.site.clone(), look.today);
    drop(look);
    let scan = match read_scan(form).await {
        Ok(scan) => scan,
        Err(problem @ Problem::Refused(_)) => {
            return came_back(later.look().await?, &id, problem, String::new()).await;
        }
        Err(other) => return Err(other),
    };
    let drawn = document::draw(&site, &handover.unit_id, today).await?;
    let mut work = match later.begin().await? {
        Ok(work) => work,
        Err(answered) => return Ok(answered.into_response()),
    };
    let remark = scan.remark.clone();
    match handing::send_paper(&mut work, &id, scan, &drawn).await {
        Ok(()) => seen(work, &id, "giay").await,
        Err(problem @ Problem::Refused(_)) => {
            came_back(work.look_instead().await?, &id, problem, remark).await
        }
        Err(other) => Err(other),
    }
}

pub async fn scanned(mut look: Look, Path(id): Path<HandoverId>) -> Result<Response, Problem> {
    let (_, handover) = handing::readable(&mut look, &id).await?;
    let (scan, bytes) = handing::scan_bytes(&mut look, &handover).await?;
    let extension = match scan.media_type.as_str() {
        "image/png" => "png",
        "image/jpeg" => "jpg",
        _ => "pdf",
    };
    let name = format!("attachment; filename=\"ban-giao-da-ky.{extension}\"");
    let headers = [(header::CONTENT_TYPE, scan.media_type), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, bytes).into_response())
}

pub async fn paper(
    mut look: Look,
    Path(id): Path<HandoverId>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let lang = look.lang;
    let (_, handover) = handing::readable(&mut look, &id).await?;
    let format = Format::read(if wanted.dang.is_empty() { "pdf" } else { &wanted.dang })?;
    let signatures = store::signatures(&mut look.tx, &handover).await?;
    let scan = store::scan(&mut look.tx, &handover).await?;
    let document = Document::read(&handover.document)?;
    let signed = Signed {
        hash: &handover.document_hash,
        signatures: &signatures,
        scan: scan.as_ref(),
        done_at: handover.done_at,
        is_look_ahead: false,
    };
    let drawn = paper::of_handover(&document, &signed, lang, &look.site.settings.origin);
    let name = format!("bien-ban-ban-giao-{}", document.unit_code.replace('/', "_"));
    drop(look);
    Ok(file(format, &name, paper::written(drawn, format).await?))
}
