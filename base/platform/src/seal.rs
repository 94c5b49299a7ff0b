//! Fields that only the program may read: national ids and the like.
//!
//! Each column has its own key, made from the master key. A sealed value is bound to its row, so
//! it cannot be moved to another. A blind index finds a value without opening any.

use crate::{Problem, db::Tx, kept, texts::Texts};
use aes_gcm_siv::{
    Aes256GcmSiv, Nonce,
    aead::{Aead, KeyInit, Payload},
};
use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use kernel::Moment;
use sha2::{Digest, Sha256};
use std::{
    collections::HashMap,
    fs,
    io::{self, Read},
    path::Path,
    sync::{Arc, PoisonError, RwLock},
};

#[derive(Clone)]
pub struct Sealer {
    master: Arc<[u8; 32]>,
    /// By purpose, once it has been asked for: an import seals a province.
    keys: Arc<RwLock<HashMap<String, [u8; 32]>>>,
}

const NONCE_BYTES: usize = 12;

/// Random bytes from the system.
///
/// # Panics
/// If the system has none: there is no safe way on without them.
pub fn random<const BYTES: usize>() -> [u8; BYTES] {
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes).expect("the system gives random bytes");
    bytes
}

/// A secret to hand to a browser or a person: 256 bits, safe in a cookie or an address.
pub fn token() -> String {
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(random::<32>())
}

/// SHA-256 in hexadecimal, of a file of any size.
pub fn hash_of_file(path: &Path) -> io::Result<String> {
    let (mut file, mut hash) = (fs::File::open(path)?, Sha256::new());
    let mut piece = vec![0; 64 * 1024];
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(hex(&hash.finalize())),
            read => hash.update(&piece[..read]),
        }
    }
}

