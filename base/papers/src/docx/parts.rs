//! What the Word library cannot say yet, said in its parts before they are packed.

use crate::{Broken, Paper};
use docx_rs::{Docx, HeightRule, TableRow};
use kernel::Lang;
use std::io::Cursor;

/// Marks a row to be repeated at the top of every page: by a height that no row of ours has otherwise.
pub(super) fn repeated(row: TableRow) -> TableRow {
    row.row_height(1.0).height_rule(HeightRule::AtLeast)
}
const REPEATED: &str = r#"<w:trHeight w:val="1" w:hRule="atLeast" />"#;

/// The file, with heading rows that are repeated, the language of its words, and its title.
pub(super) fn packed(word: Docx, paper: &Paper) -> Result<Vec<u8>, Broken> {
    let mut parts = word.build();
    // Typed text is escaped in these parts, so the marks below are our own and the library's.
    parts.document = changed(parts.document, REPEATED, "<w:tblHeader/>")?;
    let language = match paper.lang {
        Lang::Vi => "vi-VN",
        Lang::En => "en-GB",
    };
    let language =
        format!("<w:lang w:val=\"{language}\" w:eastAsia=\"{language}\"/></w:rPr></w:rPrDefault>");
    parts.styles = changed(parts.styles, "</w:rPr></w:rPrDefault>", &language)?;
    let title = escaped(format!("{} {}", paper.kind, paper.subject).trim());
    let title = format!("<dc:title>{title}</dc:title></cp:coreProperties>");
    parts.doc_props.core = changed(parts.doc_props.core, "</cp:coreProperties>", &title)?;
    let mut file = Cursor::new(Vec::new());
    parts.pack(&mut file).map_err(|reason| Broken::Word(reason.to_string()))?;
    Ok(file.into_inner())
}

fn changed(part: Vec<u8>, mark: &str, into: &str) -> Result<Vec<u8>, Broken> {
    let text = String::from_utf8(part).map_err(|reason| Broken::Word(reason.to_string()))?;
    Ok(text.replace(mark, into).into_bytes())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
