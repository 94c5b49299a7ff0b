//! Kỳ họp: the list, the form, one session with attendance and resolutions, and its minutes.

use super::{Choices, Said, Wanted, body_choices, crumbs, file, mistakes_of};
use crate::{
    EDIT, READ,
    meetings::{self, NewMeeting, NewResolution},
    paper::{self, Format, Minutes},
    rules,
    store::{
        meetings::{self as store, Meeting},
        terms,
    },
    texts::Texts,
    words::{Body, Outcome, Presence},
};
use access::{Look, Work};
use askama::Template;
use axum::{
    Form,
    extract::{Path, Query},
    response::{Html, IntoResponse, Response},
};
use kernel::{Lang, MeetingId, TenureId, UnitId};
use platform::{
    Problem,
    form::{Mistakes, Reader},
    operation::{self, Answered},
    web::{self, Flash, Rail, Shell},
};
use std::collections::HashMap;

const LINE_LETTERS_MAX: usize = 200;
const TEXT_LETTERS_MAX: usize = 8_000;

struct Line {
    url: String,
    title: String,
    day: String,
    place: String,
    subject: String,
}

#[derive(Template)]
#[template(path = "meetings.html")]
struct MeetingsPage {
    shell: Shell,
    t: Texts,
    unit: UnitId,
    lines: Vec<Line>,
    may_edit: bool,
}

pub async fn list(mut look: Look, Path(unit): Path<UnitId>) -> Result<Html<String>, Problem> {
    let t = Texts(look.lang);
    let scope = look.scope(READ, &unit).await?;
    let all = terms::terms(&mut look.tx, &scope).await?;
    let held = store::meetings(&mut look.tx, &scope).await?;
    let line = |meeting: Meeting| {
        let term = all.iter().find(|term| term.id == meeting.term_id)?;
        Some(Line {
            url: format!("/don-vi/{unit}/ky-hop/{}", meeting.id),
            title: paper::session_title(&meeting, term, look.lang),
            day: meeting.held_on.short(),
            place: meeting.place,
            subject: meeting.subject,
        })
    };
    let lines = held.into_iter().filter_map(line).collect();
    let name = units::full_name(&mut look.tx, &unit, look.today, look.lang).await?;
    let may_edit = look.may(EDIT, &unit).await?;
    let crumbs = crumbs(&mut look, &unit).await?;
    let shell = look.shell(t.sessions_of(&name)).await?.at(Rail::Registers).crumbs(crumbs);
    web::page(MeetingsPage { shell, t, unit, lines, may_edit })
}

#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct MeetingForm {
    body: String,
    number: String,
    held_on: String,
    place: String,
    subject: String,
    agenda: String,
    chair: String,
    secretary: String,
}

impl MeetingForm {
    fn parse(&self, lang: Lang) -> Result<NewMeeting, Mistakes> {
        let (read, t) = (Reader(lang), Texts(lang));
        let mut mistakes = Mistakes::default();
        let body = mistakes.check("body", Body::read(&self.body).ok_or(t.choose_body()));
        let number = match self.number.trim() {
            "" => Some(None),
            typed => mistakes.check("number", read.count(typed)).map(Some),
        };
        let held_on = mistakes.check("held_on", read.day(&self.held_on));
        let mut short = |field: &str, typed: &str| {
            mistakes
                .check(field, read.optional(typed, LINE_LETTERS_MAX))
                .map(Option::unwrap_or_default)
        };
        let place = short("place", &self.place);
        let subject = short("subject", &self.subject);
        let chair = short("chair", &self.chair);
        let secretary = short("secretary", &self.secretary);
        if TEXT_LETTERS_MAX < self.agenda.chars().count() {
            mistakes.note("agenda", t.text_too_long(TEXT_LETTERS_MAX));
        }
        match (body, number, held_on, place, subject, chair, secretary) {
            (
                Some(body),
                Some(number),
                Some(held_on),
                Some(place),
                Some(subject),
                Some(chair),
                Some(secretary),
            ) if mistakes.is_empty() => {
                let agenda = self.agenda.clone();
                Ok(NewMeeting { body, number, held_on, place, subject, agenda, chair, secretary })
            }
            _ => Err(mistakes),
        }
    }
}

fn field_of(code: &str) -> &'static str {
    match code {
        "number_leaves_gap" => "number",
        "nobody_in_committee" => "body",
        _ => "held_on",
    }
}

