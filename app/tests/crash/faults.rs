//! A disk that answers with errors: the request at hand fails, nobody is told "done" for nothing, and after a
//! failure of the disk nothing is written until the program is started again.
//!
//! A write that is only carried out in part cannot be asked of strace: told to answer 100, it writes nothing at all.
//! Such writes come about on the full disk of `full.rs`.

use crate::{
    chance::Chance,
    driver,
    flows::{self, Flow},
    judge::{self, Said},
    strace,
    trace::{Event, Point, Trace},
};
use std::collections::BTreeSet;

/// How the program has to go on after a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum After {
    /// Nothing more is written until the next start.
    Stops,
    /// What did not fit was not done; once it fits, it works.
    GoesOn,
    /// Nobody notices.
    Unseen,
    /// It may fail or not; what was said is true.
    Either,
}

#[derive(Debug, Clone)]
pub struct Fault {
    pub call: &'static str,
    pub error: &'static str,
    pub after: After,
    /// How many calls one after another fail.
    pub times: usize,
    /// At how many of the possible places it is tried.
    pub places: usize,
}

const fn fault(
    call: &'static str,
    error: &'static str,
    after: After,
    times: usize,
    places: usize,
) -> Fault {
    Fault { call, error, after, times, places }
}

pub const FAULTS: [Fault; 8] = [
    fault("fsync", "EIO", After::Stops, 1, 20),
    fault("fsync", "EINTR", After::Stops, 1, 2),
    fault("pwrite64", "EIO", After::Stops, 1, 8),
    fault("pwrite64", "ENOSPC", After::GoesOn, 5, 8),
    fault("pwrite64", "EINTR", After::Unseen, 3, 3),
    fault("ftruncate", "EIO", After::Either, 1, 3),
    fault("ftruncate", "ENOSPC", After::Either, 1, 3),
    fault("unlink", "EIO", After::Either, 1, 2),
];

/// Where a fault is tried, of the places that a recorded run has. Opening is left out: it is tried again and again
/// for half a minute, each time by a new thread with a fault of its own.
pub fn places(fault: &Fault, trace: &Trace, chance: &mut Chance) -> Vec<Point> {
    let all: BTreeSet<&Point> = trace.points.iter().collect();
    let here = all.into_iter().filter(|point| point.call == fault.call);
    let mut places: Vec<Point> =
        here.filter(|point| !trace.while_opening.contains(point)).cloned().collect();
    chance.shuffle(&mut places);
    places.truncate(fault.places);
    places
}

/// Tries one fault at one place; `None` when the run did not get there.
pub fn try_at(fault: &Fault, point: &Point, size: usize) -> Option<Vec<String>> {
    let folder = flows::scratch();
    flows::copy(&Flow::Posting.start(), folder.path());
    let last = point.when + fault.times - 1;
    let what = format!("{}:error={}:when={}..{last}", fault.call, fault.error, point.when);
    let orders = strace::orders(Flow::Posting, folder.path(), size);
    let (ended, trace) = strace::inject(&orders, &what);
    if !trace.events.iter().any(is_injected) {
        return None;
    }
    let mut wrong = vec![];
    if !ended.well {
        wrong.push(format!("the program broke down: {}", ended.stderr));
    }
    wrong.extend(goes_on_wrongly(fault, &trace));
    let said = Said::of(&ended.stdout);
    wrong.extend(flows::block_on(judge::judge(Flow::Posting, folder.path(), &said)));
    Some(wrong)
}

fn is_injected(event: &Event) -> bool {
    matches!(event, Event::Injected(_))
}

/// What the program said after the fault, against what it may say.
fn goes_on_wrongly(fault: &Fault, trace: &Trace) -> Vec<String> {
    let first = trace.events.iter().position(is_injected).unwrap_or(0);
    let last = trace.events.iter().rposition(is_injected).unwrap_or(0);
    // SQLite goes on where the folder of a new log cannot be synced; the commit after it is synced in its own file.
    let of_folder = trace
        .events
        .iter()
        .any(|event| matches!(event, Event::Injected(Some(path)) if path.extension().is_none()));
    let lines = |from: usize| {
        let said = trace.events[from..].iter().filter_map(|event| match event {
            Event::Said(line) => Some(line.as_str()),
            _ => None,
        });
        // Until the program is closed; what is opened after that is another start.
        said.take_while(|line| ![driver::CLOSING, driver::OPENED].contains(line))
            .collect::<Vec<_>>()
    };
    let told = |lines: &[&str]| lines.join(", ");
    match fault.after {
        _ if of_folder => None,
        After::Stops => {
            let heard = lines(first);
            let done = heard.iter().any(|line| line.starts_with("done"));
            done.then(|| format!("it wrote on after the disk had failed: {}", told(&heard)))
        }
        After::GoesOn => {
            // The first answer may still be the one that did not fit.
            let heard = lines(last);
            let failed =
                heard.iter().skip(1).any(|line| line.starts_with("no") && line.ends_with(" 507"));
            failed.then(|| format!("there was room again, and it did not write: {}", told(&heard)))
        }
        After::Unseen => {
            let failed = lines(first)
                .into_iter()
                .find(|line| line.starts_with("no") && !line.contains(" 4"));
            failed.map(|line| format!("somebody noticed: {line}"))
        }
        After::Either => None,
    }
    .into_iter()
    .collect()
}
