//! How the text of one table was typed, column by column, and its conversion to Unicode.
//!
//! - Plain and Unicode lists pass by at the price of one look at each text. The first cell that calls for
//!   conversion stops the reading; then the whole sheet is judged, and it is read again from the top.
//! - Only a column that is sure is converted. A cell that calls for it elsewhere keeps its row out.

use crate::import::{
    encoding::FileEncoding,
    headings::{self as key},
    texts::Texts,
};
use kernel::{
    Lang,
    vietnamese::legacy::{self, Company, Encoding, Evidence, Font, Verdict},
};
use sheets::{Row, Value, address, column_letters, table::TableShape};
use std::collections::BTreeMap;

/// So many examples show a person whether it came out right.
const EXAMPLES: usize = 5;

/// Why a column was converted.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Why {
    /// Its font is one of the old ones.
    Font,
    /// Its words are Vietnamese only so.
    Words,
    /// A person said so.
    Told,
}

/// A cell before and after.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct Conversion {
    pub cell: String,
    pub before: String,
    pub after: String,
}

/// A column that was converted to Unicode.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct ConvertedColumn {
    pub sheet: String,
    /// `B`, as Excel names it.
    pub column: String,
    pub heading: String,
    /// `tcvn3` or `vni`.
    #[schema(value_type = String)]
    pub encoding: Encoding,
    pub why: Why,
    pub cells: i64,
    /// The first few; of identity numbers and telephones none.
    pub examples: Vec<Conversion>,
}

/// A cell that may be old text, as it stands and as it would read.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct Doubt {
    pub cell: String,
    pub before: String,
    pub tcvn3: String,
    pub vni: String,
}

/// A column with cells of which nobody can be sure how they were typed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct DoubtfulColumn {
    pub sheet: String,
    pub column: String,
    pub heading: String,
    pub cells: i64,
    pub examples: Vec<Doubt>,
}

/// A change of one cell.
pub struct Changed {
    pub column: u16,
    pub encoding: Encoding,
    before: String,
}

/// How a column is read.
#[derive(Debug, Clone, Copy)]
struct Rule {
    verdict: Verdict,
    company: Company,
    why: Why,
}

#[derive(Debug, Clone, Default)]
struct Tally {
    cells: i64,
    encoding: Option<Encoding>,
    examples: Vec<Conversion>,
    doubtful: i64,
    doubts: Vec<Doubt>,
}

/// The letters of one table.
#[derive(Clone)]
pub struct Typed {
    /// By column: whether its text goes into the register.
    kept: Vec<bool>,
    answer: FileEncoding,
    /// Nothing, until something calls for a judgement.
    rules: Option<BTreeMap<u16, Rule>>,
    /// Of texts outside the columns: titles of sections, totals, signatures.
    elsewhere: Option<Encoding>,
    tallies: BTreeMap<u16, Tally>,
}

impl Typed {
    /// As far as it can be known before a row is read.
    pub fn begin(shape: &TableShape, answer: FileEncoding) -> Typed {
        let width = shape.columns.iter().map(|column| column.up_to).max().map_or(0, usize::from);
        let mut kept = vec![false; width + 1];
        for column in &shape.columns {
            kept[usize::from(column.column)..=usize::from(column.up_to)]
                .fill(!matches!(column.key, key::OTHER | key::NUMBER));
        }
        let rules = (answer != FileEncoding::Auto).then(BTreeMap::new);
        Typed { kept, answer, rules, elsewhere: answer.told(), tallies: BTreeMap::new() }
    }

    /// Whether the column's text goes into the register.
    pub fn is_kept(&self, column: u16) -> bool {
        self.kept.get(usize::from(column)).copied().unwrap_or(false)
    }

