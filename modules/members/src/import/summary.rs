//! What came of a file, in the words that the command line, the API and the page share, and the
//! officer's workbook marked with it.

use crate::import::{
    decide::{Decision, Field, FileRow},
    encoding::FileEncoding,
    headings as key,
    read::{File, LeftOut, Why},
    rules::{Finding, Weight},
    texts::Texts,
    typed::{ConvertedColumn, DoubtfulColumn},
};
use kernel::{
    BatchId, Lang,
    vietnamese::{Sex, date::WrittenDay, legacy::Encoding},
};
use sheets::{
    address, column_letters,
    mark::{Shade, SheetMarks},
    table::TableShape,
};
use std::collections::BTreeMap;

/// What a check found, or an application did.
#[derive(
    Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema,
)]
pub struct Summary {
    /// Nothing when the command line only looked.
    #[schema(value_type = Option<String>)]
    pub batch: Option<BatchId>,
    pub rows: i64,
    pub created: i64,
    pub updated: i64,
    pub unchanged: i64,
    /// Rows left out: each has at least one error.
    pub refused: i64,
    /// New members who may be people already known.
    pub possible_duplicates: i64,
    pub errors: Vec<Said>,
    /// Rows that are taken, and deserve a second look.
    pub warnings: Vec<Said>,
    /// Columns that were not read; they stay as they are.
    pub unknown_columns: Vec<UnknownColumn>,
    /// Sheets without a member list.
    pub other_sheets: Vec<String>,
    /// What a person has said of how the file was typed.
    #[serde(default)]
    pub encoding: FileEncoding,
    /// Columns typed before Unicode, converted.
    #[serde(default)]
    pub converted_columns: Vec<ConvertedColumn>,
    /// Columns with cells that may be old text; their rows wait for an answer.
    #[serde(default)]
    pub doubtful_columns: Vec<DoubtfulColumn>,
    /// What each column was taken for.
    #[serde(default)]
    pub columns: Vec<ReadColumn>,
    /// The first people as the register would have them.
    #[serde(default)]
    pub first_people: Vec<ReadPerson>,
    /// How many are new in each unit.
    #[serde(default)]
    pub new_by_unit: Vec<NewInUnit>,
    /// Rows that were not taken for people: titles of chapters, signatures.
    #[serde(default)]
    pub left_out: Vec<LeftOutRow>,
}

#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct ReadColumn {
    pub sheet: String,
    /// `B`, or `B–C` for a name in two columns.
    pub column: String,
    pub heading: String,
    /// The usual heading of such a column: `Họ và tên`.
    pub meaning: String,
}

#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct ReadPerson {
    pub sheet: String,
    pub row: u32,
    pub full_name: String,
    /// As it was written, a day, a month or a year; or nothing.
    pub birth: String,
    #[schema(value_type = Option<String>)]
    pub sex: Option<Sex>,
    /// The unit that takes them in; nothing for somebody who is a member already.
    pub unit: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct NewInUnit {
    pub unit: String,
    pub people: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct LeftOutRow {
    pub sheet: String,
    pub row: u32,
    pub said: String,
    pub why: Why,
}

/// Something to say about one cell.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct Said {
    pub sheet: String,
    pub cell: String,
    pub code: String,
    pub message: String,
}

#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct UnknownColumn {
    pub sheet: String,
    pub cell: String,
    pub heading: String,
}

/// Beyond so many nobody reads on; the marked workbook has them all.
const SAID_MOST: usize = 10_000;
/// Enough to see that names, years and chapters are in their places.
const PEOPLE_SHOWN: usize = 8;
const UNITS_SHOWN: usize = 300;

