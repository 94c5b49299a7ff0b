//! A disk as it may be after the power went: what was synced is there, of the rest nobody knows.
//!
//! - A write waits until its file is synced; a name that was made, moved or taken away waits until its folder is.
//! - Of what waits, any part may have arrived, in any order, a write torn at the borders of 512 bytes.
//! - A file that is whole but whose name did not arrive is gone.

use crate::{chance::Chance, trace::Event};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fs,
    path::{Path, PathBuf},
};

const SECTOR: u64 = 512;

/// What is in a folder, by its names in it: the content of a file, or nothing for a folder.
pub type Image = BTreeMap<PathBuf, Option<Vec<u8>>>;

#[derive(Clone)]
enum Change {
    Write { at: u64, bytes: Vec<u8> },
    Resize(u64),
}

#[derive(Default)]
struct Content {
    durable: Vec<u8>,
    pending: Vec<Change>,
}

#[derive(Clone)]
enum NameChange {
    Made { path: PathBuf, file: usize },
    Gone(PathBuf),
    Moved { from: PathBuf, to: PathBuf, file: usize },
}

impl NameChange {
    /// Where it is written down. A move between folders arrives with its new one.
    fn folder(&self) -> &Path {
        let path = match self {
            NameChange::Made { path, .. } | NameChange::Gone(path) => path,
            NameChange::Moved { to, .. } => to,
        };
        path.parent().expect("a name stands in a folder")
    }

    fn apply(&self, names: &mut BTreeMap<PathBuf, usize>) {
        match self {
            NameChange::Made { path, file } => {
                names.insert(path.clone(), *file);
            }
            NameChange::Gone(path) => {
                names.remove(path);
            }
            NameChange::Moved { from, to, file } => {
                names.remove(from);
                names.insert(to.clone(), *file);
            }
        }
    }
}

pub struct Disk {
    root: PathBuf,
    files: Vec<Content>,
    folders: BTreeSet<usize>,
    /// As the running program sees them.
    names: BTreeMap<PathBuf, usize>,
    durable_names: BTreeMap<PathBuf, usize>,
    pending_names: Vec<NameChange>,
    /// A disk that says it has synced and has not.
    pub lies: bool,
}

/// What of the waiting changes has arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrived {
    Nothing,
    Everything,
    Some,
}

impl Disk {
    /// With the folder's present content on it, all of it synced.
    pub fn of(root: &Path) -> Disk {
        let mut disk = Disk {
            root: root.to_owned(),
            files: vec![],
            folders: BTreeSet::new(),
            names: BTreeMap::new(),
            durable_names: BTreeMap::new(),
            pending_names: vec![],
            lies: false,
        };
        disk.take_in(root);
        disk.durable_names = disk.names.clone();
        disk
    }

