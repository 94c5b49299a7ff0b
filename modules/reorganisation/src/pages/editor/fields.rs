//! The fields of a plan as a browser sends them: name by name, each step's under its number.
//!
//! - `day`, `decision`, `registers_hold` and `revision` are the plan's own; `viec` of a step says what it does.
//! - `2-unit` is a field of the second step, `2-share-1` one of the first part in it.
//! - `new-1-name` is a field of the first unit that is still to be opened; steps name it `new:` and its key.

use std::collections::BTreeMap;

/// So many steps and parts a page can hold; plans with more come by the API.
pub const STEPS_MAX: usize = 60;
pub const PARTS_MAX: usize = 40;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields(BTreeMap<String, String>);

impl Fields {
    pub fn of(pairs: Vec<(String, String)>) -> Fields {
        Fields(pairs.into_iter().collect())
    }
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", |value| value.trim())
    }
    pub fn set(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.0.insert(name.into(), value.into());
    }
    pub fn is_set(&self, name: &str) -> bool {
        !self.get(name).is_empty()
    }
    /// The rest of every name that begins so and has a value.
    pub fn after(&self, front: &str) -> Vec<(String, String)> {
        let filled = self.0.iter().filter(|(_, value)| !value.trim().is_empty());
        let rest = filled.filter_map(|(name, value)| {
            Some((name.strip_prefix(front)?.to_owned(), value.trim().to_owned()))
        });
        rest.collect()
    }

    /// How many steps there are: they are numbered from one, without a gap.
    pub fn steps(&self) -> usize {
        (1..=STEPS_MAX).take_while(|number| self.is_set(&of_step(*number, "viec"))).count()
    }
    /// How many units are still to be opened.
    pub fn openings(&self) -> usize {
        (1..=STEPS_MAX).take_while(|number| self.is_set(&of_opening(*number, "key"))).count()
    }
    /// How many parts a step divides a unit into.
    pub fn parts(&self, step: usize) -> usize {
        let stated = self.get(&of_step(step, "parts")).parse().unwrap_or(1);
        usize::clamp(stated, 1, PARTS_MAX)
    }

    /// One step more, with as many parts as it takes at least.
    pub fn add_step(&mut self, deed: &str) {
        let number = self.steps() + 1;
        if number <= STEPS_MAX {
            self.set(of_step(number, "viec"), deed);
            self.set(of_step(number, "parts"), if deed == "split" { "2" } else { "1" });
        }
    }
    pub fn add_part(&mut self, step: usize) {
        let parts = usize::min(self.parts(step) + 1, PARTS_MAX);
        self.set(of_step(step, "parts"), parts.to_string());
    }
    /// Without a step; those behind it move up.
    pub fn remove_step(&mut self, step: usize) {
        let number_of = |name: &str| -> Option<(usize, String)> {
            let (number, rest) = name.split_once('-')?;
            Some((number.parse().ok()?, rest.to_owned()))
        };
        let all = std::mem::take(&mut self.0);
        for (name, value) in all {
            match number_of(&name) {
                Some((number, _)) if number == step => {}
                Some((number, rest)) if step < number => {
                    self.0.insert(of_step(number - 1, &rest), value);
                }
                _ => drop(self.0.insert(name, value)),
            }
        }
    }
}

pub fn of_step(step: usize, field: &str) -> String {
    format!("{step}-{field}")
}

pub fn of_part(step: usize, field: &str, part: usize) -> String {
    format!("{step}-{field}-{part}")
}

pub fn of_opening(opening: usize, field: &str) -> String {
    format!("new-{opening}-{field}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        Fields::of(pairs.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect())
    }

    #[test]
    fn a_step_that_is_taken_out_leaves_no_gap() {
        let mut some = fields(&[
            ("day", "01/03/2026"),
            ("1-viec", "rename"),
            ("1-unit", "a"),
            ("2-viec", "merge"),
            ("2-units-b", "1"),
            ("3-viec", "move"),
            ("3-under", "c"),
            ("new-1-key", "1"),
        ]);
        some.remove_step(2);
        assert_eq!(some.steps(), 2);
        assert_eq!(
            (some.get("1-unit"), some.get("2-viec"), some.get("2-under")),
            ("a", "move", "c")
        );
        assert_eq!((some.get("day"), some.openings()), ("01/03/2026", 1));
        assert!(some.after("2-units-").is_empty());
    }

    #[test]
    fn a_division_begins_with_two_parts_and_takes_more() {
        let mut some = Fields::default();
        some.add_step("split");
        some.add_step("split_off");
        some.add_part(2);
        assert_eq!((some.steps(), some.parts(1), some.parts(2)), (2, 2, 2));
    }
}