/// SHA-256 in hexadecimal.
pub fn hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Sealer {
    pub fn with_key(master: [u8; 32]) -> Sealer {
        Sealer { master: Arc::new(master), keys: Arc::default() }
    }

    /// Reads the master key of a data folder, or makes it the first time.
    pub fn of_folder(folder: &Path) -> io::Result<Sealer> {
        let keys = folder.join("keys");
        kept::folder(&keys)?;
        let path = keys.join("master.key");
        if !path.exists() {
            kept::first(&path, &random::<32>())?;
        }
        let bytes = fs::read(&path)?;
        let master = bytes.try_into().map_err(|_| {
            io::Error::new(io::ErrorKind::InvalidData, "keys/master.key is not 32 bytes long")
        })?;
        Ok(Sealer::with_key(master))
    }

    /// Keeps the key's fingerprint in the database the first time, and refuses another key afterwards:
    /// with it no number could be read, and none found again.
    ///
    /// # Errors
    /// `key_missing` when the folder's key is not the one the database was sealed with.
    pub async fn belongs_to(&self, tx: &mut Tx, now: Moment) -> Result<(), Problem> {
        let ours = self.fingerprint("sealing_key", b"khuyenhoc");
        let known: Vec<String> =
            sqlx::query_scalar("select fingerprint from sealing_key").fetch_all(&mut **tx).await?;
        if known.is_empty() {
            sqlx::query("insert into sealing_key (fingerprint, kept_at) values ($1, $2)")
                .bind(&ours)
                .bind(now)
                .execute(&mut **tx)
                .await?;
        } else if !known.contains(&ours) {
            return Err(Problem::refused("key_missing", |lang| Texts(lang).key_missing()));
        }
        Ok(())
    }

    /// The same question where nothing may be written.
    ///
    /// # Errors
    /// `key_missing` when the folder's key is not the one the database was sealed with.
    pub async fn must_belong(&self, tx: &mut Tx) -> Result<(), Problem> {
        let known: Vec<String> =
            sqlx::query_scalar("select fingerprint from sealing_key").fetch_all(&mut **tx).await?;
        if !known.is_empty() && !known.contains(&self.fingerprint("sealing_key", b"khuyenhoc")) {
            return Err(Problem::refused("key_missing", |lang| Texts(lang).key_missing()));
        }
        Ok(())
    }

    fn key(&self, purpose: &str) -> [u8; 32] {
        let known = self.keys.read().unwrap_or_else(PoisonError::into_inner).get(purpose).copied();
        known.unwrap_or_else(|| {
            let key = self.made_key(purpose);
            let mut keys = self.keys.write().unwrap_or_else(PoisonError::into_inner);
            *keys.entry(purpose.to_owned()).or_insert(key)
        })
    }

    fn made_key(&self, purpose: &str) -> [u8; 32] {
        let mut key = [0; 32];
        Hkdf::<Sha256>::new(None, self.master.as_slice())
            .expand(purpose.as_bytes(), &mut key)
            .expect("32 bytes are within what HKDF gives");
        key
    }

    /// Seals `text` for one column of one row.
    pub fn seal(&self, column: &str, row: &str, text: &str) -> String {
        let cipher = Aes256GcmSiv::new(&self.key(column).into());
        let nonce = random::<NONCE_BYTES>();
        let bound = format!("{column}/{row}");
        let payload = Payload { msg: text.as_bytes(), aad: bound.as_bytes() };
        let sealed = cipher
            .encrypt(&Nonce::from(nonce), payload)
            .expect("a field is far smaller than the cipher's limit");
        STANDARD_NO_PAD.encode([nonce.as_slice(), &sealed].concat())
    }

    /// Opens what `seal` sealed for the same column and row.
    pub fn open(&self, column: &str, row: &str, sealed: &str) -> Result<String, Problem> {
        self.try_open(column, row, sealed)
            .ok_or_else(|| Problem::refused("secret_damaged", |lang| Texts(lang).secret_damaged()))
    }

    fn try_open(&self, column: &str, row: &str, sealed: &str) -> Option<String> {
        let bytes = STANDARD_NO_PAD.decode(sealed).ok()?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE_BYTES)?;
        let nonce: [u8; NONCE_BYTES] = nonce.try_into().ok()?;
        let bound = format!("{column}/{row}");
        let payload = Payload { msg: sealed, aad: bound.as_bytes() };
        let cipher = Aes256GcmSiv::new(&self.key(column).into());
        let opened = cipher.decrypt(&Nonce::from(nonce), payload).ok()?;
        String::from_utf8(opened).ok()
    }

    /// The same for equal texts and says nothing about them: how a sealed value is looked up.
    pub fn blind_index(&self, column: &str, text: &str) -> String {
        self.fingerprint(&format!("{column} index"), text.as_bytes())
    }

    /// The same for equal bytes, and no help in guessing them without our key.
    pub fn fingerprint(&self, purpose: &str, bytes: &[u8]) -> String {
        let mut print = self.fingerprint_of_pieces(purpose);
        print.take(bytes);
        print.end()
    }

    /// The same of bytes that come one after the other.
    pub fn fingerprint_of_pieces(&self, purpose: &str) -> Fingerprint {
        let key = self.key(purpose);
        let mac = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(&key);
        Fingerprint(mac.expect("HMAC takes a key of any length"))
    }
}

/// A fingerprint of bytes of which more may come.
pub struct Fingerprint(Hmac<Sha256>);

impl Fingerprint {
    pub fn take(&mut self, piece: &[u8]) {
        self.0.update(piece);
    }
    pub fn end(self) -> String {
        STANDARD_NO_PAD.encode(self.0.finalize().into_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_number_opens_only_in_its_own_row() {
        let sealer = Sealer::with_key([7; 32]);
        let sealed = sealer.seal("person.national_id", "an", "011085000123");
        assert!(!sealed.contains("0110"));
        assert_eq!(sealer.open("person.national_id", "an", &sealed).unwrap(), "011085000123");
        assert!(sealer.open("person.national_id", "lan", &sealed).is_err());
        assert!(Sealer::with_key([8; 32]).open("person.national_id", "an", &sealed).is_err());
    }

    #[test]
    fn equal_numbers_have_equal_indexes_and_only_under_one_key() {
        let (one, other) = (Sealer::with_key([1; 32]), Sealer::with_key([2; 32]));
        assert_eq!(one.blind_index("c", "1"), one.blind_index("c", "1"));
        assert_ne!(one.blind_index("c", "1"), other.blind_index("c", "1"));
        assert_ne!(one.blind_index("c", "1"), one.blind_index("d", "1"));
    }
}
