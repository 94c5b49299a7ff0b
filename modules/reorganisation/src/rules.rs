//! Whether a plan can be carried out on the units as they are, and what it then comes to.

use crate::{
    Refusal,
    plan::{Plan, Portion, Step, Target},
    states::Part,
};
use kernel::{Day, Share, UnitId};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use succession::{Ended, Heir, Parted, Words};
use units::{Form, Part as Wholeness, Setting, Succession};

/// A unit as far as a plan is concerned, on the day of the plan.
#[derive(Debug, Clone)]
pub struct Fact {
    pub name: Words,
    /// Without its kind.
    pub plain_name: String,
    pub opened: Day,
    pub closed: Day,
    pub official: bool,
    pub form: Option<Form>,
    pub setting: Option<Setting>,
    /// Everything above it, the highest first.
    pub above: Vec<UnitId>,
    /// What is open directly below it.
    pub below: Vec<UnitId>,
}

impl Fact {
    fn is_alive(&self, day: Day) -> bool {
        self.opened <= day && day < self.closed
    }
}

/// The units that a plan names, and those beside them that it depends on.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    pub units: BTreeMap<UnitId, Fact>,
    /// What became of each official unit that ended on the day, as the lists have it.
    pub listed: Vec<(UnitId, Vec<UnitId>)>,
    pub today: Today,
}

/// The day on which it is asked.
#[derive(Debug, Clone, Copy)]
pub struct Today(pub Day);
impl Default for Today {
    fn default() -> Today {
        Today(Day::BEGINNING)
    }
}

/// One thing to be done to the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TreeDeed {
    Move { unit: UnitId, under: UnitId },
    Rename { unit: UnitId, name: String },
    Form { unit: UnitId, form: Form, setting: Setting },
    Succeed(Vec<Succession>),
    SplitOff { from: UnitId, new: UnitId },
    Close { unit: UnitId },
}

/// A plan with every name resolved: what the tree does, who ends and to whom things go, and who has to agree.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Resolved {
    pub deeds: Vec<TreeDeed>,
    pub ended: Vec<Ended>,
    pub parted: Vec<Parted>,
    pub sides: BTreeSet<(Part, UnitId)>,
}

impl Resolved {
    /// Own units whose place, name or form changes, or that end.
    pub fn touched(&self) -> Vec<UnitId> {
        let mut all: BTreeSet<UnitId> = BTreeSet::new();
        for deed in &self.deeds {
            match deed {
                TreeDeed::Move { unit, .. }
                | TreeDeed::Rename { unit, .. }
                | TreeDeed::Form { unit, .. }
                | TreeDeed::Close { unit } => drop(all.insert(unit.clone())),
                TreeDeed::SplitOff { from, .. } => drop(all.insert(from.clone())),
                TreeDeed::Succeed(list) => all.extend(list.iter().map(|one| one.old.clone())),
            }
        }
        all.into_iter().collect()
    }

    /// Every unit that anything happens to.
    pub fn concerned(&self) -> BTreeSet<UnitId> {
        let heirs = self.ended.iter().flat_map(|one| one.heirs.iter().map(|heir| &heir.unit));
        let ended = self.ended.iter().map(|one| &one.unit);
        let parts = self.parted.iter().flat_map(|one| one.parts.iter().map(|part| &part.unit));
        let parted = self.parted.iter().map(|one| &one.unit);
        heirs.chain(ended).chain(parts).chain(parted).cloned().chain(self.touched()).collect()
    }
}

/// Decisions may take effect some months after they are made, not years.
const DAYS_AHEAD_MAX: i32 = 366;

/// What a plan comes to; `keys` are the units that it opens, by their keys.
pub fn resolve(
    plan: &Plan,
    facts: &Facts,
    keys: &HashMap<String, UnitId>,
) -> Result<Resolved, Refusal> {
    if facts.today.0.plus_days(DAYS_AHEAD_MAX) < plan.day {
        return Err(Refusal::TooFarAhead { day: plan.day });
    }
    if plan.is_reform() && (1 < plan.steps.len() || !plan.opens.is_empty()) {
        return Err(Refusal::ReformAlone);
    }
    check_keys(plan)?;
    if plan.shares().any(|(_, basis)| basis.trim().is_empty()) {
        return Err(Refusal::ShareWithoutBasis);
    }
    let mut reading = Reading::new(plan, facts, keys);
    for step in &plan.steps {
        reading.read(step)?;
    }
    reading.finish()
}

