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
    pub kind: Kind,
    /// Parents, founders, or all that is above: as `kind` says.
    pub holds: Vec<Hold>,
    pub successors: Vec<usize>,
    /// Those that it was made from on the day it opened; not what was merged into it later.
    pub predecessors: Vec<usize>,
}

/// Where it is known from what a unit hangs under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The official lists give its dated parents.
    Official,
    /// The association's own: it counts wherever the unit counts that it was founded or later put under.
    Own,
    /// Worked out before: `holds` are all units above it.
    Settled,
}

/// From `since` on an own unit counts where `parent` does.
pub fn found(own: &mut Node, parent: usize, since: Day) {
    if let Some(before) = own.holds.last_mut() {
        before.until = since;
    }
    own.holds.push(Hold { parent, since, until: Day::NEVER });
}

/// `old`, or a part of it, went into `new` on a day. A unit that went on afterwards was not continued by
/// what was split off; and only what makes a unit on its first day tells where it was before.
pub fn relate(tree: &mut [Node], old: usize, new: usize, day: Day) {
    if tree[old].closed <= day {
        tree[old].successors.push(new);
    }
    if tree[new].opened == day {
        tree[new].predecessors.push(old);
    }
}

/// A unit above another, and the days from `since` up to and not including `until` on which it is so.
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
    /// What held it on a day; before its life the first, after it the last.
    fn hold_on(&self, day: Day) -> Option<&Hold> {
        let there = self.holds.iter().find(|hold| hold.since <= day && day < hold.until);
        there.or(if day < self.opened { self.holds.first() } else { self.holds.last() })
    }
}

/// Every unit under every ancestor, with neighbouring days joined.
pub fn closure(tree: &[Node]) -> Vec<Hanging> {
    let official = days_of(tree, |_, node| node.kind != Kind::Own);
    let mut stretches = Stretches::of(tree.len());
    for &day in &breakpoints(tree) {
        let mut boundaries = Boundaries::of(tree, day);
        // On a day that moved only units of the association's own, the official ones stay where they were.
        let moved = |&unit: &usize| official.contains(&day) || tree[unit].kind == Kind::Own;
        for unit in (0..tree.len()).filter(moved) {
            stretches.meet(unit, &boundaries.above(unit), day);
        }
    }
    stretches.end()
}

/// The first day of each stretch within which no boundary moves.
pub fn breakpoints(tree: &[Node]) -> BTreeSet<Day> {
    let kin = tree.iter().flat_map(|node| node.successors.iter().chain(&node.predecessors));
    let kin: BTreeSet<usize> = kin.copied().collect();
    let has_kin = |node: &Node| !node.successors.is_empty() || !node.predecessors.is_empty();
    // A unit that stays with its founder is never itself a reason why boundaries move.
    let stays = |unit: usize, node: &Node| {
        node.kind == Kind::Own && node.holds.len() < 2 && !has_kin(node) && !kin.contains(&unit)
    };
    days_of(tree, |unit, node| !stays(unit, node))
}

fn days_of(tree: &[Node], wanted: impl Fn(usize, &Node) -> bool) -> BTreeSet<Day> {
    let wanted = tree.iter().enumerate().filter(|(unit, node)| wanted(*unit, node));
    let days = wanted.flat_map(|(_, node)| {
        let holds = node.holds.iter().flat_map(|hold| [hold.since, hold.until]);
        [node.opened, node.closed].into_iter().chain(holds)
    });
    days.filter(|&day| day < Day::NEVER).chain([Day::BEGINNING]).collect()
}

/// Where units of the association's own are in the tree.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// Under which units they count.
    pub hangings: Vec<Hanging>,
    /// Their direct parents while they are there: the lowest unit above that is there too.
    pub parents: Vec<Hanging>,
}

/// The places of all own units of a tree whose other units are settled.
pub fn places(tree: &[Node]) -> Places {
    let mut above = Stretches::of(tree.len());
    let mut directly = Stretches::of(tree.len());
    let own = |&unit: &usize| tree[unit].kind == Kind::Own;
    for &day in &days_of(tree, |_, _| true) {
        let mut boundaries = Boundaries::of(tree, day);
        for unit in (0..tree.len()).filter(own) {
            let path = boundaries.above(unit);
            above.meet(unit, &path, day);
            let lowest = path.iter().rev().find(|&&one| tree[one].is_alive(day)).or(path.last());
            let parent = lowest.copied().filter(|_| tree[unit].is_alive(day));
            directly.meet_only(unit, parent.as_slice(), day);
        }
    }
    Places { hangings: above.end(), parents: directly.end() }
}

