//! Which row is the header, and which heading means which key.

use super::{Branch, Column, HEADER_WITHIN, Heading, NoTable, TableShape, own_columns, stray};
use crate::{
    Row, Value,
    fold::{fold, lower},
};
use kernel::vietnamese::legacy::Evidence;
use std::{cmp::Reverse, collections::HashMap};

/// A header of one row or two, and what was recognised in it.
struct Candidate {
    rows: Vec<u32>,
    headings: Vec<Read>,
    /// For each heading, the best key and how sure it is.
    keys: Vec<Option<(usize, Sureness)>>,
}

/// A heading as it stands over one column.
struct Read {
    column: u16,
    row: u32,
    over: Option<String>,
    own: String,
    branch: Option<Branch>,
}

/// How well a name fits: exactly, as a part between slashes, at the start, or somewhere; then by its length.
type Sureness = (u8, usize);

pub(super) fn find(rows: &[Row], vocabulary: &[Heading]) -> Result<TableShape, NoTable> {
    if rows.is_empty() {
        return Err(NoTable::Empty);
    }
    let names = Names::of(vocabulary);
    let mut best: Option<Candidate> = None;
    for (place, row) in rows.iter().enumerate().filter(|(_, row)| row.number <= HEADER_WITHIN) {
        let single = candidate(vec![row.number], single_headings(row), &names);
        let below = rows
            .get(place + 1)
            .filter(|below| below.number == row.number + 1 && is_second_row(row, below));
        let double = below.map(|below| {
            candidate(vec![row.number, below.number], double_headings(row, below), &names)
        });
        for found in [Some(single), double].into_iter().flatten() {
            let better =
                best.as_ref().is_none_or(|best| found.worth(vocabulary) > best.worth(vocabulary));
            if better {
                best = Some(found);
            }
        }
    }
    let fewest = vocabulary.len().min(2);
    let best = best.filter(|best| best.distinct() >= fewest).ok_or(NoTable::NoHeader)?;
    best.into_shape(rows, vocabulary)
}

fn candidate(rows: Vec<u32>, headings: Vec<Read>, names: &Names) -> Candidate {
    let keys = headings.iter().map(|heading| names.key_of(heading)).collect();
    Candidate { rows, headings, keys }
}

fn single_headings(row: &Row) -> Vec<Read> {
    let read = |(column, text): (u16, &str)| Read {
        column,
        row: row.number,
        over: None,
        own: text.trim().to_owned(),
        branch: None,
    };
    row.texts().map(read).collect()
}

/// The upper heading of a merged group stands over its first column only, so it is carried to the right.
fn double_headings(upper: &Row, lower: &Row) -> Vec<Read> {
    let mut headings = Vec::new();
    let columns = upper.cells.iter().chain(&lower.cells).map(|cell| cell.column).max().unwrap_or(0);
    let mut over: Option<String> = None;
    for column in 0..=columns {
        let (above, below) = (text_at(upper, column), text_at(lower, column));
        // Written again over its next column, it is still one heading.
        if let Some(heading) = &above
            && over.as_ref().is_none_or(|over| fold(over) != fold(heading))
        {
            over = above.clone();
        }
        match (above, below) {
            (_, Some(own)) => headings.push(Read {
                column,
                row: lower.number,
                over: over.clone(),
                own,
                branch: None,
            }),
            (Some(own), None) => {
                headings.push(Read { column, row: upper.number, over: None, own, branch: None })
            }
            (None, None) => {}
        }
    }
    name_branches(&mut headings);
    headings
}

fn text_at(row: &Row, column: u16) -> Option<String> {
    let text = row.value(column).shown();
    (!text.trim().is_empty()).then(|| text.trim().to_owned())
}

