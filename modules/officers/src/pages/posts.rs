//! Chức vụ: what positions are called and which rights they carry, for everybody to read and an administrator to change.

use super::{Choices, Said, body_choices, mistakes_of};
use crate::{
    EDIT,
    posts::{self, Carries, NewPost, Post},
    store::posts as store,
    texts::Texts,
    words::Body,
};
use access::{Look, Role, Work};
use askama::Template;
use axum::{
    Form,
    extract::{Path, Query},
    response::{Html, IntoResponse, Response},
};
use kernel::Lang;
use platform::{
    Problem,
    form::{Mistakes, Reader},
    operation::{self, Answered},
    web::{self, Flash, Rail, Shell},
};

struct Line {
    url: String,
    label: String,
    bodies: String,
    single: bool,
    carries: String,
    retired: bool,
}

struct QuorumLine {
    code: String,
    label: String,
    part: String,
    whole: String,
    basis: String,
}

#[derive(Template)]
#[template(path = "posts.html")]
struct PostsPage {
    shell: Shell,
    t: Texts,
    lines: Vec<Line>,
    quorums: Vec<QuorumLine>,
    may_edit: bool,
    op: String,
}

pub async fn list(mut look: Look, Query(said): Query<Said>) -> Result<Html<String>, Problem> {
    let (t, lang) = (Texts(look.lang), look.lang);
    let all = store::posts(&mut look.tx).await?;
    let quorums = store::quorums(&mut look.tx).await?;
    let may_edit = look.may(EDIT, &units::nation()).await?;
    let flash = (!said.xong.is_empty()).then(|| Flash::done(t.changed()));
    let shell = look.shell(t.posts()).await?.at(Rail::More).flash(flash);
    let line = |post: Post| Line {
        url: format!("/chuc-vu/{}/sua", post.code),
        label: post.label(lang).to_owned(),
        bodies: post.bodies.iter().map(|body| body.say(lang)).collect::<Vec<_>>().join(", "),
        single: post.single,
        carries: carries_said(post.carries, t),
        retired: post.retired_on.is_some(),
    };
    let quorum = |one: store::Quorum| {
        Some(QuorumLine {
            label: Body::read(&one.code)?.say(lang),
            code: one.code,
            part: one.quorum_part.to_string(),
            whole: one.quorum_whole.to_string(),
            basis: one.basis,
        })
    };
    web::page(PostsPage {
        shell,
        t,
        lines: all.into_iter().map(line).collect(),
        quorums: quorums.into_iter().filter_map(quorum).collect(),
        may_edit,
        op: operation::new_id(),
    })
}

fn carries_said(carries: Carries, t: Texts) -> String {
    match carries {
        Carries::Nothing => t.carries_nothing(),
        Carries::OfficerOfLevel => t.carries_officer(),
        Carries::Role(role) => Role::said(role.code(), t.0),
    }
}

#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct PostForm {
    code: String,
    label_vi: String,
    label_en: String,
    single: String,
    carries: String,
    position: String,
    retired: String,
    revision: String,
    ban_chap_hanh: String,
    ban_thuong_vu: String,
    ban_kiem_tra: String,
    ban_chi_hoi: String,
}

impl PostForm {
    fn of(post: &Post) -> PostForm {
        let is_of = |body| if post.is_of(body) { "1".to_owned() } else { String::new() };
        let said = |yes| if yes { "1".to_owned() } else { String::new() };
        PostForm {
            code: post.code.clone(),
            label_vi: post.label_vi.clone(),
            label_en: post.label_en.clone(),
            single: said(post.single),
            carries: if post.carries == Carries::Nothing { NOTHING } else { post.carries.code() }
                .to_owned(),
            position: post.position.to_string(),
            retired: said(post.retired_on.is_some()),
            revision: post.revision.to_string(),
            ban_chap_hanh: is_of(Body::Executive),
            ban_thuong_vu: is_of(Body::Standing),
            ban_kiem_tra: is_of(Body::Inspection),
            ban_chi_hoi: is_of(Body::ChapterBoard),
        }
    }

    fn in_body(&self, body: Body) -> bool {
        let typed = match body {
            Body::Executive => &self.ban_chap_hanh,
            Body::Standing => &self.ban_thuong_vu,
            Body::Inspection => &self.ban_kiem_tra,
            Body::ChapterBoard => &self.ban_chi_hoi,
        };
        !typed.is_empty()
    }

    fn parse(&self, lang: Lang) -> Result<NewPost, Mistakes> {
        let (read, t) = (Reader(lang), Texts(lang));
        let mut mistakes = Mistakes::default();
        let code = mistakes.check("code", read.required(&self.code, 40));
        let label_vi = mistakes.check("label_vi", read.required(&self.label_vi, 80));
        let label_en = mistakes.check("label_en", read.required(&self.label_en, 80));
        let carries = if self.carries == NOTHING { "" } else { self.carries.as_str() };
        let carries = mistakes.check("carries", Carries::read(carries).ok_or(t.choose_carries()));
        let position = mistakes.check("position", read.count(&self.position));
        match (code, label_vi, label_en, carries, position) {
            (Some(code), Some(label_vi), Some(label_en), Some(carries), Some(position)) => {
                Ok(NewPost {
                    code,
                    label_vi,
                    label_en,
                    bodies: Body::ALL.iter().copied().filter(|body| self.in_body(*body)).collect(),
                    single: !self.single.is_empty(),
                    carries,
                    position,
                    retired: !self.retired.is_empty(),
                })
            }
            _ => Err(mistakes),
        }
    }
}

