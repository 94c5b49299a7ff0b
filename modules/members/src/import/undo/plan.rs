//! Who goes, who is as before again, and who is kept for what reason. Values in, decisions out.
//!
//! Whoever an import has written is untouched while the revision is the one that the import left. An
//! undoing counts revisions on as every write does, so a later import that was taken back is walked
//! over: what it did is no more.

use crate::{
    rules::{LeaveReason, Membership, birth_of, first_possible_day},
    store::OldValues,
};
use kernel::{BatchId, Day, MembershipId, PersonId, UnitId, vietnamese::date::WrittenDay};
use std::collections::{HashMap, HashSet};

/// Why somebody stays as they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    Changed,
    ChangedByImport,
    Transferred,
    Left,
    Died,
    BelongsElsewhere,
    OutOfReach,
    NationalIdTaken,
    CardTaken { number: String },
    DaysDisagree,
    Merged,
    Gone,
}

impl Reason {
    pub fn code(&self) -> &'static str {
        match self {
            Reason::Changed => "changed",
            Reason::ChangedByImport => "changed_by_import",
            Reason::Transferred => "transferred",
            Reason::Left => "left",
            Reason::Died => "died",
            Reason::BelongsElsewhere => "belongs_elsewhere",
            Reason::OutOfReach => "out_of_reach",
            Reason::NationalIdTaken => "national_id_taken",
            Reason::CardTaken { .. } => "card_taken",
            Reason::DaysDisagree => "days_disagree",
            Reason::Merged => "merged",
            Reason::Gone => "gone",
        }
    }

    fn of_end(reason: LeaveReason) -> Reason {
        match reason {
            LeaveReason::Transferred | LeaveReason::Reorganised => Reason::Transferred,
            LeaveReason::Died => Reason::Died,
            LeaveReason::Left | LeaveReason::Removed => Reason::Left,
        }
    }
}

/// A person and a belonging as they stand now.
#[derive(Debug, Clone)]
pub struct Now {
    pub name: String,
    pub unit: UnitId,
    /// As the register has it.
    pub birth: String,
    pub ended: Option<LeaveReason>,
    pub person_revision: i64,
    pub membership_revision: i64,
    /// How many other belongings the person has or had, and how many of them stand.
    pub others: i64,
    pub others_standing: i64,
}

/// Somebody whom the batch wrote down.
#[derive(Debug, Clone)]
pub struct Created {
    pub membership: MembershipId,
    pub person: PersonId,
    /// Where in the file.
    pub at: Option<(String, u32)>,
    /// Whether the person came with this belonging, and not before it.
    pub came_together: bool,
    pub now: Now,
}

/// Somebody whom the batch changed.
#[derive(Debug, Clone)]
pub struct Changed {
    pub membership: MembershipId,
    pub person: PersonId,
    pub at: (String, u32),
    pub old: OldValues,
    /// The revisions that the batch left, where it wrote.
    pub person_left: Option<i64>,
    pub membership_left: Option<i64>,
    /// Nothing, where the record is no more.
    pub now: Option<Now>,
}

/// What some batch or merge did to a record, and whether that was taken back.
#[derive(Debug, Clone)]
pub struct Turn {
    pub batch: BatchId,
    pub membership: MembershipId,
    pub person_left: Option<i64>,
    pub membership_left: Option<i64>,
    pub person_undone: Option<i64>,
    pub membership_undone: Option<i64>,
}

/// All that is known of the register besides the batch itself.
#[derive(Debug, Default)]
pub struct Around {
    /// The units that the importing unit reaches today.
    pub reach: HashSet<UnitId>,
    pub turns: HashMap<PersonId, Vec<Turn>>,
    /// Who stands for somebody else since a merge.
    pub merged: HashSet<PersonId>,
    /// Every belonging of those whose birth or day of joining would go back.
    pub belongings: HashMap<PersonId, Vec<Membership>>,
    /// Who has the national ids and the cards that would be given back.
    pub numbers: HashMap<String, PersonId>,
    pub cards: HashMap<String, Vec<(MembershipId, UnitId)>>,
}

