//! The book and what was submitted, side by side.

use super::{
    super::{actions, compare, consolidate::boundaries_of, store, texts::Texts},
    Asked,
};
use crate::{
    READ_REPORTS, forms,
    report::{self, Desk},
};
use access::{Look, asked::Query};
use askama::Template;
use axum::response::Html;
use platform::{
    Problem,
    web::{self, Rail, Shell},
};

#[derive(Template)]
#[template(path = "compare.html")]
struct ComparePage {
    shell: Shell,
    t: Texts,
    has_any: bool,
    said: String,
    pairs: Vec<compare::Pair>,
    back: String,
}

pub(super) async fn show_compared(
    mut look: Look,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Problem> {
    let (filed, t, lang) = (asked.shown(&mut look).await?, Texts(look.lang), look.lang);
    let scope = look.scope(READ_REPORTS, &filed.unit).await?;
    let unit = units::brief(&mut look.tx, &filed.unit, look.today).await?;
    let standing = actions::state_of(&mut look, &filed).await?;
    let row = standing.standing().or(standing.submitted());
    let mut pairs = vec![];
    if let Some(row) = row {
        let content = store::content(&mut look.tx, &scope, &row.id).await?;
        let boundaries = boundaries_of(&unit, filed.period, look.today);
        let form = forms::version_of(&mut look.tx, &row.form, content.form_version).await?;
        let mut desk = Desk::of(&mut look);
        let live =
            report::live(&mut desk, &form, &filed.unit, filed.period, boundaries, |_| {}).await?;
        pairs = compare::compared(&content, &live);
        pairs.retain(|pair| !pair.submitted.is_empty() || !pair.live.is_empty());
    }
    let differ = pairs.iter().filter(|pair| pair.differs).count();
    let said = match (row.is_some(), differ) {
        (false, _) => t.nothing_submitted(),
        (true, 0) => t.no_difference(),
        (true, differ) => t.differences(differ),
    };
    let title = t.compare_title(&unit.full_name(lang), &standing.form.said(filed.period, lang));
    let has_any = row.is_some();
    let shell = look
        .shell(title)
        .await?
        .at(Rail::Reports)
        .crumbs(super::way_to(&mut look, &filed.unit).await?);
    let back = format!("/bao-cao/ho-so?{}", filed.address());
    web::page(ComparePage { shell, t, has_any, said, pairs, back })
}
