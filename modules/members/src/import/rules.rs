//! Reading one row: cells in, a person or a list of mistakes out.
//!
//! - All mistakes of a row are found at once, each in its own cell.
//! - An empty cell says nothing, and so never erases anything.
//! - A message says what is wrong and what to write instead; it never repeats a whole national id.

mod person;

use crate::{
    import::{headings as key, texts::Texts},
    rules::{CARD_LETTERS_MAX, ETHNICITY_LETTERS_MAX, NOTE_LETTERS_MAX, first_possible_day},
};
use ecow::{EcoString, eco_format};
use kernel::{
    Day, Lang,
    vietnamese::{
        Sex,
        date::WrittenDay,
        personal_number::{self, NationalId},
        phone::{self, NotAPhone, Phone},
        text,
    },
};
use sheets::{
    Row, Value,
    table::{Column, Filled, TableShape},
};

/// The register's note holds what a list keeps in two columns.
const POSITION_LETTERS_MAX: usize = 100;
const NOTE_COLUMN_LETTERS_MAX: usize = NOTE_LETTERS_MAX - POSITION_LETTERS_MAX - 2;
/// Nobody younger goes to school, so a person should look again.
const AGE_MIN: i16 = 5;
/// Dates before it are not read at all.
const FIRST_YEAR: i16 = 1900;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// The row is left out until it is corrected.
    Wrong,
    /// The row is taken, but a person should look again.
    Doubtful,
}

/// Something to say about one cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub column: u16,
    /// Stable: programs read it.
    pub code: &'static str,
    pub weight: Weight,
    pub message: String,
}

impl Finding {
    pub fn wrong(column: u16, code: &'static str, message: String) -> Finding {
        Finding { column, code, weight: Weight::Wrong, message }
    }
    pub fn doubtful(column: u16, code: &'static str, message: String) -> Finding {
        Finding { column, code, weight: Weight::Doubtful, message }
    }
}

/// What a row says of where its person belongs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Belongs {
    /// Nothing: to the unit that the file is for.
    #[default]
    Here,
    /// A code; where it names nothing, the row is wrong.
    Code { column: u16, code: EcoString },
    /// A chapter's name; where it names nothing, the row is wrong.
    Name { column: u16, name: EcoString },
    /// A hamlet or the title over a section: it counts only if a chapter is called so.
    Perhaps { column: u16, name: EcoString },
}

/// What a row gives about its person. Empty is not given.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Given {
    pub name: EcoString,
    pub birth: Option<WrittenDay>,
    pub sex: Option<Sex>,
    /// Nothing says so but a tick that is missing: whoever is not ticked as a woman is a man.
    pub sex_by_silence: bool,
    pub ethnicity: EcoString,
    pub national_id: Option<NationalId>,
    pub phone: Option<Phone>,
    pub belongs: Belongs,
    pub joined: Option<WrittenDay>,
    pub card: EcoString,
    pub note: EcoString,
}

impl Given {
    pub fn says_more_than_a_name(&self) -> bool {
        self.birth.is_some()
            || self.national_id.is_some()
            || self.phone.is_some()
            || !self.card.is_empty()
            || !self.ethnicity.is_empty()
            || (self.sex.is_some() && !self.sex_by_silence)
    }
    pub fn card_number(&self) -> Option<&str> {
        Some(self.card.as_str()).filter(|card| !card.is_empty())
    }
}

/// A row as it was read: a person, unless something is wrong, and what to say about it.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    pub given: Option<Given>,
    pub findings: Vec<Finding>,
}

impl Reading {
    /// Keeps the row out for a reason that explains the others in the same cell.
    pub fn refuse(&mut self, finding: Finding) {
        self.findings.retain(|known| known.column != finding.column);
        self.findings.push(finding);
        self.given = None;
    }
    pub fn is_wrong(&self) -> bool {
        self.findings.iter().any(|finding| finding.weight == Weight::Wrong)
    }
}

