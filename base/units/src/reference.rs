//! The official units of Vietnam through time, put together from the files in `data/`.
//!
//! - On 1 July 2025 districts ended and communes and provinces were joined. A province or commune
//!   that was neither joined nor split nor given another code went on: it is one unit, with a
//!   new parent and perhaps a new name. All others ended, and what bears their code since is another unit.
//! - Before 2025 only the days of lists are known: a unit is taken to stand as listed until the
//!   next list that shows it otherwise.

mod build;
mod rows;

use crate::words::{Basis, Level, Part};
use kernel::{Day, UnitId};
use sha2::{Digest, Sha256};
use std::{collections::BTreeSet, sync::LazyLock};

/// The day on which the two-level boundaries came into force.
pub const TWO_LEVELS_SINCE: Day = Day::of(2025, 7, 1);

/// Raised when the same files are put together differently, so that they are loaded anew.
const VERSION: &str = "1";

pub struct Reference {
    pub units: Vec<ReferenceUnit>,
    pub successions: Vec<ReferenceSuccession>,
}

pub struct ReferenceUnit {
    pub level: Level,
    pub code: String,
    pub opened: Day,
    pub closed: Day,
    pub names: Vec<Named>,
    /// Position of the parent in the list, and the days.
    pub parents: Vec<crate::rules::Hold>,
    pub aliases: Vec<String>,
    pub population: Vec<Counted>,
    /// Code of the province of today that it lies in; none for the nation.
    pub province: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub since: Day,
    pub until: Day,
    pub name: String,
    pub kind: String,
    pub resolution: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    pub year: i64,
    pub people: i64,
    pub basis: String,
    pub source: String,
}

pub struct ReferenceSuccession {
    pub old: usize,
    pub new: usize,
    pub part: Part,
    pub day: Day,
    pub basis: Basis,
    pub resolution: String,
}

impl ReferenceUnit {
    pub fn id(&self) -> UnitId {
        official_id(self.level, &self.code, self.opened)
    }
}

/// The id that an official unit has in every database.
pub fn official_id(level: Level, code: &str, opened: Day) -> UnitId {
    let hash = Sha256::digest(format!("{level}/{code}/{opened}"));
    let bits = hash.iter().take(16).fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
    UnitId::of_bits(bits)
}

/// The id of the nation.
pub fn nation() -> UnitId {
    official_id(Level::Nation, "VN", Day::BEGINNING)
}

static WHOLE: LazyLock<Reference> = LazyLock::new(build::whole_country);

impl Reference {
    pub fn whole_country() -> &'static Reference {
        &WHOLE
    }

    /// Only the nation and these provinces, told by their codes of today or of before; with a
    /// province come all that were joined with it.
    pub fn of_provinces(codes: &[&str]) -> Reference {
        let whole = Reference::whole_country();
        let named = |unit: &&ReferenceUnit| {
            unit.level == Level::Province && codes.contains(&unit.code.as_str())
        };
        let wanted: BTreeSet<&String> =
            whole.units.iter().filter(named).filter_map(|unit| unit.province.as_ref()).collect();
        whole.only(|unit| unit.province.as_ref().is_none_or(|province| wanted.contains(province)))
    }

    fn only(&self, keep: impl Fn(&ReferenceUnit) -> bool) -> Reference {
        let mut places = vec![None; self.units.len()];
        let kept = self.units.iter().enumerate().filter(|(_, unit)| keep(unit));
        for (place, (position, _)) in kept.enumerate() {
            places[position] = Some(place);
        }
        let units =
            self.units.iter().filter(|unit| keep(unit)).map(|unit| unit.moved(&places)).collect();
        let successions = self.successions.iter().filter_map(|one| one.moved(&places)).collect();
        Reference { units, successions }
    }
}

impl ReferenceUnit {
    fn moved(&self, places: &[Option<usize>]) -> ReferenceUnit {
        let parents = self.parents.iter().filter_map(|hold| {
            places[hold.parent].map(|parent| crate::rules::Hold { parent, ..*hold })
        });
        ReferenceUnit {
            level: self.level,
            code: self.code.clone(),
            opened: self.opened,
            closed: self.closed,
            names: self.names.clone(),
            parents: parents.collect(),
            aliases: self.aliases.clone(),
            population: self.population.clone(),
            province: self.province.clone(),
        }
    }
}

impl ReferenceSuccession {
    fn moved(&self, places: &[Option<usize>]) -> Option<ReferenceSuccession> {
        Some(ReferenceSuccession {
            old: places[self.old]?,
            new: places[self.new]?,
            part: self.part,
            day: self.day,
            basis: self.basis,
            resolution: self.resolution.clone(),
        })
    }
}

/// Changes whenever the files or the way they are put together change.
pub fn digest() -> String {
    let mut hash = Sha256::new();
    hash.update(VERSION);
    for file in rows::ALL {
        hash.update(file);
    }
    hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
