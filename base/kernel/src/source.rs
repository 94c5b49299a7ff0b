//! Where a count comes from.

use crate::column::text_column;
use std::{convert::Infallible, fmt, str::FromStr};

/// The record a count or a ledger entry comes from, such as `members.membership/06a8…`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct Source(String);

impl Source {
    pub fn of(kind: &str, id: &impl fmt::Display) -> Source {
        Source(format!("{kind}/{id}"))
    }
    /// The kind of record: `members.membership`.
    pub fn kind(&self) -> &str {
        self.0.split_once('/').map_or(self.0.as_str(), |(kind, _)| kind)
    }
    /// Which record of that kind.
    pub fn record(&self) -> &str {
        self.0.split_once('/').map_or("", |(_, record)| record)
    }
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl FromStr for Source {
    type Err = Infallible;
    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Source(text.to_owned()))
    }
}
text_column!(Source);
