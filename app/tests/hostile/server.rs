//! The program as it serves, and what can be seen of it from outside.

use std::{
    fs,
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};

pub struct Server {
    pub folder: tempfile::TempDir,
    pub address: String,
    process: Child,
}

pub struct Answer {
    pub status: u16,
    pub body: String,
}

/// Ours, or the one that `KHUYENHOC_BIN` names: how long a released program takes is another question.
fn binary() -> String {
    let ours = env!("CARGO_BIN_EXE_khuyenhoc");
    std::env::var("KHUYENHOC_BIN").unwrap_or_else(|_| ours.to_owned())
}

pub fn program(data: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(binary());
    command.args(arguments).arg("--data").arg(data).env_remove("DATABASE_URL").output().unwrap()
}

impl Server {
    pub fn start() -> Server {
        let folder = tempfile::tempdir().unwrap();
        let add = "user add lan --full-name Lan --role commune_officer --unit 03208 --password matkhaurattot";
        let added = program(folder.path(), &add.split(' ').collect::<Vec<_>>());
        assert!(added.status.success(), "{}", String::from_utf8_lossy(&added.stderr));
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut command = Command::new(binary());
        command.args(["serve", "--port", &port.to_string(), "--data"]).arg(folder.path());
        // It must not reach those who read files.
        command.env_remove("DATABASE_URL").env("KHUYENHOC_SECRET_OF_OURS", "x");
        let process = command.stdout(Stdio::null()).spawn().unwrap();
        let server = Server { folder, address: format!("127.0.0.1:{port}"), process };
        let patience = Instant::now();
        while get(&server.address, "/healthz", "").is_none_or(|answer| answer.status != 200) {
            assert!(patience.elapsed() < Duration::from_secs(60), "the server answers");
            std::thread::park_timeout(Duration::from_millis(100));
        }
        server
    }

    pub fn post(&self, path: &str, head: &str, body: &[u8]) -> Answer {
        let head = format!("POST {path} HTTP/1.1\r\n{head}Content-Length: {}\r\n", body.len());
        talk(&self.address, &head, body).expect("the server answers")
    }

    pub fn get(&self, path: &str, head: &str) -> Answer {
        get(&self.address, path, head).expect("the server answers")
    }

    /// Forgets the highest memory so far, and says how much there is now.
    pub fn memory_begins(&self) -> u64 {
        fs::write(format!("/proc/{}/clear_refs", self.process.id()), "5").unwrap();
        self.kilobytes("VmRSS:")
    }

    pub fn highest_memory(&self) -> u64 {
        self.kilobytes("VmHWM:")
    }

    fn kilobytes(&self, line: &str) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap();
        let found = status.lines().find_map(|text| text.strip_prefix(line)).unwrap();
        found.split_whitespace().next().unwrap().parse().unwrap()
    }

    /// How many processes of ours read files now.
    pub fn readers(&self) -> usize {
        let ours = format!("PPid:\t{}", self.process.id());
        let processes = fs::read_dir("/proc").unwrap().flatten();
        let of_us = processes.filter(|process| {
            let status = fs::read_to_string(process.path().join("status")).unwrap_or_default();
            status.lines().any(|line| line == ours)
        });
        of_us.count()
    }

    /// The files below a folder of the data folder.
    pub fn files_in(&self, name: &str) -> Vec<String> {
        let inside = fs::read_dir(self.folder.path().join(name)).into_iter().flatten().flatten();
        inside.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself; then the test has failed already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

pub fn get(address: &str, path: &str, head: &str) -> Option<Answer> {
    talk(address, &format!("GET {path} HTTP/1.1\r\n{head}"), &[])
}

fn talk(address: &str, head: &str, body: &[u8]) -> Option<Answer> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(60))).ok()?;
    write!(stream, "{head}Host: {address}\r\nConnection: close\r\n\r\n").ok()?;
    // A server that has heard enough may hang up before the end; its answer is there all the same.
    let _ = stream.write_all(body);
    let mut answer = vec![];
    let _ = stream.read_to_end(&mut answer);
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let status = answer.split(' ').nth(1)?.parse().ok()?;
    let body = answer.split_once("\r\n\r\n").map_or("", |(_, body)| body).to_owned();
    Some(Answer { status, body })
}
