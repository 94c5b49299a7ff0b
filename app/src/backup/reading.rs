//! Reading a backup from its first byte to its last, holding everything against what it says about itself.

use super::{
    closing::Closed,
    damaged,
    envelope::{self, Opening},
    manifest::{FORMAT, FileEntry, Manifest, Tally},
};
use crate::texts::Texts;
use platform::{Problem, seal};
use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, BufReader, Read},
    path::{Component, Path},
};

/// More than any part or file of ours; a damaged length must not ask for all the memory there is.
const ENTRY_BYTES_MAX: u64 = 512 * 1024 * 1024;

/// Who takes what a backup holds.
pub trait Taker {
    /// Whole lines of a table, in the order of its key.
    async fn lines(&mut self, table: &str, lines: &[u8]) -> Result<(), Problem>;
    async fn file(&mut self, path: &str, bytes: &[u8]) -> Result<(), Problem>;
}

/// Takes nothing: for looking whether a backup is whole.
pub struct OnlyLook;

impl Taker for OnlyLook {
    async fn lines(&mut self, _: &str, _: &[u8]) -> Result<(), Problem> {
        Ok(())
    }
    async fn file(&mut self, _: &str, _: &[u8]) -> Result<(), Problem> {
        Ok(())
    }
}

/// Reads all of it. What the taker got is true only if this ends well.
///
/// # Errors
/// `backup_damaged` when anything is not as it was written; `passphrase_needed`, `passphrase_wrong`.
pub async fn read(
    path: &Path,
    passphrase: Option<&str>,
    taker: &mut impl Taker,
) -> Result<Manifest, Problem> {
    let file = File::open(path).map_err(|error| super::unreadable(path, &error))?;
    let mut opening = open(path, file, passphrase)?;
    first_piece(&mut opening)?;
    let broken = |error: io::Error| damaged(path, error);
    let packed = zstd::Decoder::new(Closed::new(opening)).map_err(broken)?;
    let mut archive = tar::Archive::new(packed);
    let (mut tables, mut files, mut manifest) = (BTreeMap::<String, Tally>::new(), vec![], None);
    for entry in archive.entries().map_err(broken)? {
        let mut entry = entry.map_err(broken)?;
        let (name, bytes) = content(&mut entry).map_err(broken)?;
        if manifest.is_some() {
            return Err(damaged(path, &name));
        }
        if let Some(rest) = name.strip_prefix("tables/") {
            let table = rest.split('/').next().unwrap_or_default();
            tables.entry(table.to_owned()).or_default().take(&bytes);
            taker.lines(table, &bytes).await?;
        } else if let Some(inside) = name.strip_prefix("files/").filter(|name| stays_inside(name)) {
            let digest = seal::hash(&bytes);
            files.push(FileEntry { path: inside.to_owned(), bytes: bytes.len() as u64, digest });
            taker.file(inside, &bytes).await?;
        } else if name == "manifest.json" {
            manifest = Some(read_manifest(path, &bytes)?);
        } else {
            return Err(damaged(path, &name));
        }
    }
    // To the very end, where the closing digest is checked.
    io::copy(&mut archive.into_inner(), &mut io::sink()).map_err(broken)?;
    let manifest: Manifest = manifest.ok_or_else(|| damaged(path, "manifest.json"))?;
    compare(path, &manifest, tables, &files)?;
    Ok(manifest)
}

fn open(
    path: &Path,
    file: File,
    passphrase: Option<&str>,
) -> Result<BufReader<Opening<BufReader<File>>>, Problem> {
    let opening = Opening::new(BufReader::with_capacity(256 * 1024, file), passphrase);
    let opening = opening.map_err(|closed| match closed {
        envelope::Closed::PassphraseNeeded => {
            Problem::refused("passphrase_needed", |lang| Texts(lang).passphrase_needed())
        }
        envelope::Closed::Unreadable(error) => damaged(path, error),
    })?;
    Ok(BufReader::new(opening))
}

/// A wrong passphrase shows at the first piece; what comes after is damage.
fn first_piece(opening: &mut BufReader<Opening<BufReader<File>>>) -> Result<(), Problem> {
    use std::io::BufRead;
    let sealed = opening.get_ref().is_sealed();
    match opening.fill_buf() {
        Err(_) if sealed => {
            Err(Problem::refused("passphrase_wrong", |lang| Texts(lang).passphrase_wrong()))
        }
        _ => Ok(()),
    }
}

fn content(entry: &mut tar::Entry<'_, impl Read>) -> io::Result<(String, Vec<u8>)> {
    if entry.size() > ENTRY_BYTES_MAX {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "size"));
    }
    let name = entry.path()?.to_string_lossy().into_owned();
    let mut bytes = vec![];
    entry.read_to_end(&mut bytes)?;
    Ok((name, bytes))
}

fn read_manifest(path: &Path, bytes: &[u8]) -> Result<Manifest, Problem> {
    #[derive(serde::Deserialize)]
    struct Format {
        format: u32,
    }
    let found: Format = serde_json::from_slice(bytes).map_err(|error| damaged(path, error))?;
    if found.format != FORMAT {
        return Err(newer());
    }
    serde_json::from_slice(bytes).map_err(|error| damaged(path, error))
}

pub fn newer() -> Problem {
    Problem::refused("backup_newer", |lang| Texts(lang).backup_newer())
}

fn compare(
    path: &Path,
    manifest: &Manifest,
    mut tables: BTreeMap<String, Tally>,
    files: &[FileEntry],
) -> Result<(), Problem> {
    for table in &manifest.tables {
        let found = tables.remove(&table.name).unwrap_or_default();
        if found.entry(&table.name, table.columns.clone()) != *table {
            return Err(damaged(path, &table.name));
        }
    }
    if let Some(name) = tables.keys().next() {
        return Err(damaged(path, name));
    }
    if files != manifest.files || manifest.digest_of_content() != manifest.content_digest {
        return Err(damaged(path, "manifest.json"));
    }
    Ok(())
}

/// A path that leads nowhere but into the data folder.
fn stays_inside(path: &str) -> bool {
    !path.is_empty()
        && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_a_backup_stays_in_the_folder() {
        assert!(stays_inside("imports/01/ds.xlsx"));
        assert!(!stays_inside("../../etc/passwd") && !stays_inside("/etc/passwd"));
        assert!(!stays_inside("imports/../../x") && !stays_inside(""));
    }
}
