//! Crash tests: the program is killed at every call that reaches the storage, the power is cut at each of them, the
//! disk fails and fills up. Whoever was told "done" finds it done.
//!
//! These take minutes and need strace, so that `cargo test` leaves them out; `script/test` runs them:
//!
//! ```sh
//! cargo test -p khuyenhoc --test crash -- --ignored --nocapture --skip driver::
//! ```
//!
//! `KHUYENHOC_CRASH_STATES` says how many states are tried (2000 unless said otherwise; a release asks for 50000),
//! `KHUYENHOC_CRASH_SEED` repeats a run that failed. What a crash may do is told in decision 0018.
#![cfg(target_os = "linux")]

mod association;
mod chance;
mod disk;
mod driver;
mod faults;
mod flows;
mod full;
mod judge;
mod kill;
mod load;
mod power;
mod strace;
mod tally;
mod trace;

use chance::Chance;
use flows::Flow;
use power::Cuts;
use std::{
    collections::HashSet,
    env,
    sync::{Mutex, atomic::Ordering},
    thread,
    time::Instant,
};
use tally::Tally;
use tempfile::TempDir;
use trace::{Event, Point, Trace};

/// How many members join in a run that is killed; more only repeat the same calls.
const JOINS_KILLED: usize = 6;
/// How many in a run whose power is cut: enough for SQLite to write its log back on its own.
const JOINS_CUT: usize = 130;

fn states_wanted() -> usize {
    match env::var("KHUYENHOC_CRASH_STATES") {
        Ok(typed) => typed.parse().expect("KHUYENHOC_CRASH_STATES is a number"),
        Err(_) => 2_000,
    }
}

/// A run that went to its end, and the folder in which it did.
struct Recorded {
    flow: Flow,
    folder: TempDir,
    trace: Trace,
    seen: Mutex<HashSet<u64>>,
}

impl Recorded {
    fn of(flow: Flow, size: usize, synchronous: Option<&str>) -> Recorded {
        let folder = flows::scratch();
        flows::copy(&flow.start(), folder.path());
        let mut orders = strace::orders(flow, folder.path(), size);
        orders.synchronous = synchronous.map(str::to_owned);
        let trace = strace::record(&orders);
        Recorded { flow, folder, trace, seen: Mutex::default() }
    }

    /// Whether the database's own file was written to while the folder was open, and not only at its closing.
    fn writes_log_back(&self) -> bool {
        let closing = Event::Said(driver::CLOSING.to_owned());
        let open = self.trace.events.iter().take_while(|event| **event != closing);
        let last = self.folder.path().join(association::DATABASE);
        open.skip_while(|event| **event != Event::Said(driver::OPENED.to_owned()))
            .any(|event| matches!(event, Event::Write { path, .. } if *path == last))
    }

    fn cut(&self, states: usize, lies: bool, chance: &mut Chance, tally: &Tally) {
        let cuts = Cuts {
            flow: self.flow,
            trace: &self.trace,
            recorded_in: self.folder.path(),
            seen: &self.seen,
            states,
            lies,
        };
        cuts.try_all(chance, tally);
    }
}

enum Task<'a> {
    Kill(Flow, Point),
    Cut(&'a Recorded, usize),
}

