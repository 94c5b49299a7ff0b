//! What an official paper says, before anything decides how it looks.

mod table;

use kernel::Lang;
use serde::{Deserialize, Serialize};

pub use table::{Align, Cell, Column, Emphasis, Number, Row, Table};

/// An official paper: a report, a plan, a decision.
///
/// Lines that are empty are left out of the layout, so `..Paper::default()` is a fair beginning.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    pub lang: Lang,
    /// The body above the issuer: `HỘI KHUYẾN HỌC VIỆT NAM`.
    pub issuer_above: String,
    /// `HỘI KHUYẾN HỌC TỈNH ĐIỆN BIÊN`.
    pub issuer: String,
    /// `Số: 12/BC-HKH`, or with room for the number while there is none: `Số:      /BC-HKH`.
    pub number: String,
    /// `Điện Biên, ngày 10 tháng 7 năm 2017`.
    pub place_and_day: String,
    /// Tên loại: `BÁO CÁO`.
    pub kind: String,
    /// Trích yếu.
    pub subject: String,
    /// What the reader must know before trusting a figure: `Số liệu tạm tính, chưa nộp`.
    pub standing: Option<String>,
    pub blocks: Vec<Block>,
    pub signature: Signature,
    /// Nơi nhận, one line each, without the dash.
    pub recipients: Vec<String>,
    /// Remarks after the text: how a figure was counted, which unit is missing.
    pub notes: Vec<String>,
    /// Where the program can be reached, such as `https://khuyenhoc.dienbien.vn`. A link that begins with `/`
    /// leads there from a file; without it such a link stays on the page and is plain text in files.
    pub site: Option<String>,
    /// Stands on the papers of something that was frozen, so that the sheet in hand leads back to it.
    #[serde(default)]
    pub seal: Option<Seal>,
}

/// A code at the end of a paper, and what it says beside it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    /// Where the code leads.
    pub address: String,
    /// One line each.
    pub words: Vec<String>,
}

/// Who signs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// One line each: `TM. BAN THƯỜNG VỤ`, `CHỦ TỊCH`.
    pub office: Vec<String>,
    pub name: String,
}

/// One piece of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "lowercase")]
pub enum Block {
    /// Level 1 is the first below the paper's own title.
    Heading {
        level: u8,
        text: String,
    },
    Paragraph {
        runs: Vec<Run>,
    },
    List {
        items: Vec<Vec<Run>>,
    },
    Table(Table),
}

impl Block {
    pub fn heading(level: u8, text: impl Into<String>) -> Block {
        Block::Heading { level, text: text.into() }
    }
    pub fn paragraph(runs: impl IntoIterator<Item = Run>) -> Block {
        Block::Paragraph { runs: runs.into_iter().collect() }
    }
    /// A paragraph of one plain sentence or more.
    pub fn sentence(text: impl Into<String>) -> Block {
        Block::paragraph([Run::plain(text)])
    }
    pub fn list(items: impl IntoIterator<Item = Vec<Run>>) -> Block {
        Block::List { items: items.into_iter().collect() }
    }
}

/// A stretch of text that looks the same throughout.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    pub text: String,
    pub bold: bool,
    pub italic: bool,
    /// Where the text leads, such as the sources of a figure.
    pub link: Option<String>,
}

impl Run {
    pub fn plain(text: impl Into<String>) -> Run {
        Run { text: text.into(), ..Run::default() }
    }
    pub fn bold(text: impl Into<String>) -> Run {
        Run { bold: true, ..Run::plain(text) }
    }
    pub fn italic(text: impl Into<String>) -> Run {
        Run { italic: true, ..Run::plain(text) }
    }
    pub fn linked(self, link: impl Into<String>) -> Run {
        Run { link: Some(link.into()), ..self }
    }
}
