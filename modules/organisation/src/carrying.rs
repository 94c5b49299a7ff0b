//! The places where the association should be, when a unit they point to ends.
//!
//! A place belongs to what the ground it stands on belongs to, and is covered by whoever continues the chapter that
//! covered it. Of several heirs nobody is guessed: the place waits to be given again, and is named.

use access::{Scope, Work};
use kernel::{Day, Source, UnitId};
use platform::{Problem, db::Tx, module::Answer};
use serde_json::Value;
use succession::{
    Change, Disposition, Fate, Line, Named, Record, Records, Refusal, Way, Weighed, Words,
};

use crate::{READ_UNITS, texts::Texts};

pub fn dispositions() -> Vec<Disposition> {
    vec![Disposition {
        object: "organisation.place",
        columns: &[("organisation_place", "unit_id"), ("organisation_place", "covered_by")],
        vi: "Nơi cần có tổ chức Hội",
        en: "Places where the association should be",
        ways: &[Way::ToHeir, Way::ByList, Way::Ends],
        weigh: Some(weigh),
        carry: Some(carry),
        take_back: Some(take_back),
        records: Some(Records { needs: READ_UNITS, list: list_places }),
    }]
}

#[derive(Debug, Clone, sqlx::FromRow)]
struct Standing {
    id: String,
    name: String,
    unit_id: UnitId,
    covered_by: Option<UnitId>,
    covered_from: Option<Day>,
    revision: i64,
}

/// A place as it was, and as it was left.
#[derive(serde::Serialize, serde::Deserialize)]
struct Moved {
    id: String,
    name: String,
    unit: UnitId,
    covered_by: Option<UnitId>,
    covered_from: Option<Day>,
    revision: i64,
}

async fn at(
    tx: &mut Tx,
    _scope: &Scope,
    unit: &UnitId,
    day: Day,
) -> Result<Vec<Standing>, Problem> {
    let sql = "select id, name, unit_id, covered_by, covered_from, revision from organisation_place
               where (unit_id = $1 or covered_by = $1) and until > $2 order by sort_key, id";
    Ok(sqlx::query_as(sql).bind(unit).bind(day).fetch_all(&mut **tx).await?)
}

fn source(place: &Standing) -> Source {
    Source::of("organisation.place", &place.id)
}

/// A place on its way from a unit, and where it goes.
struct Going {
    place: Standing,
    from: UnitId,
    to: Option<UnitId>,
}

/// Places of units that end, and those of units that go on which somebody has placed.
async fn going(tx: &mut Tx, scope: &Scope, change: &Change) -> Result<Vec<Going>, Problem> {
    let mut all = vec![];
    for ended in &change.ended {
        for place in at(tx, scope, &ended.unit, change.day).await? {
            let to = change.place_of(ended, &source(&place)).cloned();
            all.push(Going { place, from: ended.unit.clone(), to });
        }
    }
    for parted in &change.parted {
        for place in at(tx, scope, &parted.unit, change.day).await? {
            if let Some(to) = parted.place_of(change, &source(&place)).cloned() {
                all.push(Going { place, from: parted.unit.clone(), to: Some(to) });
            }
        }
    }
    Ok(all)
}

impl Going {
    /// Where it stands and by whom it is covered from now on.
    fn next(&self) -> (UnitId, Option<UnitId>) {
        let place = &self.place;
        let unit = match (place.unit_id == self.from, &self.to) {
            (true, Some(heir)) => heir.clone(),
            _ => place.unit_id.clone(),
        };
        let covered_by = match place.covered_by.as_ref() == Some(&self.from) {
            true => self.to.clone(),
            false => place.covered_by.clone(),
        };
        (unit, covered_by)
    }
}

fn list_places<'a>(tx: &'a mut Tx, scope: &'a Scope, day: Day) -> Answer<'a, Vec<Record>> {
    Box::pin(async move {
        let there = at(tx, scope, scope.unit(), day).await?;
        let record = |place: &Standing| Record {
            source: source(place),
            said: Words::new(place.name.clone(), place.name.clone()),
            mark: String::new(),
        };
        Ok(there.iter().map(record).collect())
    })
}

