//! Một mẫu: what a version of a form asks for, and which versions there were.

use super::{Asked, address};
use crate::{
    EDIT_FORMS, READ_REPORTS,
    forms::{
        self,
        changes::{Labels, changes},
        store,
        texts::Texts,
    },
    periods::name_of,
    template,
};
use access::{Look, asked::Query};
use askama::Template;
use axum::{extract::Path, response::Html};
use kernel::Lang;
use platform::{
    Problem, operation,
    web::{self, Flash, Rail, Shell},
};

/// A section as it is shown: its table and its sentences.
pub(super) struct SectionLine {
    heading: String,
    other_heading: String,
    indicators: Vec<String>,
    sentences: Vec<String>,
    narrative: bool,
}

struct VersionLine {
    name: String,
    link: String,
    published: String,
    changes: Vec<String>,
}

#[derive(Template)]
#[template(path = "form_show.html")]
struct FormPage {
    shell: Shell,
    t: Texts,
    facts: Vec<(String, String)>,
    sections: Vec<SectionLine>,
    versions: Vec<VersionLine>,
    report: String,
    calendar: String,
    copy: String,
    edit: String,
    retire: String,
    revision: i64,
    op: String,
}

pub(super) async fn show_form(
    mut look: Look,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Problem> {
    let (unit, t, lang) = (asked.shown(&mut look).await?, Texts(look.lang), look.lang);
    look.scope(READ_REPORTS, &unit).await?;
    let newest = forms::form_of(&mut look.tx, &unit, &name).await?;
    let form = match asked.version {
        Some(version) => forms::version_of(&mut look.tx, &name, version).await?,
        None => newest.clone(),
    };
    let labels = labels(&mut look).await?;
    let rows = store::at_or_above(&mut look.tx, &unit, look.today).await?;
    let row = rows.iter().find(|row| row.id == name);
    let owner = match store::owner(&mut look.tx, &name).await? {
        Some(owner) => units::full_name(&mut look.tx, &owner, look.today, lang).await?,
        None => t.shipped(),
    };
    let mut facts = vec![
        (t.whose(), owner),
        (t.kind_of_period(), form.kind.say(lang)),
        (t.title_of_report(), lang.choose(&form.title_vi, &form.title_en).clone()),
        (t.state(), t.version(form.version)),
    ];
    if let Some(on) = row.and_then(|row| row.retired_on) {
        facts.push((t.out_of_use(), on.short()));
    }
    let versions = versions(&mut look, &name, &labels, &unit).await?;
    let is_own = row.is_some_and(|row| row.unit_id == unit && !row.is_retired(look.today));
    let is_offered = row.is_none_or(|row| !row.is_retired(look.today));
    let may_edit = look.may(EDIT_FORMS, &unit).await?;
    let link = |part: &str, shown: bool| match shown && may_edit {
        true => address(&name, part, &unit),
        false => String::new(),
    };
    let (copy, edit) = (link("/chep", is_offered), link("/sua", is_own));
    let retire = link("/ngung", is_own);
    let period = form.kind.likely(look.today).map(|period| period.to_string()).unwrap_or_default();
    let flash = (asked.xong == "ban-hanh").then(|| Flash::done(t.done_publish(newest.version)));
    let shell = look
        .shell(form.name(lang))
        .await?
        .at(Rail::Reports)
        .crumbs(super::way_to(&mut look, &unit).await?)
        .flash(flash);
    web::page(FormPage {
        shell,
        t,
        facts,
        sections: form.sections.iter().map(|one| section(one, &form, &labels, lang)).collect(),
        versions,
        report: format!("/bao-cao/{name}?don-vi={unit}&ky={period}"),
        calendar: format!("/bao-cao/lich?don-vi={unit}&mau={name}&ky={period}"),
        copy,
        edit,
        retire,
        revision: row.map_or(0, |row| row.revision),
        op: operation::new_id(),
    })
}

fn section(
    section: &template::Section,
    form: &template::Template,
    labels: &Labels,
    lang: Lang,
) -> SectionLine {
    let other = lang.choose(Lang::En, Lang::Vi);
    let label = |code: &String| labels.get(code).cloned().unwrap_or_else(|| code.clone());
    let ways = |sentence: &template::Sentence| lang.choose(&sentence.vi, &sentence.en).clone();
    SectionLine {
        heading: section.heading(lang, form.kind),
        other_heading: section.heading(other, form.kind),
        indicators: section.lines.iter().map(label).collect(),
        sentences: section
            .sentences
            .iter()
            .filter_map(|one| ways(one).into_iter().next())
            .collect(),
        narrative: section.narrative,
    }
}

/// The labels of all indicators in the reader's language.
pub(super) async fn labels(look: &mut Look) -> Result<Labels, Problem> {
    let lang = look.lang;
    let all = counts::catalogue(&mut look.tx).await?.into_iter();
    Ok(all.map(|one| (one.code.clone(), one.label(lang).to_owned())).collect())
}

/// What was published of a unit's own form: when, by whom, and what each version changed.
async fn versions(
    look: &mut Look,
    name: &str,
    labels: &Labels,
    unit: &kernel::UnitId,
) -> Result<Vec<VersionLine>, Problem> {
    let (t, lang) = (Texts(look.lang), look.lang);
    let rows = store::versions(&mut look.tx, name).await?;
    let mut lines = vec![];
    for (place, row) in rows.iter().enumerate() {
        let who = name_of(&mut look.tx, &row.published_by, lang).await?;
        let changes = match rows.get(place + 1) {
            Some(before) => changes(&before.form()?, &row.form()?, labels, lang),
            None => vec![t.first_version()],
        };
        lines.push(VersionLine {
            name: t.version(row.version),
            link: format!("{}&phien-ban={}", address(name, "", unit), row.version),
            published: t.published(&who, &row.published_at.short()),
            changes,
        });
    }
    Ok(lines)
}