#[derive(Debug, Clone)]
pub struct KeptRow {
    pub membership: MembershipId,
    pub person: PersonId,
    pub name: String,
    pub at: Option<(String, u32)>,
    pub reason: Reason,
}

/// Somebody who goes, with the revisions they were decided by.
#[derive(Debug, Clone)]
pub struct Removal {
    pub membership: MembershipId,
    pub person: PersonId,
    pub membership_revision: i64,
    pub person_revision: i64,
}

impl From<Created> for Removal {
    fn from(one: Created) -> Removal {
        Removal {
            membership: one.membership,
            person: one.person,
            membership_revision: one.now.membership_revision,
            person_revision: one.now.person_revision,
        }
    }
}

#[derive(Debug, Default)]
pub struct Plan {
    pub remove: Vec<Removal>,
    pub restore: Vec<Changed>,
    pub kept: Vec<KeptRow>,
}

/// Whether nothing at all has happened to somebody new; of anyone else more must be asked.
pub fn is_plainly_untouched(one: &Created, reach: &HashSet<UnitId>) -> bool {
    one.came_together
        && one.now.others == 0
        && (one.now.person_revision, one.now.membership_revision) == (1, 1)
        && reach.contains(&one.now.unit)
}

/// Decides about everybody whom the batch wrote down or changed. `untouched` go in any case.
pub fn plan(
    batch: &BatchId,
    untouched: Vec<Removal>,
    created: Vec<Created>,
    changed: Vec<Changed>,
    around: &Around,
) -> Plan {
    let mut plan = Plan { remove: untouched, ..Plan::default() };
    for one in created {
        match why_created_stays(batch, &one, around) {
            None => plan.remove.push(one.into()),
            Some(reason) => {
                let name = one.now.name.clone();
                plan.keep(one.membership, one.person, name, one.at, reason);
            }
        }
    }
    for one in changed {
        match why_changed_stays(batch, &one, around) {
            None => plan.restore.push(one),
            Some(reason) => plan.keep_changed(one, reason),
        }
    }
    plan.keep_whose_numbers_are_taken(around);
    plan
}

fn why_created_stays(batch: &BatchId, one: &Created, around: &Around) -> Option<Reason> {
    let now = &one.now;
    if !around.reach.contains(&now.unit) {
        return Some(Reason::OutOfReach);
    }
    if let Some(reason) = now.ended {
        return Some(Reason::of_end(reason));
    }
    if around.merged.contains(&one.person) {
        return Some(Reason::Merged);
    }
    if now.others > 0 || !one.came_together {
        return Some(Reason::BelongsElsewhere);
    }
    let turns = around.turns.get(&one.person).map_or(&[][..], Vec::as_slice);
    if stands_since(1, turns, of_person) == now.person_revision
        && stands_since(1, turns, |turn| of_membership(turn, &one.membership))
            == now.membership_revision
    {
        return None;
    }
    Some(who_changed(batch, turns, &one.membership, now))
}

fn why_changed_stays(batch: &BatchId, one: &Changed, around: &Around) -> Option<Reason> {
    let Some(now) = &one.now else { return Some(Reason::Gone) };
    if !around.reach.contains(&now.unit) {
        return Some(Reason::OutOfReach);
    }
    // Whom another unit has now is that unit's to describe.
    if let Some(reason) = now.ended
        && (now.others_standing > 0 || one.membership_left.is_some())
    {
        return Some(Reason::of_end(reason));
    }
    if around.merged.contains(&one.person) {
        return Some(Reason::Merged);
    }
    let turns = around.turns.get(&one.person).map_or(&[][..], Vec::as_slice);
    let person_stands = one
        .person_left
        .is_none_or(|left| stands_since(left, turns, of_person) == now.person_revision);
    let membership_stands = one.membership_left.is_none_or(|left| {
        stands_since(left, turns, |turn| of_membership(turn, &one.membership))
            == now.membership_revision
    });
    if !person_stands || !membership_stands {
        return Some(who_changed(batch, turns, &one.membership, now));
    }
    days_disagree(one, around).then_some(Reason::DaysDisagree)
}

