//! Under which units a unit is counted, in the boundaries of a day.
//!
//! - A unit alive on that day hangs under its parents of that day.
//! - A unit already gone hangs under what its successors have in common; without known successors, under
//!   its last parent, or what became of that.
//! - A unit not yet there hangs under what its predecessors have in common; without known
//!   predecessors, under its first parent, or what was there before that.
//! - A unit is its own ancestor always, so nothing ever falls out of the tree.

use kernel::Day;
use std::{
    collections::{BTreeSet, HashMap},
    rc::Rc,
};

/// One unit, as far as its place in the tree goes. Units are known by their position in the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    pub opened: Day,
    /// The first day on which it is no more.
    pub closed: Day,
    /// Nation 0, province 1, and so on down.
    pub rank: u8,
    /// Own units follow the unit they were founded under; official ones their dated parents.
    pub follows_founder: bool,
    pub parents: Vec<Hold>,
    pub successors: Vec<usize>,
    pub predecessors: Vec<usize>,
}

/// A parent, and the days from `since` up to and not including `until` on which it is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hold {
    pub parent: usize,
    pub since: Day,
    pub until: Day,
}

/// `unit` counts under `ancestor` in the boundaries of these days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hanging {
    pub unit: usize,
    pub ancestor: usize,
    pub since: Day,
    pub until: Day,
}

impl Node {
    fn is_alive(&self, on: Day) -> bool {
        self.opened <= on && on < self.closed
    }
}

/// Every unit under every ancestor, with neighbouring days joined.
pub fn closure(tree: &[Node]) -> Vec<Hanging> {
    let mut hangings = Vec::new();
    let mut open: Vec<Vec<(usize, Day)>> = vec![vec![]; tree.len()];
    for day in breakpoints(tree) {
        let mut boundaries = Boundaries::of(tree, day);
        for (unit, current) in open.iter_mut().enumerate() {
            let path = boundaries.above(unit);
            current.retain(|&(ancestor, since)| {
                let stays = ancestor == unit || path.contains(&ancestor);
                if !stays {
                    hangings.push(Hanging { unit, ancestor, since, until: day });
                }
                stays
            });
            for ancestor in path.iter().copied().chain([unit]) {
                if !current.iter().any(|&(known, _)| known == ancestor) {
                    current.push((ancestor, day));
                }
            }
        }
    }
    for (unit, current) in open.into_iter().enumerate() {
        let last = |(ancestor, since)| Hanging { unit, ancestor, since, until: Day::NEVER };
        hangings.extend(current.into_iter().map(last));
    }
    hangings
}

/// The first day of each stretch within which no boundary moves.
pub fn breakpoints(tree: &[Node]) -> BTreeSet<Day> {
    let official = tree.iter().filter(|node| !node.follows_founder);
    let days = official.flat_map(|node| {
        let parents = node.parents.iter().flat_map(|hold| [hold.since, hold.until]);
        [node.opened, node.closed].into_iter().chain(parents)
    });
    days.filter(|&day| day < Day::NEVER).chain([Day::BEGINNING]).collect()
}

/// A way down from the root.
type Path = Rc<[usize]>;

/// The tree in the boundaries of one day.
struct Boundaries<'t> {
    tree: &'t [Node],
    day: Day,
    known: HashMap<usize, Path>,
}

impl<'t> Boundaries<'t> {
    fn of(tree: &'t [Node], day: Day) -> Self {
        Boundaries { tree, day, known: HashMap::with_capacity(tree.len()) }
    }

    /// What a unit hangs under, the root first, without the unit itself.
    fn above(&mut self, unit: usize) -> Path {
        if let Some(path) = self.known.get(&unit) {
            return path.clone();
        }
        let path = self.find_above(unit);
        self.known.insert(unit, path.clone());
        path
    }

    fn find_above(&mut self, unit: usize) -> Path {
        let (tree, day) = (self.tree, self.day);
        let node = &tree[unit];
        if node.follows_founder {
            return match node.parents.first() {
                Some(hold) => longer(self.above(hold.parent), hold.parent),
                None => Rc::new([]),
            };
        }
        if node.closed <= day {
            let heirs = node.successors.iter().copied().filter(|&heir| tree[heir].opened <= day);
            return self.common(heirs, node.parents.last());
        }
        if day < node.opened {
            let before = nearest_in_rank(tree, node).filter(|&one| day < tree[one].closed);
            return self.common(before, node.parents.first());
        }
        let hold = node.parents.iter().find(|hold| hold.since <= day && day < hold.until);
        self.under(hold)
    }

    /// What these units have in common; what stands in for the parent where there are none.
    fn common(&mut self, units: impl Iterator<Item = usize>, parent: Option<&Hold>) -> Path {
        let paths: Vec<Path> = units.map(|unit| self.down_to(unit)).collect();
        paths.into_iter().reduce(|a, b| shared(&a, &b)).unwrap_or_else(|| self.under(parent))
    }

