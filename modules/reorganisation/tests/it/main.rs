//! Scenes of reorganisations in tỉnh Mẫu.

mod editing;
mod officers;
mod parts;
mod reform;
mod refused;
mod scenes;
mod world;
