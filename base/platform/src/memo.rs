//! What was worked out from the data, kept in the process while the data stand as they were.
//!
//! - Every commit that may change what is read makes a new revision of the data, in its own transaction. So two
//!   snapshots of one revision hold the same.
//! - What a snapshot worked out is given to snapshots of its own revision and to no other.
//! - Only reading transactions remember; a writing one sees changes that nobody else does.

use std::{
    any::Any,
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

/// What is kept takes no more memory than this, roughly; then it is all forgotten and begun anew.
const BYTES_MAX: usize = 12 * 1024 * 1024;
/// What a key and a place in the table cost beside what is kept.
const BYTES_A_PLACE: usize = 200;

#[derive(Clone, Default)]
pub(crate) struct Memo(Arc<Mutex<Kept>>);

#[derive(Default)]
struct Kept {
    revision: i64,
    bytes: usize,
    values: HashMap<String, Arc<dyn Any + Send + Sync>>,
}

impl Memo {
    /// What was kept under a name at this revision of the data.
    pub fn recall<T: Send + Sync + 'static>(&self, revision: i64, name: &str) -> Option<Arc<T>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.revision != revision {
            return None;
        }
        Arc::clone(kept.values.get(name)?).downcast().ok()
    }

    /// Keeps what was worked out at a revision, unless a later one is known already. `bytes` is its rough size.
    pub fn keep(
        &self,
        revision: i64,
        name: String,
        bytes: usize,
        value: Arc<dyn Any + Send + Sync>,
    ) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if revision < kept.revision {
            return;
        }
        let more = bytes + name.len() + BYTES_A_PLACE;
        if kept.revision < revision || BYTES_MAX < kept.bytes + more {
            *kept = Kept { revision, ..Kept::default() };
        }
        if kept.values.insert(name, value).is_none() {
            kept.bytes += more;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keep(memo: &Memo, revision: i64, name: &str, bytes: usize) {
        memo.keep(revision, name.to_owned(), bytes, Arc::new(name.to_owned()));
    }

    fn knows(memo: &Memo, revision: i64, name: &str) -> bool {
        memo.recall::<String>(revision, name).is_some()
    }

    #[test]
    fn what_was_worked_out_is_given_to_its_own_revision_and_to_no_other() {
        let memo = Memo::default();
        keep(&memo, 7, "name of Hoa Sen", 100);
        assert!(knows(&memo, 7, "name of Hoa Sen"));
        assert!(!knows(&memo, 6, "name of Hoa Sen") && !knows(&memo, 8, "name of Hoa Sen"));
        assert!(memo.recall::<i64>(7, "name of Hoa Sen").is_none());
    }

    #[test]
    fn a_change_forgets_everything_and_an_older_snapshot_brings_nothing_back() {
        let memo = Memo::default();
        keep(&memo, 7, "one", 100);
        keep(&memo, 8, "other", 100);
        assert!(!knows(&memo, 7, "one") && !knows(&memo, 8, "one"));
        keep(&memo, 7, "one", 100);
        assert!(knows(&memo, 8, "other") && !knows(&memo, 8, "one") && !knows(&memo, 7, "one"));
    }

    #[test]
    fn what_is_kept_has_an_end() {
        let memo = Memo::default();
        for number in 0..100 {
            keep(&memo, 1, &number.to_string(), BYTES_MAX / 10);
            assert!(memo.0.lock().unwrap().bytes <= BYTES_MAX);
        }
        assert!(knows(&memo, 1, "99") && !knows(&memo, 1, "0"));
    }
}
