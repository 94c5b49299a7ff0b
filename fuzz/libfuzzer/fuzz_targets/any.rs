//! Any target under libFuzzer: `KHUYENHOC_FUZZ_TARGET` says which. One program, because building one takes minutes.

#![no_main]

use fuzz::{Target, judge};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static TARGET: LazyLock<&'static Target> = LazyLock::new(|| {
    // libFuzzer would end the process at a panic that the .xls reader expects and catches.
    judge::keep_panics_silent();
    let name = std::env::var("KHUYENHOC_FUZZ_TARGET").unwrap_or_default();
    fuzz::target(&name).unwrap_or_else(|| panic!("KHUYENHOC_FUZZ_TARGET names no target: {name:?}"))
});

fuzz_target!(|input: &[u8]| {
    let input = &input[..input.len().min(TARGET.longest)];
    if let Err(why) = judge::run(*TARGET, input) {
        eprintln!("{}: {why}", TARGET.name);
        std::process::abort();
    }
});
