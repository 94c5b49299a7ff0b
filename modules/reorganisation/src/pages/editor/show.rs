//! The page of a plan: what the fields say and what may be chosen, step by step.

use super::{
    fields::{Fields, of_opening, of_part, of_step},
    offered::Choices,
    write::CHOICES_MAX,
};
use crate::texts::Texts;
use askama::Template;
use axum::response::Html;
use kernel::{Day, Share, UnitId};
use platform::{
    Problem,
    form::Mistakes,
    operation,
    web::{self, Shell},
};
use units::{Form, Setting, TWO_LEVELS_SINCE};

pub const DEEDS: [&str; 9] =
    ["merge", "split", "split_off", "move", "rename", "form", "dissolve", "abolish", "reform"];

type Pairs = Vec<(String, String)>;

/// One field with its choices.
struct Choice {
    name: String,
    label: String,
    chosen: String,
}

struct Tick {
    name: String,
    label: String,
    checked: bool,
}

/// One receiving unit of a division.
struct PartView {
    title: String,
    to: Choice,
    name: Choice,
    share: Choice,
    basis: Choice,
    list: Choice,
    has_list: bool,
}

/// An official unit that went to several.
struct DividedView {
    title: String,
    /// How far its shares have come, in a word; the rest of it is folded away until somebody opens it.
    said: String,
    shape: &'static str,
    open: bool,
    shares: Vec<Choice>,
    basis: Choice,
}

struct StepView {
    number: usize,
    deed: String,
    title: String,
    fault: String,
    fault_name: String,
    parts_count: usize,
    unit: Choice,
    to: Choice,
    name: Choice,
    under: Choice,
    form: Choice,
    setting: Choice,
    ticks: Vec<Tick>,
    parts: Vec<PartView>,
    subs: Vec<Choice>,
    rest: Choice,
    /// Numbers of the parts.
    places: Pairs,
    singles: Vec<Choice>,
    divided: Vec<DividedView>,
    /// How many of them are stated, and how many still lack something.
    divided_said: String,
}

struct OpeningView {
    title: String,
    key: Choice,
    name: Choice,
    parent: Choice,
    form: Choice,
    setting: Choice,
    code: Choice,
}

#[derive(Template)]
#[template(path = "reorganisation_edit.html")]
struct EditPage {
    shell: Shell,
    t: Texts,
    /// Chosen first: what is done, and to which unit.
    choosing: bool,
    deeds: Pairs,
    more_deeds: Pairs,
    nothing_here: bool,
    own: Pairs,
    all: Pairs,
    receivers: Pairs,
    forms: Pairs,
    settings: Pairs,
    steps: Vec<StepView>,
    openings: Vec<OpeningView>,
    placed: Vec<Choice>,
    day: String,
    decision: String,
    revision: String,
    registers_hold: bool,
    action: String,
    mistakes: Mistakes,
    labels: Pairs,
    op: String,
}

pub fn deed_said(deed: &str, t: Texts) -> String {
    match deed {
        "split" => t.deed_split(),
        "split_off" => t.deed_split_off(),
        "move" => t.deed_move(),
        "rename" => t.deed_rename(),
        "form" => t.deed_form(),
        "dissolve" => t.deed_dissolve(),
        "abolish" => t.deed_abolish(),
        "reform" => t.deed_reform(),
        _ => t.deed_merge(),
    }
}

/// What a page of a plan is made of.
pub struct Shown<'a> {
    pub fields: &'a Fields,
    pub choices: &'a Choices,
    pub mistakes: Mistakes,
    /// Where it is sent to.
    pub action: String,
    pub at: &'a UnitId,
    pub today: Day,
}

