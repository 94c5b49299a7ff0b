//! Danh mục chỉ tiêu: what is counted, and a province's own.

use super::{Fields, all, field};
use crate::{rules, shipped, texts::Texts};
use access::{Look, Work};
use askama::Template;
use axum::{
    Form,
    extract::{Path, Query},
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use counts::{Definition, EDIT_INDICATORS, Kind, NewIndicator};
use kernel::UnitId;
use platform::{
    Problem,
    form::{Mistakes, Reader},
    operation::{self, Answered},
    web::{self, Flash, Rail, Shell},
};

struct Line {
    code: String,
    label: String,
    measure: String,
    kind: String,
    definition: String,
    /// Who added it, for one that is not shipped.
    owner: String,
    retired: String,
    /// Where it is retired, for those who may.
    retire: Option<String>,
}

struct Group {
    title: String,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "catalogue.html")]
struct CataloguePage {
    shell: Shell,
    t: Texts,
    groups: Vec<Group>,
    /// Where the reader's own unit adds one; empty for those who may not.
    add: String,
    op: String,
}

pub async fn list(mut look: Look, Query(said): Query<Fields>) -> Result<Html<String>, Problem> {
    let t = Texts(look.lang);
    let flash = match field(&said, "xong") {
        "them" => Some(Flash::done(t.indicator_added())),
        "thoi" => Some(Flash::done(t.indicator_retired())),
        _ => None,
    };
    let titles = shipped::groups(look.lang).into_iter().chain([t.own_indicators()]);
    let mut groups: Vec<Group> = titles.map(|title| Group { title, lines: vec![] }).collect();
    let own = groups.len() - 1;
    let catalogue = counts::catalogue(&mut look.tx).await?;
    for definition in &catalogue {
        let place = shipped::group_of(definition).filter(|place| *place < own).unwrap_or(own);
        let line = line(&mut look, definition, &catalogue).await?;
        groups[place].lines.push(line);
    }
    groups.retain(|group| !group.lines.is_empty());
    let add = match look.unit().await {
        Ok(unit) if look.may(EDIT_INDICATORS, &unit).await? => {
            format!("/don-vi/{unit}/chi-tieu/them")
        }
        _ => String::new(),
    };
    let shell = look.shell(t.indicators()).await?.at(Rail::More).flash(flash);
    web::page(CataloguePage { shell, t, groups, add, op: operation::new_id() })
}

async fn line(
    look: &mut Look,
    definition: &Definition,
    all: &[Definition],
) -> Result<Line, Problem> {
    let (t, lang) = (Texts(look.lang), look.lang);
    let mut said = Line {
        code: definition.code.clone(),
        label: definition.label(lang).to_owned(),
        measure: definition.measure(lang).to_owned(),
        kind: t.kind(definition.kind),
        definition: definition.definition(lang).to_owned(),
        owner: String::new(),
        retired: definition.retired_on.map(|day| t.retired_since(&day.short())).unwrap_or_default(),
        retire: None,
    };
    if !definition.parts.is_empty() {
        let parts =
            definition.parts.iter().filter_map(|code| all.iter().find(|one| one.code == *code));
        let labels: Vec<&str> = parts.map(|part| part.label(lang)).collect();
        let between = if definition.kind == Kind::Ratio { " ÷ " } else { " + " };
        said.kind += &format!(": {}", labels.join(between));
    }
    if let Some(owner) = &definition.owner {
        said.owner = units::full_name(&mut look.tx, owner, look.today, lang).await?;
        let may = definition.retired_on.is_none() && look.may(EDIT_INDICATORS, owner).await?;
        said.retire = may.then(|| format!("/don-vi/{owner}/chi-tieu/{}/thoi", definition.code));
    }
    Ok(said)
}

#[derive(Default, Clone)]
struct Typed {
    label_vi: String,
    label_en: String,
    code: String,
    measure_vi: String,
    measure_en: String,
    kind: String,
    parts: Vec<String>,
    definition_vi: String,
}

impl Typed {
    fn of(fields: &Fields) -> Typed {
        let text = |name: &str| field(fields, name).to_owned();
        Typed {
            label_vi: text("label_vi"),
            label_en: text("label_en"),
            code: text("code"),
            measure_vi: text("measure_vi"),
            measure_en: text("measure_en"),
            kind: text("kind"),
            parts: PARTS.iter().flat_map(|name| all(fields, name)).map(str::to_owned).collect(),
            definition_vi: text("definition_vi"),
        }
    }
    fn part(&self, place: usize) -> &str {
        self.parts.get(place).map_or("", String::as_str)
    }
}

const PARTS: [&str; 4] = ["part1", "part2", "part3", "part4"];

#[derive(Template)]
#[template(path = "indicator_form.html")]
struct FormPage {
    shell: Shell,
    t: Texts,
    typed: Typed,
    kinds: Vec<(String, String)>,
    parts: Vec<(String, String)>,
    mistakes: Mistakes,
    op: String,
}

