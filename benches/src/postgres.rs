//! The same import and report on PostgreSQL, beside `COPY` and plain SQL on the same cluster. The server's own
//! processes do most of the work there, so the time on the wall is measured.

use crate::{
    bench::{Bench, Outcome},
    import::{TABLES, read_cells},
    measure::{self, median},
    table::Line,
};
use std::{process::Command, time::Instant};

pub fn lines(bench: &Bench) -> Outcome<Vec<Line>> {
    let Some(server) = &bench.postgres else {
        eprintln!("PostgreSQL is left out: no --postgres URL");
        return Ok(vec![]);
    };
    let province = bench.province()?;
    let database = format!("{server}/khuyenhoc_bench");
    let sql = |database: &str, text: &str| -> Outcome<String> {
        let mut command = Command::new("psql");
        command.args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", text]);
        Ok(measure::run(&mut command)?.1)
    };
    sql(&format!("{server}/postgres"), "drop database if exists khuyenhoc_bench with (force)")?;
    sql(&format!("{server}/postgres"), "create database khuyenhoc_bench")?;
    let data = bench.scratch.join("postgres-data");
    let out = bench.scratch.join("postgres-out");
    let on_postgres = |words: &[&str]| {
        let mut command = bench.command(words, &data);
        command.env("DATABASE_URL", &database);
        command
    };
    let members = bench.members.to_string();
    let mut generating = on_postgres(&["generate", "--seed", "1", "--members", &members]);
    measure::run(generating.arg("--out").arg(&out))?;
    let mut importing = on_postgres(&["import", "members", "--unit", "GEN", "--apply", "--json"]);
    let (importing, _) = measure::run(importing.arg(&province.workbook))?;

    let mut copying = 0.0;
    for table in TABLES {
        let file = bench.scratch.join(format!("{table}.copy"));
        let file = file.display();
        sql(&database, &format!("\\copy {table} to '{file}'"))?;
        sql(&database, &format!("create table bare_{table} (like {table} including all)"))?;
        let began = Instant::now();
        sql(&database, &format!("\\copy bare_{table} from '{file}'"))?;
        copying += began.elapsed().as_secs_f64();
    }
    let reading = read_cells(&province.workbook)?.wall;
    let plain = "select indicator, sum(quantity) from unit_ancestor above
        join count_row on count_row.unit_id = above.unit_id
        where above.ancestor_id = (select id from unit where code = 'GEN') and above.until > '2026-11-21'
        group by indicator";
    let mut command = on_postgres(&["report", "half-year", "--unit", "GEN", "--period", "2026-H1"]);
    let times = |run: &mut dyn FnMut() -> Outcome<()>| -> Outcome<f64> {
        let mut walls = vec![];
        for _ in 0..5 {
            let began = Instant::now();
            run()?;
            walls.push(began.elapsed().as_secs_f64() * 1e3);
        }
        Ok(median(walls))
    };
    let report = times(&mut || Ok(measure::run(&mut command).map(drop)?))?;
    let bare = times(&mut || sql(&database, plain).map(drop))?;
    sql(&format!("{server}/postgres"), "drop database khuyenhoc_bench with (force)")?;
    Ok(vec![
        Line::ratio(
            &format!(
                "PostgreSQL: import of {} rows (limit: reading the cells {reading:.2} s + COPY {copying:.2} s), wall",
                bench.members
            ),
            importing.wall,
            reading + copying,
            "s",
            2.0,
        ),
        Line::ratio(
            "PostgreSQL: half-year report of the province, whole process (limit: one plain sum in psql), wall",
            report,
            bare,
            "ms",
            3.0,
        ),
    ])
}
