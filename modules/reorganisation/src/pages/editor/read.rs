//! The fields of a plan while they are read: all mistakes at once, each beside its field, or a plan.

use super::{
    fields::{Fields, of_opening, of_part, of_step},
    lists,
    offered::{Choices, id},
};
use crate::{
    plan::{Opening, Plan, Portion, ReformShare, Step, Target},
    rules,
    texts::Texts,
};
use kernel::{Share, UnitId};
use platform::form::{Mistakes, Reader};
use std::collections::{BTreeMap, BTreeSet};
use units::{Form, Setting};

pub const DECISION_LETTERS_MAX: usize = 300;
const NAME_LETTERS_MAX: usize = 200;
const BASIS_LETTERS_MAX: usize = 300;

pub fn plan_of(
    fields: &Fields,
    choices: &Choices,
    at: &UnitId,
    t: Texts,
) -> Result<Plan, Mistakes> {
    let mut reading = Reading {
        t,
        read: Reader(t.0),
        fields,
        choices,
        at,
        opens: vec![],
        placed: BTreeMap::new(),
        mistakes: Mistakes::default(),
    };
    let day = reading.mistakes.check("day", reading.read.day(fields.get("day")));
    let decision = reading.read.optional(fields.get("decision"), DECISION_LETTERS_MAX);
    let decision = reading.mistakes.check("decision", decision).flatten().unwrap_or_default();
    reading.openings();
    if fields.steps() == 0 {
        reading.mistakes.note("add-viec", t.choose_deed());
    }
    let steps: Vec<Step> = (1..=fields.steps()).filter_map(|step| reading.step(step)).collect();
    reading.rest_of_placed();
    let Reading { opens, placed, mistakes, .. } = reading;
    let (Some(day), true) = (day, mistakes.is_empty()) else { return Err(mistakes) };
    let registers_hold = fields.is_set("registers_hold");
    let mut plan = Plan { day, decision, steps, opens, placed, registers_hold };
    // A new unit that nothing goes to any more is not opened.
    let used: BTreeSet<String> = rules::targets(&plan)
        .into_iter()
        .filter_map(|target| target.key().map(str::to_owned))
        .collect();
    plan.opens.retain(|opening| used.contains(&opening.key));
    Ok(plan)
}

struct Reading<'f> {
    t: Texts,
    read: Reader,
    fields: &'f Fields,
    choices: &'f Choices,
    at: &'f UnitId,
    opens: Vec<Opening>,
    placed: BTreeMap<String, Target>,
    mistakes: Mistakes,
}