/// A second header row stands under headings of several columns, merged or written again over each:
/// somewhere it goes on to the right of such a heading, and it never stands under a heading of one column.
fn is_second_row(upper: &Row, lower: &Row) -> bool {
    let texts_only = lower.cells.iter().all(|cell| matches!(cell.value, Value::Text(_)));
    let first = upper.cells.first().map_or(0, |cell| cell.column);
    let filled = |row: &Row, column: u16| !row.value(column).is_empty();
    let heading = |column: u16| text_at(upper, column).map(|text| fold(&text));
    let is_again = |column: u16| {
        heading(column).is_some()
            && heading(column) == heading(column - 1)
            && filled(lower, column - 1)
    };
    let goes_on = |column: u16| {
        column > first && filled(lower, column) && (!filled(upper, column) || is_again(column))
    };
    let stands_alone = |column: u16| {
        filled(upper, column) && !goes_on(column) && !goes_on(column.saturating_add(1))
    };
    let mut columns = lower.cells.iter().map(|cell| cell.column);
    upper.cells.len() > 1
        && texts_only
        && columns.clone().any(goes_on)
        && !columns.any(stands_alone)
}

/// `Nam` means a man only beside `Nữ`; beside `Ngày` and `Tháng` it is a year written without its mark.
fn name_branches(headings: &mut [Read]) {
    let branch_of = |text: &str| match lower(text).as_str() {
        "nữ" | "nu" | "nư" => Some(Branch::Woman),
        "nam" => Some(Branch::Man),
        "ngày" | "ngay" => Some(Branch::Day),
        "tháng" | "thang" => Some(Branch::Month),
        "năm" => Some(Branch::Year),
        _ => None,
    };
    let found: Vec<(Option<String>, Option<Branch>)> =
        headings.iter().map(|heading| (heading.over.clone(), branch_of(&heading.own))).collect();
    for (heading, (over, branch)) in headings.iter_mut().zip(&found) {
        let beside = |wanted: Branch| {
            over.is_some()
                && found.iter().any(|(other, branch)| other == over && *branch == Some(wanted))
        };
        heading.branch = match branch {
            Some(Branch::Man) if beside(Branch::Woman) => Some(Branch::Man),
            Some(Branch::Man) if beside(Branch::Month) => Some(Branch::Year),
            Some(Branch::Woman) if beside(Branch::Man) => Some(Branch::Woman),
            Some(part @ (Branch::Day | Branch::Month))
                if beside(Branch::Day) && beside(Branch::Month) =>
            {
                Some(*part)
            }
            Some(Branch::Year) if beside(Branch::Month) => Some(Branch::Year),
            _ => None,
        };
    }
}

/// The vocabulary, folded.
struct Names(Vec<Vec<String>>);

impl Names {
    fn of(vocabulary: &[Heading]) -> Names {
        Names(
            vocabulary
                .iter()
                .map(|heading| heading.names.iter().map(|name| fold(name)).collect())
                .collect(),
        )
    }

    /// A branch means what stands over it; otherwise the column's own heading decides,
    /// then both together, then what stands over it.
    fn key_of(&self, heading: &Read) -> Option<(usize, Sureness)> {
        let over = heading.over.as_deref().and_then(|over| self.best(over));
        if heading.branch.is_some() {
            return over;
        }
        let both =
            heading.over.as_ref().and_then(|over| self.best(&format!("{over} {}", heading.own)));
        let own = self.best(&heading.own);
        let certain = |found: &(usize, Sureness)| found.1.0 >= PART;
        own.filter(certain).or(both.filter(certain)).or(own).or(both)
    }

    fn best(&self, text: &str) -> Option<(usize, Sureness)> {
        let without_notes = without_brackets(text);
        let (whole, plain) = (fold(text), fold(&without_notes));
        let parts: Vec<String> = without_notes.split(['/', ',', ';', '–']).map(fold).collect();
        let sureness = |name: &String| {
            let size = name.len();
            let long = name.contains(' ') || size >= 4;
            if *name == whole || *name == plain {
                Some((EXACT, size))
            } else if parts.len() > 1 && parts.contains(name) {
                Some((PART, size))
            } else if plain.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with(' ')) {
                Some((START, size))
            } else if long && format!(" {plain} ").contains(&format!(" {name} ")) {
                Some((SOMEWHERE, size))
            } else {
                None
            }
        };
        let all = self.0.iter().enumerate();
        let found =
            all.filter_map(|(key, names)| Some((key, names.iter().filter_map(sureness).max()?)));
        // A long title that happens to contain a name is no heading.
        let found =
            found.filter(|(_, sureness)| sureness.0 >= PART || plain.split(' ').count() <= 8);
        found.max_by_key(|(key, sureness)| (*sureness, Reverse(*key)))
    }
}

