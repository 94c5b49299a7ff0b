//! What came of a file, in the words that the command line, the API and the page share, and the
//! officer's workbook marked with it.

use crate::import::{
    decide::{Decision, Field, FileRow},
    encoding::FileEncoding,
    read::File,
    rules::{Finding, Weight},
    texts::Texts,
    typed::{ConvertedColumn, DoubtfulColumn},
};
use kernel::{BatchId, Lang, vietnamese::legacy::Encoding};
use sheets::{
    address,
    mark::{Shade, SheetMarks},
};

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

impl Summary {
    pub fn of(file: &File, decisions: &[Decision]) -> Summary {
        let mut summary = Summary {
            rows: decisions.len() as i64,
            other_sheets: file.other_sheets.clone(),
            encoding: file.encoding,
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
            let other = table.columns_of(crate::import::headings::OTHER).map(|column| {
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
