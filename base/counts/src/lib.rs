//! Sổ số liệu, the counts book: indicator, unit, day, quantity, source.
//!
//! - Rows are only ever added. A module says what now holds for one of its records, and `settle`
//!   adds the rows that make the book agree; no module computes a difference.
//! - Every figure of a report is a sum over this book, in the geography of a day that the reader chooses.
//! - A stock is everything that has flowed in since the beginning; a ratio is two figures, kept apart.
//! - What is only declared is marked so in every row, and a unit that keeps a register does not
//!   declare the same figure beside it.
//! - Into a locked period nothing more is written: what comes later stands after it, marked with its true day.
//! - Figures of different measures (lượt, suất, phần, người) are never added together.

mod balance;
mod book;
mod carried;
mod carrying;
mod check;
mod declaration;
mod explain;
mod held;
mod indicator;
mod late;
mod lock;
mod measure;
mod rules;
mod texts;
mod unusual;

pub use book::{Count, Standing, settle, settle_many, settle_new};
pub use carrying::{dispositions, stock_totals};
pub use declaration::{
    Declaration, NewDeclaration, declarations_of, declare, declared_stock, is_stock_declared,
    retract, set_target, targets,
};
pub use explain::{Explanation, Included, Part, SourceRow, explain};
pub use held::{
    ByCell, Elsewhere, Stated, declared, elsewhere, elsewhere_by_row, own_sums, silent_units,
};
pub use indicator::{
    Definition, Indicator, Kind, NewIndicator, add_indicator, catalogue, definition, retire, seed,
};
pub use late::late_sums;
pub use lock::{
    Lock, NewOpening, OPENING_DAYS_MAX, Opening, hold_still, lock_of, lock_on, lock_period,
    locks_on, refuse_locked, refuse_locked_from, reopen_period,
};
pub use measure::{
    Base, Figure, Missing, by_child, figures, has_rows, kept_by_registers, reported, written_late,
};
pub use rules::{LockedPeriod, Refusal};
pub use unusual::{Amount, UNUSUAL_FLOOR, UNUSUAL_PERCENT};

use access::Permission;
use platform::{
    Module, guard,
    module::{Check, Step},
};

pub const DECLARE: Permission = Permission("figures.declare");
pub const READ_FIGURES: Permission = Permission("figures.read");
pub const EDIT_INDICATORS: Permission = Permission("indicators.edit");
pub const LOCK_PERIODS: Permission = Permission("periods.lock");
pub const REOPEN_PERIODS: Permission = Permission("periods.reopen");

pub fn module() -> Module {
    Module {
        name: "counts",
        migrations: &[
            Step {
                version: 202611210940,
                name: "counts",
                sql: include_str!("../migrations/20261121094000_counts.sql"),
            },
            Step {
                version: 202611212213,
                name: "count_balance",
                sql: include_str!("../migrations/20261121221300_balance.sql"),
            },
            Step {
                version: 202611220043,
                name: "count_row is kept",
                sql: include_str!("../migrations/20261122004337_kept.sql"),
            },
            Step {
                version: 202611220117,
                name: "count_lock",
                sql: include_str!("../migrations/20261122011700_lock.sql"),
            },
            Step {
                version: 202611220149,
                name: "count_reading",
                sql: include_str!("../migrations/20261122014900_reading.sql"),
            },
            Step {
                version: 202611220137,
                name: "carried",
                sql: include_str!("../migrations/20261122013700_carried.sql"),
            },
        ],
        checks: vec![
            Check::new("I05-declared", check::declarations_are_booked),
            Check::new("I05-corrections", check::corrections_cancel),
            Check::new("I08-life", check::rows_lie_in_the_life_of_their_unit),
            Check::new("I08-lock", check::nothing_was_written_into_a_locked_period),
            Check::new("I06", check::totals_agree_in_every_geography),
            Check::new("I06-balance", check::balances_are_the_sums_of_their_rows),
            guard::check("I06-kept", "count_row"),
        ],
        ..Module::default()
    }
}
