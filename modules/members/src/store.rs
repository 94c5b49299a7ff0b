//! The tables of people and their belongings. Their SQL is written here and nowhere else.

mod bulk;
mod changes;
mod list;
mod look_up;
mod many;
mod person;

pub use bulk::{COLUMNS as MEMBERSHIP_COLUMNS, insert_memberships, insert_people};
pub use changes::{Change, OldValues, insert_changes};
pub use list::{Filter, ListedMember, State, count_in, members_in};
pub use look_up::{cards_of, cards_taken, find_by_national_ids, next_running_number};
pub use many::{
    SealedNumber, all_of_people, change_memberships, change_people, people, write_numbers,
};
pub use person::{
    COLUMNS as PERSON_COLUMNS, StoredPerson, change_person, insert_person, person,
    sealed_national_id,
};

use crate::rules::{Counting, JoinReason, LeaveReason, Membership};
use access::Scope;
use kernel::{BatchId, Day, MembershipId, Moment, PersonId, UnitId};
use platform::{Problem, db::Tx};

/// The column under whose key national ids are sealed.
pub const NATIONAL_ID: &str = "member_person.national_id";

#[derive(Debug, Clone, sqlx::FromRow)]
struct MembershipRow {
    id: MembershipId,
    person_id: PersonId,
    unit_id: UnitId,
    counting: String,
    card_number: String,
    joined_on: Day,
    join_reason: String,
    left_on: Option<Day>,
    leave_reason: String,
    leave_note: String,
    revision: i64,
}

impl From<MembershipRow> for Membership {
    fn from(row: MembershipRow) -> Membership {
        let reason = LeaveReason::read(&row.leave_reason).unwrap_or(LeaveReason::Left);
        Membership {
            id: row.id,
            person: row.person_id,
            unit: row.unit_id,
            counting: Counting::read(&row.counting).unwrap_or(Counting::Also),
            card_number: row.card_number,
            joined_on: row.joined_on,
            join_reason: JoinReason::read(&row.join_reason).unwrap_or(JoinReason::Registered),
            end: row.left_on.map(|day| (day, reason)),
            leave_note: row.leave_note,
            revision: row.revision,
        }
    }
}

const COLUMNS: &str =
    "m.id, m.person_id, m.unit_id, m.counting, m.card_number, m.joined_on, m.join_reason,
     m.left_on, m.leave_reason, m.leave_note, m.revision";

/// Where a belonging lies: what must be known before its scope can be asked, and nothing more.
pub async fn unit_of(tx: &mut Tx, id: &MembershipId) -> Result<UnitId, Problem> {
    let sql = "select unit_id from member_membership where id = $1";
    Ok(sqlx::query_scalar(sql).bind(id).fetch_one(&mut **tx).await?)
}

pub async fn membership(
    tx: &mut Tx,
    scope: &Scope,
    id: &MembershipId,
) -> Result<Membership, Problem> {
    let sql = format!(
        "select {COLUMNS} from member_membership m where m.id = $3 and exists (
           select 1 from unit_ancestor above where above.unit_id = m.unit_id
           and above.ancestor_id = $1 and above.since <= $2 and $2 < above.until)"
    );
    let query =
        sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(scope.unit()).bind(scope.today()).bind(id);
    let row: MembershipRow = query.fetch_one(&mut **tx).await?;
    Ok(row.into())
}

/// Every belonging of a person, wherever: for deciding, never for showing.
pub async fn all_of_person(tx: &mut Tx, person: &PersonId) -> Result<Vec<Membership>, Problem> {
    let sql = format!(
        "select {COLUMNS} from member_membership m where m.person_id = $1 order by m.joined_on, m.id"
    );
    let rows: Vec<MembershipRow> =
        sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(person).fetch_all(&mut **tx).await?;
    Ok(rows.into_iter().map(Membership::from).collect())
}

/// Whether a person has or had a belonging in the scope; of anyone else nothing is known.
pub async fn is_known_in(tx: &mut Tx, scope: &Scope, person: &PersonId) -> Result<bool, Problem> {
    let sql = "select m.id from member_membership m where m.person_id = $3 and exists (
                 select 1 from unit_ancestor above where above.unit_id = m.unit_id
                 and above.ancestor_id = $1 and above.since <= $2 and $2 < above.until) limit 1";
    let query = sqlx::query_scalar(sql).bind(scope.unit()).bind(scope.today()).bind(person);
    let found: Option<String> = query.fetch_optional(&mut **tx).await?;
    Ok(found.is_some())
}

pub async fn insert_membership(
    tx: &mut Tx,
    scope: &Scope,
    new: &Membership,
    name_key: &str,
    batch: Option<&BatchId>,
    now: Moment,
) -> Result<(), Problem> {
    insert_memberships(tx, scope, &[(new.clone(), name_key.to_owned())], batch, now).await
}

/// Writes a belonging anew, if nobody else has since `membership` was read.
pub async fn change_membership(
    tx: &mut Tx,
    scope: &Scope,
    changed: &Membership,
) -> Result<(), Problem> {
    let sql = "update member_membership set card_number = $4, joined_on = $5, join_reason = $6, left_on = $7,
                 leave_reason = $8, leave_note = $9, counting = $10, revision = revision + 1
               where id = $3 and revision = $11 and exists (
                 select 1 from unit_ancestor above where above.unit_id = member_membership.unit_id
                 and above.ancestor_id = $1 and above.since <= $2 and $2 < above.until)";
    let done = sqlx::query(sql)
        .bind(scope.unit())
        .bind(scope.today())
        .bind(&changed.id)
        .bind(&changed.card_number)
        .bind(changed.joined_on)
        .bind(changed.join_reason.code())
        .bind(changed.end.map(|(day, _)| day))
        .bind(changed.end.map_or("", |(_, reason)| reason.code()))
        .bind(&changed.leave_note)
        .bind(changed.counting.code())
        .bind(changed.revision)
        .execute(&mut **tx)
        .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Problem::Outdated) }
}
