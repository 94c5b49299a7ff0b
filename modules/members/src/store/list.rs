//! The list of members: fifty at a time, by given name.

use super::NATIONAL_ID;
use crate::rules::Counting;
use access::Scope;
use kernel::{
    Day, MembershipId, UnitId,
    vietnamese::{Sex, personal_number, phone, text},
};
use platform::{Problem, db::Tx, seal::Sealer};

#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Default,
    serde::Serialize,
    serde::Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum State {
    #[default]
    Current,
    Left,
    Any,
}

/// What is asked of a list.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// A name in part, a telephone, a card number or a whole national id.
    pub search: String,
    pub sex: Option<Sex>,
    pub state: State,
    pub counting: Option<Counting>,
    /// Who belonged on that day; today where none is named.
    pub on: Option<Day>,
}

impl Filter {
    /// Whether it asks for exactly whom the counts book counts.
    pub fn is_everyone_counted(&self) -> bool {
        self.search.trim().is_empty()
            && self.sex.is_none()
            && self.state == State::Current
            && self.counting == Some(Counting::Home)
            && self.on.is_none()
    }
}

/// One line of the list.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ListedMember {
    pub membership: MembershipId,
    pub unit_id: UnitId,
    pub full_name: String,
    pub sex: String,
    pub birth: String,
    pub ethnicity: String,
    pub counting: String,
    pub card_number: String,
    pub joined_on: Day,
    pub left_on: Option<Day>,
    pub leave_reason: String,
    pub name_key: String,
}

impl ListedMember {
    /// Hand this in to get the members that follow.
    pub fn place(&self) -> String {
        format!("{}.{}", self.name_key, self.membership)
    }
}

/// What a search box was asked for, by what it looks like.
struct Wanted {
    /// `% dang% khue%`: words in order, each from its beginning.
    name: String,
    phone: String,
    card: String,
    national_id: String,
}

impl Wanted {
    fn read(typed: &str, sealer: &Sealer) -> Wanted {
        let typed = typed.trim();
        let digits = typed.bytes().filter(u8::is_ascii_digit).count();
        let mut wanted = Wanted {
            name: String::new(),
            phone: String::new(),
            card: text::normalise(typed),
            national_id: String::new(),
        };
        if digits > 0 {
            wanted.phone = phone::read(typed).map(|phone| phone.to_string()).unwrap_or_default();
            if let Ok(number) = personal_number::read(typed) {
                wanted.national_id = sealer.blind_index(NATIONAL_ID, number.digits());
            }
        } else {
            let plain = text::fold(typed).replace('!', "!!").replace('%', "!%").replace('_', "!_");
            let words: Vec<&str> = plain.split_whitespace().collect();
            // Signs alone are no name: they find nobody rather than everybody.
            if !words.is_empty() {
                wanted.name = format!("% {}%", words.join("% "));
            }
        }
        wanted
    }
}

const WHERE: &str = "(m.name_key, m.id) > ($3, $4)
     and ($5 = 'any' and m.joined_on <= $13 or $5 = 'left' and m.left_on <= $13
          or $5 = 'current' and m.joined_on <= $13 and (m.left_on is null or $13 < m.left_on))
     and ($6 = '' or p.sex = $6) and ($7 = '' or m.counting = $7)
     and ($8 = '' or $9 <> '' and (' ' || p.name_folded) like $9 escape '!'
          or $10 <> '' and p.phone = $10 or m.card_number = $11
          or $12 <> '' and p.national_id_index = $12)";

const SELECTED: &str = "m.id as membership, m.unit_id, p.full_name, p.sex, p.birth,
     p.ethnicity, m.counting, m.card_number, m.joined_on, m.left_on, m.leave_reason, m.name_key";

/// A province's list is read in its order and each row asked whether it lies within; a commune's
/// is gathered from its units and then sorted. The planners cannot tell which is which.
fn from_scope(is_wide: bool) -> &'static str {
    if is_wide {
        // A value, not `exists`, which SQLite turns round into a join that begins with the units.
        "from member_membership m cross join member_person p
         where p.id = m.person_id and (select count(*) from unit_ancestor above where above.unit_id = m.unit_id
           and above.ancestor_id = $1 and above.since <= $2 and $2 < above.until) > 0 and"
    } else {
        "from unit_ancestor above cross join member_membership m cross join member_person p
         where above.ancestor_id = $1 and above.since <= $2 and $2 < above.until
           and m.unit_id = above.unit_id and p.id = m.person_id and"
    }
}

async fn is_wide(tx: &mut Tx, scope: &Scope) -> Result<bool, Problem> {
    let level = units::unit(tx, scope.unit()).await?.level;
    Ok(level.rank() < units::Level::Commune.rank())
}

/// Binds what `WHERE` asks for, in its order.
macro_rules! bound {
    ($query:expr, $scope:expr, $filter:expr, $place:expr, $sealer:expr) => {{
        let wanted = Wanted::read(&$filter.search, $sealer);
        let (key, last) = $place.and_then(|place: &str| place.split_once('.')).unwrap_or_default();
        $query
            .bind($scope.unit())
            .bind($scope.today())
            .bind(key.to_owned())
            .bind(last.to_owned())
            .bind(match $filter.state {
                State::Current => "current",
                State::Left => "left",
                State::Any => "any",
            })
            .bind($filter.sex.map(|sex| sex.to_string()).unwrap_or_default())
            .bind($filter.counting.map_or("", Counting::code))
            .bind($filter.search.trim().to_owned())
            .bind(wanted.name)
            .bind(wanted.phone)
            .bind(wanted.card)
            .bind(wanted.national_id)
            .bind($filter.on.unwrap_or($scope.today()))
    }};
}

/// At most `most` members of the scope after a place that an earlier page gave.
pub async fn members_in(
    tx: &mut Tx,
    scope: &Scope,
    sealer: &Sealer,
    filter: &Filter,
    after: Option<&str>,
    most: i64,
) -> Result<Vec<ListedMember>, Problem> {
    let from = from_scope(is_wide(tx, scope).await?);
    let sql = format!("select {SELECTED} {from} {WHERE} order by m.name_key, m.id limit $14");
    let query = bound!(sqlx::query_as(sqlx::AssertSqlSafe(sql)), scope, filter, after, sealer);
    Ok(query.bind(most).fetch_all(&mut **tx).await?)
}

/// How many members the filter finds, counted up to `most`. What nobody searched for is kept until the data change.
pub async fn count_in(
    tx: &mut Tx,
    scope: &Scope,
    sealer: &Sealer,
    filter: &Filter,
    most: i64,
) -> Result<i64, Problem> {
    if !filter.search.is_empty() {
        return count_found(tx, scope, sealer, filter, most).await;
    }
    let kept_as = format!("members counted {scope:?} {filter:?} {most}");
    if let Some(kept) = tx.recall::<i64>(&kept_as).await? {
        return Ok(*kept);
    }
    let found = count_found(tx, scope, sealer, filter, most).await?;
    Ok(*tx.keep(kept_as, size_of::<i64>(), found))
}

async fn count_found(
    tx: &mut Tx,
    scope: &Scope,
    sealer: &Sealer,
    filter: &Filter,
    most: i64,
) -> Result<i64, Problem> {
    let from = from_scope(is_wide(tx, scope).await?);
    let sql = format!("select count(*) from (select 1 as one {from} {WHERE} limit $14) as found");
    let nowhere: Option<&str> = None;
    let query =
        bound!(sqlx::query_scalar(sqlx::AssertSqlSafe(sql)), scope, filter, nowhere, sealer);
    Ok(query.bind(most).fetch_one(&mut **tx).await?)
}
