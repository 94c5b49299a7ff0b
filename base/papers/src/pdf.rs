//! The paper as a PDF.

use crate::{
    Block, Broken, Paper, fitting, lines,
    press::{self, Template},
    qr,
    texts::Texts,
    tidy::{self, Place},
};
use serde::Serialize;

static PAPER: Template = Template::new(include_str!("pdf/paper.typ"));

/// The paper in the official layout, tagged for screen readers.
///
/// It takes a good part of a second for a long paper: a server calls it off the request threads.
pub fn pdf(paper: &Paper) -> Result<Vec<u8>, Broken> {
    let paper = tidy::paper(paper, Place::File { site: paper.site.as_deref() });
    let words = Words::of(Texts(paper.lang));
    let code = paper.seal.as_ref().map(|seal| qr::svg(&seal.address)).transpose()?;
    let sheet = Sheet {
        code,
        issuer_above: lines::balanced(&paper.issuer_above, lines::ISSUER),
        issuer: lines::balanced(&paper.issuer, lines::ISSUER),
        subject: lines::balanced(&paper.subject, lines::SUBJECT),
        table_points: paper.blocks.iter().map(table_points).collect(),
        paper,
        words,
    };
    press::print(&PAPER, &sheet)
}

#[derive(Serialize)]
struct Sheet {
    paper: Paper,
    issuer_above: Vec<String>,
    issuer: Vec<String>,
    subject: Vec<String>,
    /// The size of the letters of each block that is a table.
    table_points: Vec<Option<f64>>,
    words: Words,
    /// The code of the seal, drawn.
    code: Option<String>,
}

fn table_points(block: &Block) -> Option<f64> {
    match block {
        Block::Table(table) => {
            Some(fitting::size_points(&table.columns, &table.rows, fitting::UPRIGHT_POINTS))
        }
        Block::Heading { .. } | Block::Paragraph { .. } | Block::List { .. } => None,
    }
}

#[derive(Serialize)]
struct Words {
    republic: String,
    motto: String,
    recipients: String,
    notes: String,
}

impl Words {
    fn of(t: Texts) -> Words {
        Words {
            republic: t.republic(),
            motto: t.motto(),
            recipients: t.recipients(),
            notes: t.notes(),
        }
    }
}
