//! What a plan would do to everything that hangs on the units: so many here, so many there, and the same in all.

use crate::{
    plan::Plan,
    resolve,
    rules::{self, Resolved},
    texts::Texts,
};
use access::Scope;
use kernel::{RowId, Share, UnitId};
use platform::{Problem, db::Tx, seal};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use succession::{Change, Fate, Heir, Line, Named, Registry, Words};
use utoipa::ToSchema;

/// Everything that both sides have to see before they agree.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Preview {
    /// What an approval is bound to.
    pub hash: String,
    pub ending: usize,
    pub opening: usize,
    pub objects: Vec<PreviewObject>,
    /// What has to be known, and what has to be decided first.
    pub named: Vec<PreviewNamed>,
}

/// One kind of object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PreviewObject {
    pub object: String,
    pub said: Words,
    pub lines: Vec<PreviewLine>,
    pub totals: Vec<PreviewTotal>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PreviewLine {
    #[schema(value_type = String)]
    pub from: UnitId,
    pub from_name: Words,
    #[schema(value_type = Option<String>)]
    pub to: Option<UnitId>,
    pub to_name: Words,
    pub what: Words,
    pub quantity: i64,
    pub fate: Fate,
}

/// `before` is always `after` and what `ends` together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PreviewTotal {
    pub what: Words,
    /// The indicator, or nothing.
    pub code: String,
    pub before: i64,
    pub after: i64,
    pub ends: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PreviewNamed {
    #[schema(value_type = String)]
    pub unit: UnitId,
    pub unit_name: Words,
    pub said: Words,
    pub blocks: bool,
    pub record: Option<String>,
}

impl Preview {
    pub fn blocks(&self) -> impl Iterator<Item = &PreviewNamed> {
        self.named.iter().filter(|one| one.blocks)
    }

    /// How much of an indicator ends and goes nowhere.
    pub fn ends_of(&self, code: &str) -> i64 {
        let totals = self.objects.iter().flat_map(|object| &object.totals);
        totals.filter(|total| total.code == code).map(|total| total.ends).sum()
    }

    /// How much of an indicator is carried, and how much stays where it is.
    pub fn is_empty(&self) -> bool {
        self.objects.iter().all(|object| object.lines.is_empty())
    }
}

/// A plan read, resolved and weighed.
pub struct Foreseen {
    pub resolved: Resolved,
    pub preview: Preview,
}

/// What a plan comes to now. `scope` is that of the unit it is made at.
pub async fn foresee(
    tx: &mut Tx,
    registry: &Registry,
    scope: &Scope,
    id: &RowId,
    plan: &Plan,
) -> Result<Foreseen, Problem> {
    let facts = resolve::facts(tx, scope, plan).await?;
    let keys = resolve::placeholders(id, plan);
    let mut resolved = rules::resolve(plan, &facts, &keys)?;
    if plan.is_reform() {
        // The law has decided; the province says yes to the numbers.
        resolved.sides = [(crate::Part::Receives, scope.unit().clone())].into();
    }
    let change = resolve::change_of(id, scope.unit(), plan, &resolved, &keys);
    let weighed = registry.weigh(tx, scope, &change).await?;
    let names = resolve::names(tx, &spoken_of(&change, &weighed), plan, &keys).await?;
    let said_of = |object: &str| {
        let known = registry.all().iter().find(|one| one.object == object);
        known.map(|one| Words::new(one.vi, one.en)).unwrap_or_default()
    };
    let mut preview = Preview {
        hash: String::new(),
        ending: resolved.ended.len(),
        opening: plan.opens.len(),
        objects: vec![],
        named: vec![],
    };
    for (object, weighed) in weighed {
        let named = weighed.named.into_iter().map(|one| shown_named(one, &names));
        preview.named.extend(named);
        if !weighed.lines.is_empty() {
            preview.objects.push(PreviewObject {
                object: object.to_owned(),
                said: said_of(object),
                totals: totals(&weighed.lines),
                lines: weighed.lines.into_iter().map(|line| shown(line, &names)).collect(),
            });
        }
    }
    preview.named.extend(shares_said(plan, &change, &names));
    preview.hash = hash_of(plan, &preview)?;
    Ok(Foreseen { resolved, preview })
}

