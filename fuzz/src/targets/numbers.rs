//! Numbers that people and organisations bear: identity, telephone, tax; and the words for sex.

use super::{TEXT_LONGEST, TEXT_MEMORY, said, text};
use crate::{Target, corpus};
use kernel::vietnamese::{
    Sex,
    personal_number::{self, NationalId},
    phone,
    tax_code::{self, TaxCode},
};

pub(crate) const TARGET: Target = Target {
    name: "numbers",
    run: numbers,
    words: &[
        "+84", "0084", "84", "09", "0215", "024", "0168", "1900", "001", "079", "000", "-001", " ",
        ".", "-", "(", ")", "nam", "nữ", "x",
    ],
    seeds,
    longest: TEXT_LONGEST,
    most_memory: TEXT_MEMORY,
};

fn seeds() -> Vec<Vec<u8>> {
    let mut seeds = corpus::texts(&["79085123456", "912345678", "0123456789", "Nữ giới", "nam."]);
    seeds.extend(["cccd", "cmnd", "phone", "mst"].iter().flat_map(|file| corpus::vectors(file, 1)));
    seeds
}

fn numbers(input: &[u8]) {
    let text = text(input);
    identity(&text);
    telephone(&text);
    tax(&text);
    match text.parse::<Sex>() {
        Ok(sex) => assert_eq!(sex.to_string().parse(), Ok(sex)),
        Err(refusal) => said(|lang| refusal.say(lang)),
    }
    for heading in [Sex::Male, Sex::Female] {
        if let Err(refusal) = Sex::ticked(heading, &text) {
            said(|lang| refusal.say(lang));
        }
    }
}

fn identity(text: &str) {
    match personal_number::read(text) {
        Ok(id) => one_id(&id),
        Err(refusal) => {
            said(|lang| refusal.say(lang));
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            let told = refusal.to_string() + &format!("{refusal:?}");
            assert!(digits.len() < 9 || !told.contains(&digits), "a refusal repeats the number");
        }
    }
    if let Some(id) = personal_number::repad(text) {
        one_id(&id);
    }
    let masked = personal_number::mask(text);
    assert_eq!(masked.chars().count(), text.chars().count());
}

fn one_id(id: &NationalId) {
    assert_eq!(personal_number::read(id.digits()), Ok(id.clone()), "the stored form reads back");
    assert!(matches!(id.digits().len(), 9 | 12));
    assert!(!format!("{id} {id:?}").contains(id.digits()), "an id shows itself");
    assert_eq!(id.is_old_card(), id.birth_year().is_none() && id.sex().is_none());
    assert_eq!(id.agrees_with(id.sex(), id.birth_year()), Ok(()), "an id disagrees with itself");
    for finding in id.findings() {
        said(|lang| finding.say(lang));
    }
}

fn telephone(text: &str) {
    match phone::read(text) {
        Ok(number) => {
            for written in
                [number.e164(), number.national().to_owned(), number.shown(), number.to_string()]
            {
                assert_eq!(phone::read(&written), Ok(number.clone()), "{text:?} is {written}");
            }
            assert!(!format!("{number:?}").contains(number.national()));
        }
        Err(refusal) => said(|lang| refusal.say(lang)),
    }
    if let Some(number) = phone::repad(text) {
        assert_eq!(phone::read(&number.e164()), Ok(number));
    }
}

fn tax(text: &str) {
    match tax_code::read(text) {
        Ok(code @ (TaxCode::Organisation(_) | TaxCode::Branch { .. })) => {
            assert_eq!(tax_code::read(&code.shown()), Ok(code));
        }
        Ok(TaxCode::Person(id)) => one_id(&id),
        Err(refusal) => said(|lang| refusal.say(lang)),
    }
}
