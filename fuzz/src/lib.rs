//! What must hold of every input: properties of the readers, written once and tried in two ways.
//!
//! - A target is a plain function of bytes that panics where a property does not hold.
//! - `script/test` replays the kept corpus and mutates it for some seconds, with a seed that is printed.
//! - `script/fuzz` gives the same functions to libFuzzer, for minutes or nights.
//! - An input that once failed stays in `corpus/`, so it never fails again unnoticed.

pub mod corpus;
pub mod judge;
pub mod mutate;
mod targets;

use peak_alloc::PeakAlloc;

/// Counts what is held, so that a small file which fills the memory fails its target.
#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// One thing to be fuzzed.
#[derive(Clone, Copy)]
pub struct Target {
    pub name: &'static str,
    /// Panics where a property does not hold.
    pub run: fn(&[u8]),
    /// Pieces that mean something to the reader; a mutation puts them in.
    pub words: &'static [&'static str],
    /// Inputs to begin with, besides the kept ones.
    pub seeds: fn() -> Vec<Vec<u8>>,
    /// No input is made longer than this.
    pub longest: usize,
    /// What one input may cost above what was held before it.
    pub most_memory: usize,
}

/// The readers. A new one is one line here and, in time, a folder in `corpus/`.
pub const READERS: &[Target] = &[
    targets::figures::TARGET,
    targets::times::DAYS,
    targets::times::PERIODS,
    targets::texts::TEXTS,
    targets::texts::NAMES,
    targets::numbers::TARGET,
    targets::legacy::TARGET,
    targets::vietqr::TARGET,
    targets::workbooks::CSV,
    targets::workbooks::XLS,
    targets::workbooks::XLSX,
    targets::parts::TARGET,
    targets::marking::TARGET,
];

/// What needs the whole program to be asked.
#[cfg(feature = "program")]
pub const PROGRAM: &[Target] = &[
    targets::forms::TARGET,
    targets::requests::TARGET,
    targets::requests::CODES,
    targets::templates::TARGET,
    targets::templates::OWN,
];
#[cfg(not(feature = "program"))]
pub const PROGRAM: &[Target] = &[];

/// Every target.
pub fn targets() -> impl Iterator<Item = &'static Target> {
    READERS.iter().chain(PROGRAM)
}

pub fn target(name: &str) -> Option<&'static Target> {
    targets().find(|target| target.name == name)
}
