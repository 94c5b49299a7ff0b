//! Which rows under the header are people, and which are page headers, totals, notes and signatures.

use super::TableShape;
use crate::{
    Row, Value,
    fold::{fold, lower},
};

/// What a row is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Title block above the table.
    Above,
    /// The header, or the header printed again on a new page.
    Header,
    /// `(1) (2) (3)` under the headings.
    Numbering,
    Data,
    /// A line that only says whom the following rows belong to: `I. Chi hội thôn Đông`.
    Section(String),
    /// `Tổng cộng`, `Cộng`.
    Total,
    /// Notes and signatures under the table.
    Note,
}

/// Goes through the rows of a sheet from top to bottom.
pub struct Walk<'shape> {
    shape: &'shape TableShape,
    /// Signatures have begun: names that follow belong to signers.
    signed: bool,
}

impl<'shape> Walk<'shape> {
    pub fn new(shape: &'shape TableShape) -> Walk<'shape> {
        Walk { shape, signed: false }
    }

    pub fn look(&mut self, row: &Row) -> Kind {
        match self.shape.own_columns {
            None => self.judge(row),
            Some(_) => {
                // What we wrote ourselves last time says nothing about the row.
                let hers = row.cells.iter().filter(|cell| !self.shape.is_own(cell.column));
                self.judge(&Row { number: row.number, cells: hers.cloned().collect() })
            }
        }
    }

    fn judge(&mut self, row: &Row) -> Kind {
        if row.number <= self.shape.last_header_row() {
            let header = self.shape.header_rows.contains(&row.number);
            return if header { Kind::Header } else { Kind::Above };
        }
        if self.repeats_header(row) {
            self.signed = false;
            return Kind::Header;
        }
        if is_numbering(row) {
            return Kind::Numbering;
        }
        let filled: Vec<u16> = row.cells.iter().map(|cell| cell.column).collect();
        if filled.is_empty() {
            return Kind::Note;
        }
        let known = filled.iter().filter(|column| self.shape.key_of(**column).is_some()).count();
        if is_total(row) {
            return Kind::Total;
        }
        let enough = known >= self.shape.columns.len().min(3);
        let mut texts = row.texts();
        if known < 3 && texts.any(|(at, text)| is_signature(text) && !self.is_said_of(at, row)) {
            self.signed = true;
            return Kind::Note;
        }
        if (self.signed && !enough)
            || (filled.len() <= 2 && row.texts().any(|(_, text)| is_note(text)))
        {
            return Kind::Note;
        }
        if self.signed {
            self.signed = false;
        }
        match section(row, &filled, self.shape) {
            Some(title) => Kind::Section(title),
            None => Kind::Data,
        }
    }

    /// Whether a cell is said of somebody whose name stands in the row: `Chủ tịch` under `Chức vụ`. A signer's name
    /// stands below the words that say as what they sign.
    fn is_said_of(&self, column: u16, row: &Row) -> bool {
        let is_named = |(at, text): (u16, &str)| self.shape.is_required(at) && !is_signature(text);
        let has_heading = self.shape.key_of(column).is_some() && !self.shape.is_required(column);
        has_heading && row.texts().any(is_named)
    }

    fn repeats_header(&self, row: &Row) -> bool {
        // Hardly any cell of a person begins like its heading, so hardly any is folded.
        let begins_alike = |column: u16, text: &str| {
            let first = text.chars().find(|letter| letter.is_alphanumeric());
            let begins = |heading: &str| match first {
                None => true,
                Some(plain) if plain.is_ascii() => heading.starts_with(plain.to_ascii_lowercase()),
                Some(letter) => heading.starts_with(&fold(letter.encode_utf8(&mut [0; 4]))),
            };
            let headings = self.shape.header_texts.iter().flatten();
            headings.filter(|(known, _)| *known == column).any(|(_, heading)| begins(heading))
        };
        let texts: Vec<(u16, String)> = row
            .texts()
            .filter(|(column, text)| begins_alike(*column, text))
            .map(|(column, text)| (column, fold(text)))
            .collect();
        let same = |header: &Vec<(u16, String)>| {
            let shared = texts.iter().filter(|text| header.contains(text)).count();
            shared >= 2 && shared * 3 >= header.len() * 2
        };
        !texts.is_empty() && self.shape.header_texts.iter().any(same)
    }
}

/// Consecutive numbers, bracketed or not, perhaps after `A`, `B`: at least three of them and nothing else.
fn is_numbering(row: &Row) -> bool {
    const MARK_BYTES_MAX: usize = 12;
    let is_long = |text: &str| MARK_BYTES_MAX < text.len();
    if row.texts().any(|(_, text)| is_long(text)) {
        return false;
    }
    let marks: Vec<String> = row
        .cells
        .iter()
        .map(|cell| cell.value.shown().trim_matches(['(', ')', ' ', '[', ']']).to_owned())
        .collect();
    let numbers: Vec<i64> = marks.iter().filter_map(|mark| mark.parse().ok()).collect();
    let letters = marks
        .iter()
        .take_while(|mark| matches!(mark.as_str(), "A" | "B" | "C" | "a" | "b" | "c"))
        .count();
    let in_order =
        numbers.first() == Some(&1) && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1);
    marks.len() >= 3 && letters + numbers.len() == marks.len() && in_order
}

