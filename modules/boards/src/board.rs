//! One figure of all units below a unit: read once, drawn in many ways.

use crate::{
    rules::{self, Refusal},
    texts::Texts,
};
use access::Look;
use counts::{Amount, Definition, Kind, READ_FIGURES};
use kernel::{Day, Lang, Period, UnitId};
use platform::{Problem, db::Tx};
use reports::{
    READ_REPORTS,
    periods::{self, Below},
};
use std::collections::{BTreeMap, HashMap};
use units::{Level, Subtree, UnitBrief};

/// What a board is asked to show.
#[derive(Debug, Clone)]
pub struct Asked {
    pub unit: UnitId,
    pub indicator: String,
    pub period: Period,
    pub boundaries: Day,
    /// Only units from this height up to that one, both included: numbers, or hundredths of a percent.
    pub from: Option<i64>,
    pub until: Option<i64>,
}

/// One unit below.
#[derive(Debug, Clone)]
pub struct Row {
    pub unit: UnitBrief,
    /// Nothing where nobody has reported.
    pub amount: Option<Amount>,
    pub before: Option<Amount>,
    /// 1 for the highest; equal amounts share a rank.
    pub rank: Option<usize>,
    /// Of the tile's colour.
    pub step: usize,
    pub unusual: bool,
    /// What an unusual unit has said of it in the report it submitted.
    pub reason: Option<Below>,
}

#[derive(Debug)]
pub struct Board {
    pub unit: UnitBrief,
    pub level: Level,
    pub definition: Definition,
    pub period: Period,
    pub boundaries: Day,
    pub lang: Lang,
    /// In the order of their codes, so that communes of one former district stand together.
    pub rows: Vec<Row>,
    pub total: Option<Amount>,
    /// What stands at the unit itself or could not be divided.
    pub elsewhere: i64,
    /// The same period of this and earlier years, the oldest first.
    pub trend: Vec<(Period, Option<Amount>)>,
    /// Those that were asked for by their height.
    pub between: Option<(i64, i64)>,
}

const YEARS_OF_TREND: usize = 6;

/// Reads a board.
///
/// # Errors
/// [`Refusal::NothingBelow`], [`Refusal::NotByUnit`]; outside the caller's subtree there is no such unit.
pub async fn read(look: &mut Look, asked: &Asked) -> Result<Board, Problem> {
    look.scope(READ_FIGURES, &asked.unit).await?;
    let lang = look.lang;
    let unit = units::brief(&mut look.tx, &asked.unit, asked.boundaries).await?;
    let definition = counts::definition(&mut look.tx, &asked.indicator).await?;
    let Some(level) = rules::level_below(unit.level) else {
        return Err(Refusal::NothingBelow { unit: unit.full_name(lang) }.into());
    };
    if definition.kind == Kind::Distinct {
        return Err(Refusal::NotByUnit { label: definition.label(lang).to_owned() }.into());
    }
    let catalogue = counts::catalogue(&mut look.tx).await?;
    let question = Question { asked, definition: &definition, catalogue: &catalogue };
    let tx = &mut look.tx;
    let below = units_below(tx, asked, level).await?;
    let now = question.amounts(tx, asked.period, level).await?;
    let before = question.amounts(tx, asked.period.year_before(), level).await?;
    let mut trend = vec![];
    let mut period = asked.period;
    for _ in 0..YEARS_OF_TREND {
        let of_unit = question.amounts(tx, period, unit.level).await?;
        trend.insert(0, (period, of_unit.get(&unit.id).copied()));
        period = period.year_before();
    }
    let mut reasons = said_by(look, asked).await?;
    let total = trend.last().and_then(|(_, amount)| *amount);
    let mut board = Board {
        rows: rows(below, &now, &before, &mut reasons),
        between: between(asked),
        elsewhere: 0,
        level,
        definition,
        period: asked.period,
        boundaries: asked.boundaries,
        lang,
        total,
        trend,
        unit,
    };
    board.elsewhere = board.not_below();
    Ok(board)
}