/// Which step, counted from one, cannot be done, read one after the other. What only the whole plan contradicts is
/// the last one's fault.
pub fn step_at_fault(plan: &Plan, facts: &Facts, keys: &HashMap<String, UnitId>) -> Option<usize> {
    let mut reading = Reading::new(plan, facts, keys);
    for (number, step) in (1..).zip(&plan.steps) {
        if reading.read(step).is_err() {
            return Some(number);
        }
    }
    reading.finish().err().map(|_| plan.steps.len())
}

/// Each key stands for one new unit, and each new unit is needed.
fn check_keys(plan: &Plan) -> Result<(), Refusal> {
    let mut known = BTreeSet::new();
    for opening in &plan.opens {
        if opening.key.is_empty() || !known.insert(opening.key.as_str()) {
            return Err(Refusal::UnknownKey { key: opening.key.clone() });
        }
    }
    let used: BTreeSet<&str> = targets(plan).into_iter().filter_map(Target::key).collect();
    if let Some(stray) = used.iter().find(|key| !known.contains(**key)) {
        return Err(Refusal::UnknownKey { key: (*stray).to_owned() });
    }
    match plan.opens.iter().find(|opening| !used.contains(opening.key.as_str())) {
        Some(idle) => Err(Refusal::OpensForNothing { name: idle.name.clone() }),
        None => Ok(()),
    }
}

/// Every place that something of the plan goes to.
pub fn targets(plan: &Plan) -> Vec<&Target> {
    let mut all: Vec<&Target> = vec![];
    for step in &plan.steps {
        match step {
            Step::Merge { into, .. } => all.push(into),
            Step::Split { heirs, rest, .. } => {
                all.extend(heirs.iter().map(|heir| &heir.to));
                all.extend(rest);
            }
            Step::SplitOff { parts, .. } => all.extend(parts.iter().map(|part| &part.to)),
            Step::Move { under, .. } => all.push(under),
            Step::Dissolve { to, .. } => all.extend(to),
            _ => {}
        }
    }
    all.extend(plan.placed.values());
    all
}

/// A plan while it is read step by step.
struct Reading<'p> {
    plan: &'p Plan,
    facts: &'p Facts,
    keys: &'p HashMap<String, UnitId>,
    moves: Vec<TreeDeed>,
    changes: Vec<TreeDeed>,
    successions: Vec<Succession>,
    closes: Vec<UnitId>,
    /// Which unit goes on, and which was made of a part of it.
    parting: Vec<(UnitId, UnitId)>,
    ended: Vec<Ended>,
    parted: Vec<Parted>,
    sides: BTreeSet<(Part, UnitId)>,
    /// Units that something was said of already.
    spoken: BTreeSet<UnitId>,
    /// Units below a divided one follow its parts, and are not spoken of by that.
    heirs: Vec<UnitId>,
}

impl<'p> Reading<'p> {
    fn new(plan: &'p Plan, facts: &'p Facts, keys: &'p HashMap<String, UnitId>) -> Self {
        Reading {
            plan,
            facts,
            keys,
            moves: vec![],
            changes: vec![],
            successions: vec![],
            closes: vec![],
            parting: vec![],
            ended: vec![],
            parted: vec![],
            sides: BTreeSet::new(),
            spoken: BTreeSet::new(),
            heirs: vec![],
        }
    }

