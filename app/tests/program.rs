//! The program as it is started from a shell: the demonstration, the published figures, refusals.

use serde_json::Value;
use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Command, Output, Stdio},
    time::{Duration, Instant},
};

/// The binary with a data folder of its own; on PostgreSQL where the tests run on a server.
struct Program {
    folder: tempfile::TempDir,
    database: Option<(String, String)>,
}

impl Program {
    async fn new() -> Program {
        let database = match std::env::var("TEST_DATABASE_URL") {
            Ok(server) => {
                let name = format!("program_{}", kernel::RowId::new());
                let admin = platform::db::Db::open(&format!("{server}/postgres")).await.unwrap();
                admin.create_database(&name, Some("template0")).await.unwrap();
                admin.close().await;
                Some((server, name))
            }
            Err(_) => None,
        };
        Program { folder: tempfile::tempdir().unwrap(), database }
    }

    fn data(&self) -> &Path {
        self.folder.path()
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_khuyenhoc"));
        command.args(arguments).arg("--data").arg(self.data()).env_remove("DATABASE_URL");
        if let Some((server, name)) = &self.database {
            command.arg("--database").arg(format!("{server}/{name}"));
        }
        command.output().unwrap()
    }

    fn says(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {complaint}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.says(arguments)).unwrap()
    }

    /// The exit code and what stands on stderr.
    fn refuses(&self, arguments: &[&str]) -> (i32, String) {
        let output = self.run(arguments);
        assert!(output.stdout.is_empty(), "{arguments:?} said something all the same");
        (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    }

    fn report(&self, unit: &str, period: &str, boundaries: &str) -> Value {
        let place = ["--unit", unit, "--period", period, "--boundaries", boundaries];
        self.json(&[&["report", "half-year", "--format", "json"], place.as_slice()].concat())
    }

    async fn end(self) {
        if let Some((server, name)) = self.database {
            let admin = platform::db::Db::open(&format!("{server}/postgres")).await.unwrap();
            admin.drop_database(&name).await.unwrap();
            admin.close().await;
        }
    }
}

fn figure<'a>(report: &'a Value, code: &str) -> &'a Value {
    let all = report["figures"].as_array().unwrap();
    all.iter().find(|figure| figure["indicator"] == code).unwrap()
}

#[tokio::test]
async fn the_demonstration_holds_both_published_reports_to_the_digit_in_both_geographies() {
    let program = Program::new().await;
    let said = program.says(&["demo", "--build-only"]);
    assert!(said.contains("dienbien"), "{said}");

    for boundaries in ["2017-06-30", "now"] {
        let report = program.report("11", "2017-H1", boundaries);
        assert_eq!(report["unit"], "11");
        for (code, value, text) in [
            ("members", 155_232_i64, "155.232"),
            ("chapters", 2_800, "gần 2.800"),
            ("families_registered", 65_103, "65.103"),
            ("clans_registered", 448, "448"),
            ("learner_turns", 69_710, "69.710"),
            ("family_fund", 60_000_000_000, "gần 60 tỷ đồng"),
            ("pupils_rewarded", 35_151, "35.151"),
            ("teachers_rewarded", 1_207, "1.207"),
            ("reward_money", 2_218_000_000, "2.218 triệu đồng"),
            ("scholarship_money", 5_777_000_000, "5.777 triệu đồng"),
            ("province_support_money", 700_000_000, "gần 700 triệu đồng"),
        ] {
            let found = figure(&report, code);
            assert_eq!(
                (&found["value"], &found["text"]),
                (&value.into(), &text.into()),
                "{code} {boundaries}"
            );
            assert_eq!(found["missing_units"], Value::Array(vec![]), "{code}");
        }
        let centres = figure(&report, "centres_active_share");
        assert_eq!((&centres["numerator"], &centres["denominator"]), (&122.into(), &130.into()));
        assert_eq!(figure(&report, "schools_share")["text"], "100%");
        let share = figure(&report, "members_share");
        assert_eq!(share["text"], "trên 28%");
        assert!(
            share["base"]["basis"].as_str().unwrap().contains("giả định"),
            "the base says what it is"
        );
        assert_eq!(figure(&report, "contributions_value")["value"], Value::Null);
        assert_eq!(figure(&report, "contributions_value")["text"], "hàng chục tỷ đồng");

        let report = program.report("31", "2023-H1", boundaries);
        for (code, value, text) in [
            ("new_members", 1_100_i64, "1.100"),
            ("pupils_supported_turns", 15_000, "gần 15.000"),
            ("support_money", 10_000_000_000, "hơn 10 tỷ đồng"),
        ] {
            let found = figure(&report, code);
            assert_eq!(
                (&found["value"], &found["text"]),
                (&value.into(), &text.into()),
                "{code} {boundaries}"
            );
        }
        assert_eq!(figure(&report, "members")["value"], Value::Null, "the article gives none");
    }

    let place = ["--unit", "11", "--period", "2017-H1", "--boundaries", "2017-06-30"];
    let explained =
        program.json(&[&["explain", "members", "--format", "json"], place.as_slice()].concat());
    let sum: i64 = explained["units_included"]
        .as_array()
        .unwrap()
        .iter()
        .map(|unit| unit["quantity"].as_i64().unwrap())
        .sum();
    assert_eq!(sum, 155_232, "the units add up to the figure");
    assert_eq!(explained["units_missing"], Value::Array(vec![]));

    let html =
        program.says(&[&["report", "half-year", "--format", "html"], place.as_slice()].concat());
    assert!(
        html.contains("trên 28%") && html.contains("25,92%"),
        "the census base stands beside the declared one"
    );
    let unit = ["--unit", "11", "--boundaries", "2017-06-30", "--period"];
    let made = |form: &str, period: &str| {
        program.json(&[&["report", form][..], unit.as_slice(), &[period]].concat())
    };
    for (form, period, ends) in [
        ("year", "2017", "năm 2017"),
        ("school-year", "SY2016", "năm học 2016–2017"),
        ("term", "2013-01-01/2017-12-31", "nhiệm kỳ 2013–2017"),
    ] {
        let title = made(form, period)["title"].as_str().unwrap().to_owned();
        assert!(title.ends_with(ends), "{title}");
    }
    let (code, why) =
        program.refuses(&["report", "school-year", "--unit", "11", "--period", "2017"]);
    assert!(code == 3 && why.contains("SY2022"), "it says which periods fit: {why}");
    let (code, why) = program.refuses(&["report", "mau-la", "--unit", "11", "--period", "2017"]);
    assert!(code == 3 && why.contains("mau-la"), "a form that nobody has: {why}");

    hai_duong_comes_over_to_hai_phong(&program);
    let verified = program.json(&["verify", "--json"]);
    assert_eq!(verified["ok"], true, "{verified}");
    let again = program.says(&["demo", "--build-only"]);
    assert_eq!(again, said, "building it again changes nothing");
    program.end().await;
}