type Revisions = Option<(i64, i64)>;

/// The revision that an import left of the person and the one its undoing left.
fn of_person(turn: &Turn) -> Revisions {
    turn.person_left.zip(turn.person_undone)
}

fn of_membership(turn: &Turn, membership: &MembershipId) -> Revisions {
    turn.membership_left.zip(turn.membership_undone).filter(|_| turn.membership == *membership)
}

/// The revision at which a record still is what it was at `left`: later imports that were taken back
/// are walked over.
fn stands_since(left: i64, turns: &[Turn], revisions: impl Fn(&Turn) -> Revisions) -> i64 {
    let mut stands = left;
    // Each import begins one revision before the one it leaves.
    let after = |stands: i64| {
        let mut undone = turns.iter().filter_map(&revisions);
        undone.find(|(left, _)| left - 1 == stands).map(|(_, undone)| undone)
    };
    while let Some(undone) = after(stands) {
        stands = undone;
    }
    stands
}

fn who_changed(batch: &BatchId, turns: &[Turn], membership: &MembershipId, now: &Now) -> Reason {
    let newest = |turn: &Turn| {
        let person = turn.person_undone.is_none() && turn.person_left == Some(now.person_revision);
        let belonging = turn.membership == *membership
            && turn.membership_undone.is_none()
            && turn.membership_left == Some(now.membership_revision);
        turn.batch != *batch && (person || belonging)
    };
    if turns.iter().any(newest) { Reason::ChangedByImport } else { Reason::Changed }
}

/// Whether somebody would be born after they joined, if their days went back.
fn days_disagree(one: &Changed, around: &Around) -> bool {
    if one.old.birth.is_none() && one.old.joined_on.is_none() {
        return false;
    }
    let Some((birth, belongings)) = birth_then(one, around) else { return false };
    let Some(born) = birth.map(first_possible_day) else { return false };
    belongings.iter().any(|joined| *joined < born)
}

/// The birth and the days of joining as they would be.
fn birth_then(one: &Changed, around: &Around) -> Option<(Option<WrittenDay>, Vec<Day>)> {
    let belongings = around.belongings.get(&one.person)?;
    let joined = |belonging: &Membership| match one.old.joined_on {
        Some(day) if belonging.id == one.membership => day,
        _ => belonging.joined_on,
    };
    let birth = one.old.birth.as_deref().or(one.now.as_ref().map(|now| now.birth.as_str()))?;
    let birth = birth_of(birth);
    Some((birth, belongings.iter().map(joined).collect()))
}

impl Plan {
    fn keep(
        &mut self,
        membership: MembershipId,
        person: PersonId,
        name: String,
        at: Option<(String, u32)>,
        reason: Reason,
    ) {
        self.kept.push(KeptRow { membership, person, name, at, reason });
    }

    fn keep_changed(&mut self, one: Changed, reason: Reason) {
        let name = one.now.map(|now| now.name).unwrap_or_default();
        self.keep(one.membership, one.person, name, Some(one.at), reason);
    }

    /// A number that somebody else has now is not given back, unless they give it up in the same
    /// undoing. Whoever is kept keeps their numbers, so this is asked until nobody more is kept.
    fn keep_whose_numbers_are_taken(&mut self, around: &Around) {
        loop {
            let taken: Vec<Option<Reason>> = {
                let giving = Giving::of(self);
                self.restore.iter().map(|one| giving.what_is_taken(one, around)).collect()
            };
            if taken.iter().all(Option::is_none) {
                return;
            }
            let all = std::mem::take(&mut self.restore);
            for (one, taken) in all.into_iter().zip(taken) {
                match taken {
                    None => self.restore.push(one),
                    Some(reason) => self.keep_changed(one, reason),
                }
            }
        }
    }
}

