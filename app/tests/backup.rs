//! Backups: on one database and on the other, cut off, changed, made while people write.

mod started;

use platform::{db::Db, seal};
use serde_json::Value;
use started::{BINARY, Place, Server, server};
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::atomic::{AtomicBool, AtomicI64, Ordering},
};

const PASSWORD: &str = "mua-thuan-gio-hoa";

/// Where backups lie, apart from the data.
struct Shelf(tempfile::TempDir);

impl Shelf {
    fn new() -> Shelf {
        Shelf(tempfile::tempdir().unwrap())
    }
    fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}

fn back_up(place: &Place, file: &Path) -> Value {
    let said = place.says(&["backup", file.to_str().unwrap(), "--json"]);
    serde_json::from_str(&said).unwrap()
}

fn restore(place: &Place, file: &Path) -> Value {
    let said = place.says(&["restore", file.to_str().unwrap(), "--json"]);
    serde_json::from_str(&said).unwrap()
}

/// Restores into a folder that is not there yet, on SQLite.
fn try_restore(file: &Path, data: &Path, more: &[&str]) -> Output {
    let mut command = Command::new(BINARY);
    command.arg("restore").arg(file).arg("--data").arg(data).args(more);
    command.env_remove("DATABASE_URL").env_remove("KHUYENHOC_PASSPHRASE").output().unwrap()
}

/// A place with all tables, no rows of the country, and a file that was sent in.
fn small_place() -> Place {
    let place = Place::on_sqlite();
    place.says(&["migrate"]);
    fs::create_dir_all(place.file("imports/01")).unwrap();
    let noise: Vec<u8> = (0..2_000).flat_map(|_| seal::random::<32>()).collect();
    fs::write(place.file("imports/01/danh-sach.xlsx"), noise).unwrap();
    place
}

#[tokio::test]
async fn the_demonstration_comes_back_the_same_from_one_database_to_the_other_and_back() {
    let (shelf, home) = (Shelf::new(), Place::on_sqlite());
    home.says(&["demo", "--build-only"]);
    fs::create_dir_all(home.file("imports/01")).unwrap();
    fs::write(home.file("imports/01/Hội viên.xlsx"), "sổ của bà Lan").unwrap();
    let first = back_up(&home, &shelf.at("1.khb"));
    assert_eq!(first["key_included"], true);
    let mut places = vec![Place::on_sqlite()];
    if server().is_some() {
        places.insert(0, Place::on_postgres().await);
    }
    let mut file = shelf.at("1.khb");
    for (number, place) in places.iter().enumerate() {
        let restored = restore(place, &file);
        assert_eq!(restored["verified"], true, "{restored}");
        file = shelf.at(&format!("again-{number}.khb"));
        let again = back_up(place, &file);
        for part in ["tables", "content_digest"] {
            assert_eq!(again[part], first[part], "{part} after {number}");
        }
        let kept = fs::read(place.file("imports/01/Hội viên.xlsx")).unwrap();
        assert_eq!(kept, "sổ của bà Lan".as_bytes());
        let key = |place: &Place| fs::read(place.file("keys/master.key")).unwrap();
        assert_eq!(key(place), key(&home));
        let why = place.refuses(&["restore", file.to_str().unwrap()]);
        assert!(why.contains("không trống"), "{why}");
    }
    for place in places {
        place.end().await;
    }
}

