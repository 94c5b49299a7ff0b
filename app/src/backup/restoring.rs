//! Restoring: a backup that has been seen to be whole, into an empty folder and an empty database.

use super::{
    KEY_FILE, damaged,
    making::write_whole,
    manifest::{self, Manifest},
    reading::{self, OnlyLook, Taker},
};
use crate::{arguments::Place, folder, modules, texts::Texts};
use platform::{
    Problem,
    db::{Db, Tx},
    kept,
    module::Step,
    seal::Sealer,
    tables::{self, Table},
};
use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

/// Stands in the folder as long as a restore is under way; nobody opens a folder that holds it.
pub const UNFINISHED: &str = "restore.unfinished";

/// Puts everything back, or leaves nothing behind.
///
/// # Errors
/// A refusal when the backup is damaged or of a newer program, when the place is not empty, or when the key is
/// missing or another database's.
pub async fn restore(
    place: &Place,
    file: &Path,
    passphrase: Option<&str>,
    key: Option<&Path>,
) -> Result<Manifest, Problem> {
    let manifest = reading::read(file, passphrase, &mut OnlyLook).await?;
    let steps = known_steps(&manifest)?;
    let key = match key {
        Some(path) => Some(fs::read(path).map_err(|error| super::unreadable(path, &error))?),
        None if manifest.has_key() => None,
        None => {
            return Err(Problem::refused("backup_key_needed", |lang| {
                Texts(lang).backup_key_needed()
            }));
        }
    };
    let was_there = begin_folder(&place.data)?;
    let filled = fill(place, file, passphrase, key.as_deref(), steps, &manifest).await;
    match filled {
        Ok(()) => {
            fs::remove_file(place.data.join(UNFINISHED))?;
            kept::sync_names_of(&place.data.join(UNFINISHED))?;
            Ok(manifest)
        }
        Err(problem) => {
            leave_nothing(&place.data, was_there)?;
            Err(problem)
        }
    }
}

/// The steps that the backup stands at, as this program knows them.
fn known_steps(manifest: &Manifest) -> Result<Vec<&'static Step>, Problem> {
    let all: Vec<&'static Step> =
        modules::all().iter().flat_map(|module| module.migrations).collect();
    let known = |version: &i64| all.iter().any(|step| step.version == *version);
    if !manifest.steps.iter().all(known) {
        return Err(reading::newer());
    }
    Ok(all.into_iter().filter(|step| manifest.steps.contains(&step.version)).collect())
}

/// Makes the folder or takes an empty one; whether it was there before.
fn begin_folder(data: &Path) -> Result<bool, Problem> {
    let was_there = data.exists();
    let filled = was_there && fs::read_dir(data).map_or(true, |mut inside| inside.next().is_some());
    if filled {
        let place = data.display().to_string();
        return Err(Problem::refused("restore_not_empty", move |lang| {
            Texts(lang).restore_not_empty(&place)
        }));
    }
    folder::make_private(data).map_err(|error| folder::unusable(data, &error))?;
    write_whole(&data.join(UNFINISHED), b"").map_err(|error| folder::unusable(data, &error))?;
    kept::sync_names_of(&data.join(UNFINISHED))?;
    Ok(was_there)
}

fn leave_nothing(data: &Path, was_there: bool) -> io::Result<()> {
    for entry in fs::read_dir(data)? {
        let path = entry?.path();
        // The word that this is unfinished goes last.
        if path.ends_with(UNFINISHED) {
            continue;
        }
        if path.is_dir() { fs::remove_dir_all(path)? } else { fs::remove_file(path)? }
    }
    fs::remove_file(data.join(UNFINISHED))?;
    if was_there { Ok(()) } else { fs::remove_dir(data) }
}

async fn fill(
    place: &Place,
    file: &Path,
    passphrase: Option<&str>,
    key: Option<&[u8]>,
    steps: Vec<&'static Step>,
    manifest: &Manifest,
) -> Result<(), Problem> {
    let db = Db::open(&folder::database_url(place)).await?;
    let filled = fill_database(&db, place, file, passphrase, key, steps, manifest).await;
    if filled.is_ok() {
        db.analyze().await?;
    }
    db.close().await;
    filled
}