/// Who gives up the card or the national id they have now.
struct Giving<'p> {
    cards: HashSet<&'p MembershipId>,
    numbers: HashSet<&'p PersonId>,
}

impl<'p> Giving<'p> {
    fn of(plan: &'p Plan) -> Giving<'p> {
        let cards = plan.restore.iter().filter(|one| one.old.card_number.is_some());
        let numbers = plan.restore.iter().filter(|one| one.old.national_id.is_some());
        Giving {
            cards: plan
                .remove
                .iter()
                .map(|one| &one.membership)
                .chain(cards.map(|one| &one.membership))
                .collect(),
            numbers: plan
                .remove
                .iter()
                .map(|one| &one.person)
                .chain(numbers.map(|one| &one.person))
                .collect(),
        }
    }

    fn what_is_taken(&self, one: &Changed, around: &Around) -> Option<Reason> {
        let index = one.old.national_id.as_ref().and_then(|number| number.index.as_ref());
        let holder = index.and_then(|index| around.numbers.get(index));
        if holder.is_some_and(|holder| *holder != one.person && !self.numbers.contains(holder)) {
            return Some(Reason::NationalIdTaken);
        }
        let card = one.old.card_number.as_ref().filter(|card| !card.is_empty())?;
        let unit = &one.now.as_ref()?.unit;
        let held = around.cards.get(card).into_iter().flatten().any(|(holder, there)| {
            there == unit && *holder != one.membership && !self.cards.contains(holder)
        });
        held.then(|| Reason::CardTaken { number: card.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::SealedNumber;

    fn around() -> Around {
        Around { reach: HashSet::from([UnitId::of_bits(1)]), ..Around::default() }
    }

    fn now(person_revision: i64, membership_revision: i64) -> Now {
        Now {
            name: "Lò Thị An".to_owned(),
            unit: UnitId::of_bits(1),
            birth: "1961".to_owned(),
            ended: None,
            person_revision,
            membership_revision,
            others: 0,
            others_standing: 0,
        }
    }

    fn created(now: Now) -> Created {
        Created {
            membership: MembershipId::of_bits(1),
            person: PersonId::of_bits(1),
            at: None,
            came_together: true,
            now,
        }
    }

    fn changed(place: u128, old: OldValues, left: (Option<i64>, Option<i64>), now: Now) -> Changed {
        Changed {
            membership: MembershipId::of_bits(place),
            person: PersonId::of_bits(place),
            at: ("Sheet1".to_owned(), 2),
            old,
            person_left: left.0,
            membership_left: left.1,
            now: Some(now),
        }
    }

    fn turn(batch: u128, left: i64, undone: Option<i64>) -> Turn {
        Turn {
            batch: BatchId::of_bits(batch),
            membership: MembershipId::of_bits(1),
            person_left: Some(left),
            membership_left: None,
            person_undone: undone,
            membership_undone: None,
        }
    }

    fn reasons(created: Vec<Created>, changed: Vec<Changed>, around: &Around) -> Vec<&'static str> {
        let plan = plan(&BatchId::of_bits(1), vec![], created, changed, around);
        plan.kept.iter().map(|kept| kept.reason.code()).collect()
    }

    #[test]
    fn whoever_nobody_has_touched_goes_and_anyone_else_stays_with_the_reason() {
        let with = |change: fn(&mut Now)| {
            let mut now = now(1, 1);
            change(&mut now);
            reasons(vec![created(now)], vec![], &around())
        };
        assert!(with(|_| {}).is_empty());
        assert_eq!(with(|now| now.person_revision = 2), ["changed"]);
        assert_eq!(with(|now| now.membership_revision = 2), ["changed"]);
        assert_eq!(with(|now| now.others = 1), ["belongs_elsewhere"]);
        assert_eq!(with(|now| now.ended = Some(LeaveReason::Died)), ["died"]);
        assert_eq!(with(|now| now.ended = Some(LeaveReason::Removed)), ["left"]);
        assert_eq!(with(|now| now.ended = Some(LeaveReason::Transferred)), ["transferred"]);
        assert_eq!(with(|now| now.unit = UnitId::of_bits(9)), ["out_of_reach"]);
    }

    #[test]
    fn a_later_import_that_was_taken_back_has_touched_nobody() {
        let mut around = around();
        // Batch 2 went from 1 to 2, its undoing to 3; batch 3 from 3 to 4, its undoing to 5.
        let turns = vec![turn(2, 2, Some(3)), turn(3, 4, Some(5))];
        around.turns.insert(PersonId::of_bits(1), turns);
        assert!(reasons(vec![created(now(5, 1))], vec![], &around).is_empty());
        assert_eq!(reasons(vec![created(now(6, 1))], vec![], &around), ["changed"]);
        around.turns.get_mut(&PersonId::of_bits(1)).unwrap()[1].person_undone = None;
        assert_eq!(reasons(vec![created(now(4, 1))], vec![], &around), ["changed_by_import"]);
    }

    #[test]
    fn nobody_is_born_after_joining_because_days_went_back() {
        let mut around = around();
        let joined = Membership {
            id: MembershipId::of_bits(1),
            person: PersonId::of_bits(1),
            unit: UnitId::of_bits(1),
            counting: crate::rules::Counting::Home,
            card_number: String::new(),
            joined_on: Day::of(1980, 1, 1),
            join_reason: crate::rules::JoinReason::Joined,
            end: None,
            leave_note: String::new(),
            revision: 1,
        };
        around.belongings.insert(PersonId::of_bits(1), vec![joined]);
        let with = |old: OldValues| {
            reasons(vec![], vec![changed(1, old, (Some(2), None), now(2, 1))], &around)
        };
        let born = |year: &str| OldValues { birth: Some(year.to_owned()), ..OldValues::default() };
        let joined =
            |year| OldValues { joined_on: Some(Day::of(year, 1, 1)), ..OldValues::default() };
        assert!(with(born("1979")).is_empty() && with(joined(1970)).is_empty());
        assert_eq!(with(born("1981")), ["days_disagree"]);
        assert_eq!(with(joined(1960)), ["days_disagree"]);
    }

    #[test]
    fn a_number_that_somebody_else_has_now_is_not_given_back() {
        let mut around = around();
        let number = SealedNumber { index: Some("i".to_owned()), ..SealedNumber::default() };
        let old = OldValues { national_id: Some(number), ..OldValues::default() };
        let one = || changed(1, old.clone(), (Some(2), None), now(2, 1));
        assert!(reasons(vec![], vec![one()], &around).is_empty());
        around.numbers.insert("i".to_owned(), PersonId::of_bits(7));
        assert_eq!(reasons(vec![], vec![one()], &around), ["national_id_taken"]);
    }

    #[test]
    fn cards_that_changed_hands_go_back_together_or_not_at_all() {
        let card = |number: &str| OldValues {
            card_number: Some(number.to_owned()),
            ..OldValues::default()
        };
        let one = |revision| changed(1, card("A"), (None, Some(2)), now(1, revision));
        let other = |revision| changed(2, card("B"), (None, Some(2)), now(1, revision));
        let mut around = around();
        let unit = UnitId::of_bits(1);
        // The second has the card of the first, and the first has a new one.
        around.cards.insert("A".to_owned(), vec![(MembershipId::of_bits(2), unit)]);
        assert!(reasons(vec![], vec![one(2), other(2)], &around).is_empty());
        assert_eq!(reasons(vec![], vec![one(2), other(3)], &around), ["changed", "card_taken"]);
    }
}
