//! What people do to units: open, rename, close.

use crate::{
    EDIT_UNITS, coverage,
    rules::{self, CHAPTERS, Refusal, Shape},
};
use access::Work;
use kernel::{Day, Lang, Period, RowId, Source, UnitId};
use platform::Problem;
use serde_json::json;
use std::collections::BTreeMap;
use succession::{Change, Ended, Registry};
use units::{Level, NewOwnUnit, NewPartner, Subtree, Unit};

/// The indicator of those who would be left without a unit.
const MEMBERS: &str = "members";

/// Mở chi hội, tổ hội, ban khuyến học under a unit of any level.
///
/// # Errors
/// `declared_beside` where the commune has declared its number of chapters; see `units::Refusal`.
pub async fn open_own(
    work: &mut Work,
    parent: &UnitId,
    new: NewOwnUnit,
) -> Result<UnitId, Problem> {
    work.scope(EDIT_UNITS, parent).await?;
    work.hold(&below(parent)).await?;
    refuse_unfit(work, parent, &new).await?;
    let (form, setting, opened) = (new.form, new.setting, new.opened);
    let id = units::open_own(&mut work.tx, parent, new).await?;
    let shape = Shape { since: opened, form, setting };
    let holding = rules::chapter_counts(&id, &[shape], Day::NEVER);
    counts::settle(work, &source_of(&id), &holding).await?;
    let details = json!({ "parent": parent, "form": form, "setting": setting, "opened": opened });
    work.record("units.open", Some(&id), &source_of(&id), details).await?;
    Ok(id)
}

/// Opens many units of the association's own under one parent: the counts are written together,
/// and the audit book gets one row that names them all.
pub async fn open_many(
    work: &mut Work,
    parent: &UnitId,
    many: Vec<NewOwnUnit>,
) -> Result<Vec<UnitId>, Problem> {
    work.scope(EDIT_UNITS, parent).await?;
    work.hold(&below(parent)).await?;
    // The earliest finds whatever was declared before any of them.
    if let Some(first) =
        many.iter().filter(|new| rules::is_counted(new.form)).min_by_key(|new| new.opened)
    {
        refuse_unfit(work, parent, first).await?;
    }
    let (mut ids, mut holding) = (vec![], vec![]);
    for new in many {
        rules::may_happen_on(new.opened, work.today)?;
        let shape = Shape { since: new.opened, form: new.form, setting: new.setting };
        let id = units::open_own(&mut work.tx, parent, new).await?;
        let counts = rules::chapter_counts(&id, &[shape], Day::NEVER);
        holding.push((source_of(&id), counts));
        ids.push(id);
    }
    counts::settle_new(work, &holding).await?;
    work.record("units.open_many", Some(parent), &source_of(parent), json!({ "units": ids }))
        .await?;
    Ok(ids)
}

/// Opens a partner organisation or a sector. It is no part of the association and counts nowhere.
pub async fn open_partner(
    work: &mut Work,
    parent: &UnitId,
    new: NewPartner,
) -> Result<UnitId, Problem> {
    work.scope(EDIT_UNITS, parent).await?;
    work.hold(&below(parent)).await?;
    rules::may_happen_on(new.opened, work.today)?;
    let (level, opened) = (new.level, new.opened);
    let id = units::open_partner(&mut work.tx, parent, new).await?;
    let details = json!({ "parent": parent, "level": level, "opened": opened });
    work.record("units.open_partner", Some(&id), &source_of(&id), details).await?;
    Ok(id)
}

/// Đổi tên from a day on; the names before stay.
pub async fn rename(
    work: &mut Work,
    id: &UnitId,
    name: &str,
    since: Day,
    decision: &str,
) -> Result<(), Problem> {
    work.scope(EDIT_UNITS, id).await?;
    work.hold(&below(id)).await?;
    changeable(work, id).await?;
    rules::may_happen_on(since, work.today)?;
    units::rename(&mut work.tx, id, name, since, decision).await?;
    let details = json!({ "since": since, "decision": decision });
    work.record("units.rename", Some(id), &source_of(id), details).await
}

/// Kết thúc hoạt động; `on` is the first day on which the unit is no more.
///
/// # Errors
/// `has_members` while somebody belongs to it, `still_holds` while an office, a role or anything else would end or go
/// elsewhere with it: then it is dissolved by a plan, which both sides see. See `units::Refusal`.
pub async fn close(
    work: &mut Work,
    registry: &Registry,
    id: &UnitId,
    on: Day,
    decision: &str,
) -> Result<(), Problem> {
    let scope = work.scope(EDIT_UNITS, id).await?;
    work.hold(&below(id)).await?;
    let unit = changeable(work, id).await?;
    rules::may_happen_on(on, work.today)?;
    refuse_with_members(work, &unit).await?;
    let change = ending_alone(id, on, decision);
    let weighed = registry.weigh(&mut work.tx, &scope, &change).await?;
    rules::holds_nothing(&unit, &weighed)?;
    units::close(&mut work.tx, id, on, decision).await?;
    book(work, id).await?;
    coverage::chapter_changed(work, id).await?;
    let details = json!({ "on": on, "decision": decision });
    work.record("units.close", Some(id), &source_of(id), details).await
}