/// Everything in one transaction: whatever stops it, the database stays empty.
async fn fill_database(
    db: &Db,
    place: &Place,
    file: &Path,
    passphrase: Option<&str>,
    key: Option<&[u8]>,
    steps: Vec<&'static Step>,
    manifest: &Manifest,
) -> Result<(), Problem> {
    let mut tx = db.begin_migrating().await?;
    if !tables::steps(db, &mut tx).await?.is_empty() || !tables::all(db, &mut tx).await?.is_empty()
    {
        return Err(Problem::refused("restore_database_not_empty", |lang| {
            Texts(lang).restore_database_not_empty()
        }));
    }
    db.migrate_in(&mut tx, steps).await?;
    let all = tables::all(db, &mut tx).await?;
    let aside = tables::put_aside_references(db, &mut tx).await?;
    for table in &all {
        table.empty(&mut tx).await?;
    }
    let tables = all.iter().map(|table| (table.name.clone(), table.clone())).collect();
    let mut loading = Loading { tx, tables, folder: place.data.clone() };
    let again = reading::read(file, passphrase, &mut loading).await?;
    let mut tx = loading.tx;
    if again != *manifest {
        return Err(damaged(file, "manifest.json"));
    }
    aside.put_back(&mut tx).await?;
    compare(file, &mut tx, &all, manifest).await?;
    if let Some(key) = key {
        must_fit(key, &mut tx).await?;
        put_file(&place.data, KEY_FILE, key)?;
    }
    let sealer =
        Sealer::of_folder(&place.data).map_err(|error| folder::unusable(&place.data, &error))?;
    sealer.must_belong(&mut tx).await?;
    tx.commit().await
}

/// Refuses a key that was given and is not the backup's: there is no folder yet whose key could be put right.
async fn must_fit(key: &[u8], tx: &mut Tx) -> Result<(), Problem> {
    let wrong = || Problem::refused("backup_key_wrong", |lang| Texts(lang).backup_key_wrong());
    let master = key.try_into().map_err(|_| wrong())?;
    match Sealer::with_key(master).must_belong(tx).await {
        Err(Problem::Refused(_)) => Err(wrong()),
        fits => fits,
    }
}

/// What stands in the database now is what the backup says.
async fn compare(
    file: &Path,
    tx: &mut Tx,
    tables: &[Table],
    manifest: &Manifest,
) -> Result<(), Problem> {
    let mut found = vec![];
    for table in tables {
        found.push(manifest::look_at(tx, table).await?);
    }
    if found == manifest.tables {
        return Ok(());
    }
    let other = manifest.tables.iter().find(|table| !found.contains(table));
    Err(damaged(file, other.map_or("tables", |table| &table.name)))
}

struct Loading {
    tx: Tx,
    tables: BTreeMap<String, Table>,
    folder: PathBuf,
}

impl Taker for Loading {
    async fn lines(&mut self, table: &str, lines: &[u8]) -> Result<(), Problem> {
        let unknown = || Problem::Broken(format!("no table {table} at these steps").into());
        let table = self.tables.get(table).ok_or_else(unknown)?;
        let whole = lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        let rows = whole.map(|line| manifest::read_row(table, line)).collect::<Result<_, _>>()?;
        table.load(&mut self.tx, rows).await
    }

    async fn file(&mut self, path: &str, bytes: &[u8]) -> Result<(), Problem> {
        Ok(put_file(&self.folder, path, bytes)?)
    }
}

fn put_file(folder: &Path, path: &str, bytes: &[u8]) -> io::Result<()> {
    let place = folder.join(path);
    if let Some(above) = place.parent() {
        kept::folder(above)?;
        write_whole(&place, bytes)?;
        kept::sync_names_of(&place)?;
    }
    Ok(())
}
