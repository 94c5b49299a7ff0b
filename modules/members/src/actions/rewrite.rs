//! Many people and belongings written anew at once, and the counts book with them.

use super::source;
use crate::{
    indicators,
    rules::{Membership, NewPerson},
    store::{self, StoredPerson},
};
use access::{Scope, Work};
use kernel::{Day, PersonId, UnitId};
use platform::Problem;
use std::collections::HashMap;

/// Somebody the register knows, with every belonging they have.
pub(crate) struct Known {
    pub person: StoredPerson,
    pub number: store::SealedNumber,
    pub all: Vec<Membership>,
}

/// Reads people with their belongings; whoever is out of the scope is missing.
pub(crate) async fn known(
    work: &mut Work,
    scope: &Scope,
    ids: &[PersonId],
) -> Result<HashMap<PersonId, Known>, Problem> {
    let people = store::people(&mut work.tx, scope, ids).await?;
    let mut belongings = store::all_of_people(&mut work.tx, ids).await?;
    let with_belongings = |(id, (person, number)): (PersonId, _)| {
        let all = belongings.remove(&id).unwrap_or_default();
        (id, Known { person, number, all })
    };
    Ok(people.into_iter().map(with_belongings).collect())
}

/// What is to stand from now on: of the person, of one belonging, or of both. Each person once.
pub(crate) struct Rewrite {
    pub person: PersonId,
    pub now: Option<NewPerson>,
    pub belonging: Option<Membership>,
}

/// Writes what the rules have let pass, each record against the revision it was read with.
pub(crate) async fn rewrite(
    work: &mut Work,
    scope: &Scope,
    known: &HashMap<PersonId, Known>,
    rewrites: &[Rewrite],
) -> Result<(), Problem> {
    let people: Vec<(PersonId, i64, NewPerson)> = rewrites
        .iter()
        .filter_map(|one| {
            let now = one.now.clone()?;
            Some((one.person.clone(), known.get(&one.person)?.person.revision, now))
        })
        .collect();
    let sealer = work.site.sealer.clone();
    store::change_people(&mut work.tx, scope, &sealer, &people, work.now).await?;
    let belongings: Vec<Membership> =
        rewrites.iter().filter_map(|one| one.belonging.clone()).collect();
    store::change_memberships(&mut work.tx, scope, &belongings).await?;
    settle(work, known, rewrites).await
}

/// Only what the book breaks down by or dates by is settled anew: the sex and the day of joining.
async fn settle(
    work: &mut Work,
    known: &HashMap<PersonId, Known>,
    rewrites: &[Rewrite],
) -> Result<(), Problem> {
    let mut settled = vec![];
    for one in rewrites {
        let Some(known) = known.get(&one.person) else { return Err(Problem::NotFound) };
        let before = known.person.facet();
        let now = one.now.as_ref().map_or(before.clone(), NewPerson::facet);
        for standing in &known.all {
            let rewritten = one.belonging.as_ref().filter(|other| other.id == standing.id);
            let dated_anew = rewritten.is_some_and(|other| other.joined_on != standing.joined_on);
            if now != before || dated_anew {
                settled.push((rewritten.unwrap_or(standing), now.clone()));
            }
        }
    }
    let units: Vec<UnitId> = settled.iter().map(|(one, _)| one.unit.clone()).collect();
    let homes = units::briefs(&mut work.tx, &units, work.today).await?;
    let holding = settled.into_iter().map(|(one, facet)| {
        let opened = homes.get(&one.unit).map_or(Day::BEGINNING, |home| home.opened);
        (source(&one.id), indicators::of_membership(one, &facet, opened))
    });
    let holding: Vec<_> = holding.collect();
    counts::settle_many(work, &holding).await
}
