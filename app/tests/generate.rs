//! A made-up province: it imports without a word, and every mistake sown in it is found in its cell.

use serde_json::Value;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// A folder to work in; on PostgreSQL where the tests run on a server.
struct Place {
    folder: tempfile::TempDir,
    databases: Vec<(String, String)>,
}

impl Place {
    fn new() -> Place {
        Place { folder: tempfile::tempdir().unwrap(), databases: vec![] }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A database of its own for a data folder about to be made.
    async fn prepare(&mut self, data: &str) {
        let Ok(server) = std::env::var("TEST_DATABASE_URL") else { return };
        let name = format!("generate_{}", kernel::RowId::new());
        let admin = platform::db::Db::open(&format!("{server}/postgres")).await.unwrap();
        admin.create_database(&name, Some("template0")).await.unwrap();
        admin.close().await;
        self.databases.push((data.to_owned(), format!("{server}/{name}")));
    }

    fn run(&self, data: &str, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_khuyenhoc"));
        command.args(arguments).arg("--data").arg(self.path(data)).env_remove("DATABASE_URL");
        if let Some((_, url)) = self.databases.iter().find(|(name, _)| name == data) {
            command.arg("--database").arg(url);
        }
        command.output().unwrap()
    }

    fn says(&self, data: &str, arguments: &[&str]) -> String {
        let output = self.run(data, arguments);
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {complaint}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn json(&self, data: &str, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.says(data, arguments)).unwrap()
    }

    async fn generate(&mut self, data: &str, members: &str, seed: &str, more: &[&str]) -> PathBuf {
        self.prepare(data).await;
        let out = self.path(&format!("{data}-out"));
        let asked = ["generate", "--members", members, "--seed", seed, "--out"];
        self.says(data, &[&asked, [out.to_str().unwrap()].as_slice(), more].concat());
        out
    }

    fn import(&self, data: &str, file: &Path, more: &[&str]) -> Value {
        let file = file.to_str().unwrap();
        self.json(data, &[&["import", "members", file, "--unit", "GEN", "--json"], more].concat())
    }

    /// The exit code and what stands on stderr.
    fn refuses(&self, data: &str, arguments: &[&str]) -> (i32, String) {
        let output = self.run(data, arguments);
        assert!(output.stdout.is_empty(), "{arguments:?} said something all the same");
        (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    }

    async fn end(self) {
        for (_, url) in self.databases {
            let (server, name) = url.rsplit_once('/').unwrap();
            let admin = platform::db::Db::open(&format!("{server}/postgres")).await.unwrap();
            admin.drop_database(name).await.unwrap();
            admin.close().await;
        }
    }
}

fn findings(answer: &Value, list: &str) -> BTreeSet<(String, String, String)> {
    let text = |one: &Value, key: &str| one[key].as_str().unwrap().to_owned();
    let all = answer[list].as_array().unwrap().iter();
    all.map(|one| (text(one, "sheet"), text(one, "cell"), text(one, "code"))).collect()
}

#[tokio::test]
async fn every_mistake_sown_in_a_list_comes_back_in_its_own_cell_and_nothing_else() {
    let mut place = Place::new();
    let out = place.generate("gen", "3000", "7", &[]).await;
    let truth: Value = serde_json::from_slice(&fs::read(out.join("truth.json")).unwrap()).unwrap();
    assert_eq!((truth["members"].clone(), truth["seed"].clone()), (3_000.into(), 7.into()));

    let found = place.import("gen", &out.join("members-errors.xlsx"), &[]);
    for list in ["errors", "warnings"] {
        assert_eq!(findings(&found, list), findings(&truth, list), "{list}");
    }
    assert_eq!(truth["errors"].as_array().unwrap().len(), 300);
    assert_eq!((found["refused"].clone(), found["created"].clone()), (300.into(), 2_700.into()));
    let kinds: BTreeSet<String> =
        findings(&truth, "errors").into_iter().map(|(_, _, code)| code).collect();
    assert!(kinds.len() >= 12, "{kinds:?}");
    place.end().await;
}

#[tokio::test]
async fn the_list_without_mistakes_is_taken_in_whole_and_all_books_agree() {
    let mut place = Place::new();
    let out = place.generate("gen", "3000", "7", &[]).await;
    let written = place.import("gen", &out.join("members.xlsx"), &["--apply"]);
    assert_eq!(
        (&written["rows"], &written["created"], &written["refused"]),
        (&3_000.into(), &3_000.into(), &0.into())
    );
    assert_eq!(findings(&written, "warnings"), BTreeSet::new());

    let explained = ["explain", "members", "--unit", "GEN", "--period", "2025", "--format", "json"];
    assert_eq!(place.json("gen", &explained)["value"], 3_000);
    assert_eq!(place.json("gen", &["verify", "--json"])["ok"], true);
    place.end().await;
}

#[tokio::test]
async fn a_number_and_a_seed_give_the_same_bytes_and_another_seed_other_people() {
    let mut place = Place::new();
    let (one, same, other) = (
        place.generate("one", "500", "11", &[]).await,
        place.generate("same", "500", "11", &[]).await,
        place.generate("other", "500", "12", &[]).await,
    );
    for file in ["members.xlsx", "members-errors.xlsx", "truth.json"] {
        let bytes = |out: &Path| fs::read(out.join(file)).unwrap();
        assert!(bytes(&one) == bytes(&same), "{file} differs");
        assert!(bytes(&one) != bytes(&other), "{file} is the same for another seed");
    }
    place.end().await;
}

#[tokio::test]
async fn people_registered_at_once_are_those_of_the_list() {
    let mut place = Place::new();
    let out = place.generate("gen", "400", "3", &["--register"]).await;
    let looked = place.import("gen", &out.join("members.xlsx"), &[]);
    assert_eq!((&looked["unchanged"], &looked["created"]), (&400.into(), &0.into()), "{looked}");
    assert_eq!(place.json("gen", &["verify", "--json"])["ok"], true);
    place.end().await;
}

#[tokio::test]
async fn made_up_people_are_never_put_beside_real_ones_and_files_never_over_others() {
    let mut place = Place::new();
    place.generate("gen", "20", "1", &[]).await;
    let out = place.path("elsewhere");
    let again = ["generate", "--members", "20", "--out", out.to_str().unwrap()];
    let (code, said) = place.refuses("gen", &again);
    assert_eq!(code, 3);
    assert!(said.contains("đã có dữ liệu khác"), "{said}");
    assert!(!out.exists(), "a refused run leaves no files");

    fs::create_dir(&out).unwrap();
    fs::write(out.join("members.xlsx"), "an officer's own").unwrap();
    assert_eq!(place.refuses("new", &again).0, 3);
    assert_eq!(fs::read(out.join("members.xlsx")).unwrap(), b"an officer's own");

    for members in ["0", "25000001"] {
        let (code, said) =
            place.refuses("new", &["generate", "--members", members, "--out", "nowhere"]);
        assert_eq!(code, 3);
        assert!(said.contains("25.000.000") && said.contains(members), "{said}");
    }
    place.end().await;
}
