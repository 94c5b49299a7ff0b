//! Scenes of the organisation through its door.

mod deeds;
mod real_units;
mod sight;
mod world;
