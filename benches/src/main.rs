//! Measures the program at full size, each figure beside what limits it, and prints one table.
//!
//! Run it through `script/bench`, which builds the program, finds nginx and sqlite3 and starts PostgreSQL.

mod bench;
mod board;
mod cards;
mod duplicates;
mod import;
mod measure;
mod periods;
mod postgres;
mod reading;
mod reorganise;
mod server;
mod table;

use bench::{Bench, Outcome};
use clap::{Parser, Subcommand};
use std::{path::PathBuf, process::ExitCode};

#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Measures, and prints the table.
    Run {
        /// The released program.
        #[arg(long)]
        program: PathBuf,
        /// A folder on a real disk to work in.
        #[arg(long)]
        scratch: PathBuf,
        /// So many members has a province.
        #[arg(long, default_value_t = 155_232)]
        members: u32,
        /// So many members has the large register beside which the province is held.
        #[arg(long, default_value_t = 1_000_000)]
        large: u32,
        /// A PostgreSQL server: `postgres://…` without a database.
        #[arg(long)]
        postgres: Option<String>,
        /// Only these: import, reading, duplicates, reorganise, cards, periods, boards, postgres.
        only: Vec<String>,
    },
    /// Counts the cells of a workbook: what reading costs by itself.
    Cells { workbook: PathBuf },
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Outcome<()> {
    match command {
        Command::Cells { workbook } => println!("{}", import::count_cells(&workbook)?),
        Command::Run { program, scratch, members, large, postgres, only } => {
            let bench = Bench { program, scratch, members, postgres };
            let wanted = |name: &str| only.is_empty() || only.iter().any(|one| one == name);
            let mut lines = vec![];
            if wanted("import") {
                lines.extend(import::lines(&bench)?);
            }
            if wanted("duplicates") {
                lines.extend(duplicates::lines(&bench, large)?);
            }
            if wanted("reading") {
                lines.extend(reading::lines(&bench, large)?);
            }
            if wanted("reorganise") {
                lines.extend(reorganise::lines(&bench)?);
            }
            if wanted("cards") {
                lines.extend(cards::lines()?);
            }
            if wanted("periods") {
                lines.extend(periods::lines(&bench)?);
            }
            if wanted("boards") {
                lines.extend(board::lines(&bench)?);
            }
            if wanted("postgres") {
                lines.extend(postgres::lines(&bench)?);
            }
            println!("{}", table::markdown(&lines));
        }
    }
    Ok(())
}
