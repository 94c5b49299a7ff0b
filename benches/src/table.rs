//! The table that a run prints: what was measured, beside what limits it.

/// One line: a figure, the limit measured in the same run, and the goal.
#[derive(Debug, Clone)]
pub struct Line {
    pub what: String,
    pub ours: String,
    pub limit: String,
    /// Ours divided by the limit.
    pub ratio: Option<f64>,
    pub goal: String,
    pub met: bool,
}

impl Line {
    /// Ours against a limit that was measured beside it.
    pub fn ratio(what: &str, ours: f64, limit: f64, unit: &str, most: f64) -> Line {
        let ratio = ours / limit;
        Line {
            what: what.to_owned(),
            ours: format!("{} {unit}", shown(ours)),
            limit: format!("{} {unit}", shown(limit)),
            ratio: Some(ratio),
            goal: format!("≤ {most} ×"),
            met: ratio <= most,
        }
    }
    /// Ours against a plain number.
    pub fn at_most(what: &str, ours: f64, most: f64, unit: &str) -> Line {
        Line {
            what: what.to_owned(),
            ours: format!("{} {unit}", shown(ours)),
            limit: String::new(),
            ratio: None,
            goal: format!("≤ {most} {unit}"),
            met: ours <= most,
        }
    }
}

fn shown(value: f64) -> String {
    match value {
        value if value >= 100.0 => format!("{value:.0}"),
        value if value >= 1.0 => format!("{value:.2}"),
        value => format!("{value:.3}"),
    }
}

/// The lines as a Markdown table.
pub fn markdown(lines: &[Line]) -> String {
    let mut text =
        String::from("| what | ours | limit | ratio | goal | |\n|---|--:|--:|--:|--:|---|\n");
    for line in lines {
        let ratio = line.ratio.map(|ratio| format!("{ratio:.2} ×")).unwrap_or_default();
        let met = if line.met { "ok" } else { "**missed**" };
        text += &format!(
            "| {} | {} | {} | {ratio} | {} | {met} |\n",
            line.what, line.ours, line.limit, line.goal
        );
    }
    text
}
