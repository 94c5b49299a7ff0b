//! Random joins, moves, mergers, divisions and takings back, held against a small model that knows only who is where.

use crate::world::*;
use kernel::{Day, MembershipId, RowId, UnitId};
use platform::Problem;
use reorganisation::{Portion, Step, Target};
use std::collections::{BTreeMap, BTreeSet};
use testkit::World;

/// A generator of our own: the same seed gives the same story on both databases.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % sides.max(1)
    }
    fn pick<T: Clone>(&mut self, from: &[T]) -> Option<T> {
        if from.is_empty() { None } else { Some(from[self.roll(from.len())].clone()) }
    }
}

/// Who belongs where, under which chapter each chapter hangs, and what each has declared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Model {
    members: BTreeMap<UnitId, usize>,
    families: BTreeMap<UnitId, i64>,
    parent: BTreeMap<UnitId, UnitId>,
}

impl Model {
    fn open(&self) -> Vec<UnitId> {
        self.parent.keys().cloned().collect()
    }
    fn is_below(&self, unit: &UnitId, above: &UnitId) -> bool {
        let mut at = unit;
        while let Some(parent) = self.parent.get(at) {
            if parent == above {
                return true;
            }
            at = parent;
        }
        false
    }
    fn below(&self, above: &UnitId) -> Vec<UnitId> {
        let children = self.parent.iter().filter(|(_, parent)| *parent == above);
        children.map(|(unit, _)| unit.clone()).collect()
    }
    fn sum<N: Copy + std::iter::Sum<N>>(&self, of: &BTreeMap<UnitId, N>, unit: &UnitId) -> N {
        let within = of.iter().filter(|(one, _)| *one == unit || self.is_below(one, unit));
        within.map(|(_, quantity)| *quantity).sum()
    }
    fn end(&mut self, unit: &UnitId, heir: &UnitId) {
        let members = self.members.remove(unit).unwrap_or(0);
        *self.members.entry(heir.clone()).or_default() += members;
        let families = self.families.remove(unit).unwrap_or(0);
        if families != 0 {
            *self.families.entry(heir.clone()).or_default() += families;
        }
        for child in self.below(unit) {
            self.parent.insert(child, heir.clone());
        }
        self.parent.remove(unit);
    }
}

/// Each reorganisation has a day of its own, the later ones later.
const FIRST_DAY: Day = Day::of(2026, 2, 1);

fn day_of(step: usize) -> Day {
    FIRST_DAY.plus_days(i32::try_from(step).unwrap())
}

const LAST_NAMES: [&str; 8] = ["Anh", "Bình", "Chi", "Dung", "Giang", "Hà", "Khoa", "Lan"];

async fn agree(world: &World, model: &Model, story: &[String]) {
    let everywhere = (&world.province, &world.hoa_sen);
    let open = model.open();
    for (unit, known_as) in
        open.iter().map(|unit| (unit, unit)).chain([everywhere, (&world.hoa_sen, &world.hoa_sen)])
    {
        let members = i64::try_from(model.sum(&model.members, known_as)).unwrap();
        assert_eq!(
            figure(world, unit, "members").await,
            members,
            "members of {unit} after {story:#?}"
        );
        let families = model.sum(&model.families, known_as);
        assert_eq!(figure(world, unit, "families_registered").await, families, "{story:#?}");
    }
    // opening + new + moved in − moved out − left − died ± merged = closing
    for unit in [&world.hoa_sen, &world.province] {
        assert_eq!(figure(world, unit, "members_merged").await, 0, "{story:#?}");
    }
}