#[test]
fn a_backup_that_was_cut_off_or_changed_is_refused_and_nothing_is_left() {
    let (shelf, place) = (Shelf::new(), small_place());
    let file = shelf.at("whole.khb");
    back_up(&place, &file);
    let whole = fs::read(&file).unwrap();
    let data = shelf.at("restored");
    let refused = |bytes: &[u8], what: &str| {
        let damaged = shelf.at("damaged.khb");
        fs::write(&damaged, bytes).unwrap();
        let output = try_restore(&damaged, &data, &[]);
        let why = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(3), "{what}: {why}");
        assert!(why.contains("không còn nguyên vẹn"), "{what}: {why}");
        assert!(!data.exists(), "{what} left something");
    };
    for part in 0..50 {
        let length = whole.len() * part / 50;
        refused(&whole[..length], &format!("cut at {length}"));
    }
    refused(&whole[..whole.len() - 1], "the last byte gone");
    let mut longer = whole.clone();
    longer.push(0);
    refused(&longer, "a byte more");
    let mut seed = u64::from_be_bytes(seal::random());
    eprintln!("seed {seed}");
    for _ in 0..200 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let (place, bit) = (usize::try_from(seed >> 16).unwrap() % whole.len(), seed >> 60 & 7);
        let mut changed = whole.clone();
        changed[place] ^= 1 << bit;
        refused(&changed, &format!("bit {bit} of byte {place}"));
    }
    let output = try_restore(&file, &data, &[]);
    assert!(output.status.code() != Some(3), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn an_encrypted_backup_opens_with_its_passphrase_only() {
    let (shelf, place) = (Shelf::new(), small_place());
    let write = |name: &str, text: &str| {
        fs::write(shelf.at(name), text).unwrap();
        shelf.at(name).to_str().unwrap().to_owned()
    };
    let (right, wrong) = (write("right", "ba cây chụm lại\n"), write("wrong", "ba cây chụm lai\n"));
    let file = shelf.at("sealed.khb");
    place.says(&["backup", file.to_str().unwrap(), "--passphrase-file", &right]);
    let whole = fs::read(&file).unwrap();
    let open = [
        b"manifest.json".as_slice(),
        b"tables/",
        &fs::read(place.file("keys/master.key")).unwrap(),
    ];
    for clear in open {
        assert!(!whole.windows(clear.len()).any(|bytes| bytes == clear), "nothing shows");
    }
    let data = shelf.at("restored");
    for (more, said) in
        [(vec![], "--passphrase-file"), (vec!["--passphrase-file", wrong.as_str()], "không đúng")]
    {
        let output = try_restore(&file, &data, &more);
        let why = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(3), "{why}");
        assert!(why.contains(said), "{why}");
    }
    let more = ["--passphrase-file", right.as_str()];
    for length in (0..whole.len()).step_by(whole.len() / 20) {
        fs::write(shelf.at("cut"), &whole[..length]).unwrap();
        assert_eq!(try_restore(&shelf.at("cut"), &data, &more).status.code(), Some(3), "{length}");
        let mut changed = whole.clone();
        changed[length] ^= 4;
        fs::write(shelf.at("changed"), &changed).unwrap();
        assert_eq!(
            try_restore(&shelf.at("changed"), &data, &more).status.code(),
            Some(3),
            "{length}"
        );
        assert!(!data.exists());
    }
    assert!(try_restore(&file, &data, &more).status.code() != Some(3));
    assert!(data.join("imports/01/danh-sach.xlsx").exists());
}

