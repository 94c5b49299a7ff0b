//! Khuyến Học: one program for the work of a study-promotion association.
//!
//! This crate puts the modules together and gives them a command line and a server.

pub mod arguments;
mod audit_book;
pub mod backup;
pub mod commands;
mod demo;
mod folder;
mod generate;
pub mod home;
pub mod modules;
pub mod openapi;
mod patience;
mod serve;
mod spread;
mod texts;
mod written_head;