/// What the reform carries over keeps its total in both geographies, and what nobody has shares for is named.
fn hai_duong_comes_over_to_hai_phong(program: &Program) {
    let families = |unit: &str, period: &str, boundaries: &str| {
        let report = program.report(unit, period, boundaries);
        figure(&report, "families_registered")["value"].as_i64().unwrap()
    };
    let reform = ["unit", "reorganise", "--reform", "2025-07-01", "--unit", "31", "--json"];
    let foreseen = program.json(&reform);
    let applied = program.json(&[reform.as_slice(), &["--apply"]].concat());
    assert_eq!(applied["objects"], foreseen["objects"], "it did what it had shown");
    let levels = applied["objects"].as_array().unwrap();
    let levels = levels.iter().find(|one| one["object"] == "counts.level").unwrap();
    let total = &levels["totals"][0];
    assert_eq!((&total["before"], &total["after"]), (&120_000.into(), &120_000.into()));
    let stays = levels["lines"].as_array().unwrap().iter().filter(|line| line["to"].is_null());
    assert_eq!(stays.count(), 34, "communes that went to several, and nobody has stated shares");
    assert_eq!(families("30", "2025-H1", "2025-06-30"), 120_000, "as it was reported then");
    assert_eq!(families("31", "2025-H1", "now"), 120_000);
    assert_eq!(families("31", "2025-H2", "now"), 120_000, "inside Hải Phòng");
}

#[tokio::test]
async fn a_code_names_another_unit_before_the_reform_than_after_it() {
    let program = Program::new().await;
    program.says(&["init"]);
    let now = program.says(&["unit", "show", "03208"]);
    let then = program.says(&["unit", "show", "03208@2017-06-30"]);
    assert!(now.contains("xã Xa Dung"), "{now}");
    assert!(then.contains("xã Phì Nhừ"), "{then}");
    let found = program.says(&["unit", "search", "Sa Dung"]);
    assert!(found.lines().next().unwrap().contains("Xa Dung"), "{found}");

    let half = ["--period", "2017-H1"];
    let (code, why) =
        program.refuses(&[&["report", "half-year", "--unit", "99999"], half.as_slice()].concat());
    assert_eq!(code, 3);
    assert!(why.contains("99999"), "{why}");
    let (code, why) =
        program.refuses(&["report", "half-year", "--unit", "11", "--period", "2017-H3"]);
    assert_eq!(code, 3);
    assert!(why.contains("2017-H1"), "it says how a period is written: {why}");
    let (code, _) = program.refuses(&["report", "half-year", "--unit"]);
    assert_eq!(code, 2, "bad usage");
    let (code, why) = program
        .refuses(&["explain", "member", "--unit", "11", "--period", "2017-H1", "--lang", "en"]);
    assert_eq!(code, 3);
    assert!(why.contains("members"), "it names the indicator that was meant: {why}");
    // After the code of a unit's own form, the language counts for what is refused too.
    let own = ["report", "bao-cao-rieng", "--unit", "11", "--period", "2017-H1"];
    for (lang, says) in [("en", "There is no report form"), ("vi", "Không có mẫu")] {
        let (code, why) = program.refuses(&[own.as_slice(), &["--lang", lang]].concat());
        assert_eq!(code, 3, "{why}");
        assert!(why.contains(says), "{lang}: {why}");
    }
    program.end().await;
}

