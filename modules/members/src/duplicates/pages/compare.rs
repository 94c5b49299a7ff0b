//! Two people side by side, the choice field by field, and what a merge would make of them.

use crate::{
    actions::person_source,
    duplicates::{
        actions,
        rows::{BelongingRow, Both, PersonRow, Record},
        rules::{self, Choices, Likeness, Merged, Others, Reasons, Refusal, Side},
        store::{self, PairState},
        texts::Texts,
    },
    pages::crumbs,
    reading::note_reading,
    rules::birth_of,
};
use access::{Look, Scope, Work};
use askama::Template;
use axum::{
    Form,
    extract::{Path, Query},
    response::{Html, IntoResponse, Response},
};
use kernel::{
    PersonId, UnitId,
    vietnamese::{Sex, date::WrittenDay, phone},
};
use platform::{
    Problem, Say, operation,
    operation::Answered,
    web::{self, Flash, Rail, Shell},
};
use std::collections::HashMap;

type Pair = Path<(UnitId, PersonId, PersonId)>;

/// What was chosen, as the forms have it: `one`, `other` or `both` for each field.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub struct ChoiceForm {
    stamp: String,
    full_name: String,
    birth: String,
    sex: String,
    ethnicity: String,
    phone: String,
    national_id: String,
    note: String,
    home: String,
    others: String,
    card_number: String,
    joined_on: String,
}

impl ChoiceForm {
    fn choices(&self) -> Choices {
        Choices {
            full_name: side(&self.full_name),
            birth: side(&self.birth),
            sex: side(&self.sex),
            ethnicity: side(&self.ethnicity),
            phone: side(&self.phone),
            national_id: side(&self.national_id),
            note: side(&self.note),
            home: Some(self.home.as_str())
                .filter(|home| !home.is_empty())
                .map(|home| home.parse().unwrap_or_else(|never| match never {})),
            others: if self.others == "end" { Others::End } else { Others::Also },
            card_number: side(&self.card_number),
            joined_on: Some(self.joined_on.as_str()).filter(|chosen| !chosen.is_empty()).map(side),
        }
    }

    /// Name and value of every choice, to be sent on.
    fn pairs(&self) -> Vec<(&'static str, String)> {
        vec![
            ("stamp", self.stamp.clone()),
            ("full_name", self.full_name.clone()),
            ("birth", self.birth.clone()),
            ("sex", self.sex.clone()),
            ("ethnicity", self.ethnicity.clone()),
            ("phone", self.phone.clone()),
            ("national_id", self.national_id.clone()),
            ("note", self.note.clone()),
            ("home", self.home.clone()),
            ("others", self.others.clone()),
            ("card_number", self.card_number.clone()),
            ("joined_on", self.joined_on.clone()),
        ]
    }
}

fn side(typed: &str) -> Side {
    match typed {
        "other" => Side::Other,
        "both" => Side::Both,
        _ => Side::One,
    }
}

/// One line of the comparison.
struct FieldLine {
    name: &'static str,
    label: String,
    one: String,
    other: String,
    /// Whether there is anything to choose.
    differs: bool,
    chosen: &'static str,
    /// A third choice, or nothing.
    both: String,
}

impl FieldLine {
    fn is(&self, value: &str) -> bool {
        self.chosen == value
    }
}

/// One of the two people, above the comparison.
struct Head {
    title: String,
    href: String,
    recorded: String,
    belongings: Vec<String>,
}

