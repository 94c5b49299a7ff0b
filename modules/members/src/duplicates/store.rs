//! The tables of pairs and merges, and people as a merge reads and writes them.

mod imported;
mod look_up;
mod merges;
mod pairs;
mod people;
mod scan;

pub use imported::{MergedAway, merged_away, survivors_among, walked_of};
pub use look_up::{Alike, alike, is_number_known};
pub use merges::{
    Merge, card_holder, insert_merge, later_merge, merge, merge_of, merges_in, number_holder,
    pointed_to, undo_merge,
};
pub use pairs::{
    Found, PairState, StoredPair, carry_decisions, count_open, decide, forget_gone, known_pairs,
    listed, pair_state, place_of, remember_not_same, replace_pairs,
};
pub use people::{Named, is_wholly_within, named, record, write_merged, write_restored};
pub use scan::{count_people, people_after, sealed_numbers};

/// Whether a scope is larger than a commune: the planners cannot tell a province, whose rows are
/// read in order, from a commune, whose rows are gathered.
async fn is_wide(
    tx: &mut platform::db::Tx,
    scope: &access::Scope,
) -> Result<bool, platform::Problem> {
    let level = units::unit(tx, scope.unit()).await?.level;
    Ok(level.rank() < units::Level::Commune.rank())
}
