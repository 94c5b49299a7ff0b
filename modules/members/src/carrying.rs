//! Members of a unit that ends: their belongings end there and begin at the heir on the same day.
//!
//! - Nobody is new, moved or gone by it: the book says `members_merged`, −1 there and +1 here, so that it cancels in
//!   the unit above both.
//! - A card keeps its number, unless the heir has given it to somebody else.
//! - Who would belong to the heir twice belongs there once, and counts at home before beside.
//! - Of a unit with several heirs only lists and the one named for the rest place anybody.
//! - From a unit that goes on only those go who were placed by a list; everybody else stays untouched.

use crate::{
    READ,
    actions::source,
    indicators::{self, MEMBERS},
    rules::{self, Counting, JoinReason, LeaveReason, Membership, PersonFacet},
    store,
    texts::Texts,
};
use access::{Scope, Work};
use counts::Count;
use kernel::{BatchId, Day, Lang, MembershipId, PersonId, Source, UnitId};
use platform::{Problem, bulk, db::Tx, module::Answer};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use succession::{
    Change, Disposition, Ended, Fate, Line, Named, Record, Records, Refusal, Way, Weighed, Words,
};

pub fn dispositions() -> Vec<Disposition> {
    vec![
        Disposition {
            object: "members.membership",
            columns: &[("member_membership", "unit_id")],
            vi: "Hội viên và nơi tham gia thêm",
            en: "Members, and belongings beside the home",
            ways: &[Way::ToHeir, Way::ByList],
            weigh: Some(weigh),
            carry: Some(carry),
            take_back: Some(take_back),
            records: Some(Records { needs: READ, list: list_members }),
        },
        Disposition::history(
            "members.batch",
            &[("member_batch", "unit_id")],
            ("Lần nhập danh sách", "Imports"),
        ),
        Disposition::history(
            "members.merge",
            &[("member_merge", "unit_id")],
            ("Lần gộp hồ sơ", "Merged people"),
        ),
    ]
}

/// A belonging of today at a unit that ends.
#[derive(Debug, Clone, sqlx::FromRow)]
struct Standing {
    id: MembershipId,
    person_id: PersonId,
    counting: String,
    card_number: String,
    joined_on: Day,
    name_key: String,
    sex: String,
}

impl Standing {
    fn is_home(&self) -> bool {
        self.counting == Counting::Home.code()
    }
}

async fn standing_at(tx: &mut Tx, _scope: &Scope, unit: &UnitId) -> Result<Vec<Standing>, Problem> {
    let sql = "select m.id, m.person_id, m.counting, m.card_number, m.joined_on, m.name_key, p.sex
               from member_membership m join member_person p on p.id = m.person_id
               where m.unit_id = $1 and m.left_on is null order by m.name_key, m.id";
    Ok(sqlx::query_as(sql).bind(unit).fetch_all(&mut **tx).await?)
}

/// One belonging on its way.
struct Going {
    from: UnitId,
    to: UnitId,
    standing: Standing,
    /// False where the person belongs to the heir already, or comes there by another belonging that counts before this.
    begins: bool,
}

/// Everybody who goes, whom of the heirs' own belongings somebody's home takes the place of, and who has no place.
#[derive(Default)]
struct Moves {
    going: Vec<Going>,
    /// Belongings beside the home at an heir, of people whose home comes there.
    replaced: Vec<(UnitId, Standing)>,
    unplaced: Vec<(UnitId, usize)>,
    too_late: Vec<(UnitId, usize)>,
    /// Heirs that have declared how many members they have.
    declared: Vec<(UnitId, i64)>,
    /// How many homes stay in units that go on.
    staying: Vec<(UnitId, usize)>,
    /// How many on the lists belong to none of the units.
    strangers: usize,
}

