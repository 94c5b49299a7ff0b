//! The paper as a Word file.

mod parts;
mod styles;
mod table;

use crate::{
    Block, Broken, Paper, Run, Seal, lines, qr,
    texts::Texts,
    tidy::{self, Place},
};
use docx_rs::{
    AlignmentType, BreakType, Docx, Header, Hyperlink, HyperlinkType, IndentLevel, LineSpacing,
    NumberingId, PageMargin, PageNum, Paragraph, Pic, Run as WordRun, SpecialIndentType,
    Table as WordTable, TableCell, TableRow, WidthType,
};
use parts::packed;
use styles::{BODY_STYLE, DASHED, HEADING_STYLES, TITLE_STYLE, halves, twips};

/// The width of the text: 210 mm less 30 mm on the left and 20 mm on the right.
const TEXT_WIDTH_MM: u32 = 160;

/// The paper in the official layout, with real headings, tables and page numbers.
pub fn docx(paper: &Paper) -> Result<Vec<u8>, Broken> {
    let paper = tidy::paper(paper, Place::File { site: paper.site.as_deref() });
    let t = Texts(paper.lang);
    let mut word = page_of(styles::declared(Docx::new()));
    word = word.add_table(head(&paper, t));
    for line in title(&paper) {
        word = word.add_paragraph(line);
    }
    for (place, block) in paper.blocks.iter().enumerate() {
        word = body(word, block, place + 1 == paper.blocks.len());
    }
    for line in notes(&paper, t) {
        word = word.add_paragraph(line);
    }
    word = word.add_paragraph(Paragraph::new().keep_next(true)).add_table(foot(&paper, t));
    if let Some(seal) = &paper.seal {
        word = word.add_paragraph(Paragraph::new()).add_table(sealed(seal)?);
    }
    // Word wants a paragraph after the last table; a small one makes no new page.
    packed(word.add_paragraph(centred().add_run(sized("", 1.0))), &paper)
}

/// A4 with the margins of an official paper and the page number on top, though not on the first page.
fn page_of(word: Docx) -> Docx {
    let number = centred().add_page_num(PageNum::new());
    let margin =
        PageMargin::new().top(twips(20)).bottom(twips(20)).left(twips(30)).right(twips(20));
    word.page_size(11_906, 16_838)
        .page_margin(margin.header(twips(10)).footer(twips(10)))
        .header(Header::new().add_paragraph(number))
        .title_pg()
}

/// Ô số 1–4: who writes, under whose name, number, place and day.
fn head(paper: &Paper, t: Texts) -> WordTable {
    let above = lines::balanced(&paper.issuer_above, lines::ISSUER);
    let above = above.iter().map(|line| sized(line, 12.0));
    let own = lines::balanced(&paper.issuer, lines::ISSUER);
    let own = own.iter().map(|line| sized(line, 12.0).bold());
    let issuer = above
        .chain(own)
        .fold(TableCell::new(), |cell, line| cell.add_paragraph(centred().add_run(line)))
        .add_paragraph(styles::rule(22, 67))
        .add_paragraph(centred().add_run(sized(&paper.number, 13.0)));
    let republic = TableCell::new()
        .add_paragraph(centred().add_run(sized(&t.republic(), 12.0).bold()))
        .add_paragraph(centred().add_run(sized(&t.motto(), 13.0).bold()))
        .add_paragraph(styles::rule(57, 93))
        .add_paragraph(centred().add_run(sized(&paper.place_and_day, 13.0).italic()));
    side_by_side(issuer, 67, republic)
}

/// Ô số 5: the kind of paper and what it is about.
fn title(paper: &Paper) -> Vec<Paragraph> {
    let spaced = |paragraph: Paragraph, before| {
        paragraph.line_spacing(LineSpacing::new().before(before).after(60))
    };
    let mut lines =
        vec![spaced(centred(), 240).style(TITLE_STYLE).add_run(sized(&paper.kind, 14.5).bold())];
    if !paper.subject.is_empty() {
        lines.push(spaced(centred(), 0).add_run(subject(&paper.subject)));
        lines.push(styles::rule(30, TEXT_WIDTH_MM));
    }
    if let Some(standing) = &paper.standing {
        lines.push(styles::framed(standing));
    }
    lines.push(Paragraph::new());
    lines
}

fn subject(words: &str) -> WordRun {
    let [first, others @ ..] = &*lines::balanced(words, lines::SUBJECT) else {
        return WordRun::new();
    };
    others.iter().fold(sized(first, 13.5).bold(), |run, line| {
        run.add_break(BreakType::TextWrapping).add_text(line)
    })
}

