//! The paper as an Excel file: the same sentences, and tables with numbers one can calculate with.

use crate::{
    Block, Broken, Column, Paper, Row, Run,
    sheet::{Look, Page, properties},
    texts::Texts,
    tidy::{self, Place},
};
use rust_xlsxwriter::Workbook;

/// The paper on one sheet. Numbers are numbers whose format shows them as their text; all else is words.
pub fn xlsx(paper: &Paper) -> Result<Vec<u8>, Broken> {
    let paper = tidy::paper(paper, Place::File { site: paper.site.as_deref() });
    let t = Texts(paper.lang);
    let mut workbook = Workbook::new();
    workbook
        .set_properties(&properties(&format!("{} {}", paper.kind, paper.subject), &paper.issuer));
    let tables: Vec<_> = paper.blocks.iter().filter_map(table_of).collect();
    let mut page = Page::portrait(&mut workbook, &t.sheet_of_paper(), &tables)?;

    head(&mut page, &paper, t)?;
    for block in &paper.blocks {
        // Excel repeats one row only; with several tables it would stand above the wrong one.
        body(&mut page, block, tables.len() == 1)?;
    }
    foot(&mut page, &paper, t)?;
    page.number_pages(&t.page())?;
    page.end()?;
    Ok(workbook.save_to_buffer()?)
}

fn table_of(block: &Block) -> Option<(&[Column], &[Row])> {
    match block {
        Block::Table(table) => Some((&table.columns, &table.rows)),
        Block::Heading { .. } | Block::Paragraph { .. } | Block::List { .. } => None,
    }
}

fn head(page: &mut Page, paper: &Paper, t: Texts) -> Result<(), Broken> {
    page.halves((&paper.issuer_above, Look::Centred), (&t.republic(), Look::CentredBold))?;
    page.halves((&paper.issuer, Look::CentredBold), (&t.motto(), Look::CentredBold))?;
    page.halves((&paper.number, Look::Centred), (&paper.place_and_day, Look::CentredItalic))?;
    page.gap()?;
    page.line(&paper.kind, Look::Title)?;
    page.line(&paper.subject, Look::CentredBold)?;
    page.line(paper.standing.as_deref().unwrap_or(""), Look::CentredItalic)?;
    page.gap()
}

fn body(page: &mut Page, block: &Block, only_table: bool) -> Result<(), Broken> {
    match block {
        Block::Heading { text, .. } => page.line(text, Look::Heading),
        Block::Paragraph { runs } => said(page, "", runs),
        Block::List { items } => items.iter().try_for_each(|item| said(page, "- ", item)),
        Block::Table(table) => {
            page.line(&table.caption, Look::CentredItalic)?;
            if only_table {
                page.repeat_next_row()?;
            }
            page.table_rows(&table.columns, &table.rows)?;
            page.gap()
        }
    }
}

/// A sentence in one cell, which can lead to one place: the first that it names.
fn said(page: &mut Page, mark: &str, runs: &[Run]) -> Result<(), Broken> {
    let words: String = runs.iter().map(|run| run.text.as_str()).collect();
    let look = if runs.iter().all(|run| run.bold) { Look::Heading } else { Look::Plain };
    let link = runs.iter().find_map(|run| run.link.as_deref());
    page.linked_line(&format!("{mark}{words}"), look, link)
}

fn foot(page: &mut Page, paper: &Paper, t: Texts) -> Result<(), Broken> {
    if !paper.notes.is_empty() {
        page.line(&t.notes(), Look::SmallBoldItalic)?;
        paper.notes.iter().try_for_each(|note| page.line(&format!("- {note}"), Look::Small))?;
    }
    page.gap()?;
    let recipients = match paper.recipients.as_slice() {
        [] => vec![],
        recipients => {
            let lines = recipients.iter().map(|recipient| (format!("- {recipient}"), Look::Small));
            [(t.recipients(), Look::SmallBoldItalic)].into_iter().chain(lines).collect()
        }
    };
    // Three rows between the office and the name, for the hand and the seal.
    let office = paper.signature.office.iter().map(String::as_str);
    let signature: Vec<&str> = office.chain(["", "", "", &paper.signature.name]).collect();
    for row in 0..recipients.len().max(signature.len()) {
        let left = recipients.get(row).map_or(("", Look::Small), |(words, look)| (words, *look));
        let right = signature.get(row).copied().unwrap_or("");
        match (left.0, right) {
            ("", "") => page.gap()?,
            _ => page.halves(left, (right, Look::CentredBold))?,
        }
    }
    // A sheet is calculated with, not signed: it names the address instead of drawing a code.
    if let Some(seal) = &paper.seal {
        page.gap()?;
        seal.words.iter().try_for_each(|line| page.line(line, Look::Small))?;
        page.linked_line(&seal.address, Look::Small, Some(&seal.address))?;
    }
    Ok(())
}
