//! The zip around a workbook, looked at before anything is unpacked.

use super::xml::Xml;
use crate::{FileKind, Limits, Unreadable};
use std::{
    fs::File,
    io::{self, BufReader, Read, Seek, SeekFrom},
};
use zip::{ZipArchive, result::ZipError};

pub(crate) struct Package {
    pub(crate) archive: ZipArchive<BufReader<File>>,
}

impl Package {
    pub(crate) fn open(mut file: File, limits: &Limits) -> Result<Package, Unreadable> {
        let declared = parts_declared(&mut file)?;
        if declared > limits.parts as u64 {
            return Err(Unreadable::Swollen);
        }
        file.seek(SeekFrom::Start(0))?;
        let archive = ZipArchive::new(BufReader::new(file)).map_err(of_zip)?;
        // Two parts of one name: each reader would choose another.
        if (archive.len() as u64) < declared || !archive.file_names().all(is_plain) {
            return Err(Unreadable::damaged("names of parts that no office program writes"));
        }
        let mut package = Package { archive };
        package.check_parts(limits)?;
        package.check_kind()?;
        Ok(package)
    }

    fn check_parts(&mut self, limits: &Limits) -> Result<(), Unreadable> {
        if self.archive.len() > limits.parts {
            return Err(Unreadable::Swollen);
        }
        let mut unzipped: u64 = 0;
        for place in 0..self.archive.len() {
            let part = self.archive.by_index_raw(place).map_err(of_zip)?;
            if part.encrypted() {
                return Err(Unreadable::PasswordProtected);
            }
            unzipped = unzipped.saturating_add(part.size());
            if is_bomb(part.compressed_size(), part.size()) || unzipped > limits.unzipped_bytes {
                return Err(Unreadable::Swollen);
            }
        }
        if self.archive.has_overlapping_files().map_err(of_zip)? {
            return Err(Unreadable::Swollen);
        }
        Ok(())
    }

    /// A zip may also be a letter, a presentation, a workbook with macros, or just a zip.
    fn check_kind(&self) -> Result<(), Unreadable> {
        let names: Vec<String> = self.archive.file_names().map(str::to_ascii_lowercase).collect();
        let has = |start: &str| names.iter().any(|name| name.starts_with(start));
        if has("xl/macrosheets/") || names.iter().any(|name| name.ends_with("vbaproject.bin")) {
            return Err(Unreadable::HasMacros);
        }
        let kind = match () {
            () if has("xl/workbook.bin") => FileKind::BinaryExcel,
            () if has("xl/") => return Ok(()),
            () if has("word/") => FileKind::Word,
            () if has("ppt/") => FileKind::Presentation,
            () if has("mimetype") && has("content.xml") => FileKind::OpenDocument,
            () => FileKind::Archive,
        };
        Err(Unreadable::AnotherKind(kind))
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// How many bytes a part has, unpacked; none, if it is not there.
    pub(crate) fn size_of(&mut self, name: &str) -> u64 {
        let place = self.archive.index_for_name(name);
        let part = place.and_then(|place| self.archive.by_index_raw(place).ok());
        part.map_or(0, |part| part.size())
    }

    /// A part as XML. It may not turn out longer than the zip's directory says.
    pub(crate) fn part(&mut self, name: &str) -> Result<Xml<impl Read + '_>, Unreadable> {
        Ok(Xml::new(self.bytes(name)?))
    }

    /// A part as it unpacks. It may not turn out longer than the zip's directory says.
    pub(crate) fn bytes(&mut self, name: &str) -> Result<impl Read + '_, Unreadable> {
        let part = self.archive.by_name(name).map_err(of_zip)?;
        let left = part.size();
        Ok(AsDeclared { part, left })
    }
}

fn is_plain(name: &str) -> bool {
    name.len() < 300
        && !name.chars().any(char::is_control)
        && !name.split(['/', '\\']).any(|step| step == "..")
}

/// Sheets full of the same word pack well, but not a thousandfold.
fn is_bomb(packed: u64, unpacked: u64) -> bool {
    unpacked > 1 << 20 && unpacked / packed.max(1) > 1_000
}

fn of_zip(error: ZipError) -> Unreadable {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Unreadable::PasswordProtected,
        ZipError::FileNotFound => Unreadable::damaged("a part is missing"),
        _ => Unreadable::damaged("the zip is broken"),
    }
}

struct AsDeclared<R> {
    part: R,
    left: u64,
}
impl<R: Read> Read for AsDeclared<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let taken = self.part.read(into)?;
        let within = self.left.checked_sub(taken as u64);
        self.left = within
            .ok_or_else(|| io::Error::new(io::ErrorKind::FileTooLarge, "longer than declared"))?;
        Ok(taken)
    }
}

/// How many parts the end of the zip promises, read before the zip library makes room for them.
fn parts_declared(file: &mut File) -> Result<u64, Unreadable> {
    const END: u64 = 22;
    const COMMENT: u64 = 65_535;
    const WIDE: u64 = 20 + 56;
    let length = file.seek(SeekFrom::End(0))?;
    let from = length.saturating_sub(END + COMMENT + WIDE);
    file.seek(SeekFrom::Start(from))?;
    let mut tail = Vec::new();
    file.take(END + COMMENT + WIDE).read_to_end(&mut tail)?;
    let last = |sign: &[u8; 4]| tail.windows(4).rposition(|window| window == sign);
    let Some(end) = last(b"PK\x05\x06") else {
        return Err(Unreadable::damaged("the zip has no end"));
    };
    let narrow = tail
        .get(end + 10..end + 12)
        .map_or(0, |bytes| u64::from(u16::from_le_bytes([bytes[0], bytes[1]])));
    let wide = last(b"PK\x06\x06")
        .and_then(|end| tail.get(end + 32..end + 40))
        .and_then(|bytes| bytes.try_into().ok())
        .map_or(0, u64::from_le_bytes);
    Ok(if narrow == u64::from(u16::MAX) { wide } else { narrow })
}