async fn moves(tx: &mut Tx, scope: &Scope, change: &Change) -> Result<Moves, Problem> {
    let mut moves = Moves::default();
    for ended in &change.ended {
        let standing = standing_at(tx, scope, &ended.unit).await?;
        let (mut unplaced, mut too_late) = (0, 0);
        for standing in standing {
            too_late += usize::from(change.day <= standing.joined_on);
            match place_of(change, ended, &standing.id) {
                Some(to) => {
                    let (from, to) = (ended.unit.clone(), to.clone());
                    moves.going.push(Going { from, to, standing, begins: true });
                }
                None => unplaced += 1,
            }
        }
        note(&mut moves.unplaced, &ended.unit, unplaced);
        note(&mut moves.too_late, &ended.unit, too_late);
    }
    for parted in &change.parted {
        let (mut staying, mut too_late) = (0, 0);
        for standing in standing_at(tx, scope, &parted.unit).await? {
            let Some(to) = parted.place_of(change, &source(&standing.id)).cloned() else {
                staying += usize::from(standing.is_home());
                continue;
            };
            too_late += usize::from(change.day <= standing.joined_on);
            let from = parted.unit.clone();
            moves.going.push(Going { from, to, standing, begins: true });
        }
        note(&mut moves.staying, &parted.unit, staying);
        note(&mut moves.too_late, &parted.unit, too_late);
    }
    let placed = change.placed.keys().filter(|record| record.starts_with(RECORDS));
    let known: HashSet<String> =
        moves.going.iter().map(|one| source(&one.standing.id).to_string()).collect();
    moves.strangers = placed.filter(|record| !known.contains(*record)).count();
    let heirs: BTreeSet<UnitId> = moves.going.iter().map(|one| one.to.clone()).collect();
    let mut there: HashMap<(UnitId, PersonId), Standing> = HashMap::new();
    for heir in &heirs {
        for one in standing_at(tx, scope, heir).await? {
            there.insert((heir.clone(), one.person_id.clone()), one);
        }
        let declared = counts::declared_stock(tx, heir, MEMBERS.code, change.day).await?;
        let homes = moves.going.iter().any(|one| one.to == *heir && one.standing.is_home());
        moves.declared.extend(declared.filter(|_| homes).map(|level| (heir.clone(), level)));
    }
    once_each(&mut moves, &mut there);
    Ok(moves)
}

/// Most go to the only heir, and need no look at lists.
fn place_of<'c>(
    change: &'c Change,
    ended: &'c Ended,
    membership: &MembershipId,
) -> Option<&'c UnitId> {
    if change.placed.is_empty() {
        return ended.only_heir().or(ended.rest.as_ref());
    }
    change.place_of(ended, &source(membership))
}

/// How a plan begins the name of a belonging.
const RECORDS: &str = "members.membership/";

fn list_members<'a>(tx: &'a mut Tx, scope: &'a Scope, _: Day) -> Answer<'a, Vec<Record>> {
    Box::pin(async move {
        let sql = "select m.id, p.full_name, m.card_number
                   from member_membership m join member_person p on p.id = m.person_id
                   where m.unit_id = $1 and m.left_on is null order by m.name_key, m.id";
        let rows: Vec<(MembershipId, String, String)> =
            sqlx::query_as(sql).bind(scope.unit()).fetch_all(&mut **tx).await?;
        let record = |(id, name, card): (MembershipId, String, String)| Record {
            source: source(&id),
            said: Words::new(name.clone(), name),
            mark: card,
        };
        Ok(rows.into_iter().map(record).collect())
    })
}

fn note(list: &mut Vec<(UnitId, usize)>, unit: &UnitId, count: usize) {
    if 0 < count {
        list.push((unit.clone(), count));
    }
}

/// Nobody belongs to an heir twice: a home comes before a belonging beside it, and what is there before what comes.
fn once_each(moves: &mut Moves, there: &mut HashMap<(UnitId, PersonId), Standing>) {
    // Homes first, so that a belonging beside finds its person's home there already.
    let mut order: Vec<usize> = (0..moves.going.len()).collect();
    order.sort_by_key(|place| !moves.going[*place].standing.is_home());
    let mut came: HashSet<(UnitId, PersonId)> = HashSet::new();
    for place in order {
        let one = &mut moves.going[place];
        let key = (one.to.clone(), one.standing.person_id.clone());
        if one.standing.is_home() {
            if let Some(beside) = there.remove(&key) {
                moves.replaced.push((one.to.clone(), beside));
            }
        } else if there.contains_key(&key) || came.contains(&key) {
            one.begins = false;
        }
        came.insert(key);
    }
}

