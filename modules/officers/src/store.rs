//! The tables of officers. Their SQL is written here and nowhere else; every row is of the unit in the scope.

pub mod handovers;
pub mod meetings;
pub mod posts;
pub mod tenures;
pub mod terms;
