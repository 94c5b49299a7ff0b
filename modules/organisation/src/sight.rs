//! What a reader may know of: the public tree, and what is within the reader's own subtree.

use crate::{READ_UNITS, story::UnitStory};
use access::Look;
use kernel::{Day, Lang, UnitId};
use platform::{Problem, Say};
use units::{Level, Unit, UnitBrief};

/// Places of the administrative tree are public reference data.
pub fn is_public(unit: &UnitBrief) -> bool {
    unit.level <= Level::Commune
}

pub async fn sees(look: &mut Look, unit: &UnitBrief) -> Result<bool, Problem> {
    Ok(is_public(unit) || look.may(READ_UNITS, &unit.id).await?)
}

/// A unit, if the reader may know of it; otherwise there is no such unit.
pub async fn unit(look: &mut Look, id: &UnitId) -> Result<Unit, Problem> {
    let unit = units::unit(&mut look.tx, id).await?;
    if sees(look, &unit).await? { Ok(unit) } else { Err(Problem::NotFound) }
}

/// A unit by its id, its code in the boundaries of a day, or `CODE@DAY`.
pub async fn named(look: &mut Look, name: &str, boundaries: Day) -> Result<Unit, Problem> {
    let id: UnitId = match name.parse() {
        Ok(id) => id,
        Err(never) => match never {},
    };
    match unit(look, &id).await {
        Err(Problem::NotFound) => {}
        found => return found,
    }
    let found = match units::find(&mut look.tx, name, boundaries).await {
        Ok(found) => found,
        // What may have been meant is told only where it cannot name a hidden unit.
        Err(Problem::Refused(refusal)) if is_official_code(name) => {
            return Err(Missing(refusal).into());
        }
        Err(Problem::Refused(_)) => return Err(Problem::NotFound),
        Err(other) => return Err(other),
    };
    if sees(look, &found).await? { Ok(found) } else { Err(Problem::NotFound) }
}

fn is_official_code(name: &str) -> bool {
    let code = name.split('@').next().unwrap_or_default();
    !code.is_empty() && code.bytes().all(|letter| letter.is_ascii_digit())
}

/// A code that names nothing: not found, and what may have been meant.
#[derive(Debug)]
struct Missing(Box<dyn Say>);
impl Say for Missing {
    fn code(&self) -> String {
        self.0.code()
    }
    fn say(&self, lang: Lang) -> String {
        self.0.say(lang)
    }
    fn status(&self) -> axum::http::StatusCode {
        axum::http::StatusCode::NOT_FOUND
    }
}

/// Direct children are at most some hundreds; they are read whole, so that their number is known
/// and nothing hidden shows in where a page ends.
const READ_AT_ONCE: i64 = 500;

/// The units directly below, as far as the reader may know of them, by name.
pub async fn children(
    look: &mut Look,
    parent: &UnitId,
    on: Day,
) -> Result<Vec<UnitBrief>, Problem> {
    let all = on == look.today && look.may(READ_UNITS, parent).await?;
    let (mut seen, mut after) = (vec![], None);
    loop {
        let page =
            units::children(&mut look.tx, parent, on, after.as_deref(), READ_AT_ONCE).await?;
        for unit in page.units {
            if all || sees(look, &unit).await? {
                seen.push(unit);
            }
        }
        match page.next {
            Some(next) => after = Some(next),
            None => return Ok(seen),
        }
    }
}

/// Fifty units of a list and where the next fifty begin.
pub struct Part {
    pub units: Vec<UnitBrief>,
    pub total: usize,
    pub next: Option<String>,
}

pub const ROWS_A_PAGE: usize = 50;

/// The rows that follow a place which an earlier page gave.
pub fn part_of(all: Vec<UnitBrief>, after: Option<&str>) -> Part {
    let total = all.len();
    let after = after.and_then(|place| place.split_once('.'));
    let follows = |unit: &UnitBrief| {
        after.is_none_or(|place| place < (unit.sort_key.as_str(), unit.id.as_str()))
    };
    let mut units: Vec<UnitBrief> = all.into_iter().filter(follows).collect();
    let more = ROWS_A_PAGE < units.len();
    units.truncate(ROWS_A_PAGE);
    let next = units.last().filter(|_| more).map(|last| format!("{}.{}", last.sort_key, last.id));
    Part { units, total, next }
}

/// How many hits are looked through for those that the reader may know of.
const HITS_MAX: i64 = 200;

/// Units found by what was typed: public ones from everywhere, the association's own from the
/// reader's subtrees.
pub async fn search(look: &mut Look, text: &str, on: Day) -> Result<Vec<UnitBrief>, Problem> {
    let mut found = units::search(&mut look.tx, text, on, None, HITS_MAX).await?;
    found.retain(is_public);
    for grant in look.caller.units_with(READ_UNITS, look.today) {
        let (within, today) = (Some(&grant), look.today);
        let hits = units::search(&mut look.tx, text, today, within, HITS_MAX).await?;
        for unit in hits.into_iter().filter(|unit| !is_public(unit)) {
            if !found.iter().any(|known| known.id == unit.id) {
                found.push(units::brief(&mut look.tx, &unit.id, on).await?);
            }
        }
    }
    // Those alive that day first; within them the order of the searches stays.
    found.sort_by_key(|unit| !unit.is_alive(on));
    found.truncate(ROWS_A_PAGE);
    Ok(found)
}

/// Takes out of a unit's story the units that the reader may not know of: a group's chapter, for
/// somebody who only works for the group.
pub async fn keep_seen(look: &mut Look, story: &mut UnitStory) -> Result<(), Problem> {
    let mut hidden = vec![];
    let places = story.above.iter().chain(story.parents.iter().map(|span| &span.unit));
    for place in places.filter(|place| !is_public_level(place.level)) {
        if !look.may(READ_UNITS, &place.id).await? {
            hidden.push(place.id.clone());
        }
    }
    story.above.retain(|place| !hidden.contains(&place.id));
    story.parents.retain(|span| !hidden.contains(&span.unit.id));
    Ok(())
}

fn is_public_level(code: &str) -> bool {
    code.parse().is_ok_and(|level: Level| level <= Level::Commune)
}
