//! The process that is killed. The test program starts itself again for it, so that what is killed is the shipped
//! code and not a copy: routes, `Work`, operation ids, jobs, commits.
//!
//! It says on stdout what has been promised, after it has been promised: `done 3`, `no 4 422`.

use crate::{
    association::{self, Desk, Office, Reply},
    flows::{self, Flow},
    full,
};
use access::{Caller, Work};
use kernel::Lang;
use members::import::{Options, apply_file};
use platform::Site;
use std::{
    env,
    io::Write,
    path::{Path, PathBuf},
};

/// What the process is told.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct Orders {
    pub flow: String,
    pub folder: PathBuf,
    pub desk: Desk,
    pub member_list: PathBuf,
    /// How many members join.
    pub size: usize,
    /// `normal` or `off` instead of what the program sets: only to see the test fail.
    pub synchronous: Option<String>,
    /// The folder is a disk of its own that is filled meanwhile and vanishes with the process; a copy is left here.
    pub copy_to: Option<PathBuf>,
}

pub const ORDERS: &str = "KHUYENHOC_CRASH_ORDERS";
pub const TEST: &str = "driver::is_no_test_but_the_process_that_is_killed";

#[test]
#[ignore = "started by the other tests"]
fn is_no_test_but_the_process_that_is_killed() {
    let Ok(orders) = env::var(ORDERS) else { return };
    let orders: Orders = serde_json::from_str(&orders).unwrap();
    say("begin");
    flows::block_on(async {
        match Flow::of_name(&orders.flow).unwrap() {
            Flow::Posting => post(&orders).await,
            Flow::Import => import(&orders).await,
            Flow::Sending => send(&orders).await,
            Flow::Beginning => begin(&orders.folder).await,
            Flow::Upgrade => upgrade(&orders.folder).await,
            Flow::Backup => unreachable!("it is a command of the program"),
            Flow::Restore => {
                flows::restore(&orders.folder).await.unwrap();
                say("done 0");
            }
        }
    });
    say("end");
}

/// One line, in one call, so that it has its place among the calls that store something.
pub fn say(line: &str) {
    // The test's own output may stand before it on the line.
    let mut stdout = std::io::stdout().lock();
    stdout.write_all(format!("\n{line}\n").as_bytes()).unwrap();
    stdout.flush().unwrap();
}

/// What the process says when it has opened the folder, and before it closes it; what comes after is another start.
pub const OPENED: &str = "opened";
pub const CLOSING: &str = "closing";

/// The id under which a member joins.
pub fn operation(number: usize) -> String {
    format!("operation-{number:05}")
}

/// Every sixth asks for something that cannot be.
pub fn is_refused(number: usize) -> bool {
    number % 6 == 4
}

pub fn wish(number: usize) -> Vec<u8> {
    let mut name = flows::joining(number);
    if is_refused(number) {
        name = name.repeat(100);
    }
    let person = serde_json::json!({ "full_name": name, "sex": "male", "birth": "1961" });
    serde_json::json!({ "person": person, "joined_on": "2025-09-02" }).to_string().into_bytes()
}

pub async fn join(office: &Office, desk: &Desk, number: usize) -> Reply {
    let path = format!("/api/v1/units/{}/members", desk.truong_an);
    office.post(&path, &operation(number), "application/json", wish(number)).await
}

pub fn answer(number: usize, status: u16) {
    match status {
        200..300 => say(&format!("done {number}")),
        _ => say(&format!("no {number} {status}")),
    }
}

/// Members join, the program is closed and opened again in between, and some ask twice.
async fn post(orders: &Orders) {
    if orders.copy_to.is_some() {
        return full::post(orders).await;
    }
    // The longer part first, so that SQLite comes to write its log back while people work.
    let most = orders.size * 9 / 10;
    for numbers in [0..most, most..orders.size] {
        let Ok(office) = Office::open(&orders.folder, &orders.desk).await else {
            say("not opened");
            continue;
        };
        say(OPENED);
        weaken(&office.site, orders).await;
        for number in numbers {
            let times = if number % 6 == 5 { 2 } else { 1 };
            for _ in 0..times {
                answer(number, join(&office, &orders.desk, number).await.status);
            }
        }
        say(CLOSING);
        office.close().await;
    }
}

/// SQLite does not change this inside a transaction, and the pool hands out its one writing connection only with one;
/// so the transaction is ended behind the pool's back, and another begun. Nothing like it is in the program.
async fn weaken(site: &Site, orders: &Orders) {
    let Some(setting) = &orders.synchronous else { return };
    let mut tx = site.db.begin_writing().await.unwrap();
    let sql = format!("commit; pragma synchronous = {setting}; begin immediate");
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// As `khuyenhoc import members FILE --apply` does it.
async fn import(orders: &Orders) {
    let site = association::open(&orders.folder).await.unwrap();
    import_list(&site, &orders.desk, &orders.member_list).await.unwrap();
    say("done 0");
    site.db.close().await;
}

/// How many were written by reading the list once.
pub async fn import_list(
    site: &Site,
    desk: &Desk,
    list: &Path,
) -> Result<members::import::Summary, platform::Problem> {
    let work = Work::begin(site, Caller::operator(), Lang::Vi).await?;
    apply_file(work, &desk.hoa_sen, list, "danh-sach.csv", &Options::default()).await
}

/// `done 0`: the list has arrived; `done 1`: its writing is promised; `done 2`: it has been seen written.
async fn send(orders: &Orders) {
    let office = Office::open(&orders.folder, &orders.desk).await.unwrap();
    let bytes = std::fs::read(&orders.member_list).unwrap();
    let imports = format!("/api/v1/units/{}/imports", orders.desk.hoa_sen);
    let path = format!("{imports}?file_name=danh-sach.csv");
    let sent = office.post(&path, "operation-send", "application/octet-stream", bytes).await;
    answer(0, sent.status);
    office.run_jobs().await.unwrap();
    let batch = sent.body["batch"].as_str().unwrap().to_owned();
    let apply = format!("{imports}/{batch}/apply");
    let asked = office.post(&apply, "operation-apply", "application/json", b"{}".to_vec()).await;
    answer(1, asked.status);
    office.run_jobs().await.unwrap();
    let seen = office.get(&format!("{imports}/{batch}")).await;
    assert_eq!(seen.body["state"], "applied", "{}", seen.body);
    say("done 2");
    office.close().await;
}

/// As `khuyenhoc init`, with a small country.
async fn begin(folder: &Path) {
    let site = association::open(folder).await.unwrap();
    site.db.migrate(association::steps()).await.unwrap();
    association::furnish(&site).await.unwrap();
    say("done 0");
    site.db.close().await;
}

async fn upgrade(folder: &Path) {
    let site = association::open(folder).await.unwrap();
    site.db.migrate(association::steps()).await.unwrap();
    say("done 0");
    site.db.close().await;
}
