//! Biên bản: the hand-over and the session as official papers.

mod handover;
mod minutes;

pub use handover::{Signed, of_handover};
pub use minutes::{Minutes, of_minutes, resolution_title, title as session_title, votes};

use crate::rules::Refusal;
use papers::Paper;
use platform::Problem;

/// The forms a paper can take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Html,
    Docx,
    Pdf,
}

impl Format {
    pub const ALL: [Format; 3] = [Format::Pdf, Format::Docx, Format::Html];

    /// # Errors
    /// `unknown_format`.
    pub fn read(text: &str) -> Result<Format, Refusal> {
        let found = Format::ALL.into_iter().find(|format| format.extension() == text);
        found.ok_or_else(|| Refusal::UnknownFormat { typed: text.to_owned() })
    }
    pub fn extension(self) -> &'static str {
        match self {
            Format::Html => "html",
            Format::Docx => "docx",
            Format::Pdf => "pdf",
        }
    }
    /// As a button says it.
    pub fn name(self) -> &'static str {
        match self {
            Format::Html => "HTML",
            Format::Docx => "Word",
            Format::Pdf => "PDF",
        }
    }
    pub fn content_type(self) -> &'static str {
        match self {
            Format::Html => "text/html; charset=utf-8",
            Format::Docx => {
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            }
            Format::Pdf => "application/pdf",
        }
    }
}

/// Writes a paper out. Setting a page is hard work, so it is done off the request threads.
///
/// # Errors
/// Only a fault of ours.
pub async fn written(paper: Paper, format: Format) -> Result<Vec<u8>, Problem> {
    let written = tokio::task::spawn_blocking(move || match format {
        Format::Docx => papers::docx(&paper),
        Format::Pdf => papers::pdf(&paper),
        Format::Html => Ok(whole_page(&paper).into_bytes()),
    });
    written.await?.map_err(|broken| Problem::Broken(Box::new(broken)))
}

/// What a hand-over of the unit would say today, as a file that nobody has signed.
///
/// # Errors
/// Only a fault of ours.
pub async fn look_ahead(
    document: &crate::Document,
    format: Format,
    lang: kernel::Lang,
    site: &str,
) -> Result<Vec<u8>, Problem> {
    let (_, hash) = document.written()?;
    let signed = Signed { hash: &hash, is_look_ahead: true, ..Signed::default() };
    written(of_handover(document, &signed, lang, site), format).await
}

/// The paper as a page that stands alone, for sending and printing.
fn whole_page(paper: &Paper) -> String {
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{}</title><style>{}</style></head>\n<body>{}</body>\n</html>\n",
        paper.lang.code(),
        paper.kind,
        papers::STYLE,
        papers::html(paper)
    )
}

/// Section numbers of a paper.
const ROMAN: [&str; 12] =
    ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];

fn roman(place: usize) -> &'static str {
    ROMAN[place % ROMAN.len()]
}
