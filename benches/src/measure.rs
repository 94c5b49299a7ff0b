//! What a program costs: processor seconds, time on the wall, and the most memory it held.

use nix::sys::resource::{Usage, UsageWho, getrusage};
use std::{
    fs,
    io::{self, Read},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// The cost of one run of a program.
#[derive(Debug, Clone, Copy, Default)]
pub struct Cost {
    /// Processor time of the process and the children it waited for, in seconds.
    pub cpu: f64,
    pub wall: f64,
    /// The most memory of the process itself, in MiB.
    pub peak_mib: f64,
}

impl std::ops::Add for Cost {
    type Output = Cost;
    fn add(self, other: Cost) -> Cost {
        Cost {
            cpu: self.cpu + other.cpu,
            wall: self.wall + other.wall,
            peak_mib: self.peak_mib.max(other.peak_mib),
        }
    }
}

fn seconds(usage: &Usage) -> f64 {
    let of = |time: nix::sys::time::TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6;
    of(usage.user_time()) + of(usage.system_time())
}

/// The processor time of this process so far, in seconds.
pub fn own_cpu() -> f64 {
    getrusage(UsageWho::RUSAGE_SELF).map(|usage| seconds(&usage)).unwrap_or_default()
}

fn children_cpu() -> f64 {
    getrusage(UsageWho::RUSAGE_CHILDREN).map(|usage| seconds(&usage)).unwrap_or_default()
}

/// A line of `/proc/PID/status`, in MiB: `VmHWM` is the most memory, `VmRSS` what it has now.
pub fn memory(pid: u32, line: &str) -> f64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let found = status.lines().find_map(|text| text.strip_prefix(line)?.strip_prefix(':'));
    let kib: f64 = found
        .and_then(|text| text.split_whitespace().next())
        .and_then(|number| number.parse().ok())
        .unwrap_or(0.0);
    kib / 1024.0
}

/// The processor time of all threads of a running process, in seconds.
pub fn running_cpu(pid: u32) -> f64 {
    let tasks = fs::read_dir(format!("/proc/{pid}/task"));
    let nanoseconds = tasks.into_iter().flatten().flatten().filter_map(|task| {
        let text = fs::read_to_string(task.path().join("schedstat")).ok()?;
        text.split_whitespace().next()?.parse::<f64>().ok()
    });
    nanoseconds.sum::<f64>() / 1e9
}

/// Runs a program to its end and measures it; what it printed comes back.
///
/// # Errors
/// When it cannot be started or fails: then with what it said.
pub fn run(command: &mut Command) -> io::Result<(Cost, String)> {
    let (before, began) = (children_cpu(), Instant::now());
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let printed = collect(child.stdout.take());
    let said = collect(child.stderr.take());
    let peak_mib = watch(&mut child)?;
    let status = child.wait()?;
    let cost = Cost { cpu: children_cpu() - before, wall: began.elapsed().as_secs_f64(), peak_mib };
    let (printed, said) = (printed.join().unwrap_or_default(), said.join().unwrap_or_default());
    if !status.success() {
        return Err(io::Error::other(format!("{command:?}: {status}\n{said}")));
    }
    Ok((cost, printed))
}

fn collect(stream: Option<impl Read + Send + 'static>) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = vec![];
        if let Some(mut stream) = stream {
            // What can no longer be read was not printed.
            let _ = stream.read_to_end(&mut bytes);
        }
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

#[expect(clippy::disallowed_methods, reason = "nothing else waits in this process")]
fn watch(child: &mut Child) -> io::Result<f64> {
    let mut peak: f64 = 0.0;
    while child.try_wait()?.is_none() {
        peak = peak.max(memory(child.id(), "VmHWM"));
        thread::sleep(Duration::from_millis(3));
    }
    Ok(peak)
}

/// The middle one of several measurements.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