    /// Whether the row holds something that calls for a judgement which has not been made.
    pub fn must_judge(&self, row: &Row) -> bool {
        self.rules.is_none()
            && row.cells.iter().any(|cell| match &cell.value {
                Value::Text(text) => {
                    !text.is_ascii()
                        && self.is_kept(cell.column)
                        && legacy::is_suspicious(text, cell.font)
                }
                _ => false,
            })
    }

    /// Judges each column by all its texts, and the sheet by all its columns and headings.
    pub fn judge(&mut self, shape: &TableShape, survey: &Survey) {
        let columns: Vec<(u16, Evidence)> =
            survey.0.iter().map(|(column, evidence)| (*column, *evidence)).collect();
        let mut all = vec![shape.typed];
        all.extend(columns.iter().map(|(_, evidence)| *evidence));
        let verdicts = legacy::settle(&all);
        let sure: Vec<Encoding> = verdicts.iter().filter_map(|it| it.encoding()).collect();
        let one = sure.first().copied().filter(|first| sure.iter().all(|other| other == first));
        let rule = |(evidence, verdict): (&Evidence, Verdict)| Rule {
            verdict,
            company: evidence.company(),
            why: if evidence.font_says().is_some() { Why::Font } else { Why::Words },
        };
        let rules = columns
            .iter()
            .zip(verdicts.into_iter().skip(1))
            .map(|((column, evidence), verdict)| (*column, rule((evidence, verdict))));
        self.rules = Some(rules.collect());
        self.elsewhere = one;
    }

    fn rule(&self, column: u16) -> Option<Rule> {
        if let Some(encoding) = self.answer.told() {
            let verdict = match encoding {
                Encoding::Tcvn3 => Verdict::Tcvn3,
                Encoding::Vni => Verdict::Vni,
            };
            return Some(Rule { verdict, company: Company::Told, why: Why::Told });
        }
        self.rules.as_ref().and_then(|rules| rules.get(&column)).copied()
    }

    /// Converts what is sure, and says what it was.
    pub fn convert(&self, row: &mut Row) -> Vec<Changed> {
        let mut changed = vec![];
        if self.rules.is_none() || self.answer == FileEncoding::Unicode {
            return changed;
        }
        for cell in &mut row.cells {
            let Value::Text(text) = &cell.value else { continue };
            let (encoding, company) = match self.rule(cell.column) {
                Some(rule) => (rule.verdict.encoding(), rule.company),
                None => (self.elsewhere, Company::Mixed),
            };
            let Some(encoding) = encoding else { continue };
            if let Some(read) = legacy::convert(text, encoding, cell.font, company) {
                let before = std::mem::replace(&mut cell.value, Value::Text(read.into()));
                let encoding = cell.font.encoding().unwrap_or(encoding);
                changed.push(Changed {
                    column: cell.column,
                    encoding,
                    before: before.shown().into_owned(),
                });
            }
        }
        changed
    }

    /// The cells of a person's row that call for conversion and stand in no column that is sure.
    pub fn doubtful(&self, row: &Row, changed: &[Changed]) -> Vec<u16> {
        if self.answer != FileEncoding::Auto || self.rules.is_none() {
            return vec![];
        }
        let is_doubtful = |cell: &&sheets::Cell| match &cell.value {
            Value::Text(text) => {
                self.is_kept(cell.column)
                    && !changed.iter().any(|change| change.column == cell.column)
                    && match self.rule(cell.column).map(|rule| rule.verdict) {
                        // The column is not in the old encoding that its font names.
                        Some(Verdict::Unicode) | None => legacy::is_suspicious(text, Font::Unknown),
                        Some(Verdict::Doubtful { .. }) => legacy::is_suspicious(text, cell.font),
                        Some(Verdict::Tcvn3 | Verdict::Vni) => false,
                    }
            }
            _ => false,
        };
        row.cells.iter().filter(is_doubtful).map(|cell| cell.column).collect()
    }

