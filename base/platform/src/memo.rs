//! What was worked out from the data, kept in the process while the data stand as they were.
//!
//! - Every commit that may change what is read makes a new revision of the data, in its own transaction. So two
//!   snapshots of one revision hold the same.
//! - What a snapshot worked out is given to snapshots of its own revision and to no other, except for what is kept to
//!   be carried on: a later snapshot is given that with its revision, and has to add what was told since.
//! - Only reading transactions remember; a writing one sees changes that nobody else does.

use std::{
    any::Any,
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

/// What is kept takes no more memory than this, roughly; then it is all forgotten and begun anew.
const BYTES_MAX: usize = 12 * 1024 * 1024;
/// The same for what is carried on.
const BYTES_CARRIED_MAX: usize = 8 * 1024 * 1024;
/// What a key and a place in the table cost beside what is kept.
const BYTES_A_PLACE: usize = 200;

#[derive(Clone, Default)]
pub(crate) struct Memo {
    kept: Arc<Mutex<Kept>>,
    carried: Arc<Mutex<Carried>>,
}

type Anything = Arc<dyn Any + Send + Sync>;

#[derive(Default)]
struct Kept {
    revision: i64,
    bytes: usize,
    values: HashMap<String, Anything>,
}

#[derive(Default)]
struct Carried {
    bytes: usize,
    /// With the revision that each has come to.
    values: HashMap<String, (i64, Anything)>,
}

impl Memo {
    /// What was kept under a name at this revision of the data.
    pub fn recall<T: Send + Sync + 'static>(&self, revision: i64, name: &str) -> Option<Arc<T>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.revision != revision {
            return None;
        }
        Arc::clone(kept.values.get(name)?).downcast().ok()
    }

    /// Keeps what was worked out at a revision, unless a later one is known already. `bytes` is its rough size.
    pub fn keep(&self, revision: i64, name: String, bytes: usize, value: Anything) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
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

    /// What was kept under a name to be carried on, at `now` or earlier, with its revision.
    pub fn recall_earlier<T: Send + Sync + 'static>(
        &self,
        now: i64,
        name: &str,
    ) -> Option<(i64, Arc<T>)> {
        let carried = self.carried.lock().unwrap_or_else(PoisonError::into_inner);
        let (revision, value) =
            carried.values.get(name).filter(|(revision, _)| *revision <= now)?;
        Some((*revision, Arc::clone(value).downcast().ok()?))
    }

    /// Keeps what was worked out at a revision to be carried on, unless that of a later one is there.
    pub fn keep_on(&self, revision: i64, name: String, bytes: usize, value: Anything) {
        let mut carried = self.carried.lock().unwrap_or_else(PoisonError::into_inner);
        if carried.values.get(&name).is_some_and(|(known, _)| revision < *known) {
            return;
        }
        let more = bytes + name.len() + BYTES_A_PLACE;
        if BYTES_CARRIED_MAX < carried.bytes + more {
            *carried = Carried::default();
        }
        if carried.values.insert(name, (revision, value)).is_none() {
            carried.bytes += more;
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
    fn what_is_carried_on_outlives_a_change_and_never_goes_back() {
        let memo = Memo::default();
        let known =
            |now| memo.recall_earlier::<i64>(now, "members").map(|(at, value)| (at, *value));
        memo.keep_on(7, "members".to_owned(), 100, Arc::new(70_i64));
        keep(&memo, 9, "other", 100);
        assert_eq!(known(9), Some((7, 70)));
        assert_eq!(known(6), None, "an older snapshot knows nothing of it");
        memo.keep_on(9, "members".to_owned(), 100, Arc::new(90_i64));
        memo.keep_on(8, "members".to_owned(), 100, Arc::new(80_i64));
        assert_eq!(known(9), Some((9, 90)));
        for number in 0..100 {
            memo.keep_on(9, number.to_string(), BYTES_CARRIED_MAX / 10, Arc::new(number));
            assert!(memo.carried.lock().unwrap().bytes <= BYTES_CARRIED_MAX);
        }
    }

    #[test]
    fn what_is_kept_has_an_end() {
        let memo = Memo::default();
        for number in 0..100 {
            keep(&memo, 1, &number.to_string(), BYTES_MAX / 10);
            assert!(memo.kept.lock().unwrap().bytes <= BYTES_MAX);
        }
        assert!(knows(&memo, 1, "99") && !knows(&memo, 1, "0"));
    }
}
