//! Tăng giảm hội viên: from the members there were to the members there are, each step a figure that opens.
//!
//! What stood at the beginning, new, moved in, moved out, left, died, joined or divided with their unit, declared
//! and written late come to what stands at the end; if they do not, the rest is shown and not hidden.

use crate::texts::Texts;
use access::Look;
use counts::{Figure, READ_FIGURES};
use kernel::{Day, Lang, Period, UnitId};
use platform::Problem;
use units::{Subtree, UnitBrief};

/// The stock that the bridge is about.
pub const MEMBERS: &str = "members";

/// What moves it: an indicator of the register of members, and whether it adds or takes away.
const STEPS: [(&str, i64); 6] = [
    ("new_members", 1),
    ("members_moved_in", 1),
    ("members_moved_out", -1),
    ("members_left", -1),
    ("members_died", -1),
    ("members_merged", 1),
];

/// One step of the bridge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub label: String,
    /// What it adds; below zero where it takes away.
    pub adds: i64,
    /// The indicator that opens it; nothing for what is no indicator of its own.
    pub indicator: Option<String>,
}

#[derive(Debug)]
pub struct Bridge {
    pub unit: UnitBrief,
    pub period: Period,
    pub boundaries: Day,
    pub lang: Lang,
    pub opening: i64,
    pub steps: Vec<Step>,
    pub closing: i64,
}

/// Reads the bridge of a unit and all below it.
pub async fn read(
    look: &mut Look,
    unit: &UnitId,
    period: Period,
    boundaries: Day,
) -> Result<Bridge, Problem> {
    look.scope(READ_FIGURES, unit).await?;
    let lang = look.lang;
    let within = Subtree { unit: unit.clone(), boundaries };
    let before = Period { from: Day::BEGINNING, until: period.from };
    let known = counts::catalogue(&mut look.tx).await?;
    let is_known = |code: &str| known.iter().any(|one| one.code == code);
    let wanted: Vec<&str> = [MEMBERS]
        .into_iter()
        .chain(STEPS.map(|(code, _)| code))
        .filter(|code| is_known(code))
        .collect();
    let opening = counts::figures(&mut look.tx, &within, before, &[MEMBERS]).await?;
    let figures = counts::figures(&mut look.tx, &within, period, &wanted).await?;
    let late = counts::written_late(&mut look.tx, &within, period, &wanted).await?;
    let brief = units::brief(&mut look.tx, unit, boundaries).await?;
    let (opening, closing) = (of(&opening, MEMBERS), of(&figures, MEMBERS));
    let late_of = |code: &str| late.get(code).copied().unwrap_or(0);
    let mut steps = vec![];
    for (code, sign) in STEPS {
        let Some(figure) = figures.iter().find(|figure| figure.definition.code == code) else {
            continue;
        };
        let on_time = figure.value.unwrap_or(0).saturating_sub(late_of(code));
        steps.push(Step {
            label: figure.definition.label(lang).to_owned(),
            adds: sign.saturating_mul(on_time),
            indicator: Some(code.to_owned()),
        });
    }
    let t = Texts(lang);
    let declared = closing.1.saturating_sub(opening.1);
    steps.push(Step { label: t.declared_change(), adds: declared, indicator: None });
    steps.push(Step { label: t.written_late(), adds: late_of(MEMBERS), indicator: None });
    let reached = steps.iter().fold(opening.0, |sum, step| sum.saturating_add(step.adds));
    let rest = closing.0.saturating_sub(reached);
    if rest != 0 {
        steps.push(Step { label: t.unexplained(), adds: rest, indicator: None });
    }
    Ok(Bridge {
        unit: brief,
        period,
        boundaries,
        lang,
        opening: opening.0,
        steps,
        closing: closing.0,
    })
}

/// The value of a figure, and how much of it is only declared.
fn of(figures: &[Figure], code: &str) -> (i64, i64) {
    let figure = figures.iter().find(|figure| figure.definition.code == code);
    figure.map_or((0, 0), |figure| (figure.value.unwrap_or(0), figure.declared))
}

impl Bridge {
    /// `+1.100`, `−3`, `0`.
    pub fn say(&self, adds: i64) -> String {
        let size = self.lang.grouped(i64::try_from(adds.unsigned_abs()).unwrap_or(i64::MAX));
        match adds {
            0 => size,
            1.. => format!("+{size}"),
            _ => format!("−{size}"),
        }
    }
}
