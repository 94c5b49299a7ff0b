//! Scenes of reorganisations in tỉnh Mẫu.

mod model;
mod reform;
mod scenes;
mod world;
