//! What people do with lists of places.

use super::{
    rules::{self, Cover, Place, Refusal},
    store,
};
use crate::{EDIT_UNITS, rules as organisation};
use access::{Scope, Work};
use kernel::{Day, RowId, Source, UnitId, vietnamese::text};
use platform::Problem;
use serde_json::json;
use std::collections::HashSet;
use units::Setting;

/// What became of a pasted list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Added {
    pub added: usize,
    /// Names that the list already had.
    pub known: Vec<String>,
}

/// Adds places of a kind to a unit's list, one name a line.
///
/// # Errors
/// [`Refusal::NoNames`] and the like; nothing is added then.
pub async fn add(
    work: &mut Work,
    unit: &UnitId,
    setting: Setting,
    typed: &str,
    since: Day,
) -> Result<Added, Problem> {
    let scope = work.scope(EDIT_UNITS, unit).await?;
    work.hold(&held(unit)).await?;
    organisation::may_happen_on(since, work.today)?;
    let names = rules::names(typed)?;
    let known: HashSet<String> =
        store::known_names(&mut work.tx, &scope, setting, since).await?.into_iter().collect();
    let (known, new): (Vec<String>, Vec<String>) =
        names.into_iter().partition(|name| known.contains(&text::fold(name)));
    let place = |name: String| Place {
        id: RowId::new(),
        unit_id: unit.clone(),
        setting,
        name,
        since,
        until: Day::NEVER,
        covered_by: None,
        covered_from: None,
        revision: 1,
    };
    let places: Vec<Place> = new.into_iter().map(place).collect();
    store::insert(&mut work.tx, &scope, &places, work.now).await?;
    let holding: Vec<_> =
        places.iter().map(|place| (source_of(&place.id), rules::counts_of(place, None))).collect();
    counts::settle_new(work, &holding).await?;
    let details = json!({ "setting": setting, "places": places.len(), "since": since });
    work.record("coverage.add", Some(unit), &Source::of("organisation.places", unit), details)
        .await?;
    Ok(Added { added: places.len(), known })
}

/// Says which unit of the association's own stands for a place from a day on, or that none does.
pub async fn cover(
    work: &mut Work,
    id: &RowId,
    revision: i64,
    chapter: Option<&UnitId>,
    from: Day,
) -> Result<(), Problem> {
    let (scope, place) = open(work, id, revision).await?;
    let place = match chapter {
        None => Place { covered_by: None, covered_from: None, ..place },
        Some(chapter) => {
            refuse_unfit(work, &place, chapter, from).await?;
            Place { covered_by: Some(chapter.clone()), covered_from: Some(from), ..place }
        }
    };
    store::update(&mut work.tx, &scope, &place).await?;
    settle(work, &place).await?;
    let details = json!({ "covered_by": chapter, "from": from });
    work.record("coverage.cover", Some(&place.unit_id), &source_of(id), details).await
}

/// A school that was joined with another, a hamlet that is no more; `on` is the first day without it.
pub async fn end(work: &mut Work, id: &RowId, revision: i64, on: Day) -> Result<(), Problem> {
    let (scope, place) = open(work, id, revision).await?;
    organisation::may_happen_on(on, work.today)?;
    if on <= place.since {
        return Err(Refusal::TakesEffectTooEarly { name: place.name, day: place.since }.into());
    }
    let place = Place { until: on, ..place };
    store::update(&mut work.tx, &scope, &place).await?;
    settle(work, &place).await?;
    work.record("coverage.end", Some(&place.unit_id), &source_of(id), json!({ "on": on })).await
}

/// Makes the counts of all places agree for which a unit stands, after it was closed or changed.
pub async fn chapter_changed(work: &mut Work, chapter: &UnitId) -> Result<(), Problem> {
    for place in store::covered_by(&mut work.tx, chapter).await? {
        settle(work, &place).await?;
    }
    Ok(())
}

async fn open(work: &mut Work, id: &RowId, revision: i64) -> Result<(Scope, Place), Problem> {
    let unit = store::unit_of(&mut work.tx, id).await?;
    let scope = work.scope(EDIT_UNITS, &unit).await?;
    work.hold(&held(&unit)).await?;
    let place = store::place(&mut work.tx, &scope, id).await?;
    if place.revision != revision {
        return Err(Problem::Outdated);
    }
    if place.until < Day::NEVER {
        return Err(Refusal::PlaceEnded { name: place.name, day: place.until }.into());
    }
    Ok((scope, place))
}

async fn refuse_unfit(
    work: &mut Work,
    place: &Place,
    chapter: &UnitId,
    from: Day,
) -> Result<(), Problem> {
    organisation::may_happen_on(from, work.today)?;
    if from < place.since {
        return Err(
            Refusal::TakesEffectTooEarly { name: place.name.clone(), day: place.since }.into()
        );
    }
    // Outside the caller's units there is no such chapter.
    work.scope(EDIT_UNITS, chapter).await?;
    let unit = units::unit(&mut work.tx, chapter).await?;
    let name = unit.full_name(work.lang);
    if unit.form.is_none() {
        return Err(Refusal::NotAChapter { unit: name }.into());
    }
    if !unit.is_alive(from) {
        return Err(Refusal::ChapterEnded { unit: name, day: from }.into());
    }
    if !units::is_within(&mut work.tx, chapter, &place.unit_id, work.today).await? {
        return Err(Refusal::OutsideTheUnit { unit: name }.into());
    }
    Ok(())
}

async fn settle(work: &mut Work, place: &Place) -> Result<(), Problem> {
    let cover = match &place.covered_by {
        None => None,
        Some(chapter) => {
            let unit = units::unit(&mut work.tx, chapter).await?;
            Some(Cover { opened: unit.opened, closed: unit.closed })
        }
    };
    counts::settle(work, &source_of(&place.id), &rules::counts_of(place, cover)).await
}

fn held(unit: &UnitId) -> String {
    format!("organisation/places/{unit}")
}

fn source_of(place: &RowId) -> Source {
    Source::of("organisation.place", place)
}
