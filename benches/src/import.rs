//! The list of a province into the register, beside reading its cells and loading its rows bare.

use crate::{
    bench::{Bench, Outcome},
    measure::{self, Cost},
    table::Line,
};
use calamine::{Data, Reader, Xlsx, open_workbook};
use rust_xlsxwriter::Workbook;
use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

/// Where the members are.
pub const TABLES: [&str; 2] = ["member_person", "member_membership"];

pub fn lines(bench: &Bench) -> Outcome<Vec<Line>> {
    let province = bench.province()?;
    let reading = read_cells(&province.workbook)?;
    let data = bench.copy_of(&province.empty, "imported")?;
    let (importing, said) = import(bench, &province.workbook, &data)?;
    expect(&said, "created", bench.members.into())?;
    let loading = load_bare(bench, &data)?;

    let changed = bench.scratch.join("changed.xlsx");
    let rows_changed = change_one_in_a_hundred(&province.workbook, &changed)?;
    let reading_again = read_cells(&changed)?;
    let (importing_again, said) = import(bench, &changed, &data)?;
    expect(&said, "updated", rows_changed)?;
    expect(&said, "created", 0)?;

    let members = bench.members;
    Ok(vec![
        Line::ratio(
            &format!(
                "import of {members} rows (limit: reading the cells {:.2} s + loading the rows {:.2} s), CPU",
                reading.cpu, loading.cpu
            ),
            importing.cpu,
            reading.cpu + loading.cpu,
            "s",
            2.0,
        ),
        Line::at_most("the same, most memory", importing.peak_mib, 256.0, "MiB"),
        Line::ratio(
            &format!(
                "the same list with {rows_changed} rows changed (limit: reading its cells), CPU"
            ),
            importing_again.cpu,
            reading_again.cpu,
            "s",
            2.5,
        ),
        Line::at_most("the same, most memory", importing_again.peak_mib, 256.0, "MiB"),
    ])
}

fn import(bench: &Bench, workbook: &Path, data: &Path) -> Outcome<(Cost, serde_json::Value)> {
    let mut command =
        bench.command(&["import", "members", "--unit", "GEN", "--apply", "--json"], data);
    let (cost, said) = measure::run(command.arg(workbook))?;
    Ok((cost, serde_json::from_str(&said)?))
}

fn expect(said: &serde_json::Value, what: &str, number: u64) -> Outcome<()> {
    match said[what].as_u64() {
        Some(found) if found == number => Ok(()),
        other => Err(format!("{what}: {other:?} instead of {number}").into()),
    }
}

/// Streams every cell of a workbook with calamine, in a process of its own. It is done within a second or two, in
/// which another program may take half of the machine: of five times the one in the middle counts.
pub fn read_cells(workbook: &Path) -> Outcome<Cost> {
    const TIMES: usize = 5;
    let mut command = Command::new(env::current_exe()?);
    command.arg("cells").arg(workbook);
    let costs = (0..TIMES).map(|_| Ok(measure::run(&mut command)?.0));
    let mut costs = costs.collect::<Outcome<Vec<Cost>>>()?;
    costs.sort_by(|one, other| one.cpu.total_cmp(&other.cpu));
    Ok(costs.swap_remove(TIMES / 2))
}

/// What the process of [`read_cells`] does; says how many cells there are.
pub fn count_cells(workbook: &Path) -> Outcome<u64> {
    let mut book: Xlsx<_> = open_workbook(workbook)?;
    let mut cells = 0;
    for sheet in book.sheet_names() {
        let mut reader = book.worksheet_cells_reader(&sheet)?;
        while reader.next_cell()?.is_some() {
            cells += 1;
        }
    }
    Ok(cells)
}

/// Loads the rows of the members' tables, with the same indexes, into an empty database.
fn load_bare(bench: &Bench, imported: &Path) -> Outcome<Cost> {
    let source = imported.join("khuyenhoc.sqlite");
    let schema = sqlite(&source, &TABLES.map(|table| format!(".schema {table}")))?.1;
    let mut commands =
        vec!["pragma journal_mode = wal;".to_owned(), "pragma synchronous = full;".to_owned()];
    commands.push(schema.lines().map(without_references).collect::<Vec<_>>().join("\n"));
    commands.push(".mode csv".to_owned());
    for table in TABLES {
        let file = bench.scratch.join(format!("{table}.csv"));
        let out = format!(".once '{}'", file.display());
        sqlite(&source, &[".mode csv".to_owned(), out, format!("select * from {table};")])?;
        commands.push(format!(".import '{}' {table}", file.display()));
    }
    let target = bench.scratch.join("bare.sqlite");
    let _ = std::fs::remove_file(&target);
    Ok(sqlite(&target, &commands)?.0)
}

/// The other tables are not there.
pub fn without_references(line: &str) -> String {
    line.split(" references ").next().map_or_else(String::new, |kept| {
        if kept.len() < line.len() { format!("{kept},") } else { line.to_owned() }
    })
}

pub fn sqlite(database: &Path, commands: &[String]) -> Outcome<(Cost, String)> {
    let script = tempfile::NamedTempFile::new()?;
    std::fs::write(script.path(), commands.join("\n"))?;
    let mut command = Command::new("sqlite3");
    command.arg("-bail").arg(database).arg(format!(".read '{}'", script.path().display()));
    Ok(measure::run(&mut command)?)
}

/// The same list where every hundredth member has another remark; says how many those are.
fn change_one_in_a_hundred(workbook: &Path, out: &PathBuf) -> Outcome<u64> {
    let mut book: Xlsx<_> = open_workbook(workbook)?;
    let range = book.worksheet_range_at(0).ok_or("the workbook has a sheet")??;
    let mut copy = Workbook::new();
    let sheet = copy.add_worksheet_with_constant_memory()?;
    let (mut noted, mut people, mut changed) = (None, 0_u64, 0);
    for (row, cells) in (0..).zip(range.rows()) {
        if noted.is_none() {
            noted = cells.iter().position(|cell| *cell == "Ghi chú");
        } else {
            people += 1;
        }
        let is_chosen = people > 0 && people.is_multiple_of(100);
        for (column, cell) in (0..).zip(cells) {
            match cell {
                _ if is_chosen && noted == Some(usize::from(column)) => {
                    changed += 1;
                    sheet.write_string(row, column, "Đã gặp lại năm nay")?;
                }
                Data::Empty => {}
                Data::Float(number) => drop(sheet.write_number(row, column, *number)?),
                other => drop(sheet.write_string(row, column, other.to_string())?),
            }
        }
    }
    copy.save(out)?;
    Ok(changed)
}