    fn under(&mut self, hold: Option<&Hold>) -> Path {
        match hold {
            Some(hold) => self.down_to(hold.parent),
            None => Rc::new([]),
        }
    }

    /// The way down to a unit, itself included if it is there on that day.
    fn down_to(&mut self, unit: usize) -> Path {
        let above = self.above(unit);
        if self.tree[unit].is_alive(self.day) { longer(above, unit) } else { above }
    }
}

/// The predecessors of a unit's own rank, if it has any: a commune that was one commune before hangs
/// under that, and not only under the district which held both.
fn nearest_in_rank<'t>(tree: &'t [Node], node: &'t Node) -> impl Iterator<Item = usize> + 't {
    let same_rank = move |&unit: &usize| tree[unit].rank == node.rank;
    let some = node.predecessors.iter().copied().any(|unit| same_rank(&unit));
    node.predecessors.iter().copied().filter(move |unit| !some || same_rank(unit))
}

fn longer(path: Path, unit: usize) -> Path {
    path.iter().copied().chain([unit]).collect()
}

fn shared(a: &Path, b: &Path) -> Path {
    a.iter().zip(b.iter()).take_while(|(a, b)| a == b).map(|(a, _)| *a).collect()
}

/// A unit that may be a parent, for [`parents_through_time`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate<T> {
    pub unit: T,
    /// Deeper units have a greater depth.
    pub depth: (u8, usize),
    /// When it counts above the founder.
    pub since: Day,
    pub until: Day,
    pub opened: Day,
    pub closed: Day,
}

