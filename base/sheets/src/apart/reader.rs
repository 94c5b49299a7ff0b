//! One reading process, seen from the program that started it.

use super::{
    places::Place,
    wire::{self, Answer, Ask},
};
use crate::{Unreadable, workshop::Leash};
use std::{
    io::{BufReader, BufWriter, Write},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, Receiver, RecvTimeoutError, Sender},
    },
    thread,
    time::Duration,
};

/// The words by which the program knows that it is asked to be a reading process.
pub const READ_WORKBOOK: &str = "read-workbook";

/// How often a running process is looked after.
const BEAT: Duration = Duration::from_millis(50);

/// For so many milliseconds a process may be on its way out.
const GOING: u32 = 500;

pub(super) struct Reader {
    child: Arc<Mutex<Child>>,
    asks: BufWriter<ChildStdin>,
    answers: BufReader<ChildStdout>,
    buffer: Vec<u8>,
    stopped: Arc<AtomicBool>,
    /// Dropped with the reader; then nobody looks after it any more.
    _watched: Sender<()>,
    /// Given back last, when the process is gone.
    _place: Place,
}

impl Reader {
    pub(super) fn start(program: &Path, leash: &Leash) -> Result<Reader, Unreadable> {
        let place = Place::wait_for_one()?;
        let mut child = Command::new(program)
            .arg(READ_WORKBOOK)
            // It has no business with passwords that stand in ours.
            .env_clear()
            // Each further arena would take 128 MB of the address space.
            .env("MALLOC_ARENA_MAX", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let gone = || Unreadable::Disk("the reading process has no pipes".to_owned());
        let (asks, answers) = (child.stdin.take(), child.stdout.take());
        let child = Arc::new(Mutex::new(child));
        let stopped = Arc::new(AtomicBool::new(false));
        let (watched, ended) = mpsc::channel();
        let watch = Watch { child: child.clone(), leash: leash.clone(), stopped: stopped.clone() };
        thread::Builder::new().name("reading".to_owned()).spawn(move || watch.until(&ended))?;
        Ok(Reader {
            asks: BufWriter::new(asks.ok_or_else(gone)?),
            answers: BufReader::with_capacity(64 << 10, answers.ok_or_else(gone)?),
            buffer: Vec::new(),
            child,
            stopped,
            _watched: watched,
            _place: place,
        })
    }

    pub(super) fn tell(&mut self, ask: &Ask) -> Result<(), Unreadable> {
        wire::send(&mut self.asks, ask).map_err(|_| self.why_it_ended())
    }

    pub(super) fn hear(&mut self) -> Result<Answer, Unreadable> {
        if self.asks.flush().is_err() {
            return Err(self.why_it_ended());
        }
        match wire::receive(&mut self.answers, &mut self.buffer) {
            Ok(Some(answer)) => Ok(answer),
            // A process that talks nonsense has been taken over by the file.
            Ok(None) | Err(_) => Err(self.why_it_ended()),
        }
    }

    fn why_it_ended(&mut self) -> Unreadable {
        match ended(&self.child) {
            _ if self.stopped.load(Ordering::Relaxed) => Unreadable::Stopped,
            Some(status) if by_a_limit(status) => Unreadable::Exhausting,
            // It panicked over the file, or said something that is no message.
            _ => Unreadable::damaged("the reading process gave up"),
        }
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        let mut child = self.child.lock().unwrap_or_else(PoisonError::into_inner);
        // It may have gone by itself: then there is nothing to kill, and the wait is short.
        let _ = child.kill();
        let _ = child.wait();
    }
}

/// How the process ended. One that has just closed its pipe is about to go.
fn ended(child: &Mutex<Child>) -> Option<ExitStatus> {
    let mut child = child.lock().unwrap_or_else(PoisonError::into_inner);
    for _ in 0..GOING {
        if let Ok(Some(status)) = child.try_wait() {
            return Some(status);
        }
        thread::park_timeout(Duration::from_millis(1));
    }
    None
}

/// Out of memory the process aborts; out of time or file size the system ends it.
fn by_a_limit(status: ExitStatus) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::process::ExitStatusExt;
        status.signal().is_some()
    }
    #[cfg(not(unix))]
    {
        status.code() != Some(101)
    }
}

/// Ends a process whose time is up, or that somebody asked to stop.
struct Watch {
    child: Arc<Mutex<Child>>,
    leash: Leash,
    stopped: Arc<AtomicBool>,
}

impl Watch {
    fn until(&self, ended: &Receiver<()>) {
        let mut left = self.leash.wall;
        while let Err(RecvTimeoutError::Timeout) = ended.recv_timeout(BEAT) {
            left = left.saturating_sub(BEAT);
            let stop = self.leash.is_stopped();
            if stop {
                self.stopped.store(true, Ordering::Relaxed);
            }
            if stop || left.is_zero() {
                let mut child = self.child.lock().unwrap_or_else(PoisonError::into_inner);
                // One that has ended needs no killing; whoever reads learns of it from the closed pipe.
                let _ = child.kill();
                return;
            }
        }
    }
}
