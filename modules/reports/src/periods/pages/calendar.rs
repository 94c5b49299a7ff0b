//! Lịch nộp báo cáo: until when reports are due to a unit, and setting that.

use super::{
    super::{
        calendar::{self, Due, LEVELS},
        texts::Texts,
    },
    Asked,
};
use crate::{EDIT_CALENDAR, READ_REPORTS, forms};
use access::{Look, Work, asked::Query};
use askama::Template;
use axum::{
    Form,
    response::{Html, IntoResponse, Response},
};
use platform::{
    Problem,
    form::{Mistakes, Reader},
    operation::{self, Answered},
    web::{self, Flash, Rail, Shell},
};
use units::Level;

struct Line {
    level: &'static str,
    label: String,
    rule: String,
    on: String,
    why: String,
    day: String,
    months: String,
    basis: String,
    op: String,
}

#[derive(Template)]
#[template(path = "calendar.html")]
struct CalendarPage {
    shell: Shell,
    t: Texts,
    lines: Vec<Line>,
    may_set: bool,
    action: String,
    board: String,
}

pub(super) async fn show_calendar(
    mut look: Look,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Problem> {
    let (filed, t, lang) = (asked.shown(&mut look).await?, Texts(look.lang), look.lang);
    look.scope(READ_REPORTS, &filed.unit).await?;
    let form = forms::form_of(&mut look.tx, &filed.unit, &filed.form).await?;
    let mut lines = vec![];
    for level in LEVELS {
        let (form, unit) = (&filed.form, &filed.unit);
        let due = calendar::due_of(&mut look.tx, unit, form, level, look.today).await?;
        lines.push(Line {
            level: level.code(),
            label: if level == Level::Commune { t.level_commune() } else { t.level_province() },
            rule: due.say(lang),
            on: due.on(filed.period).short(),
            why: match (&due.set_by, due.basis.as_str()) {
                (None, _) => t.due_shipped(),
                (Some(_), "") => String::new(),
                (Some(_), basis) => t.due_basis(basis),
            },
            day: due.day.to_string(),
            months: due.months.to_string(),
            basis: due.basis,
            op: operation::new_id(),
        });
    }
    let may_set = look.may(EDIT_CALENDAR, &filed.unit).await?;
    let unit = units::full_name(&mut look.tx, &filed.unit, look.today, lang).await?;
    let flash = (asked.xong == "han").then(|| Flash::done(t.due_saved()));
    let shell = look
        .shell(t.calendar_of(form.name(lang), &unit))
        .await?
        .at(Rail::Reports)
        .crumbs(super::way_to(&mut look, &filed.unit).await?)
        .flash(flash);
    let action = format!("/bao-cao/lich?{}", filed.address());
    let board = format!("/bao-cao/ky?{}", filed.address());
    web::page(CalendarPage { shell, t, lines, may_set, action, board })
}

#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub(super) struct Sent {
    level: String,
    day: String,
    months: String,
    basis: String,
}

pub(super) async fn set_due(
    mut work: Work,
    Query(asked): Query<Asked>,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let filed = asked.filed(work.today)?;
    work.scope(EDIT_CALENDAR, &filed.unit).await?;
    let (read, mut mistakes) = (Reader(work.lang), Mistakes::default());
    let day = mistakes.check("day", read.count(&sent.day));
    let months = mistakes.check("months", read.count(&sent.months));
    let basis = mistakes.check("basis", read.optional(&sent.basis, 200));
    let (Some(day), Some(months), Some(basis)) = (day, months, basis) else {
        return Err(Problem::BadValue(mistakes.0));
    };
    let level = LEVELS.into_iter().find(|level| level.code() == sent.level);
    let level = level.ok_or(Problem::NotFound)?;
    let due = Due { months, day, basis: basis.unwrap_or_default(), set_by: None };
    calendar::set_due(&mut work, &filed.unit, &filed.form, level, &due).await?;
    let next = format!("/bao-cao/lich?{}&xong=han", filed.address());
    Ok(work.finish(Answered::seen_at(next)).await?.into_response())
}
