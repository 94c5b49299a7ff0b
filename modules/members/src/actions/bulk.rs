//! Many at once, by the same rules: what an import does.

use super::{person::changed_fields, person_source, refuse_beside_declared, settle, source};
use crate::{
    indicators,
    rules::{self, Counting, Membership, NewMember, NewPerson, Refusal},
    store,
};
use access::{Scope, Work};
use kernel::{
    BatchId, Day, MembershipId, PersonId, Source, UnitId, vietnamese::personal_number::NationalId,
};
use platform::Problem;
use std::collections::{HashMap, HashSet};

/// The cards of one unit while many are given out.
struct Cards {
    code: String,
    opened: Day,
    taken: HashSet<String>,
    running: i64,
}

impl Cards {
    fn give(&mut self, wanted: Option<&str>) -> Result<String, Refusal> {
        if let Some(number) = wanted.filter(|number| !number.is_empty()) {
            if !self.taken.insert(number.to_owned()) {
                return Err(Refusal::CardTaken { number: number.to_owned() });
            }
            return Ok(number.to_owned());
        }
        loop {
            let number = rules::made_card_number(&self.code, self.running);
            self.running += 1;
            if self.taken.insert(number.clone()) {
                return Ok(number);
            }
        }
    }
}

/// Writes down many new people, each with a home in a unit of the scope, as one batch: all of them
/// or, with the first that cannot be, none.
async fn join_many(
    work: &mut Work,
    scope: &Scope,
    members: Vec<(UnitId, NewMember)>,
    batch: &BatchId,
) -> Result<Vec<(PersonId, MembershipId)>, Problem> {
    let mut joining = Joining::new(scope, batch);
    let ids = joining.join(work, members).await?;
    joining.finish(work).await?;
    Ok(ids)
}

/// Many people on their way into the register, some thousands at a time: a province does not have
/// to be in memory at once. What each part needs to know of the parts before it is kept here.
pub(crate) struct Joining<'a> {
    scope: &'a Scope,
    batch: &'a BatchId,
    cards: HashMap<UnitId, Cards>,
    places: HashMap<UnitId, units::Unit>,
    numbers: HashSet<NationalId>,
    joined: usize,
}

impl<'a> Joining<'a> {
    pub fn new(scope: &'a Scope, batch: &'a BatchId) -> Joining<'a> {
        let (cards, places, numbers) = Default::default();
        Joining { scope, batch, cards, places, numbers, joined: 0 }
    }

    /// Writes some of them. After a refusal the whole work is to be given up.
    pub async fn join(
        &mut self,
        work: &mut Work,
        members: Vec<(UnitId, NewMember)>,
    ) -> Result<Vec<(PersonId, MembershipId)>, Problem> {
        self.open_units(work, &members).await?;
        self.refuse_taken_numbers(work, &members).await?;
        let written = write_joined(work, self, members).await?;
        self.joined += written.len();
        Ok(written)
    }

    /// Says in the audit book how many joined.
    pub async fn finish(self, work: &mut Work) -> Result<(), Problem> {
        let details = serde_json::json!({ "members": self.joined });
        let source = Source::of("members.batch", self.batch);
        work.record("members.join_many", Some(self.scope.unit()), &source, details).await
    }
}

async fn write_joined(
    work: &mut Work,
    joining: &mut Joining<'_>,
    members: Vec<(UnitId, NewMember)>,
) -> Result<Vec<(PersonId, MembershipId)>, Problem> {
    let Joining { scope, batch, cards, .. } = joining;
    let (mut people, mut memberships, mut holding, mut ids) = (vec![], vec![], vec![], vec![]);
    for (unit, new) in members {
        let Some(cards) = cards.get_mut(&unit) else { return Err(Problem::NotFound) };
        let card_number = cards.give(new.card_number.as_deref())?;
        let membership = Membership {
            id: MembershipId::new(),
            person: PersonId::new(),
            unit,
            counting: Counting::Home,
            card_number,
            joined_on: new.joined_on,
            join_reason: new.reason,
            end: None,
            leave_note: String::new(),
            revision: 1,
        };
        ids.push((membership.person.clone(), membership.id.clone()));
        holding.push((
            source(&membership.id),
            indicators::of_membership(&membership, &new.person.facet(), cards.opened),
        ));
        people.push((membership.person.clone(), new.person));
        memberships.push(membership);
    }
    let (sealer, now) = (work.site.sealer.clone(), work.now);
    let name_keys = store::insert_people(&mut work.tx, scope, &sealer, &people, now).await?;
    let memberships: Vec<(Membership, String)> = memberships.into_iter().zip(name_keys).collect();
    store::insert_memberships(&mut work.tx, scope, &memberships, Some(batch), now).await?;
    counts::settle_new(work, &holding).await?;
    Ok(ids)
}

