//! Danh sách mẫu: the forms that a unit reports by, and those it works on.

use super::{Asked, address};
use crate::{
    EDIT_FORMS, READ_REPORTS,
    forms::{
        self,
        store::{self, OwnForm},
        texts::Texts,
    },
    template::Form,
};
use access::{Look, asked::Query};
use askama::Template;
use axum::response::Html;
use kernel::UnitId;
use platform::{
    Problem,
    web::{self, Flash, Rail, Shell},
};

struct Line {
    name: String,
    link: String,
    kind: String,
    owner: String,
    shape: &'static str,
    state: String,
    copy: String,
    edit: String,
}

#[derive(Template)]
#[template(path = "form_list.html")]
struct ListPage {
    shell: Shell,
    t: Texts,
    /// The unit's own, then those it has from others.
    groups: Vec<(String, Vec<Line>)>,
}

pub(super) async fn show_list(
    mut look: Look,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Problem> {
    let (unit, t) = (asked.shown(&mut look).await?, Texts(look.lang));
    look.scope(READ_REPORTS, &unit).await?;
    let (today, lang) = (look.today, look.lang);
    let may_edit = look.may(EDIT_FORMS, &unit).await?;
    let rows = store::at_or_above(&mut look.tx, &unit, today).await?;
    let mut lines = vec![];
    for form in forms::offered(&mut look.tx, &unit, today).await? {
        let row = rows.iter().find(|row| row.id == form.code);
        if row.is_none_or(|row| row.unit_id != unit) {
            lines.push(offered(&mut look, &form, row, &unit, may_edit).await?);
        }
    }
    let mut own = vec![];
    for row in rows.iter().filter(|row| row.unit_id == unit) {
        if may_edit || row.version > 0 {
            own.push(own_line(row, &unit, may_edit, look.today, t)?);
        }
    }
    let name = units::full_name(&mut look.tx, &unit, today, lang).await?;
    let flash = (asked.xong == "ngung").then(|| Flash::done(t.done_retire()));
    let shell = look
        .shell(t.forms_of(&name))
        .await?
        .at(Rail::Reports)
        .crumbs(super::way_to(&mut look, &unit).await?)
        .flash(flash);
    let mut groups = vec![(t.own_forms(), own), (t.offered_forms(), lines)];
    groups.retain(|(_, lines)| !lines.is_empty());
    web::page(ListPage { shell, t, groups })
}

/// A form that the unit reports by without it being its own.
async fn offered(
    look: &mut Look,
    form: &Form,
    row: Option<&OwnForm>,
    unit: &UnitId,
    may_edit: bool,
) -> Result<Line, Problem> {
    let (t, lang) = (Texts(look.lang), look.lang);
    let owner = match row {
        Some(row) => units::full_name(&mut look.tx, &row.unit_id, look.today, lang).await?,
        None => t.shipped(),
    };
    Ok(Line {
        name: form.name(lang).to_owned(),
        link: address(&form.code, "", unit),
        kind: form.kind.say(lang),
        owner,
        shape: "done",
        state: t.version(form.version),
        copy: if may_edit { address(&form.code, "/chep", unit) } else { String::new() },
        edit: String::new(),
    })
}

/// A form of the unit's own, the draft of one included.
fn own_line(
    row: &OwnForm,
    unit: &UnitId,
    may_edit: bool,
    today: kernel::Day,
    t: Texts,
) -> Result<Line, Problem> {
    let draft = row.draft()?;
    let (shape, state) = match (row.retired_on, row.version) {
        (Some(on), _) if row.is_retired(today) => ("closed", t.retired_since(&on.short())),
        (_, 0) => ("draft", t.draft_unpublished()),
        (_, version) => ("done", t.version(version)),
    };
    let may_copy = may_edit && row.version > 0 && !row.is_retired(today);
    let may_edit = may_edit && !row.is_retired(today);
    let part = if row.version > 0 { "" } else { "/sua" };
    Ok(Line {
        name: draft.name(t.0).to_owned(),
        link: address(&row.id, part, unit),
        kind: draft.kind.say(t.0),
        owner: t.own(),
        shape,
        state,
        copy: if may_copy { address(&row.id, "/chep", unit) } else { String::new() },
        edit: if may_edit { address(&row.id, "/sua", unit) } else { String::new() },
    })
}
