//! What is done while the power goes: each flow begins in a prepared folder, and one process carries it out.

use crate::association::{self, Desk};
use khuyenhoc::{
    arguments::Place,
    backup::{self, Wishes},
};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process,
    sync::LazyLock,
};
use tempfile::TempDir;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Flow {
    /// Members join one after another, through the API, each under an operation id.
    Posting,
    /// A member list from the command line, written in one transaction.
    Import,
    /// A member list sent to the server, checked by one job and written by another.
    Sending,
    /// A new folder: key, tables, indicators, units.
    Beginning,
    /// A folder of an earlier version brought up to this one.
    Upgrade,
    /// `khuyenhoc backup` as it is started from a shell.
    Backup,
    /// A backup put back into a folder that is not there yet.
    Restore,
}

impl Flow {
    pub const ALL: [Flow; 7] = [
        Flow::Posting,
        Flow::Import,
        Flow::Sending,
        Flow::Beginning,
        Flow::Upgrade,
        Flow::Backup,
        Flow::Restore,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Flow::Posting => "posting",
            Flow::Import => "import",
            Flow::Sending => "sending",
            Flow::Beginning => "beginning",
            Flow::Upgrade => "upgrade",
            Flow::Backup => "backup",
            Flow::Restore => "restore",
        }
    }

    /// The data folder in the flow's folder; where there is a backup, it lies beside it.
    pub fn data(self, folder: &Path) -> PathBuf {
        match self {
            Flow::Backup | Flow::Restore => folder.join("data"),
            _ => folder.to_owned(),
        }
    }

    pub fn of_name(name: &str) -> Option<Flow> {
        Flow::ALL.into_iter().find(|flow| flow.name() == name)
    }

    /// The folder that the flow begins with.
    pub fn start(self) -> PathBuf {
        let name = match self {
            Flow::Posting | Flow::Import | Flow::Sending => "association",
            Flow::Beginning => "empty",
            Flow::Upgrade => "earlier",
            Flow::Backup => "beside",
            Flow::Restore => "shelf",
        };
        PREPARED.folder.join(name)
    }
}

/// Where the backup goes.
pub fn backup_file(folder: &Path) -> PathBuf {
    folder.join("out/sao-luu.khuyenhoc")
}

/// Puts the backup back, as `khuyenhoc restore` does before it looks at what it has restored.
pub async fn restore(folder: &Path) -> Result<(), platform::Problem> {
    let data = Flow::Restore.data(folder);
    let place = Place { data, database: None, lang: "vi".to_owned() };
    backup::restore(&place, &backup_file(folder), None, None).await.map(drop)
}

/// The association as every flow and every judge knows it.
pub fn desk() -> &'static Desk {
    &PREPARED.desk
}

/// The digest of what the backup that is restored holds.
pub fn content() -> &'static String {
    &PREPARED.content
}

/// Where a member list lies that the flows read; outside the folder that is killed.
pub fn member_list() -> PathBuf {
    PREPARED.folder.join("danh-sach.csv")
}

pub const LISTED: usize = 40;

struct Prepared {
    folder: PathBuf,
    desk: Desk,
    /// The digest of what the backup holds.
    content: String,
}

static PREPARED: LazyLock<Prepared> = LazyLock::new(|| {
    let folder = place_of_this_run();
    // A runtime of its own, on a thread of its own: whoever comes first may be inside another.
    let made = std::thread::scope(|scope| scope.spawn(|| block_on(prepare(&folder))).join());
    let (desk, content) = made.unwrap();
    Prepared { desk, content, folder }
});

/// Among the build output. Nothing is dropped at the end of a test program, so each run clears away what runs that
/// are over have left.
fn place_of_this_run() -> PathBuf {
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("crash");
    fs::create_dir_all(&place).unwrap();
    for entry in fs::read_dir(&place).unwrap() {
        let entry = entry.unwrap();
        if !Path::new("/proc").join(entry.file_name()).exists() {
            fs::remove_dir_all(entry.path()).unwrap();
        }
    }
    let folder = place.join(process::id().to_string());
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// A folder for one state.
pub fn scratch() -> TempDir {
    tempfile::tempdir_in(scratch_root()).unwrap()
}

/// In memory where there is such a place, because a state is looked at and thrown away.
pub fn scratch_root() -> PathBuf {
    let memory = Path::new("/dev/shm");
    match tempfile::tempfile_in(memory) {
        Ok(_) => memory.to_owned(),
        Err(_) => env::temp_dir(),
    }
}

pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

/// A copy of a folder, to be killed in.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

async fn prepare(root: &Path) -> (Desk, String) {
    let [association, empty, earlier] =
        ["association", "empty", "earlier"].map(|name| root.join(name));
    for folder in [&association, &empty, &earlier] {
        fs::create_dir(folder).unwrap();
    }

    let site = association::open(&association).await.unwrap();
    site.db.migrate(association::steps()).await.unwrap();
    let [_, hoa_sen, _, truong_an] = association::furnish(&site).await.unwrap().unwrap();
    let token = association::employ(&site, &hoa_sen).await;
    site.db.close().await;

    // What an earlier version had: the older half of the steps, and nothing in it that this one would not know.
    let site = association::open(&earlier).await.unwrap();
    let steps = association::steps();
    let older = steps.len() / 2;
    site.db.migrate(steps.into_iter().take(older).collect()).await.unwrap();
    site.db.close().await;

    let shelf = root.join("shelf");
    fs::create_dir_all(shelf.join("out")).unwrap();
    let site = association::open(&association).await.unwrap();
    let plain = Wishes { passphrase: None, with_key: true };
    let made = backup::make(&site, &backup_file(&shelf), &plain).await.unwrap();
    site.db.close().await;

    copy(&association, &root.join("beside/data"));
    fs::create_dir(root.join("beside/out")).unwrap();

    let rows = (0..LISTED).map(|row| format!("{},{},Trường An\n", listed(row), 1950 + row % 50));
    let list = format!("Họ và tên,Năm sinh,Chi hội\n{}", rows.collect::<String>());
    fs::write(root.join("danh-sach.csv"), list).unwrap();
    (Desk { token, hoa_sen, truong_an }, made.content_digest)
}

/// The name of somebody in the member list.
pub fn listed(row: usize) -> String {
    format!("Lò Thị {}", spelled(row))
}

/// The name of whoever joins by an operation.
pub fn joining(operation: usize) -> String {
    format!("Vàng A {}", spelled(operation))
}

/// A number as letters, because a name has no digits.
fn spelled(mut number: usize) -> String {
    let syllables = ["An", "Bình", "Chi", "Dung", "Em", "Giang", "Hoa", "Khánh", "Lan", "Mai"];
    let mut words = vec![];
    loop {
        words.insert(0, syllables[number % 10]);
        number /= 10;
        if number == 0 {
            return words.join(" ");
        }
    }
}