impl Summary {
    /// `unit_name` gives the name of a unit by its place.
    pub fn of(file: &File, decisions: &[Decision], unit_name: impl Fn(usize) -> String) -> Summary {
        let mut summary = Summary {
            rows: decisions.len() as i64,
            other_sheets: file.other_sheets.clone(),
            encoding: file.encoding,
            columns: file.tables.iter().flat_map(columns_of).collect(),
            first_people: first_people(file, decisions, &unit_name),
            new_by_unit: new_by_unit(decisions, &unit_name),
            left_out: file.left_out.iter().map(|one| left_out(file, one)).collect(),
            ..Summary::default()
        };
        for decision in decisions {
            match decision {
                Decision::Create { possible_duplicate, .. } => {
                    summary.created += 1;
                    summary.possible_duplicates += i64::from(*possible_duplicate);
                }
                Decision::Change { .. } => summary.updated += 1,
                Decision::Keep => summary.unchanged += 1,
                Decision::Refuse => summary.refused += 1,
            }
        }
        for row in &file.rows {
            for finding in &row.reading.findings {
                let list = match finding.weight {
                    Weight::Wrong => &mut summary.errors,
                    Weight::Doubtful => &mut summary.warnings,
                };
                if list.len() < SAID_MOST {
                    list.push(said(file, row, finding));
                }
            }
        }
        for (table, typed) in file.tables.iter().zip(&file.typed) {
            summary.converted_columns.extend(typed.converted(table));
            summary.doubtful_columns.extend(typed.doubtful_columns(table));
            let other = table.columns_of(key::OTHER).map(|column| {
                let row = table.header_rows.last().copied().unwrap_or(1);
                UnknownColumn {
                    sheet: table.sheet_name.clone(),
                    cell: address(column.column, row),
                    heading: column.heading.clone(),
                }
            });
            let strays = table.strays.iter().map(|stray| UnknownColumn {
                sheet: table.sheet_name.clone(),
                cell: stray.address.clone(),
                heading: stray.heading.clone(),
            });
            summary.unknown_columns.extend(other.chain(strays));
        }
        summary
    }

    /// Rows that are or will be written.
    pub fn written(&self) -> i64 {
        self.created + self.updated
    }
}

fn columns_of(table: &TableShape) -> impl Iterator<Item = ReadColumn> + '_ {
    let read =
        table.columns.iter().filter(|column| !matches!(column.key, key::OTHER | key::NUMBER));
    read.map(|column| {
        let (first, last) = (column_letters(column.column), column_letters(column.up_to));
        ReadColumn {
            sheet: table.sheet_name.clone(),
            column: if first == last { first } else { format!("{first}–{last}") },
            heading: one_line(&column.heading),
            meaning: key::shown(column.key).to_owned(),
        }
    })
}

fn first_people(
    file: &File,
    decisions: &[Decision],
    unit_name: &impl Fn(usize) -> String,
) -> Vec<ReadPerson> {
    let read = file.rows.iter().zip(decisions).filter_map(|(row, decision)| {
        let given = row.reading.given.as_ref()?;
        let unit = match decision {
            Decision::Create { unit, .. } => Some(unit_name(*unit)),
            Decision::Change { .. } | Decision::Keep => None,
            Decision::Refuse => return None,
        };
        Some(ReadPerson {
            sheet: file.tables[row.table].sheet_name.clone(),
            row: row.number,
            full_name: given.name.to_string(),
            birth: given.birth.map(WrittenDay::short).unwrap_or_default(),
            sex: given.sex,
            unit,
        })
    });
    read.take(PEOPLE_SHOWN).collect()
}

/// In the order of the units.
fn new_by_unit(decisions: &[Decision], unit_name: &impl Fn(usize) -> String) -> Vec<NewInUnit> {
    let mut counts: BTreeMap<usize, i64> = BTreeMap::new();
    for decision in decisions {
        if let Decision::Create { unit, .. } = decision {
            *counts.entry(*unit).or_default() += 1;
        }
    }
    let counts = counts.into_iter().take(UNITS_SHOWN);
    counts.map(|(unit, people)| NewInUnit { unit: unit_name(unit), people }).collect()
}

fn left_out(file: &File, one: &LeftOut) -> LeftOutRow {
    let sheet = file.tables[one.table].sheet_name.clone();
    LeftOutRow { sheet, row: one.row, said: one.said.clone(), why: one.why }
}