/// Tones decide: a person called Tống is not a total.
fn is_total(row: &Row) -> bool {
    let Some((_, text)) = row.texts().next() else { return false };
    let first = text.chars().find(|letter| letter.is_alphanumeric());
    if !matches!(first, Some('t' | 'T' | 'c' | 'C')) {
        return false;
    }
    let text = lower(text);
    let starts = ["tổng cộng", "tổng số", "cộng trang", "tổng hợp"]
        .iter()
        .any(|start| text.starts_with(start));
    let rest = text.strip_prefix("cộng ").or_else(|| text.strip_prefix("tổng "));
    let counted = rest.is_some_and(|rest| rest.starts_with(|letter: char| letter.is_ascii_digit()));
    starts || counted || matches!(text.as_str(), "cộng" | "tổng" | "tong cong" | "cong" | "tong so")
}

fn is_signature(text: &str) -> bool {
    let text = lower(text);
    let roles = [
        "người lập",
        "lập biểu",
        "lập bảng",
        "ký tên",
        "ký ghi rõ",
        "ký và ghi rõ",
        "ký đóng dấu",
        "xác nhận của",
        "thủ trưởng",
        "tm ",
        "t m ",
        "chủ tịch",
        "phó chủ tịch",
        "chi hội trưởng",
        "kế toán",
        "thủ quỹ",
        "thư ký",
        "nơi nhận",
    ];
    let dated = text.contains("ngày")
        && text.contains("tháng")
        && text.contains("năm")
        && text.split(' ').count() <= 12;
    dated || roles.iter().any(|role| text.starts_with(role) || text.ends_with(role))
}

fn is_note(text: &str) -> bool {
    let text = lower(text);
    [
        "ghi chú",
        "lưu ý",
        "chú ý",
        "chú thích",
        "ấn định danh sách",
        "danh sách có",
        "danh sách gồm",
        "danh sách này",
    ]
    .iter()
    .any(|start| text.starts_with(start))
}

/// One text alone in its row, but for a number before it: outside the columns that must be filled, after a roman
/// number or a letter, or the name of a group. Another row with only a name is a person of whom the rest is missing.
fn section(row: &Row, filled: &[u16], shape: &TableShape) -> Option<String> {
    let texts: Vec<(u16, &str)> = row.texts().collect();
    let title = match texts.as_slice() {
        [(column, title)] if filled.len() == 1 => {
            let is_title =
                !shape.is_required(*column) || starts_with_number(title) || names_a_group(title);
            is_title.then(|| (*title).trim().to_owned())
        }
        // A number before it, which Excel may keep as one.
        [(column, title)] if filled.len() == 2 && filled[0] < *column => {
            names_a_group(title).then(|| (*title).trim().to_owned())
        }
        [(_, number), (_, title)] if filled.len() == 2 => {
            let (number, title) = (number.trim(), title.trim());
            if is_roman(number.trim_end_matches(['.', ')', ' '])) {
                Some(format!("{number} {title}"))
            } else {
                (is_ordinal(number) && names_a_group(title)).then(|| title.to_owned())
            }
        }
        _ => None,
    };
    title.filter(|title| !title.is_empty())
}

