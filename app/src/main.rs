//! The program's front door.

use clap::Parser;
use khuyenhoc::{arguments::Arguments, commands};
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    commands::run(Arguments::parse()).await
}
