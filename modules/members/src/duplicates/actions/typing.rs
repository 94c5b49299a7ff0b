//! Who is alike while somebody types.

use crate::{
    READ,
    actions::reach,
    duplicates::{
        rules::ASKED_WHILE_TYPING,
        store::{self, Alike},
    },
    rules::NewPerson,
};
use access::{Look, Scope, Work};
use kernel::{MembershipId, PersonId, UnitId};
use platform::{Problem, db::Tx, seal::Sealer};

/// What stands in the form so far.
pub struct Typed<'t> {
    pub unit: &'t UnitId,
    pub person: &'t NewPerson,
    pub card_number: &'t str,
}

/// What may be said of a national id that was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum NumberStanding {
    /// None was typed.
    NotAsked,
    Free,
    /// Somebody within reach has it; they are among the people.
    Here,
    /// It cannot be used, and no more than that is said.
    Unusable,
}

pub struct Similar {
    /// The strongest first, each once.
    pub people: Vec<Alike>,
    pub national_id: NumberStanding,
}

const SHOWN_MOST: usize = 10;

/// People within reach who may be the one being written down.
pub async fn similar(work: &mut Work, typed: &Typed<'_>) -> Result<Similar, Problem> {
    let scopes = reach(work).await?;
    let sealer = work.site.sealer.clone();
    similar_within(&mut work.tx, &scopes, &sealer, typed).await
}

/// The same for a look, which writes nothing.
pub async fn similar_seen(look: &mut Look, typed: &Typed<'_>) -> Result<Similar, Problem> {
    let units = match look.caller.is_operator() {
        true => vec![units::nation()],
        false => look.caller.units_with(READ, look.today),
    };
    let mut scopes = vec![];
    for unit in units {
        match look.scope(READ, &unit).await {
            Ok(scope) => scopes.push(scope),
            Err(Problem::NotFound | Problem::NotAllowed) => {}
            Err(other) => return Err(other),
        }
    }
    let sealer = look.site.sealer.clone();
    similar_within(&mut look.tx, &scopes, &sealer, typed).await
}

async fn similar_within(
    tx: &mut Tx,
    scopes: &[Scope],
    sealer: &Sealer,
    typed: &Typed<'_>,
) -> Result<Similar, Problem> {
    let mut people: Vec<Alike> = vec![];
    let mut national_id = NumberStanding::NotAsked;
    for scope in scopes {
        let Typed { unit, person, card_number } = *typed;
        for one in store::alike(tx, scope, sealer, unit, person, card_number).await? {
            if people.iter().all(|known| known.person != one.person) {
                people.push(one);
            }
        }
        if let Some(number) = &person.national_id
            && national_id == NumberStanding::NotAsked
        {
            national_id = match store::is_number_known(tx, scope, sealer, number).await? {
                true => NumberStanding::Unusable,
                false => NumberStanding::Free,
            };
        }
    }
    if people.iter().any(Alike::is_by_number) {
        national_id = NumberStanding::Here;
    }
    people.retain(|one| ASKED_WHILE_TYPING <= one.likeness.score);
    people.sort_by_key(|one| std::cmp::Reverse(one.likeness.score));
    people.truncate(SHOWN_MOST);
    Ok(Similar { people, national_id })
}

/// Whoever was recorded although others were shown is none of them: no search asks again.
pub async fn remember_not_same(
    work: &mut Work,
    unit: &UnitId,
    written: &MembershipId,
    shown: &Similar,
) -> Result<(), Problem> {
    if shown.people.is_empty() {
        return Ok(());
    }
    let scope = work.scope(crate::EDIT, unit).await?;
    let person = &crate::store::membership(&mut work.tx, &scope, written).await?.person;
    let others: Vec<(PersonId, i64, String)> = shown
        .people
        .iter()
        .map(|one| (one.person.clone(), one.likeness.score, one.likeness.reasons.stored()))
        .collect();
    let (by, now) = (work.caller.account.clone(), work.now);
    store::remember_not_same(&mut work.tx, &scope, person, &others, &by, now).await
}