/// Ô số 6: what it says. The last sentence stays with the signature, which never stands alone on a page.
fn body(word: Docx, block: &Block, is_last: bool) -> Docx {
    match block {
        Block::Heading { level, text } => {
            let place = usize::from(*level - 1).min(HEADING_STYLES.len() - 1);
            let heading = Paragraph::new().style(HEADING_STYLES[place]).keep_next(true);
            word.add_paragraph(heading.add_run(WordRun::new().add_text(text)))
        }
        Block::Paragraph { runs } => {
            word.add_paragraph(said(Paragraph::new().style(BODY_STYLE).keep_next(is_last), runs))
        }
        Block::List { items } => {
            items.iter().fold(word, |word, item| word.add_paragraph(said(dashed(), item)))
        }
        Block::Table(table) => {
            let caption = centred().keep_next(true).add_run(sized(&table.caption, 12.5).italic());
            let caption = caption.line_spacing(LineSpacing::new().before(120).after(60));
            let word = if table.caption.is_empty() { word } else { word.add_paragraph(caption) };
            word.add_table(table::drawn(table, TEXT_WIDTH_MM))
                .add_paragraph(centred().add_run(sized("", 6.0)))
        }
    }
}

fn notes(paper: &Paper, t: Texts) -> Vec<Paragraph> {
    let label = Paragraph::new().style(BODY_STYLE).keep_next(true);
    let label = label.add_run(sized(&t.notes(), 12.0).italic());
    let note = |note: &String| dashed().keep_next(true).add_run(sized(note, 12.0));
    match paper.notes.as_slice() {
        [] => vec![],
        notes => [label].into_iter().chain(notes.iter().map(note)).collect(),
    }
}

/// Ô số 7 and 9: who signs, and who receives it.
fn foot(paper: &Paper, t: Texts) -> WordTable {
    let mut recipients = TableCell::new();
    if !paper.recipients.is_empty() {
        let label = sized(&t.recipients(), 12.0).bold().italic();
        recipients = recipients.add_paragraph(Paragraph::new().add_run(label));
    }
    for recipient in &paper.recipients {
        let line = sized(&format!("- {recipient}"), 11.0);
        let hanging = Some(SpecialIndentType::Hanging(140));
        recipients = recipients.add_paragraph(
            Paragraph::new().keep_next(true).indent(Some(140), hanging, None, None).add_run(line),
        );
    }
    let mut signature = TableCell::new();
    for office in &paper.signature.office {
        signature = signature.add_paragraph(
            centred().keep_next(true).add_run(WordRun::new().add_text(office).bold()),
        );
    }
    // Room for the hand and the seal.
    for _ in 0..4 {
        signature = signature.add_paragraph(centred().keep_next(true));
    }
    let name = WordRun::new().add_text(&paper.signature.name).bold();
    side_by_side(recipients, 72, signature.add_paragraph(centred().add_run(name)))
}

/// What leads from the sheet in hand to what was frozen: a code of 28 mm, and words beside it.
fn sealed(seal: &Seal) -> Result<WordTable, Broken> {
    const SIDE_EMU: u32 = 28 * 36_000;
    let (picture, side) = qr::png(&seal.address)?;
    let picture = Pic::new_with_dimensions(picture, side, side).size(SIDE_EMU, SIDE_EMU);
    let code =
        TableCell::new().add_paragraph(Paragraph::new().add_run(WordRun::new().add_image(picture)));
    let lines = seal.words.iter().chain([&seal.address]);
    let words = lines.fold(TableCell::new(), |cell, line| {
        cell.add_paragraph(Paragraph::new().add_run(sized(line, 9.0)))
    });
    Ok(side_by_side(code, 33, words))
}

/// Two cells without lines, the left one so many millimetres wide.
fn side_by_side(left: TableCell, left_mm: u32, right: TableCell) -> WordTable {
    let widths = [halves(left_mm), halves(TEXT_WIDTH_MM - left_mm)];
    let row = TableRow::new(vec![
        left.width(widths[0], WidthType::Dxa),
        right.width(widths[1], WidthType::Dxa),
    ])
    .cant_split();
    WordTable::without_borders(vec![row])
        .set_grid(widths.to_vec())
        .width(halves(TEXT_WIDTH_MM), WidthType::Dxa)
        .layout(docx_rs::TableLayoutType::Fixed)
        .margins(docx_rs::TableCellMargins::new().margin(0, 0, 0, 0))
}

fn centred() -> Paragraph {
    Paragraph::new().align(AlignmentType::Center)
}

fn dashed() -> Paragraph {
    Paragraph::new().style(BODY_STYLE).numbering(NumberingId::new(DASHED), IndentLevel::new(0))
}

fn sized(words: &str, points: f32) -> WordRun {
    // Word counts in half points.
    WordRun::new().add_text(words).size((points * 2.0) as usize)
}

fn said(paragraph: Paragraph, runs: &[Run]) -> Paragraph {
    runs.iter().fold(paragraph, |paragraph, run| {
        let mut words = WordRun::new().add_text(&run.text);
        if run.bold {
            words = words.bold();
        }
        if run.italic {
            words = words.italic();
        }
        linked(paragraph, words, run.link.as_deref())
    })
}

/// Adds the words, leading where they lead.
fn linked(paragraph: Paragraph, words: WordRun, link: Option<&str>) -> Paragraph {
    match link {
        Some(address) => {
            let words = words.color("0b4f8a").underline("single");
            paragraph.add_hyperlink(Hyperlink::new(address, HyperlinkType::External).add_run(words))
        }
        None => paragraph.add_run(words),
    }
}
