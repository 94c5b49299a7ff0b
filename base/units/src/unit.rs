//! What a unit is to those who ask for it.

use crate::words::{self, Form, Level, Origin, Setting};
use kernel::{Day, Lang, UnitId};
use sqlx::{Row, any::AnyRow};

/// A unit and all below it, in the boundaries of one day: today's, or those before a merger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subtree {
    pub unit: UnitId,
    pub boundaries: Day,
}

/// As much of a unit as a list shows, under its name of the day that was asked for. Of a day
/// outside its life it is the first or the last name.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, sqlx::FromRow)]
pub struct UnitBrief {
    pub id: UnitId,
    pub code: String,
    #[sqlx(try_from = "String")]
    pub level: Level,
    pub kind: String,
    pub name: String,
    pub opened: Day,
    /// The first day on which it is no more; 9999-12-31 while it is.
    pub closed: Day,
    #[serde(skip)]
    pub sort_key: String,
}

impl UnitBrief {
    /// `xã Xa Dung`, `Xa Dung commune`.
    pub fn full_name(&self, lang: Lang) -> String {
        words::full_name(lang, self.level, &self.kind, &self.name)
    }
    /// `Hội Khuyến học xã Xa Dung`.
    pub fn association_name(&self, lang: Lang) -> String {
        words::association_name(lang, self.level, &self.kind, &self.name)
    }
    pub fn is_alive(&self, on: Day) -> bool {
        self.opened <= on && on < self.closed
    }
}

/// A unit under its latest name.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Unit {
    #[serde(flatten)]
    pub brief: UnitBrief,
    pub origin: Origin,
    /// Only own units have a form and a setting.
    pub form: Option<Form>,
    pub setting: Option<Setting>,
    /// Ngành that it belongs to besides its place in the tree.
    pub sector: Option<UnitId>,
    pub note: String,
}

impl std::ops::Deref for Unit {
    type Target = UnitBrief;
    fn deref(&self) -> &UnitBrief {
        &self.brief
    }
}

impl<'r> sqlx::FromRow<'r, AnyRow> for Unit {
    fn from_row(row: &'r AnyRow) -> Result<Unit, sqlx::Error> {
        let origin: String = row.try_get("origin")?;
        let (form, setting): (String, String) = (row.try_get("form")?, row.try_get("setting")?);
        let undecodable = |error| sqlx::Error::Decode(Box::new(error));
        Ok(Unit {
            brief: UnitBrief::from_row(row)?,
            origin: origin.parse().map_err(undecodable)?,
            form: some(&form).map_err(undecodable)?,
            setting: some(&setting).map_err(undecodable)?,
            sector: row.try_get("sector_id")?,
            note: row.try_get("note")?,
        })
    }
}

/// An empty word is none.
fn some<W: std::str::FromStr>(word: &str) -> Result<Option<W>, W::Err> {
    if word.is_empty() { Ok(None) } else { word.parse().map(Some) }
}

/// A name and a kind, and the days on which the unit bore them.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, sqlx::FromRow)]
pub struct NameSpan {
    pub since: Day,
    pub until: Day,
    pub name: String,
    pub kind: String,
    /// The resolution or decision that gave it, where known.
    pub resolution: String,
}

/// The columns of a [`UnitBrief`], of tables `unit as u` and `unit_name as n`.
macro_rules! brief_columns {
    () => {
        "u.id, u.code, u.level, n.kind, n.name, u.opened, u.closed, u.sort_key"
    };
}

/// Joins the name of day `$1`; of a day outside the unit's life, the first or last name.
macro_rules! name_of_day_1 {
    () => {
        "join unit_name n on n.unit_id = u.id and (n.since <= $1 or n.since = u.opened)
         and ($1 < n.until or n.until = u.closed)"
    };
}

pub(crate) use {brief_columns, name_of_day_1};
