//! Opening a data folder.

use crate::{arguments::Place, backup::UNFINISHED, modules, texts::Texts};
use kernel::{Lang, RowId};
use platform::{
    Problem, Settings, Site, clock::Clock, db::Db, jobs::Board, kept, seal::Sealer, storage, tables,
};
use std::{
    fs::{self, File},
    path::Path,
    sync::Arc,
};

const DATABASE_FILE: &str = "khuyenhoc.sqlite";

/// What is known before the folder is opened.
pub struct Opening<'a> {
    pub place: &'a Place,
    pub origin: String,
    pub sign_in_hint: String,
}

pub fn lang(place: &Place) -> Lang {
    place.lang.parse().unwrap_or_default()
}

/// Opens the folder and its database as they are.
pub async fn open(opening: Opening<'_>) -> Result<Site, Problem> {
    let folder = &opening.place.data;
    refuse_unfinished(folder)?;
    make_private(folder).map_err(|error| unusable(folder, &error))?;
    let sealer = Sealer::of_folder(folder).map_err(|error| unusable(folder, &error))?;
    let db = Db::open(&database_url(opening.place)).await?.marking(folder.clone());
    Ok(Site {
        db,
        clock: Clock::System,
        sealer,
        board: Board::default(),
        settings: Arc::new(Settings {
            folder: folder.clone(),
            origin: opening.origin,
            sign_in_hint: opening.sign_in_hint,
            worker: worker_of(folder).map_err(|error| unusable(folder, &error))?,
            reader: Some(std::env::current_exe()?),
        }),
        handover: modules::handover(),
    })
}

pub fn unusable(folder: &Path, error: &std::io::Error) -> Problem {
    let (place, reason) = (folder.display().to_string(), error.to_string());
    Problem::refused("data_folder_unusable", move |lang| {
        Texts(lang).data_folder_unusable(&place, &reason)
    })
}

/// A restore that broke off is no data.
fn refuse_unfinished(folder: &Path) -> Result<(), Problem> {
    if !folder.join(UNFINISHED).exists() {
        return Ok(());
    }
    let place = folder.display().to_string();
    Err(Problem::refused("restore_unfinished", move |lang| Texts(lang).restore_unfinished(&place)))
}

/// Opens a folder that must hold something already: asking questions of nothing has no answer.
pub async fn open_existing(place: &Place) -> Result<Site, Problem> {
    refuse_nothing(place)?;
    open_ready(place).await
}

/// The same without bringing anything up to this version.
pub async fn open_as_it_is(place: &Place) -> Result<Site, Problem> {
    refuse_nothing(place)?;
    open(Opening { place, origin: String::new(), sign_in_hint: String::new() }).await
}

/// # Errors
/// `no_data_here`, so that a slip in `--data` does not look like an empty association.
fn refuse_nothing(place: &Place) -> Result<(), Problem> {
    // A restore may have broken off before there was anything.
    refuse_unfinished(&place.data)?;
    if place.data.join(DATABASE_FILE).exists() || (place.database.is_some() && place.data.exists())
    {
        return Ok(());
    }
    let place = place.data.display().to_string();
    Err(Problem::refused("no_data_here", move |lang| Texts(lang).no_data_here(&place)))
}

/// Opens the folder for the command line: the database brought up to this version and ready.
pub async fn open_ready(place: &Place) -> Result<Site, Problem> {
    let opening = Opening { place, origin: String::new(), sign_in_hint: String::new() };
    let site = open(opening).await?;
    prepare(&site).await?;
    Ok(site)
}

/// The folder, open to nobody but the account that runs the program.
pub fn make_private(folder: &Path) -> std::io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    kept::folder(folder)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

/// The name of this folder's server, made the first time.
fn worker_of(folder: &Path) -> std::io::Result<String> {
    let path = folder.join("server.id");
    if !path.exists() {
        kept::first(&path, RowId::new().to_string().as_bytes())?;
    }
    Ok(fs::read_to_string(path)?.trim().to_owned())
}

pub fn database_url(place: &Place) -> String {
    if let Some(url) = &place.database {
        return url.clone();
    }
    let file = place.data.join(DATABASE_FILE);
    let path =
        file.display().to_string().replace('%', "%25").replace('?', "%3F").replace('#', "%23");
    format!("sqlite://{path}?mode=rwc")
}

pub async fn migrate(site: &Site) -> Result<(), Problem> {
    let stopped = storage::stopped_before(&site.settings.folder);
    if let Some(reason) = &stopped {
        tracing::warn!(reason, "the disk failed the last time: looking at the data before writing");
        refuse_damage(site.db.damage(true).await?)?;
    }
    let modules = modules::all();
    let mut tx = site.db.begin_migrating().await?;
    let before = tables::steps(&site.db, &mut tx).await?;
    let steps = modules.iter().flat_map(|module| module.migrations).collect();
    site.db.migrate_in(&mut tx, steps).await?;
    if !before.contains(&audit::SEALED_SINCE) {
        audit::seal_as_it_is(site, &mut tx).await?;
    }
    tx.commit().await?;
    if stopped.is_some() {
        for check in audit::module().checks {
            refuse_damage((check.run)(site.clone()).await?.bad)?;
        }
        storage::forget_stop(&site.settings.folder)?;
    }
    Ok(())
}

/// After the disk has failed, nothing is written before the database's file and the audit book are seen to be whole.
fn refuse_damage(found: Vec<String>) -> Result<(), Problem> {
    if found.is_empty() {
        return Ok(());
    }
    let found = found.join("; ");
    Err(Problem::refused("storage_damaged", move |lang| Texts(lang).storage_damaged(&found)))
}

/// Migrations, the national unit tree and the shipped indicators; a second time changes nothing.
pub async fn prepare(site: &Site) -> Result<(), Problem> {
    migrate(site).await?;
    let mut tx = site.db.begin_writing().await?;
    site.db.hold(&mut tx, "prepare").await?;
    site.sealer.belongs_to(&mut tx, site.now()).await?;
    let loaded = units::load_reference(&mut tx).await?;
    figures::seed(&mut tx).await?;
    officers::seed(&mut tx).await?;
    tx.commit().await?;
    if loaded.changed {
        site.db.analyze().await?;
    }
    Ok(())
}

/// Only one server works in a folder; the command line may work beside it.
///
/// # Errors
/// `data_folder_in_use` when another server holds it.
pub fn lock(folder: &Path) -> Result<File, Problem> {
    let file = File::create(folder.join("server.lock"))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(fs::TryLockError::WouldBlock) => {
            let place = folder.display().to_string();
            Err(Problem::refused("data_folder_in_use", move |lang| {
                Texts(lang).data_folder_in_use(&place)
            }))
        }
        Err(fs::TryLockError::Error(error)) => Err(error.into()),
    }
}