/// Whether a row has nothing of a person: a number prepared in advance, or only columns we do not keep.
pub fn is_blank(shape: &TableShape, row: &Row) -> bool {
    let says = |column: &Column| {
        let mut cells = (column.column..=column.up_to).map(|at| row.value(at));
        !matches!(column.key, key::NUMBER | key::OTHER) && cells.any(|value| !value.is_empty())
    };
    !shape.columns.iter().any(says)
}

/// Reads one row of a table. `section` is the title that stands over it, `filled` the cells where
/// `nt` stood, already replaced.
pub fn read_row(
    shape: &TableShape,
    row: &Row,
    section: &str,
    filled: &[Filled],
    today: Day,
    lang: Lang,
) -> Reading {
    let mut reader = RowReader { shape, row, today, t: Texts(lang), lang, findings: vec![] };
    reader.unreadable_cells(filled);
    let name = reader.name();
    let (birth, sex_by_column) = reader.birth();
    let (sex, sex_by_silence) = reader.sex(sex_by_column);
    let ethnicity = reader.short_text(key::ETHNICITY, ETHNICITY_LETTERS_MAX);
    let national_id = reader.national_id(sex, birth);
    let phone = reader.phone();
    let joined = reader.joined(birth);
    let card = reader.short_text(key::CARD, CARD_LETTERS_MAX);
    let note = reader.note();
    let belongs = reader.belongs(section);
    let given = Given {
        name,
        birth,
        sex,
        sex_by_silence,
        ethnicity,
        national_id,
        phone,
        belongs,
        joined,
        card,
        note,
    };
    let mut reading = Reading { given: None, findings: reader.findings };
    reading.given = (!reading.is_wrong()).then_some(given);
    reading
}

struct RowReader<'row> {
    shape: &'row TableShape,
    row: &'row Row,
    today: Day,
    t: Texts,
    lang: Lang,
    findings: Vec<Finding>,
}

impl<'row> RowReader<'row> {
    fn wrong(&mut self, column: u16, code: &'static str, message: String) {
        // One cell is corrected once: its first mistake explains it.
        let known = self
            .findings
            .iter()
            .any(|finding| finding.column == column && finding.weight == Weight::Wrong);
        if !known {
            self.findings.push(Finding::wrong(column, code, message));
        }
    }

    fn doubtful(&mut self, column: u16, code: &'static str, message: String) {
        self.findings.push(Finding::doubtful(column, code, message));
    }

    /// Cells of which nobody knows what the officer saw, and `nt` with nothing above it.
    fn unreadable_cells(&mut self, filled: &[Filled]) {
        let (shape, row) = (self.shape, self.row);
        let kept = |column: &&Column| !matches!(column.key, key::NUMBER | key::OTHER);
        for Column { column, .. } in shape.columns.iter().filter(kept) {
            match row.value(*column) {
                Value::NotCalculated => {
                    self.wrong(*column, "formula_without_value", self.t.formula_without_value())
                }
                Value::Error(shown) => self.wrong(*column, "cell_error", self.t.cell_error(shown)),
                _ => {}
            }
        }
        for cell in filled.iter().filter(|cell| !cell.found) {
            let repeatable = self
                .shape
                .key_of(cell.column)
                .is_some_and(|column| key::REPEATABLE.contains(&column.key));
            if repeatable {
                let message = self.t.ditto_without_above(&cell.mark);
                self.wrong(cell.column, "ditto_without_above", message);
            } else {
                self.wrong(cell.column, "ditto_not_here", self.t.ditto_not_here(&cell.mark));
            }
        }
    }

    /// The one cell of a key, if the sheet has the column and the cell says something readable.
    fn cell(&self, wanted: &str) -> Option<(u16, &'row Value)> {
        let column = self.shape.column(wanted)?;
        readable(self.row.value(column)).map(|value| (column, value))
    }

