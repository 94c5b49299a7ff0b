//! The words that are stored: committees, how an office began and ended, who came, how far a hand-over is.

use crate::texts::Texts;
use kernel::Lang;

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$each:meta])* $variant:ident = $word:literal $said:ident),* $(,)? })*) => { $(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
        pub enum $name { $( $(#[$each])* #[serde(rename = $word)] $variant ),* }

        impl $name {
            pub const ALL: &'static [$name] = &[$($name::$variant),*];
            /// As it is stored and as programs read it.
            pub fn code(self) -> &'static str {
                match self { $($name::$variant => $word),* }
            }
            pub fn read(word: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|one| one.code() == word)
            }
            pub fn say(self, lang: Lang) -> String {
                match self { $($name::$variant => Texts(lang).$said()),* }
            }
        }
    )* };
}

words!(
    /// Ban: a committee of a unit.
    Body {
        /// Ban chấp hành
        Executive = "ban_chap_hanh" executive_committee,
        /// Ban thường vụ
        Standing = "ban_thuong_vu" standing_committee,
        /// Ban kiểm tra
        Inspection = "ban_kiem_tra" inspection_committee,
        /// Ban chi hội
        ChapterBoard = "ban_chi_hoi" chapter_board,
    }
    /// How somebody came into an office.
    Began {
        Elected = "elected" elected,
        /// Bầu bổ sung, between two congresses
        CoOpted = "co_opted" co_opted,
        /// Chỉ định, phân công
        Appointed = "appointed" appointed,
    }
    /// How an office ended for somebody.
    Ended {
        TermEnded = "term_ended" term_ended,
        Resigned = "resigned" resigned,
        Died = "died" died,
        /// Thay thế
        Replaced = "replaced" replaced,
        /// Miễn nhiệm, bãi nhiệm
        Dismissed = "dismissed" dismissed,
        /// Chuyển công tác
        Moved = "moved" moved_away,
        /// The unit itself has ended.
        UnitEnded = "unit_ended" unit_ended,
    }
    Presence {
        Present = "present" present,
        /// Vắng có phép
        Excused = "excused" excused,
        /// Vắng không phép
        Absent = "absent" absent,
    }
    Outcome {
        Passed = "passed" passed,
        Rejected = "rejected" rejected,
    }
    /// How far a hand-over is.
    State {
        /// Đã lập, chưa ai ký
        Prepared = "prepared" prepared,
        LeaverSigned = "leaver_signed" leaver_signed,
        /// The signed paper was sent in and waits for the unit above.
        PaperSent = "paper_sent" paper_sent,
        Done = "done" done,
        Withdrawn = "withdrawn" withdrawn,
    }
    Side {
        /// Bên giao
        Leaver = "leaver" leaver,
        /// Bên nhận
        Successor = "successor" successor,
    }
);

impl Ended {
    /// What somebody may say who ends an office; a unit's end is the program's to say.
    pub const SAID: [Ended; 6] = [
        Ended::TermEnded,
        Ended::Resigned,
        Ended::Replaced,
        Ended::Moved,
        Ended::Dismissed,
        Ended::Died,
    ];
}

impl State {
    pub fn is_open(self) -> bool {
        matches!(self, State::Prepared | State::LeaverSigned | State::PaperSent)
    }
    /// The shape beside the word.
    pub fn shape(self) -> &'static str {
        match self {
            State::Prepared => "draft",
            State::LeaverSigned | State::PaperSent => "waiting",
            State::Done => "done",
            State::Withdrawn => "closed",
        }
    }
}
