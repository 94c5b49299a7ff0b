//! Hoàn tác: a whole import taken back.
//!
//! - Whoever the import wrote down and nobody has touched since leaves the register, and the counts
//!   book takes their rows back; what it changed and nobody has changed since is as it was before.
//! - Everybody else is kept as they are, and the list of who was kept says why.
//! - All of it happens or nothing, and a later import of the same people stays.

mod pages;
mod plan;
mod store;
mod words;

pub use pages::{KeptTable, kept_list, preview, start};

use crate::{
    IMPORT,
    actions::{self, Rewrite},
    duplicates::{self, MergedAway},
    import::{
        Refusal,
        created_rows::CreatedRows,
        store::{self as batches, Batch, State},
    },
    rules::{Membership, NewPerson, birth_of},
    store::{self as register, SealedNumber},
};
use access::{Look, Scope, Work};
use kernel::{BatchId, Lang, MembershipId, PersonId, Source, UnitId, vietnamese::phone};
use plan::{Around, Changed, KeptRow, Plan, Reason, Removal};
use platform::{Problem, db::Tx, jobs::Ticket};

pub const UNDO: &str = "members.undo_batch";

/// What taking a batch back would do, or did.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct Undone {
    #[schema(value_type = String)]
    pub batch: BatchId,
    /// Members whom the import had added and who leave the register.
    pub removed: i64,
    /// Members whom the import had changed and who are as before.
    pub restored: i64,
    /// Members who stay as they are now.
    pub kept: i64,
    /// The first 10,000 of them, each with the reason.
    pub kept_rows: Vec<Kept>,
}

/// Somebody who was kept, and why.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct Kept {
    pub name: String,
    pub reason_code: String,
    pub reason: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// Where their page is, if the unit still reaches them.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub membership: Option<MembershipId>,
}

/// What came of a batch that was taken back.
pub fn undone_of(batch: &Batch) -> Option<Undone> {
    serde_json::from_str(&batch.undo_summary).ok()
}

/// Whether a batch may be taken back, or what was kept of it.
pub fn may_undo(batch: &Batch) -> Result<(), Refusal> {
    match batch.state {
        State::Applied => Ok(()),
        State::Undoing => Err(Refusal::BeingUndone),
        // Whoever was kept may have become free since: a merge was taken back, or a later import.
        State::Undone if undone_of(batch).is_some_and(|done| done.kept > 0) => Ok(()),
        State::Undone => Err(Refusal::AlreadyUndone),
        _ => Err(Refusal::NotApplied),
    }
}

/// What taking a batch back would do now; of one that was taken back, what was done.
pub async fn foresee(look: &mut Look, unit: &UnitId, id: &BatchId) -> Result<Undone, Problem> {
    let scope = look.scope(IMPORT, unit).await?;
    let batch = batches::batch(&mut look.tx, &scope, id).await?;
    match undone_of(&batch) {
        Some(done) if batch.state == State::Undone => Ok(done),
        _ => foresee_next(look, &scope, &batch).await,
    }
}

/// What taking a batch back would do now, also where it was taken back before and somebody was kept.
async fn foresee_next(look: &mut Look, scope: &Scope, batch: &Batch) -> Result<Undone, Problem> {
    may_undo(batch)?;
    let (plan, around) = plan_of(&mut look.tx, scope, batch).await?;
    tell(&mut look.tx, batch, &plan, &around, look.lang).await
}

/// Asks that a batch be taken back.
pub async fn ask_to_undo(work: &mut Work, unit: &UnitId, id: &BatchId) -> Result<(), Problem> {
    let scope = work.scope(IMPORT, unit).await?;
    work.hold(&format!("members/batch/{id}")).await?;
    let mut batch = batches::batch(&mut work.tx, &scope, id).await?;
    may_undo(&batch)?;
    refuse_beside_another(work, &scope, id).await?;
    refuse_nothing_more(work, &scope, &batch).await?;
    batch.state = State::Undoing;
    batch.problem = String::new();
    batches::change_batch(&mut work.tx, &scope, &batch).await?;
    work.later(UNDO, id).await?;
    Ok(())
}