fn form_page(
    shell: Shell,
    t: Texts,
    typed: Typed,
    known: &[Definition],
    mistakes: Mistakes,
) -> Result<Html<String>, Problem> {
    let kinds = [Kind::Flow, Kind::Stock, Kind::Ratio, Kind::Sum];
    let kinds = kinds.map(|kind| (kind.code().to_owned(), t.kind_explained(kind))).to_vec();
    let part =
        |one: &Definition| (one.code.clone(), format!("{} ({})", one.label(t.0), one.measure(t.0)));
    let parts = known.iter().filter(|one| one.kind.is_posted()).map(part).collect();
    let shell = shell.at(Rail::More);
    web::page(FormPage { shell, t, typed, kinds, parts, mistakes, op: operation::new_id() })
}

pub async fn new_indicator(
    mut look: Look,
    Path(unit): Path<UnitId>,
) -> Result<Html<String>, Problem> {
    let t = Texts(look.lang);
    look.scope(EDIT_INDICATORS, &unit).await?;
    let known = counts::catalogue(&mut look.tx).await?;
    let shell = look.shell(t.add_indicator()).await?;
    let typed = Typed { kind: Kind::Flow.code().to_owned(), ..Typed::default() };
    form_page(shell, t, typed, &known, Mistakes::default())
}

fn parse(typed: &Typed, read: Reader) -> Result<NewIndicator, Mistakes> {
    let mut mistakes = Mistakes::default();
    let label_vi = mistakes.check("label_vi", read.required(&typed.label_vi, 120));
    let label_en = mistakes.check("label_en", read.optional(&typed.label_en, 120));
    let kind = Kind::read(&typed.kind).ok_or_else(|| Texts(read.0).choose_kind());
    let kind = mistakes.check("kind", kind);
    // A ratio has no measure of its own: it is a percentage.
    let measure = match kind {
        Some(Kind::Ratio) if typed.measure_vi.trim().is_empty() => Ok("%".to_owned()),
        _ => read.required(&typed.measure_vi, 30),
    };
    let measure_vi = mistakes.check("measure_vi", measure);
    let measure_en = mistakes.check("measure_en", read.optional(&typed.measure_en, 30));
    let definition_vi = mistakes.check("definition_vi", read.required(&typed.definition_vi, 600));
    let (
        Some(label_vi),
        Some(label_en),
        Some(kind),
        Some(measure_vi),
        Some(measure_en),
        Some(definition_vi),
    ) = (label_vi, label_en, kind, measure_vi, measure_en, definition_vi)
    else {
        return Err(mistakes);
    };
    let code = typed.code.trim();
    let made = matches!(kind, Kind::Ratio | Kind::Sum);
    let parts = typed.parts.iter().filter(|part| made && !part.is_empty()).cloned().collect();
    Ok(NewIndicator {
        code: if code.is_empty() { rules::code_from(&label_vi) } else { code.to_owned() },
        label_vi,
        label_en: label_en.unwrap_or_default(),
        measure_vi,
        measure_en: measure_en.unwrap_or_default(),
        kind,
        parts,
        definition_vi,
    })
}

pub async fn add(
    mut work: Work,
    Path(unit): Path<UnitId>,
    Form(fields): Form<Fields>,
) -> Result<Response, Problem> {
    work.scope(EDIT_INDICATORS, &unit).await?;
    let (t, typed) = (Texts(work.lang), Typed::of(&fields));
    let known = counts::catalogue(&mut work.tx).await?;
    let again = |shell, mistakes, status: StatusCode| -> Result<Response, Problem> {
        Ok((status, form_page(shell, t, typed.clone(), &known, mistakes)?).into_response())
    };
    let new = match parse(&typed, Reader(work.lang)) {
        Ok(new) => new,
        Err(mistakes) => {
            let shell = work.shell(t.add_indicator()).await?;
            return again(shell, mistakes, StatusCode::UNPROCESSABLE_ENTITY);
        }
    };
    match counts::add_indicator(&mut work, &unit, new).await {
        Ok(()) => Ok(work.finish(Answered::seen_at("/chi-tieu?xong=them")).await?.into_response()),
        Err(Problem::Refused(refusal)) => {
            let field = match refusal.code().as_str() {
                "indicator_exists" | "code_unusable" => "code",
                _ => PARTS[0],
            };
            let mut mistakes = Mistakes::default();
            mistakes.note(field, refusal.say(work.lang));
            let shell = work.shell(t.add_indicator()).await?;
            again(shell, mistakes, refusal.status())
        }
        Err(other) => Err(other),
    }
}

pub async fn retire(
    mut work: Work,
    Path((unit, code)): Path<(UnitId, String)>,
) -> Result<Answered, Problem> {
    let today = work.today;
    counts::retire(&mut work, &unit, &code, today).await?;
    work.finish(Answered::seen_at("/chi-tieu?xong=thoi")).await
}
