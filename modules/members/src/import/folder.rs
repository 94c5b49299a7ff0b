//! Where files are kept: under names of our own, so that nothing an officer types becomes a path.

use crate::import::{Refusal, read};
use kernel::vietnamese::text;
use platform::{Problem, kept, seal};
use sheets::{Format, Limits};
use std::{fs, path::Path};

const IMPORTS: &str = "imports";
const NAME_LETTERS_MAX: usize = 120;

/// The file's name as it may be shown: no folders, no control characters, not too long.
pub fn clean_name(typed: &str) -> String {
    let last = typed.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = text::normalise(last).chars().take(NAME_LETTERS_MAX).collect();
    if name.is_empty() { "danh-sach.xlsx".to_owned() } else { name }
}

/// `Danh sách 2024.xls` comes back as `Danh sách 2024 - đã đánh dấu.xlsx`.
pub fn marked_name(file_name: &str) -> String {
    let stem = file_name.rsplit_once('.').map_or(file_name, |(stem, _)| stem);
    format!("{stem} - đã đánh dấu.xlsx")
}

/// `imports/…-marked.xlsx` beside `imports/….xls`.
pub fn marked_path(file_path: &str) -> String {
    let stem = file_path.rsplit_once('.').map_or(file_path, |(stem, _)| stem);
    format!("{stem}-marked.xlsx")
}

/// Keeps a file that holds a member list, and says where, below the data folder.
pub async fn keep(data: &Path, file_name: &str, bytes: Vec<u8>) -> Result<String, Problem> {
    let (data, file_name) = (data.to_owned(), file_name.to_owned());
    tokio::task::spawn_blocking(move || keep_now(&data, &file_name, &bytes)).await?
}

fn keep_now(data: &Path, file_name: &str, bytes: &[u8]) -> Result<String, Problem> {
    kept::folder(&data.join(IMPORTS))?;
    let stem = format!("{IMPORTS}/{}", seal::token());
    let arriving = data.join(format!("{stem}.new"));
    fs::write(&arriving, bytes)?;
    let looked_at = look(&arriving, file_name);
    if looked_at.is_err() {
        fs::remove_file(&arriving)?;
    }
    let extension = match looked_at? {
        Format::Xlsx => "xlsx",
        Format::Xls => "xls",
        Format::Csv => "csv",
    };
    let path = format!("{stem}.{extension}");
    kept::moved(&arriving, &data.join(&path))?;
    Ok(path)
}

/// Takes kept files away again, where they are there.
pub async fn discard(data: &Path, kept: &[&str]) {
    for path in kept {
        match tokio::fs::remove_file(data.join(path)).await {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                tracing::warn!(%error, "a file that no batch leads to could not be taken away");
            }
            _ => {}
        }
    }
}

fn look(path: &Path, file_name: &str) -> Result<Format, Refusal> {
    let mut book = sheets::open(path, file_name, &Limits::default())?;
    read::find_tables(&mut book)?;
    Ok(book.format())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_shown_and_never_followed() {
        assert_eq!(clean_name("../../etc/passwd"), "passwd");
        assert_eq!(clean_name("C:\\hồ sơ\\Danh  sách.xlsx"), "Danh sách.xlsx");
        assert_eq!(clean_name("\u{202e}\u{0}"), "danh-sach.xlsx");
        assert_eq!(marked_name("Danh sách.xls"), "Danh sách - đã đánh dấu.xlsx");
        assert_eq!(marked_path("imports/ab.csv"), "imports/ab-marked.xlsx");
    }
}