#[tokio::test]
async fn a_port_in_use_and_a_folder_of_a_file_are_refused_with_the_next_step() {
    let program = Program::new().await;
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let (code, why) = program.refuses(&["serve", "--port", &port]);
    assert_eq!(code, 3);
    assert!(why.contains(&port) && why.contains("--port"), "{why}");

    let file = program.data().join("tep");
    std::fs::write(&file, "không phải thư mục").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_khuyenhoc"))
        .args(["init", "--data"])
        .arg(&file)
        .env_remove("DATABASE_URL")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).contains("--data"));
    program.end().await;
}

#[tokio::test]
async fn a_database_of_a_newer_program_is_not_opened() {
    let program = Program::new().await;
    if program.database.is_some() {
        program.end().await;
        return;
    }
    program.says(&["migrate"]);
    let url = format!("sqlite://{}", program.data().join("khuyenhoc.sqlite").display());
    let db = platform::db::Db::open(&url).await.unwrap();
    let mut tx = db.begin_writing().await.unwrap();
    let newer =
        "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
                 values (209901010000, 'later', 1, x'00', 0)";
    sqlx::query(newer).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    db.close().await;
    let (code, why) = program.refuses(&["migrate"]);
    assert_eq!(code, 3);
    assert!(why.contains("bản chương trình mới hơn"), "{why}");
    program.end().await;
}

#[tokio::test]
async fn a_row_changed_behind_the_programs_back_is_named_by_verify() {
    let program = Program::new().await;
    if program.database.is_some() {
        program.end().await;
        return;
    }
    let add = [
        "user",
        "add",
        "lan",
        "--full-name",
        "Lan",
        "--role",
        "commune_officer",
        "--unit",
        "03208",
    ];
    program.says(&add);
    let url = format!("sqlite://{}", program.data().join("khuyenhoc.sqlite").display());
    let db = platform::db::Db::open(&url).await.unwrap();
    let mut tx = db.begin_writing().await.unwrap();
    for by_hand in
        ["drop trigger audit_row_unchanged", "update audit_row set details = '{}' where seq = 1"]
    {
        sqlx::query(by_hand).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    db.close().await;
    let output = program.run(&["verify", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    let chain =
        found["checks"].as_array().unwrap().iter().find(|check| check["id"] == "I10").unwrap();
    assert_eq!(chain["bad"][0], "audit_row/1");
    program.end().await;
}

#[tokio::test]
async fn a_half_sent_request_is_hung_up_on_while_others_are_answered() {
    let program = Program::new().await;
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut command = Command::new(env!("CARGO_BIN_EXE_khuyenhoc"));
    command
        .args(["serve", "--port", &port.to_string(), "--data"])
        .arg(program.data())
        .env_remove("DATABASE_URL");
    if let Some((server, name)) = &program.database {
        command.arg("--database").arg(format!("{server}/{name}"));
    }
    let mut server = command.stdout(Stdio::null()).spawn().unwrap();
    let address = format!("127.0.0.1:{port}");
    let patience = Instant::now();
    while healthy(&address).is_none() {
        assert!(patience.elapsed() < Duration::from_secs(60), "the server answers");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let mut half: Vec<TcpStream> = (0..40).map(|_| TcpStream::connect(&address).unwrap()).collect();
    for (place, stream) in half.iter_mut().enumerate() {
        // Every other one says nothing at all.
        if place % 2 == 0 {
            stream.write_all(b"GET / HTTP/1.1\r\nHost: a\r\nX: ").unwrap();
        }
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    }
    assert!(healthy(&address).is_some(), "somebody else is answered meanwhile");
    for stream in &mut half {
        let mut rest = vec![];
        assert!(stream.read_to_end(&mut rest).is_ok(), "the server ends the connection");
    }
    assert!(patience.elapsed() < Duration::from_secs(80));
    server.kill().unwrap();
    server.wait().unwrap();
    program.end().await;
}

/// What `/healthz` says, if anybody is there.
fn healthy(address: &str) -> Option<String> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    answer.contains("200 OK").then_some(answer)
}
