//! What the books should say: small enough to be believed.

use kernel::{Day, UnitId};
use std::collections::{BTreeMap, BTreeSet};

/// A generator of our own: the same seed gives the same story on both databases.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % sides.max(1)
    }
    pub fn pick<T: Clone>(&mut self, from: &[T]) -> Option<T> {
        if from.is_empty() { None } else { Some(from[self.roll(from.len())].clone()) }
    }
}

/// What keeps the half-year that the first days of a story lie in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lock {
    Never,
    Held,
    /// Opened for whoever draws the plans up, and for nobody else.
    OpenForMaker,
}

/// Who belongs where, under what each chapter hangs, and what each has declared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Model {
    pub members: BTreeMap<UnitId, usize>,
    pub families: BTreeMap<UnitId, i64>,
    pub parent: BTreeMap<UnitId, UnitId>,
    /// Who ever counted below whom: the upper one first.
    pub ever: BTreeSet<(UnitId, UnitId)>,
}

impl Model {
    pub fn open(&self) -> Vec<UnitId> {
        self.parent.keys().cloned().collect()
    }
    pub fn is_below(&self, unit: &UnitId, above: &UnitId) -> bool {
        let mut at = unit;
        while let Some(parent) = self.parent.get(at) {
            if parent == above {
                return true;
            }
            at = parent;
        }
        false
    }
    pub fn below(&self, above: &UnitId) -> Vec<UnitId> {
        let children = self.parent.iter().filter(|(_, parent)| *parent == above);
        children.map(|(unit, _)| unit.clone()).collect()
    }
    /// Whether one may come to stand over another: nobody who ever stood below it may.
    pub fn may_stand_over(&self, heir: &UnitId, unit: &UnitId) -> bool {
        heir != unit
            && !self.is_below(heir, unit)
            && !self.ever.contains(&(unit.clone(), heir.clone()))
    }
    pub fn heirs_for(&self, unit: &UnitId) -> Vec<UnitId> {
        self.open().into_iter().filter(|heir| self.may_stand_over(heir, unit)).collect()
    }
    pub fn members_in(&self, unit: &UnitId) -> i64 {
        let within =
            self.members.iter().filter(|(one, _)| *one == unit || self.is_below(one, unit));
        i64::try_from(within.map(|(_, count)| *count).sum::<usize>()).unwrap()
    }
    pub fn families_in(&self, unit: &UnitId) -> i64 {
        let within =
            self.families.iter().filter(|(one, _)| *one == unit || self.is_below(one, unit));
        within.map(|(_, count)| *count).sum()
    }
    /// Remembers who stands below whom now.
    pub fn remember(&mut self) {
        for unit in self.open() {
            let mut at = &unit;
            while let Some(parent) = self.parent.get(at) {
                self.ever.insert((parent.clone(), unit.clone()));
                at = parent;
            }
        }
    }
    fn give_families(&mut self, to: &UnitId, families: i64) {
        if families != 0 {
            *self.families.entry(to.clone()).or_default() += families;
        }
    }
    pub fn end(&mut self, unit: &UnitId, heir: &UnitId) {
        let members = self.members.remove(unit).unwrap_or(0);
        *self.members.entry(heir.clone()).or_default() += members;
        let families = self.families.remove(unit).unwrap_or(0);
        self.give_families(heir, families);
        for child in self.below(unit) {
            self.parent.insert(child, heir.clone());
        }
        self.parent.remove(unit);
        self.remember();
    }
    /// The units below go to the first, the people to the second, of the families a third to the first.
    pub fn divide(&mut self, unit: &UnitId, one: &UnitId, two: &UnitId) {
        for sub in self.below(unit) {
            self.parent.insert(sub, one.clone());
        }
        let [third, rest] = thirds(self.families.remove(unit).unwrap_or(0));
        self.give_families(one, third);
        self.give_families(two, rest);
        self.end(unit, two);
    }
    /// A new unit beside it, made of a part of it.
    pub fn open_beside(&mut self, unit: &UnitId, new: &UnitId) {
        self.parent.insert(new.clone(), self.parent[unit].clone());
        // Before its day it was a part of it, and counts in those boundaries wherever it did.
        let above = self.ever.iter().filter(|(_, below)| below == unit);
        let above: Vec<UnitId> = above.map(|(above, _)| above.clone()).collect();
        let above = above.into_iter().chain([unit.clone()]);
        self.ever.extend(above.map(|one| (one, new.clone())));
    }
    /// Another unit gets the units below, so many people, and a third of the families.
    pub fn split_off(&mut self, unit: &UnitId, new: &UnitId, people: usize) {
        for sub in self.below(unit) {
            self.parent.insert(sub, new.clone());
        }
        if 0 < people {
            *self.members.entry(unit.clone()).or_default() -= people;
            *self.members.entry(new.clone()).or_default() += people;
        }
        let [third, rest] = thirds(self.families.remove(unit).unwrap_or(0));
        self.give_families(unit, rest);
        self.give_families(new, third);
        self.remember();
    }
}

fn thirds(whole: i64) -> [i64; 2] {
    let shares = ["1/3".parse().unwrap(), "2/3".parse().unwrap()];
    let parts = kernel::share::divide(whole, &shares).unwrap();
    [parts[0], parts[1]]
}

/// A reorganisation that was carried out, and what was before it.
pub struct Done {
    pub id: kernel::RowId,
    pub day: Day,
    pub before: Model,
    pub opened: Vec<UnitId>,
    /// Somebody has joined a unit that it opened.
    pub used: bool,
}

/// Whoever joins stands in everything that may still be taken back, too.
pub fn joins(model: &mut Model, done: &mut [Done], unit: &UnitId) {
    *model.members.entry(unit.clone()).or_default() += 1;
    for one in done {
        one.used |= one.opened.contains(unit);
        if one.before.parent.contains_key(unit) {
            *one.before.members.entry(unit.clone()).or_default() += 1;
        }
    }
}
