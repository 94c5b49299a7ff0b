//! Searching a unit and all below it: read everybody, compare those who share a key, keep the pairs.

use crate::{
    EDIT,
    duplicates::{
        rules::{
            Class, KEPT_IN_BULK, Likeness, Reason, Reasons, Refusal, differ_by_one_digit, pairs,
        },
        store::{self, Found, PairState},
    },
    rules::birth_of,
};
use access::{Look, Scope, Work};
use kernel::{MembershipId, PersonId, RowId, Source, UnitId};
use platform::{
    Problem,
    jobs::{self, Ticket},
};
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

pub const SEARCH: &str = "members.find_duplicates";
const BELONGINGS_A_PAGE: i64 = 5_000;

/// What a search has found.
#[derive(Debug)]
pub struct Searched {
    /// Everybody who was read, by id.
    pub everyone: Vec<PersonId>,
    /// Worth keeping, the strongest first; also those decided about before.
    pub pairs: Vec<Found>,
}

/// Queues a search of the unit, unless one is at work already.
pub async fn ask_to_search(work: &mut Work, unit: &UnitId) -> Result<(), Problem> {
    work.scope(EDIT, unit).await?;
    work.hold(&format!("{SEARCH}/{unit}")).await?;
    match jobs::about(&mut work.tx, SEARCH, unit.as_str()).await? {
        Some(job) if !job.is_over() => Ok(()),
        _ => work.later(SEARCH, unit).await.map(|_: RowId| ()),
    }
}

/// Asks a search at work to stop; nothing of it is kept.
pub async fn stop_search(work: &mut Work, unit: &UnitId) -> Result<(), Problem> {
    work.scope(EDIT, unit).await?;
    match jobs::about(&mut work.tx, SEARCH, unit.as_str()).await?.filter(|job| !job.is_over()) {
        Some(job) => work.site.board.ticket(&job.id).stop(),
        None => return Err(Refusal::NotRunning.into()),
    }
    Ok(())
}

fn go_on(ticket: &Ticket) -> Result<(), Refusal> {
    if ticket.is_stopped() { Err(Refusal::Stopped) } else { Ok(()) }
}

/// Reads everybody of the scope and compares them; writes nothing.
pub async fn search(
    look: &mut Look,
    scope: &Scope,
    ticket: Arc<Ticket>,
) -> Result<Searched, Problem> {
    let total = store::count_people(&mut look.tx, scope).await?;
    let (mut everyone, mut traits, mut after) = (vec![], vec![], None);
    loop {
        go_on(&ticket)?;
        let page =
            store::people_after(&mut look.tx, scope, after.as_ref(), BELONGINGS_A_PAGE).await?;
        for (id, one) in page.people {
            everyone.push(id);
            traits.push(one);
        }
        ticket.report(i64::try_from(everyone.len()).unwrap_or(total), total);
        match page.next {
            Some(next) => after = Some(next),
            None => break,
        }
    }
    let watched = ticket.clone();
    let compare = move || pairs(&traits, || !watched.is_stopped());
    let (found, looked_at) = tokio::task::spawn_blocking(compare).await?;
    go_on(&ticket)?;
    let pair = |pair: crate::duplicates::rules::Pair| {
        ((everyone[pair.one].clone(), everyone[pair.other].clone()), pair.likeness)
    };
    let found = found.into_iter().map(pair).collect();
    let pairs = with_near_numbers(look, scope, found).await?;
    tracing::info!(
        people = everyone.len(),
        looked_at,
        kept = pairs.len(),
        "searched for duplicates"
    );
    Ok(Searched { everyone, pairs })
}

/// Looks at the numbers of pairs that have two: one digit may be mistyped.
async fn with_near_numbers(
    look: &mut Look,
    scope: &Scope,
    found: Vec<((PersonId, PersonId), Likeness)>,
) -> Result<Vec<Found>, Problem> {
    let both_have = |likeness: &Likeness| likeness.reasons.has(Reason::OtherNationalId);
    let numbered = found.iter().filter(|(_, likeness)| both_have(likeness));
    let mut ids: Vec<PersonId> =
        numbered.flat_map(|((one, other), _)| [one.clone(), other.clone()]).collect();
    ids.sort_unstable();
    ids.dedup();
    let sealer = look.site.sealer.clone();
    let digits = store::sealed_numbers(&mut look.tx, scope, &sealer, &ids).await?;
    let mut pairs = vec![];
    for ((one, other), mut likeness) in found {
        let numbers = digits.get(&one).zip(digits.get(&other));
        if both_have(&likeness)
            && numbers.is_some_and(|(one, other)| differ_by_one_digit(one, other))
        {
            likeness = likeness.with_near_national_id();
        }
        if KEPT_IN_BULK <= likeness.score {
            let Likeness { score, reasons } = likeness;
            pairs.push(Found { one, other, score, reasons });
        }
    }
    pairs.sort_by_key(|pair| std::cmp::Reverse(pair.score));
    Ok(pairs)
}

