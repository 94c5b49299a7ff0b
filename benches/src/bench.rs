//! What all measurements share: the program, a folder to work in, and made-up provinces.

use crate::measure::{self, Cost};
use access::{Caller, Work};
use counts::Count;
use kernel::{Day, Lang, RowId, Source, UnitId};
use platform::{Problem, Settings, Site, clock::Clock, db::Db, jobs::Board, seal::Sealer};
use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
};

pub type Outcome<T> = Result<T, Box<dyn Error>>;

pub struct Bench {
    /// The program, as it is released.
    pub program: PathBuf,
    /// A folder on a real disk; what is measured there is deleted with it.
    pub scratch: PathBuf,
    pub members: u32,
    /// A PostgreSQL server, as `postgres://…` without a database.
    pub postgres: Option<String>,
}

/// A made-up association: its data folder with the units alone, and its list of members.
pub struct Province {
    pub empty: PathBuf,
    pub workbook: PathBuf,
}

impl Bench {
    pub fn command(&self, words: &[&str], data: &Path) -> Command {
        let mut command = Command::new(&self.program);
        command.args(words).arg("--data").arg(data).env_remove("DATABASE_URL");
        command
    }

    /// The province of this run; made the first time.
    pub fn province(&self) -> Outcome<Province> {
        let (empty, out) = (self.scratch.join("empty"), self.scratch.join("out"));
        let province = Province { empty, workbook: out.join("members.xlsx") };
        if !province.workbook.exists() {
            self.generate(self.members, &province.empty, &out, false)?;
        }
        Ok(province)
    }

    /// A folder with `members` people in the register; made the first time.
    pub fn registered(&self, members: u32) -> Outcome<PathBuf> {
        let data = self.scratch.join(format!("registered-{members}"));
        if !data.exists() {
            let out = self.scratch.join(format!("out-{members}"));
            self.generate(members, &data, &out, true)?;
            fs::remove_dir_all(out)?;
        }
        Ok(data)
    }

    fn generate(&self, members: u32, data: &Path, out: &Path, register: bool) -> Outcome<Cost> {
        let members = members.to_string();
        let mut command = self.command(&["generate", "--seed", "1", "--members", &members], data);
        command.arg("--out").arg(out);
        if register {
            command.arg("--register");
        }
        let (cost, _) = measure::run(&mut command)?;
        eprintln!("generate {members}: {:.1} s, {:.0} MiB", cost.wall, cost.peak_mib);
        Ok(cost)
    }

    /// A copy of a data folder that a measurement may change.
    pub fn copy_of(&self, folder: &Path, name: &str) -> Outcome<PathBuf> {
        let copy = self.scratch.join(name);
        if copy.exists() {
            fs::remove_dir_all(&copy)?;
        }
        copy_folder(folder, &copy)?;
        Ok(copy)
    }
}

/// The data of a folder, opened in this process.
pub async fn site_of(data: &Path) -> Result<Site, Problem> {
    let database = format!("sqlite://{}", data.join("khuyenhoc.sqlite").display());
    Ok(Site {
        db: Db::open(&database).await?,
        clock: Clock::System,
        sealer: Sealer::of_folder(data)?,
        board: Board::default(),
        handover: khuyenhoc::modules::handover(),
        settings: Arc::new(Settings {
            folder: data.to_owned(),
            origin: String::new(),
            sign_in_hint: String::new(),
            worker: "bench".to_owned(),
            reader: None,
        }),
    })
}

/// A change of the data that every figure of members has to follow: somebody joined below the unit, on the day.
pub async fn one_more_member(site: &Site, unit: &UnitId, day: Day) -> Result<(), Problem> {
    let mut work = Work::begin(site, Caller::operator(), Lang::Vi).await?;
    let source = Source::of("bench.member", &RowId::new());
    let joined = ["members", "new_members"].map(|code| Count::of(code, unit, day, 1));
    counts::settle(&mut work, &source, &joined).await?;
    work.commit().await
}

fn copy_folder(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