#[derive(Template)]
#[template(path = "meeting_form.html")]
struct MeetingFormPage {
    shell: Shell,
    t: Texts,
    form: MeetingForm,
    bodies: Choices,
    labels: Vec<(&'static str, String)>,
    mistakes: Mistakes,
    op: String,
}

fn form_page(shell: Shell, form: MeetingForm, mistakes: Mistakes) -> Result<Html<String>, Problem> {
    let t = Texts(shell.lang);
    let labels = vec![
        ("body", t.body()),
        ("number", t.session_number()),
        ("held_on", t.held_on()),
        ("place", t.place()),
        ("subject", t.subject()),
        ("agenda", t.agenda()),
        ("chair", t.chair()),
        ("secretary", t.secretary()),
    ];
    let bodies = body_choices(t);
    web::page(MeetingFormPage { shell, t, form, bodies, labels, mistakes, op: operation::new_id() })
}

pub async fn adding(mut look: Look, Path(unit): Path<UnitId>) -> Result<Html<String>, Problem> {
    look.scope(EDIT, &unit).await?;
    let shell = look.shell(Texts(look.lang).add_session()).await?.at(Rail::Registers);
    let form = MeetingForm { held_on: look.today.short(), ..MeetingForm::default() };
    form_page(shell, form, Mistakes::default())
}

pub async fn add(
    mut work: Work,
    Path(unit): Path<UnitId>,
    Form(form): Form<MeetingForm>,
) -> Result<Response, Problem> {
    work.scope(EDIT, &unit).await?;
    let held = match form.parse(work.lang) {
        Ok(new) => meetings::hold_meeting(&mut work, &unit, new).await,
        Err(mistakes) => Err(Problem::BadValue(mistakes.0)),
    };
    match held {
        Ok(id) => seen(work, &unit, &id).await,
        Err(problem) => {
            let (status, mistakes) = mistakes_of(problem, field_of, work.lang)?;
            let shell = work.shell(Texts(work.lang).add_session()).await?.at(Rail::Registers);
            Ok((status, form_page(shell, form, mistakes)?).into_response())
        }
    }
}

async fn seen(work: Work, unit: &UnitId, id: &MeetingId) -> Result<Response, Problem> {
    let next = format!("/don-vi/{unit}/ky-hop/{id}?xong=ghi");
    Ok(work.finish(Answered::seen_at(next)).await?.into_response())
}

struct RollLine {
    tenure: TenureId,
    name: String,
    post: String,
    presence: String,
    said: String,
}

struct ResolutionLine {
    title: String,
    text: String,
    votes: String,
    passed: bool,
}

#[derive(Template)]
#[template(path = "meeting.html")]
struct MeetingPage {
    shell: Shell,
    t: Texts,
    unit: UnitId,
    meeting: Meeting,
    day: String,
    agenda: Vec<String>,
    roll: Vec<RollLine>,
    attendance: String,
    fixed: bool,
    may_resolve: bool,
    resolutions: Vec<ResolutionLine>,
    choices: Choices,
    formats: Vec<(&'static str, String)>,
    may_edit: bool,
    labels: Vec<(&'static str, String)>,
    resolution: ResolutionForm,
    discussion: String,
    mistakes: Mistakes,
    op: String,
}

/// What somebody typed into one of the forms of a session, and what is wrong with it.
#[derive(Default)]
struct Typed {
    presences: HashMap<TenureId, String>,
    resolution: ResolutionForm,
    discussion: Option<String>,
    mistakes: Mistakes,
}

pub async fn one(
    look: Look,
    Path((unit, id)): Path<(UnitId, MeetingId)>,
    Query(said): Query<Said>,
) -> Result<Html<String>, Problem> {
    let flash = (!said.xong.is_empty()).then(|| Flash::done(Texts(look.lang).changed()));
    show(look, unit, id, flash, Typed::default()).await
}

/// The session again, with what was typed and why it was not recorded.
async fn refused(
    work: Work,
    (unit, id): (UnitId, MeetingId),
    problem: Problem,
    typed: Typed,
) -> Result<Response, Problem> {
    let (status, mistakes) = mistakes_of(problem, field_of_record, work.lang)?;
    let look = work.look_instead().await?;
    let html = show(look, unit, id, None, Typed { mistakes, ..typed }).await?;
    Ok((status, html).into_response())
}

fn field_of_record(code: &str) -> &'static str {
    match code {
        "too_many_votes" => "votes_for",
        _ => "roll",
    }
}

async fn show(
    mut look: Look,
    unit: UnitId,
    id: MeetingId,
    flash: Option<Flash>,
    typed: Typed,
) -> Result<Html<String>, Problem> {
    let (t, lang) = (Texts(look.lang), look.lang);
    let scope = look.scope(READ, &unit).await?;
    let meeting = store::meeting(&mut look.tx, &scope, &id).await?;
    let term = terms::term(&mut look.tx, &scope, &meeting.term_id).await?;
    let (lines, sum) = meetings::roll(&mut look.tx, &scope, &meeting).await?;
    let resolved = store::resolutions(&mut look.tx, &scope, &id).await?;
    let may_edit = look.may(EDIT, &unit).await?;
    let crumbs = crumbs(&mut look, &unit).await?;
    let title = paper::session_title(&meeting, &term, lang);
    let shell = look.shell(title).await?.at(Rail::Registers).crumbs(crumbs).flash(flash);
    let needed = rules::needed(sum.members, meeting.quorum_part, meeting.quorum_whole);
    let attendance = match (sum.is_noted(), sum.present < needed) {
        (false, _) => t.quorum_rule(meeting.quorum_part, meeting.quorum_whole, needed, sum.members),
        (true, true) => t.no_quorum(sum.present, sum.members, needed),
        (true, false) => {
            let said = t.attendance_said(sum.present, sum.members, sum.excused, sum.absent);
            format!("{said} {}", t.quorum_met(needed))
        }
    };
    let Typed { presences, resolution, discussion, mistakes } = typed;
    let roll_line =
        |(tenure, post, presence): (crate::Tenure, crate::Post, Option<Presence>)| RollLine {
            name: tenure.said(),
            post: post.label(lang).to_owned(),
            presence: match presences.get(&tenure.id) {
                Some(typed) => typed.clone(),
                None => presence.map(Presence::code).unwrap_or_default().to_owned(),
            },
            tenure: tenure.id,
            said: presence.map(|one| one.say(lang)).unwrap_or_default(),
        };
    web::page(MeetingPage {
        shell,
        t,
        day: meeting.held_on.short(),
        agenda: meeting.agenda.lines().map(str::to_owned).collect(),
        roll: lines.into_iter().map(roll_line).collect(),
        attendance,
        fixed: !resolved.is_empty() || look.today < meeting.held_on,
        may_resolve: sum.is_noted() && needed <= sum.present,
        resolutions: resolved
            .iter()
            .map(|one| ResolutionLine {
                title: paper::resolution_title(one, t),
                text: one.body_text.clone(),
                votes: paper::votes(one, t),
                passed: one.outcome() == Outcome::Passed,
            })
            .collect(),
        choices: Presence::ALL.iter().map(|one| (one.code().to_owned(), one.say(lang))).collect(),
        formats: Format::ALL.map(|format| (format.extension(), t.download(format.name()))).to_vec(),
        may_edit,
        labels: vec![
            ("roll", t.attendance()),
            ("text", t.resolution_text()),
            ("paper_number", t.paper_number()),
            ("votes_for", t.votes_for()),
            ("votes_against", t.votes_against()),
            ("votes_abstained", t.votes_abstained()),
            ("discussion", t.discussion()),
        ],
        discussion: discussion.unwrap_or_else(|| meeting.discussion.clone()),
        resolution,
        mistakes,
        op: operation::new_id(),
        meeting,
        unit,
    })
}

/// Each officer's field is named by the office they held: `v-01ab…=present`.
pub async fn attend(
    mut work: Work,
    Path((unit, id)): Path<(UnitId, MeetingId)>,
    Form(form): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    work.scope(EDIT, &unit).await?;
    let mut presences = HashMap::new();
    for (name, value) in form {
        if let Some(Ok(tenure)) = name.strip_prefix("v-").map(str::parse::<TenureId>) {
            presences.insert(tenure, value);
        }
    }
    let noted: Vec<(TenureId, Presence)> = presences
        .iter()
        .filter_map(|(tenure, value)| Some((tenure.clone(), Presence::read(value)?)))
        .collect();
    match meetings::note_attendance(&mut work, &unit, &id, &noted).await {
        Ok(()) => seen(work, &unit, &id).await,
        Err(problem) => {
            refused(work, (unit, id), problem, Typed { presences, ..Typed::default() }).await
        }
    }
}

#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct DiscussionForm {
    discussion: String,
    revision: i64,
}

pub async fn discuss(
    mut work: Work,
    Path((unit, id)): Path<(UnitId, MeetingId)>,
    Form(form): Form<DiscussionForm>,
) -> Result<Response, Problem> {
    work.scope(EDIT, &unit).await?;
    let change = (form.discussion.as_str(), form.revision);
    let noted = match form.discussion.chars().count() <= TEXT_LETTERS_MAX {
        true => meetings::note_discussion(&mut work, &unit, &id, change).await,
        false => {
            let why = Texts(work.lang).text_too_long(TEXT_LETTERS_MAX);
            Err(Problem::mistake("discussion", why))
        }
    };
    match noted {
        Ok(()) => seen(work, &unit, &id).await,
        Err(problem) => {
            let typed = Typed { discussion: Some(form.discussion), ..Typed::default() };
            refused(work, (unit, id), problem, typed).await
        }
    }
}

#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct ResolutionForm {
    text: String,
    paper_number: String,
    votes_for: String,
    votes_against: String,
    votes_abstained: String,
}