    fn national_id(&mut self, sex: Option<Sex>, birth: Option<WrittenDay>) -> Option<NationalId> {
        let (column, value) = self.cell(key::NATIONAL_ID)?;
        let typed = value.shown();
        let typed = typed.trim().trim_start_matches(['\'', '’']);
        let id = match (personal_number::read(typed), personal_number::repad(typed)) {
            (Ok(id), _) => id,
            (Err(_), Some(id)) => {
                self.doubtful(
                    column,
                    "national_id_repaired",
                    self.t.national_id_repaired(&id.masked()),
                );
                id
            }
            (Err(mistake), None) => {
                self.wrong(column, "national_id_invalid", mistake.say(self.lang));
                return None;
            }
        };
        if let Err(findings) = id.agrees_with(sex, birth.map(WrittenDay::year)) {
            for finding in findings {
                let message = self.t.number_disagrees(&finding.say(self.lang));
                self.doubtful(column, finding.code(), message);
            }
        }
        Some(id)
    }

    fn phone(&mut self) -> Option<Phone> {
        let (column, value) = self.cell(key::PHONE)?;
        let typed = value.shown();
        match phone::read(typed.trim().trim_start_matches(['\'', '’'])) {
            Ok(phone) => Some(phone),
            Err(NotAPhone::LostZero(phone)) => {
                self.doubtful(column, "phone_repaired", self.t.phone_repaired(&phone.shown()));
                Some(phone)
            }
            Err(mistake) => {
                self.wrong(column, "phone_invalid", mistake.say(self.lang));
                None
            }
        }
    }

    fn joined(&mut self, birth: Option<WrittenDay>) -> Option<WrittenDay> {
        let (column, value) = self.cell(key::JOINED)?;
        let joined = self.written_day(column, value, FIRST_YEAR)?;
        if birth.is_some_and(|birth| first_possible_day(joined) < first_possible_day(birth)) {
            self.wrong(column, "joined_before_birth", self.t.joined_before_birth());
            return None;
        }
        Some(joined)
    }

    fn short_text(&mut self, wanted: &str, most: usize) -> EcoString {
        let Some((column, value)) = self.cell(wanted) else { return EcoString::new() };
        let shown = value.shown();
        let typed = text::normalised(&shown);
        let letters = typed.chars().count();
        if letters > most {
            self.wrong(column, "text_too_long", self.t.text_too_long(letters, most));
            return EcoString::new();
        }
        (*typed).into()
    }

    /// The register has no column for a part somebody plays, so it opens the note.
    fn note(&mut self) -> EcoString {
        let position = self.short_text(key::POSITION, POSITION_LETTERS_MAX);
        let note = self.short_text(key::NOTE, NOTE_COLUMN_LETTERS_MAX);
        match (position.is_empty(), note.is_empty()) {
            (true, _) => note,
            (_, true) => position,
            _ => eco_format!("{position}; {note}"),
        }
    }

    fn belongs(&mut self, section: &str) -> Belongs {
        let mut typed = |wanted: &str| {
            let column = self.shape.column(wanted)?;
            let said = self.short_text(wanted, NOTE_LETTERS_MAX);
            (!said.is_empty()).then_some((column, said))
        };
        if let Some((column, code)) = typed(key::UNIT_CODE) {
            return Belongs::Code { column, code };
        }
        if let Some((column, name)) = typed(key::UNIT) {
            return Belongs::Name { column, name };
        }
        if let Some((column, name)) = typed(key::HAMLET) {
            return Belongs::Perhaps { column, name };
        }
        if section.is_empty() {
            return Belongs::Here;
        }
        let column = self.shape.column(key::NAME).unwrap_or(0);
        Belongs::Perhaps { column, name: section.into() }
    }
}

