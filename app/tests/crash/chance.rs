//! Chance that can be repeated: every run prints its seed, and the same seed makes the same choices.

use std::hash::{BuildHasher, Hasher, RandomState};

/// Splitmix64: short, and even enough for choosing among crash states.
#[derive(Clone)]
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Chance {
        Chance(seed)
    }

    /// A stream of its own for one task, so that tasks may run in any order.
    pub fn of_task(seed: u64, task: u64) -> Chance {
        Chance(seed ^ task.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, and without, `end`.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).unwrap()
    }

    pub fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }

    pub fn shuffle<T>(&mut self, all: &mut [T]) {
        for place in (1..all.len()).rev() {
            all.swap(place, self.below(place + 1));
        }
    }
}

/// The seed of this run: `KHUYENHOC_CRASH_SEED`, or a new one.
pub fn seed() -> u64 {
    match std::env::var("KHUYENHOC_CRASH_SEED") {
        Ok(typed) => typed.parse().expect("KHUYENHOC_CRASH_SEED is a number"),
        Err(_) => RandomState::new().build_hasher().finish() % 1_000_000_000,
    }
}
