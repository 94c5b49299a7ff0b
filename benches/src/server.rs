//! The running program and nginx, asked over one kept-open connection; what counts is the server's own
//! processor time for each answer, so a busy machine changes little.

use crate::{
    bench::{Bench, Outcome},
    measure::{median, running_cpu},
};
use kernel::RowId;
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    time::Instant,
};

const USERNAME: &str = "nguoi.do";
const PASSWORD: &str = "đo tốc độ 2026";
/// In the period that is reported.
const JOINED_ON: &str = "2026-05-19";

pub struct Server {
    child: Child,
    address: String,
    token: String,
}

impl Server {
    /// Serves a data folder and signs in as an officer of `GEN`.
    pub fn start(bench: &Bench, data: &Path) -> Outcome<Server> {
        let mut adding = bench.command(&["user", "add", USERNAME, "--full-name", "Người Đo"], data);
        adding.args(["--role", "province_officer", "--unit", "GEN", "--password", PASSWORD]);
        adding.stdout(Stdio::null()).stderr(Stdio::null());
        // Asked again, the account is there already.
        let _ = adding.status()?;
        let mut command = bench.command(&["serve", "--port", "0"], data);
        let mut child = command.stdout(Stdio::piped()).spawn()?;
        let mut lines = BufReader::new(child.stdout.take().ok_or("the server prints")?).lines();
        let address = loop {
            let line = lines.next().ok_or("the server says where it listens")??;
            if let Some(place) = line.split("http://").nth(1) {
                break place.trim_end_matches(['/', '.']).to_owned();
            }
        };
        let mut server = Server { child, address, token: String::new() };
        server.token = server.sign_in()?;
        Ok(server)
    }

