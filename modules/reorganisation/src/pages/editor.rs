//! Drawing a plan up: the deed is chosen first, then come the fields that it needs. Plans of several steps are
//! written as the API takes them.

use crate::{
    EDIT, actions,
    plan::{Opening, Plan, Portion, Step, Target},
    reform,
    texts::Texts,
};
use access::{Look, Work};
use askama::Template;
use axum::{
    Extension, Form as Sent,
    extract::{Path, Query},
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use kernel::{Day, Lang, RowId, UnitId};
use platform::{
    Problem,
    db::Tx,
    form::{Mistakes, Reader},
    operation::{self, Answered},
    web::{self, Rail, Shell},
};
use std::collections::BTreeMap;
use succession::Registry;
use units::{Form, Origin, Setting, TWO_LEVELS_SINCE};

const DECISION_LETTERS_MAX: usize = 300;
const NAME_LETTERS_MAX: usize = 200;
/// So many units are offered; a province with more writes its plan as data.
const UNITS_OFFERED: usize = 400;
const HEIRS: usize = 3;

/// What was sent, name by name.
#[derive(Debug, Clone, Default)]
struct Fields(BTreeMap<String, String>);

impl Fields {
    fn of(pairs: Vec<(String, String)>) -> Fields {
        Fields(pairs.into_iter().collect())
    }
    fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", |value| value.trim())
    }
    /// The rest of every name that begins so and has a value.
    fn after<'f>(&'f self, front: &'f str) -> impl Iterator<Item = (&'f str, &'f str)> {
        let filled = self.0.iter().filter(|(_, value)| !value.trim().is_empty());
        filled.filter_map(move |(name, value)| Some((name.strip_prefix(front)?, value.trim())))
    }
}

/// A unit that may be chosen.
#[derive(Debug, Clone)]
struct Offered {
    id: UnitId,
    label: String,
    own: bool,
    form: Option<Form>,
    setting: Option<Setting>,
    parent: UnitId,
}

/// Everything open below a unit, the nearest first, and the unit itself.
async fn offered(tx: &mut Tx, unit: &UnitId, on: Day, lang: Lang) -> Result<Vec<Offered>, Problem> {
    let (mut all, mut open) =
        (vec![], std::collections::VecDeque::from([(unit.clone(), unit.clone())]));
    while let Some((id, parent)) = open.pop_front() {
        let found = units::unit(tx, &id).await?;
        all.push(Offered {
            label: format!("{} ({})", found.full_name(lang), found.code),
            own: found.origin != Origin::Official && found.id != *unit,
            form: found.form,
            setting: found.setting,
            id: id.clone(),
            parent,
        });
        if all.len() + open.len() < UNITS_OFFERED {
            let below = units::children(tx, &id, on, None, UNITS_OFFERED as i64).await?;
            open.extend(below.units.into_iter().map(|child| (child.id, id.clone())));
        }
    }
    all.truncate(UNITS_OFFERED);
    Ok(all)
}

struct CheckedUnit {
    name: String,
    label: String,
    checked: bool,
}

struct ChosenHeir {
    number: usize,
    to: String,
    name: String,
    share: String,
}

struct SubUnit {
    name: String,
    label: String,
    chosen: String,
}