#[test]
#[ignore = "takes minutes; script/test runs it"]
fn whoever_was_told_done_finds_it_done_after_any_kill_and_any_power_cut() {
    let (seed, wanted, began) = (chance::seed(), states_wanted(), Instant::now());
    println!("crash states wanted: {wanted}, seed {seed}");
    let tally = Tally::default();
    let mut chance = Chance::new(seed);

    // A fifth of the states are kills, each in a process of its own; the rest are cheaper and tell more.
    let mut points: Vec<(Flow, Point)> = vec![];
    for flow in Flow::ALL {
        let run = Recorded::of(flow, JOINS_KILLED, None);
        points.extend(kill::points(&run.trace).into_iter().map(|point| (flow, point)));
    }
    let possible = points.len();
    chance.shuffle(&mut points);
    points.truncate(wanted / 5);
    let runs: Vec<Recorded> =
        Flow::ALL.into_iter().map(|flow| Recorded::of(flow, JOINS_CUT, None)).collect();
    assert!(runs[0].writes_log_back(), "more have to join before SQLite writes its log back");
    let mut tasks: Vec<Task> = points.into_iter().map(|(flow, at)| Task::Kill(flow, at)).collect();
    // Small pieces, so that every worker has one; a backup has few states, and says so by finding no more.
    let cuts = wanted - tasks.len() * 9 / 10;
    for run in &runs {
        let pieces = if run.flow == Flow::Posting { 3 } else { 1 };
        tasks.extend((0..pieces).map(|_| Task::Cut(run, cuts / 8 + 1)));
    }
    carry_out(tasks, seed, &tally);
    // What flows with few states did not come to, and kills that were not reached, posting makes good.
    for round in 1..=3 {
        let missing = wanted.saturating_sub(tally.states());
        if missing > 0 && !tally.has_seen_enough() {
            let posting = || Task::Cut(&runs[0], missing / 2 + 1);
            carry_out(vec![posting(), posting()], seed + round, &tally);
        }
    }

    let (kills, power_cuts) =
        (tally.kills.load(Ordering::Relaxed), tally.power_cuts.load(Ordering::Relaxed));
    let wrong = tally.wrong();
    println!("places to kill at: {possible}; kills + power cuts: {}", tally.by_flow());
    println!(
        "crash states tried: kill {kills}, power cut {power_cuts}, lost {} ({} s, seed {seed})",
        wrong.len(),
        began.elapsed().as_secs()
    );
    assert!(wrong.is_empty(), "seed {seed}:\n  {}\n", wrong.join("\n  "));
    assert!(kills > 0 && power_cuts > 0, "nothing was killed, or no power was cut");
    assert!(tally.states() >= wanted, "only {} states were reached", tally.states());
}

/// As many workers as the machine has processors, each with the next task.
fn carry_out(tasks: Vec<Task>, seed: u64, tally: &Tally) {
    let count = tasks.len();
    // The long ones stand at the end, where the next is taken.
    let queue = Mutex::new(tasks.into_iter().enumerate().collect::<Vec<_>>());
    let workers = thread::available_parallelism().map_or(2, usize::from).min(count.max(1));
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let next = queue.lock().unwrap().pop();
                    let Some((number, task)) = next else { return };
                    if tally.has_seen_enough() {
                        return;
                    }
                    match task {
                        Task::Kill(flow, point) => kill::kill_at(flow, &point, JOINS_KILLED, tally),
                        Task::Cut(run, states) => {
                            let mut chance = Chance::of_task(seed, number as u64);
                            run.cut(states, false, &mut chance, tally);
                        }
                    }
                }
            });
        }
    });
}

/// A restore is done when something has gone wrong already; so its kills are not left to chance among the others.
#[test]
#[ignore = "takes minutes; script/test runs it"]
fn a_restore_killed_at_any_call_is_whole_or_says_that_it_is_not() {
    let seed = chance::seed();
    let run = Recorded::of(Flow::Restore, JOINS_KILLED, None);
    let mut points = kill::points(&run.trace);
    let possible = points.len();
    Chance::new(seed).shuffle(&mut points);
    points.truncate(states_wanted() / 10);
    let tally = Tally::default();
    let kills = points.into_iter().map(|point| Task::Kill(Flow::Restore, point)).collect();
    let pieces = (0..2).map(|_| Task::Cut(&run, states_wanted() / 20));
    carry_out(pieces.chain::<Vec<_>>(kills).collect(), seed, &tally);
    let wrong = tally.wrong();
    println!(
        "restore: places to kill at {possible}; kills + power cuts: {}; wrong {} (seed {seed})",
        tally.by_flow(),
        wrong.len()
    );
    assert!(wrong.is_empty(), "seed {seed}:\n  {}\n", wrong.join("\n  "));
    assert!(tally.kills.load(Ordering::Relaxed) > 0, "nothing was killed");
}

