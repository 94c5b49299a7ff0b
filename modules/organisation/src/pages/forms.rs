//! Forms that open, rename and close a unit of the association's own.

use crate::{EDIT_UNITS, actions, rules, texts::Texts};
use access::{Look, Work};
use askama::Template;
use axum::{
    Extension, Form as Body,
    extract::Path,
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use kernel::{Day, Lang, UnitId};
use platform::{
    Problem, Say,
    form::{Mistakes, Reader},
    operation::{self, Answered},
    web::{self, Rail, Shell},
};
use succession::Registry;
use units::{Form, Level, NewOwnUnit, NewPartner, Setting};

const NAME_LETTERS_MAX: usize = 200;
const DECISION_LETTERS_MAX: usize = 100;

// Mở đơn vị mới

#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct OpeningForm {
    name: String,
    /// A form of the association's own units, or the level of a partner.
    form: String,
    setting: String,
    code: String,
    opened: String,
}

/// What a form asks to open.
enum Wanted {
    Own(NewOwnUnit),
    Partner(NewPartner),
}

impl OpeningForm {
    fn parse(&self, lang: Lang) -> Result<Wanted, Mistakes> {
        let (read, t) = (Reader(lang), Texts(lang));
        let mut mistakes = Mistakes::default();
        let name = mistakes.check("name", read.required(&self.name, NAME_LETTERS_MAX));
        let code = mistakes.check("code", self.code_suffix(t));
        let opened = mistakes.check("opened", read.day(&self.opened));
        let partner = self.form.parse::<Level>().ok().filter(|level| is_partner(*level));
        if let Some(level) = partner {
            let (Some(name), Some(code_suffix), Some(opened)) = (name, code, opened) else {
                return Err(mistakes);
            };
            return Ok(Wanted::Partner(NewPartner {
                code_suffix,
                name,
                level,
                opened,
                sector: None,
            }));
        }
        let form = self.form.parse::<Form>().map_err(|_| t.choose_form());
        let setting = self.setting.parse::<Setting>().map_err(|_| t.choose_setting());
        let (form, setting) = (mistakes.check("form", form), mistakes.check("setting", setting));
        match (name, code, opened, form, setting) {
            (Some(name), Some(code_suffix), Some(opened), Some(form), Some(setting)) => {
                let new = NewOwnUnit { code_suffix, name, form, setting, opened, sector: None };
                Ok(Wanted::Own(new))
            }
            _ => Err(mistakes),
        }
    }

    /// The code as typed, or the one that the name suggests.
    fn code_suffix(&self, t: Texts) -> Result<String, String> {
        let typed = self.code.trim();
        if !typed.is_empty() {
            return Ok(typed.to_owned());
        }
        let suggested = rules::code_from(&self.name);
        let nameless = self.name.trim().is_empty();
        // Without a name the name is the mistake, and the code none.
        if suggested.is_empty() && !nameless { Err(t.code_needed()) } else { Ok(suggested) }
    }
}

fn is_partner(level: Level) -> bool {
    matches!(level, Level::Organisation | Level::Sector)
}