/// What the units below have said of the figure, where the reader may read their reports.
async fn said_by(look: &mut Look, asked: &Asked) -> Result<HashMap<UnitId, Below>, Problem> {
    if !look.may(READ_REPORTS, &asked.unit).await? {
        return Ok(HashMap::new());
    }
    periods::reasons_below(look, &asked.subtree(), asked.period, &asked.indicator).await
}

/// One indicator in one geography.
struct Question<'q> {
    asked: &'q Asked,
    definition: &'q Definition,
    catalogue: &'q [Definition],
}

impl Question<'_> {
    /// What each unit of a level comes to in a period; a unit that has said nothing is not in it.
    async fn amounts(
        &self,
        tx: &mut Tx,
        period: Period,
        level: Level,
    ) -> Result<BTreeMap<UnitId, Amount>, Problem> {
        match self.definition.kind {
            Kind::Ratio => {
                let parts = self.quantities_of_parts(tx, period, level).await?;
                let [part, base] = &parts[..] else { return Ok(BTreeMap::new()) };
                let share = |(unit, part): (&UnitId, &i64)| {
                    let base = base.get(unit).copied().filter(|base| *base > 0)?;
                    Some((unit.clone(), Amount::Share { part: *part, base }))
                };
                Ok(part.iter().filter_map(share).collect())
            }
            Kind::Sum => {
                let mut sums: BTreeMap<UnitId, i64> = BTreeMap::new();
                for part in self.quantities_of_parts(tx, period, level).await? {
                    for (unit, quantity) in part {
                        let sum = sums.entry(unit).or_default();
                        *sum = sum.saturating_add(quantity);
                    }
                }
                Ok(numbers(sums))
            }
            _ => Ok(numbers(self.quantities(tx, self.definition, period, level).await?)),
        }
    }

    async fn quantities_of_parts(
        &self,
        tx: &mut Tx,
        period: Period,
        level: Level,
    ) -> Result<Vec<BTreeMap<UnitId, i64>>, Problem> {
        let mut parts = vec![];
        for code in &self.definition.parts {
            let part = self.catalogue.iter().find(|one| one.code == *code);
            let Some(part) = part else { continue };
            parts.push(self.quantities(tx, part, period, level).await?);
        }
        Ok(parts)
    }

    async fn quantities(
        &self,
        tx: &mut Tx,
        definition: &Definition,
        period: Period,
        level: Level,
    ) -> Result<BTreeMap<UnitId, i64>, Problem> {
        let within = self.asked.subtree();
        let sums = counts::by_child(tx, &within, period, definition, level).await?;
        Ok(sums.as_ref().clone())
    }
}

impl Asked {
    fn subtree(&self) -> Subtree {
        Subtree { unit: self.unit.clone(), boundaries: self.boundaries }
    }
}

fn numbers(quantities: BTreeMap<UnitId, i64>) -> BTreeMap<UnitId, Amount> {
    quantities.into_iter().map(|(unit, quantity)| (unit, Amount::Number(quantity))).collect()
}

/// At most so many chapters directly under a commune are read.
const CHILDREN_MAX: i64 = 1_000;

async fn units_below(tx: &mut Tx, asked: &Asked, level: Level) -> Result<Vec<UnitBrief>, Problem> {
    let mut units = if level == Level::Chapter {
        // A group of a chapter counts within the chapter.
        let page = units::children(tx, &asked.unit, asked.boundaries, None, CHILDREN_MAX).await?;
        page.units.into_iter().filter(|unit| unit.level == Level::Chapter).collect()
    } else {
        units::children_at_level(tx, &asked.subtree(), level).await?
    };
    units.sort_by(|one, other| one.code.cmp(&other.code));
    Ok(units)
}