/// A choice needs a value that is not empty.
const NOTHING: &str = "nothing";

/// What the rules refuse of a position is its code.
fn field_of(_: &str) -> &'static str {
    "code"
}

#[derive(Template)]
#[template(path = "post_form.html")]
struct PostFormPage {
    shell: Shell,
    t: Texts,
    form: PostForm,
    /// Code, words, and whether it is chosen.
    bodies: Vec<(String, String, bool)>,
    carries: Choices,
    labels: Vec<(&'static str, String)>,
    is_new: bool,
    mistakes: Mistakes,
    op: String,
}

fn form_page(
    shell: Shell,
    form: PostForm,
    is_new: bool,
    mistakes: Mistakes,
) -> Result<Html<String>, Problem> {
    let (t, lang) = (Texts(shell.lang), shell.lang);
    let mut carries = vec![
        (NOTHING.to_owned(), t.carries_nothing()),
        (Carries::OfficerOfLevel.code().to_owned(), t.carries_officer()),
    ];
    // An office never makes an administrator, nor a reader of what was handed over.
    let offered = Role::ALL
        .into_iter()
        .filter(|role| !matches!(role, Role::Administrator | Role::FormerOfficer | Role::Member));
    carries.extend(offered.map(|role| (role.code().to_owned(), Role::said(role.code(), lang))));
    let labels = vec![
        ("code", t.post_code()),
        ("label_vi", t.label_vi()),
        ("label_en", t.label_en()),
        ("carries", t.carries()),
        ("position", t.rank()),
    ];
    let bodies = body_choices(t)
        .into_iter()
        .zip(Body::ALL)
        .map(|((code, label), body)| (code, label, form.in_body(*body)))
        .collect();
    web::page(PostFormPage {
        shell,
        t,
        form,
        bodies,
        carries,
        labels,
        is_new,
        mistakes,
        op: operation::new_id(),
    })
}

pub async fn adding(mut look: Look) -> Result<Html<String>, Problem> {
    look.scope(EDIT, &units::nation()).await?;
    let shell = look.shell(Texts(look.lang).add_post()).await?.at(Rail::More);
    form_page(shell, PostForm::default(), true, Mistakes::default())
}

pub async fn changing(mut look: Look, Path(code): Path<String>) -> Result<Html<String>, Problem> {
    look.scope(EDIT, &units::nation()).await?;
    let post = store::post(&mut look.tx, &code).await?;
    let shell = look.shell(post.label(look.lang).to_owned()).await?.at(Rail::More);
    form_page(shell, PostForm::of(&post), false, Mistakes::default())
}

pub async fn add(work: Work, Form(form): Form<PostForm>) -> Result<Response, Problem> {
    write(work, form, true).await
}

pub async fn change(
    work: Work,
    Path(code): Path<String>,
    Form(form): Form<PostForm>,
) -> Result<Response, Problem> {
    write(work, PostForm { code, ..form }, false).await
}

async fn write(mut work: Work, form: PostForm, is_new: bool) -> Result<Response, Problem> {
    work.scope(EDIT, &units::nation()).await?;
    let revision = form.revision.parse().ok().filter(|_| !is_new);
    let written = match form.parse(work.lang) {
        Ok(new) if is_new || revision.is_some() => {
            posts::change_post(&mut work, new, revision).await
        }
        Ok(_) => Err(Problem::Outdated),
        Err(mistakes) => Err(Problem::BadValue(mistakes.0)),
    };
    match written {
        Ok(()) => Ok(work.finish(Answered::seen_at("/chuc-vu?xong=ghi")).await?.into_response()),
        Err(problem) => {
            let (status, mistakes) = mistakes_of(problem, field_of, work.lang)?;
            let shell = work.shell(Texts(work.lang).add_post()).await?.at(Rail::More);
            Ok((status, form_page(shell, form, is_new, mistakes)?).into_response())
        }
    }
}

#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct QuorumForm {
    part: String,
    whole: String,
    basis: String,
}

pub async fn change_quorum(
    mut work: Work,
    Path(code): Path<String>,
    Form(form): Form<QuorumForm>,
) -> Result<Response, Problem> {
    work.scope(EDIT, &units::nation()).await?;
    let body = Body::read(&code).ok_or(Problem::NotFound)?;
    let read = Reader(work.lang);
    let mut mistakes = Mistakes::default();
    let part = mistakes.check("part", read.count(&form.part));
    let whole = mistakes.check("whole", read.count(&form.whole));
    let basis = mistakes.check("basis", read.optional(&form.basis, 200));
    let (Some(part), Some(whole), Some(basis)) = (part, whole, basis) else {
        return Err(Problem::BadValue(mistakes.0));
    };
    let basis = basis.unwrap_or_default();
    posts::change_quorum(&mut work, body, (part, whole), &basis).await?;
    Ok(work.finish(Answered::seen_at("/chuc-vu?xong=ghi")).await?.into_response())
}
