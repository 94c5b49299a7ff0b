//! What somebody means to do to units, as it is written down and agreed to.

use kernel::{Day, Share, UnitId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use units::{Form, Setting};
use utoipa::ToSchema;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// The first day on which it is so.
    #[schema(value_type = String)]
    pub day: Day,
    /// The decision that says so: its number, its day, whose it is.
    #[serde(default)]
    pub decision: String,
    pub steps: Vec<Step>,
    /// Units to be opened on the day.
    #[serde(default)]
    pub opens: Vec<Opening>,
    /// Where single records go: `members.membership/…` or `access.grant/…`, and a unit.
    #[serde(default)]
    pub placed: BTreeMap<String, Target>,
    /// The registers of the receiving units hold already whom declared totals of units that end count.
    #[serde(default)]
    pub registers_hold: bool,
}

/// A unit there is, by its id, or one that the plan opens, as `new:` and its key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
pub struct Target(pub String);

impl Target {
    pub fn unit(unit: &UnitId) -> Target {
        Target(unit.to_string())
    }
    pub fn new_unit(key: &str) -> Target {
        Target(format!("new:{key}"))
    }
    /// The key of a unit that is still to be opened.
    pub fn key(&self) -> Option<&str> {
        self.0.strip_prefix("new:")
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    pub key: String,
    #[schema(value_type = String)]
    pub parent: UnitId,
    pub name: String,
    #[schema(value_type = String)]
    pub form: Form,
    #[schema(value_type = String)]
    pub setting: Setting,
    /// What stands behind the parent's code and a dot; made from the name when left out.
    #[serde(default)]
    pub code: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "deed", rename_all = "snake_case", deny_unknown_fields)]
pub enum Step {
    /// Nhập các đơn vị vào một đơn vị
    Merge {
        #[schema(value_type = Vec<String>)]
        units: Vec<UnitId>,
        into: Target,
    },
    /// Chia một đơn vị thành nhiều đơn vị
    Split {
        #[schema(value_type = String)]
        unit: UnitId,
        heirs: Vec<Portion>,
        /// Where records go that no list places.
        #[serde(default)]
        rest: Option<Target>,
    },
    /// Tách một phần của một đơn vị ra thành đơn vị mới, hoặc sang một đơn vị đang có; đơn vị đó vẫn tiếp tục
    SplitOff {
        #[schema(value_type = String)]
        unit: UnitId,
        /// What each receiving unit gets; whatever nobody names stays.
        parts: Vec<Portion>,
    },
    /// Chuyển về trực thuộc đơn vị khác
    Move {
        #[schema(value_type = String)]
        unit: UnitId,
        under: Target,
    },
    /// Đổi tên
    Rename {
        #[schema(value_type = String)]
        unit: UnitId,
        name: String,
    },
    /// Đổi loại hình
    ChangeForm {
        #[schema(value_type = String)]
        unit: UnitId,
        #[schema(value_type = String)]
        form: Form,
        #[schema(value_type = String)]
        setting: Setting,
    },
    /// Giải thể
    Dissolve {
        #[schema(value_type = String)]
        unit: UnitId,
        /// Who takes over what is there; nobody where nothing is.
        #[serde(default)]
        to: Option<Target>,
    },
    /// Bỏ cả một cấp
    AbolishForm {
        #[schema(value_type = String)]
        under: UnitId,
        #[schema(value_type = String)]
        form: Form,
    },
    /// Sắp xếp theo danh mục của Nhà nước từ 01/7/2025
    Reform {
        #[serde(default)]
        shares: Vec<ReformShare>,
    },
}

/// What one heir of a divided unit gets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Portion {
    pub to: Target,
    /// The units below that go to it.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    pub units: Vec<UnitId>,
    /// Its part of every figure that is only declared: `1/3` or `40%`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub share: Option<Share>,
    /// What the share rests on: population, number of hamlets, a list.
    #[serde(default)]
    pub basis: String,
}

/// What part of an official unit's figures one of its several successors gets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReformShare {
    #[schema(value_type = String)]
    pub old: UnitId,
    #[schema(value_type = String)]
    pub new: UnitId,
    #[schema(value_type = String)]
    pub share: Share,
    pub basis: String,
}

impl Plan {
    pub fn is_reform(&self) -> bool {
        self.steps.iter().any(|step| matches!(step, Step::Reform { .. }))
    }

    /// Every share that somebody has stated, and what it rests on.
    pub fn shares(&self) -> impl Iterator<Item = (Share, &str)> {
        self.steps.iter().flat_map(|step| -> Vec<(Share, &str)> {
            match step {
                Step::Split { heirs, .. } | Step::SplitOff { parts: heirs, .. } => heirs
                    .iter()
                    .filter_map(|heir| Some((heir.share?, heir.basis.as_str())))
                    .collect(),
                Step::Reform { shares } => {
                    shares.iter().map(|one| (one.share, one.basis.as_str())).collect()
                }
                _ => vec![],
            }
        })
    }

    /// What the shares of a divided unit rest on, each said once.
    pub fn bases_of(&self, divided: &UnitId) -> Vec<&str> {
        let mut bases: Vec<&str> = vec![];
        for step in &self.steps {
            match step {
                Step::Split { unit, heirs: parts, .. } | Step::SplitOff { unit, parts }
                    if unit == divided =>
                {
                    bases.extend(parts.iter().map(|part| part.basis.as_str()));
                }
                Step::Reform { shares } => {
                    let of = shares.iter().filter(|share| share.old == *divided);
                    bases.extend(of.map(|share| share.basis.as_str()));
                }
                _ => {}
            }
        }
        bases.retain(|basis| !basis.is_empty());
        let mut said = std::collections::BTreeSet::new();
        bases.retain(|basis| said.insert(*basis));
        bases
    }
}
