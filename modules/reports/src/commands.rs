//! Reports and explanations for files and the command line.

use crate::{json, paper, report::Report, rules::Refusal};
use counts::Explanation;
use kernel::Lang;
use platform::Problem;

/// The forms a report can take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Json,
    Html,
    Xlsx,
    Docx,
    Pdf,
}

impl Format {
    pub const PAPERS: [Format; 3] = [Format::Pdf, Format::Docx, Format::Xlsx];

    pub fn read(text: &str) -> Result<Format, Problem> {
        let all = [Format::Json, Format::Html, Format::Xlsx, Format::Docx, Format::Pdf];
        let found = all.into_iter().find(|format| format.extension() == text);
        Ok(found.ok_or_else(|| Refusal::UnknownFormat { typed: text.to_owned() })?)
    }
    pub fn extension(self) -> &'static str {
        match self {
            Format::Json => "json",
            Format::Html => "html",
            Format::Xlsx => "xlsx",
            Format::Docx => "docx",
            Format::Pdf => "pdf",
        }
    }
    /// As a button says it.
    pub fn name(self) -> &'static str {
        match self {
            Format::Json => "JSON",
            Format::Html => "HTML",
            Format::Xlsx => "Excel",
            Format::Docx => "Word",
            Format::Pdf => "PDF",
        }
    }
    pub fn content_type(self) -> &'static str {
        match self {
            Format::Json => "application/json",
            Format::Html => "text/html; charset=utf-8",
            Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Format::Docx => {
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            }
            Format::Pdf => "application/pdf",
        }
    }
}

/// Writes a report out. Setting a page is hard work, so it is done off the request threads.
pub async fn write_report(report: Report, format: Format) -> Result<Vec<u8>, Problem> {
    if format == Format::Json {
        return Ok(serde_json::to_vec_pretty(&json::of_report(&report))?);
    }
    write_paper(paper::of(&report), format).await
}

/// Writes a paper out in one of its forms.
pub(crate) async fn write_paper(paper: papers::Paper, format: Format) -> Result<Vec<u8>, Problem> {
    let written = tokio::task::spawn_blocking(move || match format {
        Format::Xlsx => papers::xlsx(&paper),
        Format::Docx => papers::docx(&paper),
        Format::Pdf => papers::pdf(&paper),
        Format::Html | Format::Json => Ok(whole_page(&paper).into_bytes()),
    });
    written.await?.map_err(|broken| Problem::Broken(Box::new(broken)))
}

/// The paper as a page that stands alone, for sending and printing.
fn whole_page(paper: &papers::Paper) -> String {
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{}</title><style>{}</style></head>\n<body>{}</body>\n</html>\n",
        paper.lang.code(),
        paper.kind,
        papers::STYLE,
        papers::html(paper)
    )
}

pub fn write_explanation(explanation: Explanation, lang: Lang) -> Result<Vec<u8>, Problem> {
    Ok(serde_json::to_vec_pretty(&json::of_explanation(explanation, lang))?)
}