fn weigh<'a>(tx: &'a mut Tx, scope: &'a Scope, change: &'a Change) -> Answer<'a, Weighed> {
    Box::pin(async move {
        let mut weighed = Weighed::default();
        for Going { place, from, to } in going(tx, scope, change).await? {
            let fate = if to.is_some() { Fate::Carried } else { Fate::Stays };
            if to.is_none() {
                let said = Words::of(|lang| Texts(lang).place_waits(&place.name));
                let record = Some(source(&place).to_string());
                weighed.named.push(Named { unit: from.clone(), said, blocks: false, record });
            }
            let same = |line: &&mut Line| line.from == from && line.to == to;
            match weighed.lines.iter_mut().find(same) {
                Some(line) => line.quantity += 1,
                None => weighed.lines.push(Line {
                    from,
                    to,
                    what: Words::of(|lang| Texts(lang).places_carried()),
                    code: String::new(),
                    quantity: 1,
                    fate,
                }),
            }
        }
        Ok(weighed)
    })
}

async fn write(
    work: &mut Work,
    place: (&str, i64),
    unit: &UnitId,
    covered_by: Option<&UnitId>,
    covered_from: Option<Day>,
) -> Result<bool, Problem> {
    let sql = "update organisation_place set unit_id = $3, covered_by = $4, covered_from = $5, revision = revision + 1
               where id = $1 and revision = $2";
    let query = sqlx::query(sql).bind(place.0).bind(place.1).bind(unit);
    let done = query.bind(covered_by).bind(covered_from).execute(&mut *work.tx).await?;
    Ok(done.rows_affected() == 1)
}

fn carry<'a>(work: &'a mut Work, scope: &'a Scope, change: &'a Change) -> Answer<'a, Value> {
    Box::pin(async move {
        let mut moved = vec![];
        let from = change.ended.iter().map(|one| &one.unit);
        let from = from.chain(change.parted.iter().map(|one| &one.unit));
        // A place may both stand on and be covered by units that end: each looks at it as the one before left it.
        for unit in from {
            let all = going(&mut work.tx, scope, change).await?;
            for going in all.into_iter().filter(|going| going.from == *unit) {
                let (stands_on, covered_by) = going.next();
                let place = going.place;
                let from = place.covered_from.filter(|_| covered_by.is_some());
                let at = (place.id.as_str(), place.revision);
                if !write(work, at, &stands_on, covered_by.as_ref(), from).await? {
                    return Err(Problem::Outdated);
                }
                moved.push(Moved {
                    id: place.id,
                    name: place.name,
                    unit: place.unit_id,
                    covered_by: place.covered_by,
                    covered_from: place.covered_from,
                    revision: place.revision + 1,
                });
            }
        }
        if !moved.is_empty() {
            let object = Source::of("reorganisation", &change.id);
            let details = serde_json::json!({ "places": moved.len() });
            work.record("units.carry_places", Some(&change.above), &object, details).await?;
        }
        Ok(serde_json::to_value(moved)?)
    })
}

fn take_back<'a>(
    work: &'a mut Work,
    _: &'a Scope,
    _: &'a Change,
    effect: &'a Value,
) -> Answer<'a, ()> {
    Box::pin(async move {
        let mut moved: Vec<Moved> = serde_json::from_value(effect.clone())?;
        // A place that both stood on and was covered by units that ended was moved twice.
        moved.reverse();
        let mut touched = vec![];
        for (undone, one) in (0..).zip(&moved) {
            let twice = moved[..undone].iter().filter(|later| later.id == one.id).count() as i64;
            let at = (one.id.as_str(), one.revision + 2 * twice);
            if !write(work, at, &one.unit, one.covered_by.as_ref(), one.covered_from).await? {
                touched.push(one.name.clone());
            }
        }
        Refusal::of_touched(Words::of(|lang| Texts(lang).places_carried()), touched)
    })
}
