//! The reference files, row by row, as they lie in `data/`.

use kernel::Day;
use serde::{Deserialize, Deserializer, de::DeserializeOwned};

pub const PROVINCES: &str = include_str!("../../data/provinces.csv");
pub const COMMUNES: &str = include_str!("../../data/communes.csv");
pub const CHANGES: &str = include_str!("../../data/unit_changes.csv");
pub const OLD_PROVINCES: &str = include_str!("../../data/legacy_provinces.csv");
pub const OLD_DISTRICTS: &str = include_str!("../../data/legacy_districts.csv");
pub const OLD_COMMUNES: &str = include_str!("../../data/legacy_communes.csv");
pub const HISTORY: &str = include_str!("../../data/legacy_history.csv");
pub const SUCCESSION: &str = include_str!("../../data/succession.csv");
pub const EARLIER_SUCCESSION: &str = include_str!("../../data/succession_pre2025.csv");
pub const ALIASES: &str = include_str!("../../data/aliases.csv");
pub const POPULATION: &str = include_str!("../../data/population.csv");

/// Everything that the tree is built from.
pub const ALL: [&str; 11] = [
    PROVINCES,
    COMMUNES,
    CHANGES,
    OLD_PROVINCES,
    OLD_DISTRICTS,
    OLD_COMMUNES,
    HISTORY,
    SUCCESSION,
    EARLIER_SUCCESSION,
    ALIASES,
    POPULATION,
];

#[derive(Deserialize)]
pub struct Province {
    pub code: String,
    pub name: String,
    pub kind_20250701: String,
    /// Codes of the old provinces that were joined, with spaces between.
    pub legacy_codes: String,
    pub merge_resolution: String,
}

#[derive(Deserialize)]
pub struct Commune {
    pub code: String,
    pub name: String,
    pub kind_20250701: String,
    pub province_code: String,
    pub resolution: String,
}

#[derive(Deserialize)]
pub struct Change {
    pub level: String,
    pub code: String,
    pub field: String,
    pub new: String,
    #[serde(deserialize_with = "day")]
    pub effective_on: Day,
    pub resolution: String,
}

#[derive(Deserialize)]
pub struct OldProvince {
    pub code: String,
    pub name: String,
    pub kind: String,
    pub new_province_code: String,
}

/// A district or commune of 30 June 2025.
#[derive(Deserialize)]
pub struct OldUnit {
    pub code: String,
    pub name: String,
    pub kind: String,
    #[serde(alias = "province_code", alias = "district_code")]
    pub parent_code: String,
    #[serde(deserialize_with = "day")]
    pub since: Day,
}

#[derive(Deserialize)]
pub struct Earlier {
    pub level: String,
    pub code: String,
    pub name: String,
    pub kind: String,
    pub parent_code: String,
    #[serde(deserialize_with = "day")]
    pub seen_from: Day,
    #[serde(deserialize_with = "day")]
    pub seen_to: Day,
}

#[derive(Deserialize)]
pub struct Successor {
    pub old_code: String,
    pub new_code: String,
    pub part: String,
    pub resolution: String,
}

#[derive(Deserialize)]
pub struct EarlierSuccessor {
    pub old_code: String,
    pub legacy_code: String,
}

#[derive(Deserialize)]
pub struct Alias {
    pub level: String,
    pub code: String,
    pub alias: String,
}

#[derive(Deserialize)]
pub struct People {
    pub level: String,
    pub province_code: String,
    pub year: i64,
    pub population: i64,
    pub basis: String,
    pub source: String,
}

/// The rows of one file.
pub fn rows<R: DeserializeOwned>(file: &str) -> Vec<R> {
    let mut reader = csv::Reader::from_reader(file.as_bytes());
    reader.deserialize().collect::<Result<_, _>>().expect("the reference files are well formed")
}

fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
    let text = String::deserialize(deserializer)?;
    text.parse().map_err(serde::de::Error::custom)
}