fn weigh<'a>(tx: &'a mut Tx, scope: &'a Scope, change: &'a Change) -> Answer<'a, Weighed> {
    Box::pin(async move {
        let moves = moves(tx, scope, change).await?;
        let mut sums: BTreeMap<(UnitId, Option<UnitId>, bool, Fate), i64> = BTreeMap::new();
        for one in &moves.going {
            let (to, fate) = match one.begins {
                true => (Some(one.to.clone()), Fate::Carried),
                false => (None, Fate::Ends),
            };
            *sums.entry((one.from.clone(), to, one.standing.is_home(), fate)).or_default() += 1;
        }
        let mut weighed = Weighed::default();
        for ((from, to, home, fate), quantity) in sums {
            let what = Words::of(|lang| Texts(lang).carried(home, fate == Fate::Ends));
            let code = if home { MEMBERS.code } else { "" }.to_owned();
            weighed.lines.push(Line { from, to, what, code, quantity, fate });
        }
        for (unit, quantity) in &moves.staying {
            weighed.lines.push(Line {
                from: unit.clone(),
                to: Some(unit.clone()),
                what: Words::of(|lang| Texts(lang).carried(true, false)),
                code: MEMBERS.code.to_owned(),
                quantity: i64::try_from(*quantity).unwrap_or(i64::MAX),
                fate: Fate::Carried,
            });
        }
        let mut block = |unit: &UnitId, said: Words| {
            let unit = unit.clone();
            weighed.named.push(Named { unit, said, blocks: true, record: None });
        };
        let number = |lang: Lang, count: usize| lang.grouped(i64::try_from(count).unwrap_or(0));
        for (unit, count) in &moves.unplaced {
            block(unit, Words::of(|lang| Texts(lang).members_unplaced(&number(lang, *count))));
        }
        for (unit, count) in &moves.too_late {
            let day = change.day.short();
            let say = |lang| Texts(lang).members_too_late(&number(lang, *count), &day);
            block(unit, Words::of(say));
        }
        if 0 < moves.strangers {
            let say = |lang| Texts(lang).listed_strangers(&number(lang, moves.strangers));
            block(&change.above, Words::of(say));
        }
        for (unit, level) in &moves.declared {
            block(unit, Words::of(|lang| Texts(lang).heir_declared(&lang.grouped(*level))));
        }
        Ok(weighed)
    })
}

#[derive(serde::Serialize, serde::Deserialize)]
struct Effect {
    ended: usize,
    begun: usize,
    /// Belongings that ended one by one: those at heirs that a home took the place of, and those that went with a
    /// part of a unit.
    #[serde(alias = "replaced")]
    one_by_one: Vec<MembershipId>,
    /// Cards that got another number.
    new_cards: usize,
}

