//! Khuyến Học: one program for the work of a study-promotion association.
//!
//! This crate puts the modules together and gives them a command line and a server.

mod arguments;
mod commands;
mod demo;
mod folder;
mod home;
mod modules;
mod serve;
mod texts;

use clap::Parser;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    commands::run(arguments::Arguments::parse()).await
}
