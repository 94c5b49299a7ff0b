//! Whether the disk under the database can be trusted with writes.
//!
//! - After a failure of the disk nothing more is written until the program is started anew: a write that is
//!   tried again may be told to have succeeded although the bytes are gone.
//! - Reading goes on.
//! - A full disk is no failure: what did not fit was not done, and once there is room it works again.

use crate::Problem;
use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

const MARKER: &str = "storage.stopped";

#[derive(Debug, Clone, Default)]
pub struct Storage {
    /// Why writing has stopped.
    stopped: Arc<OnceLock<String>>,
    folder: Option<Arc<PathBuf>>,
}

impl Storage {
    pub(crate) fn marking(folder: PathBuf) -> Storage {
        Storage { folder: Some(Arc::new(folder)), ..Storage::default() }
    }

    pub fn is_stopped(&self) -> bool {
        self.stopped.get().is_some()
    }

    /// # Errors
    /// `StorageStopped` since the disk failed.
    pub fn must_stand(&self) -> Result<(), Problem> {
        match self.stopped.get() {
            Some(reason) => Err(Problem::StorageStopped(reason.clone())),
            None => Ok(()),
        }
    }

    /// Looks at a problem on its way out: one of the disk stops all writing from here on.
    pub fn notice(&self, problem: &Problem) {
        if let Problem::StorageStopped(reason) = problem {
            self.stop(reason);
        }
    }

    pub(crate) fn noticed(&self, problem: Problem) -> Problem {
        self.notice(&problem);
        problem
    }

    /// What a commit that failed means. One whose connection ended may have been carried out.
    pub(crate) fn commit_failed(&self, error: sqlx::Error) -> Problem {
        match self.noticed(error.into()) {
            Problem::Unreachable => Problem::OutcomeUnknown,
            other => other,
        }
    }

    fn stop(&self, reason: &str) {
        if self.stopped.set(reason.to_owned()).is_err() {
            return;
        }
        tracing::error!(reason, "the disk failed; nothing more is written until the next start");
        if let Some(folder) = &self.folder
            && let Err(error) = leave_marker(folder, reason)
        {
            tracing::error!(%error, "the word of it could not be left in the data folder");
        }
    }
}

/// Why the program stopped writing in this folder the last time, if it did.
pub fn stopped_before(folder: &Path) -> Option<String> {
    fs::read_to_string(folder.join(MARKER)).ok()
}

/// Called when everything has been looked at and found whole.
pub fn forget_stop(folder: &Path) -> io::Result<()> {
    match fs::remove_file(folder.join(MARKER)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

fn leave_marker(folder: &Path, reason: &str) -> io::Result<()> {
    let mut file = File::create(folder.join(MARKER))?;
    file.write_all(reason.as_bytes())?;
    file.sync_all()?;
    File::open(folder)?.sync_all()
}

/// What a failure of the database is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Failure {
    /// The disk reported an error, or what it gave back is not what was written.
    Disk,
    /// There is no room.
    Full,
    /// The server went away.
    Gone,
    /// Somebody else is writing.
    Busy,
    ReadOnly,
    Other,
}

impl Failure {
    pub(crate) fn of(error: &sqlx::Error) -> Failure {
        match error {
            sqlx::Error::PoolTimedOut => Failure::Busy,
            sqlx::Error::Io(_) | sqlx::Error::PoolClosed => Failure::Gone,
            sqlx::Error::WorkerCrashed => Failure::Disk,
            sqlx::Error::Database(error) => {
                let code = error.code().unwrap_or_default();
                match code.parse::<u32>() {
                    // SQLSTATE has five letters or digits; SQLite's numbers are never that long.
                    Ok(number) if code.len() < 5 => Failure::of_sqlite(number),
                    _ => Failure::of_postgres(&code),
                }
            }
            _ => Failure::Other,
        }
    }

    /// Result codes of SQLite; the lowest eight bits say the kind, those above the detail.
    fn of_sqlite(code: u32) -> Failure {
        const IO_ERROR: u32 = 10;
        // The index in shared memory holds nothing that is to be kept, and memory is no disk.
        const OUT_OF_MEMORY: u32 = 12 << 8 | IO_ERROR;
        const SHARED_MEMORY_SIZE: u32 = 19 << 8 | IO_ERROR;
        match (code, code & 0xff) {
            (_, 13) | (SHARED_MEMORY_SIZE, _) => Failure::Full,
            (OUT_OF_MEMORY, _) => Failure::Other,
            (_, IO_ERROR | 11 | 26) => Failure::Disk,
            (_, 5 | 6) => Failure::Busy,
            (_, 8) => Failure::ReadOnly,
            _ => Failure::Other,
        }
    }

    fn of_postgres(state: &str) -> Failure {
        match state {
            "53100" => Failure::Full,
            "58030" | "XX001" | "XX002" => Failure::Disk,
            "57P01" | "57P02" | "57P03" => Failure::Gone,
            "25006" => Failure::ReadOnly,
            "55P03" => Failure::Busy,
            state if state.starts_with("08") => Failure::Gone,
            _ => Failure::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_told_from_a_failing_one() {
        let (full, sync_failed, cut_page, cannot_open) = (13, 4 << 8 | 10, 267, 14);
        assert_eq!(Failure::of_sqlite(full), Failure::Full);
        assert_eq!(Failure::of_sqlite(sync_failed), Failure::Disk);
        assert_eq!(Failure::of_sqlite(cut_page), Failure::Disk);
        assert_eq!(Failure::of_sqlite(cannot_open), Failure::Other);
        assert_eq!(Failure::of_postgres("53100"), Failure::Full);
        assert_eq!(Failure::of_postgres("58030"), Failure::Disk);
    }

    #[test]
    fn after_a_failure_nothing_is_written_and_the_folder_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let storage = Storage::marking(folder.path().to_owned());
        storage.notice(&Problem::DiskFull);
        assert!(storage.must_stand().is_ok(), "a full disk is no failure");
        storage.notice(&Problem::StorageStopped("disk I/O error".to_owned()));
        assert!(matches!(storage.must_stand(), Err(Problem::StorageStopped(_))));
        assert_eq!(stopped_before(folder.path()).as_deref(), Some("disk I/O error"));
        forget_stop(folder.path()).unwrap();
        assert_eq!(stopped_before(folder.path()), None);
    }
}
