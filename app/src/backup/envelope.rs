//! What lies around a backup that is encrypted: the passphrase becomes a key, and each piece is sealed so that none
//! can be changed, swapped or left out.
//!
//! Without a passphrase the bytes pass as they are.

use aead_stream::{DecryptorBE32, EncryptorBE32};
use aes_gcm_siv::{Aes256GcmSiv, aead::Payload};
use argon2::{Algorithm, Argon2, Params, Version};
use platform::seal;
use std::io::{self, Read, Write};

const MAGIC: &[u8; 20] = b"khuyenhoc-sealed-01\n";
const SALT_BYTES: usize = 16;
const NONCE_BYTES: usize = 7;
const HEADER_BYTES: usize = MAGIC.len() + SALT_BYTES + NONCE_BYTES;
const PIECE_BYTES: usize = 64 * 1024;
const TAG_BYTES: usize = 16;

/// 64 MiB and three passes: a passphrase is guessed slowly even by whoever has the file for years.
fn key_of(passphrase: &str, salt: &[u8]) -> io::Result<[u8; 32]> {
    let wrong = |error: argon2::Error| io::Error::other(error.to_string());
    let params = Params::new(64 * 1024, 3, 1, Some(32)).map_err(wrong)?;
    let mut key = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.as_bytes(), salt, &mut key)
        .map_err(wrong)?;
    Ok(key)
}

fn nonce_of(header: &[u8]) -> [u8; NONCE_BYTES] {
    let mut nonce = [0; NONCE_BYTES];
    nonce.copy_from_slice(&header[MAGIC.len() + SALT_BYTES..]);
    nonce
}

pub struct Sealing<W> {
    out: W,
    cipher: Option<EncryptorBE32<Aes256GcmSiv>>,
    header: Vec<u8>,
    waiting: Vec<u8>,
}

impl<W: Write> Sealing<W> {
    pub fn new(mut out: W, passphrase: Option<&str>) -> io::Result<Sealing<W>> {
        let Some(passphrase) = passphrase else {
            return Ok(Sealing { out, cipher: None, header: vec![], waiting: vec![] });
        };
        let (salt, nonce) = (seal::random::<SALT_BYTES>(), seal::random::<NONCE_BYTES>());
        let header = [MAGIC.as_slice(), &salt, &nonce].concat();
        out.write_all(&header)?;
        let cipher = EncryptorBE32::new(&key_of(passphrase, &salt)?.into(), &nonce.into());
        Ok(Sealing { out, cipher: Some(cipher), header, waiting: vec![] })
    }

    pub fn close(mut self) -> io::Result<W> {
        if let Some(cipher) = self.cipher.take() {
            let payload = Payload { msg: &self.waiting, aad: &self.header };
            let sealed = cipher.encrypt_last(payload).map_err(|_| io::Error::other("sealing"))?;
            self.out.write_all(&sealed)?;
        }
        Ok(self.out)
    }
}

impl<W: Write> Write for Sealing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Some(cipher) = &mut self.cipher else { return self.out.write(bytes) };
        self.waiting.extend_from_slice(bytes);
        // One byte at least stays for the last piece, which says that it is the last.
        while self.waiting.len() > PIECE_BYTES {
            let piece = Payload { msg: &self.waiting[..PIECE_BYTES], aad: &self.header };
            let sealed = cipher.encrypt_next(piece).map_err(|_| io::Error::other("sealing"))?;
            self.out.write_all(&sealed)?;
            self.waiting.drain(..PIECE_BYTES);
        }
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Why an envelope does not open.
#[derive(Debug)]
pub enum Closed {
    PassphraseNeeded,
    Unreadable(io::Error),
}

pub struct Opening<R> {
    from: R,
    cipher: Option<DecryptorBE32<Aes256GcmSiv>>,
    sealed: bool,
    header: Vec<u8>,
    /// The piece that comes next, still sealed; or, without a seal, the first bytes of all.
    next: Vec<u8>,
    open: Vec<u8>,
    given: usize,
}

