//! Power cuts: what a process did to the storage is played again onto the model of a disk, and at every call the
//! folder is looked at as it may be found when the power is back.

use crate::{
    chance::Chance,
    disk::{self, Arrived, Disk, Image},
    flows::{self, Flow},
    judge::{self, Said},
    tally::Tally,
    trace::{Event, Trace},
};
use std::{
    collections::HashSet,
    hash::{DefaultHasher, Hash, Hasher},
    path::Path,
    sync::Mutex,
};

/// What states are sought along a recorded run.
pub struct Cuts<'a> {
    pub flow: Flow,
    pub trace: &'a Trace,
    /// The folder in which the run was recorded.
    pub recorded_in: &'a Path,
    /// The states of this run that have been tried; no state counts twice.
    pub seen: &'a Mutex<HashSet<u64>>,
    /// How many more are wanted.
    pub states: usize,
    /// The disk says it has synced and has not.
    pub lies: bool,
}

/// After so many walks that found little new, there are no more states.
const WALKS_MAX: usize = 12;

impl Cuts<'_> {
    /// Tries states until there are as many as wanted, or no more.
    pub fn try_all(&self, chance: &mut Chance, tally: &Tally) {
        let mut tried = 0;
        for _ in 0..WALKS_MAX {
            tried += self.walk(self.states - tried, chance, tally);
            if tried >= self.states || tally.has_seen_enough() {
                return;
            }
        }
    }

    /// One walk from the first call to the last; how many new states it came by.
    fn walk(&self, wanted: usize, chance: &mut Chance, tally: &Tally) -> usize {
        let mut tried = 0;
        let mut disk = self.disk();
        let mut said = Said::default();
        let calls = self.trace.events.len();
        for (at, event) in self.trace.events.iter().enumerate() {
            disk.apply(&self.here(event));
            if let Event::Said(line) = event {
                said.hear(line);
            }
            for arrived in self.looks(event, calls, chance) {
                if tried >= wanted || tally.has_seen_enough() {
                    return tried;
                }
                let image = disk.image(arrived, chance);
                if self.seen.lock().unwrap().insert(fingerprint(&image, &said)) {
                    tried += 1;
                    let wrong = look(self.flow, &image, &said);
                    tally.power_cut(self.flow, &format!("after call {at}, {arrived:?}"), wrong);
                }
            }
        }
        tried
    }

    fn disk(&self) -> Disk {
        let mut disk = Disk::of(&self.flow.start());
        disk.lies = self.lies;
        disk
    }

    /// The run was recorded in a copy of the folder that the disk began with.
    fn here(&self, event: &Event) -> Event {
        event.moved(self.recorded_in, &self.flow.start())
    }

    /// What is looked at after an event. Right after something was promised or synced, what is only promised shows
    /// at once; between, as many as the number of states asks for.
    fn looks(&self, event: &Event, calls: usize, chance: &mut Chance) -> Vec<Arrived> {
        let mut looks = vec![];
        if matches!(event, Event::Said(_) | Event::Sync(_)) {
            looks.push(Arrived::Nothing);
        }
        let most = 2 * self.states / calls.max(1) + 1;
        for _ in 0..most {
            if chance.below(calls * most) < self.states {
                looks.push(match chance.below(8) {
                    0 => Arrived::Nothing,
                    1 => Arrived::Everything,
                    _ => Arrived::Some,
                });
            }
        }
        looks
    }
}

fn look(flow: Flow, image: &Image, said: &Said) -> Vec<String> {
    let folder = flows::scratch();
    disk::lay(image, folder.path());
    flows::block_on(judge::judge(flow, folder.path(), said))
}

fn fingerprint(image: &Image, said: &Said) -> u64 {
    let mut hasher = DefaultHasher::new();
    image.hash(&mut hasher);
    said.hash(&mut hasher);
    hasher.finish()
}
