//! Lập bàn giao: who hands which office over to whom.

use super::{LINE_LETTERS_MAX, seen};
use crate::{
    EDIT, document,
    handing::{self, NewHandover},
    pages::{Choices, mistakes_of, officers::ended_choices},
    store::{posts, tenures},
    texts::Texts,
    words::Ended,
};
use access::{Look, WorkLater};
use askama::Template;
use axum::{
    Form,
    extract::{Path, Query},
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use kernel::{Lang, UnitId};
use platform::{
    Problem,
    form::{Mistakes, Reader},
    operation,
    web::{self, Rail, Shell},
};

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
        how: ended_choices(lang),
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
