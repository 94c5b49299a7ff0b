//! Every reason why a whole file is not taken.

use crate::import::{paths::Fault, texts::Texts};
use axum::http::StatusCode;
use kernel::Lang;
use platform::Say;
use sheets::Unreadable;

#[derive(Debug, Clone, PartialEq)]
pub enum Refusal {
    /// The file cannot be read; it says itself why.
    Unreadable(Unreadable),
    NoFile,
    /// A path on the command line that cannot be used.
    PathUnusable {
        path: String,
        fault: Fault,
    },
    /// The unit is not open today.
    UnitEnded {
        vi: String,
        en: String,
    },
    /// There is a header, but no column of names.
    NoNameColumn {
        sheet: String,
        row: u32,
    },
    /// Two lists side by side: half of the people would be lost.
    TwoNameColumns {
        sheet: String,
        cells: String,
    },
    /// No row looks like the header of a member list.
    NoMemberTable {
        sheet: String,
    },
    NothingInside,
    /// A header and nobody under it.
    NoPeople {
        sheet: String,
    },
    NotYetChecked,
    AlreadyApplied,
    /// A check that failed or was stopped has nothing to apply.
    NothingToApply,
    NothingToWrite,
    /// The command line names a batch that is not there.
    NoSuchBatch {
        id: String,
    },
    /// Only what was written can be taken back.
    NotApplied,
    BeingUndone,
    AlreadyUndone,
    /// It was taken back, and so many are kept for the same reasons as then.
    NothingMoreToUndo {
        kept: i64,
    },
    /// Another batch, of whatever unit, is being written or taken back.
    AnotherAtWork,
    FileChanged,
    Stopped,
    NotRunning,
    NoMarkedFile,
}

impl From<Unreadable> for Refusal {
    fn from(reason: Unreadable) -> Refusal {
        match reason {
            Unreadable::Stopped => Refusal::Stopped,
            reason => Refusal::Unreadable(reason),
        }
    }
}

impl Say for Refusal {
    fn code(&self) -> String {
        let code = match self {
            Refusal::Unreadable(reason) => reason.code(),
            Refusal::NoFile => "file_missing",
            Refusal::PathUnusable { fault, .. } => match fault {
                Fault::NotThere => "file_not_found",
                Fault::Folder => "file_is_folder",
                Fault::NotReadable => "file_not_readable",
                Fault::MarkedOverInput => "marked_over_input",
                Fault::MarkedIsFolder => "marked_is_folder",
                Fault::MarkedExists => "marked_exists",
                Fault::MarkedNotWritable => "marked_not_writable",
            },
            Refusal::NoNameColumn { .. } => "no_name_column",
            Refusal::TwoNameColumns { .. } => "two_name_columns",
            Refusal::NoMemberTable { .. } => "no_member_table",
            Refusal::NothingInside => "file_empty",
            Refusal::NoPeople { .. } => "no_people",
            Refusal::NotYetChecked => "batch_not_checked",
            Refusal::AlreadyApplied => "batch_already_applied",
            Refusal::NothingToApply => "batch_not_usable",
            Refusal::UnitEnded { .. } => "unit_ended",
            Refusal::NothingToWrite => "nothing_to_write",
            Refusal::NoSuchBatch { .. } => "batch_unknown",
            Refusal::NotApplied => "batch_not_applied",
            Refusal::BeingUndone => "batch_being_undone",
            Refusal::AlreadyUndone => "batch_already_undone",
            Refusal::NothingMoreToUndo { .. } => "nothing_more_to_undo",
            Refusal::AnotherAtWork => "another_import_running",
            Refusal::FileChanged => "file_changed",
            Refusal::Stopped => "stopped",
            Refusal::NotRunning => "batch_not_running",
            Refusal::NoMarkedFile => "no_marked_file",
        };
        code.to_owned()
    }

    fn say(&self, lang: Lang) -> String {
        let t = Texts(lang);
        match self {
            Refusal::Unreadable(reason) => reason.say(lang),
            Refusal::NoFile => t.no_file(),
            Refusal::PathUnusable { path, fault } => match fault {
                Fault::NotThere => t.file_not_found(path),
                Fault::Folder => t.file_is_folder(path),
                Fault::NotReadable => t.file_not_readable(path),
                Fault::MarkedOverInput => t.marked_over_input(path),
                Fault::MarkedIsFolder => t.marked_is_folder(path),
                Fault::MarkedExists => t.marked_exists(path),
                Fault::MarkedNotWritable => t.marked_not_writable(path),
            },
            Refusal::NoNameColumn { sheet, row } => t.no_name_column(sheet, *row),
            Refusal::TwoNameColumns { sheet, cells } => t.two_name_columns(sheet, cells),
            Refusal::NoMemberTable { sheet } => t.no_member_table(sheet),
            Refusal::NothingInside => t.nothing_inside(),
            Refusal::NoPeople { sheet } => t.no_people(sheet),
            Refusal::NotYetChecked => t.not_yet_checked(),
            Refusal::AlreadyApplied => t.already_applied(),
            Refusal::NothingToApply => t.nothing_to_apply(),
            Refusal::UnitEnded { vi, en } => t.unit_ended(lang.choose(vi, en)),
            Refusal::NothingToWrite => t.nothing_to_write(),
            Refusal::NoSuchBatch { id } => t.no_such_batch(id),
            Refusal::NotApplied => t.not_applied(),
            Refusal::BeingUndone => t.being_undone(),
            Refusal::AlreadyUndone => t.already_undone(),
            Refusal::NothingMoreToUndo { kept } => t.nothing_more_to_undo(&lang.grouped(*kept)),
            Refusal::AnotherAtWork => t.another_at_work(),
            Refusal::FileChanged => t.file_changed(),
            Refusal::Stopped => t.stopped_by_person(),
            Refusal::NotRunning => t.not_running(),
            Refusal::NoMarkedFile => t.no_marked_file(),
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Refusal::Unreadable(Unreadable::FileTooLarge { .. }) => StatusCode::PAYLOAD_TOO_LARGE,
            Refusal::Unreadable(Unreadable::AnotherKind(_)) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Refusal::Unreadable(Unreadable::Busy) => StatusCode::SERVICE_UNAVAILABLE,
            Refusal::Unreadable(Unreadable::Disk(_)) => StatusCode::INTERNAL_SERVER_ERROR,
            Refusal::NoSuchBatch { .. } => StatusCode::NOT_FOUND,
            Refusal::Unreadable(_)
            | Refusal::NoFile
            | Refusal::PathUnusable { .. }
            | Refusal::NoNameColumn { .. }
            | Refusal::TwoNameColumns { .. }
            | Refusal::NoMemberTable { .. }
            | Refusal::NothingInside
            | Refusal::NoPeople { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            _ => StatusCode::CONFLICT,
        }
    }
}
