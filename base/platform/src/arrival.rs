//! Tệp gửi đến: a file that is coming in is written to the disk as it comes, never held in memory.
//!
//! - It lies in `incoming` of the data folder, open to nobody else, and is gone when nobody wants it any more.

use crate::{Problem, kept, seal};
use sha2::{Digest, Sha256};
use std::{
    fs, io,
    path::{Path, PathBuf},
};
use tempfile::{NamedTempFile, TempPath};
use tokio::io::AsyncWriteExt;

const INCOMING: &str = "incoming";

/// A folder of the data folder, made if need be, open to the account of the program alone.
pub fn private_folder(data: &Path, name: &str) -> io::Result<PathBuf> {
    let folder = data.join(name);
    kept::folder(&folder)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o700))?;
    }
    Ok(folder)
}

/// Where what comes in is put down.
pub fn incoming(data: &Path) -> io::Result<PathBuf> {
    private_folder(data, INCOMING)
}

/// Deletes what a program that was killed has left behind, a day ago or more: somebody else may be
/// at work in the same folder now.
pub fn sweep(data: &Path) -> io::Result<()> {
    const DAY_SECONDS: u64 = 24 * 60 * 60;
    for left in fs::read_dir(incoming(data)?)? {
        let left = left?;
        let age = left.metadata()?.modified()?.elapsed().unwrap_or_default();
        if age.as_secs() > DAY_SECONDS {
            fs::remove_file(left.path())?;
        }
    }
    Ok(())
}

/// A file on its way in.
pub struct Arriving {
    file: tokio::fs::File,
    path: TempPath,
    hash: Sha256,
    bytes: u64,
}

/// A file that has come in whole. It vanishes when dropped, unless it has been moved elsewhere.
#[derive(Debug)]
pub struct Arrived {
    path: TempPath,
    pub hash: String,
    pub bytes: u64,
}

impl Arriving {
    pub async fn begin(data: &Path) -> Result<Arriving, Problem> {
        let data = data.to_owned();
        let made = tokio::task::spawn_blocking(move || NamedTempFile::new_in(incoming(&data)?));
        let (file, path) = made.await??.into_parts();
        Ok(Arriving { file: tokio::fs::File::from_std(file), path, hash: Sha256::new(), bytes: 0 })
    }

    pub async fn take(&mut self, piece: &[u8]) -> Result<(), Problem> {
        self.hash.update(piece);
        self.bytes += piece.len() as u64;
        Ok(self.file.write_all(piece).await?)
    }

    pub async fn end(mut self) -> Result<Arrived, Problem> {
        self.file.flush().await?;
        let hash = seal::hex(&self.hash.finalize());
        Ok(Arrived { path: self.path, hash, bytes: self.bytes })
    }
}

impl Arrived {
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Moves the file to a place below the same data folder, where it stays, also when the power goes.
    pub fn move_to(self, place: &Path) -> io::Result<()> {
        kept::moved(&self.path, place)
    }
}