/// `2.`, `B`, `IV)`.
fn is_ordinal(text: &str) -> bool {
    let bare = text.trim_end_matches(['.', ')', ':', '-', ' ']);
    let is_letter =
        bare.len() == 1 && bare.starts_with(|letter: char| letter.is_ascii_alphabetic());
    let is_number = !bare.is_empty() && bare.bytes().all(|letter| letter.is_ascii_digit());
    is_letter || is_number || is_roman(bare)
}

/// How the name of a group begins, with its tones and as it is typed without them.
const GROUPS: [&str; 30] = [
    "chi hội",
    "chi hoi",
    "phân hội",
    "phan hoi",
    "tổ hội",
    "to hoi",
    "hội khuyến học",
    "hoi khuyen hoc",
    "ban khuyến học",
    "ban khuyen hoc",
    "thôn",
    "bản",
    "xóm",
    "ấp",
    "khóm",
    "buôn",
    "làng",
    "phum",
    "tổ dân phố",
    "to dan pho",
    "tdp",
    "khu phố",
    "khu pho",
    "khu dân cư",
    "khu dan cu",
    "trường tiểu học",
    "trường th",
    "trường mầm non",
    "trường trung học",
    "trường phổ thông",
];

/// Hardly any name of a person begins with the first word of a group, so hardly any is put into lower case.
fn may_name_a_group(text: &str) -> bool {
    // Marks that stand for themselves, U+0300 to U+036F, begin with these bytes.
    let is_composed = !text.bytes().any(|byte| matches!(byte, 0xcc | 0xcd));
    let text = text.trim_start();
    let first = &text[..text.find([' ', ':', '.']).unwrap_or(text.len())];
    let begins = |group: &&str| {
        let ends_there = group.as_bytes().get(first.len()).is_none_or(|byte| *byte == b' ');
        let word = group.get(..first.len()).filter(|_| ends_there);
        word.is_some_and(|word| first.chars().flat_map(char::to_lowercase).eq(word.chars()))
    };
    !is_composed || GROUPS.iter().any(begins)
}

/// Whether a text is the name of a chapter, a hamlet or a school rather than of a person: `Chi hội bản Thẩm Mú`. The
/// tones count: a person may be called `Bàn` or `Trương`.
pub fn names_a_group(text: &str) -> bool {
    if !may_name_a_group(text) {
        return false;
    }
    let text = lower(text);
    GROUPS.iter().any(|group| {
        text.strip_prefix(group).is_some_and(|rest| rest.starts_with(' ') && rest.len() > 1)
    }) || ["trường thcs", "trường thpt", "trường ptdtbt", "trường ptdtnt"]
        .iter()
        .any(|school| text.starts_with(school))
}

fn starts_with_number(title: &str) -> bool {
    let head = title.split([' ', '.', ')', ':', '-']).next().unwrap_or_default();
    let followed = title[head.len()..].starts_with(['.', ')', ':', '-']);
    followed
        && (is_roman(head)
            || (head.len() == 1 && head.starts_with(|letter: char| letter.is_ascii_uppercase())))
}

fn is_roman(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|letter| matches!(letter, 'I' | 'V' | 'X'))
}

/// What a single cell says when it stands for the one above.
pub(super) fn is_ditto(value: &Value) -> bool {
    let Value::Text(text) = value else { return false };
    let first = text.chars().find(|letter| !letter.is_whitespace() && !is_line(*letter));
    let may_be_one = first.is_some_and(|letter| {
        matches!(letter, 'n' | 'N' | '/') || is_quote(letter) || !letter.is_alphanumeric()
    });
    if !may_be_one {
        return false;
    }
    let signs: String =
        text.chars().filter(|letter| !letter.is_whitespace() && !is_line(*letter)).collect();
    let marks = !signs.is_empty() && signs.chars().all(is_quote);
    marks
        || signs == "//"
        || matches!(fold(text).as_str(), "nt" | "n t" | "nhu tren" | "nhu tr" | "như tren")
}

fn is_line(letter: char) -> bool {
    matches!(letter, '-' | '.' | '_' | '–')
}

fn is_quote(sign: char) -> bool {
    matches!(sign, '"' | '“' | '”' | '″' | '〃' | '\'' | '’' | '‘' | '«' | '»')
}
