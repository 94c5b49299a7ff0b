//! Hồ sơ báo cáo: where a report stands, what is next, and what was done with it.

use super::{
    super::{
        actions::{self, Standing},
        calendar,
        consolidate::level_below,
        rules::{Deed, State},
        store,
        texts::Texts,
        unusual,
    },
    Asked,
    reasons::{self, Back, ReasonLine},
};
use crate::EDIT_REPORTS;
use access::{Look, asked::Query};
use askama::Template;
use axum::response::Html;
use counts::{DECLARE, Kind, OPENING_DAYS_MAX};
use kernel::Day;
use platform::{
    Problem,
    form::Mistakes,
    operation,
    web::{self, Flash, Rail, Shell},
};

struct StepLine {
    at: String,
    who: String,
    deed: String,
    remark: String,
}

struct SnapshotLine {
    name: String,
    made: String,
    link: String,
}

/// One form of the page: the deed, what it means, and where it goes.
struct DeedForm {
    deed: Deed,
    label: String,
    means: String,
    action: String,
    op: String,
}

#[derive(Template)]
#[template(path = "file.html")]
pub(super) struct FilePage {
    shell: Shell,
    t: Texts,
    shape: &'static str,
    state: String,
    lines: Vec<String>,
    remark: String,
    deeds: Vec<DeedForm>,
    hash: String,
    mistakes: Mistakes,
    /// Figures that have changed a lot: asked for while the report is in hand, shown as they were handed in after.
    reasons: Vec<ReasonLine>,
    reasons_what: String,
    may_write: bool,
    write: String,
    op: String,
    has_children: bool,
    basis: Vec<(String, String)>,
    people: Vec<(String, String)>,
    last: String,
    figures: Vec<(String, String)>,
    steps: Vec<StepLine>,
    snapshots: Vec<SnapshotLine>,
    live: String,
    submitted: String,
    compare: String,
    board: String,
}