    fn read(&mut self, step: &'p Step) -> Result<(), Refusal> {
        match step {
            Step::Merge { units, into } => {
                if units.is_empty() {
                    return Err(Refusal::NothingChanges);
                }
                let heir = self.target(into)?;
                for unit in units {
                    self.end_whole(unit, &heir)?;
                }
                Ok(())
            }
            Step::Split { unit, heirs, rest } => self.split(unit, heirs, rest.as_ref()),
            Step::SplitOff { unit, parts } => self.split_off(unit, parts),
            Step::Move { unit, under } => self.move_under(unit, under),
            Step::Rename { unit, name } => {
                let fact = self.changeable(unit)?;
                if fact.plain_name == name.trim() {
                    return Err(Refusal::NothingChanges);
                }
                let name = name.trim().to_owned();
                self.changes.push(TreeDeed::Rename { unit: unit.clone(), name });
                self.speak(unit)?;
                self.side(Part::Changes, unit);
                Ok(())
            }
            Step::ChangeForm { unit, form, setting } => {
                let fact = self.changeable(unit)?;
                if (fact.form, fact.setting) == (Some(*form), Some(*setting)) {
                    return Err(Refusal::NothingChanges);
                }
                let deed = TreeDeed::Form { unit: unit.clone(), form: *form, setting: *setting };
                self.changes.push(deed);
                self.speak(unit)?;
                self.side(Part::Changes, unit);
                Ok(())
            }
            Step::Dissolve { unit, to: Some(to) } => {
                let heir = self.target(to)?;
                self.end_whole(unit, &heir)
            }
            Step::Dissolve { unit, to: None } => self.dissolve(unit),
            Step::AbolishForm { under, form } => self.abolish(under, *form),
            Step::Reform { shares } => self.reform(shares),
        }
    }

