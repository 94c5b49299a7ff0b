//! What a person says of how a file was typed: Bảng mã của tệp.

use kernel::vietnamese::legacy::Encoding;
use std::str::FromStr;

/// How a file is to be read. Unless a person says it, each column is judged by its fonts and words.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Default,
    serde::Serialize,
    serde::Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum FileEncoding {
    #[default]
    Auto,
    /// As it stands.
    Unicode,
    Tcvn3,
    Vni,
}

impl FileEncoding {
    pub const ALL: [FileEncoding; 4] =
        [FileEncoding::Auto, FileEncoding::Unicode, FileEncoding::Tcvn3, FileEncoding::Vni];

    pub fn code(self) -> &'static str {
        match self {
            FileEncoding::Auto => "auto",
            FileEncoding::Unicode => "unicode",
            FileEncoding::Tcvn3 => "tcvn3",
            FileEncoding::Vni => "vni",
        }
    }
    /// The encoding that a person has said the file is in.
    pub(super) fn told(self) -> Option<Encoding> {
        match self {
            FileEncoding::Auto | FileEncoding::Unicode => None,
            FileEncoding::Tcvn3 => Some(Encoding::Tcvn3),
            FileEncoding::Vni => Some(Encoding::Vni),
        }
    }
}

/// None of the four answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAnEncoding;

impl FromStr for FileEncoding {
    type Err = NotAnEncoding;
    /// Nothing said is [`FileEncoding::Auto`].
    fn from_str(text: &str) -> Result<FileEncoding, NotAnEncoding> {
        let word = text.trim().to_ascii_lowercase();
        if word.is_empty() {
            return Ok(FileEncoding::Auto);
        }
        FileEncoding::ALL.into_iter().find(|answer| answer.code() == word).ok_or(NotAnEncoding)
    }
}

impl TryFrom<String> for FileEncoding {
    type Error = String;
    fn try_from(word: String) -> Result<FileEncoding, String> {
        word.parse().map_err(|NotAnEncoding| word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_one_of_four_words_and_none_is_left_to_the_program() {
        for answer in FileEncoding::ALL {
            assert_eq!(answer.code().to_uppercase().parse(), Ok(answer));
        }
        assert_eq!(" ".parse(), Ok(FileEncoding::Auto));
        assert_eq!("utf-8".parse::<FileEncoding>(), Err(NotAnEncoding));
    }
}