/// Makes the counts book agree with a unit as the tree has it: after a change, or after it was
/// opened without this module.
pub async fn book(work: &mut Work, id: &UnitId) -> Result<(), Problem> {
    work.scope(EDIT_UNITS, id).await?;
    let unit = units::unit(&mut work.tx, id).await?;
    let shapes: Vec<Shape> = units::forms(&mut work.tx, id)
        .await?
        .into_iter()
        .map(|span| Shape { since: span.since, form: span.form, setting: span.setting })
        .collect();
    let holding = rules::chapter_counts(id, &shapes, unit.closed);
    counts::settle(work, &source_of(id), &holding).await
}

/// Nobody else opens or closes anything there until the work ends.
fn below(unit: &UnitId) -> String {
    format!("units/{unit}")
}

fn source_of(unit: &UnitId) -> Source {
    Source::of("organisation.unit", unit)
}

/// A unit that the association or a partner has opened. Places of the administrative tree change
/// only with the official lists, made-up ones included.
async fn changeable(work: &mut Work, id: &UnitId) -> Result<Unit, Problem> {
    let unit = units::unit(&mut work.tx, id).await?;
    if unit.level <= Level::Commune {
        return Err(units::Refusal::OfficialUnit { name: unit.full_name(Lang::Vi) }.into());
    }
    Ok(unit)
}

async fn refuse_unfit(work: &mut Work, parent: &UnitId, new: &NewOwnUnit) -> Result<(), Problem> {
    rules::may_happen_on(new.opened, work.today)?;
    if !rules::is_counted(new.form) {
        return Ok(());
    }
    let mut reporting = vec![];
    for day in [new.opened, work.today] {
        let unit = reporting_unit(work, parent, day).await?;
        if !reporting.contains(&unit) {
            reporting.push(unit);
        }
    }
    for unit in reporting {
        refuse_beside_declared(work, &unit, new.opened).await?;
    }
    Ok(())
}

/// The commune, or the lowest place of the administrative tree, that would state the number of
/// chapters in which a unit falls.
async fn reporting_unit(work: &mut Work, unit: &UnitId, day: Day) -> Result<UnitId, Problem> {
    let way = units::path(&mut work.tx, unit, day).await?;
    let place = way.into_iter().rev().find(|above| above.level <= Level::Commune);
    Ok(place.map_or_else(|| unit.clone(), |place| place.id))
}

async fn refuse_beside_declared(
    work: &mut Work,
    reporting: &UnitId,
    opened: Day,
) -> Result<(), Problem> {
    // Nobody declares the number while we look at it.
    work.hold(&format!("counts/declared/{reporting}/{}", CHAPTERS.code)).await?;
    for day in [opened, work.today.max(opened)] {
        let declared = counts::declared_stock(&mut work.tx, reporting, CHAPTERS.code, day).await?;
        if let Some(declared) = declared {
            let unit = units::full_name(&mut work.tx, reporting, day, work.lang).await?;
            return Err(Refusal::DeclaredBeside { unit, declared, day: opened }.into());
        }
    }
    Ok(())
}

/// The unit ends, and nobody continues it.
fn ending_alone(unit: &UnitId, day: Day, decision: &str) -> Change {
    Change {
        id: RowId::new(),
        day,
        decision: decision.to_owned(),
        above: unit.clone(),
        ended: vec![Ended { unit: unit.clone(), heirs: vec![], rest: None }],
        parted: vec![],
        placed: BTreeMap::new(),
        registers_hold: false,
    }
}

async fn refuse_with_members(work: &mut Work, unit: &Unit) -> Result<(), Problem> {
    let catalogue = counts::catalogue(&mut work.tx).await?;
    if !catalogue.iter().any(|definition| definition.code == MEMBERS) {
        return Ok(());
    }
    let within = Subtree { unit: unit.id.clone(), boundaries: work.today };
    let always = Period { from: Day::BEGINNING, until: Day::NEVER };
    let figures = counts::figures(&mut work.tx, &within, always, &[MEMBERS]).await?;
    let members = figures.iter().filter_map(|figure| figure.value).sum();
    if 0 < members {
        return Err(Refusal::HasMembers { unit: unit.full_name(work.lang), members }.into());
    }
    Ok(())
}