impl ResolutionForm {
    fn parse(&self, lang: Lang) -> Result<NewResolution, Mistakes> {
        let read = Reader(lang);
        let mut mistakes = Mistakes::default();
        let text = mistakes.check("text", read.required(&self.text, TEXT_LETTERS_MAX));
        let paper = mistakes.check("paper_number", read.optional(&self.paper_number, 60));
        let votes_for = mistakes.check("votes_for", read.count(&self.votes_for));
        let mut or_none = |field: &str, typed: &str| match typed.trim() {
            "" => Some(0),
            typed => mistakes.check(field, read.count(typed)),
        };
        let against = or_none("votes_against", &self.votes_against);
        let abstained = or_none("votes_abstained", &self.votes_abstained);
        match (text, paper, votes_for, against, abstained) {
            (Some(_), Some(paper), Some(votes_for), Some(against), Some(abstained)) => {
                Ok(NewResolution {
                    text: self.text.clone(),
                    paper_number: paper.unwrap_or_default(),
                    votes: (votes_for, against, abstained),
                })
            }
            _ => Err(mistakes),
        }
    }
}

pub async fn resolve(
    mut work: Work,
    Path((unit, id)): Path<(UnitId, MeetingId)>,
    Form(form): Form<ResolutionForm>,
) -> Result<Response, Problem> {
    work.scope(EDIT, &unit).await?;
    let resolved = match form.parse(work.lang) {
        Ok(new) => meetings::resolve(&mut work, &unit, &id, new).await,
        Err(mistakes) => Err(Problem::BadValue(mistakes.0)),
    };
    match resolved {
        Ok(_) => seen(work, &unit, &id).await,
        Err(problem) => {
            let typed = Typed { resolution: form, ..Typed::default() };
            refused(work, (unit, id), problem, typed).await
        }
    }
}