pub fn page(shell: Shell, shown: Shown<'_>) -> Result<Html<String>, Problem> {
    let Shown { fields, choices, mistakes, action, at, today } = shown;
    let (lang, t) = (shell.lang, Texts(shell.lang));
    let steps = fields.steps();
    let pair = |one: &super::offered::Offered| (one.id.to_string(), one.label.clone());
    let own: Pairs = choices.units.iter().filter(|one| one.own).map(pair).collect();
    let all: Pairs = choices.units.iter().map(pair).collect();
    let new_units: Pairs = (1..=fields.openings())
        .map(|number| {
            let get = |field: &str| fields.get(&of_opening(number, field));
            (format!("new:{}", get("key")), t.new_unit(get("name")))
        })
        .collect();
    let is_reform = (1..=steps).any(|step| fields.get(&of_step(step, "viec")) == "reform");
    let own_forms = [Form::Chapter, Form::Group, Form::Branch, Form::Committee, Form::Association];
    let deeds: Pairs = DEEDS.iter().map(|one| ((*one).to_owned(), deed_said(one, t))).collect();
    let step_views: Vec<StepView> =
        (1..=steps).map(|step| view(fields, choices, &mistakes, at, step, t)).collect();
    let mut labels: Pairs =
        vec![("day".to_owned(), t.day()), ("decision".to_owned(), t.decision())];
    labels.extend(step_views.iter().flat_map(StepView::labels));
    web::page(EditPage {
        choosing: steps == 0,
        more_deeds: deeds.iter().filter(|(deed, _)| deed != "reform").cloned().collect(),
        deeds,
        nothing_here: own.is_empty() && !is_reform,
        receivers: new_units.iter().chain(&own).cloned().collect(),
        own,
        all,
        forms: own_forms
            .iter()
            .map(|form| (form.code().to_owned(), form.say(lang).to_owned()))
            .collect(),
        settings: Setting::ALL
            .iter()
            .map(|one| (one.code().to_owned(), one.say(lang).to_owned()))
            .collect(),
        openings: (1..=fields.openings()).map(|number| opening(fields, number, t)).collect(),
        placed: fields
            .after("placed-")
            .into_iter()
            .map(|(record, to)| Choice {
                name: format!("placed-{record}"),
                label: record,
                chosen: to,
            })
            .collect(),
        day: match fields.get("day") {
            "" if is_reform => TWO_LEVELS_SINCE.short(),
            "" => today.short(),
            typed => typed.to_owned(),
        },
        decision: fields.get("decision").to_owned(),
        revision: fields.get("revision").to_owned(),
        registers_hold: fields.is_set("registers_hold"),
        steps: step_views,
        action,
        mistakes,
        labels,
        op: operation::new_id(),
        t,
        shell,
    })
}

fn of(fields: &Fields, name: String, label: String) -> Choice {
    Choice { chosen: fields.get(&name).to_owned(), name, label }
}

fn opening(fields: &Fields, number: usize, t: Texts) -> OpeningView {
    let field = |name: &str, label: String| of(fields, of_opening(number, name), label);
    OpeningView {
        title: t.unit_to_open(number),
        key: field("key", String::new()),
        name: field("name", t.new_name()),
        parent: field("parent", t.parent()),
        form: field("form", t.form()),
        setting: field("setting", t.setting()),
        code: field("code", t.code()),
    }
}

fn view(
    fields: &Fields,
    choices: &Choices,
    mistakes: &Mistakes,
    at: &UnitId,
    step: usize,
    t: Texts,
) -> StepView {
    let field = |name: &str, label: String| of(fields, of_step(step, name), label);
    let deed = fields.get(&of_step(step, "viec")).to_owned();
    let unit = fields.get(&of_step(step, "unit")).to_owned();
    let divides = matches!(deed.as_str(), "split" | "split_off");
    let parts = if divides { fields.parts(step) } else { 0 };
    let records = if divides { choices.records_of(&unit) } else { &[] };
    let ticks = choices.units.iter().filter(|one| one.own && deed == "merge").map(|one| {
        let name = of_step(step, &format!("units-{}", one.id));
        Tick { checked: fields.is_set(&name), name, label: one.label.clone() }
    });
    let subs = choices.below(&unit).filter(|_| divides);
    let subs = subs.map(|one| field(&format!("sub-{}", one.id), t.place_of(&one.label)));
    let singles = records.iter().filter(|_| records.len() <= CHOICES_MAX).map(|record| {
        let label = match record.mark.as_str() {
            "" => record.said.say(t.0).to_owned(),
            mark => format!("{} ({mark})", record.said.say(t.0)),
        };
        field(&format!("place-{}", record.source), label)
    });
    let unit_label = match deed.as_str() {
        "split" => t.unit_that_is_divided(),
        "split_off" => t.unit_that_goes_on(),
        _ => t.unit_that_changes(),
    };
    let mut under = match deed.as_str() {
        "abolish" => field("under", t.below_which()),
        _ => field("under", t.new_parent()),
    };
    if deed == "abolish" && under.chosen.is_empty() {
        under.chosen = at.to_string();
    }
    let fault_name = of_step(step, "viec");
    let divided: Vec<DividedView> = match deed.as_str() {
        "reform" => {
            let view = |one| divided(fields, mistakes, step, one, t);
            choices.divided.iter().map(view).collect()
        }
        _ => vec![],
    };
    StepView {
        number: step,
        title: t.step_said(step, &deed_said(&deed, t)),
        fault: mistakes.about(&fault_name).to_owned(),
        fault_name,
        parts_count: parts.max(1),
        to: match deed.as_str() {
            "dissolve" => field("to", t.taken_over_by()),
            _ => field("to", t.receiver()),
        },
        name: match deed.as_str() {
            "rename" => field("name", t.new_name_of_unit()),
            _ => field("name", t.or_new_name()),
        },
        unit: field("unit", unit_label),
        under,
        form: field("form", t.form()),
        setting: field("setting", t.setting()),
        ticks: ticks.collect(),
        parts: (1..=parts).map(|part| part_view(fields, step, part, records.len(), t)).collect(),
        subs: subs.collect(),
        rest: field("rest", t.rest()),
        places: (1..=parts).map(|part| (part.to_string(), place(fields, step, part, t))).collect(),
        singles: singles.collect(),
        divided_said: stated_said(&divided, t),
        divided,
        deed,
    }
}

