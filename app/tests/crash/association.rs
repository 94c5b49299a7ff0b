//! The small association that everything here happens to: tỉnh Mẫu in a data folder, with an officer signed in.

use access::{Caller, NewAccount, Role, Work};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Method, Request, header},
};
use kernel::{Lang, UnitId};
use platform::{
    Problem, Settings, Site,
    clock::Clock,
    db::Db,
    jobs::{self, Board},
    module::{JobKind, Step},
    seal::Sealer,
};
use std::{path::Path, sync::Arc};
use tower::ServiceExt;

pub const DATABASE: &str = "khuyenhoc.sqlite";
pub const PASSWORD: &str = "mưa thuận gió hòa";
/// The name under which every process here takes jobs: each is the same server, started again.
const WORKER: &str = "crash";

/// What a process has to know of the association to work in it.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct Desk {
    pub token: String,
    pub hoa_sen: UnitId,
    pub truong_an: UnitId,
}

/// Opens a data folder as the program does, without the tree of the whole country.
pub async fn open(folder: &Path) -> Result<Site, Problem> {
    let sealer = Sealer::of_folder(folder)?;
    let db = Db::open(&format!("sqlite://{}?mode=rwc", folder.join(DATABASE).display()))
        .await?
        .marking(folder.to_owned());
    Ok(Site {
        db,
        clock: Clock::System,
        sealer,
        board: Board::default(),
        settings: Arc::new(Settings {
            folder: folder.to_owned(),
            origin: "http://localhost".to_owned(),
            sign_in_hint: String::new(),
            worker: WORKER.to_owned(),
            reader: None,
        }),
        handover: khuyenhoc::modules::handover(),
    })
}

/// Every step of every module, oldest first.
pub fn steps() -> Vec<&'static Step> {
    let all = khuyenhoc::modules::all();
    let mut steps: Vec<&'static Step> = all.iter().flat_map(|module| module.migrations).collect();
    steps.sort_by_key(|step| step.version);
    steps
}

/// The key, the indicators and the small province, in one transaction, as a new folder gets its country. A second time
/// changes nothing.
pub async fn furnish(site: &Site) -> Result<Option<[UnitId; 4]>, Problem> {
    let mut work = Work::begin(site, Caller::operator(), Lang::Vi).await?;
    site.sealer.belongs_to(&mut work.tx, work.now).await?;
    figures::seed(&mut work.tx).await?;
    let known: i64 =
        sqlx::query_scalar("select count(*) from unit").fetch_one(&mut *work.tx).await?;
    if known > 0 {
        return Ok(None);
    }
    let units = testkit::small_province(&mut work.tx).await;
    organisation::book(&mut work, &units[3]).await?;
    work.commit().await?;
    Ok(Some(units))
}

/// An officer of Hoa Sen, signed in.
pub async fn employ(site: &Site, hoa_sen: &UnitId) -> String {
    let mut work = Work::begin(site, Caller::operator(), Lang::Vi).await.unwrap();
    let new = NewAccount {
        username: "lan".to_owned(),
        full_name: "Nguyễn Thị Lan".to_owned(),
        password: PASSWORD.to_owned(),
        role: Role::CommuneOfficer,
        unit: hoa_sen.clone(),
    };
    access::add_account(&mut work, new).await.unwrap();
    work.commit().await.unwrap();
    let device = access::Device { address: "127.0.0.1".to_owned(), agent: "crash".to_owned() };
    access::sign_in(site, "lan", PASSWORD, &device).await.unwrap()
}

/// The program's routes over a data folder, without the network between.
pub struct Office {
    pub site: Site,
    pages: Router,
    token: String,
    jobs: Vec<JobKind>,
}

pub struct Reply {
    pub status: u16,
    pub body: serde_json::Value,
}

impl Office {
    pub async fn open(folder: &Path, desk: &Desk) -> Result<Office, Problem> {
        Ok(Office::of(open(folder).await?, desk))
    }

    pub fn of(site: Site, desk: &Desk) -> Office {
        let modules = khuyenhoc::modules::all();
        let pages = testkit::pages(&site, &modules);
        let jobs = modules.iter().flat_map(|module| module.jobs.clone()).collect();
        Office { site, pages, token: desk.token.clone(), jobs }
    }

    pub async fn post(&self, path: &str, operation: &str, kind: &str, body: Vec<u8>) -> Reply {
        let request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(header::HOST, "localhost")
            .header(header::AUTHORIZATION, format!("Bearer {}", self.token))
            .header(header::CONTENT_TYPE, kind)
            .header("idempotency-key", operation);
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    pub async fn get(&self, path: &str) -> Reply {
        let request = Request::builder()
            .uri(path)
            .header(header::HOST, "localhost")
            .header(header::AUTHORIZATION, format!("Bearer {}", self.token));
        self.send(request.body(Body::empty()).unwrap()).await
    }

    async fn send(&self, request: Request<Body>) -> Reply {
        let response = self.pages.clone().oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let body = to_bytes(response.into_body(), 1 << 24).await.unwrap();
        Reply { status, body: serde_json::from_slice(&body).unwrap_or_default() }
    }

    /// Runs the jobs that wait, after those that a dead process left behind have gone back to the queue.
    pub async fn run_jobs(&self) -> Result<(), Problem> {
        jobs::recover(&self.site).await?;
        while jobs::run_next(&self.site, &self.jobs).await? {}
        Ok(())
    }

    pub async fn close(self) {
        self.site.db.close().await;
    }
}
