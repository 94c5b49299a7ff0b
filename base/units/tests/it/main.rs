//! Scenes with the real units of Vietnam.

mod changes;
mod country;
mod dien_bien;
mod own_units;
mod world;

use kernel::Day;

/// The last day of three levels.
const THREE_LEVELS: Day = Day::of(2025, 6, 30);
const TWO_LEVELS: Day = Day::of(2025, 7, 1);
const TODAY: Day = Day::of(2026, 11, 21);