#[test]
fn a_backup_without_the_key_asks_for_it_and_takes_no_other() {
    let (shelf, place) = (Shelf::new(), small_place());
    place.says(&["init"]);
    let file = shelf.at("keyless.khb");
    let said = place.says(&["backup", file.to_str().unwrap(), "--without-key"]);
    assert!(said.contains("KHÔNG kèm khóa"), "{said}");
    let data = shelf.at("restored");
    assert_eq!(try_restore(&file, &data, &[]).status.code(), Some(3));
    let other = shelf.at("other.key");
    for no_key_of_it in [[7; 32].as_slice(), b"short"] {
        fs::write(&other, no_key_of_it).unwrap();
        let output = try_restore(&file, &data, &["--key", other.to_str().unwrap()]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(3), "{said}");
        assert!(said.contains("đúng tệp khóa") && said.contains("--key"), "{said}");
        assert!(!said.contains("thư mục"), "there is no data folder yet: {said}");
        assert!(!data.exists(), "nothing is left");
    }
    let key = place.file("keys/master.key");
    let output = try_restore(&file, &data, &["--key", key.to_str().unwrap()]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_backup_overwrites_nothing_and_does_not_lie_beside_what_it_saves() {
    let (shelf, place) = (Shelf::new(), small_place());
    fs::write(shelf.at("old.khb"), "của hôm qua").unwrap();
    place.refuses(&["backup", shelf.at("old.khb").to_str().unwrap()]);
    assert_eq!(fs::read_to_string(shelf.at("old.khb")).unwrap(), "của hôm qua");
    place.refuses(&["backup", place.file("inside.khb").to_str().unwrap()]);
    place.refuses(&["backup", shelf.at("no/such/folder.khb").to_str().unwrap()]);
    let nothing = Place::on_sqlite();
    nothing.refuses(&["backup", shelf.at("nothing.khb").to_str().unwrap()]);
    let left: Vec<_> = fs::read_dir(shelf.0.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "no half of a file is left: {left:?}");
    fs::write(place.file("restore.unfinished"), "").unwrap();
    let why = place.refuses(&["verify"]);
    assert!(why.contains("dở dang"), "{why}");
}

/// Both the book and its seal are of yesterday and agree: only what was written down elsewhere tells.
#[test]
fn a_database_put_back_shows_against_what_was_written_down() {
    let (shelf, place) = (Shelf::new(), small_place());
    place.says(&["init"]);
    let open_account = |name: &str| {
        let add = ["user", "add", name, "--full-name", "Lan", "--role", "commune_officer"];
        place.says(&[add.as_slice(), &["--unit", "03208", "--password", PASSWORD]].concat());
    };
    open_account("lan");
    // What is committed may still stand in the log beside the file.
    let parts = ["", "-wal"].map(|end| {
        (place.file(&format!("khuyenhoc.sqlite{end}")), shelf.at(&format!("yesterday.sqlite{end}")))
    });
    for (here, kept) in parts.iter().filter(|(here, _)| here.exists()) {
        fs::copy(here, kept).unwrap();
    }
    open_account("binh");
    let made = back_up(&place, &shelf.at("today.khb"));
    let head = made["audit"]["hash"].as_str().unwrap().to_owned();
    let verified = |more: &[&str]| {
        let output = place.run(&[&["verify", "--json"], more].concat());
        let said: Value = serde_json::from_slice(&output.stdout).unwrap();
        let all = said["checks"].as_array().unwrap().clone();
        let wrong = all.into_iter().filter(|check| check["ok"] == false);
        let named: Vec<String> =
            wrong.map(|check| format!("{}-{}", check["id"], check["part"])).collect();
        (said["audit"]["rows"].as_i64().unwrap(), named.join(" "))
    };
    let copied_from_paper = format!("{} {}", head[..8].to_uppercase(), &head[8..20]);
    assert_eq!(verified(&["--head", &copied_from_paper]), (2, String::new()));

    for beside in ["-wal", "-shm"] {
        let _gone = fs::remove_file(place.file(&format!("khuyenhoc.sqlite{beside}")));
    }
    for (here, kept) in parts.iter().filter(|(_, kept)| kept.exists()) {
        fs::copy(kept, here).unwrap();
    }
    let wrong = r#""I10"-"head" "I10"-"seen""#.to_owned();
    assert_eq!(verified(&["--head", &head]), (1, wrong));
    assert_eq!(verified(&[]), (1, r#""I10"-"seen""#.to_owned()), "the folder remembers");
    fs::remove_file(place.file("audit.head")).unwrap();
    assert_eq!(verified(&[]), (1, String::new()), "whoever put it back says so");
    let why = place.refuses(&["verify", "--head", "hôm qua"]);
    assert!(why.contains("không phải mã cuối sổ"), "{why}");
}

/// A file on its way in, or a key that two programs were making at once, is not the association's.
#[test]
fn what_a_killed_program_left_in_its_folder_is_not_backed_up() {
    let (shelf, place) = (Shelf::new(), small_place());
    fs::create_dir_all(place.file("incoming")).unwrap();
    let left =
        ["incoming/abc", "keys/master.x7_-Q.new", "imports/01/đã đánh dấu.xlsx.part", "audit.head"];
    for left in left {
        fs::write(place.file(left), "dở dang").unwrap();
    }
    let made = back_up(&place, &shelf.at("clean.khb"));
    let files: Vec<&str> = made["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| file["path"].as_str().unwrap())
        .collect();
    assert_eq!(files, ["imports/01/danh-sach.xlsx", "keys/master.key", "server.id"]);
}

#[tokio::test]
async fn a_backup_made_while_people_write_holds_all_that_was_acknowledged_before() {
    let (shelf, place) = (Shelf::new(), Place::new().await);
    let add = ["user", "add", "lan", "--full-name", "Lan", "--role", "commune_officer"];
    place.says(&[add.as_slice(), &["--unit", "03208", "--password", PASSWORD]].concat());
    let site = Server::start(&place, "");
    let (acknowledged, stop) = (AtomicI64::new(0), AtomicBool::new(false));
    let file = shelf.at("busy.khb");
    let (before, after) = std::thread::scope(|scope| {
        scope.spawn(|| {
            while !stop.load(Ordering::SeqCst) {
                assert_eq!(site.sign_in("lan", PASSWORD).0, 303);
                acknowledged.fetch_add(1, Ordering::SeqCst);
            }
        });
        while acknowledged.load(Ordering::SeqCst) < 5 {
            std::thread::yield_now();
        }
        let before = acknowledged.load(Ordering::SeqCst);
        back_up(&place, &file);
        let after = acknowledged.load(Ordering::SeqCst);
        stop.store(true, Ordering::SeqCst);
        (before, after)
    });
    assert!(after > before, "people wrote meanwhile");
    site.stop();
    let copy = Place::on_sqlite();
    let restored = restore(&copy, &file);
    assert_eq!(restored["verified"], true, "{restored}");
    let db = Db::open(&copy.database_url()).await.unwrap();
    let mut tx = db.begin().await.unwrap();
    let sql = "select count(*) from audit_row where action = 'access.sign_in'";
    let kept: i64 = sqlx::query_scalar(sql).fetch_one(&mut *tx).await.unwrap();
    assert!((before..=after + 1).contains(&kept), "{before} ≤ {kept} ≤ {after} + 1");
    place.end().await;
}

/// A backup of before an upgrade comes back through the upgrade; one of a newer program is not guessed at.
#[tokio::test]
async fn an_older_backup_is_brought_up_to_date_and_a_newer_one_refused() {
    let (shelf, place) = (Shelf::new(), small_place());
    let change = async |statements: &[&'static str]| {
        let db = Db::open(&place.database_url()).await.unwrap();
        let mut tx = db.begin_writing().await.unwrap();
        for sql in statements {
            sqlx::query(*sql).execute(&mut *tx).await.unwrap();
        }
        tx.commit().await.unwrap();
        db.close().await;
    };
    change(&[
        "drop table report_text",
        "drop table report_front",
        "delete from _sqlx_migrations where description = 'reports'",
    ])
    .await;
    let (older, newer) = (shelf.at("older.khb"), shelf.at("newer.khb"));
    let made = back_up(&place, &older);
    assert!(!made["tables"].to_string().contains("report_text"), "it is backed up as it is");
    let data = shelf.at("restored");
    let output = try_restore(&older, &data, &["--json"]);
    let restored: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(restored["content_digest"], made["content_digest"]);
    let db =
        Db::open(&format!("sqlite://{}", data.join("khuyenhoc.sqlite").display())).await.unwrap();
    let mut tx = db.begin().await.unwrap();
    let there: i64 =
        sqlx::query_scalar("select count(*) from report_text").fetch_one(&mut *tx).await.unwrap();
    assert_eq!(there, 0, "the later table is there");
    drop(tx);
    db.close().await;

    change(&[
        "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
              values (209901010000, 'later', 1, x'', 1)",
    ])
    .await;
    back_up(&place, &newer);
    let output = try_restore(&newer, &shelf.at("no"), &[]);
    assert_eq!(output.status.code(), Some(3));
    assert!(
        String::from_utf8_lossy(&output.stderr).contains("mới hơn") && !shelf.at("no").exists()
    );
}