async fn refuse_beside_another(
    work: &mut Work,
    scope: &Scope,
    id: &BatchId,
) -> Result<(), Problem> {
    if batches::is_another_at_work(&mut work.tx, scope, id).await? {
        return Err(Refusal::AnotherAtWork.into());
    }
    Ok(())
}

/// A second time is for those who have become free since; where nobody has, there is nothing to do.
async fn refuse_nothing_more(work: &mut Work, scope: &Scope, batch: &Batch) -> Result<(), Problem> {
    if batch.state != State::Undone {
        return Ok(());
    }
    let (plan, _) = plan_of(&mut work.tx, scope, batch).await?;
    if plan.remove.is_empty() && plan.restore.is_empty() {
        return Err(Refusal::NothingMoreToUndo { kept: plan.kept.len() as i64 }.into());
    }
    Ok(())
}

/// Takes a batch back and commits: what the command line does.
pub async fn undo_batch(mut work: Work, id: &BatchId) -> Result<Undone, Problem> {
    let unit = match batches::unit_of(&mut work.tx, id).await {
        Err(Problem::NotFound) => return Err(Refusal::NoSuchBatch { id: id.to_string() }.into()),
        found => found?,
    };
    let scope = work.scope(IMPORT, &unit).await?;
    work.hold(&format!("members/batch/{id}")).await?;
    let mut batch = batches::batch(&mut work.tx, &scope, id).await?;
    may_undo(&batch)?;
    refuse_beside_another(&mut work, &scope, id).await?;
    refuse_nothing_more(&mut work, &scope, &batch).await?;
    let done = take_back(&mut work, &scope, &mut batch, &Ticket::default()).await?;
    batches::change_batch(&mut work.tx, &scope, &batch).await?;
    work.commit().await?;
    Ok(done)
}

/// So many people are taken out or put back together.
const AT_ONCE: usize = 500;

/// Takes a batch back in the work's one transaction; the batch then says what was done.
pub async fn take_back(
    work: &mut Work,
    scope: &Scope,
    batch: &mut Batch,
    ticket: &Ticket,
) -> Result<Undone, Problem> {
    // Nothing is imported meanwhile, and nobody is given a card that may go back to somebody.
    work.hold("members/import").await?;
    for unit in store::units_of_cards(&mut work.tx, scope, &batch.id).await? {
        work.hold(&format!("members/cards/{unit}")).await?;
    }
    let (plan, around) = plan_of(&mut work.tx, scope, batch).await?;
    let mut done = tell(&mut work.tx, batch, &plan, &around, work.lang).await?;
    let total = done.removed + done.restored;
    let mut through = 0_i64;
    for some in plan.remove.chunks(AT_ONCE) {
        remove(work, scope, some).await?;
        through += some.len() as i64;
        tell_progress(ticket, through, total)?;
    }
    free_numbers(work, &plan.restore).await?;
    for some in plan.restore.chunks(AT_ONCE) {
        put_back(work, scope, &batch.id, some).await?;
        through += some.len() as i64;
        tell_progress(ticket, through, total)?;
    }
    batch.state = State::Undone;
    batch.problem = String::new();
    let Undone { removed, restored, kept, .. } = done;
    let details = serde_json::json!({ "removed": removed, "restored": restored, "kept": kept });
    if let Some(before) = undone_of(batch) {
        done.removed += before.removed;
        done.restored += before.restored;
    }
    batch.undo_summary = serde_json::to_string(&done)?;
    let object = Source::of("members.batch", &batch.id);
    work.record("members.import_undo", Some(scope.unit()), &object, details).await?;
    Ok(done)
}

fn tell_progress(ticket: &Ticket, done: i64, total: i64) -> Result<(), Refusal> {
    ticket.report(done, total);
    if ticket.is_stopped() { Err(Refusal::Stopped) } else { Ok(()) }
}