fn carry<'a>(
    work: &'a mut Work,
    scope: &'a Scope,
    change: &'a Change,
) -> Answer<'a, serde_json::Value> {
    Box::pin(async move {
        let moves = moves(&mut work.tx, scope, change).await?;
        let with_parts = moves.going.iter().filter(|one| is_parted(change, &one.from));
        let with_parts = with_parts.map(|one| one.standing.id.clone());
        let replaced = moves.replaced.iter().map(|(_, one)| one.id.clone());
        let mut effect = Effect {
            ended: moves.going.len() + moves.replaced.len(),
            begun: 0,
            one_by_one: replaced.chain(with_parts).collect(),
            new_cards: 0,
        };
        if moves.going.is_empty() {
            return Ok(serde_json::to_value(effect)?);
        }
        for ended in &change.ended {
            end_all_at(work, scope, change, &ended.unit).await?;
        }
        for one in &effect.one_by_one {
            end_one(work, scope, change, one).await?;
        }
        let opened = opened_days(work, &moves).await?;
        let mut cards = Cards::open(work, scope, &moves).await?;
        let (mut begun, mut ends, mut begins) = (vec![], vec![], vec![]);
        for Going { from, to, standing, begins: begins_there } in moves.going {
            let facet = PersonFacet { sex: standing.sex.parse().ok() };
            let old = ended_membership(&standing, &from, change);
            let counts = indicators::of_membership(&old, &facet, day_of(&opened, &from));
            // What held before stands in the book already; only the end is new.
            ends.push((source(&old.id), ends_of(counts)));
            if begins_there {
                let new = Membership {
                    id: MembershipId::new(),
                    unit: to.clone(),
                    card_number: cards.give(&to, &old.card_number, &mut effect.new_cards),
                    joined_on: change.day,
                    join_reason: JoinReason::Reorganised,
                    end: None,
                    leave_note: String::new(),
                    revision: 1,
                    ..old
                };
                let counts = indicators::of_membership(&new, &facet, day_of(&opened, &to));
                begins.push((source(&new.id), counts));
                begun.push((new, standing.name_key));
            }
        }
        effect.begun = begun.len();
        let batch = batch_of(change);
        let (ends, begins) = (not_empty(ends), not_empty(begins));
        store::insert_memberships(&mut work.tx, scope, &begun, Some(&batch), work.now).await?;
        counts::settle_new(work, &ends).await?;
        counts::settle_new(work, &begins).await?;
        let details =
            serde_json::json!({ "ended": effect.ended, "begun": effect.begun, "on": change.day });
        let object = Source::of("reorganisation", &change.id);
        work.record("members.reorganise", Some(&change.above), &object, details).await?;
        Ok(serde_json::to_value(effect)?)
    })
}

fn is_parted(change: &Change, unit: &UnitId) -> bool {
    change.parted.iter().any(|one| one.unit == *unit)
}

/// Whatever came over bears the mark of the change where an import's members bear that of the import.
fn batch_of(change: &Change) -> BatchId {
    change.id.as_str().parse().unwrap_or_else(|never| match never {})
}

fn not_empty(all: Vec<(Source, Vec<Count>)>) -> Vec<(Source, Vec<Count>)> {
    all.into_iter().filter(|(_, counts)| !counts.is_empty()).collect()
}

/// Of what holds for an ended belonging, what its end says.
fn ends_of(mut counts: Vec<Count>) -> Vec<Count> {
    counts.split_off(counts.len().min(2))
}

fn ended_membership(standing: &Standing, unit: &UnitId, change: &Change) -> Membership {
    Membership {
        id: standing.id.clone(),
        person: standing.person_id.clone(),
        unit: unit.clone(),
        counting: Counting::read(&standing.counting).unwrap_or(Counting::Also),
        card_number: standing.card_number.clone(),
        joined_on: standing.joined_on,
        join_reason: JoinReason::Joined,
        end: Some((change.day, LeaveReason::Reorganised)),
        leave_note: change.decision.clone(),
        revision: 1,
    }
}

async fn opened_days(work: &mut Work, moves: &Moves) -> Result<HashMap<UnitId, Day>, Problem> {
    let units = moves.going.iter().flat_map(|one| [&one.from, &one.to]);
    let units: BTreeSet<UnitId> = units.cloned().collect();
    let units: Vec<UnitId> = units.into_iter().collect();
    let briefs = units::briefs(&mut work.tx, &units, work.today).await?;
    Ok(briefs.into_iter().map(|(id, unit)| (id, unit.opened)).collect())
}

fn day_of(opened: &HashMap<UnitId, Day>, unit: &UnitId) -> Day {
    opened.get(unit).copied().unwrap_or(Day::BEGINNING)
}

async fn end_all_at(
    work: &mut Work,
    scope: &Scope,
    change: &Change,
    unit: &UnitId,
) -> Result<(), Problem> {
    let sql =
        "update member_membership set left_on = $4, leave_reason = 'reorganised', leave_note = $5,
                 revision = revision + 1
               where unit_id = $3 and left_on is null and exists (
                 select 1 from unit_ancestor above where above.unit_id = member_membership.unit_id
                 and above.ancestor_id = $1 and above.since <= $2 and $2 < above.until)";
    let query = sqlx::query(sql).bind(scope.unit()).bind(scope.today()).bind(unit);
    query.bind(change.day).bind(&change.decision).execute(&mut *work.tx).await?;
    Ok(())
}