pub async fn minutes(
    mut look: Look,
    Path((unit, id)): Path<(UnitId, MeetingId)>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let lang = look.lang;
    let scope = look.scope(READ, &unit).await?;
    let meeting = store::meeting(&mut look.tx, &scope, &id).await?;
    let format = Format::read(if wanted.dang.is_empty() { "pdf" } else { &wanted.dang })?;
    let term = terms::term(&mut look.tx, &scope, &meeting.term_id).await?;
    let (lines, attendance) = meetings::roll(&mut look.tx, &scope, &meeting).await?;
    let resolutions = store::resolutions(&mut look.tx, &scope, &id).await?;
    // The paper bears the names of its day.
    let path = units::path(&mut look.tx, &unit, meeting.held_on).await?;
    let own = units::brief(&mut look.tx, &unit, meeting.held_on).await?;
    let above = path.iter().rev().find(|one| one.id != unit);
    let roll: Vec<_> = lines
        .into_iter()
        .map(|(tenure, post, presence)| (tenure.said(), post.label(lang).to_owned(), presence))
        .collect();
    let minutes = Minutes {
        association: own.association_name(lang),
        above: match above {
            Some(above) if above.level != units::Level::Nation => above.association_name(lang),
            _ => Texts(lang).national_association(),
        },
        unit_name: &own.name,
        term: &term,
        meeting: &meeting,
        roll: &roll,
        attendance,
        resolutions: &resolutions,
        site: &look.site.settings.origin,
    };
    let drawn = paper::of_minutes(&minutes, lang);
    let name = format!("bien-ban-ky-hop-{}-{}", meeting.number, own.code.replace('/', "_"));
    drop(look);
    Ok(file(format, &name, paper::written(drawn, format).await?))
}
