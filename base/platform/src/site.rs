//! The running program: what every handler and job stands in.

use crate::{clock::Clock, db::Db, jobs::Board, module::HandoverSource, seal::Sealer};
use kernel::{Day, Moment};
use std::{path::PathBuf, sync::Arc};

/// The running program. Cheap to clone.
#[derive(Clone)]
pub struct Site {
    pub db: Db,
    pub clock: Clock,
    pub sealer: Sealer,
    pub board: Board,
    pub settings: Arc<Settings>,
    /// What the modules say when an office is handed over.
    pub handover: Arc<[HandoverSource]>,
}

/// What the operator has set.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The data folder: attachments, keys, backups and, on SQLite, the database.
    pub folder: PathBuf,
    /// `https://khuyenhoc.example`, as people type it; links and cookies follow it.
    pub origin: String,
    /// What the demonstration shows on the sign-in page; empty elsewhere.
    pub sign_in_hint: String,
    /// Which server this is among those that may share a database: the jobs it took are its own.
    pub worker: String,
    /// The program that takes uploaded files apart in a process of its own: this one. Without it, as in
    /// the tests of a module, files are read in this process.
    pub reader: Option<PathBuf>,
}

impl Site {
    pub fn now(&self) -> Moment {
        self.clock.now()
    }
    pub fn today(&self) -> Day {
        self.now().day()
    }
    pub fn is_https(&self) -> bool {
        self.settings.origin.starts_with("https://")
    }
}