/// The direct parents of an own unit through time: the lowest unit alive among its founder and what stands above that.
pub fn parents_through_time<T: Clone + PartialEq>(
    founder: &T,
    candidates: &[Candidate<T>],
    opened: Day,
    closed: Day,
) -> Vec<(T, Day, Day)> {
    let days = candidates.iter().flat_map(|one| [one.since, one.until, one.opened, one.closed]);
    let days: BTreeSet<Day> =
        days.filter(|&day| opened < day && day < closed).chain([opened]).collect();
    let mut spans: Vec<(T, Day, Day)> = Vec::new();
    for &day in &days {
        let there = |one: &&Candidate<T>| {
            one.since <= day && day < one.until && one.opened <= day && day < one.closed
        };
        let lowest = candidates.iter().filter(there).max_by_key(|one| one.depth);
        let parent = lowest.map_or(founder, |one| &one.unit);
        match spans.last_mut() {
            Some((last, _, _)) if last == parent => {}
            Some((_, _, until)) => {
                *until = day;
                spans.push((parent.clone(), day, closed));
            }
            None => spans.push((parent.clone(), day, closed)),
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    const MERGER: Day = Day::of(2025, 7, 1);
    const BEFORE: Day = Day::of(2025, 6, 30);

    // The made-up country: two old provinces with a district each become one province.
    const NATION: usize = 0;
    const OLD_NORTH: usize = 1;
    const OLD_SOUTH: usize = 2;
    const NEW: usize = 3;
    const DISTRICT_NORTH: usize = 4;
    const DISTRICT_SOUTH: usize = 5;
    const LOTUS: usize = 6;
    const BAMBOO: usize = 7;
    const RICE: usize = 8;
    /// Lotus and a part of Bamboo.
    const NEW_LOTUS: usize = 9;
    /// The rest of Bamboo, and Rice.
    const NEW_RICE: usize = 10;
    const CHAPTER: usize = 11;
    /// Dissolved in 2020 with no known successor.
    const FORGOTTEN: usize = 12;

    fn node(rank: u8, opened: Day, closed: Day, parent: Option<usize>) -> Node {
        let hold = |parent| Hold { parent, since: opened, until: closed };
        Node {
            opened,
            closed,
            rank,
            follows_founder: false,
            parents: parent.map(hold).into_iter().collect(),
            successors: vec![],
            predecessors: vec![],
        }
    }

    fn country() -> Vec<Node> {
        let old = |rank, parent| node(rank, Day::BEGINNING, MERGER, Some(parent));
        let new = |rank, parent| node(rank, MERGER, Day::NEVER, Some(parent));
        let mut tree = vec![
            node(0, Day::BEGINNING, Day::NEVER, None),
            old(1, NATION),
            old(1, NATION),
            new(1, NATION),
            old(2, OLD_NORTH),
            old(2, OLD_SOUTH),
            old(3, DISTRICT_NORTH),
            old(3, DISTRICT_NORTH),
            old(3, DISTRICT_SOUTH),
            new(3, NEW),
            new(3, NEW),
            Node { follows_founder: true, ..node(6, Day::of(2018, 1, 1), Day::NEVER, Some(LOTUS)) },
            node(3, Day::BEGINNING, Day::of(2020, 2, 2), Some(DISTRICT_SOUTH)),
        ];
        for (old, new) in [
            (OLD_NORTH, NEW),
            (OLD_SOUTH, NEW),
            (LOTUS, NEW_LOTUS),
            (BAMBOO, NEW_LOTUS),
            (BAMBOO, NEW_RICE),
            (RICE, NEW_RICE),
        ] {
            tree[old].successors.push(new);
            tree[new].predecessors.push(old);
        }
        tree
    }

    fn ancestors(unit: usize, day: Day) -> Vec<usize> {
        let hangings = closure(&country());
        let there = |one: &&Hanging| one.unit == unit && one.since <= day && day < one.until;
        let mut found: Vec<usize> = hangings.iter().filter(there).map(|one| one.ancestor).collect();
        found.sort_unstable();
        found
    }

    #[test]
    fn a_unit_hangs_under_its_parents_of_that_day() {
        assert_eq!(ancestors(LOTUS, BEFORE), [NATION, OLD_NORTH, DISTRICT_NORTH, LOTUS]);
        assert_eq!(ancestors(NEW_LOTUS, MERGER), [NATION, NEW, NEW_LOTUS]);
    }

    #[test]
    fn a_merged_unit_hangs_under_its_successor() {
        assert_eq!(ancestors(LOTUS, MERGER), [NATION, NEW, LOTUS, NEW_LOTUS]);
        assert_eq!(ancestors(OLD_SOUTH, MERGER), [NATION, OLD_SOUTH, NEW]);
    }

    #[test]
    fn a_split_unit_hangs_only_under_what_its_successors_share() {
        assert_eq!(ancestors(BAMBOO, MERGER), [NATION, NEW, BAMBOO]);
    }

    #[test]
    fn a_new_unit_hangs_in_old_boundaries_under_what_its_predecessors_share() {
        assert_eq!(ancestors(NEW_LOTUS, BEFORE), [NATION, OLD_NORTH, DISTRICT_NORTH, NEW_LOTUS]);
        assert_eq!(
            ancestors(NEW_RICE, BEFORE),
            [NATION, NEW_RICE],
            "its parts lay in two provinces"
        );
    }

    #[test]
    fn a_district_that_was_abolished_leaves_its_rows_to_the_province() {
        assert_eq!(ancestors(DISTRICT_SOUTH, MERGER), [NATION, NEW, DISTRICT_SOUTH]);
    }

    #[test]
    fn a_unit_whose_successor_nobody_knows_stays_with_what_became_of_its_parent() {
        assert_eq!(
            ancestors(FORGOTTEN, Day::of(2021, 1, 1)),
            [NATION, OLD_SOUTH, DISTRICT_SOUTH, FORGOTTEN]
        );
        assert_eq!(ancestors(FORGOTTEN, MERGER), [NATION, NEW, FORGOTTEN]);
    }

    #[test]
    fn a_chapter_goes_where_the_commune_that_founded_it_goes() {
        assert_eq!(ancestors(CHAPTER, BEFORE), [NATION, OLD_NORTH, DISTRICT_NORTH, LOTUS, CHAPTER]);
        assert_eq!(ancestors(CHAPTER, MERGER), [NATION, NEW, LOTUS, NEW_LOTUS, CHAPTER]);
    }

    #[test]
    fn every_row_is_under_the_nation_exactly_once_whatever_the_boundaries() {
        let hangings = closure(&country());
        for unit in 0..country().len() {
            let nation: Vec<_> =
                hangings.iter().filter(|one| one.unit == unit && one.ancestor == NATION).collect();
            let [always] = nation[..] else {
                panic!("{unit} is under the nation in {} stretches", nation.len())
            };
            assert_eq!((always.since, always.until), (Day::BEGINNING, Day::NEVER));
        }
    }

    #[test]
    fn the_direct_parent_of_a_chapter_is_the_lowest_unit_still_there() {
        let whole = |unit, rank, opened, closed, since, until| Candidate {
            unit,
            depth: (rank, 0),
            since,
            until,
            opened,
            closed,
        };
        let candidates = [
            whole(LOTUS, 3, Day::BEGINNING, MERGER, Day::BEGINNING, Day::NEVER),
            whole(NEW_LOTUS, 3, MERGER, Day::NEVER, MERGER, Day::NEVER),
            whole(NATION, 0, Day::BEGINNING, Day::NEVER, Day::BEGINNING, Day::NEVER),
        ];
        let opened = Day::of(2018, 1, 1);
        assert_eq!(
            parents_through_time(&LOTUS, &candidates, opened, Day::NEVER),
            [(LOTUS, opened, MERGER), (NEW_LOTUS, MERGER, Day::NEVER)]
        );
    }
}
