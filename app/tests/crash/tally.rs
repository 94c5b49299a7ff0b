//! Counts the states that were tried and keeps what was wrong with some.

use crate::flows::Flow;
use std::{
    collections::BTreeMap,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

#[derive(Default)]
pub struct Tally {
    pub kills: AtomicUsize,
    pub power_cuts: AtomicUsize,
    wrong: Mutex<Vec<String>>,
    by_flow: Mutex<BTreeMap<&'static str, [usize; 2]>>,
    /// Stop after so many that are wrong; a control needs no more.
    enough: Option<usize>,
}

impl Tally {
    pub fn until(enough: usize) -> Tally {
        Tally { enough: Some(enough), ..Tally::default() }
    }

    pub fn kill(&self, flow: Flow, at: &str, wrong: Vec<String>) {
        self.kills.fetch_add(1, Ordering::Relaxed);
        self.note(flow, 0, "kill", at, wrong);
    }

    pub fn power_cut(&self, flow: Flow, at: &str, wrong: Vec<String>) {
        self.power_cuts.fetch_add(1, Ordering::Relaxed);
        self.note(flow, 1, "power cut", at, wrong);
    }

    fn note(&self, flow: Flow, kind: usize, what: &str, at: &str, wrong: Vec<String>) {
        self.by_flow.lock().unwrap().entry(flow.name()).or_default()[kind] += 1;
        if !wrong.is_empty() {
            let told = format!("{} ({what} {at}): {}", flow.name(), wrong.join("; "));
            self.wrong.lock().unwrap().push(told);
        }
    }

    pub fn has_seen_enough(&self) -> bool {
        // A run that goes wrong everywhere need not go on to its end.
        self.wrong.lock().unwrap().len() >= self.enough.unwrap_or(20)
    }

    pub fn states(&self) -> usize {
        self.kills.load(Ordering::Relaxed) + self.power_cuts.load(Ordering::Relaxed)
    }

    pub fn wrong(&self) -> Vec<String> {
        self.wrong.lock().unwrap().clone()
    }

    /// How many kills and power cuts each flow went through.
    pub fn by_flow(&self) -> String {
        let flows = self.by_flow.lock().unwrap();
        let told = flows.iter().map(|(flow, [kills, cuts])| format!("{flow} {kills} + {cuts}"));
        told.collect::<Vec<_>>().join(", ")
    }
}