/// How a part is called where one is chosen for something.
fn place(fields: &Fields, step: usize, part: usize, t: Texts) -> String {
    match fields.get(&of_part(step, "name", part)) {
        "" => t.place_n(part),
        name => name.to_owned(),
    }
}

fn part_view(fields: &Fields, step: usize, part: usize, records: usize, t: Texts) -> PartView {
    let field = |name: &str, label: String| of(fields, of_part(step, name, part), label);
    PartView {
        title: t.receiver_number(part),
        to: field("to", t.receiver()),
        name: field("name", t.or_new_name()),
        share: field("share", t.share()),
        basis: field("basis", t.basis()),
        list: field("list", t.list()),
        has_list: 0 < records,
    }
}

/// How far the shares of one divided unit have come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stated {
    /// Nothing is stated, and nothing is divided.
    Nothing,
    Whole,
    /// Some are stated and others are not, or together they are not one whole.
    SharesLack,
    BasisLacks,
}

fn stated(typed: &[&str], basis: &str) -> Stated {
    if typed.iter().all(|share| share.is_empty()) && basis.is_empty() {
        return Stated::Nothing;
    }
    let shares: Option<Vec<Share>> = typed.iter().map(|share| share.parse().ok()).collect();
    match shares.is_some_and(|shares| kernel::share::is_whole(&shares)) {
        false => Stated::SharesLack,
        true if basis.is_empty() => Stated::BasisLacks,
        true => Stated::Whole,
    }
}

impl Stated {
    fn say(self, t: Texts) -> String {
        match self {
            Stated::Nothing => t.shares_not_stated(),
            Stated::Whole => t.shares_stated(),
            Stated::SharesLack => t.shares_lack(),
            Stated::BasisLacks => t.basis_lacks(),
        }
    }
    fn shape(self) -> &'static str {
        match self {
            Stated::Nothing => "draft",
            Stated::Whole => "done",
            Stated::SharesLack | Stated::BasisLacks => "late",
        }
    }
}

/// What is still missing of all of them, so that nobody has to unfold each to know.
fn stated_said(all: &[DividedView], t: Texts) -> String {
    let count = |shape: &str| all.iter().filter(|one| one.shape == shape).count();
    match all.is_empty() {
        true => String::new(),
        false => t.divided_so_far(all.len(), count("done"), count("late"), count("draft")),
    }
}

fn divided(
    fields: &Fields,
    mistakes: &Mistakes,
    step: usize,
    (old, heirs): &(super::offered::Offered, Vec<super::offered::Offered>),
    t: Texts,
) -> DividedView {
    let share = |heir: &super::offered::Offered| {
        let name = of_step(step, &format!("share-{}-{}", old.id, heir.id));
        of(fields, name, t.share_for(&heir.label))
    };
    let shares: Vec<Choice> = heirs.iter().map(share).collect();
    let basis = of(fields, of_step(step, &format!("basis-{}", old.id)), t.basis_for(&old.label));
    let typed: Vec<&str> = shares.iter().map(|one| one.chosen.as_str()).collect();
    let found = stated(&typed, &basis.chosen);
    let at_fault = |one: &Choice| !mistakes.about(&one.name).is_empty();
    DividedView {
        title: old.label.clone(),
        said: found.say(t),
        shape: found.shape(),
        open: matches!(found, Stated::SharesLack | Stated::BasisLacks)
            || shares.iter().chain([&basis]).any(at_fault),
        shares,
        basis,
    }
}

impl StepView {
    /// Each field by the name that people see, for the list of mistakes on top.
    fn labels(&self) -> Pairs {
        let single = [&self.unit, &self.to, &self.name, &self.under, &self.form, &self.setting];
        let parts = self.parts.iter().flat_map(|part| {
            [&part.to, &part.name, &part.share, &part.basis, &part.list]
                .map(|one| (one.name.clone(), format!("{}, {}", part.title, one.label)))
        });
        let divided = self.divided.iter().flat_map(|one| one.shares.iter().chain([&one.basis]));
        let single = single.into_iter().chain(divided);
        let single = single.map(|one| (one.name.clone(), one.label.clone()));
        let step = [(self.fault_name.clone(), self.title.clone())];
        single.chain(parts).chain(step).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_of_a_divided_commune_is_said_without_unfolding_it() {
        assert_eq!(stated(&["", ""], ""), Stated::Nothing);
        assert_eq!(stated(&["1/3", ""], "số hộ"), Stated::SharesLack);
        assert_eq!(stated(&["", ""], "số hộ"), Stated::SharesLack);
        assert_eq!(stated(&["1/3", "1/3"], "số hộ"), Stated::SharesLack);
        assert_eq!(stated(&["1/3", "một nửa"], "số hộ"), Stated::SharesLack);
        assert_eq!(stated(&["1/3", "2/3"], ""), Stated::BasisLacks);
        assert_eq!(stated(&["1/3", "2/3"], "số hộ"), Stated::Whole);
    }
}
