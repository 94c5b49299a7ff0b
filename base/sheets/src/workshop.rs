//! Where files are taken apart, and for how long.

use crate::{Book, Limits, Unreadable, apart::Apart, book};
use std::{
    fmt,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

/// Where files are taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Workshop {
    /// In this process: for tests of libraries, whose program is not ours to start.
    #[default]
    Here,
    /// By `program`, started for each file and shut in; it answers `read-workbook` with `read_apart`.
    Apart { program: PathBuf },
}

impl Workshop {
    /// Apart, where a program for it is known.
    pub fn of(program: Option<&Path>) -> Workshop {
        program.map_or(Workshop::Here, |program| Workshop::Apart { program: program.to_owned() })
    }

    /// Opens the file at `path`, which the officer calls `file_name`.
    pub fn open(
        &self,
        path: &Path,
        file_name: &str,
        limits: &Limits,
        leash: Leash,
    ) -> Result<Book, Unreadable> {
        match self {
            Workshop::Here => book::open(path, file_name, limits),
            Workshop::Apart { program } => {
                let bytes = std::fs::metadata(path)?.len();
                if bytes > limits.file_bytes {
                    return Err(Unreadable::FileTooLarge { bytes, most: limits.file_bytes });
                }
                Apart::open(program, path, file_name, limits, leash)
                    .map(|apart| Book::apart(apart, path))
            }
        }
    }
}

/// How long one reading process may take. In this process it bounds nothing.
#[derive(Clone)]
pub struct Leash {
    pub(crate) cpu_seconds: u64,
    /// By the clock, because a process that waits uses no time of the processor.
    pub(crate) wall: Duration,
    stop: Option<Arc<dyn Fn() -> bool + Send + Sync>>,
}

/// Code that was not optimised takes several times as long.
const SLOWER: u64 = if cfg!(debug_assertions) { 8 } else { 1 };

impl Leash {
    /// For a first look, while somebody waits for the answer.
    pub fn short() -> Leash {
        Leash { cpu_seconds: 6 * SLOWER, wall: Duration::from_secs(30), stop: None }
    }
    /// For every row of the largest list, beside the requests.
    pub fn long() -> Leash {
        Leash { cpu_seconds: 120 * SLOWER, wall: Duration::from_secs(1_800), stop: None }
    }
    /// No longer than this by the clock.
    pub fn within(self, wall: Duration) -> Leash {
        Leash { wall, ..self }
    }
    /// Ends early when `stop` says so.
    pub fn until(self, stop: impl Fn() -> bool + Send + Sync + 'static) -> Leash {
        Leash { stop: Some(Arc::new(stop)), ..self }
    }
    pub(crate) fn is_stopped(&self) -> bool {
        self.stop.as_ref().is_some_and(|stop| stop())
    }
}

impl fmt::Debug for Leash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Leash { cpu_seconds, wall, stop } = self;
        write!(f, "Leash({cpu_seconds} s, {wall:?}, can be stopped: {})", stop.is_some())
    }
}
