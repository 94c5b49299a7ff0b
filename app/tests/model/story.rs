//! One story: what the dice say is done, and what should come of it is known before.

use crate::{
    model::{Dice, Done, Lock, Model, joins},
    scene,
};
use kernel::{Day, UnitId};
use platform::Problem;
use reorganisation::{Opening, Plan, Portion, Step, Target};
use reports::periods::State;
use std::collections::BTreeMap;
use testkit::World;
use units::{Form, Setting};

/// Reorganisations have a day each, the later ones later: the first lie in the half-year that is locked, the last do not.
const FIRST_DAY: Day = Day::of(2025, 12, 22);
const LAST_NAMES: [&str; 8] = ["Anh", "Bình", "Chi", "Dung", "Giang", "Hà", "Khoa", "Lan"];
/// All checks are run each time after so many steps.
const CHECKED_EVERY: usize = 5;

struct Story {
    world: World,
    at: UnitId,
    dice: Dice,
    model: Model,
    lock: Lock,
    report: State,
    done: Vec<Done>,
    /// Chapters that were there before the story began.
    old: Vec<UnitId>,
    /// When each of the others was opened.
    opened: BTreeMap<UnitId, Day>,
    told: Vec<String>,
}

/// Tells a story and holds the books against the model after each step; what was done, line by line.
pub async fn tell(seed: u64, steps: usize) -> Vec<String> {
    let world = scene::world().await;
    let at = world.hoa_sen.clone();
    let mut model = Model::default();
    model.parent.insert(world.truong_an.clone(), at.clone());
    let mut dice = Dice(seed);
    for number in 0..4 {
        let parent = dice.pick(&model.open()).filter(|_| number % 2 == 1).unwrap_or(at.clone());
        let new = scene::chapter(&world, &parent, &format!("c{number}")).await;
        model.parent.insert(new, parent);
    }
    model.remember();
    let (lock, report) = (Lock::Never, State::Draft);
    let (old, told, done) = (model.open(), vec![format!("seed {seed}")], vec![]);
    let mut story =
        Story { world, at, dice, model, lock, report, done, old, opened: BTreeMap::new(), told };
    for step in 0..steps {
        story.step(step).await;
        story.agrees(step).await;
    }
    story.world.verify().await;
    story.world.end().await;
    story.told
}

fn day_of(step: usize) -> Day {
    FIRST_DAY.plus_days(i32::try_from(step).unwrap())
}

fn is_over(day: Day) -> bool {
    day < scene::half().until
}

impl Story {
    async fn step(&mut self, step: usize) {
        let Some(unit) = self.dice.pick(&self.model.open()) else { return };
        match self.dice.roll(12) {
            0 | 1 => self.join(step, &unit).await,
            2 => self.declare(step, &unit).await,
            3 | 4 => self.merge(step, unit).await,
            5 => self.divide(step, unit).await,
            6 => self.split_off(step, unit).await,
            7 => self.move_under(step, unit).await,
            8 => self.take_back(step).await,
            9 => self.restart(step).await,
            _ => self.report_goes_on(step).await,
        }
    }

    fn tell(&mut self, step: usize, what: String) {
        self.told.push(format!("{step}: {what}"));
    }

    fn expect(&self, found: &Result<(), Problem>, refused: Option<&str>) {
        let code = found.as_ref().err().map(Problem::code);
        assert_eq!(code.as_deref(), refused, "{found:?} after {:#?}", self.told);
    }

    async fn agrees(&self, step: usize) {
        let open = self.model.open();
        for unit in open.iter().chain([&self.at]) {
            let members = scene::figure(&self.world, unit, "members").await;
            assert_eq!(members, self.model.members_in(unit), "members of {unit}: {:#?}", self.told);
            let families = scene::figure(&self.world, unit, "families_registered").await;
            let known = self.model.families_in(unit);
            assert_eq!(families, known, "families of {unit}: {:#?}", self.told);
        }
        // Whoever goes along is neither new nor gone.
        for code in ["members_merged", "members_left", "members_moved_in"] {
            assert_eq!(scene::figure(&self.world, &self.at, code).await, 0, "{:#?}", self.told);
        }
        if step % CHECKED_EVERY == CHECKED_EVERY - 1 {
            self.world.verify().await;
        }
    }