/// Days come one after the other; what stays the same from one to the next is one stretch.
struct Stretches {
    open: Vec<Vec<(usize, Day)>>,
    ended: Vec<Hanging>,
}

impl Stretches {
    fn of(units: usize) -> Stretches {
        Stretches { open: vec![vec![]; units], ended: vec![] }
    }

    /// From `day` on a unit is under these and itself, and under nothing else.
    fn meet(&mut self, unit: usize, above: &[usize], day: Day) {
        let all: Vec<usize> = above.iter().copied().chain([unit]).collect();
        self.meet_only(unit, &all, day);
    }

    /// From `day` on a unit is under these, and under nothing else.
    fn meet_only(&mut self, unit: usize, above: &[usize], day: Day) {
        let (open, ended) = (&mut self.open[unit], &mut self.ended);
        open.retain(|&(ancestor, since)| {
            let stays = above.contains(&ancestor);
            if !stays {
                ended.push(Hanging { unit, ancestor, since, until: day });
            }
            stays
        });
        for &ancestor in above {
            if !open.iter().any(|&(known, _)| known == ancestor) {
                open.push((ancestor, day));
            }
        }
    }

    fn end(self) -> Vec<Hanging> {
        let mut all = self.ended;
        for (unit, open) in self.open.into_iter().enumerate() {
            let last = |(ancestor, since)| Hanging { unit, ancestor, since, until: Day::NEVER };
            all.extend(open.into_iter().map(last));
        }
        all
    }
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
        if node.kind == Kind::Settled {
            return self.settled(node);
        }
        if node.closed <= day {
            let heirs = node.successors.iter().copied().filter(|&heir| tree[heir].opened <= day);
            if let Some(path) = self.common(heirs) {
                return path;
            }
        } else if day < node.opened {
            let before = nearest_in_rank(tree, node).filter(|&one| day < tree[one].closed);
            if let Some(path) = self.common(before) {
                return path;
            }
        }
        let Some(hold) = node.hold_on(day) else { return Rc::new([]) };
        match node.kind {
            // A founder that is no more still tells whose chapter it was.
            Kind::Own => longer(self.above(hold.parent), hold.parent),
            _ => self.down_to(hold.parent),
        }
    }

    /// The units above, the highest first: the lower one is, the more are above it.
    fn settled(&self, node: &Node) -> Path {
        let there = |hold: &&Hold| hold.since <= self.day && self.day < hold.until;
        let depth = |unit: usize| self.tree[unit].holds.iter().filter(there).count();
        let mut above: Vec<usize> =
            node.holds.iter().filter(there).map(|hold| hold.parent).collect();
        above.sort_by_key(|&unit| (depth(unit), self.tree[unit].rank));
        above.into()
    }

    /// What these units have in common; nothing is known where there are none.
    fn common(&mut self, units: impl Iterator<Item = usize>) -> Option<Path> {
        let paths: Vec<Path> = units.map(|unit| self.down_to(unit)).collect();
        paths.into_iter().reduce(|a, b| shared(&a, &b))
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
    a.iter().copied().filter(|unit| b.contains(unit)).collect()
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
            kind: Kind::Official,
            holds: parent.map(hold).into_iter().collect(),
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
            Node { kind: Kind::Own, ..node(6, Day::of(2018, 1, 1), Day::NEVER, Some(LOTUS)) },
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
            relate(&mut tree, old, new, MERGER);
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

    /// The country with what the association does in it from 2026 on.
    const RETURN: Day = Day::of(2026, 3, 1);
    const OTHER: usize = 13;
    const JOINED: usize = 14;
    const MOVED: usize = 15;
    const GROUP: usize = 16;

    /// Two chapters of New Lotus become one; a chapter of Rice with a group in it goes to New Lotus.
    fn country_of_chapters() -> Vec<Node> {
        let mut tree = country();
        let own = |opened, closed, parent| Node {
            kind: Kind::Own,
            holds: vec![Hold { parent, since: opened, until: Day::NEVER }],
            ..node(6, opened, closed, None)
        };
        let opened = Day::of(2018, 1, 1);
        tree[CHAPTER].closed = RETURN;
        tree.extend([
            own(opened, RETURN, NEW_LOTUS),
            own(RETURN, Day::NEVER, NEW_LOTUS),
            own(opened, Day::NEVER, RICE),
            own(opened, Day::NEVER, MOVED),
        ]);
        for old in [CHAPTER, OTHER] {
            relate(&mut tree, old, JOINED, RETURN);
        }
        tree[MOVED].holds = vec![
            Hold { parent: RICE, since: opened, until: RETURN },
            Hold { parent: NEW_LOTUS, since: RETURN, until: Day::NEVER },
        ];
        tree
    }

    fn chapters_ancestors(unit: usize, day: Day) -> Vec<usize> {
        let hangings = closure(&country_of_chapters());
        let there = |one: &&Hanging| one.unit == unit && one.since <= day && day < one.until;
        let mut found: Vec<usize> = hangings.iter().filter(there).map(|one| one.ancestor).collect();
        found.sort_unstable();
        found
    }

    #[test]
    fn chapters_that_were_joined_count_under_what_they_became() {
        let before = RETURN.before();
        assert_eq!(
            chapters_ancestors(OTHER, before),
            [NATION, NEW, NEW_LOTUS, OTHER],
            "until then it counts where it was"
        );
        assert_eq!(chapters_ancestors(OTHER, RETURN), [NATION, NEW, NEW_LOTUS, OTHER, JOINED]);
        assert_eq!(chapters_ancestors(CHAPTER, RETURN), [NATION, NEW, NEW_LOTUS, CHAPTER, JOINED]);
        assert_eq!(
            chapters_ancestors(JOINED, before),
            [NATION, NEW, NEW_LOTUS, JOINED],
            "in the boundaries before, the new one counts where both lay"
        );
    }

    #[test]
    fn a_chapter_that_was_moved_takes_along_what_is_below() {
        let before = RETURN.before();
        assert_eq!(chapters_ancestors(GROUP, before), [NATION, NEW, RICE, NEW_RICE, MOVED, GROUP]);
        assert_eq!(chapters_ancestors(GROUP, RETURN), [NATION, NEW, NEW_LOTUS, MOVED, GROUP]);
    }

    #[test]
    fn the_direct_parent_of_a_chapter_is_the_lowest_unit_still_there() {
        let places = places(&country_of_chapters());
        let parents = |unit| -> Vec<(usize, Day, Day)> {
            let of_it = places.parents.iter().filter(|one| one.unit == unit);
            let mut of_it: Vec<_> = of_it.map(|one| (one.ancestor, one.since, one.until)).collect();
            of_it.sort_by_key(|one| one.1);
            of_it
        };
        let opened = Day::of(2018, 1, 1);
        assert_eq!(parents(CHAPTER), [(LOTUS, opened, MERGER), (NEW_LOTUS, MERGER, RETURN)]);
        assert_eq!(
            parents(MOVED),
            [(RICE, opened, MERGER), (NEW_RICE, MERGER, RETURN), (NEW_LOTUS, RETURN, Day::NEVER)]
        );
        assert_eq!(parents(GROUP), [(MOVED, opened, Day::NEVER)]);
    }

    #[test]
    fn what_was_settled_before_gives_the_same_places() {
        let whole = country_of_chapters();
        let all = closure(&whole);
        let mut some = whole.clone();
        for (unit, node) in
            some.iter_mut().enumerate().filter(|(_, node)| node.kind == Kind::Official)
        {
            node.kind = Kind::Settled;
            let above = all.iter().filter(|one| one.unit == unit && one.ancestor != unit);
            node.holds = above
                .map(|one| Hold { parent: one.ancestor, since: one.since, until: one.until })
                .collect();
        }
        let own = |one: &&Hanging| whole[one.unit].kind == Kind::Own;
        let sorted = |mut hangings: Vec<Hanging>| {
            hangings.sort_unstable();
            hangings
        };
        assert_eq!(
            sorted(places(&some).hangings),
            sorted(all.iter().filter(own).copied().collect())
        );
    }
}