async fn end_one(
    work: &mut Work,
    _scope: &Scope,
    change: &Change,
    id: &MembershipId,
) -> Result<(), Problem> {
    let sql =
        "update member_membership set left_on = $2, leave_reason = 'reorganised', leave_note = $3,
                 revision = revision + 1 where id = $1 and left_on is null";
    let query = sqlx::query(sql).bind(id).bind(change.day).bind(&change.decision);
    query.execute(&mut *work.tx).await?;
    Ok(())
}

/// The cards of the heirs while many come.
struct Cards {
    taken: HashMap<UnitId, HashSet<String>>,
    codes: HashMap<UnitId, (String, i64)>,
}

impl Cards {
    async fn open(work: &mut Work, scope: &Scope, moves: &Moves) -> Result<Cards, Problem> {
        let heirs: BTreeSet<UnitId> = moves.going.iter().map(|one| one.to.clone()).collect();
        let (mut taken, mut codes) = (HashMap::new(), HashMap::new());
        for heir in heirs {
            work.hold(&format!("members/cards/{heir}")).await?;
            let numbers = store::cards_taken(&mut work.tx, scope, &heir).await?;
            let running = store::next_running_number(&mut work.tx, scope, &heir).await?;
            let code = units::unit(&mut work.tx, &heir).await?.code.clone();
            taken.insert(heir.clone(), numbers);
            codes.insert(heir, (code, running));
        }
        for (heir, one) in &moves.replaced {
            if let Some(numbers) = taken.get_mut(heir) {
                numbers.remove(&one.card_number);
            }
        }
        Ok(Cards { taken, codes })
    }

    /// The number itself, or a new one where somebody of the heir's has it.
    fn give(&mut self, heir: &UnitId, wanted: &str, made: &mut usize) -> String {
        let taken = self.taken.entry(heir.clone()).or_default();
        if !wanted.is_empty() && taken.insert(wanted.to_owned()) {
            return wanted.to_owned();
        }
        let (code, running) = self.codes.entry(heir.clone()).or_default();
        *made += 1;
        loop {
            let number = rules::made_card_number(code, *running);
            *running += 1;
            if taken.insert(number.clone()) {
                return number;
            }
        }
    }
}

// Thu hồi

fn take_back<'a>(
    work: &'a mut Work,
    scope: &'a Scope,
    change: &'a Change,
    effect: &'a serde_json::Value,
) -> Answer<'a, ()> {
    Box::pin(async move {
        let effect: Effect = serde_json::from_value(effect.clone())?;
        refuse_touched(work, scope, change, &effect).await?;
        let begun = ids_begun(&mut work.tx, scope, change).await?;
        let nothing: Vec<(Source, Vec<Count>)> =
            begun.iter().map(|id| (source(id), vec![])).collect();
        counts::settle_many(work, &nothing).await?;
        let sql =
            "delete from member_membership where batch_id = $1 and join_reason = 'reorganised'";
        sqlx::query(sql).bind(&change.id).execute(&mut *work.tx).await?;

        let mut back = vec![];
        for ended in &change.ended {
            back.extend(ended_here(&mut work.tx, scope, change, &ended.unit, None).await?);
        }
        for id in &effect.one_by_one {
            let unit = store::unit_of(&mut work.tx, id).await?;
            back.extend(ended_here(&mut work.tx, scope, change, &unit, Some(id)).await?);
        }
        let units: Vec<UnitId> = back.iter().map(|(one, _)| one.unit.clone()).collect();
        let homes = units::briefs(&mut work.tx, &units, work.today).await?;
        let mut holding = vec![];
        for (one, facet) in &back {
            let opened = homes.get(&one.unit).map_or(Day::BEGINNING, |home| home.opened);
            holding.push((source(&one.id), indicators::of_membership(one, facet, opened)));
        }
        for some in back.chunks(bulk::IDS_AT_ONCE) {
            for (one, _) in some {
                let sql = "update member_membership set left_on = null, leave_reason = '', leave_note = '',
                             revision = revision + 1 where id = $1 and leave_reason = 'reorganised'";
                sqlx::query(sql).bind(&one.id).execute(&mut *work.tx).await?;
            }
        }
        counts::settle_many(work, &not_empty(holding)).await?;
        let details = serde_json::json!({ "members": back.len() });
        let object = Source::of("reorganisation", &change.id);
        work.record("members.reorganise_back", Some(&change.above), &object, details).await
    })
}

