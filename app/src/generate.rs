//! Tỉnh giả định: a made-up province of any size, with its member list and the same list with
//! mistakes whose places are known. For trying the program at full size, and for measuring it.
//!
//! - The same number and seed give the same units and the same bytes of the files.
//! - Nothing is kept but the commune at hand, so that millions need no more room than thousands.
//! - No person is real: names are drawn, and numbers counted off.

mod chance;
mod list;
mod mistakes;
mod names;
mod people;
mod places;
mod register;
mod truth;
mod workbook;

pub use people::MEMBERS_MAX;

use access::{Caller, Work};
use chance::{About, Chance};
use kernel::{Lang, Source, UnitId};
use mistakes::{Sown, sow};
use places::{FOUNDED, NATION, Province, ROOT, ROOT_NAME};
use platform::{Problem, Site};
use rust_xlsxwriter::XlsxError;
use std::{
    ops::Range,
    path::{Path, PathBuf},
};
use truth::{Part, Seeded, Truth};
use units::{Level, NewOwnUnit, NewPlace};
use workbook::ROWS_MAX;

const TRUTH_FILE: &str = "truth.json";
const ERRORS_FILE: &str = "members-errors.xlsx";

/// What came of it.
pub struct Made {
    pub units: u64,
    pub errors: usize,
    pub workbooks: Vec<PathBuf>,
}

/// What is asked for.
pub struct Wanted<'a> {
    pub members: u64,
    pub seed: u64,
    /// Where the files go.
    pub out: &'a Path,
}

/// Opens the province and writes the files. Where a file cannot be written, no unit is opened.
///
/// # Errors
/// `generate_other_data` where somebody has worked in the folder.
pub async fn build(site: &Site, wanted: &Wanted<'_>) -> Result<Made, Problem> {
    let mut work = Work::begin(site, Caller::operator(), Lang::Vi).await?;
    if !audit::is_empty(&mut work.tx).await? {
        return Err(refused_for(&site.settings.folder));
    }
    let province = Province::of(wanted.seed, wanted.members);
    let units = open_units(&mut work, &province).await?;
    let folder = wanted.out.to_owned();
    let made =
        tokio::task::spawn_blocking(move || write_files(&province, units, &folder)).await??;
    work.commit().await?;
    site.db.analyze().await?;
    Ok(made)
}

/// Writes everybody into the register too; tells `told` how many are.
pub async fn register(
    site: &Site,
    wanted: &Wanted<'_>,
    told: impl FnMut(u64),
) -> Result<(), Problem> {
    register::register(site, &Province::of(wanted.seed, wanted.members), told).await?;
    site.db.analyze().await
}

fn refused_for(place: &Path) -> Problem {
    let place = place.display().to_string();
    Problem::refused("generate_other_data", move |lang| {
        crate::texts::Texts(lang).generate_other_data(&place)
    })
}

/// Files of an earlier run may be written anew: it left the truth about them.
///
/// # Errors
/// `generate_other_data` where there are others.
pub fn refuse_other_files(out: &Path) -> Result<(), Problem> {
    let ours = out.join(TRUTH_FILE).exists();
    let taken = [workbook_name(0), ERRORS_FILE.to_owned()].map(|name| out.join(name));
    match taken.into_iter().find(|file| file.exists() && !ours) {
        Some(file) => Err(refused_for(&file)),
        None => Ok(()),
    }
}

async fn open_units(work: &mut Work, province: &Province) -> Result<u64, Problem> {
    let place = |code: &str, name: &str, kind: &str, level| NewPlace {
        code: code.to_owned(),
        level,
        name: name.to_owned(),
        kind: kind.to_owned(),
        opened: FOUNDED,
    };
    let root = place(ROOT, ROOT_NAME, "tỉnh", Level::Province);
    // Every figure is counted once for the country, a made-up one too.
    let nation = units::find(&mut work.tx, NATION, work.today).await?.id.clone();
    let root = units::add_place(&mut work.tx, Some(&nation), root).await?;
    let (mut communes, mut units) = (vec![], 1);
    for commune in province.communes() {
        let new = place(&commune.code, &commune.name, commune.kind, Level::Commune);
        let id = units::add_place(&mut work.tx, Some(&root), new).await?;
        let chapters = commune.chapters.into_iter().map(|chapter| NewOwnUnit {
            code_suffix: chapter.suffix,
            name: chapter.name,
            form: chapter.form,
            setting: chapter.setting,
            opened: chapter.opened,
            sector: None,
        });
        units += 1 + open_chapters(work, &id, chapters.collect()).await?;
        communes.push(id);
    }
    let source = Source::of("organisation.unit", &root);
    let details = serde_json::json!({ "units": communes });
    work.record("units.open_many", Some(&root), &source, details).await?;
    Ok(units)
}

async fn open_chapters(
    work: &mut Work,
    commune: &UnitId,
    chapters: Vec<NewOwnUnit>,
) -> Result<u64, Problem> {
    Ok(organisation::open_many(work, commune, chapters).await?.len() as u64)
}

/// Communes that share a workbook, and the places of their people in the province.
struct Share {
    communes: Range<usize>,
    people: Range<u64>,
}

