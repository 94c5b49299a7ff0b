//! Kills: the process ends at one call that reaches the storage, and the folder is looked at as it lies there.
//!
//! The kernel keeps what was written, so this finds half-done work and not missing syncs; those are `power.rs`.

use crate::{
    flows::{self, Flow},
    judge::{self, Said},
    strace,
    tally::Tally,
    trace::{Point, Trace},
};
use std::collections::BTreeSet;

/// Every place where a recorded run can be killed. strace counts the calls of each thread for itself and kills with
/// the first that gets there, so one number stands for the call of that number in any thread.
pub fn points(trace: &Trace) -> Vec<Point> {
    let all: BTreeSet<Point> = trace.points.iter().cloned().collect();
    all.into_iter().collect()
}

/// Kills at one point. A run that ended before it got there counts for nothing.
pub fn kill_at(flow: Flow, point: &Point, size: usize, tally: &Tally) {
    let folder = flows::scratch();
    flows::copy(&flow.start(), folder.path());
    let ended = strace::kill(&strace::orders(flow, folder.path(), size), &point.call, point.when);
    if !ended.killed {
        return;
    }
    let wrong = flows::block_on(judge::judge(flow, folder.path(), &Said::of(&ended.stdout)));
    tally.kill(flow, &format!("{} {}", point.call, point.when), wrong);
}
