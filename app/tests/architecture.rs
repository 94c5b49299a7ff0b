//! Keeps the code as ARCHITECTURE.md draws it: the document itself is what these tests read.
//!
//! Each test collects every offence before it fails, so that one run tells all there is to mend.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// Tables that other crates may read: the tree of units stands behind every sum over a subtree.
const SHARED_TABLES: [&str; 1] = ["unit_ancestor"];

/// Where SQL is put together from parts. Each file has been read: the parts are constants of ours, names of our
/// own tables, and lists of `$1, $2`; nothing that anybody typed. A file is added here by whoever has read it.
const SQL_PUT_TOGETHER: &[&str] = &[
    "base/access/src/listing.rs",
    "base/access/src/store.rs",
    "base/audit/src/check.rs",
    "base/audit/src/lib.rs",
    "base/counts/src/book.rs",
    "base/counts/src/carried.rs",
    "base/counts/src/declaration.rs",
    "base/counts/src/explain.rs",
    "base/counts/src/indicator.rs",
    "base/counts/src/late.rs",
    "base/counts/src/measure/distinct.rs",
    "base/counts/src/measure/holding.rs",
    "base/counts/src/measure/single.rs",
    "base/platform/src/bulk.rs",
    "base/platform/src/db.rs",
    "base/platform/src/jobs.rs",
    "base/platform/src/tables.rs",
    "base/units/src/load.rs",
    "base/units/src/places.rs",
    "base/units/src/read.rs",
    "base/counts/src/held.rs",
    "modules/members/src/duplicates/store/imported.rs",
    "modules/members/src/duplicates/store/merges.rs",
    "modules/members/src/duplicates/store/pairs.rs",
    "modules/members/src/duplicates/store/people.rs",
    "modules/members/src/duplicates/store/scan.rs",
    "modules/members/src/import/store.rs",
    "modules/members/src/import/undo/store.rs",
    "modules/members/src/store.rs",
    "modules/members/src/store/list.rs",
    "modules/members/src/store/look_up.rs",
    "modules/members/src/store/many.rs",
    "modules/organisation/src/coverage/store.rs",
    "modules/reorganisation/src/store.rs",
];

/// What `verify` asks holds a module's own book against another's, and must not trust the code it checks. So it may
/// read what is not its own; it never writes.
const CHECKS: [&str; 2] = ["check.rs", "checks.rs"];

/// Names that say nothing about what is inside; mostly they hide two things.
const EMPTY_NAMES: [&str; 9] =
    ["common", "data", "helper", "helpers", "manager", "misc", "service", "util", "utils"];

#[test]
fn every_crate_stands_on_a_floor_and_every_name_there_is_a_crate() {
    let drawn: BTreeSet<String> = floors().into_keys().collect();
    let built: BTreeSet<String> = crates().into_iter().map(|one| one.name).collect();
    assert_eq!(built, drawn, "on the left the folders, on the right the floors of ARCHITECTURE.md");
}

#[test]
fn every_crate_leans_only_on_floors_below_it() {
    let floors = floors();
    let mut offences = vec![];
    for one in crates() {
        for other in
            dependencies(&one.manifest()).iter().filter(|other| floors.contains_key(*other))
        {
            if floors.get(&one.name).is_some_and(|floor| floors[other] >= *floor) {
                offences.push(format!("{} leans on {other}, which is not below it", one.name));
            }
        }
    }
    none(&offences);
}

#[test]
fn a_table_is_spoken_to_only_by_the_crate_that_made_it() {
    let crates = crates();
    let mut owners: BTreeMap<String, String> = BTreeMap::new();
    let mut offences = vec![];
    for one in &crates {
        for table in tables(&one.migrations()) {
            if let Some(other) = owners.insert(table.clone(), one.name.clone()) {
                offences.push(format!("{table} is made by {other} and by {}", one.name));
            }
        }
    }
    // The small world of the tests may look behind every door.
    for one in crates.iter().filter(|one| one.name != "testkit") {
        for (file, text) in one.sources() {
            let may_read_all = CHECKS.iter().any(|name| file.ends_with(&format!("/{name}")));
            for Speech { table, writes } in speeches(&text) {
                let foreign = owners.get(&table).filter(|owner| **owner != one.name);
                let allowed = SHARED_TABLES.contains(&table.as_str()) || may_read_all;
                if let Some(owner) = foreign.filter(|_| writes || !allowed) {
                    let verb = if writes { "writes" } else { "reads" };
                    offences.push(format!("{file} {verb} {table}, which belongs to {owner}"));
                }
            }
        }
    }
    none(&offences);
}

