//! Writes the made-up people straight into the register, as if their list had been imported: some communes
//! at a time, in a transaction of their own.

use super::{
    people::{Person, person},
    places::{Chapter, Commune, Province, ROOT},
};
use access::{Caller, Work};
use kernel::{
    Day, Lang, UnitId,
    vietnamese::{date::WrittenDay, personal_number, phone},
};
use members::{JoinReason, NewMember, NewPerson};
use platform::{Problem, Site};
use std::collections::HashMap;

/// So many people at least are written in one transaction, if there are as many: a commune each would write the same
/// pages of the indexes again with every commune.
const PEOPLE_AT_ONCE: usize = 20_000;

/// Tells `told` after each transaction how many people are written.
pub async fn register(
    site: &Site,
    province: &Province,
    mut told: impl FnMut(u64),
) -> Result<(), Problem> {
    let mut index = 0;
    let mut communes = province.communes().peekable();
    while communes.peek().is_some() {
        let mut work = Work::begin(site, Caller::operator(), Lang::Vi).await?;
        let root = units::find(&mut work.tx, ROOT, work.today).await?.id.clone();
        let mut people = vec![];
        while people.len() < PEOPLE_AT_ONCE
            && let Some(commune) = communes.next()
        {
            people.extend(people_of(&mut work, province.seed(), &commune, &mut index).await?);
        }
        members::register_many(&mut work, &root, people).await?;
        work.commit().await?;
        told(index);
    }
    Ok(())
}

/// The chapters of a commune, by their codes.
async fn chapters_of(
    work: &mut Work,
    commune: &Commune,
) -> Result<HashMap<String, UnitId>, Problem> {
    let id = units::find(&mut work.tx, &commune.code, work.today).await?.id.clone();
    let most = i64::try_from(commune.chapters.len()).unwrap_or(i64::MAX);
    let page = units::children(&mut work.tx, &id, work.today, None, most).await?;
    Ok(page.units.into_iter().map(|chapter| (chapter.code, chapter.id)).collect())
}

async fn people_of(
    work: &mut Work,
    seed: u64,
    commune: &Commune,
    index: &mut u64,
) -> Result<Vec<(UnitId, NewMember)>, Problem> {
    let ids = chapters_of(work, commune).await?;
    let mut people = vec![];
    for chapter in &commune.chapters {
        let id = ids.get(&chapter.code).ok_or(Problem::NotFound)?;
        for place in 0..chapter.members {
            people.push((id.clone(), new_member(person(seed, *index, chapter, place), chapter)));
            *index += 1;
        }
    }
    Ok(people)
}

/// What the row of the list says, and no more.
fn new_member(person: Person, chapter: &Chapter) -> NewMember {
    let joined_on = first_day(person.joined);
    // Who joined before the chapter of today was opened is a member of before.
    let joined_here = person.joined.day().is_some() && chapter.opened <= joined_on;
    NewMember {
        person: NewPerson {
            full_name: person.name,
            sex: Some(person.sex),
            birth: Some(person.birth),
            ethnicity: person.ethnicity.to_owned(),
            phone: phone::read(&person.phone).ok().filter(|_| person.shows_phone),
            national_id: personal_number::read_cccd(&person.national_id)
                .ok()
                .filter(|_| person.shows_national_id),
            note: person.note.to_owned(),
        },
        card_number: Some(person.card),
        joined_on,
        reason: if joined_here { JoinReason::Joined } else { JoinReason::Registered },
    }
}

fn first_day(written: WrittenDay) -> Day {
    match written {
        WrittenDay::Day(day) => day,
        WrittenDay::Month { year, month } => Day::read(year, month, 1).unwrap_or(Day::BEGINNING),
        WrittenDay::Year(year) => Day::read(year, 1, 1).unwrap_or(Day::BEGINNING),
    }
}
