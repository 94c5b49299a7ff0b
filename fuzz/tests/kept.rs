//! What once failed, and what is known, holds.

use fuzz::{corpus, judge, targets};
use std::{collections::BTreeSet, fs};

#[test]
fn every_kept_input_and_every_seed_holds() {
    let mut failures = vec![];
    for target in targets() {
        for known in corpus::of(target).unwrap() {
            if let Err(why) = judge::run(target, &known.bytes) {
                failures.push(format!("{} of {}: {why}", known.name, target.name));
            }
        }
    }
    assert!(failures.is_empty(), "\n{}\n", failures.join("\n"));
}

#[test]
fn every_target_begins_with_something_and_every_folder_is_a_targets() {
    for target in targets() {
        assert!(!corpus::of(target).unwrap().is_empty(), "{} begins with nothing", target.name);
    }
    let folders = fs::read_dir(corpus::folder()).unwrap().map(|entry| entry.unwrap().file_name());
    let folders: BTreeSet<String> =
        folders.map(|name| name.to_string_lossy().into_owned()).collect();
    let targets: BTreeSet<String> = targets().map(|target| target.name.to_owned()).collect();
    assert_eq!(folders.difference(&targets).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn what_is_kept_is_small() {
    let mut total = 0;
    for known in targets().flat_map(|target| corpus::kept(target).unwrap()) {
        assert!(
            known.bytes.len() <= 100_000,
            "{} is too large: write a generator instead",
            known.name
        );
        total += known.bytes.len();
    }
    assert!(total <= 2_000_000, "{total} bytes are kept");
}