#[test]
fn every_source_file_opens_with_what_it_is() {
    let silent = all_sources().into_iter().filter(|(_, text)| !text.starts_with("//! "));
    none(
        &silent
            .map(|(file, _)| format!("{file} does not begin with a line `//! …`"))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn a_file_name_says_what_is_inside() {
    let plain =
        |name: &str| name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    let mut offences = vec![];
    for (file, _) in all_sources() {
        let stem = Path::new(&file).file_stem().unwrap().to_string_lossy().into_owned();
        if !plain(&stem) || EMPTY_NAMES.contains(&stem.as_str()) {
            offences.push(format!(
                "{file} is no name for a room: use lower-case English words that say what is in it"
            ));
        }
    }
    none(&offences);
}

#[test]
fn sql_is_put_together_only_where_it_has_been_read() {
    let found: BTreeSet<String> = all_sources()
        .into_iter()
        .filter(|(file, text)| text.contains("AssertSqlSafe") && !file.starts_with("base/testkit/"))
        .map(|(file, _)| file)
        .collect();
    let read: BTreeSet<String> = SQL_PUT_TOGETHER.iter().map(|file| (*file).to_owned()).collect();
    let unread: Vec<String> =
        found.difference(&read).map(|file| format!("{file} has not been read")).collect();
    let gone: Vec<String> =
        read.difference(&found).map(|file| format!("{file} no longer does it")).collect();
    none(&[unread, gone].concat());
}

#[test]
fn only_the_program_prints() {
    let mut offences = vec![];
    for (file, text) in all_sources().into_iter().filter(|(file, _)| !file.starts_with("app/")) {
        // `eprintln!` and `eprint!` end in the same letters.
        if ["println!(", "print!("].iter().any(|printing| program_text(&text).contains(printing)) {
            offences
                .push(format!("{file} prints, but it is a library: return the text, or trace it"));
        }
    }
    none(&offences);
}

#[test]
fn the_time_comes_from_the_clock() {
    let mut offences = vec![];
    for (file, text) in
        all_sources().into_iter().filter(|(file, _)| file != "base/platform/src/clock.rs")
    {
        if ["Timestamp::now()", "Zoned::now()", "SystemTime::now()"]
            .iter()
            .any(|now| program_text(&text).contains(now))
        {
            offences.push(format!("{file} asks the machine for the time; a test could not set it"));
        }
    }
    none(&offences);
}

#[test]
fn every_library_says_why_it_is_worth_having() {
    let manifest = fs::read_to_string(format!("{ROOT}/Cargo.toml")).unwrap();
    let lines = section(&manifest, "[workspace.dependencies]").filter(|line| line.contains('='));
    let foreign = lines.filter(|line| !line.contains("path = "));
    let silent = foreign
        .filter(|line| line.split_once("# ").is_none_or(|(_, reason)| reason.trim().is_empty()));
    none(&silent.map(|line| format!("no reason on the line {line}")).collect::<Vec<_>>());
}

#[test]
fn versions_stand_in_one_place() {
    let mut offences = vec![];
    for one in crates() {
        let manifest = one.manifest();
        let lines = ["[dependencies]", "[dev-dependencies]"]
            .into_iter()
            .flat_map(|title| section(&manifest, title));
        for line in lines.filter(|line| line.contains('=') && !line.contains("workspace = true")) {
            offences.push(format!("{}: {line} names its own version", one.name));
        }
    }
    none(&offences);
}

// ---- How the tests read the tree ----

fn none(offences: &[String]) {
    assert!(offences.is_empty(), "\n  {}\n", offences.join("\n  "));
}

struct Crate {
    name: String,
    folder: PathBuf,
}

impl Crate {
    fn manifest(&self) -> String {
        fs::read_to_string(self.folder.join("Cargo.toml")).unwrap()
    }
    fn migrations(&self) -> String {
        files(&self.folder.join("migrations"), "sql").into_values().collect()
    }
    /// The files of the crate itself, by their path from the root; its tests are not among them.
    fn sources(&self) -> BTreeMap<String, String> {
        files(&self.folder.join("src"), "rs")
    }
}

fn crates() -> Vec<Crate> {
    let groups = ["base", "modules"].map(|group| Path::new(ROOT).join(group));
    let folders = groups
        .iter()
        .flat_map(|group| fs::read_dir(group).unwrap())
        .map(|entry| entry.unwrap().path());
    let folders = folders
        .chain([Path::new(ROOT).join("app")])
        .filter(|folder| folder.join("Cargo.toml").exists());
    let named = |folder: PathBuf| Crate {
        name: folder.file_name().unwrap().to_string_lossy().into_owned(),
        folder,
    };
    folders.map(named).collect()
}

fn all_sources() -> BTreeMap<String, String> {
    crates().iter().flat_map(Crate::sources).collect()
}

fn files(folder: &Path, extension: &str) -> BTreeMap<String, String> {
    let Ok(entries) = fs::read_dir(folder) else {
        return BTreeMap::new();
    };
    let mut found = BTreeMap::new();
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|its| its == extension) {
            let name = path.strip_prefix(ROOT).unwrap().to_string_lossy().into_owned();
            found.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
    found
}

/// The lines of the `floors` block in ARCHITECTURE.md, counted from the ground.
fn floors() -> BTreeMap<String, usize> {
    let document =
        fs::read_to_string(format!("{ROOT}/ARCHITECTURE.md")).expect("ARCHITECTURE.md is there");
    let (_, after) =
        document.split_once("```floors\n").expect("ARCHITECTURE.md has a floors block");
    let (block, _) = after.split_once("```").expect("the floors block ends");
    let numbered = block.lines().enumerate();
    numbered
        .flat_map(|(floor, line)| line.split_whitespace().map(move |name| (name.to_owned(), floor)))
        .collect()
}

/// What a crate's `[dependencies]` name; its tests may lean on more.
fn dependencies(manifest: &str) -> Vec<String> {
    let lines = section(manifest, "[dependencies]");
    lines.filter_map(|line| line.split(['.', ' ', '=']).next()).map(str::to_owned).collect()
}

fn section<'a>(manifest: &'a str, title: &'a str) -> impl Iterator<Item = &'a str> {
    let after = manifest.lines().skip_while(move |line| *line != title).skip(1);
    after
        .take_while(|line| !line.starts_with('['))
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn tables(migrations: &str) -> Vec<String> {
    let made = migrations.lines().filter_map(|line| line.strip_prefix("create table "));
    made.filter_map(|rest| rest.split([' ', '(']).next()).map(str::to_owned).collect()
}

/// Without comments and without the words that people read, which speak of units and jobs in sentences.
fn program_text(source: &str) -> String {
    let is_said = |line: &str| ["//", "vi: ", "en: "].iter().any(|start| line.starts_with(start));
    source.lines().filter(|line| !is_said(line.trim_start())).collect::<Vec<_>>().join("\n")
}

/// A table that a text of SQL reads or writes.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Speech {
    table: String,
    writes: bool,
}

/// The words that stand where SQL has a table: after `from`, `join`, `into` or `update`, on the same line or the next.
fn speeches(source: &str) -> BTreeSet<Speech> {
    let text = program_text(source);
    let in_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    // A line of SQL may be continued with a backslash.
    let between = |c: char| c.is_whitespace() || c == '\\';
    let mut found = BTreeSet::new();
    for verb in ["from", "join", "into", "update"] {
        for (at, _) in text.match_indices(verb) {
            let (before, after) = (&text[..at], &text[at + verb.len()..]);
            let object = after.trim_start_matches(between);
            if !before.ends_with(in_word) && object.len() < after.len() {
                let end = object.find(|c| !in_word(c)).unwrap_or(object.len());
                let deletes = before.trim_end_matches(between).ends_with("delete");
                let writes = deletes || matches!(verb, "into" | "update");
                found.insert(Speech { table: object[..end].to_owned(), writes });
            }
        }
    }
    found
}

#[test]
fn a_table_is_found_however_the_sql_is_laid_out() {
    let sql = r#"
        // moved from unit to unit
        let one = "select 1 from member_person where id = $1";
        let two = "update count_row
                   set day = $1";
        let three = "delete from
            report_text";
        let four = "select 1 from a left join audit_row";
        let five = "insert into \
                    job (id)";
        fn from_scope() {}
        vi: "chuyển", en: "moved from operation to"
    "#;
    let found = speeches(sql);
    let speaks = |table: &str, writes| found.contains(&Speech { table: table.to_owned(), writes });
    for (table, writes) in [
        ("member_person", false),
        ("count_row", true),
        ("report_text", true),
        ("audit_row", false),
        ("job", true),
    ] {
        assert!(speaks(table, writes), "{table} was not found in {found:?}");
    }
    assert!(!speaks("unit", false), "a comment is no SQL");
    assert!(!speaks("operation", false), "what people read is no SQL");
}
