//! A database of its own for each test: SQLite in a folder that vanishes, or a new database on the
//! server that `TEST_DATABASE_URL` names.

use platform::db::{Db, Tx};
use tempfile::TempDir;

pub struct World {
    pub db: Db,
    server: Option<(Db, String)>,
    _folder: TempDir,
}

impl World {
    /// The tables, and nothing in them.
    pub async fn empty() -> World {
        let folder = tempfile::tempdir().unwrap();
        let (db, server) = match std::env::var("TEST_DATABASE_URL") {
            Err(_) => {
                let path = folder.path().join("units.sqlite");
                (Db::open(&format!("sqlite://{}?mode=rwc", path.display())).await.unwrap(), None)
            }
            Ok(server) => {
                let name = format!("test_{}", kernel::UnitId::new());
                let admin = Db::open(&format!("{server}/postgres")).await.unwrap();
                admin.create_database(&name, None).await.unwrap();
                (Db::open(&format!("{server}/{name}")).await.unwrap(), Some((admin, name)))
            }
        };
        let modules = [platform::module::module(), units::module()];
        let steps = modules.iter().flat_map(|module| module.migrations).collect();
        db.migrate(steps).await.unwrap();
        World { db, server, _folder: folder }
    }

    /// With the nation and these provinces.
    pub async fn of_provinces(codes: &[&str]) -> World {
        let world = World::empty().await;
        let mut tx = world.db.begin_writing().await.unwrap();
        units::load_provinces(&mut tx, codes).await.unwrap();
        tx.commit().await.unwrap();
        world
    }

    pub async fn tx(&self) -> Tx {
        self.db.begin_writing().await.unwrap()
    }

    /// Takes the scene down. A pool waits for its last transaction, so that one ends first.
    pub async fn end(self, tx: Tx) {
        tx.rollback().await.unwrap();
        self.db.close().await;
        if let Some((admin, name)) = self.server {
            admin.drop_database(&name).await.unwrap();
            admin.close().await;
        }
    }
}
