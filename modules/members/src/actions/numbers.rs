//! Numbers that belong to one person only: of identity cards and of member cards.

use crate::{
    READ,
    rules::{self, Refusal},
    store,
};
use access::{Scope, Work};
use kernel::{PersonId, vietnamese::personal_number::NationalId};
use platform::Problem;
use units::UnitBrief;

/// Refuses a national id that somebody else has. Whether that is somebody in the caller's units is
/// said; of anyone else the answer is always the same and names nobody.
pub(crate) async fn refuse_taken_number(
    work: &mut Work,
    number: &NationalId,
    own: Option<&PersonId>,
) -> Result<(), Problem> {
    let sealer = work.site.sealer.clone();
    // Two people writing down one number at once wait here for each other.
    let index = sealer.blind_index(store::NATIONAL_ID, number.digits());
    work.hold(&format!("members/national_id/{index}")).await?;
    let found =
        store::find_by_national_ids(&mut work.tx, &sealer, std::slice::from_ref(number)).await?;
    let Some(found) = found.get(number.digits()).filter(|found| Some(&found.person) != own) else {
        return Ok(());
    };
    for scope in reach(work).await? {
        if store::is_known_in(&mut work.tx, &scope, &found.person).await? {
            return Err(Refusal::NationalIdHere { name: found.full_name.clone() }.into());
        }
    }
    Err(Refusal::NationalIdUnusable.into())
}

/// All that the caller may read: one scope for each unit where a role is held.
pub(crate) async fn reach(work: &mut Work) -> Result<Vec<Scope>, Problem> {
    let units = if work.caller.is_operator() {
        vec![units::nation()]
    } else {
        work.caller.units_with(READ, work.today)
    };
    let mut scopes = vec![];
    for unit in units {
        match work.scope(READ, &unit).await {
            Ok(scope) => scopes.push(scope),
            Err(Problem::NotFound | Problem::NotAllowed) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(scopes)
}

/// The number of a new card: the one asked for, if nobody in the unit has it, or the unit's next.
pub(crate) async fn card_for(
    work: &mut Work,
    scope: &Scope,
    unit: &UnitBrief,
    wanted: Option<&str>,
) -> Result<String, Problem> {
    work.hold(&format!("members/cards/{}", unit.id)).await?;
    let taken = store::cards_taken(&mut work.tx, scope, &unit.id).await?;
    if let Some(number) = wanted.filter(|number| !number.is_empty()) {
        if taken.contains(number) {
            return Err(Refusal::CardTaken { number: number.to_owned() }.into());
        }
        return Ok(number.to_owned());
    }
    let mut running = store::next_running_number(&mut work.tx, scope, &unit.id).await?;
    loop {
        let number = rules::made_card_number(&unit.code, running);
        if !taken.contains(&number) {
            return Ok(number);
        }
        running += 1;
    }
}
