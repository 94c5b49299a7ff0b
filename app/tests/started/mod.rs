//! The program started from a shell, with a data folder of its own, for tests that look at it from outside.

#![allow(dead_code, reason = "each test program uses its part")]

use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};

pub const BINARY: &str = env!("CARGO_BIN_EXE_khuyenhoc");

/// A place for data: a folder, and on PostgreSQL a database of its own.
pub struct Place {
    pub folder: tempfile::TempDir,
    pub database: Option<String>,
    name: String,
}

impl Place {
    /// On the engine that the tests run on.
    pub async fn new() -> Place {
        match server() {
            Some(_) => Place::on_postgres().await,
            None => Place::on_sqlite(),
        }
    }

    pub fn on_sqlite() -> Place {
        Place { folder: tempfile::tempdir().unwrap(), database: None, name: String::new() }
    }

    /// Only where there is a server.
    pub async fn on_postgres() -> Place {
        let server = server().expect("TEST_DATABASE_URL is set");
        let name = format!("started_{}", kernel::RowId::new());
        let admin = platform::db::Db::open(&format!("{server}/postgres")).await.unwrap();
        admin.create_database(&name, Some("template0")).await.unwrap();
        admin.close().await;
        let database = Some(format!("{server}/{name}"));
        Place { folder: tempfile::tempdir().unwrap(), database, name }
    }

    pub fn data(&self) -> &Path {
        self.folder.path()
    }
    pub fn file(&self, name: &str) -> PathBuf {
        self.data().join(name)
    }
    pub fn database_url(&self) -> String {
        let file = || format!("sqlite://{}", self.file("khuyenhoc.sqlite").display());
        self.database.clone().unwrap_or_else(file)
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(BINARY);
        command.args(arguments);
        self.point(&mut command);
        command
    }

    /// Says to a command where the data is.
    pub fn point(&self, command: &mut Command) {
        command.arg("--data").arg(self.data()).env_remove("DATABASE_URL");
        if let Some(url) = &self.database {
            command.arg("--database").arg(url);
        }
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    pub fn says(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {complaint}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// What stands on stderr of a command that is refused.
    pub fn refuses(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let why = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(3), "{arguments:?}: {why}");
        why
    }

    pub async fn end(self) {
        if let (Some(_), Some(server)) = (&self.database, server()) {
            let admin = platform::db::Db::open(&format!("{server}/postgres")).await.unwrap();
            admin.drop_database(&self.name).await.unwrap();
            admin.close().await;
        }
    }
}

pub fn server() -> Option<String> {
    std::env::var("TEST_DATABASE_URL").ok()
}

/// A server that ends with its test.
pub struct Server {
    process: Child,
    pub address: String,
}

impl Server {
    /// Starts `serve`; `shell` is what a shell does first, such as setting a limit.
    pub fn start(place: &Place, shell: &str) -> Server {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut command = Command::new("sh");
        command.arg("-c").arg(format!("{shell}\nexec \"$@\"")).arg("sh");
        command.args([BINARY, "serve", "--port", &port.to_string()]);
        place.point(&mut command);
        let process = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let server = Server { process, address: format!("127.0.0.1:{port}") };
        let patience = Instant::now();
        while server.try_ask("GET /healthz HTTP/1.1\r\n", "").is_none() {
            assert!(patience.elapsed() < Duration::from_secs(90), "the server answers");
            std::thread::park_timeout(Duration::from_millis(50));
        }
        server
    }

    /// Status and whole answer.
    pub fn ask(&self, head: &str, body: &str) -> (u16, String) {
        self.try_ask(head, body).expect("an answer")
    }

    fn try_ask(&self, head: &str, body: &str) -> Option<(u16, String)> {
        let mut stream = TcpStream::connect(&self.address).ok()?;
        let length = body.len();
        let rest =
            format!("Host: a\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}");
        stream.write_all(format!("{head}{rest}").as_bytes()).ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        let status = answer.split(' ').nth(1)?.parse().ok()?;
        Some((status, answer))
    }

    pub fn get(&self, path: &str) -> (u16, String) {
        self.ask(&format!("GET {path} HTTP/1.1\r\n"), "")
    }

    /// Signs in, which writes; the status, and the session's cookie when it worked.
    pub fn sign_in(&self, username: &str, password: &str) -> (u16, String) {
        let head =
            "POST /dang-nhap HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n";
        let (status, answer) = self.ask(head, &format!("username={username}&password={password}"));
        let cookie = answer
            .lines()
            .filter_map(|line| line.split_once(": "))
            .find(|(name, _)| name.eq_ignore_ascii_case("set-cookie"))
            .and_then(|(_, value)| value.split(';').next())
            .unwrap_or_default();
        (status, if status == 303 { cookie.to_owned() } else { answer })
    }

    pub fn stop(mut self) {
        self.end();
    }
    fn end(&mut self) {
        let _gone = self.process.kill();
        let _status = self.process.wait();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.end();
    }
}