async fn ids_begun(
    tx: &mut Tx,
    _scope: &Scope,
    change: &Change,
) -> Result<Vec<MembershipId>, Problem> {
    let sql = "select id from member_membership where batch_id = $1 and join_reason = 'reorganised' order by id";
    Ok(sqlx::query_scalar(sql).bind(&change.id).fetch_all(&mut **tx).await?)
}

/// The belongings that the change ended in a unit, as they will stand again.
async fn ended_here(
    tx: &mut Tx,
    _scope: &Scope,
    change: &Change,
    unit: &UnitId,
    only: Option<&MembershipId>,
) -> Result<Vec<(Membership, PersonFacet)>, Problem> {
    type Row = (MembershipId, PersonId, String, String, Day, String, i64, String);
    let sql = "select m.id, m.person_id, m.counting, m.card_number, m.joined_on, m.join_reason, m.revision, p.sex
               from member_membership m join member_person p on p.id = m.person_id
               where m.unit_id = $1 and m.leave_reason = 'reorganised' and m.left_on = $2
                 and ($3 = '' or m.id = $3) order by m.id";
    let only = only.map(MembershipId::to_string).unwrap_or_default();
    let query = sqlx::query_as(sql).bind(unit).bind(change.day).bind(only);
    let rows: Vec<Row> = query.fetch_all(&mut **tx).await?;
    let read = |(id, person, counting, card_number, joined_on, reason, revision, sex): Row| {
        let membership = Membership {
            id,
            person,
            unit: unit.clone(),
            counting: Counting::read(&counting).unwrap_or(Counting::Also),
            card_number,
            joined_on,
            join_reason: JoinReason::read(&reason).unwrap_or(JoinReason::Registered),
            end: None,
            leave_note: String::new(),
            revision,
        };
        (membership, PersonFacet { sex: sex.parse().ok() })
    };
    Ok(rows.into_iter().map(read).collect())
}

/// Whoever came over must stand as they came; else what has happened to them since would be lost.
async fn refuse_touched(
    work: &mut Work,
    scope: &Scope,
    change: &Change,
    effect: &Effect,
) -> Result<(), Problem> {
    let sql = "select p.full_name from member_membership m join member_person p on p.id = m.person_id
               where m.batch_id = $1 and m.join_reason = 'reorganised' and (m.revision <> 1 or m.left_on is not null)
               order by m.name_key, m.id";
    let mut names: Vec<String> =
        sqlx::query_scalar(sql).bind(&change.id).fetch_all(&mut *work.tx).await?;
    let begun = ids_begun(&mut work.tx, scope, change).await?.len();
    let mut ended = effect.one_by_one.len();
    for one in &change.ended {
        let sql = "select count(*) from member_membership
                   where unit_id = $1 and leave_reason = 'reorganised' and left_on = $2";
        let query = sqlx::query_scalar(sql).bind(&one.unit).bind(change.day);
        let here: i64 = query.fetch_one(&mut *work.tx).await?;
        ended += usize::try_from(here).unwrap_or(0);
    }
    // Somebody was made one with another person, or taken out of the register.
    let lost = effect.begun.saturating_sub(begun) + effect.ended.abs_diff(ended);
    if names.is_empty() && lost == 0 {
        return Ok(());
    }
    let count = i64::try_from(names.len() + lost).unwrap_or(i64::MAX);
    if names.is_empty() {
        names.push("…".to_owned());
    }
    let Words { vi, en } = Words::of(|lang| Texts(lang).carried(true, false));
    Err(Refusal::TouchedSince { vi, en, count, names }.into())
}
