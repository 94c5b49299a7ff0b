//! Many at once, by the same rules: what an import does.

use super::{
    person::changed_fields,
    person_source, refuse_beside_declared,
    rewrite::{self, Known, Rewrite},
    source,
};
use crate::{
    indicators::{self, MEMBERS},
    rules::{self, Counting, Membership, NewMember, NewPerson, Refusal},
    store::{self, Change, OldValues},
};
use access::{Scope, Work};
use kernel::{
    BatchId, Day, MembershipId, PersonId, Source, UnitId,
    vietnamese::{Sex, personal_number::NationalId, phone::Phone},
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
    const AT_ONCE: usize = 2_000;
    let mut joining = Joining::new(scope, batch);
    let (mut members, mut ids) = (members.into_iter(), vec![]);
    loop {
        let some: Vec<_> = members.by_ref().take(AT_ONCE).collect();
        if some.is_empty() {
            break;
        }
        ids.extend(joining.join(work, some).await?);
    }
    joining.finish(work).await?;
    Ok(ids)
}

/// Many people on their way into the register, some thousands at a time: a province does not have
/// to be in memory at once. What each part needs to know of the parts before it is kept here.
pub(crate) struct Joining<'a> {
    scope: &'a Scope,
    batch: &'a BatchId,
    cards: HashMap<UnitId, Cards>,
    places: HashMap<UnitId, units::UnitBrief>,
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
    /// Looks at each unit once, and asks the rules about each member.
    async fn open_units(
        &mut self,
        work: &mut Work,
        members: &[(UnitId, NewMember)],
    ) -> Result<(), Problem> {
        let new = members.iter().map(|(unit, _)| unit);
        let mut new: Vec<UnitId> =
            new.filter(|unit| !self.places.contains_key(*unit)).cloned().collect();
        new.sort_unstable();
        new.dedup();
        if !new.is_empty() {
            self.open(work, &new).await?;
        }
        for (unit, new) in members {
            if let Some(place) = self.places.get(unit) {
                rules::may_join(place, new, work.today)?;
            }
        }
        Ok(())
    }

    /// Looks that units lie in the scope and that no total was declared there, and opens their cards. All of them
    /// together: a province has thousands, and a question takes longer on its way than to be answered.
    async fn open(&mut self, work: &mut Work, new: &[UnitId]) -> Result<(), Problem> {
        let scope = self.scope;
        let within = units::within(&mut work.tx, new, scope.unit(), scope.today()).await?;
        if new.iter().any(|unit| !within.contains(unit)) {
            return Err(Problem::NotFound);
        }
        if counts::is_stock_declared(&mut work.tx, MEMBERS.code, work.today).await? {
            for unit in new {
                refuse_beside_declared(work, unit).await?;
            }
        }
        let names: Vec<String> = new.iter().map(|unit| format!("members/cards/{unit}")).collect();
        work.hold_all(&names).await?;
        let mut cards = store::cards_of(&mut work.tx, scope, new).await?;
        for (unit, place) in units::briefs(&mut work.tx, new, Day::NEVER).await? {
            let (taken, belongings) = cards.remove(&unit).unwrap_or_default();
            let (code, opened) = (place.code.clone(), place.opened);
            let cards = Cards { code, opened, taken, running: belongings + 1 };
            self.cards.insert(unit.clone(), cards);
            self.places.insert(unit, place);
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

/// Where in its file a row stands.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub sheet: String,
    pub row: u32,
}

/// What a row of an import says anew of somebody known, against the revisions it was compared with.
#[derive(Debug, Clone)]
pub(crate) struct BulkChange {
    pub person: PersonId,
    pub membership: MembershipId,
    /// A national id left out stays as it was.
    pub now: Option<(i64, NewPerson)>,
    /// The day of joining and the card's number.
    pub belonging: Option<(i64, Day, String)>,
    pub at: Place,
}

/// So many people are read, decided and written together.
const AT_ONCE: usize = 500;

/// Writes many people and belongings anew, each as `edit_person` and `correct_membership` would, and
/// keeps what was there before: all of them or, with the first that cannot be, none.
pub(crate) async fn change_many(
    work: &mut Work,
    scope: &Scope,
    changes: Vec<BulkChange>,
    batch: &BatchId,
) -> Result<(), Problem> {
    let mut cards = HashMap::new();
    for some in changes.chunks(AT_ONCE) {
        change_some(work, scope, some, batch, &mut cards).await?;
    }
    Ok(())
}

/// The card numbers in use, by unit: a number given back may be given out again.
type CardsTaken = HashMap<UnitId, HashSet<String>>;

async fn change_some(
    work: &mut Work,
    scope: &Scope,
    changes: &[BulkChange],
    batch: &BatchId,
    cards: &mut CardsTaken,
) -> Result<(), Problem> {
    let ids: Vec<PersonId> = changes.iter().map(|change| change.person.clone()).collect();
    let known = rewrite::known(work, scope, &ids).await?;
    refuse_numbers_of_others(work, changes).await?;
    let (mut rewrites, mut kept, mut edits, mut corrections) = (vec![], vec![], vec![], vec![]);
    for change in changes {
        let before = known.get(&change.person).ok_or(Problem::NotFound)?;
        let now = change.now.as_ref().map(|(_, now)| now);
        let old = before.all.iter().find(|one| one.id == change.membership);
        let old = old.ok_or(Problem::NotFound)?;
        let belonging = match &change.belonging {
            Some((revision, joined_on, card)) => {
                refuse_outdated(old.revision, *revision)?;
                let card_number = give_card(work, scope, cards, old, card).await?;
                Some(Membership { joined_on: *joined_on, card_number, ..old.clone() })
            }
            None => None,
        };
        if let Some((revision, now)) = &change.now {
            refuse_outdated(before.person.revision, *revision)?;
            rules::check_person(now, work.today)?;
        }
        let birth = now.map_or(before.person.birth, |now| now.birth);
        for one in &before.all {
            let one = belonging.as_ref().filter(|new| new.id == one.id).unwrap_or(one);
            rules::may_change_days(one, one.joined_on, birth, work.today)?;
        }
        kept.push(as_it_was(change, before, old, belonging.as_ref()));
        if let Some(now) = now {
            let fields = changed_fields(&before.person, now);
            let details = serde_json::json!({ "fields": fields, "batch": batch });
            edits.push((person_source(&change.person), details));
        }
        if let Some(new) = &belonging {
            let fields = corrected_fields(old, new);
            let details = serde_json::json!({ "fields": fields, "batch": batch });
            corrections.push((source(&change.membership), details));
        }
        let now = now.cloned();
        rewrites.push(Rewrite { person: change.person.clone(), now, belonging });
    }
    rewrite::rewrite(work, scope, &known, &rewrites).await?;
    store::insert_changes(&mut work.tx, batch, &kept).await?;
    work.record_many("members.edit", Some(scope.unit()), &edits).await?;
    work.record_many("members.correct", Some(scope.unit()), &corrections).await
}

fn refuse_outdated(stored: i64, read: i64) -> Result<(), Problem> {
    if stored == read { Ok(()) } else { Err(Problem::Outdated) }
}

/// A number of somebody else is refused in the words that tell nothing of them.
async fn refuse_numbers_of_others(work: &mut Work, changes: &[BulkChange]) -> Result<(), Problem> {
    let numbers = changes.iter().filter_map(|change| {
        let (_, now) = change.now.as_ref()?;
        Some((now.national_id.clone()?, &change.person))
    });
    let numbers: Vec<(NationalId, &PersonId)> = numbers.collect();
    let wanted: Vec<NationalId> = numbers.iter().map(|(number, _)| number.clone()).collect();
    let sealer = work.site.sealer.clone();
    let found = store::find_by_national_ids(&mut work.tx, &sealer, &wanted).await?;
    let of_another = |(number, person): &(NationalId, &PersonId)| {
        found.get(number.digits()).is_some_and(|found| found.person != **person)
    };
    if numbers.iter().any(of_another) { Err(Refusal::NationalIdUnusable.into()) } else { Ok(()) }
}

/// The card that a belonging has from now on; its number is taken from then on, and its old one free.
async fn give_card(
    work: &mut Work,
    scope: &Scope,
    cards: &mut CardsTaken,
    old: &Membership,
    wanted: &str,
) -> Result<String, Problem> {
    if wanted == old.card_number {
        return Ok(wanted.to_owned());
    }
    if !cards.contains_key(&old.unit) {
        work.hold(&format!("members/cards/{}", old.unit)).await?;
        let taken = store::cards_taken(&mut work.tx, scope, &old.unit).await?;
        cards.insert(old.unit.clone(), taken);
    }
    let taken = cards.entry(old.unit.clone()).or_default();
    if !taken.insert(wanted.to_owned()) {
        return Err(Refusal::CardTaken { number: wanted.to_owned() }.into());
    }
    taken.remove(&old.card_number);
    Ok(wanted.to_owned())
}

fn corrected_fields(old: &Membership, new: &Membership) -> Vec<&'static str> {
    let differs = [
        ("joined_on", old.joined_on != new.joined_on),
        ("card_number", old.card_number != new.card_number),
    ];
    differs.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
}