#[derive(Template)]
#[template(path = "reorganisation_edit.html")]
struct EditPage {
    shell: Shell,
    t: Texts,
    deed: String,
    deeds: Vec<(&'static str, String)>,
    unit_chosen: String,
    own: Vec<(String, String)>,
    all: Vec<(String, String)>,
    checks: Vec<CheckedUnit>,
    heirs: Vec<ChosenHeir>,
    subs: Vec<SubUnit>,
    numbers: Vec<(&'static str, String)>,
    forms: Vec<(&'static str, String)>,
    settings: Vec<(&'static str, String)>,
    day: String,
    decision: String,
    into: String,
    new_name: String,
    form: String,
    setting: String,
    under: String,
    basis: String,
    rest: String,
    registers_hold: bool,
    action: String,
    mistakes: Mistakes,
    op: String,
}

const DEEDS: [&str; 8] =
    ["merge", "split", "move", "rename", "form", "dissolve", "abolish", "reform"];

fn deed_said(deed: &str, t: Texts) -> String {
    match deed {
        "split" => t.deed_split(),
        "move" => t.deed_move(),
        "rename" => t.deed_rename(),
        "form" => t.deed_form(),
        "dissolve" => t.deed_dissolve(),
        "abolish" => t.deed_abolish(),
        "reform" => t.deed_reform(),
        _ => t.deed_merge(),
    }
}

async fn edit_page(
    tx: &mut Tx,
    shell: Shell,
    unit: &UnitId,
    today: Day,
    fields: &Fields,
    mistakes: Mistakes,
) -> Result<Html<String>, Problem> {
    let (lang, t) = (shell.lang, Texts(shell.lang));
    let offered = offered(tx, unit, today, lang).await?;
    let deed = fields.get("viec").to_owned();
    let chosen = fields.get("chon").to_owned();
    let pair = |one: &Offered| (one.id.to_string(), one.label.clone());
    let checks = offered.iter().filter(|one| one.own).map(|one| {
        let name = format!("units-{}", one.id);
        let checked = !fields.get(&name).is_empty();
        CheckedUnit { name, label: one.label.clone(), checked }
    });
    let subs = offered.iter().filter(|one| one.parent.as_str() == chosen && one.id != one.parent);
    let subs = subs.map(|one| {
        let name = format!("sub-{}", one.id);
        let chosen = fields.get(&name).to_owned();
        SubUnit { name, label: t.place_of(&one.label), chosen }
    });
    let heirs = (1..=HEIRS).map(|number| ChosenHeir {
        number,
        to: fields.get(&format!("to-{number}")).to_owned(),
        name: fields.get(&format!("name-{number}")).to_owned(),
        share: fields.get(&format!("share-{number}")).to_owned(),
    });
    let own_forms = [Form::Chapter, Form::Group, Form::Branch, Form::Committee, Form::Association];
    web::page(EditPage {
        deeds: DEEDS.iter().map(|deed| (*deed, deed_said(deed, t))).collect(),
        own: offered.iter().filter(|one| one.own).map(pair).collect(),
        all: offered.iter().map(pair).collect(),
        checks: checks.collect(),
        heirs: heirs.collect(),
        subs: subs.collect(),
        numbers: vec![("1", t.first_one()), ("2", t.second_one()), ("3", t.third_one())],
        forms: own_forms.iter().map(|form| (form.code(), form.say(lang).to_owned())).collect(),
        settings: Setting::ALL.iter().map(|one| (one.code(), one.say(lang).to_owned())).collect(),
        day: match fields.get("day") {
            "" if deed == "reform" => TWO_LEVELS_SINCE.short(),
            "" => today.short(),
            typed => typed.to_owned(),
        },
        decision: fields.get("decision").to_owned(),
        into: fields.get("into").to_owned(),
        new_name: fields.get("name").to_owned(),
        form: fields.get("form").to_owned(),
        setting: fields.get("setting").to_owned(),
        under: fields.get("under").to_owned(),
        basis: fields.get("basis").to_owned(),
        rest: fields.get("rest").to_owned(),
        registers_hold: !fields.get("registers_hold").is_empty(),
        action: format!("/don-vi/{unit}/sap-xep/them"),
        deed,
        unit_chosen: chosen,
        mistakes,
        op: operation::new_id(),
        t,
        shell,
    })
}

pub async fn page(
    mut look: Look,
    Path(unit): Path<UnitId>,
    Query(asked): Query<Vec<(String, String)>>,
) -> Result<Html<String>, Problem> {
    look.scope(EDIT, &unit).await?;
    let crumbs = super::crumbs(&mut look, &unit).await?;
    let shell = look.shell(Texts(look.lang).new_plan()).await?.at(Rail::Registers).crumbs(crumbs);
    let (today, fields) = (look.today, Fields::of(asked));
    edit_page(&mut look.tx, shell, &unit, today, &fields, Mistakes::default()).await
}

pub async fn keep(
    mut work: Work,
    Extension(registry): Extension<Registry>,
    Path(unit): Path<UnitId>,
    Sent(pairs): Sent<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    work.scope(EDIT, &unit).await?;
    let fields = Fields::of(pairs);
    let kept = match plan_of(&mut work, &unit, &fields).await? {
        Ok(plan) => actions::draft(&mut work, &registry, &unit, plan).await,
        Err(mistakes) => Err(Problem::BadValue(mistakes.0)),
    };
    let (status, mistakes) = match kept {
        Ok(id) => {
            let next = format!("/don-vi/{unit}/sap-xep/{id}?xong=giu");
            return Ok(work.finish(Answered::seen_at(next)).await?.into_response());
        }
        Err(Problem::BadValue(mistakes)) => (StatusCode::UNPROCESSABLE_ENTITY, Mistakes(mistakes)),
        Err(Problem::Refused(refusal)) => {
            let mut mistakes = Mistakes::default();
            mistakes.note("day", refusal.say(work.lang));
            (refusal.status(), mistakes)
        }
        Err(other) => return Err(other),
    };
    let shell = work.shell(Texts(work.lang).new_plan()).await?.at(Rail::Registers);
    let today = work.today;
    let html = edit_page(&mut work.tx, shell, &unit, today, &fields, mistakes).await?;
    Ok((status, html).into_response())
}

fn id(text: &str) -> UnitId {
    text.parse().unwrap_or_else(|never| match never {})
}

/// What the fields say, or what is wrong with them.
async fn plan_of(
    work: &mut Work,
    unit: &UnitId,
    fields: &Fields,
) -> Result<Result<Plan, Mistakes>, Problem> {
    let (t, read) = (Texts(work.lang), Reader(work.lang));
    let mut mistakes = Mistakes::default();
    let day = mistakes.check("day", read.day(fields.get("day")));
    let decision = read.optional(fields.get("decision"), DECISION_LETTERS_MAX);
    let decision = mistakes.check("decision", decision).flatten().unwrap_or_default();
    let offered = offered(&mut work.tx, unit, work.today, work.lang).await?;
    let mut reading = FormReading { t, fields, offered: &offered, opens: vec![], mistakes, unit };
    let step = reading.step();
    let FormReading { opens, mistakes, .. } = reading;
    let (Some(day), Some(step), true) = (day, step, mistakes.is_empty()) else {
        return Ok(Err(mistakes));
    };
    if matches!(step, Step::Reform { .. }) {
        let mut plan = reform::reform_plan(&mut work.tx, unit, day, vec![]).await?;
        plan.registers_hold = !fields.get("registers_hold").is_empty();
        if !decision.is_empty() {
            plan.decision = decision;
        }
        return Ok(Ok(plan));
    }
    Ok(Ok(Plan {
        day,
        decision,
        steps: vec![step],
        opens,
        placed: BTreeMap::new(),
        registers_hold: !fields.get("registers_hold").is_empty(),
    }))
}

/// A form while it is read.
struct FormReading<'f> {
    t: Texts,
    fields: &'f Fields,
    offered: &'f [Offered],
    opens: Vec<Opening>,
    mistakes: Mistakes,
    unit: &'f UnitId,
}

impl FormReading<'_> {
    fn step(&mut self) -> Option<Step> {
        match self.fields.get("viec") {
            "merge" => self.merge(),
            "split" => self.split(),
            "move" => {
                let (unit, under) = (self.chosen()?, self.existing("under")?);
                Some(Step::Move { unit, under })
            }
            "rename" => {
                let unit = self.chosen()?;
                let name = Reader(self.t.0).required(self.fields.get("name"), NAME_LETTERS_MAX);
                let name = self.mistakes.check("name", name)?;
                Some(Step::Rename { unit, name })
            }
            "form" => {
                let unit = self.chosen()?;
                let (form, setting) = (self.form()?, self.setting()?);
                Some(Step::ChangeForm { unit, form, setting })
            }
            "dissolve" => {
                let unit = self.chosen()?;
                let to = Some(self.fields.get("into")).filter(|typed| !typed.is_empty());
                Some(Step::Dissolve { unit, to: to.map(|typed| Target(typed.to_owned())) })
            }
            "abolish" => Some(Step::AbolishForm { under: self.unit.clone(), form: self.form()? }),
            "reform" => Some(Step::Reform { shares: vec![] }),
            _ => {
                self.mistakes.note("viec", self.t.choose_deed());
                None
            }
        }
    }

    fn chosen(&mut self) -> Option<UnitId> {
        match self.fields.get("chon") {
            "" => {
                self.mistakes.note("chon", self.t.choose_unit());
                None
            }
            typed => Some(id(typed)),
        }
    }

    fn existing(&mut self, name: &str) -> Option<Target> {
        match self.fields.get(name) {
            "" => {
                self.mistakes.note(name, self.t.choose_unit());
                None
            }
            typed => Some(Target(typed.to_owned())),
        }
    }

    fn form(&mut self) -> Option<Form> {
        let form = self.fields.get("form").parse().map_err(|_| self.t.form());
        self.mistakes.check("form", form)
    }

    fn setting(&mut self) -> Option<Setting> {
        let setting = self.fields.get("setting").parse().map_err(|_| self.t.setting());
        self.mistakes.check("setting", setting)
    }

    /// The one that was chosen, or a new one like another, under the same unit.
    fn receiver(&mut self, to: &str, name: &str, like: Option<&UnitId>) -> Option<Target> {
        let (chosen, named) = (self.fields.get(to), self.fields.get(name));
        if !chosen.is_empty() {
            return Some(Target(chosen.to_owned()));
        }
        let like = self.offered.iter().find(|one| Some(&one.id) == like);
        let (Some(like), false) = (like, named.is_empty()) else {
            self.mistakes.note(to, self.t.choose_receiver());
            return None;
        };
        let key = format!("{}", self.opens.len() + 1);
        self.opens.push(Opening {
            key: key.clone(),
            parent: like.parent.clone(),
            name: named.to_owned(),
            form: like.form.unwrap_or(Form::Chapter),
            setting: like.setting.unwrap_or(Setting::Hamlet),
            code: None,
        });
        Some(Target::new_unit(&key))
    }

    fn merge(&mut self) -> Option<Step> {
        let units: Vec<UnitId> = self.fields.after("units-").map(|(unit, _)| id(unit)).collect();
        if units.is_empty() {
            self.mistakes.note("into", self.t.choose_unit());
            return None;
        }
        let into = self.receiver("into", "name", units.first())?;
        // Whoever receives stays, whether it was ticked or not.
        let units = units.into_iter().filter(|unit| Target::unit(unit) != into).collect();
        Some(Step::Merge { units, into })
    }

    fn split(&mut self) -> Option<Step> {
        let unit = self.chosen()?;
        let mut heirs: Vec<Portion> = vec![];
        for number in 1..=HEIRS {
            let (to, name) = (format!("to-{number}"), format!("name-{number}"));
            let empty = self.fields.get(&to).is_empty() && self.fields.get(&name).is_empty();
            // The third may be left out.
            if empty && 2 < number {
                continue;
            }
            let target = self.receiver(&to, &name, Some(&unit))?;
            let typed = self.fields.get(&format!("share-{number}"));
            let share = match typed {
                "" => None,
                typed => {
                    let share = typed.parse().map_err(|_| self.t.not_a_share());
                    Some(self.mistakes.check(&format!("share-{number}"), share)?)
                }
            };
            let here = number.to_string();
            let subs = self.fields.after("sub-").filter(|(_, place)| *place == here);
            heirs.push(Portion {
                to: target,
                units: subs.map(|(sub, _)| id(sub)).collect(),
                share,
                basis: self.fields.get("basis").to_owned(),
            });
        }
        let rest = self.fields.get("rest").parse::<usize>().ok();
        let rest = rest.and_then(|number| heirs.get(number.checked_sub(1)?));
        let rest = rest.map(|heir| heir.to.clone());
        Some(Step::Split { unit, heirs, rest })
    }
}

// Phương án dạng dữ liệu

#[derive(Template)]
#[template(path = "reorganisation_text.html")]
struct TextPage {
    shell: Shell,
    t: Texts,
    plan: String,
    revision: i64,
    mistakes: Mistakes,
    op: String,
}

#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct TextForm {
    plan: String,
    revision: i64,
}

pub async fn as_text(
    mut look: Look,
    Path((unit, id)): Path<(UnitId, RowId)>,
) -> Result<Html<String>, Problem> {
    look.scope(EDIT, &unit).await?;
    let found = actions::seen(&mut look, &unit, &id).await?;
    let t = Texts(look.lang);
    let crumbs = super::crumbs(&mut look, &unit).await?;
    let shell = look.shell(t.change_plan()).await?.at(Rail::Registers).crumbs(crumbs);
    let plan = serde_json::to_string_pretty(&found.plan)?;
    let (mistakes, op) = (Mistakes::default(), operation::new_id());
    web::page(TextPage { shell, t, plan, revision: found.revision, mistakes, op })
}

pub async fn keep_text(
    mut work: Work,
    Extension(registry): Extension<Registry>,
    Path((unit, id)): Path<(UnitId, RowId)>,
    Sent(form): Sent<TextForm>,
) -> Result<Response, Problem> {
    work.scope(EDIT, &unit).await?;
    let t = Texts(work.lang);
    let changed = match serde_json::from_str::<Plan>(&form.plan) {
        Ok(plan) => actions::change(&mut work, &registry, &unit, &id, form.revision, plan).await,
        Err(error) => Err(Problem::mistake("plan", t.not_a_plan(&error.to_string()))),
    };
    let (status, mistakes) = match changed {
        Ok(()) => {
            let next = format!("/don-vi/{unit}/sap-xep/{id}?xong=giu");
            return Ok(work.finish(Answered::seen_at(next)).await?.into_response());
        }
        Err(Problem::BadValue(mistakes)) => (StatusCode::UNPROCESSABLE_ENTITY, Mistakes(mistakes)),
        Err(Problem::Refused(refusal)) => {
            let mut mistakes = Mistakes::default();
            mistakes.note("plan", refusal.say(work.lang));
            (refusal.status(), mistakes)
        }
        Err(other) => return Err(other),
    };
    let shell = work.shell(t.change_plan()).await?.at(Rail::Registers);
    let TextForm { plan, revision } = form;
    let page = TextPage { shell, t, plan, revision, mistakes, op: operation::new_id() };
    Ok((status, web::page(page)?).into_response())
}
