//! Bản chụp: the page that the code on a printed paper leads to.

use super::{
    super::{
        actions::{self, Currency, Filed, Standing},
        store::{self, SnapshotRow},
        texts::Texts,
    },
    Asked, file,
};
use crate::{READ_REPORTS, commands, commands::Format};
use access::{Look, asked::Query};
use askama::Template;
use axum::{
    extract::Path,
    http::header,
    response::{Html, IntoResponse, Response},
};
use kernel::RowId;
use papers::{Paper, Seal};
use platform::{
    Problem,
    web::{self, Rail, Shell},
};

#[derive(Template)]
#[template(path = "snapshot.html")]
struct SnapshotPage {
    shell: Shell,
    t: Texts,
    shape: &'static str,
    state: String,
    name: String,
    made: String,
    hash: String,
    remark: String,
    currency_shape: &'static str,
    currency: String,
    is_latest: bool,
    latest: String,
    formats: Vec<(&'static str, String)>,
    id: String,
    file: String,
    paper: String,
}

/// A snapshot with all that is known about it, if this reader may read the unit's reports.
struct Opened {
    row: SnapshotRow,
    filed: Filed,
    standing: Standing,
    paper: Paper,
    remark: String,
}

async fn open(look: &mut Look, id: &RowId) -> Result<Opened, Problem> {
    let row = store::snapshot(&mut look.tx, id).await?;
    let scope = look.scope(READ_REPORTS, &row.unit_id).await?;
    let content = store::content(&mut look.tx, &scope, id).await?;
    let filed = Filed { unit: row.unit_id.clone(), form: row.form.clone(), period: row.period()? };
    let standing = actions::state_of(look, &filed).await?;
    let t = Texts(look.lang);
    let what = file::name_of_snapshot(t, &row);
    let who = actions::name_of(&mut look.tx, &row.made_by, look.lang).await?;
    let origin = look.site.settings.origin.clone();
    let made = t.snapshot_made(&who, &row.made_at.short());
    let seal = Seal {
        address: format!("{origin}/bao-cao/ban-chup/{}", row.id),
        words: vec![format!("{what}. {made}."), t.paper_seal(&what, &row.hash), t.paper_scan()],
    };
    let paper = Paper {
        standing: Some(t.paper_standing(&what, &made)),
        site: Some(origin).filter(|site| !site.is_empty()),
        seal: Some(seal),
        ..content.paper(look.lang).clone()
    };
    Ok(Opened { row, filed, standing, paper, remark: content.remark })
}

pub(super) async fn show_snapshot(
    mut look: Look,
    Path(id): Path<RowId>,
) -> Result<Html<String>, Problem> {
    let (t, lang) = (Texts(look.lang), look.lang);
    let opened = open(&mut look, &id).await?;
    let (row, standing) = (&opened.row, &opened.standing);
    let who = actions::name_of(&mut look.tx, &row.made_by, lang).await?;
    let newest = standing.latest();
    let currency = standing.currency_of(row);
    let (currency_shape, currency_said) = match currency {
        Currency::Latest => ("done", t.snapshot_latest()),
        Currency::Waiting => ("waiting", t.snapshot_waiting()),
        Currency::Returned => ("late", t.snapshot_returned()),
        Currency::Superseded => ("late", t.snapshot_superseded()),
    };
    let said = standing.form.said(opened.filed.period, lang);
    let title = t.snapshot_title(&standing.unit.full_name(lang), &said);
    let shell = look
        .shell(title)
        .await?
        .at(Rail::Reports)
        .crumbs(super::way_to(&mut look, &row.unit_id).await?);
    web::page(SnapshotPage {
        shell,
        t,
        shape: standing.state.shape(),
        state: standing.state.say(lang),
        name: file::name_of_snapshot(t, row),
        made: t.snapshot_made(&who, &row.made_at.short()),
        hash: row.hash.clone(),
        remark: opened.remark.clone(),
        currency_shape,
        currency: currency_said,
        is_latest: currency == Currency::Latest,
        latest: newest.map(|row| format!("/bao-cao/ban-chup/{}", row.id)).unwrap_or_default(),
        formats: Format::PAPERS
            .map(|format| (format.extension(), t.download(format.name())))
            .to_vec(),
        id: row.id.to_string(),
        file: format!("/bao-cao/ho-so?{}", opened.filed.address()),
        paper: papers::html(&opened.paper),
    })
}

pub(super) async fn download(
    mut look: Look,
    Path(id): Path<RowId>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let format = Format::read(&asked.dang)?;
    let opened = open(&mut look, &id).await?;
    let (unit, period) = (&opened.standing.unit.code, opened.filed.period);
    let place = format!("{}-{}", opened.row.turn, opened.row.supplement);
    let name = format!("bao-cao-{unit}-{period}-{place}.{}", format.extension());
    drop(look);
    let bytes = commands::write_paper(opened.paper, format).await?;
    let headers = [
        (header::CONTENT_TYPE, format.content_type().to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{}\"", name.replace('/', "_")),
        ),
    ];
    Ok((headers, bytes).into_response())
}