impl<R: Read> Opening<R> {
    pub fn new(mut from: R, passphrase: Option<&str>) -> Result<Opening<R>, Closed> {
        let header = up_to(&mut from, HEADER_BYTES).map_err(Closed::Unreadable)?;
        if header.len() < HEADER_BYTES || !header.starts_with(MAGIC) {
            return Ok(Opening {
                from,
                cipher: None,
                sealed: false,
                header: vec![],
                next: vec![],
                open: header,
                given: 0,
            });
        }
        let passphrase = passphrase.ok_or(Closed::PassphraseNeeded)?;
        let salt = &header[MAGIC.len()..MAGIC.len() + SALT_BYTES];
        let key = key_of(passphrase, salt).map_err(Closed::Unreadable)?;
        let cipher = DecryptorBE32::new(&key.into(), &nonce_of(&header).into());
        let next = up_to(&mut from, PIECE_BYTES + TAG_BYTES).map_err(Closed::Unreadable)?;
        Ok(Opening {
            from,
            cipher: Some(cipher),
            sealed: true,
            header,
            next,
            open: vec![],
            given: 0,
        })
    }

    pub fn is_sealed(&self) -> bool {
        self.sealed
    }

    fn open_next(&mut self) -> io::Result<()> {
        let wrong = |_| io::Error::new(io::ErrorKind::InvalidData, "seal");
        let Some(mut cipher) = self.cipher.take() else { return Ok(()) };
        let piece = std::mem::take(&mut self.next);
        self.next = up_to(&mut self.from, PIECE_BYTES + TAG_BYTES)?;
        let payload = Payload { msg: &piece, aad: &self.header };
        if self.next.is_empty() {
            self.open = cipher.decrypt_last(payload).map_err(wrong)?;
        } else {
            self.open = cipher.decrypt_next(payload).map_err(wrong)?;
            self.cipher = Some(cipher);
        }
        self.given = 0;
        Ok(())
    }
}

impl<R: Read> Read for Opening<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.given == self.open.len() {
            if !self.sealed {
                return self.from.read(into);
            }
            self.open.clear();
            self.given = 0;
            self.open_next()?;
        }
        let given = into.len().min(self.open.len() - self.given);
        into[..given].copy_from_slice(&self.open[self.given..self.given + given]);
        self.given += given;
        Ok(given)
    }
}

fn up_to(from: &mut impl Read, bytes: usize) -> io::Result<Vec<u8>> {
    let mut read = vec![];
    from.by_ref().take(bytes as u64).read_to_end(&mut read)?;
    Ok(read)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_passphrase_opens_it_and_no_piece_can_be_left_out() {
        let text = b"mot cay lam chang nen non ".repeat(9_000);
        let mut sealing = Sealing::new(vec![], Some("ba cây chụm lại")).unwrap();
        sealing.write_all(&text).unwrap();
        let sealed = sealing.close().unwrap();
        let open = |bytes: &[u8], passphrase| {
            let mut out = vec![];
            let opening =
                Opening::new(bytes, Some(passphrase)).map_err(|_| io::Error::other("closed"));
            opening.and_then(|mut opening| opening.read_to_end(&mut out)).map(|_| out)
        };
        assert_eq!(open(&sealed, "ba cây chụm lại").unwrap(), text);
        assert!(open(&sealed, "ba cây chụm lai").is_err());
        assert!(matches!(Opening::new(&sealed[..], None), Err(Closed::PassphraseNeeded)));
        let piece = PIECE_BYTES + TAG_BYTES;
        assert!(
            open(&sealed[..HEADER_BYTES + piece], "ba cây chụm lại").is_err(),
            "cut at a piece"
        );
        let mut swapped = sealed.clone();
        swapped[HEADER_BYTES..HEADER_BYTES + 2 * piece].rotate_left(piece);
        assert!(open(&swapped, "ba cây chụm lại").is_err(), "two pieces swapped");
    }
}
