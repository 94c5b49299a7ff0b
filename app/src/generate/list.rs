//! The province's people one after another, as rows of a member list.

use super::{
    people::{Person, person},
    places::{Chapter, Commune, Province},
};
use kernel::{Lang, vietnamese::phone};

pub const COLUMNS: usize = 12;

/// The cells of a row under `members::import::OURS`, the running number first.
pub type Cells = [String; COLUMNS];

/// Where each thing stands among the columns.
pub mod column {
    pub const NAME: usize = 1;
    pub const BIRTH: usize = 2;
    pub const SEX: usize = 3;
    pub const ETHNICITY: usize = 4;
    pub const NATIONAL_ID: usize = 5;
    pub const PHONE: usize = 6;
    pub const UNIT_CODE: usize = 7;
    pub const UNIT: usize = 8;
    pub const JOINED: usize = 9;
    pub const CARD: usize = 10;
    pub const NOTE: usize = 11;
}

/// Hands every person of some communes over, with their chapter. `first` is the place of the first
/// of them in the whole province.
pub fn each<E>(
    province: &Province,
    communes: std::ops::Range<usize>,
    first: u64,
    mut take: impl FnMut(u64, Person, &Chapter) -> Result<(), E>,
) -> Result<(), E> {
    let mut index = first;
    for number in communes {
        let Commune { chapters, .. } = province.commune(number);
        for chapter in &chapters {
            for place in 0..chapter.members {
                take(index, person(province.seed(), index, chapter, place), chapter)?;
                index += 1;
            }
        }
    }
    Ok(())
}

/// A person as an officer writes them down.
pub fn cells(number: u64, person: &Person, chapter: &Chapter) -> Cells {
    let shown = |text: &str, shows: bool| if shows { text.to_owned() } else { String::new() };
    [
        number.to_string(),
        person.name.clone(),
        person.birth.short(),
        person.sex.say(Lang::Vi).to_owned(),
        person.ethnicity.to_owned(),
        shown(&person.national_id, person.shows_national_id),
        shown(&spaced(&person.phone), person.shows_phone),
        chapter.code.clone(),
        chapter.name.clone(),
        person.joined.short(),
        person.card.clone(),
        person.note.to_owned(),
    ]
}

/// `0912 345 678`.
fn spaced(phone: &str) -> String {
    phone::read(phone).map_or_else(|_| phone.to_owned(), |phone| phone.shown())
}
