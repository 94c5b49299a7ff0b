//! What the rows above have said, so that no two rows speak of one person or take one number.
//!
//! A province's file is held beside its register, so a claim stands here as eight bytes and a row as four.

use super::FileRow;
use crate::{
    import::{register::small, rules::Given},
    rules::birth_stored,
};
use std::{
    collections::HashMap,
    hash::{BuildHasher, Hash, RandomState},
};

/// One thing that only one row of a file may claim.
#[derive(PartialEq, Eq, Hash)]
enum Claim<'a> {
    NationalId(&'a str),
    Card(usize, &'a str),
}

/// Stands for a value by its hash, keyed anew for each file: a province's claims fit into a few megabytes. Among a
/// million values two share a print once in tens of millions of files.
type Print = u64;

/// For some places the row that each leads to: four bytes for each place up to the last.
#[derive(Default)]
struct Links(Vec<u32>);

impl Links {
    const NOWHERE: u32 = u32::MAX;

    fn set(&mut self, from: usize, row: usize) {
        if self.0.len() <= from {
            self.0.resize(from + 1, Links::NOWHERE);
        }
        self.0[from] = small(row);
    }

    fn get(&self, from: usize) -> Option<usize> {
        self.0.get(from).copied().filter(|row| *row != Links::NOWHERE).map(|row| row as usize)
    }
}

/// What a row claims for itself alone, and in which column, and the person that it names.
pub(super) struct Said {
    claims: [Option<(Print, u16)>; 2],
    person: Print,
}

/// Rows are known by their place in the file.
#[derive(Default)]
pub(super) struct Above<'a> {
    /// The claims of rows above, and which row made them.
    claims: HashMap<Print, u32>,
    /// By unit, name and birth the last row above that says so; by row the one before it that did.
    people: HashMap<Print, u32>,
    namesakes: Links,
    /// By member the row above that speaks of them.
    members: Links,
    /// The people whose own details a row above changes, and which row that is.
    described: HashMap<&'a str, usize>,
    prints: RandomState,
}

impl<'a> Above<'a> {
    /// `name` is the name as it is compared.
    pub fn prints(&self, row: &FileRow, given: &Given, name: &str, unit: usize) -> Said {
        let number = row.national_id_index.as_deref().map(Claim::NationalId);
        let card = given.card_number().map(|card| Claim::Card(unit, card));
        let print =
            |claim: Option<Claim>, column| claim.map(|claim| (self.prints.hash_one(claim), column));
        Said {
            claims: [print(number, row.national_id_column), print(card, row.card_column)],
            person: self.prints.hash_one((unit, name, birth_stored(given.birth))),
        }
    }

    /// The row that has claimed the same, and the column of what it claimed.
    pub fn with_claim_of(&self, said: &Said) -> Option<(usize, u16)> {
        said.claims
            .iter()
            .flatten()
            .find_map(|(claim, column)| self.claims.get(claim).map(|row| (*row as usize, *column)))
    }

    /// The rows that name somebody of that name and birth in the same unit, the last first.
    pub fn namesakes_of(&self, said: &Said) -> impl Iterator<Item = usize> {
        let last = self.people.get(&said.person).map(|row| *row as usize);
        std::iter::successors(last, |row| self.namesakes.get(*row))
    }

    /// The row that speaks of this member of the register.
    pub fn of_member(&self, member: usize) -> Option<usize> {
        self.members.get(member)
    }

    /// The row that changes what is known of this person.
    pub fn describing(&self, person: &str) -> Option<usize> {
        self.described.get(person).copied()
    }

    pub fn add(&mut self, row: usize, said: Said) {
        self.claims.extend(said.claims.into_iter().flatten().map(|(claim, _)| (claim, small(row))));
        if let Some(before) = self.people.insert(said.person, small(row)) {
            self.namesakes.set(row, before as usize);
        }
    }

    pub fn add_member(&mut self, member: usize, row: usize) {
        self.members.set(member, row);
    }

    pub fn add_described(&mut self, person: &'a str, row: usize) {
        self.described.insert(person, row);
    }
}
