//! Who in the scope may be the person being typed: equalities on indexed columns, so many answers
//! to each at most, and then the same likeness as everywhere.

use crate::{
    duplicates::rules::{Likeness, Reason, Traits, likeness, mark},
    rules::{NewPerson, birth_of},
    store::NATIONAL_ID,
};
use access::Scope;
use kernel::{
    Day, MembershipId, PersonId, UnitId,
    vietnamese::{date::WrittenDay, personal_number::NationalId},
};
use platform::{Problem, db::Tx, seal::Sealer};

/// Somebody in the scope who may be the person being written down.
#[derive(Debug, Clone)]
pub struct Alike {
    pub membership: MembershipId,
    pub person: PersonId,
    pub full_name: String,
    pub birth: String,
    pub unit: UnitId,
    pub likeness: Likeness,
}

#[derive(sqlx::FromRow)]
struct Row {
    membership: MembershipId,
    person: PersonId,
    full_name: String,
    name_folded: String,
    name_match: String,
    sex: String,
    birth: String,
    phone: String,
    national_id_index: Option<String>,
    unit_id: UnitId,
    card_number: String,
}

/// Answers to one key; the scope is asked before they are cut, so that other units' people never
/// crowd out one's own.
const FOR_A_KEY: i64 = 50;

/// The cross join keeps SQLite from beginning at the units: the key is what is rare.
macro_rules! by {
    ($key:literal) => {
        concat!(
            "select m.id as membership, p.id as person, p.full_name, p.name_folded, p.name_match, p.sex,
               p.birth, p.phone, p.national_id_index, m.unit_id, m.card_number
             from member_person p cross join member_membership m
             where m.person_id = p.id and ",
            $key,
            " and exists (select 1 from unit_ancestor above where above.unit_id = m.unit_id
               and above.ancestor_id = $1 and above.since <= $2 and $2 < above.until)
             limit $3"
        )
    };
}

/// People of the scope who share a key with the one typed, with how alike they are.
pub async fn alike(
    tx: &mut Tx,
    scope: &Scope,
    sealer: &Sealer,
    unit: &UnitId,
    person: &NewPerson,
    card: &str,
) -> Result<Vec<Alike>, Problem> {
    let index = person
        .national_id
        .as_ref()
        .map(|number| sealer.blind_index(NATIONAL_ID, number.digits()))
        .unwrap_or_default();
    let phone = person.phone.as_ref().map(ToString::to_string).unwrap_or_default();
    let typed = Traits {
        birth: person.birth,
        sex: person.sex,
        phone: mark(&phone),
        card: mark(card),
        national_id: mark(&index),
        unit: mark(unit.as_str()),
        ..Traits::named(&person.full_name)
    };
    let mut rows = vec![];
    let folded = person.name_folded();
    let mut ask = Ask { tx, scope, rows: &mut rows };
    match person.birth_year() {
        _ if folded.is_empty() => {}
        Some(year) => {
            let sql = by!("p.name_folded = $4 and p.birth_year = cast($5 as bigint)");
            ask.by(sql, &[folded, year.to_string()]).await?;
            let sql = by!("p.name_folded = $4 and p.birth_year is null and $5 = ''");
            ask.by(sql, &[person.name_folded(), String::new()]).await?;
        }
        None => ask.by(by!("p.name_folded = $4 and $5 = ''"), &[folded, String::new()]).await?,
    }
    if let Some(day) = person.birth.and_then(WrittenDay::day) {
        let other = Day::read(day.year(), day.day(), day.month()).unwrap_or(day);
        ask.by(by!("p.birth in ($4, $5)"), &[day.to_string(), other.to_string()]).await?;
    }
    if !phone.is_empty() {
        ask.by(by!("p.phone = $4 and $5 = ''"), &[phone, String::new()]).await?;
    }
    if !card.is_empty() {
        ask.by_card(card).await?;
    }
    if !index.is_empty() {
        ask.by(by!("p.national_id_index = $4 and $5 = ''"), &[index, String::new()]).await?;
    }
    Ok(each_once(rows, &typed))
}

struct Ask<'a> {
    tx: &'a mut Tx,
    scope: &'a Scope,
    rows: &'a mut Vec<Row>,
}

impl Ask<'_> {
    async fn by(&mut self, sql: &'static str, keys: &[String; 2]) -> Result<(), Problem> {
        let query = sqlx::query_as(sql)
            .bind(self.scope.unit())
            .bind(self.scope.today())
            .bind(FOR_A_KEY)
            .bind(keys[0].clone())
            .bind(keys[1].clone());
        let found: Vec<Row> = query.fetch_all(&mut **self.tx).await?;
        self.rows.extend(found);
        Ok(())
    }

    async fn by_card(&mut self, card: &str) -> Result<(), Problem> {
        let sql =
            "select m.id as membership, p.id as person, p.full_name, p.name_folded, p.name_match,
               p.sex, p.birth, p.phone, p.national_id_index, m.unit_id, m.card_number
             from member_membership m cross join member_person p
             where p.id = m.person_id and m.card_number = $4
             and exists (select 1 from unit_ancestor above where above.unit_id = m.unit_id
               and above.ancestor_id = $1 and above.since <= $2 and $2 < above.until)
             limit $3";
        let query = sqlx::query_as(sql)
            .bind(self.scope.unit())
            .bind(self.scope.today())
            .bind(FOR_A_KEY)
            .bind(card.to_owned());
        let found: Vec<Row> = query.fetch_all(&mut **self.tx).await?;
        self.rows.extend(found);
        Ok(())
    }
}

/// Each person by the belonging that is most alike, the strongest first.
fn each_once(rows: Vec<Row>, typed: &Traits) -> Vec<Alike> {
    let mut found: Vec<Alike> = rows.into_iter().map(|row| compared(row, typed)).collect();
    found.sort_by(|one, other| {
        let key = |alike: &Alike| (-alike.likeness.score, alike.person.clone());
        key(one).cmp(&key(other))
    });
    let mut seen = std::collections::HashSet::new();
    found.retain(|alike| seen.insert(alike.person.clone()));
    found
}

fn compared(row: Row, typed: &Traits) -> Alike {
    let known = Traits {
        folded: row.name_folded.as_str().into(),
        spelling: mark(&row.full_name.to_lowercase()),
        matched: mark(&row.name_match),
        birth: birth_of(&row.birth),
        sex: row.sex.parse().ok(),
        phone: mark(&row.phone),
        card: mark(&row.card_number),
        national_id: row.national_id_index.as_deref().map(mark).unwrap_or_default(),
        unit: mark(row.unit_id.as_str()),
    };
    Alike {
        likeness: likeness(&known, typed),
        membership: row.membership,
        person: row.person,
        full_name: row.full_name,
        birth: row.birth,
        unit: row.unit_id,
    }
}

impl Alike {
    pub fn is_by_number(&self) -> bool {
        self.likeness.reasons.has(Reason::SameNationalId)
    }
}

/// Whether anybody anywhere has the number. Whoever hears of it hears no more than that.
pub async fn is_number_known(
    tx: &mut Tx,
    _scope: &Scope,
    sealer: &Sealer,
    number: &NationalId,
) -> Result<bool, Problem> {
    let sql = "select id from member_person where national_id_index = $1";
    let index = sealer.blind_index(NATIONAL_ID, number.digits());
    let found: Option<String> =
        sqlx::query_scalar(sql).bind(index).fetch_optional(&mut **tx).await?;
    Ok(found.is_some())
}
