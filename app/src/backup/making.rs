//! Making a backup: one snapshot of all tables, then the files, while the server goes on.

use super::{
    KEY_FILE, UNFINISHED,
    closing::Closing,
    envelope::Sealing,
    manifest::{FileEntry, Lines, Manifest, TableEntry, Tally},
};
use crate::{texts::Texts, written_head};
use kernel::Moment;
use platform::{Problem, Site, db::Tx, kept, seal, tables};
use std::{
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

/// How much of a table is kept in memory before it goes into the file.
const PART_BYTES: usize = 4 * 1024 * 1024;
/// The tables are in the backup already, and the rest is of this machine alone.
const NOT_KEPT: [&str; 6] = [
    "khuyenhoc.sqlite",
    "server.lock",
    "storage.stopped",
    UNFINISHED,
    written_head::FILE,
    "incoming/",
];
/// How files end that are being written, or were when a program was killed.
const HALF_WRITTEN: [&str; 2] = [".new", ".part"];

pub struct Wishes {
    pub passphrase: Option<String>,
    pub with_key: bool,
}

type Tar = tar::Builder<zstd::Encoder<'static, Closing<Sealing<BufWriter<File>>>>>;

/// Writes everything the folder and its database hold into `target`, which comes into being whole.
///
/// # Errors
/// A refusal when the file is there already, or lies in the data folder and would be lost with it.
pub async fn make(site: &Site, target: &Path, wishes: &Wishes) -> Result<Manifest, Problem> {
    refuse_bad_place(site, target)?;
    let part = part_of(target);
    let made = write(site, &part, wishes).await;
    let made = made.and_then(|manifest| {
        // Neither replaces a backup that somebody else has put there meanwhile.
        fs::hard_link(&part, target).map_err(|error| not_written(target, &error))?;
        fs::remove_file(&part)?;
        kept::sync_names_of(target)?;
        Ok(manifest)
    });
    if made.is_err() {
        let _gone = fs::remove_file(&part);
    }
    made
}

fn refuse_bad_place(site: &Site, target: &Path) -> Result<(), Problem> {
    let place = target.display().to_string();
    if target.exists() {
        return Err(Problem::refused("file_exists", move |lang| Texts(lang).file_exists(&place)));
    }
    let folder = parent_of(target).canonicalize().map_err(|error| not_written(target, &error))?;
    if folder.starts_with(site.settings.folder.canonicalize()?) {
        return Err(Problem::refused("backup_in_data", move |lang| {
            Texts(lang).backup_in_data(&place)
        }));
    }
    Ok(())
}

async fn write(site: &Site, part: &Path, wishes: &Wishes) -> Result<Manifest, Problem> {
    let file = create_private(part).map_err(|error| not_written(part, &error))?;
    let now = site.now();
    let mut tar = begin(file, wishes.passphrase.as_deref())?;
    let mut tx = site.db.begin().await?;
    let steps = tables::steps(&site.db, &mut tx).await?;
    if steps.is_empty() {
        let place = site.settings.folder.display().to_string();
        return Err(Problem::refused("no_data_here", move |lang| Texts(lang).no_data_here(&place)));
    }
    site.sealer.must_belong(&mut tx).await?;
    let mut entries = vec![];
    for table in tables::all(&site.db, &mut tx).await? {
        entries.push(write_table(&mut tar, &mut tx, &table, now).await?);
    }
    let head = audit::head(&mut tx).await?;
    drop(tx);
    // After the tables: a file that a row names was there before the row.
    let files = write_files(&mut tar, &site.settings.folder, wishes.with_key, now)?;
    let manifest = Manifest::of(steps, entries, files, head, now);
    append(&mut tar, "manifest.json", &serde_json::to_vec_pretty(&manifest)?, now)?;
    let file = tar.into_inner()?.finish()?.close()?.close()?.into_inner();
    file.map_err(io::IntoInnerError::into_error)?.sync_all()?;
    Ok(manifest)
}

fn begin(file: File, passphrase: Option<&str>) -> io::Result<Tar> {
    let sealing = Sealing::new(BufWriter::with_capacity(256 * 1024, file), passphrase)?;
    let packed = zstd::Encoder::new(Closing::new(sealing), zstd::DEFAULT_COMPRESSION_LEVEL)?;
    Ok(tar::Builder::new(packed))
}

async fn write_table(
    tar: &mut Tar,
    tx: &mut Tx,
    table: &tables::Table,
    now: Moment,
) -> Result<TableEntry, Problem> {
    let (mut tally, mut lines) = (Tally::default(), Lines::of(table));
    let (mut part, mut number) = (vec![], 0);
    loop {
        let next = lines.next(tx).await?;
        let ended = next.is_none();
        part.extend(next.unwrap_or_default());
        if part.len() >= PART_BYTES || (ended && !part.is_empty()) {
            number += 1;
            tally.take(&part);
            append(tar, &format!("tables/{}/{number:06}.jsonl", table.name), &part, now)?;
            part.clear();
        }
        if ended {
            let columns = table.columns.iter().map(|column| column.name.clone()).collect();
            return Ok(tally.entry(&table.name, columns));
        }
    }
}

fn write_files(
    tar: &mut Tar,
    folder: &Path,
    with_key: bool,
    now: Moment,
) -> Result<Vec<FileEntry>, Problem> {
    let mut entries = vec![];
    for path in files_below(folder)? {
        if path == KEY_FILE && !with_key {
            continue;
        }
        let bytes = match fs::read(folder.join(&path)) {
            Ok(bytes) => bytes,
            // Something that was being written a moment ago, and has its name now.
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(super::unreadable(&folder.join(&path), &error)),
        };
        append(tar, &format!("files/{path}"), &bytes, now)?;
        entries.push(FileEntry { bytes: bytes.len() as u64, digest: seal::hash(&bytes), path });
    }
    Ok(entries)
}

/// Every file that belongs to the data, by its path from the folder, in order.
fn files_below(folder: &Path) -> io::Result<Vec<String>> {
    let (mut found, mut folders) = (vec![], vec![folder.to_owned()]);
    while let Some(inside) = folders.pop() {
        for entry in fs::read_dir(&inside)? {
            let entry = entry?;
            let path = entry.path();
            if entry.file_type()?.is_dir() {
                folders.push(path);
            } else if let Ok(name) = path.strip_prefix(folder)
                && let Some(name) = name.to_str()
                && entry.file_type()?.is_file()
                && !NOT_KEPT.iter().any(|other| name.starts_with(other))
                && !HALF_WRITTEN.iter().any(|end| name.ends_with(end))
            {
                found.push(name.to_owned());
            }
        }
    }
    found.sort();
    Ok(found)
}

fn append(tar: &mut Tar, path: &str, bytes: &[u8], now: Moment) -> io::Result<()> {
    let mut header = tar::Header::new_gnu();
    header.set_size(bytes.len() as u64);
    header.set_mode(0o600);
    header.set_mtime(u64::try_from(now.seconds()).unwrap_or(0));
    tar.append_data(&mut header, path, bytes)
}

fn part_of(target: &Path) -> PathBuf {
    let mut name = target.as_os_str().to_owned();
    name.push(".part");
    PathBuf::from(name)
}

fn parent_of(target: &Path) -> &Path {
    match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// A backup holds what the folder holds, so it is as private.
pub fn create_private(path: &Path) -> io::Result<File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}

fn not_written(path: &Path, error: &io::Error) -> Problem {
    let (place, reason) = (path.display().to_string(), error.to_string());
    Problem::refused("file_not_written", move |lang| Texts(lang).file_not_written(&place, &reason))
}

/// Writes a file of the folder and sees it onto the disk.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = create_private(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
