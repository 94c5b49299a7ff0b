//! Reads what strace wrote down: which bytes went where, what was synced, what was said on stdout, in order.
//!
//! A call that could change a file and is not understood here ends the test: a model that overlooks a call would
//! promise what nobody has tried.

use crate::driver::OPENED;
use std::{
    collections::{BTreeSet, HashMap},
    path::{Path, PathBuf},
};

/// The calls that reach the storage or tell where they will. With `%file` names alone, copies inside the kernel
/// would go unseen.
pub const CALLS: &str = "openat,open,creat,close,dup,dup2,dup3,lseek,write,writev,pwrite64,pwritev,pwritev2,\
    ftruncate,truncate,fallocate,fsync,fdatasync,sync_file_range,syncfs,sync,msync,rename,renameat,renameat2,link,\
    linkat,symlink,symlinkat,unlink,unlinkat,rmdir,mkdir,mkdirat,copy_file_range,sendfile";

/// Something that happened to the data folder, or was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// Opened so that it is made when it is not there.
    Create(PathBuf),
    Write {
        path: PathBuf,
        at: u64,
        bytes: Vec<u8>,
    },
    Resize {
        path: PathBuf,
        size: u64,
    },
    /// A file's content or a folder's names.
    Sync(PathBuf),
    Rename {
        from: PathBuf,
        to: PathBuf,
    },
    /// A second name for a file.
    Link {
        from: PathBuf,
        to: PathBuf,
    },
    Unlink(PathBuf),
    MakeFolder(PathBuf),
    /// A whole line on stdout.
    Said(String),
    /// The kernel was made to answer with an error about this file; nothing where it has no name.
    Injected(Option<PathBuf>),
}

impl Event {
    /// The same, in another folder.
    pub fn moved(&self, from: &Path, to: &Path) -> Event {
        let there = |path: &Path| match path.strip_prefix(from) {
            Ok(rest) if rest.as_os_str().is_empty() => to.to_owned(),
            Ok(rest) => to.join(rest),
            Err(_) => path.to_owned(),
        };
        let mut moved = self.clone();
        match &mut moved {
            Event::Create(path)
            | Event::Write { path, .. }
            | Event::Resize { path, .. }
            | Event::Sync(path)
            | Event::Unlink(path)
            | Event::MakeFolder(path) => *path = there(path),
            Event::Rename { from, to } | Event::Link { from, to } => {
                (*from, *to) = (there(from), there(to))
            }
            Event::Said(_) | Event::Injected(_) => {}
        }
        moved
    }
}

/// A call of one thread inside the data folder, counted as strace counts: by thread and by name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Point {
    pub call: String,
    pub when: usize,
}

pub struct Trace {
    pub events: Vec<Event>,
    pub points: Vec<Point>,
    /// The same of all files, those in shared memory too, up to the line that says the folder is open.
    pub while_opening: BTreeSet<Point>,
}

impl Trace {
    pub fn read(text: &str, folder: &Path) -> Trace {
        let mut reader = Reader {
            folder,
            unfinished: HashMap::new(),
            offsets: HashMap::new(),
            counts: HashMap::new(),
            stdout: String::new(),
            opened: false,
            trace: Trace { events: vec![], points: vec![], while_opening: BTreeSet::new() },
        };
        for line in text.lines() {
            reader.line(line);
        }
        reader.trace
    }
}

struct Reader<'a> {
    folder: &'a Path,
    /// Calls of threads that others overtook.
    unfinished: HashMap<String, String>,
    /// Where each open file stands.
    offsets: HashMap<String, Offset>,
    counts: HashMap<(String, String), usize>,
    stdout: String,
    opened: bool,
    trace: Trace,
}

#[derive(Clone, Copy)]
struct Offset {
    at: u64,
    appends: bool,
}