    async fn join(&mut self, step: usize, unit: &UnitId) {
        let name = format!("Vàng A {}", LAST_NAMES[self.dice.roll(8)]);
        // Nobody joins a chapter before it is there.
        let day = self.opened.get(unit).copied().unwrap_or(Day::of(2020, 1, 1));
        scene::join(&self.world, unit, &name, day).await;
        joins(&mut self.model, &mut self.done, unit);
        self.tell(step, format!("joins {unit}"));
    }

    /// A level is stated once for each unit, before anything is carried there.
    async fn declare(&mut self, step: usize, unit: &UnitId) {
        let is_old = self.old.contains(unit);
        if !is_old || self.model.families.contains_key(unit) || !self.done.is_empty() {
            return;
        }
        if scene::figure(&self.world, unit, "families_registered").await != 0 {
            return;
        }
        let quantity = i64::try_from(self.dice.roll(200) + 1).unwrap();
        let stated = scene::declare(&self.world, unit, quantity, FIRST_DAY.before()).await;
        // An opening is for the maker alone, and somebody else states this.
        let refused = (self.lock != Lock::Never).then_some("period_locked");
        self.expect(&stated, refused);
        if refused.is_none() {
            self.model.families.insert(unit.clone(), quantity);
        }
        self.tell(step, format!("{unit} declares {quantity}, refused: {refused:?}"));
    }

    /// Carries a plan out, unless the lock keeps the day.
    async fn carry_out(&mut self, step: usize, plan: Plan, what: String) -> Option<Vec<UnitId>> {
        let day = plan.day;
        let carried = scene::carry_out(&self.world, plan).await;
        let refused = (self.lock == Lock::Held && is_over(day)).then_some("period_locked");
        self.tell(step, format!("{what} on {day}, refused: {refused:?}"));
        match carried {
            Ok((id, opened)) => {
                self.expect(&Ok(()), refused);
                let (before, ours) = (self.model.clone(), opened.clone());
                self.done.push(Done { id, day, before, opened: ours, used: false });
                Some(opened)
            }
            Err(problem) => {
                self.expect(&Err(problem), refused);
                None
            }
        }
    }

    async fn merge(&mut self, step: usize, unit: UnitId) {
        let Some(heir) = self.dice.pick(&self.model.heirs_for(&unit)) else { return };
        let into = Target::unit(&heir);
        let merge = Step::Merge { units: vec![unit.clone()], into };
        let what = format!("{unit} goes into {heir}");
        if self.carry_out(step, scene::plan(day_of(step), vec![merge]), what).await.is_some() {
            self.model.end(&unit, &heir);
        }
    }

    fn portion(to: Target, units: Vec<UnitId>, share: &str) -> Portion {
        Portion { to, units, share: share.parse().ok(), basis: "số hộ".to_owned() }
    }

    async fn divide(&mut self, step: usize, unit: UnitId) {
        let heirs = self.model.heirs_for(&unit);
        let (Some(one), Some(two)) = (self.dice.pick(&heirs), self.dice.pick(&heirs)) else {
            return;
        };
        let subs = self.model.below(&unit);
        let fits = |sub: &UnitId| self.model.may_stand_over(&one, sub);
        if one == two || !subs.iter().all(fits) {
            return;
        }
        let heirs = vec![
            Self::portion(Target::unit(&one), subs, "1/3"),
            Self::portion(Target::unit(&two), vec![], "2/3"),
        ];
        let rest = Some(Target::unit(&two));
        let split = Step::Split { unit: unit.clone(), heirs, rest };
        let what = format!("{unit} is divided between {one} and {two}");
        if self.carry_out(step, scene::plan(day_of(step), vec![split]), what).await.is_some() {
            self.model.divide(&unit, &one, &two);
        }
    }

