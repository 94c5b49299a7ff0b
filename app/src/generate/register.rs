//! Writes the made-up people straight into the register, as if their list had been imported: a
//! commune at a time, each in a transaction of its own.

use super::{
    people::{Person, person},
    places::{Chapter, Commune, Province},
};
use access::{Caller, Work};
use kernel::{
    Day, Lang, UnitId,
    vietnamese::{date::WrittenDay, personal_number, phone},
};
use members::{JoinReason, NewMember, NewPerson};
use platform::{Problem, Site};

/// Tells `told` after each commune how many people are written.
pub async fn register(
    site: &Site,
    province: &Province,
    mut told: impl FnMut(u64),
) -> Result<(), Problem> {
    let mut index = 0;
    for commune in province.communes() {
        let mut work = Work::begin(site, Caller::operator(), Lang::Vi).await?;
        let id = unit(&mut work, &commune.code).await?;
        let people = people_of(&mut work, province.seed(), &commune, &mut index).await?;
        members::register_many(&mut work, &id, people).await?;
        work.commit().await?;
        told(index);
    }
    Ok(())
}

async fn unit(work: &mut Work, code: &str) -> Result<UnitId, Problem> {
    Ok(units::find(&mut work.tx, code, work.today).await?.id.clone())
}

async fn people_of(
    work: &mut Work,
    seed: u64,
    commune: &Commune,
    index: &mut u64,
) -> Result<Vec<(UnitId, NewMember)>, Problem> {
    let mut people = vec![];
    for chapter in &commune.chapters {
        let id = unit(work, &chapter.code).await?;
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