#[derive(Template)]
#[template(path = "unit_open.html")]
struct OpeningPage {
    shell: Shell,
    t: Texts,
    form: OpeningForm,
    parent_code: String,
    forms: Vec<(&'static str, String)>,
    settings: Vec<(&'static str, String)>,
    labels: Vec<(&'static str, String)>,
    mistakes: Mistakes,
    op: String,
}

fn opening_page(
    shell: Shell,
    form: OpeningForm,
    parent_code: String,
    mistakes: Mistakes,
) -> Result<Html<String>, Problem> {
    let (lang, t) = (shell.lang, Texts(shell.lang));
    let own = [Form::Chapter, Form::Group, Form::Branch, Form::Committee, Form::Association];
    let mut forms: Vec<_> =
        own.into_iter().map(|form| (form.code(), form.say(lang).to_owned())).collect();
    forms.push((Level::Organisation.code(), t.partner_organisation()));
    forms.push((Level::Sector.code(), t.sector()));
    let setting = |setting: &Setting| (setting.code(), setting.say(lang).to_owned());
    web::page(OpeningPage {
        t,
        form,
        parent_code,
        forms,
        settings: Setting::ALL.iter().map(setting).collect(),
        labels: vec![
            ("name", t.name()),
            ("form", t.form()),
            ("setting", t.setting()),
            ("code", t.code_suffix()),
            ("opened", t.opened_on()),
        ],
        mistakes,
        op: operation::new_id(),
        shell,
    })
}

pub async fn opening(mut look: Look, Path(unit): Path<UnitId>) -> Result<Html<String>, Problem> {
    look.scope(EDIT_UNITS, &unit).await?;
    let parent = units::brief(&mut look.tx, &unit, look.today).await?;
    let title = Texts(look.lang).open_unit_under(&parent.full_name(look.lang));
    let shell = look.shell(title).await?.at(Rail::Registers);
    let form = OpeningForm { opened: look.today.short(), ..OpeningForm::default() };
    opening_page(shell, form, parent.code, Mistakes::default())
}

pub async fn open(
    mut work: Work,
    Path(unit): Path<UnitId>,
    Body(form): Body<OpeningForm>,
) -> Result<Response, Problem> {
    work.scope(EDIT_UNITS, &unit).await?;
    let opened = match form.parse(work.lang) {
        Ok(Wanted::Own(new)) => actions::open_own(&mut work, &unit, new).await,
        Ok(Wanted::Partner(new)) => actions::open_partner(&mut work, &unit, new).await,
        Err(mistakes) => Err(Problem::BadValue(mistakes.0)),
    };
    match opened {
        Ok(id) => seen(work, &id, "mo").await,
        Err(problem) => {
            let (status, mistakes) = mistakes_of(problem, "name", "opened", work.lang)?;
            let parent = units::brief(&mut work.tx, &unit, work.today).await?;
            let title = Texts(work.lang).open_unit_under(&parent.full_name(work.lang));
            let shell = work.shell(title).await?.at(Rail::Registers);
            Ok((status, opening_page(shell, form, parent.code, mistakes)?).into_response())
        }
    }
}

// Đổi tên

#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct RenamingForm {
    name: String,
    since: String,
    decision: String,
}

#[derive(Template)]
#[template(path = "unit_rename.html")]
struct RenamingPage {
    shell: Shell,
    t: Texts,
    form: RenamingForm,
    labels: Vec<(&'static str, String)>,
    mistakes: Mistakes,
    op: String,
}

fn renaming_page(
    shell: Shell,
    form: RenamingForm,
    mistakes: Mistakes,
) -> Result<Html<String>, Problem> {
    let t = Texts(shell.lang);
    let labels = vec![("name", t.new_name()), ("since", t.since()), ("decision", t.decision())];
    web::page(RenamingPage { shell, t, form, labels, mistakes, op: operation::new_id() })
}

pub async fn renaming(mut look: Look, Path(unit): Path<UnitId>) -> Result<Html<String>, Problem> {
    look.scope(EDIT_UNITS, &unit).await?;
    let found = units::unit(&mut look.tx, &unit).await?;
    let title = Texts(look.lang).rename_unit(&found.full_name(look.lang));
    let shell = look.shell(title).await?.at(Rail::Registers);
    let form = RenamingForm {
        name: found.name.clone(),
        since: look.today.short(),
        decision: String::new(),
    };
    renaming_page(shell, form, Mistakes::default())
}

pub async fn rename(
    mut work: Work,
    Path(unit): Path<UnitId>,
    Body(form): Body<RenamingForm>,
) -> Result<Response, Problem> {
    work.scope(EDIT_UNITS, &unit).await?;
    let read = Reader(work.lang);
    let mut mistakes = Mistakes::default();
    let name = mistakes.check("name", read.required(&form.name, NAME_LETTERS_MAX));
    let since = mistakes.check("since", read.day(&form.since));
    let decision = read.optional(&form.decision, DECISION_LETTERS_MAX);
    let decision = mistakes.check("decision", decision);
    let renamed = match (name, since, decision) {
        (Some(name), Some(since), Some(decision)) => {
            let decision = decision.unwrap_or_default();
            actions::rename(&mut work, &unit, &name, since, &decision).await
        }
        _ => Err(Problem::BadValue(mistakes.0)),
    };
    match renamed {
        Ok(()) => seen(work, &unit, "ten").await,
        Err(problem) => {
            let (status, mistakes) = mistakes_of(problem, "name", "since", work.lang)?;
            let name = units::unit(&mut work.tx, &unit).await?.full_name(work.lang);
            let shell = work.shell(Texts(work.lang).rename_unit(&name)).await?.at(Rail::Registers);
            Ok((status, renaming_page(shell, form, mistakes)?).into_response())
        }
    }
}

// Kết thúc hoạt động

#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct ClosingForm {
    on: String,
    decision: String,
}

#[derive(Template)]
#[template(path = "unit_close.html")]
struct ClosingPage {
    shell: Shell,
    t: Texts,
    form: ClosingForm,
    consequences: Vec<String>,
    /// Where a unit with all it holds is ended; empty for whoever may not draw that up.
    plan_url: String,
    labels: Vec<(&'static str, String)>,
    mistakes: Mistakes,
    op: String,
}

async fn closing_page(
    mut look: Look,
    unit: &UnitId,
    form: ClosingForm,
    mistakes: Mistakes,
) -> Result<Html<String>, Problem> {
    let t = Texts(look.lang);
    let plan_url = plan_to_dissolve(&mut look, unit).await?;
    let name = units::unit(&mut look.tx, unit).await?.full_name(look.lang);
    let shell = look.shell(t.close_unit(&name)).await?.at(Rail::Registers);
    let labels = vec![("on", t.closed_on()), ("decision", t.decision())];
    let consequences =
        vec![t.closing_counts(), t.closing_members(), t.closing_offices(), t.closing_keeps()];
    web::page(ClosingPage {
        shell,
        t,
        form,
        consequences,
        plan_url,
        labels,
        mistakes,
        op: operation::new_id(),
    })
}

/// A plan is made at the unit above.
async fn plan_to_dissolve(look: &mut Look, unit: &UnitId) -> Result<String, Problem> {
    let way = units::path(&mut look.tx, unit, look.today).await?;
    let Some(above) = way.iter().rev().find(|one| one.id != *unit) else {
        return Ok(String::new());
    };
    Ok(match look.may(EDIT_UNITS, &above.id).await? {
        true => format!("/don-vi/{}/sap-xep/them?viec=dissolve&chon={unit}", above.id),
        false => String::new(),
    })
}

pub async fn closing(mut look: Look, Path(unit): Path<UnitId>) -> Result<Html<String>, Problem> {
    look.scope(EDIT_UNITS, &unit).await?;
    let form = ClosingForm { on: look.today.short(), ..ClosingForm::default() };
    closing_page(look, &unit, form, Mistakes::default()).await
}

pub async fn close(
    mut work: Work,
    Extension(registry): Extension<Registry>,
    Path(unit): Path<UnitId>,
    Body(form): Body<ClosingForm>,
) -> Result<Response, Problem> {
    work.scope(EDIT_UNITS, &unit).await?;
    let read = Reader(work.lang);
    let mut mistakes = Mistakes::default();
    let on: Option<Day> = mistakes.check("on", read.day(&form.on));
    let decision = read.optional(&form.decision, DECISION_LETTERS_MAX);
    let decision = mistakes.check("decision", decision);
    let closed = match (on, decision) {
        (Some(on), Some(decision)) => {
            let decision = decision.unwrap_or_default();
            actions::close(&mut work, &registry, &unit, on, &decision).await
        }
        _ => Err(Problem::BadValue(mistakes.0)),
    };
    match closed {
        Ok(()) => seen(work, &unit, "ket-thuc").await,
        Err(problem) => {
            let (status, mistakes) = mistakes_of(problem, "on", "on", work.lang)?;
            let look = work.look_instead().await?;
            let html = closing_page(look, &unit, form, mistakes).await?;
            Ok((status, html).into_response())
        }
    }
}

async fn seen(work: Work, unit: &UnitId, done: &str) -> Result<Response, Problem> {
    let next = format!("/don-vi/{unit}?xong={done}");
    Ok(work.finish(Answered::seen_at(next)).await?.into_response())
}

/// What is wrong with a form, beside the field it concerns; any other problem is none of the form's.
fn mistakes_of(
    problem: Problem,
    name: &str,
    day: &str,
    lang: Lang,
) -> Result<(StatusCode, Mistakes), Problem> {
    match problem {
        Problem::BadValue(mistakes) => Ok((StatusCode::UNPROCESSABLE_ENTITY, Mistakes(mistakes))),
        Problem::Refused(refusal) => {
            let mut mistakes = Mistakes::default();
            let field = field_of(refusal.as_ref(), name, day);
            mistakes.note(field, refusal.say(lang));
            Ok((refusal.status(), mistakes))
        }
        other => Err(other),
    }
}

fn field_of<'f>(refusal: &dyn Say, name: &'f str, day: &'f str) -> &'f str {
    match refusal.code().as_str() {
        "bad_code" | "code_taken" => "code",
        "name_empty" | "official_unit" => name,
        _ => day,
    }
}