async fn tell_story(seed: u64, steps: usize) -> Result<(), Problem> {
    let world = world().await;
    let at = world.hoa_sen.clone();
    let mut dice = Dice(seed);
    let mut model = Model::default();
    model.parent.insert(world.truong_an.clone(), at.clone());
    let mut story: Vec<String> = vec![];
    for number in 0..4 {
        let parent = dice.pick(&model.open()).filter(|_| number % 2 == 1).unwrap_or(at.clone());
        let new = chapter(&world, &parent, &format!("c{number}")).await;
        model.parent.insert(new, parent);
    }
    let mut done: Vec<(RowId, Model)> = vec![];
    let mut joined: BTreeSet<MembershipId> = BTreeSet::new();
    for step in 0..steps {
        let open = model.open();
        let Some(unit) = dice.pick(&open) else { break };
        match dice.roll(6) {
            0 | 1 => {
                let name = format!("Vàng A {}", LAST_NAMES[dice.roll(8)]);
                joined.insert(join(&world, &unit, &name, "").await);
                *model.members.entry(unit.clone()).or_default() += 1;
                story.push(format!("{step}: joins {unit}"));
                done.clear();
            }
            2 => {
                // A level is stated once for each unit, before anything is carried there.
                let fresh = !model.families.contains_key(&unit) && done.is_empty();
                if fresh && figure(&world, &unit, "families_registered").await == 0 {
                    let quantity = i64::try_from(dice.roll(200) + 1).unwrap();
                    let day = FIRST_DAY.before();
                    declare(&world, &unit, "families_registered", quantity, day).await;
                    model.families.insert(unit.clone(), quantity);
                    story.push(format!("{step}: {unit} declares {quantity}"));
                }
            }
            3 => {
                let fits = |heir: &UnitId| *heir != unit && !model.is_below(heir, &unit);
                let heirs: Vec<UnitId> = open.iter().filter(|heir| fits(heir)).cloned().collect();
                let Some(heir) = dice.pick(&heirs) else { continue };
                let before = model.clone();
                let mut plan = plan(vec![merge(&[&unit], &heir)]);
                plan.day = day_of(step);
                let (id, _) = carry_out(&world, &at, plan).await?;
                model.end(&unit, &heir);
                story.push(format!("{step}: {unit} goes into {heir}"));
                done.push((id, before));
            }
            4 => {
                let subs = model.below(&unit);
                let fits = |heir: &UnitId| *heir != unit && !model.is_below(heir, &unit);
                let heirs: Vec<UnitId> = open.iter().filter(|heir| fits(heir)).cloned().collect();
                let (Some(one), Some(two)) = (dice.pick(&heirs), dice.pick(&heirs)) else {
                    continue;
                };
                if one == two {
                    continue;
                }
                let before = model.clone();
                let portion = |to: &UnitId, units, share: &str| Portion {
                    to: Target::unit(to),
                    units,
                    share: share.parse().ok(),
                    basis: "thử".to_owned(),
                };
                let step_of_plan = Step::Split {
                    unit: unit.clone(),
                    heirs: vec![portion(&one, subs.clone(), "1/3"), portion(&two, vec![], "2/3")],
                    rest: Some(Target::unit(&two)),
                };
                let mut plan = plan(vec![step_of_plan]);
                plan.day = day_of(step);
                let (id, _) = carry_out(&world, &at, plan).await?;
                for sub in &subs {
                    model.parent.insert(sub.clone(), one.clone());
                }
                let families = model.families.remove(&unit).unwrap_or(0);
                let shares = ["1/3".parse().unwrap(), "2/3".parse().unwrap()];
                let parts = kernel::share::divide(families, &shares).unwrap();
                for (heir, part) in [(&one, parts[0]), (&two, parts[1])] {
                    if part != 0 {
                        *model.families.entry(heir.clone()).or_default() += part;
                    }
                }
                model.end(&unit, &two);
                story.push(format!("{step}: {unit} is divided between {one} and {two}"));
                done.push((id, before));
            }
            _ => {
                let Some((id, before)) = done.pop() else { continue };
                take_back(&world, &at, &id).await?;
                model = before;
                story.push(format!("{step}: taken back"));
            }
        }
        agree(&world, &model, &story).await;
    }
    world.verify().await;
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn whatever_happens_the_books_say_what_the_model_says() -> Result<(), Problem> {
    for seed in [1, 7, 42] {
        tell_story(seed, 14).await?;
    }
    Ok(())
}