    fn fact(&self, unit: &UnitId) -> Result<&'p Fact, Refusal> {
        let unknown = || Refusal::UnknownKey { key: unit.to_string() };
        self.facts.units.get(unit).ok_or_else(unknown)
    }

    fn name(&self, unit: &UnitId) -> Words {
        if let Some(fact) = self.facts.units.get(unit) {
            return fact.name.clone();
        }
        let key = self.keys.iter().find(|(_, id)| *id == unit).map(|(key, _)| key);
        let opening = self.plan.opens.iter().find(|opening| Some(&opening.key) == key);
        let name = opening.map(|opening| opening.name.clone()).unwrap_or_default();
        Words::new(name.clone(), name)
    }

    fn target(&self, target: &Target) -> Result<UnitId, Refusal> {
        let unknown = || Refusal::UnknownKey { key: target.0.clone() };
        if let Some(key) = target.key() {
            return self.keys.get(key).cloned().ok_or_else(unknown);
        }
        let unit: UnitId = target.0.parse().unwrap_or_else(|never| match never {});
        let fact = self.facts.units.get(&unit).ok_or_else(unknown)?;
        if !fact.is_alive(self.plan.day) {
            return Err(Refusal::HeirNotThere { unit: fact.name.clone(), day: self.plan.day });
        }
        Ok(unit)
    }

    /// A unit of the association's own that is there the day before and on the day.
    fn changeable(&self, unit: &UnitId) -> Result<&'p Fact, Refusal> {
        let fact = self.fact(unit)?;
        let name = fact.name.clone();
        if fact.official {
            return Err(Refusal::OfficialUnit { unit: name });
        }
        if fact.closed < Day::NEVER {
            return Err(Refusal::AlreadyEnded { unit: name, closed: fact.closed });
        }
        if self.plan.day <= fact.opened {
            return Err(Refusal::NotThereYet { unit: name, opened: fact.opened });
        }
        Ok(fact)
    }

    fn speak(&mut self, unit: &UnitId) -> Result<(), Refusal> {
        if self.spoken.insert(unit.clone()) {
            return Ok(());
        }
        Err(Refusal::NamedTwice { unit: self.name(unit) })
    }

    /// A unit that is still to be opened cannot agree to anything; the one above it does.
    fn side(&mut self, part: Part, unit: &UnitId) {
        let key = self.keys.iter().find(|(_, id)| *id == unit).map(|(key, _)| key);
        let opening = self.plan.opens.iter().find(|opening| Some(&opening.key) == key);
        let speaks = opening.map_or(unit, |opening| &opening.parent);
        self.sides.insert((part, speaks.clone()));
    }

    fn end_whole(&mut self, unit: &UnitId, heir: &UnitId) -> Result<(), Refusal> {
        self.changeable(unit)?;
        if unit == heir {
            return Err(Refusal::HeirEndsToo { unit: self.name(unit) });
        }
        self.speak(unit)?;
        self.side(Part::Ends, unit);
        self.side(Part::Receives, heir);
        self.heirs.push(heir.clone());
        let (old, new) = (unit.clone(), heir.clone());
        self.successions.push(Succession { old, new, part: Wholeness::Whole });
        let heirs = vec![Heir { unit: heir.clone(), share: None }];
        self.ended.push(Ended { unit: unit.clone(), heirs, rest: None });
        Ok(())
    }

    fn dissolve(&mut self, unit: &UnitId) -> Result<(), Refusal> {
        let fact = self.changeable(unit)?;
        if !fact.below.is_empty() {
            let count = fact.below.len();
            return Err(Refusal::DissolvedWithUnits { unit: fact.name.clone(), count });
        }
        self.speak(unit)?;
        self.side(Part::Ends, unit);
        if let Some(above) = fact.above.last() {
            self.side(Part::Receives, above);
        }
        self.closes.push(unit.clone());
        self.ended.push(Ended { unit: unit.clone(), heirs: vec![], rest: None });
        Ok(())
    }

    fn split(
        &mut self,
        unit: &UnitId,
        portions: &'p [Portion],
        rest: Option<&Target>,
    ) -> Result<(), Refusal> {
        let fact = self.changeable(unit)?;
        let mut heirs: Vec<Heir> = vec![];
        for portion in portions {
            let heir = self.target(&portion.to)?;
            if heir == *unit || heirs.iter().any(|other| other.unit == heir) {
                return Err(Refusal::NamedTwice { unit: self.name(&heir) });
            }
            heirs.push(Heir { unit: heir, share: portion.share });
        }
        if heirs.len() < 2 {
            return Err(Refusal::HeirsTooFew { unit: fact.name.clone() });
        }
        self.check_shares(unit, &heirs)?;
        self.speak(unit)?;
        self.side(Part::Ends, unit);
        let mut placed: BTreeSet<&UnitId> = BTreeSet::new();
        for (portion, heir) in portions.iter().zip(&heirs) {
            self.move_subunits(unit, portion, &heir.unit, &mut placed)?;
            self.side(Part::Receives, &heir.unit);
            self.heirs.push(heir.unit.clone());
            let (old, new) = (unit.clone(), heir.unit.clone());
            self.successions.push(Succession { old, new, part: Wholeness::Part });
        }
        // What ends by the same plan needs no other place.
        let ends = |sub: &&UnitId| {
            self.plan.steps.iter().any(|step| match step {
                Step::Merge { units, .. } => units.contains(*sub),
                Step::Split { unit, .. }
                | Step::Dissolve { unit, .. }
                | Step::Move { unit, .. } => unit == *sub,
                _ => false,
            })
        };
        let homeless: Vec<&UnitId> =
            fact.below.iter().filter(|sub| !placed.contains(sub) && !ends(sub)).collect();
        if !homeless.is_empty() {
            let names: Vec<Words> = homeless.iter().take(5).map(|sub| self.name(sub)).collect();
            return Err(Refusal::SubunitsWithoutPlace {
                unit: fact.name.clone(),
                count: homeless.len(),
                names: joined(&names),
            });
        }
        let rest = rest.map(|rest| self.target(rest)).transpose()?;
        self.ended.push(Ended { unit: unit.clone(), heirs, rest });
        Ok(())
    }

    /// Units directly below a divided one go to the part that names them.
    fn move_subunits(
        &mut self,
        unit: &UnitId,
        portion: &'p Portion,
        heir: &UnitId,
        placed: &mut BTreeSet<&'p UnitId>,
    ) -> Result<(), Refusal> {
        let fact = self.fact(unit)?;
        for sub in &portion.units {
            if !fact.below.contains(sub) {
                let sub = self.name(sub);
                return Err(Refusal::SubunitElsewhere { unit: fact.name.clone(), sub });
            }
            if !placed.insert(sub) {
                return Err(Refusal::NamedTwice { unit: self.name(sub) });
            }
            self.changeable(sub)?;
            self.speak(sub)?;
            self.moves.push(TreeDeed::Move { unit: sub.clone(), under: heir.clone() });
        }
        Ok(())
    }

    /// A part of a unit that goes on becomes a new one, or goes to one there is. What nobody names stays.
    fn split_off(&mut self, unit: &UnitId, portions: &'p [Portion]) -> Result<(), Refusal> {
        let fact = self.changeable(unit)?;
        self.speak(unit)?;
        self.side(Part::Ends, unit);
        let (mut parts, mut placed) = (vec![], BTreeSet::new());
        for portion in portions {
            let heir = self.target(&portion.to)?;
            if heir == *unit || parts.iter().any(|other: &Heir| other.unit == heir) {
                return Err(Refusal::NamedTwice { unit: self.name(&heir) });
            }
            let listed = self.plan.placed.values().any(|to| *to == portion.to);
            if portion.units.is_empty() && portion.share.is_none() && !listed {
                return Err(Refusal::PartIsEmpty { unit: self.name(&heir) });
            }
            self.move_subunits(unit, portion, &heir, &mut placed)?;
            self.side(Part::Receives, &heir);
            self.heirs.push(heir.clone());
            if portion.to.key().is_some() {
                self.parting.push((unit.clone(), heir.clone()));
            }
            parts.push(Heir { unit: heir, share: portion.share });
        }
        if parts.is_empty() {
            return Err(Refusal::NothingChanges);
        }
        let stated: Vec<Share> = parts.iter().filter_map(|part| part.share).collect();
        if kernel::share::rest(&stated).is_none() {
            return Err(Refusal::NothingWouldStay { unit: fact.name.clone() });
        }
        self.parted.push(Parted { unit: unit.clone(), parts });
        Ok(())
    }

    /// Of all heirs or of none, and together one whole.
    fn check_shares(&self, unit: &UnitId, heirs: &[Heir]) -> Result<(), Refusal> {
        let stated: Vec<Share> = heirs.iter().filter_map(|heir| heir.share).collect();
        let fine =
            stated.is_empty() || stated.len() == heirs.len() && kernel::share::is_whole(&stated);
        if fine { Ok(()) } else { Err(Refusal::SharesNotWhole { unit: self.name(unit) }) }
    }

    fn move_under(&mut self, unit: &UnitId, under: &Target) -> Result<(), Refusal> {
        let fact = self.changeable(unit)?;
        let under = self.target(under)?;
        if under == *unit {
            return Err(Refusal::AboveItself { unit: fact.name.clone() });
        }
        if fact.above.last() == Some(&under) {
            return Err(Refusal::NothingChanges);
        }
        self.speak(unit)?;
        if let Some(from) = fact.above.last() {
            self.side(Part::Ends, from);
        }
        self.side(Part::Receives, &under);
        self.heirs.push(under.clone());
        self.moves.push(TreeDeed::Move { unit: unit.clone(), under });
        Ok(())
    }

    /// Every unit of a form ends, and what is under it comes under the next unit above that stays.
    fn abolish(&mut self, under: &UnitId, form: Form) -> Result<(), Refusal> {
        let day = self.plan.day;
        let of_form = |fact: &Fact| {
            fact.form == Some(form) && fact.is_alive(day) && fact.above.contains(under)
        };
        let all: Vec<(UnitId, &Fact)> = self
            .facts
            .units
            .iter()
            .filter(|(_, fact)| of_form(fact))
            .map(|(id, fact)| (id.clone(), fact))
            .collect();
        if all.is_empty() {
            return Err(Refusal::NoSuchForm);
        }
        let ending: BTreeSet<&UnitId> = all.iter().map(|(id, _)| id).collect();
        for (unit, fact) in &all {
            let heir = fact.above.iter().rev().find(|above| !ending.contains(above));
            let Some(heir) = heir.cloned() else { return Err(Refusal::NoSuchForm) };
            self.end_whole(unit, &heir)?;
        }
        Ok(())
    }

    /// Official units that ended on the day, with the heirs that the lists name. The tree has changed already.
    fn reform(&mut self, shares: &[crate::plan::ReformShare]) -> Result<(), Refusal> {
        for (old, heirs) in &self.facts.listed {
            let heirs: Vec<Heir> = heirs
                .iter()
                .map(|new| {
                    let stated = shares.iter().find(|one| one.old == *old && one.new == *new);
                    Heir { unit: new.clone(), share: stated.map(|one| one.share) }
                })
                .collect();
            self.check_shares(old, &heirs)?;
            self.ended.push(Ended { unit: old.clone(), heirs, rest: None });
        }
        let known = |one: &crate::plan::ReformShare| {
            let heirs = self.facts.listed.iter().find(|(old, _)| *old == one.old);
            heirs.is_some_and(|(_, heirs)| heirs.contains(&one.new))
        };
        if let Some(stray) = shares.iter().find(|one| !known(one)) {
            return Err(Refusal::UnknownKey { key: format!("{}:{}", stray.old, stray.new) });
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Resolved, Refusal> {
        let ending: BTreeSet<&UnitId> = self.ended.iter().map(|one| &one.unit).collect();
        if let Some(heir) = self.heirs.iter().find(|heir| ending.contains(heir)) {
            return Err(Refusal::HeirEndsToo { unit: self.name(heir) });
        }
        for target in self.plan.placed.values() {
            let heir = self.target(target)?;
            if ending.contains(&heir) {
                return Err(Refusal::HeirEndsToo { unit: self.name(&heir) });
            }
        }
        // Two things would be written of its figures on one day.
        if let Some(both) = self.parted.iter().find(|one| self.heirs.contains(&one.unit)) {
            return Err(Refusal::NamedTwice { unit: self.name(&both.unit) });
        }
        self.refuse_circles()?;
        self.closes.reverse();
        let mut deeds = std::mem::take(&mut self.moves);
        deeds.append(&mut self.changes);
        let parting = self.parting.drain(..);
        deeds.extend(parting.map(|(from, new)| TreeDeed::SplitOff { from, new }));
        if !self.successions.is_empty() {
            deeds.push(TreeDeed::Succeed(std::mem::take(&mut self.successions)));
        }
        deeds.extend(self.closes.drain(..).map(|unit| TreeDeed::Close { unit }));
        if deeds.is_empty() && self.ended.is_empty() && self.parted.is_empty() {
            return Err(Refusal::NothingChanges);
        }
        Ok(Resolved { deeds, ended: self.ended, parted: self.parted, sides: self.sides })
    }

    /// With all moves made and all mergers done, nobody may stand above themselves.
    fn refuse_circles(&self) -> Result<(), Refusal> {
        let mut parent: BTreeMap<&UnitId, &UnitId> = BTreeMap::new();
        for (id, fact) in &self.facts.units {
            for pair in fact.above.windows(2) {
                parent.insert(&pair[1], &pair[0]);
            }
            if let Some(last) = fact.above.last() {
                parent.insert(id, last);
            }
        }
        for opening in &self.plan.opens {
            if let Some(id) = self.keys.get(&opening.key) {
                parent.insert(id, &opening.parent);
            }
        }
        for deed in &self.moves {
            if let TreeDeed::Move { unit, under } = deed {
                parent.insert(unit, under);
            }
        }
        let continued: BTreeMap<&UnitId, &UnitId> = self
            .successions
            .iter()
            .filter(|one| one.part == Wholeness::Whole)
            .map(|one| (&one.old, &one.new))
            .collect();
        let starts = self.heirs.iter().chain(self.moves.iter().filter_map(|deed| match deed {
            TreeDeed::Move { unit, .. } => Some(unit),
            _ => None,
        }));
        for start in starts {
            let mut at = start;
            for _ in 0..=parent.len() + continued.len() {
                let Some(above) = parent.get(at) else { break };
                at = continued.get(above).copied().unwrap_or(above);
                if at == start {
                    return Err(Refusal::AboveItself { unit: self.name(start) });
                }
            }
        }
        Ok(())
    }
}

/// Some names in one line.
pub fn joined(names: &[Words]) -> Words {
    let all = |pick: fn(&Words) -> &String| {
        names.iter().map(|one| pick(one).as_str()).collect::<Vec<_>>().join(", ")
    };
    Words::new(all(|one| &one.vi), all(|one| &one.en))
}

#[cfg(test)]
mod tests;
