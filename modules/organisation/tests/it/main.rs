//! Scenes of the organisation through its door.

mod coverage;
mod deeds;
mod real_units;
mod sight;
mod world;
