//! Starts the process that is killed, under strace.

use crate::{
    driver::{ORDERS, Orders, TEST},
    flows::{self, Flow},
    load,
    trace::{CALLS, Trace},
};
use std::{
    env, fs,
    os::unix::process::ExitStatusExt,
    path::Path,
    process::{Command, Output},
};

/// How the process ended, and what it had said.
pub struct Ended {
    pub killed: bool,
    pub well: bool,
    pub stdout: String,
    pub stderr: String,
}

/// Orders for a flow in a folder, as the program is shipped.
pub fn orders(flow: Flow, folder: &Path, size: usize) -> Orders {
    Orders {
        flow: flow.name().to_owned(),
        folder: folder.to_owned(),
        desk: flows::desk().clone(),
        member_list: flows::member_list(),
        size,
        synchronous: None,
        copy_to: None,
    }
}

/// The process itself, with nothing around it; `before` are words that stand before its name.
pub fn driver(orders: &Orders, before: &[&str]) -> Command {
    let backs_up = orders.flow == Flow::Backup.name();
    let this = if backs_up { load::BINARY.into() } else { env::current_exe().unwrap() };
    let (first, rest) = match before.split_first() {
        Some((first, rest)) => ((*first).into(), [rest, &[this.to_str().unwrap()]].concat()),
        None => (this.clone().into_os_string(), vec![]),
    };
    let mut command = Command::new(first);
    command.args(rest);
    if backs_up {
        back_up(&mut command, &orders.folder);
        return command;
    }
    command
        .args([TEST, "--exact", "--ignored", "--nocapture", "--test-threads=1"])
        .env(ORDERS, serde_json::to_string(orders).unwrap());
    command
}

/// The words after the program's name.
pub fn back_up(command: &mut Command, folder: &Path) {
    command.arg("backup").arg(flows::backup_file(folder));
    command.arg("--data").arg(Flow::Backup.data(folder));
    command.env_remove("DATABASE_URL").env_remove("KHUYENHOC_PASSPHRASE");
}

/// Runs the process to its end and gives back everything it did to the storage.
pub fn record(orders: &Orders) -> Trace {
    let (ended, trace) = traced(orders, &[]);
    assert!(ended.well, "{} does not run at all: {}", orders.flow, ended.stderr);
    trace
}

/// Runs the process while the kernel is made to misbehave, such as `fsync:error=EIO:when=3`.
pub fn inject(orders: &Orders, what: &str) -> (Ended, Trace) {
    traced(orders, &["-e", &format!("inject={what}")])
}

fn traced(orders: &Orders, more: &[&str]) -> (Ended, Trace) {
    let out = tempfile::NamedTempFile::new_in(flows::scratch_root()).unwrap();
    let calls = format!("trace={CALLS}");
    let strace = ["strace", "-f", "-qq", "-y", "-xx", "-s", "1000000", "-e", &calls];
    // Stops only at the calls asked for, which is faster; but strace 6.1 then injects nothing.
    let fast: &[&str] = if more.is_empty() { &["--seccomp-bpf"] } else { &[] };
    let before = [&strace, fast, more, &["-o", out.path().to_str().unwrap()]].concat();
    let ended = end(driver(orders, &before).output().expect("strace is installed"));
    let text = fs::read_to_string(out.path()).unwrap();
    (ended, Trace::read(&text, &orders.folder))
}

/// Kills the process at one call.
pub fn kill(orders: &Orders, call: &str, when: usize) -> Ended {
    let trace = format!("trace={call}");
    let inject = format!("inject={call}:signal=SIGKILL:when={when}");
    let strace = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", &trace, "-e", &inject];
    end(driver(orders, &strace).output().expect("strace is installed"))
}

fn end(output: Output) -> Ended {
    let killed = output.status.signal() == Some(9) || output.status.code() == Some(137);
    Ended {
        killed,
        well: output.status.success(),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}