/// Makes the table of pairs say what a search has found. What somebody has decided stays; searching
/// twice changes nothing. Answers the pairs that are open.
pub async fn keep(
    work: &mut Work,
    scope: &Scope,
    searched: Searched,
) -> Result<Vec<Found>, Problem> {
    work.hold("members/duplicates").await?;
    let mut known = store::known_pairs(&mut work.tx, scope).await?;
    let (mut new, mut mended, mut open) = (vec![], vec![], vec![]);
    for pair in &searched.pairs {
        match known.remove(&(pair.one.clone(), pair.other.clone())) {
            None => new.push(pair),
            Some((PairState::NotSame, ..)) => continue,
            // Two people merged are one; here they are two again, so the merge was taken back.
            Some((state, score, reasons)) => {
                let reasons_now = pair.reasons.stored();
                if state == PairState::Open && (score, reasons) != (pair.score, reasons_now) {
                    mended.push(pair);
                }
            }
        }
        open.push(pair.clone());
    }
    let was_read = |id: &PersonId| searched.everyone.binary_search(id).is_ok();
    let gone: Vec<(PersonId, PersonId)> = known
        .into_iter()
        .filter(|((one, other), (state, ..))| {
            *state == PairState::Open && was_read(one) && was_read(other)
        })
        .map(|(pair, _)| pair)
        .collect();
    store::replace_pairs(&mut work.tx, scope, &new, &mended, &gone, work.now).await?;
    store::forget_gone(&mut work.tx, scope).await?;
    let details = serde_json::json!({ "people": searched.everyone.len(), "pairs": open.len() });
    let object = Source::of("members.list", scope.unit());
    work.record("members.find_duplicates", Some(scope.unit()), &object, details).await?;
    Ok(open)
}

/// People who hang together by pairs, as the command line and programs are told.
#[derive(Debug, serde::Serialize)]
pub struct Group {
    pub class: Class,
    /// Of the strongest pair.
    pub score: i64,
    pub reasons: Vec<Reason>,
    pub people: Vec<InGroup>,
}

#[derive(Debug, Clone, serde::Serialize)]
pub struct InGroup {
    pub person: PersonId,
    pub membership: MembershipId,
    pub full_name: String,
    pub birth: String,
    pub unit: UnitId,
}

/// Searches and keeps in one go, for the command line: how many people, how many open pairs, and
/// the groups they make.
pub async fn find(mut look: Look, unit: &UnitId) -> Result<(usize, usize, Vec<Group>), Problem> {
    let scope = look.scope(EDIT, unit).await?;
    let searched = search(&mut look, &scope, Arc::new(Ticket::default())).await?;
    let (site, caller, lang) = (look.site.clone(), look.caller.clone(), look.lang);
    drop(look);
    let people = searched.everyone.len();
    let mut work = Work::begin(&site, caller, lang).await?;
    let scope = work.scope(EDIT, unit).await?;
    let open = keep(&mut work, &scope, searched).await?;
    let ids: Vec<PersonId> =
        open.iter().flat_map(|pair| [pair.one.clone(), pair.other.clone()]).collect();
    let named = store::named(&mut work.tx, &scope, &ids).await?;
    work.commit().await?;
    Ok((people, open.len(), groups(&open, &named)))
}

fn groups(open: &[Found], named: &HashMap<PersonId, store::Named>) -> Vec<Group> {
    let mut root: HashMap<PersonId, PersonId> = HashMap::new();
    fn find(root: &HashMap<PersonId, PersonId>, id: &PersonId) -> PersonId {
        let mut here = id;
        while let Some(next) = root.get(here).filter(|next| *next != here) {
            here = next;
        }
        here.clone()
    }
    for pair in open {
        let (one, other) = (find(&root, &pair.one), find(&root, &pair.other));
        root.insert(one.clone().max(other.clone()), one.min(other));
    }
    let mut strongest: BTreeMap<PersonId, (i64, Reasons)> = BTreeMap::new();
    let mut members: BTreeMap<PersonId, Vec<PersonId>> = BTreeMap::new();
    for pair in open {
        let group = find(&root, &pair.one);
        let best = strongest.entry(group.clone()).or_insert((pair.score, pair.reasons));
        if best.0 < pair.score {
            *best = (pair.score, pair.reasons);
        }
        let people = members.entry(group).or_default();
        for id in [&pair.one, &pair.other] {
            if !people.contains(id) {
                people.push(id.clone());
            }
        }
    }
    let mut groups: Vec<Group> = strongest
        .into_iter()
        .map(|(group, (score, reasons))| Group {
            class: Likeness::class_of(score),
            score,
            reasons: reasons.iter().collect(),
            people: members
                .remove(&group)
                .unwrap_or_default()
                .iter()
                .filter_map(|id| named.get(id))
                .map(|named| InGroup {
                    person: named.person.clone(),
                    membership: named.membership.clone(),
                    full_name: named.full_name.clone(),
                    birth: birth_of(&named.birth)
                        .map(|birth| birth.to_string())
                        .unwrap_or_default(),
                    unit: named.unit_id.clone(),
                })
                .collect(),
        })
        .collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.score));
    groups
}