#[derive(Template)]
#[template(path = "duplicates_pair.html")]
struct PairPage {
    shell: Shell,
    t: Texts,
    here: String,
    back: String,
    heads: Vec<Head>,
    lines: Vec<FieldLine>,
    homes: Vec<(String, String)>,
    home: String,
    others: Vec<(&'static str, String)>,
    other_chosen: String,
    stamp: String,
    why: String,
    class: String,
    is_not_same: bool,
    op: String,
}

#[derive(Template)]
#[template(path = "duplicates_already.html")]
struct AlreadyPage {
    shell: Shell,
    t: Texts,
    said: String,
    /// The belonging by which the record that remains is opened.
    href: String,
    merge: String,
    back: String,
}

#[derive(Template)]
#[template(path = "duplicates_preview.html")]
struct PreviewPage {
    shell: Shell,
    t: Texts,
    here: String,
    consequences: Vec<String>,
    fields: Vec<(&'static str, String)>,
    op: String,
}

pub async fn compare(
    mut look: Look,
    Path((unit, one, other)): Pair,
) -> Result<Html<String>, Problem> {
    let (scope, both) = match actions::pair_seen(&mut look, &unit, &one, &other).await {
        Err(problem) if is_merged(&problem) => return merged_page(look, &unit, &one, &other).await,
        seen => seen?,
    };
    let page = pair_page(&mut look, &scope, &both, &ChoiceForm::default(), None).await?;
    let html = web::page(page)?;
    let object = person_source(&both.survivor.person.id);
    let details = serde_json::json!({ "beside": both.gone.person.id });
    note_reading(look, "members.read", &unit, &object, details).await?;
    Ok(html)
}

pub async fn preview(
    mut look: Look,
    Path((unit, one, other)): Pair,
    Query(form): Query<ChoiceForm>,
) -> Result<Response, Problem> {
    let t = Texts(look.lang);
    let (scope, both) = match actions::pair_seen(&mut look, &unit, &one, &other).await {
        Err(problem) if is_merged(&problem) => {
            return Ok(merged_page(look, &unit, &one, &other).await?.into_response());
        }
        seen => seen?,
    };
    if both.stamp() != form.stamp {
        return Err(Problem::Outdated);
    }
    let merged = match rules::merge(&both, &form.choices(), &t.end_note(), look.today) {
        Ok(merged) => merged,
        Err(refused) => {
            let problem = Problem::from(refused);
            let flash = Flash::warning(problem.say(look.lang));
            let page = pair_page(&mut look, &scope, &both, &form, Some(flash)).await?;
            return Ok((problem.status(), web::page(page)?).into_response());
        }
    };
    let consequences = consequences(&mut look, &both, &merged, t).await?;
    let crumbs = crumbs(&mut look, &unit).await?;
    let shell = look.shell(t.preview()).await?.at(Rail::Registers).crumbs(crumbs);
    let page = PreviewPage {
        shell,
        t,
        here: format!("/don-vi/{unit}/gop/{one}/{other}"),
        consequences,
        fields: form.pairs(),
        op: operation::new_id(),
    };
    Ok(web::page(page)?.into_response())
}

pub async fn merge(
    mut work: Work,
    Path((unit, one, other)): Pair,
    Form(form): Form<ChoiceForm>,
) -> Result<Response, Problem> {
    let pair = (&one, &other);
    let merge = actions::merge(&mut work, &unit, pair, &form.stamp, &form.choices()).await?;
    done(work, &unit, &format!("gop&gop={merge}")).await
}

pub async fn not_same(mut work: Work, Path((unit, one, other)): Pair) -> Result<Response, Problem> {
    actions::decide(&mut work, &unit, (&one, &other), PairState::NotSame).await?;
    done(work, &unit, "khac").await
}

pub async fn look_again(
    mut work: Work,
    Path((unit, one, other)): Pair,
) -> Result<Response, Problem> {
    actions::decide(&mut work, &unit, (&one, &other), PairState::Open).await?;
    done(work, &unit, "lai").await
}

async fn done(work: Work, unit: &UnitId, what: &str) -> Result<Response, Problem> {
    let seen = Answered::seen_at(format!("/don-vi/{unit}/co-the-trung?xong={what}"));
    Ok(work.finish(seen).await?.into_response())
}

fn is_merged(problem: &Problem) -> bool {
    problem.code() == Refusal::AlreadyMerged.code()
}

/// Where the two were: said to whoever comes back, or has the page open beside the one that merged them.
async fn merged_page(
    mut look: Look,
    unit: &UnitId,
    one: &PersonId,
    other: &PersonId,
) -> Result<Html<String>, Problem> {
    let t = Texts(look.lang);
    let opened = actions::merge_seen(&mut look, unit, one, other).await?;
    let crumbs = crumbs(&mut look, unit).await?;
    let shell = look.shell(t.already_merged_title()).await?.at(Rail::Registers).crumbs(crumbs);
    // Where the record was merged once more, its old link leads on to the one that stands for it.
    let remaining = opened.now.as_ref().unwrap_or(&opened.after);
    let belonging = remaining.belongings.last();
    web::page(AlreadyPage {
        said: t.already_merged_into(&remaining.person.full_name, &opened.merge.merged_at.short()),
        href: belonging.map(|one| format!("/hoi-vien/{}", one.id)).unwrap_or_default(),
        merge: format!("/don-vi/{unit}/da-gop/{}", opened.merge.id),
        back: format!("/don-vi/{unit}/co-the-trung"),
        shell,
        t,
    })
}

async fn pair_page(
    look: &mut Look,
    scope: &Scope,
    both: &Both,
    form: &ChoiceForm,
    flash: Option<Flash>,
) -> Result<PairPage, Problem> {
    let t = Texts(look.lang);
    let unit = scope.unit();
    let (one, other) = (&both.survivor.person, &both.gone.person);
    let names = unit_names(look, both).await?;
    let known = store::pair_state(&mut look.tx, scope, &one.id, &other.id).await?;
    let (state, score, reasons) = known.unwrap_or_default();
    let homes = homes(both, &names);
    let crumbs = crumbs(look, unit).await?;
    let shell =
        look.shell(t.compare_title()).await?.at(Rail::Registers).crumbs(crumbs).flash(flash);
    Ok(PairPage {
        shell,
        t,
        here: format!("/don-vi/{unit}/gop/{}/{}", one.id, other.id),
        back: format!("/don-vi/{unit}/co-the-trung"),
        heads: vec![
            head(&both.survivor, t.first_record(), &names, t),
            head(&both.gone, t.second_record(), &names, t),
        ],
        lines: field_lines(both, form, t),
        home: form.home.clone(),
        homes,
        others: vec![("also", t.others_also()), ("end", t.others_end())],
        other_chosen: if form.others == "end" { "end" } else { "also" }.to_owned(),
        stamp: both.stamp(),
        why: t.why_alike(Reasons::read(&reasons), &one.full_name, &other.full_name),
        class: if score == 0 { String::new() } else { t.class(Likeness::class_of(score)) },
        is_not_same: state == PairState::NotSame,
        op: operation::new_id(),
    })
}

/// The names of the units of both that the reader may know of.
async fn unit_names(look: &mut Look, both: &Both) -> Result<HashMap<UnitId, String>, Problem> {
    let mut names = HashMap::new();
    for one in both.survivor.belongings.iter().chain(&both.gone.belongings) {
        if !names.contains_key(&one.unit_id) && look.may(crate::READ, &one.unit_id).await? {
            let name = units::full_name(&mut look.tx, &one.unit_id, look.today, look.lang).await?;
            names.insert(one.unit_id.clone(), name);
        }
    }
    Ok(names)
}

/// The units to choose a home among; none where there is nothing to choose.
fn homes(both: &Both, names: &HashMap<UnitId, String>) -> Vec<(String, String)> {
    let mut homes: Vec<(String, String)> = vec![];
    for one in both.survivor.belongings.iter().chain(&both.gone.belongings) {
        let choice =
            (one.unit_id.to_string(), names.get(&one.unit_id).cloned().unwrap_or_default());
        if one.stands() && one.is_home() && !homes.contains(&choice) {
            homes.push(choice);
        }
    }
    if homes.len() < 2 { vec![] } else { homes }
}

fn head(record: &Record, title: String, names: &HashMap<UnitId, String>, t: Texts) -> Head {
    let shown = record.belongings.iter().filter(|one| names.contains_key(&one.unit_id));
    let stands = record.belongings.iter().filter(|one| one.stands());
    let best = stands.clone().find(|one| one.is_home()).or(stands.clone().next());
    let best = best.or(record.belongings.last());
    Head {
        title,
        href: best.map(|one| format!("/hoi-vien/{}", one.id)).unwrap_or_default(),
        recorded: t.recorded(
            &record.person.recorded_at.parse().map(kernel::Moment::short).unwrap_or_default(),
        ),
        belongings: shown.map(|one| belonging_said(one, names, t)).collect(),
    }
}

fn belonging_said(one: &BelongingRow, names: &HashMap<UnitId, String>, t: Texts) -> String {
    let unit = names.get(&one.unit_id).cloned().unwrap_or_default();
    let counting = if one.is_home() { t.home_said() } else { t.also_said() };
    let mut said = format!("{unit}, {counting}, {}", one.joined_on.short());
    if !one.card_number.is_empty() {
        said += &format!(", {}", one.card_number);
    }
    if let Some(day) = one.left_on {
        said += &format!(", {}", t.until(&day.short()));
    }
    said
}

fn field_lines(both: &Both, form: &ChoiceForm, t: Texts) -> Vec<FieldLine> {
    let (one, other) = (&both.survivor.person, &both.gone.person);
    let chosen: HashMap<&str, String> = form.pairs().into_iter().collect();
    let line = |name: &'static str, label: String, read: &dyn Fn(&PersonRow) -> String| {
        let (left, right) = (read(one), read(other));
        let usual = if better(name, one, other, &left, &right) { "other" } else { "one" };
        FieldLine {
            name,
            label,
            differs: left != right
                || name == "national_id" && one.national_id_index != other.national_id_index,
            chosen: match chosen.get(name).map(String::as_str) {
                Some("other") => "other",
                Some("both") => "both",
                Some("one") => "one",
                _ => usual,
            },
            both: String::new(),
            one: left,
            other: right,
        }
    };
    let mut lines = vec![
        line("full_name", t.full_name(), &|person| person.full_name.clone()),
        line("birth", t.birth(), &|person| {
            person.born().map(WrittenDay::short).unwrap_or_default()
        }),
        line("sex", t.sex(), &|person| {
            person.sex.parse().map(|sex: Sex| sex.say(t.0).to_owned()).unwrap_or_default()
        }),
        line("ethnicity", t.ethnicity(), &|person| person.ethnicity.clone()),
        line("phone", t.phone(), &|person| {
            phone::read(&person.phone).map(|phone| phone.shown()).unwrap_or_default()
        }),
        line("national_id", t.national_id(), &|person| person.national_id_masked.clone()),
        line("note", t.note(), &|person| person.note.clone()),
    ];
    if let Some(note) =
        lines.last_mut().filter(|note| !note.one.is_empty() && !note.other.is_empty())
    {
        note.both = t.both_notes();
    }
    lines.extend(shared_lines(both, &chosen, t));
    lines
}

/// Whether the other's value is the likelier one to keep: it is there, or says more.
fn better(name: &str, one: &PersonRow, other: &PersonRow, left: &str, right: &str) -> bool {
    let more_exact = name == "birth"
        && one.birth.len() < other.birth.len()
        && birth_of(&one.birth).map(WrittenDay::year)
            == birth_of(&other.birth).map(WrittenDay::year);
    left.is_empty() && !right.is_empty() || more_exact
}

/// Card and day of joining, where both belong to one unit.
fn shared_lines(both: &Both, chosen: &HashMap<&str, String>, t: Texts) -> Vec<FieldLine> {
    let shared = both.survivor.belongings.iter().filter(|one| one.stands()).find_map(|one| {
        let same = |other: &&BelongingRow| other.stands() && other.unit_id == one.unit_id;
        both.gone.belongings.iter().find(same).map(|other| (one, other))
    });
    let Some((one, other)) = shared else { return vec![] };
    let picked = |name: &str, usual: &'static str| match chosen.get(name).map(String::as_str) {
        Some("other") => "other",
        Some("one") => "one",
        _ => usual,
    };
    let earlier = if other.joined_on < one.joined_on { "other" } else { "one" };
    let line = |name, label, left: String, right: String, usual| FieldLine {
        name,
        label,
        differs: left != right,
        chosen: picked(name, usual),
        both: String::new(),
        one: left,
        other: right,
    };
    vec![
        line(
            "card_number",
            t.card_number(),
            one.card_number.clone(),
            other.card_number.clone(),
            "one",
        ),
        line("joined_on", t.joined_on(), one.joined_on.short(), other.joined_on.short(), earlier),
    ]
}

