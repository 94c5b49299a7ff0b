//! Who a row speaks of: name, birth and sex, each of which may stand in one column or in several.

use super::{AGE_MIN, RowReader, readable};
use crate::{
    import::headings as key,
    rules::{NAME_LETTERS_MAX, OLDEST_YEARS, first_possible_day, sign_of_no_name, sign_shown},
};
use ecow::{EcoString, eco_format};
use kernel::vietnamese::{
    Sex,
    date::{self, NotADate, WrittenDay},
    sex::NotASex,
    text,
};
use sheets::{
    Value,
    table::{Branch, Column, names_a_group},
};

impl RowReader<'_> {
    pub(super) fn name(&mut self) -> EcoString {
        let Some(heading) = self.shape.columns_of(key::NAME).next() else {
            return EcoString::new();
        };
        let (column, up_to) = (heading.column, heading.up_to);
        let name = self.name_in(column, up_to);
        let letters = name.chars().count();
        if name.is_empty() {
            self.wrong(column, "name_missing", self.t.name_missing());
        } else if names_a_group(&name) {
            self.wrong(column, "name_is_a_unit", self.t.name_is_a_unit(&name));
        } else if column == up_to && key::is_without_given_name(&heading.heading) {
            self.wrong(column, "given_name_missing", self.t.given_name_missing());
        } else if letters > NAME_LETTERS_MAX {
            self.wrong(column, "name_too_long", self.t.name_too_long(letters, NAME_LETTERS_MAX));
        } else if let Some(sign) = sign_of_no_name(&name) {
            self.wrong(column, "name_invalid", self.t.name_has_sign(&sign_shown(sign)));
        } else if !name.chars().any(char::is_alphabetic) {
            self.wrong(column, "name_invalid", self.t.name_invalid());
        }
        let beside = up_to.saturating_add(1);
        if let Value::Text(text) = self.row.value(beside)
            && self.shape.has_no_heading(beside)
            && text.chars().any(char::is_alphabetic)
        {
            self.doubtful(beside, "column_without_heading", self.t.column_without_heading(text));
        }
        name
    }

    /// A name may stand in two columns, of which the second may say again what the first ends with: it is there to
    /// sort by.
    fn name_in(&self, column: u16, up_to: u16) -> EcoString {
        let said = |column: u16| readable(self.row.value(column)).map(Value::shown);
        let first = said(column).unwrap_or_default();
        let mut name = EcoString::from(&*text::normalised(&first));
        for rest in (column..=up_to).skip(1).filter_map(said) {
            let rest = text::normalised(&rest);
            let is_said = format!(" {}", text::match_key(&name))
                .ends_with(&format!(" {}", text::match_key(&rest)));
            if name.is_empty() {
                name = EcoString::from(&*rest);
            } else if !is_said {
                name = eco_format!("{name} {rest}");
            }
        }
        name
    }

    /// The birth, and the sex where the column it stands in says it.
    pub(super) fn birth(&mut self) -> (Option<WrittenDay>, Option<Sex>) {
        for wanted in [key::BIRTH, key::BIRTH_YEAR] {
            let (shape, row) = (self.shape, self.row);
            let filled: Vec<&Column> = shape
                .columns_of(wanted)
                .filter(|column| readable(row.value(column.column)).is_some())
                .collect();
            let is_part = |column: &&Column| {
                matches!(column.branch, Some(Branch::Day | Branch::Month | Branch::Year))
            };
            if filled.iter().any(is_part) {
                return (self.birth_of_parts(&filled), None);
            }
            let Some(first) = filled.first() else { continue };
            if filled.len() > 1 {
                self.wrong(filled[1].column, "birth_twice", self.t.birth_twice());
                return (None, None);
            }
            let sex = match first.branch {
                Some(Branch::Man) => Some(Sex::Male),
                Some(Branch::Woman) => Some(Sex::Female),
                _ => None,
            };
            return (self.born(first.column, row.value(first.column)), sex);
        }
        self.birth_under_sex()
    }

    /// Years under `Nam` and `Nữ`, where no other column has them.
    fn birth_under_sex(&mut self) -> (Option<WrittenDay>, Option<Sex>) {
        let has_births =
            [key::BIRTH, key::BIRTH_YEAR].iter().any(|key| self.shape.column(key).is_some());
        let (shape, row) = (self.shape, self.row);
        let is_born = |column: &&Column| {
            let value = readable(row.value(column.column));
            column.branch.is_some()
                && value.is_some_and(|value| {
                    let shown = value.shown();
                    Sex::ticked(Sex::Male, &shown).is_err() && date::read(&shown).is_ok()
                })
        };
        match shape.columns_of(key::SEX).find(is_born) {
            Some(column) if !has_births => {
                let sex = if column.branch == Some(Branch::Man) { Sex::Male } else { Sex::Female };
                (self.born(column.column, row.value(column.column)), Some(sex))
            }
            _ => (None, None),
        }
    }

    /// `Ngày sinh` over three columns.
    fn birth_of_parts(&mut self, parts: &[&Column]) -> Option<WrittenDay> {
        let part = |branch| {
            let found = parts.iter().find(|column| column.branch == Some(branch));
            found.map(|column| (column.column, self.row.text(column.column).trim().to_owned()))
        };
        let (day, month, year) = (part(Branch::Day), part(Branch::Month), part(Branch::Year));
        let column = parts.first().map_or(0, |column| column.column);
        let Some((year_column, year)) = year else {
            self.wrong(column, "date_invalid", self.t.year_missing());
            return None;
        };
        let written = match (day, month) {
            (Some((_, day)), Some((_, month))) => format!("{day}/{month}/{year}"),
            (None, Some((_, month))) => format!("{month}/{year}"),
            _ => year.to_owned(),
        };
        let place = if written.contains('/') { column } else { year_column };
        self.born(place, &Value::Text(written.into()))
    }

    fn born(&mut self, column: u16, value: &Value) -> Option<WrittenDay> {
        let this_year = self.today.year();
        let first = this_year - OLDEST_YEARS;
        let birth = self.written_day(column, value, first)?;
        let year = birth.year();
        if year < first {
            self.year_out_of_range(column, year.into(), first);
            return None;
        }
        if year > this_year - AGE_MIN {
            self.doubtful(column, "year_implausible", self.t.birth_year_young(year));
        }
        Some(birth)
    }

    fn year_out_of_range(&mut self, column: u16, year: i32, first: i16) {
        let message = self.t.year_out_of_range(year, first, self.today.year());
        self.wrong(column, "year_implausible", message);
    }

    /// The years that two digits may mean: none before `first`, and none that is still to come.
    fn years_meant(&self, front: &str, year: u8, first: i16) -> String {
        let years = [1900 + i16::from(year), 2000 + i16::from(year)].into_iter();
        let possible: Vec<String> = years
            .filter(|year| (first..=self.today.year()).contains(year))
            .map(|year| format!("{front}{year}"))
            .collect();
        possible.join(self.lang.choose(" hoặc ", " or "))
    }

    /// A day from the year `first` until today.
    pub(super) fn written_day(
        &mut self,
        column: u16,
        value: &Value,
        first: i16,
    ) -> Option<WrittenDay> {
        let read = match value {
            Value::Day(day) => Ok(WrittenDay::Day(*day)),
            other => date::read(&other.shown()),
        };
        match read {
            Ok(written) if first_possible_day(written) > self.today => {
                self.wrong(
                    column,
                    "date_in_future",
                    self.t.date_in_future(&written.short(), &self.today.short()),
                );
                None
            }
            Ok(written) => Some(written),
            Err(NotADate::YearOutOfRange(year)) => {
                self.year_out_of_range(column, year, first);
                None
            }
            Err(NotADate::TwoDigitYear { written, front, year }) => {
                let meant = self.years_meant(&front, year, first);
                self.wrong(column, "date_invalid", self.t.two_digit_year(&written, &meant));
                None
            }
            Err(mistake) => {
                let looks_like_serial =
                    value.whole().is_some_and(|number| (9_999..80_000).contains(&number));
                let message = if looks_like_serial {
                    self.t.date_is_a_number(&value.shown())
                } else {
                    mistake.say(self.lang)
                };
                self.wrong(column, "date_invalid", message);
                None
            }
        }
    }

    /// The sex, and whether only a missing tick says it. `by_birth` is what the column of the birth says.
    pub(super) fn sex(&mut self, by_birth: Option<Sex>) -> (Option<Sex>, bool) {
        let (shape, row) = (self.shape, self.row);
        let mut found = None;
        for column in shape.columns_of(key::SEX) {
            let Some(value) = readable(row.value(column.column)) else { continue };
            if by_birth.is_some() && column.branch.is_some() {
                continue;
            }
            let typed = value.shown();
            let read = match column.branch {
                Some(Branch::Man) => Sex::ticked(Sex::Male, &typed),
                Some(Branch::Woman) => Sex::ticked(Sex::Female, &typed),
                _ => typed.parse(),
            };
            match read {
                Ok(sex) if found.is_some_and(|before| before != sex) => {
                    self.wrong(column.column, "sex_twice", self.t.sex_twice());
                }
                Ok(sex) => found = Some(sex),
                Err(mistake) => {
                    self.wrong(column.column, "sex_unknown", short_mistake(mistake).say(self.lang))
                }
            }
        }
        let found = found.or(by_birth);
        let Some(woman) = self.shape.column(key::WOMAN).filter(|_| found.is_none()) else {
            return (found, false);
        };
        match Sex::ticked(Sex::Female, &self.row.text(woman)) {
            Ok(sex) => (Some(sex), readable(self.row.value(woman)).is_none()),
            Err(mistake) => {
                self.wrong(woman, "sex_unknown", short_mistake(mistake).say(self.lang));
                (None, false)
            }
        }
    }
}

/// A whole paragraph typed into a narrow cell is not repeated in the message.
fn short_mistake(mistake: NotASex) -> NotASex {
    NotASex(mistake.0.chars().take(30).collect())
}