const EXACT: u8 = 4;
const PART: u8 = 3;
const START: u8 = 2;
const SOMEWHERE: u8 = 1;

/// `Họ tên hội viên (in hoa)` → `Họ tên hội viên `.
fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    let mut plain = String::new();
    for letter in text.chars() {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => plain.push(letter),
            _ => {}
        }
    }
    plain
}

impl Candidate {
    fn distinct(&self) -> usize {
        self.best_of_keys().len()
    }

    /// How well each key is found where it is found best.
    fn best_of_keys(&self) -> HashMap<usize, Sureness> {
        let mut best: HashMap<usize, Sureness> = HashMap::new();
        for (key, sureness) in self.keys.iter().flatten() {
            let known = best.entry(*key).or_insert(*sureness);
            *known = (*known).max(*sureness);
        }
        best
    }

    /// Required columns first, then more keys, more parts of a heading, more certain ones, and fewer rows.
    fn worth(&self, vocabulary: &[Heading]) -> (usize, usize, usize, usize, Reverse<usize>) {
        let has = |key: usize| self.keys.iter().flatten().any(|(found, _)| *found == key);
        let required = vocabulary
            .iter()
            .enumerate()
            .filter(|(key, heading)| heading.required && has(*key))
            .count();
        let certain = self.best_of_keys().values().map(|sureness| usize::from(sureness.0)).sum();
        let branches = self.headings.iter().filter(|heading| heading.branch.is_some()).count();
        (required, self.distinct(), branches, certain, Reverse(self.rows.len()))
    }

    fn into_shape(self, rows: &[Row], vocabulary: &[Heading]) -> Result<TableShape, NoTable> {
        let header = |row: &&Row| self.rows.contains(&row.number);
        let own_columns = rows.iter().filter(header).find_map(own_columns);
        let is_own =
            |column: u16| own_columns.is_some_and(|own| column == own || column == own + 1);
        let best = self.best_of_keys();
        let (mut columns, mut strays) = (Vec::<Column>::new(), Vec::new());
        for (heading, key) in
            self.headings.iter().zip(&self.keys).filter(|(heading, _)| !is_own(heading.column))
        {
            let text = match &heading.over {
                Some(over) => format!("{over} / {}", heading.own),
                None => heading.own.clone(),
            };
            // A weaker likeness beside a better one is another column: "Họ tên bố" beside "Họ và tên".
            let key = key
                .filter(|(key, sureness)| best.get(key).is_some_and(|best| best.0 == sureness.0));
            let Some(key) = key.map(|(key, _)| vocabulary[key].key) else {
                strays.push(stray(heading.column, heading.row, &text, None));
                continue;
            };
            let taken = columns.iter().any(|column| {
                column.key == key && (column.branch.is_none() || column.branch == heading.branch)
            });
            if taken {
                strays.push(stray(heading.column, heading.row, &text, Some(key)));
            } else {
                columns.push(Column {
                    key,
                    column: heading.column,
                    heading: text,
                    branch: heading.branch,
                    up_to: heading.column,
                });
            }
        }
        let is_missing = |heading: &&Heading| {
            heading.required && !columns.iter().any(|column| column.key == heading.key)
        };
        let missing: Vec<String> = vocabulary
            .iter()
            .filter(is_missing)
            .map(|heading| heading.names.first().copied().unwrap_or(heading.key).to_owned())
            .collect();
        if !missing.is_empty() {
            return Err(NoTable::Missing { row: self.rows[0], names: missing });
        }
        let folded = |row: &Row| {
            row.texts()
                .filter(|(column, _)| !is_own(*column))
                .map(|(column, text)| (column, fold(text)))
                .collect()
        };
        Ok(TableShape {
            sheet: 0,
            sheet_name: String::new(),
            columns,
            strays,
            own_columns,
            typed: Evidence::default(),
            header_texts: rows.iter().filter(header).map(folded).collect(),
            required: vocabulary
                .iter()
                .filter(|heading| heading.required)
                .map(|heading| heading.key)
                .collect(),
            header_rows: self.rows,
        })
    }
}
