//! What each kind of object that hangs on a unit does when the unit ends.

use crate::Change;
use access::{Scope, Work};
use kernel::{Day, Lang, Source, UnitId};
use platform::{Permission, Problem, db::Tx, module::Answer};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The same in Vietnamese and in English.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Words {
    pub vi: String,
    pub en: String,
}

impl Words {
    pub fn new(vi: impl Into<String>, en: impl Into<String>) -> Words {
        Words { vi: vi.into(), en: en.into() }
    }
    /// Says it in both languages.
    pub fn of(say: impl Fn(Lang) -> String) -> Words {
        Words { vi: say(Lang::Vi), en: say(Lang::En) }
    }
    pub fn say(&self, lang: Lang) -> &str {
        lang.choose(&self.vi, &self.en)
    }
}

/// What may become of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// Chuyển sang đơn vị kế tục
    ToHeir,
    /// Chia theo danh sách
    ByList,
    /// Chia theo tỷ lệ
    ByShare,
    /// Kết thúc
    Ends,
    /// Ở lại làm lịch sử
    History,
}

/// What becomes of a quantity.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It goes to an heir.
    Carried,
    /// It stays where it is and counts for the unit above.
    Stays,
    /// It ends and goes nowhere.
    Ends,
}

/// So many of something, here before and there afterwards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Line {
    #[schema(value_type = String)]
    pub from: UnitId,
    /// Nothing where it does not go to an heir.
    #[schema(value_type = Option<String>)]
    pub to: Option<UnitId>,
    pub what: Words,
    /// The indicator by which it is counted, or nothing.
    pub code: String,
    pub quantity: i64,
    pub fate: Fate,
}

/// What a person has to know, or to decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Named {
    #[schema(value_type = String)]
    pub unit: UnitId,
    pub said: Words,
    /// Whether nothing can be carried out before it has been decided.
    pub blocks: bool,
    /// The record that needs a place, if it is one.
    pub record: Option<String>,
}

/// What a change would do to one kind of object.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Weighed {
    pub lines: Vec<Line>,
    pub named: Vec<Named>,
}

/// Looks, and changes nothing. Heirs that are still to be opened are not in the database yet.
pub type Weigh = for<'a> fn(&'a mut Tx, &'a Scope, &'a Change) -> Answer<'a, Weighed>;
/// Carries over, and answers with what it has to know to take it back.
pub type Carry = for<'a> fn(&'a mut Work, &'a Scope, &'a Change) -> Answer<'a, serde_json::Value>;
/// Makes it as it was.
pub type TakeBack =
    for<'a> fn(&'a mut Work, &'a Scope, &'a Change, &'a serde_json::Value) -> Answer<'a, ()>;

/// A single thing that people may give a place of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// As a plan names it: `members.membership/…`.
    pub source: Source,
    /// What people call it.
    pub said: Words,
    /// What else tells it from others: the number of a card, the year of a birth.
    pub mark: String,
}

/// The single things of a unit, in the order of a list on paper.
pub type ListRecords = for<'a> fn(&'a mut Tx, &'a Scope, Day) -> Answer<'a, Vec<Record>>;

/// How single things are found; only whoever holds the permission at the unit is shown them.
#[derive(Debug, Clone, Copy)]
pub struct Records {
    pub needs: Permission,
    pub list: ListRecords,
}

/// One kind of object, the columns by which it hangs on units, and what becomes of it.
#[derive(Debug, Clone)]
pub struct Disposition {
    /// A stable name: `members.membership`.
    pub object: &'static str,
    /// Tables and columns that refer to a unit.
    pub columns: &'static [(&'static str, &'static str)],
    pub vi: &'static str,
    pub en: &'static str,
    pub ways: &'static [Way],
    pub weigh: Option<Weigh>,
    pub carry: Option<Carry>,
    pub take_back: Option<TakeBack>,
    /// Where single ones of it may be placed by hand.
    pub records: Option<Records>,
}

impl Disposition {
    /// An object that stays with the unit it happened in.
    pub const fn history(
        object: &'static str,
        columns: &'static [(&'static str, &'static str)],
        (vi, en): (&'static str, &'static str),
    ) -> Disposition {
        Disposition {
            object,
            columns,
            vi,
            en,
            ways: &[Way::History],
            weigh: None,
            carry: None,
            take_back: None,
            records: None,
        }
    }

    pub fn said(&self, lang: Lang) -> &'static str {
        lang.choose(self.vi, self.en)
    }
}

/// All dispositions of the program, in the order in which they are carried out.
#[derive(Debug, Clone, Default)]
pub struct Registry(Arc<Vec<Disposition>>);

impl Registry {
    pub fn new(all: Vec<Disposition>) -> Registry {
        Registry(Arc::new(all))
    }

    pub fn all(&self) -> &[Disposition] {
        &self.0
    }

    /// What a change would do to every kind of object that does not merely stay.
    pub async fn weigh(
        &self,
        tx: &mut Tx,
        scope: &Scope,
        change: &Change,
    ) -> Result<Vec<(&'static str, Weighed)>, Problem> {
        let mut all = vec![];
        for one in self.0.iter() {
            if let Some(weigh) = one.weigh {
                all.push((one.object, weigh(tx, scope, change).await?));
            }
        }
        Ok(all)
    }

    /// Carries everything over; what each has to know to take it back.
    pub async fn carry(
        &self,
        work: &mut Work,
        scope: &Scope,
        change: &Change,
    ) -> Result<Vec<(&'static str, serde_json::Value)>, Problem> {
        let mut effects = vec![];
        for one in self.0.iter() {
            if let Some(carry) = one.carry {
                effects.push((one.object, carry(work, scope, change).await?));
            }
        }
        Ok(effects)
    }

    /// Takes everything back, the last first.
    pub async fn take_back(
        &self,
        work: &mut Work,
        scope: &Scope,
        change: &Change,
        effects: &[(String, serde_json::Value)],
    ) -> Result<(), Problem> {
        for one in self.0.iter().rev() {
            let effect = effects.iter().find(|(object, _)| object == one.object);
            if let (Some(take_back), Some((_, effect))) = (one.take_back, effect) {
                take_back(work, scope, change, effect).await?;
            }
        }
        Ok(())
    }
}
