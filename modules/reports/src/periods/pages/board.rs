//! Kỳ báo cáo: who has handed in what, and what it adds up to.

use super::{
    super::{
        board,
        consolidate::{self, People, Take, boundaries_of, level_below},
        texts::Texts,
        unusual::Below,
    },
    Asked,
};
use crate::{
    EDIT_CALENDAR, READ_REPORTS, forms,
    report::{self, Desk, Line},
    show,
};
use access::{Look, asked::Query};
use askama::Template;
use axum::response::Html;
use kernel::{Day, Period};
use platform::{
    Problem,
    web::{self, Rail, Shell},
};
use units::Subtree;

struct Row {
    unit: String,
    link: String,
    shape: &'static str,
    state: String,
    submitted_on: String,
    late: bool,
}

#[derive(Template)]
#[template(path = "board.html")]
struct BoardPage {
    shell: Shell,
    t: Texts,
    tally: Vec<(String, String)>,
    due: String,
    due_why: String,
    rows: Vec<Row>,
    own: String,
    consolidated: String,
    calendar: Option<String>,
    unit_id: String,
    form: String,
    periods: Vec<(String, String)>,
    period: String,
}

pub(super) async fn show_board(
    mut look: Look,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Problem> {
    let (filed, t, lang) = (asked.shown(&mut look).await?, Texts(look.lang), look.lang);
    let found = board::board(&mut look, &filed.unit, &filed.form, filed.period).await?;
    let tally = found.tally();
    let may_set = look.may(EDIT_CALENDAR, &filed.unit).await?;
    let row = |row: &board::BoardRow| Row {
        unit: row.unit.full_name(lang),
        link: super::super::home::report_link(&row.unit.id, &filed.form, filed.period),
        shape: row.state.shape(),
        state: row.state.say(lang),
        submitted_on: row.submitted_on.map(Day::short).unwrap_or_default(),
        late: row.is_late && !row.state.is_accepted(),
    };
    let due_why = match (&found.due.set_by, found.due.basis.as_str()) {
        (None, _) => t.due_shipped(),
        (Some(_), "") => String::new(),
        (Some(_), basis) => t.due_basis(basis),
    };
    let form = forms::form_of(&mut look.tx, &filed.unit, &filed.form).await?;
    let title = t.board_title(&found.unit.full_name(lang), &form.said(filed.period, lang));
    let shell = look
        .shell(title)
        .await?
        .at(Rail::Reports)
        .crumbs(super::way_to(&mut look, &filed.unit).await?);
    let mut likely = form.likely_periods(look.today);
    if !likely.contains(&filed.period) {
        likely.insert(0, filed.period);
    }
    web::page(BoardPage {
        shell,
        t,
        tally: vec![
            (t.expected(), lang.grouped(count(tally.expected))),
            (t.received(), lang.grouped(count(tally.received))),
            (t.on_time(), lang.grouped(count(tally.on_time))),
            (t.accepted_count(), lang.grouped(count(tally.accepted))),
        ],
        due: t.due_on(&found.due_on.short()),
        due_why,
        rows: found.rows.iter().map(row).collect(),
        own: format!("/bao-cao/ho-so?{}", filed.address()),
        consolidated: format!("/bao-cao/tong-hop?{}", filed.address()),
        calendar: may_set.then(|| format!("/bao-cao/lich?{}", filed.address())),
        unit_id: filed.unit.to_string(),
        form: filed.form.clone(),
        periods: likely
            .iter()
            .map(|one: &Period| (one.to_string(), form.kind.say_period(*one, lang)))
            .collect(),
        period: filed.period.to_string(),
    })
}

fn count(many: usize) -> i64 {
    i64::try_from(many).unwrap_or(i64::MAX)
}

/// What the units below have said of a figure that has changed a lot.
struct ReasonsBelow {
    label: String,
    said: Vec<SaidBelow>,
}

struct SaidBelow {
    unit: String,
    /// The snapshot that holds it.
    link: String,
    reason: String,
}

#[derive(Template)]
#[template(path = "consolidated.html")]
struct ConsolidatedPage {
    shell: Shell,
    t: Texts,
    has_children: bool,
    note: String,
    submitted: String,
    /// Who has handed in by another version of the form, and what that did not ask for.
    other_versions: Vec<String>,
    figures: Vec<(String, String, String)>,
    absent: Vec<String>,
    people: Vec<String>,
    reasons: Vec<ReasonsBelow>,
    other: (String, String),
    board: String,
}

pub(super) async fn show_consolidated(
    mut look: Look,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Problem> {
    let (filed, t, lang) = (asked.shown(&mut look).await?, Texts(look.lang), look.lang);
    look.scope(READ_REPORTS, &filed.unit).await?;
    let form = forms::form_of(&mut look.tx, &filed.unit, &filed.form).await?;
    forms::rules::fits(&form, filed.period)?;
    let unit = units::brief(&mut look.tx, &filed.unit, look.today).await?;
    let boundaries = boundaries_of(&unit, filed.period, look.today);
    let within = Subtree { unit: unit.id.clone(), boundaries };
    let level = level_below(unit.level);
    let takes_all = asked.tinh == "nop";
    let take = if takes_all { Take::Submitted } else { Take::Accepted };
    let all = match level {
        Some(level) => {
            let (tx, period) = (&mut look.tx, filed.period);
            consolidate::consolidate(tx, &within, &form, period, level, take).await?
        }
        None => consolidate::Consolidated::default(),
    };
    let adjust = |line: &mut Line| all.put_into(line);
    let mut desk = Desk::of(&mut look);
    let made = report::live(&mut desk, &form, &unit.id, filed.period, boundaries, adjust).await?;
    let figure = |line: &Line| {
        let definition = &line.figure.definition;
        let shown = show::in_cell(&line.figure, lang)?;
        Some((definition.label(lang).to_owned(), definition.measure(lang).to_owned(), shown))
    };
    let differ = all.parts.iter().filter(|part| !part.lacks.is_empty()).map(|part| {
        let labels = made.lines.iter().map(|line| &line.figure.definition);
        let labels = labels.filter(|one| part.lacks.contains(&one.code)).map(|one| one.label(lang));
        let labels: Vec<&str> = labels.collect();
        t.other_version(part.unit.name(lang), part.form_version, &labels.join(", "))
    });
    let waiting = all.parts.iter().filter(|part| !part.state.is_accepted()).count();
    let title = t.consolidated_of(&unit.full_name(lang), &form.said(filed.period, lang));
    let shell = look
        .shell(title)
        .await?
        .at(Rail::Reports)
        .crumbs(super::way_to(&mut look, &filed.unit).await?);
    let address = filed.address();
    web::page(ConsolidatedPage {
        shell,
        t,
        has_children: level.is_some(),
        note: t.consolidated_note(all.parts.len(), all.parts.len() + all.absent.len()),
        submitted: if waiting > 0 { t.submitted_included(waiting) } else { String::new() },
        other_versions: differ.collect(),
        figures: made.lines.iter().filter_map(figure).collect(),
        people: all.people.iter().map(|one| people_said(t, one)).collect(),
        reasons: made.lines.iter().filter_map(|line| reasons_of(t, line)).collect(),
        absent: all.absent.iter().map(|unit| unit.name(lang).to_owned()).collect(),
        other: match takes_all {
            true => (format!("/bao-cao/tong-hop?{address}"), t.only_accepted()),
            false => (format!("/bao-cao/tong-hop?{address}&tinh=nop"), t.with_submitted()),
        },
        board: format!("/bao-cao/ky?{address}"),
    })
}

/// How a figure of different people was come by.
fn people_said(t: Texts, people: &People) -> String {
    let label = t.0.choose(&people.label_vi, &people.label_en);
    match people.value {
        Some(_) => t.counted_anew(label),
        None => t.left_out(label),
    }
}

fn reasons_of(t: Texts, line: &Line) -> Option<ReasonsBelow> {
    let said = |one: &Below| SaidBelow {
        unit: one.unit.name(t.0).to_owned(),
        link: format!("/bao-cao/ban-chup/{}", one.snapshot),
        reason: one.reason.clone(),
    };
    let said: Vec<SaidBelow> = line.below.iter().map(said).collect();
    let label = line.figure.definition.label(t.0).to_owned();
    (!said.is_empty()).then_some(ReasonsBelow { label, said })
}
