//! What a board shows, as a file.

use crate::{
    board::{Board, Row},
    bridge::Bridge,
    rules::Refusal,
    texts::Texts,
};
use counts::Amount;
use papers::{
    Broken, Cell, Column,
    register::{self, ListPaper},
};

/// The forms a list can take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Xlsx,
    Csv,
    Pdf,
}

impl Format {
    pub fn read(text: &str) -> Result<Format, Refusal> {
        let all = [Format::Xlsx, Format::Csv, Format::Pdf];
        let found = all.into_iter().find(|format| format.extension() == text);
        found.ok_or_else(|| Refusal::UnknownFormat { typed: text.to_owned() })
    }
    pub fn extension(self) -> &'static str {
        match self {
            Format::Xlsx => "xlsx",
            Format::Csv => "csv",
            Format::Pdf => "pdf",
        }
    }
    pub fn content_type(self) -> &'static str {
        match self {
            Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Format::Csv => "text/csv; charset=utf-8",
            Format::Pdf => "application/pdf",
        }
    }
    pub fn write(self, list: &ListPaper) -> Result<Vec<u8>, Broken> {
        match self {
            Format::Xlsx => register::xlsx(list),
            Format::Csv => register::csv(list),
            Format::Pdf => register::pdf(list),
        }
    }
}

/// The ranking as a list: the same rows and words as on the page.
pub fn list(board: &Board) -> ListPaper {
    let t = Texts(board.lang);
    let measure = board.definition.measure(board.lang);
    ListPaper {
        lang: board.lang,
        issuer: board.unit.association_name(board.lang),
        title: board.title(),
        subtitle: board.standing(),
        columns: vec![
            Column::marks(t.rank(), 2),
            Column::words(t.unit(), 8),
            Column::figures(format!("{} ({measure})", t.this_period()), 4),
            Column::figures(t.year_before(), 4),
            Column::words(t.remark(), 4),
        ],
        rows: board.ranking().into_iter().map(|row| line(board, row, t)).collect(),
        signatures: vec![],
    }
}

fn line(board: &Board, row: &Row, t: Texts) -> papers::Row {
    let remark = match row.amount {
        None => t.no_figure(),
        Some(_) => match &row.reason {
            Some(said) => format!("{}: {}", t.unusual(), said.reason),
            None if row.unusual => t.unusual(),
            None => String::new(),
        },
    };
    papers::Row::plain([
        Cell::words(row.rank.map(|rank| rank.to_string()).unwrap_or_default()),
        Cell::words(row.unit.full_name(board.lang)),
        cell(board, row.amount),
        cell(board, row.before),
        Cell::words(remark),
    ])
}

fn cell(board: &Board, amount: Option<Amount>) -> Cell {
    match amount {
        Some(Amount::Number(number)) => Cell::count(number),
        Some(share) => Cell::words(board.say(share)),
        None => Cell::default(),
    }
}

/// The bridge of members: the same steps as on the page.
pub fn of_bridge(bridge: &Bridge) -> ListPaper {
    let t = Texts(bridge.lang);
    let line =
        |label: String, number: i64| papers::Row::plain([Cell::words(label), Cell::count(number)]);
    let steps = bridge.steps.iter().map(|step| line(step.label.clone(), step.adds));
    let opening = line(t.opening(), bridge.opening);
    let closing = line(t.closing(), bridge.closing);
    ListPaper {
        lang: bridge.lang,
        issuer: bridge.unit.association_name(bridge.lang),
        title: t.bridge_of(&bridge.unit.full_name(bridge.lang)),
        subtitle: t
            .period_and_boundaries(&bridge.period.say(bridge.lang), &bridge.boundaries.short()),
        columns: vec![Column::words(t.step(), 8), Column::figures(t.members(), 4)],
        rows: [opening].into_iter().chain(steps).chain([closing]).collect(),
        signatures: vec![],
    }
}
