//! Writes the sample papers into a folder, to be looked at: `cargo run -p papers --example look -- FOLDER`.

#[path = "../tests/it/samples.rs"]
mod samples;

use papers::{card, docx, html, pdf, register, xlsx};
use std::{env, error::Error, fs, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(env::args().nth(1).ok_or("which folder?")?);
    fs::create_dir_all(&folder)?;
    let (report, list) = (samples::half_year(), samples::list());
    let cards: Vec<_> =
        samples::NAMES.iter().cycle().take(12).map(|name| samples::member(name)).collect();
    let page = format!(
        "<!doctype html><meta charset=utf-8><style>{}</style>{}",
        papers::STYLE,
        html(&report)
    );
    fs::write(folder.join("report.html"), page)?;
    fs::write(folder.join("report.pdf"), pdf(&report)?)?;
    fs::write(folder.join("word.docx"), docx(&report)?)?;
    fs::write(folder.join("excel.xlsx"), xlsx(&report)?)?;
    fs::write(folder.join("list.pdf"), register::pdf(&list)?)?;
    fs::write(folder.join("list-excel.xlsx"), register::xlsx(&list)?)?;
    fs::write(folder.join("cards.pdf"), card::pdf(&cards)?)?;
    fs::write(folder.join("card.pdf"), card::single(&cards[0])?)?;
    fs::write(folder.join("names.pdf"), pdf(&samples::harmless())?)?;
    Ok(())
}