fn rows(
    units: Vec<UnitBrief>,
    now: &BTreeMap<UnitId, Amount>,
    before: &BTreeMap<UnitId, Amount>,
    reasons: &mut HashMap<UnitId, Below>,
) -> Vec<Row> {
    let known: Vec<Amount> = units.iter().filter_map(|unit| now.get(&unit.id).copied()).collect();
    let steps = rules::steps(&known.iter().map(|one| one.height()).collect::<Vec<_>>());
    let mut steps = steps.into_iter();
    let row = |unit: UnitBrief| {
        let amount = now.get(&unit.id).copied();
        let higher = |amount: Amount| known.iter().filter(|one| one.order(amount).is_gt()).count();
        let before = before.get(&unit.id).copied();
        let unusual = amount.zip(before).is_some_and(|(now, before)| now.is_unusual_after(before));
        Row {
            rank: amount.map(|amount| 1 + higher(amount)),
            reason: if unusual { reasons.remove(&unit.id) } else { None },
            step: if amount.is_some() { steps.next().unwrap_or(1) } else { 0 },
            unit,
            amount,
            before,
            unusual,
        }
    };
    units.into_iter().map(row).collect()
}

fn between(asked: &Asked) -> Option<(i64, i64)> {
    match (asked.from, asked.until) {
        (None, None) => None,
        (from, until) => Some((from.unwrap_or(i64::MIN), until.unwrap_or(i64::MAX))),
    }
}

impl Board {
    /// The highest first; whoever has said nothing at the end, by name.
    pub fn ranking(&self) -> Vec<&Row> {
        let mut rows: Vec<&Row> = self.rows.iter().collect();
        rows.sort_by(|one, other| {
            let place = |row: &Row| row.rank.unwrap_or(usize::MAX);
            (place(one), &one.unit.sort_key).cmp(&(place(other), &other.unit.sort_key))
        });
        rows
    }

    pub fn silent(&self) -> Vec<&Row> {
        self.rows.iter().filter(|row| row.amount.is_none()).collect()
    }

    pub fn distribution(&self) -> Vec<rules::Class> {
        rules::distribution(&self.heights())
    }

    /// Those between the two heights that were asked for.
    pub fn chosen(&self) -> Vec<&Row> {
        let Some((from, until)) = self.between else { return vec![] };
        let is_chosen =
            |row: &&Row| row.amount.is_some_and(|amount| (from..=until).contains(&amount.height()));
        self.ranking().into_iter().filter(is_chosen).collect()
    }

    fn heights(&self) -> Vec<i64> {
        self.rows.iter().filter_map(|row| row.amount).map(Amount::height).collect()
    }

    /// Ratios are not added up, so nothing of them is left over.
    fn not_below(&self) -> i64 {
        match self.total {
            Some(Amount::Number(total)) => self
                .rows
                .iter()
                .filter_map(|row| row.amount)
                .fold(total, |rest, amount| rest.saturating_sub(amount.height())),
            _ => 0,
        }
    }

    /// As a table says it: `1.234`, `28,33%`.
    pub fn say(&self, amount: Amount) -> String {
        match amount {
            Amount::Number(number) => self.lang.grouped(number),
            Amount::Share { part, base } => reports::percent(part, base, 2, self.lang),
        }
    }

    /// A height alone, where no two numbers stand behind it: the bound of a class.
    pub fn say_height(&self, height: i64) -> String {
        match self.definition.kind {
            Kind::Ratio => reports::percent(height, 10_000, 2, self.lang),
            _ => self.lang.grouped(height),
        }
    }

    pub fn title(&self) -> String {
        let t = Texts(self.lang);
        t.board_of(self.definition.label(self.lang), &self.unit.full_name(self.lang))
    }

    /// `6 tháng đầu năm 2026, theo địa giới ngày 22/11/2026`
    pub fn standing(&self) -> String {
        Texts(self.lang)
            .period_and_boundaries(&self.period.say(self.lang), &self.boundaries.short())
    }
}
