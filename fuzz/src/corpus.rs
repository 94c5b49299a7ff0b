//! The inputs to begin with: those that were kept, and those that vectors and generators give.

use crate::Target;
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// The folder of the kept inputs, one folder in it for each target.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

/// An input and where it is from.
pub struct Known {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// The kept inputs of a target by name, then its seeds.
///
/// # Errors
/// A folder or file that cannot be read.
pub fn of(target: &Target) -> io::Result<Vec<Known>> {
    let mut known = kept(target)?;
    for (place, bytes) in (target.seeds)().into_iter().enumerate() {
        known.push(Known { name: format!("seed {place}"), bytes });
    }
    Ok(known)
}

/// What lies in the target's folder; nothing where it has none yet.
///
/// # Errors
/// A folder or file that cannot be read.
pub fn kept(target: &Target) -> io::Result<Vec<Known>> {
    let folder = folder().join(target.name);
    if !folder.exists() {
        return Ok(vec![]);
    }
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            Ok(Known { name, bytes: fs::read(path)? })
        })
        .collect()
}

/// Writes all inputs of a target into a folder, for a fuzzer that reads files.
///
/// # Errors
/// A file that cannot be written.
pub fn plant(target: &Target, into: &Path) -> io::Result<usize> {
    fs::create_dir_all(into)?;
    let known = of(target)?;
    for (place, Known { bytes, .. }) in known.iter().enumerate() {
        fs::write(into.join(format!("known-{place:04}")), bytes)?;
    }
    Ok(known.len())
}

/// The first `columns` texts of each row of the kernel's vectors `file`.
pub(crate) fn vectors(file: &str, columns: usize) -> Vec<Vec<u8>> {
    let path = folder().join(format!("../../base/kernel/tests/vectors/{file}.csv"));
    let Ok(reader) = csv::Reader::from_path(path) else { return vec![] };
    let rows = reader.into_records().flatten();
    rows.flat_map(|row| {
        row.iter().take(columns).map(|text| text.as_bytes().to_vec()).collect::<Vec<_>>()
    })
    .collect()
}

/// Texts as inputs.
pub(crate) fn texts(texts: &[&str]) -> Vec<Vec<u8>> {
    texts.iter().map(|text| text.as_bytes().to_vec()).collect()
}