    fn take_in(&mut self, folder: &Path) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                let id = self.new_folder();
                self.names.insert(path.clone(), id);
                self.take_in(&path);
            } else {
                self.files.push(Content { durable: fs::read(&path).unwrap(), pending: vec![] });
                self.names.insert(path, self.files.len() - 1);
            }
        }
    }

    fn new_folder(&mut self) -> usize {
        self.files.push(Content::default());
        self.folders.insert(self.files.len() - 1);
        self.files.len() - 1
    }

    pub fn apply(&mut self, event: &Event) {
        match event {
            Event::Create(path) if !self.names.contains_key(path) => {
                self.files.push(Content::default());
                self.rename(NameChange::Made { path: path.clone(), file: self.files.len() - 1 });
            }
            Event::MakeFolder(path) => {
                let file = self.new_folder();
                self.rename(NameChange::Made { path: path.clone(), file });
            }
            Event::Write { path, at, bytes } => {
                self.change(path, Change::Write { at: *at, bytes: bytes.clone() });
            }
            Event::Resize { path, size } => self.change(path, Change::Resize(*size)),
            Event::Unlink(path) => self.rename(NameChange::Gone(path.clone())),
            Event::Rename { from, to } => {
                let file = self.names[from];
                self.rename(NameChange::Moved { from: from.clone(), to: to.clone(), file });
            }
            Event::Link { from, to } => {
                let file = self.names[from];
                self.rename(NameChange::Made { path: to.clone(), file });
            }
            Event::Sync(path) if !self.lies => self.sync(path),
            Event::Create(_) | Event::Sync(_) | Event::Said(_) | Event::Injected(_) => {}
        }
    }

    fn rename(&mut self, change: NameChange) {
        change.apply(&mut self.names);
        self.pending_names.push(change);
    }

    fn change(&mut self, path: &Path, change: Change) {
        let file = self.names[path];
        self.files[file].pending.push(change);
    }

    fn sync(&mut self, path: &Path) {
        let is_folder = path == self.root
            || self.names.get(path).is_some_and(|file| self.folders.contains(file));
        if is_folder {
            let (arrived, waiting) = std::mem::take(&mut self.pending_names)
                .into_iter()
                .partition(|change: &NameChange| change.folder() == path);
            self.pending_names = waiting;
            for change in arrived {
                change.apply(&mut self.durable_names);
            }
        } else {
            let file = &mut self.files[self.names[path]];
            for change in std::mem::take(&mut file.pending) {
                land(&mut file.durable, &change);
            }
        }
    }

    /// The folder as it is found when the power is back.
    pub fn image(&self, arrived: Arrived, chance: &mut Chance) -> Image {
        let mut names = self.durable_names.clone();
        for change in choose(&self.pending_names, arrived, chance) {
            change.apply(&mut names);
        }
        let mut contents: HashMap<usize, Vec<u8>> = HashMap::new();
        let mut image = Image::new();
        for (path, file) in &names {
            let within = path.ancestors().skip(1).take_while(|above| *above != self.root);
            let reachable = within.into_iter().all(|above| names.contains_key(above));
            if !reachable {
                continue;
            }
            let name = path.strip_prefix(&self.root).expect("every name is below the root");
            if self.folders.contains(file) {
                image.insert(name.to_owned(), None);
                continue;
            }
            let content = contents.entry(*file).or_insert_with(|| {
                let found = &self.files[*file];
                let mut bytes = found.durable.clone();
                for change in choose(&found.pending, arrived, chance) {
                    let torn = arrived == Arrived::Some && chance.one_in(4);
                    land_torn(&mut bytes, change, torn.then_some(&mut *chance));
                }
                bytes
            });
            image.insert(name.to_owned(), Some(content.clone()));
        }
        image
    }
}

/// Which of the waiting changes have arrived. Half of them at random, or all up to one, or all but one: each finds
/// other mistakes.
fn choose<'a, T>(all: &'a [T], arrived: Arrived, chance: &mut Chance) -> Vec<&'a T> {
    match arrived {
        Arrived::Nothing => vec![],
        Arrived::Everything => all.iter().collect(),
        Arrived::Some if all.is_empty() => vec![],
        Arrived::Some => match chance.below(3) {
            0 => all.iter().filter(|_| chance.one_in(2)).collect(),
            1 => all.iter().take(chance.below(all.len() + 1)).collect(),
            _ => {
                let missing = chance.below(all.len());
                all.iter()
                    .enumerate()
                    .filter(|(at, _)| *at != missing)
                    .map(|(_, one)| one)
                    .collect()
            }
        },
    }
}

fn land(bytes: &mut Vec<u8>, change: &Change) {
    land_torn(bytes, change, None);
}

fn land_torn(bytes: &mut Vec<u8>, change: &Change, mut torn: Option<&mut Chance>) {
    let (at, written) = match change {
        Change::Resize(size) => return bytes.resize(usize::try_from(*size).unwrap(), 0),
        Change::Write { at, bytes } => (*at, bytes),
    };
    let mut from = at;
    let end = at + written.len() as u64;
    while from < end {
        let to = end.min((from / SECTOR + 1) * SECTOR);
        let arrives = torn.as_mut().is_none_or(|chance| chance.one_in(2));
        if arrives {
            let place = |offset: u64| usize::try_from(offset).unwrap();
            if bytes.len() < place(to) {
                bytes.resize(place(to), 0);
            }
            bytes[place(from)..place(to)]
                .copy_from_slice(&written[place(from - at)..place(to - at)]);
        }
        from = to;
    }
}