/// What a cell says, unless it is empty or nobody can know.
fn readable(value: &Value) -> Option<&Value> {
    match value {
        Value::Empty | Value::NotCalculated | Value::Error(_) => None,
        Value::Text(text) if text.trim().is_empty() => None,
        other => Some(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::headings::VOCABULARY;
    use sheets::{Cell, table};

    const TODAY: Day = Day::of(2026, 3, 2);

    fn row(number: u32, texts: &[&str]) -> Row {
        let cell = |(column, text): (u16, &&str)| Cell {
            column,
            value: Value::Text((*text).into()),
            formula: false,
            font: kernel::vietnamese::legacy::Font::Unknown,
        };
        let filled = (0..).zip(texts).filter(|(_, text)| !text.is_empty());
        Row { number, cells: filled.map(cell).collect() }
    }

    fn reading(headings: &[&str], texts: &[&str]) -> Reading {
        let mut shape = table::find(&[row(1, headings)], VOCABULARY).unwrap();
        key::read_together(&mut shape);
        read_row(&shape, &row(2, texts), "", &[], TODAY, Lang::Vi)
    }

    fn codes(headings: &[&str], texts: &[&str]) -> Vec<(u16, &'static str)> {
        reading(headings, texts)
            .findings
            .iter()
            .map(|finding| (finding.column, finding.code))
            .collect()
    }

    #[test]
    fn every_mistake_of_a_row_is_found_at_once_in_its_own_cell() {
        let headings = ["Họ tên", "Ngày sinh", "Giới tính", "CCCD", "SĐT", "Ngày vào hội"];
        let found = codes(&headings, &["", "31/02/1955", "?", "12345", "12", "03/03/2026"]);
        let expected = [
            (0, "name_missing"),
            (1, "date_invalid"),
            (2, "sex_unknown"),
            (3, "national_id_invalid"),
            (4, "phone_invalid"),
            (5, "date_in_future"),
        ];
        assert_eq!(found, expected);
        assert!(
            reading(&headings, &["Lò Thị An", "1961", "nữ", "", "", "2010"]).findings.is_empty()
        );
    }

    #[test]
    fn a_birth_is_no_more_exact_than_it_was_written_and_must_be_likely() {
        let born = |text| {
            reading(&["Họ tên", "Năm sinh"], &["Lò Thị An", text])
                .given
                .and_then(|given| given.birth)
        };
        assert_eq!(born("1961"), Some(WrittenDay::Year(1961)));
        assert_eq!(born("05/07/1961"), Some(WrittenDay::Day(Day::of(1961, 7, 5))));
        let headings = ["Họ tên", "Năm sinh"];
        assert_eq!(codes(&headings, &["An", "1900"]), [(1, "year_implausible")]);
        assert!(reading(&headings, &["An", "1901"]).findings.is_empty());
        let young = reading(&headings, &["An", "2022"]);
        assert_eq!((young.findings[0].code, young.is_wrong()), ("year_implausible", false));
        assert_eq!(
            codes(&["Họ tên", "Năm sinh", "Năm vào hội"], &["An", "1961", "1960"]),
            [(2, "joined_before_birth")]
        );
    }

    fn said(headings: &[&str], texts: &[&str]) -> String {
        let findings = reading(headings, texts).findings;
        assert_eq!(findings.len(), 1, "{findings:?}");
        findings[0].message.clone()
    }

    #[test]
    fn a_birth_that_cannot_be_is_told_the_years_that_can() {
        for year in ["1850", "3000", "1900", "5/7/1899"] {
            let said = said(&["Họ tên", "Năm sinh"], &["An", year]);
            assert!(said.contains("từ 1901 đến 2026"), "{said}");
        }
    }

    #[test]
    fn a_year_of_two_digits_is_asked_about_without_a_year_to_come() {
        let born = |text| said(&["Họ tên", "Ngày sinh"], &["An", text]);
        assert!(born("05/07/52").contains("05/07/1952"), "{}", born("05/07/52"));
        assert!(!born("05/07/52").contains("2052"), "{}", born("05/07/52"));
        assert!(born("05/07/12").contains("05/07/1912 hoặc 05/07/2012"), "{}", born("05/07/12"));
        assert!(born("05/07/00").contains("05/07/2000") && !born("05/07/00").contains("1900"));
        assert!(!said(&["Họ tên", "Ngày vào hội"], &["An", "05/07/52"]).contains("2052"));
    }

    #[test]
    fn a_name_with_a_sign_that_no_name_has_is_wrong_and_the_sign_is_named() {
        for (name, sign) in [("=1+1An", "="), ("An 2", "2"), ("Ａn", "Ａ"), ("-An", "-")] {
            let found = reading(&["Họ tên", "Năm sinh"], &[name, "1961"]).findings;
            assert_eq!(found[0].code, "name_invalid", "{name}");
            assert!(found[0].message.contains(&format!("“{sign}”")), "{}", found[0].message);
        }
        assert!(reading(&["Họ tên", "Năm sinh"], &["H'Hen Niê", "1961"]).given.is_some());
    }

    fn given(headings: &[&str], texts: &[&str]) -> Given {
        let reading = reading(headings, texts);
        reading.given.unwrap_or_else(|| panic!("{:?}", reading.findings))
    }

    #[test]
    fn a_name_in_two_columns_is_one_name_and_half_of_one_is_asked_about() {
        for family in ["Họ và tên đệm", "Họ đệm", "Họ và chữ đệm"] {
            let headings = ["TT", family, "Tên", "Năm sinh"];
            assert_eq!(given(&headings, &["1", "Lò Văn", "Anh", "1950"]).name, "Lò Văn Anh");
        }
        let to_sort_by = ["TT", "Họ và tên", "Tên", "Năm sinh"];
        assert_eq!(given(&to_sort_by, &["1", "Lò Văn Anh", "Anh", "1950"]).name, "Lò Văn Anh");
        let half = codes(&["Họ và tên đệm", "Năm sinh", "Tên"], &["Lò Văn", "1950", "Anh"]);
        assert_eq!(half, [(0, "given_name_missing")]);
        let no_heading = codes(&["Họ và tên", "", "Năm sinh"], &["Lò Văn", "Anh", "1950"]);
        assert_eq!(no_heading, [(1, "column_without_heading")]);
    }

    #[test]
    fn the_name_of_a_chapter_is_no_name_of_a_person() {
        let headings = ["Họ và tên", "Năm sinh"];
        assert_eq!(codes(&headings, &["Chi hội Hồ Búa", "1950"]), [(0, "name_is_a_unit")]);
        assert!(reading(&headings, &["Bàn Văn Bản", "1950"]).findings.is_empty());
    }

    #[test]
    fn a_tick_says_the_sex_and_what_is_not_ticked_says_it_only_by_silence() {
        let sex = |headings: &[&str], texts: &[&str]| {
            let given = given(headings, texts);
            (given.sex, given.sex_by_silence)
        };
        let woman = ["Họ và tên", "Nữ"];
        assert_eq!(sex(&woman, &["Lò Thị An", "x"]), (Some(Sex::Female), false));
        assert_eq!(sex(&woman, &["Lò Văn An", ""]), (Some(Sex::Male), true));
        let both = ["Họ và tên", "Nam", "Nữ"];
        assert_eq!(sex(&both, &["Lò Văn An", "x", ""]), (Some(Sex::Male), false));
        assert_eq!(sex(&both, &["Lò Thị An", "", "x"]), (Some(Sex::Female), false));
        assert_eq!(sex(&both, &["Lò An", "", ""]), (None, false));
        assert_eq!(codes(&both, &["Lò An", "x", "x"]), [(2, "sex_twice")]);
        let years = given(&both, &["Lò Thị An", "", "1952"]);
        assert_eq!((years.sex, years.birth), (Some(Sex::Female), Some(WrittenDay::Year(1952))));
        let years = given(&both, &["Lò Văn An", "1950", ""]);
        assert_eq!((years.sex, years.birth), (Some(Sex::Male), Some(WrittenDay::Year(1950))));
    }

    #[test]
    fn a_number_that_disagrees_with_the_row_is_doubtful_and_never_repeated() {
        let found = reading(
            &["Họ tên", "Giới tính", "Năm sinh", "CCCD"],
            &["An", "nam", "1962", "38161000123"],
        );
        let codes: Vec<&str> = found.findings.iter().map(|finding| finding.code).collect();
        assert_eq!(
            codes,
            ["national_id_repaired", "national_id_other_sex", "national_id_other_birth_year"]
        );
        assert!(found.given.is_some() && !found.is_wrong());
        assert!(found.findings.iter().all(|finding| !finding.message.contains("161000")));
    }
}