impl Reader<'_> {
    fn line(&mut self, line: &str) {
        let Some((thread, rest)) = line.split_once(' ') else { return };
        let rest = rest.trim_start();
        if let Some(beginning) = rest.strip_suffix(" <unfinished ...>") {
            self.unfinished.insert(thread.to_owned(), beginning.to_owned());
        } else if let Some(resumed) = rest.strip_prefix("<... ") {
            let (_, end) = resumed.split_once(" resumed>").expect("strace says what is resumed");
            let beginning = self.unfinished.remove(thread).expect("a resumed call has begun");
            self.call(thread, &format!("{beginning}{end}"));
        } else if rest.contains('(') && !rest.starts_with(['+', '-']) {
            self.call(thread, rest);
        }
    }

    fn call(&mut self, thread: &str, text: &str) {
        let (name, rest) = text.split_once('(').expect("a call has arguments");
        // The text of arguments is written in hexadecimal, so nothing in them looks like this.
        let Some((arguments, result)) = rest.rsplit_once(") = ").or_else(|| {
            // `) = 0` is aligned with spaces after short calls.
            let (arguments, result) = rest.rsplit_once(" = ")?;
            Some((arguments.trim_end().strip_suffix(')')?, result))
        }) else {
            return;
        };
        let arguments: Vec<&str> = arguments.split(", ").collect();
        let when = self.counts.entry((thread.to_owned(), name.to_owned())).or_default();
        *when += 1;
        let when = *when;
        if result.contains("(INJECTED)") {
            let path = path_of(arguments[0]);
            self.trace.events.push(Event::Injected(path));
        }
        let before = self.trace.events.len();
        if !result.starts_with('-') && !result.starts_with('?') {
            self.done(name, &arguments, result);
        }
        if !self.opened {
            self.trace.while_opening.insert(Point { call: name.to_owned(), when });
        }
        let happened = self.trace.events[before..]
            .iter()
            .any(|event| !matches!(event, Event::Said(_) | Event::Injected(_)));
        let opened = name == "openat" && self.inside(&path_of(result).unwrap_or_default());
        if happened || opened {
            self.trace.points.push(Point { call: name.to_owned(), when });
        }
    }

    /// Notes what a call that succeeded has changed.
    fn done(&mut self, name: &str, arguments: &[&str], result: &str) {
        let handle = arguments[0].split('<').next().unwrap_or_default().to_owned();
        let path = path_of(arguments[0]);
        match name {
            "openat" => self.opened(arguments, result),
            "close" => {}
            "lseek" => {
                let at = number(result);
                self.offsets.entry(handle).or_insert(Offset { at, appends: false }).at = at;
            }
            "write" => self.wrote(&handle, path, arguments[1], number(result)),
            "pwrite64" => {
                let Some(path) = path.filter(|path| self.inside(path)) else { return };
                let mut bytes = unhex(arguments[1]);
                bytes.truncate(usize::try_from(number(result)).unwrap());
                self.push(Event::Write { path, at: number(arguments[3]), bytes });
            }
            "ftruncate" => {
                let Some(path) = path.filter(|path| self.inside(path)) else { return };
                self.push(Event::Resize { path, size: number(arguments[1]) });
            }
            "fsync" | "fdatasync" => {
                let Some(path) = path.filter(|path| self.inside(path)) else { return };
                self.push(Event::Sync(path));
            }
            "rename" => self.renamed(self.at(None, arguments[0]), self.at(None, arguments[1])),
            "renameat" | "renameat2" => {
                let from = self.at(Some(arguments[0]), arguments[1]);
                self.renamed(from, self.at(Some(arguments[2]), arguments[3]));
            }
            "link" => self.linked(self.at(None, arguments[0]), self.at(None, arguments[1])),
            "linkat" => {
                let from = self.at(Some(arguments[0]), arguments[1]);
                self.linked(from, self.at(Some(arguments[2]), arguments[3]));
            }
            "unlink" | "rmdir" => self.unlinked(self.at(None, arguments[0])),
            "unlinkat" => self.unlinked(self.at(Some(arguments[0]), arguments[1])),
            "mkdir" => self.made(self.at(None, arguments[0])),
            "mkdirat" => self.made(self.at(Some(arguments[0]), arguments[1])),
            // Copies inside the kernel and the like: none of the flows does this to the data folder today.
            other => {
                let touches =
                    arguments.iter().filter_map(|text| path_of(text).or_else(|| text_of(text)));
                let inside: Vec<PathBuf> = touches.filter(|path| self.inside(path)).collect();
                assert!(
                    inside.is_empty(),
                    "{other} of {inside:?} is not understood by the power cuts"
                );
            }
        }
    }

    fn opened(&mut self, arguments: &[&str], result: &str) {
        let flags = arguments[2];
        let handle = result.split('<').next().unwrap_or_default().to_owned();
        self.offsets.insert(handle, Offset { at: 0, appends: flags.contains("O_APPEND") });
        let Some(path) = path_of(result).filter(|path| self.inside(path)) else { return };
        if flags.contains("O_CREAT") {
            self.push(Event::Create(path.clone()));
        }
        if flags.contains("O_TRUNC") {
            self.push(Event::Resize { path, size: 0 });
        }
    }

    fn wrote(&mut self, handle: &str, path: Option<PathBuf>, bytes: &str, count: u64) {
        if handle == "1" {
            self.stdout.push_str(&String::from_utf8_lossy(&unhex(bytes)));
            while let Some((line, rest)) = self.stdout.split_once('\n') {
                let (line, rest) = (line.to_owned(), rest.to_owned());
                if !line.is_empty() {
                    self.push(Event::Said(line));
                }
                self.stdout = rest;
            }
            return;
        }
        let Some(path) = path.filter(|path| self.inside(path)) else { return };
        let offset = self.offsets.get_mut(handle).expect("a file is opened before it is written");
        assert!(!offset.appends, "appending to {} is not understood", path.display());
        let at = offset.at;
        offset.at += count;
        self.push(Event::Write { path, at, bytes: unhex(bytes) });
    }

    fn renamed(&mut self, from: PathBuf, to: PathBuf) {
        if self.inside(&from) || self.inside(&to) {
            self.push(Event::Rename { from, to });
        }
    }
    fn linked(&mut self, from: PathBuf, to: PathBuf) {
        if self.inside(&from) || self.inside(&to) {
            self.push(Event::Link { from, to });
        }
    }
    fn unlinked(&mut self, path: PathBuf) {
        if self.inside(&path) {
            self.push(Event::Unlink(path));
        }
    }
    fn made(&mut self, path: PathBuf) {
        if self.inside(&path) {
            self.push(Event::MakeFolder(path));
        }
    }

    fn push(&mut self, event: Event) {
        self.opened |= matches!(&event, Event::Said(line) if line == OPENED);
        self.trace.events.push(event);
    }

    /// The shared memory beside a database is no storage: it is gone with the power, and made anew.
    fn inside(&self, path: &Path) -> bool {
        path.starts_with(self.folder) && !path.to_string_lossy().ends_with("-shm")
    }

    fn at(&self, folder: Option<&str>, name: &str) -> PathBuf {
        let name = text_of(name).expect("a name is a string");
        match folder.and_then(path_of) {
            Some(folder) => folder.join(name),
            None => name,
        }
    }
}

