//! Cây đơn vị: the tree of Vietnam's units through time, and the association's own units within it.
//!
//! - A code does not name a unit; a code and a day do. Each unit has an id of its own, official ones
//!   the same in every database.
//! - Names, kinds and parents are dated; together they cover the life of a unit without gap or overlap.
//! - In the boundaries of any day every unit counts under the nation exactly once. `unit_ancestor`
//!   says under what; other modules may join that table, and no other of this one, in their SQL:
//!   `join unit_ancestor above on above.unit_id = … and above.ancestor_id = $1 and above.since <= $2 and $2 < above.until`.
//! - Official units change only with the official lists. Own units are joined, divided and moved from a day on;
//!   in the boundaries of the days before, they stay what and where they were.
//!
//! Functions here take a plain transaction. Whether the caller may do what it asks is for the
//! caller to have checked.

mod change;
mod checks;
mod load;
mod own;
mod places;
mod read;
mod reference;
mod refusal;
mod rules;
mod search;
mod texts;
mod unit;
mod words;

pub use change::{
    FormSpan, Succession, TreeImage, change_form, direct_parent, forms, move_under, put_back,
    split_off, succeed, tree_image,
};
pub use checks::verify;
pub use load::{Loaded, load_province, load_provinces, load_reference};
pub use own::{NewOwnUnit, NewPartner, NewPlace, add_place, close, open_own, open_partner, rename};
pub use read::{
    Kin, Page, ParentSpan, Past, Population, brief, briefs, children, children_at_level,
    communes_of, count_below, find, full_name, is_within, name_on, past, path, population,
    predecessors, successors, undivided, unit, within,
};
pub use reference::{TWO_LEVELS_SINCE, nation, official_id};
pub use refusal::{Near, Refusal};
pub use search::search;
pub use unit::{NameSpan, Subtree, Unit, UnitBrief};
pub use words::{Basis, Form, Level, NoSuchWord, Origin, Part, Setting, association_name, kind_in};

use platform::{Module, module::Step};

/// Under what a transaction tells that units hang elsewhere than before.
pub const TREE: &str = "units.tree";
/// The code of the nation, the root of the tree.
pub const ROOT_CODE: &str = "VN";

pub fn module() -> Module {
    Module {
        name: "units",
        migrations: &[
            Step {
                version: 202611210910,
                name: "units",
                sql: include_str!("../migrations/20261121091000_units.sql"),
            },
            Step {
                version: 202611220041,
                name: "founders",
                sql: include_str!("../migrations/20261122004100_founders.sql"),
            },
        ],
        checks: checks::checks(),
        ..Module::default()
    }
}
