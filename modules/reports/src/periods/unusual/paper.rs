//! Reasons on a report's papers.

use super::Below;
use crate::{
    paper::NAMES_MAX,
    report::{Line, Report},
    texts::Texts,
};
use papers::{Block, Run};

/// Why figures of a table have changed so much: the unit's own sentence, then those of the units below.
pub(crate) fn reason_blocks(report: &Report, lines: &[&Line]) -> Vec<Block> {
    let said = lines.iter().filter(|line| !line.reason.is_empty() || !line.below.is_empty());
    let items: Vec<Vec<Run>> = said.map(|line| item(report, line)).collect();
    if items.is_empty() {
        return vec![];
    }
    vec![Block::sentence(Texts(report.lang).reasons()), Block::list(items)]
}

fn item(report: &Report, line: &Line) -> Vec<Run> {
    let label = line.figure.definition.label(report.lang);
    let mut runs = vec![Run::bold(format!("{label}: "))];
    if !line.reason.is_empty() {
        runs.push(Run::plain(format!("{} ", line.reason)));
    }
    for Below { unit, snapshot, reason } in line.below.iter().take(NAMES_MAX) {
        let unit = Run::plain(unit.name(report.lang).to_owned());
        runs.push(unit.linked(format!("/bao-cao/ban-chup/{snapshot}")));
        runs.push(Run::plain(format!(": {reason} ")));
    }
    let more = line.below.len().saturating_sub(NAMES_MAX);
    if more > 0 {
        runs.push(Run::plain(Texts(report.lang).more_reasons(more)));
    }
    if let Some(last) = runs.last_mut() {
        last.text.truncate(last.text.trim_end().len());
    }
    runs
}