/// What a merge would make of the two, line by line.
async fn consequences(
    look: &mut Look,
    both: &Both,
    merged: &Merged,
    t: Texts,
) -> Result<Vec<String>, Problem> {
    let names = unit_names(look, both).await?;
    let name_of = |unit: &UnitId| names.get(unit).cloned().unwrap_or_default();
    let person = &merged.person;
    let mut lines = vec![t.preview_name(&person.full_name)];
    let values = [
        (t.birth(), person.born().map(WrittenDay::short).unwrap_or_default()),
        (t.sex(), person.sex.parse().map(|sex: Sex| sex.say(t.0).to_owned()).unwrap_or_default()),
        (t.ethnicity(), person.ethnicity.clone()),
        (t.phone(), phone::read(&person.phone).map(|phone| phone.shown()).unwrap_or_default()),
        (t.national_id(), person.national_id_masked.clone()),
        (t.note(), person.note.replace('\n', "; ")),
    ];
    for (label, value) in values.iter().filter(|(_, value)| !value.is_empty()) {
        lines.push(t.preview_field(label, value));
    }
    let was = |one: &BelongingRow| {
        both.survivor.belongings.iter().chain(&both.gone.belongings).find(|it| it.id == one.id)
    };
    for one in &merged.belongings {
        let unit = name_of(&one.unit_id);
        if one.stands() && one.is_home() {
            lines.push(t.preview_counted(&unit));
        } else if one.stands() {
            lines.push(t.preview_also(&unit));
        } else if was(one).is_some_and(BelongingRow::stands) {
            lines.push(t.preview_ended(&unit));
        }
    }
    for (_, now) in &merged.pointers {
        if let Some(one) = merged.belongings.iter().find(|one| one.id == *now) {
            lines.push(t.preview_card(&name_of(&one.unit_id), &one.card_number));
        }
    }
    lines.push(t.preview_undo());
    Ok(lines)
}
