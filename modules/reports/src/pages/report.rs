//! A report as a page and as files.

use super::{Asked, address, crumbs};
use crate::{
    EDIT_REPORTS,
    commands::{self, Format},
    forms, paper,
    report::Report,
    texts::Texts,
};
use access::Look;
use askama::Template;
use axum::{
    extract::{Path, Query},
    http::header,
    response::{Html, IntoResponse, Response},
};
use kernel::{Day, Period, UnitId};
use platform::{
    Problem,
    web::{self, Flash, Rail, Shell},
};

#[derive(Template)]
#[template(path = "report.html")]
struct ReportPage {
    shell: Shell,
    t: Texts,
    paper: String,
    form: String,
    address: String,
    formats: Vec<(&'static str, String)>,
    may_edit: bool,
    other_geography: Option<(String, String)>,
}

pub(super) async fn show_report(
    mut look: Look,
    Path(form): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Problem> {
    let (unit, t) = (asked.unit(&mut look).await?, Texts(look.lang));
    let report = asked.report(&mut look, &form).await?;
    let (period, boundaries) = (report.period, report.boundaries);
    let may_edit = look.may(EDIT_REPORTS, &unit).await?;
    let name = report.unit.full_name(look.lang);
    let geography =
        if boundaries == look.today { "now".to_owned() } else { boundaries.to_string() };
    let other_geography = other_geography(&mut look, &form, &unit, period, boundaries).await?;
    let flash = (asked.xong == "ghi").then(|| Flash::done(t.saved()));
    let mut shell = look
        .shell(t.report_of(&name, &report.form.said(period, look.lang)))
        .await?
        .at(Rail::Reports)
        .crumbs(crumbs(&mut look, &unit, boundaries).await?)
        .flash(flash);
    if boundaries != look.today {
        shell = shell.standing(t.boundaries_note(&boundaries.short()));
    }
    web::page(ReportPage {
        shell,
        t,
        paper: papers::html(&paper::of(&report)),
        form,
        address: address(&unit, period, &geography),
        formats: Format::PAPERS
            .map(|format| (format.extension(), t.download(format.name())))
            .to_vec(),
        may_edit,
        other_geography,
    })
}

/// `bao-cao-11-2017-H1.pdf`; of another form than the half-year its code stands in the name.
fn file_name(report: &Report, format: Format) -> String {
    let code = forms::code_of(&report.form.code);
    let form = if report.form.lenient { String::new() } else { format!("{code}-") };
    format!("bao-cao-{form}{}-{}.{}", report.unit.code, report.period, format.extension())
}

/// The same period seen the other way: as the tree was then, or as it is now.
async fn other_geography(
    look: &mut Look,
    form: &str,
    unit: &UnitId,
    period: Period,
    boundaries: Day,
) -> Result<Option<(String, String)>, Problem> {
    let t = Texts(look.lang);
    let then = period.last().min(look.today);
    let (day, words) = match boundaries == look.today {
        true if then != look.today => (then, t.see_then(&then.short())),
        true => return Ok(None),
        false => (look.today, t.see_now()),
    };
    // The same place may be another unit on the other day: its successor, or where it came from.
    let there = units::brief(&mut look.tx, unit, day).await?;
    let other = if there.is_alive(day) {
        Some(unit.clone())
    } else {
        let kin = match there.opened > day {
            true => units::predecessors(&mut look.tx, unit).await?,
            false => units::successors(&mut look.tx, unit).await?,
        };
        // Several predecessors are not one place; the largest would be a guess.
        (kin.len() == 1).then(|| kin[0].unit.id.clone())
    };
    let geography = if day == look.today { "now".to_owned() } else { day.to_string() };
    Ok(other.map(|unit| (format!("/bao-cao/{form}?{}", address(&unit, period, &geography)), words)))
}

pub(super) async fn download(
    mut look: Look,
    Path(form): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let format = Format::read(&asked.dang)?;
    let report = asked.report(&mut look, &form).await?;
    let name = file_name(&report, format);
    drop(look);
    let bytes = commands::write_report(report, format).await?;
    let headers = [
        (header::CONTENT_TYPE, format.content_type().to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{}\"", name.replace('/', "_")),
        ),
    ];
    Ok((headers, bytes).into_response())
}
