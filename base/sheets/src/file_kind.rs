//! What a file is, seen in its bytes. Its name is only what somebody called it.

use crate::{FileKind, Unreadable};

pub(crate) enum Found {
    Zip,
    /// The container of Office before 2007, of whatever program.
    OldOffice,
    /// Perhaps text; to be seen when it is decoded.
    Other,
}

/// As much of a file as is needed to tell its kind.
pub(crate) const START_BYTES: u64 = 1024;

pub(crate) fn look(start: &[u8]) -> Result<Found, Unreadable> {
    if start.is_empty() {
        return Err(Unreadable::EmptyFile);
    }
    if start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06") {
        return Ok(Found::Zip);
    }
    if start.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Ok(Found::OldOffice);
    }
    let other = another_kind(start);
    other.map_or(Ok(Found::Other), |kind| Err(Unreadable::AnotherKind(kind)))
}

fn another_kind(start: &[u8]) -> Option<FileKind> {
    let is = |signs: &[&[u8]]| signs.iter().any(|sign| start.starts_with(sign));
    if is(&[b"%PDF"]) {
        return Some(FileKind::Pdf);
    }
    let riff_picture = start.starts_with(b"RIFF") && start.get(8..12) == Some(b"WEBP");
    let phone_picture = start.get(4..8) == Some(b"ftyp");
    let picture = is(&[b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*"]) || bitmap(start);
    if picture || riff_picture || phone_picture {
        return Some(FileKind::Picture);
    }
    if is(&[b"{\\rtf"]) {
        return Some(FileKind::Word);
    }
    if is(&[b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"PK\x07\x08"]) {
        return Some(FileKind::Archive);
    }
    if is(&[
        b"\x09\x00\x04\x00",
        b"\x09\x02\x06\x00",
        b"\x09\x04\x06\x00",
        b"\x09\x08\x06\x00",
        b"\x09\x08\x10\x00",
    ]) {
        return Some(FileKind::AncientExcel);
    }
    is_markup(start).then_some(FileKind::WebPage)
}

fn bitmap(start: &[u8]) -> bool {
    start.starts_with(b"BM") && start.get(6..10) == Some(&[0, 0, 0, 0])
}

/// Web pages and Excel's own XML of 2003, in one byte or two bytes a letter.
fn is_markup(start: &[u8]) -> bool {
    let letters: Vec<u8> = start
        .iter()
        .filter(|byte| byte.is_ascii() && **byte != 0)
        .map(u8::to_ascii_lowercase)
        .collect();
    let text = letters.trim_ascii_start();
    [
        &b"<html"[..],
        b"<!doctype",
        b"<?xml",
        b"<table",
        b"<meta",
        b"<head",
        b"<style",
        b"mime-version:",
    ]
    .iter()
    .any(|sign| text.starts_with(sign))
}

/// Before 2007 every office program wrote the same kind of container; its directory tells them apart.
pub(crate) fn check_old_office(bytes: &[u8]) -> Result<(), Unreadable> {
    let holds = |name: &str| bytes.chunks_exact(128).any(|entry| is_entry(entry, name));
    if holds("EncryptedPackage") {
        return Err(Unreadable::PasswordProtected);
    }
    if holds("Workbook") || holds("Book") {
        return Ok(());
    }
    if holds("WordDocument") {
        return Err(Unreadable::AnotherKind(FileKind::Word));
    }
    if holds("PowerPoint Document") {
        return Err(Unreadable::AnotherKind(FileKind::Presentation));
    }
    Err(Unreadable::OldWorkbookDamaged)
}

/// Directory entries are 128 bytes and start with the name in UTF-16, its length with the final zero at byte 64.
fn is_entry(entry: &[u8], name: &str) -> bool {
    let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let length = u16::from_le_bytes([entry[64], entry[65]]);
    usize::from(length) == wide.len() + 2 && entry.starts_with(&wide)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(bytes: &[u8]) -> Option<Unreadable> {
        look(bytes).err()
    }

    #[test]
    fn a_file_is_known_by_its_bytes_whatever_its_name() {
        assert_eq!(refusal(b""), Some(Unreadable::EmptyFile));
        for (bytes, kind) in [
            (&b"%PDF-1.7"[..], FileKind::Pdf),
            (b"\x89PNG\r\n", FileKind::Picture),
            (b"\xff\xd8\xff\xe0", FileKind::Picture),
            (b"{\\rtf1", FileKind::Word),
            (b"\r\n  <HTML xmlns:x=", FileKind::WebPage),
            (b"\xef\xbb\xbf<table>", FileKind::WebPage),
            (b"\xff\xfe<\0h\0t\0m\0l\0", FileKind::WebPage),
            (b"Rar!\x1a", FileKind::Archive),
        ] {
            assert_eq!(refusal(bytes), Some(Unreadable::AnotherKind(kind)));
        }
        assert_eq!(refusal("Họ và tên,Năm sinh".as_bytes()), None);
    }

    #[test]
    fn an_old_container_tells_a_locked_workbook_from_a_letter() {
        let with = |name: &str| {
            let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
            bytes.resize(640, 0);
            let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            bytes[512..512 + wide.len()].copy_from_slice(&wide);
            bytes[576] = wide.len() as u8 + 2;
            check_old_office(&bytes).err()
        };
        assert_eq!(with("EncryptedPackage"), Some(Unreadable::PasswordProtected));
        assert_eq!(with("WordDocument"), Some(Unreadable::AnotherKind(FileKind::Word)));
        assert_eq!(with("Workbook"), None);
        assert_eq!(with("Something"), Some(Unreadable::OldWorkbookDamaged));
    }
}