/// Reads what the batch wrote and what has become of it, and decides.
async fn plan_of(tx: &mut Tx, scope: &Scope, batch: &Batch) -> Result<(Plan, Around), Problem> {
    let mut around = Around { reach: store::units_in_reach(tx, scope).await?, ..Around::default() };
    let (untouched, created, away) = created_by(tx, scope, batch, &around).await?;
    let changed = store::changed_by(tx, scope, &batch.id).await?;
    let of_created = created.iter().map(|one| one.person.clone());
    let people: Vec<PersonId> =
        of_created.chain(changed.iter().map(|one| one.person.clone())).collect();
    around.turns = store::turns_of(tx, &people).await?;
    around.merged = duplicates::survivors_among(tx, &people).await?;
    let dated = changed.iter().filter(|one| one.old.birth.is_some() || one.old.joined_on.is_some());
    let dated: Vec<PersonId> = dated.map(|one| one.person.clone()).collect();
    around.belongings = register::all_of_people(tx, &dated).await?;
    let cards = changed.iter().filter_map(|one| one.old.card_number.as_ref());
    around.cards = store::holders_of_cards(tx, &cards.collect::<Vec<_>>()).await?;
    let numbers = changed.iter().filter_map(|one| one.old.national_id.as_ref()?.index.as_ref());
    around.numbers = store::holders_of_numbers(tx, &numbers.collect::<Vec<_>>()).await?;
    let mut plan = plan::plan(&batch.id, untouched, created, changed, &around);
    plan.kept.extend(away);
    Ok((plan, around))
}

/// Those whom the batch wrote down: the many who are plainly untouched, in few words; the others; and those who were
/// merged away, for whom somebody else stands.
async fn created_by(
    tx: &mut Tx,
    scope: &Scope,
    batch: &Batch,
    around: &Around,
) -> Result<(Vec<Removal>, Vec<plan::Created>, Vec<KeptRow>), Problem> {
    const PAGE: i64 = 5_000;
    let rows: CreatedRows = serde_json::from_str(&batch.created_rows).unwrap_or_default();
    let at = |place| rows.at(place).map(|(sheet, row)| (sheet.to_owned(), row));
    let (mut untouched, mut others, mut kept) = (vec![], vec![], vec![]);
    let mut away = duplicates::merged_away(tx, &batch.id).await?.into_iter().peekable();
    let (mut after, mut place) = (String::new(), 0);
    // Who was taken back earlier is gone, and with them the places in the file.
    let at = |place| at(place).filter(|_| batch.undo_summary.is_empty());
    loop {
        let page = store::created_after(tx, scope, &batch.id, &after, PAGE).await?;
        let Some(last) = page.last() else {
            for one in away {
                kept.push(one_merged_away(one, at(place), around));
                place += 1;
            }
            return Ok((untouched, others, kept));
        };
        after = last.membership.to_string();
        for mut one in page {
            while let Some(gone) = away.next_if(|gone| gone.gone < one.membership) {
                kept.push(one_merged_away(gone, at(place), around));
                place += 1;
            }
            if plan::is_plainly_untouched(&one, &around.reach) {
                untouched.push(Removal::from(one));
            } else {
                one.at = at(place);
                others.push(one);
            }
            place += 1;
        }
    }
}

fn one_merged_away(one: MergedAway, at: Option<(String, u32)>, around: &Around) -> KeptRow {
    let within = around.reach.contains(&one.unit);
    let reason = if within { Reason::Merged } else { Reason::OutOfReach };
    KeptRow { membership: one.now, person: one.person, name: one.name, at, reason }
}

async fn tell(
    tx: &mut Tx,
    batch: &Batch,
    plan: &Plan,
    around: &Around,
    lang: Lang,
) -> Result<Undone, Problem> {
    Ok(Undone {
        batch: batch.id.clone(),
        removed: plan.remove.len() as i64,
        restored: plan.restore.len() as i64,
        kept: plan.kept.len() as i64,
        kept_rows: words::kept(tx, &plan.kept, around, lang).await?,
    })
}

