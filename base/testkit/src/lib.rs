//! The world every test starts from: one small province with people who have names.
//!
//! Tỉnh Mẫu, its communes Hoa Sen and Phù Đổng, Hoa Sen's chapter Trường An; Bà Lan, who works for
//! Hoa Sen, Ông Bình for Phù Đổng, Ông Minh for the province, Bà Hoa who only checks. A world that ends with jobs
//! unfinished or books that do not agree fails its test: call `verify` last.

use access::{Caller, Look, Role, Work};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Method, Request, StatusCode, header},
    middleware,
};
use kernel::{AccountId, Day, Lang, UnitId};
use platform::{
    Module, Settings, Site,
    clock::Clock,
    db::Db,
    jobs::Board,
    module::{self, JobKind},
    operation,
    seal::Sealer,
};
use std::sync::Arc;
use tower::ServiceExt;

pub use tempfile::TempDir;

pub struct World {
    pub site: Site,
    pub province: UnitId,
    pub hoa_sen: UnitId,
    pub phu_dong: UnitId,
    pub truong_an: UnitId,
    pages: Router,
    modules: Vec<Module>,
    jobs: Vec<JobKind>,
    checks: Vec<module::Check>,
    /// The data folder; it vanishes with the world.
    pub folder: TempDir,
    server: Option<(String, String)>,
}

/// The day on which every world stands.
pub const TODAY: Day = Day::of(2026, 3, 2);

/// The passwords of the world's people.
pub const PASSWORD: &str = "mưa thuận gió hòa";

impl World {
    /// A fresh database with the modules' tables and the small province.
    pub async fn with(modules: Vec<Module>) -> World {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let (db, server) = fresh_database(folder.path()).await;
        let mut all = vec![
            module::module(),
            audit::module(),
            units::module(),
            access::module(),
            counts::module(),
        ];
        all.extend(modules);
        let steps = all.iter().flat_map(|module| module.migrations).collect();
        db.migrate(steps).await.expect("migrations apply");
        let site = Site {
            db,
            clock: Clock::at(TODAY),
            sealer: Sealer::with_key([7; 32]),
            board: Board::default(),
            settings: Arc::new(Settings {
                folder: folder.path().to_owned(),
                origin: "http://localhost".to_owned(),
                sign_in_hint: String::new(),
                worker: "test".to_owned(),
                reader: None,
            }),
            handover: all.iter().flat_map(|module| module.handover.clone()).collect(),
        };
        let mut tx = site.db.begin_writing().await.expect("the database is free");
        let [province, hoa_sen, phu_dong, truong_an] = small_province(&mut tx).await;
        tx.commit().await.expect("the small province is stored");

        let jobs = all.iter().flat_map(|module| module.jobs.clone()).collect();
        let checks = all.iter().flat_map(|module| module.checks.clone()).collect();
        let pages = pages(&site, &all);
        World {
            site,
            province,
            hoa_sen,
            phu_dong,
            truong_an,
            pages,
            modules: all,
            jobs,
            checks,
            folder,
            server,
        }
    }
}

impl World {
    /// Everything under tỉnh Mẫu in today's geography.
    pub fn everywhere(&self) -> units::Subtree {
        self.below(&self.province)
    }
    pub fn below(&self, unit: &UnitId) -> units::Subtree {
        units::Subtree { unit: unit.clone(), boundaries: TODAY }
    }

    /// Work by somebody who holds a role at a unit.
    pub async fn work_as(&self, role: Role, unit: &UnitId) -> Work {
        Work::begin(&self.site, caller(role, unit), Lang::Vi).await.expect("work begins")
    }
    pub async fn look_as(&self, role: Role, unit: &UnitId) -> Look {
        Look::begin(&self.site, caller(role, unit), Lang::Vi).await.expect("a look begins")
    }
    /// Work by Bà Lan, officer of Hoa Sen.
    pub async fn as_lan(&self) -> Work {
        self.work_as(Role::CommuneOfficer, &self.hoa_sen).await
    }
    /// Work by Ông Bình, officer of the neighbour commune Phù Đổng.
    pub async fn as_binh(&self) -> Work {
        self.work_as(Role::CommuneOfficer, &self.phu_dong).await
    }
    /// Work by Ông Minh of the province office.
    pub async fn as_minh(&self) -> Work {
        self.work_as(Role::ProvinceOfficer, &self.province).await
    }

