//! Whom to compare with whom: only people who share a key, and never too many of them.
//!
//! A key's block of up to [`BLOCK_MOST`] people is compared pair by pair. A larger one is cut by
//! finer keys, and where even those agree each person meets only the next few. So the pairs looked
//! at are at most [`PAIRS_PER_PERSON_MOST`] for each person, whatever the people are like.

use super::{KEPT_IN_BULK, Likeness, Reason, Traits, likeness, likeness::mark};
use kernel::vietnamese::date::WrittenDay;
use std::collections::HashMap;

/// With so many in a block, each person meets half of that on the average.
const BLOCK_MOST: usize = 24;
const NEIGHBOURS_MOST: usize = BLOCK_MOST / 2;
/// The finer keys of all blocking keys together, each counted at least once.
const WAYS_TO_MEET: usize = 11;
const PAIRS_PER_PERSON_MOST: usize = WAYS_TO_MEET * NEIGHBOURS_MOST;

/// Of two people with a number each, a little less is enough to look whether one is mistyped: the
/// search takes the pair out again where they are not near.
const ASKED_ABOUT_NUMBERS: i64 = KEPT_IN_BULK - 10;

type Key = fn(&Traits) -> u64;

/// A blocking key, and the finer ones that cut its block when it is large. 0 is no key: whoever
/// lacks it meets nobody by it.
///
/// There is no register of households yet; unit and telephone together are the nearest thing, and
/// the block of a telephone that many share is cut by it.
const KEYS: [(Key, &[Key]); 6] = [
    (name_and_year, &[birth, unit, phone]),
    (name_and_unit, &[birth]),
    (given_name_and_date, &[unit, name]),
    (phone, &[unit, name]),
    (card_and_given_name, &[unit]),
    (unit_and_year, &[given_name, birth]),
];

fn joined(parts: [u64; 2]) -> u64 {
    if parts.contains(&0) {
        0
    } else {
        (parts[0].rotate_left(17) ^ parts[1]).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1
    }
}
fn name(person: &Traits) -> u64 {
    mark(&person.folded)
}
fn given_name(person: &Traits) -> u64 {
    mark(person.given())
}
fn year(person: &Traits) -> u64 {
    person.year().and_then(|year| u64::try_from(year).ok()).unwrap_or_default()
}
fn unit(person: &Traits) -> u64 {
    person.unit
}
fn phone(person: &Traits) -> u64 {
    person.phone
}
fn birth(person: &Traits) -> u64 {
    person.birth.map(|birth| mark(&birth.to_string())).unwrap_or_default()
}
fn name_and_year(person: &Traits) -> u64 {
    joined([name(person), year(person)])
}
fn name_and_unit(person: &Traits) -> u64 {
    joined([name(person), unit(person)])
}
fn card_and_given_name(person: &Traits) -> u64 {
    joined([person.card, given_name(person)])
}
fn unit_and_year(person: &Traits) -> u64 {
    joined([unit(person), year(person)])
}
/// Day and month in either order.
fn given_name_and_date(person: &Traits) -> u64 {
    let Some(day) = person.birth.and_then(WrittenDay::day) else { return 0 };
    let (low, high) = (day.day().min(day.month()), day.day().max(day.month()));
    joined([given_name(person), mark(&format!("{}/{low}/{high}", day.year()))])
}

/// Two people by their places in the list, the earlier first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    pub one: usize,
    pub other: usize,
    pub likeness: Likeness,
}

/// What comparing has come to.
struct Search<'p> {
    people: &'p [Traits],
    kept: HashMap<(usize, usize), Likeness>,
    looked_at: usize,
}

impl Search<'_> {
    fn meet(&mut self, one: usize, other: usize) {
        self.looked_at += 1;
        let likeness = likeness(&self.people[one], &self.people[other]);
        let two_numbers = likeness.reasons.has(Reason::OtherNationalId);
        if likeness.score >= if two_numbers { ASKED_ABOUT_NUMBERS } else { KEPT_IN_BULK } {
            self.kept.insert((one.min(other), one.max(other)), likeness);
        }
    }

    /// Everyone with everyone while they are few, with the next few where they are many.
    fn meet_all(&mut self, block: &[usize]) {
        let reach = if block.len() <= BLOCK_MOST { block.len() } else { NEIGHBOURS_MOST };
        for (place, one) in block.iter().enumerate() {
            for other in block[place + 1..].iter().take(reach) {
                self.meet(*one, *other);
            }
        }
    }

    fn search(&mut self, key: Key, finer: &[Key]) {
        let everyone: Vec<usize> = (0..self.people.len()).collect();
        for block in blocks(self.people, &everyone, key) {
            if block.len() <= BLOCK_MOST {
                self.meet_all(&block);
                continue;
            }
            for finer in finer {
                for part in blocks(self.people, &block, *finer) {
                    self.meet_all(&part);
                }
            }
        }
    }
}