pub(super) async fn show_file(
    look: Look,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Problem> {
    web::page(page(look, &asked, Back::default()).await?)
}

/// The same page for whoever has submitted a report that still wants reasons, each named beside its field.
pub(super) async fn page_that_wants_reasons(
    mut look: Look,
    asked: &Asked,
) -> Result<FilePage, Problem> {
    let filed = asked.shown(&mut look).await?;
    let unusual = unusual::unusual_of(&mut look, &filed).await?;
    let mistakes = reasons::wanted(Texts(look.lang), &unusual);
    page(look, asked, Back { mistakes, ..Back::default() }).await
}

pub(super) async fn page(mut look: Look, asked: &Asked, back: Back) -> Result<FilePage, Problem> {
    let (filed, t, lang) = (asked.shown(&mut look).await?, Texts(look.lang), look.lang);
    let standing = actions::state_of(&mut look, &filed).await?;
    let unit = &standing.unit;
    let mut people = vec![];
    if standing.deeds.contains(&Deed::Reopen) {
        let holders = access::holders(&mut look.tx, DECLARE, &filed.unit, look.today).await?;
        people = holders.into_iter().map(|one| (one.account.to_string(), one.full_name)).collect();
        people.dedup();
    }
    let mut figures = vec![];
    if standing.deeds.contains(&Deed::Supplement)
        && let Some(row) = standing.standing()
    {
        let scope = look.scope(crate::READ_REPORTS, &filed.unit).await?;
        let content = store::content(&mut look.tx, &scope, &row.id).await?;
        let posted =
            content.figures.iter().filter(|one| matches!(one.kind, Kind::Flow | Kind::Stock));
        figures = posted
            .map(|one| (format!("so-{}", one.indicator), t.right_number(one.label(lang))))
            .collect();
    }
    let reasons = reason_lines(&mut look, t, &filed, &standing, &back).await?;
    let may_write = standing.state.is_in_hand() && look.may(EDIT_REPORTS, &filed.unit).await?;
    let flash = match asked.xong.as_str() {
        "ly-do" => Some(Flash::done(t.reasons_saved())),
        done => Deed::read(done).map(|deed| Flash::done(said_done(t, deed, standing.state))),
    };
    let title = t.file_title(&unit.full_name(lang), &standing.form.said(filed.period, lang));
    let lines = lines(&mut look, t, &filed, &standing).await?;
    let shell = look
        .shell(title)
        .await?
        .at(Rail::Reports)
        .crumbs(super::way_to(&mut look, &filed.unit).await?)
        .flash(flash);
    let address = filed.address();
    // Locking with a supplement is a tick in the form of locking.
    let forms = standing.deeds.iter().filter(|deed| **deed != Deed::LockWithSupplement);
    let deeds = forms.map(|deed| DeedForm {
        deed: *deed,
        label: deed.say(lang),
        means: means(t, *deed, standing.state),
        action: format!("/bao-cao/ho-so/{}?{address}", path_of(*deed)),
        op: operation::new_id(),
    });
    let step = |step: &actions::Done| StepLine {
        at: step.at.short(),
        who: step.who.clone(),
        deed: step.deed.say(lang),
        remark: step.remark.clone(),
    };
    let mut snapshots = vec![];
    for row in &standing.snapshots {
        let who = actions::name_of(&mut look.tx, &row.made_by, lang).await?;
        snapshots.push(SnapshotLine {
            name: name_of_snapshot(t, row),
            made: t.snapshot_made(&who, &row.made_at.short()),
            link: format!("/bao-cao/ban-chup/{}", row.id),
        });
    }
    let remark = standing.remark().map(|step| t.returned_with(&step.who, &step.remark));
    Ok(FilePage {
        shell,
        t,
        shape: standing.state.shape(),
        state: standing.state.say(lang),
        lines,
        remark: remark.unwrap_or_default(),
        deeds: deeds.collect(),
        hash: standing.judged().map(|row| row.hash.clone()).unwrap_or_default(),
        mistakes: back.mistakes,
        reasons,
        reasons_what: reasons::what(t),
        may_write,
        write: format!("/bao-cao/ho-so/ly-do?{address}"),
        op: operation::new_id(),
        has_children: level_below(unit.level).is_some(),
        basis: vec![
            ("book".to_owned(), t.basis_book()),
            ("children".to_owned(), t.basis_children()),
        ],
        people,
        last: look.today.plus_days(OPENING_DAYS_MAX / 4).short(),
        figures,
        steps: standing.steps.iter().map(step).collect(),
        snapshots,
        live: format!("/bao-cao/{}?don-vi={}&ky={}", filed.form, filed.unit, filed.period),
        submitted: standing
            .pending()
            .or(standing.standing())
            .or(standing.submitted())
            .map(|row| format!("/bao-cao/ban-chup/{}", row.id))
            .unwrap_or_default(),
        compare: format!("/bao-cao/so-sanh?{address}"),
        board: format!("/bao-cao/ky?{address}"),
    })
}

/// What is asked of a report in hand, or what was said with the one that was handed in.
async fn reason_lines(
    look: &mut Look,
    t: Texts,
    filed: &actions::Filed,
    standing: &Standing,
    back: &Back,
) -> Result<Vec<ReasonLine>, Problem> {
    if standing.state.is_in_hand() {
        let unusual = unusual::unusual_of(look, filed).await?;
        return Ok(reasons::asked_lines(t, &unusual, back));
    }
    let Some(row) = standing.pending().or(standing.latest()) else { return Ok(vec![]) };
    let scope = look.scope(crate::READ_REPORTS, &filed.unit).await?;
    let content = store::content(&mut look.tx, &scope, &row.id).await?;
    Ok(reasons::said_lines(t, &content))
}

/// Until when, to whom, and how long it is open.
async fn lines(
    look: &mut Look,
    t: Texts,
    filed: &actions::Filed,
    standing: &Standing,
) -> Result<Vec<String>, Problem> {
    let mut lines = vec![];
    if calendar::LEVELS.contains(&standing.unit.level) && !standing.state.is_received() {
        let (form, level) = (&filed.form, standing.unit.level);
        let due = calendar::due_of(&mut look.tx, &filed.unit, form, level, look.today).await?;
        lines.push(t.due_on(&due.on(filed.period).short()));
    }
    let own = standing.unit.full_name(look.lang);
    lines.push(match (&standing.judges, standing.receiver == own) {
        (Some(judges), _) => {
            let reader = (look.today, look.lang);
            actions::judges_said(&mut look.tx, filed, judges, reader).await?
        }
        (None, true) => t.goes_nowhere(),
        (None, false) => t.goes_to(&standing.receiver),
    });
    let open_until = standing.filing.as_ref().and_then(|filing| filing.open_until);
    if let (State::Reopened, Some(until)) = (standing.state, open_until) {
        lines.push(t.open_until(&Day::before(until).short()));
    }
    Ok(lines)
}

pub(super) fn name_of_snapshot(t: Texts, row: &store::SnapshotRow) -> String {
    match row.supplement {
        0 => t.turn(row.turn),
        number => t.supplement_number(number, row.turn),
    }
}

pub(super) fn path_of(deed: Deed) -> &'static str {
    match deed {
        Deed::Submit => "nop",
        Deed::Accept => "nhan",
        Deed::Return => "tra-lai",
        Deed::Lock | Deed::LockWithSupplement => "khoa",
        Deed::Reopen => "mo-khoa",
        Deed::Supplement => "bo-sung",
    }
}

fn means(t: Texts, deed: Deed, state: State) -> String {
    match deed {
        Deed::Submit => t.submit_what(),
        Deed::Accept if state.is_supplemented() => t.accept_supplement_what(),
        Deed::Return if state.is_supplemented() => t.return_supplement_what(),
        Deed::Accept => t.accept_what(),
        Deed::Return | Deed::Reopen => String::new(),
        Deed::Lock | Deed::LockWithSupplement => t.lock_what(),
        Deed::Supplement => t.supplement_what(),
    }
}

fn said_done(t: Texts, deed: Deed, state: State) -> String {
    match deed {
        Deed::Submit => t.done_submit(),
        Deed::Accept => t.done_accept(),
        Deed::Return => t.done_return(),
        Deed::Lock | Deed::LockWithSupplement if state.is_supplemented() => {
            t.done_lock_with_supplement()
        }
        Deed::Lock | Deed::LockWithSupplement => t.done_lock(),
        Deed::Reopen => t.done_reopen(),
        Deed::Supplement => t.done_supplement(),
    }
}
