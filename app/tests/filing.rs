//! A report on its way at the command line: every deed in every state, refused alike or done.

use reports::periods::{Deed, STEPS, State};
use serde_json::Value;
use std::process::{Command, Output};

/// The program with a data folder of its own, on SQLite: what the steps do on both databases, the module's tests see.
struct Program {
    folder: tempfile::TempDir,
}

const FILED: [&str; 4] = ["--unit", "03208", "--period", "2025-H1"];

impl Program {
    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_khuyenhoc"));
        command.args(arguments).arg("--data").arg(self.folder.path()).env_remove("DATABASE_URL");
        command.output().unwrap()
    }
    fn says(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {complaint}");
        String::from_utf8(output.stdout).unwrap()
    }
    fn add_user(&self, name: &str, role: &str, unit: &str) {
        let who = ["user", "add", name, "--full-name", name, "--role", role, "--unit", unit];
        self.says(&[&who[..], &["--password", "mưa thuận gió hòa"]].concat());
    }
    fn state(&self) -> Value {
        let said = self.says(&[&["report", "state", "--json"], &FILED[..]].concat());
        serde_json::from_str(&said).unwrap()
    }
    fn hash(&self) -> String {
        let state = self.state();
        let waiting =
            if state["pending"].is_null() { &state["submitted"] } else { &state["pending"] };
        waiting["hash"].as_str().unwrap_or("none").to_owned()
    }
    /// A deed with all it needs, in the name of somebody who may.
    fn does(&self, deed: Deed) -> Output {
        let hash = self.hash();
        let own: Vec<&str> = match deed {
            Deed::Submit => vec!["--by", "xadung"],
            Deed::Accept => vec!["--by", "tinh", "--hash", &hash],
            Deed::Return => vec!["--by", "tinh", "--hash", &hash, "--remark", "Sửa"],
            Deed::Lock => vec!["--by", "tinh"],
            Deed::LockWithSupplement => vec!["--by", "tinh", "--with-differences"],
            Deed::Reopen => {
                let tomorrow = vec!["--by", "tinh", "--person", "xadung", "--last", "now"];
                [tomorrow, vec!["--reason", "Sót lớp"]].concat()
            }
            Deed::Supplement => {
                vec!["--by", "xadung", "--remark", "Sót", "--figure", "classes=4"]
            }
        };
        // Locking with a supplement is locking with a word more.
        let command = if deed == Deed::LockWithSupplement { Deed::Lock } else { deed };
        self.run(&[&["report", command.code()], &FILED[..], &own].concat())
    }
}

#[test]
fn every_illegal_step_is_refused_at_the_command_line_and_the_legal_ones_lead_to_the_lock() {
    let program = Program { folder: tempfile::tempdir().unwrap() };
    program.says(&["init"]);
    program.add_user("xadung", "commune_officer", "03208");
    program.add_user("tinh", "province_officer", "11");

    let way = [
        Deed::Submit,
        Deed::Return,
        Deed::Submit,
        Deed::Accept,
        Deed::Supplement,
        Deed::Return,
        Deed::Lock,
        Deed::Supplement,
        Deed::Accept,
        Deed::Reopen,
    ];
    let mut state = State::Draft;
    for next in way.into_iter().map(Some).chain([None]) {
        assert_eq!(program.state()["state"], state.code());
        for deed in Deed::ALL {
            if STEPS.iter().any(|step| step.from == state && step.deed == deed) {
                continue;
            }
            let output = program.does(deed);
            let words = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_eq!(output.status.code(), Some(3), "{state:?} {deed:?}: {words}");
            assert!(words.contains("Chưa làm được"), "{state:?} {deed:?}: {words}");
            assert!(words.contains("Bước có thể làm tiếp"), "{state:?} {deed:?}: {words}");
        }
        let Some(next) = next else { break };
        let output = program.does(next);
        assert!(output.status.success(), "{next:?}: {}", String::from_utf8_lossy(&output.stderr));
        state = STEPS.iter().find(|one| one.from == state && one.deed == next).unwrap().to;
    }

    // Whoever runs the program is one person, too.
    program.says(&[&["report", "submit"], &FILED[..]].concat());
    let hash = program.hash();
    let own = program.run(&[&["report", "accept", "--hash", &hash], &FILED[..]].concat());
    let words = String::from_utf8_lossy(&own.stderr).into_owned();
    assert_eq!(own.status.code(), Some(3));
    assert!(words.contains("không tự nhận"), "{words}");
    let found = program.run(&["verify"]);
    assert!(found.status.success(), "{}", String::from_utf8_lossy(&found.stdout));
}

#[test]
fn at_the_command_line_a_reason_is_for_a_figure_that_has_changed_a_lot() {
    let program = Program { folder: tempfile::tempdir().unwrap() };
    program.says(&["init"]);
    program.add_user("xadung", "commune_officer", "03208");
    let reason = [&["report", "reason", "--by", "xadung"], &FILED[..]].concat();
    assert!(program.says(&reason).contains("Không có chỉ tiêu nào tăng giảm nhiều"));
    for (typed, words) in [
        ("classes=Mở lớp ban đêm", "không tăng giảm nhiều"),
        ("khong_co=Gì", "không có trong báo cáo này"),
        ("classes", "không phải là mã chỉ tiêu và một câu"),
    ] {
        let refused = program.run(&[&reason[..], &["--figure", typed]].concat());
        let said = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert_eq!(refused.status.code(), Some(3), "{typed}: {said}");
        assert!(said.contains(words), "{typed}: {said}");
    }
}
