//! A plan that is kept, as fields.

use super::{
    fields::{Fields, of_opening, of_part, of_step},
    offered::Choices,
};
use crate::plan::{Plan, Portion, Step, Target};
use kernel::UnitId;
use std::collections::BTreeMap;

/// So many single things of a unit are shown with a choice each; of more, lists are written.
pub const CHOICES_MAX: usize = 60;

/// All fields of a plan. What single things there are of a divided unit, `choices` knows.
pub fn of_plan(plan: &Plan, revision: i64) -> Fields {
    let mut fields = Fields::default();
    fields.set("day", plan.day.short());
    fields.set("decision", plan.decision.clone());
    fields.set("revision", revision.to_string());
    if plan.registers_hold {
        fields.set("registers_hold", "1");
    }
    for (number, opening) in (1..).zip(&plan.opens) {
        let mut set = |field: &str, value: &str| fields.set(of_opening(number, field), value);
        set("key", &opening.key);
        set("name", &opening.name);
        set("parent", opening.parent.as_str());
        set("form", opening.form.code());
        set("setting", opening.setting.code());
        set("code", opening.code.as_deref().unwrap_or_default());
    }
    for (number, step) in (1..).zip(&plan.steps) {
        write_step(&mut fields, number, step);
    }
    fields
}

fn write_step(fields: &mut Fields, number: usize, step: &Step) {
    let mut set = |field: &str, value: &str| fields.set(of_step(number, field), value);
    match step {
        Step::Merge { units, into } => {
            set("viec", "merge");
            set("to", &into.0);
            for unit in units {
                set(&format!("units-{unit}"), "1");
            }
        }
        Step::Split { unit, heirs, rest } => {
            set("viec", "split");
            write_parts(fields, number, unit, heirs);
            let rest = heirs.iter().position(|heir| Some(&heir.to) == rest.as_ref());
            if let Some(place) = rest {
                fields.set(of_step(number, "rest"), (place + 1).to_string());
            }
        }
        Step::SplitOff { unit, parts } => {
            set("viec", "split_off");
            write_parts(fields, number, unit, parts);
        }
        Step::Move { unit, under } => {
            set("viec", "move");
            set("unit", unit.as_str());
            set("under", &under.0);
        }
        Step::Rename { unit, name } => {
            set("viec", "rename");
            set("unit", unit.as_str());
            set("name", name);
        }
        Step::ChangeForm { unit, form, setting } => {
            set("viec", "form");
            set("unit", unit.as_str());
            set("form", form.code());
            set("setting", setting.code());
        }
        Step::Dissolve { unit, to } => {
            set("viec", "dissolve");
            set("unit", unit.as_str());
            set("to", to.as_ref().map_or("", |to| to.0.as_str()));
        }
        Step::AbolishForm { under, form } => {
            set("viec", "abolish");
            set("under", under.as_str());
            set("form", form.code());
        }
        Step::Reform { shares } => {
            set("viec", "reform");
            for one in shares {
                set(&format!("share-{}-{}", one.old, one.new), &one.share.to_string());
                set(&format!("basis-{}", one.old), &one.basis);
            }
        }
    }
}

fn write_parts(fields: &mut Fields, number: usize, unit: &UnitId, parts: &[Portion]) {
    fields.set(of_step(number, "unit"), unit.as_str());
    fields.set(of_step(number, "parts"), parts.len().to_string());
    for (place, part) in (1..).zip(parts) {
        let mut set = |field: &str, value: &str| fields.set(of_part(number, field, place), value);
        set("to", &part.to.0);
        set("share", &part.share.map(|share| share.to_string()).unwrap_or_default());
        set("basis", &part.basis);
        for sub in &part.units {
            fields.set(of_step(number, &format!("sub-{sub}")), place.to_string());
        }
    }
}

/// Where single things go: each at the step that divides its unit, and what no step divides by itself.
pub fn write_placed(fields: &mut Fields, plan: &Plan, choices: &Choices) {
    let mut left: BTreeMap<&String, &Target> = plan.placed.iter().collect();
    for (number, step) in (1..).zip(&plan.steps) {
        let (Step::Split { unit, heirs: parts, .. } | Step::SplitOff { unit, parts }) = step else {
            continue;
        };
        let records = choices.records_of(unit.as_str());
        for (place, part) in (1..).zip(parts) {
            let here = records.iter().filter_map(|record| {
                let known = left.get_key_value(&record.source.to_string())?;
                (*known.1 == &part.to).then_some((record, *known.0))
            });
            let here: Vec<_> = here.collect();
            let mut lines = vec![];
            for (record, source) in here {
                if records.len() <= CHOICES_MAX {
                    fields.set(of_step(number, &format!("place-{source}")), place.to_string());
                } else {
                    lines.push(line_of(&record.said.vi, &record.mark, source));
                }
                left.remove(source);
            }
            if !lines.is_empty() {
                fields.set(of_part(number, "list", place), lines.join("\n"));
            }
        }
    }
    for (source, to) in left {
        fields.set(format!("placed-{source}"), to.0.clone());
    }
}

/// A card's number tells who it is; where there is none, the record itself does.
fn line_of(name: &str, mark: &str, source: &str) -> String {
    if mark.is_empty() { format!("{name}; {source}") } else { format!("{name}; {mark}") }
}
