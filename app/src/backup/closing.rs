//! The last forty bytes of a backup: the digest of all that come before them.
//!
//! They are what zstd calls a frame to be skipped, so that its own tools open the file as well.

use sha2::{Digest, Sha256};
use std::io::{self, Read, Write};

const FRAME: [u8; 8] = [0x5e, 0x2a, 0x4d, 0x18, 32, 0, 0, 0];
const BYTES: usize = 40;

pub struct Closing<W> {
    out: W,
    digest: Sha256,
}

impl<W: Write> Closing<W> {
    pub fn new(out: W) -> Closing<W> {
        Closing { out, digest: Sha256::new() }
    }

    pub fn close(mut self) -> io::Result<W> {
        self.out.write_all(&FRAME)?;
        self.out.write_all(&self.digest.finalize())?;
        Ok(self.out)
    }
}

impl<W: Write> Write for Closing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.digest.update(&bytes[..written]);
        Ok(written)
    }
    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Gives what comes before the closing bytes, and an error at its end when the digest is another.
pub struct Closed<R> {
    from: R,
    digest: Sha256,
    /// What has been read and not given out; the closing bytes are always among it.
    held: Vec<u8>,
    ended: bool,
}

impl<R: Read> Closed<R> {
    pub fn new(from: R) -> Closed<R> {
        Closed { from, digest: Sha256::new(), held: vec![], ended: false }
    }

    fn check(&mut self) -> io::Result<()> {
        let expected = std::mem::take(&mut self.digest).finalize();
        let whole = self.held.len() == BYTES
            && self.held[..FRAME.len()] == FRAME
            && self.held[FRAME.len()..] == expected[..];
        self.ended = true;
        if whole {
            Ok(())
        } else {
            Err(io::Error::new(io::ErrorKind::InvalidData, "closing digest"))
        }
    }
}

impl<R: Read> Read for Closed<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.ended || into.is_empty() {
            return Ok(0);
        }
        while self.held.len() <= BYTES {
            let mut more = vec![0; 64 * 1024];
            let read = self.from.read(&mut more)?;
            if read == 0 {
                self.check()?;
                return Ok(0);
            }
            self.held.extend_from_slice(&more[..read]);
        }
        let given = into.len().min(self.held.len() - BYTES);
        into[..given].copy_from_slice(&self.held[..given]);
        self.digest.update(&into[..given]);
        self.held.drain(..given);
        Ok(given)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_byte_can_be_cut_off_or_changed() {
        let mut closing = Closing::new(vec![]);
        closing.write_all(b"con hon cha la nha co phuc").unwrap();
        let whole = closing.close().unwrap();
        let read = |bytes: &[u8]| {
            let mut out = vec![];
            Closed::new(bytes).read_to_end(&mut out).map(|_| out)
        };
        assert_eq!(read(&whole).unwrap(), b"con hon cha la nha co phuc");
        for place in 0..whole.len() {
            assert!(read(&whole[..place]).is_err(), "cut at {place}");
            let mut changed = whole.clone();
            changed[place] ^= 1;
            assert!(read(&changed).is_err(), "changed at {place}");
        }
    }
}
