//! The server itself, killed again and again while several officers write.
//!
//! Each of them does as a browser does: whoever got no answer asks again under the same operation id.

use crate::{
    association::{self, Desk, PASSWORD},
    chance::Chance,
    driver,
    flows::{self, Flow},
    judge::{self, Said},
};
use access::{Caller, Work};
use kernel::{Day, Lang, UnitId};
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

pub const BINARY: &str = env!("CARGO_BIN_EXE_khuyenhoc");
const CLIENTS: usize = 3;
/// From the start of the process until it answers.
const RESTART_MAX: Duration = Duration::from_secs(10);

/// What became of all that was asked.
#[derive(Default)]
pub struct History {
    said: Mutex<Said>,
    unanswered: Mutex<Vec<usize>>,
    next: AtomicUsize,
    pub answers: AtomicUsize,
    pub cut_off: AtomicUsize,
}

impl History {
    fn next(&self) -> usize {
        let again = self.unanswered.lock().unwrap().pop();
        again.unwrap_or_else(|| self.next.fetch_add(1, Ordering::Relaxed))
    }

    fn note(&self, number: usize, status: Option<u16>) {
        let Some(status) = status else {
            self.cut_off.fetch_add(1, Ordering::Relaxed);
            self.unanswered.lock().unwrap().push(number);
            return;
        };
        self.answers.fetch_add(1, Ordering::Relaxed);
        let line = match status {
            200..300 => format!("done {number}"),
            _ => format!("no {number} {status}"),
        };
        self.said.lock().unwrap().hear(&line);
    }
}

/// Kills the server `kills` times, and gives back what was wrong.
pub fn try_it(kills: usize, chance: &mut Chance, history: &History) -> Vec<String> {
    let folder = flows::scratch();
    let truong_an = prepare(folder.path());
    let mut wrong = vec![];
    for kill in 0..=kills {
        let began = Instant::now();
        let mut server = Server::start(folder.path());
        if began.elapsed() > RESTART_MAX {
            wrong.push(format!("start {kill} took {:?}", began.elapsed()));
        }
        let desk = Desk {
            token: server.sign_in(),
            hoa_sen: truong_an.clone(),
            truong_an: truong_an.clone(),
        };
        thread::scope(|scope| {
            for _ in 0..CLIENTS {
                scope.spawn(|| {
                    // The last round asks again for what is open, and ends with it.
                    while kill < kills || !history.unanswered.lock().unwrap().is_empty() {
                        let number = history.next();
                        let status = ask_to_join(&server.address, &desk, number);
                        history.note(number, status);
                        if status.is_none() {
                            return;
                        }
                    }
                });
            }
            if kill < kills {
                thread::park_timeout(Duration::from_millis(150 + chance.below(500) as u64));
                server.process.kill().unwrap();
            }
        });
        server.end();
    }
    let said = history.said.lock().unwrap().clone();
    wrong.extend(flows::block_on(judge::judge(Flow::Posting, folder.path(), &said)));
    wrong
}

/// So few file handles that some callers leave none for the database.
const FEW_HANDLES: usize = 40;

/// A server without a free file handle loses nothing, and goes on when there are some again.
pub fn try_few_handles() -> Vec<String> {
    let folder = flows::scratch();
    let truong_an = prepare(folder.path());
    let server = Server::start_in_shell(folder.path(), &format!("ulimit -n {FEW_HANDLES}"));
    let desk =
        Desk { token: server.sign_in(), hoa_sen: truong_an.clone(), truong_an: truong_an.clone() };
    let history = History::default();
    let mut idle = vec![];
    for number in 0..FEW_HANDLES {
        idle.push(TcpStream::connect(&server.address).unwrap());
        if number % 8 == 0 {
            let number = history.next();
            history.note(number, ask_to_join(&server.address, &desk, number));
        }
    }
    drop(idle);
    let mut wrong = vec![];
    // Whatever got no answer, and one more.
    while !history.unanswered.lock().unwrap().is_empty()
        || history.answers.load(Ordering::Relaxed) == 0
    {
        let number = history.next();
        let status = ask_to_join(&server.address, &desk, number);
        history.note(number, status);
        if status.is_none() {
            wrong.push("with handles again, the server did not answer".to_owned());
            break;
        }
    }
    let last = history.next();
    match ask_to_join(&server.address, &desk, last) {
        Some(200..300 | 422) => {}
        other => wrong.push(format!("with handles again, a write was answered {other:?}")),
    }
    server.end();
    let said = history.said.lock().unwrap().clone();
    wrong.extend(flows::block_on(judge::judge(Flow::Posting, folder.path(), &said)));
    wrong
}

