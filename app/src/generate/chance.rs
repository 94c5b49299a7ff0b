//! Chance that comes out the same again, on any machine and in any order.

use rand_pcg::{
    Pcg64Mcg,
    rand_core::{Rng, SeedableRng},
};

/// What a draw is for, so that one thing's chances are not another's.
#[derive(Debug, Clone, Copy)]
pub enum About {
    Person = 1,
    Commune = 2,
    Chapter = 3,
    Mistake = 4,
    Number = 5,
}

pub struct Chance(Pcg64Mcg);

impl Chance {
    /// The chances of one thing, which depend on nothing but these three.
    pub fn of(seed: u64, about: About, number: u64) -> Chance {
        let mixed = scatter(scatter(scatter(seed) ^ about as u64) ^ number);
        Chance(Pcg64Mcg::seed_from_u64(mixed))
    }

    /// A number from 0 to `end`, which is not among them.
    pub fn below(&mut self, end: u64) -> u64 {
        let wide = u128::from(self.0.next_u64()) * u128::from(end);
        u64::try_from(wide >> 64).unwrap_or(0)
    }

    pub fn between(&mut self, first: u64, last: u64) -> u64 {
        first + self.below(last.saturating_sub(first) + 1)
    }

    pub fn percent(&mut self, share: u64) -> bool {
        self.below(100) < share
    }

    pub fn pick<'a, T>(&mut self, among: &'a [T]) -> &'a T {
        let place = self.below(among.len() as u64);
        &among[usize::try_from(place).unwrap_or(0)]
    }

    /// One of several, each as likely as its weight says.
    pub fn weighted<'a, T>(&mut self, among: &'a [(u64, T)]) -> &'a T {
        let whole = among.iter().map(|(weight, _)| weight).sum();
        let mut left = self.below(whole);
        for (weight, thing) in among {
            if left < *weight {
                return thing;
            }
            left -= weight;
        }
        &among[0].1
    }
}

/// Neighbouring numbers end far apart (the finaliser of SplitMix64).
pub fn scatter(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// If this changes, a seed no longer gives the people it gave: say so in the change log.
    #[test]
    fn a_seed_gives_the_same_draws_for_ever() {
        let mut chance = Chance::of(1, About::Person, 0);
        let drawn: Vec<u64> = (0..4).map(|_| chance.below(1_000)).collect();
        assert_eq!(drawn, [543, 956, 432, 499]);
    }

    #[test]
    fn weights_are_kept_to() {
        let mut chance = Chance::of(7, About::Person, 1);
        let among = [(1, 'a'), (0, 'b'), (3, 'c')];
        let drawn: Vec<char> = (0..4_000).map(|_| *chance.weighted(&among)).collect();
        let count = |letter| drawn.iter().filter(|one| **one == letter).count();
        assert_eq!(count('b'), 0);
        assert!((900..1_100).contains(&count('a')), "{}", count('a'));
    }
}
