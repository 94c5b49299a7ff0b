//! The paths that the command line is given, looked at before anything is read.

use crate::import::Refusal;
use platform::{Problem, seal};
use std::{
    fs::{self, File, OpenOptions},
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

/// What is the matter with a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    NotThere,
    Folder,
    NotReadable,
    /// The marked workbook would take the place of the list it is made from.
    MarkedOverInput,
    MarkedIsFolder,
    /// A file stands there already, perhaps an answer that somebody keeps.
    MarkedExists,
    MarkedNotWritable,
}

fn refused(path: &Path, fault: Fault) -> Refusal {
    Refusal::PathUnusable { path: path.display().to_string(), fault }
}

/// Refuses a list that cannot be read and a place where the marked workbook cannot stand.
pub async fn check(list: &Path, marked: Option<&Path>) -> Result<(), Problem> {
    let (list, marked) = (list.to_owned(), marked.map(Path::to_owned));
    let checking = move || -> Result<(), Refusal> {
        check_list(&list)?;
        marked.map_or(Ok(()), |marked| check_marked(&list, &marked))
    };
    Ok(tokio::task::spawn_blocking(checking).await??)
}

/// The marked workbook, finished, is put where the command line wants it.
pub async fn put_marked(made: &Path, out: &Path) -> Result<(), Refusal> {
    let copied = tokio::fs::copy(made, out).await;
    copied.map(|_| ()).map_err(|_| refused(out, Fault::MarkedNotWritable))
}

fn check_list(list: &Path) -> Result<(), Refusal> {
    let fault = |error: io::Error| match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => refused(list, Fault::NotThere),
        _ => refused(list, Fault::NotReadable),
    };
    if fs::metadata(list).map_err(fault)?.is_dir() {
        return Err(refused(list, Fault::Folder));
    }
    File::open(list).map(|_| ()).map_err(fault)
}

fn check_marked(list: &Path, marked: &Path) -> Result<(), Refusal> {
    let not_writable = |_| refused(marked, Fault::MarkedNotWritable);
    if marked.is_dir() {
        return Err(refused(marked, Fault::MarkedIsFolder));
    }
    let folder = folder_of(marked);
    let list = fs::canonicalize(list).map_err(|_| refused(list, Fault::NotReadable))?;
    // It is written beside its place first, so that place must not be the list either.
    for written in [marked.to_owned(), marked.with_extension("part")] {
        if real_path(&written).map_err(not_writable)? == list {
            return Err(refused(marked, Fault::MarkedOverInput));
        }
    }
    if fs::symlink_metadata(marked).is_ok() {
        return Err(refused(marked, Fault::MarkedExists));
    }
    let trial = folder.join(format!(".{}.part", seal::token()));
    OpenOptions::new().write(true).create_new(true).open(&trial).map_err(not_writable)?;
    fs::remove_file(&trial).map_err(not_writable)
}

fn folder_of(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new(".")).to_owned()
}

/// The one true path, of a file that need not be there yet.
fn real_path(path: &Path) -> io::Result<PathBuf> {
    match fs::canonicalize(path) {
        Ok(real) => Ok(real),
        Err(_) => Ok(fs::canonicalize(folder_of(path))?.join(path.file_name().unwrap_or_default())),
    }
}
