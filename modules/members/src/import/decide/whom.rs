//! Whom a row speaks of: by card, by national id, by name and birth in the unit.

use super::{Desk, FileRow, differences::may_be_one_day};
use crate::{
    duplicates::{Traits, likeness, mark},
    import::{
        register::{Found as Listed, Known},
        rules::{Finding, Given},
    },
};
use kernel::{UnitId, vietnamese::date::WrittenDay};

impl<'a> Desk<'a> {
    /// The member whom a row speaks of; none is somebody new. `name` is the name as it is compared, `is_named` says
    /// whether the row itself names its unit.
    pub(super) fn member_of(
        &self,
        row: &FileRow,
        given: &Given,
        name: &str,
        unit: usize,
        is_named: bool,
    ) -> Result<Option<Listed<'a>>, Finding> {
        let unit = &self.places.unit(unit).id;
        if let Some(card) = given.card_number()
            && let Some(member) =
                self.register.with_card(unit, card).max_by_key(|(_, known)| known.stands())
        {
            if is_somebody_else(&member.1, given, name) {
                let message = self.t.card_of_another(card);
                return Err(Finding::wrong(row.card_column, "card_number_other_person", message));
            }
            return self.standing(row, member);
        }
        if let Some(index) = &row.national_id_index {
            let of_number: Vec<Listed> = self.register.with_national_id(index).collect();
            if !of_number.is_empty() {
                return self.member_by_national_id(row, given, name, &of_number, unit, is_named);
            }
        }
        self.member_by_name(row, given, name, unit)
    }

    fn member_by_national_id(
        &self,
        row: &FileRow,
        given: &Given,
        name: &str,
        of_number: &[Listed<'a>],
        unit: &UnitId,
        is_named: bool,
    ) -> Result<Option<Listed<'a>>, Finding> {
        let mut standing = of_number.iter().copied().filter(|(_, known)| known.stands());
        let here = standing.clone().find(|(_, known)| known.unit == unit);
        let best = here.or_else(|| standing.next()).unwrap_or(of_number[0]);
        if is_somebody_else(&best.1, given, name) {
            let message = self.t.national_id_of_another();
            return Err(Finding::wrong(
                row.national_id_column,
                "national_id_other_person",
                message,
            ));
        }
        if best.1.stands() && is_named && here.is_none() {
            let message = self.t.member_of_other_unit(&self.unit_name(best.1.unit));
            return Err(Finding::wrong(row.name_column, "member_of_other_unit", message));
        }
        self.standing(row, best)
    }

    /// Same name and birth in the same unit. Where only one of the two knows the whole day, the year decides.
    fn member_by_name(
        &self,
        row: &FileRow,
        given: &Given,
        name: &str,
        unit: &UnitId,
    ) -> Result<Option<Listed<'a>>, Finding> {
        let here: Vec<Listed> = self
            .register
            .named(name)
            .filter(|(_, known)| known.unit == unit && !has_other_number(known, row, given))
            .collect();
        let best_of = |wanted: fn(Option<WrittenDay>, Option<WrittenDay>) -> bool,
                       stands: bool|
         -> Vec<Listed> {
            let fits =
                |(_, known): &&Listed| known.stands() == stands && wanted(known.birth, given.birth);
            here.iter().filter(fits).copied().collect()
        };
        let exact = best_of(|known, said| known == said, true);
        let near: Vec<Listed> = best_of(may_be_one_day, true)
            .into_iter()
            .filter(|(place, _)| self.above.of_member(*place).is_none())
            .collect();
        match (exact.as_slice(), near.as_slice()) {
            ([one], _) | ([], [one]) => return Ok(Some(*one)),
            ([], []) => {}
            (several, others) => {
                let by_phone = several.iter().chain(others).find(|(_, known)| {
                    given.phone.as_ref().is_some_and(|phone| phone.is_stored_as(known.phone))
                });
                if let Some(one) = by_phone {
                    return Ok(Some(*one));
                }
                let message = self.t.member_ambiguous(several.len().max(others.len()));
                return Err(Finding::wrong(row.name_column, "member_ambiguous", message));
            }
        }
        match best_of(|known, said| known == said && said.is_some(), false).first() {
            Some(left) => self.standing(row, *left),
            None => Ok(None),
        }
    }

    /// A member who has left is not taken in again by a list. Of one who moved to another unit of the scope, that
    /// unit is named.
    fn standing(&self, row: &FileRow, member: Listed<'a>) -> Result<Option<Listed<'a>>, Finding> {
        let Some(day) = member.1.left_on else { return Ok(Some(member)) };
        let refused = |code, message| Err(Finding::wrong(row.name_column, code, message));
        let now = self.register.named(member.1.name_match).find(|(_, known)| {
            known.person == member.1.person && known.stands() && known.unit != member.1.unit
        });
        match now {
            Some((_, now)) => {
                let message = self.t.member_of_other_unit(&self.unit_name(now.unit));
                refused("member_of_other_unit", message)
            }
            None => refused("member_left", self.t.member_left(&day.short())),
        }
    }

    /// The same name and year of birth, or the same telephone and one of the two. Families share a
    /// telephone, so the telephone alone says nothing.
    pub(super) fn possible_duplicate(&self, given: &Given, name: &str) -> Option<Known<'a>> {
        let year = given.birth.map(WrittenDay::year);
        let same_year =
            |(_, known): &Listed| year.is_some() && known.birth.map(WrittenDay::year) == year;
        let phone = given.phone.as_ref().map(ToString::to_string).unwrap_or_default();
        let sharing = self
            .register
            .with_phone(&phone)
            .filter(|found| same_year(found) || found.1.name_match == name);
        let sharing = sharing.filter(|_| !phone.is_empty());
        const LOOKED_AT: usize = 3;
        let named = self.register.named(name).filter(same_year).take(LOOKED_AT);
        let maybe: Vec<Listed> = named.chain(sharing.take(LOOKED_AT)).collect();
        if maybe.len() < 2 {
            return maybe.first().map(|(_, known)| *known);
        }
        // Of several the likeliest is named, by the likeness that every search for duplicates uses.
        let traits = |name: &str, birth, sex, phone: &str, card: &str| Traits {
            birth,
            sex,
            phone: mark(phone),
            card: mark(card),
            ..Traits::named(name)
        };
        let said = traits(&given.name, given.birth, given.sex, &phone, &given.card);
        let alike = |(place, known): &Listed| {
            let known = traits(known.full_name, known.birth, known.sex, known.phone, known.card);
            (likeness(&known, &said).score, std::cmp::Reverse(*place))
        };
        maybe.into_iter().max_by_key(alike).map(|(_, known)| known)
    }
}

/// Neither the name nor the birth agrees, so the number is probably mistyped.
fn is_somebody_else(known: &Known, given: &Given, name: &str) -> bool {
    let same_name = known.name_match == name;
    let same_birth =
        known.birth.is_some() && given.birth.is_some() && may_be_one_day(known.birth, given.birth);
    !same_name && !same_birth
}

/// Whether two people of one name and year have different national ids. With the whole day of birth
/// the same, it is one person whose number was corrected.
fn has_other_number(known: &Known, row: &FileRow, given: &Given) -> bool {
    let other = known.national_id_index.is_some()
        && row.national_id_index.is_some()
        && known.national_id_index != row.national_id_index.as_deref();
    let same_day = known.birth.and_then(WrittenDay::day).is_some() && known.birth == given.birth;
    other && !same_day
}