    /// Opens an account with a role and signs in; the token goes into `get_as` and `post_as`.
    pub async fn sign_in(&self, username: &str, role: Role, unit: &UnitId) -> String {
        let mut work =
            Work::begin(&self.site, Caller::operator(), Lang::Vi).await.expect("work begins");
        let new = access::NewAccount {
            username: username.to_owned(),
            full_name: username.to_owned(),
            password: PASSWORD.to_owned(),
            role,
            unit: unit.clone(),
        };
        access::add_account(&mut work, new).await.expect("the account is opened");
        work.commit().await.expect("the account is stored");
        let device = access::Device { address: "127.0.0.1".to_owned(), agent: "test".to_owned() };
        access::sign_in(&self.site, username, PASSWORD, &device)
            .await
            .expect("the password is right")
    }

    pub async fn get(&self, token: &str, path: &str) -> (StatusCode, String) {
        let (status, bytes) = self.bytes(token, path).await;
        (status, String::from_utf8_lossy(&bytes).into_owned())
    }
    pub async fn bytes(&self, token: &str, path: &str) -> (StatusCode, Vec<u8>) {
        let request = request(Method::GET, token, path).body(Body::empty()).expect("a request");
        self.send(request).await
    }
    /// Sends a form with an operation id of its own.
    pub async fn post(&self, token: &str, path: &str, form: &str) -> (StatusCode, String) {
        let body = format!("op={}&{form}", operation::new_id());
        let request = request(Method::POST, token, path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .expect("a request");
        let (status, bytes) = self.send(request).await;
        (status, String::from_utf8_lossy(&bytes).into_owned())
    }
    /// Sends JSON under an operation id.
    pub async fn send_json(
        &self,
        method: Method,
        token: &str,
        path: &str,
        operation: &str,
        body: &serde_json::Value,
    ) -> (StatusCode, serde_json::Value) {
        let request = request(method, token, path)
            .header(header::CONTENT_TYPE, "application/json")
            .header("idempotency-key", operation)
            .body(Body::from(body.to_string()))
            .expect("a request");
        let (status, bytes) = self.send(request).await;
        (status, serde_json::from_slice(&bytes).unwrap_or_default())
    }
    pub async fn send(&self, request: Request<Body>) -> (StatusCode, Vec<u8>) {
        let response = self.pages.clone().oneshot(request).await.expect("the router answers");
        let status = response.status();
        let body = to_bytes(response.into_body(), 1 << 26).await.expect("the answer is whole");
        (status, body.to_vec())
    }

    /// Runs the jobs that are waiting.
    pub async fn run_jobs(&self) {
        while platform::jobs::run_next(&self.site, &self.jobs).await.expect("the queue can be read")
        {
        }
    }

    /// All invariants of the world's modules hold.
    ///
    /// # Panics
    /// With the rows that break one.
    pub async fn verify(&self) {
        for check in &self.checks {
            let found = (check.run)(self.site.clone()).await.expect("the check runs");
            assert!(found.bad.is_empty(), "{} does not hold of {:?}", check.id, found.bad);
        }
    }

    /// The number of rows of every table, to see that a refusal changed nothing.
    pub async fn rows_of(&self, table: &str) -> i64 {
        let mut tx = self.site.db.begin().await.expect("the database answers");
        let sql = format!("select count(*) from {table}");
        sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
            .fetch_one(&mut *tx)
            .await
            .expect("the table is there")
    }

    /// Closes the database and opens it again, as a server does that is stopped and started.
    pub async fn restart(&mut self) {
        self.site.db.close().await;
        let url = match &self.server {
            Some((server, name)) => format!("{server}/{name}"),
            None => sqlite_in(self.folder.path()),
        };
        self.site.db = Db::open(&url).await.expect("the database opens again");
        self.pages = pages(&self.site, &self.modules);
    }

    /// Drops the test database where the tests run on a server.
    pub async fn end(self) {
        self.verify().await;
        self.site.db.close().await;
        if let Some((server, name)) = &self.server {
            let admin =
                Db::open(&format!("{server}/postgres")).await.expect("the test server answers");
            admin.drop_database(name).await.expect("the test database can be dropped");
            admin.close().await;
        }
    }
}

/// Somebody who holds one role at one unit, and has done so for long.
pub fn caller(role: Role, unit: &UnitId) -> Caller {
    let grant =
        access::Grant { role, unit: unit.clone(), since: Day::of(2020, 1, 1), until: Day::NEVER };
    Caller::new(AccountId::new(), role.code().to_owned(), None, vec![grant])
}

fn request(method: Method, token: &str, path: &str) -> axum::http::request::Builder {
    let request = Request::builder().method(method).uri(path).header(header::HOST, "localhost");
    if token.is_empty() {
        request
    } else {
        request.header(header::COOKIE, format!("khuyenhoc={token}"))
    }
}

/// The modules' routes with the layers that a server puts around them.
pub fn pages(site: &Site, modules: &[Module]) -> Router {
    module::router(modules)
        .layer(middleware::from_fn_with_state(site.clone(), access::sessions))
        .layer(middleware::from_fn_with_state(site.clone(), operation::read))
        .layer(middleware::from_fn_with_state(site.clone(), access::frame))
        .with_state(site.clone())
}

/// Tỉnh Mẫu, its communes Hoa Sen and Phù Đổng, and the chapter Trường An, for a database that has no places yet.
pub async fn small_province(tx: &mut platform::db::Tx) -> [UnitId; 4] {
    let place = |code: &str, level, kind: &str, name: &str| units::NewPlace {
        code: code.to_owned(),
        level,
        name: name.to_owned(),
        kind: kind.to_owned(),
        opened: Day::BEGINNING,
    };
    let nation = place("VN", units::Level::Nation, "", "Việt Nam");
    let nation = units::add_place(tx, None, nation).await.expect("the nation");
    let province = place("98", units::Level::Province, "tỉnh", "Mẫu");
    let province = units::add_place(tx, Some(&nation), province).await.expect("the province");
    let hoa_sen = place("98001", units::Level::Commune, "xã", "Hoa Sen");
    let hoa_sen = units::add_place(tx, Some(&province), hoa_sen).await.expect("a commune");
    let phu_dong = place("98002", units::Level::Commune, "xã", "Phù Đổng");
    let phu_dong = units::add_place(tx, Some(&province), phu_dong).await.expect("a commune");
    let truong_an = units::NewOwnUnit {
        code_suffix: "truong-an".to_owned(),
        name: "Trường An".to_owned(),
        form: units::Form::Chapter,
        setting: units::Setting::Hamlet,
        opened: Day::of(2010, 1, 1),
        sector: None,
    };
    let truong_an = units::open_own(tx, &hoa_sen, truong_an).await.expect("a chapter");
    [province, hoa_sen, phu_dong, truong_an]
}

fn sqlite_in(folder: &std::path::Path) -> String {
    format!("sqlite://{}?mode=rwc", folder.join("world.sqlite").display())
}

/// A file of its own on SQLite; or, where `TEST_DATABASE_URL` names a PostgreSQL server, a new database on it.
async fn fresh_database(folder: &std::path::Path) -> (Db, Option<(String, String)>) {
    let Ok(server) = std::env::var("TEST_DATABASE_URL") else {
        let url = sqlite_in(folder);
        return (Db::open(&url).await.expect("SQLite opens a new file"), None);
    };
    let name = format!("test_{}", UnitId::new());
    let admin = Db::open(&format!("{server}/postgres")).await.expect("the test server answers");
    admin.create_database(&name, Some("template0")).await.expect("a test database can be created");
    admin.close().await;
    let db = Db::open(&format!("{server}/{name}")).await.expect("the new test database opens");
    (db, Some((server, name)))
}
