//! Reading the forms about people: text in, values or all mistakes at once.

use crate::{
    rules::{
        CARD_LETTERS_MAX, ETHNICITY_LETTERS_MAX, JoinReason, NAME_LETTERS_MAX, NOTE_LETTERS_MAX,
        NewMember, NewPerson,
    },
    store::StoredPerson,
    texts::Texts,
};
use access::Work;
use kernel::{
    Lang, UnitId,
    vietnamese::{
        Sex, date, date::WrittenDay, personal_number, personal_number::NationalId, phone,
        phone::Phone, text,
    },
};
use platform::{
    Problem,
    form::{Mistakes, Reader},
};

/// A person as a form has them.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub struct PersonForm {
    pub full_name: String,
    pub birth: String,
    pub sex: String,
    pub ethnicity: String,
    pub phone: String,
    pub national_id: String,
    pub note: String,
    // A new member only.
    pub joined_on: String,
    pub reason: String,
    pub card_number: String,
    pub confirmed: String,
    pub replace_declared: String,
    // A person already known only.
    pub revision: i64,
}

impl PersonForm {
    /// The form filled with what is stored; a national id is never put into a form.
    pub fn of(person: &StoredPerson) -> PersonForm {
        PersonForm {
            full_name: person.full_name.clone(),
            birth: person.birth.map(WrittenDay::short).unwrap_or_default(),
            sex: person.sex.map(|sex| sex.to_string()).unwrap_or_default(),
            ethnicity: person.ethnicity.clone(),
            phone: person.phone.as_ref().map(Phone::shown).unwrap_or_default(),
            note: person.note.clone(),
            revision: person.revision,
            ..PersonForm::default()
        }
    }

    pub fn person(&self, lang: Lang, mistakes: &mut Mistakes) -> Option<NewPerson> {
        let (read, t) = (Reader(lang), Texts(lang));
        let full_name =
            mistakes.check("full_name", read.required(&self.full_name, NAME_LETTERS_MAX));
        let birth = mistakes.check("birth", birth(&self.birth, lang));
        let sex = mistakes.check("sex", sex(&self.sex, t));
        let ethnicity =
            mistakes.check("ethnicity", read.optional(&self.ethnicity, ETHNICITY_LETTERS_MAX));
        let phone = mistakes.check("phone", telephone(&self.phone, lang));
        let national_id = mistakes.check("national_id", national_id(&self.national_id, lang));
        let note = mistakes.check("note", note(&self.note, read));
        Some(NewPerson {
            full_name: full_name?,
            sex: sex?,
            birth: birth?,
            ethnicity: ethnicity?.unwrap_or_default(),
            phone: phone?,
            national_id: national_id?,
            note: note?,
        })
    }

    pub fn member(&self, lang: Lang, mistakes: &mut Mistakes) -> Option<NewMember> {
        let read = Reader(lang);
        let person = self.person(lang, mistakes);
        let joined_on = mistakes.check("joined_on", read.day(&self.joined_on));
        let card_number =
            mistakes.check("card_number", read.optional(&self.card_number, CARD_LETTERS_MAX));
        let reason = match JoinReason::read(&self.reason) {
            Some(JoinReason::Registered) => JoinReason::Registered,
            _ => JoinReason::Joined,
        };
        Some(NewMember {
            person: person?,
            card_number: card_number?,
            joined_on: joined_on?,
            reason,
        })
    }
}

fn birth(typed: &str, lang: Lang) -> Result<Option<WrittenDay>, String> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    date::read(typed.trim()).map(Some).map_err(|mistake| mistake.say(lang))
}

fn sex(typed: &str, t: Texts) -> Result<Option<Sex>, String> {
    if typed.is_empty() { Ok(None) } else { typed.parse().map(Some).map_err(|_| t.choose_sex()) }
}

fn telephone(typed: &str, lang: Lang) -> Result<Option<Phone>, String> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    phone::read(typed).map(Some).map_err(|mistake| mistake.say(lang))
}

fn national_id(typed: &str, lang: Lang) -> Result<Option<NationalId>, String> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    personal_number::read(typed).map(Some).map_err(|mistake| mistake.say(lang))
}

/// A note keeps its line breaks.
pub fn note(typed: &str, read: Reader) -> Result<String, String> {
    read.optional(typed, NOTE_LETTERS_MAX)?;
    Ok(text::normalise_lines(typed))
}

/// The unit that a code names today, if the caller may edit there.
pub async fn unit_with_code(
    work: &mut Work,
    code: &str,
) -> Result<Result<UnitId, String>, Problem> {
    let unreachable = Ok(Err(Texts(work.lang).unit_out_of_reach()));
    let unit = match units::find(&mut work.tx, code, work.today).await {
        Ok(unit) => unit.id.clone(),
        Err(Problem::Refused(_) | Problem::NotFound) => return unreachable,
        Err(other) => return Err(other),
    };
    match work.scope(crate::EDIT, &unit).await {
        Ok(_) => Ok(Ok(unit)),
        Err(Problem::NotFound | Problem::NotAllowed) => unreachable,
        Err(other) => Err(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Day;

    fn typed() -> PersonForm {
        PersonForm {
            full_name: " Lò  Văn Ọt ".to_owned(),
            birth: "1958".to_owned(),
            joined_on: "05/07/2017".to_owned(),
            ..PersonForm::default()
        }
    }

    #[test]
    fn a_name_and_a_day_of_joining_are_enough() {
        let mut mistakes = Mistakes::default();
        let member = typed().member(Lang::Vi, &mut mistakes).unwrap();
        assert_eq!(member.person.full_name, "Lò Văn Ọt");
        assert_eq!(member.person.birth, Some(WrittenDay::Year(1958)));
        assert_eq!((member.joined_on, member.reason), (Day::of(2017, 7, 5), JoinReason::Joined));
        assert!(mistakes.is_empty() && member.card_number.is_none());
    }

    #[test]
    fn all_mistakes_are_told_at_once() {
        let mut mistakes = Mistakes::default();
        let form = PersonForm {
            full_name: " ".to_owned(),
            phone: "12345678901234".to_owned(),
            national_id: "0110850001".to_owned(),
            joined_on: "31/02/2017".to_owned(),
            ..typed()
        };
        assert!(form.member(Lang::Vi, &mut mistakes).is_none());
        for field in ["full_name", "phone", "national_id", "joined_on"] {
            assert!(!mistakes.about(field).is_empty(), "{field}");
        }
    }
}