    /// Counts what became of a person's row, with an example or two.
    pub fn count(
        &mut self,
        shape: &TableShape,
        row: &Row,
        changed: Vec<Changed>,
        doubtful: &[u16],
    ) {
        let is_private = |column: u16| {
            let column = shape.key_of(column);
            column.is_none_or(|column| matches!(column.key, key::NATIONAL_ID | key::PHONE))
        };
        for Changed { column, encoding, before } in changed {
            let tally = self.tallies.entry(column).or_default();
            tally.cells += 1;
            tally.encoding = Some(encoding);
            let after = row.text(column).into_owned();
            let is_new = tally.examples.iter().all(|example| example.before != before);
            if tally.examples.len() < EXAMPLES && is_new && !is_private(column) {
                tally.examples.push(Conversion {
                    cell: address(column, row.number),
                    before,
                    after,
                });
            }
        }
        for column in doubtful.iter().copied() {
            let tally = self.tallies.entry(column).or_default();
            tally.doubtful += 1;
            if tally.doubts.len() < EXAMPLES
                && !is_private(column)
                && let Some(cell) = row.cell(column)
            {
                let before = cell.value.shown().into_owned();
                let read = |encoding| legacy::decode(&before, encoding, cell.font);
                tally.doubts.push(Doubt {
                    cell: address(column, row.number),
                    tcvn3: read(Encoding::Tcvn3),
                    vni: read(Encoding::Vni),
                    before,
                });
            }
        }
    }

    /// What to say of a doubtful cell.
    pub fn doubt_said(&self, column: u16, lang: Lang) -> String {
        let nearest = match self.rule(column).map(|rule| rule.verdict) {
            Some(Verdict::Doubtful { nearest: Some(encoding) }) => encoding.name().to_owned(),
            _ => lang.choose("TCVN3 hoặc VNI", "TCVN3 or VNI").to_owned(),
        };
        Texts(lang).text_encoding_doubtful(&nearest)
    }

    pub fn converted(&self, shape: &TableShape) -> Vec<ConvertedColumn> {
        let kept = self.tallies.iter().filter(|(column, _)| self.is_kept(**column));
        let converted = kept.filter_map(|(column, tally)| {
            Some(ConvertedColumn {
                sheet: shape.sheet_name.clone(),
                column: column_letters(*column),
                heading: heading(shape, *column),
                encoding: tally.encoding?,
                why: self.rule(*column).map_or(Why::Words, |rule| rule.why),
                cells: tally.cells,
                examples: tally.examples.clone(),
            })
        });
        converted.collect()
    }

    pub fn doubtful_columns(&self, shape: &TableShape) -> Vec<DoubtfulColumn> {
        let doubtful = self.tallies.iter().filter(|(_, tally)| tally.doubtful > 0);
        doubtful
            .map(|(column, tally)| DoubtfulColumn {
                sheet: shape.sheet_name.clone(),
                column: column_letters(*column),
                heading: heading(shape, *column),
                cells: tally.doubtful,
                examples: tally.doubts.clone(),
            })
            .collect()
    }

    /// The columns that were converted, each with a font that shows them as they stand.
    pub fn old_fonts(&self) -> BTreeMap<u16, &'static str> {
        let fonts = self.tallies.iter();
        fonts
            .filter_map(|(column, tally)| tally.encoding.map(|it| (*column, it.usual_font())))
            .collect()
    }
}

fn heading(shape: &TableShape, column: u16) -> String {
    let heading = shape.key_of(column).map_or("", |column| column.heading.as_str());
    heading.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the texts of each column say, gathered over a whole sheet.
#[derive(Default)]
pub struct Survey(BTreeMap<u16, Evidence>);

impl Survey {
    pub fn add(&mut self, shape: &TableShape, typed: &Typed, row: &Row) {
        if row.number <= shape.last_header_row() {
            return;
        }
        for cell in &row.cells {
            if let Value::Text(text) = &cell.value
                && typed.is_kept(cell.column)
            {
                self.0.entry(cell.column).or_default().add(text, cell.font);
            }
        }
    }
}
