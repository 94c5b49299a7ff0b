//! Every reason a file cannot be read.

use crate::texts::Texts;
use kernel::Lang;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// What a file turned out to be instead of a workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileKind {
    Pdf,
    Picture,
    Word,
    Presentation,
    OpenDocument,
    BinaryExcel,
    AncientExcel,
    WebPage,
    Archive,
}

/// Every reason a file cannot be read, or its marked copy cannot be written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[error("{}", self.say(Lang::En))]
pub enum Unreadable {
    EmptyFile,
    AnotherKind(FileKind),
    HasMacros,
    PasswordProtected,
    /// What was wrong, for the log; people read the sentence.
    Damaged(Cow<'static, str>),
    /// The same of an .xls, which another program may still open.
    OldWorkbookDamaged,
    /// A document type of its own: no office program writes one, and whoever does wants other files read.
    DeclaresEntities,
    FileTooLarge {
        bytes: u64,
        most: u64,
    },
    /// Small outside and huge inside, or in too many pieces: not what an office program writes.
    Swollen,
    TooManyRows {
        row: u32,
        most: u32,
    },
    TooManyColumns {
        address: String,
        most: u16,
    },
    TooManyCells {
        most: u64,
    },
    TooManySheets {
        most: usize,
    },
    TextTooLong {
        most: usize,
    },
    NotText,
    /// Text, but in letters that are not UTF-8 and cannot be told.
    WrongEncoding,
    NoData,
    NoSuchSheet,
    /// The process that read it ran out of its memory or its time.
    Exhausting,
    /// Somebody asked the reading to stop.
    Stopped,
    /// As many files are being read as the machine can bear.
    Busy,
    /// Our own disk refused, not her file.
    Disk(String),
}

impl Unreadable {
    pub(crate) const fn damaged(why: &'static str) -> Unreadable {
        Unreadable::Damaged(Cow::Borrowed(why))
    }

    /// The name that programs read.
    pub fn code(&self) -> &'static str {
        match self {
            Unreadable::EmptyFile => "file_empty",
            Unreadable::AnotherKind(_) => "file_of_another_kind",
            Unreadable::HasMacros => "file_has_macros",
            Unreadable::PasswordProtected => "file_password_protected",
            Unreadable::Damaged(_) => "file_damaged",
            Unreadable::OldWorkbookDamaged => "old_workbook_damaged",
            Unreadable::DeclaresEntities => "file_declares_entities",
            Unreadable::FileTooLarge { .. } => "file_too_large",
            Unreadable::Swollen => "file_swollen",
            Unreadable::TooManyRows { .. } => "too_many_rows",
            Unreadable::TooManyColumns { .. } => "too_many_columns",
            Unreadable::TooManyCells { .. } => "too_many_cells",
            Unreadable::TooManySheets { .. } => "too_many_sheets",
            Unreadable::TextTooLong { .. } => "text_too_long",
            Unreadable::NotText => "file_not_text",
            Unreadable::WrongEncoding => "file_wrong_encoding",
            Unreadable::NoData => "no_sheet_with_data",
            Unreadable::NoSuchSheet => "no_such_sheet",
            Unreadable::Exhausting => "file_exhausting",
            Unreadable::Stopped => "reading_stopped",
            Unreadable::Busy => "readers_busy",
            Unreadable::Disk(_) => "disk",
        }
    }

    /// What happened, why, and the next step.
    pub fn say(&self, lang: Lang) -> String {
        let t = Texts(lang);
        match self {
            Unreadable::EmptyFile => t.file_empty(),
            Unreadable::AnotherKind(kind) => another_kind(*kind, t),
            Unreadable::HasMacros => t.has_macros(),
            Unreadable::PasswordProtected => t.password_protected(),
            Unreadable::Damaged(_) => t.damaged(),
            Unreadable::OldWorkbookDamaged => t.old_workbook_damaged(),
            Unreadable::DeclaresEntities => t.declares_entities(),
            Unreadable::FileTooLarge { bytes, most } => {
                t.file_too_large(megabytes(*bytes), most >> 20)
            }
            Unreadable::Swollen => t.swollen(),
            Unreadable::TooManyRows { row, most } => {
                t.too_many_rows(grouped(*row, lang), grouped(*most, lang))
            }
            Unreadable::TooManyColumns { address, most } => t.too_many_columns(address, *most),
            Unreadable::TooManyCells { most } => t.too_many_cells(grouped(*most, lang)),
            Unreadable::TooManySheets { most } => t.too_many_sheets(*most),
            Unreadable::TextTooLong { most } => t.text_too_long(grouped(*most as u64, lang)),
            Unreadable::NotText => t.not_text(),
            Unreadable::WrongEncoding => t.wrong_encoding(),
            Unreadable::NoData => t.no_data(),
            Unreadable::NoSuchSheet => t.no_such_sheet(),
            Unreadable::Exhausting => t.exhausting(),
            Unreadable::Stopped => t.stopped(),
            Unreadable::Busy => t.readers_busy(),
            Unreadable::Disk(_) => t.disk(),
        }
    }
}

impl From<std::io::Error> for Unreadable {
    fn from(error: std::io::Error) -> Unreadable {
        Unreadable::Disk(error.to_string())
    }
}

fn another_kind(kind: FileKind, t: Texts) -> String {
    match kind {
        FileKind::Pdf => t.is_pdf(),
        FileKind::Picture => t.is_picture(),
        FileKind::Word => t.is_word(),
        FileKind::Presentation => t.is_presentation(),
        FileKind::OpenDocument => t.is_open_document(),
        FileKind::BinaryExcel | FileKind::AncientExcel => t.is_other_excel(),
        FileKind::WebPage => t.is_web_page(),
        FileKind::Archive => t.is_archive(),
    }
}

/// Rounded up, so that a file just above the limit is not called as large as the limit.
fn megabytes(bytes: u64) -> u64 {
    bytes.div_ceil(1 << 20)
}

fn grouped(number: impl Into<u64>, lang: Lang) -> String {
    let dotted = kernel::vietnamese::number::grouped(number.into() as i64);
    lang.choose(dotted.clone(), dotted.replace('.', ","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_is_said_in_both_languages_and_ends_as_a_sentence() {
        for reason in [
            Unreadable::EmptyFile,
            Unreadable::AnotherKind(FileKind::WebPage),
            Unreadable::PasswordProtected,
            Unreadable::OldWorkbookDamaged,
            Unreadable::DeclaresEntities,
            Unreadable::Exhausting,
            Unreadable::Stopped,
            Unreadable::Busy,
            Unreadable::FileTooLarge { bytes: (40 << 20) + 1, most: 40 << 20 },
            Unreadable::TooManyColumns { address: "XFD1048576".into(), most: 256 },
        ] {
            for lang in [Lang::Vi, Lang::En] {
                assert!(reason.say(lang).ends_with('.'), "{}", reason.say(lang));
            }
        }
    }

    #[test]
    fn a_file_just_above_the_limit_is_called_larger_than_the_limit() {
        let said = Unreadable::FileTooLarge { bytes: (40 << 20) + 1, most: 40 << 20 }.say(Lang::En);
        assert!(said.contains("41 MB") && said.contains("40 MB"), "{said}");
    }
}