impl Joining<'_> {
    /// Looks at each unit once: that it lies in the scope, that no total was declared there; opens
    /// its cards; and asks the rules about each member.
    async fn open_units(
        &mut self,
        work: &mut Work,
        members: &[(UnitId, NewMember)],
    ) -> Result<(), Problem> {
        let scope = self.scope;
        for (unit, new) in members {
            if !self.places.contains_key(unit) {
                if !units::is_within(&mut work.tx, unit, scope.unit(), scope.today()).await? {
                    return Err(Problem::NotFound);
                }
                refuse_beside_declared(work, unit).await?;
                let place = units::unit(&mut work.tx, unit).await?;
                work.hold(&format!("members/cards/{unit}")).await?;
                let taken = store::cards_taken(&mut work.tx, scope, unit).await?;
                let running = store::next_running_number(&mut work.tx, scope, unit).await?;
                let (code, opened) = (place.code.clone(), place.opened);
                self.cards.insert(unit.clone(), Cards { code, opened, taken, running });
                self.places.insert(unit.clone(), place);
            }
            if let Some(place) = self.places.get(unit) {
                rules::may_join(place, new, work.today)?;
            }
        }
        Ok(())
    }

    /// Refuses numbers that somebody has already, in the register or earlier in the same list.
    async fn refuse_taken_numbers(
        &mut self,
        work: &mut Work,
        members: &[(UnitId, NewMember)],
    ) -> Result<(), Problem> {
        let numbers = members.iter().filter_map(|(_, new)| new.person.national_id.clone());
        let numbers: Vec<NationalId> = numbers.collect();
        if !numbers.iter().all(|number| self.numbers.insert(number.clone())) {
            return Err(Refusal::NationalIdUnusable.into());
        }
        let sealer = work.site.sealer.clone();
        let found = store::find_by_national_ids(&mut work.tx, &sealer, &numbers).await?;
        let Some(found) = found.values().next() else { return Ok(()) };
        if store::is_known_in(&mut work.tx, self.scope, &found.person).await? {
            return Err(Refusal::NationalIdHere { name: found.full_name.clone() }.into());
        }
        Err(Refusal::NationalIdUnusable.into())
    }
}

/// What an import says anew of a person, against the revision it has read.
#[derive(Debug, Clone)]
pub(crate) struct BulkChange {
    pub person: PersonId,
    pub revision: i64,
    /// A national id left out stays as it was.
    pub now: NewPerson,
}

/// Writes many people anew, each as `edit_person` would.
pub(crate) async fn change_many(
    work: &mut Work,
    scope: &Scope,
    changes: Vec<BulkChange>,
    batch: &BatchId,
) -> Result<(), Problem> {
    let sealer = work.site.sealer.clone();
    for change in &changes {
        rules::check_person(&change.now, work.today)?;
        let before = store::person(&mut work.tx, scope, &change.person).await?;
        let all = store::all_of_person(&mut work.tx, &change.person).await?;
        for one in &all {
            rules::may_change_days(one, one.joined_on, change.now.birth, work.today)?;
        }
        if let Some(number) = &change.now.national_id {
            let found =
                store::find_by_national_ids(&mut work.tx, &sealer, std::slice::from_ref(number))
                    .await?;
            if found.values().any(|found| found.person != change.person) {
                return Err(Refusal::NationalIdUnusable.into());
            }
        }
        let row = (change.person.clone(), change.revision, change.now.clone());
        store::change_people(&mut work.tx, scope, &sealer, &[row], work.now).await?;
        for one in &all {
            settle(work, one, &change.now.facet()).await?;
        }
        let fields = changed_fields(&before, &change.now);
        let details = serde_json::json!({ "fields": fields, "batch": batch });
        work.record("members.edit", Some(scope.unit()), &person_source(&change.person), details)
            .await?;
    }
    Ok(())
}

/// Writes down at once the people of units below `within` that begin to keep a register.
pub async fn register_many(
    work: &mut Work,
    within: &UnitId,
    members: Vec<(UnitId, NewMember)>,
) -> Result<Vec<(PersonId, MembershipId)>, Problem> {
    let scope = work.scope(crate::EDIT, within).await?;
    join_many(work, &scope, members, &BatchId::new()).await
}
