//! Identities: 26 characters that sort by age, one type for each kind of thing.

use crate::column::text_column;
use std::{convert::Infallible, fmt, str::FromStr};

const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Writes 128 bits as 26 letters (Crockford's base 32), most significant first.
fn written(bits: u128) -> String {
    (0..26).rev().map(|place| LETTERS[(bits >> (place * 5)) as usize & 31] as char).collect()
}

/// Declares an identity type, so that a unit's id can never be passed for a person's.
macro_rules! id_types {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => { $(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub struct $name(String);

        impl $name {
            /// A new id; ids made later sort later.
            #[expect(clippy::new_without_default, reason = "an id is made on purpose")]
            pub fn new() -> Self {
                Self(written(uuid::Uuid::now_v7().as_u128()))
            }
            /// The id that these bits always have: reference data keeps its ids from one load to the next.
            pub fn of_bits(bits: u128) -> Self {
                Self(written(bits))
            }
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl FromStr for $name {
            type Err = Infallible;
            fn from_str(text: &str) -> Result<Self, Infallible> {
                Ok(Self(text.to_owned()))
            }
        }
        text_column!($name);
    )* };
}

id_types!(
    /// Đơn vị: a unit of the tree, through all its names.
    UnitId,
    /// Người: a person; also the random key that count rows carry.
    PersonId,
    /// Thẻ hội viên: one person's belonging to one unit.
    MembershipId,
    /// Nhiệm kỳ đại hội.
    TermId,
    /// Một lần giữ chức vụ: one person in one office, from a day on.
    TenureId,
    /// Kỳ họp of a committee.
    MeetingId,
    /// Biên bản bàn giao.
    HandoverId,
    /// Tài khoản.
    AccountId,
    /// Phiên đăng nhập.
    SessionId,
    /// Lô nhập: one workbook on its way into the register.
    BatchId,
    /// Khai báo: one total that a unit states without keeping the register behind it.
    DeclarationId,
    /// A row of a book.
    RowId,
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_26_letters_and_sort_by_age() {
        let (older, newer) = (RowId::of_bits(1 << 80), RowId::of_bits((1 << 80) + (1 << 79)));
        assert_eq!(older.as_str().len(), 26);
        assert!(older < newer);
        assert_ne!(RowId::new(), RowId::new());
    }
}