/// The whole country, an officer in it, and a chapter.
fn prepare(folder: &Path) -> UnitId {
    let run = |arguments: &[&str]| {
        let output = command(folder, arguments).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    run(&["init"]);
    let role = ["--full-name", "Lan", "--role", "commune_officer", "--unit", "03208"];
    run(&[["user", "add", "lan", "--password", PASSWORD].as_slice(), &role].concat());
    flows::block_on(async {
        let site = association::open(folder).await.unwrap();
        let mut work = Work::begin(&site, Caller::operator(), Lang::Vi).await.unwrap();
        let commune = units::find(&mut work.tx, "03208", work.today).await.unwrap().id.clone();
        let new = units::NewOwnUnit {
            code_suffix: "truong-an".to_owned(),
            name: "Trường An".to_owned(),
            form: units::Form::Chapter,
            setting: units::Setting::Hamlet,
            opened: Day::of(2025, 8, 1),
            sector: None,
        };
        let chapter = organisation::open_own(&mut work, &commune, new).await.unwrap();
        work.commit().await.unwrap();
        site.db.close().await;
        chapter
    })
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(BINARY);
    command.args(arguments).arg("--data").arg(folder).env_remove("DATABASE_URL");
    command
}

struct Server {
    process: Child,
    address: String,
}

impl Server {
    fn start(folder: &Path) -> Server {
        Server::start_in_shell(folder, "")
    }

    /// `shell` is what a shell does before it becomes the server, such as setting a limit.
    fn start_in_shell(folder: &Path, shell: &str) -> Server {
        let serve = command(folder, &["serve", "--port", "0"]);
        let mut process = Command::new("sh")
            .args(["-c", &format!("{shell}\nexec \"$@\""), "sh", BINARY])
            .args(serve.get_args())
            .env_remove("DATABASE_URL")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut said = String::new();
        let mut stdout = BufReader::new(process.stdout.take().unwrap());
        while !said.contains("http://") {
            assert!(stdout.read_line(&mut said).unwrap() > 0, "the server did not start: {said}");
        }
        let (_, address) = said.trim().split_once("http://").unwrap();
        let address = address.split_whitespace().next().unwrap().trim_end_matches('/').to_owned();
        let server = Server { process, address };
        // It says where it serves a moment before it does.
        let answered = ask(&server.address, "GET /healthz HTTP/1.1\r\n", b"");
        assert_eq!(answered.map(|(status, _)| status), Some(200));
        server
    }

    fn sign_in(&self) -> String {
        let body = serde_json::json!({ "username": "lan", "password": PASSWORD }).to_string();
        let head = "POST /api/v1/session HTTP/1.1\r\nContent-Type: application/json\r\n";
        let (status, answer) = ask(&self.address, head, body.as_bytes()).expect("an answer");
        assert_eq!(status, 200, "{answer}");
        let (_, json) = answer.split_once("\r\n\r\n").unwrap();
        let json: serde_json::Value = serde_json::from_str(json).unwrap();
        json["token"].as_str().unwrap().to_owned()
    }

    fn end(mut self) {
        let _gone = self.process.kill();
        self.process.wait().unwrap();
    }
}

fn ask_to_join(address: &str, desk: &Desk, number: usize) -> Option<u16> {
    let head = format!(
        "POST /api/v1/units/{}/members HTTP/1.1\r\nAuthorization: Bearer {}\r\nContent-Type: application/json\r\n\
         Idempotency-Key: {}\r\n",
        desk.truong_an,
        desk.token,
        driver::operation(number)
    );
    ask(address, &head, &driver::wish(number)).map(|(status, _)| status)
}

/// Status and answer; nothing, where the server was gone before it had answered whole.
fn ask(address: &str, head: &str, body: &[u8]) -> Option<(u16, String)> {
    let mut stream = TcpStream::connect(address).ok()?;
    let rest = format!("Host: a\r\nConnection: close\r\nContent-Length: {}\r\n\r\n", body.len());
    stream.set_read_timeout(Some(Duration::from_secs(15))).ok()?;
    stream.write_all(&[head.as_bytes(), rest.as_bytes(), body].concat()).ok()?;
    let mut answer = vec![];
    stream.read_to_end(&mut answer).ok()?;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let status = answer.split(' ').nth(1)?.parse().ok()?;
    Some((status, answer))
}