    fn sign_in(&self) -> Outcome<String> {
        let body = serde_json::json!({ "username": USERNAME, "password": PASSWORD }).to_string();
        let (status, answer) = Connection::to(self)?.ask("POST", "/api/v1/session", &body)?;
        let answer: serde_json::Value = serde_json::from_slice(&answer)?;
        Ok(answer["token"].as_str().ok_or(format!("signing in: {status}"))?.to_owned())
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Asks for a page again and again: the server's processor time and the time on the wall for
    /// each answer, in milliseconds, after some answers to warm up.
    pub fn cost_of(&self, path: &str, times: u32) -> Outcome<(f64, f64)> {
        cost(self, self.pid(), path, times)
    }

    /// The time on the wall, in milliseconds, of a page that is asked for right after somebody has joined the commune.
    pub fn first_after_joins(&self, path: &str, commune: &str, times: u32) -> Outcome<f64> {
        let mut connection = Connection::to(self)?;
        let mut walls = vec![];
        for time in 0..=times {
            let letter = char::from_u32(u32::from('A') + time).ok_or("few people join")?;
            let name = format!("Người Mới {letter}");
            let joined = serde_json::json!({
                "person": { "full_name": name, "birth": "1960" }, "joined_on": JOINED_ON,
            });
            let path_of_joining = format!("/api/v1/units/{commune}/members");
            let (status, said) = connection.ask("POST", &path_of_joining, &joined.to_string())?;
            if status != 201 {
                return Err(format!("joining: {status} {}", String::from_utf8_lossy(&said)).into());
            }
            let began = Instant::now();
            let (status, _) = connection.ask("GET", path, "")?;
            if status != 200 {
                return Err(format!("{path}: {status}").into());
            }
            // The first answer adds up what the others carry on.
            if time > 0 {
                walls.push(began.elapsed().as_secs_f64() * 1e3);
            }
        }
        Ok(median(walls))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It has nothing unsaved: every write was committed when it was answered.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// nginx with one worker and one file of ten thousand bytes.
pub struct Nginx {
    child: Child,
    worker: u32,
    address: String,
}

impl Nginx {
    pub fn start(folder: &Path) -> Outcome<Nginx> {
        std::fs::create_dir_all(folder)?;
        std::fs::write(folder.join("page.html"), vec![b'a'; 10_000])?;
        let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let home = folder.display();
        let config = format!(
            "daemon off; worker_processes 1; pid {home}/pid; error_log {home}/errors;
             events {{ worker_connections 64; }}
             http {{ access_log off; keepalive_requests 1000000;
               client_body_temp_path {home}; proxy_temp_path {home}; fastcgi_temp_path {home};
               uwsgi_temp_path {home}; scgi_temp_path {home};
               server {{ listen 127.0.0.1:{port}; root {home}; }} }}"
        );
        std::fs::write(folder.join("nginx.conf"), config)?;
        // As root nginx gives its worker to another account, which must reach the file.
        let _ = Command::new("chmod").args(["-R", "a+rX"]).arg(folder).status();
        let child = Command::new("nginx")
            .arg("-c")
            .arg(folder.join("nginx.conf"))
            .stderr(Stdio::null())
            .spawn()?;
        let address = format!("127.0.0.1:{port}");
        let mut nginx = Nginx { child, worker: 0, address };
        let children = format!("/proc/{0}/task/{0}/children", nginx.child.id());
        let began = Instant::now();
        // It listens before its worker is there.
        while nginx.worker == 0 || TcpStream::connect(&nginx.address).is_err() {
            if began.elapsed().as_secs() > 10 {
                return Err("nginx does not answer".into());
            }
            let workers = std::fs::read_to_string(&children)?;
            nginx.worker = workers.split_whitespace().next().map_or(Ok(0), str::parse)?;
        }
        Ok(nginx)
    }

    /// The worker's processor time for each answer, in milliseconds.
    pub fn cost_of_file(&self, times: u32) -> Outcome<f64> {
        Ok(cost(self, self.worker, "/page.html", times)?.0)
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // The worker leaves with its master when that is told to stop.
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        let _ = self.child.wait();
    }
}

trait Listening {
    fn address(&self) -> &str;
    fn token(&self) -> &str;
}

impl Listening for Server {
    fn address(&self) -> &str {
        &self.address
    }
    fn token(&self) -> &str {
        &self.token
    }
}

impl Listening for Nginx {
    fn address(&self) -> &str {
        &self.address
    }
    fn token(&self) -> &str {
        ""
    }
}

fn cost(server: &impl Listening, pid: u32, path: &str, times: u32) -> Outcome<(f64, f64)> {
    let mut connection = Connection::to(server)?;
    let mut ask = || -> Outcome<()> {
        let (status, body) = connection.ask("GET", path, "")?;
        if status == 200 {
            Ok(())
        } else {
            Err(format!("{path}: {status} {}", String::from_utf8_lossy(&body)).into())
        }
    };
    for _ in 0..times / 5 + 1 {
        ask()?;
    }
    let before = running_cpu(pid);
    let mut walls = vec![];
    for _ in 0..times {
        let began = Instant::now();
        ask()?;
        walls.push(began.elapsed().as_secs_f64() * 1e3);
    }
    Ok(((running_cpu(pid) - before) * 1e3 / f64::from(times), median(walls)))
}

/// One connection, kept open.
struct Connection {
    stream: BufReader<TcpStream>,
    host: String,
    token: String,
}

impl Connection {
    fn to(server: &impl Listening) -> Outcome<Connection> {
        let stream = TcpStream::connect(server.address())?;
        stream.set_nodelay(true)?;
        let (host, token) = (server.address().to_owned(), server.token().to_owned());
        Ok(Connection { stream: BufReader::new(stream), host, token })
    }

    /// Status and body of an answer.
    fn ask(&mut self, method: &str, path: &str, body: &str) -> Outcome<(u16, Vec<u8>)> {
        let mut request = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\n", self.host);
        if !self.token.is_empty() {
            request += &format!("Authorization: Bearer {}\r\n", self.token);
        }
        if !body.is_empty() {
            request +=
                &format!("Content-Type: application/json\r\nContent-Length: {}\r\n", body.len());
            request += &format!("Idempotency-Key: {}\r\n", RowId::new());
        }
        self.stream.get_mut().write_all(format!("{request}\r\n{body}").as_bytes())?;
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        let status = line.split(' ').nth(1).ok_or("an answer has a status")?.parse()?;
        let (mut length, mut chunked) = (0, false);
        loop {
            line.clear();
            self.stream.read_line(&mut line)?;
            let header = line.trim().to_ascii_lowercase();
            if header.is_empty() {
                break;
            }
            if let Some(number) = header.strip_prefix("content-length:") {
                length = number.trim().parse()?;
            }
            chunked |= header == "transfer-encoding: chunked";
        }
        let mut body = vec![];
        if !chunked {
            body.resize(length, 0);
            self.stream.read_exact(&mut body)?;
            return Ok((status, body));
        }
        loop {
            line.clear();
            self.stream.read_line(&mut line)?;
            let size = usize::from_str_radix(line.trim(), 16)?;
            let start = body.len();
            body.resize(start + size + 2, 0);
            self.stream.read_exact(&mut body[start..])?;
            body.truncate(start + size);
            if size == 0 {
                return Ok((status, body));
            }
        }
    }
}