/// The values that a change replaces, and the revisions that it leaves.
fn as_it_was(
    change: &BulkChange,
    before: &Known,
    old: &Membership,
    new: Option<&Membership>,
) -> Change {
    let mut values = OldValues::default();
    if let Some((_, now)) = &change.now {
        let was = &before.person;
        let text = |was: String, now: String| Some(was.clone()).filter(|_| was != now);
        let sex = |sex: Option<Sex>| sex.map(|sex| sex.to_string()).unwrap_or_default();
        let phone =
            |phone: &Option<Phone>| phone.as_ref().map(ToString::to_string).unwrap_or_default();
        values.full_name = text(was.full_name.clone(), now.full_name.clone());
        values.sex = text(sex(was.sex), sex(now.sex));
        values.birth = text(rules::birth_stored(was.birth), rules::birth_stored(now.birth));
        values.ethnicity = text(was.ethnicity.clone(), now.ethnicity.clone());
        values.phone = text(phone(&was.phone), phone(&now.phone));
        values.note = text(was.note.clone(), now.note.clone());
        values.national_id = now.national_id.as_ref().map(|_| before.number.clone());
    }
    if let Some(new) = new {
        values.card_number = Some(old.card_number.clone()).filter(|was| *was != new.card_number);
        values.joined_on = Some(old.joined_on).filter(|was| *was != new.joined_on);
    }
    Change {
        membership: change.membership.clone(),
        person: change.person.clone(),
        sheet: change.at.sheet.clone(),
        row: change.at.row,
        old: values,
        person_revision: change.now.as_ref().map(|(revision, _)| revision + 1),
        membership_revision: change.belonging.as_ref().map(|(revision, ..)| revision + 1),
    }
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