/// Were the test blind, it would find nothing here either.
#[test]
#[ignore = "takes minutes; script/test runs it"]
fn the_same_power_cuts_find_what_weaker_settings_and_a_lying_disk_lose() {
    let seed = chance::seed();
    for (what, synchronous, lies) in [
        ("synchronous=NORMAL", Some("normal"), false),
        ("synchronous=OFF", Some("off"), false),
        ("a disk that does not sync", None, true),
    ] {
        let run = Recorded::of(Flow::Posting, JOINS_KILLED, synchronous);
        let tally = Tally::until(10);
        run.cut(200, lies, &mut Chance::new(seed), &tally);
        let lost = tally.wrong();
        println!("control, {what}: {} of {} states lost something", lost.len(), tally.states());
        assert!(
            lost.iter().any(|told| told.contains("lost: operation")),
            "with {what} nothing was lost: the power cuts are blind (seed {seed})"
        );
    }
}

#[test]
#[ignore = "takes minutes; script/test runs it"]
fn a_disk_that_answers_with_errors_makes_nobody_believe_what_is_not_so() {
    let seed = chance::seed();
    let mut chance = Chance::new(seed);
    let run = Recorded::of(Flow::Posting, JOINS_KILLED, None);
    let (mut tried, mut wrong) = (0, vec![]);
    for fault in faults::FAULTS {
        let mut reached = 0;
        for point in faults::places(&fault, &run.trace, &mut chance) {
            let Some(found) = faults::try_at(&fault, &point, JOINS_KILLED) else { continue };
            reached += 1;
            let at = format!("{} {} at {}", fault.call, fault.error, point.when);
            wrong.extend(found.into_iter().map(|what| format!("{at}: {what}")));
        }
        if reached == 0 {
            wrong.push(format!("{} {} came nowhere", fault.call, fault.error));
        }
        tried += reached;
    }
    println!("faults of the disk tried: {tried}, wrong {} (seed {seed})", wrong.len());
    assert!(wrong.is_empty(), "seed {seed}:\n  {}\n", wrong.join("\n  "));
}

#[test]
#[ignore = "takes minutes; script/test runs it"]
fn on_a_full_disk_reading_goes_on_and_with_room_again_so_does_writing() {
    if !full::can_mount() {
        // Root may; where a build server runs as root, this is never left out.
        assert!(env::var_os("CI").is_none(), "CI has to be able to mount a small disk");
        println!(
            "LEFT OUT: a full disk, because only root can mount a small one. Run this as root."
        );
        return;
    }
    let wrong = full::try_it();
    assert!(wrong.is_empty(), "{}", wrong.join("\n  "));
    println!("full disk: tried, wrong 0");
}

#[test]
#[ignore = "takes minutes; script/test runs it"]
fn a_server_killed_under_load_keeps_every_answer_and_doubles_nothing() {
    let seed = chance::seed();
    let kills = (states_wanted() / 150).max(10);
    let history = load::History::default();
    let wrong = load::try_it(kills, &mut Chance::new(seed), &history);
    let [answers, cut_off] =
        [&history.answers, &history.cut_off].map(|count| count.load(Ordering::Relaxed));
    println!(
        "kills under load: {kills}, answered {answers}, cut off and asked again {cut_off}, wrong {} (seed {seed})",
        wrong.len()
    );
    assert!(wrong.is_empty(), "seed {seed}:\n  {}\n", wrong.join("\n  "));
    assert!(answers > kills && cut_off > 0, "the server was never killed at work");
}

#[test]
#[ignore = "takes minutes; script/test runs it"]
fn a_server_without_file_handles_loses_nothing_and_goes_on_later() {
    let wrong = load::try_few_handles();
    assert!(wrong.is_empty(), "{}", wrong.join("\n  "));
}