/// Lays an image down as a folder.
pub fn lay(image: &Image, folder: &Path) {
    for (name, bytes) in image {
        let path = folder.join(name);
        // Above stands before below in their order.
        match bytes {
            Some(bytes) => fs::write(path, bytes).unwrap(),
            None => fs::create_dir(path).unwrap(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(path: &str, at: u64, bytes: &[u8]) -> Event {
        Event::Write { path: path.into(), at, bytes: bytes.to_vec() }
    }
    fn of(folder: &tempfile::TempDir, events: &[Event]) -> Disk {
        let mut disk = Disk::of(folder.path());
        events.iter().for_each(|event| disk.apply(event));
        disk
    }
    fn found(disk: &Disk, arrived: Arrived, name: &str) -> Option<Vec<u8>> {
        disk.image(arrived, &mut Chance::new(1)).remove(Path::new(name)).flatten()
    }

    #[test]
    fn only_what_was_synced_is_sure_to_be_there() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a"), "old").unwrap();
        let path = folder.path().join("a");
        let name = path.to_str().unwrap();
        let mut disk = of(&folder, &[write(name, 0, b"new")]);
        assert_eq!(found(&disk, Arrived::Nothing, "a"), Some(b"old".to_vec()));
        assert_eq!(found(&disk, Arrived::Everything, "a"), Some(b"new".to_vec()));
        disk.apply(&Event::Sync(path.clone()));
        assert_eq!(found(&disk, Arrived::Nothing, "a"), Some(b"new".to_vec()));
    }

    #[test]
    fn a_new_name_waits_for_its_folder_and_a_moved_one_too() {
        let folder = tempfile::tempdir().unwrap();
        let [new, last] = ["new", "last"].map(|name| folder.path().join(name));
        let events = [
            Event::Create(new.clone()),
            write(new.to_str().unwrap(), 0, b"whole"),
            Event::Sync(new.clone()),
            Event::Rename { from: new, to: last },
        ];
        let mut disk = of(&folder, &events);
        assert!(disk.image(Arrived::Nothing, &mut Chance::new(1)).is_empty());
        disk.apply(&Event::Sync(folder.path().to_owned()));
        assert_eq!(found(&disk, Arrived::Nothing, "last"), Some(b"whole".to_vec()));
        assert_eq!(found(&disk, Arrived::Nothing, "new"), None);
    }

    #[test]
    fn a_file_in_a_folder_that_did_not_arrive_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let (keys, key) = (folder.path().join("keys"), folder.path().join("keys/key"));
        let events = [
            Event::MakeFolder(keys.clone()),
            Event::Create(key.clone()),
            write(key.to_str().unwrap(), 0, b"k"),
            Event::Sync(key),
            Event::Sync(keys),
        ];
        let mut disk = of(&folder, &events);
        assert_eq!(found(&disk, Arrived::Nothing, "keys/key"), None);
        disk.apply(&Event::Sync(folder.path().to_owned()));
        assert_eq!(found(&disk, Arrived::Nothing, "keys/key"), Some(b"k".to_vec()));
    }

    #[test]
    fn a_torn_write_is_torn_between_sectors() {
        let mut seen = BTreeSet::new();
        for seed in 0..100 {
            let mut bytes = vec![b'.'; 1_024];
            let change = Change::Write { at: 500, bytes: vec![b'x'; 100] };
            land_torn(&mut bytes, &change, Some(&mut Chance::new(seed)));
            seen.insert((
                bytes[500] == b'x',
                bytes[511] == b'x',
                bytes[512] == b'x',
                bytes[599] == b'x',
            ));
        }
        let whole_sectors = [(false, false), (false, true), (true, false), (true, true)];
        assert_eq!(seen, whole_sectors.map(|(one, two)| (one, one, two, two)).into());
    }

    #[test]
    fn a_disk_that_lies_keeps_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        let mut disk = Disk::of(folder.path());
        disk.lies = true;
        disk.apply(&Event::Create(path.clone()));
        disk.apply(&Event::Sync(path));
        disk.apply(&Event::Sync(folder.path().to_owned()));
        assert!(disk.image(Arrived::Nothing, &mut Chance::new(1)).is_empty());
    }
}
