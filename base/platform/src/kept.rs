//! Files that are there whole or not at all, also when the power has gone.
//!
//! - A file gets its name after its bytes are on the disk.
//! - A name is only kept once the folder that it stands in is on the disk, too.

use crate::seal;
use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::Path,
};

/// Makes a folder, and those above it that are missing.
pub fn folder(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    let above = path.parent().filter(|above| !above.as_os_str().is_empty());
    if let Some(above) = above {
        folder(above)?;
    }
    match fs::create_dir(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        made => made?,
    }
    sync_folder(above.unwrap_or(Path::new(".")))
}

/// Writes a file that only we may read, unless it is there already: of two programs that do this at the same
/// time, one is first, and both go on with its file.
pub fn first(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let arriving = path.with_extension(format!("{}.new", seal::token()));
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&arriving)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    match fs::hard_link(&arriving, path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        Ok(()) => {}
        // A disk without links, such as a memory stick.
        Err(_) => return moved(&arriving, path),
    }
    sync_names_of(path)?;
    fs::remove_file(&arriving)
}

/// Gives a file its last name, in place of what may stand there.
pub fn moved(from: &Path, to: &Path) -> io::Result<()> {
    // Windows syncs only what it could also write.
    OpenOptions::new().read(true).write(true).open(from)?.sync_all()?;
    fs::rename(from, to)?;
    sync_names_of(to)
}

/// Puts the name of a file, or that it is gone, on the disk.
pub fn sync_names_of(path: &Path) -> io::Result<()> {
    let above = path.parent().filter(|above| !above.as_os_str().is_empty());
    sync_folder(above.unwrap_or(Path::new(".")))
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}
/// Elsewhere a folder is no file, and its names are kept with it.
#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_first_is_kept_and_nothing_lies_about() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("a/b/key");
        folder(path.parent().unwrap()).unwrap();
        first(&path, b"one").unwrap();
        first(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"one");
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }
}
