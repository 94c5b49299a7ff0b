//! What happens to units, as far as the things that hang on them are concerned.

use kernel::{Day, RowId, Share, Source, UnitId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One change of units on one day by one decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Marks whatever is carried, so that it can be found and taken back.
    pub id: RowId,
    pub day: Day,
    pub decision: String,
    /// The unit above all that are touched.
    pub above: UnitId,
    pub ended: Vec<Ended>,
    /// Units that go on without a part of what they had.
    #[serde(default)]
    pub parted: Vec<Parted>,
    /// Where single records go, by their source: `members.membership/…`, `access.grant/…`.
    pub placed: BTreeMap<String, UnitId>,
    /// Somebody has said that the registers of the heirs hold already whom a declared total counts.
    pub registers_hold: bool,
}

/// A unit that ends, and who continues it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    pub unit: UnitId,
    pub heirs: Vec<Heir>,
    /// Where records go that no list places.
    pub rest: Option<UnitId>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heir {
    pub unit: UnitId,
    /// What part of a figure it gets, if anybody has said.
    pub share: Option<Share>,
}

/// A unit that goes on, and those that were made of parts of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parted {
    pub unit: UnitId,
    pub parts: Vec<Heir>,
}

impl Parted {
    /// Whether a record goes away with a part; what nobody has placed stays.
    pub fn place_of<'c>(&self, change: &'c Change, record: &Source) -> Option<&'c UnitId> {
        let placed = change.placed.get(record.as_str());
        placed.filter(|to| self.parts.iter().any(|part| part.unit == **to))
    }

    /// Who gets how much of a figure, and last what stays; nothing where nobody has stated a share.
    pub fn divide(&self, whole: i64) -> Option<(Vec<(&UnitId, i64)>, i64)> {
        let stated: Vec<(&UnitId, Share)> =
            self.parts.iter().filter_map(|part| Some((&part.unit, part.share?))).collect();
        if stated.is_empty() {
            return None;
        }
        let mut shares: Vec<Share> = stated.iter().map(|(_, share)| *share).collect();
        shares.push(kernel::share::rest(&shares)?);
        let mut parts = kernel::share::divide(whole, &shares)?;
        let stays = parts.pop()?;
        Some((stated.into_iter().map(|(unit, _)| unit).zip(parts).collect(), stays))
    }
}

impl Ended {
    /// The heir that everything goes to.
    pub fn only_heir(&self) -> Option<&UnitId> {
        match &self.heirs[..] {
            [only] => Some(&only.unit),
            _ => None,
        }
    }

    /// Who gets how much of a figure; nothing where nobody has said it of all heirs.
    pub fn shares(&self) -> Option<Vec<(&UnitId, Share)>> {
        if let Some(only) = self.only_heir() {
            return Some(vec![(only, Share::WHOLE)]);
        }
        let shares: Option<Vec<(&UnitId, Share)>> =
            self.heirs.iter().map(|heir| Some((&heir.unit, heir.share?))).collect();
        shares.filter(|shares| {
            let each: Vec<Share> = shares.iter().map(|(_, share)| *share).collect();
            kernel::share::is_whole(&each)
        })
    }

    /// A whole number in parts that add up to it again.
    pub fn divide(&self, whole: i64) -> Option<Vec<(&UnitId, i64)>> {
        let shares = self.shares()?;
        let each: Vec<Share> = shares.iter().map(|(_, share)| *share).collect();
        let parts = kernel::share::divide(whole, &each)?;
        Some(shares.into_iter().map(|(unit, _)| unit).zip(parts).collect())
    }
}

impl Change {
    /// Who has what is a unit's own and is not divided: its only heir, or the unit above all heirs, so that all of them
    /// still see it.
    pub fn owner_next<'c>(&'c self, ended: &'c Ended) -> &'c UnitId {
        ended.only_heir().unwrap_or(&self.above)
    }
    /// Where a record of an ended unit goes: where somebody has placed it, to the only heir, or to the one named for the rest.
    pub fn place_of<'c>(&'c self, ended: &'c Ended, record: &Source) -> Option<&'c UnitId> {
        let placed = self.placed.get(record.as_str());
        placed.or_else(|| ended.only_heir()).or(ended.rest.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(bits: u128) -> UnitId {
        UnitId::of_bits(bits)
    }

    fn heir(bits: u128, share: &str) -> Heir {
        Heir { unit: unit(bits), share: share.parse().ok() }
    }

    #[test]
    fn a_figure_is_divided_only_by_shares_that_somebody_has_stated_in_full() {
        let ended = |heirs| Ended { unit: unit(1), heirs, rest: None };
        assert_eq!(ended(vec![heir(2, "")]).divide(7), Some(vec![(&unit(2), 7)]));
        let divided = ended(vec![heir(2, "1/3"), heir(3, "2/3")]);
        assert_eq!(divided.divide(100), Some(vec![(&unit(2), 33), (&unit(3), 67)]));
        assert_eq!(ended(vec![heir(2, "1/3"), heir(3, "")]).divide(100), None);
        assert_eq!(ended(vec![heir(2, "1/3"), heir(3, "1/3")]).divide(100), None);
        assert_eq!(ended(vec![]).divide(100), None);
    }

    #[test]
    fn a_unit_that_goes_on_keeps_what_nobody_has_placed_and_what_no_share_takes() {
        let mut parted = Parted { unit: unit(1), parts: vec![heir(2, "1/3"), heir(3, "")] };
        assert_eq!(parted.divide(100), Some((vec![(&unit(2), 33)], 67)));
        parted.parts[0].share = None;
        assert_eq!(parted.divide(100), None);
        parted.parts[0].share = Some(Share::WHOLE);
        assert_eq!(parted.divide(100), None, "a unit that goes on keeps something");
    }

    #[test]
    fn a_record_goes_where_it_was_placed_and_otherwise_to_the_one_named_for_the_rest() {
        let record = Source::of("members.membership", &"a");
        let two = vec![heir(2, ""), heir(3, "")];
        let mut ended = Ended { unit: unit(1), heirs: two, rest: None };
        let mut change = Change {
            id: RowId::of_bits(9),
            day: Day::of(2026, 3, 1),
            decision: String::new(),
            above: unit(0),
            ended: vec![],
            parted: vec![],
            placed: BTreeMap::new(),
            registers_hold: false,
        };
        assert_eq!(change.place_of(&ended, &record), None);
        ended.rest = Some(unit(3));
        assert_eq!(change.place_of(&ended, &record), Some(&unit(3)));
        change.placed.insert(record.to_string(), unit(2));
        assert_eq!(change.place_of(&ended, &record), Some(&unit(2)));
    }
}
