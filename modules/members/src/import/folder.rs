//! Where files are kept: under names of our own, so that nothing an officer types becomes a path.

use crate::import::{Refusal, read};
use kernel::vietnamese::text;
use platform::{
    Problem, Site,
    arrival::{self, Arrived},
    seal,
};
use sheets::{Format, Leash, Limits, Workshop};
use std::path::Path;

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

/// Looks whether a file that came in holds a member list and can be read to its end. One that is
/// refused vanishes. It takes a while: no transaction should wait for it.
pub async fn look(site: &Site, file: Arrived, file_name: &str) -> Result<Looked, Problem> {
    let workshop = Workshop::of(site.settings.reader.as_deref());
    let name = file_name.to_owned();
    let looking = move || -> Result<Looked, Refusal> {
        let format = look_at(&workshop, file.path(), &name)?;
        Ok(Looked { file, format })
    };
    Ok(tokio::task::spawn_blocking(looking).await??)
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

fn look_at(workshop: &Workshop, path: &Path, file_name: &str) -> Result<Format, Refusal> {
    let mut book = workshop.open(path, file_name, &Limits::default(), Leash::short())?;
    read::find_tables(&mut book)?;
    book.look_through()?;
    Ok(book.format())
}

/// A file that holds a member list.
pub struct Looked {
    file: Arrived,
    format: Format,
}

impl Looked {
    /// A file that has been read to its end already.
    pub fn read(file: Arrived, format: Format) -> Looked {
        Looked { file, format }
    }

    pub fn hash(&self) -> &str {
        &self.file.hash
    }

    /// Keeps the file, and says where, below the data folder.
    pub async fn keep(self, data: &Path) -> Result<String, Problem> {
        let data = data.to_owned();
        let keeping = move || -> Result<String, Problem> {
            arrival::private_folder(&data, IMPORTS)?;
            let extension = match self.format {
                Format::Xlsx => "xlsx",
                Format::Xls => "xls",
                Format::Csv => "csv",
            };
            let path = format!("{IMPORTS}/{}.{extension}", seal::token());
            self.file.move_to(&data.join(&path))?;
            Ok(path)
        };
        tokio::task::spawn_blocking(keeping).await?
    }
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