    async fn split_off(&mut self, step: usize, unit: UnitId) {
        let subs = self.model.below(&unit);
        let there = self.model.members.get(&unit).copied().unwrap_or(0);
        let people = self.dice.roll(there + 1);
        let there_is = self.dice.pick(&self.model.heirs_for(&unit));
        let there_is = there_is.filter(|_| self.dice.roll(2) == 0);
        let new = there_is.as_ref().map_or(Target::new_unit("moi"), Target::unit);
        let parts = vec![Self::portion(new.clone(), subs, "1/3")];
        let step_of_plan = Step::SplitOff { unit: unit.clone(), parts };
        let mut plan = scene::plan(day_of(step), vec![step_of_plan]);
        let opening = Opening {
            key: "moi".to_owned(),
            parent: self.model.parent[&unit].clone(),
            name: format!("Chi hội tách {step}"),
            form: Form::Chapter,
            setting: Setting::Hamlet,
            code: None,
        };
        plan.opens.extend(there_is.is_none().then_some(opening));
        let listed = scene::some_members(&self.world, &unit, people).await;
        plan.placed = listed.into_iter().map(|one| (one, new.clone())).collect::<BTreeMap<_, _>>();
        let what = format!("{people} of {there} leave {unit} for {new:?}");
        if let Some(opened) = self.carry_out(step, plan, what).await {
            if let Some(new) = opened.first() {
                self.opened.insert(new.clone(), day_of(step));
                self.model.open_beside(&unit, new);
            }
            let heir = there_is.as_ref().unwrap_or_else(|| &opened[0]);
            self.model.split_off(&unit, heir, people);
        }
    }

    async fn move_under(&mut self, step: usize, unit: UnitId) {
        let mut above = self.model.heirs_for(&unit);
        above.push(self.at.clone());
        above.retain(|one| self.model.parent.get(&unit) != Some(one));
        let Some(under) = self.dice.pick(&above) else { return };
        let moved = Step::Move { unit: unit.clone(), under: Target::unit(&under) };
        let what = format!("{unit} moves under {under}");
        if self.carry_out(step, scene::plan(day_of(step), vec![moved]), what).await.is_some() {
            self.model.parent.insert(unit, under);
            self.model.remember();
        }
    }

    async fn take_back(&mut self, step: usize) {
        let Some(last) = self.done.pop() else { return };
        let refused = match () {
            () if self.lock == Lock::Held && is_over(last.day) => Some("period_locked"),
            () if last.used => Some("opened_is_used"),
            () => None,
        };
        let taken = scene::take_back(&self.world, &last.id).await;
        self.tell(
            step,
            format!("what was done on {} is taken back, refused: {refused:?}", last.day),
        );
        self.expect(&taken, refused);
        if refused.is_none() {
            self.model = last.before;
        } else {
            // What came before it cannot be taken back either, as long as this stands.
            self.done.clear();
        }
    }

    async fn restart(&mut self, step: usize) {
        self.world.restart().await;
        self.tell(step, "the program is stopped and started".to_owned());
    }

    /// The next step on the way of the commune's report.
    async fn report_goes_on(&mut self, step: usize) {
        let (went, possible): (_, &[State]) = match self.report {
            State::Draft => (scene::submit(&self.world).await, &[State::Submitted]),
            State::Reopened if self.dice.roll(2) == 0 => {
                (scene::submit(&self.world).await, &[State::Submitted])
            }
            State::Submitted => (scene::accept(&self.world, "minh").await, &[State::Accepted]),
            // Whoever locked has made the supplement, so somebody else accepts it.
            State::LockedSupplemented => {
                (scene::accept(&self.world, "hoa").await, &[State::Locked])
            }
            State::Accepted | State::Reopened => {
                (scene::lock(&self.world).await, &[State::Locked, State::LockedSupplemented])
            }
            State::Locked => (scene::reopen(&self.world).await, &[State::Reopened]),
            State::Returned | State::Supplemented => return,
        };
        let to = went.unwrap_or_else(|problem| panic!("{problem:?} after {:#?}", self.told));
        assert!(possible.contains(&to), "{to:?} after {:#?}", self.told);
        self.report = to;
        self.lock = match to {
            State::Locked | State::LockedSupplemented => Lock::Held,
            State::Reopened => Lock::OpenForMaker,
            _ => self.lock,
        };
        self.tell(step, format!("the report is {}", to.code()));
    }
}
