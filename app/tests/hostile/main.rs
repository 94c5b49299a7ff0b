//! Files made to harm, sent to the program as it runs: each is refused with a human reason, and
//! nobody else notices.

mod bombs;
mod server;

use bombs::{Bomb, Fate};
use serde_json::Value;
use server::{Server, get, program};
use std::{
    fs,
    net::TcpListener,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

/// Generous, because unoptimised code runs on a machine that has other work.
const SECONDS_MAX: u64 = if cfg!(debug_assertions) { 20 } else { 5 };
const MEMORY_KB_MAX: u64 = 64 << 10;

struct Officer {
    server: Server,
    token: String,
    unit: String,
}

impl Officer {
    fn sign_in() -> Officer {
        let server = Server::start();
        let json = "Content-Type: application/json\r\n";
        let secrets = br#"{"username":"lan","password":"matkhaurattot"}"#;
        let answer = server.post("/api/v1/session", json, secrets);
        let token: Value = serde_json::from_str(&answer.body).unwrap();
        let token = token["token"].as_str().unwrap().to_owned();
        let me = server.get("/api/v1/me", &format!("Authorization: Bearer {token}\r\n"));
        let me: Value = serde_json::from_str(&me.body).unwrap();
        let unit = me["roles"][0]["unit"].as_str().unwrap().to_owned();
        Officer { server, token, unit }
    }

    fn head(&self) -> String {
        let key = kernel::RowId::new();
        format!("Authorization: Bearer {}\r\nIdempotency-Key: {key}\r\n", self.token)
    }

    fn send(&self, bomb: &Bomb) -> (u16, Value) {
        let path = format!("/api/v1/units/{}/imports?file_name={}", self.unit, bomb.file_name);
        let head = self.head() + "Content-Type: application/octet-stream\r\n";
        let answer = self.server.post(&path, &head, &bomb.bytes);
        (answer.status, serde_json::from_str(&answer.body).unwrap_or_default())
    }

    /// The batch, when nothing is at work on it any more.
    fn outcome(&self, batch: &Value) -> Value {
        let path = format!("/api/v1/units/{}/imports/{}", self.unit, batch.as_str().unwrap());
        let patience = Instant::now();
        loop {
            let answer = self.server.get(&path, &self.head());
            let now: Value = serde_json::from_str(&answer.body).unwrap();
            if !matches!(now["state"].as_str(), Some("queued" | "reading")) {
                return now;
            }
            assert!(patience.elapsed() < Duration::from_secs(60), "{now}");
            thread::park_timeout(Duration::from_millis(50));
        }
    }
}

/// Somebody else, who asks for pages all the while.
struct Neighbour {
    enough: Arc<AtomicBool>,
    asking: thread::JoinHandle<(usize, Duration)>,
}

impl Neighbour {
    fn of(server: &Server) -> Neighbour {
        let enough = Arc::new(AtomicBool::new(false));
        let (over, address) = (enough.clone(), server.address.clone());
        let asking = thread::spawn(move || {
            let (mut answers, mut longest) = (0, Duration::ZERO);
            while !over.load(Ordering::Relaxed) {
                for path in ["/healthz", "/dang-nhap"] {
                    let asked = Instant::now();
                    let answer = get(&address, path, "").expect("the neighbour is answered");
                    assert_eq!(answer.status, 200, "{path}");
                    longest = longest.max(asked.elapsed());
                    answers += 1;
                }
                thread::park_timeout(Duration::from_millis(50));
            }
            (answers, longest)
        });
        Neighbour { enough, asking }
    }

    fn end(self) -> (usize, Duration) {
        self.enough.store(true, Ordering::Relaxed);
        self.asking.join().unwrap()
    }
}

fn says_what_to_do(sentence: &str) -> bool {
    sentence.ends_with('.') && sentence.contains("ãy ")
}

/// Sends a file and looks at everything around it; what is not as it should be is said.
fn seen_through(officer: &Officer, bomb: &Bomb) -> Vec<String> {
    let server = &officer.server;
    let kept_before = server.files_in("imports").len();
    let before = server.memory_begins();
    let began = Instant::now();
    let (mut status, said) = officer.send(bomb);
    let took = began.elapsed();
    let mut sentence = said["detail"].as_str().unwrap_or_default().to_owned();
    let mut kept = kept_before;
    if status == 202 {
        let outcome = officer.outcome(&said["batch"]);
        sentence = outcome["problem"].as_str().unwrap_or_default().to_owned();
        // The file, and the marked one beside it.
        kept += if outcome["state"] == "checked" { 2 } else { 0 };
        status = if outcome["state"] == "checked" { 200 } else { 202 };
    }
    let grown = server.highest_memory().saturating_sub(before);
    println!(
        "{:<42} {:>9} bytes  {status}  {:>5} ms  +{:>5} kB  {}",
        bomb.name,
        bomb.bytes.len(),
        took.as_millis(),
        grown,
        sentence.split(['.', ',']).next().unwrap_or_default()
    );
    let expected = match bomb.fate {
        Fate::Refused(status) => status,
        Fate::FailedLater => 202,
        Fate::Read => 200,
    };
    let mut wrong = vec![];
    let mut expect = |holds: bool, what: &str| {
        if !holds {
            wrong.push(what.to_owned());
        }
    };
    expect(status == expected, &format!("{status} and not {expected}: {said}"));
    expect(status == 200 || says_what_to_do(&sentence), &format!("says {sentence:?}"));
    expect(took < Duration::from_secs(SECONDS_MAX), &format!("took {took:?}"));
    expect(grown <= MEMORY_KB_MAX, &format!("the server grew by {grown} kB"));
    expect(!sentence.contains("root:"), "a file of the machine was read");
    expect(server.readers() == 0, "a reader is left");
    expect(server.files_in("incoming").is_empty(), "a file is left in incoming");
    expect(server.files_in("imports").len() == kept, "imports holds something else");
    wrong
}

#[test]
fn every_hostile_file_is_refused_with_a_reason_and_nobody_else_notices() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    silent.set_nonblocking(true).unwrap();
    let officer = Officer::sign_in();
    let neighbour = Neighbour::of(&officer.server);
    let mut wrong = vec![];
    for bomb in bombs::made(&silent.local_addr().unwrap().to_string(), |_| true) {
        wrong.extend(
            seen_through(&officer, &bomb).into_iter().map(|what| format!("{}: {what}", bomb.name)),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(silent.accept().is_err(), "a file made the program call somebody");
    let (answers, longest) = neighbour.end();
    println!("the neighbour got {answers} answers, the slowest after {longest:?}");
    assert!(longest < Duration::from_secs(SECONDS_MAX));
}

#[test]
fn what_is_kept_of_a_list_is_for_the_programs_account_alone() {
    use std::os::unix::fs::PermissionsExt;
    let officer = Officer::sign_in();
    let list = "Họ và tên,Năm sinh\nNguyễn Văn An,1950\n".as_bytes().to_vec();
    let list = Bomb { name: "a list", file_name: "a.csv", fate: Fate::Read, bytes: list };
    let (_, said) = officer.send(&list);
    let outcome = officer.outcome(&said["batch"]);
    assert_eq!(outcome["state"], "checked", "{outcome}");
    let data = officer.server.folder.path();
    let mode = |path: &str| fs::metadata(data.join(path)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("imports"), mode("incoming")), (0o700, 0o700));
    let kept = officer.server.files_in("imports");
    assert_eq!(kept.len(), 2, "the list and the marked one: {kept:?}");
    for name in kept {
        assert_eq!(mode(&format!("imports/{name}")), 0o600, "{name}");
    }
}

#[test]
fn a_form_of_figures_and_the_command_line_refuse_the_same_files() {
    let officer = Officer::sign_in();
    let some = ["macros", "sizes that lie", "a cell at XFD1048576", "a PDF with a script"];
    for bomb in bombs::made("127.0.0.1:1", |name| some.contains(&name)) {
        let place = officer.server.folder.path().join(bomb.file_name);
        fs::write(&place, &bomb.bytes).unwrap();
        let began = Instant::now();
        for kind in ["members", "figures"] {
            let mut arguments = vec!["import", kind, place.to_str().unwrap(), "--unit", "03208"];
            if kind == "figures" {
                arguments.extend(["--period", "2025-H1"]);
            }
            let output = program(officer.server.folder.path(), &arguments);
            let why = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(3), "{} {kind}: {why}", bomb.name);
            assert!(says_what_to_do(why.trim()), "{} {kind}: {why}", bomb.name);
        }
        println!("{:<42} twice by command in {:?}", bomb.name, began.elapsed());

        let form = [
            b"--x\r\nContent-Disposition: form-data; name=\"tep\"; filename=\"a.xlsx\"\r\n\r\n"
                .as_slice(),
            &bomb.bytes,
            b"\r\n--x--\r\n",
        ];
        let head = officer.head()
            + &format!(
                "Content-Type: multipart/form-data; boundary=x\r\nCookie: khuyenhoc={}\r\n",
                officer.token
            );
        let path = format!("/don-vi/{}/so-lieu/nhap?ky=2025-H1", officer.unit);
        let answer = officer.server.post(&path, &head, &form.concat());
        assert_eq!(answer.status, 422, "{}", bomb.name);
        assert!(answer.body.contains("ãy "), "{}", bomb.name);
        assert_eq!(officer.server.files_in("incoming"), [""; 0], "{}", bomb.name);
    }
}
