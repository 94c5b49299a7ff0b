//! Sao lưu và khôi phục: everything a data folder holds, in one file, and back again on either database.
//!
//! - A backup is one moment of all tables, while the server goes on writing.
//! - What has been cut off or changed, be it one bit, is refused before anything is written.
//! - A restore happens whole or leaves nothing behind.
//!
//! The file is a tar of plain text, packed with zstd: `tables/NAME/000001.jsonl`, one JSON array a row in the order
//! of the key; `files/…` as they stood in the folder; `manifest.json` at the end, with a digest of each. Decision
//! 0017 describes it for those who must read one without this program.

mod closing;
mod envelope;
mod making;
mod manifest;
mod reading;
mod restoring;

pub use making::{Wishes, make};
pub use manifest::Manifest;
pub use restoring::{UNFINISHED, restore};

use crate::texts::Texts;
use platform::Problem;
use std::path::Path;

const PASSPHRASE_LETTERS_MIN: usize = 10;
/// The file without which no sealed number can be read.
const KEY_FILE: &str = "keys/master.key";

/// The passphrase from the file named on the command line, or from `KHUYENHOC_PASSPHRASE`.
pub fn passphrase(file: Option<&Path>) -> Result<Option<String>, Problem> {
    let said = match file {
        Some(path) => {
            Some(std::fs::read_to_string(path).map_err(|error| unreadable(path, &error))?)
        }
        None => std::env::var("KHUYENHOC_PASSPHRASE").ok(),
    };
    let said = said.map(|text| text.trim_end_matches(['\r', '\n']).to_owned());
    match said {
        Some(text) if text.chars().count() < PASSPHRASE_LETTERS_MIN => {
            Err(Problem::refused("passphrase_short", |lang| {
                Texts(lang).passphrase_short(PASSPHRASE_LETTERS_MIN)
            }))
        }
        other => Ok(other),
    }
}

fn unreadable(path: &Path, error: &std::io::Error) -> Problem {
    let (place, reason) = (path.display().to_string(), error.to_string());
    Problem::refused("file_not_read", move |lang| Texts(lang).file_not_read(&place, &reason))
}

fn damaged(path: &Path, reason: impl std::fmt::Display) -> Problem {
    let (place, reason) = (path.display().to_string(), reason.to_string());
    Problem::refused("backup_damaged", move |lang| Texts(lang).backup_damaged(&place, &reason))
}
