//! A disk that is full: a small one of its own, in memory, that nobody else sees.

use crate::{
    association::Office,
    driver::{self, Orders},
    flows::{self, Flow},
    judge::{self, Said},
    strace,
};
use std::{
    fs::{self, File},
    io::Write,
    path::Path,
    process::Command,
};

const BALLAST: &str = "ballast";
/// More joins than ever fit.
const JOINS_MOST: usize = 600;
const AFTERWARDS: usize = 6;

/// What the process does: joins until nothing fits, looks whether reading goes on, makes room and joins again.
pub async fn post(orders: &Orders) {
    let ballast = orders.folder.join(BALLAST);
    let office = Office::open(&orders.folder, &orders.desk).await.unwrap();
    fill(&ballast);
    let mut next = 0;
    let mut refused_for_room = 0;
    while refused_for_room < 3 {
        assert!(next < JOINS_MOST, "the disk is never full");
        let reply = driver::join(&office, &orders.desk, next).await;
        driver::answer(next, reply.status);
        if reply.status == 507 {
            refused_for_room += 1;
            driver::say(&format!("sentence {}", reply.body["detail"]));
        }
        next += 1;
    }
    let path = format!("/api/v1/units/{}/members", orders.desk.truong_an);
    driver::say(&format!("read {}", office.get(&path).await.status));
    fs::remove_file(&ballast).unwrap();
    driver::say("room");
    for number in next..next + AFTERWARDS {
        driver::answer(number, driver::join(&office, &orders.desk, number).await.status);
    }
    office.close().await;
    flows::copy(&orders.folder, orders.copy_to.as_ref().expect("a disk that vanishes is copied"));
}

/// Leaves room for a few joins only.
fn fill(ballast: &Path) {
    let mut file = File::create(ballast).unwrap();
    let block = vec![0; 64 * 1_024];
    while file.write_all(&block).is_ok() {}
    let size = file.metadata().unwrap().len();
    file.set_len(size - 400 * 1_024).unwrap();
}

/// A disk of our own can be mounted only by root, or where others may make a namespace.
pub fn can_mount() -> bool {
    let tried = Command::new("unshare")
        .args(["--mount", "--", "sh", "-c", "mount -t tmpfs -o size=1m none /mnt"])
        .output();
    tried.is_ok_and(|output| output.status.success())
}

/// Fills the disk under the program, and gives back what was wrong.
pub fn try_it() -> Vec<String> {
    let (mounted, kept) = (flows::scratch(), flows::scratch());
    let mut orders = strace::orders(Flow::Posting, mounted.path(), 0);
    orders.copy_to = Some(kept.path().to_owned());
    let start = Flow::Posting.start();
    let script =
        "mount -t tmpfs -o size=8m none \"$1\" && cp -a \"$2/.\" \"$1\" && shift 2 && exec \"$@\"";
    let places = [mounted.path(), &start].map(|path| path.to_str().unwrap().to_owned());
    let before = ["unshare", "--mount", "--", "sh", "-c", script, "sh", &places[0], &places[1]];
    let output = strace::driver(&orders, &before).output().unwrap();
    let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut wrong = vec![];
    if !output.status.success() {
        wrong.push(format!("it broke down: {}", String::from_utf8_lossy(&output.stderr)));
    }
    let (full, after) = stdout.split_once("\nroom\n").unwrap_or((&stdout, ""));
    for (there, what) in [
        (full.contains("\ndone 0\n"), "nothing fitted at all"),
        (full.contains("\nread 200\n"), "reading did not go on"),
        (full.contains("\nsentence \"Ổ đĩa"), "the refusal does not name the disk"),
        (after.matches("\ndone ").count() >= AFTERWARDS - 1, "with room again it did not write"),
        (!stdout.contains(" 500\n"), "a full disk is no fault of ours"),
    ] {
        if !there {
            wrong.push(format!("{what}: {stdout}"));
        }
    }
    wrong.extend(flows::block_on(judge::judge(Flow::Posting, kept.path(), &Said::of(&stdout))));
    wrong
}
