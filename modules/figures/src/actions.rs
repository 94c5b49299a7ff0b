//! Saving what was stated: all of it or nothing, and only what was changed.

use crate::rules::{BASIS_LETTERS_MAX, Refusal, Stated, shown};
use access::Work;
use counts::{ByCell, NewDeclaration};
use kernel::{Period, UnitId, vietnamese::text};
use platform::Problem;

/// One figure as it is to stand from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What a mistake is shown beside.
    pub field: String,
    pub unit: UnitId,
    pub indicator: String,
    pub period: Period,
    /// Nothing takes the declaration back.
    pub stated: Option<Stated>,
}

/// Why one figure was not taken.
#[derive(Debug)]
pub struct Failure {
    pub field: String,
    pub problem: Problem,
}

/// Carries out every entry. With a failure among them the work is to be given up: the rest must
/// not stand alone.
///
/// # Errors
/// Only what stops everything; what a single figure was refused for is in the failures.
pub async fn save(work: &mut Work, entries: &[Entry]) -> Result<Vec<Failure>, Problem> {
    let mut failures = vec![];
    for entry in entries {
        match carry_out(work, entry).await {
            Ok(()) => {}
            Err(problem) if problem.is_ours() => return Err(problem),
            Err(problem) => failures.push(Failure { field: entry.field.clone(), problem }),
        }
    }
    Ok(failures)
}

async fn carry_out(work: &mut Work, entry: &Entry) -> Result<(), Problem> {
    let Some(stated) = &entry.stated else {
        return counts::retract(work, &entry.unit, &entry.indicator, entry.period).await;
    };
    let basis = text::normalise(&stated.basis);
    if basis.chars().count() > BASIS_LETTERS_MAX {
        return Err(Problem::mistake(
            &entry.field,
            crate::texts::Texts(work.lang).basis_too_long(BASIS_LETTERS_MAX),
        ));
    }
    let new = NewDeclaration {
        indicator: entry.indicator.clone(),
        period: entry.period,
        quantity: stated.quantity,
        wording: text::normalise(&stated.wording),
        basis,
    };
    counts::declare(work, &entry.unit, &new).await.map(|_| ())
}

/// What a person did to one field: what it showed when the page was opened, and what it holds now.
pub struct Touched<'a> {
    pub entry: Entry,
    pub opened_with: &'a str,
}

/// Leaves out the fields nobody touched, and refuses those that somebody else has changed since
/// the page was opened. `standing` is what is declared now.
pub fn changed(touched: Vec<Touched<'_>>, standing: &ByCell<Stated>) -> (Vec<Entry>, Vec<Failure>) {
    let (mut entries, mut failures) = (vec![], vec![]);
    for Touched { entry, opened_with } in touched {
        let now = standing.get(&(entry.unit.clone(), entry.indicator.clone()));
        let typed = entry.stated.as_ref().map(fingerprint).unwrap_or_default();
        if entry.stated.as_ref() == now || typed == opened_with {
            continue;
        }
        if opened_with != now.map(fingerprint).unwrap_or_default() {
            let now = now.map(shown).unwrap_or_default();
            let problem = Refusal::ChangedMeanwhile { now }.into();
            failures.push(Failure { field: entry.field, problem });
            continue;
        }
        entries.push(entry);
    }
    (entries, failures)
}

/// What a page carries along to know later whether the figure is still the one it showed.
pub fn fingerprint(stated: &Stated) -> String {
    format!("{}|{}", shown(stated), stated.basis)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    fn stated(quantity: i64) -> Stated {
        Stated { quantity: Some(quantity), ..Stated::default() }
    }
    fn entry(now: Option<Stated>) -> Entry {
        Entry {
            field: "members".to_owned(),
            unit: UnitId::of_bits(1),
            indicator: "members".to_owned(),
            period: "2017-H1".parse().expect("a period"),
            stated: now,
        }
    }
    fn standing(now: Option<Stated>) -> ByCell<Stated> {
        let cell = (UnitId::of_bits(1), "members".to_owned());
        now.map(|stated| HashMap::from([(cell, stated)])).unwrap_or_default()
    }

    #[test]
    fn a_field_that_says_what_stands_is_left_alone() {
        let touched = vec![Touched { entry: entry(Some(stated(5))), opened_with: "5|" }];
        let (entries, failures) = changed(touched, &standing(Some(stated(5))));
        assert!(entries.is_empty() && failures.is_empty());
    }

    #[test]
    fn an_untouched_field_never_takes_back_what_somebody_else_wrote() {
        let touched = vec![Touched { entry: entry(None), opened_with: "" }];
        let (entries, failures) = changed(touched, &standing(Some(stated(5))));
        assert!(entries.is_empty() && failures.is_empty());
    }

    #[test]
    fn a_changed_field_is_saved_and_an_emptied_one_taken_back() {
        for now in [Some(stated(6)), None] {
            let touched = vec![Touched { entry: entry(now.clone()), opened_with: "5|" }];
            let (entries, failures) = changed(touched, &standing(Some(stated(5))));
            assert_eq!(entries, [entry(now)]);
            assert!(failures.is_empty());
        }
    }

    #[test]
    fn what_somebody_else_wrote_meanwhile_is_not_written_over() {
        let touched = vec![Touched { entry: entry(Some(stated(6))), opened_with: "" }];
        let (entries, failures) = changed(touched, &standing(Some(stated(5))));
        assert!(entries.is_empty());
        assert_eq!(failures.len(), 1);
        assert_eq!(failures[0].problem.code(), "stale_version");
    }
}