fn said(file: &File, row: &FileRow, finding: &Finding) -> Said {
    Said {
        sheet: file.tables[row.table].sheet_name.clone(),
        cell: address(finding.column, row.number),
        code: finding.code.to_owned(),
        message: finding.message.clone(),
    }
}

/// Whether the marks speak of what will be or of what was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tense {
    WillBe,
    WasDone,
}

/// The marks of all tables: colours, and what our two columns say of each row.
pub fn marks(file: &File, decisions: &[Decision], tense: Tense, lang: Lang) -> Vec<SheetMarks> {
    let t = Texts(lang);
    let tables = file.tables.iter().zip(&file.typed);
    let mut marks: Vec<SheetMarks> = tables
        .map(|(table, typed)| SheetMarks { old_fonts: typed.old_fonts(), ..SheetMarks::of(table) })
        .collect();
    for (row, decision) in file.rows.iter().zip(decisions) {
        let sheet = &mut marks[row.table];
        for finding in &row.reading.findings {
            let shade = match finding.weight {
                Weight::Wrong => Shade::Wrong,
                Weight::Doubtful => Shade::Doubtful,
            };
            sheet.shade(row.number, finding.column, shade);
        }
        sheet.say(row.number, result(decision, tense, t), to_fix(file, row, decision, t));
    }
    marks
}

fn result(decision: &Decision, tense: Tense, t: Texts) -> String {
    let done = tense == Tense::WasDone;
    match decision {
        Decision::Create { .. } if done => t.was_created(),
        Decision::Create { .. } => t.will_be_created(),
        Decision::Change { fields, .. } => {
            let fields =
                fields.iter().map(|field| field_name(*field, t)).collect::<Vec<_>>().join(", ");
            if done { t.was_updated(&fields) } else { t.will_be_updated(&fields) }
        }
        Decision::Keep => t.unchanged(),
        Decision::Refuse if done => t.was_refused(),
        Decision::Refuse => t.will_be_refused(),
    }
}

pub fn field_name(field: Field, t: Texts) -> String {
    match field {
        Field::Name => t.field_name(),
        Field::Birth => t.field_birth(),
        Field::Sex => t.field_sex(),
        Field::Ethnicity => t.field_ethnicity(),
        Field::NationalId => t.field_national_id(),
        Field::Phone => t.field_phone(),
        Field::Card => t.field_card(),
        Field::Joined => t.field_joined(),
        Field::Note => t.field_note(),
    }
}

/// Each finding with the cell it speaks of; first what keeps the row out.
fn to_fix(file: &File, row: &FileRow, decision: &Decision, t: Texts) -> String {
    let refused = *decision == Decision::Refuse;
    let of = |weight: Weight| {
        let findings = row.reading.findings.iter().filter(move |finding| finding.weight == weight);
        findings.map(move |finding| {
            let heading = file.tables[row.table]
                .key_of(finding.column)
                .map_or("", |column| column.heading.as_str());
            let cell = address(finding.column, row.number);
            let named =
                if heading.is_empty() { cell } else { format!("{cell} ({})", one_line(heading)) };
            match weight {
                Weight::Wrong => format!("{named}: {}", finding.message),
                Weight::Doubtful => t.look_again(&named, &finding.message),
            }
        })
    };
    let wrong = of(Weight::Wrong);
    let doubtful = of(Weight::Doubtful).take(if refused { 0 } else { usize::MAX });
    wrong.chain(doubtful).chain(converted(row, t)).collect::<Vec<_>>().join("\n")
}

/// Said softly, and last: her sheet still shows the old letters, and the register holds the new.
fn converted(row: &FileRow, t: Texts) -> impl Iterator<Item = String> {
    [Encoding::Tcvn3, Encoding::Vni].into_iter().filter_map(move |encoding| {
        let cells: Vec<String> = row
            .converted
            .iter()
            .filter(|(_, from)| *from == encoding)
            .map(|(column, _)| address(*column, row.number))
            .collect();
        (!cells.is_empty()).then(|| t.converted_from(&cells.join(", "), encoding.name()))
    })
}

fn one_line(heading: &str) -> String {
    heading.split_whitespace().collect::<Vec<_>>().join(" ")
}
