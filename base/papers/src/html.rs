//! The paper as a piece of a page.

use crate::{
    Align, Block, Cell, Column, Emphasis, Paper, Row, qr,
    texts::Texts,
    tidy::{self, Place},
};
use askama::Template;

/// How the piece looks; it speaks in the colour tokens of the pages and prints black on white.
pub const STYLE: &str = include_str!("html/paper.css");

#[derive(Template)]
#[template(path = "html/paper.html")]
struct Fragment {
    t: Texts,
    paper: Paper,
    code: Option<String>,
}

/// The paper as `<article class="paper">`, to be set into a page. `STYLE` says how it looks.
pub fn html(paper: &Paper) -> String {
    let paper = tidy::paper(paper, Place::Page);
    let code = paper.seal.as_ref().and_then(|seal| qr::svg(&seal.address).ok());
    let fragment = Fragment { t: Texts(paper.lang), paper, code };
    fragment.render().expect("a fragment of plain values always renders")
}

impl Fragment {
    /// The page has the first level for itself and the paper's title the second.
    fn depth(&self, level: &u8) -> u8 {
        (level + 2).min(6)
    }
}

impl Column {
    fn align_class(&self) -> &'static str {
        self.align.word()
    }
}

impl Row {
    fn class(&self) -> &'static str {
        match self.emphasis {
            Emphasis::Plain => "plain",
            Emphasis::Group => "group",
            Emphasis::Total => "total",
        }
    }
    fn is_group(&self) -> bool {
        self.emphasis == Emphasis::Group
    }
    /// The first column of words names the row for those who hear the table read out.
    fn is_named_by(&self, columns: &[Column], place: &usize) -> bool {
        columns.iter().position(|column| column.align == Align::Left) == Some(*place)
    }
}

impl Cell {
    /// The number for machines: `28.15`.
    fn machine_number(&self) -> Option<String> {
        let number = self.number?;
        let decimals = usize::from(number.decimals);
        let digits = format!("{:0>width$}", number.value.unsigned_abs(), width = decimals + 1);
        let (whole, fraction) = digits.split_at(digits.len() - decimals);
        let sign = if number.value < 0 { "-" } else { "" };
        let point = if decimals == 0 { "" } else { "." };
        Some(format!("{sign}{whole}{point}{fraction}"))
    }
}