/// Whole communes only: namesakes of one chapter are told apart within one file.
fn shares(province: &Province) -> Vec<Share> {
    let mut shares: Vec<Share> = vec![];
    let mut first = 0;
    for (number, size) in province.sizes().iter().enumerate() {
        match shares.last_mut() {
            Some(share) if first + size - share.people.start <= ROWS_MAX => {
                share.communes.end = number + 1;
                share.people.end = first + size;
            }
            _ => {
                shares.push(Share { communes: number..number + 1, people: first..first + size });
            }
        }
        first += size;
    }
    shares
}

/// `members.xlsx`, then `members-002.xlsx` and so on.
fn workbook_name(number: usize) -> String {
    match number {
        0 => "members.xlsx".to_owned(),
        further => format!("members-{:03}.xlsx", further + 1),
    }
}

fn write_files(province: &Province, units: u64, out: &Path) -> Result<Made, Problem> {
    std::fs::create_dir_all(out).map_err(|error| not_written(out, &error.to_string()))?;
    let shares = shares(province);
    let mut truth = Truth {
        members: province.members(),
        units,
        seed: province.seed(),
        workbooks: vec![],
        errors: vec![],
        warnings: vec![],
    };
    let mut workbooks = vec![];
    for (number, share) in shares.iter().enumerate() {
        let file = workbook_name(number);
        let path = out.join(&file);
        write_clean(province, share, &path)
            .map_err(|error| not_written(&path, &error.to_string()))?;
        truth.workbooks.push(Part { file, members: share.people.end - share.people.start });
        workbooks.push(path);
    }
    if let Some(share) = shares.first() {
        let path = out.join(ERRORS_FILE);
        let seeded = write_mistaken(province, share, &path)
            .map_err(|error| not_written(&path, &error.to_string()))?;
        (truth.errors, truth.warnings) = seeded;
    }
    let path = out.join(TRUTH_FILE);
    let text = serde_json::to_string_pretty(&truth)?;
    std::fs::write(&path, text + "\n").map_err(|error| not_written(&path, &error.to_string()))?;
    Ok(Made { units, errors: truth.errors.len(), workbooks })
}

fn not_written(place: &Path, reason: &str) -> Problem {
    let (place, reason) = (place.display().to_string(), reason.to_owned());
    Problem::refused("file_not_written", move |lang| {
        crate::texts::Texts(lang).file_not_written(&place, &reason)
    })
}

fn title(province: &Province) -> Vec<String> {
    vec![
        format!("HỘI KHUYẾN HỌC TỈNH {}", ROOT_NAME.to_uppercase()),
        "DANH SÁCH HỘI VIÊN".to_owned(),
        format!("Người và số liệu đều là giả định (bộ {})", province.seed()),
    ]
}

fn write_clean(province: &Province, share: &Share, path: &Path) -> Result<(), XlsxError> {
    workbook::write(path, &title(province), |sheet| {
        let first = share.people.start;
        list::each(province, share.communes.clone(), first, |index, person, chapter| {
            sheet.add(&list::cells(index - first + 1, &person, chapter))
        })
    })
}

type Sowings = (Vec<Seeded>, Vec<Seeded>);

fn write_mistaken(province: &Province, share: &Share, path: &Path) -> Result<Sowings, XlsxError> {
    let seed = province.seed();
    let mut sown = sow(seed, share.people.end - share.people.start).into_iter().peekable();
    let (mut errors, mut warnings) = (vec![], vec![]);
    let mut above = list::Cells::default();
    workbook::write(path, &title(province), |sheet| {
        list::each(
            province,
            share.communes.clone(),
            share.people.start,
            |index, person, chapter| {
                let place = index - share.people.start;
                let mut cells = list::cells(place + 1, &person, chapter);
                let clean = cells.clone();
                if let Some(Sown { mistake, .. }) = sown.next_if(|next| next.index == place) {
                    let mut chance = Chance::of(seed, About::Mistake, place);
                    let (column, code) = mistake.make(&mut cells, &person, &above, &mut chance);
                    let row = workbook::FIRST_ROW + u32::try_from(place).unwrap_or(0);
                    let list = if mistake.is_error() { &mut errors } else { &mut warnings };
                    list.push(Seeded::at(row, column, code));
                }
                above = clean;
                sheet.add(&cells)
            },
        )
    })?;
    Ok((errors, warnings))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_is_in_one_workbook_and_none_holds_more_than_an_import_takes() {
        for members in [1, 250_000, 250_001, 1_000_000, MEMBERS_MAX] {
            let province = Province::of(1, members);
            let shares = shares(&province);
            let (mut communes, mut people) = (0, 0);
            for share in &shares {
                assert_eq!((share.communes.start, share.people.start), (communes, people));
                assert!(share.people.end - share.people.start <= ROWS_MAX, "{members}");
                let sizes = &province.sizes()[share.communes.clone()];
                assert_eq!(sizes.iter().sum::<u64>(), share.people.end - share.people.start);
                (communes, people) = (share.communes.end, share.people.end);
            }
            assert_eq!((communes, people), (province.sizes().len(), members));
            assert_eq!(shares.len() == 1, members <= ROWS_MAX, "{members}");
        }
    }
}