/// The people with one value of a key, for each value that two or more have.
fn blocks(people: &[Traits], among: &[usize], key: Key) -> Vec<Vec<usize>> {
    let mut keyed: Vec<(u64, usize)> = among
        .iter()
        .map(|place| (key(&people[*place]), *place))
        .filter(|(key, _)| *key != 0)
        .collect();
    keyed.sort_unstable();
    let shared = keyed.chunk_by(|one, other| one.0 == other.0).filter(|block| 1 < block.len());
    shared.map(|block| block.iter().map(|(_, place)| *place).collect()).collect()
}

/// All pairs that are alike enough to be kept, the strongest first, and how many were looked at.
/// `go_on` is asked between the keys; with `false` the search ends there.
pub fn pairs(people: &[Traits], mut go_on: impl FnMut() -> bool) -> (Vec<Pair>, usize) {
    let mut search = Search { people, kept: HashMap::new(), looked_at: 0 };
    for (key, finer) in KEYS {
        if !go_on() {
            break;
        }
        search.search(key, finer);
    }
    debug_assert!(search.looked_at <= PAIRS_PER_PERSON_MOST * people.len());
    let pair = |((one, other), likeness)| Pair { one, other, likeness };
    let mut pairs: Vec<Pair> = search.kept.into_iter().map(pair).collect();
    pairs.sort_unstable_by_key(|pair| (-pair.likeness.score, pair.one, pair.other));
    (pairs, search.looked_at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_bound_counts_every_way_to_meet() {
        let ways: usize = KEYS.iter().map(|(_, finer)| finer.len().max(1)).sum();
        assert_eq!(ways, WAYS_TO_MEET);
    }

    #[test]
    fn thousands_who_share_everything_are_looked_at_in_a_line_and_not_in_a_square() {
        let one = Traits {
            birth: Some(WrittenDay::Year(1960)),
            phone: 7,
            unit: 7,
            card: 7,
            ..Traits::named("Nguyễn Văn Hùng")
        };
        let (_, looked_at) = pairs(&vec![one; 5_000], || true);
        assert!(looked_at <= PAIRS_PER_PERSON_MOST * 5_000, "{looked_at}");
    }

    #[test]
    fn a_pair_is_found_by_any_of_its_keys() {
        let born = |name: &str, birth: &str| Traits {
            birth: crate::rules::birth_of(birth),
            ..Traits::named(name)
        };
        let found = |one: Traits, other: Traits| pairs(&[one, other], || true).0.len() == 1;
        let phone = |traits: Traits| Traits { phone: 9, ..traits };
        let unit = |traits: Traits| Traits { unit: 9, ..traits };
        assert!(found(born("Lò Thị Hoà", "1960-05-12"), born("Lò Thị Hòa", "1960-05-12")));
        assert!(found(born("Lò Thị Hoà", "1960-05-12"), born("Lò Thị Hòa", "1960-12-05")));
        assert!(found(phone(born("Lò Thị Hoà", "")), phone(born("lo thi hoa", "1960"))));
        assert!(found(unit(born("Lò Thị Hoà", "1960")), unit(born("Lò Thị Hòa", ""))));
        assert!(found(
            unit(born("Lò Thị Hoà", "1960-05-12")),
            unit(born("Lò Thị Hoàn", "1960-05-12"))
        ));
        assert!(!found(born("Lò Thị Hoà", "1960"), born("Lò Thị Hoà", "1961")));
    }

    fn people() -> impl Strategy<Value = Vec<Traits>> {
        let name = prop::sample::select(vec!["Lò An", "Lò Ân", "Lò Hoà", "Lò Hòa", "Vàng A Pó"]);
        let birth =
            prop::sample::select(vec!["", "1960", "1960-05-12", "1960-12-05", "1961-05-12"]);
        let one = (name, birth, 0_u64..3, 0_u64..3, 0_u64..3);
        prop::collection::vec(one, 0..200).prop_map(|people| {
            let person = |(name, birth, phone, unit, card)| Traits {
                birth: crate::rules::birth_of(birth),
                phone,
                unit,
                card,
                ..Traits::named(name)
            };
            people.into_iter().map(person).collect()
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn the_pairs_looked_at_are_never_more_than_the_bound_for_each_person(people in people()) {
            let (found, looked_at) = pairs(&people, || true);
            prop_assert!(looked_at <= PAIRS_PER_PERSON_MOST * people.len());
            for pair in found {
                prop_assert!(pair.one < pair.other && KEPT_IN_BULK <= pair.likeness.score);
            }
        }
        #[test]
        fn among_few_people_no_pair_worth_keeping_is_missed_by_blocking(people in people()) {
            // Up to the size of a block nothing is cut, so blocking must find what comparing all would.
            let few: Vec<Traits> = people.into_iter().take(BLOCK_MOST).collect();
            let (found, _) = pairs(&few, || true);
            for one in 0..few.len() {
                for other in one + 1..few.len() {
                    let score = likeness(&few[one], &few[other]).score;
                    let is_found = found.iter().any(|pair| (pair.one, pair.other) == (one, other));
                    prop_assert_eq!(score >= KEPT_IN_BULK, is_found, "{:?} {:?}", few[one], few[other]);
                }
            }
        }
    }
}
