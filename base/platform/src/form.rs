//! Reading forms: text in, values or a list of mistakes out.

use crate::{Mistake, texts::Texts};
use kernel::{
    Day, Lang,
    vietnamese::{date, number, text},
};

/// What is wrong with a form, field by field, in the reader's language.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Mistakes(pub Vec<Mistake>);

impl Mistakes {
    /// Keeps the value, or notes what is wrong with the field.
    pub fn check<T>(&mut self, field: &str, value: Result<T, String>) -> Option<T> {
        value.map_err(|message| self.note(field, message)).ok()
    }
    pub fn note(&mut self, field: &str, message: impl Into<String>) {
        self.0.push(Mistake { field: field.to_owned(), message: message.into() });
    }
    /// What to print beside a field.
    pub fn about(&self, field: &str) -> &str {
        self.0.iter().find(|mistake| mistake.field == field).map_or("", |mistake| &mistake.message)
    }
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The fields of one form in one language.
#[derive(Clone, Copy)]
pub struct Reader(pub Lang);

impl Reader {
    /// Text that must be there, in its stored form, at most `most` letters long.
    pub fn required(self, typed: &str, most: usize) -> Result<String, String> {
        match self.optional(typed, most)? {
            Some(text) => Ok(text),
            None => Err(Texts(self.0).fill_in()),
        }
    }
    pub fn optional(self, typed: &str, most: usize) -> Result<Option<String>, String> {
        let text = text::normalise(typed);
        if text.chars().count() > most {
            return Err(Texts(self.0).too_long(most));
        }
        Ok(Some(text).filter(|text| !text.is_empty()))
    }
    /// A day as people write it, or as a browser's date field sends it.
    pub fn day(self, typed: &str) -> Result<Day, String> {
        match date::read(typed.trim()) {
            Ok(date::WrittenDay::Day(day)) => Ok(day),
            Ok(_) => Err(Texts(self.0).not_a_day()),
            Err(mistake) => Err(mistake.say(self.0)),
        }
    }
    pub fn optional_day(self, typed: &str) -> Result<Option<Day>, String> {
        if typed.trim().is_empty() { Ok(None) } else { self.day(typed).map(Some) }
    }
    /// A whole number, zero or more, with or without dots.
    pub fn count(self, typed: &str) -> Result<i64, String> {
        match number::read(typed.trim()) {
            Ok(reading) if reading.value >= 0 => Ok(reading.value),
            Ok(_) => Err(Texts(self.0).not_a_count()),
            Err(mistake) => Err(mistake.say(self.0)),
        }
    }
}
