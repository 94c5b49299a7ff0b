//! Scenes of officers, sessions and hand-overs through the door.

mod handover;
mod offices;
mod sessions;
mod world;