impl Reading<'_> {
    /// Units that were to be opened already when the page was made.
    fn openings(&mut self) {
        for number in 1..=self.fields.openings() {
            let field = |field: &str| of_opening(number, field);
            let get = |name: &str| self.fields.get(&field(name)).to_owned();
            let name = self.read.required(&get("name"), NAME_LETTERS_MAX);
            let name = self.mistakes.check(&field("name"), name);
            let form = get("form").parse().map_err(|_| self.t.choose_form());
            let form: Option<Form> = self.mistakes.check(&field("form"), form);
            let setting = get("setting").parse().map_err(|_| self.t.choose_setting());
            let setting: Option<Setting> = self.mistakes.check(&field("setting"), setting);
            if get("parent").is_empty() {
                self.mistakes.note(&field("parent"), self.t.choose_unit());
            }
            if let (Some(name), Some(form), Some(setting)) = (name, form, setting) {
                self.opens.push(Opening {
                    key: get("key"),
                    parent: id(&get("parent")),
                    name,
                    form,
                    setting,
                    code: Some(get("code")).filter(|code| !code.is_empty()),
                });
            }
        }
    }

    fn step(&mut self, step: usize) -> Option<Step> {
        match self.fields.get(&of_step(step, "viec")) {
            "merge" => self.merge(step),
            "split" => self.split(step),
            "split_off" => {
                let unit = self.unit(step)?;
                let parts = self.parts(step, &unit)?;
                Some(Step::SplitOff { unit, parts })
            }
            "move" => {
                let (unit, under) = (self.unit(step), self.target(&of_step(step, "under")));
                Some(Step::Move { unit: unit?, under: under? })
            }
            "rename" => {
                let unit = self.unit(step);
                let field = of_step(step, "name");
                let name = self.read.required(self.fields.get(&field), NAME_LETTERS_MAX);
                let name = self.mistakes.check(&field, name);
                Some(Step::Rename { unit: unit?, name: name? })
            }
            "form" => {
                let (unit, form, setting) = (self.unit(step), self.form(step), self.setting(step));
                Some(Step::ChangeForm { unit: unit?, form: form?, setting: setting? })
            }
            "dissolve" => {
                let to = Some(self.fields.get(&of_step(step, "to")));
                let to = to.filter(|typed| !typed.is_empty());
                let to = to.map(|typed| Target(typed.to_owned()));
                Some(Step::Dissolve { unit: self.unit(step)?, to })
            }
            "abolish" => {
                let under = match self.fields.get(&of_step(step, "under")) {
                    "" => self.at.clone(),
                    typed => id(typed),
                };
                Some(Step::AbolishForm { under, form: self.form(step)? })
            }
            "reform" => self.reform(step),
            _ => {
                self.mistakes.note(&of_step(step, "viec"), self.t.choose_deed());
                None
            }
        }
    }

    fn unit(&mut self, step: usize) -> Option<UnitId> {
        let field = of_step(step, "unit");
        match self.fields.get(&field) {
            "" => {
                self.mistakes.note(&field, self.t.choose_unit());
                None
            }
            typed => Some(id(typed)),
        }
    }

    fn target(&mut self, field: &str) -> Option<Target> {
        match self.fields.get(field) {
            "" => {
                self.mistakes.note(field, self.t.choose_unit());
                None
            }
            typed => Some(Target(typed.to_owned())),
        }
    }

    fn form(&mut self, step: usize) -> Option<Form> {
        let field = of_step(step, "form");
        let form = self.fields.get(&field).parse().map_err(|_| self.t.choose_form());
        self.mistakes.check(&field, form)
    }

    fn setting(&mut self, step: usize) -> Option<Setting> {
        let field = of_step(step, "setting");
        let setting = self.fields.get(&field).parse().map_err(|_| self.t.choose_setting());
        self.mistakes.check(&field, setting)
    }

    /// The one that was chosen, or a new one like another, under the same unit.
    fn receiver(&mut self, (to, name): (&str, &str), like: &UnitId) -> Option<Target> {
        let (chosen, named) = (self.fields.get(to), self.fields.get(name));
        if !chosen.is_empty() {
            return Some(Target(chosen.to_owned()));
        }
        let like = self.choices.unit(like.as_str());
        let (Some(like), false) = (like, named.is_empty()) else {
            self.mistakes.note(to, self.t.choose_receiver());
            return None;
        };
        let named = self.read.required(named, NAME_LETTERS_MAX);
        let named = self.mistakes.check(name, named)?;
        let is_free = |key: &String| !self.opens.iter().any(|opening| opening.key == *key);
        let key = (1..).map(|number| number.to_string()).find(is_free)?;
        self.opens.push(Opening {
            key: key.clone(),
            parent: like.parent.clone(),
            name: named,
            form: like.form.unwrap_or(Form::Chapter),
            setting: like.setting.unwrap_or(Setting::Hamlet),
            code: None,
        });
        Some(Target::new_unit(&key))
    }

    fn merge(&mut self, step: usize) -> Option<Step> {
        let ticked = self.fields.after(&of_step(step, "units-"));
        let units: Vec<UnitId> = ticked.into_iter().map(|(unit, _)| id(&unit)).collect();
        let Some(first) = units.first() else {
            self.mistakes.note(&of_step(step, "units"), self.t.choose_unit());
            return None;
        };
        let names = (of_step(step, "to"), of_step(step, "name"));
        let into = self.receiver((&names.0, &names.1), first)?;
        // Whoever receives stays, whether it was ticked or not.
        let units = units.into_iter().filter(|unit| Target::unit(unit) != into).collect();
        Some(Step::Merge { units, into })
    }

    fn split(&mut self, step: usize) -> Option<Step> {
        let unit = self.unit(step)?;
        let heirs = self.parts(step, &unit)?;
        let rest = self.fields.get(&of_step(step, "rest")).parse::<usize>().ok();
        let rest = rest.and_then(|number| heirs.get(number.checked_sub(1)?));
        let rest = rest.map(|heir| heir.to.clone());
        Some(Step::Split { unit, heirs, rest })
    }

    /// The parts of a divided unit, with their units, their shares and the people on their lists.
    fn parts(&mut self, step: usize, unit: &UnitId) -> Option<Vec<Portion>> {
        let (mut parts, mut whole) = (vec![], true);
        for number in 1..=self.fields.parts(step) {
            let field = |name: &str| of_part(step, name, number);
            let share = self.share(&field("share"));
            let basis_field = field("basis");
            let basis = self.read.optional(self.fields.get(&basis_field), BASIS_LETTERS_MAX);
            let basis = self.mistakes.check(&basis_field, basis).flatten().unwrap_or_default();
            if basis.is_empty() && matches!(share, Some(Some(_))) {
                self.mistakes.note(&basis_field, self.t.share_without_basis());
            }
            let names = (field("to"), field("name"));
            let (Some(to), Some(share)) = (self.receiver((&names.0, &names.1), unit), share) else {
                whole = false;
                continue;
            };
            let here = number.to_string();
            let subs = self.fields.after(&of_step(step, "sub-")).into_iter();
            let subs = subs.filter(|(_, place)| *place == here);
            let units = subs.map(|(sub, _)| id(&sub)).collect();
            self.place(step, number, unit, &to);
            parts.push(Portion { to, units, share, basis });
        }
        whole.then_some(parts)
    }

    /// Nothing where it cannot be read; nothing inside where nothing is stated.
    fn share(&mut self, field: &str) -> Option<Option<Share>> {
        match self.fields.get(field) {
            "" => Some(None),
            typed => {
                let share = typed.parse().map_err(|_| self.t.not_a_share());
                self.mistakes.check(field, share).map(Some)
            }
        }
    }

    /// Single things that were chosen for a part, and those on its list.
    fn place(&mut self, step: usize, number: usize, unit: &UnitId, to: &Target) {
        let here = number.to_string();
        for (record, place) in self.fields.after(&of_step(step, "place-")) {
            if place == here {
                self.placed.insert(record, to.clone());
            }
        }
        let field = of_part(step, "list", number);
        let records = self.choices.records_of(unit.as_str());
        match lists::read(self.fields.get(&field), records, self.t) {
            Ok(found) => {
                for record in found {
                    let before = self.placed.insert(record.clone(), to.clone());
                    if before.is_some_and(|before| before != *to) {
                        let who = lists::said(&record, records, self.t.0);
                        self.mistakes.note(&field, self.t.listed_twice(&who));
                    }
                }
            }
            Err(why) => self.mistakes.note(&field, why),
        }
    }

    /// What was placed by a program and belongs to no step of the page.
    fn rest_of_placed(&mut self) {
        for (record, to) in self.fields.after("placed-") {
            self.placed.entry(record).or_insert(Target(to));
        }
    }

    /// Shares of official units that went to several: of all of them, or of none.
    fn reform(&mut self, step: usize) -> Option<Step> {
        let mut shares = vec![];
        for (old, heirs) in &self.choices.divided {
            let basis_field = of_step(step, &format!("basis-{}", old.id));
            let basis = self.read.optional(self.fields.get(&basis_field), BASIS_LETTERS_MAX);
            let basis = self.mistakes.check(&basis_field, basis).flatten().unwrap_or_default();
            let before = shares.len();
            for heir in heirs {
                let field = of_step(step, &format!("share-{}-{}", old.id, heir.id));
                if let Some(Some(share)) = self.share(&field) {
                    let (old, new) = (old.id.clone(), heir.id.clone());
                    shares.push(ReformShare { old, new, share, basis: basis.clone() });
                }
            }
            if before < shares.len() && basis.is_empty() {
                self.mistakes.note(&basis_field, self.t.share_without_basis());
            }
        }
        Some(Step::Reform { shares })
    }
}
