//! The program's front door.

use clap::Parser;
use khuyenhoc::{
    arguments::{Arguments, Command},
    commands,
};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    // Before anything else is begun: this process is to have one thread, one file and little memory.
    if matches!(arguments.command, Command::ReadWorkbook) {
        return sheets::read_apart();
    }
    work(arguments)
}

#[tokio::main]
async fn work(arguments: Arguments) -> ExitCode {
    commands::run(arguments).await
}