async fn remove(work: &mut Work, scope: &Scope, gone: &[Removal]) -> Result<(), Problem> {
    let nothing: Vec<_> =
        gone.iter().map(|one| (actions::source(&one.membership), vec![])).collect();
    counts::settle_many(work, &nothing).await?;
    store::remove(&mut work.tx, scope, gone).await
}

/// Two people whose numbers go back may have each other's, so all are free for a moment.
async fn free_numbers(work: &mut Work, restored: &[Changed]) -> Result<(), Problem> {
    let numbered = restored.iter().filter(|one| one.old.national_id.is_some());
    let none: Vec<(PersonId, SealedNumber)> =
        numbered.map(|one| (one.person.clone(), SealedNumber::default())).collect();
    register::write_numbers(&mut work.tx, &none).await
}

async fn put_back(
    work: &mut Work,
    scope: &Scope,
    batch: &BatchId,
    restored: &[Changed],
) -> Result<(), Problem> {
    let ids: Vec<PersonId> = restored.iter().map(|one| one.person.clone()).collect();
    let known = actions::known(work, scope, &ids).await?;
    let (mut rewrites, mut numbers, mut undone, mut deeds) = (vec![], vec![], vec![], vec![]);
    for one in restored {
        let now = known.get(&one.person).ok_or(Problem::Outdated)?;
        let belonging = now.all.iter().find(|belonging| belonging.id == one.membership);
        let belonging = belonging.ok_or(Problem::Outdated)?;
        let decided = one.now.as_ref().map(|now| (now.person_revision, now.membership_revision));
        if decided != Some((now.person.revision, belonging.revision)) {
            return Err(Problem::Outdated);
        }
        rewrites.push(Rewrite {
            person: one.person.clone(),
            now: one.person_left.map(|_| person_before(one, now)),
            belonging: one.membership_left.map(|_| belonging_before(one, belonging)),
        });
        numbers.extend(one.old.national_id.clone().map(|number| (one.person.clone(), number)));
        let person_revision = one.person_left.map(|_| now.person.revision + 1);
        let revision = one.membership_left.map(|_| belonging.revision + 1);
        undone.push((&one.membership, person_revision, revision));
        let details = serde_json::json!({ "fields": fields(one), "batch": batch });
        deeds.push((actions::person_source(&one.person), details));
    }
    actions::rewrite(work, scope, &known, &rewrites).await?;
    register::write_numbers(&mut work.tx, &numbers).await?;
    store::mark_undone(&mut work.tx, scope, batch, &undone).await?;
    work.record_many("members.put_back", Some(scope.unit()), &deeds).await
}

fn person_before(one: &Changed, now: &actions::Known) -> NewPerson {
    let (old, now) = (&one.old, &now.person);
    let text = |old: &Option<String>, now: &String| old.clone().unwrap_or_else(|| now.clone());
    NewPerson {
        full_name: text(&old.full_name, &now.full_name),
        sex: old.sex.as_ref().map_or(now.sex, |sex| sex.parse().ok()),
        birth: old.birth.as_ref().map_or(now.birth, |birth| birth_of(birth)),
        ethnicity: text(&old.ethnicity, &now.ethnicity),
        phone: old.phone.as_ref().map_or_else(|| now.phone.clone(), |old| phone::read(old).ok()),
        // It is put back as it was sealed.
        national_id: None,
        note: text(&old.note, &now.note),
    }
}

fn belonging_before(one: &Changed, now: &Membership) -> Membership {
    Membership {
        card_number: one.old.card_number.clone().unwrap_or_else(|| now.card_number.clone()),
        joined_on: one.old.joined_on.unwrap_or(now.joined_on),
        ..now.clone()
    }
}

/// The names of the fields that go back, for the audit book.
fn fields(one: &Changed) -> Vec<String> {
    let old = serde_json::to_value(&one.old).unwrap_or_default();
    old.as_object().map(|old| old.keys().cloned().collect()).unwrap_or_default()
}