/// By which shares figures that are only declared are divided, and what the shares rest on.
fn shares_said(plan: &Plan, change: &Change, names: &HashMap<UnitId, Words>) -> Vec<PreviewNamed> {
    let ended = change.ended.iter().filter(|one| 1 < one.heirs.len());
    let ended = ended.map(|one| (&one.unit, &one.heirs));
    let parted = change.parted.iter().map(|one| (&one.unit, &one.parts));
    let name = |id: &UnitId| names.get(id).cloned().unwrap_or_default();
    let said = |(unit, heirs): (&UnitId, &Vec<Heir>)| {
        let stated: Vec<(Words, Share)> =
            heirs.iter().filter_map(|heir| Some((name(&heir.unit), heir.share?))).collect();
        let bases = plan.bases_of(unit).join("; ");
        let said = Words::of(|lang| {
            let part = |(heir, share): &(Words, Share)| format!("{share} {}", heir.say(lang));
            let parts: Vec<String> = stated.iter().map(part).collect();
            Texts(lang).divided_by(&parts.join(", "), &bases)
        });
        let unit_name = name(unit);
        let named =
            PreviewNamed { unit: unit.clone(), unit_name, said, blocks: false, record: None };
        (!stated.is_empty()).then_some(named)
    };
    ended.chain(parted).filter_map(said).collect()
}

fn spoken_of(change: &Change, weighed: &[(&'static str, succession::Weighed)]) -> BTreeSet<UnitId> {
    let heirs = change.ended.iter().flat_map(|one| one.heirs.iter().map(|heir| &heir.unit));
    let ended = change.ended.iter().map(|one| &one.unit);
    let parted = change.parted.iter().map(|one| &one.unit);
    let lines = weighed.iter().flat_map(|(_, one)| &one.lines);
    let in_lines = lines.flat_map(|line| line.to.iter().chain([&line.from]));
    let named = weighed.iter().flat_map(|(_, one)| one.named.iter().map(|named| &named.unit));
    heirs
        .chain(ended)
        .chain(parted)
        .chain(in_lines)
        .chain(named)
        .chain([&change.above])
        .cloned()
        .collect()
}

fn shown(line: Line, names: &HashMap<UnitId, Words>) -> PreviewLine {
    let name = |id: &UnitId| names.get(id).cloned().unwrap_or_default();
    PreviewLine {
        from_name: name(&line.from),
        to_name: line.to.as_ref().map(name).unwrap_or_default(),
        from: line.from,
        to: line.to,
        what: line.what,
        quantity: line.quantity,
        fate: line.fate,
    }
}

fn shown_named(one: Named, names: &HashMap<UnitId, Words>) -> PreviewNamed {
    PreviewNamed {
        unit_name: names.get(&one.unit).cloned().unwrap_or_default(),
        unit: one.unit,
        said: one.said,
        blocks: one.blocks,
        record: one.record,
    }
}

/// What there is of each thing before, what of it there is afterwards, and what ends.
fn totals(lines: &[Line]) -> Vec<PreviewTotal> {
    let mut totals: Vec<PreviewTotal> = vec![];
    let mut place: BTreeMap<(String, String), usize> = BTreeMap::new();
    for line in lines {
        let key = (line.code.clone(), line.what.vi.clone());
        let at = *place.entry(key).or_insert_with(|| {
            let (what, code) = (line.what.clone(), line.code.clone());
            totals.push(PreviewTotal { what, code, before: 0, after: 0, ends: 0 });
            totals.len() - 1
        });
        let total = &mut totals[at];
        total.before += line.quantity;
        match line.fate {
            Fate::Carried | Fate::Stays => total.after += line.quantity,
            Fate::Ends => total.ends += line.quantity,
        }
    }
    totals
}

/// The plan and every number and name shown with it: one letter more and it is another.
fn hash_of(plan: &Plan, preview: &Preview) -> Result<String, Problem> {
    let content = serde_json::json!({ "plan": plan, "preview": preview });
    Ok(seal::hash(serde_json::to_string(&content)?.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_what_stays_and_what_ends_add_up_to_what_there_was() {
        let line = |quantity, fate| Line {
            from: UnitId::of_bits(1),
            to: None,
            what: Words::new("Hội viên", "Members"),
            code: "members".to_owned(),
            quantity,
            fate,
        };
        let found = totals(&[line(5, Fate::Carried), line(3, Fate::Stays), line(2, Fate::Ends)]);
        let [total] = &found[..] else { panic!("{found:?}") };
        assert_eq!((total.before, total.after, total.ends), (10, 8, 2));
    }
}