fn number(text: &str) -> u64 {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().expect("strace writes a number here")
}

/// `7</folder/file>`; nothing where it has been unlinked meanwhile, or is no file.
fn path_of(text: &str) -> Option<PathBuf> {
    let (_, rest) = text.split_once('<')?;
    let (path, after) = rest.split_once('>')?;
    if after.starts_with("(deleted)") {
        return None;
    }
    let path = PathBuf::from(String::from_utf8(unescape(path)).ok()?);
    path.is_absolute().then_some(path)
}

fn text_of(text: &str) -> Option<PathBuf> {
    text.starts_with('"').then(|| PathBuf::from(String::from_utf8_lossy(&unhex(text)).into_owned()))
}

/// `"\x41\x42"` to bytes.
fn unhex(text: &str) -> Vec<u8> {
    assert!(text.ends_with('"'), "strace has left something out: {}", text.len());
    unescape(text.trim_matches('"'))
}

fn unescape(text: &str) -> Vec<u8> {
    let digit = |letter: u8| match letter {
        b'0'..=b'9' => letter - b'0',
        letter => letter - b'a' + 10,
    };
    let text = text.as_bytes();
    let mut bytes = Vec::with_capacity(text.len() / 4);
    let mut place = 0;
    while place < text.len() {
        if text[place..].starts_with(b"\\x") {
            bytes.push(digit(text[place + 2]) * 16 + digit(text[place + 3]));
            place += 4;
        } else {
            bytes.push(text[place]);
            place += 1;
        }
    }
    bytes
}

#[test]
fn a_call_that_others_overtake_happens_when_it_ends() {
    let hex = |text: &str| text.bytes().map(|byte| format!("\\x{byte:02x}")).collect::<String>();
    let (file, ack) = (hex("/d/a"), hex("done 1\n"));
    let text = format!(
        "7 openat(AT_FDCWD<{root}>, \"{file}\", O_RDWR|O_CREAT, 0644) = 5<{file}>\n\
         7 pwrite64(5<{file}>, \"{body}\", 2, 512 <unfinished ...>\n\
         8 write(1<pipe:[3]>, \"{ack}\", 7) = 7\n\
         7 <... pwrite64 resumed>) = 2\n\
         7 fsync(5<{file}>)                 = 0\n\
         7 fsync(5<{file}>)                 = -1 EIO (Input/output error) (INJECTED)\n\
         7 unlink(\"{file}\")                = 0\n",
        root = hex("/"),
        body = hex("ab"),
    );
    let path = PathBuf::from("/d/a");
    let trace = Trace::read(&text, Path::new("/d"));
    assert_eq!(
        trace.events,
        [
            Event::Create(path.clone()),
            Event::Said("done 1".to_owned()),
            Event::Write { path: path.clone(), at: 512, bytes: b"ab".to_vec() },
            Event::Sync(path.clone()),
            Event::Injected(Some(path.clone())),
            Event::Unlink(path),
        ]
    );
    let point = |call: &str| Point { call: call.to_owned(), when: 1 };
    assert_eq!(trace.points, ["openat", "pwrite64", "fsync", "unlink"].map(point));
}
